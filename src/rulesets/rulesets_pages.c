/* rulesets_pages.c - the rules for anybody to read: which holds here on a day, each with an address
 * of its own that stays. The town's editor is rulesets_edit_pages.c. */
#include <inttypes.h>
#include <string.h>

#include "lib/base/app.h"
#include "lib/log/log.h"
#include "lib/web/parts.h"
#include "src/bodies/duties.h"
#include "src/places/places.h"
#include "src/rulesets/rulesets_room.h"

struct rulesets_page {
    struct rulesets all;
    enum term_law law;
    int64_t town_id;
    const char *day, *today;
    bool at_town;
};
struct ruleset_page {
    struct ruleset r;
    struct rulesets versions;
    const struct ruleset *law; /* what would hold without the town's own; NULL: it is that */
    const char *edit; /* path; NULL: not the reader's */
    bool over, coming;
};
struct shelf { /* the decisions of one kind of people */
    const char *id, *title;
    enum decides first, last;
};
static const struct shelf shelves[] = {
    {"owners", N_("业主共同决定"), DECIDES_PROCEDURE, DECIDES_HOME_TO_SHOP},
    {"residents", N_("居民会议和居民代表会议"), DECIDES_RESIDENTS, DECIDES_REPRESENTATIVES},
    {"small", N_("委员会、楼组和征询"), DECIDES_BODY, DECIDES_POLL},
};

/* With its year: laws are old. */
static const char *day_said(struct ctx *c, const char *day, int64_t more)
{
    int64_t ms = 0;
    (void)parse_day(day, &ms);
    ms += more * MS_PER_DAY;
    struct civil d = civil_of(ms);
    return say(c, WORDS(N_("{0}年{1}月{2}日"), TEXT(arena_printf(c->arena, "%d", d.year)),
                      INT(d.month), INT(d.day), TEXT(day_text(c->arena, ms))));
}

static const char *label_of(struct ctx *c, const struct ruleset *r)
{
    return T(c, choice_of(rulesets_decides, r->decides)->label);
}

static const char *dates_of(struct ctx *c, const struct ruleset *r)
{
    const char *from = day_said(c, r->valid_from, 0);
    if (str_empty(r->valid_to)) {
        return say(c, WORDS(N_("从{0}起"), TEXT(from)));
    }
    return strcmp(r->valid_to, r->valid_from) <= 0
               ? say(c, WORDS(N_("原定从{0}起，没有施行"), TEXT(from)))
               : say(c, WORDS(N_("从{0}起，到{1}为止"), TEXT(from),
                            TEXT(day_said(c, r->valid_to, -1))));
}

static struct words whose_of(const struct ruleset *r)
{
    return r->town_id ? SAY(N_("街镇自己的规则")) : SAY(choice_of(rulesets_whose, r->law)->label);
}

static const char *source_of(struct ctx *c, const struct ruleset *r)
{
    return say(c, WORDS(N_("{0}，{1}"), MSG(r->source), MSG(r->article)));
}

/* The next one of those that hold here, which begins after that day. NULL: none. */
static const struct ruleset *coming_of(const struct rulesets_page *p, enum decides what)
{
    const struct ruleset *next = NULL;
    for (const struct ruleset *r = p->all.v; r < p->all.v + p->all.n; r++) {
        if (strcmp(r->valid_from, p->day) > 0 &&
            (!next || strcmp(r->valid_from, next->valid_from) < 0) &&
            rulesets_pick(&p->all, p->law, p->town_id, what, r->valid_from) == r) {
            next = r;
        }
    }
    return next;
}

static const struct ruleset *held(const struct rulesets_page *p, enum decides what)
{
    return rulesets_pick(&p->all, p->law, p->town_id, what, p->day);
}

static bool same_share(const struct threshold *a, const struct threshold *b)
{
    return a->from == b->from && a->how == b->how && a->f.num == b->f.num && a->f.den == b->f.den;
}

/* Do both say the same, by the same paper? Then it is said once. */
static bool alike(const struct ruleset *a, const struct ruleset *b)
{
    return b && a->by_area == b->by_area && a->town_id == b->town_id &&
           same_share(&a->took_part, &b->took_part) && same_share(&a->agree, &b->agree) &&
           str_same(a->source, b->source);
}

static bool is_first(const struct rulesets_page *p, const struct shelf *s, const struct ruleset *r)
{
    for (int what = (int)s->first; what < (int)r->decides; what++) {
        if (alike(r, held(p, (enum decides)what))) {
            return false;
        }
    }
    return true;
}

static const char *proxies_said(struct ctx *c, const struct ruleset *r)
{
    return r->proxies == RULESETS_ANY ? T(c, N_("可以书面委托，一个人代几位没有上限"))
           : r->proxies ? say(c, WORDS(N_("可以书面委托，一个人最多代 {0} 位"), INT(r->proxies)))
                        : T(c, N_("不能委托别人"));
}

static const char *shown_said(struct ctx *c, const struct ruleset *r)
{
    return say(c, WORDS(N_("{0} 天内公布，公布 {1} 天"), INT(r->publish_days), INT(r->shown_days)));
}

static const char *days_said(struct ctx *c, int64_t days)
{
    return days ? say(c, WORDS(N_("{0} 天"), INT(days))) : T(c, N_("没有规定"));
}

static struct html details_html(struct ctx *c, const struct ruleset *r)
{
    struct summing v[10];
    size_t n = 0;
    v[n++] = (struct summing){T(c, N_("出处")), T(c, r->source)};
    v[n++] = (struct summing){T(c, N_("第几条")), T(c, r->article)};
    v[n++] = (struct summing){T(c, N_("什么时候")), dates_of(c, r)};
    v[n++] = (struct summing){T(c, N_("提前公告")), days_said(c, r->notice_days)};
    v[n++] = (struct summing){T(c, N_("名册异议")), days_said(c, r->objection_days)};
    v[n++] = (struct summing){T(c, N_("结果")), shown_said(c, r)};
    v[n++] = (struct summing){T(c, N_("委托")), proxies_said(c, r)};
    v[n++] = (struct summing){
        T(c, N_("网上和纸质")), T(c, choice_of(rulesets_precedences, r->precedence)->label)};
    v[n++] = (struct summing){
        T(c, N_("没有表态")), T(c, choice_of(rulesets_silences, r->silence)->label)};
    if (r->follows) {
        v[n++] =
            (struct summing){T(c, N_("随多数")), T(c, N_("只有管理规约或者议事规则写明了才可以"))};
    }
    return summary_html(c, v, n);
}

#include "rulesets.html.h"

/* The list, printed and exported -----------------------------------------------------------------
 */
static bool fill(struct ctx *c, struct list_view *v)
{
    enum { PART = 2, AGREE = 3, SOURCE = 4 };
    struct rulesets all = {0};
    if (!rulesets_all(c, &all)) {
        return false;
    }
    for (size_t i = 0; i < v->rows.n; i++) {
        struct list_row *row = &v->rows.v[i];
        for (const struct ruleset *r = all.v; r < all.v + all.n; r++) {
            if (r->id == row->id) {
                row->v[PART] = value_text(say(c, rulesets_part_words(c->arena, r)));
                row->v[AGREE] = value_text(say(c, rulesets_agree_words(c->arena, r)));
                row->v[SOURCE] = value_text(source_of(c, r));
            }
        }
    }
    return true;
}

/* Pages ------------------------------------------------------------------------------------------
 */
static bool load(struct ctx *c, struct rulesets_page *p)
{
    int64_t ms, law = req_query_int(c, "law", 0);
    p->today = day_text(c->arena, c->now);
    p->day = parse_day(req_query(c, "on"), &ms) ? req_query(c, "on") : p->today;
    p->town_id = rulesets_town(c);
    p->at_town = p->town_id == c->area_id;
    p->law = p->at_town && law > 0 && law < LAWS ? (enum term_law)law : terms_law(c);
    return rulesets_all(c, &p->all);
}

static void show_rulesets(struct ctx *c)
{
    struct rulesets_page p = {0};
    if (list_serve(c, &rulesets_list, AUDIENCE_PUBLIC, fill) || !load(c, &p)) {
        return;
    }
    page_begin(c, &(struct page){.title = T(c, N_("怎样才算定下来"))});
    rulesets_html(c, &p);
    page_end(c);
}

/* What the law says beside a rule of the town's own, on the day that one begins. */
static bool find_law(struct ctx *c, struct ruleset_page *p)
{
    struct rulesets all = {0};
    if (!p->r.town_id || !rulesets_all(c, &all)) {
        return !c->err.kind;
    }
    p->law = rulesets_pick(&all, p->r.law, 0, p->r.decides, p->r.valid_from);
    return true;
}

static bool find_edit(struct ctx *c, struct ruleset_page *p)
{
    struct area town = {0};
    int64_t town_id = rulesets_town(c);
    if (!c->app->may(c, DUTY_RULESETS, 0) || !places_area(c, town_id, &town)) {
        return !c->err.kind;
    }
    p->edit = arena_printf(c->arena, "/a/%s/rulesets/%" PRId64 "/next", town.code, p->r.id);
    return true;
}

static void show_ruleset(struct ctx *c)
{
    struct ruleset_page p = {0};
    const char *today = day_text(c->arena, c->now);
    if (!rulesets_by_id(c, req_id(c, "id"), &p.r) || !rulesets_versions(c, &p.r, &p.versions) ||
        !find_law(c, &p) || !find_edit(c, &p)) {
        return;
    }
    p.coming = strcmp(p.r.valid_from, today) > 0;
    p.over = !p.coming && !rulesets_holds(&p.r, today);
    page_begin(c, &(struct page){.title = label_of(c, &p.r),
                      .back = area_path(c, "rulesets"),
                      .back_label = T(c, N_("怎样才算定下来"))});
    ruleset_html(c, &p);
    page_end(c);
}

static const struct route routes[] = {
    {"GET", "/a/:area/rulesets", show_rulesets, DUTY_PUBLIC, .list = &rulesets_list,
        .title = N_("怎样才算定下来")},
    {"GET", "/a/:area/rulesets/:id", show_ruleset, DUTY_PUBLIC, .title = N_("一条规则")},
    {"GET", "/a/:area/rulesets/:id/next", rulesets_show_next, DUTY_RULESETS,
        .title = N_("改一条规则")},
    {"POST", "/a/:area/rulesets/:id/next", rulesets_do_next, DUTY_RULESETS, HANDS_SELF,
        &rulesets_form, rulesets_show_next, .title = N_("从某一天起用新的规则")},
    {0},
};
static const struct list *const lists[] = {&rulesets_list, NULL};

const struct module rulesets_module = {
    .name = "rulesets", .tier = 6, .routes = routes, .lists = lists};
