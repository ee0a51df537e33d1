/* territory_acts_pages.c - the forms that cut the territory anew. Each asks from which day; a day
 * that is past asks for a reason too. Ticks of stairs are pairs named "stair". */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/module.h"
#include "lib/web/page.h"
#include "lib/web/parts.h"
#include "src/bodies/duties.h"
#include "src/territory/territory_show.h"

struct act_form { /* of every act; each form has its fields of it */
    int64_t day, kind, parent, into, from, compound, size, area, first, second_home, stays;
    const char *name, *second, *reason, *stairs;
    bool release;
};

#define DAY_FIELDS \
    FIELD(struct act_form, FIELD_DAY, day, .label = N_("从哪天起"), .required = true, \
        .help = N_("这一天起是新的，前一天还是旧的。")), \
        FIELD(struct act_form, FIELD_TEXT, reason, .max = 200, .label = N_("更正的原因"), \
            .help = N_("只有从过去的一天算起才要写。"))
#define NAME_FIELD(text) \
    FIELD(struct act_form, FIELD_TEXT, name, .max = 30, .label = (text), .required = true, \
        .autocomplete = "off")
#define STAIRS_FIELD \
    FIELD(struct act_form, FIELD_TEXT, stairs, .max = 6000, .label = N_("勾选的楼组"), \
        .help = N_("接口用：编号，空格隔开。页面上用勾选。"))
#define FORM(form_name, what) \
    static const struct form form_name = { \
        "territory." what, sizeof(struct act_form), form_name##_fields}

static const struct choice new_kinds[] = {
    {PLACE_GRID, "grid", N_("网格")},
    {PLACE_MICRO_GRID, "micro_grid", N_("微网格"), N_("要选它归哪个网格")},
    {PLACE_GROUP, "group", N_("居民小组")},
    {PLACE_ZONE, "zone", N_("片区"), N_("任意几个楼组，可以互相重叠")},
    {0},
};
static const struct choice stay_choices[] = {
    {1, "first", N_("住在第一套")}, {2, "second", N_("住在第二套")}, {0}};

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
static const struct field propose_form_fields[] = {
    FIELD(struct act_form, FIELD_INT, size, .min = 3, .max = 100, .label = N_("每个大约几个楼组"),
        .required = true),
    DAY_FIELDS,
    {0},
};
static const struct field stair_form_fields[] = {
    FIELD(struct act_form, FIELD_ID, compound, .label = N_("哪个小区"), .required = true),
    NAME_FIELD(N_("楼号")),
    DAY_FIELDS,
    {0},
};
static const struct field home_form_fields[] = {
    NAME_FIELD(N_("室号")),
    FIELD(struct act_form, FIELD_AREA, area, .label = N_("建筑面积（平方米）")),
    DAY_FIELDS,
    {0},
};
static const struct field join_form_fields[] = {
    FIELD(struct act_form, FIELD_ID, first, .label = N_("第一套"), .required = true),
    FIELD(struct act_form, FIELD_ID, second_home, .label = N_("第二套"), .required = true),
    NAME_FIELD(N_("合成以后的室号")),
    DAY_FIELDS,
    {0},
};
static const struct field part_form_fields[] = {
    FIELD(struct act_form, FIELD_ID, first, .label = N_("哪一套"), .required = true),
    NAME_FIELD(N_("分开以后，第一套的室号")),
    FIELD(struct act_form, FIELD_TEXT, second, .max = 30, .label = N_("第二套的室号"),
        .required = true, .autocomplete = "off"),
    FIELD(struct act_form, FIELD_CHOICE, stays, .label = N_("现在的住户"), .required = true,
        .choices = stay_choices),
    DAY_FIELDS,
    {0},
};
FORM(new_form, "new");
FORM(name_form, "name");
FORM(hang_form, "hang");
FORM(move_form, "move");
FORM(split_form, "split");
FORM(end_form, "end");
FORM(propose_form, "propose");
FORM(stair_form, "stair");
FORM(home_form, "home");
FORM(join_form, "join");
FORM(part_form, "part");

struct picks { /* stairs to be ticked */
    struct stairs all;
    const struct ids *ticked;
    const struct words *wrong; /* NULL: nothing wrong with the ticks */
};
struct form_page {
    struct place p;
    const char *title, *says, *action, *button;
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
struct propose_page {
    struct form_page f;
    struct proposal proposal;
    const char **spans;
    int64_t *counts;
    int64_t size;
};
struct homes_page {
    struct place p;
    struct units units;
    const struct choice *homes;
    const struct form *form; /* the one that is shown */
    const char *action, *button;
    struct chip chips[3];
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
static const struct choice *coverings(
    struct ctx *c, enum place_kind lo, enum place_kind hi, int64_t but, bool outs)
{
    struct levels l;
    if (!places_levels(c, "", &l)) {
        return NULL;
    }
    struct choice *out = arena_alloc(c->arena, (l.n + PLACE_KINDS + 1) * sizeof(*out));
    size_t n = 0;
    for (size_t i = 0; i < l.n; i++) {
        const struct place *p = &l.v[i].p;
        struct place grid = {.name = ""};
        if (p->kind < lo || p->kind > hi || p->id == but || *p->valid_to) {
            continue;
        }
        if (p->kind == PLACE_MICRO_GRID && !places_by_id(c, p->parent_id, &grid)) {
            return NULL;
        }
        out[n++] = (struct choice){.value = p->id,
            .label = arena_printf(c->arena, "%s%s%s", grid.name, *grid.name ? " " : "", p->name)};
    }
    for (int kind = PLACE_GRID; outs && kind < PLACE_ZONE; kind++) {
        out[n++] = (struct choice){.value = kind,
            .label = say(c, WORDS(N_("不再归任何{0}"), MSG(territory_kind_label(kind))))};
    }
    out[n] = (struct choice){0};
    return c->err.kind ? NULL : out;
}

static const struct choice *compound_choices(struct ctx *c)
{
    return coverings(c, PLACE_COMPOUND, PLACE_COMPOUND, 0, false);
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
    return territory_stairs(c, place_id, "", &p->all);
}

static struct change change_of(struct ctx *c, int64_t place_id)
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

static const struct act_form nothing = {.name = "", .second = "", .reason = "", .stairs = ""};

static void show_new(struct ctx *c)
{
    struct form_page p = {.title = T(c, N_("新建网格或小组")),
        .says = T(c, N_("先有名字，再把楼组划进去。")),
        .action = area_path(c, "territory/new"),
        .button = T(c, N_("新建")),
        .form = &new_form,
        .among = coverings(c, PLACE_GRID, PLACE_GRID, 0, false),
        .among_of = "parent"};
    show_form(c, &p, &nothing);
}

static void do_new(struct ctx *c)
{
    const struct act_form *f = c->req->form;
    struct change ch = change_of(c, 0);
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
    struct act_form first = nothing;
    if (!territory_of_route(c, &p.p)) {
        return;
    }
    p.title = say(c, WORDS(N_("给{0}改名"), TEXT(p.p.name)));
    p.says = T(c, N_("以前的日子里还叫以前的名字。任职、诉求、住户都跟着它，不用动。"));
    p.action = territory_path(c, p.p.id, "/name");
    first.name = p.p.name;
    show_form(c, &p, &first);
}

static void do_name(struct ctx *c)
{
    struct place p;
    if (territory_of_route(c, &p)) {
        struct change ch = change_of(c, p.id);
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
    p.title = say(c, WORDS(N_("{0}换一个网格"), TEXT(p.p.name)));
    p.says = T(c, N_("它的楼组一起过去。"));
    p.action = territory_path(c, p.p.id, "/hang");
    p.among = coverings(c, PLACE_GRID, PLACE_GRID, p.p.parent_id, false);
    show_form(c, &p, &nothing);
}

static void do_hang(struct ctx *c)
{
    const struct act_form *f = c->req->form;
    struct place p;
    if (territory_of_route(c, &p)) {
        struct change ch = change_of(c, p.id);
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
    p.title = say(c, WORDS(N_("把{0}拆成两个"), TEXT(p.p.name)));
    p.says = T(c, N_("勾选分出去的楼组，其余的留下。原来的名字、任职都留在留下的一边。"));
    p.action = territory_path(c, p.p.id, "/split");
    show_form(c, &p, &nothing);
}

static void do_split(struct ctx *c)
{
    struct place p;
    if (territory_of_route(c, &p)) {
        struct change ch = change_of(c, p.id);
        int64_t id = territory_split(c, &ch);
        if (id) {
            redirect(c, territory_path(c, id, ""));
        }
    }
}

static void show_end(struct ctx *c)
{
    struct form_page p = {.form = &end_form, .button = T(c, N_("记下")), .among_of = "into"};
    struct place_counts n;
    if (!territory_of_route(c, &p.p) || !places_counts(c, p.p.id, "", &n)) {
        return;
    }
    p.title = say(c, WORDS(N_("{0}并入别处或停用"), TEXT(p.p.name)));
    p.says =
        say(c, WORDS(N_("它现在有 {0} 个楼组。诉求、任职、住户的记录一条不少。"), INT(n.stairs)));
    p.action = territory_path(c, p.p.id, "/end");
    p.among = coverings(c, p.p.kind, p.p.kind, p.p.id, false);
    show_form(c, &p, &nothing);
}

static void do_end(struct ctx *c)
{
    const struct act_form *f = c->req->form;
    struct place p;
    if (!territory_of_route(c, &p)) {
        return;
    }
    struct change ch = change_of(c, p.id);
    ch.other_id = f->into;
    ch.release = f->release;
    if (territory_close(c, &ch)) {
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
    show_form(c, &p, &nothing);
}

static void do_stair(struct ctx *c)
{
    const struct act_form *f = c->req->form;
    struct change ch = change_of(c, f->compound);
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
    struct levels l;
    if (!places_levels(c, "", &l)) {
        return false;
    }
    if (*from < 0) {
        *from = l.n ? l.v[0].p.id : 0;
    }
    p->chips = arena_alloc(c->arena, (l.n + 1) * sizeof(*p->chips));
    p->chips[p->n_chips++] =
        (struct chip){area_path(c, "territory/move?from=0"), T(c, N_("不在网格里")), -1, !*from};
    for (size_t i = 0; i < l.n; i++) {
        const struct place *q = &l.v[i].p;
        if (q->kind == PLACE_COMPOUND || q->kind == PLACE_GRID || q->id == *from) {
            p->chips[p->n_chips++] =
                (struct chip){area_path(c, "territory/move?from=%" PRId64, q->id), q->name,
                    l.v[i].n.stairs, q->id == *from};
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
    struct act_form first = nothing;
    if (!load_chips(c, &from, &p) || (from && !places_by_id(c, from, &there)) ||
        !load_picks(c, from ? from : c->area_id, &p.f.picks)) {
        return;
    }
    if (!from) {
        outside_only(&p.f.picks.all);
    }
    p.f.among = coverings(c, PLACE_GRID, PLACE_ZONE, from, true);
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
    struct change ch = change_of(c, 0);
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

/* Micro grids, shown before they are made ---------------------------------------------------------
 */
static void span_parts(struct ctx *c, struct propose_page *p)
{
    const struct proposal *q = &p->proposal;
    int64_t n = (int64_t)q->stairs.n;
    p->spans = arena_alloc(c->arena, ((size_t)q->parts + 1) * sizeof(*p->spans));
    p->counts = arena_alloc(c->arena, ((size_t)q->parts + 1) * sizeof(*p->counts));
    for (int64_t part = 0; part < q->parts; part++) {
        struct stairs mine = {0};
        for (int64_t i = 0; i < n; i++) {
            const struct building *b = &q->stairs.v[i];
            if (territory_part_of(n, q->parts, i) == part) {
                list_push(
                    c->arena, &mine, ((struct stair){.name = b->name, .compound = b->compound}));
            }
        }
        p->spans[part] = territory_span(c, &mine, 0, mine.n);
        p->counts[part] = (int64_t)mine.n;
    }
}

static void show_propose(struct ctx *c)
{
    struct propose_page p = {.f = {.form = &propose_form, .button = T(c, N_("就这样划"))}};
    struct act_form first = nothing;
    if (!territory_of_route(c, &p.f.p)) {
        return;
    }
    if (p.f.p.kind != PLACE_GRID) {
        not_found(c);
        return;
    }
    p.size = req_query_int(c, "size", 20);
    p.size = p.size < 3 || p.size > 100 ? 20 : p.size;
    if (!territory_propose(c, p.f.p.id, p.size, &p.proposal)) {
        return;
    }
    span_parts(c, &p);
    p.f.action = territory_path(c, p.f.p.id, "/propose");
    first.size = p.size;
    first.day = c->now;
    form_fill(c, &propose_form, &first);
    page_begin(c, &(struct page){.title = say(c, WORDS(N_("给{0}划微网格"), TEXT(p.f.p.name))),
                      .focus = true,
                      .back = territory_path(c, p.f.p.id, ""),
                      .no_index = true});
    propose_tpl(c, &p);
    page_end(c);
}

static void do_propose(struct ctx *c)
{
    const struct act_form *f = c->req->form;
    struct place p;
    if (territory_of_route(c, &p)) {
        struct change ch = change_of(c, p.id);
        if (territory_accept(c, p.id, f->size, &ch)) {
            redirect(c, territory_path(c, p.id, ""));
        }
    }
}

/* Homes ---------------------------------------------------------------------------------------- */
static const struct {
    const char *key, *action, *label, *button;
    const struct form *form;
} home_acts[] = {
    {"new", "/home", N_("新增一套"), N_("新增"), &home_form},
    {"join", "/join", N_("合户：两套合成一套"), N_("合成一套"), &join_form},
    {"part", "/part", N_("分户：一套分成两套"), N_("分成两套"), &part_form},
};

/* The form that was sent, else the one asked for. */
static void choose_act(struct ctx *c, struct homes_page *p)
{
    size_t on = 0;
    for (size_t i = 0; i < COUNT(home_acts); i++) {
        bool sent = c->req->route->form == home_acts[i].form;
        on = sent || (!c->req->route->form && str_same(req_query(c, "do"), home_acts[i].key)) ? i
                                                                                              : on;
    }
    for (size_t i = 0; i < COUNT(home_acts); i++) {
        p->chips[i] = (struct chip){arena_printf(c->arena, "%s?do=%s",
                                        territory_path(c, p->p.id, "/homes"), home_acts[i].key),
            T(c, home_acts[i].label), -1, i == on};
    }
    p->form = home_acts[on].form;
    p->action = home_acts[on].action;
    p->button = T(c, home_acts[on].button);
}

static void show_homes(struct ctx *c)
{
    struct homes_page p = {0};
    if (!territory_of_route(c, &p.p) || !places_units(c, p.p.id, &p.units)) {
        return;
    }
    if (p.p.kind != PLACE_BUILDING) {
        not_found(c);
        return;
    }
    struct choice *homes = arena_alloc(c->arena, (p.units.n + 1) * sizeof(*homes));
    for (size_t i = 0; i < p.units.n; i++) {
        homes[i] = (struct choice){.value = p.units.v[i].id, .label = p.units.v[i].name};
    }
    homes[p.units.n] = (struct choice){0};
    p.homes = homes;
    struct act_form first = nothing;
    first.day = c->now;
    choose_act(c, &p);
    form_fill(c, p.form, &first);
    page_begin(c, &(struct page){.title = say(c, WORDS(N_("{0}的房屋"), TEXT(p.p.name))),
                      .focus = true,
                      .back = territory_path(c, p.p.id, ""),
                      .no_index = true});
    homes_tpl(c, &p);
    page_end(c);
}

static void do_home(struct ctx *c)
{
    const struct act_form *f = c->req->form;
    struct place p;
    if (territory_of_route(c, &p)) {
        struct change ch = change_of(c, p.id);
        if (territory_new_home(c, &ch, f->area)) {
            redirect(c, territory_path(c, p.id, "/homes"));
        }
    }
}

/* A home of the stair whose page it is. */
static bool home_here(struct ctx *c, int64_t unit_id, const struct place *p)
{
    struct unit u;
    return places_unit(c, unit_id, &u) && (u.building_id == p->id || not_found(c));
}

static void do_join(struct ctx *c)
{
    const struct act_form *f = c->req->form;
    struct place p;
    if (territory_of_route(c, &p) && home_here(c, f->first, &p) &&
        home_here(c, f->second_home, &p)) {
        struct change ch = change_of(c, p.id);
        if (territory_join(c, f->first, f->second_home, &ch)) {
            redirect(c, territory_path(c, p.id, "/homes"));
        }
    }
}

static void do_part(struct ctx *c)
{
    const struct act_form *f = c->req->form;
    struct place p;
    if (territory_of_route(c, &p) && home_here(c, f->first, &p)) {
        struct change ch = change_of(c, p.id);
        if (territory_part(c, f->first, f->second, f->stays, &ch)) {
            redirect(c, territory_path(c, p.id, "/homes"));
        }
    }
}

#define GET_(path_, show_, title_) \
    { \
        "GET", path_, show_, DUTY_PLACES, .title = title_ \
    }
#define POST_(path_, do_, form_, show_, title_) \
    { \
        "POST", path_, do_, DUTY_PLACES, HANDS_SELF, form_, show_, .title = title_, \
                                                                   .body_max = INT64_C(128) * 1024 \
    }

static const struct route routes[] = {
    GET_("/a/:area/territory/new", show_new, N_("新建网格或小组")),
    POST_("/a/:area/territory/new", do_new, &new_form, show_new, N_("新建网格或小组")),
    GET_("/a/:area/territory/move", show_move, N_("移动楼组")),
    POST_("/a/:area/territory/move", do_move, &move_form, show_move, N_("移动楼组")),
    GET_("/a/:area/territory/stair", show_stair, N_("登记新楼组")),
    POST_("/a/:area/territory/stair", do_stair, &stair_form, show_stair, N_("登记新楼组")),
    GET_("/a/:area/territory/:id/name", show_name, N_("改名")),
    POST_("/a/:area/territory/:id/name", do_name, &name_form, show_name, N_("改名")),
    GET_("/a/:area/territory/:id/hang", show_hang, N_("换一个网格")),
    POST_("/a/:area/territory/:id/hang", do_hang, &hang_form, show_hang, N_("换一个网格")),
    GET_("/a/:area/territory/:id/split", show_split, N_("拆成两个")),
    POST_("/a/:area/territory/:id/split", do_split, &split_form, show_split, N_("拆成两个")),
    GET_("/a/:area/territory/:id/end", show_end, N_("并入别处或停用")),
    POST_("/a/:area/territory/:id/end", do_end, &end_form, show_end, N_("并入别处或停用")),
    GET_("/a/:area/territory/:id/propose", show_propose, N_("划微网格")),
    POST_(
        "/a/:area/territory/:id/propose", do_propose, &propose_form, show_propose, N_("划微网格")),
    GET_("/a/:area/territory/:id/homes", show_homes, N_("楼组的房屋")),
    POST_("/a/:area/territory/:id/home", do_home, &home_form, show_homes, N_("新增房屋")),
    POST_("/a/:area/territory/:id/join", do_join, &join_form, show_homes, N_("合户")),
    POST_("/a/:area/territory/:id/part", do_part, &part_form, show_homes, N_("分户")),
    {0},
};

const struct module territory_acts_module = {.name = "territory_acts", .tier = 3, .routes = routes};
