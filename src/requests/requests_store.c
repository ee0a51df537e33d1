/* requests_store.c - requests: keywords, drafts, the one way a request comes to be, its moves. */
#include "src/requests/requests.h"

#include "lib/db/job.h"
#include "lib/text/text.h"
#include "src/matters/matters_store.h"

/* Keywords ------------------------------------------------------------------------------------- */
static void all_defaults(struct ctx *c, struct keywords *out)
{
    for (const struct keyword *w = requests_default_words; w->word; w++) {
        list_push(c->arena, out, *w);
    }
}

/* An area that never changed its table has the house's. */
bool requests_keywords(struct ctx *c, struct keywords *out)
{
    struct rows r =
        db_query(c, "SELECT word, kind FROM request_word WHERE area_id = ?1 ORDER BY kind, word",
            V(c->area_id));
    while (rows_next(&r)) {
        list_push(c->arena, out, (struct keyword){row_text(&r, 0), row_int(&r, 1)});
    }
    if (rows_end(&r) && out->n == 0) {
        all_defaults(c, out);
    }
    return !c->err.kind;
}

static void put_word(struct ctx *c, const char *word, int64_t kind)
{
    db_exec(c,
        "INSERT INTO request_word (area_id, word, kind) VALUES (?1, ?2, ?3)"
        " ON CONFLICT (area_id, word) DO UPDATE SET kind = excluded.kind",
        V(c->area_id), V(word), V(kind));
}

bool requests_keywords_default(struct ctx *c)
{
    if (db_int(c, "SELECT count(*) FROM request_word WHERE area_id = ?1", V(c->area_id))) {
        return !c->err.kind;
    }
    for (const struct keyword *w = requests_default_words; w->word; w++) {
        put_word(c, w->word, w->kind);
    }
    return !c->err.kind;
}

static bool tell_words(struct ctx *c, const char *kind, struct words words)
{
    return record(c, &(struct fact){.kind = kind,
                         .subject_id = c->area_id,
                         .audience = AUDIENCE_STAFF,
                         .words = words,
                         .text = ""});
}

bool requests_put_keyword(struct ctx *c, const char *word, int64_t kind)
{
    const char *folded = text_fold(c->arena, word);
    if (str_empty(folded)) {
        return refuse(&c->err, "word", SAY(N_("请填一个词")));
    }
    requests_keywords_default(c);
    put_word(c, folded, kind);
    return tell_words(c, "requests.word",
        WORDS(N_("关键词「{0}」归到「{1}」"), TEXT(folded), MSG(requests_kind_info(kind)->label)));
}

bool requests_drop_keyword(struct ctx *c, const char *word)
{
    requests_keywords_default(c);
    int64_t gone = db_exec(
        c, "DELETE FROM request_word WHERE area_id = ?1 AND word = ?2", V(c->area_id), V(word));
    if (c->err.kind || !gone) {
        return c->err.kind ? false : refuse(&c->err, "drop", SAY(N_("没有这个词")));
    }
    return tell_words(c, "requests.unword", WORDS(N_("关键词「{0}」去掉了"), TEXT(word)));
}

/* Drafts --------------------------------------------------------------------------------------- */
static struct bytes sealed_phone(struct ctx *c, const struct request_draft *d)
{
    return str_empty(d->asker_phone)
               ? (struct bytes){0}
               : seal(c, "request_draft", "asker_phone", d->id, d->asker_phone);
}

bool requests_draft_put(struct ctx *c, struct request_draft *d)
{
    d->id = d->id ? d->id : new_id(c);
    d->made_at = c->now;
    db_exec(c,
        "INSERT INTO request_draft (area_id, id, session, place_id, unit_id, body, spot, kind,"
        " audience, person_id, asker_name, asker_phone, channel, evidence, happened_at, made_at)"
        " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)",
        V(c->area_id), V(d->id), V(d->session), V(d->place_id), V0(d->unit_id), V(d->body),
        V(str_or(d->spot, "")), V(d->kind), V((int)d->audience), V0(d->person_id),
        V(str_or(d->asker_name, "")), V(sealed_phone(c, d)), V((int)d->channel),
        V(str_or(d->evidence, "")), V(d->happened_at), V(d->made_at));
    return !c->err.kind;
}

bool requests_draft_save(struct ctx *c, const struct request_draft *d)
{
    db_exec(c,
        "UPDATE request_draft SET session = ?3, unit_id = ?4, kind = ?5, audience = ?6,"
        " join_id = ?7, person_id = ?8, asker_name = ?9, asker_phone = ?10, request_id = ?11"
        " WHERE area_id = ?1 AND id = ?2",
        V(c->area_id), V(d->id), V(d->session), V0(d->unit_id), V(d->kind), V((int)d->audience),
        V0(d->join_id), V0(d->person_id), V(str_or(d->asker_name, "")), V(sealed_phone(c, d)),
        V0(d->request_id));
    return !c->err.kind;
}

static struct request_draft read_draft(struct ctx *c, const struct rows *r)
{
    int64_t id = row_int(r, 0);
    struct bytes phone = row_bytes(r, 10);
    return (struct request_draft){
        .id = id,
        .session = row_text(r, 1),
        .place_id = row_int(r, 2),
        .unit_id = row_int(r, 3),
        .body = row_text(r, 4),
        .spot = row_text(r, 5),
        .kind = row_int(r, 6),
        .audience = (enum audience)row_int(r, 7),
        .join_id = row_int(r, 8),
        .person_id = row_int(r, 9),
        .asker_phone = phone.v ? unseal(c, "request_draft", "asker_phone", id, phone) : "",
        .asker_name = row_text(r, 11),
        .channel = (enum channel)row_int(r, 12),
        .evidence = row_text(r, 13),
        .happened_at = row_int(r, 14),
        .made_at = row_int(r, 15),
        .request_id = row_int(r, 16),
    };
}

bool requests_draft(struct ctx *c, int64_t id, struct request_draft *out)
{
    struct rows r = db_query(c,
        "SELECT id, session, place_id, unit_id, body, spot, kind, audience, join_id, person_id,"
        " asker_phone, asker_name, channel, evidence, happened_at, made_at, request_id"
        " FROM request_draft WHERE area_id = ?1 AND id = ?2 AND session = ?3 AND session <> ''",
        V(c->area_id), V(id), V(str_or(out->session, "")));
    bool found = rows_next(&r);
    if (found) {
        *out = read_draft(c, &r);
    }
    if (rows_end(&r) && !found) {
        note_after(c, "foreign_id", arena_printf(c->arena, "draft %lld", (long long)id));
        fail(&c->err, ERR_ABSENT, SAY(N_("这份没写完的内容不在这台手机上，请重新写一份。")));
    }
    return !c->err.kind;
}

/* Opening -------------------------------------------------------------------------------------- */
static bool watch(struct ctx *c, int64_t id, int64_t due_at)
{
    return !due_at || job_put(c, "requests.overdue", id, due_at);
}

static bool join(struct ctx *c, const struct request_draft *d, int64_t *id)
{
    struct matter m = {0};
    bool already;
    if (!matters_load(c, d->join_id, &m) || m.place_id != d->place_id || m.closed_at ||
        m.audience > AUDIENCE_PLACE) {
        return c->err.kind ? false : refuse(&c->err, NULL, SAY(N_("那件事已经办结，请单独提出。")));
    }
    *id = m.id;
    return matters_follow(c, m.id, c->act.person_id, &already);
}

static const char *needle(struct ctx *c, const struct request_draft *d)
{
    return text_fold(c->arena, arena_printf(c->arena, "%s %s", d->body, str_or(d->spot, "")));
}

bool requests_open(struct ctx *c, const struct request_draft *d, int64_t *id)
{
    if (d->request_id) {
        *id = d->request_id;
        return !c->err.kind;
    }
    if (c->err.kind || !requests_may_open(d, &c->err)) {
        return false;
    }
    if (d->join_id) {
        return join(c, d, id);
    }
    int64_t kind = requests_kind_info(d->kind)->kind;
    struct matter m = {
        .kind = requests_matter.name,
        .title = requests_title(c->arena, d->body),
        .place_id = d->place_id,
        .audience = d->audience,
        .state = REQUEST_NEW,
        .due_at = c->now + requests_triage_ms(kind),
        .find = needle(c, d),
    };
    if (!matters_open(c, &m, d->body)) {
        return false;
    }
    db_exec(c,
        "INSERT INTO request (area_id, id, kind, unit_id, body, spot)"
        " VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        V(c->area_id), V(m.id), V(kind), V0(d->unit_id), V(d->body), V(str_or(d->spot, "")));
    *id = m.id;
    return watch(c, m.id, m.due_at);
}

bool requests_see(struct ctx *c, int64_t id, struct request *out)
{
    if (!matters_see(c, id, &out->m)) {
        return false;
    }
    struct rows r = db_query(c,
        "SELECT r.kind, r.unit_id, r.reopened, r.body, r.spot, u.name FROM request r"
        " LEFT JOIN unit u ON u.area_id = r.area_id AND u.id = r.unit_id"
        " WHERE r.area_id = ?1 AND r.id = ?2",
        V(c->area_id), V(id));
    bool found = rows_next(&r);
    if (found) {
        out->kind = row_int(&r, 0);
        out->unit_id = row_int(&r, 1);
        out->reopened = row_int(&r, 2);
        out->body = row_text(&r, 3);
        out->spot = row_text(&r, 4);
        out->unit = row_text(&r, 5);
    }
    return rows_end(&r) &&
           (found || fail(&c->err, ERR_ABSENT, SAY(N_("没有这件事，或者它不对您公开。"))));
}

/* Moving --------------------------------------------------------------------------------------- */
/* Was it already told of this clock that it ran out? */
static bool told_late(struct ctx *c, const struct matter *m)
{
    return db_int(c,
               "SELECT count(*) FROM fact WHERE area_id = ?1 AND subject_id = ?2"
               " AND kind = 'requests.overdue' AND at >= ?3",
               V(c->area_id), V(m->id), V(m->due_at)) != 0;
}

static bool is_working(const struct matter *m)
{
    return m->state < REQUEST_ANSWERED;
}

/* Late is late even when the runner slept: the figures count these facts. */
static bool tell_late(struct ctx *c, const struct matter *m)
{
    if (!is_working(m) || !m->due_at || c->now < m->due_at || told_late(c, m)) {
        return !c->err.kind;
    }
    return matters_tell(
        c, m->id, "overdue", WORDS(N_("到 {0} 没有等到下一步，转居委会催办"), TIME(m->due_at)), "");
}

static bool watch_clocks(struct ctx *c, const char *verb, int64_t id)
{
    struct matter m = {0};
    if (!matters_load(c, id, &m)) {
        return false;
    }
    if (str_same(verb, "answer")) {
        return job_put(c, "requests.unconfirmed", id, m.due_at);
    }
    return watch(c, id, m.due_at);
}

/* Only a body that stands over the place, and can be held to a date. */
static bool may_assign(struct ctx *c, int64_t place_id, int64_t body_id)
{
    struct bodies over = {0};
    if (!bodies_over(c, place_id, 0, &over)) {
        return false;
    }
    for (size_t i = 0; i < over.n; i++) {
        if (over.v[i].id == body_id && requests_may_own(over.v[i].kind)) {
            return true;
        }
    }
    return refuse(&c->err, "body", SAY(N_("这个单位不管这里，请另选一个")));
}

bool requests_move(struct ctx *c, const char *verb, struct moving *what)
{
    struct request r = {0};
    if (!requests_see(c, what->matter_id, &r)) {
        return false;
    }
    what->waived |= !requests_kind_info(r.kind)->repair;
    if (str_same(verb, "assign") || str_same(verb, "reopen")) {
        what->clock_ms = requests_answer_ms(r.kind);
    }
    bool fresh = !what->seen_version || what->seen_version == r.m.version;
    if ((fresh && !tell_late(c, &r.m)) || !matters_move(c, verb, what)) {
        return false;
    }
    if (str_same(verb, "assign") && !may_assign(c, r.m.place_id, what->body_id)) {
        return false;
    }
    if (str_same(verb, "reopen")) {
        db_exec(c, "UPDATE request SET reopened = reopened + 1 WHERE area_id = ?1 AND id = ?2",
            V(c->area_id), V(r.m.id));
    }
    return watch_clocks(c, verb, r.m.id);
}

/* Jobs ----------------------------------------------------------------------------------------- */
void requests_overdue(struct ctx *c, const struct job *j)
{
    struct matter m = {0};
    if (matters_load(c, j->subject_id, &m)) {
        tell_late(c, &m);
    }
}

void requests_unconfirmed(struct ctx *c, const struct job *j)
{
    struct matter m = {0};
    if (!matters_load(c, j->subject_id, &m) || m.state != REQUEST_ANSWERED || m.due_at > c->now) {
        return; /* confirmed, or reopened and answered again since */
    }
    matters_move(c, "lapse", &(struct moving){.matter_id = m.id});
}
