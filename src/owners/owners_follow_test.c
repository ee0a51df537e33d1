/* owners_follow_test.c - homes joined and parted at random, a day apart, against a slow oracle that
 * keeps twelfths in a table: shares add up to what they were, no past day changes, nothing is lost.
 */
#include "src/owners/owners_room.h"
#include "src/territory/territory.h"
#include "tests/requests_world.h"

enum { OWNERS = 4, STEPS = 40, HOMES = 120, PARTS = 12 };
struct home {
    int64_t id;
    int made, gone; /* steps; gone 0: stands */
    int held[OWNERS]; /* twelfths */
};
struct trial {
    struct ctx *c;
    int64_t stair, owner[OWNERS];
    struct home home[HOMES];
    int homes, step;
    const char *day[STEPS + 2];
};

static uint32_t dice(struct ctx *c, uint32_t n)
{
    uint32_t r;
    new_random(c, &r, sizeof(r));
    return r % n;
}

static const char *next_name(const struct trial *t)
{
    return arena_printf(t->c->arena, "9%03d", t->homes);
}

static struct home *put_home(struct trial *t, int64_t id)
{
    struct home *h = &t->home[t->homes++];
    *h = (struct home){.id = id, .made = t->step};
    return h;
}

/* One owner, halves, or a third and two thirds; few kinds, so that many homes are held alike. */
static void new_home(struct trial *t)
{
    static const int kinds[][OWNERS] = {{12}, {6, 6}, {0, 4, 8}, {0, 0, 6, 6}, {0, 0, 0, 12}};
    bool made, changed;
    int64_t id = places_put_unit(t->c, t->stair, next_name(t), 9600, &made, &changed);
    struct home *h = put_home(t, id);
    memcpy(h->held, kinds[dice(t->c, COUNT(kinds))], sizeof(h->held));
    for (int i = 0; i < OWNERS; i++) {
        struct owner_share s = {.owner = {.id = t->owner[i]},
            .num = h->held[i],
            .den = PARTS,
            .valid_from = t->day[t->step]};
        CHECK("owned", !h->held[i] || owners_open(t->c, id, &s));
    }
}

static struct home *any(struct trial *t)
{
    struct home *h = NULL;
    for (int tries = 0; tries < 200 && (!h || h->gone); tries++) {
        h = &t->home[dice(t->c, (uint32_t)t->homes)];
    }
    return h->gone ? NULL : h;
}

static void join(struct trial *t, struct home *a, struct home *b)
{
    struct change ch = {.name = next_name(t), .day = t->day[t->step], .reason = ""};
    int64_t id = territory_join(t->c, a->id, b->id, &ch);
    CHECK("joined", id);
    a->gone = b->gone = t->step;
    struct home *h = put_home(t, id);
    if (!memcmp(a->held, b->held, sizeof(a->held))) {
        memcpy(h->held, a->held, sizeof(h->held));
    } /* else nobody's, until somebody says whose */
}

static void part(struct trial *t, struct home *a)
{
    const char *first = next_name(t), *second = arena_printf(t->c->arena, "8%03d", t->homes);
    struct change ch = {.name = first, .day = t->day[t->step], .reason = ""};
    CHECK("parted", territory_part(t->c, a->id, second, 1 + dice(t->c, 2), &ch));
    a->gone = t->step;
    for (int i = 0; i < 2; i++) {
        int64_t id = places_unit_by_name(t->c, t->stair, i ? second : first);
        struct home *h = put_home(t, id);
        memcpy(h->held, a->held, sizeof(h->held));
    }
}

/* What the store says of one home on one day, in twelfths; sums of what is written more than once.
 */
static bool as_held(struct trial *t, const struct home *h, int step)
{
    struct owner_shares now = {0};
    bool stands = h->made <= step && (!h->gone || step < h->gone), same = true;
    int64_t num = 0, den = 1, all = 0;
    if (!owners_of_unit(t->c, h->id, t->day[step], &now)) {
        return false;
    }
    for (int i = 0; i < OWNERS; i++) {
        int64_t twelfths = 0;
        for (size_t k = 0; k < now.n; k++) {
            const struct owner_share *s = &now.v[k];
            twelfths += s->owner.id == t->owner[i] ? s->num * PARTS / s->den : 0;
        }
        same = same && twelfths == (stands ? h->held[i] : 0);
        all += stands ? h->held[i] : 0;
    }
    return same && owners_sum(now.v, now.n, t->day[step], &num, &den) && num * PARTS == all * den;
}

static bool all_as_held(struct trial *t, int step)
{
    bool same = true;
    for (int i = 0; i < t->homes && same; i++) {
        same = as_held(t, &t->home[i], step);
    }
    return same;
}

/* Every home here had owners once: who has none now waits for them, and nobody else. */
static bool all_wait(struct trial *t)
{
    struct units waiting = {0};
    size_t n = 0;
    bool among = true;
    if (!owners_joined_waiting(t->c, 0, &waiting)) {
        return false;
    }
    for (int i = 0; i < t->homes; i++) {
        static const int none[OWNERS] = {0};
        const struct home *h = &t->home[i];
        bool waits = !h->gone && !memcmp(h->held, none, sizeof(none)), found = false;
        for (size_t k = 0; k < waiting.n; k++) {
            found = found || waiting.v[k].id == h->id;
        }
        among = among && found == waits;
        n += waits;
    }
    return among && n == waiting.n;
}

static void one_step(struct trial *t)
{
    struct home *a = any(t), *b = any(t);
    switch (dice(t->c, 3)) {
    case 0:
        if (a) {
            part(t, a);
        }
        break;
    case 1:
        if (a && b && a != b) {
            join(t, a, b);
        }
        break;
    default:
        new_home(t);
        break;
    }
}

static void joined_and_parted(struct ctx *c)
{
    struct world *w = world_make(c);
    struct trial *t = arena_alloc(c->arena, sizeof(*t));
    *t = (struct trial){.c = c, .stair = w->stair};
    for (int i = 0; i < STEPS + 2; i++) {
        t->day[i] = day_text(c->arena, c->now + i * MS_PER_DAY);
    }
    test_begin(c);
    for (int i = 0; i < OWNERS; i++) {
        t->owner[i] =
            owners_make_organisation(c, arena_printf(c->arena, "第%d公司", i + 1), "", false);
    }
    CHECK("owners", test_end(c));
    for (t->step = 1; t->step <= STEPS && !c->err.kind; t->step++) {
        test_at(c, c->now + MS_PER_DAY);
        test_begin(c);
        if (t->homes < 6) {
            new_home(t);
        } else {
            one_step(t);
        }
        CHECK("kept", test_end(c));
        must(db_begin_read(c));
        CHECK("today", all_as_held(t, t->step));
        CHECK("who waits for owners", all_wait(t));
        CHECK("a day that was", all_as_held(t, 1 + (int)dice(c, (uint32_t)t->step)));
        db_rollback(c);
    }
}

const struct test owners_follow_tests[] = {
    {"joined and parted at random", joined_and_parted},
    {0},
};
