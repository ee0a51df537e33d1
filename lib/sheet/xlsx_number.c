/* xlsx_number.c - a stored number as a person sees it in the cell. */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/sheet/xlsx_reading.h"

/* Formats ------------------------------------------------------------------------------------- */

/* ECMA-376 18.8.30, with the ids that Chinese editions use for dates of their own. */
static enum number_kind built_in(int id)
{
    if (id == 9 || id == 10) {
        return NUMBER_PERCENT;
    }
    if (id == 22) {
        return NUMBER_BOTH;
    }
    if ((id >= 18 && id <= 21) || (id >= 32 && id <= 35) || (id >= 45 && id <= 47) || id == 55 ||
        id == 56) {
        return NUMBER_TIME;
    }
    bool day = (id >= 14 && id <= 17) || (id >= 27 && id <= 36) || (id >= 50 && id <= 58);
    return day ? NUMBER_DAY : NUMBER_PLAIN;
}

struct code_marks {
    bool year, month, day, hour, second, percent;
    int zeros; /* the code is so many 0 and nothing else; -1: it is not */
};

/* Steps over what is shown as it stands: "...", \x, _x, [Red]; false when *at is a mark. */
static bool skip_literal(const char **at, struct code_marks *m)
{
    const char *s = *at;
    if (*s == '"') {
        const char *close = strchr(s + 1, '"');
        *at = close ? close + 1 : s + strlen(s);
        return true;
    }
    if ((*s == '\\' || *s == '_' || *s == '*') && s[1]) {
        *at += 2;
        return true;
    }
    if (*s == '[') {
        const char *close = strchr(s, ']');
        size_t elapsed = strspn(s + 1, "hHmMsS"); /* [h]:mm */
        m->hour |= elapsed && s[1 + elapsed] == ']';
        *at = close ? close + 1 : s + strlen(s);
        return true;
    }
    if (strncmp(s, "AM/PM", 5) == 0 || strncmp(s, "General", 7) == 0) {
        *at += *s == 'A' ? 5 : 7;
        return true;
    }
    return false;
}

/* The first section only: it is the one for numbers above zero. */
static struct code_marks marks_of(const char *code)
{
    struct code_marks m = {0};
    size_t zeros = strspn(code, "0");
    m.zeros = zeros >= 2 && !code[zeros] ? (int)zeros : -1;
    for (const char *s = code; *s && *s != ';';) {
        if (skip_literal(&s, &m)) {
            continue;
        }
        switch (tolower((unsigned char)*s++)) {
        case 'y':
            m.year = true;
            break;
        case 'm':
            m.month = true;
            break;
        case 'd':
            m.day = true;
            break;
        case 'h':
            m.hour = true;
            break;
        case 's':
            m.second = true;
            break;
        case '%':
            m.percent = true;
            break;
        default:
            break;
        }
    }
    return m;
}

struct number_format number_format_of(int id, const char *code)
{
    if (!code) {
        return (struct number_format){built_in(id), 0};
    }
    struct code_marks m = marks_of(code);
    bool clock = m.hour || m.second, date = m.year || m.day || (m.month && !clock);
    enum number_kind kind = clock         ? date ? NUMBER_BOTH : NUMBER_TIME
                            : date        ? NUMBER_DAY
                            : m.percent   ? NUMBER_PERCENT
                            : m.zeros > 0 ? NUMBER_PADDED
                                          : NUMBER_PLAIN;
    return (struct number_format){kind, m.zeros > 18 ? 18 : m.zeros};
}

/* Numbers ------------------------------------------------------------------------------------- */

/* Only what a cell can hold: strtod would also take "inf" and "0x1". */
static bool parse_number(const char *s, double *out)
{
    char *end;
    if (!*s || s[strspn(s, "0123456789+-.eE")]) {
        return false;
    }
    *out = strtod(s, &end);
    return !*end && *out > -1e30 && *out < 1e30;
}

/* Fifteen digits as Excel keeps them, never with an exponent: 1.2E+10 -> 12000000000. */
static const char *plain(struct arena *a, double value)
{
    static const char zeros[] = "000000000000000000000000000000";
    char e[32], digits[20];
    const char *sign = value < 0 ? "-" : "";
    snprintf(e, sizeof(e), "%.14e", value < 0 ? -value : value);
    int exponent = atoi(strchr(e, 'e') + 1);
    digits[0] = e[0];
    memcpy(digits + 1, e + 2, 14);
    size_t n = 15;
    while (n > 1 && digits[n - 1] == '0') {
        n--;
    }
    digits[n] = '\0';
    if (exponent < 0) {
        return arena_printf(a, "%s0.%.*s%s", sign, -exponent - 1, zeros, digits);
    }
    if (n <= (size_t)exponent + 1) {
        return arena_printf(a, "%s%s%.*s", sign, digits, exponent + 1 - (int)n, zeros);
    }
    return arena_printf(a, "%s%.*s.%s", sign, exponent + 1, digits, digits + exponent + 1);
}

/* Days and times ------------------------------------------------------------------------------ */

enum { SERIAL_1970 = 25569, SERIAL_1904 = 1462, SERIAL_MAX = 2958465 };

static const char *clock_shown(struct arena *a, int64_t seconds)
{
    int h = (int)(seconds / 3600), m = (int)(seconds / 60 % 60), s = (int)(seconds % 60);
    return s ? arena_printf(a, "%02d:%02d:%02d", h, m, s) : arena_printf(a, "%02d:%02d", h, m);
}

/* NULL when the number is no day of this calendar. */
static const char *date_shown(struct arena *a, double serial, enum number_kind kind, bool from_1904)
{
    serial += from_1904 ? SERIAL_1904 : 0;
    if (serial < 0 || serial >= SERIAL_MAX + 1) {
        return NULL;
    }
    int64_t seconds = (int64_t)(serial * 86400 + 0.5), days = seconds / 86400;
    if (kind == NUMBER_TIME) {
        return clock_shown(a, seconds);
    }
    /* Lotus 1-2-3 thought 1900 a leap year, and every spreadsheet since keeps day 60 free. */
    days += days < 60 && !from_1904;
    struct civil d = civil_of((days - SERIAL_1970) * MS_PER_DAY - 8 * MS_PER_DAY / 24);
    const char *day = arena_printf(a, "%04d-%02d-%02d", d.year, d.month, d.day);
    if (kind == NUMBER_DAY) {
        return day;
    }
    return arena_printf(a, "%s %s", day, clock_shown(a, seconds % 86400));
}

const char *number_shown(struct arena *a, const char *raw, struct number_format f, bool from_1904)
{
    double value;
    const char *shown = NULL;
    if (!parse_number(raw, &value)) {
        return raw;
    }
    if (value < 1e-18 && value > -1e-18) {
        value = 0;
    }
    switch (f.kind) {
    case NUMBER_DAY:
    case NUMBER_TIME:
    case NUMBER_BOTH:
        shown = date_shown(a, value, f.kind, from_1904);
        break;
    case NUMBER_PERCENT:
        shown = arena_printf(a, "%s%%", plain(a, value * 100));
        break;
    case NUMBER_PADDED:
        if (value >= 0 && value < 1e18) {
            shown = arena_printf(a, "%0*lld", f.digits, (long long)(value + 0.5));
        }
        break;
    case NUMBER_PLAIN:
        break;
    }
    return shown ? shown : plain(a, value);
}

/* Escapes ------------------------------------------------------------------------------------- */

static bool parse_escape(const char *s, uint32_t *point)
{
    unsigned char bytes[2];
    char digits[5];
    if (strncmp(s, "_x", 2) != 0 || strnlen(s, 7) < 7 || s[6] != '_') {
        return false;
    }
    memcpy(digits, s + 2, 4);
    digits[4] = '\0';
    if (!unhex(digits, bytes, 2)) {
        return false;
    }
    *point = (uint32_t)bytes[0] << 8 | bytes[1];
    return *point && (*point < 0xd800 || *point > 0xdfff);
}

const char *unescape_cell(struct arena *a, const char *text)
{
    if (!strstr(text, "_x")) {
        return text;
    }
    struct line out = {0};
    line_add(a, &out, "", 0);
    while (*text) {
        uint32_t point;
        char bytes[4];
        if (parse_escape(text, &point)) {
            point = point < ' ' && point != '\n' ? ' ' : point;
            line_add(a, &out, bytes, utf8_put(point, bytes));
            text += 7;
        } else {
            line_add(a, &out, text++, 1);
        }
    }
    return out.v;
}
