/* calendar.h - 工作日: which days are worked, and when a time limit runs out.
 *
 * Work is Monday to Friday but for the days that the General Office of the State Council moves
 * every autumn for the year to come; working_days.tsv holds them, each row with its notice. For a
 * year without one the weekdays are all that is known: what is counted there is tentative (暂定).
 *
 * Counting follows 民法典 201 and 203: the day a limit starts is not counted; the last day ends
 * when the office closes, and a last day off is none: only working days are counted at all.
 */
#ifndef EAVES_CALENDAR_H
#define EAVES_CALENDAR_H

#include "lib/base/base.h"

struct special_day {
    int32_t day; /* days since 1970-01-01 */
    bool works; /* a weekend that is worked; else a weekday off */
    const char *festival, *notice; /* 国庆节, 国办发明电〔2025〕7号 */
};
struct calendar { /* by day, none twice */
    const struct special_day *v;
    size_t n;
};
extern const struct calendar calendar_builtin; /* working_days.tsv as it was compiled */

enum span_unit { SPAN_HOURS = 1, SPAN_WORKDAYS }; /* stored */
struct span {
    enum span_unit unit;
    int64_t n;
};
struct due {
    int64_t at;
    bool tentative; /* a day was counted in a year without a notice */
};
enum { OFFICE_CLOSES = 18 }; /* o'clock: when a limit in working days runs out on its last day */

/* A NULL calendar is the built-in one. All pure. */
int64_t calendar_closes(int64_t midnight_at); /* when the office closes on that day */
bool calendar_works(const struct calendar *k, int64_t at);
bool calendar_knows(const struct calendar *k, int64_t at); /* is there a notice for its year? */
const struct special_day *calendar_special(const struct calendar *k, int64_t at); /* NULL: none */
struct due calendar_due(const struct calendar *k, int64_t from, struct span s);
/* Working days after the day of `from` up to and with the day of `to`; 0 when none. */
int64_t calendar_between(const struct calendar *k, int64_t from, int64_t to);
/* Text of the same shape as working_days.tsv: "day<TAB>work|off<TAB>festival<TAB>notice", days in
 * order. False with words that name the line. The text and the arena have to outlive *out. */
bool calendar_read(struct arena *a, const char *text, struct calendar *out, struct err *why);
const char *calendar_write(struct arena *a, const struct calendar *k); /* what it reads */
#endif
