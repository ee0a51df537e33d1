#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/backup/inside.h"
#include "lib/base/app.h"
#include "lib/log/log.h"

#define UTC_AHEAD (INT64_C(8) * 3600 * 1000) /* names are in UTC, so that they sort by time */

/* names ------------------------------------------------------------------------------------- */
static int by_name(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

void names_sort(struct names *n)
{
    size_t kept = 0;
    if (n->n) {
        qsort(n->v, n->n, sizeof *n->v, by_name);
    }
    for (size_t i = 0; i < n->n; i++) {
        if (!kept || strcmp(n->v[kept - 1], n->v[i]) != 0) {
            n->v[kept++] = n->v[i];
        }
    }
    n->n = kept;
}

bool names_have(const struct names *sorted, const char *name)
{
    return sorted->n && bsearch(&name, sorted->v, sorted->n, sizeof *sorted->v, by_name);
}

static void push_sha(struct ctx *c, struct names *out, const char *sha)
{
    if (strlen(sha) == SHA_TEXT - 1) {
        list_push(c->arena, out, (const char *)arena_printf(c->arena, "files/%.2s/%s", sha, sha));
    }
}

bool backup_names(struct ctx *c, struct names *out)
{
    struct rows r =
        db_stream_(c, "SELECT sha256, thumb_sha256, original, state FROM file /* town */", 0, NULL);
    while (rows_next(&r)) {
        push_sha(c, out, row_text(&r, 0));
        push_sha(c, out, row_text(&r, 1));
        if (row_int(&r, 3) == 1 && *row_text(&r, 2)) { /* not made anew yet */
            list_push(c->arena, out,
                (const char *)arena_printf(c->arena, "files/quarantine/%s", row_text(&r, 2)));
        }
    }
    names_sort(out);
    return rows_end(&r);
}

/* the folder of backups --------------------------------------------------------------------- */
static int newest_first(const void *a, const void *b)
{
    return by_name(b, a);
}

static bool is_stamp(const char *name)
{
    return strlen(name) == strlen("20261127T180433.120Z") && strspn(name, "0123456789") == 8 &&
           name[8] == 'T';
}

static void list_dir(struct arena *a, const char *dir, bool parts, struct names *out)
{
    DIR *d = opendir(dir);
    for (struct dirent *e = d ? readdir(d) : NULL; e; e = readdir(d)) {
        bool part = str_starts(e->d_name, ".part-");
        const char *manifest = arena_printf(a, "%s/%s/manifest", dir, e->d_name);
        if (parts ? part : is_stamp(e->d_name) && access(manifest, F_OK) == 0) {
            list_push(a, out, (const char *)arena_strdup(a, e->d_name));
        }
    }
    if (d) {
        closedir(d);
    }
    if (out->n) {
        qsort(out->v, out->n, sizeof *out->v, newest_first);
    }
}

const char *backup_newest(struct arena *a, const char *dir)
{
    struct names all = {0};
    if (access(arena_printf(a, "%s/manifest", dir), F_OK) == 0) {
        return dir;
    }
    list_dir(a, dir, false, &all);
    return all.n ? arena_printf(a, "%s/%s", dir, all.v[0]) : NULL;
}

int64_t backup_newest_at(struct arena *a, const char *dir)
{
    const char *path = backup_newest(a, dir);
    int year = 0, month = 0, day = 0, hour = 0, minute = 0;
    const char *name = path ? strrchr(path, '/') : NULL;
    return name && sscanf(name, "/%4d%2d%2dT%2d%2d", &year, &month, &day, &hour, &minute) == 5
               ? ms_of_civil(year, month, day, hour, minute) + UTC_AHEAD
               : 0;
}

bool backup_is_due(int64_t now, int64_t newest_at, int every)
{
    enum { NIGHT = 3 };
    if (every < 24 * 60) {
        return now - newest_at >= (int64_t)every * 60 * 1000;
    }
    struct civil t = civil_of(now);
    int64_t night = ms_of_civil(t.year, t.month, t.day, NIGHT, 0);
    return newest_at < (night > now ? night - MS_PER_DAY : night);
}

bool backup_stays(const struct names *all, size_t i, int keep)
{
    int days = 0;
    bool last_of_day = i == 0 || strncmp(all->v[i - 1], all->v[i], 8) != 0;
    for (size_t k = 0; k < i; k++) {
        days += k == 0 || strncmp(all->v[k - 1], all->v[k], 8) != 0;
    }
    return i < (size_t)keep || (last_of_day && days < keep);
}

static int lock_dir(struct ctx *c, const char *dir)
{
    int fd = open(arena_printf(c->arena, "%s/.lock", dir), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (fd < 0) {
        disk_fail(c, dir);
    } else if (flock(fd, LOCK_EX | LOCK_NB) != 0) {
        close(fd);
        fd = -1;
        fail(&c->err, ERR_BUSY, WORDS(N_("{0} 里正在做另一份备份"), TEXT(dir)));
    }
    return fd;
}

int backup_thin(struct ctx *c, const char *dir, int keep)
{
    struct names all = {0};
    int gone = 0, lock = keep > 0 ? lock_dir(c, dir) : -1;
    list_dir(c->arena, dir, false, &all);
    for (size_t i = 0; lock >= 0 && i < all.n; i++) {
        if (!backup_stays(&all, i, keep)) {
            const char *old = arena_printf(c->arena, "%s/%s", dir, all.v[i]);
            unlink(arena_printf(c->arena, "%s/manifest", old)); /* from here on it is none */
            disk_remove(old);
            gone++;
        }
    }
    if (lock >= 0) {
        close(lock);
    }
    return gone;
}

/* files ------------------------------------------------------------------------------------- */
struct making {
    const char *dir, *part, *before; /* before: the newest backup, or NULL */
    bool quick;
    struct backup *out;
};

static const char *in(struct ctx *c, const char *dir, const char *name)
{
    return arena_printf(c->arena, "%s/%s", dir, name);
}

/* "files/ab/..." lies in the house's own folder as "ab/...". */
static const char *at_home(struct ctx *c, const char *name)
{
    return in(c, c->app->files_dir, name + strlen("files/"));
}

static const char *sha_named(const char *name)
{
    return str_starts(name, "files/quarantine/") ? NULL : strrchr(name, '/') + 1;
}

static bool is_whole(const char *name, const struct print *is)
{
    return !sha_named(name) || str_same(sha_named(name), is->sha);
}

static bool share(struct ctx *c, const struct making *m, const char *name, const char *to)
{
    struct print is;
    if (!m->before || !sha_named(name) || link(in(c, m->before, name), to) != 0) {
        return false;
    }
    if (m->quick || (disk_hash(to, &is) && is_whole(name, &is))) {
        return true;
    }
    unlink(to);
    return false;
}

/* False with c->err clear: there is no such file, or it is not what its name says. */
static bool take(struct ctx *c, const struct making *m, const char *name)
{
    struct print is;
    const char *to = in(c, m->part, name);
    if (access(to, F_OK) == 0 || share(c, m, name, to)) {
        return true;
    }
    if (access(at_home(c, name), R_OK) != 0) {
        return false;
    }
    bool copied = disk_copy(c, at_home(c, name), to, &is);
    if (c->err.kind && access(at_home(c, name), F_OK) != 0) {
        c->err = (struct err){0}; /* gone meanwhile */
        copied = false;
    }
    if (!copied || !is_whole(name, &is)) {
        unlink(to);
        return false;
    }
    return true;
}

static bool make_dirs(struct ctx *c, const char *part, const struct names *names)
{
    char last[24] = "";
    bool ok = disk_make(c, part) && disk_make(c, in(c, part, "rows")) &&
              disk_make(c, in(c, part, "files")) && disk_make(c, in(c, part, "files/quarantine"));
    for (size_t i = 0; ok && i < names->n; i++) {
        size_t n = (size_t)(strrchr(names->v[i], '/') - names->v[i]);
        if (n < sizeof last && (strlen(last) != n || strncmp(last, names->v[i], n) != 0)) {
            snprintf(last, sizeof last, "%.*s", (int)n, names->v[i]);
            ok = disk_make(c, in(c, part, last));
        }
    }
    return ok;
}

static bool take_all(
    struct ctx *c, const struct making *m, const struct names *names, struct names *missing)
{
    bool ok = make_dirs(c, m->part, names);
    for (size_t i = 0; ok && i < names->n; i++) {
        if (!take(c, m, names->v[i]) && !c->err.kind) {
            list_push(c->arena, missing, names->v[i]);
        }
        ok = !c->err.kind;
    }
    return ok;
}

/* rows -------------------------------------------------------------------------------------- */
static void push_file(struct ctx *c, struct backup *out, const char *path, const struct print *is)
{
    struct backup_file f = {
        .path = path, .sha = arena_strdup(c->arena, is->sha), .bytes = is->bytes};
    list_push(c->arena, &out->files, f);
    out->bytes += is->bytes;
}

static bool dump_one(struct ctx *c, struct making *m, const struct dump_table *t)
{
    struct print rows, sums;
    int64_t n = 0;
    const char *path = arena_printf(c->arena, "rows/%s", t->name);
    if (!rows_write(c, t, in(c, m->part, path), &rows, &sums, &n)) {
        return false;
    }
    struct backup_table said = {.name = t->name, .columns = t->columns, .rows = n};
    list_push(c->arena, &m->out->tables, said);
    m->out->rows += n;
    push_file(c, m->out, path, &rows);
    push_file(c, m->out, arena_printf(c->arena, "%s.sums", path), &sums);
    return true;
}

static bool areas_of(struct ctx *c, struct backup *out)
{
    struct rows r = db_query(c, "SELECT area_id FROM area_head ORDER BY area_id /* town */", NONE);
    while (rows_next(&r)) {
        list_push(c->arena, &out->areas, (struct backup_area){.id = row_int(&r, 0)});
    }
    bool ok = rows_end(&r);
    for (size_t i = 0; ok && i < out->areas.n; i++) {
        struct backup_area *a = &out->areas.v[i];
        uint8_t head[32];
        ok = log_head(c, a->id, &a->facts, head);
        a->head = hex(c->arena, head, sizeof head);
        a->code = str_or(db_text(c, "SELECT code FROM area WHERE id = ?1", V(a->id)), "-");
    }
    return ok;
}

static bool dump_all(struct ctx *c, struct making *m)
{
    struct dump_tables tables = {0};
    struct backup *out = m->out;
    out->tables.n = out->files.n = out->areas.n = out->applied.n = 0;
    out->rows = out->bytes = 0;
    disk_remove(in(c, m->part, "rows"));
    bool ok = disk_make(c, in(c, m->part, "rows")) && db_applied(c, &out->applied) &&
              dump_tables(c, &tables) && areas_of(c, out);
    for (size_t i = 0; ok && i < tables.n; i++) {
        ok = dump_one(c, m, &tables.v[i]);
    }
    return ok;
}

/* All of one moment. What was there a moment ago may have been made anew or forgotten since: the
 * rows of a later moment say so. */
static bool snapshot(struct ctx *c, struct making *m, struct names *names)
{
    for (int i = 0; i < 3 && !c->err.kind; i++) {
        names->n = m->out->missing.n = 0;
        if (db_begin_read(c) && dump_lasting(c) && backup_names(c, names) &&
            take_all(c, m, names, &m->out->missing) && (!m->out->missing.n || i == 2)) {
            dump_all(c, m);
            i = 3;
        }
        db_rollback(c);
    }
    return !c->err.kind;
}

/* Photos first, while nothing waits; the snapshot then needs those few that came meanwhile. */
static bool take_before(struct ctx *c, const struct making *m, struct names *names)
{
    struct names missing = {0};
    bool ok = db_begin_read(c) && backup_names(c, names);
    db_rollback(c);
    return ok && take_all(c, m, names, &missing);
}

/* Of a photo that was forgotten between both looks nothing stays. */
static bool list_files(
    struct ctx *c, struct making *m, const struct names *early, const struct names *names)
{
    for (size_t i = 0; i < early->n; i++) {
        if (!names_have(names, early->v[i])) {
            unlink(in(c, m->part, early->v[i]));
        }
    }
    for (size_t i = 0; i < names->n && !c->err.kind; i++) {
        const char *path = in(c, m->part, names->v[i]);
        const char *sha = sha_named(names->v[i]);
        struct stat s;
        struct print is = {0};
        if (stat(path, &s) != 0) {
            continue; /* among the missing */
        }
        is.bytes = s.st_size;
        if (sha) {
            snprintf(is.sha, sizeof is.sha, "%s", sha);
        } else if (!disk_hash(path, &is)) {
            disk_fail(c, path);
        }
        push_file(c, m->out, names->v[i], &is);
    }
    return !c->err.kind;
}

/* The manifest --------------------------------------------------------------------------------- */
static bool write_manifest(struct ctx *c, const struct making *m)
{
    struct disk_out out;
    struct print is;
    const char *text = backup_manifest(c, m->out);
    bool ok = disk_settle(c, m->part) && disk_open(c, in(c, m->part, "manifest"), &out);
    if (ok) {
        ok = disk_put(c, &out, text, strlen(text));
        disk_close(c, &out, &is);
    }
    return ok && !c->err.kind && disk_settle(c, m->part);
}

static const char *stamp(struct arena *a, int64_t ms)
{
    struct civil t = civil_of(ms - UTC_AHEAD);
    return arena_printf(a, "%04d%02d%02dT%02d%02d%02d.%03dZ", t.year, t.month, t.day, t.hour,
        t.minute, t.second, (int)(ms % 1000));
}

static void sweep_parts(struct ctx *c, const char *dir)
{
    struct names parts = {0};
    list_dir(c->arena, dir, true, &parts);
    for (size_t i = 0; i < parts.n; i++) {
        disk_remove(in(c, dir, parts.v[i]));
    }
}

static bool make(struct ctx *c, struct making *m, const char *name)
{
    struct names early = {0}, names = {0};
    const char *whole = in(c, m->dir, name);
    bool ok = disk_make(c, m->part) && take_before(c, m, &early) && snapshot(c, m, &names) &&
              list_files(c, m, &early, &names) && write_manifest(c, m) &&
              (rename(m->part, whole) == 0 || disk_fail(c, whole)) && disk_settle(c, m->dir);
    if (!ok) {
        disk_remove(m->part);
    }
    m->out->path = whole;
    return ok;
}

bool backup_none(struct ctx *c)
{
    const char *store = str_or(c->app->store, "");
    const char *said = str_starts(store, "sqlite:") ? store : "PostgreSQL"; /* no password of it */
    return fail(&c->err, ERR_ABSENT,
        WORDS(
            N_("{0} 里没有屋檐的数据，没有可备份的。请用 --store 写对数据库在哪里。"), TEXT(said)));
}

bool backup_any(struct ctx *c)
{
    if (!db_begin_read(c)) {
        return false;
    }
    bool empty = db_is_empty(c);
    db_rollback(c);
    return !c->err.kind && (!empty || backup_none(c));
}

bool backup_make(struct ctx *c, const char *dir, bool quick, struct backup *out)
{
    int64_t now = app_now(c->app);
    const char *name = stamp(c->arena, now);
    struct making m = {.dir = dir,
        .part = arena_printf(c->arena, "%s/.part-%s", dir, name),
        .quick = quick,
        .out = out};
    *out = (struct backup){.made_at = now,
        .program = "0.1.0",
        .store = db_engine(c->db) == DB_SQLITE ? "sqlite" : "postgresql",
        .sealed_by_us = true};
    int lock = disk_make(c, dir) ? lock_dir(c, dir) : -1;
    if (lock < 0) {
        return false;
    }
    sweep_parts(c, dir);
    m.before = backup_newest(c->arena, dir);
    bool ok = make(c, &m, name);
    close(lock);
    return ok;
}
