/* bodies_pages.c - who serves us, for everybody; giving and ending posts, for who may. */
#include <inttypes.h>

#include "lib/base/app.h"
#include "lib/log/log.h"
#include "lib/web/page.h"
#include "lib/web/parts.h"
#include "lib/web/web.h"
#include "src/bodies/bodies_room.h"
#include "src/bodies/duties.h"
#include "src/people/people.h"
#include "src/places/places.h"

struct body_form {
    int64_t kind, place;
    const char *name, *phone;
};
struct post_form {
    int64_t kind, place;
    const char *name, *phone, *public_phone;
};
struct end_form {
    int64_t day;
};

static const struct choice body_kinds[] = {
    {BODY_COMMITTEE, "committee", N_("居委会")},
    {BODY_PROPERTY, "property", N_("物业公司")},
    {BODY_OWNERS_COMMITTEE, "owners_committee", N_("业委会")},
    {BODY_SELF_MANAGEMENT, "self_management", N_("自管委")},
    {BODY_PARTY_BRANCH, "party_branch", N_("党支部")},
    {BODY_TOWN, "town", N_("街镇")},
    {BODY_VOLUNTEERS, "volunteers", N_("志愿者队")},
    {BODY_STAIR, "stair", N_("楼组")},
    {0},
};

static const struct field body_fields[] = {
    FIELD(struct body_form, FIELD_CHOICE, kind, .label = N_("哪一类"), .required = true,
        .choices = body_kinds),
    FIELD(struct body_form, FIELD_TEXT, name, .min = 2, .max = 40, .label = N_("单位名称"),
        .required = true),
    FIELD(struct body_form, FIELD_ID, place, .label = N_("管哪里"), .required = true),
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
    FIELD(struct post_form, FIELD_ID, place, .label = N_("管哪里"), .required = true),
    FIELD(struct post_form, FIELD_PHONE, public_phone, .label = N_("公开电话"),
        .help = N_("印在连心卡上。不填就用单位的电话。"), .autocomplete = "off"),
    {0},
};
static const struct field end_fields[] = {
    FIELD(struct end_form, FIELD_DAY, day, .label = N_("做到哪一天（含当天）"), .required = true),
    {0},
};
static const struct form body_form = {"bodies.body", sizeof(struct body_form), body_fields};
static const struct form post_form = {"bodies.post", sizeof(struct post_form), post_fields};
static const struct form end_form = {"bodies.end", sizeof(struct end_form), end_fields};

struct bodies_page {
    struct bodies bodies;
    struct posts posts; /* of those that everybody may know */
    bool may_edit;
};
struct body_page {
    struct body b;
    struct posts posts;
    const struct choice *places;
    bool may_edit;
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

#include "bodies.html.h"

/* For everybody -------------------------------------------------------------------------------- */
static void show_bodies(struct ctx *c)
{
    struct bodies_page p = {.may_edit = c->app->may(c, DUTY_POSTS, 0)};
    if (!bodies_all(c, &p.bodies) || !bodies_posts_public(c, 0, &p.posts)) {
        return;
    }
    page_begin(c, &(struct page){.title = T(c, N_("谁在为我们服务"))});
    bodies_html(c, &p);
    page_end(c);
}

/* The area itself, its compounds, and, when within one, its stairs. */
static const struct choice *place_choices(struct ctx *c, int64_t within)
{
    struct places compounds = {0};
    struct buildings stairs = {0};
    struct place root;
    if (!places_by_id(c, c->area_id, &root) || !places_compounds(c, &compounds) ||
        !places_buildings(c, within, &stairs)) {
        return NULL;
    }
    struct choice *out = arena_alloc(c->arena, (2 + compounds.n + stairs.n) * sizeof(*out));
    size_t n = 0;
    out[n++] = (struct choice){.value = root.id, .label = root.name};
    for (size_t i = 0; i < compounds.n; i++) {
        out[n++] = (struct choice){.value = compounds.v[i].id, .label = compounds.v[i].name};
    }
    for (size_t i = 0; i < stairs.n; i++) {
        const struct building *b = &stairs.v[i];
        out[n++] = (struct choice){
            .value = b->id, .label = arena_printf(c->arena, "%s %s", b->compound, b->name)};
    }
    return out;
}

static void show_body(struct ctx *c)
{
    struct body_page p = {.may_edit = c->app->may(c, DUTY_POSTS, 0)};
    int64_t id = req_id(c, "id");
    if (!bodies_by_id(c, id, &p.b)) {
        return;
    }
    p.may_edit = c->app->may(c, DUTY_POSTS, p.b.place_id);
    if (!bodies_posts_public(c, id, &p.posts) ||
        (p.may_edit && !(p.places = place_choices(c, p.b.place_id)))) {
        return;
    }
    form_fill(c, &post_form,
        &(struct post_form){.name = "", .phone = "", .public_phone = "", .place = p.b.place_id});
    page_begin(
        c, &(struct page){.title = p.b.name, .focus = p.may_edit, .back = area_path(c, "bodies")});
    body_html(c, &p);
    page_end(c);
}

/* For who may ---------------------------------------------------------------------------------- */
static void show_new(struct ctx *c)
{
    const struct choice *places = place_choices(c, 0);
    if (!places) {
        return;
    }
    page_begin(c, &(struct page){.title = T(c, N_("登记单位")),
                      .focus = true,
                      .back = area_path(c, "bodies"),
                      .no_index = true});
    body_new_html(c, places);
    page_end(c);
}

static bool place_is_here(struct ctx *c, int64_t place_id)
{
    struct place p;
    return places_by_id(c, place_id, &p);
}

static void add_body(struct ctx *c)
{
    const struct body_form *f = c->req->form;
    if (!place_is_here(c, f->place)) {
        return;
    }
    int64_t id = bodies_make(c, (enum body_kind)f->kind, f->place, f->name, f->phone);
    if (id) {
        redirect(c, area_path(c, "bodies/%" PRId64, id));
    }
}

static int64_t place_of_body(struct ctx *c)
{
    struct body b;
    return bodies_by_id(c, req_id(c, "id"), &b) ? b.place_id : 0;
}

static void give_post(struct ctx *c)
{
    const struct post_form *f = c->req->form;
    struct body b;
    if (!bodies_by_id(c, req_id(c, "id"), &b) || !bodies_post_fits(f->kind, b.kind, &c->err)) {
        return;
    }
    if (!places_within(c, f->place, b.place_id)) {
        refuse(&c->err, "place", WORDS(N_("{0}不管这里。"), TEXT(b.name)));
        return;
    }
    int64_t person = people_find_or_make(c, f->name, f->phone);
    if (person &&
        bodies_give_post(c, b.id, (enum post_kind)f->kind, person, f->place, f->public_phone)) {
        redirect(c, area_path(c, "bodies/%" PRId64, b.id));
    }
}

static int64_t place_of_post(struct ctx *c)
{
    struct post t;
    return bodies_post(c, req_id(c, "id"), &t) ? t.place_id : 0;
}

static void show_post(struct ctx *c)
{
    struct post t;
    if (!bodies_post(c, req_id(c, "id"), &t)) {
        return;
    }
    form_fill(c, &end_form, &(struct end_form){.day = c->now});
    page_begin(c, &(struct page){.title = T(c, bodies_post_label(t.kind)),
                      .focus = true,
                      .back = area_path(c, "bodies/%" PRId64, t.body_id),
                      .no_index = true});
    post_html(c, &t, c->app->may(c, DUTY_POSTS, t.place_id));
    page_end(c);
}

static void end_post(struct ctx *c)
{
    const struct end_form *f = c->req->form;
    struct post t;
    if (bodies_post(c, req_id(c, "id"), &t) &&
        bodies_end_post(c, t.id, day_text(c->arena, f->day + MS_PER_DAY))) {
        redirect(c, area_path(c, "bodies/%" PRId64, t.body_id));
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
    {"GET", "/a/:area/bodies", show_bodies, DUTY_PUBLIC, .title = N_("谁在为我们服务")},
    {"GET", "/a/:area/bodies/new", show_new, DUTY_POSTS, .title = N_("登记单位")},
    {"POST", "/a/:area/bodies", add_body, DUTY_POSTS, HANDS_SELF, &body_form, show_new,
        .title = N_("登记单位")},
    {"GET", "/a/:area/bodies/:id", show_body, DUTY_PUBLIC, .title = N_("单位和任职")},
    {"POST", "/a/:area/bodies/:id/posts", give_post, DUTY_POSTS, HANDS_SELF, &post_form, show_body,
        place_of_body, .title = N_("请人任职")},
    {"GET", "/a/:area/posts", show_posts, DUTY_INBOX, .list = &bodies_posts_list,
        .title = N_("任职")},
    {"GET", "/a/:area/posts/:id", show_post, DUTY_INBOX, .place_of = place_of_post,
        .title = N_("一个职务")},
    {"POST", "/a/:area/posts/:id/end", end_post, DUTY_POSTS, HANDS_SELF, &end_form, show_post,
        place_of_post, .title = N_("卸任")},
    {0},
};

static const struct list *const lists[] = {&bodies_posts_list, NULL};

const struct module bodies_module = {.name = "bodies", .routes = routes, .lists = lists};
