/* file_job.h - inside lib/web: where made pictures lie. */
#ifndef EAVES_FILE_JOB_H
#define EAVES_FILE_JOB_H

#include "lib/base/app.h"

/* files_dir/ab/<sha256>; false when sha is none or the path too long. */
bool file_path(const struct app *app, const char *sha, char *out, size_t size);
#endif
