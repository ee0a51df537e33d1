/* file_job.c - what the runner does with uploads: re-encode or refuse, unlink what is to be
 * forgotten. One runner works in files_dir, one job after the other: nothing is made meanwhile.
 * Sweeping: sweep.c. */
#include "lib/web/file_job.h"

#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/db/job.h"
#include "lib/web/file.h"
#include "lib/web/image_child.h"
#include "lib/web/upload.h"

enum { SHA_TEXT = 2 * crypto_hash_sha256_BYTES + 1 };

bool file_path(const struct app *app, const char *sha, char *out, size_t size)
{
    if (strlen(sha) != SHA_TEXT - 1 || strspn(sha, "0123456789abcdef") != SHA_TEXT - 1) {
        return false;
    }
    int n = snprintf(out, size, "%s/%.2s/%s", app->files_dir, sha, sha);
    return n > 0 && (size_t)n < size;
}

/* A picture being made: in quarantine/ until it is whole, then under its own hash. */
struct making {
    int fd;
    char path[512];
    char sha[SHA_TEXT];
    int64_t bytes;
};

static bool making_begin(const struct app *app, struct making *m)
{
    uint8_t dice[16];
    char name[2 * sizeof dice + 1];
    randombytes_buf(dice, sizeof dice);
    sodium_bin2hex(name, sizeof name, dice, sizeof dice);
    int n = snprintf(m->path, sizeof m->path, "%s/quarantine/%s", app->files_dir, name);
    m->fd = n > 0 && (size_t)n < sizeof m->path
                ? open(m->path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0640)
                : -1;
    return m->fd >= 0;
}

static void making_drop(struct making *m)
{
    if (m->fd >= 0) {
        close(m->fd);
        unlink(m->path);
        m->fd = -1;
    }
}

static bool hash_file(struct making *m)
{
    uint8_t piece[16 * 1024];
    uint8_t sum[crypto_hash_sha256_BYTES];
    crypto_hash_sha256_state state;
    crypto_hash_sha256_init(&state);
    ssize_t n = pread(m->fd, piece, sizeof piece, 0);
    for (m->bytes = 0; n > 0; n = pread(m->fd, piece, sizeof piece, m->bytes)) {
        crypto_hash_sha256_update(&state, piece, (unsigned long long)n);
        m->bytes += n;
    }
    crypto_hash_sha256_final(&state, sum);
    sodium_bin2hex(m->sha, sizeof m->sha, sum, sizeof sum);
    return n == 0 && m->bytes > 0;
}

static bool sync_dir(const char *path)
{
    int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    bool ok = fd >= 0 && fsync(fd) == 0;
    if (fd >= 0) {
        close(fd);
    }
    return ok;
}

/* The row names it only after file and directories are on the disk. */
static bool making_settle(const struct app *app, struct making *m)
{
    char path[512];
    char dir[512];
    if (!hash_file(m) || fsync(m->fd) != 0 || !file_path(app, m->sha, path, sizeof path)) {
        return false;
    }
    snprintf(dir, sizeof dir, "%s/%.2s", app->files_dir, m->sha);
    if ((mkdir(dir, 0750) != 0 && errno != EEXIST) || rename(m->path, path) != 0) {
        return false;
    }
    close(m->fd);
    m->fd = -1;
    return sync_dir(dir) && sync_dir(app->files_dir);
}

const char *const file_bad = N_("照片不完整或者打不开，请重新拍一张。");

static const char *why_of(enum image_state state)
{
    switch (state) {
    case IMAGE_UNKNOWN:
        return N_("只收 JPEG、PNG 或 WebP 照片。");
    case IMAGE_TOO_LARGE:
        return N_("照片太大，不能超过 5000 万像素。");
    case IMAGE_MADE:
    case IMAGE_BAD:
    case IMAGE_TROUBLE:
        break;
    }
    return file_bad;
}

static bool trouble(struct ctx *c)
{
    bool full = errno == ENOSPC || errno == EDQUOT;
    return fail(&c->err, full ? ERR_FULL : ERR_STORE, SAY(N_("照片没有处理成，稍后再试。")));
}

/* Unlinking: only what no row that stands shows, in whatever area. -------------------------------
 */
static bool shown_elsewhere(struct ctx *c, const char *sha)
{
    bool shown = true;
    if (db_begin_read(c)) {
        shown =
            db_int(c, "SELECT count(*) FROM file WHERE sha256 = ?1 AND state < 4 /* town */",
                V(sha)) ||
            db_int(c, "SELECT count(*) FROM file WHERE thumb_sha256 = ?1 AND state < 4 /* town */",
                V(sha)) ||
            c->err.kind;
        db_rollback(c);
    }
    return shown;
}

/* True once it is gone from the disk, or has to stay. */
static bool unlink_picture(struct ctx *c, const char *sha)
{
    char path[512];
    char dir[512];
    if (!file_path(c->app, sha, path, sizeof path) || shown_elsewhere(c, sha)) {
        return !c->err.kind;
    }
    snprintf(dir, sizeof dir, "%s/%.2s", c->app->files_dir, sha);
    if (unlink(path) != 0) {
        return errno == ENOENT || trouble(c);
    }
    return sync_dir(dir) || trouble(c);
}

/* Reencoding ---------------------------------------------------------------------------------- */
static bool put_ready(struct ctx *c, int64_t id, const struct image_made *made,
    const struct making *large, const struct making *thumb)
{
    int64_t kept = 0;
    if (db_begin_area(c, c->area_id)) {
        kept = db_exec(c,
            "UPDATE file SET state = ?3, sha256 = ?4, thumb_sha256 = ?5, width = ?6, height = ?7, bytes = ?8"
            " WHERE area_id = ?1 AND id = ?2 AND state = ?9",
            V(c->area_id), V(id), V((int64_t)FILE_READY), V((const char *)large->sha),
            V((const char *)thumb->sha), V(made->width), V(made->height), V(large->bytes),
            V((int64_t)FILE_QUARANTINED));
    }
    /* Forgotten while it was made: nobody would ever find these. */
    return db_commit(c) &&
           (kept || (unlink_picture(c, large->sha) && unlink_picture(c, thumb->sha)));
}

static bool put_refused(struct ctx *c, int64_t id, const char *why)
{
    if (db_begin_area(c, c->area_id)) {
        db_exec(c,
            "UPDATE file SET state = ?3, reason = ?4 WHERE area_id = ?1 AND id = ?2 AND state = ?5",
            V(c->area_id), V(id), V((int64_t)FILE_REFUSED), V(why), V((int64_t)FILE_QUARANTINED));
    }
    return db_commit(c);
}

static bool reencode_open(struct ctx *c, int64_t id, int original)
{
    struct making large = {.fd = -1};
    struct making thumb = {.fd = -1};
    bool ok = making_begin(c->app, &large) && making_begin(c->app, &thumb);
    struct image_made made = {.state = IMAGE_TROUBLE};
    if (ok) {
        made = image_make(original, large.fd, thumb.fd);
    }
    if (made.state == IMAGE_MADE) {
        ok = making_settle(c->app, &large) && making_settle(c->app, &thumb);
        ok = ok ? put_ready(c, id, &made, &large, &thumb) : trouble(c);
    } else {
        ok = made.state == IMAGE_TROUBLE ? trouble(c) : put_refused(c, id, why_of(made.state));
    }
    making_drop(&large);
    making_drop(&thumb);
    return ok;
}

static const char *original_of(struct ctx *c, int64_t id)
{
    const char *name = NULL;
    if (db_begin_read(c)) {
        name = db_text(c, "SELECT original FROM file WHERE area_id = ?1 AND id = ?2 AND state = ?3",
            V(c->area_id), V(id), V((int64_t)FILE_QUARANTINED));
        db_rollback(c);
    }
    return name;
}

static void reencode(struct ctx *c, const struct job *j)
{
    const char *name = original_of(c, j->subject_id);
    if (!name || c->err.kind) {
        return; /* done before, or gone */
    }
    const char *path = arena_printf(c->arena, "%s/quarantine/%s", c->app->files_dir, name);
    int fd = *name && !strchr(name, '/') ? open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW) : -1;
    bool ok = false;
    if (fd >= 0) {
        ok = reencode_open(c, j->subject_id, fd);
        close(fd);
    } else {
        ok = put_refused(c, j->subject_id, why_of(IMAGE_BAD));
    }
    if (ok && *name) {
        unlink(path);
    }
}

/* Forgetting: first from the disk, then from the rows, so that a crash between is made good. -----
 */
struct gone {
    struct gone_file {
        const char *original, *sha, *thumb;
    } * v;
    size_t n, cap;
};

static bool gone_of(struct ctx *c, int64_t subject_id, struct gone *out)
{
    if (!db_begin_read(c)) {
        return false;
    }
    struct rows r = db_query(c,
        "SELECT original, sha256, thumb_sha256 FROM file WHERE area_id = ?1 AND subject_id = ?2"
        " AND state = 4",
        V(c->area_id), V(subject_id));
    while (rows_next(&r)) {
        list_push(
            c->arena, out, ((struct gone_file){row_text(&r, 0), row_text(&r, 1), row_text(&r, 2)}));
    }
    bool ok = rows_end(&r);
    db_rollback(c);
    return ok;
}

static bool unlink_original(struct ctx *c, const char *name)
{
    if (!*name || strchr(name, '/')) {
        return true;
    }
    const char *path = arena_printf(c->arena, "%s/quarantine/%s", c->app->files_dir, name);
    return unlink(path) == 0 || errno == ENOENT || trouble(c);
}

static void unlink_forgotten(struct ctx *c, const struct job *j)
{
    struct gone gone = {0};
    bool ok = gone_of(c, j->subject_id, &gone);
    for (size_t i = 0; ok && i < gone.n; i++) {
        ok = unlink_original(c, gone.v[i].original) && unlink_picture(c, gone.v[i].sha) &&
             unlink_picture(c, gone.v[i].thumb);
    }
    if (!ok) {
        return;
    }
    if (db_begin_area(c, c->area_id)) {
        db_exec(c,
            "UPDATE file SET original = '', sha256 = NULL, thumb_sha256 = NULL WHERE area_id = ?1"
            " AND subject_id = ?2 AND state = 4",
            V(c->area_id), V(j->subject_id));
    }
    if (!db_commit(c)) {
        fprintf(stderr, "event=forgotten_rows_stay subject=%lld\n", (long long)j->subject_id);
    }
}

const struct job_kind file_jobs[] = {
    {"web.reencode", reencode, .slow = true},
    {"web.sweep", sweep_area, .slow = true},
    {"web.sweep_files", sweep_files, .slow = true},
    {"web.unlink", unlink_forgotten, .slow = true},
    {0},
};
