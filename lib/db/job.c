#include "lib/db/job.h"

#include <string.h>

#include "lib/base/app.h"
#include "lib/base/module.h"

enum { TRIES = 5, LEASE_MS = 10 * 60 * 1000, SHORT_PAUSE_MS = 60 * 1000 };

struct due {
    struct job *v;
    size_t n, cap;
};

bool job_put(struct ctx *c, const char *kind, int64_t subject_id, int64_t due_at)
{
    db_send(c,
        "INSERT INTO job (area_id, id, kind, subject_id, due_at) VALUES (?1, ?2, ?3, ?4, ?5)"
        " ON CONFLICT (area_id, kind, subject_id, due_at) DO NOTHING",
        V(c->area_id), V(new_id(c)), V(kind), V(subject_id), V(due_at));
    return !c->err.kind;
}

static const struct job_kind *kind_of(const struct app *app, const char *kind)
{
    for (const struct module *const *m = app->modules; m && *m; m++) {
        for (const struct job_kind *k = (*m)->jobs; k && k->kind; k++) {
            if (str_same(k->kind, kind)) {
                return k;
            }
        }
    }
    return NULL;
}

static struct due due_now(struct ctx *c, int most)
{
    struct due due = {0};
    struct rows r = db_query(c,
        "SELECT area_id, id, kind, subject_id, due_at, tries FROM job"
        " WHERE done_at IS NULL AND due_at <= ?1 AND leased_until <= ?1 AND tries < ?2"
        " ORDER BY due_at, id LIMIT ?3 /* town */",
        V(c->now), V(TRIES), V(most));
    while (rows_next(&r)) {
        struct job j = {.area_id = row_int(&r, 0),
            .id = row_int(&r, 1),
            .kind = row_text(&r, 2),
            .subject_id = row_int(&r, 3),
            .due_at = row_int(&r, 4),
            .tries = (int)row_int(&r, 5) + 1};
        list_push(c->arena, &due, j);
    }
    rows_end(&r);
    return due;
}

/* Nobody else has it, and a crash while it runs costs one of its tries. */
static bool lease(struct ctx *c, const struct job *j)
{
    if (!db_begin_area(c, j->area_id)) {
        return false;
    }
    int64_t got = db_int(c,
        "UPDATE job SET leased_until = ?3, tries = tries + 1"
        " WHERE area_id = ?1 AND id = ?2 AND done_at IS NULL AND leased_until <= ?4 RETURNING id",
        V(j->area_id), V(j->id), V(c->now + LEASE_MS), V(c->now));
    return db_commit(c) && got;
}

static void mark_done(struct ctx *c, const struct job *j)
{
    db_exec(c, "UPDATE job SET done_at = ?3, error = '' WHERE area_id = ?1 AND id = ?2",
        V(j->area_id), V(j->id), V(c->now));
}

static bool run(struct ctx *c, const struct job *j, const struct job_kind *k)
{
    if (!k) {
        return fail(&c->err, ERR_STORE, SAY(N_("没有程序认得这项后台工作")));
    }
    if (k->slow) {
        k->run(c, j);
        must(!db_in_transaction(c->db) || c->err.kind);
        db_rollback(c);
    }
    if (db_begin_area(c, j->area_id)) {
        if (!k->slow) {
            k->run(c, j);
        }
        mark_done(c, j);
    }
    return db_commit(c);
}

static int64_t pause_of(const struct job *j)
{
    static const int64_t minutes[TRIES] = {1, 5, 30, 120, 0};
    return minutes[j->tries - 1] * 60 * 1000;
}

/* A store that is busy, full or gone is no fault of the job: the try is given back. */
static void mark_failed(struct ctx *c, const struct job *j)
{
    struct err why = err_take(&c->err);
    bool stores = why.kind == ERR_BUSY || why.kind == ERR_FULL || why.kind == ERR_AGAIN;
    const char *text = arena_printf(
        c->arena, "%s %s:%d %s", str_or(why.words.msgid, ""), why.file, why.line, why.detail);
    if (db_begin_area(c, j->area_id)) {
        db_exec(c,
            "UPDATE job SET leased_until = ?3, error = ?4, tries = ?5"
            " WHERE area_id = ?1 AND id = ?2",
            V(j->area_id), V(j->id), V(c->now + (stores ? SHORT_PAUSE_MS : pause_of(j))),
            V(str_tidy(c->arena, text, false, false)), V(stores ? j->tries - 1 : j->tries));
    }
    if (!db_commit(c)) {
        c->err = (struct err){0}; /* the lease runs out by itself */
    }
}

static struct ctx context_for(struct ctx *c, const struct job *j)
{
    return (struct ctx){
        .arena = arena_create(),
        .now = c->now,
        .area_id = j->area_id,
        .act = {.hand = HAND_SYSTEM,
            .channel = CHANNEL_SYSTEM,
            .happened_at = c->now,
            .received_at = c->now,
            .typed_at = c->now,
            .evidence = ""},
        .db = c->db,
        .app = c->app,
    };
}

static int run_one(struct ctx *c, const struct job *j)
{
    struct ctx own = context_for(c, j);
    bool leased = lease(&own, j);
    if (leased && !run(&own, j, kind_of(c->app, j->kind))) {
        mark_failed(&own, j);
    }
    arena_destroy(own.arena);
    return leased;
}

int jobs_run_due(struct ctx *c, int most)
{
    struct due due = due_now(c, most);
    int ran = 0;
    for (size_t i = 0; i < due.n; i++) {
        ran += run_one(c, &due.v[i]);
    }
    return ran;
}

void jobs_forget(struct ctx *c, int64_t before)
{
    db_exec(c, "DELETE FROM job WHERE area_id = ?1 AND done_at < ?2", V(c->area_id), V(before));
}
