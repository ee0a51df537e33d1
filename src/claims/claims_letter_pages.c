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

#include "claims_letter.html.h"

static int64_t place_of_letters(struct ctx *c)
{
    struct building b;
    return places_building(c, req_id(c, "id"), &b) ? b.id : 0;
}

/* Letters -------------------------------------------------------------------------------------- */
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
    p->ends_at = c->now + PIN_DAYS * MS_PER_DAY;
    p->address = arena_printf(c->arena, "%s%s", c->app->base_url, area_path(c, "claim/pin"));
    const char *scan = arena_printf(c->arena, "%s?place=%" PRId64, p->address, p->b.id);
    p->qr = (struct html){qr_svg(c->arena, scan, T(c, N_("二维码：确认住哪一间")))};
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
    letters_html(c, &p);
    page_end(c);
}

static const struct route routes[] = {
    {"GET", "/a/:area/b/:id/letters", show_letters, DUTY_PRINT, .place_of = place_of_letters,
        .title = N_("密码信")},
    {"POST", "/a/:area/b/:id/letters", print_letters, DUTY_PRINT, HANDS_SELF, &letters_form,
        show_letters, place_of_letters, .title = N_("印密码信")},
    {0},
};

const struct module claims_letter_module = {.name = "letters", .routes = routes};
