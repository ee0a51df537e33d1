/* ballots_roll_store.c - the roll is taken from the registers and frozen. */
#include <stdlib.h>
#include <string.h>

#include "src/ballots/ballots_room.h"

#include "lib/db/job.h"

/* Writing heads ---------------------------------------------------------------------------------
 */
void ballots_put_speakers(struct ctx *c, int64_t ballot_id, int64_t no, const struct speakers *by)
{
    for (size_t i = 0; i < by->n; i++) {
        db_send(c,
            "INSERT INTO voter_speaker (area_id, ballot_id, voter_no, person_id, how)"
            " VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT DO NOTHING",
            V(c->area_id), V(ballot_id), V(no), V(by->v[i].person_id), V((int)by->v[i].how));
    }
}

void ballots_put_voter(
    struct ctx *c, int64_t ballot_id, const struct voter *v, const struct speakers *by)
{
    db_send(c,
        "INSERT INTO voter (area_id, ballot_id, no, who_kind, who_id, why_not, unsold, building_id,"
        " door, units, homes, area_dm2, stalls_dm2)"
        " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)",
        V(c->area_id), V(ballot_id), V(v->no), V((int)v->who), V0(v->who_id), V((int)v->why_not),
        V((int)v->unsold), V0(v->building_id), V(v->door), V(v->units), V(v->w.homes),
        V(v->w.area_dm2), V(v->w.stalls_dm2));
    ballots_put_speakers(c, ballot_id, v->no, by);
}

/* Who have died, and who is under whose guardianship: of the whole area, each read once. ----------
 */
bool ballots_lives(struct ctx *c, const char *day, struct lives *out)
{
    struct rows r = db_query(c,
        "SELECT id FROM person WHERE area_id = ?1 AND died_on IS NOT NULL AND died_on <= ?2"
        " ORDER BY id",
        V(c->area_id), V(day));
    while (rows_next(&r)) {
        list_push(c->arena, &out->dead, row_int(&r, 0));
    }
    bool ok = rows_end(&r);
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

int ballots_by_id_order(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return x < y ? -1 : x > y;
}

bool ballots_is_dead(const struct lives *l, int64_t id)
{
    return l->dead.n && bsearch(&id, l->dead.v, l->dead.n, sizeof(id), ballots_by_id_order);
}

/* A ward is spoken for by the guardians; else everybody speaks for themselves. */
void ballots_speaks(struct ctx *c, const struct lives *l, int64_t person_id, struct speakers *out)
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
static bool freeze_body(struct ctx *c, const struct ballot *b, const char *day)
{
    struct seats all = {0};
    if (!terms_seats(c, b->body_id, day, false, &all)) {
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
        ballots_put_voter(c, b->id, &v, &by);
    }
    return !c->err.kind;
}

/* The whole -------------------------------------------------------------------------------------
 */
static void drop_roll(struct ctx *c, int64_t id)
{
    db_exec(
        c, "DELETE FROM voter_unit WHERE area_id = ?1 AND ballot_id = ?2", V(c->area_id), V(id));
    db_exec(
        c, "DELETE FROM voter_speaker WHERE area_id = ?1 AND ballot_id = ?2", V(c->area_id), V(id));
    db_exec(c, "DELETE FROM voter WHERE area_id = ?1 AND ballot_id = ?2", V(c->area_id), V(id));
    db_exec(
        c, "DELETE FROM ballot_sum WHERE area_id = ?1 AND ballot_id = ?2", V(c->area_id), V(id));
}

static void sum_roll(struct ctx *c, int64_t id)
{
    db_exec(c,
        "INSERT INTO ballot_sum (area_id, ballot_id, item_no, choice, homes, stalls, area_dm2,"
        " stalls_dm2) SELECT ?1, ?2, 0, ?3, COALESCE(sum(homes), 0),"
        " COALESCE(sum(1 - homes), 0), COALESCE(sum(area_dm2), 0),"
        " COALESCE(sum(stalls_dm2), 0) FROM voter WHERE area_id = ?1 AND ballot_id = ?2",
        V(c->area_id), V(id), V(SUM_ROLL));
}

static bool freeze(struct ctx *c, const struct ballot *b, const char *day)
{
    return b->electorate == ROLL_OF_OWNERS ? ballots_freeze_owners(c, b, day)
           : b->electorate == ROLL_OF_BODY ? freeze_body(c, b, day)
                                           : ballots_freeze_lodgers(c, b, day);
}

bool ballots_freeze(struct ctx *c, int64_t ballot_id)
{
    struct ballot b;
    if (!ballots_by_id(c, ballot_id, &b)) {
        return false;
    }
    if (b.m.state != BALLOT_ROLL) {
        return true; /* announced since: it is frozen */
    }
    drop_roll(c, b.id);
    if (!freeze(c, &b, day_text(c->arena, c->now))) {
        return false;
    }
    sum_roll(c, b.id);
    db_grown(c);
    struct ballot hangs = {.notice_days = b.objection_days}; /* counted like a notice */
    int64_t until = ballots_opens_after(&hangs, c->now);
    db_exec(c,
        "UPDATE ballot SET frozen_at = ?3, roll_hash = ?4, objections_until = ?5"
        " WHERE area_id = ?1 AND id = ?2",
        V(c->area_id), V(b.id), V(c->now), V(ballots_roll_hash(c, b.id)), V(until));
    db_exec(c,
        "UPDATE matter SET due_at = ?3, audience = (SELECT t.audience FROM ballot t"
        " WHERE t.area_id = ?1 AND t.id = ?2) WHERE area_id = ?1 AND id = ?2",
        V(c->area_id), V(b.id), V(until));
    return !c->err.kind;
}

static bool is_large(struct ctx *c, const struct ballot *b)
{
    return b->electorate != ROLL_OF_BODY &&
           db_int(c,
               "SELECT count(*) FROM building WHERE area_id = ?1 AND (?2 = ?1 OR id = ?2"
               " OR compound_id = ?2)",
               V(c->area_id), V(b->place_id)) > STAIRS_AT_ONCE;
}

bool ballots_take_roll(struct ctx *c, const struct ballot *b, int64_t seen_version)
{
    struct moving mv = {.matter_id = b->id, .seen_version = seen_version, .text = ""};
    if (!matters_move(c, "roll", &mv)) {
        return false;
    }
    db_exec(c, "UPDATE ballot SET frozen_at = 0 WHERE area_id = ?1 AND id = ?2", V(c->area_id),
        V(b->id));
    return is_large(c, b) ? job_put(c, "ballots.roll", b->id, c->now) : ballots_freeze(c, b->id);
}

bool ballots_take_back(struct ctx *c, const struct ballot *b, int64_t seen_version)
{
    struct moving mv = {.matter_id = b->id, .seen_version = seen_version, .text = ""};
    if (!matters_move(c, "take_back", &mv)) {
        return false;
    }
    drop_roll(c, b->id);
    db_exec(c, "UPDATE ballot SET frozen_at = 0, roll_hash = '' WHERE area_id = ?1 AND id = ?2",
        V(c->area_id), V(b->id));
    return !c->err.kind;
}
