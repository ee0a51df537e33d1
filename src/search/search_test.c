/* search_test.c */
#include "src/search/search.h"

#include <inttypes.h>
#include <string.h>

#include "lib/text/text.h"
#include "src/cases/cases.h"
#include "src/notices/notices.h"
#include "src/privacy/privacy.h"
#include "tests/policy_world.h"

/* Rules ---------------------------------------------------------------------------------------- */
static void addresses(struct ctx *c)
{
    static const struct {
        const char *typed;
        const char *readings; /* stair/unit, in order */
        const char *names;
    } cases[] = {
        {"3号楼 301", "3/301", ""},
        {"12号301", "12/301", ""},
        {"3-301", "3/301 301/3 30301/", ""},
        {"301 3号楼", "3/301 3010003/", ""},
        {"3号楼301室", "3/301", ""},
        {"301室", "0/301", ""},
        {"301", "301/ 0/301", ""},
        {"12弄3号 301", "120003/301", ""},
        {"柳荫里小区 3号楼", "3/", "柳荫里"},
        {"３號樓　３０１", "3/301", ""},
        {"柳荫里3栋301", "3/301", "柳荫里"},
        {"302A 5幢", "5/302a", ""},
        {"柳荫里", "", "柳荫里"},
        {"1 2 3 4", "", ""},
        {"灯坏了", "", "灯坏了"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct address q;
        const char *said = "", *names = "";
        search_address(c->arena, text_fold(c->arena, cases[i].typed), &q);
        for (size_t k = 0; k < q.n; k++) {
            said = arena_printf(
                c->arena, "%s%s%" PRId64 "/%s", said, k ? " " : "", q.v[k].stair, q.v[k].unit);
        }
        for (size_t k = 0; k < q.names; k++) {
            names = arena_printf(c->arena, "%s%s", names, q.name[k]);
        }
        CHECK(arena_printf(c->arena, "%s is %s, not %s", cases[i].typed, cases[i].readings, said),
            str_same(said, cases[i].readings) && str_same(names, cases[i].names));
    }
}

static void what_is_marked(struct ctx *c)
{
    static const struct {
        const char *text, *typed, *out;
    } cases[] = {
        {"楼道的灯坏了", "燈", "楼道的[灯]坏了"},
        {"樓道的燈壞了", "灯坏 楼", "[樓]道的[燈壞]了"},
        {"0431", "04 31", "[0431]"},
        {"<b>灯</b>", "b", "<[b]>灯</[b]>"},
        {"两个  空格", "空格", "两个  空格"}, /* joined by folding: nothing is marked */
        {"", "灯", ""},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct find_words f;
        struct marks m = {0};
        const char *out = "";
        find_read(c->arena, cases[i].typed, &f);
        search_marks(c->arena, cases[i].text, &f, &m);
        for (size_t k = 0; k < m.n; k++) {
            out = arena_printf(c->arena, m.v[k].hit ? "%s[%s]" : "%s%s", out, m.v[k].text);
        }
        CHECK(arena_printf(c->arena, "%s: %s", cases[i].out, out), str_same(out, cases[i].out));
    }
}

/* All fifteen kinds of people: every link opens, nothing that opens is missing -------------------
 */
static const char *page(
    struct ctx *c, struct browser *b, const char *code, const char *q, const char *only)
{
    const char *path = arena_printf(c->arena, "/a/%s/search?only=%s&q=%s", code, only, q);
    return arena_strdup(c->arena, body_of(visit(c, b, path, NULL)));
}

static int links_open(struct ctx *c, struct browser *b, const char *who, const char *q,
    const char *html, const char *code)
{
    int n = 0;
    const char *begin = arena_printf(c->arena, "<li><a href=\"/a/%s/", code);
    const char *at = strstr(html, "class=\"rows hits\"");
    for (at = at ? at : ""; (at = strstr(at, begin)) != NULL; n++) {
        at += strlen("<li><a href=\"");
        const char *path = arena_strndup(c->arena, at, strcspn(at, "\""));
        CHECK(arena_printf(c->arena, "%s asks for %s: %s opens", who, q, path),
            visit(c, b, path, NULL)->status == 200);
    }
    return n;
}

/* The slow way: every one there is, opened. */
enum { KINDS = 5 };
struct truth {
    const char *only, *path; /* path: with %lld below /a/CODE/ */
    struct ids ids;
    const char **texts;
};

struct texts {
    const char **v;
    size_t n, cap;
};

static struct rows truth_of(struct ctx *c, int kind)
{
    return kind == 0   ? db_query(c,
                             "SELECT id, name FROM person WHERE area_id = ?1 AND merged_into IS NULL"
                               " ORDER BY id",
                             V(c->area_id))
           : kind == 3 ? db_query(c,
                             "SELECT id, title || ' ' || text FROM notice WHERE area_id = ?1"
                             " ORDER BY id",
                             V(c->area_id))
           : kind == 4 ? db_query(c,
                             "SELECT m.id, m.title || ' | ' || t.text || ' | ' || p.name"
                             " || ' ' || CAST(m.ticket AS TEXT) FROM matter m JOIN ballot t"
                             " ON t.area_id = m.area_id AND t.id = m.id JOIN place p"
                             " ON p.area_id = m.area_id AND p.id = m.place_id"
                             " WHERE m.area_id = ?1 ORDER BY m.id",
                             V(c->area_id))
                       : db_query(c,
                             "SELECT m.id, m.title || ' | ' || COALESCE(r.body, '') || ' '"
                             " || COALESCE(r.spot, '') || ' | ' || p.name || ' '"
                             " || CAST(m.ticket AS TEXT) FROM matter m JOIN place p"
                             " ON p.area_id = m.area_id AND p.id = m.place_id LEFT JOIN request r"
                             " ON r.area_id = m.area_id AND r.id = m.id WHERE m.area_id = ?1"
                             " AND m.kind = ?2 ORDER BY m.id",
                             V(c->area_id), V(kind == 1 ? "request" : "case"));
}

static void load_truth(struct ctx *c, struct truth v[KINDS])
{
    static const char *const only[] = {"people", "requests", "cases", "notices", "ballots"};
    CHECK("read", db_begin_read(c));
    for (int i = 0; i < KINDS; i++) {
        struct texts all = {0};
        v[i] = (struct truth){.only = only[i], .path = arena_printf(c->arena, "%s/", only[i])};
        struct rows r = truth_of(c, i);
        while (rows_next(&r)) {
            list_push(c->arena, &v[i].ids, row_int(&r, 0));
            list_push(c->arena, &all, row_text(&r, 1));
        }
        CHECK("rows", rows_end(&r));
        v[i].texts = all.v;
    }
    db_rollback(c);
}

static bool listed(struct ctx *c, const char *html, const char *path)
{
    return strstr(html, arena_printf(c->arena, "href=\"%s\"", path)) != NULL;
}

struct found_tally {
    int links, seen, wrong;
};

/* One kind of thing: those that hold what was asked, each opened, against what the page lists. */
static void compare(struct ctx *c, const struct policy_world *w, struct role *who, const char *q,
    const struct truth *t, struct found_tally *n)
{
    struct find_words f;
    find_read(c->arena, q, &f);
    const char *html = page(c, &who->b, w->code, q, t->only);
    for (size_t k = 0; k < t->ids.n; k++) {
        if (!find_matches(text_fold(c->arena, t->texts[k]), &f)) {
            continue;
        }
        const char *path =
            arena_printf(c->arena, "/a/%s/%s%" PRId64, w->code, t->path, t->ids.v[k]);
        struct req *r = visit(c, &who->b, path, NULL);
        bool opens = r->status == 200 && !strstr(body_of(r), "已经算上您了");
        bool is = listed(c, html, path);
        n->seen += opens;
        n->wrong += opens != is;
        CHECK(arena_printf(c->arena, "%s asks for %s: %s %s, %s", who->name, q, path,
                  opens ? "opens" : "is closed", is ? "listed" : "not listed"),
            opens == is);
    }
}

static void for_everybody(struct ctx *c)
{
    static const char *const asks[] = {"灯", "燈", "陈", "陳", "门厅", "柳荫里", "通知", "3",
        "0001", "周玉兰", "噪声", "調解", "电"};
    struct truth t[KINDS];
    struct found_tally n = {0};
    struct policy_world *w = policy_world_make(c);
    c->area_id = w->area;
    load_truth(c, t);
    for (int role = 0; role < ROLES; role++) {
        struct role *who = &w->roles[role];
        for (size_t q = 0; q < COUNT(asks); q++) {
            const char *html = page(c, &who->b, w->code, asks[q], "");
            n.links += links_open(c, &who->b, who->name, asks[q], html, w->code);
            for (int i = 0; i < KINDS; i++) {
                compare(c, w, who, asks[q], &t[i], &n);
            }
        }
    }
    printf("search: %d people, %d links opened, %d things that open, %d not as they should\n",
        ROLES, n.links, n.seen, n.wrong);
    CHECK("enough was tried", n.links > 100 && n.seen > 100);
}

const struct test search_tests[] = {
    {"addresses", addresses, true},
    {"what is marked", what_is_marked, true},
    {"for everybody", for_everybody},
    {0},
};
