/* import_test.c - rosters brought in, on the web and by command; the same file again; taken back.
 */
#include "src/import/import.h"

#include <string.h>

#include "src/accounts/accounts.h"
#include "src/claims/claims.h"
#include "src/households/households.h"
#include "src/identity/identity.h"
#include "src/import/import_room.h"
#include "src/import/import_test.h"
#include "src/owners/owners.h"
#include "src/people/people.h"
#include "src/places/places.h"
#include "tests/requests_world.h"

/* The store ------------------------------------------------------------------------------------ */
static struct roster_counts bring(struct ctx *c, const char *bytes, size_t n)
{
    return bring_run(c, bytes, n, false).counts;
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

/* The web: uploaded, read by a job, looked at, put by another -----------------------------------
 */
static struct req *upload(struct ctx *c, struct world *w, const char *text)
{
    return visit_with_text(
        c, &w->clerk_b, arena_printf(c->arena, "/a/%s/import", w->code), "名册.csv", text);
}

static void on_the_web(struct ctx *c)
{
    struct world *w = world_make(c);
    struct browser *b = &w->clerk_b;
    struct req *r = upload(c, w, small);
    CHECK("taken", r->status == 303);
    const char *run = arena_strdup(c->arena, str_or(r->location, "/"));
    const char *map = arena_printf(c->arena, "%s/map", run);
    CHECK("being opened", strstr(body_of(visit(c, b, run, NULL)), "正在打开表格"));
    jobs_run_due(c, 10);
    r = visit(c, b, run, NULL);
    CHECK("asked what the columns are",
        strstr(body_of(r), "哪一列是什么") && strstr(body_of(r), "A · 小区（柳荫里小区）"));
    CHECK("without telephones",
        strstr(body_of(r), "199****0101") && !strstr(body_of(r), "19900000101"));
    r = visit(c, b, map, "tab=0&header=1&rows=1&in_building=2&in_unit=3");
    CHECK("no compound", r->status == 422 && strstr(body_of(r), "表头里没有「小区」这一列"));
    CHECK("mapped", visit(c, b, map,
                        ("tab=0&header=1&rows=1&in_compound=1&in_building=2&in_unit=3"
                         "&in_size=4&in_name=5&in_phone=6"))
                            ->status == 303);
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
    r = upload(c, w, small);
    run = arena_strdup(c->arena, str_or(r->location, "/"));
    jobs_run_due(c, 10);
    jobs_run_due(c, 10);
    CHECK("the same shape goes straight through",
        strstr(body_of(visit(c, b, run, NULL)), "没有要写入的"));
}

static const char *straight(struct ctx *c, struct world *w, const char *csv, const char *map)
{
    struct req *r = upload(c, w, csv);
    const char *run = arena_strdup(c->arena, str_or(r->location, "/"));
    jobs_run_due(c, 10);
    if (map) {
        CHECK("mapped",
            visit(c, &w->clerk_b, arena_printf(c->arena, "%s/map", run), map)->status == 303);
    }
    jobs_run_due(c, 10);
    return run;
}

static void bad_on_the_web(struct ctx *c)
{
    struct world *w = world_make(c);
    struct browser *b = &w->clerk_b;
    const char *run = straight(c, w, "小区,楼号,室号,户主\n桂花苑,1,101,林玉兰\n桂花苑,1,,周一\n",
        "tab=0&header=1&rows=1&in_compound=1&in_building=2&in_unit=3&in_name=4");
    struct req *r = visit(c, b, run, NULL);
    CHECK("said row by row", strstr(body_of(r), "没有写室号"));
    r = visit(c, b, arena_printf(c->arena, "%s/bad.xlsx", run), NULL);
    CHECK("as a workbook", r->status == 200 && r->file_fd > 0);
    struct sheet back = {0};
    CHECK("which reads back",
        sheet_read_file(c->arena, import_bad_path(c, id_after(run, "import/")), &back, &c->err) &&
            back.n == 2 && str_same(back.v[0].v[4], "说明") &&
            str_same(back.v[1].v[4], "没有写室号"));
    r = visit(c, b, run, "");
    CHECK("not without a word", r->status == 422 && strstr(body_of(r), "有 1 行看不懂"));
    CHECK("the rest", visit(c, b, run, "skip_bad=1")->status == 303);
    jobs_run_due(c, 10);
    CHECK("is written", strstr(body_of(visit(c, b, run, NULL)), "写好了：新增 1 行"));
    run = straight(c, w, "小区,楼号,室号,户主,说明\n桂花苑,1,102,周一,没有写室号\n", NULL);
    CHECK("corrected, it goes straight in", strstr(body_of(visit(c, b, run, NULL)), "写入 1 行"));
    run = straight(c, w, "\n", NULL);
    CHECK("a file that is none", strstr(body_of(visit(c, b, run, NULL)), "这个文件读不了"));
    r = visit(c, b, arena_printf(c->arena, "/a/%s/import", w->code), "");
    CHECK("no file at all", r->status == 422);
}

static void asked(struct ctx *c)
{
    static const char map[] =
        "tab=0&header=1&rows=1&in_compound=1&in_building=2&in_unit=3&in_name=4&in_phone=5";
    struct world *w = world_make(c);
    struct browser *b = &w->clerk_b;
    straight(c, w, "小区,楼号,室号,户主,手机\n桂花苑,1,101,林玉兰,19900000101\n", map);
    const char *run =
        straight(c, w, "小区,楼号,室号,户主,手机\n柳荫里小区,3,302,周玉兰,19900000555\n", NULL);
    struct req *r = visit(c, b, run, NULL);
    CHECK("asked", strstr(body_of(r), "是不是同一个人") && strstr(body_of(r), "199****0555"));
    CHECK("never in full", !strstr(body_of(r), "19900000555"));
    int64_t id = id_after(run, "import/");
    struct import_run now;
    CHECK("kept", import_by_id(c, id, &now) && now.counts.asked == 1 && now.asked.n == 1);
    test_at(c, c->now + 1000);
    CHECK(
        "said", visit(c, b, arena_printf(c->arena, "%s/answer", run), "all=3&a2=1")->status == 303);
    jobs_run_due(c, 10);
    r = visit(c, b, run, NULL);
    CHECK("a change", strstr(body_of(r), "写入 1 行") && strstr(body_of(r), "会改动的地方"));
    CHECK("yes", visit(c, b, run, "")->status == 303);
    jobs_run_due(c, 10);
    CHECK("changed", people_by_phone(c, "19900000555") == w->neighbour);
}

/* The entry of the roster was judged to be another one: a new phone is that one's. */
static void of_the_one_kept(struct ctx *c)
{
    static const char csv[] = "小区,楼号,室号,户主,手机\n柳荫里小区,3,302,周玉兰,19900000333\n";
    struct world *w = world_make(c);
    struct person p;
    test_begin(c);
    c->who = (struct who){.account_id = 1, .person_id = w->clerk, .staff = true};
    int64_t kept = people_make(c, "周玉兰", "");
    int64_t merge = identity_propose(c, kept, w->neighbour, "问过");
    c->who.person_id = w->manager;
    CHECK("merged", identity_decide(c, merge, true, "") && test_end(c));
    c->who = (struct who){0};
    CHECK("a change", bring(c, csv, strlen(csv)).changed == 1);
    CHECK("of the one kept", people_by_id(c, kept, &p) && str_same(p.phone, "19900000333"));
    CHECK("the same again", bring(c, csv, strlen(csv)).same == 1);
}

/* Our own export comes back: the same is the same, and an edited name is that person's. */
static void comes_back(struct ctx *c)
{
    struct world *w = world_make(c);
    struct req *r =
        visit(c, &w->clerk_b, arena_printf(c->arena, "/a/%s/roster.csv", w->code), NULL);
    const char *csv = arena_strdup(c->arena, body_of(r));
    CHECK("masked", strstr(csv, "周玉兰") && !strstr(csv, "13900000302"));
    struct roster_counts n = bring(c, csv, strlen(csv));
    CHECK("the same", n.same == 4 && n.fresh == 0 && n.changed == 0 && n.bad == 0 && !n.asked);
    char *at = strstr(csv, "周玉兰");
    must(at);
    memcpy(at, "周玉英", strlen("周玉英"));
    n = bring(c, csv, strlen(csv));
    struct person p;
    CHECK("a changed name is a change", n.changed == 1 && n.same == 3);
    CHECK("of that person", people_find(c, w->neighbour, &p) && str_same(p.name, "周玉英"));
    CHECK("the phone was not touched", str_same(p.phone, "13900000302"));
    const char *moved = arena_printf(c->arena,
        "小区,楼号,室号,姓名,人员编号\n柳荫里小区,4,402,周玉英,%lld\n", (long long)w->neighbour);
    CHECK("the same one at another door is asked", bring(c, moved, strlen(moved)).asked == 1);
    r = visit(c, &w->clerk_b, arena_printf(c->arena, "/a/%s/roster.xlsx", w->code), NULL);
    n = bring(c, body_of(r), r->body.n);
    CHECK("as a workbook", n.same == 4 && n.fresh + n.changed + n.bad == 0);
    const char *full = arena_printf(c->arena, "/a/%s/roster/full", w->code);
    CHECK("in full only with a reason", visit(c, &w->clerk_b, full, "reason=")->status == 422);
    r = visit(c, &w->clerk_b, full, "reason=%E6%A0%B8%E5%AF%B9");
    CHECK("then in full", r->status == 200 && r->body.n > 1000);
    CHECK("not for residents",
        visit(c, &w->neighbour_b, arena_printf(c->arena, "/a/%s/roster.csv", w->code), NULL)
                ->status == 403);
}

/* Two of one name in one home are two rows of the export, and none of them is a slip. */
static void two_of_one_name(struct ctx *c)
{
    struct world *w = world_make(c);
    test_begin(c);
    int64_t home = places_unit_by_name(c, w->stair, "301");
    int64_t household = places_new_household(c, home);
    for (int i = 0; i < 2; i++) {
        people_move_in(c, people_make(c, "沈雪明", ""), household, "", "");
    }
    CHECK("both live there", test_end(c));
    struct req *r =
        visit(c, &w->clerk_b, arena_printf(c->arena, "/a/%s/roster.csv", w->code), NULL);
    const char *csv = arena_strdup(c->arena, body_of(r));
    struct roster_counts n = bring(c, csv, strlen(csv));
    CHECK("the same", n.same >= 5 && !n.fresh && !n.changed && !n.bad && !n.asked);
}

/* Which compound a title means is said once. */
static void named_once(struct ctx *c)
{
    static const char csv[] = "幸福一期小区登记表,,\n楼号,室号,户主\n15,101,林玉兰\n";
    static const char other[] = "和平小区登记表,,\n楼号,室号,户主\n15,101,林玉兰\n";
    struct world *w = world_make(c);
    struct browser *b = &w->clerk_b;
    const char *run = arena_strdup(c->arena, str_or(upload(c, w, csv)->location, "/"));
    jobs_run_due(c, 10);
    CHECK("guessed", strstr(body_of(visit(c, b, run, NULL)), "value=\"幸福一期小区\""));
    visit(c, b, arena_printf(c->arena, "%s/map", run),
        "tab=0&header=2&rows=1&compound=%E5%B9%B8%E7%A6%8F%E5%B0%8F%E5%8C%BA"
        "&in_building=1&in_unit=2&in_name=3");
    jobs_run_due(c, 10);
    CHECK("said what it makes", strstr(body_of(visit(c, b, run, NULL)), "小区 1 个：幸福小区"));
    run = arena_strdup(c->arena, str_or(upload(c, w, csv)->location, "/"));
    jobs_run_due(c, 10);
    jobs_run_due(c, 10);
    CHECK("remembered", strstr(body_of(visit(c, b, run, NULL)), "小区 1 个：幸福小区"));
    run = arena_strdup(c->arena, str_or(upload(c, w, other)->location, "/"));
    jobs_run_due(c, 10);
    jobs_run_due(c, 10);
    CHECK(
        "another title is another", strstr(body_of(visit(c, b, run, NULL)), "小区 1 个：和平小区"));
}

/* An empty template reads back as no rows; filled, as its rows. */
static void official(struct ctx *c)
{
    static const char *const names[] = {"roster.xlsx", "owners.xlsx"};
    struct world *w = world_make(c);
    for (size_t i = 0; i < COUNT(names); i++) {
        struct sheets all = {0};
        struct roster rows = {0};
        struct import_run run = {.compound = "", .answers = ""};
        struct req *r = visit(c, &w->clerk_b,
            arena_printf(c->arena, "/a/%s/import/template/%s", w->code, names[i]), NULL);
        CHECK(names[i], sheets_read(c->arena, body_of(r), r->body.n, &all, &c->err) && all.n == 2);
        import_guess(c, &all, &run);
        CHECK(names[i], roster_rows(c->arena, &all.v[run.tab], &run.map, "", &rows, &c->err));
        CHECK("the example is none", rows.n == 0 && rows.bad.n == 0 && rows.notes == 1);
    }
    struct req *r =
        visit(c, &w->clerk_b, arena_printf(c->arena, "/a/%s/import/template/x", w->code), NULL);
    CHECK("no other", r->status == 404);
}

static void owned(struct ctx *c)
{
    static const char csv[] = "小区,楼号,室号,户主,产权人,产权份额\n"
                              "柳荫里小区,1,101,林玉兰,林玉兰,1/2\n"
                              "柳荫里小区,1,101,,林国明,50%\n"
                              "柳荫里小区,1,102,周建国,安居置业有限公司,\n";
    static const char later[] = "小区,楼号,室号,产权人,产权份额\n柳荫里小区,1,101,林国明,1/4\n";
    struct import_run run;
    struct owner_shares shares = {0};
    test_area(c, NULL);
    struct import_run first = bring_run(c, csv, strlen(csv), false);
    CHECK("brought", first.counts.fresh == 3 && first.counts.bad == 0);
    CHECK("three shares", owners_under(c, 0, "", &shares) && shares.n == 3);
    CHECK("a half", shares.n == 3 && shares.v[0].num == 1 && shares.v[0].den == 2);
    struct roster_counts n = bring(c, csv, strlen(csv));
    CHECK("the same again", n.same == 3 && n.fresh == 0 && n.changed == 0);
    struct import_run second = bring_run(c, later, strlen(later), false);
    CHECK("another share", second.counts.changed == 1);
    CHECK("taken back", undo(c, second.id, &run));
    shares = (struct owner_shares){0};
    CHECK("a half again", owners_under(c, 0, "", &shares) && shares.n == 3 && shares.v[1].den == 2);
    static const char swapped[] = "小区,楼号,室号,产权人,产权份额\n"
                                  "柳荫里小区,1,101,林玉兰,3/5\n柳荫里小区,1,101,林国明,2/5\n";
    static const char plain[] = "小区,楼号,室号,户主,产权人\n柳荫里小区,1,101,林玉兰,林玉兰\n"
                                "柳荫里小区,1,909,新人,新人\n";
    struct import_run swap = bring_run(c, swapped, strlen(swapped), false);
    shares = (struct owner_shares){0};
    CHECK("more to one, less to the other", swap.counts.changed == 2 && !swap.counts.bad &&
                                                owners_under(c, 0, "", &shares) && shares.n == 3 &&
                                                shares.v[0].den == 5 && shares.v[1].den == 5);
    struct import_run more = bring_run(c, plain, strlen(plain), false);
    CHECK("one of two co-owners, shares unsaid: as registered",
        more.counts.same == 1 && more.counts.fresh == 1 && !more.counts.bad);
    CHECK("both taken back", undo(c, more.id, &run) && undo(c, swap.id, &run));
    CHECK("all of it", undo(c, first.id, &run));
    shares = (struct owner_shares){0};
    CHECK("nobody owns", owners_under(c, 0, "", &shares) && shares.n == 0);
}

/* The name of an owner stands beside the home, not the person. */
static void owner_forgotten(struct ctx *c)
{
    static const char csv[] = "小区,楼号,室号,户主,产权人,产权份额\n"
                              "柳荫里小区,1,101,林玉兰,林国明,\n";
    test_area(c, NULL);
    struct import_run run = bring_run(c, csv, strlen(csv), false);
    CHECK("brought", run.counts.bad == 0);
    test_begin(c);
    int64_t who = db_int(c,
        "SELECT o.person_id FROM owner o JOIN person p ON p.area_id = o.area_id"
        " AND p.id = o.person_id WHERE o.area_id = ?1 AND p.name = '林国明'",
        V(c->area_id));
    CHECK("an owner", who != 0);
    import_forget(c, who);
    CHECK("no name is left", db_int(c,
                                 "SELECT count(*) FROM import_change WHERE area_id = ?1"
                                 " AND fresh = '林国明'",
                                 V(c->area_id)) == 0);
    CHECK("done", test_end(c));
}

/* What somebody is to the head is shown where people look for it. */
static void related(struct ctx *c)
{
    static const char csv[] = "小区,楼号,室号,姓名,与户主关系\n柳荫里小区,9,101,林玉兰,户主\n"
                              "柳荫里小区,9,101,周建国,配偶\n柳荫里小区,9,101,周小宝,孙女\n"
                              "柳荫里小区,9,101,周又一,户主\n";
    static const enum family as[] = {FAMILY_HEAD, FAMILY_SPOUSE, FAMILY_GRANDCHILD, FAMILY_UNSAID};
    struct housemates there = {0};
    test_area(c, NULL);
    bring_run(c, csv, strlen(csv), false);
    int64_t home = db_int(c, "SELECT max(id) FROM household WHERE area_id = ?1", V(c->area_id));
    CHECK("a household", households_people(c, home, "", &there) && there.n == 4);
    for (size_t i = 0; i < there.n; i++) {
        CHECK(there.v[i].name, there.v[i].family == as[i]);
    }
}

const struct test import_tests[] = {
    {"on the web", on_the_web},
    {"bad rows on the web", bad_on_the_web},
    {"asked", asked},
    {"the same again", the_same_again},
    {"changes", changes},
    {"gb18030", gb18030},
    {"xlsx", xlsx},
    {"two of one name", two_of_one_name},
    {"comes back", comes_back},
    {"a compound named once", named_once},
    {"official", official},
    {"owned", owned},
    {"of the one kept", of_the_one_kept},
    {"an owner is forgotten", owner_forgotten},
    {"related", related},
    {0},
};
