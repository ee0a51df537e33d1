/* count.h - what the tallies share; nobody outside lib/choice includes it. */
#ifndef EAVES_COUNT_H
#define EAVES_COUNT_H

#include "lib/choice/choice.h"

/* Sorts options into levels, the greatest value first. */
void levels_by_value(struct arena *a, const int64_t *values, size_t n, struct levels *out);
/* Takes whole levels while they fit the seats. One that does not fit is a tie: the first of the lot
 * go in, or without a lot `tied` says who they are. */
void take_seats(struct arena *a, const struct counting *how, size_t n, struct result *r);
/* lot[option]: its place in the lot; NULL without a seed. */
int *lot_places(struct arena *a, size_t n, const char *seed);
/* Votes of each option: ballots that name it, or points. */
int64_t *votes_of(struct arena *a, const struct election *e, bool points);
void explain(struct arena *a, struct result *r, struct words w);
struct round *add_round(struct arena *a, struct result *r, const char *kind, size_t values);
/* Projects: more votes, lower cost, then the lot or the id. Below 0: x comes first. */
int by_project_rule(const struct election *e, const int64_t *votes, const int *lot, int x, int y);
/* Buys by votes what can still be paid, into r; `has` says what is bought already. */
void spend_by_votes(
    struct arena *a, const struct election *e, const int *lot, bool *has, struct result *r);
bool needs_budget(const struct election *e, struct err *why);
#endif
