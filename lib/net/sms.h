/* sms.h - a text to a telephone, by the house's driver or by an area's own gateway.
 *
 * Drivers (EAVES_SMS): "log" prints to stderr, "file" appends to EAVES_SMS_FILE (both say the code
 * in the clear: demo and tests), "none" takes all and says nothing (a demo in the making), "http"
 * speaks to the gateway of EAVES_SMS_URL, EAVES_SMS_BODY, EAVES_SMS_HEADER, EAVES_SMS_GOOD. A
 * gateway is any HTTP service: an address, a body with {phone} {text} {key} in it, one header, and
 * a piece of text its answer holds when it took the message; many answer 200 to what they refuse.
 */
#ifndef EAVES_SMS_H
#define EAVES_SMS_H

#include "lib/net/net.h"

struct sms_gateway {
    const char *url, *body, *header, *good; /* good "": any 2xx */
};
struct sms {
    const char *phone, *text;
    const char *code; /* a sign-in code: what log and file say instead of text; NULL: none */
    const char *key; /* the same message again has the same key */
};
enum sms_result {
    SMS_TAKEN = 1,
    SMS_REFUSED, /* the gateway says no to this message */
    SMS_DOWN, /* nobody there, too busy, or no answer: try later, with the same key */
};

/* Pure. {phone} {text} {key} put in, escaped for JSON or for a form. */
const char *sms_fill(struct arena *a, const char *body, const struct sms *s);
/* Pure. What the answer means. */
enum sms_result sms_means(const struct net_answer *answer, const char *good);
/* Pure. What a desk may read of an answer: at most 120 characters, no long numbers. */
const char *sms_shown(struct arena *a, const struct net_answer *answer);

/* gateway NULL: the house's driver. *said: for the desk. Not inside a transaction. */
enum sms_result sms_send(
    struct ctx *c, const struct sms_gateway *gateway, const struct sms *s, const char **said);
/* Does the house's driver reach telephones? (log does so only in a demo.) */
bool sms_reaches(const struct app *app);
#endif
