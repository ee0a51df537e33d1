/* replies_rules.c - what may stand in a template, and what it becomes. */
#include <string.h>

#include "src/replies/replies.h"

static const char *const holes[] = {"{place}", "{date}"};

static const char *hole_at(const char *s)
{
    for (size_t i = 0; i < COUNT(holes); i++) {
        if (str_starts(s, holes[i])) {
            return holes[i];
        }
    }
    return NULL;
}

bool replies_may_be(const char *text, struct err *why)
{
    if (str_empty(text)) {
        return refuse(why, "text", SAY(N_("请写一句常用的答复")));
    }
    for (const char *s = text; *s; s++) {
        const char *hole = hole_at(s);
        if ((*s == '{' || *s == '}') && !hole) {
            return refuse(why, "text",
                WORDS(N_("花括号里只能写 {0} 或 {1}"), TEXT("{place}"), TEXT("{date}")));
        }
        s += hole ? strlen(hole) - 1 : 0;
    }
    return true;
}

const char *replies_filled(struct arena *a, const char *text, const char *place, const char *date)
{
    const char *out = "";
    while (*text) {
        const char *open = strchr(text, '{'), *hole = open ? hole_at(open) : NULL;
        size_t n = hole ? (size_t)(open - text) : strlen(text);
        out = arena_printf(a, "%s%.*s%s", out, (int)n, text,
            !hole                      ? ""
            : str_same(hole, "{date}") ? date
                                       : place);
        text += n + (hole ? strlen(hole) : 0);
    }
    return out;
}
