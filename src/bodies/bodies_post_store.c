/* bodies_post_store.c - posts: given, ended, stood in for, left vacant. */
#include "lib/db/db.h"
#include "src/bodies/bodies_room.h"
#include "src/bodies/duties.h"
#include "src/places/places.h"

static const char *today(struct ctx *c)
{
    return day_text(c->arena, c->now);
}

bool bodies_tell_post(struct ctx *c, const char *kind, int64_t post_id, int64_t place_id,
    enum post_kind post, const char *msgid)
{
    return record(c, &(struct fact){
                         .kind = kind,
                         .subject_id = post_id,
                         .place_id = place_id,
                         .audience = AUDIENCE_PUBLIC,
                         .words = WORDS(msgid, MSG(bodies_post_label(post))),
                     });
}

static bool no_post(struct ctx *c)
{
    return fail(&c->err, ERR_ABSENT, SAY(N_("没有找到这个职务")));
}

/* Giving -------------------------------------------------------------------------------------- */
static int64_t insert(struct ctx *c, const struct posting *p)
{
    int64_t id = new_id(c);
    db_exec(c,
        "INSERT INTO post (area_id, id, body_id, kind, person_id, place_id, valid_from, valid_to)"
        " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        V(c->area_id), V(id), V(p->body_id), V((int)p->kind), V(p->person_id), V(p->place_id),
        V(p->from), str_empty(p->to) ? NONE : V(p->to));
    bodies_put_shown(
        c, id, &(struct shown){.phone = p->phone, .duty_phone = p->duty_phone, .hours = p->hours});
    db_exec(c, /* it is filled now */
        "UPDATE vacancy SET valid_to = ?5 WHERE area_id = ?1 AND body_id = ?2 AND kind = ?3"
        " AND place_id = ?4 AND valid_to IS NULL",
        V(c->area_id), V(p->body_id), V((int)p->kind), V(p->place_id), V(p->from));
    bool told = bodies_tell_post(c, "bodies.post_given", id, p->place_id, p->kind, N_("新任{0}"));
    return told ? id : 0;
}

int64_t bodies_give_post(struct ctx *c, int64_t body_id, enum post_kind kind, int64_t person_id,
    int64_t place_id, const char *phone)
{
    return insert(c, &(struct posting){.body_id = body_id,
                         .kind = kind,
                         .person_id = person_id,
                         .place_id = place_id,
                         .phone = phone,
                         .from = today(c)});
}

/* Somebody else's of the same kind while p lasts, where only one may be; or the same once more. */
static bool no_second(struct ctx *c, const struct posting *p)
{
    int only = bodies_only_one(p->kind);
    struct rows r = db_query(c,
        "SELECT t.person_id, t.valid_from, COALESCE(t.valid_to, ''), n.name FROM post t"
        " JOIN person n ON n.area_id = t.area_id AND n.id = t.person_id"
        " WHERE t.area_id = ?1 AND t.kind = ?2 AND ((?3 = 1 AND t.body_id = ?4)"
        " OR (?3 = 2 AND t.place_id = ?5)"
        " OR (t.body_id = ?4 AND t.place_id = ?5 AND t.person_id = ?6)) ORDER BY t.id",
        V(c->area_id), V((int)p->kind), V(only), V(p->body_id), V(p->place_id), V(p->person_id));
    const char *whose = NULL;
    bool same = false;
    while (rows_next(&r)) {
        if (bodies_days_meet(p->from, p->to, row_text(&r, 1), row_text(&r, 2))) {
            whose = row_text(&r, 3);
            same = row_int(&r, 0) == p->person_id;
        }
    }
    if (!rows_end(&r) || !whose) {
        return !c->err.kind;
    }
    return same ? refuse(
                      &c->err, "name", WORDS(N_("{0}在这段日子里已经担任这个职务。"), TEXT(whose)))
                : refuse(&c->err, "kind",
                      WORDS(N_("{0}只能有一位，这段日子里是{1}。请先给{1}记下卸任，再请人接任。"),
                          MSG(bodies_post_label(p->kind)), TEXT(whose)));
}

int64_t bodies_appoint(struct ctx *c, const struct posting *asked)
{
    struct posting p = *asked;
    struct body b;
    p.from = str_empty(p.from) ? today(c) : p.from;
    if (!bodies_by_id(c, p.body_id, &b) || !bodies_post_fits(p.kind, b.kind, &c->err) ||
        !bodies_days_ok(p.from, p.to, &c->err)) {
        return 0;
    }
    if (!p.person_id) {
        refuse(&c->err, "name", SAY(N_("请写由谁担任；没有人就记为空缺。")));
        return 0;
    }
    if (!str_empty(b.valid_to) && !bodies_in_days(b.valid_from, b.valid_to, p.from)) {
        refuse(&c->err, "from", WORDS(N_("{0}那时已经撤销了。"), TEXT(b.name)));
        return 0;
    }
    if (!places_within(c, p.place_id, b.place_id)) {
        refuse(&c->err, "place", WORDS(N_("{0}不管这里。"), TEXT(b.name)));
        return 0;
    }
    if (p.place_id != c->area_id && duties_of_post(p.kind, DUTY_IMPORT)) {
        refuse(&c->err, "place",
            WORDS(N_("{0}要看整个居民区的名册，只能任在整个居民区；分片包楼请任网格长或微网格员。"),
                MSG(bodies_post_label(p.kind))));
        return 0;
    }
    return no_second(c, &p) ? insert(c, &p) : 0;
}

/* Ending -------------------------------------------------------------------------------------- */
bool bodies_end_post(struct ctx *c, int64_t post_id, const char *day)
{
    struct rows r = db_query(c,
        "UPDATE post SET valid_to = CASE WHEN valid_from > ?3 THEN valid_from ELSE ?3 END"
        " WHERE area_id = ?1 AND id = ?2 AND (valid_to IS NULL OR valid_to > ?3)"
        " RETURNING kind, place_id",
        V(c->area_id), V(post_id), V(day));
    bool found = rows_next(&r);
    enum post_kind kind = found ? (enum post_kind)row_int(&r, 0) : 0;
    int64_t place_id = found ? row_int(&r, 1) : 0;
    return rows_end(&r) &&
           (found ? bodies_tell_post(c, "bodies.post_ended", post_id, place_id, kind, N_("{0}卸任"))
                  : no_post(c));
}

/* Is there another on that day who gives posts over the whole area? */
static bool somebody_else(struct ctx *c, int64_t post_id, const char *day)
{
    bool found = false;
    struct rows r = db_query(c,
        "SELECT t.kind FROM post t JOIN body b ON b.area_id = t.area_id AND b.id = t.body_id"
        " WHERE" CURRENT " AND t.id <> ?3 AND t.place_id = ?1",
        V(c->area_id), V(day), V(post_id));
    while (rows_next(&r)) {
        found = found || duties_of_post((enum post_kind)row_int(&r, 0), DUTY_POSTS);
    }
    return rows_end(&r) && found;
}

bool bodies_is_last(struct ctx *c, const struct post *t, const char *day)
{
    return duties_of_post(t->kind, DUTY_POSTS) && t->place_id == c->area_id &&
           !somebody_else(c, t->id, day);
}

bool bodies_resign(struct ctx *c, int64_t post_id, const char *day)
{
    struct post t;
    if (!bodies_post_by_id(c, post_id, &t) || !bodies_days_ok(t.valid_from, day, &c->err)) {
        return false;
    }
    if (bodies_is_last(c, &t, day)) {
        return !c->err.kind &&
               refuse(&c->err, "day",
                   SAY(N_("这是最后一位能任免职务的人。请先请好接任的书记或主任，再记卸任。")));
    }
    return bodies_end_post(c, post_id, day);
}

bool bodies_succeed(struct ctx *c, int64_t post_id, const char *day, int64_t person_id,
    const char *phone, int64_t *next)
{
    struct post t;
    *next = 0;
    if (!person_id) {
        return bodies_resign(c, post_id, day);
    }
    if (!bodies_post_by_id(c, post_id, &t) || !bodies_days_ok(t.valid_from, day, &c->err)) {
        return false;
    }
    if (person_id == t.person_id) {
        return refuse(&c->err, "name", SAY(N_("接任的人不能是卸任的人自己。")));
    }
    struct posting p = {.body_id = t.body_id,
        .kind = t.kind,
        .person_id = person_id,
        .place_id = t.place_id,
        .phone = phone,
        .from = day};
    return bodies_end_post(c, post_id, day) && (*next = bodies_appoint(c, &p)) != 0;
}

bool bodies_undo_post(struct ctx *c, int64_t post_id)
{
    struct post t;
    if (!bodies_post_by_id(c, post_id, &t)) {
        return false;
    }
    db_exec(
        c, "DELETE FROM post_shown WHERE area_id = ?1 AND post_id = ?2", V(c->area_id), V(post_id));
    db_exec(c, "DELETE FROM post WHERE area_id = ?1 AND id = ?2", V(c->area_id), V(post_id));
    db_exec(c,
        "UPDATE vacancy SET valid_to = NULL WHERE area_id = ?1 AND body_id = ?2 AND kind = ?3"
        " AND place_id = ?4 AND valid_to = ?5",
        V(c->area_id), V(t.body_id), V((int)t.kind), V(t.place_id), V(t.valid_from));
    return bodies_tell_post(
        c, "bodies.post_undone", post_id, t.place_id, t.kind, N_("{0}的任职撤回了"));
}

void bodies_undo_body(struct ctx *c, int64_t body_id)
{
    db_exec(
        c, "DELETE FROM body_under WHERE area_id = ?1 AND body_id = ?2", V(c->area_id), V(body_id));
    db_exec(
        c, "DELETE FROM vacancy WHERE area_id = ?1 AND body_id = ?2", V(c->area_id), V(body_id));
    db_exec(c, "DELETE FROM body WHERE area_id = ?1 AND id = ?2", V(c->area_id), V(body_id));
}

/* Standing in --------------------------------------------------------------------------------- */
bool bodies_stand_in(
    struct ctx *c, int64_t post_id, int64_t for_post_id, const char *from, const char *to)
{
    struct post mine, theirs;
    const char *begin = str_empty(from) ? today(c) : from;
    if (post_id == for_post_id) {
        return no_post(c);
    }
    if (!bodies_post_by_id(c, post_id, &mine) || !bodies_post_by_id(c, for_post_id, &theirs) ||
        !bodies_days_ok(begin, to, &c->err)) {
        return false;
    }
    db_exec(c,
        "INSERT INTO stand_in (area_id, id, post_id, for_post_id, valid_from, valid_to)"
        " VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        V(c->area_id), V(new_id(c)), V(post_id), V(for_post_id), V(begin),
        str_empty(to) ? NONE : V(to));
    return bodies_tell_post(
        c, "bodies.deputy_named", post_id, theirs.place_id, theirs.kind, N_("请人代理{0}"));
}

bool bodies_standings(struct ctx *c, int64_t body_id, struct standings *out)
{
    struct rows r = db_query(c,
        "SELECT s.id, s.post_id, s.for_post_id, n.name, m.name, s.valid_from,"
        " COALESCE(s.valid_to, '') FROM stand_in s"
        " JOIN post t ON t.area_id = s.area_id AND t.id = s.post_id"
        " JOIN person n ON n.area_id = t.area_id AND n.id = t.person_id"
        " JOIN post d ON d.area_id = s.area_id AND d.id = s.for_post_id"
        " JOIN person m ON m.area_id = d.area_id AND m.id = d.person_id"
        " WHERE s.area_id = ?1 AND d.body_id = ?2 AND (s.valid_to IS NULL OR s.valid_to > ?3)"
        " ORDER BY s.valid_from, s.id",
        V(c->area_id), V(body_id), V(today(c)));
    while (rows_next(&r)) {
        struct standing s = {row_int(&r, 0), row_int(&r, 1), row_int(&r, 2), row_text(&r, 3),
            row_text(&r, 4), row_text(&r, 5), row_text(&r, 6)};
        list_push(c->arena, out, s);
    }
    return rows_end(&r);
}

/* Vacancies ----------------------------------------------------------------------------------- */
int64_t bodies_leave_vacant(struct ctx *c, int64_t body_id, enum post_kind kind, int64_t place_id,
    const char *why, const char *day)
{
    struct body b;
    if (!bodies_by_id(c, body_id, &b) || !bodies_post_fits(kind, b.kind, &c->err)) {
        return 0;
    }
    if (!places_within(c, place_id, b.place_id)) {
        refuse(&c->err, "place", WORDS(N_("{0}不管这里。"), TEXT(b.name)));
        return 0;
    }
    int64_t id = db_int(c,
        "SELECT id FROM vacancy WHERE area_id = ?1 AND body_id = ?2 AND kind = ?3 AND place_id = ?4"
        " AND valid_to IS NULL",
        V(c->area_id), V(body_id), V((int)kind), V(place_id));
    if (id || c->err.kind) { /* said already */
        return c->err.kind ? 0 : id;
    }
    id = new_id(c);
    db_exec(c,
        "INSERT INTO vacancy (area_id, id, body_id, kind, place_id, why, valid_from)"
        " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        V(c->area_id), V(id), V(body_id), V((int)kind), V(place_id), V(why),
        V(str_empty(day) ? today(c) : day));
    return bodies_tell_post(c, "bodies.vacant", id, place_id, kind, N_("{0}空缺")) ? id : 0;
}

bool bodies_vacancies(struct ctx *c, int64_t body_id, struct vacancies *out)
{
    struct rows r = db_query(c,
        "SELECT v.id, v.body_id, v.place_id, v.kind, l.name, v.why, v.valid_from FROM vacancy v"
        " JOIN place l ON l.area_id = v.area_id AND l.id = v.place_id"
        " WHERE v.area_id = ?1 AND (?2 = 0 OR v.body_id = ?2)"
        " AND v.valid_from <= ?3 AND (v.valid_to IS NULL OR v.valid_to > ?3)"
        " ORDER BY v.body_id, v.kind, v.id",
        V(c->area_id), V(body_id), V(today(c)));
    while (rows_next(&r)) {
        struct vacancy v = {row_int(&r, 0), row_int(&r, 1), row_int(&r, 2),
            (enum post_kind)row_int(&r, 3), row_text(&r, 4), row_text(&r, 5), row_text(&r, 6)};
        list_push(c->arena, out, v);
    }
    return rows_end(&r);
}

/* Reading ------------------------------------------------------------------------------------- */
static struct post post_row(const struct rows *r)
{
    return (struct post){
        .id = row_int(r, 0),
        .body_id = row_int(r, 1),
        .person_id = row_int(r, 2),
        .place_id = row_int(r, 3),
        .kind = (enum post_kind)row_int(r, 4),
        .person = row_text(r, 5),
        .body = row_text(r, 6),
        .place = row_text(r, 7),
        .phone = row_text(r, 8),
        .valid_from = row_text(r, 9),
        .valid_to = row_text(r, 10),
        .shown = str_or(row_text(r, 11), row_text(r, 5)),
        .duty_phone = row_text(r, 12),
        .hours = row_text(r, 13),
    };
}

bool bodies_read_posts(struct rows *r, struct posts *out)
{
    while (rows_next(r)) {
        list_push(r->c->arena, out, post_row(r));
    }
    return rows_end(r);
}

bool bodies_post_by_id(struct ctx *c, int64_t id, struct post *out)
{
    struct posts found = {0};
    struct rows r = db_query(c, POST_OVER(PLACES_WHOLE("l")) " WHERE t.area_id = ?1 AND t.id = ?3",
        V(c->area_id), V(today(c)), V(id));
    if (!bodies_read_posts(&r, &found)) {
        return false;
    }
    if (!found.n) {
        return no_post(c);
    }
    *out = found.v[0];
    return true;
}

bool bodies_posts_of(struct ctx *c, int64_t person_id, struct posts *out)
{
    struct rows r = db_query(c, POST " WHERE" CURRENT " AND t.person_id = ?3 ORDER BY t.kind, t.id",
        V(c->area_id), V(today(c)), V(person_id));
    return bodies_read_posts(&r, out);
}

bool bodies_posts_after(struct ctx *c, int64_t person_id, const char *day, struct ids *out)
{
    struct rows r = db_query(c,
        "SELECT id FROM post WHERE area_id = ?1 AND person_id = ?3"
        " AND (valid_to IS NULL OR (valid_to > ?2 AND valid_to > valid_from)) ORDER BY id",
        V(c->area_id), V(day), V(person_id));
    return rows_ids(&r, out);
}

bool bodies_posts_in(struct ctx *c, int64_t body_id, const char *day, struct posts *out)
{
    struct rows r = db_query(c, POST " WHERE" CURRENT " AND t.body_id = ?3 ORDER BY t.kind, t.id",
        V(c->area_id), V(str_empty(day) ? today(c) : day), V(body_id));
    return bodies_read_posts(&r, out);
}

/* Those over stairs and groups of stairs are many: of these the heads of branches and working
 * groups.
 */
bool bodies_posts_public(struct ctx *c, int64_t body_id, struct posts *out)
{
    struct rows r = db_query(c,
        POST " WHERE" CURRENT " AND t.kind <> ?4 AND (t.body_id = ?3"
             " OR (?3 = 0 AND (l.kind < 3 OR t.kind IN (14, 19))))"
             " ORDER BY t.body_id, t.kind, t.id",
        V(c->area_id), V(today(c)), V(body_id), V(POST_VOLUNTEER));
    return bodies_read_posts(&r, out);
}
