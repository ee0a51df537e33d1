/* contacts_card_pages.c - 连心卡: one for the door, many on A4, and which stair has which. The code
 * in the QR is written in capitals, which makes a coarser pattern, to be read from further away. */
#include <ctype.h>
#include <inttypes.h>
#include <string.h>

#include "lib/base/app.h"
#include "lib/db/job.h"
#include "lib/paper/paper.h"
#include "lib/web/parts.h"
#include "lib/web/web.h"
#include "src/bodies/duties.h"
#include "src/contacts/contacts_room.h"
#include "src/places/places.h"
#include "src/rolls/rolls.h"

enum { SHEETS_AT_ONCE = 25, CARDS_A_SHEET = 4 };

struct print_form {
    int64_t place;
    bool per_home;
};
static const struct field print_fields[] = {
    FIELD(struct print_form, FIELD_FOUND, place, .label = N_("印哪里的"),
        .help = N_("写楼号，或小区、网格、片区的名字；全居民区写「全」。"),
        .finder = &places_finder, .required = true),
    FIELD(struct print_form, FIELD_FLAG, per_home, .label = N_("一户一张（不选就一个楼组一张）")),
    {0},
};
static const struct form print_form = {"contacts.print", sizeof(struct print_form), print_fields};

struct card_page {
    struct card_content k;
    struct html qr;
    const char *says, *change; /* change: what has changed since it was last printed */
    bool prints;
    int64_t place_id, day;
};
struct register_page {
    struct list_view v;
    int64_t stale, never, compared_at;
    struct soons soon;
};
struct faces { /* what is printed: the same stair as often as it has homes */
    struct card_page *v;
    size_t n, cap;
};
struct run_page {
    struct card_run r;
    struct faces faces;
    int64_t total; /* of the whole run */
    const char *says, *next;
    bool whole; /* all stairs of its place: a roll can be opened for that */
};

/* "明天换人（楼组长）" */
static const char *soon_said(struct ctx *c, const struct soon *s)
{
    bool next = str_same(s->day, day_text(c->arena, c->now + MS_PER_DAY));
    const char *day = next ? T(c, N_("明天")) : say_date(c, s->day);
    return say(c, WORDS(s->somebody ? N_("{0}换人（{1}）") : N_("{0}改电话或名字（{1}）"),
                      TEXT(day), MSG(s->role)));
}

#include "contacts_card.html.h"

/* "HTTPS://HOST/Q/ABC123" */
static struct html qr_of(struct ctx *c, const struct card_content *k)
{
    char *url = arena_printf(c->arena, "%s/Q/%s", c->app->base_url, k->code);
    for (char *p = url; *p; p++) {
        *p = (char)toupper((unsigned char)*p);
    }
    return (struct html){
        qr_svg(c->arena, url, say(c, WORDS(N_("二维码：{0}的页面"), TEXT(k->building))))};
}

static int64_t place_of(struct ctx *c)
{
    return rolls_place_of(c);
}

/* One card, for everybody. */
static void show_card(struct ctx *c)
{
    struct card_page p = {.day = c->now, .place_id = place_of(c)};
    struct building b;
    if (!p.place_id || !contacts_card(c, p.place_id, &p.k) || !places_building(c, p.place_id, &b)) {
        return;
    }
    p.qr = qr_of(c, &p.k);
    p.prints = c->app->may(c, DUTY_PRINT, p.place_id);
    p.says = say(c, WORDS(N_("A6，一户一张，本楼 {0} 户。"), INT(b.households)));
    page_begin(c, &(struct page){.title = say(c, WORDS(N_("{0}连心卡"), TEXT(b.name))),
                      .back = area_path(c, "contacts/%" PRId64, p.place_id),
                      .focus = true,
                      .body_class = "paper-a6"});
    card_page_tpl(c, &p);
    page_end(c);
}

/* The register ------------------------------------------------------------------------------------
 */
enum { SOON = 4 }; /* the column */

static bool fill_soon(struct ctx *c, struct register_page *p)
{
    if (!contacts_soon(c, &p->soon)) {
        return false;
    }
    for (size_t i = 0; i < p->v.rows.n; i++) {
        const struct soon *s = contacts_soon_of(&p->soon, p->v.rows.v[i].id);
        if (s) {
            p->v.rows.v[i].v[SOON] = value_text(soon_said(c, s));
        }
    }
    return true;
}

static void show_register(struct ctx *c)
{
    struct register_page p = {0};
    if (!list_view_load(c, &contacts_cards_list, 0, 0, &p.v) || !fill_soon(c, &p) ||
        list_export(c, &p.v) || !contacts_stale(c, &p.stale, &p.never)) {
        return;
    }
    p.compared_at = contacts_last_run(c);
    form_fill(c, &print_form,
        &(struct print_form){.place = req_query_int(c, "place", 0), .per_home = true});
    page_begin(
        c, &(struct page){
               .title = T(c, N_("连心卡登记")), .tab = "desk", .wide = true, .no_index = true});
    register_tpl(c, &p);
    page_end(c);
}

static void do_print(struct ctx *c)
{
    const struct print_form *f = c->req->form;
    struct card_run r;
    if (contacts_print(c, f->place, f->per_home, &r)) {
        redirect(c, area_path(c, "cards/%" PRId64, r.id));
    }
}

static void do_reprint(struct ctx *c)
{
    struct card_run r;
    if (contacts_reprint(c, &r)) {
        redirect(c, area_path(c, "cards/%" PRId64, r.id));
    }
}

static void do_compare(struct ctx *c)
{
    if (job_put(c, "contacts.compare", c->area_id, c->now)) {
        redirect(c, area_path(c, "cards"));
    }
}

/* Stairs whose card has changed are printed again, each as often as it has homes. */
static void do_one(struct ctx *c)
{
    struct card_run r;
    int64_t stair = place_of(c);
    if (stair && contacts_print(c, stair, true, &r)) {
        redirect(c, area_path(c, "cards/%" PRId64, r.id));
    }
}

/* A run -------------------------------------------------------------------------------------------
 */
static void put_faces(
    struct ctx *c, const struct cards *all, int64_t from, int64_t most, struct run_page *p)
{
    for (size_t i = 0; i < all->n; i++) {
        struct card_page face = {.k = all->v[i].content, .day = p->r.made_at};
        for (int64_t k = 0; k < all->v[i].copies; k++, p->total++) {
            if (p->total < from || p->total >= from + most) {
                continue;
            }
            face.qr = face.qr.v ? face.qr : qr_of(c, &face.k);
            list_push(c->arena, &p->faces, face);
        }
    }
}

static bool load_run(struct ctx *c, struct run_page *p)
{
    struct cards all = {0};
    struct ids under = {0};
    enum { MOST = SHEETS_AT_ONCE * CARDS_A_SHEET };
    int64_t from = req_query_int(c, "from", 0);
    if (!contacts_run(c, req_id(c, "id"), &p->r)) {
        return false;
    }
    if (!p->r.finished_at) {
        return true;
    }
    if (!contacts_run_cards(c, p->r.id, &all) || !places_under(c, p->r.place_id, "", &under)) {
        return false;
    }
    from = from > 0 ? from : 0;
    put_faces(c, &all, from, MOST, p);
    int64_t to = from + (int64_t)p->faces.n;
    p->says = say(c, WORDS(N_("第 {0} 到 {1} 张，共 {2} 张卡；一张 A4 四张卡，沿虚线裁开。"),
                         INT(from + 1), INT(to), INT(p->total)));
    p->whole = (int64_t)under.n == p->r.stairs;
    p->next = to < p->total ? area_path(c, "cards/%" PRId64 "?from=%" PRId64, p->r.id, to) : NULL;
    return true;
}

static void show_run(struct ctx *c)
{
    struct run_page p = {0};
    if (!load_run(c, &p)) {
        return;
    }
    bool waits = !p.r.finished_at;
    page_begin(c, &(struct page){.title = T(c, N_("印连心卡")),
                      .back = area_path(c, "cards"),
                      .focus = true,
                      .refresh = waits ? 15 : 0,
                      .body_class = "paper-cut",
                      .no_index = true});
    (waits ? run_waits_tpl : run_tpl)(c, &p);
    page_end(c);
}

static void do_roll(struct ctx *c)
{
    struct card_run run;
    struct roll r = {.kind = rolls_kind(c, "contacts.cards")};
    if (!contacts_run(c, req_id(c, "id"), &run)) {
        return;
    }
    r.place_id = run.place_id;
    if (rolls_open(c, &r)) {
        redirect(c, area_path(c, "rolls/%" PRId64, r.id));
    }
}

static const struct route routes[] = {
    {"GET", "/a/:area/b/:id/card", show_card, DUTY_PUBLIC, .place_of = place_of,
        .title = N_("连心卡 A6")},
    {"POST", "/a/:area/b/:id/card", do_one, DUTY_PRINT, .hands = HANDS_SELF, .place_of = place_of,
        .title = N_("印一栋楼的连心卡，登记下来")},
    {"GET", "/a/:area/cards", show_register, DUTY_PRINT, .list = &contacts_cards_list,
        .title = N_("连心卡登记：谁有、谁要重印")},
    {"POST", "/a/:area/cards", do_print, DUTY_PRINT, HANDS_SELF, &print_form, show_register,
        .title = N_("印许多连心卡")},
    {"POST", "/a/:area/cards-reprint", do_reprint, DUTY_PRINT, HANDS_SELF, NULL, show_register,
        .title = N_("把要重印的连心卡一起印")},
    {"POST", "/a/:area/cards-compare", do_compare, DUTY_PRINT, .hands = HANDS_SELF,
        .title = N_("比一遍印好的卡")},
    {"GET", "/a/:area/cards/:id", show_run, DUTY_PRINT, .title = N_("一次印卡，A4 四张")},
    {"POST", "/a/:area/cards/:id/roll", do_roll, DUTY_PRINT, .hands = HANDS_SELF,
        .title = N_("开一份送卡名册")},
    {0},
};

static const struct job_kind jobs[] = {
    {.kind = "contacts.print", .run = contacts_print_job, .slow = true},
    {.kind = "contacts.compare", .run = contacts_compare_job},
    {0},
};

static const struct roll_mark marks[] = {
    {1, TICK_DONE, 0, N_("送到"), "收到 已收 拿到 有了 已领 领了 领过 领到 ✅ ✔ √ 👌 👍 [OK]"},
    {2, TICK_REFUSED, 0, N_("不要"), "不要 不需要 不用 拒绝 ❌ ✖ ×"},
    {3, TICK_AWAY, 0, N_("没人"), "不在家 没在家 没人 出差 在外地"},
    {0},
};
static const struct roll_kind kinds[] = {
    {
        .name = "contacts.cards",
        .title = N_("送连心卡"),
        .subject = ROLL_HOUSEHOLDS,
        .living = true,
        .opens = DUTY_PRINT,
        .ticks = DUTY_SEE_ROLL,
        .marks = marks,
    },
    {0},
};
static const struct list *const lists[] = {&contacts_cards_list, NULL};

const struct module contacts_card_module = {.name = "cards",
    .tier = 3,
    .routes = routes,
    .lists = lists,
    .jobs = jobs,
    .rolls = kinds,
    .forget = contacts_forget};
