/* proxies_rules.c - how many one may hold, and in which order papers come. */
#include <string.h>

#include "src/proxies/proxies.h"

const struct choice proxies_states[] = {
    {PROXY_ONCE, "once", N_("录了一次，等第二个人"), .tag = "wait", .icon = "clock"},
    {PROXY_COUNTS, "counts", N_("按委托书计"), .tag = "done", .icon = "check"},
    {PROXY_NOT_COUNTING, "not", N_("本人投了，或有更晚的委托，这份不计"), .tag = "no",
        .icon = "minus"},
    {PROXY_REVOKED, "revoked", N_("撤回了"), .tag = "no", .icon = "cross"},
    {0},
};

bool proxies_may_hold(const struct ballot *b, int64_t held, struct err *why)
{
    if (!b->named) {
        return refuse(why, NULL, SAY(N_("不记名的表决不能书面委托：委托书上写着怎么投")));
    }
    if (!b->proxies) {
        return refuse(why, NULL, SAY(N_("这次表决不接受委托，请本人投，或上门收纸质票")));
    }
    return b->proxies == RULESETS_ANY || held < b->proxies ||
           refuse(why, "holder",
               WORDS(N_("这次表决一个人最多受托 {0} 份，这位已经有 {1} 份"), INT(b->proxies),
                   INT(held)));
}

bool proxies_in_order(const char *day, const char *latest, struct err *why)
{
    return strcmp(day, latest) >= 0 ||
           refuse(why, "day", SAY(N_("这一户有一份更晚签的委托书，以更晚的为准，这份不录")));
}
