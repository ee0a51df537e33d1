/* work.h - 派工: the page of whoever has to mend it.
 *
 * 物业经理 finds in one place all that waits for her company, stair by stair, what is due first on
 * top, with the photos; answers many at once (src/inbox); prints a work order for each and gives it
 * to the worker; and types the orders back in the evening by ticket number or row code: who did it,
 * with what, how long, signed or not, and the answer. 报价: what it would cost, with a photo of the
 * paper, to be read by those on the case only; there may be several, nothing is decided by them
 * yet.
 *
 * A printed order says no more of the asker than the worker needs: of a matter that only its
 * handlers see neither name nor home, only to ask the committee.
 */
#ifndef EAVES_WORK_H
#define EAVES_WORK_H

#include "src/requests/requests.h"

#define WORK_ORDER "work.order" /* the kind of sheet */
enum { ORDERS_MAX = 30, QUOTES_MAX = 9 }; /* on one sheet; of one matter by one body */

struct job_line { /* one that waits for the reader's body */
    struct matter m;
    int64_t kind, photo; /* photo: a file id, 0 none */
    const char *spot;
    int64_t quotes;
};
struct job_lines {
    struct job_line *v;
    size_t n, cap;
};
struct order { /* one row of a printed sheet */
    int row;
    int64_t matter_id;
};
struct orders {
    struct order *v;
    size_t n, cap;
};
struct done { /* what came back on paper */
    int64_t matter_id, minutes, at;
    const char *worker, *materials, *code; /* code: of the row, "" typed by ticket number */
    bool signed_by_resident;
};
struct dones {
    struct done *v;
    size_t n, cap;
};
struct quote {
    int64_t id, matter_id, body_id, amount_fen, made_at;
    const char *what, *body;
};
struct quotes {
    struct quote *v;
    size_t n, cap;
};

/* Rules (pure). */
bool work_may_quote(const struct quote *q, int64_t had, struct err *why);
/* Ticket number (1-6 digits) or row code (10 digits)? */
bool work_is_row_code(const char *typed);

/* Store. */
/* Open ones that a body of the reader owns, those in hand and those that stand still: due first. */
NODISCARD bool work_lines(struct ctx *c, struct job_lines *out);
/* A sheet with one row for each of them; refuses what the reader's bodies do not own. */
bool work_print(struct ctx *c, const struct ids *matters, int *no);
NODISCARD bool work_orders(struct ctx *c, int no, struct orders *out); /* ERR_ABSENT */
bool work_put_done(struct ctx *c, const struct done *d);
NODISCARD bool work_dones(struct ctx *c, int64_t matter_id, struct dones *out);
bool work_put_quote(struct ctx *c, struct quote *q); /* fills id; a fact of those on the case */
NODISCARD bool work_quotes(struct ctx *c, int64_t matter_id, struct quotes *out);
NODISCARD bool work_quote(struct ctx *c, int64_t id, struct quote *out); /* ERR_ABSENT */
extern const struct list work_list;

extern const struct module work_module;
#endif
