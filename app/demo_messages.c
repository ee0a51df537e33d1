/* demo_messages.c - how some want to be told, and what was sent on the way. */
#include "app/demo.h"

#include "src/messages/messages_room.h"
#include "src/people/people.h"

/* Every third of a stair's people wants a call, every third a knock. Before the stories. */
bool demo_messages(struct ctx *c, struct cast *k)
{
    struct people there = {0};
    if (!people_of_building(c, k->stair, &there)) {
        return false;
    }
    bool ok = demo_begin(c, k->staff, HAND_STAFF, CHANNEL_PHONE) &&
              messages_wish(c, k->elder, MESSAGE_DOOR);
    for (size_t i = 0; ok && i < there.n; i++) {
        bool cast = there.v[i].id == k->resident || there.v[i].id == k->leader ||
                    there.v[i].id == k->helper;
        if (!cast && i % 5 == 0) {
            ok = messages_wish(c, there.v[i].id, i % 2 ? MESSAGE_CALL : MESSAGE_DOOR);
        }
    }
    return demo_end(c) && ok;
}

/* Each left when it was due; of some the report said no, and they are to be called. */
bool demo_messages_sent(struct ctx *c)
{
    struct messages sent = {0};
    int64_t called = 0;
    bool ok = demo_begin(c, 0, HAND_SYSTEM, CHANNEL_SYSTEM) &&
              messages_sent_since(c, MESSAGE_SMS, 0, c->now, &sent);
    for (size_t i = 0; ok && i < sent.n; i++) {
        struct message *m = &sent.v[i];
        const struct message_line *l = messages_line(m->fact, m->whom);
        bool must_know = l && (l->how & HOW_MUST) == HOW_MUST && !(l->how & HOW_DESK);
        m->sent_at = m->due_at;
        if (must_know && called++ % 2 == 0) {
            m->state = MESSAGE_FAILED;
            m->why = WHY_UNREACHED;
            m->answer = "200 {\"state\":\"UNDELIV\"}";
        }
        ok = messages_keep(c, m) &&
             (m->state != MESSAGE_FAILED || messages_hand_over(c, m, WHY_UNREACHED));
    }
    return demo_end(c) && ok;
}
