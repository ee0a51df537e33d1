/* kept.c - small answers, kept as long as nothing is written.
 *
 * Who is asking, which posts she holds, where she lives, what this area is called: every page asks
 * the same few questions, and some ask them twice. A statement with the same parameters in the same
 * snapshot has the same answer (tools/sqlcheck.py lets none look at a clock or at dice), so it is
 * given again. Only what fits in a few rows is kept; lists ask by db_stream_() and never are. */
#include <stdlib.h>
#include <string.h>

#include "lib/db/driver.h"

enum { WAYS = 4, ROWS = 12, CELLS = 96, TEXT_MAX = 2048 };

struct cell {
    int64_t i;
    uint32_t at, n; /* in text */
    bool null;
};

struct answer {
    struct answer *next; /* among those whose place another took */
    uint64_t hash;
    int64_t snapshot;
    const char *sql;
    int n, rows, cols;
    struct value *v; /* what was asked */
    struct cell *cells;
    char *text; /* of the cells, each with its NUL */
    size_t text_n;
};

static uint64_t mix(uint64_t h, const void *v, size_t n)
{
    const unsigned char *p = v;
    for (size_t i = 0; i < n; i++) {
        h = (h ^ p[i]) * UINT64_C(0x100000001b3);
    }
    return h;
}

static struct bytes bytes_of(const struct value *v)
{
    return v->type == VALUE_TEXT    ? (struct bytes){v->s, strlen(v->s)}
           : v->type == VALUE_BYTES ? v->b
                                    : (struct bytes){0};
}

static uint64_t hash_of(const char *sql, int n, const struct value *v)
{
    uint64_t h = ((uint64_t)(uintptr_t)sql >> 3) * UINT64_C(0x9e3779b97f4a7c15);
    for (int i = 0; i < n; i++) {
        struct bytes b = bytes_of(&v[i]);
        h = (h ^ (uint64_t)v[i].type ^ (uint64_t)v[i].i << 3) * UINT64_C(0x9e3779b97f4a7c15);
        h = mix(h ^ h >> 29, b.v, b.n);
    }
    return h ^ h >> 32;
}

static bool same_value(const struct value *a, const struct value *b)
{
    struct bytes x = bytes_of(a), y = bytes_of(b);
    return a->type == b->type && a->i == b->i && x.n == y.n && (!x.n || !memcmp(x.v, y.v, x.n));
}

static bool is_of(const struct answer *a, const char *sql, int n, const struct value *v)
{
    if (a->n != n || (a->sql != sql && strcmp(a->sql, sql) != 0)) {
        return false;
    }
    for (int i = 0; i < n; i++) {
        if (!same_value(&a->v[i], &v[i])) {
            return false;
        }
    }
    return true;
}

/* Looking ---------------------------------------------------------------------------------------
 */
static struct answer *begin_record(struct rows *r, uint64_t hash, const char *sql, int n)
{
    struct arena *a = r->c->arena;
    struct answer *out = arena_alloc(a, sizeof(*out));
    *out = (struct answer){.hash = hash, .snapshot = r->c->db->snapshot, .sql = sql, .n = n};
    out->cells = arena_alloc(a, CELLS * sizeof(*out->cells));
    out->text = arena_alloc(a, TEXT_MAX);
    return out;
}

/* The caller's own texts may be gone when the rows end. */
static struct value *copy_values(struct arena *a, int n, const struct value *v)
{
    struct value *out = arena_alloc(a, ((size_t)n + 1) * sizeof(*out));
    for (int i = 0; i < n; i++) {
        struct bytes b = bytes_of(&v[i]);
        char *text = b.v ? arena_strndup(a, b.v, b.n) : NULL;
        out[i] = v[i];
        out[i].s = v[i].type == VALUE_TEXT ? text : NULL;
        out[i].b.v = v[i].type == VALUE_BYTES ? text : NULL;
    }
    return out;
}

static struct answer **place_of(struct db *d, uint64_t hash, size_t way)
{
    return &d->kept[hash % KEPT / WAYS * WAYS + way];
}

bool kept_find(struct rows *r, const char *sql, int n, const struct value *v)
{
    struct db *d = r->c->db;
    if (!d->snapshot) {
        return false;
    }
    uint64_t hash = hash_of(sql, n, v);
    for (size_t i = 0; i < WAYS; i++) {
        const struct answer *old = *place_of(d, hash, i);
        if (old && old->hash == hash && old->snapshot == d->snapshot && is_of(old, sql, n, v)) {
            r->kept = old;
            r->at = -1;
            return true;
        }
    }
    r->begun = begin_record(r, hash, sql, n);
    r->begun->v = copy_values(r->c->arena, n, v);
    return false;
}

/* Recording -------------------------------------------------------------------------------------
 */
static bool record_cell(struct answer *a, const struct rows *r, int col)
{
    const struct driver *d = r->c->db->driver;
    struct cell *cell = &a->cells[a->rows * a->cols + col];
    cell->null = d->cell_null(r, col);
    if (cell->null) {
        return true;
    }
    cell->i = d->cell_int(r, col);
    struct bytes b = d->cell_bytes(r, col);
    if (a->text_n + b.n + 1 > TEXT_MAX) {
        return false;
    }
    cell->at = (uint32_t)a->text_n;
    cell->n = (uint32_t)b.n;
    if (b.n) {
        memcpy(a->text + a->text_n, b.v, b.n);
    }
    a->text_n += b.n + 1;
    return true;
}

void kept_record(struct rows *r)
{
    struct answer *a = r->begun;
    a->cols = r->c->db->driver->columns(r);
    bool fits = a->rows < ROWS && (a->rows + 1) * a->cols <= CELLS;
    for (int col = 0; fits && col < a->cols; col++) {
        fits = record_cell(a, r, col);
    }
    a->rows++;
    if (!fits) {
        r->begun = NULL;
    }
}

static void *take(char **from, const void *v, size_t n)
{
    void *to = *from;
    if (n) {
        memcpy(to, v, n);
    }
    *from += (n + 15) / 16 * 16;
    return to;
}

static size_t room(size_t n)
{
    return (n + 15) / 16 * 16;
}

/* One block: itself, cells, values, text, statement, texts of the values. */
static struct answer *settle(const struct answer *a)
{
    size_t cells = (size_t)(a->rows * a->cols) * sizeof(*a->cells), sql = strlen(a->sql) + 1;
    size_t all = room(sizeof(*a)) + room(cells) + room((size_t)a->n * sizeof(*a->v)) +
                 room(a->text_n) + room(sql);
    for (int i = 0; i < a->n; i++) {
        all += room(bytes_of(&a->v[i]).n + 1);
    }
    char *at = db_alloc(all);
    struct answer *out = take(&at, a, sizeof(*a));
    out->cells = take(&at, a->cells, cells);
    out->v = take(&at, a->v, (size_t)a->n * sizeof(*a->v));
    out->text = take(&at, a->text, a->text_n);
    out->sql = take(&at, a->sql, sql);
    for (int i = 0; i < a->n; i++) {
        struct bytes b = bytes_of(&a->v[i]);
        char *text = take(&at, b.v, b.n);
        at += b.n % 16 ? 0 : 16; /* its NUL */
        out->v[i].s = a->v[i].type == VALUE_TEXT ? text : NULL;
        out->v[i].b.v = a->v[i].type == VALUE_BYTES ? text : NULL;
    }
    return out;
}

/* Of this snapshot's answers all are as good; the next in turn goes. */
static struct answer **free_place(struct db *d, uint64_t hash)
{
    for (size_t i = 0; i < WAYS; i++) {
        struct answer **slot = place_of(d, hash, i);
        if (!*slot || (*slot)->snapshot != d->snapshot) {
            return slot;
        }
    }
    return place_of(d, hash, d->kept_next++ % WAYS);
}

void kept_settle(struct rows *r)
{
    struct db *d = r->c->db;
    struct answer *a = r->begun;
    r->begun = NULL;
    if (a && a->snapshot == d->snapshot && !r->c->err.kind) {
        struct answer **slot = free_place(d, a->hash);
        if (*slot) { /* somebody may be reading it */
            (*slot)->next = d->gone;
            d->gone = *slot;
        }
        *slot = settle(a);
    }
}

void kept_bury(struct db *d)
{
    for (struct answer *a = d->gone, *next; a; a = next) {
        next = a->next;
        free(a);
    }
    d->gone = NULL;
}

void kept_clear(struct db *d)
{
    kept_bury(d);
    for (size_t i = 0; i < KEPT; i++) {
        free(d->kept[i]);
        d->kept[i] = NULL;
    }
}

/* Reading ---------------------------------------------------------------------------------------
 */
bool kept_next(struct rows *r)
{
    return ++r->at < r->kept->rows;
}

static const struct cell *cell_at(const struct rows *r, int col)
{
    const struct answer *a = r->kept;
    must(r->at >= 0 && r->at < a->rows && col >= 0 && col < a->cols);
    return &a->cells[r->at * a->cols + col];
}

bool kept_null(const struct rows *r, int col)
{
    return cell_at(r, col)->null;
}

int64_t kept_int(const struct rows *r, int col)
{
    return cell_at(r, col)->i;
}

struct bytes kept_bytes(const struct rows *r, int col)
{
    const struct cell *cell = cell_at(r, col);
    return (struct bytes){r->kept->text + cell->at, cell->n};
}
