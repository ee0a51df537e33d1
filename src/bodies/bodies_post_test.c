/* bodies_post_test.c - posts and bodies from day to day: what may be and what may not. */
#include "src/bodies/bodies_room.h"
#include "src/bodies/duties.h"
#include "tests/requests_world.h"

static void as(struct ctx *c, int64_t person, bool staff)
{
    c->who = (struct who){.account_id = 1, .person_id = person, .staff = staff};
}

/* What may not be --------------------------------------------------------------------------------
 */
static void day_rules(struct ctx *c)
{
    static const struct {
        const char *from, *to, *from2, *to2;
        bool ok, meet;
    } cases[] = {
        {"2026-01-01", "", "2026-05-01", "", true, true},
        {"2026-01-01", "2026-05-01", "2026-05-01", "", true, false},
        {"2026-01-01", "2026-05-02", "2026-05-01", "", true, true},
        {"2026-05-01", "2026-05-01", "2026-06-01", "", false, false},
        {"2026-05-01", "2026-04-30", "2026-06-01", "2026-07-01", false, false},
        {"2026-07-01", NULL, "2026-06-01", "2026-07-01", true, false},
    };
    (void)c;
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct err why = {0};
        CHECK("days in order", bodies_days_ok(cases[i].from, cases[i].to, &why) == cases[i].ok);
        CHECK("days that meet", bodies_days_meet(cases[i].from, cases[i].to, cases[i].from2,
                                    cases[i].to2) == cases[i].meet);
    }
    CHECK("the first day counts", bodies_in_days("2026-01-01", "2026-01-02", "2026-01-01"));
    CHECK("the last not", !bodies_in_days("2026-01-01", "2026-01-02", "2026-01-02"));
}

static void circles(struct ctx *c)
{
    static const struct under tree[] = {{2, 1}, {3, 2}, {4, 3}, {7, 6}};
    static const struct under bad[] = {{1, 2}, {2, 1}};
    (void)c;
    CHECK("below its own child", bodies_circle(tree, 4, 1, 4) && bodies_circle(tree, 4, 2, 3));
    CHECK("below itself", bodies_circle(tree, 4, 5, 5));
    CHECK("the first of all", !bodies_circle(NULL, 0, 2, 1));
    CHECK("elsewhere", !bodies_circle(tree, 4, 6, 4) && !bodies_circle(tree, 4, 4, 1));
    CHECK("a circle that is there already", bodies_circle(bad, 2, 9, 1));
    CHECK("branch under general", bodies_may_be_under(BODY_PARTY_BRANCH, BODY_PARTY_GENERAL));
    CHECK("not the other way", !bodies_may_be_under(BODY_PARTY_GENERAL, BODY_PARTY_BRANCH));
    CHECK("no kind", !bodies_may_be_under(0, BODY_TOWN) && !bodies_may_be_under(99, BODY_TOWN));
}

static bool refused(struct ctx *c, const char *field)
{
    struct err why = err_take(&c->err);
    return (why.kind == ERR_RULE || why.kind == ERR_ABSENT) && str_same(why.field, field);
}

static void appointing(struct ctx *c)
{
    struct world *w = world_make(c), *other = world_make(c);
    c->area_id = w->area;
    test_begin(c);
    int64_t stairs = bodies_make(c, BODY_STAIR, w->stair4, "4号楼楼组", "");
    struct posting p = {stairs, w->granny, w->stair4, POST_BUILDING_LEADER, "", "2026-12-01", ""};
    int64_t vacant = bodies_leave_vacant(c, stairs, POST_BUILDING_LEADER, w->stair4, "搬走了", "");
    struct vacancies empty = {0}, filled = {0};
    CHECK("shown as vacant", vacant && bodies_vacancies(c, stairs, &empty) && empty.n == 1);
    struct vacancies later = {0};
    CHECK("vacant from a day to come is not vacant yet",
        bodies_leave_vacant(c, stairs, POST_DEPUTY_LEADER, w->stair4, "要搬走", "2027-02-01") &&
            bodies_vacancies(c, stairs, &later) && later.n == 1);
    int64_t first = bodies_appoint(c, &p);
    CHECK("given, from a day to come", first != 0);
    struct posting q = p;
    q.person_id = w->son;
    CHECK("no second leader of a stair", !bodies_appoint(c, &q) && refused(c, "kind"));
    q.to = "2026-12-01";
    q.from = "2026-11-01";
    CHECK("before her: yes", bodies_appoint(c, &q) != 0);
    q = p;
    q.kind = POST_DEPUTY_LEADER;
    q.person_id = 0;
    CHECK("nobody", !bodies_appoint(c, &q) && refused(c, "name"));
    q.person_id = w->son;
    q.to = "2026-11-30";
    CHECK("ends before it begins", !bodies_appoint(c, &q) && refused(c, "to"));
    q = p;
    q.kind = POST_SECRETARY;
    CHECK("not a post of it", !bodies_appoint(c, &q) && refused(c, "kind"));
    q = p;
    q.place_id = w->area;
    CHECK("beyond it", !bodies_appoint(c, &q) && refused(c, "place"));
    q = p;
    q.body_id = other->committee;
    CHECK("another area's body", !bodies_appoint(c, &q) && refused(c, NULL));
    q = p;
    q.kind = POST_DEPUTY_LEADER;
    q.place_id = other->stair;
    CHECK("another area's stair", !bodies_appoint(c, &q) && refused(c, "place"));
    q = p;
    q.body_id = w->committee;
    q.kind = POST_COMMITTEE_STAFF;
    CHECK("who reads the whole roster stands over the whole area",
        !bodies_appoint(c, &q) && refused(c, "place"));
    q.place_id = w->area;
    CHECK("and may", bodies_appoint(c, &q) != 0);
    CHECK("filled", bodies_vacancies(c, stairs, &filled));
    CHECK("on the day it begins", filled.n == 1 && bodies_end_post(c, first, "2026-12-31"));
    CHECK("done", test_end(c));
}

static void endings(struct ctx *c)
{
    struct world *w = world_make(c);
    struct posts posts = {0};
    test_begin(c);
    CHECK("she", bodies_posts_in(c, w->committee, "", &posts) && posts.n == 1);
    const char *day = "2026-12-01";
    CHECK("the last who gives posts stays",
        !bodies_resign(c, posts.v[0].id, day) && refused(c, "day"));
    CHECK("the committee with her", !bodies_end(c, w->committee, day, "撤销") && refused(c, "day"));
    struct posting next = {w->committee, w->son, c->area_id, POST_SECRETARY, "", "2026-12-02", ""};
    CHECK("a successor too late", bodies_appoint(c, &next) != 0);
    CHECK("is none", !bodies_resign(c, posts.v[0].id, day) && refused(c, "day"));
    CHECK("in time", bodies_resign(c, posts.v[0].id, "2026-12-02"));
    int64_t below = bodies_make(c, BODY_VOLUNTEERS, w->stair, "志愿者队", "");
    CHECK("under", bodies_put_under(c, below, w->committee, ""));
    CHECK("no circle", !bodies_put_under(c, w->committee, below, "") && refused(c, "parent"));
    CHECK(
        "not under property", !bodies_put_under(c, below, w->property, "") && refused(c, "parent"));
    CHECK("property ends", bodies_end(c, w->property, day, "合同到期"));
    CHECK("once", !bodies_end(c, w->property, day, "") && refused(c, "day"));
    struct posts gone = {0};
    struct bodies then = {0}, later = {0};
    CHECK("its posts with it", bodies_posts_in(c, w->property, day, &gone) && gone.n == 0);
    CHECK("it stood", bodies_on(c, "2026-11-30", BODY_PROPERTY, &then) && then.n == 1);
    CHECK("and stands no longer", bodies_on(c, day, BODY_PROPERTY, &later) && later.n == 0);
    CHECK("done", test_end(c));
}

static void coverings(struct ctx *c)
{
    struct world *w = world_make(c);
    struct posts near = {0}, far = {0};
    test_begin(c);
    int64_t grid = places_make(c, PLACE_GRID, c->area_id, "第一网格", "2026-11-01");
    places_hold(c, PLACE_GRID, grid, w->stair, "2026-11-01");
    int64_t body = bodies_make(c, BODY_GRID, grid, "第一网格", "");
    struct posting head = {body, w->son, grid, POST_GRID_HEAD, "", "", ""};
    CHECK("over a grid", bodies_appoint(c, &head) != 0);
    struct posting stair = {body, w->granny, w->stair, POST_MICRO_GRID, "", "", ""};
    CHECK("a stair of it", bodies_appoint(c, &stair) != 0);
    stair.place_id = w->stair4;
    CHECK("not of another", !bodies_appoint(c, &stair) && refused(c, "place"));
    CHECK("on its card", bodies_contacts(c, w->stair, &near) && near.n == 5 &&
                             near.v[0].kind == POST_BUILDING_LEADER &&
                             near.v[2].kind == POST_GRID_HEAD);
    CHECK("not on the next", bodies_contacts(c, w->stair4, &far) && far.n == 2);
    as(c, w->son, true);
    CHECK("reach",
        bodies_may(c, DUTY_SEE_ROLL, w->stair) && !bodies_may(c, DUTY_SEE_ROLL, w->stair4));
    as(c, w->son, false);
    CHECK("as staff only", !bodies_may(c, DUTY_SEE_ROLL, w->stair));
    c->who = (struct who){0};
    CHECK("done", test_end(c));
}

/* A grid's body gives a post over one of its micro grids: it reaches the stairs of it, not others.
 */
static void micro_grids(struct ctx *c)
{
    struct world *w = world_make(c);
    struct posts near = {0}, far = {0};
    test_begin(c);
    int64_t grid = places_make(c, PLACE_GRID, c->area_id, "第一网格", "2026-11-01");
    int64_t micro = places_make(c, PLACE_MICRO_GRID, grid, "微网格1", "2026-11-01");
    int64_t other = places_make(c, PLACE_GRID, c->area_id, "第二网格", "2026-11-01");
    places_hold(c, PLACE_GRID, grid, w->stair, "2026-11-01");
    places_hold(c, PLACE_GRID, grid, w->stair4, "2026-11-01");
    places_hold(c, PLACE_MICRO_GRID, micro, w->stair, "2026-11-01");
    int64_t body = bodies_make(c, BODY_GRID, grid, "第一网格", "");
    int64_t far_body = bodies_make(c, BODY_GRID, other, "第二网格", "");
    struct posting head = {body, w->son, micro, POST_MICRO_GRID, "", "", ""};
    CHECK("within its grid", places_within(c, micro, grid) && !places_within(c, grid, micro));
    CHECK("over a micro grid", bodies_appoint(c, &head) != 0);
    head.body_id = far_body;
    CHECK("not another grid's", !bodies_appoint(c, &head) && refused(c, "place"));
    CHECK("a body of its own", bodies_make(c, BODY_PARTY_GROUP, micro, "微网格党小组", "") != 0);
    CHECK("on the stair's page",
        bodies_contacts(c, w->stair, &near) && near.n == 4 && near.v[1].kind == POST_MICRO_GRID);
    CHECK("not on another's", bodies_contacts(c, w->stair4, &far) && far.n == 2);
    struct bodies over = {0};
    CHECK("its group is over the stair",
        bodies_over(c, w->stair, BODY_PARTY_GROUP, &over) && over.n == 1);
    struct posts of_micro = {0};
    CHECK("the micro grid's own page", bodies_contacts(c, micro, &of_micro) && of_micro.n == 2 &&
                                           of_micro.v[0].kind == POST_MICRO_GRID);
    as(c, w->son, false);
    CHECK("reach",
        bodies_may(c, DUTY_SEE_ROLL, w->stair) && !bodies_may(c, DUTY_SEE_ROLL, w->stair4));
    c->who = (struct who){0};
    CHECK("done", test_end(c));
}

static const char *phone_on(struct ctx *c, int64_t body, const char *day)
{
    struct posts posts = {0};
    return bodies_posts_in(c, body, day, &posts) && posts.n == 1 ? posts.v[0].phone : "?";
}

/* What was said of a day stays said, whatever is said anew later; what was wrong is put right. */
static void shown(struct ctx *c)
{
    struct world *w = world_make(c);
    struct posts posts = {0};
    struct showns all = {0};
    test_begin(c);
    int64_t now = c->now;
    const char *begin = day_text(c->arena, now), *later = day_text(c->arena, now + 9 * MS_PER_DAY);
    CHECK("the company's", bodies_posts_in(c, w->property, "", &posts) && posts.n == 1);
    int64_t post = posts.v[0].id;
    struct shown a = {"沈经理", "111", "222", "全天", "", ""}, b = {.phone = "333"};
    CHECK("from a day to come", bodies_show(c, post, &a, later, false));
    CHECK("not yet", str_same(phone_on(c, w->property, begin), "02155500188"));
    CHECK("then", str_same(phone_on(c, w->property, later), "111"));
    CHECK(
        "never before today", !bodies_show(c, post, &b, "2020-01-01", false) && refused(c, "from"));
    CHECK("put right", bodies_show(c, post, &b, "", true));
    CHECK("for today", str_same(phone_on(c, w->property, begin), "333"));
    CHECK("not for then", str_same(phone_on(c, w->property, later), "111"));
    CHECK("two rows", bodies_shown_of(c, post, &all) && all.n == 2);
    CHECK("said anew today", bodies_show(c, post, &(struct shown){.phone = "444"}, "", false));
    CHECK("from today on", str_same(phone_on(c, w->property, later), "444"));
    CHECK("his own name", bodies_posts_in(c, w->property, later, &posts) &&
                              str_same(posts.v[posts.n - 1].shown, "沈立"));
    CHECK("ends", bodies_end_post(c, post, later));
    CHECK("not after it", !bodies_show(c, post, &b, later, false) && refused(c, "from"));
    CHECK("none of another's", !bodies_show(c, 77, &b, "", false) && refused(c, NULL));
    CHECK("done", test_end(c));
}

const struct test bodies_post_tests[] = {
    {"days", day_rules, .pure = true},
    {"circles", circles, .pure = true},
    {"appointing", appointing},
    {"endings", endings},
    {"grids", coverings},
    {"how a post is reached", shown},
    {"micro grids", micro_grids},
    {0},
};
