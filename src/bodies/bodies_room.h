/* bodies_room.h - what the files of this room share; no other room includes it. */
#ifndef EAVES_BODIES_ROOM_H
#define EAVES_BODIES_ROOM_H

#include "lib/base/base.h"
#include "src/bodies/bodies.h"

struct list;
struct choice;

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
/* Is there such a post in a body of that kind? */
bool bodies_post_fits(int64_t post, enum body_kind body, struct err *why);

NODISCARD bool bodies_post(struct ctx *c, int64_t id, struct post *out); /* ERR_ABSENT */
/* Current posts over the area and its compounds, or all of one body; volunteers are left out. */
NODISCARD bool bodies_posts_public(struct ctx *c, int64_t body_id, struct posts *out);
extern const struct list bodies_posts_list;
const struct choice *bodies_kinds_for(struct ctx *c, enum body_kind body); /* for a select */
#endif
