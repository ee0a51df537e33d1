/* cases_rules.c - the three kinds as rows, the graph of states, who may make which move, who reads
 * what, what a promise and a hand-over need. */
#include "src/cases/cases.h"

#include "lib/calendar/calendar.h"

/* Kinds ---------------------------------------------------------------------------------------- */
#define BIT(x) (1U << (x))
static const struct case_kind_info kinds[] = {
    {CASE_MEDIATION, "mediation", N_("调解"), N_("调解员"),
        N_("邻居之间的争执：双方都说，写成协议，各自说同意不同意。"),
        BIT(RESULT_AGREED) | BIT(RESULT_KEPT), .agrees = true, .voluntary = true},
    {CASE_PERSUASION, "persuasion", N_("劝导"), N_("劝导员"),
        N_("堆物、私搭、占道：上门说，答应哪天办好，到那天去看。"),
        BIT(RESULT_CLEARED) | BIT(RESULT_KEPT)},
    {CASE_HELP, "help", N_("帮扶"), N_("联系人"),
        N_("邻居先帮；办不了，本人同意，转给志愿者，再转给专业的人。"), BIT(RESULT_HELPED),
        .tiers = true, .voluntary = true},
};

const struct case_kind_info *cases_kind(int64_t kind)
{
    return kind >= 1 && kind <= (int64_t)COUNT(kinds) ? &kinds[kind - 1] : NULL;
}

const struct choice cases_kinds[] = {
    {CASE_MEDIATION, "mediation", N_("调解"),
        N_("邻居之间的争执：双方都说，写成协议，各自说同意不同意。"), .icon = "talk"},
    {CASE_PERSUASION, "persuasion", N_("劝导"),
        N_("堆物、私搭、占道：上门说，答应哪天办好，到那天去看。"), .icon = "visit"},
    {CASE_HELP, "help", N_("帮扶"), N_("邻居先帮；办不了，本人同意，转给志愿者，再转给专业的人。"),
        .icon = "hand"},
    {0},
};
const struct choice cases_results[] = {
    {RESULT_AGREED, "agreed", N_("达成协议")},
    {RESULT_KEPT, "kept", N_("承诺兑现")},
    {RESULT_CLEARED, "cleared", N_("清理好了")},
    {RESULT_HELPED, "helped", N_("困难解决了")},
    {0},
};
const struct choice cases_tiers[] = {
    {TIER_NEIGHBOUR, "neighbour", N_("邻居")},
    {TIER_VOLUNTEER, "volunteer", N_("志愿者")},
    {TIER_PROFESSIONAL, "professional", N_("专业的人")},
    {0},
};
const struct choice cases_words[] = {
    {WORD_YES, "yes", N_("同意"), .tag = "done", .icon = "check"},
    {WORD_NO, "no", N_("不同意"), .tag = "no", .icon = "minus"},
    {0},
};
const struct choice cases_mets[] = {
    {MET_YES, "met", N_("见到了")},
    {MET_NO, "away", N_("没有见到")},
    {MET_REFUSED, "refused", N_("不愿意谈")},
    {0},
};
const struct choice cases_whats[] = {
    {LOG_HOME, "home", N_("入户"), .icon = "visit"},
    {LOG_MEETING, "meeting", N_("会谈"), .icon = "talk"},
    {LOG_PHONE, "phone", N_("电话"), .icon = "phone"},
    {LOG_AGAIN, "again", N_("回访"), .icon = "again"},
    {0},
};
const struct choice cases_roles[] = {
    {ROLE_LEADS, "leads", N_("主办：调解员、劝导员、联系人")},
    {ROLE_HELPS, "helps", N_("一起去的人、出力的人")},
    {0},
};
const struct choice cases_promises[] = {
    {PROMISE_OPEN, "open", N_("还没到"), .tag = "wait", .icon = "clock"},
    {PROMISE_KEPT, "kept", N_("兑现了"), .tag = "done", .icon = "check"},
    {PROMISE_BROKEN, "broken", N_("没有兑现"), .tag = "late", .icon = "alert"},
    {0},
};
/* A closed one says how it ended. */
const struct choice cases_ends[] = {
    {CASE_NEW, "new", N_("待安排"), .tag = "new", .icon = "plus"},
    {CASE_DOING, "doing", N_("进行中"), .tag = "doing", .icon = "talk"},
    {CASE_PROMISED, "promised", N_("等承诺的日子"), .tag = "wait", .icon = "clock"},
    {CASE_DRAFTED, "drafted", N_("等各方表态"), .tag = "wait", .icon = "paper"},
    {CASE_FOLLOW, "follow", N_("等回访"), .tag = "wait", .icon = "again"},
    {100 + CASE_SETTLED, "settled", N_("办成了"), .tag = "done", .icon = "check"},
    {100 + CASE_REFERRED, "referred", N_("转出去了"), .tag = "no", .icon = "go"},
    {100 + CASE_WITHDRAWN, "withdrawn", N_("不再谈了"), .tag = "no", .icon = "back"},
    {100 + CASE_FAILED, "failed", N_("没有办成"), .tag = "no", .icon = "minus"},
    {0},
};
static const struct choice states[] = {
    {CASE_NEW, "new", N_("待安排"), .tag = "new", .icon = "plus"},
    {CASE_DOING, "doing", N_("进行中"), .tag = "doing", .icon = "talk"},
    {CASE_PROMISED, "promised", N_("等承诺的日子"), .tag = "wait", .icon = "clock"},
    {CASE_DRAFTED, "drafted", N_("等各方表态"), .tag = "wait", .icon = "paper"},
    {CASE_FOLLOW, "follow", N_("等回访"), .tag = "wait", .icon = "again"},
    {CASE_CLOSED, "closed", N_("已了结"), .tag = "done", .icon = "check"},
    {0},
};
static const struct choice outcomes[] = {
    {CASE_SETTLED, "settled", N_("办成了"), .tag = "done", .icon = "check"},
    {CASE_REFERRED, "referred", N_("转出去了"), .tag = "no", .icon = "go"},
    {CASE_WITHDRAWN, "withdrawn", N_("不再谈了"), .tag = "no", .icon = "back"},
    {CASE_FAILED, "failed", N_("没有办成"), .tag = "no", .icon = "minus"},
    {0},
};

/* The graph ------------------------------------------------------------------------------------ */
#define DAYS(n) ((n)*MS_PER_DAY)
#define STAYS(verb_, label_, says_) \
    { \
        .verb = (verb_), .label = (label_), \
        .from = {CASE_NEW, CASE_DOING, CASE_PROMISED, CASE_DRAFTED, CASE_FOLLOW, 0}, \
        .mover = MOVER_CASE, .clock_ms = -1, .says = (says_) \
    }
#define GOES(verb_, label_, to_, clock_, says_, ...) \
    { \
        .verb = (verb_), .label = (label_), .from = {__VA_ARGS__, 0}, .to = (to_), \
        .mover = MOVER_CASE, .clock_ms = (clock_), .says = (says_) \
    }
#define ENDS(verb_, label_, outcome_, says_, ...) \
    { \
        .verb = (verb_), .label = (label_), .from = {__VA_ARGS__, 0}, .to = CASE_CLOSED, \
        .outcome = (outcome_), .mover = MOVER_CASE, .says = (says_) \
    }
static const struct move moves[] = {
    GOES("name", N_("安排人"), CASE_DOING, DAYS(CASE_DAYS), N_("安排了主办的人"), CASE_NEW),
    STAYS("add", N_("加人"), N_("又加了一位办的人")),
    STAYS("remove", N_("换人"), N_("一位办的人不再参与")),
    STAYS("party", N_("加当事人"), N_("加了一位当事人")),
    STAYS("log", N_("记一次"), N_("记了一次上门、会谈或电话")),
    GOES("promise", N_("记承诺"), CASE_PROMISED, 0, N_("答应了一个日子"), CASE_DOING),
    GOES(
        "kept", N_("兑现了"), CASE_DOING, DAYS(CASE_DAYS), N_("到日子看过：兑现了"), CASE_PROMISED),
    GOES("broken", N_("没有兑现"), CASE_DOING, DAYS(CASE_DAYS), N_("到日子看过：没有兑现"),
        CASE_PROMISED),
    GOES("put_off", N_("改日子"), CASE_PROMISED, 0, N_("承诺的日子改了"), CASE_PROMISED),
    GOES("draft", N_("写协议"), CASE_DRAFTED, DAYS(CASE_WORD_DAYS), N_("协议写好了，请各方表态"),
        CASE_DOING, CASE_DRAFTED),
    GOES("word", N_("表态"), CASE_DRAFTED, -1, N_("一方表了态"), CASE_DRAFTED),
    GOES("talk", N_("再谈"), CASE_DOING, DAYS(CASE_DAYS), N_("协议先放一放，再谈"), CASE_DRAFTED),
    GOES("up", N_("转给上一层"), CASE_DOING, DAYS(CASE_DAYS), N_("本人同意，转给上一层"),
        CASE_DOING),
    GOES("down", N_("转回下一层"), CASE_DOING, DAYS(CASE_DAYS), N_("本人同意，转回下一层"),
        CASE_DOING),
    GOES("settle", N_("办成了"), CASE_FOLLOW, DAYS(CASE_FOLLOW_DAYS), N_("办成了，三十天后回访"),
        CASE_DOING, CASE_DRAFTED),
    ENDS("follow", N_("回访过了"), CASE_SETTLED, N_("回访过了，没有反复"), CASE_FOLLOW),
    GOES("again", N_("又有反复"), CASE_DOING, DAYS(CASE_DAYS), N_("有反复，重新谈"), CASE_FOLLOW,
        CASE_CLOSED),
    ENDS("refer", N_("转出去"), CASE_REFERRED, N_("转到人民调解委员会、法院或别的部门"), CASE_NEW,
        CASE_DOING, CASE_PROMISED, CASE_DRAFTED),
    ENDS("fail", N_("没有办成"), CASE_FAILED, N_("没有办成，理由写在里面"), CASE_DOING,
        CASE_PROMISED, CASE_DRAFTED),
    ENDS("withdraw", N_("不再谈了"), CASE_WITHDRAWN, N_("当事人不再谈了"), CASE_NEW, CASE_DOING,
        CASE_PROMISED, CASE_DRAFTED),
    {0},
};
static const struct waits waits[] = {
    {CASE_NEW, "name"},
    {CASE_DOING, "log", .late = true, .lead_ms = DAYS(7)},
    {CASE_PROMISED, "kept", .late = true, .lead_ms = DAYS(1)}, /* the promised day itself */
    {CASE_DRAFTED, "settle"},
    {CASE_FOLLOW, "follow", .late = true, .lead_ms = DAYS(1)},
    {0},
};

const struct matter_kind cases_matter = {.name = "case",
    .room = "cases",
    .label = N_("调解、劝导、帮扶"),
    .states = states,
    .outcomes = outcomes,
    .moves = moves,
    .waits = waits,
    .opens = N_("开了一件只给办的人看的事"),
    .joins = N_("加入"),
    .on_case = cases_on_case,
    .works = cases_may_work};

/* Who ------------------------------------------------------------------------------------------ */
/* A helper writes down what she did; a party speaks for herself; the lead does the rest. Opening
 * again what was closed is the committee's. */
bool cases_works(const struct case_kind_info *k, const struct case_view *v, const char *verb)
{
    if (v->duty || (v->leads && !str_same(verb, "name"))) {
        return true;
    }
    if (str_same(verb, "log")) {
        return v->helps;
    }
    if (str_same(verb, "word")) {
        return v->party_id != 0;
    }
    return str_same(verb, "withdraw") && v->party_id && k->voluntary;
}

bool cases_reads(const struct case_file *f, enum case_tier tier, int64_t party_id)
{
    const struct case_view *v = &f->view;
    if (v->duty || v->leads) {
        return true;
    }
    if (v->helps && (!f->kind->tiers || (v->tiers & TIER_BIT(tier)))) {
        return true;
    }
    return party_id && party_id == v->party_id;
}

/* Days ----------------------------------------------------------------------------------------- */
bool cases_may_promise(int64_t due_at, int64_t now, struct err *why)
{
    if (due_at <= now || due_at > now + DAYS(CASE_PROMISE_DAYS)) {
        return refuse(
            why, "due", WORDS(N_("请填今天以后、{0} 天以内的日子"), INT(CASE_PROMISE_DAYS)));
    }
    return true;
}

bool cases_may_put_off(
    const struct case_promise *p, int64_t to, const char *reason, int64_t now, struct err *why)
{
    if (p->moved >= CASE_MOVED_MAX) {
        return refuse(why, "to_day",
            WORDS(N_("已经改过 {0} 次日子，不能再改，请记「没有兑现」"), INT(p->moved)));
    }
    if (str_empty(reason)) {
        return refuse(why, "off_why", SAY(N_("请写为什么改日子")));
    }
    if (to <= p->due_at) {
        return refuse(why, "to_day", SAY(N_("新的日子要比原来的晚")));
    }
    struct err not = {0};
    return cases_may_promise(to, now, &not ) || refuse(why, "to_day", not .words);
}

bool cases_may_log(const struct case_log *l, int64_t now, struct err *why)
{
    if (l->on_at > now) {
        return refuse(why, "on_day", SAY(N_("还没有到那一天")));
    }
    if (l->with_id && l->with_id == l->went_id) {
        return refuse(why, "with", SAY(N_("请选另一位一起去的人")));
    }
    if (l->what == LOG_HOME && !l->with_id && str_empty(l->alone)) {
        return refuse(why, "with", SAY(N_("入户要两个人一起去；一个人去的，请在下面写明原因")));
    }
    if (l->met == MET_YES && str_empty(l->said)) {
        return refuse(why, "said", SAY(N_("见到了，请写说了什么")));
    }
    return true;
}

/* Steps and ends ------------------------------------------------------------------------------- */
bool cases_may_step(
    const struct case_file *f, int64_t to, const char *note, const char *consent, struct err *why)
{
    if (!f->kind->tiers) {
        return refuse(why, "to", SAY(N_("只有帮扶才分三层")));
    }
    if (to < TIER_NEIGHBOUR || to > TIER_PROFESSIONAL || (to != f->tier + 1 && to != f->tier - 1)) {
        return refuse(why, "to", SAY(N_("一次只转一层")));
    }
    if (str_empty(note)) {
        return refuse(why, "hand_note", SAY(N_("请写交接单：接手的人只看得到这里写的")));
    }
    if (str_empty(consent)) {
        return refuse(why, "consent", SAY(N_("请写本人哪天、怎么同意的；不同意就不能转")));
    }
    return true;
}

static bool all_agreed(const struct case_file *f)
{
    for (size_t i = 0; i < f->parties.n; i++) {
        if (f->parties.v[i].word != WORD_YES) {
            return false;
        }
    }
    return f->parties.n >= 2;
}

static bool has_kept(const struct case_file *f)
{
    for (size_t i = 0; i < f->promises.n; i++) {
        if (f->promises.v[i].state == PROMISE_KEPT) {
            return true;
        }
    }
    return false;
}

bool cases_may_settle(const struct case_file *f, int64_t result, struct err *why)
{
    if (result < RESULT_AGREED || result > RESULT_HELPED || !(f->kind->results & BIT(result))) {
        return refuse(why, "result", SAY(N_("这一类事没有这种结果")));
    }
    if (result == RESULT_AGREED && (f->m.state != CASE_DRAFTED || !all_agreed(f))) {
        return refuse(why, "result", SAY(N_("先写协议，每一方都说了同意，才算达成协议")));
    }
    if (result == RESULT_KEPT && !has_kept(f)) {
        return refuse(why, "result", SAY(N_("还没有一次承诺是兑现了的")));
    }
    return true;
}

/* The sentence --------------------------------------------------------------------------------- */
static struct words says_closed(const struct case_file *f)
{
    switch ((enum case_outcome)f->m.outcome) {
    case CASE_SETTLED:
        return SAY(N_("办成了，回访过"));
    case CASE_REFERRED:
        return SAY(N_("转出去了"));
    case CASE_WITHDRAWN:
        return SAY(N_("当事人不再谈了"));
    case CASE_FAILED:
        return SAY(N_("没有办成"));
    }
    return SAY(N_("已了结"));
}

struct words cases_says(const struct case_file *f, int64_t now)
{
    const struct matter *m = &f->m;
    int64_t last = m->due_at - MS_PER_DAY; /* the promised day, which ends at due_at */
    switch ((enum case_state)m->state) {
    case CASE_NEW:
        return WORDS(N_("还没有主办的人，{0} 前安排好"), TIME(m->due_at));
    case CASE_DOING:
        return f->kind->tiers ? WORDS(N_("{0}在帮"), MSG(cases_tiers[f->tier - 1].label))
                              : SAY(N_("正在谈"));
    case CASE_PROMISED:
        return now >= m->due_at ? WORDS(N_("答应的日子 {0} 过了，去看过没有？"), DAY(last))
               : now >= last ? SAY(N_("答应的日子就是今天，请去看一看"))
                             : WORDS(N_("答应 {0} 办好"), DAY(last));
    case CASE_DRAFTED:
        return SAY(N_("协议写好了，等各方说同意不同意"));
    case CASE_FOLLOW:
        return WORDS(N_("办成了，{0} 前后回访"), DAY(m->due_at));
    case CASE_CLOSED:
        return says_closed(f);
    }
    return SAY(N_("正在谈"));
}
