/* terms_rules.c - what the law says of bodies, as tables with its articles; steps of a term; who
 * must be there. Sources: the residents' committee law in force since 2026-01-01 (RC26), Shanghai's
 * property rules (SHW), the party's rules for grass-roots elections; a self-management team has
 * only its own model rules. Another place changes the tables. */
#include <string.h>

#include "src/terms/terms.h"

const struct choice terms_states[] = {
    {TERM_NONE, "none", N_("没有登记"), .tag = "no", .icon = "minus"},
    {TERM_PREPARING, "preparing", N_("筹备"), .tag = "doing", .icon = "clock"},
    {TERM_ELECTED, "elected", N_("已选出"), .tag = "doing", .icon = "check"},
    {TERM_FILED, "filed", N_("已备案"), .tag = "doing", .icon = "check"},
    {TERM_RUNNING, "running", N_("任期内"), .tag = "done", .icon = "check"},
    {0},
};
const struct choice terms_classes[] = {
    {SEAT_HEAD, "head", N_("主任")},
    {SEAT_VICE, "vice", N_("副主任")},
    {SEAT_MEMBER, "member", N_("委员")},
    {SEAT_PARTY, "party_representative", N_("党员代表")},
    {SEAT_SELF, "self_management", N_("自管委成员")},
    {SEAT_LEADER, "building_leader", N_("楼栋长")},
    {SEAT_OWNER, "owner_representative", N_("业主代表")},
    {SEAT_PARTY_MEMBER, "party_member", N_("党员")},
    {SEAT_REPRESENTATIVE, "representative", N_("居民代表")},
    {0},
};
const struct choice terms_laws[] = {
    {LAW_SHANGHAI, "shanghai", N_("上海的规定")},
    {LAW_SICHUAN, "sichuan", N_("四川的规定")},
    {LAW_NATION, "nation", N_("只按国家的法律")},
    {0},
};

const char *terms_step_label(enum term_step step)
{
    static const char *const labels[] = {
        [STEP_PREPARE] = N_("开始筹备"),
        [STEP_ELECT] = N_("选出"),
        [STEP_FILE] = N_("备案"),
        [STEP_BEGIN] = N_("任期开始"),
    };
    return step > 0 && (size_t)step < COUNT(labels) ? labels[step] : "";
}

/* Steps --------------------------------------------------------------------------------------- */
bool terms_needs_filing(enum body_kind kind)
{
    return kind == BODY_COMMITTEE || kind == BODY_OWNERS_COMMITTEE || kind == BODY_PARTY_GENERAL ||
           kind == BODY_PARTY_BRANCH;
}

const enum term_step *terms_next(enum term_state state, enum body_kind kind)
{
    static const enum term_step prepare[] = {STEP_PREPARE, 0}, elect[] = {STEP_ELECT, 0},
                                file[] = {STEP_FILE, 0}, begin[] = {STEP_BEGIN, 0};
    switch (state) {
    case TERM_PREPARING:
        return elect;
    case TERM_ELECTED:
        return terms_needs_filing(kind) ? file : begin;
    case TERM_FILED:
        return begin;
    case TERM_NONE:
    case TERM_RUNNING:
        return prepare;
    }
    return prepare;
}

bool terms_may_step(const struct taking *t, enum term_state state, enum body_kind kind,
    const char *before, struct err *why)
{
    enum term_step next = terms_next(state, kind)[0];
    if (t->step != next) {
        return refuse(why, NULL,
            WORDS(N_("现在要记的是「{0}」，请先看看最新的样子。"), MSG(terms_step_label(next))));
    }
    if (!str_empty(before) && strcmp(t->day, before) < 0) {
        return refuse(why, "day", WORDS(N_("不能早于上一步的日子 {0}。"), TEXT(before)));
    }
    bool proved = t->scan || !str_empty(t->proof);
    if ((t->step == STEP_ELECT || t->step == STEP_FILE) && !proved) {
        return refuse(why, "proof",
            t->step == STEP_FILE ? SAY(N_("请写备案编号，或附备案回执的扫描件。"))
                                 : SAY(N_("请写选举结果报告的编号，或附扫描件。")));
    }
    if (t->step == STEP_BEGIN && (str_empty(t->to) || strcmp(t->day, t->to) >= 0)) {
        return refuse(why, "to", SAY(N_("任期的最后一天不能早于第一天。")));
    }
    return true;
}

bool terms_step_of_today(struct arena *a, const struct step *s, int64_t now)
{
    return str_same(day_text(a, s->at), day_text(a, now));
}

bool terms_post_sits(enum post_kind kind, enum seat_class seat)
{
    switch ((int)kind) {
    case POST_OWNERS_HEAD:
    case POST_COMMITTEE_HEAD:
        return seat == SEAT_HEAD;
    case POST_OWNERS_MEMBER:
    case POST_SELF_HEAD:
    case POST_SELF_MEMBER:
        return seat != 0;
    default: /* whoever works for it need not be a member */
        return true;
    }
}

/* Seats --------------------------------------------------------------------------------------- */
const enum seat_class *terms_classes_of(enum body_kind kind)
{
    static const enum seat_class board[] = {SEAT_HEAD, SEAT_VICE, SEAT_MEMBER, 0},
                                 committee[] = {SEAT_HEAD, SEAT_VICE, SEAT_MEMBER,
                                     SEAT_REPRESENTATIVE, 0},
                                 team[] = {SEAT_PARTY, SEAT_SELF, SEAT_LEADER, SEAT_OWNER, 0},
                                 party[] = {SEAT_PARTY_MEMBER, 0}, none[] = {0};
    switch ((int)kind) {
    case BODY_COMMITTEE:
        return committee;
    case BODY_OWNERS_COMMITTEE:
    case BODY_PARTY_GENERAL:
    case BODY_WORKING_GROUP:
        return board;
    case BODY_SELF_MANAGEMENT:
        return team;
    case BODY_PARTY_BRANCH:
    case BODY_PARTY_GROUP:
        return party;
    default:
        return none;
    }
}

/* Representatives meet with the committee but are not of it. */
static int64_t all_of(const struct seat_counts *n)
{
    int64_t all = 0;
    for (int i = 0; i < SEAT_CLASSES; i++) {
        all += i == SEAT_REPRESENTATIVE ? 0 : n->of[i];
    }
    return all;
}

#define COMMITTEE_LAW N_("城市居民委员会组织法（2026年1月1日起施行）")
enum { SMALL_DM2 = 1000000 }; /* 10,000 m2 */

/* The first that fits: kind, whose rules (0: anybody's), and at most so much built (0: any). */
static const struct size_rule {
    enum body_kind kind;
    enum term_law law;
    int64_t dm2_max;
    int64_t min, max; /* max 0: open */
    bool odd;
    int64_t years_min, years_max; /* of a term; 0: no rule */
    const char *article; /* msgid */
} sizes[] = {
    {BODY_COMMITTEE, 0, 0, 5, 9, false, 5, 5, COMMITTEE_LAW},
    {BODY_OWNERS_COMMITTEE, LAW_SHANGHAI, SMALL_DM2, 3, 0, true, 3, 5,
        N_("上海市住宅物业管理规定第二十条：一万平方米以下的可以三人")},
    {BODY_OWNERS_COMMITTEE, LAW_SHANGHAI, 0, 5, 0, true, 3, 5,
        N_("上海市住宅物业管理规定第二十条")},
    {BODY_OWNERS_COMMITTEE, LAW_SICHUAN, 0, 5, 15, true, 0, 5, N_("四川省物业管理条例")},
    {BODY_PARTY_BRANCH, 0, 0, 3, 0, false, 3, 5, N_("中国共产党章程第三十条、第三十一条")},
    {BODY_SELF_MANAGEMENT, 0, 0, 5, 0, true, 0, 3, N_("自管委议事规则（示范，可改）")},
};

static const struct size_rule *size_of(const struct lawful *of)
{
    for (const struct size_rule *r = sizes; r < sizes + COUNT(sizes); r++) {
        bool small = !r->dm2_max || (of->dm2 > 0 && of->dm2 <= r->dm2_max);
        if (r->kind == of->kind && (!r->law || r->law == of->law) && small) {
            return r;
        }
    }
    return NULL;
}

int64_t terms_least(const struct lawful *of)
{
    const struct size_rule *r = size_of(of);
    return r ? r->min : 0;
}

static bool too_few(const struct turnover *t)
{
    return t->come < t->least && (t->come || t->leave);
}

bool terms_turns(const struct turnover *t)
{
    return t->leave || too_few(t);
}

bool terms_may_turn(const struct turnover *t, struct err *why)
{
    if (too_few(t) && str_empty(t->few)) {
        return refuse(why, "few",
            WORDS(N_("现在的成员里 {0} 人从那天起离任，新一届只登记了 {1} 人，至少要 {2} 人。先登记"
                     "新成员；真的这么少，请写明原因。"),
                INT(t->leave), INT(t->come), INT(t->least)));
    }
    return t->sure || !terms_turns(t) ||
           refuse(why, "sure",
               WORDS(
                   N_("现在的成员里 {0} 人从那天起离任，新一届 {1} 人上任。看过没有错，请打勾再记。"),
                   INT(t->leave), INT(t->come)));
}

static void find(struct arena *a, struct findings *out, struct words words, const char *article)
{
    list_push(a, out, ((struct finding){words, article}));
}

void terms_check_size(
    struct arena *a, const struct lawful *of, const struct seat_counts *n, struct findings *out)
{
    const struct size_rule *r = size_of(of);
    int64_t all = all_of(n);
    if (!r || !all) {
        return;
    }
    if (all < r->min) {
        find(a, out, WORDS(N_("现在 {0} 人，至少要 {1} 人。"), INT(all), INT(r->min)), r->article);
    }
    if (r->max && all > r->max) {
        find(a, out, WORDS(N_("现在 {0} 人，最多 {1} 人。"), INT(all), INT(r->max)), r->article);
    }
    if (r->odd && all % 2 == 0) {
        find(a, out, WORDS(N_("现在 {0} 人，人数应当是单数。"), INT(all)), r->article);
    }
}

struct representatives terms_representatives(int64_t households)
{
    enum { FEWEST = 20, MOST = 50 }; /* households to one, RC26 */
    int64_t n = households > 0 ? households : 0;
    int64_t least = (n + MOST - 1) / MOST;
    return (struct representatives){least, n / FEWEST > least ? n / FEWEST : least};
}

struct representing terms_representing(int64_t n)
{
    return (struct representing){.meet = (n * 2 + 2) / 3,
        .pass = ((n * 2 + 2) / 3) / 2 + 1,
        .call = (n + 4) / 5,
        .recall = (n + 2) / 3,
        .elect = n * 2 / 3 + 1};
}

void terms_check_representatives(struct arena *a, int64_t households, int64_t representatives,
    int64_t committee, struct findings *out)
{
    struct representatives r = terms_representatives(households);
    if (representatives && (representatives < r.least || representatives > r.most)) {
        find(a, out,
            WORDS(N_("居民代表 {0} 人；按 {1} 户，每 20 到 50 户一人，应有 {2} 到 {3} 人。"),
                INT(representatives), INT(households), INT(r.least), INT(r.most)),
            COMMITTEE_LAW);
    }
    if (representatives && representatives < committee * 4) {
        find(a, out,
            WORDS(
                N_("居民代表会议里居民代表要占五分之四以上：居委会 {0} 人，代表至少 {1} 人，现在 {2} 人。"),
                INT(committee), INT(committee * 4), INT(representatives)),
            COMMITTEE_LAW);
    }
}

static void check_relatives(struct arena *a, const struct seats *all, struct findings *out)
{
    for (const struct seat *s = all->v; s < all->v + all->n; s++) {
        for (const struct seat *o = s + 1; o < all->v + all->n; o++) {
            if (s->household_id && s->household_id == o->household_id &&
                s->person_id != o->person_id && s->class != SEAT_REPRESENTATIVE &&
                o->class != SEAT_REPRESENTATIVE) {
                find(a, out,
                    WORDS(N_("{0}和{1}登记在同一户：是近亲属的，应当回避，只能有一位。"),
                        TEXT(s->person), TEXT(o->person)),
                    COMMITTEE_LAW);
            }
        }
    }
}

void terms_check_people(
    struct arena *a, enum body_kind kind, const struct seats *all, struct findings *out)
{
    int64_t members = 0, women = 0;
    for (size_t i = 0; kind == BODY_COMMITTEE && i < all->n; i++) {
        members += all->v[i].class != SEAT_REPRESENTATIVE;
        women += all->v[i].class != SEAT_REPRESENTATIVE && all->v[i].woman;
    }
    if (members && !women) {
        find(a, out, SAY(N_("成员里还没有登记女性，至少要有一位。")), COMMITTEE_LAW);
    }
    if (kind == BODY_COMMITTEE) {
        check_relatives(a, all, out);
    }
}

/* "2026-05-01" + n years, as text: the 29th of February becomes the 1st of March. */
static const char *years_later(struct arena *a, const char *day, int64_t years)
{
    int64_t ms;
    if (!parse_day(day, &ms)) {
        return "";
    }
    struct civil d = civil_of(ms);
    return day_text(a, ms_of_civil(d.year + (int)years, d.month, d.day, 0, 0));
}

void terms_check_length(struct arena *a, const struct lawful *of, const char *from, const char *to,
    struct findings *out)
{
    const struct size_rule *r = size_of(of);
    if (!r || !r->years_max || str_empty(from) || str_empty(to)) {
        return;
    }
    if (strcmp(to, years_later(a, from, r->years_max)) > 0) {
        find(a, out, WORDS(N_("任期超过 {0} 年。"), INT(r->years_max)), r->article);
    }
    if (r->years_min && strcmp(to, years_later(a, from, r->years_min)) < 0) {
        find(a, out, WORDS(N_("任期不满 {0} 年。"), INT(r->years_min)), r->article);
    }
}

/* Quorum: of the whole (class 0) and of each class more than, or at least, num/den. -------------
 */
static const struct quorum {
    enum body_kind kind;
    int class; /* 0: all seats together */
    int64_t num, den;
    bool more; /* more than; else at least */
    const char *article;
} quorums[] = {
    {BODY_OWNERS_COMMITTEE, 0, 1, 2, true, N_("上海市住宅物业管理规定第二十六条")},
    {BODY_COMMITTEE, 0, 1, 2, true, N_("居委会议事规则（示范，可改）")},
    {BODY_WORKING_GROUP, 0, 1, 2, true, N_("工作小组议事规则（示范，可改）")},
    {BODY_PARTY_BRANCH, 0, 1, 2, true, N_("中国共产党基层组织选举工作条例")},
    {BODY_SELF_MANAGEMENT, 0, 1, 2, true, N_("自管委议事规则（示范，可改）")},
    {BODY_SELF_MANAGEMENT, SEAT_PARTY, 1, 2, false, N_("自管委议事规则（示范，可改）")},
    {BODY_SELF_MANAGEMENT, SEAT_SELF, 1, 2, true, N_("自管委议事规则（示范，可改）")},
    {BODY_SELF_MANAGEMENT, SEAT_LEADER, 1, 2, false, N_("自管委议事规则（示范，可改）")},
    {BODY_SELF_MANAGEMENT, SEAT_OWNER, 1, 2, false, N_("自管委议事规则（示范，可改）")},
};

/* The least whole number that is more than, or at least, num/den of all. */
static int64_t needed(const struct quorum *q, int64_t all)
{
    return q->more ? all * q->num / q->den + 1 : (all * q->num + q->den - 1) / q->den;
}

static void find_missing(
    struct arena *a, const struct quorum *q, int64_t need, int64_t there, struct findings *out)
{
    const struct choice *class = choice_of(terms_classes, q->class);
    find(a, out,
        q->class ? WORDS(N_("{0}要到 {1} 人，到了 {2} 人，还差 {3} 人。"), MSG(class->label),
                       INT(need), INT(there), INT(need - there))
                 : WORDS(N_("一共要到 {0} 人，到了 {1} 人，还差 {2} 人。"), INT(need), INT(there),
                       INT(need - there)),
        q->article);
}

bool terms_lawful(struct arena *a, enum body_kind kind, const struct seat_counts *seats,
    const struct seat_counts *present, struct findings *out, int64_t *votes)
{
    bool any = false, lawful = true;
    *votes = kind == BODY_OWNERS_COMMITTEE ? all_of(seats) / 2 + 1 : 0;
    for (size_t i = 0; i < COUNT(quorums); i++) {
        const struct quorum *q = &quorums[i];
        if (q->kind != kind) {
            continue;
        }
        any = true;
        int64_t all = q->class ? seats->of[q->class] : all_of(seats);
        int64_t there = q->class ? present->of[q->class] : all_of(present);
        int64_t need = needed(q, all);
        if (q->class && !all) { /* a class without seats cannot be asked for, but is said */
            find(a, out,
                WORDS(N_("还没有{0}的席位。"), MSG(choice_of(terms_classes, q->class)->label)),
                q->article);
            lawful = false;
        } else if (!all || there < need) { /* of nobody at all nothing can be decided */
            find_missing(a, q, need, there, out);
            lawful = false;
        }
    }
    return any && lawful;
}

/* Alerts -------------------------------------------------------------------------------------- */
static const struct alert_rule {
    enum body_kind kind; /* 0: any other */
    int months, days;
    const char *article;
} alert_rules[] = {
    {BODY_OWNERS_COMMITTEE, 5, 0, N_("上海市住宅物业管理规定第二十八条：任期届满五个月前报告")},
    {BODY_OWNERS_COMMITTEE, 0, 60, N_("本系统的提醒")},
    {BODY_OWNERS_COMMITTEE, 0, 30, N_("本系统的提醒")},
    {0, 0, 60, N_("本系统的提醒")},
    {0, 0, 30, N_("本系统的提醒")},
};

static int64_t before_end(const struct alert_rule *r, int64_t end)
{
    if (!r->months) {
        return end - r->days * MS_PER_DAY;
    }
    struct civil d = civil_of(end);
    int month = d.month - r->months, year = d.year;
    if (month < 1) {
        month += 12;
        year--;
    }
    int day = d.day; /* the 31st, five months before: the last day of February */
    while (civil_of(ms_of_civil(year, month, day, 0, 0)).month != month) {
        day--;
    }
    return ms_of_civil(year, month, day, 0, 0);
}

size_t terms_alert_days(
    enum body_kind kind, const char *valid_to, int64_t day_ms[3], const char *article[3])
{
    enum body_kind rules = kind == BODY_OWNERS_COMMITTEE ? kind : 0;
    int64_t end;
    size_t n = 0;
    if (!parse_day(str_or(valid_to, ""), &end)) {
        return 0;
    }
    for (size_t i = 0; i < COUNT(alert_rules) && n < 3; i++) {
        if (alert_rules[i].kind == rules) {
            day_ms[n] = before_end(&alert_rules[i], end);
            article[n++] = alert_rules[i].article;
        }
    }
    return n;
}
