#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "lib/backup/inside.h"

/* What is half done has another name, and goes when a restore begins anew. */
struct restoring {
    const char *store; /* the address that is opened meanwhile */
    const char *file, *part; /* SQLite's; else NULL */
    const char *files, *files_part;
};

static struct restoring plan(struct arena *a, const char *store, const char *files_dir)
{
    struct restoring r = {.store = store,
        .files = files_dir,
        .files_part = arena_printf(a, "%s.restoring", files_dir)};
    if (str_starts(store, "sqlite:")) {
        r.file = arena_strndup(a, store + 7, strcspn(store + 7, "?"));
        r.part = arena_printf(a, "%s.restoring", r.file);
        r.store = arena_printf(a, "sqlite:%s", r.part);
    }
    return r;
}

static void remove_part(struct arena *a, const struct restoring *r)
{
    static const char *const ends[] = {"", "-wal", "-shm", "-ticket"};
    disk_remove(r->files_part); /* nobody else's name */
    for (size_t i = 0; r->part && i < COUNT(ends); i++) {
        unlink(arena_printf(a, "%s%s", r->part, ends[i]));
    }
}

static const char *dir_of(struct arena *a, const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash == path ? "/" : slash ? arena_strndup(a, path, (size_t)(slash - path)) : ".";
}

/* In the new folder until the store has its name too: a restore that was cut off in between may be
 * begun again. */
static const char *mark(struct arena *a, const char *files)
{
    return arena_printf(a, "%s/.restoring", files);
}

/* Asked for the store first: a mark beside a store that is there is only a late one. */
static bool refuse_full(struct ctx *c, const struct restoring *r)
{
    if (r->file && access(r->file, F_OK) == 0) {
        return fail(&c->err, ERR_CONFLICT,
            WORDS(N_("数据库 {0} 已经存在，恢复只写进新的数据库，请先移走"), TEXT(r->file)));
    }
    if (!r->file && !db_is_empty(c)) {
        return c->err.kind ? false
                           : fail(&c->err, ERR_CONFLICT,
                                 SAY(N_("这个 PostgreSQL 数据库里已经有表，恢复只写进空的数据库")));
    }
    if (access(mark(c->arena, r->files), F_OK) == 0) {
        disk_remove(r->files);
    }
    return disk_is_empty(r->files) ||
           fail(&c->err, ERR_CONFLICT,
               WORDS(
                   N_("文件夹 {0} 里已经有东西，恢复只写进空的文件夹，请先移走"), TEXT(r->files)));
}

static bool refuse_newer(struct ctx *c, const struct backup *b)
{
    for (size_t i = 0; i < b->applied.n; i++) {
        if (!db_knows(c, &b->applied.v[i])) {
            return false;
        }
    }
    return true;
}

static bool put_file(struct ctx *c, const struct backup *b, const struct backup_file *f,
    const char *part, struct sayings *bad)
{
    struct print is;
    const char *name = f->path + strlen("files/");
    const char *from = arena_printf(c->arena, "%s/%s", b->path, f->path);
    const char *to = arena_printf(c->arena, "%s/%s", part, name);
    const char *slash = strchr(name, '/');
    if (!slash ||
        !disk_make(c, arena_printf(c->arena, "%s/%.*s", part, (int)(slash - name), name))) {
        return !slash;
    }
    if (!disk_copy(c, from, to, &is)) {
        return false;
    }
    if (!str_same(is.sha, f->sha)) {
        saying(c, bad, WORDS(N_("文件 {0} 被改动过"), TEXT(f->path)));
    }
    return true;
}

static bool put_mark(struct ctx *c, const char *part)
{
    struct disk_out out;
    struct print is;
    bool ok = disk_open(c, mark(c->arena, part), &out);
    return disk_close(c, &out, &is) && ok;
}

static bool put_files(struct ctx *c, const struct backup *b, const char *part, struct sayings *bad)
{
    bool ok = disk_make(c, dir_of(c->arena, part)) && disk_make(c, part) &&
              disk_make(c, arena_printf(c->arena, "%s/quarantine", part));
    for (size_t i = 0; ok && i < b->files.n; i++) {
        if (str_starts(b->files.v[i].path, "files/")) {
            ok = put_file(c, b, &b->files.v[i], part, bad);
        }
    }
    return ok && put_mark(c, part) && disk_settle(c, part);
}

static bool name_it(struct ctx *c, const char *from, const char *to)
{
    return rename(from, to) == 0 || disk_fail(c, to);
}

/* The older program's tables are brought up before anybody sees them. */
static bool finish_sqlite(struct ctx *c, const struct restoring *r)
{
    int applied = 0;
    bool ok = db_commit(c) && db_migrate(c, &applied) && db_plans(c);
    db_close(c->db); /* the log goes into the file */
    c->db = NULL;
    ok = ok && disk_settle(c, dir_of(c->arena, r->part)) && name_it(c, r->files_part, r->files) &&
         name_it(c, r->part, r->file) && disk_settle(c, dir_of(c->arena, r->file)) &&
         disk_settle(c, r->files);
    return ok;
}

static bool finish_postgres(struct ctx *c, const struct restoring *r)
{
    int applied = 0;
    if (!name_it(c, r->files_part, r->files) || !disk_settle(c, r->files)) {
        return false;
    }
    if (!db_commit(c)) {
        rename(r->files, r->files_part);
        return false;
    }
    if (!db_migrate(c, &applied) || !db_begin_area(c, 0)) {
        return false;
    }
    db_grown(c);
    return db_commit(c);
}

static bool load(struct ctx *c, const struct backup *b, struct restoring *r, struct sayings *bad)
{
    bool room = !r->part || (disk_make(c, dir_of(c->arena, r->part)) && refuse_full(c, r));
    if (room && r->part) {
        remove_part(c->arena, r);
    }
    c->db = room ? db_open(r->store, &c->err) : NULL;
    if (!c->db || (!r->part && !refuse_full(c, r))) {
        return false;
    }
    bool ok = put_files(c, b, r->files_part, bad) && backup_load(c, b, bad) && !bad->n &&
              (r->file ? finish_sqlite(c, r) : finish_postgres(c, r));
    if (ok) {
        unlink(mark(c->arena, r->files));
    }
    return ok;
}

bool backup_restore(struct ctx *c, const struct backup *b, const char *store, const char *files_dir,
    struct sayings *bad)
{
    struct ctx own = *c;
    struct restoring r = plan(c->arena, store, files_dir);
    own.db = NULL;
    if (!refuse_newer(c, b)) {
        return false;
    }
    bool ok = load(&own, b, &r, bad);
    if (own.db) {
        db_rollback(&own);
        db_close(own.db);
    }
    if (own.err.kind != ERR_CONFLICT) {
        remove_part(c->arena, &r);
    }
    c->err = own.err;
    return ok;
}
