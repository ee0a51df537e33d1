#include "lib/calendar/calendar.h"

#include <string.h>

static const struct calendar *given(const struct calendar *k)
{
    return k ? k : &calendar_builtin;
}

static int32_t day_number(int64_t at)
{
    int64_t local = at - ms_of_civil(1970, 1, 1, 0, 0);
    return (int32_t)(local / MS_PER_DAY - (local % MS_PER_DAY < 0));
}

/* The first row that is not before that day. */
static size_t place_of(const struct calendar *k, int32_t day)
{
    size_t lo = 0, hi = k->n;
    while (lo < hi) {
        size_t mid = lo + (hi - lo) / 2;
        if (k->v[mid].day < day) {
            lo = mid + 1;
        } else {
            hi = mid;
        }
    }
    return lo;
}

const struct special_day *calendar_special(const struct calendar *k, int64_t at)
{
    k = given(k);
    int32_t day = day_number(at);
    size_t i = place_of(k, day);
    return i < k->n && k->v[i].day == day ? &k->v[i] : NULL;
}

bool calendar_works(const struct calendar *k, int64_t at)
{
    const struct special_day *s = calendar_special(k, at);
    int weekday = civil_of(at).weekday;
    return s ? s->works : weekday != 0 && weekday != 6;
}

bool calendar_knows(const struct calendar *k, int64_t at)
{
    k = given(k);
    int year = civil_of(at).year;
    size_t i = place_of(k, day_number(ms_of_civil(year, 1, 1, 0, 0)));
    return i < k->n && k->v[i].day < day_number(ms_of_civil(year + 1, 1, 1, 0, 0));
}

int64_t calendar_closes(int64_t midnight_at)
{
    return midnight_at + OFFICE_CLOSES * INT64_C(3600000);
}

static int64_t midnight(int64_t at)
{
    struct civil d = civil_of(at);
    return ms_of_civil(d.year, d.month, d.day, 0, 0);
}

struct due calendar_due(const struct calendar *k, int64_t from, struct span s)
{
    if (s.unit == SPAN_HOURS) {
        return (struct due){.at = from + s.n * INT64_C(3600000)};
    }
    struct due out = {.at = midnight(from)};
    for (int64_t left = s.n; left > 0;) {
        out.at += MS_PER_DAY;
        out.tentative |= !calendar_knows(k, out.at);
        left -= calendar_works(k, out.at);
    }
    out.at = calendar_closes(out.at);
    return out;
}

int64_t calendar_between(const struct calendar *k, int64_t from, int64_t to)
{
    int64_t n = 0, last = midnight(to);
    for (int64_t day = midnight(from) + MS_PER_DAY; day <= last; day += MS_PER_DAY) {
        n += calendar_works(k, day);
    }
    return n;
}

/* Reading -------------------------------------------------------------------------------------- */
enum { CELLS = 4 };

static bool split(struct arena *a, const char *line, size_t n, const char *cells[CELLS])
{
    char *copy = arena_strndup(a, line, n);
    for (int i = 0; i < CELLS; i++) {
        char *tab = strchr(copy, '\t');
        cells[i] = copy;
        if ((tab != NULL) != (i < CELLS - 1)) {
            return false;
        }
        if (tab) {
            *tab = '\0';
            copy = tab + 1;
        }
    }
    return true;
}

static bool read_line(struct arena *a, const char *line, size_t n, struct special_day *out)
{
    const char *cells[CELLS];
    int64_t at;
    if (!split(a, line, n, cells) || !parse_day(cells[0], &at) || !*cells[3]) {
        return false;
    }
    *out = (struct special_day){day_number(at), str_same(cells[1], "work"), cells[2], cells[3]};
    return out->works || str_same(cells[1], "off");
}

bool calendar_read(struct arena *a, const char *text, struct calendar *out, struct err *why)
{
    struct days {
        struct special_day *v;
        size_t n, cap;
    } days = {0};
    int64_t number = 0;
    for (const char *s = text; *s;) {
        size_t n = strcspn(s, "\r\n");
        struct special_day d;
        number++;
        if (n && *s != '#') {
            if (!read_line(a, s, n, &d) || (days.n && days.v[days.n - 1].day >= d.day)) {
                return refuse(why, "days",
                    WORDS(N_("第 {0} 行不对：要写日期、work 或 off、节日、通知文号，用制表符分开，"
                             "按日期先后"),
                        INT(number)));
            }
            list_push(a, &days, d);
        }
        s += n + strspn(s + n, "\r");
        s += *s == '\n';
    }
    *out = (struct calendar){.v = days.v, .n = days.n};
    return true;
}

const char *calendar_write(struct arena *a, const struct calendar *k)
{
    struct buf out = {0};
    k = given(k);
    for (size_t i = 0; i < k->n; i++) {
        const struct special_day *s = &k->v[i];
        buf_printf(&out, "%s\t%s\t%s\t%s\n",
            day_text(a, ms_of_civil(1970, 1, 1, 0, 0) + s->day * MS_PER_DAY),
            s->works ? "work" : "off", s->festival, s->notice);
    }
    buf_put(&out, "", 1);
    const char *text = arena_strdup(a, out.v);
    buf_release(&out);
    return text;
}
