/* privacy.h - 个人信息: what is kept about a person, by whose consent, who looked, and the way out.
 *
 * Everybody sees who looked at their full telephone and why, takes a copy of everything kept about
 * them, gives and withdraws consents as easily one as the other, and may ask to be erased. Erasing
 * takes name, telephone and words out of every table, text and picture; what was voted and paid
 * stands with the number and the leaf of its fact, without saying whose it was. One's own wish
 * waits some days and can be taken back; at the desk it takes two hands. Every room says in its
 * struct module what it holds (lib/base/module.h) and how it forgets.
 */
#ifndef EAVES_PRIVACY_H
#define EAVES_PRIVACY_H

#include "lib/base/ctx.h"
#include "lib/log/log.h"

enum consent_kind { /* stored: never renumber */
    CONSENT_NAME = 1, /* name on posters, honour lists */
    CONSENT_PHOTO,
    CONSENT_CARE, /* visits, health */
    CONSENT_PHONE, /* the telephone on a contact card */
    CONSENT_CHILD, /* a child under 14 takes part */
    CONSENT_GROUP, /* into a chat group */
    CONSENT_OTHER,
};
struct consent {
    int64_t id, person_id, given_at, withdrawn_at; /* 0: stands */
    enum consent_kind kind;
    enum channel channel;
    const char *what, *said_by, *evidence; /* said_by: from whose mouth; "" the person's own */
};
struct consents {
    struct consent *v;
    size_t n, cap;
};
/* For the one the act is for; by any hand. */
bool privacy_consent(struct ctx *c, enum consent_kind kind, const char *what, const char *said_by);
bool privacy_withdraw(struct ctx *c, int64_t consent_id);
bool privacy_consented(struct ctx *c, int64_t person_id, enum consent_kind kind); /* today */
NODISCARD bool privacy_consents(struct ctx *c, int64_t person_id, struct consents *out);

struct looks { /* who saw the full telephone, and why */
    struct look {
        int64_t at;
        const char *who, *why;
    } * v;
    size_t n, cap;
};
NODISCARD bool privacy_looks(struct ctx *c, int64_t person_id, struct looks *out);

/* A copy of everything: asked for, made by the runner, kept for some days. */
enum copy_state { COPY_ASKED = 1, COPY_READY, COPY_FAILED }; /* stored */
struct data_copy {
    int64_t id, person_id, asked_by, made_at, ends_at;
    enum copy_state state;
    const char *body; /* see copy_text(); "" until ready */
};
/* One's own; or, at the desk, another's: then why, which stands under who looked. */
int64_t privacy_ask_copy(struct ctx *c, int64_t person_id, const char *why);
NODISCARD bool privacy_copy(struct ctx *c, int64_t id, struct data_copy *out); /* ERR_ABSENT */
/* Of one's own all, of another's what the reader asked for; 0: none that still counts. */
int64_t privacy_last_copy(struct ctx *c, int64_t person_id);
struct copy_table { /* what one room holds: a heading and rows of text */
    const char *name, *label; /* label: a msgid */
    const char *head[8]; /* msgids; NULL ends */
    struct copy_row {
        const char *cell[8];
    } * v;
    size_t n, cap;
};
struct copy_tables {
    struct copy_table *v;
    size_t n, cap;
};
NODISCARD bool privacy_collect(struct ctx *c, int64_t person_id, struct copy_tables *out);

/* Erasing. */
enum erasure_state { ERASE_PROPOSED = 1, ERASE_WAITS, ERASE_DONE, ERASE_DROPPED }; /* stored */
enum { ERASE_WAIT_DAYS = 7, COPY_DAYS = 7 };
struct erasure {
    int64_t id, person_id, asked_by, asked_at, due_at, decided_at;
    enum erasure_state state;
    const char *person, *by; /* by: who asked for it */
    const char *why; /* of a dropped one: why the desk refused, "" taken back */
};
struct erasures {
    struct erasure *v;
    size_t n, cap;
};
bool privacy_may_erase(struct ctx *c, int64_t person_id); /* says what has to end first */
int64_t privacy_ask_erasure(struct ctx *c, const char *why); /* one's own: waits */
int64_t privacy_propose_erasure(struct ctx *c, int64_t person_id, const char *why); /* the desk's */
bool privacy_confirm_erasure(struct ctx *c, int64_t id); /* by another hand: at once */
/* Taken back by the person, or refused at the desk: then why, which the person reads. */
bool privacy_drop_erasure(struct ctx *c, int64_t id, const char *why);
bool privacy_erase(struct ctx *c, int64_t person_id); /* now: every room forgets */
NODISCARD bool privacy_erasure(struct ctx *c, int64_t id, struct erasure *out);
NODISCARD bool privacy_erasures(
    struct ctx *c, int64_t person_id, struct erasures *out); /* 0: open */

extern const struct module privacy_module;
extern const struct module privacy_desk_module;
#endif
