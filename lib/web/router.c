/* router.c - one request from route to committed answer. */
#include "lib/web/router.h"

#include <string.h>

#include "lib/log/log.h"
#include "lib/web/remember.h"
#include "lib/web/session.h"

enum { RUNS_MAX = 3 };

bool web_is_write(const struct req *r)
{
    return str_same(r->method, "POST");
}

/* A request may be served again: nothing of the former answer, nor of who asked, may remain. */
static void forget(struct ctx *c)
{
    struct req *r = c->req;
    c->err = (struct err){0};
    c->area_id = 0;
    c->who = (struct who){0};
    c->act = (struct act){0};
    memset(c->notes, 0, sizeof(c->notes));
    r->params = (struct pairs){0};
    r->frame = NULL;
    r->form = NULL;
    r->wrong = (struct wrongs){0};
    r->notice = (struct notice){0};
    r->status = r->retry_after = 0;
    r->location = r->type = r->disposition = r->etag = NULL;
    r->out = (struct pairs){0};
    memset(r->set_cookie, 0, sizeof(r->set_cookie));
    r->personal = r->counts = false;
    r->body.n = 0;
    r->drawing = NULL;
}

/* Finding and entering ----------------------------------------------------------------------- */

static bool find_route(struct ctx *c)
{
    struct req *r = c->req;
    struct found f = route_find(c->arena, c->app, r->method, r->path, &r->params);
    r->route = f.route;
    r->suffix = f.suffix;
    r->json = r->json || path_is_api(r->path) || str_same(f.suffix, "json");
    if (path_is_api(r->path) && f.route && f.route->list && !*f.suffix) {
        r->suffix = "json";
    }
    if (!f.route) {
        fail(&c->err, ERR_ABSENT,
            SAY(f.other_method ? N_("这个地址不能这样打开，请从页面上的按钮进入。")
                               : N_("没有这个页面。请检查地址，或者回到首页。")));
    }
    return f.route;
}

/* The tenant named in the path. Asked before the transaction, which locks it. */
static bool find_area(struct ctx *c)
{
    const char *code = req_text(c, "area");
    if (str_empty(code)) {
        return true;
    }
    c->area_id = c->app->area_by_code(c, code);
    return c->area_id || c->err.kind ||
           fail(&c->err, ERR_ABSENT, SAY(N_("没有这个居民区。请检查地址，或者回到首页。")));
}

static void enter(struct ctx *c)
{
    session_load(c);
    if (c->area_id && c->who.account_id) {
        c->app->enter_area(c);
    }
}

/* The duties that need no neighbourhood to answer. */
static bool open_to_all(const struct ctx *c)
{
    int duty = c->req->route->duty;
    return duty == DUTY_PUBLIC || duty == DUTY_VISITOR ||
           (duty == DUTY_ACCOUNT && c->who.account_id);
}

static bool check_duty(struct ctx *c)
{
    const struct route *r = c->req->route;
    if (open_to_all(c)) {
        return !c->err.kind;
    }
    int64_t place = r->place_of && !c->err.kind ? r->place_of(c) : 0;
    if (c->err.kind || c->app->may(c, r->duty, place)) {
        return !c->err.kind;
    }
    if (!c->who.account_id) {
        return fail(&c->err, ERR_LOGIN, SAY(N_("请先登录，再继续。")));
    }
    return denied(c);
}

bool router_admits(struct ctx *c)
{
    if (!find_area(c)) {
        return false;
    }
    enter(c);
    return check_duty(c);
}

/* GET ---------------------------------------------------------------------------------------- */

static void read_once(struct ctx *c)
{
    bool open = db_begin_read(c);
    if (open && router_admits(c) && !page_remembered(c)) {
        c->req->route->handle(c);
        page_remember(c);
    }
}

/* The store asked for the whole once more; false: it did not, or has often enough. */
static bool runs_again(struct ctx *c, int run)
{
    if (c->err.kind != ERR_AGAIN || run == RUNS_MAX) {
        return false;
    }
    db_rollback(c);
    forget(c);
    (void)find_route(c);
    return true;
}

static void serve_read(struct ctx *c)
{
    int run = 1;
    read_once(c);
    while (runs_again(c, run++)) {
        read_once(c);
    }
    if (c->err.kind) {
        router_refuse(c);
    } else {
        db_rollback(c);
        (void)notes_write(c);
    }
}

/* POST --------------------------------------------------------------------------------------- */

const char *web_hash_of(struct ctx *c, const char **password)
{
    forget(c);
    if (!find_route(c) || !c->req->route->hash_of) {
        return NULL;
    }
    *password = "";
    for (const struct field *f = c->req->route->form->fields; f->type; f++) {
        if (f->type == FIELD_SECRET) {
            *password = wish_typed(c, f->name);
        }
    }
    const char *hash = NULL;
    struct wrongs ignored = {0};
    void *out = arena_alloc(c->arena, c->req->route->form->size + 1);
    (void)form_parse(c->arena, c->req->route->form, &c->req->post, out, &ignored);
    c->req->form = out;
    if (db_begin_read(c)) {
        hash = c->req->route->hash_of(c);
        db_rollback(c);
    }
    return hash;
}

static void compare_password(struct ctx *c)
{
    const char *password;
    if (c->req->route->hash_of && c->req->hash_ok == 0) {
        const char *hash = web_hash_of(c, &password);
        c->req->hash_ok = hash && password_matches(hash, password) ? 1 : -1;
        forget(c);
        (void)find_route(c);
    }
}

/* An answer that was a page (a PIN, shown once) is not kept: then the page one asked it from. */
static void replay(struct ctx *c, int status, const char *location)
{
    c->req->status = location ? status : 303;
    c->req->location = location ? location : c->req->path;
    session_again(c);
}

/* Everything between begin and commit; false leaves the reason in c->err. */
static bool run_write(struct ctx *c, bool *wrote)
{
    int status = 0;
    const char *location = NULL;
    *wrote = true;
    enter(c);
    if (!wish_checked(c) || !check_duty(c) || !wish_taken(c)) {
        return false;
    }
    if (c->area_id) {
        enum act_state act = act_begin(c, c->req->route->path, &status, &location);
        if (act == ACT_REPLAYED) {
            replay(c, status, location);
            return !c->err.kind;
        }
        if (act == ACT_FAILED) {
            return false;
        }
    }
    if (!wish_read(c)) {
        return false;
    }
    c->req->route->handle(c);
    if (c->err.kind || c->req->status >= 400) {
        return false;
    }
    return !c->area_id || act_end(c, c->req->status ? c->req->status : 200, c->req->location);
}

static void answer_json_created(struct ctx *c)
{
    if (c->req->json && c->req->status == 303 && c->req->location) {
        c->req->status = 201;
        answer_json(c, arena_printf(c->arena, "{\"location\": \"%s\"}", c->req->location));
    }
}

/* Refused, but the try counts: what was written stays, and the refusal is the answer. */
static bool count_try(struct ctx *c)
{
    struct err why = err_take(&c->err);
    if ((!c->area_id || act_refused(c)) && db_commit(c)) {
        c->err = why;
    }
    return false;
}

static bool write_once(struct ctx *c)
{
    bool wrote = false;
    if (!find_area(c) || !db_begin_area(c, c->area_id)) {
        return false;
    }
    bool ok = run_write(c, &wrote);
    if (c->err.kind == ERR_RULE && c->req->counts) {
        return count_try(c);
    }
    if (!ok && !c->err.kind) { /* the handler answered with a refusal of its own */
        db_rollback(c);
        (void)notes_write(c);
        return true;
    }
    if (!ok || !db_commit(c)) {
        return false;
    }
    (void)notes_write(c);
    act_arrived(c);
    answer_json_created(c);
    return true;
}

static void serve_write(struct ctx *c)
{
    compare_password(c);
    for (int run = 1; !write_once(c); run++) {
        if (!runs_again(c, run)) {
            router_refuse(c);
            return;
        }
    }
}

void web_serve(struct ctx *c)
{
    forget(c);
    preferences_load(c);
    if (!find_route(c)) {
        router_error(c);
    } else if (web_is_write(c->req)) {
        serve_write(c);
    } else {
        serve_read(c);
    }
    if (c->req->status == 0) {
        c->req->status = 200;
    }
}

void web_refuse(struct ctx *c, const struct err *why)
{
    forget(c);
    preferences_load(c);
    if (find_route(c) && db_begin_read(c)) {
        if (find_area(c)) {
            enter(c);
        }
        db_rollback(c);
    }
    c->err = *why;
    router_refuse(c);
}
