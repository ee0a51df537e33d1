/* desk_test.c - who may type for whom, and what is read back. */
#include "tests/requests_world.h"

static struct req *sent(struct ctx *c, struct browser *b, const char *path, const char *body)
{
    struct req *r = visit(c, b, path, body);
    CHECK(path, r->status == 303);
    return r;
}

/* Somebody who is on no roster yet tells the leader at the door. */
#define NEWCOMER "what=" TROUBLE "&channel=visit&name=新租客&building=%" PRId64
static void leader_and_newcomer(struct ctx *c)
{
    struct world *w = world_make(c);
    const char *desk = arena_printf(c->arena, "/a/%s/desk/new", w->code);
    const char *draft =
        sent(c, &w->leader_b, desk, arena_printf(c->arena, NEWCOMER, w->stair))->location;
    CHECK("read out without a stray comma",
        strstr(body_of(visit(c, &w->leader_b, draft, NULL)), ">新租客，3号楼："));
    const char *receipt = sent(c, &w->leader_b, draft,
        "kind=light&open=place"
        "&read=1")
                              ->location;
    CHECK("receipt", strstr(body_of(visit(c, &w->leader_b, receipt, NULL)), "新租客"));
    draft = sent(c, &w->leader_b, desk, arena_printf(c->arena, NEWCOMER, w->stair4))->location;
    CHECK("not for the stair of another leader", visit(c, &w->leader_b, draft,
                                                     "kind=light&open=place"
                                                     "&read=1")
                                                         ->status == 403);
    draft = sent(c, &w->clerk_b, desk,
        arena_printf(c->arena, "what=" TROUBLE "&channel=phone&phone=13900009999&building=%" PRId64,
            w->stair))
                ->location;
    CHECK("no name: the phone comes first",
        strstr(body_of(visit(c, &w->clerk_b, draft, NULL)), ">13900009999，3号楼："));
}

const struct test desk_tests[] = {
    {"a leader types for somebody new", leader_and_newcomer},
    {0},
};
