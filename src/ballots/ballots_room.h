/* ballots_room.h - what the store and page files of this room share. */
#ifndef EAVES_BALLOTS_ROOM_H
#define EAVES_BALLOTS_ROOM_H

#include "lib/base/app.h"
#include "lib/base/module.h"
#include "lib/db/db.h"
#include "lib/log/log.h"
#include "src/ballots/ballots.h"

/* What a list says of a result besides: an objection waits, or it no longer holds. Of no matter. */
enum { LIST_DISPUTED = BALLOT_SHOWN + 1, LIST_ANNULLED = BALLOT_DONE + 1, LIST_OFF };
/* Rows of ballot_sum that are no choice: of item 0. */
enum { SUM_TOOK = 0, SUM_ROLL = -1, SUM_WAY = 100 };

bool ballots_read_items(struct ctx *c, struct ballot *b);
bool ballots_remind_now(struct ctx *c, int64_t ballot_id); /* the job's: the fact that tells them */
/* Adds sign times that weight to a row of ballot_sum. */
void ballots_shift(
    struct ctx *c, int64_t ballot_id, struct vote_mark at, struct weight w, int sign);

extern const struct personal ballots_personal[];
void ballots_forget(struct ctx *c, int64_t person_id);
extern const struct figure ballots_figures[];
#endif
