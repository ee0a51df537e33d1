/* building_pages.c - the page of a stair, reached from its poster. */
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
    struct items here, done, notices, ballots;
    struct folks folks, more_folks;
    int64_t hidden; /* open matters for those of the stair */
    bool sees_roll, sees_more, prints, sees_owners;
    bool asks_leader; /* nobody leads it, and the reader may ask somebody to */
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
        if (str_same(m->kind, "ballot")) {
            continue; /* stands above, with those of the compound */
        }
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

static bool load_leader(struct ctx *c, struct building_page *p)
{
    struct posts near = {0};
    p->asks_leader = !p->b.closed && c->app->may(c, DUTY_POSTS, p->b.id);
    if (p->asks_leader && !bodies_contacts(c, p->b.id, &near)) {
        return false;
    }
    for (const struct post *t = near.v; t < near.v + near.n; t++) {
        p->asks_leader = p->asks_leader && t->kind != POST_BUILDING_LEADER;
    }
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
    return load_closed(c, p) && load_leader(c, p) && load_here(c, p) &&
           home_notices(c, id, &p->notices) && home_ballots(c, id, &p->ballots) &&
           home_contacts(c, id, &p->folks, &p->more_folks);
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

static const struct route routes[] = {
    {.method = "GET",
        .path = "/a/:area/b/:id",
        .handle = show_building,
        .duty = DUTY_PUBLIC,
        .place_of = building_place_of,
        .remember = true,
        .title = N_("楼组页面：谁服务我、在办什么事")},
    {0},
};

const struct module building_module = {.name = "buildings", .tier = 4, .routes = routes};
