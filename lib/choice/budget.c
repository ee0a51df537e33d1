/* budget.c - projects bought by votes: the greedy rule, and the order in which projects stand. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "lib/choice/count.h"

const char *choice_money(struct arena *a, const struct election *e, int64_t cost)
{
    int64_t unit = 1;
    for (int i = 0; i < e->decimals; i++) {
        unit *= 10;
    }
    if (unit == 1) {
        return arena_printf(a, "%" PRId64, cost);
    }
    return arena_printf(a, "%" PRId64 ".%0*" PRId64, cost / unit, e->decimals, cost % unit);
}

int by_project_rule(const struct election *e, const int64_t *votes, const int *lot, int x, int y)
{
    int64_t cx = e->options.v[x].cost, cy = e->options.v[y].cost;
    if (votes[x] != votes[y]) {
        return votes[x] > votes[y] ? -1 : 1;
    }
    if (cx != cy) {
        return cx < cy ? -1 : 1;
    }
    return lot ? lot[x] - lot[y] : strcmp(e->options.v[x].id, e->options.v[y].id);
}

bool needs_budget(const struct election *e, struct err *why)
{
    if (e->budget <= 0) {
        return refuse(
            why, "rule", SAY(N_("这份文件没有预算和造价，不能用这个办法。请用 .pb 文件。")));
    }
    return true;
}

/* The project that comes first of those neither bought nor passed over; -1: none with votes. */
static int next_by_votes(
    const struct election *e, const int64_t *votes, const int *lot, const bool *seen)
{
    int best = -1;
    for (size_t i = 0; i < e->options.n; i++) {
        bool open = !seen[i] && votes[i] > 0;
        if (open && (best < 0 || by_project_rule(e, votes, lot, (int)i, best) < 0)) {
            best = (int)i;
        }
    }
    return best;
}

void spend_by_votes(
    struct arena *a, const struct election *e, const int *lot, bool *has, struct result *r)
{
    int64_t *votes = votes_of(a, e, true);
    bool *seen = arena_alloc(a, e->options.n);
    memcpy(seen, has, e->options.n);
    for (int i; (i = next_by_votes(e, votes, lot, seen)) >= 0;) {
        bool pays = e->options.v[i].cost <= e->budget - r->cost;
        struct round *round = add_round(a, r, pays ? "filled" : "skipped", 0);
        list_push(a, &round->who, i);
        seen[i] = true;
        if (pays) {
            has[i] = true;
            r->cost += e->options.v[i].cost;
            list_push(a, &r->winners, i);
        }
    }
}

bool tally_greedy(struct arena *a, const struct election *e, const struct counting *how,
    struct result *out, struct err *why)
{
    if (!needs_budget(e, why)) {
        return false;
    }
    size_t n = e->options.n;
    int *lot = lot_places(a, n, how->lot);
    explain(a, out, SAY(N_("按得票从多到少，付得起的就做，付不起的跳过；同票的，便宜的在前。")));
    spend_by_votes(a, e, lot, arena_alloc(a, n), out);
    levels_by_value(a, votes_of(a, e, true), n, &out->ranking);
    return true;
}
