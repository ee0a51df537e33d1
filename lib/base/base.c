#include "lib/base/base.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#ifdef __SANITIZE_ADDRESS__
enum { BLOCK_SIZE = 0, ALIGNED = 1 }; /* each allocation by itself: a step past its end is seen */
#else
enum { BLOCK_SIZE = 32 * 1024, ALIGNED = sizeof(max_align_t) };
#endif

struct block {
    struct block *next;
    size_t used, size;
    max_align_t data[];
};

struct arena {
    struct block *head;
};

_Noreturn void must_failed(const char *cond, const char *file, int line)
{
    fprintf(stderr, "event=must at=%s:%d cond=\"%s\"\n", file, line, cond);
    abort();
}

static _Noreturn void out_of_memory(void)
{
    fputs("event=out_of_memory\n", stderr);
    abort();
}

static void *must_realloc(void *old, size_t size)
{
    void *p = realloc(old, size);
    if (!p) {
        out_of_memory();
    }
    return p;
}

struct arena *arena_create(void)
{
    struct arena *a = must_realloc(NULL, sizeof(*a));
    a->head = NULL;
    return a;
}

static void free_blocks(struct block *b)
{
    for (struct block *next; b; b = next) {
        next = b->next;
        free(b);
    }
}

void arena_destroy(struct arena *a)
{
    if (a) {
        free_blocks(a->head);
        free(a);
    }
}

/* The last block is the oldest; it is kept when it has the common size, so that a worker that
 * once served a huge export does not hold on to it. */
void arena_reset(struct arena *a)
{
    struct block *keep = NULL;
    for (struct block *b = a->head, *next; b; b = next) {
        next = b->next;
        if (!keep && b->size == BLOCK_SIZE) {
            keep = b;
        } else {
            free(b);
        }
    }
    if (keep) {
        keep->next = NULL;
        keep->used = 0;
    }
    a->head = keep;
}

static struct block *block_for(struct arena *a, size_t need)
{
    size_t size = need > BLOCK_SIZE ? need : BLOCK_SIZE;
    struct block *b = must_realloc(NULL, sizeof(*b) + size);
    *b = (struct block){.next = a->head, .size = size};
    a->head = b;
    return b;
}

void *arena_alloc(struct arena *a, size_t size)
{
    must(size < SIZE_MAX / 2);
    size_t need = (size + ALIGNED - 1) / ALIGNED * ALIGNED;
    struct block *b = a->head;
    if (!b || !BLOCK_SIZE || b->size - b->used < need) {
        b = block_for(a, need);
    }
    void *p = (char *)b->data + b->used;
    b->used += need;
    return memset(p, 0, size);
}

char *arena_strdup(struct arena *a, const char *s)
{
    return arena_strndup(a, s, strlen(s));
}

char *arena_strndup(struct arena *a, const char *s, size_t n)
{
    char *copy = arena_alloc(a, n + 1);
    memcpy(copy, s, n);
    return copy;
}

char *arena_printf(struct arena *a, const char *fmt, ...)
{
    va_list args, again;
    must(fmt);
    va_start(args, fmt);
    va_copy(again, args);
    char brief[256]; /* most are: formatted once, not measured first */
    int n = vsnprintf(brief, sizeof(brief), fmt, args);
    must(n >= 0);
    char *s = arena_alloc(a, (size_t)n + 1);
    if ((size_t)n < sizeof(brief)) {
        memcpy(s, brief, (size_t)n + 1);
    } else {
        vsnprintf(s, (size_t)n + 1, fmt, again);
    }
    va_end(again);
    va_end(args);
    return s;
}

void *arena_grow(struct arena *a, void *old, size_t old_size, size_t new_size)
{
    must(new_size >= old_size);
    void *p = arena_alloc(a, new_size);
    if (old_size) {
        memcpy(p, old, old_size);
    }
    return p;
}

bool err_set(struct err *e, enum err_kind kind, const char *field, struct words words,
    const char *file, int line)
{
    if (!e->kind) {
        *e = (struct err){.kind = kind, .field = field, .words = words, .file = file, .line = line};
    }
    return false;
}

struct err err_take(struct err *e)
{
    struct err taken = *e;
    *e = (struct err){0};
    return taken;
}

static void buf_reserve(struct buf *b, size_t more)
{
    must(more < SIZE_MAX / 4 - b->n);
    if (b->n + more + 1 > b->cap) {
        b->cap = (b->n + more + 1) * 2;
        b->v = must_realloc(b->v, b->cap);
    }
}

void buf_put(struct buf *b, const void *s, size_t n)
{
    buf_reserve(b, n);
    if (n) {
        memcpy(b->v + b->n, s, n);
    }
    b->n += n;
    b->v[b->n] = '\0';
}

void buf_puts(struct buf *b, const char *s)
{
    buf_put(b, s, strlen(s));
}

void buf_printf(struct buf *b, const char *fmt, ...)
{
    va_list args, again;
    must(fmt);
    va_start(args, fmt);
    va_copy(again, args);
    buf_reserve(b, 64); /* most are shorter: formatted once, not measured first */
    size_t room = b->cap - b->n;
    int n = vsnprintf(b->v + b->n, room, fmt, args);
    must(n >= 0);
    if ((size_t)n >= room) {
        buf_reserve(b, (size_t)n);
        vsnprintf(b->v + b->n, (size_t)n + 1, fmt, again);
    }
    b->n += (size_t)n;
    va_end(again);
    va_end(args);
}

void buf_release(struct buf *b)
{
    free(b->v);
    *b = (struct buf){0};
}
