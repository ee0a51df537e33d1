/* import_job.c - the runner reads an uploaded roster, and puts it once somebody said yes. */
#include <unistd.h>

#include "lib/db/job.h"
#include "src/import/import.h"

static bool read_file(struct ctx *c, const struct import_run *run, struct roster *out)
{
    struct sheet s = {0};
    if (access(run->path, R_OK) != 0) {
        return refuse(&c->err, "file", SAY(N_("传上来的文件已经过期，请再传一次")));
    }
    return sheet_read_file(c->arena, run->path, &s, &c->err) &&
           roster_read(c->arena, &s, run->compound, out, &c->err);
}

static bool compare(struct ctx *c, struct import_run *run, struct roster *r)
{
    struct known there = {0};
    if (!read_file(c, run, r) || !roster_known(c, &there)) {
        return false;
    }
    roster_compare(c->arena, r, &there, &run->counts);
    run->bad = r->bad.v;
    run->n_bad = r->bad.n < IMPORT_BAD_KEPT ? r->bad.n : IMPORT_BAD_KEPT;
    return true;
}

/* A file that cannot be read is no fault of the store: it is told, and not tried again. The file
 * itself stays in quarantine, which is swept every day. */
static void settle(struct ctx *c, struct import_run *run, enum import_state done)
{
    bool told = c->err.kind && c->err.kind < ERR_BUSY;
    run->state = told ? IMPORT_FAILED : done;
    run->failed = told ? err_take(&c->err).words : (struct words){0};
    import_save(c, run);
}

void import_read_job(struct ctx *c, const struct job *j)
{
    struct import_run run;
    struct roster r = {0};
    if (import_by_id(c, j->subject_id, &run) && run.state == IMPORT_READING) {
        compare(c, &run, &r);
        settle(c, &run, IMPORT_READ);
    }
}

void import_put_job(struct ctx *c, const struct job *j)
{
    struct import_run run;
    struct roster r = {0};
    if (!import_by_id(c, j->subject_id, &run) || run.state != IMPORT_PUTTING) {
        return;
    }
    /* Compared again: the area may have changed since somebody looked. */
    if (compare(c, &run, &r)) {
        roster_put(c, &r, &run.counts);
    }
    settle(c, &run, IMPORT_DONE);
}
