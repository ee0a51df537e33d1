/* claims_store.c - which account is which person here, who waits to be believed, who said so.
 */
#include "lib/base/app.h"
#include "lib/db/db.h"
#include "lib/log/log.h"
#include "src/bodies/duties.h"
#include "src/claims/claims_room.h"
#include "src/places/places.h"

/* Which person an account is ------------------------------------------------------------------- */
int64_t claims_person_of(struct ctx *c, int64_t account_id)
{
    /* Refused and lapsed ones still are somebody here: they may read and report. */
    return account_id ? db_int(c,
                            "SELECT COALESCE(p.merged_into, p.id) FROM claim k"
                            " JOIN person p ON p.area_id = k.area_id AND p.id = k.person_id"
                            " WHERE k.area_id = ?1 AND k.account_id = ?2 AND k.state <> 5"
                            " ORDER BY CASE WHEN k.state = 2 THEN 0 ELSE 1 END, k.id LIMIT 1",
                            V(c->area_id), V(account_id))
                      : 0;
}

void claims_enter_area(struct ctx *c)
{
    c->who.person_id = claims_person_of(c, c->who.account_id);
}

static int64_t put_claim(struct ctx *c, const struct claim *cl)
{
    int64_t id = new_id(c);
    bool decided = cl->state == CLAIM_CONFIRMED;
    db_exec(c,
        "INSERT INTO claim (area_id, id, account_id, person_id, household_id, unit_id, state, via,"
        " made_at, ends_at, decided_at, decided_by)"
        " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
        V(c->area_id), V(id), V(cl->account_id), V(cl->person_id), V0(cl->household_id),
        V0(cl->unit_id), V((int)cl->state), V((int)cl->via), V(c->now),
        V(c->now + CLAIM_DAYS * MS_PER_DAY), decided ? V(c->now) : NONE,
        decided ? V0(c->who.person_id) : NONE);
    accounts_join_area(c, cl->account_id);
    return id;
}

static bool tell(struct ctx *c, const char *kind, int64_t person_id, int64_t building_id,
    struct words words, const char *text)
{
    return record(c, &(struct fact){
                         .kind = kind,
                         .subject_id = person_id,
                         .place_id = building_id ? building_id : c->area_id,
                         .audience = AUDIENCE_STAFF,
                         .words = words,
                         .text = text,
                     });
}

bool claims_at_once(
    struct ctx *c, int64_t account_id, const struct person *p, enum claim_via via, const char *says)
{
    put_claim(c, &(struct claim){
                     .account_id = account_id,
                     .person_id = p->id,
                     .household_id = p->household_id,
                     .unit_id = p->unit_id,
                     .state = CLAIM_CONFIRMED,
                     .via = via,
                 });
    return tell(c, "claims.confirmed", p->id, p->building_id, SAY(says), "");
}

bool claims_wait_for(struct ctx *c, int64_t account_id, int64_t person_id, int64_t unit_id)
{
    struct unit u = {0};
    if (unit_id && !places_unit(c, unit_id, &u)) {
        return false;
    }
    int64_t already = db_int(c,
        "SELECT id FROM claim WHERE area_id = ?1 AND person_id = ?2 AND COALESCE(unit_id, 0) = ?3"
        " AND state = 1 AND ends_at > ?4 LIMIT 1",
        V(c->area_id), V(person_id), V(unit_id), V(c->now));
    if (already || c->err.kind) {
        return !c->err.kind;
    }
    put_claim(c, &(struct claim){
                     .account_id = account_id,
                     .person_id = person_id,
                     .household_id = u.household_id,
                     .unit_id = unit_id,
                     .state = CLAIM_WAITS,
                     .via = VIA_LEADER,
                 });
    return tell(c, "claims.made", person_id, u.building_id, SAY(N_("有人申请确认住户身份")), "");
}

static bool lives_in_unit(struct ctx *c, int64_t person_id, int64_t unit_id)
{
    return db_int(c,
               "SELECT count(*) FROM relation r JOIN household_unit h ON h.area_id = r.area_id"
               " AND h.household_id = r.household_id AND (h.valid_to IS NULL OR h.valid_to > ?4)"
               " WHERE r.area_id = ?1 AND r.kind = 1 AND r.person_id = ?2 AND h.unit_id = ?3"
               " AND (r.valid_to IS NULL OR r.valid_to > ?4)",
               V(c->area_id), V(person_id), V(unit_id), V(people_today(c))) > 0;
}

bool claims_enter_as(struct ctx *c, int64_t account_id, const char *phone, int64_t person_id,
    int64_t unit_id, const char *name)
{
    int64_t me = claims_person_of(c, account_id);
    struct person p;
    if (!me && person_id) {
        if (!people_by_id(c, person_id, &p) || !claims_at_once(c, account_id, &p, VIA_ROSTER,
                                                   N_("手机号与名册相符，住户身份已确认"))) {
            return false;
        }
        me = person_id;
    } else if (!me) {
        me = people_make(c, name, phone);
        if (!unit_id && !claims_wait_for(c, account_id, me, 0)) {
            return false;
        }
    }
    if (unit_id && !lives_in_unit(c, me, unit_id) && !claims_wait_for(c, account_id, me, unit_id)) {
        return false;
    }
    if (c->who.account_id == account_id) {
        c->who.person_id = me;
    }
    return !c->err.kind;
}

bool claims_enter_by_phone(
    struct ctx *c, int64_t account_id, const char *phone, int64_t unit_id, const char *name)
{
    struct people found = {0};
    int64_t person_id = 0;
    if (!people_of_phone(c, phone, &found)) {
        return false;
    }
    for (size_t i = 0; i < found.n; i++) { /* their own name, else the first of the roster */
        if (i == 0 || str_same(found.v[i].name, name)) {
            person_id = found.v[i].id;
        }
    }
    return claims_enter_as(c, account_id, phone, person_id, unit_id, name);
}

bool claims_bind_staff(struct ctx *c, int64_t account_id, int64_t person_id)
{
    struct person p;
    return people_by_id(c, person_id, &p) &&
           claims_at_once(c, account_id, &p, VIA_STAFF, N_("工作人员的登录名已经开通"));
}

/* Waiting and deciding ------------------------------------------------------------------------- */
static struct claim claim_row(const struct rows *r)
{
    return (struct claim){
        .id = row_int(r, 0),
        .account_id = row_int(r, 1),
        .person_id = row_int(r, 2),
        .household_id = row_int(r, 3),
        .unit_id = row_int(r, 4),
        .building_id = row_int(r, 5),
        .state = (enum claim_state)row_int(r, 6),
        .via = (enum claim_via)row_int(r, 7),
        .made_at = row_int(r, 8),
        .ends_at = row_int(r, 9),
        .person = row_text(r, 10),
        .unit = row_text(r, 11),
        .building = row_text(r, 12),
        .reason = row_text(r, 13),
    };
}

#define CLAIM \
    "SELECT k.id, k.account_id, k.person_id, k.household_id, k.unit_id, u.building_id," \
    " CASE WHEN k.state = 1 AND k.ends_at <= ?2 THEN 4 ELSE k.state END, k.via, k.made_at," \
    " k.ends_at, p.name, u.name, b.name, k.reason FROM claim k" \
    " JOIN person p ON p.area_id = k.area_id AND p.id = k.person_id" \
    " LEFT JOIN unit u ON u.area_id = k.area_id AND u.id = k.unit_id" \
    " LEFT JOIN place b ON b.area_id = k.area_id AND b.id = u.building_id"

static bool read_claims(struct rows *r, struct claims *out)
{
    while (rows_next(r)) {
        list_push(r->c->arena, out, claim_row(r));
    }
    return rows_end(r);
}

bool claims_one(struct ctx *c, int64_t claim_id, struct claim *out)
{
    struct claims found = {0};
    struct rows r = db_query(
        c, CLAIM " WHERE k.area_id = ?1 AND k.id = ?3", V(c->area_id), V(c->now), V(claim_id));
    if (!read_claims(&r, &found)) {
        return false;
    }
    if (!found.n) {
        return fail(&c->err, ERR_ABSENT, SAY(N_("没有找到这个申请")));
    }
    *out = found.v[0];
    return true;
}

bool claims_of_person(struct ctx *c, int64_t person_id, struct claims *out)
{
    struct rows r = db_query(c,
        CLAIM " WHERE k.area_id = ?1 AND k.person_id IN (SELECT m.id FROM person m"
              " WHERE m.area_id = ?1 AND (m.id = ?3 OR m.merged_into = ?3)) ORDER BY k.id",
        V(c->area_id), V(c->now), V(person_id));
    return read_claims(&r, out);
}

bool claims_waiting(struct ctx *c, struct claims *out)
{
    struct claims all = {0};
    struct rows r = db_query(c,
        CLAIM " WHERE k.area_id = ?1 AND k.state = 1 AND k.ends_at > ?2 AND k.unit_id IS NOT NULL"
              " ORDER BY k.id",
        V(c->area_id), V(c->now));
    if (!read_claims(&r, &all)) {
        return false;
    }
    for (size_t i = 0; i < all.n; i++) {
        int64_t place = all.v[i].building_id ? all.v[i].building_id : c->area_id;
        if (c->app->may(c, DUTY_CONFIRM_CLAIM, place)) {
            list_push(c->arena, out, all.v[i]);
        }
    }
    return !c->err.kind;
}

bool claims_to_vouch(struct ctx *c, struct claims *out)
{
    struct rows r = db_query(c,
        CLAIM " JOIN household_unit h ON h.area_id = k.area_id AND h.unit_id = k.unit_id"
              " AND (h.valid_to IS NULL OR h.valid_to > ?4)"
              " JOIN relation r ON r.area_id = k.area_id AND r.household_id = h.household_id"
              " AND r.kind = 1 AND r.person_id = ?3 AND (r.valid_to IS NULL OR r.valid_to > ?4)"
              " LEFT JOIN relation g ON g.area_id = k.area_id AND g.kind = 3 AND g.other_id = ?3"
              " AND g.valid_from <= ?4 AND (g.valid_to IS NULL OR g.valid_to > ?4)"
              " WHERE k.area_id = ?1 AND k.state = 1 AND k.ends_at > ?2 AND k.person_id <> ?3"
              " AND g.id IS NULL"
              " ORDER BY k.id",
        V(c->area_id), V(c->now), V(c->who.person_id), V(people_today(c)));
    return read_claims(&r, out);
}

bool claims_has_namesake(struct ctx *c, const struct claim *cl)
{
    return db_int(c,
               "SELECT count(*) FROM person p JOIN relation r ON r.area_id = p.area_id"
               " AND r.person_id = p.id AND r.kind = 1"
               " AND (r.valid_to IS NULL OR r.valid_to > ?5)"
               " WHERE p.area_id = ?1 AND r.household_id = ?2 AND p.name = ?3 AND p.id <> ?4",
               V(c->area_id), V(cl->household_id), V(cl->person), V(cl->person_id),
               V(people_today(c))) > 0;
}

static bool move_in(struct ctx *c, const struct claim *cl)
{
    bool made;
    int64_t household = cl->household_id;
    if (!cl->unit_id) {
        return refuse(&c->err, NULL, SAY(N_("还没有说住哪一间，不能确认。")));
    }
    if (!household) {
        household = places_put_household(c, cl->unit_id, &made);
    }
    return household && people_lives(c, cl->person_id, household);
}

/* The reader's, as a person or by the account. */
static bool is_own(const struct ctx *c, const struct claim *cl)
{
    return (c->who.person_id && cl->person_id == c->who.person_id) ||
           (c->who.account_id && cl->account_id == c->who.account_id);
}

bool claims_settle(
    struct ctx *c, int64_t claim_id, enum claim_state state, enum claim_via via, const char *reason)
{
    struct claim cl;
    bool confirm = state == CLAIM_CONFIRMED;
    if (!claims_one(c, claim_id, &cl)) {
        return false;
    }
    if (!claims_open(cl.state, cl.ends_at, c->now)) {
        return fail(
            &c->err, ERR_CONFLICT, SAY(N_("这个申请已经有人处理过，或者超过 14 天失效了。")));
    }
    if (via == VIA_LEADER && is_own(c, &cl)) {
        return refuse(
            &c->err, NULL, SAY(N_("自己的住户身份不能自己确认，请另一位楼组长或者居委会来确认。")));
    }
    db_exec(c,
        "UPDATE claim SET state = ?3, via = ?4, decided_at = ?5, decided_by = ?6, reason = ?7"
        " WHERE area_id = ?1 AND id = ?2 AND state = 1",
        V(c->area_id), V(claim_id), V((int)state), V((int)via), V(c->now), V0(c->who.person_id),
        V(str_or(reason, "")));
    if (confirm && !move_in(c, &cl)) {
        return false;
    }
    return tell(c, confirm ? "claims.confirmed" : "claims.refused", cl.person_id, cl.building_id,
        confirm ? SAY(N_("住户身份已确认")) : SAY(N_("住户身份没有确认")), str_or(reason, ""));
}

int64_t claims_unclaimed_namesake(struct ctx *c, int64_t household_id, const char *name)
{
    return str_empty(name)
               ? 0
               : db_int(c,
                     "SELECT p.id FROM person p JOIN relation r ON r.area_id = p.area_id"
                     " AND r.person_id = p.id AND r.kind = 1"
                     " AND (r.valid_to IS NULL OR r.valid_to > ?4)"
                     " LEFT JOIN claim k ON k.area_id = p.area_id AND k.person_id = p.id"
                     " AND k.state IN (1, 2)"
                     " WHERE p.area_id = ?1 AND r.household_id = ?2 AND p.name = ?3"
                     " AND p.gone_at IS NULL AND k.id IS NULL ORDER BY p.id LIMIT 1",
                     V(c->area_id), V(household_id), V(name), V(people_today(c)));
}

/* Ending -------------------------------------------------------------------------------------- */
bool claims_accounts_of(struct ctx *c, int64_t person_id, struct ids *out)
{
    struct rows r = db_query(c,
        "SELECT DISTINCT k.account_id FROM claim k WHERE k.area_id = ?1 AND k.account_id <> 0"
        " AND k.state <> 5 AND k.person_id IN (SELECT m.id FROM person m WHERE m.area_id = ?1"
        " AND (m.id = ?2 OR m.merged_into = ?2)) ORDER BY k.account_id",
        V(c->area_id), V(person_id));
    return rows_ids(&r, out);
}

/* Does somebody else of the roster answer that telephone? */
static bool shared(struct ctx *c, int64_t account_id, int64_t person_id)
{
    struct people all = {0};
    bool other = false;
    if (!people_of_phone(c, accounts_phone(c, account_id), &all)) {
        return false;
    }
    for (size_t i = 0; i < all.n; i++) {
        other = other || all.v[i].id != person_id;
    }
    return other;
}

/* One account may be somebody in several areas: what one of them decides is not done to the others.
 */
static bool elsewhere(struct ctx *c, int64_t account_id)
{
    return db_int(c,
               "SELECT count(*) FROM claim WHERE account_id = ?1 AND area_id <> ?2"
               " AND state IN (1, 2) /* town */",
               V(account_id), V(c->area_id)) > 0;
}

bool claims_end_of_person(struct ctx *c, int64_t person_id)
{
    struct ids accounts = {0};
    if (!claims_accounts_of(c, person_id, &accounts)) {
        return false;
    }
    for (size_t i = 0; i < accounts.n; i++) {
        accounts_end_sessions(c, accounts.v[i]);
        if (!shared(c, accounts.v[i], person_id) && !elsewhere(c, accounts.v[i])) {
            accounts_close(c, accounts.v[i]);
        }
    }
    db_exec(c,
        "UPDATE claim SET state = 5, decided_at = ?3 WHERE area_id = ?1 AND state <> 5"
        " AND person_id IN (SELECT m.id FROM person m WHERE m.area_id = ?1"
        " AND (m.id = ?2 OR m.merged_into = ?2))",
        V(c->area_id), V(person_id), V(c->now));
    return !c->err.kind;
}

bool claims_withdraw(struct ctx *c, int64_t person_id, int64_t household_id, const char *reason)
{
    db_exec(c,
        "UPDATE claim SET state = 3, decided_at = ?4, decided_by = ?5, reason = ?6"
        " WHERE area_id = ?1 AND person_id = ?2 AND household_id = ?3 AND state IN (1, 2)",
        V(c->area_id), V(person_id), V(household_id), V(c->now), V0(c->who.person_id), V(reason));
    return !c->err.kind;
}

bool claims_reopen_of_person(struct ctx *c, int64_t person_id, int64_t ended_at)
{
    struct ids accounts = {0};
    struct rows r = db_query(c,
        "SELECT DISTINCT account_id FROM claim WHERE area_id = ?1 AND state = 5 AND decided_at = ?3"
        " AND account_id <> 0 AND person_id IN (SELECT m.id FROM person m WHERE m.area_id = ?1"
        " AND (m.id = ?2 OR m.merged_into = ?2))",
        V(c->area_id), V(person_id), V(ended_at));
    bool ok = rows_ids(&r, &accounts);
    for (size_t i = 0; i < accounts.n && ok; i++) {
        ok = accounts_reopen(c, accounts.v[i], ended_at);
    }
    return ok;
}

/* Recovery ------------------------------------------------------------------------------------ */
static int64_t account_for(struct ctx *c, const struct person *p)
{
    struct ids accounts = {0};
    if (!claims_accounts_of(c, p->id, &accounts)) {
        return 0;
    }
    for (size_t i = 0; i < accounts.n; i++) { /* a code of this desk opens no other area */
        if (!elsewhere(c, accounts.v[i])) {
            return accounts.v[i];
        }
    }
    int64_t account = accounts_make_plain(c); /* the telephone may be somebody else's by now */
    return claims_at_once(c, account, p, VIA_STAFF, N_("本人到柜台，住户身份已确认")) ? account : 0;
}

bool claims_recover(struct ctx *c, const struct person *p, const char *said, const char **code)
{
    if (people_gone(c, p->id)) {
        return refuse(&c->err, NULL, SAY(N_("这位居民已经不在了，不能登录。")));
    }
    int64_t account = account_for(c, p);
    *code = account ? accounts_desk_code(c, account) : "";
    return account && tell(c, "claims.recovered", p->id, p->building_id,
                          SAY(N_("柜台核对本人，给了一次性登录码")), said);
}
