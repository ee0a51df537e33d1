/* requests_store.c - requests: keywords, drafts, the one way a request comes to be. Its moves are
 * in requests_moves_store.c. */
#include "src/requests/requests.h"

#include "lib/base/app.h"
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
    struct request_clock clock;
    if (!requests_clock(c, kind, &clock)) {
        return false;
    }
    struct matter m = {
        .kind = requests_matter.name,
        .title = requests_title(c->arena, d->body),
        .place_id = d->place_id,
        .audience = d->audience,
        .state = REQUEST_NEW,
        .due_at = calendar_due(
            c->app->calendar, c->act.received_at ? c->act.received_at : c->now, clock.triage)
                      .at,
        .find = needle(c, d),
    };
    if (!matters_open(c, &m, d->body)) {
        return false;
    }
    db_exec(c,
        "INSERT INTO request (area_id, id, kind, unit_id, body, spot, clock_unit)"
        " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        V(c->area_id), V(m.id), V(kind), V0(d->unit_id), V(d->body), V(str_or(d->spot, "")),
        V((int)clock.triage.unit));
    *id = m.id;
    return !c->err.kind && job_put(c, "requests.overdue", m.id, m.due_at);
}

bool requests_see(struct ctx *c, int64_t id, struct request *out)
{
    if (!matters_see(c, id, &out->m)) {
        return false;
    }
    struct rows r = db_query(c,
        "SELECT r.kind, r.unit_id, r.reopened, r.body, r.spot, u.name, r.waits, r.clock_unit,"
        " r.clock_left, n.ticket FROM request r"
        " JOIN matter m ON m.area_id = r.area_id AND m.id = r.id"
        " LEFT JOIN matter n ON n.area_id = m.area_id AND n.id = m.into_id"
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
        out->waits = row_int(&r, 6);
        out->clock_unit = (enum span_unit)row_int(&r, 7);
        out->left = row_int(&r, 8);
        out->into_ticket = row_int(&r, 9);
    }
    return rows_end(&r) &&
           (found || fail(&c->err, ERR_ABSENT, SAY(N_("没有这件事，或者它不对您公开。"))));
}
