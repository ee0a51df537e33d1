/* visits.h - 上门: 谁还没投，打过几次电话、上过几次门。
 *
 * For the leader of a stair while a vote with names is open: its homes as they lie, who has voted
 * and who has not, never what. Each home stands by its own door, also where one owner holds several
 * or another stair's head owns it here; of co-owners the designated one stands there. What was
 * tried is ticked on a phone: telephoned, met, nobody home, away for long; an issue list that says
 * 未送到 is a visit in vain too. Two in vain within two hours are one (src/rolls); after three
 * nobody need come again, and a note is left. Grid, list and count are one reckoning: every home on
 * the roll has voted, has not, or has nobody who may.
 */
#ifndef EAVES_VISITS_H
#define EAVES_VISITS_H

#include "src/slips/slips.h"

enum visit_mark { VISIT_PHONED = 1, VISIT_MET, VISIT_AWAY, VISIT_GONE }; /* stored */
struct visit {
    int64_t id, voter_no, happened_at, act_id;
    enum visit_mark mark;
};
struct visits {
    struct visit *v;
    size_t n, cap;
};
struct visit_sum { /* of one voter */
    int64_t phoned, met, away, last_at; /* away: visits in vain */
    enum visit_mark last; /* 0: none yet */
};
enum visit_door { AT_VOTED = 1, AT_NOT_YET, AT_CALL, AT_UNMET, AT_GONE, AT_NOBODY };

/* Rules (pure). */
struct visit_sum visits_sum(struct arena *a, const struct visits *all, int64_t voter_no);
enum visit_door visits_door(
    const struct voter *o, const struct ballot_slip *s, const struct visit_sum *v);
bool visits_left(enum visit_door s); /* has not voted and may */
bool visits_may_mark(const struct ballot *b, const struct voter *o, struct err *why);

/* Store. */
struct visit_home { /* one home of a stair on a roll */
    struct voter o;
    struct ballot_slip s; /* sheet 0: none */
    struct visit_sum v;
    int64_t unit_id; /* 0: a head without a home here, by its own door */
    const char *door;
    enum visit_door state;
};
struct visit_homes {
    struct visit_home *v;
    size_t n, cap;
};
NODISCARD bool visits_homes(
    struct ctx *c, const struct ballot *b, int64_t building_id, struct visit_homes *out);
bool visits_mark(struct ctx *c, const struct ballot *b, int64_t voter_no, enum visit_mark mark);

extern const struct choice visits_marks[], visits_doors[];
extern const struct list visits_list;
extern const struct module visits_module;
#endif
