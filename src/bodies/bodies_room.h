/* bodies_room.h - what the files of this room share; no other room includes it. */
#ifndef EAVES_BODIES_ROOM_H
#define EAVES_BODIES_ROOM_H

#include "src/bodies/bodies.h"

struct power { /* one post's reach today: its own, or that of the post it stands in for */
    enum post_kind kind;
    int64_t place_id;
};
struct powers {
    struct power *v;
    size_t n, cap;
};
/* The reader's; those that need a second factor are left out when who.staff is not set. */
NODISCARD bool bodies_powers(struct ctx *c, struct powers *out);
#endif
