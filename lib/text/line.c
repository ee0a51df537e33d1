#include "lib/text/line.h"

#include <string.h>

void line_add(struct arena *a, struct line *l, const char *s, size_t n)
{
    if (l->n + n + 1 > l->cap) {
        size_t cap = (l->n + n + 1) * 2;
        l->v = arena_grow(a, l->v, l->cap, cap);
        l->cap = cap;
    }
    memcpy(l->v + l->n, s, n);
    l->n += n;
    l->v[l->n] = '\0';
}

static int sequence_length(unsigned char lead)
{
    if (lead < 0x80) {
        return 1;
    }
    if ((lead & 0xe0) == 0xc0) {
        return 2;
    }
    if ((lead & 0xf0) == 0xe0) {
        return 3;
    }
    return (lead & 0xf8) == 0xf0 ? 4 : 0;
}

uint32_t utf8_next(const char **at)
{
    const unsigned char *s = (const unsigned char *)*at;
    int n = sequence_length(s[0]);
    uint32_t point = n == 1 ? s[0] : s[0] & (0x7fu >> n);
    for (int i = 1; i < n; i++) {
        if ((s[i] & 0xc0) != 0x80) {
            n = 0;
            break;
        }
        point = point << 6 | (s[i] & 0x3f);
    }
    *at += n ? n : 1;
    return n ? point : 0xfffd;
}

size_t utf8_put(uint32_t point, char out[4])
{
    if (point < 0x80) {
        out[0] = (char)point;
        return 1;
    }
    size_t n = point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
    for (size_t i = n - 1; i > 0; i--) {
        out[i] = (char)(0x80 | (point & 0x3f));
        point >>= 6;
    }
    out[0] = (char)((0xf00u >> n & 0xf0) | point);
    return n;
}
