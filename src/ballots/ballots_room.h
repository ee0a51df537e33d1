/* ballots_room.h - what the store and page files of this room share. */
#ifndef EAVES_BALLOTS_ROOM_H
#define EAVES_BALLOTS_ROOM_H

#include "lib/base/app.h"
#include "lib/base/module.h"
#include "lib/db/db.h"
#include "lib/log/log.h"
#include "src/ballots/ballots.h"

enum { STAIRS_AT_ONCE = 8 }; /* the roll of more is taken by the runner */
/* Rows of ballot_sum that are no choice: of item 0. */
enum { SUM_TOOK = 0, SUM_ROLL = -1, SUM_WAY = 100 };

/* ballots_roll_rules.c (pure): heads of a roll of owners out of units and shares. */
struct holding { /* one unit and who holds it, sorted by unit as they came */
    int64_t unit_id, building_id, area_dm2, source;
    bool stall;
    const char *name, *building;
    const char *key; /* who hold it: equal for the same ones; "" nobody: then it stands alone */
    size_t share, shares; /* first and number of its shares */
};
struct holdings {
    struct holding *v;
    size_t n, cap;
};
bool ballots_is_stall(const char *unit_name); /* 车位, 车库 */
/* The number of each holding's head, from 1, in the order of the first of its units. */
int64_t *ballots_heads(struct arena *a, const struct holdings *all, int64_t *heads);

bool ballots_read_items(struct ctx *c, struct ballot *b);
/* One head onto the roll of a ballot, and who speaks for it. */
struct speaker {
    int64_t person_id;
    enum speaker_how how;
};
struct speakers {
    struct speaker *v;
    size_t n, cap;
};
void ballots_put_voter(
    struct ctx *c, int64_t ballot_id, const struct voter *v, const struct speakers *by);
/* Adds sign times that weight to a row of ballot_sum. */
void ballots_shift(
    struct ctx *c, int64_t ballot_id, struct vote_mark at, struct weight w, int sign);

extern const struct personal ballots_personal[];
void ballots_forget(struct ctx *c, int64_t person_id);
extern const struct figure ballots_figures[];
#endif
