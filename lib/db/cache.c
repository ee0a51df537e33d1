#include <stdlib.h>
#include <string.h>

#include "lib/db/driver.h"

enum { FIRST_SLOTS = 512 };

static size_t slot_of(const struct cache *k, const char *key)
{
    uint64_t h = (uint64_t)(uintptr_t)key * UINT64_C(0x9e3779b97f4a7c15);
    return (size_t)(h >> 32) & (k->slots - 1);
}

static struct cached *match(struct cached *s, const char *sql)
{
    while (s && (s->key != sql || strcmp(s->sql, sql) != 0)) {
        s = s->next;
    }
    return s;
}

struct cached *cache_first(const struct cache *k, const char *sql)
{
    return k->n ? match(k->slot[slot_of(k, sql)], sql) : NULL;
}

struct cached *cache_next(const struct cached *s, const char *sql)
{
    return match(s->next, sql);
}

static void put(struct cache *k, struct cached *s)
{
    struct cached **head = &k->slot[slot_of(k, s->key)];
    s->next = *head;
    *head = s;
}

static void grow(struct cache *k)
{
    struct cache old = *k;
    k->slots = old.slots ? old.slots * 2 : FIRST_SLOTS;
    k->slot = db_alloc(k->slots * sizeof(struct cached *));
    for (size_t i = 0; i < old.slots; i++) {
        for (struct cached *s = old.slot[i], *next; s; s = next) {
            next = s->next;
            put(k, s);
        }
    }
    free(old.slot);
}

void cache_add(struct cache *k, struct cached *s, const char *sql)
{
    if (k->n == k->slots) {
        grow(k);
    }
    size_t n = strlen(sql) + 1;
    s->key = sql;
    s->sql = memcpy(db_alloc(n), sql, n);
    put(k, s);
    k->n++;
}

void cache_each(struct cache *k, void (*visit)(struct cached *s))
{
    for (size_t i = 0; i < k->slots; i++) {
        for (struct cached *s = k->slot[i]; s; s = s->next) {
            visit(s);
        }
    }
}

void cache_clear(struct cache *k, void (*destroy)(struct cached *s))
{
    for (size_t i = 0; i < k->slots; i++) {
        for (struct cached *s = k->slot[i], *next; s; s = next) {
            next = s->next;
            free(s->sql);
            destroy(s);
        }
    }
    free(k->slot);
    *k = (struct cache){0};
}
