#include <inttypes.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "lib/text/text.h"
#include "lib/web/metrics.h"
#include "lib/web/worker.h"

static const char *const guards[][2] = {
    {"Content-Security-Policy",
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; connect-src 'self'; "
        "manifest-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"},
    {"X-Content-Type-Options", "nosniff"},
    {"Referrer-Policy", "same-origin"},
    {"Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"},
    {"Cross-Origin-Opener-Policy", "same-origin"},
    {"Cross-Origin-Resource-Policy", "same-origin"},
    {"X-Frame-Options", "DENY"},
};

struct sending {
    int status;
    const char *type, *etag, *cache;
    const void *v;
    size_t n;
    bool gzip, varies;
};

static const char *ask_header(const struct ask *k, const char *name)
{
    for (size_t i = 0; i < k->r.headers.n; i++) {
        if (strcmp(k->r.headers.v[i].name, name) == 0) {
            return k->r.headers.v[i].value;
        }
    }
    return NULL;
}

static const char *out_header(const struct req *r, const char *name)
{
    for (size_t i = 0; i < r->out.n; i++) {
        if (strcasecmp(r->out.v[i].name, name) == 0) {
            return r->out.v[i].value;
        }
    }
    return NULL;
}

void answer_plain(struct ask *k, int status, const char *why)
{
    struct req *r = &k->r;
    enum lang lang = text_lang_of(ask_header(k, "accept-language"));
    const char *said = text_of(lang, why);
    r->status = status;
    r->location = r->etag = r->disposition = NULL;
    r->set_cookie[0] = NULL;
    r->out = (struct pairs){0};
    r->body.n = 0;
    if (r->json || str_starts(r->path, "/api/")) {
        r->type = "application/json; charset=utf-8";
        buf_printf(&r->body, "{\"error\": \"%s\", \"request\": \"%s\"}\n", said, r->request_id);
        return;
    }
    r->type = "text/html; charset=utf-8";
    buf_printf(&r->body,
        "<!doctype html>\n<html lang=\"%s\"><head><meta charset=\"utf-8\">"
        "<meta name=\"viewport\" content=\"width=device-width\"><title>%d</title></head>\n"
        "<body><main><h1>%s</h1><p>%d · %s</p></main></body></html>\n",
        text_lang_codes[lang], status, said, status, r->request_id);
}

static bool etag_matches(const char *list, const char *etag)
{
    size_t n = strlen(etag);
    for (const char *at = list; at && (at = strstr(at, etag)) != NULL; at += n) {
        bool from = at > list && at[-1] == '"';
        if (from && (at[n] == '"' || strncmp(at + n, "-gz\"", 4) == 0)) {
            return true;
        }
    }
    return list && strcmp(list, "*") == 0;
}

/* A page of one reader is not kept by any cache, so it needs no ETag. */
static const char *cache_of(const struct ask *k)
{
    const char *own = out_header(&k->r, "cache-control");
    if (own) {
        return own;
    }
    bool personal = k->c.who.account_id || k->r.set_cookie[0] || strcmp(k->r.method, "POST") == 0;
    return personal ? "no-store" : "no-cache";
}

static void match_etag(struct ask *k, struct sending *s)
{
    if (s->etag && etag_matches(k->if_none_match, s->etag)) {
        s->status = 304;
        s->n = 0;
        if (k->r.file_fd) {
            close(k->r.file_fd);
            k->r.file_fd = 0;
        }
    }
}

static void choose_etag(struct ask *k, struct sending *s, uint8_t key[16])
{
    struct req *r = &k->r;
    bool kept = s->status == 200 && strcmp(r->method, "GET") == 0 && !strstr(s->cache, "no-store");
    s->etag = kept ? r->etag : NULL;
    bool known = kept && r->etag && strlen(r->etag) == 32 && unhex(r->etag, key, 16);
    if (kept && !known && !r->file_fd && !out_header(r, "content-encoding")) {
        crypto_generichash(key, 16, (const uint8_t *)s->v, s->n, NULL, 0);
        s->etag = r->etag ? r->etag : hex(k->in, key, 16);
    }
    match_etag(k, s);
}

static void choose_coding(struct ask *k, struct sending *s, const uint8_t key[16])
{
    s->varies = !out_header(&k->r, "content-encoding") && is_compressible(s->type);
    if (!s->varies || s->n < COMPRESS_LEAST || k->r.file_fd || !accepts_gzip(k->accept_encoding)) {
        return;
    }
    if (compress_gzip(k->w->z, s->etag ? key : NULL, s->v, s->n, &k->packed)) {
        s->gzip = true;
        s->v = k->packed.v;
        s->n = k->packed.n;
    }
}

static void put_header(struct MHD_Response *p, const char *name, const char *value)
{
    if (value && MHD_add_response_header(p, name, value) != MHD_YES) {
        fprintf(stderr, "event=bad_header name=%s\n", name);
    }
}

static void put_guards(struct ask *k, struct MHD_Response *p)
{
    for (size_t i = 0; i < COUNT(guards); i++) {
        put_header(p, guards[i][0], guards[i][1]);
    }
    if (k->w->app->tls) {
        put_header(p, "Strict-Transport-Security", "max-age=31536000; includeSubDomains");
    }
}

static void put_headers(struct ask *k, const struct sending *s, struct MHD_Response *p)
{
    struct req *r = &k->r;
    put_guards(k, p);
    put_header(p, "Cache-Control", s->cache);
    put_header(p, "Content-Type", s->status == 304 ? NULL : s->type);
    put_header(p, "Content-Disposition", r->disposition);
    put_header(p, "Content-Encoding", s->gzip ? "gzip" : NULL);
    put_header(p, "Location", r->location);
    put_header(p, "Connection", k->close || k->w->drain_since ? "close" : NULL);
    if (s->varies) {
        put_header(p, "Vary",
            strstr(s->cache, "immutable") ? "Accept-Encoding"
                                          : "Accept-Encoding, Accept-Language, Cookie");
    }
    if (s->etag) {
        put_header(p, "ETag", arena_printf(k->in, "\"%s%s\"", s->etag, s->gzip ? "-gz" : ""));
    }
    if (r->retry_after) {
        put_header(p, "Retry-After", arena_printf(k->in, "%d", r->retry_after));
    }
    if (s->status == 405) {
        put_header(p, "Allow", "GET, HEAD, POST");
    }
    for (size_t i = 0; i < COUNT(r->set_cookie) && r->set_cookie[i]; i++) {
        put_header(p, "Set-Cookie", r->set_cookie[i]);
    }
    for (size_t i = 0; i < r->out.n; i++) {
        if (strcasecmp(r->out.v[i].name, "cache-control") != 0) {
            put_header(p, r->out.v[i].name, r->out.v[i].value);
        }
    }
}

/* One line, ids only: no path, no query, nothing that was typed. */
static void log_answer(struct ask *k, const struct sending *s)
{
    struct worker *w = k->w;
    const struct req *r = &k->r;
    const struct err *e = &k->c.err;
    bool odd = s->status >= 500 || k->refused;
    if (w->o->quiet && !odd) {
        return;
    }
    const char *route = r->route ? r->route->path : str_starts(r->path, "/s/") ? "/s/:asset" : "-";
    buf_printf(&w->log,
        "event=request id=%s method=%s route=%s status=%d ms=%.1f bytes=%zu account=%" PRId64,
        r->request_id, k->head ? "HEAD" : r->method, route, s->status,
        (double)(now_us() - r->started_us) / 1000.0, r->file_fd ? (size_t)r->file_size : s->n,
        k->c.who.account_id);
    if (odd && e->kind) {
        buf_printf(&w->log, " at=%s:%d detail=\"", e->file ? e->file : "-", e->line);
        for (const char *p = e->detail; *p; p++) {
            buf_put(&w->log, (unsigned char)*p < 0x20 || *p == '"' ? " " : p, 1);
        }
        buf_puts(&w->log, "\"");
    }
    buf_puts(&w->log, "\n");
}

static struct MHD_Response *make_response(struct ask *k, const struct sending *s)
{
    if (k->r.file_fd) {
        int fd = k->r.file_fd;
        k->r.file_fd = 0;
        return MHD_create_response_from_fd((size_t)k->r.file_size, fd);
    }
    /* The bytes are the ask's own, which lives until the library says the request is over. */
    return MHD_create_response_from_buffer(s->n, (void *)(uintptr_t)s->v, MHD_RESPMEM_PERSISTENT);
}

enum MHD_Result answer_queue(struct ask *k)
{
    struct req *r = &k->r;
    uint8_t key[16] = {0};
    if (k->refused) {
        answer_plain(k, k->refused, k->why);
    }
    struct sending s = {.status = r->status ? r->status : 200,
        .type = r->type ? r->type : "text/html; charset=utf-8",
        .v = r->body.v ? r->body.v : "",
        .n = r->body.n,
        .cache = cache_of(k)};
    if (s.status >= 400) {
        uploads_drop(r);
    }
    choose_etag(k, &s, key);
    choose_coding(k, &s, key);
    log_answer(k, &s);
    metrics_count(k->w->number, s.status, now_us() - r->started_us);
    struct MHD_Response *p = make_response(k, &s);
    if (!p) {
        return MHD_NO;
    }
    put_headers(k, &s, p);
    enum MHD_Result queued = MHD_queue_response(k->mhd, (unsigned)s.status, p);
    MHD_destroy_response(p);
    return queued;
}
