/* page_test.c - the frame, the page of each kind of trouble, and what the program says of itself.
 */
#include "lib/web/page.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "lib/web/openapi.h"
#include "tests/check.h"

static struct req page;
static struct app app;

static void frame(struct ctx *c, struct frame *out)
{
    (void)c;
    *out = (struct frame){.home = "/a/ly", .phone = "021-5550-0139", .phone_of = "居委会"};
}

static void begin(struct ctx *c, bool json)
{
    buf_release(&page.body);
    page = (struct req){.method = "GET", .path = "/a/ly/x", .request_id = "r-1", .json = json};
    app = *c->app;
    app.frame = frame;
    c->app = &app;
    c->req = &page;
}

static bool has(const char *part)
{
    return page.body.v && strstr(page.body.v, part);
}

static void a_page(struct ctx *c)
{
    begin(c, false);
    page_begin(c, &(struct page){.title = "<收件>", .wide = true});
    PUT(c, "正文");
    page_end(c);
    CHECK("200", page.status == 200 && str_same(page.type, "text/html; charset=utf-8"));
    CHECK("title", has("<title>&lt;收件&gt; · 屋檐</title>"));
    CHECK("whole",
        has("<!DOCTYPE html>") && has("<main id=\"main\"") && has("正文") && has("</html>"));
    begin(c, false);
    page.status = 422;
    list_push(c->arena, &page.wrong, (struct wrong){"name", SAY("x")});
    page_begin(c, &(struct page){.title = "补充说明"});
    CHECK("says so first", has("<title>错误：补充说明 · 屋檐</title>") && page.status == 422);
}

static void every_trouble(struct ctx *c)
{
    static const int status[] = {[ERR_NONE] = 500,
        [ERR_RULE] = 422,
        [ERR_FORM] = 422,
        [ERR_LOGIN] = 401,
        [ERR_DENIED] = 403,
        [ERR_ABSENT] = 404,
        [ERR_CONFLICT] = 409,
        [ERR_GONE] = 410,
        [ERR_TOO_BIG] = 413,
        [ERR_KIND] = 415,
        [ERR_TOO_MANY] = 429,
        [ERR_BUSY] = 503,
        [ERR_FULL] = 507,
        [ERR_AGAIN] = 503,
        [ERR_STORE] = 500};
    for (size_t i = 0; i < COUNT(status); i++) {
        begin(c, false);
        PUT(c, "half a page");
        page.location = NULL;
        c->err = (struct err){.kind = (enum err_kind)i,
            .words = i == ERR_RULE ? WORDS("{0}<", TEXT("<b>")) : (struct words){0},
            .detail = "SELECT secret"};
        page_error(c);
        CHECK("status", page.status == status[i]);
        CHECK("what happened and what to do", has("<h1>") && has("回首页") && has("r-1"));
        CHECK("a telephone", has("tel:02155500139"));
        CHECK("nothing of before, nothing of inside", !has("half a page") && !has("SELECT"));
        CHECK("in words", i != ERR_RULE || has("&lt;b&gt;&lt;"));
        CHECK(
            "when to come back", (page.retry_after > 0) == (status[i] == 429 || status[i] >= 503));
        CHECK("the reason is kept", c->err.kind == (enum err_kind)i);
        c->err = (struct err){0};
    }
}

static void as_a_problem(struct ctx *c)
{
    begin(c, true);
    list_push(c->arena, &page.wrong, (struct wrong){"name", SAY("请填写")});
    fail(&c->err, ERR_FORM, SAY("有几处\"需要\"修改"));
    page_error(c);
    c->err = (struct err){0};
    json_t *j = json_loads(page.body.v, 0, NULL);
    json_t *first = json_array_get(json_object_get(j, "errors"), 0);
    CHECK("type", str_same(page.type, "application/problem+json"));
    CHECK("status", json_integer_value(json_object_get(j, "status")) == 422);
    CHECK(
        "detail", str_same(json_string_value(json_object_get(j, "detail")), "有几处\"需要\"修改"));
    CHECK("request", str_same(json_string_value(json_object_get(j, "instance")), "r-1"));
    CHECK("field", str_same(json_string_value(json_object_get(first, "field")), "name") &&
                       str_same(json_string_value(json_object_get(first, "detail")), "请填写"));
    json_decref(j);
}

/* What routes declare ----------------------------------------------------------------------------
 */
static void nothing(struct ctx *c)
{
    (void)c;
}
struct pet {
    const char *name;
    int64_t kind, price;
};
static const struct choice kinds[] = {{1, "cat", "猫"}, {2, "dog", "狗"}, {0}};
static const struct field fields[] = {
    FIELD(struct pet, FIELD_TEXT, name, .label = "名字", .min = 1, .max = 20, .required = true),
    FIELD(struct pet, FIELD_CHOICE, kind, .label = "种类", .choices = kinds),
    FIELD(struct pet, FIELD_MONEY, price, .label = "价钱"),
    {0},
};
static const struct form form = {"pets.register", sizeof(struct pet), fields};
static const struct column columns[] = {
    {"name", "名字", COL_TEXT, .title = true}, {"kind", "种类", COL_CHOICE, .choices = kinds}, {0}};
static const struct list_filter filters[] = {{"all", "全部", 0, 9}, {"old", "老的", 5, 9}, {0}};
static const struct list list = {.name = "pets",
    .title = "宠物",
    .columns = columns,
    .filters = filters,
    .orders = {{"newest", "最新", ""}}};
static const struct route routes[] = {
    {"GET", "/a/:area/pets", nothing, DUTY_RESIDENT, .list = &list, .title = "宠物"},
    {"GET", "/a/:area/pets/new", nothing, DUTY_RESIDENT, .title = "登记宠物"},
    {"POST", "/a/:area/pets", nothing, DUTY_RESIDENT, HANDS_ANY, &form, nothing,
        .title = "登记宠物"},
    {"POST", "/a/:area/pets/:id/gone", nothing, 17, HANDS_SELF, .title = "注销"},
    {0},
};
static const struct module pets = {.name = "pets", .routes = routes};
static const struct module *const modules[] = {&pets, NULL};

static json_t *at(json_t *j, const char *const *path)
{
    for (; j && *path; path++) {
        j = json_object_get(j, *path);
    }
    return j;
}
#define AT(j, ...) at((j), (const char *const[]){__VA_ARGS__, NULL})

static char *printed(void (*print)(const struct app *app, FILE *out))
{
    char *text = NULL;
    size_t n = 0;
    FILE *out = open_memstream(&text, &n);
    must(out);
    print(&(struct app){.modules = modules}, out);
    fclose(out);
    return text;
}

static void says_its_routes(struct ctx *c)
{
    (void)c;
    char *text = printed(routes_print);
    CHECK("a page", strstr(text, "GET\t/a/:area/pets\tresident\t-\t-\tpets\t宠物\n"));
    CHECK(
        "an act", strstr(text, "POST\t/a/:area/pets\tresident\tany\tpets.register\t-\t登记宠物\n"));
    CHECK("a duty of the house", strstr(text, "\tduty 17\tself\t"));
    free(text);
}

static void says_its_interface(struct ctx *c)
{
    (void)c;
    char *text = printed(openapi_print);
    json_t *j = json_loads(text, 0, NULL);
    json_t *get = AT(j, "paths", "/api/v1/a/{area}/pets", "get");
    json_t *post = AT(j, "paths", "/api/v1/a/{area}/pets", "post");
    json_t *body = AT(post, "requestBody", "content", "application/json", "schema");
    json_t *rows = AT(get, "responses", "200", "content", "application/json", "schema");
    CHECK("3.1", str_same(json_string_value(json_object_get(j, "openapi")), "3.1.0"));
    CHECK("lists and acts only", json_object_size(json_object_get(j, "paths")) == 2);
    CHECK("parameters", json_array_size(json_object_get(get, "parameters")) == 5);
    CHECK("rows", AT(rows, "properties", "rows", "items", "properties", "kind", "enum"));
    CHECK("required", json_array_size(json_object_get(body, "required")) == 1);
    CHECK("limits", json_integer_value(AT(body, "properties", "name", "maxLength")) == 20);
    CHECK("choices", json_array_size(AT(body, "properties", "kind", "enum")) == 2);
    CHECK("problems", AT(post, "responses", "422", "content", "application/problem+json"));
    CHECK("they are defined", AT(j, "components", "schemas", "Problem", "properties", "errors"));
    CHECK("duty", str_same(json_string_value(json_object_get(post, "x-duty")), "resident"));
    json_decref(j);
    free(text);
}

const struct test page_tests[] = {
    {"a page", a_page, .pure = true},
    {"every trouble", every_trouble, .pure = true},
    {"as a problem", as_a_problem, .pure = true},
    {"says its routes", says_its_routes, .pure = true},
    {"says its interface", says_its_interface, .pure = true},
    {0},
};
