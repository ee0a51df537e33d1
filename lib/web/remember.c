#include "lib/web/remember.h"

#include <inttypes.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

enum { PAGES = 256, WAYS = 4, PAGE_MAX = 128 * 1024, ALL_MAX = 4 * 1024 * 1024, AGE_MS = 20000 };

struct kept { /* one block: itself, key, type, body */
    uint64_t hash;
    int64_t snapshot, at;
    size_t key_n, body_n, size;
    const char *key, *type, *body;
    char etag[33]; /* "": a reader's own page, which no cache keeps */
};

struct remembered {
    struct kept *v[PAGES];
    size_t size; /* of all of them, in bytes */
    size_t hand; /* who goes first when there is no room */
};

static void put_key(struct buf *b, const char *s)
{
    buf_puts(b, str_or(s, ""));
    buf_put(b, "", 1);
}

/* All that a page depends on besides the store and the clock. Two keys are equal only when every
 * part of them is: each part ends with a NUL, which none can hold. */
static void key_of(struct ctx *c, struct buf *out)
{
    const struct req *r = c->req;
    buf_printf(out, "%" PRId64 " %" PRId64 " %" PRId64 " %" PRId64 " %d %d %d %d %d %" PRId64,
        c->area_id, c->who.session_id, c->who.account_id, c->who.person_id, c->who.staff,
        (int)c->lang, r->elder, r->print, r->json,
        (c->now + 8 * INT64_C(3600000)) / MS_PER_DAY); /* the day in Shanghai: posts end with it */
    put_key(out, "");
    put_key(out, c->who.browser);
    put_key(out, r->theme);
    put_key(out, r->suffix);
    put_key(out, r->path);
    for (size_t i = 0; i < r->query.n; i++) {
        put_key(out, r->query.v[i].name);
        put_key(out, r->query.v[i].value);
    }
}

static uint64_t hash_of(const struct buf *key)
{
    uint64_t h = UINT64_C(0xcbf29ce484222325);
    for (size_t i = 0; i < key->n; i++) {
        h = (h ^ (unsigned char)key->v[i]) * UINT64_C(0x100000001b3);
    }
    return h ^ h >> 32;
}

static bool may_be(struct ctx *c)
{
    return c->req->route->remember && str_same(c->req->method, "GET") && db_snapshot(c->db) &&
           !c->err.kind;
}

static bool is_good(struct ctx *c, const struct kept *k, const struct buf *key, uint64_t hash)
{
    int64_t age = k ? c->now - k->at : -1;
    return age >= 0 && age <= AGE_MS && k->hash == hash && k->snapshot == db_snapshot(c->db) &&
           k->key_n == key->n && memcmp(k->key, key->v, key->n) == 0;
}

/* The page of that key, or NULL; *place: where it is or would be kept. */
static const struct kept *find(struct ctx *c, const struct buf *key, uint64_t hash, size_t *place)
{
    const struct remembered *m = c->app->remembered;
    size_t first = hash % PAGES / WAYS * WAYS;
    *place = first;
    for (size_t i = first; i < first + WAYS; i++) {
        if (is_good(c, m->v[i], key, hash)) {
            *place = i;
            return m->v[i];
        }
        bool older = m->v[*place] && (!m->v[i] || m->v[i]->at < m->v[*place]->at);
        *place = older ? i : *place; /* an empty one, else the oldest */
    }
    return NULL;
}

bool page_remembered(struct ctx *c)
{
    size_t place;
    if (!c->app->remembered || !may_be(c)) {
        return false;
    }
    struct buf key = {0};
    key_of(c, &key);
    const struct kept *k = find(c, &key, hash_of(&key), &place);
    buf_release(&key);
    if (k) {
        c->req->status = 200;
        c->req->type = k->type;
        c->req->etag = k->etag[0] ? arena_strdup(c->arena, k->etag) : NULL;
        buf_put(&c->req->body, k->body, k->body_n);
    }
    return k != NULL;
}

/* Is the answer nothing but a page, the same if it were asked for again? */
static bool is_plain(const struct ctx *c)
{
    const struct req *r = c->req;
    return !r->personal && (r->status == 0 || r->status == 200) && r->type && !r->set_cookie[0] &&
           !r->out.n && !r->location && !r->disposition && !r->file_fd && !r->notice.words.msgid &&
           !r->wrong.n && !c->notes[0].kind && r->body.n <= PAGE_MAX;
}

static void drop(struct remembered *m, size_t i)
{
    if (m->v[i]) {
        m->size -= m->v[i]->size;
        free(m->v[i]);
        m->v[i] = NULL;
    }
}

static void make_room(struct remembered *m, size_t size)
{
    while (m->size + size > ALL_MAX) {
        drop(m, m->hand++ % PAGES);
    }
}

static char *copy(char *to, const void *v, size_t n)
{
    memcpy(to, v, n);
    to[n] = '\0';
    return to;
}

static struct kept *keep(struct ctx *c, const struct buf *key, uint64_t hash)
{
    const struct req *r = c->req;
    size_t type_n = strlen(r->type), size = sizeof(struct kept) + key->n + type_n + r->body.n + 3;
    struct kept *k = calloc(1, size);
    must(k);
    char *at = (char *)(k + 1);
    *k = (struct kept){.hash = hash, .snapshot = db_snapshot(c->db), .at = c->now, .size = size};
    k->key_n = key->n;
    k->body_n = r->body.n;
    k->key = copy(at, key->v, key->n);
    k->type = copy(at + key->n + 1, r->type, type_n);
    k->body = copy(at + key->n + type_n + 2, r->body.v, r->body.n);
    if (!c->who.account_id) {
        uint8_t sum[16];
        crypto_generichash(sum, sizeof(sum), (const uint8_t *)r->body.v, r->body.n, NULL, 0);
        sodium_bin2hex(k->etag, sizeof(k->etag), sum, sizeof(sum));
    }
    return k;
}

void page_remember(struct ctx *c)
{
    if (!may_be(c) || !is_plain(c) || !c->req->body.n) {
        return;
    }
    if (!c->app->remembered) {
        c->app->remembered = calloc(1, sizeof(*c->app->remembered));
        must(c->app->remembered);
    }
    struct remembered *m = c->app->remembered;
    struct buf key = {0};
    key_of(c, &key);
    uint64_t hash = hash_of(&key);
    size_t place;
    (void)find(c, &key, hash, &place);
    struct kept *k = keep(c, &key, hash);
    buf_release(&key);
    drop(m, place);
    make_room(m, k->size);
    m->v[place] = k;
    m->size += k->size;
}

size_t pages_size(const struct app *app)
{
    return app->remembered ? app->remembered->size : 0;
}

void pages_forget(struct app *app)
{
    for (size_t i = 0; app->remembered && i < PAGES; i++) {
        drop(app->remembered, i);
    }
    free(app->remembered);
    app->remembered = NULL;
}
