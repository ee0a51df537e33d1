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

struct post_page {
    struct post t;
    struct standings deputies; /* of this post */
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
    return p->others != NULL;
}

static void show_post(struct ctx *c)
{
    struct post_page p = {0};
    if (!load_post(c, &p)) {
        return;
    }
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
    if (bodies_stand_in_days(
            c, f->post, t.id, bodies_day(c, f->from, false), bodies_day(c, f->to, true))) {
        redirect(c, area_path(c, "posts/%" PRId64, t.id));
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
    {0},
};

static const struct list *const lists[] = {&bodies_posts_list, NULL};

const struct module bodies_post_module = {.name = "posts", .routes = routes, .lists = lists};
