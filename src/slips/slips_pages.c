/* slips_pages.c - the figures of paper in a vote, the slips and their issue list to print. */
#include <inttypes.h>
#include <stdlib.h>

#include "lib/db/job.h"
#include "lib/web/page.h"
#include "lib/web/parts.h"
#include "src/ballots/ballots_pages.h"
#include "src/places/places.h"
#include "src/slips/slips_room.h"

enum { STAIRS_AT_ONCE = 8 };

enum { FOR_UNVOTED = 1, FOR_ALL };
static const struct choice fors[] = {
    {FOR_UNVOTED, "unvoted", N_("还没投的")},
    {FOR_ALL, "all", N_("全部，投过的也印")},
    {0},
};
struct issue_form {
    int64_t building, who;
    const char *home, *box;
    bool all;
};
static const struct field issue_fields[] = {
    FIELD(struct issue_form, FIELD_ID, building, .label = N_("印哪个楼组的")),
    FIELD(struct issue_form, FIELD_CHOICE, who, .label = N_("给谁印"), .choices = fors),
    FIELD(struct issue_form, FIELD_TEXT, home, .max = 40, .label = N_("只印一户（可以不填）"),
        .help = N_("写门牌或姓名，如 3号楼 301。")),
    FIELD(struct issue_form, FIELD_TEXT, box, .max = 60, .label = N_("填好的票交到哪里"),
        .help = N_("印在票上，比如：居委会门口的票箱，每天 9 点到 17 点。")),
    FIELD(struct issue_form, FIELD_FLAG, all, .label = N_("全部楼组"), .hidden = true),
    {0},
};
static const struct form issue_form = {"slips.issue", sizeof(struct issue_form), issue_fields};

struct figures_page {
    struct ballot b;
    struct slip_numbers n;
    struct slip_sheets sheets;
    struct choice *stairs; /* that still need slips */
    bool print, whole;
};
struct paper_page {
    const char *old; /* serial this sheet replaces, "" none */
    const char *box;
    int64_t nth, of; /* this sheet among those of its stair */
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

static bool same_rule(const struct ballot *b)
{
    for (size_t i = 1; i < b->items.n; i++) {
        if (b->items.v[i].ruleset_id != b->items.v[0].ruleset_id) {
            return false;
        }
    }
    return true;
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
                    value_int(s->silent), value_int(s->printed), value_int(s->handed),
                    value_int(s->refused), value_int(s->away), value_int(s->waiting),
                    value_int(s->returned), value_int(s->typed), value_int(s->unreturned),
                    value_int(s->lost + s->waste)}}));
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
        if (mine && s->printed - s->lost - s->waste < s->voters - s->silent) {
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
    form_fill(c, &issue_form,
        &(struct issue_form){.building = p.stairs[0].value,
            .who = FOR_UNVOTED,
            .home = "",
            .box = slips_box(c, p.b.id)});
    page_begin(c, &(struct page){.title = T(c, N_("纸质票")),
                      .back = area_path(c, "ballots/%" PRId64, p.b.id),
                      .no_index = true,
                      .wide = true});
    figures_page_html(c, &p);
    page_end(c);
}

/* Every stair that still needs slips: by the runner where they are many. */
static bool issue_all(struct ctx *c, const struct ballot *b, bool voted_too)
{
    struct slip_numbers n;
    int no;
    if (!slips_numbers(c, b->id, &n)) {
        return false;
    }
    if (n.stairs.n > STAIRS_AT_ONCE && c->req) {
        return slips_may_print(b, &c->err) &&
               job_put(c, voted_too ? "slips.issue_all" : "slips.issue", b->id, c->now);
    }
    for (size_t i = 0; i < n.stairs.n; i++) {
        struct slip_order what = {.building_id = n.stairs.v[i].building_id, .all = voted_too};
        if (!slips_issue(c, b, &what, &no)) {
            return false;
        }
    }
    return true;
}

static void issue_job(struct ctx *c, const struct job *j)
{
    struct ballot b;
    if (act_system(c) && ballots_by_id(c, j->subject_id, &b)) {
        (void)issue_all(c, &b, str_same(j->kind, "slips.issue_all"));
    }
}

/* Only that home's: then its stair, whatever was chosen. */
static bool one_home(
    struct ctx *c, const struct ballot *b, const char *home, struct slip_order *what)
{
    struct voter o;
    if (str_empty(home)) {
        return true;
    }
    what->voter_no = slips_voter_meant(c, b, "home", home);
    if (!what->voter_no || !electorate_voter(c, b->id, what->voter_no, &o)) {
        return false;
    }
    what->building_id = o.building_id;
    return true;
}

static void do_issue(struct ctx *c)
{
    const struct issue_form *f = c->req->form;
    struct ballot b;
    struct slip_order what = {.building_id = f->building, .all = f->who == FOR_ALL};
    int no = 0;
    if (!load(c, &b) || !one_home(c, &b, f->home, &what)) {
        return;
    }
    if (!c->app->may(c, DUTY_SLIPS, f->all ? b.place_id : slips_place(&b, what.building_id))) {
        denied(c);
    } else if (slips_put_box(c, b.id, f->box) &&
               (f->all ? issue_all(c, &b, what.all) : slips_issue(c, &b, &what, &no))) {
        redirect(c, ballot_path(c, b.id,
                        no       ? arena_printf(c->arena, "slips/%d", no)
                        : f->all ? "slips?all=1"
                                 : "slips?none=1"));
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
    struct slip_sheets all = {0};
    if (!slips_sheets(c, p->b.id, &all)) {
        return false;
    }
    for (size_t i = 0; i < all.n; i++) {
        bool here = all.v[i].building_id == p->s.building_id;
        p->of += here;
        p->nth += here && all.v[i].no <= p->s.no;
    }
    p->box = slips_box(c, p->b.id);
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
    int old = (int)strtol(req_query(c, "old"), NULL, 10); /* 6 of its sheet, 2 of its line */
    p.old = old ? serial(c, old / 100, old % 100) : "";
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
        .name_head = T(c, N_("门牌")),
        .code_head = T(c, N_("编号"))};
    begin_paper(c, &p, T(c, N_("领票签收单")));
    issue_list_html(c, &p);
    page_end(c);
}

/* On the page of a ballot: paper, for those who handle it. */
static void beside(struct ctx *c, const struct matter *m, int64_t for_person, bool asks)
{
    (void)for_person;
    if (!asks && str_same(m->kind, ballots_matter.name) && m->state >= BALLOT_NOTICE &&
        m->state <= BALLOT_COUNTING && c->app->may(c, DUTY_SLIPS, 0)) {
        beside_html(c, m);
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
    {0},
};
static const struct list *const lists[] = {&slips_stairs_list, &slips_returns_list, NULL};
static const struct job_kind jobs[] = {
    {"slips.issue", issue_job}, {"slips.issue_all", issue_job}, {0}};

const struct module slips_module = {
    .name = "slips", .tier = 11, .routes = routes, .lists = lists, .jobs = jobs, .beside = beside};
