/* fold.c - Chinese text made findable: folding, bigrams, likeness. */
#include <iconv.h>
#include <opencc/opencc.h>
#include <stdlib.h>
#include <string.h>

#include "lib/text/line.h"
#include "lib/text/text.h"

/* Opened once per process and never closed: its dictionaries are read-only after that. */
static opencc_t traditional_to_simplified(void)
{
    static opencc_t converter;
    if (!converter) {
        converter = opencc_open("t2s.json");
        must(converter != (opencc_t)-1);
    }
    return converter;
}

static const char *simplified(struct arena *a, const char *s)
{
    const char *p = s;
    while (*p && (unsigned char)*p < 0x80) {
        p++;
    }
    if (!*p) {
        return s;
    }
    char *converted = opencc_convert_utf8(traditional_to_simplified(), s, strlen(s));
    if (!converted) {
        return s; /* not UTF-8 */
    }
    const char *kept = arena_strdup(a, converted);
    opencc_convert_utf8_free(converted);
    return kept;
}

static uint32_t narrowed(uint32_t c)
{
    if (c >= 0xff01 && c <= 0xff5e) {
        c -= 0xfee0;
    }
    bool upper = (c >= 'A' && c <= 'Z') || (c >= 0xc0 && c <= 0xde && c != 0xd7) ||
                 (c >= 0x391 && c <= 0x3a9) || (c >= 0x410 && c <= 0x42f);
    return upper ? c + 32 : c;
}

static bool is_space(uint32_t c)
{
    return c <= ' ' || c == 0xa0 || c == 0x3000 || (c >= 0x2000 && c <= 0x200b) || c == 0xfeff;
}

const char *text_fold(struct arena *a, const char *s)
{
    struct line out = {0};
    bool space = false;
    line_add(a, &out, "", 0);
    for (const char *p = simplified(a, str_or(s, "")); *p;) {
        uint32_t c = narrowed(utf8_next(&p));
        if (is_space(c)) {
            space = out.n > 0;
            continue;
        }
        char bytes[5] = " ";
        size_t n = utf8_put(c, bytes + 1);
        line_add(a, &out, space ? bytes : bytes + 1, space ? n + 1 : n);
        space = false;
    }
    return out.v;
}

enum script { SCRIPT_NONE, SCRIPT_HAN, SCRIPT_WORD };

/* Han: written without spaces, so cut into pairs. Kana and Hangul with them. */
static enum script script_of(uint32_t c)
{
    bool han = (c >= 0x3040 && c <= 0x30ff) || (c >= 0x3400 && c <= 0x9fff) ||
               (c >= 0xac00 && c <= 0xd7a3) || (c >= 0xf900 && c <= 0xfaff) ||
               (c >= 0x20000 && c <= 0x3ffff) || c == 0x3005 || c == 0x3007;
    if (han) {
        return SCRIPT_HAN;
    }
    bool letter =
        (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
        (c >= 0xc0 && c <= 0x2fff && !(c >= 0x2000 && c <= 0x2bff) && c != 0xd7 && c != 0xf7);
    return letter ? SCRIPT_WORD : SCRIPT_NONE;
}

/* One run of a script: *at moves behind it, *from is its start. */
static enum script next_run(const char **at, const char **from)
{
    enum script script = SCRIPT_NONE;
    while (**at && script == SCRIPT_NONE) {
        *from = *at;
        script = script_of(utf8_next(at));
    }
    for (const char *p = *at; *p && script != SCRIPT_NONE; *at = p) {
        if (script_of(utf8_next(&p)) != script) {
            break;
        }
    }
    return script;
}

size_t text_next_word(const char **at)
{
    const char *p = *at, *end;
    enum script script = SCRIPT_NONE;
    while (*p && script == SCRIPT_NONE) {
        *at = p;
        script = script_of(utf8_next(&p));
    }
    for (end = p; script != SCRIPT_NONE; end = p) {
        if (!*p || script_of(utf8_next(&p)) == SCRIPT_NONE) {
            return (size_t)(end - *at);
        }
    }
    return 0;
}

bool text_begins(const char *folded, const char *p)
{
    const char *here = p, *before = p;
    if (p == folded || script_of(utf8_next(&here)) != SCRIPT_WORD) {
        return true;
    }
    do {
        before--;
    } while (before > folded && (*before & 0xc0) == 0x80);
    return script_of(utf8_next(&before)) != SCRIPT_WORD;
}

static void add_token(struct arena *a, struct line *out, const char *s, size_t n)
{
    if (out->n) {
        line_add(a, out, " ", 1);
    }
    line_add(a, out, s, n);
}

static void add_pairs(struct arena *a, struct line *out, const char *s, const char *end, bool tail)
{
    const char *second = s, *after;
    utf8_next(&second);
    bool alone = second == end;
    for (; second < end; s = second, second = after) {
        after = second;
        utf8_next(&after);
        add_token(a, out, s, (size_t)(after - s));
    }
    if (alone || tail) {
        add_token(a, out, s, (size_t)(end - s));
    }
}

/* Which runs of 汉字 end with their last one alone; inner ones have something after them. */
enum tails { TAILS_NONE, TAILS_INNER, TAILS_ALL };

static const char *pairs_of(struct arena *a, const char *folded, enum tails tails)
{
    struct line out = {0};
    line_add(a, &out, "", 0);
    const char *at = str_or(folded, ""), *from = at;
    for (enum script script = next_run(&at, &from); script != SCRIPT_NONE;) {
        const char *start = from, *end = at;
        enum script following = next_run(&at, &from);
        if (script == SCRIPT_HAN) {
            bool inner = following != SCRIPT_NONE;
            add_pairs(a, &out, start, end, tails == TAILS_ALL || (tails == TAILS_INNER && inner));
        } else {
            add_token(a, &out, start, (size_t)(end - start));
        }
        script = following;
    }
    return out.v;
}

const char *text_bigrams(struct arena *a, const char *folded)
{
    return pairs_of(a, folded, TAILS_NONE);
}

const char *text_index(struct arena *a, const char *folded)
{
    return pairs_of(a, folded, TAILS_ALL);
}

const char *text_query(struct arena *a, const char *folded)
{
    return pairs_of(a, folded, TAILS_INNER);
}

struct token {
    const char *s;
    size_t n;
};
struct tokens {
    struct token *v;
    size_t n, cap;
};

static int by_bytes(const void *x, const void *y)
{
    const struct token *a = x, *b = y;
    int d = memcmp(a->s, b->s, a->n < b->n ? a->n : b->n);
    return d ? d : (a->n > b->n) - (a->n < b->n);
}

static struct tokens sorted_tokens(struct arena *a, const char *folded)
{
    struct tokens out = {0};
    for (const char *p = text_bigrams(a, folded); *p;) {
        size_t n = strcspn(p, " ");
        list_push(a, &out, (struct token){p, n});
        p += n + (p[n] == ' ');
    }
    if (out.n) {
        qsort(out.v, out.n, sizeof(*out.v), by_bytes);
    }
    return out;
}

int text_likeness(struct arena *a, const char *folded_a, const char *folded_b)
{
    struct tokens x = sorted_tokens(a, folded_a), y = sorted_tokens(a, folded_b);
    if (x.n + y.n == 0) {
        return str_same(str_or(folded_a, ""), str_or(folded_b, "")) ? 1000 : 0;
    }
    size_t shared = 0;
    for (size_t i = 0, j = 0; i < x.n && j < y.n;) {
        int d = by_bytes(&x.v[i], &y.v[j]);
        shared += d == 0;
        i += d <= 0;
        j += d >= 0;
    }
    return (int)(2000 * shared / (x.n + y.n));
}

bool text_from_gb18030(struct arena *a, const char *s, size_t n, const char **out)
{
    iconv_t conv = iconv_open("UTF-8", "GB18030");
    must(conv != (iconv_t)-1);
    /* Two bytes become three at most, four become four, one becomes one. */
    size_t room = n * 2 + 1, left = room;
    char *v = arena_alloc(a, room), *to = v, *from = arena_alloc(a, n + 1);
    memcpy(from, s, n);
    size_t done = iconv(conv, &from, &n, &to, &left);
    iconv_close(conv);
    *out = v;
    return done != (size_t)-1 && !memchr(v, '\0', room - left);
}
