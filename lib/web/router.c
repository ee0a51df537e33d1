/* router.c - one request from route to committed answer. */
#include "lib/web/router.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "lib/log/log.h"
#include "lib/web/session.h"

enum { RUNS_MAX = 3, BUSY_SECONDS = 5 };

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
    r->body.n = 0;
    r->drawing = NULL;
}

static void empty_body(struct req *r)
{
    r->body.n = 0;
    r->drawing = NULL;
    r->frame = NULL;
    r->type = r->location = r->disposition = NULL;
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

/* Answers that are not the handler's ---------------------------------------------------------- */

static int status_of(enum err_kind kind)
{
    static const int status[] = {[ERR_RULE] = 422,
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
    return status[kind];
}

static void log_error(const struct ctx *c)
{
    if (c->err.kind >= ERR_BUSY) {
        fprintf(stderr, "event=error request=%s at=%s:%d detail=\"%s\"\n",
            str_or(c->req->request_id, "-"), str_or(c->err.file, "-"), c->err.line, c->err.detail);
    }
}

/* A visitor who must sign in goes there and comes back to this very page. */
static bool send_to_login(struct ctx *c)
{
    if (c->err.kind != ERR_LOGIN || c->req->json || web_is_write(c->req)) {
        return false;
    }
    c->err = (struct err){0};
    redirect(c, arena_printf(c->arena, "/login?back=%s", c->req->path));
    return true;
}

/* Signed in, but not known in this area yet: first they say where they live. */
static bool send_to_claim(struct ctx *c)
{
    const struct route *r = c->req->route;
    bool unknown = c->err.kind == ERR_DENIED && r && c->who.account_id && !c->who.person_id &&
                   c->area_id && (r->duty == DUTY_PERSON || r->duty == DUTY_RESIDENT);
    if (!unknown || c->req->json || web_is_write(c->req)) {
        return false;
    }
    c->err = (struct err){0};
    redirect(c, area_path(c, "claim?back=%s", c->req->path));
    return true;
}

static void answer_error(struct ctx *c)
{
    log_error(c);
    if (send_to_login(c) || send_to_claim(c)) {
        return;
    }
    empty_body(c->req);
    c->req->status = status_of(c->err.kind);
    if (c->err.kind == ERR_BUSY || c->err.kind == ERR_AGAIN) {
        c->req->retry_after = BUSY_SECONDS;
    }
    page_error(c);
}

static bool may_show_again(const struct ctx *c)
{
    enum err_kind k = c->err.kind;
    return c->req->route->show && !c->req->json &&
           (k == ERR_RULE || k == ERR_FORM || k == ERR_CONFLICT || k == ERR_TOO_BIG ||
               k == ERR_KIND || k == ERR_TOO_MANY || k == ERR_GONE || k == ERR_FULL ||
               k == ERR_BUSY);
}

/* The form's page once more: what was typed stands in it, the reason beside its field or on top. */
static void show_again(struct ctx *c)
{
    struct err why = err_take(&c->err);
    int status = status_of(why.kind);
    struct req *r = c->req;
    bool at_field = why.field && r->route->form && form_field(r->route->form, why.field);
    if (at_field) {
        list_push(c->arena, &r->wrong, (struct wrong){.field = why.field, .words = why.words});
    } else if (why.kind != ERR_FORM || r->wrong.n == 0) {
        r->notice = (struct notice){.words = why.words, .kind = "bad"};
    }
    empty_body(r);
    if (db_begin_read(c)) {
        r->status = status;
        r->route->show(c);
        db_rollback(c);
    }
    r->status = status;
    if (why.kind == ERR_BUSY) {
        r->retry_after = BUSY_SECONDS;
    }
    if (c->err.kind) {
        answer_error(c);
    }
}

static void refuse_request(struct ctx *c)
{
    db_rollback(c);
    (void)notes_write(c);
    if (c->req->route && web_is_write(c->req) && may_show_again(c)) {
        log_error(c);
        show_again(c);
    } else {
        answer_error(c);
    }
}

/* GET ---------------------------------------------------------------------------------------- */

static void serve_read(struct ctx *c)
{
    bool open = db_begin_read(c);
    if (open && find_area(c)) {
        enter(c);
        if (check_duty(c)) {
            c->req->route->handle(c);
        }
    }
    if (c->err.kind) {
        refuse_request(c);
    } else {
        db_rollback(c);
        (void)notes_write(c);
    }
}

/* POST --------------------------------------------------------------------------------------- */

static const char *typed(struct ctx *c, const char *name)
{
    for (size_t i = 0; i < c->req->post.n; i++) {
        if (str_same(c->req->post.v[i].name, name)) {
            return c->req->post.v[i].value;
        }
    }
    return "";
}

static bool same_origin(struct ctx *c)
{
    const char *origin = req_header(c, "origin"), *host = req_header(c, "host");
    if (str_empty(origin)) {
        return true;
    }
    const char *after = strstr(origin, "://");
    return after && str_same(after + 3, host);
}

static bool check_csrf(struct ctx *c)
{
    const char *token = str_or(typed(c, FORM_CSRF), req_header(c, "x-csrf-token"));
    if (same_origin(c) && !str_empty(c->req->cookie) && same_secret(token, csrf_token(c))) {
        return true;
    }
    note_after(c, "csrf", c->req->route->path);
    return fail(&c->err, ERR_DENIED,
        SAY(N_(
            "这个页面放得太久，或者不是从本站打开的。请返回上一页刷新，再做一次；已经写的字可以先复制下来。")));
}

static bool key_ok(const char *key)
{
    uint8_t bytes[16];
    return strlen(key) == 32 && unhex(key, bytes, sizeof(bytes));
}

static void take_key(struct ctx *c)
{
    const char *key = str_or(typed(c, FORM_ACT), req_header(c, "idempotency-key"));
    uint8_t random[16];
    if (!key_ok(key)) {
        new_random(c, random, sizeof(random));
        key = hex(c->arena, random, sizeof(random));
    }
    memcpy(c->act.key, key, sizeof(c->act.key));
}

bool act_check_for(struct ctx *c, int64_t person_id)
{
    c->act.hand = HAND_SELF;
    if (person_id == c->who.person_id) {
        return true;
    }
    if (c->req->route->hands != HANDS_ANY) {
        return fail(&c->err, ERR_DENIED, SAY(N_("这件事只能本人办，不能代办。")));
    }
    return c->app->may_act_for(c, person_id, &c->act.hand) ||
           fail(&c->err, ERR_DENIED,
               SAY(N_("您不能替这位居民办理。请先登记为代办人，或请居委会帮忙。")));
}

static bool take_act(struct ctx *c)
{
    struct act_typed t;
    take_key(c);
    c->act.person_id = c->who.person_id;
    c->act.hand = HAND_SELF;
    c->act.channel = CHANNEL_WEB;
    c->act.happened_at = c->act.received_at = c->act.typed_at = c->now;
    c->act.evidence = "";
    if (!act_parse(c->arena, &c->req->post, &t, &c->req->wrong)) {
        return fail(&c->err, ERR_FORM, SAY(N_("代办的内容没有填对，请改好再交。")));
    }
    if (t.act_person && !act_check_for(c, t.act_person)) {
        return false;
    }
    c->act.person_id = t.act_person ? t.act_person : c->who.person_id;
    c->act.channel = t.act_channel ? (enum channel)t.act_channel : CHANNEL_WEB;
    c->act.evidence = str_or(t.act_evidence, "");
    if (t.act_happened > 0 && t.act_happened <= c->now) {
        c->act.happened_at = t.act_happened;
    }
    return true;
}

bool act_for(struct ctx *c, int64_t person_id, enum channel channel, int64_t happened_at,
    const char *evidence)
{
    if (c->err.kind || !act_check_for(c, person_id)) {
        return false;
    }
    c->act.person_id = person_id;
    c->act.channel = channel;
    c->act.happened_at = happened_at > 0 && happened_at <= c->now ? happened_at : c->now;
    c->act.evidence = str_or(evidence, "");
    return act_keep(c);
}

static bool take_form(struct ctx *c)
{
    const struct form *f = c->req->route->form;
    if (!f) {
        return true;
    }
    void *out = arena_alloc(c->arena, f->size + 1);
    bool ok = form_parse(c->arena, f, &c->req->post, out, &c->req->wrong);
    ok &= form_check_files(c->arena, f, c->req->files, c->req->n_files, &c->req->wrong);
    c->req->form = out;
    return ok || fail(&c->err, ERR_FORM, SAY(N_("有几处需要修改。")));
}

const char *web_hash_of(struct ctx *c, const char **password)
{
    forget(c);
    if (!find_route(c) || !c->req->route->hash_of) {
        return NULL;
    }
    *password = "";
    for (const struct field *f = c->req->route->form->fields; f->type; f++) {
        if (f->type == FIELD_SECRET) {
            *password = typed(c, f->name);
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
    if (!check_csrf(c) || !check_duty(c) || !take_act(c)) {
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
    if (!take_form(c)) {
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

static bool write_once(struct ctx *c)
{
    bool wrote = false;
    if (!find_area(c) || !db_begin_area(c, c->area_id)) {
        return false;
    }
    bool ok = run_write(c, &wrote);
    if (!ok && !c->err.kind) { /* the handler answered with a refusal of its own */
        db_rollback(c);
        (void)notes_write(c);
        return true;
    }
    if (!ok || !db_commit(c)) {
        return false;
    }
    (void)notes_write(c);
    answer_json_created(c);
    return true;
}

static void serve_write(struct ctx *c)
{
    compare_password(c);
    for (int run = 1;; run++) {
        if (write_once(c)) {
            return;
        }
        if (c->err.kind != ERR_AGAIN || run == RUNS_MAX) {
            refuse_request(c);
            return;
        }
        db_rollback(c);
        forget(c);
        (void)find_route(c);
    }
}

void web_serve(struct ctx *c)
{
    forget(c);
    preferences_load(c);
    if (!find_route(c)) {
        answer_error(c);
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
    refuse_request(c);
}
