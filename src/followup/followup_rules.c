/* followup_rules.c - about what one asks again, and when. */
#include "src/followup/followup.h"

bool followup_asks(const struct matter *m)
{
    return m->closed_at && (m->outcome == OUTCOME_CONFIRMED || m->outcome == OUTCOME_UNCONFIRMED);
}

int64_t followup_at(const struct matter *m, int64_t days)
{
    return m->closed_at + days * MS_PER_DAY;
}
