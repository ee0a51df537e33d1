/* job.h - work for the runner: at least once, later than the request that asked for it. */
#ifndef EAVES_JOB_H
#define EAVES_JOB_H

#include "lib/db/db.h"

struct job {
    int64_t id, area_id, subject_id, due_at;
    const char *kind; /* "web.reencode": a job_kind of some module */
    int tries;
};
/* Inside the asking transaction. The same kind, subject and due_at twice is one job. */
bool job_put(struct ctx *c, const char *kind, int64_t subject_id, int64_t due_at);
/* Runs what is due, oldest first, each in a transaction of its own (leased, 5 tries with growing
 * pauses, then left with its error for `eaves doctor`). Returns how many ran. */
int jobs_run_due(struct ctx *c, int most);
/* Forgets this area's jobs that were done before that instant; what failed stays for `eaves
 * doctor`. */
void jobs_forget(struct ctx *c, int64_t before);
#endif
