/* policy_world.h - who stands before the routes in the authorisation matrix, and what the ids in
 * their paths mean. The same is made twice: once here, once in another area whose ids are foreign.
 */
#ifndef EAVES_POLICY_WORLD_H
#define EAVES_POLICY_WORLD_H

#include <sys/stat.h>

#include "lib/web/file.h"
#include "src/owners/owners.h"
#include "tests/requests_world.h"

enum { ROLES = 15, SAMPLES_MAX = 100 };

struct role {
    const char *name; /* a column of the policy file */
    enum post_kind kind; /* 0: no post */
    struct browser b;
};
struct sample { /* what :id stands for, and what a body's {name} becomes */
    const char *name, *value, *foreign;
};
struct policy_world {
    const char *code, *other_code;
    int64_t area, other;
    struct role roles[ROLES];
    struct sample samples[SAMPLES_MAX];
    size_t n;
};

static const struct role policy_roles[ROLES] = {
    {"visitor", 0, {""}}, {"account", 0, {""}}, /* signed in, nobody's person here */
    {"waiting", 0, {""}}, /* says to live in the stair, not confirmed */
    {"resident", 0, {""}}, /* of the stair; asked for the requests */
    {"elsewhere", 0, {""}}, /* resident of another stair */
    {"helper", 0, {""}}, /* lives elsewhere, helps the elder of the stair */
    {"leader", POST_BUILDING_LEADER, {""}},
    {"leader2", POST_BUILDING_LEADER, {""}}, /* of the other stair */
    {"property", POST_PROPERTY_STAFF, {""}}, {"owners", POST_OWNERS_HEAD, {""}},
    {"operator", POST_OPERATOR, {""}}, {"staff", POST_COMMITTEE_STAFF, {""}},
    {"secretary", POST_SECRETARY, {""}}, {"town", POST_TOWN_STAFF, {""}},
    {"foreign", POST_SECRETARY, {""}}, /* of another area */
};

/* Samples -------------------------------------------------------------------------------------- */
static void put_sample(struct policy_world *p, const char *name, const char *value, bool foreign)
{
    for (size_t i = 0; i < p->n; i++) {
        if (str_same(p->samples[i].name, name)) {
            *(foreign ? &p->samples[i].foreign : &p->samples[i].value) = value;
            return;
        }
    }
    must(p->n < SAMPLES_MAX);
    struct sample s = {.name = name};
    *(foreign ? &s.foreign : &s.value) = value;
    p->samples[p->n++] = s;
}

static void put_id(
    struct ctx *c, struct policy_world *p, const char *name, int64_t id, bool foreign)
{
    must(id);
    put_sample(p, name, arena_printf(c->arena, "%" PRId64, id), foreign);
}

static int64_t policy_number(const char *path, const char *after)
{
    int64_t id = id_after(path, after);
    CHECK(after, id);
    return id;
}

/* The newest row of its kind in this area. */
static int64_t policy_last(struct ctx *c, const char *what)
{
    int64_t id = 0;
    if (!db_begin_read(c)) {
        return 0;
    }
    if (str_same(what, "claim")) {
        id = db_int(c, "SELECT max(id) FROM claim WHERE area_id = ?1", V(c->area_id));
    } else if (str_same(what, "hotline_call")) {
        id = db_int(c, "SELECT max(id) FROM hotline_call WHERE area_id = ?1", V(c->area_id));
    } else if (str_same(what, "post")) {
        id = db_int(c, "SELECT max(id) FROM post WHERE area_id = ?1 AND kind = ?2", V(c->area_id),
            V(POST_PROPERTY_STAFF));
    } else if (str_same(what, "quote")) {
        id = db_int(c, "SELECT max(id) FROM quote WHERE area_id = ?1", V(c->area_id));
    } else if (str_same(what, "help")) {
        id = db_int(c, "SELECT max(id) FROM relation WHERE area_id = ?1 AND kind = ?2",
            V(c->area_id), V(4));
    }
    db_rollback(c);
    return id;
}

/* People --------------------------------------------------------------------------------------- */
struct policy_place { /* one area being furnished */
    const char *code;
    int64_t compound, stair, stair2, granny, resident, elsewhere;
    int64_t bodies[8]; /* committee, property, owners, town, stair, stair2 */
    struct browser *b; /* by role */
    const char *tail; /* of phone numbers: another in each area */
};

static const char *policy_phone(struct ctx *c, const struct policy_place *p, int n)
{
    return arena_printf(c->arena, "137%s%04d", p->tail, n);
}

static void policy_homes(struct ctx *c, struct policy_place *p)
{
    static const struct {
        const char *unit, *name;
        bool second;
        int phone, role;
    } homes[] = {
        {"301", "陈阿婆", false, 1, -1},
        {"302", "周玉兰", false, 2, 3},
        {"101", "顾明珠", false, 3, 6},
        {"303", "户主甲", false, 4, -1},
        {"101", "唐家宝", true, 5, 4},
        {"102", "陈小军", true, 6, 5},
        {"201", "卫国平", true, 7, 7},
    };
    bool made;
    p->compound = places_put_compound(c, "柳荫里小区", &made);
    p->stair = places_put_building(c, p->compound, "3号楼", &made);
    p->stair2 = places_put_building(c, p->compound, "4号楼", &made);
    for (size_t i = 0; i < COUNT(homes); i++) {
        int64_t id = world_person(c, homes[i].second ? p->stair2 : p->stair, homes[i].unit,
            homes[i].name, policy_phone(c, p, homes[i].phone));
        p->granny = homes[i].phone == 1 ? id : p->granny;
        p->resident = homes[i].phone == 2 ? id : p->resident;
        p->elsewhere = homes[i].role == 4 ? id : p->elsewhere;
        if (homes[i].role == 5) {
            people_add_helper(c, id, p->granny, "代办", "2030-01-01", "当面同意");
        }
    }
}

static void policy_bodies(struct ctx *c, struct policy_place *p)
{
    int64_t *b = p->bodies;
    b[0] = bodies_make(c, BODY_COMMITTEE, c->area_id, "柳荫里居委会", "02155500139");
    b[1] = bodies_make(c, BODY_PROPERTY, p->compound, "安居物业", "02155500188");
    b[2] = bodies_make(c, BODY_OWNERS_COMMITTEE, p->compound, "柳荫里业委会", "");
    b[3] = bodies_make(c, BODY_TOWN, c->area_id, "街道办事处", "");
    b[4] = bodies_make(c, BODY_STAIR, p->stair, "3号楼楼组", "");
    b[5] = bodies_make(c, BODY_STAIR, p->stair2, "4号楼楼组", "");
}

/* A post each; committee, operator and town sign in with password and second factor. */
static void policy_posts(struct ctx *c, struct policy_place *p)
{
    struct people leaders = {0}, leaders2 = {0};
    if (people_of_building(c, p->stair, &leaders) && people_of_building(c, p->stair2, &leaders2)) {
        for (size_t i = 0; i < leaders.n; i++) {
            if (str_same(leaders.v[i].name, "顾明珠")) {
                bodies_give_post(
                    c, p->bodies[4], POST_BUILDING_LEADER, leaders.v[i].id, p->stair, "");
            }
        }
        for (size_t i = 0; i < leaders2.n; i++) {
            if (str_same(leaders2.v[i].name, "卫国平")) {
                bodies_give_post(
                    c, p->bodies[5], POST_BUILDING_LEADER, leaders2.v[i].id, p->stair2, "");
            }
        }
    }
}

static const struct {
    int role, body;
    bool staff, compound;
} policy_desks[] = {{8, 1, false, true}, {9, 2, false, true}, {10, 0, true, false},
    {11, 0, true, false}, {12, 0, true, false}, {13, 3, true, false}};

static void policy_desk(struct ctx *c, struct policy_place *p, size_t i)
{
    const struct role *r = &policy_roles[policy_desks[i].role];
    const char *phone = policy_phone(c, p, 20 + policy_desks[i].role);
    test_begin(c);
    int64_t person = people_make(c, arena_printf(c->arena, "办%s", r->name), phone);
    bodies_give_post(c, p->bodies[policy_desks[i].body], r->kind, person,
        policy_desks[i].compound ? p->compound : c->area_id, "");
    CHECK(r->name, test_end(c));
    if (policy_desks[i].staff) {
        world_staff(c, &p->b[policy_desks[i].role], person, r->name);
    } else {
        world_resident(c, &p->b[policy_desks[i].role], phone);
    }
}

static void policy_sign_in(struct ctx *c, struct policy_place *p)
{
    static const int residents[][2] = {{3, 2}, {4, 5}, {5, 6}, {6, 3}, {7, 7}};
    for (size_t i = 0; i < COUNT(residents); i++) {
        world_resident(c, &p->b[residents[i][0]], policy_phone(c, p, residents[i][1]));
    }
    for (size_t i = 0; i < COUNT(policy_desks); i++) {
        policy_desk(c, p, i);
    }
}

/* What the ids mean ---------------------------------------------------------------------------- */
static struct req *policy_post(
    struct ctx *c, struct browser *b, const char *code, const char *tail, const char *body)
{
    const char *path = arena_printf(c->arena, "/a/%s/%s", code, tail);
    struct req *r = visit(c, b, path, body);
    if (r->status != 303) {
        const char *at = strstr(body_of(r), "<main");
        printf("POST %s -> %d %.600s\n", path, r->status, at ? at : body_of(r));
    }
    CHECK(path, r->status == 303);
    return r;
}

/* By the resident, in two screens; the id of the request. */
static int64_t policy_request(struct ctx *c, struct policy_place *p, const char *open)
{
    static const char png[] = "\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x10\0\0\0\x10\x08\x02\0\0\0";
    const struct upload photo = {.field = "photo",
        .filename = "door.png",
        .type = "image/png",
        .head = {png, sizeof(png) - 1},
        .size = 4321};
    struct req *r = visit_with_files(c, &p->b[3],
        arena_printf(c->arena, "/a/%s/b/%" PRId64 "/report", p->code, p->stair), "what=" TROUBLE,
        &photo, 1);
    CHECK("a draft", r->status == 303);
    const char *draft = strstr(r->location, "report/");
    r = policy_post(c, &p->b[3], p->code, arena_strdup(c->arena, draft),
        arena_printf(c->arena, "kind=light&open=%s", open));
    return policy_number(r->location, "/requests/");
}

static int64_t policy_file(struct ctx *c, int64_t subject)
{
    struct files all = {0};
    must(db_begin_read(c));
    bool ok = files_of_subject(c, subject, &all);
    db_rollback(c);
    return ok && all.n ? all.v[0].id : 0;
}

static void policy_step(
    struct ctx *c, struct policy_place *p, int role, int64_t id, const char *verb, const char *body)
{
    policy_post(
        c, &p->b[role], p->code, arena_printf(c->arena, "requests/%" PRId64 "/%s", id, verb), body);
}

#define POLICY_SHA "aa00000000000000000000000000000000000000000000000000000000000000"
/* As if the runner had made it ready: whether it is shown is then a matter of who asks. */
static int64_t policy_ready(struct ctx *c, int64_t subject)
{
    int64_t id = policy_file(c, subject);
    char path[512];
    snprintf(path, sizeof(path), "%s/aa", c->app->files_dir);
    (void)mkdir(path, 0700);
    snprintf(path, sizeof(path), "%s/aa/" POLICY_SHA, c->app->files_dir);
    FILE *f = fopen(path, "w");
    must(f && fputs("not looked at", f) >= 0 && fclose(f) == 0);
    test_begin(c);
    db_exec(c,
        "UPDATE file SET state = 2, sha256 = ?3, thumb_sha256 = ?3 WHERE area_id = ?1 AND id = ?2",
        V(c->area_id), V(id), V(POLICY_SHA));
    CHECK("ready", test_end(c));
    return id;
}

static int64_t policy_assigned(struct ctx *c, struct policy_place *p, int body)
{
    int64_t id = policy_request(c, p, "place");
    policy_step(
        c, p, 11, id, "assign", arena_printf(c->arena, "version=1&body=%" PRId64, p->bodies[body]));
    return id;
}

static void policy_requests(struct ctx *c, struct policy_world *w, struct policy_place *p, bool far)
{
    int64_t fresh = policy_request(c, p, "place"), closed = policy_request(c, p, "case");
    int64_t given = policy_request(c, p, "place"), done = policy_request(c, p, "place");
    const char *to = arena_printf(c->arena, "version=1&body=%" PRId64, p->bodies[1]);
    policy_step(c, p, 11, given, "assign", to);
    policy_step(c, p, 11, done, "assign", to);
    policy_step(c, p, 8, done, "answer", "version=2&answer=换了灯&no_photo=晚上补拍");
    int64_t many = policy_request(c, p, "place");
    struct req *r = policy_post(c, &p->b[11], p->code, "inbox/bulk",
        arena_printf(c->arena, "what=accept&pick=%" PRId64 "-1", many));
    int64_t batch = policy_number(r->location, "/batch/");
    policy_post(c, &p->b[11], p->code, "replies",
        arena_printf(c->arena, "text=已转告&body=%" PRId64, c->area_id));
    put_id(c, w, "batch", batch, far);
    r = policy_post(c, &p->b[11], p->code, "registers/save",
        "name=三季度&shared=1&which=requests&from=2026-10-01&to=2026-12-31");
    put_id(c, w, "register_view", policy_number(r->location, "view="), far);
    r = policy_post(
        c, &p->b[8], p->code, "work/orders", arena_printf(c->arena, "pick=%" PRId64 "-2", given));
    if (!far) { /* numbers of paper begin at 1 in each area */
        put_id(c, w, "orders", policy_number(r->location, "/orders/"), far);
    }
    policy_post(c, &p->b[8], p->code, arena_printf(c->arena, "requests/%" PRId64 "/quotes", given),
        "amount=100&what=换灯");
    put_id(c, w, "quote", policy_last(c, "quote"), far);
    put_id(c, w, "request_committee", policy_assigned(c, p, 0), far);
    put_id(c, w, "request_owners", policy_assigned(c, p, 2), far);
    put_id(c, w, "request", fresh, far);
    put_id(c, w, "request_case", closed, far);
    put_id(c, w, "request_given", given, far);
    put_id(c, w, "request_done", done, far);
    put_id(c, w, "file", policy_ready(c, fresh), far);
    put_id(c, w, "file_case", policy_ready(c, closed), far);
}

static void policy_call(struct ctx *c, struct policy_world *w, struct policy_place *p, bool far)
{
    (void)policy_post(c, &p->b[11], p->code, "hotline", "what=有人在楼下喊&how=open");
    put_id(c, w, "call", policy_last(c, "hotline_call"), far);
}

/* Typed by the helper for the elder: the act, and the draft of somebody's browser. */
static void policy_acts(struct ctx *c, struct policy_world *w, struct policy_place *p, bool far)
{
    const char *report = arena_printf(c->arena, "b/%" PRId64 "/report", p->stair);
    const char *for_her = arena_printf(
        c->arena, "what=" TROUBLE "&act_person=%" PRId64 "&act_channel=visit", p->granny);
    struct req *r = policy_post(c, &p->b[5], p->code, report, for_her);
    const char *draft = arena_strdup(c->arena, strstr(r->location, "report/"));
    r = policy_post(c, &p->b[5], p->code, draft, "kind=light&open=place&read=1");
    put_id(c, w, "act", policy_number(r->location, "/acts/"), far);
    r = policy_post(c, &p->b[3], p->code, report, "what=" TROUBLE);
    put_id(c, w, "draft", policy_number(r->location, "/report/"), far);
}

static void policy_waiting(struct ctx *c, struct policy_world *w, struct policy_place *p, bool far)
{
    test_begin(c);
    const char *phone = policy_phone(c, p, 90);
    int64_t account = accounts_of_phone(c, phone);
    int64_t unit = places_unit_by_name(c, p->stair, "303");
    claims_enter_by_phone(c, account, phone, unit, "新住户");
    CHECK("says where", test_end(c));
    world_sign_in(c, &p->b[2], account, false);
    put_id(c, w, "claim", policy_last(c, "claim"), far);
}

/* A home, its two owners, and the doubt whether they are one. */
static void policy_units(struct ctx *c, struct policy_world *w, struct policy_place *p, bool far)
{
    bool made, changed;
    struct owner_shares shares = {0};
    test_begin(c);
    int64_t unit = places_unit_by_name(c, p->stair, "301");
    int64_t one =
        owners_put(c, unit, "陈阿婆", OWNER_PERSON, "", 1, 2, "2020-01-01", &made, &changed);
    int64_t two =
        owners_put(c, unit, "陈亚婆", OWNER_PERSON, "", 1, 2, "2020-01-01", &made, &changed);
    int64_t same = owners_propose_same(c, one, two, "名字写错");
    bool ok = owners_of_unit(c, unit, "", &shares) && shares.n;
    CHECK("owners", test_end(c) && ok);
    put_id(c, w, "unit", unit, far);
    put_id(c, w, "owner", one, far);
    put_id(c, w, "same", same, far);
    put_id(c, w, "share", ok ? shares.v[0].id : 0, far);
}

static void policy_import(struct ctx *c, struct policy_world *w, struct policy_place *p, bool far)
{
    static const char text[] = "小区,楼号,室号,户主\n柳荫里小区,3号楼,301,陈阿婆\n";
    const char *path = arena_printf(c->arena, "%s/roster%d", c->app->files_dir, (int)far);
    FILE *f = fopen(path, "w");
    must(f && fputs(text, f) >= 0 && fclose(f) == 0);
    struct upload roster = {.field = "file",
        .filename = "名册.csv",
        .type = "text/csv",
        .path = path,
        .size = (int64_t)strlen(text)};
    struct req *r = visit_with_files(
        c, &p->b[11], arena_printf(c->arena, "/a/%s/import", p->code), "", &roster, 1);
    CHECK("a roster", r->status == 303);
    put_id(c, w, "import", policy_number(r->location, "/import/"), far);
}

static void policy_roll(struct ctx *c, struct policy_world *w, struct policy_place *p, bool far)
{
    const char *rolls = arena_printf(c->arena, "b/%" PRId64 "/rolls", p->stair);
    struct req *r = policy_post(c, &p->b[6], p->code, rolls, "title=送连心卡");
    int64_t roll = policy_number(r->location, "roll=");
    put_id(c, w, "roll", roll, far);
    if (!far) {
        put_sample(w, "row", "1", far);
        r = policy_post(
            c, &p->b[6], p->code, arena_printf(c->arena, "%s/%" PRId64 "/sheet", rolls, roll), "");
        put_id(c, w, "visit", policy_number(r->location, "/visit/"), far);
    }
}

static int64_t policy_household(struct ctx *c, int64_t person_id)
{
    int64_t id = 0;
    if (db_begin_read(c)) {
        id = db_int(c,
            "SELECT max(household_id) FROM relation WHERE area_id = ?1 AND person_id = ?2",
            V(c->area_id), V(person_id));
        db_rollback(c);
    }
    return id;
}

static void policy_rest(struct ctx *c, struct policy_world *w, struct policy_place *p, bool far)
{
    test_begin(c);
    const char *code = places_code_of(c, p->stair);
    CHECK("a code", test_end(c));
    if (!far) { /* a poster's code opens from anywhere */
        put_sample(w, "code", code, far);
        put_sample(w, "kind", "sheet", far);
        put_sample(w, "template", "roster.xlsx", far);
    }
    struct req *r = policy_post(c, &p->b[11], p->code, "slips",
        arena_printf(c->arena, "building=%" PRId64 "&rows=4", p->stair));
    if (!far) { /* numbers of paper begin at 1 in each area */
        put_id(c, w, "sheet", policy_number(r->location, "/slips/"), far);
    }
    policy_import(c, w, p, far);
    policy_units(c, w, p, far);
    policy_roll(c, w, p, far);
    put_id(c, w, "compound", p->compound, far);
    put_id(c, w, "stair", p->stair, far);
    put_id(c, w, "stair2", p->stair2, far);
    put_id(c, w, "person", p->resident, far);
    put_id(c, w, "granny", p->granny, far);
    put_id(c, w, "household", policy_household(c, p->resident), far);
    put_id(c, w, "body", p->bodies[1], far);
    put_id(c, w, "post", policy_last(c, "post"), far);
    put_id(c, w, "help", policy_last(c, "help"), far);
}

#include "tests/policy_papers.h"

static void policy_furnish(struct ctx *c, struct policy_world *w, struct policy_place *p, bool far)
{
    test_begin(c);
    policy_homes(c, p);
    policy_bodies(c, p);
    policy_posts(c, p);
    CHECK("furnished", test_end(c));
    policy_sign_in(c, p);
    policy_waiting(c, w, p, far);
    policy_requests(c, w, p, far);
    policy_call(c, w, p, far);
    policy_acts(c, w, p, far);
    policy_rest(c, w, p, far);
    policy_papers(c, w, p, far);
}

static struct policy_world *policy_world_make(struct ctx *c)
{
    struct policy_world *w = arena_alloc(c->arena, sizeof(*w));
    struct browser near[ROLES] = {0}, far[ROLES] = {0};
    struct policy_place p = {.b = far, .tail = "600"}, q = {.b = near, .tail = "500"};
    memcpy(w->roles, policy_roles, sizeof(w->roles));
    test_area(c, &w->other_code);
    w->other = c->area_id;
    p.code = w->other_code;
    policy_furnish(c, w, &p, true);
    test_area(c, &w->code);
    w->area = c->area_id;
    q.code = w->code;
    policy_furnish(c, w, &q, false);
    for (int i = 0; i < ROLES; i++) {
        w->roles[i].b = near[i];
    }
    w->roles[14].b = far[12]; /* the other area's secretary */
    test_begin(c);
    int64_t nobody = accounts_of_phone(c, "13799990001");
    CHECK("an account", test_end(c));
    world_sign_in(c, &w->roles[1].b, nobody, false);
    return w;
}
#endif
