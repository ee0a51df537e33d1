/* requests_world.h - for tests: one small area with a stair, its people and who serves them, and a
 * browser for each. */
#ifndef EAVES_REQUESTS_WORLD_H
#define EAVES_REQUESTS_WORLD_H

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/db/job.h"
#include "lib/web/session.h"
#include "src/accounts/accounts.h"
#include "src/bodies/bodies.h"
#include "src/claims/claims.h"
#include "src/people/people.h"
#include "src/places/places.h"
#include "src/requests/requests.h"
#include "tests/check.h"

struct world {
    const char *code; /* of the area */
    const char *phone; /* granny's: another in each area, for codes are counted by phone */
    int64_t area, stair, stair4, committee, property;
    int64_t granny, son, neighbour, leader, clerk, manager; /* persons */
    struct browser granny_b, son_b, neighbour_b, leader_b, clerk_b, manager_b, stranger_b;
};

#define TROUBLE "门厅的灯坏了，晚上看不清台阶。前天有人绊了一下。"
__attribute__((unused)) static int64_t world_person(
    struct ctx *c, int64_t stair, const char *unit, const char *name, const char *phone)
{
    bool made, changed;
    int64_t u = places_put_unit(c, stair, unit, 8000, &made, &changed);
    return people_put(c, places_put_household(c, u, &made), name, phone, &made, &changed);
}

/* A signed-in browser, without the ceremony. */
__attribute__((unused)) static void world_sign_in(
    struct ctx *c, struct browser *b, int64_t account, bool staff)
{
    struct req *r = arena_alloc(c->arena, sizeof(*r));
    struct req *before = c->req;
    *r = (struct req){.method = "POST", .path = "/", .cookie = "", .address = "127.0.0.1"};
    c->req = r;
    test_begin(c);
    session_sign_in(c, account, staff);
    CHECK("signed in", test_end(c) && r->set_cookie[0]);
    snprintf(b->cookie, sizeof(b->cookie), "%.*s", (int)strcspn(r->set_cookie[0], ";"),
        r->set_cookie[0]);
    c->req = before;
    c->who = (struct who){0};
    c->act = (struct act){0};
}

/* An account of its own for a person of the roster, by the phone there. */
__attribute__((unused)) static void world_resident(
    struct ctx *c, struct browser *b, const char *phone)
{
    test_begin(c);
    int64_t account = accounts_of_phone(c, phone);
    claims_enter_by_phone(c, account, phone, 0, "");
    CHECK("entered", test_end(c));
    world_sign_in(c, b, account, false);
}

__attribute__((unused)) static void world_staff(
    struct ctx *c, struct browser *b, int64_t person, const char *login)
{
    const char *secret;
    test_begin(c);
    int64_t account = accounts_make_staff(
        c, arena_printf(c->arena, "%s%" PRId64, login, c->area_id), "a-long-password-1", &secret);
    claims_bind_staff(c, account, person);
    CHECK("bound", test_end(c));
    world_sign_in(c, b, account, true);
}

__attribute__((unused)) static void world_roster(struct ctx *c, struct world *w)
{
    bool made;
    int64_t compound = places_put_compound(c, "柳荫里小区", &made);
    w->stair = places_put_building(c, compound, "3号楼", &made);
    w->stair4 = places_put_building(c, compound, "4号楼", &made);
    w->granny = world_person(c, w->stair, "301", "陈阿婆", w->phone);
    w->neighbour = world_person(c, w->stair, "302", "周玉兰", "13900000302");
    w->leader = world_person(c, w->stair, "101", "顾明珠", "13900000101");
    w->son = world_person(c, w->stair4, "101", "陈小军", "13900000401");
    w->clerk = people_make(c, "陈小燕", "13900000901");
    w->manager = people_make(c, "沈立", "13900000902");
    w->committee = bodies_make(c, BODY_COMMITTEE, c->area_id, "柳荫里居委会", "02155500139");
    w->property = bodies_make(c, BODY_PROPERTY, compound, "安居物业", "02155500188");
    int64_t stairs = bodies_make(c, BODY_STAIR, w->stair, "3号楼楼组", "");
    bodies_give_post(c, w->committee, POST_COMMITTEE_HEAD, w->clerk, c->area_id, "");
    bodies_give_post(c, w->property, POST_PROPERTY_MANAGER, w->manager, compound, "");
    bodies_give_post(c, stairs, POST_BUILDING_LEADER, w->leader, w->stair, "");
    people_add_helper(c, w->son, w->granny, "代办", "2030-01-01", "当面同意");
}

__attribute__((unused)) static struct world *world_make(struct ctx *c)
{
    struct world *w = arena_alloc(c->arena, sizeof(*w));
    c->who = (struct who){0};
    test_area(c, &w->code);
    w->phone = arena_printf(
        c->arena, "138%08" PRId64, 30000000 + db_int(c, "SELECT count(*) FROM area", NONE));
    w->area = c->area_id;
    test_begin(c);
    world_roster(c, w);
    CHECK("a roster", test_end(c));
    must(!c->err.kind);
    world_resident(c, &w->son_b, "13900000401");
    world_resident(c, &w->neighbour_b, "13900000302");
    world_resident(c, &w->leader_b, "13900000101");
    world_resident(c, &w->manager_b, "13900000902");
    world_staff(c, &w->clerk_b, w->clerk, "clerk");
    return w;
}

__attribute__((unused)) static const char *world_path(
    struct ctx *c, const struct world *w, const char *fmt, int64_t id, const char *verb)
{
    const char *tail = arena_printf(c->arena, "%s/%" PRId64 "%s", fmt, id, verb);
    return arena_printf(c->arena, "/a/%s/%s", w->code, tail);
}

/* The number after `before` in a path: "/a/t1/report/77" */
__attribute__((unused)) static int64_t id_after(const char *path, const char *before)
{
    const char *at = path ? strstr(path, before) : NULL;
    return at ? strtoll(at + strlen(before), NULL, 10) : 0;
}

/* Six digits after 验证码 on a demo's page. */
__attribute__((unused)) static const char *code_on(struct ctx *c, const struct req *r)
{
    const char *at = strstr(body_of(r), "演示短信：验证码 ");
    return at ? arena_strndup(c->arena, at + strlen("演示短信：验证码 "), 6) : "";
}

__attribute__((unused)) static int64_t number(struct ctx *c, const char *what, int64_t id)
{
    int64_t n = -1;
    if (!db_begin_read(c)) {
        return n;
    }
    if (str_same(what, "version")) {
        n = db_int(
            c, "SELECT version FROM matter WHERE area_id = ?1 AND id = ?2", V(c->area_id), V(id));
    } else if (str_same(what, "state")) {
        n = db_int(
            c, "SELECT state FROM matter WHERE area_id = ?1 AND id = ?2", V(c->area_id), V(id));
    } else if (str_same(what, "due")) {
        n = db_int(
            c, "SELECT due_at FROM matter WHERE area_id = ?1 AND id = ?2", V(c->area_id), V(id));
    } else if (str_same(what, "level")) {
        n = db_int(
            c, "SELECT level FROM matter WHERE area_id = ?1 AND id = ?2", V(c->area_id), V(id));
    } else if (str_same(what, "outcome")) {
        n = db_int(
            c, "SELECT outcome FROM matter WHERE area_id = ?1 AND id = ?2", V(c->area_id), V(id));
    } else if (str_same(what, "matters")) {
        n = db_int(c, "SELECT count(*) FROM matter WHERE area_id = ?1", V(c->area_id));
    } else if (str_same(what, "followers")) {
        n = db_int(c, "SELECT count(*) FROM follower WHERE area_id = ?1 AND matter_id = ?2",
            V(c->area_id), V(id));
    }
    db_rollback(c);
    return n;
}
#endif
