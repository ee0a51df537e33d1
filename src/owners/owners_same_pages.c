/* owners_same_pages.c - an owner's page; two owners that are one, reviewed by two hands. */
#include <inttypes.h>

#include "lib/base/app.h"
#include "lib/base/seal.h"
#include "lib/web/page.h"
#include "lib/web/parts.h"
#include "lib/web/web.h"
#include "src/bodies/duties.h"
#include "src/owners/owners_room.h"
#include "src/people/people.h"

struct agent_form {
    const char *name, *phone;
    int64_t day;
};
struct same_form {
    int64_t other;
    const char *why;
};
struct organisation_form {
    const char *name, *credit;
    bool developer;
};

static const struct field agent_fields[] = {
    FIELD(struct agent_form, FIELD_TEXT, name, .min = 2, .max = 30, .label = N_("代表人姓名"),
        .required = true, .personal = true, .autocomplete = "off"),
    FIELD(struct agent_form, FIELD_PHONE, phone, .label = N_("手机号"), .personal = true,
        .autocomplete = "off"),
    FIELD(struct agent_form, FIELD_DAY, day, .label = N_("从哪一天起"), .required = true),
    {0},
};
static const struct field same_fields[] = {
    FIELD(struct same_form, FIELD_ID, other, .label = N_("和哪一条登记是同一位"), .required = true),
    FIELD(struct same_form, FIELD_TEXT, why, .min = 2, .max = 200, .label = N_("怎么知道的"),
        .help = N_("比如：看过两本产权证，身份证是同一张。不要写证件号。"), .required = true),
    {0},
};
static const struct field organisation_fields[] = {
    FIELD(struct organisation_form, FIELD_TEXT, name, .min = 2, .max = 60, .label = N_("单位名称"),
        .required = true),
    FIELD(struct organisation_form, FIELD_TEXT, credit, .max = 18, .label = N_("统一社会信用代码"),
        .personal = true, .autocomplete = "off"),
    FIELD(struct organisation_form, FIELD_FLAG, developer, .label = N_("是建设单位")),
    {0},
};
static const struct form agent_form = {"owners.agent", sizeof(struct agent_form), agent_fields};
static const struct form same_form = {"owners.same", sizeof(struct same_form), same_fields};
static const struct form organisation_form = {
    "owners.organisation", sizeof(struct organisation_form), organisation_fields};

struct owner_page {
    struct owner o;
    struct owner_shares shares;
    struct owner_agents agents;
    struct owner_rows alike;
    struct owner_merges merges;
    const struct choice *choices;
    const char *phone, *credit;
};

#include "owners_same.html.h"

static const struct choice *alike_choices(struct ctx *c, const struct owner_rows *alike)
{
    struct choice *out = arena_alloc(c->arena, (alike->n + 1) * sizeof(*out));
    for (size_t i = 0; i < alike->n; i++) {
        struct owner_shares has = {0};
        const struct owner *o = &alike->v[i];
        if (!owners_shares_of(c, o->id, &has)) {
            return NULL;
        }
        const char *where =
            has.n ? say(c, WORDS(N_("{0} {1} 室"), TEXT(has.v[0].building), TEXT(has.v[0].unit)))
                  : "";
        out[i] = (struct choice){.value = o->id,
            .label = arena_printf(c->arena, "%s %s %s", o->name, mask_phone(c, o->phone), where)};
    }
    return out;
}

static void show_owner(struct ctx *c)
{
    struct owner_page p = {0};
    if (!owners_by_id(c, req_id(c, "id"), &p.o) || !owners_shares_of(c, p.o.id, &p.shares) ||
        !owners_agents(c, p.o.id, &p.agents) || !owners_alike(c, &p.o, &p.alike) ||
        !owners_merges(c, p.o.id, &p.merges) || !(p.choices = alike_choices(c, &p.alike))) {
        return;
    }
    p.phone = mask_phone(c, p.o.phone);
    p.credit = mask_phone(c, p.o.credit);
    form_fill(c, &agent_form, &(struct agent_form){.name = "", .phone = "", .day = c->now});
    page_begin(
        c, &(struct page){
               .title = p.o.name, .focus = true, .back = area_path(c, "owners"), .no_index = true});
    owner_html(c, &p);
    page_end(c);
}

static void do_agent(struct ctx *c)
{
    const struct agent_form *f = c->req->form;
    int64_t id = req_id(c, "id");
    if (owners_set_agent(c, id, f->name, f->phone, day_text(c->arena, f->day))) {
        redirect(c, area_path(c, "owners/%" PRId64, id));
    }
}

static void do_propose(struct ctx *c)
{
    const struct same_form *f = c->req->form;
    int64_t id = owners_propose_same(c, req_id(c, "id"), f->other, f->why);
    if (id) {
        redirect(c, area_path(c, "owners/same/%" PRId64, id));
    }
}

static void show_merges(struct ctx *c)
{
    struct owner_merges open = {0};
    if (list_serve(c, &owners_merges_list, AUDIENCE_STAFF, NULL) || !owners_merges(c, 0, &open)) {
        return;
    }
    page_begin(c, &(struct page){.title = T(c, N_("等待复核的合并")),
                      .tab = "desk",
                      .back = area_path(c, "owners"),
                      .no_index = true});
    merges_html(c, &open);
    page_end(c);
}

static void show_merge(struct ctx *c)
{
    struct owner_merge m;
    if (!owners_merge(c, req_id(c, "id"), &m)) {
        return;
    }
    page_begin(c, &(struct page){.title = T(c, N_("是不是同一位业主")),
                      .focus = true,
                      .back = area_path(c, "owners/same"),
                      .no_index = true});
    merge_one_html(c, &m);
    page_end(c);
}

static void back_to_merge(struct ctx *c, bool done)
{
    if (done) {
        redirect(c, area_path(c, "owners/same/%" PRId64, req_id(c, "id")));
    }
}

static void do_decide(struct ctx *c)
{
    const struct judge_form *f = c->req->form;
    back_to_merge(c, owners_decide_same(c, req_id(c, "id"), f->decision == JUDGED_ONE, f->reason));
}

static void do_undo(struct ctx *c)
{
    const struct undo_form *f = c->req->form;
    back_to_merge(c, owners_undo_same(c, req_id(c, "id"), f->reason));
}

static void show_organisation(struct ctx *c)
{
    page_begin(c, &(struct page){.title = T(c, N_("登记单位业主")),
                      .focus = true,
                      .back = area_path(c, "owners"),
                      .no_index = true});
    organisation_html(c);
    page_end(c);
}

static void do_organisation(struct ctx *c)
{
    const struct organisation_form *f = c->req->form;
    int64_t id = owners_make_organisation(c, f->name, f->credit, f->developer);
    if (id) {
        redirect(c, area_path(c, "owners/%" PRId64, id));
    }
}

static const struct route routes[] = {
    {"GET", "/a/:area/owners/organisation", show_organisation, DUTY_OWNERS,
        .title = N_("登记单位业主")},
    {"POST", "/a/:area/owners/organisation", do_organisation, DUTY_OWNERS, HANDS_SELF,
        &organisation_form, show_organisation, .title = N_("登记单位业主")},
    {"GET", "/a/:area/owners/same", show_merges, DUTY_OWNERS, .list = &owners_merges_list,
        .title = N_("等待复核的业主合并")},
    {"GET", "/a/:area/owners/same/:id", show_merge, DUTY_OWNERS, .title = N_("是不是同一位业主")},
    {"POST", "/a/:area/owners/same/:id/decide", do_decide, DUTY_OWNERS, HANDS_SELF,
        &people_judge_form, show_merge, .title = N_("复核业主合并")},
    {"POST", "/a/:area/owners/same/:id/undo", do_undo, DUTY_OWNERS, HANDS_SELF, &people_undo_form,
        show_merge, .title = N_("撤销业主合并")},
    {"GET", "/a/:area/owners/:id", show_owner, DUTY_OWNERS, .title = N_("一位业主")},
    {"POST", "/a/:area/owners/:id/agent", do_agent, DUTY_OWNERS, HANDS_SELF, &agent_form,
        show_owner, .title = N_("登记单位业主的代表人")},
    {"POST", "/a/:area/owners/:id/same", do_propose, DUTY_OWNERS, HANDS_SELF, &same_form,
        show_owner, .title = N_("提出业主合并")},
    {0},
};

static const struct list *const lists[] = {&owners_merges_list, NULL};

const struct module owners_same_module = {
    .name = "owners_same", .tier = 0, .routes = routes, .lists = lists};
