/* postbook_test.c - a table of posts as committees keep it: what its columns and cells say. */
#include "src/postbook/postbook.h"

#include <string.h>

#include "tests/check.h"

static struct sheet read_csv(struct ctx *c, const char *text)
{
    struct sheet s = {0};
    CHECK("a sheet", sheet_read(c->arena, text, strlen(text), &s, &c->err));
    return s;
}

static void posts_by_name(struct ctx *c)
{
    static const struct {
        const char *said;
        enum post_kind kind;
    } cases[] = {
        {"楼组长", POST_BUILDING_LEADER},
        {" 楼 栋 长 ", POST_BUILDING_LEADER},
        {"第二楼组长", POST_DEPUTY_LEADER},
        {"居委会主任", POST_COMMITTEE_HEAD},
        {"主任", POST_COMMITTEE_HEAD},
        {"书记", POST_SECRETARY},
        {"保洁员", POST_CLEANER},
        {"市长", 0},
        {"", 0},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        CHECK(cases[i].said, postbook_post(c->arena, cases[i].said) == cases[i].kind);
    }
    for (int kind = 1; kind < POST_KINDS; kind++) {
        CHECK("every label", (int)postbook_post(c->arena, bodies_post_label(kind)) == kind);
    }
}

static void columns(struct ctx *c)
{
    struct postbook b = {0}, none = {0};
    struct sheet s =
        read_csv(c, "2026年楼组长名单,,,\n楼号,姓 名,职务,联系电话,任期至\n"
                    "例：3号楼,王,楼组长,,\n3号楼,王秀兰,楼组长,19900000301,2028.12.31\n"
                    "4号楼,李,市长,,\n5号楼,,楼组长,,\n,,,,\n6号楼,周,楼组长,123,\n");
    CHECK("below its title", postbook_guess(c->arena, &s, &b) == 5 && b.header == 2);
    CHECK("enough", !postbook_lacks(&b).msgid);
    postbook_rows(c->arena, &s, &b);
    CHECK("four rows", b.n == 4);
    CHECK("read", b.v[0].news == POSTBOOK_NEW && b.v[0].number == 4 &&
                      str_same(b.v[0].mobile, "19900000301") && str_same(b.v[0].to, "2029-01-01"));
    for (size_t i = 1; i < b.n; i++) {
        CHECK("bad, with its reason", b.v[i].news == POSTBOOK_BAD && b.v[i].why.msgid);
    }
    s = read_csv(c, "楼号,姓名\n3号楼,王秀兰\n");
    postbook_guess(c->arena, &s, &none);
    CHECK("without posts", postbook_lacks(&none).msgid != NULL);
}

/* A column called by the post, or a title that names it; a stair merged over two rows. */
static void one_post(struct ctx *c)
{
    struct postbook b = {0}, titled = {0}, both = {0};
    struct sheet s = read_csv(c, "序号,楼号,楼组长,联系电话,备注\n1,3号楼,王　兰,19900000301,\n");
    CHECK("called by the post", postbook_guess(c->arena, &s, &b) == 3 &&
                                    !postbook_lacks(&b).msgid && b.kind == POST_BUILDING_LEADER);
    CHECK("its column is read", str_same(b.unread, "序号、备注"));
    postbook_rows(c->arena, &s, &b);
    CHECK("a leader",
        b.n == 1 && b.v[0].kind == POST_BUILDING_LEADER && str_same(b.v[0].name, "王兰"));
    s = read_csv(c, "柳荫里第二楼组长名单,,\n楼号,姓名,电话\n3号楼,王秀兰,19900000301\n"
                    ",李明,19900000302\n");
    list_push(c->arena, &s.merged, ((struct sheet_area){3, 4, 0, 0}));
    postbook_guess(c->arena, &s, &titled);
    CHECK("by its title", titled.kind == POST_DEPUTY_LEADER && !postbook_lacks(&titled).msgid);
    postbook_rows(c->arena, &s, &titled);
    CHECK("the stair is both's", titled.n == 2 && str_same(titled.v[1].place, "3号楼"));
    s = read_csv(c, "小区,楼号,楼组长\n柳荫里小区,3号,王秀兰\n填表人：陈小燕,,\n");
    struct postbook named = {0};
    postbook_guess(c->arena, &s, &named);
    postbook_rows(c->arena, &s, &named);
    CHECK(
        "of a compound; no footnote", named.n == 1 && str_same(named.v[0].place, "柳荫里小区 3号"));
    s = read_csv(c, "楼组长名单,,\n楼号,姓名,职务\n3号楼,王秀兰,保安\n");
    postbook_guess(c->arena, &s, &both);
    CHECK("a column that says it rules", !both.kind);
}

const struct test postbook_tests[] = {
    {"one post", one_post, .pure = true},
    {"posts by name", posts_by_name, .pure = true},
    {"columns", columns, .pure = true},
    {0},
};
