/* net.h - what leaves the house: one HTTP request or one letter at a time, in the runner only.
 *
 * Confined: http and https (or smtp, smtps), certificates verified, no redirects, no proxy, 5 s to
 * connect, 10 s in all, an answer of at most 64 KiB. Addresses inside (127.*, 10.*, 192.168.* ...)
 * and unencrypted ways only with `lan`: a house on its own network, or a test. Never inside a
 * transaction: it takes longer than a write may.
 */
#ifndef EAVES_NET_H
#define EAVES_NET_H

#include "lib/base/ctx.h"

enum net_result {
    NET_ANSWERED = 1, /* there is an answer: .status, .body */
    NET_NEVER_LEFT, /* nobody there: nothing was sent */
    NET_UNKNOWN, /* it may have arrived: no answer in time, or one that cannot be read */
};
struct net_answer {
    enum net_result result;
    int status; /* of HTTP, of SMTP */
    const char *body; /* valid UTF-8, in the arena; "" */
    const char *why; /* for the desk: "Connection refused"; "" */
};
struct net_request {
    const char *url;
    const char *body; /* NULL: a GET; JSON when it begins with { or [, else a form */
    const char *header; /* one line "Name: value"; "" none */
    const char *key; /* sent as Idempotency-Key; NULL: none */
    bool lan;
    int64_t most_ms; /* in all; 0: the 10 s */
};
struct net_letter {
    const char *url; /* "smtps://mail.example.cn:465", "smtp://..." with STARTTLS */
    const char *user, *password; /* "": none */
    const char *from, *to, *subject, *text;
    const char *key; /* becomes the Message-ID: the same letter twice is one */
    bool lan;
};

/* Pure. Is that an address we would speak to? `mail`: smtp. */
bool net_url_ok(const char *url, bool mail, bool lan, struct err *why);
/* Pure. One mailbox: no spaces, no brackets, one @. */
bool net_mailbox_ok(const char *address);
/* Pure. The letter as it is sent: headers and text in base64. */
const char *net_letter_text(struct arena *a, const struct net_letter *l, int64_t now);

/* Neither fails: what went wrong is in *out. */
void net_send(struct arena *a, const struct net_request *r, struct net_answer *out);
void net_mail(struct arena *a, const struct net_letter *l, int64_t now, struct net_answer *out);
#endif
