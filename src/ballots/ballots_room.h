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

/* SHA-256 of the frozen roll, in hex. */
const char *ballots_roll_hash(struct ctx *c, int64_t ballot_id);

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
void ballots_put_speakers(struct ctx *c, int64_t ballot_id, int64_t no, const struct speakers *by);
void ballots_put_voter(
    struct ctx *c, int64_t ballot_id, const struct voter *v, const struct speakers *by);
/* Who have died by that day, and who is under whose guardianship: of the whole area, read once. */
struct link {
    int64_t from, to; /* ward, guardian */
};
struct lives {
    struct ids dead; /* sorted */
    struct links {
        struct link *v;
        size_t n, cap;
    } guards; /* sorted by ward */
};
NODISCARD bool ballots_lives(struct ctx *c, const char *day, struct lives *out);
bool ballots_is_dead(const struct lives *l, int64_t person_id);
int ballots_by_id_order(const void *a, const void *b); /* of int64_t, for qsort and bsearch */
/* A ward is spoken for by the guardians; else everybody speaks for themselves. */
void ballots_speaks(struct ctx *c, const struct lives *l, int64_t person_id, struct speakers *out);
bool ballots_concerns(const struct ballot *b, int64_t building_id); /* is that stair on it? */
bool ballots_freeze_owners(struct ctx *c, const struct ballot *b, const char *day);
bool ballots_freeze_lodgers(struct ctx *c, const struct ballot *b, const char *day);
bool ballots_remind_now(struct ctx *c, int64_t ballot_id); /* the job's: the fact that tells them */
/* Adds sign times that weight to a row of ballot_sum. */
void ballots_shift(
    struct ctx *c, int64_t ballot_id, struct vote_mark at, struct weight w, int sign);

extern const struct personal ballots_personal[];
void ballots_forget(struct ctx *c, int64_t person_id);
extern const struct figure ballots_figures[];
#endif
