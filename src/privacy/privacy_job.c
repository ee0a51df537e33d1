/* privacy_job.c - the runner makes copies, and erases when the days to think again are over. */
#include "lib/base/module.h"
#include "lib/db/job.h"
#include "src/privacy/privacy_room.h"

void privacy_copy_job(struct ctx *c, const struct job *j)
{
    struct data_copy copy;
    struct copy_tables all = {0};
    if (!privacy_copy(c, j->subject_id, &copy)) {
        if (c->err.kind == ERR_ABSENT) {
            (void)err_take(&c->err); /* asked again, or forgotten since */
        }
        return;
    }
    if (copy.state == COPY_ASKED && privacy_collect(c, copy.person_id, &all)) {
        (void)privacy_keep_copy(c, copy.id, copy_text(c, &all));
    }
}

void privacy_erase_job(struct ctx *c, const struct job *j)
{
    struct erasure e;
    if (!privacy_erasure(c, j->subject_id, &e) || e.state != ERASE_WAITS || e.due_at > c->now) {
        return; /* taken back */
    }
    if (privacy_erase(c, e.person_id)) {
        (void)privacy_close_erasure(c, &e, ERASE_DONE, "");
    }
}
