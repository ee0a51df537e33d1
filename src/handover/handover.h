/* handover.h - 交接: somebody leaves a post, a body ends; nothing that was open is left lying.
 *
 * Leaving a post names the last day, who comes next (or that nobody does) and what is handed over:
 * open work, keys, papers, contacts, notes. It becomes a sheet to print and sign; the successor
 * accepts it by their own account, or the committee notes the signed paper. When nobody in a body
 * will answer any longer, or the body ends, its open matters go to a named body in the same act.
 * 负担: how many stairs, homes and open matters each post has, in the order of places, not of
 * people.
 */
#ifndef EAVES_HANDOVER_H
#define EAVES_HANDOVER_H

#include "src/bodies/bodies.h"
#include "src/matters/matters.h"

enum { HANDOVER_DAYS = 10 }; /* residents' committee law: within ten days */

struct leaving { /* as it is noted */
    int64_t post_id, successor_id, to_body; /* 0: nobody; 0: not needed */
    const char *day; /* the first day no longer */
    const char *phone; /* the successor's public one */
    const char *keys, *papers, *notes;
};
struct handover {
    int64_t id, post_id, body_id, place_id, leaver_id, successor_id, made_at, accepted_at;
    enum post_kind kind;
    const char *leaver, *successor, *body, *place, *day, *keys, *papers, *notes, *paper;
    bool can_sign_in; /* the successor has a confirmed claim */
};
struct handovers {
    struct handover *v;
    size_t n, cap;
};

/* Rules (pure) --------------------------------------------------------------------------------- */
/* by_successor: the reader is; paper: where the signed sheet lies, "" none. */
bool handover_may_accept(
    const struct handover *h, bool by_successor, const char *paper, struct err *why);
/* Must the open work go to another body? before, after: until when somebody answers in it, ""
 * without end, NULL nobody. */
bool handover_must_pass(int64_t open, const char *before, const char *after);

/* Store ---------------------------------------------------------------------------------------- */
/* Ends the post, gives it on, passes the work where it must be passed; id of the sheet, 0 refused.
 */
int64_t handover_leave(struct ctx *c, const struct leaving *l);
/* Ends the body; its open matters go to to_body (0 only while it has none). */
bool handover_dissolve(
    struct ctx *c, int64_t body_id, const char *day, int64_t to_body, const char *why);
NODISCARD bool handover_by_id(struct ctx *c, int64_t id, struct handover *out); /* ERR_ABSENT */
/* What the post has open: what its body owns, and what lies in its place. */
NODISCARD bool handover_open(struct ctx *c, const struct post *t, struct matters *out);
/* As it was listed on the sheet. */
NODISCARD bool handover_matters(struct ctx *c, int64_t id, struct matters *out);
bool handover_accept(struct ctx *c, int64_t id, const char *paper);
/* Those the reader is to accept. */
NODISCARD bool handover_waiting(struct ctx *c, struct handovers *out);

extern const struct module handover_module;
#endif
