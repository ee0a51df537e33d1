/* hotline_pages.c - the operator's screen: who has the telephone, what is open, one more call. */
#include <inttypes.h>
#include <string.h>

#include "lib/base/app.h"
#include "lib/base/seal.h"
#include "lib/web/page.h"
#include "lib/web/parts.h"
#include "src/bodies/duties.h"
#include "src/hotline/hotline.h"
#include "src/matters/matters.h"
#include "src/people/people.h"
#include "src/places/places.h"
#include "src/requests/requests_room.h"

enum { SHIFTS_SHOWN = 10 };

/* Forms ---------------------------------------------------------------------------------------- */
struct call_form {
    int64_t how, person, building, call; /* call: one written down before */
    const char *phone, *name, *unit, *what, *spot, *words;
};
static const struct field call_fields[] = {
    FIELD(struct call_form, FIELD_ID, person, .hidden = true),
    FIELD(struct call_form, FIELD_ID, call, .hidden = true),
    FIELD(struct call_form, FIELD_LINES, what, .min = 2, .max = 2000, .label = N_("说了什么"),
        .help = N_("边听边写，照对方的话写。"), .required = true),
    FIELD(struct call_form, FIELD_CHOICE, how, .choices = hotline_ends, .label = N_("怎么处理"),
        .required = true),
    FIELD(struct call_form, FIELD_PHONE, phone, .label = N_("对方的电话"),
        .help = N_("话机上显示的号码。"), .personal = true),
    FIELD(struct call_form, FIELD_TEXT, name, .max = 30, .label = N_("姓名"), .personal = true),
    FIELD(struct call_form, FIELD_FOUND, building, .label = N_("哪栋楼（登记成诉求要填）"),
        .help = N_("写楼号，例如 12号。"), .finder = &places_stairs_finder),
    FIELD(struct call_form, FIELD_TEXT, unit, .max = 20, .label = N_("房号（可以不填）")),
    FIELD(struct call_form, FIELD_TEXT, spot, .max = 60, .label = N_("在哪里")),
    FIELD(struct call_form, FIELD_TEXT, words, .max = 300, .label = N_("怎么答的，或者转到哪里"),
        .help = N_("登记成诉求的不用填。")),
    {0},
};
static const struct form call_form = {"hotline.call", sizeof(struct call_form), call_fields};

struct end_form {
    int64_t how;
    const char *words;
};
static const struct choice later_ends[] = {
    {CALL_TOLD, "told", N_("已经答复对方")},
    {CALL_SENT_ON, "sent_on", N_("转给 110、119、120、12345 或别处")},
    {CALL_NOTHING, "nothing", N_("打错了、没有人说话")},
    {0},
};
static const struct field end_fields[] = {
    FIELD(struct end_form, FIELD_CHOICE, how, .choices = later_ends, .label = N_("怎么处理的"),
        .required = true),
    FIELD(struct end_form, FIELD_TEXT, words, .max = 300, .label = N_("怎么答的，或者转到哪里")),
    {0},
};
static const struct form end_form = {"hotline.end", sizeof(struct end_form), end_fields};

struct take_form {
    const char *note;
};
static const struct field take_fields[] = {
    FIELD(struct take_form, FIELD_LINES, note, .max = 1000, .label = N_("上一班交代的话"),
        .help = N_("没处理完的来电自动带过来，不用抄。")),
    {0},
};
static const struct form take_form = {"hotline.take", sizeof(struct take_form), take_fields};

/* The screen ----------------------------------------------------------------------------------- */
struct found {
    struct person who;
    const char *home; /* "3号楼 301" */
};
struct founds {
    struct found *v;
    size_t n, cap;
};
struct screen {
    struct shift now;
    struct calls open;
    struct slots rota; /* on call, in this area */
    struct gaps gaps;
    struct shifts past;
    struct founds found;
    const char *tail; /* as asked for; "" */
    struct call from; /* id 0: a new call; else that one becomes a request */
    bool mine, bad_tail; /* not four digits */
};

static const char *home_of(struct ctx *c, const struct person *p)
{
    struct building b = {0};
    struct unit u = {0};
    if (!p->building_id || !places_building(c, p->building_id, &b)) {
        return "";
    }
    return p->unit_id && places_unit(c, p->unit_id, &u)
               ? arena_printf(c->arena, "%s %s", b.name, u.name)
               : b.name;
}

static bool look_up(struct ctx *c, struct screen *s)
{
    struct people all = {0};
    s->tail = str_tidy(c->arena, req_query(c, "tail"), true, false);
    if (str_empty(s->tail)) {
        return true;
    }
    s->bad_tail = strlen(s->tail) != 4 || strspn(s->tail, "0123456789") != 4;
    if (!s->bad_tail && !people_of_tail(c, s->tail, &all)) {
        return false;
    }
    for (size_t i = 0; i < all.n; i++) {
        list_push(c->arena, &s->found, ((struct found){all.v[i], home_of(c, &all.v[i])}));
    }
    return !c->err.kind;
}

/* ?person=: found by the last four digits; the form begins with what the house knows. */
static bool fill_form(struct ctx *c)
{
    struct person p = {0};
    struct call_form *f = arena_alloc(c->arena, sizeof(*f));
    enum hand hand;
    int64_t id = req_query_int(c, "person", 0);
    *f = (struct call_form){.how = CALL_REQUEST,
        .phone = "",
        .name = "",
        .unit = "",
        .what = "",
        .spot = "",
        .words = ""};
    if (id && c->app->may_act_for(c, id, &hand)) {
        struct unit u = {0};
        if (!people_by_id(c, id, &p) || (p.unit_id && !places_unit(c, p.unit_id, &u))) {
            return false;
        }
        f->person = id;
        f->name = p.name;
        f->building = p.building_id;
        f->unit = str_or(u.name, "");
    }
    form_fill(c, &call_form, f);
    return !c->err.kind;
}

/* ?call=: left open before; the form begins with what was written of it. */
static bool fill_from_call(struct ctx *c, struct screen *s, int64_t id)
{
    struct call *k = &s->from;
    if (!hotline_call(c, id, k)) {
        return false;
    }
    form_fill(c, &call_form,
        &(struct call_form){.how = CALL_REQUEST,
            .call = k->id,
            .person = k->person_id,
            .building = k->building_id,
            .phone = k->phone,
            .name = k->name,
            .unit = k->unit,
            .what = k->words,
            .spot = k->spot,
            .words = ""});
    return !c->err.kind;
}

static bool fill_any_form(struct ctx *c, struct screen *s)
{
    const struct call_form *posted = c->req->route->form == &call_form ? c->req->form : NULL;
    int64_t call = posted ? posted->call : req_query_int(c, "call", 0);
    return call ? fill_from_call(c, s, call) : fill_form(c);
}

static bool fill_screen(struct ctx *c, struct screen *s)
{
    if (!hotline_shift(c, &s->now) || !hotline_open_calls(c, &s->open) ||
        !rota_of(c, c->area_id, &s->rota) || !hotline_shifts(c, SHIFTS_SHOWN, &s->past) ||
        !look_up(c, s) || !fill_any_form(c, s)) {
        return false;
    }
    s->mine = s->now.id && s->now.person_id == c->who.person_id;
    hotline_gaps(c->arena, &s->rota, &s->gaps);
    return true;
}

static const char *week_minute(struct ctx *c, int minute)
{
    int weekday = (minute / 1440 + 1) % 7;
    return arena_printf(c->arena, "%s %02d:%02d", T(c, choice_of(rota_days, weekday)->label),
        minute % 1440 / 60, minute % 60);
}

#include "hotline.html.h"

static void show_screen(struct ctx *c)
{
    struct screen s = {0};
    if (!fill_screen(c, &s)) {
        return;
    }
    page_begin(c, &(struct page){.title = T(c, N_("热线")), .tab = "desk", .no_index = true});
    screen_html(c, &s);
    page_end(c);
}

/* It becomes a draft, read back on the next screen; until that is sent the call stays open. */
static void to_request(struct ctx *c, const struct call_form *f, const struct call *k)
{
    struct building b = {0};
    struct request_draft d = {.place_id = f->building,
        .body = f->what,
        .spot = f->spot,
        .channel = CHANNEL_PHONE,
        .evidence = hotline_evidence(c->arena, k->no),
        .happened_at = k->at,
        .asker_name = f->name,
        .asker_phone = f->phone,
        .person_id = k->person_id};
    if (places_building(c, f->building, &b) && requests_unit_typed(c, b.id, f->unit, &d.unit_id)) {
        requests_begin(c, &d);
    }
}

/* Whoever the operator chose, or whose number it is: if the operator may speak for them. */
static int64_t caller(struct ctx *c, const struct call_form *f)
{
    enum hand hand;
    int64_t id = f->person ? f->person : str_empty(f->phone) ? 0 : people_by_phone(c, f->phone);
    return id && c->app->may_act_for(c, id, &hand) ? id : 0;
}

static bool complete(struct ctx *c, const struct call_form *f)
{
    if (f->how == CALL_REQUEST && !f->building) {
        return refuse(&c->err, "building", SAY(N_("登记成诉求，请写是哪栋楼")));
    }
    if (f->how == CALL_REQUEST && utf8_length(f->what) < REQUEST_BODY_MIN) {
        return refuse(&c->err, "what", SAY(N_("请写清楚是什么事，至少 2 个字")));
    }
    if (f->how == CALL_REQUEST && !f->person && str_empty(f->phone) && str_empty(f->name)) {
        return refuse(&c->err, "phone", SAY(N_("请写电话或姓名，才知道是谁的意思")));
    }
    if ((f->how == CALL_TOLD || f->how == CALL_SENT_ON) && str_empty(f->words)) {
        return refuse(&c->err, "words", SAY(N_("请写一句：怎么答的，或者转到哪里。")));
    }
    return true;
}

/* What was left open becomes the request: no second call is written. */
static void do_call_again(struct ctx *c, const struct call_form *f)
{
    struct call k = {0};
    int64_t id = caller(c, f);
    if (c->err.kind || !hotline_call(c, f->call, &k)) {
        return;
    }
    if (k.end != CALL_OPEN) {
        refuse(&c->err, NULL, SAY(N_("这个来电已经处理过了。")));
    } else if (f->how != CALL_REQUEST) {
        refuse(&c->err, "how", SAY(N_("这里只登记成诉求；别的结果请在来电那一页写。")));
    } else {
        k.person_id = id ? id : k.person_id;
        to_request(c, f, &k);
    }
}

static void do_call(struct ctx *c)
{
    const struct call_form *f = c->req->form;
    if (!complete(c, f)) {
        return;
    }
    if (f->call) {
        do_call_again(c, f);
        return;
    }
    struct call k = {.person_id = caller(c, f),
        .name = f->name,
        .phone = f->phone,
        .words = f->what,
        .how = f->words,
        .building_id = f->building,
        .unit = f->unit,
        .spot = f->spot,
        .end = f->how == CALL_REQUEST ? CALL_OPEN : (enum call_end)f->how};
    if (!c->err.kind && hotline_write(c, &k)) {
        if (f->how == CALL_REQUEST) {
            to_request(c, f, &k);
        } else {
            redirect(c, area_path(c, "hotline"));
        }
    }
}

static void do_take(struct ctx *c)
{
    const struct take_form *f = c->req->form;
    if (hotline_take(c, f->note)) {
        redirect(c, area_path(c, "hotline"));
    }
}

/* One call ------------------------------------------------------------------------------------- */
static void show_call(struct ctx *c)
{
    struct call k = {0};
    if (!hotline_call(c, req_id(c, "id"), &k)) {
        return;
    }
    form_fill(c, &end_form, &(struct end_form){.how = CALL_TOLD, .words = ""});
    page_begin(c, &(struct page){.title = say(c, WORDS(N_("来电 {0}"), INT(k.no))),
                      .tab = "desk",
                      .back = area_path(c, "hotline"),
                      .no_index = true});
    call_page_html(c, &k);
    page_end(c);
}

static void do_end(struct ctx *c)
{
    const struct end_form *f = c->req->form;
    if (hotline_end(c, req_id(c, "id"), (enum call_end)f->how, f->words)) {
        redirect(c, area_path(c, "hotline"));
    }
}

static void show_list(struct ctx *c)
{
    struct list_view v;
    if (list_view_load(c, &hotline_list, 0, AUDIENCE_STAFF, &v) && !list_export(c, &v)) {
        page_begin(c, &(struct page){.title = T(c, N_("来电登记")),
                          .wide = true,
                          .tab = "desk",
                          .back = area_path(c, "hotline"),
                          .no_index = true});
        calls_html(c, &v);
        page_end(c);
    }
}

/* On the request, for who answers the telephone: the calls it came of. */
static void beside(struct ctx *c, const struct matter *m, int64_t for_person, bool asks)
{
    struct calls all = {0};
    (void)for_person;
    (void)asks;
    if (str_same(m->kind, requests_matter.name) && c->app->may(c, DUTY_TRIAGE, 0) &&
        hotline_calls_of(c, m->id, &all) && all.n) {
        calls_of_html(c, &all);
    }
}

#define ANSWERS .duty = DUTY_TRIAGE
static const struct route routes[] = {
    {"GET", "/a/:area/hotline", show_screen, ANSWERS, .title = N_("热线")},
    {"POST", "/a/:area/hotline", do_call, ANSWERS, .hands = HANDS_SELF, .form = &call_form,
        .show = show_screen, .title = N_("记一个来电")},
    {"POST", "/a/:area/hotline/take", do_take, ANSWERS, .hands = HANDS_SELF, .form = &take_form,
        .show = show_screen, .title = N_("接班")},
    {"GET", "/a/:area/hotline/calls", show_list, ANSWERS, .list = &hotline_list,
        .title = N_("来电登记")},
    {"GET", "/a/:area/hotline/calls/:id", show_call, ANSWERS, .title = N_("一个来电")},
    {"POST", "/a/:area/hotline/calls/:id/end", do_end, ANSWERS, .hands = HANDS_SELF,
        .form = &end_form, .show = show_call, .title = N_("处理一个来电")},
    {0},
};

static const struct list *const lists[] = {&hotline_list, NULL};
static const struct reaction on[] = {
    {"requests.open", hotline_became}, {"requests.join", hotline_became}, {0}};

const struct module hotline_module = {.name = "hotline",
    .tier = 3,
    .routes = routes,
    .lists = lists,
    .registers = hotline_registers,
    .on = on,
    .personal = hotline_personal,
    .beside = beside,
    .forget = hotline_forget};
