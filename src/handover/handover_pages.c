/* handover_pages.c - leaving a post, the sheet, accepting it; dissolving a body; workload. */
#include <inttypes.h>

#include "lib/base/app.h"
#include "lib/web/page.h"
#include "lib/web/parts.h"
#include "src/bodies/bodies_pages.h"
#include "src/bodies/duties.h"
#include "src/handover/handover_room.h"
#include "src/people/people.h"
#include "src/places/places.h"

enum { CONTACTS_MAX = 12 };

struct leave_form {
    int64_t day, to_body;
    const char *name, *phone, *public_phone, *keys, *papers, *notes;
    bool asked;
};
struct accept_form {
    const char *paper;
};
struct dissolve_form {
    int64_t day, to_body;
    const char *why;
};

static const struct field leave_fields[] = {
    FIELD(struct leave_form, FIELD_DAY, day, .label = N_("做到哪一天（含当天）"), .required = true),
    FIELD(struct leave_form, FIELD_TEXT, name, .max = 30, .label = N_("谁来接任"),
        .help = N_("还没有人就空着，记为空缺。"), .personal = true, .autocomplete = "off"),
    FIELD(struct leave_form, FIELD_PHONE, phone, .label = N_("接任人的手机号"),
        .help = N_("用来找到名册上的人，也用它登录。不公开。"), .personal = true,
        .autocomplete = "off"),
    FIELD(struct leave_form, FIELD_PHONE, public_phone, .label = N_("公开电话"),
        .help = N_("印在连心卡上。不填就用单位的电话。"), .autocomplete = "off"),
    FIELD(struct leave_form, FIELD_FLAG, asked, BODIES_ASKED),
    FIELD(struct leave_form, FIELD_LINES, keys, .max = 500, .label = N_("钥匙、门禁、物品"),
        .help = N_("一行一样，比如：三楼电表间钥匙 1 把。")),
    FIELD(struct leave_form, FIELD_LINES, papers, .max = 500, .label = N_("纸质材料、名册"),
        .help = N_("放在哪里，哪些名册走访到一半。")),
    FIELD(struct leave_form, FIELD_LINES, notes, .max = 2000, .label = N_("要说给接任人的话"),
        .help = N_("哪些事在等谁，哪几家要多上门。不要写病情、困难这些别人的私事。")),
    FIELD(struct leave_form, FIELD_ID, to_body, .label = N_("没办完的事由哪个单位接手"),
        .help = N_("这个单位以后没有人答复时才要选。")),
    {0},
};
static const struct field accept_fields[] = {
    FIELD(struct accept_form, FIELD_TEXT, paper, .max = 80, .label = N_("签了字的交接单放在哪里"),
        .help = N_("本人登录接收可以不填。")),
    {0},
};
static const struct field dissolve_fields[] = {
    FIELD(struct dissolve_form, FIELD_DAY, day, .label = N_("做到哪一天（含当天）"),
        .required = true),
    FIELD(struct dissolve_form, FIELD_ID, to_body, .label = N_("没办完的事由哪个单位接手")),
    FIELD(struct dissolve_form, FIELD_TEXT, why, .min = 2, .max = 120, .label = N_("为什么撤销"),
        .required = true),
    {0},
};
static const struct form leave_form = {"handover.leave", sizeof(struct leave_form), leave_fields};
static const struct form accept_form = {
    "handover.accept", sizeof(struct accept_form), accept_fields};
static const struct form dissolve_form = {
    "handover.dissolve", sizeof(struct dissolve_form), dissolve_fields};

struct leave_page {
    struct post t;
    struct matters open;
    const struct choice *bodies;
    int64_t owned; /* open ones of the body */
};
struct dissolve_page {
    struct body b;
    const struct choice *bodies;
    int64_t owned;
};
struct sheet_page {
    struct handover h;
    struct matters open;
    struct posts contacts;
    struct area area;
    int64_t last_day, due;
    bool may_accept, mine;
};

/* The sheet is paper that changes hands: what only those who handle it may know stands on it as a
 * number, unless the work is this body's own. */
static const char *open_title(struct ctx *c, const struct sheet_page *p, const struct matter *m)
{
    bool closed = m->audience == AUDIENCE_CASE && m->owner_id != p->h.body_id;
    return closed ? T(c, N_("只给办理的人看的事")) : m->title;
}

#include "handover.html.h"

/* Bodies that may take the work over: those over the place, without this one. */
static const struct choice *takers(struct ctx *c, int64_t place_id, int64_t but)
{
    struct bodies over = {0};
    if (!bodies_over(c, place_id, 0, &over)) {
        return NULL;
    }
    struct choice *out = arena_alloc(c->arena, (over.n + 2) * sizeof(*out));
    size_t n = 0;
    out[n++] = (struct choice){.value = 0, .label = T(c, N_("不用转"))};
    for (size_t i = 0; i < over.n; i++) {
        bool party = over.v[i].kind == BODY_PARTY_BRANCH || over.v[i].kind == BODY_PARTY_GROUP ||
                     over.v[i].kind == BODY_PARTY_GENERAL;
        if (over.v[i].id != but && !party) {
            out[n++] = (struct choice){.value = over.v[i].id, .label = over.v[i].name};
        }
    }
    return out;
}

/* Leaving -------------------------------------------------------------------------------------- */
static int64_t place_of_post(struct ctx *c)
{
    struct post t;
    return bodies_post_by_id(c, req_id(c, "id"), &t) ? t.place_id : 0;
}

static void show_leave(struct ctx *c)
{
    struct leave_page p = {0};
    if (!bodies_post_by_id(c, req_id(c, "id"), &p.t) || !handover_open(c, &p.t, &p.open) ||
        !(p.bodies = takers(c, p.t.place_id, p.t.body_id))) {
        return;
    }
    p.owned = matters_open_of(c, p.t.body_id);
    form_fill(c, &leave_form,
        &(struct leave_form){.day = c->now,
            .name = "",
            .phone = "",
            .public_phone = "",
            .keys = "",
            .papers = "",
            .notes = ""});
    page_begin(c, &(struct page){.title = T(c, N_("卸任和交接")),
                      .focus = true,
                      .back = area_path(c, "posts/%" PRId64, p.t.id),
                      .no_index = true});
    leave_html(c, &p);
    page_end(c);
}

static void leave(struct ctx *c)
{
    const struct leave_form *f = c->req->form;
    if (str_empty(f->name) && !str_empty(f->phone)) {
        refuse(&c->err, "name", SAY(N_("请写接任人的姓名。")));
        return;
    }
    if (!bodies_asked_ok(f->public_phone, "", f->asked, &c->err)) {
        return;
    }
    struct leaving l = {.post_id = req_id(c, "id"),
        .day = bodies_day(c, f->day, true),
        .successor_id = str_empty(f->name) ? 0 : people_find_or_make(c, f->name, f->phone),
        .phone = f->public_phone,
        .to_body = f->to_body,
        .keys = f->keys,
        .papers = f->papers,
        .notes = f->notes};
    int64_t id = handover_leave(c, &l);
    struct post t;
    if (id && !l.successor_id && bodies_post_by_id(c, l.post_id, &t)) {
        (void)bodies_leave_vacant(
            c, t.body_id, t.kind, t.place_id, T(c, N_("还没有人接任")), l.day);
    }
    if (id && !c->err.kind) {
        redirect(c, area_path(c, "handovers/%" PRId64, id));
    }
}

/* The sheet ------------------------------------------------------------------------------------ */
static void show_sheet(struct ctx *c)
{
    struct sheet_page p = {0};
    if (!handover_by_id(c, req_id(c, "id"), &p.h)) {
        return;
    }
    bool gives = c->app->may(c, DUTY_POSTS, p.h.place_id);
    p.mine = c->who.person_id && c->who.person_id == p.h.successor_id;
    if (!gives && !p.mine && c->who.person_id != p.h.leaver_id) {
        not_found(c);
        return;
    }
    p.may_accept = !p.h.accepted_at && p.h.successor_id && (gives || p.mine);
    if (!handover_matters(c, p.h.id, &p.open) || !bodies_contacts(c, p.h.place_id, &p.contacts) ||
        !places_area(c, c->area_id, &p.area)) {
        return;
    }
    (void)parse_day(p.h.day, &p.last_day);
    p.last_day -= MS_PER_DAY;
    p.due = p.last_day + HANDOVER_DAYS * MS_PER_DAY;
    form_fill(c, &accept_form, &(struct accept_form){.paper = ""});
    page_begin(c, &(struct page){.title = T(c, N_("交接单")),
                      .focus = true,
                      .back = gives ? area_path(c, "handovers") : area_path(c, "%s", ""),
                      .body_class = "paper",
                      .no_index = true});
    sheet_html(c, &p);
    page_end(c);
}

static void accept_sheet(struct ctx *c)
{
    const struct accept_form *f = c->req->form;
    struct handover h;
    if (!handover_by_id(c, req_id(c, "id"), &h)) {
        return;
    }
    if (h.successor_id != c->who.person_id && !c->app->may(c, DUTY_POSTS, h.place_id)) {
        not_found(c);
    } else if (handover_accept(c, h.id, f->paper)) {
        redirect(c, area_path(c, "handovers/%" PRId64, h.id));
    }
}

/* Ending a body -------------------------------------------------------------------------------- */
static int64_t place_of_body(struct ctx *c)
{
    struct body b;
    return bodies_by_id(c, req_id(c, "id"), &b) ? b.place_id : 0;
}

static void show_dissolve(struct ctx *c)
{
    struct dissolve_page p = {0};
    if (!bodies_by_id(c, req_id(c, "id"), &p.b) || !(p.bodies = takers(c, p.b.place_id, p.b.id))) {
        return;
    }
    p.owned = matters_open_of(c, p.b.id);
    form_fill(c, &dissolve_form, &(struct dissolve_form){.day = c->now, .why = ""});
    page_begin(c, &(struct page){.title = say(c, WORDS(N_("撤销{0}"), TEXT(p.b.name))),
                      .focus = true,
                      .back = area_path(c, "bodies/%" PRId64, p.b.id),
                      .no_index = true});
    dissolve_html(c, &p);
    page_end(c);
}

static void dissolve(struct ctx *c)
{
    const struct dissolve_form *f = c->req->form;
    int64_t id = req_id(c, "id");
    if (handover_dissolve(c, id, bodies_day(c, f->day, true), f->to_body, f->why)) {
        redirect(c, area_path(c, "bodies/%" PRId64, id));
    }
}

/* Lists ---------------------------------------------------------------------------------------- */
static void show_list(struct ctx *c, const struct list *l, const char *says)
{
    struct list_view v;
    if (!list_view_load(c, l, req_query_int(c, "place", 0), AUDIENCE_STAFF, &v) ||
        list_export(c, &v)) {
        return;
    }
    page_begin(c, &(struct page){.title = T(c, l->title), .wide = true, .no_index = true});
    head_html(c, T(c, l->title), T(c, says));
    put_raw(c, list_html(c, &v));
    page_end(c);
}

static void show_workload(struct ctx *c)
{
    show_list(
        c, &handover_workload, N_("谁管几栋楼、几套房、多少没办完的事。按地方排，不比高低。"));
}

static void show_handovers(struct ctx *c)
{
    show_list(c, &handover_list, N_("谁把什么交给了谁，接收了没有。"));
}

static const struct route routes[] = {
    {"GET", "/a/:area/posts/:id/handover", show_leave, DUTY_POSTS, .place_of = place_of_post,
        .title = N_("卸任和交接")},
    {"POST", "/a/:area/posts/:id/handover", leave, DUTY_POSTS, HANDS_SELF, &leave_form, show_leave,
        place_of_post, .title = N_("记下卸任，做交接单")},
    {"GET", "/a/:area/handovers", show_handovers, DUTY_POSTS, .list = &handover_list,
        .title = N_("交接")},
    {"GET", "/a/:area/handovers/:id", show_sheet, DUTY_PERSON, .title = N_("交接单")},
    {"POST", "/a/:area/handovers/:id/accept", accept_sheet, DUTY_PERSON, HANDS_SELF, &accept_form,
        show_sheet, .title = N_("接收交接")},
    {"GET", "/a/:area/bodies/:id/end", show_dissolve, DUTY_POSTS, .place_of = place_of_body,
        .title = N_("撤销单位")},
    {"POST", "/a/:area/bodies/:id/end", dissolve, DUTY_POSTS, HANDS_SELF, &dissolve_form,
        show_dissolve, place_of_body, .title = N_("撤销单位，转交没办完的事")},
    {"GET", "/a/:area/workload", show_workload, DUTY_INBOX, .list = &handover_workload,
        .title = N_("各人负担")},
    {0},
};
static const struct list *const lists[] = {&handover_list, &handover_workload, NULL};

const struct module handover_module = {.name = "handovers",
    .tier = 3,
    .routes = routes,
    .lists = lists,
    .personal = handover_personal,
    .forget = handover_forget};
