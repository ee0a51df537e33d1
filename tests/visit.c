/* visit.c - a browser made by hand: cookies kept, CSRF and act key added, no socket. */
#include <stdio.h>
#include <string.h>

#include "lib/web/session.h"
#include "tests/check.h"

static struct req request;
static const struct upload *sent; /* files of the next visit */
static size_t n_sent;

static int nibble(char ch)
{
    const char *digits = "0123456789abcdef", *at = strchr(digits, ch | 0x20);
    return ch && at ? (int)(at - digits) : -1;
}

static const char *decode(struct ctx *c, const char *s, size_t n)
{
    char *out = arena_alloc(c->arena, n + 1), *o = out;
    for (size_t i = 0; i < n; i++) {
        bool escaped = s[i] == '%' && i + 2 < n && nibble(s[i + 1]) >= 0 && nibble(s[i + 2]) >= 0;
        *o++ = escaped       ? (char)(nibble(s[i + 1]) * 16 + nibble(s[i + 2]))
               : s[i] == '+' ? ' '
                             : s[i];
        i += escaped ? 2 : 0;
    }
    return out;
}

static void take_pairs(struct ctx *c, const char *s, struct pairs *out)
{
    while (s && *s) {
        size_t n = strcspn(s, "&"), name = strcspn(s, "=&");
        list_push(c->arena, out,
            (struct pair){.name = decode(c, s, name),
                .value = name < n ? decode(c, s + name + 1, n - name - 1) : ""});
        s += n + (s[n] == '&');
    }
}

static bool has(const struct pairs *p, const char *name)
{
    for (size_t i = 0; i < p->n; i++) {
        if (str_same(p->v[i].name, name)) {
            return true;
        }
    }
    return false;
}

static void header(struct ctx *c, const char *name, const char *value)
{
    list_push(c->arena, &request.headers, (struct pair){.name = name, .value = value});
}

/* name=value of each Set-Cookie replaces the old one; Max-Age=0 drops it. */
static void keep_cookies(struct ctx *c, struct browser *b)
{
    for (size_t i = 0; i < COUNT(request.set_cookie) && request.set_cookie[i]; i++) {
        const char *set = request.set_cookie[i];
        size_t name = strcspn(set, "="), whole = strcspn(set, ";");
        struct buf left = {0};
        for (const char *s = b->cookie; *s; s += strspn(s, "; ")) {
            size_t n = strcspn(s, ";");
            if (strncmp(s, set, name + 1) != 0) {
                buf_printf(&left, "%s%.*s", left.n ? "; " : "", (int)n, s);
            }
            s += n;
        }
        if (!strstr(set, "Max-Age=0")) {
            buf_printf(&left, "%s%.*s", left.n ? "; " : "", (int)whole, set);
        }
        snprintf(b->cookie, sizeof(b->cookie), "%s", left.n ? left.v : "");
        buf_release(&left);
    }
    (void)c;
}

static void add_proof(struct ctx *c, struct browser *b)
{
    preferences_load(c);
    const char *token = csrf_token(c);
    keep_cookies(c, b);
    for (size_t i = 0; i < request.headers.n; i++) {
        if (str_same(request.headers.v[i].name, "cookie")) {
            request.headers.v[i].value = arena_strdup(c->arena, b->cookie);
        }
    }
    if (!has(&request.post, FORM_CSRF)) {
        list_push(c->arena, &request.post, (struct pair){.name = FORM_CSRF, .value = token});
    }
    if (!has(&request.post, FORM_ACT)) {
        uint8_t key[16];
        new_random(c, key, sizeof(key));
        list_push(c->arena, &request.post,
            (struct pair){.name = FORM_ACT, .value = hex(c->arena, key, sizeof(key))});
    }
}

struct req *visit(struct ctx *c, struct browser *b, const char *path, const char *body)
{
    return visit_by(c, b, body ? "POST" : "GET", path, body);
}

struct req *visit_by(
    struct ctx *c, struct browser *b, const char *method, const char *path, const char *body)
{
    struct buf kept = request.body;
    kept.n = 0;
    request = (struct req){.method = method, .address = "127.0.0.1", .body = kept};
    request.request_id = "test";
    size_t n = strcspn(path, "?");
    request.path = decode(c, path, n);
    take_pairs(c, path[n] ? path + n + 1 : "", &request.query);
    header(c, "host", "127.0.0.1:8080");
    header(c, "cookie", arena_strdup(c->arena, b->cookie));
    request.files = arena_alloc(c->arena, (n_sent + 1) * sizeof(*request.files));
    request.n_files = n_sent;
    for (size_t i = 0; i < n_sent; i++) {
        request.files[i] = sent[i];
    }
    c->req = &request;
    if (body) {
        take_pairs(c, body, &request.post);
        add_proof(c, b);
    }
    int64_t area = c->area_id;
    web_serve(c);
    keep_cookies(c, b);
    c->area_id = area;
    c->err = (struct err){0};
    buf_put(&request.body, "", 0);
    return &request;
}

struct req *visit_with_files(struct ctx *c, struct browser *b, const char *path, const char *body,
    const struct upload *files, size_t n)
{
    sent = files;
    n_sent = n;
    struct req *r = visit(c, b, path, body);
    sent = NULL;
    n_sent = 0;
    return r;
}

struct req *visit_with_text(
    struct ctx *c, struct browser *b, const char *path, const char *filename, const char *text)
{
    const char *at =
        arena_printf(c->arena, "%s/typed-%lld", c->app->files_dir, (long long)new_id(c));
    FILE *f = fopen(at, "w");
    must(f && fputs(text, f) >= 0);
    fclose(f);
    struct upload file = {.field = "file",
        .filename = filename,
        .type = "text/csv",
        .path = at,
        .size = (int64_t)strlen(text)};
    return visit_with_files(c, b, path, "", &file, 1);
}

const char *body_of(const struct req *r)
{
    return r->body.n ? r->body.v : "";
}
