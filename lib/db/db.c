#include "lib/db/db.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/db/driver.h"

void *db_alloc(size_t size)
{
    void *p = calloc(1, size);
    if (!p) {
        fputs("event=out_of_memory\n", stderr);
        abort();
    }
    return p;
}

static struct words words_of(enum err_kind kind)
{
    if (kind == ERR_BUSY) {
        return SAY(N_("系统正忙，刚才的内容还没有存，请过几秒再提交一次"));
    }
    if (kind == ERR_FULL) {
        return SAY(N_("存储空间满了，暂时只能查看，请告诉管理员"));
    }
    if (kind == ERR_CONFLICT) {
        return SAY(N_("这里刚刚有变动，请刷新后再试"));
    }
    if (kind == ERR_AGAIN) {
        return SAY(N_("保存时被打断，请再提交一次"));
    }
    return SAY(N_("系统出了错，已经记下，请稍后再试"));
}

bool db_fail_(struct err *e, enum err_kind kind, const char *detail, const char *sql,
    const char *file, int line)
{
    if (!e->kind) {
        err_set(e, kind, NULL, words_of(kind), file, line);
        snprintf(e->detail, sizeof(e->detail), "%.120s [%.70s]", detail, sql);
        e->detail[strcspn(e->detail, "\n")] = '\0';
    }
    return false;
}

struct db *db_open(const char *store, struct err *why)
{
    if (str_starts(store, "sqlite:")) {
        return sqlite_open(store + strlen("sqlite:"), why);
    }
    if (str_starts(store, "postgresql://") || str_starts(store, "postgres://")) {
        return postgres_open(store, why);
    }
    fail(why, ERR_STORE, SAY(N_("不认识的存储地址，应为 sqlite:文件 或 postgresql://...")));
    return NULL;
}

void db_close(struct db *db)
{
    if (db) {
        kept_clear(db);
        db->driver->close(db);
    }
}

enum db_engine db_engine(const struct db *db)
{
    return db->driver->engine;
}

bool db_in_transaction(const struct db *db)
{
    return db->open;
}

bool db_begin_read(struct ctx *c)
{
    must(!c->db->open);
    kept_bury(c->db);
    c->db->open = !c->err.kind && c->db->driver->begin_read(c);
    return c->db->open;
}

int64_t db_snapshot(const struct db *db)
{
    return db->driver->lasting ? db->snapshot : 0;
}

bool db_begin_area(struct ctx *c, int64_t area_id)
{
    must(!c->db->open);
    c->db->open = !c->err.kind && c->db->driver->begin_area(c, area_id);
    return c->db->open;
}

bool db_commit(struct ctx *c)
{
    if (c->err.kind) {
        db_rollback(c);
        return false;
    }
    must(c->db->open);
    bool ok = c->db->driver->commit(c);
    c->db->open = false;
    c->db->snapshot = 0;
    return ok;
}

void db_rollback(struct ctx *c)
{
    if (c->db->open) {
        c->db->driver->rollback(c);
        c->db->open = false;
        c->db->snapshot = 0;
    }
}

bool db_one_writer(const struct db *db)
{
    return db->driver->engine == DB_SQLITE;
}

bool db_tick_begin(struct ctx *c)
{
    must(!c->db->tick && !c->db->open);
    c->db->tick = !c->err.kind && c->db->driver->tick_begin(c);
    return c->db->tick;
}

bool db_tick_commit(struct ctx *c)
{
    must(c->db->tick && !c->db->open);
    if (c->err.kind) {
        db_tick_rollback(c);
        return false;
    }
    bool ok = c->db->driver->tick_commit(c);
    c->db->tick = false;
    return ok;
}

void db_tick_rollback(struct ctx *c)
{
    if (c->db->tick) {
        c->db->driver->tick_rollback(c);
        c->db->tick = c->db->open = false;
    }
}

/* Reading is possible at any time; writing needs somebody who will commit it. */
static bool reads(const char *sql)
{
    while (*sql == ' ' || *sql == '\n' || *sql == '(') {
        sql++;
    }
    return strncmp(sql, "SELECT", 6) == 0 || strncmp(sql, "WITH", 4) == 0;
}

static void ask(struct rows *r, const char *sql, int n, const struct value *v)
{
    must(r->c->db->open || reads(sql));
    r->cursor = r->c->db->driver->query(r->c, sql, n, v);
}

struct rows db_query_(struct ctx *c, const char *sql, int n, const struct value *v)
{
    struct rows r = {.c = c};
    if (!c->err.kind && !kept_find(&r, sql, n, v)) {
        ask(&r, sql, n, v);
    }
    return r;
}

struct rows db_stream_(struct ctx *c, const char *sql, int n, const struct value *v)
{
    struct rows r = {.c = c};
    if (!c->err.kind) {
        ask(&r, sql, n, v);
    }
    return r;
}

int64_t db_exec_(struct ctx *c, const char *sql, int n, const struct value *v)
{
    if (c->err.kind) {
        return 0;
    }
    must(c->db->open);
    return c->db->driver->exec(c, sql, n, v);
}

void db_send_(struct ctx *c, const char *sql, int n, const struct value *v)
{
    if (c->err.kind) {
        return;
    }
    must(c->db->open);
    if (c->db->driver->send) {
        c->db->driver->send(c, sql, n, v);
    } else {
        c->db->driver->exec(c, sql, n, v);
    }
}

void db_grown(struct ctx *c)
{
    if (!c->err.kind && c->db->driver->grown) {
        must(c->db->open);
        c->db->driver->grown(c);
    }
}

int64_t db_int_(struct ctx *c, const char *sql, int n, const struct value *v)
{
    struct rows r = db_query_(c, sql, n, v);
    int64_t value = rows_next(&r) ? row_int(&r, 0) : 0;
    return rows_end(&r) ? value : 0;
}

const char *db_text_(struct ctx *c, const char *sql, int n, const struct value *v)
{
    struct rows r = db_query_(c, sql, n, v);
    const char *value = rows_next(&r) && !row_null(&r, 0) ? row_text(&r, 0) : NULL;
    return rows_end(&r) ? value : NULL;
}

static bool step(struct rows *r)
{
    if (r->c->db->driver->next(r)) {
        if (r->begun) {
            kept_record(r);
        }
        return true;
    }
    kept_settle(r);
    return false;
}

bool rows_next(struct rows *r)
{
    if (r->c->err.kind) {
        return false;
    }
    return r->kept ? kept_next(r) : r->cursor && step(r);
}

bool rows_end(struct rows *r)
{
    if (r->cursor) {
        if (r->begun && !r->c->err.kind) {
            (void)step(r); /* who wanted one row has not seen that it was the last */
        }
        r->c->db->driver->end(r);
        r->cursor = NULL;
    }
    r->kept = NULL;
    return !r->c->err.kind;
}

bool rows_ids(struct rows *r, struct ids *out)
{
    while (rows_next(r)) {
        list_push(r->c->arena, out, row_int(r, 0));
    }
    return rows_end(r);
}

bool row_null(const struct rows *r, int col)
{
    return r->kept ? kept_null(r, col) : !r->cursor || r->c->db->driver->cell_null(r, col);
}

int64_t row_int(const struct rows *r, int col)
{
    return r->kept ? kept_int(r, col) : r->cursor ? r->c->db->driver->cell_int(r, col) : 0;
}

static struct bytes cell_bytes(const struct rows *r, int col)
{
    return r->kept ? kept_bytes(r, col) : r->c->db->driver->cell_bytes(r, col);
}

const char *row_text(const struct rows *r, int col)
{
    if (row_null(r, col)) {
        return "";
    }
    struct bytes b = cell_bytes(r, col);
    return arena_strndup(r->c->arena, b.v ? b.v : "", b.n);
}

struct bytes row_bytes(const struct rows *r, int col)
{
    if (row_null(r, col)) {
        return (struct bytes){0};
    }
    struct bytes b = cell_bytes(r, col);
    return (struct bytes){arena_strndup(r->c->arena, b.v ? b.v : "", b.n), b.n};
}
