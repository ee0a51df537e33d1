/* desk_pages.c - the same wish by telephone, at the door, on paper: typed by another hand
 * into the same draft. */
#include <inttypes.h>

#include "lib/base/app.h"
#include "lib/base/module.h"
#include "lib/base/seal.h"
#include "lib/paper/paper.h"
#include "lib/web/page.h"
#include "lib/web/parts.h"
#include "src/bodies/bodies.h"
#include "src/bodies/duties.h"
#include "src/desk/desk.h"
#include "src/people/people.h"
#include "src/places/places.h"
#include "src/requests/requests_room.h"

enum { SLIP_ROWS_LEAF = 4, SLIP_ROWS_MAX = 30, BACK_DAYS = 366 }; /* a leaf: one A4 */

/* Forms ---------------------------------------------------------------------------------------- */
static const struct choice ways[] = {
    {CHANNEL_PHONE, "phone", N_("电话"), .icon = "phone"},
    {CHANNEL_VISIT, "visit", N_("走访、上门"), .icon = "visit"},
    {CHANNEL_GROUP, "group", N_("微信群"), .icon = "talk"},
    {0},
};
struct desk_form {
    int64_t channel, building, happened;
    const char *phone, *name, *unit, *what, *spot, *evidence;
};
static const struct field desk_fields[] = {
    FIELD(struct desk_form, FIELD_CHOICE, channel, .choices = ways, .label = N_("怎么说的"),
        .required = true),
    FIELD(struct desk_form, FIELD_PHONE, phone, .label = N_("对方的电话"),
        .help = N_("没有电话就写姓名和房号。"), .personal = true),
    FIELD(struct desk_form, FIELD_TEXT, name, .max = 30, .label = N_("姓名"), .personal = true),
    FIELD(struct desk_form, FIELD_FOUND, building, .label = N_("哪栋楼"),
        .help = N_("写楼号，例如 12号。"), .finder = &places_stairs_finder, .required = true),
    FIELD(struct desk_form, FIELD_TEXT, unit, .max = 20, .label = N_("房号（可以不填）")),
    FIELD(struct desk_form, FIELD_LINES, what, .min = REQUEST_BODY_MIN, .max = 2000,
        .label = N_("什么事"), .help = N_("照对方的话写。"), .required = true),
    FIELD(struct desk_form, FIELD_TEXT, spot, .max = 60, .label = N_("在哪里")),
    FIELD_UPLOAD("photo", .max = PHOTO_MAX, .label = N_("照片（可以不拍，最多 3 张）")),
    FIELD(struct desk_form, FIELD_TIME, happened, .label = N_("什么时候说的"),
        .help = N_("不填就是现在。补录昨天的电话、上周的事，填当时，时限从那时算。")),
    FIELD(struct desk_form, FIELD_TEXT, evidence, .max = 200, .label = N_("凭据（可以不填）"),
        .help = N_("如通话记录、走访本第几页。")),
    {0},
};
static const struct form desk_form = {"desk.new", sizeof(struct desk_form), desk_fields};

struct paper_form {
    const char *code, *phone, *name, *unit, *what, *spot;
    int64_t received;
};
static const struct field paper_fields[] = {
    FIELD(struct paper_form, FIELD_TEXT, code, .max = 20, .hidden = true, .required = true),
    FIELD(struct paper_form, FIELD_TEXT, name, .max = 30, .label = N_("姓名"), .personal = true,
        .paper = 24),
    FIELD(struct paper_form, FIELD_TEXT, unit, .max = 20, .label = N_("房号"), .paper = 16),
    FIELD(
        struct paper_form, FIELD_PHONE, phone, .label = N_("电话"), .personal = true, .paper = 30),
    FIELD(struct paper_form, FIELD_LINES, what, .min = REQUEST_BODY_MIN, .max = 2000,
        .label = N_("什么事"), .help = N_("照纸上的话写。"), .required = true, .paper = 60),
    FIELD(struct paper_form, FIELD_TEXT, spot, .max = 60, .label = N_("在哪里"), .paper = 22),
    FIELD_UPLOAD("photo", .max = PHOTO_MAX, .label = N_("纸条或现场的照片（可以不拍）")),
    FIELD(struct paper_form, FIELD_DAY, received, .label = N_("收到纸条的日子"),
        .help = N_("不填就是今天。补录以前收的，填那一天，时限从那天算。")),
    {0},
};
static const struct form paper_form = {"desk.paper", sizeof(struct paper_form), paper_fields};

struct slips_form {
    int64_t building, rows;
};
static const struct field slips_fields[] = {
    FIELD(struct slips_form, FIELD_FOUND, building, .label = N_("哪栋楼"),
        .help = N_("写楼号，例如 12号。"), .finder = &places_stairs_finder, .required = true),
    FIELD(struct slips_form, FIELD_INT, rows, .min = 1, .max = SLIP_ROWS_MAX, .label = N_("印几行"),
        .help = N_("一张 A4 印 4 行。"), .required = true),
    {0},
};
static const struct form slips_form = {"desk.slips", sizeof(struct slips_form), slips_fields};

/* Pages' structs ------------------------------------------------------------------------------- */
struct paper_page {
    const char *code; /* as typed; "" when none was yet */
    struct building b; /* of the sheet; id 0 while no code was found */
    int64_t became; /* the row was typed before: its matter */
    struct words trouble; /* why the code was not found */
};
struct sheet_page {
    struct paper_sheet s;
    struct building b;
    struct area area;
    const char **codes; /* one a row */
    const char *address;
    struct html qr;
};

#include "desk_forms.html.h"

/* A desk's page: title, then what the template says. */
static void begin_desk(struct ctx *c, const char *title)
{
    page_begin(c, &(struct page){.title = title, .tab = "say", .no_index = true});
}

/* Telephone, visit, group ---------------------------------------------------------------------- */
/* Who types for one stair only need not say which. 0: for more of them, or all. */
static int64_t only_stair(struct ctx *c)
{
    struct posts held = {0};
    int64_t only = 0;
    if (c->app->may(c, DUTY_ACT_FOR, c->area_id) || !bodies_posts_of(c, c->who.person_id, &held)) {
        return 0;
    }
    for (const struct post *t = held.v; t < held.v + held.n; t++) {
        if (t->kind == POST_BUILDING_LEADER && only && t->place_id != only) {
            return 0;
        }
        only = t->kind == POST_BUILDING_LEADER ? t->place_id : only;
    }
    return only;
}

static void show_desk(struct ctx *c)
{
    struct desk_form first = {
        .channel = CHANNEL_PHONE, .building = req_query_int(c, "building", only_stair(c))};
    if (c->err.kind) {
        return;
    }
    form_fill(c, &desk_form, &first);
    begin_desk(c, T(c, N_("代办登记")));
    desk_html(c);
    page_end(c);
}

static bool has_asker(struct ctx *c, const char *phone, const char *name)
{
    return !str_empty(phone) || !str_empty(name) ||
           refuse(&c->err, "phone", SAY(N_("请写电话或姓名，才知道是谁的意思")));
}

/* A known phone tells whose it is at once, so that the read-back says the name on the roster: to
 * whom may act for that person, not to a leader who tries the numbers of another stair. */
static void find_caller(struct ctx *c, struct request_draft *d)
{
    enum hand hand;
    int64_t known = str_empty(d->asker_phone) ? 0 : people_by_phone(c, d->asker_phone);
    d->person_id = known && c->app->may_act_for(c, known, &hand) ? known : 0;
}

/* 补录: yesterday's call, last week's slip; nothing that is still to come. */
static bool may_be_when(struct ctx *c, const char *field, int64_t when)
{
    if (when > c->now + 120000) {
        return refuse(&c->err, field, SAY(N_("还没到的时间，请填已经过去的")));
    }
    return !when || when > c->now - BACK_DAYS * MS_PER_DAY ||
           refuse(&c->err, field, SAY(N_("一年以前的事，请按今天登记，在「什么事」里写明日子")));
}

static void do_desk(struct ctx *c)
{
    const struct desk_form *f = c->req->form;
    struct building b = {0};
    struct request_draft d = {
        .place_id = f->building,
        .body = f->what,
        .spot = f->spot,
        .channel = (enum channel)f->channel,
        .evidence = f->evidence,
        .happened_at = f->happened,
        .asker_name = f->name,
        .asker_phone = f->phone,
    };
    if (may_be_when(c, "happened", f->happened) && has_asker(c, f->phone, f->name) &&
        places_building(c, f->building, &b) && requests_unit_typed(c, b.id, f->unit, &d.unit_id)) {
        find_caller(c, &d);
        requests_begin(c, &d);
    }
}

/* Of a slip only the day is known: it came in before the office closed. */
static int64_t came_in(const struct ctx *c, int64_t day)
{
    int64_t at = calendar_closes(day);
    return !day ? 0 : at > c->now ? c->now : at;
}

/* Paper ---------------------------------------------------------------------------------------- */
/* The sheet and the row of a code; what is wrong with it goes to p->trouble. */
static bool find_row(struct ctx *c, struct paper_page *p, int *no, int *row)
{
    struct paper_sheet s = {0};
    struct err why = {0};
    if (!row_code_parse(p->code, no, row, &why)) {
        p->trouble = why.words;
        return false;
    }
    if (!paper_find(c, *no, &s) || !str_same(s.kind, DESK_SLIP) || *row > s.rows) {
        err_take(&c->err);
        p->trouble = WORDS(N_("本居民区没有印过编号 {0} 这一行，请查一遍"), TEXT(p->code));
        return false;
    }
    p->became = paper_subject(c, *no, *row);
    return places_building(c, s.place_id, &p->b);
}

/* A row of a visit sheet, which has a desk of its own. */
static bool is_of_visit(struct ctx *c, const char *code)
{
    struct paper_sheet s = {0};
    struct err why = {0};
    int no, row;
    bool found = !str_empty(code) && row_code_parse(code, &no, &row, &why) && paper_find(c, no, &s);
    if (c->err.kind == ERR_ABSENT) {
        err_take(&c->err);
    }
    return found && !str_same(s.kind, DESK_SLIP);
}

static void show_paper(struct ctx *c)
{
    int no, row;
    const struct paper_form *posted = c->req->form;
    struct paper_page p = {.code = posted ? str_or(posted->code, "") : req_query(c, "code")};
    if (!posted && is_of_visit(c, p.code)) {
        redirect(c, area_path(c, "visit?code=%s", query_text(c, p.code)));
        return;
    }
    if (!str_empty(p.code)) {
        (void)find_row(c, &p, &no, &row);
    }
    if (c->err.kind) {
        return;
    }
    struct paper_form first = {.code = p.code};
    form_fill(c, &paper_form, &first);
    begin_desk(c, T(c, N_("录入纸条")));
    paper_html(c, &p);
    page_end(c);
}

static void do_paper(struct ctx *c)
{
    const struct paper_form *f = c->req->form;
    struct paper_page p = {.code = f->code};
    int no, row;
    char code[ROW_CODE_TEXT];
    if (!find_row(c, &p, &no, &row)) {
        (void)(c->err.kind || refuse(&c->err, "code", p.trouble));
        return;
    }
    if (p.became) {
        fail(&c->err, ERR_CONFLICT, SAY(N_("这一行已经录过了，每行只录一次。")));
        return;
    }
    row_code(no, row, code);
    struct request_draft d = {
        .place_id = p.b.id,
        .body = f->what,
        .spot = f->spot,
        .channel = CHANNEL_PAPER,
        .evidence = arena_strdup(c->arena, code),
        .happened_at = came_in(c, f->received),
        .asker_name = f->name,
        .asker_phone = f->phone,
    };
    if (may_be_when(c, "received", f->received) && has_asker(c, f->phone, f->name) &&
        requests_unit_typed(c, p.b.id, f->unit, &d.unit_id)) {
        find_caller(c, &d);
        requests_begin(c, &d);
    }
}

/* Printing ------------------------------------------------------------------------------------- */
static void show_slips(struct ctx *c)
{
    struct list_view v;
    struct slips_form first = {.building = req_query_int(c, "building", 0), .rows = SLIP_ROWS_LEAF};
    if (c->err.kind || !list_view_load(c, &desk_slips_list, 0, AUDIENCE_STAFF, &v) ||
        list_export(c, &v)) {
        return;
    }
    form_fill(c, &slips_form, &first);
    page_begin(c, &(struct page){.title = T(c, N_("印诉求纸条")), .tab = "desk", .no_index = true});
    slips_html(c, &v);
    page_end(c);
}

static void do_slips(struct ctx *c)
{
    const struct slips_form *f = c->req->form;
    struct building b = {0};
    struct paper_sheet s = {.kind = DESK_SLIP, .place_id = f->building, .rows = (int)f->rows};
    if (places_building(c, f->building, &b) && paper_print(c, &s)) {
        redirect(c, area_path(c, "slips/%d", s.no));
    }
}

static void fill_codes(struct ctx *c, struct sheet_page *p)
{
    p->codes = arena_alloc(c->arena, (size_t)p->s.rows * sizeof(*p->codes));
    for (int row = 1; row <= p->s.rows; row++) {
        char code[ROW_CODE_TEXT];
        row_code(p->s.no, row, code);
        p->codes[row - 1] = arena_strdup(c->arena, code);
    }
}

/* The label of the field it will be typed into. */
static const char *blank(struct ctx *c, const char *name)
{
    const struct field *f = form_field(&paper_form, name);
    must(f);
    return T(c, f->label);
}

#include "desk_sheet.html.h"

static void show_sheet(struct ctx *c)
{
    struct sheet_page p = {0};
    int64_t no = req_id(c, "no");
    if (no <= 0 || no > 999999) {
        not_found(c);
        return;
    }
    if (!paper_find(c, (int)no, &p.s) || !places_building(c, p.s.place_id, &p.b) ||
        !places_area(c, c->area_id, &p.area)) {
        return;
    }
    if (!str_same(p.s.kind, DESK_SLIP)) {
        not_found(c);
        return;
    }
    const char *code = places_code_of(c, p.b.id);
    p.address = arena_printf(c->arena, "%s/Q/%s", c->app->base_url, str_or(code, ""));
    p.qr = (struct html){qr_svg(c->arena, p.address, T(c, N_("扫码反映问题")))};
    fill_codes(c, &p);
    page_begin(c, &(struct page){.title = say(c, WORDS(N_("{0} 诉求纸条"), TEXT(p.b.name))),
                      .body_class = "app paper-l",
                      .no_index = true,
                      .back = area_path(c, "slips"),
                      .wide = true});
    sheet_html(c, &p);
    page_end(c);
}

#define DESK .duty = DUTY_ACT_FOR, .hands = HANDS_SELF, .body_max = PHOTOS_BODY_MAX

static const struct route routes[] = {
    {"GET", "/a/:area/desk/new", show_desk, .duty = DUTY_ACT_FOR, .title = N_("代办登记")},
    {"POST", "/a/:area/desk/new", do_desk, DESK, .form = &desk_form, .show = show_desk,
        .title = N_("代办登记")},
    {"GET", "/a/:area/paper", show_paper, .duty = DUTY_ACT_FOR, .title = N_("录入纸条")},
    {"POST", "/a/:area/paper", do_paper, DESK, .form = &paper_form, .show = show_paper,
        .title = N_("录入纸条")},
    {"GET", "/a/:area/slips", show_slips, .duty = DUTY_PRINT, .list = &desk_slips_list,
        .title = N_("印诉求纸条")},
    {"POST", "/a/:area/slips", do_slips, .duty = DUTY_PRINT, .hands = HANDS_SELF,
        .form = &slips_form, .show = show_slips, .title = N_("印诉求纸条")},
    {"GET", "/a/:area/slips/:no", show_sheet, .duty = DUTY_PRINT, .title = N_("一张诉求纸条")},
    {0},
};

static const struct list *const lists[] = {&desk_slips_list, NULL};

const struct module desk_module = {.name = "desk", .tier = 3, .routes = routes, .lists = lists};
