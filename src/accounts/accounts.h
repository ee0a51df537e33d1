/* accounts.h - 账户: who signs in, before anybody knows who that is in an area.
 *
 * A resident's account is a telephone, proved by a code sent to it; a member of staff has a login,
 * a password and a one-time code. Own-key rows only: an account belongs to no area. Which person it
 * is in an area the claims room says. Phones are sealed and found by keyed hash; whether one is
 * known makes no difference to what is done or said.
 */
#ifndef EAVES_ACCOUNTS_H
#define EAVES_ACCOUNTS_H

#include "lib/base/ctx.h"
#include "lib/base/module.h"

enum {
    CODE_DIGITS = 6,
    CODE_TRIES = 3,
    CODES_A_DAY = 3,
    CODE_MINUTES = 5,
    WRONG_CODES_ALARM = 1000, /* a day in one installation: then CODE_DIGITS_ALARM */
    CODE_DIGITS_ALARM = 8,
    DESK_CODE_DIGITS = 10,
};

/* Rules (pure). */
/* May a code be sent now? words: 今天已经发过 3 次验证码 ... */
bool accounts_may_send_code(int sent_today, int64_t last_sent_at, int64_t now, struct err *why);
/* Is this the code? Says: expired, tries used up, wrong with how many tries left. */
bool accounts_code_ok(
    int64_t now, int64_t ends_at, int64_t tries, bool used, bool same, struct err *why);
bool accounts_is_path(const char *path); /* of ours, to come back to after signing in */

/* Phone codes: own-key rows, bound to the browser that asked. The code goes to the driver (a job)
 * and nowhere else; in a demo store it is also kept for accounts_demo_message(). */
bool accounts_send_code(struct ctx *c, const char *phone, int64_t *code_id);
/* On success *account_id (made when new) and the phone. A wrong try is counted in this very
 * transaction, so that tries that come together cannot all be the first: take c->err away, commit
 * by a redirect, and let the page say accounts_code_trouble(). Should it be rolled back, a note
 * written afterwards counts it all the same. */
bool accounts_check_code(struct ctx *c, const char *code, int64_t *account_id, const char **phone);
/* The same without making an account: whoever only wants to know who serves them. */
bool accounts_prove_phone(struct ctx *c, const char *code, const char **phone);
/* What is wrong with this browser's last code: wrong so many times, used up, expired; {0}: nothing.
 */
struct words accounts_code_trouble(struct ctx *c);
/* The same beside the field "code" of the page that is shown: a wrong try is committed, so it is
 * told by the page one is sent to and not by the answer to the try. */
void accounts_show_trouble(struct ctx *c);

int64_t accounts_of_phone(struct ctx *c, const char *phone); /* made when new; 0: no phone */
const char *accounts_phone(struct ctx *c, int64_t account_id); /* "": staff, or none */
const char *accounts_phone_hash(struct ctx *c, const char *phone); /* NULL: no phone */
const char *accounts_last_code_phone(struct ctx *c); /* where this browser's last code went; "" */
const char *accounts_demo_message(struct ctx *c); /* in a demo: what the phone would show; "" */

NODISCARD bool accounts_areas(struct ctx *c, int64_t account_id, struct ids *out);
void accounts_join_area(struct ctx *c, int64_t account_id); /* account 0: nothing to do */

/* At the desk: an account without a telephone; a code that signs in once, within a day. Earlier
 * codes and sessions of that account end. Ten digits, stored as a hash. */
int64_t accounts_make_plain(struct ctx *c);
const char *accounts_desk_code(struct ctx *c, int64_t account_id);
/* As accounts_check_code: a wrong try counts only when the caller commits. */
/* By a login or telephone of its own, or a code of the desk that was used. */
bool accounts_came_in(struct ctx *c, int64_t account_id);
bool accounts_by_desk_code(struct ctx *c, const char *code, int64_t *account_id);

/* One more of `what` by `whom` until ends_at: how many that makes, 0 when `most` are used up. */
int64_t accounts_attempt(
    struct ctx *c, const char *what, const char *whom, int64_t most, int64_t ends_at);
int64_t accounts_attempts(struct ctx *c, const char *what, const char *whom, int64_t *last_at);
bool accounts_counts(const char *address); /* may tries be counted by it? not of a front server */

/* Nobody signs in by it any more; who is signed in by it is out at once. */
bool accounts_close(struct ctx *c, int64_t account_id);
bool accounts_reopen(struct ctx *c, int64_t account_id, int64_t closed_at); /* closed right then */
/* A closed one: its telephone and the codes sent to it go. */
void accounts_forget(struct ctx *c, int64_t account_id);
extern const struct personal accounts_personal[]; /* by account */
bool accounts_end_sessions(struct ctx *c, int64_t account_id);

/* May somebody's login, password be so? The field of *why is "login", "password". */
bool accounts_may_be_login(const char *login, struct err *why);
bool accounts_may_be_password(const char *password, struct err *why);
/* Staff accounts. The secret is base32 for the authenticator. */
int64_t accounts_make_staff(
    struct ctx *c, const char *login, const char *password, const char **totp_secret);
/* The stored hash of that login, or nobody's, which never matches. */
const char *accounts_password_of(struct ctx *c, const char *login);
int64_t accounts_by_login(struct ctx *c, const char *login); /* an open one; 0: none */
/* The second half: one-time code, no step twice, locked for 15 minutes after 5 failures. They count
 * in this transaction: commit a refusal by a redirect, as with accounts_check_code(). */
bool accounts_staff_login(
    struct ctx *c, const char *login, bool password_ok, const char *totp, int64_t *account_id);

extern const struct module accounts_module;
#endif
