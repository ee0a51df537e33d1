/* places_test.c - names, codes, the tree from founding to closing; nothing leaks to another area.
 */
#include "src/places/places_room.h"

#include <string.h>

#include "tests/check.h"

static void floors(struct ctx *c)
{
    static const struct {
        const char *name;
        int64_t floor, col;
    } cases[] = {
        {"301", 3, 1},
        {"1203", 12, 3},
        {"0301", 3, 1},
        {"2单元301", 3, 1},
        {"A302", 3, 2},
        {"100", 0, 0},
        {"12", 0, 0},
        {"12345", 0, 0},
        {"底楼", 0, 0},
        {"", 0, 0},
    };
    (void)c;
    for (size_t i = 0; i < COUNT(cases); i++) {
        int64_t floor, col;
        places_floor_of(cases[i].name, &floor, &col);
        CHECK(cases[i].name, floor == cases[i].floor && col == cases[i].col);
    }
}

static void names(struct ctx *c)
{
    static const char *const buildings[][2] = {{"3", "3号楼"}, {"３", "3号楼"}, {"3号", "3号楼"},
        {"3#", "3号楼"}, {"3号楼", "3号楼"}, {"12弄3号", "12弄3号"}, {" 甲楼 ", "甲楼"},
        {"十二号楼", "12号楼"}, {"二十号", "20号楼"}, {"二十三幢", "23幢"}, {"十号", "10号楼"},
        {"一号大院", "一号大院"}, {"三单元", "三单元"}};
    static const char *const homes[][2] = {
        {"301室", "301"}, {" ３０１ ", "301"}, {"2单元301", "2单元301"}, {"室", "室"}};
    static const struct {
        const char *name;
        int64_t number;
    } numbers[] = {{"3号楼", 3}, {"12弄3号", 120003}, {"甲楼", 0}, {"528弄12号2单元", 120002}};
    for (size_t i = 0; i < COUNT(buildings); i++) {
        CHECK(buildings[i][0],
            str_same(places_building_name(c->arena, buildings[i][0]), buildings[i][1]));
    }
    for (size_t i = 0; i < COUNT(homes); i++) {
        CHECK(homes[i][0], str_same(places_unit_name(c->arena, homes[i][0]), homes[i][1]));
    }
    for (size_t i = 0; i < COUNT(numbers); i++) {
        CHECK(numbers[i].name, places_number_of(numbers[i].name) == numbers[i].number);
    }
}

static void codes(struct ctx *c)
{
    static const char *const refused[] = {"", "a", "LY", "柳", "a_b", "abcdefghijklm"};
    char code[7];
    (void)c;
    places_code_text((const uint8_t[]){0, 0, 0, 0}, code);
    CHECK("the first code", str_same(code, "AAAAAA"));
    places_code_text((const uint8_t[]){255, 255, 255, 255}, code);
    CHECK("six letters, none to mistake", strlen(code) == 6 && !strpbrk(code, "ILO01"));
    places_code_tidy(" abc-123", code);
    CHECK("any case, spaces and hyphens", str_same(code, "ABC123"));
    places_code_tidy("abc12", code);
    CHECK("five are not a code", str_same(code, ""));
    places_code_tidy("abc1234", code);
    CHECK("seven are not a code", str_same(code, ""));
    for (size_t i = 0; i < COUNT(refused); i++) {
        struct err why = {0};
        CHECK(refused[i], !places_area_code_ok(refused[i], &why) && why.kind == ERR_RULE);
    }
    CHECK("ly-2", places_area_code_ok("ly-2", &(struct err){0}));
}

static void plan(struct ctx *c)
{
    int64_t x, y;
    (void)c;
    places_plan_of(9, 20, &x, &y);
    CHECK("rows of eight", x == 1 && y == 1);
    places_plan_of(4, 5, &x, &y);
    CHECK("a few stand in one row", x == 4 && y == 0);
}

/* One compound, two stairs, three homes. */
struct lane {
    int64_t compound, first, second, home;
};

static struct lane make_lane(struct ctx *c)
{
    struct lane l;
    bool made, changed;
    test_begin(c);
    l.compound = places_put_compound(c, "柳荫里小区", &made);
    l.first = places_put_building(c, l.compound, "1号楼", &made);
    l.second = places_put_building(c, l.compound, "10号楼", &made);
    l.home = places_put_unit(c, l.first, "301", 5678, &made, &changed);
    places_put_household(c, l.home, &made);
    places_put_household(c, places_put_unit(c, l.first, "302", 0, &made, &changed), &made);
    places_put_unit(c, l.second, "1203", 0, &made, &changed);
    places_plan(c);
    CHECK("a lane is made", test_end(c));
    return l;
}

static void put_twice(struct ctx *c)
{
    bool made = true, changed = true;
    test_area(c, NULL);
    struct lane l = make_lane(c);
    test_begin(c);
    CHECK("same compound", places_put_compound(c, "柳荫里小区", &made) == l.compound && !made);
    CHECK("same stair", places_put_building(c, l.compound, "1号楼", &made) == l.first && !made);
    CHECK("same home", places_put_unit(c, l.first, "301", 5678, &made, &changed) == l.home);
    CHECK("neither made nor changed", !made && !changed);
    places_put_unit(c, l.first, "301", 5679, &made, &changed);
    CHECK("another area is a change", !made && changed);
    places_put_unit(c, l.first, "301", 0, &made, &changed);
    CHECK("an empty cell changes nothing", !made && !changed);
    places_put_household(c, l.home, &made);
    CHECK("same household", !made && test_end(c));
}

static void counts(struct ctx *c)
{
    struct buildings all = {0};
    struct building b;
    struct units homes = {0};
    test_area(c, NULL);
    struct lane l = make_lane(c);
    CHECK("all", places_buildings(c, 0, &all) && all.n == 2);
    CHECK("in the order of numbers", all.v[0].id == l.first && all.v[1].id == l.second);
    CHECK("counted", all.v[0].units == 2 && all.v[0].households == 2 && all.v[1].households == 0);
    CHECK("floors and columns", all.v[1].floors == 12 && all.v[1].per_floor == 3);
    CHECK("laid out", all.v[1].plan_x == 1 && all.v[1].plan_y == 0);
    CHECK("one", places_building(c, l.first, &b) && b.units == 2 && !b.closed);
    CHECK("named", str_same(b.name, "1号楼") && str_same(b.compound, "柳荫里小区"));
    CHECK("homes", places_units(c, l.first, &homes) && homes.n == 2);
    CHECK("the first home",
        homes.v[0].area_dm2 == 5678 && homes.v[0].household_id && homes.v[0].floor == 3);
    CHECK("by name", places_unit_by_name(c, l.first, "301室") == l.home);
    CHECK("of the compound",
        places_buildings(c, l.compound, &(struct buildings){0}) &&
            places_within(c, l.first, l.compound) && places_within(c, l.first, c->area_id) &&
            places_within(c, l.first, l.first) && !places_within(c, l.compound, l.first));
}

/* The area and its first compound are called alike; the nearer name is meant. */
static void spoken_of(struct ctx *c)
{
    static const struct {
        const char *typed;
        size_t n;
    } cases[] = {
        {"1号", 2},
        {"柳荫里 1号", 1},
        {"柳荫里小区1号楼", 1},
        {"柳荫里居民区 1号", 2},
        {"桂花苑1号", 1},
        {"1号楼301", 2}, /* a home, of either compound */
        {"1-301室", 2},
        {"1号楼30101", 0},
        {"柳荫里 7号", 1}, /* only 桂花苑 has one */
        {"南塘 1号", 0},
    };
    struct area here = {.name = "柳荫里居民区"};
    bool made;
    test_area(c, NULL);
    make_lane(c);
    here.id = c->area_id;
    test_begin(c);
    int64_t other = places_put_compound(c, "桂花苑", &made);
    places_put_building(c, other, "1号楼", &made);
    places_put_building(c, other, "7号楼", &made);
    CHECK("another compound", test_end(c));
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct buildings found = {0};
        CHECK(
            cases[i].typed, places_find(c, &here, cases[i].typed, &found) && found.n == cases[i].n);
    }
}

static void posters(struct ctx *c)
{
    int64_t area = 0, place = 0;
    bool revoked = true;
    test_area(c, NULL);
    struct lane l = make_lane(c);
    const char *code = places_code_of(c, l.first);
    CHECK(
        "a new stair has a code", strlen(code) == 6 && str_same(code, places_code_of(c, l.first)));
    CHECK("it leads to the stair", places_by_code(c, code, &area, &place, &revoked) &&
                                       area == c->area_id && place == l.first && !revoked);
    test_begin(c);
    CHECK("taken down", places_revoke_code(c, l.first));
    const char *other = places_code_of(c, l.first);
    CHECK("another one", test_end(c) && !str_same(code, other));
    CHECK("the old one says so", places_by_code(c, code, &area, &place, &revoked) && revoked);
    CHECK("unknown", !places_by_code(c, "AAAAA", &area, &place, &revoked) && !c->err.kind);
}

static void closing(struct ctx *c)
{
    struct building b;
    struct buildings all = {0};
    test_area(c, NULL);
    struct lane l = make_lane(c);
    test_begin(c);
    places_close_building(c, l.first, "2026-11-23");
    CHECK("closed", test_end(c));
    CHECK("still known", places_building(c, l.first, &b) && b.closed && b.units == 0);
    CHECK("off the lists", places_buildings(c, 0, &all) && all.n == 1);
    test_begin(c);
    places_close_building(c, l.second, "2026-12-01");
    CHECK("from a day to come", test_end(c));
    CHECK("it stands until then", places_building(c, l.second, &b) && !b.closed && b.units == 1);
}

static void another_area(struct ctx *c)
{
    struct building b;
    struct unit u;
    struct place p;
    test_area(c, NULL);
    struct lane l = make_lane(c);
    test_area(c, NULL);
    CHECK("no building", !places_building(c, l.first, &b) && err_take(&c->err).kind == ERR_ABSENT);
    CHECK("no home", !places_unit(c, l.home, &u) && err_take(&c->err).kind == ERR_ABSENT);
    CHECK("no place", !places_by_id(c, l.compound, &p) && err_take(&c->err).kind == ERR_ABSENT);
    CHECK("not within", !places_within(c, l.first, l.compound));
    CHECK("no lists", places_buildings(c, 0, &(struct buildings){0}) &&
                          places_units(c, l.first, &(struct units){0}));
}

static void founding(struct ctx *c)
{
    const char *code;
    test_area(c, &code);
    struct area a, again = {.kind = AREA_RESIDENTS, .code = code, .name = "又一个"};
    CHECK("found by code", places_area_by_code(c, code) == c->area_id);
    CHECK("as it was made", places_area(c, c->area_id, &a) && str_same(a.code, code));
    test_begin(c);
    CHECK("a code is taken once", !places_make_area(c, &again) && c->err.kind == ERR_RULE);
    test_end(c);
    c->err = (struct err){0};
    CHECK("nobody's code", places_area_by_code(c, "nobody") == 0);
}

/* A grid over the first stair, by hand: the territory room makes them for people. */
static void covered(struct ctx *c)
{
    struct places above = {0};
    struct ids under = {0};
    struct place_counts n = {0};
    struct levels all = {0};
    test_area(c, NULL);
    struct lane l = make_lane(c);
    test_begin(c);
    int64_t grid = places_make(c, PLACE_GRID, c->area_id, "第一网格", "2026-11-23");
    int64_t micro = places_make(c, PLACE_MICRO_GRID, grid, "一组", "2026-11-23");
    places_hold(c, PLACE_GRID, grid, l.first, "2026-11-23");
    places_hold(c, PLACE_MICRO_GRID, micro, l.first, "2026-11-23");
    CHECK("made", test_end(c));
    CHECK("within what covers it",
        places_within(c, l.first, grid) && places_within(c, l.first, micro) &&
            places_within(c, micro, grid) && !places_within(c, l.second, grid));
    CHECK("five above", places_above(c, l.first, "", &above) && above.n == 5);
    CHECK("nearest first", above.v[0].id == l.first && above.v[1].id == micro &&
                               above.v[2].id == grid && above.v[3].id == l.compound &&
                               above.v[4].id == c->area_id);
    above.n = 0;
    CHECK("not the day before", places_above(c, l.first, "2026-11-22", &above) && above.n == 2);
    above.n = 0;
    CHECK("over a micro grid", places_above(c, micro, "", &above) && above.n == 3 &&
                                   above.v[1].id == grid && above.v[2].id == c->area_id);
    CHECK("under it", places_under(c, micro, "", &under) && under.n == 1);
    CHECK("under the area", places_under(c, c->area_id, "", &under) && under.n == 3);
    CHECK("counted", places_counts(c, grid, "", &n) && n.stairs == 1 && n.units == 2 &&
                         n.households == 2 && n.people == 0);
    CHECK("the area", places_counts(c, c->area_id, "", &n) && n.stairs == 2 && n.units == 3);
    CHECK("nothing stood before", places_counts(c, grid, "2026-11-22", &n) && n.stairs == 0);
    CHECK("levels", places_levels(c, "", &all) && all.of[PLACE_GRID] == 1 && all.n == 3 &&
                        all.v[1].n.households == 2 && all.all.stairs == 2);
}

const struct test places_tests[] = {
    {"floors of names", floors, .pure = true},
    {"names as stored", names, .pure = true},
    {"codes", codes, .pure = true},
    {"the plan's rows", plan, .pure = true},
    {"put twice is put once", put_twice},
    {"counts of a lane", counts},
    {"a stair as people say it", spoken_of},
    {"posters", posters},
    {"closing a stair", closing},
    {"what covers a stair", covered},
    {"another area sees nothing", another_area},
    {"founding", founding},
    {0},
};
