/* hotline_rules.c - when nobody answers, how a call may end. */
#include "src/hotline/hotline.h"

#include <string.h>

enum { DAY = 1440, WEEK = 7 * DAY };
#define EVIDENCE "来电 "

/* Minute of the week from Monday on: the rota counts its days from Sunday. */
static bool answered(const struct slots *rota, int minute)
{
    int weekday = (minute / DAY + 1) % 7;
    for (size_t i = 0; i < rota->n; i++) {
        if (rota->v[i].what == ROTA_ON_CALL && rota_on_duty(&rota->v[i], weekday, minute % DAY)) {
            return true;
        }
    }
    return false;
}

void hotline_gaps(struct arena *a, const struct slots *rota, struct gaps *out)
{
    for (int m = 0; m < WEEK; m++) {
        if (answered(rota, m)) {
            continue;
        }
        struct gap *last = out->n ? &out->v[out->n - 1] : NULL;
        if (last && last->to == m) {
            last->to = m + 1;
        } else {
            list_push(a, out, ((struct gap){m, m + 1}));
        }
    }
    if (out->n > 1 && out->v[0].from == 0 && out->v[out->n - 1].to == WEEK) {
        out->v[0].from = out->v[out->n - 1].from; /* over the end of Sunday */
        out->n--;
    }
}

bool hotline_may_end(const struct call *k, enum call_end how, const char *words, struct err *why)
{
    if (k->end != CALL_OPEN) {
        return refuse(why, NULL, SAY(N_("这个来电已经处理过了。")));
    }
    if (how == CALL_OPEN || how == CALL_REQUEST) {
        return refuse(why, "how", SAY(N_("登记成诉求要填完那张单子；这里选另外一种结果。")));
    }
    if (how != CALL_NOTHING && str_empty(words)) {
        return refuse(why, "words", SAY(N_("请写一句：怎么答的，或者转到哪里。")));
    }
    return true;
}

const char *hotline_evidence(struct arena *a, int64_t no)
{
    return arena_printf(a, EVIDENCE "%lld", (long long)no);
}

int64_t hotline_no(const char *evidence)
{
    int64_t no = 0;
    return str_starts(str_or(evidence, ""), EVIDENCE) &&
                   parse_int(evidence + strlen(EVIDENCE), &no) && no > 0
               ? no
               : 0;
}
