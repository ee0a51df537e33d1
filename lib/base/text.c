#include "lib/base/base.h"

#include <string.h>

bool str_empty(const char *s)
{
    return !s || !*s;
}

bool str_same(const char *a, const char *b)
{
    return a == b || (a && b && strcmp(a, b) == 0);
}

bool str_starts(const char *s, const char *prefix)
{
    return s && prefix && strncmp(s, prefix, strlen(prefix)) == 0;
}

const char *str_or(const char *s, const char *otherwise)
{
    return str_empty(s) ? otherwise : s;
}

/* One code point of at most n bytes; 0 when they are not UTF-8. *used is at least 1. */
static uint32_t decode(const unsigned char *s, size_t n, size_t *used)
{
    static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
    size_t need = s[0] < 0x80 ? 1 : s[0] >= 0xf0 ? 4 : s[0] >= 0xe0 ? 3 : 2;
    *used = 1;
    if (need == 1) {
        return s[0];
    }
    if (s[0] < 0xc2 || s[0] > 0xf4 || n < need) {
        return 0;
    }
    uint32_t cp = s[0] & (0x7fU >> need);
    for (size_t i = 1; i < need; i++) {
        if ((s[i] & 0xc0) != 0x80) {
            return 0;
        }
        cp = cp << 6 | (s[i] & 0x3fU);
    }
    if (cp < least[need] || cp > 0x10ffff || (cp >= 0xd800 && cp <= 0xdfff)) {
        return 0;
    }
    *used = need;
    return cp;
}

size_t utf8_length(const char *s)
{
    size_t left = strlen(s), count = 0, used;
    for (; left; s += used, left -= used) {
        decode((const unsigned char *)s, left, &used);
        count++;
    }
    return count;
}

bool utf8_valid(const char *s, size_t n)
{
    for (size_t used; n; s += used, n -= used) {
        if (!decode((const unsigned char *)s, n, &used)) {
            return false;
        }
    }
    return true;
}

static bool is_space(uint32_t cp)
{
    return cp == ' ' || cp == '\t' || cp == 0xa0 || cp == 0x3000 || (cp >= 0x2000 && cp <= 0x200a);
}

static bool is_newline(uint32_t cp)
{
    return cp == '\n' || cp == 0x85 || cp == 0x2028 || cp == 0x2029;
}

/* What nobody types on purpose: it hides text, turns it round or makes two equal names differ. */
static bool is_unseen(uint32_t cp)
{
    return cp < 0x20 || (cp >= 0x7f && cp < 0xa0) || cp == 0xad || cp == 0x61c ||
           (cp >= 0x200b && cp <= 0x200f) || (cp >= 0x202a && cp <= 0x202e) ||
           (cp >= 0x2060 && cp <= 0x206f) || cp == 0xfeff;
}

struct tidy {
    char *out;
    size_t n;
    bool space, line; /* owed before the next visible character */
};

static void tidy_put(struct tidy *t, const char *s, size_t n)
{
    if (t->n && !t->line && t->space) {
        t->out[t->n++] = ' ';
    }
    t->space = t->line = false;
    memcpy(t->out + t->n, s, n);
    t->n += n;
}

char *str_tidy(struct arena *a, const char *s, bool narrow, bool lines)
{
    size_t left = strlen(s);
    struct tidy t = {.out = arena_alloc(a, left + 1)};
    for (size_t used; left; s += used, left -= used) {
        uint32_t cp = decode((const unsigned char *)s, left, &used);
        if (is_newline(cp) && lines && t.n) {
            t.out[t.n++] = '\n';
            t.space = false;
            t.line = true;
        } else if (is_space(cp) || is_newline(cp)) {
            t.space = true;
        } else if (narrow && cp >= 0xff01 && cp <= 0xff5e) {
            tidy_put(&t, &(char){(char)(cp - 0xfee0)}, 1);
        } else if (!is_unseen(cp)) {
            tidy_put(&t, s, used);
        }
    }
    while (t.n && t.out[t.n - 1] == '\n') {
        t.n--;
    }
    t.out[t.n] = '\0';
    return t.out;
}

bool parse_int(const char *s, int64_t *out)
{
    bool minus = s && *s == '-';
    if (!s || !s[minus]) {
        return false;
    }
    int64_t value = 0;
    for (s += minus; *s; s++) {
        if (*s < '0' || *s > '9' || __builtin_mul_overflow(value, 10, &value) ||
            __builtin_sub_overflow(value, *s - '0', &value)) {
            return false;
        }
    }
    if (!minus && __builtin_sub_overflow(0, value, &value)) {
        return false;
    }
    *out = value;
    return true;
}

char *hex(struct arena *a, const void *bytes, size_t n)
{
    static const char digits[] = "0123456789abcdef";
    const unsigned char *b = bytes;
    char *s = arena_alloc(a, n * 2 + 1);
    for (size_t i = 0; i < n; i++) {
        s[2 * i] = digits[b[i] >> 4];
        s[2 * i + 1] = digits[b[i] & 15];
    }
    return s;
}

static int nibble(char c)
{
    return c >= '0' && c <= '9'   ? c - '0'
           : c >= 'a' && c <= 'f' ? c - 'a' + 10
           : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                  : -1;
}

bool unhex(const char *s, void *out, size_t n)
{
    unsigned char *b = out;
    if (!s || strlen(s) != n * 2) {
        return false;
    }
    for (size_t i = 0; i < n; i++) {
        int hi = nibble(s[2 * i]), lo = nibble(s[2 * i + 1]);
        if (hi < 0 || lo < 0) {
            return false;
        }
        b[i] = (unsigned char)(hi << 4 | lo);
    }
    return true;
}
