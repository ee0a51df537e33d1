/* ballots_parts.c - meters, the law in words, paths: pieces of pages about a decision. */
#include <inttypes.h>
#include <string.h>

#include "src/ballots/ballots_pages.h"

#include "lib/base/app.h"
#include "src/bodies/duties.h"
#include "src/places/places.h"

const char *ballots_path(struct ctx *c, const struct ballot *b, const char *tail)
{
    return area_path(c, "ballots/%" PRId64 "%s", b->id, tail);
}

const char *ballots_eyebrow(struct ctx *c, const struct ballot *b)
{
    return arena_printf(c->arena, "%s · %s", b->m.place,
        say(c, WORDS(N_("{0} 年第 {1} 号表决"), INT(b->year), INT(b->no))));
}

/* A state is never late for whoever looks on: its days are said beside it. */
struct html ballots_tag_html(struct ctx *c, const struct ballot *b)
{
    return b->m.outcome > BALLOT_DECIDED ? tag_of_html(c, ballots_outcomes, b->m.outcome)
                                         : tag_of_html(c, ballots_states, b->m.state);
}

int64_t ballots_place_of(struct ctx *c)
{
    return matters_place_of(c, req_id(c, "id"));
}

const char *ballots_days(struct ctx *c, int64_t days, bool ours)
{
    return say(c, ours ? WORDS(N_("{0} 天（法律没有写，本系统的默认）"), INT(days))
                       : WORDS(N_("{0} 天"), INT(days)));
}

struct html ballots_force_html(struct ctx *c, const struct ballot *b)
{
    return note_html(c, b->force == FORCE_ADVISORY ? "warn" : "", T(c, ballots_force_words(b)));
}

bool ballots_running(const struct ballot *b, int64_t heads)
{
    return b->named && b->running && heads >= BALLOT_RUNNING_FROM;
}

/* Meters ----------------------------------------------------------------------------------------
 */
struct meters {
    struct meter v[4];
    size_t n;
};

static const char *fraction_text(struct ctx *c, const struct threshold *t)
{
    bool half = t->f.num * 2 == t->f.den && t->how == MORE_THAN;
    return half ? T(c, N_("过半"))
                : arena_printf(c->arena, "%s%" PRId64 "/%" PRId64, t->how == MORE_THAN ? "> " : "",
                      t->f.num, t->f.den);
}

static const char *amount(struct ctx *c, enum electorate who, int64_t v, bool area)
{
    return area ? say(c, WORDS(N_("{0} ㎡"), AREA(v))) : say(c, WORDS("{0}", tally_number(who, v)));
}

static void add_meter(struct ctx *c, struct meters *m, enum electorate who, const char *label,
    const struct gate *g, const struct threshold *t, bool area, bool agree)
{
    int64_t more = g->have - g->need;
    const char *plain = area ? say_area(c, g->have) : arena_printf(c->arena, "%" PRId64, g->have);
    const char *by = amount(c, who, more < 0 ? -more : more, area);
    m->v[m->n++] = (struct meter){.label = T(c, label),
        .have_text = plain,
        .of_text = amount(c, who, g->of, area),
        .have = g->have,
        .of = g->of,
        .need = g->need,
        .need_text =
            arena_printf(c->arena, "%s · %s", fraction_text(c, t), amount(c, who, g->need, area)),
        .words = g->verdict == PASSED && !more ? T(c, N_("刚好够"))
                 : g->verdict == PASSED        ? say(c, WORDS(N_("已到，多 {0}"), TEXT(by)))
                                               : say(c, WORDS(N_("还差 {0}"), TEXT(by))),
        .agree = agree};
}

struct html ballots_meters_html(struct ctx *c, enum electorate who, const struct ruleset *r,
    const struct tally *t, bool took_only)
{
    bool homes = who == ROLL_OF_HOUSEHOLDS;
    struct meters m = {.n = 0};
    size_t mark = c->req->body.n;
    if (r->took_part.from) {
        add_meter(c, &m, who, homes ? N_("参与户数") : N_("参与人数"), &t->took_heads,
            &r->took_part, false, false);
    }
    if (r->took_part.from && r->by_area) {
        add_meter(c, &m, who, N_("参与面积"), &t->took_area, &r->took_part, true, false);
    }
    if (!took_only && r->agree.from) {
        add_meter(c, &m, who, homes ? N_("同意户数") : N_("同意人数"), &t->yes_heads, &r->agree,
            false, true);
        if (r->by_area) {
            add_meter(c, &m, who, N_("同意面积"), &t->yes_area, &r->agree, true, true);
        }
    }
    put_html(c, "<div class=\"meters\">", 20);
    for (size_t i = 0; i < m.n; i++) {
        put_raw(c, meter_html(c, &m.v[i]));
    }
    put_html(c, "</div>", 6);
    return html_since(c, mark);
}

const char *ballots_lack(struct ctx *c, enum electorate who, const struct tally *t, bool took_only)
{
    struct words took = tally_missing(who, &t->took_heads, &t->took_area);
    struct words yes = tally_missing(who, &t->yes_heads, &t->yes_area);
    if (took.msgid) {
        return say(c, WORDS(N_("参与{0}"), TEXT(say(c, took))));
    }
    return yes.msgid && !took_only ? say(c, WORDS(N_("同意{0}"), TEXT(say(c, yes)))) : "";
}

/* How it is decided -----------------------------------------------------------------------------
 */
static struct summing line(struct ctx *c, const char *label, const char *value)
{
    return (struct summing){.label = T(c, label), .value = value};
}

static const char *who_votes(struct ctx *c, const struct ballot *b)
{
    static const char *const says[] = {
        [ROLL_OF_OWNERS] = N_("业主：一套房算一人，面积按产权登记；同一业主的几套只算一人"),
        [ROLL_OF_HOUSEHOLDS] = N_("住户：一户一票，户里一位成年人投"),
        [ROLL_OF_RESIDENTS] = N_("居民：满十八岁，一人一票"),
        [ROLL_OF_BODY] = N_("组织的成员：一人一票"),
    };
    return T(c, says[b->electorate]);
}

/* Beside a local rule of owners the law it stands on; Shanghai's 69 where only a part decides. */
const char *ballots_law(struct ctx *c, const struct ballot *b, const struct ruleset *r)
{
    bool law = strncmp(r->source, "《", 3) == 0; /* else a sentence: that no law says it */
    const char *own = law ? arena_printf(c->arena, "%s %s", T(c, r->source), T(c, r->article))
                          : say(c, WORDS(N_("{0}，{1}"), MSG(r->source), MSG(r->article)));
    if (r->decides > DECIDES_OTHER || r->law == LAW_NATION) {
        return own;
    }
    const char *all = say(c, WORDS(N_("{0}；《民法典》第二百七十八条"), TEXT(own)));
    struct building g;
    struct err kept = err_take(&c->err);
    bool part = b->stairs.n || places_building(c, b->place_id, &g);
    c->err = kept;
    return r->law == LAW_SHANGHAI && part
               ? say(c, WORDS(N_("{0}；只关系到一部分业主的，《上海市住宅物业管理规定》第六十九条"),
                            TEXT(all)))
               : all;
}

static void add_rule(struct ctx *c, const struct ballot *b, const struct ballot_item *i, bool many,
    struct summing *v, size_t *n)
{
    const char *agree = say(c, rulesets_agree_words(c->arena, &i->rule));
    const char *part = say(c, rulesets_part_words(c->arena, &i->rule));
    const char *label =
        many ? say(c, WORDS(N_("第 {0} 项怎样通过"), INT(i->no))) : T(c, N_("怎样通过"));
    const char *value =
        str_empty(part) ? agree : say(c, WORDS(N_("{0}；{1}"), TEXT(part), TEXT(agree)));
    v[(*n)++] = (struct summing){.label = label, .value = value};
    v[(*n)++] = (struct summing){.label = T(c, N_("法律依据")),
        .value = ballots_law(c, b, &i->rule),
        .href = area_path(c, "rulesets/%" PRId64, i->rule.id),
        .verb = T(c, N_("看规则"))};
}

bool ballots_ours(const struct ballot *b, unsigned which)
{
    unsigned all = ~0U;
    for (size_t i = 0; i < b->items.n; i++) {
        all &= rulesets_defaults(&b->items.v[i].rule);
    }
    return b->items.n && (all & which);
}

/* None is no wait: not said. */
static const char *days_said(struct ctx *c, const struct ballot *b)
{
    const struct {
        const char *words;
        int64_t days;
        unsigned ours;
    } all[] = {{N_("名册公示 {0}"), b->objection_days, OURS_OBJECTION},
        {N_("公告 {0}"), b->notice_days, OURS_NOTICE},
        {N_("结果公示 {0}"), b->shown_days, OURS_SHOWN}};
    const char *out = "";
    for (size_t i = 0; i < COUNT(all); i++) {
        if (all[i].days) {
            const char *one =
                say(c, WORDS(all[i].words,
                           TEXT(ballots_days(c, all[i].days, ballots_ours(b, all[i].ours)))));
            out = *out ? say(c, WORDS(N_("{0}，{1}"), TEXT(out), TEXT(one))) : one;
        }
    }
    return *out ? out : T(c, N_("都不用等，写好就可以开始"));
}

/* Only where floor counts does the record hold any. */
static const char *names_words(const struct ballot *b)
{
    return !b->named ? N_("不记名：谁投了什么不留下来，投出去不能改")
           : b->electorate == ROLL_OF_OWNERS
               ? N_("实名：计票的人看得到；公布的记录没有姓名和门牌，但写着每一票的面积")
               : N_("实名：计票的人看得到；公布的记录没有姓名和门牌");
}

struct html ballots_rule_html(struct ctx *c, const struct ballot *b)
{
    struct summing v[8 + 2 * BALLOT_ITEMS_MAX];
    size_t n = 0;
    v[n++] = line(c, N_("谁能投"), who_votes(c, b));
    bool same = true;
    for (size_t i = 1; i < b->items.n; i++) {
        same = same && b->items.v[i].ruleset_id == b->items.v[0].ruleset_id;
    }
    for (size_t i = 0; i < (same ? 1 : b->items.n); i++) {
        add_rule(c, b, &b->items.v[i], !same, v, &n);
    }
    v[n++] = line(c, N_("几天"), days_said(c, b));
    v[n++] = line(c, N_("记名吗"), T(c, names_words(b)));
    v[n++] = line(c, N_("纸质票"),
        T(c, b->electorate == ROLL_OF_BODY
                 ? N_("找组织的人领票，两个人分别录入，和网上合在一起算，不会算两次")
                 : N_("找楼组长或居委会领票，两个人分别录入，和网上合在一起算，不会算两次")));
    v[n++] = line(c, N_("网上和纸质"),
        T(c, b->named ? choice_of(rulesets_precedences, b->precedence)->label
                      : N_("只能用一种，只能投一次")));
    if (b->electorate == ROLL_OF_OWNERS) {
        v[n++] = line(c, N_("车位"),
            T(c, b->parking ? N_("车位、车库的面积也算（议事规则写明）") : N_("车位、车库不算")));
    }
    return summary_html(c, v, n);
}
