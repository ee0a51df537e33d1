/* people_letter_pages.c - letters with a PIN for each home; a full phone, with its reason. Both are
 * shown in the answer to the POST and never again. */
#include <inttypes.h>

#include "lib/base/app.h"
#include "lib/base/seal.h"
#include "lib/paper/paper.h"
#include "lib/web/page.h"
#include "lib/web/parts.h"
#include "lib/web/web.h"
#include "src/bodies/duties.h"
#include "src/people/people_room.h"
#include "src/places/places.h"

struct letters_form {
    int64_t unit;
};
struct phone_form {
    const char *reason;
};

static const struct field letters_fields[] = {
    FIELD(struct letters_form, FIELD_ID, unit, .label = N_("印哪一室"),
        .help = N_("不选，就印所有还没有信的。再印一封，前一封就作废。")),
    {0},
};
static const struct field phone_fields[] = {
    FIELD(struct phone_form, FIELD_TEXT, reason, .min = 2, .max = 200,
        .label = N_("为什么要看完整的号码"),
        .help = N_("会记下来，谁看的、为什么，都查得到。比如：通知停水，短信没回。"),
        .required = true),
    {0},
};
static const struct form letters_form = {
    "people.letters", sizeof(struct letters_form), letters_fields};
static const struct form phone_form = {"people.phone", sizeof(struct phone_form), phone_fields};

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
struct phone_page {
    struct person p;
    const char *masked, *shown; /* shown: once, after the reason; else "" */
};

#include "people_letter.html.h"

static int64_t place_of_letters(struct ctx *c)
{
    return req_id(c, "id");
}

/* Letters -------------------------------------------------------------------------------------- */
static bool load_letters(struct ctx *c, struct letters_page *p)
{
    int64_t id = req_id(c, "id");
    if (!places_building(c, id, &p->b) || !places_area(c, c->area_id, &p->a) ||
        !people_letters(c, id, &p->all)) {
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
            l->pin = people_pin_letter(c, l->unit_id);
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

/* A full phone --------------------------------------------------------------------------------- */
static int64_t place_of_person(struct ctx *c)
{
    struct person p;
    if (!people_find(c, req_id(c, "id"), &p)) {
        not_found(c);
        return 0;
    }
    return p.building_id ? p.building_id : c->area_id;
}

static void phone_page(struct ctx *c, const struct person *p, const char *shown)
{
    struct phone_page view = {.p = *p, .masked = mask_phone(c, p->phone), .shown = shown};
    page_begin(c, &(struct page){.title = T(c, N_("看手机号")),
                      .focus = true,
                      .back = area_path(c, "%s", ""),
                      .no_index = true});
    phone_html(c, &view);
    page_end(c);
}

static void show_phone(struct ctx *c)
{
    struct person p;
    if (people_by_id(c, req_id(c, "id"), &p)) {
        phone_page(c, &p, "");
    }
}

static void tell_phone(struct ctx *c)
{
    const struct phone_form *f = c->req->form;
    struct person p;
    if (people_by_id(c, req_id(c, "id"), &p) && people_tell_phone_seen(c, &p, f->reason)) {
        phone_page(c, &p, p.phone);
    }
}

static const struct route routes[] = {
    {"GET", "/a/:area/b/:id/letters", show_letters, DUTY_PRINT, .place_of = place_of_letters,
        .title = N_("密码信")},
    {"POST", "/a/:area/b/:id/letters", print_letters, DUTY_PRINT, HANDS_SELF, &letters_form,
        show_letters, place_of_letters, .title = N_("印密码信")},
    {"GET", "/a/:area/people/:id/phone", show_phone, DUTY_SEE_PHONE, .place_of = place_of_person,
        .title = N_("看手机号")},
    {"POST", "/a/:area/people/:id/phone", tell_phone, DUTY_SEE_PHONE, HANDS_SELF, &phone_form,
        show_phone, place_of_person, .title = N_("写明原因，看完整的手机号")},
    {0},
};

const struct module people_letter_module = {.name = "letters", .routes = routes};
