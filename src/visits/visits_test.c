/* visits_test.c - grid, list and count are one reckoning, home by home; what was tried is counted
 * as on a visit sheet. */
#include "src/visits/visits.h"

#include "src/rolls/rolls.h"
#include "tests/slips_world.h"

static void sums(struct ctx *c)
{
    enum { HOUR = 3600000 };
    static const struct {
        const char *name;
        int marks[5], hours[5];
        enum visit_door door;
        int away;
    } table[] = {
        {"nothing tried", {0}, {0}, AT_NOT_YET, 0},
        {"telephoned", {VISIT_PHONED}, {1}, AT_NOT_YET, 0},
        {"nobody home", {VISIT_AWAY}, {1}, AT_CALL, 1},
        {"twice within the hour", {VISIT_AWAY, VISIT_AWAY}, {1, 2}, AT_CALL, 1},
        {"three times", {VISIT_AWAY, VISIT_AWAY, VISIT_AWAY}, {1, 5, 9}, AT_UNMET, 3},
        {"met after all", {VISIT_AWAY, VISIT_AWAY, VISIT_AWAY, VISIT_MET}, {1, 5, 9, 12},
            AT_NOT_YET, 3},
        {"away for long", {VISIT_PHONED, VISIT_GONE}, {1, 2}, AT_GONE, 0},
    };
    for (size_t i = 0; i < COUNT(table); i++) {
        struct visits all = {0};
        struct voter o = {.no = 7};
        struct ballot_slip s = {0};
        for (int k = 0; k < 5 && table[i].marks[k]; k++) {
            list_push(c->arena, &all,
                ((struct visit){.id = k + 1,
                    .voter_no = 7,
                    .mark = (enum visit_mark)table[i].marks[k],
                    .happened_at = (int64_t)table[i].hours[k] * HOUR}));
        }
        list_push(c->arena, &all, ((struct visit){.id = 9, .voter_no = 8, .mark = VISIT_GONE}));
        struct visit_sum v = visits_sum(c->arena, &all, 7);
        CHECK(table[i].name, v.away == table[i].away && visits_door(&o, &s, &v) == table[i].door);
        o.voted_at = 1;
        CHECK("who has voted has", visits_door(&o, &s, &v) == AT_VOTED);
        o = (struct voter){.no = 7, .why_not = NOT_NAMED};
        CHECK("nobody may", visits_door(&o, &s, &v) == AT_NOBODY);
    }
}

static void at_the_doors(struct ctx *c)
{
    struct paper p = furnish(c);
    print_slips(c, &p);
    list_slips(c, &p, 1, 1);
    type(c, &p.w->leader_b, &p, "slips/issued", on(c, &p, 2, "3"));
    const char *tail = arena_printf(c->arena, "doors/%" PRId64, p.w->stair);
    const char *page = body_of(visit(c, &p.w->leader_b, path(c, &p, tail), NULL));
    CHECK("how it stands", strstr(page, "12 户里已投 1 户") && strstr(page, "要上门"));
    CHECK("never what", !strstr(page, "同意") && !strstr(page, "反对"));
    CHECK("no telephone", !strstr(page, "tel:1"));
    struct req *r =
        visit(c, &p.w->leader_b, path(c, &p, arena_printf(c->arena, "%s.csv", tail)), NULL);
    CHECK("a list", r->status == 200 && strstr(body_of(r), "102"));
    CHECK("the other stair is not hers",
        visit(c, &p.w->leader_b, path(c, &p, arena_printf(c->arena, "doors/%" PRId64, p.w->stair4)),
            NULL)
                ->status == 403);
    page = body_of(visit(c, &p.w->leader_b, arena_printf(c->arena, "/a/%s", p.w->code), NULL));
    CHECK("from her home page", strstr(page, tail));
}

/* 104 belongs to somebody whose head is counted in another stair, 203 to one who holds 101 too; of
 * 302 nobody is registered. All of them are homes of this stair. */
static struct paper mixed(struct ctx *c)
{
    struct paper p = {.w = world_make(c)};
    bool made, changed;
    test_begin(c);
    int64_t far = places_put_unit(c, p.w->stair4, "101", 8000, &made, &changed);
    int64_t far_owner = owners_put(
        c, far, "两处有房", OWNER_PERSON, "13900000777", 1, 1, "2020-01-01", &made, &changed);
    int64_t near = places_put_unit(c, p.w->stair, "104", 8000, &made, &changed);
    CHECK("the same owner", far_owner && owners_put(c, near, "两处有房", OWNER_PERSON,
                                             "13900000777", 1, 1, "2020-01-01", &made, &changed));
    own(c, p.w->stair, "101", "业主一");
    own(c, p.w->stair, "102", "业主二");
    (void)places_put_unit(c, p.w->stair, "302", 8000, &made, &changed);
    open_ballot(c, &p);
    CHECK("furnished", test_end(c));
    return p;
}

static bool homes_of(struct ctx *c, const struct paper *p, int64_t stair, struct visit_homes *out)
{
    struct ballot b;
    must(db_begin_read(c));
    bool ok = ballots_by_id(c, p->id, &b) && visits_homes(c, &b, stair, out);
    db_rollback(c);
    return ok;
}

static const struct visit_home *at_door(const struct visit_homes *all, const char *door)
{
    for (size_t i = 0; i < all->n; i++) {
        if (str_same(all->v[i].door, door)) {
            return &all->v[i];
        }
    }
    return NULL;
}

static void every_home_at_its_own_door(struct ctx *c)
{
    struct paper p = mixed(c);
    struct visit_homes here = {0}, there = {0};
    CHECK("read", homes_of(c, &p, p.w->stair, &here) && homes_of(c, &p, p.w->stair4, &there));
    const struct visit_home *h = at_door(&here, "104");
    CHECK("104, of a head of another stair", h && str_same(h->o.name, "两处有房"));
    CHECK("and there by its own", at_door(&there, "101") != NULL);
    CHECK("nobody may for 302", at_door(&here, "302") && at_door(&here, "302")->state == AT_NOBODY);
    const char *tail = arena_printf(c->arena, "doors/%" PRId64, p.w->stair);
    const char *page = body_of(visit(c, &p.w->leader_b, path(c, &p, tail), NULL));
    int64_t left = 0, rows = 0;
    for (size_t i = 0; i < here.n; i++) {
        left += visits_left(here.v[i].state);
    }
    for (const char *s = page; (s = strstr(s, "<li class=\"split tall\" id=\"u")) != NULL; s++) {
        rows++;
    }
    CHECK("grid, list and count agree",
        rows == left && !strstr(page, ">不在名册<") &&
            strstr(page, arena_printf(c->arena, "还有 %" PRId64 " 户没投，其中", left)) &&
            strstr(page, arena_printf(c->arena, "还有 %" PRId64 " 户没投。", left)));
}

static void marked_at_the_door(struct ctx *c)
{
    struct paper p = furnish(c);
    const char *doors = path(c, &p, arena_printf(c->arena, "doors/%" PRId64, p.w->stair));
    CHECK("telephoned", visit(c, &p.w->leader_b, doors, "voter=1&mark=phoned")->status == 303);
    CHECK("nobody home", visit(c, &p.w->leader_b, doors, "voter=1&mark=away")->status == 303);
    const char *page = body_of(visit(c, &p.w->leader_b, doors, NULL));
    CHECK("seen", strstr(page, "打过 1 次电话") && strstr(page, "没人在家 1 次"));
    CHECK("no such mark", visit(c, &p.w->leader_b, doors, "voter=1&mark=yes")->status == 422);
    CHECK("not of another stair",
        visit(c, &p.w->leader_b, doors, "voter=13&mark=away")->status == 404);
    CHECK("nor by a neighbour",
        visit(c, &p.w->neighbour_b, doors, "voter=1&mark=away")->status == 403);
    test_begin(c);
    db_exec(c, "UPDATE voter SET voted_at = ?3 WHERE area_id = ?1 AND ballot_id = ?2 AND no = 1",
        V(c->area_id), V(p.id), V(c->now));
    CHECK("voted", test_end(c));
    struct req *r = visit(c, &p.w->leader_b, doors, "voter=1&mark=away");
    CHECK("no need to come", r->status == 422 && strstr(body_of(r), "已经投过了"));
}

const struct test visits_tests[] = {
    {"sums", sums, .pure = true},
    {"at the doors", at_the_doors},
    {"every home at its own door", every_home_at_its_own_door},
    {"marked at the door", marked_at_the_door},
    {0},
};
