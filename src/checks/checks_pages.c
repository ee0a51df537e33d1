/* checks_pages.c - the shifts of today, one shift in large buttons, and what there is to look at.
 */
#include <inttypes.h>
#include <string.h>

#include "lib/base/app.h"
#include "lib/log/log.h"
#include "lib/web/page.h"
#include "lib/web/parts.h"
#include "src/bodies/duties.h"
#include "src/checks/checks_room.h"
#include "src/places/places.h"

/* Forms ---------------------------------------------------------------------------------------- */
static const struct choice ways[] = {{CHANNEL_VISIT, "visit", N_("当面说的")},
    {CHANNEL_PHONE, "phone", N_("电话里说的")}, {CHANNEL_GROUP, "group", N_("群里说的")},
    {CHANNEL_PAPER, "paper", N_("写在纸上")}, {0}};
struct tick_form {
    int64_t way;
};
static const struct field tick_fields[] = {
    FIELD(struct tick_form, FIELD_CHOICE, way, .choices = ways,
        .label = N_("替值班的人记：怎么说的")),
    {0},
};
static const struct form tick_form = {"checks.tick", sizeof(struct tick_form), tick_fields};

struct report_form {
    int64_t item;
};
static const struct field report_fields[] = {
    FIELD(struct report_form, FIELD_ID, item, .label = N_("哪一处"), .required = true,
        .hidden = true),
    {0},
};
static const struct form report_form = {"checks.report", sizeof(struct report_form), report_fields};

struct item_form {
    int64_t what, spot, building;
    const char *words;
};
static const struct field item_fields[] = {
    FIELD(struct item_form, FIELD_CHOICE, what, .choices = check_whats, .label = N_("谁来查"),
        .required = true),
    FIELD(struct item_form, FIELD_CHOICE, spot, .choices = check_spots, .label = N_("查什么"),
        .required = true),
    FIELD(struct item_form, FIELD_TEXT, words, .max = CHECK_WORDS_MAX, .label = N_("具体位置"),
        .help = N_("比如：东门、二楼常闭门。不写就照上面选的叫。")),
    FIELD(struct item_form, FIELD_FOUND, building, .label = N_("在哪栋楼（公共地方不填）"),
        .help = N_("写楼号，例如 12号。"), .finder = &places_stairs_finder),
    {0},
};
static const struct form item_form = {"checks.item", sizeof(struct item_form), item_fields};

struct shifts_page {
    struct check_shifts mine, others; /* of yesterday and today that are not long over */
    bool lists; /* may say what is to be looked at */
};
struct shift_page {
    struct check_shift s;
    struct check_items items;
    const char *back;
    bool own, may, any; /* the reader's own shift; may be ticked now; something was bad */
};
struct items_page {
    struct place p;
    struct check_items items;
};

const char *checks_name(struct ctx *c, const struct check_item *i)
{
    return str_empty(i->words) ? T(c, choice_of(check_spots, i->spot)->label) : i->words;
}

struct words checks_title(const struct check_shift *s)
{
    return WORDS(
        N_("{0} {1}"), TIME(s->begins), MSG(choice_of(check_whats, (int64_t)s->slot.what)->label));
}

const char *checks_path(struct ctx *c, const struct check_shift *s, const char *tail)
{
    return area_path(c, "checks/%" PRId64 "/%s%s", s->slot.id, s->day, tail);
}

int64_t checks_place_of_slot(struct ctx *c)
{
    struct slot s;
    return rota_slot(c, req_id(c, "id"), &s) ? s.place_id : 0;
}

/* What the reader typed when the page is shown again; else what the shift says. */
static const char *typed(struct ctx *c, const char *letter, const struct check_item *i)
{
    const char *name = arena_printf(c->arena, "%s%" PRId64, letter, i->id);
    for (size_t k = 0; k < c->req->post.n; k++) {
        if (str_same(c->req->post.v[k].name, name)) {
            return c->req->post.v[k].value;
        }
    }
    return NULL;
}

static int64_t shown_result(struct ctx *c, const struct check_item *i)
{
    const struct choice *r = check_results;
    const char *key = typed(c, "i", i);
    while (key && r->value && !str_same(r->key, key)) {
        r++;
    }
    return key && r->value ? r->value : (int64_t)i->result;
}

static const char *hours(struct ctx *c, const struct slot *s)
{
    return arena_printf(
        c->arena, "%02d:%02d–%02d:%02d", s->from / 60, s->from % 60, s->to / 60, s->to % 60);
}

#include "checks.html.h"

/* Shifts of today ------------------------------------------------------------------------------ */
static void sort_out(struct ctx *c, const struct check_shifts *all, struct shifts_page *p)
{
    for (size_t i = 0; i < all->n; i++) {
        const struct check_shift *s = &all->v[i];
        bool gone = s->ends < c->now - MS_PER_DAY / 2 && checks_state(s, c->now) == SHIFT_CHECKED;
        if (gone || s->begins > c->now + MS_PER_DAY / 2) {
            continue;
        }
        if (s->slot.person_id == c->who.person_id) {
            list_push(c->arena, &p->mine, *s);
        } else if (c->app->may(c, DUTY_CHECKS, s->slot.place_id)) {
            list_push(c->arena, &p->others, *s);
        }
    }
}

/* On the home page of a guard or a cleaner: their shift. A desk has its own line. */
static void mine(struct ctx *c)
{
    struct shifts_page p = {0};
    struct check_shifts all = {0};
    if (!c->who.person_id || !c->app->may(c, DUTY_CHECKS, 0) || c->app->may(c, DUTY_INBOX, 0) ||
        !checks_shifts(
            c, day_text(c->arena, c->now - MS_PER_DAY), day_text(c->arena, c->now), &all)) {
        return;
    }
    sort_out(c, &all, &p);
    if (p.mine.n) {
        mine_html(c, &p);
    }
}

static void show_shifts(struct ctx *c)
{
    struct shifts_page p = {.lists = c->app->may(c, DUTY_CHECK_LISTS, 0)};
    struct check_shifts all = {0};
    if (!checks_shifts(
            c, day_text(c->arena, c->now - MS_PER_DAY), day_text(c->arena, c->now), &all)) {
        return;
    }
    sort_out(c, &all, &p);
    page_begin(c, &(struct page){.title = T(c, N_("值班检查")), .tab = "desk", .no_index = true});
    shifts_html(c, &p);
    page_end(c);
}

/* One shift ------------------------------------------------------------------------------------ */
static bool load_shift(struct ctx *c, struct check_shift *s)
{
    return checks_shift(c, req_id(c, "id"), req_text(c, "day"), s);
}

static void show_shift(struct ctx *c)
{
    struct shift_page p = {0};
    struct err why = {0}, kept = err_take(&c->err);
    if (!load_shift(c, &p.s) || !checks_on(c, &p.s, &p.items)) {
        return;
    }
    c->err = kept;
    p.own = p.s.slot.person_id == c->who.person_id;
    p.may = checks_may_tick(&p.s, c->now, &why);
    for (size_t i = 0; i < p.items.n; i++) {
        p.any = p.any || p.items.v[i].result == CHECK_BAD;
    }
    form_fill(c, &tick_form, &(struct tick_form){.way = CHANNEL_VISIT});
    page_begin(c,
        &(struct page){
            .title = say(c, checks_title(&p.s)), .back = area_path(c, "checks"), .no_index = true});
    shift_html(c, &p, &why);
    page_end(c);
}

static bool read_tickings(struct ctx *c, struct tickings *out)
{
    const struct pairs *post = &c->req->post;
    for (size_t i = 0; i < post->n; i++) {
        struct ticking t = {.note = ""};
        const struct choice *r = check_results;
        if (post->v[i].name[0] != 'i' || !parse_int(post->v[i].name + 1, &t.item_id)) {
            continue;
        }
        while (r->value && !str_same(r->key, post->v[i].value)) {
            r++;
        }
        t.result = (enum check_result)r->value;
        struct check_item i_of = {.id = t.item_id};
        t.note = str_tidy(c->arena, str_or(typed(c, "n", &i_of), ""), false, false);
        list_push(c->arena, out, t);
    }
    return out->n || refuse(&c->err, NULL, SAY(N_("还没有选。每一处点一下：好的、不好、没去看。")));
}

/* Whose hand it was: the one on the shift by themselves, else somebody for them. */
static bool by_hand(struct ctx *c, const struct check_shift *s, int64_t way)
{
    bool own = s->slot.person_id == c->who.person_id;
    return own || act_by(c, HAND_STAFF, way ? (enum channel)way : CHANNEL_VISIT, 0, "");
}

static void do_tick(struct ctx *c)
{
    const struct tick_form *f = c->req->form;
    struct check_shift s;
    struct tickings all = {0};
    size_t n = 0;
    if (load_shift(c, &s) && read_tickings(c, &all) && by_hand(c, &s, f->way) &&
        checks_tick(c, &s, &all, &n)) {
        redirect(c, checks_path(c, &s, arena_printf(c->arena, "?done=%zu", n)));
    }
}

static void do_report(struct ctx *c)
{
    const struct report_form *f = c->req->form;
    struct check_shift s;
    int64_t matter_id = 0;
    if (load_shift(c, &s) && checks_report(c, &s, f->item, &matter_id)) {
        redirect(c, checks_path(c, &s, arena_printf(c->arena, "#i%" PRId64, f->item)));
    }
}

/* What there is to look at --------------------------------------------------------------------- */
static int64_t place_of(struct ctx *c)
{
    struct place p;
    return places_by_id(c, req_id(c, "id"), &p) ? p.id : 0;
}

static bool fill_items(struct ctx *c, struct list_view *v)
{
    struct check_items all = {0};
    if (!checks_items(c, place_of(c), 0, day_text(c->arena, c->now), &all)) {
        return false;
    }
    for (const struct check_item *i = all.v; i < all.v + all.n; i++) {
        list_push(c->arena, &v->rows,
            ((struct list_row){.id = i->id,
                .v = {value_int((int)i->what), value_text(i->place), value_int(i->spot),
                    value_text(i->words), value_text(i->valid_from)}}));
    }
    v->rows.count = (int64_t)v->rows.n;
    return true;
}

static void show_items(struct ctx *c)
{
    struct items_page p = {0};
    if (list_serve(c, &checks_items_list, AUDIENCE_STAFF, fill_items) ||
        !places_by_id(c, req_id(c, "id"), &p.p) ||
        !checks_items(c, p.p.id, 0, day_text(c->arena, c->now), &p.items)) {
        return;
    }
    form_fill(
        c, &item_form, &(struct item_form){.what = ROTA_CLEANING, .spot = SPOT_LOBBY, .words = ""});
    page_begin(c, &(struct page){.title = say(c, WORDS(N_("{0}检查表"), TEXT(p.p.name))),
                      .back = area_path(c, "checks"),
                      .no_index = true});
    items_page_html(c, &p);
    page_end(c);
}

static void do_add(struct ctx *c)
{
    const struct item_form *f = c->req->form;
    int64_t place = place_of(c);
    struct check_item i = {.place_id = f->building ? f->building : place,
        .what = (enum rota_what)f->what,
        .spot = f->spot,
        .words = f->words};
    if (place && f->building && !places_within(c, f->building, place)) {
        refuse(&c->err, "building", SAY(N_("这栋楼不在这里，请从它自己的小区写。")));
    } else if (place && checks_add(c, &i)) {
        redirect(c, area_path(c, "places/%" PRId64 "/checks", place));
    }
}

static int64_t place_of_item(struct ctx *c)
{
    return checks_item_place(c, req_id(c, "id"));
}

static void do_end(struct ctx *c)
{
    int64_t place = place_of_item(c);
    if (place && checks_end(c, req_id(c, "id"))) {
        redirect(c, area_path(c, "places/%" PRId64 "/checks", place));
    }
}

/* On the page of a request: from which shift it came. */
static void beside(struct ctx *c, const struct matter *m, int64_t for_person, bool asks)
{
    int64_t slot_id;
    const char *day;
    struct check_shift s;
    (void)for_person;
    if (!asks && checks_source(c, m->id, &slot_id, &day) && checks_shift(c, slot_id, day, &s) &&
        c->app->may(c, DUTY_CHECKS, s.slot.place_id)) {
        beside_html(c, &s);
    }
}

#define ON_SHIFT .duty = DUTY_CHECKS, .place_of = checks_place_of_slot

static const struct route routes[] = {
    {"GET", "/a/:area/checks", show_shifts, DUTY_CHECKS, .title = N_("值班检查")},
    {"GET", "/a/:area/checks/:id/:day", show_shift, ON_SHIFT, .title = N_("一班的检查")},
    {"POST", "/a/:area/checks/:id/:day", do_tick, ON_SHIFT, .hands = HANDS_SELF, .form = &tick_form,
        .show = show_shift, .title = N_("记一班的检查")},
    {"POST", "/a/:area/checks/:id/:day/report", do_report, ON_SHIFT, .hands = HANDS_SELF,
        .form = &report_form, .show = show_shift, .title = N_("查出不好的，报修")},
    {"GET", "/a/:area/places/:id/checks", show_items, DUTY_CHECK_LISTS, .place_of = place_of,
        .list = &checks_items_list, .title = N_("检查表")},
    {"POST", "/a/:area/places/:id/checks", do_add, DUTY_CHECK_LISTS, HANDS_SELF, &item_form,
        show_items, place_of, .title = N_("检查表加一处")},
    {"POST", "/a/:area/checks/items/:id/end", do_end, DUTY_CHECK_LISTS, HANDS_SELF,
        .place_of = place_of_item, .title = N_("检查表去掉一处")},
    {0},
};

static const struct list *const lists[] = {
    &checks_items_list, &checks_shifts_list, &checks_bad_list, NULL};

const struct module checks_module = {.name = "checks",
    .tier = 3,
    .routes = routes,
    .lists = lists,
    .personal = checks_personal,
    .forget = checks_forget,
    .beside = beside,
    .mine = mine};
