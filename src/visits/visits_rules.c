/* visits_rules.c - what was tried comes to, and how it stands at one door. */
#include "src/rolls/rolls.h"
#include "src/visits/visits.h"

const struct choice visits_marks[] = {
    {VISIT_PHONED, "phoned", N_("打过电话"), .icon = "phone"},
    {VISIT_MET, "met", N_("见到了"), .icon = "visit"},
    {VISIT_AWAY, "away", N_("没人在家"), .icon = "clock"},
    {VISIT_GONE, "gone", N_("人在外地"), .icon = "pin"},
    {0},
};
/* Never what was voted. */
const struct choice visits_doors[] = {
    {AT_VOTED, "voted", N_("已投"), .tag = "done", .icon = "check"},
    {AT_NOT_YET, "not_yet", N_("未投"), .tag = "wait", .icon = "minus"},
    {AT_CALL, "call", N_("要上门"), .tag = "soon", .icon = "visit"},
    {AT_UNMET, "unmet", N_("三次未遇"), .tag = "no", .icon = "clock"},
    {AT_GONE, "gone", N_("人在外地"), .tag = "wait", .icon = "pin"},
    {AT_NOBODY, "nobody", N_("没人能投"), .tag = "no", .icon = "minus"},
    {0},
};

struct visit_sum visits_sum(struct arena *a, const struct visits *all, int64_t voter_no)
{
    struct visit_sum out = {0};
    struct roll_row row = {0};
    struct ticks away = {0};
    for (const struct visit *t = all->v; t < all->v + all->n; t++) {
        if (t->voter_no != voter_no) {
            continue;
        }
        out.phoned += t->mark == VISIT_PHONED;
        out.met += t->mark == VISIT_MET;
        if (t->happened_at >= out.last_at) {
            out.last_at = t->happened_at;
            out.last = t->mark;
        }
        if (t->mark == VISIT_AWAY) {
            list_push(a, &away,
                ((struct tick){.id = t->id, .state = TICK_AWAY, .happened_at = t->happened_at}));
        }
    }
    rolls_sum(away.v, away.n, &row);
    out.away = row.visits;
    return out;
}

enum visit_door visits_door(
    const struct voter *o, const struct ballot_slip *s, const struct visit_sum *v)
{
    bool in = s->back && s->back != BACK_UNSIGNED;
    bool out = s->sheet && (s->issue == ISSUE_SIGNED || s->issue == ISSUE_AWAY);
    return o->voted_at || in                                 ? AT_VOTED
           : o->why_not                                      ? AT_NOBODY
           : v->last == VISIT_GONE                           ? AT_GONE
           : v->last == VISIT_AWAY && v->away >= ROLL_VISITS ? AT_UNMET
           : out || v->last == VISIT_AWAY                    ? AT_CALL
                                                             : AT_NOT_YET;
}

bool visits_left(enum visit_door s)
{
    return s != AT_VOTED && s != AT_NOBODY;
}

bool visits_may_mark(const struct ballot *b, const struct voter *o, struct err *why)
{
    if (b->m.state != BALLOT_OPEN && b->m.state != BALLOT_NOTICE) {
        return refuse(why, NULL, SAY(N_("表决已经截止，不用再上门")));
    }
    return !o->voted_at || refuse(why, NULL, SAY(N_("这一户已经投过了，不用再上门")));
}
