/* identity_gone_test.c - what the desk reads about the dead, and a death that was a mistake; a
 * report about somebody who has left meanwhile. */
#include "src/claims/claims.h"
#include "src/households/households.h"
#include "src/identity/identity.h"
#include "tests/requests_world.h"

static struct req *go(
    struct ctx *c, struct browser *b, const struct world *w, const char *tail, const char *body)
{
    return visit(c, b, arena_printf(c->arena, "/a/%s/%s", w->code, tail), body);
}

/* Whoever of the family comes is found by what was written down then. */
static void kin(struct ctx *c)
{
    struct world *w = world_make(c);
    const char *gone = arena_printf(c->arena, "people/%" PRId64 "/gone", w->granny);
    const char *back = arena_printf(c->arena, "people/%" PRId64 "/back", w->granny);
    world_resident(c, &w->granny_b, w->phone);
    struct req *r = go(c, &w->clerk_b, w, gone,
        "day=2026-11-20&basis=看过死亡证明&kin=陈女儿&kin_phone=19900007001");
    CHECK("no more", r->status == 303);
    r = go(c, &w->clerk_b, w, gone, NULL);
    CHECK("day and paper", strstr(body_of(r), "11月20日") && strstr(body_of(r), "看过死亡证明"));
    CHECK("who of the family, masked", strstr(body_of(r), "陈女儿") && strstr(body_of(r), "7001") &&
                                           !strstr(body_of(r), "19900007001"));
    test_begin(c);
    CHECK("no account", accounts_of_phone(c, w->phone) == 0 && test_end(c));
    r = go(c, &w->clerk_b, w, back, "reason=");
    CHECK("why first", r->status == 422 && strstr(body_of(r), "reason-e"));
    CHECK("a mistake", go(c, &w->clerk_b, w, back, "reason=认错了人")->status == 303);
    test_begin(c);
    CHECK("signs in again", accounts_of_phone(c, w->phone) != 0);
    struct death d;
    CHECK("nothing of it is kept", identity_death(c, w->granny, &d) && !*d.day && !*d.kin);
    CHECK("done", test_end(c));
}

/* The desk noted the move first: the report can still be closed, and says what was found. */
static void left_meanwhile(struct ctx *c)
{
    struct world *w = world_make(c);
    struct wrong_reports open = {0}, done = {0};
    struct person p;
    test_begin(c);
    c->who = (struct who){.account_id = 1, .person_id = w->clerk, .staff = true};
    CHECK("reported",
        people_by_id(c, w->neighbour, &p) && identity_report_wrong(c, w->neighbour, "搬走了"));
    CHECK("open", identity_wrongs(c, true, &open) && open.n == 1);
    CHECK("moved", households_move_out(c, w->neighbour, p.household_id, ""));
    CHECK("closed", identity_decide_wrong(c, open.v[0].id, false, "上门看过"));
    CHECK("not open any more",
        identity_wrongs(c, false, &done) && done.n == 1 && done.v[0].state == WRONG_UPHELD);
    CHECK("done", test_end(c));
    c->who = (struct who){0};
}

static void said_once(struct ctx *c)
{
    struct world *w = world_make(c);
    struct merges open = {0};
    test_begin(c);
    int64_t twin = people_make(c, "陈阿婆", "");
    int64_t one = identity_propose(c, w->granny, twin, "问过");
    CHECK("twice is once", one && identity_propose(c, twin, w->granny, "再问过") == one &&
                               identity_merges(c, 0, &open) && open.n == 1);
    CHECK("done", test_end(c));
}

const struct test identity_gone_tests[] = {
    {"the family of the dead", kin},
    {"who has left meanwhile", left_meanwhile},
    {"proposed twice", said_once},
    {0},
};
