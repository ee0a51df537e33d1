/* registers_pages.c - the six registers, one of them with its filters, and the saved ones. */
#include "src/registers/registers_room.h"

#include <inttypes.h>
#include <string.h>

#include "lib/base/app.h"
#include "lib/log/log.h"
#include "lib/web/list_view.h"
#include "lib/web/parts.h"
#include "src/bodies/duties.h"
#include "src/people/people.h"
#include "src/places/places.h"

struct option { /* of a select */
    const char *value, *label;
    bool on;
};
struct options {
    struct option *v;
    size_t n, cap;
};
struct register_page {
    const struct register_info *info;
    struct register_ask ask;
    struct register_sums sums;
    struct list_view v;
    struct options places, kinds, states;
    struct chip spans[4];
    const char *view; /* its name, when it is a saved one; else "" */
    int64_t view_id;
    const char *save_path;
};
struct register_card {
    const struct register_info *info;
    struct register_sums sums;
};
struct index_page {
    struct register_card cards[REGISTERS_END];
    struct register_views views;
    const char *period;
};

/* Saving --------------------------------------------------------------------------------------- */
struct save_form {
    int64_t which, place, kind, state, from, to;
    const char *name, *part;
    bool shared;
};
static const struct field save_fields[] = {
    FIELD(struct save_form, FIELD_TEXT, name, .max = REGISTER_NAME_MAX, .label = N_("叫什么"),
        .required = true, .autocomplete = "off"),
    FIELD(struct save_form, FIELD_FLAG, shared, .label = N_("全居委会都能用"),
        .help = N_("不勾就只有您自己看得到。")),
    FIELD(struct save_form, FIELD_CHOICE, which, .label = N_("哪一本"), .required = true,
        .choices = registers_kinds, .hidden = true),
    FIELD(
        struct save_form, FIELD_DAY, from, .label = N_("从哪天"), .required = true, .hidden = true),
    FIELD(struct save_form, FIELD_DAY, to, .label = N_("到哪天"), .required = true, .hidden = true),
    FIELD(struct save_form, FIELD_ID, place, .label = N_("哪里"), .hidden = true),
    FIELD(struct save_form, FIELD_TEXT, part, .max = 30, .label = N_("出自"), .hidden = true),
    FIELD(struct save_form, FIELD_INT, kind, .max = 1000, .label = N_("类别"), .hidden = true),
    FIELD(struct save_form, FIELD_INT, state, .max = REGISTER_LATE, .label = N_("状态"),
        .hidden = true),
    {0},
};
static const struct form save_form = {"registers.save", sizeof(struct save_form), save_fields};

/* Asking --------------------------------------------------------------------------------------- */
/* "rolls" or "requests.3" */
static void kind_asked(struct ctx *c, struct register_ask *ask)
{
    const char *typed = req_query(c, "kind"), *dot = strchr(typed, '.');
    ask->part = dot ? arena_strndup(c->arena, typed, (size_t)(dot - typed)) : typed;
    if (dot && !parse_int(dot + 1, &ask->kind)) {
        ask->kind = 0;
    }
}

static const char *kind_value(struct ctx *c, const struct register_ask *ask)
{
    return ask->kind ? arena_printf(c->arena, "%s.%" PRId64, ask->part, ask->kind) : ask->part;
}

static bool ask_of(struct ctx *c, int64_t which, struct register_ask *ask)
{
    struct place p;
    *ask = (struct register_ask){.which = which,
        .from = req_query(c, "from"),
        .to = req_query(c, "to"),
        .place_id = req_query_int(c, "at", 0),
        .state = req_query_int(c, "state", 0)};
    kind_asked(c, ask);
    registers_tidy(c->arena, ask, c->now);
    return !ask->place_id || places_by_id(c, ask->place_id, &p);
}

static const char *query_of(struct ctx *c, const struct register_ask *ask)
{
    const char *q = arena_printf(c->arena, "&from=%s&to=%s", ask->from, ask->to);
    if (ask->place_id) {
        q = arena_printf(c->arena, "%s&at=%" PRId64, q, ask->place_id);
    }
    if (!str_empty(ask->part)) {
        q = arena_printf(c->arena, "%s&kind=%s", q, query_text(c, kind_value(c, ask)));
    }
    return ask->state ? arena_printf(c->arena, "%s&state=%" PRId64, q, ask->state) : q;
}

/* A saved one, or what the address says. */
static bool load_ask(struct ctx *c, int64_t which, struct register_page *p)
{
    struct register_view view;
    p->info = registers_info(which);
    p->view_id = req_query_int(c, "view", 0);
    p->view = "";
    if (!p->view_id) {
        return ask_of(c, which, &p->ask);
    }
    if (!registers_view(c, p->view_id, &view)) {
        return false;
    }
    if (view.ask.which != which) {
        return fail(&c->err, ERR_ABSENT, SAY(N_("没有这份台账，也许刚被删掉了。")));
    }
    p->ask = view.ask;
    p->view = view.name;
    return true;
}

/* Rows ----------------------------------------------------------------------------------------- */
static void push_row(
    struct ctx *c, struct register_page *p, const struct register_row *r, int64_t no, bool whole)
{
    struct list_row row = {.key = r->at, .id = r->id, .path = registers_path(c, r)};
    for (int i = 0; p->info->list->columns[i].name; i++) {
        row.v[i] = registers_cell(c, (enum register_cell)p->info->cells[i], r, no, whole);
    }
    list_push(c->arena, &p->v.rows, row);
}

/* Sums at the foot, and on paper the line to sign. */
static void fill_foot(struct ctx *c, struct register_page *p, bool paper)
{
    const struct register_sums *s = &p->sums;
    int64_t said = s->happy[0] + s->happy[1] + s->happy[2];
    int n = 0;
    p->v.foot[n++] = say(c, WORDS(N_("合计 {0} 条：办完 {1}，没办完 {2}，超时 {3}"), INT(s->n),
                                INT(s->ended), INT(s->n - s->ended), INT(s->late)));
    if (said) {
        p->v.foot[n++] =
            say(c, WORDS(N_("说了满意不满意的 {0} 件：满意 {1}，一般 {2}，不满意 {3}"), INT(said),
                       INT(s->happy[0]), INT(s->happy[1]), INT(s->happy[2])));
    }
    if (s->hidden) {
        p->v.foot[n++] =
            say(c, WORDS(N_("另有 {0} 件只有办的人看得到，这里只记件数。"), INT(s->hidden)));
    }
    if (paper) {
        p->v.foot[n++] =
            T(c, N_("制表人：＿＿＿＿＿＿　　审核人：＿＿＿＿＿＿　　＿＿＿＿年＿＿月＿＿日"));
    }
}

static const char *period_said(struct ctx *c, const struct register_ask *ask)
{
    struct place p = {.name = ""};
    const char *period = say(c, registers_period(c->arena, ask->from, ask->to));
    const struct choice *state = choice_of(registers_states, ask->state);
    if (ask->place_id && places_by_id(c, ask->place_id, &p)) {
        period = arena_printf(c->arena, "%s · %s", period, places_said(c, &p));
    }
    return state ? arena_printf(c->arena, "%s · %s", period, T(c, state->label)) : period;
}

static bool fill_rows(struct ctx *c, struct register_page *p)
{
    struct register_rows rows;
    const struct list_ask *a = &p->v.ask;
    bool whole = c->app->may(c, DUTY_SEE_PHONE, c->area_id);
    if (!registers_sums(c, &p->ask, a->after_key, a->after_id, &p->sums) ||
        !registers_rows(c, &p->ask, a->after_key, a->after_id, a->limit, &rows)) {
        return false;
    }
    for (size_t i = 0; i < rows.n; i++) {
        push_row(c, p, &rows.v[i], p->sums.before + (int64_t)i + 1, whole);
    }
    p->v.rows.more = rows.more;
    p->v.rows.count = p->sums.n;
    p->v.personal = whole;
    return true;
}

/* Filters -------------------------------------------------------------------------------------- */
static void add_option(
    struct ctx *c, struct options *out, const char *value, const char *label, bool on)
{
    list_push(c->arena, out, ((struct option){value, label, on}));
}

static bool fill_places(struct ctx *c, struct register_page *p)
{
    struct places all = {0};
    struct buildings stairs = {0};
    if (!places_coverings(c, "", &all) || !places_buildings(c, 0, &stairs)) {
        return false;
    }
    add_option(c, &p->places, "", T(c, N_("全居民区")), false);
    for (size_t i = 0; i < all.n; i++) {
        const char *id = arena_printf(c->arena, "%" PRId64, all.v[i].id);
        add_option(c, &p->places, id, places_said(c, &all.v[i]), all.v[i].id == p->ask.place_id);
    }
    for (size_t i = 0; i < stairs.n; i++) {
        const struct building *b = &stairs.v[i];
        add_option(c, &p->places, arena_printf(c->arena, "%" PRId64, b->id),
            arena_printf(c->arena, "%s %s", b->compound, b->name), b->id == p->ask.place_id);
    }
    return true;
}

/* The parts of the register; of a part that has kinds, each of them. */
static void fill_kinds(struct ctx *c, struct register_page *p)
{
    const char *now = kind_value(c, &p->ask);
    add_option(c, &p->kinds, "", T(c, N_("全部")), false);
    for (const struct module *const *m = c->app->modules; *m; m++) {
        for (const struct register_part *r = (*m)->registers; r && r->of; r++) {
            if (!str_same(r->of, p->info->key)) {
                continue;
            }
            add_option(c, &p->kinds, r->name, T(c, r->label), str_same(now, r->name));
            for (const struct choice *k = r->kinds; k && k->label; k++) {
                const char *value = arena_printf(c->arena, "%s.%" PRId64, r->name, k->value);
                const char *label = arena_printf(c->arena, "· %s", T(c, k->label));
                add_option(c, &p->kinds, value, label, str_same(now, value));
            }
        }
    }
}

static void fill_states(struct ctx *c, struct register_page *p)
{
    add_option(c, &p->states, "", T(c, N_("全部")), false);
    for (const struct choice *s = registers_states; s->label; s++) {
        add_option(c, &p->states, arena_printf(c->arena, "%" PRId64, s->value), T(c, s->label),
            s->value == p->ask.state);
    }
}

static struct chip span_chip(struct ctx *c, const struct register_page *p, const char *label,
    int64_t at, enum register_span span)
{
    char from[DAY_TEXT], to[DAY_TEXT];
    struct register_ask ask = p->ask;
    registers_span(at, span, from, to);
    ask.from = from;
    ask.to = to;
    return (struct chip){
        .href = area_path(c, "registers/%s?%s", p->info->key, query_of(c, &ask) + 1),
        .label = T(c, label),
        .count = -1,
        .on = str_same(from, p->ask.from) && str_same(to, p->ask.to)};
}

static void fill_spans(struct ctx *c, struct register_page *p)
{
    char from[DAY_TEXT], to[DAY_TEXT];
    int64_t at = 0;
    registers_span(c->now, SPAN_QUARTER, from, to);
    must(parse_day(from, &at));
    p->spans[0] = span_chip(c, p, N_("本月"), c->now, SPAN_MONTH);
    p->spans[1] = span_chip(c, p, N_("本季度"), c->now, SPAN_QUARTER);
    p->spans[2] = span_chip(c, p, N_("上季度"), at - 1, SPAN_QUARTER);
    p->spans[3] = span_chip(c, p, N_("今年"), c->now, SPAN_YEAR);
}

#include "registers.html.h"

/* Pages ---------------------------------------------------------------------------------------- */
static int64_t which_of_route(struct ctx *c)
{
    for (int64_t i = 1; i < REGISTERS_END; i++) {
        if (registers_info(i)->list == c->req->route->list) {
            return i;
        }
    }
    return 0;
}

/* As "诉求台账", or by the name it was saved under. */
static void name_it(struct ctx *c, struct register_page *p)
{
    p->v.query =
        p->view_id ? arena_printf(c->arena, "&view=%" PRId64, p->view_id) : query_of(c, &p->ask);
    p->v.title = str_or(p->view, T(c, p->info->label));
    p->v.period = period_said(c, &p->ask);
    p->save_path =
        area_path(c, "registers/save?which=%" PRId64 "%s", p->ask.which, query_of(c, &p->ask));
}

static void show_register(struct ctx *c)
{
    struct register_page p = {0};
    bool paper = c->req->print || str_same(c->req->suffix, "docx");
    if (!load_ask(c, which_of_route(c), &p) ||
        !list_view_load(c, p.info->list, 0, AUDIENCE_STAFF, &p.v) || !fill_rows(c, &p)) {
        return;
    }
    name_it(c, &p);
    fill_foot(c, &p, paper);
    if (paper || !str_empty(c->req->suffix)) {
        note_after(c, "exported", c->req->path);
    }
    if (list_export(c, &p.v) || !fill_places(c, &p)) {
        return;
    }
    fill_kinds(c, &p);
    fill_states(c, &p);
    fill_spans(c, &p);
    page_begin(c, &(struct page){.title = p.v.title,
                      .wide = true,
                      .tab = "desk",
                      .back = area_path(c, "registers"),
                      .no_index = true});
    register_html(c, &p);
    page_end(c);
}

static void show_index(struct ctx *c)
{
    struct index_page p = {0};
    struct register_ask ask = {0};
    if (list_serve(c, &registers_views_list, AUDIENCE_STAFF, NULL) ||
        !registers_views(c, &p.views)) {
        return;
    }
    registers_tidy(c->arena, &ask, c->now);
    p.period = say(c, registers_period(c->arena, ask.from, ask.to));
    for (ask.which = 1; ask.which < REGISTERS_END; ask.which++) {
        p.cards[ask.which].info = registers_info(ask.which);
        if (!registers_sums(c, &ask, 0, 0, &p.cards[ask.which].sums)) {
            return;
        }
    }
    page_begin(c, &(struct page){.title = T(c, N_("台账")), .tab = "desk", .no_index = true});
    index_html(c, &p);
    page_end(c);
}

static void show_view(struct ctx *c)
{
    struct register_view v;
    if (registers_view(c, req_id(c, "id"), &v)) {
        redirect(
            c, area_path(c, "registers/%s?view=%" PRId64, registers_info(v.ask.which)->key, v.id));
    }
}

/* What is to be saved, from the address or from the form that came back. */
static bool load_saving(struct ctx *c, struct register_page *p)
{
    const struct save_form *f = c->req->form;
    int64_t which = f ? f->which : req_query_int(c, "which", 0);
    p->info = registers_info(which);
    if (!p->info) {
        return fail(&c->err, ERR_ABSENT, SAY(N_("没有这本台账。")));
    }
    return ask_of(c, which, &p->ask);
}

static void fill_saving(struct ctx *c, const struct register_page *p)
{
    struct save_form f = {.which = p->ask.which,
        .place = p->ask.place_id,
        .kind = p->ask.kind,
        .state = p->ask.state,
        .part = p->ask.part,
        .shared = true};
    must(parse_day(p->ask.from, &f.from) && parse_day(p->ask.to, &f.to));
    f.name = arena_printf(c->arena, "%s %s",
        say(c, registers_period(c->arena, p->ask.from, p->ask.to)), T(c, p->info->label));
    form_fill(c, &save_form, &f);
}

static void show_save(struct ctx *c)
{
    struct register_page p = {0};
    if (!load_saving(c, &p)) {
        return;
    }
    fill_saving(c, &p);
    page_begin(c, &(struct page){.title = T(c, N_("存下这份台账")),
                      .focus = true,
                      .back = area_path(c, "registers/%s?%s", p.info->key, query_of(c, &p.ask) + 1),
                      .no_index = true});
    save_html(c, &p);
    page_end(c);
}

static void do_save(struct ctx *c)
{
    const struct save_form *f = c->req->form;
    struct place p;
    struct register_view v = {.name = f->name,
        .shared = f->shared,
        .ask = {.which = f->which,
            .place_id = f->place,
            .part = f->part,
            .kind = f->kind,
            .state = f->state,
            .from = day_text(c->arena, f->from),
            .to = day_text(c->arena, f->to)}};
    registers_tidy(c->arena, &v.ask, c->now);
    if ((f->place && !places_by_id(c, f->place, &p)) || !registers_save(c, &v)) {
        return;
    }
    redirect(c, area_path(c, "registers/%s?view=%" PRId64, registers_info(v.ask.which)->key, v.id));
}

static void do_drop(struct ctx *c)
{
    if (registers_drop(c, req_id(c, "id"))) {
        redirect(c, area_path(c, "registers"));
    }
}

#define READS .duty = DUTY_REGISTERS
static const struct route routes[] = {
    {"GET", "/a/:area/registers", show_index, READS, .list = &registers_views_list,
        .title = N_("台账")},
    {"GET", "/a/:area/registers/visits", show_register, READS, .list = &registers_visits_list,
        .title = N_("走访台账")},
    {"GET", "/a/:area/registers/requests", show_register, READS, .list = &registers_requests_list,
        .title = N_("诉求台账")},
    {"GET", "/a/:area/registers/disputes", show_register, READS, .list = &registers_disputes_list,
        .title = N_("矛盾调解台账")},
    {"GET", "/a/:area/registers/care", show_register, READS, .list = &registers_care_list,
        .title = N_("关爱对象台账")},
    {"GET", "/a/:area/registers/volunteers", show_register, READS,
        .list = &registers_volunteers_list, .title = N_("志愿活动台账")},
    {"GET", "/a/:area/registers/safety", show_register, READS, .list = &registers_safety_list,
        .title = N_("安全巡查台账")},
    {"GET", "/a/:area/registers/save", show_save, READS, .title = N_("存下这份台账")},
    {"POST", "/a/:area/registers/save", do_save, READS, .hands = HANDS_SELF, .form = &save_form,
        .show = show_save, .title = N_("存一份台账")},
    {"GET", "/a/:area/registers/views/:id", show_view, READS, .title = N_("一份存好的台账")},
    {"POST", "/a/:area/registers/views/:id/drop", do_drop, READS, .hands = HANDS_SELF,
        .show = show_index, .title = N_("删一份存好的台账")},
    {0},
};
static const struct list *const lists[] = {&registers_views_list, &registers_visits_list,
    &registers_requests_list, &registers_disputes_list, &registers_care_list,
    &registers_volunteers_list, &registers_safety_list, NULL};

const struct module registers_module = {.name = "registers",
    .tier = 4,
    .routes = routes,
    .lists = lists,
    .personal = registers_personal,
    .forget = registers_forget};
