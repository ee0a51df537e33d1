/* cases_rules_test.c - the graph walked, days, steps, and who reads what against a slow oracle. */
#include "src/cases/cases.h"

#include "tests/check.h"

#define NOW ms_of_civil(2026, 11, 23, 10, 0)
#define DAY_MS(n) (ms_of_civil(2026, 11, 23, 0, 0) + (n)*MS_PER_DAY)

static bool goes(const struct move *m, int state)
{
    return matters_may_move(m, state, &(struct moving){.text = "x"}, &(struct err){0});
}

/* From every state an end is reached; only a follow-up settles; nothing leaves an end but "again".
 */
static void graph(struct ctx *c)
{
    static const int states[] = {
        CASE_NEW, CASE_DOING, CASE_PROMISED, CASE_DRAFTED, CASE_FOLLOW, CASE_CLOSED};
    bool ends[CASE_CLOSED + 1] = {[CASE_CLOSED] = true};
    for (int round = 0; round < 6; round++) {
        for (const struct move *m = cases_matter.moves; m->verb; m++) {
            for (size_t i = 0; i < COUNT(states); i++) {
                ends[states[i]] |= goes(m, states[i]) && ends[m->to ? m->to : states[i]];
            }
        }
    }
    for (size_t i = 0; i < COUNT(states); i++) {
        CHECK(arena_printf(c->arena, "an end is reached from %d", states[i]), ends[states[i]]);
    }
    for (const struct move *m = cases_matter.moves; m->verb; m++) {
        CHECK(m->verb, !(m->outcome == CASE_SETTLED) || (goes(m, CASE_FOLLOW) && !goes(m, 20)));
        CHECK(m->verb, m->to != CASE_FOLLOW || str_same(m->verb, "settle"));
        CHECK(m->verb, (m->outcome != 0) == (m->to == CASE_CLOSED));
        CHECK(m->verb, !goes(m, CASE_CLOSED) || str_same(m->verb, "again"));
        CHECK(m->verb, m->mover == MOVER_CASE);
    }
}

static void promised_days(struct ctx *c)
{
    static const struct {
        const char *name;
        int64_t from, to, moved;
        bool may;
    } table[] = {
        {"tomorrow", 0, 1, 0, true},
        {"today", 0, 0, 0, false},
        {"yesterday", 0, -1, 0, false},
        {"in 180 days", 0, 180, 0, true},
        {"in 181 days", 0, 181, 0, false},
        {"put off once", 1, 3, 0, true},
        {"put off twice", 1, 3, 1, true},
        {"a third time", 1, 3, 2, false},
        {"to the same day", 3, 3, 0, false},
        {"to an earlier one", 5, 3, 0, false},
        {"to a day gone by", -5, -2, 0, false},
    };
    (void)c;
    for (size_t i = 0; i < COUNT(table); i++) {
        struct err why = {0};
        struct case_promise p = {.due_at = DAY_MS(table[i].from), .moved = table[i].moved};
        bool may = table[i].from ? cases_may_put_off(&p, DAY_MS(table[i].to), "病了", NOW, &why)
                                 : cases_may_promise(DAY_MS(table[i].to), NOW, &why);
        CHECK(table[i].name, may == table[i].may);
    }
    struct err why = {0};
    CHECK("never without a reason",
        !cases_may_put_off(&(struct case_promise){.due_at = DAY_MS(1)}, DAY_MS(2), "", NOW, &why) &&
            str_same(why.field, "off_why"));
}

static void visits(struct ctx *c)
{
    static const struct {
        const char *name, *field; /* NULL: may */
        struct case_log l;
    } table[] = {
        {"two at home", NULL, {.what = LOG_HOME, .met = MET_YES, .with_id = 2, .said = "好"}},
        {"one at home", "with", {.what = LOG_HOME, .met = MET_YES, .said = "好"}},
        {"one, and why", NULL,
            {.what = LOG_HOME, .met = MET_YES, .said = "好", .alone = "同伴生病"}},
        {"twice the same", "with", {.what = LOG_HOME, .met = MET_NO, .went_id = 2, .with_id = 2}},
        {"one on the telephone", NULL, {.what = LOG_PHONE, .met = MET_YES, .said = "好"}},
        {"nobody there", NULL, {.what = LOG_PHONE, .met = MET_NO}},
        {"met, nothing said", "said", {.what = LOG_MEETING, .met = MET_YES}},
        {"tomorrow", "on_day", {.what = LOG_PHONE, .met = MET_NO, .on_at = INT64_MAX}},
    };
    (void)c;
    for (size_t i = 0; i < COUNT(table); i++) {
        struct err why = {0};
        bool may = cases_may_log(&table[i].l, NOW, &why);
        CHECK(
            table[i].name, may == !table[i].field && (may || str_same(why.field, table[i].field)));
    }
}

static void steps(struct ctx *c)
{
    (void)c;
    struct case_file f = {.kind = cases_kind(CASE_HELP)};
    for (int from = TIER_NEIGHBOUR; from <= TIER_PROFESSIONAL; from++) {
        for (int to = 0; to <= TIER_PROFESSIONAL + 1; to++) {
            f.tier = (enum case_tier)from;
            bool next = to >= 1 && to <= 3 && (to - from == 1 || from - to == 1);
            CHECK("one tier at a time",
                cases_may_step(&f, to, "要买菜", "当面同意", &(struct err){0}) == next);
        }
    }
    f.tier = TIER_NEIGHBOUR;
    CHECK("not without a note", !cases_may_step(&f, 2, "", "同意", &(struct err){0}));
    CHECK("not without consent", !cases_may_step(&f, 2, "要买菜", "", &(struct err){0}));
    f.kind = cases_kind(CASE_MEDIATION);
    CHECK("only help", !cases_may_step(&f, 2, "要买菜", "同意", &(struct err){0}));
}

/* All sides of them by number: a quarrel is agreed when nobody is silent. */
static void settling(struct ctx *c)
{
    (void)c;
    for (int a = 0; a <= WORD_NO; a++) {
        for (int b = 0; b <= WORD_NO; b++) {
            struct case_party two[] = {{.word = (enum case_word)a}, {.word = (enum case_word)b}};
            struct case_file f = {.kind = cases_kind(CASE_MEDIATION),
                .m.state = CASE_DRAFTED,
                .parties = {two, 2, 2}};
            bool all = a == WORD_YES && b == WORD_YES;
            CHECK("agreed by all", cases_may_settle(&f, RESULT_AGREED, &(struct err){0}) == all);
            f.m.state = CASE_DOING;
            CHECK("not without a text", !cases_may_settle(&f, RESULT_AGREED, &(struct err){0}));
            f.parties.n = 1;
            f.m.state = CASE_DRAFTED;
            CHECK("not alone", !cases_may_settle(&f, RESULT_AGREED, &(struct err){0}));
        }
    }
    struct case_promise kept = {.state = PROMISE_KEPT}, open = {.state = PROMISE_OPEN};
    struct case_file f = {.kind = cases_kind(CASE_PERSUASION), .promises = {&open, 1, 1}};
    CHECK("not kept yet", !cases_may_settle(&f, RESULT_KEPT, &(struct err){0}));
    f.promises.v = &kept;
    CHECK("kept", cases_may_settle(&f, RESULT_KEPT, &(struct err){0}));
    CHECK("no result of another kind", !cases_may_settle(&f, RESULT_HELPED, &(struct err){0}));
}

/* Said once more, slowly: whom a row may reach. */
static bool oracle(const struct case_file *f, int tier, int64_t party)
{
    if (f->view.duty || f->view.leads) {
        return true;
    }
    if (f->view.party_id && party == f->view.party_id) {
        return true;
    }
    if (!f->view.helps) {
        return false;
    }
    return f->kind->kind != CASE_HELP || (f->view.tiers >> tier) % 2 == 1;
}

static void who_reads(struct ctx *c)
{
    (void)c;
    int read = 0, all = 0;
    for (unsigned bits = 0; bits < 8 * 8 * 3; bits++) {
        struct case_file f = {.kind = cases_kind(1 + bits / 64),
            .view = {.duty = bits & 1,
                .leads = bits & 2,
                .helps = bits & 4,
                .party_id = bits & 8 ? 7 : 0,
                .tiers = bits & 4 ? TIER_BIT(1 + (bits >> 4) % 3) : 0}};
        for (int tier = 1; tier <= 3; tier++) {
            for (int64_t party = 0; party <= 8; party++) {
                bool may = cases_reads(&f, (enum case_tier)tier, party);
                CHECK("as said", may == oracle(&f, tier, party));
                read += may;
                all++;
            }
        }
    }
    CHECK("some and not all", read > 0 && read < all);
}

static void who_works(struct ctx *c)
{
    const struct case_view duty = {.duty = true}, leads = {.leads = true}, helps = {.helps = true},
                           party = {.party_id = 7}, none = {0};
    for (const struct move *m = cases_matter.moves; m->verb; m++) {
        bool log = str_same(m->verb, "log"), word = str_same(m->verb, "word");
        bool name = str_same(m->verb, "name"), out = str_same(m->verb, "withdraw");
        for (int64_t kind = 1; kind <= 3; kind++) {
            const struct case_kind_info *k = cases_kind(kind);
            const char *what = arena_printf(c->arena, "%s of %s", m->verb, k->key);
            CHECK(what, cases_works(k, &duty, m->verb));
            CHECK(what, cases_works(k, &leads, m->verb) == !name);
            CHECK(what, cases_works(k, &helps, m->verb) == log);
            CHECK(what, cases_works(k, &party, m->verb) == (word || (out && k->voluntary)));
            CHECK(what, !cases_works(k, &none, m->verb));
        }
    }
}

const struct test cases_rules_tests[] = {
    {"the graph", graph, true},
    {"promised days", promised_days, true},
    {"visits", visits, true},
    {"from tier to tier", steps, true},
    {"settling", settling, true},
    {"who reads a row", who_reads, true},
    {"who makes a move", who_works, true},
    {0},
};
