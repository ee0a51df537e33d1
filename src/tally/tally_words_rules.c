/* tally_words_rules.c - what is missing, and why it came out so. */
#include "src/tally/tally.h"

const struct choice tally_verdicts[] = {
    {CANNOT_DECIDE, "cannot", N_("不能决定"), .tag = "no", .icon = "minus"},
    {FAILED, "failed", N_("没有通过"), .tag = "no", .icon = "cross"},
    {PASSED, "passed", N_("通过"), .tag = "done", .icon = "check"},
    {0},
};

static int64_t missing(const struct gate *g)
{
    return g->need > g->have ? g->need - g->have : 0;
}

struct word tally_number(enum electorate who, int64_t n)
{
    return who == ROLL_OF_HOUSEHOLDS ? DOORS(n) : PEOPLE(n);
}

const char *tally_number_label(enum electorate who)
{
    return who == ROLL_OF_HOUSEHOLDS ? N_("户数") : N_("人数");
}

struct words tally_missing(enum electorate who, const struct gate *heads, const struct gate *area)
{
    int64_t h = missing(heads), a = missing(area);
    return h && a ? WORDS(N_("还差 {0}、{1} ㎡"), tally_number(who, h), AREA(a))
           : h    ? WORDS(N_("还差 {0}"), tally_number(who, h))
           : a    ? WORDS(N_("还差 {0} ㎡"), AREA(a))
                  : (struct words){0};
}

int64_t tally_percent(int64_t part, int64_t whole)
{
    return whole > 0 ? (int64_t)((__int128)part * 10000 / whole) : 0;
}

static struct word amount(enum electorate who, bool area, int64_t n)
{
    return area ? AREA(n) : tally_number(who, n);
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

void tally_why_part(struct arena *a, enum electorate who, const struct ruleset *r,
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

void tally_why(struct arena *a, enum electorate who, const struct ruleset *r, const struct tally *t,
    struct sayings *out)
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
        tally_why_part(a, who, r, t, out);
    }
    say_agree(a, who, t, r->by_area, out);
}
