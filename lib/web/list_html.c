/* list_html.c - a list on the screen and on paper. */
#include <string.h>

#include "lib/web/drawing.h"
#include "lib/web/list_view.h"
#include "lib/web/page.h"
#include "lib/web/parts.h"

/* Only a list whose SQL looks at ?10 can be searched. */
static bool can_find(const struct list_view *v)
{
    return strstr(v->ask.order->sql, "?10") != NULL;
}

/* Only a list whose SQL looks at ?12 can be asked about another day. */
static bool by_day(const struct list_view *v)
{
    return strstr(v->ask.order->sql, "?12") != NULL;
}

static int64_t day_ms(const char *day)
{
    int64_t ms = 0;
    (void)parse_day(day, &ms);
    return ms;
}

static struct html filters_html(struct ctx *c, const struct list_view *v)
{
    size_t n = 0;
    while (v->list->filters[n].name) {
        n++;
    }
    struct chip *chips = arena_alloc(c->arena, n * sizeof(*chips));
    for (size_t i = 0; i < n; i++) {
        const struct list_filter *f = &v->list->filters[i];
        bool on = f == v->ask.filter;
        chips[i] = (struct chip){.href = list_path(c, v, &(struct list_link){.filter = f}),
            .label = T(c, f->label),
            .count = on ? v->rows.count : -1,
            .on = on};
    }
    return chips_html(c, T(c, N_("筛选")), chips, n);
}

static struct html orders_html(struct ctx *c, const struct list_view *v)
{
    struct chip chips[LIST_ORDERS_MAX];
    size_t n = 0;
    for (; n < LIST_ORDERS_MAX && v->list->orders[n].name; n++) {
        const struct list_order *o = &v->list->orders[n];
        chips[n] = (struct chip){.href = list_path(c, v, &(struct list_link){.order = o}),
            .label = T(c, o->label),
            .count = -1,
            .on = o == v->ask.order};
    }
    return chips_html(c, T(c, N_("排序")), chips, n);
}

/* The few there are, written out: a page has two hundred cells. */
static struct html class_attr(const char *class)
{
    static const char *const known[][2] = {{"", ""}, {"w", " class=\"w\""}, {"n", " class=\"n\""},
        {"nb", " class=\"nb\""}, {"n nil", " class=\"n nil\""}, {"nb nil", " class=\"nb nil\""}};
    for (size_t i = 0; i < COUNT(known); i++) {
        if (str_same(known[i][0], class)) {
            return (struct html){known[i][1]};
        }
    }
    must(!"a class that is written out");
    return (struct html){""};
}

static const char *cell_class(const struct list_view *v, int i)
{
    const struct column *col = &v->list->columns[i];
    if (i == list_title_column(v->list)) {
        return "w";
    }
    if (col->brief) {
        return column_is_number(col) ? "n nil" : "nb nil";
    }
    bool short_text = col->type != COL_TEXT && col->type != COL_WORDS;
    return column_is_number(col) ? "n" : short_text ? "nb" : "";
}

enum { WIDE_COLUMNS = 6 }; /* more of them print on a sheet laid across */
static int columns_shown(const struct list_view *v)
{
    int n = 0;
    for (int i = 0; v->list->columns[i].name; i++) {
        n += column_shown(v, &v->list->columns[i]);
    }
    return n;
}

/* Many columns of words, each as wide as it is said to be; 0: as wide as its words make it. */
static int weights_shown(const struct list_view *v)
{
    int sum = 0;
    for (int i = 0; v->list->columns[i].name; i++) {
        sum += column_shown(v, &v->list->columns[i]) ? v->list->columns[i].weight : 0;
    }
    return sum;
}

static const char *percent_of(struct ctx *c, int weight, int sum)
{
    return arena_printf(c->arena, "%d%%", (100 * weight + sum / 2) / sum);
}

static void put_cell(struct ctx *c, const struct list_view *v, const struct list_row *row, int i);

/* By name: a page may say a list in its own words. */
static bool is_its_page(const struct ctx *c, const struct list *l)
{
    const struct list *own = c->req->route ? c->req->route->list : NULL;
    return own && str_same(own->name, l->name);
}

#include "list.html.h"

/* Is it a choice that is shown as a tag: colour, icon and word? */
static bool is_tag(const struct column *col, struct value v)
{
    const struct choice *o =
        col->type == COL_CHOICE && v.type == VALUE_INT ? choice_of(col->choices, v.i) : NULL;
    return o && o->tag;
}

static void put_cell(struct ctx *c, const struct list_view *v, const struct list_row *row, int i)
{
    const struct column *col = &v->list->columns[i];
    const char *text = cell_said(c, col, row->v[i]);
    if (i == list_title_column(v->list)) {
        const char *path = list_row_path(c, v->list, row);
        title_cell_html(c, path, str_or(text, T(c, N_("（没有标题）"))));
    } else if (is_tag(col, row->v[i])) {
        tag_cell_html(c, tag_of_html(c, col->choices, row->v[i].i), cell_class(v, i));
    } else if (*text) {
        plain_cell_html(c, cell_class(v, i), T(c, col->label), text);
    } else {
        tag_cell_html(c, (struct html){""}, cell_class(v, i));
    }
}

static void put_nothing(struct ctx *c, const struct list_view *v)
{
    bool narrowed = v->ask.filter != v->list->filters || !str_empty(v->find);
    if (narrowed) {
        struct list_view all = *v;
        all.find = "";
        const char *path = list_path(c, &all, &(struct list_link){.filter = v->list->filters});
        put_raw(
            c, empty_html(c, T(c, N_("这样筛选没有找到。")), path, "again", T(c, N_("看全部"))));
    } else {
        put_raw(c, empty_html(c, T(c, v->list->empty), NULL, NULL, NULL));
    }
}

struct html list_html(struct ctx *c, const struct list_view *v)
{
    size_t mark = c->req->body.n;
    list_head_html(c, v);
    if (!c->req->print) {
        list_tools_html(c, v);
    }
    if (v->rows.n) {
        list_table_html(c, v);
        list_foot_html(c, v);
    } else {
        put_nothing(c, v);
    }
    return html_since(c, mark);
}

/* Rich pages ----------------------------------------------------------------------------------- */
static bool as_table(const struct ctx *c)
{
    static const char *const words[] = {"filter", "order", "q", "day", "after"};
    bool asked = c->req->print || c->req->json || !str_empty(c->req->suffix);
    for (size_t i = 0; i < COUNT(words); i++) {
        asked = asked || !str_empty(pair_value(&c->req->query, words[i]));
    }
    return asked;
}

static struct list_view unasked(const struct list *l)
{
    return (struct list_view){
        .list = l, .find = "", .ask = {.filter = l->filters, .order = l->orders}};
}

bool list_serve(struct ctx *c, const struct list *l, int64_t audience,
    bool (*fill)(struct ctx *c, struct list_view *v))
{
    struct list_view v, plain = unasked(l);
    if (!is_its_page(c, l) || !as_table(c)) {
        return false;
    }
    if (!list_view_load(c, l, 0, audience, &v) || (fill && !fill(c, &v)) || list_export(c, &v)) {
        return true;
    }
    page_begin(c, &(struct page){.title = T(c, l->title),
                      .wide = true,
                      .back = list_path(c, &plain, &(struct list_link){0}),
                      .no_index = true});
    list_named_html(c, l);
    put_raw(c, list_html(c, &v));
    page_end(c);
    return true;
}

struct html list_title_html(struct ctx *c, const struct list *l)
{
    size_t mark = c->req->body.n;
    list_named_html(c, l);
    return html_since(c, mark);
}

struct html list_ways_html(struct ctx *c, const struct list *l)
{
    int64_t ms;
    struct list_view v = unasked(l);
    const struct list_filter *last = l->filters;
    const char *day = pair_value(&c->req->query, "day");
    v.ask.day = parse_day(str_or(day, ""), &ms) ? day : NULL;
    size_t mark = c->req->body.n;
    while (last[1].name) {
        last++;
    }
    if (is_its_page(c, l)) {
        list_ways_row_html(c, &v, last);
    }
    return html_since(c, mark);
}
