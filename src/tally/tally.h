/* tally.h - 计票算法: 人数和面积怎样对照规则，差多少，为什么。
 *
 * The arithmetic of a decision and nothing else: a rule (src/rulesets), what everybody on the roll
 * weighs, how much said what; out come the gates, the verdict, and sentences whose numbers re-add.
 * Heads and floor beside each other (Civil Code 278), floor in 0.01 m2; nothing is rounded up to a
 * threshold, and what cannot be decided has not passed. tests/ballots/recount.py counts it again.
 */
#ifndef EAVES_TALLY_H
#define EAVES_TALLY_H

#include "src/rulesets/rulesets.h"

/* Whose heads they are; stored. */
enum electorate { ROLL_OF_OWNERS = 1, ROLL_OF_HOUSEHOLDS, ROLL_OF_RESIDENTS, ROLL_OF_BODY };
enum vote_choice { VOTE_YES = 1, VOTE_NO, VOTE_ABSTAIN, VOTE_SPOILED, VOTE_OPTION = 10 };
enum { TALLY_OPTIONS_MAX = 20 };

/* What counts: heads and floor, with the stalls kept apart. */
struct weight {
    int64_t homes, stalls; /* heads that have a home; heads that have stalls only */
    int64_t area_dm2, stalls_dm2;
};
struct sum { /* by choice of one item */
    int64_t choice; /* enum vote_choice, or VOTE_OPTION + option no; 0: who took part in it */
    struct weight w;
};
struct sums {
    struct sum *v;
    size_t n, cap;
};
struct convention { /* under which the same votes are counted once more */
    bool parking, /* stalls count */
        silence, /* who took the slip and was silent abstained */
        follow, /* and follows the majority */
        open; /* still coming in: of who takes part at least those count who must */
};
struct gate { /* one threshold, of heads or of floor */
    enum verdict verdict;
    int64_t have, of, need; /* need: the least that reaches it */
};
struct tally { /* of one item, or of one option of it */
    struct gate took_heads, took_area, yes_heads, yes_area; /* area: all 0 where floor counts not */
    bool quorate;
    enum verdict verdict;
};
struct chosen { /* one option of k of n */
    int64_t option; /* no */
    struct tally t;
    bool in, tied;
};

struct weight weight_add(struct weight a, struct weight b);
int64_t weight_heads(struct weight w, bool parking);
int64_t weight_area(struct weight w, bool parking);
struct weight sums_of(const struct sums *s, int64_t choice); /* zero: none */
/* roll: everybody; silent: who took a slip and took no part. yes: the choice that is put. */
struct tally tally_item(const struct ruleset *r, struct weight roll, struct weight silent,
    const struct sums *s, int64_t yes, const struct convention *how);
/* At most `seats` of `options`: chosen are those that reach the rule, most heads first, then most
 * floor. Who ties for the last seat is chosen by nobody here: tied. All of them, in that order. */
void tally_choose(const struct ruleset *r, int64_t seats, size_t options, struct weight roll,
    struct weight silent, const struct sums *s, const struct convention *how,
    struct chosen out[TALLY_OPTIONS_MAX]);
/* Part of whole in 1/100 %, never rounded up to a share that was not reached: down. */
int64_t tally_percent(int64_t part, int64_t whole);

/* 12 人 where the law counts persons (CC 278), 12 户 only where each household has one vote. */
struct word tally_number(enum electorate who, int64_t n);
const char *tally_number_label(enum electorate who); /* msgid: 人数 or 户数 */
/* 还差 23 人、1,840.00 ㎡; no msgid: nothing is missing. */
struct words tally_missing(enum electorate who, const struct gate *heads, const struct gate *area);
/* Why it passed, failed or cannot be decided: sentences whose arithmetic re-adds (P06). */
void tally_why(struct arena *a, enum electorate who, const struct ruleset *r, const struct tally *t,
    struct sayings *out);
/* Of that only who took part: did enough? */
void tally_why_part(struct arena *a, enum electorate who, const struct ruleset *r,
    const struct tally *t, struct sayings *out);
extern const struct choice tally_verdicts[];
#endif
