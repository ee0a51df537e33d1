/* places_tree.c - what makes and changes the territory: founding an area, the import, closing. */
#include "src/places/places_room.h"

#include "lib/log/log.h"

static const char *today(struct ctx *c)
{
    return day_text(c->arena, c->now);
}

bool places_make_area(struct ctx *c, struct area *a)
{
    if (c->err.kind || !places_area_code_ok(a->code, &c->err)) {
        return false;
    }
    a->id = a->id ? a->id : new_id(c);
    a->town_id = a->town_id ? a->town_id : a->id;
    int64_t made = db_int(c,
        "INSERT INTO area (id, code, kind, town_id, name, phone, made_at)"
        " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT DO NOTHING RETURNING id",
        V(a->id), V(a->code), V((int)a->kind), V(a->town_id), V(a->name), V(str_or(a->phone, "")),
        V(c->now));
    if (!made) {
        return refuse(&c->err, "code", WORDS(N_("代号 {0} 已经有居民区在用"), TEXT(a->code)));
    }
    c->area_id = a->id;
    area_head_make(c, c->area_id);
    db_exec(c, "INSERT INTO place (area_id, id, kind, name, valid_from) VALUES (?1, ?1, 1, ?2, ?3)",
        V(c->area_id), V(a->name), V(today(c)));
    return !c->err.kind;
}

int64_t places_make(
    struct ctx *c, enum place_kind kind, int64_t parent_id, const char *name, const char *day)
{
    int64_t id = new_id(c);
    int64_t sort = db_int(c, /* as they came */
        "SELECT count(*) FROM place WHERE area_id = ?1 AND parent_id = ?2 AND kind = ?3",
        V(c->area_id), V(parent_id), V((int)kind));
    db_exec(c,
        "INSERT INTO place (area_id, id, kind, parent_id, name, sort, valid_from)"
        " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        V(c->area_id), V(id), V((int)kind), V(parent_id), V(name), V(sort), V(day));
    return c->err.kind ? 0 : id;
}

/* The import: found, or made ------------------------------------------------------------------ */
int64_t places_put_compound(struct ctx *c, const char *name, bool *made)
{
    int64_t id = db_int(c,
        "SELECT id FROM place WHERE area_id = ?1 AND parent_id = ?1 AND kind = 2 AND name = ?2"
        " AND valid_to IS NULL",
        V(c->area_id), V(name));
    *made = !id && !c->err.kind;
    if (*made) {
        id = places_make(c, PLACE_COMPOUND, c->area_id, name, today(c));
    }
    return c->err.kind ? 0 : id;
}

int64_t places_make_building(struct ctx *c, int64_t compound_id, const char *name, const char *day)
{
    int64_t id = new_id(c), number = places_number_of(name);
    db_exec(c,
        "INSERT INTO place (area_id, id, kind, parent_id, name, sort, valid_from)"
        " VALUES (?1, ?2, 3, ?3, ?4, ?5, ?6)",
        V(c->area_id), V(id), V(compound_id), V(name), V(number), V(day));
    db_exec(c, "INSERT INTO building (area_id, id, compound_id, number) VALUES (?1, ?2, ?3, ?4)",
        V(c->area_id), V(id), V(compound_id), V(number));
    places_hold(c, PLACE_COMPOUND, compound_id, id, day);
    places_code_of(c, id);
    return c->err.kind ? 0 : id;
}

int64_t places_put_building(struct ctx *c, int64_t compound_id, const char *name, bool *made)
{
    int64_t id = db_int(c,
        "SELECT id FROM place WHERE area_id = ?1 AND parent_id = ?2 AND kind = 3 AND name = ?3"
        " AND valid_to IS NULL",
        V(c->area_id), V(compound_id), V(name));
    *made = !id && !c->err.kind;
    if (*made) {
        id = places_make_building(c, compound_id, name, today(c));
    }
    return c->err.kind ? 0 : id;
}

int64_t places_make_unit(
    struct ctx *c, int64_t building_id, const char *name, int64_t area_dm2, const char *day)
{
    int64_t id = new_id(c), floor, col;
    places_floor_of(name, &floor, &col);
    db_send(c,
        "INSERT INTO unit (area_id, id, building_id, name, floor, col, area_dm2, valid_from)"
        " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        V(c->area_id), V(id), V(building_id), V(name), V(floor), V(col), V(area_dm2), V(day));
    return c->err.kind ? 0 : id;
}

int64_t places_put_unit(struct ctx *c, int64_t building_id, const char *name, int64_t area_dm2,
    bool *made, bool *changed)
{
    int64_t id = places_unit_by_name(c, building_id, name);
    *made = !id && !c->err.kind;
    *changed = false;
    if (*made) {
        id = places_make_unit(c, building_id, places_unit_name(c->arena, name), area_dm2, today(c));
    } else if (area_dm2) {
        *changed = area_dm2 != db_int(c, "SELECT area_dm2 FROM unit WHERE area_id = ?1 AND id = ?2",
                                   V(c->area_id), V(id));
        if (*changed) {
            places_resize_unit(c, id, area_dm2);
        }
    }
    return c->err.kind ? 0 : id;
}

int64_t places_put_household(struct ctx *c, int64_t unit_id, bool *made)
{
    int64_t id = db_int(c,
        "SELECT household_id FROM household_unit"
        " WHERE area_id = ?1 AND unit_id = ?2 AND valid_to IS NULL ORDER BY household_id",
        V(c->area_id), V(unit_id));
    *made = !id && !c->err.kind;
    if (*made) {
        id = places_new_household(c, unit_id);
    }
    return c->err.kind ? 0 : id;
}

int64_t places_make_household(struct ctx *c, int64_t unit_id, const char *day)
{
    int64_t id = new_id(c);
    db_exec(c, "INSERT INTO household (area_id, id, valid_from) VALUES (?1, ?2, ?3)", V(c->area_id),
        V(id), V(day));
    db_exec(c,
        "INSERT INTO household_unit (area_id, household_id, unit_id, valid_from)"
        " VALUES (?1, ?2, ?3, ?4)",
        V(c->area_id), V(id), V(unit_id), V(day));
    return c->err.kind ? 0 : id;
}

bool places_end_household(struct ctx *c, int64_t household_id, const char *day)
{
    db_exec(c,
        "UPDATE household_unit SET valid_to = ?3 WHERE area_id = ?1 AND household_id = ?2"
        " AND valid_to IS NULL",
        V(c->area_id), V(household_id), V(day));
    db_exec(c,
        "UPDATE household SET valid_to = ?3 WHERE area_id = ?1 AND id = ?2 AND valid_to IS NULL",
        V(c->area_id), V(household_id), V(day));
    return !c->err.kind;
}

int64_t places_unit_of_household(struct ctx *c, int64_t household_id, const char *day)
{
    return db_int(c,
        "SELECT unit_id FROM household_unit WHERE area_id = ?1 AND household_id = ?2"
        " AND valid_from <= ?3 AND (valid_to IS NULL OR valid_to > ?3) ORDER BY unit_id LIMIT 1",
        V(c->area_id), V(household_id), V(day));
}

bool places_households_of(struct ctx *c, int64_t unit_id, const char *day, struct ids *out)
{
    struct rows r = db_query(c,
        "SELECT household_id FROM household_unit WHERE area_id = ?1 AND unit_id = ?2"
        " AND valid_from <= ?3 AND (valid_to IS NULL OR valid_to > ?3) ORDER BY household_id",
        V(c->area_id), V(unit_id), V(day));
    return rows_ids(&r, out);
}

/* The schematic plan -------------------------------------------------------------------------- */
static void measure_buildings(struct ctx *c)
{
    db_exec(c,
        "UPDATE building SET floors = COALESCE((SELECT max(u.floor) FROM unit u"
        " WHERE u.area_id = building.area_id AND u.building_id = building.id"
        " AND u.valid_to IS NULL), 0), per_floor = COALESCE((SELECT max(u.col) FROM unit u"
        " WHERE u.area_id = building.area_id AND u.building_id = building.id"
        " AND u.valid_to IS NULL), 0) WHERE area_id = ?1",
        V(c->area_id));
}

static void lay_out_compound(struct ctx *c, int64_t compound_id)
{
    struct buildings all = {0};
    if (!places_buildings(c, compound_id, &all)) {
        return;
    }
    for (size_t i = 0; i < all.n; i++) {
        int64_t x, y;
        places_plan_of((int64_t)i, (int64_t)all.n, &x, &y);
        db_exec(c,
            "UPDATE building SET plan_x = ?3, plan_y = ?4 WHERE area_id = ?1 AND id = ?2"
            " AND (plan_x <> ?3 OR plan_y <> ?4)",
            V(c->area_id), V(all.v[i].id), V(x), V(y));
    }
}

bool places_plan(struct ctx *c)
{
    struct places compounds = {0};
    measure_buildings(c);
    if (places_compounds(c, &compounds)) {
        for (size_t i = 0; i < compounds.n; i++) {
            lay_out_compound(c, compounds.v[i].id);
        }
    }
    return !c->err.kind;
}

/* Codes on posters ---------------------------------------------------------------------------- */
static const char *make_code(struct ctx *c, int64_t place_id)
{
    uint8_t random[4];
    char code[7];
    const char *made = NULL;
    /* Another stair may have it already; six characters are many, so a few tries are enough. */
    for (int i = 0; i < 5 && !made && !c->err.kind; i++) {
        new_random(c, random, sizeof(random));
        places_code_text(random, code);
        made = db_text(c,
            "INSERT INTO place_code (code, area_id, place_id, made_at) VALUES (?1, ?2, ?3, ?4)"
            " ON CONFLICT (code) DO NOTHING RETURNING code",
            V(&code[0]), V(c->area_id), V(place_id), V(c->now));
    }
    return str_or(made, "");
}

const char *places_code_of(struct ctx *c, int64_t place_id)
{
    const char *code = db_text(c,
        "SELECT code FROM place_code WHERE area_id = ?1 AND place_id = ?2 AND revoked_at IS NULL"
        " ORDER BY made_at DESC, code",
        V(c->area_id), V(place_id));
    return code || c->err.kind ? str_or(code, "") : make_code(c, place_id);
}

bool places_revoke_code(struct ctx *c, int64_t place_id)
{
    db_exec(c,
        "UPDATE place_code SET revoked_at = ?3"
        " WHERE area_id = ?1 AND place_id = ?2 AND revoked_at IS NULL",
        V(c->area_id), V(place_id), V(c->now));
    db_exec(c, "UPDATE poster SET stale = 1 WHERE area_id = ?1 AND place_id = ?2", V(c->area_id),
        V(place_id));
    return !c->err.kind;
}

bool places_poster_printed(struct ctx *c, int64_t place_id)
{
    db_exec(c,
        "INSERT INTO poster (area_id, place_id, code, printed_at, printed_by)"
        " VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT (area_id, place_id) DO UPDATE SET"
        " code = excluded.code, printed_at = excluded.printed_at,"
        " printed_by = excluded.printed_by, stale = 0",
        V(c->area_id), V(place_id), V(places_code_of(c, place_id)), V(c->now),
        V0(c->who.person_id));
    return !c->err.kind;
}

bool places_renew_code(struct ctx *c, int64_t place_id)
{
    struct place p;
    if (!places_by_id(c, place_id, &p) || !places_revoke_code(c, place_id)) {
        return false;
    }
    struct fact f = {
        .kind = "places.code_renewed",
        .subject_id = place_id,
        .place_id = place_id,
        .audience = AUDIENCE_STAFF,
        .words = WORDS(N_("{0}换了新的海报码"), TEXT(p.name)),
        .text = places_code_of(c, place_id),
    };
    return record(c, &f);
}

/* Closing ------------------------------------------------------------------------------------- */
bool places_close_building(struct ctx *c, int64_t building_id, const char *day)
{
    struct building b;
    if (!places_building(c, building_id, &b)) {
        return false;
    }
    db_exec(c,
        "UPDATE household_unit SET valid_to = ?3 WHERE area_id = ?1 AND valid_to IS NULL"
        " AND unit_id IN (SELECT u.id FROM unit u WHERE u.area_id = ?1 AND u.building_id = ?2)",
        V(c->area_id), V(building_id), V(day));
    db_exec(c,
        "UPDATE unit SET valid_to = ?3 WHERE area_id = ?1 AND building_id = ?2"
        " AND valid_to IS NULL",
        V(c->area_id), V(building_id), V(day));
    db_exec(c, "UPDATE place SET valid_to = ?3 WHERE area_id = ?1 AND id = ?2 AND valid_to IS NULL",
        V(c->area_id), V(building_id), V(day));
    /* It stays its compound's; coverings hold what stands. What was planned for later is off. */
    db_exec(c,
        "UPDATE cover SET valid_to = CASE WHEN valid_from > ?3 THEN valid_from ELSE ?3 END,"
        " to_at = CASE WHEN from_at > ?4 THEN from_at ELSE ?4 END WHERE area_id = ?1"
        " AND building_id = ?2 AND kind >= 4 AND (valid_to IS NULL OR valid_to > ?3)",
        V(c->area_id), V(building_id), V(day), V(places_day_at(day)));
    return record(c, &(struct fact){.kind = "places.closed",
                         .subject_id = building_id,
                         .place_id = building_id,
                         .audience = AUDIENCE_PUBLIC,
                         .words = WORDS(N_("{0} 停用"), TEXT(b.name)),
                         .text = ""});
}
