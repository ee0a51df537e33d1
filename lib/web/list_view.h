/* list_view.h - a list as asked for by an address, and its cells as text. lib/web only. */
#ifndef EAVES_LIST_VIEW_H
#define EAVES_LIST_VIEW_H

#include "lib/web/web.h"

/* The page's own path with the view's query: another filter or order (NULL: this one's), another
 * suffix ("" for the page), rows after this one (NULL: from the first). */
struct list_link {
    const struct list_filter *filter;
    const struct list_order *order;
    const char *suffix;
    const struct list_row *after;
    bool print;
};
const char *list_path(struct ctx *c, const struct list_view *v, const struct list_link *to);
/* "/a/ly/requests/77"; NULL when rows have no page of their own. */
const char *list_row_path(struct ctx *c, const struct list *l, const struct list_row *row);
const char *list_title(struct ctx *c, const struct list_view *v);
const char *list_counted(struct ctx *c, const struct list_view *v); /* 共 37 件 */
/* The line below the title on paper: whose list, of when, narrowed to what, printed on which day.
 */
const char *list_about(struct ctx *c, const struct list_view *v);
/* More rows than a printed page or a document takes: how many these are; else "". */
const char *list_cut(struct ctx *c, const struct list_view *v);

bool column_shown(const struct list_view *v, const struct column *col); /* by .personal */
bool column_is_number(const struct column *col);
int list_title_column(const struct list *l);
/* As read by people: times relative to nothing, in the reader's language; "" for NULL. */
const char *cell_said(struct ctx *c, const struct column *col, struct value v);
/* As read by spreadsheets: ISO days, 2026-11-23 20:00, plain decimals, choices in words. */
const char *cell_plain(struct ctx *c, const struct column *col, struct value v);
/* As read by programs: 2026-11-23T20:00:00+08:00. */
const char *iso_instant(struct ctx *c, int64_t ms);
/* A day's cell is ISO text or an instant: ISO text either way. */
const char *cell_day(struct ctx *c, struct value v);
#endif
