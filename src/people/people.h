/* people.h - 账户、人、住户: who is who, who lives where, and who may act for whom.
 *
 * An account (global, by phone or staff login) claims persons, one per area. If the phone is on the
 * roster for that unit the claim is confirmed at once; else the building leader, staff, a printed
 * PIN letter or a confirmed adult of the household confirms it; it lapses after 14 days.
 * Unconfirmed: may read, report, sign up; not vote, not see the door grid. Phones are sealed, found
 * by keyed hash, shown masked; a full view leaves its reason in the audit.
 */
#ifndef EAVES_PEOPLE_H
#define EAVES_PEOPLE_H

#include "lib/base/ctx.h"

enum claim_state {
    CLAIM_WAITS = 1,
    CLAIM_CONFIRMED,
    CLAIM_REFUSED,
    CLAIM_LAPSED,
    CLAIM_ENDED
}; /* stored */
enum claim_via { VIA_ROSTER = 1, VIA_LEADER, VIA_PIN, VIA_HOUSEHOLD, VIA_STAFF }; /* stored */
enum relation_kind { REL_LIVES = 1, REL_OWNS, REL_GUARDS, REL_HELPS }; /* stored */
enum {
    CODE_DIGITS = 6,
    CODE_TRIES = 3,
    CODES_A_DAY = 3,
    CODE_MINUTES = 5,
    WRONG_CODES_ALARM = 1000, /* a day in one installation: then CODE_DIGITS_ALARM */
    CODE_DIGITS_ALARM = 8,
    CLAIM_DAYS = 14,
    PIN_DIGITS = 8,
    PIN_DAYS = 30,
};

struct person {
    int64_t id, household_id, unit_id, building_id; /* of today; 0: none */
    const char *name, *phone; /* phone in full: mask before showing */
};
struct people {
    struct person *v;
    size_t n, cap;
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

/* Rules (pure). */
/* May a code be sent now? words: 今天已经发过 3 次验证码 ... */
bool people_may_send_code(int sent_today, int64_t last_sent_at, int64_t now, struct err *why);
/* Is this the code? Says: expired, tries used up, wrong with how many tries left. */
bool people_code_ok(
    int64_t now, int64_t ends_at, int64_t tries, bool used, bool same, struct err *why);

/* Phone codes: own-key rows, bound to the browser that asked. The code goes to the driver (a job)
 * and nowhere else; in a demo store it is also kept for people_demo_message(). */
bool people_send_code(struct ctx *c, const char *phone, int64_t *code_id);
/* On success *account_id (made when new) and the phone. A wrong try is counted in this very
 * transaction, so that tries that come together cannot all be the first: take c->err away, commit
 * by a redirect, and let the page say people_code_trouble(). Should it be rolled back, a note
 * written afterwards counts it all the same. */
bool people_check_code(struct ctx *c, const char *code, int64_t *account_id, const char **phone);
/* What is wrong with this browser's last code: wrong so many times, used up, expired; {0}: nothing.
 */
struct words people_code_trouble(struct ctx *c);

int64_t people_account_of_phone(struct ctx *c, const char *phone); /* made when new; 0: no phone */
const char *people_last_code_phone(struct ctx *c); /* where this browser's last code went; "" */
const char *people_demo_message(struct ctx *c); /* in a demo: the code the phone would show; "" */

/* Persons of this area. */
NODISCARD bool people_by_id(struct ctx *c, int64_t id, struct person *out); /* ERR_ABSENT */
bool people_find(struct ctx *c, int64_t id, struct person *out); /* the same; no c->err when none */
NODISCARD bool people_of_building(struct ctx *c, int64_t building_id, struct people *out);
int64_t people_by_phone(struct ctx *c, const char *phone); /* 0: none; the first on the roster */
int64_t people_make(struct ctx *c, const char *name, const char *phone);
bool people_lives(struct ctx *c, int64_t person_id, int64_t household_id); /* opens the relation */
const char *people_shown_name(struct ctx *c, const char *name); /* 陈**: for other residents */
/* Whoever phones, writes or reports: the roster's person of that phone, else a new one. */
int64_t people_find_or_make(struct ctx *c, const char *name, const char *phone);
/* The import's: person of a household by name; *made, *changed (phone). */
int64_t people_put(struct ctx *c, int64_t household_id, const char *name, const char *phone,
    bool *made, bool *changed);

/* The account's person here: claimed by roster phone at once, else a new person, unconfirmed, whose
 * claim on unit_id (0: none named) waits. Fills c->who.person_id. */
bool people_enter_by_phone(
    struct ctx *c, int64_t account_id, const char *phone, int64_t unit_id, const char *name);
void people_enter_area(struct ctx *c); /* app->enter_area */
bool people_lives_in(struct ctx *c, int64_t person_id, int64_t place_id); /* confirmed, today */
bool people_may_act_for(struct ctx *c, int64_t person_id, enum hand *hand); /* the helper's half */
struct help { /* one acts for another; until: the first day no longer, "" without end */
    int64_t id, helper_id, person_id;
    const char *what, *until, *helper, *person, *phone; /* phone: the helper's, in full */
};
struct helps {
    struct help *v;
    size_t n, cap;
};
NODISCARD bool people_helped_by(struct ctx *c, int64_t person_id, struct helps *out);
bool people_add_helper(struct ctx *c, int64_t helper_id, int64_t person_id, const char *what,
    const char *until, const char *consent);
NODISCARD bool people_claims_waiting(struct ctx *c, struct claims *out);
/* The reader may confirm for that place: CONFIRM_CLAIM. Says it was not confirmed with no reason;
 * pages that know one call people_settle_claim(). */
bool people_decide_claim(struct ctx *c, int64_t claim_id, bool confirm);
/* Prints: the PIN itself is returned once and stored as a hash. */
const char *people_pin_letter(struct ctx *c, int64_t unit_id);
/* As people_check_code: a wrong try counts only when the caller commits. */
bool people_claim_by_pin(struct ctx *c, int64_t unit_id, const char *pin);
const char *people_name_of_reader(struct ctx *c); /* app->who_name */
NODISCARD bool people_areas_of_account(struct ctx *c, int64_t account_id, struct ids *out);

/* Staff accounts. The secret is base32 for the authenticator. */
int64_t people_make_staff(
    struct ctx *c, const char *login, const char *password, const char **totp_secret);
/* The stored hash of that login, or nobody's, which never matches. */
const char *people_password_of(struct ctx *c, const char *login);
/* The second half: one-time code, no step twice, locked for 15 minutes after 5 failures. They count
 * in this transaction: commit a refusal by a redirect, as with people_check_code(). */
bool people_staff_login(
    struct ctx *c, const char *login, bool password_ok, const char *totp, int64_t *account_id);
bool people_bind_staff(
    struct ctx *c, int64_t account_id, int64_t person_id); /* a claim via VIA_STAFF */

extern const struct module people_module;
extern const struct module people_sign_module; /* signing in */
extern const struct module people_letter_module; /* PIN letters; a full phone, with its reason */
extern const struct module people_helper_module;
extern const struct module people_claim_module; /* saying where one lives, confirming it */
#endif
