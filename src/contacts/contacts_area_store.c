/* contacts_area_store.c - an area read once: who serves each of its stairs, without asking again.
 */
#include <stdlib.h>

#include "src/contacts/contacts_room.h"

bool contacts_serving(struct ctx *c, struct serving *out)
{
    return bodies_serving(c, &out->posts, &out->overs) && bodies_all(c, &out->bodies) &&
           contacts_all_lines(c, &out->lines) && network_absences(c, "", &out->absent) &&
           places_area(c, c->area_id, &out->area);
}

static int by_stair(const void *key, const void *element)
{
    int64_t id = *(const int64_t *)key;
    const struct over *o = element;
    return (id > o->building_id) - (id < o->building_id);
}

/* What is at one place over the stair, as far away as said. */
static void add_at(struct ctx *c, const struct serving *s, int64_t place_id, struct around *out)
{
    for (const struct post *p = s->posts.v; p < s->posts.v + s->posts.n; p++) {
        if (p->place_id == place_id) {
            list_push(c->arena, &out->posts, *p);
        }
    }
    for (const struct body *b = s->bodies.v; b < s->bodies.v + s->bodies.n; b++) {
        if (b->place_id == place_id) {
            list_push(c->arena, &out->over, *b);
        }
    }
    for (const struct line *l = s->lines.v; l < s->lines.v + s->lines.n; l++) {
        if (l->place_id == place_id) {
            list_push(c->arena, &out->lines, *l);
        }
    }
    for (const struct absence *a = s->absent.v; a < s->absent.v + s->absent.n; a++) {
        if (a->place_id == place_id) {
            list_push(c->arena, &out->absent, *a);
        }
    }
}

/* Those of places equally far (several zones) go by kind, then id, as bodies_contacts() gives them.
 */
static void in_order(struct post *v, size_t n)
{
    for (size_t i = 1; i < n; i++) {
        struct post p = v[i];
        size_t k = i;
        for (; k > 0 && (v[k - 1].kind > p.kind || (v[k - 1].kind == p.kind && v[k - 1].id > p.id));
             k--) {
            v[k] = v[k - 1];
        }
        v[k] = p;
    }
}

void contacts_around_stair(
    struct ctx *c, const struct serving *s, int64_t building_id, struct around *out)
{
    const struct over *end = s->overs.v + s->overs.n;
    const struct over *o =
        s->overs.n ? bsearch(&building_id, s->overs.v, s->overs.n, sizeof(*o), by_stair) : NULL;
    out->kind = PLACE_BUILDING;
    out->area = s->area;
    add_at(c, s, building_id, out);
    while (o && o > s->overs.v && o[-1].building_id == building_id) {
        o--;
    }
    while (o && o < end && o->building_id == building_id) {
        int64_t far = o->far;
        size_t from = out->posts.n;
        for (; o < end && o->building_id == building_id && o->far == far; o++) {
            add_at(c, s, o->place_id, out);
        }
        if (out->posts.n > from) {
            in_order(out->posts.v + from, out->posts.n - from);
        }
    }
    add_at(c, s, c->area_id, out);
}
