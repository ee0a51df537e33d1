/* remember_test.c - pages given again: when, to whom, and when never. */
#include "lib/web/remember.h"

#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "lib/log/log.h"
#include "tests/check.h"

static int made; /* how often the handler has run */
static int64_t the_area;

static void show(struct ctx *c)
{
    made++;
    c->req->type = "text/html; charset=utf-8";
    buf_printf(&c->req->body, "%d %lld %d%d %s %s notes=%lld", (int)c->lang,
        (long long)c->who.account_id, c->req->elder, c->req->print, c->req->theme,
        req_query(c, "q"),
        (long long)db_int(c, "SELECT count(*) FROM note WHERE area_id = ?1", V(c->area_id)));
}

static void show_form(struct ctx *c)
{
    show(c);
    buf_puts(&c->req->body, csrf_token(c));
}

static void show_noted(struct ctx *c)
{
    show(c);
    note_after(c, "seen", "");
}

static void show_cookie(struct ctx *c)
{
    show(c);
    set_preference(c, "elder", "");
}

static void show_refusal(struct ctx *c)
{
    show(c);
    c->req->status = 404;
}

static void sign_in(struct ctx *c)
{
    if (session_sign_in(c, req_query_int(c, "as", 1), false)) {
        redirect(c, area_path(c, "list"));
    }
}

#define ANYONE .duty = DUTY_PUBLIC, .title = "t"
static const struct route test_routes[] = {
    {"GET", "/a/:area/list", show, ANYONE, .remember = true},
    {"GET", "/a/:area/mine", show, .duty = DUTY_FIRST, .title = "t", .remember = true},
    {"GET", "/a/:area/form", show_form, ANYONE, .remember = true},
    {"GET", "/a/:area/noted", show_noted, ANYONE, .remember = true},
    {"GET", "/a/:area/cookie", show_cookie, ANYONE, .remember = true},
    {"GET", "/a/:area/gone", show_refusal, ANYONE, .remember = true},
    {"GET", "/a/:area/plain", show, ANYONE},
    {"POST", "/a/:area/in", sign_in, DUTY_VISITOR, HANDS_SELF, .title = "t"},
    {0},
};
static const struct module test_module = {.name = "test", .routes = test_routes};
static const struct module *const test_modules[] = {&log_module, &web_module, &test_module, NULL};

static int64_t allowed; /* the account that has DUTY_FIRST */
static bool may(struct ctx *c, int duty, int64_t place_id)
{
    (void)place_id;
    return duty < DUTY_FIRST || c->who.account_id == allowed;
}

static void nobody(struct ctx *c)
{
    (void)c;
}

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
    allowed = 42;
}

/* Asks; true when the page was given without being made. */
static bool again(struct ctx *c, struct browser *b, const char *path)
{
    int before = made;
    (void)visit(c, b, path, NULL);
    return made == before;
}

static void put_note(struct ctx *c)
{
    test_begin(c);
    db_exec(c, "INSERT INTO note (id, at, kind, area_id, detail) VALUES (?1, ?2, 'k', ?3, '')",
        V(new_id(c)), V(c->now), V(the_area));
    bool ok = test_end(c);
    CHECK(c->err.detail, ok);
}

/* As `eaves serve`'s other worker would. */
static void another_process_writes(struct ctx *c)
{
    pid_t child = fork();
    if (child == 0) {
        struct err why = {0};
        struct ctx other = *c;
        other.db = db_open(c->app->store, &why);
        must(other.db);
        for (int i = 0; i < 1000; i++) {
            (void)new_id(&other); /* a worker of its own would make others */
        }
        put_note(&other);
        db_close(other.db);
        _exit(0);
    }
    int status = 0;
    CHECK("the other process wrote", waitpid(child, &status, 0) == child && status == 0);
}

static void given_again_until_written(struct ctx *c)
{
    struct browser b = {0};
    open_house(c);
    bool lasts = db_engine(c->db) == DB_SQLITE;
    CHECK("made", !again(c, &b, "/a/here/list"));
    const char *first = arena_strdup(c->arena, body_of(c->req));
    CHECK("given again", again(c, &b, "/a/here/list") == lasts);
    CHECK("byte for byte", str_same(body_of(c->req), first) && c->req->status == 200 &&
                               str_same(c->req->type, "text/html; charset=utf-8"));
    CHECK("with its tag", !lasts || (c->req->etag && strlen(c->req->etag) == 32));
    another_process_writes(c);
    CHECK("another's write is seen at once",
        !again(c, &b, "/a/here/list") && strstr(body_of(c->req), "notes=1"));
    CHECK("again", again(c, &b, "/a/here/list") == lasts);
    put_note(c);
    CHECK("and one's own", !again(c, &b, "/a/here/list") && strstr(body_of(c->req), "notes=2"));
    CHECK("for twenty seconds", again(c, &b, "/a/here/list") == lasts);
    test_at(c, c->now + 20001);
    CHECK("and no longer", !again(c, &b, "/a/here/list"));
    test_at(c, c->now - 25000);
    CHECK("nor before it was made", !again(c, &b, "/a/here/list"));
    CHECK("who does not say so is asked each time",
        !again(c, &b, "/a/here/plain") && !again(c, &b, "/a/here/plain"));
    pages_forget(c->app);
}

static void one_reader_never_gets_anothers(struct ctx *c)
{
    struct browser a = {0}, b = {0}, none = {0};
    open_house(c);
    (void)visit(c, &a, "/a/here/in?as=42", "");
    (void)visit(c, &b, "/a/here/in?as=43", "");
    for (int round = 0; round < 3; round++) {
        CHECK("one's own", strstr(body_of(visit(c, &a, "/a/here/list", NULL)), " 42 "));
        CHECK("the other's own", strstr(body_of(visit(c, &b, "/a/here/list", NULL)), " 43 "));
        CHECK("nobody's", strstr(body_of(visit(c, &none, "/a/here/list", NULL)), " 0 "));
        CHECK("who may", visit(c, &a, "/a/here/mine", NULL)->status == 200);
        CHECK("who may not", visit(c, &b, "/a/here/mine", NULL)->status == 403);
        CHECK("nobody", visit(c, &none, "/a/here/mine", NULL)->status == 303);
    }
    allowed = 43;
    CHECK("the duty is asked each time", visit(c, &a, "/a/here/mine", NULL)->status == 403);
    CHECK("no tag on a reader's own page",
        !visit(c, &a, "/a/here/list", NULL)->etag && !visit(c, &a, "/a/here/list", NULL)->etag);
    pages_forget(c->app);
}

static void each_way_of_showing(struct ctx *c)
{
    static const char *const cookies[] = {"", "lang=en", "lang=zh-Hant", "elder=1", "theme=dark",
        "theme=light", "elder=1; theme=dark"};
    static const char *const paths[] = {"/a/here/list", "/a/here/list?q=1", "/a/here/list?q=1%26r",
        "/a/here/list?q=1&r=", "/a/here/list?print=1", "/api/v1/a/here/list"};
    open_house(c);
    enum { ALL = COUNT(cookies) * COUNT(paths) };
    const char *first[ALL];
    size_t known = 0;
    for (size_t i = 0; i < 2 * ALL; i++) {
        size_t way = i % ALL;
        struct browser b = {0};
        snprintf(b.cookie, sizeof(b.cookie), "%s", cookies[way / COUNT(paths)]);
        bool given = again(c, &b, paths[way % COUNT(paths)]);
        known += given;
        if (i < ALL) {
            CHECK("a page for each", !given);
            first[way] = arena_strdup(c->arena, body_of(c->req));
        } else {
            CHECK("its own", str_same(body_of(c->req), first[way]));
        }
    }
    /* Two may have wanted the same place. */
    CHECK("nearly all were known", db_engine(c->db) == DB_SQLITE ? known > ALL / 2 : !known);
    pages_forget(c->app);
}

static void never_kept(struct ctx *c)
{
    static const char *const paths[] = {
        "/a/here/form", "/a/here/noted", "/a/here/cookie", "/a/here/gone"};
    struct browser b = {0};
    open_house(c);
    for (size_t i = 0; i < COUNT(paths) * 2; i++) {
        CHECK("made each time", !again(c, &b, paths[i % COUNT(paths)]));
    }
    pages_forget(c->app);
}

static void memory_is_bounded(struct ctx *c)
{
    struct browser b = {0};
    open_house(c);
    char *long_text = arena_alloc(c->arena, 60001);
    memset(long_text, 'x', 60000);
    for (int i = 0; i < 300; i++) { /* 60 kB of address and 60 kB of page each: 36 MB */
        (void)visit(c, &b, arena_printf(c->arena, "/a/here/list?q=%s%d", long_text, i), NULL);
        if (i % 20 == 0) {
            CHECK("never over its bound", pages_size(c->app) <= 4 * 1024 * 1024);
        }
    }
    CHECK("still remembers", again(c, &b, "/a/here/list") ||
                                 again(c, &b, "/a/here/list") == (db_engine(c->db) == DB_SQLITE));
    pages_forget(c->app);
}

const struct test remember_tests[] = {
    {"given again until written", given_again_until_written},
    {"one reader never gets another's", one_reader_never_gets_anothers},
    {"each way of showing", each_way_of_showing},
    {"never kept", never_kept},
    {"memory is bounded", memory_is_bounded},
    {0},
};
