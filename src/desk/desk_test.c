/* desk_test.c - who may type for whom, and what is read back. */
#include "tests/requests_world.h"

static struct req *sent(struct ctx *c, struct browser *b, const char *path, const char *body)
{
    struct req *r = visit(c, b, path, body);
    CHECK(path, r->status == 303);
    return r;
}

/* Somebody who is on no roster yet tells the leader at the door. */
#define NEWCOMER "what=" TROUBLE "&channel=visit&name=新租客&building=%" PRId64
static void leader_and_newcomer(struct ctx *c)
{
    struct world *w = world_make(c);
    const char *desk = arena_printf(c->arena, "/a/%s/desk/new", w->code);
    const char *draft =
        sent(c, &w->leader_b, desk, arena_printf(c->arena, NEWCOMER, w->stair))->location;
    CHECK("read out without a stray comma",
        strstr(body_of(visit(c, &w->leader_b, draft, NULL)), ">新租客，3号楼："));
    const char *receipt = sent(c, &w->leader_b, draft,
        "kind=light&open=place"
        "&read=1")
                              ->location;
    const char *body = body_of(visit(c, &w->leader_b, receipt, NULL));
    CHECK("receipt", strstr(body, "新租客"));
    CHECK("without a phone no look-up is promised",
        !strstr(body, "最后四位") && strstr(body, "没有留手机号"));
    draft = sent(c, &w->leader_b, desk, arena_printf(c->arena, NEWCOMER, w->stair4))->location;
    CHECK("not for the stair of another leader", visit(c, &w->leader_b, draft,
                                                     "kind=light&open=place"
                                                     "&read=1")
                                                         ->status == 403);
    draft = sent(c, &w->clerk_b, desk,
        arena_printf(c->arena, "what=" TROUBLE "&channel=phone&phone=13900009999&building=%" PRId64,
            w->stair))
                ->location;
    CHECK("no name: the phone comes first",
        strstr(body_of(visit(c, &w->clerk_b, draft, NULL)), ">13900009999，3号楼："));
}

/* The leader of one stair finds it filled in; the committee has all of them. */
static void stair_of_the_leader(struct ctx *c)
{
    struct world *w = world_make(c);
    const char *desk = arena_printf(c->arena, "/a/%s/desk/new", w->code);
    static const char filled[] = "value=\"柳荫里小区 3号楼\"";
    CHECK("hers", strstr(body_of(visit(c, &w->leader_b, desk, NULL)), filled));
    CHECK("nobody's", !strstr(body_of(visit(c, &w->clerk_b, desk, NULL)), filled));
}

/* Who is named in a quarrel is not told to the stair unless the asker wants it. */
static void a_quarrel(struct ctx *c)
{
    struct world *w = world_make(c);
    const char *desk = arena_printf(c->arena, "/a/%s/desk/new", w->code);
    static const struct {
        const char *what, *first;
    } said[] = {
        {"四楼有人半夜拖椅子，302睡不着", "value=\"case\" checked"},
        {"楼上漏水还不讲理", "value=\"case\" checked"},
        {TROUBLE, "value=\"place\" checked"},
    };
    for (size_t i = 0; i < COUNT(said); i++) {
        const char *post = arena_printf(c->arena,
            "what=%s&channel=visit&name=新租客&building=%" PRId64, said[i].what, w->stair);
        const char *draft = sent(c, &w->leader_b, desk, post)->location;
        CHECK(said[i].what, strstr(body_of(visit(c, &w->leader_b, draft, NULL)), said[i].first));
    }
}

/* A stair in words: one that fits is taken, of several one is chosen, what is nowhere is said. */
static void stair_in_words(struct ctx *c)
{
    struct world *w = world_make(c);
    test_begin(c);
    int64_t compound = places_make(c, PLACE_COMPOUND, c->area_id, "南塘新村", "2026-01-01");
    int64_t other = places_make_building(c, compound, "3号楼", "2026-01-01");
    CHECK("another compound", test_end(c) && other);
    const char *desk = arena_printf(c->arena, "/a/%s/desk/new", w->code);
#define SAID "what=" TROUBLE "&channel=phone&phone=13900009999&building="
    sent(c, &w->clerk_b, desk, SAID "４号");
    const char *body = body_of(visit(c, &w->clerk_b, desk, SAID "3号"));
    CHECK("two to choose from", strstr(body, "可能是下面 2 处") && strstr(body, "南塘新村 3号楼") &&
                                    strstr(body, "type=\"radio\"") && strstr(body, TROUBLE));
    sent(c, &w->clerk_b, desk,
        arena_printf(c->arena, SAID "%" PRId64 "&building=3号", other)); /* chosen before typed */
    sent(c, &w->clerk_b, desk, SAID "&building=南塘3号"); /* none chosen, typed anew */
    body = body_of(visit(c, &w->clerk_b, desk, SAID "99号"));
    CHECK("nowhere", strstr(body, "没有找到「99号」") && strstr(body, "value=\"99号\""));
    CHECK("a stair of nobody's here",
        visit(c, &w->clerk_b, desk, SAID "7510352418954020188")->status == 422);
    struct req *r = visit(
        c, &w->stranger_b, arena_printf(c->arena, "/a/%s/find/stairs?q=南塘3号", w->code), NULL);
    CHECK("while one types",
        r->status == 200 && strstr(body_of(r), "南塘新村 3号楼") && !strstr(body_of(r), "柳荫"));
}

/* A number tells its name to those who may act for whom it belongs to, to no other leader. */
static void whose_number(struct ctx *c)
{
    struct world *w = world_make(c);
    const char *desk = arena_printf(c->arena, "/a/%s/desk/new", w->code);
    const struct {
        const char *what;
        struct browser *b;
        int64_t stair;
        const char *phone;
        bool told;
    } cases[] = {
        {"her own stair's", &w->leader_b, w->stair, w->phone, true},
        {"another stair's", &w->leader_b, w->stair, "13900001188", false},
        {"the committee's", &w->clerk_b, w->stair, "13900001188", true},
    };
    test_begin(c);
    world_person(c, w->stair4, "102", "远芳", "13900001188");
    CHECK("someone lives at number 4", test_end(c));
    for (size_t i = 0; i < COUNT(cases); i++) {
        const char *draft = sent(c, cases[i].b, desk,
            arena_printf(c->arena, "what=" TROUBLE "&channel=phone&phone=%s&building=%" PRId64,
                cases[i].phone, cases[i].stair))
                                ->location;
        const char *read = body_of(visit(c, cases[i].b, draft, NULL));
        CHECK(cases[i].what,
            !strstr(read, arena_printf(c->arena, ">%s", cases[i].phone)) == cases[i].told);
    }
}

/* 补录: last week's call is last week's, its limit with it; nothing comes from tomorrow. */
static void typed_later(struct ctx *c)
{
    struct world *w = world_make(c);
    const char *desk = arena_printf(c->arena, "/a/%s/desk/new", w->code);
#define CALL(when) \
    arena_printf(c->arena, "what=" TROUBLE "&channel=phone&phone=%s&building=%" PRId64 "%s", \
        w->phone, w->stair, when)
    struct req *r = visit(c, &w->clerk_b, desk, CALL("&happened=2026-12-30T09:00"));
    CHECK("not what is still to come",
        r->status == 422 && strstr(body_of(r), "还没到的时间") && strstr(body_of(r), TROUBLE));
    CHECK("nor a year that was mistyped",
        visit(c, &w->clerk_b, desk, CALL("&happened=2016-11-20T09:00"))->status == 422);
    int64_t ids[2] = {0};
    for (int i = 0; i < 2; i++) {
        const char *draft =
            sent(c, &w->clerk_b, desk, CALL(i ? "" : "&happened=2026-11-20T09:00"))->location;
        sent(c, &w->clerk_b, draft, "kind=light&open=place&read=1");
        must(db_begin_read(c));
        ids[i] = db_int(c, "SELECT max(id) FROM matter WHERE area_id = ?1", V(c->area_id));
        db_rollback(c);
    }
    CHECK("its limit runs from then", number(c, "due", ids[0]) < number(c, "due", ids[1]));
    const char *page =
        body_of(visit(c, &w->clerk_b, world_path(c, w, "requests", ids[0], ""), NULL));
    CHECK("said on the ticket", strstr(page, "补录：11月20日 09:00 收到"));
    page = body_of(visit(c, &w->clerk_b, world_path(c, w, "requests", ids[1], ""), NULL));
    CHECK("not of what was typed at once", !strstr(page, "补录"));
    page = body_of(visit(c, &w->clerk_b, arena_printf(c->arena, "/a/%s/inbox", w->code), NULL));
    CHECK("and in the inbox", strstr(page, "补录，11月20日"));
}

/* As many leaves as the form says: four rows an A4, each with its own head. */
static void four_rows_a_leaf(struct ctx *c)
{
    static const struct {
        int rows, leaves;
    } cases[] = {{1, 1}, {4, 1}, {5, 2}, {9, 3}};
    struct world *w = world_make(c);
    for (size_t i = 0; i < COUNT(cases); i++) {
        const char *body =
            arena_printf(c->arena, "building=%" PRId64 "&rows=%d", w->stair, cases[i].rows);
        const char *path =
            sent(c, &w->clerk_b, arena_printf(c->arena, "/a/%s/slips", w->code), body)->location;
        const char *at = body_of(visit(c, &w->clerk_b, path, NULL));
        int leaves = 0;
        while ((at = strstr(at, "class=\"sheet slips\""))) {
            leaves++;
            at++;
        }
        CHECK("leaves", leaves == cases[i].leaves);
    }
}

const struct test desk_tests[] = {
    {"stair of the leader", stair_of_the_leader},
    {"a quarrel", a_quarrel},
    {"four rows a leaf", four_rows_a_leaf},
    {"typed later", typed_later},
    {"a stair in words", stair_in_words},
    {"a leader types for somebody new", leader_and_newcomer},
    {"whose number it is", whose_number},
    {0},
};
