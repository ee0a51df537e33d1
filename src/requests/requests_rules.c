/* requests_rules.c - kinds and their owners, moves, the guess, the sentence. */
#include "src/requests/requests.h"

#include <string.h>

#include "src/bodies/duties.h"

#define HOUR_MS INT64_C(3600000)

static const struct request_kind_info infos[] = {
    {KIND_LIGHT, "light", N_("公共照明"), N_("楼道灯、路灯、门厅灯"), "house", BODY_PROPERTY, 24,
        true},
    {KIND_LIFT, "lift", N_("电梯"), N_("停运、困人、异响"), "house", BODY_PROPERTY, 4, true},
    {KIND_WATER, "water", N_("供水漏水"), N_("停水、水管漏、渗水"), "house", BODY_PROPERTY, 8,
        true},
    {KIND_DRAIN, "drain", N_("下水堵塞"), N_("下水道、窨井、污水"), "house", BODY_PROPERTY, 8,
        true},
    {KIND_DOOR, "door", N_("门禁门窗"), N_("大门、门禁、对讲、楼道窗"), "house", BODY_PROPERTY, 24,
        true},
    {KIND_CLUTTER, "clutter", N_("楼道堆物"), N_("过道、楼梯间、杂物"), "house", BODY_COMMITTEE, 72,
        true},
    {KIND_RUBBISH, "rubbish", N_("垃圾清运"), N_("垃圾房、保洁、清运时间"), "house", BODY_PROPERTY,
        24, true},
    {KIND_PARKING, "parking", N_("停车"), N_("乱停、车位、充电"), "pin", BODY_PROPERTY, 48, false},
    {KIND_NOISE, "noise", N_("噪声扰民"), N_("装修、音响、半夜吵闹"), "alert", BODY_COMMITTEE, 48,
        false},
    {KIND_PETS, "pets", N_("宠物"), N_("遛狗不牵绳、粪便、狗叫"), "heart", BODY_COMMITTEE, 72,
        false},
    {KIND_GREEN, "green", N_("绿化"), N_("树枝、草坪、虫害"), "house", BODY_PROPERTY, 72, true},
    {KIND_SAFETY, "safety", N_("消防安全"), N_("消防通道、飞线充电、燃气味"), "alert",
        BODY_PROPERTY, 4, true},
    {KIND_WALL, "wall", N_("墙面屋面"), N_("渗漏、脱落、裂缝、雨棚"), "house", BODY_PROPERTY, 72,
        true},
    {KIND_CARE, "care", N_("老人照料"), N_("独居、摔伤、送药送餐"), "heart", BODY_COMMITTEE, 8,
        false},
    {KIND_NEIGHBOURS, "neighbours", N_("邻里纠纷"), N_("漏水责任、滴水、争执"), "talk",
        BODY_COMMITTEE, 72, false},
    {KIND_IDEA, "idea", N_("建议"), N_("想办的事、想要的活动"), "talk", BODY_COMMITTEE, 168, false},
    {KIND_OTHER, "other", N_("其他"), N_("由居委会来分派"), "info", BODY_COMMITTEE, 48, false},
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

int64_t requests_answer_ms(int64_t kind)
{
    return requests_kind_info(kind)->answer_hours * HOUR_MS;
}

int64_t requests_triage_ms(int64_t kind)
{
    int64_t most = REQUEST_TRIAGE_HOURS * HOUR_MS, answer = requests_answer_ms(kind);
    return answer < most ? answer : most;
}

/* Moves ---------------------------------------------------------------------------------------- */
const struct choice requests_states[] = {
    {REQUEST_NEW, "new", N_("待受理"), .tag = "new", .icon = "plus"},
    {REQUEST_ACCEPTED, "accepted", N_("已受理"), .tag = "doing", .icon = "check"},
    {REQUEST_DOING, "doing", N_("办理中"), .tag = "doing", .icon = "clock"},
    {REQUEST_ANSWERED, "answered", N_("待确认"), .tag = "wait", .icon = "talk"},
    {REQUEST_CLOSED, "closed", N_("已办结"), .tag = "done", .icon = "check"},
    {0},
};

const struct choice requests_outcomes[] = {
    {OUTCOME_CONFIRMED, "confirmed", N_("本人确认解决"), .tag = "done", .icon = "check"},
    {OUTCOME_UNCONFIRMED, "unconfirmed", N_("未获确认"), .tag = "no", .icon = "minus"},
    {OUTCOME_REFUSED, "refused", N_("不予办理"), .tag = "no", .icon = "minus"},
    {OUTCOME_WITHDRAWN, "withdrawn", N_("本人撤回"), .tag = "no", .icon = "back"},
    {0},
};

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
        .from = {REQUEST_NEW, REQUEST_ACCEPTED, REQUEST_DOING},
        .to = REQUEST_DOING,
        .mover = MOVER_DUTY,
        .duty = DUTY_TRIAGE,
        .needs = NEEDS_BODY,
        .clock_ms = 48 * HOUR_MS,
        .says = N_("分派给{0}")},
    {.verb = "return",
        .label = N_("退回"),
        .from = {REQUEST_DOING},
        .to = REQUEST_ACCEPTED,
        .mover = MOVER_OWNER,
        .duty = DUTY_ANSWER,
        .needs = NEEDS_REASON,
        .clock_ms = REQUEST_TRIAGE_HOURS * HOUR_MS,
        .says = N_("{0}退回，请居委会另行分派")},
    {.verb = "answer",
        .label = N_("答复"),
        .from = {REQUEST_DOING},
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
        .clock_ms = 48 * HOUR_MS,
        .says = N_("提出人说还没有解决，重新办")},
    {.verb = "refuse",
        .label = N_("不予办理"),
        .from = {REQUEST_NEW, REQUEST_ACCEPTED, REQUEST_DOING},
        .to = REQUEST_CLOSED,
        .outcome = OUTCOME_REFUSED,
        .mover = MOVER_DUTY,
        .duty = DUTY_TRIAGE,
        .needs = NEEDS_REASON,
        .says = N_("不予办理")},
    {.verb = "withdraw",
        .label = N_("撤回"),
        .from = {REQUEST_NEW, REQUEST_ACCEPTED, REQUEST_DOING, REQUEST_ANSWERED},
        .to = REQUEST_CLOSED,
        .outcome = OUTCOME_WITHDRAWN,
        .mover = MOVER_ASKER,
        .says = N_("提出人撤回")},
    {.verb = "lapse",
        .label = N_("期满未确认"),
        .from = {REQUEST_ANSWERED},
        .to = REQUEST_CLOSED,
        .outcome = OUTCOME_UNCONFIRMED,
        .mover = MOVER_SYSTEM,
        .says = N_("7 天没有等到提出人的话，记为「未确认」，不算满意")},
    {0},
};

static const struct waits waits[] = {
    {REQUEST_NEW, "accept"},
    {REQUEST_ACCEPTED, "assign"},
    {REQUEST_DOING, "answer"},
    {REQUEST_DOING, "assign", .late = true}, /* nobody answers: the committee's again */
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
};

/* The guess ------------------------------------------------------------------------------------ */
enum { KINDS_END = 41 };
struct score {
    int times;
    size_t longest; /* bytes of the longest word met */
};

static const struct keyword *longest_at(const struct keywords *words, const char *s)
{
    const struct keyword *best = NULL;
    size_t longest = 0;
    for (size_t i = 0; i < words->n; i++) {
        size_t n = strlen(words->v[i].word);
        if (n > longest && strncmp(s, words->v[i].word, n) == 0) {
            best = &words->v[i];
            longest = n;
        }
    }
    return best;
}

static void count_words(
    const struct keywords *words, const char *folded, struct score scores[KINDS_END])
{
    for (const char *s = folded; *s;) {
        const struct keyword *w = longest_at(words, s);
        if (!w) {
            s++;
            continue;
        }
        size_t n = strlen(w->word);
        if (w->kind > 0 && w->kind < KINDS_END) {
            struct score *k = &scores[w->kind];
            k->times++;
            k->longest = n > k->longest ? n : k->longest;
        }
        s += n;
    }
}

static bool better(const struct score *a, const struct score *b)
{
    return a->times != b->times ? a->times > b->times : a->longest > b->longest;
}

/* The best kind not among out[0..n); 0 when no word of another was met. */
static int64_t next_best(const struct score scores[KINDS_END], const int64_t *out, int n)
{
    int64_t best = 0;
    for (int64_t k = 1; k < KINDS_END; k++) {
        bool taken = scores[k].times == 0;
        for (int i = 0; i < n; i++) {
            taken |= out[i] == k;
        }
        if (!taken && (!best || better(&scores[k], &scores[best]))) {
            best = k;
        }
    }
    return best;
}

static int64_t next_common(const int64_t *out, int n)
{
    static const int64_t common[] = {
        KIND_OTHER, KIND_CLUTTER, KIND_LIGHT, KIND_IDEA, KIND_RUBBISH, KIND_WATER};
    for (size_t i = 0; i < COUNT(common); i++) {
        bool taken = false;
        for (int k = 0; k < n; k++) {
            taken |= out[k] == common[i];
        }
        if (!taken) {
            return common[i];
        }
    }
    return KIND_OTHER;
}

void requests_likely(const struct keywords *words, const char *folded, int n, int64_t *out)
{
    struct score scores[KINDS_END] = {0};
    count_words(words, folded, scores);
    for (int i = 0; i < n; i++) {
        int64_t best = next_best(scores, out, i);
        out[i] = best ? best : next_common(out, i);
    }
}

enum request_kind requests_guess(const struct keywords *words, const char *folded)
{
    int64_t best;
    requests_likely(words, folded, 1, &best);
    return (enum request_kind)best;
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
        return refuse(why, "what", SAY(N_("请写清楚是什么事，至少 5 个字")));
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
    case REQUEST_ANSWERED:
        return WORDS(N_("{0}说办好了，等提出人看过"), TEXT(m->owner));
    case REQUEST_CLOSED:
        return says_closed(m->outcome);
    }
    return SAY(N_("办理中"));
}
