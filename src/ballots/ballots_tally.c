/* ballots_tally.c - heads and floor against the rule, what is missing, and why it came out so. */
#include <string.h>

#include "src/ballots/ballots.h"

struct weight weight_add(struct weight a, struct weight b)
{
    return (struct weight){.homes = a.homes + b.homes,
        .stalls = a.stalls + b.stalls,
        .area_dm2 = a.area_dm2 + b.area_dm2,
        .stalls_dm2 = a.stalls_dm2 + b.stalls_dm2};
}

int64_t weight_heads(struct weight w, bool parking)
{
    return w.homes + (parking ? w.stalls : 0);
}

int64_t weight_area(struct weight w, bool parking)
{
    return w.area_dm2 + (parking ? w.stalls_dm2 : 0);
}

struct weight sums_of(const struct sums *s, int64_t choice)
{
    for (size_t i = 0; i < s->n; i++) {
        if (s->v[i].choice == choice) {
            return s->v[i].w;
        }
    }
    return (struct weight){0};
}

struct weight ballots_silent(const struct turnout *t, size_t item)
{
    struct weight took = sums_of(&t->items[item], 0);
    return weight_add(weight_add(t->silent, t->took),
        (struct weight){-took.homes, -took.stalls, -took.area_dm2, -took.stalls_dm2});
}

static struct gate gate(int64_t have, int64_t of, const struct threshold *t)
{
    return (struct gate){.verdict = choice_reaches(have, of, t->f, t->how),
        .have = have,
        .of = of,
        .need = choice_least(of, t->f, t->how)};
}

struct counted { /* the weights a tally compares, silence already dealt with */
    struct weight roll, took, yes, no;
};

/* Whoever was silent abstained, or follows the greater of yes and no, where the owners' own rules
 * say so. Heads decide which is the greater; equal ones are followed by nobody. */
static struct counted counted(struct weight roll, struct weight silent, const struct sums *s,
    int64_t yes, const struct convention *how)
{
    struct counted k = {roll, sums_of(s, 0), sums_of(s, yes), sums_of(s, VOTE_NO)};
    if (how->silence || how->follow) {
        k.took = weight_add(k.took, silent);
    }
    if (how->follow) {
        int64_t y = weight_heads(k.yes, how->parking), n = weight_heads(k.no, how->parking);
        k.yes = y > n ? weight_add(k.yes, silent) : k.yes;
        k.no = n > y ? weight_add(k.no, silent) : k.no;
    }
    return k;
}

static struct weight base(const struct counted *k, enum counted_from from)
{
    return from == FROM_ROLL ? k->roll : from == FROM_PART ? k->took : weight_add(k->yes, k->no);
}

static enum verdict both(const struct gate *heads, const struct gate *area, bool by_area)
{
    if (heads->verdict == CANNOT_DECIDE || (by_area && area->verdict == CANNOT_DECIDE)) {
        return CANNOT_DECIDE;
    }
    return heads->verdict == PASSED && (!by_area || area->verdict == PASSED) ? PASSED : FAILED;
}

static void gates(const struct ruleset *r, const struct threshold *t, struct weight have,
    struct weight of, bool parking, struct gate *heads, struct gate *area)
{
    *heads = gate(weight_heads(have, parking), weight_heads(of, parking), t);
    if (r->by_area) {
        *area = gate(weight_area(have, parking), weight_area(of, parking), t);
    }
}

/* While votes come in: fewer than must take part decide nothing, so what they say is measured
 * against those. */
static void of_at_least(struct gate *g, const struct threshold *t, int64_t least)
{
    if (g->of < least) {
        *g = gate(g->have, least, t);
    }
}

struct tally ballots_tally(const struct ruleset *r, struct weight roll, struct weight silent,
    const struct sums *s, int64_t yes, const struct convention *how)
{
    struct counted k = counted(roll, silent, s, yes, how);
    struct tally t = {.quorate = true};
    enum verdict quorum = PASSED;
    if (r->took_part.from) {
        gates(r, &r->took_part, k.took, base(&k, r->took_part.from), how->parking, &t.took_heads,
            &t.took_area);
        quorum = both(&t.took_heads, &t.took_area, r->by_area);
    }
    if (r->agree.from) {
        gates(
            r, &r->agree, k.yes, base(&k, r->agree.from), how->parking, &t.yes_heads, &t.yes_area);
        if (how->open && r->agree.from == FROM_PART && t.took_heads.verdict != CANNOT_DECIDE) {
            of_at_least(&t.yes_heads, &r->agree, t.took_heads.need);
            of_at_least(&t.yes_area, &r->agree, t.took_area.need);
        }
    }
    t.quorate = quorum == PASSED;
    t.verdict = !r->agree.from ? CANNOT_DECIDE : both(&t.yes_heads, &t.yes_area, r->by_area);
    if (quorum != PASSED) {
        t.verdict = quorum;
    }
    return t;
}

/* k of n --------------------------------------------------------------------------------------- */
static bool ahead(const struct weight *a, const struct weight *b, bool parking)
{
    int64_t x = weight_heads(*a, parking), y = weight_heads(*b, parking);
    return x != y ? x > y : weight_area(*a, parking) > weight_area(*b, parking);
}

static bool level(const struct weight *a, const struct weight *b, bool parking)
{
    return !ahead(a, b, parking) && !ahead(b, a, parking);
}

/* In: the first `seats` of those that pass (more heads with less floor may fail where fewer heads
 * pass). Where the last seat is tied, those who tie are not in. */
static void seat(const struct ballot_item *item, const struct weight *w, bool parking,
    struct chosen *v, size_t n)
{
    size_t at[BALLOT_OPTIONS_MAX], passed = 0, seats = (size_t)item->seats;
    for (size_t i = 0; i < n; i++) {
        if (v[i].t.verdict == PASSED || !item->rule.agree.from) {
            v[i].in = passed < seats;
            at[passed++] = i;
        }
    }
    if (passed > seats && level(&w[at[seats - 1]], &w[at[seats]], parking)) {
        for (size_t i = 0; i < passed; i++) {
            v[at[i]].tied = level(&w[at[i]], &w[at[seats]], parking);
            v[at[i]].in = v[at[i]].in && !v[at[i]].tied;
        }
    }
}

size_t ballots_choose(const struct ballot_item *item, struct weight roll, struct weight silent,
    const struct sums *s, const struct convention *how, struct chosen out[BALLOT_OPTIONS_MAX])
{
    struct weight w[BALLOT_OPTIONS_MAX];
    for (size_t i = 0; i < item->n; i++) {
        struct weight mine = sums_of(s, VOTE_OPTION + 1 + (int64_t)i);
        struct chosen now = {.option = 1 + (int64_t)i,
            .t = ballots_tally(&item->rule, roll, silent, s, VOTE_OPTION + 1 + (int64_t)i, how)};
        size_t at = i;
        for (; at > 0 && ahead(&mine, &w[at - 1], how->parking); at--) {
            w[at] = w[at - 1];
            out[at] = out[at - 1];
        }
        w[at] = mine;
        out[at] = now;
    }
    seat(item, w, how->parking, out, item->n);
    return item->n;
}

/* In words --------------------------------------------------------------------------------------
 */
static int64_t missing(const struct gate *g)
{
    return g->need > g->have ? g->need - g->have : 0;
}

struct word ballots_number(enum electorate who, int64_t n)
{
    return who == ROLL_OF_HOUSEHOLDS ? DOORS(n) : PEOPLE(n);
}

const char *ballots_number_label(enum electorate who)
{
    return who == ROLL_OF_HOUSEHOLDS ? N_("户数") : N_("人数");
}

struct words ballots_missing(enum electorate who, const struct gate *heads, const struct gate *area)
{
    int64_t h = missing(heads), a = missing(area);
    return h && a ? WORDS(N_("还差 {0}、{1} ㎡"), ballots_number(who, h), AREA(a))
           : h    ? WORDS(N_("还差 {0}"), ballots_number(who, h))
           : a    ? WORDS(N_("还差 {0} ㎡"), AREA(a))
                  : (struct words){0};
}

int64_t ballots_percent(int64_t part, int64_t whole)
{
    return whole > 0 ? (int64_t)((__int128)part * 10000 / whole) : 0;
}

static struct word amount(enum electorate who, bool area, int64_t n)
{
    return area ? AREA(n) : ballots_number(who, n);
}

static void say_gate(struct arena *a, enum electorate who, const struct gate *g, bool area,
    const char *reached, const char *not_reached, struct sayings *out)
{
    struct word need = amount(who, area, g->need), have = amount(who, area, g->have);
    struct word of = amount(who, area, g->of), less = amount(who, area, missing(g));
    list_push(a, out,
        g->verdict == PASSED ? words_make(reached, 3, (struct word[]){of, need, have})
                             : words_make(not_reached, 4, (struct word[]){of, need, have, less}));
}

void ballots_why_part(struct arena *a, enum electorate who, const struct ruleset *r,
    const struct tally *t, struct sayings *out)
{
    bool by_area = r->by_area;
    say_gate(a, who, &t->took_heads, false, N_("全体 {0}，至少要 {1}参与；参与了 {2}，够了。"),
        N_("全体 {0}，至少要 {1}参与；参与了 {2}，{1} − {2} = {3}，还差 {3}。"), out);
    if (by_area) {
        say_gate(a, who, &t->took_area, true,
            N_("全部面积 {0} ㎡，至少要 {1} ㎡参与；参与了 {2} ㎡，够了。"),
            N_("全部面积 {0} ㎡，至少要 {1} ㎡参与；参与了 {2} ㎡，{1} − {2} = {3}，还差 {3} ㎡。"),
            out);
    }
    if (!t->quorate) {
        list_push(a, out, SAY(N_("参与不够，同意再多也不算通过。")));
    }
}

static void say_agree(
    struct arena *a, enum electorate who, const struct tally *t, bool by_area, struct sayings *out)
{
    say_gate(a, who, &t->yes_heads, false, N_("按 {0}算，至少要 {1}同意；同意 {2}，够了。"),
        N_("按 {0}算，至少要 {1}同意；同意 {2}，{1} − {2} = {3}，还差 {3}。"), out);
    if (by_area) {
        say_gate(a, who, &t->yes_area, true,
            N_("按 {0} ㎡算，至少要 {1} ㎡同意；同意 {2} ㎡，够了。"),
            N_("按 {0} ㎡算，至少要 {1} ㎡同意；同意 {2} ㎡，{1} − {2} = {3}，还差 {3} ㎡。"), out);
    }
}

void ballots_why(struct arena *a, enum electorate who, const struct ruleset *r,
    const struct tally *t, struct sayings *out)
{
    if (!r->agree.from) {
        list_push(a, out, SAY(N_("意向征询：只看大家的意思，不决定事情。")));
        return;
    }
    if (t->verdict == CANNOT_DECIDE) {
        list_push(a, out, SAY(N_("名册上的人数、户数或面积是零，算不出比例，不能决定。")));
        return;
    }
    if (r->took_part.from) {
        ballots_why_part(a, who, r, t, out);
    }
    say_agree(a, who, t, r->by_area, out);
}
