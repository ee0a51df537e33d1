/* territory_pages.c - the territory of a day, level by level; one place of it with its past; the
 * sheet to be printed; the lists. What changes it is in territory_acts_pages.c. */
#include <inttypes.h>
#include <string.h>

#include "lib/base/module.h"
#include "lib/web/page.h"
#include "lib/web/parts.h"
#include "src/bodies/duties.h"
#include "src/territory/territory_show.h"

struct level_row {
    const struct level *l;
    const char *span;
    bool inner; /* a micro grid below its grid */
};
struct territory_page {
    struct levels levels, now; /* of the day, and of today when it is past */
    struct level_row *rows[PLACE_KINDS];
    size_t n[PLACE_KINDS];
    const char *day, *area; /* as typed or today's */
    int64_t outside, at; /* stairs in no grid */
    bool today, past, wrong_day;
};
struct place_page {
    struct place p, parent;
    const char *name; /* a micro grid with its grid */
    struct place_counts n;
    struct stairs stairs;
    struct past past;
    const char *day;
    int64_t at;
    bool today, stands, area_wide;
};

enum { DIFFERENCES_SHOWN = 12 };

/* day NULL: as of today. */
static const char *day_href(struct ctx *c, int64_t id, const char *rest, const char *day)
{
    const char *path = territory_path(c, id, rest);
    return day ? arena_printf(c->arena, "%s?day=%s", path, day) : path;
}

static const char *count_said(struct ctx *c, int64_t n)
{
    return n < 0 ? "—" : say(c, WORDS(N_("{0}"), INT(n)));
}

static const char *change_said(struct ctx *c, int64_t then, int64_t now)
{
    if (then < 0 || now < 0) {
        return "—";
    }
    return then == now ? T(c, N_("一样"))
                       : arena_printf(c->arena, "%s%" PRId64, now > then ? "+" : "−",
                             now > then ? now - then : then - now);
}

/* Micro grids of different grids may be called alike. */
static const char *full_name(struct ctx *c, const struct place *p, const struct levels *all)
{
    for (size_t i = 0; p->kind == PLACE_MICRO_GRID && i < all->n; i++) {
        if (all->v[i].p.id == p->parent_id) {
            return arena_printf(c->arena, "%s %s", all->v[i].p.name, p->name);
        }
    }
    return p->name;
}

#include "territory.html.h"

static int64_t ms_of(const char *day)
{
    int64_t at;
    must(parse_day(day, &at));
    return at;
}

/* A day beside today --------------------------------------------------------------------------- */
struct html territory_then_now_html(
    struct ctx *c, const char *day, const struct then_now *v, size_t n)
{
    size_t mark = c->req->body.n;
    then_now_tpl(c, day, v, n);
    return html_since(c, mark);
}

struct html territory_since_html(
    struct ctx *c, const char *day, const struct levels *then, const struct levels *now)
{
    const struct then_now v[] = {
        {T(c, N_("网格")), then->of[PLACE_GRID], now->of[PLACE_GRID]},
        {T(c, N_("楼组")), then->all.stairs, now->all.stairs},
        {T(c, N_("房屋")), then->all.units, now->all.units},
        {T(c, N_("户")), then->all.households, now->all.households},
        {T(c, N_("人")), then->all.people, now->all.people},
    };
    struct differences all = {0};
    struct place root = {0};
    size_t mark = c->req->body.n;
    if (!places_by_id(c, c->area_id, &root)) {
        return (struct html){0};
    }
    if (strcmp(day, root.valid_from) < 0) {
        nothing_yet_tpl(c, ms_of(root.valid_from));
        return html_since(c, mark);
    }
    territory_compare(c->arena, then, now, &all);
    since_tpl(c, day, v, COUNT(v), &all, then, now);
    return html_since(c, mark);
}

/* Runs of stairs ---------------------------------------------------------------------------------
 */
/* "3号楼" -> 3; 0 when the name says more or less than a number. */
static int64_t plain_number(struct ctx *c, const char *name)
{
    int64_t n = places_number_of(name);
    return n > 0 && str_same(name, arena_printf(c->arena, "%" PRId64 "号楼", n)) ? n : 0;
}

const char *territory_span(struct ctx *c, const struct stairs *all, size_t from, size_t to)
{
    struct buf out = {0};
    const char *compound = "";
    for (size_t i = from; i < to;) {
        const struct stair *s = &all->v[i];
        int64_t first = plain_number(c, s->name), last = first;
        size_t next = i + 1;
        while (first && next < to && str_same(all->v[next].compound, s->compound) &&
               plain_number(c, all->v[next].name) == last + 1) {
            last++, next++;
        }
        bool same = str_same(compound, s->compound);
        buf_printf(&out, "%s%s%s",
            i == from ? ""
            : same    ? "、"
                      : "；",
            same ? "" : s->compound, same ? "" : " ");
        if (last > first) {
            buf_printf(&out, "%" PRId64 "–%" PRId64 "号楼", first, last);
        } else {
            buf_puts(&out, s->name);
        }
        compound = s->compound;
        i = next;
    }
    const char *text = arena_strndup(c->arena, out.v ? (const char *)out.v : "", out.n);
    buf_release(&out);
    return text;
}

/* The day asked for; one that does not exist is said, and today shown. */
static const char *asked_day(struct ctx *c, bool *wrong)
{
    const char *day = req_query(c, "day");
    int64_t at;
    *wrong = *day && !parse_day(day, &at);
    return !*day || *wrong ? day_text(c->arena, c->now) : day;
}

const char *territory_path(struct ctx *c, int64_t id, const char *rest)
{
    return area_path(c, "territory/%" PRId64 "%s", id, rest);
}

bool territory_of_route(struct ctx *c, struct place *out)
{
    if (!places_by_id(c, req_id(c, "id"), out)) {
        return not_found(c);
    }
    return out->kind != PLACE_AREA || not_found(c);
}

/* The whole area ------------------------------------------------------------------------------- */
static bool holds(const struct stair *s, const struct place *p)
{
    return s->grid_id == p->id || s->micro_id == p->id || s->group_id == p->id ||
           (p->kind == PLACE_COMPOUND && str_same(s->compound, p->name));
}

static const char *span_of(struct ctx *c, const struct stairs *all, const struct place *p)
{
    struct stairs mine = {0};
    if (p->kind == PLACE_ZONE) {
        return ""; /* zones may be large and overlap */
    }
    for (size_t i = 0; i < all->n; i++) {
        if (holds(&all->v[i], p)) {
            list_push(c->arena, &mine, all->v[i]);
        }
    }
    return territory_span(c, &mine, 0, mine.n);
}

static void push_row(struct ctx *c, struct territory_page *p, enum place_kind kind,
    const struct level *l, const struct stairs *all, bool inner)
{
    p->rows[kind][p->n[kind]++] =
        (struct level_row){.l = l, .span = span_of(c, all, &l->p), .inner = inner};
}

/* Micro grids come below their grid. */
static void arrange(struct ctx *c, struct territory_page *p, const struct stairs *all)
{
    for (int kind = 0; kind < PLACE_KINDS; kind++) {
        p->rows[kind] = arena_alloc(c->arena, (p->levels.n + 1) * sizeof(**p->rows));
    }
    for (size_t i = 0; i < p->levels.n; i++) {
        const struct level *l = &p->levels.v[i];
        if (l->p.kind == PLACE_MICRO_GRID) {
            continue;
        }
        push_row(c, p, l->p.kind, l, all, false);
        for (size_t k = 0; l->p.kind == PLACE_GRID && k < p->levels.n; k++) {
            if (p->levels.v[k].p.kind == PLACE_MICRO_GRID &&
                p->levels.v[k].p.parent_id == l->p.id) {
                push_row(c, p, PLACE_GRID, &p->levels.v[k], all, true);
            }
        }
    }
}

static bool load_territory(struct ctx *c, struct territory_page *p)
{
    struct stairs all = {0};
    struct area a;
    p->day = asked_day(c, &p->wrong_day);
    p->at = ms_of(p->day);
    p->today = str_same(p->day, day_text(c->arena, c->now));
    p->past = strcmp(p->day, day_text(c->arena, c->now)) < 0;
    if (!places_area(c, c->area_id, &a) || !places_levels(c, p->day, &p->levels) ||
        (p->past && !places_levels(c, "", &p->now)) ||
        !territory_stairs(c, c->area_id, p->day, &all)) {
        return false;
    }
    p->area = a.name;
    for (size_t i = 0; i < all.n; i++) {
        p->outside += !all.v[i].grid_id;
    }
    arrange(c, p, &all);
    return true;
}

static void show_territory(struct ctx *c)
{
    struct territory_page p = {0};
    if (!load_territory(c, &p)) {
        return;
    }
    page_begin(c, &(struct page){.title = T(c, N_("网格划分")),
                      .at = p.area,
                      .tab = "desk",
                      .wide = true,
                      .no_index = true});
    territory_tpl(c, &p);
    page_end(c);
}

static void show_sheet(struct ctx *c)
{
    struct territory_page p = {0};
    if (!load_territory(c, &p)) {
        return;
    }
    page_begin(c, &(struct page){.title = say(c, WORDS(N_("{0}网格划分表"), TEXT(p.area))),
                      .focus = true,
                      .back = area_path(c, "territory?day=%s", p.day),
                      .body_class = "paper",
                      .no_index = true});
    sheet_tpl(c, &p);
    page_end(c);
}

/* One place ------------------------------------------------------------------------------------ */
static bool load_place(struct ctx *c, struct place_page *p)
{
    bool wrong;
    struct places above = {0};
    p->day = asked_day(c, &wrong);
    p->at = ms_of(p->day);
    p->today = str_same(p->day, day_text(c->arena, c->now));
    if (!territory_of_route(c, &p->p) || !territory_past(c, &p->p, &p->past) ||
        !places_counts(c, p->p.id, p->day, &p->n) ||
        !territory_stairs(c, p->p.id, p->day, &p->stairs) ||
        !places_above(c, p->p.id, p->day, &above)) {
        return false;
    }
    p->stands = strcmp(p->p.valid_from, p->day) <= 0 &&
                (!*p->p.valid_to || strcmp(p->p.valid_to, p->day) > 0);
    p->p.name = above.v[0].name; /* as it was called that day */
    p->parent = above.n > 1 ? above.v[1] : above.v[0];
    p->name = p->p.kind == PLACE_MICRO_GRID && p->parent.kind == PLACE_GRID
                  ? arena_printf(c->arena, "%s %s", p->parent.name, p->p.name)
                  : p->p.name;
    return true;
}

static void show_place(struct ctx *c)
{
    struct place_page p = {0};
    if (!load_place(c, &p)) {
        return;
    }
    page_begin(c, &(struct page){.title = p.name,
                      .back = area_path(c, "territory"),
                      .tab = "desk",
                      .wide = true,
                      .no_index = true});
    place_tpl(c, &p);
    page_end(c);
}

/* Lists ---------------------------------------------------------------------------------------- */
static void show_list_of(struct ctx *c, const struct list *l, int64_t within, const char *title)
{
    struct list_view v;
    if (!list_view_load(c, l, within, 0, &v) || list_export(c, &v)) {
        return;
    }
    page_begin(c, &(struct page){.title = title,
                      .back = area_path(c, "territory"),
                      .tab = "desk",
                      .wide = true,
                      .no_index = true});
    list_head_tpl(c, title);
    put_raw(c, list_html(c, &v));
    page_end(c);
}

static void show_coverings(struct ctx *c)
{
    show_list_of(c, &territory_list, 0, T(c, territory_list.title));
}

static void show_stairs(struct ctx *c)
{
    show_list_of(c, &territory_stairs_list, 0, T(c, territory_stairs_list.title));
}

static void show_stairs_of(struct ctx *c)
{
    struct place p;
    if (territory_of_route(c, &p)) {
        show_list_of(c, &territory_stairs_list, p.id,
            say(c, WORDS(N_("{0}的楼组"), TEXT(places_said(c, &p)))));
    }
}

static const struct route routes[] = {
    {"GET", "/a/:area/territory", show_territory, DUTY_PLACES, .title = N_("网格划分")},
    {"GET", "/a/:area/territory/sheet", show_sheet, DUTY_PLACES, .title = N_("网格划分表（打印）")},
    {"GET", "/a/:area/territory/coverings", show_coverings, DUTY_PLACES, .list = &territory_list,
        .title = N_("网格、小组、片区名单")},
    {"GET", "/a/:area/territory/stairs", show_stairs, DUTY_PLACES, .list = &territory_stairs_list,
        .title = N_("楼组归属名单")},
    {"GET", "/a/:area/territory/:id", show_place, DUTY_PLACES,
        .title = N_("一个网格、小区或楼组和它的来历")},
    {"GET", "/a/:area/territory/:id/stairs", show_stairs_of, DUTY_PLACES,
        .list = &territory_stairs_list, .title = N_("一个网格的楼组名单")},
    {0},
};

static const struct list *const lists[] = {&territory_list, &territory_stairs_list, NULL};

const struct module territory_module = {
    .name = "territory", .tier = 3, .routes = routes, .lists = lists};
