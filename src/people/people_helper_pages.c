/* people_helper_pages.c - 代办人: whom I have asked to act for me. */
#include "lib/base/app.h"
#include "lib/base/seal.h"
#include "lib/db/list.h"
#include "lib/log/log.h"
#include "lib/web/page.h"
#include "lib/web/parts.h"
#include "lib/web/web.h"
#include "src/people/people_room.h"

struct helper_form {
    const char *phone, *name, *what;
    int64_t until;
    bool consent;
};

static const struct field helper_fields[] = {
    FIELD(struct helper_form, FIELD_PHONE, phone, .label = N_("代办人的手机号"), .required = true,
        .personal = true, .autocomplete = "off"),
    FIELD(struct helper_form, FIELD_TEXT, name, .min = 2, .max = 30, .label = N_("代办人的姓名"),
        .required = true, .personal = true, .autocomplete = "off"),
    FIELD(struct helper_form, FIELD_TEXT, what, .min = 2, .max = 60, .label = N_("请他办什么"),
        .help = N_("比如：报修、报名活动。表决要本人来，不能代办。"), .required = true),
    FIELD(struct helper_form, FIELD_DAY, until, .label = N_("办到哪一天"),
        .help = N_("不填就一直有效，随时可以停。")),
    FIELD(struct helper_form, FIELD_FLAG, consent,
        .label = N_("我同意这个人替我办这些事；替我办过什么，我都看得到。"), .required = true),
    {0},
};
static const struct form helper_form = {"people.helper", sizeof(struct helper_form), helper_fields};

struct helpers_page {
    struct helps mine, helped; /* who helps me; whom I help */
    int64_t person_id;
    const char *person; /* of somebody else, when asked for; "" */
};

static const char *helper_until(struct ctx *c, const struct help *h)
{
    int64_t day;
    return parse_day(h->until, &day) ? say(c, WORDS(N_("到 {0}"), DAY(day - MS_PER_DAY)))
                                     : T(c, N_("一直有效"));
}

#include "people_helper.html.h"

/* Whose helpers: one's own, or of whoever one acts for (?for=). */
static int64_t subject_of(struct ctx *c)
{
    int64_t asked = c->act.person_id ? c->act.person_id : req_query_int(c, "for", 0);
    enum hand hand;
    bool other = asked && asked != c->who.person_id && c->app->may_act_for(c, asked, &hand);
    return other && hand != HAND_HELPER ? asked : c->who.person_id;
}

static void put_help(struct ctx *c, struct list_view *v, int side, const struct help *h)
{
    const char *who = side == HELPS_ME
                          ? arena_printf(c->arena, "%s %s", h->helper, mask_phone(c, h->phone))
                          : h->person;
    int64_t day = 0;
    bool ends = parse_day(h->until, &day);
    list_push(c->arena, &v->rows,
        ((struct list_row){.id = h->id,
            .v = {value_int(side), value_text(who), value_text(h->what),
                ends ? value_text(day_text(c->arena, day - MS_PER_DAY)) : NONE}}));
}

static bool fill_helpers(struct ctx *c, struct list_view *v)
{
    struct helps mine = {0}, helped = {0};
    int64_t person = subject_of(c);
    if (!people_helpers_of(c, person, &mine) || !people_helped_by(c, person, &helped)) {
        return false;
    }
    for (size_t i = 0; i < mine.n; i++) {
        put_help(c, v, HELPS_ME, &mine.v[i]);
    }
    for (size_t i = 0; i < helped.n; i++) {
        put_help(c, v, HELPED_BY_ME, &helped.v[i]);
    }
    v->rows.count = (int64_t)v->rows.n;
    return true;
}

static void show_helpers(struct ctx *c)
{
    struct person p;
    struct helpers_page page = {.person_id = subject_of(c), .person = ""};
    if (list_serve(c, &people_helpers_list, AUDIENCE_CASE, fill_helpers) ||
        !people_helpers_of(c, page.person_id, &page.mine) ||
        !people_helped_by(c, page.person_id, &page.helped)) {
        return;
    }
    if (page.person_id != c->who.person_id && people_find(c, page.person_id, &p)) {
        page.person = p.name;
    }
    page_begin(
        c, &(struct page){
               .title = T(c, N_("请人代办")), .focus = true, .back = "/me", .no_index = true});
    helpers_html(c, &page);
    page_end(c);
}

/* A helper may not hand the help on. */
static bool may_name(struct ctx *c)
{
    return c->act.hand != HAND_HELPER ||
           refuse(&c->err, NULL, SAY(N_("代办人不能再请别人代办，请本人或居委会来登记。")));
}

static const char *back_to(struct ctx *c)
{
    return c->act.person_id == c->who.person_id
               ? area_path(c, "helpers")
               : area_path(c, "helpers?for=%lld", (long long)c->act.person_id);
}

static void add_helper(struct ctx *c)
{
    const struct helper_form *f = c->req->form;
    const char *until = f->until ? day_text(c->arena, f->until + MS_PER_DAY) : "";
    const char *consent = c->act.hand == HAND_SELF
                              ? N_("本人在网上同意")
                              : str_or(c->act.evidence, N_("本人在登记表上同意"));
    if (f->until && f->until + MS_PER_DAY <= c->now) {
        refuse(&c->err, "until", SAY(N_("这一天已经过去了。")));
        return;
    }
    if (may_name(c) && people_add_helper(c, people_find_or_make(c, f->name, f->phone),
                           c->act.person_id, f->what, until, consent)) {
        redirect(c, back_to(c));
    }
}

static void end_helper(struct ctx *c)
{
    if (people_end_helper(c, req_id(c, "id"))) {
        redirect(c, back_to(c));
    } else if (c->err.kind == ERR_ABSENT) {
        note_after(c, "foreign_id", c->req->route->path);
    }
}

static const struct route routes[] = {
    {"GET", "/a/:area/helpers", show_helpers, DUTY_PERSON, .list = &people_helpers_list,
        .title = N_("请人代办")},
    {"POST", "/a/:area/helpers", add_helper, DUTY_PERSON, HANDS_ANY, &helper_form, show_helpers,
        .title = N_("登记代办人")},
    {"POST", "/a/:area/helpers/:id/end", end_helper, DUTY_PERSON, HANDS_ANY,
        .title = N_("停止代办")},
    {0},
};

static const struct list *const lists[] = {&people_helpers_list, NULL};

const struct module people_helper_module = {
    .name = "helpers", .routes = routes, .lists = lists, .registers = people_registers};
