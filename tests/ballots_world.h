/* ballots_world.h - for tests: an owners' vote over a compound with homes, joint and many owners, a
 * company, unsold flats and a stall; run from draft to open in a few calls. */
#ifndef EAVES_BALLOTS_WORLD_H
#define EAVES_BALLOTS_WORLD_H

#include "src/matters/matters_store.h"
#include "src/owners/owners.h"
#include "src/votes/votes.h"
#include "tests/requests_world.h"

/* A home with one owner of that name; 0 area: 80.00. */
__attribute__((unused)) static int64_t ballots_home(struct ctx *c, int64_t stair, const char *unit,
    int64_t dm2, const char *owner, const char *phone)
{
    bool made, changed;
    int64_t u = places_put_unit(c, stair, unit, dm2, &made, &changed);
    (void)owners_put(c, u, owner, OWNER_PERSON, phone, 1, 1, "2020-01-01", &made, &changed);
    return u;
}

__attribute__((unused)) static struct ballot ballots_draft(
    struct ctx *c, int64_t place, int64_t body, enum decides what)
{
    struct ballot b = {.place_id = place,
        .body_id = body,
        .electorate = ROLL_OF_OWNERS,
        .force = FORCE_STATUTORY,
        .named = true,
        .running = true,
        .text = "",
        .follow_clause = "",
        .audience = AUDIENCE_PUBLIC,
        .m = {.title = "换门厅的灯"}};
    list_push(c->arena, &b.items,
        ((struct ballot_item){.title = "同意换灯吗？", .text = "", .decides = what}));
    return b;
}

__attribute__((unused)) static void ballots_act(struct ctx *c, int64_t person, enum hand hand)
{
    test_begin(c);
    c->act.person_id = person;
    c->act.hand = hand;
    c->act.received_at = c->now;
}

/* Steps that the clock and the organiser make, without the pages: the state is set as they leave
 * it.
 */
__attribute__((unused)) static bool ballots_to_open(struct ctx *c, struct ballot *b, int64_t clerk)
{
    ballots_act(c, clerk, HAND_SYSTEM);
    bool ok = ballots_open(c, b);
    db_exec(
        c, "UPDATE matter SET state = 20 WHERE area_id = ?1 AND id = ?2", V(c->area_id), V(b->id));
    ok = ok && ballots_freeze(c, b->id);
    db_exec(
        c, "UPDATE matter SET state = 30 WHERE area_id = ?1 AND id = ?2", V(c->area_id), V(b->id));
    db_exec(c,
        "UPDATE ballot SET posted_at = ?3, opens_at = ?3, closes_at = ?4"
        " WHERE area_id = ?1 AND id = ?2",
        V(c->area_id), V(b->id), V(c->now), V(c->now + 14 * MS_PER_DAY));
    if (ok) {
        ballots_clock(c, b->id);
    }
    ok = test_end(c) && ok;
    test_begin(c);
    ok = ballots_by_id(c, b->id, b) && ok;
    return test_end(c) && ok && b->m.state == BALLOT_OPEN;
}

__attribute__((unused)) static bool ballots_say(
    struct ctx *c, const struct ballot *b, int64_t person, int64_t voter, int64_t choice)
{
    struct vote v = {.way = WAY_WEB};
    list_push(c->arena, &v.marks, ((struct vote_mark){1, choice}));
    ballots_act(c, person, HAND_SELF);
    (void)votes_cast(c, b, voter, &v);
    bool ok = test_end(c);
    (void)err_take(&c->err); /* a refusal is an answer */
    return ok;
}
#endif
