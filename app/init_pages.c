/* init_pages.c - /init: the first run in a browser. */
#include <string.h>

#include "app/init.h"
#include "app/opening.h"
#include "lib/paper/paper.h"
#include "lib/web/parts.h"

struct init_form {
    const char *town, *town_code, *area, *area_code, *phone, *name, *login, *password, *token;
};
static const struct field init_fields[] = {
    FIELD(struct init_form, FIELD_TEXT, town, .max = 30, .label = N_("街镇的名字"),
        .help = N_("如：柳河镇"), .required = true),
    FIELD(struct init_form, FIELD_TEXT, town_code, .min = 2, .max = 12, .label = N_("街镇的代号"),
        .help = N_("网址里用，2 到 12 个小写字母或数字，如：lh"), .required = true),
    FIELD(struct init_form, FIELD_TEXT, area, .max = 30, .label = N_("第一个居民区的名字"),
        .help = N_("如：柳荫里居民区。别的居民区以后再加。"), .required = true),
    FIELD(struct init_form, FIELD_TEXT, area_code, .min = 2, .max = 12, .label = N_("居民区的代号"),
        .help = N_("印在海报的网址里，定了就不改，如：ly"), .required = true),
    FIELD(struct init_form, FIELD_PHONE, phone, .label = N_("居委会的公开电话"),
        .help = N_("印在每张海报和连心卡上"), .required = true),
    FIELD(
        struct init_form, FIELD_TEXT, name, .max = 20, .label = N_("书记的姓名"), .required = true),
    FIELD(struct init_form, FIELD_TEXT, login, .min = 2, .max = 32, .label = N_("书记的登录名"),
        .help = N_("小写字母或数字，如：xu"), .required = true),
    FIELD(struct init_form, FIELD_SECRET, password, .min = 12, .label = N_("密码"),
        .help = N_("至少 12 个字，一句自己记得住的话最好"), .required = true),
    FIELD(struct init_form, FIELD_TEXT, token, .max = 64, .hidden = true),
    {0},
};
static const struct form init_form = {"init.found", sizeof(struct init_form), init_fields};

struct secret_page {
    const char *login, *secret, *next, *back;
    struct html qr;
};

#include "init.html.h"

/* Only who sits at this machine, or was given the address it printed, founds the house. Behind TLS
 * somebody else stands between, so that every address looks like this machine's. */
static bool may_found(struct ctx *c, const char *token)
{
    const char *from = str_or(c->who.address, str_or(c->req->address, ""));
    bool local = (str_starts(from, "127.") || str_same(from, "::1")) && !c->app->tls &&
                 str_empty(req_header(c, "x-forwarded-for"));
    if (local || same_secret(str_or(token, ""), init_token(c))) {
        return true;
    }
    return fail(&c->err, ERR_DENIED,
        SAY(N_("初始设置只能在运行屋檐的这台机器上做：在它的浏览器里打开 /init，或者用 eaves serve "
               "启动时印出来的那个地址。")));
}

static bool is_new(struct ctx *c)
{
    return init_is_empty(c) || c->err.kind ||
           fail(&c->err, ERR_GONE,
               SAY(N_("这里已经有居民区了，初始设置只做一次。要再建一个，请管理员在这台机器上运行 "
                      "eaves area add；要再开一个登录名，运行 eaves user add。")));
}

static void show_init(struct ctx *c)
{
    const struct init_form *f = c->req->form;
    const char *token = f ? f->token : req_query(c, "token");
    if (!is_new(c) || c->err.kind || !may_found(c, token)) {
        return;
    }
    struct init_form empty = {"", "", "", "", "", "", "", "", token};
    if (!f) {
        form_fill(c, &init_form, &empty);
    }
    session_need(c);
    page_begin(c, &(struct page){.title = T(c, N_("第一次打开")), .focus = true, .no_index = true});
    init_tpl(c);
    page_end(c);
}

void init_show_secret(struct ctx *c, const char *login, const char *secret, const char *next)
{
    struct secret_page p = {.login = login,
        .secret = secret,
        .next = next,
        .qr = {qr_svg(c->arena, init_otpauth(c, login, secret), T(c, N_("二维码：动态码的密钥")))}};
    page_begin(c, &(struct page){.title = T(c, N_("动态码")), .focus = true, .no_index = true});
    secret_tpl(c, &p);
    page_end(c);
}

/* "LH" was meant as "lh". */
static const char *lower(struct ctx *c, const char *typed)
{
    char *s = str_tidy(c->arena, typed, true, false);
    for (char *at = s; *at; at++) {
        *at = (char)(*at >= 'A' && *at <= 'Z' ? *at - 'A' + 'a' : *at);
    }
    return s;
}

static void do_init(struct ctx *c)
{
    const struct init_form *f = c->req->form;
    const char *secret = "";
    struct founding how = {.town = f->town,
        .town_code = lower(c, f->town_code),
        .area = f->area,
        .area_code = lower(c, f->area_code),
        .phone = f->phone,
        .name = f->name,
        .login = lower(c, f->login),
        .password = f->password};
    bool made = may_found(c, f->token) && init_may_stand(c, &how, &c->req->wrong) &&
                init_found(c, &how, &secret);
    c->area_id = 0; /* the page stands outside any area, as its address does */
    if (made) {
        init_show_secret(c, how.login, secret,
            arena_printf(c->arena, "/staff?back=/a/%s/opening", how.area_code));
    }
}

static const struct route routes[] = {
    {"GET", "/init", show_init, DUTY_PUBLIC, .title = N_("第一次打开：街镇、居民区、书记的登录名")},
    {"POST", "/init", do_init, DUTY_VISITOR, HANDS_SELF, &init_form, show_init, .own_key = true,
        .title = N_("建街镇和第一个居民区")},
    {0},
};

const struct module init_module = {.name = "init", .tier = 4, .routes = routes};
