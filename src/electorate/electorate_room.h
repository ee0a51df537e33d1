/* electorate_room.h - what the store files of this room share. */
#ifndef EAVES_ELECTORATE_ROOM_H
#define EAVES_ELECTORATE_ROOM_H

#include "lib/base/app.h"
#include "lib/base/module.h"
#include "lib/db/db.h"
#include "src/electorate/electorate.h"

/* electorate_rules.c (pure): heads of a roll of owners out of units and shares. */
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
bool electorate_is_stall(const char *unit_name); /* 车位, 车库 */
/* The number of each holding's head, from 1, in the order of the first of its units. */
int64_t *electorate_heads(struct arena *a, const struct holdings *all, int64_t *heads);
bool electorate_concerns(const struct constituency *k, int64_t building_id);

/* One head onto the roll, and who speaks for it. */
enum speaker_how { SPEAKS_SELF = 1, SPEAKS_GUARDIAN, SPEAKS_AGENT, SPEAKS_HOUSEHOLD }; /* stored */
struct speaker {
    int64_t person_id;
    enum speaker_how how;
};
struct speakers {
    struct speaker *v;
    size_t n, cap;
};
void electorate_put_speakers(
    struct ctx *c, int64_t ballot_id, int64_t no, const struct speakers *by);
void electorate_put_voter(
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
NODISCARD bool electorate_lives(struct ctx *c, const char *day, struct lives *out);
bool electorate_is_dead(const struct lives *l, int64_t person_id);
int electorate_by_id(const void *a, const void *b); /* of int64_t, for qsort and bsearch */
/* A ward is spoken for by the guardians; else everybody speaks for themselves. */
void electorate_speaks(
    struct ctx *c, const struct lives *l, int64_t person_id, struct speakers *out);

bool electorate_freeze_owners(struct ctx *c, const struct constituency *k, const char *day);
bool electorate_freeze_lodgers(struct ctx *c, const struct constituency *k, const char *day);
#endif
