/* sqlite_plans.c - what SQLite should believe of its indexes.
 *
 * Every index begins with area_id, and without statistics SQLite takes one index for as good as the
 * next: it read a whole area where twenty rows were asked for (measured: 70 times slower). So each
 * store is told the shape of a district by column names, once, when its tables are made: plans are
 * the same on every machine and on every day. PostgreSQL keeps statistics of its own. */
#include <string.h>

#include "lib/db/driver.h"

enum { TABLE_ROWS = 100000, AREA_ROWS = 20000, KEY_ROWS = 20 };

static bool is_one_of(const char *name, const char *const *names)
{
    for (; *names; names++) {
        if (str_same(name, *names)) {
            return true;
        }
    }
    return false;
}

/* How many rows are left when this column, too, is known. */
static int64_t narrowed(int64_t rows, const char *column)
{
    static const char *const coarse[] = {"kind", "state", "audience", "outcome", "via", "done_at",
        "closed_at", "ballot_id" /* a whole roll */, NULL};
    if (str_same(column, "area_id")) {
        return AREA_ROWS;
    }
    if (is_one_of(column, coarse)) {
        return rows / 3 + 1;
    }
    return rows > KEY_ROWS ? KEY_ROWS : rows / 2 + 1;
}

static void believe(struct ctx *c, const char *table, const char *index, bool unique)
{
    struct rows r =
        db_query(c, "SELECT name FROM pragma_index_info(?1) ORDER BY seqno /* sqlite */", V(index));
    const char *stat = arena_printf(c->arena, "%d", TABLE_ROWS);
    const char *before = stat;
    int64_t rows = TABLE_ROWS;
    while (rows_next(&r)) {
        rows = narrowed(rows, row_text(&r, 0));
        before = stat;
        stat = arena_printf(c->arena, "%s %lld", stat, (long long)rows);
    }
    rows_end(&r);
    if (unique) {
        stat = arena_printf(c->arena, "%s 1", before);
    }
    db_exec(c, "INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES (?1, ?2, ?3) /* sqlite */",
        V(table), V(index), V(stat));
}

static void believe_all(struct ctx *c)
{
    struct {
        struct index {
            const char *table, *name;
            bool unique;
        } * v;
        size_t n, cap;
    } all = {0};
    struct rows r = db_query(c,
        "SELECT t.name, i.name, i.\"unique\" FROM sqlite_master t, pragma_index_list(t.name) i"
        " WHERE t.type = 'table' AND substr(t.name, 1, 7) <> 'sqlite_' ORDER BY 1, 2 /* sqlite */",
        NONE);
    while (rows_next(&r)) {
        list_push(
            c->arena, &all, (struct index){row_text(&r, 0), row_text(&r, 1), row_int(&r, 2) != 0});
    }
    rows_end(&r);
    for (size_t i = 0; i < all.n; i++) {
        believe(c, all.v[i].table, all.v[i].name, all.v[i].unique);
    }
}

bool sqlite_plans(struct ctx *c)
{
    if (db_begin_area(c, 0) &&
        c->db->driver->script(c, "ANALYZE sqlite_schema; DELETE FROM sqlite_stat1")) {
        believe_all(c);
        c->db->driver->script(c, "ANALYZE sqlite_schema");
    }
    return db_commit(c);
}
