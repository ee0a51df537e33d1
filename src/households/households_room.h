/* households_room.h - what the files of this room share; no other room includes it. */
#ifndef EAVES_HOUSEHOLDS_ROOM_H
#define EAVES_HOUSEHOLDS_ROOM_H

#include "lib/base/base.h"
#include "lib/base/module.h"
#include "src/households/households.h"

/* households_rules.c (pure): another head in the household, or the same person twice. */
bool households_may_move_in(
    const struct housemates *there, int64_t person_id, enum family family, struct err *why);

/* households_store.c */
extern const struct personal households_personal[];
#endif
