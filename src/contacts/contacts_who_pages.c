/* contacts_who_pages.c - from a telephone to who serves me: a code is proof enough, no account is
 * made. A number that is on no roster gets the area's contacts, in the same words. */
#include <inttypes.h>

#include "lib/base/seal.h"
#include "lib/web/parts.h"
#include "lib/web/web.h"
#include "src/accounts/accounts.h"
#include "src/contacts/contacts_room.h"

struct phone_form {
    const char *phone;
};
struct code_form {
    const char *code;
};
static const struct field phone_fields[] = {
    FIELD(struct phone_form, FIELD_PHONE, phone, .label = N_("手机号"), .required = true,
        .personal = true, .autocomplete = "tel"),
    {0},
};
static const struct field code_fields[] = {
    FIELD(struct code_form, FIELD_CODE, code, .min = CODE_DIGITS, .max = CODE_DIGITS_ALARM,
        .label = N_("验证码"), .required = true, .autocomplete = "one-time-code"),
    {0},
};
static const struct form phone_form = {"contacts.phone", sizeof(struct phone_form), phone_fields};
static const struct form code_form = {"contacts.code", sizeof(struct code_form), code_fields};

#include "contacts_who.html.h"

static void begin(struct ctx *c, const char *title)
{
    page_begin(
        c, &(struct page){
               .title = title, .focus = true, .back = area_path(c, "contacts"), .no_index = true});
}

static void show_phone(struct ctx *c)
{
    begin(c, T(c, N_("按手机号找我的楼")));
    form_fill(c, &phone_form, &(struct phone_form){.phone = ""});
    who_phone_tpl(c);
    page_end(c);
}

static void do_phone(struct ctx *c)
{
    const struct phone_form *f = c->req->form;
    int64_t code;
    if (accounts_send_code(c, f->phone, &code)) {
        redirect(c, area_path(c, "who/code"));
    }
}

static void show_code(struct ctx *c)
{
    accounts_show_trouble(c);
    begin(c, T(c, N_("输入验证码")));
    form_fill(c, &code_form, &(struct code_form){.code = ""});
    who_code_tpl(c, mask_phone(c, accounts_last_code_phone(c)), accounts_demo_message(c));
    page_end(c);
}

/* A wrong try counts, so the answer to it is committed: a redirect. */
static void do_code(struct ctx *c)
{
    const struct code_form *f = c->req->form;
    const char *phone;
    if (!accounts_prove_phone(c, f->code, &phone)) {
        if (c->err.kind == ERR_RULE) {
            (void)err_take(&c->err);
            redirect(c, area_path(c, "who/code"));
        }
        return;
    }
    int64_t stair = contacts_stair_of_phone(c, phone);
    redirect(c, stair ? area_path(c, "contacts/%" PRId64 "?by=phone", stair)
                      : area_path(c, "contacts?by=phone"));
}

static const struct route routes[] = {
    {"GET", "/a/:area/who", show_phone, DUTY_PUBLIC, .title = N_("按手机号找谁服务我")},
    {"POST", "/a/:area/who", do_phone, DUTY_VISITOR, HANDS_SELF, &phone_form, show_phone,
        .title = N_("要验证码，不建账户")},
    {"GET", "/a/:area/who/code", show_code, DUTY_PUBLIC, .title = N_("输入验证码，看谁服务我")},
    {"POST", "/a/:area/who/code", do_code, DUTY_VISITOR, HANDS_SELF, &code_form, show_code,
        .title = N_("凭验证码看谁服务我")},
    {0},
};

const struct module contacts_who_module = {.name = "who", .tier = 3, .routes = routes};
