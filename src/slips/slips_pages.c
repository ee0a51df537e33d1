/* slips_pages.c - the figures of paper in a vote, the slips and their issue list to print, and a
 * lost slip. */
#include <inttypes.h>

#include "lib/db/job.h"
#include "lib/web/page.h"
#include "lib/web/parts.h"
#include "src/ballots/ballots_pages.h"
#include "src/places/places.h"
#include "src/slips/slips_room.h"

enum { STAIRS_AT_ONCE = 8 };

struct issue_form {
    int64_t building;
    bool all;
};
static const struct field issue_fields[] = {
    FIELD(struct issue_form, FIELD_ID, building, .label = N_("印哪个楼组的")),
    FIELD(struct issue_form, FIELD_FLAG, all, .label = N_("全部楼组"), .hidden = true),
    {0},
};
static const struct form issue_form = {"slips.issue", sizeof(struct issue_form), issue_fields};

struct lost_form {
    const char *serial, *why;
};
static const struct field lost_fields[] = {
    FIELD(struct lost_form, FIELD_TEXT, serial, .max = 20, .label = N_("旧选票的编号"),
        .help = N_("10 位，在领票签收单上找。"), .required = true),
    FIELD(struct lost_form, FIELD_TEXT, why, .max = 60, .label = N_("为什么补发"),
        .help = N_("比如：丢了、写错了、弄湿了。"), .required = true),
    {0},
};
static const struct form lost_form = {"slips.lost", sizeof(struct lost_form), lost_fields};

struct figures_page {
    struct ballot b;
    struct slip_numbers n;
    struct slip_sheets sheets;
    struct choice *stairs; /* that still need slips */
    bool print, whole;
};
struct paper_page {
    struct ballot b;
    struct slip_sheet s;
    struct area area;
    struct building stair; /* id 0: none */
    struct html qr;
    struct slip list;
};

static const char *ballot_path(struct ctx *c, int64_t id, const char *tail)
{
    return area_path(c, "ballots/%" PRId64 "/%s", id, tail);
}

static const char *serial(struct ctx *c, int sheet, int line)
{
    char code[ROW_CODE_TEXT];
    row_code(sheet, line, code);
    return arena_strdup(c->arena, code);
}

static const char *stair_name(struct ctx *c, const char *name)
{
    return str_or(name, T(c, N_("没有楼组的")));
}

#include "slips.html.h"

/* Figures -------------------------------------------------------------------------------------- */
static bool load(struct ctx *c, struct ballot *b)
{
    return ballots_see(c, req_id(c, "id"), b);
}

static bool fill_stairs(struct ctx *c, struct list_view *v)
{
    struct slip_numbers n;
    if (!slips_numbers(c, req_id(c, "id"), &n)) {
        return false;
    }
    for (const struct slip_sum *s = n.stairs.v; s < n.stairs.v + n.stairs.n; s++) {
        list_push(c->arena, &v->rows,
            ((struct list_row){.id = s->building_id,
                .v = {value_text(stair_name(c, s->name)), value_int(s->voters),
                    value_int(s->silent), value_int(s->issued), value_int(s->delivered),
                    value_int(s->refused), value_int(s->away), value_int(s->returned),
                    value_int(s->typed), value_int(s->unreturned), value_int(s->voided)}}));
    }
    v->rows.count = (int64_t)v->rows.n;
    return true;
}

static void choose_stairs(struct ctx *c, struct figures_page *p)
{
    struct {
        struct choice *v;
        size_t n, cap;
    } out = {0};
    struct err why = {0};
    p->whole = c->app->may(c, DUTY_SLIPS, p->b.place_id);
    for (size_t i = 0; i < p->n.stairs.n; i++) {
        const struct slip_sum *s = &p->n.stairs.v[i];
        bool mine = p->whole || c->app->may(c, DUTY_SLIPS, slips_place(&p->b, s->building_id));
        if (mine && s->issued - s->voided < s->voters - s->silent) {
            list_push(c->arena, &out,
                ((struct choice){.value = s->building_id, .label = stair_name(c, s->name)}));
        }
    }
    p->print = out.n && slips_may_print(&p->b, &why);
    list_push(c->arena, &out, ((struct choice){0}));
    p->stairs = out.v;
}

static void show_figures(struct ctx *c)
{
    struct figures_page p = {0};
    struct err kept = err_take(&c->err);
    if (!load(c, &p.b) || list_serve(c, &slips_stairs_list, AUDIENCE_STAFF, fill_stairs) ||
        !slips_numbers(c, p.b.id, &p.n) || !slips_sheets(c, p.b.id, &p.sheets)) {
        return;
    }
    choose_stairs(c, &p);
    c->err = c->err.kind ? c->err : kept;
    form_fill(c, &issue_form, &(struct issue_form){.building = p.stairs[0].value});
    page_begin(c, &(struct page){.title = T(c, N_("纸质票")),
                      .back = area_path(c, "ballots/%" PRId64, p.b.id),
                      .no_index = true,
                      .wide = true});
    figures_page_html(c, &p);
    page_end(c);
}

/* Every stair that still needs slips: by the runner where they are many. */
static bool issue_all(struct ctx *c, const struct ballot *b)
{
    struct slip_numbers n;
    int no;
    if (!slips_numbers(c, b->id, &n)) {
        return false;
    }
    if (n.stairs.n > STAIRS_AT_ONCE && c->req) {
        return slips_may_print(b, &c->err) && job_put(c, "slips.issue", b->id, c->now);
    }
    for (size_t i = 0; i < n.stairs.n; i++) {
        if (!slips_issue(c, b, n.stairs.v[i].building_id, &no)) {
            return false;
        }
    }
    return true;
}

static void issue_job(struct ctx *c, const struct job *j)
{
    struct ballot b;
    if (act_system(c) && ballots_by_id(c, j->subject_id, &b)) {
        (void)issue_all(c, &b);
    }
}

static void do_issue(struct ctx *c)
{
    const struct issue_form *f = c->req->form;
    struct ballot b;
    int no = 0;
    if (!load(c, &b)) {
        return;
    }
    if (!c->app->may(c, DUTY_SLIPS, f->all ? b.place_id : slips_place(&b, f->building))) {
        denied(c);
    } else if (f->all ? issue_all(c, &b) : slips_issue(c, &b, f->building, &no)) {
        redirect(c, ballot_path(c, b.id,
                        no       ? arena_printf(c->arena, "slips/%d", no)
                        : f->all ? "slips?all=1"
                                 : "slips"));
    }
}

/* Paper ---------------------------------------------------------------------------------------- */
static int sheet_no(struct ctx *c)
{
    int64_t no = req_id(c, "no");
    return no > 0 && no <= 999999 ? (int)no : 0;
}

static int64_t place_of_sheet(struct ctx *c)
{
    struct slip_sheet s;
    struct ballot b;
    if (!load(c, &b) || !slips_sheet(c, sheet_no(c), &s)) {
        return 0;
    }
    return s.ballot_id == b.id ? slips_place(&b, s.building_id) : not_found(c);
}

static bool load_paper(struct ctx *c, struct paper_page *p)
{
    if (!load(c, &p->b) || !slips_sheet(c, sheet_no(c), &p->s) ||
        !places_area(c, c->area_id, &p->area)) {
        return false;
    }
    return !p->s.building_id || places_building(c, p->s.building_id, &p->stair);
}

static void begin_paper(struct ctx *c, const struct paper_page *p, const char *title)
{
    page_begin(c, &(struct page){.title = title,
                      .body_class = "app paper-l",
                      .back = ballot_path(c, p->b.id, "slips"),
                      .no_index = true,
                      .wide = true});
}

static void show_slips(struct ctx *c)
{
    struct paper_page p = {0};
    if (!load_paper(c, &p)) {
        return;
    }
    const char *url =
        arena_printf(c->arena, "%s%s", c->app->base_url, area_path(c, "ballots/%" PRId64, p.b.id));
    p.qr = (struct html){qr_svg(c->arena, url, T(c, N_("二维码：这次表决的页面")))};
    begin_paper(c, &p, T(c, N_("选票")));
    slips_paper_html(c, &p);
    page_end(c);
}

static void show_list(struct ctx *c)
{
    struct paper_page p = {0};
    if (!load_paper(c, &p)) {
        return;
    }
    size_t n = p.s.slips.n;
    const char **codes = arena_alloc(c->arena, (n + 1) * sizeof(*codes));
    const char **names = arena_alloc(c->arena, (n + 1) * sizeof(*names));
    for (size_t i = 0; i < n; i++) {
        codes[i] = serial(c, p.s.no, p.s.slips.v[i].line);
        names[i] = str_or(p.s.slips.v[i].door, p.s.slips.v[i].name);
    }
    p.list = (struct slip){.codes = codes,
        .names = names,
        .n = n,
        .head = {T(c, N_("结果")), T(c, N_("签名")), T(c, N_("日期"))},
        .width = {16, 0, 30},
        .name_head = T(c, N_("门牌"))};
    begin_paper(c, &p, T(c, N_("领票签收单")));
    issue_list_html(c, &p);
    page_end(c);
}

/* A lost slip ---------------------------------------------------------------------------------- */
static void show_lost(struct ctx *c)
{
    struct figures_page p = {0};
    struct err kept = err_take(&c->err);
    if (!load(c, &p.b)) {
        return;
    }
    c->err = kept;
    form_fill(c, &lost_form, &(struct lost_form){.serial = req_query(c, "serial"), .why = ""});
    page_begin(c, &(struct page){.title = T(c, N_("补发一张选票")),
                      .back = ballot_path(c, p.b.id, "slips"),
                      .no_index = true});
    lost_html(c, &p);
    page_end(c);
}

static void do_lost(struct ctx *c)
{
    const struct lost_form *f = c->req->form;
    const char *rest;
    struct ballot b;
    struct ballot_slip s;
    struct err why = {0};
    int sheet, line, no;
    if (!load(c, &b)) {
        return;
    }
    if (!slips_serial(c->arena, f->serial, &sheet, &line, &rest, &why)) {
        refuse(&c->err, "serial", why.words);
        return;
    }
    if (!slips_by_serial(c, sheet, line, &s) || s.ballot_id != b.id) {
        if (!c->err.kind || c->err.kind == ERR_ABSENT) {
            c->err = (struct err){0};
            refuse(&c->err, "serial", SAY(N_("这次表决没有印过这个编号")));
        }
        return;
    }
    if (!c->app->may(c, DUTY_SLIPS, slips_place(&b, s.building_id))) {
        denied(c);
    } else if (slips_reissue(c, &b, &s, f->why, &no)) {
        redirect(c, area_path(c, "ballots/%" PRId64 "/slips/%d", b.id, no));
    }
}

static const struct route routes[] = {
    {"GET", "/a/:area/ballots/:id/slips", show_figures, DUTY_SLIPS, .list = &slips_stairs_list,
        .title = N_("纸质票：发出和收回")},
    {"POST", "/a/:area/ballots/:id/slips", do_issue, DUTY_SLIPS, HANDS_SELF, &issue_form,
        show_figures, .title = N_("印选票")},
    {"GET", "/a/:area/ballots/:id/slips/:no", show_slips, DUTY_SLIPS, .place_of = place_of_sheet,
        .title = N_("一张表的选票")},
    {"GET", "/a/:area/ballots/:id/slips/:no/list", show_list, DUTY_SLIPS,
        .place_of = place_of_sheet, .title = N_("领票签收单")},
    {"GET", "/a/:area/ballots/:id/slips/lost", show_lost, DUTY_SLIPS, .title = N_("补发一张选票")},
    {"POST", "/a/:area/ballots/:id/slips/lost", do_lost, DUTY_SLIPS, HANDS_SELF, &lost_form,
        show_lost, .title = N_("补发一张选票")},
    {0},
};
static const struct list *const lists[] = {&slips_stairs_list, &slips_returns_list, NULL};
static const struct job_kind jobs[] = {{"slips.issue", issue_job}, {0}};

const struct module slips_module = {
    .name = "slips", .tier = 8, .routes = routes, .lists = lists, .jobs = jobs};
