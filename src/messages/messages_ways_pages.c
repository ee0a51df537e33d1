/* messages_ways_pages.c - the area's gateway, post office and robot: set up, tried, switched off.
 */
#include <inttypes.h>
#include <string.h>

#include "lib/base/app.h"
#include "lib/net/sms.h"
#include "lib/web/page.h"
#include "lib/web/parts.h"
#include "src/bodies/duties.h"
#include "src/messages/messages_room.h"

#define KEEP N_("已经存着的不显示；不改就留空。")
struct way_form {
    bool on;
    const char *address, *header, *body, *good, *report, *report_good, *report_bad, *login,
        *password, *sender;
    int64_t person_day, area_day, area_month;
};
#define ON FIELD(struct way_form, FIELD_FLAG, on, .label = N_("启用"))
static const struct field sms_fields[] = {
    ON,
    FIELD(struct way_form, FIELD_TEXT, address, .max = 500, .label = N_("网关地址"), .help = KEEP,
        .autocomplete = "off"),
    FIELD(struct way_form, FIELD_LINES, body, .max = 2000, .label = N_("要发的内容"),
        .help = N_("照服务商的说明写，在该放的地方写 {phone} {text} {key}。比如："
                   "{\"mobile\":\"{phone}\",\"content\":\"{text}\",\"id\":\"{key}\"}")),
    FIELD(struct way_form, FIELD_TEXT, header, .max = 500, .label = N_("请求头"),
        .help = N_("比如 Authorization: Bearer …。已经存着的不显示；不改就留空。"),
        .autocomplete = "off"),
    FIELD(struct way_form, FIELD_TEXT, good, .max = 100, .label = N_("怎样算收下了"),
        .help = N_("收下时回答里一定有的一段字，比如 \"code\":0。很多网关出错也回答 200。")),
    FIELD(struct way_form, FIELD_TEXT, report, .max = 500, .label = N_("查回执的地址"),
        .help = N_("有才填，里面写 {key}。已经存着的不显示；不改就留空。"), .autocomplete = "off"),
    FIELD(struct way_form, FIELD_TEXT, report_good, .max = 100, .label = N_("回执里怎样算送到")),
    FIELD(struct way_form, FIELD_TEXT, report_bad, .max = 100, .label = N_("回执里怎样算没送到")),
    FIELD(struct way_form, FIELD_INT, person_day, .min = 1, .max = 20, .required = true,
        .label = N_("一个人一天最多几条")),
    FIELD(struct way_form, FIELD_INT, area_day, .min = 1, .max = 100000, .required = true,
        .label = N_("居民区一天最多几条"), .help = N_("超出的不发，列在打电话的名单上。")),
    FIELD(struct way_form, FIELD_INT, area_month, .min = 1, .max = 1000000, .required = true,
        .label = N_("居民区一个月最多几条")),
    {0},
};
static const struct field mail_fields[] = {
    ON,
    FIELD(struct way_form, FIELD_TEXT, address, .max = 500, .label = N_("发信服务器"),
        .help = N_("比如 smtps://mail.example.cn:465。已经存着的不显示；不改就留空。"),
        .autocomplete = "off"),
    FIELD(struct way_form, FIELD_TEXT, login, .max = 200, .label = N_("登录名"),
        .autocomplete = "off"),
    FIELD(struct way_form, FIELD_SECRET, password, .max = 200, .label = N_("密码"), .help = KEEP,
        .autocomplete = "off"),
    FIELD(struct way_form, FIELD_TEXT, sender, .max = 200, .label = N_("从哪个邮箱发出"),
        .required = true, .autocomplete = "off"),
    {0},
};
static const struct field robot_fields[] = {
    ON,
    FIELD(struct way_form, FIELD_TEXT, address, .max = 500, .label = N_("机器人地址"),
        .help = N_("企业微信群里添加机器人，把它的 Webhook 地址贴在这里。谁有这个地址谁就能往群里"
                   "发话，别给别人。已经存着的不显示；不改就留空。"),
        .autocomplete = "off"),
    {0},
};
static const struct form forms[] = {
    {"messages.sms", sizeof(struct way_form), sms_fields},
    {"messages.mail", sizeof(struct way_form), mail_fields},
    {"messages.robot", sizeof(struct way_form), robot_fields},
};
static const struct kind {
    const char *key;
    enum message_channel channel;
    const struct form *form;
    const char *label, *how, *test;
} kinds[] = {
    {"sms", MESSAGE_SMS, &forms[0], N_("短信网关"),
        N_("哪家的都行，只要能用 HTTP 发。内容只说几号有了进展，不说什么事。"),
        N_("给我自己发一条短信")},
    {"mail", MESSAGE_MAIL, &forms[1], N_("电子邮件"), N_("用单位的邮箱发，只走加密的路。"),
        N_("给我自己发一封邮件")},
    {"robot", MESSAGE_ROBOT, &forms[2], N_("工作群机器人"),
        N_("企业微信工作群：新诉求、超时、每天早上还有几件。三秒最多一条。"), N_("往群里发一条")},
};

struct way_row {
    const char *key, *label, *how;
    struct html tag;
};
struct way_page {
    const struct form *form;
    const char *key, *label, *how, *trouble, *test;
    bool usable;
};

#include "messages_ways.html.h"

static const struct kind *kind_of(struct ctx *c)
{
    /* "/a/ly/ways/sms", "/a/ly/ways/sms/test" */
    const char *at = strstr(c->req->path, "/ways/");
    for (size_t i = 0; at && i < COUNT(kinds); i++) {
        size_t n = strlen(kinds[i].key);
        at = strstr(c->req->path, "/ways/") + 6;
        if (!strncmp(at, kinds[i].key, n) && strcspn(at, "/") == n) {
            return &kinds[i];
        }
    }
    must(false);
}

static struct html tag_of(struct ctx *c, const struct way *w)
{
    if (w->down_since) {
        return tag_html(c, "late", "alert", T(c, N_("发不出去")));
    }
    return w->on ? tag_html(c, "done", "check", T(c, N_("用着")))
                 : tag_html(c, "no", "minus", T(c, N_("没有启用")));
}

static void show_ways(struct ctx *c)
{
    struct way_row rows[COUNT(kinds)];
    for (size_t i = 0; i < COUNT(kinds); i++) {
        struct way w;
        if (!messages_way(c, kinds[i].channel, &w)) {
            return;
        }
        rows[i] =
            (struct way_row){kinds[i].key, T(c, kinds[i].label), T(c, kinds[i].how), tag_of(c, &w)};
    }
    page_begin(c, &(struct page){.title = T(c, N_("消息走哪里出去")),
                      .back = area_path(c, "messages"),
                      .no_index = true});
    ways_html(c, rows, COUNT(rows));
    page_end(c);
}

/* What is secret is never shown again. */
static void fill(struct ctx *c, const struct kind *k, const struct way *w)
{
    form_fill(c, k->form,
        &(struct way_form){.on = w->on,
            .address = "",
            .header = "",
            .body = w->body,
            .good = w->good,
            .report = "",
            .report_good = w->report_good,
            .report_bad = w->report_bad,
            .login = w->login,
            .password = "",
            .sender = w->sender,
            .person_day = w->most.person_day,
            .area_day = w->most.area_day,
            .area_month = w->most.area_month});
}

static void show_way(struct ctx *c)
{
    const struct kind *k = kind_of(c);
    struct way w;
    if (!messages_way(c, k->channel, &w)) {
        return;
    }
    fill(c, k, &w);
    struct way_page p = {.form = k->form,
        .key = k->key,
        .label = T(c, k->label),
        .how = T(c, k->how),
        .trouble = "",
        .test = T(c, k->test),
        .usable = messages_leaves(c, k->channel)};
    if (w.down_since) {
        p.trouble =
            say(c, WORDS(N_("从 {0} 起发不出去：{1}。"), TIME(w.down_since), TEXT(w.trouble)));
    }
    page_begin(
        c, &(struct page){
               .title = p.label, .focus = true, .back = area_path(c, "ways"), .no_index = true});
    way_html(c, &p);
    page_end(c);
}

/* Setting -------------------------------------------------------------------------------------- */
static bool address_ok(struct ctx *c, const struct kind *k, const char *address)
{
    static const char robots[] = "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=";
    if (str_empty(address)) {
        return true;
    }
    if (k->channel == MESSAGE_ROBOT && !c->app->lan_http && !str_starts(address, robots)) {
        return refuse(
            &c->err, "address", WORDS(N_("企业微信机器人的地址是这样开头的：{0}"), TEXT(robots)));
    }
    struct err why = {0};
    return net_url_ok(address, k->channel == MESSAGE_MAIL, c->app->lan_http, &why) ||
           refuse(&c->err, "address", why.words);
}

static bool sms_ok(struct ctx *c, const struct way_form *f)
{
    struct err why = {0};
    if (f->on && (!strstr(f->body, "{phone}") || !strstr(f->body, "{text}"))) {
        return refuse(
            &c->err, "body", SAY(N_("内容里要有 {phone} 和 {text}，不然发给谁、发什么？")));
    }
    if (!str_empty(f->header) && !strchr(f->header, ':')) {
        return refuse(&c->err, "header", SAY(N_("请求头要写成 名字: 内容，中间有冒号。")));
    }
    if (!str_empty(f->report) &&
        (!strstr(f->report, "{key}") || !net_url_ok(f->report, false, c->app->lan_http, &why))) {
        return refuse(
            &c->err, "report", why.words.msgid ? why.words : SAY(N_("查回执的地址里要写 {key}。")));
    }
    return true;
}

static bool mail_ok(struct ctx *c, const struct way_form *f)
{
    return net_mailbox_ok(f->sender) ||
           refuse(&c->err, "sender", SAY(N_("请写一个电子邮件地址，比如 wang@example.cn。")));
}

static bool form_ok(
    struct ctx *c, const struct kind *k, const struct way_form *f, const struct way *w)
{
    if (f->on && str_empty(f->address) && str_empty(w->address)) {
        return refuse(&c->err, "address", SAY(N_("要启用，先填地址。")));
    }
    return address_ok(c, k, f->address) && (k->channel != MESSAGE_SMS || sms_ok(c, f)) &&
           (k->channel != MESSAGE_MAIL || mail_ok(c, f));
}

static void do_way(struct ctx *c)
{
    const struct kind *k = kind_of(c);
    const struct way_form *f = c->req->form;
    struct way w;
    if (!messages_way(c, k->channel, &w) || !form_ok(c, k, f, &w)) {
        return;
    }
    w.on = f->on;
    w.address = str_or(f->address, w.address);
    w.header = str_or(f->header, w.header);
    w.password = str_or(f->password, w.password);
    w.report = str_or(f->report, w.report);
    w.login = str_or(f->login, "");
    w.sender = str_or(f->sender, "");
    w.body = str_or(f->body, "");
    w.good = str_or(f->good, "");
    w.report_good = str_or(f->report_good, "");
    w.report_bad = str_or(f->report_bad, "");
    if (k->channel == MESSAGE_SMS) {
        w.most = (struct spent){f->person_day, f->area_day, f->area_month};
    }
    if (messages_set_way(c, &w)) {
        redirect(c, area_path(c, "ways/%s", k->key));
    }
}

/* To oneself or to the group; what came of it stands on the message's page. */
static void do_test(struct ctx *c)
{
    const struct kind *k = kind_of(c);
    struct pref pref;
    bool group = k->channel == MESSAGE_ROBOT;
    struct message m = {.seq = -c->now,
        .fact = "messages.test",
        .whom = group ? WHOM_GROUP : WHOM_SELF,
        .person_id = group ? 0 : c->who.person_id,
        .channel = k->channel,
        .due_at = c->now};
    if (!messages_pref(c, c->who.person_id, &pref)) {
        return;
    }
    if (k->channel == MESSAGE_SMS && str_empty(messages_phone(c, c->who.person_id))) {
        refuse(&c->err, NULL, SAY(N_("名册上没有您的手机号，先登记一个再试。")));
    } else if (k->channel == MESSAGE_MAIL && str_empty(pref.mail)) {
        refuse(&c->err, NULL, SAY(N_("先在「我的 — 给我的消息 — 改一改」里填上您的邮箱，再试。")));
    } else if (!messages_leaves(c, k->channel)) {
        refuse(&c->err, NULL, SAY(N_("还没有启用。")));
    } else if (messages_put_own(c, &m)) {
        redirect(c, area_path(c, "messages/%" PRId64, m.id));
    }
}

static const struct route routes[] = {
    {"GET", "/a/:area/ways", show_ways, DUTY_MESSAGES, .title = N_("消息走哪里出去")},
    {"GET", "/a/:area/ways/sms", show_way, DUTY_MESSAGES, .title = N_("短信网关")},
    {"POST", "/a/:area/ways/sms", do_way, DUTY_MESSAGES, HANDS_SELF, &forms[0], show_way,
        .title = N_("设置短信网关")},
    {"POST", "/a/:area/ways/sms/test", do_test, DUTY_MESSAGES, HANDS_SELF, .show = show_way,
        .title = N_("试发短信")},
    {"GET", "/a/:area/ways/mail", show_way, DUTY_MESSAGES, .title = N_("电子邮件")},
    {"POST", "/a/:area/ways/mail", do_way, DUTY_MESSAGES, HANDS_SELF, &forms[1], show_way,
        .title = N_("设置电子邮件")},
    {"POST", "/a/:area/ways/mail/test", do_test, DUTY_MESSAGES, HANDS_SELF, .show = show_way,
        .title = N_("试发邮件")},
    {"GET", "/a/:area/ways/robot", show_way, DUTY_MESSAGES, .title = N_("工作群机器人")},
    {"POST", "/a/:area/ways/robot", do_way, DUTY_MESSAGES, HANDS_SELF, &forms[2], show_way,
        .title = N_("设置工作群机器人")},
    {"POST", "/a/:area/ways/robot/test", do_test, DUTY_MESSAGES, HANDS_SELF, .show = show_way,
        .title = N_("机器人试发")},
    {0},
};

const struct module messages_ways_module = {.name = "messages_ways", .tier = 8, .routes = routes};
