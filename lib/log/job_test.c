/* job_test.c - jobs run at least once, alone, and are not lost when they fail. */
#include "lib/db/job.h"

#include <string.h>

#include "lib/base/module.h"
#include "lib/log/log.h"
#include "tests/check.h"

static int runs;
static bool broken;

static void quick(struct ctx *c, const struct job *j)
{
    runs++;
    must(db_in_transaction(c->db) && c->area_id == j->area_id);
    record(c, &(struct fact){.kind = "test.job", .subject_id = j->subject_id});
    if (broken) {
        refuse(&c->err, NULL, SAY(N_("这次不行")));
    }
}

static void slow(struct ctx *c, const struct job *j)
{
    runs++;
    must(!db_in_transaction(c->db));
    if (db_begin_area(c, j->area_id)) {
        record(c, &(struct fact){.kind = "test.slow", .subject_id = j->subject_id});
    }
    if (!db_commit(c)) {
        return;
    }
}

static const struct job_kind kinds[] = {
    {"test.quick", quick}, {"test.slow", slow, .slow = true}, {0}};
static const struct module module = {.name = "test", .jobs = kinds};
static const struct module *const modules[] = {&module, NULL};

static const struct module *const *use_ours(struct ctx *c)
{
    const struct module *const *kept = c->app->modules;
    c->app->modules = modules;
    runs = 0;
    broken = false;
    test_area(c, NULL);
    return kept;
}

static void put(struct ctx *c, const char *kind, int64_t subject_id, int64_t due_at)
{
    test_begin(c);
    job_put(c, kind, subject_id, due_at);
    must(test_end(c));
}

/* Other tests' jobs are nobody's here: how many of ours ran? */
static int run_due(struct ctx *c)
{
    int before = runs;
    jobs_run_due(c, 10000);
    return runs - before;
}

static int64_t facts(struct ctx *c)
{
    return db_int(c, "SELECT count(*) FROM fact WHERE area_id = ?1", V(c->area_id));
}

static void once(struct ctx *c)
{
    const struct module *const *kept = use_ours(c);
    put(c, "test.quick", 1, c->now);
    put(c, "test.quick", 1, c->now);
    put(c, "test.quick", 2, c->now + 60000);
    put(c, "test.slow", 3, c->now);
    CHECK("two are due", run_due(c) == 2 && runs == 2 && facts(c) == 2);
    CHECK("none twice", run_due(c) == 0 && runs == 2);
    test_at(c, c->now + 60000);
    CHECK("later the third", run_due(c) == 1 && facts(c) == 3);
    struct entries log = {0};
    CHECK("by the house's own hand",
        log_of_area(c, 0, 9, &log) && log.n == 3 && log.v[0].hand == HAND_SYSTEM);
    c->app->modules = kept;
}

static void failing(struct ctx *c)
{
    const struct module *const *kept = use_ours(c);
    int64_t start = c->now;
    broken = true;
    put(c, "test.quick", 1, c->now);
    CHECK("it fails", run_due(c) == 1 && facts(c) == 0 && !c->err.kind);
    CHECK("and says why",
        strstr(db_text(c, "SELECT error FROM job WHERE area_id = ?1", V(c->area_id)), "这次不行"));
    CHECK("not at once again", run_due(c) == 0);
    test_at(c, start + 61000);
    CHECK("after a pause", run_due(c) == 1 && runs == 2);
    test_at(c, start + 122000);
    CHECK("which grows", run_due(c) == 0);
    for (int i = 0; i < 10; i++) {
        test_at(c, c->now + 24 * 3600000);
        run_due(c);
    }
    CHECK("five times in all", runs == 5);
    CHECK("then it lies there",
        db_int(c, "SELECT tries FROM job WHERE area_id = ?1 AND done_at IS NULL", V(c->area_id)) ==
            5);
    c->app->modules = kept;
}

static void unknown(struct ctx *c)
{
    const struct module *const *kept = use_ours(c);
    put(c, "test.nobodys", 1, c->now);
    CHECK("nobody's job", run_due(c) == 0);
    CHECK("is kept with its error",
        !str_empty(db_text(c, "SELECT error FROM job WHERE area_id = ?1", V(c->area_id))));
    c->app->modules = kept;
}

static void forgotten(struct ctx *c)
{
    const struct module *const *kept = use_ours(c);
    put(c, "test.quick", 1, c->now);
    put(c, "test.quick", 2, c->now + 99 * MS_PER_DAY);
    CHECK("one done", run_due(c) == 1);
    test_begin(c);
    jobs_forget(c, c->now);
    CHECK("not yet", db_int(c, "SELECT count(*) FROM job WHERE area_id = ?1", V(c->area_id)) == 2);
    jobs_forget(c, c->now + 1);
    CHECK("the one that is to come stays",
        db_int(c, "SELECT max(subject_id) FROM job WHERE area_id = ?1 AND done_at IS NULL",
            V(c->area_id)) == 2 &&
            db_int(c, "SELECT count(*) FROM job WHERE area_id = ?1", V(c->area_id)) == 1);
    must(test_end(c));
    c->app->modules = kept;
}

/* What goes out is put as a job: an act that is rolled back sends nothing, one that is committed
 * sends once, and a runner that was killed in the middle sends when its lease is over. */
static void goes_out_after_the_commit_only(struct ctx *c)
{
    const struct module *const *kept = use_ours(c);
    test_begin(c);
    job_put(c, "test.slow", 1, c->now);
    CHECK("not while the act is open", runs == 0);
    db_rollback(c);
    CHECK("rolled back: nothing", run_due(c) == 0);
    put(c, "test.slow", 1, c->now);
    CHECK("committed: once", run_due(c) == 1 && run_due(c) == 0);
    put(c, "test.slow", 2, c->now);
    test_begin(c); /* a runner took it and died */
    db_exec(c, "UPDATE job SET tries = 1, leased_until = ?2 WHERE area_id = ?1 AND subject_id = 2",
        V(c->area_id), V(c->now + 600000));
    must(test_end(c));
    CHECK("leased: nobody else's", run_due(c) == 0);
    test_at(c, c->now + 600001);
    CHECK("then it goes out", run_due(c) == 1 && run_due(c) == 0);
    c->app->modules = kept;
}

const struct test job_tests[] = {
    {"once", once},
    {"failing", failing},
    {"unknown", unknown},
    {"forgotten", forgotten},
    {"goes_out_after_the_commit_only", goes_out_after_the_commit_only},
    {0},
};
