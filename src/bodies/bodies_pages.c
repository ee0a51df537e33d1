/* bodies_pages.c - who serves us, for everybody; registering bodies and giving posts, for who may.
 */
#include <inttypes.h>

#include "lib/base/app.h"
#include "lib/web/page.h"
#include "lib/web/parts.h"
#include "lib/web/web.h"
#include "src/bodies/bodies_pages.h"
#include "src/bodies/bodies_room.h"
#include "src/bodies/duties.h"
#include "src/people/people.h"
#include "src/places/places.h"

struct body_form {
    int64_t kind, place, parent;
    const char *name, *phone;
};
struct post_form {
    int64_t kind, place, from, to;
    const char *name, *phone, *public_phone, *duty_phone, *hours;
    bool asked;
};
struct vacant_form {
    int64_t post, at;
    const char *why;
};
struct under_form {
    int64_t parent, day;
};

#define OVER \
    .label = N_("管哪里"), .help = N_("写楼号，或小区、网格、片区的名字；全居民区写「全」。"), \
    .finder = &places_finder, .required = true
static const struct field body_fields[] = {
    FIELD(struct body_form, FIELD_CHOICE, kind, .label = N_("哪一类"), .required = true,
        .choices = bodies_kinds),
    FIELD(struct body_form, FIELD_TEXT, name, .min = 2, .max = 40, .label = N_("单位名称"),
        .required = true),
    FIELD(struct body_form, FIELD_FOUND, place, OVER),
    FIELD(struct body_form, FIELD_ID, parent, .label = N_("上级单位（可以不选）")),
    FIELD(struct body_form, FIELD_PHONE, phone, .label = N_("公开电话"), .autocomplete = "off"),
    {0},
};
/* Which posts there are is in bodies_list_store.c, where the list of them needs it too. */
static const struct field post_fields[] = {
    FIELD(struct post_form, FIELD_ID, kind, .label = N_("什么职务"), .required = true),
    FIELD(struct post_form, FIELD_TEXT, name, .min = 2, .max = 30, .label = N_("姓名"),
        .required = true, .personal = true, .autocomplete = "off"),
    FIELD(struct post_form, FIELD_PHONE, phone, .label = N_("本人手机号"),
        .help = N_("用来找到名册上的人，也用它登录。不公开。"), .personal = true,
        .autocomplete = "off"),
    FIELD(struct post_form, FIELD_FOUND, place, OVER),
    FIELD(struct post_form, FIELD_PHONE, public_phone, .label = N_("公开电话"),
        .help = N_("印在连心卡上。不填就用单位的电话。"), .autocomplete = "off"),
    FIELD(struct post_form, FIELD_PHONE, duty_phone, .label = N_("值班电话"),
        .help = N_("除了公开电话，还有一个值班的号码就填。"), .autocomplete = "off"),
    FIELD(struct post_form, FIELD_FLAG, asked, BODIES_ASKED),
    FIELD(struct post_form, FIELD_TEXT, hours, .max = 40, .label = N_("什么时候在"),
        .help = N_("如：周一到周五 8:30-17:00。"), .autocomplete = "off"),
    FIELD(
        struct post_form, FIELD_DAY, from, .label = N_("从哪一天起"), .help = N_("不填就是今天。")),
    FIELD(struct post_form, FIELD_DAY, to, .label = N_("做到哪一天（含当天）"),
        .help = N_("知道任期就填，到期自动卸任；不填就一直做。")),
    {0},
};
static const struct field vacant_fields[] = {
    FIELD(struct vacant_form, FIELD_ID, post, .label = N_("什么职务"), .required = true),
    FIELD(struct vacant_form, FIELD_FOUND, at, OVER),
    FIELD(struct vacant_form, FIELD_TEXT, why, .min = 2, .max = 80, .label = N_("为什么空着"),
        .help = N_("比如：原楼组长搬走，正在物色。"), .required = true),
    {0},
};
static const struct field under_fields[] = {
    FIELD(struct under_form, FIELD_ID, parent, .label = N_("上级单位")),
    FIELD(
        struct under_form, FIELD_DAY, day, .label = N_("从哪一天起"), .help = N_("不填就是今天。")),
    {0},
};
static const struct form body_form = {"bodies.body", sizeof(struct body_form), body_fields};
static const struct form post_form = {"bodies.post", sizeof(struct post_form), post_fields};
static const struct form vacant_form = {"bodies.vacant", sizeof(struct vacant_form), vacant_fields};
static const struct form under_form = {"bodies.under", sizeof(struct under_form), under_fields};

struct bodies_page {
    struct bodies bodies;
    struct posts posts; /* of those that everybody may know */
    bool may_edit, desk;
};
struct body_page {
    struct body b, parent; /* parent.id 0: none */
    struct bodies children;
    struct posts posts;
    struct vacancies vacant;
    struct standings deputies;
    const struct choice *kinds, *parents;
    bool may_edit, desk;
};
struct new_page {
    const struct choice *parents;
};

static bool has_posts(const struct posts *all, int64_t body_id)
{
    for (size_t i = 0; i < all->n; i++) {
        if (all->v[i].body_id == body_id) {
            return true;
        }
    }
    return false;
}

const char *bodies_since(struct ctx *c, const char *day)
{
    int64_t ms;
    return parse_day(str_or(day, ""), &ms) ? say_day(c, ms) : "";
}

const char *bodies_until(struct ctx *c, const char *valid_to)
{
    int64_t ms;
    return parse_day(str_or(valid_to, ""), &ms) ? say(c, WORDS(N_("到 {0}"), DAY(ms - MS_PER_DAY)))
                                                : "";
}

/* "" when nothing was picked; the day after, when the form asks for the last day. */
const char *bodies_day(struct ctx *c, int64_t picked, bool last)
{
    return picked ? day_text(c->arena, picked + (last ? MS_PER_DAY : 0)) : "";
}

/* "物业经理 · 柳荫里 · 值班 021-… · 全天" */
static const char *role_of(struct ctx *c, const struct post *t)
{
    const char *out = arena_printf(c->arena, "%s · %s", T(c, bodies_post_label(t->kind)), t->place);
    if (!str_empty(t->duty_phone)) {
        out = arena_printf(
            c->arena, "%s · %s", out, say(c, WORDS(N_("值班 {0}"), TEXT(t->duty_phone))));
    }
    return str_empty(t->hours) ? out : arena_printf(c->arena, "%s · %s", out, t->hours);
}

#include "bodies.html.h"

/* For everybody -------------------------------------------------------------------------------- */
static void show_bodies(struct ctx *c)
{
    struct bodies_page p = {
        .may_edit = c->app->may(c, DUTY_POSTS, 0), .desk = c->app->may(c, DUTY_INBOX, 0)};
    if (!p.desk && !str_empty(req_query(c, "day"))) { /* who served once is the desk's to say */
        redirect(c, area_path(c, "bodies"));
        return;
    }
    if (list_serve(c, &bodies_serving_list, p.desk ? AUDIENCE_STAFF : AUDIENCE_PUBLIC, NULL) ||
        !bodies_all(c, &p.bodies) || !bodies_posts_public(c, 0, &p.posts)) {
        return;
    }
    page_begin(c, &(struct page){.title = T(c, N_("谁在为我们服务"))});
    bodies_html(c, &p);
    page_end(c);
}

struct choices {
    struct choice *v;
    size_t n, cap;
};

/* Those a body of that kind may stand under; kind 0: any that may have somebody below. */
static const struct choice *parent_choices(struct ctx *c, enum body_kind kind, int64_t but)
{
    struct bodies all = {0};
    struct choices out = {0};
    list_push(c->arena, &out, ((struct choice){.value = 0, .label = T(c, N_("没有上级"))}));
    if (!bodies_all(c, &all)) {
        return NULL;
    }
    for (const struct body *b = all.v; b < all.v + all.n; b++) {
        bool fits = kind ? bodies_may_be_under(kind, b->kind)
                         : b->kind != BODY_STAIR && b->kind != BODY_PARTY_GROUP;
        if (fits && b->id != but) {
            list_push(c->arena, &out, ((struct choice){.value = b->id, .label = b->name}));
        }
    }
    list_push(c->arena, &out, ((struct choice){0}));
    return out.v;
}

/* The body ------------------------------------------------------------------------------------- */
static bool load_around(struct ctx *c, struct body_page *p)
{
    struct bodies all = {0};
    if (!bodies_all(c, &all)) {
        return false;
    }
    for (size_t i = 0; i < all.n; i++) {
        if (all.v[i].parent_id == p->b.id) {
            list_push(c->arena, &p->children, all.v[i]);
        }
    }
    return !p->b.parent_id || bodies_by_id(c, p->b.parent_id, &p->parent);
}

static bool load_forms(struct ctx *c, struct body_page *p)
{
    p->kinds = bodies_kinds_for(c, p->b.kind);
    p->parents = parent_choices(c, p->b.kind, p->b.id);
    /* in the arena: form_fill() keeps what it is given until the page is drawn */
    struct post_form *post = arena_alloc(c->arena, sizeof(*post));
    struct vacant_form *vacant = arena_alloc(c->arena, sizeof(*vacant));
    struct under_form *under = arena_alloc(c->arena, sizeof(*under));
    *post = (struct post_form){.name = req_query(c, "name"),
        .kind = req_query_int(c, "kind", 0),
        .phone = "",
        .public_phone = "",
        .duty_phone = "",
        .hours = "",
        .place = req_query_int(c, "place", p->b.place_id)};
    *vacant = (struct vacant_form){.at = p->b.place_id, .why = ""};
    *under = (struct under_form){.parent = p->b.parent_id};
    form_fill(c, &post_form, post);
    form_fill(c, &vacant_form, vacant);
    form_fill(c, &under_form, under);
    return p->parents;
}

static void show_body(struct ctx *c)
{
    struct body_page p = {0};
    int64_t id = req_id(c, "id");
    if (!bodies_by_id(c, id, &p.b)) {
        return;
    }
    p.may_edit = c->app->may(c, DUTY_POSTS, p.b.place_id) && str_empty(p.b.valid_to);
    p.desk = c->app->may(c, DUTY_INBOX, p.b.place_id);
    if (!load_around(c, &p) || !bodies_posts_public(c, id, &p.posts) ||
        !bodies_vacancies(c, id, &p.vacant) || !bodies_standings(c, id, &p.deputies) ||
        (p.may_edit && !load_forms(c, &p))) {
        return;
    }
    page_begin(
        c, &(struct page){.title = p.b.name, .focus = p.may_edit, .back = area_path(c, "bodies")});
    body_html(c, &p);
    page_end(c);
}

/* For who may ---------------------------------------------------------------------------------- */
static void show_new(struct ctx *c)
{
    struct new_page p = {parent_choices(c, 0, 0)};
    if (!p.parents) {
        return;
    }
    page_begin(c, &(struct page){.title = T(c, N_("登记单位")),
                      .focus = true,
                      .back = area_path(c, "bodies"),
                      .no_index = true});
    body_new_html(c, &p);
    page_end(c);
}

static void add_body(struct ctx *c)
{
    const struct body_form *f = c->req->form;
    struct place p;
    if (!places_by_id(c, f->place, &p) || !bodies_is_new(c, (enum body_kind)f->kind, &p, f->name)) {
        return;
    }
    int64_t id = bodies_make(c, (enum body_kind)f->kind, f->place, f->name, f->phone);
    if (id && (!f->parent || bodies_put_under(c, id, f->parent, ""))) {
        redirect(c, area_path(c, "bodies/%" PRId64, id));
    }
}

static int64_t place_of_body(struct ctx *c)
{
    struct body b;
    return bodies_by_id(c, req_id(c, "id"), &b) ? b.place_id : 0;
}

static void back_to_body(struct ctx *c)
{
    redirect(c, area_path(c, "bodies/%" PRId64, req_id(c, "id")));
}

static void give_post(struct ctx *c)
{
    const struct post_form *f = c->req->form;
    struct body b;
    if (!bodies_by_id(c, req_id(c, "id"), &b) || !bodies_post_fits(f->kind, b.kind, &c->err) ||
        !bodies_asked_ok(f->public_phone, f->duty_phone, f->asked, &c->err)) {
        return;
    }
    struct posting p = {.body_id = b.id,
        .kind = (enum post_kind)f->kind,
        .person_id = people_find_or_make(c, f->name, f->phone),
        .place_id = f->place,
        .phone = f->public_phone,
        .duty_phone = f->duty_phone,
        .hours = f->hours,
        .from = bodies_day(c, f->from, false),
        .to = bodies_day(c, f->to, true)};
    if (p.person_id && bodies_appoint(c, &p)) {
        back_to_body(c);
    }
}

static void leave_vacant(struct ctx *c)
{
    const struct vacant_form *f = c->req->form;
    if (bodies_leave_vacant(c, req_id(c, "id"), (enum post_kind)f->post, f->at, f->why, "")) {
        back_to_body(c);
    }
}

static void put_under(struct ctx *c)
{
    const struct under_form *f = c->req->form;
    if (bodies_put_under(c, req_id(c, "id"), f->parent, bodies_day(c, f->day, false))) {
        back_to_body(c);
    }
}

static const struct route routes[] = {
    {"GET", "/a/:area/bodies", show_bodies, DUTY_PUBLIC, .list = &bodies_serving_list,
        .title = N_("谁在为我们服务")},
    {"GET", "/a/:area/bodies/new", show_new, DUTY_POSTS, .title = N_("登记单位")},
    {"POST", "/a/:area/bodies", add_body, DUTY_POSTS, HANDS_SELF, &body_form, show_new,
        .title = N_("登记单位")},
    {"GET", "/a/:area/bodies/:id", show_body, DUTY_PUBLIC, .title = N_("单位和任职")},
    {"POST", "/a/:area/bodies/:id/posts", give_post, DUTY_POSTS, HANDS_SELF, &post_form, show_body,
        place_of_body, .title = N_("请人任职")},
    {"POST", "/a/:area/bodies/:id/vacant", leave_vacant, DUTY_POSTS, HANDS_SELF, &vacant_form,
        show_body, place_of_body, .title = N_("记为空缺")},
    {"POST", "/a/:area/bodies/:id/under", put_under, DUTY_POSTS, HANDS_SELF, &under_form, show_body,
        place_of_body, .title = N_("改上级单位")},
    {0},
};

static const struct list *const lists[] = {&bodies_serving_list, NULL};

const struct module bodies_module = {.name = "bodies",
    .lists = lists,
    .routes = routes,
    .personal = bodies_personal,
    .forget = bodies_forget};
