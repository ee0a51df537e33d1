/* ballots_trial_test.c - random rolls and random votes in any order, counted again by a slow
 * obvious oracle: a plain list of what happened, loops, 128 bits. EAVES_TRIALS ballots (default: a
 * second's), EAVES_SEED which; a failure says its seed. */
#include <time.h>

#include "src/ballots/ballots_room.h"
#include "tests/ballots_world.h"

enum {
    VOTERS = 7,
    EVENTS = 24,
    ITEMS = 2,
    OPTIONS = 4,
    SEATS = 2,
    CHOICES = VOTE_OPTION + OPTIONS + 1
};

struct dice {
    uint64_t x;
};
static int64_t roll(struct dice *d, int64_t n) /* 0 to n - 1 */
{
    d->x += 0x9e3779b97f4a7c15ULL;
    uint64_t z = d->x;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
    return (int64_t)((z ^ (z >> 31)) % (uint64_t)n);
}

static int64_t wish(const char *name, int64_t otherwise)
{
    int64_t n;
    const char *s = getenv(name);
    return s && parse_int(s, &n) ? n : otherwise;
}

/* What happened, told in the order of telling
 * ------------------------------------------------------
 */
struct happened {
    int64_t voter, at, id;
    enum vote_way way;
    bool void_;
    bool said[ITEMS + 1][CHOICES]; /* as it must be kept: spoiled where it was too much */
};
struct story {
    struct dice d;
    struct ballot b;
    struct weight w[VOTERS + 1];
    bool delivered[VOTERS + 1];
    struct happened v[EVENTS];
    size_t n;
    int64_t person; /* who speaks for every voter but the last */
};
struct counted {
    struct weight roll, took, silent, item[ITEMS + 1][CHOICES]; /* choice 0: who took part in it */
    int64_t way[4];
};

static struct weight plus(struct weight a, struct weight b, int64_t times)
{
    return (struct weight){a.homes + times * b.homes, a.stalls + times * b.stalls,
        a.area_dm2 + times * b.area_dm2, a.stalls_dm2 + times * b.stalls_dm2};
}

static bool same(struct weight a, struct weight b)
{
    return a.homes == b.homes && a.stalls == b.stalls && a.area_dm2 == b.area_dm2 &&
           a.stalls_dm2 == b.stalls_dm2;
}

/* The first or the last of one voter's by that way; events stand in the order they were told. */
static const struct happened *one_of(
    const struct story *s, int64_t voter, enum vote_way way, bool last)
{
    const struct happened *found = NULL;
    for (size_t i = 0; i < s->n; i++) {
        const struct happened *e = &s->v[i];
        if (e->voter == voter && e->way == way && !e->void_ &&
            (!found || (last ? e->at >= found->at : e->at < found->at))) {
            found = e;
        }
    }
    return found;
}

static bool was_before(const struct happened *a, const struct happened *b)
{
    return a->at != b->at ? a->at < b->at : a < b;
}

static const struct happened *counts(const struct story *s, int64_t voter)
{
    const struct happened *web = one_of(s, voter, WAY_WEB, true),
                          *paper = one_of(s, voter, WAY_PAPER, false),
                          *first_web = one_of(s, voter, WAY_WEB, false);
    if (!web && !paper) {
        return one_of(s, voter, WAY_PROXY, true);
    }
    if (!web || !paper) {
        return web ? web : paper;
    }
    switch (s->b.precedence) {
    case FIRST_COUNTS:
        return was_before(first_web, paper) ? web : paper;
    case PAPER_COUNTS:
        return paper;
    case LAST_COUNTS:
        return was_before(web, paper) ? paper : web;
    }
    return NULL;
}

static struct counted recount(const struct story *s)
{
    struct counted k = {0};
    for (int64_t no = 1; no <= VOTERS; no++) {
        struct weight w = s->w[no];
        const struct happened *e = counts(s, no);
        k.roll = plus(k.roll, w, 1);
        k.took = plus(k.took, w, e != NULL);
        k.silent = plus(k.silent, w, !e && s->delivered[no]);
        k.way[e ? e->way : 0]++;
        for (int item = 1; e && item <= ITEMS; item++) {
            bool any = false;
            for (int choice = 1; choice < CHOICES; choice++) {
                any = any || e->said[item][choice];
                k.item[item][choice] = plus(k.item[item][choice], w, e->said[item][choice]);
            }
            k.item[item][0] = plus(k.item[item][0], w, any);
        }
    }
    return k;
}

/* Thresholds, multiplied out ----------------------------------------------------------------------
 */
static int reached(int64_t have, int64_t of, const struct threshold *t) /* -1: cannot be decided */
{
    __int128 a = (__int128)have * t->f.den, b = (__int128)of * t->f.num;
    return of <= 0 ? -1 : t->how == AT_LEAST ? a >= b : a > b;
}

static int both_reached(const struct ruleset *r, const struct threshold *t, struct weight have,
    struct weight of, bool parking)
{
    int heads =
        reached(have.homes + (parking ? have.stalls : 0), of.homes + (parking ? of.stalls : 0), t);
    int area = r->by_area ? reached(have.area_dm2 + (parking ? have.stalls_dm2 : 0),
                                of.area_dm2 + (parking ? of.stalls_dm2 : 0), t)
                          : 1;
    return heads < 0 || area < 0 ? -1 : heads && area;
}

static enum verdict expected(const struct counted *k, int item, const struct ruleset *r,
    int64_t choice, const struct convention *how)
{
    struct weight took = k->item[item][0], yes = k->item[item][choice], no = k->item[item][VOTE_NO];
    took = plus(took, k->silent, how->silence || how->follow);
    int64_t y = yes.homes + (how->parking ? yes.stalls : 0),
            n = no.homes + (how->parking ? no.stalls : 0);
    yes = plus(yes, k->silent, how->follow && y > n);
    no = plus(no, k->silent, how->follow && n > y);
    struct weight from[] = {[FROM_NONE] = {0},
        [FROM_ROLL] = k->roll,
        [FROM_PART] = took,
        [FROM_YES_NO] = plus(yes, no, 1)};
    int quorum = r->took_part.from
                     ? both_reached(r, &r->took_part, took, from[r->took_part.from], how->parking)
                     : 1;
    int agree =
        r->agree.from ? both_reached(r, &r->agree, yes, from[r->agree.from], how->parking) : -1;
    int out = quorum == 1 ? agree : quorum;
    return out < 0 ? CANNOT_DECIDE : out ? PASSED : FAILED;
}

/* k of n: how many that pass stand before it, how many beside it. */
static void expect_seat(const struct counted *k, int item, const struct ruleset *r, int64_t option,
    const struct convention *how, bool *in, bool *tied)
{
    int ahead = 0, level = 0;
    struct weight mine = k->item[item][VOTE_OPTION + option];
    for (int64_t o = 1; o <= OPTIONS; o++) {
        struct weight other = k->item[item][VOTE_OPTION + o];
        int64_t more = weight_heads(other, how->parking) - weight_heads(mine, how->parking);
        more = more ? more : weight_area(other, how->parking) - weight_area(mine, how->parking);
        bool passed = !r->agree.from || expected(k, item, r, VOTE_OPTION + o, how) == PASSED;
        ahead += passed && more > 0;
        level += passed && more == 0;
    }
    bool pass = !r->agree.from || expected(k, item, r, VOTE_OPTION + option, how) == PASSED;
    *in = pass && ahead + level <= SEATS;
    *tied = pass && ahead < SEATS && ahead + level > SEATS;
}

/* What the program says
 * ----------------------------------------------------------------------------
 */
static struct threshold any_threshold(struct dice *d, bool none)
{
    static const struct fraction f[] = {{1, 2}, {2, 3}, {3, 4}, {1, 1}, {0, 1}, {1, 3}};
    return (struct threshold){(enum counted_from)roll(d, 4 - !none) + !none,
        roll(d, 2) ? MORE_THAN : AT_LEAST, f[roll(d, 6)]};
}

static bool item_agrees(struct story *s, const struct counted *k, const struct turnout *t, int item)
{
    struct ballot_item i = {.no = item, .seats = SEATS, .n = OPTIONS};
    struct chosen out[BALLOT_OPTIONS_MAX];
    struct convention how = {roll(&s->d, 2), roll(&s->d, 2), roll(&s->d, 3) == 0};
    i.rule = (struct ruleset){.id = 1,
        .by_area = roll(&s->d, 3) > 0,
        .took_part = any_threshold(&s->d, true),
        .agree = any_threshold(&s->d, true)};
    const struct sums *sums = &t->items[item - 1];
    for (int choice = 0; choice < CHOICES; choice++) {
        if (!same(sums_of(sums, choice), k->item[item][choice])) {
            return false;
        }
    }
    if (item == 1) {
        return ballots_tally(&i.rule, t->roll, t->silent, sums, VOTE_YES, &how).verdict ==
               expected(k, item, &i.rule, VOTE_YES, &how);
    }
    bool ok = ballots_choose(&i, t->roll, t->silent, sums, &how, out) == OPTIONS;
    for (int at = 0; at < OPTIONS; at++) {
        bool in, tied;
        expect_seat(k, item, &i.rule, out[at].option, &how, &in, &tied);
        ok = ok && out[at].in == in && out[at].tied == tied;
    }
    return ok;
}

static bool agrees(struct ctx *c, struct story *s)
{
    struct turnout t;
    bool right = false;
    struct counted k = recount(s);
    bool ok = ballots_turnout(c, &s->b, &t) && same(t.roll, k.roll) && same(t.took, k.took) &&
              same(t.silent, k.silent) && t.web == k.way[WAY_WEB] && t.paper == k.way[WAY_PAPER] &&
              t.proxies == k.way[WAY_PROXY];
    for (int item = 1; ok && item <= ITEMS; item++) {
        ok = item_agrees(s, &k, &t, item);
    }
    return ok && ballots_recount_sums(c, &s->b, &right) && right;
}

/* Telling the story
 * --------------------------------------------------------------------------------
 */
/* What is marked, and how it must be kept; false: it must be refused. */
static bool mark(
    struct ctx *c, struct story *s, enum vote_way way, struct vote_marks *in, struct happened *e)
{
    bool refused = false, any = false;
    for (int item = 1; item <= ITEMS; item++) {
        int64_t n = roll(&s->d, item == 1 ? 3 : 4);
        int different = 0, options = 0;
        for (int64_t i = 0; i < n; i++) {
            int64_t plain = 1 + roll(&s->d, 8) % (item == 1 ? 4 : 1) + (item == 1 ? 0 : 2);
            int64_t choice =
                item == 2 && roll(&s->d, 6) ? VOTE_OPTION + 1 + roll(&s->d, OPTIONS) : plain;
            list_push(c->arena, in, ((struct vote_mark){item, choice}));
            different += !e->said[item][choice];
            options += !e->said[item][choice] && choice > VOTE_OPTION;
            e->said[item][choice] = true;
        }
        any = any || n;
        bool much = different > 1 && (options < different || options > SEATS);
        refused = refused || (way == WAY_WEB && (much || e->said[item][VOTE_SPOILED]));
        if (much) {
            memset(e->said[item], 0, sizeof(e->said[item]));
            e->said[item][VOTE_SPOILED] = true;
        }
    }
    return any && !refused;
}

static bool hand_in(struct ctx *c, struct story *s)
{
    struct happened e = {.voter = 1 + roll(&s->d, VOTERS), .at = c->now - 3 + roll(&s->d, 4)};
    e.way = (enum vote_way)(WAY_WEB + roll(&s->d, 3));
    e.way = roll(&s->d, 2) ? WAY_WEB : e.way;
    struct vote v = {.way = e.way, .received_at = e.at, .person_id = s->person};
    bool fine = mark(c, s, e.way, &v.marks, &e) && (e.way != WAY_WEB || e.voter < VOTERS);
    c->act.person_id = s->person;
    c->act.received_at = e.at;
    bool took = ballots_cast(c, &s->b, e.voter, &v);
    (void)err_take(&c->err);
    e.id = v.id;
    if (took) {
        s->v[s->n++] = e;
    }
    return took == fine;
}

static bool step(struct ctx *c, struct story *s)
{
    int64_t what = roll(&s->d, 8);
    if (what == 0) {
        int64_t no = 1 + roll(&s->d, VOTERS);
        s->delivered[no] = true;
        return ballots_deliver(c, &s->b, no, c->now);
    }
    if (what == 1 && s->n) {
        struct happened *e = &s->v[roll(&s->d, (int64_t)s->n)];
        struct vote v = {.id = e->id, .voter_no = e->voter};
        e->void_ = true;
        return ballots_void_vote(c, &s->b, &v, "抄错");
    }
    return s->n >= EVENTS || hand_in(c, s);
}

static struct ballot open_ballot(struct ctx *c, const struct world *w)
{
    struct ballot b = ballots_draft(c, w->stair, w->committee, DECIDES_OTHER);
    struct ballot_item two = {
        .title = "选哪两样？", .text = "", .decides = DECIDES_OTHER, .seats = SEATS};
    for (; two.n < OPTIONS; two.n++) {
        two.options[two.n] = "一样";
    }
    list_push(c->arena, &b.items, two);
    c->act.person_id = w->clerk;
    CHECK("opens", ballots_open(c, &b));
    b.m.state = BALLOT_OPEN; /* the store asks the ballot it is given */
    b.opens_at = c->now - MS_PER_DAY;
    b.closes_at = c->now + MS_PER_DAY;
    return b;
}

/* Whoever is last on the roll has nobody who speaks for them. */
static void begin(struct ctx *c, struct story *s, const struct world *w)
{
    struct weight all = {0};
    s->b = open_ballot(c, w);
    s->b.precedence = (enum precedence)(1 + roll(&s->d, 3));
    s->person = w->granny;
    for (int64_t no = 1; no <= VOTERS; no++) {
        struct speakers by = {0};
        int64_t homes = roll(&s->d, 4) > 0;
        struct weight v = {homes, 1 - homes, homes ? roll(&s->d, 3) * 5000 + roll(&s->d, 2) : 0,
            roll(&s->d, 3) ? 0 : 1200};
        s->w[no] = v;
        all = plus(all, v, 1);
        if (no < VOTERS) {
            list_push(c->arena, &by, ((struct speaker){s->person, SPEAKS_SELF}));
        }
        ballots_put_voter(c, s->b.id, &(struct voter){.no = no, .door = "", .w = v}, &by);
    }
    ballots_shift(c, s->b.id, (struct vote_mark){0, SUM_ROLL}, all, 1);
}

static bool tell_story(struct ctx *c, uint64_t seed, const struct world *w)
{
    struct story s = {.d = {seed}};
    bool ok = true;
    test_begin(c);
    begin(c, &s, w);
    for (int i = 0; ok && i < EVENTS; i++) {
        ok = step(c, &s) && agrees(c, &s);
    }
    return test_end(c) && ok;
}

static void random_votes(struct ctx *c)
{
    struct world *w = world_make(c);
    bool sqlite = db_engine(c->db) == DB_SQLITE;
    int64_t n = wish("EAVES_TRIALS", sqlite ? 120 : 12),
            seed = wish("EAVES_SEED", (int64_t)time(NULL));
    for (int64_t i = 0; i < n; i++) {
        if (!tell_story(c, (uint64_t)(seed + i), w)) {
            CHECK(arena_printf(c->arena, "random ballot, EAVES_SEED=%lld EAVES_TRIALS=1",
                      (long long)(seed + i)),
                false);
            return;
        }
    }
    printf("ballots_trial: %lld ballots, %lld moments each, EAVES_SEED=%lld\n", (long long)n,
        (long long)EVENTS, (long long)seed);
    CHECK("random ballots", true);
}

/* Rolls ------------------------------------------------------------------------------------------
 */
enum { UNITS = 10, OWNERS = 5, DEVELOPER = OWNERS, HOLDERS };
struct street { /* who holds what, as a list: bit i is owner i */
    struct dice d;
    int64_t unit[UNITS], dm2[UNITS], person[OWNERS];
    unsigned held[UNITS];
    bool stall[UNITS], named[1U << HOLDERS];
    int n;
};

static void take_hold(struct ctx *c, struct street *s, int i, int64_t developer)
{
    static const char *const names[OWNERS] = {"钱一", "钱二", "钱三", "钱四", "钱五"};
    bool made, changed;
    int64_t first = 0, many = 0;
    for (int k = 0; k < OWNERS; k++) {
        many += s->held[i] >> k & 1U;
    }
    for (int k = 0; k < OWNERS; k++) {
        if (s->held[i] >> k & 1U) {
            const char *phone = arena_printf(c->arena, "1390000200%d", k);
            int64_t o = owners_put(c, s->unit[i], names[k], OWNER_PERSON, phone, 1, many,
                "2020-01-01", &made, &changed);
            first = first ? first : o;
        }
    }
    if (s->held[i] == 1U << DEVELOPER) {
        owners_put_unsold(c, s->unit[i], developer, "2020-01-01");
    }
    if (many > 1 && s->named[s->held[i]]) {
        owners_set_voter(c, s->unit[i], first, "2020-01-01");
    }
}

static int64_t build_street(struct ctx *c, struct street *s, int64_t compound, int64_t number)
{
    bool made, changed;
    int64_t stair = places_put_building(
        c, compound, arena_printf(c->arena, "%lld号楼", (long long)number), &made);
    int64_t developer = owners_make_organisation(c, "临江置业", "", true);
    s->n = 1 + (int)roll(&s->d, UNITS);
    for (int i = 0; i < (1 << HOLDERS); i++) {
        s->named[i] = roll(&s->d, 2);
    }
    for (int i = 0; i < s->n; i++) {
        unsigned owners = (unsigned)(1 << roll(&s->d, OWNERS) | 1 << roll(&s->d, OWNERS));
        owners = roll(&s->d, 3) ? owners & 7U : owners;
        s->held[i] = roll(&s->d, 5) == 0 ? 1U << DEVELOPER : roll(&s->d, 6) ? owners : 0;
        s->stall[i] = roll(&s->d, 4) == 0;
        s->dm2[i] = roll(&s->d, 5) * 1999;
        s->unit[i] = places_put_unit(c, stair,
            arena_printf(c->arena, s->stall[i] ? "车位%d" : "%d01", i + 1), s->dm2[i], &made,
            &changed);
        take_hold(c, s, i, developer);
    }
    return stair;
}

/* The unit of lowest number that the same ones hold. */
static int leader(const struct street *s, int i)
{
    for (int k = 0; s->held[i] && k < i; k++) {
        if (s->held[k] == s->held[i]) {
            return k;
        }
    }
    return i;
}

static int64_t at_of(const struct street *s, int64_t unit)
{
    for (int i = 0; i < s->n; i++) {
        if (s->unit[i] == unit) {
            return i;
        }
    }
    return -1;
}

/* Is that voter what stands behind unit `lead`? */
static bool voter_agrees(
    struct ctx *c, const struct street *s, const struct ballot *b, const struct voter *v, int lead)
{
    struct weight w = {0};
    int units = 0;
    unsigned held = s->held[lead];
    for (int i = 0; i < s->n; i++) {
        if (leader(s, i) == lead) {
            units++;
            w.homes = w.homes || !s->stall[i];
            *(s->stall[i] ? &w.stalls_dm2 : &w.area_dm2) += s->dm2[i];
        }
    }
    w.stalls = !w.homes;
    bool joint = held != 1U << DEVELOPER && (held & (held - 1)) != 0;
    enum why_not why = !held ? NOT_KNOWN : joint && !s->named[held] ? NOT_NAMED : MAY_VOTE;
    int64_t speakers = db_int(c,
        "SELECT count(*) FROM voter_speaker WHERE area_id = ?1 AND ballot_id = ?2"
        " AND voter_no = ?3",
        V(c->area_id), V(b->id), V(v->no));
    return same(v->w, w) && v->units == units && v->why_not == why &&
           v->unsold == (held == 1U << DEVELOPER) &&
           speakers == (why == MAY_VOTE && held != 1U << DEVELOPER);
}

static bool street_agrees(struct ctx *c, const struct street *s, const struct ballot *b)
{
    struct voters all = {0};
    struct voter_units units = {0};
    struct turnout t;
    struct weight sum = {0};
    size_t heads = 0;
    bool ok = ballots_voters(c, b->id, 0, &all) && ballots_units(c, b->id, 0, &units) &&
              ballots_turnout(c, b, &t) && units.n == (size_t)s->n;
    for (int i = 0; i < s->n; i++) {
        heads += leader(s, i) == i;
    }
    ok = ok && heads == all.n;
    for (size_t i = 0; ok && i < units.n; i++) {
        const struct voter_unit *u = &units.v[i];
        int64_t at = at_of(s, u->unit_id);
        ok = at >= 0 && u->voter_no >= 1 && (size_t)u->voter_no <= all.n &&
             voter_agrees(c, s, b, &all.v[u->voter_no - 1], leader(s, (int)at));
        sum = i < all.n ? plus(sum, all.v[i].w, 1) : sum;
    }
    return ok && same(t.roll, sum);
}

static void random_rolls(struct ctx *c)
{
    struct world *w = world_make(c);
    bool sqlite = db_engine(c->db) == DB_SQLITE;
    int64_t n = wish("EAVES_TRIALS", sqlite ? 60 : 12),
            seed = wish("EAVES_SEED", (int64_t)time(NULL));
    struct building g;
    bool ok = true;
    test_begin(c);
    CHECK("compound", places_building(c, w->stair, &g) && test_end(c));
    for (int64_t i = 0; ok && i < n; i++) {
        struct street s = {.d = {(uint64_t)(seed + i)}};
        test_begin(c);
        int64_t stair = build_street(c, &s, g.compound_id, 1000 + i);
        struct ballot b = ballots_draft(c, stair, w->committee, DECIDES_USE_FUND);
        ok = test_end(c) && ballots_to_open(c, &b, w->clerk);
        test_begin(c);
        ok = ok && street_agrees(c, &s, &b);
        ok = test_end(c) && ok;
        CHECK(arena_printf(c->arena, "random roll, EAVES_SEED=%lld", (long long)(seed + i)), ok);
    }
}

const struct test ballots_trial_tests[] = {
    {"random votes", random_votes},
    {"random rolls", random_rolls},
    {0},
};
