/* proxies_pages.c - a proxy is typed from its paper, confirmed by a second hand, revoked. */
#include <inttypes.h>
#include <string.h>

#include "lib/base/app.h"
#include "lib/web/file.h"
#include "lib/web/page.h"
#include "lib/web/parts.h"
#include "src/ballots/ballots_pages.h"
#include "src/bodies/duties.h"
#include "src/people/people.h"
#include "src/places/places.h"
#include "src/proxies/proxies.h"
#include "src/slips/slips.h"

struct put_form {
    const char *voter, *holder, *phone, *marks;
    int64_t day, received;
    bool signature;
};
static const struct field put_fields[] = {
    FIELD(struct put_form, FIELD_TEXT, voter, .max = 40, .label = N_("哪一户委托"),
        .help = N_("写选票编号，或者门牌，如 3号楼 301。"), .required = true),
    FIELD(struct put_form, FIELD_TEXT, holder, .max = 20, .label = N_("委托给谁（姓名）"),
        .required = true, .personal = true),
    FIELD(struct put_form, FIELD_PHONE, phone, .label = N_("受托人电话"), .required = true,
        .personal = true),
    FIELD(struct put_form, FIELD_TEXT, marks, .max = 60, .label = N_("委托书上写的各项怎么投"),
        .help = N_("按题目顺序一项一个数字：1 同意　2 反对　3 弃权　0 没写。多选写 1+3。"),
        .required = true),
    FIELD(struct put_form, FIELD_DAY, day, .label = N_("委托书是哪天签的"), .required = true),
    FIELD(struct put_form, FIELD_TIME, received, .label = N_("什么时候收到的"), .required = true),
    FIELD_UPLOAD("scan", .max = FILE_PHOTO_MAX, .label = N_("委托书的照片"), .required = true),
    FIELD(struct put_form, FIELD_FLAG, signature, .label = N_("看过，有委托人的签名"),
        .required = true),
    {0},
};
static const struct form put_form = {"proxies.put", sizeof(struct put_form), put_fields};

struct confirm_form {
    const char *marks;
};
static const struct field confirm_fields[] = {
    FIELD(struct confirm_form, FIELD_TEXT, marks, .max = 60, .label = N_("看着委托书，各项怎么投"),
        .required = true),
    {0},
};
static const struct form confirm_form = {
    "proxies.confirm", sizeof(struct confirm_form), confirm_fields};
struct revoke_form {
    const char *why;
};
static const struct field revoke_fields[] = {
    FIELD(struct revoke_form, FIELD_TEXT, why, .max = 60, .label = N_("为什么撤回"),
        .required = true),
    {0},
};
static const struct form revoke_form = {
    "proxies.revoke", sizeof(struct revoke_form), revoke_fields};

struct proxies_page {
    struct ballot b;
    struct proxies all;
    struct proxy one;
    struct files scans;
};

struct form_page {
    struct ballot b;
    struct area area;
    const char *box;
};

static const char *path(struct ctx *c, int64_t ballot, const char *tail)
{
    return area_path(c, "ballots/%" PRId64 "/proxies%s", ballot, tail);
}

static bool takes_proxies(const struct ballot *b)
{
    return b->named && b->proxies;
}

#include "proxies.html.h"

static bool load(struct ctx *c, struct ballot *b)
{
    return ballots_see(c, req_id(c, "id"), b);
}

static bool may_at(struct ctx *c, const struct ballot *b, int64_t voter_no)
{
    struct voter o;
    return electorate_voter(c, b->id, voter_no, &o) &&
           (c->app->may(c, DUTY_SLIPS, o.building_id ? o.building_id : b->place_id) || denied(c));
}

static bool fill(struct ctx *c, struct list_view *v)
{
    struct proxies all = {0};
    if (!proxies_all(c, req_id(c, "id"), &all)) {
        return false;
    }
    for (const struct proxy *p = all.v; p < all.v + all.n; p++) {
        list_push(c->arena, &v->rows,
            ((struct list_row){.id = p->id,
                .path = arena_printf(
                    c->arena, "ballots/%" PRId64 "/proxies/%" PRId64, p->ballot_id, p->id),
                .v = {value_text(str_or(p->door, p->principal)), value_text(p->holder),
                    value_text(p->day), value_int(p->received_at), value_int(p->state)}}));
    }
    v->rows.count = (int64_t)v->rows.n;
    return true;
}

static void show_all(struct ctx *c)
{
    struct proxies_page p = {0};
    struct err kept = err_take(&c->err);
    if (!load(c, &p.b) || list_serve(c, &proxies_list, AUDIENCE_STAFF, fill) ||
        !proxies_all(c, p.b.id, &p.all)) {
        return;
    }
    c->err = kept;
    form_fill(c, &put_form,
        &(struct put_form){.voter = "",
            .holder = "",
            .phone = "",
            .marks = "",
            .day = c->now,
            .received = c->now});
    page_begin(c, &(struct page){.title = T(c, N_("书面委托")),
                      .back = area_path(c, "ballots/%" PRId64, p.b.id),
                      .no_index = true});
    proxies_html(c, &p);
    page_end(c);
}

/* Refused at one field: kept, and the others are looked at too. */
static void set_aside(struct ctx *c, size_t *n)
{
    struct err e = err_take(&c->err);
    if (e.kind == ERR_RULE) {
        list_push(c->arena, &c->req->wrong, (struct wrong){.field = e.field, .words = e.words});
        (*n)++;
    } else {
        c->err = e;
    }
}

/* All that can be said before anything is written. */
static int64_t look(struct ctx *c, const struct ballot *b, const struct put_form *f)
{
    struct vote_marks m = {0};
    size_t wrong = 0;
    int64_t voter_no = slips_voter_meant(c, b, "voter", f->voter);
    set_aside(c, &wrong);
    if (!c->err.kind && !slips_marks(c->arena, b, f->marks, &m, &c->err)) {
        c->err.field = "marks";
    }
    set_aside(c, &wrong);
    if (f->received > c->now) {
        refuse(&c->err, "received", SAY(N_("收到的时间不能在将来")));
        set_aside(c, &wrong);
    }
    if (wrong && !c->err.kind) {
        struct wrong last = c->req->wrong.v[--c->req->wrong.n];
        refuse(&c->err, last.field, last.words);
    }
    return c->err.kind ? 0 : voter_no;
}

static void do_put(struct ctx *c)
{
    const struct put_form *f = c->req->form;
    struct ballot b;
    int64_t file = 0;
    struct proxy p = {.received_at = f->received, .day = day_text(c->arena, f->day)};
    if (!load(c, &b) || !(p.voter_no = look(c, &b, f)) || !may_at(c, &b, p.voter_no) ||
        !(p.holder_id = people_find_or_make(c, f->holder, f->phone))) {
        return;
    }
    if (act_by(c, c->who.staff ? HAND_STAFF : HAND_LEADER, CHANNEL_PAPER, f->received, "") &&
        proxies_put(c, &b, &p, f->marks) &&
        file_keep(c, "scan", 0, "proxy", p.id, AUDIENCE_STAFF, &file)) {
        redirect(c, path(c, b.id, arena_printf(c->arena, "/%" PRId64, p.id)));
    }
}

static bool load_one(struct ctx *c, struct proxies_page *p)
{
    return load(c, &p->b) && proxies_by_id(c, p->b.id, req_id(c, "proxy"), &p->one) &&
           may_at(c, &p->b, p->one.voter_no);
}

/* For whoever cannot come: to be printed, filled in and signed by hand. */
static void show_form(struct ctx *c)
{
    struct form_page p = {0};
    if (!load(c, &p.b) || !places_area(c, c->area_id, &p.area)) {
        return;
    }
    p.box = slips_box(c, p.b.id);
    page_begin(c, &(struct page){.title = T(c, N_("委托书")),
                      .body_class = "app paper-l",
                      .back = area_path(c, "ballots/%" PRId64, p.b.id),
                      .no_index = true,
                      .wide = true});
    proxy_form_html(c, &p);
    page_end(c);
}

static void show_one(struct ctx *c)
{
    struct proxies_page p = {0};
    struct err kept = err_take(&c->err);
    if (!load_one(c, &p) || !files_of_subject(c, p.one.id, &p.scans)) {
        return;
    }
    c->err = kept;
    page_begin(
        c, &(struct page){
               .title = T(c, N_("一份委托书")), .back = path(c, p.b.id, ""), .no_index = true});
    proxy_html(c, &p);
    page_end(c);
}

static void do_confirm(struct ctx *c)
{
    const struct confirm_form *f = c->req->form;
    struct proxies_page p = {0};
    if (load_one(c, &p) && proxies_confirm(c, &p.b, &p.one, f->marks)) {
        redirect(c, path(c, p.b.id, arena_printf(c->arena, "/%" PRId64, p.one.id)));
    }
}

static void do_revoke(struct ctx *c)
{
    const struct revoke_form *f = c->req->form;
    struct proxies_page p = {0};
    if (load_one(c, &p) && proxies_revoke(c, &p.b, &p.one, f->why)) {
        redirect(c, path(c, p.b.id, arena_printf(c->arena, "/%" PRId64, p.one.id)));
    }
}

static void show_scan(struct ctx *c)
{
    struct proxies_page p = {0};
    struct file f = {0};
    if (!load_one(c, &p) || !file_by_id(c, req_id(c, "file"), &f)) {
        return;
    }
    if (f.subject_id != p.one.id) {
        not_found(c);
        return;
    }
    file_serve(c, &f, false);
}

static void beside(struct ctx *c, const struct matter *m, int64_t for_person, bool asks)
{
    (void)for_person;
    struct ballot b;
    if (asks || !str_same(m->kind, ballots_matter.name) || m->state < BALLOT_NOTICE ||
        m->state > BALLOT_COUNTING || !ballots_by_id(c, m->id, &b)) {
        return;
    }
    if (takes_proxies(&b) && m->state < BALLOT_COUNTING) {
        you_may_html(c, &b);
    }
    if (m->state >= BALLOT_OPEN && c->app->may(c, DUTY_SLIPS, 0)) {
        proxies_beside_html(c, m);
    }
}

static const struct route routes[] = {
    {"GET", "/a/:area/ballots/:id/proxies", show_all, DUTY_SLIPS, .list = &proxies_list,
        .title = N_("书面委托")},
    {"POST", "/a/:area/ballots/:id/proxies", do_put, DUTY_SLIPS, HANDS_PAPER, &put_form, show_all,
        .title = N_("录入一份委托书"), .body_max = FILE_PHOTO_MAX + (1 << 16)},
    {"GET", "/a/:area/ballots/:id/proxies/form", show_form, DUTY_PUBLIC,
        .place_of = ballots_place_of, .title = N_("空白委托书")},
    {"GET", "/a/:area/ballots/:id/proxies/:proxy", show_one, DUTY_SLIPS, .title = N_("一份委托书")},
    {"POST", "/a/:area/ballots/:id/proxies/:proxy/confirm", do_confirm, DUTY_SLIPS, HANDS_PAPER,
        &confirm_form, show_one, .title = N_("第二个人录委托书")},
    {"POST", "/a/:area/ballots/:id/proxies/:proxy/revoke", do_revoke, DUTY_SLIPS, HANDS_PAPER,
        &revoke_form, show_one, .title = N_("撤回一份委托书")},
    {"GET", "/a/:area/ballots/:id/proxies/:proxy/scan/:file", show_scan, DUTY_SLIPS,
        .title = N_("委托书的照片")},
    {0},
};
static const struct list *const lists[] = {&proxies_list, NULL};

const struct module proxies_module = {
    .name = "proxies", .tier = 12, .routes = routes, .lists = lists, .beside = beside};
