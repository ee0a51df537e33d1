/* contacts_job.c - the runner prints many cards, and looks whether printed ones still hold. */
#include "src/contacts/contacts_room.h"

#include "lib/db/job.h"
#include "lib/log/log.h"

enum { STAIRS_A_STEP = 40, MINUTE = 60000 };

/* A step at a time: between two steps others may write, and the progress page tells how far. */
void contacts_print_job(struct ctx *c, const struct job *j)
{
    struct card_run r;
    do {
        if (!db_begin_area(c, j->area_id)) {
            return;
        }
        if (contacts_run(c, j->subject_id, &r) && !r.finished_at) {
            (void)contacts_print_some(c, &r, r.done, STAIRS_A_STEP);
        }
        (void)(!c->err.kind && contacts_run(c, j->subject_id, &r));
    } while (db_commit(c) && !r.finished_at);
}

/* Terms end and begin by the day: looked at every night once a card was printed. */
void contacts_compare_job(struct ctx *c, const struct job *j)
{
    (void)j;
    if (contacts_last_run(c) && contacts_compare(c)) {
        (void)job_put(c, "contacts.compare", c->area_id, contacts_tomorrow(c->now));
    }
}

void contacts_someone_changed(struct ctx *c, const struct fact *f)
{
    (void)f;
    (void)job_put(c, "contacts.compare", c->area_id, (c->now / MINUTE + 1) * MINUTE);
}
