/* households_pages.c - who lives together: moving in and out, splitting, joining; and the
 * family's own look at it, once a year. */
#include <inttypes.h>

#include "lib/base/app.h"
#include "lib/base/seal.h"
#include "lib/web/page.h"
#include "lib/web/parts.h"
#include "lib/web/web.h"
#include "src/bodies/duties.h"
#include "src/households/households_room.h"
#include "src/people/people_families.h"
#include "src/places/places.h"

enum { SOMEBODY_NEW = 1 }; /* no id is that small */
struct add_form {
    const char *name, *phone;
    int64_t who, born, family, day;
};
struct family_form {
    int64_t family;
};
struct out_form {
    int64_t day;
};
struct join_form {
    int64_t into, day;
};

#define FAMILY(form) \
    FIELD(struct form, FIELD_CHOICE, family, .label = N_("和户主的关系"), \
        .choices = people_families)
#define SINCE(form) FIELD(struct form, FIELD_DAY, day, .label = N_("从哪一天起"), .required = true)

static const struct field add_fields[] = {
    FIELD(struct add_form, FIELD_TEXT, name, .min = 2, .max = 30, .label = N_("姓名"),
        .required = true, .personal = true, .autocomplete = "off"),
    FIELD(struct add_form, FIELD_PHONE, phone, .label = N_("手机号"), .personal = true,
        .help = N_("名册上有这个号码和姓名，就是那一位；没有就新登记一位。"),
        .autocomplete = "off"),
    FIELD(struct add_form, FIELD_ID, who, .label = N_("是不是名册上的这一位")),
    FIELD(struct add_form, FIELD_DAY, born, .label = N_("出生日期"), .personal = true,
        .help = N_("没有手机号的孩子请写上。照户口簿写，平时只显示年份。")),
    FAMILY(add_form),
    SINCE(add_form),
    {0},
};
static const struct field family_fields[] = {FAMILY(family_form), {0}};
static const struct field out_fields[] = {
    FIELD(struct out_form, FIELD_DAY, day, .label = N_("从哪一天起不住这里"), .required = true),
    {0},
};
static const struct field split_fields[] = {SINCE(out_form), {0}};
static const struct field join_fields[] = {
    FIELD(struct join_form, FIELD_ID, into, .label = N_("并到哪一户"), .required = true),
    SINCE(join_form),
    {0},
};
static const struct form add_form = {"people.move_in", sizeof(struct add_form), add_fields};
static const struct form family_form = {"people.family", sizeof(struct family_form), family_fields};
static const struct form out_form = {"people.move_out", sizeof(struct out_form), out_fields};
static const struct form split_form = {"people.split", sizeof(struct out_form), split_fields};
static const struct form join_form = {"people.join", sizeof(struct join_form), join_fields};

struct household_page {
    int64_t id;
    struct building b;
    struct unit u;
    struct housemates now, past;
    const char *checked;
    const struct choice *others; /* households of the same home */
    size_t n_others;
    const struct choice *namesakes; /* of whoever was typed; NULL: nobody is */
    bool may_guard; /* the reader enters guardians */
};
struct member_page {
    int64_t household_id;
    struct housemate m;
    const struct form *form; /* the one that was refused */
};

static const char *member_when(struct ctx *c, const struct housemate *m)
{
    return say_lasting(c, m->since, m->until);
}

#include "households.html.h"

/* At the desk ---------------------------------------------------------------------------------- */
static bool load_others(struct ctx *c, struct household_page *p)
{
    struct ids all = {0};
    if (!places_households_of(c, p->u.id, people_today(c), &all)) {
        return false;
    }
    struct choice *out = arena_alloc(c->arena, (all.n + 1) * sizeof(*out));
    for (size_t i = 0; i < all.n; i++) {
        struct housemates who = {0};
        if (all.v[i] == p->id) {
            continue;
        }
        if (!households_people(c, all.v[i], "", &who)) {
            return false;
        }
        out[p->n_others++] = (struct choice){.value = all.v[i],
            .label = who.n ? say(c, WORDS(N_("{0} 那一户"), TEXT(who.v[0].name)))
                           : T(c, N_("没有人的一户"))};
    }
    p->others = out;
    return true;
}

/* Entered already, as far as the reader may know. */
static bool load_namesakes(struct ctx *c, const char *name, struct people *out)
{
    struct people all = {0};
    if (!people_named(c, name, &all)) {
        return false;
    }
    for (size_t i = 0; i < all.n; i++) {
        int64_t place = all.v[i].building_id ? all.v[i].building_id : c->area_id;
        if (c->app->may(c, DUTY_SEE_ROLL, place)) {
            list_push(c->arena, out, all.v[i]);
        }
    }
    return !c->err.kind;
}

static bool load_typed(struct ctx *c, struct household_page *p)
{
    const struct add_form *f = c->req->route->form == &add_form ? c->req->form : NULL;
    struct people all = {0};
    if (!f || str_empty(f->name)) {
        return true;
    }
    if (!load_namesakes(c, f->name, &all)) {
        return false;
    }
    struct choice *out = arena_alloc(c->arena, (all.n + 2) * sizeof(*out));
    for (size_t i = 0; i < all.n; i++) {
        out[i] = (struct choice){.value = all.v[i].id, .label = people_described(c, &all.v[i])};
    }
    out[all.n] = (struct choice){.value = SOMEBODY_NEW, .label = T(c, N_("都不是，新登记一位"))};
    p->namesakes = all.n ? out : NULL;
    return true;
}

static bool load_household(struct ctx *c, int64_t id, struct household_page *p)
{
    int64_t unit = places_unit_of_household(c, id, people_today(c));
    p->id = id;
    if (!unit) {
        return !c->err.kind && not_found(c);
    }
    if (!places_unit(c, unit, &p->u) || !places_building(c, p->u.building_id, &p->b) ||
        !households_people(c, id, "", &p->now) || !households_past(c, id, &p->past)) {
        return false;
    }
    int64_t at = households_checked_at(c, id);
    p->checked =
        at ? say(c, WORDS(N_("{0} 家里人确认过"), DAY(at))) : T(c, N_("家里人还没有确认过。"));
    return load_others(c, p) && load_typed(c, p);
}

static int64_t place_of_household(struct ctx *c)
{
    struct unit u;
    int64_t unit = places_unit_of_household(c, req_id(c, "id"), people_today(c));
    return unit && places_unit(c, unit, &u) ? u.building_id : not_found(c);
}

/* Nobody has been entered in that home yet: there is a household to move into. */
static int64_t place_of_unit(struct ctx *c)
{
    struct unit u;
    return places_unit(c, req_id(c, "id"), &u) ? u.building_id : not_found(c);
}

static void do_open(struct ctx *c)
{
    bool made;
    int64_t id = places_put_household(c, req_id(c, "id"), &made);
    if (id) {
        redirect(c, area_path(c, "households/%" PRId64, id));
    }
}

/* ?out=PERSON: what has just been written down, and how it is put right. */
static void say_out(struct ctx *c, const struct housemates *all, int64_t person_id)
{
    for (size_t i = 0; i < all->n; i++) {
        const struct housemate *m = &all->v[i];
        if (m->person_id == person_id && !str_empty(m->until)) {
            c->req->notice = (struct notice){
                .words =
                    WORDS(N_("记下了：{0}从{1}起不住这里。记错了，在「有人住进来」里再登记一次。"),
                        TEXT(m->name), TEXT(say_date(c, m->until))),
                .kind = "ok"};
            return;
        }
    }
}

static void show_household(struct ctx *c)
{
    struct household_page p = {0};
    if (!load_household(c, req_id(c, "id"), &p)) {
        return;
    }
    p.may_guard = c->app->may(c, DUTY_SEE_PHONE, p.b.id);
    if (req_query_int(c, "out", 0)) {
        say_out(c, &p.past, req_query_int(c, "out", 0));
        say_out(c, &p.now, req_query_int(c, "out", 0));
    }
    form_fill(c, &add_form, &(struct add_form){.name = "", .phone = "", .day = c->now});
    form_fill(c, &join_form, &(struct join_form){.day = c->now});
    page_begin(c, &(struct page){.title = T(c, N_("一户人家")),
                      .focus = true,
                      .back = area_path(c, "b/%" PRId64 "/doors", p.b.id),
                      .no_index = true});
    household_html(c, &p);
    page_end(c);
}

static void back_to(struct ctx *c, bool done, int64_t household_id)
{
    if (done) {
        redirect(c, area_path(c, "households/%" PRId64, household_id));
    }
}

/* Of that telephone, else whom the desk chose among those of that name; nobody twice. */
static int64_t who_moves_in(struct ctx *c, const struct add_form *f)
{
    struct people all = {0};
    int64_t meant = people_meant(c, f->name, f->phone);
    if (meant || c->err.kind || !load_namesakes(c, f->name, &all)) {
        return meant;
    }
    if (!all.n || f->who == SOMEBODY_NEW) {
        return people_make(c, f->name, f->phone);
    }
    for (size_t i = 0; i < all.n; i++) {
        if (all.v[i].id == f->who) {
            return f->who;
        }
    }
    refuse(&c->err, "who",
        WORDS(
            N_("名册上已经有叫 {0} 的人。是其中一位就选他；都不是，选最后一项。"), TEXT(f->name)));
    return 0;
}

/* Of whoever has none yet: what is known is put right at the desk, not over a threshold. */
static bool note_born(struct ctx *c, int64_t person_id, int64_t born)
{
    struct person p;
    if (!born) {
        return true;
    }
    if (!str_empty(people_born(c, person_id))) {
        return refuse(&c->err, "born", SAY(N_("这一位的出生日期已经登记过，这里请空着。")));
    }
    return people_by_id(c, person_id, &p) && people_set_born(c, &p, day_text(c->arena, born));
}

static void do_add(struct ctx *c)
{
    const struct add_form *f = c->req->form;
    int64_t id = req_id(c, "id"), person = who_moves_in(c, f);
    back_to(c,
        person && note_born(c, person, f->born) &&
            households_move_in(c, person, id, (enum family)f->family, day_text(c->arena, f->day)),
        id);
}

static void do_join(struct ctx *c)
{
    const struct join_form *f = c->req->form;
    back_to(c, households_join(c, req_id(c, "id"), f->into, day_text(c->arena, f->day)), f->into);
}

/* One of them ---------------------------------------------------------------------------------- */
static const char *out_path(struct ctx *c, int64_t household_id, int64_t person_id)
{
    return area_path(c, "households/%" PRId64 "?out=%" PRId64, household_id, person_id);
}

static bool lived_there(struct ctx *c, int64_t household_id, int64_t person_id)
{
    struct housemates past = {0};
    bool found = false;
    if (!households_past(c, household_id, &past)) {
        return false;
    }
    for (size_t i = 0; i < past.n; i++) {
        found |= past.v[i].person_id == person_id;
    }
    return found;
}

static void show_member(struct ctx *c)
{
    struct member_page p = {.household_id = req_id(c, "id"), .form = &family_form};
    struct housemates there = {0};
    int64_t person = req_id(c, "person");
    if (!households_people(c, p.household_id, "", &there)) {
        return;
    }
    for (size_t i = 0; i < there.n; i++) {
        if (there.v[i].person_id == person) {
            p.m = there.v[i];
        }
    }
    if (!p.m.person_id && !web_is_write(c->req) && lived_there(c, p.household_id, person)) {
        redirect(c, out_path(c, p.household_id, person)); /* moved out meanwhile */
        return;
    }
    if (!p.m.person_id) {
        not_found(c);
        return;
    }
    if (c->req->route->form) {
        p.form = c->req->route->form;
    }
    form_fill(c, &family_form, &(struct family_form){.family = p.m.family});
    form_fill(c, &out_form, &(struct out_form){.day = c->now});
    form_fill(c, &split_form, &(struct out_form){.day = c->now});
    page_begin(c, &(struct page){.title = p.m.name,
                      .focus = true,
                      .back = area_path(c, "households/%" PRId64, p.household_id),
                      .no_index = true});
    member_page_html(c, &p);
    page_end(c);
}

static void do_family(struct ctx *c)
{
    const struct family_form *f = c->req->form;
    int64_t id = req_id(c, "id");
    back_to(c, households_set_family(c, req_id(c, "person"), id, (enum family)f->family), id);
}

static void do_out(struct ctx *c)
{
    const struct out_form *f = c->req->form;
    int64_t id = req_id(c, "id"), person = req_id(c, "person");
    if (households_move_out(c, person, id, day_text(c->arena, f->day))) {
        redirect(c, out_path(c, id, person));
    }
}

static void do_split(struct ctx *c)
{
    const struct out_form *f = c->req->form;
    int64_t fresh =
        households_split(c, req_id(c, "person"), req_id(c, "id"), day_text(c->arena, f->day));
    back_to(c, fresh != 0, fresh);
}

/* One's own ------------------------------------------------------------------------------------ */
/* Of whoever the page is for: oneself, or somebody one acts for (?for=). */
static int64_t own_household(struct ctx *c)
{
    struct person me;
    int64_t asked = c->act.person_id ? c->act.person_id : req_query_int(c, "for", 0);
    enum hand hand;
    bool other = asked && asked != c->who.person_id && c->app->may_act_for(c, asked, &hand);
    if (!people_by_id(c, other ? asked : c->who.person_id, &me)) {
        return 0;
    }
    if (!me.household_id) {
        refuse(&c->err, NULL, SAY(N_("还没有确认您住在哪一户。请先认领住处。")));
    }
    return me.household_id;
}

static void show_own(struct ctx *c)
{
    struct household_page p = {0};
    struct person me;
    if (!people_by_id(c, c->who.person_id, &me)) {
        return;
    }
    if (!me.household_id && !req_query_int(c, "for", 0)) {
        redirect(c, area_path(c, "claim"));
        return;
    }
    int64_t id = own_household(c);
    if (!id || !load_household(c, id, &p)) {
        return;
    }
    page_begin(
        c, &(struct page){
               .title = T(c, N_("我家登记的人")), .focus = true, .back = "/me", .no_index = true});
    own_html(c, &p);
    page_end(c);
}

static void do_check(struct ctx *c)
{
    int64_t id = own_household(c);
    if (id && households_check(c, id)) {
        redirect(c, area_path(c, "household"));
    }
}

static const struct route routes[] = {
    {"GET", "/a/:area/household", show_own, DUTY_PERSON, .title = N_("我家登记的人")},
    {"POST", "/a/:area/household/check", do_check, DUTY_PERSON, HANDS_ANY,
        .title = N_("确认家里住着谁")},
    {"POST", "/a/:area/units/:id/household", do_open, DUTY_CONFIRM_CLAIM, HANDS_SELF,
        .place_of = place_of_unit, .title = N_("空着的房屋有人住进来")},
    {"GET", "/a/:area/households/:id", show_household, DUTY_SEE_ROLL,
        .place_of = place_of_household, .title = N_("一户人家")},
    {"POST", "/a/:area/households/:id/add", do_add, DUTY_CONFIRM_CLAIM, HANDS_SELF, &add_form,
        show_household, place_of_household, .title = N_("登记住进来的人")},
    {"POST", "/a/:area/households/:id/join", do_join, DUTY_CONFIRM_CLAIM, HANDS_SELF, &join_form,
        show_household, place_of_household, .title = N_("合并两户")},
    {"GET", "/a/:area/households/:id/m/:person", show_member, DUTY_SEE_ROLL,
        .place_of = place_of_household, .title = N_("一户里的一个人")},
    {"POST", "/a/:area/households/:id/m/:person/family", do_family, DUTY_CONFIRM_CLAIM, HANDS_SELF,
        &family_form, show_member, place_of_household, .title = N_("改家庭关系")},
    {"POST", "/a/:area/households/:id/m/:person/out", do_out, DUTY_CONFIRM_CLAIM, HANDS_SELF,
        &out_form, show_member, place_of_household, .title = N_("记下搬走")},
    {"POST", "/a/:area/households/:id/m/:person/split", do_split, DUTY_CONFIRM_CLAIM, HANDS_SELF,
        &split_form, show_member, place_of_household, .title = N_("分出一户")},
    {0},
};

const struct module households_module = {
    .name = "households", .tier = 0, .routes = routes, .personal = households_personal};
