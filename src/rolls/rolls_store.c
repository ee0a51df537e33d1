/* rolls_store.c - lists, their rows, and how far they are. */
#include "src/rolls/rolls_room.h"

#include "lib/base/app.h"
#include "lib/base/module.h"
#include "lib/db/job.h"
#include "lib/log/log.h"
#include "src/people/people.h"
#include "src/places/places.h"

enum { STAIRS_AT_ONCE = 24 }; /* more are written by the runner */

const struct roll_kind *rolls_kind(struct ctx *c, const char *name)
{
    for (const struct module *const *m = c->app->modules; *m; m++) {
        for (const struct roll_kind *k = (*m)->rolls; k && k->name; k++) {
            if (str_same(k->name, name)) {
                return k;
            }
        }
    }
    return NULL;
}

/* Reading ------------------------------------------------------------------------------------- */
#define ROLL \
    "SELECT r.id, r.place_id, r.kind, r.title, r.row_count, r.opened_at, r.opened_by," \
    " r.filled_at, r.closed_at, p.name FROM roll r" \
    " JOIN place p ON p.area_id = r.area_id AND p.id = r.place_id WHERE r.area_id = ?1"

static struct roll read_roll(const struct rows *r)
{
    struct roll out = {
        .id = row_int(r, 0),
        .place_id = row_int(r, 1),
        .kind = rolls_kind(r->c, row_text(r, 2)),
        .title = row_text(r, 3),
        .rows = row_int(r, 4),
        .opened_at = row_int(r, 5),
        .opened_by = row_int(r, 6),
        .filled = !row_null(r, 7),
        .closed_at = row_int(r, 8),
        .place = row_text(r, 9),
    };
    must(out.kind);
    return out;
}

bool rolls_by_id(struct ctx *c, int64_t id, struct roll *out)
{
    *out = (struct roll){0};
    struct rows r = db_query(c, ROLL " AND r.id = ?2", V(c->area_id), V(id));
    if (rows_next(&r)) {
        *out = read_roll(&r);
    }
    return rows_end(&r) && (out->id || fail(&c->err, ERR_ABSENT, SAY(N_("没有这份名册"))));
}

bool rolls_of_building(struct ctx *c, int64_t building_id, struct rolls *out)
{
    struct rows r = db_query(c,
        ROLL
        " AND EXISTS (SELECT 1 FROM roll_row w WHERE w.area_id = r.area_id"
        " AND w.building_id = ?2 AND w.roll_id = r.id)"
        " ORDER BY CASE WHEN r.closed_at IS NULL THEN 0 ELSE 1 END, r.opened_at DESC, r.id DESC"
        " LIMIT 50",
        V(c->area_id), V(building_id));
    while (rows_next(&r)) {
        list_push(c->arena, out, read_roll(&r));
    }
    return rows_end(&r);
}

#define ROW \
    "SELECT w.roll_id, w.row_no, w.building_id, w.unit_id, w.subject_id, w.choice, w.ticked_at," \
    " w.state, w.visits, w.gone_at, w.name FROM roll_row w WHERE w.area_id = ?1 AND w.roll_id = ?2"

static struct roll_row read_row(const struct rows *r)
{
    return (struct roll_row){
        .roll_id = row_int(r, 0),
        .row_no = row_int(r, 1),
        .building_id = row_int(r, 2),
        .unit_id = row_int(r, 3),
        .subject_id = row_int(r, 4),
        .choice = row_int(r, 5),
        .ticked_at = row_int(r, 6),
        .state = (enum tick_state)row_int(r, 7),
        .visits = (int)row_int(r, 8),
        .gone = !row_null(r, 9),
        .name = row_text(r, 10),
    };
}

bool rolls_rows(struct ctx *c, int64_t roll_id, int64_t building_id, struct roll_rows *out)
{
    struct rows r = db_query(c,
        ROW " AND (?3 = 0 OR w.building_id = ?3)"
            " ORDER BY CASE WHEN w.gone_at IS NULL THEN 0 ELSE 1 END, w.row_no",
        V(c->area_id), V(roll_id), V(building_id));
    while (rows_next(&r)) {
        list_push(c->arena, out, read_row(&r));
    }
    return rows_end(&r);
}

bool rolls_row(struct ctx *c, int64_t roll_id, int64_t row_no, struct roll_row *out)
{
    *out = (struct roll_row){0};
    struct rows r = db_query(c, ROW " AND w.row_no = ?3", V(c->area_id), V(roll_id), V(row_no));
    if (rows_next(&r)) {
        *out = read_row(&r);
    }
    return rows_end(&r) && (out->row_no || fail(&c->err, ERR_ABSENT, SAY(N_("名册上没有这一行"))));
}

/* Opening ------------------------------------------------------------------------------------- */
/* Who is on it today and was not yet: numbered after those that are. */
#define FRESH \
    " AND NOT EXISTS (SELECT 1 FROM roll_row o WHERE o.area_id = ?1 AND o.roll_id = ?2" \
    " AND o.subject_id = "
#define ON(t, day) \
    " " t ".valid_from <= " day " AND (" t ".valid_to IS NULL OR " t ".valid_to > " day ")"
/* A household is on the list of the stair of its first home. */
#define FIRST_HOME(household, day) \
    "(SELECT min(g.unit_id) FROM household_unit g WHERE g.area_id = ?1" \
    " AND g.household_id = " household " AND" ON("g", day) ")"
#define NEXT_NO "?4 + row_number() OVER (ORDER BY "

static void put_units(struct ctx *c, int64_t roll_id, int64_t building_id, int64_t from)
{
    db_exec(c,
        "INSERT INTO roll_row (area_id, roll_id, row_no, building_id, unit_id, subject_id, name)"
        " SELECT ?1, ?2, " NEXT_NO "u.floor, u.col, u.name, u.id), ?3, u.id, u.id, u.name"
        " FROM unit u WHERE u.area_id = ?1 AND u.building_id = ?3 AND" ON("u", "?5") FRESH "u.id)",
        V(c->area_id), V(roll_id), V(building_id), V(from), V(people_today(c)));
}

static void put_households(struct ctx *c, int64_t roll_id, int64_t building_id, int64_t from)
{
    db_exec(c,
        "INSERT INTO roll_row (area_id, roll_id, row_no, building_id, unit_id, subject_id, name)"
        " SELECT ?1, ?2, " NEXT_NO "u.floor, u.col, u.name, u.id), ?3, u.id, h.household_id, u.name"
        " FROM unit u JOIN household_unit h ON h.area_id = u.area_id AND h.unit_id = u.id"
        " AND" ON("h", "?5") " WHERE u.area_id = ?1 AND u.building_id = ?3"
                             " AND u.id = " FIRST_HOME("h.household_id", "?5") FRESH
        "h.household_id)",
        V(c->area_id), V(roll_id), V(building_id), V(from), V(people_today(c)));
}

static void put_building(struct ctx *c, int64_t roll_id, int64_t building_id, int64_t from)
{
    db_exec(c,
        "INSERT INTO roll_row (area_id, roll_id, row_no, building_id, unit_id, subject_id, name)"
        " SELECT ?1, ?2, ?4 + 1, p.id, NULL, p.id, p.name FROM place p"
        " WHERE p.area_id = ?1 AND p.id = ?3" FRESH "p.id)",
        V(c->area_id), V(roll_id), V(building_id), V(from));
}

static int64_t put_person(
    struct ctx *c, int64_t roll_id, int64_t building_id, int64_t from, const struct person *p)
{
    return db_exec(c,
        "INSERT INTO roll_row (area_id, roll_id, row_no, building_id, unit_id, subject_id, name)"
        " SELECT ?1, ?2, ?4 + 1, ?3, u.id, ?5, u.name FROM unit u WHERE u.area_id = ?1"
        " AND u.id = ?6" FRESH "?5)",
        V(c->area_id), V(roll_id), V(building_id), V(from), V(p->id), V(p->unit_id));
}

static void put_persons(struct ctx *c, int64_t roll_id, int64_t building_id, int64_t from)
{
    struct people there = {0};
    if (!people_of_building(c, building_id, &there)) {
        return;
    }
    for (const struct person *p = there.v; p < there.v + there.n; p++) {
        from += put_person(c, roll_id, building_id, from, p);
    }
}

static void put_stair(struct ctx *c, const struct roll *r, int64_t building_id)
{
    int64_t from = db_int(c, "SELECT max(row_no) FROM roll_row WHERE area_id = ?1 AND roll_id = ?2",
        V(c->area_id), V(r->id));
    static void (*const put[])(struct ctx *, int64_t, int64_t, int64_t) = {
        [ROLL_BUILDINGS] = put_building,
        [ROLL_UNITS] = put_units,
        [ROLL_HOUSEHOLDS] = put_households,
        [ROLL_PERSONS] = put_persons,
    };
    put[r->kind->subject](c, r->id, building_id, from);
}

static bool count_rows(struct ctx *c, int64_t id)
{
    db_exec(c,
        "UPDATE roll SET filled_at = COALESCE(filled_at, ?3), row_count ="
        " (SELECT count(*) FROM roll_row w WHERE w.area_id = ?1 AND w.roll_id = ?2"
        " AND w.gone_at IS NULL) WHERE area_id = ?1 AND id = ?2",
        V(c->area_id), V(id), V(c->now));
    return !c->err.kind;
}

bool rolls_fill(struct ctx *c, const struct roll *r)
{
    struct ids stairs = {0};
    if (!rolls_stairs(c, r->place_id, &stairs)) {
        return false;
    }
    for (size_t i = 0; i < stairs.n; i++) {
        put_stair(c, r, stairs.v[i]);
    }
    return count_rows(c, r->id);
}

bool rolls_stairs(struct ctx *c, int64_t place_id, struct ids *out)
{
    return places_under(c, place_id, "", out);
}

static void insert_roll(struct ctx *c, struct roll *r)
{
    r->id = new_id(c);
    r->opened_at = c->now;
    r->opened_by = c->act.person_id;
    r->title = str_or(r->title, r->kind->title);
    db_exec(c,
        "INSERT INTO roll (area_id, id, kind, place_id, title, opened_at, opened_by)"
        " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        V(c->area_id), V(r->id), V(r->kind->name), V(r->place_id), V(r->title), V(r->opened_at),
        V(r->opened_by));
}

static bool tell_opened(struct ctx *c, const struct roll *r)
{
    struct fact f = {.kind = "rolls.opened",
        .subject_id = r->id,
        .place_id = r->place_id,
        .audience = AUDIENCE_STAFF,
        .words = WORDS(N_("开了一份名册：{0}"), MSG(r->kind->title))};
    return record(c, &f);
}

bool rolls_open(struct ctx *c, struct roll *r)
{
    struct ids stairs = {0};
    struct place p;
    if (!places_by_id(c, r->place_id, &p) || !rolls_stairs(c, r->place_id, &stairs)) {
        return false;
    }
    if (!stairs.n) {
        return refuse(&c->err, NULL, SAY(N_("这里还没有楼组，请先导入名册。")));
    }
    insert_roll(c, r);
    r->filled = stairs.n <= STAIRS_AT_ONCE;
    return (r->filled ? rolls_fill(c, r) : job_put(c, "rolls.fill", r->id, c->now)) &&
           tell_opened(c, r);
}

bool rolls_open_for(struct ctx *c, struct roll *r, const struct ids *persons)
{
    struct people there = {0};
    int64_t n = 0;
    must(r->kind->subject == ROLL_PERSONS && !r->kind->living);
    if (!people_of_building(c, r->place_id, &there)) {
        return false;
    }
    insert_roll(c, r);
    for (size_t i = 0; i < there.n; i++) {
        for (size_t k = 0; k < persons->n; k++) {
            if (persons->v[k] == there.v[i].id) {
                n += put_person(c, r->id, r->place_id, n, &there.v[i]);
                break;
            }
        }
    }
    r->filled = true;
    r->rows = n;
    return count_rows(c, r->id) && tell_opened(c, r);
}

/* A home that was joined or parted, or given for another of the stair: the row goes along. */
static void follow_households(struct ctx *c, int64_t roll_id)
{
    db_exec(c,
        /* clang-format off */
        "UPDATE roll_row SET unit_id = " FIRST_HOME("roll_row.subject_id", "?3") ","
        " name = (SELECT u.name FROM unit u WHERE u.area_id = ?1 AND u.id = "
        FIRST_HOME("roll_row.subject_id", "?3") ") WHERE area_id = ?1 AND roll_id = ?2"
        " AND EXISTS (SELECT 1 FROM unit u WHERE u.area_id = ?1"
        " AND u.building_id = roll_row.building_id AND u.id <> roll_row.unit_id"
        " AND u.id = " FIRST_HOME("roll_row.subject_id", "?3") ")",
        /* clang-format on */
        V(c->area_id), V(roll_id), V(people_today(c)));
}

/* Whoever left is marked, whoever came back is not. */
static void mark_gone(struct ctx *c, const struct roll *r)
{
    db_exec(c,
        /* clang-format off */
        "UPDATE roll_row SET gone_at = CASE WHEN gone_at IS NULL THEN CAST(?4 AS BIGINT) ELSE NULL END"
        " WHERE area_id = ?1 AND roll_id = ?2 AND CASE WHEN gone_at IS NULL THEN 0 ELSE 1 END ="
        " CASE WHEN EXISTS (SELECT 1 FROM unit u WHERE u.area_id = ?1"
        " AND u.id = roll_row.unit_id AND" ON("u", "?3")
        " AND (?5 = 0 OR u.id = " FIRST_HOME("roll_row.subject_id", "?3") ")) THEN 1 ELSE 0 END",
        /* clang-format on */
        V(c->area_id), V(r->id), V(people_today(c)), V(c->now),
        V(r->kind->subject == ROLL_HOUSEHOLDS));
}

bool rolls_refresh(struct ctx *c, const struct roll *r)
{
    if (!r->kind->living || r->closed_at || r->kind->subject == ROLL_BUILDINGS) {
        return !c->err.kind;
    }
    if (r->kind->subject == ROLL_HOUSEHOLDS) {
        follow_households(c, r->id);
    }
    mark_gone(c, r);
    return rolls_fill(c, r);
}

bool rolls_close(struct ctx *c, const struct roll *r)
{
    int64_t n = db_exec(c,
        "UPDATE roll SET closed_at = ?3 WHERE area_id = ?1 AND id = ?2 AND closed_at IS NULL",
        V(c->area_id), V(r->id), V(c->now));
    if (!c->err.kind && !n) {
        return fail(&c->err, ERR_CONFLICT, SAY(N_("这份名册已经结束了。")));
    }
    struct fact f = {.kind = "rolls.closed",
        .subject_id = r->id,
        .place_id = r->place_id,
        .audience = AUDIENCE_STAFF,
        .words = WORDS(N_("结束了一份名册：{0}"), MSG(r->kind->title))};
    return record(c, &f);
}

/* How far it is ---------------------------------------------------------------------------------
 */
bool rolls_coverage(struct ctx *c, int64_t roll_id, struct roll_covers *out)
{
    struct rows r = db_query(c,
        "SELECT w.building_id, q.name, p.name, count(*),"
        " sum(CASE WHEN w.state = 1 THEN 1 ELSE 0 END),"
        " sum(CASE WHEN w.state = 2 THEN 1 ELSE 0 END),"
        " sum(CASE WHEN w.state = 3 THEN 1 ELSE 0 END),"
        " sum(CASE WHEN w.state = 3 AND w.visits >= ?3 THEN 1 ELSE 0 END)"
        " FROM roll_row w JOIN building b ON b.area_id = w.area_id AND b.id = w.building_id"
        " JOIN place p ON p.area_id = b.area_id AND p.id = b.id"
        " JOIN place q ON q.area_id = b.area_id AND q.id = b.compound_id"
        " WHERE w.area_id = ?1 AND w.roll_id = ?2 AND w.gone_at IS NULL"
        " GROUP BY w.building_id, q.name, p.name, q.sort, b.number"
        " ORDER BY q.sort, b.number, w.building_id",
        V(c->area_id), V(roll_id), V((int)ROLL_VISITS));
    while (rows_next(&r)) {
        struct roll_cover one = {
            .building_id = row_int(&r, 0),
            .total = row_int(&r, 3),
            .done = row_int(&r, 4),
            .refused = row_int(&r, 5),
            .away = row_int(&r, 6),
            .unmet = row_int(&r, 7),
            .name = arena_printf(c->arena, "%s %s", row_text(&r, 1), row_text(&r, 2)),
        };
        list_push(c->arena, out, one);
    }
    return rows_end(&r);
}
