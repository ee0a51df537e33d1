/* territory_past_store.c - what a place was called, what it belonged to and held, what it became;
 * and the stairs of a day. */
#include <stdlib.h>
#include <string.h>

#include "lib/db/db.h"
#include "src/territory/territory_room.h"

/* clang-format off */
#define HELD_BY(v, k, kind) \
    " LEFT JOIN cover " v \
    " ON " v ".area_id = b.area_id AND " v ".building_id = b.id" \
    " AND " v ".kind = " kind " AND" PLACES_ON(v, "?3") \
    " LEFT JOIN place " k \
    " ON " k ".area_id = " v \
    ".area_id AND " k ".id = " v ".covering_id"
/* clang-format on */

bool territory_stairs(struct ctx *c, int64_t place_id, const char *day, struct stairs *out)
{
    struct rows r = db_query(c,
        /* clang-format off */
        "SELECT b.id, " PLACES_CALLED("p", "?3") ", " PLACES_CALLED("q", "?3") ", g.id, " PLACES_CALLED("g", "?3")
        ", m.id, " PLACES_CALLED("m", "?3") ", n.id, " PLACES_CALLED("n", "?3")
        " FROM building b JOIN place p ON p.area_id = b.area_id AND p.id = b.id"
        " JOIN cover qv ON qv.area_id = b.area_id AND qv.building_id = b.id AND qv.kind = 2"
        " JOIN place q ON q.area_id = qv.area_id AND q.id = qv.covering_id" HELD_BY("gv", "g", "4")
        HELD_BY("mv", "m", "5") HELD_BY("nv", "n", "6")
        " WHERE b.area_id = ?1 AND" PLACES_ON("p", "?3") " AND" PLACES_ON("qv", "?3")
        " AND (?2 = ?1 OR b.id = ?2 OR EXISTS (SELECT 1 FROM cover v WHERE v.area_id = b.area_id"
        " AND v.building_id = b.id AND v.covering_id = ?2 AND" PLACES_ON("v", "?3") "))"
        " ORDER BY q.sort, q.id, b.number, b.id",
        /* clang-format on */
        V(c->area_id), V(place_id), V(str_empty(day) ? day_text(c->arena, c->now) : day));
    while (rows_next(&r)) {
        list_push(c->arena, out,
            ((struct stair){.id = row_int(&r, 0),
                .name = row_text(&r, 1),
                .compound = row_text(&r, 2),
                .grid_id = row_int(&r, 3),
                .grid = row_text(&r, 4),
                .micro_id = row_int(&r, 5),
                .micro = row_text(&r, 6),
                .group_id = row_int(&r, 7),
                .group = row_text(&r, 8)}));
    }
    return rows_end(&r);
}

static void tell(struct ctx *c, struct past *out, const char *from, const char *to, int64_t place,
    struct words words)
{
    list_push(c->arena, out, ((struct past_row){from, to, words, "", place}));
}

static bool names(struct ctx *c, const struct place *p, struct past *out)
{
    const char *since = p->valid_from;
    struct rows r = db_query(c,
        "SELECT valid_from, valid_to, name FROM place_was WHERE area_id = ?1 AND place_id = ?2"
        " ORDER BY valid_from",
        V(c->area_id), V(p->id));
    while (rows_next(&r)) {
        tell(
            c, out, row_text(&r, 0), row_text(&r, 1), 0, WORDS(N_("叫{0}"), TEXT(row_text(&r, 2))));
        since = row_text(&r, 1);
    }
    tell(c, out, since, p->valid_to, 0, WORDS(N_("叫{0}"), TEXT(p->name)));
    return rows_end(&r);
}

static bool holders(struct ctx *c, const struct place *p, struct past *out)
{
    struct rows r = db_query(c,
        "SELECT v.valid_from, v.valid_to, v.kind, k.id, k.name FROM cover v JOIN place k"
        " ON k.area_id = v.area_id AND k.id = v.covering_id WHERE v.area_id = ?1"
        " AND v.building_id = ?2 AND (v.valid_to IS NULL OR v.valid_to > v.valid_from)"
        " ORDER BY v.valid_from, v.kind",
        V(c->area_id), V(p->id));
    while (rows_next(&r)) {
        tell(c, out, row_text(&r, 0), row_text(&r, 1), row_int(&r, 3),
            WORDS(N_("归{0}"), TEXT(row_text(&r, 4))));
    }
    return rows_end(&r);
}

/* Stairs that came and went, by day. */
static bool held(struct ctx *c, const struct place *p, struct past *out)
{
    struct rows r = db_query(c,
        "SELECT v.valid_from, count(*), 1 AS came FROM cover v WHERE v.area_id = ?1"
        " AND v.covering_id = ?2 AND (v.valid_to IS NULL OR v.valid_to > v.valid_from)"
        " GROUP BY v.valid_from UNION ALL SELECT v.valid_to, count(*), 0 FROM cover v"
        " WHERE v.area_id = ?1 AND v.covering_id = ?2 AND v.valid_to > v.valid_from"
        " GROUP BY v.valid_to ORDER BY 1, 3",
        V(c->area_id), V(p->id));
    while (rows_next(&r)) {
        tell(c, out, row_text(&r, 0), row_text(&r, 0), 0,
            WORDS(row_int(&r, 2) ? N_("划入 {0} 个楼组") : N_("划出 {0} 个楼组"),
                INT(row_int(&r, 1))));
    }
    return rows_end(&r);
}

static bool parents(struct ctx *c, const struct place *p, struct past *out)
{
    const char *since = p->valid_from;
    struct rows r = db_query(c,
        "SELECT w.valid_from, w.valid_to, k.id, k.name FROM place_was w JOIN place k"
        " ON k.area_id = w.area_id AND k.id = w.parent_id WHERE w.area_id = ?1 AND w.place_id = ?2"
        " AND w.parent_id <> ?3 ORDER BY w.valid_from",
        V(c->area_id), V(p->id), V(p->parent_id));
    while (rows_next(&r)) {
        tell(c, out, row_text(&r, 0), row_text(&r, 1), row_int(&r, 2),
            WORDS(N_("归{0}"), TEXT(row_text(&r, 3))));
        since = row_text(&r, 1);
    }
    struct place grid;
    if (rows_end(&r) && places_by_id(c, p->parent_id, &grid)) {
        tell(c, out, since, p->valid_to, grid.id, WORDS(N_("归{0}"), TEXT(grid.name)));
    }
    return !c->err.kind;
}

static bool becoming(struct ctx *c, const struct place *p, struct past *out)
{
    struct rows r = db_query(c,
        "SELECT e.on_day, k.id, k.name, 1, COALESCE(k.valid_from, '') FROM became e JOIN place k"
        " ON k.area_id = e.area_id AND k.id = e.to_id WHERE e.area_id = ?1 AND e.from_id = ?2"
        " UNION ALL SELECT e.on_day, k.id, k.name, 0, COALESCE(k.valid_to, '') FROM became e"
        " JOIN place k ON k.area_id = e.area_id AND k.id = e.from_id"
        " WHERE e.area_id = ?1 AND e.to_id = ?2 ORDER BY 1",
        V(c->area_id), V(p->id));
    while (rows_next(&r)) {
        bool out_of = row_int(&r, 3) != 0, born = str_same(row_text(&r, 4), row_text(&r, 0));
        const char *msgid = out_of ? (born ? N_("分出{0}") : N_("并入{0}"))
                                   : (born ? N_("{0}并进来") : N_("从{0}分出来"));
        tell(c, out, row_text(&r, 0), row_text(&r, 0), row_int(&r, 1),
            WORDS(msgid, TEXT(row_text(&r, 2))));
    }
    return rows_end(&r);
}

/* Homes of a stair that were joined or parted. */
static bool homes(struct ctx *c, const struct place *p, struct past *out)
{
    struct rows r = db_query(c,
        "SELECT e.on_day, f.name, t.name FROM became e"
        " JOIN unit f ON f.area_id = e.area_id AND f.id = e.from_id"
        " JOIN unit t ON t.area_id = e.area_id AND t.id = e.to_id"
        " WHERE e.area_id = ?1 AND f.building_id = ?2 ORDER BY e.on_day, f.name, t.name",
        V(c->area_id), V(p->id));
    while (rows_next(&r)) {
        tell(c, out, row_text(&r, 0), row_text(&r, 0), 0,
            WORDS(N_("{0} 室成为 {1} 室"), TEXT(row_text(&r, 1)), TEXT(row_text(&r, 2))));
    }
    return rows_end(&r);
}

static int by_day(const void *a, const void *b)
{
    return strcmp(((const struct past_row *)a)->from, ((const struct past_row *)b)->from);
}

/* qsort need not keep equal ones in their order: a few rows are sorted by hand. */
static void in_order(struct past *all)
{
    for (size_t i = 1; i < all->n; i++) {
        struct past_row row = all->v[i];
        size_t j = i;
        for (; j > 0 && by_day(&row, &all->v[j - 1]) < 0; j--) {
            all->v[j] = all->v[j - 1];
        }
        all->v[j] = row;
    }
}

bool territory_past(struct ctx *c, const struct place *p, struct past *out)
{
    bool ok = names(c, p, out);
    if (p->kind == PLACE_BUILDING) {
        ok = ok && holders(c, p, out) && homes(c, p, out);
    } else {
        ok = ok && (p->kind != PLACE_MICRO_GRID || parents(c, p, out)) && held(c, p, out);
    }
    ok = ok && becoming(c, p, out);
    in_order(out);
    return ok;
}
