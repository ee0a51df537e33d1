#include "lib/base/base.h"

#include <stdio.h>
#include <string.h>

/* Shanghai is UTC+8 for every day this house will ever count (since 1991 without summer time). */
enum { SHANGHAI_MS = 8 * 3600 * 1000, DAYS_TO_1970 = 719468, DAYS_PER_ERA = 146097 };

static int64_t floor_div(int64_t a, int64_t b)
{
    return a / b - (a % b < 0);
}

/* Days since 1970-01-01 and back, proleptic Gregorian, years counted from March: Hinnant's
 * "chrono-compatible low-level date algorithms". */
static int64_t days_of(int year, int month, int day)
{
    int64_t y = year - (month <= 2);
    int64_t era = floor_div(y, 400), of_era = y - era * 400;
    int64_t of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    int64_t days = of_era * 365 + of_era / 4 - of_era / 100 + of_year;
    return era * DAYS_PER_ERA + days - DAYS_TO_1970;
}

static void date_of(int64_t days, struct civil *out)
{
    days += DAYS_TO_1970;
    int64_t era = floor_div(days, DAYS_PER_ERA), of_era = days - era * DAYS_PER_ERA;
    int64_t year = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
    int64_t of_year = of_era - (365 * year + year / 4 - year / 100);
    int64_t month = (5 * of_year + 2) / 153;
    out->day = (int)(of_year - (153 * month + 2) / 5 + 1);
    out->month = (int)(month + (month < 10 ? 3 : -9));
    out->year = (int)(year + era * 400 + (out->month <= 2));
}

struct civil civil_of(int64_t ms)
{
    struct civil c;
    int64_t local = ms + SHANGHAI_MS;
    int64_t days = floor_div(local, MS_PER_DAY);
    int seconds = (int)((local - days * MS_PER_DAY) / 1000);
    date_of(days, &c);
    c.hour = seconds / 3600;
    c.minute = seconds / 60 % 60;
    c.second = seconds % 60;
    c.weekday = (int)(days + 4 - floor_div(days + 4, 7) * 7); /* 1970-01-01 was a Thursday */
    return c;
}

int64_t ms_of_civil(int year, int month, int day, int hour, int minute)
{
    int64_t minutes = days_of(year, month, day) * 1440 + hour * 60 + minute;
    return minutes * 60000 - SHANGHAI_MS;
}

void day_of(int64_t ms, char out[DAY_TEXT])
{
    struct civil c = civil_of(ms);
    must(c.year >= 0 && c.year <= 9999);
    snprintf(out, DAY_TEXT, "%04u-%02u-%02u", (unsigned)c.year % 10000, (unsigned)c.month % 100,
        (unsigned)c.day % 100);
}

char *day_text(struct arena *a, int64_t ms)
{
    char day[DAY_TEXT];
    day_of(ms, day);
    return arena_strdup(a, day);
}

static int digits(const char *s, int n)
{
    int value = 0;
    for (int i = 0; i < n; i++) {
        if (s[i] < '0' || s[i] > '9') {
            return -1;
        }
        value = value * 10 + s[i] - '0';
    }
    return value;
}

bool parse_day(const char *s, int64_t *ms_at_midnight)
{
    if (!s || strlen(s) != DAY_TEXT - 1 || s[4] != '-' || s[7] != '-') {
        return false;
    }
    int year = digits(s, 4), month = digits(s + 5, 2), day = digits(s + 8, 2);
    if (year < 1 || month < 1 || month > 12 || day < 1) {
        return false;
    }
    int64_t ms = ms_of_civil(year, month, day, 0, 0);
    struct civil back = civil_of(ms);
    if (back.month != month || back.day != day) {
        return false;
    }
    *ms_at_midnight = ms;
    return true;
}
