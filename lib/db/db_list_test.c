/* db_list_test.c - lists by declaration, figures and the records behind them. */
#include "lib/db/list.h"

#include <string.h>

#include "tests/check.h"

static const struct choice states[] = {
    {1, "open", N_("未处理"), NULL, NULL, NULL},
    {2, "done", N_("已办结"), NULL, "done", NULL},
    {0},
};
static const struct column columns[] = {
    {"kind", N_("种类"), COL_TEXT, .title = true},
    {"tries", N_("次数"), COL_CHOICE, .choices = states},
    {"done_at", N_("完成"), COL_TIME},
    {0},
};
static const struct list_filter filters[] = {
    {"all", N_("全部"), 0, 100},
    {"late", N_("超时"), 0, 100, .overdue = true},
    {"second", N_("第二次"), 2, 2},
    {0},
};
#define JOBS \
    " FROM job WHERE area_id = ?1 AND tries BETWEEN ?3 AND ?4" \
    " AND (?9 = 0 OR due_at < ?9) AND (?10 = '' OR kind = ?10)"
static const struct list jobs = {
    .name = "jobs",
    .title = N_("后台工作"),
    .columns = columns,
    .filters = filters,
    .orders = {{"new", N_("新的在前"),
                   "SELECT due_at, id, kind, tries, done_at" JOBS
                   " AND (due_at < ?6 OR (due_at = ?6 AND id < ?7))"
                   " ORDER BY due_at DESC, id DESC LIMIT ?8",
                   .descending = true},
        {"old", N_("旧的在前"),
            "SELECT due_at, id, kind, tries, done_at" JOBS
            " AND (due_at > ?6 OR (due_at = ?6 AND id > ?7)) ORDER BY due_at, id LIMIT ?8"}},
    .count_sql = "SELECT count(*)" JOBS,
};
static const struct figure figures[] = {
    FIGURE("jobs.tries", N_("次数"), N_("次"), "sum(tries)", "id", "due_at",
        "FROM job WHERE area_id = ?1 AND due_at >= ?3 AND due_at < ?4", NULL),
    {0},
};

static void fill(struct ctx *c, int n)
{
    test_area(c, NULL);
    test_begin(c);
    for (int i = 0; i < n; i++) {
        db_exec(c,
            "INSERT INTO job (area_id, id, kind, subject_id, due_at, tries, done_at)"
            " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            V(c->area_id), V(new_id(c)), V(i % 2 ? "odd" : "even"), V(i),
            V(c->now + (int64_t)(i / 3) * 1000), V(i % 4), i ? V(c->now) : NONE);
    }
    must(test_end(c));
}

/* Walks all pages and counts the rows; -1 when two are out of order. */
static int walk(struct ctx *c, struct list_ask ask)
{
    struct list_rows page;
    int64_t key = 0, id = 0;
    int seen = 0;
    do {
        if (!list_load(c, &jobs, &ask, &page)) {
            return -1;
        }
        for (size_t i = 0; i < page.n; i++, seen++) {
            const struct list_row *r = &page.v[i];
            bool later = r->key > key || (r->key == key && r->id > id);
            if (seen && later == ask.order->descending) {
                return -1;
            }
            key = r->key;
            id = r->id;
        }
        ask.after_key = key;
        ask.after_id = id;
    } while (page.more);
    return seen;
}

static void pages(struct ctx *c)
{
    struct list_ask ask = {.filter = &filters[0], .order = &jobs.orders[0], .limit = 7, .find = ""};
    struct list_rows page;
    fill(c, 50);
    CHECK("down", walk(c, ask) == 50);
    ask.order = &jobs.orders[1];
    CHECK("up", walk(c, ask) == 50);
    ask.limit = 50;
    CHECK("exactly one page", list_load(c, &jobs, &ask, &page) && page.n == 50 && !page.more);
    ask.limit = 49;
    CHECK("one left", list_load(c, &jobs, &ask, &page) && page.n == 49 && page.more);
    CHECK("counted", page.count == 50);
    ask.find = "odd";
    CHECK("found", list_load(c, &jobs, &ask, &page) && page.count == 25 && page.n == 25);
    CHECK("text", str_same(page.v[0].v[0].s, "odd"));
    CHECK("another area", (c->area_id++, list_load(c, &jobs, &ask, &page)) && page.count == 0);
}

/* A count is kept until something is written, by whomever; what is rolled back was never there. */
static void counted_anew(struct ctx *c)
{
    struct list_ask ask = {.filter = &filters[0], .order = &jobs.orders[0], .limit = 7, .find = ""};
    struct list_rows page;
    int64_t seen[4] = {0};
    fill(c, 9);
    for (int i = 0; i < 4; i++) {
        must(db_begin_read(c));
        must(list_load(c, &jobs, &ask, &page));
        seen[i] = page.count;
        db_rollback(c);
        if (i == 1 || i == 2) {
            test_begin(c);
            db_exec(c, "DELETE FROM job WHERE area_id = ?1 AND tries = ?2", V(c->area_id), V(i));
            must(list_load(c, &jobs, &ask, &page));
            CHECK("within a write", page.count < seen[i]);
            if (i == 1) {
                must(test_end(c));
            } else {
                db_rollback(c);
            }
        }
    }
    CHECK("kept", seen[0] == 9 && seen[1] == 9);
    CHECK("counted anew", seen[2] == 7);
    CHECK("after a rollback", seen[3] == 7);
}

static void filtered(struct ctx *c)
{
    struct list_ask ask = {
        .filter = &filters[2], .order = &jobs.orders[1], .limit = 50, .find = ""};
    struct list_rows page;
    fill(c, 9);
    CHECK("a range", list_load(c, &jobs, &ask, &page) && page.n == 2 && page.count == 2);
    CHECK("a choice", page.v[0].v[1].i == 2 && page.v[0].v[2].type == VALUE_INT);
    ask.filter = &filters[1];
    test_at(c, c->now + 1500);
    CHECK("overdue", list_load(c, &jobs, &ask, &page) && page.n == 6);
    CHECK("NULL", page.v[0].v[2].type == VALUE_NULL);
    CHECK("a choice's words", str_same(choice_of(states, 2)->key, "done"));
    CHECK("no such choice", !choice_of(states, 3) && !choice_of(NULL, 1));
}

static void figured(struct ctx *c)
{
    int64_t from = c->now;
    fill(c, 9);
    CHECK("a sum", figure_value(c, &figures[0], 0, from, from + 10000) == 12);
    CHECK("a span", figure_value(c, &figures[0], 0, from, from + 1000) == 3);
    struct value v[] = {V(c->area_id), V(0), V(from), V(from + 1000)};
    struct rows r = db_query_(c, figures[0].records_sql, 4, v);
    int n = 0;
    while (rows_next(&r)) {
        n++;
    }
    CHECK("the records behind it", rows_end(&r) && n == 3);
}

const struct test db_list_tests[] = {
    {"pages", pages},
    {"counted anew", counted_anew},
    {"filtered", filtered},
    {"figured", figured},
    {0},
};
