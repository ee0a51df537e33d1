/* cases_pages.c - the list of one's cases, a new one, one of them as its reader may see it; routes.
 */
#include <inttypes.h>
#include <string.h>

#include "lib/base/app.h"
#include "src/bodies/bodies.h"
#include "src/bodies/duties.h"
#include "src/cases/cases_room.h"
#include "src/matters/matters_pages.h"
#include "src/people/people.h"

/* A new one ------------------------------------------------------------------------------------ */
struct new_page {
    struct matter from; /* the request it comes out of; id 0: none */
};

/* The list ------------------------------------------------------------------------------------- */
enum { FIGURES = 4, YEAR_DAYS = 365 };
struct list_page {
    struct list_view v;
    struct fig figs[FIGURES];
    bool duty;
};

/* One case ------------------------------------------------------------------------------------- */
struct case_page {
    struct case_file f;
    struct entries log;
    struct matters linked;
    const struct choice *people, *now_on, *parties; /* to choose from */
    const struct case_promise *promise; /* the open one */
    struct matter me; /* for buttons */
    int64_t for_person; /* acting for one of them; 0: oneself */
    bool works, today; /* works: leads or DUTY_CASES; today: something waits for the reader */
};

struct choices {
    struct choice *v;
    size_t n, cap;
};

static bool can(struct ctx *c, const struct case_page *p, const char *verb)
{
    return matters_movable(c, &p->f.m, matters_move_of(&cases_matter, verb));
}

static const char *label(struct ctx *c, const struct choice *list, int64_t value)
{
    const struct choice *o = choice_of(list, value);
    return o ? T(c, o->label) : "";
}

static const char *case_path(struct ctx *c, const struct case_page *p, const char *verb)
{
    return area_path(c, "cases/%" PRId64 "/%s", p->f.m.id, verb);
}

/* "2026-12-01" as people say it; "" for none. */
static const char *day_said(struct ctx *c, const char *day)
{
    int64_t ms;
    return !str_empty(day) && parse_day(day, &ms) ? say_day(c, ms) : "";
}

/* A text of several lines, as it was typed. */
struct html cases_text_html(struct ctx *c, const char *text)
{
    size_t mark = c->req->body.n;
    for (const char *s = text; *s; s += *s == '\n') {
        size_t n = strcspn(s, "\n");
        put_html(c, "<p>", 3);
        put_text(c, arena_strndup(c->arena, s, n));
        put_html(c, "</p>", 4);
        s += n;
    }
    return html_since(c, mark);
}

/* Whoever opened it asked for nothing: the timeline calls nobody so. */
static struct html facts_html(struct ctx *c, const struct case_page *p)
{
    struct matter m = p->f.m;
    m.asker_id = 0;
    return matters_timeline_html(c, &m, &p->log, NULL, 0);
}

static struct html log_html(struct ctx *c, const struct case_file *f)
{
    struct line_step *v = arena_alloc(c->arena, (f->log.n + 1) * sizeof(*v));
    for (size_t i = 0; i < f->log.n; i++) {
        const struct case_log *l = &f->log.v[i];
        const char *went = str_empty(l->with) ? str_or(l->went, "")
                                              : arena_printf(c->arena, "%s、%s", l->went, l->with);
        v[i] = (struct line_step){.title = arena_printf(c->arena, "%s · %s",
                                      label(c, cases_whats, l->what), label(c, cases_mets, l->met)),
            .when = say_day(c, l->on_at),
            .quiet = say(c, str_empty(l->party) ? WORDS(N_("去的人：{0}"), TEXT(went))
                                                : WORDS(N_("去的人：{0}；说话的人：{1}"),
                                                      TEXT(went), TEXT(l->party))),
            .say = str_empty(l->alone) ? l->said
                                       : arena_printf(c->arena, "%s\n%s", l->said,
                                             say(c, WORDS(N_("一个人入户：{0}"), TEXT(l->alone)))),
            .state = LINE_DONE};
    }
    return timeline_html(c, v, f->log.n);
}

/* Settled before anything is read: whoever speaks for a party sees what she may see. */
static int64_t acting_for(struct ctx *c)
{
    enum hand hand;
    int64_t asked = req_query_int(c, "for", 0);
    if (c->act.hand) { /* a POST shown again: the router has settled it */
        return c->act.hand == HAND_SELF ? 0 : c->act.person_id;
    }
    if (!c->who.person_id || !asked || asked == c->who.person_id ||
        !c->app->may_act_for(c, asked, &hand)) {
        return 0;
    }
    return c->act.person_id = asked;
}

static void add_choice(struct ctx *c, struct choices *list, int64_t value, const char *text)
{
    for (size_t i = 0; i < list->n; i++) {
        if (list->v[i].value == value) {
            return;
        }
    }
    list_push(c->arena, list, (struct choice){.value = value, .label = text});
}

static const struct choice *ended(struct ctx *c, struct choices *list)
{
    list_push(c->arena, list, (struct choice){0});
    return list->v;
}

/* Whoever serves the place; others by name and telephone. */
static bool fill_people(struct ctx *c, struct case_page *p)
{
    struct posts posts = {0};
    struct choices list = {0};
    if (!p->works || !bodies_contacts(c, p->f.m.place_id, &posts)) {
        return !c->err.kind;
    }
    for (size_t i = 0; i < posts.n; i++) {
        const struct post *t = &posts.v[i];
        if (t->person_id) {
            add_choice(c, &list, t->person_id,
                arena_printf(c->arena, "%s（%s）", t->person, T(c, bodies_post_label(t->kind))));
        }
    }
    p->people = ended(c, &list);
    return true;
}

static void fill_chosen(struct ctx *c, struct case_page *p)
{
    struct choices on = {0}, parties = {0};
    for (size_t i = 0; i < p->f.on.n; i++) {
        if (str_empty(p->f.on.v[i].to)) {
            add_choice(c, &on, p->f.on.v[i].person_id, p->f.on.v[i].name);
        }
    }
    for (size_t i = 0; i < p->f.parties.n; i++) {
        add_choice(c, &parties, p->f.parties.v[i].id, p->f.parties.v[i].name);
    }
    p->now_on = ended(c, &on);
    p->parties = ended(c, &parties);
}

/* The rows of who is on it now, by their own id: to be taken off. */
static const struct choice *rows_on(struct ctx *c, const struct case_page *p)
{
    struct choices list = {0};
    for (size_t i = 0; i < p->f.on.n; i++) {
        const struct case_on *o = &p->f.on.v[i];
        if (str_empty(o->to)) {
            add_choice(c, &list, o->id,
                arena_printf(c->arena, "%s（%s）", o->name, label(c, cases_roles, o->role)));
        }
    }
    return ended(c, &list);
}

static const struct choice *results_of(struct ctx *c, const struct case_file *f)
{
    struct choices list = {0};
    for (const struct choice *o = cases_results; o->label; o++) {
        if (f->kind->results & (1U << o->value)) {
            add_choice(c, &list, o->value, T(c, o->label));
        }
    }
    return ended(c, &list);
}

#include "cases.html.h"

static bool fill_case(struct ctx *c, struct case_page *p)
{
    p->for_person = acting_for(c);
    if (!cases_see(c, req_id(c, "id"), &p->f) ||
        !log_of_subject(c, p->f.m.id, AUDIENCE_CASE, &p->log) ||
        !matters_linked(c, p->f.m.id, &p->linked)) {
        return false;
    }
    p->works = p->f.view.duty || p->f.view.leads;
    for (size_t i = 0; i < p->f.promises.n; i++) {
        if (p->f.promises.v[i].state == PROMISE_OPEN) {
            p->promise = &p->f.promises.v[i];
        }
    }
    p->today = p->f.m.due_at && c->now >= p->f.m.due_at - MS_PER_DAY;
    fill_chosen(c, p);
    cases_fill_forms(c, &p->f);
    return fill_people(c, p);
}

static void show_case(struct ctx *c)
{
    struct case_page p = {0};
    if (!fill_case(c, &p)) {
        return;
    }
    page_begin(c, &(struct page){.title = arena_printf(c->arena, "%s · %s", p.f.m.title,
                                     matters_ticket(c->arena, p.f.m.ticket)),
                      .no_index = true,
                      .back = area_path(c, "cases"),
                      .back_label = T(c, N_("调解、劝导、帮扶")),
                      .tab = p.works ? "desk" : "me"});
    case_html(c, &p);
    page_end(c);
}

/* List ----------------------------------------------------------------------------------------- */
static const struct figure *figure_named(const char *name)
{
    const struct figure *f = cases_figures;
    while (!str_same(f->name, name)) {
        f++;
        must(f->name);
    }
    return f;
}

/* Of the last year; without names, without places. */
static void fill_figures(struct ctx *c, struct list_page *p)
{
    static const char *const names[FIGURES] = {
        "cases.opened", "cases.agreed", "cases.promises_due", "cases.promises_kept"};
    for (int i = 0; i < FIGURES; i++) {
        const struct figure *f = figure_named(names[i]);
        int64_t n = figure_value(c, f, 0, c->now - YEAR_DAYS * MS_PER_DAY, c->now);
        p->figs[i] = (struct fig){.value = arena_printf(c->arena, "%" PRId64, n),
            .unit = T(c, f->unit),
            .label = T(c, f->label)};
    }
}

static void show_list(struct ctx *c)
{
    struct list_page p = {.duty = c->app->may(c, DUTY_CASES, 0)};
    enum audience most = p.duty ? AUDIENCE_CASE : AUDIENCE_PUBLIC;
    if (!list_view_load(c, &cases_list, 0, (int64_t)most, &p.v) || list_export(c, &p.v)) {
        return;
    }
    if (p.duty) {
        fill_figures(c, &p);
    }
    if (c->err.kind) {
        return;
    }
    page_begin(c, &(struct page){.title = T(c, N_("调解、劝导、帮扶")),
                      .wide = true,
                      .no_index = true,
                      .tab = p.duty ? "desk" : "me"});
    list_page_html(c, &p);
    page_end(c);
}

/* New ------------------------------------------------------------------------------------------ */
/* What it comes out of, and what was said there. */
static bool fill_from(struct ctx *c, int64_t id, struct new_page *p, const char **said)
{
    struct entries log = {0};
    *said = "";
    if (!id) {
        return true;
    }
    if (!matters_see(c, id, &p->from) || !log_of_subject(c, id, AUDIENCE_CASE, &log)) {
        return false;
    }
    *said = log.n ? log.v[0].text : "";
    return true;
}

static void show_new(struct ctx *c)
{
    struct new_page p = {0};
    const char *said;
    const struct case_form *posted = c->req->form;
    int64_t request = posted ? posted->request : req_query_int(c, "request", 0);
    if (!fill_from(c, request, &p, &said)) {
        return;
    }
    struct case_form *first = arena_alloc(c->arena, sizeof(*first));
    *first = (struct case_form){.request = request,
        .kind = req_query_int(c, "kind", CASE_MEDIATION),
        .building = request ? p.from.place_id : req_query_int(c, "building", 0),
        .about = said,
        .title = "",
        .name = "",
        .phone = ""};
    form_fill(c, &cases_new_form, first);
    page_begin(c, &(struct page){.title = T(c, N_("开一件")),
                      .no_index = true,
                      .focus = true,
                      .back = area_path(c, "cases"),
                      .back_label = T(c, N_("调解、劝导、帮扶"))});
    new_html(c, &p);
    page_end(c);
}

/* Declarations --------------------------------------------------------------------------------- */
#define STEP(verb, handler, form_, title_) \
    { \
        "POST", "/a/:area/cases/:id/" verb, handler, .duty = DUTY_PERSON, .hands = HANDS_ANY, \
                                                     .form = &(form_), .show = show_case, \
                                                     .title = (title_) \
    }
static const struct route routes[] = {
    {"GET", "/a/:area/cases", show_list, .duty = DUTY_PERSON, .list = &cases_list,
        .title = N_("调解、劝导、帮扶")},
    {"GET", "/a/:area/cases/new", show_new, .duty = DUTY_CASES, .title = N_("开一件")},
    {"POST", "/a/:area/cases/new", cases_do_new, .duty = DUTY_CASES, .hands = HANDS_ANY,
        .form = &cases_new_form, .show = show_new, .title = N_("开一件")},
    {"GET", "/a/:area/cases/:id", show_case, .duty = DUTY_PERSON,
        .title = N_("一件调解、劝导、帮扶")},
    {"GET", "/a/:area/cases/:id/record", cases_show_record, .duty = DUTY_PERSON,
        .title = N_("打印记录")},
    {"GET", "/a/:area/cases/:id/agreement", cases_show_agreement, .duty = DUTY_PERSON,
        .title = N_("打印协议")},
    {"GET", "/a/:area/cases/:id/sheets/:no", cases_show_sheet, .duty = DUTY_PERSON,
        .title = N_("走访表")},
    {"POST", "/a/:area/cases/:id/sheet", cases_do_sheet, .duty = DUTY_PERSON, .hands = HANDS_SELF,
        .show = show_case, .title = N_("印走访表")},
    STEP("add", cases_do_add, cases_add_form, N_("加人")),
    STEP("remove", cases_do_remove, cases_remove_form, N_("换人")),
    STEP("party", cases_do_party, cases_party_form, N_("加当事人")),
    STEP("log", cases_do_log, cases_log_form, N_("记一次")),
    STEP("promise", cases_do_promise, cases_promise_form, N_("记承诺")),
    STEP("kept", cases_do_kept, cases_kept_form, N_("兑现了")),
    STEP("broken", cases_do_broken, cases_broken_form, N_("没有兑现")),
    STEP("put_off", cases_do_put_off, cases_put_off_form, N_("改日子")),
    STEP("draft", cases_do_draft, cases_draft_form, N_("写协议")),
    STEP("word", cases_do_word, cases_word_form, N_("表态")),
    STEP("step", cases_do_step, cases_step_form, N_("交接给另一层")),
    STEP("settle", cases_do_settle, cases_settle_form, N_("办成了")),
    STEP("talk", cases_do_end, cases_talk_form, N_("再谈")),
    STEP("follow", cases_do_end, cases_follow_form, N_("回访过了")),
    STEP("again", cases_do_end, cases_again_form, N_("又有反复")),
    STEP("refer", cases_do_end, cases_refer_form, N_("转出去")),
    STEP("fail", cases_do_end, cases_fail_form, N_("没有办成")),
    STEP("withdraw", cases_do_end, cases_withdraw_form, N_("不再谈了")),
    {0},
};
static const struct list *const lists[] = {&cases_list, NULL};

const struct module cases_module = {.name = "cases",
    .tier = 6,
    .routes = routes,
    .lists = lists,
    .figures = cases_figures,
    .registers = cases_registers,
    .matters = &cases_matter,
    .personal = cases_personal,
    .forget = cases_forget};
