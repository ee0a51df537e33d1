/* people_room.h - what the files of this room share; no other room includes it. */
#ifndef EAVES_PEOPLE_ROOM_H
#define EAVES_PEOPLE_ROOM_H

#include "lib/base/base.h"
#include "lib/base/module.h"
#include "lib/db/register.h"
#include "src/people/people.h"
#include "src/people/people_families.h"

/* people_rules.c (pure) */
bool people_may_help(int64_t helper_id, int64_t person_id, const char *consent, struct err *why);

enum { GUARD_EDGES_MAX = 64 };
struct ward_edge {
    int64_t guardian, ward;
};
/* Would "guardian guards ward" close a circle? */
bool people_guards_circle(const struct ward_edge *v, size_t n, int64_t guardian, int64_t ward);
bool people_may_guard(const struct guard *g, const struct ward_edge *v, size_t n, struct err *why);
extern const struct list people_list;
int64_t people_place_of(struct ctx *c); /* pages: of the person :id */

bool people_may_be_born(const char *born, const char *today, struct err *why);

/* people_born_store.c, people_born_pages.c */
bool people_tell_born_seen(struct ctx *c, const struct person *p, const char *reason);
bool people_wants_guardian(struct ctx *c, int64_t person_id); /* a minor whom nobody guards */
/* "1948 年生" for staff, else whether it is known. */
extern const struct register_part people_registers[];
const char *people_born_masked(struct ctx *c, const char *born, bool staff);

/* people_store.c */
bool people_is_reported(struct ctx *c, int64_t person_id); /* 查无此人, not decided yet */
bool people_absent(struct ctx *c); /* ERR_ABSENT; always false */

/* people_helper_store.c */
enum { HELPS_ME = 1, HELPED_BY_ME };
extern const struct list people_helpers_list; /* both: who helps, and who is helped */
bool people_end_helper(struct ctx *c, int64_t relation_id); /* by either of the two */

/* people_personal_store.c */
extern const struct personal people_personal[];
void people_forget(struct ctx *c, int64_t person_id);
#endif
