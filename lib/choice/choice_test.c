/* choice_test.c - thresholds at their edges, the papers' own numbers, and files that are wrong.
 * Every method is counted again by tests/choice/trials.py. */
#include "lib/choice/choice.h"

#include <stdio.h>
#include <string.h>

#include "lib/text/text.h"
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

static void cents(struct ctx *c)
{
    static const char text[] =
        "META\nkey;value\nbudget;10.5\nPROJECTS\nproject_id;cost\na;3.25\nb;4.00\n"
        "VOTES\nvoter_id;vote\n1;a,b\n2;b\n";
    struct election e;
    struct result r = {0};
    CHECK("read", pb_read(c->arena, text, strlen(text), &e, &c->err));
    CHECK("as exact as its most exact number", e.decimals == 2 && e.budget == 1050);
    CHECK("all", tally_greedy(c->arena, &e, &(struct counting){0}, &r, &c->err) && r.cost == 725);
    CHECK("as it is written", str_same(choice_money(c->arena, &e, r.cost), "7.25"));
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

/* What is wrong in a file, and where */
#define SCORED \
    "META\nkey;value\nbudget;9\nvote_type;scoring\nPROJECTS\nproject_id;cost\na;1\nb;2\nVOTES\n" \
    "voter_id;vote;points\n"
static void wrong_files(struct ctx *c)
{
    static const struct {
        const char *kind, *text, *says;
    } cases[] = {
        {"pb", "", "文件不全"},
        {"pb", "budget;3\n", "第 1 行第 1 列"},
        {"pb", "META\nkey;value\nbudget;x\n", "第 3 行第 8 列"},
        {"pb", "META\nkey;value\nbudget;1.23456\n", "最多四位小数"},
        {"pb", "META\nkey;value\nbudget;9\nVOTES\n", "第 4 行"},
        {"pb", "META\nkey;value\nbudget;9\nPROJECTS\nid;cost\n", "project_id"},
        {"pb", "META\nkey;value\nbudget;9\nPROJECTS\nproject_id;cost\na\n", "没有造价"},
        {"pb", "META\nkey;value\nbudget;9\nPROJECTS\nproject_id;cost\na;1\na;2\nVOTES\n",
            "编号一样"},
        {"pb",
            "META\nkey;value\nbudget;9\nPROJECTS\nproject_id;cost\na;1\nVOTES\nvoter_id;vote\n1;b\n",
            "第 9 行第 3 列：票上的项目不在项目表里（b）"},
        {"pb",
            "META\nkey;value\nbudget;9\nPROJECTS\nproject_id;cost\na;1\nVOTES\nvoter_id;vote\n1;a,a\n",
            "写了两遍"},
        {"pb",
            "META\nkey;value\nbudget;9\nnum_votes;2\nPROJECTS\nproject_id;cost\na;1\nVOTES\n"
            "voter_id;vote\n1;a\n",
            "文件可能不全"},
        {"pb", "META\nkey;value\nbudget;9\nPROJECTS\nproject_id;cost\na;\"1\n", "引号没有收尾"},
        {"pb", "META\nkey;value\nbudget;9\xff\n", "不是 UTF-8"},
        {"pb",
            "META\nkey;value\nbudget;99999999999999.9999\nPROJECTS\nproject_id;cost\na;1\nVOTES\n"
            "voter_id;vote\n1;a\n",
            "加起来太大"},
        {"pb", SCORED "1;a;1000001\n", "最多一百万"},
        {"soc", "", "没有选票"},
        {"soi", "# NUMBER ALTERNATIVES: 1\n1000000000001: 1\n", "一行要这样写"},
        {"soi", "# NUMBER ALTERNATIVES: 1\n1000000000000: 1\n1: 1\n", "选票太多"},
        {"soc", "1: 1,2\n", "NUMBER ALTERNATIVES"},
        {"soc", "# NUMBER ALTERNATIVES: 2\n1: 1\n", "要排全"},
        {"soc", "# NUMBER ALTERNATIVES: 2\n1: {1,2}\n", "第 2 行第 4 列：这种文件不许并列"},
        {"toc", "# NUMBER ALTERNATIVES: 2\n1: {1,2\n", "没有收尾"},
        {"soi", "# NUMBER ALTERNATIVES: 2\n1: 1,1\n", "写了两遍"},
        {"soi", "# NUMBER ALTERNATIVES: 2\n1: 3\n", "没有这个编号"},
        {"soi", "# NUMBER ALTERNATIVES: 2\nx: 1\n", "一行要这样写"},
        {"soi", "# NUMBER ALTERNATIVES: 2\n1: 1;2\n", "逗号"},
        {"soi", "# NUMBER ALTERNATIVES: 2\n# NUMBER VOTERS: 3\n1: 1\n", "人数不一样"},
        {"soi", "# NUMBER ALTERNATIVES: 99999999\n", "整数"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct election e;
        struct err why = {0};
        size_t n = strlen(cases[i].text);
        bool read = str_same(cases[i].kind, "pb")
                        ? pb_read(c->arena, cases[i].text, n, &e, &why)
                        : preflib_read(c->arena, cases[i].kind, cases[i].text, n, &e, &why);
        const char *says = text_say(c->arena, LANG_HANS, why.words);
        CHECK(arena_printf(c->arena, "%s: %s", cases[i].says, says),
            !read && strstr(says, cases[i].says));
    }
}

static void wrong_rules(struct ctx *c)
{
    struct election pb, soc;
    struct result r = {0};
    struct counting how = {0}, two = {.seats = 2};
    CHECK("files", pb_read(c->arena, SMALL, strlen(SMALL), &pb, &c->err) &&
                       preflib_read(c->arena, "soc", SQUEEZE, strlen(SQUEEZE), &soc, &c->err));
    struct err why[6] = {0};
    CHECK("no ranks for Schulze", !tally_schulze(c->arena, &pb, &how, &r, &why[0]));
    CHECK("none for a runoff", !tally_irv(c->arena, &pb, &how, &r, &why[1]));
    CHECK("a runoff has one winner", !tally_irv(c->arena, &soc, &two, &r, &why[2]));
    CHECK("no points", !tally_score(c->arena, &soc, &how, &r, &why[3]));
    CHECK("no money", !tally_greedy(c->arena, &soc, &how, &r, &why[4]));
    CHECK("nor shares", !tally_shares(c->arena, &soc, &how, true, &r, &why[5]));
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
    {"cents", cents, .pure = true},
    {"public and experts", juries, .pure = true},
    {"wrong files", wrong_files, .pure = true},
    {"wrong rules", wrong_rules, .pure = true},
    {0},
};
