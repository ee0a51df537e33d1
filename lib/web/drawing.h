/* drawing.h - what the page being drawn remembers between calls from templates. lib/web only. */
#ifndef EAVES_DRAWING_H
#define EAVES_DRAWING_H

#include "lib/web/page.h"

struct filled { /* form_fill(): values to show where nothing was typed */
    const struct form *form;
    const void *values;
    bool over; /* what was typed */
};
struct drawing {
    const struct page *page;
    struct filled *v;
    size_t n, cap;
};
struct drawing *drawing_of(struct ctx *c); /* never NULL */

/* The POST route an action belongs to; NULL: none of ours. Query and host are not looked at. */
const struct route *route_of_action(struct ctx *c, const char *action);
/* ` name="value"`, escaped; nothing when the value is "" or NULL. The name is a literal. */
struct html attr_html(struct ctx *c, const char *name, const char *value);
const char *found_typed(struct ctx *c, const char *name); /* of a FIELD_FOUND: chosen or typed */
int64_t found_id(const char *typed); /* 0: words, not an id */
const char *pair_value(const struct pairs *in, const char *name); /* NULL: not there */
/* The finished page of a form that did not go through: each <details> that stands around that form,
 * around what is wrong in it or around what was typed into it is open. */
void folded_open(struct ctx *c);
#endif
