/* rulesets_edit_pages.c - the town writes the next version of a rule: from a day on. */
#include <inttypes.h>

#include "lib/base/app.h"
#include "lib/web/parts.h"
#include "src/places/places.h"
#include "src/rulesets/rulesets_room.h"

struct next_form {
    int64_t valid_from, valid_to, part_from, part_how, agree_from, agree_how, notice_days,
        objection_days, publish_days, shown_days, proxies, precedence, silence;
    const char *source, *article, *note, *part_share, *agree_share;
    bool by_area, follows;
};
static const struct choice hows[] = {
    {MORE_THAN, "more_than", N_("超过这个份额")},
    {AT_LEAST, "at_least", N_("达到这个份额就算")},
    {0},
};
static const struct choice part_froms[] = {
    {FROM_ROLL, "roll", N_("要有一定份额参与")},
    {FROM_NONE, "none", N_("不要求")},
    {0},
};
#define F(kind, member, ...) FIELD(struct next_form, kind, member, __VA_ARGS__)
static const struct field fields[] = {
    F(FIELD_DAY, valid_from, .label = N_("从哪一天起"), .required = true),
    F(FIELD_DAY, valid_to, .label = N_("到哪一天为止（这一天还算；不写就是一直）")),
    F(FIELD_TEXT, source, .max = 100, .label = N_("出处：哪部法律、哪个文件"), .required = true),
    F(FIELD_TEXT, article, .max = 60, .label = N_("第几条"), .required = true),
    F(FIELD_LINES, note, .max = 500, .label = N_("说明：读的人应当知道什么")),
    F(FIELD_FLAG, by_area, .label = N_("面积也要达到同样的份额")),
    F(FIELD_CHOICE, part_from, .choices = part_froms, .label = N_("多少人参与"), .required = true),
    F(FIELD_CHOICE, part_how, .choices = hows, .label = N_("参与的人")),
    F(FIELD_TEXT, part_share, .max = 9, .label = N_("参与的份额"), .help = N_("比如 2/3")),
    F(FIELD_CHOICE, agree_from, .choices = rulesets_froms, .label = N_("同意的从哪些人里算"),
        .required = true),
    F(FIELD_CHOICE, agree_how, .choices = hows, .label = N_("同意的人")),
    F(FIELD_TEXT, agree_share, .max = 9, .label = N_("同意的份额"), .help = N_("比如 1/2")),
    F(FIELD_INT, notice_days, .max = 365, .label = N_("提前公告几天")),
    F(FIELD_INT, objection_days, .max = 365, .label = N_("名册异议几天")),
    F(FIELD_INT, publish_days, .max = 365, .label = N_("几天内公布结果")),
    F(FIELD_INT, shown_days, .max = 365, .label = N_("结果公布几天")),
    F(FIELD_INT, proxies, .min = -1, .max = 1000, .label = N_("一个人最多可以代几位"),
        .help = N_("不写就是不能委托，-1 是没有上限")),
    F(FIELD_CHOICE, precedence, .choices = rulesets_precedences,
        .label = N_("一位投票人网上和纸质都有"), .required = true),
    F(FIELD_CHOICE, silence, .choices = rulesets_silences, .label = N_("没有表态的"),
        .required = true),
    F(FIELD_FLAG, follows, .label = N_("管理规约或者议事规则可以写明没有表态的随多数")),
    {0},
};
#undef F
const struct form rulesets_form = {"rulesets.next", sizeof(struct next_form), fields};

static const char *share_text(struct ctx *c, const struct threshold *t)
{
    return t->from == FROM_NONE
               ? ""
               : arena_printf(c->arena, "%" PRId64 "/%" PRId64, t->f.num, t->f.den);
}

static int64_t ms_of(const char *day, int64_t otherwise)
{
    int64_t ms = otherwise;
    (void)parse_day(day, &ms);
    return ms;
}

/* What holds, from tomorrow on. */
static struct next_form form_of(struct ctx *c, const struct ruleset *r)
{
    return (struct next_form){
        .valid_from = ms_of(day_text(c->arena, c->now + MS_PER_DAY), 0),
        .source = r->town_id ? r->source : "", /* the town says its own */
        .article = r->town_id ? r->article : "",
        .note = r->town_id ? r->note : "",
        .by_area = r->by_area,
        .part_from = r->took_part.from,
        .part_how = r->took_part.how,
        .part_share = share_text(c, &r->took_part),
        .agree_from = r->agree.from,
        .agree_how = r->agree.how,
        .agree_share = share_text(c, &r->agree),
        .notice_days = r->notice_days,
        .objection_days = r->objection_days,
        .publish_days = r->publish_days,
        .shown_days = r->shown_days,
        .proxies = r->proxies,
        .precedence = r->precedence,
        .silence = r->silence,
        .follows = r->follows,
    };
}

static struct threshold threshold_of(int64_t from, int64_t how, const char *share)
{
    struct threshold t = {(enum counted_from)from, (enum compare)how, {0, 1}};
    if (from == FROM_NONE) {
        return (struct threshold){FROM_NONE, MORE_THAN, {0, 1}};
    }
    if (!rulesets_fraction(share, &t.f)) {
        t.f = (struct fraction){0, 0}; /* refused at its field */
    }
    return t;
}

static struct ruleset ruleset_of(struct ctx *c, const struct next_form *f, const struct ruleset *of)
{
    return (struct ruleset){
        .law = of->law,
        .decides = of->decides,
        .source = f->source,
        .article = f->article,
        .note = f->note,
        .valid_from = day_text(c->arena, f->valid_from),
        .valid_to = f->valid_to ? day_text(c->arena, f->valid_to + MS_PER_DAY) : "",
        .by_area = f->by_area,
        .took_part = threshold_of(f->part_from, f->part_how, f->part_share),
        .agree = threshold_of(f->agree_from, f->agree_how, f->agree_share),
        .notice_days = f->notice_days,
        .objection_days = f->objection_days,
        .publish_days = f->publish_days,
        .shown_days = f->shown_days,
        .proxies = f->proxies,
        .precedence = (enum precedence)f->precedence,
        .silence = (enum silence)f->silence,
        .follows = f->follows,
    };
}

#include "rulesets_edit.html.h"

/* Rules are written on the town's own pages; an area's lead there. */
static bool at_town(struct ctx *c, int64_t id)
{
    struct area town = {0};
    int64_t town_id = rulesets_town(c);
    if (town_id == c->area_id) {
        return !c->err.kind;
    }
    if (places_area(c, town_id, &town)) {
        redirect(c, arena_printf(c->arena, "/a/%s/rulesets/%" PRId64 "/next", town.code, id));
    }
    return false;
}

void rulesets_show_next(struct ctx *c)
{
    struct ruleset r = {0};
    if (!rulesets_by_id(c, req_id(c, "id"), &r) || !at_town(c, r.id)) {
        return;
    }
    struct next_form f = form_of(c, &r);
    form_fill(c, &rulesets_form, &f);
    page_begin(c, &(struct page){.title = T(c, N_("改一条规则")),
                      .focus = true,
                      .back = area_path(c, "rulesets/%" PRId64, r.id),
                      .no_index = true});
    next_html(c, &r);
    page_end(c);
}

void rulesets_do_next(struct ctx *c)
{
    struct ruleset of = {0};
    if (!rulesets_by_id(c, req_id(c, "id"), &of)) {
        return;
    }
    struct ruleset r = ruleset_of(c, c->req->form, &of);
    if (rulesets_add(c, &r)) {
        redirect(c, area_path(c, "rulesets/%" PRId64, r.id));
    }
}
