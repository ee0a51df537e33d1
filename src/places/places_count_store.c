/* places_count_store.c - how many homes, households and people, of each stair and of all that
 * covers them, on any day. Each table is read once, in the order of its index, and matched here:
 * joining them took SQLite four times as long. */
#include <stdlib.h>

#include "lib/db/db.h"
#include "src/places/places_room.h"

struct pair { /* a key, and the stair it counts in */
    int64_t key, stair;
};
struct pairs {
    struct pair *v;
    size_t n, cap;
};

static void add(struct place_counts *to, const struct place_counts *n)
{
    to->stairs += n->stairs;
    to->units += n->units;
    to->households += n->households;
    to->people += n->people;
}

static int by_key(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b; /* both begin with their key */
    return (x > y) - (x < y);
}

static struct place_counts *counts_of(const struct stair_counts *all, int64_t id)
{
    struct stair_count *s = all->n ? bsearch(&id, all->v, all->n, sizeof(*all->v), by_key) : NULL;
    return s ? &s->n : NULL;
}

static bool load_stairs(struct ctx *c, const char *day, struct stair_counts *out)
{
    struct rows r = db_query(c,
        /* clang-format off */
        "SELECT s.id FROM place s WHERE s.area_id = ?1 AND s.kind = 3 AND" PLACES_ON("s", "?2")
        " ORDER BY s.id",
        /* clang-format on */
        V(c->area_id), V(day));
    while (rows_next(&r)) {
        list_push(c->arena, out, ((struct stair_count){.id = row_int(&r, 0), .n = {.stairs = 1}}));
    }
    return rows_end(&r);
}

static bool count_units(
    struct ctx *c, const char *day, const struct stair_counts *stairs, struct pairs *units)
{
    struct rows r = db_query(c,
        /* clang-format off */
        "SELECT u.id, u.building_id FROM unit u WHERE u.area_id = ?1 AND" PLACES_ON("u", "?2")
        " ORDER BY u.id",
        /* clang-format on */
        V(c->area_id), V(day));
    while (rows_next(&r)) {
        int64_t stair = row_int(&r, 1);
        struct place_counts *n = counts_of(stairs, stair);
        if (n) {
            n->units++;
            list_push(c->arena, units, ((struct pair){row_int(&r, 0), stair}));
        }
    }
    return rows_end(&r);
}

/* A household with two homes is counted where its first one is. */
static bool count_households(struct ctx *c, const char *day, const struct stair_counts *stairs,
    const struct pairs *units, struct pairs *households)
{
    struct rows r = db_query(c,
        /* clang-format off */
        "SELECT h.household_id, min(h.unit_id) FROM household_unit h WHERE h.area_id = ?1"
        " AND" PLACES_ON("h", "?2") " GROUP BY h.household_id ORDER BY h.household_id",
        /* clang-format on */
        V(c->area_id), V(day));
    while (rows_next(&r)) {
        int64_t id = row_int(&r, 1);
        const struct pair *u =
            units->n ? bsearch(&id, units->v, units->n, sizeof(*u), by_key) : NULL;
        if (u) {
            counts_of(stairs, u->stair)->households++;
            list_push(c->arena, households, ((struct pair){row_int(&r, 0), u->stair}));
        }
    }
    return rows_end(&r);
}

static int by_person(const void *a, const void *b)
{
    const struct pair *x = a, *y = b;
    return x->key != y->key ? (x->key > y->key) - (x->key < y->key)
                            : (x->stair > y->stair) - (x->stair < y->stair);
}

/* Entries judged to be another person's: few. As pairs, the stair is that person. */
static bool load_merged(struct ctx *c, struct pairs *out)
{
    struct rows r = db_query(c,
        "SELECT id, merged_into FROM person WHERE area_id = ?1 AND merged_into IS NOT NULL"
        " ORDER BY id",
        V(c->area_id));
    while (rows_next(&r)) {
        list_push(c->arena, out, ((struct pair){row_int(&r, 0), row_int(&r, 1)}));
    }
    return rows_end(&r);
}

static int64_t one_of(const struct pairs *merged, int64_t id)
{
    const struct pair *m =
        merged->n ? bsearch(&id, merged->v, merged->n, sizeof(*m), by_key) : NULL;
    return m ? m->stair : id;
}

/* Somebody who lives in two stairs is counted in the one that came first. */
static bool count_people(struct ctx *c, const char *day, const struct stair_counts *stairs,
    const struct pairs *households)
{
    struct pairs people = {0}, merged = {0};
    size_t at = 0;
    if (!load_merged(c, &merged)) {
        return false;
    }
    struct rows r = db_query(c,
        /* clang-format off */
        "SELECT n.household_id, n.person_id FROM relation n WHERE n.area_id = ?1"
        " AND n.household_id IS NOT NULL AND n.kind = 1 AND" PLACES_ON("n", "?2")
        " ORDER BY n.household_id",
        /* clang-format on */
        V(c->area_id), V(day));
    while (rows_next(&r)) {
        int64_t household = row_int(&r, 0);
        while (at < households->n && households->v[at].key < household) {
            at++;
        }
        if (at < households->n && households->v[at].key == household) {
            struct pair p = {one_of(&merged, row_int(&r, 1)), households->v[at].stair};
            list_push(c->arena, &people, p);
        }
    }
    if (people.n) {
        qsort(people.v, people.n, sizeof(*people.v), by_person);
    }
    for (size_t i = 0; i < people.n; i++) {
        if (!i || people.v[i].key != people.v[i - 1].key) {
            counts_of(stairs, people.v[i].stair)->people++;
        }
    }
    return rows_end(&r);
}

static bool count_stairs(struct ctx *c, const char *day, struct stair_counts *out)
{
    struct pairs units = {0}, households = {0};
    return load_stairs(c, day, out) && count_units(c, day, out, &units) &&
           count_households(c, day, out, &units, &households) &&
           count_people(c, day, out, &households);
}

bool places_stair_counts(struct ctx *c, const char *day, struct stair_counts *out)
{
    struct pairs units = {0}, households = {0};
    const char *on = places_day(c, day);
    return load_stairs(c, on, out) && count_units(c, on, out, &units) &&
           count_households(c, on, out, &units, &households);
}

const struct place_counts *places_count_of(const struct stair_counts *all, int64_t id)
{
    return counts_of(all, id);
}

bool places_counts(struct ctx *c, int64_t place_id, const char *day, struct place_counts *out)
{
    const char *on = places_day(c, day);
    struct place p;
    struct ids under = {0};
    struct stair_counts stairs = {0};
    *out = (struct place_counts){0};
    if (!places_by_id(c, place_id, &p) || !places_under(c, place_id, on, &under) ||
        !count_stairs(c, on, &stairs)) {
        return false;
    }
    for (size_t i = 0; i < under.n; i++) {
        add(out, counts_of(&stairs, under.v[i]));
    }
    return true;
}

/* The whole area ------------------------------------------------------------------------------ */
static bool load_coverings(struct ctx *c, const char *day, struct levels *out)
{
    struct places all = {0};
    if (!places_coverings(c, day, &all)) {
        return false;
    }
    for (size_t i = 0; i < all.n; i++) {
        out->of[all.v[i].kind]++;
        list_push(c->arena, out, (struct level){.p = all.v[i]});
    }
    return true;
}

/* Rows of cover come ordered by covering, as do the levels by `at`. */
static bool add_up(
    struct ctx *c, const char *day, const struct stair_counts *stairs, struct levels *out)
{
    struct level *l = NULL;
    struct rows r = db_query(c,
        /* clang-format off */
        "SELECT v.covering_id, v.building_id FROM cover v WHERE v.area_id = ?1 AND" PLACES_ON("v", "?2")
        " ORDER BY v.covering_id",
        /* clang-format on */
        V(c->area_id), V(day));
    while (rows_next(&r)) {
        int64_t covering = row_int(&r, 0), stair = row_int(&r, 1);
        for (size_t i = 0; (!l || l->p.id != covering) && i < out->n; i++) {
            l = out->v[i].p.id == covering ? &out->v[i] : l;
        }
        const struct place_counts *n = counts_of(stairs, stair);
        if (n && l && l->p.id == covering) {
            add(&l->n, n);
        }
    }
    return rows_end(&r);
}

bool places_levels(struct ctx *c, const char *day, struct levels *out)
{
    const char *on = places_day(c, day);
    struct stair_counts stairs = {0};
    *out = (struct levels){0};
    if (!count_stairs(c, on, &stairs) || !load_coverings(c, on, out) ||
        !add_up(c, on, &stairs, out)) {
        return false;
    }
    for (size_t i = 0; i < stairs.n; i++) {
        add(&out->all, &stairs.v[i].n);
    }
    out->of[PLACE_AREA] = 1;
    out->of[PLACE_BUILDING] = out->all.stairs;
    return true;
}
