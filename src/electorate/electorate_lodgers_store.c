/* electorate_lodgers_store.c - the roll of those who live there: one per household, or everybody of
 * age. */
#include <stdlib.h>

#include "src/electorate/electorate_room.h"

#include "lib/base/seal.h"
#include "src/people/people.h"

struct lodger {
    int64_t person_id, household_id, building_id;
    const char *unit, *building, *born;
};
struct lodgers {
    struct lodger *v;
    size_t n, cap;
};

/* In the order of stairs and doors; who lives in two homes of it stands where the first is. */
static bool read_lodgers(
    struct ctx *c, const struct constituency *k, const char *day, struct lodgers *out)
{
    struct rows r = db_query(c,
        "SELECT COALESCE(p.merged_into, p.id), h.household_id, u.building_id, u.name, q.name, p.born,"
        " p.id FROM household_unit h JOIN unit u ON u.area_id = h.area_id AND u.id = h.unit_id"
        " JOIN building g ON g.area_id = u.area_id AND g.id = u.building_id"
        " JOIN place q ON q.area_id = g.area_id AND q.id = g.id"
        " JOIN relation r ON r.area_id = h.area_id AND r.household_id = h.household_id AND r.kind = 1"
        " JOIN person p ON p.area_id = r.area_id AND p.id = r.person_id"
        " WHERE h.area_id = ?1 AND (?2 = u.area_id OR ?2 = g.id OR ?2 = g.compound_id)"
        " AND h.valid_from <= ?3 AND (h.valid_to IS NULL OR h.valid_to > ?3)"
        " AND r.valid_from <= ?3 AND (r.valid_to IS NULL OR r.valid_to > ?3)"
        " AND p.gone_at IS NULL AND p.died_on IS NULL"
        " ORDER BY g.compound_id, g.number, g.id, u.floor, u.col, u.name, u.id, h.household_id, r.id",
        V(c->area_id), V(k->place_id), V(day));
    while (rows_next(&r)) {
        struct bytes born = row_bytes(&r, 5);
        struct lodger l = {.person_id = row_int(&r, 0),
            .household_id = row_int(&r, 1),
            .building_id = row_int(&r, 2),
            .unit = row_text(&r, 3),
            .building = row_text(&r, 4),
            .born = born.v ? unseal(c, "person", "born", row_int(&r, 6), born) : ""};
        if (electorate_concerns(k, l.building_id)) {
            list_push(c->arena, out, l);
        }
    }
    return rows_end(&r);
}

/* Where that id was first seen; a table of hashes would be no simpler for 15,000. */
struct seen {
    int64_t id;
    size_t at;
};

static int by_seen(const void *a, const void *b)
{
    const struct seen *x = a, *y = b;
    return x->id != y->id ? (x->id < y->id ? -1 : 1) : x->at < y->at ? -1 : x->at > y->at;
}

/* For each lodger: the number of its head, by household or by person. */
static int64_t *number(struct ctx *c, const struct lodgers *all, bool households)
{
    struct seen *v = arena_alloc(c->arena, (all->n + 1) * sizeof(*v));
    size_t *first = arena_alloc(c->arena, (all->n + 1) * sizeof(*first));
    int64_t *no = arena_alloc(c->arena, (all->n + 1) * sizeof(*no)), last = 0;
    for (size_t i = 0; i < all->n; i++) {
        v[i] = (struct seen){households ? all->v[i].household_id : all->v[i].person_id, i};
    }
    qsort(v, all->n, sizeof(*v), by_seen);
    for (size_t i = 0; i < all->n; i++) {
        first[v[i].at] = i && v[i].id == v[i - 1].id ? first[v[i - 1].at] : v[i].at;
    }
    for (size_t i = 0; i < all->n; i++) {
        no[i] = first[i] == i ? ++last : no[first[i]];
    }
    return no;
}

static void drop_minors(struct lodgers *all, const char *day)
{
    size_t n = 0;
    for (size_t i = 0; i < all->n; i++) {
        if (str_empty(all->v[i].born) || !people_is_minor(all->v[i].born, day)) {
            all->v[n++] = all->v[i];
        }
    }
    all->n = n;
}

static void put_lodger(struct ctx *c, const struct constituency *k, const struct lodger *l,
    int64_t no, const struct speakers *by)
{
    bool household = k->who == ROLL_OF_HOUSEHOLDS;
    struct voter v = {.no = no,
        .who = household ? WHO_HOUSEHOLD : WHO_PERSON,
        .who_id = household ? l->household_id : l->person_id,
        .building_id = l->building_id,
        .door = arena_printf(c->arena, "%s %s", l->building, l->unit),
        .w = {.homes = 1}};
    electorate_put_voter(c, k->ballot_id, &v, by);
}

/* Of a household every grown-up speaks; of a household of minors nobody: it has no head here. */
bool electorate_freeze_lodgers(struct ctx *c, const struct constituency *k, const char *day)
{
    bool households = k->who == ROLL_OF_HOUSEHOLDS;
    struct lodgers all = {0};
    struct lives lives = {0};
    int64_t last = 0;
    if (!read_lodgers(c, k, day, &all) || !electorate_lives(c, day, &lives)) {
        return false;
    }
    drop_minors(&all, day);
    const int64_t *no = number(c, &all, households);
    for (size_t i = 0; i < all.n; i++) {
        const struct lodger *l = &all.v[i];
        struct speakers by = {0};
        if (households) {
            list_push(c->arena, &by, ((struct speaker){l->person_id, SPEAKS_HOUSEHOLD}));
        } else {
            electorate_speaks(c, &lives, l->person_id, &by);
        }
        if (no[i] > last) {
            last = no[i];
            put_lodger(c, k, l, no[i], &by);
        } else if (households) {
            electorate_put_speakers(c, k->ballot_id, no[i], &by);
        }
    }
    return !c->err.kind;
}
