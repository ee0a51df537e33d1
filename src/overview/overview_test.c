/* overview_test.c - a town's numbers are what its records say, on every day. */
#include "src/overview/overview.h"

#include "src/overview/overview_room.h"
#include "src/territory/territory.h"
#include "tests/requests_world.h"

static void which_numbers_ask(struct ctx *c)
{
    (void)c;
    struct cells k = {.counted_at = 1};
    k.n[CELL_STAIRS] = 100;
    k.n[CELL_LEADERLESS] = 9;
    CHECK("calm", overview_steps(&k).n == 0);
    k.n[CELL_LEADERLESS] = 10;
    k.n[CELL_LATE] = 2;
    struct next_steps s = overview_steps(&k);
    CHECK("late first", s.n == 2 && s.v[0].cell == CELL_LATE && s.v[1].cell == CELL_LEADERLESS);
    k.n[CELL_UP] = 1;
    s = overview_steps(&k);
    CHECK("what went up before all", s.n == 3 && s.v[0].cell == CELL_UP);
    k.n[CELL_UP] = 0;
    k.n[CELL_STAIRS] = 0;
    s = overview_steps(&k);
    CHECK("no roster: nobody is asked for leaders", s.n == 2 && s.v[1].cell == CELL_STAIRS);
    k.counted_at = 0;
    CHECK("not counted: says nothing", overview_steps(&k).n == 0);
    CHECK("a day as a number", overview_day_number("2026-11-01") == 20261101);
}

/* A town with one area of the requests' world. */
static int64_t town_of(struct ctx *c, const struct world *w, const char **code)
{
    struct area town = {.kind = AREA_TOWN, .name = "柳河镇", .phone = ""};
    int64_t area = w->area;
    town.code = *code = arena_printf(c->arena, "v%s", w->code);
    c->act = (struct act){.hand = HAND_SYSTEM, .channel = CHANNEL_SYSTEM};
    CHECK("begun", db_begin_area(c, 0));
    places_make_area(c, &town);
    db_exec(c, "UPDATE area SET town_id = ?2 WHERE id = ?1", V(area), V(town.id));
    CHECK("a town", db_commit(c));
    return town.id;
}

static void town_staff(struct ctx *c, int64_t town, struct browser *b)
{
    c->area_id = town;
    test_begin(c);
    int64_t office = bodies_make(c, BODY_TOWN, town, "社区办", "");
    int64_t person = people_make(c, "秦海宁", "");
    bodies_give_post(c, office, POST_TOWN_STAFF, person, town, "");
    CHECK("posted", test_end(c));
    world_staff(c, b, person, "town");
}

static void run_jobs(struct ctx *c)
{
    c->act = (struct act){0};
    c->now += COUNT_EVERY + 1;
    while (jobs_run_due(c, 100) > 0) {
    }
}

/* The slow, obvious count: every stair, every home, every person by themselves. */
static void count_slowly(struct ctx *c, int64_t area, struct cells *out)
{
    struct buildings all = {0};
    memset(out, 0, sizeof(*out));
    c->area_id = area;
    CHECK("read", db_begin_read(c) && places_buildings(c, 0, &all));
    for (size_t i = 0; i < all.n; i++) {
        struct units homes = {0};
        struct people there = {0};
        struct posts posts = {0};
        bool led = false;
        CHECK("stair", places_units(c, all.v[i].id, &homes) &&
                           people_of_building(c, all.v[i].id, &there) &&
                           bodies_contacts(c, all.v[i].id, &posts));
        for (size_t k = 0; k < posts.n; k++) {
            led |= posts.v[k].kind == POST_BUILDING_LEADER && posts.v[k].place_id == all.v[i].id;
        }
        out->n[CELL_STAIRS]++;
        out->n[CELL_UNITS] += (int64_t)homes.n;
        out->n[CELL_PEOPLE] += (int64_t)there.n;
        out->n[CELL_LEADERLESS] += !led;
    }
    db_rollback(c);
}

static bool same(const struct cells *kept, const struct cells *slow)
{
    static const enum cell counted[] = {CELL_STAIRS, CELL_UNITS, CELL_PEOPLE, CELL_LEADERLESS};
    for (size_t i = 0; i < COUNT(counted); i++) {
        if (kept->n[counted[i]] != slow->n[counted[i]]) {
            return false;
        }
    }
    return true;
}

static uint32_t next(uint32_t *seed)
{
    *seed = *seed * 1664525u + 1013904223u;
    return *seed >> 10;
}

/* One change of the many that happen: somebody moves in, a stair is found, closed, gets a leader.
 */
static void change(struct ctx *c, const struct world *w, uint32_t *seed)
{
    bool made;
    struct buildings all = {0};
    int64_t compound = places_put_compound(c, "柳荫里小区", &made);
    CHECK("stairs", places_buildings(c, 0, &all));
    int64_t stair = all.n ? all.v[next(seed) % all.n].id : w->stair;
    const char *n = arena_printf(c->arena, "%u", next(seed) % 1000 + 500);
    switch (next(seed) % 4) {
    case 0:
        (void)places_put_building(c, compound, arena_printf(c->arena, "%s号楼", n), &made);
        break;
    case 1:
        (void)world_person(c, stair, n, arena_printf(c->arena, "邻居%s", n), "");
        break;
    case 2:
        if (all.n > 3 && stair != w->stair) {
            (void)places_close_building(c, stair, day_text(c->arena, c->now));
        }
        break;
    default: {
        int64_t body = bodies_make(c, BODY_STAIR, stair, "楼组", "");
        (void)bodies_give_post(c, body, POST_BUILDING_LEADER, w->leader, stair, "");
    }
    }
    struct fact f = {.kind = "places.changed", .audience = AUDIENCE_STAFF, .words = SAY("")};
    (void)record(c, &f);
}

static void cells_follow(struct ctx *c)
{
    struct world *w = world_make(c);
    struct cells kept, slow;
    uint32_t seed = 36;
    const char *says = "";
    for (int round = 0; round < 12; round++) {
        c->area_id = w->area;
        test_begin(c);
        for (uint32_t n = next(&seed) % 4 + 1; n > 0; n--) {
            change(c, w, &seed);
        }
        CHECK("changed", test_end(c));
        run_jobs(c);
        count_slowly(c, w->area, &slow);
        CHECK("kept", db_begin_read(c) && overview_cells(c, "", &kept) && kept.counted_at);
        CHECK("as counted slowly", same(&kept, &slow));
        CHECK("doctor agrees", overview_check(c, &says));
        db_rollback(c);
    }
}

static void doctor_names_it(struct ctx *c)
{
    struct world *w = world_make(c);
    const char *says = "";
    run_jobs(c);
    c->area_id = w->area;
    CHECK("begun", db_begin_area(c, w->area));
    db_exec(c,
        "UPDATE overview_cell SET n = n + 1 WHERE area_id = ?1 AND figure = 'people'"
        " AND on_day = ?2",
        V(w->area), V(day_text(c->arena, c->now)));
    CHECK("spoilt", db_commit(c));
    CHECK("read", db_begin_read(c));
    CHECK("named", !overview_check(c, &says) && strstr(says, "people is kept as"));
    db_rollback(c);
}

/* What was kept for a day stays, whatever happens later; another early day is counted when asked.
 */
static void earlier_days(struct ctx *c)
{
    struct world *w = world_make(c);
    const char *code, *first = day_text(c->arena, c->now);
    struct browser b = {0};
    struct cells before, after;
    int64_t town = town_of(c, w, &code);
    run_jobs(c);
    c->area_id = w->area;
    CHECK("kept", db_begin_read(c) && overview_cells(c, first, &before) && before.counted_at);
    db_rollback(c);
    c->now += 3 * MS_PER_DAY;
    test_begin(c);
    bool made;
    int64_t compound = places_put_compound(c, "桂花苑", &made);
    places_put_building(c, compound, "9号楼", &made);
    struct fact f = {.kind = "places.changed", .audience = AUDIENCE_STAFF, .words = SAY("")};
    record(c, &f);
    CHECK("grown", test_end(c));
    run_jobs(c);
    c->area_id = w->area;
    CHECK("read", db_begin_read(c) && overview_cells(c, first, &after));
    CHECK("that day is as it was", after.n[CELL_STAIRS] == 2 && before.n[CELL_STAIRS] == 2);
    CHECK("today is not", overview_cells(c, "", &after) && after.n[CELL_STAIRS] == 3);
    db_rollback(c);
    town_staff(c, town, &b);
    const char *between = day_text(c->arena, c->now - MS_PER_DAY);
    const char *path = arena_printf(c->arena, "/a/%s/overview", code);
    const char *asked = arena_printf(c->arena, "%s?day=%s", path, between);
    struct req *r = visit(c, &b, asked, NULL);
    CHECK("says it was not counted", strstr(body_of(r), "这一天还没有数"));
    CHECK(
        "and gives no number", strstr(body_of(r), "\">—<small>") && !strstr(body_of(r), "共 0 个"));
    r = visit(c, &b, path, arena_printf(c->arena, "day=%s", between));
    CHECK("asked", r->status == 303 && str_same(r->location, asked));
    CHECK("waits", strstr(body_of(visit(c, &b, asked, NULL)), "正在数这一天"));
    run_jobs(c);
    c->area_id = w->area;
    CHECK("counted", db_begin_read(c) && overview_cells(c, between, &after));
    CHECK("as it was then", after.n[CELL_STAIRS] == 2 && after.n[CELL_LATE] == 0);
    db_rollback(c);
    r = visit(c, &b, path, arena_printf(c->arena, "day=%s", day_text(c->arena, c->now)));
    CHECK("today is not asked for", r->status == 422);
}

/* A leader whose last day is known leads until then: the figure and its list say the same. */
static void led_until_then(struct ctx *c)
{
    struct world *w = world_make(c);
    struct posts posts = {0};
    struct cells now;
    test_begin(c);
    CHECK("hers", bodies_posts_of(c, w->leader, &posts) && posts.n == 1 &&
                      bodies_end_post(c, posts.v[0].id, "2027-01-01") && test_end(c));
    CHECK("one stair without", overview_recount(c, "", &now) && now.n[CELL_LEADERLESS] == 1);
    struct req *r = visit(c, &w->clerk_b, arena_printf(c->arena, "/a/%s/gaps", w->code), NULL);
    CHECK("listed", strstr(body_of(r), "4号楼") && !strstr(body_of(r), "3号楼"));
}

static void the_town_looks(struct ctx *c)
{
    struct world *w = world_make(c);
    const char *code;
    struct browser b = {0};
    town_staff(c, town_of(c, w, &code), &b);
    run_jobs(c);
    const char *path = arena_printf(c->arena, "/a/%s/overview", code);
    CHECK("nothing is sought at the town, in an area it is",
        !strstr(body_of(visit(c, &b, path, NULL)), "role=\"search\"") &&
            strstr(body_of(visit(c, &b, arena_printf(c->arena, "/a/%s/plan", w->code), NULL)),
                "role=\"search\""));
    struct req *r = visit(c, &b, path, NULL);
    CHECK("one page", r->status == 200 && strstr(body_of(r), "全镇") &&
                          strstr(body_of(r), arena_printf(c->arena, "/a/%s/gaps", w->code)));
    r = visit(c, &b, arena_printf(c->arena, "%s.csv", path), NULL);
    CHECK("as a file", r->status == 200 && strstr(body_of(r), w->code));
    r = visit(c, &b, arena_printf(c->arena, "%s.xlsx", path), NULL);
    CHECK("as a workbook", r->status == 200 && r->body.n > 1000);
    CHECK("into the area",
        visit(c, &b, arena_printf(c->arena, "/a/%s/overview", w->code), NULL)->status == 200);
    r = visit(c, &b, arena_printf(c->arena, "/a/%s/gaps", w->code), NULL);
    CHECK("the stair without a leader", r->status == 200 && strstr(body_of(r), "4号楼"));
    CHECK("and not the led one", !strstr(body_of(r), ">3号楼"));
    CHECK("does nothing there",
        visit(c, &b, arena_printf(c->arena, "/a/%s/desk/new", w->code), NULL)->status == 403 &&
            visit(c, &b, world_path(c, w, "b", w->stair, "/doors"), NULL)->status == 403);
    CHECK("not for residents",
        visit(c, &w->neighbour_b, arena_printf(c->arena, "/a/%s/overview", w->code), NULL)
                ->status == 403);
    CHECK("the committee sees its own",
        visit(c, &w->clerk_b, arena_printf(c->arena, "/a/%s/overview", w->code), NULL)->status ==
            200);
    CHECK("not the town's", visit(c, &w->clerk_b, path, NULL)->status != 200);
    struct world *other = world_make(c);
    CHECK("an area of no town of theirs",
        visit(c, &b, arena_printf(c->arena, "/a/%s/overview", other->code), NULL)->status == 403);
}

static const char *page_of(
    struct ctx *c, struct world *w, struct browser *b, const char *what, const char *day)
{
    struct req *r =
        visit(c, b, arena_printf(c->arena, "/a/%s/%s?day=%s", w->code, what, day), NULL);
    CHECK(what, r->status == 200);
    return arena_strndup(c->arena, body_of(r), r->body.n);
}

static int64_t to_be_led(struct ctx *c, struct world *w)
{
    bool made;
    int64_t compound = places_put_compound(c, "新村", &made);
    int64_t stair = places_put_building(c, compound, "8号楼", &made);
    int64_t body = bodies_make(c, BODY_STAIR, w->stair4, "4号楼组", "");
    (void)bodies_give_post(c, body, POST_BUILDING_LEADER, w->leader, w->stair4, "");
    return stair;
}

/* P16 where it is read: whatever is done today, every list and file of an earlier day says what it
 * said, and its links lead to lists of that day. */
static void last_years_report(struct ctx *c)
{
    static const char *const files[] = {"overview.csv", "territory/stairs.csv",
        "territory/coverings.csv", "buildings.csv", "gaps.csv"};
    struct world *w = world_make(c);
    const char *before[COUNT(files)], *day = day_text(c->arena, c->now);
    c->area_id = w->area;
    test_begin(c);
    int64_t old = bodies_make(c, BODY_STAIR, w->stair, "3号楼组", "");
    struct change ch = {.kind = PLACE_GRID, .name = "东网格", .day = day, .reason = ""};
    ch.other_id = w->area;
    int64_t grid = territory_make(c, &ch);
    ch.place_id = grid;
    list_push(c->arena, &ch.stairs, w->stair);
    CHECK("as it was", old && grid && territory_move(c, &ch) && test_end(c));
    c->now += 40 * MS_PER_DAY;
    struct browser b = {0};
    world_staff(c, &b, w->clerk, "later");
    for (size_t i = 0; i < COUNT(files); i++) {
        before[i] = page_of(c, w, &b, files[i], day);
    }
    c->area_id = w->area;
    test_begin(c);
    struct change now = {.place_id = grid,
        .name = "西网格",
        .day = day_text(c->arena, c->now),
        .reason = "",
        .release = true};
    CHECK("acts of today", territory_rename(c, &now) && to_be_led(c, w) &&
                               territory_close(c, &now) &&
                               places_close_building(c, w->stair, now.day) && test_end(c));
    for (size_t i = 0; i < COUNT(files); i++) {
        CHECK(files[i], str_same(before[i], page_of(c, w, &b, files[i], day)));
        CHECK("today is another", !str_same(before[i], page_of(c, w, &b, files[i], now.day)));
    }
    const char *page = page_of(c, w, &b, "overview", day);
    CHECK("stands beside today", strstr(page, "和今天比") && strstr(page, "后来停用了"));
    CHECK("links to that day's lists",
        strstr(page, arena_printf(c->arena, "/buildings?day=%s", day)) &&
            strstr(page, arena_printf(c->arena, "/gaps?day=%s", day)));
    CHECK("none to today's", !strstr(page, "/buildings\"") && !strstr(page, "overdue"));
}

const struct test overview_tests[] = {
    {"which numbers ask", which_numbers_ask, true},
    {"cells follow", cells_follow},
    {"doctor names it", doctor_names_it},
    {"earlier days", earlier_days},
    {"led until then", led_until_then},
    {"the town looks", the_town_looks},
    {"last year's report (P16)", last_years_report},
    {0},
};
