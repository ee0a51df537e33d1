/* people_born_pages.c - a birth day: the year for who has the duty, the day for a reason. */
#include "lib/base/seal.h"
#include "lib/web/page.h"
#include "lib/web/parts.h"
#include "lib/web/web.h"
#include "src/bodies/duties.h"
#include "src/people/people_room.h"

struct born_form {
    int64_t born;
};
struct born_seen_form {
    const char *reason;
};

static const struct field born_fields[] = {
    FIELD(struct born_form, FIELD_DAY, born, .label = N_("出生日期"), .personal = true,
        .help = N_("照身份证或者户口簿写。平时只显示年份。"), .required = true),
    {0},
};
static const struct form born_form = {"people.born", sizeof(struct born_form), born_fields};
static const struct field born_seen_fields[] = {
    FIELD(struct born_seen_form, FIELD_TEXT, reason, .min = 2, .max = 200,
        .label = N_("为什么要看出生日期"),
        .help = N_("会记下来，谁看的、为什么，都查得到。比如：核对投票年龄。"), .required = true),
    {0},
};
static const struct form born_seen_form = {
    "people.born_seen", sizeof(struct born_seen_form), born_seen_fields};

struct born_page {
    struct person p;
    const char *masked, *shown; /* shown: once, after the reason; else "" */
};

#include "people_born.html.h"

const char *people_born_masked(struct ctx *c, const char *born, bool staff)
{
    return str_empty(born) ? T(c, N_("没有登记"))
           : staff         ? say(c, WORDS(N_("{0} 年生"), TEXT(people_born_year(c, born))))
                           : T(c, N_("已登记"));
}

void people_ward_hint(struct ctx *c, int64_t id, const char *name, bool may_add)
{
    if (id && people_wants_guardian(c, id)) {
        ward_html(c, id, name, may_add);
    }
}

static void born_page(struct ctx *c, const struct person *p, bool full)
{
    const char *born = people_born(c, p->id);
    struct born_page view = {
        .p = *p, .masked = people_born_masked(c, born, true), .shown = full ? born : ""};
    page_begin(c, &(struct page){.title = T(c, N_("出生日期")),
                      .focus = true,
                      .back = area_path(c, "people/%lld", (long long)p->id),
                      .no_index = true});
    born_html(c, &view);
    page_end(c);
}

static void show_born(struct ctx *c)
{
    struct person p;
    if (people_by_id(c, req_id(c, "id"), &p)) {
        born_page(c, &p, false);
    }
}

static void do_born(struct ctx *c)
{
    const struct born_form *f = c->req->form;
    struct person p;
    if (people_by_id(c, req_id(c, "id"), &p) &&
        people_set_born(c, &p, day_text(c->arena, f->born))) {
        redirect(c, area_path(c, "people/%lld", (long long)p.id));
    }
}

static void do_born_seen(struct ctx *c)
{
    const struct born_seen_form *f = c->req->form;
    struct person p;
    if (people_by_id(c, req_id(c, "id"), &p) && people_tell_born_seen(c, &p, f->reason)) {
        born_page(c, &p, true);
    }
}

static const struct route routes[] = {
    {"GET", "/a/:area/people/:id/born", show_born, DUTY_SEE_PHONE, .place_of = people_place_of,
        .title = N_("出生日期")},
    {"POST", "/a/:area/people/:id/born", do_born, DUTY_SEE_PHONE, HANDS_SELF, &born_form, show_born,
        people_place_of, .title = N_("登记出生日期")},
    {"POST", "/a/:area/people/:id/born/seen", do_born_seen, DUTY_SEE_PHONE, HANDS_SELF,
        &born_seen_form, show_born, people_place_of, .title = N_("写明原因，看出生日期")},
    {0},
};

const struct module people_born_module = {.name = "born", .tier = 0, .routes = routes};
