/* network_pages.c - the tree, the two reports, and 三驾马车. */
#include <inttypes.h>

#include "lib/base/app.h"
#include "lib/web/page.h"
#include "lib/web/parts.h"
#include "src/bodies/bodies_pages.h"
#include "src/bodies/duties.h"
#include "src/network/network_room.h"
#include "src/places/places.h"
#include "src/rota/rota.h"

struct absence_form {
    int64_t place, kind, body;
    const char *why;
};
static const struct choice troika_kinds[] = {
    {BODY_PROPERTY, "property", N_("物业公司")},
    {BODY_OWNERS_COMMITTEE, "owners_committee", N_("业委会")},
    {0},
};
static const struct field absence_fields[] = {
    FIELD(struct absence_form, FIELD_ID, place, .label = N_("哪个小区"), .required = true),
    FIELD(struct absence_form, FIELD_CHOICE, kind, .label = N_("没有什么"), .required = true,
        .choices = troika_kinds),
    FIELD(struct absence_form, FIELD_ID, body, .label = N_("由谁代为承担（可以不选）")),
    FIELD(struct absence_form, FIELD_TEXT, why, .min = 2, .max = 80, .label = N_("为什么没有"),
        .help = N_("比如：老公房，产权单位已经不在。"), .required = true),
    {0},
};
static const struct form absence_form = {
    "network.absence", sizeof(struct absence_form), absence_fields};

struct tree_page {
    struct nodes nodes;
    int64_t branches, groups, members, volunteers, day_ms;
    const char *day; /* "" today */
    bool desk, groups_too;
};
enum { TROIKA = 4 }; /* committee, owners, property, and self-management where there is one */
struct troika { /* one compound */
    struct place p;
    struct {
        enum body_kind kind;
        struct bodies bodies;
        const struct absence *absent;
    } part[TROIKA];
};
struct troika_page {
    struct troika *v;
    size_t n;
    struct posts *posts; /* of each compound: who serves it */
    struct slots *slots; /* and its rota */
    const struct choice *places, *stand_ins;
    bool may_edit;
};

/* As far to the right as it lies deep. */
static struct html in_html(int depth)
{
    static const char *const in[] = {"", "\u3000", "\u3000\u3000"};
    return (struct html){in[depth < 0 || depth > 2 ? 2 : depth]};
}

#include "network.html.h"

/* The tree ------------------------------------------------------------------------------------- */
static void count_nodes(struct tree_page *p)
{
    for (const struct node *n = p->nodes.v; n < p->nodes.v + p->nodes.n; n++) {
        p->branches += n->b.kind == BODY_PARTY_BRANCH;
        p->groups += n->b.kind == BODY_PARTY_GROUP;
        p->members += n->depth ? 0 : n->members;
        p->volunteers += n->depth ? 0 : n->volunteers;
    }
}

static void fill_tree(struct ctx *c, const struct tree_page *p, struct list_view *v)
{
    for (const struct node *n = p->nodes.v; n < p->nodes.v + p->nodes.n; n++) {
        list_push(c->arena, &v->rows,
            ((struct list_row){.id = n->b.id,
                .v = {value_int(n->depth + 1), value_text(n->b.name),
                    value_text(T(c, bodies_body_label(n->b.kind))), value_text(str_or(n->head, "")),
                    value_text(n->b.place), value_int(n->below), value_int(n->stairs),
                    value_int(n->households), value_int(n->members), value_int(n->volunteers)}}));
    }
    v->rows.count = (int64_t)v->rows.n;
    v->personal = p->desk; /* whoever is counted among the members is the office's to know */
}

static void show_tree(struct ctx *c)
{
    struct list_view v;
    struct tree_page p = {.day = req_query(c, "day"),
        .desk = c->app->may(c, DUTY_INBOX, 0),
        .groups_too = *req_query(c, "groups") != 0};
    if (!parse_day(p.day, &p.day_ms)) {
        p.day = "";
    }
    if (!network_tree(c, p.day, &p.nodes)) {
        return;
    }
    if (!list_view_load(c, &network_tree_list, 0, AUDIENCE_PUBLIC, &v)) {
        return;
    }
    fill_tree(c, &p, &v);
    if (list_export(c, &v)) {
        return;
    }
    count_nodes(&p);
    page_begin(c, &(struct page){.title = T(c, N_("党组织在身边"))});
    tree_html(c, &p);
    page_end(c);
}

/* The reports ---------------------------------------------------------------------------------- */
static void show_list(struct ctx *c, const struct list *l, const char *says)
{
    struct list_view v;
    if (!list_view_load(c, l, req_query_int(c, "place", 0), AUDIENCE_STAFF, &v) ||
        list_export(c, &v)) {
        return;
    }
    bodies_lead_rows(c, &v);
    page_begin(c, &(struct page){.title = T(c, l->title), .wide = true, .no_index = true});
    report_head_html(c, T(c, l->title), T(c, says));
    put_raw(c, list_html(c, &v));
    page_end(c);
}

static void show_uncovered(struct ctx *c)
{
    show_list(c, &network_uncovered, N_("选一种，看哪些楼还没有。过去的日子也能看。"));
}

static void show_branches(struct ctx *c)
{
    show_list(c, &network_branches, N_("哪个支部管哪个网格的几栋楼；没有支部的楼单独一行。"));
}

/* 三驾马车 --------------------------------------------------------------------------------------
 */
static const enum body_kind parts[TROIKA] = {
    BODY_COMMITTEE, BODY_OWNERS_COMMITTEE, BODY_PROPERTY, BODY_SELF_MANAGEMENT};

static const struct absence *absent_of(
    const struct absences *all, int64_t place_id, enum body_kind kind)
{
    for (size_t i = 0; i < all->n; i++) {
        if (all->v[i].place_id == place_id && all->v[i].kind == kind) {
            return &all->v[i];
        }
    }
    return NULL;
}

static bool load_compound(
    struct ctx *c, const struct absences *absent, struct troika *t, struct posts *posts)
{
    for (int k = 0; k < TROIKA; k++) {
        t->part[k].kind = parts[k];
        t->part[k].absent = absent_of(absent, t->p.id, parts[k]);
        if (!bodies_over(c, t->p.id, parts[k], &t->part[k].bodies)) {
            return false;
        }
    }
    return bodies_contacts(c, t->p.id, posts);
}

static bool load_choices(struct ctx *c, const struct places *compounds, struct troika_page *p)
{
    struct bodies all = {0};
    if (!bodies_all(c, &all)) {
        return false;
    }
    struct choice *places = arena_alloc(c->arena, (compounds->n + 1) * sizeof(*places));
    struct choice *bodies = arena_alloc(c->arena, (all.n + 2) * sizeof(*bodies));
    size_t n = 0;
    for (size_t i = 0; i < compounds->n; i++) {
        places[i] = (struct choice){.value = compounds->v[i].id, .label = compounds->v[i].name};
    }
    bodies[n++] = (struct choice){.value = 0, .label = T(c, N_("没有人代为承担"))};
    for (const struct body *b = all.v; b < all.v + all.n; b++) {
        if (b->kind == BODY_COMMITTEE || b->kind == BODY_SELF_MANAGEMENT ||
            b->kind == BODY_PROPERTY || b->kind == BODY_OWNERS_COMMITTEE) {
            bodies[n++] = (struct choice){.value = b->id, .label = b->name};
        }
    }
    p->places = places;
    p->stand_ins = bodies;
    return true;
}

static void show_troika(struct ctx *c)
{
    struct troika_page p = {.may_edit = c->app->may(c, DUTY_POSTS, 0)};
    struct places compounds = {0};
    struct absences absent = {0};
    if (!places_compounds(c, &compounds) || !network_absences(c, "", &absent) ||
        (p.may_edit && !load_choices(c, &compounds, &p))) {
        return;
    }
    p.v = arena_alloc(c->arena, (compounds.n + 1) * sizeof(*p.v));
    p.posts = arena_alloc(c->arena, (compounds.n + 1) * sizeof(*p.posts));
    p.slots = arena_alloc(c->arena, (compounds.n + 1) * sizeof(*p.slots));
    for (; p.n < compounds.n; p.n++) {
        p.v[p.n].p = compounds.v[p.n];
        if (!load_compound(c, &absent, &p.v[p.n], &p.posts[p.n]) ||
            !rota_of(c, p.v[p.n].p.id, &p.slots[p.n])) {
            return;
        }
    }
    form_fill(c, &absence_form, &(struct absence_form){.kind = BODY_PROPERTY, .why = ""});
    page_begin(c, &(struct page){.title = T(c, N_("三驾马车"))});
    troika_html(c, &p);
    page_end(c);
}

static void note_absence(struct ctx *c)
{
    const struct absence_form *f = c->req->form;
    if (network_note_absence(c, f->place, (enum body_kind)f->kind, f->body, f->why)) {
        redirect(c, area_path(c, "troika"));
    }
}

static const struct route routes[] = {
    {"GET", "/a/:area/tree", show_tree, DUTY_PUBLIC, .list = &network_tree_list,
        .title = N_("党组织在身边")},
    {"GET", "/a/:area/uncovered", show_uncovered, DUTY_INBOX, .list = &network_uncovered,
        .title = N_("哪栋楼还没有人")},
    {"GET", "/a/:area/branches", show_branches, DUTY_INBOX, .list = &network_branches,
        .title = N_("支部和网格")},
    {"GET", "/a/:area/troika", show_troika, DUTY_PUBLIC, .title = N_("三驾马车")},
    {"POST", "/a/:area/troika", note_absence, DUTY_POSTS, HANDS_SELF, &absence_form, show_troika,
        .title = N_("记下没有这个主体，由谁代为承担")},
    {0},
};
static const struct list *const lists[] = {
    &network_uncovered, &network_branches, &network_tree_list, NULL};

const struct module network_module = {
    .name = "network", .tier = 3, .routes = routes, .lists = lists};
