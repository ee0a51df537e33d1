/* find.c - the index's two tables. */
#include "lib/find/find.h"

#include <stdlib.h>
#include <string.h>

#include "lib/db/db.h"
#include "lib/text/line.h"
#include "lib/text/text.h"

struct marks { /* each once, in order */
    const char **v;
    size_t n, cap;
};

static int by_text(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static struct marks marks_of(struct ctx *c, const char *folded)
{
    struct marks all = {0}, once = {0};
    for (const char *p = text_index(c->arena, folded); *p;) {
        size_t n = strcspn(p, " ");
        list_push(c->arena, &all, arena_strndup(c->arena, p, n));
        p += n + (p[n] == ' ');
    }
    if (all.n) {
        qsort(all.v, all.n, sizeof(*all.v), by_text);
    }
    for (size_t i = 0; i < all.n; i++) {
        if (!i || !str_same(all.v[i], all.v[i - 1])) {
            list_push(c->arena, &once, all.v[i]);
        }
    }
    return once;
}

/* Four a statement; the last one stands for what is missing. */
static void insert(struct ctx *c, int kind, int64_t id, const char *folded)
{
    struct marks m = marks_of(c, folded);
    for (size_t i = 0; i < m.n; i += 4) {
        size_t last = m.n - 1;
        db_send(c,
            "INSERT INTO find_word (area_id, kind, word, id) VALUES (?1, ?2, ?4, ?3),"
            " (?1, ?2, ?5, ?3), (?1, ?2, ?6, ?3), (?1, ?2, ?7, ?3) ON CONFLICT DO NOTHING",
            V(c->area_id), V(kind), V(id), V(m.v[i]), V(m.v[i + 1 < last ? i + 1 : last]),
            V(m.v[i + 2 < last ? i + 2 : last]), V(m.v[i + 3 < last ? i + 3 : last]));
    }
    db_send(c,
        "INSERT INTO find_text (area_id, kind, id, text) VALUES (?1, ?2, ?3, ?4)"
        " ON CONFLICT (area_id, kind, id) DO UPDATE SET text = excluded.text",
        V(c->area_id), V(kind), V(id), V(folded));
}

const char *find_text_of(struct ctx *c, int kind, int64_t id)
{
    return db_text(c, "SELECT text FROM find_text WHERE area_id = ?1 AND kind = ?2 AND id = ?3",
        V(c->area_id), V(kind), V(id));
}

static void drop(struct ctx *c, int kind, int64_t id, const char *folded)
{
    struct marks m = marks_of(c, folded);
    for (size_t i = 0; i < m.n; i++) {
        db_send(c,
            "DELETE FROM find_word WHERE area_id = ?1 AND kind = ?2 AND word = ?3 AND id = ?4",
            V(c->area_id), V(kind), V(m.v[i]), V(id));
    }
    db_send(c, "DELETE FROM find_text WHERE area_id = ?1 AND kind = ?2 AND id = ?3", V(c->area_id),
        V(kind), V(id));
}

void find_drop(struct ctx *c, int kind, int64_t id)
{
    const char *was = find_text_of(c, kind, id);
    if (was) {
        drop(c, kind, id, was);
    }
}

void find_put_new(struct ctx *c, int kind, int64_t id, const char *text)
{
    const char *folded = text_fold(c->arena, text);
    if (*folded) {
        insert(c, kind, id, folded);
    }
}

void find_put(struct ctx *c, int kind, int64_t id, const char *text)
{
    const char *was = find_text_of(c, kind, id), *folded = text_fold(c->arena, text);
    if (was && str_same(was, folded)) {
        return;
    }
    if (was) {
        drop(c, kind, id, was);
    }
    if (*folded) {
        insert(c, kind, id, folded);
    }
}

bool find_clear(struct ctx *c)
{
    db_exec(c, "DELETE FROM find_word WHERE area_id = ?1", V(c->area_id));
    db_exec(c, "DELETE FROM find_text WHERE area_id = ?1", V(c->area_id));
    return !c->err.kind;
}

/* Looking up ----------------------------------------------------------------------------------- */
enum { SPANS_MAX = 8, COUNTED_MAX = 500 };

static int64_t how_many(struct ctx *c, int kind, const struct find_span *s)
{
    return db_int(c,
        "SELECT count(*) FROM (SELECT 1 AS one FROM find_word WHERE area_id = ?1 AND kind = ?2"
        " AND word >= ?3 AND word < ?4 LIMIT ?5) few",
        V(c->area_id), V(kind), V(s->lo), V(s->hi), V(COUNTED_MAX));
}

/* Of 汉字, not of letters and digits: nothing longer begins with it. */
static bool is_pair(const char *mark)
{
    const char *p = mark;
    return (utf8_next(&p) >= 0x3000) && *p;
}

/* The word's own pairs; what it ends with may go on: 灯 in 灯坏, 043 in 0431. */
static void add_spans(struct ctx *c, const char *word, struct find_span *v, size_t *n)
{
    for (const char *p = text_query(c->arena, word); *p && *n < SPANS_MAX;) {
        size_t bytes = strcspn(p, " ");
        const char *mark = arena_strndup(c->arena, p, bytes);
        p += bytes + (p[bytes] == ' ');
        bool whole = *p || is_pair(mark);
        v[(*n)++] = (struct find_span){
            mark, arena_printf(c->arena, "%s%s", mark, whole ? "\x01" : "\xf4\x8f\xbf\xbf")};
    }
}

bool find_span(struct ctx *c, int kind, const struct find_words *f, struct find_span *out)
{
    struct find_span v[SPANS_MAX];
    size_t n = 0;
    int64_t fewest = COUNTED_MAX + 1;
    for (size_t i = 0; i < f->n; i++) {
        add_spans(c, f->word[i], v, &n);
    }
    for (size_t i = 0; i < n && fewest > 0; i++) {
        int64_t many = how_many(c, kind, &v[i]);
        if (many < fewest) {
            fewest = many;
            *out = v[i];
        }
    }
    return n && fewest && !c->err.kind;
}

/* A whole pair of characters has its things in order; what may go on has to be put in order first.
 */
int64_t find_floor(struct ctx *c, int kind, const struct find_span *s, int64_t below)
{
    size_t n = strlen(s->lo);
    bool whole = strncmp(s->hi, s->lo, n) == 0 && s->hi[n] == '\x01';
    return whole ? db_int(c,
                       "SELECT min(id) FROM (SELECT id FROM find_word WHERE area_id = ?1"
                       " AND kind = ?2 AND word = ?3 AND id < ?4 ORDER BY id DESC LIMIT ?5) few",
                       V(c->area_id), V(kind), V(s->lo), V(below), V(FIND_STEP))
                 : db_int(c,
                       "SELECT min(id) FROM (SELECT DISTINCT id FROM find_word WHERE area_id = ?1"
                       " AND kind = ?2 AND word >= ?3 AND word < ?6 AND id < ?4 ORDER BY id DESC"
                       " LIMIT ?5) few",
                       V(c->area_id), V(kind), V(s->lo), V(below), V(FIND_STEP), V(s->hi));
}

const struct module find_module = {.name = "find", .tier = -1};
