/* people_room.h - what the files of this room share; no other room includes it. */
#ifndef EAVES_PEOPLE_ROOM_H
#define EAVES_PEOPLE_ROOM_H

#include "lib/base/base.h"
#include "src/people/people.h"

/* people_rules.c (pure) */
bool people_may_help(int64_t helper_id, int64_t person_id, const char *consent, struct err *why);

/* people_store.c */
bool people_absent(struct ctx *c); /* ERR_ABSENT; always false */
bool people_tell_phone_seen(struct ctx *c, const struct person *p, const char *reason);

/* people_helper_store.c */
NODISCARD bool people_helpers_of(struct ctx *c, int64_t person_id, struct helps *out);
bool people_end_helper(struct ctx *c, int64_t relation_id); /* by either of the two */
#endif
