/* electorate_store.c - the roll is taken from the registers and frozen. */
#include <stdlib.h>

#include "src/electorate/electorate_room.h"

/* Writing heads ---------------------------------------------------------------------------------
 */
void electorate_put_speakers(
    struct ctx *c, int64_t ballot_id, int64_t no, const struct speakers *by)
{
    for (size_t i = 0; i < by->n; i++) {
        db_send(c,
            "INSERT INTO voter_speaker (area_id, ballot_id, voter_no, person_id, how)"
            " VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT DO NOTHING",
            V(c->area_id), V(ballot_id), V(no), V(by->v[i].person_id), V((int)by->v[i].how));
    }
}

void electorate_put_voter(
    struct ctx *c, int64_t ballot_id, const struct voter *v, const struct speakers *by)
{
    db_send(c,
        "INSERT INTO voter (area_id, ballot_id, no, who_kind, who_id, why_not, unsold, building_id,"
        " door, units, homes, area_dm2, stalls_dm2)"
        " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)",
        V(c->area_id), V(ballot_id), V(v->no), V((int)v->who), V0(v->who_id), V((int)v->why_not),
        V((int)v->unsold), V0(v->building_id), V(v->door), V(v->units), V(v->w.homes),
        V(v->w.area_dm2), V(v->w.stalls_dm2));
    electorate_put_speakers(c, ballot_id, v->no, by);
}

/* Who have died, and who is under whose guardianship: of the whole area, each read once. ----------
 */
bool electorate_lives(struct ctx *c, const char *day, struct lives *out)
{
    struct rows r = db_query(c,
        "SELECT id FROM person WHERE area_id = ?1 AND died_on IS NOT NULL AND died_on <= ?2"
        " ORDER BY id",
        V(c->area_id), V(day));
    bool ok = rows_ids(&r, &out->dead);
    r = db_query(c,
        "SELECT COALESCE(w.merged_into, w.id), COALESCE(g.merged_into, g.id) FROM relation r"
        " JOIN person w ON w.area_id = r.area_id AND w.id = r.other_id"
        " JOIN person g ON g.area_id = r.area_id AND g.id = r.person_id"
        " WHERE r.area_id = ?1 AND r.kind = 3 AND r.valid_from <= ?2"
        " AND (r.valid_to IS NULL OR r.valid_to > ?2) AND g.died_on IS NULL ORDER BY 1, 2",
        V(c->area_id), V(day));
    while (rows_next(&r)) {
        list_push(c->arena, &out->guards, ((struct link){row_int(&r, 0), row_int(&r, 1)}));
    }
    return rows_end(&r) && ok;
}

int electorate_by_id(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return x < y ? -1 : x > y;
}

bool electorate_is_dead(const struct lives *l, int64_t id)
{
    return l->dead.n && bsearch(&id, l->dead.v, l->dead.n, sizeof(id), electorate_by_id);
}

/* A ward is spoken for by the guardians; else everybody speaks for themselves. */
void electorate_speaks(
    struct ctx *c, const struct lives *l, int64_t person_id, struct speakers *out)
{
    bool ward = false;
    for (size_t i = 0; i < l->guards.n; i++) {
        if (l->guards.v[i].from == person_id) {
            ward = true;
            list_push(c->arena, out, ((struct speaker){l->guards.v[i].to, SPEAKS_GUARDIAN}));
        }
    }
    if (!ward && person_id) {
        list_push(c->arena, out, ((struct speaker){person_id, SPEAKS_SELF}));
    }
}

/* A body ----------------------------------------------------------------------------------------
 */
static bool freeze_body(struct ctx *c, const struct constituency *k, const char *day)
{
    struct seats all = {0};
    if (!terms_seats(c, k->body_id, day, false, &all)) {
        return false;
    }
    for (size_t i = 0; i < all.n; i++) {
        struct speakers by = {0};
        struct voter v = {.no = (int64_t)i + 1,
            .who = WHO_PERSON,
            .who_id = all.v[i].person_id,
            .door = "",
            .w = {.homes = 1}};
        list_push(c->arena, &by, ((struct speaker){v.who_id, SPEAKS_SELF}));
        electorate_put_voter(c, k->ballot_id, &v, &by);
    }
    return !c->err.kind;
}

/* The whole -------------------------------------------------------------------------------------
 */
bool electorate_drop(struct ctx *c, int64_t id)
{
    db_exec(
        c, "DELETE FROM voter_unit WHERE area_id = ?1 AND ballot_id = ?2", V(c->area_id), V(id));
    db_exec(
        c, "DELETE FROM voter_speaker WHERE area_id = ?1 AND ballot_id = ?2", V(c->area_id), V(id));
    db_exec(c, "DELETE FROM voter WHERE area_id = ?1 AND ballot_id = ?2", V(c->area_id), V(id));
    return !c->err.kind;
}

bool electorate_freeze(struct ctx *c, const struct constituency *k)
{
    const char *day = day_text(c->arena, c->now);
    if (!electorate_drop(c, k->ballot_id)) {
        return false;
    }
    return k->who == ROLL_OF_OWNERS ? electorate_freeze_owners(c, k, day)
           : k->who == ROLL_OF_BODY ? freeze_body(c, k, day)
                                    : electorate_freeze_lodgers(c, k, day);
}

bool electorate_is_large(struct ctx *c, const struct constituency *k)
{
    enum { STAIRS_AT_ONCE = 8 };
    return k->who != ROLL_OF_BODY &&
           db_int(c,
               "SELECT count(*) FROM building WHERE area_id = ?1 AND (?2 = ?1 OR id = ?2"
               " OR compound_id = ?2)",
               V(c->area_id), V(k->place_id)) > STAIRS_AT_ONCE;
}
