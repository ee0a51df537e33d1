/* notices_rules.c - what each kind asks for, how long it hangs, which duties are due. */
#include <string.h>

#include "src/bodies/bodies.h"
#include "src/notices/notices.h"

/* 居务公开 hangs for fifteen days at least (居民委员会组织法); a period for objections three. */
static const struct notice_rule rules[] = {
    [NOTICE_PLAIN] = {0},
    [NOTICE_OUTAGE] = {.hours = true, .period = true},
    [NOTICE_DUTY] = {.duty = true, .period = true, .official = true, .days = 15},
    [NOTICE_OPEN] = {.period = true, .official = true, .days = 3},
    [NOTICE_DECISION] = {.decided = true, .official = true},
    [NOTICE_EVENT] = {.period = true},
    [NOTICE_OTHER] = {0},
};

/* How often is the house's own measure; a committee may publish more often, not less. */
const struct notice_duty notices_duties[] = {
    {1, "members", N_("居委会成员和分工"), BODY_COMMITTEE, 12},
    {2, "plan", N_("年度工作计划和总结"), BODY_COMMITTEE, 12},
    {3, "accounts", N_("居委会经费收支"), BODY_COMMITTEE, 3},
    {4, "donations", N_("捐赠和政府拨款的使用"), BODY_COMMITTEE, 6},
    {5, "aid", N_("救助和补贴的办理（不写名字）"), BODY_COMMITTEE, 3},
    {6, "meetings", N_("居民会议和代表会议的决定"), BODY_COMMITTEE, 6},
    {7, "projects", N_("自治项目和自治金的使用"), BODY_COMMITTEE, 6},
    {8, "income", N_("公共收益收支"), BODY_OWNERS_COMMITTEE, 6},
    {9, "repairs", N_("维修资金的使用"), BODY_OWNERS_COMMITTEE, 12},
    {10, "fees", N_("物业服务标准和收费"), BODY_PROPERTY, 12},
    {11, "checks", N_("消防、电梯、监控的检查"), BODY_PROPERTY, 3},
    {0},
};

const struct notice_rule *notices_rule(enum notice_kind kind)
{
    return kind > 0 && (size_t)kind < COUNT(rules) ? &rules[kind] : NULL;
}

const struct notice_duty *notices_duty(int64_t id)
{
    for (const struct notice_duty *d = notices_duties; d->id; d++) {
        if (d->id == id) {
            return d;
        }
    }
    return NULL;
}

enum notice_state notices_state(const struct bulletin *n, const char *today)
{
    bool ahead = n->kind == NOTICE_OUTAGE; /* its days are the outage's: it is read before them */
    return n->taken_at                                  ? NOTICE_TAKEN
           : !ahead && strcmp(n->valid_from, today) > 0 ? NOTICE_COMING
           : str_empty(n->valid_to)                     ? NOTICE_NOW
           : strcmp(n->valid_to, today) > 0             ? NOTICE_NOW
                                                        : NOTICE_ENDED;
}

int64_t notices_last_day(const struct calendar *k, int64_t from, int64_t days, bool working)
{
    return working ? calendar_due(k, from, (struct span){SPAN_WORKDAYS, days}).at
                   : from + days * MS_PER_DAY;
}

/* Days from the first to the last, the first not counted. */
static int64_t days_of(const struct bulletin *n)
{
    int64_t from = 0, to = 0;
    return parse_day(n->valid_from, &from) && parse_day(n->valid_to, &to)
               ? (to - from) / MS_PER_DAY - 1
               : 0;
}

static bool has_what_it_needs(
    const struct bulletin *n, const struct notice_rule *r, struct err *why)
{
    if (r->hours && str_empty(n->hours)) {
        return refuse(why, "hours", SAY(N_("请写几点到几点，比如 9:00 到 17:00。")));
    }
    if (r->decided && (str_empty(n->decided_on) || str_empty(n->decided_by))) {
        return refuse(why, str_empty(n->decided_by) ? "decided_by" : "decided_on",
            SAY(N_("请写是谁、哪一天决定的。")));
    }
    if (r->period && str_empty(n->valid_to)) {
        return refuse(why, "to", SAY(N_("请写到哪一天为止，或者写几天。")));
    }
    return true;
}

static bool lasts(const struct bulletin *n, const struct notice_rule *r, struct err *why)
{
    if (str_empty(n->valid_to)) {
        return true;
    }
    if (strcmp(n->valid_to, n->valid_from) <= 0) {
        return refuse(why, "to", SAY(N_("最后一天在第一天前面，请改一个。")));
    }
    return days_of(n) >= r->days ||
           refuse(why, "to", WORDS(N_("至少要 {0} 天，贴出的当天不算。"), INT(r->days)));
}

static bool may_sign(
    const struct bulletin *n, const struct notice_rule *r, int body, struct err *why)
{
    const struct notice_duty *d = notices_duty(n->duty);
    if (r->official && body == BODY_STAIR) {
        return refuse(why, "body", SAY(N_("这一类由居委会、业委会或物业落款，楼组请发通知。")));
    }
    if (r->duty && !d) {
        return refuse(why, "duty", SAY(N_("请选公开的是哪一项。")));
    }
    if (r->duty && d->body != body && body != BODY_COMMITTEE) {
        return refuse(why, "duty",
            WORDS(N_("这一项由{0}公开，请换一项或换落款的单位。"),
                MSG(bodies_body_label((enum body_kind)d->body))));
    }
    return true;
}

bool notices_check(const struct bulletin *n, int body_kind, struct err *why)
{
    const struct notice_rule *r = notices_rule(n->kind);
    if (!r) {
        return refuse(why, "kind", SAY(N_("请选是哪一类。")));
    }
    return has_what_it_needs(n, r, why) && lasts(n, r, why) && may_sign(n, r, body_kind, why);
}

bool notices_may_change(const struct bulletin *was, const struct bulletin *now, struct err *why)
{
    if (was->taken_at) {
        return refuse(why, NULL, SAY(N_("已经撤下了，要说的话请另发一条。")));
    }
    if (was->kind == NOTICE_OPEN && strcmp(now->valid_to, was->valid_to) < 0) {
        return refuse(why, "to", SAY(N_("公示的日子只能加长，不能缩短。")));
    }
    return true;
}

const char *notices_brief(struct arena *a, const char *text, size_t letters)
{
    char *line = str_tidy(a, text, false, false);
    char *s = line;
    for (size_t n = 0; *s && n < letters; n++) {
        do {
            s++;
        } while ((*s & 0xc0) == 0x80);
    }
    return *s ? arena_printf(a, "%.*s…", (int)(s - line), line) : line;
}
