/* matters_undo_store.c - a step taken back within minutes, gone up for being late, opened or closed
 * to others. */
#include "lib/base/module.h"
#include "src/matters/matters_store.h"

/* Only what staff did by their own hand: a resident's step is a wish, and has its own way back. */
bool matters_keep_before(struct ctx *c, const struct matter *m, const struct move *mv, int64_t seq)
{
    bool staff = mv->mover == MOVER_DUTY || mv->mover == MOVER_OWNER;
    bool lasting = matters_kind(c, m->kind)->lasting;
    if (lasting || !staff || c->act.hand != HAND_SELF || !c->who.account_id) {
        return !c->err.kind;
    }
    db_exec(c,
        "INSERT INTO matter_before (area_id, matter_id, version, made_at, seq, act_id, verb, state,"
        " outcome, level, owner_id, due_at, clock_at)"
        " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)",
        V(c->area_id), V(m->id), V(m->version), V(c->now), V(seq), V(c->act.id), V(mv->verb),
        V(m->state), V(m->outcome), V(m->level), V0(m->owner_id), V(m->due_at), V(m->clock_at));
    return !c->err.kind;
}

struct before { /* and the step that was made then */
    int64_t seq, act_id, owner_id, due_at, clock_at;
    int state, outcome, level;
    const char *verb; /* "" none that may be undone */
};

static bool before_of(struct ctx *c, const struct matter *m, struct before *out)
{
    struct rows r = db_query(c,
        "SELECT b.seq, b.act_id, b.owner_id, b.due_at, b.state, b.outcome, b.level, b.verb,"
        " b.clock_at"
        " FROM matter_before b JOIN act a ON a.area_id = b.area_id AND a.id = b.act_id"
        " WHERE b.area_id = ?1 AND b.matter_id = ?2 AND b.version = ?3 AND a.account_id = ?4"
        " AND b.made_at > ?5",
        V(c->area_id), V(m->id), V(m->version - 1), V(c->who.account_id),
        V(c->now - UNDO_MINUTES * INT64_C(60000)));
    *out = (struct before){.verb = ""};
    if (rows_next(&r)) {
        *out = (struct before){.seq = row_int(&r, 0),
            .act_id = row_int(&r, 1),
            .owner_id = row_int(&r, 2),
            .due_at = row_int(&r, 3),
            .state = (int)row_int(&r, 4),
            .outcome = (int)row_int(&r, 5),
            .level = (int)row_int(&r, 6),
            .verb = row_text(&r, 7),
            .clock_at = row_int(&r, 8)};
    }
    return rows_end(&r);
}

bool matters_undoable(struct ctx *c, const struct matter *m, const char **verb)
{
    struct before b;
    *verb = "";
    if (!c->who.account_id || !before_of(c, m, &b)) {
        return !c->err.kind;
    }
    *verb = b.verb;
    return true;
}

/* What has gone up since by the clock that is put back does not come down. */
static bool put_back(struct ctx *c, const struct matter *m, const struct before *b)
{
    bool same_clock = m->due_at == b->due_at && m->level > b->level;
    int64_t changed = db_exec(c,
        "UPDATE matter SET state = ?4, outcome = ?5, owner_id = ?6, due_at = ?7, level = ?8,"
        " closed_at = NULL, into_id = NULL, version = version + 1, changed_at = ?9,"
        " clock_at = ?10"
        " WHERE area_id = ?1 AND id = ?2 AND version = ?3",
        V(c->area_id), V(m->id), V(m->version), V(b->state), V(b->outcome), V0(b->owner_id),
        V(b->due_at), V(same_clock ? m->level : b->level), V(c->now), V(b->clock_at));
    return !c->err.kind && (changed == 1 || matters_refuse_stale(c, m));
}

static bool tell_undone(
    struct ctx *c, const struct matter *m, const struct matter_kind *k, const struct before *b)
{
    const struct move *mv = matters_move_of(k, b->verb);
    struct fact f = {.kind = arena_printf(c->arena, "%s.undo", k->room),
        .subject_id = m->id,
        .place_id = m->place_id,
        .audience = m->audience,
        .words = WORDS(N_("刚才的「{0}」撤回了，不算"), MSG(mv->label)),
        .text = ""};
    if (!record(c, &f)) {
        return false;
    }
    db_exec(c, "INSERT INTO undone (area_id, seq, by_seq) VALUES (?1, ?2, ?3)", V(c->area_id),
        V(b->seq), V(f.seq));
    return !c->err.kind;
}

bool matters_undo(struct ctx *c, int64_t id, int64_t seen_version)
{
    struct matter m = {0};
    struct before b;
    if (!matters_see(c, id, &m) || !before_of(c, &m, &b)) {
        return false;
    }
    if (seen_version && seen_version != m.version) {
        return matters_refuse_stale(c, &m);
    }
    if (!*b.verb) {
        return refuse(&c->err, NULL,
            WORDS(N_("撤回只能在 {0} 分钟内、由办的人自己做，后面还没有别的进展。"),
                INT(UNDO_MINUTES)));
    }
    const struct matter_kind *k = matters_kind(c, m.kind);
    if (!put_back(c, &m, &b) || !tell_undone(c, &m, k, &b)) {
        return false;
    }
    if (k->undone) {
        k->undone(c, id, b.verb, b.act_id);
    }
    return !c->err.kind;
}

bool matters_raise(struct ctx *c, int64_t id, int level, struct words words)
{
    int64_t raised =
        db_exec(c, "UPDATE matter SET level = ?3 WHERE area_id = ?1 AND id = ?2 AND level < ?3",
            V(c->area_id), V(id), V(level));
    return !c->err.kind &&
           (!raised || matters_tell(c, id, level > 1 ? "escalate" : "overdue", words, ""));
}

bool matters_show_to(struct ctx *c, int64_t id, enum audience to, const char *verb,
    struct words words, const char *text)
{
    db_exec(c,
        "UPDATE matter SET audience = ?3, version = version + 1, changed_at = ?4"
        " WHERE area_id = ?1 AND id = ?2",
        V(c->area_id), V(id), V((int)to), V(c->now));
    return matters_tell(c, id, verb, words, text);
}
