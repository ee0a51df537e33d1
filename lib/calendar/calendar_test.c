/* calendar_test.c - working days and limits, against the notices and a slow count. */
#include "lib/calendar/calendar.h"

#include "tests/check.h"

static int64_t at(const char *day, int hour)
{
    int64_t ms;
    must(parse_day(day, &ms));
    return ms + hour * INT64_C(3600000);
}

static void days(struct ctx *c)
{
    static const struct {
        const char *day, *what;
        bool works;
    } cases[] = {
        {"2026-10-01", "国庆", false},
        {"2026-10-08", "the first day after it", true},
        {"2026-10-10", "a Saturday worked instead", true},
        {"2026-10-11", "a Sunday", false},
        {"2026-02-16", "除夕", false},
        {"2026-02-14", "a Saturday before 春节", true},
        {"2026-02-23", "the last day of 春节, a Monday", false},
        {"2020-01-31", "the holiday made longer", false},
        {"2019-05-03", "劳动节 by the later notice", false},
        {"2027-02-06", "no notice yet: a Saturday", false},
        {"2027-10-01", "no notice yet: a Friday is worked", true},
    };
    (void)c;
    for (size_t i = 0; i < COUNT(cases); i++) {
        CHECK(cases[i].what, calendar_works(NULL, at(cases[i].day, 0)) == cases[i].works);
        CHECK(cases[i].what, calendar_works(NULL, at(cases[i].day, 23)) == cases[i].works);
    }
    CHECK("2026 is known", calendar_knows(NULL, at("2026-12-31", 23)));
    CHECK("2027 is not", !calendar_knows(NULL, at("2027-01-01", 0)));
    const struct special_day *s = calendar_special(NULL, at("2026-10-10", 12));
    CHECK("a row names its notice", s && str_same(s->notice, "国办发明电〔2025〕7号"));
}

static void limits(struct ctx *c)
{
    static const struct {
        const char *from;
        int hour;
        struct span span;
        const char *to;
        int to_hour;
        bool tentative;
    } cases[] = {
        {"2026-11-23", 10, {SPAN_HOURS, 4}, "2026-11-23", 14, false},
        {"2026-11-23", 22, {SPAN_HOURS, 4}, "2026-11-24", 2, false}, /* hours run at night */
        {"2026-11-23", 10, {SPAN_WORKDAYS, 1}, "2026-11-24", 18, false},
        {"2026-11-23", 0, {SPAN_WORKDAYS, 1}, "2026-11-24", 18, false},
        {"2026-11-27", 10, {SPAN_WORKDAYS, 1}, "2026-11-30", 18, false}, /* Friday to Monday */
        {"2026-11-28", 10, {SPAN_WORKDAYS, 1}, "2026-11-30", 18, false}, /* Saturday to Monday */
        {"2026-09-30", 10, {SPAN_WORKDAYS, 2}, "2026-10-09", 18, false}, /* over 国庆 */
        {"2026-10-08", 10, {SPAN_WORKDAYS, 2}, "2026-10-10", 18, false}, /* a worked Saturday */
        {"2026-02-13", 10, {SPAN_WORKDAYS, 5}, "2026-02-27", 18, false}, /* over 春节 */
        {"2026-12-31", 10, {SPAN_WORKDAYS, 1}, "2027-01-01", 18, true},
    };
    (void)c;
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct due d = calendar_due(NULL, at(cases[i].from, cases[i].hour), cases[i].span);
        CHECK(cases[i].to, d.at == at(cases[i].to, cases[i].to_hour));
        CHECK("what is not announced is tentative", d.tentative == cases[i].tentative);
    }
}

/* A limit of n working days ends n working days later, for every day of eight years. */
static void limits_and_counts_agree(struct ctx *c)
{
    int64_t wrong = 0, asked = 0;
    (void)c;
    for (int64_t from = at("2019-01-01", 9); from < at("2026-11-01", 0); from += MS_PER_DAY) {
        for (int64_t n = 1; n <= 10; n += 3) {
            struct due d = calendar_due(NULL, from, (struct span){SPAN_WORKDAYS, n});
            wrong += calendar_between(NULL, from, d.at) != n || !calendar_works(NULL, d.at) ||
                     d.tentative;
            asked++;
        }
    }
    CHECK("a limit and the days in it", wrong == 0 && asked > 10000);
    CHECK("nothing lies between a day and itself",
        calendar_between(NULL, at("2026-11-24", 1), at("2026-11-24", 23)) == 0);
}

static void reading(struct ctx *c)
{
    static const char *const wrong[] = {
        "2027-01-01\toff\t元旦\n", /* no notice */
        "2027-01-01\tfree\t元旦\t某号\n",
        "2027-02-30\toff\t春节\t某号\n",
        "2027-01-01\toff\t元旦\t某号\n2027-01-01\twork\t元旦\t某号\n", /* twice */
        "2027-01-02\toff\t元旦\t某号\n2027-01-01\toff\t元旦\t某号\n", /* out of order */
        "2027-01-01 off 元旦 某号\n",
    };
    struct calendar k = {0};
    struct err why = {0};
    CHECK("a file of one's own",
        calendar_read(c->arena,
            "# 2027\r\n2027-01-01\toff\t元旦\t某号\r\n\r\n2027-01-03\twork\t元旦\t某号", &k,
            &why) &&
            k.n == 2);
    CHECK("says otherwise than the weekdays", !calendar_works(&k, at("2027-01-01", 9)) &&
                                                  calendar_works(&k, at("2027-01-03", 9)) &&
                                                  calendar_knows(&k, at("2027-06-01", 9)));
    for (size_t i = 0; i < COUNT(wrong); i++) {
        why = (struct err){0};
        CHECK(wrong[i], !calendar_read(c->arena, wrong[i], &k, &why) && why.words.msgid);
    }
}

const struct test calendar_tests[] = {
    {"days", days, true},
    {"limits", limits, true},
    {"limits and counts agree", limits_and_counts_agree, true},
    {"reading", reading, true},
    {0},
};
