/* search_pages.c - the box and what it found, by kind. */
#include <inttypes.h>
#include <string.h>

#include "lib/base/app.h"
#include "lib/text/text.h"
#include "lib/web/list_view.h"
#include "lib/web/parts.h"
#include "src/ballots/ballots.h"
#include "src/bodies/duties.h"
#include "src/cases/cases.h"
#include "src/notices/notices.h"
#include "src/replies/replies.h"
#include "src/requests/requests.h"
#include "src/search/search.h"

enum { TYPED_MAX = 200 };
struct search_page {
    struct find_words words;
    const char *typed;
    struct hits hits;
    bool more[SEARCH_END];
    int64_t only; /* one group; 0: all */
    bool people; /* finds residents too */
};

/* The text with what was asked for marked; nothing stands between the pieces. */
static struct html marked(struct ctx *c, const struct search_page *p, const char *text)
{
    struct marks m = {0};
    size_t mark = c->req->body.n;
    search_marks(c->arena, text, &p->words, &m);
    for (size_t i = 0; i < m.n; i++) {
        put_raw(c, html_flag(m.v[i].hit, "<mark>"));
        put_text(c, m.v[i].text);
        put_raw(c, html_flag(m.v[i].hit, "</mark>"));
    }
    return html_since(c, mark);
}

#include "search.html.h"

/* Matters and the like ------------------------------------------------------------------------- */
static void push_matters(
    struct ctx *c, enum search_group group, const struct matters *all, struct hits *out)
{
    for (size_t i = 0; i < all->n; i++) {
        const struct matter *m = &all->v[i];
        const struct matter_kind *k = matters_kind(c, m->kind);
        const struct choice *state =
            m->outcome ? choice_of(k->outcomes, m->outcome) : choice_of(k->states, m->state);
        list_push(c->arena, out,
            ((struct hit){group, arena_printf(c->arena, "%s/%" PRId64, k->room, m->id), m->title,
                arena_printf(c->arena, "%s · %s · %s", matters_ticket(c->arena, m->ticket),
                    m->place, say_day(c, m->opened_at)),
                state ? state->label : NULL}));
    }
}

static bool find_requests(struct ctx *c, const struct find_words *f, size_t limit, struct hits *out)
{
    struct matters all = {0};
    bool ok = matters_find(c, &requests_matter, f, limit, &all);
    push_matters(c, SEARCH_REQUESTS, &all, out);
    return ok;
}

static bool find_ballots(struct ctx *c, const struct find_words *f, size_t limit, struct hits *out)
{
    struct matters all = {0};
    bool ok = matters_find(c, &ballots_matter, f, limit, &all);
    push_matters(c, SEARCH_BALLOTS, &all, out);
    return ok;
}

static bool find_cases(struct ctx *c, const struct find_words *f, size_t limit, struct hits *out)
{
    struct matters all = {0};
    bool ok = cases_find(c, f, limit, &all);
    push_matters(c, SEARCH_CASES, &all, out);
    return ok;
}

static bool find_notices(struct ctx *c, const struct find_words *f, size_t limit, struct hits *out)
{
    struct bulletins all = {0};
    bool ok = notices_find(c, f, limit, &all);
    for (size_t i = 0; i < all.n; i++) {
        const struct bulletin *n = &all.v[i];
        list_push(c->arena, out,
            ((struct hit){SEARCH_NOTICES, arena_printf(c->arena, "notices/%" PRId64, n->id),
                n->title, arena_printf(c->arena, "%s · %s", n->place, say_day(c, n->made_at)),
                choice_of(notices_kinds, (int64_t)n->kind)->label}));
    }
    return ok;
}

static bool find_replies(struct ctx *c, const struct find_words *f, size_t limit, struct hits *out)
{
    struct replies all = {0};
    if (!c->app->may(c, DUTY_ANSWER, 0) || !replies_for(c, 0, &all)) {
        return !c->err.kind;
    }
    for (size_t i = 0, n = 0; i < all.n && n < limit; i++) {
        const struct reply *r = &all.v[i];
        if (find_matches(text_fold(c->arena, r->text), f)) {
            list_push(c->arena, out,
                ((struct hit){SEARCH_REPLIES, "replies", r->text, str_or(r->body, ""), NULL}));
            n++;
        }
    }
    return true;
}

/* All of it ------------------------------------------------------------------------------------ */
static bool (*const finders[SEARCH_END])(
    struct ctx *c, const struct find_words *f, size_t limit, struct hits *out) = {
    [SEARCH_PLACES] = search_places,
    [SEARCH_PEOPLE] = search_people,
    [SEARCH_REQUESTS] = find_requests,
    [SEARCH_BALLOTS] = find_ballots,
    [SEARCH_CASES] = find_cases,
    [SEARCH_NOTICES] = find_notices,
    [SEARCH_BODIES] = search_bodies,
    [SEARCH_REPLIES] = find_replies,
};

/* One more than is shown is looked for: that there is more is known without counting. */
static bool find_group(struct ctx *c, struct search_page *p, int64_t group, size_t limit)
{
    struct hits found = {0};
    if (!finders[group](c, &p->words, limit + 1, &found)) {
        return false;
    }
    p->more[group] = found.n > limit;
    for (size_t i = 0; i < found.n && i < limit; i++) {
        list_push(c->arena, &p->hits, found.v[i]);
    }
    return true;
}

static const char *typed_of(struct ctx *c)
{
    const char *q = req_query(c, "q");
    size_t n = strnlen(q, TYPED_MAX);
    while (n && n == TYPED_MAX && (q[n] & 0xc0) == 0x80) {
        n--;
    }
    return str_tidy(c->arena, arena_strndup(c->arena, q, n), true, false);
}

static bool load(struct ctx *c, struct search_page *p, size_t few)
{
    const char *only = req_query(c, "only");
    p->typed = typed_of(c);
    p->people = c->app->may(c, DUTY_SEE_ROLL, 0);
    find_read(c->arena, p->typed, &p->words);
    for (const struct choice *g = search_groups; g->key; g++) {
        p->only = str_same(g->key, only) ? g->value : p->only;
    }
    for (const struct choice *g = search_groups; g->key && p->words.n; g++) {
        if (p->only && p->only != g->value) {
            continue;
        }
        if (!find_group(c, p, g->value, p->only ? SEARCH_MANY : few)) {
            return false;
        }
    }
    return !c->err.kind;
}

static bool fill(struct ctx *c, struct list_view *v)
{
    struct search_page p = {0};
    if (!load(c, &p, SEARCH_MANY)) {
        return false;
    }
    for (size_t i = 0; i < p.hits.n; i++) {
        const struct hit *h = &p.hits.v[i];
        const char *label = h->label ? T(c, h->label) : "";
        list_push(c->arena, &v->rows,
            ((struct list_row){.id = (int64_t)i + 1,
                .v = {value_int(h->group), value_text(h->title),
                    value_text(arena_printf(
                        c->arena, "%s%s%s", label, *label && *h->quiet ? " · " : "", h->quiet)),
                    value_text(arena_printf(
                        c->arena, "%s%s", c->app->base_url, area_path(c, "%s", h->path)))}}));
    }
    v->rows.count = (int64_t)v->rows.n;
    return true;
}

static void show_search(struct ctx *c)
{
    struct search_page p = {0};
    bool table = c->req->print || c->req->json || !str_empty(c->req->suffix);
    if ((table && list_serve(c, &search_list, AUDIENCE_PUBLIC, fill)) || !load(c, &p, SEARCH_FEW)) {
        return;
    }
    page_begin(c,
        &(struct page){
            .title = p.words.n ? say(c, WORDS(N_("搜索「{0}」"), TEXT(p.typed))) : T(c, N_("搜索")),
            .no_index = true});
    search_html(c, &p);
    page_end(c);
}

static const struct route routes[] = {
    {"GET", "/a/:area/search", show_search, DUTY_PUBLIC, .list = &search_list,
        .title = N_("搜索：楼和房号、人、诉求、表决、公告、单位")},
    {0},
};
static const struct list *const lists[] = {&search_list, NULL};

const struct module search_module = {.name = "search", .tier = 8, .routes = routes, .lists = lists};
