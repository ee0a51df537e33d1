/* people_room.h - what the files of this room share; no other room includes it. */
#ifndef EAVES_PEOPLE_ROOM_H
#define EAVES_PEOPLE_ROOM_H

#include "lib/base/base.h"
#include "src/people/people.h"

enum {
    CODE_PAUSE_SECONDS = 60, /* between two codes to one phone */
    SESSION_CODES_A_DAY = 6,
    ADDRESS_CODES_A_DAY = 200, /* a whole compound may stand behind one address */
    ADDRESS_WRONG_A_DAY = 100,
    PIN_TRIES = 5,
    LOGIN_FAILURES = 5,
    LOGIN_LOCK_MINUTES = 15,
    PASSWORD_MIN = 12,
};

struct pin_letter {
    int64_t id, unit_id, made_at, ends_at, tries, used_at; /* id 0: there is none */
    const char *hash;
};

/* people_rules.c (pure) */
/* 8 digits for the rest of a day on which too many codes were wrong. */
int people_code_digits(int64_t wrong_today);
bool people_claim_open(int64_t state, int64_t ends_at, int64_t now); /* may still be decided */
/* Says: no letter, used up, wrong with how many tries left. l->tries: before this one. */
bool people_pin_ok(int64_t now, const struct pin_letter *l, bool same, struct err *why);
bool people_is_path(const char *path); /* of ours, to come back to after signing in */

bool people_may_be_staff(const char *login, const char *password, struct err *why);
bool people_may_help(int64_t helper_id, int64_t person_id, const char *consent, struct err *why);

/* people_store.c */
bool people_of_phone(struct ctx *c, const char *phone, struct people *out); /* residents first */
bool people_set_phone(struct ctx *c, int64_t id, const char *phone);
const char *people_phone_hash(struct ctx *c, const char *phone); /* NULL: no phone */
const char *people_today(struct ctx *c);
bool people_absent(struct ctx *c); /* ERR_ABSENT; always false */

/* people_claim_store.c */
int64_t people_of_account(struct ctx *c, int64_t account_id); /* its person here; 0: none */
/* The same as people_enter_by_phone, as this one of the phone's persons (0: none of them). */
bool people_enter_as(struct ctx *c, int64_t account_id, const char *phone, int64_t person_id,
    int64_t unit_id, const char *name);
bool people_wait_for(struct ctx *c, int64_t account_id, int64_t person_id, int64_t unit_id);
NODISCARD bool people_claim(struct ctx *c, int64_t claim_id, struct claim *out); /* ERR_ABSENT */
NODISCARD bool people_claims_of_person(struct ctx *c, int64_t person_id, struct claims *out);
/* Waiting ones on homes of the reader's household: a confirmed adult may vouch for them. */
NODISCARD bool people_claims_to_vouch(struct ctx *c, struct claims *out);
bool people_settle_claim(struct ctx *c, int64_t claim_id, enum claim_state state,
    enum claim_via via, const char *reason);
/* Confirmed from the start; p says household and home. */
bool people_claim_at_once(struct ctx *c, int64_t account_id, const struct person *p,
    enum claim_via via, const char *says);
/* Of that name in the household, and nobody's account yet; 0: none. */
int64_t people_unclaimed_namesake(struct ctx *c, int64_t household_id, const char *name);
bool people_tell_phone_seen(struct ctx *c, const struct person *p, const char *reason);
/* Is somebody of the same name in that household already? For a hint beside the claim. */
bool people_has_namesake(struct ctx *c, const struct claim *cl);

/* people_helper_store.c */
NODISCARD bool people_helpers_of(struct ctx *c, int64_t person_id, struct helps *out);
bool people_end_helper(struct ctx *c, int64_t relation_id); /* by either of the two */

/* people_letter_store.c */
struct letter { /* one home of a stair, and whether a letter is on its way */
    int64_t unit_id, letter_ends_at;
    const char *unit, *pin; /* pin: only when printed just now, else NULL */
};
struct letters {
    struct letter *v;
    size_t n, cap;
};
NODISCARD bool people_letters(struct ctx *c, int64_t building_id, struct letters *out);
/* Who holds the letter moves in: the reader's person, or the household's unclaimed namesake, or a
 * new one. A wrong try counts only when the caller commits. */
bool people_enter_by_pin(
    struct ctx *c, int64_t unit_id, const char *pin, const char *phone, const char *name);
struct words people_pin_trouble(struct ctx *c, int64_t unit_id); /* after a wrong try */
NODISCARD bool people_last_letter(struct ctx *c, int64_t unit_id, struct pin_letter *out);

/* people_code_store.c */
enum { NO_LIMIT = 1 << 30 };
/* One more of `what` by `whom` until ends_at: how many that makes, 0 when `most` are used up. */
int64_t people_attempt(
    struct ctx *c, const char *what, const char *whom, int64_t most, int64_t ends_at);
int64_t people_attempts(struct ctx *c, const char *what, const char *whom, int64_t *last_at);
void people_attempts_clear(struct ctx *c, const char *what, const char *whom);

struct phone_code { /* the last one a browser asked for */
    int64_t id, digits, ends_at, tries, used_at;
    const char *phone, *salt;
};
bool people_last_code(struct ctx *c, struct phone_code *out);
bool people_code_by_id(struct ctx *c, int64_t id, struct phone_code *out); /* for the driver */
const char *people_code_text(struct ctx *c, const struct phone_code *code); /* the digits */

/* people_account_store.c */
const char *people_account_phone(struct ctx *c, int64_t account_id); /* "": staff, or none */
bool people_staff_locked(
    struct ctx *c, const char *login); /* known or not: it makes no difference */

/* people_job.c */
struct job;
void people_send_sms(struct ctx *c, const struct job *j);
#endif
