/* places_cover_store.c - what covers a stair, what a covering holds, and how many live there, on
 * any day. Nothing here changes anything. */
#include <stdlib.h>

#include "lib/db/db.h"
#include "src/places/places_room.h"

const char *places_day(struct ctx *c, const char *day)
{
    return str_empty(day) ? day_text(c->arena, c->now) : day;
}

int64_t places_day_at(const char *day)
{
    int64_t at;
    must(parse_day(day, &at));
    return at;
}

void places_hold(
    struct ctx *c, enum place_kind kind, int64_t covering_id, int64_t building_id, const char *day)
{
    db_exec(c,
        "INSERT INTO cover (area_id, id, covering_id, kind, building_id, valid_from, from_at)"
        " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        V(c->area_id), V(new_id(c)), V(covering_id), V((int)kind), V(building_id), V(day),
        V(places_day_at(day)));
}

#define ON(t, day) \
    " " t ".valid_from <= " day " AND (" t ".valid_to IS NULL OR " t ".valid_to > " day ")"
/* A place as it was called and hung on that day. */
#define WAS(column, day) \
    "COALESCE((SELECT w." column " FROM place_was w WHERE w.area_id = p.area_id" \
    " AND w.place_id = p.id AND w.valid_from <= " day " AND w.valid_to > " day "), p." column ")"
#define PLACE(day) \
    " p.id, " WAS("parent_id", day) ", p.kind, " WAS("name", day) ", p.valid_from, p.valid_to"

bool places_above(struct ctx *c, int64_t place_id, const char *day, struct places *out)
{
    struct rows r = db_query(c,
        /* clang-format off */
        "SELECT" PLACE("?3") ", 0 AS far FROM place p WHERE p.area_id = ?1 AND p.id = ?2"
        " UNION ALL SELECT" PLACE("?3") ", CASE p.kind WHEN 5 THEN 1 WHEN 4 THEN 2 WHEN 6 THEN 3"
        " WHEN 7 THEN 4 ELSE 5 END FROM cover v JOIN place p ON p.area_id = v.area_id"
        " AND p.id = v.covering_id WHERE v.area_id = ?1 AND v.building_id = ?2 AND" ON("v", "?3")
        " UNION ALL SELECT" PLACE("?3") ", 2 FROM place m JOIN place p ON p.area_id = m.area_id"
        " AND p.id = COALESCE((SELECT w.parent_id FROM place_was w WHERE w.area_id = m.area_id"
        " AND w.place_id = m.id AND w.valid_from <= ?3 AND w.valid_to > ?3), m.parent_id)"
        " WHERE m.area_id = ?1 AND m.id = ?2 AND m.kind = 5"
        " UNION ALL SELECT" PLACE("?3") ", 6 FROM place p WHERE p.area_id = ?1 AND p.id = ?1"
        " AND ?2 <> ?1 ORDER BY 7, 1",
        /* clang-format on */
        V(c->area_id), V(place_id), V(places_day(c, day)));
    bool found = false;
    while (rows_next(&r)) {
        found = found || row_int(&r, 0) == place_id;
        list_push(c->arena, out, places_row(&r));
    }
    return rows_end(&r) && (found || places_absent(c));
}

bool places_under(struct ctx *c, int64_t place_id, const char *day, struct ids *out)
{
    struct rows r = db_query(c,
        /* clang-format off */
        "SELECT b.id FROM building b JOIN place p ON p.area_id = b.area_id AND p.id = b.id"
        " JOIN cover q ON q.area_id = b.area_id AND q.building_id = b.id AND q.kind = 2"
        " JOIN place k ON k.area_id = q.area_id AND k.id = q.covering_id"
        " WHERE b.area_id = ?1 AND" ON("p", "?3") " AND" ON("q", "?3")
        " AND (?2 = ?1 OR b.id = ?2 OR EXISTS (SELECT 1 FROM cover v WHERE v.area_id = b.area_id"
        " AND v.building_id = b.id AND v.covering_id = ?2 AND" ON("v", "?3") "))"
        " ORDER BY k.sort, k.id, b.number, b.id",
        /* clang-format on */
        V(c->area_id), V(place_id), V(places_day(c, day)));
    while (rows_next(&r)) {
        list_push(c->arena, out, row_int(&r, 0));
    }
    return rows_end(&r);
}

/* Counting ------------------------------------------------------------------------------------ */
/* The homes of a stair, their households, and who lives with them: ?2 is the day. A household is
 * counted at its first home only. */
#define COUNTED " count(DISTINCT u.id), count(DISTINCT h.household_id), count(DISTINCT n.person_id)"
/* clang-format off */
#define HOMES(stair) \
    " LEFT JOIN unit u ON u.area_id = " stair ".area_id AND u.building_id = " stair ".id" \
    " AND" ON("u", "?2") \
    " LEFT JOIN household_unit h ON h.area_id = u.area_id AND h.unit_id = u.id" \
    " AND" ON("h", "?2") " AND NOT EXISTS (SELECT 1 FROM household_unit e" \
    " WHERE e.area_id = h.area_id AND e.household_id = h.household_id AND e.unit_id < h.unit_id" \
    " AND" ON("e", "?2") ")" \
    " LEFT JOIN relation n ON n.area_id = h.area_id AND n.household_id = h.household_id" \
    " AND n.kind = 1 AND" ON("n", "?2")
/* clang-format on */

static struct place_counts counts_row(const struct rows *r, int at)
{
    return (struct place_counts){.stairs = row_int(r, at),
        .units = row_int(r, at + 1),
        .households = row_int(r, at + 2),
        .people = row_int(r, at + 3)};
}

static void add(struct place_counts *to, const struct place_counts *n)
{
    to->stairs += n->stairs;
    to->units += n->units;
    to->households += n->households;
    to->people += n->people;
}

static bool read_counts(struct rows *r, struct place_counts *out)
{
    *out = (struct place_counts){0};
    while (rows_next(r)) {
        struct place_counts n = counts_row(r, 0);
        add(out, &n);
    }
    return rows_end(r);
}

bool places_counts(struct ctx *c, int64_t place_id, const char *day, struct place_counts *out)
{
    const char *on = places_day(c, day);
    struct place p;
    if (!places_by_id(c, place_id, &p)) {
        return false;
    }
    if (p.kind == PLACE_AREA || p.kind == PLACE_BUILDING) {
        struct rows r = db_query(c,
            /* clang-format off */
            "SELECT count(DISTINCT s.id)," COUNTED
            " FROM place s" HOMES("s")
            " WHERE s.area_id = ?1 AND s.kind = 3 AND (?3 = ?1 OR s.id = ?3) AND" ON("s", "?2"),
            /* clang-format on */
            V(c->area_id), V(on), V(place_id));
        return read_counts(&r, out);
    }
    struct rows r = db_query(c,
        /* clang-format off */
        "SELECT count(DISTINCT s.id)," COUNTED
        " FROM cover v JOIN place s"
        " ON s.area_id = v.area_id AND s.id = v.building_id" HOMES("s")
        " WHERE v.area_id = ?1 AND v.covering_id = ?3 AND" ON("v", "?2") " AND" ON("s", "?2"),
        /* clang-format on */
        V(c->area_id), V(on), V(place_id));
    return read_counts(&r, out);
}

/* The whole area ------------------------------------------------------------------------------ */
struct stair_count {
    int64_t id;
    struct place_counts n;
};
struct stair_counts {
    struct stair_count *v;
    size_t n, cap;
};

static bool load_stairs(struct ctx *c, const char *day, struct stair_counts *out)
{
    struct rows r = db_query(c,
        /* clang-format off */
        "SELECT s.id, count(DISTINCT s.id)," COUNTED
        " FROM place s" HOMES("s")
        " WHERE s.area_id = ?1 AND s.kind = 3 AND" ON("s", "?2")
        " GROUP BY s.id ORDER BY s.id",
        /* clang-format on */
        V(c->area_id), V(day));
    while (rows_next(&r)) {
        list_push(c->arena, out, ((struct stair_count){row_int(&r, 0), counts_row(&r, 1)}));
    }
    return rows_end(&r);
}

static int by_id(const void *key, const void *row)
{
    int64_t a = *(const int64_t *)key, b = *(const int64_t *)row;
    return a < b ? -1 : a > b;
}

bool places_coverings(struct ctx *c, const char *day, struct places *out)
{
    struct rows r = db_query(c,
        "SELECT" PLACE("?2") " FROM place p WHERE p.area_id = ?1 AND p.kind > 1 AND p.kind <> 3"
                             " AND" ON("p", "?2") " ORDER BY p.kind, p.sort, p.id",
        V(c->area_id), V(places_day(c, day)));
    while (rows_next(&r)) {
        list_push(c->arena, out, places_row(&r));
    }
    return rows_end(&r);
}

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
        "SELECT v.covering_id, v.building_id FROM cover v WHERE v.area_id = ?1 AND" ON("v", "?2")
        " ORDER BY v.covering_id",
        /* clang-format on */
        V(c->area_id), V(day));
    while (rows_next(&r)) {
        int64_t covering = row_int(&r, 0), stair = row_int(&r, 1);
        for (size_t i = 0; (!l || l->p.id != covering) && i < out->n; i++) {
            l = out->v[i].p.id == covering ? &out->v[i] : l;
        }
        const struct stair_count *s =
            stairs->n ? bsearch(&stair, stairs->v, stairs->n, sizeof(*s), by_id) : NULL;
        if (s && l && l->p.id == covering) {
            add(&l->n, &s->n);
        }
    }
    return rows_end(&r);
}

bool places_levels(struct ctx *c, const char *day, struct levels *out)
{
    const char *on = places_day(c, day);
    struct stair_counts stairs = {0};
    *out = (struct levels){0};
    if (!load_stairs(c, on, &stairs) || !load_coverings(c, on, out) ||
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
