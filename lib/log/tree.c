/* tree.c - the tree over an area's leaves. Whole subtrees wait on a stack, the greatest lowest: two
 * of a size become one, so that a log of any length needs 64 of them at most. */
#include <sodium.h>
#include <string.h>

#include "lib/log/leaf.h"
#include "lib/log/log.h"

enum { CHUNK = 2000, HIGHEST = 64 };

struct stack {
    uint8_t v[HIGHEST][LEAF_SIZE];
    int n;
    int64_t leaves;
};

static void join_two(struct stack *s)
{
    crypto_hash_sha256_state h;
    uint8_t one = 1;
    crypto_hash_sha256_init(&h);
    crypto_hash_sha256_update(&h, &one, 1);
    crypto_hash_sha256_update(&h, s->v[s->n - 2], 2 * LEAF_SIZE);
    s->n--;
    crypto_hash_sha256_final(&h, s->v[s->n - 1]);
}

static void add(struct stack *s, const void *leaf)
{
    memcpy(s->v[s->n++], leaf, LEAF_SIZE);
    for (int64_t k = s->leaves++; k & 1; k >>= 1) {
        join_two(s);
    }
}

static bool add_chunk(struct ctx *c, int64_t area_id, struct stack *s, int64_t *after)
{
    int64_t before = s->leaves;
    struct rows r = db_query(c,
        "SELECT seq, leaf FROM fact WHERE area_id = ?1 AND seq > ?2 ORDER BY seq LIMIT ?3",
        V(area_id), V(*after), V(CHUNK));
    while (rows_next(&r)) {
        struct bytes leaf = row_bytes(&r, 1);
        uint8_t whole[LEAF_SIZE] = {0}; /* a leaf that was cut short is another leaf */
        memcpy(whole, leaf.v ? leaf.v : "", leaf.n < LEAF_SIZE ? leaf.n : LEAF_SIZE);
        add(s, whole);
        *after = row_int(&r, 0);
    }
    return rows_end(&r) && s->leaves > before;
}

bool log_head(struct ctx *c, int64_t area_id, int64_t *facts, uint8_t head[LEAF_SIZE])
{
    struct stack s = {0};
    struct arena *callers = c->arena;
    int64_t after = 0;
    c->arena = arena_create();
    while (add_chunk(c, area_id, &s, &after)) {
        arena_reset(c->arena);
    }
    arena_destroy(c->arena);
    c->arena = callers;
    while (s.n > 1) {
        join_two(&s);
    }
    memcpy(head, s.v[0], LEAF_SIZE);
    *facts = s.leaves;
    return !c->err.kind;
}
