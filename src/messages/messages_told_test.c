/* messages_told_test.c - what is taken back is told nobody, and nothing else with it; who was
 * joined to a matter is told like who told it first. */
#include "src/messages/messages_test.h"

static void taken_back(struct ctx *c)
{
    struct world *w = world_make(c);
    int64_t id = answered(c, w, AUDIENCE_PLACE);
    CHECK("somebody is to telephone", rows_of(c, id, w->granny, MESSAGE_CALL, MESSAGE_WAITS) == 1);
    begin_as(c, w->manager, false);
    CHECK("undone", matters_undo(c, id, 0) && end(c, NULL));
    CHECK("nobody telephones", rows_of(c, id, w->granny, MESSAGE_CALL, MESSAGE_WAITS) == 0);
    CHECK("nothing asks her for her word any more",
        rows_of(c, id, w->granny, MESSAGE_PAGE, MESSAGE_DROPPED) == 1);
}

/* Whose trouble was joined to it is told like who told it first: by the number she knows. */
static void joined_ask_too(struct ctx *c)
{
    struct world *w = world_make(c); /* no gateway: whatever must be told is for people */
    int64_t id = open_one(c, w, AUDIENCE_PLACE), hers = 0;
    begin_as(c, w->neighbour, false);
    struct request_draft d = {
        .place_id = w->stair, .body = TROUBLE, .kind = KIND_LIGHT, .audience = AUDIENCE_PLACE};
    requests_open(c, &d, &hers);
    CHECK("another", end(c, NULL) && hers);
    CHECK("joined",
        !move_as(c, w->clerk, true, "merge", (struct moving){.matter_id = hers, .into_id = id}));
    CHECK("assigned", !move_as(c, w->clerk, true, "assign",
                          (struct moving){.matter_id = id, .body_id = w->property}));
    CHECK("answered", !move_as(c, w->manager, false, "answer",
                          (struct moving){.matter_id = id, .text = "换好了。", .waived = true}));
    CHECK("both are told for certain",
        rows_of(c, id, w->granny, MESSAGE_CALL, MESSAGE_WAITS) == 1 &&
            rows_of(c, id, w->neighbour, MESSAGE_CALL, MESSAGE_WAITS) == 1);
    must(db_begin_read(c));
    struct message m = {
        .fact = "requests.answer", .whom = WHOM_ASKER, .subject_id = id, .person_id = w->neighbour};
    const char *number = matters_ticket(
        c->arena, db_int(c, "SELECT ticket FROM matter WHERE area_id = ?1 AND id = ?2",
                      V(c->area_id), V(hers)));
    CHECK("by the number she knows",
        strstr(text_say(c->arena, LANG_HANS, messages_says(c, &m)), number));
    db_rollback(c);
    CHECK("she says yes",
        !move_as(c, w->neighbour, false, "confirm", (struct moving){.matter_id = id}));
    CHECK("which the other is told", rows_of(c, id, w->granny, MESSAGE_PAGE, MESSAGE_WAITS) == 3);
    later(c, 7 * MS_PER_DAY);
    CHECK("both are asked again, and told so",
        rows_of(c, id, w->neighbour, MESSAGE_PAGE, MESSAGE_WAITS) == 1 &&
            rows_of(c, id, w->granny, MESSAGE_PAGE, MESSAGE_WAITS) == 4);
}

/* Told on the telephone and typed for her; a step after that is taken back, the number is not. */
static void only_that_step(struct ctx *c)
{
    struct world *w = world_make(c);
    int64_t id = 0;
    c->app->sms = "none";
    begin_as(c, w->clerk, true);
    c->act.person_id = w->granny;
    c->act.hand = HAND_STAFF;
    struct request_draft d = {
        .place_id = w->stair, .body = TROUBLE, .kind = KIND_LIGHT, .audience = AUDIENCE_PLACE};
    requests_open(c, &d, &id);
    CHECK("typed for her", end(c, NULL) && id);
    CHECK("she shall have her number", rows_of(c, id, w->granny, MESSAGE_SMS, MESSAGE_WAITS) == 1);
    move_as(c, w->clerk, true, "accept", (struct moving){.matter_id = id});
    begin_as(c, w->clerk, true);
    CHECK("undone", matters_undo(c, id, 0) && end(c, NULL));
    CHECK("she still shall", rows_of(c, id, w->granny, MESSAGE_SMS, MESSAGE_WAITS) == 1);
    c->app->sms = NULL;
}

const struct test messages_told_tests[] = {
    {"taken back", taken_back},
    {"only that step", only_that_step},
    {"joined ask too", joined_ask_too},
    {0},
};
