/* owners_area_test.c - how large, how many, on which day: no later join, note or import changes
 * what was counted before it; the register goes before the survey and the contract (rules.md O5).
 */
#include <string.h>

#include "src/owners/owners_room.h"
#include "src/territory/territory.h"
#include "tests/requests_world.h"

static struct owner_totals totals(struct ctx *c, const struct world *w, const char *day)
{
    struct owner_totals t;
    CHECK("counted", owners_totals(c, w->stair, day, &t));
    return t;
}

/* The homes of the world were made on 2026-11-23, three of 80 m2 each in this stair. */
static void past_totals(struct ctx *c)
{
    struct world *w = world_make(c);
    bool made, changed;
    test_begin(c);
    int64_t one = places_unit_by_name(c, w->stair, "301");
    int64_t two = places_unit_by_name(c, w->stair, "302");
    CHECK("noted as of long ago",
        owners_put(c, one, "陈阿婆", OWNER_PERSON, "", 1, 1, "2020-01-01", &made, &changed));
    struct owner_totals before = totals(c, w, "2026-11-22");
    CHECK("before there were homes", !before.units && !before.area_dm2 && !before.unowned);
    CHECK("done", test_end(c));
    test_at(c, c->now + 30 * MS_PER_DAY);
    test_begin(c);
    struct owner_totals was = totals(c, w, "2026-12-01");
    CHECK("three", was.units == 3 && was.area_dm2 == 24000 && was.unowned == 2);
    CHECK("joined", territory_join(c, one, two,
                        &(struct change){.name = "301", .day = "2026-12-23", .reason = ""}));
    struct owner_totals still = totals(c, w, "2026-12-01"), now = totals(c, w, "2026-12-23");
    CHECK("no past day changed", memcmp(&was, &still, sizeof(was)) == 0);
    CHECK("two from then on", now.units == 2 && now.area_dm2 == 24000);
    CHECK("done", test_end(c));
}

static bool note(struct ctx *c, int64_t unit, int64_t dm2, enum area_source source, const char *day)
{
    struct unit_area a = {.area_dm2 = dm2, .source = source, .basis = "证"};
    return owners_set_area(c, unit, &a, day);
}

/* rules.md O5 (JI 8): register, else survey, else contract, whoever was typed last. */
static void best_source(struct ctx *c)
{
    static const struct {
        const char *day;
        int64_t dm2;
        enum area_source source;
    } cases[] = {
        {"2017-12-31", 8000, AREA_UNSAID},
        {"2018-01-01", 7000, AREA_CONTRACT},
        {"2019-12-31", 7000, AREA_CONTRACT},
        {"2020-01-01", 7500, AREA_SURVEY},
        {"2026-11-23", 7500, AREA_SURVEY},
        {"2027-05-31", 7500, AREA_SURVEY},
        {"2027-06-01", 12000, AREA_REGISTER},
        {"2028-01-01", 12500, AREA_REGISTER},
    };
    struct world *w = world_make(c);
    struct unit_area a;
    test_begin(c);
    int64_t unit = places_unit_by_name(c, w->stair, "301");
    CHECK("noted in any order",
        note(c, unit, 12500, AREA_REGISTER, "2028-01-01") &&
            note(c, unit, 11000, AREA_REGISTER, "2027-06-01") &&
            note(c, unit, 7000, AREA_CONTRACT, "2018-01-01") &&
            note(c, unit, 7500, AREA_SURVEY, "2020-01-01") &&
            note(c, unit, 12000, AREA_REGISTER, "2027-06-01")); /* a slip, put right */
    for (size_t i = 0; i < COUNT(cases); i++) {
        CHECK(cases[i].day, owners_area(c, unit, cases[i].day, &a) && a.area_dm2 == cases[i].dm2 &&
                                a.source == cases[i].source);
    }
    CHECK("done", test_end(c));
}

/* A register entry of a later day says nothing of today; a roster says nothing against it. */
static void dated(struct ctx *c)
{
    struct world *w = world_make(c);
    struct owner_shares now = {0}, then = {0};
    bool made, changed;
    test_begin(c);
    int64_t unit = places_unit_by_name(c, w->stair, "301");
    CHECK("owned",
        owners_put(c, unit, "陈阿婆", OWNER_PERSON, "", 1, 1, "2020-01-01", &made, &changed));
    CHECK("noted", note(c, unit, 12000, AREA_REGISTER, "2027-06-01"));
    CHECK("today", totals(c, w, "2026-11-23").area_dm2 == 24000);
    CHECK("from then on", totals(c, w, "2027-06-01").area_dm2 == 28000);
    CHECK("the share's too",
        owners_of_unit(c, unit, "2026-11-23", &now) && now.v[0].area_dm2 == 8000);
    places_resize_unit(c, unit, 9000);
    CHECK("whatever the roster says", owners_of_unit(c, unit, "2027-06-01", &then) &&
                                          then.v[0].area_dm2 == 12000 &&
                                          totals(c, w, "2027-06-01").area_dm2 == 28000);
    CHECK("done", test_end(c));
}

/* A roster brought in again, without a source, says how large a home is from that day on. */
static void resized(struct ctx *c)
{
    struct world *w = world_make(c);
    struct owner_shares then = {0};
    struct unit_area a, b;
    bool made, changed;
    test_begin(c);
    int64_t unit = places_unit_by_name(c, w->stair, "301");
    CHECK("owned",
        owners_put(c, unit, "陈阿婆", OWNER_PERSON, "", 1, 1, "2026-11-23", &made, &changed));
    CHECK("done", test_end(c));
    test_at(c, c->now + 30 * MS_PER_DAY);
    test_begin(c);
    struct owner_totals was = totals(c, w, "2026-12-01");
    places_put_unit(c, w->stair, "301", 9000, &made, &changed);
    CHECK("changed", !made && changed && totals(c, w, "2026-12-23").area_dm2 == 25000);
    places_put_unit(c, w->stair, "301", 9500, &made, &changed); /* a slip of the same day */
    struct owner_totals still = totals(c, w, "2026-12-01");
    CHECK("no past day changed", memcmp(&was, &still, sizeof(was)) == 0);
    CHECK("the share's neither",
        owners_of_unit(c, unit, "2026-12-22", &then) && then.n == 1 && then.v[0].area_dm2 == 8000);
    CHECK("nor the home's", owners_area(c, unit, "2026-12-22", &a) && a.area_dm2 == 8000 &&
                                owners_area(c, unit, "2026-12-23", &b) && b.area_dm2 == 9500);
    CHECK("done", test_end(c));
}

/* A note about a home that is no more is a note about that one, though another bears its name. */
static void former_home(struct ctx *c)
{
    struct world *w = world_make(c);
    struct unit_area joined, former;
    struct units there = {0}, still = {0};
    struct change ch = {.name = "301", .day = "2026-11-23", .reason = ""};
    test_begin(c);
    int64_t one = places_unit_by_name(c, w->stair, "301");
    int64_t two = places_unit_by_name(c, w->stair, "302");
    CHECK("vouched for", note(c, two, 8200, AREA_SURVEY, "2020-01-01"));
    int64_t id = territory_join(c, one, two, &ch);
    CHECK("as large as both",
        owners_area(c, id, ch.day, &joined) && joined.area_dm2 == 16200 && !joined.source);
    CHECK("read", places_units(c, w->stair, &there));
    CHECK("noted late", note(c, one, 7000, AREA_REGISTER, "2020-01-01"));
    CHECK(
        "of the former one", owners_area(c, one, "2026-12-01", &former) && former.area_dm2 == 7000);
    CHECK("not of the joined one", owners_area(c, id, ch.day, &joined) && joined.area_dm2 == 16200);
    CHECK("and none was made", places_units(c, w->stair, &still) && still.n == there.n);
    CHECK("done", test_end(c));
}

const struct test owners_area_tests[] = {
    {"totals of a past day", past_totals},
    {"the best source", best_source},
    {"areas are dated", dated},
    {"a roster without a source", resized},
    {"a home that is no more", former_home},
    {0},
};
