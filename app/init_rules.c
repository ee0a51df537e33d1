/* init_rules.c - a pasted line: which stair, who, which telephone. */
#include <string.h>

#include "app/init.h"

enum { WORDS_OF_A_LINE = 8 };

static bool is_phone(const char *s)
{
    size_t digits = 0;
    for (; *s; s++) {
        if (!strchr("0123456789-+", *s)) {
            return false;
        }
        digits += *s >= '0' && *s <= '9';
    }
    return digits >= 7;
}

bool init_read_led(struct arena *a, const char *line, struct led *out)
{
    char *words[WORDS_OF_A_LINE], *rest = NULL;
    char *text = str_tidy(a, line, true, false);
    int n = 0;
    *out = (struct led){.place = "", .name = "", .phone = ""};
    for (char *w = strtok_r(text, " \t,;", &rest); w && n < WORDS_OF_A_LINE;
         w = strtok_r(NULL, " \t,;", &rest)) {
        words[n++] = w;
    }
    if (n > 0 && is_phone(words[n - 1])) {
        out->phone = words[--n];
    }
    if (n < 2) {
        return false;
    }
    out->name = words[--n];
    for (int i = 0; i < n; i++) {
        out->place = arena_printf(a, "%s%s", out->place, words[i]);
    }
    return true;
}
