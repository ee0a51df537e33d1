/* import_test.c - rosters as committees write them: headers, bad rows, the same file again. */
#include "src/import/import.h"

#include <string.h>

#include "lib/text/text.h"
#include "src/people/people.h"
#include "src/places/places.h"
#include "tests/requests_world.h"

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

/* The store ------------------------------------------------------------------------------------ */
static const char small[] = "小区,楼号,室号,建筑面积,户主,手机\n"
                            "柳荫里小区,1,101,50.25,林玉兰,19900000101\n"
                            "柳荫里小区,1,102,50.25,周建国,\n"
                            "柳荫里小区,2,101,61,沈秀,19900000103\n"
                            "桂花苑,1,1203,88.9,顾明,021-5550-0101\n"
                            "桂花苑,1,1204,88.9,,\n";

/* Reads, compares and puts, as the command does. */
static struct roster_counts bring(struct ctx *c, const char *bytes, size_t n)
{
    struct sheet s = {0};
    struct roster r = {0};
    struct known there = {0};
    struct roster_counts counts = {0};
    test_begin(c);
    if (sheet_read(c->arena, bytes, n, &s, &c->err) && roster_read(c->arena, &s, "", &r, &c->err) &&
        roster_known(c, &there)) {
        roster_compare(c->arena, &r, &there, &counts);
        roster_put(c, &r, &counts);
    }
    CHECK("brought", test_end(c));
    return counts;
}

static void the_same_again(struct ctx *c)
{
    test_area(c, NULL);
    struct roster_counts n = bring(c, small, strlen(small));
    CHECK("all is new", n.fresh == 5 && n.changed == 0 && n.same == 0 && n.bad == 0);
    CHECK("counted", n.compounds == 2 && n.buildings == 3 && n.units == 5 && n.people == 4);
    n = bring(c, small, strlen(small));
    CHECK("nothing is new or changed", n.fresh == 0 && n.changed == 0 && n.same == 5);
    struct buildings all = {0};
    CHECK("the tree", places_buildings(c, 0, &all) && all.n == 3);
    CHECK("homes and households", all.v[0].units == 2 && all.v[0].households == 2 &&
                                      all.v[2].units == 2 && all.v[2].households == 1);
    struct people folk = {0};
    CHECK("who lives there", people_of_building(c, all.v[0].id, &folk) && folk.n == 2);
    CHECK("with their phone", folk.n == 2 && str_same(folk.v[0].phone, "19900000101"));
    CHECK("found by it", people_by_phone(c, "19900000103") != 0);
}

static void changes(struct ctx *c)
{
    static const char later[] = "小区,楼号,室号,建筑面积,户主,手机\n"
                                "柳荫里小区,1号楼,101室,50.26,林玉兰,\n" /* another size */
                                "柳荫里小区,1,102,,周建国,19900000102\n" /* a phone at last */
                                "柳荫里小区,2,101,61,沈秀,\n" /* an empty cell says nothing */
                                "柳荫里小区,2,101,61,陆文,19900000109\n"; /* one more person */
    test_area(c, NULL);
    bring(c, small, strlen(small));
    struct roster_counts n = bring(c, later, strlen(later));
    CHECK("rows", n.fresh == 1 && n.changed == 2 && n.same == 1);
    n = bring(c, later, strlen(later));
    CHECK("and then no more", n.fresh == 0 && n.changed == 0 && n.same == 4);
    CHECK("the phone was kept", people_by_phone(c, "19900000103") != 0);
}

static void gb18030(struct ctx *c)
{
    /* 小区,楼号,室号,户主 / 柳荫里,1,101,王 */
    static const char csv[] = "\xD0\xA1\xC7\xF8,\xC2\xA5\xBA\xC5,\xCA\xD2\xBA\xC5,"
                              "\xBB\xA7\xD6\xF7\n"
                              "\xC1\xF8\xD2\xF1\xC0\xEF,1,101,\xCD\xF5\n";
    test_area(c, NULL);
    struct roster_counts n = bring(c, csv, strlen(csv));
    struct buildings all = {0};
    CHECK("read as it was saved", n.fresh == 1 && places_buildings(c, 0, &all) && all.n == 1 &&
                                      str_same(all.v[0].compound, "柳荫里"));
}

static void xlsx(struct ctx *c)
{
    static const char *const head[] = {"小区", "楼号", "室号", "建筑面积(㎡)", "户主", "联系电话"};
    static const int widths[] = {16, 8, 8, 10, 10, 14};
    struct buf file = {0};
    struct xlsx *x = xlsx_create("名册");
    xlsx_header(x, head, widths, COUNT(head));
    xlsx_text(x, 1, 0, "柳荫里小区");
    xlsx_number(x, 1, 1, 3);
    xlsx_number(x, 1, 2, 301);
    xlsx_number(x, 1, 3, 87.35);
    xlsx_text(x, 1, 4, "王秀兰");
    xlsx_number(x, 1, 5, 19900000001.0);
    CHECK("a workbook", xlsx_finish(x, &file));
    test_area(c, NULL);
    struct roster_counts n = bring(c, file.v, file.n);
    buf_release(&file);
    struct buildings all = {0};
    struct units homes = {0};
    CHECK("one row", n.fresh == 1 && n.bad == 0);
    CHECK("stair", places_buildings(c, 0, &all) && str_same(all.v[0].name, "3号楼"));
    CHECK("numbers stay whole", places_units(c, all.v[0].id, &homes) &&
                                    str_same(homes.v[0].name, "301") &&
                                    homes.v[0].area_dm2 == 8735);
    CHECK("phone", people_by_phone(c, "19900000001") != 0);
}

/* As people save them: tests/roster/, seen from the project's folder, where tests are run. */
static void samples(struct ctx *c)
{
    static const struct {
        const char *path;
        size_t rows, bad;
    } cases[] = {
        {"tests/roster/plain.csv", 5, 0},
        {"tests/roster/gb18030.csv", 5, 0},
        {"tests/roster/plain.xlsx", 5, 0},
        {"tests/roster/bad.csv", 1, 7},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct sheet s = {0};
        struct roster r = {0};
        CHECK(cases[i].path, sheet_read_file(c->arena, cases[i].path, &s, &c->err) &&
                                 roster_read(c->arena, &s, "", &r, &c->err));
        CHECK(cases[i].path, r.n == cases[i].rows && r.bad.n == cases[i].bad);
        CHECK(cases[i].path,
            r.n && str_same(r.v[0].name, "林玉兰") && str_same(r.v[0].phone, "19900000101"));
        c->err = (struct err){0};
    }
}

/* The web: uploaded, read by a job, looked at, put by another -----------------------------------
 */
static const char *file_of(struct ctx *c, const char *text)
{
    const char *path =
        arena_printf(c->arena, "%s/roster-%lld", c->app->files_dir, (long long)new_id(c));
    FILE *f = fopen(path, "w");
    must(f && fputs(text, f) >= 0);
    fclose(f);
    return path;
}

static struct req *upload(struct ctx *c, struct world *w, const char *text)
{
    struct upload file = {.field = "file",
        .filename = "名册.csv",
        .type = "text/csv",
        .path = file_of(c, text),
        .size = (int64_t)strlen(text)};
    return visit_with_files(
        c, &w->clerk_b, arena_printf(c->arena, "/a/%s/import", w->code), "", &file, 1);
}

static void on_the_web(struct ctx *c)
{
    struct world *w = world_make(c);
    struct browser *b = &w->clerk_b;
    struct req *r = upload(c, w, small);
    CHECK("taken", r->status == 303);
    const char *run = arena_strdup(c->arena, str_or(r->location, "/"));
    CHECK("being read", strstr(body_of(visit(c, b, run, NULL)), "正在读名册"));
    jobs_run_due(c, 10);
    r = visit(c, b, run, NULL);
    CHECK("a dry run", strstr(body_of(r), "看得懂，还没有写入") && strstr(body_of(r), "写入 5 行"));
    struct buildings all = {0};
    CHECK("nothing written yet", places_buildings(c, 0, &all) && all.n == 2);
    CHECK("yes", visit(c, b, run, "")->status == 303);
    CHECK("only once", visit(c, b, run, "")->status == 409);
    jobs_run_due(c, 10);
    r = visit(c, b, run, NULL);
    CHECK("done", strstr(body_of(r), "写好了：新增 5 行"));
    all = (struct buildings){0};
    CHECK("written", places_buildings(c, 0, &all) && all.n == 5);
    CHECK("residents do not import", visit(c, &w->neighbour_b, run, NULL)->status == 403);
}

static void bad_on_the_web(struct ctx *c)
{
    struct world *w = world_make(c);
    struct browser *b = &w->clerk_b;
    struct req *r = upload(c, w, "小区,楼号,室号,户主\n桂花苑,1,101,林玉兰\n桂花苑,1,,周一\n");
    const char *run = arena_strdup(c->arena, str_or(r->location, "/"));
    jobs_run_due(c, 10);
    r = visit(c, b, run, NULL);
    CHECK("said row by row", strstr(body_of(r), "没有写室号"));
    r = visit(c, b, run, "");
    CHECK("not without a word", r->status == 422 && strstr(body_of(r), "有 1 行看不懂"));
    CHECK("the rest", visit(c, b, run, "skip_bad=1")->status == 303);
    jobs_run_due(c, 10);
    CHECK("is written", strstr(body_of(visit(c, b, run, NULL)), "写好了：新增 1 行"));
    r = upload(c, w, "这不是名册\n");
    run = arena_strdup(c->arena, str_or(r->location, "/"));
    jobs_run_due(c, 10);
    r = visit(c, b, run, NULL);
    CHECK("a file that is none", strstr(body_of(r), "这个文件读不了"));
    r = visit(c, b, arena_printf(c->arena, "/a/%s/import", w->code), "");
    CHECK("no file at all", r->status == 422);
}

const struct test import_tests[] = {
    {"on the web", on_the_web},
    {"bad rows on the web", bad_on_the_web},
    {"the same again", the_same_again},
    {"changes", changes},
    {"gb18030", gb18030},
    {"xlsx", xlsx},
    {"headers", headers, .pure = true},
    {"samples", samples, .pure = true},
    {"cells", cells, .pure = true},
    {"bad rows", bad_rows, .pure = true},
    {"comparing", comparing, .pure = true},
    {0},
};
