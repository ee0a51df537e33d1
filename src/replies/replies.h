/* replies.h - 常用答复: sentences for what is asked again and again, by kind of request.
 *
 * The committee's are for everybody who answers in the area, a body's for itself. {place} and
 * {date} become the stair and today's date when one is chosen; it then stands in the answer's field
 * and is changed there as one likes. Nothing is answered without a person reading it first.
 */
#ifndef EAVES_REPLIES_H
#define EAVES_REPLIES_H

#include "lib/db/list.h"

enum { REPLY_MAX = 500, REPLIES_MAX = 200 }; /* characters; of one owner */

struct reply {
    int64_t id, body_id, kind; /* body_id 0: everybody's; kind 0: any */
    const char *text, *body;
};
struct replies {
    struct reply *v;
    size_t n, cap;
};

/* Rules (pure). */
bool replies_may_be(const char *text, struct err *why); /* no other braces than the two */
const char *replies_filled(struct arena *a, const char *text, const char *place, const char *date);

/* Store. */
/* For that kind (0: all), the reader's own bodies' first, then everybody's. */
NODISCARD bool replies_for(struct ctx *c, int64_t kind, struct replies *out);
NODISCARD bool replies_by_id(struct ctx *c, int64_t id, struct reply *out); /* ERR_ABSENT */
bool replies_put(struct ctx *c, struct reply *r); /* fills id */
bool replies_end(struct ctx *c, int64_t id);
extern const struct list replies_list;

extern const struct module replies_module;
#endif
