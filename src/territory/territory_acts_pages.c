/* territory_acts_pages.c - the forms that cut the territory anew. Each asks from which day; a day
 * that is past asks for a reason too. Ticks of stairs are pairs named "stair". */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/module.h"
#include "lib/web/page.h"
#include "lib/web/parts.h"
#include "src/bodies/bodies.h"
#include "src/bodies/duties.h"
#include "src/territory/territory_show.h"

static const struct choice new_kinds[] = {
    {PLACE_GRID, "grid", N_("网格")},
    {PLACE_MICRO_GRID, "micro_grid", N_("微网格"), N_("要选它归哪个网格")},
    {PLACE_GROUP, "group", N_("居民小组")},
    {PLACE_ZONE, "zone", N_("片区"), N_("任意几个楼组，可以互相重叠")},
    {0},
};
static const struct field new_form_fields[] = {
    FIELD(struct act_form, FIELD_CHOICE, kind, .label = N_("哪一类"), .required = true,
        .choices = new_kinds),
    NAME_FIELD(N_("名称")),
    FIELD(struct act_form, FIELD_ID, parent, .label = N_("归哪个网格"),
        .help = N_("只有微网格要选。")),
    DAY_FIELDS,
    {0},
};
static const struct field name_form_fields[] = {NAME_FIELD(N_("新的名称")), DAY_FIELDS, {0}};
static const struct field hang_form_fields[] = {
    FIELD(struct act_form, FIELD_ID, parent, .label = N_("归哪个网格"), .required = true),
    DAY_FIELDS,
    {0},
};
static const struct field move_form_fields[] = {
    FIELD(struct act_form, FIELD_ID, into, .label = N_("划到哪里"), .required = true),
    DAY_FIELDS,
    FIELD(struct act_form, FIELD_INT, from, .label = N_("从哪里"), .hidden = true),
    STAIRS_FIELD,
    {0},
};
static const struct field split_form_fields[] = {
    NAME_FIELD(N_("分出去的叫什么")), DAY_FIELDS, STAIRS_FIELD, {0}};
static const struct field end_form_fields[] = {
    FIELD(struct act_form, FIELD_ID, into, .label = N_("并入哪里"),
        .help = N_("它的楼组都划到那里。不选就是停用。")),
    FIELD(struct act_form, FIELD_FLAG, release, .label = N_("停用，它的楼组暂时不归任何一个")),
    DAY_FIELDS,
    {0},
};
static const struct field stair_form_fields[] = {
    FIELD(struct act_form, FIELD_ID, compound, .label = N_("哪个小区"), .required = true),
    NAME_FIELD(N_("楼号")),
    DAY_FIELDS,
    {0},
};
FORM(new_form, "new");
FORM(name_form, "name");
FORM(hang_form, "hang");
FORM(move_form, "move");
FORM(split_form, "split");
FORM(end_form, "end");
FORM(stair_form, "stair");

struct picks { /* stairs to be ticked */
    struct stairs all;
    const struct ids *ticked;
    const struct words *wrong; /* NULL: nothing wrong with the ticks */
};
struct form_page {
    struct place p;
    const char *title, *says, *action, *button;
    const char *warns; /* before the form; NULL: nothing */
    const struct form *form;
    const struct choice *among; /* of the field named .among_of */
    const char *among_of;
    struct picks picks;
    bool picking;
};
struct move_page {
    struct form_page f;
    struct chip *chips;
    size_t n_chips;
};
static bool is_ticked(const struct picks *p, int64_t id)
{
    for (size_t i = 0; i < p->ticked->n; i++) {
        if (p->ticked->v[i] == id) {
            return true;
        }
    }
    return false;
}

#include "territory_acts.html.h"

/* Choices -------------------------------------------------------------------------------------- */
/* Standing coverings of a kind; `but` is left out. Micro grids say their grid. */
const struct choice *territory_choices(
    struct ctx *c, enum place_kind lo, enum place_kind hi, int64_t but, bool outs)
{
    struct places l = {0};
    if (!places_coverings(c, "", &l)) {
        return NULL;
    }
    struct choice *out = arena_alloc(c->arena, (l.n + PLACE_KINDS + 1) * sizeof(*out));
    size_t n = 0;
    for (size_t i = 0; i < l.n; i++) {
        const struct place *p = &l.v[i];
        if (p->kind < lo || p->kind > hi || p->id == but || *p->valid_to) {
            continue;
        }
        out[n++] = (struct choice){.value = p->id, .label = places_said(c, p)};
    }
    for (int kind = PLACE_GRID; outs && kind < PLACE_ZONE; kind++) {
        out[n++] = (struct choice){.value = kind,
            .label = say(c, WORDS(N_("不再归任何{0}"), MSG(places_kind_label(kind))))};
    }
    out[n] = (struct choice){0};
    return c->err.kind ? NULL : out;
}

static const struct choice *compound_choices(struct ctx *c)
{
    return territory_choices(c, PLACE_COMPOUND, PLACE_COMPOUND, 0, false);
}

/* Ticks ---------------------------------------------------------------------------------------- */
static void push_ids(struct ctx *c, const char *text, struct ids *out)
{
    for (const char *at = text; *at;) {
        char *end;
        int64_t id = strtoll(at, &end, 10);
        if (id > 0) {
            list_push(c->arena, out, id);
        }
        at = end > at ? end : at + 1;
    }
}

/* From the boxes that were ticked, or from the text an API sends. */
static struct ids ticked(struct ctx *c)
{
    struct ids out = {0};
    for (size_t i = 0; i < c->req->post.n; i++) {
        const struct pair *o = &c->req->post.v[i];
        if (str_same(o->name, "stair") || str_same(o->name, "stairs")) {
            push_ids(c, o->value, &out);
        }
    }
    return out;
}

static const struct words *wrong_of(struct ctx *c, const char *field)
{
    for (size_t i = 0; i < c->req->wrong.n; i++) {
        if (str_same(str_or(c->req->wrong.v[i].field, ""), field)) {
            return &c->req->wrong.v[i].words;
        }
    }
    return NULL;
}

static bool load_picks(struct ctx *c, int64_t place_id, struct picks *p)
{
    struct ids *marks = arena_alloc(c->arena, sizeof(*marks));
    *marks = ticked(c);
    p->ticked = marks;
    p->wrong = wrong_of(c, "stairs");
    if (!territory_stairs(c, place_id, "", &p->all)) {
        return false;
    }
    territory_by_grid(c->arena, &p->all);
    return true;
}

struct change territory_change(struct ctx *c, int64_t place_id)
{
    const struct act_form *f = c->req->form;
    return (struct change){.place_id = place_id,
        .name = str_or(f->name, ""),
        .day = day_text(c->arena, f->day),
        .reason = str_or(f->reason, ""),
        .stairs = ticked(c)};
}

/* One form a page ------------------------------------------------------------------------------ */
static void show_form(struct ctx *c, struct form_page *p, const struct act_form *first)
{
    struct act_form today = *first;
    if (c->err.kind) {
        return;
    }
    today.day = c->now;
    form_fill(c, p->form, &today);
    page_begin(c, &(struct page){.title = p->title,
                      .focus = true,
                      .back = p->p.id ? territory_path(c, p->p.id, "") : area_path(c, "territory"),
                      .no_index = true});
    form_tpl(c, p);
    page_end(c);
}

const struct act_form territory_nothing = {.name = "", .second = "", .reason = "", .stairs = ""};

static void show_new(struct ctx *c)
{
    struct form_page p = {.title = T(c, N_("新建网格或小组")),
        .says = T(c, N_("先有名字，再把楼组划进去。")),
        .action = area_path(c, "territory/new"),
        .button = T(c, N_("新建")),
        .form = &new_form,
        .among = territory_choices(c, PLACE_GRID, PLACE_GRID, 0, false),
        .among_of = "parent"};
    show_form(c, &p, &territory_nothing);
}

static void do_new(struct ctx *c)
{
    const struct act_form *f = c->req->form;
    struct change ch = territory_change(c, 0);
    ch.kind = (enum place_kind)f->kind;
    ch.other_id = ch.kind == PLACE_MICRO_GRID ? f->parent : c->area_id;
    if (!ch.other_id) {
        refuse(&c->err, "parent", SAY(N_("请选微网格归哪个网格。")));
        return;
    }
    int64_t id = territory_make(c, &ch);
    if (id) {
        redirect(c, territory_path(c, id, ""));
    }
}

static void show_name(struct ctx *c)
{
    struct form_page p = {.form = &name_form, .button = T(c, N_("改名"))};
    struct act_form first = territory_nothing;
    if (!territory_of_route(c, &p.p)) {
        return;
    }
    p.title = say(c, WORDS(N_("给{0}改名"), TEXT(places_said(c, &p.p))));
    p.says = T(c, N_("以前的日子里还叫以前的名字。任职、诉求、住户都跟着它，不用动。"));
    p.action = territory_path(c, p.p.id, "/name");
    first.name = p.p.name;
    show_form(c, &p, &first);
}

static void do_name(struct ctx *c)
{
    struct place p;
    if (territory_of_route(c, &p)) {
        struct change ch = territory_change(c, p.id);
        if (territory_rename(c, &ch)) {
            redirect(c, territory_path(c, p.id, ""));
        }
    }
}

static void show_hang(struct ctx *c)
{
    struct form_page p = {.form = &hang_form, .button = T(c, N_("换过去")), .among_of = "parent"};
    if (!territory_of_route(c, &p.p)) {
        return;
    }
    p.title = say(c, WORDS(N_("{0}换一个网格"), TEXT(places_said(c, &p.p))));
    p.says = T(c, N_("它的楼组一起过去。"));
    p.action = territory_path(c, p.p.id, "/hang");
    p.among = territory_choices(c, PLACE_GRID, PLACE_GRID, p.p.parent_id, false);
    show_form(c, &p, &territory_nothing);
}

static void do_hang(struct ctx *c)
{
    const struct act_form *f = c->req->form;
    struct place p;
    if (territory_of_route(c, &p)) {
        struct change ch = territory_change(c, p.id);
        ch.other_id = f->parent;
        if (territory_rehang(c, &ch)) {
            redirect(c, territory_path(c, p.id, ""));
        }
    }
}

static void show_split(struct ctx *c)
{
    struct form_page p = {.form = &split_form, .button = T(c, N_("拆成两个")), .picking = true};
    if (!territory_of_route(c, &p.p) || !load_picks(c, p.p.id, &p.picks)) {
        return;
    }
    p.title = say(c, WORDS(N_("把{0}拆成两个"), TEXT(places_said(c, &p.p))));
    p.says = T(c, N_("勾选分出去的楼组，其余的留下。原来的名字、任职都留在留下的一边。"));
    p.action = territory_path(c, p.p.id, "/split");
    show_form(c, &p, &territory_nothing);
}

static void do_split(struct ctx *c)
{
    struct place p;
    if (territory_of_route(c, &p)) {
        struct change ch = territory_change(c, p.id);
        int64_t id = territory_split(c, &ch);
        if (id) {
            redirect(c, territory_path(c, id, ""));
        }
    }
}

/* Who stands over it, for those who end it: names joined, "" for nobody. */
static bool standing_over(struct ctx *c, int64_t id, const char **names)
{
    struct bodies bodies = {0};
    struct posts posts = {0};
    *names = "";
    if (!bodies_all(c, &bodies) || !bodies_contacts(c, id, &posts)) {
        return false;
    }
    for (size_t i = 0; i < bodies.n; i++) {
        if (bodies.v[i].place_id == id) {
            *names =
                arena_printf(c->arena, "%s%s%s", *names, **names ? "、" : "", bodies.v[i].name);
        }
    }
    for (size_t i = 0; i < posts.n; i++) {
        if (posts.v[i].place_id == id) {
            *names = arena_printf(c->arena, "%s%s%s %s", *names, **names ? "、" : "",
                T(c, bodies_post_label(posts.v[i].kind)), posts.v[i].person);
        }
    }
    return true;
}

static void show_end(struct ctx *c)
{
    struct form_page p = {.form = &end_form, .button = T(c, N_("记下")), .among_of = "into"};
    struct place_counts n;
    const char *names;
    if (!territory_of_route(c, &p.p) || !places_counts(c, p.p.id, "", &n) ||
        !standing_over(c, p.p.id, &names)) {
        return;
    }
    p.title = say(c, WORDS(N_("{0}并入别处或停用"), TEXT(places_said(c, &p.p))));
    p.says =
        say(c, WORDS(N_("它现在有 {0} 个楼组。诉求、任职、住户的记录一条不少。"), INT(n.stairs)));
    p.warns =
        *names
            ? say(c, WORDS(N_("还有组织或任职管着它：{0}。请先把他们改到别的地方。"), TEXT(names)))
            : NULL;
    p.action = territory_path(c, p.p.id, "/end");
    p.among = territory_choices(c, p.p.kind, p.p.kind, p.p.id, false);
    show_form(c, &p, &territory_nothing);
}

static void do_end(struct ctx *c)
{
    const struct act_form *f = c->req->form;
    struct place p;
    if (!territory_of_route(c, &p)) {
        return;
    }
    struct change ch = territory_change(c, p.id);
    const char *names = "";
    ch.other_id = f->into;
    ch.release = f->release;
    if (standing_over(c, p.id, &names) && *names) {
        refuse(&c->err, "into",
            WORDS(N_("还有组织或任职管着它：{0}。请先把他们改到别的地方。"), TEXT(names)));
    } else if (territory_close(c, &ch)) {
        redirect(c, territory_path(c, f->into ? f->into : p.id, ""));
    }
}

static void show_stair(struct ctx *c)
{
    struct form_page p = {.title = T(c, N_("登记新楼组")),
        .says = T(c, N_("一栋有几个门栋的，一个门栋登记一个。")),
        .action = area_path(c, "territory/stair"),
        .button = T(c, N_("登记")),
        .form = &stair_form,
        .among = compound_choices(c),
        .among_of = "compound"};
    show_form(c, &p, &territory_nothing);
}

static void do_stair(struct ctx *c)
{
    const struct act_form *f = c->req->form;
    struct change ch = territory_change(c, f->compound);
    int64_t id = territory_new_stair(c, &ch);
    if (id) {
        redirect(c, territory_path(c, id, ""));
    }
}

/* Moving ----------------------------------------------------------------------------------------
 */
/* The stairs to choose from: of a place, or, 0, those in no grid. */
static int64_t from_of(struct ctx *c)
{
    int64_t from = -1;
    for (size_t i = 0; i < c->req->post.n; i++) {
        if (str_same(c->req->post.v[i].name, "from")) {
            (void)parse_int(c->req->post.v[i].value, &from);
        }
    }
    return from >= 0 ? from : req_query_int(c, "from", -1);
}

static void outside_only(struct stairs *all)
{
    size_t n = 0;
    for (size_t i = 0; i < all->n; i++) {
        if (!all->v[i].grid_id) {
            all->v[n++] = all->v[i];
        }
    }
    all->n = n;
}

static bool load_chips(struct ctx *c, int64_t *from, struct move_page *p)
{
    struct places l = {0};
    if (!places_coverings(c, "", &l)) {
        return false;
    }
    if (*from < 0) {
        *from = l.n ? l.v[0].id : 0;
    }
    p->chips = arena_alloc(c->arena, (l.n + 1) * sizeof(*p->chips));
    p->chips[p->n_chips++] =
        (struct chip){area_path(c, "territory/move?from=0"), T(c, N_("不在网格里")), -1, !*from};
    for (size_t i = 0; i < l.n; i++) {
        const struct place *q = &l.v[i];
        if (q->kind == PLACE_COMPOUND || q->kind == PLACE_GRID || q->id == *from) {
            p->chips[p->n_chips++] = (struct chip){
                area_path(c, "territory/move?from=%" PRId64, q->id), q->name, -1, q->id == *from};
        }
    }
    return true;
}

static void show_move(struct ctx *c)
{
    int64_t from = from_of(c);
    struct place there;
    struct move_page p = {.f = {.title = T(c, N_("移动楼组")),
                              .says = T(c, N_("划进微网格，就同时归它的网格；"
                                              "离开网格，也离开它的微网格。")),
                              .action = area_path(c, "territory/move"),
                              .button = T(c, N_("移过去")),
                              .form = &move_form,
                              .among_of = "into",
                              .picking = true}};
    struct act_form first = territory_nothing;
    if (!load_chips(c, &from, &p) || (from && !places_by_id(c, from, &there)) ||
        !load_picks(c, from ? from : c->area_id, &p.f.picks)) {
        return;
    }
    if (!from) {
        outside_only(&p.f.picks.all);
    }
    p.f.among = territory_choices(c, PLACE_GRID, PLACE_ZONE, from, true);
    first.from = from;
    first.day = c->now;
    if (c->err.kind) {
        return;
    }
    form_fill(c, &move_form, &first);
    page_begin(c, &(struct page){.title = p.f.title,
                      .focus = true,
                      .back = area_path(c, "territory"),
                      .no_index = true});
    move_tpl(c, &p);
    page_end(c);
}

static void do_move(struct ctx *c)
{
    const struct act_form *f = c->req->form;
    struct change ch = territory_change(c, 0);
    struct place to;
    if (f->into < PLACE_KINDS) {
        ch.kind = (enum place_kind)f->into;
    } else if (places_by_id(c, f->into, &to) && to.kind >= PLACE_GRID) {
        ch.kind = to.kind;
        ch.place_id = to.id;
    } else {
        not_found(c);
        return;
    }
    if (ch.kind < PLACE_GRID || ch.kind > PLACE_ZONE) {
        refuse(&c->err, "into", SAY(N_("请选划到哪里。")));
    } else if (territory_move(c, &ch)) {
        redirect(c, ch.place_id ? territory_path(c, ch.place_id, "") : area_path(c, "territory"));
    }
}

static const struct route routes[] = {
    ACT_GET("/a/:area/territory/new", show_new, N_("新建网格或小组")),
    ACT_POST("/a/:area/territory/new", do_new, &new_form, show_new, N_("新建网格或小组")),
    ACT_GET("/a/:area/territory/move", show_move, N_("移动楼组")),
    ACT_POST("/a/:area/territory/move", do_move, &move_form, show_move, N_("移动楼组")),
    ACT_GET("/a/:area/territory/stair", show_stair, N_("登记新楼组")),
    ACT_POST("/a/:area/territory/stair", do_stair, &stair_form, show_stair, N_("登记新楼组")),
    ACT_GET("/a/:area/territory/:id/name", show_name, N_("改名")),
    ACT_POST("/a/:area/territory/:id/name", do_name, &name_form, show_name, N_("改名")),
    ACT_GET("/a/:area/territory/:id/hang", show_hang, N_("换一个网格")),
    ACT_POST("/a/:area/territory/:id/hang", do_hang, &hang_form, show_hang, N_("换一个网格")),
    ACT_GET("/a/:area/territory/:id/split", show_split, N_("拆成两个")),
    ACT_POST("/a/:area/territory/:id/split", do_split, &split_form, show_split, N_("拆成两个")),
    ACT_GET("/a/:area/territory/:id/end", show_end, N_("并入别处或停用")),
    ACT_POST("/a/:area/territory/:id/end", do_end, &end_form, show_end, N_("并入别处或停用")),
    {0},
};

const struct module territory_acts_module = {.name = "territory_acts", .tier = 3, .routes = routes};
