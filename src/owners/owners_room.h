/* owners_room.h - what the files of this room share; no other room includes it. */
#ifndef EAVES_OWNERS_ROOM_H
#define EAVES_OWNERS_ROOM_H

#include "lib/base/module.h"
#include "lib/db/list.h"
#include "lib/log/log.h"
#include "src/owners/owners.h"

/* owners_rules.c (pure) */
bool owners_lasts(const struct owner_share *s, const char *day); /* on that day */
/* What is missing to the whole on that day; false: nothing. */
bool owners_missing(
    const struct owner_share *v, size_t n, const char *day, int64_t *num, int64_t *den);
bool owners_may_be_same(
    int64_t keep_id, int64_t gone_id, enum owner_kind keep, enum owner_kind gone, struct err *why);

/* owners_store.c */
/* Joins `a`: what is said of the area of u (a unit) on that day, by the best source there is. */
#define OWNERS_AREA(day) \
    " LEFT JOIN unit_area a ON a.area_id = u.area_id AND a.unit_id = u.id AND a.id = (SELECT z.id" \
    " FROM unit_area z WHERE z.area_id = u.area_id AND z.unit_id = u.id AND z.valid_from <= " day \
    " AND (z.valid_to IS NULL OR z.valid_to > " day ") ORDER BY z.source, z.id DESC LIMIT 1)"
struct owner_rows {
    struct owner *v;
    size_t n, cap;
};
NODISCARD bool owners_shares_of(struct ctx *c, int64_t owner_id, struct owner_shares *out);
NODISCARD bool owners_share(struct ctx *c, int64_t share_id, struct owner_share *out);
struct owner_agent {
    int64_t id;
    const char *name, *phone, *valid_from, *valid_to;
};
struct owner_agents {
    struct owner_agent *v;
    size_t n, cap;
};
NODISCARD bool owners_agents(struct ctx *c, int64_t owner_id, struct owner_agents *out);
bool owners_tell(
    struct ctx *c, const char *kind, int64_t unit_id, struct words words, const char *text);

/* owners_deed_store.c */
/* One more share of the unit; checked against all others. The share's id. */
int64_t owners_open(struct ctx *c, int64_t unit_id, const struct owner_share *more);
bool owners_close(struct ctx *c, const struct owner_share *s, const char *day);
bool owners_end_share(struct ctx *c, int64_t share_id, const char *day); /* and a fact */
int64_t owners_find_or_make(struct ctx *c, int64_t unit_id, const char *name, enum owner_kind kind,
    const char *phone, const char *day);
const char *owners_day(struct ctx *c, const char *day); /* "": today */

/* Who of the co-owners votes from that day: no fact, nothing asked. */
bool owners_put_voter(struct ctx *c, int64_t unit_id, int64_t owner_id, const char *day);

/* owners_follow_store.c: 合户 the same owners go on, others wait; 分户 both have the owners. */
struct units;
bool owners_alike_held(const struct owner_shares *a, const struct owner_shares *b); /* pure */
void owners_follow_join(struct ctx *c, const struct fact *f);
void owners_follow_part(struct ctx *c, const struct fact *f);
NODISCARD bool owners_joined_waiting(
    struct ctx *c, int64_t unit_id, struct units *out); /* 0: all; name: stair and home */

/* owners_same_store.c */
struct owner_merge {
    int64_t id, keep_id, gone_id, state, proposed_by, proposed_at, decided_by, decided_at;
    const char *keep, *gone, *why, *reason, *proposer;
};
struct owner_merges {
    struct owner_merge *v;
    size_t n, cap;
};
enum { SAME_PROPOSED = 1, SAME_DONE, SAME_REFUSED, SAME_UNDONE }; /* stored */
NODISCARD bool owners_merges(
    struct ctx *c, int64_t owner_id, struct owner_merges *out); /* 0: open ones */
NODISCARD bool owners_merge(struct ctx *c, int64_t id, struct owner_merge *out);
/* Others that may be the same: equal name or phone or credit code. */
NODISCARD bool owners_alike(struct ctx *c, const struct owner *o, struct owner_rows *out);

/* owners_list_store.c */
extern const struct list owners_list, owners_merges_list;
extern const struct choice owners_merge_states[];

/* owners_personal_store.c */
extern const struct personal owners_personal[];
void owners_forget(struct ctx *c, int64_t person_id);
#endif
