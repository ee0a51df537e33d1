/* outcome_test.c - the result's pages: before there is one, disputed, annulled, as a list, on
 * paper, as a workbook. */
#include "lib/sheet/sheet.h"
#include "tests/results_world.h"

static const char *result_path(struct ctx *c, const struct polled *p, const char *tail)
{
    return arena_printf(c->arena, "/a/%s/ballots/%" PRId64 "/result%s", p->w->code, p->b.id, tail);
}

static bool has(struct ctx *c, const struct polled *p, const char *path, const char *text)
{
    return strstr(body_of(visit(c, &p->w->stranger_b, path, NULL)), text) != NULL;
}

static const char *list_path_of(struct ctx *c, const struct polled *p, const char *tail)
{
    return arena_printf(c->arena, "/a/%s/%s", p->w->code, tail);
}

/* While it is open: a page that says when, never a bare refusal. */
static void early(struct ctx *c)
{
    struct polled p = polled_small(c, world_make(c));
    static const char *const pages[] = {"", "/print", "/mine"};
    for (size_t i = 0; i < COUNT(pages); i++) {
        struct req *r = visit(c, &p.w->stranger_b, result_path(c, &p, pages[i]), NULL);
        CHECK(pages[i], r->status == 0 || r->status == 200);
        CHECK("when", strstr(body_of(r), "还没有结果") && strstr(body_of(r), "截止以后计票"));
        CHECK("and back", strstr(body_of(r), "看这次表决"));
    }
    struct req *r = visit(c, &p.w->stranger_b, result_path(c, &p, ".json"), NULL);
    CHECK("to programs", r->status == 404 && strstr(body_of(r), "\"state\":\"open\""));
}

static void answer_it(struct ctx *c, struct polled *p)
{
    struct objections all = {0};
    polled_begin(c, p);
    CHECK("answered", ballots_objections(c, p->b.id, &all) && all.n == 1 &&
                          ballots_answer(c, &p->b, all.v[0].id, false, "核对过，没有错") &&
                          polled_end(c));
}

static void disputed(struct ctx *c)
{
    struct polled p = polled_small(c, world_make(c));
    const char *page = result_path(c, &p, ""),
               *list = list_path_of(c, &p, "ballots?filter=results");
    polled_seal(c, &p);
    CHECK("on display", has(c, &p, page, "<h1>电梯和车棚：通过</h1>"));
    CHECK("a court may be asked", has(c, &p, page, "第二百八十条"));
    polled_begin(c, &p);
    CHECK("objected", ballots_object(c, &p.b, "有一张票不是本人签的") && polled_end(c));
    CHECK("the headline says so", has(c, &p, page, "<h1>有异议：电梯和车棚：通过</h1>"));
    CHECK("the list of decisions", has(c, &p, list, "结果有异议，还没有答复"));
    CHECK("the list of results", has(c, &p, list_path_of(c, &p, "results"), "有异议，还没有答复"));
    CHECK("the sheet to post", has(c, &p, result_path(c, &p, "/print"), "有异议，还没有答复"));
    answer_it(c, &p);
    CHECK("answered: gone", !has(c, &p, page, "有异议：") && !has(c, &p, list, "有异议"));
}

static void annulled(struct ctx *c)
{
    struct polled p = polled_small(c, world_make(c));
    polled_seal(c, &p);
    polled_begin(c, &p);
    CHECK("annulled", results_annul(c, &p.b,
                          &(struct annulled){.by = BY_COURT,
                              .name = "某区人民法院",
                              .number = "（2026）民初 1 号",
                              .on = day_text(c->arena, c->now),
                              .why = "公告没有贴满"},
                          p.b.m.version) &&
                          polled_end(c));
    CHECK("headline", has(c, &p, result_path(c, &p, ""), "<h1>已撤销：电梯和车棚</h1>"));
    const char *sheet = result_path(c, &p, "/print");
    CHECK("the sheet says why, and no longer that it binds",
        has(c, &p, sheet, "公告没有贴满") && has(c, &p, sheet, "表决结果已经撤销") &&
            !has(c, &p, sheet, "有约束力") && !has(c, &p, sheet, "有异议请在"));
    CHECK("decisions", has(c, &p, list_path_of(c, &p, "ballots?filter=results"), "结果被撤销"));
    CHECK("results", has(c, &p, list_path_of(c, &p, "results"), "已撤销"));
}

/* What was photographed hangs beside what it proves, for whoever may see the result. */
static void scans(struct ctx *c)
{
    struct polled p = polled_small(c, world_make(c));
    static const char png[] = "\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x10\0\0\0\x10\x08\x02\0\0\0";
    const struct upload scan = {.field = "photo",
        .filename = "a.png",
        .type = "image/png",
        .head = {png, sizeof(png) - 1},
        .size = 4321};
    polled_seal(c, &p);
    const char *to = list_path_of(c, &p, arena_printf(c->arena, "ballots/%" PRId64 "/", p.b.id));
    CHECK("none yet", !has(c, &p, result_path(c, &p, ""), "/files/"));
    struct req *r = visit_with_files(c, &p.w->clerk_b, arena_printf(c->arena, "%srecount", to),
        arena_printf(c->arena, "version=%" PRId64 "&why=有人要求", p.b.m.version), &scan, 1);
    CHECK("counted again", r->status == 303);
    CHECK("its record", has(c, &p, result_path(c, &p, ""), "重新计票的记录") &&
                            has(c, &p, result_path(c, &p, ""), "/files/"));
    polled_read(c, &p);
    r = visit_with_files(c, &p.w->clerk_b, arena_printf(c->arena, "%sannul", to),
        arena_printf(c->arena,
            "version=%" PRId64 "&by=court&name=某区人民法院&number=1号&on=%s&why=公告没有贴满",
            p.b.m.version, day_text(c->arena, c->now)),
        &scan, 1);
    CHECK("annulled", r->status == 303);
    CHECK("the decision", has(c, &p, result_path(c, &p, ""), "撤销的决定"));
}

static void exported(struct ctx *c)
{
    struct polled p = polled_small(c, world_make(c));
    polled_seal(c, &p);
    CHECK("csv", has(c, &p, list_path_of(c, &p, "results.csv"), "电梯和车棚：通过"));
    CHECK("json", has(c, &p, list_path_of(c, &p, "results.json"), "\"took\":9"));
    CHECK("print", has(c, &p, list_path_of(c, &p, "results?print=1"), "电梯和车棚：通过"));
    CHECK("why on the sheet",
        has(c, &p, result_path(c, &p, "/print"), "全体 12 人，至少要 8 人参与"));
    CHECK("the agreeing", has(c, &p, result_path(c, &p, "/print"), "按 9 人算，至少要 5 人同意"));
}

/* The workbook's rows add up to the page's numbers, with a spreadsheet alone. */
static void workbook(struct ctx *c)
{
    struct polled p = polled_small(c, world_make(c));
    polled_seal(c, &p);
    struct req *r = visit(c, &p.w->stranger_b, result_path(c, &p, ".xlsx"), NULL);
    struct sheets all = {0};
    struct err why = {0};
    CHECK("read back", sheets_read(c->arena, r->body.v, r->body.n, &all, &why) && all.n == 3);
    if (all.n != 3) {
        return;
    }
    int yes = 0;
    for (size_t i = 1; i < all.v[2].n; i++) {
        yes += str_same(all.v[2].v[i].v[5], "同意");
    }
    CHECK("a row each vote", all.v[2].n == 10 && yes == 6);
    CHECK("a row each head", all.v[1].n == 13);
    CHECK("the sums", str_same(all.v[0].v[1].v[1], "参与") && str_same(all.v[0].v[1].v[2], "9"));
}

const struct test outcome_tests[] = {
    {"before there is one", early},
    {"disputed", disputed},
    {"annulled", annulled},
    {"scans", scans},
    {"as every list, and on paper", exported},
    {"as a workbook", workbook},
    {0},
};
