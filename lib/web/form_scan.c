#include "lib/web/form_scan.h"

#include <string.h>
#include <strings.h>

static bool is_digit(char ch)
{
    return ch >= '0' && ch <= '9';
}

/* Steps over word if *p begins with it. */
static bool skip(const char **p, const char *word)
{
    if (!str_starts(*p, word)) {
        return false;
    }
    *p += strlen(word);
    return true;
}

static bool skip_any(const char **p, const char *const *words)
{
    for (; *words; words++) {
        if (skip(p, *words)) {
            return true;
        }
    }
    return false;
}

/* numbers ----------------------------------------------------------------------------------- */
static bool add_digit(int64_t *value, char ch)
{
    return !__builtin_mul_overflow(*value, 10, value) &&
           !__builtin_add_overflow(*value, ch - '0', value);
}

/* A comma stands before exactly three digits: "12,5" is a question, not a number. */
static bool comma_fits(const char *comma)
{
    return is_digit(comma[1]) && is_digit(comma[2]) && is_digit(comma[3]) && !is_digit(comma[4]);
}

static const char *scan_whole(const char *s, int64_t *value)
{
    const char *begin = s;
    bool grouped = false;
    for (; is_digit(*s) || *s == ','; s++) {
        if (*s == ',') {
            bool first = !grouped && s > begin && s - begin <= 3;
            if (!(first || grouped) || !comma_fits(s)) {
                return NULL;
            }
            grouped = true;
        } else if (!add_digit(value, *s)) {
            return NULL;
        }
    }
    return s;
}

bool scan_number(const char *s, int decimals, int64_t *out)
{
    int64_t value = 0;
    bool minus = *s == '-';
    const char *begin = s + minus;
    const char *p = scan_whole(begin, &value);
    if (!p) {
        return false;
    }
    bool any = p > begin;
    bool point = *p == '.' && decimals > 0;
    p += point;
    for (int i = 0; i < decimals; i++) {
        bool digit = point && is_digit(*p);
        any = any || digit;
        if (!add_digit(&value, digit ? *p : '0')) {
            return false;
        }
        p += digit;
    }
    while (point && *p == '0') { /* 12.500 is 12.50 */
        p++;
    }
    *out = minus ? -value : value;
    return any && !*p;
}

const char *scan_bare(struct arena *a, const char *s)
{
    static const char *const before[] = {"¥", "￥", NULL};
    static const char *const after[] = {"元", "㎡", "平方米", "平米", "m2", "m²", NULL};
    skip_any(&s, before);
    s += strspn(s, " ");
    size_t n = strlen(s);
    for (size_t i = 0; after[i]; i++) {
        size_t unit = strlen(after[i]);
        if (n > unit && strcmp(s + n - unit, after[i]) == 0) {
            n -= unit;
            break;
        }
    }
    while (n && s[n - 1] == ' ') {
        n--;
    }
    return arena_strndup(a, s, n);
}

/* days and instants ------------------------------------------------------------------------- */
static bool scan_part(const char **p, int least, int most, int *out)
{
    int n = 0;
    *out = 0;
    for (; n < most && is_digit(**p); n++) {
        *out = *out * 10 + (*(*p)++ - '0');
    }
    return n >= least;
}

/* With the spaces around it: "2026 年 11 月". */
static bool skip_mark(const char **p, const char *const *marks)
{
    const char *s = *p + strspn(*p, " ");
    bool found = skip_any(&s, marks);
    *p = found ? s + strspn(s, " ") : *p;
    return found;
}

static const char *scan_date(const char *p, int64_t *ms)
{
    static const char *const marks[] = {"-", "/", ".", "年", "月", NULL};
    static const char *const last[] = {"日", NULL};
    int year;
    int month;
    int day;
    if (!scan_part(&p, 4, 4, &year)) {
        return NULL;
    }
    bool marked = skip_mark(&p, marks);
    if (!scan_part(&p, marked ? 1 : 2, 2, &month) || skip_mark(&p, marks) != marked) {
        return NULL;
    }
    if (!scan_part(&p, marked ? 1 : 2, 2, &day) || is_digit(*p)) {
        return NULL;
    }
    skip_mark(&p, last);
    char text[DAY_TEXT] = {(char)('0' + year / 1000), (char)('0' + year / 100 % 10),
        (char)('0' + year / 10 % 10), (char)('0' + year % 10), '-', (char)('0' + month / 10),
        (char)('0' + month % 10), '-', (char)('0' + day / 10), (char)('0' + day % 10), '\0'};
    return parse_day(text, ms) ? p : NULL;
}

bool scan_day(const char *s, int64_t *ms)
{
    const char *rest = scan_date(s, ms);
    return rest && !*rest;
}

enum half { HALF_NONE, HALF_MORNING, HALF_AFTERNOON };

static enum half scan_half(const char **p)
{
    static const char *const morning[] = {"上午", "早上", "凌晨", "AM", "am", NULL};
    static const char *const afternoon[] = {"下午", "晚上", "傍晚", "PM", "pm", NULL};
    *p += strspn(*p, " ");
    enum half half = skip_any(p, morning)     ? HALF_MORNING
                     : skip_any(p, afternoon) ? HALF_AFTERNOON
                                              : HALF_NONE;
    *p += strspn(*p, " ");
    return half;
}

/* What follows the hour: ":30", ":30:00", "点", "点半", "点30分". */
static bool scan_minutes(const char **p, int *minute)
{
    int second = 0;
    *minute = 0;
    if (skip(p, ":")) {
        return scan_part(p, 2, 2, minute) && (!skip(p, ":") || scan_part(p, 2, 2, &second)) &&
               second < 60;
    }
    if (!skip(p, "点") && !skip(p, "时")) {
        return false;
    }
    if (skip(p, "半")) {
        *minute = 30;
    } else if (is_digit(**p)) {
        return scan_part(p, 1, 2, minute) && (skip(p, "分") || true);
    } else {
        skip(p, "整");
    }
    return true;
}

/* Minutes east of Greenwich; Asia/Shanghai when nothing is said. */
static bool scan_zone(const char **p, int *east)
{
    *east = 8 * 60;
    if (skip(p, "Z")) {
        *east = 0;
        return true;
    }
    if (**p != '+' && **p != '-') {
        return true;
    }
    int sign = *(*p)++ == '-' ? -1 : 1;
    int hours;
    int minutes;
    bool ok = scan_part(p, 2, 2, &hours) && (skip(p, ":") || true) && scan_part(p, 2, 2, &minutes);
    *east = ok ? sign * (hours * 60 + minutes) : *east;
    return ok && hours <= 14 && minutes < 60;
}

bool scan_time(const char *s, int64_t *ms)
{
    int hour;
    int minute;
    int east;
    const char *p = scan_date(s, ms);
    if (!p) {
        return false;
    }
    skip(&p, "T");
    enum half half = scan_half(&p);
    if (!scan_part(&p, 1, 2, &hour) || !scan_minutes(&p, &minute)) {
        return false;
    }
    half = half == HALF_NONE ? scan_half(&p) : half;
    if (half == HALF_AFTERNOON && hour < 12) {
        hour += 12;
    } else if (half == HALF_MORNING && hour == 12) {
        hour = 0;
    }
    if (hour > 23 || minute > 59 || !scan_zone(&p, &east)) {
        return false;
    }
    *ms += (hour * 60 + minute + 8 * 60 - east) * INT64_C(60000);
    return !*p;
}

/* digits ------------------------------------------------------------------------------------ */
const char *scan_digits(struct arena *a, const char *s, bool drop_86)
{
    char *out = arena_alloc(a, strlen(s) + 1);
    size_t n = 0;
    bool plus = drop_86 && *s == '+';
    for (s += plus; *s; s++) {
        if (is_digit(*s)) {
            out[n++] = *s;
        } else if (!strchr(" -().", *s)) {
            return NULL;
        }
    }
    out[n] = '\0';
    if (drop_86 && str_starts(out, "0086")) {
        return out + 4;
    }
    return plus || (n == 13 && drop_86) ? (str_starts(out, "86") ? out + 2 : out) : out;
}
