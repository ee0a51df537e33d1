/* kept_test.c - answers that are given again, and when they must not be. */
#include <string.h>

#include "lib/db/driver.h"
#include "tests/check.h"

#define OF_NOTE \
    "SELECT id, kind, detail, NULL FROM note WHERE area_id = ?1 AND kind = ?2 ORDER BY id"

static void put_note(struct ctx *c, const char *kind, const char *detail)
{
    test_begin(c);
    db_exec(c, "INSERT INTO note (id, at, kind, area_id, detail) VALUES (?1, ?2, ?3, ?4, ?5)",
        V(new_id(c)), V(c->now), V(kind), V(c->area_id), V(detail));
    CHECK("put", test_end(c));
}

/* Asks as a page would; *again: it had been asked before. */
static int count_rows(struct ctx *c, const char *kind, bool *again)
{
    int n = 0;
    struct rows r = db_query(c, OF_NOTE, V(c->area_id), V(kind));
    *again = r.kept != NULL;
    while (rows_next(&r)) {
        CHECK("text", str_same(row_text(&r, 1), kind) && str_same(row_text(&r, 2), "x\ty"));
        CHECK("number and NULL", row_int(&r, 0) > 0 && row_null(&r, 3) && !row_null(&r, 0));
        n++;
    }
    CHECK("no failure", rows_end(&r));
    return n;
}

static bool read_again(struct ctx *c, int expected)
{
    bool again;
    CHECK("reads", db_begin_read(c) && count_rows(c, "a", &again) == expected);
    db_rollback(c);
    return again;
}

static void answers_are_given_again(struct ctx *c)
{
    bool again, lasts;
    test_area(c, NULL);
    put_note(c, "a", "x\ty");
    put_note(c, "a", "x\ty");
    CHECK("a first time", !read_again(c, 2));
    lasts = db_engine(c->db) == DB_SQLITE;
    CHECK("the next page too, where the engine can tell", read_again(c, 2) == lasts);
    CHECK("begin", db_begin_read(c));
    CHECK("twice in one",
        count_rows(c, "a", &again) == 2 && count_rows(c, "a", &again) == 2 && again);
    CHECK("other values are another question", count_rows(c, "b", &again) == 0 && !again);
    CHECK("no rows are an answer", count_rows(c, "b", &again) == 0 && again);
    CHECK("one number",
        db_int(c, "SELECT count(*) FROM note WHERE area_id = ?1", V(c->area_id)) == 2);
    CHECK("again", db_int(c, "SELECT count(*) FROM note WHERE area_id = ?1", V(c->area_id)) == 2);
    db_rollback(c);
}

static void a_write_is_seen_at_once(struct ctx *c)
{
    struct err why = {0};
    struct ctx other = *c;
    test_area(c, NULL);
    other.area_id = c->area_id;
    other.db = db_open(c->app->store, &why);
    must(other.db);
    (void)read_again(c, 0);
    (void)read_again(c, 0);
    put_note(&other, "a", "x\ty");
    CHECK("by another", !read_again(c, 1));
    put_note(c, "a", "x\ty");
    CHECK("by oneself", !read_again(c, 2));
    test_begin(c);
    db_exec(c, "DELETE FROM note WHERE area_id = ?1", V(c->area_id));
    bool again;
    CHECK("inside a write nothing is kept", count_rows(c, "a", &again) == 0 && !again);
    db_rollback(c);
    CHECK("nor is it afterwards", !read_again(c, 2));
    CHECK("a snapshot stays as it was", db_begin_read(c) && count_rows(c, "a", &again) == 2);
    put_note(&other, "a", "x\ty");
    CHECK("to its end", count_rows(c, "a", &again) == 2 && again);
    db_rollback(c);
    CHECK("and no longer", !read_again(c, 3));
    db_close(other.db);
}

/* A question inside the rows of another may take its place: the outer one must not notice. */
static void many_questions(struct ctx *c)
{
    test_area(c, NULL);
    for (int i = 0; i < 12; i++) {
        put_note(c, "a", "x\ty");
    }
    (void)read_again(c, 12);
    CHECK("begin", db_begin_read(c));
    int64_t outer = 0, inner = 0;
    struct rows r = db_query(c, OF_NOTE, V(c->area_id), V("a"));
    while (rows_next(&r)) {
        outer++;
        for (int64_t i = 0; i < 200; i++) {
            inner += db_int(c, "SELECT ?1 + 0", V(outer * 1000 + i)) == outer * 1000 + i;
        }
        CHECK("still the same", str_same(row_text(&r, 2), "x\ty"));
    }
    CHECK("all of both", rows_end(&r) && outer == 12 && inner == 12 * 200);
    db_rollback(c);
    put_note(c, "a", "x\ty");
    CHECK("thirteen rows are too many to keep", !read_again(c, 13) && !read_again(c, 13));
}

const struct test kept_tests[] = {
    {"answers are given again", answers_are_given_again},
    {"a write is seen at once", a_write_is_seen_at_once},
    {"many questions", many_questions},
    {0},
};
