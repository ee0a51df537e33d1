/* requests_clocks_pages.c - 服务时限: the committee sets how long each kind may take, and by which
 * paper. What runs keeps the limit it was given. */
#include "lib/db/list.h"
#include "lib/web/page.h"
#include "lib/web/parts.h"
#include "src/requests/requests_room.h"

static const struct choice units[] = {
    {SPAN_HOURS, "hours", N_("小时")},
    {SPAN_WORKDAYS, "workdays", N_("个工作日")},
    {0},
};
struct clock_form {
    int64_t kind, triage_n, triage_unit, answer_n, answer_unit;
    const char *source;
};
static const struct field clock_fields[] = {
    FIELD(struct clock_form, FIELD_CHOICE, kind, .choices = requests_kinds, .label = N_("哪一类"),
        .required = true),
    FIELD(struct clock_form, FIELD_INT, triage_n, .min = 1, .max = 240,
        .label = N_("多久内受理分派"), .required = true),
    FIELD(struct clock_form, FIELD_CHOICE, triage_unit, .choices = units, .label = N_("受理分派按"),
        .required = true),
    FIELD(struct clock_form, FIELD_INT, answer_n, .min = 1, .max = 240, .label = N_("多久内答复"),
        .required = true),
    FIELD(struct clock_form, FIELD_CHOICE, answer_unit, .choices = units, .label = N_("答复按"),
        .help = N_("工作日不算提出当天，到最后一天 18:00 为止；放假调休按国务院办公厅的通知。"),
        .required = true),
    FIELD(struct clock_form, FIELD_TEXT, source, .max = 100, .label = N_("依据"),
        .help = N_("比如哪一份 12345 工单办理规则，或居委会哪次会议定的。")),
    {0},
};
const struct form requests_clock_form = {"requests.clock", sizeof(struct clock_form), clock_fields};

static const char *said(struct ctx *c, struct span s)
{
    return say(c, requests_span_says(s));
}

static bool fill_clocks(struct ctx *c, struct list_view *v)
{
    for (const struct choice *k = requests_kinds; k->label; k++) {
        struct request_clock clock;
        if (!requests_clock(c, k->value, &clock)) {
            return false;
        }
        list_push(c->arena, &v->rows,
            ((struct list_row){.id = k->value,
                .v = {value_int(k->value), value_text(said(c, clock.triage)),
                    value_text(said(c, clock.answer)),
                    value_text(clock.since ? clock.source : T(c, N_("屋檐的默认"))),
                    clock.since ? value_int(clock.since) : NONE}}));
    }
    v->rows.count = (int64_t)v->rows.n;
    return true;
}

/* ?kind=: that one's limits stand in the form. */
static bool fill_form(struct ctx *c)
{
    struct request_clock clock;
    struct clock_form *f = arena_alloc(c->arena, sizeof(*f));
    int64_t kind = requests_kind_info(req_query_int(c, "kind", KIND_LIGHT))->kind;
    if (!requests_clock(c, kind, &clock)) {
        return false;
    }
    *f = (struct clock_form){.kind = kind,
        .triage_n = clock.triage.n,
        .triage_unit = (int64_t)clock.triage.unit,
        .answer_n = clock.answer.n,
        .answer_unit = (int64_t)clock.answer.unit,
        .source = clock.source};
    form_fill(c, &requests_clock_form, f);
    return true;
}

#include "requests_clocks.html.h"

void requests_show_clocks(struct ctx *c)
{
    struct list_view v = {0};
    if (list_serve(c, &requests_clocks_list, AUDIENCE_STAFF, fill_clocks) || !fill_form(c) ||
        !fill_clocks(c, &v)) {
        return;
    }
    page_begin(c, &(struct page){.title = T(c, N_("服务时限")), .tab = "desk", .no_index = true});
    clocks_html(c, &v);
    page_end(c);
}

void requests_do_clock(struct ctx *c)
{
    const struct clock_form *f = c->req->form;
    struct request_clock new = {.triage = {(enum span_unit)f->triage_unit, f->triage_n},
        .answer = {(enum span_unit)f->answer_unit, f->answer_n},
        .source = f->source};
    if (requests_set_clock(c, f->kind, &new)) {
        redirect(c, area_path(c, "clocks"));
    }
}
