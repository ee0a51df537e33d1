/* overview_area_pages.c - an area in one page: its figures, what to do next, every level of it. */
#include <inttypes.h>
#include <string.h>

#include "lib/web/parts.h"
#include "src/overview/overview_room.h"
#include "src/territory/territory.h"

struct area_page {
    struct area area;
    struct cells now;
    struct levels levels, today_levels; /* of that day; of today when it is past */
    struct next_steps steps;
    struct item items[3];
    const char *day, *today, *town; /* town: the way back, for those who look on from there */
    int64_t at;
    struct html figures, rates, since;
    bool past;
};

static const enum place_kind kinds[] = {
    PLACE_COMPOUND, PLACE_GRID, PLACE_MICRO_GRID, PLACE_GROUP, PLACE_ZONE};

static const char *level_path(struct ctx *c, const struct area_page *p, const struct level *l)
{
    return area_path(
        c, p->past ? "c/%" PRId64 "/buildings?day=%s" : "c/%" PRId64 "/buildings", l->p.id, p->day);
}

/* A micro grid says its grid. */
static const char *level_name(struct ctx *c, const struct area_page *p, const struct level *l)
{
    for (size_t i = 0; l->p.kind == PLACE_MICRO_GRID && i < p->levels.n; i++) {
        if (p->levels.v[i].p.id == l->p.parent_id) {
            return arena_printf(c->arena, "%s %s", p->levels.v[i].p.name, l->p.name);
        }
    }
    return l->p.name;
}

static const char *INT_(struct ctx *c, int64_t n)
{
    return say(c, WORDS(N_("{0}"), INT(n)));
}

#include "overview_area.html.h"

static struct html draw_figures(struct ctx *c, const struct area_page *p)
{
    const int64_t *n = p->now.n;
    const struct place_counts *all = &p->levels.all;
    struct fig v[] = {
        {INT_(c, all->stairs), "",
            say(c, WORDS(N_("楼组 · {0} 个小区，{1} 个网格"), INT(p->levels.of[PLACE_COMPOUND]),
                       INT(p->levels.of[PLACE_GRID]))),
            overview_href(c, p->area.code, CELL_STAIRS, p->day), false, NULL, 0},
        {INT_(c, all->people), "",
            say(c, WORDS(N_("人 · {0} 户，{1} 套房屋"), INT(all->households), INT(all->units))),
            overview_href(c, p->area.code, CELL_PEOPLE, p->day), false, NULL, 0},
        {INT_(c, n[CELL_LEADERLESS]), "",
            say(c, WORDS(N_("楼组没有楼组长，共 {0} 个"), INT(all->stairs))),
            overview_href(c, p->area.code, CELL_LEADERLESS, p->day), false, NULL, 0},
        {INT_(c, n[CELL_LATE]), "", say(c, WORDS(N_("件超时 · 在办 {0} 件"), INT(n[CELL_OPEN]))),
            overview_href(c, p->area.code, CELL_LATE, p->day), n[CELL_LATE] > 0, NULL, 0},
    };
    return figures_html(c, v, COUNT(v));
}

/* The three rates of the month so far, as of that day; the room of the rates stands above. */
static struct html draw_rates(struct ctx *c, const struct area_page *p)
{
    static const struct {
        const char *name, *of, *label;
    } rates[] = {
        {"rates.responded", "rates.due", N_("响应率 · {0}/{1} 件按时受理")},
        {"rates.solved", "rates.closed", N_("解决率 · {0}/{1} 件次确认解决")},
        {"rates.happy", "rates.rated", N_("满意率 · {0}/{1} 次说满意")},
    };
    struct civil d = civil_of(p->at);
    int64_t from = ms_of_civil(d.year, d.month, 1, 0, 0),
            to = p->past ? p->at + MS_PER_DAY : c->now;
    struct fig v[COUNT(rates)];
    for (size_t i = 0; i < COUNT(rates); i++) {
        const struct figure *n = figure_by_name(c, rates[i].name),
                            *of = figure_by_name(c, rates[i].of);
        int64_t part = n ? figure_value(c, n, 0, from, to) : 0,
                all = of ? figure_value(c, of, 0, from, to) : 0;
        v[i] = (struct fig){
            all ? arena_printf(c->arena, "%" PRId64 "%%", (part * 200 + all) / (all * 2)) : "—", "",
            say(c, WORDS(rates[i].label, INT(part), INT(all))),
            area_path(c, "rates?month=%04d-%02d", d.year, d.month), false, NULL, 0};
    }
    return figures_html(c, v, COUNT(v));
}

/* The same levels as a file. ----------------------------------------------------------------------
 */
static const struct column columns[] = {
    {.name = "name", .label = N_("名称"), .type = COL_TEXT, .title = true},
    {.name = "level", .label = N_("级别"), .type = COL_TEXT},
    {.name = "stairs", .label = N_("楼组"), .type = COL_INT},
    {.name = "units", .label = N_("房屋"), .type = COL_INT},
    {.name = "households", .label = N_("户"), .type = COL_INT},
    {.name = "people", .label = N_("人"), .type = COL_INT},
    {0},
};
static const struct list levels_list = {
    .name = "levels", .title = N_("各级的数"), .columns = columns, .counted = N_("{0} 个")};

static struct list_row row_of(
    struct ctx *c, int64_t id, const char *name, enum place_kind kind, const struct place_counts *n)
{
    return (struct list_row){.id = id,
        .v = {value_text(name), value_text(T(c, places_kind_label(kind))), value_int(n->stairs),
            value_int(n->units), value_int(n->households), value_int(n->people)}};
}

static bool export(struct ctx *c, const struct area_page *p)
{
    struct list_view v = {.list = &levels_list, .find = ""};
    const struct levels *all = &p->levels;
    list_push(c->arena, &v.rows, row_of(c, p->area.id, p->area.name, PLACE_AREA, &all->all));
    for (const struct level *l = all->v; l < all->v + all->n; l++) {
        list_push(c->arena, &v.rows, row_of(c, l->p.id, level_name(c, p, l), l->p.kind, &l->n));
    }
    v.rows.count = (int64_t)v.rows.n;
    return !str_same(c->req->suffix, "atom") ? list_export(c, &v) : !not_found(c);
}

static void load_steps(struct ctx *c, struct area_page *p)
{
    p->steps = overview_steps(&p->now);
    for (int i = 0; i < p->steps.n; i++) {
        p->items[i] = (struct item){.href = area_path(c, "%s", cell_kinds[p->steps.v[i].cell].path),
            .title = say(c, p->steps.v[i].words)};
    }
}

/* As kept, unless that day was never counted. */
static bool load_cells(struct ctx *c, struct area_page *p)
{
    return places_levels(c, p->day, &p->levels) &&
           (!p->past || places_levels(c, "", &p->today_levels)) &&
           overview_cells(c, p->day, &p->now) &&
           (p->now.counted_at || overview_count(c, p->day, &p->levels, &p->now));
}

void overview_show_area(struct ctx *c, const struct area *a)
{
    struct area_page p = {.area = *a};
    struct area town;
    overview_take_day(c, &p.day, &p.at);
    p.today = day_text(c->arena, c->now);
    p.past = !str_same(p.day, p.today);
    if (!load_cells(c, &p) || !places_area(c, a->town_id, &town) || export(c, &p)) {
        return;
    }
    p.town = town.kind == AREA_TOWN && c->who.person_id == 0
                 ? arena_printf(c->arena, "/a/%s/overview", town.code)
                 : NULL;
    p.figures = draw_figures(c, &p);
    p.rates = draw_rates(c, &p);
    p.since =
        p.past ? territory_since_html(c, p.day, &p.levels, &p.today_levels) : (struct html){0};
    load_steps(c, &p);
    page_begin(c, &(struct page){.title = say(c, WORDS(N_("{0}：一页看全"), TEXT(a->name))),
                      .at = a->name,
                      .tab = "town",
                      .wide = true,
                      .no_index = true});
    area_tpl(c, &p);
    page_end(c);
}
