/* rolls_chain_pages.c - a 接龙 pasted from the group becomes ticks, once somebody looked at it. */
#include <inttypes.h>

#include "lib/base/app.h"
#include "lib/web/parts.h"
#include "lib/web/web.h"
#include "src/bodies/duties.h"
#include "src/places/places.h"
#include "src/rolls/rolls_room.h"

struct chain_form {
    const char *text;
    bool yes;
};
static const struct field chain_fields[] = {
    FIELD(struct chain_form, FIELD_LINES, text, .max = 20000, .label = N_("群里的接龙"),
        .help = N_("在群里长按接龙，复制，贴到这里。先看一遍认得对不对，再写入。"),
        .required = true),
    FIELD(struct chain_form, FIELD_FLAG, yes, .hidden = true, .label = N_("写入")),
    {0},
};
static const struct form chain_form = {"rolls.chain", sizeof(struct chain_form), chain_fields};

struct chain_page {
    struct roll r;
    struct building b;
    struct roll_rows rows;
    struct chain chain;
    const char *title, *action, *back, *text;
    size_t fits, other;
    bool writes; /* some line can be written */
};

static const char *verdict_says(struct ctx *c, const struct chain_line *l)
{
    static const char *const words[] = {
        [CHAIN_SAME] = N_("上面已经写过，一样"),
        [CHAIN_OTHER] = N_("同一户写了两样，请选一样"),
        [CHAIN_ELSEWHERE] = N_("是别的楼的"),
        [CHAIN_LATER] = N_("自己说还没有，先不记"),
        [CHAIN_UNSURE] = N_("像在问，或者只说了谢谢：问清了再打勾"),
    };
    if (l->verdict == CHAIN_NO_DOOR) {
        return *l->typed ? say(c, WORDS(N_("本楼没有 {0}"), TEXT(l->typed)))
                         : T(c, N_("没写室号，请问一声是哪一户"));
    }
    return l->verdict == CHAIN_FITS ? "" : T(c, words[l->verdict]);
}

/* What is written down of its door already; NULL: nothing. */
static const struct roll_mark *before(const struct chain_page *p, const struct chain_line *l)
{
    const struct roll_row *row = l->door < 0 ? NULL : &p->rows.v[l->door];
    return row ? rolls_mark_of(p->r.kind, row->state, row->choice) : NULL;
}

/* The mark a line would make; NULL: it makes none, or is written down already. */
static const struct roll_mark *becomes(const struct chain_page *p, const struct chain_line *l)
{
    const struct roll_mark *m =
        l->door < 0 || l->verdict == CHAIN_SAME ? NULL : rolls_mark(p->r.kind, l->key);
    return m == before(p, l) ? NULL : m;
}

#include "rolls_chain.html.h"

static bool load_chain(struct ctx *c, struct chain_page *p, const char *text)
{
    if (!rolls_at_door(c, &p->r) || !places_building(c, req_id(c, "id"), &p->b) ||
        !rolls_rows(c, p->r.id, p->b.id, &p->rows)) {
        return false;
    }
    const char **doors = arena_alloc(c->arena, (p->rows.n + 1) * sizeof(*doors));
    for (size_t i = 0; i < p->rows.n; i++) {
        doors[i] = p->rows.v[i].name;
    }
    rolls_chain(c->arena, text, doors, p->rows.n, p->b.number, p->r.kind->marks, &p->chain);
    for (size_t i = 0; i < p->chain.n; i++) {
        const struct chain_line *l = &p->chain.v[i];
        bool fits = l->verdict == CHAIN_FITS;
        p->fits += fits;
        p->other += !fits;
        p->writes |= becomes(p, l) != NULL;
    }
    p->text = text;
    p->title = rolls_title(c, &p->r);
    p->action = area_path(c, "b/%" PRId64 "/rolls/%" PRId64 "/chain", p->b.id, p->r.id);
    p->back = area_path(c, "b/%" PRId64 "/doors?roll=%" PRId64, p->b.id, p->r.id);
    return true;
}

static void show(
    struct ctx *c, struct chain_page *p, void (*tpl)(struct ctx *, const struct chain_page *))
{
    page_begin(c, &(struct page){.title = T(c, N_("贴接龙")), .back = p->back, .no_index = true});
    tpl(c, p);
    page_end(c);
}

static void show_paste(struct ctx *c)
{
    struct chain_page p = {0};
    if (load_chain(c, &p, "")) {
        form_fill(c, &chain_form, &(struct chain_form){.text = ""});
        show(c, &p, chain_paste_tpl);
    }
}

/* What the reader left ticked on the page that was looked at: line=3 of the text. */
static bool left_ticked(struct ctx *c, size_t i)
{
    int64_t no;
    for (size_t k = 0; k < c->req->post.n; k++) {
        const struct pair *o = &c->req->post.v[k];
        if (str_same(o->name, "line") && parse_int(o->value, &no) && no == (int64_t)i) {
            return true;
        }
    }
    return false;
}

static bool put_chain(struct ctx *c, const struct chain_page *p)
{
    struct {
        struct marking *v;
        size_t n, cap;
    } all = {0};
    for (size_t i = 0; i < p->chain.n; i++) {
        const struct chain_line *l = &p->chain.v[i];
        if (!becomes(p, l) || !left_ticked(c, i)) {
            continue;
        }
        for (size_t k = 0; k < all.n; k++) {
            if (all.v[k].row_no == p->rows.v[l->door].row_no) {
                return refuse(&c->err, NULL,
                    WORDS(N_("{0} 说了两样，请只留一样。"), TEXT(p->rows.v[l->door].name)));
            }
        }
        list_push(
            c->arena, &all, ((struct marking){.row_no = p->rows.v[l->door].row_no, .key = l->key}));
    }
    return act_by(c, rolls_hand(c), CHANNEL_GROUP, 0, T(c, N_("群接龙"))) &&
           rolls_tick(c, &p->r, p->b.id, all.v, all.n, NULL);
}

static void do_chain(struct ctx *c)
{
    const struct chain_form *f = c->req->form;
    struct chain_page p = {0};
    if (!load_chain(c, &p, f->text)) {
        return;
    }
    if (!f->yes) {
        /* Refused, so that nothing at all is kept of it, the act neither: show_again() shows it. */
        refuse(&c->err, NULL, SAY(N_("还没有写入。看一遍，对了再写入。")));
    } else if (put_chain(c, &p)) {
        redirect(c, p.back);
    }
}

/* Refused on the page that was looked at: the same page, with the reason. */
static void show_again(struct ctx *c)
{
    const struct chain_form *f = c->req->form;
    struct chain_page p = {0};
    struct err kept = err_take(&c->err);
    bool loaded = load_chain(c, &p, f ? str_or(f->text, "") : "");
    c->err = c->err.kind ? c->err : kept;
    if (!loaded) {
        return;
    }
    bool looks = f && *p.text && !c->req->wrong.n;
    if (looks && !f->yes) {
        c->req->notice = (struct notice){0};
    }
    show(c, &p, looks ? chain_look_tpl : chain_paste_tpl);
}

#define AT_DOOR .duty = DUTY_SEE_ROLL, .place_of = rolls_place_of

static const struct route routes[] = {
    {"GET", "/a/:area/b/:id/rolls/:roll/chain", show_paste, AT_DOOR, .title = N_("贴接龙")},
    {"POST", "/a/:area/b/:id/rolls/:roll/chain", do_chain, AT_DOOR, .hands = HANDS_SELF,
        .form = &chain_form, .show = show_again, .title = N_("贴接龙，看过再写入")},
    {0},
};

const struct module rolls_chain_module = {.name = "chains", .tier = 1, .routes = routes};
