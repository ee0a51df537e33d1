/* read.c - lines and places in them. */
#include "lib/choice/read.h"

#include <string.h>

bool read_wrong(struct reading *r, const char *at, const char *says, const char *what)
{
    int64_t column = 1;
    for (const char *p = r->text; p && p < at; p++) {
        column += ((unsigned char)*p & 0xC0) != 0x80;
    }
    return fail(r->why, ERR_FORM,
        str_empty(what) ? WORDS(N_("第 {0} 行第 {1} 列：{2}"), INT(r->line), INT(column), MSG(says))
                        : WORDS(N_("第 {0} 行第 {1} 列：{2}（{3}）"), INT(r->line), INT(column),
                              MSG(says), TEXT(what)));
}

bool read_line(struct reading *r)
{
    if (r->at == r->end) {
        return false;
    }
    if (!r->line && r->end - r->at >= 3 && memcmp(r->at, "\xEF\xBB\xBF", 3) == 0) {
        r->at += 3;
    }
    const char *stop = memchr(r->at, '\n', (size_t)(r->end - r->at));
    size_t n = (size_t)((stop ? stop : r->end) - r->at), kept = n;
    while (kept && (r->at[kept - 1] == '\r' || r->at[kept - 1] == ' ')) {
        kept--;
    }
    r->line++;
    r->text = arena_strndup(r->a, r->at, kept);
    bool good = utf8_valid(r->at, kept);
    r->at += n + (stop != NULL);
    return good || read_wrong(r, r->text, N_("这一行不是 UTF-8 文字"), "");
}

bool read_count(const char *s, int64_t *out)
{
    return *s != '-' && parse_int(s, out) && *out <= INT64_C(1000000000000000);
}
