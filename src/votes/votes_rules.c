/* votes_rules.c - when a vote may be handed in, what was marked, and which of one voter's counts.
 */
#include "src/votes/votes.h"

const struct choice votes_ways[] = {
    {WAY_WEB, "web", N_("网上"), .icon = "web"},
    {WAY_PAPER, "paper", N_("纸质票"), .icon = "paper"},
    {WAY_PROXY, "proxy", N_("书面委托"), .icon = "group"},
    {0},
};
const struct choice votes_choices[] = {
    {VOTE_YES, "yes", N_("同意"), .icon = "check"},
    {VOTE_NO, "no", N_("反对"), .icon = "cross"},
    {VOTE_ABSTAIN, "abstain", N_("弃权"), N_("算参与，不算同意"), .icon = "minus"},
    {VOTE_SPOILED, "spoiled", N_("无效"), N_("算参与，不算同意"), .icon = "alert"},
    {0},
};

/* Handing in ------------------------------------------------------------------------------------
 */
bool votes_may_cast(const struct ballot *b, enum vote_way way, int64_t received_at, struct err *why)
{
    bool late_paper = way != WAY_WEB && b->m.state == BALLOT_COUNTING && !b->sealed_at;
    if (b->m.state > BALLOT_OPEN && !late_paper) {
        return refuse(
            why, NULL, WORDS(N_("表决 {0} 已经截止，截止后收到的票不算"), UNTIL(b->closes_at)));
    }
    if (b->m.state < BALLOT_OPEN || received_at < b->opens_at) {
        return refuse(why, NULL,
            b->opens_at ? WORDS(N_("表决 {0} 才开始"), TIME(b->opens_at))
                        : SAY(N_("表决还没有开始")));
    }
    return received_at < b->closes_at ||
           refuse(
               why, NULL, WORDS(N_("表决 {0} 已经截止，截止后收到的票不算"), UNTIL(b->closes_at)));
}

static size_t marks_of(const struct vote_marks *in, int64_t item, int64_t *first)
{
    size_t n = 0;
    for (size_t i = 0; i < in->n; i++) {
        if (in->v[i].item == item) {
            *first = n++ ? *first : in->v[i].choice;
        }
    }
    return n;
}

static bool is_choice(const struct ballot_item *i, enum vote_way way, int64_t choice)
{
    if (i->seats && choice > VOTE_OPTION) {
        return choice <= VOTE_OPTION + (int64_t)i->n;
    }
    return choice == VOTE_ABSTAIN || (choice == VOTE_SPOILED && way != WAY_WEB) ||
           (!i->seats && (choice == VOTE_YES || choice == VOTE_NO));
}

/* So many marks of one item: too many? A slip that says yes and no says neither. */
static bool over(const struct ballot_item *i, size_t n, int64_t first)
{
    return n > (i->seats && first > VOTE_OPTION ? (size_t)i->seats : 1);
}

static bool tidy_item(struct arena *a, const struct ballot_item *i, enum vote_way way,
    const struct vote_marks *in, struct vote_marks *out, struct err *why)
{
    int64_t first = 0;
    size_t n = marks_of(in, i->no, &first);
    for (size_t k = 0; k < in->n; k++) {
        if (in->v[k].item == i->no && !is_choice(i, way, in->v[k].choice)) {
            return refuse(why, NULL, WORDS(N_("第 {0} 项没有这个选项"), INT(i->no)));
        }
        if (in->v[k].item == i->no && n > 1 && in->v[k].choice < VOTE_OPTION) {
            first = VOTE_SPOILED; /* one of several that exclude each other */
        }
    }
    if (over(i, n, first)) {
        if (way == WAY_WEB) {
            return refuse(why, NULL,
                i->seats && first == VOTE_SPOILED
                    ? WORDS(N_("第 {0} 项选了弃权，就不能再选别的：去掉弃权，或者去掉选项"),
                          INT(i->no))
                : i->seats ? WORDS(N_("第 {0} 项最多选 {1} 个"), INT(i->no), INT(i->seats))
                           : WORDS(N_("第 {0} 项只能选一个"), INT(i->no)));
        }
        list_push(a, out, ((struct vote_mark){i->no, VOTE_SPOILED}));
        return true;
    }
    for (size_t k = 0; k < in->n; k++) {
        if (in->v[k].item == i->no) {
            list_push(a, out, in->v[k]);
        }
    }
    return true;
}

/* The same mark twice is one mark. */
static void put_once(struct arena *a, struct vote_marks *out, struct vote_mark m)
{
    for (size_t i = 0; i < out->n; i++) {
        if (out->v[i].item == m.item && out->v[i].choice == m.choice) {
            return;
        }
    }
    list_push(a, out, m);
}

bool votes_tidy(struct arena *a, const struct ballot *b, enum vote_way way,
    const struct vote_marks *in, struct vote_marks *out, struct err *why)
{
    struct vote_marks once = {0};
    for (size_t i = 0; i < in->n; i++) {
        if (in->v[i].item < 1 || in->v[i].item > (int64_t)b->items.n) {
            return refuse(why, NULL, WORDS(N_("这次表决没有第 {0} 项"), INT(in->v[i].item)));
        }
        put_once(a, &once, in->v[i]);
    }
    for (size_t i = 0; i < b->items.n; i++) {
        if (!tidy_item(a, &b->items.v[i], way, &once, out, why)) {
            return false;
        }
    }
    return out->n || refuse(why, NULL, SAY(N_("还没有选。至少对一项表态")));
}

/* Which one counts ------------------------------------------------------------------------------
 */
/* Web votes are changed by a later one; of slips the one typed first stands. */
static bool replaces(const struct vote *a, const struct vote *b)
{
    bool later = a->received_at != b->received_at ? a->received_at > b->received_at : a->id > b->id;
    return a->way == WAY_PAPER ? !later : later;
}

static int best_of(const struct vote *v, size_t n, enum vote_way way)
{
    int best = -1;
    for (size_t i = 0; i < n; i++) {
        if (v[i].way == way && !v[i].void_at && (best < 0 || replaces(&v[i], &v[best]))) {
            best = (int)i;
        }
    }
    return best;
}

/* When that way was first used. */
static const struct vote *first_of(const struct vote *v, size_t n, enum vote_way way)
{
    const struct vote *first = NULL;
    for (size_t i = 0; i < n; i++) {
        bool earlier = !first || v[i].received_at < first->received_at ||
                       (v[i].received_at == first->received_at && v[i].id < first->id);
        if (v[i].way == way && !v[i].void_at && earlier) {
            first = &v[i];
        }
    }
    return first;
}

static bool before(const struct vote *a, const struct vote *b)
{
    return a->received_at != b->received_at ? a->received_at < b->received_at : a->id < b->id;
}

int votes_counting(const struct vote *v, size_t n, enum precedence p)
{
    int web = best_of(v, n, WAY_WEB), paper = best_of(v, n, WAY_PAPER);
    if (web < 0 && paper < 0) {
        return best_of(v, n, WAY_PROXY);
    }
    if (web < 0 || paper < 0) {
        return web < 0 ? paper : web;
    }
    bool web_last = before(&v[paper], &v[web]);
    bool web_first = before(first_of(v, n, WAY_WEB), first_of(v, n, WAY_PAPER));
    bool is_web = p == LAST_COUNTS ? web_last : p == FIRST_COUNTS && web_first;
    return is_web ? web : paper;
}

void votes_whose(struct arena *a, const struct votes *all, int64_t vote_id, enum precedence p,
    struct sayings *out)
{
    static const char *const both[] = {
        [FIRST_COUNTS] = N_("网上、纸上都投了，只算一票：规则是先投的为准。"),
        [PAPER_COUNTS] = N_("网上、纸上都投了，只算一票：规则是以纸质票为准。"),
        [LAST_COUNTS] = N_("网上、纸上都投了，只算一票：规则是最后收到的为准。"),
    };
    bool has[WAY_PROXY + 1] = {false};
    enum vote_way counts = 0;
    for (const struct vote *v = all->v; v < all->v + all->n; v++) {
        has[v->way] = has[v->way] || !v->void_at;
        counts = v->id == vote_id ? v->way : counts;
    }
    if (counts == WAY_PROXY) {
        list_push(a, out,
            SAY(N_("现在算的是委托书：受托人照您写的交了票。您自己投了，就以您自己的为准。")));
    } else if (counts && has[WAY_PROXY]) {
        list_push(a, out, SAY(N_("算您自己投的这一票，委托书不算了：本人投了，就以本人的为准。")));
    }
    if (has[WAY_WEB] && has[WAY_PAPER]) {
        list_push(a, out, SAY(both[p]));
        list_push(
            a, out, SAY(counts == WAY_WEB ? N_("现在算的是网上的票。") : N_("现在算的是纸质票。")));
    } else if (counts == WAY_PAPER) {
        list_push(a, out,
            SAY(p == LAST_COUNTS ? N_("您的纸质票已经算了；在网上再投，以最后收到的为准。")
                                 : N_("您的纸质票已经算了，网上不用再投。")));
    }
}

/* Said in words ---------------------------------------------------------------------------------
 */
const char *votes_once_words(const struct ballot *b)
{
    if (!b->named) {
        return N_("网上投，或者交纸质票，只能用一种，只能投一次，投出去不能改。");
    }
    static const char *const says[] = {
        [FIRST_COUNTS] = N_("网上投、交纸质票都可以，两种都用了只算一票：先用哪一种，就算哪一种。"
                            "在网上投的，截止前可以在网上改，以网上最后一次为准。"),
        [PAPER_COUNTS] = N_("网上投、交纸质票都可以，两种都用了只算一票：算纸质票。"
                            "只在网上投的，截止前可以在网上改，以网上最后一次为准。"),
        [LAST_COUNTS] = N_("网上投、交纸质票都可以，两种都用了只算一票：最后收到的算数。"
                           "截止前可以在网上改。"),
    };
    return says[b->precedence];
}

struct weight votes_silent(const struct turnout *t, size_t item)
{
    struct weight took = sums_of(&t->items[item], 0);
    return weight_add(weight_add(t->silent, t->took),
        (struct weight){-took.homes, -took.stalls, -took.area_dm2, -took.stalls_dm2});
}
