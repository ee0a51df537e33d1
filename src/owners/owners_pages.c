/* owners_pages.c - the ownership register at the desk: by stair, a home's page, what changes it. */
#include <inttypes.h>

#include "lib/base/app.h"
#include "lib/web/page.h"
#include "lib/web/parts.h"
#include "lib/web/web.h"
#include "src/bodies/duties.h"
#include "src/owners/owners_room.h"
#include "src/people/people.h"
#include "src/places/places.h"

struct put_form {
    const char *name, *phone, *basis;
    int64_t kind, num, den, day;
    bool unsold;
};
struct sell_form {
    const char *name, *phone, *basis;
    int64_t seller, kind, day;
};
struct area_form {
    int64_t area, source, day;
    const char *basis;
};
struct voter_form {
    int64_t owner, day;
};
struct end_form {
    int64_t day;
};

static const struct choice kinds[] = {
    {OWNER_PERSON, "person", N_("个人")}, {OWNER_ORGANISATION, "organisation", N_("单位")}, {0}};
static const struct choice sources[] = {
    {AREA_REGISTER, "register", N_("不动产登记"), N_("以登记簿为准。")},
    {AREA_SURVEY, "survey", N_("实测报告"), N_("还没有登记的，用测绘机构的实测报告。")},
    {AREA_CONTRACT, "contract", N_("买卖合同"), N_("前两样都没有，才用合同上的面积。")},
    {0},
};

#define WHO(form) \
    FIELD(struct form, FIELD_CHOICE, kind, .label = N_("哪一类业主"), .required = true, \
        .choices = kinds), \
        FIELD(struct form, FIELD_TEXT, name, .min = 2, .max = 60, .label = N_("姓名或者单位名称"), \
            .required = true, .personal = true, .autocomplete = "off"), \
        FIELD(struct form, FIELD_PHONE, phone, .label = N_("手机号"), \
            .help = N_("只给办事的人看。个人业主有手机号，就能对上名册上的人。"), \
            .personal = true, .autocomplete = "off")
#define BASIS(form) \
    FIELD(struct form, FIELD_TEXT, basis, .max = 100, .label = N_("依据"), \
        .help = N_("比如：不动产权证号的后几位、合同日期。不要写身份证号。"))
#define SINCE(form) FIELD(struct form, FIELD_DAY, day, .label = N_("从哪一天起"), .required = true)

static const struct field put_fields[] = {
    WHO(put_form),
    FIELD(struct put_form, FIELD_INT, num, .min = 1, .max = SHARE_DEN_MAX, .label = N_("占几份"),
        .help = N_("一个人全有就写 1。"), .required = true),
    FIELD(struct put_form, FIELD_INT, den, .min = 1, .max = SHARE_DEN_MAX, .label = N_("一共几份"),
        .help = N_("夫妻各一半就写 2。"), .required = true),
    SINCE(put_form),
    BASIS(put_form),
    FIELD(
        struct put_form, FIELD_FLAG, unsold, .label = N_("建设单位还没有售出，或者售出还没有交付")),
    {0},
};
static const struct field sell_fields[] = {
    FIELD(struct sell_form, FIELD_ID, seller, .label = N_("谁的份额过户"),
        .help = N_("不选就是整套。")),
    WHO(sell_form),
    SINCE(sell_form),
    BASIS(sell_form),
    {0},
};
static const struct field area_fields[] = {
    FIELD(struct area_form, FIELD_AREA, area, .min = 1, .label = N_("建筑面积（平方米）"),
        .required = true),
    FIELD(struct area_form, FIELD_CHOICE, source, .label = N_("面积从哪里来"), .required = true,
        .choices = sources),
    BASIS(area_form),
    SINCE(area_form),
    {0},
};
static const struct field voter_fields[] = {
    FIELD(struct voter_form, FIELD_ID, owner, .label = N_("由谁投票"), .required = true),
    SINCE(voter_form),
    {0},
};
static const struct field end_fields[] = {
    FIELD(struct end_form, FIELD_DAY, day, .label = N_("从哪一天起不再是业主"), .required = true),
    {0},
};
static const struct form put_form = {"owners.put", sizeof(struct put_form), put_fields};
static const struct form sell_form = {"owners.sell", sizeof(struct sell_form), sell_fields};
static const struct form area_form = {"owners.area", sizeof(struct area_form), area_fields};
static const struct form voter_form = {"owners.voter", sizeof(struct voter_form), voter_fields};
static const struct form end_form = {"owners.end", sizeof(struct end_form), end_fields};

struct unit_page {
    struct unit u;
    struct building b;
    struct owner_shares now, past;
    struct unit_area area;
    const char *source;
    int64_t missing[2]; /* num, den; num 0: nothing */
    bool undecided, sees_phone;
    struct units joined; /* this one, when it waits for its owners */
    struct owner twin; /* entered just now, and somebody of that name elsewhere; id 0: nobody */
};
struct deed_page { /* one act on a home: a form of its own page */
    const struct form *form;
    const char *title, *where, *hint, *action, *button;
    const char *among; /* the field whose choices are only known now */
    const struct choice *choices;
};

static const char *share_text(struct ctx *c, int64_t num, int64_t den)
{
    return num == den ? T(c, N_("全部")) : arena_printf(c->arena, "%" PRId64 "/%" PRId64, num, den);
}

static const char *one_gap(struct ctx *c, const char *before, const char *msgid, int64_t n)
{
    return n ? arena_printf(
                   c->arena, "%s%s%s", before, *before ? " · " : "", say(c, WORDS(msgid, INT(n))))
             : before;
}

/* What a vote of that stair would stumble over; "" nothing. */
static const char *gaps_of(struct ctx *c, const struct owner_totals *t)
{
    const char *said = one_gap(c, "", N_("份额不满一整套的 {0} 间"), t->partly);
    said = one_gap(c, said, N_("没推选投票人的 {0} 间"), t->undecided);
    return one_gap(c, said, N_("面积没说来源的 {0} 间"), t->unsaid);
}

#include "owners_page.html.h"

/* The register --------------------------------------------------------------------------------- */
static void register_page(struct ctx *c, const char *title, int64_t place_id, const char *back,
    const struct owner_totals *totals)
{
    struct list_view v;
    struct units joined = {0};
    if (!list_view_load(c, &owners_list, place_id, AUDIENCE_STAFF, &v) ||
        (!place_id && !owners_joined_waiting(c, 0, &joined))) {
        return;
    }
    v.personal = true; /* the register is who owns */
    if (list_export(c, &v)) {
        return;
    }
    page_begin(c, &(struct page){
                      .title = title, .wide = true, .back = back, .tab = "desk", .no_index = true});
    register_head_html(c, title, totals);
    joined_html(c, &joined);
    put_raw(c, list_html(c, &v));
    page_end(c);
}

static void show_register(struct ctx *c)
{
    register_page(c, T(c, N_("业主登记册")), 0, NULL, NULL);
}

static int64_t place_of_stair(struct ctx *c)
{
    struct building b;
    return places_building(c, req_id(c, "id"), &b) ? b.id : 0;
}

static void show_stair(struct ctx *c)
{
    struct building b;
    struct owner_totals t;
    if (places_building(c, req_id(c, "id"), &b) && owners_totals(c, b.id, "", &t)) {
        register_page(c, say(c, WORDS(N_("{0}的业主"), TEXT(b.name))), b.id,
            area_path(c, "b/%" PRId64, b.id), &t);
    }
}

/* A home --------------------------------------------------------------------------------------- */
static int64_t place_of_unit(struct ctx *c)
{
    struct unit u;
    return places_unit(c, req_id(c, "id"), &u) ? u.building_id : not_found(c);
}

static bool load_unit(struct ctx *c, struct unit_page *p)
{
    struct owner_shares all = {0};
    const char *day = day_text(c->arena, c->now);
    bool named = false;
    if (!places_unit(c, req_id(c, "id"), &p->u) || !places_building(c, p->u.building_id, &p->b) ||
        !owners_of_unit(c, p->u.id, "", &p->now) || !owners_history(c, p->u.id, &all) ||
        !owners_area(c, p->u.id, "", &p->area) || !owners_joined_waiting(c, p->u.id, &p->joined)) {
        return false;
    }
    for (size_t i = 0; i < all.n; i++) {
        if (!owners_lasts(&all.v[i], day)) {
            list_push(c->arena, &p->past, all.v[i]);
        }
    }
    for (size_t i = 0; i < p->now.n; i++) {
        named = named || p->now.v[i].votes;
    }
    p->undecided = p->now.n > 1 && !named;
    p->sees_phone = c->app->may(c, DUTY_SEE_PHONE, p->u.building_id);
    if (p->now.n && !owners_missing(p->now.v, p->now.n, day, &p->missing[0], &p->missing[1])) {
        p->missing[0] = 0;
    }
    const struct choice *from = choice_of(sources, p->area.source);
    p->source = from ? T(c, from->label) : T(c, N_("没有说"));
    return true;
}

/* Whoever was entered just now may be an owner of elsewhere: one head in a vote, not two. */
static bool load_twin(struct ctx *c, struct unit_page *p)
{
    struct owner_rows alike = {0};
    int64_t id = req_query_int(c, "entered", 0);
    for (size_t i = 0; i < p->now.n; i++) {
        const struct owner *o = &p->now.v[i].owner;
        if (o->id == id && owners_alike(c, o, &alike) && alike.n) {
            p->twin = *o;
        }
    }
    return !c->err.kind;
}

static void show_unit(struct ctx *c)
{
    struct unit_page p = {0};
    if (!load_unit(c, &p) || !load_twin(c, &p)) {
        return;
    }
    page_begin(c, &(struct page){.title = say(c,
                                     WORDS(N_("{0} {1} 室的业主"), TEXT(p.b.name), TEXT(p.u.name))),
                      .back = area_path(c, "b/%" PRId64 "/owners", p.b.id),
                      .tab = "desk",
                      .no_index = true});
    unit_html(c, &p);
    page_end(c);
}

static void deed(struct ctx *c, struct deed_page *d)
{
    struct unit_page p = {0};
    if (!load_unit(c, &p)) {
        return;
    }
    d->where =
        say(c, WORDS(N_("{0} {1} {2} 室"), TEXT(p.b.compound), TEXT(p.b.name), TEXT(p.u.name)));
    d->action = area_path(c, "owners/units/%" PRId64 "/%s", p.u.id, d->action);
    struct choice *owners = arena_alloc(c->arena, (p.now.n + 1) * sizeof(*owners));
    for (size_t i = 0; i < p.now.n; i++) {
        owners[i] = (struct choice){.value = p.now.v[i].owner.id, .label = p.now.v[i].owner.name};
    }
    d->choices = owners;
    page_begin(c, &(struct page){.title = d->title,
                      .focus = true,
                      .back = area_path(c, "owners/units/%" PRId64, p.u.id),
                      .no_index = true});
    deed_html(c, d);
    page_end(c);
}

static void show_add(struct ctx *c)
{
    form_fill(c, &put_form,
        &(struct put_form){.name = "",
            .phone = "",
            .basis = "",
            .kind = OWNER_PERSON,
            .num = 1,
            .den = 1,
            .day = c->now});
    deed(c, &(struct deed_page){.form = &put_form,
                .title = T(c, N_("登记一位业主")),
                .action = "add",
                .button = T(c, N_("登记"))});
}

static void show_sell(struct ctx *c)
{
    form_fill(c, &sell_form,
        &(struct sell_form){
            .name = "", .phone = "", .basis = "", .kind = OWNER_PERSON, .day = c->now});
    deed(c, &(struct deed_page){.form = &sell_form,
                .title = T(c, N_("过户")),
                .hint = T(c, N_("从这一天起换业主；这一天以前的登记不变。")),
                .action = "sell",
                .button = T(c, N_("记下过户")),
                .among = "seller"});
}

static void show_area(struct ctx *c)
{
    struct unit_area a;
    if (!owners_area(c, req_id(c, "id"), "", &a)) {
        return;
    }
    form_fill(c, &area_form,
        &(struct area_form){
            .area = a.area_dm2, .source = a.source, .basis = a.basis, .day = c->now});
    deed(c, &(struct deed_page){.form = &area_form,
                .title = T(c, N_("建筑面积")),
                .hint = T(c,
                    N_("表决按专有部分的面积算：登记簿、实测报告、合同，有前一样就不用后一样。")),
                .action = "area",
                .button = T(c, N_("登记"))});
}

static void show_voter(struct ctx *c)
{
    form_fill(c, &voter_form, &(struct voter_form){.day = c->now});
    deed(c, &(struct deed_page){.form = &voter_form,
                .title = T(c, N_("推选投票的人")),
                .hint = T(c, N_("几个人共有一间房屋，表决时按一个人算，由共有人推选一位来投。")),
                .action = "voter",
                .button = T(c, N_("记下")),
                .among = "owner"});
}

static void back_to_unit(struct ctx *c, int64_t unit_id)
{
    redirect(c, area_path(c, "owners/units/%" PRId64, unit_id));
}

static void do_add(struct ctx *c)
{
    const struct put_form *f = c->req->form;
    int64_t unit = req_id(c, "id");
    const char *day = day_text(c->arena, f->day);
    struct owner_share more = {
        .num = f->num, .den = f->den, .valid_from = day, .basis = f->basis, .unsold = f->unsold};
    more.owner.id = owners_find_or_make(c, unit, f->name, (enum owner_kind)f->kind, f->phone, day);
    if (!more.owner.id) {
        return;
    }
    bool ok = f->unsold ? owners_put_unsold(c, unit, more.owner.id, day)
                        : owners_open(c, unit, &more) != 0;
    if (ok && owners_tell(c, "owners.share_opened", unit, SAY(N_("登记了一位业主")), f->basis)) {
        redirect(c, area_path(c, "owners/units/%" PRId64 "?entered=%" PRId64, unit, more.owner.id));
    }
}

static void do_sell(struct ctx *c)
{
    const struct sell_form *f = c->req->form;
    struct sale s = {.unit_id = req_id(c, "id"),
        .seller_id = f->seller,
        .name = f->name,
        .phone = f->phone,
        .basis = f->basis,
        .kind = (enum owner_kind)f->kind,
        .day = day_text(c->arena, f->day)};
    if (owners_sell(c, &s)) {
        back_to_unit(c, s.unit_id);
    }
}

static void do_area(struct ctx *c)
{
    const struct area_form *f = c->req->form;
    int64_t unit = req_id(c, "id");
    struct unit_area a = {
        .area_dm2 = f->area, .source = (enum area_source)f->source, .basis = f->basis};
    if (owners_set_area(c, unit, &a, day_text(c->arena, f->day))) {
        back_to_unit(c, unit);
    }
}

static void do_voter(struct ctx *c)
{
    const struct voter_form *f = c->req->form;
    int64_t unit = req_id(c, "id");
    if (owners_set_voter(c, unit, f->owner, day_text(c->arena, f->day))) {
        back_to_unit(c, unit);
    }
}

/* A share -------------------------------------------------------------------------------------- */
static int64_t place_of_share(struct ctx *c)
{
    struct owner_share s;
    return owners_share(c, req_id(c, "id"), &s) ? s.building_id : not_found(c);
}

static void show_share(struct ctx *c)
{
    struct owner_share s;
    if (!owners_share(c, req_id(c, "id"), &s)) {
        return;
    }
    form_fill(c, &end_form, &(struct end_form){.day = c->now});
    page_begin(c, &(struct page){.title = T(c, N_("一份产权登记")),
                      .focus = true,
                      .back = area_path(c, "owners/units/%" PRId64, s.unit_id),
                      .no_index = true});
    one_share_html(c, &s);
    page_end(c);
}

static void do_end(struct ctx *c)
{
    const struct end_form *f = c->req->form;
    struct owner_share s;
    if (owners_share(c, req_id(c, "id"), &s) &&
        owners_end_share(c, s.id, day_text(c->arena, f->day))) {
        back_to_unit(c, s.unit_id);
    }
}

static const struct route routes[] = {
    {"GET", "/a/:area/owners", show_register, DUTY_OWNERS, .list = &owners_list,
        .title = N_("业主登记册")},
    {"GET", "/a/:area/b/:id/owners", show_stair, DUTY_OWNERS, .list = &owners_list,
        .place_of = place_of_stair, .title = N_("一个楼组的业主")},
    {"GET", "/a/:area/owners/units/:id", show_unit, DUTY_OWNERS, .place_of = place_of_unit,
        .title = N_("一间房屋的业主")},
    {"GET", "/a/:area/owners/units/:id/add", show_add, DUTY_OWNERS, .place_of = place_of_unit,
        .title = N_("登记一位业主")},
    {"POST", "/a/:area/owners/units/:id/add", do_add, DUTY_OWNERS, HANDS_SELF, &put_form, show_add,
        place_of_unit, .title = N_("登记一位业主")},
    {"GET", "/a/:area/owners/units/:id/sell", show_sell, DUTY_OWNERS, .place_of = place_of_unit,
        .title = N_("过户")},
    {"POST", "/a/:area/owners/units/:id/sell", do_sell, DUTY_OWNERS, HANDS_SELF, &sell_form,
        show_sell, place_of_unit, .title = N_("过户")},
    {"GET", "/a/:area/owners/units/:id/area", show_area, DUTY_OWNERS, .place_of = place_of_unit,
        .title = N_("建筑面积")},
    {"POST", "/a/:area/owners/units/:id/area", do_area, DUTY_OWNERS, HANDS_SELF, &area_form,
        show_area, place_of_unit, .title = N_("登记建筑面积和来源")},
    {"GET", "/a/:area/owners/units/:id/voter", show_voter, DUTY_OWNERS, .place_of = place_of_unit,
        .title = N_("推选投票的人")},
    {"POST", "/a/:area/owners/units/:id/voter", do_voter, DUTY_OWNERS, HANDS_SELF, &voter_form,
        show_voter, place_of_unit, .title = N_("推选投票的人")},
    {"GET", "/a/:area/owners/shares/:id", show_share, DUTY_OWNERS, .place_of = place_of_share,
        .title = N_("一份产权登记")},
    {"POST", "/a/:area/owners/shares/:id/end", do_end, DUTY_OWNERS, HANDS_SELF, &end_form,
        show_share, place_of_share, .title = N_("结束一份产权登记")},
    {0},
};

static const struct reaction on[] = {{"territory.homes_joined", owners_follow_join},
    {"territory.home_parted", owners_follow_part}, {0}};
static const struct list *const lists[] = {&owners_list, NULL};

const struct module owners_module = {.name = "owners",
    .tier = 0,
    .routes = routes,
    .lists = lists,
    .on = on,
    .personal = owners_personal,
    .forget = owners_forget};
