/* outcome_steps_pages.c - seal, type official totals, count again, put right, annul, link. */
#include <inttypes.h>
#include <string.h>

#include "src/outcome/outcome.h"

#include "lib/base/app.h"
#include "lib/web/file.h"
#include "src/bodies/duties.h"
#include "src/outcome/outcome_room.h"

struct seal_form {
    int64_t version;
};
#define VERSION(T) \
    FIELD(T, FIELD_INT, version, .max = 1000000, .label = N_("第几版"), .required = true, \
        .hidden = true)
static const struct field seal_fields[] = {VERSION(struct seal_form), {0}};
static const struct form seal_form = {"outcome.seal", sizeof(struct seal_form), seal_fields};

struct why_form {
    int64_t version, area;
    const char *why, *unit;
};
static const struct field recount_fields[] = {
    VERSION(struct why_form),
    FIELD(struct why_form, FIELD_LINES, why, .min = 2, .max = 500, .label = N_("为什么重新计票"),
        .help = N_("大家看得到，不写个人的名字。"), .required = true),
    FIELD_UPLOAD("photo", .max = FILE_PHOTO_MAX, .label = N_("重新计票记录的照片（可以不放）"),
        .help = N_("看结果的人都看得到，不要拍进个人的票。")),
    {0},
};
const struct form outcome_recount_form = {
    "outcome.recount", sizeof(struct why_form), recount_fields};
static const struct field correct_fields[] = {
    VERSION(struct why_form),
    FIELD(struct why_form, FIELD_TEXT, unit, .min = 1, .max = 40, .label = N_("哪一套"),
        .help = N_("楼号和室号，例如 3号楼 301。"), .required = true),
    FIELD(struct why_form, FIELD_AREA, area, .min = 1, .max = 100000000,
        .label = N_("更正后的面积（㎡）"), .required = true),
    FIELD(struct why_form, FIELD_LINES, why, .min = 2, .max = 500, .label = N_("为什么更正"),
        .help = N_("依据什么，例如产证。大家看得到，不写个人的名字和门牌。"), .required = true),
    {0},
};
const struct form outcome_correct_form = {
    "outcome.correct", sizeof(struct why_form), correct_fields};

struct annul_form {
    int64_t version, by, on;
    const char *name, *number, *why;
};
static const struct field annul_fields[] = {
    VERSION(struct annul_form),
    FIELD(struct annul_form, FIELD_CHOICE, by, .choices = results_bys, .label = N_("谁撤销的"),
        .required = true),
    FIELD(struct annul_form, FIELD_TEXT, name, .min = 2, .max = 60, .label = N_("单位全称"),
        .required = true),
    FIELD(struct annul_form, FIELD_TEXT, number, .min = 2, .max = 60, .label = N_("文号、案号"),
        .required = true),
    FIELD(struct annul_form, FIELD_DAY, on, .label = N_("哪一天决定的"), .required = true),
    FIELD(struct annul_form, FIELD_LINES, why, .min = 2, .max = 500, .label = N_("为什么撤销"),
        .help = N_("大家看得到，不写个人的名字。"), .required = true),
    FIELD_UPLOAD("photo", .max = FILE_PHOTO_MAX, .label = N_("决定或判决的照片（可以不放）")),
    {0},
};
const struct form outcome_annul_form = {"outcome.annul", sizeof(struct annul_form), annul_fields};

struct link_form {
    int64_t ticket;
};
static const struct field link_fields[] = {
    FIELD(struct link_form, FIELD_INT, ticket, .min = 1, .max = 99999999,
        .label = N_("那件事的编号"), .help = N_("例如报修的编号。两边的页面上都看得到。"),
        .required = true),
    {0},
};
const struct form outcome_link_form = {"outcome.link", sizeof(struct link_form), link_fields};

/* Totals of the official system: for eight questions five columns of heads and floor each. */
enum { COLUMNS = 5 };
struct record_form {
    int64_t version, on, roll_heads, roll_area;
    int64_t n[BALLOT_ITEMS_MAX][COLUMNS][2];
    const char *number, *options[BALLOT_ITEMS_MAX];
};
#define CELL(i, k, key, heads, floor) \
    {.type = FIELD_INT, \
        .name = "i" #i "_" key "_heads", \
        .offset = offsetof(struct record_form, n[(i)-1][k][0]), \
        .max = 10000000, \
        .label = (heads)}, \
    { \
        .type = FIELD_AREA, .name = "i" #i "_" key "_area", \
        .offset = offsetof(struct record_form, n[(i)-1][k][1]), .max = INT64_C(100000000000), \
        .label = (floor) \
    }
#define ITEM(i) \
    CELL(i, 0, "took", N_("参与人数"), N_("参与面积 ㎡")), \
        CELL(i, 1, "yes", N_("同意人数"), N_("同意面积 ㎡")), \
        CELL(i, 2, "no", N_("反对人数"), N_("反对面积 ㎡")), \
        CELL(i, 3, "abstain", N_("弃权人数"), N_("弃权面积 ㎡")), \
        CELL(i, 4, "spoiled", N_("无效人数"), N_("无效面积 ㎡")), \
    { \
        .type = FIELD_LINES, .name = "options" #i, \
        .offset = offsetof(struct record_form, options[(i)-1]), .max = 1000, \
        .label = N_("每个选项的人数和面积，一行一个"), \
        .help = N_("按上面的顺序，人数空一格再写面积，例如 86 7740.00") \
    }
static const struct field record_fields[] = {
    VERSION(struct record_form),
    FIELD(struct record_form, FIELD_TEXT, number, .min = 2, .max = 60,
        .label = N_("官方系统的编号"), .required = true),
    FIELD(struct record_form, FIELD_DAY, on, .label = N_("官方公布的日期"), .required = true),
    FIELD(struct record_form, FIELD_INT, roll_heads, .max = 10000000, .label = N_("名册人数")),
    FIELD(struct record_form, FIELD_AREA, roll_area, .max = INT64_C(100000000000),
        .label = N_("名册面积 ㎡")),
    ITEM(1),
    ITEM(2),
    ITEM(3),
    ITEM(4),
    ITEM(5),
    ITEM(6),
    ITEM(7),
    ITEM(8),
    FIELD_UPLOAD("photo", .max = FILE_PHOTO_MAX, .label = N_("官方结果的照片或截图"),
        .help = N_("看得清编号和数字。"), .required = true),
    {0},
};
static const struct form record_form = {
    "outcome.record", sizeof(struct record_form), record_fields};

struct seal_page {
    struct ballot b;
    struct turnout t;
    int64_t until;
};

static const char *column_name(struct ctx *c, int item, int column, const char *what)
{
    static const char *const keys[] = {"took", "yes", "no", "abstain", "spoiled"};
    return arena_printf(c->arena, "i%d_%s_%s", item + 1, keys[column], what);
}

#include "outcome_steps.html.h"

void outcome_fill_steps(struct ctx *c, const struct ballot *b)
{
    struct why_form *w = arena_alloc(c->arena, sizeof(*w));
    struct annul_form *a = arena_alloc(c->arena, sizeof(*a));
    *w = (struct why_form){.version = b->m.version, .why = "", .unit = ""};
    *a = (struct annul_form){.version = b->m.version, .name = "", .number = "", .why = ""};
    form_fill(c, &outcome_recount_form, w);
    form_fill(c, &outcome_correct_form, w);
    form_fill(c, &outcome_annul_form, a);
}

/* Sealing ---------------------------------------------------------------------------------------
 */
static void show_seal(struct ctx *c)
{
    struct seal_page p = {0};
    struct err kept = err_take(&c->err);
    if (!ballots_see(c, req_id(c, "id"), &p.b) || !votes_turnout(c, &p.b, &p.t)) {
        return;
    }
    c->err = kept;
    p.until = results_until(&p.b, c->now);
    struct record_form *r = arena_alloc(c->arena, sizeof(*r));
    r->version = p.b.m.version;
    r->number = "";
    for (int i = 0; i < BALLOT_ITEMS_MAX; i++) {
        r->options[i] = "";
    }
    form_fill(c, &seal_form, &(struct seal_form){.version = p.b.m.version});
    form_fill(c, &record_form, r);
    bool record = p.b.force == FORCE_RECORDED;
    page_begin(
        c, &(struct page){.title = T(c, record ? N_("登记官方系统的结果") : N_("计票，公布结果")),
               .focus = true,
               .no_index = true,
               .back = ballots_path(c, &p.b, "")});
    if (record) {
        record_html(c, &p);
    } else {
        seal_html(c, &p);
    }
    page_end(c);
}

static void go(struct ctx *c, const struct ballot *b)
{
    redirect(c, ballots_path(c, b, "/result"));
}

static void do_seal(struct ctx *c)
{
    const struct seal_form *f = c->req->form;
    struct ballot b;
    if (ballots_see(c, req_id(c, "id"), &b) && results_seal(c, &b, f->version)) {
        go(c, &b);
    }
}

/* "86 7740.00" a line, as many lines as options. */
static bool read_options(
    struct ctx *c, const struct ballot_item *i, const char *lines, struct sums *s)
{
    const char *field = arena_printf(c->arena, "options%" PRId64, i->no);
    size_t n = 0;
    char *rest = arena_strdup(c->arena, lines), *line;
    for (; (line = strtok_r(rest, "\n", &rest)); n++) {
        int64_t heads, whole = 0, cents = 0;
        char *area = strchr(line, ' '), *point = area ? strchr(area, '.') : NULL;
        if (area) {
            *area++ = '\0';
        }
        if (point) {
            *point++ = '\0';
            point = arena_printf(c->arena, "%.2s%s", point, strlen(point) == 1 ? "0" : "");
        }
        if (n >= i->n || !parse_int(line, &heads) || heads < 0 ||
            (area && (!parse_int(area, &whole) || whole < 0)) ||
            (point && !parse_int(point, &cents))) {
            return refuse(&c->err, field,
                WORDS(N_("第 {0} 行看不懂，请写人数，空一格，再写面积"), INT((int64_t)n + 1)));
        }
        list_push(c->arena, s,
            ((struct sum){
                VOTE_OPTION + 1 + (int64_t)n, {.homes = heads, .area_dm2 = whole * 100 + cents}}));
    }
    return n == i->n ||
           refuse(&c->err, field,
               WORDS(N_("一共 {0} 个选项，写了 {1} 行"), INT((int64_t)i->n), INT((int64_t)n)));
}

static struct weight typed(const struct record_form *f, size_t item, int column)
{
    return (struct weight){.homes = f->n[item][column][0], .area_dm2 = f->n[item][column][1]};
}

static bool read_record(
    struct ctx *c, const struct ballot *b, const struct record_form *f, struct official *o)
{
    static const int64_t choices[COLUMNS] = {0, VOTE_YES, VOTE_NO, VOTE_ABSTAIN, VOTE_SPOILED};
    struct turnout now;
    if (!votes_turnout(c, b, &now)) {
        return false;
    }
    *o = (struct official){.number = f->number,
        .on = day_text(c->arena, f->on),
        .t = {.roll = b->frozen_at
                          ? now.roll
                          : (struct weight){.homes = f->roll_heads, .area_dm2 = f->roll_area},
            .items = arena_alloc(c->arena, (b->items.n + 1) * sizeof(struct sums))}};
    for (size_t i = 0; i < b->items.n; i++) {
        struct weight took = typed(f, i, 0);
        o->t.took = took.homes > o->t.took.homes ? took : o->t.took;
        for (int k = 0; k < COLUMNS; k++) {
            list_push(c->arena, &o->t.items[i], ((struct sum){choices[k], typed(f, i, k)}));
        }
        if (b->items.v[i].seats &&
            !read_options(c, &b->items.v[i], f->options[i], &o->t.items[i])) {
            return false;
        }
    }
    return true;
}

static void do_record(struct ctx *c)
{
    const struct record_form *f = c->req->form;
    struct ballot b;
    struct official o;
    int64_t photo = 0;
    if (ballots_see(c, req_id(c, "id"), &b) && read_record(c, &b, f, &o) &&
        file_keep(c, "photo", 0, "official", b.id, b.m.audience, &photo) &&
        results_record(c, &b, &o, photo != 0, f->version)) {
        go(c, &b);
    }
}

/* After -----------------------------------------------------------------------------------------
 */
static void do_recount(struct ctx *c)
{
    const struct why_form *f = c->req->form;
    struct ballot b;
    int64_t photo = 0;
    if (ballots_see(c, req_id(c, "id"), &b) &&
        file_keep(c, "photo", 0, "recount", b.id, b.m.audience, &photo) &&
        results_recount(c, &b, f->why, f->version)) {
        go(c, &b);
    }
}

static void do_correct(struct ctx *c)
{
    const struct why_form *f = c->req->form;
    struct ballot b;
    struct result_fix fix = {.now_dm2 = f->area};
    if (!ballots_see(c, req_id(c, "id"), &b)) {
        return;
    }
    fix.unit_id = results_unit_named(c, &b, f->unit);
    if (results_correct(c, &b, &fix, f->why, f->version)) {
        go(c, &b);
    }
}

static void do_annul(struct ctx *c)
{
    const struct annul_form *f = c->req->form;
    struct ballot b;
    struct annulled by = {.by = (enum annulled_by)f->by,
        .name = f->name,
        .number = f->number,
        .on = day_text(c->arena, f->on),
        .why = f->why};
    int64_t photo = 0;
    if (ballots_see(c, req_id(c, "id"), &b) &&
        file_keep(c, "photo", 0, "annulled", b.id, b.m.audience, &photo) &&
        results_annul(c, &b, &by, f->version)) {
        go(c, &b);
    }
}

static void do_link(struct ctx *c)
{
    const struct link_form *f = c->req->form;
    struct ballot b;
    struct matter other;
    int64_t id = results_matter(c, f->ticket);
    if (!ballots_see(c, req_id(c, "id"), &b)) {
        return;
    }
    if (!id || id == b.id) {
        refuse(&c->err, "ticket", SAY(N_("没有这个编号")));
    } else if (matters_see(c, id, &other) && matters_link(c, b.id, id)) {
        go(c, &b);
    }
}

#define ORGANISER .duty = DUTY_BALLOTS, .hands = HANDS_SELF, .place_of = ballots_place_of
static const struct route routes[] = {
    {"GET", "/a/:area/ballots/:id/seal", show_seal, DUTY_BALLOTS, .place_of = ballots_place_of,
        .title = N_("计票以前")},
    {"POST", "/a/:area/ballots/:id/seal", do_seal, ORGANISER, .form = &seal_form, .show = show_seal,
        .title = N_("计票，公布结果")},
    {"POST", "/a/:area/ballots/:id/record", do_record, ORGANISER, .form = &record_form,
        .show = show_seal, .title = N_("登记官方系统的结果")},
    {"POST", "/a/:area/ballots/:id/recount", do_recount, ORGANISER, .form = &outcome_recount_form,
        .show = outcome_show, .title = N_("重新计票")},
    {"POST", "/a/:area/ballots/:id/correct", do_correct, ORGANISER, .form = &outcome_correct_form,
        .show = outcome_show, .title = N_("面积更正后重算")},
    {"POST", "/a/:area/ballots/:id/annul", do_annul, ORGANISER, .form = &outcome_annul_form,
        .show = outcome_show, .title = N_("登记结果被撤销")},
    {"POST", "/a/:area/ballots/:id/link", do_link, ORGANISER, .form = &outcome_link_form,
        .show = outcome_show, .title = N_("表决的结果在哪件事里落实")},
    {0},
};
const struct module outcome_steps_module = {.name = "outcome_steps", .tier = 14, .routes = routes};
