#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lib/backup/inside.h"

bool file_is(const char *path, const struct backup_file *f)
{
    struct print is;
    return disk_hash(path, &is) && is.bytes == f->bytes && str_same(is.sha, f->sha);
}

static const char *columns_of(const struct backup *b, const char *table)
{
    for (size_t i = 0; i < b->tables.n; i++) {
        if (str_same(b->tables.v[i].name, table)) {
            return b->tables.v[i].columns;
        }
    }
    return "";
}

/* The rows are read against their sums, so the sums have to be right. */
static struct words changed_row(
    struct ctx *c, const struct backup *b, const struct backup_file *f, const char *path)
{
    const char *key = "", *table = f->path + strlen("rows/");
    const char *sums = arena_printf(c->arena, "%s.sums", f->path);
    const struct backup_file *s = backup_file_of(b, sums);
    int64_t line = s && file_is(arena_printf(c->arena, "%s/%s", b->path, sums), s)
                       ? rows_changed_line(c->arena, path, columns_of(b, table), &key)
                       : 0;
    return line ? WORDS(N_("表 {0} 的第 {1} 行被改动过（{2}）"), TEXT(table), INT(line), TEXT(key))
                : WORDS(N_("文件 {0} 被改动过"), TEXT(f->path));
}

static void check_file(
    struct ctx *c, const struct backup *b, const struct backup_file *f, struct sayings *bad)
{
    const char *path = arena_printf(c->arena, "%s/%s", b->path, f->path);
    if (file_is(path, f)) {
        return;
    }
    size_t n = strlen(f->path);
    bool rows = str_starts(f->path, "rows/") && (n < 5 || !str_same(f->path + n - 5, ".sums"));
    saying(c, bad,
        access(path, F_OK) != 0 ? WORDS(N_("备份里缺少文件 {0}"), TEXT(f->path))
        : rows                  ? changed_row(c, b, f, path)
                                : WORDS(N_("文件 {0} 被改动过"), TEXT(f->path)));
}

/* In a store of its own, thrown away afterwards: what can be restored is proved by restoring it. */
static bool try_load(struct ctx *c, const struct backup *b, const char *room, struct sayings *bad)
{
    char *dir = arena_printf(c->arena, "%s/eaves-check-XXXXXX", room);
    if (!mkdtemp(dir)) {
        return disk_fail(c, room);
    }
    struct ctx own = *c;
    own.err = (struct err){0};
    own.db = db_open(arena_printf(c->arena, "sqlite:%s/store.db?synchronous=off", dir), &own.err);
    if (own.db) {
        must(backup_load(&own, b, bad) || own.err.kind);
        db_rollback(&own);
        db_close(own.db);
    }
    disk_remove(dir);
    c->err = own.err.kind == ERR_FULL ? own.err : c->err;
    if (own.err.kind && own.err.kind != ERR_FULL) {
        saying(c, bad, own.err.words);
        fprintf(stderr, "event=backup_not_loaded at=%s:%d detail=\"%s\"\n", own.err.file,
            own.err.line, own.err.detail);
    }
    return !c->err.kind;
}

static bool check_steps(struct ctx *c, const struct backup *b, struct sayings *bad)
{
    for (size_t i = 0; i < b->applied.n; i++) {
        if (!db_knows(c, &b->applied.v[i])) {
            struct err why = err_take(&c->err);
            saying(c, bad, why.words);
            return false;
        }
    }
    return true;
}

bool backup_verify(struct ctx *c, const struct backup *b, const char *room, struct sayings *bad)
{
    for (size_t i = 0; i < b->files.n; i++) {
        check_file(c, b, &b->files.v[i], bad);
    }
    return bad->n || !check_steps(c, b, bad) || try_load(c, b, room, bad);
}
