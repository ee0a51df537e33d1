/* bodies_pages.h - words about posts' days, for the pages of bodies and of the rooms above. */
#ifndef EAVES_BODIES_PAGES_H
#define EAVES_BODIES_PAGES_H

#include "lib/base/ctx.h"

/* The body that leads the stair; made, and called after `name`, when there is none. */
int64_t bodies_of_stair(struct ctx *c, int64_t stair_id, const char *name);

struct list_view;
/* Of a list of stairs nobody leads (its filter "leader"), whoever may goes from the row to asking
 * somebody. */
void bodies_lead_rows(struct ctx *c, struct list_view *v);
/* Of a FIELD_FLAG named asked, where a telephone is to be made public (bodies_asked_ok). */
#define BODIES_ASKED \
    .label = N_("问过他本人，手机号可以印在连心卡、海报上"), \
    .help = N_("公开的是手机号才要打勾，会记下是谁问的；座机不用。")

/* "2026-12-31" as people read it: 12月31日, with its year when it is another; "" when it is none.
 */
const char *bodies_since(struct ctx *c, const char *day);
/* "2026-12-31", the first day no longer, as the last day: 到 12月30日; "" while open. */
const char *bodies_until(struct ctx *c, const char *valid_to);
/* A day of a form as ISO: "" when none was picked; the day after, when it asks for the last day. */
const char *bodies_day(struct ctx *c, int64_t picked, bool last);

#endif
