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

const struct test rulesets_law_tests[] = {
    {"vectors of Civil Code 278", civil_code},
    {"how many of 120", edges},
    {"one less does not pass", one_less},
    {"vectors of the residents' law", residents_law},
    {"silence", silence},
    {0},
};
