/* handover_store.c - leaving, ending, accepting. */
#include "src/bodies/duties.h"
#include "src/handover/handover_room.h"
#include "src/matters/matters_store.h"

/* Until when somebody answers in the body: "" without end, NULL nobody from that day on. */
static const char *answered_until(struct ctx *c, int64_t body_id, const char *day)
{
    struct posts posts = {0};
    const char *until = NULL;
    if (!bodies_posts_in(c, body_id, day, &posts)) {
        return NULL;
    }
    for (const struct post *p = posts.v; p < posts.v + posts.n; p++) {
        if (!duties_of_post(p->kind, DUTY_ANSWER)) {
            continue;
        }
        bool later = !until || (*until && strcmp(p->valid_to, until) > 0);
        until = str_empty(p->valid_to) ? "" : later ? p->valid_to : until;
    }
    return until;
}

static bool pass_on(struct ctx *c, int64_t body_id, int64_t open, int64_t to_body)
{
    return to_body ? matters_pass(c, body_id, to_body)
                   : refuse(&c->err, "to_body",
                         WORDS(N_("还有 {0} 件没办完的事，请选由哪个单位接手。"), INT(open)));
}

/* What would be left without anybody to answer it goes to another body. */
static bool pass_if_needed(
    struct ctx *c, const struct post *t, const struct leaving *l, const char *before)
{
    int64_t open = matters_open_of(c, t->body_id);
    const char *after = answered_until(c, t->body_id, l->day);
    return !c->err.kind &&
           (!duties_of_post(t->kind, DUTY_ANSWER) || !handover_must_pass(open, before, after) ||
               pass_on(c, t->body_id, open, l->to_body));
}

/* Where it is the last who gives posts, the next one must be able to sign in. */
static bool next_can_act(struct ctx *c, const struct post *t, const struct leaving *l)
{
    if (!l->successor_id || !bodies_is_last(c, t, l->day) || handover_claimed(c, l->successor_id)) {
        return !c->err.kind;
    }
    return !c->err.kind &&
           refuse(&c->err, "name",
               SAY(N_(
                   "接任的人还没有工作人员账号，交接以后就没有人能任免职务了。请先给他开账号。")));
}

static bool keep_matters(struct ctx *c, int64_t id, const struct matters *open)
{
    for (size_t i = 0; i < open->n; i++) {
        db_exec(c,
            "INSERT INTO handover_matter (area_id, handover_id, matter_id) VALUES (?1, ?2, ?3)",
            V(c->area_id), V(id), V(open->v[i].id));
    }
    return !c->err.kind;
}

static int64_t keep_sheet(struct ctx *c, const struct post *t, const struct leaving *l,
    int64_t next, const struct matters *open)
{
    int64_t id = new_id(c);
    db_exec(c,
        "INSERT INTO handover (area_id, id, post_id, next_post_id, successor_id, day, keys, papers,"
        " notes, made_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
        V(c->area_id), V(id), V(t->id), V0(next), V0(l->successor_id), V(l->day), V(l->keys),
        V(l->papers), V(l->notes), V(c->now));
    return keep_matters(c, id, open) &&
                   record(c,
                       &(struct fact){
                           .kind = "handover.made",
                           .subject_id = id,
                           .place_id = t->place_id,
                           .audience = AUDIENCE_STAFF,
                           .words = WORDS(N_("{0}开始交接，{1} 件没办完的事"),
                               MSG(bodies_post_label(t->kind)), INT((int64_t)open->n)),
                       })
               ? id
               : 0;
}

int64_t handover_leave(struct ctx *c, const struct leaving *l)
{
    struct post t;
    struct matters open = {0};
    int64_t next = 0;
    if (!bodies_post_by_id(c, l->post_id, &t) || !handover_open(c, &t, &open)) {
        return 0;
    }
    const char *before = answered_until(c, t.body_id, day_text(c->arena, c->now));
    if (!next_can_act(c, &t, l) ||
        !bodies_succeed(c, t.id, l->day, l->successor_id, l->phone, &next) ||
        !pass_if_needed(c, &t, l, before)) {
        return 0;
    }
    return keep_sheet(c, &t, l, next, &open);
}

bool handover_dissolve(
    struct ctx *c, int64_t body_id, const char *day, int64_t to_body, const char *why)
{
    int64_t open = matters_open_of(c, body_id);
    return !c->err.kind && (!open || pass_on(c, body_id, open, to_body)) &&
           bodies_end(c, body_id, day, why);
}

bool handover_accept(struct ctx *c, int64_t id, const char *paper)
{
    struct handover h;
    if (!handover_by_id(c, id, &h) ||
        !handover_may_accept(
            &h, h.successor_id && h.successor_id == c->who.person_id, paper, &c->err)) {
        return false;
    }
    db_exec(c, "UPDATE handover SET accepted_at = ?3, paper = ?4 WHERE area_id = ?1 AND id = ?2",
        V(c->area_id), V(id), V(c->now), V(str_or(paper, "")));
    return record(c, &(struct fact){
                         .kind = "handover.accepted",
                         .subject_id = id,
                         .place_id = h.place_id,
                         .audience = AUDIENCE_STAFF,
                         .words = WORDS(N_("{0}的交接已接收"), MSG(bodies_post_label(h.kind))),
                     });
}
