/* privacy_pages.c - one's own data: consents, who looked, a copy, the way out; the same at the desk
 * for somebody else. */
#include <inttypes.h>
#include <string.h>

#include "lib/base/app.h"
#include "lib/sheet/sheet.h"
#include "lib/web/page.h"
#include "lib/web/parts.h"
#include "lib/web/web.h"
#include "src/bodies/duties.h"
#include "src/people/people.h"
#include "src/places/places.h"
#include "src/privacy/privacy_room.h"

struct consent_form {
    int64_t kind;
    const char *what, *said_by;
};
struct why_form {
    const char *why;
};
struct erase_form {
    const char *why;
    bool sure;
};

static const struct field consent_fields[] = {
    FIELD(struct consent_form, FIELD_CHOICE, kind, .label = N_("同意哪一件"), .required = true,
        .choices = consent_kinds),
    FIELD(struct consent_form, FIELD_TEXT, what, .max = 100, .label = N_("做什么用"),
        .help = N_("比如：重阳节光荣榜。")),
    FIELD(struct consent_form, FIELD_TEXT, said_by, .max = 40, .label = N_("谁说的"),
        .help = N_("本人说的就不填；孩子的事写监护人。"), .personal = true, .autocomplete = "off"),
    {0},
};
static const struct field erase_fields[] = {
    FIELD(struct erase_form, FIELD_TEXT, why, .max = 200, .label = N_("说明"),
        .help = N_("本人可以不写。柜台提出的，写是谁来说的、看过什么。")),
    FIELD(
        struct erase_form, FIELD_FLAG, sure, .label = N_("我知道办了就不能恢复"), .required = true),
    {0},
};
static const struct form consent_form = {
    "privacy.consent", sizeof(struct consent_form), consent_fields};
static const struct field copy_fields[] = {
    FIELD(struct why_form, FIELD_TEXT, why, .min = 2, .max = 200, .required = true,
        .label = N_("谁来要的，为什么"),
        .help = N_("会记下来，本人看得到。比如：本人到柜台，要一份打印的。")),
    {0},
};
static const struct field refuse_fields[] = {
    FIELD(struct why_form, FIELD_TEXT, why, .min = 2, .max = 200, .required = true,
        .label = N_("为什么不删"), .help = N_("本人看得到。比如：不是本人提出的。")),
    {0},
};
static const struct form erase_form = {"privacy.erase", sizeof(struct erase_form), erase_fields};
static const struct field confirm_fields[] = {
    FIELD(
        struct erase_form, FIELD_FLAG, sure, .label = N_("我知道办了就不能恢复"), .required = true),
    {0},
};
static const struct form confirm_form = {
    "privacy.confirm", sizeof(struct erase_form), confirm_fields};
static const struct form copy_form = {"privacy.copy", sizeof(struct why_form), copy_fields};
static const struct form refuse_form = {"privacy.refuse", sizeof(struct why_form), refuse_fields};

struct privacy_page {
    struct person p;
    int64_t other; /* whose, when not the reader's own */
    struct consents consents;
    struct looks looks;
    struct erasure open; /* id 0: none */
    const char *refused; /* why the desk did not erase; NULL */
    int64_t copy_id;
    const char *give_path, *erase_path;
};
struct copy_page {
    struct data_copy copy;
    struct person p;
    struct area area;
    bool mine;
    struct copy_tables all;
    const char *path;
};

/* Whose: the name may be of several, so the home with it. */
static const char *described(struct ctx *c, int64_t person_id, const char *name)
{
    struct person p;
    return people_find(c, person_id, &p) ? people_described(c, &p) : people_called(c, name);
}

#include "privacy_page.html.h"

/* May the reader's desk open what is kept about that person? To act for somebody is not to read it.
 */
static bool desk_reads(struct ctx *c, int64_t person_id)
{
    struct person p;
    return people_find(c, person_id, &p) &&
           c->app->may(c, DUTY_PRIVACY, p.building_id ? p.building_id : c->area_id);
}

/* Whose: the person of the path at the desk, whom one acts for, or oneself. */
static bool load(struct ctx *c, struct privacy_page *p)
{
    int64_t at_desk = req_id(c, "id"), asked = at_desk ? at_desk : req_query_int(c, "for", 0);
    enum hand hand;
    asked = asked ? asked : c->act.person_id;
    bool other = asked && asked != c->who.person_id;
    if (other && !at_desk && !c->app->may_act_for(c, asked, &hand)) {
        return not_found(c);
    }
    if (!people_by_id(c, other ? asked : c->who.person_id, &p->p)) {
        return false;
    }
    p->other = other ? p->p.id : 0;
    p->give_path = other ? area_path(c, "privacy/consents?for=%" PRId64, p->p.id)
                         : area_path(c, "privacy/consents");
    p->erase_path =
        other ? area_path(c, "privacy/%" PRId64 "/erase", p->p.id) : area_path(c, "privacy/erase");
    return true;
}

static bool load_all(struct ctx *c, struct privacy_page *p)
{
    struct erasures wishes = {0};
    if (!load(c, p)) {
        return false;
    }
    if (p->other && !desk_reads(c, p->other)) {
        return not_found(c);
    }
    if (!privacy_consents(c, p->p.id, &p->consents) || !privacy_looks(c, p->p.id, &p->looks) ||
        !privacy_erasures(c, p->p.id, &wishes)) {
        return false;
    }
    for (size_t i = 0; i < wishes.n; i++) {
        bool open = wishes.v[i].state == ERASE_PROPOSED || wishes.v[i].state == ERASE_WAITS;
        p->open = open ? wishes.v[i] : p->open;
    }
    const struct erasure *last = wishes.n ? &wishes.v[0] : NULL;
    p->refused = last && last->state == ERASE_DROPPED && !str_empty(last->why) ? last->why : NULL;
    p->copy_id = privacy_last_copy(c, p->p.id);
    return !c->err.kind;
}

static void begin(struct ctx *c, const char *title, const char *back)
{
    page_begin(c, &(struct page){.title = title, .focus = true, .back = back, .no_index = true});
}

static void show(struct ctx *c)
{
    struct privacy_page p = {0};
    if (load_all(c, &p)) {
        begin(c, T(c, N_("个人信息")),
            req_id(c, "id") ? area_path(c, "people/%" PRId64, p.p.id) : "/me");
        privacy_html(c, &p);
        page_end(c);
    }
}

/* Who acted for somebody whose page is not theirs to read comes back to the form. */
static const char *home(struct ctx *c)
{
    int64_t whose = c->act.person_id;
    if (whose == c->who.person_id) {
        return area_path(c, "privacy");
    }
    return desk_reads(c, whose) ? area_path(c, "privacy?for=%" PRId64, whose)
                                : area_path(c, "privacy/consents?for=%" PRId64 "&done=1", whose);
}

/* Consents ------------------------------------------------------------------------------------- */
static void show_give(struct ctx *c)
{
    struct privacy_page p = {0};
    if (load(c, &p)) {
        if (req_query_int(c, "done", 0)) {
            c->req->notice =
                (struct notice){.words = SAY(N_("记下了，本人看得到。")), .kind = "ok"};
        }
        begin(c, T(c, N_("登记一条同意")), p.other ? "/me" : area_path(c, "privacy"));
        give_html(c, p.other);
        page_end(c);
    }
}

static void do_give(struct ctx *c)
{
    const struct consent_form *f = c->req->form;
    if (privacy_consent(c, (enum consent_kind)f->kind, f->what, f->said_by)) {
        redirect(c, home(c));
    }
}

static void do_withdraw(struct ctx *c)
{
    if (privacy_withdraw(c, req_id(c, "id"))) {
        redirect(c, home(c));
    }
}

/* Copies --------------------------------------------------------------------------------------- */
static void do_copy(struct ctx *c)
{
    const struct why_form *f = c->req->form;
    int64_t whose = req_id(c, "id") ? people_one(c, req_id(c, "id")) : c->who.person_id;
    int64_t id = privacy_ask_copy(c, whose, f ? f->why : "");
    if (id) {
        redirect(c, area_path(c, "privacy/copies/%" PRId64, id));
    }
}

static bool load_copy(struct ctx *c, struct copy_page *p)
{
    if (!privacy_copy(c, req_id(c, "id"), &p->copy)) {
        return false;
    }
    bool asked = c->who.person_id && p->copy.asked_by == c->who.person_id;
    p->mine = privacy_is_mine(c, p->copy.person_id);
    if (!p->mine && (!asked || !desk_reads(c, p->copy.person_id))) {
        return not_found(c);
    }
    if (!people_by_id(c, p->copy.person_id, &p->p) || !places_area(c, c->area_id, &p->area)) {
        return false;
    }
    p->path = area_path(c, "privacy/copies/%" PRId64, p->copy.id);
    return p->copy.state != COPY_READY || copy_read(c, p->copy.body, &p->all);
}

static void show_copy(struct ctx *c)
{
    struct copy_page p = {0};
    if (!load_copy(c, &p)) {
        return;
    }
    page_begin(
        c, &(struct page){.title = T(c, N_("我的数据")),
               .focus = true,
               .back = p.mine ? area_path(c, "privacy") : area_path(c, "privacy/%" PRId64, p.p.id),
               .refresh = p.copy.state == COPY_ASKED ? 15 : 0,
               .no_index = true});
    my_copy_html(c, &p);
    page_end(c);
}

static void attach(struct ctx *c, const char *type, const char *ending)
{
    c->req->type = type;
    c->req->disposition = arena_printf(c->arena, "attachment; filename=\"my-data.%s\"", ending);
}

static void get_json(struct ctx *c)
{
    struct copy_page p = {0};
    if (load_copy(c, &p) && p.copy.state == COPY_READY) {
        attach(c, "application/json; charset=utf-8", "json");
        buf_puts(&c->req->body, copy_json(c, &p.all));
    } else if (!c->err.kind) {
        not_found(c);
    }
}

static void get_xlsx(struct ctx *c)
{
    struct copy_page p = {0};
    if (load_copy(c, &p) && p.copy.state == COPY_READY) {
        attach(c, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx");
        if (!copy_xlsx(c, &p.all, &c->req->body)) {
            fail(&c->err, ERR_STORE, SAY(N_("表格没有做成，请再试一次。")));
        }
    } else if (!c->err.kind) {
        not_found(c);
    }
}

/* Erasing -------------------------------------------------------------------------------------- */
static void show_erase(struct ctx *c)
{
    struct privacy_page p = {0};
    if (load(c, &p)) {
        begin(c, T(c, N_("删除个人信息")),
            p.other ? area_path(c, "privacy/%" PRId64, p.other) : area_path(c, "privacy"));
        ask_erase_html(c, &p);
        page_end(c);
    }
}

static void do_erase(struct ctx *c)
{
    const struct erase_form *f = c->req->form;
    if (privacy_ask_erasure(c, f->why)) {
        redirect(c, area_path(c, "privacy"));
    }
}

static void do_drop(struct ctx *c)
{
    struct erasure e;
    if (!privacy_erasure(c, req_id(c, "id"), &e)) {
        return;
    }
    if (people_one(c, e.person_id) != c->act.person_id) {
        not_found(c);
    } else if (privacy_drop_erasure(c, e.id, "")) {
        redirect(c, home(c));
    }
}

static const struct route routes[] = {
    {"GET", "/a/:area/privacy", show, DUTY_PERSON, .title = N_("我的个人信息")},
    {"GET", "/a/:area/privacy/consents", show_give, DUTY_PERSON, .title = N_("登记一条同意")},
    {"POST", "/a/:area/privacy/consents", do_give, DUTY_PERSON, HANDS_ANY, &consent_form, show_give,
        .title = N_("同意一件事")},
    {"POST", "/a/:area/privacy/consents/:id/withdraw", do_withdraw, DUTY_PERSON, HANDS_ANY,
        .title = N_("收回一条同意")},
    {"POST", "/a/:area/privacy/copies", do_copy, DUTY_PERSON, HANDS_SELF,
        .title = N_("要一份自己的数据")},
    {"GET", "/a/:area/privacy/copies/:id", show_copy, DUTY_PERSON, .title = N_("我的数据")},
    {"GET", "/a/:area/privacy/copies/:id/json", get_json, DUTY_PERSON,
        .title = N_("我的数据，JSON")},
    {"GET", "/a/:area/privacy/copies/:id/xlsx", get_xlsx, DUTY_PERSON,
        .title = N_("我的数据，表格")},
    {"GET", "/a/:area/privacy/erase", show_erase, DUTY_PERSON, .title = N_("删除个人信息")},
    {"POST", "/a/:area/privacy/erase", do_erase, DUTY_PERSON, HANDS_SELF, &erase_form, show_erase,
        .title = N_("请求删除个人信息")},
    {"POST", "/a/:area/privacy/erasures/:id/drop", do_drop, DUTY_PERSON, HANDS_SELF,
        .title = N_("撤回删除的请求")},
    {0},
};

static const struct job_kind jobs[] = {
    {"privacy.copy", privacy_copy_job},
    {"privacy.erase", privacy_erase_job},
    {0},
};

static void post_shown(struct ctx *c, const struct fact *f)
{
    const char *name = c->who.person_id ? c->app->who_name(c) : "";
    privacy_post_shown(c, f,
        str_empty(name) ? N_("登记的人问过本人") : say(c, WORDS(N_("{0}问过本人"), TEXT(name))));
}

static const struct reaction on[] = {
    {"bodies.post_given", post_shown},
    {"bodies.post_shown", post_shown},
    {0},
};

const struct module privacy_module = {.name = "privacy",
    .tier = 4,
    .routes = routes,
    .on = on,
    .jobs = jobs,
    .personal = privacy_personal,
    .forget = privacy_forget};

/* At the desk ---------------------------------------------------------------------------------- */
static int64_t place_of(struct ctx *c)
{
    struct person p;
    if (!people_find(c, req_id(c, "id"), &p)) {
        return not_found(c);
    }
    return p.building_id ? p.building_id : c->area_id;
}

enum { DID_PROPOSE = 1, DID_ERASE, DID_KEEP };
static void back_to_desk(struct ctx *c, bool done, int did)
{
    if (done) {
        redirect(c, area_path(c, "privacy/desk?did=%d", did));
    }
}

static void say_did(struct ctx *c)
{
    static const char *const said[] = {[DID_PROPOSE] = N_("提出了，等另一位工作人员确认。"),
        [DID_ERASE] = N_("删掉了。票数、账目和份额还在，不再写是谁。"),
        [DID_KEEP] = N_("不删，原因本人看得到。")};
    int64_t did = req_query_int(c, "did", 0);
    if (did >= DID_PROPOSE && did <= DID_KEEP) {
        c->req->notice = (struct notice){.words = SAY(said[did]), .kind = "ok"};
    }
}

static void do_propose(struct ctx *c)
{
    const struct erase_form *f = c->req->form;
    back_to_desk(c, privacy_propose_erasure(c, req_id(c, "id"), f->why) != 0, DID_PROPOSE);
}

static bool fill_names(struct ctx *c, struct list_view *v)
{
    return people_fill_called(c, v, 0);
}

static void show_desk(struct ctx *c)
{
    struct erasures open = {0};
    if (list_serve(c, &erasures_list, AUDIENCE_STAFF, fill_names) ||
        !privacy_erasures(c, 0, &open)) {
        return;
    }
    say_did(c);
    page_begin(c, &(struct page){.title = T(c, N_("个人信息")), .tab = "desk", .no_index = true});
    desk_html(c, &open);
    page_end(c);
}

static void show_confirm(struct ctx *c)
{
    struct erasure e;
    if (privacy_erasure(c, req_id(c, "id"), &e)) {
        begin(c, T(c, N_("确认删除")), area_path(c, "privacy/desk"));
        confirm_html(c, &e);
        page_end(c);
    }
}

static void do_confirm(struct ctx *c)
{
    back_to_desk(c, privacy_confirm_erasure(c, req_id(c, "id")), DID_ERASE);
}

static void show_refuse(struct ctx *c)
{
    struct erasure e;
    if (privacy_erasure(c, req_id(c, "id"), &e)) {
        begin(c, T(c, N_("不删除")), area_path(c, "privacy/desk"));
        refuse_html(c, &e);
        page_end(c);
    }
}

static void do_refuse(struct ctx *c)
{
    const struct why_form *f = c->req->form;
    back_to_desk(c, privacy_drop_erasure(c, req_id(c, "id"), f->why), DID_KEEP);
}

static void show_consents(struct ctx *c)
{
    struct list_view v;
    if (!list_view_load(c, &consents_list, 0, AUDIENCE_STAFF, &v) || list_export(c, &v)) {
        return;
    }
    page_begin(c, &(struct page){.title = T(c, N_("同意登记册")),
                      .wide = true,
                      .back = area_path(c, "privacy/desk"),
                      .no_index = true});
    put_raw(c, list_title_html(c, &consents_list));
    put_raw(c, list_html(c, &v));
    page_end(c);
}

static const struct route desk_routes[] = {
    {"GET", "/a/:area/consents", show_consents, DUTY_PRIVACY, .list = &consents_list,
        .title = N_("同意登记册")},
    {"GET", "/a/:area/privacy/desk", show_desk, DUTY_PRIVACY, .list = &erasures_list,
        .title = N_("个人信息：等着办的")},
    {"GET", "/a/:area/privacy/:id", show, DUTY_PRIVACY, .place_of = place_of,
        .title = N_("一位居民的个人信息")},
    {"GET", "/a/:area/privacy/:id/erase", show_erase, DUTY_PRIVACY, .place_of = place_of,
        .title = N_("提出删除一位居民的个人信息")},
    {"POST", "/a/:area/privacy/:id/erase", do_propose, DUTY_PRIVACY, HANDS_SELF, &erase_form,
        show_erase, place_of, .title = N_("提出删除一位居民的个人信息")},
    {"POST", "/a/:area/privacy/erasures/:id/confirm", do_confirm, DUTY_PRIVACY, HANDS_SELF,
        &confirm_form, show_confirm, .title = N_("确认删除一位居民的个人信息")},
    {"GET", "/a/:area/privacy/erasures/:id/confirm", show_confirm, DUTY_PRIVACY,
        .title = N_("确认删除一位居民的个人信息")},
    {"POST", "/a/:area/privacy/erasures/:id/refuse", do_refuse, DUTY_PRIVACY, HANDS_SELF,
        &refuse_form, show_refuse, .title = N_("不删除")},
    {"GET", "/a/:area/privacy/erasures/:id/refuse", show_refuse, DUTY_PRIVACY,
        .title = N_("不删除")},
    {"POST", "/a/:area/privacy/:id/copies", do_copy, DUTY_PRIVACY, HANDS_SELF, &copy_form, show,
        place_of, .title = N_("替一位居民要一份数据")},
    {0},
};

static const struct list *const lists[] = {&consents_list, &erasures_list, NULL};

const struct module privacy_desk_module = {
    .name = "privacy_desk", .tier = 4, .routes = desk_routes, .lists = lists};
