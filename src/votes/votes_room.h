/* votes_room.h - what the store of this room shares with tests. */
#ifndef EAVES_VOTES_ROOM_H
#define EAVES_VOTES_ROOM_H

#include "lib/base/app.h"
#include "lib/base/module.h"
#include "lib/db/db.h"
#include "lib/log/log.h"
#include "src/votes/votes.h"

/* Adds sign times that weight to a row of ballot_sum. */
void votes_shift(struct ctx *c, int64_t ballot_id, struct vote_mark at, struct weight w, int sign);
#endif
