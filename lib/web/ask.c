#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "lib/web/asset.h"
#include "lib/web/exporter.h"
#include "lib/web/hasher.h"
#include "lib/web/worker.h"

enum {
    IDLE_KEPT = 256,
    BUF_KEPT = 256 * 1024,
    BODY_MAX = 72 * 1024 * 1024,
    SWALLOW_MAX = 128 * 1024 * 1024
};

struct ask *ask_take(struct worker *w)
{
    struct ask *k = w->idle;
    if (k) {
        w->idle = k->next;
        w->n_idle--;
    } else {
        k = calloc(1, sizeof *k);
        must(k != NULL);
        k->in = arena_create();
        k->c.arena = arena_create();
    }
    struct ask old = *k;
    *k = (struct ask){.w = w, .in = old.in, .raw = old.raw, .packed = old.packed};
    k->r.body = old.r.body;
    k->c = (struct ctx){.arena = old.c.arena, .app = w->app, .db = w->db, .req = &k->r};
    return k;
}

static void forget(struct buf *b)
{
    b->n = 0;
    if (b->cap > BUF_KEPT) {
        buf_release(b);
    }
}

static void ask_destroy(struct ask *k)
{
    arena_destroy(k->in);
    arena_destroy(k->c.arena);
    buf_release(&k->raw);
    buf_release(&k->packed);
    buf_release(&k->r.body);
    free(k);
}

void ask_give(struct ask *k)
{
    struct worker *w = k->w;
    spool_drop(&k->spool);
    if (w->n_idle >= IDLE_KEPT) {
        ask_destroy(k);
        return;
    }
    forget(&k->raw);
    forget(&k->packed);
    forget(&k->r.body);
    arena_reset(k->in);
    arena_reset(k->c.arena);
    k->next = w->idle;
    w->idle = k;
    w->n_idle++;
}

void ask_refuse(struct ask *k, int status, const char *why)
{
    if (!k->refused) {
        k->refused = status;
        k->why = why;
    }
}

/* What was sent, as a struct req ------------------------------------------------------------- */
struct heads {
    struct framing_header v[FRAMING_HEADERS_MAX + 1];
    size_t n;
};

static enum MHD_Result take_header(void *self, enum MHD_ValueKind kind, const char *name,
    size_t name_n, const char *value, size_t value_n)
{
    struct heads *h = self;
    (void)kind;
    if (h->n == COUNT(h->v)) {
        return MHD_NO;
    }
    h->v[h->n++] = (struct framing_header){name, value ? value : "", name_n, value_n};
    return MHD_YES;
}

static const char *lower(struct arena *a, const char *s, size_t n)
{
    char *t = arena_strndup(a, s, n);
    for (char *p = t; *p; p++) {
        *p = *p >= 'A' && *p <= 'Z' ? (char)(*p | 0x20) : *p;
    }
    return t;
}

static void keep_headers(struct ask *k, const struct heads *h)
{
    for (size_t i = 0; i < h->n; i++) {
        const struct framing_header *x = &h->v[i];
        if (!utf8_valid(x->value, x->value_n)) {
            continue;
        }
        struct pair p = {
            lower(k->in, x->name, x->name_n), arena_strndup(k->in, x->value, x->value_n)};
        list_push(k->in, &k->r.headers, p);
        if (strcmp(p.name, "accept-encoding") == 0) {
            k->accept_encoding = p.value;
        } else if (strcmp(p.name, "if-none-match") == 0) {
            k->if_none_match = p.value;
        }
    }
}

/* The library has split the query and made '+' a space, no more: see raw_text() in worker.c. */
static enum MHD_Result take_query(void *self, enum MHD_ValueKind kind, const char *name,
    size_t name_n, const char *value, size_t value_n)
{
    struct ask *k = self;
    struct pair p = {0};
    size_t n = 0;
    size_t m = 0;
    (void)kind;
    if (k->r.query.n >= REQ_PAIRS_MAX || !percent_decode(k->in, name, name_n, false, &p.name, &n) ||
        !percent_decode(k->in, value ? value : "", value_n, false, &p.value, &m) ||
        !utf8_valid(p.name, n) || !utf8_valid(p.value, m)) {
        ask_refuse(k, 400, N_("网址写法不对。"));
        return MHD_NO;
    }
    list_push(k->in, &k->r.query, p);
    return MHD_YES;
}

static const char *last_forwarded(struct arena *a, const struct req *r)
{
    for (size_t i = 0; i < r->headers.n; i++) {
        if (strcmp(r->headers.v[i].name, "x-forwarded-for") == 0) {
            const char *comma = strrchr(r->headers.v[i].value, ',');
            const char *last = str_tidy(a, comma ? comma + 1 : r->headers.v[i].value, false, false);
            struct in6_addr bits;
            bool real =
                inet_pton(AF_INET, last, &bits) == 1 || inet_pton(AF_INET6, last, &bits) == 1;
            return real ? last : NULL;
        }
    }
    return NULL;
}

static const char *peer_address(struct ask *k)
{
    const union MHD_ConnectionInfo *i =
        MHD_get_connection_info(k->mhd, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
    char text[INET6_ADDRSTRLEN] = "";
    if (i && i->client_addr->sa_family == AF_INET) {
        inet_ntop(AF_INET, &((const struct sockaddr_in *)(const void *)i->client_addr)->sin_addr,
            text, sizeof text);
    } else if (i && i->client_addr->sa_family == AF_INET6) {
        inet_ntop(AF_INET6, &((const struct sockaddr_in6 *)(const void *)i->client_addr)->sin6_addr,
            text, sizeof text);
    }
    return arena_strdup(k->in, str_starts(text, "::ffff:") ? text + 7 : text);
}

static void keep_address(struct ask *k)
{
    const char *told = k->w->o->behind_proxy ? last_forwarded(k->in, &k->r) : NULL;
    k->r.address = told ? told : peer_address(k);
}

static bool expects(const struct req *r)
{
    for (size_t i = 0; i < r->headers.n; i++) {
        if (strcmp(r->headers.v[i].name, "expect") == 0) {
            return true;
        }
    }
    return false;
}

static void check_size(struct ask *k, const struct framing *f)
{
    if (f->length == 0 || k->refused) {
        return;
    }
    int64_t most = web_body_max(k->w->app, k->r.method, k->r.path);
    int64_t house = k->w->o->body_max ? k->w->o->body_max : BODY_MAX;
    if (f->length > most || f->length > house) {
        ask_refuse(k, 413, N_("提交的内容太大。"));
        k->swallow = f->length <= SWALLOW_MAX && !expects(&k->r);
    }
}

static void ask_read_head(struct ask *k, const char *url, const char *method)
{
    struct heads h = {.n = 0};
    MHD_get_connection_values_n(k->mhd, MHD_HEADER_KIND, take_header, &h);
    struct framing f = {.method = method, .url = url, .headers = h.v, .n = h.n};
    int status = framing_check(&f, &k->why);
    k->head = strcmp(method, "HEAD") == 0;
    k->r.method = strcmp(method, "POST") == 0 ? "POST" : "GET";
    k->r.path = k->r.cookie = k->r.theme = k->r.suffix = k->r.address = "";
    keep_headers(k, &h);
    if (status) {
        k->refused = status;
        return;
    }
    if (!k->w->o->any_host && !framing_host_is(f.host, k->w->hosts)) {
        ask_refuse(k, 421, N_("这里不管这个网址的事。"));
    }
    if (!path_decode(k->in, url, &k->r.path)) {
        k->r.path = "";
        ask_refuse(k, 400, N_("网址写法不对。"));
    }
    MHD_get_connection_values_n(k->mhd, MHD_GET_ARGUMENT_KIND, take_query, k);
    keep_address(k);
    check_size(k, &f);
    if (!k->refused) {
        body_begin(k, f.type, f.length);
    }
}

/* On its way --------------------------------------------------------------------------------- */
static enum MHD_Result ask_begin(
    struct worker *w, struct MHD_Connection *m, const char *url, const char *method, void **state)
{
    struct ask *k = ask_take(w);
    *state = k;
    k->mhd = m;
    k->r.started_us = now_us();
    k->c.now = app_now(w->app);
    k->r.request_id =
        arena_printf(k->in, "%llx", (unsigned long long)id_next(&w->app->ids, k->c.now));
    ask_read_head(k, url, method);
    if (k->refused && !k->swallow) {
        /* An answer before the body ends the connection: no smuggled rest is ever read. */
        k->close = true;
        k->stage = ASK_DECIDED;
        conn_wait(w, m, WAIT_SEND);
        return answer_queue(k);
    }
    if (strcmp(k->r.method, "POST") == 0) {
        conn_wait(w, m, WAIT_BODY);
    }
    return MHD_YES;
}

static void ask_hash_or_tick(struct ask *k)
{
    const char *password = NULL;
    const char *hash = web_hash_of(&k->c, &password);
    if (!hash) {
        worker_tick(k->w, k);
        return;
    }
    worker_away(k->w, k, &k->w->hasher, hasher_ask(&k->w->hasher, hash, str_or(password, "")));
}

/* Everything has arrived. */
static void ask_complete(struct ask *k)
{
    conn_wait(k->w, k->mhd, WAIT_SEND);
    body_finish(k);
    k->c.now = app_now(k->w->app);
    if (k->refused) {
        k->stage = ASK_DECIDED;
    } else if (web_is_write(&k->r)) {
        ask_hash_or_tick(k);
    } else if (exporter_takes(&k->r)) {
        uint64_t id = exporter_ask(&k->w->exporter, &k->r, k->c.now);
        worker_away(k->w, k, &k->w->exporter, id);
    } else {
        if (!asset_serve(&k->c)) {
            web_serve(&k->c);
        }
        k->stage = ASK_DECIDED;
    }
}

enum MHD_Result ask_handle(void *worker, struct MHD_Connection *m, const char *url,
    const char *method, const char *version, const char *data, size_t *n, void **state)
{
    struct ask *k = *state;
    (void)version;
    if (!k) {
        return ask_begin(worker, m, url, method, state);
    }
    if (*n > 0) {
        body_feed(k, data, *n);
        *n = 0;
        return MHD_YES;
    }
    if (k->stage == ASK_READING) {
        ask_complete(k);
    }
    /* Not decided: called again after the commit. */
    return k->stage == ASK_DECIDED ? answer_queue(k) : MHD_YES;
}

void ask_completed(
    void *worker, struct MHD_Connection *m, void **state, enum MHD_RequestTerminationCode code)
{
    struct ask *k = *state;
    (void)code;
    *state = NULL;
    conn_wait(worker, m, WAIT_IDLE);
    if (!k) {
        return;
    }
    k->mhd = NULL;
    if (k->stage == ASK_READING) {
        uploads_drop(&k->r);
    }
    if (k->stage != ASK_COLLECTED && k->stage != ASK_AWAY) {
        ask_give(k);
    }
}
