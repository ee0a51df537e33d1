/* requests_say_pages.c - 我要说, before the first screen: in which stair? */
#include <inttypes.h>

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
    int64_t mine; /* the reader's own stair; 0: unknown */
    const char *my_name;
    const char *typed; /* a stair that is looked for; "" */
    struct stairs found;
    bool folded; /* more stairs than an eye takes in */
};

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
        struct chip chip = {area_path(c, "b/%" PRId64 "/report", b->id), b->name, -1, false};
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
        struct chip chip = {area_path(c, "b/%" PRId64 "/report", b->id),
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
    if (!find_stairs(c, &p) || !fill_stairs(c, &p)) {
        return;
    }
    if (c->who.person_id && people_by_id(c, c->who.person_id, &me) && me.building_id &&
        places_building(c, me.building_id, &b)) {
        p.mine = b.id;
        p.my_name = b.name;
    }
    page_begin(c, &(struct page){.title = T(c, N_("我要说")), .tab = "say"});
    say_html(c, &p);
    page_end(c);
}
