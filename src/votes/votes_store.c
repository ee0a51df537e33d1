/* votes_store.c - a vote is handed in, and how it stands. */
#include <sodium.h>
#include <string.h>

#include "src/votes/votes_room.h"

/* Sums ------------------------------------------------------------------------------------------
 */
void votes_shift(struct ctx *c, int64_t ballot_id, struct vote_mark at, struct weight w, int sign)
{
    db_send(c,
        "INSERT INTO ballot_sum (area_id, ballot_id, item_no, choice, homes, stalls, area_dm2,"
        " stalls_dm2) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)"
        " ON CONFLICT (area_id, ballot_id, item_no, choice) DO UPDATE"
        " SET homes = ballot_sum.homes + excluded.homes,"
        " stalls = ballot_sum.stalls + excluded.stalls,"
        " area_dm2 = ballot_sum.area_dm2 + excluded.area_dm2,"
        " stalls_dm2 = ballot_sum.stalls_dm2 + excluded.stalls_dm2",
        V(c->area_id), V(ballot_id), V(at.item), V(at.choice), V(sign * w.homes),
        V(sign * w.stalls), V(sign * w.area_dm2), V(sign * w.stalls_dm2));
}

/* Every row of ballot_sum that one vote stands in. */
static void shift_vote(
    struct ctx *c, int64_t ballot_id, const struct vote *v, struct weight w, int sign)
{
    votes_shift(c, ballot_id, (struct vote_mark){0, SUM_TOOK}, w, sign);
    votes_shift(c, ballot_id, (struct vote_mark){0, SUM_WAY + (int64_t)v->way}, w, sign);
    for (size_t i = 0; i < v->marks.n; i++) {
        const struct vote_mark *m = &v->marks.v[i];
        votes_shift(c, ballot_id, *m, w, sign);
        if (i == 0 || m[-1].item != m->item) { /* marks stand in the order of items */
            votes_shift(c, ballot_id, (struct vote_mark){m->item, SUM_TOOK}, w, sign);
        }
    }
}

bool votes_turnout(struct ctx *c, const struct ballot *b, struct turnout *out)
{
    *out = (struct turnout){.items = arena_alloc(c->arena, (b->items.n + 1) * sizeof(*out->items))};
    struct rows r = db_query(c,
        "SELECT item_no, choice, homes, stalls, area_dm2, stalls_dm2 FROM ballot_sum"
        " WHERE area_id = ?1 AND ballot_id = ?2 ORDER BY item_no, choice",
        V(c->area_id), V(b->id));
    while (rows_next(&r)) {
        int64_t item = row_int(&r, 0), choice = row_int(&r, 1);
        struct weight w = {row_int(&r, 2), row_int(&r, 3), row_int(&r, 4), row_int(&r, 5)};
        if (item) {
            list_push(c->arena, &out->items[item - 1], ((struct sum){choice, w}));
        } else if (choice == SUM_ROLL) {
            out->roll = w;
        } else if (choice == SUM_TOOK) {
            out->took = w;
        } else {
            *(choice == SUM_WAY + WAY_WEB       ? &out->web
                : choice == SUM_WAY + WAY_PAPER ? &out->paper
                                                : &out->proxies) = w.homes + w.stalls;
        }
    }
    bool ok = rows_end(&r);
    r = db_query(c,
        "SELECT COALESCE(sum(homes), 0), COALESCE(sum(1 - homes), 0), COALESCE(sum(area_dm2), 0),"
        " COALESCE(sum(stalls_dm2), 0) FROM voter WHERE area_id = ?1 AND ballot_id = ?2"
        " AND delivered_at > 0 AND voted_at = 0",
        V(c->area_id), V(b->id));
    if (rows_next(&r)) {
        out->silent =
            (struct weight){row_int(&r, 0), row_int(&r, 1), row_int(&r, 2), row_int(&r, 3)};
    }
    return rows_end(&r) && ok;
}

/* Votes of one voter ----------------------------------------------------------------------------
 */
bool votes_of_voter(struct ctx *c, int64_t ballot_id, int64_t voter_no, struct votes *out)
{
    struct rows r = db_query(c,
        "SELECT v.id, v.voter_no, v.person_id, v.received_at, v.act_id, v.void_at, v.way, v.code,"
        " m.item_no, m.choice FROM vote v LEFT JOIN vote_mark m ON m.area_id = v.area_id"
        " AND m.vote_id = v.id WHERE v.area_id = ?1 AND v.ballot_id = ?2 AND v.voter_no = ?3"
        " ORDER BY v.received_at, v.id, m.item_no, m.choice",
        V(c->area_id), V(ballot_id), V(voter_no));
    while (rows_next(&r)) {
        if (!out->n || out->v[out->n - 1].id != row_int(&r, 0)) {
            list_push(c->arena, out,
                ((struct vote){.id = row_int(&r, 0),
                    .voter_no = row_int(&r, 1),
                    .person_id = row_int(&r, 2),
                    .received_at = row_int(&r, 3),
                    .act_id = row_int(&r, 4),
                    .void_at = row_int(&r, 5),
                    .way = (enum vote_way)row_int(&r, 6),
                    .code = row_text(&r, 7)}));
        }
        if (!row_null(&r, 8)) {
            list_push(c->arena, &out->v[out->n - 1].marks,
                ((struct vote_mark){row_int(&r, 8), row_int(&r, 9)}));
        }
    }
    return rows_end(&r);
}

bool votes_of_person(struct ctx *c, int64_t person_id, struct voteds *out)
{
    struct rows r = db_query(c,
        "SELECT t.id, (SELECT max(x.id) FROM vote x WHERE x.area_id = o.area_id"
        " AND x.ballot_id = o.ballot_id AND x.voter_no = o.no AND x.way = 1 AND x.person_id = ?2),"
        " o.voted_at, t.closes_at, m.state, m.outcome, v.way, t.named, m.title, o.door"
        " FROM voter_speaker s"
        " JOIN voter o ON o.area_id = s.area_id AND o.ballot_id = s.ballot_id AND o.no = s.voter_no"
        " JOIN ballot t ON t.area_id = s.area_id AND t.id = s.ballot_id"
        " JOIN matter m ON m.area_id = t.area_id AND m.id = t.id"
        " JOIN vote v ON v.area_id = o.area_id AND v.id = o.vote_id"
        " WHERE s.area_id = ?1 AND s.person_id = ?2"
        " ORDER BY o.voted_at DESC, v.id DESC LIMIT 20",
        V(c->area_id), V(person_id));
    while (rows_next(&r)) {
        list_push(c->arena, out,
            ((struct voted){.ballot_id = row_int(&r, 0),
                .receipt_id = row_int(&r, 1),
                .received_at = row_int(&r, 2),
                .closes_at = row_int(&r, 3),
                .state = row_int(&r, 4),
                .outcome = row_int(&r, 5),
                .way = (enum vote_way)row_int(&r, 6),
                .named = row_int(&r, 7) != 0,
                .title = row_text(&r, 8),
                .door = row_text(&r, 9)}));
    }
    return rows_end(&r);
}

static const struct vote *vote_in(const struct votes *all, int64_t id)
{
    for (size_t i = 0; i < all->n; i++) {
        if (all->v[i].id == id) {
            return &all->v[i];
        }
    }
    return NULL;
}

/* From now on that vote counts, instead of that one; NULL: none. */
static bool count_instead(struct ctx *c, const struct ballot *b, const struct voter *o,
    const struct vote *now, const struct vote *was)
{
    if (now == was) {
        return true;
    }
    if (was) {
        shift_vote(c, b->id, was, o->w, -1);
    }
    if (now) {
        shift_vote(c, b->id, now, o->w, 1);
    }
    db_send(c,
        "UPDATE voter SET vote_id = ?4, voted_at = ?5 WHERE area_id = ?1 AND ballot_id = ?2"
        " AND no = ?3",
        V(c->area_id), V(b->id), V(o->no), V0(now ? now->id : 0), V(now ? now->received_at : 0));
    return !c->err.kind;
}

/* After one more, or one less: which of them counts now. */
static bool settle(struct ctx *c, const struct ballot *b, const struct voter *o)
{
    struct votes all = {0};
    if (!votes_of_voter(c, b->id, o->no, &all)) {
        return false;
    }
    int at = votes_counting(all.v, all.n, b->precedence);
    return count_instead(c, b, o, at < 0 ? NULL : &all.v[at], vote_in(&all, o->vote_id));
}

/* Casting ---------------------------------------------------------------------------------------
 */
static const char *new_code(struct ctx *c)
{
    uint8_t random[16];
    new_random(c, random, sizeof(random));
    return hex(c->arena, random, sizeof(random));
}

static const char *marks_text(struct arena *a, const struct vote_marks *m)
{
    const char *out = "";
    for (size_t i = 0; i < m->n; i++) {
        out = arena_printf(a, "%s%s%lld:%lld", out, i ? " " : "", (long long)m->v[i].item,
            (long long)m->v[i].choice);
    }
    return out;
}

/* Without the code that only the receipt holds nobody can tell which marks it stands for. */
static const char *commitment(struct ctx *c, const struct vote *v)
{
    const char *text = arena_printf(c->arena, "%s %s", v->code, marks_text(c->arena, &v->marks));
    uint8_t out[crypto_hash_sha256_BYTES];
    (void)crypto_hash_sha256(out, (const unsigned char *)text, strlen(text));
    return hex(c->arena, out, sizeof(out));
}

/* On the web by whoever may speak for it; elsewhere it was asked before. */
static bool find_voter(
    struct ctx *c, const struct ballot *b, int64_t no, const struct vote *v, struct voter *out)
{
    return v->way == WAY_WEB ? electorate_voter_of(c, b->id, v->person_id, no, out)
                             : electorate_voter(c, b->id, no, out);
}

static void insert(struct ctx *c, const struct ballot *b, const struct vote *v)
{
    db_send(c,
        "INSERT INTO vote (area_id, id, ballot_id, voter_no, way, person_id, received_at, act_id,"
        " code) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
        V(c->area_id), V(v->id), V(b->id), V(v->voter_no), V((int)v->way), V0(v->person_id),
        V(v->received_at), V(c->act.id), V(v->code));
    for (size_t i = 0; b->named && i < v->marks.n; i++) {
        db_send(c,
            "INSERT INTO vote_mark (area_id, vote_id, item_no, choice) VALUES (?1, ?2, ?3, ?4)",
            V(c->area_id), V(v->id), V(v->marks.v[i].item), V(v->marks.v[i].choice));
    }
}

/* The marks go into a heap without a name, once and for good. */
static bool cast_secret(
    struct ctx *c, const struct ballot *b, const struct voter *o, struct vote *v)
{
    if (o->voted_at) {
        return refuse(&c->err, NULL, SAY(N_("这一票已经投过。不记名的票投出去就不能改了")));
    }
    db_send(c, "INSERT INTO vote_secret (area_id, ballot_id, code, marks) VALUES (?1, ?2, ?3, ?4)",
        V(c->area_id), V(b->id), V(new_code(c)), V(marks_text(c->arena, &v->marks)));
    return count_instead(c, b, o, v, NULL);
}

static bool tell(struct ctx *c, const struct ballot *b, const struct vote *v)
{
    return record(
        c, &(struct fact){.kind = "ballots.voted",
               .subject_id = v->id,
               .place_id = b->place_id,
               .audience = AUDIENCE_CASE,
               .words = WORDS(N_("{0} 年第 {1} 号表决收到一票"), INT(b->year), INT(b->no)),
               .text = b->named ? commitment(c, v) : ""});
}

bool votes_cast(struct ctx *c, const struct ballot *b, int64_t voter_no, struct vote *vote)
{
    struct vote_marks tidy = {0};
    struct voter o;
    if (vote->way == WAY_WEB) {
        vote->person_id = c->act.person_id;
        vote->received_at = c->act.received_at;
    }
    if (!find_voter(c, b, voter_no, vote, &o) ||
        !votes_may_cast(b, vote->way, vote->received_at, &c->err) ||
        !votes_tidy(c->arena, b, vote->way, &vote->marks, &tidy, &c->err)) {
        return false;
    }
    vote->id = new_id(c);
    vote->voter_no = voter_no;
    vote->code = new_code(c);
    vote->marks = tidy;
    insert(c, b, vote);
    bool in = !b->named   ? cast_secret(c, b, &o, vote)
              : o.vote_id ? settle(c, b, &o)
                          : count_instead(c, b, &o, vote, NULL); /* the only one not void */
    return in && tell(c, b, vote);
}

bool votes_void(struct ctx *c, const struct ballot *b, const struct vote *v, const char *why)
{
    struct voter o;
    if (b->sealed_at || b->m.state > BALLOT_COUNTING) {
        return refuse(&c->err, NULL, SAY(N_("票已经计完封存，不能再作废")));
    }
    if (!b->named) {
        return refuse(&c->err, NULL, SAY(N_("不记名的票不能作废")));
    }
    db_exec(c,
        "UPDATE vote SET void_at = ?4, void_why = ?5 WHERE area_id = ?1 AND ballot_id = ?2"
        " AND id = ?3 AND void_at = 0",
        V(c->area_id), V(b->id), V(v->id), V(c->now), V(why));
    return electorate_voter(c, b->id, v->voter_no, &o) && settle(c, b, &o) &&
           record(
               c, &(struct fact){.kind = "ballots.void",
                      .subject_id = v->id,
                      .place_id = b->place_id,
                      .audience = AUDIENCE_CASE,
                      .words = WORDS(N_("{0} 年第 {1} 号表决有一票作废"), INT(b->year), INT(b->no)),
                      .text = why});
}

bool votes_deliver(struct ctx *c, const struct ballot *b, int64_t voter_no, int64_t at)
{
    db_exec(c,
        "UPDATE voter SET delivered_at = ?4 WHERE area_id = ?1 AND ballot_id = ?2 AND no = ?3"
        " AND delivered_at = 0",
        V(c->area_id), V(b->id), V(voter_no), V(at));
    return !c->err.kind;
}

void votes_undeliver(struct ctx *c, const struct ballot *b, int64_t voter_no)
{
    db_exec(c,
        "UPDATE voter SET delivered_at = 0 WHERE area_id = ?1 AND ballot_id = ?2 AND no = ?3",
        V(c->area_id), V(b->id), V(voter_no));
}

/* Again from the votes --------------------------------------------------------------------------
 */
/* Who counts, with what they weigh: a head without a home has stalls only. */
#define COUNTED(what) \
    " UNION ALL SELECT o.ballot_id, " what ", -o.homes, o.homes - 1, -o.area_dm2, -o.stalls_dm2" \
    " FROM voter o JOIN ballot b ON b.area_id = o.area_id AND b.id = o.ballot_id AND b.named = 1"
#define WHERE_COUNTED " WHERE o.area_id = ?1 AND o.vote_id IS NOT NULL"

bool votes_sums_check(struct ctx *c, int64_t *ballots, int64_t *wrong)
{
    *ballots =
        db_int(c, "SELECT count(*) FROM ballot WHERE area_id = ?1 AND named = 1", V(c->area_id));
    *wrong = db_int(c,
        "SELECT count(*) FROM (SELECT ballot_id, item_no, choice FROM ("
        "SELECT s.ballot_id, s.item_no, s.choice, s.homes, s.stalls, s.area_dm2, s.stalls_dm2"
        " FROM ballot_sum s JOIN ballot b ON b.area_id = s.area_id AND b.id = s.ballot_id"
        " AND b.named = 1 WHERE s.area_id = ?1 AND s.choice >= 0" COUNTED("0, 0") WHERE_COUNTED COUNTED(
            "0, 100 + v.way") " JOIN vote v ON v.area_id = o.area_id AND v.id = o.vote_id" WHERE_COUNTED
            COUNTED(
                "m.item_no, m.choice") " JOIN vote_mark m ON m.area_id = o.area_id AND m.vote_id = o.vote_id" WHERE_COUNTED
                COUNTED(
                    "m.item_no, 0") " JOIN (SELECT DISTINCT area_id, vote_id, item_no FROM vote_mark WHERE area_id = ?1) m"
                                    " ON m.area_id = o.area_id AND m.vote_id = o.vote_id" WHERE_COUNTED
                                    ") a GROUP BY ballot_id, item_no, choice HAVING sum(homes) <> 0 OR sum(stalls) <> 0"
                                    " OR sum(area_dm2) <> 0 OR sum(stalls_dm2) <> 0) w",
        V(c->area_id), V(SUM_WAY));
    return !c->err.kind;
}

/* Personal --------------------------------------------------------------------------------------
 */
static const struct personal personal[] = {
    {"votes", N_("参加过的表决"),
        "SELECT v.id, m.title, v.way, v.received_at, v.code, v.void_why FROM vote v JOIN matter m"
        " ON m.area_id = v.area_id AND m.id = v.ballot_id"
        " WHERE v.area_id = ?1 AND v.person_id = ?2 ORDER BY v.id",
        .columns = {{N_("表决"), PERSONAL_TEXT},
            {N_("方式"), PERSONAL_CHOICE, .choices = votes_ways}, {N_("收到"), PERSONAL_TIME}}},
    {0},
};

/* Votes stay counted: what goes is who cast them and what was written. */
static void forget(struct ctx *c, int64_t person_id)
{
    db_exec(c, "UPDATE vote SET person_id = NULL WHERE area_id = ?1 AND person_id = ?2",
        V(c->area_id), V(person_id));
}

const struct module votes_module = {
    .name = "votes", .tier = 10, .personal = personal, .forget = forget};
