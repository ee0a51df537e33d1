/* again_test.c - the store asks for a request once more (40001, 40P01): it is run again, whole, and
 * counts once; or it is answered 503 and when to come back. On PostgreSQL with a second connection
 * that really stands in the way. */
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "lib/log/log.h"
#include "lib/web/web.h"
#include "tests/check.h"

static struct {
    int64_t area, other; /* other: whose head another connection holds */
    int runs, refusals; /* refusals: how often the handler is to say "again" */
    int tell; /* where the handler tells that it holds its own area; -1 nobody */
} t;

static void said_again(struct ctx *c)
{
    t.runs++;
    if (t.refusals > 0) {
        t.refusals--;
        (void)fail(&c->err, ERR_AGAIN, SAY("again"));
    }
}

static void look(struct ctx *c)
{
    said_again(c);
    buf_puts(&c->req->body, "seen");
}

/* Its own area is locked by the router; the other one it asks for afterwards. */
static void write_both(struct ctx *c)
{
    (void)record(c, &(struct fact){.kind = "test.both", .subject_id = 7, .words = SAY("x")});
    if (t.tell >= 0) {
        must(write(t.tell, "h", 1) == 1);
        t.tell = -1;
    }
    if (t.other) {
        db_exec(c, "UPDATE area_head SET next_seq = next_seq WHERE area_id = ?1", V(t.other));
    }
    said_again(c);
    if (!c->err.kind) {
        redirect(c, area_path(c, "both"));
    }
}

static const struct form form = {"test.both", 0, (const struct field[]){{0}}};
static const struct route routes[] = {
    {"GET", "/a/:area/both", look, DUTY_PUBLIC, .title = "t"},
    {"POST", "/a/:area/both", write_both, DUTY_VISITOR, HANDS_ANY, &form, look, .title = "t"},
    {0},
};
static const struct module test_module = {.name = "test", .routes = routes};
static const struct module *const modules[] = {&log_module, &web_module, &test_module, NULL};

static int64_t area_by_code(struct ctx *c, const char *code)
{
    (void)c;
    return str_same(code, "here") ? t.area : 0;
}

static void nobody(struct ctx *c)
{
    (void)c;
}

static void open_house(struct ctx *c)
{
    test_area(c, NULL);
    int64_t other = c->area_id;
    test_area(c, NULL);
    memset(&t, 0, sizeof(t));
    t.area = c->area_id;
    t.other = other;
    t.tell = -1;
    c->app->modules = modules;
    c->app->area_by_code = area_by_code;
    c->app->enter_area = nobody;
    c->app->frame = NULL;
}

static int64_t facts(struct ctx *c)
{
    return db_int(c, "SELECT count(*) FROM fact WHERE area_id = ?1", V(t.area));
}

static int64_t acts(struct ctx *c)
{
    return db_int(c, "SELECT count(*) FROM act WHERE area_id = ?1", V(t.area));
}

static void runs_again_and_counts_once(struct ctx *c)
{
    struct browser b = {0};
    open_house(c);
    t.refusals = 2;
    CHECK("the third time it goes through", visit(c, &b, "/a/here/both", "")->status == 303);
    CHECK("three runs, one fact, one act", t.runs == 3 && facts(c) == 1 && acts(c) == 1);
    t.runs = 0;
    t.refusals = 2;
    struct req *r = visit(c, &b, "/a/here/both", NULL);
    CHECK("a page too", t.runs == 3 && r->status == 200 && str_same(body_of(r), "seen"));
}

static void gives_up_and_says_when(struct ctx *c)
{
    struct browser b = {0};
    open_house(c);
    t.refusals = 99;
    struct req *r = visit(c, &b, "/a/here/both", "");
    CHECK("503 and when to come back", r->status == 503 && r->retry_after > 0);
    CHECK("three runs, nothing stored", t.runs == 3 && facts(c) == 0 && acts(c) == 0);
    t.runs = 0;
    r = visit(c, &b, "/a/here/both", NULL);
    CHECK("a page too", t.runs == 3 && r->status == 503 && r->retry_after > 0);
}

/* 40P01 ---------------------------------------------------------------------------------------- */

/* The other one: holds `other`, waits until the handler holds its area, then wants that as well. It
 * begins to wait later, so that the server finds the circle, and its victim, in the handler. */
static _Noreturn void stand_in_the_way(struct ctx *c, int hear, int tell)
{
    enum { LATER_US = 400 * 1000 };
    struct ctx mine = {.arena = arena_create(), .now = c->now, .app = c->app};
    char h = 0;
    mine.db = db_open(c->app->store, &mine.err);
    bool ok = mine.db && db_begin_area(&mine, t.other) && write(tell, "h", 1) == 1 &&
              read(hear, &h, 1) == 1 && usleep(LATER_US) == 0;
    db_exec(&mine, "UPDATE area_head SET next_seq = next_seq WHERE area_id = ?1", V(t.area));
    ok = ok && db_commit(&mine);
    _exit(ok ? 0 : 1);
}

static void deadlock(struct ctx *c)
{
    int to[2], from[2], status = -1;
    char h;
    struct browser b = {0};
    if (db_engine(c->db) != DB_POSTGRES) {
        return; /* SQLite has one writer: no circle is possible */
    }
    open_house(c);
    must(pipe(to) == 0 && pipe(from) == 0);
    pid_t pid = fork();
    must(pid >= 0);
    if (pid == 0) {
        stand_in_the_way(c, to[0], from[1]);
    }
    close(from[1]);
    CHECK("the other one holds its area", read(from[0], &h, 1) == 1);
    t.tell = to[1];
    struct req *r = visit(c, &b, "/a/here/both", "");
    int answered = r->status;
    CHECK("waited for", waitpid(pid, &status, 0) == pid);
    CHECK("the other one got through", WIFEXITED(status) && WEXITSTATUS(status) == 0);
    CHECK("and so did we", answered == 303);
    CHECK("the first run was the victim", t.runs == 2);
    CHECK("nothing is doubled", facts(c) == 1 && acts(c) == 1);
    close(to[0]);
    close(to[1]);
    close(from[0]);
}

/* 40001 ---------------------------------------------------------------------------------------- */
static void serialization(struct ctx *c)
{
    if (db_engine(c->db) != DB_POSTGRES) {
        return;
    }
    open_house(c);
    struct ctx second = {.arena = c->arena, .now = c->now, .app = c->app};
    second.db = db_open(c->app->store, &second.err);
    must(second.db && db_begin_area(c, 0));
    db_exec(c, "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ", NONE);
    CHECK("a snapshot",
        db_int(c, "SELECT count(*) FROM area_head WHERE area_id = ?1", V(t.other)) == 1);
    must(db_begin_area(&second, 0));
    db_exec(&second, "UPDATE area_head SET next_seq = next_seq WHERE area_id = ?1", V(t.other));
    CHECK("the second is first", db_commit(&second));
    db_exec(c, "UPDATE area_head SET next_seq = next_seq WHERE area_id = ?1", V(t.other));
    CHECK("the first is to run again", c->err.kind == ERR_AGAIN);
    CHECK("and cannot commit", !db_commit(c));
    c->err = (struct err){0};
    db_close(second.db);
}

const struct test again_tests[] = {
    {"runs again and counts once", runs_again_and_counts_once},
    {"gives up and says when", gives_up_and_says_when},
    {"deadlock", deadlock},
    {"serialization", serialization},
    {0},
};
