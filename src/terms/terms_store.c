/* terms_store.c - terms, their steps and their alerts. Seats are in terms_seat_store.c. */
#include "lib/db/db.h"
#include "lib/db/job.h"
#include "src/terms/terms_room.h"

static struct term term_row(const struct rows *r)
{
    return (struct term){
        .id = row_int(r, 0),
        .body_id = row_int(r, 1),
        .number = row_int(r, 2),
        .state = (enum term_state)row_int(r, 3),
        .prepared_on = row_text(r, 4),
        .elected_on = row_text(r, 5),
        .filed_on = row_text(r, 6),
        .filed_no = row_text(r, 7),
        .valid_from = row_text(r, 8),
        .valid_to = row_text(r, 9),
    };
}

#define TERM \
    "SELECT t.id, t.body_id, t.number, t.state, t.prepared_on, t.elected_on, t.filed_on," \
    " t.filed_no, t.valid_from, t.valid_to FROM term t WHERE t.area_id = ?1"

bool terms_of_body(struct ctx *c, int64_t body_id, struct terms *out)
{
    struct rows r =
        db_query(c, TERM " AND t.body_id = ?2 ORDER BY t.number DESC", V(c->area_id), V(body_id));
    while (rows_next(&r)) {
        list_push(c->arena, out, term_row(&r));
    }
    return rows_end(&r);
}

bool terms_steps(struct ctx *c, int64_t body_id, struct steps *out)
{
    struct rows r = db_query(c,
        "SELECT s.id, s.term_id, s.step, s.on_day, s.proof, s.at FROM term_step s"
        " JOIN term t ON t.area_id = s.area_id AND t.id = s.term_id"
        " WHERE s.area_id = ?1 AND t.body_id = ?2 ORDER BY t.number, s.step, s.id",
        V(c->area_id), V(body_id));
    while (rows_next(&r)) {
        struct step s = {.id = row_int(&r, 0),
            .term_id = row_int(&r, 1),
            .step = (enum term_step)row_int(&r, 2),
            .day = row_text(&r, 3),
            .proof = row_text(&r, 4),
            .at = row_int(&r, 5)};
        list_push(c->arena, out, s);
    }
    return rows_end(&r);
}

/* Steps --------------------------------------------------------------------------------------- */
static const char *last_day(const struct term *t)
{
    return !str_empty(t->filed_on) ? t->filed_on
                                   : str_or(t->elected_on, str_or(t->prepared_on, ""));
}

static void open_term(struct ctx *c, const struct taking *t, struct term *now)
{
    now->id = new_id(c);
    now->number++;
    db_exec(c,
        "INSERT INTO term (area_id, id, body_id, number, state, prepared_on)"
        " VALUES (?1, ?2, ?3, ?4, 10, ?5)",
        V(c->area_id), V(now->id), V(t->body_id), V(now->number), V(t->day));
}

/* The former term and its seats end where this one begins; what already ended stays as it was.
 * What they ended on until then is kept with the step. */
#define FORMER_TERMS \
    " WHERE area_id = ?1 AND body_id = ?2 AND id <> ?3 AND state = 40 AND valid_to > ?4"
#define FORMER_SEATS \
    " WHERE area_id = ?1 AND body_id = ?2 AND COALESCE(term_id, 0) <> ?3 AND class <> 8" \
    " AND valid_from < ?4 AND (valid_to IS NULL OR valid_to > ?4)"
#define KEEP_ENDED \
    "INSERT INTO term_ended (area_id, step_id, ended_id, valid_to) SELECT area_id, ?5, id, valid_to"

static void close_former(struct ctx *c, const struct taking *t, int64_t term_id, int64_t step_id)
{
    db_exec(c, KEEP_ENDED " FROM term" FORMER_TERMS, V(c->area_id), V(t->body_id), V(term_id),
        V(t->day), V(step_id));
    db_exec(c, KEEP_ENDED " FROM seat" FORMER_SEATS, V(c->area_id), V(t->body_id), V(term_id),
        V(t->day), V(step_id));
    db_exec(c, "UPDATE term SET valid_to = ?4" FORMER_TERMS, V(c->area_id), V(t->body_id),
        V(term_id), V(t->day));
    db_exec(c, "UPDATE seat SET valid_to = ?4" FORMER_SEATS, V(c->area_id), V(t->body_id),
        V(term_id), V(t->day));
}

static bool ask_for_alerts(struct ctx *c, enum body_kind kind, int64_t term_id, const char *to)
{
    int64_t days[3];
    const char *articles[3];
    size_t n = terms_alert_days(kind, to, days, articles);
    for (size_t i = 0; i < n; i++) {
        if (!job_put(c, "terms.alert", term_id, days[i])) {
            return false;
        }
    }
    return true;
}

static bool begin_term(struct ctx *c, const struct taking *t, const struct body *b,
    const struct term *now, int64_t step_id)
{
    db_exec(c,
        "UPDATE term SET state = 40, valid_from = ?3, valid_to = ?4 WHERE area_id = ?1 AND id = ?2",
        V(c->area_id), V(now->id), V(t->day), V(t->to));
    close_former(c, t, now->id, step_id);
    db_exec(c,
        "UPDATE seat SET valid_from = ?3, valid_to = ?4 WHERE area_id = ?1 AND term_id = ?2"
        " AND valid_from IS NULL AND valid_to IS NULL",
        V(c->area_id), V(now->id), V(t->day), V(t->to));
    return ask_for_alerts(c, b->kind, now->id, t->to);
}

static bool write_step(
    struct ctx *c, const struct taking *t, const struct body *b, struct term *now, int64_t step_id)
{
    switch (t->step) {
    case STEP_PREPARE: /* opened already */
        break;
    case STEP_ELECT:
        db_exec(c, "UPDATE term SET state = 20, elected_on = ?3 WHERE area_id = ?1 AND id = ?2",
            V(c->area_id), V(now->id), V(t->day));
        break;
    case STEP_FILE:
        db_exec(c,
            "UPDATE term SET state = 30, filed_on = ?3, filed_no = ?4"
            " WHERE area_id = ?1 AND id = ?2",
            V(c->area_id), V(now->id), V(t->day), V(str_or(t->proof, "")));
        break;
    case STEP_BEGIN:
        return begin_term(c, t, b, now, step_id);
    }
    return !c->err.kind;
}

static bool tell(struct ctx *c, const struct body *b, const struct term *t, enum term_step step)
{
    static const char *const kinds[] = {[STEP_PREPARE] = "terms.prepared",
        [STEP_ELECT] = "terms.elected",
        [STEP_FILE] = "terms.filed",
        [STEP_BEGIN] = "terms.begun"};
    return record(c, &(struct fact){
                         .kind = kinds[step],
                         .subject_id = b->id,
                         .place_id = b->place_id,
                         .audience = AUDIENCE_PUBLIC,
                         .words = WORDS(N_("{0}第 {1} 届：{2}"), TEXT(b->name), INT(t->number),
                             MSG(terms_step_label(step))),
                     });
}

bool terms_take(struct ctx *c, const struct taking *t, int64_t *step_id)
{
    struct body b;
    struct terms all = {0};
    if (!bodies_by_id(c, t->body_id, &b) || !terms_of_body(c, b.id, &all)) {
        return false;
    }
    struct term now = all.n ? all.v[0] : (struct term){0};
    const char *before = t->step == STEP_PREPARE ? "" : last_day(&now);
    if (!str_empty(b.valid_to)) {
        return refuse(&c->err, NULL, SAY(N_("这个单位已经撤销了。")));
    }
    if (!terms_may_step(t, now.state, b.kind, before, &c->err)) {
        return false;
    }
    if (t->step == STEP_PREPARE) {
        open_term(c, t, &now);
    }
    *step_id = new_id(c);
    db_exec(c,
        "INSERT INTO term_step (area_id, id, term_id, step, on_day, proof, at)"
        " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        V(c->area_id), V(*step_id), V(now.id), V((int)t->step), V(t->day), V(str_or(t->proof, "")),
        V(c->now));
    return write_step(c, t, &b, &now, *step_id) && tell(c, &b, &now, t->step);
}

/* Taking the newest one back ------------------------------------------------------------------ */
static void stand_again(struct ctx *c, int64_t step_id)
{
#define AS_IT_WAS \
    " SET valid_to = (SELECT e.valid_to FROM term_ended e WHERE e.area_id = ?1" \
    " AND e.step_id = ?2 AND e.ended_id = id) WHERE area_id = ?1 AND id IN" \
    " (SELECT e.ended_id FROM term_ended e WHERE e.area_id = ?1 AND e.step_id = ?2)"
    db_exec(c, "UPDATE term" AS_IT_WAS, V(c->area_id), V(step_id));
    db_exec(c, "UPDATE seat" AS_IT_WAS, V(c->area_id), V(step_id));
    db_exec(
        c, "DELETE FROM term_ended WHERE area_id = ?1 AND step_id = ?2", V(c->area_id), V(step_id));
}

/* Whoever had begun with the term is elected again and to come. */
static void unbegin(struct ctx *c, const struct term *t, int64_t step_id)
{
    db_exec(c,
        "UPDATE seat SET valid_from = NULL,"
        " valid_to = CASE WHEN valid_to = ?3 THEN NULL ELSE valid_to END"
        " WHERE area_id = ?1 AND term_id = ?2",
        V(c->area_id), V(t->id), V(t->valid_to));
    db_exec(c,
        "UPDATE term SET state = CASE WHEN filed_on IS NULL THEN 20 ELSE 30 END,"
        " valid_from = NULL, valid_to = NULL WHERE area_id = ?1 AND id = ?2",
        V(c->area_id), V(t->id));
    stand_again(c, step_id);
}

static void unwrite_step(struct ctx *c, const struct term *t, const struct step *s)
{
    switch (s->step) {
    case STEP_PREPARE: /* the term goes with its step */
        break;
    case STEP_ELECT:
        db_exec(c, "UPDATE term SET state = 10, elected_on = NULL WHERE area_id = ?1 AND id = ?2",
            V(c->area_id), V(t->id));
        break;
    case STEP_FILE:
        db_exec(c,
            "UPDATE term SET state = 20, filed_on = NULL, filed_no = NULL"
            " WHERE area_id = ?1 AND id = ?2",
            V(c->area_id), V(t->id));
        break;
    case STEP_BEGIN:
        unbegin(c, t, s->id);
        break;
    }
    db_exec(c, "DELETE FROM term_step WHERE area_id = ?1 AND id = ?2", V(c->area_id), V(s->id));
    if (s->step == STEP_PREPARE) {
        db_exec(c, "DELETE FROM seat WHERE area_id = ?1 AND term_id = ?2", V(c->area_id), V(t->id));
        db_exec(c, "DELETE FROM term WHERE area_id = ?1 AND id = ?2", V(c->area_id), V(t->id));
    }
}

bool terms_take_back(struct ctx *c, int64_t body_id, int64_t step_id, const char *why)
{
    struct body b;
    struct terms all = {0};
    struct steps steps = {0};
    if (!bodies_by_id(c, body_id, &b) || !terms_of_body(c, b.id, &all) ||
        !terms_steps(c, b.id, &steps)) {
        return false;
    }
    const struct step *last = steps.n ? &steps.v[steps.n - 1] : NULL;
    if (!last || last->id != step_id || !terms_step_of_today(c->arena, last, c->now)) {
        return refuse(
            &c->err, "why", SAY(N_("只有最新的一步、在记下的当天可以撤回。请先看看最新的样子。")));
    }
    unwrite_step(c, &all.v[0], last);
    return record(c, &(struct fact){
                         .kind = "terms.taken_back",
                         .subject_id = b.id,
                         .place_id = b.place_id,
                         .audience = AUDIENCE_STAFF,
                         .words = WORDS(N_("{0}第 {1} 届撤回了一步：{2}"), TEXT(b.name),
                             INT(all.v[0].number), MSG(terms_step_label(last->step))),
                         .text = why,
                     });
}

/* Alerts -------------------------------------------------------------------------------------- */
/* Running, its body standing, not followed by another that runs. */
#define OPEN_TERM \
    " JOIN body b ON b.area_id = t.area_id AND b.id = t.body_id WHERE t.area_id = ?1" \
    " AND t.state = 40 AND b.valid_to IS NULL AND NOT EXISTS (SELECT 1 FROM term l" \
    " WHERE l.area_id = t.area_id AND l.body_id = t.body_id AND l.number > t.number" \
    " AND l.state = 40)"

static bool raise_alert(
    struct ctx *c, int64_t term_id, const struct body *b, const char *to, const char *article)
{
    int64_t end = 0;
    (void)parse_day(to, &end);
    int64_t days = (end - c->now + MS_PER_DAY - 1) / MS_PER_DAY;
    int64_t raised = db_int(c,
        "INSERT INTO term_alert (area_id, term_id, days_before, article, raised_at)"
        " VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT DO NOTHING RETURNING term_id",
        V(c->area_id), V(term_id), V(days), V(article), V(c->now));
    if (!raised) {
        return !c->err.kind;
    }
    return record(c, &(struct fact){
                         .kind = "terms.ending",
                         .subject_id = b->id,
                         .place_id = b->place_id,
                         .audience = AUDIENCE_STAFF,
                         .words = WORDS(N_("{0}的任期到 {1} 为止，请开始筹备换届"), TEXT(b->name),
                             DAY(end - MS_PER_DAY)),
                     });
}

/* Asked for when the term began; what has changed since then is looked at again. */
void terms_alert_run(struct ctx *c, const struct job *j)
{
    struct body b = {0};
    struct rows r = db_query(c,
        "SELECT b.id, b.place_id, b.kind, b.name, t.valid_to FROM term t" OPEN_TERM
        " AND t.id = ?2",
        V(c->area_id), V(j->subject_id));
    bool found = rows_next(&r);
    const char *to = found ? row_text(&r, 4) : "";
    if (found) {
        b = (struct body){.id = row_int(&r, 0),
            .place_id = row_int(&r, 1),
            .kind = (enum body_kind)row_int(&r, 2),
            .name = row_text(&r, 3)};
    }
    int64_t days[3];
    const char *articles[3];
    size_t n = rows_end(&r) && found ? terms_alert_days(b.kind, to, days, articles) : 0;
    for (size_t i = 0; i < n; i++) {
        if (days[i] == j->due_at && act_system(c)) {
            (void)raise_alert(c, j->subject_id, &b, to, articles[i]);
        }
    }
}

bool terms_alerts(struct ctx *c, struct term_alerts *out)
{
    struct rows r = db_query(c,
        "SELECT b.id, b.name, t.valid_to, a.days_before, a.article FROM term t"
        " JOIN term_alert a ON a.area_id = t.area_id AND a.term_id = t.id" OPEN_TERM
        " AND NOT EXISTS (SELECT 1 FROM term_alert n WHERE n.area_id = a.area_id"
        " AND n.term_id = a.term_id AND n.days_before < a.days_before)"
        " ORDER BY t.valid_to, b.id",
        V(c->area_id));
    while (rows_next(&r)) {
        struct term_alert a = {.body_id = row_int(&r, 0),
            .body = row_text(&r, 1),
            .valid_to = row_text(&r, 2),
            .days_before = row_int(&r, 3),
            .article = row_text(&r, 4)};
        list_push(c->arena, out, a);
    }
    return rows_end(&r);
}
