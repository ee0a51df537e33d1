/* rolls_tick_pages.c - ticks from the door grid, and what one row has lived through. */
#include <inttypes.h>
#include <string.h>

#include "lib/base/app.h"
#include "lib/web/parts.h"
#include "lib/web/web.h"
#include "src/bodies/duties.h"
#include "src/places/places.h"
#include "src/rolls/rolls_room.h"

enum { BATCH_MAX = 99 };

/* row=17&row=18&mark=1 from the buttons; later: "17 1 1764210000000" lines that waited for a
 * network in the phone. */
struct ticks_form {
    int64_t mark;
    const char *later;
};
static const struct field ticks_fields[] = {
    FIELD(struct ticks_form, FIELD_INT, mark, .min = 0, .max = 9, .label = N_("结果")),
    FIELD(struct ticks_form, FIELD_LINES, later, .max = 4000, .label = N_("没发出去的")),
    {0},
};
static const struct form ticks_form = {"rolls.ticks", sizeof(struct ticks_form), ticks_fields};

struct row_page {
    struct roll r;
    struct roll_row row;
    struct building b;
    struct ticks all;
    const char *title, *back;
    const struct choice *state;
    int64_t next_at; /* when another visit in vain counts; 0: none does */
};

#include "rolls_row.html.h"

struct markings {
    struct marking *v;
    size_t n, cap;
};

/* The same row twice in one go: the later word counts. */
static void add(struct ctx *c, struct markings *out, struct marking m)
{
    for (size_t i = 0; i < out->n; i++) {
        if (out->v[i].row_no == m.row_no) {
            out->v[i] = m;
            return;
        }
    }
    list_push(c->arena, out, m);
}

static bool read_later(struct ctx *c, const char *s, struct markings *out)
{
    for (; *s; s += strcspn(s, "\n"), s += *s == '\n') {
        int64_t v[3] = {0};
        const char *at = s;
        for (size_t i = 0; i < COUNT(v); i++) {
            size_t n = strcspn(at, " \r\n");
            if (!parse_int(arena_strndup(c->arena, at, n), &v[i]) || v[0] <= 0) {
                return refuse(&c->err, NULL, SAY(N_("没发出去的内容读不懂，请重新点一遍。")));
            }
            at += n + (at[n] == ' ');
        }
        add(c, out, (struct marking){.row_no = v[0], .key = (int)v[1], .happened_at = v[2]});
    }
    return true;
}

static bool read_rows(struct ctx *c, int key, struct markings *out)
{
    const struct pairs *post = &c->req->post;
    int64_t no;
    for (size_t i = 0; i < post->n; i++) {
        if (str_same(post->v[i].name, "row") && parse_int(post->v[i].value, &no)) {
            add(c, out, (struct marking){.row_no = no, .key = key});
        }
    }
    return out->n <= BATCH_MAX || refuse(&c->err, NULL, SAY(N_("一次最多记 99 户，请分几次。")));
}

static const char *grid(struct ctx *c, const char *tail)
{
    return area_path(
        c, "b/%" PRId64 "/doors?roll=%" PRId64 "%s", req_id(c, "id"), req_id(c, "roll"), tail);
}

static void do_ticks(struct ctx *c)
{
    const struct ticks_form *f = c->req->form;
    struct markings all = {0};
    struct roll r;
    if (!rolls_at_door(c, &r) || !read_later(c, f->later, &all) ||
        !read_rows(c, (int)f->mark, &all) || !act_by(c, rolls_hand(c), CHANNEL_VISIT, 0, "") ||
        !rolls_refresh(c, &r)) {
        return;
    }
    if (rolls_tick(c, &r, req_id(c, "id"), all.v, all.n, NULL)) {
        redirect(c, grid(c, arena_printf(c->arena, "&sent=%s", c->act.key)));
    }
}

/* A refusal is told on a page of its own: what was ticked before stands as it was. */
static void show_refused(struct ctx *c)
{
    page_begin(
        c, &(struct page){.title = T(c, N_("没有记上")), .back = grid(c, ""), .no_index = true});
    not_ticked_tpl(c, grid(c, ""));
    page_end(c);
}

/* One row ---------------------------------------------------------------------------------------
 */
static void show_row(struct ctx *c)
{
    struct row_page p = {.back = grid(c, "")};
    if (!rolls_at_door(c, &p.r) || !places_building(c, req_id(c, "id"), &p.b) ||
        !rolls_row(c, p.r.id, req_id(c, "row"), &p.row)) {
        return;
    }
    if (p.row.building_id != p.b.id) {
        not_found(c);
        return;
    }
    if (!rolls_ticks(c, p.r.id, p.row.row_no, &p.all)) {
        return;
    }
    p.next_at = rolls_next_visit(p.all.v, p.all.n);
    p.title = rolls_title(c, &p.r);
    p.state = choice_of(rolls_states(), rolls_unmet(&p.row) ? ROLL_ROW_UNMET : (int)p.row.state);
    page_begin(c, &(struct page){.title = arena_printf(c->arena, "%s %s", p.b.name, p.row.name),
                      .back = p.back,
                      .no_index = true});
    row_tpl(c, &p);
    page_end(c);
}

static void do_mark_row(struct ctx *c)
{
    const struct ticks_form *f = c->req->form;
    struct roll r;
    struct marking m = {.row_no = req_id(c, "row"), .key = (int)f->mark};
    if (rolls_at_door(c, &r) &&
        act_by(c, rolls_hand(c), c->act.channel == CHANNEL_WEB ? CHANNEL_VISIT : c->act.channel,
            c->act.happened_at, c->act.evidence) &&
        rolls_tick(c, &r, req_id(c, "id"), &m, 1, NULL)) {
        redirect(c, area_path(c, "b/%" PRId64 "/rolls/%" PRId64 "/rows/%" PRId64, req_id(c, "id"),
                        r.id, m.row_no));
    }
}

#define AT_DOOR .duty = DUTY_SEE_ROLL, .place_of = rolls_place_of

static const struct route routes[] = {
    {"POST", "/a/:area/b/:id/rolls/:roll/ticks", do_ticks, AT_DOOR, .hands = HANDS_SELF,
        .form = &ticks_form, .show = show_refused, .title = N_("在门户表打勾")},
    {"GET", "/a/:area/b/:id/rolls/:roll/rows/:row", show_row, AT_DOOR, .title = N_("一户的来回")},
    {"POST", "/a/:area/b/:id/rolls/:roll/rows/:row", do_mark_row, AT_DOOR, .hands = HANDS_SELF,
        .form = &ticks_form, .show = show_row, .title = N_("记一户，或撤回")},
    {0},
};

const struct module rolls_tick_module = {.name = "ticks", .tier = 1, .routes = routes};
