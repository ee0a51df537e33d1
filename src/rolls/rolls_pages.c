/* rolls_pages.c - lists of an area: all of them, one with its coverage, opening and closing. */
#include <inttypes.h>
#include <string.h>

#include "lib/base/app.h"
#include "lib/db/job.h"
#include "lib/web/parts.h"
#include "lib/web/web.h"
#include "src/bodies/duties.h"
#include "src/places/places.h"
#include "src/rolls/rolls_room.h"

enum { TITLE_MAX = 30 };

struct own_form {
    const char *title;
};
struct open_form {
    const char *title;
    int64_t place;
};
static const struct field own_fields[] = {
    FIELD(struct own_form, FIELD_TEXT, title, .max = TITLE_MAX, .min = 2, .label = N_("名册叫什么"),
        .help = N_("比如：收垃圾分类承诺书。群里看得到这个名字，请不要写人名。"), .required = true),
    {0},
};
static const struct field open_fields[] = {
    FIELD(struct open_form, FIELD_TEXT, title, .max = TITLE_MAX, .min = 2,
        .label = N_("名册叫什么"),
        .help = N_("比如：收垃圾分类承诺书。群里看得到这个名字，请不要写人名。"), .required = true),
    FIELD(struct open_form, FIELD_FOUND, place, .label = N_("哪里的住户"),
        .help = N_("写楼号，或小区、网格、片区的名字；全居民区写「全」。"),
        .finder = &places_finder, .required = true),
    {0},
};
static const struct form own_form = {"rolls.own", sizeof(struct own_form), own_fields};
static const struct form open_form = {"rolls.open", sizeof(struct open_form), open_fields};

struct roll_page {
    struct roll r;
    struct roll_covers covers;
    struct roll_cover sum;
    const char *title, *group_text;
    struct list_view rows;
    bool closes;
};

/* A roll's own word for a state, where it has just one; else what is said of any. */
static const char *state_word(const struct roll_kind *k, enum tick_state state)
{
    const struct roll_mark *only = NULL;
    for (const struct roll_mark *m = k->marks; m->key; m++) {
        if (m->state == state && only) {
            return choice_of(rolls_states(), (int)state)->label;
        }
        only = m->state == state ? m : only;
    }
    return only ? only->label : choice_of(rolls_states(), (int)state)->label;
}

#include "rolls_page.html.h"

/* Said on several pages -------------------------------------------------------------------------
 */
const char *rolls_title(struct ctx *c, const struct roll *r)
{
    return str_same(r->title, r->kind->title) ? T(c, r->kind->title) : r->title;
}

const char *rolls_row_said(struct ctx *c, const struct roll_kind *k, const struct roll_row *row)
{
    const struct roll_mark *m = rolls_mark_of(k, row->state, row->choice);
    return !m                        ? T(c, N_("还没"))
           : row->state == TICK_AWAY ? say(c, WORDS(N_("{0}次没人"), INT(row->visits)))
                                     : T(c, m->label);
}

enum hand rolls_hand(struct ctx *c)
{
    return c->who.staff ? HAND_STAFF : HAND_LEADER;
}

const char *rolls_group_text(
    struct ctx *c, const struct roll *r, const struct roll_cover *sum, const char *link)
{
    int64_t left = sum->total - sum->done - sum->refused;
    if (r->kind->subject == ROLL_BUILDINGS) { /* nobody's door: nothing to ask of neighbours */
        return arena_printf(c->arena, "%s\n%s",
            say(c, WORDS(N_("各位邻居：「{0}」{1} 个楼组里已有 {2} 个办好。"),
                       TEXT(rolls_title(c, r)), INT(sum->total), INT(sum->done))),
            link);
    }
    const char *head = say(c, WORDS(N_("各位邻居：「{0}」{1} 户里已有 {2} 户办好"),
                                  TEXT(rolls_title(c, r)), INT(sum->total), INT(sum->done)));
    const char *tail =
        left ? say(c, WORDS(N_("，还差 {0} 户。没办的请找我，或在群里接龙写上室号。"), INT(left)))
             : T(c, N_("，都办好了，谢谢大家。"));
    return arena_printf(c->arena, "%s%s\n%s", head, tail, link);
}

int64_t rolls_place_of(struct ctx *c)
{
    struct place p;
    int64_t id = req_id(c, "id");
    if (!places_by_id(c, id, &p) || p.kind != PLACE_BUILDING) {
        not_found(c);
        return 0;
    }
    return id;
}

bool rolls_at_door(struct ctx *c, struct roll *out)
{
    struct rolls here = {0};
    int64_t stair = rolls_place_of(c), id = req_id(c, "roll");
    if (!stair || !rolls_of_building(c, stair, &here)) {
        return false;
    }
    for (size_t i = 0; i < here.n; i++) {
        if (here.v[i].id == id) {
            *out = here.v[i];
            return c->app->may(c, out->kind->ticks, stair) || denied(c);
        }
    }
    return not_found(c);
}

/* All lists -------------------------------------------------------------------------------------
 */
static void show_all(struct ctx *c)
{
    struct list_view v;
    if (!list_view_load(c, &rolls_list, 0, 0, &v) || list_export(c, &v)) {
        return;
    }
    page_begin(c,
        &(struct page){.title = T(c, N_("名册")), .tab = "desk", .wide = true, .no_index = true});
    rolls_all_tpl(c, &v);
    page_end(c);
}

/* One list --------------------------------------------------------------------------------------
 */
static int64_t place_of_roll(struct ctx *c)
{
    struct roll r;
    return rolls_by_id(c, req_id(c, "id"), &r) ? r.place_id : not_found(c);
}

/* The list of rows with its results in the roll's own words. */
static const struct list *in_own_words(
    struct ctx *c, const struct list *l, const struct roll_kind *k)
{
    struct list *own = arena_alloc(c->arena, sizeof(*own));
    size_t columns = 0, states = 0;
    while (l->columns[columns].name) {
        columns++;
    }
    while (rolls_row_states[states].key) {
        states++;
    }
    struct column *cols = arena_alloc(c->arena, (columns + 1) * sizeof(*cols));
    struct choice *words = arena_alloc(c->arena, (states + 1) * sizeof(*words));
    memcpy(cols, l->columns, (columns + 1) * sizeof(*cols));
    memcpy(words, rolls_row_states, (states + 1) * sizeof(*words));
    for (size_t i = 0; i < states; i++) {
        bool result = words[i].value && words[i].value != ROLL_ROW_UNMET;
        words[i].label = result ? state_word(k, (enum tick_state)words[i].value) : words[i].label;
    }
    for (size_t i = 0; i < columns; i++) {
        cols[i].choices = cols[i].choices == rolls_row_states ? words : cols[i].choices;
    }
    *own = *l;
    own->columns = cols;
    return own;
}

static bool load_roll(struct ctx *c, struct roll_page *p)
{
    if (!rolls_by_id(c, req_id(c, "id"), &p->r) || !rolls_coverage(c, p->r.id, &p->covers)) {
        return false;
    }
    p->sum = rolls_total(&p->covers);
    p->title = rolls_title(c, &p->r);
    p->closes = !p->r.closed_at && c->app->may(c, p->r.kind->opens, p->r.place_id);
    p->group_text = rolls_group_text(c, &p->r, &p->sum,
        arena_printf(c->arena, "%s/a/%s", c->app->base_url, req_text(c, "area")));
    bool loaded = list_view_load(c, &rolls_rows_list, p->r.id, 0, &p->rows);
    p->rows.list = loaded ? in_own_words(c, &rolls_rows_list, p->r.kind) : NULL;
    return loaded;
}

static void show_roll(struct ctx *c)
{
    struct roll_page p = {0};
    if (!load_roll(c, &p) || list_export(c, &p.rows)) {
        return;
    }
    page_begin(c, &(struct page){.title = p.title,
                      .at = p.r.place,
                      .back = area_path(c, "rolls"),
                      .tab = "desk",
                      .refresh = p.r.filled ? 0 : 15,
                      .wide = true,
                      .no_index = true});
    roll_tpl(c, &p);
    page_end(c);
}

static void do_close(struct ctx *c)
{
    struct roll r;
    if (!rolls_by_id(c, req_id(c, "id"), &r)) {
        return;
    }
    if (!c->app->may(c, r.kind->opens, r.place_id)) {
        denied(c);
    } else if (rolls_close(c, &r)) {
        redirect(c, area_path(c, "rolls/%" PRId64, r.id));
    }
}

static void do_refresh(struct ctx *c)
{
    struct roll r;
    if (rolls_by_id(c, req_id(c, "id"), &r) && rolls_refresh(c, &r)) {
        redirect(c, area_path(c, "rolls/%" PRId64, r.id));
    }
}

/* Opening ---------------------------------------------------------------------------------------
 */
static void show_new(struct ctx *c)
{
    form_fill(c, &open_form, &(struct open_form){.title = ""});
    page_begin(c, &(struct page){.title = T(c, N_("开一份名册")),
                      .back = area_path(c, "rolls"),
                      .tab = "desk",
                      .no_index = true});
    roll_new_tpl(c);
    page_end(c);
}

static void do_open(struct ctx *c)
{
    const struct open_form *f = c->req->form;
    struct roll r = {.kind = &rolls_kinds[0], .place_id = f->place, .title = f->title};
    if (!c->app->may(c, DUTY_SEE_ROLL, f->place)) {
        denied(c);
    } else if (rolls_open(c, &r)) {
        redirect(c, area_path(c, "rolls/%" PRId64, r.id));
    }
}

/* A leader's own list: one tap on its name. */
static void do_own(struct ctx *c)
{
    const struct own_form *f = c->req->form;
    int64_t stair = rolls_place_of(c);
    struct roll r = {.kind = &rolls_kinds[0], .place_id = stair, .title = f->title};
    if (stair && rolls_open(c, &r)) {
        redirect(c, area_path(c, "b/%" PRId64 "/doors?roll=%" PRId64, stair, r.id));
    }
}

static void show_own(struct ctx *c)
{
    page_begin(c, &(struct page){.title = T(c, N_("开一份名册")),
                      .back = area_path(c, "b/%" PRId64 "/doors", req_id(c, "id")),
                      .no_index = true});
    roll_own_tpl(c);
    page_end(c);
}

/* What is being asked of whom, everywhere, is the committee's to see; a leader sees her stair's. */
static int64_t whole_area(struct ctx *c)
{
    return c->area_id;
}

#define ON_ROLL .duty = DUTY_SEE_ROLL, .place_of = place_of_roll

static const struct route routes[] = {
    {"GET", "/a/:area/rolls", show_all, DUTY_SEE_ROLL, .place_of = whole_area, .list = &rolls_list,
        .title = N_("名册")},
    {"GET", "/a/:area/rolls/new", show_new, DUTY_SEE_ROLL, .title = N_("开一份名册")},
    {"POST", "/a/:area/rolls/new", do_open, DUTY_SEE_ROLL, HANDS_SELF, &open_form, show_new,
        .title = N_("开一份名册")},
    {"GET", "/a/:area/rolls/:id", show_roll, ON_ROLL, .list = &rolls_rows_list,
        .title = N_("一份名册：办到哪里、哪些户还没有")},
    {"POST", "/a/:area/rolls/:id/close", do_close, ON_ROLL, .hands = HANDS_SELF,
        .title = N_("结束一份名册")},
    {"POST", "/a/:area/rolls/:id/refresh", do_refresh, ON_ROLL, .hands = HANDS_SELF,
        .title = N_("按今天的住户更新名册")},
    {"GET", "/a/:area/b/:id/rolls", show_own, .duty = DUTY_SEE_ROLL, .place_of = rolls_place_of,
        .title = N_("楼组长开自己的名册")},
    {"POST", "/a/:area/b/:id/rolls", do_own, .duty = DUTY_SEE_ROLL, .hands = HANDS_SELF,
        .form = &own_form, .show = show_own, .place_of = rolls_place_of,
        .title = N_("楼组长开自己的名册")},
    {0},
};

static const struct job_kind jobs[] = {{.kind = "rolls.fill", .run = rolls_fill_job}, {0}};
static const struct list *const lists[] = {&rolls_list, &rolls_rows_list, NULL};

const struct module rolls_module = {.name = "rolls",
    .tier = 1,
    .routes = routes,
    .lists = lists,
    .figures = rolls_figures,
    .registers = rolls_registers,
    .jobs = jobs,
    .rolls = rolls_kinds,
    .personal = rolls_personal};
