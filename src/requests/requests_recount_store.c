/* requests_recount_store.c - a year's notice came in: other days are worked than when the limits of
 * open requests were counted. They are counted anew, each a fact, in small batches. */
#include "lib/base/app.h"
#include "lib/db/job.h"
#include "src/matters/matters_store.h"
#include "src/requests/requests.h"

enum { RECOUNT_BATCH = 100 };
#define DAYS_NOW "working_days" /* settings: as limits are counted since .., and before that */
#define DAYS_BEFORE "working_days_before"

static const char *kept(struct ctx *c, const char *name)
{
    return str_or(db_text(c, "SELECT value FROM setting WHERE name = ?1", V(name)), "");
}

static void keep(struct ctx *c, const char *name, const char *days)
{
    db_exec(c,
        "INSERT INTO setting (name, value) VALUES (?1, ?2)"
        " ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        V(name), V(days));
}

bool requests_days_changed(struct ctx *c)
{
    const char *before = kept(c, DAYS_NOW), *now = calendar_write(c->arena, c->app->calendar);
    if (c->err.kind || str_same(before, now)) {
        return !c->err.kind;
    }
    if (*before && db_int(c,
                       "SELECT count(*) FROM job WHERE kind = 'requests.recount'"
                       " AND done_at IS NULL AND tries < 5 /* town */",
                       NONE)) {
        return !c->err.kind; /* the last change is not through: this one waits for the next start */
    }
    keep(c, DAYS_BEFORE, before);
    keep(c, DAYS_NOW, now);
    struct ids areas = {0};
    struct rows r = db_query(c, "SELECT area_id FROM area_head ORDER BY area_id /* town */", NONE);
    bool ok = rows_ids(&r, &areas);
    for (size_t i = 0; ok && *before && i < areas.n;
         i++) { /* the first start counts nothing anew */
        c->area_id = areas.v[i];
        ok = job_put(c, "requests.recount", 0, c->now);
    }
    c->area_id = 0;
    return ok;
}

/* As many working days as it had, by the days of today. */
static bool recount(struct ctx *c, const struct calendar *before, const struct matter *m)
{
    struct span s = {SPAN_WORKDAYS, calendar_between(before, m->clock_at, m->due_at)};
    if (calendar_due(before, m->clock_at, s).at != m->due_at) {
        return true; /* not counted in working days */
    }
    int64_t due = calendar_due(c->app->calendar, m->clock_at, s).at;
    if (due == m->due_at) {
        return true;
    }
    db_exec(c, "UPDATE matter SET due_at = ?3 WHERE area_id = ?1 AND id = ?2", V(c->area_id),
        V(m->id), V(due));
    return matters_tell(c, m->id, "recount",
               WORDS(N_("放假和调休有了通知，期限重新算过：原来 {0}，现在 {1}"), DAY(m->due_at),
                   DAY(due)),
               "") &&
           job_put(c, "requests.overdue", m->id, due);
}

/* subject_id: after which request to go on; due_at: when the days became others. What was counted
 * since then was counted by them. */
void requests_recount(struct ctx *c, const struct job *j)
{
    struct calendar before;
    int64_t last = 0, n = 0;
    struct ids ids = {0};
    if (!calendar_read(c->arena, kept(c, DAYS_BEFORE), &before, &c->err)) {
        return;
    }
    struct rows r = db_query(c,
        "SELECT m.id FROM matter m JOIN request q ON q.area_id = m.area_id AND q.id = m.id"
        " WHERE m.area_id = ?1 AND m.id > ?2 AND m.kind = 'request' AND m.closed_at IS NULL"
        " AND m.state IN (10, 20, 30) AND q.clock_unit = 2 AND m.clock_at < ?3 AND m.due_at > ?4"
        " ORDER BY m.id LIMIT ?5",
        V(c->area_id), V(j->subject_id), V(j->due_at), V(c->now), V(RECOUNT_BATCH));
    bool ok = rows_ids(&r, &ids);
    for (; ok && n < (int64_t)ids.n; n++) {
        struct matter m = {0};
        last = ids.v[n];
        ok = matters_load(c, last, &m) && recount(c, &before, &m);
    }
    if (ok && n == RECOUNT_BATCH) {
        job_put(c, "requests.recount", last, j->due_at);
    }
}
