/* territory_room.h - what the stores of this room share. */
#ifndef EAVES_TERRITORY_ROOM_H
#define EAVES_TERRITORY_ROOM_H

#include "src/territory/territory.h"

bool territory_day(struct ctx *c, const struct change *ch, bool future); /* the rule, asked today */
/* A covering or compound of this area that stands on the day, and goes on. */
bool territory_standing(struct ctx *c, int64_t id, const char *day, struct place *out);
/* It has been what it is since that day: called so, and hung where it hangs. */
bool territory_unchanged(struct ctx *c, const struct place *p, const char *day);
/* No other of that kind has the name today. */
bool territory_name_free(
    struct ctx *c, enum place_kind kind, int64_t parent_id, const char *name, int64_t but_id);
/* Every stair stands that day and has no later arrangement of that kind. */
bool territory_may_move(
    struct ctx *c, const struct ids *stairs, enum place_kind kind, const char *day);
/* Changes rows of cover; asks nothing. to 0: out. */
void territory_put(struct ctx *c, enum place_kind kind, int64_t to, int64_t out_of,
    const struct ids *stairs, const char *day);
/* Today's name and parent, from that day; keeps what was. */
bool territory_version(
    struct ctx *c, const struct place *p, const char *name, int64_t parent_id, const char *day);
void territory_became(struct ctx *c, int64_t from_id, int64_t to_id, const char *day);
/* Of a home: the joined one, or the one that was parted; owners follow it. */
bool territory_tell_home(struct ctx *c, const char *kind, int64_t home_id, int64_t place_id,
    struct words words, const struct change *ch);
bool territory_tell(
    struct ctx *c, const char *kind, int64_t place_id, struct words words, const struct change *ch);
int64_t territory_ms(const char *day); /* a day that exists */
NODISCARD bool territory_micros(struct ctx *c, int64_t grid_id, struct places *out); /* standing */
#endif
