/* inbox.h - 收件: all that waits for one's posts, one by one or many at once.
 *
 * 时钟: each matter says in words and colour how much of its limit is left (已超时, 将超时), and
 * how far up it has gone. 成批: what is ticked is accepted, assigned, answered with the same words
 * or refused for the same reason by one press. Each matter is moved by its own rules and with the
 * version that was seen; what could not be done is said line by line, the rest is done, each with
 * its own fact. For ten minutes the whole batch can be taken back by the one who made it.
 */
#ifndef EAVES_INBOX_H
#define EAVES_INBOX_H

#include "src/matters/matters.h"

struct form;
struct html;
struct list_view;

enum bulk_do { BULK_ACCEPT = 1, BULK_ASSIGN, BULK_ANSWER, BULK_REFUSE }; /* stored */
enum { BULK_MAX = 50 }; /* in one press: each is a handful of statements */

struct pick { /* a matter and the version that was seen */
    int64_t id, version;
};
struct picks {
    struct pick *v;
    size_t n, cap;
};
struct bulk {
    enum bulk_do what;
    int64_t body_id; /* BULK_ASSIGN */
    const char *text, *no_photo; /* the answer or the reason; why there is no photo, "" */
    const char
        *usual; /* a usual answer, filled in for each matter when text is empty; NULL: none */
};
struct bulk_line {
    int64_t matter_id, version, undone_at; /* version: the one it got; 0: it was not done */
    const char *ticket, *title, *place, *kind; /* kind of matter */
    struct words why; /* why not, or why it could not be taken back */
    bool undoable;
};
struct batch {
    int64_t id, made_at;
    enum bulk_do what;
    struct bulk_line *v;
    size_t n, cap;
};

/* Rules (pure). */
const char *inbox_verb(enum bulk_do what); /* of the move: "accept" */
/* "7-3 8-1" as sent by a tick each, or all in one; false when it is no such thing. */
bool inbox_picks(struct arena *a, const char *typed, struct picks *out);

/* Store. */
/* Does what can be done; *id is the batch. Refuses only what is wrong with the whole of it, and an
 * answer without the reason for no photo when one of the ticked needs it. */
bool inbox_bulk(struct ctx *c, const struct bulk *b, const struct picks *picks, int64_t *id);
/* The reader's own; ERR_ABSENT. */
NODISCARD bool inbox_batch(struct ctx *c, int64_t id, struct batch *out);
/* All of it that nobody has moved since; what could not be taken back says why. */
bool inbox_undo(struct ctx *c, int64_t id);

/* Pages: for other rooms with rows to tick. The form they stand in is inbox_bulk_open(). */
struct html inbox_pick_html(struct ctx *c, const struct matter *m);
struct html inbox_bulk_open(struct ctx *c, const char *from); /* posts to FROM/bulk, of that room */
struct html inbox_bar_html(struct ctx *c);
struct html inbox_clock_html(struct ctx *c, const struct matter *m); /* colour, word, time left */
void inbox_do_bulk(
    struct ctx *c, const char *from); /* what FROM/bulk does; from: to come back to */
extern const struct form inbox_bulk_form;
bool inbox_may_bulk(struct ctx *c); /* has the reader a post that decides or answers? */

extern const struct list inbox_list;
bool inbox_fill(struct ctx *c, struct list_view *v);
/* matters_waiting(), those that have gone up to the reader's own level first. */
NODISCARD bool inbox_waiting(struct ctx *c, struct matters *out);
extern const struct module inbox_module;
#endif
