/* registers_rules.c - periods, and names that are not for everybody. */
#include "src/registers/registers.h"

#include <string.h>

#include "src/people/people.h"

void registers_span(int64_t at, enum register_span span, char from[DAY_TEXT], char to[DAY_TEXT])
{
    struct civil d = civil_of(at);
    int first = (d.month - 1) / (int)span * (int)span + 1, next = first + (int)span;
    int year = d.year + (next > 12);
    day_of(ms_of_civil(d.year, first, 1, 0, 0), from);
    day_of(ms_of_civil(year, next > 12 ? next - 12 : next, 1, 0, 0) - 1, to);
}

static bool is_span(const char *from, const char *to, enum register_span span)
{
    char first[DAY_TEXT], last[DAY_TEXT];
    int64_t at;
    if (!parse_day(from, &at)) {
        return false;
    }
    registers_span(at, span, first, last);
    return str_same(first, from) && str_same(last, to);
}

struct words registers_period(struct arena *a, const char *from, const char *to)
{
    static const char *const quarters[] = {
        N_("{0}年第一季度"), N_("{0}年第二季度"), N_("{0}年第三季度"), N_("{0}年第四季度")};
    const char *year = arena_strndup(a, from, 4);
    int64_t month = 0;
    (void)parse_int(arena_strndup(a, from + strcspn(from, "-") + (strlen(from) > 5), 2), &month);
    if (is_span(from, to, SPAN_YEAR)) {
        return WORDS(N_("{0}年"), TEXT(year));
    }
    if (is_span(from, to, SPAN_QUARTER)) {
        return WORDS(quarters[(month - 1) / 3], TEXT(year));
    }
    if (is_span(from, to, SPAN_MONTH)) {
        return WORDS(N_("{0}年{1}月"), TEXT(year), INT(month));
    }
    return WORDS(N_("{0} 至 {1}"), TEXT(from), TEXT(to));
}

void registers_tidy(struct arena *a, struct register_ask *ask, int64_t now)
{
    char from[DAY_TEXT], to[DAY_TEXT];
    int64_t at;
    registers_span(now, SPAN_QUARTER, from, to);
    ask->from = parse_day(str_or(ask->from, ""), &at) ? ask->from : arena_strdup(a, from);
    ask->to = parse_day(str_or(ask->to, ""), &at) ? ask->to : arena_strdup(a, to);
    if (strcmp(ask->from, ask->to) > 0) {
        const char *later = ask->from;
        ask->from = ask->to;
        ask->to = later;
    }
    ask->part = str_or(ask->part, "");
    ask->state = ask->state >= 0 && ask->state <= REGISTER_LATE ? ask->state : REGISTER_ANY;
}

const char *registers_masked(struct ctx *c, const char *names)
{
    static const char comma[] = "、";
    const char *out = "";
    while (*names) {
        const char *end = strstr(names, comma);
        size_t n = end ? (size_t)(end - names) : strlen(names);
        const char *one = people_shown_name(c, arena_strndup(c->arena, names, n));
        out = arena_printf(c->arena, "%s%s%s", out, *out ? comma : "", one);
        names += n + (end ? strlen(comma) : 0);
    }
    return out;
}
