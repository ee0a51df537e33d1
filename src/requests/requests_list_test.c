/* requests_list_test.c - what is counted of requests, and whose stand in the list. */
#include "tests/requests_acts.h"

static int64_t figure(struct ctx *c, const char *name, int64_t place)
{
    for (const struct figure *f = requests_figures; f->name; f++) {
        if (str_same(f->name, name) && db_begin_read(c)) {
            int64_t n = figure_value(c, f, place, 0, c->now + 1);
            db_rollback(c);
            return n;
        }
    }
    return -1;
}

static void late_is_counted(struct ctx *c)
{
    struct world *w = world_make(c);
    int64_t first = open_one(c, w, AUDIENCE_PLACE), second = open_one(c, w, AUDIENCE_CASE);
    move_as(c, w->clerk, true, "assign", (struct moving){first, 1, .body_id = w->property});
    move_as(c, w->clerk, true, "assign", (struct moving){second, 1, .body_id = w->property});
    move_as(c, w->manager, false, "answer", (struct moving){first, 2, "好了", .evidence = 1});
    test_at(c, number(c, "due", second) + 1);
    CHECK("one is late", figure(c, "requests.late", 0) == 1);
    move_as(c, w->manager, false, "answer", (struct moving){second, 2, "好了", .evidence = 1});
    CHECK("opened", figure(c, "requests.opened", w->stair) == 2);
    CHECK("elsewhere none", figure(c, "requests.opened", w->stair4) == 0);
    CHECK("answered", figure(c, "requests.answered", 0) == 2);
    CHECK("one in time", figure(c, "requests.answered_in_time", 0) == 1);
    CHECK("none confirmed", figure(c, "requests.confirmed", 0) == 0);
    move_as(c, w->granny, false, "reopen", (struct moving){second, 3, "还是不行"});
    move_as(c, w->manager, false, "answer", (struct moving){second, 4, "又修了", .evidence = 1});
    CHECK("a round of its own: this answer is in time",
        figure(c, "requests.answered_in_time", 0) == 2 && figure(c, "requests.answered", 0) == 3);
}

static int64_t open_at(struct ctx *c, int64_t instant)
{
    const struct figure *f = requests_figures;
    while (!str_same(f->name, "requests.open")) {
        f++;
    }
    CHECK("read", db_begin_read(c));
    int64_t n = figure_value(c, f, 0, 0, instant);
    db_rollback(c);
    return n;
}

/* Reopening makes nothing of what was said of the days between. */
static void past_days_stay(struct ctx *c)
{
    struct world *w = world_make(c);
    int64_t id = open_one(c, w, AUDIENCE_PLACE), start = c->now;
    test_at(c, start + MS_PER_DAY);
    move_as(c, w->clerk, true, "refuse", (struct moving){id, 1, "不归我们管"});
    test_at(c, start + 5 * MS_PER_DAY);
    CHECK("closed on the third day", open_at(c, start + 3 * MS_PER_DAY) == 0);
    CHECK("open on the first", open_at(c, start + MS_PER_DAY / 2) == 1);
    move_as(c, w->granny, false, "reopen", (struct moving){id, 2, "还是没有解决"});
    CHECK("the third day is as it was", open_at(c, start + 3 * MS_PER_DAY) == 0);
    CHECK("open on the first still", open_at(c, start + MS_PER_DAY / 2) == 1);
    CHECK("open now", open_at(c, c->now + 1) == 1);
}

static int64_t late_at(struct ctx *c, int64_t instant)
{
    const struct figure *f = requests_figures;
    while (!str_same(f->name, "requests.late")) {
        f++;
    }
    CHECK("read", db_begin_read(c));
    int64_t n = figure_value(c, f, 0, 0, instant);
    db_rollback(c);
    return n;
}

/* The slow count of one instant, taken while it was now. */
static int64_t late_now(struct ctx *c)
{
    CHECK("read", db_begin_read(c));
    int64_t n = db_int(c,
        "SELECT count(*) FROM matter WHERE area_id = ?1 AND kind = 'request' AND state < 50"
        " AND due_at > 0 AND due_at < ?2",
        V(c->area_id), V(c->now + 1));
    db_rollback(c);
    return n;
}

static void move_somehow(struct ctx *c, const struct world *w, int64_t id, uint32_t pick)
{
    struct moving said = {.matter_id = id, .text = "说明一下原因", .evidence = 1};
    struct moving given = {.matter_id = id, .body_id = w->property};
    static const char *const asked[] = {"confirm", "reopen", "withdraw", "reopen"};
    switch (pick % 8) {
    case 0:
    case 1:
        move_as(c, w->clerk, true, "assign", given);
        break;
    case 2:
        move_as(c, w->clerk, true, "accept", given);
        break;
    case 3:
        move_as(c, w->clerk, true, "refuse", said);
        break;
    case 4:
        move_as(c, w->manager, false, "return", said);
        break;
    case 5:
        move_as(c, w->manager, false, "answer", said);
        break;
    default:
        move_as(c, w->granny, false, asked[pick / 8 % 4], said);
    }
}

/* What was late on a day is the same whenever it is asked. */
static void late_of_past_days(struct ctx *c)
{
    enum { STEPS = 60, OF = 4 };
    struct world *w = world_make(c);
    int64_t ids[OF], at[STEPS], then[STEPS], seen = 0;
    uint32_t seed = 7;
    for (int i = 0; i < OF; i++) {
        ids[i] = open_one(c, w, AUDIENCE_PLACE);
    }
    for (int i = 0; i < STEPS; i++) {
        seed = seed * 1664525u + 1013904223u;
        move_somehow(c, w, ids[seed >> 12 & (OF - 1)], seed >> 16);
        test_at(c, c->now + (int64_t)(seed >> 8 & 31) * 3600000 + 1);
        while (jobs_run_due(c, 100) > 0) {
        }
        c->area_id = w->area;
        at[i] = c->now + 1;
        then[i] = late_now(c);
        seen += then[i];
        test_at(c, c->now + 2);
    }
    CHECK("some were late", seen > STEPS / 4);
    for (int i = 0; i < STEPS; i++) {
        CHECK("as it was then", late_at(c, at[i]) == then[i]);
    }
}

static size_t rows_seen(struct ctx *c, int64_t person_id, enum audience most, int64_t *count)
{
    struct list_rows rows;
    struct list_ask ask = {
        .filter = &requests_list.filters[6], .audience = (int64_t)most, .limit = 20};
    c->who.person_id = person_id;
    CHECK("read", db_begin_read(c) && list_load(c, &requests_list, &ask, &rows));
    db_rollback(c);
    c->who.person_id = 0;
    *count = rows.count;
    return rows.n;
}

static void ones_own_are_in_the_list(struct ctx *c)
{
    struct world *w = world_make(c);
    int64_t n;
    open_one(c, w, AUDIENCE_PLACE);
    open_one(c, w, AUDIENCE_CASE);
    CHECK("not a visitor's", rows_seen(c, 0, AUDIENCE_PUBLIC, &n) == 0 && n == 0);
    CHECK("nor a stranger's", rows_seen(c, w->clerk, AUDIENCE_PUBLIC, &n) == 0 && n == 0);
    CHECK("the asker's, believed or not",
        rows_seen(c, w->granny, AUDIENCE_PUBLIC, &n) == 2 && n == 2);
}

static void pages_open(struct ctx *c)
{
    struct world *w = world_make(c);
    int64_t id = open_one(c, w, AUDIENCE_PLACE);
    static const char *const desk[] = {"inbox", "inbox?f=late", "requests", "requests?filter=all",
        "requests.csv", "requests.json", "requests.xlsx", "requests.atom", "audit", "audit.csv",
        "audit.xlsx", "audit.json?filter=others", "audit?print=1", "inbox.xlsx", "inbox?print=1",
        "desk/new", "paper", "slips", "words", "say"};
    for (size_t i = 0; i < COUNT(desk); i++) {
        struct req *r =
            visit(c, &w->clerk_b, arena_printf(c->arena, "/a/%s/%s", w->code, desk[i]), NULL);
        CHECK(desk[i], r->status == 200);
    }
    struct req *r = visit(c, &w->clerk_b, arena_printf(c->arena, "/a/%s/inbox", w->code), NULL);
    CHECK("in the inbox", strstr(body_of(r), "门厅的灯坏了"));
    r = visit(c, &w->clerk_b, arena_printf(c->arena, "/a/%s/requests.csv", w->code), NULL);
    CHECK("before it is given on, the committee has it", strstr(body_of(r), "柳荫里居委会"));
    r = visit(c, &w->clerk_b, arena_printf(c->arena, "/a/%s/inbox", w->code), NULL);
    r = visit(c, &w->clerk_b, arena_printf(c->arena, "/a/%s/inbox.csv", w->code), NULL);
    CHECK("on its sheet", strstr(body_of(r), "门厅的灯坏了"));
    r = visit(c, &w->clerk_b, arena_printf(c->arena, "/a/%s/audit.csv", w->code), NULL);
    CHECK("the trail's sheet says what was done, not what was typed",
        strstr(body_of(r), ",提出,") && !strstr(body_of(r), "门厅的灯坏了"));
    r = visit(c, &w->clerk_b, arena_printf(c->arena, "/a/%s/audit", w->code), NULL);
    CHECK("in the audit trail", strstr(body_of(r), "<td class=\"w\">提出\n"));
    r = visit(c, &w->clerk_b, world_path(c, w, "requests", id, ""), NULL);
    CHECK("those who handle it see who asked", strstr(body_of(r), "陈阿婆"));
    CHECK("the phone is masked", !strstr(body_of(r), w->phone));
    r = visit(c, &w->neighbour_b, world_path(c, w, "requests", id, ""), NULL);
    CHECK("neighbours do not", r->status == 200 && !strstr(body_of(r), "陈阿婆"));
    CHECK("no desk for neighbours",
        visit(c, &w->neighbour_b, arena_printf(c->arena, "/a/%s/inbox", w->code), NULL)->status ==
            403);
    r = visit(
        c, &w->stranger_b, arena_printf(c->arena, "/a/%s/requests?filter=all", w->code), NULL);
    CHECK("nothing for strangers", r->status == 200 && !strstr(body_of(r), "门厅的灯坏了"));
}

const struct test requests_list_tests[] = {
    {"pages open", pages_open},
    {"late is counted", late_is_counted},
    {"past days stay", past_days_stay},
    {"late of past days", late_of_past_days},
    {"one's own are in the list", ones_own_are_in_the_list},
    {0},
};
