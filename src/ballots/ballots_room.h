/* ballots_room.h - what the rules and store files of this room share. */
#ifndef EAVES_BALLOTS_ROOM_H
#define EAVES_BALLOTS_ROOM_H

#include "lib/base/app.h"
#include "lib/base/module.h"
#include "lib/db/db.h"
#include "lib/log/log.h"
#include "src/ballots/ballots.h"

/* What a list says of a result besides: an objection waits, or it no longer holds. Of no matter. */
enum { LIST_DISPUTED = BALLOT_SHOWN + 1, LIST_ANNULLED = BALLOT_DONE + 1, LIST_OFF };

bool ballots_remind_now(struct ctx *c, int64_t ballot_id); /* the job's: the fact that tells them */

extern const struct personal ballots_personal[];
void ballots_forget(struct ctx *c, int64_t person_id);
#endif
