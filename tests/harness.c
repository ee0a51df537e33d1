#include "tests/harness.h"

#include <ftw.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "app/app.h"
#include "lib/log/log.h"

/* Every test starts at this minute: 2026-11-23 10:00 in Shanghai, a Monday. */
#define FIRST_MS INT64_C(1795399200000)

static struct {
    struct app app;
    struct db *db;
    char dir[64], store[96], files[64];
    int64_t now;
    uint64_t dice;
    int areas;
    struct tally tally;
    const char *suite, *test;
} h;

void check_(bool ok, const char *what, const char *file, int line)
{
    h.tally.passed += ok;
    h.tally.failed += !ok;
    if (!ok) {
        printf("FAIL %s/%s: %s (%s:%d)\n", h.suite, h.test, what, file, line);
    }
}

struct tally harness_tally(void)
{
    return h.tally;
}

static int64_t test_clock(struct app *app)
{
    (void)app;
    return h.now;
}

/* The same bytes in each run: a failure that depends on them can be seen again. */
static void test_random(struct app *app, void *out, size_t n)
{
    uint8_t seed[randombytes_SEEDBYTES] = {0};
    (void)app;
    h.dice++;
    memcpy(seed, &h.dice, sizeof(h.dice));
    randombytes_buf_deterministic(out, n, seed);
}

/* A test may have put rooms or answers of its own in their place. */
static struct ctx fresh(struct arena *a)
{
    app_answers(&h.app);
    h.app.demo = false;
    h.now = FIRST_MS;
    return (struct ctx){.arena = a, .now = h.now, .db = h.db, .app = &h.app};
}

static bool migrate(void)
{
    struct arena *a = arena_create();
    struct ctx c = fresh(a);
    int applied = 0;
    bool ok = db_migrate(&c, &applied) && db_is_current(&c);
    if (!ok) {
        printf("FAIL migrate: %s | %s\n", str_or(c.err.words.msgid, ""), c.err.detail);
    }
    arena_destroy(a);
    return ok;
}

bool harness_open(const char *store)
{
    struct err why = {0};
    const char *tmp = getenv("TMPDIR");
    snprintf(h.dir, sizeof(h.dir), "%s/eaves-tests-XXXXXX", str_empty(tmp) ? "/tmp" : tmp);
    must(sodium_init() >= 0 && mkdtemp(h.dir));
    snprintf(h.store, sizeof(h.store), "sqlite:%s/test.db", h.dir);
    snprintf(h.files, sizeof(h.files), "%s", h.dir);
    app_answers(&h.app);
    h.app.store = store ? store : h.store;
    h.app.files_dir = h.files;
    h.app.base_url = "http://127.0.0.1:8080";
    h.app.random = test_random;
    h.app.clock = test_clock;
    memset(h.app.key, 7, sizeof(h.app.key));
    h.db = db_open(h.app.store, &why);
    if (!h.db) {
        printf("FAIL open %s: %s | %s\n", h.app.store, why.words.msgid, why.detail);
    }
    return h.db && migrate();
}

static int remove_one(const char *path, const struct stat *s, int type, struct FTW *f)
{
    (void)s;
    (void)type;
    (void)f;
    return remove(path);
}

void harness_close(void)
{
    db_close(h.db);
    h.db = NULL;
    nftw(h.dir, remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

void harness_run(const struct suite *s, const struct test *t)
{
    struct arena *a = arena_create();
    struct ctx c = fresh(a);
    h.suite = s->name;
    h.test = t->name;
    t->run(&c);
    if (db_in_transaction(h.db)) {
        check_(false, "a transaction was left open", __FILE__, __LINE__);
        db_rollback(&c);
    }
    arena_destroy(a);
}

/* what tests call ------------------------------------------------------------------------------ */
static void must_be_clear(struct ctx *c)
{
    if (c->err.kind) {
        printf("FAIL %s/%s: %s | %s (%s:%d)\n", h.suite, h.test, str_or(c->err.words.msgid, ""),
            c->err.detail, c->err.file, c->err.line);
    }
    must(!c->err.kind);
}

static void insert_area(struct ctx *c, const char *code)
{
    area_head_make(c, c->area_id);
    db_exec(c,
        "INSERT INTO area (id, code, kind, town_id, name, made_at)"
        " VALUES (?1, ?2, 2, ?1, ?3, ?4)",
        V(c->area_id), V(code), V("测试居民区"), V(c->now));
    db_exec(c, "INSERT INTO place (area_id, id, kind, name, valid_from) VALUES (?1, ?1, 1, ?2, ?3)",
        V(c->area_id), V("测试居民区"), V("2020-01-01"));
}

void test_area(struct ctx *c, const char **code)
{
    const char *made = arena_printf(c->arena, "t%d", ++h.areas);
    c->area_id = new_id(c);
    if (db_begin_area(c, c->area_id)) {
        insert_area(c, made);
    }
    if (!db_commit(c)) {
        must_be_clear(c);
    }
    if (code) {
        *code = made;
    }
}

struct ctx test_other(struct ctx *c)
{
    struct err why = {0};
    struct ctx other = *c;
    bool sqlite = db_engine(c->db) == DB_SQLITE;
    const char *wait = sqlite ? "?wait=100" : "?options=-c%20lock_timeout%3D100";
    other.db = db_open(arena_printf(c->arena, "%s%s", c->app->store, wait), &why);
    must(other.db);
    return other;
}

void test_begin(struct ctx *c)
{
    must(c->area_id);
    if (!db_begin_area(c, c->area_id) || !act_system(c)) {
        must_be_clear(c);
    }
}

bool test_end(struct ctx *c)
{
    return db_commit(c);
}

void test_at(struct ctx *c, int64_t ms)
{
    h.now = c->now = ms;
}
