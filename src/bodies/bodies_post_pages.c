/* bodies_post_pages.c - one post: its days, who stands in for it, its end; and the list of all. */
#include <inttypes.h>

#include "lib/base/app.h"
#include "lib/web/page.h"
#include "lib/web/parts.h"
#include "lib/web/web.h"
#include "src/bodies/bodies_pages.h"
#include "src/bodies/bodies_room.h"
#include "src/bodies/duties.h"

struct deputy_form {
    int64_t post, from, to;
};
static const struct field deputy_fields[] = {
    FIELD(struct deputy_form, FIELD_ID, post, .label = N_("请谁代理"), .required = true),
    FIELD(struct deputy_form, FIELD_DAY, from, .label = N_("从哪一天起"),
        .help = N_("不填就是今天。")),
    FIELD(
        struct deputy_form, FIELD_DAY, to, .label = N_("代理到哪一天（含当天）"), .required = true),
    {0},
};
static const struct form deputy_form = {"bodies.deputy", sizeof(struct deputy_form), deputy_fields};

struct shown_form {
    const char *name, *phone, *duty_phone, *hours;
    int64_t from;
    bool asked, wrong;
};
static const struct field shown_fields[] = {
    FIELD(struct shown_form, FIELD_TEXT, name, .max = 30, .label = N_("公开的称呼"),
        .help = N_("如：沈经理。不填就用姓名。"), .autocomplete = "off"),
    FIELD(struct shown_form, FIELD_PHONE, phone, .label = N_("公开电话"),
        .help = N_("印在连心卡上。不填就用单位的电话。"), .autocomplete = "off"),
    FIELD(struct shown_form, FIELD_PHONE, duty_phone, .label = N_("值班电话"),
        .help = N_("除了公开电话，还有一个值班的号码就填。"), .autocomplete = "off"),
    FIELD(struct shown_form, FIELD_FLAG, asked, BODIES_ASKED),
    FIELD(struct shown_form, FIELD_TEXT, hours, .max = 40, .label = N_("什么时候在"),
        .help = N_("如：周一到周五 8:30-17:00。"), .autocomplete = "off"),
    FIELD(struct shown_form, FIELD_DAY, from, .label = N_("从哪一天起"),
        .help = N_("不填就是今天。")),
    FIELD(struct shown_form, FIELD_FLAG, wrong, .label = N_("一直写错了，从头改正")),
    {0},
};
static const struct form shown_form = {"bodies.shown", sizeof(struct shown_form), shown_fields};

struct post_page {
    struct post t;
    struct standings deputies; /* of this post */
    struct showns shown; /* newest first */
    const struct choice *others;
    bool may_edit, ended;
};

#include "bodies_post.html.h"

static int64_t place_of_post(struct ctx *c)
{
    struct post t;
    return bodies_post_by_id(c, req_id(c, "id"), &t) ? t.place_id : 0;
}

/* Who may be asked to stand in: the others of the same body. */
static const struct choice *others_of(struct ctx *c, const struct post *t)
{
    struct posts all = {0};
    if (!bodies_posts_in(c, t->body_id, "", &all)) {
        return NULL;
    }
    struct choice *out = arena_alloc(c->arena, (all.n + 1) * sizeof(*out));
    size_t n = 0;
    for (const struct post *o = all.v; o < all.v + all.n; o++) {
        if (o->id != t->id && o->person_id != t->person_id) {
            out[n++] = (struct choice){.value = o->id,
                .label =
                    arena_printf(c->arena, "%s %s", o->person, T(c, bodies_post_label(o->kind)))};
        }
    }
    return out;
}

static bool load_post(struct ctx *c, struct post_page *p)
{
    struct standings all = {0};
    if (!bodies_post_by_id(c, req_id(c, "id"), &p->t) || !bodies_standings(c, p->t.body_id, &all)) {
        return false;
    }
    for (size_t i = 0; i < all.n; i++) {
        if (all.v[i].for_post_id == p->t.id) {
            list_push(c->arena, &p->deputies, all.v[i]);
        }
    }
    const char *today = day_text(c->arena, c->now);
    p->ended = !bodies_in_days("", p->t.valid_to, today);
    p->may_edit = c->app->may(c, DUTY_POSTS, p->t.place_id) && !p->ended;
    p->others = others_of(c, &p->t);
    return p->others && bodies_shown_of(c, p->t.id, &p->shown);
}

/* The form begins with what is said today. */
static void fill_shown(struct ctx *c, const struct post_page *p)
{
    const char *today = day_text(c->arena, c->now);
    struct shown_form *f = arena_alloc(c->arena, sizeof(*f));
    for (const struct shown *w = p->shown.v; w < p->shown.v + p->shown.n; w++) {
        if (bodies_in_days(w->valid_from, w->valid_to, today)) {
            *f = (struct shown_form){w->name, w->phone, w->duty_phone, w->hours, 0, false, false};
        }
    }
    form_fill(c, &shown_form, f);
}

static void show_post(struct ctx *c)
{
    struct post_page p = {0};
    if (!load_post(c, &p)) {
        return;
    }
    fill_shown(c, &p);
    page_begin(c, &(struct page){.title = T(c, bodies_post_label(p.t.kind)),
                      .focus = true,
                      .back = area_path(c, "bodies/%" PRId64, p.t.body_id),
                      .no_index = true});
    post_html(c, &p);
    page_end(c);
}

static void name_deputy(struct ctx *c)
{
    const struct deputy_form *f = c->req->form;
    struct post t, other;
    if (!bodies_post_by_id(c, req_id(c, "id"), &t) || !bodies_post_by_id(c, f->post, &other)) {
        return;
    }
    if (other.body_id != t.body_id) {
        refuse(&c->err, "post", SAY(N_("代理的人要在同一个单位里任职。")));
        return;
    }
    if (bodies_stand_in(
            c, f->post, t.id, bodies_day(c, f->from, false), bodies_day(c, f->to, true))) {
        redirect(c, area_path(c, "posts/%" PRId64, t.id));
    }
}

static void do_show(struct ctx *c)
{
    const struct shown_form *f = c->req->form;
    struct shown w = {f->name, f->phone, f->duty_phone, f->hours, "", ""};
    struct showns said = {0};
    if (!bodies_shown_of(c, req_id(c, "id"), &said)) {
        return;
    }
    struct shown last = said.n ? said.v[0] : (struct shown){0};
    const char *phone = str_same(w.phone, str_or(last.phone, "")) ? "" : w.phone,
               *duty = str_same(w.duty_phone, str_or(last.duty_phone, "")) ? "" : w.duty_phone;
    if (!bodies_asked_ok(phone, duty, f->asked, &c->err)) { /* what is public already stays so */
        return;
    }
    if (bodies_show(c, req_id(c, "id"), &w, bodies_day(c, f->from, false), f->wrong)) {
        redirect(c, area_path(c, "posts/%" PRId64, req_id(c, "id")));
    }
}

static void show_posts(struct ctx *c)
{
    struct list_view v;
    if (!list_view_load(c, &bodies_posts_list, req_query_int(c, "place", 0), AUDIENCE_STAFF, &v) ||
        list_export(c, &v)) {
        return;
    }
    page_begin(c, &(struct page){.title = T(c, N_("任职")), .wide = true, .no_index = true});
    posts_head_html(c);
    put_raw(c, list_html(c, &v));
    page_end(c);
}

static const struct route routes[] = {
    {"GET", "/a/:area/posts", show_posts, DUTY_INBOX, .list = &bodies_posts_list,
        .title = N_("任职")},
    {"GET", "/a/:area/posts/:id", show_post, DUTY_INBOX, .place_of = place_of_post,
        .title = N_("一个职务")},
    {"POST", "/a/:area/posts/:id/deputy", name_deputy, DUTY_POSTS, HANDS_SELF, &deputy_form,
        show_post, place_of_post, .title = N_("请人代理")},
    {"POST", "/a/:area/posts/:id/shown", do_show, DUTY_POSTS, HANDS_SELF, &shown_form, show_post,
        place_of_post, .title = N_("改公开的称呼、电话、时间")},
    {0},
};

static const struct list *const lists[] = {&bodies_posts_list, NULL};

const struct module bodies_post_module = {.name = "posts", .routes = routes, .lists = lists};
