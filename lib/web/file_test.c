#include "lib/web/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <vips/vips.h>

#include "lib/db/job.h"
#include "lib/web/file_job.h"
#include "lib/web/image.h"
#include "lib/web/upload.h"
#include "tests/check.h"

/* A photo of 900x600 as a telephone makes it: lying on its side, with a place in its EXIF. */
static struct bytes photo_of(struct ctx *c, const char *kind, int width)
{
    static bool begun;
    VipsImage *black = NULL;
    VipsImage *image = NULL;
    void *v = NULL;
    size_t n = 0;
    must(begun || vips_init("tests") == 0);
    begun = true;
    must(vips_black(&black, width, 600, "bands", 3, NULL) == 0 &&
         vips_copy(black, &image, NULL) == 0);
    vips_image_set_int(image, VIPS_META_ORIENTATION, 6);
    vips_image_set_string(image, "exif-ifd3-GPSLatitude", "31/1 13/1 49/1");
    must(str_same(kind, ".png") ? vips_pngsave_buffer(image, &v, &n, NULL) == 0
                                : vips_jpegsave_buffer(image, &v, &n, NULL) == 0);
    char *copy = arena_alloc(c->arena, n);
    memcpy(copy, v, n);
    g_free(v);
    g_object_unref(image);
    g_object_unref(black);
    return (struct bytes){copy, n};
}

static struct bytes photo(struct ctx *c, const char *kind)
{
    return photo_of(c, kind, 900);
}

static void upload(struct ctx *c, struct bytes v)
{
    struct spool s;
    static struct req r;
    must(spool_dirs(c->app->files_dir) && spool_begin(&s, c->app->files_dir, SPOOL_MAX));
    must(spool_data(&s, v.v, v.n) && spool_end(&s) && spool_settle(c->app->files_dir));
    r = (struct req){.cookie = "", .files = arena_alloc(c->arena, sizeof *r.files), .n_files = 1};
    r.files[0] = (struct upload){.field = "photo",
        .filename = "x",
        .path = arena_strdup(c->arena, s.path),
        .head = {v.v, v.n < 64 ? v.n : 64},
        .size = (int64_t)v.n};
    c->req = &r;
}

/* Keeps it, lets the runner work, reads the row. */
static struct file kept(struct ctx *c, struct bytes v)
{
    struct file f = {0};
    int64_t id = 0;
    upload(c, v);
    test_begin(c);
    CHECK("kept", file_keep(c, "photo", 0, "report", 77, AUDIENCE_AREA, &id) && id);
    CHECK("committed", test_end(c));
    CHECK("a job ran", jobs_run_due(c, 5) == 1);
    must(db_begin_read(c));
    CHECK("found", file_by_id(c, id, &f));
    db_rollback(c);
    return f;
}

static void turns_upright_and_forgets_where(struct ctx *c)
{
    test_area(c, NULL);
    struct bytes v = photo(c, ".jpg");
    CHECK("the original says where", memmem(v.v, v.n, "Exif", 4) != NULL);
    struct file f = kept(c, v);
    CHECK("ready", f.state == FILE_READY);
    CHECK("upright", f.width == 600 && f.height == 900);
    CHECK("original gone", access(c->req->files[0].path, F_OK) != 0);
    must(db_begin_read(c));
    file_serve(c, &f, false);
    db_rollback(c);
    char made[4096] = "";
    CHECK("served", c->req->file_fd > 0 && str_same(c->req->type, "image/webp"));
    ssize_t n = c->req->file_fd > 0 ? pread(c->req->file_fd, made, sizeof made, 0) : 0;
    if (c->req->file_fd > 0) {
        close(c->req->file_fd);
    }
    CHECK("WebP", n > 12 && image_kind(made, (size_t)n) == IMAGE_WEBP);
    CHECK("without EXIF",
        n > 0 && !memmem(made, (size_t)n, "EXIF", 4) && !memmem(made, (size_t)n, "Exif", 4));
}

static void refuses_what_is_no_photo(struct ctx *c)
{
    test_area(c, NULL);
    struct bytes whole = photo(c, ".jpg");
    struct bytes cut = {whole.v, whole.n / 2};
    CHECK("cut off", kept(c, cut).state == FILE_REFUSED);
    char *bomb = arena_strndup(c->arena, (const char *)photo(c, ".png").v, 64);
    char *rest = bomb + 16; /* 7,000 x 7,200 pixels: over 50 million, in 64 bytes */
    memcpy(rest, "\x00\x00\x1b\x58\x00\x00\x1c\x20", 8);
    int64_t id = 0;
    upload(c, (struct bytes){bomb, 64});
    test_begin(c);
    CHECK("bomb",
        !file_keep(c, "photo", 0, "report", 77, AUDIENCE_AREA, &id) && c->err.kind == ERR_TOO_BIG);
    c->err = (struct err){0};
    upload(c, (struct bytes){"GIF89a<script>", 14});
    CHECK("GIF",
        !file_keep(c, "photo", 0, "report", 77, AUDIENCE_AREA, &id) && c->err.kind == ERR_KIND);
    c->err = (struct err){0};
    upload(c, (struct bytes){"\0\0\0\x18"
                             "ftypheic\0\0\0\0mif1heic",
                  24});
    CHECK("HEIC, with the way out",
        !file_keep(c, "photo", 0, "report", 77, AUDIENCE_AREA, &id) && c->err.kind == ERR_KIND &&
            strstr(c->err.words.msgid, "兼容性最佳") && str_same(c->err.field, "photo"));
    c->err = (struct err){0};
    upload(c, (struct bytes){"\0\0\0\x18"
                             "ftypisom\0\0\0\0mif1heic",
                  24});
    CHECK("a film is none", !file_keep(c, "photo", 0, "report", 77, AUDIENCE_AREA, &id) &&
                                !strstr(c->err.words.msgid, "HEIC"));
    c->err = (struct err){0};
    CHECK("none", file_keep(c, "other", 0, "report", 77, AUDIENCE_AREA, &id) && id == 0);
    CHECK("committed", test_end(c));
}

static void shows_the_original_to_the_uploader_only(struct ctx *c)
{
    test_area(c, NULL);
    int64_t id = 0;
    struct file f = {0};
    c->who.account_id = 5;
    upload(c, photo(c, ".png"));
    test_begin(c);
    CHECK("kept",
        file_keep(c, "photo", 0, "report", 77, AUDIENCE_AREA, &id) && file_by_id(c, id, &f));
    file_serve(c, &f, true);
    CHECK("what was sent, for the uploader",
        c->req->file_fd > 0 && str_same(c->req->type, "image/png") && !c->err.kind);
    close(c->req->file_fd);
    c->req->file_fd = 0;
    unlink(c->req->files[0].path);
    file_serve(c, &f, true);
    CHECK("gone: a placeholder", strstr(body_of(c->req), "<svg") && !c->err.kind);
    c->who.account_id = 6;
    c->req->body.n = 0;
    file_serve(c, &f, true);
    CHECK("nothing for others", c->err.kind == ERR_ABSENT && c->req->body.n == 0);
    buf_release(&c->req->body);
    c->err = (struct err){0};
    CHECK("committed", test_end(c));
}

static const char *text_of(struct ctx *c, int64_t id, bool thumb)
{
    must(db_begin_read(c));
    const char *s = thumb
                        ? db_text(c, "SELECT thumb_sha256 FROM file WHERE area_id = ?1 AND id = ?2",
                              V(c->area_id), V(id))
                        : db_text(c, "SELECT sha256 FROM file WHERE area_id = ?1 AND id = ?2",
                              V(c->area_id), V(id));
    db_rollback(c);
    return s;
}

static bool on_disk(struct ctx *c, const char *sha)
{
    char path[512];
    return file_path(c->app, sha, path, sizeof path) && access(path, F_OK) == 0;
}

static void forgotten(struct ctx *c, int64_t subject_id)
{
    struct files left = {0};
    test_begin(c);
    CHECK("forgotten", files_forget(c, subject_id));
    CHECK("not found again", files_of_subject(c, subject_id, &left) && left.n == 0);
    CHECK("committed", test_end(c));
}

static void forgets_what_nobody_else_shows(struct ctx *c)
{
    test_area(c, NULL);
    int64_t first = c->area_id;
    struct bytes v = photo_of(c, ".jpg", 800); /* no other test's */
    struct file f = kept(c, v);
    const char *sha = text_of(c, f.id, false), *thumb = text_of(c, f.id, true);
    test_area(c, NULL); /* the same photo in another area */
    int64_t second = c->area_id;
    struct file twin = kept(c, v);
    CHECK("one file", str_same(sha, text_of(c, twin.id, false)) && on_disk(c, sha));
    c->area_id = first;
    forgotten(c, 77);
    CHECK("not before the runner", on_disk(c, sha) && jobs_run_due(c, 9) == 1);
    CHECK("the other still shows it", on_disk(c, sha) && on_disk(c, thumb));
    CHECK("the row is empty", !text_of(c, f.id, false) && !text_of(c, f.id, true));
    CHECK("404, to the uploader too", !file_by_id(c, f.id, &f) && c->err.kind == ERR_ABSENT);
    c->err = (struct err){0};
    c->area_id = second;
    forgotten(c, 77);
    CHECK("the last one", jobs_run_due(c, 9) == 1 && !on_disk(c, sha) && !on_disk(c, thumb));
}

static void forgets_what_is_not_made_yet(struct ctx *c)
{
    test_area(c, NULL);
    int64_t id = 0;
    upload(c, photo(c, ".jpg"));
    const char *original = c->req->files[0].path;
    test_begin(c);
    CHECK("kept", file_keep(c, "photo", 0, "report", 77, AUDIENCE_AREA, &id) && id);
    CHECK("committed", test_end(c));
    forgotten(c, 77);
    CHECK("both jobs", jobs_run_due(c, 9) == 2);
    CHECK("never made", !text_of(c, id, false) && access(original, F_OK) != 0);
}

/* Sweeping ------------------------------------------------------------------------------------ */
/* A picture under that name as an act that was rolled back leaves it, so many days ago. */
static void leave_picture(struct ctx *c, const char *sha, int days)
{
    char path[512];
    must(file_path(c->app, sha, path, sizeof path));
    char *dir = arena_strndup(c->arena, path, strlen(path) - strlen(sha) - 1);
    must(mkdir(dir, 0750) == 0 || errno == EEXIST);
    int fd = open(path, O_WRONLY | O_CREAT, 0640);
    must(fd >= 0 && write(fd, "RIFF", 4) == 4);
    int64_t at = c->now / 1000 - days * (MS_PER_DAY / 1000);
    must(futimens(fd, (struct timespec[]){{.tv_sec = at}, {.tv_sec = at}}) == 0);
    close(fd);
}

static void age_picture(struct ctx *c, const char *sha)
{
    char path[512];
    must(file_path(c->app, sha, path, sizeof path));
    int64_t at = c->now / 1000 - 9 * (MS_PER_DAY / 1000);
    must(utimensat(AT_FDCWD, path, (struct timespec[]){{.tv_sec = at}, {.tv_sec = at}}, 0) == 0);
}

static int64_t sweeps_planned(struct ctx *c, const char *kind, int64_t area)
{
    return db_int(c,
        "SELECT count(*) FROM job WHERE area_id = ?1 AND kind = ?2 AND done_at IS NULL", V(area),
        V(kind));
}

static void sweeps_what_no_row_names(struct ctx *c)
{
    static const char old[] = "00aa000000000000000000000000000000000000000000000000000000000001",
                      young[] = "00aa000000000000000000000000000000000000000000000000000000000002";
    test_area(c, NULL);
    jobs_run_due(c, 100); /* other tests' */
    struct file f = kept(c, photo(c, ".png"));
    const char *sha = text_of(c, f.id, false), *thumb = text_of(c, f.id, true);
    age_picture(c, sha);
    age_picture(c, thumb);
    leave_picture(c, old, 2);
    leave_picture(c, young, 0);
    test_at(c, (c->now / MS_PER_DAY + 1) * MS_PER_DAY + 1);
    leave_picture(c, young, 0);
    CHECK("the area's, then the files'", jobs_run_due(c, 100) > 0 && jobs_run_due(c, 100) > 0);
    CHECK("an old one that nobody names is gone", !on_disk(c, old));
    CHECK("a young one may still get its row", on_disk(c, young));
    CHECK("what a row names stays, however old", on_disk(c, sha) && on_disk(c, thumb));
    CHECK("and tomorrow again", sweeps_planned(c, "web.sweep_files", 0) == 1);
    test_at(c, c->now + 2 * MS_PER_DAY);
    while (jobs_run_due(c, 100) > 0) {
    }
    CHECK("then it is gone too", !on_disk(c, young) && on_disk(c, sha));
}

static void what_is_never_made_is_given_up(struct ctx *c)
{
    test_area(c, NULL);
    int64_t id = 0;
    struct file f = {0};
    upload(c, photo(c, ".png"));
    test_begin(c);
    CHECK("kept", file_keep(c, "photo", 0, "report", 77, AUDIENCE_AREA, &id));
    db_exec(
        c, "UPDATE job SET tries = 5 WHERE area_id = ?1 AND kind = 'web.reencode'", V(c->area_id));
    CHECK("committed", test_end(c));
    test_at(c, (c->now / MS_PER_DAY + 1) * MS_PER_DAY + 1); /* next midnight: not a day old yet */
    jobs_run_due(c, 100);
    CHECK("and so once more", sweeps_planned(c, "web.sweep", c->area_id) == 1);
    test_at(c, c->now + MS_PER_DAY);
    jobs_run_due(c, 100);
    must(db_begin_read(c));
    CHECK("found", file_by_id(c, id, &f));
    db_rollback(c);
    CHECK("refused", f.state == FILE_REFUSED);
    CHECK("no more", sweeps_planned(c, "web.sweep", c->area_id) == 0);
}

static void sizes_are_read_from_the_head(struct ctx *c)
{
    int64_t w = 0;
    int64_t h = 0;
    struct bytes v = photo(c, ".png");
    CHECK("PNG", image_size(v.v, 64, &w, &h) && w == 900 && h == 600);
    v = photo(c, ".jpg");
    CHECK("JPEG", image_size(v.v, v.n, &w, &h) && w == 900 && h == 600);
    CHECK("too short", !image_size(v.v, 12, &w, &h) && !image_size("", 0, &w, &h));
}

const struct test file_tests[] = {
    {"turns_upright_and_forgets_where", turns_upright_and_forgets_where},
    {"refuses_what_is_no_photo", refuses_what_is_no_photo},
    {"forgets_what_nobody_else_shows", forgets_what_nobody_else_shows},
    {"forgets_what_is_not_made_yet", forgets_what_is_not_made_yet},
    {"sweeps_what_no_row_names", sweeps_what_no_row_names},
    {"what_is_never_made_is_given_up", what_is_never_made_is_given_up},
    {"shows_the_original_to_the_uploader_only", shows_the_original_to_the_uploader_only},
    {"sizes_are_read_from_the_head", sizes_are_read_from_the_head, true},
    {0},
};
