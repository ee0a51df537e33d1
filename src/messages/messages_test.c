/* messages_test.c - the right people, by the right way, at the right hour; and nobody else. */
#include "src/messages/messages_room.h"
#include "tests/gateway.h"
#include "tests/requests_acts.h"

enum { HOUR = 3600 * 1000 };

static int rows_of(
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

/* The runner, some minutes later. */
static void later(struct ctx *c, int64_t ms)
{
    test_at(c, c->now + ms);
    for (int i = 0; i < 20 && jobs_run_due(c, 50) > 0; i++) {
    }
}

static int64_t answered(struct ctx *c, struct world *w)
{
    int64_t id = open_one(c, w, AUDIENCE_PLACE);
    CHECK("assigned", !move_as(c, w->clerk, true, "assign",
                          (struct moving){.matter_id = id, .body_id = w->property}));
    CHECK("answered", !move_as(c, w->manager, false, "answer",
                          (struct moving){.matter_id = id, .text = "灯换好了。", .waived = true}));
    return id;
}

/* The narrowest whole: an answer is on the asker's page and on her telephone. */
static void an_answer(struct ctx *c)
{
    struct world *w = world_make(c);
    char file[64];
    snprintf(file, sizeof(file), "/tmp/eaves-sms-%d", (int)getpid());
    setenv("EAVES_SMS_FILE", file, 1);
    c->app->sms = "file";
    int64_t id = answered(c, w);
    CHECK("the asker's page", rows_of(c, id, w->granny, MESSAGE_PAGE, MESSAGE_WAITS) == 2);
    CHECK("and her telephone", rows_of(c, id, w->granny, MESSAGE_SMS, MESSAGE_WAITS) == 1);
    CHECK("nobody else's", rows_of(c, id, w->neighbour, MESSAGE_PAGE, MESSAGE_WAITS) == 0);
    CHECK("the property was told of its work",
        rows_of(c, id, w->manager, MESSAGE_PAGE, MESSAGE_TOLD) == 1);
    CHECK("her helper too", rows_of(c, id, w->son, MESSAGE_PAGE, MESSAGE_WAITS) == 1);
    later(c, MESSAGE_HOLD_MS + 1000);
    CHECK("sent", rows_of(c, id, w->granny, MESSAGE_SMS, MESSAGE_SENT) == 1);
    FILE *f = fopen(file, "re");
    char line[1000] = "";
    bool hers = false;
    while (f && fgets(line, sizeof(line), f)) {
        hers = hers || (strstr(line, w->phone) && strstr(line, "有了答复") && !strstr(line, "灯"));
    }
    CHECK("in words, without what it was about", hers);
    if (f) {
        fclose(f);
    }
    unlink(file);
    c->app->sms = NULL;
}

const struct test messages_tests[] = {
    {"an answer", an_answer},
    {0},
};
