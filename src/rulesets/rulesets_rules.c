/* rulesets_rules.c - which rule holds, what it says in words, and whether it can decide at all. */
#include "src/rulesets/rulesets_room.h"

#include <inttypes.h>
#include <string.h>

const struct choice rulesets_decides[] = {
    {DECIDES_PROCEDURE, "procedure", N_("业主大会议事规则")},
    {DECIDES_COVENANT, "covenant", N_("管理规约")},
    {DECIDES_COMMITTEE, "committee", N_("选举、更换业委会成员")},
    {DECIDES_PROPERTY, "property", N_("选聘、解聘物业公司")},
    {DECIDES_USE_FUND, "use_fund", N_("使用维修资金")},
    {DECIDES_RAISE_FUND, "raise_fund", N_("筹集维修资金")},
    {DECIDES_REBUILD, "rebuild", N_("改建、重建，加装电梯")},
    {DECIDES_CHANGE_USE, "change_use", N_("改变共有部分用途、用来经营")},
    {DECIDES_OTHER, "other", N_("业主的其他重大事项")},
    {DECIDES_HOME_TO_SHOP, "home_to_shop", N_("住宅改作商用")},
    {DECIDES_RESIDENTS, "residents", N_("居民会议")},
    {DECIDES_REPRESENTATIVES, "representatives", N_("居民代表会议")},
    {DECIDES_BODY, "body", N_("业委会、自管委自己的决定")},
    {DECIDES_SMALL, "small", N_("楼组小事")},
    {DECIDES_POLL, "poll", N_("意向征询")},
    {0},
};
const struct choice rulesets_whose[] = {
    {LAW_SHANGHAI, "shanghai", N_("上海")},
    {LAW_SICHUAN, "sichuan", N_("四川")},
    {LAW_NATION, "nation", N_("全国")},
    {RULESETS_TOWN, "town", N_("街镇自己的规则")},
    {0},
};
const struct choice rulesets_froms[] = {
    {FROM_NONE, "none", N_("没有门槛")},
    {FROM_ROLL, "roll", N_("名册上的全体")},
    {FROM_PART, "part", N_("参与的人（弃权和废票也算参与）")},
    {FROM_YES_NO, "yes_no", N_("表示同意或者反对的人")},
    {0},
};
const struct choice rulesets_precedences[] = {
    {FIRST_COUNTS, "first", N_("网上和纸质先用哪一种投的，算哪一种；网上的以最后一次为准")},
    {PAPER_COUNTS, "paper", N_("有纸质票的，算纸质票；只在网上投的，以最后一次为准")},
    {LAST_COUNTS, "last", N_("网上和纸质，最后收到的算数")},
    {0},
};
const struct choice rulesets_silences[] = {
    {SILENCE_NONE, "none", N_("没有表态，就是没有参与")},
    {SILENCE_ABSTAINS, "abstains", N_("签收或者登录了却没有表态，算参与并弃权")},
    {0},
};

/* Can it decide? ------------------------------------------------------------------------------- */
static bool known(const struct choice *of, int64_t value)
{
    return choice_of(of, value) != NULL;
}

static bool check_share(const char *field, const struct threshold *t, bool quorum, struct err *why)
{
    if (t->from == FROM_NONE) {
        return true;
    }
    if (!known(rulesets_froms, t->from) || (quorum && t->from != FROM_ROLL)) {
        return refuse(why, field, SAY(N_("参与的门槛只能从名册上的全体算起")));
    }
    if (t->how != MORE_THAN && t->how != AT_LEAST) {
        return refuse(why, field, SAY(N_("请选是“超过”还是“达到”")));
    }
    if (t->f.num < 1 || t->f.den < 1 || t->f.num > t->f.den || t->f.den > 1000) {
        return refuse(why, field, SAY(N_("份额要大于零、不超过全部，分母不超过 1000，比如 2/3")));
    }
    return (t->how == AT_LEAST || t->f.num < t->f.den) ||
           refuse(why, field, SAY(N_("没有人能超过全部，请选“达到”")));
}

static bool check_days(const struct ruleset *r, struct err *why)
{
    const struct {
        const char *field;
        int64_t days;
    } all[] = {{"notice_days", r->notice_days}, {"objection_days", r->objection_days},
        {"publish_days", r->publish_days}, {"shown_days", r->shown_days}};
    for (size_t i = 0; i < COUNT(all); i++) {
        if (all[i].days < 0 || all[i].days > 365) {
            return refuse(why, all[i].field, SAY(N_("天数要在 0 到 365 之间")));
        }
    }
    int64_t from, to = 0;
    if (!parse_day(r->valid_from, &from)) {
        return refuse(why, "valid_from", SAY(N_("请写从哪一天起")));
    }
    if (!str_empty(r->valid_to) && (!parse_day(r->valid_to, &to) || to <= from)) {
        return refuse(why, "valid_to", SAY(N_("结束的那天要在开始的那天之后")));
    }
    return true;
}

/* Raising money, rebuilding, changing use (CC 278, second sentence) and a shop in a home. */
static bool is_special(enum decides what)
{
    return what == DECIDES_RAISE_FUND || what == DECIDES_REBUILD || what == DECIDES_CHANGE_USE ||
           what == DECIDES_HOME_TO_SHOP;
}

static bool check_ways(const struct ruleset *r, struct err *why)
{
    if (r->proxies < RULESETS_ANY || r->proxies > 1000) {
        return refuse(why, "proxies", SAY(N_("请写最多可以代几人：0 是不许代，-1 是不限")));
    }
    if (!known(rulesets_precedences, r->precedence)) {
        return refuse(why, "precedence", SAY(N_("请选网上和纸质的以哪个为准")));
    }
    if (!known(rulesets_silences, r->silence)) {
        return refuse(why, "silence", SAY(N_("请选没有表态的怎么算")));
    }
    return !r->follows || !is_special(r->decides) ||
           refuse(why, "follows", SAY(N_("这一类事项不能把没有表态的算进多数")));
}

bool rulesets_check(const struct ruleset *r, struct err *why)
{
    if (r->decides < 1 || r->decides >= DECIDES_END || r->law < 1 || r->law >= LAWS) {
        return refuse(why, NULL, SAY(N_("没有这一类决定")));
    }
    if (str_empty(r->source)) {
        return refuse(why, "source", SAY(N_("请写出处：哪部法律、哪个文件")));
    }
    if (str_empty(r->article)) {
        return refuse(why, "article", SAY(N_("请写第几条")));
    }
    bool poll = r->decides == DECIDES_POLL;
    if (poll != (r->agree.from == FROM_NONE) || (poll && r->took_part.from != FROM_NONE)) {
        return refuse(why, "agree_from",
            poll ? SAY(N_("意向征询不作决定，不设门槛")) : SAY(N_("请写多少同意才算通过")));
    }
    return check_share("part_share", &r->took_part, true, why) &&
           check_share("agree_share", &r->agree, false, why) && check_days(r, why) &&
           check_ways(r, why);
}

bool rulesets_fraction(const char *text, struct fraction *out)
{
    int64_t v[2] = {0, 0};
    const char *p = text;
    for (int i = 0; i < 2; i++) {
        int digits = 0;
        for (p += strspn(p, " "); *p >= '0' && *p <= '9' && digits < 6; p++, digits++) {
            v[i] = v[i] * 10 + (*p - '0');
        }
        p += strspn(p, " ");
        if (!digits || (i == 0 && *p++ != '/')) {
            return false;
        }
    }
    *out = (struct fraction){v[0], v[1]};
    return *p == '\0';
}

/* Which one holds? ----------------------------------------------------------------------------- */
bool rulesets_holds(const struct ruleset *r, const char *day)
{
    return strcmp(r->valid_from, day) <= 0 &&
           (str_empty(r->valid_to) || strcmp(day, r->valid_to) < 0);
}

/* How near it is: the province's before the nation's, and before each the town's own version of it.
 * 0: not for them. */
static int nearness(const struct ruleset *r, enum term_law law, int64_t town_id)
{
    int near = r->law == law ? 3 : r->law == LAW_NATION ? 1 : 0;
    return !near || !r->town_id ? near : r->town_id == town_id ? near + 1 : 0;
}

const struct ruleset *rulesets_pick(const struct rulesets *all, enum term_law law, int64_t town_id,
    enum decides what, const char *day)
{
    const struct ruleset *best = NULL;
    int best_near = 0;
    for (const struct ruleset *r = all->v; r < all->v + all->n; r++) {
        int near = nearness(r, law, town_id);
        if (near && r->decides == what && rulesets_holds(r, day) &&
            (near > best_near || (near == best_near && r->version > best->version))) {
            best = r;
            best_near = near;
        }
    }
    return best;
}

/* Days nobody prescribes, as the notes of the rules that came with the program say. */
unsigned rulesets_defaults(const struct ruleset *r)
{
    bool owners = r->decides <= DECIDES_HOME_TO_SHOP;
    bool meeting = r->decides == DECIDES_RESIDENTS || r->decides == DECIDES_REPRESENTATIVES;
    unsigned notice = owners || r->decides == DECIDES_RESIDENTS ? 0 : OURS_NOTICE;
    unsigned shown = meeting || (owners && r->law == LAW_SICHUAN) ? 0 : OURS_SHOWN;
    return r->town_id ? 0
                      : (r->notice_days ? notice : 0) | (r->objection_days ? OURS_OBJECTION : 0) |
                            (r->shown_days ? shown : 0);
}

/* In words ------------------------------------------------------------------------------------- */
static struct word share_word(struct arena *a, const struct threshold *t)
{
    static const struct {
        enum compare how;
        struct fraction f;
        const char *words;
    } known_shares[] = {
        {MORE_THAN, {1, 2}, N_("过半数")},
        {AT_LEAST, {1, 2}, N_("半数以上（正好一半也算）")},
        {AT_LEAST, {2, 3}, N_("三分之二以上")},
        {MORE_THAN, {2, 3}, N_("超过三分之二")},
        {AT_LEAST, {3, 4}, N_("四分之三以上")},
        {MORE_THAN, {3, 4}, N_("超过四分之三")},
        {AT_LEAST, {4, 5}, N_("五分之四以上")},
        {AT_LEAST, {1, 3}, N_("三分之一以上")},
        {AT_LEAST, {1, 1}, N_("全体")},
    };
    for (size_t i = 0; i < COUNT(known_shares); i++) {
        if (known_shares[i].how == t->how &&
            known_shares[i].f.num * t->f.den == known_shares[i].f.den * t->f.num) {
            return MSG(known_shares[i].words);
        }
    }
    return TEXT(arena_printf(
        a, "%s %" PRId64 "/%" PRId64, t->how == AT_LEAST ? "≥" : ">", t->f.num, t->f.den));
}

static struct word counted_word(const struct ruleset *r)
{
    return r->by_area                    ? MSG(N_("人数、面积都"))
           : r->decides == DECIDES_SMALL ? MSG(N_("按户算，"))
                                         : MSG(N_("按人算，"));
}

struct words rulesets_part_words(struct arena *a, const struct ruleset *r)
{
    if (r->took_part.from == FROM_NONE) {
        return SAY(N_("不要求多少人参与"));
    }
    return WORDS(N_("{0}要有{1}参与"), counted_word(r), share_word(a, &r->took_part));
}

struct words rulesets_agree_words(struct arena *a, const struct ruleset *r)
{
    if (r->agree.from == FROM_NONE) {
        return SAY(N_("只听意见，不作决定"));
    }
    if (r->agree.from == FROM_ROLL && r->agree.f.num == r->agree.f.den) {
        return SAY(N_("名册上的每一位都要同意，没有表态的不算同意"));
    }
    struct word counted = counted_word(r), share = share_word(a, &r->agree);
    return r->agree.from == FROM_ROLL ? WORDS(N_("按全体算，{0}要{1}同意"), counted, share)
           : r->agree.from == FROM_PART
               ? WORDS(N_("参与的人里，{0}要{1}同意"), counted, share)
               : WORDS(N_("表示同意或者反对的人里，{0}要{1}同意"), counted, share);
}

/* For a file others recount from ----------------------------------------------------------------
 */
static const char *canonical_share(struct arena *a, const struct threshold *t)
{
    if (t->from == FROM_NONE) {
        return "none";
    }
    return arena_printf(a, "%s%s%" PRId64 "/%" PRId64, choice_of(rulesets_froms, t->from)->key,
        t->how == AT_LEAST ? ">=" : ">", t->f.num, t->f.den);
}

/* valid_to is not in it: it is set later, and the line may not change. */
const char *rulesets_canonical(struct arena *a, const struct ruleset *r)
{
    const char *proxies =
        r->proxies == RULESETS_ANY ? "any" : arena_printf(a, "%" PRId64, r->proxies);
    return arena_printf(a,
        "ruleset %" PRId64 " version=%" PRId64 " town=%" PRId64 " law=%s decides=%s from=%s by=%s"
        " took_part=%s agree=%s notice=%" PRId64 " objections=%" PRId64 " publish=%" PRId64
        " shown=%" PRId64 " proxies=%s precedence=%s silence=%s follows=%s",
        r->id, r->version, r->town_id, choice_of(terms_laws, r->law)->key,
        choice_of(rulesets_decides, r->decides)->key, r->valid_from,
        r->by_area ? "heads+area" : "heads", canonical_share(a, &r->took_part),
        canonical_share(a, &r->agree), r->notice_days, r->objection_days, r->publish_days,
        r->shown_days, proxies, choice_of(rulesets_precedences, r->precedence)->key,
        choice_of(rulesets_silences, r->silence)->key, r->follows ? "yes" : "no");
}
