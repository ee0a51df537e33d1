/* owners_deed_test.c - what changes who owns: a co-owner buys the rest, agents typed out of order,
 * what an organisation had not said before, who votes chosen by name. */
#include <inttypes.h>
#include <string.h>

#include "src/owners/owners_room.h"
#include "src/places/places.h"
#include "tests/requests_world.h"

static int64_t flat(struct ctx *c, const struct world *w, int64_t *one, int64_t *two)
{
    bool made, changed;
    int64_t id = places_unit_by_name(c, w->stair, "301");
    *one = owners_put(c, id, "陈大", OWNER_PERSON, "", 1, 4, "2020-01-01", &made, &changed);
    *two = owners_put(c, id, "陈二", OWNER_PERSON, "", 1, 4, "2020-01-01", &made, &changed);
    CHECK("a third",
        owners_put(c, id, "陈三", OWNER_PERSON, "", 1, 2, "2020-01-01", &made, &changed));
    return id;
}

/* A wife buys her husband's half: one share, and whoever voted votes on. */
static void co_owner_buys(struct ctx *c)
{
    struct world *w = world_make(c);
    struct owner_shares now = {0}, was = {0};
    int64_t one, two;
    test_begin(c);
    int64_t unit = flat(c, w, &one, &two);
    CHECK("who votes", owners_set_voter(c, unit, two, "2020-01-01"));
    struct sale s = {.unit_id = unit,
        .seller_id = one,
        .kind = OWNER_PERSON,
        .name = "陈二",
        .phone = "",
        .basis = "",
        .day = "2025-01-01"};
    CHECK("sold", owners_sell(c, &s));
    CHECK("both in one", owners_of_unit(c, unit, "", &now) && now.n == 2 &&
                             now.v[1].owner.id == two && now.v[1].num * 2 == now.v[1].den);
    CHECK("votes on", now.v[1].votes && !now.v[0].votes);
    CHECK("as it was", owners_of_unit(c, unit, "2024-12-31", &was) && was.n == 3);
    s.name = "陈三";
    s.seller_id = now.v[0].owner.id;
    CHECK("not to oneself", !owners_sell(c, &s) && str_same(c->err.field, "name"));
    c->err = (struct err){0};
    CHECK("done", test_end(c));
}

/* Typed in any order, each lasts until the next begins. */
static void agents(struct ctx *c)
{
    static const char *const cases[][2] = {{"2024-06-01", "甲代表"}, {"2025-06-01", "乙代表"},
        {"2026-06-01", "丙代表"}, {"2023-06-01", ""}};
    const char *code, *name, *phone;
    test_area(c, &code);
    test_begin(c);
    int64_t id = owners_make_organisation(c, "某某公司", "", false);
    CHECK("in any order", owners_set_agent(c, id, "丙代表", "", "2026-01-01") &&
                              owners_set_agent(c, id, "甲代表", "", "2024-01-01") &&
                              owners_set_agent(c, id, "写错了", "", "2025-01-01") &&
                              owners_set_agent(c, id, "乙代表", "", "2025-01-01"));
    for (size_t i = 0; i < COUNT(cases); i++) {
        CHECK(cases[i][0],
            owners_agent_on(c, id, cases[i][0], &name, &phone) && str_same(name, cases[i][1]));
    }
    CHECK("done", test_end(c));
}

/* From a roster by its name alone; the desk adds what it knows, and one code is one organisation.
 */
static void said_later(struct ctx *c)
{
    const char *code;
    struct owner o;
    test_area(c, &code);
    test_begin(c);
    int64_t id = owners_make_organisation(c, "临江置业", "", false);
    CHECK("the same",
        id && owners_make_organisation(c, "临江置业", "91310000MA1FL1234X", true) == id);
    CHECK("more is known",
        owners_by_id(c, id, &o) && o.developer && str_same(o.credit, "91310000MA1FL1234X"));
    CHECK("another of that code",
        !owners_make_organisation(c, "临江物业", "91310000MA1FL1234X", false) &&
            str_same(c->err.field, "credit"));
    c->err = (struct err){0};
    CHECK("done", test_end(c));
}

static void chosen_by_name(struct ctx *c)
{
    struct world *w = world_make(c);
    int64_t one, two;
    test_begin(c);
    int64_t unit = flat(c, w, &one, &two);
    CHECK("made", test_end(c));
    const char *at = arena_printf(c->arena, "/a/%s/owners/units/%" PRId64 "/voter", w->code, unit);
    const char *page = body_of(visit(c, &w->clerk_b, at, NULL));
    CHECK("a choice of owners", strstr(page, "<select") && strstr(page, "陈二"));
    const char *form = arena_printf(c->arena, "owner=%" PRId64 "&day=2026-01-01", two);
    CHECK("named", visit(c, &w->clerk_b, at, form)->status == 303);
    struct req *r = visit(c, &w->clerk_b, at, "day=2026-01-01");
    CHECK("nobody chosen", r->status == 422 && strstr(body_of(r), "owner-e"));
}

/* Two homes of one name: the desk is asked at once. */
static void one_of_that_name(struct ctx *c)
{
    struct world *w = world_make(c);
    bool made, changed;
    test_begin(c);
    int64_t first = places_unit_by_name(c, w->stair, "301");
    int64_t then = places_unit_by_name(c, w->stair, "302");
    CHECK("one", owners_put(c, first, "王小明", OWNER_PERSON, "", 1, 1, "", &made, &changed));
    CHECK("made", test_end(c));
    const char *add = arena_printf(c->arena, "/a/%s/owners/units/%" PRId64 "/add", w->code, then);
    struct req *r =
        visit(c, &w->clerk_b, add, "kind=person&name=王小明&num=1&den=1&day=2026-11-23");
    const char *at = r->status == 303 ? arena_strdup(c->arena, r->location) : "/";
    CHECK("asked", strstr(body_of(visit(c, &w->clerk_b, at, NULL)), "看是不是同一位"));
    r = visit(c, &w->clerk_b, add, "kind=person&name=王小明&num=1&den=1&day=2026-11-23");
    CHECK("not twice in one home", r->status == 422 && strstr(body_of(r), "name-e"));
}

const struct test owners_deed_tests[] = {
    {"a co-owner buys", co_owner_buys},
    {"agents in any order", agents},
    {"an organisation's code", said_later},
    {"who votes, by name", chosen_by_name},
    {"one of that name", one_of_that_name},
    {0},
};
