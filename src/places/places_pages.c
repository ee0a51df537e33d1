/* places_pages.c - from a poster or an address to one's own stair, and the list of stairs. */
#include "src/places/places_room.h"

#include <inttypes.h>
#include <string.h>

#include "lib/base/module.h"
#include "lib/web/parts.h"
#include "lib/web/web.h"

struct items {
    struct item *v;
    size_t n, cap;
};
struct found_page {
    const char *typed;
    const struct item *v, *areas;
    size_t n, n_areas;
};
struct lost_page {
    const char *title, *advice, *phone;
};

#include "find_form.html.h"
#include "places_find.html.h"

struct html places_town_html(struct ctx *c)
{
    struct area a;
    size_t mark = c->req->body.n;
    if (c->who.staff && places_area(c, c->area_id, &a) && a.kind == AREA_TOWN) {
        town_note_tpl(c);
    }
    return html_since(c, mark);
}

enum { FOUND_MAX = 30 };

/* Codes on posters ---------------------------------------------------------------------------- */
static const char *building_path(struct ctx *c, const char *area_code, int64_t place_id)
{
    return arena_printf(c->arena, "/a/%s/b/%" PRId64, area_code, place_id);
}

static void show_lost(struct ctx *c, int status, const struct lost_page *p)
{
    c->req->status = status;
    page_begin(c, &(struct page){.title = p->title, .no_index = true});
    lost_code_tpl(c, p);
    page_end(c);
}

static void show_unknown(struct ctx *c)
{
    show_lost(c, 404,
        &(struct lost_page){
            .title = T(c, "没有这个码"),
            .advice = T(c, "请对照海报看一遍：码是六个字母和数字，没有 0、1、I、L、O。"
                           "也可以直接写楼号。"),
        });
}

static void show_taken_down(struct ctx *c, const struct area *a)
{
    show_lost(c, 410,
        &(struct lost_page){
            .title = T(c, "这张海报已经作废"),
            .advice = say(c, WORDS(N_("它是{0}换下来的旧海报。请把它揭下来，或者告诉居委会。"
                                      "您的楼可以在这里找："),
                                 TEXT(a->name))),
            .phone = a->phone,
        });
}

static void go_by_code(struct ctx *c, const char *code)
{
    int64_t area_id, place_id;
    bool revoked;
    struct area a;
    if (!places_by_code(c, code, &area_id, &place_id, &revoked)) {
        if (!c->err.kind) {
            show_unknown(c);
        }
        return;
    }
    if (!places_area(c, area_id, &a)) {
        return;
    }
    c->area_id = area_id; /* the frame: whose telephone stands below */
    if (revoked) {
        show_taken_down(c, &a);
    } else {
        redirect(c, building_path(c, a.code, place_id));
    }
}

static void show_code(struct ctx *c)
{
    go_by_code(c, req_text(c, "code"));
}

/* Addresses ----------------------------------------------------------------------------------- */
static void push_found(
    struct ctx *c, const struct area *a, const struct buildings *found, struct items *out)
{
    for (size_t i = 0; i < found->n && out->n < FOUND_MAX; i++) {
        const struct building *b = &found->v[i];
        list_push(c->arena, out,
            (struct item){
                .href = building_path(c, a->code, b->id),
                .title = arena_printf(c->arena, "%s %s", b->compound, b->name),
                .quiet = a->name,
            });
    }
}

static void push_area(struct ctx *c, const struct area *a, struct items *out)
{
    list_push(c->arena, out,
        (struct item){
            .href = arena_printf(c->arena, "/a/%s", a->code),
            .title = a->name,
            .quiet = a->phone,
        });
}

static bool look_everywhere(
    struct ctx *c, const char *typed, struct items *found, struct items *areas)
{
    struct areas all = {0};
    if (!places_areas(c, &all)) {
        return false;
    }
    for (const struct area *a = all.v; a < all.v + all.n; a++) {
        struct buildings here = {0};
        if (a->kind != AREA_RESIDENTS) {
            continue;
        }
        push_area(c, a, areas);
        if (*typed && places_find(c, a, typed, &here)) {
            push_found(c, a, &here, found);
            if (!here.n && places_named(c->arena, typed, a->name)) {
                push_area(c, a, found);
            }
        }
    }
    return !c->err.kind;
}

static void show_find(struct ctx *c)
{
    char code[7];
    int64_t area_id, place_id;
    bool revoked;
    struct items found = {0}, areas = {0};
    const char *typed = str_tidy(c->arena, req_query(c, "q"), true, false);
    places_code_tidy(typed, code);
    if (*code && places_by_code(c, code, &area_id, &place_id, &revoked)) {
        go_by_code(c, code);
        return;
    }
    if (!look_everywhere(c, typed, &found, &areas)) {
        return;
    }
    if (found.n == 1) {
        redirect(c, found.v[0].href);
        return;
    }
    c->req->status = found.n || !*typed ? 200 : 404;
    page_begin(c, &(struct page){.title = T(c, "找到我的楼"), .back = "/", .no_index = true});
    found_tpl(c, &(struct found_page){typed, found.v, areas.v, found.n, areas.n});
    page_end(c);
}

/* The list ------------------------------------------------------------------------------------ */
static void show_list(struct ctx *c)
{
    struct list_view v;
    struct place within;
    int64_t id = *req_text(c, "id") ? req_id(c, "id") : c->area_id;
    if (!places_by_id(c, id, &within)) {
        not_found(c);
        return;
    }
    if (!list_view_load(c, &places_list, id, 0, &v) || list_export(c, &v)) {
        return;
    }
    const char *title = say(c, WORDS(N_("{0}的楼组"), TEXT(places_said(c, &within))));
    page_begin(c, &(struct page){.title = title, .tab = "plan", .wide = true});
    list_title_tpl(c, title);
    put_raw(c, list_html(c, &v));
    page_end(c);
}

static const struct route routes[] = {
    {.method = "GET",
        .path = "/q/:code",
        .handle = show_code,
        .duty = DUTY_PUBLIC,
        .title = N_("扫楼道海报进来")},
    {.method = "GET",
        .path = "/Q/:code",
        .handle = show_code,
        .duty = DUTY_PUBLIC,
        .title = N_("扫楼道海报进来（大写）")},
    {.method = "GET",
        .path = "/find",
        .handle = show_find,
        .duty = DUTY_PUBLIC,
        .title = N_("按楼号或海报上的码找楼")},
    {.method = "GET",
        .path = "/a/:area/find/stairs",
        .handle = places_answer_stairs,
        .duty = DUTY_PUBLIC,
        .title = N_("边写边找楼组（给脚本用）")},
    {.method = "GET",
        .path = "/a/:area/find/places",
        .handle = places_answer_places,
        .duty = DUTY_PUBLIC,
        .title = N_("边写边找楼组、小区、网格（给脚本用）")},
    {.method = "GET",
        .path = "/a/:area/buildings",
        .handle = show_list,
        .duty = DUTY_PUBLIC,
        .list = &places_list,
        .title = N_("楼组名单")},
    {.method = "GET",
        .path = "/a/:area/c/:id/buildings",
        .handle = show_list,
        .duty = DUTY_PUBLIC,
        .list = &places_list,
        .title = N_("一个小区的楼组名单")},
    {0},
};

static const struct list *const lists[] = {&places_list, NULL};

const struct module places_module = {.name = "places", .tier = 0, .routes = routes, .lists = lists};
