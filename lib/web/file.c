/* file.c - the rows of uploads, and how they are served. What the runner does: file_job.c. */
#include "lib/web/file.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/db/job.h"
#include "lib/web/file_job.h"
#include "lib/web/image.h"

static const char *base_of(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

/* The page asks the phone for JPEG, and an iPhone then gives that; a HEIC came another way. */
static struct words not_taken(enum image_kind kind)
{
    return kind == IMAGE_HEIC
               ? SAY(N_(
                     "这张照片是 HEIC 格式，这里打不开。请在手机上打开这张照片，截一张图再传；也可以在 iPhone 的“设置 › 相机 › 格式”里选“兼容性最佳”，以后拍的就能直接传。"))
               : SAY(N_("只收 JPEG、PNG 或 WebP 照片。"));
}

/* What its first bytes tell is said at once; the rest the runner finds out. */
static bool looks_right(struct ctx *c, const struct upload *u)
{
    int64_t width = 0;
    int64_t height = 0;
    if (u->size > FILE_PHOTO_MAX) {
        return err_set(
            &c->err, ERR_TOO_BIG, u->field, SAY(N_("照片不能超过 10 MB。")), __FILE__, __LINE__);
    }
    enum image_kind kind = image_kind(u->head.v, u->head.n);
    if (!image_can_be_opened(kind)) {
        return err_set(&c->err, ERR_KIND, u->field, not_taken(kind), __FILE__, __LINE__);
    }
    if (image_size(u->head.v, u->head.n, &width, &height) && height > 0 &&
        width > IMAGE_PIXELS_MAX / height) {
        return err_set(&c->err, ERR_TOO_BIG, u->field, SAY(N_("照片太大，不能超过 5000 万像素。")),
            __FILE__, __LINE__);
    }
    return true;
}

bool file_keep(struct ctx *c, const char *field, int n, const char *purpose, int64_t subject_id,
    enum audience audience, int64_t *id)
{
    const struct upload *u = req_file(c, field, n);
    *id = 0;
    if (!u || c->err.kind) {
        return !c->err.kind;
    }
    if (!looks_right(c, u)) {
        return false;
    }
    int64_t made = new_id(c);
    db_exec(c,
        "INSERT INTO file (area_id, id, subject_id, purpose, state, original, bytes, audience, account_id,"
        " session, made_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
        V(c->area_id), V(made), V(subject_id), V(purpose), V((int64_t)FILE_QUARANTINED),
        V(u->path ? base_of(u->path) : ""), V(u->size), V((int64_t)audience), V0(c->who.account_id),
        V(session_token_hash(c)), V(c->now));
    job_put(c, "web.reencode", made, c->now);
    job_put(c, "web.sweep", 0, (c->now / MS_PER_DAY + 1) * MS_PER_DAY);
    *id = c->err.kind ? 0 : made;
    return !c->err.kind;
}

static struct file file_of_row(const struct rows *r)
{
    return (struct file){.id = row_int(r, 0),
        .subject_id = row_int(r, 1),
        .purpose = row_text(r, 2),
        .state = (enum file_state)row_int(r, 3),
        .width = row_int(r, 4),
        .height = row_int(r, 5),
        .bytes = row_int(r, 6),
        .audience = (enum audience)row_int(r, 7),
        .account_id = row_int(r, 8),
        .session = row_text(r, 9),
        .made_at = row_int(r, 10),
        .reason = row_text(r, 11)};
}

bool files_of_subject(struct ctx *c, int64_t subject_id, struct files *out)
{
    struct rows r = db_query(c,
        "SELECT id, subject_id, purpose, state, width, height, bytes, audience, account_id, session, made_at,"
        " reason FROM file WHERE area_id = ?1 AND subject_id = ?2 AND state < 4 ORDER BY id",
        V(c->area_id), V(subject_id));
    while (rows_next(&r)) {
        list_push(c->arena, out, file_of_row(&r));
    }
    return rows_end(&r);
}

bool file_by_id(struct ctx *c, int64_t id, struct file *out)
{
    struct rows r = db_query(c,
        "SELECT id, subject_id, purpose, state, width, height, bytes, audience, account_id, session, made_at,"
        " reason FROM file WHERE area_id = ?1 AND id = ?2 AND state < 4",
        V(c->area_id), V(id));
    bool found = rows_next(&r);
    if (found) {
        *out = file_of_row(&r);
    }
    return rows_end(&r) && (found || not_found(c));
}

bool files_move(struct ctx *c, int64_t from_subject, int64_t to_subject)
{
    db_exec(c, "UPDATE file SET subject_id = ?3 WHERE area_id = ?1 AND subject_id = ?2",
        V(c->area_id), V(from_subject), V(to_subject));
    return !c->err.kind;
}

bool files_forget(struct ctx *c, int64_t subject_id)
{
    return files_take_back(c, subject_id, "", 0);
}

bool files_take_back(struct ctx *c, int64_t subject_id, const char *purpose, int64_t since)
{
    int64_t n = db_exec(c,
        "UPDATE file SET state = ?3, account_id = NULL, session = '', reason = '', width = 0, height = 0,"
        " bytes = 0 WHERE area_id = ?1 AND subject_id = ?2 AND state < 4"
        " AND (?4 = '' OR (purpose = ?4 AND made_at >= ?5))",
        V(c->area_id), V(subject_id), V((int64_t)FILE_FORGOTTEN), V(purpose), V(since));
    return !c->err.kind && (!n || job_put(c, "web.unlink", subject_id, c->now));
}

/* Serving ------------------------------------------------------------------------------------- */
static bool is_uploader(struct ctx *c, const struct file *f)
{
    const char *session = session_token_hash(c);
    return (f->account_id && f->account_id == c->who.account_id) ||
           (!str_empty(f->session) && str_same(f->session, session));
}

static void serve_placeholder(struct ctx *c, const struct file *f)
{
    const char *says =
        f->state == FILE_REFUSED ? T(c, N_("照片没有收下")) : T(c, N_("照片正在处理"));
    c->req->type = "image/svg+xml";
    list_push(c->arena, &c->req->out, ((struct pair){"Cache-Control", "no-store"}));
    buf_printf(&c->req->body,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 480 360\" role=\"img\">"
        "<rect width=\"480\" height=\"360\" fill=\"#ece7dd\"/>"
        "<path d=\"M150 210l50-60 40 44 26-28 64 72H150z\" fill=\"#b9b0a0\"/>"
        "<circle cx=\"296\" cy=\"136\" r=\"18\" fill=\"#b9b0a0\"/>"
        "<text x=\"240\" y=\"290\" text-anchor=\"middle\" font-size=\"26\" fill=\"#5b5346\">%s</text></svg>\n",
        says);
}

/* Still as it was sent: shown to whoever sent it, so that they see what they chose. Only bytes that
 * begin as a photo does; the browser is told not to guess. */
static bool serve_original(struct ctx *c, const struct file *f)
{
    static const char *const types[] = {NULL, "image/jpeg", "image/png", "image/webp"};
    const char *name = db_text(
        c, "SELECT original FROM file WHERE area_id = ?1 AND id = ?2", V(c->area_id), V(f->id));
    const char *path = arena_printf(c->arena, "%s/quarantine/%s", c->app->files_dir, name);
    int fd =
        str_empty(name) || strchr(name, '/') ? -1 : open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    char head[32];
    struct stat st;
    ssize_t n = fd < 0 ? -1 : pread(fd, head, sizeof(head), 0);
    const char *type = n > 0 ? types[image_kind(head, (size_t)n)] : NULL;
    if (!type || fstat(fd, &st) != 0) {
        if (fd >= 0) {
            close(fd);
        }
        return false;
    }
    c->req->file_fd = fd;
    c->req->file_size = st.st_size;
    c->req->type = type;
    list_push(c->arena, &c->req->out, ((struct pair){"Cache-Control", "private, no-store"}));
    return true;
}

static void serve_made(struct ctx *c, const char *sha)
{
    char path[512];
    struct stat st;
    int fd = file_path(c->app, sha, path, sizeof path)
                 ? open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
                 : -1;
    if (fd < 0 || fstat(fd, &st) != 0) {
        fprintf(stderr, "event=file_missing sha256=%s\n", sha);
        if (fd >= 0) {
            close(fd);
        }
        not_found(c);
        return;
    }
    c->req->file_fd = fd;
    c->req->file_size = st.st_size;
    c->req->type = "image/webp";
    c->req->etag = sha;
    list_push(c->arena, &c->req->out, ((struct pair){"Cache-Control", "private, no-cache"}));
}

void file_serve(struct ctx *c, const struct file *f, bool thumb)
{
    if (f->state != FILE_READY) {
        if (is_uploader(c, f) && f->state == FILE_QUARANTINED && serve_original(c, f)) {
            return;
        }
        if (is_uploader(c, f)) {
            serve_placeholder(c, f);
        } else {
            not_found(c);
        }
        return;
    }
    const char *sha =
        thumb ? db_text(c, "SELECT thumb_sha256 FROM file WHERE area_id = ?1 AND id = ?2",
                    V(c->area_id), V(f->id))
              : db_text(c, "SELECT sha256 FROM file WHERE area_id = ?1 AND id = ?2", V(c->area_id),
                    V(f->id));
    if (str_empty(sha)) {
        not_found(c);
        return;
    }
    serve_made(c, sha);
}
