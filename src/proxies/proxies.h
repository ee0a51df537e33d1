/* proxies.h - 书面委托: 来不了的人写明怎么投，照他写的投。
 *
 * A voter who cannot come signs a paper: who hands it in, and how to vote on each question. Two
 * people type the wish from the paper, its scan is kept; then exactly those marks are cast. Nobody
 * decides for another: a proxy is never passed on, and who has given one holds none. How many one
 * may hold is the ruleset's. Of two papers of one voter the one that came last counts; the voter's
 * own vote, by whatever way, counts before any proxy; a paper may be revoked.
 */
#ifndef EAVES_PROXIES_H
#define EAVES_PROXIES_H

#include "src/ballots/ballots.h"

enum proxy_state { PROXY_ONCE = 1, PROXY_COUNTS, PROXY_NOT_COUNTING, PROXY_REVOKED };
struct proxy {
    int64_t id, ballot_id, voter_no, building_id, holder_id, received_at, account_id, person_id,
        vote_id;
    enum proxy_state state;
    bool own; /* the home voted itself: that counts */
    const char *door, *principal, *holder, *day, *marks, *why; /* day it was signed */
};
struct proxies {
    struct proxy *v;
    size_t n, cap;
};

/* Rules (pure). held: voters for whom that person holds one already. */
bool proxies_may_hold(const struct ballot *b, int64_t held, struct err *why);
/* Which of a voter's papers is the later: an older one is not taken after it. */
bool proxies_in_order(const char *day, const char *latest, struct err *why);

/* Store. typed: as on a slip, "1 2 3". */
bool proxies_put(struct ctx *c, const struct ballot *b, struct proxy *p, const char *typed);
bool proxies_confirm(
    struct ctx *c, const struct ballot *b, const struct proxy *p, const char *typed);
bool proxies_revoke(struct ctx *c, const struct ballot *b, const struct proxy *p, const char *why);
NODISCARD bool proxies_all(struct ctx *c, int64_t ballot_id, struct proxies *out);
NODISCARD bool proxies_by_id(struct ctx *c, int64_t ballot_id, int64_t id, struct proxy *out);
/* For src/results, before sealing: none waits for a second hand. */
bool proxies_ready(struct ctx *c, const struct ballot *b, struct err *why);

extern const struct choice proxies_states[];
extern const struct list proxies_list;
extern const struct module proxies_module;
#endif
