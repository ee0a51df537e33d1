/* votes_trial_test.c - random rolls and random votes in any order, counted again by a slow
 * obvious oracle: a plain list of what happened, loops, 128 bits. EAVES_TRIALS ballots (default: a
 * second's), EAVES_SEED which; a failure says its seed. */
#include "src/electorate/electorate_room.h"
#include "src/votes/votes_room.h"
#include "tests/ballots_dice.h"

enum {
    VOTERS = 7,
    EVENTS = 24,
    ITEMS = 2,
    OPTIONS = 4,
    SEATS = 2,
    CHOICES = VOTE_OPTION + OPTIONS + 1
};

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
    struct chosen out[TALLY_OPTIONS_MAX];
    struct convention how = {roll(&s->d, 2), roll(&s->d, 2), roll(&s->d, 3) == 0};
    struct ruleset rule = {.id = 1,
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
        return tally_item(&rule, t->roll, t->silent, sums, VOTE_YES, &how).verdict ==
               expected(k, item, &rule, VOTE_YES, &how);
    }
    bool ok = true;
    tally_choose(&rule, SEATS, OPTIONS, t->roll, t->silent, sums, &how, out);
    for (int at = 0; at < OPTIONS; at++) {
        bool in, tied;
        expect_seat(k, item, &rule, out[at].option, &how, &in, &tied);
        ok = ok && out[at].in == in && out[at].tied == tied;
    }
    return ok;
}

static bool agrees(struct ctx *c, struct story *s)
{
    struct turnout t;
    int64_t ballots = 0, wrong = 0;
    struct counted k = recount(s);
    bool ok = votes_turnout(c, &s->b, &t) && same(t.roll, k.roll) && same(t.took, k.took) &&
              same(t.silent, k.silent) && t.web == k.way[WAY_WEB] && t.paper == k.way[WAY_PAPER] &&
              t.proxies == k.way[WAY_PROXY];
    for (int item = 1; ok && item <= ITEMS; item++) {
        ok = item_agrees(s, &k, &t, item);
    }
    return ok && votes_sums_check(c, &ballots, &wrong) && ballots && !wrong;
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
    bool took = votes_cast(c, &s->b, e.voter, &v);
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
        return votes_deliver(c, &s->b, no, c->now);
    }
    if (what == 1 && s->n) {
        struct happened *e = &s->v[roll(&s->d, (int64_t)s->n)];
        struct vote v = {.id = e->id, .voter_no = e->voter};
        e->void_ = true;
        return votes_void(c, &s->b, &v, "抄错");
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
        electorate_put_voter(c, s->b.id, &(struct voter){.no = no, .door = "", .w = v}, &by);
    }
    votes_shift(c, s->b.id, (struct vote_mark){0, SUM_ROLL}, all, 1);
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
    printf("votes_trial: %lld ballots, %lld moments each, EAVES_SEED=%lld\n", (long long)n,
        (long long)EVENTS, (long long)seed);
    CHECK("random ballots", true);
}

const struct test votes_trial_tests[] = {
    {"random votes", random_votes},
    {0},
};
