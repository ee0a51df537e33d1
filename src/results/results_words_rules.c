/* results_words_rules.c - what came out, in sentences whose arithmetic re-adds. */
#include "src/results/results.h"

/* Headlines -------------------------------------------------------------------------------------
 */
static const char *title_of(const struct ballot *b, const struct ballot_item *i)
{
    return b->items.n == 1 ? b->m.title : i->title;
}

static int64_t heads_of(
    const struct ballot *b, const struct result *r, const struct ballot_item *i, int64_t choice)
{
    return weight_heads(sums_of(&r->t.items[i->no - 1], choice), b->parking);
}

static struct words poll_line(
    const struct ballot *b, const struct result *r, const struct ballot_item *i)
{
    int64_t best = 0, most = -1;
    for (size_t k = 0; i->seats && k < i->n; k++) {
        int64_t heads = heads_of(b, r, i, VOTE_OPTION + 1 + (int64_t)k);
        if (heads > most) {
            most = heads;
            best = (int64_t)k;
        }
    }
    const char *title = title_of(b, i);
    return i->seats ? WORDS(N_("{0}：「{1}」最多，{2}"), TEXT(title), TEXT(i->options[best]),
                          tally_number(b->electorate, most))
                    : WORDS(N_("{0}：同意 {1}，反对 {2}"), TEXT(title),
                          tally_number(b->electorate, heads_of(b, r, i, VOTE_YES)),
                          tally_number(b->electorate, heads_of(b, r, i, VOTE_NO)));
}

/* Names of the options that decide the seats (in) or tie for the last one. */
static const char *names(
    struct arena *a, const struct ballot_item *i, const struct result *r, bool tied)
{
    const char *out = "";
    for (size_t k = 0; k < r->rows.n; k++) {
        const struct result_row *o = &r->rows.v[k];
        if (o->item == i->no && o->decides && o->option && (tied ? o->tied : o->in)) {
            out = arena_printf(a, "%s%s%s", out, *out ? "、" : "", i->options[o->option - 1]);
        }
    }
    return out;
}

const char *results_chosen(struct arena *a, const struct ballot_item *i, const struct result *r)
{
    return names(a, i, r, false);
}

static struct words option_line(
    struct arena *a, const char *title, const struct ballot_item *i, const struct result *r)
{
    const char *in = names(a, i, r, false), *tied = names(a, i, r, true);
    return *tied && *in
               ? WORDS(N_("{0}：选出 {1}；{2} 并列，没有定"), TEXT(title), TEXT(in), TEXT(tied))
           : *tied ? WORDS(N_("{0}：{1} 并列，没有定"), TEXT(title), TEXT(tied))
           : *in   ? WORDS(N_("{0}：选出 {1}"), TEXT(title), TEXT(in))
                   : WORDS(N_("{0}：没有选出来"), TEXT(title));
}

static int64_t lacks(const struct gate *g)
{
    return g->need > g->have ? g->need - g->have : 0;
}

static struct words failed_line(enum electorate who, const char *title, const struct tally *t)
{
    const struct gate *heads = t->quorate ? &t->yes_heads : &t->took_heads;
    const struct gate *area = t->quorate ? &t->yes_area : &t->took_area;
    struct word h = tally_number(who, lacks(heads)), a = AREA(lacks(area));
    if (!t->quorate) {
        return h.i && a.i ? WORDS(N_("{0}：没有通过，参与还差 {1}、{2} ㎡"), TEXT(title), h, a)
               : h.i ? WORDS(N_("{0}：没有通过，参与还差 {1}"), TEXT(title), h)
                     : WORDS(N_("{0}：没有通过，参与还差 {1} ㎡"), TEXT(title), a);
    }
    return h.i && a.i ? WORDS(N_("{0}：没有通过，同意还差 {1}、{2} ㎡"), TEXT(title), h, a)
           : h.i      ? WORDS(N_("{0}：没有通过，同意还差 {1}"), TEXT(title), h)
                      : WORDS(N_("{0}：没有通过，同意还差 {1} ㎡"), TEXT(title), a);
}

struct words results_line(
    struct arena *a, const struct ballot *b, const struct result *r, const struct ballot_item *i)
{
    const struct result_row *o = results_row(r, i->no, 0);
    const char *title = title_of(b, i);
    if (i->decides == DECIDES_POLL) {
        return poll_line(b, r, i);
    }
    if (i->seats || !o) {
        return option_line(a, title, i, r);
    }
    return o->t.verdict == CANNOT_DECIDE ? WORDS(N_("{0}：不能决定"), TEXT(title))
           : o->t.verdict == FAILED      ? failed_line(b->electorate, title, &o->t)
                                         : WORDS(N_("{0}：通过"), TEXT(title));
}

void results_headline(
    struct arena *a, const struct ballot *b, const struct result *r, struct sayings *out)
{
    for (size_t i = 0; i < b->items.n; i++) {
        list_push(a, out, results_line(a, b, r, &b->items.v[i]));
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

static struct words behind(enum electorate who, const struct sums *s, const struct result_row *o,
    const struct result_row *last)
{
    struct weight mine = sums_of(s, VOTE_OPTION + o->option);
    struct weight other = sums_of(s, VOTE_OPTION + last->option);
    int64_t h = weight_heads(mine, o->parking), a = weight_area(mine, o->parking);
    int64_t oh = weight_heads(other, o->parking), oa = weight_area(other, o->parking);
    return oh > h ? WORDS(N_("最后选中的 {0}，这个 {1}，{0} − {1} = {2}"), tally_number(who, oh),
                        tally_number(who, h), tally_number(who, oh - h))
                  : WORDS(N_("和最后选中的一样是 {0}，面积 {1} ㎡对 {2} ㎡，差 {3} ㎡"),
                        tally_number(who, h), AREA(oa), AREA(a), AREA(oa - a));
}

static struct words under(enum electorate who, const struct tally *t)
{
    const struct gate *h = &t->yes_heads, *a = &t->yes_area;
    return lacks(h)
               ? WORDS(N_("至少要 {0}同意，得了 {1}，{0} − {1} = {2}"), tally_number(who, h->need),
                     tally_number(who, h->have), tally_number(who, lacks(h)))
               : WORDS(N_("至少要 {0} ㎡同意，得了 {1} ㎡，{0} − {1} = {2} ㎡"), AREA(a->need),
                     AREA(a->have), AREA(lacks(a)));
}

struct words results_far(const struct ballot *b, const struct ballot_item *i,
    const struct result *r, const struct result_row *o)
{
    const struct result_row *last = last_in(r, o);
    enum electorate who = b->electorate;
    if (o->in) {
        return (struct words){0};
    }
    if (o->tied) {
        return SAY(N_("和别的并列最后一个名额，这里不抽签，要再表决或者按议事规则定"));
    }
    if (i->rule.agree.from && o->t.verdict != PASSED) {
        return o->t.verdict == CANNOT_DECIDE ? SAY(N_("名册上是零，算不出比例"))
               : !o->t.quorate ? WORDS(N_("参与不够：至少要 {0}参与，参与了 {1}"),
                                     tally_number(who, o->t.took_heads.need),
                                     tally_number(who, o->t.took_heads.have))
                               : under(who, &o->t);
    }
    return last ? behind(who, &r->t.items[o->item - 1], o, last)
                : SAY(N_("排在前面的并列，名额还没有定"));
}

/* Why those were chosen -------------------------------------------------------------------------
 */
static void say_line_to_reach(struct arena *a, const struct ballot *b, const struct tally *t,
    bool by_area, struct sayings *out)
{
    const struct gate *h = &t->yes_heads, *f = &t->yes_area;
    list_push(a, out,
        WORDS(N_("得票要够才能选上：按 {0}算，至少 {1}。"), tally_number(b->electorate, h->of),
            tally_number(b->electorate, h->need)));
    if (by_area) {
        list_push(a, out,
            WORDS(N_("面积也要够：按 {0} ㎡算，至少 {1} ㎡。"), AREA(f->of), AREA(f->need)));
    }
}

static struct words got(const struct ballot *b, const struct ballot_item *i, const struct result *r,
    const struct result_row *o)
{
    int64_t n = heads_of(b, r, i, VOTE_OPTION + o->option);
    struct word name = TEXT(i->options[o->option - 1]), votes = tally_number(b->electorate, n);
    bool reached = !i->rule.agree.from || o->t.verdict == PASSED;
    const struct gate *h = &o->t.yes_heads, *f = &o->t.yes_area;
    return o->in ? WORDS(N_("「{0}」得 {1}，选中。"), name, votes)
           : o->tied ? WORDS(N_("「{0}」得 {1}，和别的并列最后一个名额：这里不抽签，没有定。"),
                           name, votes)
           : reached || !o->t.quorate ? WORDS(N_("「{0}」得 {1}。"), name, votes)
           : lacks(h)                 ? WORDS(N_("「{0}」得 {1}，差 {2}。"), name, votes,
                                            tally_number(b->electorate, lacks(h)))
                      : WORDS(N_("「{0}」得 {1}，面积差 {2} ㎡。"), name, votes, AREA(lacks(f)));
}

void results_why(struct arena *a, const struct ballot *b, const struct ballot_item *i,
    const struct result *r, struct sayings *out)
{
    const struct result_row *first = NULL;
    for (size_t k = 0; k < r->rows.n && !first; k++) {
        const struct result_row *o = &r->rows.v[k];
        first = o->item == i->no && o->decides ? o : NULL;
    }
    if (!first) {
        return;
    }
    if (!i->seats) {
        tally_why(a, b->electorate, &i->rule, &first->t, out);
        return;
    }
    if (i->rule.took_part.from) {
        tally_why_part(a, b->electorate, &i->rule, &first->t, out);
    }
    if (i->rule.agree.from) {
        say_line_to_reach(a, b, &first->t, i->rule.by_area, out);
    }
    list_push(a, out,
        i->rule.by_area ? WORDS(N_("最多选 {0} 个：人数多的在前，人数一样看面积。"), INT(i->seats))
                        : WORDS(N_("最多选 {0} 个：得票多的在前。"), INT(i->seats)));
    for (size_t k = 0; k < r->rows.n; k++) {
        const struct result_row *o = &r->rows.v[k];
        if (o->item == i->no && o->decides && o->option) {
            list_push(a, out, got(b, i, r, o));
        }
    }
}

/* Two counts ------------------------------------------------------------------------------------
 */
static void differ(struct arena *a, enum electorate who, const char *title, const char *what,
    struct weight was, struct weight now, struct sayings *out)
{
    int64_t h = was.homes + was.stalls, h2 = now.homes + now.stalls;
    int64_t f = was.area_dm2 + was.stalls_dm2, f2 = now.area_dm2 + now.stalls_dm2;
    if (h != h2) {
        list_push(a, out,
            WORDS(N_("{0}，{1}：原来 {2}，现在 {3}"), TEXT(title), MSG(what), tally_number(who, h),
                tally_number(who, h2)));
    }
    if (f != f2) {
        list_push(a, out,
            WORDS(N_("{0}，{1}：原来 {2} ㎡，现在 {3} ㎡"), TEXT(title), MSG(what), AREA(f),
                AREA(f2)));
    }
}

static void differ_item(struct arena *a, enum electorate who, const struct ballot_item *i,
    const struct sums *was, const struct sums *now, struct sayings *out)
{
    for (const struct choice *o = votes_choices; o->value; o++) {
        differ(a, who, i->title, o->label, sums_of(was, o->value), sums_of(now, o->value), out);
    }
    for (size_t k = 0; k < i->n; k++) {
        int64_t choice = VOTE_OPTION + 1 + (int64_t)k;
        differ(
            a, who, i->options[k], N_("选它的"), sums_of(was, choice), sums_of(now, choice), out);
    }
}

void results_differ(struct arena *a, const struct ballot *b, const struct result *was,
    const struct result *now, struct sayings *out)
{
    differ(a, b->electorate, b->m.title, N_("名册"), was->t.roll, now->t.roll, out);
    differ(a, b->electorate, b->m.title, N_("参与"), was->t.took, now->t.took, out);
    for (size_t i = 0; i < b->items.n; i++) {
        const struct ballot_item *item = &b->items.v[i];
        const struct result_row *x = results_row(was, item->no, 0),
                                *y = results_row(now, item->no, 0);
        differ_item(a, b->electorate, item, &was->t.items[i], &now->t.items[i], out);
        if (x && y && x->t.verdict != y->t.verdict) {
            list_push(a, out,
                WORDS(N_("{0}：原来{1}，现在{2}"), TEXT(item->title),
                    MSG(choice_of(tally_verdicts, (int64_t)x->t.verdict)->label),
                    MSG(choice_of(tally_verdicts, (int64_t)y->t.verdict)->label)));
        }
    }
}
