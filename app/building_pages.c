/* building_pages.c - the page of a stair, reached from its poster, and the leader's door grid. */
#include <inttypes.h>
#include <string.h>

#include "app/home.h"
#include "lib/base/app.h"
#include "lib/text/text.h"
#include "lib/web/web.h"
#include "src/bodies/duties.h"

enum { HERE_MAX = 40, DONE_SHOWN = 3 };

struct building_page {
    struct building b;
    struct windows windows;
    const char *name, *path, *phone, *closed_words;
    struct items here, done;
    struct folks folks;
    int64_t hidden; /* open matters for those of the stair */
    bool sees_roll, sees_more, prints, sees_owners;
};

struct doors_page {
    struct building b;
    const char *path, *news, *group_text;
    struct doors grid;
    struct items rows, others;
    int64_t with_open, with_phone, without_phone, empty;
    bool sees_phone, prints;
};

#include "building.html.h"

int64_t building_place_of(struct ctx *c)
{
    struct place p;
    int64_t id = req_id(c, "id");
    if (!places_by_id(c, id, &p) || p.kind != PLACE_BUILDING) {
        not_found(c);
        return 0;
    }
    return id;
}

/* The page ------------------------------------------------------------------------------------ */
static bool load_here(struct ctx *c, struct building_page *p)
{
    struct matters here = {0};
    struct open_counts open = {0};
    enum audience most = bodies_audience(c, p->b.id);
    if (!matters_of_place(c, p->b.id, most, HERE_MAX, &here)) {
        return false;
    }
    for (const struct matter *m = here.v; m < here.v + here.n; m++) {
        if (!m->closed_at) {
            list_push(c->arena, &p->here, home_matter_item(c, m));
        } else if (p->done.n < DONE_SHOWN) {
            list_push(c->arena, &p->done, home_matter_item(c, m));
        }
    }
    p->sees_more = most >= AUDIENCE_PLACE;
    if (!p->here.n && home_open_by_place(c, AUDIENCE_PLACE, &open)) {
        p->hidden = home_open_of(&open, p->b.id);
    }
    return !c->err.kind;
}

static bool load_closed(struct ctx *c, struct building_page *p)
{
    struct place place;
    int64_t day;
    if (!p->b.closed || !places_by_id(c, p->b.id, &place)) {
        return !c->err.kind;
    }
    must(parse_day(place.valid_to, &day));
    p->closed_words = say(c, WORDS(N_("{0}从 {1} 起停用。要反映的事请说在现在住的楼，"
                                      "或者打电话给居委会。以前办的事还看得到。"),
                                 TEXT(p->b.name), DAY(day)));
    return true;
}

static bool load_building(struct ctx *c, struct building_page *p)
{
    struct area a;
    int64_t id = building_place_of(c);
    if (!places_building(c, id, &p->b) || !places_area(c, c->area_id, &a)) {
        return false;
    }
    p->path = area_path(c, "b/%" PRId64, id);
    p->name = home_name(c, &p->b);
    p->phone = a.phone;
    p->windows = (struct windows){.lit = (int)p->b.units,
        .total = (int)p->b.units,
        .label = say(c, WORDS(N_("{0}，{1} 户人家"), TEXT(p->b.name), INT(p->b.households)))};
    p->sees_roll = c->app->may(c, DUTY_SEE_ROLL, id);
    p->prints = c->app->may(c, DUTY_PRINT, id);
    p->sees_owners = c->app->may(c, DUTY_OWNERS, id);
    return load_closed(c, p) && load_here(c, p) && home_contacts(c, id, &p->folks);
}

static void show_building(struct ctx *c)
{
    struct building_page p = {0};
    if (!load_building(c, &p)) {
        return;
    }
    page_begin(c, &(struct page){.title = p.name,
                      .description = say(
                          c, WORDS(N_("{0}：有事说一声，看办到哪一步，找得到人"), TEXT(p.name))),
                      .tab = "plan"});
    building_tpl(c, &p);
    page_end(c);
}

/* The door grid ------------------------------------------------------------------------------- */
/* What is known of one home. */
struct home {
    const struct unit *unit;
    const struct person *who; /* NULL: nobody registered */
    int64_t people, open;
};

static struct home home_of(
    const struct unit *u, const struct people *folk, const struct open_counts *open)
{
    struct home h = {.unit = u, .open = home_open_of(open, u->id)};
    for (const struct person *p = folk->v; p < folk->v + folk->n; p++) {
        if (p->unit_id == u->id) {
            /* The one who can be telephoned stands for the home. */
            bool better = !h.who || (str_empty(h.who->phone) && !str_empty(p->phone));
            h.who = better ? p : h.who;
            h.people++;
        }
    }
    return h;
}

static enum door_state state_of(const struct home *h)
{
    if (h->open) {
        return DOOR_GO;
    }
    if (!h->who) {
        return DOOR_NONE;
    }
    return str_empty(h->who->phone) ? DOOR_DIM : DOOR_LIT;
}

static const char *word_of(struct ctx *c, const struct home *h)
{
    if (h->open) {
        return say(c, WORDS(N_("{0} 件"), INT(h->open)));
    }
    return h->who ? h->who->name : T(c, "没登记");
}

static void count_home(struct doors_page *p, const struct home *h)
{
    bool phone = h->who && !str_empty(h->who->phone);
    p->with_open += h->open > 0;
    p->with_phone += phone;
    p->without_phone += h->who && !phone;
    p->empty += !h->who;
}

static struct item row_of(struct ctx *c, const struct home *h, bool sees_phone)
{
    bool has_phone = h->who && !str_empty(h->who->phone);
    const char *anchor = arena_printf(c->arena, "u%" PRId64, h->unit->id);
    if (!h->who) {
        return (struct item){.title = h->unit->name, .quiet = T(c, "没登记"), .id = anchor};
    }
    const char *phone = has_phone ? mask_phone(c, h->who->phone) : T(c, "没有电话");
    return (struct item){
        .href =
            sees_phone && has_phone ? area_path(c, "people/%" PRId64 "/phone", h->who->id) : NULL,
        .title = arena_printf(c->arena, "%s %s", h->unit->name, h->who->name),
        .quiet = h->people > 1
                     ? say(c, WORDS(N_("{0} · 共登记 {1} 人"), TEXT(phone), INT(h->people)))
                     : phone,
        .right = h->open ? say(c, WORDS(N_("{0} 件在办"), INT(h->open))) : NULL,
        .id = anchor,
    };
}

/* Two homes of one floor and column stand side by side: the later one moves to the right. */
static int free_column(const struct doors *grid, int floor, int column)
{
    for (size_t i = 0; i < grid->n; i++) {
        if (grid->v[i].floor == floor && grid->v[i].column == column) {
            return free_column(grid, floor, column + 1);
        }
    }
    return column;
}

static void load_home(struct ctx *c, const struct home *h, struct door *doors, struct doors_page *p)
{
    count_home(p, h);
    list_push(c->arena, &p->rows, row_of(c, h, p->sees_phone));
    if (!h->unit->floor) {
        list_push(c->arena, &p->others,
            (struct item){.href = arena_printf(c->arena, "#u%" PRId64, h->unit->id),
                .title = h->unit->name,
                .quiet = word_of(c, h)});
        return;
    }
    int floor = (int)h->unit->floor;
    doors[p->grid.n] = (struct door){
        .floor = floor,
        .column = free_column(&p->grid, floor, (int)h->unit->col),
        .name = h->unit->name,
        .word = word_of(c, h),
        .href = arena_printf(c->arena, "#u%" PRId64, h->unit->id),
        .state = state_of(h),
    };
    p->grid.n++;
}

static bool load_homes(struct ctx *c, struct doors_page *p)
{
    struct units homes = {0};
    struct people folk = {0};
    struct open_counts open = {0};
    int64_t id = p->b.id;
    if (!places_units(c, id, &homes) || !people_of_building(c, id, &folk) ||
        !home_open_by_unit(c, id, bodies_audience(c, id), &open)) {
        return false;
    }
    struct door *doors = arena_alloc(c->arena, (homes.n + 1) * sizeof(*doors));
    p->grid = (struct doors){
        .caption = say(c, WORDS(N_("{0}各户：登记、电话、在办的事"), TEXT(p->b.name))),
        .v = doors,
    };
    for (size_t i = 0; i < homes.n; i++) {
        struct home h = home_of(&homes.v[i], &folk, &open);
        load_home(c, &h, doors, p);
    }
    return true;
}

/* Nothing personal goes into a group: how many, and where to look. */
static const char *group_text(struct ctx *c, const struct doors_page *p, int64_t open)
{
    const char *link =
        arena_printf(c->arena, "%s/Q/%s", c->app->base_url, places_code_of(c, p->b.id));
    return open ? say(c, WORDS(N_("各位邻居：{0}现在有 {1} 件事在办。办到哪一步、找谁，"
                                  "点这里看：\n{2}\n有新的事也在这里说，不方便上网的打电话给我。"),
                             TEXT(p->b.name), INT(open), TEXT(link)))
                : say(c, WORDS(N_("各位邻居：{0}的事可以在这里说、在这里看办到哪一步：\n{1}\n"
                                  "不方便上网的打电话给我，一样登记。"),
                             TEXT(p->b.name), TEXT(link)));
}

static void show_doors(struct ctx *c)
{
    struct doors_page p = {0};
    struct open_counts open = {0};
    int64_t id = building_place_of(c);
    p.sees_phone = c->app->may(c, DUTY_SEE_PHONE, id);
    p.prints = c->app->may(c, DUTY_PRINT, id);
    if (!places_building(c, id, &p.b) || !load_homes(c, &p) ||
        !home_open_by_place(c, AUDIENCE_PLACE, &open)) {
        return;
    }
    p.path = area_path(c, "b/%" PRId64, id);
    int64_t n_open = home_open_of(&open, id);
    p.news = n_open ? say(c, WORDS(N_("，{0} 件事在办"), INT(n_open))) : T(c, "，没有在办的事");
    p.group_text = group_text(c, &p, n_open);
    page_begin(c, &(struct page){.title = say(c, WORDS(N_("{0}门户表"), TEXT(p.b.name))),
                      .at = p.b.compound,
                      .tab = "plan",
                      .wide = true,
                      .no_index = true});
    doors_page_tpl(c, &p);
    page_end(c);
}

static const struct route routes[] = {
    {.method = "GET",
        .path = "/a/:area/b/:id",
        .handle = show_building,
        .duty = DUTY_PUBLIC,
        .place_of = building_place_of,
        .title = N_("楼组页面：谁服务我、在办什么事")},
    {.method = "GET",
        .path = "/a/:area/b/:id/doors",
        .handle = show_doors,
        .duty = DUTY_SEE_ROLL,
        .place_of = building_place_of,
        .title = N_("门户表：各户登记、电话、在办的事")},
    {0},
};

const struct module building_module = {.name = "buildings", .tier = 4, .routes = routes};
