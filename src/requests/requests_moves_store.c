/* requests_moves_store.c - what a step of a request adds to the engine's: limits in working days,
 * the clock that stands still, the way up when nobody comes, one request joined to another. */
#include "lib/base/app.h"
#include "lib/db/job.h"
#include "src/matters/matters_store.h"
#include "src/requests/requests.h"

/* Clocks --------------------------------------------------------------------------------------- */
/* The clock that runs from here on: its unit is kept, so that it can be stopped. */
static bool start_answer_clock(struct ctx *c, const struct request *r, struct moving *what)
{
    struct request_clock clock;
    if (!requests_clock(c, r->kind, &clock)) {
        return false;
    }
    what->due_at = calendar_due(c->app->calendar, c->now, clock.answer).at;
    db_exec(c, "UPDATE request SET clock_unit = ?3, waits = 0 WHERE area_id = ?1 AND id = ?2",
        V(c->area_id), V(r->m.id), V((int)clock.answer.unit));
    return !c->err.kind;
}

/* A whole working day for what goes back to the committee: the triage limit of its kind. */
static bool start_triage_clock(struct ctx *c, const struct request *r, struct moving *what)
{
    struct request_clock clock;
    if (!requests_clock(c, r->kind, &clock)) {
        return false;
    }
    what->due_at = calendar_due(c->app->calendar, c->now, clock.triage).at;
    return true;
}

static bool stop_clock(struct ctx *c, const struct request *r, struct moving *what)
{
    if (r->m.state != REQUEST_DOING) {
        return true; /* the engine says why it cannot be */
    }
    if (what->until && !requests_may_wait(r, what->until, c->now, &c->err)) {
        return false;
    }
    what->due_at = what->until;
    db_exec(c,
        "UPDATE request SET waits = waits + 1, clock_left = ?3 WHERE area_id = ?1 AND id = ?2",
        V(c->area_id), V(r->m.id), V(requests_left(c->app->calendar, r, c->now)));
    return !c->err.kind;
}

static bool set_clock(struct ctx *c, const char *verb, const struct request *r, struct moving *what)
{
    if (str_same(verb, "assign") || str_same(verb, "reopen")) {
        return r->m.owner_id || str_same(verb, "assign") ? start_answer_clock(c, r, what)
                                                         : start_triage_clock(c, r, what);
    }
    if (str_same(verb, "return")) {
        return start_triage_clock(c, r, what);
    }
    if (str_same(verb, "wait")) {
        return stop_clock(c, r, what);
    }
    if (str_same(verb, "resume") || str_same(verb, "awake")) {
        what->due_at = requests_due_again(c->app->calendar, r, c->now);
    }
    return true;
}

/* Up the tree ---------------------------------------------------------------------------------- */
static bool is_working(const struct matter *m)
{
    return m->state < REQUEST_WAITING;
}

/* Late is late even when the runner slept: the figures count these facts. One fact a rung. */
static bool go_up(struct ctx *c, const struct matter *m)
{
    for (int64_t at = m->due_at; is_working(m) && at && at <= c->now;
         at = requests_next_rung(c->app->calendar, m->due_at, at)) {
        struct words says = {0};
        int level = requests_level(c->app->calendar, m->due_at, at, &says);
        if (level > m->level && !matters_raise(c, m->id, level, says)) {
            return false;
        }
    }
    return !c->err.kind;
}

static bool watch(struct ctx *c, const struct matter *m)
{
    int64_t next =
        m->due_at > c->now ? m->due_at : requests_next_rung(c->app->calendar, m->due_at, c->now);
    return !next || job_put(c, "requests.overdue", m->id, next);
}

static bool watch_clocks(struct ctx *c, const char *verb, int64_t id)
{
    struct matter m = {0};
    if (!matters_load(c, id, &m)) {
        return false;
    }
    if (str_same(verb, "answer")) {
        return job_put(c, "requests.unconfirmed", id, m.due_at);
    }
    return m.closed_at || watch(c, &m);
}

/* Who may have it ------------------------------------------------------------------------------ */
/* Only a body that stands over the place, and can be held to a date. */
bool requests_may_assign(struct ctx *c, int64_t place_id, int64_t body_id)
{
    struct bodies over = {0};
    if (!bodies_over(c, place_id, 0, &over)) {
        return false;
    }
    for (size_t i = 0; i < over.n; i++) {
        if (over.v[i].id == body_id && requests_may_own(over.v[i].kind)) {
            return true;
        }
    }
    return refuse(&c->err, "body", SAY(N_("这个单位不管这里，请另选一个")));
}

/* One for two ---------------------------------------------------------------------------------- */
bool requests_by_ticket(struct ctx *c, int64_t ticket, int64_t *id)
{
    *id = db_int(c, "SELECT id FROM matter WHERE area_id = ?1 AND kind = 'request' AND ticket = ?2",
        V(c->area_id), V(ticket));
    if (!c->err.kind && !*id) {
        refuse(&c->err, "into", WORDS(N_("没有编号 {0} 的诉求"), INT(ticket)));
    }
    return !c->err.kind;
}

/* Whose trouble was joined to this one goes along, and would read what the other says. */
static bool others_ask(struct ctx *c, const struct request *r)
{
    return db_int(c,
        "SELECT count(*) FROM follower WHERE area_id = ?1 AND matter_id = ?2 AND asks = 1"
        " AND person_id <> ?3",
        V(c->area_id), V(r->m.id), V(r->m.asker_id));
}

static bool may_merge(struct ctx *c, const struct request *r, int64_t into_id)
{
    struct matter into = {0};
    return !into_id || (matters_see(c, into_id, &into) &&
                           requests_may_merge(r, &into, others_ask(c, r), &c->err));
}

static bool merged(struct ctx *c, const struct request *r, int64_t into_id)
{
    return matters_take_over(c, r->m.id, into_id) &&
           matters_tell(c, into_id, "take_in",
               WORDS(N_("编号 {0} 是同一个问题，并进来一起办"),
                   TEXT(matters_ticket(c->arena, r->m.ticket))),
               "");
}

/* Those who followed both before have an older act: they stay, and ask no more, unless it is their
 * own or another of theirs is still joined to it. */
static void part_again(struct ctx *c, int64_t id, int64_t act_id)
{
    db_exec(c, "DELETE FROM follower WHERE area_id = ?1 AND act_id = ?2 AND matter_id <> ?3",
        V(c->area_id), V(act_id), V(id));
    int64_t into = db_int(c,
        "SELECT f.subject_id FROM fact f WHERE f.area_id = ?1 AND f.act_id = ?2"
        " AND f.kind = 'requests.take_in' AND f.seq > (SELECT max(g.seq) FROM fact g"
        " WHERE g.area_id = ?1 AND g.subject_id = ?3 AND g.kind = 'requests.merge')"
        " ORDER BY f.seq LIMIT 1",
        V(c->area_id), V(act_id), V(id));
    db_exec(c,
        "UPDATE follower SET asks = 0 WHERE area_id = ?1 AND matter_id = ?2 AND asks = 1"
        " AND person_id <> (SELECT m.asker_id FROM matter m WHERE m.area_id = ?1 AND m.id = ?2)"
        " AND person_id NOT IN (SELECT w.person_id FROM matter n"
        " JOIN follower w ON w.area_id = n.area_id AND w.matter_id = n.id AND w.asks = 1"
        " WHERE n.area_id = ?1 AND n.into_id = ?2)",
        V(c->area_id), V(into));
}

/* How often it has waited since it was last given or opened anew, as the facts say. */
static void count_waits(struct ctx *c, int64_t id)
{
    db_exec(c,
        "UPDATE request SET waits = (SELECT count(*) FROM fact w WHERE w.area_id = ?1"
        " AND w.subject_id = ?2 AND w.kind = 'requests.wait'" NOT_UNDONE(
            "w") " AND NOT EXISTS (SELECT 1 FROM fact s WHERE s.area_id = ?1 AND s.subject_id = ?2"
                 " AND s.kind IN ('requests.assign', 'requests.reopen')"
                 " AND s.seq > w.seq" NOT_UNDONE("s") ")) WHERE area_id = ?1 AND id = ?2",
        V(c->area_id), V(id));
}

void requests_undone(struct ctx *c, int64_t id, const char *verb, int64_t act_id)
{
    if (str_same(verb, "wait") || str_same(verb, "assign")) {
        count_waits(c, id);
    } else if (str_same(verb, "merge")) {
        part_again(c, id, act_id);
    }
    struct matter m = {0};
    if (matters_load(c, id, &m) && go_up(c, &m)) { /* its limit may have passed meanwhile */
        watch(c, &m);
    }
}

/* The step itself ------------------------------------------------------------------------------ */
static bool before_move(struct ctx *c, const char *verb, struct request *r, struct moving *what)
{
    if (!requests_see(c, what->matter_id, r)) {
        return false;
    }
    what->waived |= !requests_kind_info(r->kind)->repair;
    bool stale = what->seen_version && what->seen_version != r->m.version;
    if (stale || !matters_may(c, &r->m, matters_move_of(&requests_matter, verb))) {
        return !c->err.kind; /* the engine says what changed, or whose step it is */
    }
    return go_up(c, &r->m) && set_clock(c, verb, r, what) && may_merge(c, r, what->into_id);
}

static bool after_move(
    struct ctx *c, const char *verb, const struct request *r, const struct moving *what)
{
    bool given = str_same(verb, "assign") || str_same(verb, "transfer");
    if (given && !requests_may_assign(c, r->m.place_id, what->body_id)) {
        return false;
    }
    if (str_same(verb, "merge") && !merged(c, r, what->into_id)) {
        return false;
    }
    if (str_same(verb, "reopen")) {
        db_exec(c, "UPDATE request SET reopened = reopened + 1 WHERE area_id = ?1 AND id = ?2",
            V(c->area_id), V(r->m.id));
    }
    return watch_clocks(c, verb, r->m.id);
}

bool requests_move(struct ctx *c, const char *verb, struct moving *what)
{
    struct request r = {0};
    return before_move(c, verb, &r, what) && matters_move(c, verb, what) &&
           after_move(c, verb, &r, what);
}

bool requests_happy(struct ctx *c, int64_t id, int64_t happy)
{
    static const struct {
        const char *verb, *says;
    } said[] = {
        [HAPPY] = {"happy", N_("提出人说：满意")},
        [HAPPY_SO_SO] = {"so_so", N_("提出人说：一般")},
        [HAPPY_NOT] = {"not_happy", N_("提出人说：不满意")},
    };
    if (happy < HAPPY || happy > HAPPY_NOT) {
        return !c->err.kind;
    }
    return matters_tell(c, id, said[happy].verb, SAY(said[happy].says), "");
}

/* Jobs ----------------------------------------------------------------------------------------- */
void requests_overdue(struct ctx *c, const struct job *j)
{
    struct matter m = {0};
    if (!matters_load(c, j->subject_id, &m) || m.closed_at) {
        return;
    }
    if (m.state == REQUEST_WAITING) {
        if (m.due_at <= c->now) {
            requests_move(c, "awake", &(struct moving){.matter_id = m.id});
        }
        return;
    }
    if (is_working(&m) && go_up(c, &m)) {
        watch(c, &m);
    }
}

void requests_unconfirmed(struct ctx *c, const struct job *j)
{
    struct matter m = {0};
    if (!matters_load(c, j->subject_id, &m) || m.state != REQUEST_ANSWERED || m.due_at > c->now) {
        return; /* confirmed, or reopened and answered again since */
    }
    matters_move(c, "lapse", &(struct moving){.matter_id = m.id});
}
