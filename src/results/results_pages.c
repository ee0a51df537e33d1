/* results_pages.c - jobs. */
#include "src/results/results_room.h"

#include "lib/db/job.h"

static void count_job(struct ctx *c, const struct job *j)
{
    if (act_system(c)) {
        (void)results_count(c, j->subject_id);
    }
}

static void tell_job(struct ctx *c, const struct job *j)
{
    if (act_system(c)) {
        (void)results_announce(c, j->subject_id);
    }
}

static void clock_job(struct ctx *c, const struct job *j)
{
    results_clock(c, j->subject_id);
}

static const struct job_kind jobs[] = {
    {"results.count", count_job}, {"results.clock", clock_job}, {"results.tell", tell_job}, {0}};

const struct module results_module = {.name = "results", .tier = 13, .jobs = jobs};
