/* board_rules.c - when a duty is due again, and what has to be done about a sheet today. */
#include "src/board/board.h"

enum hang board_hang(enum notice_state state, bool photo)
{
    return state > NOTICE_NOW ? HANG_REMOVE : photo ? HANG_UP : HANG_MISSING;
}

int64_t board_due_at(const struct notice_duty *d, const char *shown_on)
{
    int64_t at = 0;
    if (!parse_day(str_or(shown_on, ""), &at)) {
        return 0;
    }
    struct civil day = civil_of(at);
    int months = day.year * 12 + day.month - 1 + d->months;
    for (int last = day.day; last > 0; last--) { /* the 31st of a shorter month is its last day */
        at = ms_of_civil(months / 12, months % 12 + 1, last, 0, 0);
        if (civil_of(at).day == last) {
            break;
        }
    }
    return at;
}

enum due_state board_due_state(int64_t due_at, int64_t now)
{
    return !due_at || due_at <= now                     ? DUE_LATE
           : due_at <= now + DUE_SOON_DAYS * MS_PER_DAY ? DUE_SOON
                                                        : DUE_FINE;
}
