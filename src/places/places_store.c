/* places_store.c - the territory as it stands today. What changes it is in places_tree.c. */
#include "src/places/places_room.h"

#include <string.h>

#include "lib/db/db.h"

bool places_absent(struct ctx *c)
{
    return fail(&c->err, ERR_ABSENT, SAY(N_("没有找到这个地方")));
}

static const char *today(struct ctx *c)
{
    return day_text(c->arena, c->now);
}

/* Areas --------------------------------------------------------------------------------------- */
int64_t places_area_by_code(struct ctx *c, const char *code)
{
    return db_int(c, "SELECT id FROM area WHERE code = ?1 AND closed_at IS NULL", V(code));
}

static struct area area_row(const struct rows *r)
{
    return (struct area){
        .id = row_int(r, 0),
        .town_id = row_int(r, 1),
        .kind = (enum area_kind)row_int(r, 2),
        .code = row_text(r, 3),
        .name = row_text(r, 4),
        .phone = row_text(r, 5),
    };
}

bool places_area(struct ctx *c, int64_t id, struct area *out)
{
    struct rows r = db_query(c,
        "SELECT id, town_id, kind, code, name, phone FROM area"
        " WHERE id = ?1 AND closed_at IS NULL",
        V(id));
    bool found = rows_next(&r);
    if (found) {
        *out = area_row(&r);
    }
    return rows_end(&r) && (found || places_absent(c));
}

bool places_areas(struct ctx *c, struct areas *out)
{
    struct rows r = db_query(c,
        "SELECT id, town_id, kind, code, name, phone FROM area"
        " WHERE closed_at IS NULL ORDER BY kind, id",
        NONE);
    while (rows_next(&r)) {
        list_push(c->arena, out, area_row(&r));
    }
    return rows_end(&r);
}

/* The tree ------------------------------------------------------------------------------------ */
struct place places_row(const struct rows *r)
{
    return (struct place){
        .id = row_int(r, 0),
        .parent_id = row_int(r, 1),
        .kind = (enum place_kind)row_int(r, 2),
        .name = row_text(r, 3),
        .valid_from = row_text(r, 4),
        .valid_to = row_text(r, 5),
    };
}

bool places_by_id(struct ctx *c, int64_t id, struct place *out)
{
    struct rows r = db_query(c,
        "SELECT id, parent_id, kind, name, valid_from, valid_to FROM place"
        " WHERE area_id = ?1 AND id = ?2",
        V(c->area_id), V(id));
    bool found = rows_next(&r);
    if (found) {
        *out = places_row(&r);
    }
    return rows_end(&r) && (found || places_absent(c));
}

bool places_within(struct ctx *c, int64_t place_id, int64_t ancestor_id)
{
    return db_int(c,
               "SELECT count(*) FROM place p LEFT JOIN place q"
               " ON q.area_id = p.area_id AND q.id = p.parent_id"
               " WHERE p.area_id = ?1 AND p.id = ?2"
               " AND (p.id = ?3 OR p.parent_id = ?3 OR q.parent_id = ?3"
               " OR " PLACES_HELD("?1", "?2", "?3", "?4") ")",
               V(c->area_id), V(place_id), V(ancestor_id), V(c->now)) > 0;
}

bool places_compounds(struct ctx *c, struct places *out)
{
    struct rows r = db_query(c,
        "SELECT id, parent_id, kind, name, valid_from, valid_to FROM place"
        " WHERE area_id = ?1 AND parent_id = ?1 AND kind = 2"
        " AND (valid_to IS NULL OR valid_to > ?2) ORDER BY sort, id",
        V(c->area_id), V(today(c)));
    while (rows_next(&r)) {
        list_push(c->arena, out, places_row(&r));
    }
    return rows_end(&r);
}

static struct building building_row(const struct rows *r)
{
    return (struct building){
        .id = row_int(r, 0),
        .compound_id = row_int(r, 1),
        .number = row_int(r, 2),
        .floors = row_int(r, 3),
        .per_floor = row_int(r, 4),
        .plan_x = row_int(r, 5),
        .plan_y = row_int(r, 6),
        .name = row_text(r, 7),
        .compound = row_text(r, 8),
        .closed = row_int(r, 9) != 0,
        .units = row_int(r, 10),
        .households = row_int(r, 11),
    };
}

/* Homes and households are counted per stair in one go; a list of 337 is one query. */
#define BUILDINGS \
    "SELECT b.id, b.compound_id, b.number, b.floors, b.per_floor, b.plan_x, b.plan_y, p.name," \
    " q.name, CASE WHEN p.valid_to <= ?2 THEN 1 ELSE 0 END, COALESCE(n.units, 0)," \
    " COALESCE(n.households, 0)" \
    " FROM building b JOIN place p ON p.area_id = b.area_id AND p.id = b.id" \
    " JOIN place q ON q.area_id = b.area_id AND q.id = b.compound_id LEFT JOIN" \
    " (SELECT u.area_id, u.building_id, count(DISTINCT u.id) AS units," \
    " count(DISTINCT h.household_id) AS households FROM unit u LEFT JOIN household_unit h" \
    " ON h.area_id = u.area_id AND h.unit_id = u.id AND h.valid_from <= ?2" \
    " AND (h.valid_to IS NULL OR h.valid_to > ?2) AND NOT EXISTS (SELECT 1 FROM household_unit e" \
    " WHERE e.area_id = h.area_id AND e.household_id = h.household_id AND e.unit_id < h.unit_id" \
    " AND e.valid_from <= ?2 AND (e.valid_to IS NULL OR e.valid_to > ?2))" \
    " WHERE u.area_id = ?1 AND (u.valid_to IS NULL OR u.valid_to > ?2)"
#define BUILDINGS_OF \
    " GROUP BY u.area_id, u.building_id) n ON n.area_id = b.area_id AND n.building_id = b.id"

bool places_building(struct ctx *c, int64_t id, struct building *out)
{
    struct rows r = db_query(c,
        BUILDINGS " AND u.building_id = ?3" BUILDINGS_OF " WHERE b.area_id = ?1 AND b.id = ?3",
        V(c->area_id), V(today(c)), V(id));
    bool found = rows_next(&r);
    if (found) {
        *out = building_row(&r);
    }
    return rows_end(&r) && (found || places_absent(c));
}

bool places_buildings(struct ctx *c, int64_t within, struct buildings *out)
{
    struct rows r = db_query(c,
        BUILDINGS BUILDINGS_OF
        " WHERE b.area_id = ?1 AND (?3 = 0 OR ?3 = b.area_id OR ?3 = b.compound_id OR ?3 = b.id)"
        " AND (p.valid_to IS NULL OR p.valid_to > ?2) ORDER BY q.sort, q.id, b.number, b.id",
        V(c->area_id), V(today(c)), V(within));
    while (rows_next(&r)) {
        list_push(c->arena, out, building_row(&r));
    }
    return rows_end(&r);
}

/* "柳荫里 3号" is 柳荫里小区's when there is such a compound; else any of 柳荫里居民区's. */
bool places_find(struct ctx *c, const struct area *where, const char *typed, struct buildings *out)
{
    int64_t asked[3];
    bool here = places_only_number(typed) || strstr(typed, where->name);
    struct buildings others = {0};
    places_asked(typed, asked);
    struct rows r = db_query(c,
        "SELECT b.id, b.compound_id, b.number, p.name, q.name FROM building b"
        " JOIN place p ON p.area_id = b.area_id AND p.id = b.id"
        " JOIN place q ON q.area_id = b.area_id AND q.id = b.compound_id"
        " WHERE b.area_id = ?1 AND b.number > 0 AND b.number IN (?2, ?3, ?4)"
        " AND (p.valid_to IS NULL OR p.valid_to > ?5) ORDER BY q.sort, b.number, b.id",
        V(where->id), V(asked[0]), V(asked[1]), V(asked[2]), V(today(c)));
    while (rows_next(&r)) {
        struct building b = {
            .id = row_int(&r, 0),
            .compound_id = row_int(&r, 1),
            .number = row_int(&r, 2),
            .name = row_text(&r, 3),
            .compound = row_text(&r, 4),
        };
        bool named = here || places_named(c->arena, typed, b.compound);
        list_push(c->arena, named ? out : &others, b);
    }
    if (!out->n && places_named(c->arena, typed, where->name)) {
        *out = others;
    }
    return rows_end(&r);
}

/* Homes --------------------------------------------------------------------------------------- */
static struct unit unit_row(const struct rows *r)
{
    return (struct unit){
        .id = row_int(r, 0),
        .building_id = row_int(r, 1),
        .household_id = row_int(r, 2),
        .floor = row_int(r, 3),
        .col = row_int(r, 4),
        .area_dm2 = row_int(r, 5),
        .name = row_text(r, 6),
    };
}

/* A home shared by two households shows the one that came first. */
#define UNITS \
    "SELECT u.id, u.building_id, (SELECT min(h.household_id) FROM household_unit h" \
    " WHERE h.area_id = u.area_id AND h.unit_id = u.id" \
    " AND (h.valid_to IS NULL OR h.valid_to > ?3)), u.floor, u.col, u.area_dm2, u.name" \
    " FROM unit u WHERE u.area_id = ?1"

bool places_units(struct ctx *c, int64_t building_id, struct units *out)
{
    struct rows r = db_query(c,
        UNITS " AND u.building_id = ?2 AND (u.valid_to IS NULL OR u.valid_to > ?3)"
              " ORDER BY u.floor, u.col, u.name",
        V(c->area_id), V(building_id), V(today(c)));
    while (rows_next(&r)) {
        list_push(c->arena, out, unit_row(&r));
    }
    return rows_end(&r);
}

bool places_unit(struct ctx *c, int64_t id, struct unit *out)
{
    struct rows r = db_query(c, UNITS " AND u.id = ?2", V(c->area_id), V(id), V(today(c)));
    bool found = rows_next(&r);
    if (found) {
        *out = unit_row(&r);
    }
    return rows_end(&r) && (found || places_absent(c));
}

int64_t places_unit_by_name(struct ctx *c, int64_t building_id, const char *name)
{
    return db_int(c,
        "SELECT id FROM unit WHERE area_id = ?1 AND building_id = ?2 AND name = ?3"
        " AND valid_to IS NULL",
        V(c->area_id), V(building_id), V(places_unit_name(c->arena, name)));
}

/* Codes on posters ---------------------------------------------------------------------------- */
bool places_by_code(
    struct ctx *c, const char *code, int64_t *area_id, int64_t *place_id, bool *revoked)
{
    char tidy[7];
    places_code_tidy(code, tidy);
    struct rows r = db_query(
        c, "SELECT area_id, place_id, revoked_at FROM place_code WHERE code = ?1", V(&tidy[0]));
    bool found = rows_next(&r);
    if (found) {
        *area_id = row_int(&r, 0);
        *place_id = row_int(&r, 1);
        *revoked = !row_null(&r, 2);
    }
    return rows_end(&r) && found;
}

bool places_codes(struct ctx *c, struct codes *out)
{
    struct rows r = db_query(c,
        "SELECT place_id, min(code) FROM place_code WHERE area_id = ?1 AND revoked_at IS NULL"
        " GROUP BY place_id ORDER BY place_id",
        V(c->area_id));
    while (rows_next(&r)) {
        list_push(c->arena, out, (struct code){row_int(&r, 0), row_text(&r, 1)});
    }
    return rows_end(&r);
}
