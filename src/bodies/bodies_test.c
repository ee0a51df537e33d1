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
        {POST_SECRETARY,
            "TRIAGE ANSWER ACT_FOR SEE_ROLL SEE_PHONE CONFIRM_CLAIM INBOX AUDIT PRINT "
            "IMPORT POSTS WORDS OWNERS PRIVACY PLACES URGE CLOCKS MESSAGES CASES SAFETY NOTICES "
            "REGISTERS CHECKS CHECK_LISTS BALLOTS SLIPS "},
        {POST_COMMITTEE_HEAD,
            "TRIAGE ANSWER ACT_FOR SEE_ROLL SEE_PHONE CONFIRM_CLAIM INBOX AUDIT "
            "PRINT IMPORT POSTS WORDS OWNERS PRIVACY PLACES URGE CLOCKS MESSAGES CASES SAFETY NOTICES "
            "REGISTERS CHECKS CHECK_LISTS BALLOTS SLIPS "},
        {POST_COMMITTEE_STAFF,
            "TRIAGE ANSWER ACT_FOR SEE_ROLL SEE_PHONE CONFIRM_CLAIM INBOX PRINT IMPORT WORDS "
            "OWNERS PRIVACY PLACES CASES NOTICES REGISTERS CHECKS CHECK_LISTS BALLOTS SLIPS "},
        {POST_OPERATOR, "TRIAGE ACT_FOR INBOX "},
        {POST_BUILDING_LEADER, "ACT_FOR SEE_ROLL CONFIRM_CLAIM NOTICES BALLOTS SLIPS "},
        {POST_DEPUTY_LEADER, "ACT_FOR SEE_ROLL CONFIRM_CLAIM NOTICES BALLOTS SLIPS "},
        {POST_PROPERTY_MANAGER, "ANSWER INBOX NOTICES CHECKS CHECK_LISTS "},
        {POST_PROPERTY_STAFF, "ANSWER INBOX CHECKS "},
        {POST_OWNERS_HEAD, "ANSWER INBOX NOTICES BALLOTS SLIPS "},
        {POST_OWNERS_MEMBER, "ANSWER INBOX NOTICES SLIPS "},
        {POST_VOLUNTEER, ""},
        {POST_TOWN_STAFF, "INBOX SUPERVISE REGISTERS RULESETS "},
        {POST_GENERAL_SECRETARY, ""},
        {POST_BRANCH_SECRETARY, ""},
        {POST_BRANCH_MEMBER, ""},
        {POST_GROUP_HEAD, ""},
        {POST_GRID_HEAD, "ACT_FOR SEE_ROLL CONFIRM_CLAIM "},
        {POST_MICRO_GRID, "ACT_FOR SEE_ROLL CONFIRM_CLAIM "},
        {POST_WORK_HEAD, "ANSWER INBOX "},
        {POST_WORK_MEMBER, "ANSWER INBOX "},
        {POST_GUARD, "CHECKS "},
        {POST_CLEANER, "CHECKS "},
        {POST_SELF_HEAD, "ANSWER INBOX NOTICES BALLOTS SLIPS "},
        {POST_SELF_MEMBER, "ANSWER INBOX SLIPS "},
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
    CHECK("named", bodies_stand_in(c, post, main, "", ""));
    as(c, w->granny, false);
    CHECK("the duties of that post", bodies_may(c, DUTY_ANSWER, w->stair4));
    CHECK("over its place only", !bodies_may(c, DUTY_ANSWER, w->stair));
    CHECK("ended", bodies_end_post(c, main, day_text(c->arena, c->now)));
    CHECK("only while both last", !bodies_may(c, DUTY_ANSWER, w->stair4));
    CHECK("not for itself", !bodies_stand_in(c, post, post, "", "") && c->err.kind == ERR_ABSENT);
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
    test_begin(c);
    bool made, changed;
    c->area_id = w->area;
    int64_t zone = places_make(c, PLACE_ZONE, c->area_id, "北片", "2026-11-01");
    int64_t branch = bodies_make(c, BODY_PARTY_BRANCH, zone, "第一网格党支部", "");
    places_hold(c, PLACE_ZONE, zone, w->stair, "2026-11-01");
    int64_t home =
        places_put_household(c, places_put_unit(c, w->stair, "909", 0, &made, &changed), &made);
    bodies_give_post(c, branch, POST_BRANCH_SECRETARY,
        people_put(c, home, "华伟民", "", &made, &changed), zone, "");
    CHECK("a branch over a few stairs", home && test_end(c));
    CHECK("and who heads it", strstr(body_of(go(c, &w->stranger_b, w, "bodies", NULL)), "华伟民"));
    r = go(c, &w->stranger_b, w, "bodies.csv", NULL);
    CHECK("the same as a sheet", r->status == 200 && strstr(body_of(r), "安居物业") &&
                                     strstr(body_of(r), "陈小燕") &&
                                     !strstr(body_of(r), "13900000902"));
    CHECK("printed", strstr(body_of(go(c, &w->stranger_b, w, "bodies?print=1", NULL)), "陈小燕"));
    CHECK("of today", go(c, &w->stranger_b, w, "bodies.csv?day=2020-01-01", NULL)->status == 303);
    CHECK("of another day for the desk",
        go(c, &w->clerk_b, w, "bodies.csv?day=2020-01-01", NULL)->status == 200);
    r = go(c, &w->clerk_b, w, "bodies", "kind=owners_committee&name=柳荫里业委会&place=1");
    CHECK("no such place", r->status == 422);
    r = go(c, &w->clerk_b, w, "bodies",
        arena_printf(c->arena, "kind=owners_committee&name=柳荫里业委会&place=%" PRId64, w->stair));
    CHECK("made", r->status == 303);
    int64_t body = id_after(r->location, "/bodies/");
    r = go(c, &w->clerk_b, w, "bodies",
        arena_printf(c->arena, "kind=owners_committee&name=柳荫里业委会&place=%" PRId64, w->stair));
    CHECK("once", r->status == 422 && strstr(body_of(r), "name-e"));
    r = go(c, &w->clerk_b, w,
        arena_printf(c->arena, "bodies/%" PRId64 "?name=%%E5%%BC%%A0&kind=9", body), NULL);
    CHECK("its forms are filled",
        r->status == 200 && strstr(body_of(r), "value=\"张\"") && strstr(body_of(r), "记为空缺"));
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
        arena_printf(c->arena,
            "kind=%d&name=周玉兰&phone=13900000302&public_phone=13900000302&place=%" PRId64,
            POST_OWNERS_HEAD, w->stair));
    CHECK("her mobile is not published unasked", r->status == 422 && strstr(body_of(r), "asked-e"));
    r = go(c, &w->clerk_b, w, give,
        arena_printf(c->arena, "kind=%d&name=周玉兰&phone=13900000302&place=%" PRId64,
            POST_OWNERS_HEAD, w->stair));
    CHECK("given to the roster's own", r->status == 303);
    CHECK("she has a desk now", go(c, &w->neighbour_b, w, "inbox", NULL)->status == 200);
    must(db_begin_read(c));
    struct posts posts = {0};
    CHECK("one", bodies_posts_of(c, w->neighbour, &posts) && posts.n == 1);
    db_rollback(c);
    const char *end = arena_printf(c->arena, "posts/%" PRId64 "/handover", posts.v[0].id);
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

/* A stair nobody leads: its body is made and its leader asked in one act. */
static void a_leader_in_one_act(struct ctx *c)
{
    struct world *w = world_make(c);
    const char *lead = arena_printf(c->arena, "b/%" PRId64 "/lead", w->stair4);
    const char *stair = arena_printf(c->arena, "b/%" PRId64, w->stair4);
    CHECK("offered", strstr(body_of(go(c, &w->clerk_b, w, stair, NULL)), "请人当楼组长"));
    CHECK("not to a leader", !strstr(body_of(go(c, &w->leader_b, w, stair, NULL)), "请人当楼组长"));
    CHECK("asked for", go(c, &w->clerk_b, w, lead, NULL)->status == 200);
    struct req *r =
        go(c, &w->clerk_b, w, lead, "name=李新来&phone=13900004401&public_phone=13900004401");
    CHECK("not published unasked", r->status == 422 && strstr(body_of(r), "asked-e"));
    CHECK("led", go(c, &w->clerk_b, w, lead, "name=李新来&phone=13900004401")->status == 303);
    must(db_begin_read(c));
    struct bodies made = {0};
    struct posts near = {0};
    CHECK("with a body", bodies_over(c, w->stair4, BODY_STAIR, &made) && made.n == 1);
    CHECK("on its page",
        bodies_contacts(c, w->stair4, &near) && near.n && str_same(near.v[0].person, "李新来"));
    db_rollback(c);
    const char *post = arena_printf(c->arena, "posts/%" PRId64, near.v[0].id);
    CHECK("nobody to stand in: why, and what to do",
        strstr(body_of(go(c, &w->clerk_b, w, post, NULL)), "先请一位来任职"));
    CHECK("no second", go(c, &w->clerk_b, w, lead, "name=王又来")->status == 422);
    CHECK(
        "no longer offered", !strstr(body_of(go(c, &w->clerk_b, w, stair, NULL)), "请人当楼组长"));
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

const struct test bodies_tests[] = {
    {"duties of posts", duties, .pure = true},
    {"posts of bodies", fits, .pure = true},
    {"how far a post reaches", reach},
    {"audiences", audiences},
    {"whose hand", hands},
    {"deputies", deputies},
    {"a leader in one act", a_leader_in_one_act},
    {"posts end by day", days},
    {"contacts, nearest first", contacts},
    {"random posts", trials},
    {"pages", pages},
    {"another area", other_area},
    {0},
};
