/* life_test.c - a neighbourhood lived through by a clock: every hour of many days people of all
 * kinds do what they do, by the pages they would use, and each night the house has to be right.
 *
 *   EAVES_LIFE_DAYS   how many days (21; `make long`: 730, the whole of 2025 and 2026)
 *   EAVES_LIFE_FROM   the first one (2025-09-22: before a long holiday; `make long`: 2025-01-01)
 *   EAVES_SEED        another life; a failure names its seed and repeats
 *   EAVES_LIFE_LOUD   prints what was refused
 */
#include <unistd.h>

#include "tests/life/night.h"

static uint64_t wish(const char *name, uint64_t otherwise)
{
    const char *s = getenv(name);
    return s && *s ? strtoull(s, NULL, 10) : otherwise;
}

static void run_the_jobs(struct ctx *c, struct life *l)
{
    test_at(c, l->now);
    c->who = (struct who){0};
    c->act = (struct act){0};
    for (int i = 0; i < 40 && jobs_run_due(c, 100) > 0; i++) {
    }
    c->area_id = l->area;
    c->err = (struct err){0};
}

/* The machine's clock is put right now and then: a minute or some hours, to either side. */
static void wrong_clock(struct ctx *c, struct life *l, bool open)
{
    int64_t before = l->now;
    l->now += (dice(l, 7) - 3) * (chance(l, 50) ? HOUR : MINUTE);
    deed(l, l->now < before ? "clock was behind" : "clock was ahead")->done++;
    one_act(c, l, open);
    l->now = before;
}

static void one_hour(struct ctx *c, struct life *l, int hour, bool works)
{
    bool open = works && hour >= 9 && hour < 18;
    int n = hour < 7    ? chance(l, 6)
            : hour < 22 ? (open ? 1 + dice(l, 3) : chance(l, 60))
                        : chance(l, 15);
    run_the_jobs(c, l);
    for (int i = 0; i < n; i++) {
        l->now += (1 + dice(l, 17)) * MINUTE;
        one_act(c, l, open);
    }
    if (chance(l, 1)) {
        wrong_clock(c, l, open);
    }
}

static void one_day(struct ctx *outer, struct life *l, int64_t day)
{
    struct ctx c = *outer;
    c.arena = arena_create(); /* two years of pages would not fit into one */
    bool works = oracle_works(day);
    for (size_t i = 0; i < COUNT(life_turns); i++) {
        l->now = day + 10 * HOUR;
        if (dice(l, life_turns[i].days) == 0) {
            life_turns[i].run(&c, l);
        }
    }
    for (int hour = 0; hour < 24; hour++) {
        l->now = day + hour * HOUR;
        if (hour == 8) {
            takes_over(&c, l);
        }
        one_hour(&c, l, hour, works);
    }
    l->now = day + 24 * HOUR - 1;
    int nth = (int)((day - l->first) / MS_PER_DAY);
    run_the_jobs(&c, l);
    night(&c, l, l->days <= 60 ? nth % 3 == 2 : nth % 14 == 13);
    arena_destroy(c.arena);
    outer->req = NULL;
}

static void tell(struct ctx *c, struct life *l)
{
    int64_t requests, facts, messages, sent;
    ASK(c, requests, "SELECT count(*) FROM request WHERE area_id = ?1", V(l->area));
    ASK(c, facts, "SELECT count(*) FROM fact WHERE area_id = ?1", V(l->area));
    ASK(c, messages, "SELECT count(*) FROM message WHERE area_id = ?1", V(l->area));
    ASK(c, sent, "SELECT count(*) FROM message WHERE area_id = ?1 AND sent_at IS NOT NULL",
        V(l->area));
    printf("life: seed %" PRIu64 ", %d days: %d visits, %" PRId64 " requests, %" PRId64
           " facts, %" PRId64 " messages (%" PRId64
           " sent), %d posts turned over, %d nights, %d checks\n",
        l->seed, l->days, l->visits, requests, facts, messages, sent, l->turned, l->nights,
        l->checked);
    int never = 0;
    for (size_t i = 0; i < l->n_deeds; i++) {
        const struct deed *d = &l->deeds[i];
        if (l->days > 300 || getenv("EAVES_LIFE_LOUD")) {
            printf("life: %-24s %6d done %6d refused\n", d->name, d->done, d->refused);
        }
        never += !d->done && !str_same(d->name, "confirms another's");
        if (l->days > 700 && !d->done && !str_same(d->name, "confirms another's")) {
            life_fails(l, c, "never done", d->name);
        }
    }
    CHECK("most of it was done", l->visits > 8 * l->days && never < (int)l->n_deeds / 3);
    CHECK("nobody says yes for another", deed(l, "confirms another's")->done == 0);
}

/* What of it is still to come would trouble the tests after it. */
static void leave(struct ctx *c, struct life *l)
{
    test_begin(c);
    db_exec(c, "DELETE FROM job WHERE area_id = ?1 AND done_at IS NULL", V(l->area));
    CHECK("left", test_end(c));
    c->app->sms = NULL;
}

static void days_of_life(struct ctx *c)
{
    struct life *l = arena_alloc(c->arena, sizeof(*l));
    char file[64];
    *l = (struct life){.seed = wish("EAVES_SEED", 20251001),
        .days = (int)wish("EAVES_LIFE_DAYS", 21),
        .next_part = PARTS};
    l->dice = l->seed;
    must(parse_day(str_or(getenv("EAVES_LIFE_FROM"), "2025-09-22"), &l->first));
    l->now = l->first - 12 * HOUR;
    snprintf(file, sizeof(file), "/tmp/eaves-life-%d", (int)getpid());
    setenv("EAVES_SMS_FILE", file, 1);
    c->app->sms = "file";
    if (!oracle_read("lib/calendar/working_days.tsv") || !life_make(c, l)) {
        CHECK("begun", false);
        return;
    }
    for (int i = 0; i < l->days; i++) {
        one_day(c, l, l->first + i * MS_PER_DAY);
    }
    tell(c, l);
    leave(c, l);
    unlink(file);
}

const struct test life_tests[] = {
    {"days of life", days_of_life, false},
    {0},
};
