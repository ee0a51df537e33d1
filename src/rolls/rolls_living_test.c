/* rolls_living_test.c - a living roll: who stays on it, who left. */
#include "src/households/households.h"
#include "src/rolls/rolls.h"
#include "src/territory/territory.h"
#include "tests/rolls_world.h"

static int64_t on_roll(struct ctx *c, const struct roll *r)
{
    struct roll_covers covers = {0};
    test_begin(c);
    CHECK("read again", rolls_refresh(c, r) && test_end(c));
    CHECK("covered", rolls_coverage(c, r->id, &covers));
    return rolls_total(&covers).total;
}

/* Homes are joined: the households stay on it, with their ticks. Households are: one row less. */
static void who_stays_and_who_left(struct ctx *c)
{
    struct world *w = world_make(c);
    struct roll r = open_roll(c, w->stair);
    struct roll_row before = row_of(c, &r, "302"), after;
    struct person granny, neighbour;
    struct place_counts n;
    struct marking m = {.row_no = before.row_no, .key = 1};
    test_begin(c);
    CHECK("ticked", rolls_tick(c, &r, w->stair, &m, 1, NULL));
    int64_t one = places_unit_by_name(c, w->stair, "301");
    int64_t two = places_unit_by_name(c, w->stair, "302");
    struct change ch = {.name = "303", .day = day_text(c->arena, c->now), .reason = ""};
    CHECK("homes joined", territory_join(c, one, two, &ch) && test_end(c));
    CHECK(
        "all stay", on_roll(c, &r) == 3 && places_counts(c, w->stair, "", &n) && n.households == 3);
    CHECK("with the tick, at the new door", rolls_row(c, r.id, before.row_no, &after) &&
                                                after.state == TICK_DONE &&
                                                str_same(after.name, "303") && !after.gone);
    test_begin(c);
    CHECK(
        "homes", people_by_id(c, w->granny, &granny) && people_by_id(c, w->neighbour, &neighbour));
    CHECK("households joined",
        households_join(c, granny.household_id, neighbour.household_id, "") && test_end(c));
    CHECK(
        "one less", on_roll(c, &r) == 2 && places_counts(c, w->stair, "", &n) && n.households == 2);
}

const struct test rolls_living_tests[] = {
    {"who stays and who left", who_stays_and_who_left},
    {0},
};
