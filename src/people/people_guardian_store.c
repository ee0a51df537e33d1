/* people_guardian_store.c - who guards whom, from day to day. */
#include <string.h>

#include "lib/db/db.h"
#include "lib/log/log.h"
#include "src/people/people_room.h"

static const char *day_or_today(struct ctx *c, const char *day)
{
    return str_empty(day) ? people_today(c) : day;
}

/* Guardians ----------------------------------------------------------------------------------- */
#define GUARD \
    "SELECT r.id, g.id, w.id, r.family, g.name, w.name, r.what, r.valid_from, r.valid_to" \
    " FROM relation r JOIN person gx ON gx.area_id = r.area_id AND gx.id = r.person_id" \
    " JOIN person g ON g.area_id = gx.area_id AND g.id = COALESCE(gx.merged_into, gx.id)" \
    " JOIN person wx ON wx.area_id = r.area_id AND wx.id = r.other_id" \
    " JOIN person w ON w.area_id = wx.area_id AND w.id = COALESCE(wx.merged_into, wx.id)" \
    " WHERE r.area_id = ?1 AND r.kind = 3 AND (r.valid_to IS NULL OR r.valid_to > ?3)"

static bool read_guards(struct rows *r, struct guards *out)
{
    while (rows_next(r)) {
        struct guard g = {.id = row_int(r, 0),
            .guardian_id = row_int(r, 1),
            .ward_id = row_int(r, 2),
            .why = (enum ward_why)row_int(r, 3),
            .guardian = row_text(r, 4),
            .ward = row_text(r, 5),
            .basis = row_text(r, 6),
            .since = row_text(r, 7),
            .until = row_text(r, 8)};
        list_push(r->c->arena, out, g);
    }
    return rows_end(r);
}

bool people_guardians_of(struct ctx *c, int64_t ward_id, struct guards *out)
{
    struct rows r = db_query(c, GUARD " AND r.other_id" PEOPLE_SELVES("?2") " ORDER BY r.id",
        V(c->area_id), V(ward_id), V(people_today(c)));
    return read_guards(&r, out);
}

bool people_wards_of(struct ctx *c, int64_t guardian_id, struct guards *out)
{
    struct rows r = db_query(c, GUARD " AND r.person_id" PEOPLE_SELVES("?2") " ORDER BY r.id",
        V(c->area_id), V(guardian_id), V(people_today(c)));
    return read_guards(&r, out);
}

/* Everybody above: the guardian's own guardians, and theirs. */
static bool edges_above(
    struct ctx *c, int64_t person_id, int64_t ward_id, struct ward_edge *v, size_t *n)
{
    struct ids todo = {0};
    list_push(c->arena, &todo, person_id);
    list_push(c->arena, &todo, ward_id); /* so that one is not named twice */
    for (size_t i = 0; i < todo.n && *n < GUARD_EDGES_MAX; i++) {
        struct guards above = {0};
        if (!people_guardians_of(c, todo.v[i], &above)) {
            return false;
        }
        for (size_t k = 0; k < above.n && *n < GUARD_EDGES_MAX; k++) {
            v[(*n)++] = (struct ward_edge){above.v[k].guardian_id, above.v[k].ward_id};
            list_push(c->arena, &todo, above.v[k].guardian_id);
        }
    }
    return true;
}

bool people_add_guardian(struct ctx *c, const struct guard *g)
{
    struct ward_edge v[GUARD_EDGES_MAX];
    struct person p;
    size_t n = 0;
    const char *from = day_or_today(c, g->since);
    if (!people_by_id(c, g->guardian_id, &p) || !people_by_id(c, g->ward_id, &p) ||
        !edges_above(c, people_one(c, g->guardian_id), people_one(c, g->ward_id), v, &n) ||
        !people_may_guard(g, v, n, &c->err)) {
        return false;
    }
    if (!str_empty(g->until) && strcmp(g->until, from) <= 0) {
        return refuse(&c->err, "until", SAY(N_("结束的日子要在开始之后。")));
    }
    db_exec(c,
        "INSERT INTO relation (area_id, id, kind, person_id, other_id, family, what, consent,"
        " valid_from, valid_to) VALUES (?1, ?2, 3, ?3, ?4, ?5, ?6, '', ?7, ?8)",
        V(c->area_id), V(new_id(c)), V(g->guardian_id), V(g->ward_id), V((int)g->why), V(g->basis),
        V(from), V(str_empty(g->until) ? NULL : g->until));
    return record(c, &(struct fact){.kind = "people.guardian_named",
                         .subject_id = g->ward_id,
                         .place_id = c->area_id,
                         .audience = AUDIENCE_CASE,
                         .words = SAY(N_("登记了监护人"))});
}

bool people_end_guardian(struct ctx *c, int64_t ward_id, int64_t relation_id, const char *day)
{
    const char *on = day_or_today(c, day);
    if (!db_int(c,
            "SELECT count(*) FROM relation r WHERE r.area_id = ?1 AND r.id = ?2 AND r.kind = 3"
            " AND r.other_id" PEOPLE_SELVES("?3"),
            V(c->area_id), V(relation_id), V(ward_id))) {
        return !c->err.kind &&
               fail(&c->err, ERR_ABSENT, SAY(N_("没有找到这段监护，请回到居民的页面看一看。")));
    }
    int64_t ward = db_int(c,
        "UPDATE relation SET valid_to = ?3 WHERE area_id = ?1 AND id = ?2 AND kind = 3"
        " AND valid_from <= ?3 AND (valid_to IS NULL OR valid_to > ?3) RETURNING other_id",
        V(c->area_id), V(relation_id), V(on));
    if (!ward) {
        return !c->err.kind &&
               fail(&c->err, ERR_CONFLICT, SAY(N_("这段监护已经结束，或者还没有开始。")));
    }
    return record(c, &(struct fact){.kind = "people.guardian_ended",
                         .subject_id = ward,
                         .place_id = c->area_id,
                         .audience = AUDIENCE_CASE,
                         .words = SAY(N_("监护结束了"))});
}
