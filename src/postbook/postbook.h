/* postbook.h - 任职表: who holds which post, as a workbook.
 *
 * A committee keeps its posts in a table: body, post, name, telephone, which stair. Columns are
 * found by what they are called; rows that are understood are tried by giving the posts as the page
 * would, with the same rules and the same refusals, and taking all of it back: a dry run writes
 * nothing and says exactly what would be written. The same table again brings nothing new. The
 * upload, its states, its bad rows and its undo are src/import's.
 */
#ifndef EAVES_POSTBOOK_H
#define EAVES_POSTBOOK_H

#include "lib/base/ctx.h"
#include "lib/sheet/sheet.h"
#include "src/bodies/bodies.h"

enum postbook_column {
    POSTBOOK_BODY, /* may be left out: whoever looks after the place */
    POSTBOOK_POST,
    POSTBOOK_NAME,
    POSTBOOK_MOBILE, /* the person's own */
    POSTBOOK_PLACE,
    POSTBOOK_PHONE,
    POSTBOOK_DUTY_PHONE,
    POSTBOOK_HOURS,
    POSTBOOK_SHOWN,
    POSTBOOK_FROM,
    POSTBOOK_TO, /* the last day */
    POSTBOOK_COMPOUND, /* of the stair in the place's column */
    POSTBOOK_COLUMNS,
};
extern const char *const postbook_heads[POSTBOOK_COLUMNS]; /* as the template calls them */

enum postbook_news { POSTBOOK_BAD, POSTBOOK_NEW, POSTBOOK_CHANGED, POSTBOOK_SAME };
struct postbook_row {
    int number; /* in the file */
    enum post_kind kind;
    const char *body, *name, *mobile, *place, *phone, *duty_phone, *hours, *shown;
    const char *from, *to; /* ISO; to: the first day no longer; "" */
    /* after postbook_put() */
    enum postbook_news news;
    struct words why; /* of a bad one */
    const char *old, *fresh; /* of a changed one, telephones masked */
};
struct postbook {
    struct postbook_row *v;
    size_t n, cap;
    int header; /* row number */
    int at[POSTBOOK_COLUMNS]; /* column, or -1 */
    enum post_kind kind; /* of all rows, where no column says it: "楼号 楼组长 电话"; 0 */
    const char *unread; /* headings that were not understood: "备注、籍贯"; "" or NULL */
};
/* What was done, in order: so that it can be taken back. */
enum postbook_did { POSTBOOK_MADE_PERSON, POSTBOOK_MADE_BODY, POSTBOOK_GAVE, POSTBOOK_SHOWED };
struct postbook_deed {
    enum postbook_did did;
    int64_t id;
    const char *old, *fresh; /* of POSTBOOK_SHOWED: how the post was reached, and is now */
};
struct postbook_deeds {
    struct postbook_deed *v;
    size_t n, cap;
};

/* Pure. How many columns are found in the sheet's best header row; fills header and at. */
int postbook_guess(struct arena *a, const struct sheet *s, struct postbook *out);
/* What is missing in it: words, or {0}. */
struct words postbook_lacks(const struct postbook *b);
/* Every row below the header; a row that is not understood is there as bad, with its reason. */
void postbook_rows(struct arena *a, const struct sheet *s, struct postbook *out);
enum post_kind postbook_post(struct arena *a, const char *cell); /* 0: none is called that */

/* Inside a write transaction: gives what is new, shows what has changed, row by row; rows that may
 * not be are bad, with the reason. The caller takes it back when it was only to try. */
bool postbook_put(struct ctx *c, struct postbook *b, struct postbook_deeds *out);
/* A post as shown, given back: old is a deed's. */
bool postbook_show_again(struct ctx *c, int64_t post_id, const char *old);

#endif
