#include "lib/web/exporter.h"

#include <malloc.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <sys/mman.h>
#include <unistd.h>

#include "lib/web/compress.h"
#include "lib/web/drawing.h"
#include "lib/web/listen.h"

/* Messages: a head, then texts, each with its NUL. ------------------------------------------------
 */
struct ask_head {
    uint64_t id;
    int64_t now, query, headers;
};
struct answer_head {
    uint64_t id;
    int64_t account_id, size, status, retry_after, cookies, out;
};

static void put(struct buf *b, const char *s)
{
    s = str_or(s, "");
    buf_put(b, s, strlen(s) + 1);
}

static void put_pairs(struct buf *b, const struct pairs *p)
{
    for (size_t i = 0; i < p->n; i++) {
        put(b, p->v[i].name);
        put(b, p->v[i].value);
    }
}

struct texts {
    struct arena *a;
    const char *at, *end;
};

/* A message that was cut ends in "". */
static const char *take(struct texts *t)
{
    size_t left = (size_t)(t->end - t->at);
    size_t n = strnlen(t->at, left);
    const char *s = arena_strndup(t->a, t->at, n);
    t->at += n < left ? n + 1 : left;
    return s;
}

static void take_pairs(struct texts *t, int64_t n, struct pairs *out)
{
    for (int64_t i = 0; i < n && t->at < t->end; i++) {
        const char *name = take(t);
        list_push(t->a, out, ((struct pair){name, take(t)}));
    }
}

static const char *some(const char *s)
{
    return *s ? s : NULL;
}

/* The exporter's process -------------------------------------------------------------------------
 */
struct exporter {
    struct app *app;
    void (*reload)(struct app *app);
    struct db *db;
    struct compressor *z;
};

static const char *header_of(const struct pairs *p, const char *name)
{
    for (size_t i = 0; i < p->n; i++) {
        if (strcasecmp(p->v[i].name, name) == 0) {
            return p->v[i].value;
        }
    }
    return NULL;
}

/* Here, so that the worker need not: its own way would hold it as long as the export. */
static void pack(struct exporter *x, struct ctx *c)
{
    struct req *r = c->req;
    struct buf packed = {0};
    const char *type = str_or(r->type, "text/html");
    if (r->body.n < COMPRESS_LEAST || !is_compressible(type) ||
        header_of(&r->out, "content-encoding") ||
        !accepts_gzip(header_of(&r->headers, "accept-encoding")) ||
        !compress_gzip(x->z, NULL, r->body.v, r->body.n, &packed)) {
        buf_release(&packed);
        return;
    }
    buf_release(&r->body);
    r->body = packed;
    list_push(c->arena, &r->out, ((struct pair){"Content-Encoding", "gzip"}));
    list_push(
        c->arena, &r->out, ((struct pair){"Vary", "Accept-Encoding, Accept-Language, Cookie"}));
}

static int bytes_of(struct req *r, int64_t *size)
{
    int fd = r->file_fd;
    if (fd) {
        *size = r->file_size;
        r->file_fd = 0;
        return fd;
    }
    fd = memfd_create("export", MFD_CLOEXEC);
    for (size_t at = 0; fd >= 0 && at < r->body.n;) {
        ssize_t n = write(fd, r->body.v + at, r->body.n - at);
        if (n <= 0) {
            close(fd);
            return -1;
        }
        at += (size_t)n;
    }
    *size = (int64_t)r->body.n;
    return fd;
}

static bool tell(int to, uint64_t id, struct ctx *c)
{
    struct req *r = c->req;
    struct buf b = {0};
    struct answer_head h = {.id = id,
        .account_id = c->who.account_id,
        .status = r->status,
        .retry_after = r->retry_after,
        .out = (int64_t)r->out.n};
    int fd = bytes_of(r, &h.size);
    while (h.cookies < (int64_t)COUNT(r->set_cookie) && r->set_cookie[h.cookies]) {
        h.cookies++;
    }
    buf_put(&b, (const char *)&h, sizeof h);
    put(&b, r->type);
    put(&b, r->location);
    put(&b, r->disposition);
    for (int64_t i = 0; i < h.cookies; i++) {
        put(&b, r->set_cookie[i]);
    }
    put_pairs(&b, &r->out);
    bool ok = fd >= 0 && helper_tell(to, b.v, b.n, fd);
    buf_release(&b);
    if (fd >= 0) {
        close(fd);
    }
    return ok;
}

static bool store_open(struct exporter *x)
{
    struct err why = {0};
    x->db = x->db ? x->db : db_open(x->app->store, &why);
    if (!x->db) {
        fprintf(stderr, "event=store_not_opened detail=\"%s\"\n", why.detail);
    }
    return x->db;
}

/* As it came to the worker. */
static void read_question(struct texts *t, const struct ask_head *h, struct req *r)
{
    r->method = "GET";
    r->cookie = r->theme = r->suffix = "";
    r->path = take(t);
    r->address = take(t);
    r->request_id = take(t);
    take_pairs(t, h->query, &r->query);
    take_pairs(t, h->headers, &r->headers);
}

static bool answer(void *self, int from)
{
    static union {
        struct ask_head head;
        char v[64 * 1024];
    } q;
    struct exporter *x = self;
    int fd;
    ssize_t n = helper_hear(from, &q, sizeof q, &fd);
    if (fd >= 0) {
        close(fd);
    }
    if (n < (ssize_t)sizeof q.head) {
        return n < 0;
    }
    if (!store_open(x)) {
        return false; /* the worker hears "lost" and says 503 */
    }
    struct req r = {0};
    struct ctx c = {
        .arena = arena_create(), .app = x->app, .db = x->db, .req = &r, .now = q.head.now};
    struct texts t = {c.arena, q.v + sizeof q.head, q.v + n};
    read_question(&t, &q.head, &r);
    web_serve(&c);
    pack(x, &c);
    bool ok = tell(from, q.head.id, &c);
    buf_release(&r.body);
    arena_destroy(c.arena);
    malloc_trim(0); /* a long table's memory is not needed for the next short one */
    return ok;
}

/* The next export begins with the key and the store as they are then. */
static void renew(void *self)
{
    struct exporter *x = self;
    (void)log_file_open(x->app);
    if (x->reload) {
        x->reload(x->app);
    }
    db_close(x->db);
    x->db = NULL;
}

int exporter_main(struct app *app, void (*reload)(struct app *app), int control, int stop_fd)
{
    struct exporter x = {.app = app, .reload = reload, .z = compressor_create()};
    int status = helper_main(
        &(struct helper_work){.self = &x, .answer = answer, .renew = renew}, control, stop_fd);
    db_close(x.db);
    compressor_destroy(x.z);
    return status;
}

/* A worker's side --------------------------------------------------------------------------------
 */
static bool ends_with(const char *s, const char *end)
{
    size_t n = strlen(s), m = strlen(end);
    return n > m && str_same(s + n - m, end);
}

bool exporter_takes(const struct req *r)
{
    const char *print = pair_value(&r->query, "print");
    return ends_with(r->path, ".csv") || ends_with(r->path, ".xlsx") ||
           ends_with(r->path, ".docx") || (print && str_same(print, "1"));
}

uint64_t exporter_ask(struct helper *h, const struct req *r, int64_t now)
{
    struct buf b = {0};
    struct ask_head head = {
        .now = now, .query = (int64_t)r->query.n, .headers = (int64_t)r->headers.n};
    buf_put(&b, (const char *)&head, sizeof head);
    put(&b, r->path);
    put(&b, r->address);
    put(&b, r->request_id);
    put_pairs(&b, &r->query);
    put_pairs(&b, &r->headers);
    uint64_t id = helper_ask(h, EXPORTER_QUEUE, b.v, b.n);
    buf_release(&b);
    return id;
}

enum helper_news exporter_next(struct helper *h, struct exported *out)
{
    struct answer_head head = {0};
    enum helper_news news = helper_next(h, out->text, sizeof out->text, &out->n, &out->fd);
    if (news == HELPER_ANSWER) {
        must(out->n >= sizeof head);
        memcpy(&head, out->text, sizeof head);
        out->id = head.id;
        out->account_id = head.account_id;
        out->size = head.size;
    }
    return news;
}

/* Short ones as any other page, so that they are given with an ETag and without a file. */
static void take_bytes(struct exported *e, struct req *r)
{
    enum { SHORT = 64 * 1024 };
    char piece[4096];
    if (e->size >= SHORT) {
        r->file_fd = e->fd;
        r->file_size = e->size;
        return;
    }
    r->body.n = 0;
    for (ssize_t n; (n = pread(e->fd, piece, sizeof piece, (off_t)r->body.n)) > 0;) {
        buf_put(&r->body, piece, (size_t)n);
    }
    close(e->fd);
}

void exporter_read(struct arena *a, struct exported *e, struct req *r)
{
    struct answer_head head;
    memcpy(&head, e->text, sizeof head);
    struct texts t = {a, e->text + sizeof head, e->text + e->n};
    r->status = (int)head.status;
    r->retry_after = (int)head.retry_after;
    r->type = some(take(&t));
    r->location = some(take(&t));
    r->disposition = some(take(&t));
    for (int64_t i = 0; i < head.cookies && i < (int64_t)COUNT(r->set_cookie); i++) {
        r->set_cookie[i] = take(&t);
    }
    take_pairs(&t, head.out, &r->out);
    take_bytes(e, r);
    e->fd = -1;
}
