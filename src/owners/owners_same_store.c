/* owners_same_store.c - two owners are one: proposed by one, confirmed by another, undone again. */
#include "src/owners/owners_room.h"

#define MERGE \
    "SELECT m.id, m.keep_id, m.gone_id, m.state, m.proposed_by, m.proposed_at, m.decided_by," \
    " m.decided_at, COALESCE(kp.name, k.name), COALESCE(gp.name, g.name), m.why, m.reason, a.name" \
    " FROM owner_merge m" \
    " JOIN owner k ON k.area_id = m.area_id AND k.id = m.keep_id" \
    " LEFT JOIN person kp ON kp.area_id = k.area_id AND kp.id = k.person_id" \
    " JOIN owner g ON g.area_id = m.area_id AND g.id = m.gone_id" \
    " LEFT JOIN person gp ON gp.area_id = g.area_id AND gp.id = g.person_id" \
    " LEFT JOIN person a ON a.area_id = m.area_id AND a.id = m.proposed_by"

static bool read_merges(struct rows *r, struct owner_merges *out)
{
    while (rows_next(r)) {
        struct owner_merge m = {
            .id = row_int(r, 0),
            .keep_id = row_int(r, 1),
            .gone_id = row_int(r, 2),
            .state = row_int(r, 3),
            .proposed_by = row_int(r, 4),
            .proposed_at = row_int(r, 5),
            .decided_by = row_int(r, 6),
            .decided_at = row_int(r, 7),
            .keep = row_text(r, 8),
            .gone = row_text(r, 9),
            .why = row_text(r, 10),
            .reason = row_text(r, 11),
            .proposer = row_text(r, 12),
        };
        list_push(r->c->arena, out, m);
    }
    return rows_end(r);
}

bool owners_merges(struct ctx *c, int64_t owner_id, struct owner_merges *out)
{
    struct rows r = db_query(c,
        MERGE " WHERE m.area_id = ?1 AND CASE WHEN ?2 = 0 THEN m.state = 1"
              " ELSE ?2 IN (m.keep_id, m.gone_id) END ORDER BY m.id",
        V(c->area_id), V(owner_id));
    return read_merges(&r, out);
}

bool owners_merge(struct ctx *c, int64_t id, struct owner_merge *out)
{
    struct owner_merges found = {0};
    struct rows r = db_query(c, MERGE " WHERE m.area_id = ?1 AND m.id = ?2", V(c->area_id), V(id));
    if (!read_merges(&r, &found)) {
        return false;
    }
    if (!found.n) {
        return fail(&c->err, ERR_ABSENT, SAY(N_("没有找到这次合并")));
    }
    *out = found.v[0];
    return true;
}

static bool tell(
    struct ctx *c, const char *kind, int64_t owner_id, const char *msgid, const char *text)
{
    return record(c, &(struct fact){.kind = kind,
                         .subject_id = owner_id,
                         .place_id = c->area_id,
                         .audience = AUDIENCE_STAFF,
                         .words = SAY(msgid),
                         .text = str_or(text, "")});
}

/* Chains would make every reading longer: one step only, so what already stands for others stays.
 */
static bool is_free(struct ctx *c, int64_t keep_id, int64_t gone_id)
{
    int64_t bound = db_int(c,
        "SELECT count(*) FROM owner WHERE area_id = ?1"
        " AND ((id IN (?2, ?3) AND same_as IS NOT NULL) OR same_as = ?3)",
        V(c->area_id), V(keep_id), V(gone_id));
    return !c->err.kind &&
           (!bound || refuse(&c->err, "other",
                          SAY(N_("其中一位已经和别人合并过。请先撤销那一次，或者反过来合并。"))));
}

int64_t owners_propose_same(struct ctx *c, int64_t keep_id, int64_t gone_id, const char *why)
{
    struct owner keep, gone;
    int64_t id = new_id(c);
    if (!owners_by_id(c, keep_id, &keep) || !owners_by_id(c, gone_id, &gone) ||
        !owners_may_be_same(keep_id, gone_id, keep.kind, gone.kind, &c->err) ||
        !is_free(c, keep_id, gone_id)) {
        return 0;
    }
    db_exec(c,
        "INSERT INTO owner_merge (area_id, id, keep_id, gone_id, state, why, proposed_by,"
        " proposed_at) VALUES (?1, ?2, ?3, ?4, 1, ?5, ?6, ?7)",
        V(c->area_id), V(id), V(keep_id), V(gone_id), V(str_or(why, "")), V0(c->who.person_id),
        V(c->now));
    return tell(c, "owners.same_proposed", gone_id, N_("提出两条业主登记是同一位"), why) ? id : 0;
}

static bool settle(struct ctx *c, const struct owner_merge *m, int64_t state, const char *reason)
{
    return db_exec(c,
               "UPDATE owner_merge SET state = ?3, decided_by = ?4, decided_at = ?5, reason = ?6"
               " WHERE area_id = ?1 AND id = ?2",
               V(c->area_id), V(m->id), V(state), V0(c->who.person_id), V(c->now),
               V(str_or(reason, ""))) == 1;
}

bool owners_decide_same(struct ctx *c, int64_t merge_id, bool confirm, const char *reason)
{
    struct owner_merge m;
    if (!owners_merge(c, merge_id, &m)) {
        return false;
    }
    if (m.state != SAME_PROPOSED) {
        return fail(&c->err, ERR_CONFLICT, SAY(N_("这次合并已经有人处理过了。")));
    }
    if (confirm && m.proposed_by == c->who.person_id) {
        return refuse(&c->err, NULL, SAY(N_("合并要另一位工作人员复核，提出的人不能自己确认。")));
    }
    if (!confirm && str_empty(reason)) {
        return refuse(&c->err, "reason", SAY(N_("不合并的话，请写明原因。")));
    }
    if (confirm && !is_free(c, m.keep_id, m.gone_id)) {
        return false;
    }
    if (confirm) {
        db_exec(c, "UPDATE owner SET same_as = ?3 WHERE area_id = ?1 AND id = ?2", V(c->area_id),
            V(m.gone_id), V(m.keep_id));
    }
    return settle(c, &m, confirm ? SAME_DONE : SAME_REFUSED, reason) &&
           tell(c, confirm ? "owners.same_confirmed" : "owners.same_refused", m.gone_id,
               confirm ? N_("两条业主登记算作同一位") : N_("两条业主登记不是同一位"), reason);
}

bool owners_undo_same(struct ctx *c, int64_t merge_id, const char *reason)
{
    struct owner_merge m;
    if (!owners_merge(c, merge_id, &m)) {
        return false;
    }
    if (m.state != SAME_DONE) {
        return fail(&c->err, ERR_CONFLICT, SAY(N_("只有确认过的合并才能撤销。")));
    }
    if (str_empty(reason)) {
        return refuse(&c->err, "reason", SAY(N_("请写明为什么撤销。")));
    }
    db_exec(c, "UPDATE owner SET same_as = NULL WHERE area_id = ?1 AND id = ?2", V(c->area_id),
        V(m.gone_id));
    return settle(c, &m, SAME_UNDONE, reason) &&
           tell(c, "owners.same_undone", m.gone_id, N_("业主登记的合并撤销了"), reason);
}
