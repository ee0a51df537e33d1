/* telling_store.c - who is to be told in person, and that it was done. */
#include "lib/base/app.h"
#include "lib/base/module.h"
#include "lib/base/seal.h"
#include "lib/db/register.h"
#include "lib/log/log.h"
#include "src/bodies/duties.h"
#include "src/matters/matters_store.h"
#include "src/people/people.h"
#include "src/places/places.h"
#include "src/telling/telling.h"

const char *telling_answer(struct ctx *c, int64_t seq)
{
    return str_or(
        db_text(c, "SELECT body FROM fact WHERE area_id = ?1 AND seq = ?2", V(c->area_id), V(seq)),
        "");
}

static const char *home_of(struct ctx *c, const struct person *p)
{
    struct building b = {0};
    const char *unit = db_text(
        c, "SELECT name FROM unit WHERE area_id = ?1 AND id = ?2", V(c->area_id), V(p->unit_id));
    if (!p->building_id || !places_building(c, p->building_id, &b)) {
        return "";
    }
    return arena_printf(c->arena, "%s %s", b.name, str_or(unit, ""));
}

bool telling_lines(
    struct ctx *c, enum message_channel by, int64_t building_id, struct lines_to_tell *out)
{
    struct messages all = {0};
    if (!messages_to_tell(c, by, building_id, &all)) {
        return false;
    }
    for (size_t i = 0; i < all.n; i++) {
        struct person p = {.phone = ""};
        struct line_to_tell line = {.m = all.v[i], .home = "", .phone = "", .sentence = ""};
        if (people_find(c, all.v[i].person_id, &p)) {
            line.home = home_of(c, &p);
            line.phone = str_empty(p.phone) ? "" : mask_phone(c, p.phone);
            line.building_id = p.building_id;
            line.unit_id = p.unit_id;
        }
        list_push(c->arena, out, line);
    }
    return !c->err.kind;
}

bool telling_stairs(struct ctx *c, struct stairs_to_tell *out)
{
    struct lines_to_tell all = {0};
    if (!telling_lines(c, MESSAGE_DOOR, 0, &all)) {
        return false;
    }
    for (size_t i = 0; i < all.n; i++) {
        struct building b = {0};
        size_t k = 0;
        while (k < out->n && out->v[k].building_id != all.v[i].building_id) {
            k++;
        }
        if (k == out->n && all.v[i].building_id && places_building(c, all.v[i].building_id, &b)) {
            list_push(c->arena, out,
                ((struct stair_to_tell){
                    b.id, 0, arena_printf(c->arena, "%s %s", b.compound, b.name)}));
        }
        if (k < out->n) {
            out->v[k].n++;
        }
    }
    return !c->err.kind;
}

bool telling_done(struct ctx *c, const struct message *m, enum telling_result what)
{
    static const char *const says[] = {[TELLING_TOLD] = N_("当面或电话里告诉了本人"),
        [TELLING_NOBODY] = N_("去告诉本人，没有找到"),
        [TELLING_KNOCK] = N_("电话找不到，改为上门")};
    struct fact f = {.kind = "telling.done",
        .subject_id = m->id,
        .place_id = m->place_id,
        .audience = AUDIENCE_CASE,
        .words = SAY(says[what])};
    if (m->state != MESSAGE_WAITS) {
        return refuse(&c->err, NULL, SAY(N_("这一条已经有人说过了。")));
    }
    bool ok = what == TELLING_TOLD     ? messages_mark(c, m, MESSAGE_TOLD, m->why)
              : what == TELLING_NOBODY ? messages_tried(c, m)
                                       : messages_mark(c, m, MESSAGE_DROPPED, m->why) &&
                                             messages_put_other(c, m, MESSAGE_DOOR, m->why, c->now);
    return ok && record(c, &f);
}

/* As a roll ----------------------------------------------------------------------------------- */
bool telling_open_roll(struct ctx *c, int64_t building_id, struct roll *out)
{
    struct lines_to_tell all = {0};
    struct ids persons = {0};
    if (!telling_lines(c, MESSAGE_DOOR, building_id, &all)) {
        return false;
    }
    for (size_t i = 0; i < all.n; i++) {
        bool there = false;
        for (size_t k = 0; k < persons.n; k++) {
            there = there || persons.v[k] == all.v[i].m.person_id;
        }
        if (!there) {
            list_push(c->arena, &persons, all.v[i].m.person_id);
        }
    }
    if (!persons.n) {
        return refuse(&c->err, NULL, SAY(N_("这栋楼没有要上门说的。")));
    }
    *out = (struct roll){.place_id = building_id, .kind = rolls_kind(c, "telling.doors")};
    if (!rolls_open_for(c, out, &persons)) {
        return false;
    }
    for (size_t i = 0; i < all.n; i++) {
        db_exec(c, "UPDATE message SET roll_id = ?3 WHERE area_id = ?1 AND id = ?2", V(c->area_id),
            V(all.v[i].m.id), V(out->id));
    }
    return !c->err.kind;
}

/* Whoever was ticked "told" on such a roll was told what stood on the list when it was frozen. */
void telling_ticked(struct ctx *c, const struct fact *f)
{
    struct ids told = {0};
    struct rows r = db_query(c,
        "SELECT e.id FROM roll l JOIN message e ON e.area_id = l.area_id AND e.roll_id = l.id"
        " AND e.channel = 6 AND e.state = 1"
        " JOIN roll_row w ON w.area_id = l.area_id AND w.roll_id = l.id"
        " AND w.subject_id = e.person_id AND w.state = 1"
        " WHERE l.area_id = ?1 AND l.id = ?2 AND l.kind = 'telling.doors' ORDER BY e.id",
        V(c->area_id), V(f->subject_id));
    if (!rows_ids(&r, &told)) {
        return;
    }
    for (size_t i = 0; i < told.n; i++) {
        struct message m;
        if (messages_by_id(c, told.v[i], &m)) {
            messages_mark(c, &m, MESSAGE_TOLD, m.why);
        }
    }
}

/* The group ----------------------------------------------------------------------------------- */
bool telling_week(struct ctx *c, struct week *out)
{
    struct rows r = db_query(c,
        "SELECT sum(CASE WHEN f.kind = 'requests.open' THEN 1 ELSE 0 END),"
        " sum(CASE WHEN f.kind = 'requests.answer' THEN 1 ELSE 0 END),"
        " sum(CASE WHEN f.kind = 'requests.confirm' THEN 1 ELSE 0 END) FROM fact f"
        " WHERE f.area_id = ?1 AND f.seq > ?2 AND f.at >= ?3" NOT_UNDONE("f"),
        V(c->area_id),
        V(db_int(c, "SELECT max(seq) FROM fact WHERE area_id = ?1", V(c->area_id)) - 5000),
        V(c->now - 7 * MS_PER_DAY));
    if (rows_next(&r)) {
        *out = (struct week){row_int(&r, 0), row_int(&r, 1), row_int(&r, 2)};
    }
    return rows_end(&r);
}

/* Register ---------------------------------------------------------------------------------------
 */
/* Who cannot be reached by a machine is somebody to look after. */
#define ROWS \
    "SELECT r.opened_at AS at, w.subject_id AS id, '' AS ref, " PLACES_WHOLE( \
        "p") " AS place, COALESCE(o.name, n.name) AS person, r.title AS what, 1 AS kind, '' AS handler," \
             " w.state AS state, CASE WHEN w.state = 1 OR r.closed_at IS NOT NULL THEN 1 ELSE 0 END AS ended," \
             " '' AS note, 0 AS due, 0 AS late, 0 AS happy, r.id AS link FROM roll r" \
             " JOIN roll_row w ON w.area_id = r.area_id AND w.roll_id = r.id" \
             " JOIN person n ON n.area_id = w.area_id AND n.id = w.subject_id" \
             " LEFT JOIN person o ON o.area_id = n.area_id AND o.id = n.merged_into" \
             " JOIN place p ON p.area_id = w.area_id AND p.id = w.building_id" \
             " WHERE r.area_id = ?1 AND r.kind = 'telling.doors' AND w.gone_at IS NULL AND ?5 >= 4" \
             " AND r.opened_at >= ?3 AND r.opened_at < ?4 AND " PLACES_IN( \
                 "p", "?2", "r.opened_at")

static int64_t audience(struct ctx *c, int64_t place_id)
{
    bool all = c->app->may(c, DUTY_SEE_PHONE, place_id ? place_id : c->area_id);
    return all ? AUDIENCE_CASE : AUDIENCE_PUBLIC;
}

static const char *says(struct ctx *c, const char *what)
{
    (void)c;
    return str_empty(what) ? N_("上门告诉") : NULL;
}

const struct register_part telling_registers[] = {
    {.of = "care",
        .name = "tell",
        .label = N_("要当面告诉的"),
        REGISTER_SQL(ROWS),
        .states = rolls_row_states,
        .row_path = "rolls/{id}",
        .audience = audience,
        .counts_hidden = true,
        .says = says},
    {0},
};
