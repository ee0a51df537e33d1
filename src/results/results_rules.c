/* results_rules.c - what was handed in is added up and held against the rule under every
 * convention. */
#include "src/results/results.h"

const struct choice results_kinds[] = {
    {RESULT_FIRST, "first", N_("计票结果"), .tag = "done", .icon = "check"},
    {RESULT_RECOUNT, "recount", N_("重新计票"), .tag = "doing", .icon = "list"},
    {RESULT_CORRECTED, "corrected", N_("面积更正后重算"), .tag = "doing", .icon = "edit"},
    {0},
};
const struct choice results_hows[] = {
    {HOW_STRICT, "strict", N_("只算交了票的")},
    {HOW_SILENCE, "silence", N_("领了票没表态的算弃权")},
    {HOW_FOLLOW, "follow", N_("领了票没表态的随多数")},
    {0},
};
const struct choice results_bys[] = {
    {BY_STREET, "street", N_("街道办事处、镇政府")},
    {BY_COURT, "court", N_("人民法院")},
    {0},
};

const struct choice results_standings[] = {
    {STANDS_SHOWN, "shown", N_("公示中"), .tag = "doing", .icon = "clock"},
    {STANDS_DISPUTED, "disputed", N_("有异议，还没有答复"), .tag = "wait", .icon = "alert"},
    {STANDS_FINAL, "final", N_("结果定了"), .tag = "done", .icon = "check"},
    {STANDS_ANNULLED, "annulled", N_("已撤销"), .tag = "no", .icon = "cross"},
    {0},
};

enum stands results_standing(const struct ballot *b, const struct objections *all)
{
    bool open = false;
    for (size_t i = 0; i < all->n; i++) {
        open = open || (all->v[i].against == 2 && !all->v[i].answered_at);
    }
    return b->m.outcome == BALLOT_ANNULLED ? STANDS_ANNULLED
           : open                          ? STANDS_DISPUTED
           : b->m.state == BALLOT_DONE     ? STANDS_FINAL
                                           : STANDS_SHOWN;
}

bool results_may_follow(const struct ballot *b, const struct ballot_item *i)
{
    bool strictest = i->decides == DECIDES_RAISE_FUND || i->decides == DECIDES_REBUILD ||
                     i->decides == DECIDES_CHANGE_USE;
    return i->rule.follows && !str_empty(b->follow_clause) && !i->seats && !strictest;
}

enum result_how results_how(const struct ballot *b, const struct ballot_item *i)
{
    return results_may_follow(b, i)         ? HOW_FOLLOW
           : b->silence == SILENCE_ABSTAINS ? HOW_SILENCE
                                            : HOW_STRICT;
}

/* The day it is put up is not counted; three days at least, if the rule says none. */
int64_t results_until(const struct ballot *b, int64_t now)
{
    struct civil d = civil_of(now);
    int64_t days = b->shown_days > 3 ? b->shown_days : 3;
    return ms_of_civil(d.year, d.month, d.day, 0, 0) + (days + 1) * MS_PER_DAY;
}

/* Adding up -------------------------------------------------------------------------------------
 */
static void add(struct arena *a, struct sums *s, int64_t choice, struct weight w)
{
    size_t at = 0;
    while (at < s->n && s->v[at].choice < choice) {
        at++;
    }
    if (at == s->n || s->v[at].choice != choice) {
        list_push(a, s, ((struct sum){0}));
        for (size_t i = s->n - 1; i > at; i--) {
            s->v[i] = s->v[i - 1];
        }
        s->v[at] = (struct sum){choice, {0}};
    }
    s->v[at].w = weight_add(s->v[at].w, w);
}

static void add_vote(struct arena *a, const struct counted_vote *v, struct turnout *t)
{
    t->took = weight_add(t->took, v->w);
    for (size_t i = 0; i < v->marks.n; i++) {
        const struct vote_mark *m = &v->marks.v[i];
        if (i == 0 || m[-1].item != m->item) {
            add(a, &t->items[m->item - 1], 0, v->w);
        }
        add(a, &t->items[m->item - 1], m->choice, v->w);
    }
}

void results_add_up(struct arena *a, const struct ballot *b, const struct count *k,
    struct turnout *t, struct weight *unsold)
{
    int64_t ways[WAY_PROXY + 1] = {0};
    *unsold = (struct weight){0};
    *t = (struct turnout){.items = arena_alloc(a, (b->items.n + 1) * sizeof(*t->items))};
    for (size_t i = 0; i < k->roll.n; i++) {
        const struct head *h = &k->roll.v[i];
        t->roll = weight_add(t->roll, h->w);
        t->silent = h->silent ? weight_add(t->silent, h->w) : t->silent;
        *unsold = h->unsold ? weight_add(*unsold, h->w) : *unsold;
    }
    for (size_t i = 0; i < k->votes.n; i++) {
        const struct counted_vote *v = &k->votes.v[i];
        add_vote(a, v, t);
        ways[v->way] += v->w.homes + v->w.stalls;
    }
    t->web = ways[WAY_WEB];
    t->paper = ways[WAY_PAPER];
    t->proxies = ways[WAY_PROXY];
}

/* Under every convention ------------------------------------------------------------------------
 */
static struct convention convention(bool parking, enum result_how how)
{
    return (struct convention){
        .parking = parking, .silence = how == HOW_SILENCE, .follow = how == HOW_FOLLOW};
}

static void put_item(struct arena *a, const struct ballot *b, const struct turnout *t, size_t at,
    struct result_row row, struct result_rows *out)
{
    const struct ballot_item *i = &b->items.v[at];
    struct convention how = convention(row.parking, row.how);
    struct weight silent = votes_silent(t, at);
    row.item = i->no;
    row.decides = row.parking == b->parking && row.how == results_how(b, i);
    if (!i->seats) {
        row.t = tally_item(&i->rule, t->roll, silent, &t->items[at], VOTE_YES, &how);
        list_push(a, out, row);
        return;
    }
    struct chosen chosen[TALLY_OPTIONS_MAX];
    tally_choose(&i->rule, i->seats, i->n, t->roll, silent, &t->items[at], &how, chosen);
    for (size_t k = 0; k < i->n; k++) {
        row.option = chosen[k].option;
        row.in = chosen[k].in;
        row.tied = chosen[k].tied;
        row.t = chosen[k].t;
        list_push(a, out, row);
    }
}

void results_tally(
    struct arena *a, const struct ballot *b, const struct turnout *t, struct result_rows *out)
{
    for (size_t i = 0; i < b->items.n; i++) {
        for (int parking = 0; parking < 2; parking++) {
            for (enum result_how how = HOW_STRICT; how <= HOW_FOLLOW; how++) {
                if (how == HOW_FOLLOW && !results_may_follow(b, &b->items.v[i])) {
                    continue;
                }
                struct result_row row = {.parking = parking != 0, .how = how};
                put_item(a, b, t, i, row, out);
            }
        }
    }
}

const struct result_row *results_row(const struct result *r, int64_t item, int64_t option)
{
    for (size_t i = 0; i < r->rows.n; i++) {
        const struct result_row *o = &r->rows.v[i];
        if (o->item == item && o->option == option && o->decides) {
            return o;
        }
    }
    return NULL;
}

bool results_passed(const struct ballot_item *i, const struct result *r)
{
    const struct result_row *o = results_row(r, i->no, 0);
    if (i->decides == DECIDES_POLL) {
        return false;
    }
    bool any = false;
    for (size_t k = 0; i->seats && k < r->rows.n; k++) {
        any = any || (r->rows.v[k].item == i->no && r->rows.v[k].decides && r->rows.v[k].in);
    }
    return i->seats ? any : o && o->t.verdict == PASSED;
}

/* Typed from the official system ----------------------------------------------------------------
 */

static const char *at_field(size_t item, int column, bool area)
{
    static const char *const names[BALLOT_ITEMS_MAX][5][2] = {
#define COLUMN(n, k) {"i" #n "_" k "_heads", "i" #n "_" k "_area"}
#define NAMES(n) \
    { \
        COLUMN(n, "took"), COLUMN(n, "yes"), COLUMN(n, "no"), COLUMN(n, "abstain"), \
            COLUMN(n, "spoiled") \
    }
        NAMES(1), NAMES(2), NAMES(3), NAMES(4), NAMES(5), NAMES(6), NAMES(7), NAMES(8)};
    return names[item][column][area];
}

static bool adds(enum electorate who, size_t item, struct weight took, struct weight sum,
    bool exactly, struct err *why)
{
    int64_t heads = sum.homes - took.homes, area = sum.area_dm2 - took.area_dm2;
    if (heads && (exactly || heads > 0)) {
        return refuse(why, at_field(item, 0, false),
            heads > 0 ? WORDS(N_("同意、反对、弃权、无效加起来是 {0}，比参与的 {1}多 {2}"),
                            tally_number(who, sum.homes), tally_number(who, took.homes),
                            tally_number(who, heads))
                      : WORDS(N_("同意、反对、弃权、无效加起来是 {0}，比参与的 {1}少 {2}"),
                            tally_number(who, sum.homes), tally_number(who, took.homes),
                            tally_number(who, -heads)));
    }
    if (area && (exactly || area > 0)) {
        return refuse(why, at_field(item, 0, true),
            area > 0 ? WORDS(N_("同意、反对、弃权、无效加起来是 {0} ㎡，比参与的 {1} ㎡多 {2} ㎡"),
                           AREA(sum.area_dm2), AREA(took.area_dm2), AREA(area))
                     : WORDS(N_("同意、反对、弃权、无效加起来是 {0} ㎡，比参与的 {1} ㎡少 {2} ㎡"),
                           AREA(sum.area_dm2), AREA(took.area_dm2), AREA(-area)));
    }
    return true;
}

static bool within(
    enum electorate who, size_t item, struct weight took, struct weight roll, struct err *why)
{
    if (took.homes > roll.homes) {
        return refuse(why, at_field(item, 0, false),
            WORDS(N_("参与 {0}，比名册上的 {1}多 {2}"), tally_number(who, took.homes),
                tally_number(who, roll.homes), tally_number(who, took.homes - roll.homes)));
    }
    return took.area_dm2 <= roll.area_dm2 ||
           refuse(why, at_field(item, 0, true),
               WORDS(N_("参与 {0} ㎡，比名册上的 {1} ㎡多 {2} ㎡"), AREA(took.area_dm2),
                   AREA(roll.area_dm2), AREA(took.area_dm2 - roll.area_dm2)));
}

/* Options may each be chosen by everybody who took part; yes and no exclude each other. */
static bool check_item(enum electorate who, const struct ballot_item *i, size_t at,
    const struct turnout *t, struct err *why)
{
    struct weight took = sums_of(&t->items[at], 0), sum = {0};
    for (size_t k = 0; k < t->items[at].n; k++) {
        const struct sum *s = &t->items[at].v[k];
        bool option = s->choice > VOTE_OPTION;
        sum = s->choice && !option ? weight_add(sum, s->w) : sum;
        if (option && (s->w.homes > took.homes || s->w.area_dm2 > took.area_dm2)) {
            return refuse(why, at_field(at, 0, s->w.homes <= took.homes),
                WORDS(N_("第 {0} 个选项比参与的还多，请核对"), INT(s->choice - VOTE_OPTION)));
        }
    }
    return within(who, at, took, t->roll, why) && adds(who, at, took, sum, !i->seats, why);
}

bool results_check_typed(const struct ballot *b, const struct turnout *t, struct err *why)
{
    if (t->roll.homes <= 0) {
        return refuse(why, "roll_heads", SAY(N_("请写名册上一共多少人")));
    }
    for (size_t i = 0; i < b->items.n; i++) {
        if (!check_item(b->electorate, &b->items.v[i], i, t, why)) {
            return false;
        }
    }
    return true;
}
