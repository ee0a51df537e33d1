/* terms_pages_test.c - a body's term, its seats and what the law says of them, through the pages.
 */
#include <inttypes.h>
#include <string.h>

#include "src/terms/terms_room.h"
#include "tests/requests_world.h"

static void pages(struct ctx *c)
{
    struct world *w = world_make(c), *other = world_make(c);
    test_begin(c);
    c->area_id = w->area;
    int64_t body = bodies_make(c, BODY_OWNERS_COMMITTEE, w->stair, "三号楼业委会", "");
    CHECK("made", test_end(c));
    const char *term = world_path(c, w, "bodies", body, "/term");
    struct req *r = visit(c, &w->clerk_b, term, NULL);
    CHECK("to be prepared", r->status == 200 && strstr(body_of(r), "记下：开始筹备"));
    CHECK("prepared", visit(c, &w->clerk_b, term, "step=1&day=2026-11-01")->status == 303);
    r = visit(c, &w->clerk_b, term, "step=2&day=2026-11-02");
    CHECK("no proof", r->status == 422 && strstr(body_of(r), "proof-e"));
    r = visit(c, &w->clerk_b, term, "step=2&day=2026-10-02&proof=7");
    CHECK("too early", r->status == 422 && strstr(body_of(r), "day-e"));
    CHECK("elected", visit(c, &w->clerk_b, term, "step=2&day=2026-11-02&proof=7")->status == 303);
    const char *seats = world_path(c, w, "bodies", body, "/seats");
    r = visit(c, &w->clerk_b, seats, "class=1&name=周玉兰&phone=13900000302");
    CHECK("seated", r->status == 303);
    r = visit(c, &w->clerk_b, term, NULL);
    CHECK("a warning with its article",
        strstr(body_of(r), "至少要 5 人") && strstr(body_of(r), "第二十条"));
    CHECK("not by a leader", visit(c, &w->leader_b, term, "step=3&day=2026-11-03")->status == 403);
    CHECK("not seen by her", visit(c, &w->leader_b, term, NULL)->status == 403);
    const char *there = world_path(c, w, "bodies", other->committee, "/term");
    CHECK("another area's", visit(c, &w->clerk_b, there, NULL)->status == 404);
    CHECK("nor to write", visit(c, &w->clerk_b, there, "step=1&day=2026-11-03")->status == 404);
    CHECK("another area's seat",
        visit(c, &w->clerk_b, world_path(c, w, "bodies", body, "/leave"), "seat=7&day=2026-11-03")
                ->status == 404);
    r = visit(c, &w->clerk_b, world_path(c, w, "bodies", body, "/quorum?ask=1"), NULL);
    CHECK("who is missing", r->status == 200 && strstr(body_of(r), "还差"));
    const char *mine = world_path(c, w, "bodies", w->committee, "/seats");
    CHECK("a representative",
        visit(c, &w->clerk_b, mine, "class=9&name=周玉兰&phone=13900000302")->status == 303);
    r = visit(c, &w->clerk_b, world_path(c, w, "bodies", w->committee, "/term"), NULL);
    CHECK("is one", strstr(body_of(r), "居民代表名单"));
    CHECK("not of the committee", strstr(body_of(r), "还没有登记成员"));
    CHECK("not for a stair",
        visit(c, &w->clerk_b, mine,
            arena_printf(c->arena, "class=9&name=陈阿婆&place=%" PRId64, w->stair))
                ->status == 422);
    const char *law = arena_printf(c->arena, "/a/%s/terms/law", w->code);
    CHECK("Sichuan's rules", visit(c, &w->clerk_b, law, "law=2")->status == 303);
    r = visit(c, &w->clerk_b, term, NULL);
    CHECK("are the ones told", strstr(body_of(r), "四川省物业管理条例"));
    CHECK("not chosen by her", visit(c, &w->leader_b, law, "law=1")->status == 403);
    r = visit(c, &w->clerk_b, arena_printf(c->arena, "/a/%s/terms", w->code), NULL);
    CHECK("listed", r->status == 200 && strstr(body_of(r), "三号楼业委会"));
    r = visit(c, &w->clerk_b, arena_printf(c->arena, "/a/%s/terms.xlsx", w->code), NULL);
    CHECK("exported", r->status == 200);
}

static bool take(struct ctx *c, int64_t body, enum term_step step, const char *day, const char *to)
{
    int64_t id;
    return terms_take(c,
        &(struct taking){.body_id = body, .step = step, .day = day, .to = to, .proof = "7号"}, &id);
}

/* Of two terms that began only the later one runs; one that nothing followed is late. */
static void which_term_runs(struct ctx *c)
{
    struct world *w = world_make(c);
    test_begin(c);
    int64_t body = bodies_make(c, BODY_SELF_MANAGEMENT, w->area, "自管委", "");
    CHECK("begun", take(c, body, STEP_PREPARE, "2026-11-01", "") &&
                       take(c, body, STEP_ELECT, "2026-11-05", "") &&
                       take(c, body, STEP_BEGIN, "2026-11-06", "2026-11-20"));
    CHECK("kept", test_end(c));
    const char *term = world_path(c, w, "bodies", body, "/term");
    struct req *r = visit(c, &w->clerk_b, term, NULL);
    CHECK("is late", strstr(body_of(r), "已到期") && !strstr(body_of(r), "任期内"));
    test_begin(c);
    CHECK("the next", take(c, body, STEP_PREPARE, "2026-11-08", "") &&
                          take(c, body, STEP_ELECT, "2026-11-09", "") &&
                          take(c, body, STEP_BEGIN, "2026-11-20", "2029-11-20"));
    CHECK("kept too", test_end(c));
    r = visit(c, &w->clerk_b, term, NULL);
    CHECK("to be printed", strstr(body_of(r), "打印选举备案表"));
    CHECK("one runs, one is over", strstr(body_of(r), "任期内") && strstr(body_of(r), "届满") &&
                                       !strstr(body_of(r), "已到期"));
}

/* Whoever begins a term is told first who leaves with the former one, and that too few come. */
static void asked_before_it_turns(struct ctx *c)
{
    struct world *w = world_make(c);
    test_begin(c);
    int64_t body = bodies_make(c, BODY_OWNERS_COMMITTEE, w->stair, "三号楼业委会", "");
    CHECK("begun", take(c, body, STEP_PREPARE, "2026-11-01", "") &&
                       take(c, body, STEP_ELECT, "2026-11-05", "") &&
                       take(c, body, STEP_FILE, "2026-11-06", "") &&
                       take(c, body, STEP_BEGIN, "2026-11-06", "2027-11-06") &&
                       terms_seat(c, body, w->granny, SEAT_HEAD, "2026-11-06") &&
                       terms_seat(c, body, w->leader, SEAT_MEMBER, "2026-11-06"));
    CHECK("the next", take(c, body, STEP_PREPARE, "2026-11-08", "") &&
                          take(c, body, STEP_ELECT, "2026-11-09", "") &&
                          take(c, body, STEP_FILE, "2026-11-10", "") &&
                          terms_seat(c, body, w->granny, SEAT_HEAD, "") != 0);
    CHECK("kept", test_end(c));
    const char *term = world_path(c, w, "bodies", body, "/term");
    struct req *r = visit(c, &w->clerk_b, term, NULL);
    CHECK("not asked yet", r->status == 200 && !strstr(body_of(r), "name=\"sure\""));
    const char *begin = "step=4&day=2026-11-20&to=2029-11-20";
    r = visit(c, &w->clerk_b, term, begin);
    CHECK("asked", r->status == 422 && strstr(body_of(r), "name=\"sure\"") &&
                       strstr(body_of(r), "few-e") && strstr(body_of(r), "至少要 5 人"));
    r = visit(c, &w->clerk_b, term, arena_printf(c->arena, "%s&few=补选中", begin));
    CHECK("who leaves is asked too",
        r->status == 422 && strstr(body_of(r), "sure-e") && strstr(body_of(r), "补选中"));
    must(db_begin_read(c));
    struct seats sit = {0};
    CHECK("nobody left", terms_seats(c, body, "2026-11-21", false, &sit) && sit.n == 2);
    db_rollback(c);
    r = visit(c, &w->clerk_b, term, arena_printf(c->arena, "%s&few=补选中&sure=1", begin));
    CHECK("known and said", r->status == 303);
    test_begin(c);
    CHECK("the former head keeps her post",
        bodies_give_post(c, body, POST_OWNERS_HEAD, w->leader, w->stair, "") != 0);
    CHECK("kept", test_end(c));
    CHECK("which is told", strstr(body_of(visit(c, &w->clerk_b, term, NULL)), "职务还没有换"));
    must(db_begin_read(c));
    struct steps all = {0};
    struct seats gone = {0};
    CHECK("one left", terms_seats(c, body, "2026-11-21", false, &gone) && gone.n == 1);
    must(terms_steps(c, body, &all));
    int64_t last = all.v[all.n - 1].id, first = all.v[0].id;
    db_rollback(c);
    const char *undo = world_path(c, w, "bodies", body, "/term/back");
    r = visit(c, &w->clerk_b, undo, arena_printf(c->arena, "id=%" PRId64 "&why=记错了", first));
    CHECK("the newest only", r->status == 422 && strstr(body_of(r), "why-e"));
    CHECK("with a reason",
        visit(c, &w->clerk_b, undo, arena_printf(c->arena, "id=%" PRId64, last))->status == 422);
    r = visit(c, &w->clerk_b, undo, arena_printf(c->arena, "id=%" PRId64 "&why=记错了", last));
    CHECK("taken back", r->status == 303);
    must(db_begin_read(c));
    struct terms terms = {0};
    struct seats again = {0}, to_come = {0};
    CHECK("what it ended stands again", terms_seats(c, body, "2026-11-21", false, &again) &&
                                            again.n == 2 && terms_of_body(c, body, &terms) &&
                                            str_same(terms.v[1].valid_to, "2027-11-06"));
    CHECK("what it began is to come", terms.v[0].state == TERM_FILED &&
                                          terms_seats(c, body, "", true, &to_come) &&
                                          to_come.n == 1);
    db_rollback(c);
}

const struct test terms_pages_tests[] = {
    {"asked before it turns", asked_before_it_turns},
    {"pages", pages},
    {"which term runs", which_term_runs},
    {0},
};
