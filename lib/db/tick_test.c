/* tick_test.c - one tick, one commit. */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "lib/db/driver.h"
#include "tests/check.h"

static bool request(struct ctx *c, const char *kind, bool commit)
{
    if (!db_begin_area(c, c->area_id)) {
        return false;
    }
    db_exec(c, "INSERT INTO note (id, at, kind, area_id) VALUES (?1, 0, ?2, ?3)", V(new_id(c)),
        V(kind), V(c->area_id));
    if (commit) {
        return db_commit(c);
    }
    db_rollback(c);
    return true;
}

static int64_t notes(struct ctx *c)
{
    return db_int(c, "SELECT count(*) FROM note WHERE area_id = ?1", V(c->area_id));
}

static void together(struct ctx *c)
{
    struct ctx other = test_other(c);
    test_area(c, NULL);
    other.area_id = c->area_id;
    CHECK("begin", db_tick_begin(c));
    CHECK("one", request(c, "a", true));
    CHECK("two, refused", request(c, "b", false));
    CHECK("a page again", db_begin_read(c) && notes(c) == 1 && db_commit(c));
    CHECK("three", request(c, "c", true));
    CHECK("nothing is durable yet", notes(&other) == 0);
    CHECK("others wait", !db_begin_area(&other, c->area_id) && other.err.kind == ERR_BUSY);
    other.err = (struct err){0};
    CHECK("one commit", db_tick_commit(c) && notes(&other) == 2);
    CHECK("the area is free", db_begin_area(&other, c->area_id) && db_commit(&other));
    CHECK("again", db_tick_begin(c) && request(c, "d", true));
    db_tick_rollback(c);
    CHECK("a tick undone", notes(&other) == 2);
    db_close(other.db);
}

static void neighbours(struct ctx *c)
{
    test_area(c, NULL);
    CHECK("begin", db_tick_begin(c) && request(c, "a", true));
    CHECK("a bad request", db_begin_area(c, c->area_id));
    db_exec(c, "INSERT INTO area_head (area_id) VALUES (?1)", V(c->area_id));
    CHECK("fails alone", !db_commit(c) && c->err.kind == ERR_CONFLICT);
    c->err = (struct err){0};
    CHECK("its neighbours do not", request(c, "b", true) && db_tick_commit(c) && notes(c) == 2);
}

/* The lock is held for the whole tick, whatever its requests undo. */
static void one_area(struct ctx *c)
{
    struct ctx other = test_other(c);
    test_area(c, NULL);
    CHECK("begin", db_tick_begin(c) && request(c, "a", false) && request(c, "b", true));
    CHECK("the next request is refused, and undone", request(c, "c", false));
    other.area_id = c->area_id;
    CHECK("still locked", !db_begin_area(&other, c->area_id) && other.err.kind == ERR_BUSY);
    CHECK("committed", db_tick_commit(c) && notes(c) == 1);
    db_close(other.db);
}

/* What a page reads between two requests stands in nobody's savepoint. */
static void broken_between(struct ctx *c)
{
    test_area(c, NULL);
    CHECK("begin", db_tick_begin(c) && request(c, "a", true));
    db_int(c, "SELECT CAST(?1 AS BIGINT)", V("none"));
    bool failed = c->err.kind != ERR_NONE; /* SQLite makes a 0 of it */
    c->err = (struct err){0};
    bool next = request(c, "b", true);
    c->err = (struct err){0};
    bool all = db_tick_commit(c);
    c->err = (struct err){0};
    CHECK("all or none", all != failed && next == all && notes(c) == (all ? 2 : 0));
}

static void lost_connection(struct ctx *c)
{
    if (db_engine(c->db) != DB_POSTGRES) {
        return;
    }
    struct ctx other = test_other(c);
    test_area(c, NULL);
    other.area_id = c->area_id;
    CHECK("begin", db_tick_begin(&other) && request(&other, "a", true));
    int64_t backend = db_int(&other, "SELECT pg_backend_pid()", NONE);
    db_int(c, "SELECT pg_terminate_backend(CAST(?1 AS INTEGER))", V(backend));
    CHECK("the next fails", !request(&other, "b", true));
    other.err = (struct err){0};
    CHECK("and so does what only reads", notes(&other) == 0 && other.err.kind);
    other.err = (struct err){0};
    CHECK("and the tick: alone again", !db_tick_commit(&other) && other.err.kind == ERR_AGAIN);
    other.err = (struct err){0};
    CHECK("on a new connection", request(&other, "a", true) && notes(&other) == 1);
    db_close(other.db);
}

/* A statement may throw the whole transaction away; nothing after it may be stored by itself. */
static void thrown_away(struct ctx *c)
{
    if (!db_one_writer(c->db)) {
        return;
    }
    test_area(c, NULL);
    CHECK("begin", db_tick_begin(c) && request(c, "a", true) && db_begin_area(c, c->area_id));
    db_exec(c, "INSERT OR ROLLBACK INTO area_head (area_id) VALUES (?1)", V(c->area_id));
    CHECK("thrown away", c->err.kind == ERR_CONFLICT);
    c->err = (struct err){0}; /* a handler that goes on all the same */
    db_exec(c, "INSERT INTO note (id, at, kind, area_id) VALUES (1, 0, '', ?1)", V(c->area_id));
    CHECK("cannot write", c->err.kind == ERR_AGAIN && notes(c) == 0);
    db_rollback(c);
    c->err = (struct err){0};
    CHECK("nor can the next", !request(c, "b", true) && c->err.kind == ERR_AGAIN);
    c->err = (struct err){0};
    CHECK("the tick says so", !db_tick_commit(c) && c->err.kind == ERR_AGAIN);
    c->err = (struct err){0};
    CHECK("nothing was stored", notes(c) == 0);
    CHECK("alone it goes", request(c, "a", true) && notes(c) == 1);
}

static void full_disk(struct ctx *c)
{
    if (!db_one_writer(c->db)) {
        return;
    }
    struct ctx other = test_other(c);
    test_area(c, NULL);
    other.area_id = c->area_id;
    bool begun = db_begin_read(&other);
    int64_t pages = db_int(&other, "PRAGMA page_count", NONE);
    CHECK("so many pages", begun && db_commit(&other) && pages);
    CHECK("a small disk",
        other.db->driver->script(
            &other, arena_printf(c->arena, "PRAGMA max_page_count = %lld", (long long)pages)));
    bool ok = true;
    for (int i = 0; ok && i < 5000; i++) {
        ok = request(&other, "a long kind of note that fills the pages of the store", true);
    }
    CHECK("is full one day", !ok && other.err.kind == ERR_FULL);
    other.err = (struct err){0};
    CHECK("reading goes on", db_begin_read(&other) && notes(&other) >= 0 && db_commit(&other));
    CHECK("others can write", request(c, "x", true));
    db_close(other.db);
}

static void forgotten(struct ctx *c)
{
    test_area(c, NULL);
    test_begin(c);
    struct rows r = db_query(c, "SELECT 1 UNION ALL SELECT 2", NONE);
    CHECK("a row", rows_next(&r));
    CHECK("a forgotten rows_end does not hold the store", test_end(c) && db_begin_area(c, 0));
    CHECK("nor the next", db_commit(c));
    rows_end(&r);
}

const struct test tick_tests[] = {
    {"together", together},
    {"neighbours", neighbours},
    {"one area", one_area},
    {"broken between", broken_between},
    {"lost connection", lost_connection},
    {"thrown away", thrown_away},
    {"full disk", full_disk},
    {"forgotten", forgotten},
    {0},
};
