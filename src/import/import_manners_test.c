/* import_manners_test.c - what clerks do to a sheet: stairs over the homes, a sheet for each,
 * tables side by side, ditto marks, the dead; and their bad rows, sent again. */
#include <string.h>

#include "lib/text/text.h"
#include "src/import/import.h"
#include "tests/check.h"

/* All of a file as the command reads it; nothing is put. */
static struct import_run look(struct ctx *c, const char *path, struct sheets *all, struct roster *r)
{
    struct import_run run = {.path = "", .filename = path, .compound = "", .answers = ""};
    if (!c->area_id) {
        test_area(c, NULL);
    }
    test_begin(c);
    path = arena_printf(c->arena, "tests/roster/%s", path);
    CHECK(
        path, sheets_read_file(c->arena, path, all, &c->err) && import_now(c, &run, all, false, r));
    db_rollback(c);
    return run;
}

static const char *why_of(struct ctx *c, const struct roster *r, size_t i)
{
    return i < r->bad.n ? text_say(c->arena, LANG_HANS, r->bad.v[i].why) : "";
}

static const struct roster_row *named(const struct roster *r, const char *name)
{
    static const struct roster_row none = {.building = "", .phone = "", .phone2 = "", .since = ""};
    for (size_t i = 0; i < r->n; i++) {
        if (str_same(r->v[i].name, name)) {
            return &r->v[i];
        }
    }
    return &none;
}

static void stairs_above(struct ctx *c)
{
    struct sheets all = {0};
    struct roster r = {0};
    struct import_run run = look(c, "stairs-above.xlsx", &all, &r);
    CHECK("rows", run.counts.fresh == 5 && r.bad.n == 4);
    CHECK("spaced out", str_same(named(&r, "林玉兰")->building, "1号楼"));
    CHECK("two characters", str_same(named(&r, "周建")->phone, "19900000102"));
    CHECK("the next stair", str_same(named(&r, "顾明")->building, "5号楼2单元"));
    CHECK("nobody", r.n > 2 && !*r.v[2].name && str_same(r.v[2].unit[0], "201"));
    CHECK("a tenant by the bracket", named(&r, "施云")->tenant);
    CHECK("the dead", strstr(why_of(c, &r, 0), "不在了的人不登记"));
    CHECK("two people", strstr(why_of(c, &r, 1), "像是两个人"));
    CHECK("ditto is no name", strstr(why_of(c, &r, 2), "把名字写出来"));
    CHECK("no number", strstr(why_of(c, &r, 3), "「不肯说」"));
    CHECK("left out, by number", run.counts.notes == 3 && str_same(run.noted, "10、16、17"));
    CHECK("columns not read", str_same(run.unread, "D 性别、E 身份证号码、G 家庭 人口、I 备注"));
    CHECK("new stairs are named", str_same(run.counts.stairs, "1号楼、5号楼2单元"));
}

static void a_sheet_each(struct ctx *c)
{
    struct sheets all = {0};
    struct roster r = {0};
    struct import_run run = look(c, "sheet-per-stair.xlsx", &all, &r);
    CHECK("all three", run.tabs.n == 3 && run.counts.fresh == 8 && run.counts.buildings == 3);
    CHECK("one is not read", run.unread_tabs.n == 1 && str_same(run.unread_tabs.v[0], "目录"));
    CHECK("each its own", str_same(named(&r, "陆文")->building, "2号楼") &&
                              str_same(named(&r, "金宝")->building, "3号楼"));
    CHECK("the compound is read off the title", str_same(run.compound, "柳荫里小区"));
    CHECK("a row by its sheet",
        r.bad.n == 1 && str_same(import_row_said(c, &run, r.bad.v[0].number), "3号楼 4"));
    all = (struct sheets){0};
    const char *csv = "小区,楼号,室号,户主\n柳荫里小区,1,101,王一\n";
    CHECK("a CSV", sheets_read(c->arena, csv, strlen(csv), &all, &c->err));
    list_push(c->arena, &all, all.v[0]);
    all.v[0].name = "现住";
    all.v[1].name = "已搬走";
    run = (struct import_run){.compound = "", .answers = ""};
    r = (struct roster){0};
    test_begin(c);
    CHECK("read", import_now(c, &run, &all, false, &r));
    db_rollback(c);
    CHECK("sheets that say no place are not put together",
        run.counts.fresh == 1 && run.unread_tabs.n == 1 &&
            str_same(run.unread_tabs.v[0], "已搬走"));
}

static void side_by_side(struct ctx *c)
{
    struct sheets all = {0};
    struct roster r = {0};
    struct import_run run = look(c, "side-by-side.xlsx", &all, &r);
    CHECK("both", run.counts.fresh == 5 && r.bad.n == 0 && run.tabs.n == 2);
    CHECK("who has none does not get a neighbour's", !*named(&r, "周建国")->phone);
    CHECK("the right one", str_same(named(&r, "陆文")->phone, "19900000104") &&
                               str_same(named(&r, "陆文")->building, "2号楼"));
    CHECK("by its columns", str_same(run.tabs.v[1], "Sheet1 F–J"));
}

static void remarks(struct ctx *c)
{
    struct sheets all = {0};
    struct roster r = {0};
    struct import_run run = look(c, "remarks-gb18030.csv", &all, &r);
    CHECK("a remark makes no footnote of a row", run.counts.notes == 0 && run.counts.fresh == 7);
    CHECK("one compound, two stairs", run.counts.compounds == 1 && run.counts.buildings == 2);
    CHECK("ditto", str_same(named(&r, "周小小")->unit[0], "103"));
    CHECK("no number is said", !*named(&r, "周小小")->phone);
    CHECK("square metres", named(&r, "周建")->area_dm2 == 5275);
    CHECK("the other way to say a day", str_same(named(&r, "沈秀")->since, "2019-09-01"));
    CHECK("bad", r.bad.n == 1 && strstr(why_of(c, &r, 0), "面积「五十」看不懂"));
}

/* The register's own list: an owner is no resident, and 份额 1, 分之 2 is a half. */
static void the_register(struct ctx *c)
{
    static const char csv[] = "楼组,室号,业主,哪一类,份额,分之,建筑面积,小区\n"
                              "1号楼,101,王一,个人,1,2,50.25,柳荫里小区\n"
                              "1号楼,101,王二,个人,1,2,50.25,柳荫里小区\n";
    static const char stairs[] = "楼组,小区,层数,房屋,户\n1号楼,柳荫里小区,4,16,16\n";
    struct sheets all = {0}, other = {0};
    struct roster r = {0}, none = {0};
    struct import_run run = {.compound = "", .answers = ""}, next = run;
    test_area(c, NULL);
    test_begin(c);
    CHECK("read", sheets_read(c->arena, csv, strlen(csv), &all, &c->err) &&
                      import_now(c, &run, &all, false, &r));
    CHECK("two owners", r.n == 2 && r.bad.n == 0 && str_same(r.v[1].owner, "王二"));
    CHECK("a half each", r.n == 2 && r.v[0].num == 1 && r.v[0].den == 2);
    CHECK("nobody moves in", run.counts.people == 0 && run.counts.units == 1);
    CHECK("a count of homes is no door",
        sheets_read(c->arena, stairs, strlen(stairs), &other, &c->err) &&
            !import_now(c, &next, &other, false, &none) && c->err.kind == ERR_RULE);
    c->err = (struct err){0};
    db_rollback(c);
}

/* The sheet of bad rows, mended and sent again, needs no question. */
static void sent_again(struct ctx *c)
{
    static const char *const files[] = {"stairs-above.xlsx", "sheet-per-stair.xlsx"};
    static const char *const mended[][2] = {{"沈秀（已故）", "沈红"}, {"陆文/陆红", "陆文"},
        {"〃", "顾芳"}, {"不肯说", ""}, {"12", "19900000199"}};
    for (size_t i = 0; i < COUNT(files); i++) {
        struct sheets all = {0}, again = {0};
        struct roster r = {0}, rest = {0};
        struct import_run run = look(c, files[i], &all, &r);
        struct buf book = {0};
        CHECK("a book", import_bad_book(c, import_sheet(c, &all, &run), &run, &r, &book));
        CHECK("read", sheets_read(c->arena, book.v, book.n, &again, &c->err) && again.n == 1);
        for (size_t k = 0; again.n && k < again.v[0].n; k++) {
            for (int col = 0; col < again.v[0].v[k].n; col++) {
                for (size_t m = 0; m < COUNT(mended); m++) {
                    const char **cell = &again.v[0].v[k].v[col];
                    *cell = str_same(*cell, mended[m][0]) ? mended[m][1] : *cell;
                }
            }
        }
        struct import_run next = {.compound = "", .answers = ""};
        next.compound = "柳荫里小区";
        test_begin(c);
        CHECK(files[i], import_now(c, &next, &again, false, &rest));
        db_rollback(c);
        CHECK("nothing is bad", rest.bad.n == 0 && next.counts.fresh == run.counts.bad);
        CHECK("at the same doors", str_same(rest.v[0].building, i ? "3号楼" : "1号楼"));
        CHECK("the second stair too", i || str_same(rest.v[rest.n - 1].building, "5号楼2单元"));
        CHECK("the red column is none", !strstr(next.unread, "说明"));
        buf_release(&book);
    }
}

/* The cells of a row of the book, "柳荫里小区|3号楼|301|周二"; the red column left out. */
static const char *typed_in(struct ctx *c, const struct sheet_row *row)
{
    const char *out = "";
    for (int col = 0; col < row->n - 1; col++) {
        out = arena_printf(c->arena, "%s%s%s", out, col ? "|" : "", str_or(row->v[col], ""));
    }
    return out;
}

/* What the reader took from above is written out; a cell that a row was refused for stays empty,
 * and the row is bad again: nobody moves in next door. */
static void refused_as_typed(struct ctx *c)
{
    static const struct {
        const char *what, *csv, *book[2];
    } cases[] = {
        {"no address",
            "小区,门牌,姓名,手机\n柳荫里小区,16号1单元101,王一,19900000001\n"
            "柳荫里小区,16号1单元102,周二,199\n柳荫里小区,,沈三,19900000003\n",
            {"柳荫里小区|16号1单元102|周二|199", "柳荫里小区||沈三|19900000003"}},
        {"a second person of the home",
            "小区,门牌,姓名,手机\n柳荫里小区,16号1单元102,王一,\n,,周二,199\n"
            "柳荫里小区,,沈三,19900000003\n",
            {"柳荫里小区|16号1单元102|周二|199", "柳荫里小区||沈三|19900000003"}},
        {"the door goes with the stair",
            "小区,楼号,单元,室号,姓名,手机\n柳荫里小区,3,2,301,王一,\n,,,302,周二,199\n"
            "柳荫里小区,5,,,沈三,\n",
            {"柳荫里小区|3|2|302|周二|199", "柳荫里小区|5|||沈三|"}},
        {"no door of another stair",
            "小区,楼号,单元,室号,姓名,手机\n柳荫里小区,3,2,301,王一,\n柳荫里小区,5,,501,周一,\n"
            ",,,,周二,199\n柳荫里小区,5,,,沈三,\n",
            {"柳荫里小区|5||501|周二|199", "柳荫里小区|5|||沈三|"}},
        {"below a home that was not understood",
            "小区,门牌,姓名,手机\n柳荫里小区,16号1单元101,王一,\n柳荫里小区,16号1单元102,钱四,\n"
            "柳荫里小区,十六号,周二,\n,,沈三,\n",
            {"柳荫里小区|十六号|周二|", "柳荫里小区||沈三|"}},
        {"neither home nor name",
            "小区,门牌,姓名,面积\n柳荫里小区,16号1单元102,王一,50\n柳荫里小区,16号1单元103,周二,大\n"
            ",,,51\n",
            {"柳荫里小区|16号1单元103|周二|大", "柳荫里小区|||51"}},
    };
    test_area(c, NULL);
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct import_run run = {.compound = "", .answers = ""}, next = run;
        struct sheets all = {0}, again = {0};
        struct roster r = {0}, rest = {0};
        struct buf book = {0};
        test_begin(c);
        CHECK(cases[i].what,
            sheets_read(c->arena, cases[i].csv, strlen(cases[i].csv), &all, &c->err) &&
                import_now(c, &run, &all, false, &r) && r.bad.n == 2);
        CHECK("a book", import_bad_book(c, import_sheet(c, &all, &run), &run, &r, &book) &&
                            sheets_read(c->arena, book.v, book.n, &again, &c->err));
        for (size_t k = 0; k < 2 && again.n && again.v[0].n == 3; k++) {
            const char *got = typed_in(c, &again.v[0].v[k + 1]);
            CHECK(got, str_same(got, cases[i].book[k]));
        }
        next.map = run.map;
        CHECK("bad again", import_now(c, &next, &again, false, &rest) && rest.bad.n == 2);
        db_rollback(c);
        buf_release(&book);
    }
}

/* A second header row is known by its words; what was not read is listed, named or not. */
static void two_header_rows(struct ctx *c)
{
    static const struct {
        const char *csv, *unread;
        int header, rows;
    } cases[] = {
        {"小区,门牌,姓名,联系方式,,面积,备注\n,,,手机,固话,,\n"
         "柳荫里小区,16号101,王一,19900000001,,50,党员\n",
            "G 备注", 2, 2},
        {"小区,门牌,姓名,手机,面积\n,,,,,,备注\n柳荫里小区,16号101,王一,,50,,党员\n", "G 备注", 2,
            2},
        {"小区,门牌,姓名,手机,面积\n柳荫里小区,16号101,王一,,50,,199000000012345678\n",
            "G（没有列名，如「199***********5678」）", 1, 1},
        {"小区,门牌,姓名,居住情况\n,,,租户\n柳荫里小区,16号101,王一,自住\n", "", 1, 1},
        {"楼号,室号,姓名\n幸福小区\n1,101,王一\n", "", 1, 1},
        {",楼号,室号,姓名\n幸福小区\n,1,101,王一\n合计\n", "", 1, 1},
    };
    test_area(c, NULL);
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct import_run run = {.compound = "柳荫里小区", .answers = ""};
        struct sheets all = {0};
        struct roster r = {0};
        const char *csv = cases[i].csv;
        test_begin(c);
        CHECK(csv, sheets_read(c->arena, csv, strlen(csv), &all, &c->err) &&
                       import_now(c, &run, &all, false, &r));
        db_rollback(c);
        CHECK(csv, run.map.header == cases[i].header && run.map.header_rows == cases[i].rows);
        CHECK(run.unread, str_same(run.unread, cases[i].unread));
    }
}

const struct test import_manners_tests[] = {
    {"stairs above", stairs_above},
    {"a sheet each", a_sheet_each},
    {"side by side", side_by_side},
    {"remarks", remarks},
    {"the register's own list", the_register},
    {"two header rows", two_header_rows},
    {"sent again", sent_again},
    {"refused as typed", refused_as_typed},
    {0},
};
