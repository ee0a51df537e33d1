/* handover_test.c - nothing open is left without somebody who answers; the sheet; who may accept.
 */
#include "src/bodies/duties.h"
#include "src/handover/handover_room.h"
#include "tests/requests_world.h"

/* Rules ---------------------------------------------------------------------------------------- */
static void must_pass(struct ctx *c)
{
    static const struct {
        const char *what;
        int64_t open;
        const char *before, *after;
        bool passes;
    } cases[] = {
        {"nothing open", 0, "", NULL, false},
        {"nobody left", 3, "", NULL, true},
        {"somebody without end", 3, "", "", false},
        {"only until a day", 3, "", "2026-12-01", true},
        {"no sooner than before", 3, "2026-12-01", "2026-12-01", false},
        {"sooner", 3, "2026-12-02", "2026-12-01", true},
        {"there was nobody", 3, NULL, NULL, true},
        {"a successor came", 3, NULL, "", false},
    };
    (void)c;
    for (size_t i = 0; i < COUNT(cases); i++) {
        CHECK(cases[i].what,
            handover_must_pass(cases[i].open, cases[i].before, cases[i].after) == cases[i].passes);
    }
}

static void may_accept(struct ctx *c)
{
    static const struct {
        const char *what;
        struct handover h;
        bool by_successor, ok;
        const char *paper;
    } cases[] = {
        {"by the successor", {.successor_id = 7, .can_sign_in = true}, true, true, ""},
        {"on paper", {.successor_id = 7}, false, true, "柜子二层"},
        {"without claim and without paper", {.successor_id = 7}, false, false, ""},
        {"with claim, for them", {.successor_id = 7, .can_sign_in = true}, false, false, ""},
        {"twice", {.successor_id = 7, .accepted_at = 1}, true, false, ""},
        {"nobody comes next", {.successor_id = 0}, false, false, "柜子"},
    };
    (void)c;
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct err why = {0};
        CHECK(cases[i].what, handover_may_accept(&cases[i].h, cases[i].by_successor, cases[i].paper,
                                 &why) == cases[i].ok);
    }
}

/* Histories ------------------------------------------------------------------------------------ */
static int64_t open_matter(struct ctx *c, const struct world *w, int64_t place, int64_t owner)
{
    struct matter m = {.kind = "request",
        .title = "门厅的灯坏了",
        .place_id = place,
        .owner_id = owner,
        .audience = AUDIENCE_PLACE,
        .state = REQUEST_DOING,
        .find = ""};
    c->act.person_id = w->granny;
    return matters_open(c, &m, "") ? m.id : 0;
}

static bool refused(struct ctx *c, const char *field)
{
    struct err why = err_take(&c->err);
    return why.kind == ERR_RULE && str_same(why.field, field);
}

static int64_t owner_of(struct ctx *c, int64_t matter)
{
    return db_int(
        c, "SELECT owner_id FROM matter WHERE area_id = ?1 AND id = ?2", V(c->area_id), V(matter));
}

/* As the router does with what was refused: no half of it is left. */
static void undo(struct ctx *c)
{
    c->err.kind = ERR_RULE;
    test_end(c);
    c->err = (struct err){0};
}

static void leaving(struct ctx *c)
{
    struct world *w = world_make(c);
    struct posts posts = {0};
    test_begin(c);
    int64_t m = open_matter(c, w, w->stair, w->property);
    CHECK("kept", test_end(c));
    test_begin(c);
    CHECK("his post", bodies_posts_in(c, w->property, "", &posts) && posts.n == 1);
    struct leaving l = {.post_id = posts.v[0].id,
        .day = "2026-12-01",
        .phone = "",
        .keys = "钥匙一把",
        .papers = "",
        .notes = ""};
    CHECK("nobody would answer", !handover_leave(c, &l) && refused(c, "to_body"));
    undo(c);
    test_begin(c);
    l.to_body = w->property;
    CHECK("not to itself", !handover_leave(c, &l) && refused(c, "to_body"));
    undo(c);
    test_begin(c);
    l.to_body = w->committee;
    int64_t id = handover_leave(c, &l);
    struct matters on = {0};
    struct handover h;
    CHECK("to a named body", id && owner_of(c, m) == w->committee);
    CHECK("and on the sheet", handover_matters(c, id, &on) && on.n == 1 && on.v[0].id == m);
    CHECK("nobody accepts it", handover_by_id(c, id, &h) && !handover_accept(c, id, "柜子"));
    err_take(&c->err);
    CHECK("done", test_end(c));
}

static void the_last_secretary(struct ctx *c)
{
    struct world *w = world_make(c);
    struct posts posts = {0};
    test_begin(c);
    CHECK("hers", bodies_posts_in(c, w->committee, "", &posts) && posts.n == 1);
    struct leaving l = {.post_id = posts.v[0].id,
        .day = "2026-12-01",
        .successor_id = people_make(c, "新主任", ""),
        .phone = "",
        .keys = "",
        .papers = "",
        .notes = ""};
    CHECK("a successor without claim", !handover_leave(c, &l) && refused(c, "name"));
    l.successor_id = w->clerk;
    CHECK("not herself", !handover_leave(c, &l) && refused(c, "name"));
    l.successor_id = 0;
    CHECK("nobody", !handover_leave(c, &l) && refused(c, "day"));
    l.successor_id = w->son; /* has a claim */
    int64_t id = handover_leave(c, &l);
    struct posts then = {0};
    CHECK("given on without a gap", id && bodies_posts_in(c, w->committee, "2026-12-01", &then) &&
                                        then.n == 1 && then.v[0].person_id == w->son);
    c->who = (struct who){.account_id = 1, .person_id = w->son};
    struct handovers waiting = {0};
    CHECK("waits for him", handover_waiting(c, &waiting) && waiting.n == 1);
    CHECK("accepted", handover_accept(c, id, ""));
    CHECK("once", !handover_accept(c, id, ""));
    err_take(&c->err);
    c->who = (struct who){0};
    CHECK("done", test_end(c));
}

static uint32_t dice(struct ctx *c, uint32_t n)
{
    uint32_t r;
    new_random(c, &r, sizeof(r));
    return r % n;
}

/* Open matters whose owner does not stand, or has nobody who answers for good. */
static int unanswered(struct ctx *c, const char *day)
{
    int bad = 0;
    struct ids owners = {0};
    struct rows r = db_query(c,
        "SELECT owner_id FROM matter WHERE area_id = ?1 AND closed_at IS NULL"
        " AND owner_id IS NOT NULL",
        V(c->area_id));
    must(rows_ids(&r, &owners));
    for (size_t i = 0; i < owners.n; i++) {
        struct posts posts = {0};
        struct body b;
        bool answers = false;
        must(bodies_by_id(c, owners.v[i], &b) && bodies_posts_in(c, b.id, day, &posts));
        for (size_t k = 0; k < posts.n; k++) {
            answers = answers || (duties_of_post(posts.v[k].kind, DUTY_ANSWER) &&
                                     str_empty(posts.v[k].valid_to));
        }
        bad += !answers || !str_empty(b.valid_to);
    }
    return bad;
}

enum { RANDOM_BODIES = 4, STEPS = 30 };

/* Somebody leaves, a body ends, or somebody comes; what is refused is rolled back whole. */
static bool one_step(struct ctx *c, const struct world *w, int64_t *bodies)
{
    struct posts posts = {0};
    int64_t body = bodies[dice(c, RANDOM_BODIES)], to = bodies[dice(c, RANDOM_BODIES)];
    const char *day = day_text(c->arena, c->now + (int64_t)(1 + dice(c, 5)) * MS_PER_DAY);
    struct body b;
    must(bodies_by_id(c, body, &b) && bodies_posts_in(c, body, "", &posts));
    if (!str_empty(b.valid_to)) {
        return true;
    }
    switch (dice(c, 6)) {
    case 0:
        return handover_dissolve(c, body, day, dice(c, 4) ? to : 0, "撤销");
    case 1:
        return bodies_give_post(
                   c, body, POST_PROPERTY_STAFF, people_make(c, "新人", ""), c->area_id, "") != 0;
    case 2:
        return open_matter(c, w, w->stair, posts.n && str_empty(posts.v[0].valid_to) ? body : 0) !=
               0;
    default:
        break;
    }
    struct leaving l = {.day = day, .phone = "", .keys = "", .papers = "", .notes = ""};
    l.post_id = posts.n ? posts.v[dice(c, (uint32_t)posts.n)].id : 0;
    l.to_body = dice(c, 3) ? to : 0;
    l.successor_id = dice(c, 3) ? 0 : people_make(c, "接任", "");
    return !posts.n || handover_leave(c, &l) != 0;
}

static void histories(struct ctx *c)
{
    int bad = 0, refusals = 0, passed = 0, all = 0;
    for (int t = 0; t < 6; t++) {
        struct world *w = world_make(c);
        int64_t bodies[RANDOM_BODIES];
        test_begin(c);
        for (int i = 0; i < RANDOM_BODIES; i++) {
            bodies[i] = bodies_make(c, BODY_PROPERTY, c->area_id, "物业", "");
            bodies_give_post(c, bodies[i], POST_PROPERTY_MANAGER, w->son, c->area_id, "");
            open_matter(c, w, w->stair, bodies[i]);
        }
        CHECK("ready", test_end(c));
        for (int s = 0; s < STEPS; s++) {
            test_begin(c);
            bool ok = one_step(c, w, bodies);
            c->err.kind = ok ? c->err.kind : ERR_RULE;
            refusals += !test_end(c);
            c->err = (struct err){0};
            must(db_begin_read(c));
            bad += unanswered(c, day_text(c->arena, c->now + 10 * MS_PER_DAY));
            passed = (int)db_int(c,
                "SELECT count(*) FROM fact WHERE area_id = ?1 AND kind = 'requests.passed'",
                V(c->area_id));
            db_rollback(c);
            test_at(c, c->now + MS_PER_DAY / 4);
        }
        all += passed;
    }
    CHECK("something was passed on", all > 0);
    CHECK("nothing open is left lying", bad == 0);
    CHECK("and something was refused", refusals > 0);
}

/* Pages ---------------------------------------------------------------------------------------- */
static void pages(struct ctx *c)
{
    struct world *w = world_make(c), *other = world_make(c);
    struct posts posts = {0};
    test_begin(c);
    c->area_id = w->area;
    CHECK("hers", bodies_posts_of(c, w->leader, &posts) && posts.n == 1);
    open_matter(c, w, w->stair, w->property);
    int64_t quiet = open_matter(c, w, w->stair, w->committee);
    db_exec(c, "UPDATE matter SET audience = 4, title = '悄悄说的' WHERE area_id = ?1 AND id = ?2",
        V(w->area), V(quiet));
    CHECK("kept", test_end(c));
    const char *path = world_path(c, w, "posts", posts.v[0].id, "/handover");
    struct req *r = visit(c, &w->clerk_b, path, NULL);
    CHECK("what is open", r->status == 200 && strstr(body_of(r), "没办完的事 2 件"));
    CHECK("not by herself", visit(c, &w->leader_b, path, NULL)->status == 403);
    r = visit(c, &w->clerk_b, path,
        "day=2026-11-20&name=周玉兰&phone=13900000302&keys=%E9%92%A5%E5%8C%99");
    CHECK("before she began", r->status == 422 && strstr(body_of(r), "周玉兰"));
    r = visit(c, &w->clerk_b, path,
        "day=2026-11-23&name=周玉兰&phone=13900000302&keys=%E9%92%A5%E5%8C%99");
    CHECK("left", r->status == 303);
    int64_t id = id_after(r->location, "/handovers/");
    const char *sheet = world_path(c, w, "handovers", id, "");
    r = visit(c, &w->neighbour_b, sheet, NULL);
    CHECK("the successor reads it",
        r->status == 200 && strstr(body_of(r), "钥匙") && strstr(body_of(r), "门厅的灯坏了"));
    CHECK("not what is only for those who handle it",
        strstr(body_of(r), "只给办理的人看的事") && !strstr(body_of(r), "悄悄"));
    CHECK("nobody else", visit(c, &w->son_b, sheet, NULL)->status == 404);
    const char *accept = world_path(c, w, "handovers", id, "/accept");
    CHECK("nor accepts", visit(c, &w->son_b, accept, "paper=x")->status == 404);
    CHECK("not for her without paper", visit(c, &w->clerk_b, accept, "paper=")->status == 422);
    CHECK("accepted", visit(c, &w->neighbour_b, accept, "paper=")->status == 303);
    CHECK("once", visit(c, &w->neighbour_b, accept, "paper=")->status == 422);
    CHECK("another area's sheet",
        visit(c, &w->clerk_b, world_path(c, w, "handovers", other->area, ""), NULL)->status == 404);
    CHECK("another area's body",
        visit(c, &w->clerk_b, world_path(c, w, "bodies", other->property, "/end"),
            "day=2026-11-24&why=撤销")
                ->status == 404);
    const char *end = world_path(c, w, "bodies", w->property, "/end");
    r = visit(c, &w->clerk_b, end, "day=2026-11-24&why=撤销");
    CHECK("open work must go somewhere", r->status == 422 && strstr(body_of(r), "to_body-e"));
    r = visit(c, &w->clerk_b, end,
        arena_printf(c->arena, "day=2026-11-24&why=撤销&to_body=%" PRId64, w->committee));
    CHECK("dissolved", r->status == 303);
    r = visit(c, &w->clerk_b, arena_printf(c->arena, "/a/%s/workload", w->code), NULL);
    CHECK("workload", r->status == 200 && strstr(body_of(r), "陈小燕"));
    r = visit(c, &w->clerk_b, arena_printf(c->arena, "/a/%s/handovers.csv", w->code), NULL);
    CHECK("handovers", r->status == 200 && strstr(body_of(r), "周玉兰"));
}

const struct test handover_tests[] = {
    {"when work must be passed on", must_pass, .pure = true},
    {"who may accept", may_accept, .pure = true},
    {"leaving", leaving},
    {"the last secretary", the_last_secretary},
    {"random histories", histories},
    {"pages", pages},
    {0},
};
