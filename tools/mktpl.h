/* mktpl.h - a template cut into pieces; shared by the compiler's two halves. */
#ifndef EAVES_MKTPL_H
#define EAVES_MKTPL_H

#include <stddef.h>

enum kind { HEAD, CODE, HTML, VALUE, TEXT, MARKUP }; /* MARKUP: a value between attributes */
struct piece {
    enum kind kind;
    const char *s;
    size_t n;
    int line;
};

_Noreturn void refuse(int line, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
/* One past the closing quote of the C literal that starts at s. */
const char *past_quote(const char *s, int line);
/* Refuses what would be unsafe, unknown or untranslatable; tells MARKUP from VALUE. */
void check(struct piece *pieces, size_t n);
#endif
