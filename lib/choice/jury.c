/* jury.c - 大众投票加专家评审: published practice is 30 % by votes of the most voted, 70 % by
 * experts. */
#include <gmp.h>
#include <stdlib.h>

#include "lib/choice/count.h"

struct part {
    mpq_t experts, total;
    int64_t votes;
};

/* The mean of the marks; of five or more without the highest and the lowest; 0 without any. */
static void mean(mpq_t out, const struct judged *v, bool trim)
{
    int64_t sum = 0, high = INT64_MIN, low = INT64_MAX;
    bool cut = trim && v->n >= 5;
    for (size_t i = 0; i < v->n; i++) {
        sum += v->marks[i];
        high = v->marks[i] > high ? v->marks[i] : high;
        low = v->marks[i] < low ? v->marks[i] : low;
    }
    sum -= cut ? high + low : 0;
    size_t n = v->n - (cut ? 2 : 0);
    mpq_set_si(out, (long)sum, n ? n : 1);
    mpq_canonicalize(out);
}

/* Votes as 0 to 100. */
static void normed(mpq_t out, const struct judged *v, size_t n, size_t i, enum norm norm)
{
    int64_t most = 0, all = 0, behind = 0;
    for (size_t k = 0; k < n; k++) {
        most = v[k].votes > most ? v[k].votes : most;
        all += v[k].votes;
        behind += v[k].votes < v[i].votes;
    }
    int64_t base = norm == NORM_MAX ? most : norm == NORM_SHARE ? all : (int64_t)n - 1;
    int64_t part = norm == NORM_POINTS ? behind : v[i].votes;
    mpq_set_si(out, (long)(part * 100), base ? (unsigned long)base : 1); /* of nothing: nothing */
    mpq_canonicalize(out);
}

static void weigh(
    struct part *p, const struct judged *v, size_t n, size_t i, const struct jury *rule)
{
    mpq_t share, rest, part;
    mpq_inits(share, rest, part, NULL);
    mpq_set_si(share, (long)rule->share.num, (unsigned long)rule->share.den);
    mpq_set_si(rest, (long)(rule->share.den - rule->share.num), (unsigned long)rule->share.den);
    mpq_canonicalize(share);
    mpq_canonicalize(rest);
    normed(part, v, n, i, rule->norm);
    mpq_mul(part, part, share);
    mpq_mul(p->total, p->experts, rest);
    mpq_add(p->total, p->total, part);
    mpq_clears(share, rest, part, NULL);
}

static int compare(const struct part *x, const struct part *y)
{
    int c = mpq_cmp(x->total, y->total);
    c = c ? c : mpq_cmp(x->experts, y->experts);
    return c ? c : (x->votes > y->votes) - (x->votes < y->votes);
}

static void order(struct arena *a, const struct part *p, size_t n, struct levels *out)
{
    bool *placed = arena_alloc(a, n);
    for (size_t done = 0; done < n;) {
        struct picks level = {0};
        for (size_t i = 0; i < n; i++) {
            int c = placed[i] ? -1 : level.n ? compare(&p[i], &p[level.v[0]]) : 0;
            level.n = c > 0 ? 0 : level.n;
            if (c >= 0) {
                list_push(a, &level, (int)i);
            }
        }
        for (size_t k = 0; k < level.n; k++) {
            placed[level.v[k]] = true;
        }
        done += level.n;
        list_push(a, out, level);
    }
}

bool tally_jury(struct arena *a, const struct judged *v, size_t n, const struct jury *rule,
    const char **scores, struct levels *ranking)
{
    int64_t all = 0;
    struct part *parts = arena_alloc(a, n * sizeof(*parts));
    for (size_t i = 0; i < n; i++) {
        all += v[i].votes;
    }
    for (size_t i = 0; i < n; i++) {
        mpq_inits(parts[i].experts, parts[i].total, NULL);
        mean(parts[i].experts, &v[i], rule->trim);
        parts[i].votes = v[i].votes;
        if (all < rule->least_votes) {
            mpq_set(parts[i].total, parts[i].experts);
        } else {
            weigh(&parts[i], v, n, i, rule);
        }
        char *text = mpq_get_str(NULL, 10, parts[i].total);
        scores[i] = arena_strdup(a, text);
        free(text);
    }
    order(a, parts, n, ranking);
    for (size_t i = 0; i < n; i++) {
        mpq_clears(parts[i].experts, parts[i].total, NULL);
    }
    return n > 0;
}
