/* doors_test.c - the door grid: for whom, what it shows, flags of a home. */
#include "src/doors/doors.h"

#include <string.h>

#include "tests/requests_world.h"

static const char *at(struct ctx *c, const struct world *w, const char *tail)
{
    return arena_printf(c->arena, "/a/%s/b/%" PRId64 "/doors%s", w->code, w->stair, tail);
}

static const char *door(struct ctx *c, const struct world *w, const char *name)
{
    int64_t unit = places_unit_by_name(c, w->stair, name);
    return at(c, w, arena_printf(c->arena, "/%" PRId64, unit));
}

static bool shows(const struct req *r, const char *text)
{
    return r->status == 200 && strstr(body_of(r), text);
}

static void rules(struct ctx *c)
{
    (void)c;
    CHECK("empty ends let", doors_ends(DOOR_EMPTY, DOOR_LET) && doors_ends(DOOR_LET, DOOR_EMPTY));
    CHECK("let and away go together", !doors_ends(DOOR_LET, DOOR_AWAY));
    CHECK("and itself stays", !doors_ends(DOOR_EMPTY, DOOR_EMPTY));
}

static void for_whom(struct ctx *c)
{
    struct world *w = world_make(c);
    struct req *r = visit(c, &w->leader_b, at(c, w, ""), NULL);
    CHECK("the leader", shows(r, "陈阿婆") && strstr(body_of(r), "302"));
    CHECK("no full telephone", !strstr(body_of(r), "13900000302"));
    CHECK("not a neighbour", visit(c, &w->neighbour_b, at(c, w, ""), NULL)->status == 403);
    CHECK("not a visitor", visit(c, &w->stranger_b, at(c, w, ""), NULL)->status == 303);
    CHECK("no such list", visit(c, &w->leader_b, at(c, w, "?roll=77"), NULL)->status == 404);
    const char *far = arena_printf(c->arena, "/a/%s/b/%" PRId64 "/doors", w->code, w->stair4);
    CHECK("not her stair", visit(c, &w->leader_b, far, NULL)->status == 403);
    CHECK("the one home", shows(visit(c, &w->leader_b, door(c, w, "302"), NULL), "周玉兰"));
    CHECK("a home of another stair", visit(c, &w->leader_b, at(c, w, "/77"), NULL)->status == 404);
}

static void flags(struct ctx *c)
{
    struct world *w = world_make(c);
    const char *home = door(c, w, "302");
    const char *kept = visit(c, &w->leader_b, home, "kind=2&on=1")->location;
    CHECK("let", shows(visit(c, &w->leader_b, kept, NULL), "记下了：出租"));
    CHECK("away as well", visit(c, &w->leader_b, home, "kind=1&on=1")->status == 303);
    CHECK("twice is once", visit(c, &w->leader_b, home, "kind=1&on=1")->status == 303);
    CHECK("on the grid", shows(visit(c, &w->leader_b, at(c, w, ""), NULL), "外出 · 出租"));
    CHECK("empty", visit(c, &w->leader_b, home, "kind=3&on=1")->status == 303);
    struct door_flags all = {0};
    CHECK("ends both", doors_flags(c, w->stair, &all) && all.n == 1 && all.v[0].kind == DOOR_EMPTY);
    CHECK("no more", visit(c, &w->leader_b, home, "kind=3")->status == 303);
    struct door_flags none = {0};
    CHECK("none", doors_flags(c, w->stair, &none) && none.n == 0);
    CHECK("no such flag", visit(c, &w->leader_b, home, "kind=9&on=1")->status == 422);
    CHECK("not a neighbour", visit(c, &w->neighbour_b, home, "kind=1&on=1")->status == 403);
}

static void calling(struct ctx *c)
{
    struct world *w = world_make(c);
    const char *home = door(c, w, "302");
    CHECK("no number is promised to the leader",
        !shows(visit(c, &w->leader_b, at(c, w, ""), NULL), "点一户看电话"));
    CHECK("but what to do", shows(visit(c, &w->leader_b, home, NULL), "请上门，或请居委会打"));
    CHECK(
        "the committee sees it", shows(visit(c, &w->clerk_b, at(c, w, ""), NULL), "点一户看电话"));
    const char *call = arena_printf(c->arena, "%s/call", home);
    CHECK("masked", !strstr(body_of(visit(c, &w->leader_b, home, NULL)), "tel:139"));
    CHECK("nobody agreed", visit(c, &w->leader_b, call, "")->status == 422);
    CHECK("not hers to say", visit(c, &w->leader_b, home, "kind=4&on=1")->status == 403);
    CHECK("the committee asked", visit(c, &w->clerk_b, home, "kind=4&on=1")->status == 303);
    CHECK("which home it is", shows(visit(c, &w->leader_b, at(c, w, ""), NULL), "· 可打电话"));
    struct req *r = visit(c, &w->leader_b, home, NULL);
    CHECK("not before it is told", shows(r, "/call\"") && !strstr(body_of(r), "13900000302"));
    CHECK("one tap", shows(visit(c, &w->leader_b, call, ""), "tel:13900000302"));
    const char *mine = arena_printf(c->arena, "/a/%s/privacy", w->code);
    r = visit(c, &w->neighbour_b, mine, NULL);
    CHECK("she sees who looked", shows(r, "可打电话") && strstr(body_of(r), "顾明珠"));
    CHECK("taken back", visit(c, &w->clerk_b, home, "kind=4")->status == 303);
    CHECK("masked again", !strstr(body_of(visit(c, &w->leader_b, home, NULL)), "tel:139"));
}

static void opens(struct ctx *c, int64_t stair, int64_t asker, enum audience audience)
{
    int64_t id;
    struct request_draft d = {
        .place_id = stair, .body = TROUBLE, .kind = KIND_LIGHT, .audience = audience};
    c->act.person_id = asker;
    CHECK("a trouble", requests_open(c, &d, &id));
}

/* The number at the top is that of the stair's list of 诉求: no ballot, nothing of a case. */
static void counting(struct ctx *c)
{
    struct world *w = world_make(c);
    struct matter vote = {
        .kind = "ballot", .title = "门口放长椅", .place_id = w->stair, .audience = AUDIENCE_PLACE};
    test_begin(c);
    opens(c, w->stair, w->granny, AUDIENCE_PLACE);
    opens(c, w->stair, w->granny, AUDIENCE_CASE);
    CHECK("a vote", matters_open(c, &vote, "一张"));
    CHECK("one of them", doors_open_here(c, w->stair) == 1);
    CHECK("kept", test_end(c));
    c->act = (struct act){0};
    const char *list = arena_printf(c->arena, "/a/%s/b/%" PRId64 "/requests", w->code, w->stair);
    CHECK("as its list says", shows(visit(c, &w->leader_b, list, NULL), "共 1 件"));
    CHECK("as the grid says", shows(visit(c, &w->leader_b, at(c, w, ""), NULL), "1 件诉求在办"));
}

const struct test doors_tests[] = {
    {"rules", rules, true},
    {"for whom", for_whom},
    {"flags", flags},
    {"calling", calling},
    {"counting", counting},
    {0},
};
