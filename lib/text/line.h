/* line.h - a text that grows in an arena, for those who put one together piece by piece. */
#ifndef EAVES_LINE_H
#define EAVES_LINE_H

#include "lib/base/base.h"

struct line {
    char *v; /* NULL until something was added; then NUL-terminated */
    size_t n, cap;
};
void line_add(struct arena *a, struct line *l, const char *s, size_t n);
/* The next code point of valid or broken UTF-8; a bad byte is U+FFFD and one byte long. */
uint32_t utf8_next(const char **at);
/* Bytes written, 1..4. */
size_t utf8_put(uint32_t point, char out[4]);
#endif
