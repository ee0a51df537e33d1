/* people_test.c - who is who: rosters, phones, helpers; nothing personal where it does not belong.
 */
#include "lib/base/seal.h"
#include "lib/log/log.h"
#include "src/people/people_room.h"
#include "tests/requests_world.h"

static void shown_names(struct ctx *c)
{
    static const char *const cases[][2] = {
        {"陈阿婆", "陈**"}, {"陈", "陈**"}, {"Anna Li", "A**"}, {"", ""}};
    for (size_t i = 0; i < COUNT(cases); i++) {
        CHECK(cases[i][0], str_same(people_shown_name(c, cases[i][0]), cases[i][1]));
    }
    CHECK("none", str_same(people_shown_name(c, NULL), ""));
}

/* Persons -------------------------------------------------------------------------------------- */
static void sealed(struct ctx *c)
{
    struct world *w = world_make(c);
    struct person p;
    test_begin(c);
    int64_t a = people_make(c, "甲", "19900001001"), b = people_make(c, "乙", "19900001002");
    CHECK("opens", people_by_id(c, a, &p) && str_same(p.phone, "19900001001"));
    struct bytes in_a = {0};
    struct rows r =
        db_query(c, "SELECT phone FROM person WHERE area_id = ?1 AND id = ?2", V(w->area), V(a));
    CHECK("read", rows_next(&r));
    in_a = row_bytes(&r, 0);
    CHECK("there", rows_end(&r) && in_a.n > 11);
    db_exec(c, "UPDATE person SET phone = ?3 WHERE area_id = ?1 AND id = ?2", V(w->area), V(b),
        V(in_a));
    CHECK("but not in another row", people_by_id(c, b, &p) && str_same(p.phone, ""));
    CHECK("done", test_end(c));
}

static void phones(struct ctx *c)
{
    struct world *w = world_make(c);
    bool made, changed;
    struct person p;
    test_begin(c);
    CHECK("found", people_by_phone(c, w->phone) == w->granny);
    CHECK("nobody", people_by_phone(c, "19900001999") == 0 && people_by_phone(c, "") == 0);
    int64_t child = people_make(c, "陈小妹", w->phone);
    CHECK("residents first", people_by_phone(c, w->phone) == w->granny);
    CHECK("by name, of one phone", people_find_or_make(c, "陈小妹", w->phone) == child);
    CHECK("no phone: always a new one",
        people_find_or_make(c, "过路人", "") != people_find_or_make(c, "过路人", ""));
    CHECK("home", people_by_id(c, w->granny, &p) && p.building_id == w->stair);
    int64_t again = people_put(c, p.household_id, "陈阿婆", "19900001003", &made, &changed);
    CHECK("the import finds her", again == w->granny && !made && changed);
    again = people_put(c, p.household_id, "陈阿婆", "19900001003", &made, &changed);
    CHECK("and changes nothing twice", again == w->granny && !made && !changed);
    people_put(c, p.household_id, "陈阿公", "", &made, &changed);
    CHECK("another of the household", made);
    int64_t nameless = people_put(c, p.household_id, "", "19900001004", &made, &changed);
    CHECK("without a name", nameless && made);
    CHECK("known by the phone",
        people_put(c, p.household_id, "", "19900001004", &made, &changed) == nameless && !made);
    CHECK("another phone is another",
        people_put(c, p.household_id, "", "19900001005", &made, &changed) != nameless && made);
    struct people all = {0};
    CHECK("the stair", people_of_building(c, w->stair, &all) && all.n == 6);
    CHECK("done", test_end(c));
}

/* A household of two homes in two stairs: its member is one row of the list. */
static void two_homes(struct ctx *c)
{
    struct world *w = world_make(c);
    struct person p;
    struct place_counts n;
    struct levels l = {0};
    struct buildings stairs = {0};
    int64_t sum = 0;
    bool made, changed;
    test_begin(c);
    CHECK("home", people_by_id(c, w->granny, &p));
    int64_t more = places_put_unit(c, w->stair4, "505", 0, &made, &changed);
    places_join_unit(c, p.household_id, more);
    CHECK("another household", people_by_id(c, w->son, &p));
    people_lives(c, w->neighbour, p.household_id);
    CHECK("stored", test_end(c));
    CHECK("read", places_counts(c, w->area, "", &n) && places_levels(c, "", &l) &&
                      places_buildings(c, 0, &stairs));
    CHECK("levels add up", n.people == 4 && l.all.people == 4 && n.households == l.all.households);
    for (size_t i = 0; i < stairs.n; i++) {
        sum += stairs.v[i].households;
    }
    CHECK("the stairs add up", sum == n.households);
    const char *path = arena_printf(c->arena, "/a/%s/people", w->code);
    struct req *r = visit(c, &w->clerk_b, arena_printf(c->arena, "%s?q=陈阿婆", path), NULL);
    CHECK("one", strstr(body_of(r), "共 1 人"));
}

static void lives(struct ctx *c)
{
    struct world *w = world_make(c), *other = world_make(c);
    c->area_id = w->area;
    must(db_begin_read(c));
    CHECK("in her stair", people_lives_in(c, w->granny, w->stair));
    CHECK(
        "in the area", people_lives_in(c, w->granny, 0) && people_lives_in(c, w->granny, w->area));
    CHECK("not next door", !people_lives_in(c, w->granny, w->stair4));
    CHECK("the clerk lives nowhere here", !people_lives_in(c, w->clerk, 0));
    CHECK("not by another area's id", !people_lives_in(c, other->granny, 0));
    CHECK("nobody", !people_lives_in(c, 0, 0));
    struct person p;
    CHECK("absent", !people_by_id(c, other->granny, &p) && c->err.kind == ERR_ABSENT);
    c->err = (struct err){0};
    db_rollback(c);
}

/* Pages -----------------------------------------------------------------------------------------
 */
static struct req *go(
    struct ctx *c, struct browser *b, const struct world *w, const char *tail, const char *body)
{
    return visit(c, b, arena_printf(c->arena, "/a/%s/%s", w->code, tail), body);
}

static void phone_seen(struct ctx *c)
{
    struct world *w = world_make(c), *other = world_make(c);
    const char *path = arena_printf(c->arena, "people/%" PRId64 "/phone", w->granny);
    CHECK("not the leader", go(c, &w->leader_b, w, path, NULL)->status == 403);
    CHECK("not by another area's staff", go(c, &other->clerk_b, other, path, NULL)->status == 404);
    struct req *r = go(c, &w->clerk_b, w, path, NULL);
    CHECK("masked", r->status == 200 && !strstr(body_of(r), w->phone));
    r = go(c, &w->clerk_b, w, path, "reason=");
    CHECK("a reason first", r->status == 422 && !strstr(body_of(r), w->phone));
    r = go(c, &w->clerk_b, w, path, "reason=通知停水");
    CHECK("then the number", r->status == 200 && strstr(body_of(r), w->phone));
    struct entries log = {0};
    c->area_id = w->area;
    must(db_begin_read(c));
    CHECK("read", log_of_subject(c, w->granny, AUDIENCE_STAFF, &log));
    db_rollback(c);
    const struct entry *last = log.n ? &log.v[log.n - 1] : NULL;
    CHECK("it is on record",
        last && str_same(last->kind, "people.phone_seen") && str_same(last->text, "通知停水"));
    r = go(c, &w->clerk_b, w, "audit", NULL);
    CHECK("whose it was, and why",
        strstr(body_of(r), "通知停水") &&
            strstr(body_of(r), arena_printf(c->arena, "people/%" PRId64, w->granny)));
    CHECK("without the number", last && !strstr(words_to_json(c->arena, last->words), w->phone));
}

static void helpers(struct ctx *c)
{
    struct world *w = world_make(c);
    struct browser b = {""};
    const char *form = "name=小李&phone=19900003001&what=报修&until=2026-12-01";
    struct req *r = go(c, &w->neighbour_b, w, "helpers", form);
    CHECK("with consent", r->status == 422);
    r = go(c, &w->neighbour_b, w, "helpers", arena_printf(c->arena, "%s&consent=1", form));
    CHECK("named", r->status == 303);
    r = go(c, &w->neighbour_b, w, "helpers", NULL);
    CHECK("seen, masked", strstr(body_of(r), "199****3001") && strstr(body_of(r), "报修"));
    r = go(c, &w->neighbour_b, w, "helpers", "name=周玉兰&phone=13900000302&what=报修&consent=1");
    CHECK("not oneself", r->status == 422);
    c->area_id = w->area;
    test_begin(c);
    int64_t helper = people_by_phone(c, "19900003001");
    int64_t account = accounts_of_phone(c, "19900003001");
    claims_enter_by_phone(c, account, "19900003001", 0, "小李");
    CHECK("signed up", test_end(c));
    world_sign_in(c, &b, account, false);
    test_begin(c);
    c->who.account_id = account;
    claims_enter_area(c);
    CHECK("the same person", c->who.person_id == helper && test_end(c));
    c->who = (struct who){0};
    r = visit(c, &b, "/me", NULL);
    CHECK("offered", strstr(body_of(r), "代 周玉兰 办"));
    r = go(c, &b, w, "helpers",
        arena_printf(c->arena,
            "name=三叔&phone=19900003002&what=报修&consent=1&act_person=%" PRId64
            "&act_channel=visit",
            w->neighbour));
    CHECK("a helper names no helper", r->status == 422);
    enum hand hand;
    for (int day = 0; day < 12; day += 8) { /* 23 November, 1 December */
        test_at(c, c->now + day * MS_PER_DAY);
        must(db_begin_read(c));
        c->who = (struct who){.account_id = account, .person_id = helper};
        CHECK("to the last day", people_may_act_for(c, w->neighbour, &hand) == (day < 9));
        db_rollback(c);
    }
    test_at(c, c->now + MS_PER_DAY);
    must(db_begin_read(c));
    c->who = (struct who){.account_id = account, .person_id = helper};
    CHECK("and no longer", !people_may_act_for(c, w->neighbour, &hand));
    db_rollback(c);
    c->who = (struct who){0};
}

static void helper_ends(struct ctx *c)
{
    struct world *w = world_make(c);
    struct helps mine = {0};
    must(db_begin_read(c));
    CHECK("her son", people_helpers_of(c, w->granny, &mine) && mine.n == 1);
    db_rollback(c);
    const char *end = arena_printf(c->arena, "helpers/%" PRId64 "/end", mine.v[0].id);
    CHECK("not a stranger's", go(c, &w->neighbour_b, w, end, "")->status == 404);
    CHECK("he may stop", go(c, &w->son_b, w, end, "")->status == 303);
    enum hand hand;
    must(db_begin_read(c));
    c->who = (struct who){.person_id = w->son};
    CHECK("stopped", !people_may_act_for(c, w->granny, &hand));
    db_rollback(c);
    c->who = (struct who){0};
}

/* Powers go to whoever is named, never to the first holder of the telephone. */
static void another_name(struct ctx *c)
{
    struct world *w = world_make(c);
    struct guards all = {0};
    test_begin(c);
    CHECK("named", people_find_or_make(c, "周玉兰", "13900000302") == w->neighbour);
    CHECK("another name", !people_find_or_make(c, "张三丰", "13900000302") &&
                              c->err.kind == ERR_RULE && str_same(c->err.field, "phone"));
    c->err = (struct err){0};
    int64_t fresh = people_find_or_make(c, "张三丰", "13900000777");
    CHECK("nobody's telephone", fresh && people_find_or_make(c, "张三丰", "13900000777") == fresh);
    int64_t wife = people_make(c, "周太太", "13900000302");
    CHECK("a family's", people_find_or_make(c, "周太太", "13900000302") == wife);
    CHECK("done", test_end(c));
    const char *at = world_path(c, w, "people", w->granny, "/guardian");
    struct req *r = visit(c, &w->clerk_b, at,
        "name=张三丰&phone=13900000302&why=incapable&basis=判决书&day=2026-11-01");
    CHECK("says how to go on",
        r->status == 422 && strstr(body_of(r), "另一个姓名") && strstr(body_of(r), "phone-e"));
    must(db_begin_read(c));
    CHECK("nobody guards her", people_guardians_of(c, w->granny, &all) && !all.n);
    db_rollback(c);
}

const struct test people_tests[] = {
    {"names as others see them", shown_names, .pure = true},
    {"sealed phones", sealed},
    {"phones and rosters", phones},
    {"who lives where", lives},
    {"two homes", two_homes},
    {"a full phone leaves its reason", phone_seen},
    {"helpers", helpers},
    {"a helper ends", helper_ends},
    {"a telephone of another name", another_name},
    {0},
};
