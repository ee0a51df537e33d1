/* votes.h - 投票: 一人一票，谁的算，算到哪里了。
 *
 * Votes are handed in while a decision (src/ballots) is open, on the web by the voter alone or on
 * paper (src/slips, src/proxies), one each whatever the way; what was received decides, not what
 * was typed. Every vote is kept, one of a voter's counts; sums are kept with each and counted again
 * by doctor. Participation is counted for each question. What somebody chose stands in no fact,
 * message or receipt; where names are not kept, with nobody's vote.
 */
#ifndef EAVES_VOTES_H
#define EAVES_VOTES_H

#include "src/ballots/ballots.h"

enum vote_way { WAY_WEB = 1, WAY_PAPER, WAY_PROXY }; /* stored */
struct vote_mark {
    int64_t item, choice; /* enum vote_choice, or VOTE_OPTION + option no */
};
struct vote_marks {
    struct vote_mark *v;
    size_t n, cap;
};
struct vote {
    int64_t id, voter_no, person_id, received_at, act_id, void_at;
    enum vote_way way;
    const char *code; /* 32 hex digits */
    struct vote_marks marks;
};
struct votes {
    struct vote *v;
    size_t n, cap;
};

struct voted { /* stands for a voter for whom one may speak; receipt_id: of one's own on the web */
    int64_t ballot_id, receipt_id, received_at, closes_at, state, outcome;
    enum vote_way way;
    bool named;
    const char *title, *door;
};
struct voteds {
    struct voted *v;
    size_t n, cap;
};
struct turnout { /* how it stands */
    struct weight roll, took, silent; /* took: in any question; silent: delivered, nothing said */
    int64_t web, paper, proxies; /* votes that count, by way */
    struct sums *items; /* by item, as b->items */
};

/* Rules (pure). */
/* Is that moment within the window of a ballot that is open? What closed stays closed, whatever the
 * clock says. Paper on a listed return may be typed after the close until it is sealed. */
bool votes_may_cast(
    const struct ballot *b, enum vote_way way, int64_t received_at, struct err *why);
/* What was marked, made good: every item at most one of yes, no, abstain or at most `seats`
 * options; more is VOTE_SPOILED on paper and refused on the web; nothing at all is refused. */
bool votes_tidy(struct arena *a, const struct ballot *b, enum vote_way way,
    const struct vote_marks *in, struct vote_marks *out, struct err *why);
/* Which of one voter's votes counts, or -1: own before a proxy's, then by precedence. */
int votes_counting(const struct vote *v, size_t n, enum precedence p);
/* How web and paper count once in this decision (a msgid). */
const char *votes_once_words(const struct ballot *b);
/* Said to the voter who used more than one way, or not the web: which counts, and why. */
void votes_whose(struct arena *a, const struct votes *all, int64_t vote_id, enum precedence p,
    struct sayings *out);
/* Who took the slip, or voted on something, and said nothing to this item (by its index). */
struct weight votes_silent(const struct turnout *t, size_t item);

/* Store. */
/* One vote handed in. On the web by c->act.person_id, who must be a speaker; elsewhere vote->way,
 * received_at are the caller's and nobody is asked. Fills id and code. */
bool votes_cast(struct ctx *c, const struct ballot *b, int64_t voter_no, struct vote *vote);
/* Every vote of one voter, the oldest first, with its marks (none where names are not kept). */
NODISCARD bool votes_of_voter(
    struct ctx *c, int64_t ballot_id, int64_t voter_no, struct votes *out);
/* What stands for those that person may speak for, the newest first. */
NODISCARD bool votes_of_person(struct ctx *c, int64_t person_id, struct voteds *out);
/* It was not theirs, or a slip typed wrongly: stays, counts no longer. Never once sealed. */
bool votes_void(struct ctx *c, const struct ballot *b, const struct vote *v, const char *why);
/* The voter signed for the slip, or opened the ballot after signing in. */
bool votes_deliver(struct ctx *c, const struct ballot *b, int64_t voter_no, int64_t at);
void votes_undeliver(struct ctx *c, const struct ballot *b, int64_t voter_no); /* was a mistake */
NODISCARD bool votes_turnout(struct ctx *c, const struct ballot *b, struct turnout *out);
/* Every kept sum of the area against the votes that count, in one statement: *ballots were looked
 * at (the named ones: of secret ones nothing says who said what), *wrong sums differ. For doctor.
 */
NODISCARD bool votes_sums_check(struct ctx *c, int64_t *ballots, int64_t *wrong);

extern const struct choice votes_ways[], votes_choices[];
extern const struct module votes_module;
#endif
