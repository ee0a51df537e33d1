/* households_rules.c - who may be entered beside whom. */
#include "src/households/households_room.h"

bool households_may_move_in(
    const struct housemates *there, int64_t person_id, enum family family, struct err *why)
{
    for (size_t i = 0; i < there->n; i++) {
        if (there->v[i].person_id == person_id) {
            return refuse(why, "name", SAY(N_("这位居民那时已经住在这一户了。")));
        }
        if (family == FAMILY_HEAD && there->v[i].family == FAMILY_HEAD) {
            return refuse(why, "family",
                WORDS(N_("这一户已经有户主 {0}。请先改他的关系，再登记新的户主。"),
                    TEXT(there->v[i].name)));
        }
    }
    return true;
}
