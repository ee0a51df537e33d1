/* households.h - 住户: who lives together behind one door, from day to day.
 *
 * A household lives in a home; its people move in and out, one of them sets up a household of their
 * own, two of the same home become one. Nothing is rewritten: whoever lived there on a day did so,
 * whatever comes later. Once a year the family itself looks whether it is right. Who somebody is:
 * src/people; the homes: src/places.
 */
#ifndef EAVES_HOUSEHOLDS_H
#define EAVES_HOUSEHOLDS_H

#include "lib/base/ctx.h"
#include "src/people/people.h"

struct housemate { /* one lives there, from day to day; until "" while it lasts */
    int64_t relation_id, person_id;
    enum family family;
    const char *name, *phone, *since, *until; /* phone in full: mask before showing */
    bool ward; /* under somebody's guardianship today */
};
struct housemates {
    struct housemate *v;
    size_t n, cap;
};
/* Who lives in it on that day ("": today), the head first. */
NODISCARD bool households_people(
    struct ctx *c, int64_t household_id, const char *day, struct housemates *out);
NODISCARD bool households_past(struct ctx *c, int64_t household_id, struct housemates *out);
/* From that day on. Refused: already there then or later, a second head. */
bool households_move_in(
    struct ctx *c, int64_t person_id, int64_t household_id, enum family family, const char *day);
bool households_move_out(struct ctx *c, int64_t person_id, int64_t household_id, const char *day);
bool households_set_family(
    struct ctx *c, int64_t person_id, int64_t household_id, enum family family);
/* One of its people moves into a household of its own in the same home. Its id. */
int64_t households_split(struct ctx *c, int64_t person_id, int64_t household_id, const char *day);
/* Everybody of `from` lives in `into`, of the same home, from that day on; `from` ends. */
bool households_join(struct ctx *c, int64_t from, int64_t into, const char *day);
bool households_check(struct ctx *c, int64_t household_id); /* "all right", for this year */
int64_t households_checked_at(struct ctx *c, int64_t household_id); /* 0: never */

extern const struct module households_module;
#endif
