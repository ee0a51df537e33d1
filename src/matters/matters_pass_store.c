/* matters_pass_store.c - a body ends, or nobody in it answers any longer: its open work goes to a
 * named one, in the same act. */
#include "src/bodies/bodies.h"
#include "src/bodies/duties.h"
#include "src/matters/matters_store.h"
#include "src/places/places.h"

int64_t matters_open_of(struct ctx *c, int64_t body_id)
{
    return db_int(c,
        "SELECT count(*) FROM matter WHERE area_id = ?1 AND owner_id = ?2 AND closed_at IS NULL",
        V(c->area_id), V(body_id));
}

/* Standing, with somebody in it who answers and is not about to go. */
static bool may_take(struct ctx *c, int64_t from_body, const struct body *to)
{
    struct posts posts = {0};
    bool answers = false;
    if (!bodies_posts_in(c, to->id, "", &posts)) {
        return false;
    }
    for (const struct post *p = posts.v; p < posts.v + posts.n; p++) {
        answers = answers || (duties_of_post(p->kind, DUTY_ANSWER) && str_empty(p->valid_to));
    }
    if (to->id == from_body || !str_empty(to->valid_to)) {
        return refuse(&c->err, "to_body", SAY(N_("请选另外一个还在的单位接手。")));
    }
    return answers || refuse(&c->err, "to_body",
                          WORDS(N_("{0}现在没有人能答复，请另选一个单位。"), TEXT(to->name)));
}

static bool pass_one(
    struct ctx *c, int64_t id, int64_t place_id, const struct body *from, const struct body *to)
{
    if (!places_within(c, place_id, to->place_id)) {
        return refuse(&c->err, "to_body",
            WORDS(N_("{0}不管其中一件事在的地方，请选管得更宽的单位。"), TEXT(to->name)));
    }
    db_exec(c,
        "UPDATE matter SET owner_id = ?3, version = version + 1, changed_at = ?4"
        " WHERE area_id = ?1 AND id = ?2",
        V(c->area_id), V(id), V(to->id), V(c->now));
    return matters_tell(
        c, id, "passed", WORDS(N_("{0}交给{1}继续办"), TEXT(from->name), TEXT(to->name)), "");
}

bool matters_pass(struct ctx *c, int64_t from_body, int64_t to_body)
{
    struct body from, to;
    struct ids ids = {0}, places = {0};
    if (!bodies_by_id(c, from_body, &from) || !bodies_by_id(c, to_body, &to) ||
        !may_take(c, from_body, &to)) {
        return false;
    }
    struct rows r = db_query(c,
        "SELECT id, place_id FROM matter WHERE area_id = ?1 AND owner_id = ?2"
        " AND closed_at IS NULL ORDER BY id",
        V(c->area_id), V(from_body));
    while (rows_next(&r)) {
        list_push(c->arena, &ids, row_int(&r, 0));
        list_push(c->arena, &places, row_int(&r, 1));
    }
    bool ok = rows_end(&r);
    for (size_t i = 0; ok && i < ids.n; i++) {
        ok = pass_one(c, ids.v[i], places.v[i], &from, &to);
    }
    return ok;
}
