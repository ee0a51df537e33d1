/* router_test.c - paths, duties, transactions, replays: with a room of its own. */
#include <string.h>

#include "lib/log/log.h"
#include "lib/web/router.h"
#include "lib/web/session.h"
#include "tests/check.h"

/* A room for the test: it records one fact per POST and may be told to fail. */
struct say {
    const char *text;
};
static const struct field say_fields[] = {
    FIELD(struct say, FIELD_TEXT, text, .min = 2, .max = 10, .label = "text", .required = true),
    {0}};
static const struct form say_form = {"test.say", sizeof(struct say), say_fields};

static void show(struct ctx *c)
{
    buf_puts(&c->req->body, c->req->wrong.n              ? "wrong"
                            : c->req->notice.words.msgid ? "notice"
                                                         : "shown");
}

static void done(struct ctx *c)
{
    const struct say *s = c->req->form;
    struct fact f = {.kind = "test.said", .subject_id = 7, .words = SAY("x"), .text = s->text};
    if (str_same(s->text, "rule")) {
        (void)refuse(&c->err, "text", SAY("no"));
    } else if (str_same(s->text, "stale")) {
        (void)fail(&c->err, ERR_CONFLICT, SAY("changed"));
    } else if (record(c, &f)) {
        redirect(c, area_path(c, "said"));
    }
    if (str_same(s->text, "late")) { /* a refusal after the write: nothing of it may stay */
        note_after(c, "test_note", "kept");
        (void)refuse(&c->err, NULL, SAY("too late"));
    }
}

static void sign_in(struct ctx *c)
{
    if (session_sign_in(c, 42, false)) {
        redirect(c, area_path(c, "said"));
    }
}

struct photo {
    const char *text;
};
static const struct field photo_fields[] = {
    FIELD(struct photo, FIELD_TEXT, text, .min = 2, .max = 10, .label = "text"),
    FIELD_UPLOAD("photo", .label = "photo", .max = 1 << 20), {0}};
static const struct form photo_form = {"test.photo", sizeof(struct photo), photo_fields};

static void done_photo(struct ctx *c)
{
    redirect(c, area_path(c, "said"));
}

static int64_t place_of(struct ctx *c)
{
    return req_id(c, "id");
}

static const struct route test_routes[] = {
    {"GET", "/a/:area/said", show, DUTY_PUBLIC, .title = "t"},
    {"GET", "/a/:area/things/new", show, DUTY_PUBLIC, .title = "t"},
    {"GET", "/a/:area/things/:id", show, DUTY_PUBLIC, .title = "t"},
    {"GET", "/a/:area/secret", show, DUTY_FIRST, .title = "t"},
    {"POST", "/a/:area/said", done, DUTY_VISITOR, HANDS_ANY, &say_form, show, .title = "t"},
    {"POST", "/a/:area/at/:id", done, DUTY_FIRST, HANDS_SELF, &say_form, show, place_of,
        .title = "t"},
    {"POST", "/a/:area/photo", done_photo, DUTY_VISITOR, HANDS_ANY, &photo_form, show,
        .title = "t"},
    {"POST", "/a/:area/in", sign_in, DUTY_VISITOR, HANDS_SELF, .title = "t"},
    {0},
};
static const struct module test_module = {.name = "test", .routes = test_routes};
static const struct module *const test_modules[] = {&log_module, &web_module, &test_module, NULL};

static bool may(struct ctx *c, int duty, int64_t place_id)
{
    return duty < DUTY_FIRST || (c->who.account_id == 42 && place_id == 5);
}

static void nobody(struct ctx *c)
{
    (void)c;
}

static int64_t the_area;
static int64_t area_by_code(struct ctx *c, const char *code)
{
    (void)c;
    return str_same(code, "here") ? the_area : 0;
}

static void open_house(struct ctx *c)
{
    test_area(c, NULL);
    the_area = c->area_id;
    c->app->modules = test_modules;
    c->app->may = may;
    c->app->enter_area = nobody;
    c->app->area_by_code = area_by_code;
    c->app->frame = NULL;
}

static int64_t facts(struct ctx *c)
{
    int64_t n = db_int(c, "SELECT count(*) FROM fact WHERE area_id = ?1", V(the_area));
    return n;
}

static void paths_find_their_routes(struct ctx *c)
{
    struct found f;
    struct pairs params = {0};
    open_house(c);
    f = route_find(c->arena, c->app, "GET", "/a/here/things/77", &params);
    CHECK("a parameter", f.route && params.n == 2 && str_same(params.v[1].value, "77"));
    f = route_find(c->arena, c->app, "GET", "/a/here/things/new", NULL);
    CHECK("a literal wins", f.route && str_same(f.route->path, "/a/:area/things/new"));
    f = route_find(c->arena, c->app, "GET", "/api/v1/a/here/said", NULL);
    CHECK("the API is the same routes", f.route != NULL);
    f = route_find(c->arena, c->app, "POST", "/a/here/secret", NULL);
    CHECK("another method is told apart", !f.route && f.other_method);
    CHECK("no segment may be empty", !route_find(c->arena, c->app, "GET", "/a//said", NULL).route);
    CHECK("nor stand over", !route_find(c->arena, c->app, "GET", "/a/here/said/", NULL).route);
}

static void routes_must_say_everything(struct ctx *c)
{
    (void)c;
    static const struct route no_duty[] = {{"GET", "/x", show, .title = "t"}, {0}};
    static const struct route no_hands[] = {
        {"POST", "/a/:area/x", done, DUTY_PUBLIC, .title = "t"}, {0}};
    static const struct route no_show[] = {
        {"POST", "/a/:area/x", done, DUTY_PUBLIC, HANDS_ANY, &say_form, .title = "t"}, {0}};
    static const struct route outside[] = {
        {"POST", "/x", done, DUTY_PUBLIC, HANDS_ANY, .title = "t"}, {0}};
    static const struct route twice[] = {{"GET", "/x", show, DUTY_PUBLIC, .title = "t"},
        {"GET", "/x", show, DUTY_PUBLIC, .title = "t"}, {0}};
    const struct route *const bad[] = {no_duty, no_hands, no_show, outside, twice};
    for (size_t i = 0; i < COUNT(bad); i++) {
        struct module m = {.name = "m", .routes = bad[i]};
        const struct module *const list[] = {&m, NULL};
        struct err why = {0};
        CHECK("refused", !routes_check(list, &why) && why.words.msgid);
    }
    struct err why = {0};
    CHECK("the test's own are fine", routes_check(test_modules, &why));
}

static void answers_commit_or_leave_nothing(struct ctx *c)
{
    struct browser b = {0};
    open_house(c);
    CHECK("said", visit(c, &b, "/a/here/said", "text=hello")->status == 303);
    CHECK("stored", facts(c) == 1);
    struct req *r = visit(c, &b, "/a/here/said", "text=x");
    CHECK("a wrong field shows the page again", r->status == 422 && strstr(body_of(r), "wrong"));
    CHECK("a rule too", visit(c, &b, "/a/here/said", "text=rule")->status == 422);
    r = visit(c, &b, "/a/here/said", "text=stale");
    CHECK("a stale form says what changed", r->status == 409 && strstr(body_of(r), "notice"));
    CHECK("a late refusal", visit(c, &b, "/a/here/said", "text=late")->status == 422);
    CHECK("leaves nothing but its note", facts(c) == 1);
    CHECK("which stays", db_int(c, "SELECT count(*) FROM note WHERE kind = ?1 AND area_id = ?2",
                             V("test_note"), V(the_area)) == 1);
    CHECK("no such area", visit(c, &b, "/a/there/said", "text=hello")->status == 404);
    CHECK("no such page", visit(c, &b, "/a/here/nothing", NULL)->status == 404);
}

static void a_file_too_big_is_413(struct ctx *c)
{
    struct browser b = {0};
    struct upload big = {.field = "photo", .filename = "a.jpg", .size = 2 << 20, .path = ""};
    struct upload fine = {.field = "photo", .filename = "a.jpg", .size = 1000, .path = ""};
    open_house(c);
    struct req *r = visit_with_files(c, &b, "/a/here/photo", "text=hello", &big, 1);
    CHECK("413, the form once more", r->status == 413 && str_same(body_of(r), "wrong"));
    r = visit_with_files(c, &b, "/a/here/photo", "text=x", &big, 1);
    CHECK("with all that is wrong at once", r->status == 413 && r->wrong.n == 2);
    r = visit_with_files(c, &b, "/a/here/photo", "text=hello", &fine, 1);
    CHECK("one that fits is taken", r->status == 303);
}

static void one_key_is_one_act(struct ctx *c)
{
    struct browser b = {0}, other = {0};
    static const char body[] = "text=hello&act=00112233445566778899aabbccddeeff";
    open_house(c);
    CHECK("first", visit(c, &b, "/a/here/said", body)->status == 303);
    struct req *r = visit(c, &b, "/a/here/said", body);
    CHECK("the retry has the first answer", r->status == 303 && r->location);
    CHECK("and counts once", facts(c) == 1);
    CHECK("another route with it is refused", visit(c, &other, "/a/here/in", body)->status == 409);
}

static void posts_come_from_our_pages(struct ctx *c)
{
    struct browser b = {0};
    open_house(c);
    CHECK("a forged token", visit(c, &b, "/a/here/said", "text=hello&csrf=00")->status == 403);
    (void)visit(c, &b, "/a/here/said", "text=hello");
    struct browser thief = {0};
    const char *token = arena_printf(c->arena, "text=hello&csrf=%s", csrf_token(c));
    CHECK("another browser's token", visit(c, &thief, "/a/here/said", token)->status == 403);
    CHECK("nothing was stored", facts(c) == 1);
}

static void duties_are_asked_of_the_place(struct ctx *c)
{
    struct browser b = {0};
    open_house(c);
    struct req *r = visit(c, &b, "/a/here/secret", NULL);
    CHECK("a visitor is sent to sign in", r->status == 303 && str_starts(r->location, "/login"));
    CHECK("signed in", visit(c, &b, "/a/here/in", "")->status == 303);
    CHECK("a new cookie", strstr(b.cookie, "eaves="));
    CHECK("another place is denied", visit(c, &b, "/a/here/at/4", "text=hello")->status == 403);
    CHECK("one's own is not", visit(c, &b, "/a/here/at/5", "text=hello")->status == 303);
    CHECK(
        "a denial is noted", db_int(c, "SELECT count(*) FROM note WHERE kind = ?1 AND area_id = ?2",
                                 V("denied"), V(the_area)) == 1);
}

static void a_lost_sign_in_is_given_again(struct ctx *c)
{
    struct browser b = {0};
    static const char body[] = "act=ffeeddccbbaa99887766554433221100";
    open_house(c);
    (void)visit(c, &b, "/a/here/said", "text=hello"); /* has a visitor's cookie now */
    struct browser lost = b;
    CHECK("signs in", visit(c, &b, "/a/here/in", body)->status == 303);
    CHECK("asks again with the old cookie", visit(c, &lost, "/a/here/in", body)->status == 303);
    CHECK("and is signed in", visit(c, &lost, "/a/here/at/5", "text=hello")->status == 303);
    struct browser stranger = {0};
    (void)visit(c, &stranger, "/a/here/said", "text=hello");
    (void)visit(c, &stranger, "/a/here/in", body);
    CHECK("a stranger with the key is not",
        visit(c, &stranger, "/a/here/at/5", "text=hello")->status != 303);
}

/* Whoever knows the cookie of before (a shared computer) repeats an act of their own with it. */
static void a_session_is_given_again_to_its_own_act_only(struct ctx *c)
{
    struct browser b = {0};
    static const char own[] = "text=hello&act=0123456789abcdef0123456789abcdef";
    open_house(c);
    (void)visit(c, &b, "/a/here/said", own);
    struct browser thief = b;
    CHECK("she signs in", visit(c, &b, "/a/here/in", "")->status == 303);
    CHECK("the thief repeats", visit(c, &thief, "/a/here/said", own)->status == 303);
    CHECK("and is nobody", visit(c, &thief, "/a/here/at/5", "text=hello")->status == 401);
    CHECK("she stays signed in", visit(c, &b, "/a/here/at/5", "text=hello")->status == 303);
}

/* A page is shown once more only to whom it would have been shown at all. */
static void a_refusal_shows_nobody_elses_page(struct ctx *c)
{
    struct browser b = {0}, stranger = {0};
    open_house(c);
    (void)visit(c, &b, "/a/here/in", "");
    struct err busy = {.kind = ERR_BUSY, .words = SAY("busy")};
    struct req *r = visit(c, &stranger, "/a/here/at/5", "text=hello");
    web_refuse(c, &busy);
    CHECK("not a stranger", r->status == 401 && !strstr(body_of(r), "notice"));
    c->err = (struct err){0};
    r = visit(c, &b, "/a/here/at/4", "text=hello");
    web_refuse(c, &busy);
    CHECK("nor of another place", r->status == 403 && !strstr(body_of(r), "notice"));
    c->err = (struct err){0};
    r = visit(c, &b, "/a/here/at/5", "text=hello");
    web_refuse(c, &busy);
    CHECK("her own", r->status == 503 && str_same(body_of(r), "notice"));
    c->err = (struct err){0};
}

static void redirects_stay_at_home(struct ctx *c)
{
    struct browser b = {0};
    open_house(c);
    static const char *const away[] = {
        "//evil.example", "https://evil.example", "/\\evil.example", "x"};
    for (size_t i = 0; i < COUNT(away); i++) {
        struct req *r =
            visit(c, &b, arena_printf(c->arena, "/prefs?elder=1&back=%s", away[i]), NULL);
        CHECK("home instead", r->status == 303 && str_same(r->location, "/"));
    }
    CHECK("elder is remembered", strstr(b.cookie, "elder=1"));
}

const struct test router_tests[] = {
    {"paths find their routes", paths_find_their_routes},
    {"routes must say everything", routes_must_say_everything, true},
    {"answers commit or leave nothing", answers_commit_or_leave_nothing},
    {"a file too big is 413", a_file_too_big_is_413},
    {"one key is one act", one_key_is_one_act},
    {"posts come from our pages", posts_come_from_our_pages},
    {"duties are asked of the place", duties_are_asked_of_the_place},
    {"a lost sign-in is given again", a_lost_sign_in_is_given_again},
    {"a session is given again to its own act only", a_session_is_given_again_to_its_own_act_only},
    {"a refusal shows nobody else's page", a_refusal_shows_nobody_elses_page},
    {"redirects stay at home", redirects_stay_at_home},
    {0},
};
