/* The embedded store: one file, WAL, every commit on the disk before it is answered. */
#include <errno.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lib/db/driver.h"

enum { OUTSIDER_MS = 1000 }; /* for programs that write without taking a ticket */

struct sqlite {
    struct db base;
    sqlite3 *h;
    struct cache cache;
    int ticket, wait_ms;
    bool writing; /* the ticket is ours */
    bool reading; /* begun by db_begin_read(): a write is a mistake */
    int used; /* statements between query and end */
};

struct statement {
    struct cached base;
    sqlite3_stmt *s;
    bool used;
};

static struct sqlite *self(const struct ctx *c)
{
    return (struct sqlite *)c->db;
}

/* errors ------------------------------------------------------------------------------------ */
static enum err_kind kind_of(sqlite3 *h)
{
    int rc = sqlite3_extended_errcode(h), os = sqlite3_system_errno(h);
    switch (rc & 0xff) {
    case SQLITE_CONSTRAINT:
        return ERR_CONFLICT;
    case SQLITE_BUSY:
        return rc == SQLITE_BUSY_SNAPSHOT ? ERR_AGAIN : ERR_BUSY;
    case SQLITE_LOCKED:
        return ERR_BUSY;
    case SQLITE_FULL:
        return ERR_FULL;
    case SQLITE_IOERR:
        return os == ENOSPC || os == EDQUOT ? ERR_FULL : ERR_STORE;
    default:
        return ERR_STORE;
    }
}

static bool failed(struct ctx *c, const char *sql)
{
    sqlite3 *h = self(c)->h;
    return db_fail(&c->err, kind_of(h), sqlite3_errmsg(h), sql);
}

/* The engine itself may throw a transaction away (disk full, I/O error). Going on would commit
 * each further statement by itself. */
static bool lost(const struct sqlite *d)
{
    return (d->base.open || d->base.tick) && sqlite3_get_autocommit(d->h);
}

static bool fail_lost(struct ctx *c)
{
    return db_fail(&c->err, ERR_AGAIN, "the store has given the transaction up", "");
}

static bool refuse_write(struct ctx *c, sqlite3_stmt *s)
{
    return self(c)->reading && !sqlite3_stmt_readonly(s) &&
           !db_fail(&c->err, ERR_STORE, "a write in a transaction for reading", sqlite3_sql(s));
}

/* statements -------------------------------------------------------------------------------- */
static struct statement *prepare(struct ctx *c, const char *sql)
{
    struct sqlite *d = self(c);
    sqlite3_stmt *s = NULL;
    if (sqlite3_prepare_v3(d->h, sql, -1, SQLITE_PREPARE_PERSISTENT, &s, NULL) != SQLITE_OK) {
        failed(c, sql);
        return NULL;
    }
    must(s);
    struct statement *st = db_alloc(sizeof(*st));
    st->s = s;
    cache_add(&d->cache, &st->base, sql);
    return st;
}

static void bind(sqlite3_stmt *s, int n, const struct value *v, sqlite3_destructor_type copy)
{
    int count = sqlite3_bind_parameter_count(s);
    must(count <= n);
    for (int i = 0; i < count; i++) {
        switch (v[i].type) {
        case VALUE_NULL:
            sqlite3_bind_null(s, i + 1);
            break;
        case VALUE_INT:
            sqlite3_bind_int64(s, i + 1, v[i].i);
            break;
        case VALUE_TEXT:
            sqlite3_bind_text(s, i + 1, v[i].s, -1, copy);
            break;
        case VALUE_BYTES:
            sqlite3_bind_blob64(s, i + 1, v[i].b.v, v[i].b.n, copy);
            break;
        }
    }
}

/* A free one for this literal: a query inside a loop over the same query gets its own. */
static struct statement *statement_for(struct ctx *c, const char *sql)
{
    struct cached *s = cache_first(&self(c)->cache, sql);
    while (s && ((struct statement *)s)->used) {
        s = cache_next(s, sql);
    }
    return s ? (struct statement *)s : prepare(c, sql);
}

static void release(struct sqlite *d, struct statement *st)
{
    sqlite3_reset(st->s); /* repeats the error of step(), which was seen there */
    d->used -= st->used;
    st->used = false;
}

static void *sqlite_query(struct ctx *c, const char *sql, int n, const struct value *v)
{
    struct sqlite *d = self(c);
    if (lost(d)) {
        fail_lost(c);
        return NULL;
    }
    struct statement *st = statement_for(c, sql);
    if (!st || refuse_write(c, st->s)) {
        return NULL;
    }
    bind(st->s, n, v, SQLITE_TRANSIENT);
    st->used = true;
    d->used++;
    return st;
}

static int64_t sqlite_exec(struct ctx *c, const char *sql, int n, const struct value *v)
{
    struct sqlite *d = self(c);
    struct statement *st = lost(d) ? (fail_lost(c), NULL) : statement_for(c, sql);
    if (!st || refuse_write(c, st->s)) {
        return 0;
    }
    bind(st->s, n, v, SQLITE_STATIC);
    int rc;
    do {
        rc = sqlite3_step(st->s);
    } while (rc == SQLITE_ROW);
    if (rc != SQLITE_DONE) {
        failed(c, sql);
    }
    int64_t changed =
        rc == SQLITE_DONE && !sqlite3_stmt_readonly(st->s) ? sqlite3_changes64(d->h) : 0;
    release(d, st);
    return changed;
}

static bool sqlite_script(struct ctx *c, const char *sql)
{
    return sqlite3_exec(self(c)->h, sql, NULL, NULL, NULL) == SQLITE_OK || failed(c, sql);
}

static bool sqlite_next(struct rows *r)
{
    struct statement *st = r->cursor;
    int rc = sqlite3_step(st->s);
    if (rc != SQLITE_ROW && rc != SQLITE_DONE) {
        failed(r->c, sqlite3_sql(st->s));
    }
    return rc == SQLITE_ROW;
}

static void sqlite_end(struct rows *r)
{
    release(self(r->c), r->cursor);
}

static int sqlite_columns(const struct rows *r)
{
    return sqlite3_column_count(((struct statement *)r->cursor)->s);
}

static bool sqlite_null(const struct rows *r, int col)
{
    return sqlite3_column_type(((struct statement *)r->cursor)->s, col) == SQLITE_NULL;
}

static int64_t sqlite_int(const struct rows *r, int col)
{
    return sqlite3_column_int64(((struct statement *)r->cursor)->s, col);
}

static struct bytes sqlite_bytes(const struct rows *r, int col)
{
    sqlite3_stmt *s = ((struct statement *)r->cursor)->s;
    bool blob = sqlite3_column_type(s, col) == SQLITE_BLOB;
    const void *v = blob ? sqlite3_column_blob(s, col) : (const void *)sqlite3_column_text(s, col);
    return (struct bytes){v, (size_t)sqlite3_column_bytes(s, col)};
}

/* transactions ------------------------------------------------------------------------------ */
static bool run(struct ctx *c, const char *sql)
{
    return sqlite_exec(c, sql, 0, NULL), !c->err.kind;
}

static void reset_one(struct cached *s)
{
    if (((struct statement *)s)->used) {
        sqlite3_reset(((struct statement *)s)->s);
        ((struct statement *)s)->used = false;
    }
}

/* A forgotten rows_end() would keep its snapshot. */
static void reset_used(struct sqlite *d)
{
    if (d->used) {
        cache_each(&d->cache, reset_one);
        d->used = 0;
    }
}

static void end_writing(struct sqlite *d)
{
    if (d->writing) {
        ticket_give(d->ticket);
        d->writing = false;
    }
}

/* Ends whatever is open. */
static void end_all(struct sqlite *d)
{
    reset_used(d);
    if (!sqlite3_get_autocommit(d->h)) {
        sqlite3_exec(d->h, "ROLLBACK", NULL, NULL, NULL);
    }
    end_writing(d);
}

static bool begin_writing(struct ctx *c)
{
    struct sqlite *d = self(c);
    d->writing = ticket_take(d->ticket, d->wait_ms);
    if (!d->writing) {
        return db_fail(&c->err, ERR_BUSY, "no ticket to write", "");
    }
    if (!run(c, "BEGIN IMMEDIATE")) {
        end_writing(d);
        return false;
    }
    return true;
}

static bool savepoint(struct ctx *c)
{
    return lost(self(c)) ? fail_lost(c) : run(c, "SAVEPOINT request");
}

/* BEGIN alone takes none: the first read does. data_version tells of commits by others that it
 * sees, total_changes of our own. */
static bool take_snapshot(struct ctx *c)
{
    struct sqlite *d = self(c);
    struct rows r = {.c = c, .cursor = sqlite_query(c, "PRAGMA data_version", 0, NULL)};
    uint64_t seen = r.cursor && sqlite_next(&r) ? (uint64_t)sqlite_int(&r, 0) : 0;
    if (r.cursor) {
        sqlite_end(&r);
    }
    uint64_t ours = (uint64_t)sqlite3_total_changes64(d->h) & ((UINT64_C(1) << 40) - 1);
    d->base.snapshot = (int64_t)(seen << 40 | ours);
    return !c->err.kind;
}

static bool sqlite_begin_read(struct ctx *c)
{
    struct sqlite *d = self(c);
    if (c->db->tick) { /* what an open write shows may be rolled back: it has no number */
        d->reading = savepoint(c);
        return d->reading;
    }
    d->reading = run(c, "BEGIN") && take_snapshot(c);
    if (!d->reading) {
        end_all(d);
    }
    return d->reading;
}

static bool sqlite_begin_area(struct ctx *c, int64_t area_id)
{
    (void)area_id; /* one writer per file */
    return c->db->tick ? savepoint(c) : begin_writing(c);
}

static bool sqlite_commit(struct ctx *c)
{
    struct sqlite *d = self(c);
    reset_used(d);
    d->reading = false;
    bool ok = run(c, c->db->tick ? "RELEASE request" : "COMMIT");
    if (!ok || !c->db->tick) {
        end_all(d); /* a tick that loses its transaction so answers false at its end */
    }
    return ok;
}

/* Nothing was written, so both ends are the same; this one is prepared. */
static bool end_reading(struct ctx *c)
{
    struct sqlite *d = self(c);
    struct statement *st = lost(d) || c->err.kind ? NULL : statement_for(c, "COMMIT");
    bool ok = st && sqlite3_step(st->s) == SQLITE_DONE;
    if (st) {
        release(d, st);
    }
    d->reading = d->reading && !ok;
    return ok;
}

static void sqlite_rollback(struct ctx *c)
{
    struct sqlite *d = self(c);
    reset_used(d);
    if (d->reading && !c->db->tick && end_reading(c)) {
        return;
    }
    d->reading = false;
    const char *undo = "ROLLBACK TO request; RELEASE request";
    if (!c->db->tick || lost(d) || sqlite3_exec(d->h, undo, NULL, NULL, NULL) != SQLITE_OK) {
        end_all(d);
    }
}

static bool sqlite_tick_begin(struct ctx *c)
{
    return begin_writing(c);
}

static bool sqlite_tick_commit(struct ctx *c)
{
    struct sqlite *d = self(c);
    reset_used(d);
    bool ok = run(c, "COMMIT");
    end_all(d);
    return ok;
}

static void sqlite_tick_rollback(struct ctx *c)
{
    end_all(self(c));
}

/* connections ------------------------------------------------------------------------------- */
static void destroy_statement(struct cached *s)
{
    sqlite3_finalize(((struct statement *)s)->s);
    free(s);
}

static void sqlite_close(struct db *db)
{
    struct sqlite *d = (struct sqlite *)db;
    cache_clear(&d->cache, destroy_statement);
    sqlite3_close(d->h);
    if (d->ticket >= 0) {
        close(d->ticket);
    }
    free(d);
}

static const struct driver sqlite_driver = {
    .engine = DB_SQLITE,
    .close = sqlite_close,
    .begin_read = sqlite_begin_read,
    .begin_area = sqlite_begin_area,
    .commit = sqlite_commit,
    .rollback = sqlite_rollback,
    .tick_begin = sqlite_tick_begin,
    .tick_commit = sqlite_tick_commit,
    .tick_rollback = sqlite_tick_rollback,
    .query = sqlite_query,
    .exec = sqlite_exec,
    .script = sqlite_script,
    .next = sqlite_next,
    .end = sqlite_end,
    .cell_null = sqlite_null,
    .cell_int = sqlite_int,
    .cell_bytes = sqlite_bytes,
    .columns = sqlite_columns,
    .lasting = true,
};

static bool configure(struct sqlite *d, bool durable)
{
    sqlite3_extended_result_codes(d->h, 1);
    sqlite3_busy_timeout(d->h, OUTSIDER_MS);
    sqlite3_db_config(d->h, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    sqlite3_db_config(d->h, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
    sqlite3_db_config(d->h, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
    const char *sql = durable ? "PRAGMA synchronous = FULL" : "PRAGMA synchronous = OFF";
    return sqlite3_exec(d->h, "PRAGMA journal_mode = WAL", NULL, NULL, NULL) == SQLITE_OK &&
           sqlite3_exec(d->h, sql, NULL, NULL, NULL) == SQLITE_OK &&
           sqlite3_exec(d->h,
               "PRAGMA foreign_keys = ON;"
               "PRAGMA mmap_size = 1073741824;"
               "PRAGMA journal_size_limit = 67108864;"
               "PRAGMA temp_store = MEMORY;",
               NULL, NULL, NULL) == SQLITE_OK;
}

/* FILE?synchronous=off&wait=MS. The first is the power-cut test's positive control and loses
 * acknowledged writes, the second makes tests of a busy store short; `eaves doctor` warns of both.
 */
struct options {
    char *file, *ticket;
    bool durable;
    int wait_ms;
};

static struct options parse(struct arena *a, const char *file)
{
    const char *q = strrchr(file, '?');
    struct options o = {.durable = true, .wait_ms = DB_WAIT_MS};
    o.file = q ? arena_strndup(a, file, (size_t)(q - file)) : arena_strdup(a, file);
    o.ticket = arena_printf(a, "%s-ticket", o.file);
    const char *wait = q ? strstr(q, "wait=") : NULL;
    if (q && strstr(q, "synchronous=off")) {
        o.durable = false;
    }
    if (wait) {
        o.wait_ms = atoi(wait + strlen("wait="));
    }
    return o;
}

static bool connect_to(struct sqlite *d, const struct options *o, struct err *why)
{
    sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0); /* refused, harmlessly, after the first time */
    int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX;
    d->wait_ms = o->wait_ms;
    d->ticket = ticket_open(o->ticket);
    if (d->ticket < 0) {
        return db_fail(why, ERR_STORE, strerror(errno), o->ticket);
    }
    if (sqlite3_open_v2(o->file, &d->h, flags, NULL) != SQLITE_OK || !configure(d, o->durable)) {
        return db_fail(why, kind_of(d->h), sqlite3_errmsg(d->h), o->file);
    }
    return true;
}

struct db *sqlite_open(const char *file, struct err *why)
{
    struct arena *a = arena_create();
    struct options o = parse(a, file);
    struct sqlite *d = db_alloc(sizeof(*d));
    d->base.driver = &sqlite_driver;
    if (!connect_to(d, &o, why)) {
        sqlite_close(&d->base);
        d = NULL;
    }
    arena_destroy(a);
    return d ? &d->base : NULL;
}
