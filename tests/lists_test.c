/* lists_test.c - 每张表都能打印、导出. Every GET of the route table is opened by somebody who may
 * (tests/policy/policy.tsv says who). What counts as a list: a route that names one (.list), and
 * any page whose markup has a table, a door grid or rows of things. A named one must offer print,
 * XLSX, DOCX, CSV and JSON, and each must answer with at least the rows that the page shows. One
 * that names none stands below with its reason; a reason that nothing needs any more is red too. */
#include <jansson.h>
#include <unistd.h>

#include "lib/db/list.h"
#include "lib/sheet/sheet.h"
#include "tests/docx.h"
#include "tests/policy_file.h"

/* Pages with rows and no list of their own, and why. */
static const struct {
    const char *path, *why;
} excused[] = {
    {"/a/:area/ballots/:id/result", "a decision's numbers: its file is the export, documented"},
    {"/a/:area/ballots/:id/result/print", "the same on paper"},
    {"/find", "the answer to one search"},
    {"/", "the areas of this house, each with its page"},
    {"/me", "one's own things, each with its page"},
    {"/design", "samples"},
    {"/design/paper/:kind", "samples"},
    {"/a/:area", "the front page: a few of each list, with the way to it"},
    {"/a/:area/plan", "a drawing; the stairs as rows are /buildings"},
    {"/a/:area/b/:id", "one stair; its requests, posts and cards have their lists"},
    {"/a/:area/hotline", "what is open now; all calls are hotline/calls"},
    {"/a/:area/b/:id/doors", "the same rows as rolls/:id; on paper the visit sheet"},
    {"/a/:area/b/:id/doors/:unit", "one home"},
    {"/a/:area/contacts", "the same posts as /bodies; on paper the card"},
    {"/a/:area/contacts/:id", "the same"},
    {"/a/:area/troika", "the same posts as /bodies, the rotas have their lists"},
    {"/a/:area/people/:id", "one person; the copy of one's data is JSON and XLSX"},
    {"/a/:area/claims/:id",
        "one claim, beside the household it is about; all claims are in /claims"},
    {"/a/:area/household", "one's own household"},
    {"/a/:area/households/:id", "one household"},
    {"/a/:area/owners/:id", "one owner; the shares are in /owners"},
    {"/a/:area/owners/units/:id", "one home; the shares are in /owners"},
    {"/a/:area/bodies/:id", "one body; its posts are in /posts"},
    {"/a/:area/territory/:id", "one place; the stairs are in territory/stairs"},
    {"/a/:area/territory/sheet", "a paper of territory/stairs"},
    {"/a/:area/cases/:id/record", "a paper to keep"},
    {"/a/:area/cases/:id/sheets/:no", "a paper to write on"},
    {"/a/:area/handovers/:id", "a paper to sign"},
    {"/a/:area/inbox/batch/:id", "what one press did, for ten minutes; the matters are in /inbox"},
    {"/a/:area/requests/:id/work",
        "what one matter has of orders and quotes; the matters are in /work"},
    {"/a/:area/work/orders/:no", "a paper to write on"},
    {"/a/:area/slips/:no", "a paper to write on"},
    {"/a/:area/visit/:no", "a paper to write on"},
    {"/a/:area/ballots/:id/slips/:no/list", "a paper to sign"},
    {"/a/:area/ballots/:id/slips/:no/hand", "the issue list, ticked; its figures are in slips"},
    {"/a/:area/ballots/:id/returns/:no", "a paper to sign; the lists are in returns"},
    {"/a/:area/checks/paper/:no", "a paper to write on"},
    {"/a/:area/checks/:id/:day", "a form of one shift; its sheet prints, its month goes out"},
    {"/a/:area/import/:id", "rows of somebody's own file; the bad ones go back as XLSX"},
    {"/a/:area/import/:id/map", "the same"},
    {"/a/:area/me/messages", "one person; the copy of one's data is JSON and XLSX"},
    {"/a/:area/rulesets/:id", "one rule; all its versions are in /rulesets"},
    {"/a/:area/ways", "three ways out, each with its page"},
    {"/a/:area/tell", "the same rows as /messages?filter=people; on paper as they stand here"},
    {"/a/:area/privacy", "one person; the copy of one's data is JSON and XLSX"},
    {"/a/:area/privacy/:id", "the same"},
    {"/a/:area/privacy/copies/:id", "a paper to keep; the same as JSON and XLSX"},
    {"/a/:area/privacy/erase", "what would be erased of one person"},
    {"/a/:area/privacy/:id/erase", "the same"},
    {"/a/:area/notices/:id/wall", "the sheets of one notice; by place they are a board"},
};

/* How a row looks on a page whose rows have no address of their own and stand in no table. */
static const struct {
    const char *list, *mark;
} marks[] = {
    {"bodies", "\"sec-h\""},
    {"seats", "name=\"seat\""},
    {"words", "<span class=\"nb\">"},
    {"rota", "/end\""},
    {"lines", "/end\""},
    {"helpers", "\"split\""},
    {"visits", "\"split tall\" id=\"u"},
};

static bool used[COUNT(excused)];

/* Between <main> and </main>. */
static const char *main_of(struct arena *a, const struct req *r)
{
    const char *from = strstr(body_of(r), "<main"), *to = from ? strstr(from, "</main>") : NULL;
    return to ? arena_strndup(a, from, (size_t)(to - from)) : "";
}

static bool shows_rows(const char *html)
{
    static const char *const kinds[] = {
        "<table class=\"tbl", "<table class=\"doors", "<ul class=\"rows", "<ul class=\"folk"};
    for (size_t i = 0; i < COUNT(kinds); i++) {
        if (strstr(html, kinds[i])) {
            return true;
        }
    }
    return false;
}

static int times(const char *html, const char *mark)
{
    int n = 0;
    for (const char *s = strstr(html, mark); s; s = strstr(s + 1, mark)) {
        n++;
    }
    return n;
}

/* Of the first table. */
static int rows_of_table(struct arena *a, const char *html)
{
    const char *from = strstr(html, "<tbody>"), *to = from ? strstr(from, "</tbody>") : NULL;
    return to ? times(arena_strndup(a, from, (size_t)(to - from)), "<tr") : 0;
}

/* Different links to rows of the list: "…/same/12". */
static int links(struct ctx *c, const struct policy *p, const struct list *l, const char *html)
{
    const char *slot = l->row_path ? strstr(l->row_path, "{id}") : NULL, *seen = "";
    int n = 0;
    if (!slot) {
        return 0;
    }
    const char *before = arena_printf(
        c->arena, "href=\"/a/%s/%.*s", p->w->code, (int)(slot - l->row_path), l->row_path);
    const char *after = str_same(slot + 4, "{day}") ? "" : slot + 4;
    for (const char *s = strstr(html, before); s; s = strstr(s + 1, before)) {
        size_t len = strlen(before), digits = strspn(s + len, "0123456789");
        const char *end = s + len + digits;
        const char *whole = arena_strndup(c->arena, s, len + digits + 1);
        if (digits && str_starts(end, after) && strchr("\"?", end[strlen(after)]) &&
            !strstr(seen, whole)) {
            seen = arena_printf(c->arena, "%s%s", seen, whole);
            n++;
        }
    }
    return n;
}

static int rows_of_page(
    struct ctx *c, const struct policy *p, const struct list *l, const char *html)
{
    for (size_t i = 0; i < COUNT(marks); i++) {
        if (str_same(marks[i].list, l->name)) {
            return times(html, marks[i].mark);
        }
    }
    int n = links(c, p, l, html);
    return n ? n : rows_of_table(c->arena, html);
}

/* The ways out --------------------------------------------------------------------------------- */
struct out {
    const char *path; /* of the page */
    struct browser b;
    const char *filter; /* the last: all */
};

static struct req *fetch(struct ctx *c, struct out *o, const char *ending, bool all)
{
    const char *mark = strchr(ending, '?') ? "&" : "?";
    return visit(c, &o->b,
        all ? arena_printf(c->arena, "%s%s%sfilter=%s", o->path, ending, mark, o->filter)
            : arena_printf(c->arena, "%s%s", o->path, ending),
        NULL);
}

/* -1: it does not answer as it should. */
static int rows_in(struct ctx *c, const struct req *r, const char *type)
{
    struct sheet s = {0};
    struct err why = {0};
    if (r->status != 200 || !str_starts(str_or(r->type, ""), type)) {
        return -1;
    }
    if (str_same(type, "text/html")) {
        const char *html = main_of(c->arena, r);
        return strstr(html, "<h1") ? rows_of_table(c->arena, html) : -1;
    }
    if (str_same(type, "application/json")) {
        json_t *j = json_loadb(r->body.v, r->body.n, 0, NULL);
        json_t *rows = json_object_get(j, "rows");
        int n = rows ? (int)json_integer_value(json_object_get(j, "count")) : -1;
        n = rows && json_array_size(rows) < LIST_PAGE ? (int)json_array_size(rows) : n;
        json_decref(j);
        return n;
    }
    if (strstr(type, "wordprocessingml")) {
        return docx_read(c->arena, r->body.v, r->body.n, &s, &(struct docx_lines){0}) ? (int)s.n - 1
                                                                                      : -1;
    }
    return sheet_read(c->arena, r->body.v, r->body.n, &s, &why) ? (int)s.n - 1 : -1;
}

static void goes_out(struct ctx *c, struct out *o, const char *html, int shown)
{
    static const struct {
        const char *ending, *type;
    } ways[] = {
        {".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"},
        {".docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"},
        {".csv", "text/csv"},
        {".json", "application/json"},
        {"?print=1", "text/html"},
    };
    for (size_t i = 0; i < COUNT(ways); i++) {
        bool print = ways[i].ending[0] == '?';
        const char *link = print ? "print=1" : ways[i].ending;
        const char *href = arena_printf(c->arena, "href=\"%s%s", o->path, print ? "?" : link);
        CHECK(arena_printf(c->arena, "%s offers %s", o->path, link),
            !shown || (strstr(html, href) && strstr(html, link)));
        int first = rows_in(c, fetch(c, o, ways[i].ending, false), ways[i].type);
        int all = rows_in(c, fetch(c, o, ways[i].ending, true), ways[i].type);
        CHECK(arena_printf(c->arena, "%s%s: %d rows or %d, the page shows %d", o->path,
                  ways[i].ending, first, all, shown),
            first >= 0 && all >= 0 && (first >= shown || all >= shown));
    }
}

static const struct list_filter *last_of(const struct list *l)
{
    const struct list_filter *last = l->filters;
    while (last[1].name) {
        last++;
    }
    return last;
}

/* As one who may sees it --------------------------------------------------------------------- */
struct seen {
    struct browser b;
    const char *path, *html; /* NULL: no page of HTML, or for nobody */
    int rows;
};

static void look(struct ctx *c, const struct policy *p, const struct route *r,
    const struct rule *rule, int role, bool all, struct seen *out)
{
    struct browser b = p->w->roles[role].b;
    const char *path = fill_path(c->arena, p, rule, NULL);
    struct req *q = visit(c, &b,
        all ? arena_printf(c->arena, "%s?filter=%s", path, last_of(r->list)->name) : path, NULL);
    if (q->file_fd > 0) {
        close(q->file_fd);
    }
    if (q->status != 200 || !str_starts(str_or(q->type, "text/html"), "text/html")) {
        return;
    }
    const char *html = main_of(c->arena, q);
    int rows = r->list ? rows_of_page(c, p, r->list, html) : shows_rows(html);
    if (!out->html || rows > out->rows) {
        *out = (struct seen){p->w->roles[role].b, path, html, rows};
    }
}

/* By whoever of those who may sees most; the secretary first. */
static struct seen look_at(struct ctx *c, const struct policy *p, const struct route *r)
{
    struct seen out = {0};
    for (int all = 0; all <= (r->list != NULL); all++) {
        for (int k = 0; k < ROLES && !out.rows; k++) {
            int role = (12 + ROLES - k) % ROLES;
            for (size_t i = 0; i < p->n; i++) {
                if (p->rules[i].route == r && p->rules[i].cells[role] == 'y') {
                    look(c, p, r, &p->rules[i], role, all, &out);
                }
            }
        }
    }
    return out;
}

/* A page with rows that names no list. */
static void unnamed(struct ctx *c, const struct route *r)
{
    bool known = false;
    for (size_t i = 0; i < COUNT(excused); i++) {
        bool this = str_same(excused[i].path, r->path);
        used[i] = used[i] || this;
        known = known || this;
    }
    CHECK(arena_printf(c->arena,
              "%s shows rows: it names its list, or stands with a reason in tests/lists_test.c",
              r->path),
        known);
}

struct tally_of {
    int pages, lists;
};

static void one_route(
    struct ctx *c, const struct policy *p, const struct route *r, struct tally_of *n)
{
    struct seen s = look_at(c, p, r);
    n->pages += s.html != NULL;
    if (s.html && r->list) {
        goes_out(c, &(struct out){s.path, s.b, last_of(r->list)->name}, s.html, s.rows);
        n->lists++;
        CHECK(arena_printf(c->arena, "somebody has rows on %s here", r->path),
            s.rows || str_same(r->list->name, "search")); /* nothing was asked for */
    } else if (s.html && s.rows) {
        unnamed(c, r);
    }
}

/* What nobody has in the world of the policy: a party body over a grid, somebody entered twice, a
 * seat (in the company, which has none by law: any row will do). */
static void furnish(struct ctx *c, const struct policy *p)
{
    static bool done;
    if (done) {
        return;
    }
    done = true;
    int64_t stair = strtoll(sample_named(p->w, "stair")->value, NULL, 10);
    test_begin(c);
    int64_t grid = places_make(c, PLACE_GRID, c->area_id, "第一网格", "2026-01-01");
    places_hold(c, PLACE_GRID, grid, stair, "2026-01-01");
    CHECK("a branch", bodies_make(c, BODY_PARTY_BRANCH, grid, "第一党支部", ""));
    CHECK("twice",
        people_make(c, "尹双双", "13700007788") && people_make(c, "尹双双", "13700007788"));
    db_exec(c,
        "INSERT INTO seat (area_id, id, body_id, person_id, class, valid_from)"
        " VALUES (?1, ?2, ?3, ?4, 3, '2026-01-01')",
        V(c->area_id), V(new_id(c)), V(strtoll(sample_named(p->w, "body")->value, NULL, 10)),
        V(strtoll(sample_named(p->w, "person")->value, NULL, 10)));
    int64_t done_one = strtoll(sample_named(p->w, "request_done")->value, NULL, 10);
    db_exec(c,
        "INSERT INTO followup (area_id, id, matter_id, person_id, closed_at, days, asked_at)"
        " SELECT area_id, ?3, id, asker_id, opened_at, 7, opened_at FROM matter"
        " WHERE area_id = ?1 AND id = ?2",
        V(c->area_id), V(done_one), V(new_id(c)));
    db_exec(c,
        "INSERT INTO abuse (area_id, id, matter_id, person_id, reason, made_at)"
        " SELECT area_id, ?3, id, asker_id, 1, opened_at FROM matter WHERE area_id = ?1 AND id = ?2",
        V(c->area_id), V(done_one), V(new_id(c)));
    db_exec(c,
        "INSERT INTO rota_slot (area_id, id, place_id, what, person_id, weekday, from_min, to_min,"
        " valid_from) VALUES (?1, ?2, ?1, 3, ?3, 7, 0, 480, '2026-11-01')",
        V(c->area_id), V(new_id(c)), V(strtoll(sample_named(p->w, "person")->value, NULL, 10)));
    db_exec(c,
        "INSERT INTO hotline_shift (area_id, id, person_id, began_at, ended_at, note)"
        " VALUES (?1, ?2, ?3, ?4, ?4, '地下车库的门关不上')",
        V(c->area_id), V(new_id(c)), V(strtoll(sample_named(p->w, "person")->value, NULL, 10)),
        V(c->now));
    CHECK("furnished", test_end(c));
}

static void every_list_goes_out(struct ctx *c)
{
    struct policy *p = policy_load(c);
    struct tally_of n = {0};
    furnish(c, p);
    for (const struct module *const *m = c->app->modules; *m; m++) {
        for (const struct route *r = (*m)->routes; r && r->method; r++) {
            if (str_same(r->method, "GET")) {
                one_route(c, p, r, &n);
            }
        }
    }
    for (size_t i = 0; i < COUNT(excused); i++) {
        CHECK(arena_printf(c->arena, "%s: no longer needs its reason", excused[i].path), used[i]);
    }
    printf("lists: %d pages opened, %d of them lists that print and export\n", n.pages, n.lists);
}

const struct test lists_tests[] = {
    {"every list goes out", every_list_goes_out},
    {0},
};
