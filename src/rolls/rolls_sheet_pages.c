/* rolls_sheet_pages.c - a visit sheet to carry from door to door, and the desk where it is typed.
 */
#include <inttypes.h>

#include "lib/base/app.h"
#include "lib/paper/paper.h"
#include "lib/web/parts.h"
#include "lib/web/web.h"
#include "src/bodies/duties.h"
#include "src/places/places.h"
#include "src/rolls/rolls_room.h"

struct visit_form {
    const char *lines;
    int64_t day;
    bool part;
};
static const struct field visit_fields[] = {
    FIELD(struct visit_form, FIELD_LINES, lines, .max = 4000, .label = N_("行号和结果，一行一户"),
        .help = N_("先输 10 位行号，空一格，再输格子里的数字。两次没人再送到，写 331。"),
        .required = true),
    FIELD(
        struct visit_form, FIELD_DAY, day, .label = N_("哪天上门的"), .help = N_("不填就是今天。")),
    FIELD(struct visit_form, FIELD_FLAG, part, .label = N_("先写入对的"), .hidden = true),
    {0},
};
static const struct form visit_form = {"rolls.visit", sizeof(struct visit_form), visit_fields};

struct visit_page {
    struct typed_rows typed; /* what is wrong stands beside its line */
    int64_t right; /* of these; 0 when none or nothing was typed */
    const char *done; /* how many rows went through just now; "" */
};
struct sheet_page {
    struct roll_sheet s;
    struct roll r;
    struct building b;
    struct area area;
    const char *title, *legend;
    const char **codes, **names;
    struct slip slip;
};

#include "rolls_sheet.html.h"

/* Printing --------------------------------------------------------------------------------------
 */
static void do_print(struct ctx *c)
{
    struct roll r;
    int no = 0;
    if (rolls_at_door(c, &r) && rolls_print(c, &r, req_id(c, "id"), &no)) {
        redirect(c, area_path(c, "visit/%d", no));
    }
}

/* 1 送到　2 不要　3 没人 */
static const char *legend(struct ctx *c, const struct roll_kind *k)
{
    const char *out = "";
    for (const struct roll_mark *m = k->marks; m->key; m++) {
        out = arena_printf(c->arena, "%s%s%d %s", out, *out ? "　" : "", m->key, T(c, m->label));
    }
    return out;
}

static void fill_slip(struct ctx *c, struct sheet_page *p)
{
    size_t n = p->s.rows.n;
    p->codes = arena_alloc(c->arena, (n + 1) * sizeof(*p->codes));
    p->names = arena_alloc(c->arena, (n + 1) * sizeof(*p->names));
    for (size_t i = 0; i < n; i++) {
        char code[ROW_CODE_TEXT];
        row_code(p->s.no, (int)i + 1, code);
        p->codes[i] = arena_strdup(c->arena, code);
        p->names[i] = p->s.rows.v[i].name;
    }
    p->slip = (struct slip){.codes = p->codes,
        .names = p->names,
        .n = n,
        .head = {T(c, N_("第一次")), T(c, N_("第二次")), T(c, N_("第三次")), T(c, N_("说了什么"))},
        .width = {16, 16, 16, 0},
        .name_head = T(c, N_("门牌"))};
}

static void show_sheet(struct ctx *c)
{
    struct sheet_page p = {0};
    int64_t no = req_id(c, "no");
    if (no <= 0 || no > 999999) {
        not_found(c);
        return;
    }
    if (!rolls_sheet(c, (int)no, &p.s) || !rolls_by_id(c, p.s.roll_id, &p.r) ||
        !places_building(c, p.s.building_id, &p.b) || !places_area(c, c->area_id, &p.area)) {
        return;
    }
    p.title = rolls_title(c, &p.r);
    p.legend = legend(c, p.r.kind);
    fill_slip(c, &p);
    page_begin(c, &(struct page){.title = say(c, WORDS(N_("{0} 走访表"), TEXT(p.b.name))),
                      .body_class = "app paper-l",
                      .back = area_path(c, "b/%" PRId64 "/doors?roll=%" PRId64, p.b.id, p.r.id),
                      .no_index = true,
                      .wide = true});
    sheet_tpl(c, &p);
    page_end(c);
}

static int64_t place_of_sheet(struct ctx *c)
{
    struct roll_sheet s;
    int64_t no = req_id(c, "no");
    if (no <= 0 || no > 999999) {
        return not_found(c);
    }
    return rolls_sheet(c, (int)no, &s) ? s.building_id : 0;
}

/* Typing back ------------------------------------------------------------------------------------
 */
static void show_page(struct ctx *c, const struct visit_page *p)
{
    page_begin(c, &(struct page){.title = T(c, N_("录入走访表")), .tab = "desk", .no_index = true});
    typing_tpl(c, p);
    page_end(c);
}

static void show_typing(struct ctx *c)
{
    struct visit_page p = {.done = req_query(c, "done")};
    const struct visit_form *posted = c->req->form;
    struct err kept = err_take(&c->err);
    if (posted && !rolls_typed(c, str_or(posted->lines, ""), &p.typed)) {
        return;
    }
    c->err = c->err.kind ? c->err : kept;
    p.right = (int64_t)p.typed.n - rolls_wrong(&p.typed);
    const char *code = req_query(c, "code"); /* from the desk of slips */
    form_fill(c, &visit_form,
        &(struct visit_form){.lines = *code ? arena_printf(c->arena, "%s ", code) : ""});
    show_page(c, &p);
}

/* The right ones are in; the wrong ones stay typed, each with its sentence. */
static void show_rest(struct ctx *c, const struct typed_rows *all)
{
    struct visit_page p = {0};
    struct visit_form rest = {.lines = "", .day = ((const struct visit_form *)c->req->form)->day};
    for (const struct typed_row *t = all->v; t < all->v + all->n; t++) {
        if (t->wrong.msgid) {
            list_push(c->arena, &p.typed, *t);
            rest.lines =
                arena_printf(c->arena, "%s%s%s", rest.lines, *rest.lines ? "\n" : "", t->text);
        }
    }
    p.done = arena_printf(c->arena, "%zu", all->n - p.typed.n);
    form_refill(c, &visit_form, &rest);
    show_page(c, &p);
}

static void do_typing(struct ctx *c)
{
    const struct visit_form *f = c->req->form;
    struct typed_rows all = {0};
    if (!rolls_typed(c, f->lines, &all)) {
        return;
    }
    const char *evidence = all.n ? arena_printf(c->arena, "%06d", all.v[0].line.sheet) : "";
    all.n = 0;
    if (!act_by(c, rolls_hand(c), CHANNEL_PAPER, f->day, evidence) ||
        !rolls_type(c, f->lines, f->part, &all)) {
        return;
    }
    int64_t wrong = rolls_wrong(&all);
    if (wrong && !c->req->json) {
        show_rest(c, &all);
    } else {
        redirect(c, area_path(c, "visit?done=%" PRId64, (int64_t)all.n - wrong));
    }
}

static const struct route routes[] = {
    {"POST", "/a/:area/b/:id/rolls/:roll/sheet", do_print, .duty = DUTY_SEE_ROLL,
        .hands = HANDS_SELF, .place_of = rolls_place_of, .title = N_("印走访表")},
    {"GET", "/a/:area/visit/:no", show_sheet, .duty = DUTY_SEE_ROLL, .place_of = place_of_sheet,
        .title = N_("一张走访表")},
    {"GET", "/a/:area/visit", show_typing, DUTY_SEE_ROLL, .title = N_("录入走访表")},
    {"POST", "/a/:area/visit", do_typing, DUTY_SEE_ROLL, HANDS_SELF, &visit_form, show_typing,
        .title = N_("录入走访表")},
    {0},
};

const struct module rolls_sheet_module = {.name = "visits", .tier = 1, .routes = routes};
