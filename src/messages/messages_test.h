/* messages_test.h - for tests of this room: an answered request, the runner, what the outbox holds.
 */
#ifndef EAVES_MESSAGES_TEST_H
#define EAVES_MESSAGES_TEST_H

#include "lib/text/text.h"
#include "src/matters/matters_store.h"
#include "src/messages/messages_room.h"
#include "tests/gateway.h"
#include "tests/requests_acts.h"

#define HOUR INT64_C(3600000)

/* about 0: digests */
__attribute__((unused)) static int rows_of(
    struct ctx *c, int64_t about, int64_t person, enum message_channel by, enum message_state state)
{
    must(db_begin_read(c));
    int n = (int)db_int(c,
        "SELECT count(*) FROM message WHERE area_id = ?1 AND person_id = ?2 AND channel = ?3"
        " AND state = ?4 AND subject_id = ?5",
        V(c->area_id), V(person), V((int)by), V((int)state), V(about));
    db_rollback(c);
    return n;
}

/* The runner, some time later. */
__attribute__((unused)) static void later(struct ctx *c, int64_t ms)
{
    int64_t area = c->area_id;
    test_at(c, c->now + ms);
    for (int i = 0; i < 20 && jobs_run_due(c, 50) > 0; i++) {
    }
    c->area_id = area;
}

__attribute__((unused)) static int64_t answered(
    struct ctx *c, struct world *w, enum audience audience)
{
    int64_t id = open_one(c, w, audience);
    CHECK("assigned", !move_as(c, w->clerk, true, "assign",
                          (struct moving){.matter_id = id, .body_id = w->property}));
    CHECK("answered", !move_as(c, w->manager, false, "answer",
                          (struct moving){.matter_id = id, .text = "换好了。", .waived = true}));
    return id;
}
#endif
