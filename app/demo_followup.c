/* demo_followup.c - what comes after: a word of satisfaction, a question seven days later that
 * nobody has answered yet, a report that waits to be looked at. */
#include "app/demo.h"

#include "lib/db/job.h"
#include "src/moderation/moderation.h"

/* The runner of some days ago: whom it asked then has been silent since. */
static void asked_days_ago(struct ctx *c)
{
    int64_t now = c->now;
    c->act = (struct act){0};
    c->now -= 5 * MS_PER_DAY;
    while (jobs_run_due(c, 100) > 0) {
    }
    c->now = now;
}

static bool report(struct ctx *c, const struct cast *k)
{
    struct matters here = {0};
    if (!demo_begin(c, k->leader, HAND_SELF, CHANNEL_WEB) ||
        !matters_of_place(c, k->stair, AUDIENCE_PLACE, 5, &here)) {
        return demo_end(c);
    }
    c->who = (struct who){.account_id = 1, .person_id = k->leader};
    for (size_t i = 0; i < here.n; i++) {
        if (here.v[i].asker_id != k->leader && !here.v[i].closed_at) {
            (void)moderation_report(
                c, here.v[i].id, ABUSE_FALSE, "门只是关得快，没有夹到人，我在场。");
            break;
        }
    }
    c->who = (struct who){0};
    return demo_end(c);
}

bool demo_followup(struct ctx *c, const struct cast *k)
{
    asked_days_ago(c);
    return report(c, k);
}
