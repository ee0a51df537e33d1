/* notices_find_store.c - who may read a notice; notices in the index, and found by what is typed.
 */
#include <inttypes.h>

#include "lib/find/find.h"
#include "src/bodies/bodies.h"
#include "src/notices/notices_store.h"

enum audience notices_audience(struct ctx *c, int64_t place_id)
{
    enum audience most = bodies_audience(c, place_id ? place_id : c->area_id);
    return !place_id && most == AUDIENCE_PLACE ? AUDIENCE_AREA : most;
}

bool notices_visible(struct ctx *c, const struct bulletin *n)
{
    bool mine = n->made_by && n->made_by == c->who.person_id;
    return (n->audience <= notices_audience(c, n->place_id) || mine) && !c->err.kind;
}

void notices_put_words(struct ctx *c, const struct bulletin *n)
{
    find_put(c, NOTICES_FIND, n->id,
        arena_printf(
            c->arena, "%s | %s | %s | %" PRId64, n->title, n->text, str_or(n->hours, ""), n->no));
}

bool notices_reindex(struct ctx *c)
{
    struct bulletins all = {0};
    struct rows r =
        db_query(c, "SELECT " NOTICE_COLUMNS NOTICE_TABLES " WHERE n.area_id = ?1 ORDER BY n.id",
            V(c->area_id));
    while (rows_next(&r)) {
        list_push(c->arena, &all, notices_row(&r));
    }
    bool ok = rows_end(&r);
    for (size_t i = 0; ok && i < all.n; i++) {
        notices_put_words(c, &all.v[i]);
    }
    return !c->err.kind;
}

/* The sieve: what everybody of the reader's sort may read, what is near, what is theirs. */
static bool next(struct ctx *c, const struct find_words *f, const struct find_span *s,
    int64_t below, int64_t floor, struct bulletins *out)
{
    struct rows r = db_query(c,
        "SELECT " NOTICE_COLUMNS NOTICE_TABLES
        " WHERE n.area_id = ?1 AND n.id IN (SELECT x.id" FIND_IN(
            "3") " JOIN notice x ON x.area_id = ?1 AND x.id = fi.id WHERE (x.audience <= ?9"
                 " OR x.made_by = ?10 OR " BODIES_NEAR(
                     "x.place_id", "?10") ") ORDER BY x.id DESC LIMIT ?11) ORDER BY n.id DESC",
        V(c->area_id), FIND_VALUES(f, s, below, floor), V((int)notices_audience(c, 0)),
        V(c->who.person_id), V(FIND_BATCH));
    while (rows_next(&r)) {
        list_push(c->arena, out, notices_row(&r));
    }
    return rows_end(&r);
}

bool notices_find(struct ctx *c, const struct find_words *f, size_t limit, struct bulletins *out)
{
    struct find_span s;
    int64_t below = INT64_MAX;
    if (!find_span(c, NOTICES_FIND, f, &s)) {
        return !c->err.kind;
    }
    for (int i = 0; i < FIND_ROUNDS && out->n < limit; i++) {
        struct bulletins some = {0};
        int64_t floor = find_floor(c, NOTICES_FIND, &s, below);
        if (!floor || !next(c, f, &s, below, floor, &some)) {
            break;
        }
        for (size_t j = 0; j < some.n && out->n < limit; j++) {
            const char *text = find_text_of(c, NOTICES_FIND, some.v[j].id);
            if (find_matches(str_or(text, ""), f) && notices_visible(c, &some.v[j])) {
                list_push(c->arena, out, some.v[j]);
            }
        }
        below = some.n < FIND_BATCH ? floor : some.v[some.n - 1].id;
    }
    return !c->err.kind;
}
