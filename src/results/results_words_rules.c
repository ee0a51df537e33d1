/* results_words_rules.c - what came out, in sentences whose arithmetic re-adds. */
#include "src/results/results.h"

/* Headlines -------------------------------------------------------------------------------------
 */
static struct words poll_line(const struct ballot_item *i, const struct sums *s, bool parking)
{
    int64_t best = 0, most = -1;
    for (size_t k = 0; i->seats && k < i->n; k++) {
        int64_t heads = weight_heads(sums_of(s, VOTE_OPTION + 1 + (int64_t)k), parking);
        if (heads > most) {
            most = heads;
            best = (int64_t)k;
        }
    }
    return i->seats ? WORDS(N_("「{0}」里「{1}」最多，{2} 户"), TEXT(i->title),
                          TEXT(i->options[best]), INT(most))
                    : WORDS(N_("「{0}」同意 {1} 户，反对 {2} 户"), TEXT(i->title),
                          INT(weight_heads(sums_of(s, VOTE_YES), parking)),
                          INT(weight_heads(sums_of(s, VOTE_NO), parking)));
}

static struct words option_line(const struct ballot_item *i, const struct result *r)
{
    int64_t in = 0, tied = 0;
    for (size_t k = 0; k < r->rows.n; k++) {
        const struct result_row *o = &r->rows.v[k];
        in += o->item == i->no && o->decides && o->in;
        tied += o->item == i->no && o->decides && o->tied;
    }
    return tied ? WORDS(N_("「{0}」选出 {1} 个，还有 {2} 个并列，没有定"), TEXT(i->title), INT(in),
                      INT(tied))
           : in ? WORDS(N_("「{0}」选出 {1} 个"), TEXT(i->title), INT(in))
                : WORDS(N_("「{0}」没有选出来"), TEXT(i->title));
}

static int64_t lacks(const struct gate *g)
{
    return g->need > g->have ? g->need - g->have : 0;
}

static struct words failed_line(const char *title, const struct tally *t)
{
    const struct gate *heads = t->quorate ? &t->yes_heads : &t->took_heads;
    const struct gate *area = t->quorate ? &t->yes_area : &t->took_area;
    int64_t h = lacks(heads), a = lacks(area);
    if (!t->quorate) {
        return h && a ? WORDS(N_("「{0}」没有通过，参与还差 {1} 户、{2} ㎡"), TEXT(title), INT(h),
                            AREA(a))
               : h ? WORDS(N_("「{0}」没有通过，参与还差 {1} 户"), TEXT(title), INT(h))
                   : WORDS(N_("「{0}」没有通过，参与还差 {1} ㎡"), TEXT(title), AREA(a));
    }
    return h && a
               ? WORDS(N_("「{0}」没有通过，同意还差 {1} 户、{2} ㎡"), TEXT(title), INT(h), AREA(a))
           : h ? WORDS(N_("「{0}」没有通过，同意还差 {1} 户"), TEXT(title), INT(h))
               : WORDS(N_("「{0}」没有通过，同意还差 {1} ㎡"), TEXT(title), AREA(a));
}

static struct words line(const struct ballot *b, const struct result *r, size_t at)
{
    const struct ballot_item *i = &b->items.v[at];
    const struct result_row *o = results_row(r, i->no, 0);
    if (i->decides == DECIDES_POLL) {
        return poll_line(i, &r->t.items[at], b->parking);
    }
    if (i->seats || !o) {
        return option_line(i, r);
    }
    const struct gate *g = &o->t.yes_heads;
    return o->t.verdict == CANNOT_DECIDE ? WORDS(N_("「{0}」不能决定"), TEXT(i->title))
           : o->t.verdict == FAILED      ? failed_line(i->title, &o->t)
                                    : WORDS(N_("「{0}」通过，同意 {1} 户，要 {2} 户"),
                                          TEXT(i->title), INT(g->have), INT(g->need));
}

void results_headline(
    struct arena *a, const struct ballot *b, const struct result *r, struct sayings *out)
{
    for (size_t i = 0; i < b->items.n; i++) {
        list_push(a, out, line(b, r, i));
    }
}

/* An option that was not chosen (P06) -----------------------------------------------------------
 */
static const struct result_row *last_in(const struct result *r, const struct result_row *o)
{
    const struct result_row *last = NULL;
    for (size_t i = 0; i < r->rows.n; i++) {
        const struct result_row *x = &r->rows.v[i];
        last =
            x->item == o->item && x->parking == o->parking && x->how == o->how && x->in ? x : last;
    }
    return last;
}

static struct words behind(
    const struct sums *s, const struct result_row *o, const struct result_row *last)
{
    struct weight mine = sums_of(s, VOTE_OPTION + o->option);
    struct weight other = sums_of(s, VOTE_OPTION + last->option);
    int64_t h = weight_heads(mine, o->parking), a = weight_area(mine, o->parking);
    int64_t oh = weight_heads(other, o->parking), oa = weight_area(other, o->parking);
    return oh > h ? WORDS(N_("最后选中的 {0} 户，这个 {1} 户，{0} − {1} = {2}，差 {2} 户"), INT(oh),
                        INT(h), INT(oh - h))
                  : WORDS(N_("户数和最后选中的一样，面积 {0} ㎡对 {1} ㎡，差 {2} ㎡"), AREA(oa),
                        AREA(a), AREA(oa - a));
}

static struct words under(const struct tally *t)
{
    const struct gate *h = &t->yes_heads, *a = &t->yes_area;
    return lacks(h) ? WORDS(N_("至少要 {0} 户同意，得了 {1} 户，{0} − {1} = {2}，差 {2} 户"),
                          INT(h->need), INT(h->have), INT(lacks(h)))
                    : WORDS(N_("至少要 {0} ㎡同意，得了 {1} ㎡，{0} − {1} = {2}，差 {2} ㎡"),
                          AREA(a->need), AREA(a->have), AREA(lacks(a)));
}

struct words results_far(
    const struct ballot_item *i, const struct result *r, const struct result_row *o)
{
    const struct result_row *last = last_in(r, o);
    if (o->in) {
        return (struct words){0};
    }
    if (o->tied) {
        return SAY(N_("和别的并列最后一个名额，这里不替大家定，要再表决或者按议事规则定"));
    }
    if (i->rule.agree.from && o->t.verdict != PASSED) {
        return o->t.verdict == CANNOT_DECIDE ? SAY(N_("名册上是零，算不出比例"))
               : !o->t.quorate ? WORDS(N_("参与不够：至少要 {0} 户参与，参与了 {1} 户"),
                                     INT(o->t.took_heads.need), INT(o->t.took_heads.have))
                               : under(&o->t);
    }
    return last ? behind(&r->t.items[o->item - 1], o, last)
                : SAY(N_("排在前面的并列，名额还没有定"));
}

/* Two counts ------------------------------------------------------------------------------------
 */
static void differ(struct arena *a, const char *title, const char *what, struct weight was,
    struct weight now, struct sayings *out)
{
    int64_t h = was.homes + was.stalls, h2 = now.homes + now.stalls;
    int64_t f = was.area_dm2 + was.stalls_dm2, f2 = now.area_dm2 + now.stalls_dm2;
    if (h != h2) {
        list_push(a, out,
            WORDS(
                N_("{0}，{1}：原来 {2} 户，现在 {3} 户"), TEXT(title), MSG(what), INT(h), INT(h2)));
    }
    if (f != f2) {
        list_push(a, out,
            WORDS(N_("{0}，{1}：原来 {2} ㎡，现在 {3} ㎡"), TEXT(title), MSG(what), AREA(f),
                AREA(f2)));
    }
}

static void differ_item(struct arena *a, const struct ballot_item *i, const struct sums *was,
    const struct sums *now, struct sayings *out)
{
    for (const struct choice *o = ballots_choices; o->value; o++) {
        differ(a, i->title, o->label, sums_of(was, o->value), sums_of(now, o->value), out);
    }
    for (size_t k = 0; k < i->n; k++) {
        int64_t choice = VOTE_OPTION + 1 + (int64_t)k;
        differ(a, i->options[k], N_("选它的"), sums_of(was, choice), sums_of(now, choice), out);
    }
}

void results_differ(struct arena *a, const struct ballot *b, const struct result *was,
    const struct result *now, struct sayings *out)
{
    differ(a, b->m.title, N_("名册"), was->t.roll, now->t.roll, out);
    differ(a, b->m.title, N_("参与"), was->t.took, now->t.took, out);
    for (size_t i = 0; i < b->items.n; i++) {
        const struct ballot_item *item = &b->items.v[i];
        const struct result_row *x = results_row(was, item->no, 0),
                                *y = results_row(now, item->no, 0);
        differ_item(a, item, &was->t.items[i], &now->t.items[i], out);
        if (x && y && x->t.verdict != y->t.verdict) {
            list_push(a, out,
                WORDS(N_("{0}：原来{1}，现在{2}"), TEXT(item->title),
                    MSG(choice_of(ballots_verdicts, (int64_t)x->t.verdict)->label),
                    MSG(choice_of(ballots_verdicts, (int64_t)y->t.verdict)->label)));
        }
    }
}
