/* handover_rules.c - who may accept, and when open work has to go elsewhere. */
#include <string.h>

#include "src/handover/handover.h"

bool handover_may_accept(
    const struct handover *h, bool by_successor, const char *paper, struct err *why)
{
    if (h->accepted_at) {
        return refuse(why, NULL, SAY(N_("已经接收过了。")));
    }
    if (!h->successor_id) {
        return refuse(why, NULL, SAY(N_("还没有人接任，先请好接任的人。")));
    }
    if (by_successor || !str_empty(paper)) {
        return true;
    }
    return refuse(why, "paper",
        h->can_sign_in
            ? SAY(N_("请接任的人自己登录接收；或者在纸上签字，写明签字的交接单放在哪里。"))
            : SAY(N_(
                  "接任的人还没有认领账号。请他先用手机号登录认领；或者在纸上签字，写明交接单放在哪"
                  "里。")));
}

bool handover_must_pass(int64_t open, const char *before, const char *after)
{
    if (!open || (after && !*after)) {
        return false; /* nothing is open; or somebody stays without end */
    }
    if (!after) {
        return true; /* nobody at all */
    }
    return !before || !*before || strcmp(after, before) < 0; /* sooner than it was */
}
