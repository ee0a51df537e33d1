/* visits_store.c - the homes of a stair on a roll, and what was tried at their doors. */
#include "lib/db/db.h"
#include "lib/log/log.h"
#include "src/places/places.h"
#include "src/visits/visits.h"

/* Also what an issue list says: nobody was reached. */
static bool tried(struct ctx *c, int64_t ballot_id, struct visits *out)
{
    struct rows r = db_query(c,
        "SELECT id, voter_no, mark, happened_at, act_id FROM voter_visit WHERE area_id = ?1"
        " AND ballot_id = ?2 UNION ALL SELECT i.id, s.voter_no, 3, i.typed_at, i.act_id"
        " FROM slip_issue i JOIN slip s ON s.area_id = i.area_id AND s.sheet_no = i.sheet_no"
        " AND s.line = i.line WHERE i.area_id = ?1 AND s.ballot_id = ?2 AND i.issue = 3"
        " AND i.undone_at = 0"
        " ORDER BY 4, 1",
        V(c->area_id), V(ballot_id));
    while (rows_next(&r)) {
        list_push(c->arena, out,
            ((struct visit){.id = row_int(&r, 0),
                .voter_no = row_int(&r, 1),
                .mark = (enum visit_mark)row_int(&r, 2),
                .happened_at = row_int(&r, 3),
                .act_id = row_int(&r, 4)}));
    }
    return rows_end(&r);
}

struct stair { /* what is read once for all its homes */
    struct voters voters; /* also of other stairs' heads that have a home here */
    struct slips slips;
    struct visits tried;
};

static const struct voter *voter_of(const struct stair *s, int64_t no)
{
    for (size_t i = 0; i < s->voters.n; i++) {
        if (s->voters.v[i].no == no) {
            return &s->voters.v[i];
        }
    }
    return NULL;
}

static bool with_others(
    struct ctx *c, int64_t ballot_id, const struct voter_units *u, struct stair *s)
{
    for (size_t i = 0; i < u->n; i++) {
        struct voter o;
        if (!voter_of(s, u->v[i].voter_no)) {
            if (!electorate_voter(c, ballot_id, u->v[i].voter_no, &o)) {
                return false;
            }
            list_push(c->arena, &s->voters, o);
        }
    }
    return true;
}

static void put_home(struct ctx *c, const struct stair *s, const struct voter *o, int64_t unit_id,
    const char *door, struct visit_homes *out)
{
    struct visit_home h = {.o = *o, .unit_id = unit_id, .door = door};
    for (size_t i = 0; i < s->slips.n; i++) {
        if (s->slips.v[i].voter_no == o->no) {
            h.s = s->slips.v[i];
        }
    }
    h.v = visits_sum(c->arena, &s->tried, o->no);
    h.state = visits_door(&h.o, &h.s, &h.v);
    list_push(c->arena, out, h);
}

/* Where the households are asked: the home that household lives in. */
static const struct unit *lives_in(const struct units *homes, const struct voter *o)
{
    for (size_t i = 0; o->who == WHO_HOUSEHOLD && i < homes->n; i++) {
        if (homes->v[i].household_id && homes->v[i].household_id == o->who_id) {
            return &homes->v[i];
        }
    }
    return NULL;
}

static bool has_home(const struct visit_homes *out, int64_t no)
{
    for (size_t i = 0; i < out->n; i++) {
        if (out->v[i].o.no == no) {
            return true;
        }
    }
    return false;
}

bool visits_homes(
    struct ctx *c, const struct ballot *b, int64_t building_id, struct visit_homes *out)
{
    struct stair s = {0};
    struct voter_units units = {0};
    struct units homes = {0};
    if (!electorate_voters(c, b->id, building_id, &s.voters) ||
        !electorate_units(c, b->id, building_id, &units) || !places_units(c, building_id, &homes) ||
        !slips_of_stair(c, b->id, building_id, &s.slips) || !tried(c, b->id, &s.tried) ||
        !with_others(c, b->id, &units, &s)) {
        return false;
    }
    for (size_t i = 0; i < units.n; i++) {
        if (!units.v[i].stall) {
            put_home(
                c, &s, voter_of(&s, units.v[i].voter_no), units.v[i].unit_id, units.v[i].name, out);
        }
    }
    for (size_t i = 0; i < s.voters.n; i++) {
        const struct voter *o = &s.voters.v[i];
        const struct unit *u = lives_in(&homes, o);
        if (!has_home(out, o->no)) {
            put_home(c, &s, o, u ? u->id : 0, u ? u->name : o->door, out);
        }
    }
    return true;
}

bool visits_mark(struct ctx *c, const struct ballot *b, int64_t voter_no, enum visit_mark mark)
{
    struct voter o;
    if (!electorate_voter(c, b->id, voter_no, &o) || !visits_may_mark(b, &o, &c->err)) {
        return false;
    }
    db_exec(c,
        "INSERT INTO voter_visit (area_id, id, ballot_id, voter_no, mark, happened_at, act_id)"
        " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        V(c->area_id), V(new_id(c)), V(b->id), V(voter_no), V((int)mark), V(c->now), V(c->act.id));
    return record(c, &(struct fact){.kind = "visits.marked",
                         .subject_id = b->id,
                         .place_id = o.building_id ? o.building_id : b->place_id,
                         .audience = AUDIENCE_STAFF,
                         .words = SAY(N_("为表决上门或打电话，记了一次"))});
}
