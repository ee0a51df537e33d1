/* ballots_rules.c - the graph of a decision, what it needs before it begins. */
#include "src/ballots/ballots_room.h"
#include "src/bodies/duties.h"

const struct choice ballots_states[] = {
    {BALLOT_DRAFT, "draft", N_("起草中"), .tag = "new", .icon = "edit"},
    {BALLOT_ROLL, "roll", N_("名册公示"), .tag = "wait", .icon = "list"},
    {BALLOT_NOTICE, "notice", N_("已公告，还没开始"), .tag = "wait", .icon = "clock"},
    {BALLOT_OPEN, "open", N_("正在表决"), .tag = "doing", .icon = "paper"},
    {BALLOT_COUNTING, "counting", N_("已截止，正在计票"), .tag = "soon", .icon = "clock"},
    {BALLOT_SHOWN, "shown", N_("结果公示"), .tag = "done", .icon = "check"},
    {BALLOT_DONE, "done", N_("已结束"), .tag = "done", .icon = "check"},
    {LIST_DISPUTED, "disputed", N_("结果有异议，还没有答复"), .tag = "wait", .icon = "alert"},
    {LIST_ANNULLED, "annulled", N_("结果被撤销"), .tag = "no", .icon = "cross"},
    {LIST_OFF, "off", N_("取消了"), .tag = "no", .icon = "minus"},
    {0},
};
const struct choice ballots_outcomes[] = {
    {BALLOT_DECIDED, "decided", N_("有了结果"), .tag = "done", .icon = "check"},
    {BALLOT_ANNULLED, "annulled", N_("结果被撤销"), .tag = "no", .icon = "cross"},
    {BALLOT_CALLED_OFF, "called_off", N_("取消了"), .tag = "no", .icon = "minus"},
    {0},
};
const struct choice ballots_forces[] = {
    {FORCE_ADVISORY, "advisory", N_("意向征询"), N_("听听大家的意思，不具法律效力"), .tag = "no",
        .icon = "talk"},
    {FORCE_RECORDED, "recorded", N_("官方系统里表决，这里登记结果"),
        N_("以官方系统的结果为准，这里照录并核算"), .tag = "doing", .icon = "list"},
    {FORCE_STATUTORY, "statutory", N_("依法表决"), N_("结果按法律规定的票数生效"), .tag = "done",
        .icon = "check"},
    {0},
};

const char *ballots_force_words(const struct ballot *b)
{
    static const char *const says[] = {
        [FORCE_ADVISORY] = N_("意向征询：听听大家的意思，不具法律效力，不会据此动钱动土。"),
        [FORCE_RECORDED] = N_("这件事在官方系统里表决，这里照录结果，以官方系统的为准。"),
        [FORCE_STATUTORY] = N_("依法表决：结果按法律规定的票数生效，对全体有约束力。"),
    };
    bool own = b->force == FORCE_STATUTORY && b->items.v[0].decides == DECIDES_SMALL;
    return own ? N_("邻里约定：大家自己定的小事，不是法律规定的表决。") : says[b->force];
}

const char *ballots_remedy_words(const struct ballot *b)
{
    return b->force == FORCE_ADVISORY
               ? N_("意向征询不是决定，没有什么可以请求撤销的；觉得数错了，可以提异议。")
           : b->electorate == ROLL_OF_OWNERS || b->electorate == ROLL_OF_BODY
               ? N_("业主大会、业主委员会的决定侵害了自己的合法权益，业主可以请求人民法院撤销（《民法典》第二百八十条）。提异议不影响这项权利。")
               : N_("《民法典》第二百八十条说的是业主大会、业主委员会的决定，这次不是；觉得数错了、程序不对，可以提异议。");
}

/* The graph ------------------------------------------------------------------------------------ */
#define BY_DUTY .mover = MOVER_DUTY, .duty = DUTY_BALLOTS
static const struct move moves[] = {
    {.verb = "write", .label = N_("修改"), .from = {BALLOT_DRAFT}, BY_DUTY, .says = N_("改了草稿")},
    {.verb = "roll",
        .label = N_("定名册，开始公示"),
        .from = {BALLOT_DRAFT, BALLOT_ROLL},
        .to = BALLOT_ROLL,
        BY_DUTY,
        .says = N_("名册按登记簿定了，开始公示")},
    {.verb = "take_back",
        .label = N_("收回名册，再改草稿"),
        .from = {BALLOT_ROLL},
        .to = BALLOT_DRAFT,
        BY_DUTY,
        .says = N_("名册收回了，草稿再改一改")},
    {.verb = "answer",
        .label = N_("答复异议"),
        .from = {BALLOT_ROLL, BALLOT_SHOWN},
        BY_DUTY,
        .clock_ms = -1,
        .says = N_("答复了一件异议")},
    {.verb = "announce",
        .label = N_("发表决公告"),
        .from = {BALLOT_ROLL},
        .to = BALLOT_NOTICE,
        BY_DUTY,
        .needs = NEEDS_EVIDENCE,
        .says = N_("表决公告贴出来了")},
    {.verb = "open",
        .from = {BALLOT_NOTICE},
        .to = BALLOT_OPEN,
        .mover = MOVER_SYSTEM,
        .clock_ms = -1,
        .says = N_("表决开始")},
    {.verb = "close",
        .from = {BALLOT_OPEN},
        .to = BALLOT_COUNTING,
        .mover = MOVER_SYSTEM,
        .clock_ms = -1,
        .says = N_("表决截止，不再收票")},
    {.verb = "seal",
        .label = N_("计票，公布结果"),
        .from = {BALLOT_COUNTING},
        .to = BALLOT_SHOWN,
        BY_DUTY,
        .says = N_("计票结束，结果开始公示")},
    {.verb = "record",
        .label = N_("登记官方结果"),
        .from = {BALLOT_DRAFT, BALLOT_ROLL, BALLOT_NOTICE, BALLOT_OPEN, BALLOT_COUNTING},
        .to = BALLOT_SHOWN,
        BY_DUTY,
        .says = N_("登记了官方系统的结果，开始公示")},
    {.verb = "recount",
        .label = N_("重新计票"),
        .from = {BALLOT_SHOWN},
        BY_DUTY,
        .needs = NEEDS_REASON,
        .clock_ms = -1,
        .says = N_("重新计了一次票")},
    {.verb = "final",
        .from = {BALLOT_SHOWN},
        .to = BALLOT_DONE,
        .outcome = BALLOT_DECIDED,
        .mover = MOVER_SYSTEM,
        .says = N_("公示期满，结果定了")},
    {.verb = "annul",
        .label = N_("登记：结果被撤销"),
        .from = {BALLOT_SHOWN, BALLOT_DONE},
        .to = BALLOT_DONE,
        .outcome = BALLOT_ANNULLED,
        BY_DUTY,
        .needs = NEEDS_REASON,
        .says = N_("结果被撤销了")},
    {.verb = "call_off",
        .label = N_("取消这次表决"),
        .from = {BALLOT_DRAFT, BALLOT_ROLL, BALLOT_NOTICE},
        .to = BALLOT_DONE,
        .outcome = BALLOT_CALLED_OFF,
        BY_DUTY,
        .needs = NEEDS_REASON,
        .says = N_("表决取消了")},
    {0},
};
static const struct waits waits[] = {
    {BALLOT_DRAFT, "roll"},
    {BALLOT_ROLL, "announce"},
    {BALLOT_COUNTING, "seal"},
    {BALLOT_ROLL, "answer", .only = ballots_objected},
    {BALLOT_SHOWN, "answer", .only = ballots_objected},
    {0},
};
const struct matter_kind ballots_matter = {.name = "ballot",
    .room = "ballots",
    .label = N_("表决"),
    .states = ballots_states,
    .outcomes = ballots_outcomes,
    .moves = moves,
    .waits = waits,
    .opens = N_("起草了一次表决"),
    .may_see = ballots_may_see,
    .lasting = true};

/* Before it begins ------------------------------------------------------------------------------
 */
/* Who may decide what: 1 << electorate. */
bool ballots_may_decide(enum electorate e, enum decides what)
{
    static const unsigned who[DECIDES_END] = {
        [DECIDES_RESIDENTS] = 1U << ROLL_OF_RESIDENTS | 1U << ROLL_OF_HOUSEHOLDS,
        [DECIDES_REPRESENTATIVES] = 1U << ROLL_OF_BODY,
        [DECIDES_BODY] = 1U << ROLL_OF_BODY,
        [DECIDES_SMALL] = 1U << ROLL_OF_HOUSEHOLDS | 1U << ROLL_OF_RESIDENTS,
        [DECIDES_POLL] = ~0U,
    };
    unsigned may = who[what] ? who[what] : 1U << ROLL_OF_OWNERS;
    return (may >> e & 1U) != 0;
}

static bool item_ok(const struct ballot *b, const struct ballot_item *i, struct err *why)
{
    if (str_empty(i->title)) {
        return refuse(why, "item", SAY(N_("请写要表决的问题")));
    }
    if (i->seats && i->n < 2) {
        return refuse(why, "options", SAY(N_("至少写两个选项，一行一个")));
    }
    if (i->seats && i->seats >= (int64_t)i->n) {
        return refuse(why, "seats", SAY(N_("最多能选的个数要比选项少")));
    }
    if (!i->rule.id) {
        return refuse(why, "decides", SAY(N_("这类事项在这一天没有可用的规则，请街镇先写规则")));
    }
    if (!ballots_may_decide(b->electorate, i->rule.decides)) {
        return refuse(why, "decides", SAY(N_("这类事项不由这些人表决，请改事项或改投票的人")));
    }
    bool poll = i->decides == DECIDES_POLL;
    if (poll != (b->force == FORCE_ADVISORY)) {
        return refuse(why, "decides",
            poll ? SAY(N_("意向征询不能和依法表决放在一起，请另开一次"))
                 : SAY(N_("这次是意向征询，不决定事情，事项请选意向征询")));
    }
    return true;
}

bool ballots_check(const struct ballot *b, struct err *why)
{
    if (b->items.n == 0) {
        return refuse(why, "item", SAY(N_("至少写一个要表决的问题")));
    }
    if (!b->named && b->electorate == ROLL_OF_OWNERS) {
        return refuse(why, "secret", SAY(N_("业主的票按面积算，只能实名表决")));
    }
    for (size_t i = 0; i < b->items.n; i++) {
        if (!item_ok(b, &b->items.v[i], why)) {
            return false;
        }
    }
    return true;
}

/* The day it is posted is not counted (Civil Code 201), the days in between are whole ones. */
int64_t ballots_opens_after(const struct ballot *b, int64_t posted_at)
{
    struct civil d = civil_of(posted_at);
    int64_t midnight = ms_of_civil(d.year, d.month, d.day, 0, 0);
    return b->notice_days ? midnight + (b->notice_days + 1) * MS_PER_DAY : posted_at;
}

int64_t ballots_opens_at(const struct ballot *b, int64_t asked, int64_t now)
{
    bool just_gone = !b->notice_days && asked < now && asked > now - MS_PER_DAY / 24;
    return asked && !just_gone ? asked : ballots_opens_after(b, now);
}

bool ballots_may_announce(
    const struct ballot *b, int64_t opens_at, int64_t closes_at, int64_t now, struct err *why)
{
    if (!b->frozen_at) {
        return refuse(why, NULL, SAY(N_("名册还没有定好，请稍等再试")));
    }
    if (now < b->objections_until) {
        return refuse(
            why, NULL, WORDS(N_("名册公示到 {0}，过了才能发表决公告"), UNTIL(b->objections_until)));
    }
    int64_t first = ballots_opens_after(b, now);
    if (opens_at < first) {
        return refuse(why, "opens",
            b->notice_days
                ? WORDS(N_("公告要满 {0} 整天，最早 {1} 开始"), INT(b->notice_days), TIME(first))
                : SAY(N_("这个时间已经过了；不写就是马上开始")));
    }
    return closes_at > opens_at || refuse(why, "closes", SAY(N_("截止时间要在开始时间之后")));
}
