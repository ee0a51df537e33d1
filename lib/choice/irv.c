/* irv.c - instant runoff, with ballots that may rank several alike: those share the ballot. */
#include <gmp.h>
#include <stdlib.h>

#include "lib/choice/count.h"

struct irv {
    struct arena *a;
    const struct election *e;
    size_t n, left, rounds;
    bool *in;
    mpq_t *votes; /* of all rounds so far, n a round */
    mpq_t base; /* ballots that still rank somebody who is in */
    const int *place; /* of the lot; NULL: ties are reported */
    struct levels gone; /* the first to go first */
    struct result *r;
};

static mpq_t *round_of(struct irv *s, size_t round)
{
    return s->votes + round * s->n;
}

/* Gives a ballot to whoever it ranks best of those still in. */
static void give(struct irv *s, const struct ballot *b, mpq_t *votes)
{
    int64_t best = INT64_MAX;
    size_t shared = 0;
    for (size_t k = 0; k < b->n; k++) {
        if (s->in[b->v[k].option] && b->v[k].value <= best) {
            shared = b->v[k].value < best ? 1 : shared + 1;
            best = b->v[k].value;
        }
    }
    if (!shared) {
        return;
    }
    mpq_t part;
    mpq_init(part);
    mpq_set_si(part, (long)b->count, 1);
    mpq_add(s->base, s->base, part);
    mpq_set_si(part, (long)b->count, shared);
    mpq_canonicalize(part);
    for (size_t k = 0; k < b->n; k++) {
        if (s->in[b->v[k].option] && b->v[k].value == best) {
            mpq_add(votes[b->v[k].option], votes[b->v[k].option], part);
        }
    }
    mpq_clear(part);
}

static const char *rational_text(struct arena *a, const mpq_t q)
{
    char *s = mpq_get_str(NULL, 10, q);
    const char *kept = arena_strdup(a, s);
    free(s);
    return kept;
}

static void count(struct irv *s)
{
    mpq_t *votes = round_of(s, s->rounds++);
    mpq_set_ui(s->base, 0, 1);
    for (size_t i = 0; i < s->e->ballots.n; i++) {
        give(s, &s->e->ballots.v[i], votes);
    }
    struct round *round = add_round(s->a, s->r, "count", s->n);
    for (size_t i = 0; i < s->n; i++) {
        round->values[i] = s->in[i] ? rational_text(s->a, votes[i]) : NULL;
    }
}

/* Those of `among` (everybody who is in, when empty) with fewest votes in that round. */
static struct picks fewest(struct irv *s, size_t round, const struct picks *among)
{
    struct picks all = {0}, least = {0};
    for (size_t i = 0; i < s->n && !among; i++) {
        if (s->in[i]) {
            list_push(s->a, &all, (int)i);
        }
    }
    const struct picks *from = among ? among : &all;
    mpq_t *votes = round_of(s, round);
    for (size_t k = 0; k < from->n; k++) {
        int c = least.n ? mpq_cmp(votes[from->v[k]], votes[least.v[0]]) : 0;
        if (c < 0) {
            least.n = 0;
        }
        if (c <= 0) {
            list_push(s->a, &least, from->v[k]);
        }
    }
    return least;
}

/* All of them together have fewer than anybody else: in whatever order they went, they would go. */
static bool all_hopeless(struct irv *s, const struct picks *least)
{
    mpq_t sum, *votes = round_of(s, s->rounds - 1);
    bool hopeless = least->n < s->left;
    mpq_init(sum);
    for (size_t k = 0; k < least->n; k++) {
        mpq_add(sum, sum, votes[least->v[k]]);
    }
    for (size_t i = 0; i < s->n && hopeless; i++) {
        bool other = s->in[i] && mpq_cmp(votes[i], votes[least->v[0]]) != 0;
        hopeless = !other || mpq_cmp(sum, votes[i]) < 0;
    }
    mpq_clear(sum);
    return hopeless;
}

static struct picks last_of_lot(struct irv *s, const struct picks *tied)
{
    struct picks one = {0};
    int last = tied->v[0];
    for (size_t k = 1; k < tied->n; k++) {
        last = s->place[tied->v[k]] > s->place[last] ? tied->v[k] : last;
    }
    list_push(s->a, &one, last);
    return one;
}

/* Who goes now; nobody when a tie is to be reported. */
static struct picks who_goes(struct irv *s)
{
    struct picks least = fewest(s, s->rounds - 1, NULL);
    if (least.n == 1 || all_hopeless(s, &least)) {
        return least;
    }
    for (size_t round = s->rounds - 1; round > 0 && least.n > 1; round--) {
        least = fewest(s, round - 1, &least);
    }
    if (least.n > 1 && s->place) {
        explain(s->a, s->r,
            WORDS(N_("第 {0} 轮最少的并列，以前各轮也一样，抽签定谁退出。"),
                INT((int64_t)s->rounds)));
        return last_of_lot(s, &least);
    }
    if (least.n > 1) {
        s->r->tied = least;
        least.n = 0;
    }
    return least;
}

static void leave(struct irv *s, const struct picks *who)
{
    for (size_t k = 0; k < who->n; k++) {
        s->in[who->v[k]] = false;
    }
    s->left -= who->n;
    s->r->rounds.v[s->r->rounds.n - 1].who = *who;
    list_push(s->a, &s->gone, *who);
}

/* Whoever has more than half of the ballots that still speak; -1: nobody yet. */
static int majority(struct irv *s)
{
    mpq_t twice, *votes = round_of(s, s->rounds - 1);
    int found = -1;
    mpq_init(twice);
    for (size_t i = 0; i < s->n && found < 0; i++) {
        if (s->in[i]) {
            mpq_add(twice, votes[i], votes[i]);
            found = mpq_cmp(twice, s->base) > 0 || s->left == 1 ? (int)i : -1;
        }
    }
    mpq_clear(twice);
    return found;
}

/* The winner, then who was still in by the votes of the last round, then who went, last first. */
static void rank(struct irv *s, int winner)
{
    struct picks first = {0};
    list_push(s->a, &first, winner);
    list_push(s->a, &s->r->ranking, first);
    s->in[winner] = false;
    struct levels rest = {0};
    for (struct picks least; (least = fewest(s, s->rounds - 1, NULL)).n;) {
        for (size_t k = 0; k < least.n; k++) {
            s->in[least.v[k]] = false;
        }
        list_push(s->a, &rest, least);
    }
    for (size_t i = rest.n; i-- > 0;) {
        list_push(s->a, &s->r->ranking, rest.v[i]);
    }
    for (size_t i = s->gone.n; i-- > 0;) {
        list_push(s->a, &s->r->ranking, s->gone.v[i]);
    }
}

static void run(struct irv *s)
{
    while (s->left) {
        count(s);
        int winner = majority(s);
        if (winner >= 0) {
            list_push(s->a, &s->r->winners, winner);
            rank(s, winner);
            return;
        }
        struct picks out = who_goes(s);
        if (!out.n) {
            explain(s->a, s->r,
                SAY(N_("最少的并列，谁退出会影响结果：要按公开的种子抽签，或者重投。")));
            return;
        }
        leave(s, &out);
    }
}

bool tally_irv(struct arena *a, const struct election *e, const struct counting *how,
    struct result *out, struct err *why)
{
    size_t n = e->options.n, cells = n * (n + 1);
    if (e->marks != MARKS_RANKS) {
        return refuse(why, "rule", SAY(N_("这份选票没有排名次。请用 approval 或者 score。")));
    }
    if (how->seats > 1) {
        return refuse(
            why, "seats", SAY(N_("排除投票只选一名。要选几名，请用 approval 或者 schulze。")));
    }
    struct irv s = {.a = a, .e = e, .n = n, .left = n, .r = out};
    s.in = arena_alloc(a, n);
    s.votes = arena_alloc(a, cells * sizeof(*s.votes));
    s.place = lot_places(a, n, how->lot);
    mpq_init(s.base);
    for (size_t i = 0; i < cells; i++) {
        s.in[i % n] = true;
        mpq_init(s.votes[i]);
    }
    explain(
        a, out, SAY(N_("每轮看各张票还在的第一名；没有人过半，最少的退出，他的票转给下一名。")));
    run(&s);
    for (size_t i = 0; i < cells; i++) {
        mpq_clear(s.votes[i]);
    }
    mpq_clear(s.base);
    return true;
}
