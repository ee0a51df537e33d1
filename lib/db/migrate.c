#include <sodium.h>
#include <stdio.h>
#include <string.h>

#include "lib/db/driver.h"

enum { HASH = 32 };

static const char own_table[] = "CREATE TABLE IF NOT EXISTS migration ("
                                " module TEXT NOT NULL,"
                                " number BIGINT NOT NULL,"
                                " hash TEXT NOT NULL,"
                                " at BIGINT NOT NULL,"
                                " PRIMARY KEY (module, number))";

static size_t line_length(const char *s)
{
    size_t n = strcspn(s, "\n");
    return n + (s[n] == '\n');
}

/* Lines between "-- only sqlite" or "-- only postgresql" and "-- end only" are for that engine. */
const char *migration_text(struct arena *a, const char *sql, enum db_engine engine)
{
    const char *other = engine == DB_SQLITE ? "-- only postgresql" : "-- only sqlite";
    char *out = arena_alloc(a, strlen(sql) + 1);
    size_t used = 0;
    bool skip = false;
    for (size_t n; *sql; sql += n) {
        n = line_length(sql);
        skip = (skip || str_starts(sql, other)) && !str_starts(sql, "-- end only");
        if (!skip) {
            memcpy(out + used, sql, n);
            used += n;
        }
    }
    return out;
}

static const char *hash_of(struct ctx *c, const struct migration *m)
{
    uint8_t hash[HASH];
    must(sodium_init() >= 0);
    crypto_generichash(hash, sizeof(hash), (const uint8_t *)m->sql, strlen(m->sql), NULL, 0);
    return hex(c->arena, hash, sizeof(hash));
}

static const struct migration *migration_of(const char *module, int64_t number)
{
    for (int i = 0; i < migrations_count; i++) {
        if (str_same(migrations[i].module, module) && migrations[i].number == number) {
            return &migrations[i];
        }
    }
    return NULL;
}

static bool check_one(struct ctx *c, const char *module, int64_t number, const char *hash)
{
    const struct migration *m = migration_of(module, number);
    if (!m) {
        return fail(&c->err, ERR_STORE,
            WORDS(N_("数据库比程序新（{0} 第 {1} 步），请换用新的程序"),
                TEXT(arena_strdup(c->arena, module)), INT(number)));
    }
    if (!str_same(hash_of(c, m), hash)) {
        return fail(&c->err, ERR_STORE,
            WORDS(N_("已经执行过的建库步骤被改动了：{0} 第 {1} 步"), TEXT(m->module), INT(number)));
    }
    return true;
}

/* Everything in the store is known to this program and unchanged. */
static bool check_applied(struct ctx *c, int *count)
{
    struct rows r =
        db_query(c, "SELECT module, number, hash FROM migration ORDER BY module, number", NONE);
    *count = 0;
    while (rows_next(&r) && check_one(c, row_text(&r, 0), row_int(&r, 1), row_text(&r, 2))) {
        ++*count;
    }
    return rows_end(&r);
}

bool db_knows(struct ctx *c, const struct applied *a)
{
    return check_one(c, a->module, a->number, a->hash);
}

bool db_applied(struct ctx *c, struct applieds *out)
{
    struct rows r =
        db_query(c, "SELECT module, number, hash FROM migration ORDER BY module, number", NONE);
    while (rows_next(&r)) {
        struct applied a = {
            .module = row_text(&r, 0), .number = row_int(&r, 1), .hash = row_text(&r, 2)};
        if (!db_knows(c, &a)) {
            break;
        }
        list_push(c->arena, out, a);
    }
    return rows_end(&r);
}

static bool run_missing(struct ctx *c, const struct migration *m)
{
    if (!c->db->driver->script(c, migration_text(c->arena, m->sql, db_engine(c->db)))) {
        fprintf(stderr, "event=migration_failed module=%s number=%d detail=\"%s\"\n", m->module,
            m->number, c->err.detail);
        return false;
    }
    db_exec(c, "INSERT INTO migration (module, number, hash, at) VALUES (?1, ?2, ?3, ?4)",
        V(m->module), V(m->number), V(hash_of(c, m)), V(c->now));
    return !c->err.kind;
}

static bool lock_others_out(struct ctx *c)
{
    return db_engine(c->db) == DB_SQLITE ||
           c->db->driver->script(c, "LOCK TABLE migration IN EXCLUSIVE MODE");
}

static bool apply(struct ctx *c, const struct migration *m, int *applied)
{
    if (!db_begin_area(c, 0) || !lock_others_out(c)) {
        db_rollback(c);
        return false;
    }
    int64_t there = db_int(
        c, "SELECT 1 FROM migration WHERE module = ?1 AND number = ?2", V(m->module), V(m->number));
    bool ran = !there && !c->err.kind && run_missing(c, m);
    *applied += ran;
    return db_commit(c);
}

static bool prepare_store(struct ctx *c, int *count)
{
    if (db_begin_area(c, 0)) {
        c->db->driver->script(c, own_table);
        check_applied(c, count);
    }
    return db_commit(c);
}

bool db_migrate(struct ctx *c, int *applied)
{
    int count = 0;
    *applied = 0;
    if (!prepare_store(c, &count)) {
        return false;
    }
    for (int i = 0; i < migrations_count && !c->err.kind; i++) {
        apply(c, &migrations[i], applied);
    }
    if (*applied && db_engine(c->db) == DB_SQLITE) {
        sqlite_plans(c);
    }
    return !c->err.kind;
}

static bool has_own_table(struct ctx *c)
{
    return db_engine(c->db) == DB_SQLITE
               ? db_int(c, "SELECT count(*) FROM sqlite_master WHERE name = 'migration'", NONE) > 0
               : db_int(c, "SELECT count(*) FROM pg_tables WHERE tablename = 'migration'", NONE) >
                     0;
}

bool db_is_current(struct ctx *c)
{
    int count = 0;
    if (!db_begin_read(c)) {
        return false;
    }
    if (has_own_table(c) && check_applied(c, &count) && count < migrations_count) {
        count = 0;
    }
    if (!c->err.kind && !count && migrations_count) {
        fail(&c->err, ERR_STORE, SAY(N_("数据库还没有升级，请先运行 eaves migrate")));
    }
    return db_commit(c);
}

bool db_is_empty(struct ctx *c)
{
    return !c->err.kind &&
           (db_engine(c->db) == DB_SQLITE
                   ? db_int(c, "SELECT count(*) FROM sqlite_master", NONE) == 0
                   : db_int(c, "SELECT count(*) FROM pg_tables WHERE schemaname = current_schema()",
                         NONE) == 0);
}

static bool is_among(const struct applieds *only, const struct migration *m)
{
    for (size_t i = 0; i < only->n; i++) {
        if (only->v[i].number == m->number && str_same(only->v[i].module, m->module)) {
            return true;
        }
    }
    return false;
}

bool db_make(struct ctx *c, const struct applieds *only)
{
    bool ok = c->db->driver->script(c, own_table);
    for (int i = 0; ok && i < migrations_count; i++) {
        ok = !is_among(only, &migrations[i]) || run_missing(c, &migrations[i]);
    }
    return ok;
}

bool db_plans(struct ctx *c)
{
    return db_engine(c->db) != DB_SQLITE || sqlite_plans(c);
}
