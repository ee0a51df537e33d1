/* inbox_test.c - many at once: what can be done is, what cannot says why, and all of it goes back
 * within ten minutes. */
#include "src/inbox/inbox.h"

#include "lib/base/module.h"
#include "src/replies/replies.h"
#include "tests/requests_acts.h"

static void what_was_ticked(struct ctx *c)
{
    static const struct {
        const char *typed;
        bool ok;
        size_t n;
    } cases[] = {{"7-3", true, 1}, {"7-3 8-1", true, 2}, {"7-3\n8-1,9-2", true, 3},
        {"7-3 7-4", true, 1}, {"", true, 0}, {"7", false, 0}, {"-3", false, 0}, {"7-", false, 0},
        {"7-x", false, 0}, {"0-1", false, 0}, {"7-0", false, 0}, {"7-3-1", false, 0}};
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct picks all = {0};
        bool ok = inbox_picks(c->arena, cases[i].typed, &all);
        CHECK(cases[i].typed, ok == cases[i].ok && (!ok || all.n == cases[i].n));
    }
}

static const char *bulk_path(struct ctx *c, const struct world *w)
{
    return arena_printf(c->arena, "/a/%s/inbox/bulk", w->code);
}

static struct req *press(struct ctx *c, const struct world *w, struct browser *b, const char *what,
    const int64_t *ids, const int64_t *versions, size_t n)
{
    const char *body = what;
    for (size_t i = 0; i < n; i++) {
        body = arena_printf(c->arena, "%s&pick=%" PRId64 "-%" PRId64, body, ids[i], versions[i]);
    }
    return visit(c, b, bulk_path(c, w), body);
}

static void some_can_some_cannot(struct ctx *c)
{
    struct world *w = world_make(c);
    int64_t ids[4], versions[4] = {1, 1, 9, 1};
    for (size_t i = 0; i < 3; i++) {
        ids[i] = open_one(c, w, AUDIENCE_PLACE);
    }
    ids[3] = 4711;
    struct req *r = press(c, w, &w->clerk_b, "what=accept", ids, versions, 4);
    CHECK("done", r->status == 303);
    const char *batch = arena_strdup(c->arena, r->location);
    CHECK("two of four", number(c, "state", ids[0]) == REQUEST_ACCEPTED &&
                             number(c, "state", ids[1]) == REQUEST_ACCEPTED &&
                             number(c, "state", ids[2]) == REQUEST_NEW);
    const char *page = body_of(visit(c, &w->clerk_b, batch, NULL));
    CHECK("said", strstr(page, "受理：办了 2 件，2 件没有办") && strstr(page, "现在是「待受理」") &&
                      strstr(page, "没有这件事") && strstr(page, "撤回这 2 件"));
    CHECK("nobody else's", visit(c, &w->manager_b, batch, NULL)->status == 404);
    versions[0] = 2;
    move_as(c, w->clerk, true, "assign", (struct moving){ids[0], 2, .body_id = w->property});
    r = visit(c, &w->clerk_b, arena_printf(c->arena, "%s/undo", batch), "");
    CHECK("taken back", r->status == 303);
    page = body_of(visit(c, &w->clerk_b, batch, NULL));
    CHECK("one was moved since", number(c, "state", ids[0]) == REQUEST_DOING &&
                                     number(c, "state", ids[1]) == REQUEST_NEW &&
                                     strstr(page, "后面已经有了别的进展"));
    CHECK("a second time changes nothing",
        visit(c, &w->clerk_b, arena_printf(c->arena, "%s/undo", batch), "")->status == 303 &&
            number(c, "state", ids[1]) == REQUEST_NEW);
}

/* One sentence kept for all, each with its own place in it. */
static void with_a_usual_answer(struct ctx *c)
{
    struct world *w = world_make(c);
    int64_t ids[2] = {open_one(c, w, AUDIENCE_PLACE), open_one(c, w, AUDIENCE_PLACE)},
            v[2] = {1, 1};
    const char *to = arena_printf(c->arena, "what=assign&body=%" PRId64, w->property);
    press(c, w, &w->clerk_b, to, ids, v, 2);
    v[0] = v[1] = 2;
    struct reply usual = {.text = "{place}的灯换了新的，{date}。", .body_id = w->property};
    test_begin(c);
    c->who.person_id = w->manager;
    replies_put(c, &usual);
    CHECK("kept", test_end(c) && usual.id);
    const char *path = arena_printf(c->arena, "/a/%s/inbox", w->code);
    CHECK("offered", strstr(body_of(visit(c, &w->manager_b, path, NULL)), usual.text));
    struct req *r = press(c, w, &w->manager_b, "what=answer&usual=77&no_photo=晚上", ids, v, 2);
    CHECK("one that is not there", r->status == 422 && strstr(body_of(r), "usual-e"));
    press(c, w, &w->manager_b,
        arena_printf(c->arena, "what=answer&usual=%" PRId64 "&no_photo=晚上补拍", usual.id), ids, v,
        2);
    CHECK("answered", number(c, "state", ids[0]) == REQUEST_ANSWERED);
    const char *page =
        body_of(visit(c, &w->clerk_b, world_path(c, w, "requests", ids[1], ""), NULL));
    CHECK("with its own place", strstr(page, "的灯换了新的") && !strstr(page, "{place}"));
}

static void each_deed(struct ctx *c)
{
    struct world *w = world_make(c);
    int64_t ids[2] = {open_one(c, w, AUDIENCE_PLACE), open_one(c, w, AUDIENCE_PLACE)},
            v[2] = {1, 1};
    const char *to = arena_printf(c->arena, "what=assign&body=%" PRId64, w->property);
    CHECK("assigned", press(c, w, &w->clerk_b, to, ids, v, 2)->status == 303);
    CHECK("both", number(c, "state", ids[1]) == REQUEST_DOING);
    v[0] = v[1] = 2;
    struct req *r = press(c, w, &w->manager_b, "what=answer&answer=", ids, v, 2);
    CHECK("words are asked for, ticks are kept",
        r->status == 422 && strstr(body_of(r), "请写怎么办的") && strstr(body_of(r), "checked"));
    r = press(c, w, &w->manager_b, "what=answer&answer=换了灯", ids, v, 2);
    CHECK("a repair without a photo says why, before anything is done",
        r->status == 422 && strstr(body_of(r), "no_photo-e") && strstr(body_of(r), "换了灯") &&
            strstr(body_of(r), "checked") && number(c, "state", ids[0]) == REQUEST_DOING);
    r = press(c, w, &w->manager_b, "what=answer&answer=换了灯&no_photo=晚上补拍", ids, v, 2);
    CHECK("answered", number(c, "state", ids[0]) == REQUEST_ANSWERED &&
                          number(c, "state", ids[1]) == REQUEST_ANSWERED);
    const char *batch = arena_strdup(c->arena, r->location);
    test_at(c, c->now + (UNDO_MINUTES + 1) * 60000);
    CHECK("no longer offered", !strstr(body_of(visit(c, &w->manager_b, batch, NULL)), "撤回这"));
    visit(c, &w->manager_b, arena_printf(c->arena, "%s/undo", batch), "");
    CHECK("not after ten minutes", number(c, "state", ids[0]) == REQUEST_ANSWERED);
    int64_t idea = open_one(c, w, AUDIENCE_PLACE), one = 1;
    CHECK("refused for a reason",
        press(c, w, &w->clerk_b, "what=refuse&reason=不归这里管", &idea, &one, 1)->status == 303 &&
            number(c, "outcome", idea) == OUTCOME_REFUSED);
    CHECK("nothing ticked", press(c, w, &w->clerk_b, "what=accept", ids, v, 0)->status == 422);
    CHECK("nothing chosen", press(c, w, &w->clerk_b, "what=", ids, v, 2)->status == 422);
}

static void not_by_those_who_may_not(struct ctx *c)
{
    struct world *w = world_make(c);
    int64_t id = open_one(c, w, AUDIENCE_CASE), one = 1;
    CHECK("no desk", press(c, w, &w->neighbour_b, "what=accept", &id, &one, 1)->status == 403);
    struct req *r = press(c, w, &w->manager_b, "what=accept", &id, &one, 1);
    const char *page = body_of(visit(c, &w->manager_b, arena_strdup(c->arena, r->location), NULL));
    CHECK("a company neither takes it up nor hears of it", number(c, "state", id) == REQUEST_NEW &&
                                                               strstr(page, "您看不到的一件") &&
                                                               !strstr(page, "门厅的灯坏了"));
}

static void the_page(struct ctx *c)
{
    struct world *w = world_make(c);
    int64_t id = open_one(c, w, AUDIENCE_PLACE);
    const char *inbox = arena_printf(c->arena, "/a/%s/inbox", w->code);
    const char *page = body_of(visit(c, &w->clerk_b, inbox, NULL));
    CHECK("to tick", strstr(page, "name=\"pick\"") && strstr(page, "用同样的话答复"));
    move_as(c, w->clerk, true, "assign", (struct moving){id, 1, .body_id = w->property});
    test_at(c, number(c, "due", id) - 60000);
    page = body_of(visit(c, &w->manager_b, inbox, NULL));
    CHECK("soon", strstr(page, "将超时") && strstr(page, "1 件快到时限"));
    test_at(c, number(c, "due", id) + 60000);
    CHECK("late", strstr(body_of(visit(c, &w->manager_b, inbox, NULL)), "1 件已超时"));
}

const struct test inbox_tests[] = {
    {"with a usual answer", with_a_usual_answer},
    {"what was ticked", what_was_ticked, true},
    {"some can, some cannot", some_can_some_cannot},
    {"each deed", each_deed},
    {"not by those who may not", not_by_those_who_may_not},
    {"the page", the_page},
    {0},
};
