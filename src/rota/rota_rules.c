/* rota_rules.c - who is on duty at a minute of the week. */
#include "src/rota/rota.h"

static bool on_day(const struct slot *s, int weekday)
{
    return s->weekday == EVERY_DAY || s->weekday == weekday;
}

bool rota_on_duty(const struct slot *s, int weekday, int minute)
{
    if (s->from == s->to) {
        return on_day(s, weekday);
    }
    if (s->from < s->to) {
        return on_day(s, weekday) && minute >= s->from && minute < s->to;
    }
    bool tonight = on_day(s, weekday) && minute >= s->from;
    bool since_yesterday = on_day(s, (weekday + 6) % 7) && minute < s->to;
    return tonight || since_yesterday;
}

bool rota_overlaps(const struct slot *a, const struct slot *b)
{
    for (int day = 0; day < EVERY_DAY; day++) { /* then one begins while the other lasts */
        if ((on_day(a, day) && rota_on_duty(b, day, a->from)) ||
            (on_day(b, day) && rota_on_duty(a, day, b->from))) {
            return true;
        }
    }
    return false;
}

bool rota_minutes(const char *typed, int *minutes)
{
    int v[2] = {0, 0}, at = 0, digits = 0;
    for (const char *p = typed; *p; p++) {
        if (*p >= '0' && *p <= '9' && digits < 2) {
            v[at] = v[at] * 10 + (*p - '0');
            digits++;
        } else if (*p == ':' && at == 0 && digits) {
            at = 1;
            digits = 0;
        } else {
            return false;
        }
    }
    *minutes = v[0] * 60 + v[1];
    return digits && v[0] < 24 && v[1] < 60;
}
