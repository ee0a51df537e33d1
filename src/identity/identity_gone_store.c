/* identity_gone_store.c - who is no more, and who never lived there. */
#include "lib/base/app.h"
#include "lib/base/seal.h"
#include "lib/db/db.h"
#include "lib/log/log.h"
#include "src/accounts/accounts.h"
#include "src/bodies/bodies.h"
#include "src/bodies/duties.h"
#include "src/claims/claims.h"
#include "src/households/households.h"
#include "src/identity/identity.h"
#include "src/people/people.h"
#include "src/places/places.h"

static bool tell(struct ctx *c, const char *kind, int64_t person_id, int64_t place_id,
    const char *msgid, const char *text)
{
    return record(c, &(struct fact){.kind = kind,
                         .subject_id = person_id,
                         .place_id = place_id ? place_id : c->area_id,
                         .audience = AUDIENCE_STAFF,
                         .words = SAY(msgid),
                         .text = str_or(text, "")});
}

/* The dead ------------------------------------------------------------------------------------ */
static bool end_posts(struct ctx *c, int64_t person_id, const char *day)
{
    struct ids posts = {0};
    bool ok = bodies_posts_after(c, person_id, day, &posts);
    for (size_t i = 0; ok && i < posts.n; i++) {
        ok = bodies_end_post(c, posts.v[i], day);
    }
    return ok;
}

/* Of all rows of that person: where they lived, for whom they acted, who acted for them. */
static void end_relations(struct ctx *c, int64_t person_id, const char *day)
{
    db_exec(c,
        "INSERT INTO person_tie_ended (area_id, person_id, relation_id, valid_to)"
        " SELECT ?1, ?2, r.id, r.valid_to FROM person x JOIN relation r ON"
        " r.area_id = x.area_id AND (r.person_id = x.id OR r.other_id = x.id)"
        " WHERE x.area_id = ?1"
        " AND (x.id = ?2 OR x.merged_into = ?2) AND (r.valid_to IS NULL OR r.valid_to > ?3)",
        V(c->area_id), V(person_id), V(day));
    db_exec(c,
        "UPDATE relation SET valid_to = CASE WHEN valid_from > ?3 THEN valid_from ELSE ?3 END"
        " WHERE area_id = ?1 AND id IN (SELECT e.relation_id FROM person_tie_ended e"
        " WHERE e.area_id = ?1 AND e.person_id = ?2)",
        V(c->area_id), V(person_id), V(day));
}

/* Not with those who died meanwhile. */
static void begin_relations_again(struct ctx *c, int64_t person_id)
{
    db_exec(c,
        "UPDATE relation SET valid_to = (SELECT e.valid_to FROM person_tie_ended e"
        " WHERE e.area_id = ?1 AND e.person_id = ?2 AND e.relation_id = relation.id)"
        " WHERE area_id = ?1 AND id IN (SELECT e.relation_id FROM person_tie_ended e"
        " WHERE e.area_id = ?1 AND e.person_id = ?2) AND NOT EXISTS (SELECT 1 FROM person x"
        " JOIN person g ON g.area_id = x.area_id AND g.id = COALESCE(x.merged_into, x.id)"
        " WHERE x.area_id = ?1 AND x.id IN (relation.person_id, relation.other_id)"
        " AND g.gone_at IS NOT NULL)",
        V(c->area_id), V(person_id));
    db_exec(c, "DELETE FROM person_tie_ended WHERE area_id = ?1 AND person_id = ?2", V(c->area_id),
        V(person_id));
}

static bool keep_kin(struct ctx *c, const struct death *d)
{
    int64_t id = new_id(c);
    db_exec(c,
        "INSERT INTO person_kin (area_id, id, person_id, name, phone, basis, made_at)"
        " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        V(c->area_id), V(id), V(d->person_id), V(str_or(d->kin, "")),
        V(str_empty(d->kin_phone) ? (struct bytes){0}
                                  : seal(c, "person_kin", "phone", id, d->kin_phone)),
        V(str_or(d->basis, "")), V(c->now));
    return !c->err.kind;
}

bool identity_died(struct ctx *c, const struct death *d)
{
    struct person p;
    if (!people_by_id(c, d->person_id, &p)) {
        return false;
    }
    if (people_gone(c, p.id)) {
        return fail(&c->err, ERR_CONFLICT, SAY(N_("已经登记过了。")));
    }
    if (str_empty(d->basis)) {
        return refuse(&c->err, "basis", SAY(N_("请写怎么知道的：家属来说、死亡证明、户口注销。")));
    }
    if (!end_posts(c, p.id, d->day) || !claims_end_of_person(c, p.id)) {
        return false;
    }
    end_relations(c, p.id, d->day);
    db_exec(c, "UPDATE person SET gone_at = ?3, died_on = ?4 WHERE area_id = ?1 AND id = ?2",
        V(c->area_id), V(p.id), V(c->now), V(d->day));
    return keep_kin(c, d) &&
           tell(c, "identity.died", p.id, p.building_id, N_("登记一位居民不在了"), d->basis);
}

bool identity_death(struct ctx *c, int64_t person_id, struct death *out)
{
    *out =
        (struct death){.person_id = person_id, .day = "", .basis = "", .kin = "", .kin_phone = ""};
    struct rows r = db_query(c,
        "SELECT p.died_on, k.id, k.name, k.phone, k.basis FROM person p LEFT JOIN person_kin k"
        " ON k.area_id = p.area_id AND k.person_id = p.id WHERE p.area_id = ?1 AND p.id = ?2"
        " AND p.died_on IS NOT NULL ORDER BY k.id DESC LIMIT 1",
        V(c->area_id), V(person_id));
    if (rows_next(&r)) {
        out->day = row_text(&r, 0);
        out->kin = row_text(&r, 2);
        out->kin_phone = unseal(c, "person_kin", "phone", row_int(&r, 1), row_bytes(&r, 3));
        out->basis = row_text(&r, 4);
    }
    return rows_end(&r);
}

/* A mistake: the person is among us. Where they lived, whom they helped
 * and who helped them goes on as it was; a post has to be given again. */
bool identity_lives_after_all(struct ctx *c, int64_t person_id, const char *reason)
{
    int64_t gone_at = db_int(c,
        "SELECT gone_at FROM person WHERE area_id = ?1 AND id = ?2 AND died_on IS NOT NULL",
        V(c->area_id), V(person_id));
    if (!gone_at) {
        return !c->err.kind && fail(&c->err, ERR_CONFLICT, SAY(N_("没有登记过这位居民不在了。")));
    }
    if (str_empty(reason)) {
        return refuse(&c->err, "reason", SAY(N_("请写明为什么更正。")));
    }
    db_exec(c, "UPDATE person SET gone_at = NULL, died_on = NULL WHERE area_id = ?1 AND id = ?2",
        V(c->area_id), V(person_id));
    db_exec(c, "DELETE FROM person_kin WHERE area_id = ?1 AND person_id = ?2", V(c->area_id),
        V(person_id));
    begin_relations_again(c, person_id);
    return claims_reopen_of_person(c, person_id, gone_at) &&
           tell(c, "identity.lives", person_id, 0, N_("更正：这位居民还在"), reason);
}

/* Never lived there ---------------------------------------------------------------------------- */
#define WRONG \
    "SELECT w.id, w.person_id, w.household_id, u.building_id, w.by_id, w.made_at, w.decided_at," \
    " w.state, p.name, y.name, COALESCE(b.name || ' ' || u.name, ''), w.why, w.reason" \
    " FROM wrong_person w JOIN person p ON p.area_id = w.area_id AND p.id = w.person_id" \
    " LEFT JOIN person y ON y.area_id = w.area_id AND y.id = w.by_id" \
    " LEFT JOIN household_unit h ON h.area_id = w.area_id AND h.household_id = w.household_id" \
    " AND h.valid_to IS NULL" \
    " LEFT JOIN unit u ON u.area_id = h.area_id AND u.id = h.unit_id" \
    " LEFT JOIN place b ON b.area_id = u.area_id AND b.id = u.building_id"

static bool read_wrongs(struct rows *r, struct wrong_reports *out)
{
    while (rows_next(r)) {
        struct wrong_report w = {
            .id = row_int(r, 0),
            .person_id = row_int(r, 1),
            .household_id = row_int(r, 2),
            .building_id = row_int(r, 3),
            .by_id = row_int(r, 4),
            .made_at = row_int(r, 5),
            .decided_at = row_int(r, 6),
            .state = (enum wrong_state)row_int(r, 7),
            .person = row_text(r, 8),
            .by = row_text(r, 9),
            .home = row_text(r, 10),
            .why = row_text(r, 11),
            .reason = row_text(r, 12),
        };
        list_push(r->c->arena, out, w);
    }
    return rows_end(r);
}

bool identity_wrongs(struct ctx *c, bool open, struct wrong_reports *out)
{
    struct rows r = db_query(c,
        WRONG " WHERE w.area_id = ?1 AND CASE WHEN w.state = 1 THEN 1 ELSE 0 END = ?2"
              " ORDER BY w.made_at DESC, w.id DESC LIMIT 200",
        V(c->area_id), V(open));
    return read_wrongs(&r, out);
}

bool identity_wrong(struct ctx *c, int64_t id, struct wrong_report *out)
{
    struct wrong_reports found = {0};
    struct rows r = db_query(c, WRONG " WHERE w.area_id = ?1 AND w.id = ?2", V(c->area_id), V(id));
    if (!read_wrongs(&r, &found)) {
        return false;
    }
    if (!found.n) {
        return fail(&c->err, ERR_ABSENT, SAY(N_("没有找到这份报告")));
    }
    *out = found.v[0];
    return true;
}

/* Whom the roster takes an account for that nobody has claimed with yet. */
bool identity_is_by_phone(struct ctx *c, const struct person *p)
{
    const char *mine =
        c->who.account_id && !c->who.person_id ? accounts_phone(c, c->who.account_id) : "";
    return !str_empty(mine) && str_same(mine, p->phone);
}

/* Whoever lives behind the same door, or keeps the roll of that stair; and oneself. */
static bool may_report(struct ctx *c, const struct person *p)
{
    struct person me = {0};
    if (c->app->may(c, DUTY_SEE_ROLL, p->building_id ? p->building_id : c->area_id)) {
        return true;
    }
    if (identity_is_by_phone(c, p)) {
        return true;
    }
    bool same = c->act.person_id && people_find(c, c->act.person_id, &me) && me.unit_id &&
                me.unit_id == p->unit_id;
    return !c->err.kind && (same || fail(&c->err, ERR_ABSENT, SAY(N_("没有找到这位居民"))));
}

bool identity_report_wrong(struct ctx *c, int64_t person_id, const char *why)
{
    struct person p;
    if (!people_by_id(c, person_id, &p) || !may_report(c, &p)) {
        return false;
    }
    if (!p.household_id) {
        return refuse(&c->err, NULL, SAY(N_("名册上这位居民没有住在哪一户，不用报告。")));
    }
    int64_t open = db_int(c,
        "SELECT id FROM wrong_person WHERE area_id = ?1 AND person_id = ?2 AND household_id = ?3"
        " AND state = 1",
        V(c->area_id), V(p.id), V(p.household_id));
    if (open || c->err.kind) { /* said twice is once */
        return !c->err.kind;
    }
    db_exec(c,
        "INSERT INTO wrong_person (area_id, id, person_id, household_id, by_id, why, state,"
        " made_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, 1, ?7)",
        V(c->area_id), V(new_id(c)), V(p.id), V(p.household_id), V0(c->act.person_id),
        V(str_or(why, "")), V(c->now));
    return tell(
        c, "identity.wrong_reported", p.id, p.building_id, N_("有人说名册上的人不住这里"), why);
}

/* Whoever has moved out meanwhile need not be moved out. */
static bool still_there(struct ctx *c, const struct wrong_report *w)
{
    struct housemates there = {0};
    bool found = false;
    if (!households_people(c, w->household_id, "", &there)) {
        return false;
    }
    for (size_t i = 0; i < there.n; i++) {
        found = found || there.v[i].person_id == people_one(c, w->person_id);
    }
    return found;
}

bool identity_decide_wrong(struct ctx *c, int64_t id, bool lives, const char *reason)
{
    struct wrong_report w;
    if (!identity_wrong(c, id, &w)) {
        return false;
    }
    if (w.state != WRONG_OPEN) {
        return fail(&c->err, ERR_CONFLICT, SAY(N_("这份报告已经有人处理过了。")));
    }
    if (str_empty(reason)) {
        return refuse(&c->err, "reason", SAY(N_("请写明怎么核对的，结果是什么。")));
    }
    db_exec(c,
        "UPDATE wrong_person SET state = ?3, decided_by = ?4, decided_at = ?5, reason = ?6"
        " WHERE area_id = ?1 AND id = ?2",
        V(c->area_id), V(id), V(lives ? WRONG_LIVES : WRONG_UPHELD), V0(c->who.person_id),
        V(c->now), V(reason));
    bool stays = lives || !still_there(c, &w);
    bool ok = !c->err.kind &&
              (stays || households_move_out(c, w.person_id, w.household_id, people_today(c))) &&
              (lives || claims_withdraw(c, w.person_id, w.household_id, reason));
    return ok && tell(c, "identity.wrong_decided", w.person_id, w.building_id,
                     lives ? N_("核对过：名册上的人住在这里")
                           : N_("核对过：名册上的人不住这里，已经移走"),
                     reason);
}
