/* bodies_test.c - powers come from a current post and from nothing else; they end with it. */
#include "lib/log/log.h"
#include "src/bodies/bodies_room.h"
#include "src/bodies/duties.h"
#include "tests/requests_world.h"

/* Rules ---------------------------------------------------------------------------------------- */
static void duties(struct ctx *c)
{
    static const struct {
        enum post_kind post;
        const char *has; /* names, in the order of duties.h */
    } table[] = {
        {POST_SECRETARY, "TRIAGE ANSWER ACT_FOR SEE_ROLL SEE_PHONE CONFIRM_CLAIM INBOX AUDIT PRINT "
                         "IMPORT POSTS WORDS "},
        {POST_COMMITTEE_HEAD, "TRIAGE ANSWER ACT_FOR SEE_ROLL SEE_PHONE CONFIRM_CLAIM INBOX AUDIT "
                              "PRINT IMPORT POSTS WORDS "},
        {POST_COMMITTEE_STAFF,
            "TRIAGE ANSWER ACT_FOR SEE_ROLL SEE_PHONE CONFIRM_CLAIM INBOX PRINT IMPORT WORDS "},
        {POST_OPERATOR, "TRIAGE ACT_FOR INBOX "},
        {POST_BUILDING_LEADER, "ACT_FOR SEE_ROLL CONFIRM_CLAIM "},
        {POST_DEPUTY_LEADER, "ACT_FOR SEE_ROLL CONFIRM_CLAIM "},
        {POST_PROPERTY_MANAGER, "ANSWER INBOX "},
        {POST_PROPERTY_STAFF, "ANSWER INBOX "},
        {POST_OWNERS_HEAD, "ANSWER INBOX "},
        {POST_OWNERS_MEMBER, "ANSWER INBOX "},
        {POST_VOLUNTEER, ""},
        {POST_TOWN_STAFF, "INBOX "},
        {POST_GENERAL_SECRETARY, ""},
        {POST_BRANCH_SECRETARY, ""},
        {POST_BRANCH_MEMBER, ""},
        {POST_GROUP_HEAD, ""},
        {POST_GRID_HEAD, "ACT_FOR SEE_ROLL CONFIRM_CLAIM "},
        {POST_MICRO_GRID, "ACT_FOR SEE_ROLL CONFIRM_CLAIM "},
        {POST_WORK_HEAD, "ANSWER INBOX "},
        {POST_WORK_MEMBER, "ANSWER INBOX "},
        {POST_GUARD, ""},
        {POST_CLEANER, ""},
        {POST_SELF_HEAD, "ANSWER INBOX "},
        {POST_SELF_MEMBER, "ANSWER INBOX "},
    };
    for (size_t i = 0; i < COUNT(table); i++) {
        const char *has = "";
        for (int d = 0; d < DUTY_END; d++) {
            if (duties_of_post(table[i].post, d)) {
                has = arena_printf(c->arena, "%s%s ", has, duty_name(d));
            }
        }
        CHECK(bodies_post_label(table[i].post), str_same(has, table[i].has));
    }
    CHECK("no such post", !duties_of_post(0, DUTY_INBOX) && !duties_of_post(99, DUTY_INBOX));
    CHECK("no such duty", !duties_of_post(POST_SECRETARY, DUTY_END));
    CHECK("open duties are nobody's post", !duties_of_post(POST_SECRETARY, DUTY_PUBLIC));
}

static void fits(struct ctx *c)
{
    static const struct {
        enum body_kind body;
        enum post_kind post;
        bool ok;
    } cases[] = {
        {BODY_COMMITTEE, POST_SECRETARY, true},
        {BODY_PROPERTY, POST_SECRETARY, false},
        {BODY_PARTY_BRANCH, POST_SECRETARY, false},
        {BODY_STAIR, POST_BUILDING_LEADER, true},
        {BODY_TOWN, POST_TOWN_STAFF, true},
        {BODY_VOLUNTEERS, POST_TOWN_STAFF, false},
        {BODY_PARTY_BRANCH, POST_BRANCH_SECRETARY, true},
        {BODY_PARTY_GENERAL, POST_GENERAL_SECRETARY, true},
        {BODY_PARTY_GROUP, POST_GROUP_HEAD, true},
        {BODY_PARTY_GROUP, POST_BRANCH_SECRETARY, false},
        {BODY_WORKING_GROUP, POST_WORK_HEAD, true},
        {BODY_WORKING_GROUP, POST_OWNERS_HEAD, false},
        {BODY_GRID, POST_GRID_HEAD, true},
        {BODY_SELF_MANAGEMENT, POST_GUARD, true},
    };
    (void)c;
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct err why = {0};
        CHECK(bodies_post_label(cases[i].post),
            bodies_post_fits(cases[i].post, cases[i].body, &why) == cases[i].ok);
    }
    CHECK("no number of its own", !bodies_post_fits(-1, BODY_COMMITTEE, &(struct err){0}) &&
                                      !bodies_post_fits(40, BODY_COMMITTEE, &(struct err){0}));
}

/* Powers --------------------------------------------------------------------------------------- */
static void as(struct ctx *c, int64_t person, bool staff)
{
    c->who = (struct who){.account_id = 1, .person_id = person, .staff = staff};
}

static void reach(struct ctx *c)
{
    struct world *w = world_make(c);
    must(db_begin_read(c));
    as(c, w->leader, false);
    CHECK("over her stair", bodies_may(c, DUTY_SEE_ROLL, w->stair));
    CHECK("not over the next", !bodies_may(c, DUTY_SEE_ROLL, w->stair4));
    CHECK("nor the area", !bodies_may(c, DUTY_SEE_ROLL, c->area_id));
    CHECK("somewhere", bodies_may(c, DUTY_SEE_ROLL, 0));
    CHECK("no telephones", !bodies_may(c, DUTY_SEE_PHONE, w->stair));
    as(c, w->clerk, true);
    CHECK("over the area: every stair", bodies_may(c, DUTY_SEE_PHONE, w->stair4));
    CHECK("no place of nowhere", !bodies_may(c, DUTY_SEE_PHONE, 12345));
    as(c, w->clerk, false);
    CHECK("not without the second factor", !bodies_may(c, DUTY_SEE_PHONE, w->stair4));
    CHECK("nor is she in", !bodies_is_in(c, w->committee));
    as(c, w->manager, false);
    CHECK("property comes by phone", bodies_may(c, DUTY_ANSWER, w->stair));
    CHECK("in", bodies_is_in(c, w->property) && !bodies_is_in(c, w->committee));
    as(c, w->granny, false);
    CHECK("no post, no power", !bodies_may(c, DUTY_ANSWER, w->stair));
    CHECK("a resident", bodies_may(c, DUTY_RESIDENT, w->stair));
    CHECK("of her stair", !bodies_may(c, DUTY_RESIDENT, w->stair4));
    CHECK("and of the area", bodies_may(c, DUTY_RESIDENT, 0));
    as(c, 0, true);
    CHECK("nobody", !bodies_may(c, DUTY_PERSON, 0) && !bodies_may(c, DUTY_RESIDENT, 0) &&
                        !bodies_may(c, DUTY_ANSWER, 0) && bodies_may(c, DUTY_VISITOR, 0));
    db_rollback(c);
    c->who = (struct who){0};
}

static void audiences(struct ctx *c)
{
    struct world *w = world_make(c);
    static const struct {
        const char *name;
        size_t who;
        bool staff;
        enum audience here, there;
    } cases[] = {
        {"a neighbour", offsetof(struct world, neighbour), false, AUDIENCE_PLACE, AUDIENCE_AREA},
        {"the leader", offsetof(struct world, leader), false, AUDIENCE_PLACE, AUDIENCE_AREA},
        {"property", offsetof(struct world, manager), false, AUDIENCE_STAFF, AUDIENCE_STAFF},
        {"committee", offsetof(struct world, clerk), true, AUDIENCE_STAFF, AUDIENCE_STAFF},
        {"committee by phone", offsetof(struct world, clerk), false, AUDIENCE_PUBLIC,
            AUDIENCE_PUBLIC},
    };
    must(db_begin_read(c));
    for (size_t i = 0; i < COUNT(cases); i++) {
        int64_t person;
        memcpy(&person, (const char *)w + cases[i].who, sizeof(person));
        as(c, person, cases[i].staff);
        CHECK(cases[i].name, bodies_audience(c, w->stair) == cases[i].here &&
                                 bodies_audience(c, w->stair4) == cases[i].there);
    }
    as(c, 0, false);
    CHECK("a visitor", bodies_audience(c, w->stair) == AUDIENCE_PUBLIC);
    db_rollback(c);
    c->who = (struct who){0};
}

static void hands(struct ctx *c)
{
    struct world *w = world_make(c), *other = world_make(c);
    enum hand hand = HAND_SYSTEM;
    c->area_id = w->area;
    must(db_begin_read(c));
    as(c, w->leader, false);
    CHECK("leader", bodies_may_act_for(c, w->granny, &hand) && hand == HAND_LEADER);
    CHECK("of her own stair only", !bodies_may_act_for(c, w->son, &hand));
    as(c, w->clerk, true);
    CHECK("staff", bodies_may_act_for(c, w->son, &hand) && hand == HAND_STAFF);
    CHECK("nobody of another area", !bodies_may_act_for(c, other->granny, &hand));
    as(c, w->son, false);
    CHECK("helper", bodies_may_act_for(c, w->granny, &hand) && hand == HAND_HELPER);
    CHECK("for her only", !bodies_may_act_for(c, w->neighbour, &hand));
    as(c, w->granny, false);
    CHECK("not the other way round", !bodies_may_act_for(c, w->son, &hand));
    CHECK("no complaint is left", !c->err.kind);
    db_rollback(c);
    c->who = (struct who){0};
}

static void deputies(struct ctx *c)
{
    struct world *w = world_make(c);
    test_begin(c);
    int64_t volunteers = bodies_make(c, BODY_VOLUNTEERS, w->stair, "志愿者队", "");
    int64_t main =
        bodies_give_post(c, w->property, POST_PROPERTY_STAFF, w->neighbour, w->stair4, "");
    int64_t post = bodies_give_post(c, volunteers, POST_VOLUNTEER, w->granny, w->stair, "");
    CHECK("named", bodies_stand_in(c, post, main));
    as(c, w->granny, false);
    CHECK("the duties of that post", bodies_may(c, DUTY_ANSWER, w->stair4));
    CHECK("over its place only", !bodies_may(c, DUTY_ANSWER, w->stair));
    CHECK("ended", bodies_end_post(c, main, day_text(c->arena, c->now)));
    CHECK("only while both last", !bodies_may(c, DUTY_ANSWER, w->stair4));
    CHECK("not for itself", !bodies_stand_in(c, post, post) && c->err.kind == ERR_ABSENT);
    c->err = (struct err){0};
    c->who = (struct who){0};
    CHECK("done", test_end(c));
}

static void days(struct ctx *c)
{
    struct world *w = world_make(c);
    struct posts posts = {0};
    test_begin(c);
    CHECK("hers", bodies_posts_of(c, w->leader, &posts) && posts.n == 1);
    int64_t post = posts.v[0].id;
    const char *last = day_text(c->arena, c->now + 2 * MS_PER_DAY);
    CHECK("her last day is tomorrow", bodies_end_post(c, post, last));
    CHECK("ended once", !bodies_end_post(c, post, last) && c->err.kind == ERR_ABSENT);
    c->err = (struct err){0};
    CHECK("kept", test_end(c));
    int64_t start = c->now;
    for (int day = 0; day < 4; day++) {
        test_at(c, start + day * MS_PER_DAY);
        must(db_begin_read(c));
        as(c, w->leader, false);
        CHECK("until then and no longer", bodies_may(c, DUTY_SEE_ROLL, w->stair) == (day < 2));
        struct posts card = {0};
        CHECK("the card too", bodies_contacts(c, w->stair, &card) && card.n == (day < 2 ? 3 : 2));
        db_rollback(c);
    }
    c->who = (struct who){0};
}

static void contacts(struct ctx *c)
{
    struct world *w = world_make(c);
    struct posts near = {0}, far = {0};
    struct bodies over = {0}, one = {0};
    must(db_begin_read(c));
    CHECK("read", bodies_contacts(c, w->stair, &near) && bodies_contacts(c, w->stair4, &far));
    CHECK("nearest first", near.n == 3 && near.v[0].kind == POST_BUILDING_LEADER &&
                               near.v[1].kind == POST_PROPERTY_MANAGER &&
                               near.v[2].kind == POST_COMMITTEE_HEAD);
    CHECK("the body's telephone", str_same(near.v[1].phone, "02155500188"));
    CHECK("another stair has another card", far.n == 2);
    CHECK(
        "over", bodies_over(c, w->stair, 0, &over) && over.n == 3 && over.v[2].id == w->committee);
    CHECK("of a kind",
        bodies_over(c, w->stair, BODY_PROPERTY, &one) && one.n == 1 && one.v[0].id == w->property);
    db_rollback(c);
}

/* Random posts against a model that knows nothing of SQL. ----------------------------------------
 */
struct held {
    enum post_kind kind;
    int place; /* 0 area, 1 compound, 2 and 3 stairs */
    int from, to; /* days from now; to excluded */
};

static uint32_t dice(struct ctx *c, uint32_t n)
{
    uint32_t r;
    new_random(c, &r, sizeof(r));
    return r % n;
}

static bool model_may(const struct held *v, int n, int duty, int place)
{
    for (int i = 0; i < n; i++) {
        bool over = v[i].place == place || v[i].place == 0 || (v[i].place == 1 && place >= 2);
        if (v[i].from <= 0 && v[i].to > 0 && over && duties_of_post(v[i].kind, duty)) {
            return true;
        }
    }
    return false;
}

static void put_held(
    struct ctx *c, int64_t body, int64_t person, const struct held *h, const int64_t *places)
{
    int64_t now = c->now;
    c->now = now + h->from * MS_PER_DAY;
    int64_t post = bodies_give_post(c, body, h->kind, person, places[h->place], "");
    c->now = now;
    if (h->to < 100) {
        bodies_end_post(c, post, day_text(c->arena, now + h->to * MS_PER_DAY));
    }
}

static void trials(struct ctx *c)
{
    enum { TRIALS = 40, POSTS = 3 };
    struct world *w = world_make(c);
    struct place stair;
    test_begin(c);
    CHECK("there", places_by_id(c, w->stair, &stair));
    const int64_t places[] = {c->area_id, stair.parent_id, w->stair, w->stair4};
    int wrong = 0;
    for (int t = 0; t < TRIALS && !c->err.kind; t++) {
        struct held held[POSTS];
        int64_t person = people_make(c, "试", "");
        for (int i = 0; i < POSTS; i++) {
            held[i] = (struct held){.kind = (enum post_kind)(1 + dice(c, POST_KINDS - 1)),
                .place = (int)dice(c, 4),
                .from = (int)dice(c, 3) - 1};
            held[i].to = dice(c, 2) ? 100 : held[i].from + 1 + (int)dice(c, 2);
            put_held(c, w->committee, person, &held[i], places);
        }
        as(c, person, true);
        for (int duty = DUTY_FIRST; duty < DUTY_END; duty++) {
            for (int p = 0; p < 4; p++) {
                wrong += bodies_may(c, duty, places[p]) != model_may(held, POSTS, duty, p);
            }
        }
        c->who = (struct who){0};
    }
    CHECK("as the model says", wrong == 0);
    CHECK("done", test_end(c));
}

/* Pages -----------------------------------------------------------------------------------------
 */
static struct req *go(
    struct ctx *c, struct browser *b, const struct world *w, const char *tail, const char *body)
{
    return visit(c, b, arena_printf(c->arena, "/a/%s/%s", w->code, tail), body);
}

static void pages(struct ctx *c)
{
    struct world *w = world_make(c);
    struct req *r = go(c, &w->stranger_b, w, "bodies", NULL);
    CHECK("public", r->status == 200 && strstr(body_of(r), "安居物业") &&
                        strstr(body_of(r), "陈小燕") && !strstr(body_of(r), "登记单位"));
    CHECK("no personal telephone", !strstr(body_of(r), "13900000902"));
    r = go(c, &w->clerk_b, w, "bodies", "kind=owners_committee&name=柳荫里业委会&place=1");
    CHECK("no such place", r->status == 404);
    r = go(c, &w->clerk_b, w, "bodies",
        arena_printf(c->arena, "kind=owners_committee&name=柳荫里业委会&place=%" PRId64, w->stair));
    CHECK("made", r->status == 303);
    int64_t body = id_after(r->location, "/bodies/");
    const char *give = arena_printf(c->arena, "bodies/%" PRId64 "/posts", body);
    r = go(c, &w->clerk_b, w, give,
        arena_printf(c->arena, "kind=%d&name=周玉兰&phone=13900000302&place=%" PRId64,
            POST_SECRETARY, w->stair));
    CHECK("not every post", r->status == 422);
    r = go(c, &w->clerk_b, w, give,
        arena_printf(c->arena, "kind=%d&name=周玉兰&phone=13900000302&place=%" PRId64,
            POST_OWNERS_HEAD, w->area));
    CHECK("not beyond its own place", r->status == 422);
    r = go(c, &w->clerk_b, w, give,
        arena_printf(c->arena, "kind=%d&name=周玉兰&phone=13900000302&place=%" PRId64,
            POST_OWNERS_HEAD, w->stair));
    CHECK("given to the roster's own", r->status == 303);
    CHECK("she has a desk now", go(c, &w->neighbour_b, w, "inbox", NULL)->status == 200);
    must(db_begin_read(c));
    struct posts posts = {0};
    CHECK("one", bodies_posts_of(c, w->neighbour, &posts) && posts.n == 1);
    db_rollback(c);
    const char *end = arena_printf(c->arena, "posts/%" PRId64 "/end", posts.v[0].id);
    CHECK("not by herself", go(c, &w->neighbour_b, w, end, "day=2026-11-23")->status == 403);
    CHECK("ended", go(c, &w->clerk_b, w, end, "day=2026-11-23")->status == 303);
    r = go(c, &w->clerk_b, w, "posts.csv", NULL);
    CHECK("exported", r->status == 200 && strstr(body_of(r), "顾明珠"));
    r = go(c, &w->clerk_b, w, "posts.csv?filter=ended&day=2026-11-24", NULL);
    CHECK("as of a later day", r->status == 200 && strstr(body_of(r), "周玉兰"));
    r = go(c, &w->clerk_b, w, "posts?day=2026-11-24", NULL);
    CHECK("which the page says", strstr(body_of(r), "的样子") && !strstr(body_of(r), "周玉兰"));
    test_at(c, c->now + MS_PER_DAY);
    CHECK("and her desk with it", go(c, &w->neighbour_b, w, "inbox", NULL)->status == 403);
    CHECK("the leader gives none", go(c, &w->leader_b, w, "bodies/new", NULL)->status == 403);
}

static void other_area(struct ctx *c)
{
    struct world *w = world_make(c), *other = world_make(c);
    const char *path = arena_printf(c->arena, "bodies/%" PRId64, other->committee);
    CHECK("not here", go(c, &w->clerk_b, w, path, NULL)->status == 404);
    path = arena_printf(c->arena, "bodies/%" PRId64 "/posts", other->committee);
    CHECK("nor to write",
        go(c, &w->clerk_b, w, path,
            arena_printf(c->arena, "kind=%d&name=周玉兰&place=%" PRId64, POST_OPERATOR, w->area))
                ->status == 404);
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
    int64_t vacant = bodies_leave_vacant(c, stairs, POST_BUILDING_LEADER, w->stair4, "搬走了");
    struct vacancies empty = {0}, filled = {0};
    CHECK("shown as vacant", vacant && bodies_vacancies(c, stairs, &empty) && empty.n == 1);
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

const struct test bodies_tests[] = {
    {"duties of posts", duties, .pure = true},
    {"posts of bodies", fits, .pure = true},
    {"how far a post reaches", reach},
    {"days", day_rules, .pure = true},
    {"circles", circles, .pure = true},
    {"appointing", appointing},
    {"endings", endings},
    {"grids", coverings},
    {"audiences", audiences},
    {"whose hand", hands},
    {"deputies", deputies},
    {"posts end by day", days},
    {"contacts, nearest first", contacts},
    {"random posts", trials},
    {"pages", pages},
    {"another area", other_area},
    {0},
};
