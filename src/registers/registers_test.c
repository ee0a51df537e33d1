/* registers_test.c - enter once, report everywhere: rows against a slow oracle, who sees which,
 * periods, saved ones, a document parsed back. */
#include "src/registers/registers.h"

#include <string.h>

#include "lib/web/list_view.h"
#include "tests/docx.h"
#include "tests/requests_acts.h"

/* Rules ------------------------------------------------------------------------------------------
 */
static void periods(struct ctx *c)
{
    static const struct {
        const char *from, *to, *msgid;
    } cases[] = {{"2026-07-01", "2026-09-30", "{0}年第三季度"},
        {"2026-10-01", "2026-12-31", "{0}年第四季度"},
        {"2026-01-01", "2026-03-31", "{0}年第一季度"}, {"2026-01-01", "2026-12-31", "{0}年"},
        {"2028-02-01", "2028-02-29", "{0}年{1}月"}, {"2026-02-01", "2026-02-28", "{0}年{1}月"},
        {"2026-07-01", "2026-09-29", "{0} 至 {1}"}, {"2026-07-02", "2026-09-30", "{0} 至 {1}"}};
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct words w = registers_period(c->arena, cases[i].from, cases[i].to);
        CHECK(cases[i].from, str_same(w.msgid, cases[i].msgid));
    }
    struct register_ask ask = {.from = "2026-12-31", .to = "2026-01-01", .state = 9};
    registers_tidy(c->arena, &ask, 0);
    CHECK("the earlier first", str_same(ask.from, "2026-01-01") && str_same(ask.to, "2026-12-31"));
    CHECK("no such state", ask.state == REGISTER_ANY);
    ask = (struct register_ask){.from = "yesterday", .to = ""};
    registers_tidy(c->arena, &ask, ms_of_civil(2026, 11, 27, 12, 0));
    CHECK("this quarter", str_same(ask.from, "2026-10-01") && str_same(ask.to, "2026-12-31"));
    CHECK("masked", str_same(registers_masked(c, "陈阿婆、周玉兰"), "陈**、周**") &&
                        str_same(registers_masked(c, ""), ""));
}

/* Every day of ninety years, by the store and by the program. */
static void days_in_sql(struct ctx *c)
{
    must(db_begin_read(c));
    int wrong = 0;
    for (int64_t at = ms_of_civil(1970, 1, 1, 0, 0); at < ms_of_civil(2060, 1, 1, 0, 0);
         at += 17 * MS_PER_DAY) {
        const char *day = day_text(c->arena, at);
        wrong += db_int(c, "SELECT " REGISTER_MS("CAST(?1 AS TEXT)"), V(day)) != at;
    }
    const char *const edges[] = {"2000-02-29", "2024-02-29", "2026-03-01", "2027-12-31"};
    for (size_t i = 0; i < COUNT(edges); i++) {
        int64_t at;
        must(parse_day(edges[i], &at));
        wrong += db_int(c, "SELECT " REGISTER_MS("CAST(?1 AS TEXT)"), V(edges[i])) != at;
    }
    db_rollback(c);
    CHECK("no day is another", wrong == 0);
}

/* Rows
 * --------------------------------------------------------------------------------------------- */
static struct register_ask all_of(int64_t which)
{
    return (struct register_ask){
        .which = which, .from = "2020-01-01", .to = "2030-12-31", .part = ""};
}

/* As the clerk of that world reads it. */
static struct register_sums sums_by(
    struct ctx *c, int64_t person, struct register_ask ask, struct register_rows *rows)
{
    struct register_sums s = {0};
    must(db_begin_read(c));
    c->who = (struct who){.account_id = person, .person_id = person, .staff = true};
    CHECK("read",
        registers_sums(c, &ask, 0, 0, &s) && registers_rows(c, &ask, 0, 0, LIST_EXPORT_MAX, rows));
    c->who = (struct who){0};
    db_rollback(c);
    return s;
}

/* One after the other, as somebody would who has nothing but the matters themselves. */
static void the_slow_way(struct ctx *c, const struct world *w, const struct register_rows *rows)
{
    struct ids ids = {0};
    must(db_begin_read(c));
    struct rows r = db_query(c,
        "SELECT id FROM matter WHERE area_id = ?1 AND kind = 'request' ORDER BY opened_at, id",
        V(c->area_id));
    must(rows_ids(&r, &ids));
    CHECK("as many", ids.n == rows->n);
    for (size_t i = 0; i < ids.n && i < rows->n; i++) {
        struct request q;
        const struct register_row *row = &rows->v[i];
        c->who = (struct who){.account_id = w->clerk, .person_id = w->clerk, .staff = true};
        must(requests_see(c, ids.v[i], &q));
        CHECK("the same one in the same place", row->id == q.m.id && row->at == q.m.opened_at);
        CHECK("its cells", str_same(row->what, q.m.title) && row->kind == q.kind &&
                               str_same(row->ref, matters_ticket(c->arena, q.m.ticket)) &&
                               row->ended == (q.m.closed_at > 0) &&
                               str_same(row->handler, q.m.owner));
        CHECK("where", strstr(row->place, q.m.place) && strstr(row->place, "柳荫里小区"));
    }
    c->who = (struct who){0};
    db_rollback(c);
}

static void enter_once(struct ctx *c)
{
    struct world *w = world_make(c);
    struct register_rows rows, one;
    const struct figure *f = figure_by_name(c, "requests.opened");
    for (int i = 0; i < 3; i++) {
        int64_t id = open_one(c, w, i ? AUDIENCE_PLACE : AUDIENCE_CASE);
        move_as(c, w->clerk, true, "assign", (struct moving){id, 1, .body_id = w->property});
        move_as(c, w->manager, false, "answer", (struct moving){id, 2, "换了灯", .evidence = 1});
        if (i < 2) {
            move_as(c, w->granny, false, "confirm", (struct moving){id, 3});
            begin_as(c, w->granny, false);
            requests_happy(c, id, i ? HAPPY : HAPPY_NOT);
            end(c, NULL);
        }
    }
    struct register_sums s = sums_by(c, w->clerk, all_of(REGISTER_REQUESTS), &rows);
    the_slow_way(c, w, &rows);
    must(db_begin_read(c));
    int64_t figure = figure_value(c, f, 0, 0, INT64_MAX);
    db_rollback(c);
    CHECK("the register and the figure", s.n == 3 && figure == 3 && (int64_t)rows.n == s.n);
    CHECK("ended and not", s.ended == 2 && s.n - s.ended == 1);
    CHECK("as they said", s.happy[0] == 1 && s.happy[1] == 0 && s.happy[2] == 1);
    CHECK("the answer", str_same(rows.v[0].note, "换了灯") && rows.v[0].happy == HAPPY_NOT);
    open_one(c, w, AUDIENCE_PLACE);
    CHECK("one more", sums_by(c, w->clerk, all_of(REGISTER_REQUESTS), &rows).n == 4);
    struct register_ask narrow = all_of(REGISTER_REQUESTS);
    narrow.state = REGISTER_GOING_ON;
    CHECK("not finished", sums_by(c, w->clerk, narrow, &one).n == 2 && one.n == 2);
    narrow.state = REGISTER_ANY;
    narrow.kind = KIND_LIFT;
    CHECK("another kind", sums_by(c, w->clerk, narrow, &one).n == 0);
    narrow.kind = 0;
    narrow.place_id = w->stair4;
    CHECK("another stair", sums_by(c, w->clerk, narrow, &one).n == 0);
    narrow.place_id = w->stair;
    CHECK("its stair", sums_by(c, w->clerk, narrow, &one).n == 4);
    narrow.to = "2020-12-31";
    CHECK("another time", sums_by(c, w->clerk, narrow, &one).n == 0);
    CHECK("a helper is care", sums_by(c, w->clerk, all_of(REGISTER_CARE), &one).n == 1 &&
                                  str_same(one.v[0].person, "陈阿婆"));
    CHECK("of which others learn the number only",
        (s = sums_by(c, w->neighbour, all_of(REGISTER_CARE), &one), s.n == 0 && s.hidden == 1));
}

/* Pages
 * ---------------------------------------------------------------------------------------------- */
static const char *page_of(struct ctx *c, const struct world *w, const char *rest)
{
    return arena_printf(c->arena, "/a/%s/registers%s", w->code, rest);
}

static void restricted(struct ctx *c)
{
    struct world *w = world_make(c);
    const char *body = arena_printf(c->arena,
        "kind=mediation&building=%" PRId64 "&title=漏水的事&about=天花板&name=陈阿婆&phone=%s",
        w->stair, w->phone);
    CHECK("opened",
        visit(c, &w->clerk_b, arena_printf(c->arena, "/a/%s/cases/new", w->code), body)->status ==
            303);
    const char *disputes = page_of(c, w, "/disputes");
    const char *html = body_of(visit(c, &w->clerk_b, disputes, NULL));
    CHECK("who may sees it", strstr(html, "漏水的事") && strstr(html, "陈阿婆"));
    CHECK("nobody else comes in", visit(c, &w->leader_b, disputes, NULL)->status == 403 &&
                                      visit(c, &w->manager_b, disputes, NULL)->status == 403);
    struct register_rows rows;
    struct register_sums s = sums_by(c, w->manager, all_of(REGISTER_DISPUTES), &rows);
    CHECK("a number without a name", s.n == 0 && s.hidden == 1 && rows.n == 0);
    struct register_ask stair = all_of(REGISTER_DISPUTES);
    stair.place_id = w->stair;
    CHECK("and none of a stair", sums_by(c, w->manager, stair, &rows).hidden == 0);
}

static void a_document(struct ctx *c)
{
    struct world *w = world_make(c);
    struct sheet t;
    struct docx_lines lines;
    open_one(c, w, AUDIENCE_PLACE);
    struct req *r =
        visit(c, &w->clerk_b, page_of(c, w, "/requests.docx?from=2026-10-01&to=2026-12-31"), NULL);
    CHECK("parses", docx_read(c->arena, r->body.v, r->body.n, &t, &lines));
    const char *grid =
        strstr(docx_part(c->arena, r->body.v, r->body.n, "word/document.xml"), "<w:gridCol");
    CHECK("no day is broken", grid && id_after(strstr(grid + 1, "<w:gridCol"), "w:w=\"") >= 1240);
    CHECK("head and one row", t.n == 2 && str_same(t.v[0].v[0], "序号") && t.v[0].n == 12);
    CHECK("the row", str_same(t.v[1].v[0], "1") && str_same(t.v[1].v[4], "陈阿婆") &&
                         str_same(t.v[1].v[3], "柳荫里小区 3号楼") &&
                         str_same(t.v[1].v[5], "公共照明"));
    CHECK("title, whose, when", lines.n >= 5 && str_same(lines.v[0], "诉求台账") &&
                                    strstr(lines.v[1], "2026年第四季度") &&
                                    strstr(lines.v[1], "打印日期 2026-11-"));
    CHECK("sums", str_starts(lines.v[3], "合计 1 条"));
    CHECK("a line to sign", strstr(lines.v[lines.n - 1], "制表人"));
    const char *print = body_of(visit(c, &w->clerk_b, page_of(c, w, "/requests?print=1"), NULL));
    CHECK("on paper too", strstr(print, "制表人") && strstr(print, "list-about"));
    CHECK("the desk finds it",
        strstr(body_of(visit(c, &w->clerk_b, page_of(c, w, ""), NULL)), "registers/requests\""));
}

static void saved(struct ctx *c)
{
    struct world *w = world_make(c);
    open_one(c, w, AUDIENCE_PLACE);
    const char *save = page_of(c, w, "/save?which=2&from=2026-10-01&to=2026-12-31");
    CHECK("a name is proposed",
        strstr(body_of(visit(c, &w->clerk_b, save, NULL)), "2026年第四季度 诉求台账"));
    const char *form = "which=requests&from=2026-10-01&to=2026-12-31&name=";
    CHECK("none is refused, and asked again",
        visit(c, &w->clerk_b, page_of(c, w, "/save"), form)->status == 422);
    struct req *r = visit(
        c, &w->clerk_b, page_of(c, w, "/save"), arena_printf(c->arena, "%s我的<三季度>", form));
    CHECK("saved", r->status == 303 && strstr(r->location, "/registers/requests?view="));
    const char *where = arena_strdup(c->arena, r->location);
    int64_t id = id_after(where, "view=");
    const char *html = body_of(visit(c, &w->clerk_b, where, NULL));
    CHECK("by its name", strstr(html, "<h1>我的&lt;三季度&gt;</h1>") && strstr(html, "共 1 条"));
    CHECK("its ways out keep it",
        strstr(html, arena_printf(c->arena, "requests.docx?view=%" PRId64, id)));
    struct register_view v;
    must(db_begin_read(c));
    c->who = (struct who){.account_id = w->manager, .person_id = w->manager};
    CHECK("not shared, not seen", !registers_view(c, id, &v) && c->err.kind == ERR_ABSENT);
    c->err = (struct err){0};
    c->who = (struct who){0};
    db_rollback(c);
    const char *other = arena_printf(c->arena, "/visits?view=%" PRId64, id);
    CHECK(
        "it is that register's", visit(c, &w->clerk_b, page_of(c, w, other), NULL)->status == 404);
    const char *drop = arena_printf(c->arena, "/views/%" PRId64 "/drop", id);
    CHECK("dropped", visit(c, &w->clerk_b, page_of(c, w, drop), "")->status == 303 &&
                         visit(c, &w->clerk_b, where, NULL)->status == 404);
}

/* Page by page it is the same list, numbered on. */
static void page_by_page(struct ctx *c)
{
    struct world *w = world_make(c);
    for (int i = 0; i < LIST_PAGE + 2; i++) {
        open_one(c, w, AUDIENCE_PLACE);
    }
    const char *html = body_of(visit(c, &w->clerk_b, page_of(c, w, "/requests"), NULL));
    const char *more = strstr(html, "&amp;after=");
    CHECK("there is more", more && strstr(html, "共 22 条"));
    const char *after = arena_strndup(c->arena, more + 5, strcspn(more + 5, "\"&"));
    html = body_of(
        visit(c, &w->clerk_b, page_of(c, w, arena_printf(c->arena, "/requests?%s", after)), NULL));
    CHECK("numbered on", strstr(html, ">21</td>") && strstr(html, ">22</td>") &&
                             !strstr(html, ">20</td>") && !strstr(html, "&amp;after="));
}

const struct test registers_tests[] = {
    {"periods", periods, true},
    {"days in SQL", days_in_sql},
    {"enter once", enter_once},
    {"restricted", restricted},
    {"a document", a_document},
    {"saved", saved},
    {"page by page", page_by_page},
    {0},
};
