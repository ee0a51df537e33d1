/* cases.h - 调解、劝导、帮扶: what is talked over with few people and is nobody else's business.
 *
 * 一件事，几位当事人，几个办的人：调解员听双方说，把协议写下来，每一方自己说同意不同意；劝导员上门，
 * 记下谁去的、见到没有、说了什么、答应哪天办好；帮扶从邻居开始，邻居办不了转给志愿者，再转给专业的人，
 * 每转一次写一张交接单，本人同意才转，接手的人只看交接单上写给他的。
 *
 * One room, three kinds. Audience is always AUDIENCE_CASE: in no list of neighbours, no search, no
 * feed; town and other staff see nothing unless they are put on it. Who sees what of one:
 * DUTY_CASES and whoever leads it all of it; a helper of a tier what is written for that tier; a
 * party what is about her and the text she is asked to agree to, never another party's words. What
 * was typed stands in this room's tables alone, never in the log of facts.
 */
#ifndef EAVES_CASES_H
#define EAVES_CASES_H

#include "lib/base/module.h"
#include "lib/db/register.h"
#include "src/matters/matters.h"

enum case_kind { CASE_MEDIATION = 1, CASE_PERSUASION, CASE_HELP }; /* stored, as all enums here */
enum case_state {
    CASE_NEW = 10, /* 待安排: nobody leads it yet */
    CASE_DOING = 20,
    CASE_PROMISED = 30, /* a day was promised */
    CASE_DRAFTED = 40, /* the agreement is written, the parties say yes or no */
    CASE_FOLLOW = 50, /* settled; looked at again after CASE_FOLLOW_DAYS */
    CASE_CLOSED = 60,
};
enum case_outcome { CASE_SETTLED = 1, CASE_REFERRED, CASE_WITHDRAWN, CASE_FAILED };
enum case_result { RESULT_AGREED = 1, RESULT_KEPT, RESULT_CLEARED, RESULT_HELPED };
enum case_role { ROLE_LEADS = 1, ROLE_HELPS };
enum case_tier { TIER_NEIGHBOUR = 1, TIER_VOLUNTEER, TIER_PROFESSIONAL };
enum case_word { WORD_OF_NOBODY, WORD_YES, WORD_NO };
enum case_met { MET_YES = 1, MET_NO, MET_REFUSED };
enum case_what { LOG_HOME = 1, LOG_MEETING, LOG_PHONE, LOG_AGAIN }; /* 入户 会谈 电话 回访 */
enum case_promise_state { PROMISE_OPEN = 1, PROMISE_KEPT, PROMISE_BROKEN };
enum {
    CASE_NAME_DAYS = 3, /* working days until somebody leads it */
    CASE_DAYS = 30, /* for talking, each time */
    CASE_WORD_DAYS = 7,
    CASE_FOLLOW_DAYS = 30,
    CASE_PROMISE_DAYS = 180, /* a promise at most so far ahead */
    CASE_MOVED_MAX = 2, /* a promise is put off so often */
    CASE_SHEET_ROWS = 6,
};
struct case_kind_info {
    enum case_kind kind;
    const char *key, *label, *leads, *help; /* msgids: 调解, 调解员 */
    unsigned results; /* bits of case_result */
    bool agrees, tiers, voluntary; /* writes an agreement; goes up; a party may end it */
};
const struct case_kind_info *cases_kind(int64_t kind); /* NULL: none such */
extern const struct choice cases_kinds[], cases_results[], cases_tiers[], cases_words[],
    cases_mets[], cases_whats[], cases_roles[], cases_promises[], cases_ends[];
extern const struct matter_kind cases_matter;

struct case_party {
    int64_t id, person_id, side, word_at;
    enum case_word word;
    const char *name, *paper; /* paper: where the signed one is kept */
};
struct case_on { /* one works on it, from day to day; to "" while it lasts */
    int64_t id, person_id;
    enum case_role role;
    enum case_tier tier;
    const char *name, *from, *to;
};
struct case_log {
    int64_t id, on_at, went_id, with_id, party_id; /* on_at: the day; party 0: said by nobody */
    enum case_what what;
    enum case_met met;
    enum case_tier tier;
    const char *said, *alone, *went, *with, *party, *code; /* alone: why only one went in */
};
struct case_promise {
    int64_t id, party_id, due_at, moved; /* due_at: midnight before that day */
    enum case_promise_state state;
    const char *what, *party, *why; /* why: it was put off, or broken */
};
struct case_step { /* a hand-over note */
    enum case_tier from, to;
    int64_t at;
    const char *note, *consent;
};
/* clang-format off */
struct case_parties { struct case_party *v; size_t n, cap; };
struct case_ons { struct case_on *v; size_t n, cap; };
struct case_logs { struct case_log *v; size_t n, cap; };
struct case_promises { struct case_promise *v; size_t n, cap; };
struct case_steps { struct case_step *v; size_t n, cap; };
/* clang-format on */

/* As what somebody looks at one: all false and 0 is a stranger. */
struct case_view {
    bool duty, leads, helps; /* DUTY_CASES; on it today */
    int64_t party_id; /* hers, or whom she speaks for */
    unsigned tiers; /* bits: of a helper */
};
#define TIER_BIT(tier) (1U << (tier))
struct case_file {
    struct matter m;
    const struct case_kind_info *kind;
    struct case_view view;
    enum case_tier tier;
    enum case_result result;
    const char *about, *note, *freed, *agreement; /* freed: which spot is free now */
    struct case_parties parties;
    struct case_ons on;
    struct case_logs log;
    struct case_promises promises;
    struct case_steps steps;
};
struct case_opening {
    int64_t kind, place_id, request_id; /* request 0: not out of one */
    const char *title, *about, *party; /* party: whom it is about; "" the one the act is for */
    int64_t party_person_id; /* 0: free name */
};

/* Rules (pure). */
bool cases_may_promise(int64_t due_at, int64_t now, struct err *why);
bool cases_may_put_off(
    const struct case_promise *p, int64_t to, const char *reason, int64_t now, struct err *why);
/* Two go into a home, or it is said why one did. */
bool cases_may_log(const struct case_log *l, int64_t now, struct err *why);
bool cases_may_step(
    const struct case_file *f, int64_t to, const char *note, const char *consent, struct err *why);
bool cases_may_settle(const struct case_file *f, int64_t result, struct err *why);
/* Does she read this row of a log that belongs to that tier, about that party? */
bool cases_reads(const struct case_file *f, enum case_tier tier, int64_t party_id);
bool cases_works(const struct case_kind_info *k, const struct case_view *v, const char *verb);
struct words cases_says(const struct case_file *f, int64_t now);

/* Store. ERR_ABSENT for whoever is not on it; what she does not read is not in it. */
NODISCARD bool cases_see(struct ctx *c, int64_t id, struct case_file *out);
bool cases_open(struct ctx *c, const struct case_opening *o, int64_t *id);
bool cases_add_party(
    struct ctx *c, struct moving *mv, int64_t side, int64_t person_id, const char *name);
bool cases_put_on(struct ctx *c, struct moving *mv, struct case_on *on);
bool cases_take_off(struct ctx *c, struct moving *mv, int64_t on_id);
bool cases_write(struct ctx *c, struct moving *mv, struct case_log *l); /* verb "log" */
bool cases_promise(struct ctx *c, struct moving *mv, const struct case_promise *p);
bool cases_promise_end(struct ctx *c, struct moving *mv, bool kept, const char *why);
bool cases_put_off(struct ctx *c, struct moving *mv, int64_t to, const char *why);
bool cases_draft(struct ctx *c, struct moving *mv, const char *text);
bool cases_word(
    struct ctx *c, struct moving *mv, int64_t party_id, int64_t word, const char *paper);
bool cases_step(
    struct ctx *c, struct moving *mv, int64_t to, const char *note, const char *consent);
bool cases_settle(
    struct ctx *c, struct moving *mv, int64_t result, const char *note, const char *freed);
/* "refer", "fail", "withdraw": with a reason; "talk", "follow", "again": with what was found. */
bool cases_end(struct ctx *c, const char *verb, struct moving *mv, const char *why);
/* How many the reader works on; *now of them that wait for her today. */
NODISCARD bool cases_of_reader(struct ctx *c, int64_t *n, int64_t *now);
/* A sheet of blank rows for it; whose sheet that is, 0: nobody's. */
bool cases_sheet(struct ctx *c, int64_t id, int *no);
int64_t cases_sheet_of(struct ctx *c, int no);
/* Those the reader is on whose title, place or number holds it; others' are not even read. */
NODISCARD bool cases_find(
    struct ctx *c, const struct find_words *f, size_t limit, struct matters *out);
/* As what the reader (or whom she speaks for) stands to it; for the engine's hooks too. */
void cases_view(struct ctx *c, int64_t id, struct case_view *out);
bool cases_on_case(struct ctx *c, int64_t id);
bool cases_may_work(struct ctx *c, int64_t id, const char *verb);

extern const struct list cases_list;
extern const struct figure cases_figures[];
extern const struct register_part cases_registers[];
extern const struct personal cases_personal[];
void cases_forget(struct ctx *c, int64_t person_id);
extern const struct module cases_module;
#endif
