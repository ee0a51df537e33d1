/* slips_hand_pages.c - what becomes of one slip: handed out at the door, or lost and printed again.
 */
#include <inttypes.h>
#include <stdlib.h>

#include "lib/web/page.h"
#include "lib/web/parts.h"
#include "src/places/places.h"
#include "src/slips/slips_room.h"

struct hand_form {
    int64_t line, issue;
};
static const struct field hand_fields[] = {
    FIELD(struct hand_form, FIELD_INT, line, .max = PAPER_ROWS_MAX, .label = N_("第几行"),
        .required = true, .hidden = true),
    FIELD(struct hand_form, FIELD_CHOICE, issue, .label = N_("怎么样"), .choices = slips_issues,
        .required = true, .hidden = true),
    {0},
};
static const struct form hand_form = {"slips.hand", sizeof(struct hand_form), hand_fields};

struct undo_form {
    int64_t line;
    const char *why;
};
static const struct field undo_fields[] = {
    FIELD(struct undo_form, FIELD_INT, line, .max = PAPER_ROWS_MAX, .label = N_("第几行"),
        .required = true, .hidden = true),
    FIELD(struct undo_form, FIELD_TEXT, why, .max = 60, .label = N_("为什么撤回"),
        .help = N_("比如：点错了一户。"), .required = true),
    {0},
};
static const struct form undo_form = {"slips.undo", sizeof(struct undo_form), undo_fields};

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

struct lost_page {
    struct ballot b;
};
struct hand_page {
    struct ballot b;
    struct slip_sheet s;
    struct building stair; /* id 0: none */
    const char *path, *path_list, *path_undo;
    int64_t handed, left, undo; /* undo: the line whose form is open, 0 none */
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

static bool undoable(struct ctx *c, const struct hand_page *p, const struct ballot_slip *s)
{
    return slips_may_undo(&p->b, s, &c->who, &(struct err){0});
}

#include "slips_hand.html.h"

static bool load(struct ctx *c, struct ballot *b)
{
    return ballots_see(c, req_id(c, "id"), b);
}

/* Handed out at the door ------------------------------------------------------------------------
 */
static int64_t place_of_sheet(struct ctx *c)
{
    int64_t no = req_id(c, "no");
    struct slip_sheet s;
    struct ballot b;
    if (!load(c, &b) || !slips_sheet(c, no > 0 && no <= 999999 ? (int)no : 0, &s)) {
        return 0;
    }
    return s.ballot_id == b.id ? slips_place(&b, s.building_id) : not_found(c);
}

static bool load_sheet(struct ctx *c, struct hand_page *p)
{
    if (!load(c, &p->b) || !slips_sheet(c, (int)req_id(c, "no"), &p->s) ||
        (p->s.building_id && !places_building(c, p->s.building_id, &p->stair))) {
        return false;
    }
    for (size_t i = 0; i < p->s.slips.n; i++) {
        const struct ballot_slip *s = &p->s.slips.v[i];
        p->handed += s->issue == ISSUE_SIGNED;
        p->left += s->issue != ISSUE_SIGNED && !s->void_at;
    }
    const char *tail = arena_printf(c->arena, "slips/%d", p->s.no);
    p->path = ballot_path(c, p->b.id, arena_printf(c->arena, "%s/hand", tail));
    p->path_list = ballot_path(c, p->b.id, arena_printf(c->arena, "%s/list", tail));
    p->path_undo = ballot_path(c, p->b.id, arena_printf(c->arena, "%s/undo", tail));
    return true;
}

static void show_hand(struct ctx *c)
{
    struct hand_page p = {0};
    struct err kept = err_take(&c->err);
    if (!load_sheet(c, &p)) {
        return;
    }
    c->err = kept;
    const struct undo_form *f = c->req->route->form == &undo_form ? c->req->form : NULL;
    p.undo = f ? f->line : strtol(req_query(c, "undo"), NULL, 10);
    page_begin(c, &(struct page){.title = T(c, N_("发放登记")),
                      .back = ballot_path(c, p.b.id, "slips"),
                      .no_index = true});
    hand_html(c, &p);
    page_end(c);
}

static void do_hand(struct ctx *c)
{
    const struct hand_form *f = c->req->form;
    struct hand_page p = {0};
    struct slip_lines one = {0};
    if (!load_sheet(c, &p)) {
        return;
    }
    if (f->line < 1 || f->line > (int64_t)p.s.slips.n) {
        not_found(c);
        return;
    }
    const char *line =
        arena_printf(c->arena, "%s %d", serial(c, p.s.no, (int)f->line), (int)f->issue);
    if (slips_deliver(c, &p.b, line, false, &one)) {
        redirect(c, arena_printf(c->arena, "%s#l%" PRId64, p.path, f->line));
    } else if (one.n && one.v[0].wrong.msgid) { /* one door: its own sentence */
        c->err = (struct err){0};
        refuse(&c->err, NULL, one.v[0].wrong);
    }
}

static void do_undo(struct ctx *c)
{
    const struct undo_form *f = c->req->form;
    struct hand_page p = {0};
    if (!load_sheet(c, &p)) {
        return;
    }
    if (f->line < 1 || f->line > (int64_t)p.s.slips.n) {
        not_found(c);
    } else if (slips_undo(c, &p.b, &p.s.slips.v[f->line - 1], f->why)) {
        redirect(c, arena_printf(c->arena, "%s#l%" PRId64, p.path, f->line));
    }
}

/* A lost slip ---------------------------------------------------------------------------------- */
static void show_lost(struct ctx *c)
{
    struct lost_page p = {0};
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
        redirect(c, area_path(c, "ballots/%" PRId64 "/slips/%d?old=%s", b.id, no,
                        arena_printf(c->arena, "%06d%02d", sheet, line)));
    }
}

static const struct route routes[] = {
    {"GET", "/a/:area/ballots/:id/slips/:no/hand", show_hand, DUTY_SLIPS,
        .place_of = place_of_sheet, .title = N_("发放登记")},
    {"POST", "/a/:area/ballots/:id/slips/:no/hand", do_hand, DUTY_SLIPS, HANDS_SELF, &hand_form,
        show_hand, .place_of = place_of_sheet, .title = N_("记一张选票发到了没有")},
    {"POST", "/a/:area/ballots/:id/slips/:no/undo", do_undo, DUTY_SLIPS, HANDS_SELF, &undo_form,
        show_hand, .place_of = place_of_sheet, .title = N_("撤回一张选票的发放登记")},
    {"GET", "/a/:area/ballots/:id/slips/lost", show_lost, DUTY_SLIPS, .title = N_("补发一张选票")},
    {"POST", "/a/:area/ballots/:id/slips/lost", do_lost, DUTY_SLIPS, HANDS_SELF, &lost_form,
        show_lost, .title = N_("补发一张选票")},
    {0},
};

const struct module slips_hand_module = {.name = "slips_hand", .tier = 11, .routes = routes};
