/* runner.h - the process that does the jobs. */
#ifndef EAVES_RUNNER_H
#define EAVES_RUNNER_H

#include "lib/base/app.h"

/* Until stop_fd speaks (a signalfd): runs what is due; looks again every 500 ms, or soon after a
 * worker has committed something (wake_fd). */
int runner_main(struct app *app, int stop_fd, int wake_fd, int ready_fd);
#endif
