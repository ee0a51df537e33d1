/* votes_rules_test.c - which of one voter's votes counts, when one may be handed in, and what was
 * marked. */
#include "src/votes/votes.h"

#include <string.h>

#include "tests/check.h"

static void precedence(struct ctx *c)
{
    static const struct {
        const char *name;
        struct vote v[3];
        size_t n;
        int first, paper, last; /* what counts under each precedence */
    } cases[] = {
        {"none", {{0}}, 0, -1, -1, -1},
        {"one", {{.id = 1, .way = WAY_WEB, .received_at = 5}}, 1, 0, 0, 0},
        {"changed on the web",
            {{.id = 1, .way = WAY_WEB, .received_at = 5},
                {.id = 2, .way = WAY_WEB, .received_at = 7}},
            2, 1, 1, 1},
        {"in the same instant the later id",
            {{.id = 1, .way = WAY_WEB, .received_at = 5},
                {.id = 2, .way = WAY_WEB, .received_at = 5}},
            2, 1, 1, 1},
        {"web, then paper",
            {{.id = 1, .way = WAY_WEB, .received_at = 5},
                {.id = 2, .way = WAY_PAPER, .received_at = 7}},
            2, 0, 1, 1},
        {"paper, then web",
            {{.id = 1, .way = WAY_PAPER, .received_at = 5},
                {.id = 2, .way = WAY_WEB, .received_at = 7}},
            2, 0, 0, 1},
        {"web, paper, web again: the web was first and its last word stands",
            {{.id = 1, .way = WAY_WEB, .received_at = 5},
                {.id = 2, .way = WAY_PAPER, .received_at = 6},
                {.id = 3, .way = WAY_WEB, .received_at = 7}},
            3, 2, 1, 2},
        {"own before a proxy's, whenever",
            {{.id = 1, .way = WAY_WEB, .received_at = 5},
                {.id = 2, .way = WAY_PROXY, .received_at = 9}},
            2, 0, 0, 0},
        {"of two proxies the later",
            {{.id = 1, .way = WAY_PROXY, .received_at = 5},
                {.id = 2, .way = WAY_PROXY, .received_at = 9}},
            2, 1, 1, 1},
        {"a void one is none",
            {{.id = 1, .way = WAY_WEB, .received_at = 5, .void_at = 6},
                {.id = 2, .way = WAY_PAPER, .received_at = 9}},
            2, 1, 1, 1},
        {"the slip that was there first",
            {{.id = 1, .way = WAY_PAPER, .received_at = 5},
                {.id = 2, .way = WAY_PAPER, .received_at = 9}},
            2, 0, 0, 0},
    };
    (void)c;
    for (size_t i = 0; i < COUNT(cases); i++) {
        CHECK(
            cases[i].name, votes_counting(cases[i].v, cases[i].n, FIRST_COUNTS) == cases[i].first);
        CHECK(
            cases[i].name, votes_counting(cases[i].v, cases[i].n, PAPER_COUNTS) == cases[i].paper);
        CHECK(cases[i].name, votes_counting(cases[i].v, cases[i].n, LAST_COUNTS) == cases[i].last);
    }
}

static void windows(struct ctx *c)
{
    struct ballot b = {.m = {.state = BALLOT_OPEN}, .opens_at = 100, .closes_at = 200};
    struct err why = {0};
    (void)c;
    CHECK("in time",
        votes_may_cast(&b, WAY_WEB, 100, &why) && votes_may_cast(&b, WAY_WEB, 199, &why));
    CHECK("too early", !votes_may_cast(&b, WAY_WEB, 99, &why));
    CHECK("too late by the clock though nobody has closed it",
        !votes_may_cast(&b, WAY_WEB, 200, &why));
    b.m.state = BALLOT_COUNTING;
    CHECK("closed stays closed whatever the clock says", !votes_may_cast(&b, WAY_WEB, 150, &why));
    CHECK("paper that came in time is still typed", votes_may_cast(&b, WAY_PAPER, 150, &why));
    CHECK("paper that came late is not", !votes_may_cast(&b, WAY_PAPER, 200, &why));
    b.sealed_at = 300;
    CHECK("nor any once it is sealed", !votes_may_cast(&b, WAY_PAPER, 150, &why));
    struct ballot n = {.notice_days = 15, .frozen_at = 1};
    int64_t posted = ms_of_civil(2026, 4, 3, 15, 0);
    CHECK("posted on 04-03, open on 04-19: fifteen whole days",
        ballots_opens_after(&n, posted) == ms_of_civil(2026, 4, 19, 0, 0));
    CHECK("a minute before is refused", !ballots_may_announce(&n, ms_of_civil(2026, 4, 18, 23, 59),
                                            ms_of_civil(2026, 5, 1, 0, 0), posted, &why));
    CHECK("then it may", ballots_may_announce(&n, ms_of_civil(2026, 4, 19, 0, 0),
                             ms_of_civil(2026, 5, 1, 0, 0), posted, &(struct err){0}));
}

static void marks(struct ctx *c)
{
    struct ballot b = {0};
    list_push(c->arena, &b.items, ((struct ballot_item){.no = 1}));
    list_push(c->arena, &b.items, ((struct ballot_item){.no = 2, .seats = 2, .n = 3}));
    static const struct {
        const char *name;
        struct vote_mark v[3];
        size_t n;
        int web, paper; /* marks that come out; -1 refused */
    } cases[] = {
        {"nothing", {{0}}, 0, -1, -1},
        {"yes", {{1, VOTE_YES}}, 1, 1, 1},
        {"one of two questions is enough", {{2, 11}}, 1, 1, 1},
        {"yes and no", {{1, VOTE_YES}, {1, VOTE_NO}}, 2, -1, 1},
        {"two of three", {{2, 11}, {2, 13}}, 2, 2, 2},
        {"three of two seats", {{2, 11}, {2, 12}, {2, 13}}, 3, -1, 1},
        {"an option and abstaining", {{2, 11}, {2, VOTE_ABSTAIN}}, 2, -1, 1},
        {"no such option", {{2, 14}}, 1, -1, -1},
        {"no such question", {{3, VOTE_YES}}, 1, -1, -1},
        {"an option of a yes or no", {{1, 11}}, 1, -1, -1},
        {"the same option twice is once", {{2, 11}, {2, 11}}, 2, 1, 1},
        {"yes twice is yes", {{1, VOTE_YES}, {1, VOTE_YES}}, 2, 1, 1},
        {"spoiled is for paper", {{1, VOTE_SPOILED}}, 1, -1, 1},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        for (int way = WAY_WEB; way <= WAY_PAPER; way++) {
            struct vote_marks in = {0}, out = {0};
            struct err why = {0};
            for (size_t k = 0; k < cases[i].n; k++) {
                list_push(c->arena, &in, cases[i].v[k]);
            }
            bool ok = votes_tidy(c->arena, &b, (enum vote_way)way, &in, &out, &why);
            int got = ok ? (int)out.n : -1;
            CHECK(cases[i].name, got == (way == WAY_WEB ? cases[i].web : cases[i].paper));
        }
    }
}

/* One mark or several, for one question that takes yes and no and one that takes two of three. */
static void one_or_several(struct ctx *c)
{
    struct ballot b = {0};
    list_push(c->arena, &b.items, ((struct ballot_item){.no = 1}));
    list_push(c->arena, &b.items, ((struct ballot_item){.no = 2, .seats = 2, .n = 3}));
    list_push(c->arena, &b.items, b.items.v[0]);
    b.items.n--; /* behind the end: takes no mark */
    const struct {
        const char *what;
        enum vote_way way;
        struct vote_mark v[3];
        size_t n, kept; /* 0: refused */
        int64_t first; /* of what is kept; 0: as it was written */
        const char *says; /* of what is refused */
    } table[] = {
        {"nothing", WAY_WEB, {{0, 0}}, 0, 0},
        {"yes", WAY_WEB, {{1, VOTE_YES}}, 1, 1},
        {"yes twice is once", WAY_WEB, {{1, VOTE_YES}, {1, VOTE_YES}}, 2, 1},
        {"yes and no", WAY_WEB, {{1, VOTE_YES}, {1, VOTE_NO}}, 2, 0},
        {"an option of a question without any", WAY_WEB, {{1, VOTE_OPTION + 1}}, 1, 0},
        {"spoiled cannot be chosen", WAY_WEB, {{1, VOTE_SPOILED}}, 1, 0},
        {"spoiled on paper", WAY_PAPER, {{1, VOTE_SPOILED}}, 1, 1},
        {"a question before the first", WAY_WEB, {{0, VOTE_YES}}, 1, 0},
        {"a question after the last", WAY_WEB, {{3, VOTE_YES}}, 1, 0},
        {"what is between them is none", WAY_WEB, {{2, VOTE_OPTION}}, 1, 0},
        {"an option and one that is none", WAY_PAPER, {{2, VOTE_OPTION + 1}, {2, VOTE_OPTION}}, 2,
            0},
        {"yes and no on paper", WAY_PAPER, {{1, VOTE_YES}, {1, VOTE_NO}}, 2, 1, VOTE_SPOILED},
        {"two on paper", WAY_PAPER, {{2, VOTE_OPTION + 1}, {2, VOTE_OPTION + 3}}, 2, 2,
            VOTE_OPTION + 1},
        {"one of one on paper", WAY_PAPER, {{2, VOTE_ABSTAIN}}, 1, 1, VOTE_ABSTAIN},
        {"abstaining and an option on paper", WAY_PAPER, {{2, VOTE_ABSTAIN}, {2, VOTE_OPTION + 1}},
            2, 1, VOTE_SPOILED},
        {"three on paper where two may be", WAY_PAPER,
            {{2, VOTE_OPTION + 1}, {2, VOTE_OPTION + 2}, {2, VOTE_OPTION + 3}}, 3, 1, VOTE_SPOILED},
        {"yes where options are", WAY_WEB, {{2, VOTE_YES}}, 1, 0},
        {"no where options are", WAY_WEB, {{2, VOTE_NO}}, 1, 0},
        {"two of three", WAY_WEB, {{2, VOTE_OPTION + 1}, {2, VOTE_OPTION + 3}}, 2, 2},
        {"an option after the last", WAY_WEB, {{2, VOTE_OPTION + 4}}, 1, 0},
        {"three where two may be", WAY_WEB,
            {{2, VOTE_OPTION + 1}, {2, VOTE_OPTION + 2}, {2, VOTE_OPTION + 3}}, 3, 0, 0, "最多选"},
        {"an option and abstaining", WAY_WEB, {{2, VOTE_OPTION + 1}, {2, VOTE_ABSTAIN}}, 2, 0, 0,
            "弃权"},
        {"both questions", WAY_WEB, {{1, VOTE_NO}, {2, VOTE_ABSTAIN}}, 2, 2},
    };
    for (size_t k = 0; k < COUNT(table); k++) {
        struct vote_marks in = {0}, out = {0};
        struct err why = {0};
        for (size_t i = 0; i < table[k].n; i++) {
            list_push(c->arena, &in, table[k].v[i]);
        }
        bool ok = votes_tidy(c->arena, &b, table[k].way, &in, &out, &why);
        CHECK(table[k].what, ok == (table[k].kept > 0) && (!ok || out.n == table[k].kept));
        CHECK(table[k].what, !table[k].first || (out.n && out.v[0].choice == table[k].first));
        CHECK(table[k].what, !table[k].says || (!ok && strstr(why.words.msgid, table[k].says)));
    }
}

/* Web votes are changed by later ones; what is received in one instant is ordered by its number. */
static void counting(struct ctx *c)
{
    (void)c;
    struct vote v[] = {{.id = 1, .way = WAY_WEB, .received_at = 10},
        {.id = 3, .way = WAY_WEB, .received_at = 20}, {.id = 2, .way = WAY_WEB, .received_at = 20},
        {.id = 5, .way = WAY_PAPER, .received_at = 30},
        {.id = 4, .way = WAY_PAPER, .received_at = 30},
        {.id = 6, .way = WAY_PAPER, .received_at = 1}}; /* behind the end */
    CHECK("the last of one instant", votes_counting(v, 3, FIRST_COUNTS) == 1);
    CHECK("of slips the first of one instant", votes_counting(v + 3, 2, FIRST_COUNTS) == 1);
    CHECK("the way used first", votes_counting(v, 5, FIRST_COUNTS) == 1);
    v[0].void_at = v[1].void_at = v[2].void_at = 1;
    CHECK("void ones are none", votes_counting(v, 5, FIRST_COUNTS) == 4);
}

/* What is said of several ways is what counts. */
static void whose(struct ctx *c)
{
    static const struct {
        const char *name, *ways; /* in the order they came: w web, p paper, x proxy */
        enum precedence p;
        const char *said[2]; /* of the first and the last sentence */
    } table[] = {
        {"the web alone", "ww", FIRST_COUNTS, {NULL, NULL}},
        {"a proxy", "x", FIRST_COUNTS, {"现在算的是委托书", NULL}},
        {"a proxy, then her own", "xw", FIRST_COUNTS, {"委托书不算了", NULL}},
        {"her own, then a proxy", "wx", LAST_COUNTS, {"委托书不算了", NULL}},
        {"paper", "p", FIRST_COUNTS, {"网上不用再投", NULL}},
        {"paper, last counts", "p", LAST_COUNTS, {"最后收到的为准", NULL}},
        {"paper first", "pw", FIRST_COUNTS, {"先投的为准", "纸质票"}},
        {"web first", "wp", FIRST_COUNTS, {"先投的为准", "网上"}},
        {"paper counts", "wp", PAPER_COUNTS, {"以纸质票为准", "纸质票"}},
        {"the last", "pw", LAST_COUNTS, {"最后收到的为准", "网上"}},
        {"all three", "xpw", PAPER_COUNTS, {"委托书不算了", "纸质票"}},
    };
    for (size_t i = 0; i < COUNT(table); i++) {
        struct votes all = {0};
        struct sayings s = {0};
        for (int k = 0; table[i].ways[k]; k++) {
            list_push(c->arena, &all,
                ((struct vote){.id = k + 1,
                    .received_at = k,
                    .way = table[i].ways[k] == 'w'   ? WAY_WEB
                           : table[i].ways[k] == 'p' ? WAY_PAPER
                                                     : WAY_PROXY}));
        }
        list_push(c->arena, &all, ((struct vote){.id = 99, .way = WAY_PROXY})); /* behind the end */
        all.n--;
        int at = votes_counting(all.v, all.n, table[i].p);
        votes_whose(c->arena, &all, all.v[at].id, table[i].p, &s);
        CHECK(table[i].name,
            !table[i].said[0]
                ? !s.n
                : s.n && strstr(s.v[0].msgid, table[i].said[0]) &&
                      (!table[i].said[1] || strstr(s.v[s.n - 1].msgid, table[i].said[1])));
    }
}

/* Which way was used first: by the instant, then by the number, in whatever order they are read. */
static void first_way(struct ctx *c)
{
    static const struct {
        const char *what;
        struct vote v[3];
        int counts;
    } table[] = {
        {"by the first of one instant",
            {{.id = 1, .way = WAY_WEB, .received_at = 10},
                {.id = 9, .way = WAY_WEB, .received_at = 10},
                {.id = 5, .way = WAY_PAPER, .received_at = 10}},
            1},
        {"read last, it is the first all the same",
            {{.id = 9, .way = WAY_WEB, .received_at = 10},
                {.id = 5, .way = WAY_PAPER, .received_at = 10},
                {.id = 1, .way = WAY_WEB, .received_at = 10}},
            0},
        {"the instant goes before the number",
            {{.id = 5, .way = WAY_WEB, .received_at = 10},
                {.id = 3, .way = WAY_WEB, .received_at = 20},
                {.id = 4, .way = WAY_PAPER, .received_at = 15}},
            1},
    };
    (void)c;
    for (size_t i = 0; i < COUNT(table); i++) {
        CHECK(table[i].what, votes_counting(table[i].v, 3, FIRST_COUNTS) == table[i].counts);
    }
}

const struct test votes_rules_tests[] = {
    {"which vote counts", precedence, true},
    {"which one counts", counting, true},
    {"and why", whose, true},
    {"which way was first", first_way, true},
    {"windows", windows, true},
    {"marks", marks, true},
    {"one mark or several", one_or_several, true},
    {0},
};
