/* list_html_test.c - a list asked for by address, on screen and in its exports. */
#include <jansson.h>
#include <string.h>

#include "lib/sheet/sheet.h"
#include "lib/web/list_view.h"
#include "tests/check.h"
#include "tests/docx.h"

static const struct choice states[] = {{0, "new", N_("新提出"), .tag = "new", .icon = "plus"},
    {1, "doing", N_("办理中"), .tag = "doing", .icon = "clock"}, {2, "done", N_("已解决")}, {0}};
static const struct column columns[] = {
    {"title", N_("事情"), COL_TEXT, .title = true},
    {"state", N_("状态"), COL_CHOICE, .choices = states},
    {"made_at", N_("时间"), COL_TIME},
    {"due_on", N_("期限"), COL_DAY, .brief = true},
    {"cost", N_("花费"), COL_MONEY},
    {"phone", N_("电话"), COL_TEXT, .personal = true},
    {0},
};
static const struct list_filter filters[] = {
    {"all", N_("全部"), 0, 2}, {"open", N_("没办完"), 0, 1}, {"done", N_("已解决"), 2, 2}, {0}};
/* 45 matters without a table; every parameter has its type, as PostgreSQL wants. */
#define MATTERS \
    "WITH RECURSIVE n (i) AS (SELECT CAST(1 AS BIGINT) UNION ALL SELECT i + 1 FROM n WHERE i < 45) "
#define WHICH \
    " FROM n WHERE CAST(?1 AS BIGINT) >= 0 AND (CAST(?2 AS BIGINT) = 0 OR i = CAST(?2 AS BIGINT))" \
    " AND i % 3 BETWEEN CAST(?3 AS BIGINT) AND CAST(?4 AS BIGINT) AND CAST(?5 AS BIGINT) >= 0" \
    " AND CAST(?9 AS BIGINT) >= 0 AND (CAST(?10 AS TEXT) = '' OR CAST(?10 AS TEXT) = 'led')"
#define CELLS \
    "SELECT i, i, '=1+<b>' || i, i % 3, 1795399200000 + i, CASE WHEN i = 1 THEN NULL ELSE" \
    " '2026-11-30' END, i * 100050, '13900000001'"
#define COUNT_SQL MATTERS "SELECT COUNT(*)" WHICH
static const struct list matters = {
    .name = "matters",
    .title = N_("事项"),
    .columns = columns,
    .filters = filters,
    .orders = {{"oldest", N_("最早"),
                   MATTERS CELLS WHICH " AND (i > CAST(?6 AS BIGINT) OR (i = CAST(?6 AS BIGINT)"
                                       " AND i > CAST(?7 AS BIGINT))) ORDER BY i"
                                       " LIMIT CAST(?8 AS BIGINT)"},
        {"newest", N_("最新"),
            MATTERS CELLS WHICH " AND (i < CAST(?6 AS BIGINT) OR (i = CAST(?6 AS BIGINT)"
                                " AND i < CAST(?7 AS BIGINT))) ORDER BY i DESC"
                                " LIMIT CAST(?8 AS BIGINT)",
            true}},
    .count_sql = COUNT_SQL,
    .row_path = "matters/{id}/see",
    .empty = N_("还没有事项。"),
};
static const struct route route = {"GET", "/a/:area/matters", .list = &matters};

static struct req page;

static void begin(struct ctx *c, const char *path)
{
    buf_release(&page.body);
    page = (struct req){.method = "GET", .path = path, .route = &route, .suffix = ""};
    list_push(c->arena, &page.params, (struct pair){"area", "ly"});
    c->req = &page;
}

static void ask(struct ctx *c, const char *name, const char *value)
{
    list_push(c->arena, &page.query, (struct pair){name, value});
}

static bool load(struct ctx *c, struct list_view *v)
{
    bool ok = db_begin_read(c) && list_view_load(c, &matters, 0, 3, v);
    db_rollback(c);
    return ok;
}

static bool has(const char *text, const char *part)
{
    return strstr(text, part) != NULL;
}

static void asked_by_address(struct ctx *c)
{
    struct list_view v;
    begin(c, "/a/ly/matters");
    CHECK("the first page", load(c, &v) && v.rows.n == 20 && v.rows.more && v.rows.count == 45);
    CHECK(
        "the first filter and order", v.ask.filter == &filters[0] && v.ask.order == matters.orders);
    ask(c, "after", "20.20");
    CHECK("the next", load(c, &v) && v.rows.v[0].id == 21);
    begin(c, "/a/ly/matters");
    ask(c, "after", "40.40");
    CHECK("the last", load(c, &v) && v.rows.n == 5 && !v.rows.more);
    begin(c, "/a/ly/matters");
    ask(c, "filter", "done");
    ask(c, "order", "newest");
    CHECK("both", load(c, &v) && v.rows.count == 15 && v.rows.v[0].id == 44);
    begin(c, "/a/ly/matters");
    ask(c, "q", "  ＬＥＤ ");
    CHECK("folded", load(c, &v) && v.rows.count == 45 && str_same(v.ask.find, "led"));
    begin(c, "/a/ly/matters");
    ask(c, "q", "没有");
    CHECK("nothing found", load(c, &v) && v.rows.n == 0 && has(list_html(c, &v).v, "看全部"));
}

/* What an address says wrongly is as if it said nothing. */
static void asked_badly(struct ctx *c)
{
    static const char *const names[] = {"filter", "order", "after", "q"};
    static const char *const values[] = {"", "x", "' OR 1=1 --", "1", "1.", ".1", "1.2.3",
        "99999999999999999999.1", "-", "%", "\xff", "<script>"};
    for (size_t i = 0; i < COUNT(names) * COUNT(values); i++) {
        struct list_view v;
        const char *name = names[i / COUNT(values)], *value = values[i % COUNT(values)];
        begin(c, "/a/ly/matters");
        ask(c, name, value);
        CHECK(value, load(c, &v) && (v.rows.n == 20 || name[0] == 'q'));
        CHECK(value, !has(list_html(c, &v).v, "<script>"));
    }
    char *lot = arena_alloc(c->arena, 3001);
    for (int i = 0; i < 3000; i += 3) {
        memcpy(lot + i, "字", 3);
    }
    struct list_view v;
    begin(c, "/a/ly/matters");
    ask(c, "q", lot);
    CHECK("no more than people remember", load(c, &v) && utf8_length(v.find) == 60);
}

static void on_the_screen(struct ctx *c)
{
    struct list_view v;
    begin(c, "/a/ly/matters");
    ask(c, "order", "newest");
    must(load(c, &v));
    const char *h = list_html(c, &v).v;
    CHECK("how many", has(h, "<h2 id=\"matters-h\">共 45 件</h2>"));
    CHECK("chips", has(h, "href=\"/a/ly/matters?filter=open&amp;order=newest\""));
    CHECK("this one", has(h, "aria-current=\"true\">全部"));
    CHECK("orders", has(h, "href=\"/a/ly/matters\">最早"));
    CHECK("caption", has(h, "<caption class=\"vh\">事项</caption>"));
    CHECK("head", has(h, "<th scope=\"col\" class=\"w\">事情</th>"));
    CHECK("the row's link", has(h, "<a href=\"/a/ly/matters/45/see\">=1+&lt;b&gt;45</a>"));
    CHECK("colour, icon and word", has(h, "tag tag-new") && has(h, "新提出</span>"));
    CHECK("a word is enough", has(h, "data-th=\"状态\">已解决</td>"));
    CHECK("numbers", has(h, "<td class=\"n\" data-th=\"花费\">45,022.50</td>"));
    CHECK("left out on phones", has(h, "<td class=\"nb nil\" data-th=\"期限\">11月30日") ||
                                    has(h, "<td class=\"nil\" data-th=\"期限\">11月30日"));
    CHECK("what is personal", !has(h, "电话") && !has(h, "13900000001"));
    CHECK("more", has(h, "href=\"/a/ly/matters?order=newest&amp;after=26.26\">再看 20 件"));
    CHECK("exports", has(h, "href=\"/a/ly/matters.xlsx?order=newest\"") &&
                         has(h, "href=\"/a/ly/matters?order=newest&amp;print=1\""));
    v.personal = true;
    CHECK("to whom it is shown", has(list_html(c, &v).v, "data-th=\"电话\">13900000001</td>"));
    page.print = true;
    h = list_html(c, &v).v;
    CHECK("whose, when", has(h, "<p class=\"list-about\">") && has(h, "打印日期 2026-11-23"));
    CHECK("on paper", has(h, "<table class=\"tbl fold\">") && !has(h, "class=\"chip"));
}

static void to_a_spreadsheet(struct ctx *c)
{
    struct list_view v;
    struct sheet sheet = {0};
    struct err why = {0};
    begin(c, "/a/ly/matters.csv");
    page.suffix = "csv";
    must(load(c, &v));
    CHECK("served", list_export(c, &v) && v.rows.n == 45);
    CHECK("a file",
        str_same(page.type, "text/csv; charset=utf-8") &&
            str_same(page.disposition, "attachment; filename=\"matters-2026-11-23.csv\""));
    CHECK("no formula",
        has(page.body.v, "\r\n'=1+<b>2,已解决,2026-11-23 10:00,2026-11-30,2001.00\r\n"));
    CHECK("nothing personal", !has(page.body.v, "13900000001"));
    begin(c, "/a/ly/matters.xlsx");
    page.suffix = "xlsx";
    must(load(c, &v));
    v.personal = true;
    CHECK(
        "XLSX", list_export(c, &v) && sheet_read(c->arena, page.body.v, page.body.n, &sheet, &why));
    CHECK("its rows", sheet.n == 46 && sheet.v[0].n == 6 && str_same(sheet.v[45].v[4], "45022.5"));
    CHECK("telephones are text", str_same(sheet.v[45].v[5], "13900000001"));
    CHECK("text is text", str_same(sheet.v[1].v[0], "=1+<b>1"));
}

static void to_a_document(struct ctx *c)
{
    struct list_view v;
    struct sheet t;
    struct docx_lines lines;
    begin(c, "/a/ly/matters.docx");
    page.suffix = "docx";
    must(load(c, &v));
    v.period = "2026年11月";
    v.foot[0] = "合计：45 件";
    CHECK(
        "served", list_export(c, &v) && docx_read(c->arena, page.body.v, page.body.n, &t, &lines));
    CHECK("a file", has(page.disposition, "matters-2026-11-23.docx"));
    CHECK("its rows", t.n == 46 && t.v[0].n == 5 && str_same(t.v[1].v[0], "=1+<b>1"));
    CHECK("nothing personal",
        !has(docx_part(c->arena, page.body.v, page.body.n, "word/document.xml"), "13900000001"));
    CHECK("its head", lines.n == 4 && str_same(lines.v[0], "事项") &&
                          has(lines.v[1], "2026年11月") && has(lines.v[1], "打印日期 2026-11-23"));
    CHECK("its foot", str_same(lines.v[2], "共 45 件") && str_same(lines.v[3], "合计：45 件"));
}

static void to_a_program(struct ctx *c)
{
    struct list_view v;
    begin(c, "/a/ly/matters.json");
    page.suffix = "json";
    must(load(c, &v));
    CHECK("served", list_export(c, &v) && str_same(page.type, "application/json"));
    json_t *j = json_loads(page.body.v, 0, NULL);
    json_t *row = json_array_get(json_object_get(j, "rows"), 0);
    CHECK("how many", json_integer_value(json_object_get(j, "count")) == 45);
    CHECK("ids are text", str_same(json_string_value(json_object_get(row, "id")), "1"));
    CHECK("choices by key", str_same(json_string_value(json_object_get(row, "state")), "doing"));
    CHECK("instants",
        str_same(json_string_value(json_object_get(row, "made_at")), "2026-11-23T10:00:00+08:00"));
    CHECK("money", str_same(json_string_value(json_object_get(row, "cost")), "1000.50"));
    CHECK("nothing is null", json_is_null(json_object_get(row, "due_on")));
    CHECK("nothing personal", !json_object_get(row, "phone"));
    CHECK("what comes next",
        str_same(json_string_value(json_object_get(j, "next")), "/a/ly/matters.json?after=20.20"));
    json_decref(j);
}

static void to_a_feed_reader(struct ctx *c)
{
    struct list_view v;
    begin(c, "/a/ly/matters.atom");
    page.suffix = "atom";
    ask(c, "filter", "done");
    must(load(c, &v));
    CHECK("served", list_export(c, &v) && has(page.type, "application/atom+xml"));
    CHECK("itself", has(page.body.v, "<link rel=\"self\" href=\"http://127.0.0.1:8080/a/ly/"
                                     "matters.atom?filter=done\"/>"));
    CHECK("an entry", has(page.body.v, "<title>=1+&lt;b&gt;2</title>") &&
                          has(page.body.v, "href=\"http://127.0.0.1:8080/a/ly/matters/2/see\"/>"));
    CHECK("when", has(page.body.v, "<updated>2026-11-23T10:00:00+08:00</updated>"));
    CHECK("nothing personal", !has(page.body.v, "13900000001"));
    page.suffix = "";
    CHECK("a page is no export", !list_export(c, &v));
}

const struct test list_html_tests[] = {
    {"asked by address", asked_by_address},
    {"asked badly", asked_badly},
    {"on the screen", on_the_screen},
    {"to a spreadsheet", to_a_spreadsheet},
    {"to a document", to_a_document},
    {"to a program", to_a_program},
    {"to a feed reader", to_a_feed_reader},
    {0},
};
