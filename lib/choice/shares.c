/* shares.c - the Method of Equal Shares with exact rationals: D. Peters, G. Pierczyński, P.
 * Skowron, "Proportional Participatory Budgeting with Additive Utilities", NeurIPS 2021.
 *
 * Everybody has the same share of the money. Again and again the project is bought whose supporters
 * pay least for each yuan of it, each min(rho, what is left to them). All that people have left is
 * kept as whole numbers over one common denominator, which grows by the number of payers at each
 * purchase. Doubles only choose whom to look at; what decides is compared exactly. */
#include <gmp.h>
#include <stdlib.h>
#include <string.h>

#include "lib/choice/count.h"

/* What doubles say is this near to the truth; whatever is nearer to the best is looked at exactly.
 */
#define NEAR 1e-7

struct voter { /* those who approve of the same projects have the same money for ever */
    int64_t count;
    const uint64_t *likes; /* a bit a project */
};
struct shares {
    struct arena *a;
    const struct election *e;
    struct voter *voters;
    size_t n, projects, words;
    int64_t *votes;
    const int *lot;
    /* one run */
    mpz_t *money, common; /* money[i] / common */
    double *rough;
    size_t *order, *spare; /* voters, the poorest first */
    bool *has, *out; /* bought; can never be bought */
    double *price; /* rho / cost of the last look: never too high, for nobody gets richer */
    unsigned char *known; /* enum known, of this round */
    mpq_t best, rho, per, this_rho; /* rho / cost and rho of the best one; of the one looked at */
    struct result *r; /* NULL: nobody reads the rounds */
    int64_t spent;
};

static bool likes(const struct shares *s, size_t voter, int project)
{
    return s->voters[voter].likes[project / 64] >> (project % 64) & 1;
}

/* The roughly least rho / cost at which its supporters can pay, or -1. */
static double look(const struct shares *s, int p)
{
    double owed = (double)s->e->options.v[p].cost;
    double payers = (double)s->votes[p];
    for (size_t k = 0; k < s->n; k++) {
        size_t i = s->order[k];
        if (likes(s, i, p)) {
            if (s->rough[i] * payers >= owed * (1 - NEAR)) {
                return owed / payers / (double)s->e->options.v[p].cost;
            }
            owed -= s->rough[i] * (double)s->voters[i].count;
            payers -= (double)s->voters[i].count;
        }
    }
    return -1;
}

/* The same exactly, into s->per (rho / cost) and s->this_rho. */
static bool look_exactly(struct shares *s, int p)
{
    mpz_ptr rho_num = mpq_numref(s->this_rho), rho_den = mpq_denref(s->this_rho);
    mpz_t owed, can;
    unsigned long payers = (unsigned long)s->votes[p];
    bool found = false;
    mpz_init(owed);
    mpz_init(can);
    mpz_mul_si(owed, s->common, (long)s->e->options.v[p].cost);
    for (size_t k = 0; k < s->n && !found; k++) {
        size_t i = s->order[k];
        if (likes(s, i, p)) {
            mpz_mul_ui(can, s->money[i], payers);
            found = mpz_cmp(can, owed) >= 0;
            if (!found) {
                mpz_submul_ui(owed, s->money[i], (unsigned long)s->voters[i].count);
                payers -= (unsigned long)s->voters[i].count;
            }
        }
    }
    if (found) {
        mpz_set(rho_num, owed);
        mpz_mul_ui(rho_den, s->common, payers);
        mpq_canonicalize(s->this_rho);
        mpz_set(mpq_numref(s->per), rho_num);
        mpz_mul_si(mpq_denref(s->per), rho_den, (long)s->e->options.v[p].cost);
        mpq_canonicalize(s->per);
    }
    mpz_clear(can);
    mpz_clear(owed);
    return found;
}

static bool better(struct shares *s, int p, int best)
{
    int c = best < 0 ? -1 : mpq_cmp(s->per, s->best);
    return c < 0 || (c == 0 && by_project_rule(s->e, s->votes, s->lot, p, best) < 0);
}

/* What costs nothing is had at once by whoever wants it. */
static int for_nothing(const struct shares *s)
{
    int best = -1;
    for (size_t p = 0; p < s->projects; p++) {
        bool free_one = !s->has[p] && s->votes[p] > 0 && s->e->options.v[p].cost == 0;
        if (free_one && (best < 0 || by_project_rule(s->e, s->votes, s->lot, (int)p, best) < 0)) {
            best = (int)p;
        }
    }
    return best;
}

/* How well a price is known in this round: not at all, roughly, exactly. A price of an earlier
 * round is never too high, so whoever is dear already need not be looked at again. */
enum known { STALE, ROUGH, EXACT };

static int cheapest(const struct shares *s, int best)
{
    int p = -1;
    for (size_t i = 0; i < s->projects; i++) {
        bool open = !s->has[i] && !s->out[i] && s->known[i] != EXACT;
        if (open && (p < 0 || s->price[i] < s->price[p])) {
            p = (int)i;
        }
    }
    return p >= 0 && best >= 0 && s->price[p] > s->price[best] * (1 + NEAR) ? -1 : p;
}

/* The project to buy next, its rho in s->rho; -1: none that can be paid. */
static int find(struct shares *s)
{
    int best = -1;
    memset(s->known, STALE, s->projects);
    for (int p; (p = cheapest(s, best)) >= 0;) {
        if (s->known[p] == STALE) {
            double price = look(s, p);
            s->out[p] = price < 0;
            s->price[p] = price < 0 ? s->price[p] : price;
            s->known[p] = ROUGH;
            continue;
        }
        s->known[p] = EXACT;
        s->out[p] = !look_exactly(s, p); /* so near that doubles could not tell */
        if (!s->out[p]) {
            s->price[p] = mpq_get_d(s->per);
            if (better(s, p, best)) {
                best = p;
                mpq_swap(s->best, s->per);
                mpq_swap(s->rho, s->this_rho);
            }
        }
    }
    return best;
}

/* Everybody's money over a denominator in which rho is whole too. Returns rho in it. */
static void make_common(struct shares *s, mpz_t whole)
{
    mpz_t times;
    mpz_init(times);
    mpz_lcm(times, s->common, mpq_denref(s->rho));
    mpz_divexact(times, times, s->common);
    mpz_mul(s->common, s->common, times);
    if (mpz_cmp_ui(times, 1) > 0) {
        for (size_t i = 0; i < s->n; i++) {
            mpz_mul(s->money[i], s->money[i], times);
        }
    }
    mpz_divexact(whole, s->common, mpq_denref(s->rho));
    mpz_mul(whole, whole, mpq_numref(s->rho));
    mpz_clear(times);
}

/* Who paid and who did not are each in order still: two queues become one. */
static void reorder(struct shares *s, int p)
{
    size_t paid = 0, kept = 0, n = 0;
    size_t *payers = s->spare, *others = s->spare + s->n;
    for (size_t k = 0; k < s->n; k++) {
        size_t i = s->order[k];
        if (likes(s, i, p)) {
            payers[paid++] = i;
        } else {
            others[kept++] = i;
        }
    }
    for (size_t x = 0, y = 0; x < paid || y < kept;) {
        bool payer =
            y == kept || (x < paid && mpz_cmp(s->money[payers[x]], s->money[others[y]]) <= 0);
        s->order[n++] = payer ? payers[x++] : others[y++];
    }
}

static void pay(struct shares *s, int p)
{
    mpz_t rho;
    double rough = mpq_get_d(s->rho);
    mpz_init(rho);
    make_common(s, rho);
    for (size_t i = 0; i < s->n; i++) {
        if (likes(s, i, p)) {
            bool rest = mpz_cmp(s->money[i], rho) > 0;
            if (rest) {
                mpz_sub(s->money[i], s->money[i], rho);
            } else {
                mpz_set_ui(s->money[i], 0);
            }
            s->rough[i] = rest ? s->rough[i] - rough : 0;
        }
    }
    mpz_clear(rho);
    reorder(s, p);
}

static void note(struct shares *s, int p, bool paid)
{
    s->has[p] = true;
    s->spent += s->e->options.v[p].cost;
    if (!s->r) {
        return;
    }
    struct round *round = add_round(s->a, s->r, "funded", 0);
    list_push(s->a, &round->who, p);
    list_push(s->a, &s->r->winners, p);
    char *text = paid ? mpq_get_str(NULL, 10, s->rho) : NULL;
    round->share = arena_strdup(s->a, paid ? text : "0");
    free(text);
}

/* One run with everybody's share = (budget + extra * voters) / voters. */
static void run(struct shares *s, int64_t extra, struct result *r)
{
    s->r = r;
    s->spent = 0;
    memset(s->has, 0, s->projects);
    memset(s->out, 0, s->projects);
    mpz_t all;
    mpz_init_set_si(all, (long)s->e->voters);
    mpz_set(s->common, all);
    mpz_mul_si(all, all, (long)extra);
    mpz_add_ui(all, all, (unsigned long)s->e->budget);
    for (size_t i = 0; i < s->n; i++) {
        mpz_set(s->money[i], all);
        s->rough[i] = mpz_get_d(all) / (double)s->e->voters;
        s->order[i] = i;
    }
    mpz_clear(all);
    for (size_t p = 0; p < s->projects; p++) {
        s->price[p] = 0;
        s->out[p] = s->votes[p] == 0 || s->e->options.v[p].cost == 0;
    }
    for (int p; (p = for_nothing(s)) >= 0;) {
        note(s, p, false);
    }
    for (int p; (p = find(s)) >= 0;) {
        pay(s, p);
        note(s, p, true);
    }
}

/* Voters ----------------------------------------------------------------------------------------
 */
struct liking {
    uint64_t *likes;
    int64_t count;
};

static int by_likes(const void *x, const void *y, void *words)
{
    return memcmp(((const struct liking *)x)->likes, ((const struct liking *)y)->likes,
        *(const size_t *)words * sizeof(uint64_t));
}

static void gather(struct shares *s)
{
    const struct election *e = s->e;
    struct liking *all = arena_alloc(s->a, (e->ballots.n + 1) * sizeof(*all));
    for (size_t i = 0; i < e->ballots.n; i++) {
        const struct ballot *b = &e->ballots.v[i];
        all[i] = (struct liking){arena_alloc(s->a, s->words * sizeof(uint64_t)), b->count};
        for (size_t k = 0; k < b->n; k++) {
            if (e->marks != MARKS_POINTS || b->v[k].value > 0) {
                all[i].likes[b->v[k].option / 64] |= UINT64_C(1) << (b->v[k].option % 64);
            }
        }
    }
    qsort_r(all, e->ballots.n, sizeof(*all), by_likes, &s->words);
    s->voters = arena_alloc(s->a, (e->ballots.n + 1) * sizeof(*s->voters));
    for (size_t i = 0; i < e->ballots.n; i++) {
        if (s->n && by_likes(&all[i], &all[i - 1], &s->words) == 0) {
            s->voters[s->n - 1].count += all[i].count;
        } else {
            s->voters[s->n++] = (struct voter){all[i].count, all[i].likes};
        }
    }
}

static void begin(struct shares *s)
{
    s->words = s->e->options.n / 64 + 1;
    s->projects = s->e->options.n;
    s->votes = votes_of(s->a, s->e, false);
    gather(s);
    s->money = arena_alloc(s->a, (s->n + 1) * sizeof(*s->money));
    s->rough = arena_alloc(s->a, (s->n + 1) * sizeof(*s->rough));
    s->order = arena_alloc(s->a, (s->n + 1) * sizeof(*s->order));
    s->spare = arena_alloc(s->a, (2 * s->n + 1) * sizeof(*s->spare));
    s->has = arena_alloc(s->a, s->projects + 1);
    s->out = arena_alloc(s->a, s->projects + 1);
    s->known = arena_alloc(s->a, s->projects + 1);
    s->price = arena_alloc(s->a, (s->projects + 1) * sizeof(*s->price));
    for (size_t i = 0; i < s->n; i++) {
        mpz_init(s->money[i]);
    }
    mpz_init(s->common);
    mpq_inits(s->best, s->rho, s->per, s->this_rho, NULL);
}

static void end(struct shares *s)
{
    for (size_t i = 0; i < s->n; i++) {
        mpz_clear(s->money[i]);
    }
    mpz_clear(s->common);
    mpq_clears(s->best, s->rho, s->per, s->this_rho, NULL);
}

/* The last share before the next step would overspend. Everything that anybody wants is bought at
 * the latest when each alone could pay for the dearest. */
static int64_t scan(struct shares *s)
{
    int64_t unit = 1, wanted = 0;
    for (int i = 0; i < s->e->decimals; i++) {
        unit *= 10;
    }
    for (size_t p = 0; p < s->projects; p++) {
        wanted += s->votes[p] > 0 ? s->e->options.v[p].cost : 0;
    }
    for (int64_t extra = 0;; extra += unit) {
        run(s, extra + unit, NULL);
        if (s->spent > s->e->budget) {
            return extra;
        }
        if (s->spent == wanted) {
            return extra + unit;
        }
    }
}

bool tally_shares(struct arena *a, const struct election *e, const struct counting *how, bool add1,
    struct result *out, struct err *why)
{
    if (!needs_budget(e, why)) {
        return false;
    }
    if (!e->voters) {
        return refuse(why, "rule", SAY(N_("没有一张票，不能决定。")));
    }
    size_t n = e->options.n;
    struct shares s = {.a = a, .e = e};
    s.lot = lot_places(a, n, how->lot);
    begin(&s);
    int64_t extra = add1 ? scan(&s) : 0;
    explain(a, out,
        SAY(N_(
            "预算平分给每个投票的人；谁赞成的项目谁一起出钱，每人最多出一样多；先做每一块钱最省的。")));
    run(&s, extra, out);
    out->cost = s.spent;
    if (add1) {
        explain(a, out,
            WORDS(N_("每人的份额加了 {0}：再加一步就超过预算；剩下的按得票补。"),
                TEXT(choice_money(a, e, extra))));
        spend_by_votes(a, e, s.lot, s.has, out);
    }
    levels_by_value(a, s.votes, n, &out->ranking);
    end(&s);
    return true;
}
