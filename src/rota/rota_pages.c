/* rota_pages.c - the week of a compound, and who is on duty now. */
#include <inttypes.h>

#include "lib/base/app.h"
#include "lib/log/log.h"
#include "lib/web/page.h"
#include "lib/web/parts.h"
#include "src/bodies/duties.h"
#include "src/people/people.h"
#include "src/places/places.h"
#include "src/rota/rota.h"

struct slot_form {
    int64_t what, weekday, person;
    bool another;
    const char *name, *phone, *from, *to;
};
static const struct field slot_fields[] = {
    FIELD(struct slot_form, FIELD_CHOICE, what, .label = N_("值什么班"), .required = true,
        .choices = rota_whats),
    FIELD(struct slot_form, FIELD_TEXT, name, .min = 2, .max = 30, .label = N_("姓名"),
        .required = true, .personal = true, .autocomplete = "off"),
    FIELD(struct slot_form, FIELD_ID, person, .label = N_("值班表上的哪一位"),
        .help = N_("有同名的，请选是哪一位；不选就按姓名认。")),
    FIELD(struct slot_form, FIELD_FLAG, another, .label = N_("是同名的另一位，表上还没有")),
    FIELD(struct slot_form, FIELD_PHONE, phone, .label = N_("值班电话"),
        .help = N_("居民打得通的电话。"), .autocomplete = "off"),
    FIELD(struct slot_form, FIELD_CHOICE, weekday, .label = N_("星期几"), .required = true,
        .choices = rota_days),
    FIELD(struct slot_form, FIELD_TEXT, from, .max = 5, .label = N_("几点起"),
        .help = N_("比如 7:30。"), .required = true),
    FIELD(struct slot_form, FIELD_TEXT, to, .max = 5, .label = N_("几点止"),
        .help = N_("过了半夜也写在一行，比如 22:00 到 6:00；和几点起一样就是全天。"),
        .required = true),
    {0},
};
static const struct form slot_form = {"rota.slot", sizeof(struct slot_form), slot_fields};

struct rota_page {
    struct place p;
    struct slots slots;
    const struct choice *mates;
    bool may_edit, anybody; /* anybody on duty now */
};

static const char *hours(struct ctx *c, const struct slot *s)
{
    return s->from == s->to
               ? T(c, N_("全天"))
               : arena_printf(c->arena, "%02d:%02d–%s%02d:%02d", s->from / 60, s->from % 60,
                     s->to < s->from ? T(c, N_("次日")) : "", s->to / 60, s->to % 60);
}

static const char *weekday(struct ctx *c, const struct slot *s)
{
    return T(c, choice_of(rota_days, s->weekday)->label);
}

#include "rota.html.h"

static int64_t place_of(struct ctx *c)
{
    struct place p;
    return places_by_id(c, req_id(c, "id"), &p) ? p.id : 0;
}

static bool fill_slots(struct ctx *c, struct list_view *v)
{
    struct place p;
    struct slots all = {0};
    if (!places_by_id(c, req_id(c, "id"), &p) || !rota_of(c, p.id, &all)) {
        return false;
    }
    for (const struct slot *s = all.v; s < all.v + all.n; s++) {
        list_push(c->arena, &v->rows,
            ((struct list_row){.id = s->id,
                .v = {value_int((int)s->what), value_text(s->person), value_text(weekday(c, s)),
                    value_text(hours(c, s)), value_text(s->phone), value_text(s->place)}}));
    }
    v->rows.count = (int64_t)v->rows.n;
    return true;
}

static const struct choice *mate_choices(struct ctx *c, int64_t place_id)
{
    struct rota_mates all = {0};
    if (!rota_mates(c, place_id, &all)) {
        return NULL;
    }
    struct choice *out = arena_alloc(c->arena, (all.n + 1) * sizeof(*out));
    for (size_t i = 0; i < all.n; i++) {
        out[i] = (struct choice){.value = all.v[i].id,
            .label = arena_printf(c->arena, "%s %s", all.v[i].name, all.v[i].phone)};
    }
    return out;
}

static void show_rota(struct ctx *c)
{
    struct rota_page p = {0};
    if (list_serve(c, &rota_list, AUDIENCE_PUBLIC, fill_slots)) {
        return;
    }
    if (!places_by_id(c, req_id(c, "id"), &p.p) || !rota_of(c, p.p.id, &p.slots)) {
        return;
    }
    p.may_edit = c->app->may(c, DUTY_POSTS, p.p.id);
    if (p.may_edit && !(p.mates = mate_choices(c, p.p.id))) {
        return;
    }
    for (size_t i = 0; i < p.slots.n; i++) {
        p.anybody = p.anybody || p.slots.v[i].now;
    }
    form_fill(c, &slot_form,
        &(struct slot_form){.what = ROTA_GUARD,
            .weekday = EVERY_DAY,
            .name = "",
            .phone = "",
            .from = "",
            .to = ""});
    page_begin(c, &(struct page){.title = say(c, WORDS(N_("{0}值班表"), TEXT(p.p.name))),
                      .back = area_path(c, "troika")});
    rota_html(c, &p);
    page_end(c);
}

/* Chosen, or the only one of that name on the place's lines; else somebody new. */
static int64_t who_of(struct ctx *c, int64_t place_id, const struct slot_form *f)
{
    struct rota_mates all = {0};
    int64_t found = 0;
    size_t named = 0;
    if (!rota_mates(c, place_id, &all)) {
        return 0;
    }
    for (size_t i = 0; i < all.n && !f->another; i++) {
        bool of_name = str_same(all.v[i].name, f->name);
        named += of_name;
        found = (f->person ? all.v[i].id == f->person : of_name) ? all.v[i].id : found;
    }
    if (f->person && !f->another && !found) {
        refuse(&c->err, "person", SAY(N_("值班表上没有这一位，请重新选。")));
        return 0;
    }
    if (!f->person && named > 1) {
        refuse(&c->err, "person",
            WORDS(N_("值班表上有 {0} 位{1}，请选是哪一位。"), INT((int64_t)named), TEXT(f->name)));
        return 0;
    }
    return found ? found : people_make(c, f->name, "");
}

static void add_slot(struct ctx *c)
{
    const struct slot_form *f = c->req->form;
    struct slot s = {.place_id = place_of(c),
        .what = (enum rota_what)f->what,
        .weekday = (int)f->weekday,
        .phone = f->phone};
    if (!rota_minutes(str_tidy(c->arena, f->from, true, false), &s.from)) {
        refuse(&c->err, "from", SAY(N_("请写几点几分，比如 7:30。")));
    } else if (!rota_minutes(str_tidy(c->arena, f->to, true, false), &s.to)) {
        refuse(&c->err, "to", SAY(N_("请写几点几分，比如 7:30。")));
    }
    s.person_id = s.place_id && !c->err.kind ? who_of(c, s.place_id, f) : 0;
    if (s.person_id && rota_add(c, &s)) {
        redirect(c, area_path(c, "places/%" PRId64 "/rota", s.place_id));
    }
}

static void end_slot(struct ctx *c)
{
    if (rota_end(c, req_id(c, "id"))) {
        redirect(c, area_path(c, "troika"));
    }
}

static const struct route routes[] = {
    {"GET", "/a/:area/places/:id/rota", show_rota, DUTY_PUBLIC, .list = &rota_list,
        .title = N_("值班表")},
    {"POST", "/a/:area/places/:id/rota", add_slot, DUTY_POSTS, HANDS_SELF, &slot_form, show_rota,
        place_of, .title = N_("值班表加一行")},
    {"POST", "/a/:area/rota/:id/end", end_slot, DUTY_POSTS, HANDS_SELF,
        .title = N_("值班表去掉一行")},
    {0},
};

static const struct list *const lists[] = {&rota_list, NULL};

const struct module rota_module = {.name = "rota",
    .tier = 1,
    .routes = routes,
    .lists = lists,
    .registers = rota_registers,
    .personal = rota_personal,
    .forget = rota_forget};
