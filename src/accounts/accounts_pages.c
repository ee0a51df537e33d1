/* accounts_pages.c - signing in: residents by phone code, staff by password and one-time code.
 */
#include <string.h>

#include "lib/base/seal.h"
#include "lib/web/page.h"
#include "lib/web/parts.h"
#include "lib/web/web.h"
#include "src/accounts/accounts_room.h"
#include "src/places/places.h"

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
static const struct field desk_fields[] = {
    FIELD(struct code_form, FIELD_CODE, code, .min = DESK_CODE_DIGITS, .max = DESK_CODE_DIGITS,
        .label = N_("10 位登录码"), .required = true, .autocomplete = "one-time-code"),
    FIELD(struct code_form, FIELD_TEXT, back, .max = 300, .label = N_("回到"), .hidden = true),
    {0},
};
static const struct form desk_form = {"accounts.desk", sizeof(struct code_form), desk_fields};
static const struct form phone_form = {"accounts.phone", sizeof(struct phone_form), phone_fields};
static const struct form code_form = {"accounts.code", sizeof(struct code_form), code_fields};
static const struct form staff_form = {"accounts.staff", sizeof(struct staff_form), staff_fields};

#include "accounts_sign.html.h"

/* The code of the area a path lies in; "" if it lies in none. */
static const char *area_of_path(struct ctx *c, const char *path)
{
    return str_starts(path, "/a/") ? arena_strndup(c->arena, path + 3, strcspn(path + 3, "/?"))
                                   : "";
}

static bool is_mine(const struct ids *areas, int64_t area_id)
{
    for (size_t i = 0; i < areas->n; i++) {
        if (areas->v[i] == area_id) {
            return true;
        }
    }
    return false;
}

/* Whoever holds a letter, or is about to say who they are, is asked nothing before. */
static bool claims_already(struct ctx *c, const char *code, const char *back)
{
    const char *claim = arena_printf(c->arena, "/a/%s/claim", code);
    return strncmp(back, claim, strlen(claim)) == 0;
}

/* Back to where they came from; by way of the claim page when nobody knows them there yet. */
static void go_on(struct ctx *c, const char *back, int64_t account_id)
{
    struct ids areas = {0};
    struct area only;
    if (!accounts_areas(c, account_id, &areas)) {
        return;
    }
    if (!accounts_is_path(back)) {
        bool one = areas.n == 1 && places_area(c, areas.v[0], &only);
        redirect(c, one ? arena_printf(c->arena, "/a/%s", only.code) : "/me");
        return;
    }
    const char *code = area_of_path(c, back);
    int64_t area = *code ? places_area_by_code(c, code) : 0;
    redirect(c, area && !is_mine(&areas, area) && !claims_already(c, code, back)
                    ? arena_printf(c->arena, "/a/%s/claim?back=%s", code, query_text(c, back))
                    : back);
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

void accounts_show_trouble(struct ctx *c)
{
    struct words w = accounts_code_trouble(c);
    if (w.msgid && !c->req->wrong.n) {
        list_push(c->arena, &c->req->wrong, (struct wrong){.field = "code", .words = w});
    }
}

static const char *with_back(struct ctx *c, const char *path, const char *back)
{
    return accounts_is_path(back) ? arena_printf(c->arena, "%sback=%s", path, query_text(c, back))
                                  : arena_strndup(c->arena, path, strlen(path) - 1);
}

static void show_code(struct ctx *c)
{
    const char *phone = accounts_last_code_phone(c), *demo = accounts_demo_message(c);
    if (!*phone && !web_is_write(c->req)) { /* nothing was sent to this browser */
        redirect(c, with_back(c, "/login?", req_query(c, "back")));
        return;
    }
    accounts_show_trouble(c);
    begin(c, T(c, N_("输入验证码")));
    form_fill(c, &code_form, &(struct code_form){.code = "", .back = req_query(c, "back")});
    sign_code_html(c, mask_phone(c, phone), demo);
    page_end(c);
}

static void show_staff(struct ctx *c)
{
    const char *why = req_query(c, "why");
    if (*why && !c->req->notice.words.msgid) {
        c->req->notice = (struct notice){
            .words = str_same(why, "locked")
                         ? WORDS(N_("连续 {0} 次没有登录成功，请过 {1} 分钟再试。"),
                               INT(LOGIN_FAILURES), INT(LOGIN_LOCK_MINUTES))
                         : SAY(N_("登录名、密码或动态码不对。动态码每 30 秒换一次，请用最新的。")),
            .kind = "bad"};
    }
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
    if (accounts_send_code(c, f->phone, &code)) {
        redirect(c, with_back(c, "/login/code?", f->back));
    }
}

/* Refused, but the try counts: the answer must not be one that is rolled back. */
static bool keep_the_try(struct ctx *c)
{
    bool refused = c->err.kind == ERR_RULE;
    if (refused) {
        (void)err_take(&c->err);
    }
    return refused;
}

static void check_code(struct ctx *c)
{
    const struct code_form *f = c->req->form;
    const char *phone;
    int64_t account;
    if (accounts_check_code(c, f->code, &account, &phone)) {
        if (session_sign_in(c, account, false)) {
            go_on(c, f->back, account);
        }
    } else if (keep_the_try(c)) {
        redirect(c, with_back(c, "/login/code?", f->back));
    }
}

/* With a code from the desk */
static void show_desk(struct ctx *c)
{
    begin(c, T(c, N_("用柜台给的登录码登录")));
    form_fill(c, &desk_form, &(struct code_form){.code = "", .back = req_query(c, "back")});
    sign_desk_html(c);
    page_end(c);
}

static void desk_login(struct ctx *c)
{
    const struct code_form *f = c->req->form;
    int64_t account;
    c->req->counts = true;
    if (accounts_by_desk_code(c, f->code, &account)) {
        if (session_sign_in(c, account, false)) {
            go_on(c, f->back, account);
        }
    }
}

static const char *stored_hash(struct ctx *c)
{
    const struct staff_form *f = c->req->form;
    return accounts_password_of(c, f->login);
}

static void staff_login(struct ctx *c)
{
    const struct staff_form *f = c->req->form;
    int64_t account;
    if (accounts_staff_login(c, f->login, c->req->hash_ok == 1, f->totp, &account)) {
        if (session_sign_in(c, account, true)) {
            go_on(c, f->back, account);
        }
    } else if (keep_the_try(c)) {
        bool locked = accounts_staff_locked(c, f->login);
        redirect(c, with_back(c, locked ? "/staff?why=locked&" : "/staff?why=wrong&", f->back));
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
    {"GET", "/login/desk", show_desk, DUTY_PUBLIC, .title = N_("用柜台给的登录码登录")},
    {"POST", "/login/desk", desk_login, DUTY_VISITOR, HANDS_SELF, &desk_form, show_desk,
        .own_key = true, .title = N_("用柜台给的登录码登录")},
    {"GET", "/staff", show_staff, DUTY_PUBLIC, .title = N_("工作人员登录")},
    {"POST", "/staff", staff_login, DUTY_VISITOR, HANDS_SELF, &staff_form, show_staff,
        .own_key = true, .title = N_("用密码和动态码登录"), .hash_of = stored_hash},
    {"POST", "/logout", sign_out, DUTY_VISITOR, HANDS_SELF, .own_key = true,
        .title = N_("退出登录")},
    {0},
};

static const struct job_kind jobs[] = {
    {"accounts.sms", accounts_send_sms, .slow = true},
    {0},
};

const struct module accounts_module = {
    .name = "accounts", .tier = 0, .routes = routes, .jobs = jobs, .personal = accounts_personal};
