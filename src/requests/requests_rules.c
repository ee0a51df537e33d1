/* requests_rules.c - kinds and their owners, moves, the guess, the sentence. */
#include "src/requests/requests.h"

#include <string.h>

#include "src/bodies/duties.h"

static const struct request_kind_info infos[] = {
    {KIND_LIGHT, "light", N_("公共照明"), N_("楼道灯、路灯、门厅灯"), "house", BODY_PROPERTY,
        {SPAN_WORKDAYS, 1}, {SPAN_WORKDAYS, 1}, true},
    {KIND_LIFT, "lift", N_("电梯"), N_("停运、困人、异响"), "house", BODY_PROPERTY, {SPAN_HOURS, 1},
        {SPAN_HOURS, 4}, true},
    {KIND_WATER, "water", N_("供水漏水"), N_("停水、水管漏、渗水"), "house", BODY_PROPERTY,
        {SPAN_HOURS, 4}, {SPAN_HOURS, 8}, true},
    {KIND_DRAIN, "drain", N_("下水堵塞"), N_("下水道、窨井、污水"), "house", BODY_PROPERTY,
        {SPAN_HOURS, 4}, {SPAN_HOURS, 8}, true},
    {KIND_DOOR, "door", N_("门禁门窗"), N_("大门、门禁、对讲、楼道窗"), "house", BODY_PROPERTY,
        {SPAN_WORKDAYS, 1}, {SPAN_WORKDAYS, 1}, true},
    {KIND_CLUTTER, "clutter", N_("楼道堆物"), N_("过道、楼梯间、杂物"), "house", BODY_COMMITTEE,
        {SPAN_WORKDAYS, 1}, {SPAN_WORKDAYS, 3}, true},
    {KIND_RUBBISH, "rubbish", N_("垃圾清运"), N_("垃圾房、保洁、清运时间"), "house", BODY_PROPERTY,
        {SPAN_WORKDAYS, 1}, {SPAN_WORKDAYS, 1}, true},
    {KIND_PARKING, "parking", N_("停车"), N_("乱停、车位、充电"), "pin", BODY_PROPERTY,
        {SPAN_WORKDAYS, 1}, {SPAN_WORKDAYS, 2}, false},
    {KIND_NOISE, "noise", N_("噪声扰民"), N_("装修、音响、半夜吵闹"), "alert", BODY_COMMITTEE,
        {SPAN_WORKDAYS, 1}, {SPAN_WORKDAYS, 2}, .quarrel = true},
    {KIND_PETS, "pets", N_("宠物"), N_("遛狗不牵绳、粪便、狗叫"), "heart", BODY_COMMITTEE,
        {SPAN_WORKDAYS, 1}, {SPAN_WORKDAYS, 3}, false},
    {KIND_GREEN, "green", N_("绿化"), N_("树枝、草坪、虫害"), "house", BODY_PROPERTY,
        {SPAN_WORKDAYS, 1}, {SPAN_WORKDAYS, 3}, true},
    {KIND_SAFETY, "safety", N_("消防安全"), N_("消防通道、飞线充电、燃气味"), "alert",
        BODY_PROPERTY, {SPAN_HOURS, 1}, {SPAN_HOURS, 4}, true},
    {KIND_WALL, "wall", N_("墙面屋面"), N_("渗漏、脱落、裂缝、雨棚"), "house", BODY_PROPERTY,
        {SPAN_WORKDAYS, 1}, {SPAN_WORKDAYS, 3}, true},
    {KIND_CARE, "care", N_("老人照料"), N_("独居、摔伤、送药送餐"), "heart", BODY_COMMITTEE,
        {SPAN_HOURS, 4}, {SPAN_HOURS, 8}, false},
    {KIND_NEIGHBOURS, "neighbours", N_("邻里纠纷"), N_("漏水责任、滴水、争执"), "talk",
        BODY_COMMITTEE, {SPAN_WORKDAYS, 1}, {SPAN_WORKDAYS, 3}, .quarrel = true},
    {KIND_IDEA, "idea", N_("建议"), N_("想办的事、想要的活动"), "talk", BODY_COMMITTEE,
        {SPAN_WORKDAYS, 1}, {SPAN_WORKDAYS, 5}, false},
    {KIND_OTHER, "other", N_("其他"), N_("由居委会来分派"), "info", BODY_COMMITTEE,
        {SPAN_WORKDAYS, 1}, {SPAN_WORKDAYS, 2}, false},
};

const struct request_kind_info *requests_kind_info(int64_t kind)
{
    for (size_t i = 0; i < COUNT(infos); i++) {
        if (infos[i].kind == kind) {
            return &infos[i];
        }
    }
    return &infos[COUNT(infos) - 1];
}

const struct choice requests_kinds[] = {
    {KIND_LIGHT, "light", N_("公共照明")},
    {KIND_LIFT, "lift", N_("电梯")},
    {KIND_WATER, "water", N_("供水漏水")},
    {KIND_DRAIN, "drain", N_("下水堵塞")},
    {KIND_DOOR, "door", N_("门禁门窗")},
    {KIND_CLUTTER, "clutter", N_("楼道堆物")},
    {KIND_RUBBISH, "rubbish", N_("垃圾清运")},
    {KIND_PARKING, "parking", N_("停车")},
    {KIND_NOISE, "noise", N_("噪声扰民")},
    {KIND_PETS, "pets", N_("宠物")},
    {KIND_GREEN, "green", N_("绿化")},
    {KIND_SAFETY, "safety", N_("消防安全")},
    {KIND_WALL, "wall", N_("墙面屋面")},
    {KIND_CARE, "care", N_("老人照料")},
    {KIND_NEIGHBOURS, "neighbours", N_("邻里纠纷")},
    {KIND_IDEA, "idea", N_("建议")},
    {KIND_OTHER, "other", N_("其他")},
    {0},
};

const struct choice requests_levels[] = {
    {LEVEL_COMMITTEE, "committee", N_("已催居委会"), .tag = "late", .icon = "alert"},
    {LEVEL_HEADS, "heads", N_("已报书记"), .tag = "late", .icon = "alert"},
    {LEVEL_TOWN, "town", N_("已报街镇"), .tag = "late", .icon = "alert"},
    {0},
};

/* Moves ---------------------------------------------------------------------------------------- */
const struct choice requests_states[] = {
    {REQUEST_NEW, "new", N_("待受理"), .tag = "new", .icon = "plus"},
    {REQUEST_ACCEPTED, "accepted", N_("已受理"), .tag = "doing", .icon = "check"},
    {REQUEST_DOING, "doing", N_("办理中"), .tag = "doing", .icon = "clock"},
    {REQUEST_WAITING, "waiting", N_("等待"), .tag = "wait", .icon = "clock"},
    {REQUEST_ANSWERED, "answered", N_("待确认"), .tag = "wait", .icon = "talk"},
    {REQUEST_CLOSED, "closed", N_("已办结"), .tag = "done", .icon = "check"},
    {0},
};

const struct choice requests_outcomes[] = {
    {OUTCOME_CONFIRMED, "confirmed", N_("本人确认解决"), .tag = "done", .icon = "check"},
    {OUTCOME_UNCONFIRMED, "unconfirmed", N_("未获确认"), .tag = "no", .icon = "minus"},
    {OUTCOME_REFUSED, "refused", N_("不予办理"), .tag = "no", .icon = "minus"},
    {OUTCOME_WITHDRAWN, "withdrawn", N_("本人撤回"), .tag = "no", .icon = "back"},
    {OUTCOME_MERGED, "merged", N_("并入另一件"), .tag = "no", .icon = "go"},
    {0},
};

const struct choice requests_happies[] = {
    {HAPPY, "happy", N_("满意")},
    {HAPPY_SO_SO, "so_so", N_("一般")},
    {HAPPY_NOT, "not", N_("不满意")},
    {0},
};

/* The clock of a step that needs one is the kind's: requests_move() brings it as .due_at. */
static const struct move moves[] = {
    {.verb = "accept",
        .label = N_("受理"),
        .from = {REQUEST_NEW},
        .to = REQUEST_ACCEPTED,
        .mover = MOVER_DUTY,
        .duty = DUTY_TRIAGE,
        .clock_ms = -1,
        .says = N_("受理")},
    {.verb = "assign",
        .label = N_("分派"),
        .from = {REQUEST_NEW, REQUEST_ACCEPTED, REQUEST_DOING, REQUEST_WAITING},
        .to = REQUEST_DOING,
        .mover = MOVER_DUTY,
        .duty = DUTY_TRIAGE,
        .needs = NEEDS_BODY,
        .clock_ms = 2 * MS_PER_DAY,
        .says = N_("分派给{0}")},
    {.verb = "transfer", /* the clock runs on: passing it on wins no time */
        .label = N_("转办"),
        .from = {REQUEST_DOING},
        .to = REQUEST_DOING,
        .mover = MOVER_OWNER,
        .duty = DUTY_ANSWER,
        .needs = NEEDS_BODY | NEEDS_REASON,
        .clock_ms = -1,
        .says = N_("转给{0}办")},
    {.verb = "return",
        .label = N_("退回"),
        .from = {REQUEST_DOING},
        .to = REQUEST_ACCEPTED,
        .mover = MOVER_OWNER,
        .duty = DUTY_ANSWER,
        .needs = NEEDS_REASON,
        .clock_ms = MS_PER_DAY,
        .says = N_("{0}退回，请居委会另行分派")},
    {.verb = "wait",
        .label = N_("等待"),
        .from = {REQUEST_DOING},
        .to = REQUEST_WAITING,
        .mover = MOVER_OWNER,
        .duty = DUTY_ANSWER,
        .needs = NEEDS_REASON | NEEDS_DAY,
        .clock_ms = MS_PER_DAY,
        .says = N_("{0}停表等待，到 {1} 为止")},
    {.verb = "resume",
        .label = N_("继续办"),
        .from = {REQUEST_WAITING},
        .to = REQUEST_DOING,
        .mover = MOVER_OWNER,
        .duty = DUTY_ANSWER,
        .clock_ms = MS_PER_DAY,
        .says = N_("{0}继续办，时限接着算")},
    {.verb = "awake",
        .label = N_("等到了日子"),
        .from = {REQUEST_WAITING},
        .to = REQUEST_DOING,
        .mover = MOVER_SYSTEM,
        .clock_ms = MS_PER_DAY,
        .says = N_("等到了说好的日子，时限接着算")},
    {.verb = "answer",
        .label = N_("答复"),
        .from = {REQUEST_DOING, REQUEST_WAITING},
        .to = REQUEST_ANSWERED,
        .mover = MOVER_OWNER,
        .duty = DUTY_ANSWER,
        .needs = NEEDS_REASON | NEEDS_EVIDENCE,
        .clock_ms = REQUEST_CONFIRM_DAYS * MS_PER_DAY,
        .says = N_("{0}答复")},
    {.verb = "confirm",
        .label = N_("解决了"),
        .from = {REQUEST_ANSWERED},
        .to = REQUEST_CLOSED,
        .outcome = OUTCOME_CONFIRMED,
        .mover = MOVER_ASKER,
        .says = N_("提出人确认：解决了")},
    {.verb = "reopen",
        .label = N_("还没有解决"),
        .from = {REQUEST_ANSWERED, REQUEST_CLOSED},
        .to = REQUEST_DOING,
        .to_unowned = REQUEST_NEW,
        .mover = MOVER_ASKER,
        .needs = NEEDS_REASON,
        .clock_ms = 2 * MS_PER_DAY,
        .says = N_("提出人说还没有解决，重新办")},
    {.verb = "refuse",
        .label = N_("不予办理"),
        .from = {REQUEST_NEW, REQUEST_ACCEPTED, REQUEST_DOING, REQUEST_WAITING},
        .to = REQUEST_CLOSED,
        .outcome = OUTCOME_REFUSED,
        .mover = MOVER_DUTY,
        .duty = DUTY_TRIAGE,
        .needs = NEEDS_REASON,
        .says = N_("不予办理")},
    {.verb = "merge",
        .label = N_("并入"),
        .from = {REQUEST_NEW, REQUEST_ACCEPTED, REQUEST_DOING, REQUEST_WAITING},
        .to = REQUEST_CLOSED,
        .outcome = OUTCOME_MERGED,
        .mover = MOVER_DUTY,
        .duty = DUTY_TRIAGE,
        .needs = NEEDS_MATTER,
        .says = N_("和另一件是同一个问题，并在一起办")},
    {.verb = "withdraw",
        .label = N_("撤回"),
        .from = {REQUEST_NEW, REQUEST_ACCEPTED, REQUEST_DOING, REQUEST_WAITING, REQUEST_ANSWERED},
        .to = REQUEST_CLOSED,
        .outcome = OUTCOME_WITHDRAWN,
        .mover = MOVER_OPENER,
        .says = N_("提出人撤回")},
    {.verb = "lapse",
        .label = N_("期满未确认"),
        .from = {REQUEST_ANSWERED},
        .to = REQUEST_CLOSED,
        .outcome = OUTCOME_UNCONFIRMED,
        .mover = MOVER_SYSTEM,
        .says = N_("7 天没有等到提出人的话，记为「未确认」，不算满意")},
    {.verb = "urge", /* the committee's own heads */
        .label = N_("催办"),
        .from = {REQUEST_NEW, REQUEST_ACCEPTED, REQUEST_DOING, REQUEST_WAITING},
        .mover = MOVER_DUTY,
        .duty = DUTY_URGE,
        .needs = NEEDS_REASON,
        .clock_ms = -1,
        .says = N_("书记、主任催办")},
    {.verb = "supervise", /* the town: a word that everybody on the matter reads, no deed */
        .label = N_("督办"),
        .from = {REQUEST_NEW, REQUEST_ACCEPTED, REQUEST_DOING, REQUEST_WAITING},
        .mover = MOVER_DUTY,
        .duty = DUTY_SUPERVISE,
        .needs = NEEDS_REASON,
        .clock_ms = -1,
        .says = N_("街镇督办")},
    {0},
};

static const struct waits waits[] = {
    {REQUEST_NEW, "accept"},
    {REQUEST_ACCEPTED, "assign"},
    {REQUEST_DOING, "answer"},
    {REQUEST_DOING, "assign", .late = true}, /* nobody answers: the committee's again */
    {REQUEST_NEW, "urge", .level = LEVEL_HEADS},
    {REQUEST_ACCEPTED, "urge", .level = LEVEL_HEADS},
    {REQUEST_DOING, "urge", .level = LEVEL_HEADS},
    {REQUEST_NEW, "supervise", .level = LEVEL_TOWN},
    {REQUEST_ACCEPTED, "supervise", .level = LEVEL_TOWN},
    {REQUEST_DOING, "supervise", .level = LEVEL_TOWN},
    {REQUEST_ANSWERED, "accept", .late = true, .lead_ms = REQUEST_CALL_DAYS * MS_PER_DAY},
    {0},
};

const struct matter_kind requests_matter = {
    .name = "request",
    .room = "requests",
    .label = N_("诉求"),
    .states = requests_states,
    .outcomes = requests_outcomes,
    .moves = moves,
    .waits = waits,
    .opens = N_("提出"),
    .joins = N_("又有一位邻居一起反映"),
    .undone = requests_undone,
};

/* Clocks --------------------------------------------------------------------------------------- */
static const struct {
    int level;
    int64_t workdays; /* after the clock ran out */
    const char *says;
} ladder[] = {
    {LEVEL_COMMITTEE, 0, N_("到 {0} 没有等到下一步，转居委会催办")},
    {LEVEL_HEADS, 1, N_("{0} 就该有下一步，又过了一个工作日，转书记、主任")},
    {LEVEL_TOWN, 3, N_("{0} 就该有下一步，又过了三个工作日，报街镇")},
};

static int64_t rung_at(const struct calendar *k, size_t i, int64_t due_at)
{
    return ladder[i].workdays
               ? calendar_due(k, due_at, (struct span){SPAN_WORKDAYS, ladder[i].workdays}).at
               : due_at;
}

int requests_level(const struct calendar *k, int64_t due_at, int64_t now, struct words *says)
{
    int level = 0;
    for (size_t i = 0; due_at && i < COUNT(ladder) && now >= rung_at(k, i, due_at); i++) {
        level = ladder[i].level;
        *says = WORDS(ladder[i].says, TIME(due_at));
    }
    return level;
}

int64_t requests_next_rung(const struct calendar *k, int64_t due_at, int64_t now)
{
    for (size_t i = 0; due_at && i < COUNT(ladder); i++) {
        if (rung_at(k, i, due_at) > now) {
            return rung_at(k, i, due_at);
        }
    }
    return 0;
}

struct words requests_span_says(struct span s)
{
    return s.unit == SPAN_HOURS ? WORDS(N_("{0} 小时"), INT(s.n))
                                : WORDS(N_("{0} 个工作日"), INT(s.n));
}

bool requests_may_wait(const struct request *r, int64_t until, int64_t now, struct err *why)
{
    if (r->waits >= REQUEST_WAITS_MAX) {
        return refuse(why, "until",
            WORDS(N_("这件事已经停过 {0} 次表，不能再停，请答复或退回"), INT(r->waits)));
    }
    if (r->m.due_at && now >= r->m.due_at) {
        return refuse(why, "until", SAY(N_("时限已经过了，不能停表，请先答复")));
    }
    if (until <= now || until > now + REQUEST_WAIT_DAYS * MS_PER_DAY) {
        return refuse(
            why, "until", WORDS(N_("请填今天以后、{0} 天以内的日子"), INT(REQUEST_WAIT_DAYS)));
    }
    return true;
}

int64_t requests_left(const struct calendar *k, const struct request *r, int64_t now)
{
    int64_t ms = r->m.due_at > now ? r->m.due_at - now : 0;
    return r->clock_unit == SPAN_WORKDAYS ? calendar_between(k, now, r->m.due_at) : ms;
}

/* Stopped on its last day, that day is still to come: today while the office is open, else the next
 * working day. */
int64_t requests_due_again(const struct calendar *k, const struct request *r, int64_t now)
{
    if (r->clock_unit != SPAN_WORKDAYS) {
        return now + r->left;
    }
    int64_t at = calendar_due(k, now, (struct span){SPAN_WORKDAYS, r->left}).at;
    bool over = !r->left && (at <= now || !calendar_works(k, now));
    return over ? calendar_due(k, now, (struct span){SPAN_WORKDAYS, 1}).at : at;
}

bool requests_may_merge(
    const struct request *r, const struct matter *into, bool others, struct err *why)
{
    if (into->id == r->m.id) {
        return refuse(why, "into", SAY(N_("不能并入它自己")));
    }
    if (into->closed_at) {
        return refuse(why, "into", SAY(N_("那一件已经办结，请另选一件还在办的")));
    }
    if (into->audience > AUDIENCE_PLACE && (others || into->asker_id != r->m.asker_id)) {
        return refuse(why, "into", SAY(N_("那一件只给办理的人看，别人的事不能并进去")));
    }
    return true;
}

bool requests_may_own(enum body_kind kind)
{
    /* A stair's leader and volunteers help; nobody may hold them to a date. */
    return kind != BODY_STAIR && kind != BODY_VOLUNTEERS && kind != BODY_TOWN;
}

/* Opening -------------------------------------------------------------------------------------- */
bool requests_may_open(const struct request_draft *d, struct err *why)
{
    if (utf8_length(str_or(d->body, "")) < REQUEST_BODY_MIN) {
        return refuse(why, "what", SAY(N_("请写清楚是什么事，至少 2 个字")));
    }
    if (d->audience != AUDIENCE_PLACE && d->audience != AUDIENCE_CASE) {
        return refuse(why, "open", SAY(N_("请选谁能看到这件事")));
    }
    return true;
}

static bool ends_sentence(const char *s)
{
    static const char *const ends[] = {"。", "！", "？", "；", "\n", "!", "?", ";"};
    for (size_t i = 0; i < COUNT(ends); i++) {
        if (str_starts(s, ends[i])) {
            return true;
        }
    }
    return false;
}

static size_t utf8_step(const char *s)
{
    size_t n = 1;
    while (((unsigned char)s[n] & 0xc0) == 0x80) {
        n++;
    }
    return n;
}

const char *requests_title(struct arena *a, const char *body)
{
    const char *s = body + strspn(body, " \n"), *end = s, *cut = s;
    size_t length = 0;
    for (; *end && !ends_sentence(end); end += utf8_step(end)) {
        length++;
        if (length < REQUEST_TITLE_MAX) {
            cut = end + utf8_step(end);
        }
    }
    if (end == s) {
        return arena_strndup(a, s, utf8_step(s));
    }
    if (length <= REQUEST_TITLE_MAX) {
        return arena_strndup(a, s, (size_t)(end - s));
    }
    return arena_printf(a, "%.*s…", (int)(cut - s), s);
}

/* The sentence --------------------------------------------------------------------------------- */
static struct words says_closed(int outcome)
{
    switch ((enum request_outcome)outcome) {
    case OUTCOME_CONFIRMED:
        return SAY(N_("解决了，提出人确认过"));
    case OUTCOME_UNCONFIRMED:
        return SAY(N_("已办结，没有等到提出人的确认"));
    case OUTCOME_REFUSED:
        return SAY(N_("不予办理，理由写在下面"));
    case OUTCOME_WITHDRAWN:
        return SAY(N_("提出人撤回了"));
    case OUTCOME_MERGED:
        return SAY(N_("和另一件是同一个问题，并在一起办"));
    }
    return SAY(N_("已办结"));
}

struct words requests_says(const struct matter *m, int64_t now)
{
    bool late = m->due_at && now > m->due_at;
    switch ((enum request_state)m->state) {
    case REQUEST_NEW:
        return late ? WORDS(N_("还没有人受理，应在 {0} 前受理"), TIME(m->due_at))
                    : WORDS(N_("已记录，{0} 前居委会受理"), TIME(m->due_at));
    case REQUEST_ACCEPTED:
        return late ? WORDS(N_("已受理，应在 {0} 前分派，还没有"), TIME(m->due_at))
                    : WORDS(N_("已受理，{0} 前分派给办理的单位"), TIME(m->due_at));
    case REQUEST_DOING:
        return late ? WORDS(N_("{0}在办，应在 {1} 前答复，还没有"), TEXT(m->owner), TIME(m->due_at))
                    : WORDS(N_("{0}在办，{1} 前答复"), TEXT(m->owner), TIME(m->due_at));
    case REQUEST_WAITING:
        return WORDS(N_("{0}在等，{1} 前接着办"), TEXT(m->owner), DAY(m->due_at));
    case REQUEST_ANSWERED:
        return WORDS(N_("{0}说办好了，等提出人看过"), TEXT(m->owner));
    case REQUEST_CLOSED:
        return says_closed(m->outcome);
    }
    return SAY(N_("办理中"));
}
