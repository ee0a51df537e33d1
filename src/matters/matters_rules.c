/* matters_rules.c - which move is possible from where, and with what. */
#include "src/matters/matters.h"

const struct move *matters_move_of(const struct matter_kind *k, const char *verb)
{
    for (const struct move *m = k->moves; m->verb; m++) {
        if (str_same(m->verb, verb)) {
            return m;
        }
    }
    return NULL;
}

static bool starts_from(const struct move *m, int state)
{
    for (int i = 0; i < MOVES_FROM_MAX && m->from[i]; i++) {
        if (m->from[i] == state) {
            return true;
        }
    }
    return false;
}

bool matters_may_move(const struct move *m, int state, const struct moving *what, struct err *why)
{
    if (!starts_from(m, state)) {
        return refuse(why, NULL, SAY(N_("这一步现在不能办了，请先看看最新进展。")));
    }
    if ((m->needs & NEEDS_BODY) && !what->body_id) {
        return refuse(why, "body", SAY(N_("请选由谁来办")));
    }
    if ((m->needs & NEEDS_REASON) && str_empty(what->text)) {
        return refuse(why, NULL, SAY(N_("请写明理由，提出人会看到")));
    }
    if ((m->needs & NEEDS_DAY) && !what->until) {
        return refuse(why, "until", SAY(N_("请填等到哪一天")));
    }
    if ((m->needs & NEEDS_MATTER) && !what->into_id) {
        return refuse(why, "into", SAY(N_("请填并入哪一件的编号")));
    }
    if ((m->needs & NEEDS_EVIDENCE) && what->evidence == 0 && !what->waived) {
        return refuse(why, "photo", SAY(N_("请附一张办好后的照片，没有照片请说明原因")));
    }
    return true;
}

enum clock_look matters_clock(const struct matter *m, int64_t now)
{
    if (!m->due_at || m->closed_at) {
        return CLOCK_NONE;
    }
    if (now > m->due_at) {
        return CLOCK_LATE;
    }
    return (m->due_at - now) * 4 < m->due_at - m->clock_at ? CLOCK_SOON : CLOCK_RUNS;
}

bool matters_backdated(const struct matter *m)
{
    return m->received_at && m->opened_at - m->received_at >= BACKDATED_MS;
}

bool matters_waits(const struct waits *w, const struct matter *m, int64_t now)
{
    return w->state == m->state && m->level >= w->level &&
           (!w->late || (m->due_at && now >= m->due_at - w->lead_ms));
}

bool matters_may_void(const struct made *a, int64_t closed_at, int64_t now, struct err *why)
{
    if (a->voided_at) {
        return refuse(why, NULL, SAY(N_("这次代办已经撤销过了。")));
    }
    if (a->hand == HAND_SELF || a->hand == HAND_SYSTEM) {
        return refuse(why, NULL, SAY(N_("这件事不是别人代办的。")));
    }
    int64_t until = a->typed_at + ACT_VOID_DAYS * MS_PER_DAY;
    if (now > until) {
        return refuse(why, NULL, WORDS(N_("撤销的期限是 {0}，已经过了。"), TIME(until)));
    }
    if (closed_at) {
        return refuse(
            why, NULL, WORDS(N_("这件事 {0} 已经办结，不能撤销，可以重新提出。"), TIME(closed_at)));
    }
    return true;
}

const struct choice matters_channels[] = {
    {CHANNEL_WEB, "web", N_("网上"), .icon = "web"},
    {CHANNEL_PHONE, "phone", N_("电话"), .icon = "phone"},
    {CHANNEL_PAPER, "paper", N_("纸条"), .icon = "paper"},
    {CHANNEL_VISIT, "visit", N_("走访"), .icon = "visit"},
    {CHANNEL_GROUP, "group", N_("微信群"), .icon = "talk"},
    {CHANNEL_SYSTEM, "system", N_("系统"), .icon = "clock"},
    {0},
};

const struct choice matters_hands[] = {
    {HAND_SELF, "self", N_("本人")},
    {HAND_STAFF, "staff", N_("工作人员代办")},
    {HAND_LEADER, "leader", N_("楼组长代办")},
    {HAND_HELPER, "helper", N_("家人或邻居代办")},
    {HAND_SYSTEM, "system", N_("系统自动")},
    {0},
};

const char *matters_ticket(struct arena *a, int64_t ticket)
{
    return arena_printf(a, "%04lld", (long long)ticket);
}
