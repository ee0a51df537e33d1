/* claims_desk_pages.c - account recovery at the desk: who it is, who says so, a code for once. */
#include <inttypes.h>

#include "lib/base/app.h"
#include "lib/web/page.h"
#include "lib/web/parts.h"
#include "lib/web/web.h"
#include "src/bodies/duties.h"
#include "src/claims/claims_room.h"

struct recover_form {
    int64_t how;
    const char *witness, *reason;
};
static const struct choice hows[] = {
    {1, "document", N_("看过证件"), N_("只看，不抄、不拍。")},
    {2, "leader", N_("楼组长当面认得")},
    {3, "family", N_("家里人陪同来的")},
    {0},
};
static const struct field recover_fields[] = {
    FIELD(struct recover_form, FIELD_CHOICE, how, .label = N_("怎么核对的本人"), .required = true,
        .choices = hows),
    FIELD(struct recover_form, FIELD_TEXT, witness, .min = 2, .max = 30,
        .label = N_("另一位在场的人"), .help = N_("同事、楼组长或者家里人的姓名，两个人看过才给。"),
        .required = true, .autocomplete = "off"),
    FIELD(struct recover_form, FIELD_TEXT, reason, .min = 2, .max = 200,
        .label = N_("为什么要恢复"), .help = N_("比如：换了手机号；没有手机。"), .required = true),
    {0},
};
static const struct form recover_form = {
    "claims.recover", sizeof(struct recover_form), recover_fields};

#include "claims_desk.html.h"

static int64_t place_of(struct ctx *c)
{
    struct person p;
    if (!people_find(c, req_id(c, "id"), &p)) {
        return not_found(c);
    }
    return p.building_id ? p.building_id : c->area_id;
}

static void begin(struct ctx *c, const struct person *p)
{
    page_begin(c, &(struct page){.title = T(c, N_("恢复登录")),
                      .focus = true,
                      .body_class = "paper",
                      .back = area_path(c, "people/%" PRId64, p->id),
                      .no_index = true});
}

static void show_recover(struct ctx *c)
{
    struct person p;
    if (people_by_id(c, req_id(c, "id"), &p)) {
        begin(c, &p);
        recover_html(c, &p);
        page_end(c);
    }
}

static void do_recover(struct ctx *c)
{
    const struct recover_form *f = c->req->form;
    const char *code = NULL;
    struct person p;
    if (!people_by_id(c, req_id(c, "id"), &p)) {
        return;
    }
    const char *said = arena_printf(c->arena, "%s %s", f->reason, f->witness);
    if (claims_recover(c, &p, said, &code)) {
        begin(c, &p);
        code_html(c, &p, code, arena_printf(c->arena, "%s/login/desk", c->app->base_url));
        page_end(c);
    }
}

static const struct route routes[] = {
    {"GET", "/a/:area/people/:id/recover", show_recover, DUTY_SEE_PHONE, .place_of = place_of,
        .title = N_("柜台恢复登录")},
    {"POST", "/a/:area/people/:id/recover", do_recover, DUTY_SEE_PHONE, HANDS_SELF, &recover_form,
        show_recover, place_of, .title = N_("给一次性登录码")},
    {0},
};

const struct module claims_desk_module = {.name = "claims_desk", .tier = 0, .routes = routes};
