/* requests_list_pages.c - the list: of the area, of one stair; what a visitor is told who sees
 * none.
 */
#include <inttypes.h>

#include "lib/base/app.h"
#include "lib/base/module.h"
#include "lib/web/page.h"
#include "src/matters/matters_pages.h"
#include "src/people/people.h"
#include "src/places/places.h"
#include "src/requests/requests_room.h"

/* Whoever sees of the area only what is open to all and her own finds her stair's list from here.
 */
static void load_mine(struct ctx *c, enum audience most, struct building *mine)
{
    struct person me = {0};
    if (most <= AUDIENCE_AREA && c->who.person_id && people_by_id(c, c->who.person_id, &me) &&
        me.building_id && !places_building(c, me.building_id, mine)) {
        *mine = (struct building){0};
    }
}

/* To a visitor there may be nothing at all: then no filter helps, signing in does. */
static bool is_bare(struct ctx *c, const struct list_view *v)
{
    struct list_ask all = v->ask;
    struct list_rows rows = {0};
    if (c->who.account_id || v->rows.count || !str_empty(v->find)) {
        return false;
    }
    all.filter = &requests_list.filters[0];
    while (all.filter[1].name) {
        all.filter++; /* the last: 全部 */
    }
    return list_load(c, &requests_list, &all, &rows) && !rows.count;
}

#include "requests_list.html.h"

static void show_list_of(struct ctx *c, int64_t place_id, const char *title)
{
    struct list_view v;
    struct building mine = {0};
    enum audience most = matters_audience(c, &requests_matter, place_id);
    if (!list_view_load(c, &requests_list, place_id, (int64_t)most, &v) || list_export(c, &v)) {
        return;
    }
    if (!place_id) {
        load_mine(c, most, &mine);
    }
    bool bare = is_bare(c, &v);
    if (c->err.kind) {
        return;
    }
    page_begin(c, &(struct page){.title = title, .wide = true, .tab = "requests"});
    list_page_html(c, &v, title, &mine, bare);
    page_end(c);
}

void requests_show_list(struct ctx *c)
{
    show_list_of(c, 0, T(c, N_("诉求")));
}

void requests_show_list_of_building(struct ctx *c)
{
    struct building b = {0};
    if (places_building(c, req_id(c, "id"), &b)) {
        show_list_of(c, b.id, say(c, WORDS(N_("{0}的诉求"), TEXT(b.name))));
    }
}
