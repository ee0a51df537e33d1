/* people_phone_pages.c - a full phone, with its reason: shown in the answer to the POST and never
 * again. */
#include "lib/base/app.h"
#include "lib/base/seal.h"
#include "lib/web/page.h"
#include "lib/web/parts.h"
#include "lib/web/web.h"
#include "src/bodies/duties.h"
#include "src/people/people_room.h"

struct phone_form {
    const char *reason;
};

static const struct field phone_fields[] = {
    FIELD(struct phone_form, FIELD_TEXT, reason, .min = 2, .max = 200,
        .label = N_("为什么要看完整的号码"),
        .help = N_("会记下来，谁看的、为什么，都查得到。比如：通知停水，短信没回。"),
        .required = true),
    {0},
};
static const struct form phone_form = {"people.phone", sizeof(struct phone_form), phone_fields};

struct phone_page {
    struct person p;
    const char *masked, *shown; /* shown: once, after the reason; else "" */
};

#include "people_phone.html.h"

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
    {"GET", "/a/:area/people/:id/phone", show_phone, DUTY_SEE_PHONE, .place_of = place_of_person,
        .title = N_("看手机号")},
    {"POST", "/a/:area/people/:id/phone", tell_phone, DUTY_SEE_PHONE, HANDS_SELF, &phone_form,
        show_phone, place_of_person, .title = N_("写明原因，看完整的手机号")},
    {0},
};

const struct module people_module = {.name = "people",
    .tier = 0,
    .routes = routes,
    .personal = people_personal,
    .forget = people_forget};
