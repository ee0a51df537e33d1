/* ballots_roll_store.c - the roll is taken, hangs, and may be taken down. */
#include "src/ballots/ballots_room.h"

#include "lib/db/job.h"

static struct constituency constituency_of(const struct ballot *b)
{
    return (struct constituency){.ballot_id = b->id,
        .place_id = b->place_id,
        .body_id = b->body_id,
        .who = b->electorate,
        .stairs = b->stairs};
}

static void drop_sums(struct ctx *c, int64_t id)
{
    db_exec(
        c, "DELETE FROM ballot_sum WHERE area_id = ?1 AND ballot_id = ?2", V(c->area_id), V(id));
}

static void sum_roll(struct ctx *c, int64_t id)
{
    drop_sums(c, id);
    db_exec(c,
        "INSERT INTO ballot_sum (area_id, ballot_id, item_no, choice, homes, stalls, area_dm2,"
        " stalls_dm2) SELECT ?1, ?2, 0, ?3, COALESCE(sum(homes), 0),"
        " COALESCE(sum(1 - homes), 0), COALESCE(sum(area_dm2), 0),"
        " COALESCE(sum(stalls_dm2), 0) FROM voter WHERE area_id = ?1 AND ballot_id = ?2",
        V(c->area_id), V(id), V(SUM_ROLL));
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
    struct constituency k = constituency_of(&b);
    if (!electorate_freeze(c, &k)) {
        return false;
    }
    sum_roll(c, b.id);
    db_grown(c);
    struct ballot hangs = {.notice_days = b.objection_days}; /* counted like a notice */
    int64_t until = ballots_opens_after(&hangs, c->now);
    db_exec(c,
        "UPDATE ballot SET frozen_at = ?3, roll_hash = ?4, objections_until = ?5"
        " WHERE area_id = ?1 AND id = ?2",
        V(c->area_id), V(b.id), V(c->now), V(electorate_hash(c, b.id)), V(until));
    db_exec(c,
        "UPDATE matter SET due_at = ?3, audience = (SELECT t.audience FROM ballot t"
        " WHERE t.area_id = ?1 AND t.id = ?2) WHERE area_id = ?1 AND id = ?2",
        V(c->area_id), V(b.id), V(until));
    return !c->err.kind;
}

bool ballots_take_roll(struct ctx *c, const struct ballot *b, int64_t seen_version)
{
    struct moving mv = {.matter_id = b->id, .seen_version = seen_version, .text = ""};
    if (!matters_move(c, "roll", &mv)) {
        return false;
    }
    db_exec(c, "UPDATE ballot SET frozen_at = 0 WHERE area_id = ?1 AND id = ?2", V(c->area_id),
        V(b->id));
    struct constituency k = constituency_of(b);
    return electorate_is_large(c, &k) ? job_put(c, "ballots.roll", b->id, c->now)
                                      : ballots_freeze(c, b->id);
}

bool ballots_take_back(struct ctx *c, const struct ballot *b, int64_t seen_version)
{
    struct moving mv = {.matter_id = b->id, .seen_version = seen_version, .text = ""};
    if (!matters_move(c, "take_back", &mv)) {
        return false;
    }
    drop_sums(c, b->id);
    (void)electorate_drop(c, b->id);
    db_exec(c, "UPDATE ballot SET frozen_at = 0, roll_hash = '' WHERE area_id = ?1 AND id = ?2",
        V(c->area_id), V(b->id));
    return !c->err.kind;
}
