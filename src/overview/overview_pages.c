/* overview_pages.c - a town in one page, its numbers as spreadsheets, and the stairs behind a cell.
 */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "lib/db/job.h"
#include "lib/web/list_view.h"
#include "lib/web/parts.h"
#include "src/bodies/bodies_pages.h"
#include "src/bodies/duties.h"
#include "src/overview/overview_room.h"
#include "src/territory/territory.h"

enum { ACROSS = 5, NAME_FITS = 3 };

struct town_page {
    struct area town;
    struct town_areas areas;
    struct cells sum, now; /* of that day; of today when it is past */
    const char *day, *today, *path;
    int64_t at; /* the day as an instant */
    enum cell shows;
    struct group {
        int64_t n, sum; /* so many areas ask for attention, with so many things in all */
    } groups[CELLS];
    size_t missing, asking; /* not counted that day; with a next step */
    bool waits; /* being counted */
    struct html map, chips, figures, orders, beside;
};

struct day_form {
    int64_t day;
};
static const struct field day_fields[] = {
    FIELD(struct day_form, FIELD_DAY, day, .label = N_("哪一天"), .required = true, .hidden = true),
    {0},
};
static const struct form day_form = {"overview.count", sizeof(struct day_form), day_fields};

/* What was asked for -------------------------------------------------------------------------- */
static const struct list_order *order_asked(struct ctx *c)
{
    const struct list_order *all = overview_list.orders;
    for (size_t i = 1; i < LIST_ORDERS_MAX && all[i].name; i++) {
        if (str_same(req_query(c, "order"), all[i].name)) {
            return &all[i];
        }
    }
    return all;
}

static const char *path_of(struct ctx *c, const char *suffix, const char *order, const char *show)
{
    const char *day = req_query(c, "day");
    return arena_printf(c->arena, "%s%s%s?order=%s&show=%s%s%s", area_path(c, "overview"),
        *suffix ? "." : "", suffix, order, show, *day ? "&day=" : "",
        *day ? query_text(c, day) : "");
}

static enum cell show_asked(struct ctx *c)
{
    static const enum cell shown[] = {CELL_UP, CELL_LEADERLESS, CELL_OPEN};
    for (size_t i = 0; i < COUNT(shown); i++) {
        if (str_same(req_query(c, "show"), cell_kinds[shown[i]].name)) {
            return shown[i];
        }
    }
    return CELL_LATE;
}

/* Days to come are today: nothing is known of them. */
void overview_take_day(struct ctx *c, const char **day, int64_t *at)
{
    const char *asked = req_query(c, "day"), *today = day_text(c->arena, c->now);
    *day = parse_day(asked, at) && strcmp(asked, today) < 0 ? asked : today;
    must(parse_day(*day, at));
}

const char *overview_href(struct ctx *c, const char *code, enum cell cell, const char *day)
{
    const struct cell_kind *k = &cell_kinds[cell];
    bool past = !str_same(day, day_text(c->arena, c->now));
    return past && !k->dated ? NULL
                             : arena_printf(c->arena, "/a/%s/%s%s%s", code, k->path,
                                   past ? "?day=" : "", past ? day : "");
}

/* An area's page of that day. */
static const char *area_href(struct ctx *c, const char *code, const struct town_page *p)
{
    return str_same(p->day, p->today)
               ? arena_printf(c->arena, "/a/%s/overview", code)
               : arena_printf(c->arena, "/a/%s/overview?day=%s", code, p->day);
}

/* 杏花里居民区 -> 杏花里: on this page every one is an area. */
static const char *plain_name(struct ctx *c, const char *name)
{
    static const char *const endings[] = {"居民区", "社区"};
    size_t n = strlen(name);
    for (size_t i = 0; i < COUNT(endings); i++) {
        size_t end = strlen(endings[i]);
        if (n > end && str_same(name + n - end, endings[i])) {
            return arena_strndup(c->arena, name, n - end);
        }
    }
    return name;
}

/* Below 0: not counted, which is not none. */
static const char *number(struct ctx *c, int64_t n)
{
    if (n < 0) {
        return "—";
    }
    return say(c, WORDS(N_("{0}"), INT(n)));
}

#include "overview.html.h"

/* Pieces -------------------------------------------------------------------------------------- */
static const char *short_name(struct ctx *c, const char *name)
{
    size_t bytes = 0;
    for (int n = 0; n < NAME_FITS && name[bytes]; n++) {
        do {
            bytes++;
        } while ((name[bytes] & 0xC0) == 0x80);
    }
    return arena_strndup(c->arena, name, bytes);
}

static struct html draw_map(struct ctx *c, const struct town_page *p)
{
    struct plan_house *v = arena_alloc(c->arena, (p->areas.n + 1) * sizeof(*v));
    int rows = (int)(p->areas.n + ACROSS - 1) / ACROSS;
    for (size_t i = 0; i < p->areas.n; i++) {
        const struct town_area *t = &p->areas.v[i];
        int64_t n = t->now.n[p->shows];
        v[i] = (struct plan_house){.name = short_name(c, plain_name(c, t->a.name)),
            .href = area_href(c, t->a.code, p),
            .words = n > 0 ? say(c, WORDS(N_("{0}"), INT(n))) : "",
            .row = rows - 1 - (int)i / ACROSS,
            .column = (int)i % ACROSS,
            .shade = overview_shade(&t->now, p->shows)};
    }
    return plan_html(c,
        say(c, WORDS(N_("{0}各居民区示意图：{1}。下面的表里有同样的数。"), TEXT(p->town.name),
                   MSG(cell_kinds[p->shows].label))),
        v, p->areas.n);
}

static struct html show_chips(struct ctx *c, const struct town_page *p)
{
    static const enum cell shown[] = {CELL_LATE, CELL_UP, CELL_LEADERLESS, CELL_OPEN};
    struct chip v[COUNT(shown)];
    for (size_t i = 0; i < COUNT(shown); i++) {
        v[i] =
            (struct chip){.href = path_of(c, "", order_asked(c)->name, cell_kinds[shown[i]].name),
                .label = T(c, cell_kinds[shown[i]].label),
                .count = p->sum.n[shown[i]],
                .on = shown[i] == p->shows};
    }
    return chips_html(c, T(c, N_("图上看什么")), v, COUNT(v));
}

static struct html order_chips(struct ctx *c, const struct town_page *p)
{
    struct chip v[LIST_ORDERS_MAX];
    size_t n = 0;
    for (; n < LIST_ORDERS_MAX && overview_list.orders[n].name; n++) {
        const struct list_order *o = &overview_list.orders[n];
        v[n] = (struct chip){.href = path_of(c, "", o->name, cell_kinds[p->shows].name),
            .label = T(c, o->label),
            .count = -1,
            .on = o == order_asked(c)};
    }
    return chips_html(c, T(c, N_("排序")), v, n);
}

static struct html beside_today(struct ctx *c, const struct town_page *p)
{
    static const enum cell shown[] = {CELL_COMPOUNDS, CELL_GRIDS, CELL_STAIRS, CELL_UNITS,
        CELL_HOUSEHOLDS, CELL_PEOPLE, CELL_LEADERLESS};
    struct then_now v[COUNT(shown)];
    for (size_t i = 0; i < COUNT(shown); i++) {
        v[i] = (struct then_now){
            T(c, cell_kinds[shown[i]].label), p->sum.n[shown[i]], p->now.n[shown[i]]};
    }
    return territory_then_now_html(c, p->day, v, COUNT(v));
}

static struct html draw_figures(struct ctx *c, const struct town_page *p)
{
    const int64_t *n = p->sum.n;
    struct fig v[] = {
        {number(c, n[CELL_STAIRS]), "",
            say(c, WORDS(N_("楼组 · {0} 个居民区，{1} 个小区"), INT((int64_t)p->areas.n),
                       TEXT(number(c, n[CELL_COMPOUNDS])))),
            NULL, false, NULL, 0},
        {number(c, n[CELL_PEOPLE]), "",
            say(c, WORDS(N_("人 · {0} 户，{1} 套房屋"), TEXT(number(c, n[CELL_HOUSEHOLDS])),
                       TEXT(number(c, n[CELL_UNITS])))),
            NULL, false, NULL, 0},
        {number(c, n[CELL_LEADERLESS]), "",
            say(c, WORDS(N_("楼组没有楼组长，共 {0} 个"), TEXT(number(c, n[CELL_STAIRS])))), NULL,
            false, NULL, 0},
        {number(c, n[CELL_LATE]), "",
            say(c, WORDS(N_("件超时 · 在办 {0} 件"), TEXT(number(c, n[CELL_OPEN])))), NULL,
            n[CELL_LATE] > 0, NULL, 0},
    };
    return figures_html(c, v, COUNT(v));
}

/* Loading ------------------------------------------------------------------------------------- */
static int more(const struct town_area *x, const struct town_area *y, enum cell cell)
{
    int64_t n = x->now.n[cell], m = y->now.n[cell];
    return n != m ? (n < m) - (n > m) : strcmp(x->a.code, y->a.code);
}

static int by_leaderless(const void *a, const void *b)
{
    return more(a, b, CELL_LEADERLESS);
}

static int by_late(const void *a, const void *b)
{
    return more(a, b, CELL_LATE);
}

static void sort(struct ctx *c, struct town_areas *all)
{
    const struct list_order *o = order_asked(c);
    if (o != overview_list.orders && all->n) {
        bool late = o == &overview_list.orders[2];
        qsort(all->v, all->n, sizeof(*all->v), late ? by_late : by_leaderless);
    }
}

/* Today's sum, to stand beside that of an earlier day. */
static bool load_now(struct ctx *c, struct town_page *p)
{
    struct town_areas now = {0};
    if (str_same(p->day, p->today) || !overview_town(c, "", &now)) {
        return !c->err.kind;
    }
    for (size_t i = 0; i < now.n; i++) {
        overview_add(&p->now, &now.v[i].now);
    }
    return true;
}

static bool load_town(struct ctx *c, struct town_page *p)
{
    overview_take_day(c, &p->day, &p->at);
    p->today = day_text(c->arena, c->now);
    p->shows = show_asked(c);
    p->path = area_path(c, "overview");
    if (!overview_town(c, p->day, &p->areas)) {
        return false;
    }
    for (const struct town_area *t = p->areas.v; t < p->areas.v + p->areas.n; t++) {
        overview_add(&p->sum, &t->now);
        p->missing += !t->now.counted_at;
        p->asking += overview_steps(&t->now).n > 0;
        for (int i = 0; i < CELLS; i++) {
            bool red = t->now.counted_at && overview_red(&t->now, (enum cell)i);
            p->groups[i].n += red;
            p->groups[i].sum += red ? t->now.n[i] : 0;
        }
    }
    for (int i = 0; i < CELLS && !p->sum.counted_at; i++) {
        p->sum.n[i] = -1;
    }
    p->waits = p->missing && overview_past_waits(c, p->day);
    return load_now(c, p);
}

/* The same numbers as a file --------------------------------------------------------------------
 */
static struct list_row row_of(
    const struct ctx *c, int64_t id, const char *name, const char *code, const struct cells *k)
{
    struct list_row r = {.id = id};
    int at = 0;
    (void)c;
    r.v[at++] = value_text(name);
    r.v[at++] = value_text(code);
    for (int i = 0; i < CELLS; i++) {
        r.v[at++] = k->counted_at && k->n[i] >= 0 ? value_int(k->n[i]) : NONE;
    }
    r.v[at] = k->counted_at ? value_int(k->counted_at) : NONE;
    return r;
}

static bool export(struct ctx *c, const struct town_page *p)
{
    struct list_view v = {.list = &overview_list,
        .ask = {.filter = overview_list.filters, .order = order_asked(c), .limit = LIST_EXPORT_MAX},
        .find = ""};
    for (const struct town_area *t = p->areas.v; t < p->areas.v + p->areas.n; t++) {
        list_push(c->arena, &v.rows, row_of(c, t->a.id, t->a.name, t->a.code, &t->now));
    }
    v.rows.count = (int64_t)v.rows.n;
    list_push(c->arena, &v.rows, row_of(c, p->town.id, p->town.name, p->town.code, &p->sum));
    return list_export(c, &v);
}

static void show_town(struct ctx *c, const struct area *town)
{
    struct town_page p = {.town = *town};
    if (!load_town(c, &p)) {
        return;
    }
    p.map = draw_map(c, &p); /* in the order of codes, whatever the table's */
    sort(c, &p.areas);
    if (export(c, &p)) {
        return;
    }
    p.chips = show_chips(c, &p);
    p.figures = draw_figures(c, &p);
    p.beside = p.missing || !p.now.counted_at ? (struct html){0} : beside_today(c, &p);
    p.orders = order_chips(c, &p);
    page_begin(c, &(struct page){.title = say(c, WORDS(N_("{0}：全镇一页"), TEXT(p.town.name))),
                      .at = p.town.name,
                      .tab = "town",
                      .wide = true,
                      .no_index = true});
    town_tpl(c, &p);
    page_end(c);
}

static void show_overview(struct ctx *c)
{
    struct area a;
    if (places_area(c, c->area_id, &a)) {
        (a.kind == AREA_TOWN ? show_town : overview_show_area)(c, &a);
    }
}

static void do_count(struct ctx *c)
{
    const struct day_form *f = c->req->form;
    const char *day = day_text(c->arena, f->day);
    if (strcmp(day, day_text(c->arena, c->now)) >= 0) {
        refuse(&c->err, "day", SAY(N_("今天的数每分钟自己会数，不用另外数。")));
    } else if (job_put(c, "overview.past", overview_day_number(day), c->now)) {
        redirect(c, arena_printf(c->arena, "%s?day=%s", area_path(c, "overview"), day));
    }
}

static void show_gaps(struct ctx *c)
{
    struct list_view v;
    if (!list_view_load(c, &overview_gaps_list, 0, 0, &v) || list_export(c, &v)) {
        return;
    }
    bodies_lead_rows(c, &v);
    page_begin(
        c, &(struct page){
               .title = T(c, N_("没有楼组长的楼")), .tab = "desk", .wide = true, .no_index = true});
    gaps_tpl(c, &v);
    page_end(c);
}

static const struct route routes[] = {
    {"GET", "/a/:area/overview", show_overview, DUTY_INBOX, .list = &overview_list,
        .title = N_("全镇一页：各居民区的数，点开看是哪些")},
    {"POST", "/a/:area/overview", do_count, DUTY_INBOX, HANDS_SELF, &day_form, show_overview,
        .title = N_("请数一遍从前某一天")},
    {"GET", "/a/:area/gaps", show_gaps, DUTY_INBOX, .list = &overview_gaps_list,
        .title = N_("没有楼组长的楼")},
    {0},
};
static const struct list *const lists[] = {&overview_list, &overview_gaps_list, NULL};
static const struct reaction on[] = {{"*", overview_changed}, {0}};
static const struct job_kind jobs[] = {
    {"overview.count", overview_count_job, .slow = true},
    {"overview.past", overview_past_job, .slow = true},
    {0},
};

const struct module overview_module = {
    .name = "overview", .tier = 4, .routes = routes, .lists = lists, .on = on, .jobs = jobs};
