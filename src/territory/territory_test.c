/* territory_test.c - the rules, every refusal, what a split, a merger and a new name leave behind.
 */
#include "src/territory/territory.h"

#include <string.h>

#include "src/territory/territory_world.h"
#include "tests/check.h"

static void days(struct ctx *c)
{
    static const struct {
        const char *day, *reason;
        bool future, ok;
        const char *field;
    } cases[] = {
        {"2026-11-23", "", false, true, NULL},
        {"2026-11-24", "", false, false, "day"},
        {"2026-11-24", "", true, true, NULL},
        {"2028-11-24", "", true, false, "day"},
        {"2026-02-30", "", true, false, "day"},
        {"", "", true, false, "day"},
        {"2026-11-22", "", true, false, "reason"},
        {"2026-11-22", "登记晚了", false, true, NULL},
    };
    (void)c;
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct err why = {0};
        bool ok =
            territory_day_ok(cases[i].day, "2026-11-23", cases[i].future, cases[i].reason, &why);
        CHECK(cases[i].day,
            ok == cases[i].ok && (ok || str_same(str_or(why.field, ""), cases[i].field)));
    }
}

static void by_grid(struct ctx *c)
{
    struct stair v[] = {{.id = 1, .grid_id = 7, .compound = "甲"},
        {.id = 2, .grid_id = 8, .compound = "甲"}, {.id = 3, .grid_id = 7, .compound = "甲"},
        {.id = 4, .grid_id = 7, .compound = "乙"}};
    struct stairs all = {.v = v, .n = COUNT(v)};
    territory_by_grid(c->arena, &all);
    CHECK("a grid's stairs stand together",
        all.v[0].id == 1 && all.v[1].id == 3 && all.v[2].id == 2 && all.v[3].id == 4);
    CHECK("the group ends", territory_group_end(&all, 0) == 2 && territory_group_end(&all, 2) == 3);
    int64_t two = 2;
    struct ids none = {0}, one = {.v = &two, .n = 1};
    struct stairs many = {.v = arena_alloc(c->arena, 61 * sizeof(*v)), .n = 61};
    for (size_t i = 0; i < many.n; i++) {
        many.v[i] = (struct stair){.id = (int64_t)i, .grid_id = (int64_t)i / 30, .compound = "甲"};
    }
    CHECK("ticked is open", territory_group_open(&many, 0, &one));
    CHECK("not ticked is folded",
        !territory_group_open(&many, 30, &one) && !territory_group_open(&many, 0, &none));
    CHECK("another compound is another group", territory_group_end(&all, 3) == 4);
}

static void parts(struct ctx *c)
{
    (void)c;
    CHECK("337 in twenties", territory_parts(337, 20) == 17);
    CHECK("a few are one", territory_parts(3, 20) == 1 && territory_parts(0, 20) == 0);
    CHECK("30 of about 20 are two", territory_parts(30, 20) == 2);
    int64_t before = 0, in_part = 0;
    for (int64_t i = 0; i < 45; i++) {
        int64_t part = territory_part_of(45, 2, i);
        CHECK("parts follow each other", part == before || part == before + 1);
        in_part += part == 0;
        before = part;
    }
    CHECK("nearly equal", in_part == 23 && before == 1);
}

static bool move(struct ctx *c, enum place_kind kind, int64_t to, int64_t stair, const char *day)
{
    struct change ch = at(c, to, "");
    ch.kind = kind;
    ch.day = day;
    list_push(c->arena, &ch.stairs, stair);
    return territory_move(c, &ch);
}

/* Refused at that field, and nothing stored. */
static void refused(struct ctx *c, const char *what, const char *field, bool answer)
{
    test_end(c);
    struct err e = err_take(&c->err);
    CHECK(what,
        !answer && e.kind == ERR_RULE && e.words.msgid && str_same(str_or(e.field, ""), field));
    test_begin(c);
}

static void bad_wishes(struct ctx *c)
{
    struct world w = make_world(c);
    test_begin(c);
    int64_t east = make(c, PLACE_GRID, 0, "东网格"), west = make(c, PLACE_GRID, 0, "西网格");
    int64_t micro = make(c, PLACE_MICRO_GRID, east, "一组");
    CHECK("made and filled", move(c, PLACE_MICRO_GRID, micro, w.stair[0], today(c)) &&
                                 move(c, PLACE_GRID, east, w.stair[1], today(c)));
    CHECK("into a micro grid is into its grid", places_within(c, w.stair[0], east));
    CHECK("committed", test_end(c));
    test_begin(c);
    refused(c, "a name is taken once", "name", make(c, PLACE_GRID, 0, "东网格") != 0);
    refused(
        c, "no micro grid in a micro grid", "parent", make(c, PLACE_MICRO_GRID, micro, "圈") != 0);
    refused(c, "before it stood", "reason", move(c, PLACE_GRID, west, w.stair[0], "2026-01-01"));
    struct change early = at(c, west, "");
    early.day = "2026-01-01", early.reason = "补";
    list_push(c->arena, &early.stairs, w.stair[0]);
    refused(c, "not even with a reason", "day", territory_move(c, &early));
    refused(
        c, "a day that does not exist", "day", move(c, PLACE_GRID, west, w.stair[0], "2026-02-30"));
    refused(c, "nothing chosen", "stairs",
        territory_move(c,
            &(struct change){.place_id = west, .kind = PLACE_GRID, .day = today(c), .reason = ""}));
    refused(c, "already there", "stairs", move(c, PLACE_GRID, east, w.stair[1], today(c)));
    struct change close = at(c, east, "");
    refused(c, "it still holds stairs", "into", territory_close(c, &close));
    struct change split = at(c, east, "新网格");
    refused(c, "an empty half", "stairs", territory_split(c, &split) != 0);
    list_push(c->arena, &split.stairs, w.stair[0]);
    list_push(c->arena, &split.stairs, w.stair[1]);
    refused(c, "the other half empty", "stairs", territory_split(c, &split) != 0);
    struct change merge = at(c, east, "");
    merge.other_id = east;
    refused(c, "not into itself", "into", territory_merge(c, &merge));
    merge.other_id = w.compound[0];
    refused(c, "nor into another kind", "into", territory_merge(c, &merge));
    CHECK("planned", move(c, PLACE_GRID, west, w.stair[1], "2026-12-01"));
    refused(c, "overlapping dates", "day", move(c, PLACE_GRID, west, w.stair[1], "2026-11-25"));
    CHECK("until then it stays", places_within(c, w.stair[1], east));
    (void)test_end(c);
}

static void two_halves(struct ctx *c)
{
    struct world w = make_world(c);
    struct past past = {0};
    struct place p;
    struct place_counts n = {0};
    test_begin(c);
    struct change split = at(c, w.compound[0], "丙苑");
    list_push(c->arena, &split.stairs, w.stair[0]);
    test_at(c, c->now + 3 * MS_PER_DAY);
    split.day = today(c);
    int64_t half = territory_split(c, &split);
    CHECK("a compound in two", half && test_end(c));
    CHECK("there today",
        places_within(c, w.stair[0], half) && !places_within(c, w.stair[0], w.compound[0]));
    CHECK("and in the tree", places_by_id(c, w.stair[0], &p) && p.parent_id == half);
    CHECK("the former day as it was",
        places_counts(c, w.compound[0], "2026-11-23", &n) && n.stairs == STAIRS / 2);
    CHECK(
        "today without it", places_counts(c, w.compound[0], "", &n) && n.stairs == STAIRS / 2 - 1);
    test_begin(c);
    struct change name = at(c, w.stair[0], "88");
    CHECK("renumbered", territory_rename(c, &name) && test_end(c));
    struct places above = {0};
    CHECK("called as then",
        places_above(c, w.stair[0], "2026-11-23", &above) && str_same(above.v[0].name, "1号楼"));
    test_at(c, c->now + 2 * MS_PER_DAY);
    CHECK("its past", places_by_id(c, w.stair[0], &p) && str_same(p.name, "88号楼") &&
                          territory_past(c, &p, &past) && past.n == 4);
    test_begin(c);
    struct change back = at(c, half, "");
    back.other_id = w.compound[0];
    CHECK("and one again", territory_merge(c, &back) && test_end(c));
    past.n = 0;
    CHECK("what it became",
        places_by_id(c, half, &p) && *p.valid_to && territory_past(c, &p, &past) && past.n == 5);
}

static void homes(struct ctx *c)
{
    struct world w = make_world(c);
    struct units all = {0};
    struct place_counts n = {0};
    CHECK("three homes", places_units(c, w.stair[2], &all) && all.n == 3);
    test_at(c, c->now + 2 * MS_PER_DAY);
    test_begin(c);
    struct change ch = at(c, 0, "101");
    int64_t one = territory_join(c, all.v[0].id, all.v[1].id, &ch);
    CHECK("two are one", one && test_end(c));
    CHECK("two homes, three households",
        places_counts(c, w.stair[2], "", &n) && n.units == 2 && n.households == 3);
    CHECK("the former day as it was",
        places_counts(c, w.stair[2], "2026-11-23", &n) && n.units == 3 && n.households == 3);
    test_begin(c);
    refused(
        c, "what is gone stays gone", "", territory_join(c, all.v[0].id, all.v[2].id, &ch) != 0);
    refused(c, "one needs two", "second", territory_join(c, one, one, &ch) != 0);
    struct change part = at(c, 0, "101");
    CHECK("one is two", territory_part(c, one, "102", 2, &part) && test_end(c));
    CHECK("three again", places_counts(c, w.stair[2], "", &n) && n.units == 3 && n.households == 3);
    test_begin(c);
    refused(c, "two names", "second",
        territory_part(
            c, all.v[2].id, "9", 1, &(struct change){.name = "9", .day = today(c), .reason = ""}));
    struct change home = at(c, w.stair[2], "102");
    refused(c, "a name once", "name", territory_new_home(c, &home, 0) != 0);
    struct change stair = at(c, w.compound[0], "3");
    refused(c, "a stair once", "name", territory_new_stair(c, &stair) != 0);
    stair.name = "99";
    CHECK("by hand", territory_new_stair(c, &stair) && test_end(c));
}

static void proposals(struct ctx *c)
{
    struct world w = make_world(c);
    struct proposal p;
    struct places micros = {0};
    test_begin(c);
    int64_t grid = make(c, PLACE_GRID, 0, "一网格");
    for (int i = 0; i < STAIRS; i++) {
        CHECK("in", move(c, PLACE_GRID, grid, w.stair[i], today(c)));
    }
    CHECK("shown first", territory_propose(c, grid, 5, &p) && p.stairs.n == STAIRS && p.parts == 3);
    struct change ch = at(c, 0, "");
    CHECK("stored", territory_accept(c, grid, 5, &ch) && test_end(c));
    CHECK("nobody is left", territory_propose(c, grid, 5, &p) && p.stairs.n == 0);
    struct levels l;
    CHECK("three micro grids", places_levels(c, "", &l) && l.of[PLACE_MICRO_GRID] == 3);
    (void)micros;
}

/* A stair that is to go to another grid is not put into a micro grid of this one. */
static void proposals_and_plans(struct ctx *c)
{
    struct world w = make_world(c);
    test_begin(c);
    int64_t grid = make(c, PLACE_GRID, 0, "一网格"), other = make(c, PLACE_GRID, 0, "二网格");
    CHECK("in", move(c, PLACE_GRID, grid, w.stair[0], today(c)) &&
                    move(c, PLACE_GRID, grid, w.stair[1], today(c)));
    CHECK("planned", move(c, PLACE_GRID, other, w.stair[1], "2027-01-01") && test_end(c));
    test_begin(c);
    struct change ch = at(c, 0, "");
    refused(c, "not before that day", "day", territory_accept(c, grid, 5, &ch));
    CHECK("done", test_end(c));
}

/* Both grids have a first micro grid; in one grid no two are called the same. */
static void micros_of_merged_grids(struct ctx *c)
{
    struct world w = make_world(c);
    test_begin(c);
    int64_t grid = make(c, PLACE_GRID, 0, "一网格"), other = make(c, PLACE_GRID, 0, "二网格");
    struct change ch = at(c, 0, "");
    CHECK("in", move(c, PLACE_GRID, grid, w.stair[0], today(c)) &&
                    move(c, PLACE_GRID, other, w.stair[1], today(c)));
    CHECK("each", territory_accept(c, grid, 5, &ch) && territory_accept(c, other, 5, &ch));
    ch.place_id = grid;
    ch.other_id = other;
    CHECK("merged", territory_merge(c, &ch));
    CHECK("two names",
        db_int(c,
            "SELECT count(DISTINCT name) FROM place WHERE area_id = ?1 AND parent_id = ?2"
            " AND kind = 5 AND valid_to IS NULL",
            V(c->area_id), V(other)) == 2);
    CHECK("done", test_end(c));
}

static void another_area(struct ctx *c)
{
    struct world w = make_world(c);
    test_begin(c);
    int64_t grid = make(c, PLACE_GRID, 0, "一网格");
    CHECK("made", test_end(c));
    test_area(c, NULL);
    test_begin(c);
    CHECK("no stair of theirs into a grid of ours",
        !move(c, PLACE_GRID, make(c, PLACE_GRID, 0, "我们的"), w.stair[0], today(c)) &&
            err_take(&c->err).kind == ERR_ABSENT);
    CHECK("no grid of theirs",
        !move(c, PLACE_GRID, grid, w.stair[0], today(c)) && err_take(&c->err).kind == ERR_ABSENT);
    struct change ch = at(c, grid, "改");
    CHECK("nor its name", !territory_rename(c, &ch) && err_take(&c->err).kind == ERR_ABSENT);
    (void)test_end(c);
}

const struct test territory_tests[] = {
    {"days", days, .pure = true},
    {"parts", parts, .pure = true},
    {"by grid", by_grid, .pure = true},
    {"bad wishes", bad_wishes},
    {"two halves", two_halves},
    {"homes", homes},
    {"proposals", proposals},
    {"proposals and plans", proposals_and_plans},
    {"micro grids of merged grids", micros_of_merged_grids},
    {"another area", another_area},
    {0},
};
