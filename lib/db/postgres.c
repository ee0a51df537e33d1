/* Beyond one machine: PostgreSQL through libpq, one prepared statement per literal. */
#include <libpq-fe.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/db/driver.h"
#include "lib/db/postgres_copy.h"
#include "lib/db/postgres_rows.h"
#include "lib/db/postgres_text.h"

enum { PIPE_MAX = 400 }; /* statements on their way; few enough that neither side waits to write */

struct postgres {
    struct db base;
    PGconn *h;
    struct cache cache;
    unsigned prepared;
    int64_t snapshots;
    int sent; /* statements of the pipeline that nobody has asked about yet */
    int64_t locked; /* the area whose head this tick holds; 0 none yet */
};

/* PostgreSQL guesses a parameter's type from where it stands, and "?2 = 0" makes it 32 bits wide;
 * so the types come from the values, and a literal given other types is another statement. */
struct statement {
    struct cached base;
    char name[16];
    int n;
    Oid types[PARAMS_MAX]; /* 0: was NULL when prepared, guessed */
};

static struct postgres *self(const struct ctx *c)
{
    return (struct postgres *)c->db;
}

/* errors ------------------------------------------------------------------------------------ */
static bool failed(struct ctx *c, const PGresult *res, const char *sql)
{
    const char *message = res ? PQresultErrorMessage(res) : PQerrorMessage(self(c)->h);
    const char *state = res ? PQresultErrorField(res, PG_DIAG_SQLSTATE) : NULL;
    enum err_kind kind = state ? postgres_kind(state, message) : ERR_AGAIN;
    if (PQstatus(self(c)->h) != CONNECTION_OK) {
        kind = ERR_AGAIN;
    }
    return db_fail(&c->err, kind, message, sql);
}

static bool good(const PGresult *res)
{
    ExecStatusType s = PQresultStatus(res);
    return s == PGRES_COMMAND_OK || s == PGRES_TUPLES_OK;
}

/* The answers to all that was sent. The first failure is the one that counts: what follows it was
 * not run. */
static bool drain(struct ctx *c)
{
    struct postgres *d = self(c);
    if (PQpipelineStatus(d->h) == PQ_PIPELINE_OFF) {
        return !c->err.kind;
    }
    bool synced = PQpipelineSync(d->h) == 1, ended = !synced;
    for (int silent = 0; !ended && silent < 2;) { /* two NULLs on end: the connection is gone */
        PGresult *res = PQgetResult(d->h);
        ExecStatusType s = res ? PQresultStatus(res) : PGRES_TUPLES_OK;
        silent = res ? 0 : silent + 1;
        ended = s == PGRES_PIPELINE_SYNC;
        if (s == PGRES_FATAL_ERROR) {
            failed(c, res, "sent");
        }
        PQclear(res);
    }
    d->sent = 0;
    if (!synced || !ended || PQexitPipelineMode(d->h) != 1) {
        failed(c, NULL, "sent");
    }
    return !c->err.kind;
}

PGconn *postgres_ready(struct ctx *c)
{
    return drain(c) ? self(c)->h : NULL;
}

bool postgres_failed(struct ctx *c, const PGresult *res, const char *sql)
{
    return failed(c, res, sql);
}

/* One or more statements without parameters. */
static bool plain(struct ctx *c, const char *sql)
{
    if (!drain(c)) {
        return false;
    }
    PGresult *res = PQexec(self(c)->h, sql);
    bool ok = good(res) || failed(c, res, sql);
    PQclear(res);
    return ok;
}

/* connections ------------------------------------------------------------------------------- */
static void quiet(void *arg, const char *message)
{
    (void)arg;
    (void)message;
}

static void destroy_statement(struct cached *s)
{
    free(s);
}

static bool set_up(struct postgres *d)
{
    cache_clear(&d->cache, destroy_statement);
    if (PQstatus(d->h) != CONNECTION_OK) {
        return false;
    }
    PQsetNoticeProcessor(d->h, quiet, NULL);
    PGresult *res = PQexec(d->h,
        "SET client_min_messages = warning; SET bytea_output = hex; SET timezone = 'UTC';"
        /* the address may have set others */
        " SELECT set_config(name, ms, false) FROM (VALUES ('lock_timeout', '5000'),"
        " ('statement_timeout', '30000'), ('idle_in_transaction_session_timeout', '60000'))"
        " AS wanted (name, ms) WHERE current_setting(name) = '0'");
    bool ok = good(res);
    PQclear(res);
    return ok;
}

static bool reconnect(struct ctx *c)
{
    struct postgres *d = self(c);
    PQreset(d->h);
    return set_up(d) || db_fail(&c->err, ERR_BUSY, PQerrorMessage(d->h), "connect");
}

static bool connected(struct ctx *c)
{
    return PQstatus(self(c)->h) == CONNECTION_OK || reconnect(c);
}

/* statements -------------------------------------------------------------------------------- */
static Oid oid_of(const struct value *v)
{
    switch (v->type) {
    case VALUE_INT:
        return OID_INT8;
    case VALUE_TEXT:
        return OID_TEXT;
    case VALUE_BYTES:
        return OID_BYTEA;
    case VALUE_NULL:
        break;
    }
    return 0;
}

static struct statement *prepare(struct ctx *c, const char *sql, int n, const struct value *v)
{
    struct postgres *d = self(c);
    struct statement *st = db_alloc(sizeof(*st));
    char *text = arena_alloc(c->arena, strlen(sql) + 1);
    st->n = postgres_translate(sql, text);
    must(st->n <= n);
    for (int i = 0; i < st->n; i++) {
        /* Of an unused parameter nothing can be guessed. */
        st->types[i] =
            v[i].type == VALUE_NULL && !postgres_uses(text, i + 1) ? OID_TEXT : oid_of(&v[i]);
    }
    snprintf(st->name, sizeof(st->name), "s%u", ++d->prepared);
    PGresult *res = PQprepare(d->h, st->name, text, st->n, st->types);
    if (good(res)) {
        cache_add(&d->cache, &st->base, sql);
    } else {
        failed(c, res, sql);
        free(st);
        st = NULL;
    }
    PQclear(res);
    return st;
}

static bool fits(const struct statement *st, const struct value *v)
{
    for (int i = 0; i < st->n; i++) {
        if (v[i].type != VALUE_NULL && oid_of(&v[i]) != st->types[i]) {
            return false;
        }
    }
    return true;
}

/* The one that was prepared for these types; NULL: none yet. */
static struct statement *known_statement(struct ctx *c, const char *sql, const struct value *v)
{
    struct cached *s = cache_first(&self(c)->cache, sql);
    while (s && !fits((struct statement *)s, v)) {
        s = cache_next(s, sql);
    }
    return (struct statement *)s;
}

static struct statement *statement_for(struct ctx *c, const char *sql, int n, const struct value *v)
{
    struct statement *st = known_statement(c, sql, v);
    return st ? st : prepare(c, sql, n, v);
}

struct bound {
    const char *v[PARAMS_MAX];
    int n[PARAMS_MAX], binary[PARAMS_MAX];
};

static void bind(struct ctx *c, int n, const struct value *v, struct bound *out)
{
    for (int i = 0; i < n; i++) {
        out->v[i] = NULL;
        out->n[i] = out->binary[i] = 0;
        if (v[i].type == VALUE_INT) {
            out->v[i] = arena_printf(c->arena, "%lld", (long long)v[i].i);
        } else if (v[i].type == VALUE_TEXT) {
            out->v[i] = v[i].s;
        } else if (v[i].type == VALUE_BYTES) {
            must(v[i].b.n < INT32_MAX);
            out->v[i] = v[i].b.v;
            out->n[i] = (int)v[i].b.n;
            out->binary[i] = 1;
        }
    }
}

/* NULL, and c->err set, when it failed. */
static PGresult *execute(struct ctx *c, const char *sql, int n, const struct value *v)
{
    struct bound p;
    if (!c->db->open && !c->db->tick && !connected(c)) {
        return NULL;
    }
    struct statement *st = drain(c) ? statement_for(c, sql, n, v) : NULL;
    if (!st) {
        return NULL;
    }
    bind(c, st->n, v, &p);
    PGresult *res = PQexecPrepared(self(c)->h, st->name, st->n, p.v, p.n, p.binary, 0);
    if (!good(res)) {
        failed(c, res, sql);
        PQclear(res);
        res = NULL;
    }
    return res;
}

static void *postgres_query(struct ctx *c, const char *sql, int n, const struct value *v)
{
    PGresult *res = execute(c, sql, n, v);
    if (!res) {
        return NULL;
    }
    struct cursor *cur = postgres_cursor(c->arena, res);
    PQclear(res);
    return cur;
}

static int64_t postgres_exec(struct ctx *c, const char *sql, int n, const struct value *v)
{
    PGresult *res = execute(c, sql, n, v);
    int64_t changed = res && !str_starts(PQcmdStatus(res), "SELECT") ? atoll(PQcmdTuples(res)) : 0;
    PQclear(res);
    return changed;
}

static void postgres_send(struct ctx *c, const char *sql, int n, const struct value *v)
{
    struct postgres *d = self(c);
    struct bound p;
    struct statement *st = known_statement(c, sql, v);
    if (!st) { /* preparing needs an answer */
        st = drain(c) ? prepare(c, sql, n, v) : NULL;
    }
    if (!st) {
        return;
    }
    bind(c, st->n, v, &p);
    if (PQpipelineStatus(d->h) == PQ_PIPELINE_OFF && PQenterPipelineMode(d->h) != 1) {
        failed(c, NULL, sql);
    } else if (PQsendQueryPrepared(d->h, st->name, st->n, p.v, p.n, p.binary, 0) != 1) {
        failed(c, NULL, sql);
    } else if (++d->sent == PIPE_MAX) {
        drain(c);
    }
}

/* Of an empty table ANALYZE would say that it is one, and every plan made then reads all of it,
 * long after it has filled; of one never analysed the planner expects some pages and takes the
 * index. */
static void postgres_grown(struct ctx *c)
{
    plain(c, "DO $$ DECLARE t regclass; n integer; BEGIN"
             " FOR t IN SELECT oid FROM pg_class WHERE relkind IN ('r', 'p')"
             " AND relnamespace = CAST(current_schema() AS regnamespace) LOOP"
             " EXECUTE format('SELECT 1 FROM %s LIMIT 1', t) INTO n;"
             " IF n = 1 THEN EXECUTE format('ANALYZE %s', t); END IF; END LOOP; END $$");
}

/* transactions ------------------------------------------------------------------------------ */
static void end_with(struct ctx *c, const char *sql)
{
    PGconn *h = self(c)->h;
    drain(c);
    if (PQstatus(h) == CONNECTION_OK && PQtransactionStatus(h) != PQTRANS_IDLE) {
        PQclear(PQexec(h, sql));
    }
}

/* A tick whose transaction is lost stays so, and says it at its end. */
static void postgres_rollback(struct ctx *c)
{
    end_with(c, c->db->tick ? "ROLLBACK TO request; RELEASE request" : "ROLLBACK");
}

/* A connection that died while idle is noticed here, where nothing can have been lost yet. */
static bool begin(struct ctx *c, const char *sql)
{
    if (!connected(c)) {
        return false;
    }
    if (plain(c, sql)) {
        return true;
    }
    if (PQstatus(self(c)->h) == CONNECTION_OK) {
        return false;
    }
    c->err = (struct err){0};
    return reconnect(c) && plain(c, sql);
}

/* Its answer comes with that of the first statement that is asked about. */
static bool savepoint(struct ctx *c)
{
    postgres_send(c, "SAVEPOINT request", 0, NULL);
    return !c->err.kind;
}

/* Nothing cheap tells whether others have written since, so a snapshot is like no other. */
static bool postgres_begin_read(struct ctx *c)
{
    struct postgres *d = self(c);
    if (c->db->tick) {
        return savepoint(c);
    }
    bool ok = begin(c, "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
    d->base.snapshot = ok ? ++d->snapshots : 0;
    return ok;
}

static void lock_area(struct ctx *c, int64_t area_id)
{
    static const char lock[] =
        "SELECT next_seq FROM area_head WHERE area_id = ?1 FOR NO KEY UPDATE";
    postgres_exec(c, lock, 1, &(struct value){.type = VALUE_INT, .i = area_id});
}

/* READ COMMITTED: a snapshot older than the lock would make every waiter fail. */
static const char writing[] = "BEGIN ISOLATION LEVEL READ COMMITTED";

/* Before the savepoint: what is undone would give the lock back. */
static bool begin_in_tick(struct ctx *c, int64_t area_id)
{
    struct postgres *d = self(c);
    if (area_id && d->locked != area_id) {
        lock_area(c, area_id);
        d->locked = c->err.kind ? 0 : area_id;
    }
    return !c->err.kind && savepoint(c);
}

static bool postgres_begin_area(struct ctx *c, int64_t area_id)
{
    if (c->db->tick) {
        return begin_in_tick(c, area_id);
    }
    if (!begin(c, writing)) {
        return false;
    }
    if (area_id) {
        c->db->open = true; /* no reconnecting from here on */
        lock_area(c, area_id);
        c->db->open = false;
    }
    if (c->err.kind) {
        postgres_rollback(c);
    }
    return !c->err.kind;
}

static bool release(struct ctx *c)
{
    postgres_send(c, "RELEASE request", 0, NULL);
    return drain(c) || (postgres_rollback(c), false);
}

static bool commit(struct ctx *c)
{
    if (!drain(c)) {
        end_with(c, "ROLLBACK");
        return false;
    }
    PGresult *res = PQexec(self(c)->h, "COMMIT");
    if (!good(res)) {
        failed(c, res, "COMMIT");
    } else if (!str_same(PQcmdStatus(res), "COMMIT")) {
        db_fail(&c->err, ERR_STORE, "an earlier statement had failed", "COMMIT");
    }
    PQclear(res);
    end_with(c, "ROLLBACK");
    return !c->err.kind;
}

static bool postgres_commit(struct ctx *c)
{
    return c->db->tick ? release(c) : commit(c);
}

static bool postgres_tick_begin(struct ctx *c)
{
    self(c)->locked = 0;
    return begin(c, writing);
}

static bool postgres_tick_commit(struct ctx *c)
{
    if (drain(c) && PQtransactionStatus(self(c)->h) != PQTRANS_INTRANS) {
        db_fail(&c->err, ERR_AGAIN, "the store has given the transaction up", "COMMIT");
    }
    return commit(c);
}

static void postgres_tick_rollback(struct ctx *c)
{
    end_with(c, "ROLLBACK");
}

static void postgres_close(struct db *db)
{
    struct postgres *d = (struct postgres *)db;
    cache_clear(&d->cache, destroy_statement);
    PQfinish(d->h);
    free(d);
}

static const struct driver postgres_driver = {
    .engine = DB_POSTGRES,
    .close = postgres_close,
    .begin_read = postgres_begin_read,
    .begin_area = postgres_begin_area,
    .commit = postgres_commit,
    .rollback = postgres_rollback,
    .tick_begin = postgres_tick_begin,
    .tick_commit = postgres_tick_commit,
    .tick_rollback = postgres_tick_rollback,
    .query = postgres_query,
    .exec = postgres_exec,
    .send = postgres_send,
    .grown = postgres_grown,
    .script = plain,
    .next = postgres_next,
    .end = postgres_end,
    .cell_null = postgres_null,
    .cell_int = postgres_int,
    .cell_bytes = postgres_bytes,
    .columns = postgres_columns,
    .copy_out = postgres_copy_out,
    .copy_in = postgres_copy_in,
};

/* What comes after our own settings wins: the address may say otherwise. */
static PGconn *connect_to(const char *dsn)
{
    const char *const keys[] = {"application_name", "client_encoding", "connect_timeout",
        "keepalives_idle", "keepalives_interval", "keepalives_count", "tcp_user_timeout",
        "gssencmode", "target_session_attrs", "dbname", NULL};
    const char *const values[] = {
        "eaves", "UTF8", "5", "15", "5", "3", "30000", "disable", "read-write", dsn, NULL};
    return PQconnectdbParams(keys, values, 1);
}

struct db *postgres_open(const char *dsn, struct err *why)
{
    struct postgres *d = db_alloc(sizeof(*d));
    d->base.driver = &postgres_driver;
    d->h = connect_to(dsn);
    must(d->h);
    if (!set_up(d)) {
        db_fail(why, ERR_STORE, PQerrorMessage(d->h), "connect");
        postgres_close(&d->base);
        return NULL;
    }
    return &d->base;
}
