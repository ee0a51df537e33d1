/* claims_me_pages.c - 我的: who I am in each area, for whom I act, how I like the pages. */
#include "lib/base/app.h"
#include "lib/base/seal.h"
#include "lib/web/page.h"
#include "lib/web/parts.h"
#include "lib/web/web.h"
#include "src/claims/claims_room.h"
#include "src/places/places.h"

struct me_area { /* one area I am somebody in */
    struct area area;
    struct person me;
    struct building building;
    struct unit unit;
    struct claims claims, vouch, waiting; /* my own; of my family; for me to confirm by my post */
    struct helps helped;
    struct html asks; /* what rooms ask of me: struct module.mine */
    bool lives, waits;
    int64_t news;
};
struct me_areas {
    struct me_area *v;
    size_t n, cap;
};

static const struct choice claim_states[] = {
    {CLAIM_WAITS, "waits", N_("等待确认"), .tag = "wait", .icon = "clock"},
    {CLAIM_CONFIRMED, "confirmed", N_("已确认"), .tag = "done", .icon = "check"},
    {CLAIM_REFUSED, "refused", N_("没有确认"), .tag = "no", .icon = "minus"},
    {CLAIM_LAPSED, "lapsed", N_("过期没人确认"), .tag = "late", .icon = "clock"},
    {CLAIM_ENDED, "ended", N_("已经结束"), .tag = "no", .icon = "minus"},
    {0},
};

#include "claims_me.html.h"

/* Drawn while it stands in that area. */
static struct html asked(struct ctx *c, const struct area *at)
{
    size_t mark = c->req->body.n, n = c->req->params.n;
    list_push(c->arena, &c->req->params, (struct pair){.name = "area", .value = at->code});
    for (const struct module *const *m = c->app->modules; m && *m; m++) {
        if ((*m)->mine) {
            (*m)->mine(c);
        }
    }
    c->req->params.n = n;
    return html_since(c, mark);
}

static bool load_one(struct ctx *c, int64_t area_id, struct me_area *out)
{
    c->area_id = area_id;
    c->app->enter_area(c);
    int64_t me = c->who.person_id;
    if (!places_area(c, area_id, &out->area) || !me || !people_by_id(c, me, &out->me) ||
        !claims_of_person(c, me, &out->claims) || !claims_to_vouch(c, &out->vouch) ||
        !claims_waiting(c, &out->waiting) || !people_helped_by(c, me, &out->helped)) {
        return false;
    }
    out->news = c->app->news(c);
    out->asks = asked(c, &out->area);
    out->lives = people_lives_in(c, me, 0);
    for (size_t i = 0; i < out->claims.n; i++) {
        out->waits |= out->claims.v[i].unit_id && out->claims.v[i].state == CLAIM_WAITS;
    }
    return (!out->me.unit_id || places_unit(c, out->me.unit_id, &out->unit)) &&
           (!out->me.building_id || places_building(c, out->me.building_id, &out->building));
}

/* With one area only this page stands in it: its tabs below, its telephone on top. */
static void stand_in(struct ctx *c, const struct me_areas *mine)
{
    c->area_id = 0;
    c->who.person_id = 0;
    if (mine->n == 1) {
        c->area_id = mine->v[0].area.id;
        c->who.person_id = mine->v[0].me.id;
        list_push(c->arena, &c->req->params,
            (struct pair){.name = "area", .value = mine->v[0].area.code});
    }
}

static void show_me(struct ctx *c)
{
    struct ids areas = {0};
    struct me_areas mine = {0};
    if (!accounts_areas(c, c->who.account_id, &areas)) {
        return;
    }
    for (size_t i = 0; i < areas.n; i++) {
        struct me_area one = {0};
        if (load_one(c, areas.v[i], &one)) {
            list_push(c->arena, &mine, one);
        } else if (c->err.kind != ERR_NONE) {
            return;
        }
    }
    stand_in(c, &mine);
    page_begin(c, &(struct page){.title = T(c, N_("我的")), .tab = "me", .no_index = true});
    me_html(c, &mine, mask_phone(c, accounts_phone(c, c->who.account_id)));
    page_end(c);
}

static const struct route routes[] = {
    {"GET", "/me", show_me, DUTY_ACCOUNT, .title = N_("我的")},
    {0},
};

const struct module claims_me_module = {.name = "me", .tier = 0, .routes = routes};
