/* driver.h - what an engine gives to db.c. Nobody outside lib/db includes it. */
#ifndef EAVES_DRIVER_H
#define EAVES_DRIVER_H

#include "lib/db/dump.h"

enum { DB_WAIT_MS = 5000 };

struct driver {
    enum db_engine engine;
    void (*close)(struct db *d);
    bool (*begin_read)(struct ctx *c);
    bool (*begin_area)(struct ctx *c, int64_t area_id);
    bool (*commit)(struct ctx *c);
    void (*rollback)(struct ctx *c);
    /* While a tick is open begin_area, commit and rollback act on a savepoint inside it. */
    bool (*tick_begin)(struct ctx *c);
    bool (*tick_commit)(struct ctx *c);
    void (*tick_rollback)(struct ctx *c);
    /* NULL, and c->err set, when it could not start. */
    void *(*query)(struct ctx *c, const char *sql, int n, const struct value *v);
    int64_t (*exec)(struct ctx *c, const char *sql, int n, const struct value *v);
    /* NULL: exec will do. */
    void (*send)(struct ctx *c, const char *sql, int n, const struct value *v);
    void (*grown)(struct ctx *c); /* NULL: nothing to do */
    bool (*script)(struct ctx *c, const char *sql); /* many statements, no parameters */
    bool (*next)(struct rows *r);
    void (*end)(struct rows *r);
    bool (*cell_null)(const struct rows *r, int col);
    int64_t (*cell_int)(const struct rows *r, int col);
    struct bytes (*cell_bytes)(
        const struct rows *r, int col); /* until next(); a NUL follows text */
    int (*columns)(const struct rows *r);
    /* Whole tables as lines, see dump.h; NULL: row by row. */
    bool (*copy_out)(struct ctx *c, const char *select, struct dump_to to);
    bool (*copy_in)(struct ctx *c, const char *copy, struct dump_from from);
    /* Are the numbers in db.snapshot good beyond their own transaction? */
    bool lasting;
};

/* How many rows a list had, as long as nothing has been written: see list_load(). */
enum { KEPT = 256, COUNTED = 32, COUNTED_BY = 7, COUNTED_FIND = 32 };
struct counted {
    const char *sql;
    int64_t by[COUNTED_BY], snapshot, count;
    char find[COUNTED_FIND];
};

struct db { /* the first member of each driver's own struct */
    const struct driver *driver;
    bool open; /* db_begin_* has been called and neither db_commit nor db_rollback since */
    bool tick; /* the transaction is of several requests, each in a savepoint */
    /* Set by begin_read, 0 again at its end: another number whenever what it shows may be another.
     */
    int64_t snapshot;
    struct answer *kept[KEPT], *gone;
    unsigned kept_next;
    struct counted counted[COUNTED];
    unsigned counted_next;
};

struct db *sqlite_open(const char *file, struct err *why);
struct db *postgres_open(const char *dsn, struct err *why);
bool sqlite_plans(struct ctx *c); /* after a migration: see sqlite_plans.c */

/* kept.c: small answers of this very snapshot. */
bool kept_find(struct rows *r, const char *sql, int n, const struct value *v); /* else: recording */
void kept_record(struct rows *r); /* the row just stepped to */
void kept_settle(struct rows *r); /* it was the last */
void kept_bury(struct db *d); /* nobody reads any more: between transactions */
void kept_clear(struct db *d);
bool kept_next(struct rows *r);
bool kept_null(const struct rows *r, int col);
int64_t kept_int(const struct rows *r, int col);
struct bytes kept_bytes(const struct rows *r, int col);

/* Sets c->err to the words each kind of failure has, keeps detail and statement for the log. */
bool db_fail_(struct err *e, enum err_kind kind, const char *detail, const char *sql,
    const char *file, int line);
#define db_fail(e, kind, detail, sql) db_fail_((e), (kind), (detail), (sql), __FILE__, __LINE__)
void *db_alloc(size_t size); /* zeroed, never NULL; free() it */

/* The part of a migration that is for this engine: see db_migrate(). */
const char *migration_text(struct arena *a, const char *sql, enum db_engine engine);

/* Prepared statements by the address of their literal; the text is compared as well, so that a
 * text in reused memory is not mistaken for its predecessor. */
struct cached { /* the first member of each driver's own statement */
    struct cached *next;
    const char *key;
    char *sql;
};
struct cache {
    struct cached **slot;
    size_t n, slots;
};
struct cached *cache_first(const struct cache *k, const char *sql); /* NULL: none */
struct cached *cache_next(const struct cached *s, const char *sql);
void cache_add(struct cache *k, struct cached *s, const char *sql);
void cache_clear(struct cache *k, void (*destroy)(struct cached *s)); /* destroy frees s */
void cache_each(struct cache *k, void (*visit)(struct cached *s));

/* The right to write to a SQLite file: an flock, which the kernel hands on and frees on a crash. */
int ticket_open(const char *file); /* -1 and errno */
bool ticket_take(int fd, int wait_ms);
void ticket_give(int fd);
#endif
