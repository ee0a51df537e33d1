<<<<<<< HEAD
/* ballots_world.h - for tests: an owners' vote over a compound with homes, joint and many owners, a
 * company, unsold flats and a stall; run from draft to open in a few calls. */
#ifndef EAVES_BALLOTS_WORLD_H
#define EAVES_BALLOTS_WORLD_H

#include "src/ballots/ballots.h"
#include "src/matters/matters_store.h"
#include "src/owners/owners.h"
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
        .m = {.title = "换门厅的灯", .audience = AUDIENCE_PUBLIC}};
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
    (void)ballots_cast(c, b, voter, &v);
    bool ok = test_end(c);
    (void)err_take(&c->err); /* a refusal is an answer */
    return ok;
}
=======
/* ballots_world.h - for tests: decisions of owners who are made up, put on the roll directly. */
#ifndef EAVES_BALLOTS_WORLD_H
#define EAVES_BALLOTS_WORLD_H

#include "src/ballots/ballots_room.h"
#include "tests/requests_world.h"

struct polled {
    struct world *w;
    struct ballot b;
    bool secret;
};

/* Whoever types at the desk: has the duty. */
__attribute__((unused)) static void polled_begin(struct ctx *c, const struct polled *p)
{
    test_begin(c);
    c->act.hand = HAND_SELF;
    c->act.person_id = p->w->clerk;
    c->who = (struct who){.account_id = 1, .person_id = p->w->clerk, .staff = true};
}

__attribute__((unused)) static bool polled_end(struct ctx *c)
{
    bool ok = test_end(c);
    c->who = (struct who){0};
    return ok;
}

__attribute__((unused)) static void polled_read(struct ctx *c, struct polled *p)
{
    must(db_begin_read(c));
    CHECK("read", ballots_by_id(c, p->b.id, &p->b));
    db_rollback(c);
}

/* A draft whose items have title and decides; b->electorate, force ... as the caller filled them.
 */
__attribute__((unused)) static void polled_open(struct ctx *c, struct polled *p)
{
    p->b.m.title = str_or(p->b.m.title, "电梯和车棚");
    p->b.named = !p->secret;
    p->b.m.asker_id = p->w->clerk;
    p->b.m.audience = AUDIENCE_PUBLIC;
    p->b.place_id = p->w->area;
    p->b.body_id = p->w->committee;
    p->b.electorate = p->b.electorate ? p->b.electorate : ROLL_OF_OWNERS;
    p->b.force = p->b.force ? p->b.force : FORCE_STATUTORY;
    polled_begin(c, p);
    CHECK("opened", ballots_open(c, &p->b));
    CHECK("kept", polled_end(c));
}

/* That many heads as frozen and open. */
__attribute__((unused)) static void polled_roll(
    struct ctx *c, struct polled *p, const struct voter *v, size_t n)
{
    polled_begin(c, p);
    for (size_t i = 0; i < n; i++) {
        struct speakers none = {0};
        struct voter one = v[i];
        one.no = (int64_t)i + 1;
        one.door = str_or(one.door, "");
        ballots_put_voter(c, p->b.id, &one, &none);
    }
    db_exec(c, "UPDATE matter SET state = 40 WHERE area_id = ?1 AND id = ?2", V(c->area_id),
        V(p->b.id));
    ballots_hash_roll(c, p->b.id);
    db_exec(c,
        "UPDATE ballot SET frozen_at = ?3, opens_at = ?4, closes_at = ?5 WHERE area_id = ?1"
        " AND id = ?2",
        V(c->area_id), V(p->b.id), V(c->now - 3 * MS_PER_DAY), V(c->now - 2 * MS_PER_DAY),
        V(c->now + 3600000));
    CHECK("a roll", polled_end(c));
    polled_read(c, p);
}

/* marks: pairs of item and choice, ended by 0. */
__attribute__((unused)) static bool polled_cast(
    struct ctx *c, const struct polled *p, int64_t voter, enum vote_way way, const int *marks)
{
    struct vote v = {.way = way, .received_at = c->now};
    for (; *marks; marks += 2) {
        list_push(c->arena, &v.marks, ((struct vote_mark){marks[0], marks[1]}));
    }
    return ballots_cast(c, &p->b, voter, &v);
}

__attribute__((unused)) static void polled_close(struct ctx *c, struct polled *p)
{
    polled_begin(c, p);
    db_exec(c, "UPDATE matter SET state = 50 WHERE area_id = ?1 AND id = ?2", V(c->area_id),
        V(p->b.id));
    db_exec(c, "UPDATE ballot SET closes_at = ?3, closed_at = ?3 WHERE area_id = ?1 AND id = ?2",
        V(c->area_id), V(p->b.id), V(c->now + 1));
    CHECK("closed", polled_end(c));
    polled_read(c, p);
}
>>>>>>> 4e88f9c (results: a decision is sealed and counted under every convention, with a file to recount, for owners and whoever doubts)
#endif
