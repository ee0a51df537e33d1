/* network_test.c - what bodies reach, recomputed slowly; the tree in order; what does not exist. */
#include "lib/db/list.h"
#include "src/network/network_room.h"
#include "tests/requests_world.h"

static struct body of(int64_t id, int64_t parent)
{
    return (struct body){.id = id, .parent_id = parent, .name = "", .kind = BODY_PARTY_BRANCH};
}

static void in_order(struct ctx *c)
{
    struct body v[] = {of(3, 2), of(1, 0), of(2, 1), of(4, 1), of(8, 9), of(9, 8), of(5, 77)};
    struct bodies all = {.v = v, .n = COUNT(v)};
    struct nodes out = {0};
    static const struct {
        int64_t id;
        int depth;
    } want[] = {{1, 0}, {2, 1}, {3, 2}, {4, 1}, {5, 0}, {8, 0}, {9, 0}};
    network_in_order(c->arena, &all, &out);
    CHECK("nobody is lost, not even in a circle", out.n == COUNT(want));
    for (size_t i = 0; i < out.n && i < COUNT(want); i++) {
        CHECK("in order", out.v[i].b.id == want[i].id && out.v[i].depth == want[i].depth);
    }
}

/* Random bodies over random coverings, which change; any day against the slow way. ------------- */
enum { STAIRS = 6, COVERINGS = 5, DAYS = 6, BODIES = 12 };

static uint32_t dice(struct ctx *c, uint32_t n)
{
    uint32_t r;
    new_random(c, &r, sizeof(r));
    return r % n;
}

struct ground {
    int64_t stairs[STAIRS], coverings[COVERINGS], places[STAIRS + COVERINGS + 2];
    int64_t start;
};

static const char *day(struct ctx *c, const struct ground *g, int n)
{
    return day_text(c->arena, g->start + n * MS_PER_DAY);
}

static void lay_ground(struct ctx *c, struct ground *g)
{
    bool made;
    int64_t compound = places_put_compound(c, "东里小区", &made);
    int n = 0;
    g->start = c->now;
    for (int i = 0; i < STAIRS; i++) {
        const char *name = arena_printf(c->arena, "%d号楼", i + 1);
        g->stairs[i] = g->places[n++] = places_put_building(c, compound, name, &made);
    }
    for (int i = 0; i < COVERINGS; i++) {
        enum place_kind kind = i < 2 ? PLACE_GRID : PLACE_ZONE;
        const char *name = arena_printf(c->arena, "片%d", i);
        g->coverings[i] = g->places[n++] = places_make(c, kind, c->area_id, name, day(c, g, 0));
        for (int s = 0; s < STAIRS; s++) {
            if (kind == PLACE_ZONE ? dice(c, 3) == 0 : s % 3 == i) {
                places_hold(c, kind, g->coverings[i], g->stairs[s], day(c, g, (int)dice(c, 3)));
            }
        }
    }
    g->places[n++] = compound;
    g->places[n] = c->area_id;
}

static void raise_bodies(struct ctx *c, const struct ground *g)
{
    int64_t now = c->now;
    for (int i = 0; i < BODIES; i++) {
        enum body_kind kind = dice(c, 2) ? BODY_PARTY_GROUP : BODY_PARTY_BRANCH;
        c->now = now + (int64_t)dice(c, 3) * MS_PER_DAY;
        int64_t place = g->places[dice(c, 8) ? dice(c, STAIRS + COVERINGS) : STAIRS + COVERINGS];
        int64_t id = bodies_make(c, kind, place, "支部", "");
        if (dice(c, 3) == 0) {
            bodies_end(c, id, day(c, g, 3 + (int)dice(c, 3)), "");
        }
    }
    c->now = now;
}

/* Does a body of that kind stand over the stair on that day? Asked of the places, one by one. */
static bool slowly(struct ctx *c, int64_t stair, enum body_kind kind, const char *on)
{
    struct bodies all = {0};
    struct places above = {0};
    must(bodies_on(c, on, kind, &all) && places_above(c, stair, on, &above));
    for (size_t i = 0; i < all.n; i++) {
        for (size_t k = 0; k < above.n; k++) {
            if (above.v[k].id == all.v[i].place_id) {
                return true;
            }
        }
    }
    return false;
}

static bool listed(const struct list_rows *all, int64_t stair)
{
    for (size_t i = 0; i < all->n; i++) {
        if (all->v[i].id == stair) {
            return true;
        }
    }
    return false;
}

static void compare(struct ctx *c, const struct ground *g, const char *on, int *wrong, int *gaps)
{
    for (int k = 0; k < 2; k++) {
        struct list_rows rows = {0};
        struct list_ask ask = {.filter = &network_uncovered.filters[k], .limit = 100, .day = on};
        enum body_kind kind = k ? BODY_PARTY_BRANCH : BODY_PARTY_GROUP;
        int64_t without = 0;
        must(list_load(c, &network_uncovered, &ask, &rows));
        for (int s = 0; s < STAIRS; s++) {
            bool there = slowly(c, g->stairs[s], kind, on);
            *wrong += listed(&rows, g->stairs[s]) == there;
            without += !there;
        }
        *wrong += (int64_t)rows.n != without || rows.count != without;
        *gaps += (int)without;
    }
}

static void recomputed(struct ctx *c)
{
    int wrong = 0, gaps = 0;
    for (int t = 0; t < 8; t++) {
        struct ground g = {0};
        const char *code;
        test_area(c, &code);
        test_begin(c);
        lay_ground(c, &g);
        raise_bodies(c, &g);
        CHECK("kept", test_end(c));
        must(db_begin_read(c));
        for (int d = 0; d < DAYS; d++) {
            compare(c, &g, day(c, &g, d), &wrong, &gaps);
        }
        db_rollback(c);
    }
    CHECK("as the slow way says", wrong == 0);
    CHECK("and there was something to find", gaps > 0);
}

/* The tree ------------------------------------------------------------------------------------- */
static void tree(struct ctx *c)
{
    struct world *w = world_make(c);
    struct nodes now = {0}, before = {0};
    test_begin(c);
    int64_t general = bodies_make(c, BODY_PARTY_GENERAL, c->area_id, "党总支", "");
    int64_t branch = bodies_make(c, BODY_PARTY_BRANCH, c->area_id, "第一支部", "");
    int64_t group = bodies_make(c, BODY_PARTY_GROUP, w->stair, "3号楼党小组", "");
    CHECK("under",
        bodies_put_under(c, branch, general, "") && bodies_put_under(c, group, branch, ""));
    CHECK("members", terms_seat(c, group, w->granny, SEAT_PARTY_MEMBER, "") &&
                         terms_seat(c, branch, w->son, SEAT_PARTY_MEMBER, ""));
    bodies_give_post(c, group, POST_GROUP_HEAD, w->granny, w->stair, "");
    bodies_give_post(c, group, POST_VOLUNTEER, w->neighbour, w->stair, "");
    CHECK("read", network_tree(c, "", &now) && network_tree(c, "2026-11-22", &before));
    CHECK("in order", now.n == 3 && now.v[0].b.id == general && now.v[2].depth == 2);
    CHECK("added up", now.v[0].members == 2 && now.v[1].members == 2 && now.v[2].members == 1 &&
                          now.v[0].volunteers == 1 && now.v[0].below == 1);
    CHECK("stairs and households", now.v[0].stairs == 2 && now.v[0].households == 4 &&
                                       now.v[2].stairs == 1 && now.v[2].households == 3);
    CHECK("its head", str_same(now.v[2].head, "陈阿婆") && str_same(now.v[1].head, ""));
    CHECK("the day before: nothing", before.n == 0);
    CHECK("done", test_end(c));
}

static void pages(struct ctx *c)
{
    struct world *w = world_make(c), *other = world_make(c);
    const char *troika = arena_printf(c->arena, "/a/%s/troika", w->code);
    test_begin(c);
    c->area_id = w->area;
    bodies_make(c, BODY_PARTY_GROUP, w->stair, "3号楼党小组", "");
    struct place stair;
    CHECK("there", places_by_id(c, w->stair, &stair));
    CHECK("made", test_end(c));
    struct req *r = visit(c, &w->stranger_b, troika, NULL);
    CHECK("there is none, and it says so",
        r->status == 200 && strstr(body_of(r), "无此主体") && strstr(body_of(r), "安居物业"));
    const char *none = arena_printf(c->arena,
        "place=%" PRId64 "&kind=3&body=%" PRId64 "&why=还没成立", stair.parent_id, w->committee);
    CHECK("not by a leader", visit(c, &w->leader_b, troika, none)->status == 403);
    CHECK("noted", visit(c, &w->clerk_b, troika, none)->status == 303);
    CHECK("who stands in",
        strstr(body_of(visit(c, &w->stranger_b, troika, NULL)), "由柳荫里居委会代为承担"));
    r = visit(c, &w->clerk_b, troika,
        arena_printf(c->arena, "place=%" PRId64 "&kind=2&why=没有", stair.parent_id));
    CHECK("not where there is one", r->status == 422);
    r = visit(c, &w->clerk_b, troika,
        arena_printf(c->arena, "place=%" PRId64 "&kind=3&why=没有", other->stair));
    CHECK("not of another area", r->status == 404);
    r = visit(c, &w->clerk_b, arena_printf(c->arena, "/a/%s/uncovered", w->code), NULL);
    CHECK("the other stair", strstr(body_of(r), "4号楼") && !strstr(body_of(r), ">3号楼<"));
    r = visit(
        c, &w->clerk_b, arena_printf(c->arena, "/a/%s/uncovered.csv?filter=leader", w->code), NULL);
    CHECK("without a leader",
        r->status == 200 && strstr(body_of(r), "4号楼") && !strstr(body_of(r), "3号楼"));
    r = visit(c, &w->clerk_b, arena_printf(c->arena, "/a/%s/branches.xlsx", w->code), NULL);
    CHECK("exported", r->status == 200);
    r = visit(c, &w->stranger_b, arena_printf(c->arena, "/a/%s/tree?groups=1", w->code), NULL);
    CHECK("the tree is public, its members are not",
        r->status == 200 && strstr(body_of(r), "3号楼党小组") && !strstr(body_of(r), "名党员"));
}

const struct test network_tests[] = {
    {"in order", in_order, .pure = true},
    {"recomputed slowly", recomputed},
    {"tree", tree},
    {"pages", pages},
    {0},
};
