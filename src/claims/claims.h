/* claims.h - 认领: which account is which person of an area, and who said so.
 *
 * An account claims persons, one per area. If its phone is on the roster for that unit the claim is
 * confirmed at once; else the building leader, staff, a printed PIN letter or a confirmed adult of
 * the household confirms it; it lapses after 14 days. Unconfirmed: may read, report, sign up; not
 * vote, not see the door grid.
 */
#ifndef EAVES_CLAIMS_H
#define EAVES_CLAIMS_H

#include "lib/base/ctx.h"

enum claim_state {
    CLAIM_WAITS = 1,
    CLAIM_CONFIRMED,
    CLAIM_REFUSED,
    CLAIM_LAPSED,
    CLAIM_ENDED
}; /* stored */
enum claim_via { VIA_ROSTER = 1, VIA_LEADER, VIA_PIN, VIA_HOUSEHOLD, VIA_STAFF }; /* stored */
enum {
    CLAIM_DAYS = 14,
    PIN_DIGITS = 8,
    PIN_DAYS = 30,
};

struct claim {
    int64_t id, account_id, person_id, household_id, unit_id, building_id;
    enum claim_state state;
    enum claim_via via;
    int64_t made_at, ends_at;
    const char *person, *unit, *building, *reason; /* names of today; why it was refused */
};
struct claims {
    struct claim *v;
    size_t n, cap;
};

/* The account's person here: claimed by roster phone at once, else a new person, unconfirmed, whose
 * claim on unit_id (0: none named) waits. Fills c->who.person_id. */
bool claims_enter_by_phone(
    struct ctx *c, int64_t account_id, const char *phone, int64_t unit_id, const char *name);
void claims_enter_area(struct ctx *c); /* app->enter_area */
NODISCARD bool claims_waiting(struct ctx *c, struct claims *out);
/* Prints: the PIN itself is returned once and stored as a hash. */
const char *claims_pin_letter(struct ctx *c, int64_t unit_id);
/* A claim via VIA_STAFF. */
bool claims_bind_staff(struct ctx *c, int64_t account_id, int64_t person_id);

/* Accounts lose that person: a dead one's are closed unless others of the roster use the phone. */
bool claims_end_of_person(struct ctx *c, int64_t person_id);
/* That was a mistake: what was closed right then opens again; whose it is is asked anew. */
bool claims_reopen_of_person(struct ctx *c, int64_t person_id, int64_t ended_at);
/* They turned out not to live there: still somebody here, no longer a resident of that home. */
bool claims_withdraw(struct ctx *c, int64_t person_id, int64_t household_id, const char *reason);
NODISCARD bool claims_accounts_of(struct ctx *c, int64_t person_id, struct ids *out);

extern const struct module claims_module; /* saying where one lives, confirming it */
extern const struct module claims_letter_module; /* PIN letters */
extern const struct module claims_desk_module; /* recovery at the desk */
extern const struct module claims_me_module; /* 我的 */
#endif
