/* bodies_store.c - bodies, posts, and the answers that follow from them: may, contacts, audience.
 */
#include "lib/db/db.h"
#include "src/bodies/bodies_room.h"

static const char *today(struct ctx *c)
{
    return day_text(c->arena, c->now);
}

/* Bodies -------------------------------------------------------------------------------------- */
int64_t bodies_make(
    struct ctx *c, enum body_kind kind, int64_t place_id, const char *name, const char *phone)
{
    int64_t id = new_id(c);
    db_exec(c,
        "INSERT INTO body (area_id, id, kind, place_id, name, phone, valid_from)"
        " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        V(c->area_id), V(id), V((int)kind), V(place_id), V(name), V(str_or(phone, "")),
        V(today(c)));
    return record(c,
               &(struct fact){
                   .kind = "bodies.made",
                   .subject_id = id,
                   .place_id = place_id,
                   .audience = AUDIENCE_PUBLIC,
                   .words = WORDS(N_("{0}成立了"), TEXT(name)),
               })
               ? id
               : 0;
}

static struct body body_row(const struct rows *r)
{
    return (struct body){
        .id = row_int(r, 0),
        .place_id = row_int(r, 1),
        .kind = (enum body_kind)row_int(r, 2),
        .name = row_text(r, 3),
        .phone = row_text(r, 4),
    };
}

static bool read_bodies(struct rows *r, struct bodies *out)
{
    while (rows_next(r)) {
        list_push(r->c->arena, out, body_row(r));
    }
    return rows_end(r);
}

#define BODY "SELECT b.id, b.place_id, b.kind, b.name, b.phone FROM body b"

bool bodies_by_id(struct ctx *c, int64_t id, struct body *out)
{
    struct bodies found = {0};
    struct rows r = db_query(c, BODY " WHERE b.area_id = ?1 AND b.id = ?2", V(c->area_id), V(id));
    if (!read_bodies(&r, &found)) {
        return false;
    }
    if (!found.n) {
        return fail(&c->err, ERR_ABSENT, SAY(N_("没有找到这个单位")));
    }
    *out = found.v[0];
    return true;
}

bool bodies_all(struct ctx *c, struct bodies *out)
{
    struct rows r = db_query(c,
        BODY " WHERE b.area_id = ?1 AND (b.valid_to IS NULL OR b.valid_to > ?2)"
             " ORDER BY b.kind, b.id",
        V(c->area_id), V(today(c)));
    return read_bodies(&r, out);
}

/* A place, its parent and its parent's parent cover it; far counts the steps. */
#define ABOVE \
    " JOIN place p ON p.area_id = b.area_id AND p.id = ?3" \
    " LEFT JOIN place q ON q.area_id = p.area_id AND q.id = p.parent_id"
#define FAR(place) \
    "CASE " place " WHEN p.id THEN 0 WHEN p.parent_id THEN 1 WHEN q.parent_id THEN 2 END"

bool bodies_over(struct ctx *c, int64_t place_id, enum body_kind kind, struct bodies *out)
{
    struct rows r = db_query(c,
        BODY ABOVE " WHERE b.area_id = ?1 AND (b.valid_to IS NULL OR b.valid_to > ?2)"
                   " AND b.place_id IN (p.id, p.parent_id, q.parent_id) AND (?4 = 0 OR b.kind = ?4)"
                   " ORDER BY " FAR("b.place_id") ", b.kind, b.id",
        V(c->area_id), V(today(c)), V(place_id), V((int)kind));
    return read_bodies(&r, out);
}

/* Posts --------------------------------------------------------------------------------------- */
static bool tell_post(struct ctx *c, const char *kind, int64_t post_id, int64_t place_id,
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

int64_t bodies_give_post(struct ctx *c, int64_t body_id, enum post_kind kind, int64_t person_id,
    int64_t place_id, const char *phone)
{
    int64_t id = new_id(c);
    db_exec(c,
        "INSERT INTO post (area_id, id, body_id, kind, person_id, place_id, phone, valid_from)"
        " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        V(c->area_id), V(id), V(body_id), V((int)kind), V(person_id), V(place_id),
        V(str_or(phone, "")), V(today(c)));
    return tell_post(c, "bodies.post_given", id, place_id, kind, N_("新任{0}")) ? id : 0;
}

static bool no_post(struct ctx *c)
{
    return fail(&c->err, ERR_ABSENT, SAY(N_("没有找到这个职务")));
}

bool bodies_end_post(struct ctx *c, int64_t post_id, const char *day)
{
    struct rows r = db_query(c,
        "UPDATE post SET valid_to = ?3 WHERE area_id = ?1 AND id = ?2"
        " AND (valid_to IS NULL OR valid_to > ?3) RETURNING kind, place_id",
        V(c->area_id), V(post_id), V(day));
    bool found = rows_next(&r);
    enum post_kind kind = found ? (enum post_kind)row_int(&r, 0) : 0;
    int64_t place_id = found ? row_int(&r, 1) : 0;
    return rows_end(&r) &&
           (found ? tell_post(c, "bodies.post_ended", post_id, place_id, kind, N_("{0}卸任"))
                  : no_post(c));
}

bool bodies_stand_in(struct ctx *c, int64_t post_id, int64_t for_post_id)
{
    struct rows r = db_query(c,
        "UPDATE post SET deputy_of = ?3 WHERE area_id = ?1 AND id = ?2 AND id <> ?3"
        " RETURNING kind, place_id",
        V(c->area_id), V(post_id), V(for_post_id));
    bool found = rows_next(&r);
    enum post_kind kind = found ? (enum post_kind)row_int(&r, 0) : 0;
    int64_t place_id = found ? row_int(&r, 1) : 0;
    return rows_end(&r) &&
           (found ? tell_post(c, "bodies.deputy_named", post_id, place_id, kind, N_("{0}代理职务"))
                  : no_post(c));
}

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
    };
}

static bool read_posts(struct rows *r, struct posts *out)
{
    while (rows_next(r)) {
        list_push(r->c->arena, out, post_row(r));
    }
    return rows_end(r);
}

#define POST \
    "SELECT t.id, t.body_id, t.person_id, t.place_id, t.kind, n.name, b.name, l.name," \
    " CASE WHEN t.phone <> '' THEN t.phone ELSE b.phone END FROM post t" \
    " JOIN body b ON b.area_id = t.area_id AND b.id = t.body_id" \
    " JOIN person n ON n.area_id = t.area_id AND n.id = t.person_id" \
    " JOIN place l ON l.area_id = t.area_id AND l.id = t.place_id"
/* On day ?2, and the body too. */
#define CURRENT \
    " t.area_id = ?1 AND t.valid_from <= ?2 AND (t.valid_to IS NULL OR t.valid_to > ?2)" \
    " AND (b.valid_to IS NULL OR b.valid_to > ?2)"

bool bodies_contacts(struct ctx *c, int64_t place_id, struct posts *out)
{
    struct rows r = db_query(c,
        POST ABOVE " WHERE" CURRENT " AND t.place_id IN (p.id, p.parent_id, q.parent_id)"
                   " ORDER BY " FAR("t.place_id") ", t.kind, t.id",
        V(c->area_id), V(today(c)), V(place_id));
    return read_posts(&r, out);
}

bool bodies_posts_of(struct ctx *c, int64_t person_id, struct posts *out)
{
    struct rows r = db_query(c, POST " WHERE" CURRENT " AND t.person_id = ?3 ORDER BY t.kind, t.id",
        V(c->area_id), V(today(c)), V(person_id));
    return read_posts(&r, out);
}

bool bodies_post(struct ctx *c, int64_t id, struct post *out)
{
    struct posts found = {0};
    struct rows r = db_query(c, POST " WHERE t.area_id = ?1 AND t.id = ?2", V(c->area_id), V(id));
    if (!read_posts(&r, &found)) {
        return false;
    }
    if (!found.n) {
        return no_post(c);
    }
    *out = found.v[0];
    return true;
}

bool bodies_posts_public(struct ctx *c, int64_t body_id, struct posts *out)
{
    struct rows r = db_query(c,
        POST " WHERE" CURRENT " AND t.kind <> ?4 AND (t.body_id = ?3 OR (?3 = 0 AND l.kind < 3))"
             " ORDER BY t.body_id, t.kind, t.id",
        V(c->area_id), V(today(c)), V(body_id), V(POST_VOLUNTEER));
    return read_posts(&r, out);
}

bool bodies_is_in(struct ctx *c, int64_t body_id)
{
    bool in = false;
    struct rows r = db_query(c,
        "SELECT t.kind FROM post t JOIN body b ON b.area_id = t.area_id"
        " AND b.id = t.body_id WHERE" CURRENT " AND t.person_id = ?3 AND t.body_id = ?4",
        V(c->area_id), V(today(c)), V(c->who.person_id), V(body_id));
    while (rows_next(&r)) {
        in = in || c->who.staff || !duties_need_staff((enum post_kind)row_int(&r, 0));
    }
    return rows_end(&r) && in && c->who.person_id;
}
