/* doors_pages.c - the door grid of a stair, with the ticks of a list that is on, and one home. */
#include <inttypes.h>
#include <string.h>

#include "lib/base/app.h"
#include "lib/base/seal.h"
#include "lib/text/text.h"
#include "lib/web/parts.h"
#include "lib/web/web.h"
#include "src/bodies/bodies.h"
#include "src/bodies/duties.h"
#include "src/doors/doors.h"
#include "src/people/people.h"
#include "src/places/places.h"
#include "src/rolls/rolls.h"

enum { COLUMNS_MAX = 20 };

struct items {
    struct item *v;
    size_t n, cap;
};
/* What is known of one home. */
struct home {
    const struct unit *unit;
    const struct person *who; /* NULL: nobody registered */
    const struct roll_row *row; /* of the list that is on; NULL: not on it */
    int64_t people, open;
    int floor, column; /* in the grid; floor 0: beside it */
    const char *flags; /* 出租 外出 */
    bool calls; /* 可打电话 */
};
struct doors_page {
    struct building b;
    struct home *homes;
    size_t n;
    int floors, columns;
    struct rolls rolls;
    struct roll roll; /* id 0: none chosen */
    struct roll_rows rows;
    struct roll_cover sum;
    struct chip *chips;
    size_t n_chips;
    const char *path, *news, *group_text, *title;
    int64_t with_open, with_phone, without_phone, empty;
    const char *office; /* the committee's telephone; "" none */
    bool sees_phone, prints, others;
};
struct door_page {
    struct building b;
    struct unit unit;
    struct door_flags flags;
    struct people folk;
    struct ids households;
    struct items rolls;
    const char *path, *office;
    bool sees_phone, may_call, sets_call, keeps; /* keeps: who moves in and out */
    bool calls; /* the numbers in full: after it was told */
};

struct flag_form {
    int64_t kind;
    bool on;
};
static const struct field flag_fields[] = {
    FIELD(struct flag_form, FIELD_INT, kind, .min = 1, .max = DOOR_KINDS, .label = N_("情况"),
        .required = true),
    FIELD(struct flag_form, FIELD_FLAG, on, .label = N_("是")),
    {0},
};
static const struct form flag_form = {"doors.flag", sizeof(struct flag_form), flag_fields};

/* How a door looks -------------------------------------------------------------------------------
 */
struct look {
    const char *css, *icon, *word;
};

static struct look look_of_row(
    struct ctx *c, const struct roll_kind *kind, const struct roll_row *row)
{
    static const struct look looks[] = {
        [TICK_NONE] = {"door d-dim", "clock", NULL},
        [TICK_DONE] = {"door d-lit", "check", NULL},
        [TICK_REFUSED] = {"door d-none", "cross", NULL},
        [TICK_AWAY] = {"door d-dim", "visit", NULL},
    };
    struct look k =
        rolls_unmet(row) ? (struct look){"door d-go", "alert", NULL} : looks[row->state];
    k.word = rolls_row_said(c, kind, row);
    return k;
}

static struct look look_of(struct ctx *c, const struct roll_kind *kind, const struct home *h)
{
    if (h->row) {
        return look_of_row(c, kind, h->row);
    }
    if (h->open) {
        return (struct look){"door d-go", "visit", say(c, WORDS(N_("{0} 件"), INT(h->open)))};
    }
    if (!h->who) {
        return (struct look){"door d-none", "minus", T(c, N_("没登记"))};
    }
    bool phone = !str_empty(h->who->phone);
    return (struct look){
        phone ? "door d-lit" : "door d-dim", phone ? "check" : "clock", h->who->name};
}

static const struct home *home_at(const struct doors_page *p, int floor, int column)
{
    for (size_t i = 0; i < p->n; i++) {
        if (p->homes[i].floor == floor && p->homes[i].column == column) {
            return &p->homes[i];
        }
    }
    return NULL;
}

static struct item row_of(struct ctx *c, const struct doors_page *p, const struct home *h)
{
    bool has_phone = h->who && !str_empty(h->who->phone);
    const char *phone = !h->who     ? T(c, N_("没登记"))
                        : has_phone ? mask_phone(c, h->who->phone)
                                    : T(c, N_("没有电话"));
    const char *who = h->who ? h->who->name : "";
    const char *call = T(c, doors_flag_label(DOOR_CALL));
    const char *flags = !h->calls   ? h->flags
                        : *h->flags ? arena_printf(c->arena, "%s · %s", h->flags, call)
                                    : call;
    const char *more = h->people > 1
                           ? say(c, WORDS(N_("{0} · 共登记 {1} 人"), TEXT(phone), INT(h->people)))
                           : phone;
    return (struct item){
        .href = area_path(c, "b/%" PRId64 "/doors/%" PRId64 "%s", p->b.id, h->unit->id,
            p->roll.id ? arena_printf(c->arena, "?roll=%" PRId64, p->roll.id) : ""),
        .title = arena_printf(c->arena, "%s %s", h->unit->name, who),
        .quiet = *flags ? arena_printf(c->arena, "%s · %s", more, flags) : more,
        .right = h->open ? say(c, WORDS(N_("{0} 件在办"), INT(h->open))) : NULL,
        .id = arena_printf(c->arena, "u%" PRId64, h->unit->id),
    };
}

static struct html rows_html(struct ctx *c, const struct doors_page *p)
{
    struct items out = {0};
    for (size_t i = 0; i < p->n; i++) {
        list_push(c->arena, &out, row_of(c, p, &p->homes[i]));
    }
    return items_html(c, out.v, out.n);
}

#include "doors.html.h"

/* The grid ---------------------------------------------------------------------------------------
 */
static void count_home(struct doors_page *p, const struct home *h)
{
    bool phone = h->who && !str_empty(h->who->phone);
    p->with_open += h->open > 0;
    p->with_phone += phone;
    p->without_phone += h->who && !phone;
    p->empty += !h->who;
}

/* Two homes of one floor and column stand side by side: the later one moves to the right. */
static void put_in_grid(struct doors_page *p, struct home *h)
{
    int floor = (int)h->unit->floor, column = (int)h->unit->col;
    while (floor && home_at(p, floor, column)) {
        column++;
    }
    if (!floor || column < 1 || column > COLUMNS_MAX) {
        p->others = true;
        return;
    }
    h->floor = floor;
    h->column = column;
    p->floors = floor > p->floors ? floor : p->floors;
    p->columns = column > p->columns ? column : p->columns;
}

static void find_who(struct home *h, const struct people *folk)
{
    for (const struct person *p = folk->v; p < folk->v + folk->n; p++) {
        if (p->unit_id == h->unit->id) {
            /* The one who can be telephoned stands for the home. */
            bool better = !h->who || (str_empty(h->who->phone) && !str_empty(p->phone));
            h->who = better ? p : h->who;
            h->people++;
        }
    }
}

static const char *flags_said(struct ctx *c, const struct door_flags *all, int64_t unit_id)
{
    const char *out = "";
    for (size_t i = 0; i < all->n; i++) {
        if (all->v[i].unit_id == unit_id && all->v[i].kind != DOOR_CALL) {
            const char *one = T(c, doors_flag_label(all->v[i].kind));
            out = *out ? arena_printf(c->arena, "%s · %s", out, one) : one;
        }
    }
    return out;
}

static bool load_homes(struct ctx *c, struct doors_page *p)
{
    struct units *units = arena_alloc(c->arena, sizeof(*units));
    struct people *folk = arena_alloc(c->arena, sizeof(*folk));
    struct door_opens open = {0};
    struct door_flags flags = {0};
    int64_t id = p->b.id;
    if (!places_units(c, id, units) || !people_of_building(c, id, folk) ||
        !doors_opens(c, id, bodies_audience(c, id), &open) || !doors_flags(c, id, &flags)) {
        return false;
    }
    p->homes = arena_alloc(c->arena, (units->n + 1) * sizeof(*p->homes));
    for (size_t i = 0; i < units->n; i++) {
        struct home *h = &p->homes[i];
        h->unit = &units->v[i];
        h->open = doors_open_of(&open, h->unit->id);
        h->flags = flags_said(c, &flags, h->unit->id);
        find_who(h, folk);
        h->calls = h->who && doors_has(&flags, h->unit->id, DOOR_CALL);
        put_in_grid(p, h);
        count_home(p, h);
        p->n++;
    }
    return true;
}

/* Lists ------------------------------------------------------------------------------------------
 */
static void add_up(struct doors_page *p)
{
    for (size_t i = 0; i < p->rows.n; i++) {
        const struct roll_row *row = &p->rows.v[i];
        if (row->gone) {
            continue;
        }
        p->sum.total++;
        p->sum.done += row->state == TICK_DONE;
        p->sum.refused += row->state == TICK_REFUSED;
        p->sum.away += row->state == TICK_AWAY;
        p->sum.unmet += rolls_unmet(row);
        for (size_t k = 0; k < p->n; k++) {
            if (p->homes[k].unit->id == row->unit_id && !p->homes[k].row) {
                p->homes[k].row = row;
            }
        }
    }
}

static void make_chips(struct ctx *c, struct doors_page *p)
{
    p->chips = arena_alloc(c->arena, (p->rolls.n + 1) * sizeof(*p->chips));
    const char *grid = area_path(c, "b/%" PRId64 "/doors", p->b.id);
    p->chips[p->n_chips++] = (struct chip){grid, T(c, N_("登记")), -1, !p->roll.id};
    for (size_t i = 0; i < p->rolls.n; i++) {
        const struct roll *r = &p->rolls.v[i];
        if (!r->closed_at || r->id == p->roll.id) {
            p->chips[p->n_chips++] =
                (struct chip){arena_printf(c->arena, "%s?roll=%" PRId64, grid, r->id),
                    rolls_title(c, r), -1, r->id == p->roll.id};
        }
    }
}

static bool load_roll(struct ctx *c, struct doors_page *p)
{
    int64_t asked = req_query_int(c, "roll", 0);
    if (!rolls_of_building(c, p->b.id, &p->rolls)) {
        return false;
    }
    for (size_t i = 0; i < p->rolls.n; i++) {
        if (p->rolls.v[i].id == asked) {
            p->roll = p->rolls.v[i];
        }
    }
    if (asked && !p->roll.id) {
        return not_found(c);
    }
    make_chips(c, p);
    if (p->roll.id && !rolls_rows(c, p->roll.id, p->b.id, &p->rows)) {
        return false;
    }
    add_up(p);
    p->title = p->roll.id ? rolls_title(c, &p->roll) : "";
    return true;
}

/* Nothing personal goes into a group: how many, and where to look. */
static void say_to_group(struct ctx *c, struct doors_page *p, int64_t open)
{
    const char *link =
        arena_printf(c->arena, "%s/Q/%s", c->app->base_url, places_code_of(c, p->b.id));
    if (p->roll.id) {
        bool stairs = p->roll.kind->subject == ROLL_BUILDINGS;
        p->news = say(
            c, stairs ? WORDS(N_("{0} 个楼组里办好 {1} 个"), INT(p->sum.total), INT(p->sum.done))
                      : WORDS(N_("{0} 户里办好 {1} 户"), INT(p->sum.total), INT(p->sum.done)));
        p->group_text = rolls_group_text(c, &p->roll, &p->sum, link);
        return;
    }
    p->news =
        open ? say(c, WORDS(N_("，{0} 件诉求在办"), INT(open))) : T(c, N_("，没有在办的诉求"));
    p->group_text =
        open ? say(c, WORDS(N_("各位邻居：{0}现在有 {1} 件诉求在办。办到哪一步、找谁，"
                               "点这里看：\n{2}\n有新的事也在这里说，不方便上网的打电话给我。"),
                          TEXT(p->b.name), INT(open), TEXT(link)))
             : say(c, WORDS(N_("各位邻居：{0}的事可以在这里说、在这里看办到哪一步：\n{1}\n"
                               "不方便上网的打电话给我，一样登记。"),
                          TEXT(p->b.name), TEXT(link)));
}

/* Whom to ask where a number is masked. */
static bool office_phone(struct ctx *c, const char **out)
{
    struct area area = {0};
    bool found = places_area(c, c->area_id, &area);
    *out = str_or(area.phone, "");
    return found;
}

static void show_doors(struct ctx *c)
{
    struct doors_page p = {0};
    int64_t id = rolls_place_of(c);
    if (!id || !places_building(c, id, &p.b)) {
        return;
    }
    p.sees_phone = c->app->may(c, DUTY_SEE_PHONE, id);
    p.prints = c->app->may(c, DUTY_PRINT, id);
    p.path = area_path(c, "b/%" PRId64, id);
    if (!load_homes(c, &p) || !load_roll(c, &p) || !office_phone(c, &p.office)) {
        return;
    }
    say_to_group(c, &p, doors_open_here(c, id));
    page_begin(c, &(struct page){.title = say(c, WORDS(N_("{0}门户表"), TEXT(p.b.name))),
                      .at = p.b.compound,
                      .tab = "plan",
                      .back = p.path,
                      .focus = p.roll.id && !p.roll.closed_at,
                      .wide = true,
                      .no_index = true});
    doors_page_tpl(c, &p);
    page_end(c);
}

/* One home ---------------------------------------------------------------------------------------
 */
static bool load_ticks(struct ctx *c, struct door_page *p)
{
    struct rolls all = {0};
    if (!rolls_of_building(c, p->b.id, &all)) {
        return false;
    }
    for (const struct roll *r = all.v; r < all.v + all.n; r++) {
        struct roll_rows rows = {0};
        if (r->closed_at || !rolls_rows(c, r->id, p->b.id, &rows)) {
            continue;
        }
        for (size_t i = 0; i < rows.n; i++) {
            const struct roll_row *row = &rows.v[i];
            if (row->unit_id == p->unit.id && !row->gone) {
                const char *path = arena_printf(
                    c->arena, "%s/rolls/%" PRId64 "/rows/%" PRId64, p->path, r->id, row->row_no);
                list_push(c->arena, &p->rolls,
                    ((struct item){.href = path,
                        .title = rolls_title(c, r),
                        .right = rolls_row_said(c, r->kind, row)}));
            }
        }
    }
    return !c->err.kind;
}

static bool load_door(struct ctx *c, struct door_page *p)
{
    struct people all = {0};
    int64_t id = rolls_place_of(c);
    if (!id || !places_building(c, id, &p->b) || !places_unit(c, req_id(c, "unit"), &p->unit)) {
        return false;
    }
    if (p->unit.building_id != id) {
        return not_found(c);
    }
    p->path = area_path(c, "b/%" PRId64, id);
    if (!doors_flags(c, id, &p->flags) || !people_of_building(c, id, &all) || !load_ticks(c, p) ||
        !office_phone(c, &p->office)) {
        return false;
    }
    for (size_t i = 0; i < all.n; i++) {
        if (all.v[i].unit_id == p->unit.id) {
            list_push(c->arena, &p->folk, all.v[i]);
        }
    }
    if (!places_households_of(c, p->unit.id, day_text(c->arena, c->now), &p->households)) {
        return false;
    }
    p->keeps = c->app->may(c, DUTY_CONFIRM_CLAIM, id);
    p->sees_phone = p->sets_call = c->app->may(c, DUTY_SEE_PHONE, id);
    p->may_call = doors_has(&p->flags, p->unit.id, DOOR_CALL);
    return true;
}

static void door_page(struct ctx *c, const struct door_page *p)
{
    int64_t roll = req_query_int(c, "roll", 0);
    page_begin(c, &(struct page){.title = arena_printf(c->arena, "%s %s", p->b.name, p->unit.name),
                      .at = p->b.compound,
                      .back = roll ? arena_printf(c->arena, "%s/doors?roll=%" PRId64, p->path, roll)
                                   : arena_printf(c->arena, "%s/doors", p->path),
                      .tab = "plan",
                      .no_index = true});
    door_page_tpl(c, p);
    page_end(c);
}

/* After a tap: that it was kept. */
static void say_kept(struct ctx *c, const struct door_page *p)
{
    int64_t kind = req_query_int(c, "told", 0);
    if (kind < DOOR_AWAY || kind > DOOR_KINDS || !str_empty(c->req->notice.kind)) {
        return;
    }
    const char *label = doors_flag_label((enum door_kind)kind);
    bool on = doors_has(&p->flags, p->unit.id, (enum door_kind)kind);
    c->req->notice = (struct notice){.kind = "ok",
        .words = on ? WORDS(N_("记下了：{0}。"), MSG(label))
                    : WORDS(N_("记下了：不再是「{0}」。"), MSG(label))};
}

static void show_door(struct ctx *c)
{
    struct door_page p = {0};
    if (load_door(c, &p)) {
        say_kept(c, &p);
        door_page(c, &p);
    }
}

/* The home agreed to be called: its numbers in full, told to each whose number it is. */
static void do_call(struct ctx *c)
{
    struct door_page p = {0};
    if (!load_door(c, &p)) {
        return;
    }
    if (!p.may_call) {
        refuse(&c->err, NULL, SAY(N_("这一户没有同意打电话，请居委会先问过。")));
        return;
    }
    const char *why = T(c, doors_flag_label(DOOR_CALL));
    for (size_t i = 0; i < p.folk.n && !c->err.kind; i++) {
        if (!str_empty(p.folk.v[i].phone)) {
            people_tell_phone_seen(c, &p.folk.v[i], why);
        }
    }
    p.calls = true;
    door_page(c, &p);
}

static void do_flag(struct ctx *c)
{
    const struct flag_form *f = c->req->form;
    int64_t stair = rolls_place_of(c), unit = req_id(c, "unit");
    if (!stair) {
        return;
    }
    /* That a home agreed to be called is not for the one who wants to call to say. */
    if (f->kind == DOOR_CALL && !c->app->may(c, DUTY_SEE_PHONE, stair)) {
        fail(&c->err, ERR_DENIED, SAY(N_("住户同不同意，由居委会问过再记。")));
    } else if (doors_set(c, stair, unit, (enum door_kind)f->kind, f->on)) {
        redirect(
            c, area_path(c, "b/%" PRId64 "/doors/%" PRId64 "?told=%" PRId64, stair, unit, f->kind));
    }
}

#define STAIR .duty = DUTY_SEE_ROLL, .place_of = rolls_place_of

static const struct route routes[] = {
    {"GET", "/a/:area/b/:id/doors", show_doors, STAIR,
        .title = N_("门户表：各户登记、电话、在办的事、打勾")},
    {"GET", "/a/:area/b/:id/doors/:unit", show_door, STAIR, .title = N_("门户表里的一户")},
    {"POST", "/a/:area/b/:id/doors/:unit", do_flag, STAIR, .hands = HANDS_SELF, .form = &flag_form,
        .show = show_door, .title = N_("记一户外出、出租、空置")},
    {"POST", "/a/:area/b/:id/doors/:unit/call", do_call, STAIR, .hands = HANDS_SELF,
        .show = show_door, .title = N_("给同意的一户打电话：看完整的号码")},
    {0},
};

const struct module doors_module = {.name = "doors", .tier = 3, .routes = routes};
