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

const struct test owners_area_tests[] = {
    {"totals of a past day", past_totals},
    {0},
};
