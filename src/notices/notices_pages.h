/* notices_pages.h - what the pages about notices share, here and in src/board. */
#ifndef EAVES_NOTICES_PAGES_H
#define EAVES_NOTICES_PAGES_H

#include "lib/web/parts.h"
#include "src/notices/notices.h"

enum { NOTICE_PHOTOS_MAX = 3 };
bool notices_see(struct ctx *c, struct bulletin *out); /* :id, or ERR_ABSENT */
int64_t notices_place_of(struct ctx *c); /* the place of :id */
void notices_show(struct ctx *c);
const char *notices_link(struct ctx *c, const struct bulletin *n); /* https://host/a/ly/n/12 */
const char *notices_days(struct ctx *c, const struct bulletin *n); /* 11月23日(周一)到… */
const char *notices_day(struct ctx *c, int64_t ms); /* ISO text; "" for 0 */
/* A photo that belongs to a notice: its own address serves it. */
struct picture notices_picture(
    struct ctx *c, int64_t notice_id, int64_t file_id, const char *title, const char *when);
extern const struct form notices_take_form, notices_step_form; /* on its page */
#endif
