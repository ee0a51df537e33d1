/* claims_test.c - claims and letters: who is believed, by whom, how long. */
#include "lib/base/seal.h"
#include "lib/log/log.h"
#include "src/claims/claims_room.h"
#include "tests/requests_world.h"

/* Rules ---------------------------------------------------------------------------------------- */
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
        CHECK(cases[i].name, claims_pin_ok(0, &cases[i].l, cases[i].same, &why) == cases[i].ok &&
                                 (why.words.msgid != NULL) == !cases[i].ok);
    }
    CHECK("a claim waits until its day", claims_open(CLAIM_WAITS, 10, 9));
    CHECK("and no longer", !claims_open(CLAIM_WAITS, 10, 10));
    CHECK("decided once", !claims_open(CLAIM_REFUSED, 10, 9));
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
    int64_t account = accounts_of_phone(c, arena_printf(c->arena, "1990002%04d", made++));
    CHECK("an account", test_end(c));
    world_sign_in(c, b, account, false);
    return account;
}

static int64_t person_of(struct ctx *c, int64_t account)
{
    must(db_begin_read(c));
    int64_t id = claims_person_of(c, account);
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
    CHECK("claims", claims_of_person(c, person, &all));
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
    CHECK("signed in, though nobody yet",
        strstr(body_of(r), "href=\"/me\">我的") && !strstr(body_of(r), "href=\"/me\">登录"));
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
    CHECK("whom the roster has there", strstr(body_of(r), "名册上这一户") &&
                                           strstr(body_of(r), "周玉兰") &&
                                           !strstr(body_of(r), "/phone\""));
    CHECK("the desk may call", strstr(body_of(go(c, &w->clerk_b, w, path, NULL)), "/phone\""));
    CHECK(
        "not by a neighbour", go(c, &w->neighbour_b, w, decide, "decision=confirm")->status == 403);
    CHECK("not by herself", go(c, &b, w, decide, "decision=confirm")->status == 403);
    r = go(c, &b, w, "claim", NULL);
    CHECK("asked no more",
        strstr(body_of(r), "<h1>等待确认</h1>") && !strstr(body_of(r), "您住哪一间"));
    r = visit(c, &b, "/me", NULL);
    CHECK("nor on my page",
        strstr(body_of(r), "等待确认：") && !strstr(body_of(r), "确认我住哪一间"));
    r = go(c, &w->leader_b, w, decide, "decision=confirm");
    CHECK("confirmed", r->status == 303 && strstr(r->location, "?decided="));
    const char *next = arena_strdup(c->arena, r->location);
    CHECK("says so", strstr(body_of(visit(c, &w->leader_b, next, NULL)), "已确认：李四 住在"));
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
    struct browser b = {""}, desk = {""};
    int64_t account = newcomer(c, w, &b);
    go(c, &b, w, "claim", arena_printf(c->arena, CLAIM_302, w->stair));
    int64_t person = person_of(c, account), claim = waiting_claim(c, person);
    test_at(c, c->now + CLAIM_DAYS * MS_PER_DAY);
    CHECK("no longer waits", waiting_claim(c, person) == 0);
    test_at(c, c->now + MS_PER_DAY);
    world_staff(c, &desk, w->clerk, "later"); /* hers has run out */
    CHECK("nor in the register",
        !strstr(body_of(go(c, &desk, w, "claims.csv?filter=waits", NULL)), "李四") &&
            strstr(body_of(go(c, &desk, w, "claims.csv?filter=not", NULL)), "过期没人确认"));
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
    int64_t account = accounts_of_phone(c, w->phone);
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
    const char *pin = claims_pin_letter(c, unit);
    CHECK("a newer one", strlen(pin) == PIN_DIGITS && test_end(c));
    r = type_pin(c, &b, w, "陈阿婆", "301", "00000000");
    CHECK("a wrong one is said at its field",
        r->status == 422 && strstr(body_of(r), "pin-e") && strstr(body_of(r), "还可以试 4 次"));
    CHECK("what was typed is kept",
        strstr(body_of(r), "value=\"陈阿婆\"") && strstr(body_of(r), "value=\"301\""));
    CHECK("and leaves nobody", person_of(c, account) == 0);
    r = type_pin(c, &b, w, "陈阿婆", "301", pin);
    CHECK("in", r->status == 303 && str_same(r->location + strlen(r->location) - 6, "/claim"));
    CHECK("as the roster's own", person_of(c, account) == w->granny);
    struct browser second = {""};
    newcomer(c, w, &second);
    r = type_pin(c, &second, w, "王五", "301", pin);
    CHECK("once only", r->status == 422 && strstr(body_of(r), "没有能用的密码信"));
}

static int times(const char *text, const char *what)
{
    int n = 0;
    for (const char *at = text; (at = strstr(at, what)); at += strlen(what)) {
        n++;
    }
    return n;
}

/* A compound's letters in packets: whole stairs, only where nobody has confirmed and none is out.
 */
static void many_letters(struct ctx *c)
{
    struct world *w = world_make(c);
    struct unlettered before = {0}, after = {0};
    static const char *const rooms[] = {"701", "702", "703"};
    bool made, changed;
    test_begin(c);
    for (size_t i = 0; i < COUNT(rooms); i++) {
        places_put_unit(c, w->stair, rooms[i], 8000, &made, &changed);
        places_put_unit(c, w->stair4, rooms[i], 8000, &made, &changed);
    }
    int64_t both = places_put_household(c, places_unit_by_name(c, w->stair, "701"), &made);
    places_join_unit(c, both, places_put_unit(c, w->stair, "704", 8000, &made, &changed));
    CHECK("homes", test_end(c) && claims_unlettered(c, 0, &before) && before.n == 2);
    CHECK("not of those who have confirmed", before.homes < 6 + 4);
    CHECK("not the leader's", go(c, &w->leader_b, w, "letters", NULL)->status == 403);
    test_begin(c);
    claims_pin_letter(c, places_unit_by_name(c, w->stair, "702"));
    CHECK("one is out", test_end(c));
    const char *says = arena_printf(c->arena, "%" PRId64 " 封", before.homes - 1);
    struct req *r = go(c, &w->clerk_b, w, "letters", NULL);
    CHECK("the rest is the next packet", r->status == 200 && strstr(body_of(r), says));
    r = go(c, &w->clerk_b, w, "letters", "compound=");
    const char *body = body_of(r);
    CHECK("printed", r->status == 200 && times(body, "室 住户 启") == before.homes - 1);
    CHECK("the one that is out was not", times(body, "702 室") == 1);
    CHECK("two homes, one household, one letter", times(body, "704 室") == 0);
    CHECK("of both stairs", times(body, "701 室") == 2 && times(body, "703 室") == 2);
    CHECK("none is left", claims_unlettered(c, 0, &after) && after.n == 0 && after.homes == 0);
    CHECK("and it says so", go(c, &w->clerk_b, w, "letters", "compound=")->status == 422);
}

static void five_tries(struct ctx *c)
{
    struct world *w = world_make(c);
    struct browser b = {""};
    int64_t account = newcomer(c, w, &b);
    test_begin(c);
    const char *pin = claims_pin_letter(c, places_unit_by_name(c, w->stair, "302"));
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

/* The desk's code ------------------------------------------------------------------------------ */
static const char *desk_code_on(struct ctx *c, const struct req *r)
{
    const char *at = strstr(body_of(r), "letter-pin\"><b class=\"num\">");
    must(at);
    at = strchr(strstr(at, "<b"), '>') + 1;
    return arena_printf(c->arena, "%.5s%.5s", at, at + 6);
}

#define RECOVER "how=document&witness=周玉兰&reason=换了手机"
static void at_the_desk(struct ctx *c)
{
    struct world *w = world_make(c), *other = world_make(c);
    const char *at = arena_printf(c->arena, "people/%" PRId64 "/recover", w->granny);
    c->area_id = w->area;
    world_resident(c, &w->granny_b, w->phone);
    CHECK("signed in before", visit(c, &w->granny_b, "/me", NULL)->status == 200);
    CHECK("not a neighbour's", go(c, &w->neighbour_b, w, at, RECOVER)->status == 403);
    CHECK("not the leader's", go(c, &w->leader_b, w, at, RECOVER)->status == 403);
    CHECK("not another area's", go(c, &other->clerk_b, other, at, RECOVER)->status == 404);
    struct req *r = go(c, &w->clerk_b, w, at, "how=document&witness=&reason=换了手机");
    CHECK("two have looked", r->status == 422 && strstr(body_of(r), "换了手机"));
    r = go(c, &w->clerk_b, w, at, RECOVER);
    const char *code = desk_code_on(c, r);
    CHECK("a code", r->status == 200 && strspn(code, "0123456789") == 10);
    CHECK("what was open is closed", visit(c, &w->granny_b, "/me", NULL)->status != 200);
    const char *body = arena_printf(c->arena, "code=%s", code);
    struct browser b = {""}, late = {""};
    r = visit(c, &b, "/login/desk", "code=0000000000");
    CHECK("a wrong one", r->status == 422 && strstr(body_of(r), "code-e"));
    r = visit(c, &b, "/login/desk", body);
    CHECK("lets in", r->status == 303 && !strstr(r->location, "tried"));
    r = visit(c, &b, "/me", NULL);
    CHECK("as herself", r->status == 200 && strstr(body_of(r), "陈阿婆"));
    r = visit(c, &late, "/login/desk", body);
    CHECK("once", r->status == 422);
}

/* Her telephone is somebody in another area too: this desk's code lets her in here, not there. */
static void one_desk_one_area(struct ctx *c)
{
    struct world *w = world_make(c), *other = world_make(c);
    struct browser b = {""};
    test_begin(c);
    c->area_id = w->area;
    int64_t account = accounts_of_phone(c, w->phone);
    CHECK("here", claims_enter_by_phone(c, account, w->phone, 0, ""));
    c->area_id = other->area;
    CHECK("and there", claims_enter_by_phone(c, account, w->phone, 0, "陈阿婆") && test_end(c));
    c->area_id = w->area;
    struct req *r = go(c, &w->clerk_b, w,
        arena_printf(c->arena, "people/%" PRId64 "/recover", w->granny), RECOVER);
    r = visit(c, &b, "/login/desk", arena_printf(c->arena, "code=%s", desk_code_on(c, r)));
    CHECK("lets in", r->status == 303 && !strstr(r->location, "tried"));
    CHECK("as herself", strstr(body_of(visit(c, &b, "/me", NULL)), "陈阿婆"));
    r = visit(c, &b, arena_printf(c->arena, "/a/%s/household", other->code), NULL);
    CHECK("to nothing of hers there", r->status == 303 && strstr(r->location, "claim"));
    test_begin(c);
    c->area_id = w->area;
    CHECK("gone here", claims_end_of_person(c, w->granny) && test_end(c));
    CHECK("is not closed there",
        db_int(c, "SELECT count(*) FROM account WHERE id = ?1 AND closed_at IS NULL", V(account)) ==
            1);
}

/* What lies outside when the sheet is folded says where it goes and nothing else. */
static void letter_folds(struct ctx *c)
{
    struct world *w = world_make(c);
    const char *path = arena_printf(c->arena, "b/%" PRId64 "/letters", w->stair);
    const char *body = body_of(go(c, &w->clerk_b, w, path, ""));
    const char *out = strstr(body, "letter-out"), *in = strstr(body, "letter-in"),
               *how = strstr(body, "letter-how");
    CHECK("three parts in order", out && in && how && out < in && in < how);
    const char *pin = strstr(body, "letter-pin"), *mask = strstr(body, "letter-mask");
    CHECK("the PIN lies inside", pin && pin > in && pin < how);
    CHECK("digits lie over it", mask && mask > how);
    CHECK("the address outside", out && strstr(out, "letter-to") < in);
    CHECK("no second PIN", !strstr(how, "letter-pin\"><span") || strstr(how, "letter-out"));
}

/* A leader who says she lives in another home of her stair is not the one to confirm it. */
static void not_ones_own(struct ctx *c)
{
    struct world *w = world_make(c);
    test_begin(c);
    bool made, changed;
    int64_t unit = places_put_unit(c, w->stair, "501", 8000, &made, &changed), id = new_id(c);
    db_exec(c,
        "INSERT INTO claim (area_id, id, account_id, person_id, unit_id, state, via, made_at,"
        " ends_at)"
        " VALUES (?1, ?2, 7, ?3, ?4, 1, 2, ?5, ?6)",
        V(c->area_id), V(id), V(w->leader), V(unit), V(c->now), V(c->now + MS_PER_DAY));
    CHECK("made", test_end(c));
    const char *at = world_path(c, w, "claims", id, "/decide");
    struct req *r = visit(c, &w->leader_b, at, "decision=confirm");
    CHECK("not herself", r->status == 422 && strstr(body_of(r), "不能自己确认"));
    CHECK("the committee may", visit(c, &w->clerk_b, at, "decision=confirm")->status == 303);
}

const struct test claims_tests[] = {
    {"letters and claims: rules", pins, .pure = true},
    {"a claim waits and is confirmed", waits_and_is_confirmed},
    {"a claim is refused", refused},
    {"another stair, another area", another_stair},
    {"a claim lapses", lapses},
    {"the roster's phone", roster_phone},
    {"vouched for by the family", vouched},
    {"letters", letters},
    {"many letters", many_letters},
    {"five tries of a letter", five_tries},
    {"a code at the desk", at_the_desk},
    {"one desk, one area", one_desk_one_area},
    {"a letter folded in three", letter_folds},
    {"not one's own", not_ones_own},
    {0},
};
