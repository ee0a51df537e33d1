/* choice.c - the public lot, and what all tallies share. */
#include "lib/choice/choice.h"

#include <inttypes.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#include "lib/choice/count.h"

/* The lot ------------------------------------------------------------------------------------- */
struct urn {
    const char *seed;
    uint64_t drawn;
};

static void put_be64(uint8_t out[8], uint64_t n)
{
    for (int i = 7; i >= 0; i--, n >>= 8) {
        out[i] = (uint8_t)n;
    }
}

static uint64_t draw(struct urn *u)
{
    static const char label[] = "eaves-sortition-v1"; /* with its NUL */
    uint8_t counter[8], hash[crypto_hash_sha256_BYTES];
    crypto_hash_sha256_state s;
    put_be64(counter, u->drawn++);
    crypto_hash_sha256_init(&s);
    crypto_hash_sha256_update(&s, (const uint8_t *)label, sizeof(label));
    crypto_hash_sha256_update(&s, (const uint8_t *)u->seed, strlen(u->seed));
    crypto_hash_sha256_update(&s, counter, sizeof(counter));
    crypto_hash_sha256_final(&s, hash);
    uint64_t n = 0;
    for (int i = 0; i < 8; i++) {
        n = n << 8 | hash[i];
    }
    return n;
}

/* Below m, every number as likely as another: the uneven rest of 2^64 is drawn again. */
static uint64_t below(struct urn *u, uint64_t m)
{
    uint64_t rest = (UINT64_MAX % m + 1) % m, n; /* 2^64 mod m */
    do {
        n = draw(u);
    } while (rest && n > UINT64_MAX - rest);
    return n % m;
}

int *choice_lot(struct arena *a, size_t n, const char *seed)
{
    if (!seed) {
        return NULL;
    }
    struct urn u = {.seed = seed};
    int *order = arena_alloc(a, n * sizeof(*order));
    for (size_t i = 0; i < n; i++) {
        order[i] = (int)i;
    }
    for (size_t i = 0; i < n; i++) {
        size_t j = i + (size_t)below(&u, n - i);
        int taken = order[j];
        order[j] = order[i];
        order[i] = taken;
    }
    return order;
}

int *lot_places(struct arena *a, size_t n, const char *seed)
{
    int *order = choice_lot(a, n, seed);
    if (!order) {
        return NULL;
    }
    int *place = arena_alloc(a, n * sizeof(*place));
    for (size_t i = 0; i < n; i++) {
        place[order[i]] = (int)i;
    }
    return place;
}

/* Results ------------------------------------------------------------------------------------- */
void explain(struct arena *a, struct result *r, struct words w)
{
    list_push(a, &r->explain, w);
}

struct round *add_round(struct arena *a, struct result *r, const char *kind, size_t values)
{
    struct round one = {.kind = kind};
    if (values) {
        one.values = arena_alloc(a, values * sizeof(*one.values));
    }
    list_push(a, &r->rounds, one);
    return &r->rounds.v[r->rounds.n - 1];
}

int64_t *votes_of(struct arena *a, const struct election *e, bool points)
{
    int64_t *votes = arena_alloc(a, e->options.n * sizeof(*votes));
    for (size_t i = 0; i < e->ballots.n; i++) {
        const struct ballot *b = &e->ballots.v[i];
        for (size_t k = 0; k < b->n; k++) {
            bool counts = e->marks != MARKS_POINTS || b->v[k].value > 0;
            votes[b->v[k].option] +=
                b->count * (points && e->marks == MARKS_POINTS ? b->v[k].value : counts);
        }
    }
    return votes;
}

void levels_by_value(struct arena *a, const int64_t *values, size_t n, struct levels *out)
{
    bool *placed = arena_alloc(a, n);
    for (size_t done = 0; done < n;) {
        struct picks level = {0};
        int64_t most = INT64_MIN;
        for (size_t i = 0; i < n; i++) {
            most = !placed[i] && values[i] > most ? values[i] : most;
        }
        for (size_t i = 0; i < n; i++) {
            if (!placed[i] && values[i] == most) {
                list_push(a, &level, (int)i);
                placed[i] = true;
            }
        }
        done += level.n;
        list_push(a, out, level);
    }
}

static void by_lot(struct picks *who, const int *place)
{
    for (size_t i = 1; i < who->n; i++) {
        for (size_t k = i; k > 0 && place[who->v[k]] < place[who->v[k - 1]]; k--) {
            int moved = who->v[k];
            who->v[k] = who->v[k - 1];
            who->v[k - 1] = moved;
        }
    }
}

void take_seats(struct arena *a, const struct counting *how, size_t n, struct result *r)
{
    size_t seats = how->seats ? how->seats : 1;
    const int *place = lot_places(a, n, how->lot);
    for (size_t i = 0; i < r->ranking.n && r->winners.n < seats; i++) {
        struct picks level = {0}, *from = &r->ranking.v[i];
        for (size_t k = 0; k < from->n; k++) {
            list_push(a, &level, from->v[k]);
        }
        bool fits = r->winners.n + level.n <= seats;
        if (place) {
            by_lot(&level, place);
        } else if (!fits) {
            r->tied = level;
            return;
        }
        for (size_t k = 0; k < level.n && r->winners.n < seats; k++) {
            list_push(a, &r->winners, level.v[k]);
        }
        if (!fits) {
            explain(a, r, WORDS(N_("最后的名额有并列，按种子“{0}”抽签。"), TEXT(how->lot)));
        }
    }
}

/* Approval and score -------------------------------------------------------------------------- */
static bool tally_values(struct arena *a, const struct election *e, const struct counting *how,
    bool points, struct result *out)
{
    size_t n = e->options.n;
    int64_t *votes = votes_of(a, e, points);
    struct round *round = add_round(a, out, "count", n);
    for (size_t i = 0; i < n; i++) {
        round->values[i] = arena_printf(a, "%" PRId64, votes[i]);
    }
    levels_by_value(a, votes, n, &out->ranking);
    take_seats(a, how, n, out);
    return true;
}

bool tally_approval(struct arena *a, const struct election *e, const struct counting *how,
    struct result *out, struct err *why)
{
    (void)why;
    explain(a, out, SAY(N_("每张票写了谁，谁得一票；得票多的当选。")));
    return tally_values(a, e, how, false, out);
}

bool tally_score(struct arena *a, const struct election *e, const struct counting *how,
    struct result *out, struct err *why)
{
    if (e->marks == MARKS_RANKS) {
        return refuse(
            why, "rule", SAY(N_("这份选票写的是名次，没有打分。请用 schulze 或者 irv。")));
    }
    explain(a, out, SAY(N_("各张票打的分加起来，分高的当选。")));
    return tally_values(a, e, how, true, out);
}
