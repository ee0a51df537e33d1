/* work_test.c - what waits for a company, its orders on paper and back, and what it would cost. */
#include "src/work/work.h"

#include "lib/paper/paper.h"
#include "tests/requests_acts.h"

static void what_a_quote_needs(struct ctx *c)
{
    static const struct {
        struct quote q;
        int64_t had;
        const char *field; /* NULL: fine */
    } cases[] = {{{.amount_fen = 128000, .what = "换灯"}, 0, NULL},
        {{.amount_fen = 1, .what = "换灯"}, QUOTES_MAX - 1, NULL},
        {{.amount_fen = 0, .what = "换灯"}, 0, "amount"},
        {{.amount_fen = -1, .what = "换灯"}, 0, "amount"},
        {{.amount_fen = 128000, .what = ""}, 0, "what"},
        {{.amount_fen = 128000, .what = "换灯"}, QUOTES_MAX, "amount"}};
    (void)c;
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct err why = {0};
        bool ok = work_may_quote(&cases[i].q, cases[i].had, &why);
        CHECK("a quote", ok == !cases[i].field && str_same(why.field, cases[i].field));
    }
    CHECK("a row code", work_is_row_code("123456 07 42") && !work_is_row_code("0431"));
}

static int64_t given(struct ctx *c, struct world *w, enum audience audience)
{
    int64_t id = open_one(c, w, audience);
    move_as(c, w->clerk, true, "assign", (struct moving){id, 1, .body_id = w->property});
    return id;
}

static const char *at(struct ctx *c, const struct world *w, const char *tail)
{
    return arena_printf(c->arena, "/a/%s/work%s", w->code, tail);
}

static void one_page_of_all(struct ctx *c)
{
    struct world *w = world_make(c);
    int64_t id = given(c, w, AUDIENCE_PLACE);
    open_one(c, w, AUDIENCE_PLACE); /* nobody's yet */
    const char *page = body_of(visit(c, &w->manager_b, at(c, w, ""), NULL));
    CHECK("one", strstr(page, "1 件要办，没有超时的") && strstr(page, "name=\"pick\"") &&
                     strstr(page, "3号楼"));
    page = body_of(visit(c, &w->clerk_b, at(c, w, ""), NULL));
    CHECK("not the committee's", strstr(page, "没有等您单位办的事"));
    CHECK("no desk", visit(c, &w->neighbour_b, at(c, w, ""), NULL)->status == 403);
    move_as(c, w->manager, false, "wait",
        (struct moving){id, 2, .text = "等配件", .until = c->now + 3 * MS_PER_DAY});
    page = body_of(visit(c, &w->manager_b, at(c, w, ""), NULL));
    CHECK("what stands still stays on the page", strstr(page, "1 件要办"));
}

static void many_at_once(struct ctx *c)
{
    struct world *w = world_make(c);
    int64_t id = given(c, w, AUDIENCE_PLACE);
    const char *page = body_of(visit(c, &w->manager_b, at(c, w, ""), NULL));
    CHECK("pressed here", strstr(page, at(c, w, "/bulk\"")));
    struct req *r = visit(c, &w->manager_b, at(c, w, "/bulk"), "what=answer&answer=换了灯");
    page = body_of(r);
    CHECK("nothing ticked: this page again, not the inbox",
        r->status == 422 && strstr(page, "1 件要办") && strstr(page, "请先勾选") &&
            strstr(page, "换了灯"));
    const char *typed = arena_printf(c->arena, "what=answer&answer=换了灯&pick=%" PRId64 "-2", id);
    r = visit(c, &w->manager_b, at(c, w, "/bulk"), typed);
    page = body_of(r);
    CHECK("no photo: asked for on this page, all is kept",
        r->status == 422 && strstr(page, "1 件要办") && strstr(page, "no_photo-e") &&
            strstr(page, "换了灯") && strstr(page, "checked") && !strstr(page, "\"refresh\""));
    CHECK("open where it is asked, nowhere else",
        strstr(page, "<details open><summary>用同样的话答复") &&
            !strstr(strstr(page, "<details open>") + 1, "<details open>"));
    r = visit(
        c, &w->manager_b, at(c, w, "/bulk"), arena_printf(c->arena, "%s&no_photo=晚上补拍", typed));
    CHECK("answered", r->status == 303 && number(c, "state", id) == REQUEST_ANSWERED);
    page = body_of(visit(c, &w->manager_b, arena_strdup(c->arena, r->location), NULL));
    CHECK("and back here", strstr(page, at(c, w, "\"")));
}

static void paper_out_and_back(struct ctx *c)
{
    struct world *w = world_make(c);
    int64_t open = given(c, w, AUDIENCE_PLACE), private = given(c, w, AUDIENCE_CASE);
    const char *picks =
        arena_printf(c->arena, "pick=%" PRId64 "-2&pick=%" PRId64 "-2", open, private);
    struct req *r = visit(c, &w->manager_b, at(c, w, "/orders"), picks);
    CHECK("printed", r->status == 303);
    const char *sheet = arena_strdup(c->arena, r->location);
    int no = (int)id_after(sheet, "/orders/");
    const char *page = body_of(visit(c, &w->manager_b, sheet, NULL));
    const char *first = strstr(page, "陈阿婆");
    CHECK("the asker on one of the two only", first && !strstr(first + 1, "陈阿婆"));
    CHECK("ask the committee for the other", strstr(page, "联系居委"));
    CHECK("nobody else's", visit(c, &w->leader_b, sheet, NULL)->status == 403);
    CHECK("what is not theirs is not printed",
        visit(c, &w->clerk_b, at(c, w, "/orders"), picks)->status == 422);
    char code[ROW_CODE_TEXT];
    row_code(no, 2, code);
    page = body_of(
        visit(c, &w->manager_b, at(c, w, arena_printf(c->arena, "/back?code=%s", code)), NULL));
    CHECK("found by its row", strstr(page, "门厅的灯坏了") && strstr(page, "name=\"worker\""));
    const char *typed = arena_printf(c->arena,
        "code=%s&version=2&worker=老王&materials=灯管&minutes=30&has_signed=1&answer=换了灯"
        "&no_photo=晚上补拍",
        code);
    r = visit(c, &w->manager_b, at(c, w, "/back"), typed);
    CHECK("typed back", r->status == 303 && number(c, "state", private) == REQUEST_ANSWERED);
    CHECK("each once", visit(c, &w->manager_b, at(c, w, "/back"), typed)->status == 422);
    code[4] = code[4] == '9' ? '0' : (char)(code[4] + 1);
    page = body_of(
        visit(c, &w->manager_b, at(c, w, arena_printf(c->arena, "/back?code=%s", code)), NULL));
    CHECK("a wrong digit is told", strstr(page, "查一遍"));
    page = body_of(visit(c, &w->manager_b, at(c, w, "/back?code=0001"), NULL));
    CHECK("by its ticket", strstr(page, "name=\"worker\""));
    page = body_of(visit(c, &w->manager_b, world_path(c, w, "requests", private, "/work"), NULL));
    CHECK("kept", strstr(page, "老王") && strstr(page, "30 分钟") && strstr(page, "居民签了字"));
}

static void what_it_would_cost(struct ctx *c)
{
    struct world *w = world_make(c);
    int64_t id = given(c, w, AUDIENCE_PLACE);
    const char *path = world_path(c, w, "requests", id, "/quotes");
    const char *read = world_path(c, w, "requests", id, "/work");
    CHECK("said", visit(c, &w->manager_b, path, "amount=1280.50&what=换整套灯具")->status == 303);
    CHECK("and another", visit(c, &w->manager_b, path, "amount=300&what=只换灯管")->status == 303);
    CHECK("not for nothing", visit(c, &w->manager_b, path, "amount=0&what=x")->status == 422);
    CHECK("nor by others", visit(c, &w->clerk_b, path, "amount=1&what=x")->status == 422);
    const char *page = body_of(visit(c, &w->manager_b, path, "amount=12x&what=换灯"));
    CHECK("what is wrong is not folded away", strstr(page, "<details open><summary>报一个价"));
    page = body_of(visit(c, &w->manager_b, world_path(c, w, "requests", id, "/wait"),
        "version=2&wait_why=等配件&until=2020-01-01"));
    CHECK("nor on the ticket's page",
        strstr(page, "<details open><summary>停表等待") && strstr(page, "2020-01-01"));
    page = body_of(visit(c, &w->manager_b, read, NULL));
    CHECK("else it is", strstr(page, "<details><summary>报一个价"));
    page = body_of(visit(c, &w->clerk_b, read, NULL));
    CHECK("the committee reads both", strstr(page, "1,280.50") && strstr(page, "只换灯管"));
    CHECK("a neighbour does not", visit(c, &w->neighbour_b, read, NULL)->status == 404);
    page = body_of(visit(c, &w->neighbour_b, world_path(c, w, "requests", id, ""), NULL));
    CHECK("nor on the ticket", !strstr(page, "1,280.50"));
}

const struct test work_tests[] = {
    {"what a quote needs", what_a_quote_needs, true},
    {"one page of all", one_page_of_all},
    {"many at once", many_at_once},
    {"paper, out and back", paper_out_and_back},
    {"what it would cost", what_it_would_cost},
    {0},
};
