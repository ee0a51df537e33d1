/* people_person_pages.c - the persons of an area; one of them; who guards them. */
#include <inttypes.h>

#include "lib/base/app.h"
#include "lib/base/seal.h"
#include "lib/log/log.h"
#include "lib/web/page.h"
#include "lib/web/parts.h"
#include "lib/web/web.h"
#include "src/bodies/duties.h"
#include "src/people/people_room.h"
#include "src/places/places.h"

struct guardian_form {
    const char *name, *phone, *basis;
    int64_t why, day, until;
};

static const struct choice ward_whys[] = {
    {WARD_MINOR, "minor", N_("未成年")},
    {WARD_INCAPABLE, "incapable", N_("成年，不能自己办事")},
    {0},
};
static const struct field guardian_fields[] = {
    FIELD(struct guardian_form, FIELD_TEXT, name, .min = 2, .max = 30, .label = N_("监护人姓名"),
        .required = true, .personal = true, .autocomplete = "off"),
    FIELD(struct guardian_form, FIELD_PHONE, phone, .label = N_("监护人手机号"), .personal = true,
        .autocomplete = "off", .required = true),
    FIELD(struct guardian_form, FIELD_CHOICE, why, .label = N_("为什么要监护人"), .required = true,
        .choices = ward_whys),
    FIELD(struct guardian_form, FIELD_TEXT, basis, .min = 2, .max = 100, .label = N_("依据"),
        .help = N_("比如：看过户口簿；法院判决书的日期。不要写证件号。"), .required = true),
    FIELD(struct guardian_form, FIELD_DAY, day, .label = N_("从哪一天起"), .required = true),
    FIELD(struct guardian_form, FIELD_DAY, until, .label = N_("到哪一天为止"),
        .help = N_("未成年人写满十八岁的那一天。不填就一直有效。")),
    {0},
};
static const struct form guardian_form = {
    "people.guardian", sizeof(struct guardian_form), guardian_fields};

struct person_page {
    struct person p;
    const char *home, *masked, *born;
    struct guards guardians, wards;
    bool staff, privacy, sees_phone, gone, erased;
    bool reported; /* 查无此人, not decided yet */
};

#include "people_person.html.h"

int64_t people_place_of(struct ctx *c)
{
    struct person p;
    if (!people_find(c, req_id(c, "id"), &p)) {
        return not_found(c);
    }
    return p.building_id ? p.building_id : c->area_id;
}

static const char *home_of(struct ctx *c, const struct person *p)
{
    struct building b;
    struct unit u;
    bool known =
        p->unit_id && places_building(c, p->building_id, &b) && places_unit(c, p->unit_id, &u);
    return known ? say(c, WORDS(N_("{0} {1} {2} 室"), TEXT(b.compound), TEXT(b.name), TEXT(u.name)))
                 : T(c, N_("没有登记住处"));
}

/* The list is the desk's; a leader comes from her doors. */
static const char *back_of(struct ctx *c, const struct person *p)
{
    return c->app->may(c, DUTY_SEE_PHONE, c->area_id) ? area_path(c, "people")
           : p->household_id ? area_path(c, "households/%" PRId64, p->household_id)
                             : area_path(c, "%s", "");
}

const char *people_called(struct ctx *c, const char *name)
{
    return str_or(name, T(c, N_("已经注销的居民")));
}

bool people_fill_called(struct ctx *c, struct list_view *v, int column)
{
    for (size_t i = 0; i < v->rows.n; i++) {
        struct value *cell = &v->rows.v[i].v[column];
        *cell = value_text(people_called(c, cell->type == VALUE_TEXT ? cell->s : ""));
    }
    return true;
}

const char *people_described(struct ctx *c, const struct person *p)
{
    return arena_printf(
        c->arena, "%s %s %s", people_called(c, p->name), mask_phone(c, p->phone), home_of(c, p));
}

static void show_person(struct ctx *c)
{
    struct person_page p = {0};
    if (!people_by_id(c, req_id(c, "id"), &p.p) || !people_guardians_of(c, p.p.id, &p.guardians) ||
        !people_wards_of(c, p.p.id, &p.wards)) {
        return;
    }
    int64_t place = p.p.building_id ? p.p.building_id : c->area_id;
    p.home = home_of(c, &p.p);
    p.masked = mask_phone(c, p.p.phone);
    p.staff = c->app->may(c, DUTY_SEE_PHONE, place);
    p.sees_phone = p.staff && !str_empty(p.p.phone);
    p.privacy = c->app->may(c, DUTY_PRIVACY, place);
    p.born = people_born_masked(c, people_born(c, p.p.id), p.staff);
    p.gone = people_gone(c, p.p.id);
    p.reported = !p.gone && people_is_reported(c, p.p.id);
    p.erased = p.gone && str_empty(p.p.name);
    page_begin(
        c, &(struct page){
               .title = p.p.name, .focus = true, .back = back_of(c, &p.p), .no_index = true});
    person_html(c, &p);
    page_end(c);
}

static void show_people(struct ctx *c)
{
    struct list_view v;
    if (!list_view_load(c, &people_list, 0, AUDIENCE_STAFF, &v) || list_export(c, &v)) {
        return;
    }
    page_begin(c,
        &(struct page){.title = T(c, N_("居民")), .wide = true, .tab = "desk", .no_index = true});
    people_head_html(c, str_same(req_query(c, "for"), "recover"));
    put_raw(c, list_html(c, &v));
    page_end(c);
}

/* Guardians ------------------------------------------------------------------------------------ */
static void show_guardian(struct ctx *c)
{
    struct person p;
    if (!people_by_id(c, req_id(c, "id"), &p)) {
        return;
    }
    form_fill(c, &guardian_form,
        &(struct guardian_form){.name = "", .phone = "", .basis = "", .day = c->now});
    page_begin(c, &(struct page){.title = T(c, N_("登记监护人")),
                      .focus = true,
                      .back = area_path(c, "people/%" PRId64, p.id),
                      .no_index = true});
    guardian_html(c, &p);
    page_end(c);
}

static void go_back(struct ctx *c, bool done)
{
    if (done) {
        redirect(c, area_path(c, "people/%" PRId64, req_id(c, "id")));
    }
}

static void do_guardian(struct ctx *c)
{
    const struct guardian_form *f = c->req->form;
    struct guard g = {.ward_id = people_one(c, req_id(c, "id")),
        .guardian_id = people_find_or_make(c, f->name, f->phone),
        .why = (enum ward_why)f->why,
        .basis = f->basis,
        .since = day_text(c->arena, f->day),
        .until = f->until ? day_text(c->arena, f->until) : ""};
    go_back(c, g.guardian_id && people_add_guardian(c, &g));
}

static void do_end(struct ctx *c)
{
    go_back(c, people_end_guardian(c, req_id(c, "id"), req_id(c, "guardian"), ""));
}

static const struct route routes[] = {
    {"GET", "/a/:area/people", show_people, DUTY_SEE_PHONE, .list = &people_list,
        .title = N_("居民")},
    {"GET", "/a/:area/people/:id", show_person, DUTY_SEE_ROLL, .place_of = people_place_of,
        .title = N_("一位居民")},
    {"GET", "/a/:area/people/:id/guardian", show_guardian, DUTY_SEE_PHONE,
        .place_of = people_place_of, .title = N_("登记监护人")},
    {"POST", "/a/:area/people/:id/guardian", do_guardian, DUTY_SEE_PHONE, HANDS_SELF,
        &guardian_form, show_guardian, people_place_of, .title = N_("登记监护人")},
    {"POST", "/a/:area/people/:id/guardian/:guardian/end", do_end, DUTY_SEE_PHONE, HANDS_SELF, NULL,
        show_person, people_place_of, .title = N_("结束监护")},
    {0},
};

static const struct list *const lists[] = {&people_list, NULL};

const struct module people_person_module = {
    .name = "persons", .tier = 0, .routes = routes, .lists = lists};
