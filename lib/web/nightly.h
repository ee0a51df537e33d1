/* nightly.h - inside lib/web: the runner's own clock for what a house does at night. */
#ifndef EAVES_NIGHTLY_H
#define EAVES_NIGHTLY_H

#include "lib/base/app.h"

/* Begins `eaves backup` when app->backup_dir wants one. A process of its own: jobs go on, and
 * ending this one in the middle leaves no backup that only looks whole. */
void nightly(struct app *app);
#endif
