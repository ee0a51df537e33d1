/* import_rows_test.c - rosters as committees write them: headers, cells, bad rows, whole files. */
#include <stdio.h>
#include <string.h>

#include "lib/text/text.h"
#include "src/import/import.h"
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
        {"no header", "柳荫里,1,101\n", "", "前 15 行里没有找到表头：要有小区、楼号、室号这些列名"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct roster r = {0};
        bool ok = read(c, cases[i].csv, cases[i].compound, &r);
        CHECK(cases[i].what, ok == !cases[i].why);
        CHECK(cases[i].what, ok ? r.n == 1 && r.bad.n == 0 && str_same(r.v[0].building, "1号楼") &&
                                      str_same(r.v[0].unit[0], "101")
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
    CHECK("names", str_same(r.v[1].building, "3号楼") && str_same(r.v[1].unit[0], "302"));
    CHECK("an empty home", str_same(r.v[2].name, "") && str_same(r.v[2].phone, ""));
    CHECK("row numbers are Excel's", r.v[0].number == 2 && r.v[2].number == 4);
}

static void bad_rows(struct ctx *c)
{
    static const struct {
        const char *row, *why;
    } cases[] = {
        {"柳荫里,3,,50,王秀兰,19900000001", "没有写室号"},
        {"柳荫里,3,301,五十,王秀兰,19900000001", "面积「五十」看不懂：写平方米数，最多两位小数"},
        {"柳荫里,3,301,50.123,王秀兰,", "面积「50.123」看不懂：写平方米数，最多两位小数"},
        {"柳荫里,3,301,-5,王秀兰,", "面积「-5」看不懂：写平方米数，最多两位小数"},
        {"柳荫里,3,301,50,王秀兰,1990000000", "手机「1990000000」不是 11 位手机号，也不是座机号"},
        {"柳荫里,3,301,50,王秀兰,1.99E+10",
            "号码「1.99E+10」被表格写成了科学计数，后几位已经丢了：把这一列设为文本，重新填"},
        {"柳荫里,3,301,50,王秀兰,19900000001、19900000002、19900000003",
            "一格里有 3 个电话，最多留两个"},
        {"柳荫里,3,301,50,,19900000001", "有手机，没有户主姓名"},
        {"柳荫里,3,302,50,赵铁,", "和第 2 行重复"},
        {",,,50,,", "没有写楼号、室号和姓名"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct roster r = {0};
        const char *csv = arena_printf(c->arena,
            "小区,楼号,室号,建筑面积,户主,手机\n柳荫里,3,302,,赵铁,\n\n%s\n", cases[i].row);
        CHECK(cases[i].why, read(c, csv, "", &r) && r.n == 1 && r.bad.n == 1);
        CHECK(cases[i].why, r.bad.n == 1 && str_same(says(c, r.bad.v[0].why), cases[i].why) &&
                                r.bad.v[0].number == 4);
    }
    struct roster r = {0};
    CHECK("nothing above to take it from", read(c, "小区,楼号,室号\n,3,301\n", "", &r));
    CHECK("said", r.bad.n == 1 && str_same(says(c, r.bad.v[0].why), "没有写小区"));
}

/* What one row of a file with these columns says, as one text. */
static const char *one(struct ctx *c, const char *head, const char *row)
{
    struct roster r = {0};
    if (!read(c, arena_printf(c->arena, "小区,%s\n柳荫里,%s\n", head, row), "", &r)) {
        return says(c, err_take(&c->err).words);
    }
    if (r.bad.n) {
        return says(c, r.bad.v[0].why);
    }
    const struct roster_row *w = r.v;
    const char *out = arena_printf(c->arena, "%s", w->building);
    for (int i = 0; i < w->units; i++) {
        out = arena_printf(c->arena, "%s%s%s", out, i ? "/" : " ", w->unit[i]);
    }
    const char *parts[] = {w->name, w->phone, w->phone2, w->relation, w->since, w->owner};
    for (size_t i = 0; i < COUNT(parts); i++) {
        out = *parts[i] ? arena_printf(c->arena, "%s %s", out, parts[i]) : out;
    }
    out = w->tenant ? arena_printf(c->arena, "%s T", out) : out;
    return w->den ? arena_printf(c->arena, "%s %d/%d", out, (int)w->num, (int)w->den) : out;
}

static void as_written(struct ctx *c)
{
    static const struct {
        const char *head, *row, *says;
    } cases[] = {
        {"地址", "12号301/302", "12号楼 301/302"},
        {"地址", "\"12号楼301、302室\"", "12号楼 301/302"},
        {"地址", "3-2-501", "3号楼2单元 501"},
        {"地址", "3-501室", "3号楼 501"},
        {"地址", "柳荫里小区3号楼2单元501室", "3号楼2单元 501"},
        {"地址", "528弄12号３０１室", "528弄12号 301"},
        {"地址", "7幢1单元1203", "7幢1单元 1203"},
        {"地址", "王家", "地址「王家」看不出楼号和室号：写成 3号楼301 或 3-2-501"},
        {"房号", "3-2-501", "3号楼2单元 501"},
        {"门牌", "12号301", "12号楼 301"},
        {"楼号,单元,房号", "3,2,501", "3号楼2单元 501"},
        {"楼号,房号", "3栋,2单元501", "3栋2单元 501"},
        {"楼号,室号,姓名,手机", "3,301,王秀兰,１９９ 0000-0001", "3号楼 301 王秀兰 19900000001"},
        {"楼号,室号,姓名,手机", "3,301,王秀兰,+86 199 0000 0001", "3号楼 301 王秀兰 19900000001"},
        {"楼号,室号,姓名,手机", "3,301,王秀兰,19900000001/19900000002",
            "3号楼 301 王秀兰 19900000001 19900000002"},
        {"楼号,室号,姓名,手机", "3,301,王秀兰,19900000001 19900000002",
            "3号楼 301 王秀兰 19900000001 19900000002"},
        {"楼号,室号,姓名,手机", "3,301,王秀兰,02155500139/19900000001",
            "3号楼 301 王秀兰 19900000001 02155500139"},
        {"楼号,室号,姓名,手机", "3,301,王秀兰,19900000001 (儿子) 、02155500139",
            "3号楼 301 王秀兰 19900000001 02155500139"},
        {"楼号,室号,姓名,电话1,电话2", "3,301,王秀兰,,02155500139", "3号楼 301 王秀兰 02155500139"},
        {"楼号,室号,姓名,手机", "3,301,王秀兰,无", "3号楼 301 王秀兰"},
        {"楼号,室号,姓名,入住日期", "3,301,王秀兰,2019-9-1", "3号楼 301 王秀兰 2019-09-01"},
        {"楼号,室号,姓名,入住日期", "3,301,王秀兰,2019年9月1日", "3号楼 301 王秀兰 2019-09-01"},
        {"楼号,室号,姓名,入住日期", "3,301,王秀兰,2019.9.1", "3号楼 301 王秀兰 2019-09-01"},
        {"楼号,室号,姓名,入住日期", "3,301,王秀兰,43709", "3号楼 301 王秀兰 2019-09-01"},
        {"楼号,室号,姓名,入住日期", "3,301,王秀兰,2019.9", "3号楼 301 王秀兰 2019-09-01"},
        {"楼号,室号,姓名,入住日期", "3,301,王秀兰,去年",
            "日期「去年」看不懂：写成 2019-9-1、2019.9.1 或 2019年9月1日"},
        {"楼号,室号,姓名,与户主关系,是否租户", "3,301,王小,子,租户", "3号楼 301 王小 子 T"},
        {"楼号,室号,姓名,关系,居住性质", "3,301,王秀兰,户主,自住", "3号楼 301 王秀兰 户主"},
        {"楼号,室号,产权人,份额", "3,301,李建国,50%", "3号楼 301 李建国 1/2"},
        {"楼号,室号,产权人,份额", "3,301,李建国,2/4", "3号楼 301 李建国 1/2"},
        {"楼号,室号,产权人,份额", "3,301,李建国,3/2",
            "份额「3/2」看不懂：写成 1/2 或 50%，不超过 1"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        const char *got = one(c, cases[i].head, cases[i].row);
        CHECK(cases[i].row, str_same(got, cases[i].says));
        if (!str_same(got, cases[i].says)) {
            printf("    got %s\n", got);
        }
    }
}

static void comparing(struct ctx *c)
{
    struct roster r = {0};
    struct roster_counts n;
    struct known there = {0};
    struct arena *a = c->arena;
    const char *home = roster_key(a, "柳荫里", "1号楼", "101", NULL);
    known_compound(a, &there, "柳荫里", 1);
    known_building(a, &there, "柳荫里", "1号楼", 2);
    known_unit(a, &there, "柳荫里", "1号楼", "101",
        (struct known_entry){.id = 3, .household_id = 5, .number = 5000, .name = "", .phone = ""});
    known_unit(a, &there, "柳荫里", "1号楼", "102",
        (struct known_entry){.id = 4, .number = 5000, .name = "", .phone = ""});
    known_person(a, &there, home,
        (struct known_entry){.id = 6, .name = "周一", .phone = "19900000001", .home = "1号楼 101"});
    CHECK("read", read(c,
                      "小区,楼号,室号,建筑面积,户主,手机\n"
                      "柳荫里,1,101,50,周一,19900000001\n" /* same */
                      "柳荫里,1,101,50,周二,\n" /* a second person of the home */
                      "柳荫里,1,102,50.01,,\n" /* another size */
                      "柳荫里,2,201,,吴三,\n" /* a new stair */
                      "柳荫里,2,201,,吴四,\n" /* the same new home */
                      "桥头,1,101,,郑五,\n" /* a new compound */
                      "柳荫里,1,102,50,周一,19900000001\n", /* the same person in another home? */
                      "", &r));
    roster_compare(a, &r, &there, NULL, NULL, &n);
    CHECK("rows", n.fresh == 4 && n.changed == 1 && n.same == 1 && n.bad == 0 && n.asked == 1);
    CHECK("each thing once", n.compounds == 1 && n.buildings == 2 && n.units == 2 && n.people == 4);
    CHECK("said of the row", r.v[0].news == ROSTER_SAME && r.v[2].news == ROSTER_CHANGED);
    CHECK("asked, not guessed", r.v[6].news == ROSTER_ASK && r.v[6].doubt == DOUBT_HOME);
}

/* Owners are counted, not rows: one named on each member's row is one. What is not said is what the
 * register has; beside the register's others a home is owned once at most. */
static void shares(struct ctx *c)
{
    static const struct {
        const char *what, *rows, *owned; /* of the home: who holds what by the register; "一 1/2" */
        size_t bad, owns;
        const char *why;
    } cases[] = {
        {"on each member's row", "王一,王一,\n王二,王一,\n", "", 0, 1, ""},
        {"with the share", "王一,王一,1/1\n王二,王一,1/1\n", "", 0, 1, ""},
        {"with the share on one", "王一,王一,\n王二,王二,1/2\n王三,王一,1/2\n", "", 0, 2, ""},
        {"two shares of one", "王一,王一,1/2\n王二,王一,1/3\n", "", 1, 1,
            "同一个产权人的份额前后写得不一样"},
        {"two without shares", "王一,王一,\n王二,王二,\n", "", 2, 0,
            "这套房不止一个产权人，要写各人的份额"},
        {"more than one", "王一,王一,2/3\n王二,王二,1/2\n", "", 1, 1,
            "这套房的产权份额加起来超过 1"},
        {"one of two co-owners", "王一,王一,\n", "王一 1/2;王二 1/2", 0, 0, ""},
        {"another beside an owner", "王三,王三,\n", "王一 1/1", 1, 0,
            "和已经登记的产权人合起来超过一整套：写清各人的份额，或者先记一次买卖"},
        {"more of one of two", "王一,王一,3/5\n", "王一 1/2;王二 1/2", 1, 0,
            "和已经登记的产权人合起来超过一整套：写清各人的份额，或者先记一次买卖"},
        {"from one to the other", "王一,王一,3/5\n王二,王二,2/5\n", "王一 1/2;王二 1/2", 0, 2, ""},
        {"a third of the rest", "王三,王三,1/2\n", "王一 1/2", 0, 1, ""},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct arena *a = c->arena;
        struct roster r = {0};
        struct known there = {0};
        struct roster_counts n;
        const char *home = roster_key(a, "柳荫里", "1号楼", "101", NULL), *csv = cases[i].rows;
        csv = arena_printf(a, "小区,楼号,室号,户主,产权人,份额\n");
        for (const char *line = cases[i].rows; *line; line = strchr(line, '\n') + 1) {
            csv = arena_printf(a, "%s柳荫里,1,101,%.*s\n", csv, (int)strcspn(line, "\n"), line);
        }
        for (const char *at = cases[i].owned; *at;
             at = strchr(at, ';') ? strchr(at, ';') + 1 : "") {
            const char *name = arena_strndup(a, at, strcspn(at, " "));
            known_owner(a, &there, home, name, 1, at[strlen(name) + 3] - '0');
        }
        CHECK(cases[i].what, read(c, csv, "", &r));
        roster_compare(a, &r, &there, NULL, NULL, &n);
        size_t owns = 0;
        for (size_t k = 0; k < r.n; k++) {
            owns += r.v[k].owns;
        }
        CHECK(cases[i].what, r.bad.n == cases[i].bad && n.bad == (int64_t)r.bad.n);
        CHECK(cases[i].what, owns == cases[i].owns);
        CHECK(cases[i].what, !r.bad.n || str_same(says(c, r.bad.v[0].why), cases[i].why));
    }
}

/* As committees keep them: tests/roster/, seen from the project's folder, where tests are run. */
static void samples(struct ctx *c)
{
    static const struct {
        const char *path;
        size_t rows, bad;
        int64_t hidden, notes, carried;
    } cases[] = {
        {"plain.csv", 5, 0, 0, 0, 0},
        {"gb18030.csv", 5, 0, 0, 0, 0},
        {"plain.xlsx", 5, 0, 0, 0, 0},
        {"bad.csv", 3, 4, 0, 1, 0},
        {"title-two-headers.xlsx", 6, 0, 0, 3, 0},
        {"address-in-one.xlsx", 6, 0, 0, 0, 0},
        {"two-rows-a-home.xlsx", 7, 0, 0, 1, 1},
        {"numbers-as-numbers.xlsx", 5, 0, 0, 0, 0},
        {"dates.xlsx", 5, 1, 0, 0, 0},
        {"several-sheets.xlsx", 4, 0, 0, 1, 0},
        {"hidden-rows.xlsx", 4, 0, 2, 0, 0},
        {"owners.xlsx", 5, 1, 0, 1, 0},
        {"pasted.tsv", 4, 0, 0, 0, 0},
        {"messy-gb18030.csv", 6, 1, 0, 2, 1},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        const char *path = arena_printf(c->arena, "tests/roster/%s", cases[i].path);
        struct sheets all = {0};
        struct roster r = {0};
        struct import_run run = {.compound = "柳荫里小区", .answers = ""};
        CHECK(path, sheets_read_file(c->arena, path, &all, &c->err));
        if (!all.n) {
            continue;
        }
        import_guess(c, &all, &run);
        CHECK(path, roster_rows(c->arena, &all.v[run.tab], &run.map, run.compound, &r, &c->err));
        bool fine = r.n == cases[i].rows && r.bad.n == cases[i].bad &&
                    r.hidden == cases[i].hidden && r.notes == cases[i].notes &&
                    r.carried == cases[i].carried && r.n && str_same(r.v[0].name, "林玉兰") &&
                    str_same(r.v[0].phone, "19900000101") && str_same(r.v[0].building, "1号楼");
        CHECK(path, fine);
        if (!fine) {
            printf("    rows %zu bad %zu hidden %d notes %d carried %d first %s %s %s\n", r.n,
                r.bad.n, (int)r.hidden, (int)r.notes, (int)r.carried, r.n ? r.v[0].building : "",
                r.n ? r.v[0].name : "", r.n ? r.v[0].phone : "");
            for (size_t k = 0; k < r.bad.n; k++) {
                printf("    %d %s\n", r.bad.v[k].number, says(c, r.bad.v[k].why));
            }
        }
        c->err = (struct err){0};
    }
}

static void birth_days(struct ctx *c)
{
    static const struct {
        const char *cell, *day, *why;
        bool vague;
    } cases[] = {
        {"1960年4月", "", NULL, true},
        {"1960.4", "", NULL, true},
        {"1960-04", "", NULL, true},
        {"1960", "", NULL, false},
        {"1960年4月12日", "1960-04-12", NULL, false},
        {"1988-02-30", "", "没有「1988-02-30」这一天", false},
        {"1988年2月30日", "", "没有「1988年2月30日」这一天", false},
        {"属猴", "", "日期「属猴」看不懂：写成 2019-9-1、2019.9.1 或 2019年9月1日", false},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        const char *day;
        bool vague;
        struct words why = {0};
        bool ok = roster_born(c->arena, cases[i].cell, &day, &vague, &why);
        CHECK(cases[i].cell, ok == !cases[i].why && vague == cases[i].vague &&
                                 str_same(day, cases[i].day) &&
                                 (ok || str_same(says(c, why), cases[i].why)));
    }
}

static void titles(struct ctx *c)
{
    static const struct {
        const char *title, *compound;
    } cases[] = {
        {"柳荫里小区住户名册", "柳荫里小区"},
        {"柳荫居民区居民信息登记表（幸福小区）", "幸福小区"},
        {"居民信息登记表(幸福小区)", "幸福小区"},
        {"小区名称：幸福小区", "幸福小区"},
        {"柳荫居民区幸福小区登记表", "幸福小区"},
        {"柳荫居民区桂花苑名册", "桂花苑"},
        {"居民信息登记表", ""},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct sheets all = {0};
        const char *csv =
            arena_printf(c->arena, "%s,,\n楼号,室号,户主\n1,101,林\n", cases[i].title);
        CHECK(cases[i].title, sheets_read(c->arena, csv, strlen(csv), &all, &c->err));
        CHECK(cases[i].title,
            all.n && str_same(roster_title_compound(c->arena, &all.v[0], 2), cases[i].compound));
    }
}

const struct test import_rows_tests[] = {
    {"birth days", birth_days, .pure = true},
    {"titles", titles, .pure = true},
    {"headers", headers, .pure = true},
    {"samples", samples, .pure = true},
    {"cells", cells, .pure = true},
    {"as written", as_written, .pure = true},
    {"bad rows", bad_rows, .pure = true},
    {"comparing", comparing, .pure = true},
    {"shares", shares, .pure = true},
    {0},
};
