/* accounts_room.h - what the files of this room share; no other room includes it. */
#ifndef EAVES_ACCOUNTS_ROOM_H
#define EAVES_ACCOUNTS_ROOM_H

#include "lib/base/base.h"
#include "src/accounts/accounts.h"

enum {
    CODE_PAUSE_SECONDS = 60, /* between two codes to one phone */
    SESSION_CODES_A_DAY = 6,
    ADDRESS_CODES_A_DAY = 200, /* a whole compound may stand behind one address */
    ADDRESS_WRONG_A_DAY = 100,
    LOGIN_FAILURES = 5,
    LOGIN_LOCK_MINUTES = 15,
    PASSWORD_MIN = 12,
};

/* accounts_rules.c (pure) */
/* 8 digits for the rest of a day on which too many codes were wrong. */
int accounts_code_digits(int64_t wrong_today);
bool accounts_may_be_staff(const char *login, const char *password, struct err *why);

/* accounts_code_store.c */
enum { NO_LIMIT = 1 << 30 };
void accounts_attempts_clear(struct ctx *c, const char *what, const char *whom);

struct phone_code { /* the last one a browser asked for */
    int64_t id, digits, ends_at, tries, used_at;
    const char *phone, *salt;
};
bool accounts_last_code(struct ctx *c, struct phone_code *out);
bool accounts_code_by_id(struct ctx *c, int64_t id, struct phone_code *out); /* for the driver */
const char *accounts_code_text(struct ctx *c, const struct phone_code *code); /* the digits */

/* accounts_store.c */
bool accounts_staff_locked(
    struct ctx *c, const char *login); /* known or not: it makes no difference */

/* accounts_job.c */
struct job;
void accounts_send_sms(struct ctx *c, const struct job *j);
#endif
