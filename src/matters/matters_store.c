/* matters_store.c - matters: opened, seen, moved, followed. Lists of them are in
 * matters_lists_store.c. */
#include "src/matters/matters_store.h"

#include <string.h>

#include "lib/base/app.h"
#include "lib/base/module.h"
#include "lib/text/text.h"
#include "src/bodies/bodies.h"
#include "src/people/people.h"

const struct matter_kind *matters_kind(struct ctx *c, const char *name)
{
    for (const struct module *const *m = c->app->modules; m && *m; m++) {
        if ((*m)->matters && str_same((*m)->matters->name, name)) {
            return (*m)->matters;
        }
    }
    return NULL;
}

static const struct matter_kind *kind_of(struct ctx *c, const struct matter *m)
{
    const struct matter_kind *k = matters_kind(c, m->kind);
    must(k);
    return k;
}

static int64_t wisher(const struct ctx *c)
{
    return c->act.person_id ? c->act.person_id : c->who.person_id;
}

struct matter matters_read(const struct rows *r)
{
    return (struct matter){
        .id = row_int(r, 0),
        .ticket = row_int(r, 1),
        .place_id = row_int(r, 2),
        .asker_id = row_int(r, 3),
        .owner_id = row_int(r, 4),
        .opened_at = row_int(r, 5),
        .due_at = row_int(r, 6),
        .closed_at = row_int(r, 7),
        .version = row_int(r, 8),
        .changed_at = row_int(r, 9),
        .kind = row_text(r, 10),
        .title = row_text(r, 11),
        .audience = (enum audience)row_int(r, 12),
        .state = (int)row_int(r, 13),
        .outcome = (int)row_int(r, 14),
        .find = row_text(r, 15),
        .place = row_text(r, 16),
        .owner = row_text(r, 17),
        .followers = row_int(r, 18),
        .channel = (enum channel)row_int(r, 19),
        .level = (int)row_int(r, 20),
        .into_id = row_int(r, 21),
        .clock_at = row_int(r, 22),
        .received_at = row_int(r, 23),
    };
}

/* Facts ---------------------------------------------------------------------------------------- */
static int64_t tell(
    struct ctx *c, const struct matter *m, const char *verb, struct words words, const char *text)
{
    const struct matter_kind *k = kind_of(c, m);
    struct fact f = {
        .kind = arena_printf(c->arena, "%s.%s", k->room, verb),
        .subject_id = m->id,
        .place_id = m->place_id,
        .audience = m->audience,
        .words = words,
        .text = str_or(text, ""),
    };
    return record(c, &f) ? f.seq : 0;
}

bool matters_tell(
    struct ctx *c, int64_t matter_id, const char *verb, struct words words, const char *text)
{
    struct matter m = {0};
    return matters_load(c, matter_id, &m) && tell(c, &m, verb, words, text) != 0;
}

/* Opening -------------------------------------------------------------------------------------- */
static bool add_follower(struct ctx *c, int64_t matter_id, int64_t person_id, bool asks)
{
    return db_int(c,
               "INSERT INTO follower (area_id, matter_id, person_id, since, act_id, asks)"
               " VALUES (?1, ?2, ?3, ?4, ?5, ?6)"
               " ON CONFLICT (area_id, matter_id, person_id) DO NOTHING RETURNING person_id",
               V(c->area_id), V(matter_id), V(person_id), V(c->now), V(c->act.id),
               V((int)asks)) != 0;
}

static void insert(struct ctx *c, const struct matter *m, const char *find)
{
    db_exec(c,
        "INSERT INTO matter (area_id, id, kind, ticket, place_id, audience, state, title, asker_id,"
        " owner_id, opened_at, due_at, version, changed_at, find, clock_at,"
        " received_at)"
        " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, 1, ?11, ?13, ?14, ?14)",
        V(c->area_id), V(m->id), V(m->kind), V(m->ticket), V(m->place_id), V((int)m->audience),
        V(m->state), V(m->title), V(m->asker_id), V0(m->owner_id), V(m->opened_at), V(m->due_at),
        V(find), V(m->clock_at));
}

/* Likeness compares what stands before the bar; a search also finds the place and the number. */
static const char *findable(struct ctx *c, const struct matter *m)
{
    const char *place = db_text(
        c, "SELECT name FROM place WHERE area_id = ?1 AND id = ?2", V(c->area_id), V(m->place_id));
    return arena_printf(c->arena, "%s" FIND_BAR "%s %s", str_or(m->find, ""),
        text_fold(c->arena, str_or(place, "")), matters_ticket(c->arena, m->ticket));
}

bool matters_open(struct ctx *c, struct matter *m, const char *text)
{
    const struct matter_kind *k = kind_of(c, m);
    if (!c->act.person_id) {
        return fail(&c->err, ERR_LOGIN, SAY(N_("请先用手机验证码证明是您本人，再提交。")));
    }
    m->id = new_id(c);
    m->ticket = log_next_ticket(c);
    m->asker_id = c->act.person_id;
    m->opened_at = m->changed_at = c->now;
    m->version = 1;
    m->clock_at = m->received_at = c->act.received_at ? c->act.received_at : c->now;
    insert(c, m, findable(c, m));
    if (!k->on_case) {
        add_follower(c, m->id, m->asker_id, true);
        matters_reindex(c, m->id);
    }
    return !c->err.kind && tell(c, m, "open", SAY(k->opens), text) != 0;
}

bool matters_rewrite(struct ctx *c, const struct matter *m)
{
    db_exec(c,
        "UPDATE matter SET title = ?3, place_id = ?4, owner_id = ?5, find = ?6"
        " WHERE area_id = ?1 AND id = ?2",
        V(c->area_id), V(m->id), V(m->title), V(m->place_id), V0(m->owner_id), V(findable(c, m)));
    return !c->err.kind && matters_reindex(c, m->id);
}

/* Seeing --------------------------------------------------------------------------------------- */
bool matters_load(struct ctx *c, int64_t id, struct matter *out)
{
    struct rows r =
        db_query(c, MATTERS_SELECT " WHERE m.area_id = ?1 AND m.id = ?2", V(c->area_id), V(id));
    bool found = rows_next(&r);
    if (found) {
        *out = matters_read(&r);
    }
    return rows_end(&r) && found;
}

/* Whoever may decide about it without owning it: 受理、分派 are on every case of their place. Who
 * only urges (督办: a step that leaves it where it is) is not. */
static bool decides(struct ctx *c, const struct matter_kind *k, int64_t place_id)
{
    int asked = 0;
    for (const struct move *m = k->moves; m->verb; m++) {
        if (m->mover == MOVER_DUTY && m->to && m->duty != asked) {
            asked = m->duty;
            if (c->app->may(c, m->duty, place_id)) {
                return true;
            }
        }
    }
    return false;
}

static bool asks(struct ctx *c, const struct matter *m, int64_t person_id)
{
    return person_id && (person_id == m->asker_id || matters_asks(c, m->id, person_id));
}

/* A helper was chosen by the asker and knows all of it; a leader or a clerk, who may act for the
 * whole stair, was not: what is only for those who handle it stays closed to them. */
static bool speaks_for_asker(struct ctx *c, const struct matter *m)
{
    enum hand hand;
    int64_t person = c->act.person_id;
    if (!person || person == c->who.person_id || !asks(c, m, person)) {
        return false;
    }
    return m->audience < AUDIENCE_CASE ? c->app->may_act_for(c, person, &hand)
                                       : people_may_act_for(c, person, &hand);
}

/* Following opens nothing: whoever adds a +1 in a stair may live elsewhere. */
bool matters_on_case(struct ctx *c, const struct matter *m)
{
    const struct matter_kind *k = kind_of(c, m);
    if (k->on_case) {
        return c->act.hand == HAND_SYSTEM || k->on_case(c, m->id);
    }
    if (c->act.hand == HAND_SYSTEM || asks(c, m, c->who.person_id) || speaks_for_asker(c, m)) {
        return true;
    }
    return (m->owner_id && bodies_is_in(c, m->owner_id)) || decides(c, k, m->place_id);
}

/* Whoever acts for a neighbour sees what that neighbour may see: the router has asked may_act_for.
 */
static bool neighbour_may_see(struct ctx *c, const struct matter *m)
{
    int64_t person = c->act.person_id;
    if (!person || person == c->who.person_id || m->audience > AUDIENCE_PLACE) {
        return false;
    }
    return people_lives_in(c, person, m->audience == AUDIENCE_PLACE ? m->place_id : 0);
}

bool matters_visible(struct ctx *c, const struct matter *m)
{
    const struct matter_kind *k = kind_of(c, m);
    bool seen = m->audience == AUDIENCE_PUBLIC ||
                (m->audience < AUDIENCE_CASE && m->audience <= bodies_audience(c, m->place_id)) ||
                neighbour_may_see(c, m) || matters_on_case(c, m);
    return !c->err.kind && seen && (!k->may_see || k->may_see(c, m));
}

bool matters_see(struct ctx *c, int64_t id, struct matter *out)
{
    if (!c->err.kind && matters_load(c, id, out) && matters_visible(c, out)) {
        return true;
    }
    if (!c->err.kind) {
        note_after(c, "foreign_id", arena_printf(c->arena, "matter %lld", (long long)id));
        fail(&c->err, ERR_ABSENT, SAY(N_("没有这件事，或者它不对您公开。请先登录，或回到首页。")));
    }
    return false;
}

int64_t matters_place_of(struct ctx *c, int64_t id)
{
    struct matter m = {0};
    return matters_see(c, id, &m) ? m.place_id : 0;
}

enum audience matters_audience(struct ctx *c, const struct matter_kind *k, int64_t place_id)
{
    int64_t place = place_id ? place_id : c->area_id;
    if (decides(c, k, place)) {
        return AUDIENCE_CASE;
    }
    enum audience most = bodies_audience(c, place);
    /* Living somewhere in the area makes nobody a neighbour of every stair in it. */
    bool stair = db_int(c, "SELECT kind FROM place WHERE area_id = ?1 AND id = ?2", V(c->area_id),
                     V(place)) == PLACE_BUILDING;
    return most == AUDIENCE_PLACE && !stair ? AUDIENCE_AREA : most;
}

/* Moving --------------------------------------------------------------------------------------- */
static bool from_here(const struct move *mv, int state)
{
    struct moving enough = {.text = "-", .body_id = 1, .waived = true, .until = 1, .into_id = 1};
    return matters_may_move(mv, state, &enough, &(struct err){0});
}

bool matters_may(struct ctx *c, const struct matter *m, const struct move *mv)
{
    switch (mv->mover) {
    case MOVER_DUTY:
        return c->app->may(c, mv->duty, m->place_id);
    case MOVER_OWNER:
        return m->owner_id && bodies_is_in(c, m->owner_id) && c->app->may(c, mv->duty, m->place_id);
    case MOVER_ASKER:
        return asks(c, m, wisher(c));
    case MOVER_OPENER:
        return matters_opened_by(c, m, wisher(c));
    case MOVER_SYSTEM:
        return c->act.hand == HAND_SYSTEM;
    case MOVER_CASE:
        return kind_of(c, m)->works(c, m->id, mv->verb);
    }
    return false;
}

bool matters_movable(struct ctx *c, const struct matter *m, const struct move *mv)
{
    return from_here(mv, m->state) && matters_may(c, m, mv);
}

/* The button's word for the last thing that happened: 分派, 答复, ... */
static const char *label_of(const struct matter_kind *k, const char *fact_kind)
{
    const char *verb = strchr(fact_kind, '.');
    const struct move *mv = verb ? matters_move_of(k, verb + 1) : NULL;
    return mv ? mv->label : N_("有了新进展");
}

bool matters_refuse_stale(struct ctx *c, const struct matter *m)
{
    struct rows r = db_query(c,
        "SELECT kind, at FROM fact WHERE area_id = ?1 AND subject_id = ?2 ORDER BY seq DESC LIMIT 1",
        V(c->area_id), V(m->id));
    bool found = rows_next(&r);
    const char *label = found ? label_of(kind_of(c, m), row_text(&r, 0)) : N_("有了新进展");
    int64_t at = found ? row_int(&r, 1) : m->changed_at;
    return rows_end(&r) &&
           fail(&c->err, ERR_CONFLICT,
               WORDS(N_("您看的时候，这件事在 {0} 已经「{1}」。下面是最新的样子，请看过再决定。"),
                   TIME(at), MSG(label)));
}

static int64_t due_after(
    const struct ctx *c, const struct matter *m, const struct move *mv, const struct moving *what)
{
    if (what->due_at || mv->clock_ms < 0) {
        return what->due_at ? what->due_at : m->due_at;
    }
    return mv->clock_ms ? c->now + mv->clock_ms : 0;
}

static bool write_move(
    struct ctx *c, struct matter *m, const struct move *mv, const struct moving *what)
{
    int64_t owner = mv->needs & NEEDS_BODY ? what->body_id : m->owner_id;
    int to = !mv->to ? m->state : !owner && mv->to_unowned ? mv->to_unowned : mv->to;
    int64_t due = due_after(c, m, mv, what);
    int level = due == m->due_at ? m->level : 0; /* a new clock is late for nobody yet */
    int64_t changed = db_exec(c,
        "UPDATE matter SET state = ?4, outcome = ?5, owner_id = ?6, due_at = ?7, closed_at = ?8,"
        " version = version + 1, changed_at = ?9, level = ?10, into_id = ?11, clock_at = ?12"
        " WHERE area_id = ?1 AND id = ?2 AND version = ?3",
        V(c->area_id), V(m->id), V(m->version), V(to), V(mv->outcome), V0(owner), V(due),
        V0(mv->outcome ? c->now : 0), V(c->now), V(level),
        V0(mv->needs & NEEDS_MATTER ? what->into_id : 0),
        V(due == m->due_at ? m->clock_at : c->now));
    return !c->err.kind && (changed == 1 || matters_refuse_stale(c, m));
}

static struct words words_of(
    struct ctx *c, const struct matter *m, const struct move *mv, const struct moving *what)
{
    struct body b = {.name = m->owner};
    if ((mv->needs & NEEDS_BODY) && !bodies_by_id(c, what->body_id, &b)) {
        return (struct words){0};
    }
    return mv->needs & NEEDS_DAY ? WORDS(mv->says, TEXT(str_or(b.name, "")), DAY(what->until))
                                 : WORDS(mv->says, TEXT(str_or(b.name, "")));
}

bool matters_move(struct ctx *c, const char *verb, const struct moving *what)
{
    struct matter m = {0};
    if (!matters_see(c, what->matter_id, &m)) {
        return false;
    }
    const struct move *mv = matters_move_of(kind_of(c, &m), verb);
    must(mv);
    if (!matters_may(c, &m, mv)) {
        note_after(c, "denied", verb);
        return c->err.kind ? false : fail(&c->err, ERR_DENIED, SAY(N_("这一步要由别的人来办。")));
    }
    if (what->seen_version && what->seen_version != m.version) {
        return matters_refuse_stale(c, &m);
    }
    if (!matters_may_move(mv, m.state, what, &c->err)) {
        return false;
    }
    struct words words = words_of(c, &m, mv, what);
    int64_t seq = write_move(c, &m, mv, what) ? tell(c, &m, verb, words, what->text) : 0;
    return seq && matters_keep_before(c, &m, mv, seq);
}

/* Following ------------------------------------------------------------------------------------ */
bool matters_follows(struct ctx *c, int64_t matter_id, int64_t person_id)
{
    return db_int(c,
               "SELECT count(*) FROM follower WHERE area_id = ?1 AND matter_id = ?2"
               " AND person_id IN (SELECT s.id FROM person s WHERE s.area_id = ?1"
               " AND (s.id = ?3 OR s.merged_into = ?3))",
               V(c->area_id), V(matter_id), V(person_id)) != 0;
}

bool matters_asks(struct ctx *c, int64_t matter_id, int64_t person_id)
{
    return db_int(c,
               "SELECT count(*) FROM follower WHERE area_id = ?1 AND matter_id = ?2 AND asks = 1"
               " AND person_id IN (SELECT s.id FROM person s WHERE s.area_id = ?1"
               " AND (s.id = ?3 OR s.merged_into = ?3))",
               V(c->area_id), V(matter_id), V(person_id)) != 0;
}

bool matters_opened_by(struct ctx *c, const struct matter *m, int64_t person_id)
{
    return person_id && (person_id == m->asker_id || person_id == people_one(c, m->asker_id));
}

bool matters_take_over(struct ctx *c, int64_t from_id, int64_t into_id)
{
    db_exec(c,
        "INSERT INTO follower (area_id, matter_id, person_id, since, act_id, asks)"
        " SELECT area_id, ?3, person_id, ?4, ?5, asks FROM follower"
        " WHERE area_id = ?1 AND matter_id = ?2"
        " ON CONFLICT (area_id, matter_id, person_id) DO UPDATE"
        " SET asks = CASE WHEN excluded.asks > follower.asks THEN 1 ELSE follower.asks END",
        V(c->area_id), V(from_id), V(into_id), V(c->now), V(c->act.id));
    return !c->err.kind;
}

bool matters_counted_only(struct ctx *c, int64_t id)
{
    struct matter m = {0};
    return c->who.person_id && matters_follows(c, id, c->who.person_id) &&
           matters_load(c, id, &m) && !matters_visible(c, &m);
}

bool matters_follow(struct ctx *c, int64_t matter_id, int64_t person_id, bool *already)
{
    struct matter m = {0};
    if (!person_id) {
        return fail(&c->err, ERR_LOGIN, SAY(N_("请先登录，再加入。")));
    }
    if (!matters_load(c, matter_id, &m)) {
        return c->err.kind ? false : fail(&c->err, ERR_ABSENT, SAY(N_("没有这件事。")));
    }
    *already =
        matters_follows(c, matter_id, person_id) || !add_follower(c, matter_id, person_id, false);
    if (c->err.kind || *already) {
        return !c->err.kind;
    }
    return tell(c, &m, "join", SAY(kind_of(c, &m)->joins), "") != 0;
}
