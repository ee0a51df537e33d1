/* identity_wrong_pages.c - 查无此人: reported from the flat, decided at the desk. */
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
#include "src/places/places.h"

struct wrong_form {
    int64_t person;
    const char *why;
};
struct decide_form {
    int64_t decision;
    const char *reason;
};

static const struct field wrong_fields[] = {
    FIELD(struct wrong_form, FIELD_ID, person, .label = N_("哪一位"), .required = true,
        .hidden = true),
    FIELD(struct wrong_form, FIELD_TEXT, why, .max = 200, .label = N_("怎么回事"),
        .help = N_("比如：是以前的房客，两年前搬走了。可以不写。")),
    {0},
};
enum { DECIDE_NOT_HERE = 1, DECIDE_LIVES };
static const struct choice decisions[] = {
    {DECIDE_NOT_HERE, "not_here", N_("不住这里"), N_("从今天起从这一户移走。")},
    {DECIDE_LIVES, "lives", N_("住在这里")},
    {0},
};
static const struct field decide_fields[] = {
    FIELD(struct decide_form, FIELD_CHOICE, decision, .label = N_("核对的结果"), .required = true,
        .choices = decisions),
    FIELD(struct decide_form, FIELD_TEXT, reason, .min = 2, .max = 200, .label = N_("怎么核对的"),
        .required = true),
    {0},
};
static const struct form wrong_form = {"identity.wrong", sizeof(struct wrong_form), wrong_fields};
static const struct form decide_form = {
    "identity.wrong_decide", sizeof(struct decide_form), decide_fields};

#include "identity_wrong.html.h"

static const char *home_of(struct ctx *c, const struct person *p)
{
    struct building b;
    struct unit u;
    bool known =
        p->unit_id && places_building(c, p->building_id, &b) && places_unit(c, p->unit_id, &u);
    return known ? say(c, WORDS(N_("{0} {1} {2} 室"), TEXT(b.compound), TEXT(b.name), TEXT(u.name)))
                 : T(c, N_("本居民区"));
}

static void begin(struct ctx *c, const char *title, const char *back)
{
    page_begin(c, &(struct page){.title = title, .focus = true, .back = back, .no_index = true});
}

/* From the flat: its people know the name already; others see only that there is somebody. */
static void show_wrong(struct ctx *c)
{
    const struct wrong_form *f = c->req->form;
    struct person p, me = {0};
    int64_t me_id = c->act.person_id ? c->act.person_id : c->who.person_id;
    int64_t asked = f && f->person ? f->person : req_query_int(c, "person", me_id);
    if (!asked && !web_is_write(c->req)) {
        redirect(c, area_path(c, "claim")); /* not known here yet: whom the roster takes me for */
        return;
    }
    if (!people_find(c, asked, &p)) {
        not_found(c);
        return;
    }
    bool family = people_find(c, me_id, &me) && me.unit_id && me.unit_id == p.unit_id;
    bool roll = c->app->may(c, DUTY_SEE_ROLL, p.building_id ? p.building_id : c->area_id);
    bool oneself = asked == me_id || identity_is_by_phone(c, &p);
    if (!family && !roll && !oneself) {
        not_found(c);
        return;
    }
    begin(c, T(c, oneself ? N_("我不住在这里") : N_("查无此人")), "/me");
    wrong_html(c, &p, oneself ? home_of(c, &p) : NULL);
    page_end(c);
}

static void do_wrong(struct ctx *c)
{
    const struct wrong_form *f = c->req->form;
    if (identity_report_wrong(c, f->person, f->why)) {
        redirect(c, area_path(c, "wrong/said?person=%" PRId64, f->person));
    }
}

/* Whoever keeps the roll goes on at the home it was about. */
static void show_said(struct ctx *c)
{
    struct person p = {0};
    int64_t asked = req_query_int(c, "person", 0);
    bool keeps = asked && people_find(c, asked, &p) && p.household_id &&
                 c->app->may(c, DUTY_SEE_ROLL, p.building_id);
    const char *home = keeps ? area_path(c, "households/%" PRId64, p.household_id) : NULL;
    begin(c, T(c, N_("记下了")), home ? home : "/me");
    wrong_said_html(c, home);
    page_end(c);
}

static bool fill_names(struct ctx *c, struct list_view *v)
{
    return people_fill_called(c, v, 0);
}

static void show_wrongs(struct ctx *c)
{
    struct wrong_reports open = {0}, done = {0};
    if (list_serve(c, &identity_wrongs_list, AUDIENCE_STAFF, fill_names) ||
        !identity_wrongs(c, true, &open) || !identity_wrongs(c, false, &done)) {
        return;
    }
    page_begin(c, &(struct page){.title = T(c, N_("查无此人的报告")),
                      .tab = "desk",
                      .back = area_path(c, "people"),
                      .no_index = true});
    wrongs_html(c, &open, &done);
    page_end(c);
}

static void show_one(struct ctx *c)
{
    struct wrong_report w;
    if (!identity_wrong(c, req_id(c, "id"), &w)) {
        return;
    }
    begin(c, T(c, N_("查无此人的报告")), area_path(c, "wrong/reports"));
    wrong_one_html(c, &w);
    page_end(c);
}

static void do_decide(struct ctx *c)
{
    const struct decide_form *f = c->req->form;
    if (identity_decide_wrong(c, req_id(c, "id"), f->decision == DECIDE_LIVES, f->reason)) {
        redirect(c, area_path(c, "wrong/reports"));
    }
}

static const struct route routes[] = {
    {"GET", "/a/:area/wrong", show_wrong, DUTY_ACCOUNT, .title = N_("查无此人")},
    {"POST", "/a/:area/wrong", do_wrong, DUTY_ACCOUNT, HANDS_ANY, &wrong_form, show_wrong,
        .title = N_("报告查无此人")},
    {"GET", "/a/:area/wrong/said", show_said, DUTY_ACCOUNT, .title = N_("报告记下了")},
    {"GET", "/a/:area/wrong/reports", show_wrongs, DUTY_SEE_PHONE, .list = &identity_wrongs_list,
        .title = N_("查无此人的报告")},
    {"GET", "/a/:area/wrong/:id", show_one, DUTY_SEE_PHONE, .title = N_("一份查无此人的报告")},
    {"POST", "/a/:area/wrong/:id/decide", do_decide, DUTY_SEE_PHONE, HANDS_SELF, &decide_form,
        show_one, .title = N_("核对查无此人")},
    {0},
};

static const struct list *const lists[] = {&identity_wrongs_list, NULL};

const struct module identity_wrong_module = {
    .name = "wrong", .tier = 4, .routes = routes, .lists = lists};
