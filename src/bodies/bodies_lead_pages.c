/* bodies_lead_pages.c - a leader for a stair in one act: its body is made when there is none. */
#include <inttypes.h>

#include "lib/base/app.h"
#include "lib/web/page.h"
#include "lib/web/parts.h"
#include "src/bodies/bodies_pages.h"
#include "src/bodies/bodies_room.h"
#include "src/bodies/duties.h"
#include "src/people/people.h"

struct lead_form {
    const char *name, *phone, *public_phone;
    int64_t from;
    bool asked;
};
static const struct field lead_fields[] = {
    FIELD(struct lead_form, FIELD_TEXT, name, .min = 2, .max = 30, .label = N_("姓名"),
        .required = true, .personal = true, .autocomplete = "off"),
    FIELD(struct lead_form, FIELD_PHONE, phone, .label = N_("本人手机号"),
        .help = N_("用来找到名册上的人，也用它登录。不公开。"), .personal = true,
        .autocomplete = "off"),
    FIELD(struct lead_form, FIELD_PHONE, public_phone, .label = N_("公开电话"),
        .help = N_("印在连心卡上。不填就用单位的电话。"), .autocomplete = "off"),
    FIELD(struct lead_form, FIELD_FLAG, asked, BODIES_ASKED),
    FIELD(
        struct lead_form, FIELD_DAY, from, .label = N_("从哪一天起"), .help = N_("不填就是今天。")),
    {0},
};
static const struct form lead_form = {"bodies.lead", sizeof(struct lead_form), lead_fields};

struct lead_page {
    struct building b;
    const char *name; /* with its compound */
    const struct post *leads; /* NULL: nobody */
};

#include "bodies_lead.html.h"

static int64_t place_of_stair(struct ctx *c)
{
    struct building b;
    return places_building(c, req_id(c, "id"), &b) ? b.id : 0;
}

static void show_lead(struct ctx *c)
{
    struct lead_page p = {0};
    struct posts near = {0};
    if (!places_building(c, req_id(c, "id"), &p.b) || !bodies_contacts(c, p.b.id, &near)) {
        return;
    }
    for (const struct post *t = near.v; t < near.v + near.n; t++) {
        if (t->place_id == p.b.id && t->kind == POST_BUILDING_LEADER) {
            p.leads = t;
        }
    }
    p.name = str_empty(p.b.compound) ? p.b.name
                                     : arena_printf(c->arena, "%s %s", p.b.compound, p.b.name);
    form_fill(c, &lead_form, &(struct lead_form){.name = "", .phone = "", .public_phone = ""});
    page_begin(c, &(struct page){.title = say(c, WORDS(N_("{0}：请人当楼组长"), TEXT(p.name))),
                      .focus = true,
                      .back = area_path(c, "b/%" PRId64, p.b.id),
                      .no_index = true});
    lead_html(c, &p);
    page_end(c);
}

int64_t bodies_of_stair(struct ctx *c, int64_t stair_id, const char *name)
{
    struct bodies found = {0};
    if (!bodies_over(c, stair_id, BODY_STAIR, &found)) {
        return 0;
    }
    return found.n
               ? found.v[0].id
               : bodies_make(c, BODY_STAIR, stair_id, say(c, WORDS(N_("{0}楼组"), TEXT(name))), "");
}

void bodies_lead_rows(struct ctx *c, struct list_view *v)
{
    const struct list_filter *of = v->ask.filter;
    if (!v->ask.day && str_same(str_or(of->name, ""), "leader") && c->app->may(c, DUTY_POSTS, 0)) {
        struct list *asks = arena_alloc(c->arena, sizeof(*asks));
        *asks = *v->list;
        asks->row_path = "b/{id}/lead";
        v->list = asks;
    }
}

static void do_lead(struct ctx *c)
{
    const struct lead_form *f = c->req->form;
    struct building b;
    if (!places_building(c, req_id(c, "id"), &b) ||
        !bodies_asked_ok(f->public_phone, "", f->asked, &c->err)) {
        return;
    }
    struct posting p = {.body_id = bodies_of_stair(c, b.id, b.name),
        .kind = POST_BUILDING_LEADER,
        .person_id = people_find_or_make(c, f->name, f->phone),
        .place_id = b.id,
        .phone = f->public_phone,
        .from = bodies_day(c, f->from, false)};
    if (p.body_id && p.person_id && bodies_appoint(c, &p)) {
        redirect(c, area_path(c, "b/%" PRId64, b.id));
    }
}

static const struct route routes[] = {
    {"GET", "/a/:area/b/:id/lead", show_lead, DUTY_POSTS, .place_of = place_of_stair,
        .title = N_("请人当楼组长")},
    {"POST", "/a/:area/b/:id/lead", do_lead, DUTY_POSTS, HANDS_SELF, &lead_form, show_lead,
        place_of_stair, .title = N_("请人当楼组长")},
    {0},
};

const struct module bodies_lead_module = {.name = "lead", .routes = routes};
