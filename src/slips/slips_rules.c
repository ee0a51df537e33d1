/* slips_rules.c - serials and marks as they are typed; when slips go out and come back. */
#include <string.h>

#include "lib/paper/paper.h"
#include "src/slips/slips_room.h"

enum { SERIAL_DIGITS = 10, MARKS_TEXT_MAX = 40 };

const struct choice slips_issues[] = {
    {ISSUE_SIGNED, "signed", N_("签收"), .tag = "done", .icon = "check"},
    {ISSUE_REFUSED, "refused", N_("拒收"), .tag = "no", .icon = "cross"},
    {ISSUE_AWAY, "away", N_("未送到"), .tag = "soon", .icon = "clock"},
    {ISSUE_NOT_SAID, "not_said", N_("印了，还没送")},
    {0},
};
const struct choice slips_backs[] = {
    {BACK_LISTED, "listed", N_("收回，等录入"), .tag = "wait", .icon = "clock"},
    {BACK_ONCE, "once", N_("录了一次，等第二个人"), .tag = "doing", .icon = "edit"},
    {BACK_DIFFERS, "differs", N_("两次录入不一样"), .tag = "no", .icon = "alert"},
    {BACK_COUNTED, "counted", N_("录好了"), .tag = "done", .icon = "check"},
    {BACK_BLANK, "blank", N_("空白票"), .tag = "done", .icon = "minus"},
    {BACK_SECOND, "second", N_("网上已投，这张不计"), .tag = "done", .icon = "minus"},
    {BACK_UNSIGNED, "unsigned", N_("没签名，不算"), .tag = "no", .icon = "cross"},
    {0},
};

/* Serials --------------------------------------------------------------------------------------
 */
bool slips_serial(
    struct arena *a, const char *text, int *sheet, int *line, const char **rest, struct err *why)
{
    char code[SERIAL_DIGITS + 1];
    struct err no = {0};
    const char *s = str_tidy(a, text, true, false);
    size_t n = 0;
    for (; *s && n < SERIAL_DIGITS; s++) {
        if (*s >= '0' && *s <= '9') {
            code[n++] = *s;
        } else if (*s != ' ' && *s != '-') {
            break;
        }
    }
    code[n] = '\0';
    s += strspn(s, " -,:.");
    *rest = s;
    if (n < SERIAL_DIGITS && *s) {
        return refuse(why, "lines", SAY(N_("先写票上的 10 位编号")));
    }
    if (row_code_parse(code, sheet, line, &no)) { /* on a sheet it is called 行号, on a slip 编号 */
        return true;
    }
    return refuse(why, "lines",
        n == SERIAL_DIGITS ? SAY(N_("编号对不上，请照着票再抄一遍"))
                           : WORDS(N_("编号是 10 位数字，这里有 {0} 位"), INT((int64_t)n)));
}

/* Marks ----------------------------------------------------------------------------------------
 */
/* One sign of a token: 0 nothing, -1 none such. */
static int64_t choice_of_sign(const struct ballot_item *i, const char *s, size_t n)
{
    int64_t no = 0;
    if (n == 1 && (*s == 'A' || *s == 'a')) {
        return VOTE_ABSTAIN;
    }
    if (n == 1 && (*s == 'X' || *s == 'x')) {
        return VOTE_SPOILED;
    }
    for (size_t k = 0; k < n; k++) {
        if (s[k] < '0' || s[k] > '9' || n > 2) {
            return -1;
        }
        no = no * 10 + (s[k] - '0');
    }
    if (!no) {
        return 0;
    }
    return i->seats ? (no <= (int64_t)i->n ? VOTE_OPTION + no : -1) : no <= VOTE_SPOILED ? no : -1;
}

/* In the order of choices, each once: 1+3 and 3+1 are the same slip. */
static void put_mark(struct arena *a, struct vote_marks *out, struct vote_mark m)
{
    size_t at = out->n;
    while (at && out->v[at - 1].item == m.item && out->v[at - 1].choice > m.choice) {
        at--;
    }
    if (at && out->v[at - 1].item == m.item && out->v[at - 1].choice == m.choice) {
        return;
    }
    list_push(a, out, m);
    memmove(out->v + at + 1, out->v + at, (out->n - 1 - at) * sizeof(m));
    out->v[at] = m;
}

static bool token(struct arena *a, const struct ballot_item *i, const char *s, size_t n,
    struct vote_marks *out, struct err *why)
{
    for (size_t from = 0, to; from <= n; from = to + 1) {
        to = from + strcspn(s + from, "+ ");
        to = to < n ? to : n;
        int64_t choice = choice_of_sign(i, s + from, to - from);
        if (choice < 0 || to == from) {
            return refuse(why, "lines",
                i->seats
                    ? WORDS(N_("第 {0} 项：写选了第几个，如 1+3；没填写 0，弃权写 A，废票写 X"),
                          INT(i->no))
                    : WORDS(N_("第 {0} 项：1 同意 2 反对 3 弃权 4 废票 0 没填"), INT(i->no)));
        }
        if (choice) {
            put_mark(a, out, ((struct vote_mark){i->no, choice}));
        }
    }
    return true;
}

/* "123" of three questions that are yes or no: one digit each. */
static const char *spread(struct arena *a, const struct ballot *b, const char *typed)
{
    size_t n = strlen(typed);
    char *out = arena_alloc(a, 2 * n + 1);
    if (n != b->items.n || n < 2 || strspn(typed, "01234AaXx") != n) {
        return typed;
    }
    for (size_t i = 0; i < n; i++) {
        if (b->items.v[i].seats) {
            return typed;
        }
        out[2 * i] = typed[i];
        out[2 * i + 1] = i + 1 < n ? ' ' : '\0';
    }
    return out;
}

static size_t count_tokens(const char *s)
{
    size_t n = 0;
    for (s += strspn(s, " "); *s; s += strcspn(s, " "), s += strspn(s, " ")) {
        n++;
    }
    return n;
}

bool slips_marks(struct arena *a, const struct ballot *b, const char *typed, struct vote_marks *out,
    struct err *why)
{
    struct vote_marks raw = {0};
    const char *s = spread(a, b, str_tidy(a, typed, true, false));
    if (count_tokens(s) != b->items.n) {
        return refuse(why, "lines",
            WORDS(N_("这次有 {0} 项，要写 {0} 个结果，没填的写 0"), INT((int64_t)b->items.n)));
    }
    for (size_t i = 0; i < b->items.n; i++) {
        size_t n = strcspn(s, " ");
        if (!token(a, &b->items.v[i], s, n, &raw, why)) {
            return false;
        }
        s += n;
        s += strspn(s, " ");
    }
    return raw.n == 0 || votes_tidy(a, b, WAY_PAPER, &raw, out, why);
}

const char *slips_marks_text(struct arena *a, const struct vote_marks *m)
{
    const char *out = m->n ? "" : "-";
    for (size_t i = 0; i < m->n; i++) {
        out = arena_printf(a, "%s%s%lld:%lld", out, i ? " " : "", (long long)m->v[i].item,
            (long long)m->v[i].choice);
    }
    return out;
}

bool slips_marks_of(struct arena *a, const char *text, struct vote_marks *out)
{
    for (const char *s = text; *s && *s != '-'; s += strcspn(s, " "), s += strspn(s, " ")) {
        const char *word = arena_strndup(a, s, strcspn(s, " "));
        struct vote_mark m;
        size_t n = strcspn(word, ":");
        if (!word[n] || !parse_int(arena_strndup(a, word, n), &m.item) ||
            !parse_int(word + n + 1, &m.choice)) {
            return false;
        }
        list_push(a, out, m);
    }
    return true;
}

bool slips_spoiled(struct arena *a, const char *marks)
{
    struct vote_marks m = {0};
    (void)slips_marks_of(a, marks, &m);
    for (size_t i = 0; i < m.n; i++) {
        if (m.v[i].choice == VOTE_SPOILED) {
            return true;
        }
    }
    return false;
}

/* When -----------------------------------------------------------------------------------------
 */
bool slips_may_print(const struct ballot *b, struct err *why)
{
    return b->m.state == BALLOT_NOTICE || b->m.state == BALLOT_OPEN ||
           refuse(why, NULL,
               b->m.state < BALLOT_NOTICE
                   ? SAY(N_("表决公告贴出来以后才印选票，名册那时才定"))
                   : WORDS(N_("表决 {0} 已经截止，不再发选票"), UNTIL(b->closes_at)));
}

bool slips_may_return(
    const struct ballot *b, const struct slip_return *l, int64_t now, struct err *why)
{
    if (b->sealed_at || b->m.state > BALLOT_COUNTING) {
        return refuse(why, NULL, SAY(N_("票已经计完封存，不能再收")));
    }
    if (l->received_at > now) {
        return refuse(why, "received", SAY(N_("收到的时间不能在将来")));
    }
    struct err at = {0};
    if (!votes_may_cast(b, WAY_PAPER, l->received_at, &at)) {
        return refuse(why, "received", at.words);
    }
    return true;
}

/* As one signs: without spaces. */
static const char *bare_name(struct arena *a, const char *s)
{
    char *out = arena_alloc(a, strlen(s) + 1);
    size_t n = 0;
    for (s = str_tidy(a, s, true, false); *s; s++) {
        if (*s != ' ') {
            out[n++] = *s;
        }
    }
    out[n] = '\0';
    return out;
}

bool slips_two_people(struct arena *a, const char *one, const char *two, struct err *why)
{
    return !str_same(bare_name(a, one), bare_name(a, two)) ||
           refuse(why, "two", SAY(N_("要两个不同的人清点、签名")));
}

bool slips_may_sign(
    const struct ballot *b, enum slip_signs said, const struct slip_lines *all, struct err *why)
{
    int64_t n = 0;
    for (size_t i = 0; i < all->n; i++) {
        n += all->v[i].no_sign;
    }
    if (!b->named) {
        return !n || refuse(why, "lines", SAY(N_("不记名的选票不签名，编号后面不用写 0")));
    }
    if (said != SIGNS_ALL && said != SIGNS_SOME) {
        return refuse(why, "signs", SAY(N_("请逐张看签名，说清楚：都签了，还是有的没签")));
    }
    if (said == SIGNS_ALL && n) {
        return refuse(why, "signs",
            WORDS(N_("您选了都有签名，可是有 {0} 行后面写着 0（没签名），请改成一样"), INT(n)));
    }
    return said == SIGNS_ALL || n ||
           refuse(why, "lines", SAY(N_("您选了有的没签名：请在没签名的编号后面空一格写 0")));
}

bool slips_may_issue(const struct ballot_slip *s, enum slip_issue now, struct err *why)
{
    if (now < ISSUE_SIGNED || now > ISSUE_AWAY) {
        return refuse(why, "lines", SAY(N_("编号后面写 1 签收、2 拒收、3 未送到")));
    }
    if (s->issue == ISSUE_SIGNED && now == ISSUE_SIGNED) {
        return refuse(why, "lines",
            s->signed_at ? WORDS(N_("这张票 {0} 已经登记签收，不用再录"), TIME(s->signed_at))
                         : SAY(N_("这张票已经登记签收，不用再录")));
    }
    return s->issue != ISSUE_SIGNED ||
           refuse(
               why, "lines", SAY(N_("这张票已经签收过。记错了请到“发放登记”撤回，丢了就补发一张")));
}

bool slips_may_undo(
    const struct ballot *b, const struct ballot_slip *s, const struct who *who, struct err *why)
{
    if (b->sealed_at || b->m.state > BALLOT_COUNTING) {
        return refuse(why, NULL, SAY(N_("票已经计完封存，发放登记不能再改")));
    }
    if (s->back) {
        return refuse(why, NULL,
            WORDS(
                N_("这张票 {0} 已经列入回收单，收回了就是发出过，不能撤回"), TIME(s->received_at)));
    }
    if (s->void_at || s->issue == ISSUE_NOT_SAID) {
        return refuse(why, NULL, SAY(N_("这张票没有可以撤回的登记")));
    }
    return who->staff || s->issue_by == who->account_id ||
           refuse(why, NULL, SAY(N_("这是别人登记的，请登记的人或居委会撤回")));
}

int64_t slips_strays(struct slip_lines *all)
{
    int64_t n = 0;
    for (struct slip_line *t = all->v; t < all->v + all->n; t++) {
        if (!t->wrong.msgid && t->s.issue != ISSUE_SIGNED) {
            t->wrong = SAY(
                N_("没有登记发出：签收单上没有签收。核对过确实要收，勾下面的“没有登记发出的也收”"));
            n++;
        }
    }
    return n;
}

void slips_early(struct slip_lines *all, int64_t received_at)
{
    for (struct slip_line *t = all->v; t < all->v + all->n; t++) {
        if (!t->wrong.msgid && t->s.issued_at > received_at) {
            t->wrong = WORDS(N_("这张票 {0} 才印出来，收到的时间不对"), TIME(t->s.issued_at));
        }
    }
}
