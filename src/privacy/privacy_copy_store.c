/* privacy_copy_store.c - copies of everything kept about a person, and forgetting all of it. */
#include "lib/base/app.h"
#include "lib/base/seal.h"
#include "lib/db/job.h"
#include "lib/log/log.h"
#include "lib/text/text.h"
#include "src/claims/claims.h"
#include "src/people/people.h"
#include "src/privacy/privacy_room.h"

/* Copies -------------------------------------------------------------------------------------- */
/* Who reads another's copy has seen the telephone, and says why. */
static bool tell_copy(struct ctx *c, const struct person *p, const char *why)
{
    bool mine = privacy_is_mine(c, p->id);
    if (!mine && str_empty(why)) {
        return refuse(&c->err, "why", SAY(N_("请写明是谁来要的、为什么，本人看得到。")));
    }
    return (mine || people_tell_phone_seen(c, p, why)) &&
           record(c, &(struct fact){.kind = "privacy.copy_asked",
                         .subject_id = p->id,
                         .place_id = c->area_id,
                         .audience = AUDIENCE_CASE,
                         .words = mine ? SAY(N_("要了一份自己的数据"))
                                       : SAY(N_("居委会替本人要了一份数据"))});
}

int64_t privacy_ask_copy(struct ctx *c, int64_t person_id, const char *why)
{
    struct person p;
    int64_t id = new_id(c);
    if (!people_by_id(c, person_id, &p)) {
        return 0;
    }
    db_exec(c,
        "INSERT INTO data_copy (area_id, id, person_id, state, asked_by, made_at, ends_at)"
        " VALUES (?1, ?2, ?3, 1, ?4, ?5, ?6)",
        V(c->area_id), V(id), V(p.id), V0(c->who.person_id), V(c->now),
        V(c->now + COPY_DAYS * MS_PER_DAY));
    return job_put(c, "privacy.copy", id, c->now) && tell_copy(c, &p, why) ? id : 0;
}

bool privacy_copy(struct ctx *c, int64_t id, struct data_copy *out)
{
    struct rows r = db_query(c,
        "SELECT person_id, state, body, made_at, ends_at, asked_by FROM data_copy WHERE area_id = ?1"
        " AND id = ?2 AND ends_at > ?3",
        V(c->area_id), V(id), V(c->now));
    bool found = rows_next(&r);
    if (found) {
        *out = (struct data_copy){.id = id,
            .person_id = row_int(&r, 0),
            .state = (enum copy_state)row_int(&r, 1),
            .body = unseal(c, "data_copy", "body", id, row_bytes(&r, 2)),
            .made_at = row_int(&r, 3),
            .ends_at = row_int(&r, 4),
            .asked_by = row_int(&r, 5)};
    }
    return rows_end(&r) &&
           (found || fail(&c->err, ERR_ABSENT, SAY(N_("这份副本已经过期，请再要一份。"))));
}

int64_t privacy_last_copy(struct ctx *c, int64_t person_id)
{
    return db_int(c,
        "SELECT max(id) FROM data_copy WHERE area_id = ?1 AND person_id = ?2 AND ends_at > ?3"
        " AND (asked_by = ?4 OR person_id = ?4)",
        V(c->area_id), V(person_id), V(c->now), V(c->who.person_id));
}

bool privacy_keep_copy(struct ctx *c, int64_t id, const char *body)
{
    db_exec(c, "UPDATE data_copy SET state = 2, body = ?3 WHERE area_id = ?1 AND id = ?2",
        V(c->area_id), V(id), V(seal(c, "data_copy", "body", id, body)));
    db_exec(
        c, "DELETE FROM data_copy WHERE area_id = ?1 AND ends_at <= ?2", V(c->area_id), V(c->now));
    return !c->err.kind;
}

/* Collecting ---------------------------------------------------------------------------------- */
static const char *cell(
    struct ctx *c, const struct rows *r, int at, const struct personal_column *col)
{
    const struct choice *o;
    int64_t id = row_int(r, 0), n = row_int(r, at);
    switch (col->type) {
    case PERSONAL_INT:
        return row_null(r, at) ? "" : arena_printf(c->arena, "%lld", (long long)n);
    case PERSONAL_TIME:
        return n ? day_text(c->arena, n) : "";
    case PERSONAL_CHOICE:
        o = choice_of(col->choices, n);
        return o ? o->label : "";
    case PERSONAL_SEALED:
        return unseal(c, col->table, col->column, id, row_bytes(r, at));
    case PERSONAL_TEXT:
        break;
    }
    return col->words ? copy_words(c, col->words(c, row_text(r, at)))
                      : copy_said(c, row_text(r, at));
}

static bool collect_one(
    struct ctx *c, const struct personal *p, int64_t about, struct copy_table *out)
{
    const struct value v[] = {V(c->area_id), V(about)};
    struct rows r = db_query_(c, p->sql, COUNT(v), v);
    while (rows_next(&r)) {
        struct copy_row row = {{0}};
        for (int i = 0; i < PERSONAL_COLUMNS && p->columns[i].label; i++) {
            row.cell[i] = cell(c, &r, i + 1, &p->columns[i]);
        }
        list_push(c->arena, out, row);
    }
    return rows_end(&r);
}

/* The person's own rows and those of entries judged to be the same. */
static bool selves(struct ctx *c, int64_t person_id, struct ids *out)
{
    struct rows r = db_query(c,
        "SELECT id FROM person WHERE area_id = ?1 AND (id = ?2 OR merged_into = ?2) ORDER BY id",
        V(c->area_id), V(person_id));
    return rows_ids(&r, out);
}

static bool collect(struct ctx *c, const struct personal *p, const struct ids *persons,
    const struct ids *accounts, struct copy_tables *out)
{
    struct copy_table t = {.name = p->name, .label = p->label};
    const struct ids *about = p->of_account ? accounts : persons;
    for (int i = 0; i < PERSONAL_COLUMNS; i++) {
        t.head[i] = p->columns[i].label;
    }
    for (size_t i = 0; i < about->n; i++) {
        if (!collect_one(c, p, about->v[i], &t)) {
            return false;
        }
    }
    list_push(c->arena, out, t);
    return true;
}

bool privacy_collect(struct ctx *c, int64_t person_id, struct copy_tables *out)
{
    struct ids persons = {0}, accounts = {0};
    if (!selves(c, person_id, &persons) || !claims_accounts_of(c, person_id, &accounts)) {
        return false;
    }
    for (size_t i = 0; c->app->modules[i]; i++) {
        const struct personal *p = c->app->modules[i]->personal;
        for (; p && p->name; p++) {
            if (!collect(c, p, &persons, &accounts, out)) {
                return false;
            }
        }
    }
    return true;
}

/* Forgetting ---------------------------------------------------------------------------------- */
static bool erase_facts(struct ctx *c, const struct ids *seqs)
{
    bool ok = true;
    for (size_t i = 0; ok && i < seqs->n; i++) {
        ok = log_erase(c, seqs->v[i]);
    }
    return ok;
}

/* What was said by them, about them or in what they asked; and wherever their number stands. */
static bool facts_of(struct ctx *c, const struct person *p, int64_t id, struct ids *out)
{
    struct rows r = db_query(c,
        "SELECT f.seq FROM fact f JOIN act a ON a.area_id = f.area_id AND a.id = f.act_id"
        " WHERE f.area_id = ?1 AND f.kind <> 'log.erased'"
        " AND ((a.person_id = ?2 AND f.body <> '') OR (f.subject_id = ?2 AND f.body <> '')"
        " OR f.subject_id IN (SELECT m.id FROM matter m WHERE m.area_id = ?1 AND m.asker_id = ?2)"
        " OR (?3 <> '' AND (replace(f.body, ?3, '') <> f.body"
        " OR replace(f.words, ?3, '') <> f.words))"
        " OR ((a.person_id = ?2 OR f.subject_id = ?2) AND ?4 <> ''"
        " AND replace(f.words, ?4, '') <> f.words)) ORDER BY f.seq",
        V(c->area_id), V(id), V(p->phone), V(p->name));
    return rows_ids(&r, out);
}

static size_t count_modules(const struct module *const *v)
{
    size_t n = 0;
    while (v[n]) {
        n++;
    }
    return n;
}

/* From the top down: who holds the name forgets it last. */
static bool forget_one(struct ctx *c, const struct person *p, int64_t id)
{
    struct ids seqs = {0};
    if (!facts_of(c, p, id, &seqs) || !erase_facts(c, &seqs)) {
        return false;
    }
    db_exec(c, "UPDATE act SET evidence = '' WHERE area_id = ?1 AND person_id = ?2", V(c->area_id),
        V(id));
    for (size_t n = count_modules(c->app->modules); n > 0 && !c->err.kind; n--) {
        const struct module *m = c->app->modules[n - 1];
        if (m->forget) {
            m->forget(c, id);
        }
    }
    return !c->err.kind;
}

bool privacy_erase(struct ctx *c, int64_t person_id)
{
    struct person p;
    struct ids ids = {0};
    if (!people_by_id(c, person_id, &p) || !selves(c, p.id, &ids) ||
        !claims_end_of_person(c, p.id)) {
        return false;
    }
    for (size_t i = 0; i < ids.n; i++) {
        if (!forget_one(c, &p, ids.v[i])) {
            return false;
        }
    }
    return record(c, &(struct fact){.kind = "privacy.erased",
                         .subject_id = p.id,
                         .place_id = c->area_id,
                         .audience = AUDIENCE_STAFF,
                         .words = SAY(N_("一位居民的个人信息已经删除"))});
}
