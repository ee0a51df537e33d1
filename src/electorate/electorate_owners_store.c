/* electorate_owners_store.c - the roll of owners: heads, floor, and who speaks for each. */
#include <stdlib.h>

#include "src/electorate/electorate_room.h"

#include "src/owners/owners.h"
#include "src/people/people.h"

struct by_unit {
    int64_t unit_id;
    size_t first, n;
};

static int by_unit(const void *a, const void *b)
{
    return electorate_by_id(
        &((const struct by_unit *)a)->unit_id, &((const struct by_unit *)b)->unit_id);
}

static struct by_unit *index_shares(struct ctx *c, const struct owner_shares *all, size_t *n)
{
    struct by_unit *v = arena_alloc(c->arena, (all->n + 1) * sizeof(*v));
    *n = 0;
    for (size_t i = 0; i < all->n; i++) {
        if (i && all->v[i].unit_id == all->v[i - 1].unit_id) {
            v[*n - 1].n++;
        } else {
            v[(*n)++] = (struct by_unit){all->v[i].unit_id, i, 1};
        }
    }
    qsort(v, *n, sizeof(*v), by_unit);
    return v;
}

static bool read_holdings(struct ctx *c, const struct constituency *k, const char *day,
    struct owner_shares *shares, struct holdings *out)
{
    struct owned_units units = {0};
    size_t n;
    if (!owners_units(c, k->place_id, day, &units) || !owners_under(c, k->place_id, day, shares)) {
        return false;
    }
    const struct by_unit *held = index_shares(c, shares, &n);
    for (size_t i = 0; i < units.n; i++) {
        const struct owned_unit *u = &units.v[i];
        struct holding h = {.unit_id = u->unit_id,
            .building_id = u->building_id,
            .area_dm2 = u->area_dm2,
            .source = (int64_t)u->source,
            .stall = electorate_is_stall(u->name),
            .name = u->name,
            .building = u->building,
            .key = ""};
        struct by_unit key = {.unit_id = u->unit_id};
        const struct by_unit *s = n ? bsearch(&key, held, n, sizeof(key), by_unit) : NULL;
        if (s) {
            h.key = owners_key(c, &shares->v[s->first], s->n);
            h.share = s->first;
            h.shares = s->n;
        }
        if (electorate_concerns(k, u->building_id)) {
            list_push(c->arena, out, h);
        }
    }
    return true;
}

/* Whose vote it is: the designated one of its holders. */
static const struct owner_share *voice(const struct owner_shares *all, const struct holding *h)
{
    for (size_t i = h->share; i < h->share + h->shares; i++) {
        if (all->v[i].votes) {
            return &all->v[i];
        }
    }
    return NULL;
}

static bool agent(struct ctx *c, int64_t owner_id, const char *day, struct speakers *out)
{
    const char *name, *phone;
    if (!owners_agent_on(c, owner_id, day, &name, &phone)) {
        return false;
    }
    int64_t person = *phone ? people_meant(c, name, phone) : 0;
    if (person) {
        list_push(c->arena, out, ((struct speaker){person, SPEAKS_AGENT}));
    }
    return !c->err.kind;
}

static bool voter_of(struct ctx *c, const struct owner_shares *shares, const struct holding *h,
    const struct lives *lives, const char *day, struct voter *v, struct speakers *by)
{
    const struct owner_share *s = h->shares ? voice(shares, h) : NULL;
    if (!h->shares) {
        v->why_not = NOT_KNOWN;
        return true;
    }
    const struct owner *o = s ? &s->owner : &shares->v[h->share].owner;
    v->unsold = shares->v[h->share].unsold;
    v->who = o->kind == OWNER_ORGANISATION ? WHO_ORGANISATION : WHO_PERSON;
    v->who_id = v->who == WHO_PERSON ? o->person_id : o->id;
    if (!s) {
        v->why_not = NOT_NAMED;
    } else if (h->shares == 1 && s->num != s->den) {
        v->why_not = NOT_WHOLE; /* others own a part and are not registered: nobody is named */
    } else if (v->who == WHO_ORGANISATION) {
        return agent(c, o->id, day, by);
    } else if (electorate_is_dead(lives, o->person_id)) {
        v->why_not = NOT_HEIR;
    } else {
        electorate_speaks(c, lives, o->person_id, by);
    }
    return true;
}

struct head { /* a voter while it is put together */
    struct voter v;
    const struct holding *first;
};

static void put_unit(struct ctx *c, int64_t ballot_id, const struct holding *h, int64_t no)
{
    db_send(c,
        "INSERT INTO voter_unit (area_id, ballot_id, unit_id, voter_no, building_id, name, stall,"
        " area_dm2, source) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
        V(c->area_id), V(ballot_id), V(h->unit_id), V(no), V(h->building_id), V(h->name),
        V((int)h->stall), V(h->area_dm2), V(h->source));
}

static void add_unit(struct ctx *c, struct head *k, const struct holding *h)
{
    if (!k->first || (k->first->stall && !h->stall)) {
        k->first = h; /* the door of its home, when it has one */
        k->v.building_id = h->building_id;
        k->v.door = arena_printf(c->arena, "%s %s", h->building, h->name);
    }
    k->v.units++;
    k->v.w.homes = k->v.w.homes || !h->stall;
    *(h->stall ? &k->v.w.stalls_dm2 : &k->v.w.area_dm2) += h->area_dm2;
}

bool electorate_freeze_owners(struct ctx *c, const struct constituency *k, const char *day)
{
    struct owner_shares shares = {0};
    struct holdings all = {0};
    struct lives lives = {0};
    int64_t heads;
    if (!read_holdings(c, k, day, &shares, &all) || !electorate_lives(c, day, &lives)) {
        return false;
    }
    const int64_t *head = electorate_heads(c->arena, &all, &heads);
    struct head *v = arena_alloc(c->arena, ((size_t)heads + 1) * sizeof(*v));
    for (size_t i = 0; i < all.n; i++) {
        v[head[i] - 1].v.no = head[i];
        add_unit(c, &v[head[i] - 1], &all.v[i]);
    }
    for (int64_t i = 0; i < heads; i++) {
        struct speakers by = {0};
        if (!voter_of(c, &shares, v[i].first, &lives, day, &v[i].v, &by)) {
            return false;
        }
        electorate_put_voter(c, k->ballot_id, &v[i].v, &by);
    }
    for (size_t i = 0; i < all.n; i++) {
        put_unit(c, k->ballot_id, &all.v[i], head[i]);
    }
    return !c->err.kind;
}
