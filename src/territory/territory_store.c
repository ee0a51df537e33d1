/* territory_store.c - stairs move between coverings; coverings are made and named. */
#include <string.h>

#include "lib/db/db.h"
#include "lib/log/log.h"
#include "src/territory/territory_room.h"

int64_t territory_ms(const char *day)
{
    int64_t at;
    must(parse_day(day, &at));
    return at;
}

bool territory_day(struct ctx *c, const struct change *ch, bool future)
{
    return !c->err.kind &&
           territory_day_ok(ch->day, day_text(c->arena, c->now), future, ch->reason, &c->err);
}

bool territory_tell(
    struct ctx *c, const char *kind, int64_t place_id, struct words words, const struct change *ch)
{
    return territory_tell_home(c, kind, place_id, place_id, words, ch);
}

bool territory_tell_home(struct ctx *c, const char *kind, int64_t home_id, int64_t place_id,
    struct words words, const struct change *ch)
{
    return record(c, &(struct fact){.kind = kind,
                         .subject_id = home_id,
                         .place_id = place_id,
                         .audience = AUDIENCE_PUBLIC,
                         .words = words,
                         .text = str_or(ch->reason, "")});
}

bool territory_standing(struct ctx *c, int64_t id, const char *day, struct place *out)
{
    int64_t on;
    if (!places_by_id(c, id, out)) {
        return false;
    }
    if (strcmp(out->valid_from, day) > 0 && parse_day(out->valid_from, &on)) {
        return refuse(&c->err, "day",
            WORDS(N_("{0}从 {1} 起才有，请改用这一天或以后的日期。"), TEXT(out->name), DAY(on)));
    }
    if (*out->valid_to && parse_day(out->valid_to, &on)) {
        return refuse(
            &c->err, "day", WORDS(N_("{0}从 {1} 起停用，不能再变动。"), TEXT(out->name), DAY(on)));
    }
    return true;
}

bool territory_name_free(
    struct ctx *c, enum place_kind kind, int64_t parent_id, const char *name, int64_t but_id)
{
    int64_t there = db_int(c,
        "SELECT id FROM place WHERE area_id = ?1 AND parent_id = ?2 AND kind = ?3 AND name = ?4"
        " AND valid_to IS NULL AND id <> ?5",
        V(c->area_id), V(parent_id), V((int)kind), V(name), V(but_id));
    return !c->err.kind &&
           (!there ||
               refuse(&c->err, "name", WORDS(N_("已经有一个叫{0}的，请换一个名字。"), TEXT(name))));
}

bool territory_unchanged(struct ctx *c, const struct place *p, const char *day)
{
    const char *changed = db_text(c,
        "SELECT max(valid_to) FROM place_was WHERE area_id = ?1 AND place_id = ?2 AND valid_to > ?3",
        V(c->area_id), V(p->id), V(day));
    if (changed) {
        return refuse(&c->err, "day",
            WORDS(N_("{0}现在的样子从 {1} 起，日期重叠了：请改用这一天或以后的日期。"),
                TEXT(p->name), DAY(territory_ms(changed))));
    }
    return !c->err.kind;
}

/* Moving -------------------------------------------------------------------------------------- */
static bool stair_stands(struct ctx *c, int64_t id, const char *day)
{
    struct place p;
    return territory_standing(c, id, day, &p) &&
           (p.kind == PLACE_BUILDING || fail(&c->err, ERR_ABSENT, SAY(N_("没有找到这个楼组"))));
}

/* After that day it came somewhere or is to come or go: what was said of then stays. */
static bool later_of(struct ctx *c, int64_t id, enum place_kind kind, const char *day)
{
    struct rows r = db_query(c,
        "SELECT b.name, max(CASE WHEN v.valid_to > v.valid_from THEN v.valid_to"
        " ELSE v.valid_from END) FROM cover v"
        " JOIN place b ON b.area_id = v.area_id AND b.id = v.building_id"
        " WHERE v.area_id = ?1 AND v.building_id = ?2 AND v.kind = ?3"
        " AND (v.valid_to IS NULL OR v.valid_to > v.valid_from)"
        " AND (v.valid_from > ?4 OR v.valid_to > ?4) GROUP BY b.name",
        V(c->area_id), V(id), V((int)kind), V(day));
    bool found = rows_next(&r);
    const char *name = found ? row_text(&r, 0) : "", *at = found ? row_text(&r, 1) : "";
    return rows_end(&r) &&
           (!found ||
               refuse(&c->err, "day",
                   WORDS(N_("{0}从 {1} 起已经另有安排，日期重叠了：请改用这一天或以后的日期。"),
                       TEXT(name), DAY(territory_ms(at)))));
}

bool territory_may_move(
    struct ctx *c, const struct ids *stairs, enum place_kind kind, const char *day)
{
    for (size_t i = 0; i < stairs->n; i++) {
        if (!stair_stands(c, stairs->v[i], day) ||
            (kind != PLACE_ZONE && !later_of(c, stairs->v[i], kind, day)) ||
            /* a micro grid planned for later lies in the grid of today */
            (kind == PLACE_GRID && !later_of(c, stairs->v[i], PLACE_MICRO_GRID, day))) {
            return false;
        }
    }
    return !c->err.kind;
}

static int64_t holder(
    struct ctx *c, int64_t building_id, enum place_kind kind, int64_t only, const char *day)
{
    return db_int(c,
        "SELECT covering_id FROM cover WHERE area_id = ?1 AND building_id = ?2 AND kind = ?3"
        " AND (?4 = 0 OR covering_id = ?4) AND valid_from <= ?5"
        " AND (valid_to IS NULL OR valid_to > ?5)",
        V(c->area_id), V(building_id), V((int)kind), V(only), V(day));
}

static void take_out(
    struct ctx *c, int64_t building_id, enum place_kind kind, int64_t only, const char *day)
{
    db_exec(c,
        "UPDATE cover SET valid_to = ?5, to_at = ?6 WHERE area_id = ?1 AND building_id = ?2"
        " AND kind = ?3 AND (?4 = 0 OR covering_id = ?4) AND valid_from <= ?5"
        " AND (valid_to IS NULL OR valid_to > ?5)",
        V(c->area_id), V(building_id), V((int)kind), V(only), V(day), V(territory_ms(day)));
}

static void put_one(
    struct ctx *c, enum place_kind kind, int64_t to, int64_t out_of, int64_t stair, const char *day)
{
    int64_t only = kind == PLACE_ZONE ? (to ? to : out_of) : 0;
    if (holder(c, stair, kind, only, day) == to) {
        return; /* where it is already */
    }
    if (kind != PLACE_ZONE || !to) {
        take_out(c, stair, kind, only, day);
    }
    if (to) {
        places_hold(c, kind, to, stair, day);
    }
    if (kind == PLACE_COMPOUND) {
        db_exec(c, "UPDATE building SET compound_id = ?3 WHERE area_id = ?1 AND id = ?2",
            V(c->area_id), V(stair), V(to));
        db_exec(c, "UPDATE place SET parent_id = ?3 WHERE area_id = ?1 AND id = ?2", V(c->area_id),
            V(stair), V(to));
    }
}

void territory_put(struct ctx *c, enum place_kind kind, int64_t to, int64_t out_of,
    const struct ids *stairs, const char *day)
{
    for (size_t i = 0; i < stairs->n; i++) {
        put_one(c, kind, to, out_of, stairs->v[i], day);
    }
}

/* The grid a micro grid hangs under on that day; 0 for what is no micro grid. */
static int64_t grid_of(struct ctx *c, int64_t micro_id, const char *day)
{
    return db_int(c,
        "SELECT COALESCE((SELECT w.parent_id FROM place_was w WHERE w.area_id = p.area_id"
        " AND w.place_id = p.id AND w.valid_from <= ?3 AND w.valid_to > ?3), p.parent_id)"
        " FROM place p WHERE p.area_id = ?1 AND p.id = ?2 AND p.kind = 5",
        V(c->area_id), V(micro_id), V(day));
}

/* Grids and micro grids agree: into a micro grid is into its grid, out of a grid is out of its
 * micro grid. */
static bool keep_in_step(struct ctx *c, const struct change *ch)
{
    int64_t to = ch->place_id;
    if (ch->kind == PLACE_MICRO_GRID && to) {
        int64_t grid = grid_of(c, to, ch->day);
        if (!territory_may_move(c, &ch->stairs, PLACE_GRID, ch->day)) {
            return false;
        }
        territory_put(c, PLACE_GRID, grid, 0, &ch->stairs, ch->day);
    }
    for (size_t i = 0; ch->kind == PLACE_GRID && i < ch->stairs.n; i++) {
        int64_t micro = holder(c, ch->stairs.v[i], PLACE_MICRO_GRID, 0, ch->day);
        if (micro && grid_of(c, micro, ch->day) != to) {
            take_out(c, ch->stairs.v[i], PLACE_MICRO_GRID, 0, ch->day);
        }
    }
    return !c->err.kind;
}

static bool any_elsewhere(struct ctx *c, const struct change *ch)
{
    int64_t only = ch->kind == PLACE_ZONE ? (ch->place_id ? ch->place_id : ch->other_id) : 0;
    for (size_t i = 0; i < ch->stairs.n; i++) {
        if (holder(c, ch->stairs.v[i], ch->kind, only, ch->day) != ch->place_id) {
            return true;
        }
    }
    return false;
}

static bool move_asks(struct ctx *c, const struct change *ch, struct place *to)
{
    if (!territory_day(c, ch, ch->kind != PLACE_COMPOUND)) {
        return false;
    }
    if (!ch->stairs.n) {
        return refuse(&c->err, "stairs", SAY(N_("请勾选要移动的楼组，至少一个。")));
    }
    if (ch->place_id &&
        (!territory_standing(c, ch->place_id, ch->day, to) || to->kind != ch->kind)) {
        return fail(&c->err, ERR_ABSENT, SAY(N_("没有找到这个地方")));
    }
    if ((ch->kind == PLACE_MICRO_GRID && to->id && !territory_unchanged(c, to, ch->day)) ||
        !territory_may_move(c, &ch->stairs, ch->kind, ch->day)) {
        return false;
    }
    return any_elsewhere(c, ch) ||
           refuse(&c->err, "stairs", SAY(N_("选的楼组从这一天起本来就是这样，没有要变的。")));
}

bool territory_move(struct ctx *c, const struct change *ch)
{
    struct place to = {.name = ""};
    if (!move_asks(c, ch, &to)) {
        return false;
    }
    territory_put(c, ch->kind, ch->place_id, ch->other_id, &ch->stairs, ch->day);
    if (!keep_in_step(c, ch)) {
        return false;
    }
    struct words words = to.id
                             ? WORDS(N_("{0} 个楼组从 {1} 起划入{2}"), INT((int64_t)ch->stairs.n),
                                   DAY(territory_ms(ch->day)), TEXT(to.name))
                             : WORDS(N_("{0} 个楼组从 {1} 起不再归{2}"), INT((int64_t)ch->stairs.n),
                                   DAY(territory_ms(ch->day)), MSG(places_kind_label(ch->kind)));
    return territory_tell(c, "territory.moved",
        to.id ? to.id : (ch->other_id ? ch->other_id : c->area_id), words, ch);
}

/* Making and naming -----------------------------------------------------------------------------
 */
int64_t territory_make(struct ctx *c, const struct change *ch)
{
    struct place parent;
    if (!territory_day(c, ch, true) || !territory_standing(c, ch->other_id, ch->day, &parent) ||
        !territory_parent_ok(ch->kind, parent.kind, &c->err) ||
        !territory_name_free(c, ch->kind, parent.id, ch->name, 0)) {
        return 0;
    }
    int64_t id = places_make(c, ch->kind, parent.id, ch->name, ch->day);
    return territory_tell(c, "territory.made", id,
               WORDS(N_("{0}{1}从 {2} 起设立"), MSG(places_kind_label(ch->kind)), TEXT(ch->name),
                   DAY(territory_ms(ch->day))),
               ch)
               ? id
               : 0;
}

bool territory_version(
    struct ctx *c, const struct place *p, const char *name, int64_t parent_id, const char *day)
{
    const char *since =
        db_text(c, "SELECT max(valid_to) FROM place_was WHERE area_id = ?1 AND place_id = ?2",
            V(c->area_id), V(p->id));
    since = since ? since : p->valid_from;
    if (strcmp(day, since) < 0) {
        return refuse(&c->err, "day",
            WORDS(N_("{0}现在的样子从 {1} 起，日期重叠了：请改用这一天或以后的日期。"),
                TEXT(p->name), DAY(territory_ms(since))));
    }
    if (strcmp(day, since) > 0) {
        db_exec(c,
            "INSERT INTO place_was (area_id, place_id, valid_from, valid_to, name, parent_id)"
            " VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            V(c->area_id), V(p->id), V(since), V(day), V(p->name), V0(p->parent_id));
    }
    db_exec(c, "UPDATE place SET name = ?3, parent_id = ?4 WHERE area_id = ?1 AND id = ?2",
        V(c->area_id), V(p->id), V(name), V0(parent_id));
    return !c->err.kind;
}

static void renumber(struct ctx *c, int64_t id, const char *name)
{
    db_exec(c, "UPDATE building SET number = ?3 WHERE area_id = ?1 AND id = ?2", V(c->area_id),
        V(id), V(places_number_of(name)));
    db_exec(c, "UPDATE place SET sort = ?3 WHERE area_id = ?1 AND id = ?2", V(c->area_id), V(id),
        V(places_number_of(name)));
}

bool territory_rename(struct ctx *c, const struct change *ch)
{
    struct place p;
    if (!territory_day(c, ch, false) || !territory_standing(c, ch->place_id, ch->day, &p)) {
        return false;
    }
    bool stair = p.kind == PLACE_BUILDING;
    const char *name = stair ? places_building_name(c->arena, ch->name) : ch->name;
    if (p.kind == PLACE_AREA) {
        return fail(&c->err, ERR_ABSENT, SAY(N_("没有找到这个地方")));
    }
    if (str_same(name, p.name)) {
        return refuse(&c->err, "name", SAY(N_("名字没有变。")));
    }
    if (!territory_name_free(c, p.kind, p.parent_id, name, p.id) ||
        !territory_version(c, &p, name, p.parent_id, ch->day)) {
        return false;
    }
    if (stair) {
        renumber(c, p.id, name);
    }
    return territory_tell(c, "territory.renamed", p.id,
        WORDS(N_("{0}从 {1} 起改叫{2}"), TEXT(p.name), DAY(territory_ms(ch->day)), TEXT(name)), ch);
}

bool territory_rehang(struct ctx *c, const struct change *ch)
{
    struct place p, grid;
    struct ids held = {0};
    if (!territory_day(c, ch, false) || !territory_standing(c, ch->place_id, ch->day, &p) ||
        !territory_standing(c, ch->other_id, ch->day, &grid) ||
        (p.kind != PLACE_MICRO_GRID && !fail(&c->err, ERR_ABSENT, SAY(N_("没有找到这个地方")))) ||
        !territory_parent_ok(p.kind, grid.kind, &c->err)) {
        return false;
    }
    if (p.parent_id == grid.id) {
        return refuse(
            &c->err, "parent", WORDS(N_("{0}本来就在{1}。"), TEXT(p.name), TEXT(grid.name)));
    }
    if (!territory_name_free(c, p.kind, grid.id, p.name, p.id) ||
        !places_under(c, p.id, ch->day, &held) ||
        !territory_may_move(c, &held, PLACE_GRID, ch->day) ||
        !territory_version(c, &p, p.name, grid.id, ch->day)) {
        return false;
    }
    territory_put(c, PLACE_GRID, grid.id, 0, &held, ch->day);
    return territory_tell(c, "territory.rehung", p.id,
        WORDS(N_("{0}连同 {1} 个楼组从 {2} 起划归{3}"), TEXT(p.name), INT((int64_t)held.n),
            DAY(territory_ms(ch->day)), TEXT(grid.name)),
        ch);
}
