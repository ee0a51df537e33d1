/* people_test.c - who is who: rosters, claims, letters, helpers; nothing personal where it does not
 * belong. */
#include "lib/base/seal.h"
#include "lib/log/log.h"
#include "src/people/people_room.h"
#include "tests/requests_world.h"

/* Rules ---------------------------------------------------------------------------------------- */
static void shown_names(struct ctx *c)
{
    static const char *const cases[][2] = {
        {"陈阿婆", "陈**"}, {"陈", "陈**"}, {"Anna Li", "A**"}, {"", ""}};
    for (size_t i = 0; i < COUNT(cases); i++) {
        CHECK(cases[i][0], str_same(people_shown_name(c, cases[i][0]), cases[i][1]));
    }
    CHECK("none", str_same(people_shown_name(c, NULL), ""));
}

static void pins(struct ctx *c)
{
    static const struct {
        const char *name;
        struct pin_letter l;
        bool same, ok;
    } cases[] = {
        {"right", {.id = 1, .ends_at = 1}, true, true},
        {"right at the fifth", {.id = 1, .ends_at = 1, .tries = 4}, true, true},
        {"no letter", {.ends_at = 1}, true, false},
        {"used up", {.id = 1, .ends_at = 1, .tries = PIN_TRIES}, true, false},
        {"late", {.id = 1, .ends_at = 0}, true, false},
        {"used", {.id = 1, .ends_at = 1, .used_at = 1}, true, false},
        {"wrong", {.id = 1, .ends_at = 1}, false, false},
    };
    (void)c;
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct err why = {0};
        CHECK(cases[i].name, people_pin_ok(0, &cases[i].l, cases[i].same, &why) == cases[i].ok &&
                                 (why.words.msgid != NULL) == !cases[i].ok);
    }
    CHECK("a claim waits until its day", people_claim_open(CLAIM_WAITS, 10, 9));
    CHECK("and no longer", !people_claim_open(CLAIM_WAITS, 10, 10));
    CHECK("decided once", !people_claim_open(CLAIM_REFUSED, 10, 9));
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
    CHECK("else the first", people_find_or_make(c, "不认识", w->phone) == w->granny);
    CHECK("no phone: always a new one",
        people_find_or_make(c, "过路人", "") != people_find_or_make(c, "过路人", ""));
    CHECK("home", people_by_id(c, w->granny, &p) && p.building_id == w->stair);
    int64_t again = people_put(c, p.household_id, "陈阿婆", "19900001003", &made, &changed);
    CHECK("the import finds her", again == w->granny && !made && changed);
    again = people_put(c, p.household_id, "陈阿婆", "19900001003", &made, &changed);
    CHECK("and changes nothing twice", again == w->granny && !made && !changed);
    people_put(c, p.household_id, "陈阿公", "", &made, &changed);
    CHECK("another of the household", made);
    struct people all = {0};
    CHECK("the stair", people_of_building(c, w->stair, &all) && all.n == 4);
    CHECK("done", test_end(c));
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

/* Somebody the roster does not know, signed in by telephone. */
static int64_t newcomer(struct ctx *c, const struct world *w, struct browser *b)
{
    static int made;
    c->area_id = w->area;
    test_begin(c);
    int64_t account = people_account_of_phone(c, arena_printf(c->arena, "1990002%04d", made++));
    CHECK("an account", test_end(c));
    world_sign_in(c, b, account, false);
    return account;
}

static int64_t person_of(struct ctx *c, int64_t account)
{
    must(db_begin_read(c));
    int64_t id = people_of_account(c, account);
    db_rollback(c);
    return id;
}

static bool is_resident(struct ctx *c, int64_t person, int64_t place)
{
    must(db_begin_read(c));
    bool is = people_lives_in(c, person, place);
    db_rollback(c);
    return is;
}

static int64_t waiting_claim(struct ctx *c, int64_t person)
{
    struct claims all = {0};
    int64_t id = 0;
    must(db_begin_read(c));
    CHECK("claims", people_claims_of_person(c, person, &all));
    for (size_t i = 0; i < all.n; i++) {
        id = all.v[i].state == CLAIM_WAITS ? all.v[i].id : id;
    }
    db_rollback(c);
    return id;
}

#define CLAIM_302 "name=李四&unit=302&building=%" PRId64

static void waits_and_is_confirmed(struct ctx *c)
{
    struct world *w = world_make(c);
    struct browser b = {""};
    int64_t account = newcomer(c, w, &b);
    struct req *r = go(c, &b, w, "helpers", NULL);
    CHECK("first who", r->status == 303 && strstr(r->location, "/claim?back="));
    r = go(c, &b, w, "claim", NULL);
    CHECK("asked where", r->status == 200 && strstr(body_of(r), "您住哪一间"));
    r = go(c, &b, w, "claim",
        arena_printf(c->arena, "name=李四&unit=909&building=%" PRId64, w->stair));
    CHECK("no such home", r->status == 422 && strstr(body_of(r), "没有 909 室"));
    r = go(c, &b, w, "claim", arena_printf(c->arena, CLAIM_302, w->stair));
    CHECK("said", r->status == 303);
    int64_t person = person_of(c, account), claim = waiting_claim(c, person);
    CHECK("somebody, not yet a resident", person && claim && !is_resident(c, person, 0));
    struct req *unknown = go(c, &w->stranger_b, w, "helpers", NULL);
    CHECK("a stranger signs in", unknown->status == 303 && str_starts(unknown->location, "/login"));
    CHECK("no door grid", go(c, &b, w, "claims", NULL)->status == 403);
    go(c, &b, w, "claim", arena_printf(c->arena, CLAIM_302, w->stair));
    CHECK("said twice is once", waiting_claim(c, person) == claim);
    const char *path = arena_printf(c->arena, "claims/%" PRId64, claim);
    const char *decide = arena_printf(c->arena, "claims/%" PRId64 "/decide", claim);
    r = go(c, &w->leader_b, w, "claims", NULL);
    CHECK("the leader sees it", r->status == 200 && strstr(body_of(r), "李四"));
    r = go(c, &w->leader_b, w, path, NULL);
    CHECK("masked", r->status == 200 && strstr(body_of(r), "199****"));
    CHECK(
        "not by a neighbour", go(c, &w->neighbour_b, w, decide, "decision=confirm")->status == 403);
    CHECK("not by herself", go(c, &b, w, decide, "decision=confirm")->status == 403);
    CHECK("confirmed", go(c, &w->leader_b, w, decide, "decision=confirm")->status == 303);
    CHECK("a resident", is_resident(c, person, w->stair));
    CHECK("once", go(c, &w->leader_b, w, decide, "decision=refuse&reason=不是")->status == 409);
}

static void refused(struct ctx *c)
{
    struct world *w = world_make(c);
    struct browser b = {""};
    int64_t account = newcomer(c, w, &b);
    go(c, &b, w, "claim", arena_printf(c->arena, CLAIM_302, w->stair));
    int64_t person = person_of(c, account), claim = waiting_claim(c, person);
    const char *decide = arena_printf(c->arena, "claims/%" PRId64 "/decide", claim);
    CHECK("with a reason", go(c, &w->leader_b, w, decide, "decision=refuse")->status == 422);
    CHECK("refused",
        go(c, &w->leader_b, w, decide, "decision=refuse&reason=这一户没有姓李的")->status == 303);
    CHECK("not a resident", !is_resident(c, person, 0));
    CHECK("still somebody", person_of(c, account) == person);
    CHECK("who reads why", strstr(body_of(go(c, &b, w, "claim", NULL)), "这一户没有姓李的"));
}

static void another_stair(struct ctx *c)
{
    struct world *w = world_make(c), *other = world_make(c);
    struct browser b = {""};
    newcomer(c, w, &b);
    go(c, &b, w, "claim",
        arena_printf(c->arena, "name=李四&unit=101&building=%" PRId64, w->stair4));
    must(db_begin_read(c));
    int64_t claim =
        db_int(c, "SELECT id FROM claim WHERE area_id = ?1 AND state = 1 AND unit_id IS NOT NULL",
            V(w->area));
    db_rollback(c);
    const char *path = arena_printf(c->arena, "claims/%" PRId64, claim);
    CHECK("there", claim);
    CHECK("not this leader's", !strstr(body_of(go(c, &w->leader_b, w, "claims", NULL)), "李四"));
    CHECK("nor by its address", go(c, &w->leader_b, w, path, NULL)->status == 403);
    CHECK("staff", go(c, &w->clerk_b, w, path, NULL)->status == 200);
    CHECK("not of another area", go(c, &other->clerk_b, other, path, NULL)->status == 404);
}

static void lapses(struct ctx *c)
{
    struct world *w = world_make(c);
    struct browser b = {""};
    int64_t account = newcomer(c, w, &b);
    go(c, &b, w, "claim", arena_printf(c->arena, CLAIM_302, w->stair));
    int64_t person = person_of(c, account), claim = waiting_claim(c, person);
    test_at(c, c->now + CLAIM_DAYS * MS_PER_DAY);
    CHECK("no longer waits", waiting_claim(c, person) == 0);
    const char *decide = arena_printf(c->arena, "claims/%" PRId64 "/decide", claim);
    CHECK("too late", go(c, &w->leader_b, w, decide, "decision=confirm")->status == 409);
    CHECK("not a resident", !is_resident(c, person, 0));
    go(c, &b, w, "claim", arena_printf(c->arena, CLAIM_302, w->stair));
    CHECK("said again", waiting_claim(c, person) > claim);
}

static void roster_phone(struct ctx *c)
{
    struct world *w = world_make(c), *other = world_make(c);
    struct browser b = {""};
    c->area_id = w->area;
    test_begin(c);
    int64_t account = people_account_of_phone(c, w->phone);
    CHECK("an account", test_end(c));
    world_sign_in(c, &b, account, false);
    struct req *r = go(c, &b, w, "claim", NULL);
    CHECK("known, masked", strstr(body_of(r), "陈**") && !strstr(body_of(r), "陈阿婆"));
    r = go(c, &b, w, "claim/roster", arena_printf(c->arena, "person=%" PRId64, w->neighbour));
    CHECK("nobody else", r->status == 404 && person_of(c, account) == 0);
    r = go(c, &b, w, "claim/roster", arena_printf(c->arena, "person=%" PRId64, other->granny));
    CHECK("nor of another area", r->status == 404);
    r = go(c, &b, w, "claim/roster", arena_printf(c->arena, "person=%" PRId64, w->granny));
    CHECK("herself", r->status == 303 && person_of(c, account) == w->granny);
    CHECK("at once",
        go(c, &b, w, "claim", NULL)->status == 200 && is_resident(c, w->granny, w->stair));
}

static void vouched(struct ctx *c)
{
    struct world *w = world_make(c);
    struct browser b = {""};
    int64_t account = newcomer(c, w, &b);
    go(c, &b, w, "claim", arena_printf(c->arena, CLAIM_302, w->stair));
    int64_t person = person_of(c, account), claim = waiting_claim(c, person);
    const char *vouch = arena_printf(c->arena, "claims/%" PRId64 "/vouch", claim);
    CHECK("shown to the family", strstr(body_of(go(c, &w->neighbour_b, w, "claim", NULL)), "李四"));
    CHECK("not by others", go(c, &w->son_b, w, vouch, "")->status == 404);
    CHECK("not by oneself", go(c, &b, w, vouch, "")->status == 404);
    CHECK("by the family", go(c, &w->neighbour_b, w, vouch, "")->status == 303);
    CHECK("a resident", is_resident(c, person, w->stair));
}

static struct req *type_pin(struct ctx *c, struct browser *b, const struct world *w,
    const char *name, const char *unit, const char *pin)
{
    return go(c, b, w, "claim/pin",
        arena_printf(
            c->arena, "name=%s&unit=%s&pin=%s&building=%" PRId64, name, unit, pin, w->stair));
}

static void letters(struct ctx *c)
{
    struct world *w = world_make(c);
    struct browser b = {""};
    const char *path = arena_printf(c->arena, "b/%" PRId64 "/letters", w->stair);
    CHECK("not the leader's", go(c, &w->leader_b, w, path, NULL)->status == 403);
    CHECK("preview", strstr(body_of(go(c, &w->clerk_b, w, path, NULL)), "共 3 室"));
    struct req *r = go(c, &w->clerk_b, w, path, "unit=");
    CHECK("printed", r->status == 200 && strstr(body_of(r), "301 室 住户 启"));
    CHECK("each has one now", go(c, &w->clerk_b, w, path, "unit=")->status == 422);
    int64_t account = newcomer(c, w, &b);
    test_begin(c);
    int64_t unit = places_unit_by_name(c, w->stair, "301");
    const char *pin = people_pin_letter(c, unit);
    CHECK("a newer one", strlen(pin) == PIN_DIGITS && test_end(c));
    r = type_pin(c, &b, w, "陈阿婆", "301", "00000000");
    CHECK("a wrong one goes back", r->status == 303 && strstr(r->location, "tried=1"));
    CHECK("and leaves nobody", person_of(c, account) == 0);
    r = visit(c, &b, arena_printf(c->arena, "/a/%s/claim/pin?tried=1&unit=%" PRId64, w->code, unit),
        NULL);
    CHECK("told", strstr(body_of(r), "还可以试 4 次"));
    r = type_pin(c, &b, w, "陈阿婆", "301", pin);
    CHECK("in", r->status == 303 && str_same(r->location + strlen(r->location) - 6, "/claim"));
    CHECK("as the roster's own", person_of(c, account) == w->granny);
    struct browser second = {""};
    newcomer(c, w, &second);
    r = type_pin(c, &second, w, "王五", "301", pin);
    CHECK("once only", strstr(r->location, "tried=1"));
}

static void five_tries(struct ctx *c)
{
    struct world *w = world_make(c);
    struct browser b = {""};
    int64_t account = newcomer(c, w, &b);
    test_begin(c);
    const char *pin = people_pin_letter(c, places_unit_by_name(c, w->stair, "302"));
    CHECK("a letter", test_end(c));
    char wrong[PIN_DIGITS + 1];
    snprintf(wrong, sizeof(wrong), "%s", pin);
    wrong[7] = wrong[7] == '9' ? '0' : (char)(wrong[7] + 1);
    for (int i = 0; i < PIN_TRIES; i++) {
        type_pin(c, &b, w, "李四", "302", wrong);
    }
    type_pin(c, &b, w, "李四", "302", pin);
    CHECK("five wrong ones use a letter up", person_of(c, account) == 0);
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
    int64_t account = people_account_of_phone(c, "19900003001");
    people_enter_by_phone(c, account, "19900003001", 0, "小李");
    CHECK("signed up", test_end(c));
    world_sign_in(c, &b, account, false);
    CHECK("the same person", person_of(c, account) == helper);
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

const struct test people_tests[] = {
    {"names as others see them", shown_names, .pure = true},
    {"letters and claims: rules", pins, .pure = true},
    {"sealed phones", sealed},
    {"phones and rosters", phones},
    {"who lives where", lives},
    {"a claim waits and is confirmed", waits_and_is_confirmed},
    {"a claim is refused", refused},
    {"another stair, another area", another_stair},
    {"a claim lapses", lapses},
    {"the roster's phone", roster_phone},
    {"vouched for by the family", vouched},
    {"letters", letters},
    {"five tries of a letter", five_tries},
    {"a full phone leaves its reason", phone_seen},
    {"helpers", helpers},
    {"a helper ends", helper_ends},
    {0},
};
