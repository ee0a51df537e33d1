/* requests_moves_test.c - the clock that stands still, the way up, one request for two, a step
 * taken back: on both stores. */
#include "lib/base/app.h"
#include "tests/requests_acts.h"

#define HOUR INT64_C(3600000)

static int64_t day_end(const char *day)
{
    int64_t ms;
    must(parse_day(day, &ms));
    return ms + OFFICE_CLOSES * HOUR;
}

/* Pure: the ladder, to the millisecond, over a weekend. The test's clock is Monday 2026-11-23. */
static void the_ladder(struct ctx *c)
{
    int64_t due = day_end("2026-11-27"), monday = day_end("2026-11-30"),
            wed = day_end("2026-12-02");
    const struct {
        int64_t now;
        int level;
        int64_t next;
    } cases[] = {
        {due - 1, 0, due},
        {due, LEVEL_COMMITTEE, monday},
        {monday - 1, LEVEL_COMMITTEE, monday},
        {monday, LEVEL_HEADS, wed},
        {wed, LEVEL_TOWN, 0},
        {wed + 900 * HOUR, LEVEL_TOWN, 0},
    };
    (void)c;
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct words says = {0};
        CHECK("a rung", requests_level(NULL, due, cases[i].now, &says) == cases[i].level &&
                            (says.msgid != NULL) == (cases[i].level > 0));
        CHECK("the next one", requests_next_rung(NULL, due, cases[i].now) == cases[i].next);
    }
    CHECK("no clock, no ladder", requests_level(NULL, 0, due, &(struct words){0}) == 0 &&
                                     requests_next_rung(NULL, 0, due) == 0);
}

static void waiting_stops_the_clock(struct ctx *c)
{
    struct world *w = world_make(c);
    int64_t id = at_work(c, w), due = number(c, "due", id);
    CHECK("one working day for a lamp", due == day_end("2026-11-24"));
    CHECK("a day is needed",
        move_as(c, w->manager, false, "wait", (struct moving){id, 2, "等配件"}) == ERR_RULE);
    CHECK("not a day that is over",
        move_as(c, w->manager, false, "wait",
            (struct moving){id, 2, "等配件", .until = day_end("2026-11-22")}) == ERR_RULE);
    CHECK("not for ever",
        move_as(c, w->manager, false, "wait",
            (struct moving){id, 2, "等配件", .until = day_end("2027-11-22")}) == ERR_RULE);
    CHECK("the committee cannot wait for the company",
        move_as(c, w->clerk, true, "wait",
            (struct moving){id, 2, "等配件", .until = day_end("2026-12-01")}) == ERR_DENIED);
    CHECK("it waits",
        move_as(c, w->manager, false, "wait",
            (struct moving){id, 2, "等配件", .until = day_end("2026-12-01")}) == ERR_NONE);
    CHECK("stands still",
        number(c, "state", id) == REQUEST_WAITING && number(c, "due", id) == day_end("2026-12-01"));
    test_at(c, day_end("2026-11-26"));
    run_jobs(c);
    CHECK("nobody is late meanwhile", facts(c, id, "requests.overdue") == 0);
    test_at(c, day_end("2026-12-01"));
    run_jobs(c);
    CHECK("the day came, the clock goes on with what was left",
        number(c, "state", id) == REQUEST_DOING && number(c, "due", id) == day_end("2026-12-02"));
    CHECK("a second time",
        move_as(c, w->manager, false, "wait",
            (struct moving){id, 4, "等天晴", .until = day_end("2026-12-03")}) == ERR_NONE);
    CHECK("by hand", move_as(c, w->manager, false, "resume", (struct moving){id, 5}) == ERR_NONE);
    CHECK("not a third time",
        move_as(c, w->manager, false, "wait",
            (struct moving){id, 6, "再等", .until = day_end("2026-12-04")}) == ERR_RULE);
    test_at(c, number(c, "due", id));
    CHECK("answered from there", move_as(c, w->manager, false, "answer",
                                     (struct moving){id, 6, "好了", .evidence = 1}) == ERR_NONE);
    move_as(c, w->granny, false, "reopen", (struct moving){id, 7, "又坏了"});
    CHECK("a new round waits anew",
        move_as(c, w->manager, false, "wait",
            (struct moving){id, 8, "等配件", .until = day_end("2026-12-04")}) == ERR_NONE);
}

static void late_stops_nothing(struct ctx *c)
{
    struct world *w = world_make(c);
    int64_t id = at_work(c, w);
    test_at(c, number(c, "due", id));
    CHECK("who is late cannot stop the clock",
        move_as(c, w->manager, false, "wait",
            (struct moving){id, 2, "等配件", .until = day_end("2026-12-04")}) == ERR_RULE);
}

static bool waits_for(struct ctx *c, int64_t person, int64_t id)
{
    struct matters mine = {0};
    bool found = false;
    begin_as(c, person, true);
    CHECK("read", matters_waiting(c, &mine));
    for (size_t i = 0; i < mine.n; i++) {
        found |= mine.v[i].id == id;
    }
    end(c, NULL);
    return found;
}

static int64_t staff(struct ctx *c, const struct world *w, enum post_kind post, const char *name)
{
    test_begin(c);
    int64_t person = people_make(c, name, "");
    bodies_give_post(c, w->committee, post, person, c->area_id, "");
    CHECK("a post", test_end(c));
    return person;
}

static void up_the_tree(struct ctx *c)
{
    struct world *w = world_make(c);
    int64_t staff_id = staff(c, w, POST_COMMITTEE_STAFF, "小王"), id = at_work(c, w);
    CHECK("staff have given it away", !waits_for(c, staff_id, id));
    test_at(c, day_end("2026-11-24"));
    run_jobs(c);
    CHECK("late: the committee's again", waits_for(c, staff_id, id) &&
                                             number(c, "level", id) == LEVEL_COMMITTEE &&
                                             facts(c, id, "requests.overdue") == 1);
    test_at(c, day_end("2026-11-25"));
    run_jobs(c);
    CHECK("a day later the heads'",
        number(c, "level", id) == LEVEL_HEADS && facts(c, id, "requests.escalate") == 1);
    CHECK("staff may not urge",
        move_as(c, staff_id, true, "urge", (struct moving){id, 2, "快办"}) == ERR_DENIED);
    CHECK("heads may",
        move_as(c, w->clerk, true, "urge", (struct moving){id, 2, "今天办掉"}) == ERR_NONE);
    CHECK("which changes nothing else",
        number(c, "state", id) == REQUEST_DOING && number(c, "due", id) == day_end("2026-11-24"));
    test_at(c, day_end("2026-11-30"));
    run_jobs(c);
    CHECK("three days later the town's",
        number(c, "level", id) == LEVEL_TOWN && facts(c, id, "requests.escalate") == 2);
    move_as(c, w->manager, false, "answer", (struct moving){id, 3, "好了", .evidence = 1});
    CHECK("answered, it comes down", number(c, "level", id) == 0);
}

/* The runner slept through all of it: each rung is told once, in order. */
static void up_in_one_night(struct ctx *c)
{
    struct world *w = world_make(c);
    int64_t id = at_work(c, w);
    test_at(c, day_end("2026-12-20"));
    run_jobs(c);
    run_jobs(c);
    CHECK("all rungs", number(c, "level", id) == LEVEL_TOWN &&
                           facts(c, id, "requests.overdue") == 1 &&
                           facts(c, id, "requests.escalate") == 2);
}

/* Into a year without a notice: said on the ticket. */
static void tentative(struct ctx *c)
{
    test_at(c, ms_of_civil(2026, 12, 31, 10, 0));
    struct world *w = world_make(c);
    world_resident(c, &w->granny_b, w->phone);
    int64_t id = at_work(c, w);
    struct req *r = visit(c, &w->granny_b, world_path(c, w, "requests", id, ""), NULL);
    CHECK("said", r->status == 200 && strstr(body_of(r), "期限暂定：2027 年"));
}

/* Accepted late, it is told once: the clock is the same. */
static void told_once(struct ctx *c)
{
    struct world *w = world_make(c);
    int64_t id = open_one(c, w, AUDIENCE_PLACE);
    test_at(c, number(c, "due", id));
    move_as(c, w->clerk, true, "accept", (struct moving){id, 1});
    run_jobs(c);
    move_as(c, w->clerk, true, "assign", (struct moving){id, 2, .body_id = w->property});
    CHECK("once", facts(c, id, "requests.overdue") == 1);
    CHECK("a new clock begins below", number(c, "level", id) == 0);
}

static void one_for_two(struct ctx *c)
{
    struct world *w = world_make(c);
    int64_t first = at_work(c, w), hers = 0;
    begin_as(c, w->neighbour, false);
    struct request_draft d = {.place_id = w->stair,
        .body = "楼下大门口的灯不亮，黑得很",
        .kind = KIND_LIGHT,
        .audience = AUDIENCE_CASE};
    requests_open(c, &d, &hers);
    CHECK("another one", end(c, NULL) && hers);
    CHECK("not into itself",
        move_as(c, w->clerk, true, "merge", (struct moving){hers, 1, .into_id = hers}) == ERR_RULE);
    CHECK("what is private takes in nobody else's",
        move_as(c, w->clerk, true, "merge", (struct moving){first, 2, .into_id = hers}) ==
            ERR_RULE);
    CHECK("the company does not merge",
        move_as(c, w->manager, false, "merge", (struct moving){first, 2, .into_id = hers}) !=
            ERR_NONE);
    CHECK("merged", move_as(c, w->clerk, true, "merge",
                        (struct moving){hers, 1, .into_id = first}) == ERR_NONE);
    CHECK("one goes on", number(c, "outcome", hers) == OUTCOME_MERGED &&
                             number(c, "state", first) == REQUEST_DOING &&
                             number(c, "followers", first) == 2);
    CHECK("nobody answers the other",
        move_as(c, w->manager, false, "answer", (struct moving){hers, 2, "好了", .waived = true}) !=
            ERR_NONE);
    int64_t version = number(c, "version", first);
    CHECK("answered", move_as(c, w->manager, false, "answer",
                          (struct moving){first, version, "换了", .evidence = 1}) == ERR_NONE);
    CHECK("a plain +1 confirms nothing",
        move_as(c, w->leader, false, "confirm", (struct moving){first, version + 1}) == ERR_DENIED);
    CHECK("whoever was merged is asked too",
        move_as(c, w->neighbour, false, "reopen", (struct moving){first, version + 1, "还是黑"}) ==
            ERR_NONE);
    CHECK("closed is nothing to merge into",
        move_as(c, w->clerk, true, "refuse", (struct moving){first, version + 2, "不归我们"}) ==
                ERR_NONE &&
            move_as(c, w->clerk, true, "merge",
                (struct moving){open_one(c, w, AUDIENCE_PLACE), 1, .into_id = first}) == ERR_RULE);
}

static enum err_kind undo_as(struct ctx *c, int64_t person, int64_t id)
{
    enum err_kind kind;
    begin_as(c, person, true);
    matters_undo(c, id, 0);
    end(c, &kind);
    return kind;
}

static int64_t count_of(struct ctx *c, const char *name)
{
    for (const struct figure *f = requests_figures; f->name; f++) {
        if (str_same(f->name, name) && db_begin_read(c)) {
            int64_t n = figure_value(c, f, 0, 0, c->now + 1);
            db_rollback(c);
            return n;
        }
    }
    return -1;
}

static void taken_back(struct ctx *c)
{
    struct world *w = world_make(c);
    int64_t id = open_one(c, w, AUDIENCE_PLACE), due = number(c, "due", id);
    move_as(c, w->clerk, true, "refuse", (struct moving){id, 1, "按错了"});
    CHECK("counted", count_of(c, "requests.refused") == 1 && count_of(c, "requests.open") == 0);
    CHECK("only by whoever did it", undo_as(c, w->manager, id) == ERR_RULE);
    CHECK("as it was before", undo_as(c, w->clerk, id) == ERR_NONE &&
                                  number(c, "state", id) == REQUEST_NEW &&
                                  number(c, "due", id) == due && number(c, "outcome", id) == 0);
    CHECK("not counted any more",
        count_of(c, "requests.refused") == 0 && count_of(c, "requests.open") == 1);
    CHECK("once", undo_as(c, w->clerk, id) == ERR_RULE);
    CHECK("both stand in the log",
        facts(c, id, "requests.refuse") == 1 && facts(c, id, "requests.undo") == 1);
    int64_t version = number(c, "version", id);
    move_as(c, w->clerk, true, "assign", (struct moving){id, version, .body_id = w->property});
    test_at(c, c->now + UNDO_MINUTES * INT64_C(60000));
    CHECK("ten minutes are over", undo_as(c, w->clerk, id) == ERR_RULE);
    move_as(
        c, w->manager, false, "answer", (struct moving){id, version + 1, "好了", .evidence = 1});
    move_as(c, w->granny, false, "confirm", (struct moving){id, version + 2});
    CHECK("nobody takes back the asker's yes", undo_as(c, w->manager, id) == ERR_RULE);
}

static void merging_taken_back(struct ctx *c)
{
    struct world *w = world_make(c);
    int64_t first = at_work(c, w), second = open_one(c, w, AUDIENCE_PLACE);
    begin_as(c, w->neighbour, false);
    bool already;
    CHECK("a follower", matters_follow(c, second, w->neighbour, &already));
    end(c, NULL);
    move_as(c, w->clerk, true, "merge", (struct moving){second, 1, .into_id = first});
    CHECK("two behind it", number(c, "followers", first) == 2);
    CHECK("undone", undo_as(c, w->clerk, second) == ERR_NONE);
    CHECK("each has its own again", number(c, "followers", first) == 1 &&
                                        number(c, "followers", second) == 2 &&
                                        number(c, "state", second) == REQUEST_NEW);
}

static int64_t open_as(struct ctx *c, const struct world *w, int64_t person, enum audience audience)
{
    int64_t id = 0;
    begin_as(c, person, false);
    struct request_draft d = {.place_id = w->stair,
        .body = "楼下大门口的灯不亮，黑得很",
        .kind = KIND_LIGHT,
        .audience = audience};
    requests_open(c, &d, &id);
    CHECK("opened", end(c, NULL) && id);
    return id;
}

static bool sees(struct ctx *c, int64_t person, int64_t id)
{
    struct matter m = {0};
    begin_as(c, person, false);
    bool seen = matters_see(c, id, &m);
    end(c, NULL);
    return seen;
}

/* Whoever was joined to something open is not carried on into what its asker told few. */
static void others_stay_outside(struct ctx *c)
{
    struct world *w = world_make(c);
    int64_t open = open_one(c, w, AUDIENCE_PLACE), few = open_one(c, w, AUDIENCE_CASE),
            hers = open_as(c, w, w->neighbour, AUDIENCE_PLACE);
    CHECK("joined",
        move_as(c, w->clerk, true, "merge", (struct moving){hers, 1, .into_id = open}) == ERR_NONE);
    CHECK("two ask: not into what one has told few",
        move_as(c, w->clerk, true, "merge", (struct moving){open, 1, .into_id = few}) == ERR_RULE);
    CHECK("which stays closed", !sees(c, w->neighbour, few));
    CHECK("her own alone may go",
        move_as(c, w->clerk, true, "merge",
            (struct moving){open_one(c, w, AUDIENCE_PLACE), 1, .into_id = few}) == ERR_NONE);
}

/* Two ask: each may say whether it is mended, only the one who told it may take it back. */
static void hers_to_withdraw(struct ctx *c)
{
    struct world *w = world_make(c);
    int64_t first = at_work(c, w), hers = open_as(c, w, w->neighbour, AUDIENCE_PLACE);
    move_as(c, w->clerk, true, "merge", (struct moving){hers, 1, .into_id = first});
    CHECK("not whoever was joined to it",
        move_as(c, w->neighbour, false, "withdraw", (struct moving){first, 2}) == ERR_DENIED);
    CHECK("it goes on", number(c, "state", first) == REQUEST_DOING);
    CHECK("her who told it",
        move_as(c, w->granny, false, "withdraw", (struct moving){first, 2}) == ERR_NONE);
}

/* A +1 before the joining is a +1 again after it was taken back. */
static void a_follower_again(struct ctx *c)
{
    struct world *w = world_make(c);
    int64_t first = at_work(c, w), hers = open_as(c, w, w->neighbour, AUDIENCE_PLACE);
    bool already;
    begin_as(c, w->neighbour, false);
    CHECK("a follower", matters_follow(c, first, w->neighbour, &already));
    end(c, NULL);
    move_as(c, w->clerk, true, "merge", (struct moving){hers, 1, .into_id = first});
    CHECK("undone", undo_as(c, w->clerk, hers) == ERR_NONE);
    CHECK("still behind it", number(c, "followers", first) == 2);
    move_as(c, w->manager, false, "answer", (struct moving){first, 2, "换了", .evidence = 1});
    CHECK("and says nothing for the asker",
        move_as(c, w->neighbour, false, "confirm", (struct moving){first, 3}) == ERR_DENIED);
}

/* The limit passed between the step and its taking back. */
static void late_meanwhile(struct ctx *c)
{
    struct world *w = world_make(c);
    int64_t id = at_work(c, w), due = number(c, "due", id);
    test_at(c, due - 60000);
    move_as(c, w->clerk, true, "assign", (struct moving){id, 2, .body_id = w->committee});
    test_at(c, due + 60000);
    run_jobs(c);
    CHECK("a new limit", number(c, "level", id) == 0 && !facts(c, id, "requests.overdue"));
    CHECK("undone", undo_as(c, w->clerk, id) == ERR_NONE && number(c, "due", id) == due);
    CHECK("late at once", number(c, "level", id) == LEVEL_COMMITTEE);
    run_jobs(c);
    CHECK("told once", facts(c, id, "requests.overdue") == 1);
}

static void still_late(struct ctx *c)
{
    struct world *w = world_make(c);
    int64_t id = at_work(c, w), due = number(c, "due", id);
    test_at(c, due - 60000);
    move_as(c, w->clerk, true, "urge", (struct moving){id, 2, "快办"});
    test_at(c, due + 60000);
    run_jobs(c);
    CHECK("late", number(c, "level", id) == LEVEL_COMMITTEE);
    CHECK("undone", undo_as(c, w->clerk, id) == ERR_NONE);
    CHECK("as late as before", number(c, "level", id) == LEVEL_COMMITTEE);
    test_at(c, day_end("2026-11-30"));
    run_jobs(c);
    CHECK("told once", facts(c, id, "requests.overdue") == 1);
}

/* Given away and back again: how often it has waited is not forgotten. */
static void waited_before(struct ctx *c)
{
    struct world *w = world_make(c);
    int64_t id = at_work(c, w);
    for (int i = 0; i < REQUEST_WAITS_MAX; i++) {
        move_as(c, w->manager, false, "wait",
            (struct moving){id, 0, "等配件", .until = day_end("2026-12-01")});
        move_as(c, w->manager, false, "resume", (struct moving){id, 0});
    }
    move_as(c, w->clerk, true, "assign", (struct moving){id, 0, .body_id = w->committee});
    CHECK("undone", undo_as(c, w->clerk, id) == ERR_NONE);
    CHECK("not a third time",
        move_as(c, w->manager, false, "wait",
            (struct moving){id, 0, "再等", .until = day_end("2026-12-04")}) == ERR_RULE);
}

/* Stopped on its very last day, there is a last day left when it goes on. */
static void the_last_day(struct ctx *c)
{
    struct world *w = world_make(c);
    int64_t id = at_work(c, w);
    test_at(c, day_end("2026-11-24") - 8 * HOUR);
    CHECK("it waits",
        move_as(c, w->manager, false, "wait",
            (struct moving){id, 2, "等配件", .until = day_end("2026-11-26")}) == ERR_NONE);
    test_at(c, day_end("2026-11-26"));
    run_jobs(c);
    CHECK("goes on, and is not late for having waited",
        number(c, "state", id) == REQUEST_DOING && number(c, "due", id) == day_end("2026-11-27") &&
            !facts(c, id, "requests.overdue"));
}

/* Other limits hold for what begins after them. */
static void other_limits(struct ctx *c)
{
    struct world *w = world_make(c);
    int64_t before = at_work(c, w);
    begin_as(c, w->clerk, true);
    requests_set_clock(c, KIND_LIGHT,
        &(struct request_clock){
            {SPAN_HOURS, 2}, {SPAN_WORKDAYS, 5}, "12345 工单办理规则，5 个工作日", 0});
    CHECK("set", end(c, NULL));
    CHECK("what runs keeps its limit", number(c, "due", before) == day_end("2026-11-24"));
    test_at(c, c->now + 1);
    int64_t start = c->now, after = open_one(c, w, AUDIENCE_PLACE);
    CHECK("two hours", number(c, "due", after) == start + 2 * HOUR);
    move_as(c, w->clerk, true, "assign", (struct moving){after, 1, .body_id = w->property});
    CHECK("five working days", number(c, "due", after) == day_end("2026-11-30"));
}

/* Passed on, the clock runs on; only a body that stands there takes it. */
static void passed_on(struct ctx *c)
{
    struct world *w = world_make(c);
    int64_t id = at_work(c, w), due = number(c, "due", id);
    test_at(c, c->now + HOUR);
    CHECK("not to somebody elsewhere", move_as(c, w->manager, false, "transfer",
                                           (struct moving){id, 2, "归他们", 12345}) != ERR_NONE);
    CHECK("to the committee", move_as(c, w->manager, false, "transfer",
                                  (struct moving){id, 2, "归居委", w->committee}) == ERR_NONE);
    CHECK("wins no time", number(c, "due", id) == due);
    CHECK("no longer the company's to answer",
        move_as(c, w->manager, false, "answer", (struct moving){id, 3, "好了", .waived = true}) !=
            ERR_NONE);
}

const struct test requests_moves_tests[] = {
    {"the ladder", the_ladder, .pure = true},
    {"waiting stops the clock", waiting_stops_the_clock},
    {"late stops nothing", late_stops_nothing},
    {"up the tree", up_the_tree},
    {"up in one night", up_in_one_night},
    {"tentative", tentative},
    {"told once", told_once},
    {"one for two", one_for_two},
    {"taken back", taken_back},
    {"merging taken back", merging_taken_back},
    {"others stay outside", others_stay_outside},
    {"hers to withdraw", hers_to_withdraw},
    {"a follower again", a_follower_again},
    {"late meanwhile", late_meanwhile},
    {"still late", still_late},
    {"waited before", waited_before},
    {"the last day", the_last_day},
    {"other limits", other_limits},
    {"passed on", passed_on},
    {0},
};
