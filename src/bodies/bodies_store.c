/* bodies_store.c - bodies: made, found, put under one another, ended. Posts are in
 * bodies_post_store.c. */
#include "lib/db/db.h"
#include "src/bodies/bodies_room.h"

static const char *today(struct ctx *c)
{
    return day_text(c->arena, c->now);
}

bool bodies_is_new(struct ctx *c, enum body_kind kind, const struct place *at, const char *name)
{
    int64_t there = db_int(c,
        "SELECT id FROM body WHERE area_id = ?1 AND kind = ?2 AND place_id = ?3 AND name = ?4"
        " AND (valid_to IS NULL OR valid_to > ?5)",
        V(c->area_id), V((int)kind), V(at->id), V(name), V(today(c)));
    return !c->err.kind &&
           (!there || refuse(&c->err, "name",
                          WORDS(N_("{0}已经有{1}，不用再登记：请打开它，在它的页面上改。"),
                              TEXT(at->name), TEXT(name))));
}

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
        .place = row_text(r, 5),
        .valid_from = row_text(r, 6),
        .valid_to = row_text(r, 7),
        .parent_id = row_int(r, 8),
    };
}

bool bodies_read(struct rows *r, struct bodies *out)
{
    while (rows_next(r)) {
        list_push(r->c->arena, out, body_row(r));
    }
    return rows_end(r);
}

bool bodies_by_id(struct ctx *c, int64_t id, struct body *out)
{
    struct bodies found = {0};
    struct rows r =
        db_query(c, BODY " WHERE b.area_id = ?1 AND b.id = ?3", V(c->area_id), V(today(c)), V(id));
    if (!bodies_read(&r, &found)) {
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
    return bodies_read(&r, out);
}

bool bodies_on(struct ctx *c, const char *day, enum body_kind kind, struct bodies *out)
{
    struct rows r = db_query(c,
        BODY " WHERE b.area_id = ?1 AND b.valid_from <= ?2"
             " AND (b.valid_to IS NULL OR b.valid_to > ?2) AND (?3 = 0 OR b.kind = ?3)"
             " ORDER BY b.kind, b.id",
        V(c->area_id), V(str_empty(day) ? today(c) : day), V((int)kind));
    return bodies_read(&r, out);
}

/* Under one another --------------------------------------------------------------------------- */
static bool no_circle(struct ctx *c, int64_t body_id, int64_t parent_id)
{
    struct {
        struct under *v;
        size_t n, cap;
    } tree = {0};
    struct rows r = db_query(c,
        "SELECT body_id, parent_id FROM body_under WHERE area_id = ?1"
        " AND (valid_to IS NULL OR valid_to > ?2)",
        V(c->area_id), V(today(c)));
    while (rows_next(&r)) {
        list_push(c->arena, &tree, ((struct under){row_int(&r, 0), row_int(&r, 1)}));
    }
    return rows_end(&r) &&
           (!bodies_circle(tree.v, tree.n, body_id, parent_id) ||
               refuse(&c->err, "parent", SAY(N_("这样会绕成一圈：上级单位在它自己的下面。"))));
}

static bool may_be_under(struct ctx *c, const struct body *b, int64_t parent_id)
{
    struct body parent;
    if (!bodies_by_id(c, parent_id, &parent) || !no_circle(c, b->id, parent_id)) {
        return false;
    }
    return bodies_may_be_under(b->kind, parent.kind) ||
           refuse(&c->err, "parent",
               WORDS(N_("{0}不能设在{1}下面。"), MSG(bodies_body_label(b->kind)),
                   MSG(bodies_body_label(parent.kind))));
}

/* What began that very day is put right, not closed: a row of no days says nothing. */
static void close_under(struct ctx *c, int64_t body_id, const char *day)
{
    db_exec(c, "DELETE FROM body_under WHERE area_id = ?1 AND body_id = ?2 AND valid_from >= ?3",
        V(c->area_id), V(body_id), V(day));
    db_exec(c,
        "UPDATE body_under SET valid_to = ?3 WHERE area_id = ?1 AND body_id = ?2"
        " AND (valid_to IS NULL OR valid_to > ?3)",
        V(c->area_id), V(body_id), V(day));
}

bool bodies_put_under(struct ctx *c, int64_t body_id, int64_t parent_id, const char *day)
{
    struct body b;
    const char *from = str_empty(day) ? today(c) : day;
    if (!bodies_by_id(c, body_id, &b) || (parent_id && !may_be_under(c, &b, parent_id))) {
        return false;
    }
    close_under(c, body_id, from);
    if (parent_id) {
        db_exec(c,
            "INSERT INTO body_under (area_id, body_id, parent_id, valid_from)"
            " VALUES (?1, ?2, ?3, ?4)",
            V(c->area_id), V(body_id), V(parent_id), V(from));
    }
    return record(c, &(struct fact){
                         .kind = "bodies.put_under",
                         .subject_id = body_id,
                         .place_id = b.place_id,
                         .audience = AUDIENCE_PUBLIC,
                         .words = WORDS(N_("{0}的上级单位变了"), TEXT(b.name)),
                     });
}

/* Ending -------------------------------------------------------------------------------------- */
static bool end_posts(struct ctx *c, int64_t body_id, const char *day)
{
    struct posts posts = {0};
    if (!bodies_posts_in(c, body_id, day, &posts)) {
        return false;
    }
    for (size_t i = 0; i < posts.n; i++) {
        if (!bodies_resign(c, posts.v[i].id, day)) {
            return false;
        }
    }
    return true;
}

/* Those below it stand under nobody from then on: they are not ended with it. */
static void free_children(struct ctx *c, int64_t body_id, const char *day)
{
    db_exec(c,
        "UPDATE body_under SET valid_to = ?3 WHERE area_id = ?1 AND parent_id = ?2"
        " AND valid_from < ?3 AND (valid_to IS NULL OR valid_to > ?3)",
        V(c->area_id), V(body_id), V(day));
    db_exec(c, "DELETE FROM body_under WHERE area_id = ?1 AND parent_id = ?2 AND valid_from >= ?3",
        V(c->area_id), V(body_id), V(day));
}

bool bodies_end(struct ctx *c, int64_t body_id, const char *day, const char *why)
{
    struct body b;
    if (!bodies_by_id(c, body_id, &b)) {
        return false;
    }
    if (!str_empty(b.valid_to)) {
        return refuse(&c->err, "day", SAY(N_("这个单位已经撤销了。")));
    }
    if (!bodies_days_ok(b.valid_from, day, &c->err) || !end_posts(c, body_id, day)) {
        return false;
    }
    close_under(c, body_id, day);
    free_children(c, body_id, day);
    db_exec(c,
        "UPDATE vacancy SET valid_to = ?3 WHERE area_id = ?1 AND body_id = ?2"
        " AND (valid_to IS NULL OR valid_to > ?3)",
        V(c->area_id), V(body_id), V(day));
    db_exec(c, "UPDATE body SET valid_to = ?3 WHERE area_id = ?1 AND id = ?2", V(c->area_id),
        V(body_id), V(day));
    return record(c, &(struct fact){
                         .kind = "bodies.ended",
                         .subject_id = body_id,
                         .place_id = b.place_id,
                         .audience = AUDIENCE_PUBLIC,
                         .words = WORDS(N_("{0}撤销"), TEXT(b.name)),
                         .text = why,
                     });
}
