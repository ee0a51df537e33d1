/* places_cover_store.c - what covers a stair and what a covering holds, on any day. */
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
        " AND p.id = v.covering_id WHERE v.area_id = ?1 AND v.building_id = ?2 AND" PLACES_ON("v", "?3")
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
        " WHERE b.area_id = ?1 AND" PLACES_ON("p", "?3") " AND" PLACES_ON("q", "?3")
        " AND (?2 = ?1 OR b.id = ?2 OR EXISTS (SELECT 1 FROM cover v WHERE v.area_id = b.area_id"
        " AND v.building_id = b.id AND v.covering_id = ?2 AND" PLACES_ON("v", "?3") "))"
        " ORDER BY k.sort, k.id, b.number, b.id",
        /* clang-format on */
        V(c->area_id), V(place_id), V(places_day(c, day)));
    return rows_ids(&r, out);
}

bool places_coverings(struct ctx *c, const char *day, struct places *out)
{
    struct rows r = db_query(c,
        "SELECT" PLACE("?2") " FROM place p WHERE p.area_id = ?1 AND p.kind > 1 AND p.kind <> 3"
                             " AND" PLACES_ON("p", "?2") " ORDER BY p.kind, p.sort, p.id",
        V(c->area_id), V(places_day(c, day)));
    while (rows_next(&r)) {
        list_push(c->arena, out, places_row(&r));
    }
    return rows_end(&r);
}

const char *places_said(struct ctx *c, const struct place *p)
{
    struct place grid;
    return p->kind == PLACE_MICRO_GRID && places_by_id(c, p->parent_id, &grid)
               ? arena_printf(c->arena, "%s %s", grid.name, p->name)
               : p->name;
}
