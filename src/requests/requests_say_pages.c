/* requests_say_pages.c - 我要说, before the first screen: in which stair? */
#include <inttypes.h>

#include "lib/base/app.h"
#include "lib/web/page.h"
#include "lib/web/parts.h"
#include "src/people/people.h"
#include "src/places/places.h"
#include "src/requests/requests_room.h"

enum { STAIRS_IN_SIGHT = 60 };

struct stairs { /* of one compound, as chips */
    const char *compound;
    struct chip *v;
    size_t n, cap;
};
struct say_page {
    struct stairs *v;
    size_t n, cap;
    int64_t mine; /* the stair of the reader, or of whom she speaks for; 0: unknown */
    int64_t for_person; /* whom she speaks for; 0: herself */
    const char *my_name;
    const char *typed; /* a stair that is looked for; "" */
    struct stairs found;
    bool folded; /* more stairs than an eye takes in */
};

/* Whoever speaks for a neighbour does so on the next page as well. */
static const char *report_path(struct ctx *c, const struct say_page *p, int64_t stair)
{
    return p->for_person ? area_path(c, "b/%" PRId64 "/report?for=%" PRId64, stair, p->for_person)
                         : area_path(c, "b/%" PRId64 "/report", stair);
}

#include "requests_say.html.h"

static bool fill_stairs(struct ctx *c, struct say_page *p)
{
    struct buildings all = {0};
    if (!places_buildings(c, 0, &all)) {
        return false;
    }
    p->folded = all.n > STAIRS_IN_SIGHT;
    for (size_t i = 0; i < all.n; i++) {
        const struct building *b = &all.v[i];
        if (!p->n || !str_same(p->v[p->n - 1].compound, b->compound)) {
            list_push(c->arena, p, (struct stairs){.compound = b->compound});
        }
        struct chip chip = {report_path(c, p, b->id), b->name, -1, false};
        list_push(c->arena, &p->v[p->n - 1], chip);
    }
    return true;
}

/* The stairs that a typed number may mean, named with their compounds. */
static bool find_stairs(struct ctx *c, struct say_page *p)
{
    struct buildings found = {0};
    struct area here;
    p->typed = req_query(c, "q");
    if (str_empty(p->typed)) {
        return true;
    }
    if (!places_area(c, c->area_id, &here) || !places_find(c, &here, p->typed, &found)) {
        return false;
    }
    for (const struct building *b = found.v; b < found.v + found.n; b++) {
        struct chip chip = {report_path(c, p, b->id),
            arena_printf(c->arena, "%s %s", b->compound, b->name), -1, false};
        list_push(c->arena, &p->found, chip);
    }
    return true;
}

void requests_show_say(struct ctx *c)
{
    struct say_page p = {0};
    struct person me = {0};
    struct building b = {0};
    enum hand hand;
    int64_t asked = req_query_int(c, "for", 0);
    if (asked && c->who.person_id && asked != c->who.person_id &&
        c->app->may_act_for(c, asked, &hand)) {
        p.for_person = asked;
    }
    int64_t whose = p.for_person ? p.for_person : c->who.person_id;
    if (!find_stairs(c, &p) || !fill_stairs(c, &p)) {
        return;
    }
    if (whose && people_by_id(c, whose, &me) && me.building_id &&
        places_building(c, me.building_id, &b)) {
        p.mine = b.id;
        p.my_name = b.name;
    }
    page_begin(c, &(struct page){.title = T(c, N_("我要说")), .tab = "say"});
    say_html(c, &p);
    page_end(c);
}
