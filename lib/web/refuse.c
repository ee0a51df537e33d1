/* refuse.c - answers that are not the handler's: somewhere else, the form once more, what went
 * wrong. */
#include <stdio.h>
#include <string.h>

#include "lib/log/log.h"
#include "lib/web/drawing.h"
#include "lib/web/page.h"
#include "lib/web/parts.h"
#include "lib/web/router.h"

static void empty_body(struct req *r)
{
    r->body.n = 0;
    r->drawing = NULL;
    r->frame = NULL;
    r->type = r->location = r->disposition = NULL;
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
    redirect(c, arena_printf(c->arena, "/login?back=%s", query_text(c, page_here(c))));
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
    redirect(c, area_path(c, "claim?back=%s", query_text(c, page_here(c))));
    return true;
}

void router_error(struct ctx *c)
{
    log_error(c);
    if (send_to_login(c) || send_to_claim(c)) {
        return;
    }
    empty_body(c->req);
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

/* The form's page once more: what was typed stands in it, the reason beside its field or on top.
 * Some refusals come before anybody was asked who she is: it is asked here. */
static void show_again(struct ctx *c)
{
    struct err why = err_take(&c->err);
    struct trouble_code code = trouble_code(why.kind);
    struct req *r = c->req;
    bool at_field = why.field && r->route->form && form_field(r->route->form, why.field);
    if (at_field) {
        list_push(c->arena, &r->wrong, (struct wrong){.field = why.field, .words = why.words});
    } else if (r->wrong.n == 0 || (why.kind != ERR_FORM && why.kind != ERR_TOO_BIG)) {
        r->notice = (struct notice){.words = why.words, .kind = "bad"};
    }
    empty_body(r);
    if (db_begin_read(c)) {
        if (router_admits(c)) {
            r->status = code.status;
            r->route->show(c);
            folded_open(c);
        }
        db_rollback(c);
    }
    if (c->err.kind) {
        router_error(c);
        return;
    }
    r->status = code.status;
    r->retry_after = r->retry_after ? r->retry_after : code.retry_after;
}

/* An id in the path that is nobody's here: whoever tries many of them can be found. */
static void note_foreign_id(struct ctx *c)
{
    const struct req *r = c->req;
    bool noted = false;
    for (int i = 0; i < NOTES_MAX; i++) {
        noted |= c->notes[i].kind && str_same(c->notes[i].kind, "foreign_id");
    }
    for (size_t i = 0; i < r->params.n && !noted; i++) {
        if (str_same(r->params.v[i].name, "id")) {
            note_after(c, "foreign_id", r->route->path);
            noted = true;
        }
    }
}

/* The frame names the reader and the office's telephone: it is read from the store. */
static void refuse_reading(struct ctx *c)
{
    struct err why = err_take(&c->err);
    bool open = why.kind < ERR_BUSY && db_begin_read(c);
    c->err = why;
    router_error(c);
    if (open) {
        db_rollback(c);
    }
}

void router_refuse(struct ctx *c)
{
    if (c->err.kind == ERR_ABSENT && c->area_id && c->req->route) {
        note_foreign_id(c);
    }
    db_rollback(c);
    (void)notes_write(c);
    if (c->req->route && web_is_write(c->req) && may_show_again(c)) {
        log_error(c);
        show_again(c);
    } else {
        refuse_reading(c);
    }
}
