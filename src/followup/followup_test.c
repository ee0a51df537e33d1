/* followup_test.c - asked again after 7 and 30 days: whom, when, and what ends it. */
#include "src/followup/followup.h"

#include "tests/requests_acts.h"

static int64_t said(struct ctx *c, int64_t id, int64_t what)
{
    must(db_begin_read(c));
    int64_t n = db_int(c,
        "SELECT count(*) FROM followup WHERE area_id = ?1 AND matter_id = ?2 AND said = ?3",
        V(c->area_id), V(id), V(what));
    db_rollback(c);
    return n;
}

static enum err_kind good(struct ctx *c, int64_t person, int64_t id, int64_t happy)
{
    enum err_kind kind;
    begin_as(c, person, false);
    followup_good(c, id, happy);
    end(c, &kind);
    return kind;
}

static int64_t answered(struct ctx *c, const struct world *w)
{
    int64_t id = open_one(c, w, AUDIENCE_PLACE);
    move_as(c, w->clerk, true, "assign", (struct moving){id, 1, .body_id = w->property});
    CHECK("answered", move_as(c, w->manager, false, "answer",
                          (struct moving){id, 2, "换了灯", .evidence = 1}) == ERR_NONE);
    return id;
}

static int64_t confirmed(struct ctx *c, const struct world *w)
{
    int64_t id = answered(c, w);
    CHECK("confirmed", move_as(c, w->granny, false, "confirm", (struct moving){id, 3}) == ERR_NONE);
    return id;
}

/* Pure. */
static void which_closings(struct ctx *c)
{
    static const struct {
        int outcome;
        bool asks;
    } cases[] = {{0, false}, {OUTCOME_CONFIRMED, true}, {OUTCOME_UNCONFIRMED, true},
        {OUTCOME_REFUSED, false}, {OUTCOME_WITHDRAWN, false}, {OUTCOME_MERGED, false}};
    (void)c;
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct matter m = {.outcome = cases[i].outcome, .closed_at = 1000};
        CHECK("which closings are asked about", followup_asks(&m) == cases[i].asks);
    }
    CHECK("not while it is open", !followup_asks(&(struct matter){.outcome = OUTCOME_CONFIRMED}));
    CHECK("seven days", followup_at(&(struct matter){.closed_at = 5}, 7) == 7 * MS_PER_DAY + 5);
}

static void asked_twice_and_no_more(struct ctx *c)
{
    struct world *w = world_make(c);
    int64_t id = confirmed(c, w), closed = c->now;
    CHECK("nothing is asked yet", good(c, w->granny, id, 0) == ERR_RULE);
    test_at(c, closed + 7 * MS_PER_DAY - 1);
    run_jobs(c);
    CHECK("not a millisecond early", facts(c, id, "requests.followup") == 0);
    test_at(c, closed + 7 * MS_PER_DAY);
    run_jobs(c);
    run_jobs(c);
    CHECK("asked once", facts(c, id, "requests.followup") == 1 && said(c, id, 0) == 1);
    CHECK("not the neighbour's to answer", good(c, w->neighbour, id, 0) == ERR_RULE);
    CHECK("still good", good(c, w->granny, id, HAPPY) == ERR_NONE);
    CHECK("with a fact each", facts(c, id, "requests.still_good") == 1 &&
                                  facts(c, id, "requests.happy") == 1 && said(c, id, 1) == 1);
    CHECK("not twice", good(c, w->granny, id, 0) == ERR_RULE);
    test_at(c, closed + 30 * MS_PER_DAY);
    run_jobs(c);
    CHECK("and after thirty days", facts(c, id, "requests.followup") == 2);
    test_at(c, closed + 400 * MS_PER_DAY);
    run_jobs(c);
    CHECK("silence says nothing", facts(c, id, "requests.followup") == 2 &&
                                      facts(c, id, "requests.still_good") == 1 &&
                                      facts(c, id, "requests.happy") == 1 && said(c, id, 0) == 1);
}

/* Asked while she lived, dead since: nobody telephones the family to ask how the lamp is. */
static void nobody_calls_the_dead(struct ctx *c)
{
    struct world *w = world_make(c);
    struct followups calls = {0};
    confirmed(c, w);
    test_at(c, c->now + 7 * MS_PER_DAY);
    run_jobs(c);
    test_begin(c);
    db_exec(c,
        "UPDATE person SET died_on = '2026-12-01', gone_at = ?3 WHERE area_id = ?1 AND id = ?2",
        V(c->area_id), V(w->granny), V(c->now));
    CHECK("she died", test_end(c));
    test_at(c, c->now + FOLLOWUP_CALL_DAYS * MS_PER_DAY);
    must(db_begin_read(c));
    CHECK("not on the list", followup_silent(c, &calls) && calls.n == 0);
    db_rollback(c);
    const char *list = arena_printf(c->arena, "/a/%s/followups.json", w->code);
    CHECK("nor on paper", !strstr(body_of(visit(c, &w->clerk_b, list, NULL)), "陈阿婆"));
}

/* Who answers the telephone writes down what is said, and is not asked to call a hidden number. */
static void operator_writes_down(struct ctx *c, struct world *w)
{
    struct browser operator= {""};
    test_begin(c);
    int64_t person = people_make(c, "夜班小王", "");
    bodies_give_post(c, w->committee, POST_OPERATOR, person, w->area, "");
    CHECK("an operator", test_end(c));
    world_staff(c, &operator, person, "operator");
    const char *page =
        body_of(visit(c, &operator, arena_printf(c->arena, "/a/%s/followups", w->code), NULL));
    CHECK("no number to call", strstr(page, "由居委会打电话") && !strstr(page, "138****") &&
                                   !strstr(page, "请打电话") && strstr(page, "对方说仍然好"));
    c->area_id = w->area;
}

static void silent_ones_are_called(struct ctx *c)
{
    struct world *w = world_make(c);
    int64_t id = answered(c, w);
    struct followups calls = {0};
    test_at(c, c->now + REQUEST_CONFIRM_DAYS * MS_PER_DAY);
    run_jobs(c);
    CHECK("lapsed", number(c, "outcome", id) == OUTCOME_UNCONFIRMED);
    test_at(c, c->now + 7 * MS_PER_DAY);
    run_jobs(c);
    must(db_begin_read(c));
    CHECK("three days are hers", followup_silent(c, &calls) && calls.n == 0);
    db_rollback(c);
    test_at(c, c->now + FOLLOWUP_CALL_DAYS * MS_PER_DAY);
    must(db_begin_read(c));
    CHECK("then somebody calls", followup_silent(c, &calls) && calls.n == 1 &&
                                     calls.v[0].person_id == w->granny &&
                                     str_same(calls.v[0].phone, w->phone));
    db_rollback(c);
    world_staff(c, &w->clerk_b, w->clerk, "clerk-later"); /* a desk's session ends by itself */
    const char *page =
        body_of(visit(c, &w->clerk_b, arena_printf(c->arena, "/a/%s/followups", w->code), NULL));
    CHECK("on the list, masked",
        strstr(page, "等一个电话") && strstr(page, "138****") && !strstr(page, w->phone));
    operator_writes_down(c, w);
    const char *path = world_path(c, w, "requests", id, "/good");
    CHECK("said on the telephone",
        visit(c, &w->clerk_b, path,
            arena_printf(c->arena, "act_person=%" PRId64 "&act_channel=phone", w->granny))
                    ->status == 303 &&
            said(c, id, 1) == 1);
    page = body_of(visit(
        c, &w->clerk_b, arena_printf(c->arena, "/a/%s/followups.csv?filter=all", w->code), NULL));
    CHECK("exported, masked",
        strstr(page, "仍然好") && strstr(page, "138****") && !strstr(page, w->phone));
}

/* Reopened in her words: the later question is not put; a new closing begins anew. */
static void broken_again(struct ctx *c)
{
    struct world *w = world_make(c);
    int64_t id = confirmed(c, w), closed = c->now;
    test_at(c, closed + 7 * MS_PER_DAY);
    run_jobs(c);
    CHECK("reopened",
        move_as(c, w->granny, false, "reopen", (struct moving){id, 4, "又不亮了"}) == ERR_NONE &&
            said(c, id, FOLLOWUP_BROKEN) == 1);
    test_at(c, closed + 30 * MS_PER_DAY);
    run_jobs(c);
    CHECK("not asked about what is open", facts(c, id, "requests.followup") == 1);
    int64_t v = number(c, "version", id);
    move_as(c, w->manager, false, "answer", (struct moving){id, v, "换了线", .evidence = 1});
    CHECK("closed again",
        move_as(c, w->granny, false, "confirm", (struct moving){id, v + 1}) == ERR_NONE);
    test_at(c, c->now + 7 * MS_PER_DAY);
    run_jobs(c);
    CHECK("asked anew", facts(c, id, "requests.followup") == 2);
}

static void not_about_the_refused(struct ctx *c)
{
    struct world *w = world_make(c);
    int64_t refused = open_one(c, w, AUDIENCE_PLACE), hers = open_one(c, w, AUDIENCE_PLACE);
    move_as(c, w->clerk, true, "refuse", (struct moving){refused, 1, "不归我们管"});
    move_as(c, w->granny, false, "withdraw", (struct moving){hers, 1});
    test_at(c, c->now + 40 * MS_PER_DAY);
    run_jobs(c);
    CHECK("nobody is asked",
        !facts(c, refused, "requests.followup") && !facts(c, hers, "requests.followup"));
}

/* Two askers of one trouble: each is asked; one's reopening calls the other's off. */
static void each_asker(struct ctx *c)
{
    struct world *w = world_make(c);
    int64_t first = open_one(c, w, AUDIENCE_PLACE), other = 0;
    begin_as(c, w->neighbour, false);
    struct request_draft d = {.place_id = w->stair,
        .body = "楼下大门口的灯不亮，黑得很",
        .kind = KIND_LIGHT,
        .audience = AUDIENCE_PLACE};
    requests_open(c, &d, &other);
    CHECK("another", end(c, NULL) && other);
    move_as(c, w->clerk, true, "merge", (struct moving){other, 1, .into_id = first});
    move_as(c, w->clerk, true, "assign", (struct moving){first, 1, .body_id = w->property});
    move_as(c, w->manager, false, "answer", (struct moving){first, 2, "好了", .evidence = 1});
    move_as(c, w->granny, false, "confirm", (struct moving){first, 3});
    test_at(c, c->now + 7 * MS_PER_DAY);
    run_jobs(c);
    CHECK(
        "both are asked, the joined one is not", said(c, first, 0) == 2 && said(c, other, 0) == 0);
    move_as(c, w->neighbour, false, "reopen", (struct moving){first, 4, "又坏了"});
    CHECK("one for both", said(c, first, FOLLOWUP_BROKEN) == 1 &&
                              said(c, first, FOLLOWUP_CALLED_OFF) == 1 && said(c, first, 0) == 0);
}

static void on_her_pages(struct ctx *c)
{
    struct world *w = world_make(c);
    int64_t id = 0;
    begin_as(c, w->neighbour, false);
    struct request_draft d = {.place_id = w->stair,
        .body = "三楼窗户关不上了",
        .kind = KIND_DOOR,
        .audience = AUDIENCE_PLACE};
    requests_open(c, &d, &id);
    CHECK("opened", end(c, NULL) && id);
    move_as(c, w->clerk, true, "assign", (struct moving){id, 1, .body_id = w->property});
    move_as(c, w->manager, false, "answer", (struct moving){id, 2, "修了", .evidence = 1});
    CHECK("confirmed with a word",
        visit(c, &w->neighbour_b, world_path(c, w, "requests", id, "/confirm"), "version=3&happy=2")
                    ->status == 303 &&
            facts(c, id, "requests.so_so") == 1);
    test_at(c, c->now + 7 * MS_PER_DAY);
    run_jobs(c);
    const char *pages[] = {
        world_path(c, w, "requests", id, ""), "/me", arena_printf(c->arena, "/a/%s", w->code)};
    for (size_t i = 0; i < COUNT(pages); i++) {
        const char *page = body_of(visit(c, &w->neighbour_b, pages[i], NULL));
        CHECK("asked there", strstr(page, "现在还好吗") && strstr(page, "仍然好"));
        CHECK("by the right form", strstr(page, world_path(c, w, "requests", id, "/good")));
    }
    CHECK(
        "not asked of others", !strstr(body_of(visit(c, &w->leader_b, pages[0], NULL)), "仍然好"));
    CHECK("answered",
        visit(c, &w->neighbour_b, world_path(c, w, "requests", id, "/good"), "happy=1")->status ==
                303 &&
            facts(c, id, "requests.happy") == 1);
    CHECK(
        "and gone", !strstr(body_of(visit(c, &w->neighbour_b, pages[0], NULL)), "仍然好</button>"));
    CHECK("said again: a sentence",
        visit(c, &w->neighbour_b, world_path(c, w, "requests", id, "/good"), "happy=1")->status ==
            422);
}

const struct test followup_tests[] = {
    {"nobody calls the dead", nobody_calls_the_dead},
    {"which closings", which_closings, true},
    {"asked twice and no more", asked_twice_and_no_more},
    {"silent ones are called", silent_ones_are_called},
    {"broken again", broken_again},
    {"not about the refused", not_about_the_refused},
    {"each asker", each_asker},
    {"on her pages", on_her_pages},
    {0},
};
