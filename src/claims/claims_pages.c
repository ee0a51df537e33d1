/* claims_pages.c - "I live here": said, proved by a letter, confirmed by who knows. */
#include <inttypes.h>
#include <string.h>

#include "lib/base/app.h"
#include "lib/base/seal.h"
#include "lib/log/log.h"
#include "lib/web/page.h"
#include "lib/web/parts.h"
#include "lib/web/web.h"
#include "src/bodies/duties.h"
#include "src/claims/claims_room.h"
#include "src/households/households.h"
#include "src/places/places.h"

struct claim_form {
    const char *name, *unit, *back;
    int64_t building;
};
struct pin_form {
    const char *name, *unit, *pin;
    int64_t building;
};
struct roster_form {
    int64_t person;
    const char *back;
};
struct decide_form {
    int64_t decision;
    const char *reason;
};

#define NAME(form, hint) \
    FIELD(struct form, FIELD_TEXT, name, .min = 2, .max = 30, .label = N_("您的姓名"), \
        .help = hint, .required = true, .personal = true, .autocomplete = "name")
#define HOME(form) \
    FIELD(struct form, FIELD_FOUND, building, .label = N_("哪栋楼"), \
        .help = N_("写楼号，例如 12号。"), .finder = &places_stairs_finder, .required = true), \
        FIELD(struct form, FIELD_TEXT, unit, .max = 20, .label = N_("哪一室"), \
            .help = N_("只写室号，比如 301。"), .required = true)
#define BACK(form) \
    FIELD(struct form, FIELD_TEXT, back, .max = 300, .label = N_("回到"), .hidden = true)

static const struct field claim_fields[] = {
    NAME(claim_form, N_("只给楼组长和居委会核对，邻居看不到全名。")),
    HOME(claim_form),
    BACK(claim_form),
    {0},
};
static const struct field pin_fields[] = {
    HOME(pin_form),
    NAME(pin_form, NULL),
    FIELD(struct pin_form, FIELD_CODE, pin, .min = PIN_DIGITS, .max = PIN_DIGITS,
        .label = N_("信里的 8 位密码"), .required = true),
    {0},
};
static const struct field roster_fields[] = {
    FIELD(struct roster_form, FIELD_ID, person, .label = N_("是哪一位"), .required = true,
        .hidden = true),
    BACK(roster_form),
    {0},
};
enum { DECIDE_CONFIRM = 1, DECIDE_REFUSE };
static const struct choice decisions[] = {
    {DECIDE_CONFIRM, "confirm", N_("确认，是这一户的人")},
    {DECIDE_REFUSE, "refuse", N_("不确认"), N_("请写明原因，本人看得到。")},
    {0},
};
static const struct field decide_fields[] = {
    FIELD(struct decide_form, FIELD_CHOICE, decision, .label = N_("核对的结果"), .required = true,
        .choices = decisions),
    FIELD(struct decide_form, FIELD_TEXT, reason, .max = 200, .label = N_("原因")),
    {0},
};
static const struct form claim_form = {"claims.claim", sizeof(struct claim_form), claim_fields};
static const struct form pin_form = {"claims.pin", sizeof(struct pin_form), pin_fields};
static const struct form roster_form = {"claims.roster", sizeof(struct roster_form), roster_fields};
static const struct form decide_form = {"claims.decide", sizeof(struct decide_form), decide_fields};

struct claim_page {
    const char *back, *me, *home; /* where the reader lives; "" not known */
    struct people roster; /* whom the roster knows by this phone */
    struct claims claims, vouch;
    bool lives, waits;
};
struct claim_view {
    struct claim cl;
    const char *phone;
    struct housemates there; /* whom the roster has in that household today */
    bool namesake, sees_phone, merges;
};

static const char *home_of(struct ctx *c, int64_t building_id, int64_t unit_id)
{
    struct building b;
    struct unit u;
    bool known = unit_id && places_building(c, building_id, &b) && places_unit(c, unit_id, &u);
    return known ? say(c, WORDS(N_("{0} {1} {2} 室"), TEXT(b.compound), TEXT(b.name), TEXT(u.name)))
                 : "";
}

/* The letter's page knows the home that was named here. */
static const char *pin_path(struct ctx *c, const struct claim_page *p)
{
    const struct claim_form *f = c->req->form;
    int64_t place = f && f->building ? f->building : req_query_int(c, "place", 0);
    for (size_t i = 0; i < p->claims.n; i++) {
        if (p->claims.v[i].unit_id && p->claims.v[i].state == CLAIM_WAITS) {
            return area_path(c, "claim/pin?unit=%" PRId64, p->claims.v[i].unit_id);
        }
    }
    return place ? area_path(c, "claim/pin?place=%" PRId64, place) : area_path(c, "claim/pin");
}

#include "claims_page.html.h"

/* Saying it ------------------------------------------------------------------------------------ */
static bool load_me(struct ctx *c, struct claim_page *p)
{
    struct person me = {.name = ""};
    int64_t id = c->who.person_id;
    if (!id) {
        const char *phone = accounts_phone(c, c->who.account_id);
        return people_of_phone(c, phone, &p->roster);
    }
    p->lives = people_lives_in(c, id, 0);
    if (!people_by_id(c, id, &me) || !claims_of_person(c, id, &p->claims) ||
        !claims_to_vouch(c, &p->vouch)) {
        return false;
    }
    for (size_t i = 0; i < p->claims.n; i++) {
        p->waits = p->waits || (p->claims.v[i].unit_id && p->claims.v[i].state == CLAIM_WAITS);
    }
    p->me = me.name;
    p->home = home_of(c, me.building_id, me.unit_id);
    return !c->err.kind;
}

static void show_claim(struct ctx *c)
{
    struct claim_page p = {.back = req_query(c, "back"), .me = "", .home = ""};
    if (!load_me(c, &p)) {
        return;
    }
    form_fill(c, &claim_form,
        &(struct claim_form){
            .name = p.me, .unit = "", .building = req_query_int(c, "place", 0), .back = p.back});
    page_begin(c,
        &(struct page){
            .title = T(c, N_("确认我住哪一间")), .focus = true, .back = "/me", .no_index = true});
    claim_html(c, &p);
    page_end(c);
}

static int64_t unit_of(struct ctx *c, int64_t building_id, const char *name)
{
    struct building b;
    int64_t unit = places_building(c, building_id, &b)
                       ? places_unit_by_name(c, building_id, places_unit_name(c->arena, name))
                       : 0;
    if (!unit && !c->err.kind) {
        refuse(
            &c->err, "unit", WORDS(N_("{0}没有 {1} 室，请核对一下。"), TEXT(b.name), TEXT(name)));
    }
    return unit;
}

static void go_back(struct ctx *c, const char *back)
{
    redirect(c, accounts_is_path(back) ? back : area_path(c, "claim"));
}

/* Typed for somebody without a telephone it is the same claim, of no account. */
static void do_claim(struct ctx *c)
{
    const struct claim_form *f = c->req->form;
    int64_t account = c->who.account_id, unit = unit_of(c, f->building, f->unit);
    bool mine = c->act.hand == HAND_SELF;
    if (!unit) {
        return;
    }
    bool ok = mine ? claims_enter_as(c, account, accounts_phone(c, account), 0, unit, f->name)
                   : claims_wait_for(c, 0, c->act.person_id, unit);
    if (ok) {
        go_back(c, f->back);
    }
}

static void do_roster(struct ctx *c)
{
    const struct roster_form *f = c->req->form;
    struct people known = {0};
    const char *phone = accounts_phone(c, c->who.account_id);
    if (!people_of_phone(c, phone, &known)) {
        return;
    }
    for (size_t i = 0; i < known.n; i++) {
        if (known.v[i].id == f->person) {
            if (claims_enter_as(c, c->who.account_id, phone, f->person, 0, "")) {
                go_back(c, f->back);
            }
            return;
        }
    }
    (void)not_found(c);
}

/* By letter ------------------------------------------------------------------------------------ */
static void show_pin(struct ctx *c)
{
    struct unit u = {0};
    int64_t unit = req_query_int(c, "unit", 0);
    if (unit && !places_unit(c, unit, &u)) {
        return;
    }
    form_fill(c, &pin_form,
        &(struct pin_form){.building = unit ? u.building_id : req_query_int(c, "place", 0),
            .unit = unit ? u.name : "",
            .name = people_name_of_reader(c),
            .pin = ""});
    page_begin(c, &(struct page){.title = T(c, N_("用密码信确认")),
                      .focus = true,
                      .back = area_path(c, "claim"),
                      .no_index = true});
    pin_html(c);
    page_end(c);
}

static void do_pin(struct ctx *c)
{
    const struct pin_form *f = c->req->form;
    int64_t unit = unit_of(c, f->building, f->unit);
    const char *phone = accounts_phone(c, c->who.account_id);
    if (!unit) {
        return;
    }
    c->req->counts = true;
    if (claims_enter_by_pin(c, unit, f->pin, phone, f->name)) {
        redirect(c, area_path(c, "claim"));
    }
}

/* Confirming ----------------------------------------------------------------------------------- */
/* What the reader has just decided. */
static bool say_decided(struct ctx *c)
{
    struct claim cl;
    int64_t id = req_query_int(c, "decided", 0);
    if (!id || !claims_one(c, id, &cl) ||
        !c->app->may(c, DUTY_CONFIRM_CLAIM, cl.building_id ? cl.building_id : c->area_id) ||
        (cl.state != CLAIM_CONFIRMED && cl.state != CLAIM_REFUSED)) {
        c->err = c->err.kind == ERR_ABSENT ? (struct err){0} : c->err;
        return !c->err.kind;
    }
    const char *home = say(c, WORDS(N_("{0} {1} 室"), TEXT(cl.building), TEXT(cl.unit)));
    c->req->notice = (struct notice){.kind = "ok",
        .words = cl.state == CLAIM_CONFIRMED
                     ? WORDS(N_("已确认：{0} 住在{1}。"), TEXT(cl.person), TEXT(home))
                     : WORDS(N_("已记下：{0} 不是{1}的住户，本人看得到原因。"), TEXT(cl.person),
                           TEXT(home))};
    return true;
}

static void show_claims(struct ctx *c)
{
    struct claims waiting = {0};
    struct list_view v;
    bool office = c->app->may(c, DUTY_CONFIRM_CLAIM, c->area_id); /* the register is the area's */
    if (!list_view_load(c, &claims_list, office ? 0 : -1, AUDIENCE_STAFF, &v) ||
        list_export(c, &v) || !claims_waiting(c, &waiting) || !say_decided(c)) {
        return;
    }
    page_begin(
        c, &(struct page){.title = T(c, N_("等待确认的住户")), .wide = office, .no_index = true});
    claims_html(c, &waiting);
    if (office) {
        register_html(c, list_html(c, &v));
    }
    page_end(c);
}

static int64_t place_of_claim(struct ctx *c)
{
    struct claim cl;
    if (!claims_one(c, req_id(c, "id"), &cl)) {
        c->err = (struct err){0};
        not_found(c);
        return 0;
    }
    return cl.building_id ? cl.building_id : c->area_id;
}

static void show_one(struct ctx *c)
{
    struct claim_view v = {0};
    struct person p;
    if (!claims_one(c, req_id(c, "id"), &v.cl) || !people_by_id(c, v.cl.person_id, &p)) {
        return;
    }
    if (v.cl.household_id && !households_people(c, v.cl.household_id, "", &v.there)) {
        return;
    }
    int64_t place = v.cl.building_id ? v.cl.building_id : c->area_id;
    v.phone = mask_phone(c, p.phone);
    v.namesake = claims_has_namesake(c, &v.cl);
    v.sees_phone = !str_empty(p.phone) && c->app->may(c, DUTY_SEE_PHONE, place);
    v.merges = c->app->may(c, DUTY_PRIVACY, place);
    page_begin(c, &(struct page){.title = T(c, N_("核对住户")),
                      .focus = true,
                      .back = area_path(c, "claims"),
                      .no_index = true});
    claim_one_html(c, &v);
    page_end(c);
}

static void do_decide(struct ctx *c)
{
    const struct decide_form *f = c->req->form;
    bool confirm = f->decision == DECIDE_CONFIRM;
    if (!confirm && str_empty(f->reason)) {
        refuse(&c->err, "reason", SAY(N_("不确认的话，请写明原因。")));
        return;
    }
    if (claims_settle(
            c, req_id(c, "id"), confirm ? CLAIM_CONFIRMED : CLAIM_REFUSED, VIA_LEADER, f->reason)) {
        redirect(c, area_path(c, "claims?decided=%" PRId64, req_id(c, "id")));
    }
}

/* One of the family knows best; nobody else may say so. */
static void do_vouch(struct ctx *c)
{
    struct claims mine = {0};
    int64_t id = req_id(c, "id");
    if (!claims_to_vouch(c, &mine)) {
        return;
    }
    for (size_t i = 0; i < mine.n; i++) {
        if (mine.v[i].id == id) {
            if (claims_settle(c, id, CLAIM_CONFIRMED, VIA_HOUSEHOLD, "")) {
                redirect(c, area_path(c, "claim"));
            }
            return;
        }
    }
    (void)not_found(c);
}

static const struct route routes[] = {
    {"GET", "/a/:area/claim", show_claim, DUTY_ACCOUNT, .title = N_("确认我住哪一间")},
    {"POST", "/a/:area/claim", do_claim, DUTY_ACCOUNT, HANDS_ANY, &claim_form, show_claim,
        .title = N_("申请确认住户身份")},
    {"POST", "/a/:area/claim/roster", do_roster, DUTY_ACCOUNT, HANDS_SELF, &roster_form, show_claim,
        .title = N_("认领名册上的自己")},
    {"GET", "/a/:area/claim/pin", show_pin, DUTY_ACCOUNT, .title = N_("用密码信确认")},
    {"POST", "/a/:area/claim/pin", do_pin, DUTY_ACCOUNT, HANDS_SELF, &pin_form, show_pin,
        .title = N_("用密码信确认住户身份")},
    {"GET", "/a/:area/claims", show_claims, DUTY_CONFIRM_CLAIM, .list = &claims_list,
        .title = N_("等待确认的住户")},
    {"GET", "/a/:area/claims/:id", show_one, DUTY_CONFIRM_CLAIM, .place_of = place_of_claim,
        .title = N_("核对住户")},
    {"POST", "/a/:area/claims/:id/decide", do_decide, DUTY_CONFIRM_CLAIM, HANDS_SELF, &decide_form,
        show_one, place_of_claim, .title = N_("确认或不确认住户身份")},
    {"POST", "/a/:area/claims/:id/vouch", do_vouch, DUTY_PERSON, HANDS_SELF,
        .title = N_("替家人作证")},
    {0},
};

static const struct list *const lists[] = {&claims_list, NULL};

const struct module claims_module = {.name = "claims",
    .routes = routes,
    .lists = lists,
    .personal = claims_personal,
    .forget = claims_forget};
