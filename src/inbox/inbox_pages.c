/* inbox_pages.c - the inbox: chips, rows with their clocks, the bar that deals with many at once,
 * and what became of a batch. */
#include "src/inbox/inbox.h"
#include "src/places/places.h"

#include <inttypes.h>

#include "lib/base/app.h"
#include "lib/base/module.h"
#include "lib/web/parts.h"
#include "src/bodies/duties.h"
#include "src/matters/matters_pages.h"
#include "src/replies/replies.h"
#include "src/requests/requests.h"

/* The bulk bar ----------------------------------------------------------------------------------
 */
static const struct choice deeds[] = {
    {BULK_ACCEPT, "accept", N_("受理")},
    {BULK_ASSIGN, "assign", N_("分派")},
    {BULK_ANSWER, "answer", N_("答复")},
    {BULK_REFUSE, "refuse", N_("不予办理")},
    {0},
};
struct bulk_form {
    int64_t what, body, usual;
    const char *pick, *answer, *no_photo, *reason;
};
static const struct field bulk_fields[] = {
    FIELD(struct bulk_form, FIELD_CHOICE, what, .choices = deeds, .label = N_("怎么办")),
    FIELD(struct bulk_form, FIELD_LINES, pick, .max = 4000, .label = N_("哪几件，编号-版本")),
    FIELD(struct bulk_form, FIELD_ID, body, .label = N_("由谁来办")),
    FIELD(struct bulk_form, FIELD_LINES, answer, .max = 1000, .label = N_("怎么办的"),
        .help = N_("每一件的提出人和邻居都会看到同样的话。")),
    FIELD(struct bulk_form, FIELD_ID, usual, .label = N_("常用答复"),
        .help = N_("上面不写，就用这一条；{place} 和 {date} 按每一件填好。")),
    FIELD(struct bulk_form, FIELD_TEXT, no_photo, .max = 100, .label = N_("没有照片，原因是"),
        .help = N_("维修的事要有照片，成批答复请说明为什么没有。")),
    FIELD(struct bulk_form, FIELD_LINES, reason, .max = 1000, .label = N_("不予办理的理由"),
        .help = N_("每一件的提出人都会看到，可以要求重新办。")),
    {0},
};
const struct form inbox_bulk_form = {"inbox.bulk", sizeof(struct bulk_form), bulk_fields};

struct bulk_bar {
    bool decides, answers;
    const struct choice *bodies, *usual; /* usual: NULL when there is none */
};
struct choices {
    struct choice *v;
    size_t n, cap;
};

bool inbox_may_bulk(struct ctx *c)
{
    return c->app->may(c, DUTY_TRIAGE, 0) || c->app->may(c, DUTY_ANSWER, 0);
}

static bool usual_owner(enum body_kind kind)
{
    return requests_may_own(kind) && kind != BODY_PARTY_BRANCH && kind != BODY_PARTY_GENERAL &&
           kind != BODY_PARTY_GROUP;
}

static const struct choice *owners(struct ctx *c)
{
    struct bodies all = {0};
    struct choices out = {0};
    if (bodies_all(c, &all)) {
        for (size_t i = 0; i < all.n; i++) {
            if (usual_owner(all.v[i].kind)) {
                list_push(
                    c->arena, &out, (struct choice){.value = all.v[i].id, .label = all.v[i].name});
            }
        }
    }
    list_push(c->arena, &out, (struct choice){0});
    return out.v;
}

/* Was it ticked on the page that is shown again? */
static bool was_picked(struct ctx *c, const struct matter *m)
{
    const struct pairs *post = &c->req->post;
    struct picks all = {0};
    for (size_t i = 0; i < post->n; i++) {
        if (str_same(post->v[i].name, "pick")) {
            (void)inbox_picks(c->arena, post->v[i].value, &all);
        }
    }
    for (size_t i = 0; i < all.n; i++) {
        if (all.v[i].id == m->id) {
            return true;
        }
    }
    return false;
}

/* The inbox's struct -----------------------------------------------------------------------------
 */
struct inbox_page {
    struct matters shown;
    struct chip *chips;
    size_t n_chips;
    int64_t all, late, soon, up;
    bool types, bulk; /* may type for others; has rows to tick */
};
struct batch_page {
    struct batch b;
    int64_t done, undone, open; /* open: may still be taken back */
    const char *from; /* path of the page it was begun on */
};

static const char *state_key(struct ctx *c, const struct matter *m)
{
    return arena_printf(c->arena, "%s-%d", m->kind, m->state);
}

static bool chosen(struct ctx *c, const struct matter *m, const char *key)
{
    if (str_same(key, "late")) {
        return matters_clock(m, c->now) == CLOCK_LATE;
    }
    if (str_same(key, "soon")) {
        return matters_clock(m, c->now) == CLOCK_SOON;
    }
    if (str_same(key, "up")) {
        return m->level >= LEVEL_HEADS;
    }
    return str_empty(key) || str_same(key, state_key(c, m));
}

static const char *state_label(struct ctx *c, const struct matter *m)
{
    const struct choice *o = choice_of(matters_kind(c, m->kind)->states, m->state);
    return o ? T(c, o->label) : "";
}

struct chips {
    struct chip *v;
    size_t n, cap;
};

static void add_chip(struct ctx *c, struct chips *chips, const char *key, const char *label,
    const struct matters *all)
{
    int64_t count = 0;
    const char *href = *key ? area_path(c, "inbox?f=%s", key) : area_path(c, "inbox");
    for (size_t i = 0; i < chips->n; i++) {
        if (str_same(chips->v[i].href, href)) {
            return;
        }
    }
    for (size_t i = 0; i < all->n; i++) {
        count += chosen(c, &all->v[i], key);
    }
    bool on = str_same(key, req_query(c, "f"));
    list_push(c->arena, chips, (struct chip){href, label, count, on});
}

static void fill_inbox(struct ctx *c, const struct matters *all, struct inbox_page *p)
{
    struct chips chips = {0};
    add_chip(c, &chips, "", T(c, N_("要我办")), all);
    for (size_t i = 0; i < all->n; i++) {
        const struct matter *m = &all->v[i];
        p->late += chosen(c, m, "late");
        p->soon += chosen(c, m, "soon");
        p->up += chosen(c, m, "up");
        if (chosen(c, m, req_query(c, "f"))) {
            list_push(c->arena, &p->shown, *m);
        }
    }
    if (p->up) {
        add_chip(c, &chips, "up", T(c, N_("已报上级")), all);
    }
    add_chip(c, &chips, "late", T(c, N_("已超时")), all);
    add_chip(c, &chips, "soon", T(c, N_("将超时")), all);
    for (size_t i = 0; i < all->n; i++) {
        add_chip(c, &chips, state_key(c, &all->v[i]), state_label(c, &all->v[i]), all);
    }
    p->all = (int64_t)all->n;
    p->chips = chips.v;
    p->n_chips = chips.n;
    p->bulk = p->shown.n > 0 && inbox_may_bulk(c);
}

static struct words inbox_says(const struct inbox_page *p)
{
    if (p->late && p->soon) {
        return WORDS(N_("收件：{0} 件已超时，{1} 件快到时限"), INT(p->late), INT(p->soon));
    }
    if (p->late) {
        return WORDS(N_("收件：{0} 件已超时"), INT(p->late));
    }
    return p->soon ? WORDS(N_("收件：{0} 件快到时限"), INT(p->soon)) : SAY(N_("收件：没有超时的"));
}

static const char *matter_path(struct ctx *c, const char *kind, int64_t id)
{
    return area_path(c, "%s/%" PRId64, matters_kind(c, kind)->room, id);
}

static struct words batch_says(const struct batch_page *p)
{
    const char *label = choice_of(deeds, (int64_t)p->b.what)->label;
    return WORDS(N_("{0}：办了 {1} 件，{2} 件没有办"), MSG(label), INT(p->done),
        INT((int64_t)p->b.n - p->done));
}

static struct html bar_html(struct ctx *c, const struct bulk_bar *b);

#include "inbox.html.h"

struct html inbox_pick_html(struct ctx *c, const struct matter *m)
{
    size_t mark = c->req->body.n;
    pick_tpl(c, m, was_picked(c, m));
    return html_since(c, mark);
}

struct html inbox_clock_html(struct ctx *c, const struct matter *m)
{
    size_t mark = c->req->body.n;
    clock_tpl(c, m, matters_clock(m, c->now));
    return html_since(c, mark);
}

struct html inbox_bulk_open(struct ctx *c, const char *from)
{
    return form_open(c, area_path(c, "%s/bulk", from));
}

/* Of any kind of request: the ticked ones may differ. */
static const struct choice *usual_answers(struct ctx *c)
{
    struct replies all = {0};
    struct choices out = {0};
    if (!replies_for(c, 0, &all) || !all.n) {
        return NULL;
    }
    for (size_t i = 0; i < all.n; i++) {
        struct choice one = {.value = all.v[i].id, .label = all.v[i].text};
        list_push(c->arena, &out, one);
    }
    list_push(c->arena, &out, (struct choice){0});
    return out.v;
}

static struct html bar_html(struct ctx *c, const struct bulk_bar *b)
{
    size_t mark = c->req->body.n;
    bar_tpl(c, b);
    return html_since(c, mark);
}

struct html inbox_bar_html(struct ctx *c)
{
    struct bulk_bar b = {
        .decides = c->app->may(c, DUTY_TRIAGE, 0), .answers = c->app->may(c, DUTY_ANSWER, 0)};
    b.bodies = b.decides ? owners(c) : NULL;
    b.usual = b.answers ? usual_answers(c) : NULL;
    return bar_html(c, &b);
}

/* Pages ------------------------------------------------------------------------------------------
 */
static void show_inbox(struct ctx *c)
{
    struct matters all = {0};
    struct inbox_page p = {.types = c->app->may(c, DUTY_ACT_FOR, 0)};
    if (list_serve(c, &inbox_list, AUDIENCE_CASE, inbox_fill) || !inbox_waiting(c, &all)) {
        return;
    }
    fill_inbox(c, &all, &p);
    page_begin(c, &(struct page){.title = say(c, inbox_says(&p)),
                      .wide = true,
                      .tab = "desk",
                      .no_index = true,
                      .refresh = 60});
    inbox_html(c, &p);
    page_end(c);
}

void inbox_do_bulk(struct ctx *c, const char *from)
{
    const struct bulk_form *f = c->req->form;
    const struct pairs *post = &c->req->post;
    struct picks picks = {0};
    int64_t id = 0;
    for (size_t i = 0; i < post->n; i++) {
        if (str_same(post->v[i].name, "pick") && !inbox_picks(c->arena, post->v[i].value, &picks)) {
            refuse(&c->err, NULL, SAY(N_("勾选的内容读不懂，请刷新后重新勾")));
            return;
        }
    }
    struct bulk b = {.what = (enum bulk_do)f->what,
        .body_id = f->body,
        .text = f->what == BULK_REFUSE ? f->reason : f->answer,
        .no_photo = f->no_photo};
    struct reply usual = {0};
    if (f->what == BULK_ANSWER && f->usual) {
        if (!replies_by_id(c, f->usual, &usual)) {
            struct words gone = err_take(&c->err).words;
            refuse(&c->err, "usual", gone);
            return;
        }
        b.usual = usual.text;
    }
    if (inbox_bulk(c, &b, &picks, &id)) {
        const char *tail = str_same(from, "inbox") ? "" : arena_printf(c->arena, "?from=%s", from);
        redirect(c, area_path(c, "inbox/batch/%" PRId64 "%s", id, tail));
    }
}

static void do_bulk(struct ctx *c)
{
    inbox_do_bulk(c, "inbox");
}

static void show_batch(struct ctx *c)
{
    struct batch_page p = {
        .from = area_path(c, str_same(req_query(c, "from"), "work") ? "%s" : "inbox%s",
            str_same(req_query(c, "from"), "work") ? "work" : "")};
    if (!inbox_batch(c, req_id(c, "id"), &p.b)) {
        return;
    }
    for (size_t i = 0; i < p.b.n; i++) {
        p.done += p.b.v[i].version > 0;
        p.undone += p.b.v[i].undone_at > 0;
        p.open += p.b.v[i].undoable;
    }
    page_begin(c, &(struct page){.title = say(c, batch_says(&p)),
                      .tab = "desk",
                      .no_index = true,
                      .back = p.from,
                      .back_label = T(c, N_("收件"))});
    batch_html(c, &p);
    page_end(c);
}

static void do_undo(struct ctx *c)
{
    int64_t id = req_id(c, "id");
    if (inbox_undo(c, id)) {
        redirect(c, area_path(c, "inbox/batch/%" PRId64, id));
    }
}

static const struct route routes[] = {
    {"GET", "/a/:area/inbox", show_inbox, .duty = DUTY_INBOX, .list = &inbox_list,
        .title = N_("收件")},
    {"POST", "/a/:area/inbox/bulk", do_bulk, .duty = DUTY_INBOX, .hands = HANDS_SELF,
        .form = &inbox_bulk_form, .show = show_inbox, .title = N_("成批办理")},
    {"GET", "/a/:area/inbox/batch/:id", show_batch, .duty = DUTY_INBOX, .title = N_("办了一批")},
    {"POST", "/a/:area/inbox/batch/:id/undo", do_undo, .duty = DUTY_INBOX, .hands = HANDS_SELF,
        .show = show_batch, .title = N_("撤回一批")},
    {0},
};
static const struct list *const lists[] = {&inbox_list, NULL};

const struct module inbox_module = {.name = "inbox", .tier = 3, .routes = routes, .lists = lists};
