/* status.h - 凭编号查进度: where my matter stands, without an account and without a code by SMS.
 *
 * The number on the slip or receipt and the last four digits of the telephone that asked (of
 * anybody whose own trouble it is) are enough to read where it stands, what was done, what to do
 * next and whom to call. No name is shown and nothing that anybody typed; of what is only for those
 * who handle it not even the title. A wrong number and wrong digits get the same answer after the
 * same work; five wrong tries a number and twenty an address are all there are in a day.
 */
#ifndef EAVES_STATUS_H
#define EAVES_STATUS_H

#include "src/requests/requests.h"

enum { STATUS_TRIES_A_TICKET = 5, STATUS_TRIES_AN_ADDRESS = 20 };

/* Rules (pure). */
/* "0431号", "０４３１", " 04 31": 431; 0 when there is no number in it. */
int64_t status_ticket(const char *typed);
/* The last four digits typed, full-width ones too; "" when there are fewer. */
const char *status_last4(struct arena *a, const char *typed);

/* Store. */
/* May that number be tried once more today? Asked before looking: known or not, it is the same. */
bool status_may_try(struct ctx *c, int64_t ticket);
/* The matter of that number, if somebody whose trouble it is has a telephone that ends so; *id 0
 * and the try counted, if not. */
bool status_find(struct ctx *c, int64_t ticket, const char *last4, int64_t *id);
/* What this browser shows for the rest of the day instead of typing again. */
const char *status_pass(struct ctx *c, int64_t ticket);
/* The matter of that number, for whoever holds its pass; false without c->err when it is not. */
bool status_of_pass(struct ctx *c, int64_t ticket, const char *pass, struct matter *out);

extern const struct module status_module;
#endif
