/* choice_files_test.c - what the readers make of files, right and wrong. */
#include "lib/choice/choice.h"

#include <inttypes.h>
#include <string.h>

#include "lib/text/text.h"
#include "tests/check.h"

static bool read_file(
    struct ctx *c, const char *kind, const char *text, struct election *e, struct err *why)
{
    return str_same(kind, "pb") ? pb_read(c->arena, text, strlen(text), e, why)
                                : preflib_read(c->arena, kind, text, strlen(text), e, why);
}

/* An election in one line: marks, budget, options, ballots. */
static const char *told(struct ctx *c, const struct election *e)
{
    struct arena *a = c->arena;
    const char *s =
        arena_printf(a, "%d %s %" PRId64 ":", e->marks, choice_money(a, e, e->budget), e->voters);
    for (size_t i = 0; i < e->options.n; i++) {
        const struct option *o = &e->options.v[i];
        s = arena_printf(a, "%s %s=%s=%s", s, o->id, o->name, choice_money(a, e, o->cost));
    }
    for (size_t i = 0; i < e->ballots.n; i++) {
        s = arena_printf(a, "%s |%" PRId64, s, e->ballots.v[i].count);
        for (size_t k = 0; k < e->ballots.v[i].n; k++) {
            s = arena_printf(
                a, "%s %d=%" PRId64, s, e->ballots.v[i].v[k].option, e->ballots.v[i].v[k].value);
        }
    }
    return s;
}

#define HEAD "META\nkey;value\nbudget;9\n"
#define COSTS "PROJECTS\nproject_id;cost\na;1\nb;2\n"
#define TWO HEAD COSTS "VOTES\n"
#define SCORED HEAD "vote_type;scoring\n" COSTS "VOTES\nvoter_id;vote;points\n"

/* Sixteen fill the list of projects to its last place. */
static void sixteen_projects(struct ctx *c)
{
    const char *text = HEAD "PROJECTS\nproject_id;cost\n";
    struct election e;
    struct err why = {0};
    for (int i = 0; i < 16; i++) {
        text = arena_printf(c->arena, "%sp%d;1\n", text, i);
    }
    text = arena_printf(c->arena, "%sVOTES\nvote\np0,p15\n", text);
    CHECK("read", read_file(c, "pb", text, &e, &why) && e.options.n == 16 &&
                      e.ballots.v[0].v[1].option == 15);
}

static void right_files(struct ctx *c)
{
    static const struct {
        const char *kind, *text, *told;
    } cases[] = {
        {"pb", TWO "voter_id;vote\n1;a,b\n2;\n3\n", "1 9 3: a=a=1 b=b=2 |1 0=1 1=1 |1 |1"},
        {"pb", HEAD "vote_type;ordinal\n" COSTS "VOTES\nvote;voter_id\nb,a;1\n",
            "2 9 1: a=a=1 b=b=2 |1 1=1 0=2"},
        {"pb", SCORED "1;a,b;3,0\n2;b;1000000\n", "3 9 2: a=a=1 b=b=2 |1 0=3 1=0 |1 1=1000000"},
        {"pb", HEAD "vote_type;cumulative\n" COSTS "VOTES\npoints;vote\n5;b\n",
            "3 9 1: a=a=1 b=b=2 |1 1=5"},
        {"pb", HEAD "max_length;2\nnum_votes;1\nnum_projects;2\n" COSTS "VOTES\nvote\na,b\n",
            "1 9 1: a=a=1 b=b=2 |1 0=1 1=1"},
        {"pb", HEAD "num_votes;0\n" COSTS "VOTES\nvote\n", "1 9 0: a=a=1 b=b=2"},
        {"pb",
            "\xEF\xBB\xBFMETA\r\n\nkey;value\r\nbudget;109.90\r\nPROJECTS\r\n"
            "cost;project_id;name\r\n1.00;a;\"A \"\"1\"\"\"\r\n90.05;b\r\nVOTES\r\nvote\r\n b , a \r\n",
            "1 109.90 1: a=A \"1\"=1.00 b=b=90.05 |1 1=1 0=1"},
        {"pb",
            "META\nkey;value\nbudget;99999999999999.9999\nPROJECTS\nproject_id;cost\na;0.0001\n"
            "VOTES\nvote\na\n",
            "1 99999999999999.9999 1: a=a=0.0001 |1 0=1"},
        {"soi",
            "# FILE NAME: x\n# NUMBER ALTERNATIVES: 9\n# NUMBER VOTERS: 1000000000000\n"
            "# ALTERNATIVE NAME 1: A\n# ALTERNATIVE NAME 9:\n\n999999999999: 9,1\n1:  2 , 3\n",
            "2 0 1000000000000: 1=A=0 2=2=0 3=3=0 4=4=0 5=5=0 6=6=0 7=7=0 8=8=0 9=9=0"
            " |999999999999 8=1 0=2 |1 1=1 2=2"},
        {"toc", "# NUMBER ALTERNATIVES: 3\n2: { 2 , 3 },1\n",
            "2 0 2: 1=1=0 2=2=0 3=3=0 |2 1=1 2=1 0=2"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct election e;
        struct err why = {0};
        const char *said = read_file(c, cases[i].kind, cases[i].text, &e, &why)
                               ? told(c, &e)
                               : text_say(c->arena, LANG_HANS, why.words);
        CHECK(arena_printf(c->arena, "%s: %s", cases[i].told, said), str_same(said, cases[i].told));
    }
}

/* 64 cells a line and no more; as many projects and options as there are. */
static void large_files(struct ctx *c)
{
    const char *cells = "vote", *projects = "";
    for (int i = 1; i < 64; i++) {
        cells = arena_printf(c->arena, "%s;c%d", cells, i);
    }
    for (int i = 0; i < 300; i++) {
        projects = arena_printf(c->arena, "%sp%d;%d\n", projects, i, i);
    }
    struct election e;
    struct err why = {0}, many = {0};
    const char *text = arena_printf(
        c->arena, HEAD "PROJECTS\nproject_id;cost\n%sVOTES\n%s\np299,p7\n", projects, cells);
    CHECK("64 cells, 300 projects", read_file(c, "pb", text, &e, &why) && e.options.n == 300);
    CHECK("each its own", e.ballots.v[0].v[0].option == 299 && e.options.v[299].cost == 299);
    text = arena_printf(c->arena, HEAD COSTS "VOTES\n%s;c64\n", cells);
    CHECK("65 cells", !read_file(c, "pb", text, &e, &many) &&
                          strstr(text_say(c->arena, LANG_HANS, many.words), "格子太多"));
    CHECK("10,000 options",
        read_file(c, "soi", "# NUMBER ALTERNATIVES: 10000\n1: 10000\n", &e, &why) &&
            e.options.n == 10000 && e.ballots.v[0].v[0].option == 9999);
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

/* What is wrong in a file, and where */
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
        {"pb", SCORED "1;a;x\n", "第 11 行第 5 列：每个项目要有一个整数的分，最多一百万（x）"},
        {"pb", SCORED "1;a,b;7\n", "第 11 行第 7 列：每个项目要有一个整数的分"},
        {"pb", SCORED "0;a,b;7,8\n1;a\n", "第 12 行第 4 列：每个项目要有一个整数的分"},
        {"pb", SCORED "1;a;7,8\n", "第 11 行第 5 列：分数比项目多（8）"},
        {"pb", TWO "voter_id\n", "VOTES 要有 vote 一列"},
        {"pb", HEAD "vote_type;scoring\n" COSTS "VOTES\nvoter_id;vote\n", "要有 vote 和 points"},
        {"pb", HEAD "vote_type;cumulative\n" COSTS "VOTES\nvoter_id;points\n", "vote 和 points"},
        {"pb", HEAD "max_length;1\n" COSTS "VOTES\nvoter_id;vote\n1;a\n2;a,b\n",
            "第 12 行第 3 列：一张票写的项目超过了 max_length"},
        {"pb", HEAD "max_length\n", "第 4 行第 11 列：这里要一个整数"},
        {"pb", HEAD "max_length;-1\n", "第 4 行第 12 列：这里要一个整数（-1）"},
        {"pb", HEAD "num_votes;1000000000000001\n", "这里要一个整数"},
        {"pb", HEAD "num_votes;1000000000000000\n" COSTS "VOTES\nvoter_id;vote\n", "文件可能不全"},
        {"pb", HEAD "num_projects;3\n" COSTS "VOTES\nvoter_id;vote\n", "文件可能不全"},
        {"pb", "META\nkey;value\nbudget\n", "budget 后面要写金额"},
        {"pb", "META\nkey;value\nplace;x\n" COSTS "VOTES\nvoter_id;vote\n", "没有 budget"},
        {"pb", "META\nkey;value\nbudget;.5\n", "要一个金额"},
        {"pb", "META\nkey;value\nbudget;1.2.3\n", "要一个金额"},
        {"pb", "META\nkey;value\nbudget;123456789012345\n", "要一个金额"},
        {"pb", "META\nkey;value\nbudget;9;project_id\nPROJECTS\ncost;name\n", "project_id"},
        {"pb", HEAD "PROJECTS\nproject_id;name\n", "project_id 和 cost 两列"},
        {"pb", HEAD "PROJECTS\nproject_id;cost\n;5\n", "项目没有编号"},
        {"pb", HEAD "PROJECTS\nproject_id;cost\nVOTES\n", "VOTES 以前要有 PROJECTS"},
        {"pb", HEAD "META\n", "三段的次序"},
        {"pb", HEAD "PROJECTS\nproject_id;cost\na;\"1\"x\n", "引号后面要用分号隔开"},
        {"pb", "\xEF\xBB\xBF", "文件不全"},
        {"pb", "\xEF\xBBMETA\n", "不是 UTF-8"},
        {"soc", "", "没有选票"},
        {"soc", "1", "NUMBER ALTERNATIVES"},
        {"soi", "# NUMBER ALTERNATIVES: -1\n", "整数"},
        {"soi", "# NUMBER ALTERNATIVES: 2000000000000000\n", "整数"},
        {"soi", "# NUMBER ALTERNATIVES: 2\n2000000000000000: 1\n", "一行要这样写"},
        {"soi", "# NUMBER ALTERNATIVES: 2\n-1: 1\n", "一行要这样写"},
        {"soi", "# NUMBER ALTERNATIVES: 10001\n", "整数"},
        {"soi", "# NUMBER ALTERNATIVES: 0\n", "整数"},
        {"soi", "# NUMBER ALTERNATIVES: 1\n# NUMBER ALTERNATIVES: 1\n", "人数写了两遍"},
        {"soi", "# NUMBER ALTERNATIVES: 1\n# ALTERNATIVE NAME 2: x\n", "没有这个编号的候选"},
        {"soi", "# NUMBER ALTERNATIVES: 1\n# ALTERNATIVE NAME 0: x\n", "没有这个编号的候选"},
        {"soi", "# NUMBER ALTERNATIVES: 1\n# ALTERNATIVE NAME 1 x\n", "没有这个编号的候选"},
        {"soi", "# NUMBER ALTERNATIVES: 2\n1: 0\n", "没有这个编号的候选（0）"},
        {"soi", "# NUMBER ALTERNATIVES: 2\n1: -1\n", "这里要候选的编号"},
        {"soi", "# NUMBER ALTERNATIVES: 2\n1: x\n", "这里要候选的编号"},
        {"soi", "# NUMBER ALTERNATIVES: 2\n1 1\n", "一行要这样写"},
        {"soi", "# NUMBER ALTERNATIVES: 2\n0: 1\n", "一行要这样写"},
        {"toc", "# NUMBER ALTERNATIVES: 2\n1: {1;2}\n", "第 2 行第 6 列：大括号没有收尾"},
        {"toc", "# NUMBER ALTERNATIVES: 2\n1: {1,2\n", "第 2 行第 4 列：大括号没有收尾"},
        {"toc", "# NUMBER ALTERNATIVES: 2\n1: {1,x}\n", "这里要候选的编号"},
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
        bool read = read_file(c, cases[i].kind, cases[i].text, &e, &why);
        const char *says = text_say(c->arena, LANG_HANS, why.words);
        CHECK(arena_printf(c->arena, "%s: %s", cases[i].says, says),
            !read && strstr(says, cases[i].says));
    }
}

const struct test choice_files_tests[] = {
    {"sixteen projects", sixteen_projects, .pure = true},
    {"right files", right_files, .pure = true},
    {"large files", large_files, .pure = true},
    {"cents", cents, .pure = true},
    {"wrong files", wrong_files, .pure = true},
    {0},
};
