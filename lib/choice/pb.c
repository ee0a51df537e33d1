/* pb.c - Pabulib's .pb: META, PROJECTS and VOTES, each a table with ";" between its cells
 * (D. Stolicki, S. Szufa, N. Talmon, "Pabulib: A Participatory Budgeting Library", 2020). */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "lib/choice/read.h"

enum { CELLS_MAX = 64, DECIMALS_MAX = 4 };
#define MONEY_MAX INT64_C(1000000000000000000) /* of a file in all */
#define POINTS_MAX 1000000
enum section { BEFORE, META, PROJECTS, VOTES };

struct pb {
    struct reading r;
    struct election *e;
    enum section section;
    bool titled; /* the section's line of column names was read */
    const char *cells[CELLS_MAX]; /* unquoted */
    const char *places[CELLS_MAX]; /* where each begins in the line */
    size_t n;
    int id, cost, name, vote, points; /* columns of the section at hand; -1: none */
    const char *budget, *type; /* of META */
    int64_t projects, votes, max_length; /* of META; 0: not said */
    const char **costs; /* as written, by project: they share their decimals */
    size_t costs_cap;
    struct by_id {
        struct found {
            const char *id;
            int option;
        } * v;
        size_t n, cap;
    } ids;
    int64_t *seen; /* by project: the line that last voted for it */
};

/* Cells -----------------------------------------------------------------------------------------
 */
static const char *quoted(struct pb *p, const char **at)
{
    char *out = arena_alloc(p->r.a, strlen(*at) + 1), *to = out;
    const char *s = *at + 1;
    for (; *s && !(s[0] == '"' && s[1] != '"'); s++) {
        s += *s == '"';
        *to++ = *s;
    }
    if (!*s) {
        read_wrong(&p->r, *at, N_("引号没有收尾"), "");
        return NULL;
    }
    *at = s + 1;
    return out;
}

static bool cut(struct pb *p)
{
    const char *at = p->r.text;
    for (p->n = 0;; at++) {
        if (p->n == CELLS_MAX) {
            return read_wrong(&p->r, at, N_("一行的格子太多"), "");
        }
        p->places[p->n] = at;
        const char *cell = *at == '"' ? quoted(p, &at) : NULL;
        if (p->r.why->kind) {
            return false;
        }
        size_t rest = strcspn(at, ";");
        if (cell && rest) {
            return read_wrong(&p->r, at, N_("引号后面要用分号隔开"), "");
        }
        p->cells[p->n++] =
            cell ? cell : str_tidy(p->r.a, arena_strndup(p->r.a, at, rest), false, false);
        at += rest;
        if (!*at) {
            return true;
        }
    }
}

static int column(const struct pb *p, const char *name)
{
    for (size_t i = 0; i < p->n; i++) {
        if (str_same(p->cells[i], name)) {
            return (int)i;
        }
    }
    return -1;
}

static const char *cell(const struct pb *p, int column)
{
    return (size_t)column < p->n ? p->cells[column] : ""; /* -1 is far beyond */
}

/* Where a cell begins; where it is missing, the end of the line. */
static const char *place(const struct pb *p, int column)
{
    return (size_t)column < p->n ? p->places[column] : p->r.text + strlen(p->r.text);
}

/* Money: all of a file gets as many decimals as its most exact number has. ------------------------
 */
static bool money_ok(const char *s, int *decimals)
{
    size_t whole = strspn(s, "0123456789"), part = 0;
    if (s[whole] == '.') {
        part = strspn(s + whole + 1, "0123456789");
        while (part && s[whole + part] == '0') {
            part--; /* 100.00 is 100 */
        }
    }
    size_t all = strspn(s, "0123456789.");
    bool one_dot = !strchr(s, '.') || strchr(s, '.') == strrchr(s, '.');
    *decimals = (int)part;
    return whole >= 1 && whole <= 14 && !s[all] && one_dot && part <= DECIMALS_MAX;
}

static int64_t money_of(const char *s, int decimals)
{
    int64_t n = 0;
    for (; *s >= '0' && *s <= '9'; s++) {
        n = n * 10 + (*s - '0');
    }
    s += *s == '.';
    for (int i = 0; i < decimals; i++) {
        n = n * 10 + (*s >= '0' && *s <= '9' ? *s++ - '0' : 0);
    }
    return n;
}

static bool see_money(struct pb *p, int at, const char *s)
{
    int decimals;
    if (!money_ok(s, &decimals)) {
        return read_wrong(&p->r, p->places[at], N_("这里要一个金额，最多四位小数"), s);
    }
    p->e->decimals = decimals > p->e->decimals ? decimals : p->e->decimals;
    return true;
}

/* Sections --------------------------------------------------------------------------------------
 */
static bool meta(struct pb *p)
{
    const char *key = p->cells[0], *value = cell(p, 1);
    int64_t *into = str_same(key, "num_projects") ? &p->projects
                    : str_same(key, "num_votes")  ? &p->votes
                    : str_same(key, "max_length") ? &p->max_length
                                                  : NULL;
    if (str_same(key, "budget")) {
        p->budget = value;
        return p->n < 2 ? read_wrong(&p->r, p->r.text, N_("budget 后面要写金额"), "")
                        : see_money(p, 1, value);
    }
    if (str_same(key, "vote_type")) {
        p->type = value;
    }
    return !into || read_count(value, into) ||
           read_wrong(&p->r, place(p, 1), N_("这里要一个整数"), value);
}

static int by_name(const void *x, const void *y)
{
    return strcmp(((const struct found *)x)->id, ((const struct found *)y)->id);
}

static bool project(struct pb *p)
{
    const char *id = cell(p, p->id), *cost = cell(p, p->cost), *name = cell(p, p->name);
    if (str_empty(id)) {
        return read_wrong(&p->r, p->r.text, N_("项目没有编号"), "");
    }
    if (p->cost >= (int)p->n) {
        return read_wrong(&p->r, p->r.text, N_("项目没有造价"), id);
    }
    struct option one = {.id = id, .name = str_or(name, id)};
    struct found found = {id, (int)p->e->options.n};
    if (p->e->options.n == p->costs_cap) {
        size_t more = p->costs_cap ? p->costs_cap * 2 : 64;
        p->costs = arena_grow(
            p->r.a, p->costs, p->costs_cap * sizeof(*p->costs), more * sizeof(*p->costs));
        p->costs_cap = more;
    }
    p->costs[p->e->options.n] = cost;
    list_push(p->r.a, &p->e->options, one);
    list_push(p->r.a, &p->ids, found);
    return see_money(p, p->cost, cost);
}

/* Between PROJECTS and VOTES: the ids in order, none twice. */
static bool sort_projects(struct pb *p)
{
    if (!p->ids.n) {
        return read_wrong(&p->r, p->r.text, N_("VOTES 以前要有 PROJECTS"), "");
    }
    qsort(p->ids.v, p->ids.n, sizeof(*p->ids.v), by_name);
    for (size_t i = 1; i < p->ids.n; i++) {
        if (str_same(p->ids.v[i].id, p->ids.v[i - 1].id)) {
            return read_wrong(&p->r, p->r.text, N_("两个项目的编号一样"), p->ids.v[i].id);
        }
    }
    p->seen = arena_alloc(p->r.a, p->ids.n * sizeof(*p->seen));
    return true;
}

/* The next item of a comma-separated cell; NULL at its end. */
static const char *item(struct pb *p, const char **at)
{
    if (!**at) {
        return NULL;
    }
    size_t n = strcspn(*at, ",");
    const char *one = str_tidy(p->r.a, arena_strndup(p->r.a, *at, n), false, false);
    *at += n + ((*at)[n] == ',');
    return one;
}

static bool voted(struct pb *p, const char *id, int64_t value, struct ballot *b)
{
    struct found key = {.id = id};
    const char *where = p->places[p->vote];
    const struct found *one = bsearch(&key, p->ids.v, p->ids.n, sizeof(key), by_name);
    if (!one) {
        return read_wrong(&p->r, where, N_("票上的项目不在项目表里"), id);
    }
    if (p->seen[one->option] == p->r.line) {
        return read_wrong(&p->r, where, N_("同一张票把一个项目写了两遍"), id);
    }
    p->seen[one->option] = p->r.line;
    list_push(p->r.a, b, ((struct mark){.option = one->option, .value = value}));
    return true;
}

static bool points_of(struct pb *p, const char **at, int64_t *value)
{
    const char *one = item(p, at);
    return (one && read_count(one, value) && *value <= POINTS_MAX) ||
           read_wrong(&p->r, place(p, p->points), N_("每个项目要有一个整数的分，最多一百万"),
               one ? one : "");
}

static bool vote(struct pb *p)
{
    struct ballot b = {.count = 1};
    const char *at = cell(p, p->vote), *points = cell(p, p->points);
    bool scored = p->e->marks == MARKS_POINTS;
    int64_t value = 1;
    for (const char *id; (id = item(p, &at));) {
        value = p->e->marks == MARKS_RANKS ? (int64_t)b.n + 1 : 1;
        if ((scored && !points_of(p, &points, &value)) || !voted(p, id, value, &b)) {
            return false;
        }
    }
    if (scored && *points) {
        return read_wrong(&p->r, p->places[p->points], N_("分数比项目多"), points);
    }
    if (p->max_length && (int64_t)b.n > p->max_length) {
        return read_wrong(&p->r, p->places[p->vote], N_("一张票写的项目超过了 max_length"), "");
    }
    p->e->voters++;
    list_push(p->r.a, &p->e->ballots, b);
    return true;
}

static bool columns(struct pb *p)
{
    p->titled = true;
    if (p->section == PROJECTS) {
        p->id = column(p, "project_id");
        p->cost = column(p, "cost");
        p->name = column(p, "name");
        return (p->id >= 0 && p->cost >= 0) ||
               read_wrong(&p->r, p->r.text, N_("PROJECTS 要有 project_id 和 cost 两列"), "");
    }
    if (p->section == VOTES) {
        p->vote = column(p, "vote");
        p->points = column(p, "points");
        bool scored = str_same(p->type, "scoring") || str_same(p->type, "cumulative");
        p->e->marks = scored                         ? MARKS_POINTS
                      : str_same(p->type, "ordinal") ? MARKS_RANKS
                                                     : MARKS_APPROVAL;
        if (p->vote < 0 || (scored && p->points < 0)) {
            return read_wrong(&p->r, p->r.text,
                scored ? N_("打分的 VOTES 要有 vote 和 points 两列") : N_("VOTES 要有 vote 一列"),
                "");
        }
    }
    return true;
}

static bool begins(struct pb *p, bool *section)
{
    static const char *const names[] = {
        [META] = "META", [PROJECTS] = "PROJECTS", [VOTES] = "VOTES"};
    *section = false;
    for (int i = META; i <= VOTES; i++) {
        if (str_same(p->r.text, names[i])) {
            *section = true;
            if ((int)p->section != i - 1) {
                return read_wrong(
                    &p->r, p->r.text, N_("三段的次序是 META、PROJECTS、VOTES，各一段"), names[i]);
            }
            p->section = (enum section)i;
            p->titled = false;
            return i != VOTES || sort_projects(p);
        }
    }
    return true;
}

static bool line(struct pb *p)
{
    bool section;
    if (str_empty(p->r.text)) {
        return true;
    }
    if (!begins(p, &section) || section) {
        return section && !p->r.why->kind;
    }
    if (p->section == BEFORE) {
        return read_wrong(&p->r, p->r.text, N_("文件要从 META 一行开始"), p->r.text);
    }
    if (!cut(p)) {
        return false;
    }
    if (!p->titled) {
        return columns(p);
    }
    return p->section == META ? meta(p) : p->section == PROJECTS ? project(p) : vote(p);
}

static bool whole(struct pb *p)
{
    struct election *e = p->e;
    if (p->section != VOTES) {
        return read_wrong(&p->r, p->r.text, N_("文件不全：要有 META、PROJECTS、VOTES 三段"), "");
    }
    if (str_empty(p->budget)) {
        return read_wrong(&p->r, p->r.text, N_("META 里没有 budget"), "");
    }
    if ((p->projects && p->projects != (int64_t)e->options.n) ||
        (p->votes && p->votes != e->voters)) {
        return read_wrong(
            &p->r, p->r.text, N_("项目或者票的数目和 META 写的不一样，文件可能不全"), "");
    }
    e->budget = money_of(p->budget, e->decimals);
    __int128 all = e->budget;
    for (size_t i = 0; i < e->options.n; i++) {
        e->options.v[i].cost = money_of(p->costs[i], e->decimals);
        all += e->options.v[i].cost;
    }
    return all <= MONEY_MAX || read_wrong(&p->r, p->r.text, N_("预算和造价加起来太大，不能算"), "");
}

bool pb_read(struct arena *a, const char *text, size_t n, struct election *out, struct err *why)
{
    *out = (struct election){.marks = MARKS_APPROVAL};
    struct pb p = {.r = {.a = a, .at = text, .end = text + n, .why = why, .text = ""}, .e = out};
    while (read_line(&p.r)) {
        if (!line(&p)) {
            return false;
        }
    }
    return !why->kind && whole(&p);
}
