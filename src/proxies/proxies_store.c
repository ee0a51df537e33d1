/* proxies_store.c - every SQL statement about written proxies. */
#include "lib/base/app.h"
#include "lib/base/module.h"
#include "lib/log/log.h"
#include "src/bodies/duties.h"
#include "src/proxies/proxies.h"
#include "src/slips/slips.h"

#define PROXY \
    "SELECT x.id, x.ballot_id, x.voter_no, o.building_id, x.holder_id, x.received_at," \
    " x.account_id, x.typed_by, x.vote_id, x.confirmed_at, x.revoked_at, x.revoked_why, x.day," \
    " x.marks, o.door, h.name, CASE WHEN o.who_kind = 1 THEN p.name WHEN o.who_kind = 2" \
    " THEN w.name ELSE '' END, o.vote_id, CASE WHEN EXISTS (SELECT 1 FROM vote z" \
    " WHERE z.area_id = o.area_id AND z.id = o.vote_id AND z.way < 3) THEN 1 ELSE 0 END" \
    " FROM proxy x JOIN voter o ON o.area_id = x.area_id" \
    " AND o.ballot_id = x.ballot_id AND o.no = x.voter_no" \
    " JOIN person h ON h.area_id = x.area_id AND h.id = x.holder_id" \
    " LEFT JOIN person p ON p.area_id = o.area_id AND p.id = o.who_id AND o.who_kind = 1" \
    " LEFT JOIN owner w ON w.area_id = o.area_id AND w.id = o.who_id AND o.who_kind = 2" \
    " WHERE x.area_id = ?1 AND x.ballot_id = ?2"

static bool read_proxies(struct rows *r, struct proxies *out)
{
    while (rows_next(r)) {
        int64_t vote = row_int(r, 8);
        list_push(r->c->arena, out,
            ((struct proxy){.id = row_int(r, 0),
                .ballot_id = row_int(r, 1),
                .voter_no = row_int(r, 2),
                .building_id = row_int(r, 3),
                .holder_id = row_int(r, 4),
                .received_at = row_int(r, 5),
                .account_id = row_int(r, 6),
                .person_id = row_int(r, 7),
                .vote_id = vote,
                .state = row_int(r, 10)           ? PROXY_REVOKED
                         : !row_int(r, 9)         ? PROXY_ONCE
                         : vote == row_int(r, 17) ? PROXY_COUNTS
                                                  : PROXY_NOT_COUNTING,
                .own = row_int(r, 18) != 0,
                .why = row_text(r, 11),
                .day = row_text(r, 12),
                .marks = row_text(r, 13),
                .door = row_text(r, 14),
                .holder = row_text(r, 15),
                .principal = row_text(r, 16)}));
    }
    return rows_end(r);
}

bool proxies_all(struct ctx *c, int64_t ballot_id, struct proxies *out)
{
    struct rows r = db_query(c, PROXY " ORDER BY x.made_at, x.id", V(c->area_id), V(ballot_id));
    return read_proxies(&r, out);
}

bool proxies_by_id(struct ctx *c, int64_t ballot_id, int64_t id, struct proxy *out)
{
    struct proxies one = {0};
    struct rows r = db_query(c, PROXY " AND x.id = ?3", V(c->area_id), V(ballot_id), V(id));
    if (!read_proxies(&r, &one)) {
        return false;
    }
    if (!one.n) {
        return fail(&c->err, ERR_ABSENT, SAY(N_("没有这份委托书")));
    }
    *out = one.v[0];
    return true;
}

/* Nobody passes on a vote that is not theirs, nor holds one after giving their own away. */
static bool no_chain(struct ctx *c, const struct proxy *p)
{
    int64_t gave = db_int(c,
        "SELECT count(*) FROM proxy x JOIN voter_speaker s ON s.area_id = x.area_id"
        " AND s.ballot_id = x.ballot_id AND s.voter_no = x.voter_no WHERE x.area_id = ?1"
        " AND x.ballot_id = ?2 AND s.person_id = ?3 AND x.revoked_at = 0 AND x.voter_no <> ?4",
        V(c->area_id), V(p->ballot_id), V(p->holder_id), V(p->voter_no));
    int64_t holds = db_int(c,
        "SELECT count(*) FROM proxy x JOIN voter_speaker s ON s.area_id = x.area_id"
        " AND s.ballot_id = x.ballot_id AND s.person_id = x.holder_id WHERE x.area_id = ?1"
        " AND x.ballot_id = ?2 AND s.voter_no = ?3 AND x.revoked_at = 0",
        V(c->area_id), V(p->ballot_id), V(p->voter_no));
    return (!gave && !holds) ||
           refuse(&c->err, "holder",
               gave ? SAY(N_("受托人自己也委托了别人，不能再受托"))
                    : SAY(N_("委托人自己受了别人的委托，先撤回那一份，再委托")));
}

static bool may_give(struct ctx *c, const struct ballot *b, const struct proxy *p)
{
    struct voter o;
    int64_t held = db_int(c,
        "SELECT count(DISTINCT voter_no) FROM proxy WHERE area_id = ?1 AND ballot_id = ?2"
        " AND holder_id = ?3 AND revoked_at = 0 AND voter_no <> ?4",
        V(c->area_id), V(b->id), V(p->holder_id), V(p->voter_no));
    const char *latest = db_text(c,
        "SELECT max(day) FROM proxy WHERE area_id = ?1 AND ballot_id = ?2 AND voter_no = ?3"
        " AND revoked_at = 0",
        V(c->area_id), V(b->id), V(p->voter_no));
    if (!electorate_voter(c, b->id, p->voter_no, &o)) {
        return false;
    }
    if (o.why_not) {
        return refuse(&c->err, "voter", SAY(N_("这一户现在没人能投，也不能委托")));
    }
    if (o.who == WHO_PERSON && o.who_id == p->holder_id) {
        return refuse(&c->err, "holder", SAY(N_("委托人和受托人不能是同一个人")));
    }
    return proxies_may_hold(b, held, &c->err) &&
           proxies_in_order(p->day, str_or(latest, ""), &c->err) && no_chain(c, p);
}

static bool tell(struct ctx *c, const struct ballot *b, const char *kind, struct words w)
{
    return record(c, &(struct fact){.kind = kind,
                         .subject_id = b->id,
                         .place_id = b->place_id,
                         .audience = AUDIENCE_STAFF,
                         .words = w});
}

bool proxies_put(struct ctx *c, const struct ballot *b, struct proxy *p, const char *typed)
{
    struct vote_marks m = {0};
    p->ballot_id = b->id;
    if (p->received_at > c->now) {
        return refuse(&c->err, "received", SAY(N_("收到的时间不能在将来")));
    }
    if (!votes_may_cast(b, WAY_PROXY, p->received_at, &c->err) || !may_give(c, b, p) ||
        !slips_marks(c->arena, b, typed, &m, &c->err)) {
        return false;
    }
    if (!m.n) {
        return refuse(&c->err, "marks", SAY(N_("委托书上至少要写明一项怎么投")));
    }
    p->id = new_id(c);
    db_exec(c,
        "INSERT INTO proxy (area_id, id, ballot_id, voter_no, holder_id, day, received_at, marks,"
        " account_id, typed_by, made_at, act_id) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10,"
        " ?11, ?12)",
        V(c->area_id), V(p->id), V(b->id), V(p->voter_no), V(p->holder_id), V(p->day),
        V(p->received_at), V(slips_marks_text(c->arena, &m)), V(c->who.account_id),
        V0(c->who.person_id), V(c->now), V(c->act.id));
    return tell(c, b, "proxies.put",
        WORDS(N_("收到一份书面委托，{0} 收到，等第二个人录"), TIME(p->received_at)));
}

bool proxies_confirm(
    struct ctx *c, const struct ballot *b, const struct proxy *p, const char *typed)
{
    struct vote_marks m = {0};
    if (p->state != PROXY_ONCE) {
        return refuse(&c->err, "marks", SAY(N_("这份委托书已经录好，或者撤回了")));
    }
    if (p->account_id == c->who.account_id || (p->person_id && p->person_id == c->who.person_id)) {
        return refuse(&c->err, "marks", SAY(N_("第一次就是您录的，第二次要另一个人录")));
    }
    if (!slips_marks(c->arena, b, typed, &m, &c->err)) {
        return false;
    }
    if (!str_same(slips_marks_text(c->arena, &m), p->marks)) {
        return refuse(&c->err, "marks",
            SAY(N_("和第一次录的不一样。请再看一遍委托书；是第一次录错的，就撤回重录")));
    }
    struct vote v = {
        .way = WAY_PROXY, .received_at = p->received_at, .person_id = p->holder_id, .marks = m};
    if (!votes_cast(c, b, p->voter_no, &v)) {
        return false;
    }
    db_exec(c,
        "UPDATE proxy SET confirmed_at = ?3, confirmed_by = ?4, vote_id = ?5, marks = ''"
        " WHERE area_id = ?1 AND id = ?2",
        V(c->area_id), V(p->id), V(c->now), V(c->who.account_id), V(v.id));
    return tell(c, b, "proxies.counted", SAY(N_("一份书面委托由两个人录好，照委托书计票")));
}

bool proxies_revoke(struct ctx *c, const struct ballot *b, const struct proxy *p, const char *why)
{
    struct votes all = {0};
    if (b->sealed_at || b->m.state > BALLOT_COUNTING) {
        return refuse(&c->err, NULL, SAY(N_("票已经计完封存，不能再撤回")));
    }
    if (p->state == PROXY_REVOKED) {
        return refuse(&c->err, NULL, SAY(N_("这份委托书已经撤回了")));
    }
    db_exec(c,
        "UPDATE proxy SET revoked_at = ?3, revoked_why = ?4, marks = '' WHERE area_id = ?1"
        " AND id = ?2",
        V(c->area_id), V(p->id), V(c->now), V(why));
    if (p->vote_id && !votes_of_voter(c, b->id, p->voter_no, &all)) {
        return false;
    }
    for (size_t i = 0; i < all.n; i++) {
        if (all.v[i].id == p->vote_id && !votes_void(c, b, &all.v[i], why)) {
            return false;
        }
    }
    return tell(c, b, "proxies.revoked", SAY(N_("一份书面委托撤回了")));
}

bool proxies_ready(struct ctx *c, const struct ballot *b, struct err *why)
{
    int64_t n = db_int(c,
        "SELECT count(*) FROM proxy WHERE area_id = ?1 AND ballot_id = ?2 AND confirmed_at = 0"
        " AND revoked_at = 0",
        V(c->area_id), V(b->id));
    return !c->err.kind &&
           (!n || refuse(why, NULL, WORDS(N_("还有 {0} 份书面委托等第二个人录"), INT(n))));
}

static const struct column columns[] = {
    {.name = "door", .label = N_("委托人"), .type = COL_TEXT, .title = true},
    {.name = "holder", .label = N_("受托人"), .type = COL_TEXT},
    {.name = "day", .label = N_("签的日子"), .type = COL_DAY},
    {.name = "received", .label = N_("收到"), .type = COL_TIME},
    {.name = "state", .label = N_("算不算"), .type = COL_CHOICE, .choices = proxies_states},
    {0},
};
static const struct list_filter filters[] = {{.name = "all", .label = N_("全部")}, {0}};
const struct list proxies_list = {
    .name = "proxies",
    .title = N_("书面委托"),
    .columns = columns,
    .filters = filters,
    .orders = {{.name = "made", .label = N_("按收到先后"), .sql = ""}},
    .empty = N_("还没有书面委托。"),
    .counted = N_("共 {0} 份"),
};
