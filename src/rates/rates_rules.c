/* rates_rules.c - a share in words, a month as two instants. */
#include <string.h>

#include "src/rates/rates.h"

const char *rates_percent(struct arena *a, int64_t n, int64_t of)
{
    return of > 0 ? arena_printf(a, "%lld%%", (long long)((n * 200 + of) / (of * 2))) : "";
}

bool rates_month(const char *text, int64_t *from, int64_t *to)
{
    char day[DAY_TEXT] = "0000-00-01";
    if (strlen(text) != 7) {
        return false;
    }
    memcpy(day, text, 7);
    if (!parse_day(day, from)) {
        return false;
    }
    struct civil d = civil_of(*from);
    *to = ms_of_civil(d.year + d.month / 12, d.month % 12 + 1, 1, 0, 0);
    return true;
}
