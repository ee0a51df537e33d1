/* request.c - what handlers ask of a request, and the short answers. */
#include <jansson.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "lib/log/log.h"
#include "lib/web/session.h"

static const char *pair_of(const struct pairs *p, const char *name)
{
    for (size_t i = 0; i < p->n; i++) {
        if (str_same(p->v[i].name, name)) {
            return p->v[i].value;
        }
    }
    return "";
}

const char *req_text(struct ctx *c, const char *param)
{
    return pair_of(&c->req->params, param);
}

int64_t req_id(struct ctx *c, const char *param)
{
    int64_t id;
    return parse_int(req_text(c, param), &id) && id > 0 ? id : 0;
}

const char *req_query(struct ctx *c, const char *name)
{
    return pair_of(&c->req->query, name);
}

int64_t req_query_int(struct ctx *c, const char *name, int64_t otherwise)
{
    int64_t i;
    return parse_int(req_query(c, name), &i) ? i : otherwise;
}

const char *req_header(struct ctx *c, const char *lower_name)
{
    return pair_of(&c->req->headers, lower_name);
}

const struct upload *req_file(struct ctx *c, const char *field, int n)
{
    for (size_t i = 0; i < c->req->n_files; i++) {
        const struct upload *u = &c->req->files[i];
        if (str_same(u->field, field) && u->size > 0 && n-- == 0) {
            return u;
        }
    }
    return NULL;
}

const char *area_path(struct ctx *c, const char *fmt, ...)
{
    char rest[512];
    va_list args;
    va_start(args, fmt);
    vsnprintf(rest, sizeof(rest), fmt, args);
    va_end(args);
    return arena_printf(
        c->arena, "/a/%s%s%s", req_text(c, "area"), *rest && *rest != '?' ? "/" : "", rest);
}

/* Never to another house: a path of ours, and no second slash that a browser reads as a host. */
static bool is_ours(const char *where)
{
    return where[0] == '/' && where[1] != '/' && where[1] != '\\' && !strpbrk(where, "\r\n");
}

void redirect(struct ctx *c, const char *where)
{
    c->req->status = 303;
    c->req->location = is_ours(where) ? where : "/";
}

void answer_json(struct ctx *c, const char *json)
{
    c->req->type = "application/json; charset=utf-8";
    buf_puts(&c->req->body, json);
}

bool not_found(struct ctx *c)
{
    note_after(c, "foreign_id", c->req->route ? c->req->route->path : "");
    return fail(&c->err, ERR_ABSENT, SAY(N_("没有找到，或者不是给您看的。")));
}

bool denied(struct ctx *c)
{
    note_after(c, "denied", c->req->route ? c->req->route->path : "");
    return fail(&c->err, ERR_DENIED,
        c->who.staff ? SAY(N_("您现在的职务不能办这件事。请书记安排，或请管这件事的同事办。"))
                     : SAY(N_("您现在的职务不能办这件事。需要的话请联系居委会。")));
}

/* {"text": "...", "kind": 3, "open": true}: one level, as a form would say it. */
bool post_from_json(struct ctx *c, const char *text, size_t n)
{
    json_error_t error;
    json_t *root = json_loadb(text, n, JSON_REJECT_DUPLICATES, &error), *v;
    const char *key;
    if (!json_is_object(root)) {
        json_decref(root);
        return fail(&c->err, ERR_FORM, SAY(N_("内容不是合格的 JSON 对象。")));
    }
    json_object_foreach(root, key, v)
    {
        const char *value = json_is_string(v) ? arena_strdup(c->arena, json_string_value(v))
                            : json_is_integer(v)
                                ? arena_printf(c->arena, "%lld", (long long)json_integer_value(v))
                                : (json_is_true(v) ? "1" : "");
        list_push(c->arena, &c->req->post,
            (struct pair){.name = arena_strdup(c->arena, key), .value = value});
    }
    json_decref(root);
    return true;
}
