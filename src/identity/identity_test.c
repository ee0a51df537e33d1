/* identity_test.c - merged and undone leaves the same rows; the dead stay in the past; whoever
 * never lived here can be said so from the flat. */
#include "src/identity/identity.h"

#include "src/claims/claims.h"
#include "src/households/households.h"
#include "tests/requests_world.h"

static struct req *go(
    struct ctx *c, struct browser *b, const struct world *w, const char *tail, const char *body)
{
    return visit(c, b, arena_printf(c->arena, "/a/%s/%s", w->code, tail), body);
}

/* A second member of staff: reviewing takes another hand. */
static int64_t second_hand(struct ctx *c, const struct world *w, struct browser *b)
{
    struct bodies committee = {0};
    c->area_id = w->area;
    test_begin(c);
    int64_t person = people_make(c, "第二位", "");
    CHECK("a post",
        bodies_over(c, w->area, BODY_COMMITTEE, &committee) && committee.n &&
            bodies_give_post(c, committee.v[0].id, POST_COMMITTEE_STAFF, person, w->area, ""));
    CHECK("made", test_end(c));
    world_staff(c, b, person, "second");
    return person;
}

/* Everything that hangs on persons, as one text. */
static const char *rows_of(struct ctx *c)
{
    const char *out = "";
    struct rows r = db_query(c,
        "SELECT id, name, COALESCE(phone_hash, ''), COALESCE(merged_into, 0),"
        " COALESCE(gone_at, 0) FROM person WHERE area_id = ?1 ORDER BY id",
        V(c->area_id));
    while (rows_next(&r)) {
        out = arena_printf(c->arena, "%s%lld %s %s %lld %lld;", out, (long long)row_int(&r, 0),
            row_text(&r, 1), row_text(&r, 2), (long long)row_int(&r, 3), (long long)row_int(&r, 4));
    }
    CHECK("persons", rows_end(&r));
    r = db_query(c,
        "SELECT id, kind, person_id, COALESCE(household_id, 0), COALESCE(other_id, 0), valid_from,"
        " COALESCE(valid_to, '') FROM relation WHERE area_id = ?1 ORDER BY id",
        V(c->area_id));
    while (rows_next(&r)) {
        out = arena_printf(c->arena, "%s%lld %lld %lld %lld %lld %s %s;", out,
            (long long)row_int(&r, 0), (long long)row_int(&r, 1), (long long)row_int(&r, 2),
            (long long)row_int(&r, 3), (long long)row_int(&r, 4), row_text(&r, 5), row_text(&r, 6));
    }
    CHECK("relations", rows_end(&r));
    r = db_query(c,
        "SELECT id, account_id, person_id, state FROM claim WHERE area_id = ?1 ORDER BY id",
        V(c->area_id));
    while (rows_next(&r)) {
        out = arena_printf(c->arena, "%s%lld %lld %lld %lld;", out, (long long)row_int(&r, 0),
            (long long)row_int(&r, 1), (long long)row_int(&r, 2), (long long)row_int(&r, 3));
    }
    CHECK("claims", rows_end(&r));
    return out;
}

/* A caller who was granny all along. */
static int64_t twin(struct ctx *c, const struct world *w)
{
    c->area_id = w->area;
    test_begin(c);
    int64_t id = people_make(c, "陈阿婆", w->phone);
    CHECK("a twin", id && test_end(c));
    return id;
}

static void as_staff(struct ctx *c, int64_t person)
{
    test_begin(c);
    c->who = (struct who){.account_id = 1, .person_id = person, .staff = true};
}

static void merge_and_undo(struct ctx *c)
{
    struct world *w = world_make(c);
    int64_t other = twin(c, w);
    struct alikes alike = {0};
    struct person p;
    struct people stair = {0}, again = {0};
    as_staff(c, w->clerk);
    CHECK(
        "suggested", identity_alike(c, 0, &alike) && alike.n == 1 && alike.v[0].why == ALIKE_PHONE);
    const char *before = rows_of(c);
    CHECK("stair", people_of_building(c, w->stair, &stair));
    int64_t merge = identity_propose(c, w->granny, other, "电话问过");
    CHECK("nothing changed yet", str_same(before, rows_of(c)));
    CHECK("not by the same hand",
        merge && !identity_decide(c, merge, true, "") && c->err.kind == ERR_RULE);
    c->err = (struct err){0};
    c->who.person_id = w->manager;
    CHECK("by another", identity_decide(c, merge, true, ""));
    CHECK("one person",
        people_by_id(c, other, &p) && p.id == w->granny && people_one(c, other) == w->granny);
    CHECK("lives there too", people_lives_in(c, other, w->stair));
    CHECK("once in the stair", people_of_building(c, w->stair, &again) && again.n == stair.n);
    CHECK("the phone is hers", people_by_phone(c, w->phone) == w->granny);
    CHECK("no chain", !identity_propose(c, w->son, w->granny, "x") && c->err.kind == ERR_RULE);
    c->err = (struct err){0};
    CHECK("undone", identity_undo(c, merge, "其实是她妹妹"));
    CHECK("the very same rows", str_same(before, rows_of(c)));
    CHECK("once", !identity_undo(c, merge, "再来") && c->err.kind == ERR_CONFLICT);
    c->err = (struct err){0};
    CHECK("done", test_end(c));
    c->who = (struct who){0};
}

static void random_round_trips(struct ctx *c)
{
    struct world *w = world_make(c);
    struct ids all = {0};
    uint32_t seed = 4711;
    as_staff(c, w->clerk);
    for (int i = 0; i < 8; i++) {
        list_push(c->arena, &all, people_make(c, "同名", i % 2 ? "19900006001" : ""));
    }
    const char *before = rows_of(c);
    for (int round = 0; round < 10; round++) {
        int64_t merges[8], n = 0;
        for (int i = 0; i < 8; i++) {
            seed = seed * 1664525u + 1013904223u;
            int64_t a = all.v[(seed >> 8) % 8], b = all.v[(seed >> 16) % 8];
            int64_t id = identity_propose(c, a, b, "试");
            c->who.person_id = w->manager;
            if (id && identity_decide(c, id, true, "")) {
                merges[n++] = id;
            }
            c->who.person_id = w->clerk;
            c->err = (struct err){0};
        }
        CHECK("some were merged", n > 0);
        while (n > 0) {
            CHECK("undone", identity_undo(c, merges[--n], "试完"));
        }
        CHECK("the very same rows", str_same(before, rows_of(c)));
    }
    CHECK("done", test_end(c));
    c->who = (struct who){0};
}

static void refusals(struct ctx *c)
{
    struct world *w = world_make(c), *other = world_make(c);
    int64_t t = twin(c, w);
    as_staff(c, w->clerk);
    static const char *const names[] = {
        "himself", "another area's", "a leader with a post", "a helper of hers"};
    const int64_t pairs[][2] = {
        {w->granny, w->granny}, {w->granny, other->granny}, {t, w->leader}, {w->granny, w->son}};
    const enum err_kind kinds[] = {ERR_RULE, ERR_ABSENT, ERR_RULE, ERR_RULE};
    for (size_t i = 0; i < COUNT(names); i++) {
        CHECK(names[i],
            !identity_propose(c, pairs[i][0], pairs[i][1], "x") && c->err.kind == kinds[i]);
        c->err = (struct err){0};
    }
    CHECK("done", test_end(c));
    c->who = (struct who){0};
}

static void blocked_by_later_edits(struct ctx *c)
{
    struct world *w = world_make(c);
    struct blocks why = {0};
    int64_t other = twin(c, w);
    as_staff(c, w->clerk);
    int64_t merge = identity_propose(c, w->granny, other, "x");
    c->who.person_id = w->manager;
    CHECK("merged", identity_decide(c, merge, true, "") && test_end(c));
    c->now += 1000;
    as_staff(c, w->clerk);
    CHECK("free", identity_blocks(c, merge, &why) && why.n == 0);
    CHECK("helped since", people_add_helper(c, w->neighbour, w->granny, "报修", "", "纸"));
    CHECK(
        "said what blocks", identity_blocks(c, merge, &why) && why.n == 1 && why.v[0].v[0].i == 1);
    CHECK("refused", !identity_undo(c, merge, "撤") && c->err.kind == ERR_RULE);
    c->err = (struct err){0};
    CHECK("done", test_end(c));
    c->who = (struct who){0};
}

static void the_dead(struct ctx *c)
{
    struct world *w = world_make(c);
    struct posts posts = {0};
    struct people stair = {0};
    struct housemates then = {0};
    struct person p;
    world_resident(c, &w->granny_b, w->phone);
    test_begin(c);
    CHECK("home", people_by_id(c, w->granny, &p));
    struct bodies own = {0};
    CHECK("a post",
        bodies_over(c, w->stair, BODY_STAIR, &own) && own.n &&
            bodies_give_post(c, own.v[0].id, POST_DEPUTY_LEADER, w->granny, w->stair, ""));
    CHECK("a reason first",
        !identity_died(
            c, &(struct death){.person_id = w->granny, .day = "2026-11-20", .basis = ""}) &&
            c->err.kind == ERR_RULE);
    c->err = (struct err){0};
    CHECK("died", identity_died(c, &(struct death){.person_id = w->granny,
                                       .day = "2026-11-23",
                                       .basis = "家属来说",
                                       .kin = "女儿",
                                       .kin_phone = "19900007001"}));
    CHECK("no post", bodies_posts_of(c, w->granny, &posts) && posts.n == 0);
    CHECK("not in the stair", people_of_building(c, w->stair, &stair));
    for (size_t i = 0; i < stair.n; i++) {
        CHECK("not in the stair", stair.v[i].id != w->granny);
    }
    CHECK("no resident", !people_lives_in(c, w->granny, 0));
    CHECK("the day before they lived there",
        db_int(c,
            "SELECT count(*) FROM relation WHERE area_id = ?1 AND kind = 1 AND person_id = ?2 AND valid_to = ?3",
            V(c->area_id), V(w->granny), V("2026-11-23")) == 1);
    CHECK(
        "twice", !identity_died(c,
                     &(struct death){.person_id = w->granny, .day = "2026-11-23", .basis = "x"}) &&
                     c->err.kind == ERR_CONFLICT);
    c->err = (struct err){0};
    CHECK("done", test_end(c));
    CHECK("is signed out", go(c, &w->granny_b, w, "helpers", NULL)->status == 303);
    test_begin(c);
    CHECK("and does not sign in", accounts_of_phone(c, p.phone) == 0);
    CHECK("a mistake", identity_lives_after_all(c, w->granny, "认错了人"));
    CHECK("lives again", people_lives_in(c, w->granny, w->stair) &&
                             households_people(c, p.household_id, "", &then) && then.n);
    CHECK("done", test_end(c));
}

/* Two entries of one household, judged to be one, are one person: in figures and in the list. */
static void counted_once(struct ctx *c)
{
    struct world *w = world_make(c);
    struct place_counts before, after;
    struct person p;
    CHECK("before", places_counts(c, w->stair, "", &before) && people_by_id(c, w->granny, &p));
    as_staff(c, w->clerk);
    int64_t twin = people_make(c, "陈阿婆", w->phone), caller = people_make(c, "周玉兰", "");
    people_lives(c, twin, p.household_id);
    int64_t merge = identity_propose(c, w->granny, twin, "问过");
    int64_t keeps = identity_propose(c, caller, w->neighbour, "问过");
    c->who.person_id = w->manager;
    CHECK("merged", identity_decide(c, merge, true, "") && identity_decide(c, keeps, true, ""));
    CHECK("counted once",
        places_counts(c, w->stair, "", &after) && after.people == before.people && test_end(c));
    c->who = (struct who){0};
    struct req *r = go(c, &w->clerk_b, w, "people.csv?q=陈阿婆", NULL);
    const char *first = strstr(body_of(r), "陈阿婆");
    CHECK("listed once", first && !strstr(first + 1, "陈阿婆"));
    r = go(c, &w->clerk_b, w, "people?filter=here", NULL);
    CHECK("lives here by her other entry", strstr(body_of(r), "周玉兰"));
    r = go(c, &w->clerk_b, w, "people?filter=elsewhere", NULL);
    CHECK("and not elsewhere", !strstr(body_of(r), "周玉兰"));
}

/* How many guard her and are helped by her son, and where she lives. */
static const char *ties_of(struct ctx *c, const struct world *w, int64_t person)
{
    struct guards g = {0};
    struct helps h = {0};
    struct person p;
    CHECK("read", people_guardians_of(c, person, &g) && people_helped_by(c, w->son, &h) &&
                      people_by_id(c, person, &p));
    return arena_printf(c->arena, "%zu %zu %" PRId64, g.n, h.n, p.household_id);
}

/* Merged entries and all ties come back as they were, a planned end too. */
static void not_dead_at_all(struct ctx *c)
{
    struct world *w = world_make(c);
    struct person p;
    struct place_counts n;
    as_staff(c, w->clerk);
    CHECK("home", people_by_id(c, w->granny, &p));
    CHECK("a guardian", people_add_guardian(c, &(struct guard){.guardian_id = w->neighbour,
                                                   .ward_id = w->granny,
                                                   .why = 1,
                                                   .basis = "户口簿",
                                                   .since = "2026-01-01",
                                                   .until = "2028-01-01"}));
    int64_t kept = people_make(c, "陈阿婆", "");
    int64_t merge = identity_propose(c, kept, w->granny, "问过");
    c->who.person_id = w->manager;
    CHECK("her home is the other entry's", identity_decide(c, merge, true, ""));
    const char *before = rows_of(c), *ties = ties_of(c, w, kept);
    CHECK("counted", places_counts(c, w->area, "", &n) && n.people == 4);
    CHECK("died",
        identity_died(c, &(struct death){.person_id = kept, .day = "2026-11-20", .basis = "听说"}));
    CHECK("no more ties", str_same(ties_of(c, w, kept), "0 0 0"));
    CHECK("not counted", places_counts(c, w->area, "", &n) && n.people == 3);
    CHECK("a mistake", identity_lives_after_all(c, kept, "认错了人"));
    CHECK("the same ties", str_same(ties_of(c, w, kept), ties));
    CHECK("the very same rows", str_same(rows_of(c), before));
    CHECK("lives there", people_lives_in(c, kept, w->stair) && test_end(c));
    c->who = (struct who){0};
}

/* A post for a later day is a post: it neither goes with a merge nor comes to the dead. */
static void posts_to_come(struct ctx *c)
{
    struct world *w = world_make(c);
    struct posts posts = {0};
    as_staff(c, w->clerk);
    int64_t holder = people_make(c, "周建国", "");
    CHECK("from December", bodies_appoint(c, &(struct posting){.body_id = w->committee,
                                                 .kind = POST_COMMITTEE_STAFF,
                                                 .person_id = holder,
                                                 .place_id = w->area,
                                                 .phone = "",
                                                 .from = "2026-12-01",
                                                 .to = ""}));
    int64_t kept = people_make(c, "周建国", "");
    CHECK("not merged away", !identity_propose(c, kept, holder, "问过") && c->err.kind == ERR_RULE);
    c->err = (struct err){0};
    CHECK("died",
        identity_died(
            c, &(struct death){.person_id = holder, .day = "2026-11-20", .basis = "家属来说"}) &&
            test_end(c));
    c->who = (struct who){0};
    test_at(c, c->now + 20 * MS_PER_DAY);
    CHECK("the dead hold none", bodies_posts_of(c, holder, &posts) && posts.n == 0);
}

static int64_t open_report(struct ctx *c, const struct world *w)
{
    struct wrong_reports open = {0};
    c->area_id = w->area;
    must(db_begin_read(c));
    CHECK("read", identity_wrongs(c, true, &open));
    db_rollback(c);
    return open.n ? open.v[0].id : 0;
}

static void not_of_my_family(struct ctx *c)
{
    struct world *w = world_make(c), *other = world_make(c);
    int64_t tenant;
    struct person p;
    c->area_id = w->area;
    world_resident(c, &w->granny_b, w->phone);
    c->area_id = other->area;
    world_resident(c, &other->granny_b, other->phone);
    c->area_id = w->area;
    test_begin(c);
    CHECK("home", people_by_id(c, w->granny, &p));
    tenant = people_make(c, "旧租客", "");
    CHECK("a former tenant",
        households_move_in(c, tenant, p.household_id, FAMILY_TENANT, "2020-01-01") && test_end(c));
    const char *form = arena_printf(c->arena, "person=%" PRId64 "&why=早搬走了", tenant);
    const char *page = arena_printf(c->arena, "wrong?person=%" PRId64, tenant);
    struct req *r = go(c, &w->granny_b, w, "household", NULL);
    CHECK("she sees who is entered",
        r->status == 200 && strstr(body_of(r), "旧租客") && strstr(body_of(r), "不是我家的人"));
    CHECK(
        "a neighbour learns nothing", go(c, &w->neighbour_b, w, page, NULL)->status == 404 &&
                                          go(c, &w->neighbour_b, w, "wrong", form)->status == 404);
    CHECK("another area neither", go(c, &other->granny_b, other, page, NULL)->status == 404);
    CHECK("asked", go(c, &w->granny_b, w, page, NULL)->status == 200);
    r = go(c, &w->granny_b, w, "wrong", form);
    CHECK("said", r->status == 303);
    const char *said = arena_strdup(c->arena, r->location);
    CHECK("her own pages", !strstr(body_of(visit(c, &w->granny_b, said, NULL)), "/households/"));
    CHECK("the leader goes on at that home",
        strstr(body_of(visit(c, &w->leader_b, said, NULL)), "/households/"));
    CHECK("on the person's page",
        strstr(
            body_of(go(c, &w->clerk_b, w, arena_printf(c->arena, "people/%" PRId64, tenant), NULL)),
            "有人报告查无此人"));
    CHECK("twice is once", go(c, &w->granny_b, w, "wrong", form)->status == 303);
    int64_t id = open_report(c, w);
    const char *decide = arena_printf(c->arena, "wrong/%" PRId64 "/decide", id);
    CHECK("on the list", strstr(body_of(go(c, &w->clerk_b, w, "wrong/reports", NULL)), "旧租客"));
    CHECK("exported", strstr(body_of(go(c, &w->clerk_b, w, "wrong/reports.csv", NULL)), "旧租客"));
    CHECK(
        "printed", strstr(body_of(go(c, &w->clerk_b, w, "wrong/reports?print=1", NULL)), "旧租客"));
    CHECK("narrowed",
        !strstr(body_of(go(c, &w->clerk_b, w, "wrong/reports.json?filter=lives", NULL)), "旧租客"));
    CHECK("not the leader's to decide",
        go(c, &w->leader_b, w, decide, "decision=not_here&reason=上门看过")->status == 403);
    CHECK("a reason", go(c, &w->clerk_b, w, decide, "decision=not_here")->status == 422);
    CHECK("decided",
        go(c, &w->clerk_b, w, decide, "decision=not_here&reason=上门看过")->status == 303);
    CHECK("once", go(c, &w->clerk_b, w, decide, "decision=lives&reason=再看")->status == 409);
    must(db_begin_read(c));
    CHECK("gone from there", !people_lives_in(c, tenant, 0));
    db_rollback(c);
    CHECK("no more on her page",
        !strstr(body_of(go(c, &w->granny_b, w, "household", NULL)), "旧租客"));
    CHECK("by telephone",
        go(c, &w->clerk_b, w, "wrong",
            arena_printf(c->arena, "person=%" PRId64 "&act_person=%" PRId64 "&act_channel=phone",
                w->granny, w->granny))
                ->status == 303);
    CHECK("written down", open_report(c, w) != 0);
}

/* Confirmed by mistake, or entered by one: it is said of oneself, also before claiming. */
static void not_my_home(struct ctx *c)
{
    struct world *w = world_make(c);
    struct browser b = {0};
    c->area_id = w->area;
    world_resident(c, &w->granny_b, w->phone);
    struct req *r = go(c, &w->granny_b, w, "household", NULL);
    CHECK("a way from her household", strstr(body_of(r), "我不住在这里"));
    CHECK("and from her claim",
        strstr(body_of(go(c, &w->granny_b, w, "claim", NULL)), "我不住在这里"));
    CHECK("and from her own page",
        strstr(body_of(visit(c, &w->granny_b, "/me", NULL)), "我不住在这里"));
    r = go(c, &w->granny_b, w, "wrong", NULL);
    CHECK("names the home", r->status == 200 && strstr(body_of(r), "3号楼"));
    CHECK("said", go(c, &w->granny_b, w, "wrong",
                      arena_printf(c->arena, "person=%" PRId64 "&why=没住过", w->granny))
                          ->status == 303);
    CHECK("reported", open_report(c, w) != 0);
    c->area_id = w->area;
    test_begin(c);
    int64_t other = world_person(c, w->stair4, "901", "登记错的人", "13900007781");
    int64_t account = accounts_of_phone(c, "13900007781");
    CHECK("entered by mistake", other && account && test_end(c));
    world_sign_in(c, &b, account, false);
    r = go(c, &b, w, "claim", NULL);
    CHECK("offered with the name", strstr(body_of(r), "我不住在这里"));
    const char *page = arena_printf(c->arena, "wrong?person=%" PRId64, other);
    CHECK("asked without a person", go(c, &b, w, page, NULL)->status == 200);
    CHECK("of nobody else",
        go(c, &b, w, arena_printf(c->arena, "wrong?person=%" PRId64, w->granny), NULL)->status ==
            404);
    CHECK("said by the number",
        go(c, &b, w, "wrong", arena_printf(c->arena, "person=%" PRId64, other))->status == 303);
    CHECK(
        "unknown: first whom the roster takes one for", go(c, &b, w, "wrong", NULL)->status == 303);
}

static void on_pages(struct ctx *c)
{
    struct world *w = world_make(c);
    struct browser second = {""};
    int64_t other = twin(c, w);
    second_hand(c, w, &second);
    const char *at = arena_printf(c->arena, "people/%" PRId64, w->granny);
    struct req *r = go(c, &w->clerk_b, w, at, NULL);
    CHECK("her page, masked",
        r->status == 200 && strstr(body_of(r), "陈阿婆") && !strstr(body_of(r), w->phone));
    CHECK("listed", strstr(body_of(go(c, &w->clerk_b, w, "people?q=陈阿", NULL)), "陈阿婆"));
    CHECK("suggested", strstr(body_of(go(c, &w->clerk_b, w, "same", NULL)), "姓名和手机号都一样"));
    CHECK("as a sheet",
        strstr(body_of(go(c, &w->clerk_b, w, "same/pairs.csv", NULL)), "姓名和手机号都一样"));
    const char *same = arena_printf(c->arena, "%s/same", at);
    CHECK("asked", strstr(body_of(go(c, &w->clerk_b, w, same, NULL)), "没有登记住处"));
    r = go(c, &w->clerk_b, w, same, arena_printf(c->arena, "other=%" PRId64 "&why=问过", other));
    CHECK("proposed", r->status == 303);
    const char *merge = arena_strdup(c->arena, strstr(r->location, "same/"));
    const char *decide = arena_printf(c->arena, "%s/decide", merge),
               *undo = arena_printf(c->arena, "%s/undo", merge);
    r = go(c, &w->clerk_b, w, merge, NULL);
    CHECK("her own: no way to confirm, and who can",
        !strstr(body_of(r), "value=\"confirm\"") && strstr(body_of(r), "要另一位社工"));
    r = go(c, &second, w, merge, NULL);
    CHECK("told apart", strstr(body_of(r), "value=\"confirm\"") &&
                            strstr(body_of(r), "没有出生日期") && strstr(body_of(r), "手工登记"));
    CHECK("alone no", go(c, &w->clerk_b, w, decide, "decision=confirm")->status == 422);
    CHECK("two hands", go(c, &second, w, decide, "decision=confirm")->status == 303);
    CHECK("read", go(c, &second, w, merge, NULL)->status == 200);
    CHECK("undone", go(c, &second, w, undo, "reason=看错")->status == 303);
    CHECK("not the leader's", go(c, &w->leader_b, w, "same", NULL)->status == 403);
    const char *gone = arena_printf(c->arena, "%s/gone", at);
    CHECK("asked", go(c, &w->clerk_b, w, gone, NULL)->status == 200);
    CHECK("not tomorrow", go(c, &w->clerk_b, w, gone, "day=2027-01-01&basis=家属")->status == 422);
    CHECK("no more", go(c, &w->clerk_b, w, gone, "day=2026-11-20&basis=家属来说")->status == 303);
    r = go(c, &w->clerk_b, w, at, NULL);
    CHECK("said on her page", strstr(body_of(r), "不在了"));
    CHECK("nothing to do for her any more",
        !strstr(body_of(r), "/recover") && !strstr(body_of(r), "/wrong"));
    CHECK("but to say that it was a mistake", strstr(body_of(r), "登记错了"));
}

const struct test identity_tests[] = {
    {"merged and undone", merge_and_undo},
    {"random round trips", random_round_trips},
    {"who is not one person", refusals},
    {"what blocks undoing", blocked_by_later_edits},
    {"the dead", the_dead},
    {"counted once", counted_once},
    {"not dead at all", not_dead_at_all},
    {"posts to come", posts_to_come},
    {"not of my family", not_of_my_family},
    {"not my home", not_my_home},
    {"on pages", on_pages},
    {0},
};
