/* rates_store.c - every SQL statement about the three rates. */
#include "src/matters/matters_store.h"
#include "src/rates/rates.h"

/* Kept while it happens ------------------------------------------------------------------------ */
void rates_opened(struct ctx *c, const struct fact *f)
{
    db_exec(c,
        "INSERT INTO response_limit (area_id, matter_id, due_at)"
        " SELECT area_id, id, due_at FROM matter WHERE area_id = ?1 AND id = ?2"
        " ON CONFLICT (area_id, matter_id) DO NOTHING",
        V(c->area_id), V(f->subject_id));
}

void rates_said(struct ctx *c, const struct fact *f)
{
    static const struct {
        const char *kind;
        enum rate_what what;
    } whats[] = {
        {"requests.confirm", WHAT_CONFIRMED},
        {"requests.lapse", WHAT_UNCONFIRMED},
        {"requests.refuse", WHAT_REFUSED},
        {"requests.happy", WHAT_HAPPY},
        {"requests.so_so", WHAT_SO_SO},
        {"requests.not_happy", WHAT_NOT_HAPPY},
    };
    for (size_t i = 0; i < COUNT(whats); i++) {
        if (str_same(whats[i].kind, f->kind)) {
            db_exec(c,
                "INSERT INTO rate_word (area_id, seq, matter_id, what, at)"
                " VALUES (?1, ?2, ?3, ?4, ?5)",
                V(c->area_id), V(f->seq), V(f->subject_id), V((int)whats[i].what), V(f->at));
        }
    }
}

/* Figures -------------------------------------------------------------------------------------- */
#define OF_REQUEST \
    " JOIN request r ON r.area_id = m.area_id AND r.id = m.id" \
    " JOIN place p ON p.area_id = m.area_id AND p.id = m.place_id"
#define IN_PLACE(at) \
    " AND (?2 = 0 OR ?2 = ?1 OR m.place_id = ?2 OR p.parent_id = ?2" \
    " OR " PLACES_HELD("m.area_id", "m.place_id", "?2", at) ")"
/* Neither withdrawn nor joined to another, as it stood at ?4. */
#define STANDS \
    " AND NOT EXISTS (SELECT 1 FROM fact x WHERE x.area_id = m.area_id AND x.subject_id = m.id" \
    " AND x.kind IN ('requests.withdraw', 'requests.merge') AND x.at < ?4" NOT_UNDONE( \
        "x") " AND NOT EXISTS (SELECT 1 FROM fact n WHERE n.area_id = x.area_id" \
             " AND n.subject_id = x.subject_id AND n.kind = 'requests.reopen' AND n.seq > x.seq" \
             " AND n.at < ?4))"
/* When it was settled whether staff came in time: at their first step, or when the limit passed. */
#define SETTLED \
    "(SELECT COALESCE(min(s.at), l.due_at) FROM fact s WHERE s.area_id = l.area_id" \
    " AND s.subject_id = l.matter_id AND s.at < l.due_at" \
    " AND s.kind IN ('requests.accept', 'requests.assign', 'requests.refuse')" NOT_UNDONE("s") ")"
#define RESPONSES \
    " FROM response_limit l JOIN matter m ON m.area_id = l.area_id" \
    " AND m.id = l.matter_id" OF_REQUEST " WHERE l.area_id = ?1 AND l.due_at >= ?3" \
    " AND m.opened_at < ?4" IN_PLACE("m.opened_at") " AND " SETTLED " >= ?3 AND " SETTLED \
                                                    " < ?4" STANDS
#define IN_TIME " AND " SETTLED " < l.due_at"
#define SAID(whats) \
    " FROM rate_word e JOIN matter m ON m.area_id = e.area_id" \
    " AND m.id = e.matter_id" OF_REQUEST " WHERE e.area_id = ?1 AND e.what IN (" whats ")" \
    " AND e.at >= ?3 AND e.at < ?4" IN_PLACE("e.at") NOT_UNDONE("e")

#define ROWS(at) "SELECT m.id, " at ", r.kind, COALESCE(p.parent_id, p.id)"
#define PATH "requests/{id}"
#define RATE_FIGURE(nam, lab, uni, at, from_where, ov) \
    { \
        .name = nam, .label = lab, .unit = uni, .value_sql = "SELECT count(*)" from_where, \
        .records_sql = ROWS(at) from_where " ORDER BY 2 DESC, 1 DESC", .over = ov, .path = PATH \
    }

const struct figure rates_figures[] = {
    RATE_FIGURE("rates.due", N_("该受理的"), N_("件"), SETTLED, RESPONSES, NULL),
    RATE_FIGURE(
        "rates.responded", N_("按时受理"), N_("件"), SETTLED, RESPONSES IN_TIME, "rates.due"),
    RATE_FIGURE("rates.closed", N_("办结"), N_("件次"), "e.at", SAID("1, 2, 3"), NULL),
    RATE_FIGURE("rates.solved", N_("确认解决"), N_("件次"), "e.at", SAID("1"), "rates.closed"),
    RATE_FIGURE("rates.rated", N_("说了满意不满意"), N_("次"), "e.at", SAID("11, 12, 13"), NULL),
    RATE_FIGURE("rates.happy", N_("说满意"), N_("次"), "e.at", SAID("11"), "rates.rated"),
    {0},
};
_Static_assert(COUNT(rates_figures) == RATE_FIGURES + 1, "a pair each");
_Static_assert(WHAT_CONFIRMED == 1 && WHAT_REFUSED == 3 && WHAT_HAPPY == 11 && WHAT_NOT_HAPPY == 13,
    "the figures' literals");

static int64_t not_later(const struct ctx *c, int64_t to)
{
    return to < c->now + 1 ? to : c->now + 1; /* what happened this very millisecond has */
}

bool rates_of(struct ctx *c, int64_t place_id, int64_t from, int64_t to, struct rates *out)
{
    for (int i = 0; i < RATES; i++) {
        const struct figure *f = &rates_figures[2 * i];
        out->of[i] = figure_value(c, f, place_id, from, not_later(c, to));
        out->n[i] = figure_value(c, f + 1, place_id, from, not_later(c, to));
    }
    return !c->err.kind;
}

bool rates_rows(
    struct ctx *c, int figure, int64_t place_id, int64_t from, int64_t to, struct rate_rows *out)
{
    struct value v[] = {
        value_int(c->area_id), value_int(place_id), value_int(from), value_int(not_later(c, to))};
    struct rows r = db_query_(c, rates_figures[figure].records_sql, (int)COUNT(v), v);
    while (rows_next(&r)) {
        list_push(c->arena, out,
            ((struct rate_row){row_int(&r, 0), row_int(&r, 1), row_int(&r, 2), row_int(&r, 3)}));
    }
    return rows_end(&r);
}
