/* migrate_test.c - what was applied stays as it was applied. */
#include "lib/db/driver.h"

#include <string.h>

#include "tests/check.h"

static void engine_parts(struct ctx *c)
{
    static const char sql[] = "a;\n-- only sqlite\nb;\n-- end only\nc;\n"
                              "-- only postgresql\nd;\n-- end only\ne;";
    const char *sqlite = migration_text(c->arena, sql, DB_SQLITE);
    const char *postgres = migration_text(c->arena, sql, DB_POSTGRES);
    CHECK("SQLite's", strstr(sqlite, "b;") && !strstr(sqlite, "d;"));
    CHECK("PostgreSQL's", strstr(postgres, "d;") && !strstr(postgres, "b;"));
    CHECK("both's", strstr(sqlite, "c;") && strstr(postgres, "a;") && strstr(postgres, "e;"));
}

static void again(struct ctx *c)
{
    int applied = 7;
    CHECK("nothing to do", db_migrate(c, &applied) && applied == 0);
    CHECK("current", db_is_current(c));
}

/* Changes the record of one migration, in a transaction nobody commits. */
static enum err_kind seen_after(struct ctx *c, const char *change)
{
    must(db_begin_area(c, 0));
    db_exec_(c, change, 0, NULL);
    bool changed = db_commit(c);
    bool current = changed && db_is_current(c);
    enum err_kind kind = current ? ERR_NONE : c->err.kind;
    c->err = (struct err){0};
    return kind;
}

static void edited(struct ctx *c)
{
    int applied;
    CHECK("an edited one is refused",
        seen_after(c, "UPDATE migration SET hash = 'x' || hash WHERE module = 'log'") == ERR_STORE);
    CHECK("by migrate too", !db_migrate(c, &applied) && c->err.words.msgid);
    c->err = (struct err){0};
    CHECK("restored",
        seen_after(c, "UPDATE migration SET hash = substr(hash, 2) WHERE module = 'log'") ==
            ERR_NONE);
}

static void newer(struct ctx *c)
{
    int applied;
    CHECK("a newer store is refused",
        seen_after(c, "INSERT INTO migration VALUES ('log', 99, 'x', 0)") == ERR_STORE);
    CHECK("by migrate too", !db_migrate(c, &applied) && c->err.words.msgid);
    c->err = (struct err){0};
    CHECK("restored", seen_after(c, "DELETE FROM migration WHERE number = 99") == ERR_NONE);
}

static void missing(struct ctx *c)
{
    struct err why = {0};
    struct ctx other = *c;
    int applied = 0;
    if (db_engine(c->db) != DB_SQLITE) {
        return;
    }
    other.db = db_open(arena_printf(c->arena, "%s-empty", c->app->store), &why);
    CHECK("an empty store", other.db && !db_is_current(&other));
    other.err = (struct err){0};
    CHECK("is filled", db_migrate(&other, &applied) && applied == migrations_count);
    CHECK("and current", db_is_current(&other));
    db_close(other.db);
}

const struct test migrate_tests[] = {
    {"engine parts", engine_parts, .pure = true},
    {"again", again},
    {"edited", edited},
    {"newer", newer},
    {"missing", missing},
    {0},
};
