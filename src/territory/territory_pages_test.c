/* territory_pages_test.c - the pages as staff use them: seen, moved, refused with what was typed
 * kept; closed to residents and to other areas. */
#include "src/territory/territory.h"

#include "tests/requests_world.h"

static const char *to(struct ctx *c, const struct world *w, const char *tail)
{
    return arena_printf(c->arena, "/a/%s/territory%s", w->code, tail);
}

static const char *of(struct ctx *c, const struct world *w, int64_t id, const char *verb)
{
    return arena_printf(c->arena, "/a/%s/territory/%" PRId64 "%s", w->code, id, verb);
}

static bool shows(const struct req *r, const char *text)
{
    return strstr(body_of(r), text) != NULL;
}

/* The id at the end of where an answer leads. */
static int64_t led_to(const struct req *r)
{
    const char *last = r->location ? strrchr(r->location, '/') : NULL;
    int64_t id = 0;
    return last && parse_int(last + 1, &id) ? id : 0;
}

#define TODAY "&day=2026-11-23&reason="

static void by_hand(struct ctx *c)
{
    struct world *w = world_make(c);
    struct browser *b = &w->clerk_b;
    CHECK("nothing yet", shows(visit(c, b, to(c, w, ""), NULL), "还没有网格"));
    struct req *r = visit(c, b, to(c, w, "/new"), "kind=grid&name=%E4%B8%9C" TODAY);
    int64_t grid = led_to(r);
    CHECK("made", r->status == 303 && grid);
    r = visit(c, b, to(c, w, "/new"), "kind=grid&name=%E4%B8%9C" TODAY);
    CHECK("a name once, and it is kept",
        r->status == 422 && shows(r, "请换一个名字") && shows(r, "value=\"东\""));
    r = visit(c, b, to(c, w, "/new"), "kind=micro_grid&name=%E4%B8%80" TODAY);
    CHECK("a micro grid of no grid", r->status == 422 && shows(r, "归哪个网格"));
    r = visit(c, b, to(c, w, "/move"),
        arena_printf(c->arena, "from=0&into=%" PRId64 "&stair=%" PRId64 TODAY, grid, w->stair));
    CHECK("moved", r->status == 303 && led_to(r) == grid);
    CHECK("it is there", shows(visit(c, b, of(c, w, grid, ""), NULL), "划入 1 个楼组"));
    r = visit(c, b, to(c, w, "/move"),
        arena_printf(c->arena,
            "from=0&into=%" PRId64 "&stair=%" PRId64 "&day=2026-02-30&reason=", grid, w->stair4));
    CHECK("no such day, ticks are kept",
        r->status == 422 && shows(r, "checked") && shows(r, "day-e"));
    r = visit(c, b, of(c, w, grid, "/end"), "into=" TODAY);
    CHECK("what to do with its stairs", r->status == 422 && shows(r, "请选把它们并入哪里"));
    r = visit(c, b, of(c, w, grid, "/end"), "release=1" TODAY);
    CHECK("let go", r->status == 303);
    CHECK("its past is told", shows(visit(c, b, of(c, w, grid, ""), NULL), "已经停用"));
    CHECK("a day in the future of nothing",
        shows(visit(c, b, to(c, w, "?day=2026-02-30"), NULL), "没有这一天"));
    CHECK("before all: said, not counted as nobody",
        shows(visit(c, b, to(c, w, "?day=2019-12-31"), NULL), "这里的记录从"));
    CHECK("of a day with records it is not said",
        !shows(visit(c, b, to(c, w, "?day=2020-01-02"), NULL), "这里的记录从"));
    CHECK("the sheet", shows(visit(c, b, to(c, w, "/sheet"), NULL), "网格划分表"));
    CHECK("lists export", visit(c, b, to(c, w, "/stairs.csv"), NULL)->status == 200 &&
                              visit(c, b, to(c, w, "/coverings.xlsx"), NULL)->status == 200);
}

static void not_for_all(struct ctx *c)
{
    struct world *w = world_make(c);
    int64_t stair = w->stair;
    CHECK("a resident", visit(c, &w->son_b, to(c, w, ""), NULL)->status == 403);
    CHECK("a leader",
        visit(c, &w->leader_b, of(c, w, stair, "/name"), "name=9" TODAY)->status == 403);
    CHECK("nobody", visit(c, &w->stranger_b, to(c, w, ""), NULL)->status != 200);
    struct world *x = world_make(c);
    static const char *const verbs[] = {
        "", "/name", "/split", "/end", "/hang", "/propose", "/homes", "/stairs"};
    for (size_t i = 0; i < COUNT(verbs); i++) {
        CHECK(verbs[i], visit(c, &x->clerk_b, of(c, x, stair, verbs[i]), NULL)->status == 404);
    }
    CHECK("nor changed",
        visit(c, &x->clerk_b, of(c, x, stair, "/name"), "name=9" TODAY)->status == 404);
}

static void homes_by_hand(struct ctx *c)
{
    struct world *w = world_make(c);
    struct browser *b = &w->clerk_b;
    struct req *r = visit(c, b, of(c, w, w->stair, "/home"), "name=901&area=56.5" TODAY);
    CHECK("one more",
        r->status == 303 && shows(visit(c, b, of(c, w, w->stair, "/homes"), NULL), "901"));
    r = visit(c, b, of(c, w, w->stair, "/home"), "name=901&area=56.5" TODAY);
    CHECK("once", r->status == 422 && shows(r, "已经有 901 室"));
    r = visit(c, b, to(c, w, "/stair"),
        arena_printf(c->arena, "compound=%" PRId64 "&name=77" TODAY, w->area));
    CHECK("a stair needs a compound", r->status == 422);
}

const struct test territory_pages_tests[] = {
    {"cut by hand", by_hand},
    {"not for all", not_for_all},
    {"homes by hand", homes_by_hand},
    {0},
};
