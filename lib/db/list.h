/* list.h - lists and figures, declared once; lib/web shows, prints and exports them.
 *
 * They hold SQL, so they are declared in a room's _store.c and named in its struct module.
 */
#ifndef EAVES_LIST_H
#define EAVES_LIST_H

#include "lib/db/db.h"

struct choice { /* an enum's words; ends with {0} */
    int64_t value;
    const char *key; /* in JSON and CSV: "light" */
    const char *label; /* msgid */
    const char *help; /* msgid or NULL */
    const char *tag; /* css tag class such as "done" (tag-done), or NULL */
    const char *icon; /* sprite name, or NULL */
};
const struct choice *choice_of(const struct choice *list, int64_t value); /* NULL: none */

enum column_type {
    COL_TEXT,
    COL_INT,
    COL_ID,
    COL_TIME,
    COL_DAY,
    COL_LAST, /* stored as the first day no longer, said and exported as the last day */
    COL_CHOICE,
    COL_WORDS,
    COL_AREA,
    COL_MONEY
};

struct column {
    const char *name; /* JSON key, English, stable */
    const char *label; /* msgid */
    enum column_type type;
    const struct choice *choices; /* COL_CHOICE */
    bool end; /* COL_TIME: an end, midnight is said as 24 时 of the day before */
    bool title; /* the row's link text: one per list */
    bool personal; /* only for those with SEE_PHONE; never exported to the public */
    bool brief; /* left out on phones */
    int weight; /* how wide it stands in a document; 0: by its type */
};

struct list_filter { /* ends with {0}; a range on the SQL's ?3 ?4 */
    const char *name, *label;
    int64_t lo, hi;
    bool overdue; /* due_at < now as well: ?9 is now, else 0 */
};

/* Fixed parameters of every literal:
 *   ?1 area_id  ?2 place_id (0: any)  ?3 ?4 the filter's range  ?5 greatest audience the reader may
 *   see  ?6 ?7 key and id after which to go on  ?8 limit  ?9 now for overdue filters, else 0
 *   ?10 a folded search phrase, "" for any  ?11 the first instant of today  ?12 the day asked for,
 *   ISO text: today, or ?day=.  ?13 the reader's person, 0: none: her own are always hers to see.
 *   ?14 the first instant after that day.
 * Its columns: sort key (BIGINT), id, then the list's columns in order. */
/* SQL: the day asked for is over; its last day, in a row that has one: of a day that is over
 * nothing is said that came later (P16). */
#define LIST_PAST "CAST(?14 AS BIGINT) <= CAST(?11 AS BIGINT)"
#define LIST_LAST(col) \
    "CASE WHEN " col " > ?12 AND " LIST_PAST " THEN '' ELSE COALESCE(" col ", '') END"
struct list_order {
    const char *name, *label;
    const char *sql; /* "": no SQL says it, the page fills the rows in (list_serve) */
    bool descending; /* where the first page starts: from the greatest key */
};

enum { LIST_ORDERS_MAX = 3, LIST_COLUMNS_MAX = 16, LIST_PAGE = 20, LIST_EXPORT_MAX = 50000 };

struct list {
    const char *name; /* "requests": /a/CODE/requests, .csv .xlsx .docx .json .atom ?print */
    const char *title; /* msgid */
    const struct column *columns; /* ends with {0} */
    const struct list_filter *filters;
    struct list_order orders[LIST_ORDERS_MAX];
    const char *count_sql; /* ?1..?5 ?9 ?10 as above, one number; "共 37 件" */
    const char *row_path; /* "requests/{id}" below /a/CODE/; "{id}{day}": as of the day asked for */
    const char *empty; /* msgid: why there is nothing, and one thing to do */
    const char *counted; /* msgid of the heading, "共 {0} 人"; NULL: 共 {0} 件 */
};

struct list_ask {
    int64_t place_id;
    const struct list_filter *filter; /* never NULL: filters[0] by default */
    const struct list_order *order;
    int64_t audience;
    int64_t after_key, after_id;
    int limit;
    const char *find; /* folded; "" */
    const char *day; /* ISO; NULL: today */
};

struct list_row {
    int64_t key, id;
    struct value v[LIST_COLUMNS_MAX]; /* in the arena; NULLs as VALUE_NULL */
    const char *path; /* "requests/77" below /a/CODE/, where rows are of many kinds; else NULL */
};

struct list_rows {
    struct list_row *v;
    size_t n, cap;
    bool more;
    int64_t count; /* of the whole filter */
};
NODISCARD bool list_load(
    struct ctx *c, const struct list *l, const struct list_ask *ask, struct list_rows *out);

/* A figure: one FROM/WHERE with fixed parameters ?1 area ?2 place (0: all) ?3 from ?4 to (ms). ---
 * FIGURE() makes the count and the list of records from the same text, so they cannot part. */
struct figure {
    const char *name; /* "requests.answered" */
    const char *label; /* msgid */
    const char *unit; /* msgid: "件" */
    const char *value_sql; /* one number */
    const char *records_sql; /* id, at: the records behind it */
    const char *over; /* RATIO: the denominator's name; value_sql is then the numerator's */
    const char *path; /* of one record: "requests/{id}" */
};
#define FIGURE(nam, lab, uni, expr, id, at, from_where, pat) \
    { \
        .name = nam, .label = lab, .unit = uni, .value_sql = "SELECT " expr " " from_where, \
        .records_sql = "SELECT " id ", " at " " from_where " ORDER BY 2 DESC, 1 DESC LIMIT 500", \
        .path = pat \
    }
const struct figure *figure_by_name(struct ctx *c, const char *name); /* of any room; NULL: none */
int64_t figure_value(
    struct ctx *c, const struct figure *f, int64_t place_id, int64_t from, int64_t to);
#endif
