/* page.c - the frame around a page, and the page that says what went wrong. */
#include "lib/web/page.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "assets_names.h"
#include "lib/web/drawing.h"
#include "lib/web/parts.h"
#include "lib/web/router.h"

struct trouble { /* how a kind of failure is told */
    int status;
    const char *title, *advice; /* msgids */
    int retry_after;
};

#include "error.html.h"
#include "layout.html.h"

struct drawing *drawing_of(struct ctx *c)
{
    if (!c->req->drawing) {
        c->req->drawing = arena_alloc(c->arena, sizeof(*c->req->drawing));
    }
    return c->req->drawing;
}

bool page_only_here(const struct ctx *c)
{
    return str_starts(c->app->base_url, "http://127.") ||
           str_starts(c->app->base_url, "http://localhost");
}

void page_begin(struct ctx *c, const struct page *p)
{
    struct page *page = arena_alloc(c->arena, sizeof(*page));
    *page = *p;
    page->full_title = p->title;
    if (web_is_write(c->req)) {
        page->refresh = 0; /* what was typed would go */
    }
    if (c->req->wrong.n) {
        page->full_title = say(c, WORDS(N_("错误：{0}"), TEXT(p->title)));
    }
    c->req->status = c->req->status ? c->req->status : 200;
    c->req->type = c->req->type ? c->req->type : "text/html; charset=utf-8";
    drawing_of(c)->page = page;
    layout_begin_html(c, page);
}

void page_end(struct ctx *c)
{
    const struct page *page = drawing_of(c)->page;
    must(page);
    layout_end_html(c, page);
}

/* Where an action leads ------------------------------------------------------------------------ */
const struct route *route_of_action(struct ctx *c, const char *action)
{
    const char *path = arena_strndup(c->arena, action, strcspn(action, "?#"));
    return route_find(NULL, c->app, "POST", path, NULL).route;
}

/* Trouble -------------------------------------------------------------------------------------- */
static const struct trouble troubles[] = {
    [ERR_NONE] = {500, N_("出了点问题"), N_("我们已经记下来了。请过几分钟再试，急事请打电话。")},
    [ERR_RULE] = {422, N_("这件事现在办不了"),
        N_("请看上面的原因；有不清楚的，请打电话问居委会。")},
    [ERR_FORM] = {422, N_("有地方需要修改"), N_("请回到上一页，改好再发一次。")},
    [ERR_LOGIN] = {401, N_("请先登录"), N_("登录以后会回到这里。没有手机也可以到居委会办。")},
    [ERR_DENIED] = {403, N_("这一页不对您开放"), N_("如果您觉得应该看得到，请打电话问居委会。")},
    [ERR_ABSENT] = {404, N_("没有找到这一页"),
        N_("可能是地址抄错了一个字，也可能已经撤下。请从首页再找一次。")},
    [ERR_CONFLICT] = {409, N_("您看的时候，这里已经变了"),
        N_("请回到上一页，看一眼新的内容再决定。")},
    [ERR_GONE] = {410, N_("这一页已经撤下"), N_("请从首页再找一次，或打电话问居委会。")},
    [ERR_TOO_BIG] = {413, N_("内容太大，没有收下"),
        N_("照片每张不超过 10 MB，最多 6 张。请少选几张再发。")},
    [ERR_KIND] = {415, N_("这种文件没法收"), N_("照片请用 JPEG、PNG 或 WebP。请换一个文件再发。")},
    [ERR_TOO_MANY] = {429, N_("试得太快了"), N_("请歇一会儿再试，急事请打电话。"), 60},
    [ERR_BUSY] = {503, N_("现在用的人太多"), N_("刚才的内容没有存下。请等几秒再发一次。"), 5},
    [ERR_FULL] = {507, N_("暂时只能看，不能写"),
        N_("存东西的地方满了，已通知管理员。急事请打电话。"), 600},
    [ERR_AGAIN] = {503, N_("现在用的人太多"), N_("刚才的内容没有存下。请等几秒再发一次。"), 5},
    [ERR_STORE] = {500, N_("出了点问题"), N_("我们已经记下来了。请过几分钟再试，急事请打电话。")},
};

static const struct trouble *trouble_of(enum err_kind kind)
{
    return &troubles[(size_t)kind < COUNT(troubles) ? kind : ERR_STORE];
}

struct trouble_code trouble_code(enum err_kind kind)
{
    const struct trouble *t = trouble_of(kind);
    return (struct trouble_code){t->status, t->retry_after};
}

/* RFC 9457 */
static void problem_json(struct ctx *c, const struct trouble *t, const struct err *why)
{
    json_t *j = json_pack("{s:s, s:s, s:i, s:s}", "type", "about:blank", "title", T(c, t->title),
        "status", t->status, "instance", str_or(c->req->request_id, ""));
    const char *detail = why->words.msgid ? say(c, why->words) : T(c, t->advice);
    json_object_set_new(j, "detail", json_string(detail));
    json_t *errors = json_array();
    for (size_t i = 0; i < c->req->wrong.n; i++) {
        const struct wrong *w = &c->req->wrong.v[i];
        json_array_append_new(errors,
            json_pack("{s:s, s:s}", "field", str_or(w->field, ""), "detail", say(c, w->words)));
    }
    if (why->field && !c->req->wrong.n) {
        json_array_append_new(
            errors, json_pack("{s:s, s:s}", "field", why->field, "detail", detail));
    }
    json_object_set_new(j, "errors", errors);
    char *text = json_dumps(j, JSON_COMPACT);
    must(text);
    buf_puts(&c->req->body, text);
    free(text);
    json_decref(j);
    c->req->type = "application/problem+json";
}

static void problem_page(struct ctx *c, const struct trouble *t, const struct err *why)
{
    struct page p = {.title = T(c, t->title), .no_index = true};
    const char *phone = str_or(page_frame(c)->phone, "");
    page_begin(c, &p);
    error_html(c, t, why, phone);
    page_end(c);
}

void page_error(struct ctx *c)
{
    struct err why = c->err;
    const struct trouble *t = trouble_of(why.kind);
    /* The telephone of the frame may need the store; without a transaction it is left out. */
    bool can_read = c->db && db_in_transaction(c->db) && why.kind < ERR_BUSY;
    if (can_read) {
        c->err = (struct err){0};
    }
    c->req->body.n = 0;
    c->req->drawing = NULL;
    c->req->status = t->status;
    c->req->type = NULL;
    c->req->retry_after = c->req->retry_after ? c->req->retry_after : t->retry_after;
    if (c->req->json) {
        problem_json(c, t, &why);
    } else {
        problem_page(c, t, &why);
    }
    c->err = why;
}
