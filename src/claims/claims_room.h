/* claims_room.h - what the files of this room share; no other room includes it. */
#ifndef EAVES_CLAIMS_ROOM_H
#define EAVES_CLAIMS_ROOM_H

#include "lib/base/base.h"
#include "lib/base/module.h"
#include "src/accounts/accounts.h"
#include "src/claims/claims.h"
#include "src/people/people.h"
#include "src/places/places.h"

enum { PIN_TRIES = 5 };

struct list;

struct pin_letter {
    int64_t id, unit_id, made_at, ends_at, tries, used_at; /* id 0: there is none */
    const char *hash;
};

/* claims_rules.c (pure) */
bool claims_open(int64_t state, int64_t ends_at, int64_t now); /* may still be decided */
/* Says: no letter, used up, wrong with how many tries left. l->tries: before this one. */
bool claims_pin_ok(int64_t now, const struct pin_letter *l, bool same, struct err *why);

/* claims_store.c */
int64_t claims_person_of(struct ctx *c, int64_t account_id); /* its person here; 0: none */
/* The same as claims_enter_by_phone, as this one of the phone's persons (0: none of them). */
bool claims_enter_as(struct ctx *c, int64_t account_id, const char *phone, int64_t person_id,
    int64_t unit_id, const char *name);
bool claims_wait_for(struct ctx *c, int64_t account_id, int64_t person_id, int64_t unit_id);
NODISCARD bool claims_one(struct ctx *c, int64_t claim_id, struct claim *out); /* ERR_ABSENT */
NODISCARD bool claims_of_person(struct ctx *c, int64_t person_id, struct claims *out);
/* Waiting ones on homes of the reader's household: a confirmed adult may vouch for them. */
NODISCARD bool claims_to_vouch(struct ctx *c, struct claims *out);
bool claims_settle(struct ctx *c, int64_t claim_id, enum claim_state state, enum claim_via via,
    const char *reason);
/* Confirmed from the start; p says household and home. */
bool claims_at_once(struct ctx *c, int64_t account_id, const struct person *p, enum claim_via via,
    const char *says);
/* Of that name in the household, and nobody's account yet; 0: none. */
int64_t claims_unclaimed_namesake(struct ctx *c, int64_t household_id, const char *name);
/* Is somebody of the same name in that household already? For a hint beside the claim. */
bool claims_has_namesake(struct ctx *c, const struct claim *cl);

/* claims_list_store.c */
extern const struct list claims_list;

/* claims_letter_store.c */
struct letter { /* one home of a stair, and whether a letter is on its way */
    int64_t unit_id, letter_ends_at;
    const char *unit, *pin; /* pin: only when printed just now, else NULL */
};
struct letters {
    struct letter *v;
    size_t n, cap;
};
NODISCARD bool claims_letters(struct ctx *c, int64_t building_id, struct letters *out);
/* Homes that still need one: nobody has confirmed to live there, and no letter is on its way.
 * Stairs of a compound (0: of the area) that have such homes, in their order. */
struct unlettered {
    struct unlettered_stair {
        struct building b;
        int64_t homes;
    } * v;
    size_t n, cap;
    int64_t homes; /* of all stairs */
};
NODISCARD bool claims_unlettered(struct ctx *c, int64_t compound_id, struct unlettered *out);
/* The homes of one of them. */
NODISCARD bool claims_unlettered_homes(struct ctx *c, int64_t building_id, struct letters *out);
/* Who holds the letter moves in: the reader's person, or the household's unclaimed namesake, or a
 * new one. A wrong try counts only when the caller commits. */
bool claims_enter_by_pin(
    struct ctx *c, int64_t unit_id, const char *pin, const char *phone, const char *name);
NODISCARD bool claims_last_letter(struct ctx *c, int64_t unit_id, struct pin_letter *out);

/* claims_personal_store.c */
extern const struct personal claims_personal[];
void claims_forget(struct ctx *c, int64_t person_id);

/* Staff has seen who it is, and somebody else too: `said`. The person's account, made when there is
 * none, confirmed; the code to sign in with, once. */
bool claims_recover(struct ctx *c, const struct person *p, const char *said, const char **code);
#endif
