/* load.c - rows back into a store, and whether they are all there. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/backup/inside.h"
#include "lib/log/log.h"

void saying(struct ctx *c, struct sayings *s, struct words w)
{
    list_push(c->arena, s, w);
}

const struct backup_file *backup_file_of(const struct backup *b, const char *path)
{
    for (size_t i = 0; i < b->files.n; i++) {
        if (str_same(b->files.v[i].path, path)) {
            return &b->files.v[i];
        }
    }
    return NULL;
}

struct lines {
    FILE *f;
    char *v;
    size_t cap;
};

static bool next_line(struct ctx *c, void *self, const char **v, size_t *n)
{
    struct lines *l = self;
    (void)c;
    ssize_t got = getline(&l->v, &l->cap, l->f);
    *v = l->v;
    *n = got > 0 ? (size_t)got : 0;
    return got > 0;
}

static bool load_table(struct ctx *c, const struct backup *b, const struct backup_table *t)
{
    struct lines l = {.f = fopen(arena_printf(c->arena, "%s/rows/%s", b->path, t->name), "re")};
    if (!l.f) {
        return disk_fail(c, t->name);
    }
    bool ok = dump_in(c, t->name, t->columns, (struct dump_from){&l, next_line});
    free(l.v);
    fclose(l.f);
    return ok;
}

static const struct dump_table *table_of(const struct dump_tables *all, const char *name)
{
    for (size_t i = 0; i < all->n; i++) {
        if (str_same(all->v[i].name, name)) {
            return &all->v[i];
        }
    }
    return NULL;
}

/* The table as the store has it now, against the file it came from. */
static bool compare_table(struct ctx *c, const struct backup *b, const struct dump_table *t,
    const struct backup_table *said, struct sayings *bad)
{
    struct print is;
    int64_t n = 0;
    const struct backup_file *f = backup_file_of(b, arena_printf(c->arena, "rows/%s", said->name));
    struct dump_table here = *t;
    here.columns = said->columns;
    if (!rows_print(c, &here, &is, &n)) {
        return false;
    }
    if (n != said->rows) {
        saying(c, bad,
            WORDS(
                N_("表 {0} 应有 {1} 行，实有 {2} 行"), TEXT(said->name), INT(said->rows), INT(n)));
    } else if (!f || !str_same(f->sha, is.sha)) {
        saying(c, bad, WORDS(N_("表 {0} 装回去以后和备份里的不一样"), TEXT(said->name)));
    }
    return true;
}

static bool compare_area(struct ctx *c, const struct backup_area *a, struct sayings *bad)
{
    uint8_t head[32];
    int64_t facts = 0, wrong = 0, checked = 0;
    if (!log_head(c, a->id, &facts, head)) {
        return false;
    }
    if (facts != a->facts || !str_same(hex(c->arena, head, sizeof head), a->head)) {
        saying(c, bad,
            WORDS(N_("居民区 {0} 的记录和备份时不一样：备份时 {1} 条，现在 {2} 条"), TEXT(a->code),
                INT(a->facts), INT(facts)));
    }
    if (!log_check(c, a->id, &wrong, &checked) && !c->err.kind) {
        saying(c, bad, WORDS(N_("居民区 {0} 的第 {1} 条记录被改动过"), TEXT(a->code), INT(wrong)));
    }
    return !c->err.kind;
}

static bool compare_files(struct ctx *c, const struct backup *b, struct sayings *bad)
{
    struct names named = {0}, here = {0};
    for (size_t i = 0; i < b->files.n; i++) {
        list_push(c->arena, &here, b->files.v[i].path);
    }
    for (size_t i = 0; i < b->missing.n; i++) {
        list_push(c->arena, &here, b->missing.v[i]);
    }
    names_sort(&here);
    if (!backup_names(c, &named)) {
        return false;
    }
    for (size_t i = 0; i < named.n; i++) {
        if (!names_have(&here, named.v[i])) {
            saying(c, bad, WORDS(N_("备份里缺少文件 {0}"), TEXT(named.v[i])));
        }
    }
    return true;
}

static bool load_tables(
    struct ctx *c, const struct backup *b, const struct dump_tables *here, struct sayings *bad)
{
    bool same_engine = str_same(b->store, db_engine(c->db) == DB_SQLITE ? "sqlite" : "postgresql");
    for (size_t i = 0; i < b->tables.n && !c->err.kind; i++) {
        const struct backup_table *t = &b->tables.v[i];
        if (table_of(here, t->name)) {
            load_table(c, b, t);
        } else if (same_engine) { /* else: made from the others, by one engine only */
            saying(c, bad, WORDS(N_("程序不认识备份里的表 {0}"), TEXT(t->name)));
        }
    }
    return !c->err.kind;
}

static bool compare(
    struct ctx *c, const struct backup *b, const struct dump_tables *here, struct sayings *bad)
{
    bool ok = true;
    for (size_t i = 0; ok && i < b->tables.n; i++) {
        const struct dump_table *t = table_of(here, b->tables.v[i].name);
        ok = !t || compare_table(c, b, t, &b->tables.v[i], bad);
    }
    for (size_t i = 0; ok && i < b->areas.n; i++) {
        ok = compare_area(c, &b->areas.v[i], bad);
    }
    const char *unsound = ok ? dump_unsound(c) : NULL;
    if (unsound) {
        saying(c, bad, WORDS(N_("数据库自查没有通过：{0}"), TEXT(unsound)));
    }
    return ok && compare_files(c, b, bad);
}

bool backup_load(struct ctx *c, const struct backup *b, struct sayings *bad)
{
    struct dump_tables here = {0};
    return db_begin_area(c, 0) && dump_loading(c) && db_make(c, &b->applied) &&
           dump_tables(c, &here) && load_tables(c, b, &here, bad) && compare(c, b, &here, bad);
}
