/* rolls_job.c - the runner writes the rows of a long list. */
#include "src/rolls/rolls_room.h"

#include "lib/db/job.h"

void rolls_fill_job(struct ctx *c, const struct job *j)
{
    struct roll r;
    if (rolls_by_id(c, j->subject_id, &r) && !r.filled) {
        rolls_fill(c, &r);
    }
}
