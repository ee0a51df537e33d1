/* import_posts_test.c - a table of posts: tried, put, the same again, what is bad, taken back. */
#include <string.h>

#include "lib/sheet/sheet.h"
#include "src/import/import.h"
#include "tests/requests_world.h"

static struct req *upload(struct ctx *c, struct world *w, struct browser *b, const char *text)
{
    return visit_with_text(
        c, b, arena_printf(c->arena, "/a/%s/posts/import", w->code), "任职.csv", text);
}

static const char *tried(struct ctx *c, struct world *w, const char *text)
{
    struct req *r = upload(c, w, &w->clerk_b, text);
    CHECK("taken", r->status == 303);
    const char *run = arena_strdup(c->arena, str_or(r->location, "/"));
    jobs_run_due(c, 10);
    jobs_run_due(c, 10);
    return run;
}

static size_t posts_of(struct ctx *c, int64_t place)
{
    struct posts all = {0};
    return bodies_contacts(c, place, &all) ? all.n : 999;
}

#define HEAD "单位,职务,姓名,手机,管哪里,公开电话,值班电话,什么时候在,从,到\n"
#define GOOD \
    ",楼组长,陈小军,13900000401,4号楼,19900000441,19900000442,晚上,,\n" \
    ",第二楼组长,王新,19900000999,4号楼,,,,,\n" \
    "安居物业,物业经理,沈立,,,021-5550-0777,,,,\n"

static void given_and_taken_back(struct ctx *c)
{
    struct world *w = world_make(c);
    size_t before = posts_of(c, w->stair4);
    const char *run = tried(c, w, HEAD GOOD);
    struct req *r = visit(c, &w->clerk_b, run, NULL);
    CHECK("tried", strstr(body_of(r), "看得懂，还没有写入") && strstr(body_of(r), "写入 3 行"));
    CHECK("nothing is written", posts_of(c, w->stair4) == before);
    CHECK("yes", visit(c, &w->clerk_b, run, "")->status == 303);
    while (jobs_run_due(c, 10) > 0) {
    }
    r = visit(c, &w->clerk_b, run, NULL);
    CHECK("put", strstr(body_of(r), "写好了：新增 2 行，改动 1 行"));
    CHECK("given", posts_of(c, w->stair4) == before + 2);
    const char *contacts = world_path(c, w, "contacts", w->stair4, "");
    r = visit(c, &w->stranger_b, contacts, NULL);
    CHECK("the stair shows them", strstr(body_of(r), "19900000441") &&
                                      strstr(body_of(r), "19900000442") &&
                                      strstr(body_of(r), "02155500777"));
    CHECK("no number of one's own", !strstr(body_of(r), "13900000401"));
    const char *again = tried(c, w, HEAD GOOD);
    r = visit(c, &w->clerk_b, again, NULL);
    CHECK("the same again", strstr(body_of(r), "没有要写入的"));
    CHECK("not by whoever may not", visit(c, &w->leader_b, run, NULL)->status == 403);
    CHECK("undo",
        visit(c, &w->clerk_b, arena_printf(c->arena, "%s/undo", run), "sure=1")->status == 303);
    while (jobs_run_due(c, 10) > 0) {
    }
    CHECK("taken back", strstr(body_of(visit(c, &w->clerk_b, run, NULL)), "已经整批撤销"));
    CHECK("as it was", posts_of(c, w->stair4) == before);
    r = visit(c, &w->stranger_b, contacts, NULL);
    CHECK("his number too", strstr(body_of(r), "02155500188") && !strstr(body_of(r), "5550077"));
}

/* A stair as people write it; a column that means nothing to us is named. */
static void own_words(struct ctx *c)
{
    static const char *const heads[] = {"门牌", "楼号", "楼组"};
    static const char *const stairs[] = {"4号", "４号", "4号楼", "４#"};
    struct world *w = world_make(c);
    for (size_t i = 0; i < COUNT(stairs); i++) {
        const char *run = tried(c, w,
            arena_printf(c->arena, "%s,职务,姓名,手机,籍贯\n%s,楼长,陈小军,13900000401,本地\n",
                heads[i % COUNT(heads)], stairs[i]));
        struct req *r = visit(c, &w->clerk_b, run, NULL);
        CHECK(stairs[i], strstr(body_of(r), "写入 1 行"));
        CHECK("named", strstr(body_of(r), "没看懂的列：籍贯"));
    }
}

static void bad_rows(struct ctx *c)
{
    struct world *w = world_make(c);
    const char *run = tried(c, w,
        HEAD GOOD ",楼组长,周玉兰,13900000302,3号楼,,,,,\n"
                  ",楼组长,李,,99号楼,,,,,\n没有这个,书记,李,,,,,,,\n"
                  ",楼组长,李,13900000302,4号楼,,,,,\n,市长,李,,,,,,,\n");
    struct req *r = visit(c, &w->clerk_b, run, NULL);
    CHECK("five", strstr(body_of(r), "有 5 行看不懂"));
    CHECK("each with its reason",
        strstr(body_of(r), "只能有一位") && strstr(body_of(r), "没有「99号楼」") &&
            strstr(body_of(r), "没有登记「没有这个」") && strstr(body_of(r), "不是李") &&
            strstr(body_of(r), "没有「市长」"));
    r = visit(c, &w->clerk_b, arena_printf(c->arena, "%s/bad.xlsx", run), NULL);
    CHECK("as a workbook", r->status == 200);
    CHECK("not without saying so", visit(c, &w->clerk_b, run, "")->status == 422);
    CHECK("the others", visit(c, &w->clerk_b, run, "skip_bad=1")->status == 303);
    while (jobs_run_due(c, 10) > 0) {
    }
    CHECK("are put", strstr(body_of(visit(c, &w->clerk_b, run, NULL)), "写好了：新增 2 行"));
    struct posts posts = {0};
    CHECK("a deputy", bodies_posts_of(c, w->son, &posts) && posts.n == 1);
    test_begin(c);
    bodies_stand_in(c, posts.v[0].id, posts.v[0].id + 1, "", "");
    (void)err_take(&c->err);
    bodies_show(c, posts.v[0].id, &(struct shown){.phone = "19900000555"}, "", false);
    struct posts leader = {0};
    CHECK("hers", bodies_posts_of(c, w->leader, &leader) && leader.n == 1);
    bodies_stand_in(c, leader.v[0].id, posts.v[0].id, "", "");
    CHECK("done", test_end(c));
    visit(c, &w->clerk_b, arena_printf(c->arena, "%s/undo", run), "sure=1");
    while (jobs_run_due(c, 10) > 0) {
    }
    CHECK("what stands on it blocks",
        strstr(body_of(visit(c, &w->clerk_b, run, NULL)), "后来请了代理"));
}

static void not_a_table_of_posts(struct ctx *c)
{
    struct world *w = world_make(c);
    const char *run = tried(c, w, "小区,楼号,室号\n柳荫里,1,101\n");
    struct req *r = visit(c, &w->clerk_b, run, NULL);
    CHECK("says what is missing",
        strstr(body_of(r), "这个文件读不了") && strstr(body_of(r), "没有「职务」这一列"));
    CHECK("nor by a leader", upload(c, w, &w->leader_b, HEAD GOOD)->status == 403);
    r = visit(
        c, &w->clerk_b, arena_printf(c->arena, "/a/%s/import/template/posts.xlsx", w->code), NULL);
    CHECK("the template", r->status == 200);
    struct sheet s = {0};
    CHECK("imports as it is", sheet_read(c->arena, r->body.v, r->body.n, &s, &c->err) && s.n >= 1);
}

/* What the list of posts exports is read back, though two compounds have the same number. */
static void exported(struct ctx *c)
{
    struct world *w = world_make(c);
    test_begin(c);
    int64_t other = places_make(c, PLACE_COMPOUND, c->area_id, "南塘新村", "2026-01-01");
    int64_t there = places_make_building(c, other, "3号楼", "2026-01-01");
    int64_t body = bodies_make(c, BODY_STAIR, there, "3号楼楼组", "");
    CHECK("another compound",
        places_make_building(c, other, "4号楼", "2026-01-01") && body && test_end(c));
    test_begin(c);
    int64_t post = bodies_appoint(c, &(struct posting){.body_id = body,
                                         .kind = POST_BUILDING_LEADER,
                                         .place_id = there,
                                         .person_id = w->son,
                                         .phone = "021-55500001",
                                         .from = "2026-01-02"});
    CHECK("its own leader", post && test_end(c));
    test_begin(c);
    CHECK("shown anew",
        bodies_show(c, post, &(struct shown){"老王", "021-55500002", "", "晚上"}, "", false) &&
            test_end(c));
    struct req *r = visit(c, &w->clerk_b, arena_printf(c->arena, "/a/%s/posts.csv", w->code), NULL);
    CHECK("exported", r->status == 200);
    r = visit(c, &w->clerk_b, tried(c, w, body_of(r)), NULL);
    CHECK("read back", strstr(body_of(r), "没有要写入的：表和系统里的一样"));
}

const struct test import_posts_tests[] = {
    {"exported and read back", exported},
    {"given and taken back", given_and_taken_back},
    {"own words", own_words},
    {"bad rows", bad_rows},
    {"not a table of posts", not_a_table_of_posts},
    {0},
};
