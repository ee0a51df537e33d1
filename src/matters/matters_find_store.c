/* matters_find_store.c - matters in the index, and found by what is typed. */
#include <inttypes.h>
#include <string.h>

#include "lib/find/find.h"
#include "src/bodies/bodies.h"
#include "src/matters/matters_store.h"

/* Title, words, place and number, with and without the noughts before it. */
static void put(struct ctx *c, const struct matter *m)
{
    find_put(c, MATTERS_FIND, m->id,
        arena_printf(c->arena, "%s | %s | %s | %s %" PRId64, m->title,
            matters_before_bar(c->arena, m->find), m->place, matters_ticket(c->arena, m->ticket),
            m->ticket));
}

static bool is_open_book(struct ctx *c, const struct matter *m)
{
    const struct matter_kind *k = matters_kind(c, m->kind);
    return k && !k->on_case;
}

static bool put_all(struct ctx *c)
{
    struct matters all = {0};
    struct rows r =
        db_query(c, MATTERS_SELECT " WHERE m.area_id = ?1 ORDER BY m.id", V(c->area_id));
    while (rows_next(&r)) {
        list_push(c->arena, &all, matters_read(&r));
    }
    bool ok = rows_end(&r);
    for (size_t i = 0; ok && i < all.n; i++) {
        if (is_open_book(c, &all.v[i])) {
            put(c, &all.v[i]);
        }
    }
    return !c->err.kind;
}

bool matters_reindex(struct ctx *c, int64_t id)
{
    struct matter m = {0};
    if (!id) {
        return put_all(c);
    }
    if (matters_load(c, id, &m) && is_open_book(c, &m)) {
        put(c, &m);
    }
    return !c->err.kind;
}

/* The sieve: what is open to the reader everywhere, what lies near them, what is theirs. */
static bool next(struct ctx *c, const struct matter_kind *k, const struct find_words *f,
    const struct find_span *s, int64_t below, int64_t floor, int open_to, struct matters *out)
{
    struct rows r = db_query(c,
        MATTERS_SELECT " WHERE m.area_id = ?1 AND m.id IN (SELECT x.id" FIND_IN(
            "2") " JOIN matter x"
                 " ON x.area_id = ?1 AND x.id = fi.id WHERE x.kind = ?9 AND (x.audience <= ?10"
                 " OR x.id IN (SELECT af.matter_id FROM follower af WHERE af.area_id = ?1 AND af.asks = 1"
                 " AND af.person_id IN " BODIES_SELVES(
                     "?11") ")"
                            " OR x.owner_id IN (SELECT ob.body_id FROM post ob WHERE ob.area_id = ?1"
                            " AND ob.person_id = ?11) OR " BODIES_NEAR("x.place_id",
                                "?11") ")"
                                       " ORDER BY x.id DESC LIMIT ?12) ORDER BY m.id DESC",
        V(c->area_id), FIND_VALUES(f, s, below, floor), V(k->name), V(open_to), V(c->who.person_id),
        V(FIND_BATCH));
    while (rows_next(&r)) {
        list_push(c->arena, out, matters_read(&r));
    }
    return rows_end(&r);
}

bool matters_find(struct ctx *c, const struct matter_kind *k, const struct find_words *f,
    size_t limit, struct matters *out)
{
    struct find_span s;
    enum audience most = bodies_audience(c, c->area_id);
    int open_to = most >= AUDIENCE_STAFF   ? AUDIENCE_CASE
                  : most > AUDIENCE_PUBLIC ? AUDIENCE_AREA
                                           : AUDIENCE_PUBLIC;
    int64_t below = INT64_MAX;
    if (!find_span(c, MATTERS_FIND, f, &s)) {
        return !c->err.kind;
    }
    for (int i = 0; i < FIND_ROUNDS && out->n < limit; i++) {
        struct matters some = {0};
        int64_t floor = find_floor(c, MATTERS_FIND, &s, below);
        if (!floor || !next(c, k, f, &s, below, floor, open_to, &some)) {
            break;
        }
        for (size_t j = 0; j < some.n && out->n < limit; j++) {
            const struct matter *m = &some.v[j];
            const char *text = find_text_of(c, MATTERS_FIND, m->id);
            if (find_matches(str_or(text, ""), f) && matters_visible(c, m)) {
                list_push(c->arena, out, *m);
            }
        }
        below = some.n < FIND_BATCH ? floor : some.v[some.n - 1].id;
    }
    return !c->err.kind;
}
