/* schulze.c - Schulze's method: M. Schulze, "A new monotonic, clone-independent, reversal
 * symmetric, and Condorcet-consistent single-winner election method", Social Choice and Welfare 36
 * (2011). */
#include <inttypes.h>

#include "lib/choice/count.h"

/* d[x * n + y]: voters who rank x before y. */
static int64_t *defeats(struct arena *a, const struct election *e, bool ignore)
{
    size_t n = e->options.n;
    int64_t *d = arena_alloc(a, n * n * sizeof(*d)), *rank = arena_alloc(a, n * sizeof(*rank) + 1);
    for (size_t i = 0; i < e->ballots.n; i++) {
        const struct ballot *b = &e->ballots.v[i];
        for (size_t x = 0; x < n; x++) {
            rank[x] = INT64_MAX;
        }
        for (size_t k = 0; k < b->n; k++) {
            rank[b->v[k].option] = b->v[k].value;
        }
        for (size_t x = 0; x < n; x++) {
            for (size_t y = 0; y < n; y++) {
                bool unranked = rank[x] == INT64_MAX || rank[y] == INT64_MAX;
                d[x * n + y] += rank[x] < rank[y] && !(ignore && unranked) ? b->count : 0;
            }
        }
    }
    return d;
}

/* p[x * n + y]: the strength of the strongest path, by winning votes. */
static int64_t *paths(struct arena *a, const int64_t *d, size_t n)
{
    int64_t *p = arena_alloc(a, n * n * sizeof(*p));
    for (size_t i = 0; i < n * n; i++) {
        size_t mirror = i % n * n + i / n;
        p[i] = d[i] > d[mirror] ? d[i] : 0;
    }
    for (size_t k = 0; k < n; k++) {
        for (size_t x = 0; x < n; x++) {
            for (size_t y = 0; y < n && x != k; y++) {
                int64_t by = p[x * n + k] < p[k * n + y] ? p[x * n + k] : p[k * n + y];
                if (y != k && y != x && by > p[x * n + y]) {
                    p[x * n + y] = by;
                }
            }
        }
    }
    return p;
}

/* Whom nobody that is left beats, again and again. */
static void levels(struct arena *a, const int64_t *p, size_t n, struct levels *out)
{
    bool *placed = arena_alloc(a, n);
    for (size_t done = 0; done < n;) {
        struct picks level = {0};
        for (size_t x = 0; x < n; x++) {
            bool beaten = placed[x];
            for (size_t y = 0; y < n && !beaten; y++) {
                beaten = !placed[y] && p[y * n + x] > p[x * n + y];
            }
            if (!beaten) {
                list_push(a, &level, (int)x);
            }
        }
        must(level.n); /* the relation is transitive: somebody is never beaten */
        for (size_t k = 0; k < level.n; k++) {
            placed[level.v[k]] = true;
        }
        done += level.n;
        list_push(a, out, level);
    }
}

static void explain_pairs(
    struct arena *a, const struct election *e, const int64_t *d, const int64_t *p, struct result *r)
{
    size_t n = e->options.n;
    for (size_t x = 0; x < n; x++) {
        struct round *round = add_round(a, r, "pairs", n);
        list_push(a, &round->who, (int)x);
        for (size_t y = 0; y < n; y++) {
            round->values[y] =
                x == y ? NULL : arena_printf(a, "%" PRId64 "/%" PRId64, d[x * n + y], p[x * n + y]);
        }
    }
}

bool tally_schulze(struct arena *a, const struct election *e, const struct counting *how,
    struct result *out, struct err *why)
{
    if (e->marks == MARKS_APPROVAL) {
        return refuse(why, "rule", SAY(N_("这份选票只写了赞成谁，没有排名次。请用 approval。")));
    }
    if (e->marks == MARKS_POINTS) {
        return refuse(why, "rule", SAY(N_("这份选票打的是分，没有排名次。请用 score。")));
    }
    int64_t *d = defeats(a, e, how->ignore_unranked), *p = paths(a, d, e->options.n);
    explain(a, out,
        SAY(N_(
            "两两比较：比多少人把甲排在乙前面。甲到乙最强的一条路强过乙到甲的，甲就在乙前面。")));
    explain_pairs(a, e, d, p, out);
    levels(a, p, e->options.n, &out->ranking);
    take_seats(a, how, e->options.n, out);
    return true;
}
