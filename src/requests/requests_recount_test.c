/* requests_recount_test.c - a year's notice comes in: limits are counted anew, on both stores. */
#include "lib/base/app.h"
#include "tests/requests_acts.h"

static int64_t due_of(struct ctx *c, int64_t id)
{
    return number(c, "due", id);
}

static void started(struct ctx *c)
{
    c->area_id = 0;
    must(db_begin_area(c, 0));
    CHECK("started", requests_days_changed(c) && db_commit(c));
}

/* The notice comes in: what was counted by weekdays alone is counted anew, once, and said. */
static void a_years_notice(struct ctx *c)
{
    const struct calendar *kept = c->app->calendar;
    struct calendar next = {0}, later = {0};
    const char *text = calendar_write(c->arena, kept);
    struct err why = {0};
    CHECK("a notice for 2027",
        calendar_read(c->arena,
            arena_printf(
                c->arena, "%s2027-01-01\toff\t元旦\t通知\n2027-01-04\toff\t元旦\t通知\n", text),
            &next, &why));
    CHECK("written as it is read", str_same(text, calendar_write(c->arena, kept)) && *text &&
                                       calendar_read(c->arena, text, &later, &why) &&
                                       str_same(text, calendar_write(c->arena, &later)));
    test_at(c, ms_of_civil(2026, 12, 31, 10, 0));
    struct world *w = world_make(c);
    int64_t area = c->area_id, near = at_work(c, w), far = at_work(c, w);
    CHECK("waits", move_as(c, w->manager, false, "wait",
                       (struct moving){near, 2, .text = "等配件",
                           .until = c->now + 20 * MS_PER_DAY}) == ERR_NONE);
    int64_t was = due_of(c, far), until = due_of(c, near);
    started(c);
    c->area_id = area;
    run_jobs(c);
    CHECK("nothing to count at the first start", due_of(c, far) == was);
    c->app->calendar = &next;
    test_at(c, c->now + 60000);
    started(c);
    c->area_id = area;
    run_jobs(c);
    struct span s = {SPAN_WORKDAYS, calendar_between(kept, ms_of_civil(2026, 12, 31, 10, 0), was)};
    CHECK("as many working days",
        due_of(c, far) == calendar_due(&next, ms_of_civil(2026, 12, 31, 10, 0), s).at &&
            due_of(c, far) == was + 4 * MS_PER_DAY);
    CHECK("said once", facts(c, far, "requests.recount") == 1);
    CHECK("what waits for a day waits for it", due_of(c, near) == until);
    test_at(c, c->now + 60000);
    started(c);
    c->area_id = area;
    run_jobs(c);
    CHECK("started again: the same days", facts(c, far, "requests.recount") == 1);
    c->app->calendar = kept;
    started(c);
    c->area_id = area;
    run_jobs(c);
    CHECK("taken back, it is as it was", due_of(c, far) == was);
}

const struct test requests_recount_tests[] = {
    {"a year's notice", a_years_notice},
    {0},
};
