/* ballots_roll_store.c - the roll is taken from the registers and frozen. */
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#include "src/ballots/ballots_room.h"

#include "lib/db/job.h"
#include "src/owners/owners.h"
#include "src/people/people.h"
#include "src/places/places.h"

/* Writing heads ---------------------------------------------------------------------------------
 */
static void put_speakers(struct ctx *c, int64_t ballot_id, int64_t no, const struct speakers *by)
{
    for (size_t i = 0; i < by->n; i++) {
        db_send(c,
            "INSERT INTO voter_speaker (area_id, ballot_id, voter_no, person_id, how)"
            " VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT DO NOTHING",
            V(c->area_id), V(ballot_id), V(no), V(by->v[i].person_id), V((int)by->v[i].how));
    }
}

void ballots_put_voter(
    struct ctx *c, int64_t ballot_id, const struct voter *v, const struct speakers *by)
{
    db_send(c,
        "INSERT INTO voter (area_id, ballot_id, no, who_kind, who_id, why_not, unsold, building_id,"
        " door, units, homes, area_dm2, stalls_dm2)"
        " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)",
        V(c->area_id), V(ballot_id), V(v->no), V((int)v->who), V0(v->who_id), V((int)v->why_not),
        V((int)v->unsold), V0(v->building_id), V(v->door), V(v->units), V(v->w.homes),
        V(v->w.area_dm2), V(v->w.stalls_dm2));
    put_speakers(c, ballot_id, v->no, by);
}

/* Who have died, and who is under whose guardianship: of the whole area, each read once. ----------
 */
struct link {
    int64_t from, to; /* ward, guardian */
};
struct lives {
    struct ids dead; /* sorted */
    struct links {
        struct link *v;
        size_t n, cap;
    } guards; /* sorted by ward */
};

static bool read_lives(struct ctx *c, const char *day, struct lives *out)
{
    struct rows r = db_query(c,
        "SELECT id FROM person WHERE area_id = ?1 AND died_on IS NOT NULL AND died_on <= ?2"
        " ORDER BY id",
        V(c->area_id), V(day));
    while (rows_next(&r)) {
        list_push(c->arena, &out->dead, row_int(&r, 0));
    }
    bool ok = rows_end(&r);
    r = db_query(c,
        "SELECT COALESCE(w.merged_into, w.id), COALESCE(g.merged_into, g.id) FROM relation r"
        " JOIN person w ON w.area_id = r.area_id AND w.id = r.other_id"
        " JOIN person g ON g.area_id = r.area_id AND g.id = r.person_id"
        " WHERE r.area_id = ?1 AND r.kind = 3 AND r.valid_from <= ?2"
        " AND (r.valid_to IS NULL OR r.valid_to > ?2) AND g.died_on IS NULL ORDER BY 1, 2",
        V(c->area_id), V(day));
    while (rows_next(&r)) {
        list_push(c->arena, &out->guards, ((struct link){row_int(&r, 0), row_int(&r, 1)}));
    }
    return rows_end(&r) && ok;
}

static int by_id(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return x < y ? -1 : x > y;
}

static bool is_dead(const struct lives *l, int64_t id)
{
    return l->dead.n && bsearch(&id, l->dead.v, l->dead.n, sizeof(id), by_id);
}

/* A ward is spoken for by the guardians; else everybody speaks for themselves. */
static void speaks(struct ctx *c, const struct lives *l, int64_t person_id, struct speakers *out)
{
    bool ward = false;
    for (size_t i = 0; i < l->guards.n; i++) {
        if (l->guards.v[i].from == person_id) {
            ward = true;
            list_push(c->arena, out, ((struct speaker){l->guards.v[i].to, SPEAKS_GUARDIAN}));
        }
    }
    if (!ward && person_id) {
        list_push(c->arena, out, ((struct speaker){person_id, SPEAKS_SELF}));
    }
}

/* Owners ----------------------------------------------------------------------------------------
 */
static bool concerned(const struct ballot *b, int64_t building_id)
{
    for (size_t i = 0; i < b->stairs.n; i++) {
        if (b->stairs.v[i] == building_id) {
            return true;
        }
    }
    return b->stairs.n == 0;
}

struct by_unit {
    int64_t unit_id;
    size_t first, n;
};

static int by_unit(const void *a, const void *b)
{
    return by_id(&((const struct by_unit *)a)->unit_id, &((const struct by_unit *)b)->unit_id);
}

/* "17+23": who hold it, sorted: the same holders of two homes give the same key. */
static const char *key_of(struct ctx *c, const struct owner_share *v, size_t n)
{
    int64_t *one = arena_alloc(c->arena, n * sizeof(*one));
    const char *key = "";
    for (size_t i = 0; i < n; i++) {
        one[i] = v[i].owner.one;
    }
    qsort(one, n, sizeof(*one), by_id);
    for (size_t i = 0; i < n; i++) {
        if (i == 0 || one[i] != one[i - 1]) {
            key = arena_printf(c->arena, "%s+%lld", key, (long long)one[i]);
        }
    }
    return key;
}

static struct by_unit *index_shares(struct ctx *c, const struct owner_shares *all, size_t *n)
{
    struct by_unit *v = arena_alloc(c->arena, (all->n + 1) * sizeof(*v));
    *n = 0;
    for (size_t i = 0; i < all->n; i++) {
        if (i && all->v[i].unit_id == all->v[i - 1].unit_id) {
            v[*n - 1].n++;
        } else {
            v[(*n)++] = (struct by_unit){all->v[i].unit_id, i, 1};
        }
    }
    qsort(v, *n, sizeof(*v), by_unit);
    return v;
}

static bool read_holdings(struct ctx *c, const struct ballot *b, const char *day,
    struct owner_shares *shares, struct holdings *out)
{
    struct owned_units units = {0};
    size_t n;
    if (!owners_units(c, b->place_id, day, &units) || !owners_under(c, b->place_id, day, shares)) {
        return false;
    }
    const struct by_unit *held = index_shares(c, shares, &n);
    for (size_t i = 0; i < units.n; i++) {
        const struct owned_unit *u = &units.v[i];
        struct holding h = {.unit_id = u->unit_id,
            .building_id = u->building_id,
            .area_dm2 = u->area_dm2,
            .source = (int64_t)u->source,
            .stall = ballots_is_stall(u->name),
            .name = u->name,
            .building = u->building,
            .key = ""};
        struct by_unit key = {.unit_id = u->unit_id};
        const struct by_unit *s = n ? bsearch(&key, held, n, sizeof(key), by_unit) : NULL;
        if (s) {
            h.key = key_of(c, &shares->v[s->first], s->n);
            h.share = s->first;
            h.shares = s->n;
        }
        if (concerned(b, u->building_id)) {
            list_push(c->arena, out, h);
        }
    }
    return true;
}

/* Whose vote it is: the designated one of its holders. */
static const struct owner_share *voice(const struct owner_shares *all, const struct holding *h)
{
    for (size_t i = h->share; i < h->share + h->shares; i++) {
        if (all->v[i].votes) {
            return &all->v[i];
        }
    }
    return NULL;
}

static bool agent(struct ctx *c, int64_t owner_id, const char *day, struct speakers *out)
{
    const char *name, *phone;
    if (!owners_agent_on(c, owner_id, day, &name, &phone)) {
        return false;
    }
    int64_t person = *phone ? people_meant(c, name, phone) : 0;
    if (person) {
        list_push(c->arena, out, ((struct speaker){person, SPEAKS_AGENT}));
    }
    return !c->err.kind;
}

static bool voter_of(struct ctx *c, const struct owner_shares *shares, const struct holding *h,
    const struct lives *lives, const char *day, struct voter *v, struct speakers *by)
{
    const struct owner_share *s = h->shares ? voice(shares, h) : NULL;
    if (!h->shares) {
        v->why_not = NOT_KNOWN;
        return true;
    }
    const struct owner *o = s ? &s->owner : &shares->v[h->share].owner;
    v->unsold = shares->v[h->share].unsold;
    v->who = o->kind == OWNER_ORGANISATION ? WHO_ORGANISATION : WHO_PERSON;
    v->who_id = v->who == WHO_PERSON ? o->person_id : o->id;
    if (!s) {
        v->why_not = NOT_NAMED;
    } else if (v->who == WHO_ORGANISATION) {
        return agent(c, o->id, day, by);
    } else if (is_dead(lives, o->person_id)) {
        v->why_not = NOT_HEIR;
    } else {
        speaks(c, lives, o->person_id, by);
    }
    return true;
}

struct head { /* a voter while it is put together */
    struct voter v;
    const struct holding *first;
};

static void put_unit(struct ctx *c, int64_t ballot_id, const struct holding *h, int64_t no)
{
    db_send(c,
        "INSERT INTO voter_unit (area_id, ballot_id, unit_id, voter_no, building_id, name, stall,"
        " area_dm2, source) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
        V(c->area_id), V(ballot_id), V(h->unit_id), V(no), V(h->building_id), V(h->name),
        V((int)h->stall), V(h->area_dm2), V(h->source));
}

static void add_unit(struct ctx *c, struct head *k, const struct holding *h)
{
    if (!k->first || (k->first->stall && !h->stall)) {
        k->first = h; /* the door of its home, when it has one */
        k->v.building_id = h->building_id;
        k->v.door = arena_printf(c->arena, "%s %s", h->building, h->name);
    }
    k->v.units++;
    k->v.w.homes = k->v.w.homes || !h->stall;
    *(h->stall ? &k->v.w.stalls_dm2 : &k->v.w.area_dm2) += h->area_dm2;
}

static bool freeze_owners(struct ctx *c, const struct ballot *b, const char *day)
{
    struct owner_shares shares = {0};
    struct holdings all = {0};
    struct lives lives = {0};
    int64_t heads;
    if (!read_holdings(c, b, day, &shares, &all) || !read_lives(c, day, &lives)) {
        return false;
    }
    const int64_t *head = ballots_heads(c->arena, &all, &heads);
    struct head *v = arena_alloc(c->arena, ((size_t)heads + 1) * sizeof(*v));
    for (size_t i = 0; i < all.n; i++) {
        v[head[i] - 1].v.no = head[i];
        add_unit(c, &v[head[i] - 1], &all.v[i]);
    }
    for (int64_t i = 0; i < heads; i++) {
        struct speakers by = {0};
        if (!voter_of(c, &shares, v[i].first, &lives, day, &v[i].v, &by)) {
            return false;
        }
        ballots_put_voter(c, b->id, &v[i].v, &by);
    }
    for (size_t i = 0; i < all.n; i++) {
        put_unit(c, b->id, &all.v[i], head[i]);
    }
    return !c->err.kind;
}

/* Those who live there --------------------------------------------------------------------------
 */
struct lodger {
    int64_t person_id, household_id, building_id;
    const char *unit, *building, *born;
};
struct lodgers {
    struct lodger *v;
    size_t n, cap;
};

/* In the order of stairs and doors; who lives in two homes of it stands where the first is. */
static bool read_lodgers(
    struct ctx *c, const struct ballot *b, const char *day, struct lodgers *out)
{
    struct rows r = db_query(c,
        "SELECT COALESCE(p.merged_into, p.id), h.household_id, u.building_id, u.name, q.name, p.born,"
        " p.id FROM household_unit h JOIN unit u ON u.area_id = h.area_id AND u.id = h.unit_id"
        " JOIN building g ON g.area_id = u.area_id AND g.id = u.building_id"
        " JOIN place q ON q.area_id = g.area_id AND q.id = g.id"
        " JOIN relation r ON r.area_id = h.area_id AND r.household_id = h.household_id AND r.kind = 1"
        " JOIN person p ON p.area_id = r.area_id AND p.id = r.person_id"
        " WHERE h.area_id = ?1 AND (?2 = u.area_id OR ?2 = g.id OR ?2 = g.compound_id)"
        " AND h.valid_from <= ?3 AND (h.valid_to IS NULL OR h.valid_to > ?3)"
        " AND r.valid_from <= ?3 AND (r.valid_to IS NULL OR r.valid_to > ?3)"
        " AND p.gone_at IS NULL AND p.died_on IS NULL"
        " ORDER BY g.compound_id, g.number, g.id, u.floor, u.col, u.name, u.id, h.household_id, r.id",
        V(c->area_id), V(b->place_id), V(day));
    while (rows_next(&r)) {
        struct bytes born = row_bytes(&r, 5);
        struct lodger l = {.person_id = row_int(&r, 0),
            .household_id = row_int(&r, 1),
            .building_id = row_int(&r, 2),
            .unit = row_text(&r, 3),
            .building = row_text(&r, 4),
            .born = born.v ? unseal(c, "person", "born", row_int(&r, 6), born) : ""};
        if (concerned(b, l.building_id)) {
            list_push(c->arena, out, l);
        }
    }
    return rows_end(&r);
}

/* Where that id was first seen; a table of hashes would be no simpler for 15,000. */
struct seen {
    int64_t id;
    size_t at;
};

static int by_seen(const void *a, const void *b)
{
    const struct seen *x = a, *y = b;
    return x->id != y->id ? (x->id < y->id ? -1 : 1) : x->at < y->at ? -1 : x->at > y->at;
}

/* For each lodger: the number of its head, by household or by person. */
static int64_t *number(struct ctx *c, const struct lodgers *all, bool households)
{
    struct seen *v = arena_alloc(c->arena, (all->n + 1) * sizeof(*v));
    size_t *first = arena_alloc(c->arena, (all->n + 1) * sizeof(*first));
    int64_t *no = arena_alloc(c->arena, (all->n + 1) * sizeof(*no)), last = 0;
    for (size_t i = 0; i < all->n; i++) {
        v[i] = (struct seen){households ? all->v[i].household_id : all->v[i].person_id, i};
    }
    qsort(v, all->n, sizeof(*v), by_seen);
    for (size_t i = 0; i < all->n; i++) {
        first[v[i].at] = i && v[i].id == v[i - 1].id ? first[v[i - 1].at] : v[i].at;
    }
    for (size_t i = 0; i < all->n; i++) {
        no[i] = first[i] == i ? ++last : no[first[i]];
    }
    return no;
}

static void drop_minors(struct lodgers *all, const char *day)
{
    size_t n = 0;
    for (size_t i = 0; i < all->n; i++) {
        if (str_empty(all->v[i].born) || !people_is_minor(all->v[i].born, day)) {
            all->v[n++] = all->v[i];
        }
    }
    all->n = n;
}

static void put_lodger(struct ctx *c, const struct ballot *b, const struct lodger *l, int64_t no,
    const struct speakers *by)
{
    bool household = b->electorate == ROLL_OF_HOUSEHOLDS;
    struct voter v = {.no = no,
        .who = household ? WHO_HOUSEHOLD : WHO_PERSON,
        .who_id = household ? l->household_id : l->person_id,
        .building_id = l->building_id,
        .door = arena_printf(c->arena, "%s %s", l->building, l->unit),
        .w = {.homes = 1}};
    ballots_put_voter(c, b->id, &v, by);
}

/* Of a household every grown-up speaks; of a household of minors nobody: it has no head here. */
static bool freeze_lodgers(struct ctx *c, const struct ballot *b, const char *day)
{
    bool households = b->electorate == ROLL_OF_HOUSEHOLDS;
    struct lodgers all = {0};
    struct lives lives = {0};
    int64_t last = 0;
    if (!read_lodgers(c, b, day, &all) || !read_lives(c, day, &lives)) {
        return false;
    }
    drop_minors(&all, day);
    const int64_t *no = number(c, &all, households);
    for (size_t i = 0; i < all.n; i++) {
        const struct lodger *l = &all.v[i];
        struct speakers by = {0};
        if (households) {
            list_push(c->arena, &by, ((struct speaker){l->person_id, SPEAKS_HOUSEHOLD}));
        } else {
            speaks(c, &lives, l->person_id, &by);
        }
        if (no[i] > last) {
            last = no[i];
            put_lodger(c, b, l, no[i], &by);
        } else if (households) {
            put_speakers(c, b->id, no[i], &by);
        }
    }
    return !c->err.kind;
}

/* A body ----------------------------------------------------------------------------------------
 */
static bool freeze_body(struct ctx *c, const struct ballot *b, const char *day)
{
    struct seats all = {0};
    if (!terms_seats(c, b->body_id, day, false, &all)) {
        return false;
    }
    for (size_t i = 0; i < all.n; i++) {
        struct speakers by = {0};
        struct voter v = {.no = (int64_t)i + 1,
            .who = WHO_PERSON,
            .who_id = all.v[i].person_id,
            .door = "",
            .w = {.homes = 1}};
        list_push(c->arena, &by, ((struct speaker){v.who_id, SPEAKS_SELF}));
        ballots_put_voter(c, b->id, &v, &by);
    }
    return !c->err.kind;
}

/* The whole -------------------------------------------------------------------------------------
 */
static void drop_roll(struct ctx *c, int64_t id)
{
    db_exec(
        c, "DELETE FROM voter_unit WHERE area_id = ?1 AND ballot_id = ?2", V(c->area_id), V(id));
    db_exec(
        c, "DELETE FROM voter_speaker WHERE area_id = ?1 AND ballot_id = ?2", V(c->area_id), V(id));
    db_exec(c, "DELETE FROM voter WHERE area_id = ?1 AND ballot_id = ?2", V(c->area_id), V(id));
    db_exec(
        c, "DELETE FROM ballot_sum WHERE area_id = ?1 AND ballot_id = ?2", V(c->area_id), V(id));
}

/* "1 1 8900 0\n" a head: docs/ballot-file.md. */
static const char *hash_roll(struct ctx *c, int64_t id)
{
    struct voters all = {0};
    uint8_t out[crypto_hash_sha256_BYTES];
    crypto_hash_sha256_state s;
    if (!ballots_voters(c, id, 0, &all)) {
        return "";
    }
    (void)crypto_hash_sha256_init(&s);
    for (size_t i = 0; i < all.n; i++) {
        const struct voter *v = &all.v[i];
        const char *line = arena_printf(c->arena, "%lld %lld %lld %lld\n", (long long)v->no,
            (long long)v->w.homes, (long long)v->w.area_dm2, (long long)v->w.stalls_dm2);
        (void)crypto_hash_sha256_update(&s, (const unsigned char *)line, strlen(line));
    }
    (void)crypto_hash_sha256_final(&s, out);
    return hex(c->arena, out, sizeof(out));
}

static void sum_roll(struct ctx *c, int64_t id)
{
    db_exec(c,
        "INSERT INTO ballot_sum (area_id, ballot_id, item_no, choice, homes, stalls, area_dm2,"
        " stalls_dm2) SELECT ?1, ?2, 0, ?3, COALESCE(sum(homes), 0),"
        " COALESCE(sum(1 - homes), 0), COALESCE(sum(area_dm2), 0),"
        " COALESCE(sum(stalls_dm2), 0) FROM voter WHERE area_id = ?1 AND ballot_id = ?2",
        V(c->area_id), V(id), V(SUM_ROLL));
}

static bool freeze(struct ctx *c, const struct ballot *b, const char *day)
{
    return b->electorate == ROLL_OF_OWNERS ? freeze_owners(c, b, day)
           : b->electorate == ROLL_OF_BODY ? freeze_body(c, b, day)
                                           : freeze_lodgers(c, b, day);
}

bool ballots_freeze(struct ctx *c, int64_t ballot_id)
{
    struct ballot b;
    if (!ballots_by_id(c, ballot_id, &b)) {
        return false;
    }
    if (b.m.state != BALLOT_ROLL) {
        return true; /* announced since: it is frozen */
    }
    drop_roll(c, b.id);
    if (!freeze(c, &b, day_text(c->arena, c->now))) {
        return false;
    }
    sum_roll(c, b.id);
    db_grown(c);
    struct ballot hangs = {.notice_days = b.objection_days}; /* counted like a notice */
    int64_t until = ballots_opens_after(&hangs, c->now);
    db_exec(c,
        "UPDATE ballot SET frozen_at = ?3, roll_hash = ?4, objections_until = ?5"
        " WHERE area_id = ?1 AND id = ?2",
        V(c->area_id), V(b.id), V(c->now), V(hash_roll(c, b.id)), V(until));
    db_exec(c, "UPDATE matter SET due_at = ?3 WHERE area_id = ?1 AND id = ?2", V(c->area_id),
        V(b.id), V(until));
    return !c->err.kind;
}

static bool is_large(struct ctx *c, const struct ballot *b)
{
    return b->electorate != ROLL_OF_BODY &&
           db_int(c,
               "SELECT count(*) FROM building WHERE area_id = ?1 AND (?2 = ?1 OR id = ?2"
               " OR compound_id = ?2)",
               V(c->area_id), V(b->place_id)) > STAIRS_AT_ONCE;
}

bool ballots_take_roll(struct ctx *c, const struct ballot *b, int64_t seen_version)
{
    struct moving mv = {.matter_id = b->id, .seen_version = seen_version, .text = ""};
    if (!matters_move(c, "roll", &mv)) {
        return false;
    }
    db_exec(c, "UPDATE ballot SET frozen_at = 0 WHERE area_id = ?1 AND id = ?2", V(c->area_id),
        V(b->id));
    return is_large(c, b) ? job_put(c, "ballots.roll", b->id, c->now) : ballots_freeze(c, b->id);
}

/* Reading ---------------------------------------------------------------------------------------
 */
#define VOTER \
    "SELECT o.no, o.who_kind, o.who_id, o.why_not, o.unsold, o.building_id, o.door, o.units," \
    " o.homes, o.area_dm2, o.stalls_dm2, o.delivered_at, o.voted_at, o.vote_id," \
    " CASE WHEN o.who_kind = 1 THEN p.name WHEN o.who_kind = 2 THEN w.name ELSE '' END FROM voter o" \
    " LEFT JOIN person p ON p.area_id = o.area_id AND p.id = o.who_id AND o.who_kind = 1" \
    " LEFT JOIN owner w ON w.area_id = o.area_id AND w.id = o.who_id AND o.who_kind = 2" \
    " WHERE o.area_id = ?1 AND o.ballot_id = ?2"

static struct voter read_voter(const struct rows *r)
{
    int64_t homes = row_int(r, 8);
    return (struct voter){.no = row_int(r, 0),
        .who = (enum voter_who)row_int(r, 1),
        .who_id = row_int(r, 2),
        .why_not = (enum why_not)row_int(r, 3),
        .unsold = row_int(r, 4) != 0,
        .building_id = row_int(r, 5),
        .door = row_text(r, 6),
        .units = row_int(r, 7),
        .w = {homes, 1 - homes, row_int(r, 9), row_int(r, 10)},
        .delivered_at = row_int(r, 11),
        .voted_at = row_int(r, 12),
        .vote_id = row_int(r, 13),
        .name = row_text(r, 14)};
}

static bool read_voters(struct rows *r, struct voters *out)
{
    while (rows_next(r)) {
        list_push(r->c->arena, out, read_voter(r));
    }
    return rows_end(r);
}

bool ballots_voters(struct ctx *c, int64_t ballot_id, int64_t building_id, struct voters *out)
{
    struct rows r = db_query(c, VOTER " AND (?3 = 0 OR o.building_id = ?3) ORDER BY o.no",
        V(c->area_id), V(ballot_id), V(building_id));
    return read_voters(&r, out);
}

bool ballots_voters_for(struct ctx *c, int64_t ballot_id, int64_t person_id, struct voters *out)
{
    struct rows r = db_query(c,
        VOTER " AND o.no IN (SELECT s.voter_no FROM voter_speaker s WHERE s.area_id = ?1"
              " AND s.person_id = ?3 AND s.ballot_id = ?2) ORDER BY o.no",
        V(c->area_id), V(ballot_id), V(person_id));
    return read_voters(&r, out);
}

bool ballots_voter(struct ctx *c, int64_t ballot_id, int64_t no, struct voter *out)
{
    struct voters one = {0};
    struct rows r = db_query(c, VOTER " AND o.no = ?3", V(c->area_id), V(ballot_id), V(no));
    bool ok = read_voters(&r, &one);
    if (ok && one.n) {
        *out = one.v[0];
        return true;
    }
    return ok && fail(&c->err, ERR_ABSENT, SAY(N_("名册上没有这一户")));
}

bool ballots_units(struct ctx *c, int64_t ballot_id, int64_t building_id, struct voter_units *out)
{
    struct rows r = db_query(c,
        "SELECT unit_id, voter_no, building_id, area_dm2, source, stall, name FROM voter_unit"
        " WHERE area_id = ?1 AND ballot_id = ?2 AND (?3 = 0 OR building_id = ?3)"
        " ORDER BY building_id, unit_id",
        V(c->area_id), V(ballot_id), V(building_id));
    while (rows_next(&r)) {
        list_push(c->arena, out,
            ((struct voter_unit){.unit_id = row_int(&r, 0),
                .voter_no = row_int(&r, 1),
                .building_id = row_int(&r, 2),
                .area_dm2 = row_int(&r, 3),
                .source = row_int(&r, 4),
                .stall = row_int(&r, 5) != 0,
                .name = row_text(&r, 6)}));
    }
    return rows_end(&r);
}
