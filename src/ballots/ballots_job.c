/* ballots_job.c - what the runner does for a decision; the module. */
#include "src/ballots/ballots_room.h"

#include "lib/db/job.h"

static void roll_job(struct ctx *c, const struct job *j)
{
    if (act_system(c)) {
        (void)ballots_freeze(c, j->subject_id);
    }
}

static void clock_job(struct ctx *c, const struct job *j)
{
    ballots_clock(c, j->subject_id);
}

/* Many are told: the messages are made here, not in a worker. */
static void remind_job(struct ctx *c, const struct job *j)
{
    if (act_system(c)) {
        (void)ballots_remind_now(c, j->subject_id);
    }
}

static const struct job_kind jobs[] = {
    {"ballots.roll", roll_job}, {"ballots.clock", clock_job}, {"ballots.remind", remind_job}, {0}};

const struct module ballots_module = {.name = "ballots",
    .tier = 9,
    .jobs = jobs,
    .matters = &ballots_matter,
    .personal = ballots_personal,
    .forget = ballots_forget};
