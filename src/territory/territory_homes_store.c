/* territory_homes_store.c - stairs and homes by hand; two flats become one, one becomes two. */
#include <string.h>

#include "lib/db/db.h"
#include "lib/log/log.h"
#include "src/territory/territory_room.h"

int64_t territory_new_stair(struct ctx *c, const struct change *ch)
{
    struct place compound;
    const char *name = places_building_name(c->arena, ch->name);
    if (!territory_day(c, ch, false) || !territory_standing(c, ch->place_id, ch->day, &compound) ||
        !territory_name_free(c, PLACE_BUILDING, compound.id, name, 0)) {
        return 0;
    }
    if (compound.kind != PLACE_COMPOUND) {
        refuse(&c->err, "compound", SAY(N_("楼组要归在一个小区下面。")));
        return 0;
    }
    int64_t id = places_make_building(c, compound.id, name, ch->day);
    places_plan(c);
    return territory_tell(c, "territory.stair_made", id,
               WORDS(N_("{0}{1}从 {2} 起登记"), TEXT(compound.name), TEXT(name),
                   DAY(territory_ms(ch->day))),
               ch)
               ? id
               : 0;
}

static bool home_name_free(
    struct ctx *c, int64_t building_id, const char *name, int64_t a, int64_t b, const char *field)
{
    int64_t there = places_unit_by_name(c, building_id, name);
    return !c->err.kind &&
           (!there || there == a || there == b ||
               refuse(&c->err, field, WORDS(N_("这个楼组已经有 {0} 室。"), TEXT(name))));
}

static bool stair_of(struct ctx *c, int64_t id, const char *day, struct place *out)
{
    return territory_standing(c, id, day, out) &&
           (out->kind == PLACE_BUILDING || fail(&c->err, ERR_ABSENT, SAY(N_("没有找到这个楼组"))));
}

int64_t territory_new_home(struct ctx *c, const struct change *ch, int64_t area_dm2)
{
    struct place stair;
    const char *name = places_unit_name(c->arena, ch->name);
    if (!territory_day(c, ch, false) || !stair_of(c, ch->place_id, ch->day, &stair) ||
        !home_name_free(c, stair.id, name, 0, 0, "name")) {
        return 0;
    }
    int64_t id = places_make_unit(c, stair.id, name, area_dm2, ch->day);
    places_plan(c);
    return territory_tell(c, "territory.home_made", stair.id,
               WORDS(N_("{0}从 {1} 起多一套房屋"), TEXT(stair.name), DAY(territory_ms(ch->day))),
               ch)
               ? id
               : 0;
}

static const char *since_of(struct ctx *c, int64_t unit_id)
{
    return str_or(
        db_text(c,
            "SELECT max(d) FROM (SELECT valid_from AS d FROM unit WHERE area_id = ?1 AND id = ?2"
            " UNION ALL SELECT valid_from FROM household_unit WHERE area_id = ?1 AND unit_id = ?2) x",
            V(c->area_id), V(unit_id)),
        "");
}

/* Stands, in a stair that stands, and nobody moved in later than that day. */
static bool home_stands(struct ctx *c, int64_t id, const char *day, struct unit *out)
{
    if (!places_unit(c, id, out)) {
        return false;
    }
    int64_t gone = db_int(c,
        "SELECT count(*) FROM unit WHERE area_id = ?1 AND id = ?2 AND valid_to IS NOT NULL",
        V(c->area_id), V(id));
    const char *since = since_of(c, id);
    if (gone) {
        return refuse(&c->err, NULL, WORDS(N_("{0} 室已经不在了，不能再变动。"), TEXT(out->name)));
    }
    return !c->err.kind && (strcmp(since, day) <= 0 ||
                               refuse(&c->err, "day",
                                   WORDS(N_("{0}从 {1} 起才是现在这样，请改用这一天或以后的日期。"),
                                       TEXT(out->name), DAY(territory_ms(since)))));
}

static void end_home(struct ctx *c, int64_t unit_id, const char *day)
{
    db_exec(c, "UPDATE unit SET valid_to = ?3 WHERE area_id = ?1 AND id = ?2", V(c->area_id),
        V(unit_id), V(day));
}

/* Who lives in one home lives in the other from that day. */
static void move_in(struct ctx *c, int64_t from, int64_t to, const char *day)
{
    db_exec(c,
        "INSERT INTO household_unit (area_id, household_id, unit_id, valid_from)"
        " SELECT h.area_id, h.household_id, CAST(?3 AS BIGINT), ?4 FROM household_unit h"
        " WHERE h.area_id = ?1 AND h.unit_id = ?2 AND h.valid_to IS NULL"
        " ON CONFLICT (area_id, household_id, unit_id, valid_from) DO NOTHING",
        V(c->area_id), V(from), V(to), V(day));
    db_exec(c,
        "UPDATE household_unit SET valid_to = ?3 WHERE area_id = ?1 AND unit_id = ?2"
        " AND valid_to IS NULL",
        V(c->area_id), V(from), V(day));
}

int64_t territory_join(struct ctx *c, int64_t a, int64_t b, const struct change *ch)
{
    struct unit x, y;
    const char *name = places_unit_name(c->arena, ch->name);
    if (a == b) {
        refuse(&c->err, "second", SAY(N_("请选两套不同的房屋。")));
        return 0;
    }
    if (!territory_day(c, ch, false) || !home_stands(c, a, ch->day, &x) ||
        !home_stands(c, b, ch->day, &y)) {
        return 0;
    }
    if (x.building_id != y.building_id) {
        refuse(&c->err, "second", SAY(N_("只能合并同一个楼组的房屋。")));
        return 0;
    }
    if (!home_name_free(c, x.building_id, name, a, b, "name")) {
        return 0;
    }
    end_home(c, a, ch->day);
    end_home(c, b, ch->day);
    int64_t id = places_make_unit(c, x.building_id, name, x.area_dm2 + y.area_dm2, ch->day);
    move_in(c, a, id, ch->day);
    move_in(c, b, id, ch->day);
    territory_became(c, a, id, ch->day);
    territory_became(c, b, id, ch->day);
    places_plan(c);
    return territory_tell_home(c, "territory.homes_joined", id, x.building_id,
               WORDS(N_("两套房屋从 {0} 起合为一套"), DAY(territory_ms(ch->day))), ch)
               ? id
               : 0;
}

bool territory_part(
    struct ctx *c, int64_t unit_id, const char *second, int64_t stays, const struct change *ch)
{
    struct unit u;
    const char *one = places_unit_name(c->arena, ch->name);
    const char *two = places_unit_name(c->arena, second);
    if (!territory_day(c, ch, false) || !home_stands(c, unit_id, ch->day, &u) ||
        !home_name_free(c, u.building_id, one, unit_id, 0, "name") ||
        !home_name_free(c, u.building_id, two, unit_id, 0, "second")) {
        return false;
    }
    if (str_same(one, two)) {
        return refuse(&c->err, "second", SAY(N_("两套房屋要有不同的室号。")));
    }
    end_home(c, unit_id, ch->day);
    /* How large each is, is not known yet: nothing is better than a guess. */
    int64_t first_id = places_make_unit(c, u.building_id, one, 0, ch->day);
    int64_t second_id = places_make_unit(c, u.building_id, two, 0, ch->day);
    move_in(c, unit_id, stays == 2 ? second_id : first_id, ch->day);
    territory_became(c, unit_id, first_id, ch->day);
    territory_became(c, unit_id, second_id, ch->day);
    places_plan(c);
    return territory_tell_home(c, "territory.home_parted", u.id, u.building_id,
        WORDS(N_("一套房屋从 {0} 起分为两套"), DAY(territory_ms(ch->day))), ch);
}
