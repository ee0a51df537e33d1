/* moderation_rules.c - who may report, hide, object, decide. */
#include "src/moderation/moderation.h"

const struct choice abuse_reasons[] = {
    {ABUSE_NAMES, "names", N_("写了别人的名字、电话或住处")},
    {ABUSE_INSULT, "insult", N_("骂人、攻击人")},
    {ABUSE_FALSE, "false", N_("说的不是真的")},
    {ABUSE_ADS, "ads", N_("广告")},
    {ABUSE_OTHER, "other", N_("别的原因，写在下面")},
    {0},
};

bool moderation_may_report(const struct matter *m, bool asks, struct err *why)
{
    if (asks) {
        return refuse(why, NULL, SAY(N_("这是您自己的事：可以撤回，或者改成只给办理的人看。")));
    }
    return m->audience <= AUDIENCE_PLACE ||
           refuse(why, NULL, SAY(N_("这件事没有给邻居看，不用举报。")));
}

bool moderation_may_hide(const struct matter *m, struct err *why)
{
    return m->audience <= AUDIENCE_PLACE ||
           refuse(why, NULL, SAY(N_("这件事已经只给办理的人看了。")));
}

bool moderation_may_object(const struct hidden *h, struct err *why)
{
    if (!h->hidden_at || h->verdict) {
        return refuse(why, NULL, SAY(N_("这件事没有被隐藏，或者已经有了决定。")));
    }
    return !h->objected_at ||
           refuse(why, NULL, SAY(N_("您已经提过一次异议，由没有参与隐藏的书记或主任决定。")));
}

bool moderation_may_decide(const struct hidden *h, int64_t account_id, struct err *why)
{
    if (!h->hidden_at || !h->objected_at || h->verdict) {
        return refuse(why, NULL, SAY(N_("没有等着决定的异议。")));
    }
    return h->hidden_by != account_id ||
           refuse(why, NULL, SAY(N_("是您隐藏的，请另一位书记或主任来决定。")));
}

bool moderation_may_show(
    const struct matter *m, const struct hidden *h, enum audience to, struct err *why)
{
    if (m->closed_at) {
        return refuse(why, NULL, SAY(N_("已经办结，不能再改谁能看到。")));
    }
    if (to <= AUDIENCE_PLACE && h->hidden_at && h->verdict != HIDDEN_SHOWN) {
        return refuse(why, NULL, SAY(N_("这件事被隐藏了，请先提异议。")));
    }
    return to == AUDIENCE_PLACE || to == AUDIENCE_CASE ||
           refuse(why, "to", SAY(N_("请选谁能看到这件事")));
}
