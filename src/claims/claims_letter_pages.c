/* claims_letter_pages.c - letters with a PIN for each home, shown in the answer to the POST
 * and never again. */
#include <inttypes.h>

#include "lib/base/app.h"
#include "lib/paper/paper.h"
#include "lib/web/page.h"
#include "lib/web/parts.h"
#include "lib/web/web.h"
#include "src/bodies/duties.h"
#include "src/claims/claims_room.h"
#include "src/places/places.h"

struct letters_form {
    int64_t unit;
};
static const struct field letters_fields[] = {
    FIELD(struct letters_form, FIELD_ID, unit, .label = N_("印哪一室"),
        .help = N_("不选，就印所有还没有信的。再印一封，前一封就作废。")),
    {0},
};
static const struct form letters_form = {
    "claims.letters", sizeof(struct letters_form), letters_fields};
struct letters_page {
    struct building b;
    struct area a;
    struct letters all;
    const struct choice *choices;
    const char *address; /* typed by who cannot scan */
    struct html qr;
    int64_t ends_at;
    int open; /* homes without a letter that still counts */
};
/* Lies over the PIN when folded: against the light there are digits everywhere. */
static const char letter_mask[] =
    "83915067 24860713 59302864 71498205 36072581 90417632 58263904 17350826 64908137 25791403 "
    "80653927 41207586 93814620 57036918 28490361 76152039 30987415 62549807 19876350 45032781";

struct batch_form {
    int64_t compound;
};
static const struct field batch_fields[] = {
    FIELD(struct batch_form, FIELD_ID, compound, .label = N_("小区")), {0}};
static const struct form batch_form = {"claims.batch", sizeof(struct batch_form), batch_fields};
enum { BATCH_HOMES = 96 }; /* a packet of paper holds five such, a session of folding one */
struct batch_page {
    struct unlettered all;
    int64_t compound;
    struct chip *chips;
    size_t n_chips;
    size_t stairs; /* so many of them make the next batch */
    int64_t homes;
    const char *names; /* "1号楼、2号楼" */
};

#include "claims_batch.html.h"
#include "claims_letter.html.h"

static int64_t place_of_letters(struct ctx *c)
{
    struct building b;
    return places_building(c, req_id(c, "id"), &b) ? b.id : 0;
}

/* Letters -------------------------------------------------------------------------------------- */
static void address(struct ctx *c, struct letters_page *p)
{
    p->ends_at = c->now + PIN_DAYS * MS_PER_DAY;
    p->address = arena_printf(c->arena, "%s%s", c->app->base_url, area_path(c, "claim/pin"));
    const char *scan = arena_printf(c->arena, "%s?place=%" PRId64, p->address, p->b.id);
    p->qr = (struct html){qr_svg(c->arena, scan, T(c, N_("二维码：确认住哪一间")))};
}

static bool load_letters(struct ctx *c, struct letters_page *p)
{
    int64_t id = req_id(c, "id");
    if (!places_building(c, id, &p->b) || !places_area(c, c->area_id, &p->a) ||
        !claims_letters(c, id, &p->all)) {
        return false;
    }
    struct choice *choices = arena_alloc(c->arena, (p->all.n + 1) * sizeof(*choices));
    for (size_t i = 0; i < p->all.n; i++) {
        choices[i] = (struct choice){.value = p->all.v[i].unit_id, .label = p->all.v[i].unit};
        p->open += !p->all.v[i].letter_ends_at;
    }
    p->choices = choices;
    address(c, p);
    return true;
}

static void begin_paper(struct ctx *c, const struct letters_page *p)
{
    page_begin(c, &(struct page){.title = say(c, WORDS(N_("{0}的密码信"), TEXT(p->b.name))),
                      .back = area_path(c, "b/%" PRId64, p->b.id),
                      .focus = true,
                      .body_class = "paper",
                      .no_index = true});
}

static void show_letters(struct ctx *c)
{
    struct letters_page p = {0};
    if (!load_letters(c, &p)) {
        return;
    }
    begin_paper(c, &p);
    letters_preview_html(c, &p);
    page_end(c);
}

static void print_letters(struct ctx *c)
{
    const struct letters_form *f = c->req->form;
    struct letters_page p = {0};
    size_t printed = 0;
    if (!load_letters(c, &p)) {
        return;
    }
    for (size_t i = 0; i < p.all.n; i++) {
        struct letter *l = &p.all.v[i];
        bool wanted = f->unit ? l->unit_id == f->unit : !l->letter_ends_at;
        if (wanted) {
            l->pin = claims_pin_letter(c, l->unit_id);
            printed++;
        }
    }
    if (!printed && !c->err.kind) {
        refuse(&c->err, "unit", SAY(N_("每一室都已经有信了。要重印，请选是哪一室。")));
    }
    if (c->err.kind) {
        return;
    }
    begin_paper(c, &p);
    print_now_html(c);
    letters_html(c, &p);
    page_end(c);
}

/* Many stairs -----------------------------------------------------------------------------------
 */
static bool load_chips(struct ctx *c, struct batch_page *p)
{
    struct places all = {0};
    if (!places_compounds(c, &all)) {
        return false;
    }
    p->chips = arena_alloc(c->arena, (all.n + 1) * sizeof(*p->chips));
    p->chips[p->n_chips++] =
        (struct chip){area_path(c, "letters"), T(c, N_("全部")), -1, !p->compound};
    for (size_t i = 0; i < all.n; i++) {
        p->chips[p->n_chips++] =
            (struct chip){area_path(c, "letters?compound=%" PRId64, all.v[i].id), all.v[i].name, -1,
                p->compound == all.v[i].id};
    }
    return true;
}

/* Whole stairs, one at least: a leader gets all of hers at once. */
static bool load_batch(struct ctx *c, int64_t compound, struct batch_page *p)
{
    p->compound = compound;
    if (!claims_unlettered(c, compound, &p->all) || !load_chips(c, p)) {
        return false;
    }
    p->names = "";
    for (size_t i = 0; i < p->all.n; i++) {
        const struct unlettered_stair *s = &p->all.v[i];
        if (p->stairs && p->homes + s->homes > BATCH_HOMES) {
            break;
        }
        p->names = arena_printf(c->arena, "%s%s%s", p->names, i ? "、" : "", s->b.name);
        p->homes += s->homes;
        p->stairs++;
    }
    return true;
}

static void begin_batch(struct ctx *c)
{
    page_begin(c, &(struct page){.title = T(c, N_("密码信")),
                      .back = area_path(c, "%s", ""),
                      .focus = true,
                      .body_class = "paper",
                      .no_index = true});
}

static void show_batch(struct ctx *c)
{
    struct batch_page p = {0};
    if (load_batch(c, req_query_int(c, "compound", 0), &p)) {
        begin_batch(c);
        batch_html(c, &p);
        page_end(c);
    }
}

static bool print_stair(struct ctx *c, const struct building *b, struct letters_page *p)
{
    *p = (struct letters_page){.b = *b};
    if (!places_area(c, c->area_id, &p->a) || !claims_unlettered_homes(c, b->id, &p->all)) {
        return false;
    }
    for (size_t i = 0; i < p->all.n; i++) {
        p->all.v[i].pin = claims_pin_letter(c, p->all.v[i].unit_id);
    }
    address(c, p);
    return !c->err.kind;
}

static void print_batch(struct ctx *c)
{
    const struct batch_form *f = c->req->form;
    struct batch_page p = {0};
    if (!load_batch(c, f->compound, &p)) {
        return;
    }
    if (!p.stairs) {
        refuse(
            &c->err, NULL, SAY(N_("这里每一户都有信，或者已经确认了。要重印，请到那一栋的页面。")));
        return;
    }
    struct letters_page *of = arena_alloc(c->arena, p.stairs * sizeof(*of));
    for (size_t i = 0; i < p.stairs; i++) {
        if (!print_stair(c, &p.all.v[i].b, &of[i])) {
            return;
        }
    }
    begin_batch(c);
    print_now_html(c);
    for (size_t i = 0; i < p.stairs; i++) {
        letters_html(c, &of[i]);
    }
    next_batch_html(c, &p);
    page_end(c);
}

static const struct route routes[] = {
    {"GET", "/a/:area/letters", show_batch, DUTY_PRINT, .title = N_("密码信")},
    {"POST", "/a/:area/letters", print_batch, DUTY_PRINT, HANDS_SELF, &batch_form, show_batch,
        .title = N_("印一批密码信")},
    {"GET", "/a/:area/b/:id/letters", show_letters, DUTY_PRINT, .place_of = place_of_letters,
        .title = N_("密码信")},
    {"POST", "/a/:area/b/:id/letters", print_letters, DUTY_PRINT, HANDS_SELF, &letters_form,
        show_letters, place_of_letters, .title = N_("印密码信")},
    {0},
};

const struct module claims_letter_module = {.name = "letters", .routes = routes};
