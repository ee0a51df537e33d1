/* places_put_store.c - for an import: many homes made, and an import taken back. Statements are
 * sent without waiting for each answer. */
#include "lib/db/db.h"
#include "src/places/places_room.h"

int64_t places_new_unit(struct ctx *c, int64_t building_id, const char *name, int64_t area_dm2)
{
    return places_make_unit(c, building_id, name, area_dm2, places_day(c, ""));
}

void places_join_unit(struct ctx *c, int64_t household_id, int64_t unit_id)
{
    db_send(c,
        "INSERT INTO household_unit (area_id, household_id, unit_id, valid_from)"
        " VALUES (?1, ?2, ?3, ?4)",
        V(c->area_id), V(household_id), V(unit_id), V(places_day(c, "")));
}

int64_t places_new_household(struct ctx *c, int64_t unit_id)
{
    int64_t id = new_id(c);
    db_send(c, "INSERT INTO household (area_id, id, valid_from) VALUES (?1, ?2, ?3)", V(c->area_id),
        V(id), V(places_day(c, "")));
    places_join_unit(c, id, unit_id);
    return id;
}

void places_resize_unit(struct ctx *c, int64_t unit_id, int64_t area_dm2)
{
    const char *today = places_day(c, "");
    db_send(c,
        "INSERT INTO unit_was (area_id, unit_id, valid_to, area_dm2) SELECT ?1, id, ?3, area_dm2"
        " FROM unit WHERE area_id = ?1 AND id = ?2 AND valid_from < ?3 ON CONFLICT DO NOTHING",
        V(c->area_id), V(unit_id), V(today));
    db_send(c, "UPDATE unit SET area_dm2 = ?3 WHERE area_id = ?1 AND id = ?2", V(c->area_id),
        V(unit_id), V(area_dm2));
}

/* One row a home; a home of two households shows the one that came first. */
bool places_dwellings(struct ctx *c, struct dwellings *out)
{
    int64_t last = 0;
    struct rows r = db_query(c,
        "SELECT u.id, u.building_id, COALESCE(h.household_id, 0), u.area_dm2, u.name, p.name, q.name"
        " FROM unit u JOIN building b ON b.area_id = u.area_id AND b.id = u.building_id"
        " JOIN place p ON p.area_id = u.area_id AND p.id = u.building_id"
        " JOIN place q ON q.area_id = u.area_id AND q.id = b.compound_id"
        " LEFT JOIN household_unit h ON h.area_id = u.area_id AND h.unit_id = u.id"
        " AND h.valid_from <= ?2 AND (h.valid_to IS NULL OR h.valid_to > ?2)"
        " WHERE u.area_id = ?1 AND (u.valid_to IS NULL OR u.valid_to > ?2)"
        " ORDER BY q.sort, q.id, b.number, b.id, u.floor, u.col, u.name, u.id, 3",
        V(c->area_id), V(places_day(c, "")));
    while (rows_next(&r)) {
        struct dwelling h = {
            .unit = {.id = row_int(&r, 0),
                .building_id = row_int(&r, 1),
                .household_id = row_int(&r, 2),
                .area_dm2 = row_int(&r, 3),
                .name = row_text(&r, 4)},
            .building = row_text(&r, 5),
            .compound = row_text(&r, 6),
        };
        if (h.unit.id != last) {
            list_push(c->arena, out, h);
        }
        last = h.unit.id;
    }
    return rows_end(&r);
}

/* Taking back ---------------------------------------------------------------------------------- */
void places_undo_unit(struct ctx *c, int64_t unit_id)
{
    db_send(c,
        "UPDATE household_unit SET valid_to = ?3"
        " WHERE area_id = ?1 AND unit_id = ?2 AND valid_to IS NULL",
        V(c->area_id), V(unit_id), V(places_day(c, "")));
    db_send(c, "UPDATE unit SET valid_to = ?3 WHERE area_id = ?1 AND id = ?2 AND valid_to IS NULL",
        V(c->area_id), V(unit_id), V(places_day(c, "")));
}

void places_undo_household(struct ctx *c, int64_t household_id)
{
    db_send(c,
        "UPDATE household_unit SET valid_to = ?3"
        " WHERE area_id = ?1 AND household_id = ?2 AND valid_to IS NULL",
        V(c->area_id), V(household_id), V(places_day(c, "")));
    db_send(c,
        "UPDATE household SET valid_to = ?3 WHERE area_id = ?1 AND id = ?2 AND valid_to IS NULL",
        V(c->area_id), V(household_id), V(places_day(c, "")));
}

void places_undo_join(struct ctx *c, int64_t household_id, int64_t unit_id)
{
    db_send(c,
        "UPDATE household_unit SET valid_to = ?4"
        " WHERE area_id = ?1 AND household_id = ?2 AND unit_id = ?3 AND valid_to IS NULL",
        V(c->area_id), V(household_id), V(unit_id), V(places_day(c, "")));
}

void places_undo_place(struct ctx *c, int64_t place_id)
{
    const char *day = places_day(c, "");
    db_send(c, "UPDATE place SET valid_to = ?3 WHERE area_id = ?1 AND id = ?2 AND valid_to IS NULL",
        V(c->area_id), V(place_id), V(day));
    db_send(c,
        "UPDATE cover SET valid_to = ?3, to_at = ?4"
        " WHERE area_id = ?1 AND building_id = ?2 AND valid_to IS NULL",
        V(c->area_id), V(place_id), V(day), V(places_day_at(day)));
    (void)places_revoke_code(c, place_id);
}
