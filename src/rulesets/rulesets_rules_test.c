/* rulesets_rules_test.c - the pure rules at their edges: what can decide, whose rule is nearer,
 * shares in words. */
#include "src/rulesets/rulesets_room.h"

#include <string.h>

#include "lib/text/text.h"
#include "tests/check.h"

static void towns_first(struct ctx *c)
{
    struct ruleset v[] = {
        {.id = 1, .version = 1, .law = LAW_NATION, .valid_from = "2021-01-01", .valid_to = ""},
        {.id = 2, .version = 1, .law = LAW_SICHUAN, .valid_from = "2022-01-01", .valid_to = ""},
        {.id = 3,
            .version = 1,
            .town_id = 9,
            .law = LAW_SICHUAN,
            .valid_from = "2023-01-01",
            .valid_to = "2024-01-01"},
        {.id = 4,
            .version = 2,
            .town_id = 9,
            .law = LAW_SICHUAN,
            .valid_from = "2024-01-01",
            .valid_to = "2025-01-01"},
        {.id = 5,
            .version = 1,
            .town_id = 9,
            .law = LAW_NATION,
            .valid_from = "2023-01-01",
            .valid_to = ""},
        {.id = 6,
            .version = 3,
            .town_id = 9,
            .law = LAW_SICHUAN,
            .valid_from = "2024-06-01",
            .valid_to = "2024-06-01"}, /* put aside before it began */
        {.id = 7,
            .version = 1,
            .town_id = 9,
            .law = LAW_SICHUAN,
            .valid_from = "2024-01-01",
            .valid_to = "2025-01-01"}, /* stands behind a newer version */
        {.id = 8,
            .version = 9,
            .town_id = 9,
            .law = LAW_SICHUAN,
            .valid_from = "2020-01-01",
            .valid_to = ""}, /* behind the end: not in the list */
    };
    static const struct {
        int64_t town;
        const char *day;
        int64_t id;
    } cases[] = {{9, "2020-12-31", 0}, {9, "2021-12-31", 1}, {9, "2022-12-31", 2},
        {9, "2023-01-01", 3}, {9, "2023-12-31", 3}, {9, "2024-01-01", 4}, {9, "2024-06-01", 4},
        {9, "2025-01-01", 2}, {8, "2024-01-01", 2}, {0, "2024-01-01", 2}};
    (void)c;
    for (size_t i = 0; i < COUNT(v); i++) {
        v[i].decides = DECIDES_SMALL;
    }
    struct rulesets all = {v, COUNT(v) - 1, COUNT(v)};
    for (size_t i = 0; i < COUNT(cases); i++) {
        const struct ruleset *r =
            rulesets_pick(&all, LAW_SICHUAN, cases[i].town, DECIDES_SMALL, cases[i].day);
        CHECK(cases[i].day, (r ? r->id : 0) == cases[i].id);
    }
    CHECK("what the town wrote over the nation's, where no province has one",
        rulesets_pick(&all, LAW_SHANGHAI, 9, DECIDES_SMALL, "2023-01-01")->id == 5);
    CHECK("not in another town",
        rulesets_pick(&all, LAW_SHANGHAI, 8, DECIDES_SMALL, "2023-01-01")->id == 1);
}

/* What may stand in a rule, and what is just beyond. */
static const struct ruleset good = {.law = LAW_SHANGHAI,
    .decides = DECIDES_PROPERTY,
    .source = "《某条例》",
    .article = "第一条",
    .valid_from = "2026-12-01",
    .valid_to = "",
    .took_part = {FROM_ROLL, AT_LEAST, {2, 3}},
    .agree = {FROM_PART, MORE_THAN, {1, 2}},
    .precedence = FIRST_COUNTS,
    .silence = SILENCE_NONE};

#define GOOD(...) \
    do { \
        struct ruleset r = good; \
        __VA_ARGS__; \
        CHECK(#__VA_ARGS__, rulesets_check(&r, &(struct err){0})); \
    } while (0)
/* Refused, at that field. */
#define BAD(f, ...) \
    do { \
        struct ruleset r = good; \
        struct err why = {0}; \
        __VA_ARGS__; \
        CHECK(#__VA_ARGS__, !rulesets_check(&r, &why) && str_same(why.field, f)); \
    } while (0)

static void what_can_decide(struct ctx *c)
{
    (void)c;
    GOOD((void)r);
    BAD("source", r.source = "");
    BAD("article", r.article = "");
    BAD("valid_from", r.valid_from = "2026-02-30");
    GOOD(r.valid_to = "2026-12-02");
    BAD("valid_to", r.valid_to = "2026-12-01");
    BAD("valid_to", r.valid_to = "2026-12-32");
    BAD("valid_to", r.valid_to = "2026-11-30");
    BAD(NULL, r.decides = 0);
    GOOD(r.decides = 1);
    GOOD(r.decides = DECIDES_SMALL);
    BAD(NULL, r.decides = DECIDES_END);
    BAD(NULL, r.law = 0);
    GOOD(r.law = 1);
    GOOD(r.law = LAW_NATION);
    BAD(NULL, r.law = LAWS);
}

static void shares_that_can_decide(struct ctx *c)
{
    (void)c;
    BAD("part_share", r.took_part.f.num = 4);
    BAD("part_share", r.took_part.f.num = 0);
    BAD("part_share", r.took_part.f.den = 0);
    BAD("part_share", r.took_part.from = FROM_PART);
    BAD("part_share", r.took_part.from = FROM_YES_NO);
    BAD("part_share", r.took_part.how = 0);
    GOOD(r.took_part.from = FROM_NONE);
    GOOD(r.agree = ((struct threshold){FROM_YES_NO, AT_LEAST, {999, 1000}}));
    BAD("agree_share", r.agree.f = ((struct fraction){1, 1001}));
    GOOD(r.agree = ((struct threshold){FROM_ROLL, AT_LEAST, {1, 1}}));
    BAD("agree_share", r.agree.f = ((struct fraction){2, 2})); /* more than all */
    GOOD(r.agree = ((struct threshold){FROM_ROLL, MORE_THAN, {999, 1000}}));
    BAD("agree_share", r.agree = ((struct threshold){FROM_ROLL, MORE_THAN, {1000, 1000}}));
    BAD("agree_share", r.agree = ((struct threshold){FROM_ROLL, AT_LEAST, {4, 3}}));
    BAD("agree_share", r.agree = ((struct threshold){(enum counted_from)4, AT_LEAST, {1, 3}}));
    BAD("agree_share", r.agree.how = (enum compare)9);
    BAD("agree_from", r.agree.from = FROM_NONE);
    BAD("agree_from", r.decides = DECIDES_POLL);
    BAD("agree_from", r.decides = DECIDES_POLL; r.agree.from = FROM_NONE);
    GOOD(r.decides = DECIDES_POLL; r.agree.from = r.took_part.from = FROM_NONE);
}

static void days_and_ways(struct ctx *c)
{
    (void)c;
    GOOD(r.notice_days = r.objection_days = r.publish_days = r.shown_days = 365);
    BAD("notice_days", r.notice_days = 366);
    BAD("notice_days", r.notice_days = -1);
    BAD("objection_days", r.objection_days = 366);
    BAD("objection_days", r.objection_days = -1);
    BAD("publish_days", r.publish_days = 366);
    BAD("publish_days", r.publish_days = -1);
    BAD("shown_days", r.shown_days = 366);
    BAD("shown_days", r.shown_days = -1);
    GOOD(r.proxies = RULESETS_ANY);
    BAD("proxies", r.proxies = -2);
    GOOD(r.proxies = 1000);
    BAD("proxies", r.proxies = 1001);
    GOOD(r.precedence = LAST_COUNTS);
    BAD("precedence", r.precedence = 0);
    BAD("precedence", r.precedence = 4);
    GOOD(r.silence = SILENCE_ABSTAINS);
    BAD("silence", r.silence = 0);
    BAD("silence", r.silence = 3);
    GOOD(r.follows = true);
    BAD("follows", r.follows = true; r.decides = DECIDES_RAISE_FUND);
    BAD("follows", r.follows = true; r.decides = DECIDES_REBUILD);
    BAD("follows", r.follows = true; r.decides = DECIDES_CHANGE_USE);
    BAD("follows", r.follows = true; r.decides = DECIDES_HOME_TO_SHOP);
}

static void fractions(struct ctx *c)
{
    static const struct {
        const char *text;
        int64_t num, den; /* 0, 0: none */
    } cases[] = {{"2/3", 2, 3}, {" 2 / 3 ", 2, 3}, {"1/2", 1, 2}, {"", 0, 0}, {"2", 0, 0},
        {"2/", 0, 0}, {"/3", 0, 0}, {"2/3/4", 0, 0}, {"-2/3", 0, 0}, {"2/3人", 0, 0},
        {"66.67%", 0, 0}, {"9999999/1", 0, 0}};
    (void)c;
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct fraction f = {0};
        bool ok = rulesets_fraction(cases[i].text, &f);
        CHECK(
            cases[i].text, ok ? f.num == cases[i].num && f.den == cases[i].den : cases[i].den == 0);
    }
}

static void shares_in_words(struct ctx *c)
{
    static const struct {
        struct threshold t;
        const char *said;
    } cases[] = {
        {{FROM_PART, MORE_THAN, {1, 2}}, "过半数"},
        {{FROM_PART, MORE_THAN, {50, 100}}, "过半数"},
        {{FROM_PART, AT_LEAST, {1, 2}}, "半数以上（正好一半也算）"},
        {{FROM_PART, MORE_THAN, {2, 3}}, "超过三分之二"},
        {{FROM_PART, MORE_THAN, {3, 4}}, "超过四分之三"},
        {{FROM_PART, AT_LEAST, {4, 5}}, "五分之四以上"},
        {{FROM_PART, AT_LEAST, {1, 3}}, "三分之一以上"},
        {{FROM_PART, AT_LEAST, {1, 1}}, "全体"},
        {{FROM_PART, AT_LEAST, {3, 5}}, "≥ 3/5"},
        {{FROM_PART, MORE_THAN, {3, 5}}, "> 3/5"},
        {{FROM_ROLL, AT_LEAST, {1, 2}}, "按全体算，"},
        {{FROM_YES_NO, AT_LEAST, {1, 2}}, "表示同意或者反对的人里，"},
        {{FROM_NONE, AT_LEAST, {1, 2}}, "只听意见，不作决定"},
        {{FROM_ROLL, AT_LEAST, {2, 2}}, "每一位都要同意"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct ruleset r = {.decides = DECIDES_SMALL, .agree = cases[i].t};
        const char *said = text_say(c->arena, LANG_HANS, rulesets_agree_words(c->arena, &r));
        CHECK(cases[i].said, strstr(said, cases[i].said));
    }
    static const struct {
        enum decides what;
        bool by_area;
        const char *said;
    } whose[] = {{DECIDES_OTHER, true, "人数、面积都"}, {DECIDES_SMALL, false, "按户算"},
        {DECIDES_RESIDENTS, false, "按人算"}, {DECIDES_BODY, false, "按人算"}};
    for (size_t i = 0; i < COUNT(whose); i++) {
        struct ruleset r = {.decides = whose[i].what,
            .by_area = whose[i].by_area,
            .took_part = {FROM_ROLL, AT_LEAST, {2, 3}}};
        CHECK(
            whose[i].said, strstr(text_say(c->arena, LANG_HANS, rulesets_part_words(c->arena, &r)),
                               whose[i].said));
    }
}

/* Days that no law prescribes are called ours, save where a town wrote them. */
static void whose_days(struct ctx *c)
{
    enum { ALL = OURS_NOTICE | OURS_OBJECTION | OURS_SHOWN };
    static const struct {
        enum term_law law;
        enum decides what;
        int64_t town;
        unsigned ours;
    } cases[] = {
        {LAW_NATION, DECIDES_USE_FUND, 0, OURS_OBJECTION | OURS_SHOWN},
        {LAW_SICHUAN, DECIDES_USE_FUND, 0, OURS_OBJECTION},
        {LAW_SHANGHAI, DECIDES_HOME_TO_SHOP, 0, OURS_OBJECTION | OURS_SHOWN},
        {LAW_SICHUAN, DECIDES_HOME_TO_SHOP, 0, OURS_OBJECTION},
        {LAW_NATION, DECIDES_RESIDENTS, 0, OURS_OBJECTION},
        {LAW_NATION, DECIDES_REPRESENTATIVES, 0, OURS_NOTICE | OURS_OBJECTION},
        {LAW_SICHUAN, DECIDES_BODY, 0, ALL},
        {LAW_NATION, DECIDES_SMALL, 0, ALL},
        {LAW_NATION, DECIDES_SMALL, 7, 0},
    };
    (void)c;
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct ruleset r = {.law = cases[i].law,
            .decides = cases[i].what,
            .town_id = cases[i].town,
            .notice_days = 15,
            .objection_days = 5,
            .shown_days = 30};
        CHECK("whose", rulesets_defaults(&r) == cases[i].ours);
        r.notice_days = r.objection_days = r.shown_days = 0;
        CHECK("no days are nobody's", rulesets_defaults(&r) == 0);
    }
}

static void canonical_lines(struct ctx *c)
{
    struct ruleset r = {.id = 7,
        .version = 2,
        .town_id = 9,
        .law = LAW_NATION,
        .decides = DECIDES_POLL,
        .valid_from = "2026-01-01",
        .proxies = 3,
        .precedence = LAST_COUNTS,
        .silence = SILENCE_ABSTAINS};
    const char *line = rulesets_canonical(c->arena, &r);
    CHECK("nothing asked for", strstr(line, "took_part=none agree=none"));
    CHECK("heads only, so many proxies, not followed",
        strstr(line, "by=heads ") && strstr(line, "proxies=3 ") && strstr(line, "follows=no"));
    struct fraction f = {0};
    CHECK(
        "six digits", rulesets_fraction("123456/999999", &f) && f.num == 123456 && f.den == 999999);
    CHECK("not seven", !rulesets_fraction("1/1234567", &f) && !rulesets_fraction("1234567/1", &f));
    CHECK("nines and noughts", rulesets_fraction("90/99", &f) && f.num == 90 && f.den == 99);
    CHECK("no other marks", !rulesets_fraction("1:2", &f) && !rulesets_fraction("1//2", &f));
}

const struct test rulesets_rules_tests[] = {
    {"the town's own first", towns_first, true},
    {"what can decide", what_can_decide, true},
    {"shares that can decide", shares_that_can_decide, true},
    {"days and ways", days_and_ways, true},
    {"shares as typed", fractions, true},
    {"shares in words", shares_in_words, true},
    {"whose days", whose_days, true},
    {"lines and fractions", canonical_lines, true},
    {0},
};
