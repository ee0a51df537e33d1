/* replies_pages.c - the sentences, and a ticket answered with one of them. */
#include "src/replies/replies.h"

#include <inttypes.h>

#include "lib/base/app.h"
#include "lib/base/module.h"
#include "lib/web/parts.h"
#include "src/bodies/duties.h"
#include "src/places/places.h"
#include "src/requests/requests_room.h"

struct reply_form {
    int64_t body, kind;
    const char *text;
};
static const struct field reply_fields[] = {
    FIELD(struct reply_form, FIELD_LINES, text, .max = REPLY_MAX, .label = N_("答复的话"),
        .help = N_("可以写 {place}（楼号）和 {date}（当天日期），用的时候自动填上。"),
        .required = true),
    FIELD(struct reply_form, FIELD_CHOICE, kind, .choices = requests_kinds,
        .label = N_("用在哪一类（不选就是每一类）")),
    FIELD(struct reply_form, FIELD_ID, body, .label = N_("谁用")),
    {0},
};
static const struct form reply_form = {"replies.put", sizeof(struct reply_form), reply_fields};

struct drop_form {
    int64_t drop;
};
static const struct field drop_fields[] = {
    FIELD(struct drop_form, FIELD_ID, drop, .label = N_("去掉哪一句"), .required = true), {0}};
static const struct form drop_form = {"replies.end", sizeof(struct drop_form), drop_fields};

struct choices {
    struct choice *v;
    size_t n, cap;
};
struct replies_page {
    struct replies all;
    struct choices owners;
};
struct answer_page {
    struct request r;
    struct replies all;
    const char **filled; /* one a reply */
    bool can; /* it is the reader's to answer now */
};

static const char *kind_said(struct ctx *c, int64_t kind)
{
    return kind ? T(c, requests_kind_info(kind)->label) : T(c, N_("每一类"));
}

static const char *owner_said(struct ctx *c, const struct reply *r)
{
    return str_or(r->body, T(c, N_("全居民区通用")));
}

#include "replies.html.h"

/* Whose sentences the reader may edit: everybody's by WORDS, those of a body by answering in it. */
static bool load_owners(struct ctx *c, struct choices *out)
{
    struct posts posts = {0};
    if (!bodies_posts_of(c, c->who.person_id, &posts)) {
        return false;
    }
    if (c->app->may(c, DUTY_WORDS, 0)) {
        list_push(
            c->arena, out, (struct choice){.value = c->area_id, .label = T(c, N_("全居民区通用"))});
    }
    for (size_t i = 0; i < posts.n; i++) {
        bool known = false;
        for (size_t k = 0; k < out->n; k++) {
            known |= out->v[k].value == posts.v[i].body_id;
        }
        if (!known && duties_of_post(posts.v[i].kind, DUTY_ANSWER)) {
            list_push(c->arena, out,
                (struct choice){.value = posts.v[i].body_id, .label = posts.v[i].body});
        }
    }
    return true;
}

static bool may_edit(struct ctx *c, int64_t owner)
{
    struct choices all = {0};
    if (!load_owners(c, &all)) {
        return false;
    }
    for (size_t i = 0; i < all.n; i++) {
        if (all.v[i].value == owner) {
            return true;
        }
    }
    return refuse(&c->err, "body", SAY(N_("只能改自己单位的常用答复")));
}

static void show_replies(struct ctx *c)
{
    struct replies_page p = {0};
    if (list_serve(c, &replies_list, AUDIENCE_STAFF, NULL) || !replies_for(c, 0, &p.all) ||
        !load_owners(c, &p.owners)) {
        return;
    }
    struct reply_form first = {.body = p.owners.n ? p.owners.v[0].value : 0};
    list_push(c->arena, &p.owners, (struct choice){0});
    form_fill(c, &reply_form, &first);
    page_begin(c, &(struct page){.title = T(c, N_("常用答复")), .tab = "desk", .no_index = true});
    replies_html(c, &p);
    page_end(c);
}

static void do_put(struct ctx *c)
{
    const struct reply_form *f = c->req->form;
    struct reply r = {
        .body_id = f->body == c->area_id ? 0 : f->body, .kind = f->kind, .text = f->text};
    if (may_edit(c, f->body) && replies_put(c, &r)) {
        redirect(c, area_path(c, "replies"));
    }
}

static void do_drop(struct ctx *c)
{
    const struct drop_form *f = c->req->form;
    struct reply r = {0};
    if (replies_by_id(c, f->drop, &r) && may_edit(c, r.body_id ? r.body_id : c->area_id) &&
        replies_end(c, r.id)) {
        redirect(c, area_path(c, "replies"));
    }
}

/* A ticket answered with one of them ----------------------------------------------------------- */
static int64_t place_of_request(struct ctx *c)
{
    return matters_place_of(c, req_id(c, "id"));
}

static bool fill_answer(struct ctx *c, struct answer_page *p)
{
    if (!requests_see(c, req_id(c, "id"), &p->r) || !replies_for(c, p->r.kind, &p->all)) {
        return false;
    }
    int64_t use = req_query_int(c, "use", 0);
    const char *chosen = "";
    p->filled = arena_alloc(c->arena, (p->all.n + 1) * sizeof(*p->filled));
    for (size_t i = 0; i < p->all.n; i++) {
        p->filled[i] = replies_filled(c->arena, p->all.v[i].text, p->r.m.place, say_day(c, c->now));
        chosen = p->all.v[i].id == use ? p->filled[i] : chosen;
    }
    p->can = matters_movable(c, &p->r.m, matters_move_of(&requests_matter, "answer"));
    requests_fill_answer(c, p->r.m.version, chosen);
    return !c->err.kind;
}

static void show_answer(struct ctx *c)
{
    struct answer_page p = {0};
    if (!fill_answer(c, &p)) {
        return;
    }
    page_begin(c, &(struct page){.title = say(c, WORDS(N_("答复：{0}"), TEXT(p.r.m.title))),
                      .tab = "desk",
                      .no_index = true,
                      .back = area_path(c, "requests/%" PRId64, p.r.m.id),
                      .back_label = matters_ticket(c->arena, p.r.m.ticket)});
    answer_html(c, &p);
    page_end(c);
}

static const struct route routes[] = {
    {"GET", "/a/:area/replies", show_replies, .duty = DUTY_ANSWER, .list = &replies_list,
        .title = N_("常用答复")},
    {"POST", "/a/:area/replies", do_put, .duty = DUTY_ANSWER, .hands = HANDS_SELF,
        .form = &reply_form, .show = show_replies, .title = N_("加一句常用答复")},
    {"POST", "/a/:area/replies/drop", do_drop, .duty = DUTY_ANSWER, .hands = HANDS_SELF,
        .form = &drop_form, .show = show_replies, .title = N_("去掉一句常用答复")},
    {"GET", "/a/:area/requests/:id/reply", show_answer, .duty = DUTY_ANSWER,
        .place_of = place_of_request, .title = N_("用常用答复来答复")},
    {0},
};
static const struct list *const lists[] = {&replies_list, NULL};

const struct module replies_module = {
    .name = "replies", .tier = 3, .routes = routes, .lists = lists};
