/* preflib.c - PrefLib's orders: "# NUMBER ALTERNATIVES: 5", then "12: 1,{2,3},4" a line. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "lib/choice/read.h"

#define VOTERS_MAX INT64_C(1000000000000)

struct prefs {
    struct reading r;
    struct election *e;
    bool complete, strict; /* what the ending promises */
    int64_t voters; /* what the head says; 0: nothing */
    int64_t *seen; /* by option: the line that last ranked it */
};

static const char *after(const char *s, const char *key)
{
    size_t n = strlen(key);
    if (strncmp(s, key, n) != 0) {
        return NULL;
    }
    s += n;
    return s + strspn(s, " ");
}

static bool head_number(struct prefs *p, const char *value, int64_t most, int64_t *out)
{
    return (read_count(value, out) && *out >= 1 && *out <= most) ||
           read_wrong(&p->r, value, N_("这里要一个整数"), value);
}

static bool name_one(struct prefs *p, const char *rest)
{
    char *colon;
    long i = strtol(rest, &colon, 10);
    if (*colon != ':' || i < 1 || (size_t)i > p->e->options.n) {
        return read_wrong(&p->r, rest, N_("没有这个编号的候选；人数要写在名字前面"), rest);
    }
    const char *name = colon + 1 + strspn(colon + 1, " ");
    if (*name) {
        p->e->options.v[i - 1].name = name;
    }
    return true;
}

static bool head(struct prefs *p)
{
    const char *key = p->r.text + 1 + strspn(p->r.text + 1, " "), *value;
    int64_t n;
    if ((value = after(key, "NUMBER ALTERNATIVES:"))) {
        if (p->e->options.n || !head_number(p, value, 10000, &n)) {
            return p->r.why->kind ? false : read_wrong(&p->r, key, N_("人数写了两遍"), "");
        }
        for (int64_t i = 1; i <= n; i++) {
            const char *id = arena_printf(p->r.a, "%" PRId64, i);
            list_push(p->r.a, &p->e->options, ((struct option){.id = id, .name = id}));
        }
        p->seen = arena_alloc(p->r.a, (size_t)n * sizeof(*p->seen));
        return true;
    }
    if ((value = after(key, "NUMBER VOTERS:"))) {
        return head_number(p, value, VOTERS_MAX, &p->voters);
    }
    if ((value = after(key, "ALTERNATIVE NAME "))) {
        return name_one(p, value);
    }
    return true;
}

/* One number of an order; moves *at behind it. */
static bool ranked(struct prefs *p, const char **at, int64_t rank, struct ballot *b)
{
    char *stop;
    const char *from = *at + strspn(*at, " ");
    long i = strtol(from, &stop, 10);
    if (stop == from || *from < '0') {
        return read_wrong(&p->r, from, N_("这里要候选的编号"), from);
    }
    if (i < 1 || (size_t)i > p->e->options.n) {
        return read_wrong(&p->r, from, N_("没有这个编号的候选"), from);
    }
    if (p->seen[i - 1] == p->r.line) {
        return read_wrong(&p->r, from, N_("同一张票把一个候选写了两遍"), from);
    }
    p->seen[i - 1] = p->r.line;
    list_push(p->r.a, b, ((struct mark){.option = (int)i - 1, .value = rank}));
    *at = stop + strspn(stop, " ");
    return true;
}

static bool tied(struct prefs *p, const char **at, int64_t rank, struct ballot *b)
{
    const char *open = (*at)++;
    if (p->strict) {
        return read_wrong(&p->r, open, N_("这种文件不许并列（.toc 和 .toi 才许）"), "");
    }
    for (;;) {
        *at += strspn(*at, " ");
        if (!ranked(p, at, rank, b)) {
            return false;
        }
        if (**at == '}') {
            (*at)++;
            return true;
        }
        if (**at != ',') {
            return read_wrong(&p->r, **at ? *at : open, N_("大括号没有收尾"), "");
        }
        (*at)++;
    }
}

static bool order(struct prefs *p, const char *at, struct ballot *b)
{
    for (int64_t rank = 1;; rank++) {
        at += strspn(at, " ");
        if (*at == '{' ? !tied(p, &at, rank, b) : !ranked(p, &at, rank, b)) {
            return false;
        }
        at += strspn(at, " ");
        if (!*at) {
            break;
        }
        if (*at != ',') {
            return read_wrong(&p->r, at, N_("编号之间要用逗号隔开"), at);
        }
        at++;
    }
    if (p->complete && b->n < p->e->options.n) {
        return read_wrong(
            &p->r, at, N_("这种文件每张票要排全所有候选（.soi 和 .toi 才可以不全）"), "");
    }
    return true;
}

static bool ballot(struct prefs *p)
{
    struct ballot b = {0};
    const char *colon = strchr(p->r.text, ':');
    if (!p->e->options.n) {
        return read_wrong(&p->r, p->r.text, N_("选票前面要有 # NUMBER ALTERNATIVES"), "");
    }
    const char *count =
        arena_strndup(p->r.a, p->r.text, colon ? (size_t)(colon - p->r.text) : strlen(p->r.text));
    if (!colon || !read_count(count, &b.count) || b.count < 1 || b.count > VOTERS_MAX) {
        return read_wrong(&p->r, p->r.text, N_("一行要这样写：张数: 编号,编号"), p->r.text);
    }
    if (!order(p, colon + 1, &b)) {
        return false;
    }
    p->e->voters += b.count;
    if (p->e->voters > VOTERS_MAX) {
        return read_wrong(&p->r, p->r.text, N_("选票太多，不能算"), "");
    }
    list_push(p->r.a, &p->e->ballots, b);
    return true;
}

bool preflib_read(struct arena *a, const char *kind, const char *text, size_t n,
    struct election *out, struct err *why)
{
    *out = (struct election){.marks = MARKS_RANKS};
    struct prefs p = {.r = {.a = a, .at = text, .end = text + n, .why = why}, .e = out};
    p.strict = str_same(kind, "soc") || str_same(kind, "soi");
    p.complete = str_same(kind, "soc") || str_same(kind, "toc");
    while (read_line(&p.r)) {
        if (*p.r.text && !(*p.r.text == '#' ? head(&p) : ballot(&p))) {
            return false;
        }
    }
    if (!why->kind && !out->ballots.n) {
        read_wrong(&p.r, p.r.text, N_("文件里没有选票"), "");
    }
    if (!why->kind && p.voters && p.voters != out->voters) {
        read_wrong(&p.r, p.r.text, N_("选票的张数和文件开头写的人数不一样，文件可能不全"),
            arena_printf(a, "%" PRId64 " / %" PRId64, out->voters, p.voters));
    }
    return !why->kind;
}
