/* rulesets_pages_test.c - anybody reads the rules; the town writes the next version of one. */
#include "src/rulesets/rulesets_room.h"
#include "tests/requests_world.h"

#define NEXT(from, share) \
    "valid_from=" from \
    "&source=%E6%9D%A1%E4%BE%8B&article=7&part_from=1&part_how=2&part_share=" share \
    "&agree_from=2&agree_how=1&agree_share=1%2F2&notice_days=5&precedence=1&silence=1"

static struct browser *townsman(struct ctx *c, struct world *w)
{
    struct browser *b = arena_alloc(c->arena, sizeof(*b));
    test_begin(c);
    int64_t office = bodies_make(c, BODY_TOWN, w->area, "柳河镇社区办", "");
    int64_t person = people_make(c, "秦海宁", "13900009909");
    bodies_give_post(c, office, POST_TOWN_STAFF, person, w->area, "");
    CHECK("a town's office", test_end(c));
    world_staff(c, b, person, "town");
    return b;
}

static void reading(struct ctx *c)
{
    struct world *w = world_make(c);
    const char *path = arena_printf(c->arena, "/a/%s/rulesets", w->code);
    const char *dead = arena_printf(c->arena, "%s/3041", path);
    const char *csv = arena_printf(c->arena, "%s.csv?filter=all", path);
    const char *none = arena_printf(c->arena, "%s/77", path);
    const char *old = arena_printf(c->arena, "%s?on=2019-06-01", path);
    struct req *r = visit(c, &w->stranger_b, path, NULL);
    CHECK("anybody reads which holds", r->status == 200 && strstr(body_of(r), "四分之三以上") &&
                                           strstr(body_of(r), "/rulesets/1041") &&
                                           strstr(body_of(r), "不是法律意见"));
    CHECK("whose law", strstr(body_of(r), "<span>上海</span>"));
    r = visit(c, &w->stranger_b, old, NULL);
    CHECK("and which held", strstr(body_of(r), "/rulesets/3041") &&
                                strstr(body_of(r), "按全体算，人数、面积都要三分之二以上同意") &&
                                strstr(body_of(r), "从2021年1月1日"));
    r = visit(c, &w->stranger_b, dead, NULL);
    CHECK("a dead one says so", r->status == 200 && strstr(body_of(r), "这一版现在不用了") &&
                                    strstr(body_of(r), "/rulesets/3042"));
    r = visit(c, &w->stranger_b, csv, NULL);
    CHECK("all of them as a file", strstr(body_of(r), "第七十六条第一款第（四）项") &&
                                       strstr(body_of(r), "参与的人里，人数、面积都要过半数同意"));
    CHECK("no such rule", visit(c, &w->stranger_b, none, NULL)->status == 404);
    CHECK("the committee does not write",
        visit(c, &w->clerk_b, arena_printf(c->arena, "%s/next", dead), NULL)->status == 403);
}

static void writing(struct ctx *c)
{
    struct world *w = world_make(c);
    struct browser *town = townsman(c, w);
    const char *next = arena_printf(c->arena, "/a/%s/rulesets/3141/next", w->code);
    struct req *r = visit(c, town, next, NULL);
    CHECK("filled with what holds", r->status == 200 && strstr(body_of(r), "value=\"1/2\""));
    r = visit(c, town, next, NEXT("2026-11-01", "2%2F3"));
    CHECK("not for the past", r->status == 422 && strstr(body_of(r), "valid_from-e"));
    r = visit(c, town, next, NEXT("2026-12-01", "4%2F3"));
    CHECK("no quorum above all", r->status == 422 && strstr(body_of(r), "part_share-e") &&
                                     strstr(body_of(r), "value=\"4/3\""));
    r = visit(c, town, next, NEXT("2026-12-01", "two"));
    CHECK("no such share", r->status == 422 && strstr(body_of(r), "part_share-e"));
    r = visit(c, town, next, NEXT("2026-12-01", "2%2F3"));
    CHECK("written", r->status == 303);
    int64_t id = id_after(r->location, "/rulesets/");
    r = visit(c, &w->stranger_b, r->location, NULL);
    CHECK("its own address", strstr(body_of(r), "这一版还没有开始") &&
                                 strstr(body_of(r), "街镇自己的规则") &&
                                 strstr(body_of(r), "/rulesets/3141"));
    r = visit(c, &w->stranger_b, arena_printf(c->arena, "/a/%s/rulesets", w->code), NULL);
    CHECK("what comes stands beside what holds",
        strstr(body_of(r), "/rulesets/3141") &&
            strstr(body_of(r), arena_printf(c->arena, "/rulesets/%" PRId64, id)));
    r = visit(
        c, &w->stranger_b, arena_printf(c->arena, "/a/%s/rulesets?on=2026-12-01", w->code), NULL);
    CHECK("from its day on it holds", !strstr(body_of(r), "/rulesets/3141"));
}

/* In an area of a town the town's staff is led to the town's own pages. */
static void from_an_area(struct ctx *c)
{
    struct world *w = world_make(c);
    struct browser *town = townsman(c, w);
    const char *code;
    test_area(c, &code);
    test_begin(c);
    db_exec(c, "UPDATE area SET town_id = ?2 WHERE id = ?1", V(c->area_id), V(w->area));
    CHECK("of that town", test_end(c));
    struct req *r = visit(c, town, arena_printf(c->arena, "/a/%s/rulesets/3141/next", code), NULL);
    CHECK("led there", r->status == 303 && strstr(r->location, w->code));
    r = visit(c, town, arena_printf(c->arena, "/a/%s/rulesets/3141/next", code),
        NEXT("2026-12-01", "2%2F3"));
    CHECK("nothing is written here", r->status != 303 || strstr(r->location, "/next"));
}

const struct test rulesets_pages_tests[] = {
    {"anybody reads", reading},
    {"the town writes", writing},
    {"from an area to the town", from_an_area},
    {0},
};
