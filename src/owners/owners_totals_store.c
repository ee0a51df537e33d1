/* owners_totals_store.c - what a vote of owners counts from: area and persons of a place on a day.
 */
#include <stdlib.h>
#include <string.h>

#include "src/owners/owners_room.h"
#include "src/places/places.h"

static int by_one(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return x < y ? -1 : x > y;
}

const char *owners_key(struct ctx *c, const struct owner_share *v, size_t n)
{
    int64_t *one = arena_alloc(c->arena, n * sizeof(*one));
    const char *key = "";
    for (size_t i = 0; i < n; i++) {
        one[i] = v[i].owner.one;
    }
    qsort(one, n, sizeof(*one), by_one);
    for (size_t i = 0; i < n; i++) {
        if (i == 0 || one[i] != one[i - 1]) {
            key = arena_printf(c->arena, "%s+%lld", key, (long long)one[i]);
        }
    }
    return key;
}

static int by_text(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Homes in a place on that day, and of how many nobody has vouched for the area. */
static bool count_units(struct ctx *c, int64_t place_id, const char *day, struct owner_totals *out)
{
    struct rows r = db_query(c,
        "SELECT count(*), COALESCE(sum(COALESCE(a.area_dm2, " PLACES_SIZE("u",
            "?3") ")), 0),"
                  " COALESCE(sum(CASE WHEN a.id IS NULL THEN 1 ELSE 0 END), 0) FROM unit u"
                  " JOIN building g ON g.area_id = u.area_id AND g.id = u.building_id" OWNERS_AREA(
                      "?3") " WHERE u.area_id = ?1 AND (?2 = 0 OR ?2 = u.area_id OR ?2 = g.id OR ?2 = g.compound_id)"
                            " AND u.valid_from <= ?3 AND (u.valid_to IS NULL OR u.valid_to > ?3)",
        V(c->area_id), V(place_id), V(day));
    if (rows_next(&r)) {
        out->units = row_int(&r, 0);
        out->area_dm2 = row_int(&r, 1);
        out->unsaid = row_int(&r, 2);
    }
    return rows_end(&r);
}

bool owners_units(struct ctx *c, int64_t place_id, const char *day, struct owned_units *out)
{
    struct rows r = db_query(c,
        "SELECT u.id, u.building_id, COALESCE(a.area_dm2, " PLACES_SIZE("u",
            "?3") "), COALESCE(a.source, 0), u.name,"
                  " p.name FROM unit u JOIN building g ON g.area_id = u.area_id AND g.id = u.building_id"
                  " JOIN place p ON p.area_id = g.area_id AND p.id = g.id" OWNERS_AREA(
                      "?3") " WHERE u.area_id = ?1 AND (?2 = 0 OR ?2 = u.area_id OR ?2 = g.id OR ?2 = g.compound_id)"
                            " AND u.valid_from <= ?3 AND (u.valid_to IS NULL OR u.valid_to > ?3)"
                            " ORDER BY g.compound_id, g.number, g.id, u.floor, u.col, u.name, u.id",
        V(c->area_id), V(place_id), V(owners_day(c, day)));
    while (rows_next(&r)) {
        list_push(c->arena, out,
            ((struct owned_unit){.unit_id = row_int(&r, 0),
                .building_id = row_int(&r, 1),
                .area_dm2 = row_int(&r, 2),
                .source = (enum area_source)row_int(&r, 3),
                .name = row_text(&r, 4),
                .building = row_text(&r, 5)}));
    }
    return rows_end(&r);
}

static void count_one(
    const struct owner_share *v, size_t n, const char *day, struct owner_totals *out)
{
    int64_t num, den;
    bool named = false;
    out->partly += owners_missing(v, n, day, &num, &den);
    for (size_t i = 0; i < n; i++) {
        named = named || v[i].votes;
    }
    out->undecided += !named;
}

bool owners_totals(struct ctx *c, int64_t place_id, const char *day, struct owner_totals *out)
{
    struct owner_shares all = {0};
    day = owners_day(c, day);
    *out = (struct owner_totals){0};
    if (!count_units(c, place_id, day, out) || !owners_under(c, place_id, day, &all)) {
        return false;
    }
    const char **keys = arena_alloc(c->arena, (all.n + 1) * sizeof(*keys));
    size_t n = 0;
    for (size_t i = 0, next; i < all.n; i = next) {
        for (next = i + 1; next < all.n && all.v[next].unit_id == all.v[i].unit_id;) {
            next++;
        }
        count_one(&all.v[i], next - i, day, out);
        keys[n++] = owners_key(c, &all.v[i], next - i);
    }
    qsort(keys, n, sizeof(*keys), by_text);
    for (size_t i = 0; i < n; i++) {
        out->persons += i == 0 || !str_same(keys[i], keys[i - 1]);
    }
    out->unowned = out->units - (int64_t)n;
    return true;
}
