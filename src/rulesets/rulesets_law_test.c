/* rulesets_law_test.c - the law's arithmetic at its edges, through the rules as they are seeded. */
#include "src/rulesets/rulesets_room.h"

#include <string.h>

#include "lib/text/text.h"
#include "tests/check.h"

static bool load(struct ctx *c, struct rulesets *out)
{
    const char *code;
    test_area(c, &code);
    must(db_begin_read(c));
    bool ok = rulesets_all(c, out);
    db_rollback(c);
    return ok;
}

struct sides { /* heads, then area in 0.01 m2 */
    int64_t roll[2], part[2], yes[2];
};

static enum verdict reached(const struct threshold *t, const struct sides *s, int side)
{
    int64_t of = t->from == FROM_ROLL ? s->roll[side] : s->part[side];
    return choice_reaches(s->yes[side], of, t->f, t->how);
}

static bool quorate(const struct ruleset *r, const struct sides *s)
{
    bool ok = true;
    for (int side = 0; side < (r->by_area ? 2 : 1); side++) {
        ok = ok && choice_reaches(s->part[side], s->roll[side], r->took_part.f, r->took_part.how) ==
                       PASSED;
    }
    return ok;
}

static bool agreed(const struct ruleset *r, const struct sides *s)
{
    bool ok = true;
    for (int side = 0; side < (r->by_area ? 2 : 1); side++) {
        ok = ok && reached(&r->agree, s, side) == PASSED;
    }
    return ok;
}

/* vectors.json, civil_code_278; then rules.md O1 to O4. */
static void civil_code(struct ctx *c)
{
    static const struct {
        const char *name;
        struct sides s;
        bool special, quorate, passed;
    } cases[] = {
        {"special fails on area only", {{89, 899000}, {60, 638000}, {45, 432000}}, true, true,
            false},
        {"special fails by 25 m2", {{89, 899000}, {60, 638000}, {45, 476000}}, true, true, false},
        {"special passes", {{89, 899000}, {60, 638000}, {46, 485000}}, true, true, true},
        {"ordinary: persons 35/60 ok, area 3150at most 3190 fails",
            {{89, 899000}, {60, 638000}, {35, 315000}}, false, true, false},
        {"ordinary passes 36", {{89, 899000}, {60, 638000}, {36, 324000}}, false, true, true},
        {"ordinary: exactly half of persons fails", {{89, 899000}, {60, 638000}, {30, 350000}},
            false, true, false},
        {"59 of 89 persons not quorate", {{89, 899000}, {59, 629000}, {59, 531000}}, false, false,
            false},
        {"stairwell 12 equal units, 8 take part, 6 yes, lift(special)",
            {{12, 72000}, {8, 48000}, {6, 36000}}, true, true, true},
        {"stairwell 12 equal units, 8 take part, 5 yes, lift(special)",
            {{12, 72000}, {8, 48000}, {5, 30000}}, true, true, false},
        {"stairwell 12 equal units, 7 take part, 7 yes, lift(special)",
            {{12, 72000}, {7, 42000}, {7, 42000}}, true, false, false},
        {"stairwell 12 equal units, 9 take part, 7 yes, lift(special)",
            {{12, 72000}, {9, 54000}, {7, 42000}}, true, true, true},
        {"stairwell 12 equal units, 9 take part, 6 yes, lift(special)",
            {{12, 72000}, {9, 54000}, {6, 36000}}, true, true, false},
        {"abstain counts in the denominator (190 return,110 yes,20 abstain of 300) strict",
            {{300, 3000000}, {190, 1900000}, {110, 1100000}}, false, false, false},
        {"same ballots, Sichuan art.31 participation (25 more signed/logged in)",
            {{300, 3000000}, {215, 2150000}, {110, 1100000}}, false, true, true},
        {"2/3 boundary at 0.01 m2: pass", {{3, 100000000}, {2, 66666667}, {2, 66666667}}, false,
            true, true},
        {"2/3 boundary at 0.01 m2: fail", {{3, 100000000}, {2, 66666666}, {2, 66666666}}, false,
            false, false},
    };
    struct rulesets all = {0};
    CHECK("loaded", load(c, &all));
    for (size_t i = 0; i < COUNT(cases); i++) {
        for (int law = 1; law < LAWS; law++) {
            const struct ruleset *r = rulesets_pick(&all, (enum term_law)law, 0,
                cases[i].special ? DECIDES_REBUILD : DECIDES_PROPERTY, "2026-11-23");
            CHECK(cases[i].name,
                quorate(r, &cases[i].s) == cases[i].quorate &&
                    (quorate(r, &cases[i].s) && agreed(r, &cases[i].s)) == cases[i].passed);
        }
    }
}

/* How many of 120 each rule needs: 120 parts into halves, thirds and quarters, so that more than
 * and at least are another number. */
static void edges(struct ctx *c)
{
    static const struct {
        const char *day;
        enum decides what;
        int64_t part, agree; /* of 120; 0: no threshold */
        enum counted_from of;
    } cases[] = {
        {"2026-11-23", DECIDES_PROCEDURE, 80, 61, FROM_PART},
        {"2026-11-23", DECIDES_COVENANT, 80, 61, FROM_PART},
        {"2026-11-23", DECIDES_COMMITTEE, 80, 61, FROM_PART},
        {"2026-11-23", DECIDES_PROPERTY, 80, 61, FROM_PART},
        {"2026-11-23", DECIDES_USE_FUND, 80, 61, FROM_PART},
        {"2026-11-23", DECIDES_RAISE_FUND, 80, 90, FROM_PART},
        {"2026-11-23", DECIDES_REBUILD, 80, 90, FROM_PART},
        {"2026-11-23", DECIDES_CHANGE_USE, 80, 90, FROM_PART},
        {"2026-11-23", DECIDES_OTHER, 80, 61, FROM_PART},
        {"2026-11-23", DECIDES_HOME_TO_SHOP, 0, 120, FROM_ROLL},
        {"2026-11-23", DECIDES_RESIDENTS, 61, 61, FROM_PART},
        {"2026-11-23", DECIDES_REPRESENTATIVES, 80, 61, FROM_PART},
        {"2026-11-23", DECIDES_BODY, 61, 61, FROM_ROLL},
        {"2026-11-23", DECIDES_SMALL, 61, 61, FROM_PART},
        {"2026-11-23", DECIDES_POLL, 0, 0, FROM_NONE},
        {"2019-06-01", DECIDES_PROCEDURE, 61, 61, FROM_ROLL},
        {"2019-06-01", DECIDES_PROPERTY, 61, 61, FROM_ROLL},
        {"2019-06-01", DECIDES_USE_FUND, 61, 80, FROM_ROLL},
        {"2019-06-01", DECIDES_RAISE_FUND, 61, 80, FROM_ROLL},
        {"2019-06-01", DECIDES_REBUILD, 61, 80, FROM_ROLL},
        {"2019-06-01", DECIDES_CHANGE_USE, 61, 61, FROM_ROLL},
        {"2019-06-01", DECIDES_OTHER, 61, 61, FROM_ROLL},
        {"2025-12-31", DECIDES_RESIDENTS, 61, 61, FROM_PART},
        {"2025-12-31", DECIDES_REPRESENTATIVES, 61, 61, FROM_PART},
    };
    struct rulesets all = {0};
    CHECK("loaded", load(c, &all));
    for (size_t i = 0; i < COUNT(cases); i++) {
        for (int law = 1; law < LAWS; law++) {
            const struct ruleset *r =
                rulesets_pick(&all, (enum term_law)law, 0, cases[i].what, cases[i].day);
            const char *name = arena_printf(c->arena, "%s %d", cases[i].day, (int)cases[i].what);
            CHECK(name, r->agree.from == cases[i].of &&
                            (r->took_part.from == FROM_NONE) == (cases[i].part == 0));
            CHECK(name, !cases[i].part ||
                            choice_least(120, r->took_part.f, r->took_part.how) == cases[i].part);
            CHECK(name,
                !cases[i].agree || choice_least(120, r->agree.f, r->agree.how) == cases[i].agree);
            CHECK(name, r->by_area == (cases[i].what < DECIDES_HOME_TO_SHOP));
        }
    }
}

/* At the threshold it passes, with one person or 0.01 m2 less it does not. */
static void one_less(struct ctx *c)
{
    struct rulesets all = {0};
    CHECK("loaded", load(c, &all));
    for (const struct ruleset *r = all.v; r < all.v + all.n; r++) {
        if (r->agree.from == FROM_NONE) {
            continue;
        }
        struct sides s = {{5309, 47781067}, {5309, 47781067}, {5309, 47781067}};
        for (int side = 0; r->took_part.from && side < 2; side++) {
            s.part[side] = choice_least(s.roll[side], r->took_part.f, r->took_part.how);
        }
        for (int side = 0; side < 2; side++) {
            s.yes[side] = choice_least(
                r->agree.from == FROM_ROLL ? s.roll[side] : s.part[side], r->agree.f, r->agree.how);
        }
        CHECK("passes", (!r->took_part.from || quorate(r, &s)) && agreed(r, &s));
        for (int side = 0; side < (r->by_area ? 2 : 1); side++) {
            struct sides fewer = s, less = s;
            fewer.part[side]--;
            less.yes[side]--;
            CHECK("one fewer takes part", !r->took_part.from || !quorate(r, &fewer));
            CHECK("one fewer agrees", !agreed(r, &less));
        }
        s.roll[0] = s.part[0] = s.yes[0] = 0;
        CHECK("nobody cannot decide", reached(&r->agree, &s, 0) == CANNOT_DECIDE);
    }
}

/* vectors.json: rc_law_2026 and rc_law_more, as far as meetings go. */
static void residents_law(struct ctx *c)
{
    static const struct {
        int64_t representatives, quorum;
    } cases[] = {{36, 24}, {45, 30}, {60, 40}, {69, 46}, {80, 54}, {107, 72}, {265, 177}};
    struct rulesets all = {0};
    CHECK("loaded", load(c, &all));
    const struct ruleset *r =
        rulesets_pick(&all, LAW_NATION, 0, DECIDES_REPRESENTATIVES, "2026-01-01");
    for (size_t i = 0; i < COUNT(cases); i++) {
        CHECK("so many representatives", choice_least(cases[i].representatives, r->took_part.f,
                                             r->took_part.how) == cases[i].quorum);
    }
    CHECK("69: 46 there, 24 agree", choice_least(46, r->agree.f, r->agree.how) == 24);
    r = rulesets_pick(&all, LAW_NATION, 0, DECIDES_RESIDENTS, "2026-01-01");
    CHECK("12,000 adults: 6,001",
        choice_least(12000, r->took_part.f, r->took_part.how) == 6001 && r->notice_days == 10);
    r = rulesets_pick(&all, LAW_SHANGHAI, 0, DECIDES_BODY, "2026-01-01");
    CHECK("seven members: four there, four agree",
        choice_least(7, r->took_part.f, r->took_part.how) == 4 &&
            choice_least(7, r->agree.f, r->agree.how) == 4 && r->publish_days == 3 && !r->proxies);
}

/* O7: of 300 who signed for the slip and say nothing. */
static void silence(struct ctx *c)
{
    struct rulesets all = {0};
    CHECK("loaded", load(c, &all));
    struct sides strict = {{300, 300}, {190, 190}, {110, 110}},
                 signed_for = {{300, 300}, {215, 215}, {110, 110}};
    const struct ruleset *r = rulesets_pick(&all, LAW_NATION, 0, DECIDES_PROPERTY, "2026-11-23");
    CHECK("the nation: took no part", r->silence == SILENCE_NONE && !quorate(r, &strict));
    r = rulesets_pick(&all, LAW_SICHUAN, 0, DECIDES_PROPERTY, "2026-11-23");
    CHECK("Sichuan: took part and abstained", r->silence == SILENCE_ABSTAINS && !r->follows &&
                                                  quorate(r, &signed_for) &&
                                                  agreed(r, &signed_for));
}

/* To the edge: what may stand in a rule, and what is just beyond. */
static void to_the_edge(struct ctx *c)
{
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
#define RULE(good_too, ...) \
    do { \
        struct ruleset r = good; \
        __VA_ARGS__; \
        CHECK(#__VA_ARGS__, rulesets_check(&r, &(struct err){0}) == (good_too)); \
    } while (0)
    (void)c;
    RULE(true, r.notice_days = r.objection_days = r.publish_days = r.shown_days = 365);
    RULE(false, r.objection_days = 366);
    RULE(false, r.objection_days = -1);
    RULE(false, r.publish_days = 366);
    RULE(false, r.publish_days = -1);
    RULE(false, r.notice_days = 366);
    RULE(false, r.shown_days = -1);
    RULE(true, r.valid_to = "2026-12-02");
    RULE(false, r.valid_to = "2026-12-32");
    RULE(false, r.valid_to = "2026-11-30");
    RULE(true, r.took_part.from = FROM_NONE);
    RULE(true, r.agree = ((struct threshold){FROM_YES_NO, AT_LEAST, {999, 1000}}));
    RULE(true, r.agree = ((struct threshold){FROM_ROLL, AT_LEAST, {1, 1}}));
    RULE(true, r.agree = ((struct threshold){FROM_ROLL, MORE_THAN, {999, 1000}}));
    RULE(false, r.agree = ((struct threshold){FROM_ROLL, MORE_THAN, {1000, 1000}}));
    RULE(false, r.agree = ((struct threshold){FROM_ROLL, AT_LEAST, {4, 3}}));
    RULE(false, r.agree = ((struct threshold){(enum counted_from)4, AT_LEAST, {1, 3}}));
    RULE(false, r.agree.how = (enum compare)9);
    RULE(false, r.took_part.from = FROM_YES_NO);
    RULE(true, r.proxies = RULESETS_ANY);
    RULE(true, r.proxies = 1000);
    RULE(false, r.proxies = 1001);
    RULE(true, r.precedence = LAST_COUNTS);
    RULE(false, r.precedence = 0);
    RULE(true, r.silence = SILENCE_ABSTAINS);
    RULE(false, r.silence = 3);
    RULE(true, r.follows = true);
    RULE(false, r.follows = true; r.decides = DECIDES_RAISE_FUND);
    RULE(false, r.follows = true; r.decides = DECIDES_REBUILD);
    RULE(false, r.follows = true; r.decides = DECIDES_CHANGE_USE);
    RULE(false, r.follows = true; r.decides = DECIDES_HOME_TO_SHOP);
    RULE(false, r.decides = 0);
    RULE(true, r.decides = 1);
    RULE(true, r.decides = DECIDES_SMALL);
    RULE(false, r.law = 0);
    RULE(true, r.law = LAW_NATION);
    RULE(false, r.decides = DECIDES_POLL; r.agree.from = FROM_NONE);
    RULE(true, r.decides = DECIDES_POLL; r.agree.from = r.took_part.from = FROM_NONE);
#undef RULE
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

const struct test rulesets_law_tests[] = {
    {"to the edge", to_the_edge, true},
    {"shares in words", shares_in_words, true},
    {"whose days", whose_days, true},
    {"lines and fractions", canonical_lines, true},
    {"vectors of Civil Code 278", civil_code},
    {"how many of 120", edges},
    {"one less does not pass", one_less},
    {"vectors of the residents' law", residents_law},
    {"silence", silence},
    {0},
};
