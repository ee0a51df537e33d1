/* demo_pages.c - /demo: be anybody of the invented neighbourhood. Only in a demo store. */
#include "app/demo.h"

#include "lib/base/module.h"
#include "lib/web/page.h"
#include "lib/web/parts.h"
#include "lib/web/web.h"

struct demo_page {
    struct personas personas;
    const char *area;
};
struct demo_form {
    const char *who;
};

static const struct field demo_fields[] = {
    FIELD(struct demo_form, FIELD_TEXT, who, .max = 20, .label = N_("身份"), .required = true,
        .hidden = true),
    {0},
};
static const struct form demo_form = {"demo.be", sizeof(struct demo_form), demo_fields};

#include "demo.html.h"

static bool only_in_a_demo(struct ctx *c)
{
    return c->app->demo || not_found(c);
}

static void show_demo(struct ctx *c)
{
    struct demo_page p = {0};
    if (!only_in_a_demo(c) || !demo_personas(c, &p.personas)) {
        return;
    }
    p.area = demo_area_code(c);
    page_begin(c, &(struct page){.title = T(c, N_("演示")), .no_index = true});
    demo_html(c, &p);
    page_end(c);
}

static void be_somebody(struct ctx *c)
{
    const struct demo_form *f = c->req->form;
    struct personas all = {0};
    if (!only_in_a_demo(c) || !demo_personas(c, &all)) {
        return;
    }
    for (size_t i = 0; i < all.n; i++) {
        const struct persona *p = &all.v[i];
        if (str_same(p->key, f->who) && session_sign_in(c, p->account_id, p->staff)) {
            redirect(
                c, arena_printf(c->arena, "/a/%s%s", str_or(p->area, demo_area_code(c)), p->path));
            return;
        }
    }
    (void)not_found(c);
}

static const struct route routes[] = {
    {"GET", "/demo", show_demo, DUTY_PUBLIC, .title = N_("演示身份")},
    {"POST", "/demo", be_somebody, DUTY_VISITOR, HANDS_SELF, &demo_form, show_demo, .own_key = true,
        .title = N_("换成演示身份")},
    {0},
};

const struct module demo_module = {.name = "demo", .tier = 4, .routes = routes};
