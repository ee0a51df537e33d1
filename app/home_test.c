/* home_test.c - from a poster to one's stair, to whom to call: as visitor, resident, leader, staff.
 */
#include "app/home.h"

#include "src/doors/doors.h"
#include "src/requests/requests.h"
#include "tests/requests_acts.h"
#include "tests/rolls_world.h"

static const char *code_of(struct ctx *c, int64_t stair)
{
    const char *code = "";
    if (db_begin_read(c)) {
        code = places_code_of(c, stair);
        db_rollback(c);
    }
    return code;
}

static const char *of(struct ctx *c, const struct world *w, const char *tail)
{
    return arena_printf(c->arena, "/a/%s%s%s", w->code, *tail ? "/" : "", tail);
}

static const char *stair_path(struct ctx *c, const struct world *w, const char *verb)
{
    return world_path(c, w, "b", w->stair, verb);
}

static bool shows(const struct req *r, const char *text)
{
    return strstr(body_of(r), text) != NULL;
}

static void from_a_poster(struct ctx *c)
{
    struct world *w = world_make(c);
    struct browser *b = &w->stranger_b;
    const char *code = code_of(c, w->stair);
    struct req *r = visit(c, b, arena_printf(c->arena, "/Q/%s", code), NULL);
    CHECK("capitals lead to the stair",
        r->status == 303 && str_same(r->location, stair_path(c, w, "")));
    r = visit(c, b, arena_printf(c->arena, "/find?q=%s", code), NULL);
    CHECK("so does the typed code", r->status == 303);
    r = visit(c, b, "/q/AAAAAA", NULL);
    CHECK("an unknown one says what to do", r->status == 404 && shows(r, "请对照海报看一遍"));
    CHECK("and offers to look", shows(r, "action=\"/find\""));
    test_begin(c);
    places_revoke_code(c, w->stair);
    CHECK("taken down", test_end(c));
    r = visit(c, b, arena_printf(c->arena, "/q/%s", code), NULL);
    CHECK("gone, and it says so", r->status == 410 && shows(r, "已经作废"));
}

static void by_address(struct ctx *c)
{
    struct world *w = world_make(c);
    struct browser *b = &w->stranger_b;
    struct req *r = visit(c, b, "/find?q=", NULL);
    CHECK("empty: choose an area", r->status == 200 && shows(r, "这里的居民区"));
    r = visit(c, b, "/find?q=%E6%97%A0%E5%90%8D%E6%A5%BC9999%E5%8F%B7", NULL);
    CHECK("not found", r->status == 404 && shows(r, "没有找到"));
    /* 3号: every area of the tests has one */
    r = visit(c, b, "/find?q=3%E5%8F%B7", NULL);
    bool one = r->status == 303 && str_same(r->location, stair_path(c, w, ""));
    CHECK("found", one || shows(r, stair_path(c, w, "")) || shows(r, "请选一个"));
}

static void a_visitor(struct ctx *c)
{
    struct world *w = world_make(c);
    struct browser *b = &w->stranger_b;
    struct req *r = visit(c, b, "/", NULL);
    CHECK("the front", r->status == 200 && shows(r, "屋檐下的事"));
    r = visit(c, b, of(c, w, ""), NULL);
    CHECK("the area", r->status == 200 && shows(r, "柳荫里小区") && shows(r, "陈小燕"));
    r = visit(c, b, of(c, w, "plan"), NULL);
    CHECK("the plan", r->status == 200 && shows(r, "<svg class=\"plan") && shows(r, "4号"));
    r = visit(c, b, of(c, w, "buildings"), NULL);
    CHECK("the list", r->status == 200 && shows(r, "共 2 个楼组"));
    r = visit(c, b, of(c, w, "buildings.csv"), NULL);
    CHECK("as a spreadsheet", r->status == 200 && shows(r, "3号楼,柳荫里小区"));
    r = visit(c, b, stair_path(c, w, ""), NULL);
    CHECK("the stair", r->status == 200 && shows(r, "/report") && shows(r, "顾明珠"));
    CHECK("no neighbour is named", !shows(r, "陈阿婆") && !shows(r, "周玉兰"));
    r = visit(c, b, stair_path(c, w, "/card"), NULL);
    CHECK("the card", r->status == 200 && shows(r, "连心卡") && shows(r, "沈立"));
    r = visit(c, b, stair_path(c, w, "/doors"), NULL);
    CHECK("but not the doors", r->status == 303 && str_starts(r->location, "/login"));
    r = visit(c, b, stair_path(c, w, "/poster"), NULL);
    CHECK("nor the poster", r->status == 303 && str_starts(r->location, "/login"));
}

static void at_home(struct ctx *c)
{
    struct world *w = world_make(c);
    struct browser *b = &w->granny_b;
    world_resident(c, b, w->phone);
    struct req *r = visit(c, b, "/", NULL);
    CHECK("straight home", r->status == 303 && str_same(r->location, of(c, w, "")));
    r = visit(c, b, of(c, w, ""), NULL);
    CHECK("my stair", r->status == 200 && shows(r, "<h1>3号楼</h1>"));
    CHECK("one thing to do", shows(r, "楼里有什么事，说一声") && shows(r, "我要说"));
    CHECK("nothing said yet", shows(r, "您还没有说过什么"));
    CHECK("where all of it will stand", shows(r, "?said=all#mine"));
    CHECK("whom to call", shows(r, "tel:02155500139"));
    CHECK("begun", db_begin_area(c, 0));
    db_exec(c, "UPDATE area SET phone = ?2 WHERE id = ?1", V(w->area), V("02155500139"));
    CHECK("the office has a telephone", db_commit(c));
    r = visit(c, b, stair_path(c, w, "/doors"), NULL);
    CHECK("the doors are the leader's", r->status == 403);
    CHECK("she is still named, and whom to call is one tap",
        shows(r, "<span>陈") && shows(r, "href=\"tel:"));
}

static void the_leader(struct ctx *c)
{
    struct world *w = world_make(c);
    struct browser *b = &w->leader_b;
    struct req *r = visit(c, b, of(c, w, ""), NULL);
    CHECK("only what she may open", !shows(r, of(c, w, "rolls\"")));
    CHECK("her stair is a row", shows(r, "我管的楼") && shows(r, stair_path(c, w, "/doors")));
    r = visit(c, b, stair_path(c, w, "/doors"), NULL);
    CHECK("her doors", r->status == 200 && shows(r, "陈阿婆") && shows(r, "class=\"doors\""));
    CHECK("phones are masked", shows(r, "****") && !shows(r, "13900000302"));
    CHECK("text for the group", shows(r, "各位邻居：3号楼"));
    r = visit(c, b, world_path(c, w, "b", w->stair4, "/doors"), NULL);
    CHECK("not of another stair", r->status == 403);
}

/* Every row of the list there is done. */
static void finish(struct ctx *c, const struct world *w, const struct roll *r)
{
    struct roll_rows all = {0};
    CHECK("rows", rolls_rows(c, r->id, 0, &all));
    test_begin(c);
    for (size_t i = 0; i < all.n; i++) {
        struct marking m = {.row_no = all.v[i].row_no, .key = 1};
        CHECK("done", rolls_tick(c, r, w->stair, &m, 1, NULL));
    }
    CHECK("all of them", test_end(c));
}

static void the_list_with_work_left(struct ctx *c)
{
    struct world *w = world_make(c);
    struct browser *b = &w->leader_b;
    struct roll first = open_roll(c, w->stair);
    test_begin(c);
    struct roll later = {.kind = &rolls_kinds[0], .place_id = w->stair, .title = "送年历"};
    CHECK("a later one", rolls_open(c, &later) && test_end(c));
    struct req *r = visit(c, b, of(c, w, ""), NULL);
    CHECK("the latest", shows(r, "送年历：3 户里办好 0 户"));
    finish(c, w, &later);
    r = visit(c, b, of(c, w, ""), NULL);
    CHECK("what is left, not what is done",
        shows(r, "收承诺书：3 户里办好 0 户") && !shows(r, "都办好了"));
    finish(c, w, &first);
    r = visit(c, b, of(c, w, ""), NULL);
    CHECK("none is left: the doors as they are", !shows(r, "户里办好") && shows(r, "有人住"));
}

static void doors_of_the_leader(struct ctx *c)
{
    static const struct {
        const char *flag, *word;
    } cases[] = {{"kind=1&on=1", "外出"}, {"kind=2&on=1", "出租"}, {"kind=3&on=1", "空置"}};
    struct world *w = world_make(c);
    struct req *r = visit(c, &w->leader_b, stair_path(c, w, "/doors"), NULL);
    int64_t unit = id_after(body_of(r), arena_printf(c->arena, "%s/", stair_path(c, w, "/doors")));
    const char *home = stair_path(c, w, arena_printf(c->arena, "/doors/%" PRId64, unit));
    CHECK("a door", unit);
    for (size_t i = 0; i < COUNT(cases); i++) {
        CHECK("not yet", !shows(visit(c, &w->leader_b, of(c, w, ""), NULL), cases[i].word));
        CHECK("told", visit(c, &w->leader_b, home, cases[i].flag)->status == 303);
        CHECK(cases[i].word, shows(visit(c, &w->leader_b, of(c, w, ""), NULL), cases[i].word));
        CHECK("ended",
            visit(c, &w->leader_b, home, arena_strndup(c->arena, cases[i].flag, 6))->status == 303);
    }
}

static void the_helper(struct ctx *c)
{
    struct world *w = world_make(c);
    int64_t id = at_work(c, w);
    struct req *r = visit(c, &w->son_b, of(c, w, ""), NULL);
    CHECK("nothing waits", shows(r, "现在没有要您做的事"));
    CHECK("answered", move_as(c, w->manager, false, "answer",
                          (struct moving){id, 2, .text = "换了", .waived = true}) == ERR_NONE);
    r = visit(c, &w->son_b, of(c, w, ""), NULL);
    CHECK("what waits for the word of whom he helps",
        !shows(r, "现在没有要您做的事") && shows(r, "代陈阿婆说：解决了没有"));
    const char *there =
        world_path(c, w, "requests", id, arena_printf(c->arena, "?for=%" PRId64 "\"><", w->granny));
    CHECK("one press", shows(r, arena_strndup(c->arena, there, strlen(there) - 1)) &&
                           shows(r, "去看看，说解决了没有"));
}

static void the_committee(struct ctx *c)
{
    struct world *w = world_make(c);
    struct browser *b = &w->clerk_b;
    const char *code = code_of(c, w->stair);
    struct req *r = visit(c, b, stair_path(c, w, "/poster"), NULL);
    CHECK("a poster", r->status == 200 && shows(r, "<svg class=\"qr\"") && shows(r, code));
    CHECK("whose address no telephone can open", shows(r, "别的手机打不开"));
    c->app->base_url = "https://eaves.example";
    CHECK("and one that can be", !shows(visit(c, b, stair_path(c, w, "/poster"), NULL), "打不开"));
    c->app->base_url = "http://127.0.0.1:8080";
    r = visit(c, b, of(c, w, "posters"), NULL);
    CHECK("all of them", r->status == 200 && shows(r, "共 2 张 A4") && shows(r, "4号"));
    CHECK("none was printed", shows(visit(c, b, of(c, w, "posters.csv"), NULL), "没印过"));
    CHECK("printed", visit(c, b, of(c, w, "posters"), "from=0")->status == 303);
    r = visit(c, b, of(c, w, "posters.csv?filter=printed"), NULL);
    CHECK("on the register", r->status == 200 && shows(r, "4号") && shows(r, code));
    r = visit(c, b, of(c, w, "posters?filter=to_print"), NULL);
    CHECK("none is left", r->status == 200 && !shows(r, "没印过"));
    CHECK("no batch", visit(c, b, of(c, w, "posters"), "from=99")->status == 422);
    r = visit(c, b, stair_path(c, w, "/code"), "");
    CHECK("another code", r->status == 303 && !str_same(code, code_of(c, w->stair)));
    CHECK("a new code is printed again",
        shows(visit(c, b, of(c, w, "posters.csv?filter=reprint"), NULL), "换了码"));
    CHECK("not for residents",
        visit(c, &w->neighbour_b, stair_path(c, w, "/code"), "")->status == 403);
}

static void a_closed_stair(struct ctx *c)
{
    struct world *w = world_make(c);
    test_begin(c);
    places_close_building(c, w->stair4, "2026-11-01");
    CHECK("closed", test_end(c));
    struct req *r = visit(c, &w->stranger_b, world_path(c, w, "b", w->stair4, ""), NULL);
    CHECK("it says since when", r->status == 200 && shows(r, "4号楼从 11月1日"));
    CHECK("and what to do", shows(r, "找现在的楼") && !shows(r, "/report"));
    r = visit(c, &w->stranger_b, of(c, w, "buildings?filter=closed"), NULL);
    CHECK("listed apart", shows(r, "共 1 个楼组"));
}

static void another_area(struct ctx *c)
{
    static const char *const verbs[] = {"", "/doors", "/poster", "/card"};
    struct world *there = world_make(c), *w = world_make(c);
    for (size_t i = 0; i < COUNT(verbs); i++) {
        struct req *r = visit(c, &w->clerk_b, world_path(c, w, "b", there->stair, verbs[i]), NULL);
        CHECK(verbs[i], r->status == 404);
    }
    CHECK("nor its code",
        visit(c, &w->clerk_b, world_path(c, w, "b", there->stair, "/code"), "")->status == 404);
    struct req *r = visit(c, &w->clerk_b, world_path(c, w, "c", there->stair, "/buildings"), NULL);
    CHECK("nor its list", r->status == 404);
    r = visit(c, &w->clerk_b, of(c, there, "import"), NULL);
    CHECK("nor its import", r->status == 403);
}

const struct test home_tests[] = {
    {"from a poster", from_a_poster},
    {"by address", by_address},
    {"a visitor", a_visitor},
    {"at home", at_home},
    {"the leader", the_leader},
    {"the list with work left", the_list_with_work_left},
    {"doors of the leader", doors_of_the_leader},
    {"the helper", the_helper},
    {"the committee", the_committee},
    {"a closed stair", a_closed_stair},
    {"another area", another_area},
    {0},
};
