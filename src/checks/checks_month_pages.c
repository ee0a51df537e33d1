/* checks_month_pages.c - a month: which shifts nobody looked at, what is bad most often; and the
 * sheet of a shift, printed and typed back. */
#include <inttypes.h>

#include "lib/base/app.h"
#include "lib/log/log.h"
#include "lib/paper/paper.h"
#include "lib/web/page.h"
#include "lib/web/parts.h"
#include "src/bodies/duties.h"
#include "src/checks/checks_room.h"
#include "src/places/places.h"

struct lines_form {
    const char *lines;
};
static const struct field lines_fields[] = {
    FIELD(struct lines_form, FIELD_LINES, lines, .max = 8000, .label = N_("行号和结果，一行一处"),
        .help = N_("先输 10 位行号，空一格，再输 1 好的、2 不好、3 没去看；有说明的接着写。"),
        .required = true),
    {0},
};
static const struct form lines_form = {"checks.lines", sizeof(struct lines_form), lines_fields};

struct month_page {
    const char *month, *before, *after; /* after "": not begun yet */
    const char *from, *to; /* days; to: today at most */
    struct check_shifts all;
    struct check_tallies bad;
    int64_t ended, missed, partly;
};
struct sheet_page {
    struct check_sheet s;
    struct area area;
    struct slip slip;
};
struct typing_page {
    struct check_lines typed;
    const char *done;
};

static const char *month_text(struct ctx *c, int64_t at)
{
    struct civil d = civil_of(at);
    return arena_printf(c->arena, "%04d-%02d", d.year, d.month);
}

static void month_asked(struct ctx *c, struct month_page *p)
{
    int64_t from, to;
    p->month = req_query(c, "month");
    if (!checks_month(p->month, &from, &to) || from > c->now) {
        p->month = month_text(c, c->now);
        must(checks_month(p->month, &from, &to));
    }
    p->before = month_text(c, from - 1);
    p->after = to <= c->now ? month_text(c, to) : "";
    p->from = day_text(c->arena, from);
    p->to = day_text(c->arena, to <= c->now ? to - 1 : c->now);
}

static const char *shown_name(struct ctx *c, const struct check_item *i)
{
    return arena_printf(c->arena, "%s %s", i->place, checks_name(c, i));
}

#include "checks_month.html.h"

/* The month ------------------------------------------------------------------------------------ */
static bool fill_shifts(struct ctx *c, struct list_view *v)
{
    struct month_page p = {0};
    month_asked(c, &p);
    if (!checks_shifts(c, p.from, p.to, &p.all)) {
        return false;
    }
    for (const struct check_shift *s = p.all.v; s < p.all.v + p.all.n; s++) {
        int64_t state = (int64_t)checks_state(s, c->now);
        if (state >= v->ask.filter->lo && state <= v->ask.filter->hi) {
            list_push(c->arena, &v->rows,
                ((struct list_row){.id = s->slot.id,
                    .v = {value_int(s->begins), value_int((int)s->slot.what),
                        value_text(s->slot.person), value_text(s->slot.place), value_int(s->items),
                        value_int(s->done), value_int(s->bad), value_int(state)}}));
        }
    }
    v->rows.count = (int64_t)v->rows.n;
    return true;
}

static bool fill_bad(struct ctx *c, struct list_view *v)
{
    struct month_page p = {0};
    month_asked(c, &p);
    if (!checks_tallies(c, p.from, p.to, &p.bad)) {
        return false;
    }
    for (const struct check_tally *t = p.bad.v; t < p.bad.v + p.bad.n; t++) {
        list_push(c->arena, &v->rows,
            ((struct list_row){.id = t->item.id,
                .v = {value_text(t->item.place), value_int(t->item.spot), value_text(t->item.words),
                    value_int(t->bad), value_int(t->looked),
                    value_text(t->item.ticket ? matters_ticket(c->arena, t->item.ticket) : ""),
                    t->item.state ? value_int(t->item.state) : NONE}}));
    }
    v->rows.count = (int64_t)v->rows.n;
    return true;
}

static bool fill_month(struct ctx *c, struct month_page *p)
{
    month_asked(c, p);
    if (!checks_shifts(c, p->from, p->to, &p->all) || !checks_tallies(c, p->from, p->to, &p->bad)) {
        return false;
    }
    for (size_t i = 0; i < p->all.n; i++) {
        enum shift_state s = checks_state(&p->all.v[i], c->now);
        p->ended += s < SHIFT_RUNNING;
        p->missed += s == SHIFT_UNCHECKED;
        p->partly += s == SHIFT_PARTLY;
    }
    return true;
}

static void show_month(struct ctx *c)
{
    struct month_page p = {0};
    if (list_serve(c, &checks_shifts_list, AUDIENCE_STAFF, fill_shifts) || !fill_month(c, &p)) {
        return;
    }
    page_begin(c, &(struct page){.title = say(c, WORDS(N_("{0} 门卫、保洁检查"), TEXT(p.month))),
                      .tab = "desk",
                      .wide = true,
                      .back = area_path(c, "checks"),
                      .no_index = true});
    month_html(c, &p);
    page_end(c);
}

static void show_bad(struct ctx *c)
{
    struct month_page p = {0};
    if (list_serve(c, &checks_bad_list, AUDIENCE_STAFF, fill_bad) || !fill_month(c, &p)) {
        return;
    }
    page_begin(c, &(struct page){.title = say(c, WORDS(N_("{0} 常常不好的地方"), TEXT(p.month))),
                      .tab = "desk",
                      .back = area_path(c, "checks/month?month=%s", p.month),
                      .no_index = true});
    bad_page_html(c, &p);
    page_end(c);
}

/* Paper ---------------------------------------------------------------------------------------- */
static void do_print(struct ctx *c)
{
    struct check_shift s;
    int no = 0;
    if (checks_shift(c, req_id(c, "id"), req_text(c, "day"), &s) && checks_print(c, &s, &no)) {
        redirect(c, area_path(c, "checks/paper/%d", no));
    }
}

static void fill_slip(struct ctx *c, struct sheet_page *p)
{
    size_t n = p->s.items.n;
    const char **codes = arena_alloc(c->arena, (n + 1) * sizeof(*codes));
    const char **names = arena_alloc(c->arena, (n + 1) * sizeof(*names));
    for (size_t i = 0; i < n; i++) {
        char code[ROW_CODE_TEXT];
        row_code(p->s.no, (int)i + 1, code);
        codes[i] = arena_strdup(c->arena, code);
        names[i] = shown_name(c, &p->s.items.v[i]);
    }
    p->slip = (struct slip){.codes = codes,
        .names = names,
        .n = n,
        .head = {T(c, N_("结果")), T(c, N_("说明"))},
        .width = {16, 0},
        .name_head = T(c, N_("查哪里"))};
}

static int sheet_no(struct ctx *c)
{
    int64_t no = req_id(c, "no");
    return no > 0 && no <= 999999 ? (int)no : 0;
}

static void show_sheet(struct ctx *c)
{
    struct sheet_page p = {0};
    if (!checks_sheet(c, sheet_no(c), &p.s) || !places_area(c, c->area_id, &p.area)) {
        return;
    }
    fill_slip(c, &p);
    page_begin(c, &(struct page){.title = T(c, N_("检查单")),
                      .body_class = "app paper-l",
                      .back = checks_path(c, &p.s.shift, ""),
                      .no_index = true,
                      .wide = true});
    sheet_html(c, &p);
    page_end(c);
}

static int64_t place_of_sheet(struct ctx *c)
{
    struct check_sheet s;
    return checks_sheet(c, sheet_no(c), &s) ? s.shift.slot.place_id : 0;
}

static void show_typing(struct ctx *c)
{
    struct typing_page p = {.done = req_query(c, "done")};
    const struct lines_form *f = c->req->form;
    struct err kept = err_take(&c->err);
    if (f && !checks_typed(c, str_or(f->lines, ""), &p.typed)) {
        return;
    }
    c->err = c->err.kind ? c->err : kept;
    form_fill(c, &lines_form, &(struct lines_form){.lines = ""});
    page_begin(c, &(struct page){.title = T(c, N_("录入检查单")),
                      .tab = "desk",
                      .back = area_path(c, "checks"),
                      .no_index = true});
    typing_html(c, &p);
    page_end(c);
}

static void do_typing(struct ctx *c)
{
    const struct lines_form *f = c->req->form;
    struct check_lines all = {0};
    if (!checks_typed(c, f->lines, &all)) {
        return;
    }
    const char *evidence = all.n ? arena_printf(c->arena, "%06d", all.v[0].sheet) : "";
    all.n = 0;
    if (act_by(c, HAND_STAFF, CHANNEL_PAPER, 0, evidence) && checks_type(c, f->lines, &all)) {
        redirect(c, area_path(c, "checks/paper?done=%zu", all.n));
    }
}

static const struct route routes[] = {
    {"GET", "/a/:area/checks/month", show_month, DUTY_INBOX, .list = &checks_shifts_list,
        .title = N_("一个月的检查")},
    {"GET", "/a/:area/checks/bad", show_bad, DUTY_INBOX, .list = &checks_bad_list,
        .title = N_("常常不好的地方")},
    {"POST", "/a/:area/checks/:id/:day/sheet", do_print, .duty = DUTY_CHECKS, .hands = HANDS_SELF,
        .place_of = checks_place_of_slot, .title = N_("印检查单")},
    {"GET", "/a/:area/checks/paper/:no", show_sheet, DUTY_CHECKS, .place_of = place_of_sheet,
        .title = N_("一张检查单")},
    {"GET", "/a/:area/checks/paper", show_typing, DUTY_CHECKS, .title = N_("录入检查单")},
    {"POST", "/a/:area/checks/paper", do_typing, DUTY_CHECKS, HANDS_SELF, &lines_form, show_typing,
        .title = N_("录入检查单")},
    {0},
};

const struct module checks_month_module = {.name = "checks_month", .tier = 3, .routes = routes};
