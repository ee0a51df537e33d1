/* import_store.c - what the area has already, and putting what it lacks. */
#include "lib/log/log.h"
#include "src/import/import.h"
#include "src/people/people.h"
#include "src/places/places.h"

static void know_units(struct ctx *c, const struct building *b, struct known *out)
{
    struct units homes = {0};
    if (!places_units(c, b->id, &homes)) {
        return;
    }
    struct known by_id = {0};
    for (const struct unit *u = homes.v; u < homes.v + homes.n; u++) {
        known_put(c->arena, out, roster_key(c->arena, b->compound, b->name, u->name, NULL))
            ->number = u->area_dm2;
        known_put(c->arena, &by_id, arena_printf(c->arena, "%lld", (long long)u->id))->text =
            u->name;
    }
    struct people folk = {0};
    if (!people_of_building(c, b->id, &folk)) {
        return;
    }
    for (const struct person *p = folk.v; p < folk.v + folk.n; p++) {
        const struct known_entry *u =
            known_get(&by_id, arena_printf(c->arena, "%lld", (long long)p->unit_id));
        if (u) {
            known_put(c->arena, out, roster_key(c->arena, b->compound, b->name, u->text, p->name))
                ->text = p->phone;
        }
    }
}

bool roster_known(struct ctx *c, struct known *out)
{
    struct places compounds = {0};
    struct buildings all = {0};
    if (!places_compounds(c, &compounds) || !places_buildings(c, 0, &all)) {
        return false;
    }
    for (size_t i = 0; i < compounds.n; i++) {
        known_put(c->arena, out, compounds.v[i].name)->number = compounds.v[i].id;
    }
    for (const struct building *b = all.v; b < all.v + all.n && !c->err.kind; b++) {
        known_put(c->arena, out, roster_key(c->arena, b->compound, b->name, NULL, NULL))->number =
            b->id;
        know_units(c, b, out);
    }
    return !c->err.kind;
}

/* Compounds and stairs are asked for once each, not once per row. */
static int64_t building_of(struct ctx *c, struct known *put, const struct roster_row *r)
{
    struct known_entry *e =
        known_put(c->arena, put, roster_key(c->arena, r->compound, r->building, NULL, NULL));
    if (!e->number) {
        bool made;
        int64_t compound = places_put_compound(c, r->compound, &made);
        e->number = places_put_building(c, compound, r->building, &made);
    }
    return e->number;
}

static void put_row(struct ctx *c, struct known *put, const struct roster_row *r)
{
    bool made, changed;
    int64_t unit =
        places_put_unit(c, building_of(c, put, r), r->unit, r->area_dm2, &made, &changed);
    if (*r->name) {
        people_put(c, places_put_household(c, unit, &made), r->name, r->phone, &made, &changed);
    }
}

bool roster_put(struct ctx *c, const struct roster *r, const struct roster_counts *counts)
{
    struct known put = {0};
    for (const struct roster_row *row = r->v; row < r->v + r->n && !c->err.kind; row++) {
        if (row->news != ROSTER_SAME) {
            put_row(c, &put, row);
        }
    }
    if (counts->fresh + counts->changed == 0) {
        return !c->err.kind;
    }
    struct fact f = {
        .kind = "import.put",
        .subject_id = c->area_id,
        .audience = AUDIENCE_STAFF,
        .words = WORDS(
            N_("导入名册：新增 {0} 行，改动 {1} 行"), INT(counts->fresh), INT(counts->changed)),
        .text = "",
    };
    return places_plan(c) && record(c, &f);
}
