/* compound_world.h - for tests: a compound of 5,309 homes in 337 stairs: couples, companies with an
 * agent, one who bought five, a developer with a hundred unsold. A fifth of it unless EAVES_LONG.
 */
#ifndef EAVES_COMPOUND_WORLD_H
#define EAVES_COMPOUND_WORLD_H

#include <time.h>

#include "tests/ballots_world.h"

struct compound {
    struct world w;
    int64_t homes, stairs, place, developer;
    struct ballot b;
    struct voters roll;
    int64_t *speaker; /* by voter no */
    bool *in;
    int64_t by_area[8000]; /* 4500 + i dm2: a voter who has that one home only */
};

__attribute__((unused)) static double ms_now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

/* Every home is another 0.01 m2 larger, so that any line can be met exactly. */
static void own_home(struct ctx *c, struct compound *k, int64_t unit, int64_t i)
{
    bool made, changed;
    const char *name = arena_printf(c->arena, "业主%lld", (long long)i);
    const char *phone = arena_printf(c->arena, "1390001%04lld", (long long)i);
    if (i % 53 == 0) {
        owners_put_unsold(c, unit, k->developer, "2020-01-01");
    } else if (i % 97 == 0) {
        int64_t n = i / 97 % 40;
        const char *company = arena_printf(c->arena, "公司%lld", (long long)n);
        int64_t o = owners_put(
            c, unit, company, OWNER_ORGANISATION, "", 1, 1, "2020-01-01", &made, &changed);
        (void)people_put(c, places_put_household(c, unit, &made), name, phone, &made, &changed);
        owners_set_agent(c, o, name, phone, "2020-01-01");
    } else if (i % 1000 < 5) {
        owners_put(c, unit, "买了五套的", OWNER_PERSON, "13900009999", 1, 1, "2020-01-01", &made,
            &changed);
    } else if (i % 7 == 0) {
        int64_t one =
            owners_put(c, unit, name, OWNER_PERSON, phone, 1, 2, "2020-01-01", &made, &changed);
        owners_put(c, unit, arena_printf(c->arena, "配偶%lld", (long long)i), OWNER_PERSON, "", 1,
            2, "2020-01-01", &made, &changed);
        owners_set_voter(c, unit, one, "2020-01-01");
    } else {
        owners_put(c, unit, name, OWNER_PERSON, phone, 1, 1, "2020-01-01", &made, &changed);
    }
}

static void fill_compound(struct ctx *c, struct compound *k)
{
    bool made, changed;
    struct building g;
    test_begin(c);
    must(places_building(c, k->w.stair, &g));
    k->place = g.compound_id;
    k->developer = owners_make_organisation(c, "临江置业", "", true);
    int64_t stair = 0;
    for (int64_t i = 0; i < k->homes; i++) {
        if (i * k->stairs / k->homes != (i - 1) * k->stairs / k->homes || i == 0) {
            int64_t no = 100 + i * k->stairs / k->homes;
            stair = places_put_building(
                c, k->place, arena_printf(c->arena, "%lld号楼", (long long)no), &made);
        }
        int64_t unit = places_put_unit(c, stair,
            arena_printf(c->arena, "%lld", (long long)(100 + i)), 4500 + i, &made, &changed);
        own_home(c, k, unit, i);
        if (i % 1000 == 200) {
            db_grown(c);
        }
    }
    CHECK("built", test_end(c));
}

__attribute__((unused)) static void read_roll(struct ctx *c, struct compound *k)
{
    test_begin(c);
    CHECK("roll", electorate_voters(c, k->b.id, 0, &k->roll));
    k->speaker = arena_alloc(c->arena, (k->roll.n + 1) * sizeof(*k->speaker));
    k->in = arena_alloc(c->arena, (k->roll.n + 1) * sizeof(*k->in));
    struct rows r = db_stream_(c,
        "SELECT voter_no, person_id FROM voter_speaker WHERE area_id = ?1 AND ballot_id = ?2", 2,
        (struct value[]){V(c->area_id), V(k->b.id)});
    while (rows_next(&r)) {
        k->speaker[row_int(&r, 0)] = row_int(&r, 1);
    }
    CHECK("speakers", rows_end(&r));
    for (size_t i = 0; i < k->roll.n; i++) {
        const struct voter *v = &k->roll.v[i];
        if (v->units == 1 && v->w.area_dm2 >= 4500 && v->w.area_dm2 < 4500 + k->homes) {
            k->by_area[v->w.area_dm2 - 4500] = v->no;
        }
    }
    CHECK("end", test_end(c));
}

__attribute__((unused)) static struct compound *compound_make(struct ctx *c)
{
    struct compound *k = arena_alloc(c->arena, sizeof(*k));
    bool whole = getenv("EAVES_LONG") != NULL;
    k->homes = whole ? 5309 : 1061;
    k->stairs = whole ? 337 : 67;
    k->w = *world_make(c);
    fill_compound(c, k);
    return k;
}
#endif
