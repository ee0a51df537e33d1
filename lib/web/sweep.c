/* sweep.c - files nobody names: uploads no room kept, and pictures made anew whose row was never
 * written (a kill between both, an act that was rolled back).
 *
 * A day old they go. One area's job says which of its rows will never be made; the files, which all
 * areas share, are one job a day, of area 0. */
#include <dirent.h>
#include <fcntl.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/db/job.h"
#include "lib/web/file.h"
#include "lib/web/file_job.h"
#include "lib/web/upload.h"

enum { SHA = crypto_hash_sha256_BYTES, JOBS_KEPT_DAYS = 30 };

struct sha {
    uint8_t v[SHA];
};
struct shas {
    struct sha *v;
    size_t n, cap;
};

static bool sha_read(const char *text, struct sha *out)
{
    return strlen(text) == 2 * SHA && unhex(text, out->v, SHA);
}

static int by_bytes(const void *a, const void *b)
{
    return memcmp(a, b, SHA);
}

/* What rows of any area name, sorted: one look at the store, however many files lie there. */
static bool named_load(struct ctx *c, struct shas *out)
{
    if (!db_begin_read(c)) {
        return false;
    }
    struct rows r = db_query(c,
        "SELECT sha256, thumb_sha256 FROM file WHERE sha256 IS NOT NULL OR thumb_sha256 IS NOT NULL"
        " /* town */",
        NONE);
    while (rows_next(&r)) {
        for (int col = 0; col < 2; col++) {
            struct sha sha;
            if (sha_read(row_text(&r, col), &sha)) {
                list_push(c->arena, out, sha);
            }
        }
    }
    bool ok = rows_end(&r);
    db_rollback(c);
    if (out->n) {
        qsort(out->v, out->n, sizeof(*out->v), by_bytes);
    }
    return ok;
}

static bool is_named(const struct shas *named, const struct sha *sha)
{
    return named->n && bsearch(sha, named->v, named->n, sizeof(*named->v), by_bytes);
}

/* The same picture may be made again in this very moment: so it is first taken away, and put back
 * when what was taken turns out to be new. */
static bool take_away(int from, int quarantine, const char *name, int64_t before)
{
    if (renameat(from, name, quarantine, name) != 0) {
        return false;
    }
    if (file_is_older(quarantine, name, before)) {
        return unlinkat(quarantine, name, 0) == 0;
    }
    if (renameat(quarantine, name, from, name) != 0) {
        fprintf(stderr, "event=file_not_put_back sha256=%s\n", name);
    }
    return false;
}

static void sweep_dir(
    DIR *dir, int quarantine, const struct shas *named, int64_t before, struct swept *swept)
{
    struct sha sha;
    for (struct dirent *e = readdir(dir); e; e = readdir(dir)) {
        if (!sha_read(e->d_name, &sha) || is_named(named, &sha)) {
            continue;
        }
        bool gone = file_is_older(dirfd(dir), e->d_name, before) &&
                    take_away(dirfd(dir), quarantine, e->d_name, before);
        swept->gone += gone;
        swept->left += !gone;
    }
}

static DIR *dir_open(const char *files_dir, const char *name)
{
    char path[512];
    int n = snprintf(path, sizeof path, "%s/%s", files_dir, name);
    return n > 0 && (size_t)n < sizeof path ? opendir(path) : NULL;
}

static struct swept made_sweep(const char *files_dir, const struct shas *named, int64_t before)
{
    struct swept swept = {0};
    DIR *quarantine = dir_open(files_dir, "quarantine");
    for (int i = 0; quarantine && i < 256; i++) {
        char name[3];
        snprintf(name, sizeof name, "%02x", i);
        DIR *dir = dir_open(files_dir, name);
        if (dir) {
            sweep_dir(dir, dirfd(quarantine), named, before, &swept);
            closedir(dir);
        }
    }
    if (quarantine) {
        closedir(quarantine);
    }
    return swept;
}

/* Failures stay in c->err: the job that plans is run again. */
static void plan_files(struct ctx *c, int64_t due_at)
{
    struct ctx all = *c;
    all.area_id = 0;
    if (db_begin_area(&all, 0)) {
        job_put(&all, "web.sweep_files", 0, due_at);
    }
    if (!db_commit(&all)) {
        c->err = all.err;
    }
}

void sweep_files(struct ctx *c, const struct job *j)
{
    int64_t before = c->now - MS_PER_DAY;
    struct shas named = {0};
    if (!named_load(c, &named)) {
        return;
    }
    struct swept made = made_sweep(c->app->files_dir, &named, before);
    struct swept raw = quarantine_sweep(c->app->files_dir, before);
    fprintf(stderr, "event=swept quarantined=%d made=%d young=%d\n", raw.gone, made.gone,
        raw.left + made.left);
    if (raw.left + made.left) {
        plan_files(c, j->due_at + MS_PER_DAY);
    }
}

/* What could not be made within a day never will be. */
static bool give_up(struct ctx *c)
{
    db_exec(c,
        "UPDATE file SET state = ?2, reason = ?3 WHERE area_id = ?1 AND state = ?4 AND made_at < ?5",
        V(c->area_id), V((int64_t)FILE_REFUSED), V(file_bad), V((int64_t)FILE_QUARANTINED),
        V(c->now - MS_PER_DAY));
    return db_int(c, "SELECT count(*) FROM file WHERE area_id = ?1 AND state = ?2", V(c->area_id),
               V((int64_t)FILE_QUARANTINED)) > 0;
}

void sweep_area(struct ctx *c, const struct job *j)
{
    if (db_begin_area(c, c->area_id)) {
        if (give_up(c)) {
            job_put(c, "web.sweep", 0, j->due_at + MS_PER_DAY);
        }
        jobs_forget(c, c->now - JOBS_KEPT_DAYS * MS_PER_DAY);
    }
    if (db_commit(c)) {
        plan_files(c, j->due_at);
    }
}
