/* tally_test.c - heads and floor at every threshold, one head or 0.01 m2 to either side; every
 * sentence of why. */
#include "src/tally/tally.h"
#include "tests/check.h"

/* The rule of Civil Code 278 as data; heads only where `floor` is false. */
static struct ruleset rule(bool special, bool floor)
{
    return (struct ruleset){.id = 1,
        .by_area = floor,
        .took_part = {FROM_ROLL, AT_LEAST, {2, 3}},
        .agree = special ? (struct threshold){FROM_PART, AT_LEAST, {3, 4}}
                         : (struct threshold){FROM_PART, MORE_THAN, {1, 2}}};
}

static struct weight weight(int64_t heads, int64_t dm2)
{
    return (struct weight){.homes = heads, .area_dm2 = dm2};
}

static struct tally count(struct ctx *c, const struct ruleset *r, struct weight roll,
    struct weight part, struct weight yes, const struct convention *how)
{
    struct sums s = {0};
    struct weight no = weight(part.homes - yes.homes, part.area_dm2 - yes.area_dm2);
    list_push(c->arena, &s, ((struct sum){0, part}));
    list_push(c->arena, &s, ((struct sum){VOTE_YES, yes}));
    list_push(c->arena, &s, ((struct sum){VOTE_NO, no}));
    return tally_item(r, roll, weight(0, 0), &s, VOTE_YES, how);
}

/* vectors.json, civil_code_278 */
static void civil_code_278(struct ctx *c)
{
    static const struct {
        const char *name;
        int64_t part_area, part, yes_area, yes;
        bool special, quorate, passed;
    } cases[] = {
        {"special fails on area only", 638000, 60, 432000, 45, true, true, false},
        {"special fails by 25 m2", 638000, 60, 476000, 45, true, true, false},
        {"special passes", 638000, 60, 485000, 46, true, true, true},
        {"ordinary fails on area", 638000, 60, 315000, 35, false, true, false},
        {"ordinary passes", 638000, 60, 324000, 36, false, true, true},
        {"exactly half of the heads fails", 638000, 60, 350000, 30, false, true, false},
        {"59 of 89 is no quorum", 629000, 59, 531000, 59, false, false, false},
    };
    struct convention how = {0};
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct ruleset r = rule(cases[i].special, true);
        struct tally t = count(c, &r, weight(89, 899000), weight(cases[i].part, cases[i].part_area),
            weight(cases[i].yes, cases[i].yes_area), &how);
        CHECK(cases[i].name,
            t.quorate == cases[i].quorate && (t.verdict == PASSED) == cases[i].passed);
    }
}

/* One head, or 0.01 m2, to either side of what is needed. */
static void at_the_line(struct ctx *c)
{
    struct convention how = {0};
    struct weight roll = weight(90, 900000);
    static const struct {
        const char *name;
        int64_t part, part_dm2, yes, yes_dm2;
        bool special;
        enum verdict verdict;
    } cases[] = {
        {"both just reached", 60, 600000, 31, 300001, false, PASSED},
        {"a head short of the quorum", 59, 600000, 59, 600000, false, FAILED},
        {"0.01 m2 short of the quorum", 60, 599999, 60, 599999, false, FAILED},
        {"half the heads", 60, 600000, 30, 300001, false, FAILED},
        {"half the floor", 60, 600000, 31, 300000, false, FAILED},
        {"three quarters exactly", 60, 600000, 45, 450000, true, PASSED},
        {"a head short of three quarters", 60, 600000, 44, 450000, true, FAILED},
        {"0.01 m2 short of three quarters", 60, 600000, 45, 449999, true, FAILED},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct ruleset r = rule(cases[i].special, true);
        struct tally t = count(c, &r, roll, weight(cases[i].part, cases[i].part_dm2),
            weight(cases[i].yes, cases[i].yes_dm2), &how);
        CHECK(cases[i].name, t.verdict == cases[i].verdict);
    }
    struct ruleset r = rule(false, true);
    CHECK("nobody on the roll decides nothing",
        count(c, &r, weight(0, 0), weight(0, 0), weight(0, 0), &how).verdict == CANNOT_DECIDE);
    CHECK("nor heads without floor",
        count(c, &r, weight(3, 0), weight(3, 0), weight(3, 0), &how).verdict == CANNOT_DECIDE);
    CHECK("666,666.67 of a million is enough, .66 is not",
        count(c, &r, weight(3, 100000000), weight(2, 66666667), weight(2, 66666667), &how)
                .quorate &&
            !count(c, &r, weight(3, 100000000), weight(2, 66666666), weight(2, 66666666), &how)
                 .quorate);
    CHECK("66.66 % is shown, never 66.67", tally_percent(66666666, 100000000) == 6666);
}

/* O7: 300 equal owners, 190 returned (110, 60, 20); with 25 who signed and said nothing it passes.
 */
static void silence(struct ctx *c)
{
    struct ruleset r = rule(false, false);
    struct sums s = {0};
    list_push(c->arena, &s, ((struct sum){0, weight(190, 0)}));
    list_push(c->arena, &s, ((struct sum){VOTE_YES, weight(110, 0)}));
    list_push(c->arena, &s, ((struct sum){VOTE_NO, weight(60, 0)}));
    list_push(c->arena, &s, ((struct sum){VOTE_ABSTAIN, weight(20, 0)}));
    struct weight roll = weight(300, 0), silent = weight(25, 0);
    struct convention strict = {0}, abstains = {.silence = true}, follows = {.follow = true};
    struct tally a = tally_item(&r, roll, silent, &s, VOTE_YES, &strict);
    struct tally b = tally_item(&r, roll, silent, &s, VOTE_YES, &abstains);
    struct tally d = tally_item(&r, roll, silent, &s, VOTE_YES, &follows);
    CHECK("strictly it fails for want of ten",
        a.verdict == FAILED && !a.quorate &&
            tally_missing(ROLL_OF_OWNERS, &a.took_heads, &a.took_area).v[0].i == 10);
    CHECK("with the signed it passes", b.verdict == PASSED && b.took_heads.have == 215 &&
                                           b.yes_heads.have == 110 && b.yes_heads.need == 108);
    struct convention open = {.open = true};
    struct sums few = {0};
    list_push(c->arena, &few, ((struct sum){0, weight(3, 0)}));
    list_push(c->arena, &few, ((struct sum){VOTE_YES, weight(3, 0)}));
    struct tally o = tally_item(&r, roll, weight(0, 0), &few, VOTE_YES, &open);
    CHECK("while it is open, of the two hundred who must take part",
        o.yes_heads.of == 200 && o.yes_heads.need == 101 && o.yes_heads.verdict == FAILED);
    CHECK("following adds them to the majority", d.verdict == PASSED && d.yes_heads.have == 135);
}

static void options(struct ctx *c)
{
    struct ruleset r = rule(false, false);
    struct sums s = {0};
    struct convention how = {0};
    struct chosen out[TALLY_OPTIONS_MAX];
    static const int64_t votes[] = {40, 25, 40, 40};
    list_push(c->arena, &s, ((struct sum){0, weight(60, 0)}));
    for (int i = 0; i < 4; i++) {
        list_push(c->arena, &s, ((struct sum){VOTE_OPTION + 1 + i, weight(votes[i], 0)}));
    }
    tally_choose(&r, 2, 4, weight(90, 0), weight(0, 0), &s, &how, out);
    CHECK("three tie for two seats: none is in, all are said",
        out[0].tied && out[1].tied && out[2].tied && !out[0].in && !out[3].in && !out[3].tied &&
            out[3].option == 2);
    s.v[1].w.homes = 41;
    tally_choose(&r, 2, 4, weight(90, 0), weight(0, 0), &s, &how, out);
    CHECK("the first is in, two tie for the second seat",
        out[0].option == 1 && out[0].in && out[1].tied && out[2].tied && !out[1].in);
    s.v[4].w.homes = 31;
    tally_choose(&r, 2, 4, weight(90, 0), weight(0, 0), &s, &how, out);
    CHECK("two in, the third over half has no seat",
        out[0].in && out[1].in && !out[2].in && out[2].option == 4 && !out[2].tied);
    s.v[3].w.homes = 30;
    tally_choose(&r, 2, 4, weight(90, 0), weight(0, 0), &s, &how, out);
    CHECK("exactly half is not over half",
        out[0].in && out[1].option == 4 && out[1].in && out[2].option == 3 && !out[2].in);
    r = rule(false, true);
    struct sums floor = {0};
    list_push(c->arena, &floor, ((struct sum){0, weight(60, 6000)}));
    list_push(c->arena, &floor, ((struct sum){VOTE_OPTION + 1, weight(40, 2000)}));
    list_push(c->arena, &floor, ((struct sum){VOTE_OPTION + 2, weight(35, 4000)}));
    tally_choose(&r, 2, 4, weight(90, 9000), weight(0, 0), &floor, &how, out);
    CHECK("most heads with too little floor is out, the next is in",
        out[0].option == 1 && !out[0].in && out[1].option == 2 && out[1].in);
}

/* Every sentence, by the verdict it explains. */
static size_t sayings(struct ctx *c, const struct ruleset *r, const struct tally *t)
{
    struct sayings out = {0};
    tally_why(c->arena, ROLL_OF_OWNERS, r, t, &out);
    return out.n;
}

static void why(struct ctx *c)
{
    struct ruleset floor = {.by_area = true,
        .took_part = {FROM_ROLL, AT_LEAST, {2, 3}},
        .agree = {FROM_PART, MORE_THAN, {1, 2}}};
    struct ruleset heads = floor, poll = {0}, open = floor;
    heads.by_area = false;
    open.took_part.from = FROM_NONE;
    struct gate good = {PASSED, 8, 10, 7}, bad = {FAILED, 5, 10, 7};
    struct tally passed = {good, good, good, good, true, PASSED};
    struct tally short_ = {bad, bad, bad, bad, false, FAILED};
    struct tally no = {good, good, bad, bad, true, FAILED}, none = {.verdict = CANNOT_DECIDE};
    CHECK("a poll has one", sayings(c, &poll, &passed) == 1);
    CHECK("nothing to count from", sayings(c, &floor, &none) == 1);
    CHECK("passed: two of part, two of yes", sayings(c, &floor, &passed) == 4);
    CHECK("failed by yes", sayings(c, &floor, &no) == 4);
    CHECK("no quorum says so too", sayings(c, &floor, &short_) == 5);
    CHECK("heads alone", sayings(c, &heads, &passed) == 2 && sayings(c, &heads, &short_) == 3);
    CHECK("no quorum asked for", sayings(c, &open, &no) == 2);
    struct gate area = {FAILED, 100, 300, 200};
    struct words both = tally_missing(ROLL_OF_OWNERS, &bad, &area),
                 h = tally_missing(ROLL_OF_OWNERS, &bad, &good),
                 a = tally_missing(ROLL_OF_OWNERS, &good, &area),
                 zero = tally_missing(ROLL_OF_OWNERS, &good, &good);
    CHECK("missing", both.n == 2 && both.v[0].i == 2 && both.v[1].i == 100 && h.n == 1 &&
                         a.n == 1 && !zero.msgid);
    CHECK("percent", tally_percent(2, 3) == 6666 && tally_percent(1, 0) == 0);
}

static void from_yes_and_no(struct ctx *c)
{
    struct ruleset r = {.agree = {FROM_YES_NO, MORE_THAN, {1, 2}}}, poll = {0};
    struct sums s = {0};
    struct convention how = {.follow = true}, plain = {.parking = true};
    list_push(c->arena, &s, ((struct sum){0, {.homes = 10, .stalls = 2}}));
    list_push(c->arena, &s, ((struct sum){VOTE_YES, {.homes = 4, .stalls = 1}}));
    list_push(c->arena, &s, ((struct sum){VOTE_NO, {.homes = 4}}));
    struct weight roll = {.homes = 20, .stalls = 2}, silent = {.homes = 3};
    struct tally t = tally_item(&r, roll, silent, &s, VOTE_YES, &plain);
    CHECK("abstentions stand outside, stalls within",
        t.yes_heads.of == 9 && t.yes_heads.have == 5 && t.verdict == PASSED);
    t = tally_item(&r, roll, silent, &s, VOTE_YES, &how);
    CHECK("of equals nobody is followed",
        t.yes_heads.have == 4 && t.yes_heads.of == 8 && t.verdict == FAILED);
    s.v[2].w.homes = 5;
    t = tally_item(&r, roll, silent, &s, VOTE_YES, &how);
    CHECK("silence follows no", t.yes_heads.of == 12 && t.yes_heads.have == 4);
    CHECK("a poll decides nothing",
        tally_item(&poll, roll, silent, &s, VOTE_YES, &plain).verdict == CANNOT_DECIDE);
}

static void doors_or_people(struct ctx *c)
{
    (void)c;
    for (int who = ROLL_OF_OWNERS; who <= ROLL_OF_BODY; who++) {
        bool doors = who == ROLL_OF_HOUSEHOLDS;
        CHECK("only households are doors",
            tally_number((enum electorate)who, 3).type == (doors ? DOORS(3) : PEOPLE(3)).type);
        CHECK("and called so",
            str_same(tally_number_label((enum electorate)who), doors ? "户数" : "人数"));
    }
}

/* What stands behind the end of a list is not counted. */
static void behind_the_end(struct ctx *c)
{
    (void)c;
    struct sum v[] = {{0, weight(3, 0)}, {VOTE_YES, weight(2, 0)}, {VOTE_NO, weight(9, 0)}};
    struct sums s = {v, COUNT(v) - 1, COUNT(v)};
    CHECK("what is in it is", sums_of(&s, VOTE_YES).homes == 2);
    CHECK("the next is not", sums_of(&s, VOTE_NO).homes == 0);
}

/* So many options as there may be, for so many seats: the last of them is the last looked at. */
static void as_many_as_there_may_be(struct ctx *c)
{
    struct ruleset r = rule(false, false);
    struct sums s = {0};
    struct convention how = {0};
    struct chosen *out = arena_alloc(c->arena, TALLY_OPTIONS_MAX * sizeof(*out));
    list_push(c->arena, &s, ((struct sum){0, weight(60, 0)}));
    for (int i = 0; i < TALLY_OPTIONS_MAX; i++) {
        list_push(c->arena, &s, ((struct sum){VOTE_OPTION + 1 + i, weight(40, 0)}));
    }
    for (int64_t seats = TALLY_OPTIONS_MAX - 1; seats <= TALLY_OPTIONS_MAX; seats++) {
        size_t in = 0, tied = 0;
        tally_choose(&r, seats, TALLY_OPTIONS_MAX, weight(90, 0), weight(0, 0), &s, &how, out);
        for (size_t i = 0; i < TALLY_OPTIONS_MAX; i++) {
            in += out[i].in;
            tied += out[i].tied;
        }
        bool enough = seats == TALLY_OPTIONS_MAX;
        CHECK("a seat each, or one too few: all tie",
            in == (enough ? TALLY_OPTIONS_MAX : 0) && tied == (enough ? 0 : TALLY_OPTIONS_MAX));
    }
}

/* Each gate says whether it was reached by its own words. */
static void reached_or_not(struct ctx *c)
{
    struct ruleset r = {.took_part = {FROM_ROLL, AT_LEAST, {2, 3}}};
    struct gate good = {PASSED, 8, 10, 7}, bad = {FAILED, 5, 10, 7};
    struct sayings enough = {0}, few = {0};
    tally_why_part(c->arena, ROLL_OF_OWNERS, &r,
        &(struct tally){.took_heads = good, .quorate = true}, &enough);
    tally_why_part(c->arena, ROLL_OF_OWNERS, &r, &(struct tally){.took_heads = bad}, &few);
    CHECK("of ten seven, eight did: enough", enough.v[0].n == 3 && enough.v[0].v[2].i == 8);
    CHECK("five did: two are missing", few.v[0].n == 4 && few.v[0].v[3].i == 2);
}

const struct test tally_tests[] = {
    {"Civil Code 278", civil_code_278, true},
    {"at the line", at_the_line, true},
    {"silence", silence, true},
    {"k of n", options, true},
    {"why", why, true},
    {"from yes and no", from_yes_and_no, true},
    {"doors or people", doors_or_people, true},
    {"behind the end", behind_the_end, true},
    {"as many as there may be", as_many_as_there_may_be, true},
    {"reached or not", reached_or_not, true},
    {0},
};
