/* read.h - text files line by line, with places for what is wrong; only lib/choice includes it. */
#ifndef EAVES_READ_H
#define EAVES_READ_H

#include "lib/choice/choice.h"

struct reading {
    struct arena *a;
    const char *at, *end; /* what is not read yet */
    int64_t line; /* of the text in hand, from 1 */
    const char *text; /* that line, without its end; NUL-terminated */
    struct err *why;
};
/* True when there is one more line, in r->text. Skips a BOM; refuses bytes that are not UTF-8. */
bool read_line(struct reading *r);
/* Refuses: "line 7, column 3: ..." `at` points into r->text; `what` is shown, "" for nothing. */
bool read_wrong(struct reading *r, const char *at, const char *says, const char *what);
/* A whole number, 0 to 10^15. */
bool read_count(const char *s, int64_t *out);
#endif
