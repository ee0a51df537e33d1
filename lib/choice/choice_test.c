/* choice_test.c - thresholds at their edges and the papers' own numbers.
 * Every method is counted again by tests/choice/trials.py. */
#include "lib/choice/choice.h"

#include <stdio.h>
#include <string.h>

#include "tests/check.h"

/* Thresholds ---------------------------------------------------------------------------------- */
static void thresholds(struct ctx *c)
{
    static const struct {
        const char *name;
        int64_t part, whole;
        struct fraction f;
        enum compare how;
        enum verdict want;
    } cases[] = {
        {"2/3 of 89 owners", 60, 89, {2, 3}, AT_LEAST, PASSED},
        {"one fewer", 59, 89, {2, 3}, AT_LEAST, FAILED},
        {"2/3 to the hundredth", 66666667, 100000000, {2, 3}, AT_LEAST, PASSED},
        {"a hundredth less", 66666666, 100000000, {2, 3}, AT_LEAST, FAILED},
        {"exactly half is not more", 30, 60, {1, 2}, MORE_THAN, FAILED},
        {"half and one", 31, 60, {1, 2}, MORE_THAN, PASSED},
        {"exactly 3/4 is enough", 45, 60, {3, 4}, AT_LEAST, PASSED},
        {"exactly 2/3 is not more", 40, 60, {2, 3}, MORE_THAN, FAILED},
        {"nothing of nothing", 0, 0, {1, 2}, AT_LEAST, CANNOT_DECIDE},
        {"everything of nothing", 5, 0, {1, 2}, MORE_THAN, CANNOT_DECIDE},
        {"greater than 64 bits allow", INT64_MAX / 2, INT64_MAX - 1, {1, 2}, AT_LEAST, PASSED},
    };
    (void)c;
    for (size_t i = 0; i < COUNT(cases); i++) {
        CHECK(cases[i].name, choice_reaches(cases[i].part, cases[i].whole, cases[i].f,
                                 cases[i].how) == cases[i].want);
    }
    for (int64_t whole = 1; whole < 500; whole++) {
        struct fraction fs[] = {{1, 2}, {2, 3}, {3, 4}, {1, 5}, {4, 5}};
        const struct fraction *f = &fs[whole % 5];
        enum compare how = whole % 2 ? AT_LEAST : MORE_THAN;
        int64_t least = choice_least(whole, *f, how);
        CHECK("the least is enough", choice_reaches(least, whole, *f, how) == PASSED);
        CHECK("one fewer is not", choice_reaches(least - 1, whole, *f, how) == FAILED);
    }
}

static void lots(struct ctx *c)
{
    static const int first[] = {15, 8, 12, 2, 3}; /* vectors.json, fy_sha256_v1 */
    static const int many[] = {
        4140, 2398, 6429, 7827, 2150, 3304, 6257, 4711, 11931, 1361, 11004, 7142};
    int *order = choice_lot(c->arena, 25, "2026-01-01");
    for (size_t i = 0; i < COUNT(first); i++) {
        CHECK("five of 25", order[i] == first[i]);
    }
    order = choice_lot(c->arena, 15000, "2026-01-01");
    for (size_t i = 0; i < COUNT(many); i++) {
        CHECK("twelve of 15,000", order[i] == many[i]);
    }
    CHECK("no seed, no lot", !choice_lot(c->arena, 3, NULL));
}

/* The papers' own elections -------------------------------------------------------------------- */
static bool wins(const struct election *e, const struct picks *p, const char *ids)
{
    const char *at = ids;
    for (size_t i = 0; i < p->n; i++) {
        size_t n = strcspn(at, " ");
        const char *id = e->options.v[p->v[i]].name;
        if (strlen(id) != n || strncmp(id, at, n) != 0) {
            return false;
        }
        at += n + (at[n] == ' ');
    }
    return !*at;
}

#define NAMES(n, ...) "# NUMBER ALTERNATIVES: " #n "\n" __VA_ARGS__
#define ABCDE \
    "# ALTERNATIVE NAME 1: A\n# ALTERNATIVE NAME 2: B\n# ALTERNATIVE NAME 3: C\n" \
    "# ALTERNATIVE NAME 4: D\n# ALTERNATIVE NAME 5: E\n"
#define FORTY_FIVE \
    NAMES(5, ABCDE) \
    "5: 1,3,2,5,4\n5: 1,4,5,3,2\n8: 2,5,4,1,3\n3: 3,1,2,5,4\n7: 3,1,5,2,4\n2: 3,2,1,4,5\n" \
    "7: 4,3,5,2,1\n8: 5,2,1,4,3\n"
#define TENNESSEE \
    NAMES(4, "# ALTERNATIVE NAME 1: M\n# ALTERNATIVE NAME 2: N\n# ALTERNATIVE NAME 3: C\n" \
             "# ALTERNATIVE NAME 4: K\n") \
    "42: 1,2,3,4\n26: 2,3,4,1\n15: 3,4,2,1\n17: 4,3,2,1\n"
#define SQUEEZE \
    NAMES(3, "# ALTERNATIVE NAME 1: A\n# ALTERNATIVE NAME 2: B\n# ALTERNATIVE NAME 3: C\n") \
    "8: 1,2,3\n3: 2,1,3\n3: 2,3,1\n7: 3,2,1\n"

static void orders(struct ctx *c)
{
    static const struct {
        const char *name, *text;
        bool irv;
        const char *winners;
        size_t seats;
    } cases[] = {
        {"Schulze's 45 voters", FORTY_FIVE, false, "E A C B D", 5},
        {"Tennessee by runoff", TENNESSEE, true, "K", 1},
        {"Tennessee by pairs", TENNESSEE, false, "N", 1},
        {"squeezed in the middle, by runoff", SQUEEZE, true, "A", 1},
        {"squeezed in the middle, by pairs", SQUEEZE, false, "B", 1},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct election e;
        struct result r = {0};
        struct counting how = {.seats = cases[i].seats};
        bool read =
            preflib_read(c->arena, "soc", cases[i].text, strlen(cases[i].text), &e, &c->err);
        CHECK(cases[i].name,
            read && (cases[i].irv ? tally_irv : tally_schulze)(c->arena, &e, &how, &r, &c->err) &&
                wins(&e, &r.winners, cases[i].winners));
    }
}

#define SMALL \
    "META\nkey;value\nbudget;3000\nvote_type;approval\nnum_projects;5\nnum_votes;10\n" \
    "PROJECTS\nproject_id;cost;name\nA;1200;A\nB;1000;B\nC;900;\"C; the lawn\"\nD;600;D\nE;500;E\n" \
    "VOTES\nvoter_id;vote\n0;A,B,C\n1;A,B,C\n2;A,B,C\n3;A,B,C\n4;A,B,C\n5;A,B\n6;D,E\n7;D,E\n8;D,E\n9;D\n"

static bool bought(const struct election *e, const struct result *r, const char *ids)
{
    char said[64] = "";
    for (size_t i = 0; i < r->winners.n; i++) {
        snprintf(said + strlen(said), sizeof(said) - strlen(said), "%s",
            e->options.v[r->winners.v[i]].id);
    }
    return str_same(said, ids);
}

static void budgets(struct ctx *c)
{
    struct election e;
    struct counting how = {0};
    struct result greedy = {0}, shares = {0}, more = {0};
    CHECK("read", pb_read(c->arena, SMALL, strlen(SMALL), &e, &c->err) && e.voters == 10);
    CHECK("a quoted name", str_same(e.options.v[2].name, "C; the lawn"));
    CHECK(
        "greedy", tally_greedy(c->arena, &e, &how, &greedy, &c->err) && bought(&e, &greedy, "BAD"));
    CHECK("equal shares",
        tally_shares(c->arena, &e, &how, false, &shares, &c->err) && bought(&e, &shares, "BD"));
    CHECK("with one more each", tally_shares(c->arena, &e, &how, true, &more, &c->err) &&
                                    more.cost == 3000 && more.winners.n == 4);
    CHECK("to 366 each", more.explain.n == 2 && strcmp(more.explain.v[1].v[0].s, "66") == 0);
}

/* All that anybody wants is bought with nothing added: nothing is added. */
static void enough(struct ctx *c)
{
    static const char text[] =
        "META\nkey;value\nbudget;27\nPROJECTS\nproject_id;cost\np0;3\np1;5\np2;3\np3;1\np4;9\np5;9\n"
        "VOTES\nvoter_id;vote\n0;p2,p3,p5\n1;p4,p5,p0\n2;p2,p4,p0\n3;p4,p3,p0,p5\n";
    struct election e;
    struct result r = {0};
    CHECK("read", pb_read(c->arena, text, strlen(text), &e, &c->err));
    CHECK("counted", tally_shares(c->arena, &e, &(struct counting){0}, true, &r, &c->err));
    CHECK("all but what nobody wants", bought(&e, &r, "p0p4p5p2p3") && r.cost == 25);
    CHECK("with 0 added", str_same(r.explain.v[1].v[0].s, "0"));
}

static void juries(struct ctx *c)
{
    static const int64_t a[] = {88, 90, 92, 85, 95}, b[] = {80, 82, 78, 85, 90},
                         d[] = {95, 96, 94, 93, 97}, z[] = {99, 99, 99, 99, 99};
    const struct judged v[] = {{412, a, 5}, {600, b, 5}, {150, d, 5}, {0, z, 5}};
    static const char *const want[] = {"418/5", "2629/30", "74", "693/10"};
    const char *scores[4];
    struct levels by_most = {0}, by_all = {0}, alone = {0};
    struct jury rule = {.share = {30, 100}, .norm = NORM_MAX, .trim = true};
    CHECK("by the most voted", tally_jury(c->arena, v, 4, &rule, scores, &by_most));
    for (size_t i = 0; i < 4; i++) {
        CHECK(want[i], str_same(scores[i], want[i]));
    }
    CHECK("B", by_most.v[0].v[0] == 1);
    rule.norm = NORM_SHARE;
    CHECK("by the share of all: A",
        tally_jury(c->arena, v, 4, &rule, scores, &by_all) && by_all.v[0].v[0] == 0);
    rule.least_votes = 1163;
    CHECK("too few votes: the experts alone",
        tally_jury(c->arena, v, 4, &rule, scores, &alone) && alone.v[0].v[0] == 3);
}

/* Where the votes do not decide, the experts' mean does, then the votes; else they stand together.
 */
static void jury_edges(struct ctx *c)
{
    static const int64_t four[] = {10, 20, 30, 100}, five[] = {10, 20, 30, 40, 100}, low[] = {30};
    struct judged v[] = {{5, four, 4}, {5, five, 5}, {3, low, 1}, {9, NULL, 0}};
    const char *scores[4];
    struct levels experts = {0}, points = {0}, nobody = {0}, tied = {0};
    struct jury rule = {.share = {0, 1}, .norm = NORM_MAX, .trim = true, .least_votes = 22};
    CHECK("counted", tally_jury(c->arena, v, 4, &rule, scores, &experts));
    CHECK("of four none is cut", str_same(scores[0], "40"));
    CHECK("of five two are", str_same(scores[1], "30"));
    CHECK("no marks, no points", str_same(scores[3], "0"));
    CHECK("as good: more votes", experts.v[1].v[0] == 1 && experts.v[2].v[0] == 2);
    rule = (struct jury){.share = {1, 1}, .norm = NORM_POINTS, .least_votes = 22};
    CHECK("by places", tally_jury(c->arena, v, 4, &rule, scores, &points));
    CHECK("one behind of three", str_same(scores[0], "100/3") && str_same(scores[1], "100/3"));
    CHECK("all behind, none", str_same(scores[3], "100") && str_same(scores[2], "0"));
    CHECK("the experts' mean", points.v[1].v[0] == 0 || points.v[1].n == 1);
    v[1] = (struct judged){5, four, 4};
    CHECK("again", tally_jury(c->arena, v, 3, &rule, scores, &tied));
    CHECK("they stand together", tied.n == 2 && tied.v[0].n == 2);
    CHECK("alone", tally_jury(c->arena, v, 1, &rule, scores, &nobody) && str_same(scores[0], "40"));
    rule.least_votes = 0;
    CHECK("behind nobody",
        tally_jury(c->arena, v, 1, &rule, scores, &nobody) && str_same(scores[0], "0"));
    CHECK("nobody at all", !tally_jury(c->arena, v, 0, &rule, scores, &nobody));
}

/* 0 points are no approval, and buy nothing. */
static void points(struct ctx *c)
{
    static const char text[] =
        "META\nkey;value\nbudget;9.5\nvote_type;scoring\nPROJECTS\nproject_id;cost\na;1\nb;1\nz;0\ny;0\n"
        "VOTES\nvoter_id;vote;points\n1;a,b,y;3,0,1\n2;a,z;1,2\n3;z;1\n4;;\n";
    struct election e;
    struct counting how = {0}, three = {.seats = 3};
    struct result approval = {0}, score = {0}, shares = {0}, more = {0};
    CHECK("read", pb_read(c->arena, text, strlen(text), &e, &c->err));
    CHECK("approved", tally_approval(c->arena, &e, &how, &approval, &c->err));
    CHECK("by two, by nobody", str_same(approval.rounds.v[0].values[0], "2") &&
                                   str_same(approval.rounds.v[0].values[1], "0"));
    CHECK("a and z for one seat", approval.winners.n == 0 && approval.tied.n == 2);
    CHECK(
        "scored", tally_score(c->arena, &e, &three, &score, &c->err) && bought(&e, &score, "azy"));
    CHECK("for nothing first, by votes",
        tally_shares(c->arena, &e, &how, false, &shares, &c->err) && bought(&e, &shares, "zya"));
    CHECK("nobody's is never bought",
        tally_shares(c->arena, &e, &how, true, &more, &c->err) && bought(&e, &more, "zya"));
    CHECK("nothing was added", str_same(more.explain.v[1].v[0].s, "0.0"));
}

/* Who gives 0 points does not pay with those who want it: 3 keeps the 2 that b costs. */
static void no_points_no_share(struct ctx *c)
{
    static const char text[] =
        "META\nkey;value\nbudget;6\nvote_type;scoring\nPROJECTS\nproject_id;cost\na;3\nb;2\n"
        "VOTES\nvoter_id;vote;points\n1;a;5\n2;a;5\n3;a,b;0,5\n";
    struct election e;
    struct result r = {0};
    CHECK("read", pb_read(c->arena, text, strlen(text), &e, &c->err));
    CHECK("both bought", tally_shares(c->arena, &e, &(struct counting){0}, false, &r, &c->err) &&
                             bought(&e, &r, "ab"));
}

/* Sixteen of everything fill a list to its last place: one step further is one too many. */
enum { FULL = 16 };
static struct election full(struct arena *a, enum marks marks)
{
    struct election e = {.marks = marks, .voters = FULL, .budget = FULL};
    for (int i = 0; i < FULL; i++) {
        const char *id = arena_printf(a, "%c", 'a' + i);
        struct ballot b = {.count = 1};
        for (int k = 0; k < FULL; k++) { /* all rank alike; a has 16 approvals, p 1 */
            if (marks == MARKS_RANKS || k <= i) {
                list_push(a, &b, ((struct mark){k, marks == MARKS_RANKS ? k + 1 : 1}));
            }
        }
        list_push(a, &e.options, ((struct option){id, id, 1}));
        list_push(a, &e.ballots, b);
    }
    return e;
}

static void to_the_brim(struct ctx *c)
{
    struct counting one = {.lot = "seed"}, all = {.seats = FULL + 1};
    struct election ranked = full(c->arena, MARKS_RANKS), money = full(c->arena, MARKS_APPROVAL);
    struct result irv = {0}, pairs = {0}, approved = {0}, greedy = {0}, shares = {0};
    CHECK(
        "runoff", tally_irv(c->arena, &ranked, &one, &irv, &c->err) && bought(&ranked, &irv, "a"));
    CHECK("pairs", tally_schulze(c->arena, &ranked, &all, &pairs, &c->err) &&
                       bought(&ranked, &pairs, "abcdefghijklmnop"));
    CHECK("approved", tally_approval(c->arena, &money, &all, &approved, &c->err) &&
                          bought(&money, &approved, "abcdefghijklmnop"));
    CHECK("greedy", tally_greedy(c->arena, &money, &one, &greedy, &c->err) && greedy.cost == FULL);
    CHECK("shares",
        tally_shares(c->arena, &money, &one, true, &shares, &c->err) && shares.cost == FULL);
}

static void said(struct ctx *c)
{
    struct election e;
    struct result pairs = {0}, drawn = {0}, spared = {0};
    struct counting how = {0}, lot = {.lot = "seed"};
    CHECK("read", preflib_read(c->arena, "soc", SQUEEZE, strlen(SQUEEZE), &e, &c->err));
    CHECK("pairs", tally_schulze(c->arena, &e, &how, &pairs, &c->err) && pairs.rounds.n == 3);
    CHECK("nobody against oneself", !pairs.rounds.v[0].values[0] && !pairs.rounds.v[2].values[2]);
    CHECK("so many, by so strong a path", str_same(pairs.rounds.v[1].values[0], "13/13") &&
                                              str_same(pairs.rounds.v[0].values[1], "8/0"));
    static const char tied[] =
        "# NUMBER ALTERNATIVES: 3\n4: 1\n2: 2\n2: 3\n1: 3,1\n1: 2,1\n2: 1,2\n";
    CHECK("read", preflib_read(c->arena, "soi", tied, strlen(tied), &e, &c->err));
    static const char early[] =
        "# NUMBER ALTERNATIVES: 4\n5: 1\n4: 2\n3: 3\n1: 4,3\n1: 2,1\n4: 1,2\n";
    CHECK("decided by the first round",
        preflib_read(c->arena, "soi", early, strlen(early), &e, &c->err) &&
            tally_irv(c->arena, &e, &lot, &spared, &c->err));
    CHECK("no lot was drawn", spared.explain.n == 1);
    static const char draw[] = "# NUMBER ALTERNATIVES: 3\n2: 1,2\n2: 2,3\n2: 3,1\n";
    CHECK("a lot", preflib_read(c->arena, "soi", draw, strlen(draw), &e, &c->err) &&
                       tally_irv(c->arena, &e, &lot, &drawn, &c->err));
    CHECK("is said", drawn.explain.n > 1 && drawn.winners.n == 1);
}

/* A has paid 1 of 3 and C 2/3: the 2 that each has to pay for the last is all that A has left. */
static void to_the_last(struct ctx *c)
{
    static const char text[] =
        "META\nkey;value\nbudget;21\nPROJECTS\nproject_id;cost\np;4\nq;2\nr;4\n"
        "VOTES\nvoter_id;vote\nA;p,r\nF;p\nG;p\nH;p\nC;q,r\nD;q\nE;q\n";
    struct election e;
    struct result r = {0};
    CHECK("read", pb_read(c->arena, text, strlen(text), &e, &c->err));
    CHECK("all three", tally_shares(c->arena, &e, &(struct counting){0}, false, &r, &c->err) &&
                           bought(&e, &r, "pqr"));
    CHECK("for 2/3 and 2",
        str_same(r.rounds.v[1].share, "2/3") && str_same(r.rounds.v[2].share, "2"));
}

/* So near that only the exact numbers tell: three have 2^60 and a third each, a third too little.
 */
static void nearly(struct ctx *c)
{
    const int64_t budget = 3 * (INT64_C(1) << 60) + 1;
    struct mark mark = {.option = 0, .value = 1};
    struct ballot three = {.count = 3, .v = &mark, .n = 1, .cap = 1};
    struct option project = {.id = "p", .name = "p", .cost = budget + 1};
    struct election e = {.marks = MARKS_APPROVAL,
        .voters = 3,
        .budget = budget,
        .options = {&project, 1, 1},
        .ballots = {&three, 1, 1}};
    struct result too_dear = {0}, just = {0}, none = {0};
    struct counting how = {0};
    CHECK("a yuan too dear",
        tally_shares(c->arena, &e, &how, false, &too_dear, &c->err) && !too_dear.winners.n);
    project.cost = budget;
    CHECK("to the last",
        tally_shares(c->arena, &e, &how, false, &just, &c->err) && just.cost == budget);
    e.voters = 0;
    e.ballots.n = 0;
    CHECK("no votes, no result",
        !tally_shares(c->arena, &e, &how, false, &none, &c->err) && c->err.kind == ERR_RULE);
    c->err = (struct err){0};
}

static void wrong_rules(struct ctx *c)
{
    struct election pb, soc;
    struct result r = {0};
    struct counting how = {0}, two = {.seats = 2};
    CHECK("files", pb_read(c->arena, SMALL, strlen(SMALL), &pb, &c->err) &&
                       preflib_read(c->arena, "soc", SQUEEZE, strlen(SQUEEZE), &soc, &c->err));
    static const char scored[] =
        "META\nkey;value\nbudget;9\nvote_type;scoring\nPROJECTS\nproject_id;cost\na;1\nVOTES\n"
        "vote;points\na;1\n";
    struct err why[7] = {0};
    CHECK("no ranks for Schulze", !tally_schulze(c->arena, &pb, &how, &r, &why[0]));
    CHECK("none for a runoff", !tally_irv(c->arena, &pb, &how, &r, &why[1]));
    CHECK("a runoff has one winner", !tally_irv(c->arena, &soc, &two, &r, &why[2]));
    CHECK("no points", !tally_score(c->arena, &soc, &how, &r, &why[3]));
    CHECK("no money", !tally_greedy(c->arena, &soc, &how, &r, &why[4]));
    CHECK("nor shares", !tally_shares(c->arena, &soc, &how, true, &r, &why[5]));
    CHECK("points are no ranks", pb_read(c->arena, scored, strlen(scored), &pb, &c->err) &&
                                     !tally_schulze(c->arena, &pb, &how, &r, &why[6]));
    for (size_t i = 0; i < COUNT(why); i++) {
        CHECK("each says why", why[i].kind == ERR_RULE && why[i].words.msgid);
    }
}

const struct test choice_tests[] = {
    {"thresholds", thresholds, .pure = true},
    {"the public lot", lots, .pure = true},
    {"orders", orders, .pure = true},
    {"budgets", budgets, .pure = true},
    {"enough", enough, .pure = true},
    {"public and experts", juries, .pure = true},
    {"edges of a jury", jury_edges, .pure = true},
    {"points", points, .pure = true},
    {"no points, no share", no_points_no_share, .pure = true},
    {"to the brim", to_the_brim, .pure = true},
    {"what is said", said, .pure = true},
    {"to the last", to_the_last, .pure = true},
    {"nearly", nearly, .pure = true},
    {"wrong rules", wrong_rules, .pure = true},
    {0},
};
