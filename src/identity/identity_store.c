/* identity_store.c - two entries of one person: found, proposed, confirmed, undone. */
#include "lib/db/db.h"
#include "lib/log/log.h"
#include "src/bodies/bodies.h"
#include "src/identity/identity.h"
#include "src/people/people.h"

/* Finding ------------------------------------------------------------------------------------- */
#define NOT_JUDGED \
    " AND a.merged_into IS NULL AND b.merged_into IS NULL AND a.gone_at IS NULL" \
    " AND b.gone_at IS NULL" \
    " AND NOT EXISTS (SELECT 1 FROM person_merge g WHERE g.area_id = a.area_id" \
    " AND g.state IN (1, 3) AND ((g.keep_id = a.id AND g.gone_id = b.id)" \
    " OR (g.keep_id = b.id AND g.gone_id = a.id))) LIMIT 100"

static bool seen(const struct alikes *all, int64_t a, int64_t b)
{
    for (size_t i = 0; i < all->n; i++) {
        if (all->v[i].a == a && all->v[i].b == b) {
            return true;
        }
    }
    return false;
}

static bool read_alike(struct rows *r, enum alike_why why, struct alikes *out)
{
    while (rows_next(r)) {
        struct alike k = {.a = row_int(r, 0),
            .b = row_int(r, 1),
            .name = row_text(r, 2),
            .other = row_text(r, 3),
            .why = why};
        if (!seen(out, k.a, k.b)) {
            list_push(r->c->arena, out, k);
        }
    }
    return rows_end(r);
}

/* In the whole area: from the index of telephones, from the households. */
static bool alike_by_phone(struct ctx *c, struct alikes *out)
{
    struct rows r = db_query(c,
        "SELECT a.id, b.id, a.name, b.name FROM person a JOIN person b"
        " ON b.area_id = a.area_id AND b.phone_hash = a.phone_hash AND b.id > a.id"
        " AND b.name = a.name WHERE a.area_id = ?1 AND a.phone_hash IN (SELECT h.phone_hash"
        " FROM person h WHERE h.area_id = ?1 AND h.phone_hash IS NOT NULL GROUP BY h.phone_hash"
        " HAVING count(*) > 1)" NOT_JUDGED,
        V(c->area_id));
    return read_alike(&r, ALIKE_PHONE, out);
}

#define LIVE(r) \
    " AND " r ".kind = 1 AND " r ".valid_from <= ?2" \
    " AND (" r ".valid_to IS NULL OR " r ".valid_to > ?2)"

/* First households in which a name stands twice, then who they are. */
static bool alike_in_household(struct ctx *c, struct alikes *out)
{
    struct rows r = db_query(c,
        "SELECT a.id, b.id, a.name, b.name FROM (SELECT r.household_id AS household_id,"
        " p.name AS name FROM relation r JOIN person p ON p.area_id = r.area_id"
        " AND p.id = r.person_id WHERE r.area_id = ?1 AND r.household_id IS NOT NULL AND r.kind = 1"
        " AND p.name <> '' GROUP BY r.household_id, p.name HAVING count(*) > 1) twice"
        " JOIN relation x ON x.area_id = ?1 AND x.household_id = twice.household_id"
        " JOIN relation y ON y.area_id = ?1 AND y.household_id = twice.household_id"
        " JOIN person a ON a.area_id = ?1 AND a.id = x.person_id AND a.name = twice.name"
        " JOIN person b ON b.area_id = ?1 AND b.id = y.person_id AND b.name = twice.name"
        " AND b.id > a.id WHERE 1 = 1" LIVE("x") LIVE("y") NOT_JUDGED,
        V(c->area_id), V(people_today(c)));
    return read_alike(&r, ALIKE_HOUSEHOLD, out);
}

/* Of one person: whoever has the name, found by its index; then why it might be the same. First the
 * telephone, then the household, then one without a home (made for a caller or an owner) named like
 * somebody of the roster. */
static bool alike_to(struct ctx *c, int64_t person_id, struct alikes *out)
{
    static const enum alike_why whys[] = {ALIKE_PHONE, ALIKE_HOUSEHOLD, ALIKE_STAIR};
    for (int i = 0; i < (int)COUNT(whys); i++) {
        struct rows r = db_query(c,
            "SELECT a.id, b.id, a.name, b.name FROM person me"
            " JOIN person o ON o.area_id = me.area_id AND o.name = me.name AND o.id <> me.id"
            " JOIN person a ON a.area_id = me.area_id"
            " AND a.id = CASE WHEN me.id < o.id THEN me.id ELSE o.id END"
            " JOIN person b ON b.area_id = me.area_id"
            " AND b.id = CASE WHEN me.id < o.id THEN o.id ELSE me.id END"
            " WHERE me.area_id = ?1 AND me.id = ?3 AND me.name <> '' AND CASE"
            " WHEN ?4 = 0 THEN me.phone_hash = o.phone_hash"
            " WHEN ?4 = 1 THEN EXISTS (SELECT 1 FROM relation x JOIN relation y"
            " ON y.area_id = x.area_id AND y.household_id = x.household_id AND y.person_id = o.id"
            " WHERE x.area_id = me.area_id AND x.person_id = me.id" LIVE("x") LIVE(
                "y") ")"
                     " ELSE NOT EXISTS (SELECT 1 FROM relation z WHERE z.area_id = me.area_id"
                     " AND z.person_id = me.id AND z.kind = 1) OR NOT EXISTS (SELECT 1 FROM relation w"
                     " WHERE w.area_id = o.area_id AND w.person_id = o.id AND w.kind = 1) END" NOT_JUDGED,
            V(c->area_id), V(people_today(c)), V(person_id), V(i));
        if (!read_alike(&r, whys[i], out)) {
            return false;
        }
    }
    return true;
}

bool identity_alike(struct ctx *c, int64_t person_id, struct alikes *out)
{
    return person_id ? alike_to(c, person_id, out)
                     : alike_by_phone(c, out) && alike_in_household(c, out);
}

/* Reading ------------------------------------------------------------------------------------- */
#define MERGE \
    "SELECT m.id, m.keep_id, m.gone_id, m.state, m.proposed_by, m.proposed_at, m.decided_at," \
    " k.name, g.name, m.why, m.reason, a.name FROM person_merge m" \
    " JOIN person k ON k.area_id = m.area_id AND k.id = m.keep_id" \
    " JOIN person g ON g.area_id = m.area_id AND g.id = m.gone_id" \
    " LEFT JOIN person a ON a.area_id = m.area_id AND a.id = m.proposed_by"

static bool read_merges(struct rows *r, struct merges *out)
{
    while (rows_next(r)) {
        struct merge m = {
            .id = row_int(r, 0),
            .keep_id = row_int(r, 1),
            .gone_id = row_int(r, 2),
            .state = (enum merge_state)row_int(r, 3),
            .proposed_by = row_int(r, 4),
            .proposed_at = row_int(r, 5),
            .decided_at = row_int(r, 6),
            .keep = row_text(r, 7),
            .gone = row_text(r, 8),
            .why = row_text(r, 9),
            .reason = row_text(r, 10),
            .proposer = row_text(r, 11),
        };
        list_push(r->c->arena, out, m);
    }
    return rows_end(r);
}

bool identity_merges(struct ctx *c, int64_t person_id, struct merges *out)
{
    struct rows r = db_query(c,
        MERGE " WHERE m.area_id = ?1 AND CASE WHEN ?2 = 0 THEN m.state = 1"
              " ELSE ?2 IN (m.keep_id, m.gone_id) END ORDER BY m.id",
        V(c->area_id), V(person_id));
    return read_merges(&r, out);
}

bool identity_merge(struct ctx *c, int64_t id, struct merge *out)
{
    struct merges found = {0};
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

bool identity_signs(struct ctx *c, int64_t person_id, struct entry_signs *out)
{
    *out = (struct entry_signs){0};
    struct rows r = db_query(c,
        "SELECT p.made_at, (SELECT count(*) FROM relation t WHERE t.area_id = ?1"
        " AND t.kind IN (3, 4) AND (t.person_id = ?2 OR t.other_id = ?2)),"
        " (SELECT count(*) FROM post o WHERE o.area_id = ?1 AND o.person_id = ?2),"
        " (SELECT count(*) FROM import_change h WHERE h.area_id = ?1 AND h.subject_id = ?2"
        " AND h.kind = 5), (SELECT count(*) FROM claim k WHERE k.area_id = ?1"
        " AND k.person_id = ?2 AND k.account_id <> 0)"
        " FROM person p WHERE p.area_id = ?1 AND p.id = ?2",
        V(c->area_id), V(person_id));
    if (rows_next(&r)) {
        *out = (struct entry_signs){.made_at = row_int(&r, 0),
            .ties = row_int(&r, 1),
            .posts = row_int(&r, 2),
            .imported = row_int(&r, 3) > 0,
            .claimed = row_int(&r, 4) > 0};
    }
    return rows_end(&r);
}

/* Proposing and deciding ----------------------------------------------------------------------- */
static bool tell(
    struct ctx *c, const char *kind, int64_t person_id, const char *msgid, const char *text)
{
    return record(c, &(struct fact){.kind = kind,
                         .subject_id = person_id,
                         .place_id = c->area_id,
                         .audience = AUDIENCE_STAFF,
                         .words = SAY(msgid),
                         .text = str_or(text, "")});
}

static bool unbound(struct ctx *c, int64_t keep_id, int64_t gone_id)
{
    int64_t bound = db_int(c,
        "SELECT count(*) FROM person WHERE area_id = ?1"
        " AND ((id IN (?2, ?3) AND merged_into IS NOT NULL) OR merged_into = ?3)",
        V(c->area_id), V(keep_id), V(gone_id));
    return !c->err.kind &&
           (!bound || refuse(&c->err, "other",
                          SAY(N_("其中一位已经和别人合并过。请先撤销那一次，或者反过来合并。"))));
}

static bool not_guarding(struct ctx *c, int64_t keep_id, int64_t gone_id)
{
    int64_t ties = db_int(c,
        "SELECT count(*) FROM relation WHERE area_id = ?1 AND kind IN (3, 4)"
        " AND ((person_id = ?2 AND other_id = ?3) OR (person_id = ?3 AND other_id = ?2))",
        V(c->area_id), V(keep_id), V(gone_id));
    return !c->err.kind &&
           (!ties ||
               refuse(&c->err, "other",
                   SAY(N_("这两位一个替另一个监护或者代办，不会是同一个人。请先核对那条关系。"))));
}

static bool may_merge(struct ctx *c, int64_t keep_id, int64_t gone_id)
{
    struct ids posts = {0};
    int64_t there = db_int(c, "SELECT count(*) FROM person WHERE area_id = ?1 AND id IN (?2, ?3)",
        V(c->area_id), V(keep_id), V(gone_id));
    if (c->err.kind) {
        return false;
    }
    if (keep_id == gone_id) {
        return refuse(&c->err, "other", SAY(N_("这就是同一条登记，不用合并。")));
    }
    if (there != 2) {
        return fail(&c->err, ERR_ABSENT, SAY(N_("没有找到这位居民")));
    }
    if (people_gone(c, keep_id) != people_gone(c, gone_id)) {
        return refuse(&c->err, "other", SAY(N_("其中一位已经不在了，不能合并。")));
    }
    if (!bodies_posts_after(c, gone_id, people_today(c), &posts)) {
        return false;
    }
    if (posts.n) {
        return refuse(&c->err, "other",
            SAY(N_("要并掉的这条登记还有任职。请反过来合并，或者先把任职改到留下的那一条。")));
    }
    return unbound(c, keep_id, gone_id) && not_guarding(c, keep_id, gone_id);
}

int64_t identity_propose(struct ctx *c, int64_t keep_id, int64_t gone_id, const char *why)
{
    int64_t id = new_id(c);
    if (!may_merge(c, keep_id, gone_id)) {
        return 0;
    }
    int64_t open = db_int(c,
        "SELECT id FROM person_merge WHERE area_id = ?1 AND state = 1"
        " AND ((keep_id = ?2 AND gone_id = ?3) OR (keep_id = ?3 AND gone_id = ?2))",
        V(c->area_id), V(keep_id), V(gone_id));
    if (open || c->err.kind) { /* said twice is once */
        return open;
    }
    db_exec(c,
        "INSERT INTO person_merge (area_id, id, keep_id, gone_id, state, why, proposed_by,"
        " proposed_at) VALUES (?1, ?2, ?3, ?4, 1, ?5, ?6, ?7)",
        V(c->area_id), V(id), V(keep_id), V(gone_id), V(str_or(why, "")), V0(c->who.person_id),
        V(c->now));
    return tell(c, "identity.proposed", gone_id, N_("提出两条居民登记是同一个人"), why) ? id : 0;
}

static bool settle(struct ctx *c, const struct merge *m, enum merge_state state, const char *reason)
{
    return db_exec(c,
               "UPDATE person_merge SET state = ?3, decided_by = ?4, decided_at = ?5, reason = ?6"
               " WHERE area_id = ?1 AND id = ?2",
               V(c->area_id), V(m->id), V((int)state), V0(c->who.person_id), V(c->now),
               V(str_or(reason, ""))) == 1;
}

static bool confirm_merge(struct ctx *c, const struct merge *m)
{
    if (m->proposed_by == c->who.person_id) {
        return refuse(&c->err, NULL, SAY(N_("合并要另一位工作人员复核，提出的人不能自己确认。")));
    }
    if (!may_merge(c, m->keep_id, m->gone_id)) {
        return false;
    }
    db_exec(c, "UPDATE person SET merged_into = ?3 WHERE area_id = ?1 AND id = ?2", V(c->area_id),
        V(m->gone_id), V(m->keep_id));
    return settle(c, m, MERGE_DONE, "") &&
           tell(c, "identity.merged", m->gone_id, N_("两条居民登记算作同一个人"), "");
}

bool identity_decide(struct ctx *c, int64_t merge_id, bool confirm, const char *reason)
{
    struct merge m;
    if (!identity_merge(c, merge_id, &m)) {
        return false;
    }
    if (m.state != MERGE_PROPOSED) {
        return fail(&c->err, ERR_CONFLICT, SAY(N_("这次合并已经有人处理过了。")));
    }
    if (confirm) {
        return confirm_merge(c, &m);
    }
    if (str_empty(reason)) {
        return refuse(&c->err, "reason", SAY(N_("不合并的话，请写明原因。")));
    }
    return settle(c, &m, MERGE_REFUSED, reason) &&
           tell(c, "identity.refused", m.gone_id, N_("两条居民登记不是同一个人"), reason);
}

/* Undoing ------------------------------------------------------------------------------------- */
static void push_block(struct ctx *c, struct blocks *out, int64_t n, const char *msgid)
{
    if (n && !c->err.kind) {
        list_push(c->arena, out, WORDS(msgid, INT(n)));
    }
}

/* What was said and done since as the one person could be either's. */
bool identity_blocks(struct ctx *c, int64_t merge_id, struct blocks *out)
{
    struct merge m;
    if (!identity_merge(c, merge_id, &m)) {
        return false;
    }
    push_block(c, out, people_one(c, m.keep_id) != m.keep_id,
        N_("留下的登记后来又并进了别的登记，请先撤销那一次。"));
    push_block(c, out,
        db_int(c,
            "SELECT count(*) FROM act WHERE area_id = ?1 AND person_id = ?2 AND received_at > ?3"
            " AND account_id IN (SELECT k.account_id FROM claim k WHERE k.area_id = ?1"
            " AND k.person_id = ?4 AND k.account_id <> 0)",
            V(c->area_id), V(m.keep_id), V(m.decided_at), V(m.gone_id)),
        N_("合并以后，用并掉那条登记的账户办过 {0} 件事，分不清该算谁的。"));
    push_block(c, out,
        db_int(c,
            "SELECT count(*) FROM fact WHERE area_id = ?1 AND subject_id = ?2 AND at > ?3"
            " AND kind IN ('people.moved_in', 'people.moved_out', 'people.guardian_named',"
            " 'people.helper_named', 'identity.died', 'privacy.erased')",
            V(c->area_id), V(m.keep_id), V(m.decided_at)),
        N_("合并以后，这个人的住处、监护或者代办改过 {0} 次，请先改回去。"));
    return !c->err.kind;
}

bool identity_undo(struct ctx *c, int64_t merge_id, const char *reason)
{
    struct merge m;
    struct blocks why = {0};
    if (!identity_merge(c, merge_id, &m)) {
        return false;
    }
    if (m.state != MERGE_DONE) {
        return fail(&c->err, ERR_CONFLICT, SAY(N_("只有确认过的合并才能撤销。")));
    }
    if (str_empty(reason)) {
        return refuse(&c->err, "reason", SAY(N_("请写明为什么撤销。")));
    }
    if (!identity_blocks(c, merge_id, &why)) {
        return false;
    }
    if (why.n) {
        return refuse(&c->err, NULL, why.v[0]);
    }
    db_exec(c, "UPDATE person SET merged_into = NULL WHERE area_id = ?1 AND id = ?2", V(c->area_id),
        V(m.gone_id));
    return settle(c, &m, MERGE_UNDONE, reason) &&
           tell(c, "identity.undone", m.gone_id, N_("居民登记的合并撤销了"), reason);
}
