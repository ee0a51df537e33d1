/* cases_find_store.c - a case found by what is typed, by those who are on it. Never indexed: hers
 * are read one by one. */
#include <inttypes.h>

#include "lib/base/app.h"
#include "lib/text/text.h"
#include "src/bodies/bodies.h"
#include "src/bodies/duties.h"
#include "src/cases/cases.h"
#include "src/matters/matters_store.h"

enum { CASES_READ_MAX = 1000 };

static bool holds(struct ctx *c, const struct matter *m, const struct find_words *f)
{
    const char *text = arena_printf(c->arena, "%s | %s | %s %" PRId64, m->title, m->place,
        matters_ticket(c->arena, m->ticket), m->ticket);
    return find_matches(text_fold(c->arena, text), f);
}

bool cases_find(struct ctx *c, const struct find_words *f, size_t limit, struct matters *out)
{
    struct matters all = {0};
    bool every = c->app->may(c, DUTY_CASES, 0);
    if (!every && !c->who.person_id) {
        return !c->err.kind;
    }
    struct rows r = db_query(c,
        MATTERS_SELECT " WHERE m.area_id = ?1 AND m.kind = 'case' AND (?2 = 1"
                       " OR m.id IN (SELECT o.case_id FROM case_on o WHERE o.area_id = ?1"
                       " AND o.person_id IN " BODIES_SELVES(
                           "?3") ") OR m.id IN (SELECT q.case_id FROM case_party q"
                                 " WHERE q.area_id = ?1 AND q.person_id IN " BODIES_SELVES(
                                     "?3") ")) ORDER BY m.id DESC LIMIT ?4",
        V(c->area_id), V(every), V(c->who.person_id), V(CASES_READ_MAX));
    while (rows_next(&r)) {
        list_push(c->arena, &all, matters_read(&r));
    }
    bool ok = rows_end(&r);
    for (size_t i = 0; ok && i < all.n && out->n < limit; i++) {
        if (holds(c, &all.v[i], f) && matters_visible(c, &all.v[i])) {
            list_push(c->arena, out, all.v[i]);
        }
    }
    return ok && !c->err.kind;
}
