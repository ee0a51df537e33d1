/* requests_acts.h - one request opened and moved, each by a person's own hand: for the room's
 * tests. */
#ifndef EAVES_REQUESTS_ACTS_H
#define EAVES_REQUESTS_ACTS_H

#include "src/requests/requests.h"
#include "tests/requests_world.h"

/* A transaction of one person's own hand. */
__attribute__((unused)) static void begin_as(struct ctx *c, int64_t person, bool staff)
{
    test_begin(c);
    c->who = (struct who){.account_id = person, .person_id = person, .staff = staff};
    db_exec(c, "UPDATE act SET account_id = ?3 WHERE area_id = ?1 AND id = ?2", V(c->area_id),
        V(c->act.id), V(person));
    c->act.hand = HAND_SELF;
    c->act.channel = CHANNEL_WEB;
    c->act.person_id = person;
}

__attribute__((unused)) static bool end(struct ctx *c, enum err_kind *kind)
{
    if (kind) {
        *kind = c->err.kind;
    }
    bool ok = test_end(c);
    c->err = (struct err){0};
    c->act = (struct act){0};
    c->who = (struct who){0};
    return ok;
}

__attribute__((unused)) static int64_t open_one(
    struct ctx *c, const struct world *w, enum audience audience)
{
    int64_t id = 0;
    begin_as(c, w->granny, false);
    struct request_draft d = {.place_id = w->stair,
        .body = TROUBLE,
        .spot = "门厅",
        .kind = KIND_LIGHT,
        .audience = audience};
    requests_open(c, &d, &id);
    CHECK("opened", end(c, NULL) && id);
    return id;
}

__attribute__((unused)) static enum err_kind move_as(
    struct ctx *c, int64_t person, bool staff, const char *verb, struct moving what)
{
    enum err_kind kind;
    begin_as(c, person, staff);
    requests_move(c, verb, &what);
    end(c, &kind);
    return kind;
}

/* Other tests' jobs lie in the same store. */
__attribute__((unused)) static void run_jobs(struct ctx *c)
{
    for (int turns = 0; turns < 50 && jobs_run_due(c, 100); turns++) {
    }
}

__attribute__((unused)) static int64_t facts(struct ctx *c, int64_t id, const char *kind)
{
    must(db_begin_read(c));
    int64_t n =
        db_int(c, "SELECT count(*) FROM fact WHERE area_id = ?1 AND subject_id = ?2 AND kind = ?3",
            V(c->area_id), V(id), V(kind));
    db_rollback(c);
    return n;
}
/* Assigned to the property company. */
__attribute__((unused)) static int64_t at_work(struct ctx *c, const struct world *w)
{
    int64_t id = open_one(c, w, AUDIENCE_PLACE);
    CHECK("assigned", move_as(c, w->clerk, true, "assign",
                          (struct moving){id, 1, .body_id = w->property}) == ERR_NONE);
    return id;
}

#endif
