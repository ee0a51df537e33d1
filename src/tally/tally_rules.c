/* tally_rules.c - heads and floor against the rule. */
#include "src/tally/tally.h"

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

struct tally tally_item(const struct ruleset *r, struct weight roll, struct weight silent,
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
static void seat(const struct ruleset *r, size_t seats, const struct weight *w, bool parking,
    struct chosen *v, size_t n)
{
    size_t at[TALLY_OPTIONS_MAX], passed = 0;
    for (size_t i = 0; i < n; i++) {
        if (v[i].t.verdict == PASSED || !r->agree.from) {
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

void tally_choose(const struct ruleset *r, int64_t seats, size_t options, struct weight roll,
    struct weight silent, const struct sums *s, const struct convention *how,
    struct chosen out[TALLY_OPTIONS_MAX])
{
    struct weight w[TALLY_OPTIONS_MAX];
    for (size_t i = 0; i < options; i++) {
        int64_t choice = VOTE_OPTION + 1 + (int64_t)i;
        struct weight mine = sums_of(s, choice);
        struct chosen now = {
            .option = 1 + (int64_t)i, .t = tally_item(r, roll, silent, s, choice, how)};
        size_t at = i;
        for (; at > 0 && ahead(&mine, &w[at - 1], how->parking); at--) {
            w[at] = w[at - 1];
            out[at] = out[at - 1];
        }
        w[at] = mine;
        out[at] = now;
    }
    seat(r, (size_t)seats, w, how->parking, out, options);
}
