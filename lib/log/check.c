#include <string.h>

#include "lib/log/leaf.h"
#include "lib/log/log.h"

enum { CHUNK = 500 };

struct check {
    int64_t area_id, next, bad, checked;
};

static struct leaf read_leaf(const struct rows *r, int64_t area_id)
{
    return (struct leaf){.area_id = area_id,
        .seq = row_int(r, 0),
        .id = row_int(r, 1),
        .kind = row_text(r, 2),
        .subject_id = row_int(r, 3),
        .place_id = row_int(r, 4),
        .audience = row_int(r, 5),
        .act_id = row_int(r, 6),
        .at = row_int(r, 7),
        .words = row_text(r, 8),
        .body = row_text(r, 9)};
}

/* An erased fact has no salt any more: its leaf can only be believed, the tree proves it. */
static bool leaf_holds(const struct rows *r, const struct leaf *l)
{
    struct bytes salt = row_bytes(r, 10), kept = row_bytes(r, 11);
    uint8_t hash[LEAF_SIZE];
    if (!salt.n) {
        return kept.n == LEAF_SIZE && str_empty(l->body) && str_same(l->words, "[]");
    }
    if (salt.n != LEAF_SALT || kept.n != LEAF_SIZE) {
        return false;
    }
    leaf_hash(r->c->arena, l, salt.v, hash);
    return memcmp(hash, kept.v, LEAF_SIZE) == 0;
}

static bool check_chunk(struct ctx *c, struct check *k)
{
    int64_t before = k->next;
    struct rows r = db_query(c,
        "SELECT seq, id, kind, subject_id, place_id, audience, act_id, at, words, body, salt, leaf"
        " FROM fact WHERE area_id = ?1 AND seq >= ?2 ORDER BY seq LIMIT ?3",
        V(k->area_id), V(k->next), V(CHUNK));
    while (!k->bad && rows_next(&r)) {
        struct leaf l = read_leaf(&r, k->area_id);
        if (l.seq != k->next || !leaf_holds(&r, &l)) {
            k->bad = k->next;
        } else {
            k->next++;
            k->checked++;
        }
    }
    return rows_end(&r) && !k->bad && k->next > before;
}

static void check_all(struct ctx *c, struct check *k)
{
    while (check_chunk(c, k)) {
        arena_reset(c->arena);
    }
    int64_t head = db_int(c, "SELECT next_seq FROM area_head WHERE area_id = ?1", V(k->area_id));
    if (!c->err.kind && !k->bad && head != k->next) {
        k->bad = k->next; /* the last ones are missing */
    }
}

bool log_check(struct ctx *c, int64_t area_id, int64_t *bad_seq, int64_t *checked)
{
    struct check k = {.area_id = area_id, .next = 1};
    struct arena *callers = c->arena;
    c->arena = arena_create(); /* a log may be longer than memory */
    check_all(c, &k);
    arena_destroy(c->arena);
    c->arena = callers;
    *bad_seq = k.bad;
    *checked = k.checked;
    return !c->err.kind && !k.bad;
}

bool log_erase(struct ctx *c, int64_t seq)
{
    int64_t subject = db_int(
        c, "SELECT subject_id FROM fact WHERE area_id = ?1 AND seq = ?2", V(c->area_id), V(seq));
    int64_t changed = db_exec(c,
        "UPDATE fact SET words = '[]', body = '', salt = ?3 WHERE area_id = ?1 AND seq = ?2",
        V(c->area_id), V(seq), V(((struct bytes){"", 0})));
    if (!c->err.kind && !changed) {
        return fail(&c->err, ERR_ABSENT, SAY(N_("没有这一条记录")));
    }
    return record(c, &(struct fact){.kind = "log.erased",
                         .subject_id = subject,
                         .audience = AUDIENCE_STAFF,
                         .words = WORDS(N_("第 {0} 条记录的内容已按规定删去"), INT(seq))});
}
