/* import_put_store.c - what the area has already, and putting what it lacks as one batch. */
#include <string.h>

#include "lib/log/log.h"
#include "src/accounts/accounts.h"
#include "src/import/import.h"
#include "src/import/import_room.h"
#include "src/owners/owners.h"
#include "src/people/people.h"
#include "src/places/places.h"

/* What is there -------------------------------------------------------------------------------- */
static const char *id_key(struct arena *a, int64_t unit_id)
{
    return arena_printf(a, "%lld", (long long)unit_id);
}

static void know_homes(
    struct ctx *c, const struct dwellings *all, struct known *keys, struct known *out)
{
    for (const struct dwelling *h = all->v; h < all->v + all->n; h++) {
        const char *key = roster_key(c->arena, h->compound, h->building, h->unit.name, NULL);
        struct known_entry what = {.id = h->unit.id,
            .household_id = h->unit.household_id,
            .number = h->unit.area_dm2,
            .name = "",
            .phone = ""};
        known_unit(c->arena, out, h->compound, h->building, h->unit.name, what);
        struct known_entry *e = known_put(c->arena, keys, id_key(c->arena, h->unit.id));
        e->name = key;
        e->home = arena_printf(c->arena, "%s %s", h->building, h->unit.name);
    }
}

static void know_members(
    struct ctx *c, const struct members *all, const struct known *keys, struct known *out)
{
    for (const struct member *m = all->v; m < all->v + all->n; m++) {
        const struct known_entry *at = known_get(keys, id_key(c->arena, m->unit_id));
        if (at) {
            struct known_entry what = {.id = m->person_id,
                .household_id = m->household_id,
                .name = m->name,
                .phone = m->phone,
                .born = m->born,
                .what = m->what,
                .relation_id = m->relation_id,
                .home = at->home};
            known_person(c->arena, out, at->name, what);
        }
    }
}

static bool know_owners(struct ctx *c, const struct known *keys, struct known *out)
{
    struct owner_shares all = {0};
    if (!owners_under(c, 0, "", &all)) {
        return false;
    }
    for (const struct owner_share *s = all.v; s < all.v + all.n; s++) {
        const struct known_entry *at = known_get(keys, id_key(c->arena, s->unit_id));
        if (at) {
            known_owner(c->arena, out, at->name, s->owner.name, s->num, s->den);
        }
    }
    return true;
}

bool roster_known(struct ctx *c, struct known *out)
{
    struct places compounds = {0};
    struct buildings stairs = {0};
    struct dwellings homes = {0};
    struct members members = {0};
    struct known keys = {0};
    if (!places_compounds(c, &compounds) || !places_buildings(c, 0, &stairs) ||
        !places_dwellings(c, &homes) || !people_members(c, &members)) {
        return false;
    }
    for (size_t i = 0; i < compounds.n; i++) {
        known_compound(c->arena, out, compounds.v[i].name, compounds.v[i].id);
    }
    for (const struct building *b = stairs.v; b < stairs.v + stairs.n; b++) {
        known_building(c->arena, out, b->compound, b->name, b->id);
    }
    know_homes(c, &homes, &keys, out);
    know_members(c, &members, &keys, out);
    return know_owners(c, &keys, out);
}

const char *import_born_hash(struct ctx *c, const char *born)
{
    return str_empty(born) ? "" : keyed_hash(c, "born", born);
}

/* What was done, kept -------------------------------------------------------------------------- */
struct putting {
    struct ctx *c;
    int64_t run_id, n;
    const struct known *there;
    struct known made; /* compounds, stairs, homes of this run */
};

static void keep(struct putting *p, enum change_kind kind, int64_t subject_id, int64_t other_id,
    const char *old, const char *fresh)
{
    db_send(p->c,
        "INSERT INTO import_change (area_id, run_id, n, kind, subject_id, other_id, old, fresh)"
        " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        V(p->c->area_id), V(p->run_id), V(++p->n), V((int)kind), V(subject_id), V0(other_id),
        V(old), V(fresh));
}

/* A phone, a birth day: what it was is sealed, what it is now is a hash. */
static void keep_sealed(
    struct putting *p, enum change_kind kind, int64_t who, const char *old, const char *hash)
{
    struct ctx *c = p->c;
    struct bytes sealed =
        str_empty(old) ? (struct bytes){0} : seal(c, "import_change", "sealed", who, old);
    db_send(c,
        "INSERT INTO import_change (area_id, run_id, n, kind, subject_id, sealed, fresh)"
        " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        V(c->area_id), V(p->run_id), V(++p->n), V((int)kind), V(who), V(sealed),
        V(str_or(hash, "")));
}

/* Places --------------------------------------------------------------------------------------- */
static int64_t compound_of(struct putting *p, const char *name)
{
    const struct known_entry *there = known_get(p->there, name);
    if (there) {
        return there->id;
    }
    struct known_entry *e = known_put(p->c->arena, &p->made, name);
    if (!e->id) {
        bool made;
        e->id = places_put_compound(p->c, name, &made);
        if (made) {
            keep(p, CHANGE_COMPOUND, e->id, 0, "", name);
        }
    }
    return e->id;
}

static int64_t building_of(struct putting *p, const struct roster_row *r)
{
    const char *key = roster_key(p->c->arena, r->compound, r->building, NULL, NULL);
    const struct known_entry *there = known_get(p->there, key);
    if (there) {
        return there->id;
    }
    struct known_entry *e = known_put(p->c->arena, &p->made, key);
    if (!e->id) {
        bool made;
        int64_t compound = compound_of(p, r->compound); /* moves the table: look again */
        int64_t id = places_put_building(p->c, compound, r->building, &made);
        e = known_put(p->c->arena, &p->made, key);
        e->id = id;
        if (made) {
            keep(p, CHANGE_BUILDING, id, compound, "", r->building);
        }
    }
    return e->id;
}

/* A home known before, or made in this run; *e stands until the next one is put. */
static struct known_entry *unit_of(struct putting *p, const struct roster_row *r, int i)
{
    struct ctx *c = p->c;
    const char *key = roster_key(c->arena, r->compound, r->building, r->unit[i], NULL);
    struct known_entry *e = known_put(c->arena, &p->made, key);
    if (e->id) {
        return e;
    }
    const struct known_entry *there = known_get(p->there, key);
    if (there) {
        e->id = there->id;
        e->household_id = there->household_id;
        e->number = there->number;
        return e;
    }
    int64_t building = building_of(p, r);
    int64_t dm2 = i == 0 ? r->area_dm2 : 0;
    e = known_put(c->arena, &p->made, key);
    e->id = places_new_unit(c, building, r->unit[i], dm2);
    e->number = dm2;
    keep(p, CHANGE_UNIT, e->id, building, arena_printf(c->arena, "%lld", (long long)dm2),
        r->unit[i]);
    return e;
}

static int64_t household_of(struct putting *p, struct known_entry *unit)
{
    if (!unit->household_id) {
        unit->household_id = places_new_household(p->c, unit->id);
        keep(p, CHANGE_HOUSEHOLD, unit->household_id, unit->id, "", "");
    }
    return unit->household_id;
}

static void resize(struct putting *p, const struct roster_row *r, struct known_entry *unit)
{
    if (r->area_dm2 && unit->number != r->area_dm2) {
        struct arena *a = p->c->arena;
        places_resize_unit(p->c, unit->id, r->area_dm2);
        keep(p, CHANGE_SIZE, unit->id, 0, arena_printf(a, "%lld", (long long)unit->number),
            arena_printf(a, "%lld", (long long)r->area_dm2));
        unit->number = r->area_dm2;
    }
}

/* People --------------------------------------------------------------------------------------- */
static const char *what_of(struct ctx *c, const struct roster_row *r)
{
    const char *tenant = r->tenant ? "租户" : "";
    return *tenant && *r->relation ? arena_printf(c->arena, "%s %s", tenant, r->relation)
                                   : str_or(r->relation, tenant);
}

static void move_in(struct putting *p, const struct roster_row *r, int64_t who, int64_t household)
{
    const char *today = people_today(p->c);
    const char *since = *r->since && strcmp(r->since, today) < 0 ? r->since : "";
    int64_t id = people_move_in(p->c, who, household, what_of(p->c, r), since);
    keep(p, CHANGE_LIVES, id, who, "", "");
}

static void put_born(struct putting *p, const struct roster_row *r, int64_t who, const char *old)
{
    if (*r->born && !str_same(r->born, old)) {
        people_reborn(p->c, who, r->born);
        keep_sealed(p, CHANGE_BORN, who, old, import_born_hash(p->c, r->born));
    }
}

static void change_who(struct putting *p, const struct roster_row *r, int64_t household)
{
    if (*r->phone && !str_same(r->phone, r->old_phone)) {
        people_rephone(p->c, r->who_id, r->phone);
        keep_sealed(p, CHANGE_PHONE, r->who_id, r->old_phone, accounts_phone_hash(p->c, r->phone));
    }
    if (!roster_same_name(r->name, r->old_name)) {
        people_rename(p->c, r->who_id, r->name);
        keep(p, CHANGE_NAME, r->who_id, 0, r->old_name, r->name);
    }
    put_born(p, r, r->who_id, r->old_born);
    if (r->doubt == DOUBT_HOME) {
        move_in(p, r, r->who_id, household);
    }
}

static void put_who(struct putting *p, const struct roster_row *r, int64_t household)
{
    if (r->who_id) {
        change_who(p, r, household);
        return;
    }
    int64_t who = people_make(p->c, r->name, r->phone);
    keep(p, CHANGE_PERSON, who, 0, r->name, str_or(accounts_phone_hash(p->c, r->phone), ""));
    put_born(p, r, who, "");
    move_in(p, r, who, household);
}

static void put_owner(struct putting *p, const struct roster_row *r, int64_t unit_id)
{
    bool made, changed;
    enum owner_kind kind = roster_is_organisation(r->owner) ? OWNER_ORGANISATION : OWNER_PERSON;
    int64_t id = owners_put(
        p->c, unit_id, r->owner, kind, r->owner_phone, r->num, r->den, "", &made, &changed);
    const char *share =
        arena_printf(p->c->arena, "%lld/%lld", (long long)r->num, (long long)r->den);
    if (id && *r->old_share) {
        keep(p, CHANGE_SHARE, unit_id, id, r->old_share, share);
    } else if (id && made) {
        keep(p, CHANGE_OWNER, unit_id, id, "", share);
    }
}

static void put_row(struct putting *p, const struct roster_row *r)
{
    struct known_entry *unit = unit_of(p, r, 0);
    resize(p, r, unit);
    int64_t household = *r->name ? household_of(p, unit) : unit->household_id;
    if (*r->name) {
        put_who(p, r, household);
    }
    for (int i = 1; i < r->units; i++) {
        struct known_entry *more = unit_of(p, r, i);
        if (household && !more->household_id) {
            places_join_unit(p->c, household, more->id);
            more->household_id = household;
            keep(p, CHANGE_JOINED, household, more->id, "", "");
        }
    }
}

/* Shares that shrink go first, so that a home is never owned more than once over meanwhile. */
static void put_owners(struct putting *p, const struct roster *r, bool less)
{
    for (const struct roster_row *row = r->v; row < r->v + r->n && !p->c->err.kind; row++) {
        if (row->owns && row->less == less && row->news != ROSTER_ASK) {
            put_owner(p, row, unit_of(p, row, 0)->id);
        }
    }
}

/* A household has one head: whoever was it is changed first. */
static void put_relations(struct putting *p, const struct roster *r, bool heads)
{
    for (const struct roster_row *row = r->v; row < r->v + r->n && !p->c->err.kind; row++) {
        bool head = people_family_called(row->old_what) == FAMILY_HEAD;
        if (row->news != ROSTER_ASK && row->who_id && *row->what && head == heads) {
            people_relate(p->c, row->relation_id, row->what);
            keep(p, CHANGE_WHAT, row->relation_id, row->who_id, row->old_what, row->what);
        }
    }
}

bool roster_put(struct ctx *c, int64_t run_id, const struct roster *r, const struct known *there,
    const struct roster_counts *counts)
{
    struct putting p = {.c = c, .run_id = run_id, .there = there};
    for (const struct roster_row *row = r->v; row < r->v + r->n && !c->err.kind; row++) {
        if (row->news == ROSTER_NEW || row->news == ROSTER_CHANGED) {
            put_row(&p, row);
        }
    }
    put_relations(&p, r, true);
    put_relations(&p, r, false);
    put_owners(&p, r, true);
    put_owners(&p, r, false);
    if (counts->fresh + counts->changed == 0) {
        return !c->err.kind;
    }
    struct fact f = {
        .kind = "import.put",
        .subject_id = run_id,
        .audience = AUDIENCE_STAFF,
        .words = WORDS(
            N_("导入名册：新增 {0} 行，改动 {1} 行"), INT(counts->fresh), INT(counts->changed)),
        .text = "",
    };
    db_grown(c);
    return places_plan(c) && record(c, &f);
}
