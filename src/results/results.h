/* results.h - 表决结果: 数了多少、过没过线、为什么，谁都能照着再算一遍。
 *
 * A decision that has closed is counted once from the votes themselves and sealed: from then on
 * nothing of its votes changes. Every number is kept: what was added up, and each question against
 * its rule under every convention (stalls counted or not; silence strictly, as abstention, as
 * following the majority), because whoever disputes the convention wants to see the other one. One
 * of them decides: the rule's. The result hangs as a notice with the rule's days, may be objected
 * to, is counted again or put right as a further result beside the first, and may be annulled by
 * the street office or a court; nothing is ever written over. A decision made in the official
 * system is typed: sums that do not add up are refused. A poll (意向征询) has numbers and no
 * verdict.
 *
 * With each result goes a file without names, doors and times (docs/ballot-file.md): rules, roll,
 * one row a vote, and the numbers. tests/ballots/recount.py recounts it.
 */
#ifndef EAVES_RESULTS_H
#define EAVES_RESULTS_H

#include "src/votes/votes.h"

enum result_kind { RESULT_FIRST = 1, RESULT_RECOUNT, RESULT_CORRECTED }; /* stored */
enum result_how { HOW_STRICT = 1, HOW_SILENCE, HOW_FOLLOW }; /* stored */
enum annulled_by { BY_STREET = 1, BY_COURT }; /* stored */
enum stands { STANDS_SHOWN = 1, STANDS_DISPUTED, STANDS_FINAL, STANDS_ANNULLED };
enum { RESULTS_AT_ONCE = 600 }; /* more heads are counted by the runner */

struct result_row { /* one question, or one option of it, under one convention */
    int64_t item, option; /* option 0: the question itself */
    bool parking, decides, in, tied; /* in: that option is chosen */
    enum result_how how;
    struct tally t;
};
struct result_rows {
    struct result_row *v;
    size_t n, cap;
};
struct result_fix {
    int64_t unit_id, voter_no, was_dm2, now_dm2;
    bool stall;
    const char *name; /* "3号楼 301": for who keeps the roll, not for the page */
};
struct result_fixes {
    struct result_fix *v;
    size_t n, cap;
};
struct result {
    int64_t no, made_at, made_by, counted_at, notice_id;
    enum result_kind kind;
    const char *why, *official, *official_on, *hash;
    struct turnout t; /* items: as the ballot's */
    struct weight unsold; /* on the roll: homes of the developer */
    struct result_rows rows;
    struct result_fixes fixes;
};
struct results {
    struct result *v;
    size_t n, cap;
};
struct annulled {
    enum annulled_by by;
    const char *name, *number, *on, *why; /* name "": it stands */
    int64_t made_at;
};

/* What the count is made of. */
struct counted_vote {
    const char *code; /* of the receipt; a secret vote's own number of chance */
    int64_t voter_no; /* 0: secret */
    enum vote_way way; /* 0: secret */
    struct weight w;
    struct vote_marks marks; /* in the order of items */
};
struct counted_votes {
    struct counted_vote *v;
    size_t n, cap;
};
struct head { /* on the roll: frozen, and as it counts after corrections */
    int64_t no;
    struct weight frozen, w;
    bool unsold, silent; /* silent: took the slip, handed nothing in */
};
struct heads {
    struct head *v;
    size_t n, cap;
};
struct count {
    struct heads roll;
    struct counted_votes votes;
};

/* Rules (pure) ----------------------------------------------------------------------------------
 */
/* May silence follow the majority in that question? By its rule and a clause of the owners' own,
 * and never where the law asks for three quarters (O7). */
bool results_may_follow(const struct ballot *b, const struct ballot_item *i);
enum result_how results_how(const struct ballot *b, const struct ballot_item *i); /* that decides */
void results_add_up(struct arena *a, const struct ballot *b, const struct count *k,
    struct turnout *t, struct weight *unsold);
/* Every question under every convention, in their order. */
void results_tally(
    struct arena *a, const struct ballot *b, const struct turnout *t, struct result_rows *out);
/* Typed totals: do they add up? Points at "roll_heads", "took_heads", "i1_heads", "i1_area" ... */
bool results_check_typed(const struct ballot *b, const struct turnout *t, struct err *why);
/* The row that decides: of a question, or of its option. NULL: none. */
const struct result_row *results_row(const struct result *r, int64_t item, int64_t option);
/* Did the question pass: a yes, or all its seats filled by somebody chosen? */
bool results_passed(const struct ballot_item *i, const struct result *r);
/* "更换电梯：通过", "两个活动：选出 包粽子、种花": of one question alone the decision's own title.
 */
struct words results_line(
    struct arena *a, const struct ballot *b, const struct result *r, const struct ballot_item *i);
/* "包粽子、种花"; "": nothing. */
const char *results_chosen(struct arena *a, const struct ballot_item *i, const struct result *r);
/* Why it came out so: of yes and no as tally_why(); of options how many voices each got, the line
 * to be reached, who ties (no lots are drawn here). */
void results_why(struct arena *a, const struct ballot *b, const struct ballot_item *i,
    const struct result *r, struct sayings *out);
/* A sentence for each question. */
void results_headline(
    struct arena *a, const struct ballot *b, const struct result *r, struct sayings *out);
/* Disputed: an objection to the result has no answer yet. */
enum stands results_standing(const struct ballot *b, const struct objections *all);
/* The first instant it no longer hangs, when it is put up now. */
int64_t results_until(const struct ballot *b, int64_t now);
/* For an option that was not chosen: how far it is, whose arithmetic re-adds (P06). */
struct words results_far(const struct ballot *b, const struct ballot_item *i,
    const struct result *r, const struct result_row *o);
/* What differs between two counts, in words; nothing: they are the same. */
void results_differ(struct arena *a, const struct ballot *b, const struct result *was,
    const struct result *now, struct sayings *out);
/* The file: results_file.c. Its last line is the hash of the rest. k NULL: typed totals. */
const char *results_file(struct arena *a, const struct ballot *b, const struct result *r,
    const struct count *k, const char **hash);
const char *results_hash(struct arena *a, const char *text);
/* As it is stored: however it was written down, with spaces or in capitals. */
const char *results_code_tidy(struct arena *a, const char *typed);
const char *results_code_row(struct arena *a, const char *code); /* the row of a receipt code */

/* Store ------------------------------------------------------------------------------------------
 */
/* COUNTING to SHOWN: sealed at once, counted now or by the runner (job results.count). */
bool results_seal(struct ctx *c, const struct ballot *b, int64_t seen_version);
struct official {
    const char *number, *on;
    struct turnout t;
};
/* FORCE_RECORDED, from wherever it is: the totals of the official system, and its record's scan. */
bool results_record(struct ctx *c, const struct ballot *b, const struct official *o, int evidence,
    int64_t seen_version);
bool results_recount(struct ctx *c, const struct ballot *b, const char *why, int64_t seen_version);
/* fix: unit_id and now_dm2. */
bool results_correct(struct ctx *c, const struct ballot *b, const struct result_fix *fix,
    const char *why, int64_t seen_version);
bool results_annul(
    struct ctx *c, const struct ballot *b, const struct annulled *by, int64_t seen_version);
bool results_count(struct ctx *c, int64_t ballot_id); /* whatever is not counted yet: the job's */
/* Everybody on the roll is told that there is a result, or that it was annulled: the job's. */
bool results_announce(struct ctx *c, int64_t ballot_id);
void results_clock(struct ctx *c, int64_t ballot_id); /* SHOWN to DONE once due: the job's */
NODISCARD bool results_of(struct ctx *c, const struct ballot *b, struct results *out); /* by no */
NODISCARD bool results_annulled(struct ctx *c, int64_t ballot_id, struct annulled *out);
/* The home or stall behind some head that is called so ("3号楼 301"); 0: none, or several. */
int64_t results_unit_named(struct ctx *c, const struct ballot *b, const char *name);
int64_t results_matter(
    struct ctx *c, int64_t ticket); /* of that number, of whatever kind; 0 none */
/* The file of a result as it was stored; NULL: none, or not counted yet. */
const char *results_text(struct ctx *c, int64_t ballot_id, int64_t no);
/* Does it stand in the newest count? *row its row; "" for a code that is none of this ballot's. */
NODISCARD bool results_find(
    struct ctx *c, const struct ballot *b, const char *code, const char **row, bool *counts);

extern const struct choice results_kinds[], results_hows[], results_bys[], results_standings[];
extern const struct list results_list;
extern const struct module results_module;
#endif
