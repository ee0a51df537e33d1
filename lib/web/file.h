/* file.h - uploads: spooled to quarantine, re-encoded by the runner, served through the subject's
 * permission. A photo is at most 10 MiB, JPEG PNG or WebP by its magic; location data is lost in
 * the re-encoding. Until then only the uploader sees it, as it was sent. */
#ifndef EAVES_FILE_H
#define EAVES_FILE_H

#include "lib/log/log.h"
#include "lib/web/web.h"

enum file_state { FILE_QUARANTINED = 1, FILE_READY, FILE_REFUSED, FILE_FORGOTTEN };
enum { FILE_PHOTO_MAX = 10 * 1024 * 1024 };

struct file {
    int64_t id, subject_id, width, height, bytes, account_id, made_at;
    const char *purpose; /* "report", "after" */
    enum file_state state;
    enum audience audience;
    const char *session; /* token hash of the uploader */
    const char *reason; /* msgid: why it was refused, "" if it was not */
};
struct files {
    struct file *v;
    size_t n, cap;
};
/* Stores one photo of the request and asks the runner to re-encode it. False: ERR_KIND or
 * ERR_TOO_BIG pointing at the field. 0 files of that name is true with *id 0. */
bool file_keep(struct ctx *c, const char *field, int n, const char *purpose, int64_t subject_id,
    enum audience audience, int64_t *id);
NODISCARD bool files_of_subject(struct ctx *c, int64_t subject_id, struct files *out);
NODISCARD bool file_by_id(struct ctx *c, int64_t id, struct file *out);
bool files_move(
    struct ctx *c, int64_t from_subject, int64_t to_subject); /* a draft becomes a request */
/* No photo of that subject is found again; once that is committed the runner unlinks each picture
 * that no other row shows (the same photo twice is one file) and empties the rows. */
bool files_forget(struct ctx *c, int64_t subject_id);
/* The same for those kept since then for one purpose: their step was taken back. */
bool files_take_back(struct ctx *c, int64_t subject_id, const char *purpose, int64_t since);
extern const struct job_kind file_jobs[]; /* web_module carries them */
void file_serve(
    struct ctx *c, const struct file *f, bool thumb); /* fills c->req; placeholder if not ready */
#endif
