/* territory_homes_pages.c - the finer cuts: micro grids proposed and then made, homes added, joined
 * and parted. */
#include <inttypes.h>

#include "lib/base/module.h"
#include "lib/web/page.h"
#include "lib/web/parts.h"
#include "src/bodies/duties.h"
#include "src/territory/territory_show.h"

static const struct choice stay_choices[] = {
    {1, "first", N_("住在第一套")}, {2, "second", N_("住在第二套")}, {0}};

static const struct field propose_form_fields[] = {
    FIELD(struct act_form, FIELD_INT, size, .min = 3, .max = 100, .label = N_("每个大约几个楼组"),
        .required = true),
    DAY_FIELDS,
    {0},
};
static const struct field home_form_fields[] = {
    NAME_FIELD(N_("室号")),
    FIELD(struct act_form, FIELD_AREA, area, .label = N_("建筑面积（平方米）")),
    DAY_FIELDS,
    {0},
};
static const struct field join_form_fields[] = {
    FIELD(struct act_form, FIELD_ID, first, .label = N_("第一套"), .required = true),
    FIELD(struct act_form, FIELD_ID, second_home, .label = N_("第二套"), .required = true),
    NAME_FIELD(N_("合成以后的室号")),
    DAY_FIELDS,
    {0},
};
static const struct field part_form_fields[] = {
    FIELD(struct act_form, FIELD_ID, first, .label = N_("哪一套"), .required = true),
    NAME_FIELD(N_("分开以后，第一套的室号")),
    FIELD(struct act_form, FIELD_TEXT, second, .max = 30, .label = N_("第二套的室号"),
        .required = true, .autocomplete = "off"),
    FIELD(struct act_form, FIELD_CHOICE, stays, .label = N_("现在的住户"), .required = true,
        .choices = stay_choices),
    DAY_FIELDS,
    {0},
};
FORM(propose_form, "propose");
FORM(home_form, "home");
FORM(join_form, "join");
FORM(part_form, "part");

struct propose_page {
    struct place p;
    const char *action;
    struct proposal proposal;
    const char **spans;
    int64_t *counts;
    int64_t size;
};
struct homes_page {
    struct place p;
    struct units units;
    const struct choice *homes;
    const struct form *form; /* the one that is shown */
    const char *action, *button;
    struct chip chips[3];
};

#include "territory_homes.html.h"

/* Micro grids, shown before they are made ---------------------------------------------------------
 */
/* By number, to be read; they were cut along the rows of the plan. */
static void by_number(struct stairs *all)
{
    for (size_t i = 1; i < all->n; i++) {
        struct stair s = all->v[i];
        size_t j = i;
        for (; j > 0 && str_same(all->v[j - 1].compound, s.compound) &&
               places_number_of(s.name) < places_number_of(all->v[j - 1].name);
             j--) {
            all->v[j] = all->v[j - 1];
        }
        all->v[j] = s;
    }
}

static void span_parts(struct ctx *c, struct propose_page *p)
{
    const struct proposal *q = &p->proposal;
    int64_t n = (int64_t)q->stairs.n;
    p->spans = arena_alloc(c->arena, ((size_t)q->parts + 1) * sizeof(*p->spans));
    p->counts = arena_alloc(c->arena, ((size_t)q->parts + 1) * sizeof(*p->counts));
    for (int64_t part = 0; part < q->parts; part++) {
        struct stairs mine = {0};
        for (int64_t i = 0; i < n; i++) {
            const struct building *b = &q->stairs.v[i];
            if (territory_part_of(n, q->parts, i) == part) {
                list_push(
                    c->arena, &mine, ((struct stair){.name = b->name, .compound = b->compound}));
            }
        }
        by_number(&mine);
        p->spans[part] = territory_span(c, &mine, 0, mine.n);
        p->counts[part] = (int64_t)mine.n;
    }
}

static void show_propose(struct ctx *c)
{
    struct propose_page p = {0};
    struct act_form first = territory_nothing;
    if (!territory_of_route(c, &p.p)) {
        return;
    }
    if (p.p.kind != PLACE_GRID) {
        not_found(c);
        return;
    }
    p.size = req_query_int(c, "size", 20);
    p.size = p.size < 3 || p.size > 100 ? 20 : p.size;
    if (!territory_propose(c, p.p.id, p.size, &p.proposal)) {
        return;
    }
    span_parts(c, &p);
    p.action = territory_path(c, p.p.id, "/propose");
    first.size = p.size;
    first.day = c->now;
    form_fill(c, &propose_form, &first);
    page_begin(c, &(struct page){.title = say(c, WORDS(N_("给{0}划微网格"), TEXT(p.p.name))),
                      .focus = true,
                      .back = territory_path(c, p.p.id, ""),
                      .no_index = true});
    propose_tpl(c, &p);
    page_end(c);
}

static void do_propose(struct ctx *c)
{
    const struct act_form *f = c->req->form;
    struct place p;
    if (territory_of_route(c, &p)) {
        struct change ch = territory_change(c, p.id);
        if (territory_accept(c, p.id, f->size, &ch)) {
            redirect(c, territory_path(c, p.id, ""));
        }
    }
}

/* Homes ---------------------------------------------------------------------------------------- */
static const struct {
    const char *key, *action, *label, *button;
    const struct form *form;
} home_acts[] = {
    {"new", "/home", N_("新增一套"), N_("新增"), &home_form},
    {"join", "/join", N_("合户：两套合成一套"), N_("合成一套"), &join_form},
    {"part", "/part", N_("分户：一套分成两套"), N_("分成两套"), &part_form},
};

/* The form that was sent, else the one asked for. */
static void choose_act(struct ctx *c, struct homes_page *p)
{
    size_t on = 0;
    for (size_t i = 0; i < COUNT(home_acts); i++) {
        bool sent = c->req->route->form == home_acts[i].form;
        bool asked = !c->req->route->form && str_same(req_query(c, "do"), home_acts[i].key);
        on = sent || asked ? i : on;
    }
    for (size_t i = 0; i < COUNT(home_acts); i++) {
        p->chips[i] = (struct chip){arena_printf(c->arena, "%s?do=%s",
                                        territory_path(c, p->p.id, "/homes"), home_acts[i].key),
            T(c, home_acts[i].label), -1, i == on};
    }
    p->form = home_acts[on].form;
    p->action = home_acts[on].action;
    p->button = T(c, home_acts[on].button);
}

static void show_homes(struct ctx *c)
{
    struct homes_page p = {0};
    if (!territory_of_route(c, &p.p) || !places_units(c, p.p.id, &p.units)) {
        return;
    }
    if (p.p.kind != PLACE_BUILDING) {
        not_found(c);
        return;
    }
    struct choice *homes = arena_alloc(c->arena, (p.units.n + 1) * sizeof(*homes));
    for (size_t i = 0; i < p.units.n; i++) {
        homes[i] = (struct choice){.value = p.units.v[i].id, .label = p.units.v[i].name};
    }
    homes[p.units.n] = (struct choice){0};
    p.homes = homes;
    struct act_form first = territory_nothing;
    first.day = c->now;
    choose_act(c, &p);
    form_fill(c, p.form, &first);
    page_begin(c, &(struct page){.title = say(c, WORDS(N_("{0}的房屋"), TEXT(p.p.name))),
                      .focus = true,
                      .back = territory_path(c, p.p.id, ""),
                      .no_index = true});
    homes_tpl(c, &p);
    page_end(c);
}

static void do_home(struct ctx *c)
{
    const struct act_form *f = c->req->form;
    struct place p;
    if (territory_of_route(c, &p)) {
        struct change ch = territory_change(c, p.id);
        if (territory_new_home(c, &ch, f->area)) {
            redirect(c, territory_path(c, p.id, "/homes"));
        }
    }
}

/* A home of the stair whose page it is. */
static bool home_here(struct ctx *c, int64_t unit_id, const struct place *p)
{
    struct unit u;
    return places_unit(c, unit_id, &u) && (u.building_id == p->id || not_found(c));
}

static void do_join(struct ctx *c)
{
    const struct act_form *f = c->req->form;
    struct place p;
    if (territory_of_route(c, &p) && home_here(c, f->first, &p) &&
        home_here(c, f->second_home, &p)) {
        struct change ch = territory_change(c, p.id);
        if (territory_join(c, f->first, f->second_home, &ch)) {
            redirect(c, territory_path(c, p.id, "/homes"));
        }
    }
}

static void do_part(struct ctx *c)
{
    const struct act_form *f = c->req->form;
    struct place p;
    if (territory_of_route(c, &p) && home_here(c, f->first, &p)) {
        struct change ch = territory_change(c, p.id);
        if (territory_part(c, f->first, f->second, f->stays, &ch)) {
            redirect(c, territory_path(c, p.id, "/homes"));
        }
    }
}

static const struct route routes[] = {
    ACT_GET("/a/:area/territory/:id/propose", show_propose, N_("划微网格")),
    ACT_POST(
        "/a/:area/territory/:id/propose", do_propose, &propose_form, show_propose, N_("划微网格")),
    ACT_GET("/a/:area/territory/:id/homes", show_homes, N_("楼组的房屋")),
    ACT_POST("/a/:area/territory/:id/home", do_home, &home_form, show_homes, N_("新增房屋")),
    ACT_POST("/a/:area/territory/:id/join", do_join, &join_form, show_homes, N_("合户")),
    ACT_POST("/a/:area/territory/:id/part", do_part, &part_form, show_homes, N_("分户")),
    {0},
};

const struct module territory_homes_module = {
    .name = "territory_homes", .tier = 3, .routes = routes};
