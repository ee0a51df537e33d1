/* db_test.c - statements and transactions, the same on both engines. */
#include "lib/db/db.h"

#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "lib/db/driver.h"
#include "tests/check.h"

static int64_t put_note(struct ctx *c, const char *kind, const char *detail)
{
    int64_t id = new_id(c);
    db_exec(c, "INSERT INTO note (id, at, kind, area_id, detail) VALUES (?1, ?2, ?3, ?4, ?5)",
        V(id), V(c->now), V(kind), V(c->area_id), V(detail));
    return id;
}

static int64_t notes(struct ctx *c)
{
    return db_int(c, "SELECT count(*) FROM note WHERE area_id = ?1", V(c->area_id));
}

static void values(struct ctx *c)
{
    uint8_t raw[] = {0, 255, 39, 92, 0};
    test_area(c, NULL);
    test_begin(c);
    db_exec(c,
        "INSERT INTO fact (area_id, seq, id, kind, subject_id, audience, act_id, at, words, body,"
        " salt, leaf) VALUES (?1, 1, ?2, ?3, ?4, 0, 0, 0, ?5, ?6, ?7, ?8)",
        V(c->area_id), V(INT64_MAX), V("a'b\"c\\"), V(INT64_MIN), V("$1 ?1 :x"), V(""),
        V(((struct bytes){raw, sizeof(raw)})), V(((struct bytes){raw, 0})));
    struct rows r = db_query(c,
        "SELECT id, kind, subject_id, words, body, salt, leaf, '?9', NULL FROM fact"
        " WHERE area_id = ?1",
        V(c->area_id));
    CHECK("one row", rows_next(&r));
    struct bytes salt = row_bytes(&r, 5), leaf = row_bytes(&r, 6);
    CHECK("greatest number", row_int(&r, 0) == INT64_MAX);
    CHECK("least number", row_int(&r, 2) == INT64_MIN);
    CHECK("quotes", str_same(row_text(&r, 1), "a'b\"c\\"));
    CHECK("marks in text", str_same(row_text(&r, 3), "$1 ?1 :x"));
    CHECK("empty is not NULL", str_same(row_text(&r, 4), "") && !row_null(&r, 4));
    CHECK("bytes", salt.n == sizeof(raw) && memcmp(salt.v, raw, sizeof(raw)) == 0);
    CHECK("no bytes are not NULL", leaf.v && leaf.n == 0);
    CHECK("a mark between quotes", str_same(row_text(&r, 7), "?9"));
    CHECK("NULL", row_null(&r, 8) && row_int(&r, 8) == 0 && str_same(row_text(&r, 8), ""));
    CHECK("NULL bytes", !row_bytes(&r, 8).v);
    CHECK("numbers as text", str_same(row_text(&r, 0), "9223372036854775807"));
    CHECK("no more", !rows_next(&r) && rows_end(&r));
    CHECK("end twice", rows_end(&r) && !rows_next(&r));
    db_rollback(c);
}

/* A literal is prepared with its first values' types; NULL, large numbers and zero must all do. */
static void optional(struct ctx *c)
{
    int64_t large = INT64_C(1) << 60;
    const struct value tries[] = {NONE, value_int(0), value_int(large), NONE, value_int(7)};
    for (size_t i = 0; i < COUNT(tries); i++) {
        int64_t n =
            db_int(c, "SELECT count(*) FROM note WHERE (?1 = 0 OR id = ?1) AND id = -1", tries[i]);
        CHECK("an optional parameter", n == 0 && !c->err.kind);
        c->err = (struct err){0};
    }
    CHECK("unused ones", db_int(c, "SELECT ?3 + 0", V(1), NONE, V(large), V("x")) == large);
    CHECK("the same text twice, by address",
        db_int(c, "SELECT 40 + ?1", V(2)) == 42 && db_int(c, "SELECT 40 + ?1", V(3)) == 43);
    char sql[] = "SELECT 1";
    CHECK("a text in memory", db_int_(c, sql, 0, NULL) == 1);
    sql[7] = '2';
    CHECK("changed is another", db_int_(c, sql, 0, NULL) == 2);
}

static void nested(struct ctx *c)
{
    int64_t sum = 0;
    for (int depth = 0; depth < 2; depth++) { /* the second time from the cache */
        static const char sql[] = "SELECT 1 UNION ALL SELECT 2 UNION ALL SELECT 3";
        struct rows outer = db_query_(c, sql, 0, NULL);
        while (rows_next(&outer)) {
            struct rows inner = db_query_(c, sql, 0, NULL);
            while (rows_next(&inner)) {
                sum += row_int(&outer, 0) * row_int(&inner, 0);
            }
            rows_end(&inner);
        }
        rows_end(&outer);
    }
    CHECK("a query inside itself", sum == 72);
}

static void sticky(struct ctx *c)
{
    test_area(c, NULL);
    test_begin(c);
    int64_t id = put_note(c, "a", "first");
    CHECK("changed", db_exec(c, "UPDATE note SET detail = 'x' WHERE id = ?1", V(id)) == 1);
    CHECK("nothing changed", db_exec(c, "UPDATE note SET detail = 'x' WHERE id = -1", NONE) == 0);
    CHECK("nothing inserted",
        db_int(c,
            "INSERT INTO note (id, at, kind) VALUES (?1, 0, '') ON CONFLICT (id) DO NOTHING"
            " RETURNING id",
            V(id)) == 0);
    CHECK("which is no failure", !c->err.kind);
    db_exec(c, "INSERT INTO note (id, at, kind) VALUES (?1, 0, '')", V(id));
    CHECK("a broken constraint", c->err.kind == ERR_CONFLICT && c->err.words.msgid);
    CHECK("nothing works afterwards", notes(c) == 0 && put_note(c, "b", "second"));
    CHECK("nor is committed", !db_commit(c) && c->err.kind == ERR_CONFLICT);
    CHECK("the error is kept", !db_in_transaction(c->db));
    c->err = (struct err){0};
    CHECK("all of it is gone", notes(c) == 0 && !c->err.kind);
    CHECK("no such table", db_int(c, "SELECT 1 FROM nowhere", NONE) == 0);
    CHECK("is the store's", c->err.kind == ERR_STORE && strstr(c->err.detail, "nowhere"));
}

static void transactions(struct ctx *c)
{
    struct ctx other = test_other(c);
    test_area(c, NULL);
    other.area_id = c->area_id;
    test_begin(c);
    put_note(c, "a", "");
    CHECK("others do not see it yet", notes(&other) == 0);
    CHECK("commit", test_end(c) && notes(&other) == 1);
    test_begin(c);
    put_note(c, "b", "");
    db_rollback(c);
    CHECK("rolled back", notes(&other) == 1 && !db_in_transaction(c->db));
    CHECK("a snapshot", db_begin_read(&other) && notes(&other) == 1);
    test_begin(c);
    put_note(c, "c", "");
    CHECK("commit beside it", test_end(c));
    CHECK("stays as it was", notes(&other) == 1 && db_commit(&other) && notes(&other) == 2);
    CHECK("reading is not writing", db_begin_read(&other));
    put_note(&other, "d", "");
    CHECK("and says so", !db_commit(&other) && other.err.kind == ERR_STORE);
    db_close(other.db);
}

static void one_writer(struct ctx *c)
{
    struct ctx other = test_other(c);
    test_area(c, NULL);
    int64_t elsewhere = c->area_id;
    test_area(c, NULL);
    test_begin(c);
    CHECK("the second writer of an area waits, then hears it",
        !db_begin_area(&other, c->area_id) && other.err.kind == ERR_BUSY);
    CHECK("by the ticket, not by SQLite's own sleep",
        db_engine(c->db) == DB_POSTGRES || strstr(other.err.detail, "ticket"));
    other.err = (struct err){0};
    bool free = db_begin_area(&other, elsewhere);
    CHECK("another area: PostgreSQL only", free == (db_engine(c->db) == DB_POSTGRES));
    db_rollback(&other);
    other.err = (struct err){0};
    CHECK("first done", test_end(c));
    CHECK("now the second", db_begin_area(&other, c->area_id) && db_commit(&other));
    db_close(other.db);
}

/* Children add to one counter by reading and writing: only a lock taken first makes that right. */
static void count_up(struct ctx *c, int times)
{
    struct err why = {0};
    struct ctx own = *c;
    own.db = db_open(c->app->store, &why);
    for (int i = 0; i < times && own.db && db_begin_area(&own, c->area_id); i++) {
        int64_t n =
            db_int(&own, "SELECT next_sheet FROM area_head WHERE area_id = ?1", V(c->area_id));
        db_exec(&own, "UPDATE area_head SET next_sheet = ?2 WHERE area_id = ?1", V(c->area_id),
            V(n + 1));
        if (!db_commit(&own)) {
            break;
        }
    }
    db_close(own.db);
    _exit(own.err.kind ? 1 : 0);
}

static void contention(struct ctx *c)
{
    enum { CHILDREN = 4, TIMES = 40 };
    int failed = 0, status;
    test_area(c, NULL);
    for (int i = 0; i < CHILDREN; i++) {
        if (fork() == 0) {
            count_up(c, TIMES);
        }
    }
    for (int i = 0; i < CHILDREN; i++) {
        must(wait(&status) > 0);
        failed += status != 0;
    }
    CHECK("nobody failed", failed == 0);
    CHECK("nobody was overwritten", db_int(c, "SELECT next_sheet FROM area_head WHERE area_id = ?1",
                                        V(c->area_id)) == 1 + CHILDREN * TIMES);
}

/* As PostgreSQL keeps it: -1 never analysed. */
static int64_t said_of(struct ctx *c, const char *table)
{
    return db_int(c, "SELECT CAST(reltuples AS BIGINT) FROM pg_class WHERE relname = ?1", V(table));
}

static void grown(struct ctx *c)
{
    if (db_engine(c->db) != DB_POSTGRES) {
        return;
    }
    test_area(c, NULL);
    test_begin(c);
    db_exec(c, "CREATE TABLE nobody (area_id BIGINT NOT NULL PRIMARY KEY)", NONE);
    put_note(c, "a", "");
    db_grown(c);
    CHECK("what holds rows is known, what is empty is not said to be",
        said_of(c, "note") > 0 && said_of(c, "nobody") == -1);
    db_rollback(c);
}

static void lost_connection(struct ctx *c)
{
    if (db_engine(c->db) != DB_POSTGRES) {
        return;
    }
    struct ctx other = test_other(c);
    int64_t backend = db_int(&other, "SELECT pg_backend_pid()", NONE);
    test_area(c, NULL);
    CHECK("begun", db_begin_area(&other, 0));
    db_int(c, "SELECT pg_terminate_backend(CAST(?1 AS INTEGER))", V(backend));
    other.area_id = c->area_id;
    put_note(&other, "x", "");
    CHECK("lost: run it again", !db_commit(&other) && other.err.kind == ERR_AGAIN);
    other.err = (struct err){0};
    CHECK("the next begin connects", db_begin_area(&other, c->area_id));
    backend = db_int(&other, "SELECT pg_backend_pid()", NONE);
    put_note(&other, "x", "");
    CHECK("and goes on", db_commit(&other) && notes(&other) == 1);
    db_int(c, "SELECT pg_terminate_backend(CAST(?1 AS INTEGER))", V(backend));
    usleep(50000);
    CHECK("lost while idle is not noticed", db_begin_area(&other, 0) && db_commit(&other));
    db_close(other.db);
}

static void aborted(struct ctx *c)
{
    test_area(c, NULL);
    test_begin(c);
    int64_t id = put_note(c, "a", "");
    db_exec(c, "INSERT INTO note (id, at, kind) VALUES (?1, 0, '')", V(id));
    c->err = (struct err){0}; /* what nobody should do */
    bool committed = db_commit(c);
    CHECK("never half a transaction in silence",
        committed == (db_engine(c->db) == DB_SQLITE) && !c->err.kind == committed);
    c->err = (struct err){0};
}

static void addresses(struct ctx *c)
{
    static const char *const bad[] = {"", "mysql://x", "sqlite:/nowhere/at/all/x.db",
        "postgresql://127.0.0.1:1/x?connect_timeout=1"};
    for (size_t i = 0; i < COUNT(bad); i++) {
        struct err why = {0};
        CHECK(bad[i], !db_open(bad[i], &why) && why.words.msgid);
    }
    db_close(NULL);
    (void)c;
}

const struct test db_tests[] = {
    {"values", values},
    {"optional", optional},
    {"nested", nested},
    {"sticky", sticky},
    {"transactions", transactions},
    {"one writer", one_writer},
    {"contention", contention},
    {"grown", grown},
    {"lost connection", lost_connection},
    {"aborted", aborted},
    {"addresses", addresses, .pure = true},
    {0},
};
