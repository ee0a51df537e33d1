/* form_html_test.c - the markup of forms, and what stays when they are shown again. */
#include <string.h>

#include "lib/web/page.h"
#include "tests/check.h"

static const struct choice kinds[] = {
    {1, "cat", N_("猫"), .help = N_("会抓老鼠")}, {2, "dog", N_("狗")}, {0}};
static const struct choice many[] = {{1, NULL, "一"}, {2, NULL, "二"}, {3, NULL, "三"},
    {4, NULL, "四"}, {5, NULL, "五"}, {6, NULL, "六"}, {7, NULL, "七"}, {0}};

struct pet {
    const char *name, *story, *phone, *secret;
    int64_t kind, month, born, price, version, home;
    bool chipped;
};
static const struct field fields[] = {
    FIELD(struct pet, FIELD_TEXT, name, .label = "名字", .help = "小名也行", .required = true),
    FIELD(struct pet, FIELD_LINES, story, .label = "经过"),
    FIELD(struct pet, FIELD_PHONE, phone, .label = "电话"),
    FIELD(struct pet, FIELD_SECRET, secret, .label = "密码"),
    FIELD(struct pet, FIELD_CHOICE, kind, .label = "种类", .choices = kinds, .required = true),
    FIELD(struct pet, FIELD_CHOICE, month, .label = "月份", .choices = many),
    FIELD(struct pet, FIELD_DAY, born, .label = "生日"),
    FIELD(struct pet, FIELD_MONEY, price, .label = "价钱"),
    FIELD(struct pet, FIELD_FLAG, chipped, .label = "已植芯片"),
    FIELD(struct pet, FIELD_ID, home, .label = "住哪里"),
    FIELD(struct pet, FIELD_ID, version, .hidden = true),
    FIELD_UPLOAD("photo", .label = "照片", .max = 10 << 20),
    {0},
};
static const struct form pet_form = {"test.pet", sizeof(struct pet), fields};

struct remark {
    const char *text;
};
static const struct field note_fields[] = {
    FIELD(struct remark, FIELD_TEXT, text, .label = "备注"), {0}};
static const struct form note_form = {"test.note", sizeof(struct remark), note_fields};

static void nothing(struct ctx *c)
{
    (void)c;
}
static const struct route routes[] = {
    {"POST", "/a/:area/pets", nothing, .hands = HANDS_ANY, .form = &pet_form, .show = nothing},
    {"POST", "/a/:area/notes/:id", nothing, .hands = HANDS_SELF, .form = &note_form,
        .show = nothing},
    {0},
};
static const struct module pets = {.name = "pets", .routes = routes};
static const struct module *const modules[] = {&pets, NULL};

static struct req page;
static struct app app;

static bool anyone(struct ctx *c, int64_t person_id, enum hand *hand)
{
    *hand = HAND_STAFF;
    return c->who.staff && person_id == 77;
}

static void begin(struct ctx *c, const char *method)
{
    buf_release(&page.body);
    page = (struct req){.method = method, .path = "/a/t/pets", .cookie = "abc"};
    app = *c->app;
    app.modules = modules;
    app.may_act_for = anyone;
    c->app = &app;
    c->req = &page;
    if (strcmp(method, "POST") == 0) {
        page.route = &routes[0];
    }
}

static void type(struct ctx *c, const char *name, const char *value)
{
    list_push(c->arena, &page.post, (struct pair){name, value});
}

static void wrong(struct ctx *c, const char *field, struct words words)
{
    list_push(c->arena, &page.wrong, (struct wrong){field, words});
}

static bool has(struct html h, const char *part)
{
    return strstr(h.v, part) != NULL;
}

static int count(const char *s, const char *part)
{
    int n = 0;
    for (; (s = strstr(s, part)); s += strlen(part)) {
        n++;
    }
    return n;
}

static void a_blank_form(struct ctx *c)
{
    begin(c, "GET");
    struct html h = field_html(c, &pet_form, "name");
    CHECK("label", has(h, "<div class=\"field\">\n<label for=\"name\">名字</label>"));
    CHECK("hint", has(h, "<p class=\"hint\" id=\"name-h\">小名也行</p>"));
    CHECK("described", has(h, "aria-describedby=\"name-h\""));
    CHECK("valid", !has(h, "aria-invalid") && !has(h, "value=") && !has(h, "required"));
    CHECK("telephone keys",
        has(field_html(c, &pet_form, "phone"), "inputmode=\"tel\" autocomplete=\"tel\""));
    CHECK("money keys", has(field_html(c, &pet_form, "price"), "inputmode=\"decimal\""));
    CHECK("password", has(field_html(c, &pet_form, "secret"), "type=\"password\""));
    CHECK("a day", has(field_html(c, &pet_form, "born"), "type=\"date\""));
    CHECK("hidden",
        has(field_html(c, &pet_form, "version"), "<input type=\"hidden\" name=\"version\""));
    h = field_html(c, &pet_form, "photo");
    CHECK("photos", has(h, "accept=\"image/jpeg,image/png,image/webp\" multiple data-shrink"));
    CHECK("all of them", count(fields_html(c, &pet_form).v, " name=\"") == (int)COUNT(fields));
    CHECK("nothing else was printed", page.body.n == 0);
}

static void choices(struct ctx *c)
{
    begin(c, "GET");
    struct html h = field_html(c, &pet_form, "kind");
    CHECK("cards", has(h, "<fieldset class=\"field\">\n<legend>种类</legend>"));
    CHECK("their help", has(h, "<b>猫</b>\n<small>会抓老鼠</small>"));
    CHECK("the first has the name as id", has(h, "id=\"kind\" name=\"kind\" value=\"cat\""));
    CHECK("one id", count(h.v, " id=") == 1 && !has(h, "checked"));
    h = field_html(c, &pet_form, "month");
    CHECK("more than six: a select", has(h, "<select class=\"in\" id=\"month\" name=\"month\">"));
    CHECK("with an empty first", has(h, "<option value=\"\">不选</option>"));
    const struct choice homes[] = {{501, NULL, "3号楼<501>"}, {502, NULL, "502"}, {0}};
    h = field_among_html(c, &pet_form, "home", homes);
    CHECK("known only now", has(h, "<option value=\"501\">3号楼&lt;501&gt;</option>"));
}

static void values_given(struct ctx *c)
{
    static const struct pet p = {.name = "\"咪咪\"",
        .story = "</textarea>",
        .phone = "",
        .secret = "x",
        .kind = 2,
        .born = INT64_C(1795363200000),
        .price = 16850,
        .version = 3,
        .month = 7,
        .chipped = true};
    begin(c, "GET");
    form_fill(c, &pet_form, &p);
    CHECK("text", has(field_html(c, &pet_form, "name"), "value=\"&quot;咪咪&quot;\""));
    CHECK("lines", has(field_html(c, &pet_form, "story"), ">&lt;/textarea&gt;</textarea>"));
    CHECK("never a secret", !has(field_html(c, &pet_form, "secret"), "value"));
    CHECK("radio", has(field_html(c, &pet_form, "kind"), "value=\"dog\" checked"));
    CHECK("option", has(field_html(c, &pet_form, "month"), "value=\"7\" selected"));
    CHECK("day", has(field_html(c, &pet_form, "born"), "value=\"2026-11-23\""));
    CHECK("money", has(field_html(c, &pet_form, "price"), "value=\"168.50\""));
    CHECK("tick", has(field_html(c, &pet_form, "chipped"), "value=\"1\" checked"));
    CHECK("hidden", has(field_html(c, &pet_form, "version"), "value=\"3\""));
    CHECK("no id is no value", !has(field_html(c, &pet_form, "home"), "value=\"0\""));
}

static void day_out_of_place(struct ctx *c)
{
    begin(c, "POST");
    type(c, "born", "2026.11.3");
    wrong(c, "born", SAY(N_("日期不对")));
    struct html h = field_html(c, &pet_form, "born");
    CHECK("a real day that is refused stays in the calendar",
        has(h, "type=\"date\"") && has(h, "value=\"2026-11-03\""));
}

static void shown_again(struct ctx *c)
{
    begin(c, "POST");
    type(c, "name", "  <咪> ");
    type(c, "born", "明天");
    type(c, "secret", "hush");
    type(c, "kind", "dog");
    wrong(c, "name", SAY(N_("名字太短")));
    wrong(c, "born", SAY(N_("日期不对")));
    struct html h = field_html(c, &pet_form, "name");
    CHECK("as typed", has(h, "value=\"  &lt;咪&gt; \""));
    CHECK("marked", has(h, "class=\"field bad-f\"") && has(h, "aria-invalid=\"true\""));
    CHECK("why", has(h, "id=\"name-e\"") && has(h, "错误：</span>名字太短</span></p>"));
    CHECK("both described", has(h, "aria-describedby=\"name-h name-e\""));
    h = field_html(c, &pet_form, "born");
    CHECK("a wrong day can be read", has(h, "type=\"text\"") && has(h, "value=\"明天\""));
    CHECK("a secret is not", !has(field_html(c, &pet_form, "secret"), "hush"));
    CHECK("the choice", has(field_html(c, &pet_form, "kind"), "value=\"dog\" checked"));
    h = errors_html(c, &pet_form);
    CHECK("summary", has(h, "role=\"alert\" tabindex=\"-1\"") && has(h, "有 2 处需要修改"));
    CHECK("linked", has(h, "<a href=\"#name\">名字太短</a>") && has(h, "<a href=\"#born\">"));
    type(c, "text", "别人的");
    CHECK("another form is left alone",
        !has(field_html(c, &note_form, "text"), "别人的") && !*errors_html(c, &note_form).v);
}

static void notices(struct ctx *c)
{
    begin(c, "GET");
    CHECK("none", !*notice_html(c).v);
    page.notice = (struct notice){.words = SAY(N_("它<变>了")), .kind = "bad"};
    CHECK("bad", has(notice_html(c), "note note-bad\" role=\"alert\"") &&
                     has(notice_html(c), "它&lt;变&gt;了"));
    page.notice.kind = "ok";
    CHECK("ok", has(notice_html(c), "note note-ok\" role=\"status\""));
}

static const char *key_in(struct ctx *c, struct html h)
{
    const char *at = strstr(h.v, "name=\"act\" value=\"");
    return at ? arena_strndup(c->arena, at + strlen("name=\"act\" value=\""), 32) : "";
}

static void opening(struct ctx *c)
{
    uint8_t bytes[16];
    begin(c, "GET");
    struct html h = form_open(c, "/a/t/pets?x=1");
    CHECK("post", has(h, "<form method=\"post\" action=\"/a/t/pets?x=1\""));
    CHECK("its form has files", has(h, " enctype=\"multipart/form-data\" novalidate>"));
    CHECK("csrf", has(h, arena_printf(c->arena, "name=\"csrf\" value=\"%s\"", csrf_token(c))));
    CHECK("a key", unhex(key_in(c, h), bytes, sizeof(bytes)));
    CHECK(
        "another form, another key", !str_same(key_in(c, h), key_in(c, form_open(c, "/a/t/pets"))));
    CHECK("no files", !has(form_open(c, "/a/t/notes/7"), "enctype"));
    CHECK("not ours", !has(form_open(c, "/a/t/notes/7/8"), "enctype"));
    begin(c, "POST");
    type(c, "act", "00112233445566778899aabbccddeeff");
    CHECK("a retry keeps its key",
        str_same(key_in(c, form_open(c, "/a/t/pets")), "00112233445566778899aabbccddeeff"));
    CHECK("of its own form only",
        !str_same(key_in(c, form_open(c, "/a/t/notes/7")), "00112233445566778899aabbccddeeff"));
    begin(c, "POST");
    type(c, "act", "\"><script>");
    CHECK("never what is no key", !has(form_open(c, "/a/t/pets"), "script"));
}

static void acting_for_another(struct ctx *c)
{
    begin(c, "GET");
    list_push(c->arena, &page.query, (struct pair){"for", "77"});
    CHECK("not a resident", !has(form_open(c, "/a/t/pets"), "act_person"));
    c->who.staff = true;
    struct html h = form_open(c, "/a/t/pets");
    CHECK("staff", has(h, "name=\"act_person\" value=\"77\""));
    CHECK("by telephone first", has(h, "value=\"phone\" checked") && has(h, "value=\"paper\""));
    CHECK("never by the web", !has(h, "value=\"web\""));
    CHECK("when, and what proves it",
        has(h, "name=\"act_happened\"") && has(h, "name=\"act_evidence\""));
    CHECK("not where hands are one's own", !has(form_open(c, "/a/t/notes/7"), "act_person"));
    CHECK("asked by the page", has(form_open_for(c, "/a/t/pets", 77), "act_person") &&
                                   !has(form_open_for(c, "/a/t/pets", 78), "act_person"));
    begin(c, "POST");
    type(c, "act_person", "77");
    type(c, "act_channel", "visit");
    CHECK("kept when shown again", has(form_open(c, "/a/t/pets"), "value=\"visit\" checked"));
}

const struct test form_html_tests[] = {
    {"a blank form", a_blank_form, .pure = true},
    {"choices", choices, .pure = true},
    {"values given", values_given, .pure = true},
    {"a day out of place", day_out_of_place, .pure = true},
    {"shown again", shown_again, .pure = true},
    {"notices", notices, .pure = true},
    {"opening", opening, .pure = true},
    {"acting for another", acting_for_another, .pure = true},
    {0},
};
