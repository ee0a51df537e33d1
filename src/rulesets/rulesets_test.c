/* rulesets_test.c - which rule holds on which day, what it says; the town's own. */
#include "src/rulesets/rulesets_room.h"

#include <inttypes.h>
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

/* Which one? ----------------------------------------------------------------------------------- */
static void lookups(struct ctx *c)
{
    static const struct {
        enum term_law law;
        enum decides what;
        const char *day;
        int64_t id; /* 0: none */
    } cases[] = {
        /* the nation: nothing before the Property Law, another law since 2021 */
        {LAW_NATION, DECIDES_PROPERTY, "2007-09-30", 0},
        {LAW_NATION, DECIDES_PROPERTY, "2007-10-01", 3041},
        {LAW_NATION, DECIDES_PROPERTY, "2019-06-01", 3041},
        {LAW_NATION, DECIDES_PROPERTY, "2020-12-31", 3041},
        {LAW_NATION, DECIDES_PROPERTY, "2021-01-01", 3042},
        {LAW_NATION, DECIDES_PROPERTY, "2026-11-23", 3042},
        {LAW_NATION, DECIDES_HOME_TO_SHOP, "2020-12-31", 3101},
        {LAW_NATION, DECIDES_HOME_TO_SHOP, "2021-01-01", 3102},
        /* Shanghai and Sichuan: their own since they have one, before that the nation's */
        {LAW_SHANGHAI, DECIDES_REBUILD, "2020-12-31", 3071},
        {LAW_SHANGHAI, DECIDES_REBUILD, "2021-01-01", 1071},
        {LAW_SHANGHAI, DECIDES_HOME_TO_SHOP, "2026-11-23", 3102},
        {LAW_SICHUAN, DECIDES_USE_FUND, "2020-12-31", 3051},
        {LAW_SICHUAN, DECIDES_USE_FUND, "2021-01-01", 3052},
        {LAW_SICHUAN, DECIDES_USE_FUND, "2022-04-30", 3052},
        {LAW_SICHUAN, DECIDES_USE_FUND, "2022-05-01", 2051},
        /* residents: the law of 2026 */
        {LAW_SHANGHAI, DECIDES_RESIDENTS, "1989-12-31", 0},
        {LAW_SHANGHAI, DECIDES_RESIDENTS, "2025-12-31", 3111},
        {LAW_SHANGHAI, DECIDES_RESIDENTS, "2026-01-01", 3112},
        {LAW_NATION, DECIDES_REPRESENTATIVES, "2025-12-31", 3121},
        {LAW_NATION, DECIDES_REPRESENTATIVES, "2026-01-01", 3122},
        {LAW_SHANGHAI, DECIDES_BODY, "2026-01-01", 1131},
        {LAW_SICHUAN, DECIDES_BODY, "2026-01-01", 2131},
        {LAW_NATION, DECIDES_BODY, "2026-01-01", 3131},
        {LAW_SICHUAN, DECIDES_SMALL, "2026-01-01", 3141},
        {LAW_SHANGHAI, DECIDES_POLL, "2026-01-01", 3151},
    };
    struct rulesets all = {0};
    CHECK("loaded", load(c, &all) && all.n == 47);
    for (size_t i = 0; i < COUNT(cases); i++) {
        const struct ruleset *r = rulesets_pick(&all, cases[i].law, 7, cases[i].what, cases[i].day);
        CHECK(
            arena_printf(c->arena, "%d %d %s", (int)cases[i].law, (int)cases[i].what, cases[i].day),
            (r ? r->id : 0) == cases[i].id);
    }
    for (int law = 1; law < LAWS; law++) { /* everything can be decided today, everywhere */
        for (int what = 1; what < DECIDES_END; what++) {
            CHECK("there is one",
                rulesets_pick(&all, (enum term_law)law, 7, (enum decides)what, "2026-11-23"));
        }
    }
}

/* What came with the program --------------------------------------------------------------------
 */
static void texts(struct ctx *c)
{
    struct rulesets all = {0};
    CHECK("loaded", load(c, &all));
    for (const struct ruleset *r = all.v; r < all.v + all.n; r++) {
        const char *own[] = {r->source, r->article, r->note};
        CHECK("it can decide", rulesets_check(r, &(struct err){0}));
        CHECK("its number says what it is",
            r->id == r->law * 1000 + r->decides * 10 + r->version && !r->town_id);
        for (size_t i = 0; i < COUNT(own); i++) {
            size_t k = 0;
            for (; rulesets_texts[k] && !str_same(rulesets_texts[k], own[i]); k++) {
            }
            CHECK(own[i], rulesets_texts[k]);
            CHECK(own[i], !str_same(text_of(LANG_EN, own[i]), own[i]));
        }
    }
    for (size_t k = 0; rulesets_texts[k]; k++) {
        bool used = false;
        for (const struct ruleset *r = all.v; r < all.v + all.n; r++) {
            used |= str_same(rulesets_texts[k], r->source) ||
                    str_same(rulesets_texts[k], r->article) || str_same(rulesets_texts[k], r->note);
        }
        CHECK(rulesets_texts[k], used);
    }
}

static void in_words(struct ctx *c)
{
    static const struct {
        int64_t id;
        const char *part, *agree;
    } cases[] = {
        {3042, "人数、面积都要有三分之二以上参与", "参与的人里，人数、面积都要过半数同意"},
        {3072, "人数、面积都要有三分之二以上参与", "参与的人里，人数、面积都要四分之三以上同意"},
        {3041, "人数、面积都要有过半数参与", "按全体算，人数、面积都要过半数同意"},
        {3061, "人数、面积都要有过半数参与", "按全体算，人数、面积都要三分之二以上同意"},
        {3102, "不要求多少人参与", "名册上的每一位都要同意，没有表态的不算同意"},
        {3122, "按人算，要有三分之二以上参与", "参与的人里，按人算，要过半数同意"},
        {3141, "按户算，要有过半数参与", "参与的人里，按户算，要过半数同意"},
        {3151, "不要求多少人参与", "只听意见，不作决定"},
    };
    struct rulesets all = {0};
    CHECK("loaded", load(c, &all));
    for (size_t i = 0; i < COUNT(cases); i++) {
        for (const struct ruleset *r = all.v; r < all.v + all.n; r++) {
            if (r->id == cases[i].id) {
                CHECK(cases[i].part,
                    str_same(cases[i].part,
                        text_say(c->arena, LANG_HANS, rulesets_part_words(c->arena, r))));
                CHECK(cases[i].agree,
                    str_same(cases[i].agree,
                        text_say(c->arena, LANG_HANS, rulesets_agree_words(c->arena, r))));
            }
        }
    }
    struct ruleset odd = {.decides = DECIDES_SMALL,
        .took_part = {FROM_ROLL, MORE_THAN, {3, 7}},
        .agree = {FROM_YES_NO, AT_LEAST, {4, 6}}};
    CHECK("an odd share", str_same("按户算，要有> 3/7参与",
                              text_say(c->arena, LANG_HANS, rulesets_part_words(c->arena, &odd))));
    CHECK("the same share in other numbers",
        str_same("表示同意或者反对的人里，按户算，要三分之二以上同意",
            text_say(c->arena, LANG_HANS, rulesets_agree_words(c->arena, &odd))));
    CHECK("the line for a file",
        str_same(rulesets_canonical(c->arena, &all.v[0]),
            "ruleset 1011 version=1 town=0 law=shanghai decides=procedure from=2021-01-01"
            " by=heads+area took_part=roll>=2/3 agree=part>1/2 notice=15 objections=5 publish=3"
            " shown=30 proxies=any precedence=first silence=none follows=yes"));
}

/* The town's own ------------------------------------------------------------------------------- */
static int64_t test_town(struct ctx *c, int64_t *area)
{
    const char *code;
    test_area(c, &code);
    int64_t town = c->area_id;
    test_area(c, &code);
    *area = c->area_id;
    test_begin(c);
    db_exec(c, "UPDATE area SET town_id = ?2 WHERE id = ?1", V(*area), V(town));
    must(test_end(c));
    return town;
}

static bool add(struct ctx *c, struct ruleset *r)
{
    test_begin(c);
    rulesets_add(c, r);
    return test_end(c);
}

static int64_t held(struct ctx *c, const char *day)
{
    struct ruleset r = {0};
    must(db_begin_read(c));
    bool ok = rulesets_for(c, DECIDES_SMALL, day, &r);
    db_rollback(c);
    return ok ? r.id : 0;
}

static void a_town_decides(struct ctx *c)
{
    int64_t area, town = test_town(c, &area);
    struct ruleset small = {.law = LAW_NATION,
        .decides = DECIDES_SMALL,
        .source = "柳河镇《楼组公约办法》",
        .article = "第三条",
        .note = "",
        .valid_from = "2026-12-01",
        .valid_to = "",
        .took_part = {FROM_ROLL, AT_LEAST, {2, 3}},
        .agree = {FROM_PART, AT_LEAST, {2, 3}},
        .notice_days = 5,
        .precedence = FIRST_COUNTS,
        .silence = SILENCE_NONE};
    struct ruleset first = small, past = small, second = small, before = small;
    CHECK("not on an area's pages", !add(c, &past) && c->err.kind == ERR_RULE);
    c->err = (struct err){0};
    c->area_id = town;
    past.valid_from = "2026-11-22";
    CHECK("not for the past", !add(c, &past) && str_same(c->err.field, "valid_from"));
    c->err = (struct err){0};
    CHECK("from December on", add(c, &first) && first.id && first.version == 1);
    second.valid_from = "2027-03-01";
    second.source = "《民法典》";
    CHECK("another from March on", add(c, &second) && second.version == 2);
    before.valid_from = "2027-02-28";
    CHECK("none before the newest", !add(c, &before) && str_same(c->err.field, "valid_from"));
    c->err = (struct err){0};
    for (int i = 0; i < 2; i++) { /* the town, then its area */
        c->area_id = i ? area : town;
        CHECK("today what came with the program", held(c, "") == 3141);
        CHECK("the day before", held(c, "2026-11-30") == 3141);
        CHECK("the first day", held(c, "2026-12-01") == first.id);
        CHECK("the last day", held(c, "2027-02-28") == first.id);
        CHECK("the next", held(c, "2027-03-01") == second.id);
    }
    struct rulesets all = {0};
    struct ruleset one = {0};
    must(db_begin_read(c));
    CHECK("versions", rulesets_versions(c, &second, &all) && all.n == 2 &&
                          str_same(all.v[1].valid_to, "2027-03-01") &&
                          str_same(all.v[0].valid_to, ""));
    CHECK("by its number", rulesets_by_id(c, first.id, &one) && one.notice_days == 5);
    db_rollback(c);
    const char *code;
    test_area(c, &code);
    must(db_begin_read(c));
    CHECK(
        "hidden from other towns", !rulesets_by_id(c, first.id, &one) && c->err.kind == ERR_ABSENT);
    c->err = (struct err){0};
    CHECK("but not what all have", rulesets_by_id(c, 3042, &one));
    db_rollback(c);
}

const struct test rulesets_tests[] = {
    {"which rule holds on which day", lookups},
    {"what came with the program", texts},
    {"in words", in_words},
    {"a town decides", a_town_decides},
    {0},
};
