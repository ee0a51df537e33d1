/* shares.c - the Method of Equal Shares with exact rationals: D. Peters, G. Pierczyński, P.
 * Skowron, "Proportional Participatory Budgeting with Additive Utilities", NeurIPS 2021.
 *
 * Everybody has the same share of the money. Again and again the project is bought whose supporters
 * pay least for each yuan of it, each min(rho, what is left to them).
 *
 * Whoever has anything left has paid every project of his in full: what is left is the share less
 * the rho of each. So the exact numbers, over one common denominator, are kept by project and not
 * by voter. A voter has only an upper bound of it in whole numbers; it settles nearly every
 * question, and where it does not, the exact numbers do. */
#include <gmp.h>
#include <stdlib.h>
#include <string.h>

#include "lib/choice/count.h"

#define NEAR 1e-12 /* more than a price can lose as a double */
enum { SPARE_BITS = 2 }; /* that an upper bound leaves of 64 */

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
    struct picks *fans; /* by project: the voters who approve of it */
    const int *lot;
    /* one run */
    mpz_t common, share, *paid; /* the share, and what a payer of each project paid; / common */
    int *bought; /* for money */
    size_t n_bought;
    int shift;
    int64_t *
        upper; /* by voter: what is left, * 2^shift, too high by n_bought + 1 at most; 0: nothing */
    bool *has, *out; /* bought; can never be bought */
    double *price; /* rho / cost of the last look: never too high, for nobody gets richer */
    unsigned char *known; /* enum known, of this round */
    mpq_t best, rho, per, this_rho; /* rho / cost and rho of the best one; of the one looked at */
    int64_t low; /* this_rho * 2^shift, rounded down */
    int64_t *times; /* by project: so many of the poor have paid it */
    struct result *r; /* NULL: nobody reads the rounds */
    int64_t spent;
};

static bool likes(const struct shares *s, int voter, int project)
{
    return s->voters[voter].likes[project / 64] >> (project % 64) & 1;
}

/* A price that is not too high, into s->price. False: its supporters cannot pay. */
static bool look(struct shares *s, int p)
{
    const struct picks *fans = &s->fans[p];
    __int128 cost = (__int128)s->e->options.v[p].cost << s->shift, low = cost / s->votes[p];
    for (int64_t payers, before = s->votes[p];; before = payers) {
        __int128 owed = cost;
        payers = 0;
        for (size_t k = 0; k < fans->n; k++) {
            const int i = fans->v[k];
            if (s->upper[i] < low) {
                owed -= (__int128)s->upper[i] * s->voters[i].count;
            } else {
                payers += s->voters[i].count;
            }
        }
        if (!payers || payers == before) {
            s->price[p] =
                (double)low / (double)(INT64_C(1) << s->shift) / (double)s->e->options.v[p].cost;
            return payers;
        }
        low = owed / payers;
    }
}

static void set_low(struct shares *s)
{
    mpz_t low;
    mpz_init(low);
    mpz_mul_2exp(low, mpq_numref(s->this_rho), (mp_bitcnt_t)s->shift);
    mpz_fdiv_q(low, low, mpq_denref(s->this_rho));
    must(mpz_fits_slong_p(low)); /* what nobody can pay, look() has refused */
    s->low = mpz_get_si(low);
    mpz_clear(low);
}

/* What is left to a voter against this rho: below 0, less. */
static int against(const struct shares *s, int i)
{
    if (!s->upper[i] || s->upper[i] < s->low) {
        return -1;
    }
    if (s->upper[i] - (int64_t)s->n_bought - 2 > s->low) {
        return 1;
    }
    mpq_t left;
    mpq_init(left);
    mpz_set(mpq_numref(left), s->share);
    for (size_t k = 0; k < s->n_bought; k++) {
        if (likes(s, i, s->bought[k])) {
            mpz_sub(mpq_numref(left), mpq_numref(left), s->paid[s->bought[k]]);
        }
    }
    mpz_set(mpq_denref(left), s->common);
    mpq_canonicalize(left);
    int c = mpq_cmp(left, s->this_rho);
    mpq_clear(left);
    return c;
}

/* What is left of a project's cost (owed, over common) when those have paid all they have who have
 * less than this rho. Returns how many have not. */
static int64_t poor_pay(struct shares *s, int p, mpz_t owed)
{
    const struct picks *fans = &s->fans[p];
    int64_t payers = 0, shares = 0;
    memset(s->times, 0, s->projects * sizeof(*s->times));
    for (size_t k = 0; k < fans->n; k++) {
        const int i = fans->v[k];
        const int64_t count = s->voters[i].count;
        if (against(s, i) >= 0) {
            payers += count;
        } else if (s->upper[i]) {
            shares += count;
            for (size_t b = 0; b < s->n_bought; b++) {
                s->times[s->bought[b]] += likes(s, i, s->bought[b]) ? count : 0;
            }
        }
    }
    mpz_mul_si(owed, s->common, (long)s->e->options.v[p].cost);
    mpz_submul_ui(owed, s->share, (unsigned long)shares);
    for (size_t b = 0; b < s->n_bought; b++) {
        mpz_addmul_ui(owed, s->paid[s->bought[b]], (unsigned long)s->times[s->bought[b]]);
    }
    return payers;
}

/* s->this_rho = owed / (common * payers). */
static void set_rho(struct shares *s, const mpz_t owed, int64_t payers)
{
    mpz_set(mpq_numref(s->this_rho), owed);
    mpz_mul_si(mpq_denref(s->this_rho), s->common, (long)payers);
    mpq_canonicalize(s->this_rho);
    set_low(s);
}

/* The same exactly, into s->per (rho / cost) and s->this_rho: it grows until nobody is poorer. */
static bool look_exactly(struct shares *s, int p)
{
    mpz_t owed;
    mpz_init(owed);
    mpz_mul_si(owed, s->common, (long)s->e->options.v[p].cost);
    int64_t payers = s->votes[p], before;
    do {
        set_rho(s, owed, payers);
        before = payers;
        payers = poor_pay(s, p, owed);
    } while (payers && payers != before);
    mpz_clear(owed);
    mpq_set(s->per, s->this_rho);
    mpz_mul_si(mpq_denref(s->per), mpq_denref(s->per), (long)s->e->options.v[p].cost);
    mpq_canonicalize(s->per);
    return payers;
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
            s->out[p] = !look(s, p);
            s->known[p] = ROUGH;
            continue;
        }
        s->known[p] = EXACT;
        s->out[p] = !look_exactly(s, p); /* so near that the bounds could not tell */
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

/* A denominator in which this rho is whole too: then it is what each pays. */
static void make_common(struct shares *s, int p)
{
    mpz_t times;
    mpz_init(times);
    mpz_lcm(times, s->common, mpq_denref(s->this_rho));
    mpz_divexact(times, times, s->common);
    mpz_mul(s->common, s->common, times);
    mpz_mul(s->share, s->share, times);
    for (size_t b = 0; b < s->n_bought; b++) {
        mpz_mul(s->paid[s->bought[b]], s->paid[s->bought[b]], times);
    }
    mpz_divexact(s->paid[p], s->common, mpq_denref(s->this_rho));
    mpz_mul(s->paid[p], s->paid[p], mpq_numref(s->this_rho));
    mpz_clear(times);
}

static void pay(struct shares *s, int p)
{
    const struct picks *fans = &s->fans[p];
    mpq_set(s->this_rho, s->rho);
    set_low(s);
    for (size_t k = 0; k < fans->n; k++) {
        const int i = fans->v[k];
        s->upper[i] = against(s, i) > 0 ? s->upper[i] - s->low : 0;
    }
    make_common(s, p);
    s->bought[s->n_bought++] = p;
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

/* Everybody has (budget + extra * voters) / voters. */
static void share_out(struct shares *s, int64_t extra)
{
    const __int128 all = s->e->budget + (__int128)extra * s->e->voters;
    const int64_t voters = s->e->voters, whole = (int64_t)(all / voters) + 1;
    s->shift = __builtin_clzll((unsigned long long)whole) - SPARE_BITS;
    must(s->shift >= 0);
    for (size_t i = 0; i < s->n; i++) {
        s->upper[i] = (int64_t)((all << s->shift) / voters) + 1;
    }
    s->n_bought = 0;
    mpz_set_si(s->common, (long)voters);
    mpz_mul_si(s->share, s->common, (long)extra);
    mpz_add_ui(s->share, s->share, (unsigned long)s->e->budget);
}

static void run(struct shares *s, int64_t extra, struct result *r)
{
    s->r = r;
    s->spent = 0;
    memset(s->has, 0, s->projects);
    memset(s->out, 0, s->projects);
    share_out(s, extra);
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
    const uint64_t *left = ((const struct liking *)x)->likes,
                   *right = ((const struct liking *)y)->likes;
    for (size_t i = 0; i < *(const size_t *)words; i++) {
        if (left[i] != right[i]) {
            return left[i] < right[i] ? -1 : 1;
        }
    }
    return 0;
}

static void gather(struct shares *s)
{
    const struct election *e = s->e;
    struct liking *all = arena_alloc(s->a, e->ballots.n * sizeof(*all));
    uint64_t *bits = arena_alloc(s->a, e->ballots.n * s->words * sizeof(*bits));
    for (size_t i = 0; i < e->ballots.n; i++) {
        const struct ballot *b = &e->ballots.v[i];
        all[i] = (struct liking){bits + i * s->words, b->count};
        for (size_t k = 0; k < b->n; k++) {
            if (e->marks != MARKS_POINTS || b->v[k].value > 0) {
                all[i].likes[b->v[k].option / 64] |= UINT64_C(1) << (b->v[k].option % 64);
            }
        }
    }
    qsort_r(all, e->ballots.n, sizeof(*all), by_likes, &s->words);
    s->voters = arena_alloc(s->a, e->ballots.n * sizeof(*s->voters));
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
    const size_t n = s->projects = s->e->options.n;
    s->words = n / 64 + 1;
    s->votes = votes_of(s->a, s->e, false);
    gather(s);
    s->upper = arena_alloc(s->a, s->n * sizeof(*s->upper));
    s->fans = arena_alloc(s->a, n * sizeof(*s->fans));
    s->paid = arena_alloc(s->a, n * sizeof(*s->paid));
    s->times = arena_alloc(s->a, n * sizeof(*s->times));
    s->bought = arena_alloc(s->a, n * sizeof(*s->bought));
    s->price = arena_alloc(s->a, n * sizeof(*s->price));
    s->has = arena_alloc(s->a, n);
    s->out = arena_alloc(s->a, n);
    s->known = arena_alloc(s->a, n);
    for (size_t p = 0; p < n; p++) {
        mpz_init(s->paid[p]);
    }
    for (size_t at = 0; at < s->n * s->words; at++) {
        for (uint64_t left = s->voters[at / s->words].likes[at % s->words]; left;
             left &= left - 1) {
            size_t p = at % s->words * 64 + (size_t)__builtin_ctzll(left);
            list_push(s->a, &s->fans[p], (int)(at / s->words));
        }
    }
    mpz_inits(s->common, s->share, NULL);
    mpq_inits(s->best, s->rho, s->per, s->this_rho, NULL);
}

static void end(struct shares *s)
{
    for (size_t p = 0; p < s->projects; p++) {
        mpz_clear(s->paid[p]);
    }
    mpz_clears(s->common, s->share, NULL);
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
        run(s, extra, NULL);
        if (s->spent > s->e->budget) {
            return extra - unit;
        }
        if (s->spent == wanted) {
            return extra;
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
