/* rates_pages.c - the three rates by month, by place and by kind, and the requests behind a number.
 */
#include <inttypes.h>
#include <string.h>

#include "lib/base/app.h"
#include "lib/web/parts.h"
#include "src/bodies/duties.h"
#include "src/matters/matters_store.h"
#include "src/places/places.h"
#include "src/rates/rates.h"

enum { MONTHS = 12, MONTH_TEXT = 8 };

struct tally { /* one row of one of the three tables */
    const char *by, *name, *href; /* by: msgid of the table; href NULL: no page of its own */
    const char *month;
    int64_t kind, place_id; /* 0: all */
    int64_t from, to;
    struct rates r;
};
struct tallies {
    struct tally *v;
    size_t n, cap;
};
struct rates_page {
    const char *month; /* "2026-11" */
    struct tallies months, places, kinds;
    struct tally all; /* of that month */
    struct html figures;
};
static const char *const rate_labels[RATES] = {N_("响应率"), N_("解决率"), N_("满意率")};

static const char *INT_(struct ctx *c, int64_t n)
{
    return say(c, WORDS(N_("{0}"), INT(n)));
}

static const char *records_path(struct ctx *c, const struct tally *t, int figure)
{
    return area_path(c, "rates/records?figure=%d&month=%s&kind=%" PRId64 "&place=%" PRId64, figure,
        t->month, t->kind, t->place_id);
}

static const char *rate_said(struct ctx *c, const struct rates *r, int rate)
{
    return r->of[rate] ? rates_percent(c->arena, r->n[rate], r->of[rate]) : "—";
}

static const char *headline(struct ctx *c, const struct rates_page *p)
{
    const struct rates *r = &p->all.r;
    return say(c, WORDS(N_("{0}：响应 {1}，解决 {2}，满意 {3}"), TEXT(p->month),
                      TEXT(rate_said(c, r, RATE_RESPONSE)), TEXT(rate_said(c, r, RATE_SOLVED)),
                      TEXT(rate_said(c, r, RATE_HAPPY))));
}

#include "rates.html.h"

/* Adding up ------------------------------------------------------------------------------------ */
static const char *month_text(struct ctx *c, int64_t at)
{
    struct civil d = civil_of(at);
    return arena_printf(c->arena, "%04d-%02d", d.year, d.month);
}

/* ?month=, or the month it is. */
static const char *month_asked(struct ctx *c, int64_t *from, int64_t *to)
{
    const char *asked = req_query(c, "month");
    if (rates_month(asked, from, to) && *from <= c->now) {
        return asked;
    }
    asked = month_text(c, c->now);
    must(rates_month(asked, from, to));
    return asked;
}

static void add_months(struct ctx *c, struct rates_page *p)
{
    int64_t at = p->all.to - 1;
    for (int i = 0; i < MONTHS; i++) {
        struct tally t = {.by = N_("月份"), .month = month_text(c, at)};
        must(rates_month(t.month, &t.from, &t.to));
        t.name = t.month;
        t.href = area_path(c, "rates?month=%s", t.month);
        list_push(c->arena, &p->months, t);
        at = t.from - 1;
    }
}

static bool add_places(struct ctx *c, struct rates_page *p)
{
    struct places all = {0};
    struct tally t = p->all;
    t.by = N_("地方");
    if (!places_compounds(c, &all)) {
        return false;
    }
    for (size_t i = 0; i < all.n; i++) {
        t.name = all.v[i].name;
        t.place_id = all.v[i].id;
        list_push(c->arena, &p->places, t);
    }
    return true;
}

static void add_kinds(struct ctx *c, struct rates_page *p)
{
    struct tally t = p->all;
    t.by = N_("类别");
    for (const struct choice *k = requests_kinds; k->label; k++) {
        t.name = T(c, k->label);
        t.kind = k->value;
        list_push(c->arena, &p->kinds, t);
    }
}

static bool belongs(const struct tally *t, const struct rate_row *r)
{
    return r->at >= t->from && r->at < t->to && (!t->kind || t->kind == r->kind) &&
           (!t->place_id || t->place_id == r->place_id);
}

static void count_in(struct tallies *all, const struct rate_row *r, int figure)
{
    for (struct tally *t = all->v; t < all->v + all->n; t++) {
        int64_t *sum = figure % 2 ? t->r.n : t->r.of;
        sum[figure / 2] += belongs(t, r);
    }
}

/* What nothing is to be said of is left out. */
static void drop_empty(struct tallies *all)
{
    size_t kept = 0;
    for (size_t i = 0; i < all->n; i++) {
        const int64_t *of = all->v[i].r.of;
        if (of[0] || of[1] || of[2]) {
            all->v[kept++] = all->v[i];
        }
    }
    all->n = kept;
}

/* Each figure's rows are read once and fall into all tables. */
static bool fill(struct ctx *c, struct rates_page *p)
{
    p->month = month_asked(c, &p->all.from, &p->all.to);
    p->all.month = p->month;
    add_months(c, p);
    add_kinds(c, p);
    if (!add_places(c, p)) {
        return false;
    }
    int64_t from = p->months.v[p->months.n - 1].from;
    for (int figure = 0; figure < RATE_FIGURES; figure++) {
        struct rate_rows rows = {0};
        if (!rates_rows(c, figure, 0, from, p->all.to, &rows)) {
            return false;
        }
        for (size_t i = 0; i < rows.n; i++) {
            count_in(&p->months, &rows.v[i], figure);
            count_in(&p->places, &rows.v[i], figure);
            count_in(&p->kinds, &rows.v[i], figure);
        }
    }
    p->all.r = p->months.v[0].r;
    drop_empty(&p->places);
    drop_empty(&p->kinds);
    return true;
}

static struct html draw_figures(struct ctx *c, const struct rates_page *p)
{
    static const char *const says[RATES] = {N_("响应 · {1} 件里 {0} 件在时限内受理"),
        N_("解决 · 办结 {1} 件次，{0} 件次确认解决"), N_("满意 · {1} 次说了话，{0} 次说满意")};
    struct fig v[RATES];
    for (int i = 0; i < RATES; i++) {
        v[i] = (struct fig){.value = rate_said(c, &p->all.r, i),
            .unit = "",
            .label = say(c, WORDS(says[i], INT(p->all.r.n[i]), INT(p->all.r.of[i]))),
            .href = p->all.r.of[i] ? records_path(c, &p->all, 2 * i) : NULL};
    }
    return figures_html(c, v, RATES);
}

/* As rows of a file ---------------------------------------------------------------------------- */
static const struct column columns[] = {
    {.name = "by", .label = N_("按什么"), .type = COL_TEXT},
    {.name = "name", .label = N_("哪一个"), .type = COL_TEXT, .title = true},
    {.name = "responded", .label = N_("按时受理"), .type = COL_INT},
    {.name = "due", .label = N_("该受理的"), .type = COL_INT},
    {.name = "response", .label = N_("响应率"), .type = COL_TEXT},
    {.name = "solved", .label = N_("确认解决"), .type = COL_INT},
    {.name = "closed", .label = N_("办结"), .type = COL_INT},
    {.name = "solving", .label = N_("解决率"), .type = COL_TEXT},
    {.name = "happy", .label = N_("说满意"), .type = COL_INT},
    {.name = "rated", .label = N_("说了满意不满意"), .type = COL_INT},
    {.name = "satisfaction", .label = N_("满意率"), .type = COL_TEXT},
    {0},
};
static const struct list_filter one[] = {{.name = "all", .label = N_("全部")}, {0}};
static const struct list rates_list = {
    .name = "rates",
    .title = N_("三率"),
    .columns = columns,
    .filters = one,
    .orders = {{.name = "by", .label = N_("按月、地方、类别"), .sql = ""}},
    .empty = N_("还没有可以算的。"),
    .counted = N_("共 {0} 行"),
};

static void push_rows(struct ctx *c, const struct tallies *all, struct list_view *v)
{
    for (const struct tally *t = all->v; t < all->v + all->n; t++) {
        struct list_row row = {
            .id = (int64_t)v->rows.n + 1, .v = {value_text(T(c, t->by)), value_text(t->name)}};
        for (int i = 0; i < RATES; i++) {
            row.v[2 + 3 * i] = value_int(t->r.n[i]);
            row.v[3 + 3 * i] = value_int(t->r.of[i]);
            row.v[4 + 3 * i] = value_text(rates_percent(c->arena, t->r.n[i], t->r.of[i]));
        }
        list_push(c->arena, &v->rows, row);
    }
}

static bool fill_list(struct ctx *c, struct list_view *v)
{
    struct rates_page p = {0};
    if (!fill(c, &p)) {
        return false;
    }
    push_rows(c, &p.months, v);
    push_rows(c, &p.places, v);
    push_rows(c, &p.kinds, v);
    v->rows.count = (int64_t)v->rows.n;
    return true;
}

static void show_rates(struct ctx *c)
{
    struct rates_page p = {0};
    if (list_serve(c, &rates_list, AUDIENCE_CASE, fill_list) || !fill(c, &p)) {
        return;
    }
    p.figures = draw_figures(c, &p);
    page_begin(
        c, &(struct page){.title = headline(c, &p), .wide = true, .tab = "desk", .no_index = true});
    rates_html(c, &p);
    page_end(c);
}

/* The requests behind a number ----------------------------------------------------------------- */
static const struct column record_columns[] = {
    {.name = "ticket", .label = N_("编号"), .type = COL_TEXT},
    {.name = "title", .label = N_("事情"), .type = COL_TEXT, .title = true},
    {.name = "place", .label = N_("地点"), .type = COL_TEXT},
    {.name = "kind", .label = N_("类别"), .type = COL_CHOICE, .choices = requests_kinds},
    {.name = "at", .label = N_("什么时候算的"), .type = COL_TIME},
    {0},
};
static const struct list records_list = {
    .name = "records",
    .title = N_("三率里的诉求"),
    .columns = record_columns,
    .filters = one,
    .orders = {{.name = "at", .label = N_("最近的在前"), .sql = ""}},
    .row_path = "requests/{id}",
    .empty = N_("这个月没有。"),
    .counted = N_("共 {0} 件次"),
};

/* Whoever may know the number may not know every matter behind it. */
static const char *title_of(struct ctx *c, const struct matter *m)
{
    return matters_visible(c, m) ? m->title : T(c, N_("只有办理的人能看到的一件"));
}

static bool push_record(struct ctx *c, const struct rate_row *r, struct list_view *v)
{
    struct matter m = {0};
    if (!matters_load(c, r->id, &m)) {
        return false;
    }
    struct list_row row = {.id = r->id,
        .v = {value_text(matters_ticket(c->arena, m.ticket)), value_text(title_of(c, &m)),
            value_text(m.place), value_int(r->kind), value_int(r->at)}};
    list_push(c->arena, &v->rows, row);
    return !c->err.kind;
}

static int figure_asked(struct ctx *c)
{
    int64_t figure = req_query_int(c, "figure", 0);
    return figure > 0 && figure < RATE_FIGURES ? (int)figure : 0;
}

static bool fill_records(struct ctx *c, struct list_view *v)
{
    struct tally t = {
        .kind = req_query_int(c, "kind", 0), .place_id = req_query_int(c, "place", 0)};
    struct rate_rows rows = {0};
    (void)month_asked(c, &t.from, &t.to);
    if (!rates_rows(c, figure_asked(c), 0, t.from, t.to, &rows)) {
        return false;
    }
    for (size_t i = 0; i < rows.n; i++) {
        if (belongs(&t, &rows.v[i]) && !push_record(c, &rows.v[i], v)) {
            return false;
        }
    }
    v->rows.count = (int64_t)v->rows.n;
    return true;
}

static void show_records(struct ctx *c)
{
    struct list_view v;
    int64_t from, to;
    const char *month = month_asked(c, &from, &to);
    const struct figure *f = &rates_figures[figure_asked(c)];
    if (!list_view_load(c, &records_list, 0, AUDIENCE_CASE, &v) || !fill_records(c, &v) ||
        list_export(c, &v)) {
        return;
    }
    const char *title = say(c, WORDS(N_("{0}：{1}"), TEXT(month), MSG(f->label)));
    page_begin(c, &(struct page){.title = title,
                      .wide = true,
                      .tab = "desk",
                      .no_index = true,
                      .back = area_path(c, "rates?month=%s", month)});
    put_raw(c, (struct html){"<div class=\"head\"><h1>"});
    put_text(c, title);
    put_raw(c, (struct html){"</h1></div>"});
    put_raw(c, list_html(c, &v));
    page_end(c);
}

static const struct route routes[] = {
    {"GET", "/a/:area/rates", show_rates, DUTY_INBOX, .list = &rates_list,
        .title = N_("三率：响应、解决、满意")},
    {"GET", "/a/:area/rates/records", show_records, DUTY_INBOX, .list = &records_list,
        .title = N_("三率里的诉求")},
    {0},
};
static const struct list *const lists[] = {&rates_list, &records_list, NULL};
static const struct reaction on[] = {
    {"requests.open", rates_opened},
    {"requests.confirm", rates_said},
    {"requests.lapse", rates_said},
    {"requests.refuse", rates_said},
    {"requests.happy", rates_said},
    {"requests.so_so", rates_said},
    {"requests.not_happy", rates_said},
    {0},
};

const struct module rates_module = {.name = "rates",
    .tier = 8,
    .routes = routes,
    .lists = lists,
    .figures = rates_figures,
    .on = on};
