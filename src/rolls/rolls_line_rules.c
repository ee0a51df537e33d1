/* rolls_line_rules.c - one line typed from a visit sheet: row code, then what stands in the boxes.
 */
#include <string.h>

#include "lib/paper/paper.h"
#include "src/rolls/rolls_room.h"

enum { CODE_DIGITS = 10 };

static bool gap(char ch)
{
    return ch == ' ' || ch == '-' || ch == '=' || ch == ':' || ch == ',' || ch == '.' || ch == '/';
}

/* Only the digits of a line; false at anything else. */
static bool digits_of(const char *s, char *out, size_t most, size_t *n)
{
    for (*n = 0; *s; s++) {
        if (*s >= '0' && *s <= '9') {
            if (*n < most) {
                out[*n] = *s;
            }
            ++*n;
        } else if (!gap(*s)) {
            return false;
        }
    }
    out[*n < most ? *n : most] = '\0';
    return true;
}

bool rolls_line(struct arena *a, const char *text, struct typed_line *out, struct err *why)
{
    enum { MOST = CODE_DIGITS + COUNT(out->keys) - 1 };
    char d[MOST + 1];
    size_t n;
    *out = (struct typed_line){0};
    if (!digits_of(str_tidy(a, text, true, false), d, MOST, &n)) {
        return refuse(why, "lines", SAY(N_("这一行只能有数字：行号，再写结果。")));
    }
    char *code = arena_strndup(a, d, n < CODE_DIGITS ? n : CODE_DIGITS);
    if (!row_code_parse(code, &out->sheet, &out->row, why)) {
        return false;
    }
    if (n == CODE_DIGITS) {
        return refuse(why, "lines", SAY(N_("行号后面还要写结果，如 1。")));
    }
    if (n > MOST) {
        return refuse(why, "lines", SAY(N_("结果太长了，一行最多八个数字。")));
    }
    for (size_t i = CODE_DIGITS; i < n; i++) {
        out->keys[i - CODE_DIGITS] = d[i] - '0';
        if (d[i] == '0') {
            return refuse(why, "lines", SAY(N_("没有这一种结果，请看纸上的说明。")));
        }
    }
    return true;
}
