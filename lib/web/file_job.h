/* file_job.h - inside lib/web: where made pictures lie, and who clears up. */
#ifndef EAVES_FILE_JOB_H
#define EAVES_FILE_JOB_H

#include "lib/base/app.h"

/* files_dir/ab/<sha256>; false when sha is none or the path too long. */
bool file_path(const struct app *app, const char *sha, char *out, size_t size);
extern const char *const file_bad; /* msgid: why a photo was not taken */
struct ctx;
struct job;
void sweep_area(struct ctx *c, const struct job *j); /* rows that nobody will make any more */
void sweep_files(struct ctx *c, const struct job *j); /* files a day old that no row names */
#endif
