/* territory_world.h - for the tests: two compounds, stairs, homes. */
#ifndef EAVES_TERRITORY_WORLD_H
#define EAVES_TERRITORY_WORLD_H

#include "src/territory/territory.h"
#include "tests/check.h"

enum { STAIRS = 14 };
struct world {
    int64_t compound[2], stair[STAIRS];
};

static struct world make_world(struct ctx *c)
{
    struct world w;
    bool made, changed;
    test_area(c, NULL);
    test_begin(c);
    for (int i = 0; i < 2; i++) {
        w.compound[i] = places_put_compound(c, i ? "乙苑" : "甲苑", &made);
    }
    for (int i = 0; i < STAIRS; i++) {
        w.stair[i] = places_put_building(
            c, w.compound[i % 2], arena_printf(c->arena, "%d号楼", i + 1), &made);
        for (int k = 0; k <= i % 3; k++) {
            places_put_household(c,
                places_put_unit(
                    c, w.stair[i], arena_printf(c->arena, "%d01", k + 1), 0, &made, &changed),
                &made);
        }
    }
    places_plan(c);
    CHECK("a world", test_end(c));
    return w;
}

static const char *today(struct ctx *c)
{
    return day_text(c->arena, c->now);
}

static struct change at(struct ctx *c, int64_t place, const char *name)
{
    return (struct change){
        .place_id = place, .name = name, .day = today(c), .reason = "", .kind = PLACE_GRID};
}

static int64_t make(struct ctx *c, enum place_kind kind, int64_t parent, const char *name)
{
    struct change ch = at(c, 0, name);
    ch.kind = kind;
    ch.other_id = parent ? parent : c->area_id;
    return territory_make(c, &ch);
}
#endif
