/* people_sign_pages.c - signing in: residents by phone code, staff by password and one-time code.
 */
#include "lib/web/page.h"
#include "lib/web/parts.h"
#include "lib/web/web.h"
#include "src/people/people_room.h"

struct phone_form {
    const char *phone, *back;
};
struct code_form {
    const char *code, *back;
};
struct staff_form {
    const char *login, *password, *totp, *back;
};

static const struct field phone_fields[] = {
    FIELD(struct phone_form, FIELD_PHONE, phone, .label = N_("手机号"), .required = true,
        .personal = true, .autocomplete = "tel"),
    FIELD(struct phone_form, FIELD_TEXT, back, .max = 300, .label = N_("回到"), .hidden = true),
    {0},
};
static const struct field code_fields[] = {
    FIELD(struct code_form, FIELD_CODE, code, .min = CODE_DIGITS, .max = CODE_DIGITS_ALARM,
        .label = N_("验证码"), .required = true, .autocomplete = "one-time-code"),
    FIELD(struct code_form, FIELD_TEXT, back, .max = 300, .label = N_("回到"), .hidden = true),
    {0},
};
static const struct field staff_fields[] = {
    FIELD(struct staff_form, FIELD_TEXT, login, .max = 40, .label = N_("登录名"), .required = true,
        .autocomplete = "username"),
    FIELD(struct staff_form, FIELD_SECRET, password, .max = 200, .label = N_("密码"),
        .required = true, .autocomplete = "current-password"),
    FIELD(struct staff_form, FIELD_CODE, totp, .min = 6, .max = 6, .label = N_("动态码"),
        .required = true, .autocomplete = "one-time-code"),
    FIELD(struct staff_form, FIELD_TEXT, back, .max = 300, .label = N_("回到"), .hidden = true),
    {0},
};
static const struct form phone_form = {"people.phone", sizeof(struct phone_form), phone_fields};
static const struct form code_form = {"people.code", sizeof(struct code_form), code_fields};
static const struct form staff_form = {"people.staff", sizeof(struct staff_form), staff_fields};

#include "people_sign.html.h"

static const char *way_back(const char *back)
{
    return people_is_path(back) ? back : "/";
}

static void begin(struct ctx *c, const char *title)
{
    page_begin(c, &(struct page){.title = title, .focus = true, .back = "/", .no_index = true});
}

static void show_phone(struct ctx *c)
{
    begin(c, T(c, N_("登录")));
    form_fill(c, &phone_form, &(struct phone_form){.phone = "", .back = req_query(c, "back")});
    sign_phone_html(c);
    page_end(c);
}

static void show_code(struct ctx *c)
{
    const char *phone = people_last_code_phone(c), *demo = people_demo_message(c);
    begin(c, T(c, N_("输入验证码")));
    form_fill(c, &code_form, &(struct code_form){.code = "", .back = req_query(c, "back")});
    sign_code_html(c, mask_phone(c, phone), demo);
    page_end(c);
}

static void show_staff(struct ctx *c)
{
    begin(c, T(c, N_("工作人员登录")));
    form_fill(c, &staff_form,
        &(struct staff_form){
            .login = "", .password = "", .totp = "", .back = req_query(c, "back")});
    sign_staff_html(c);
    page_end(c);
}

static void send_code(struct ctx *c)
{
    const struct phone_form *f = c->req->form;
    int64_t code;
    session_need(c);
    if (people_send_code(c, f->phone, &code)) {
        redirect(c, arena_printf(c->arena, "/login/code?back=%s", way_back(f->back)));
    }
}

static void check_code(struct ctx *c)
{
    const struct code_form *f = c->req->form;
    const char *phone;
    int64_t account;
    if (people_check_code(c, f->code, &account, &phone) && session_sign_in(c, account, false)) {
        redirect(c, way_back(f->back));
    }
}

static const char *stored_hash(struct ctx *c)
{
    const struct staff_form *f = c->req->form;
    return people_password_of(c, f->login);
}

static void staff_login(struct ctx *c)
{
    const struct staff_form *f = c->req->form;
    int64_t account;
    if (people_staff_login(c, f->login, c->req->hash_ok == 1, f->totp, &account) &&
        session_sign_in(c, account, true)) {
        redirect(c, way_back(f->back));
    }
}

static void sign_out(struct ctx *c)
{
    if (session_sign_out(c)) {
        redirect(c, "/");
    }
}

static const struct route routes[] = {
    {"GET", "/login", show_phone, DUTY_PUBLIC, .title = N_("登录")},
    {"POST", "/login", send_code, DUTY_VISITOR, HANDS_SELF, &phone_form, show_phone,
        .own_key = true, .title = N_("要验证码")},
    {"GET", "/login/code", show_code, DUTY_PUBLIC, .title = N_("输入验证码")},
    {"POST", "/login/code", check_code, DUTY_VISITOR, HANDS_SELF, &code_form, show_code,
        .own_key = true, .title = N_("用验证码登录")},
    {"GET", "/staff", show_staff, DUTY_PUBLIC, .title = N_("工作人员登录")},
    {"POST", "/staff", staff_login, DUTY_VISITOR, HANDS_SELF, &staff_form, show_staff,
        .own_key = true, .title = N_("用密码和动态码登录"), .hash_of = stored_hash},
    {"POST", "/logout", sign_out, DUTY_VISITOR, HANDS_SELF, .own_key = true,
        .title = N_("退出登录")},
    {0},
};

const struct module people_sign_module = {.name = "sign", .tier = 0, .routes = routes};
