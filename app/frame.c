/* frame.c - what stands around every page: home, who is signed in, whom to phone, the tabs. */
#include "app/app.h"
#include "lib/web/page.h"
#include "src/bodies/bodies.h"
#include "src/bodies/duties.h"
#include "src/places/places.h"

static struct tab tab(
    struct ctx *c, const char *key, const char *icon, const char *label, const char *path, bool mid)
{
    (void)c;
    return (struct tab){.key = key, .icon = icon, .label = label, .path = path, .mid = mid};
}

static const struct tab *resident_tabs(struct ctx *c)
{
    struct tab *t = arena_alloc(c->arena, 5 * sizeof(*t));
    int n = 0;
    t[n++] = tab(c, "home", "home", N_("首页"), area_path(c, "%s", ""), false);
    t[n++] = tab(c, "say", "hand", N_("我要说"), area_path(c, "say"), true);
    t[n++] = tab(c, "plan", "house", N_("楼组"), area_path(c, "plan"), false);
    t[n] = tab(c, "me", "person", N_("我的"), "/me", false);
    t[n++].news = c->app->news(c);
    return t;
}

static const struct tab *staff_tabs(struct ctx *c, bool types)
{
    struct tab *t = arena_alloc(c->arena, 6 * sizeof(*t));
    int n = 0;
    t[n++] = tab(c, "desk", "paper", N_("收件"), area_path(c, "inbox"), false);
    t[n++] = tab(c, "requests", "talk", N_("诉求"), area_path(c, "requests"), false);
    if (types) {
        t[n++] = tab(c, "say", "hand", N_("代办登记"), area_path(c, "desk/new"), true);
    }
    t[n++] = tab(c, "plan", "house", N_("楼组"), area_path(c, "plan"), false);
    t[n] = tab(c, "me", "person", N_("我的"), "/me", false);
    t[n++].news = c->app->news(c);
    return t;
}

/* Who looks on from the town comes back to its page from everywhere. */
static const struct tab *town_tabs(struct ctx *c, const struct area *a)
{
    struct area town;
    bool at_town = a->kind == AREA_TOWN;
    struct tab *t = arena_alloc(c->arena, 5 * sizeof(*t));
    int n = 0;
    if (places_area(c, a->town_id, &town)) {
        t[n++] = tab(c, "town", "group", N_("全镇"),
            arena_printf(c->arena, "/a/%s/overview", town.code), false);
    }
    if (!at_town) {
        t[n++] = tab(c, "requests", "talk", N_("诉求"), area_path(c, "requests"), false);
        t[n++] = tab(c, "plan", "house", N_("楼组"), area_path(c, "plan"), false);
    }
    t[n] = tab(c, "me", "person", N_("我的"), "/me", false);
    t[n++].news = c->app->news(c);
    return t;
}

void app_frame(struct ctx *c, struct frame *out)
{
    struct area a = {0};
    out->me = c->who.account_id ? "/me" : "/login";
    if (!c->area_id || c->err.kind || !places_area(c, c->area_id, &a)) {
        return;
    }
    out->area = a.name;
    out->home = area_path(c, "%s", "");
    out->phone = a.phone;
    out->phone_of = T(c, N_("居委会"));
    out->feedback = area_path(c, "say");
    out->search = area_path(c, "search");
    if (str_same(out->search, c->req->path) || a.kind == AREA_TOWN) {
        out->search = NULL; /* its own box is below; a town has no roster and no requests to find */
    }
    out->name = c->who.person_id ? str_or(c->app->who_name(c), T(c, N_("居民"))) : "";
    if (c->who.staff && bodies_from_town(c)) {
        out->tabs = town_tabs(c, &a);
        out->name = str_or(out->name, T(c, bodies_post_label(POST_TOWN_STAFF)));
        return;
    }
    out->tabs = c->who.person_id && c->app->may(c, DUTY_INBOX, 0)
                    ? staff_tabs(c, c->app->may(c, DUTY_ACT_FOR, 0))
                    : resident_tabs(c);
}
