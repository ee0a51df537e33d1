/* electorate_test.c - heads; random streets: joint owners, many homes of one, unsold, stalls, no
 * floor; the frozen roll against a grouping of every home with every other. EAVES_TRIALS,
 * EAVES_SEED. */
#include "src/electorate/electorate_room.h"
#include "tests/ballots_dice.h"

static void heads(struct ctx *c)
{
    static const char *const keys[] = {"+1", "+2", "", "+1", "+1+2", "", "+2", "+1+2"};
    static const int64_t expected[] = {1, 2, 3, 1, 4, 5, 2, 4};
    struct holdings all = {0};
    int64_t n;
    for (size_t i = 0; i < COUNT(keys); i++) {
        list_push(c->arena, &all, ((struct holding){.key = keys[i]}));
    }
    const int64_t *head = electorate_heads(c->arena, &all, &n);
    bool ok = n == 5;
    for (size_t i = 0; i < COUNT(keys); i++) {
        ok = ok && head[i] == expected[i];
    }
    CHECK("one buyer's homes are one head, nobody's are one each", ok);
    CHECK("stalls by their name", electorate_is_stall("车位12") && electorate_is_stall("车库B") &&
                                      !electorate_is_stall("301"));
}

static void stairs_concerned(struct ctx *c)
{
    (void)c;
    int64_t two[] = {4, 6, 9}; /* 9 stands behind the end */
    struct constituency all = {0}, some = {.stairs = {two, 2, 3}};
    CHECK("all are, where none is named", electorate_concerns(&all, 5));
    CHECK("those named are", electorate_concerns(&some, 4) && electorate_concerns(&some, 6));
    CHECK("no other is", !electorate_concerns(&some, 5) && !electorate_concerns(&some, 9));
}

/* Random rolls -----------------------------------------------------------------------------------
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
    bool ok = electorate_voters(c, b->id, 0, &all) && electorate_units(c, b->id, 0, &units) &&
              votes_turnout(c, b, &t) && units.n == (size_t)s->n;
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

const struct test electorate_tests[] = {
    {"heads", heads, true},
    {"stairs concerned", stairs_concerned, true},
    {"random rolls", random_rolls},
    {0},
};
