/* demo_messages.c - how some want to be told, and what was sent on the way. */
#include "app/demo.h"

#include "src/messages/messages.h"
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
