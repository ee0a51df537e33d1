/* identity.h - 是不是同一个人: entered twice, no more, never lived here.
 *
 * Two entries of one person become one by two hands: one proposes, another confirms. Nothing is
 * rewritten: the one that goes says into whom (person.merged_into), every reading resolves it, and
 * undoing takes that one word away again, unless something happened since that could be either's:
 * then it says what. A person who died keeps their place in every roll and vote of the past; posts,
 * account and household end, and somebody of the family may ask for the data. Whoever is entered at
 * a home where nobody knows them can be reported from there, by any hand; staff decides, with a
 * reason.
 */
#ifndef EAVES_IDENTITY_H
#define EAVES_IDENTITY_H

#include "lib/base/ctx.h"
#include "lib/base/module.h"
#include "lib/db/list.h"

enum merge_state { MERGE_PROPOSED = 1, MERGE_DONE, MERGE_REFUSED, MERGE_UNDONE }; /* stored */
struct merge {
    int64_t id, keep_id, gone_id, proposed_by, proposed_at, decided_at;
    enum merge_state state;
    const char *keep, *gone, *why, *reason, *proposer;
};
struct merges {
    struct merge *v;
    size_t n, cap;
};
enum alike_why { ALIKE_PHONE = 1, ALIKE_HOUSEHOLD, ALIKE_STAIR };
struct alike { /* two persons that may be one */
    int64_t a, b;
    enum alike_why why;
    const char *name, *other;
};
struct entry_signs { /* by what two entries of one name are told apart */
    int64_t made_at, ties, posts; /* ties: guards and helps, either way, today or not */
    bool imported, claimed;
};
struct alikes {
    struct alike *v;
    size_t n, cap;
};

/* person_id 0: of the whole area, at most 100. Pairs somebody has judged already are left out. */
NODISCARD bool identity_alike(struct ctx *c, int64_t person_id, struct alikes *out);
/* Refused: oneself, one with posts, one already merged, one dead and one alive, guardian and ward.
 */
int64_t identity_propose(struct ctx *c, int64_t keep_id, int64_t gone_id, const char *why);
bool identity_decide(struct ctx *c, int64_t merge_id, bool confirm, const char *reason);
struct blocks { /* what stands in the way of undoing */
    struct words *v;
    size_t n, cap;
};
NODISCARD bool identity_blocks(struct ctx *c, int64_t merge_id, struct blocks *out);
bool identity_undo(struct ctx *c, int64_t merge_id, const char *reason);
NODISCARD bool identity_signs(struct ctx *c, int64_t person_id, struct entry_signs *out);
NODISCARD bool identity_merge(struct ctx *c, int64_t id, struct merge *out); /* ERR_ABSENT */
NODISCARD bool identity_merges(struct ctx *c, int64_t person_id, struct merges *out); /* 0: open */

struct death {
    int64_t person_id;
    const char *day, *basis; /* the first day no longer; what was seen */
    const char *kin, *kin_phone; /* who of the family may ask; "" nobody yet */
};
bool identity_died(struct ctx *c, const struct death *d);
/* What was written down then; day "" for who is among us, or was only forgotten. */
NODISCARD bool identity_death(struct ctx *c, int64_t person_id, struct death *out);
bool identity_lives_after_all(struct ctx *c, int64_t person_id, const char *reason);

enum wrong_state { WRONG_OPEN = 1, WRONG_UPHELD, WRONG_LIVES }; /* stored */
struct wrong_report {
    int64_t id, person_id, household_id, building_id, by_id, made_at, decided_at;
    enum wrong_state state;
    const char *person, *by, *home, *why, *reason;
};
struct wrong_reports {
    struct wrong_report *v;
    size_t n, cap;
};
/* By whoever lives in that home, or has the roll of that stair; for the one the act is for. */
struct person;
bool identity_is_by_phone(
    struct ctx *c, const struct person *p); /* the reader, not yet known here */
bool identity_report_wrong(struct ctx *c, int64_t person_id, const char *why);
bool identity_decide_wrong(struct ctx *c, int64_t id, bool lives, const char *reason);
NODISCARD bool identity_wrong(struct ctx *c, int64_t id, struct wrong_report *out);
NODISCARD bool identity_wrongs(struct ctx *c, bool open, struct wrong_reports *out);

extern const struct module identity_module;
extern const struct module identity_wrong_module;

/* identity_list_store.c */
extern const struct choice identity_merge_states[], identity_wrong_states[], identity_alike_whys[];
extern const struct list identity_merges_list, identity_alike_list, identity_wrongs_list;

/* identity_personal_store.c */
extern const struct personal identity_personal[];
void identity_forget(struct ctx *c, int64_t person_id);
#endif
