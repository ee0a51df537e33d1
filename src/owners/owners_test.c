/* owners_test.c - shares add up on every day, sales change no past day, two hands make two owners
 * one; against a slow oracle that counts twelfths day by day. */
#include "lib/base/seal.h"
#include "src/owners/owners_room.h"
#include "src/territory/territory.h"
#include "tests/requests_world.h"

/* Rules ---------------------------------------------------------------------------------------- */
static struct owner_share share(
    int64_t owner, int64_t num, int64_t den, const char *from, const char *to)
{
    return (struct owner_share){
        .owner = {.id = owner}, .num = num, .den = den, .valid_from = from, .valid_to = to};
}

static void holding(struct ctx *c)
{
    (void)c;
    const struct owner_share there[] = {
        share(1, 1, 2, "2020-01-01", "2024-01-01"), share(2, 1, 3, "2021-01-01", "")};
    static const struct {
        const char *name;
        int64_t owner, num, den;
        const char *from, *to;
        bool ok;
    } cases[] = {
        {"what is missing", 3, 1, 6, "2021-01-01", "", true},
        {"a little more", 3, 17, 100, "2021-01-01", "", false},
        {"more, before the second came", 3, 1, 2, "2020-06-01", "2021-01-01", true},
        {"more, one day too long", 3, 1, 2, "2020-06-01", "2021-01-02", false},
        {"more, after the first went", 3, 2, 3, "2024-01-01", "", true},
        {"too early", 3, 2, 3, "2023-12-31", "", false},
        {"the same owner twice", 2, 1, 6, "2024-01-01", "", false},
        {"the same owner after it ended", 1, 1, 6, "2024-01-01", "", true},
        {"nothing", 3, 0, 1, "2021-01-01", "", false},
        {"more than all", 3, 3, 2, "2021-01-01", "", false},
        {"a denominator out of reach", 3, 1, 20000, "2021-01-01", "", false},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct err why = {0};
        struct owner_share more =
            share(cases[i].owner, cases[i].num, cases[i].den, cases[i].from, cases[i].to);
        bool ok = owners_may_hold(there, COUNT(there), &more, &why);
        CHECK(cases[i].name, ok == cases[i].ok && (why.words.msgid != NULL) == !ok);
    }
}

static void exact(struct ctx *c)
{
    struct owner_share v[7];
    int64_t num, den;
    (void)c;
    for (int i = 0; i < 7; i++) {
        v[i] = share(i + 1, 1, 7, "2020-01-01", "");
    }
    CHECK("seven sevenths are one",
        owners_sum(v, 7, "2020-01-01", &num, &den) && num == 1 && den == 1);
    CHECK("six are not", owners_sum(v, 6, "2020-01-01", &num, &den) && num == 6 && den == 7);
    CHECK("missing", owners_missing(v, 6, "2020-01-01", &num, &den) && num == 1 && den == 7);
    CHECK("nothing is missing", !owners_missing(v, 7, "2020-01-01", &num, &den));
    CHECK("not yet", owners_sum(v, 7, "2019-12-31", &num, &den) && num == 0);
    static const int primes[] = {9973, 9967, 9949, 9941, 9931, 9929};
    for (int i = 0; i < 6; i++) {
        v[i] = share(i + 1, 1, primes[i], "2020-01-01", "");
    }
    struct err why = {0};
    CHECK("out of reach is said, not guessed",
        !owners_may_hold(v, 5, &v[5], &why) && why.words.msgid);
    CHECK("credit", owners_credit_ok("91310000MA1FL1234X", &(struct err){0}) &&
                        owners_credit_ok("", &(struct err){0}) &&
                        !owners_credit_ok("91310000", &(struct err){0}));
}

/* Histories against an oracle -------------------------------------------------------------------
 */
enum { DAYS = 40, SEEN = 64, OWNERS = 5, FAR_DAY = 99 };
static const char *nth(struct ctx *c, int day)
{
    return day >= FAR_DAY ? ""
                          : day_text(c->arena, ms_of_civil(2026, 1, 1, 0, 0) + day * MS_PER_DAY);
}

static bool oracle_allows(const int part[SEEN][OWNERS], int owner, int twelfths, int from, int to)
{
    for (int day = from; day < SEEN && day < to; day++) {
        int sum = twelfths;
        for (int o = 0; o < OWNERS; o++) {
            sum += part[day][o];
        }
        if (sum > 12 || part[day][owner]) {
            return false;
        }
    }
    return true;
}

static void random_rules(struct ctx *c)
{
    static const int dens[] = {1, 2, 3, 4, 6, 12};
    for (unsigned round = 0; round < 60; round++) {
        int part[SEEN][OWNERS] = {{0}};
        struct owner_shares all = {0};
        uint32_t seed = 77 + round;
        for (int i = 0; i < 30; i++) {
            seed = seed * 1664525u + 1013904223u;
            int den = dens[(seed >> 8) % COUNT(dens)], num = 1 + (int)(seed >> 12) % den;
            int from = (int)(seed >> 16) % DAYS, owner = (int)(seed >> 20) % OWNERS;
            int to = (seed >> 24) % 3 ? from + 1 + (int)(seed >> 26) % 20 : FAR_DAY;
            struct owner_share more = share(owner + 1, num, den, nth(c, from), nth(c, to));
            struct err why = {0};
            bool ok = owners_may_hold(all.v, all.n, &more, &why);
            CHECK("as the oracle says",
                ok == oracle_allows((const int(*)[OWNERS])part, owner, 12 * num / den, from, to));
            if (ok) {
                list_push(c->arena, &all, more);
                for (int day = from; day < SEEN && day < to; day++) {
                    part[day][owner] += 12 * num / den;
                }
            }
        }
        for (int day = 0; day < SEEN; day++) {
            int64_t n, d;
            CHECK("never above one", owners_sum(all.v, all.n, nth(c, day), &n, &d) && n <= d);
        }
    }
}

/* Store ---------------------------------------------------------------------------------------- */
static const char *said(struct ctx *c, int64_t unit, const char *day)
{
    struct owner_shares all = {0};
    const char *text = "";
    CHECK("read", owners_of_unit(c, unit, day, &all));
    for (size_t i = 0; i < all.n; i++) {
        text = arena_printf(c->arena, "%s%s %d/%d;", text, all.v[i].owner.name, (int)all.v[i].num,
            (int)all.v[i].den);
    }
    return text;
}

static void sales_change_no_past(struct ctx *c)
{
    struct world *w = world_make(c);
    bool made, changed;
    const char *before[DAYS];
    test_begin(c);
    int64_t unit = places_unit_by_name(c, w->stair, "301");
    CHECK("half",
        owners_put(c, unit, "陈阿婆", OWNER_PERSON, "", 1, 2, nth(c, 0), &made, &changed) && made);
    CHECK("the other",
        owners_put(c, unit, "陈阿公", OWNER_PERSON, "", 1, 2, nth(c, 0), &made, &changed) && made);
    CHECK("the same again",
        owners_put(c, unit, "陈阿公", OWNER_PERSON, "", 2, 4, nth(c, 0), &made, &changed) &&
            !made && !changed);
    for (int sale = 1; sale < 8; sale++) {
        for (int day = 0; day < DAYS; day++) {
            before[day] = said(c, unit, nth(c, day));
        }
        struct sale s = {.unit_id = unit,
            .basis = "",
            .phone = "",
            .kind = OWNER_PERSON,
            .name = arena_printf(c->arena, "买家%d", sale),
            .day = nth(c, sale * 5)};
        struct owner_shares now = {0};
        CHECK("who sells", owners_of_unit(c, unit, s.day, &now));
        s.seller_id = sale % 3 ? now.v[(size_t)sale % now.n].owner.id : 0;
        CHECK("sold", owners_sell(c, &s));
        for (int day = 0; day < sale * 5; day++) {
            CHECK("as before", str_same(before[day], said(c, unit, nth(c, day))));
        }
        CHECK("and otherwise from then on",
            !str_same(before[sale * 5], said(c, unit, nth(c, sale * 5))));
    }
    CHECK("done", test_end(c));
}

static void refusals(struct ctx *c)
{
    struct world *w = world_make(c), *other = world_make(c);
    bool made, changed;
    c->area_id = w->area;
    test_begin(c);
    int64_t unit = places_unit_by_name(c, w->stair, "302");
    CHECK("all",
        owners_put(c, unit, "周玉兰", OWNER_PERSON, "", 1, 1, "2020-01-01", &made, &changed));
    CHECK("no more",
        !owners_put(c, unit, "路人", OWNER_PERSON, "", 1, 9, "2021-01-01", &made, &changed) &&
            c->err.kind == ERR_RULE && str_same(c->err.field, "num"));
    c->err = (struct err){0};
    CHECK(
        "one of the unit votes", !owners_set_voter(c, unit, 12345, "") && c->err.kind == ERR_RULE);
    c->err = (struct err){0};
    CHECK("not another area's home", !owners_put(c, places_unit_by_name(c, other->stair, "302"),
                                         "甲", OWNER_PERSON, "", 1, 1, "", &made, &changed));
    c->err = (struct err){0};
    CHECK("closed", places_close_building(c, w->stair, "2026-11-01"));
    CHECK("a closed home has no new owner",
        !owners_put(c, unit, "后来", OWNER_PERSON, "", 1, 1, "2026-11-01", &made, &changed) &&
            c->err.kind == ERR_RULE);
    c->err = (struct err){0};
    CHECK("done", test_end(c));
}

/* rules.md O1: 87 owners of 90 m2, X with three of 120, the developer's ten of 80 unsold: 89. */
static void persons_of_a_vote(struct ctx *c)
{
    const char *code;
    struct owner_totals t;
    bool made, changed;
    test_area(c, &code);
    test_begin(c);
    int64_t compound = places_put_compound(c, "甲小区", &made);
    int64_t stair = places_put_building(c, compound, "1号楼", &made);
    int64_t developer = owners_make_organisation(c, "某某置业", "", true), x = 0;
    for (int i = 1; i <= 100; i++) {
        int64_t dm2 = i <= 87 ? 9000 : i <= 90 ? 12000 : 8000;
        int64_t unit =
            places_put_unit(c, stair, arena_printf(c->arena, "%d", 1000 + i), dm2, &made, &changed);
        const char *name = i <= 87 ? arena_printf(c->arena, "业主%d", i) : "X先生";
        if (i > 90) {
            CHECK("unsold", owners_put_unsold(c, unit, developer, "2020-01-01"));
        } else {
            CHECK("owned", owners_put(c, unit, name, OWNER_PERSON, i > 87 ? "19900004444" : "", 1,
                               1, "2020-01-01", &made, &changed));
        }
    }
    CHECK("counted", owners_totals(c, 0, "", &t));
    CHECK("area", t.area_dm2 == 899000);
    CHECK("89, not 100",
        t.persons == 89 && t.units == 100 && !t.unowned && !t.partly && t.unsaid == 100);
    (void)x;
    CHECK("before anybody bought", owners_totals(c, stair, "2019-12-31", &t) && t.persons == 0);
    CHECK("done", test_end(c));
}

static void co_owners(struct ctx *c)
{
    struct world *w = world_make(c);
    struct owner_totals t;
    struct owner_shares now = {0};
    struct unit_area a = {.area_dm2 = 8123, .source = AREA_REGISTER, .basis = "证"};
    bool made, changed;
    test_begin(c);
    int64_t unit = places_unit_by_name(c, w->stair, "301");
    db_exec(c, "UPDATE unit SET valid_from = '2020-01-01' WHERE area_id = ?1", V(c->area_id));
    int64_t one =
        owners_put(c, unit, "陈阿婆", OWNER_PERSON, "", 1, 3, "2020-01-01", &made, &changed);
    CHECK("two",
        one && owners_put(c, unit, "陈大", OWNER_PERSON, "", 1, 3, "2020-01-01", &made, &changed));
    CHECK("counted",
        owners_totals(c, w->stair, "", &t) && t.persons == 1 && t.partly == 1 && t.undecided == 1);
    CHECK("named", owners_set_voter(c, unit, one, "2021-01-01") &&
                       owners_totals(c, w->stair, "", &t) && !t.undecided);
    CHECK("not earlier", owners_totals(c, w->stair, "2020-12-31", &t) && t.undecided == 1);
    CHECK("another share, and votes still",
        owners_put(c, unit, "陈阿婆", OWNER_PERSON, "", 1, 2, "2024-06-01", &made, &changed) &&
            changed && owners_totals(c, w->stair, "2024-06-01", &t) && !t.undecided);
    CHECK("roster's own person",
        owners_of_unit(c, unit, "", &now) && now.v[1].owner.person_id == w->granny);
    CHECK("sold on", owners_sell(c, &(struct sale){.unit_id = unit,
                                        .seller_id = one,
                                        .kind = OWNER_PERSON,
                                        .name = "小王",
                                        .phone = "",
                                        .basis = "",
                                        .day = "2025-01-01"}));
    CHECK("who sold votes no more", owners_totals(c, w->stair, "", &t) && t.undecided == 1);
    CHECK("but did", owners_totals(c, w->stair, "2024-12-31", &t) && !t.undecided);
    CHECK("area", owners_set_area(c, unit, &a, "2026-01-01") && owners_area(c, unit, "", &a) &&
                      a.area_dm2 == 8123 && a.source == AREA_REGISTER);
    CHECK("done", test_end(c));
}

static void sealed_credit(struct ctx *c)
{
    const char *code;
    struct owner o;
    struct owner_agents agents = {0};
    test_area(c, &code);
    test_begin(c);
    int64_t id = owners_make_organisation(c, "某某公司", "91310000MA1FL1234X", false);
    CHECK("opens", owners_by_id(c, id, &o) && str_same(o.credit, "91310000MA1FL1234X"));
    CHECK("once", owners_make_organisation(c, "某某公司", "91310000MA1FL1234X", false) == id);
    CHECK("sealed", db_int(c, "SELECT count(*) FROM owner WHERE area_id = ?1 AND credit = ?2",
                        V(c->area_id), V(((struct bytes){"91310000MA1FL1234X", 18}))) == 0);
    CHECK("agents", owners_set_agent(c, id, "甲代表", "19900004001", "2025-01-01") &&
                        owners_set_agent(c, id, "乙代表", "", "2026-01-01") &&
                        owners_agents(c, id, &agents) && agents.n == 2);
    CHECK("one after the other",
        str_same(agents.v[1].valid_to, "2026-01-01") && str_same(agents.v[1].phone, "19900004001"));
    CHECK("done", test_end(c));
}

/* Pages ---------------------------------------------------------------------------------------- */
static struct req *go(
    struct ctx *c, struct browser *b, const struct world *w, const char *tail, const char *body)
{
    return visit(c, b, arena_printf(c->arena, "/a/%s/%s", w->code, tail), body);
}

static int64_t unit_of(struct ctx *c, const struct world *w, const char *name)
{
    c->area_id = w->area;
    must(db_begin_read(c));
    int64_t id = places_unit_by_name(c, w->stair, name);
    db_rollback(c);
    return id;
}

static void at_the_desk(struct ctx *c)
{
    struct world *w = world_make(c), *other = world_make(c);
    int64_t unit = unit_of(c, w, "301");
    const char *at = arena_printf(c->arena, "owners/units/%" PRId64, unit);
    const char *add = arena_printf(c->arena, "%s/add", at),
               *sell = arena_printf(c->arena, "%s/sell", at);
    CHECK("not the leader's", go(c, &w->leader_b, w, at, NULL)->status == 403);
    CHECK("not another area's", go(c, &other->clerk_b, other, at, NULL)->status == 404);
    CHECK("empty", strstr(body_of(go(c, &w->clerk_b, w, at, NULL)), "还没有登记业主"));
    struct req *r = go(c, &w->clerk_b, w, add, "kind=1&name=%3Cb%3E甲&num=1&den=2&day=2024-01-01");
    CHECK("added", r->status == 303);
    r = go(c, &w->clerk_b, w, at, NULL);
    CHECK("missing said, name escaped",
        strstr(body_of(r), "还差 1/2") && strstr(body_of(r), "&lt;b&gt;甲"));
    r = go(c, &w->clerk_b, w, add, "kind=1&name=乙乙&num=2&den=3&day=2024-01-01");
    CHECK("above one",
        r->status == 422 && strstr(body_of(r), "num-e") && strstr(body_of(r), "value=\"乙乙\""));
    r = go(c, &w->clerk_b, w, sell, "kind=2&name=某某公司&day=2025-05-01");
    CHECK("sold", r->status == 303);
    r = go(c, &w->clerk_b, w, at, NULL);
    CHECK("both stand there", strstr(body_of(r), "某某公司") && strstr(body_of(r), "以前的业主"));
    r = go(c, &w->clerk_b, w, sell, "kind=1&name=早鸟&day=2023-05-01");
    CHECK("nothing to sell then", r->status == 422);
    r = go(c, &w->clerk_b, w, "owners", NULL);
    CHECK("the register", r->status == 200 && strstr(body_of(r), "某某公司"));
    r = go(c, &w->clerk_b, w, arena_printf(c->arena, "b/%" PRId64 "/owners", w->stair), NULL);
    CHECK("by stair", r->status == 200 && strstr(body_of(r), "业主人数"));
    r = go(c, &w->clerk_b, w, "owners.csv", NULL);
    CHECK("as a sheet", r->status == 200 && strstr(body_of(r), "某某公司"));
}

/* Sold from next March on: until then the seller is in the register, the buyer is to come. */
static void sold_later(struct ctx *c)
{
    struct world *w = world_make(c);
    int64_t unit = unit_of(c, w, "302");
    bool made, changed;
    test_begin(c);
    CHECK("owned",
        owners_put(c, unit, "卖家甲", OWNER_PERSON, "", 1, 1, "2020-01-01", &made, &changed));
    CHECK("sold", owners_sell(c, &(struct sale){.unit_id = unit,
                                     .name = "买家乙",
                                     .kind = OWNER_PERSON,
                                     .phone = "",
                                     .basis = "合同",
                                     .day = "2027-03-01"}));
    CHECK("kept", test_end(c));
    static const struct {
        const char *filter, *day;
        bool seller, buyer;
    } cases[] = {
        {"now", "2026-11-23", true, false},
        {"coming", "2026-11-23", false, true},
        {"ended", "2026-11-23", false, false},
        {"now", "2027-03-01", false, true},
        {"ended", "2027-03-01", true, false},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        const char *list = body_of(go(c, &w->clerk_b, w,
            arena_printf(c->arena, "owners.csv?filter=%s&day=%s", cases[i].filter, cases[i].day),
            NULL));
        CHECK(arena_printf(c->arena, "%s on %s", cases[i].filter, cases[i].day),
            !strstr(list, "卖家甲") == !cases[i].seller &&
                !strstr(list, "买家乙") == !cases[i].buyer);
    }
}

static void two_hands(struct ctx *c)
{
    struct world *w = world_make(c);
    struct browser second = {""};
    bool made, changed;
    struct owner a, b;
    int64_t first = unit_of(c, w, "301"), then = unit_of(c, w, "302");
    test_begin(c);
    int64_t keep =
        owners_put(c, first, "王小明", OWNER_PERSON, "19900005001", 1, 1, "", &made, &changed);
    int64_t gone = owners_put(c, then, "王小明", OWNER_PERSON, "", 1, 1, "", &made, &changed);
    int64_t clerk2 = people_make(c, "另一位", "");
    struct owner_totals t;
    CHECK("two persons", keep != gone && owners_totals(c, w->stair, "", &t) && t.persons == 2);
    CHECK("made", test_end(c));
    world_staff(c, &second, clerk2, "second");
    test_begin(c);
    struct bodies committee = {0};
    CHECK("a post",
        bodies_over(c, w->area, BODY_COMMITTEE, &committee) && committee.n &&
            bodies_give_post(c, committee.v[0].id, POST_COMMITTEE_STAFF, clerk2, w->area, ""));
    CHECK("given", test_end(c));
    const char *form = arena_printf(c->arena, "why=两本证一个人&other=%" PRId64, gone);
    struct req *r =
        go(c, &w->clerk_b, w, arena_printf(c->arena, "owners/%" PRId64 "/same", keep), form);
    CHECK("proposed", r->status == 303);
    const char *at = arena_strdup(c->arena, strstr(r->location, "owners/same/"));
    const char *decide = arena_printf(c->arena, "%s/decide", at),
               *undo = arena_printf(c->arena, "%s/undo", at);
    CHECK("not by the same hand", go(c, &w->clerk_b, w, decide, "decision=confirm")->status == 422);
    CHECK("by another", go(c, &second, w, decide, "decision=confirm")->status == 303);
    CHECK("once", go(c, &second, w, decide, "decision=confirm")->status == 409);
    test_begin(c);
    CHECK("one person", owners_totals(c, w->stair, "", &t) && t.persons == 1);
    CHECK("each still there",
        owners_by_id(c, keep, &a) && owners_by_id(c, gone, &b) && a.one == b.one);
    CHECK("read", test_end(c));
    CHECK("undone", go(c, &w->clerk_b, w, undo, "reason=同名不同人")->status == 303);
    test_begin(c);
    CHECK("two again", owners_totals(c, w->stair, "", &t) && t.persons == 2);
    CHECK("with himself", !owners_propose_same(c, keep, keep, "x") && c->err.kind == ERR_RULE);
    c->err = (struct err){0};
    CHECK("read", test_end(c));
}

/* 合户 of the same owners goes on, of others waits; 分户 leaves both with them. */
static int64_t flat(struct ctx *c, int64_t stair, const char *name, const char *owner)
{
    bool made, changed;
    int64_t id = places_put_unit(c, stair, name, 5000, &made, &changed);
    db_exec(c, "UPDATE unit SET valid_from = '2020-01-01' WHERE area_id = ?1 AND id = ?2",
        V(c->area_id), V(id));
    CHECK(
        "owned", owners_put(c, id, owner, OWNER_PERSON, "", 1, 2, "2020-01-01", &made, &changed) &&
                     owners_put(c, id, "某某公司", OWNER_ORGANISATION, "", 1, 2, "2020-01-01",
                         &made, &changed));
    return id;
}

static void follow(struct ctx *c)
{
    struct world *w = world_make(c);
    struct owner_shares a = {0}, b = {0}, was = {0}, gone = {0};
    struct units waits = {0};
    const char *today = day_text(c->arena, c->now);
    struct change ch = {.name = "9091", .day = today, .reason = ""};
    test_begin(c);
    int64_t one = flat(c, w->stair, "9001", "陈一"), two = flat(c, w->stair, "9002", "陈一");
    int64_t three = flat(c, w->stair, "9003", "王三");
    CHECK("one person", owners_of_unit(c, one, "", &a) && owners_of_unit(c, two, "", &b));
    db_exec(c, "UPDATE owner SET same_as = ?2 WHERE area_id = ?1 AND id = ?3", V(c->area_id),
        V(a.v[0].owner.id), V(b.v[0].owner.id));
    CHECK("voter", owners_set_voter(c, one, a.v[0].owner.id, "2021-01-01") &&
                       owners_set_voter(c, two, b.v[0].owner.id, "2021-01-01"));
    a = b = (struct owner_shares){0};
    int64_t joined = territory_join(c, one, two, &ch);
    CHECK("goes on",
        joined && owners_of_unit(c, joined, "", &a) && a.n == 2 && a.v[0].votes != a.v[1].votes);
    CHECK("until then", owners_of_unit(c, one, "2024-01-01", &was) && was.n == 2 &&
                            owners_of_unit(c, one, "", &gone) && !gone.n);
    CHECK("nothing waits", owners_joined_waiting(c, 0, &waits) && !waits.n);
    ch.name = "9092";
    int64_t mixed = territory_join(c, joined, three, &ch);
    CHECK("waits", mixed && owners_joined_waiting(c, 0, &waits) && waits.n == 1 &&
                       waits.v[0].id == mixed && owners_of_unit(c, mixed, "", &b) && !b.n);
    CHECK("parted", territory_part(c, flat(c, w->stair, "9004", "赵四"), "9095", 1,
                        &(struct change){.name = "9094", .day = today, .reason = ""}));
    for (int i = 0; i < 2; i++) {
        struct owner_shares held = {0};
        int64_t half = places_unit_by_name(c, w->stair, i ? "9095" : "9094");
        CHECK("both", owners_of_unit(c, half, "", &held) && held.n == 2);
    }
    CHECK("done", test_end(c));
}

const struct test owners_tests[] = {
    {"who may hold how much", holding, .pure = true},
    {"sums are exact", exact, .pure = true},
    {"random histories", random_rules, .pure = true},
    {"sales change no past day", sales_change_no_past},
    {"what is refused", refusals},
    {"persons of a vote", persons_of_a_vote},
    {"co-owners", co_owners},
    {"organisations", sealed_credit},
    {"at the desk", at_the_desk},
    {"a sale to come", sold_later},
    {"two hands make two owners one", two_hands},
    {"homes joined and parted", follow},
    {0},
};
