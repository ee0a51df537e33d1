/* db.h - floor 1: one connection, plain SQL in one dialect on SQLite and PostgreSQL, sticky errors.
 *
 * Once a call has failed c->err is set and every later call on the same context does nothing, so
 * callers check once, at the end. Stores never begin or end a transaction: the router, the job
 * runner and commands do. Parameters are ?1 ?2 ...; literals only (the "" in the macros sees to
 * that), prepared once per connection and kept. Each literal runs on both engines: tools/sqlcheck
 * prepares them all and refuses what docs/store.md forbids.
 */
#ifndef EAVES_DB_H
#define EAVES_DB_H

#include "lib/base/ctx.h"
#include "lib/base/seal.h" /* struct bytes */

struct value {
    enum { VALUE_NULL, VALUE_INT, VALUE_TEXT, VALUE_BYTES } type;
    int64_t i;
    const char *s;
    struct bytes b;
};
static inline struct value value_int(int64_t i)
{
    return (struct value){.type = VALUE_INT, .i = i};
}
static inline struct value value_text(const char *s) /* NULL is SQL NULL */
{
    return (struct value){.type = s ? VALUE_TEXT : VALUE_NULL, .s = s};
}
static inline struct value value_bytes(struct bytes b) /* .v NULL is SQL NULL */
{
    return (struct value){.type = b.v ? VALUE_BYTES : VALUE_NULL, .b = b};
}
static inline struct value value_same(struct value v)
{
    return v;
}

/* The types a statement may be given; a double does not compile. */
/* clang-format off */
#define V(x) _Generic((x), \
    const char *: value_text, char *: value_text, struct bytes: value_bytes, struct value: value_same, \
    bool: value_int, int: value_int, unsigned: value_int, int64_t: value_int, long long: value_int)(x)
/* For an optional reference: 0 is stored as NULL. */
#define V0(id) ((id) ? value_int(id) : (struct value){0})
#define NONE ((struct value){0}) /* a NULL; also stands for "no parameters" */
#define VALUES_(...) \
    (int)(sizeof((struct value[]){__VA_ARGS__}) / sizeof(struct value)), (struct value[]){__VA_ARGS__}
/* clang-format on */

/* Connections ------------------------------------------------------------------------------- */
enum db_engine { DB_SQLITE, DB_POSTGRES };
struct db *db_open(const char *store, struct err *why); /* NULL: why->words says it */
void db_close(struct db *db); /* NULL is fine */
enum db_engine db_engine(const struct db *db);

/* Transactions: for the router, jobs and commands only. --------------------------------------
 * Every one answers false with c->err set: ERR_BUSY when the store stayed busy for 5 s, ERR_FULL
 * on a full disk, ERR_AGAIN when the whole unit must be run again (40001, 40P01, a connection lost
 * at commit: outcome unknown), ERR_STORE otherwise. */
NODISCARD bool db_begin_read(struct ctx *c); /* one snapshot */
/* One writer per area. SQLite: the file's ticket (flock), then BEGIN IMMEDIATE. PostgreSQL: READ
 * COMMITTED and the area's head row locked by the first statement. area_id 0: own keys only. */
NODISCARD bool db_begin_area(struct ctx *c, int64_t area_id);
NODISCARD bool db_commit(struct ctx *c);
void db_rollback(struct ctx *c); /* never fails; keeps c->err */
bool db_in_transaction(const struct db *db);
/* A number that is another one whenever anything in the store may be another: whatever was made of
 * what was read may be used again as long as it stays the same. 0: this engine, or a transaction
 * that writes, cannot tell. */
int64_t db_snapshot(const struct db *db);
/* One tick, one commit: several requests, each in a savepoint of its own: with a tick open
 * db_begin_area, db_commit and db_rollback act on that. Nothing is durable before db_tick_commit()
 * has answered true; after false each must be run again alone. On PostgreSQL all requests of one
 * tick are of one area: two ticks that lock two areas in turn would wait for each other. */
bool db_one_writer(const struct db *db); /* one for the whole store (SQLite), not one an area */
NODISCARD bool db_tick_begin(struct ctx *c);
NODISCARD bool db_tick_commit(struct ctx *c);
void db_tick_rollback(struct ctx *c);

/* Statements -------------------------------------------------------------------------------- */
int64_t db_int_(struct ctx *c, const char *sql, int n, const struct value *v);
const char *db_text_(struct ctx *c, const char *sql, int n, const struct value *v);
int64_t db_exec_(struct ctx *c, const char *sql, int n, const struct value *v);
/* First column of the first row; 0 when there is no row or it is NULL. */
#define db_int(c, sql, ...) db_int_((c), "" sql, VALUES_(__VA_ARGS__))
/* The same as text, in the arena; NULL when there is no row or it is NULL. */
#define db_text(c, sql, ...) db_text_((c), "" sql, VALUES_(__VA_ARGS__))
/* Rows changed. A broken constraint is ERR_CONFLICT. */
#define db_exec(c, sql, ...) db_exec_((c), "" sql, VALUES_(__VA_ARGS__))
/* Like db_exec for one who does not ask how many: nobody waits for the answer. What goes wrong is
 * found by the next statement that is waited for, or by the commit. For an import's many INSERTs:
 * PostgreSQL takes them in a pipeline, without a round trip each. */
void db_send_(struct ctx *c, const char *sql, int n, const struct value *v);
#define db_send(c, sql, ...) db_send_((c), "" sql, VALUES_(__VA_ARGS__))
/* Much has been written in this transaction: PostgreSQL takes its statistics again, or it would
 * plan on for the empty tables it knew. */
void db_grown(struct ctx *c);

struct rows {
    struct ctx *c;
    void *cursor; /* the driver's; NULL after a failure, and when the answer was kept */
    const struct answer *kept; /* see lib/db/kept.c */
    struct answer *begun;
    int at;
};
struct rows db_query_(struct ctx *c, const char *sql, int n, const struct value *v);
/* The same for long answers, which are never kept for the next who asks. */
struct rows db_stream_(struct ctx *c, const char *sql, int n, const struct value *v);
#define db_query(c, sql, ...) db_query_((c), "" sql, VALUES_(__VA_ARGS__))
bool rows_next(struct rows *r);
bool rows_end(struct rows *r); /* false when the query failed; always call it */
/* What is left of them, of one column of numbers, behind those of *out; ends them. */
bool rows_ids(struct rows *r, struct ids *out);
int64_t row_int(const struct rows *r, int col); /* 0 for NULL */
const char *row_text(const struct rows *r, int col); /* in the arena; "" for NULL */
struct bytes row_bytes(const struct rows *r, int col); /* in the arena; {0} for NULL */
bool row_null(const struct rows *r, int col);

/* Migrations: embedded at build from every *_NNN.sql ------------------------------------------ */
struct migration {
    const char *module;
    int tier, number;
    const char *sql; /* one DDL: BIGINT, TEXT, BYTEA; statements end with ";\n" */
};
extern const struct migration migrations[]; /* generated; by tier, module list order, number */
extern const int migrations_count;
/* Applies what is missing, each in its own transaction. Refuses when an applied one was edited
 * since (its hash is kept), or the store is newer than the program. */
NODISCARD bool db_migrate(struct ctx *c, int *applied);
/* The store's schema is exactly this program's. */
NODISCARD bool db_is_current(struct ctx *c);
#endif
