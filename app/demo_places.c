/* demo_places.c - the territory of the demo: grids, micro grids, residents' groups, zones as they
 * were cut at the founding, and what became of them since, so that an earlier year says something
 * else. */
#include "app/demo.h"

#include "lib/log/log.h"
#include "src/places/places.h"
#include "src/territory/territory.h"

enum { GRID_STAIRS = 22, GROUP_STAIRS = 52, MICRO_STAIRS = 20, MICRO_FROM = 30 };

static int64_t covering(
    struct ctx *c, enum place_kind kind, int64_t parent, const char *name, const char *day)
{
    return territory_make(c,
        &(struct change){.kind = kind, .other_id = parent, .name = name, .day = day, .reason = ""});
}

static const char *ordinal(struct ctx *c, int64_t n)
{
    static const char *const digits[] = {"", "一", "二", "三", "四", "五", "六", "七", "八", "九"};
    return arena_printf(c->arena, "第%s%s%s", n < 10 || n > 19 ? digits[n / 10] : "",
        n < 10 ? "" : "十", digits[n % 10]);
}

/* Stairs in the order of the plan, from `from` to `to`, into a covering. */
static void fill(struct ctx *c, enum place_kind kind, int64_t id, const struct buildings *all,
    size_t from, size_t to, const char *day)
{
    for (size_t i = from; i < to; i++) {
        places_hold(c, kind, id, all->v[i].id, day);
    }
}

static void cut_grid(
    struct ctx *c, int64_t id, const struct buildings *all, size_t from, size_t to, const char *day)
{
    int64_t n = (int64_t)(to - from), parts = n < MICRO_FROM ? 0 : territory_parts(n, MICRO_STAIRS);
    fill(c, PLACE_GRID, id, all, from, to, day);
    for (int64_t i = 0; i < parts; i++) {
        int64_t micro =
            covering(c, PLACE_MICRO_GRID, id, arena_printf(c->arena, "微网格%d", (int)i + 1), day);
        fill(c, PLACE_MICRO_GRID, micro, all, from + (size_t)(n * i / parts),
            from + (size_t)(n * (i + 1) / parts), day);
    }
}

struct cutting { /* how many of each so far */
    int64_t grids, groups;
    const char *day;
};

static void cut_compound(
    struct ctx *c, const struct buildings *all, int64_t grids, struct cutting *k)
{
    int64_t n = (int64_t)all->n, groups = territory_parts(n, GROUP_STAIRS);
    for (int64_t i = 0; i < grids; i++) {
        int64_t id = covering(c, PLACE_GRID, c->area_id,
            arena_printf(c->arena, "%s网格", ordinal(c, ++k->grids)), k->day);
        cut_grid(c, id, all, (size_t)(n * i / grids), (size_t)(n * (i + 1) / grids), k->day);
    }
    for (int64_t i = 0; i < groups; i++) {
        int64_t id = covering(c, PLACE_GROUP, c->area_id,
            arena_printf(c->arena, "%s居民小组", ordinal(c, ++k->groups)), k->day);
        fill(c, PLACE_GROUP, id, all, (size_t)(n * i / groups), (size_t)(n * (i + 1) / groups),
            k->day);
    }
}

/* The working groups of a compound's owners: south and north. */
static void halves(struct ctx *c, const char *name, const struct buildings *all, const char *day)
{
    int64_t south =
        covering(c, PLACE_ZONE, c->area_id, arena_printf(c->arena, "%s南区", name), day);
    int64_t north =
        covering(c, PLACE_ZONE, c->area_id, arena_printf(c->arena, "%s北区", name), day);
    fill(c, PLACE_ZONE, south, all, 0, all->n / 2, day);
    fill(c, PLACE_ZONE, north, all, all->n / 2, all->n, day);
}

static bool cut(struct ctx *c, bool own)
{
    static const int64_t own_grids[] = {4, 5, 5};
    struct places compounds = {0};
    struct cutting k = {.day = day_text(c->arena, c->now)};
    if (!demo_begin(c, 0, HAND_SYSTEM, CHANNEL_SYSTEM) || !places_compounds(c, &compounds)) {
        return demo_end(c);
    }
    for (size_t i = 0; i < compounds.n && !c->err.kind; i++) {
        struct buildings all = {0};
        if (places_buildings(c, compounds.v[i].id, &all)) {
            int64_t grids = own && i < COUNT(own_grids)
                                ? own_grids[i]
                                : territory_parts((int64_t)all.n, GRID_STAIRS);
            cut_compound(c, &all, grids, &k);
        }
        if (own && i == 0) {
            halves(c, compounds.v[i].name, &all, k.day);
        }
    }
    return demo_end(c);
}

/* Its later years ------------------------------------------------------------------------------ */
static bool on(struct ctx *c, int64_t morning, struct change *ch)
{
    c->now = morning;
    ch->day = day_text(c->arena, morning);
    return demo_begin(c, 0, HAND_SYSTEM, CHANNEL_SYSTEM);
}

/* Last year: three stairs of the first grid went to the second. */
static bool moved(struct ctx *c, int64_t today)
{
    struct stairs all = {0};
    struct change ch = {.kind = PLACE_GRID, .reason = ""};
    size_t next = 0;
    if (!on(c, demo_morning(today, 1, "06-01", 0), &ch) ||
        !territory_stairs(c, c->area_id, "", &all)) {
        return demo_end(c);
    }
    while (next + 1 < all.n && all.v[next].grid_id == all.v[0].grid_id) {
        next++;
    }
    ch.place_id = all.v[next].grid_id;
    for (size_t i = next - 3; i < next; i++) {
        list_push(c->arena, &ch.stairs, all.v[i].id);
    }
    (void)territory_move(c, &ch);
    return demo_end(c);
}

/* This year: the grid of the last stairs was too large, it is two since. */
static bool divided(struct ctx *c, int64_t today)
{
    struct stairs all = {0};
    struct change ch = {.kind = PLACE_GRID, .name = "第十五网格", .reason = ""};
    if (on(c, demo_morning(today, 0, "03-02", 50), &ch) &&
        territory_stairs(c, c->area_id, "", &all)) {
        ch.place_id = all.v[all.n - 1].grid_id;
        for (size_t i = all.n - 8; i < all.n; i++) {
            list_push(c->arena, &ch.stairs, all.v[i].id);
        }
        (void)territory_split(c, &ch);
    }
    return demo_end(c);
}

/* And four stairs were built: they belong where their neighbour does. */
static bool built(struct ctx *c, int64_t today, struct buf *csv)
{
    struct stairs all = {0};
    struct change ch = {.kind = PLACE_GRID, .reason = ""};
    c->now = demo_morning(today, 0, "05-06", 40);
    if (!demo_import(c, csv) || !on(c, c->now, &ch) || !territory_stairs(c, c->area_id, "", &all)) {
        return demo_end(c);
    }
    const struct stair *neighbour = &all.v[all.n - 5];
    for (size_t i = all.n - 4; i < all.n; i++) {
        list_push(c->arena, &ch.stairs, all.v[i].id);
    }
    ch.place_id = neighbour->grid_id;
    bool ok = territory_move(c, &ch);
    ch.kind = PLACE_GROUP;
    ch.place_id = neighbour->group_id;
    return demo_end(c) && ok && on(c, c->now, &ch) && territory_move(c, &ch) && demo_end(c);
}

bool demo_places(struct ctx *c, struct cast *k, struct buf *later)
{
    bool own = k->stair != 0;
    int64_t founded = c->now;
    bool ok = cut(c, own) &&
              (!own || (moved(c, k->today) && divided(c, k->today) && built(c, k->today, later)));
    c->now = founded;
    return ok;
}
