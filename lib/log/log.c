#include "lib/log/log.h"

#include <string.h>

#include "lib/base/app.h"
#include "lib/base/module.h"
#include "lib/log/leaf.h"

const struct module log_module = {.name = "log", .tier = -1, .personal = log_personal};

bool area_head_make(struct ctx *c, int64_t area_id)
{
    db_exec(
        c, "INSERT INTO area_head (area_id, changed_at) VALUES (?1, ?2)", V(area_id), V(c->now));
    return !c->err.kind;
}

static int64_t numbered(struct ctx *c, int64_t n)
{
    if (!n) {
        fail(&c->err, ERR_STORE, SAY(N_("这个居民区还没有建好，记不下事情")));
    }
    return n;
}

int64_t log_next_sheet(struct ctx *c)
{
    return numbered(c, db_int(c,
                           "UPDATE area_head SET next_sheet = next_sheet + 1 WHERE area_id = ?1"
                           " RETURNING next_sheet - 1",
                           V(c->area_id)));
}

int64_t log_next_ticket(struct ctx *c)
{
    return numbered(c, db_int(c,
                           "UPDATE area_head SET next_ticket = next_ticket + 1 WHERE area_id = ?1"
                           " RETURNING next_ticket - 1",
                           V(c->area_id)));
}

static int64_t next_seq(struct ctx *c)
{
    return numbered(
        c, db_int(c,
               "UPDATE area_head SET next_seq = next_seq + 1, changed_at = ?2 WHERE area_id = ?1"
               " RETURNING next_seq - 1",
               V(c->area_id), V(c->now)));
}

static void insert(struct ctx *c, const struct leaf *l)
{
    uint8_t salt[LEAF_SALT], hash[LEAF_SIZE];
    new_random(c, salt, sizeof(salt));
    leaf_hash(c->arena, l, salt, hash);
    db_exec(c,
        "INSERT INTO fact (area_id, seq, id, kind, subject_id, place_id, audience, act_id, at,"
        " words, body, salt, leaf)"
        " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)",
        V(l->area_id), V(l->seq), V(l->id), V(l->kind), V(l->subject_id), V(l->place_id),
        V(l->audience), V(l->act_id), V(l->at), V(l->words), V(l->body),
        V(((struct bytes){salt, sizeof(salt)})), V(((struct bytes){hash, sizeof(hash)})));
}

static void react(struct ctx *c, const struct fact *f)
{
    for (const struct module *const *m = c->app->modules; m && *m; m++) {
        for (const struct reaction *r = (*m)->on; r && r->fact && !c->err.kind; r++) {
            if (strcmp(r->fact, f->kind) == 0 || strcmp(r->fact, "*") == 0) {
                r->run(c, f);
            }
        }
    }
}

static bool have_act(struct ctx *c)
{
    if (!c->act.id && c->act.channel == CHANNEL_SYSTEM) {
        act_system(c);
    }
    must(c->err.kind || c->act.id);
    return !c->err.kind;
}

bool record(struct ctx *c, struct fact *f)
{
    must(f->kind && c->area_id);
    if (c->err.kind || !have_act(c)) {
        return false;
    }
    f->id = new_id(c);
    f->at = c->now;
    f->seq = next_seq(c);
    insert(c, &(struct leaf){.area_id = c->area_id,
                  .seq = f->seq,
                  .id = f->id,
                  .kind = f->kind,
                  .subject_id = f->subject_id,
                  .place_id = f->place_id,
                  .audience = f->audience,
                  .act_id = c->act.id,
                  .at = f->at,
                  .words = words_to_json(c->arena, f->words),
                  .body = str_or(f->text, "")});
    react(c, f);
    return !c->err.kind;
}

/* reading ----------------------------------------------------------------------------------- */
#define ENTRIES \
    "SELECT f.id, f.seq, f.at, f.subject_id, f.place_id, f.kind, f.audience, f.words, f.body," \
    " f.act_id, a.account_id, a.person_id, a.hand, a.channel, a.happened_at, a.typed_at," \
    " a.evidence FROM fact f JOIN act a ON a.area_id = f.area_id AND a.id = f.act_id"

static struct entry read_entry(const struct rows *r)
{
    return (struct entry){
        .id = row_int(r, 0),
        .seq = row_int(r, 1),
        .at = row_int(r, 2),
        .subject_id = row_int(r, 3),
        .place_id = row_int(r, 4),
        .kind = row_text(r, 5),
        .audience = (enum audience)row_int(r, 6),
        .words = words_from_json(r->c->arena, row_text(r, 7)),
        .text = row_text(r, 8),
        .act_id = row_int(r, 9),
        .typed_by = row_int(r, 10),
        .person_id = row_int(r, 11),
        .hand = (enum hand)row_int(r, 12),
        .channel = (enum channel)row_int(r, 13),
        .happened_at = row_int(r, 14),
        .typed_at = row_int(r, 15),
        .evidence = row_text(r, 16),
    };
}

static bool read_entries(struct rows *r, struct entries *out)
{
    while (rows_next(r)) {
        list_push(r->c->arena, out, read_entry(r));
    }
    return rows_end(r);
}

bool log_of_subject(struct ctx *c, int64_t subject_id, enum audience most, struct entries *out)
{
    struct rows r = db_query(c,
        ENTRIES " WHERE f.area_id = ?1 AND f.subject_id = ?2 AND f.audience <= ?3 ORDER BY f.seq",
        V(c->area_id), V(subject_id), V((int)most));
    return read_entries(&r, out);
}

bool log_of_area(struct ctx *c, int64_t before_seq, int limit, struct entries *out)
{
    struct rows r =
        db_query(c, ENTRIES " WHERE f.area_id = ?1 AND f.seq < ?2 ORDER BY f.seq DESC LIMIT ?3",
            V(c->area_id), V(before_seq ? before_seq : INT64_MAX), V(limit));
    return read_entries(&r, out);
}
