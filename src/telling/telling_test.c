/* telling_test.c - whom no machine reaches is told by people: the right ones, what they may hear,
 * once. */
#include "src/messages/messages_test.h"
#include "src/telling/telling.h"

static int64_t waiting(struct ctx *c, int64_t person, enum message_channel by)
{
    must(db_begin_read(c));
    int64_t id = db_int(c,
        "SELECT max(id) FROM message WHERE area_id = ?1 AND person_id = ?2 AND channel = ?3"
        " AND state = 1",
        V(c->area_id), V(person), V((int)by));
    db_rollback(c);
    return id;
}

static void by_telephone(struct ctx *c)
{
    struct world *w = world_make(c), *other = world_make(c);
    c->area_id = w->area;
    int64_t id = answered(c, w, AUDIENCE_PLACE);
    int64_t one = waiting(c, w->granny, MESSAGE_CALL);
    CHECK("on the list", one);
    const char *list = arena_printf(c->arena, "/a/%s/tell", w->code);
    struct req *r = visit(c, &w->clerk_b, list, NULL);
    CHECK("with what to say",
        r->status == 200 && strstr(body_of(r), "陈阿婆") && strstr(body_of(r), "答复是：换好了。"));
    CHECK("the telephone is masked", !strstr(body_of(r), w->phone));
    CHECK("not a leader's", visit(c, &w->leader_b, list, NULL)->status == 403);
    const char *tell = world_path(c, w, "tell", one, "");
    CHECK("nor hers to tick", visit(c, &w->leader_b, tell, "result=told")->status == 403);
    CHECK("nor of another area",
        visit(c, &other->clerk_b, world_path(c, other, "tell", one, ""), "result=told")->status ==
            404);
    r = visit(c, &w->clerk_b, tell, "result=nobody");
    CHECK("no answer: stays", r->status == 303 && waiting(c, w->granny, MESSAGE_CALL) == one);
    CHECK("tried once", strstr(body_of(visit(c, &w->clerk_b, list, NULL)), "找过 1 次"));
    CHECK("told", visit(c, &w->clerk_b, tell, "result=told")->status == 303);
    CHECK("she has been told", rows_of(c, id, w->granny, MESSAGE_CALL, MESSAGE_TOLD) == 1 &&
                                   rows_of(c, id, w->granny, MESSAGE_PAGE, MESSAGE_WAITS) == 1);
    CHECK("once", visit(c, &w->clerk_b, tell, "result=told")->status == 422);
}

static void knock(struct ctx *c, struct world *w)
{
    const char *tell = world_path(c, w, "tell", waiting(c, w->granny, MESSAGE_CALL), "");
    CHECK("better at the door", visit(c, &w->clerk_b, tell, "result=knock")->status == 303);
    CHECK("so it is", waiting(c, w->granny, MESSAGE_DOOR) && !waiting(c, w->granny, MESSAGE_CALL));
}

static void at_the_door(struct ctx *c)
{
    struct world *w = world_make(c);
    int64_t id = answered(c, w, AUDIENCE_PLACE);
    knock(c, w);
    const char *list = world_path(c, w, "b", w->stair, "/tell");
    struct req *r = visit(c, &w->leader_b, list, NULL);
    CHECK("her leader has it",
        r->status == 200 && strstr(body_of(r), "301") && strstr(body_of(r), "答复是：换好了。"));
    CHECK("nobody else's",
        visit(c, &w->neighbour_b, list, NULL)->status == 403 &&
            visit(c, &w->leader_b, world_path(c, w, "b", w->stair4, "/tell"), NULL)->status == 403);
    r = visit(c, &w->leader_b, list, "x=1");
    CHECK("as a list to tick", r->status == 303 && strstr(r->location, "/doors?roll="));
    int64_t roll = id_after(r->location, "/doors?roll=");
    CHECK("it opens", visit(c, &w->leader_b, r->location, NULL)->status == 200);
    struct roll rl;
    struct roll_rows rows = {0};
    test_begin(c);
    CHECK("one row, hers", rolls_by_id(c, roll, &rl) && rolls_rows(c, roll, 0, &rows) &&
                               rows.n == 1 && rows.v[0].subject_id == w->granny);
    struct marking away = {rows.v[0].row_no, 3}, done = {rows.v[0].row_no, 1};
    CHECK("nobody there", rolls_tick(c, &rl, w->stair, &away, 1, NULL) && test_end(c));
    CHECK("still waits", waiting(c, w->granny, MESSAGE_DOOR));
    test_begin(c);
    CHECK("ticked", rolls_tick(c, &rl, w->stair, &done, 1, NULL) && test_end(c));
    CHECK("told", rows_of(c, id, w->granny, MESSAGE_DOOR, MESSAGE_TOLD) == 1);
    r = visit(c, &w->leader_b, list, "x=1");
    CHECK("nobody left", r->status == 422 && strstr(body_of(r), "没有要上门说的"));
}

/* The leader is not on the case: she hears that there is something, and not what. */
static void a_case(struct ctx *c)
{
    struct world *w = world_make(c);
    answered(c, w, AUDIENCE_CASE);
    knock(c, w);
    struct req *r = visit(c, &w->leader_b, world_path(c, w, "b", w->stair, "/tell"), NULL);
    CHECK("only that there is something",
        r->status == 200 && strstr(body_of(r), "有一件事要告诉您本人") &&
            !strstr(body_of(r), "换好了") && !strstr(body_of(r), "有了答复"));
}

/* Whoever died since is told nothing more, by nobody. */
static void not_the_dead(struct ctx *c)
{
    struct world *w = world_make(c);
    answered(c, w, AUDIENCE_PLACE);
    const char *list = arena_printf(c->arena, "/a/%s/tell", w->code);
    CHECK("to be called", strstr(body_of(visit(c, &w->clerk_b, list, NULL)), "陈阿婆"));
    test_begin(c);
    db_exec(c,
        "UPDATE person SET died_on = '2026-12-01', gone_at = ?3 WHERE area_id = ?1 AND id = ?2",
        V(c->area_id), V(w->granny), V(c->now));
    CHECK("she died", test_end(c));
    CHECK("no more", !strstr(body_of(visit(c, &w->clerk_b, list, NULL)), "陈阿婆"));
}

static void for_groups(struct ctx *c)
{
    struct world *w = world_make(c);
    answered(c, w, AUDIENCE_PLACE);
    struct req *r =
        visit(c, &w->leader_b, arena_printf(c->arena, "/a/%s/tell/group", w->code), NULL);
    CHECK("numbers", r->status == 200 && strstr(body_of(r), "收到 1 件诉求，答复 1 件"));
    CHECK("nobody", !strstr(body_of(r), "陈阿婆") && !strstr(body_of(r), "301"));
    must(db_begin_read(c));
    int64_t id =
        db_int(c, "SELECT max(id) FROM matter WHERE area_id = ?1 AND kind = 'request'", V(w->area));
    db_rollback(c);
    begin_as(c, w->manager, false);
    CHECK("taken back", matters_undo(c, id, 0) && end(c, NULL));
    r = visit(c, &w->leader_b, arena_printf(c->arena, "/a/%s/tell/group", w->code), NULL);
    CHECK("is no answer", strstr(body_of(r), "收到 1 件诉求，答复 0 件"));
}

const struct test telling_tests[] = {
    {"by telephone", by_telephone},
    {"at the door", at_the_door},
    {"a case", a_case},
    {"not the dead", not_the_dead},
    {"for groups", for_groups},
    {0},
};
