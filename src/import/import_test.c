/* import_test.c - rosters as committees write them: headers, bad rows, the same file again. */
#include "src/import/import.h"

#include <string.h>

#include "lib/text/text.h"
#include "src/places/places.h"
#include "tests/check.h"

static bool read(struct ctx *c, const char *csv, const char *compound, struct roster *out)
{
    struct sheet s = {0};
    c->err = (struct err){0};
    return sheet_read(c->arena, csv, strlen(csv), &s, &c->err) &&
           roster_read(c->arena, &s, compound, out, &c->err);
}

static const char *says(struct ctx *c, struct words w)
{
    return text_say(c->arena, LANG_HANS, w);
}

static void headers(struct ctx *c)
{
    static const struct {
        const char *what, *csv, *compound, *why; /* why NULL: one row is read */
    } cases[] = {
        {"plain", "小区,楼号,室号,建筑面积,户主,手机\n柳荫里小区,1,101,50,周一,\n", "", NULL},
        {"synonyms", "小区名称,楼组,房号,面积(㎡)*,业主姓名,联系电话\n柳荫里,1,101,50,周一,\n", "",
            NULL},
        {"english", "Compound,Building,Unit,Area_m2,Name,Phone\nLY,1,101,50,Zhou,\n", "", NULL},
        {"under a title", "柳荫里居民区名册,,\n截至十一月,,\n小区,楼号,室号\n柳荫里,1,101\n", "",
            NULL},
        {"other order", "室号,户主,楼号,小区\n101,周一,1,柳荫里\n", "", NULL},
        {"no compound column", "楼号,室号\n1,101\n", "柳荫里小区", NULL},
        {"no compound at all", "楼号,室号\n1,101\n", "", "表头里没有「小区」这一列"},
        {"no home", "小区,楼号,户主\n柳荫里,1,周一\n", "", "表头里没有「室号」这一列"},
        {"no header", "柳荫里,1,101\n", "", "前 10 行里没有找到表头：要有小区、楼号、室号这些列名"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct roster r = {0};
        bool ok = read(c, cases[i].csv, cases[i].compound, &r);
        CHECK(cases[i].what, ok == !cases[i].why);
        CHECK(cases[i].what, ok ? r.n == 1 && r.bad.n == 0 && str_same(r.v[0].building, "1号楼") &&
                                      str_same(r.v[0].unit, "101")
                                : str_same(says(c, c->err.words), cases[i].why));
    }
    c->err = (struct err){0};
}

static void cells(struct ctx *c)
{
    struct roster r = {0};
    CHECK("read", read(c,
                      "小区,楼号,室号,建筑面积,户主,手机\n"
                      "柳荫里,3号,301室,\"1,056.78㎡\",王秀兰,199 0000-0001\n"
                      "柳荫里,3#,３０２,87.5,李建国,+86 19900000002\n"
                      "柳荫里,3号楼,303,,,\n",
                      "", &r));
    CHECK("three rows", r.n == 3 && r.bad.n == 0);
    CHECK("area", r.v[0].area_dm2 == 105678 && r.v[1].area_dm2 == 8750 && r.v[2].area_dm2 == 0);
    CHECK("phone", str_same(r.v[0].phone, "19900000001") && str_same(r.v[1].phone, "19900000002"));
    CHECK("names", str_same(r.v[1].building, "3号楼") && str_same(r.v[1].unit, "302"));
    CHECK("an empty home", str_same(r.v[2].name, "") && str_same(r.v[2].phone, ""));
    CHECK("row numbers are Excel's", r.v[0].number == 2 && r.v[2].number == 4);
}

static void bad_rows(struct ctx *c)
{
    static const struct {
        const char *row, *why;
    } cases[] = {
        {",3,301,50,王秀兰,19900000001", "没有写小区（合并的单元格要先拆开）"},
        {"柳荫里,,301,50,王秀兰,19900000001", "没有写楼号（合并的单元格要先拆开）"},
        {"柳荫里,3,,50,王秀兰,19900000001", "没有写室号（合并的单元格要先拆开）"},
        {"柳荫里,3,301,五十,王秀兰,19900000001", "面积「五十」看不懂：写平方米数，最多两位小数"},
        {"柳荫里,3,301,50.123,王秀兰,", "面积「50.123」看不懂：写平方米数，最多两位小数"},
        {"柳荫里,3,301,-5,王秀兰,", "面积「-5」看不懂：写平方米数，最多两位小数"},
        {"柳荫里,3,301,50,王秀兰,1990000000", "手机「1990000000」不是 11 位手机号，也不是座机号"},
        {"柳荫里,3,301,50,王秀兰,19900000001、19900000002",
            "手机一格里「19900000001、19900000002」不止一个号码，请留一个"},
        {"柳荫里,3,301,50,,19900000001", "有手机，没有户主姓名"},
        {"柳荫里,3,302,50,赵铁,", "和第 2 行重复"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct roster r = {0};
        const char *csv = arena_printf(c->arena,
            "小区,楼号,室号,建筑面积,户主,手机\n柳荫里,3,302,,赵铁,\n\n%s\n", cases[i].row);
        CHECK(cases[i].why, read(c, csv, "", &r) && r.n == 1 && r.bad.n == 1);
        CHECK(cases[i].why, r.bad.n == 1 && str_same(says(c, r.bad.v[0].why), cases[i].why) &&
                                r.bad.v[0].number == 4);
    }
}

static void comparing(struct ctx *c)
{
    struct roster r = {0};
    struct roster_counts n;
    struct known there = {0};
    struct arena *a = c->arena;
    known_put(a, &there, "柳荫里")->number = 1;
    known_put(a, &there, roster_key(a, "柳荫里", "1号楼", NULL, NULL))->number = 2;
    known_put(a, &there, roster_key(a, "柳荫里", "1号楼", "101", NULL))->number = 5000;
    known_put(a, &there, roster_key(a, "柳荫里", "1号楼", "101", "周一"))->text = "19900000001";
    known_put(a, &there, roster_key(a, "柳荫里", "1号楼", "102", NULL))->number = 5000;
    CHECK("read", read(c,
                      "小区,楼号,室号,建筑面积,户主,手机\n"
                      "柳荫里,1,101,50,周一,19900000001\n" /* same */
                      "柳荫里,1,101,50,周二,\n" /* a second person of the home */
                      "柳荫里,1,102,50.01,,\n" /* another size */
                      "柳荫里,2,201,,吴三,\n" /* a new stair */
                      "柳荫里,2,201,,吴四,\n" /* the same new home */
                      "桥头,1,101,,郑五,\n", /* a new compound */
                      "", &r));
    roster_compare(a, &r, &there, &n);
    CHECK("rows", n.fresh == 4 && n.changed == 1 && n.same == 1 && n.bad == 0);
    CHECK("each thing once", n.compounds == 1 && n.buildings == 2 && n.units == 2 && n.people == 4);
    CHECK("said of the row", r.v[0].news == ROSTER_SAME && r.v[2].news == ROSTER_CHANGED);
}

const struct test import_tests[] = {
    {"headers", headers, .pure = true},
    {"cells", cells, .pure = true},
    {"bad rows", bad_rows, .pure = true},
    {"comparing", comparing, .pure = true},
    {0},
};
