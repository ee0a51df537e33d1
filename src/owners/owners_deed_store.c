/* owners_deed_store.c - what changes who owns: shares, sales, areas, who votes, who speaks. */
#include <string.h>

#include "lib/base/seal.h"
#include "src/owners/owners_room.h"
#include "src/people/people.h"
#include "src/places/places.h"

/* Owners -------------------------------------------------------------------------------------- */
static int64_t owner_of_person(struct ctx *c, int64_t person_id)
{
    int64_t id = db_int(c, "SELECT id FROM owner WHERE area_id = ?1 AND person_id = ?2",
        V(c->area_id), V(person_id));
    if (id || c->err.kind || !person_id) {
        return id;
    }
    id = new_id(c);
    db_exec(c,
        "INSERT INTO owner (area_id, id, kind, person_id, made_at) VALUES (?1, ?2, 1, ?3, ?4)",
        V(c->area_id), V(id), V(person_id), V(c->now));
    return c->err.kind ? 0 : id;
}

/* Known already, perhaps from a roster: what is said now and was not before is kept. */
static void say_more(
    struct ctx *c, int64_t id, const char *credit, const char *hash, bool developer)
{
    if (hash) {
        db_exec(c,
            "UPDATE owner SET credit = ?3, credit_hash = ?4 WHERE area_id = ?1 AND id = ?2"
            " AND credit_hash IS NULL",
            V(c->area_id), V(id), V(seal(c, "owner", "credit", id, credit)), V(hash));
    }
    if (developer) {
        db_exec(c, "UPDATE owner SET developer = 1 WHERE area_id = ?1 AND id = ?2", V(c->area_id),
            V(id));
    }
}

int64_t owners_make_organisation(
    struct ctx *c, const char *name, const char *credit, bool developer)
{
    bool has = !str_empty(credit);
    int64_t id = new_id(c);
    if (!owners_credit_ok(credit, &c->err)) {
        return 0;
    }
    const char *hash = has ? keyed_hash(c, "credit", credit) : NULL;
    const char *other = db_text(c,
        "SELECT name FROM owner WHERE area_id = ?1 AND credit_hash = ?2 AND name <> ?3 LIMIT 1",
        V(c->area_id), V(hash), V(name));
    if (other) {
        refuse(&c->err, "credit",
            WORDS(N_("这个信用代码登记的是{0}。请核对代码；单位改了名的，用原来的登记。"),
                TEXT(other)));
        return 0;
    }
    int64_t there = db_int(c,
        "SELECT id FROM owner WHERE area_id = ?1 AND kind = 2 AND name = ?2"
        " AND (credit_hash = ?3 OR credit_hash IS NULL OR ?3 = '') ORDER BY id LIMIT 1",
        V(c->area_id), V(name), V(str_or(hash, "")));
    if (there || c->err.kind) {
        say_more(c, there, credit, hash, developer);
        return c->err.kind ? 0 : there;
    }
    db_exec(c,
        "INSERT INTO owner (area_id, id, kind, name, credit, credit_hash, developer, made_at)"
        " VALUES (?1, ?2, 2, ?3, ?4, ?5, ?6, ?7)",
        V(c->area_id), V(id), V(name),
        V(has ? seal(c, "owner", "credit", id, credit) : (struct bytes){0}), V(hash), V(developer),
        V(c->now));
    return c->err.kind ? 0 : id;
}

/* The person meant: of that telephone and name, else of that name in the home's household. */
static int64_t person_meant(struct ctx *c, int64_t unit_id, const char *name, const char *phone)
{
    struct unit u;
    int64_t found = people_meant(c, name, phone);
    if (!found && !c->err.kind && places_unit(c, unit_id, &u) && u.household_id) {
        found = people_of_household_named(c, u.household_id, name);
    }
    return found || c->err.kind ? found : people_make(c, name, phone);
}

static int64_t among(const struct owner_shares *there, const char *name, enum owner_kind kind)
{
    for (size_t i = 0; i < there->n; i++) {
        if (there->v[i].owner.kind == kind && str_same(there->v[i].owner.name, name)) {
            return there->v[i].owner.id;
        }
    }
    return 0;
}

int64_t owners_find_or_make(struct ctx *c, int64_t unit_id, const char *name, enum owner_kind kind,
    const char *phone, const char *day)
{
    struct owner_shares there = {0};
    if (str_empty(name)) {
        refuse(&c->err, "name", SAY(N_("请写业主的姓名或者单位名称。")));
        return 0;
    }
    if (!owners_of_unit(c, unit_id, day, &there)) {
        return 0;
    }
    int64_t known = among(&there, name, kind);
    if (known) {
        return known;
    }
    return kind == OWNER_ORGANISATION ? owners_make_organisation(c, name, "", false)
                                      : owner_of_person(c, person_meant(c, unit_id, name, phone));
}

/* Shares -------------------------------------------------------------------------------------- */
/* A home that is no longer there has no owners any more. */
static bool unit_stands(struct ctx *c, int64_t unit_id, const char *day)
{
    struct unit u;
    if (!places_unit(c, unit_id, &u)) {
        return false;
    }
    const char *to = db_text(
        c, "SELECT valid_to FROM unit WHERE area_id = ?1 AND id = ?2", V(c->area_id), V(unit_id));
    bool stands = str_empty(to) || strcmp(day, to) < 0;
    return !c->err.kind &&
           (stands || refuse(&c->err, "day", SAY(N_("这间房屋那时已经停用，不能再登记产权。"))));
}

int64_t owners_open(struct ctx *c, int64_t unit_id, const struct owner_share *more)
{
    struct owner_shares all = {0};
    int64_t id = new_id(c);
    if (!unit_stands(c, unit_id, more->valid_from) || !owners_history(c, unit_id, &all) ||
        !owners_may_hold(all.v, all.n, more, &c->err)) {
        return 0;
    }
    db_exec(c,
        "INSERT INTO owner_share (area_id, id, unit_id, owner_id, num, den, unsold, basis,"
        " valid_from, valid_to) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
        V(c->area_id), V(id), V(unit_id), V(more->owner.id), V(more->num), V(more->den),
        V(more->unsold), V(str_or(more->basis, "")), V(more->valid_from),
        V(str_empty(more->valid_to) ? NULL : more->valid_to));
    return c->err.kind ? 0 : id;
}

/* A share that would have lasted no day at all was a slip of the same day: it is taken away. */
static bool end_row(struct ctx *c, const struct owner_share *s, const char *day)
{
    if (strcmp(day, s->valid_from) < 0) {
        return refuse(&c->err, "day",
            SAY(N_("这一天比份额开始的日子还早。请核对日期，或者先更正前一次登记。")));
    }
    if (str_same(day, s->valid_from)) {
        db_exec(
            c, "DELETE FROM owner_share WHERE area_id = ?1 AND id = ?2", V(c->area_id), V(s->id));
    } else {
        db_exec(c, "UPDATE owner_share SET valid_to = ?3 WHERE area_id = ?1 AND id = ?2",
            V(c->area_id), V(s->id), V(day));
    }
    return !c->err.kind;
}

/* Who owns no more votes no more. */
bool owners_close(struct ctx *c, const struct owner_share *s, const char *day)
{
    if (!end_row(c, s, day)) {
        return false;
    }
    db_exec(c,
        "UPDATE owner_voter SET valid_to = ?4 WHERE area_id = ?1 AND unit_id = ?2"
        " AND owner_id = ?3 AND valid_to IS NULL",
        V(c->area_id), V(s->unit_id), V(s->owner.id), V(day));
    return !c->err.kind;
}

bool owners_end_share(struct ctx *c, int64_t share_id, const char *day)
{
    struct owner_share s;
    if (!owners_share(c, share_id, &s)) {
        return false;
    }
    if (!str_empty(s.valid_to)) {
        return fail(&c->err, ERR_CONFLICT, SAY(N_("这份产权已经结束了。")));
    }
    return owners_close(c, &s, day) &&
           owners_tell(c, "owners.share_ended", s.unit_id, SAY(N_("一份产权登记结束了")), "");
}

int64_t owners_put(struct ctx *c, int64_t unit_id, const char *name, enum owner_kind kind,
    const char *phone, int64_t num, int64_t den, const char *day, bool *made, bool *changed)
{
    struct owner_shares there = {0};
    struct owner_share more = {.num = num, .den = den, .valid_from = owners_day(c, day)};
    *made = *changed = false;
    if (!owners_of_unit(c, unit_id, day, &there)) {
        return 0;
    }
    more.owner.id = owners_find_or_make(c, unit_id, name, kind, phone, day);
    const struct owner_share *old = NULL;
    for (size_t i = 0; i < there.n; i++) {
        old = there.v[i].owner.id == more.owner.id ? &there.v[i] : old;
    }
    if (old && old->owner.person_id && !str_empty(phone) && !str_same(phone, old->owner.phone)) {
        *changed = people_give_phone(c, old->owner.person_id, phone);
    }
    if (old && old->num * den == num * old->den) {
        return c->err.kind ? 0 : more.owner.id;
    }
    *made = !old;
    *changed = *changed || old;
    bool ok = more.owner.id && (!old || end_row(c, old, more.valid_from)) &&
              owners_open(c, unit_id, &more);
    return ok ? more.owner.id : 0;
}

void owners_undo_put(struct ctx *c, int64_t unit_id, int64_t owner_id)
{
    struct owner_shares there = {0};
    if (!owners_of_unit(c, unit_id, "", &there)) {
        return;
    }
    for (size_t i = 0; i < there.n; i++) {
        if (there.v[i].owner.id == owner_id) {
            (void)owners_close(c, &there.v[i], owners_day(c, ""));
        }
    }
}

bool owners_put_unsold(struct ctx *c, int64_t unit_id, int64_t owner_id, const char *day)
{
    struct owner o;
    struct owner_share more = {.num = 1,
        .den = 1,
        .unsold = true,
        .valid_from = owners_day(c, day),
        .owner = {.id = owner_id}};
    if (!owners_by_id(c, owner_id, &o)) {
        return false;
    }
    if (!o.developer) {
        return refuse(&c->err, "name", SAY(N_("只有建设单位才有未售出的房屋。")));
    }
    return owners_open(c, unit_id, &more) != 0;
}

/* A sale -------------------------------------------------------------------------------------- */
static bool among_sold(const struct owner_shares *sold, int64_t share_id)
{
    bool found = false;
    for (size_t i = 0; i < sold->n; i++) {
        found = found || sold->v[i].id == share_id;
    }
    return found;
}

/* Who buys of a co-owner holds both in one share from then on. *votes: and was the one who votes.
 */
static void take_own(struct ctx *c, const struct owner_shares *there, int64_t buyer_id,
    struct owner_shares *sold, bool *votes)
{
    *votes = false;
    for (size_t i = 0; i < there->n; i++) {
        const struct owner_share *s = &there->v[i];
        if (s->owner.id == buyer_id && !among_sold(sold, s->id)) {
            *votes = s->votes;
            list_push(c->arena, sold, *s);
        }
    }
}

static bool close_all(struct ctx *c, const struct owner_shares *sold, const char *day)
{
    bool ok = true;
    for (size_t i = 0; i < sold->n && ok; i++) {
        ok = owners_close(c, &sold->v[i], day);
    }
    return ok;
}

bool owners_sell(struct ctx *c, const struct sale *s)
{
    struct owner_shares there = {0}, sold = {0};
    struct owner_share bought = {
        .valid_from = owners_day(c, s->day), .num = 0, .den = 1, .basis = s->basis};
    bool votes;
    if (!owners_of_unit(c, s->unit_id, s->day, &there)) {
        return false;
    }
    for (size_t i = 0; i < there.n; i++) {
        if (!s->seller_id || there.v[i].owner.id == s->seller_id) {
            list_push(c->arena, &sold, there.v[i]);
        }
    }
    if (!sold.n) {
        return refuse(&c->err, "seller", SAY(N_("那一天没有可以过户的份额。请先登记原来的业主。")));
    }
    bought.owner.id = owners_find_or_make(c, s->unit_id, s->name, s->kind, s->phone, s->day);
    if (bought.owner.id && bought.owner.id == s->seller_id) {
        return refuse(&c->err, "name", SAY(N_("买的人就是卖的人。请写过户给谁。")));
    }
    take_own(c, &there, bought.owner.id, &sold, &votes);
    bool ok = bought.owner.id &&
              owners_sum(sold.v, sold.n, bought.valid_from, &bought.num, &bought.den) &&
              close_all(c, &sold, bought.valid_from) && owners_open(c, s->unit_id, &bought);
    if (ok && votes && sold.n < there.n) {
        ok = owners_put_voter(c, s->unit_id, bought.owner.id, bought.valid_from);
    }
    return ok && owners_tell(c, "owners.sold", s->unit_id, SAY(N_("房屋过户了")), s->basis);
}

/* Area, who votes, who speaks ------------------------------------------------------------------ */
/* Lasts until the next one of the same source: what another source says goes on beside it. */
static void put_area(struct ctx *c, int64_t unit_id, const struct unit_area *a, const char *from)
{
    const char *next = db_text(c,
        "SELECT min(valid_from) FROM unit_area WHERE area_id = ?1 AND unit_id = ?2"
        " AND source = ?4 AND valid_from > ?3",
        V(c->area_id), V(unit_id), V(from), V((int)a->source));
    db_exec(c,
        "DELETE FROM unit_area WHERE area_id = ?1 AND unit_id = ?2 AND source = ?4"
        " AND valid_from = ?3",
        V(c->area_id), V(unit_id), V(from), V((int)a->source));
    db_exec(c,
        "UPDATE unit_area SET valid_to = ?3 WHERE area_id = ?1 AND unit_id = ?2 AND source = ?4"
        " AND valid_from < ?3 AND (valid_to IS NULL OR valid_to > ?3)",
        V(c->area_id), V(unit_id), V(from), V((int)a->source));
    db_exec(c,
        "INSERT INTO unit_area (area_id, id, unit_id, area_dm2, source, basis, valid_from, valid_to)"
        " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        V(c->area_id), V(new_id(c)), V(unit_id), V(a->area_dm2), V((int)a->source),
        V(str_or(a->basis, "")), V(from), V(str_empty(next) ? NULL : next));
}

bool owners_set_area(struct ctx *c, int64_t unit_id, const struct unit_area *a, const char *day)
{
    const char *from = owners_day(c, day);
    if (a->area_dm2 <= 0 || !a->source) {
        return refuse(&c->err, "area", SAY(N_("请写建筑面积，并说明从哪里来的。")));
    }
    if (!unit_stands(c, unit_id, from)) {
        return false;
    }
    put_area(c, unit_id, a, from);
    return owners_tell(c, "owners.area_set", unit_id,
        WORDS(N_("登记建筑面积 {0} 平方米"), AREA(a->area_dm2)), a->basis);
}

bool owners_put_voter(struct ctx *c, int64_t unit_id, int64_t owner_id, const char *day)
{
    db_exec(c, "DELETE FROM owner_voter WHERE area_id = ?1 AND unit_id = ?2 AND valid_from >= ?3",
        V(c->area_id), V(unit_id), V(day));
    db_exec(c,
        "UPDATE owner_voter SET valid_to = ?3 WHERE area_id = ?1 AND unit_id = ?2"
        " AND (valid_to IS NULL OR valid_to > ?3)",
        V(c->area_id), V(unit_id), V(day));
    db_exec(c,
        "INSERT INTO owner_voter (area_id, id, unit_id, owner_id, valid_from)"
        " VALUES (?1, ?2, ?3, ?4, ?5)",
        V(c->area_id), V(new_id(c)), V(unit_id), V(owner_id), V(day));
    return !c->err.kind;
}

bool owners_set_voter(struct ctx *c, int64_t unit_id, int64_t owner_id, const char *day)
{
    struct owner_shares there = {0};
    const char *from = owners_day(c, day);
    bool owns = false;
    if (!owners_of_unit(c, unit_id, day, &there)) {
        return false;
    }
    for (size_t i = 0; i < there.n; i++) {
        owns = owns || there.v[i].owner.id == owner_id;
    }
    if (!owns) {
        return refuse(&c->err, "owner", SAY(N_("投票的人要从这间房屋的业主里推选。")));
    }
    return owners_put_voter(c, unit_id, owner_id, from) &&
           owners_tell(c, "owners.voter_named", unit_id, SAY(N_("共有人推选了投票的人")), "");
}

bool owners_set_agent(
    struct ctx *c, int64_t owner_id, const char *name, const char *phone, const char *day)
{
    struct owner o;
    int64_t id = new_id(c);
    const char *from = owners_day(c, day);
    if (!owners_by_id(c, owner_id, &o)) {
        return false;
    }
    if (o.kind != OWNER_ORGANISATION) {
        return refuse(&c->err, "name", SAY(N_("只有单位才有代表人；个人请登记代办人或监护人。")));
    }
    const char *next = db_text(c,
        "SELECT min(valid_from) FROM owner_agent WHERE area_id = ?1 AND owner_id = ?2"
        " AND valid_from > ?3",
        V(c->area_id), V(owner_id), V(from));
    db_exec(c, "DELETE FROM owner_agent WHERE area_id = ?1 AND owner_id = ?2 AND valid_from = ?3",
        V(c->area_id), V(owner_id), V(from));
    db_exec(c,
        "UPDATE owner_agent SET valid_to = ?3 WHERE area_id = ?1 AND owner_id = ?2"
        " AND valid_from < ?3 AND (valid_to IS NULL OR valid_to > ?3)",
        V(c->area_id), V(owner_id), V(from));
    db_exec(c,
        "INSERT INTO owner_agent (area_id, id, owner_id, name, phone, valid_from, valid_to)"
        " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        V(c->area_id), V(id), V(owner_id), V(name),
        V(str_empty(phone) ? (struct bytes){0} : seal(c, "owner_agent", "phone", id, phone)),
        V(from), V(str_empty(next) ? NULL : next));
    return record(c, &(struct fact){.kind = "owners.agent_named",
                         .subject_id = owner_id,
                         .place_id = c->area_id,
                         .audience = AUDIENCE_STAFF,
                         .words = SAY(N_("单位业主换了代表人"))});
}
