/* plan_pages.c - the schematic plan of an area: a house per stair, and the same as rows and lists.
 * Open matters darken a house; a plan without a dark one is what everybody wants to see. */
#include <inttypes.h>
#include <string.h>

#include "app/home.h"
#include "lib/base/app.h"
#include "lib/web/web.h"
#include "src/bodies/duties.h"
#include "src/territory/territory.h"

struct plan_part { /* a compound */
    int64_t id, stairs, open;
    const char *name, *list_path;
    struct html drawn;
    struct items busy;
};
struct plan_page {
    bool by_grid;
    int64_t n_grids;
    const char *area;
    struct plan_part *v;
    size_t n;
    int64_t n_stairs, n_busy, n_open;
    bool imports, prints;
};

static const struct {
    int shade;
    const char *words;
} shade_words[] = {{5, N_("没有在办的事")}, {3, N_("1–2 件")}, {1, N_("3 件以上")}};

#include "plan.html.h"

static int shade_of(int64_t open)
{
    return open == 0 ? 5 : open < 3 ? 3 : 1;
}

/* "145号楼" is a tight fit on a house. */
static const char *short_name(struct ctx *c, const char *name)
{
    static const char ending[] = "号楼";
    size_t n = strlen(name), tail = strlen(ending);
    bool ends = n > tail && str_same(name + n - tail, ending);
    return ends ? arena_strndup(c->arena, name, n - strlen("楼")) : name;
}

/* The grid of each stair today, and a shade: neighbouring grids are told apart, no more. */
struct grids {
    struct stairs stairs;
    struct ids order; /* grids as they come */
};

static bool load_grids(struct ctx *c, struct grids *g)
{
    if (!territory_stairs(c, c->area_id, "", &g->stairs)) {
        return false;
    }
    for (size_t i = 0; i < g->stairs.n; i++) {
        size_t k = 0;
        while (k < g->order.n && g->order.v[k] != g->stairs.v[i].grid_id) {
            k++;
        }
        if (k == g->order.n && g->stairs.v[i].grid_id) {
            list_push(c->arena, &g->order, g->stairs.v[i].grid_id);
        }
    }
    return true;
}

static void paint_by_grid(const struct grids *g, int64_t stair, struct plan_house *house)
{
    static const int shades[] = {5, 3, 1, 4, 2};
    for (size_t i = 0; i < g->stairs.n; i++) {
        const struct stair *s = &g->stairs.v[i];
        for (size_t k = 0; s->id == stair && k < g->order.n; k++) {
            if (g->order.v[k] == s->grid_id) {
                house->shade = shades[k % COUNT(shades)];
                house->words = s->grid;
            }
        }
    }
}

static void push_grids(struct ctx *c, const struct grids *g, const char *name, struct items *out)
{
    for (size_t k = 0; k < g->order.n; k++) {
        int64_t n = 0;
        const char *grid = "";
        int64_t id = 0;
        for (size_t i = 0; i < g->stairs.n; i++) {
            const struct stair *s = &g->stairs.v[i];
            if (s->grid_id == g->order.v[k] && str_same(s->compound, name)) {
                n++, grid = s->grid, id = s->grid_id;
            }
        }
        if (n) {
            list_push(c->arena, out,
                (struct item){.href = area_path(c, "c/%" PRId64 "/buildings", id),
                    .title = grid,
                    .right = say(c, WORDS(N_("{0} 个楼组"), INT(n)))});
        }
    }
}

static void push_stair(struct ctx *c, const struct building *b, int64_t open,
    struct plan_house *house, struct plan_part *part)
{
    const char *path = area_path(c, "b/%" PRId64, b->id);
    const char *words = open ? say(c, WORDS(N_("{0} 件"), INT(open))) : "";
    *house = (struct plan_house){.name = short_name(c, b->name),
        .href = path,
        .words = words,
        .row = (int)b->plan_y,
        .column = (int)b->plan_x,
        .shade = shade_of(open)};
    if (open) {
        list_push(c->arena, &part->busy,
            (struct item){.href = path,
                .title = b->name,
                .right = say(c, WORDS(N_("{0} 件在办"), INT(open)))});
    }
    part->stairs++;
    part->open += open;
}

static void load_part(struct ctx *c, const struct buildings *all, const struct open_counts *open,
    const struct grids *g, struct plan_part *part)
{
    struct plan_house *houses = arena_alloc(c->arena, (all->n + 1) * sizeof(*houses));
    size_t n = 0;
    for (const struct building *b = all->v; b < all->v + all->n; b++) {
        if (b->compound_id == part->id) {
            push_stair(c, b, home_open_of(open, b->id), &houses[n], part);
            if (g) {
                paint_by_grid(g, b->id, &houses[n]);
            }
            n++;
        }
    }
    if (g) {
        part->busy = (struct items){0};
        push_grids(c, g, part->name, &part->busy);
    }
    struct words label =
        g ? WORDS(N_("{0}示意图，按网格深浅不同，旁边有网格的名单"), TEXT(part->name))
          : WORDS(N_("{0}示意图，旁边有在办事情的名单"), TEXT(part->name));
    part->drawn = plan_html(c, say(c, label), houses, n);
}

static bool load_plan(struct ctx *c, struct plan_page *p)
{
    struct places compounds = {0};
    struct buildings all = {0};
    struct open_counts open = {0};
    struct grids g = {0};
    if (!load_grids(c, &g) || !places_compounds(c, &compounds) || !places_buildings(c, 0, &all) ||
        !home_open_by_place(c, AUDIENCE_PLACE, &open)) {
        return false;
    }
    p->v = arena_alloc(c->arena, (compounds.n + 1) * sizeof(*p->v));
    p->n_stairs = (int64_t)all.n;
    p->n_grids = (int64_t)g.order.n;
    for (size_t i = 0; i < compounds.n; i++) {
        struct plan_part *part = &p->v[p->n];
        *part = (struct plan_part){.id = compounds.v[i].id,
            .name = compounds.v[i].name,
            .list_path = area_path(c, "c/%" PRId64 "/buildings", compounds.v[i].id)};
        load_part(c, &all, &open, p->by_grid ? &g : NULL, part);
        p->n += part->stairs > 0;
        p->n_busy += (int64_t)part->busy.n;
        p->n_open += part->open;
    }
    return true;
}

static void show_plan(struct ctx *c)
{
    struct plan_page p = {.by_grid = str_same(req_query(c, "by"), "grid")};
    struct area a;
    if (!places_area(c, c->area_id, &a) || !load_plan(c, &p)) {
        return;
    }
    p.area = a.name;
    p.imports = c->app->may(c, DUTY_IMPORT, 0);
    p.prints = c->app->may(c, DUTY_PRINT, 0);
    page_begin(c, &(struct page){.title = say(c, WORDS(N_("{0}的楼组"), TEXT(a.name))),
                      .at = a.name,
                      .tab = "plan",
                      .wide = true});
    plan_tpl(c, &p);
    page_end(c);
}

static const struct route routes[] = {
    {.method = "GET",
        .path = "/a/:area/plan",
        .handle = show_plan,
        .duty = DUTY_PUBLIC,
        .remember = true,
        .title = N_("楼组示意图和名单")},
    {0},
};

const struct module plan_module = {.name = "plan", .tier = 4, .routes = routes};
