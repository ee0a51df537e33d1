/* overview_job.c - when cells are counted: a minute after a change, each night, or when asked for
 * an earlier day. Counting takes longer than a write may: it reads a snapshot, then keeps it, and
 * counts once more if something happened in between. */
#include <stdlib.h>

#include "lib/db/job.h"
#include "lib/log/log.h"
#include "src/overview/overview_room.h"

enum { NIGHT_AFTER = 90 * 1000 }; /* after midnight */

static bool ask(struct ctx *c, int64_t due_at)
{
    return job_put(c, "overview.count", c->area_id, due_at);
}

static int64_t next_minute(int64_t now)
{
    return (now / COUNT_EVERY + 1) * COUNT_EVERY;
}

void overview_changed(struct ctx *c, const struct fact *f)
{
    (void)f;
    ask(c, next_minute(c->now));
}

static bool count_now(struct ctx *c, const char *day, struct cells *out)
{
    bool ok = db_begin_read(c) && overview_recount(c, day, out);
    db_rollback(c);
    return ok;
}

static bool keep_now(struct ctx *c, const char *day, struct cells *k)
{
    int64_t midnight;
    if (!db_begin_area(c, c->area_id) || !overview_keep(c, day, k)) {
        return false;
    }
    must(parse_day(day_text(c->arena, c->now), &midnight));
    overview_forget_jobs(c);
    if (overview_seq(c) != k->seq) {
        ask(c, next_minute(c->now));
    }
    ask(c, midnight + MS_PER_DAY + NIGHT_AFTER);
    return db_commit(c);
}

void overview_count_job(struct ctx *c, const struct job *j)
{
    struct cells k;
    (void)j;
    (void)(count_now(c, "", &k) && keep_now(c, "", &k));
}

int64_t overview_day_number(const char *day)
{
    return strtoll(day, NULL, 10) * 10000 + strtoll(day + 5, NULL, 10) * 100 +
           strtoll(day + 8, NULL, 10);
}

/* One area of the town after the other; those that have that day already keep it. */
void overview_past_job(struct ctx *c, const struct job *j)
{
    const char *day = arena_printf(c->arena, "%04d-%02d-%02d", (int)(j->subject_id / 10000),
        (int)(j->subject_id / 100 % 100), (int)(j->subject_id % 100));
    struct town_areas all = {0};
    int64_t town = c->area_id;
    bool ok = db_begin_read(c) && overview_town(c, day, &all);
    db_rollback(c);
    for (size_t i = 0; ok && i < all.n; i++) {
        struct cells k;
        c->area_id = all.v[i].a.id;
        ok = all.v[i].now.counted_at || (count_now(c, day, &k) && db_begin_area(c, c->area_id) &&
                                            overview_keep(c, day, &k) && db_commit(c));
    }
    c->area_id = town;
}
