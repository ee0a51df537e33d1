/* cases_see_store.c - who stands how to a case, and what of it she reads. */
#include "lib/base/app.h"
#include "src/bodies/duties.h"
#include "src/cases/cases.h"
#include "src/matters/matters_store.h"
#include "src/people/people.h"

/* Two entries judged to be one are one. */
#define ONE_OF(n) \
    " IN (SELECT s.id FROM person s WHERE s.area_id = ?1 AND (s.id = " n " OR s.merged_into = " n \
    "))"

/* As what ----------------------------------------------------------------------------------------
 */
static void read_on(struct ctx *c, int64_t id, struct case_view *out)
{
    struct rows r = db_query(c,
        "SELECT o.role, o.tier FROM case_on o WHERE o.area_id = ?1 AND o.case_id = ?2"
        " AND o.person_id" ONE_OF("?3") " AND" PLACES_ON("o", "?4"),
        V(c->area_id), V(id), V(c->who.person_id), V(people_today(c)));
    while (rows_next(&r)) {
        out->leads |= row_int(&r, 0) == ROLE_LEADS;
        out->helps |= row_int(&r, 0) == ROLE_HELPS;
        out->tiers |= TIER_BIT(row_int(&r, 1));
    }
    (void)rows_end(&r);
}

static int64_t party_of(struct ctx *c, int64_t id, int64_t person_id)
{
    return person_id ? db_int(c,
                           "SELECT min(p.id) FROM case_party p WHERE p.area_id = ?1"
                           " AND p.case_id = ?2 AND p.person_id" ONE_OF("?3"),
                           V(c->area_id), V(id), V(person_id))
                     : 0;
}

/* Speaking for a party: whom she chose to help her, or who works on the case and types what she
 * said. A leader who may act for the whole stair is neither. */
static bool speaks_for(struct ctx *c, const struct case_view *v, int64_t person_id)
{
    enum hand hand;
    return person_id && person_id != c->who.person_id &&
           (v->duty || v->leads || people_may_act_for(c, person_id, &hand));
}

void cases_view(struct ctx *c, int64_t id, struct case_view *out)
{
    *out = (struct case_view){0};
    int64_t place = db_int(
        c, "SELECT place_id FROM matter WHERE area_id = ?1 AND id = ?2", V(c->area_id), V(id));
    out->duty = c->act.hand == HAND_SYSTEM || c->app->may(c, DUTY_CASES, place);
    if (c->who.person_id) {
        read_on(c, id, out);
        out->party_id = party_of(c, id, c->who.person_id);
    }
    if (speaks_for(c, out, c->act.person_id)) {
        out->party_id = party_of(c, id, c->act.person_id);
    }
}

bool cases_on_case(struct ctx *c, int64_t id)
{
    struct case_view v;
    cases_view(c, id, &v);
    return v.duty || v.leads || v.helps || v.party_id;
}

bool cases_may_work(struct ctx *c, int64_t id, const char *verb)
{
    struct case_view v;
    const struct case_kind_info *k = cases_kind(db_int(
        c, "SELECT kind FROM case_file WHERE area_id = ?1 AND id = ?2", V(c->area_id), V(id)));
    cases_view(c, id, &v);
    return k && cases_works(k, &v, verb);
}

bool cases_of_reader(struct ctx *c, int64_t *n, int64_t *now)
{
    *n = *now = 0;
    if (!c->who.person_id) {
        return !c->err.kind;
    }
    struct rows r = db_query(c,
        "SELECT count(*), count(CASE WHEN m.state = 40 OR (m.state IN (30, 50) AND m.due_at <= ?4)"
        " THEN 1 END) FROM matter m WHERE m.area_id = ?1 AND m.kind = 'case'"
        " AND m.closed_at IS NULL AND m.id IN (SELECT o.case_id FROM case_on o WHERE o.area_id = ?1"
        " AND o.person_id" ONE_OF("?2") " AND" PLACES_ON(
            "o", "?3") " UNION SELECT p.case_id FROM case_party p WHERE p.area_id = ?1"
                       " AND p.person_id" ONE_OF("?2") ")",
        V(c->area_id), V(c->who.person_id), V(people_today(c)), V(c->now + MS_PER_DAY));
    if (rows_next(&r)) {
        *n = row_int(&r, 0);
        *now = row_int(&r, 1);
    }
    return rows_end(&r);
}

/* Its parts ------------------------------------------------------------------------------------ */
static bool whole(const struct case_file *f)
{
    return f->view.duty || f->view.leads;
}

/* What a helper of a tier was not told stays untold; a party reads no accuser's words. */
static bool reads_about(const struct case_file *f)
{
    const struct case_view *v = &f->view;
    return whole(f) || (v->helps && (!f->kind->tiers || (v->tiers & TIER_BIT(TIER_NEIGHBOUR)))) ||
           (v->party_id && f->kind->tiers);
}

static bool read_file(struct ctx *c, struct case_file *f)
{
    struct rows r = db_query(c,
        "SELECT kind, tier, result, about, note, freed, agreement FROM case_file"
        " WHERE area_id = ?1 AND id = ?2",
        V(c->area_id), V(f->m.id));
    bool found = rows_next(&r);
    if (found) {
        f->kind = cases_kind(row_int(&r, 0));
        must(f->kind);
        f->tier = (enum case_tier)row_int(&r, 1);
        f->result = (enum case_result)row_int(&r, 2);
        f->about = reads_about(f) ? row_text(&r, 3) : "";
        f->note = whole(f) ? row_text(&r, 4) : "";
        f->freed = whole(f) ? row_text(&r, 5) : "";
        f->agreement = whole(f) || f->view.party_id || !f->kind->tiers ? row_text(&r, 6) : "";
    }
    return rows_end(&r) &&
           (found || fail(&c->err, ERR_ABSENT, SAY(N_("没有这件事，或者它不对您公开。"))));
}

static bool read_parties(struct ctx *c, struct case_file *f)
{
    struct rows r = db_query(c,
        "SELECT id, person_id, side, name, word, word_at, paper FROM case_party"
        " WHERE area_id = ?1 AND case_id = ?2 ORDER BY side, id",
        V(c->area_id), V(f->m.id));
    while (rows_next(&r)) {
        struct case_party p = {.id = row_int(&r, 0),
            .person_id = row_int(&r, 1),
            .side = row_int(&r, 2),
            .name = row_text(&r, 3),
            .paper = ""};
        if (whole(f) || p.id == f->view.party_id) {
            p.word = (enum case_word)row_int(&r, 4);
            p.word_at = row_int(&r, 5);
            p.paper = row_text(&r, 6);
        }
        list_push(c->arena, &f->parties, p);
    }
    return rows_end(&r);
}

static bool read_people(struct ctx *c, struct case_file *f)
{
    struct rows r = db_query(c,
        "SELECT o.id, o.person_id, o.role, o.tier, p.name, o.valid_from, o.valid_to FROM case_on o"
        " JOIN person p ON p.area_id = o.area_id AND p.id = o.person_id"
        " WHERE o.area_id = ?1 AND o.case_id = ?2 ORDER BY o.role, o.valid_from, o.id",
        V(c->area_id), V(f->m.id));
    while (rows_next(&r)) {
        list_push(c->arena, &f->on,
            ((struct case_on){.id = row_int(&r, 0),
                .person_id = row_int(&r, 1),
                .role = (enum case_role)row_int(&r, 2),
                .tier = (enum case_tier)row_int(&r, 3),
                .name = row_text(&r, 4),
                .from = row_text(&r, 5),
                .to = row_text(&r, 6)}));
    }
    return rows_end(&r);
}

static bool read_log(struct ctx *c, struct case_file *f)
{
    struct rows r = db_query(c,
        "SELECT l.id, l.tier, l.what, l.met, l.on_at, l.went_id, l.with_id, l.party_id, l.said,"
        " l.alone, l.code, w.name, h.name, p.name FROM case_log l"
        " LEFT JOIN person w ON w.area_id = l.area_id AND w.id = l.went_id"
        " LEFT JOIN person h ON h.area_id = l.area_id AND h.id = l.with_id"
        " LEFT JOIN case_party p ON p.area_id = l.area_id AND p.id = l.party_id"
        " WHERE l.area_id = ?1 AND l.case_id = ?2 ORDER BY l.on_at, l.id",
        V(c->area_id), V(f->m.id));
    while (rows_next(&r)) {
        struct case_log l = {.id = row_int(&r, 0),
            .tier = (enum case_tier)row_int(&r, 1),
            .what = (enum case_what)row_int(&r, 2),
            .met = (enum case_met)row_int(&r, 3),
            .on_at = row_int(&r, 4),
            .went_id = row_int(&r, 5),
            .with_id = row_int(&r, 6),
            .party_id = row_int(&r, 7),
            .said = row_text(&r, 8),
            .alone = row_text(&r, 9),
            .code = row_text(&r, 10),
            .went = row_text(&r, 11),
            .with = row_text(&r, 12),
            .party = row_text(&r, 13)};
        if (cases_reads(f, l.tier, l.party_id)) {
            list_push(c->arena, &f->log, l);
        }
    }
    return rows_end(&r);
}

static bool read_promises(struct ctx *c, struct case_file *f)
{
    struct rows r = db_query(c,
        "SELECT q.id, q.party_id, q.what, q.due_at, q.moved, q.why, q.state, p.name"
        " FROM case_promise q JOIN case_party p ON p.area_id = q.area_id AND p.id = q.party_id"
        " WHERE q.area_id = ?1 AND q.case_id = ?2 ORDER BY q.id",
        V(c->area_id), V(f->m.id));
    while (rows_next(&r)) {
        struct case_promise q = {.id = row_int(&r, 0),
            .party_id = row_int(&r, 1),
            .what = row_text(&r, 2),
            .due_at = row_int(&r, 3),
            .moved = row_int(&r, 4),
            .why = row_text(&r, 5),
            .state = (enum case_promise_state)row_int(&r, 6),
            .party = row_text(&r, 7)};
        if (cases_reads(f, 0, q.party_id)) {
            list_push(c->arena, &f->promises, q);
        }
    }
    return rows_end(&r);
}

static bool read_steps(struct ctx *c, struct case_file *f)
{
    struct rows r = db_query(c,
        "SELECT from_tier, to_tier, note, consent, made_at FROM case_step"
        " WHERE area_id = ?1 AND case_id = ?2 ORDER BY id",
        V(c->area_id), V(f->m.id));
    while (rows_next(&r)) {
        struct case_step s = {(enum case_tier)row_int(&r, 0), (enum case_tier)row_int(&r, 1),
            row_int(&r, 4), row_text(&r, 2), row_text(&r, 3)};
        if (cases_reads(f, s.to, f->view.party_id)) {
            list_push(c->arena, &f->steps, s);
        }
    }
    return rows_end(&r);
}

bool cases_see(struct ctx *c, int64_t id, struct case_file *out)
{
    *out = (struct case_file){0};
    if (!matters_see(c, id, &out->m)) {
        return false;
    }
    cases_view(c, id, &out->view);
    return read_file(c, out) && read_parties(c, out) && read_people(c, out) && read_log(c, out) &&
           read_promises(c, out) && read_steps(c, out);
}
