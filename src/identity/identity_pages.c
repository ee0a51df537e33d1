/* identity_pages.c - at the desk: entered twice, and who is no more. */
#include <inttypes.h>

#include "lib/base/app.h"
#include "lib/db/list.h"
#include "lib/log/log.h"
#include "lib/web/page.h"
#include "lib/web/parts.h"
#include "lib/web/web.h"
#include "src/bodies/duties.h"
#include "src/identity/identity.h"
#include "src/people/people.h"

struct propose_form {
    int64_t other;
    const char *why;
    bool swap;
};
struct gone_form {
    int64_t day;
    const char *basis, *kin, *kin_phone;
};

static const struct field propose_fields[] = {
    FIELD(struct propose_form, FIELD_ID, other, .label = N_("和哪一条登记是同一个人"),
        .required = true),
    FIELD(struct propose_form, FIELD_TEXT, why, .min = 2, .max = 200, .label = N_("怎么知道的"),
        .help = N_("比如：打电话问过本人。不要写证件号。"), .required = true),
    FIELD(struct propose_form, FIELD_FLAG, swap, .label = N_("反过来：留下另一条，这一条并进去")),
    {0},
};
static const struct field gone_fields[] = {
    FIELD(struct gone_form, FIELD_DAY, day, .label = N_("哪一天"), .required = true),
    FIELD(struct gone_form, FIELD_TEXT, basis, .min = 2, .max = 100, .label = N_("怎么知道的"),
        .help = N_("比如：家属来说的，看过死亡证明。"), .required = true),
    FIELD(struct gone_form, FIELD_TEXT, kin, .max = 30, .label = N_("家属联系人"),
        .help = N_("近亲属可以来查阅、复制、更正、删除。"), .personal = true,
        .autocomplete = "off"),
    FIELD(struct gone_form, FIELD_PHONE, kin_phone, .label = N_("家属的手机号"), .personal = true,
        .autocomplete = "off"),
    {0},
};
static const struct form propose_form = {
    "identity.propose", sizeof(struct propose_form), propose_fields};
static const struct form gone_form = {"identity.gone", sizeof(struct gone_form), gone_fields};

struct same_page {
    struct person p;
    struct alikes alike;
    struct merges merges;
    const struct choice *choices;
};
struct merge_page {
    struct merge m;
    struct blocks blocks;
    const char *keep, *gone;
    const char *of_keep, *of_gone; /* what tells the two entries apart */
};

static const char *described(struct ctx *c, int64_t person_id, const char *name)
{
    struct person p;
    return people_find(c, person_id, &p) ? people_described(c, &p) : name;
}

static const char *more(struct ctx *c, const char *said, struct words w)
{
    return arena_printf(c->arena, "%s%s%s", said, *said ? "；" : "", say(c, w));
}

/* Birth year, since when and from where it is entered, who is tied to it. */
static const char *told_apart(struct ctx *c, int64_t person_id)
{
    struct entry_signs s;
    const char *born = people_born(c, person_id), *out = "";
    if (!identity_signs(c, person_id, &s)) {
        return out;
    }
    out = str_empty(born) ? T(c, N_("没有出生日期"))
                          : say(c, WORDS(N_("{0} 年生"), TEXT(people_born_year(c, born))));
    out = more(c, out, WORDS(N_("{0} 起登记"), DAY(s.made_at)));
    out = more(c, out, SAY(s.imported ? N_("名册导入") : N_("手工登记")));
    out = s.claimed ? more(c, out, SAY(N_("本人认领过"))) : out;
    out = s.ties ? more(c, out, WORDS(N_("监护、代办 {0} 条"), INT(s.ties))) : out;
    return s.posts ? more(c, out, WORDS(N_("任职 {0} 个"), INT(s.posts))) : out;
}

#include "identity_page.html.h"

static int64_t place_of(struct ctx *c)
{
    struct person p;
    if (!people_find(c, req_id(c, "id"), &p)) {
        return not_found(c);
    }
    return p.building_id ? p.building_id : c->area_id;
}

/* Entered twice -------------------------------------------------------------------------------- */
static bool fill_names(struct ctx *c, struct list_view *v)
{
    return people_fill_called(c, v, 0) && people_fill_called(c, v, 1);
}

static void show_same(struct ctx *c)
{
    struct same_page p = {0};
    if (list_serve(c, &identity_merges_list, AUDIENCE_STAFF, fill_names) ||
        !identity_merges(c, 0, &p.merges) || !identity_alike(c, 0, &p.alike)) {
        return;
    }
    page_begin(c, &(struct page){.title = T(c, N_("可能登记了两次的")),
                      .tab = "desk",
                      .back = area_path(c, "people"),
                      .no_index = true});
    same_html(c, &p);
    page_end(c);
}

static bool fill_alike(struct ctx *c, struct list_view *v)
{
    struct alikes all = {0};
    if (!identity_alike(c, 0, &all)) {
        return false;
    }
    for (size_t i = 0; i < all.n; i++) {
        const struct alike *k = &all.v[i];
        list_push(c->arena, &v->rows,
            ((struct list_row){.id = k->a,
                .v = {value_text(described(c, k->a, k->name)),
                    value_text(described(c, k->b, k->other)), value_int(k->why)}}));
    }
    v->rows.count = (int64_t)v->rows.n;
    return true;
}

static void show_pairs(struct ctx *c)
{
    struct list_view v;
    if (!list_view_load(c, &identity_alike_list, 0, AUDIENCE_STAFF, &v) || !fill_alike(c, &v) ||
        list_export(c, &v)) {
        return;
    }
    page_begin(c, &(struct page){.title = T(c, N_("看起来登记了两次的居民")),
                      .wide = true,
                      .back = area_path(c, "same"),
                      .no_index = true});
    put_raw(c, list_title_html(c, &identity_alike_list));
    put_raw(c, list_html(c, &v));
    page_end(c);
}

static bool load_person(struct ctx *c, struct same_page *p)
{
    if (!people_by_id(c, req_id(c, "id"), &p->p) || !identity_alike(c, p->p.id, &p->alike) ||
        !identity_merges(c, p->p.id, &p->merges)) {
        return false;
    }
    struct choice *out = arena_alloc(c->arena, (p->alike.n + 1) * sizeof(*out));
    for (size_t i = 0; i < p->alike.n; i++) {
        const struct alike *k = &p->alike.v[i];
        bool first = k->a == p->p.id;
        int64_t other = first ? k->b : k->a;
        out[i] = (struct choice){.value = other,
            .label = arena_printf(c->arena, "%s %s",
                described(c, other, first ? k->other : k->name), told_apart(c, other))};
    }
    p->choices = out;
    return !c->err.kind;
}

static void show_propose(struct ctx *c)
{
    struct same_page p = {0};
    if (!load_person(c, &p)) {
        return;
    }
    page_begin(c, &(struct page){.title = T(c, N_("会不会登记了两次")),
                      .focus = true,
                      .back = area_path(c, "people/%" PRId64, p.p.id),
                      .no_index = true});
    propose_html(c, &p);
    page_end(c);
}

static void do_propose(struct ctx *c)
{
    const struct propose_form *f = c->req->form;
    int64_t this = people_one(c, req_id(c, "id"));
    int64_t id = f->swap ? identity_propose(c, f->other, this, f->why)
                         : identity_propose(c, this, f->other, f->why);
    if (id) {
        redirect(c, area_path(c, "same/%" PRId64, id));
    }
}

static void show_merge(struct ctx *c)
{
    struct merge_page p = {0};
    if (!identity_merge(c, req_id(c, "id"), &p.m) ||
        (p.m.state == MERGE_DONE && !identity_blocks(c, p.m.id, &p.blocks))) {
        return;
    }
    p.keep = described(c, p.m.keep_id, p.m.keep);
    p.of_keep = told_apart(c, p.m.keep_id);
    p.of_gone = p.m.state == MERGE_DONE ? "" : told_apart(c, p.m.gone_id);
    p.gone = p.m.state == MERGE_DONE ? p.m.gone : described(c, p.m.gone_id, p.m.gone);
    page_begin(c, &(struct page){.title = T(c, N_("是不是同一个人")),
                      .focus = true,
                      .back = area_path(c, "same"),
                      .no_index = true});
    merge_page_html(c, &p);
    page_end(c);
}

static void back_to_merge(struct ctx *c, bool done)
{
    if (done) {
        redirect(c, area_path(c, "same/%" PRId64, req_id(c, "id")));
    }
}

static void do_decide(struct ctx *c)
{
    const struct judge_form *f = c->req->form;
    back_to_merge(c, identity_decide(c, req_id(c, "id"), f->decision == JUDGED_ONE, f->reason));
}

static void do_undo(struct ctx *c)
{
    const struct undo_form *f = c->req->form;
    back_to_merge(c, identity_undo(c, req_id(c, "id"), f->reason));
}

/* No more -------------------------------------------------------------------------------------- */
static void show_gone(struct ctx *c)
{
    struct person p;
    struct death d;
    if (!people_by_id(c, req_id(c, "id"), &p) || !identity_death(c, p.id, &d)) {
        return;
    }
    form_fill(
        c, &gone_form, &(struct gone_form){.day = c->now, .basis = "", .kin = "", .kin_phone = ""});
    page_begin(c, &(struct page){.title = T(c, N_("一位居民不在了")),
                      .focus = true,
                      .back = area_path(c, "people/%" PRId64, p.id),
                      .no_index = true});
    gone_html(c, &p, &d, people_gone(c, p.id));
    page_end(c);
}

static void back_to_person(struct ctx *c, bool done)
{
    if (done) {
        redirect(c, area_path(c, "people/%" PRId64, req_id(c, "id")));
    }
}

static void do_gone(struct ctx *c)
{
    const struct gone_form *f = c->req->form;
    if (f->day > c->now) {
        refuse(&c->err, "day", SAY(N_("这一天还没有到。")));
        return;
    }
    back_to_person(c, identity_died(c, &(struct death){.person_id = people_one(c, req_id(c, "id")),
                                           .day = day_text(c->arena, f->day),
                                           .basis = f->basis,
                                           .kin = f->kin,
                                           .kin_phone = f->kin_phone}));
}

static void do_back(struct ctx *c)
{
    const struct undo_form *f = c->req->form;
    back_to_person(c, identity_lives_after_all(c, req_id(c, "id"), f->reason));
}

static const struct route routes[] = {
    {"GET", "/a/:area/same", show_same, DUTY_SEE_PHONE, .list = &identity_merges_list,
        .title = N_("可能登记了两次的居民")},
    {"GET", "/a/:area/same/pairs", show_pairs, DUTY_SEE_PHONE, .list = &identity_alike_list,
        .title = N_("看起来登记了两次的居民")},
    {"GET", "/a/:area/same/:id", show_merge, DUTY_PRIVACY, .title = N_("是不是同一个人")},
    {"POST", "/a/:area/same/:id/decide", do_decide, DUTY_PRIVACY, HANDS_SELF, &people_judge_form,
        show_merge, .title = N_("复核居民合并")},
    {"POST", "/a/:area/same/:id/undo", do_undo, DUTY_PRIVACY, HANDS_SELF, &people_undo_form,
        show_merge, .title = N_("撤销居民合并")},
    {"GET", "/a/:area/people/:id/same", show_propose, DUTY_PRIVACY, .place_of = place_of,
        .title = N_("会不会登记了两次")},
    {"POST", "/a/:area/people/:id/same", do_propose, DUTY_PRIVACY, HANDS_SELF, &propose_form,
        show_propose, place_of, .title = N_("提出居民合并")},
    {"GET", "/a/:area/people/:id/gone", show_gone, DUTY_SEE_PHONE, .place_of = place_of,
        .title = N_("一位居民不在了")},
    {"POST", "/a/:area/people/:id/gone", do_gone, DUTY_SEE_PHONE, HANDS_SELF, &gone_form, show_gone,
        place_of, .title = N_("登记一位居民不在了")},
    {"POST", "/a/:area/people/:id/back", do_back, DUTY_SEE_PHONE, HANDS_SELF, &people_undo_form,
        show_gone, place_of, .title = N_("更正：居民还在")},
    {0},
};

static const struct list *const lists[] = {&identity_merges_list, &identity_alike_list, NULL};

const struct module identity_module = {.name = "identity",
    .tier = 4,
    .routes = routes,
    .lists = lists,
    .personal = identity_personal,
    .forget = identity_forget};
