/* list_view.c - from an address to rows, and from cells to text. */
#include "lib/web/list_view.h"

#include <inttypes.h>
#include <string.h>

#include "lib/log/log.h"
#include "lib/text/text.h"
#include "lib/web/drawing.h"
#include "lib/web/page.h"

enum { FIND_MAX = 60, FEED_MAX = 50, PRINT_MAX = 2000, DOCX_MAX = 5000 };

/* Asking --------------------------------------------------------------------------------------- */
static const struct list_filter *filter_asked(const struct list *l, const char *name)
{
    for (const struct list_filter *f = l->filters; f->name; f++) {
        if (str_same(f->name, name)) {
            return f;
        }
    }
    return &l->filters[0];
}

static const struct list_order *order_asked(const struct list *l, const char *name)
{
    for (int i = 0; i < LIST_ORDERS_MAX && l->orders[i].name; i++) {
        if (str_same(l->orders[i].name, name)) {
            return &l->orders[i];
        }
    }
    return &l->orders[0];
}

/* "KEY.ID" of the last row seen */
static void after_asked(struct ctx *c, const char *text, struct list_ask *ask)
{
    const char *dot = strchr(text, '.');
    int64_t key;
    int64_t id;
    if (dot && parse_int(arena_strndup(c->arena, text, (size_t)(dot - text)), &key) &&
        parse_int(dot + 1, &id)) {
        ask->after_key = key;
        ask->after_id = id;
    }
}

static int limit_of(const struct req *r)
{
    if (str_same(r->suffix, "csv") || str_same(r->suffix, "xlsx")) {
        return LIST_EXPORT_MAX;
    }
    if (str_same(r->suffix, "docx")) {
        return DOCX_MAX;
    }
    if (str_same(r->suffix, "atom")) {
        return FEED_MAX;
    }
    return r->print ? PRINT_MAX : LIST_PAGE;
}

static const char *asked(struct ctx *c, const char *name)
{
    return str_or(pair_value(&c->req->query, name), "");
}

/* At most FIND_MAX characters: nobody remembers more of what they look for. */
static const char *find_asked(struct ctx *c)
{
    char *s = str_tidy(c->arena, asked(c, "q"), false, false);
    size_t at = 0;
    for (int n = 0; s[at] && n < FIND_MAX; n++) {
        do {
            at++;
        } while (((unsigned char)s[at] & 0xc0) == 0x80);
    }
    s[at] = '\0';
    return s;
}

/* "2025-12-31" as asked for; NULL: today, also when it is no day. */
static const char *day_asked(struct ctx *c)
{
    int64_t ms;
    const char *day = asked(c, "day");
    return parse_day(day, &ms) ? day : NULL;
}

bool list_view_load(
    struct ctx *c, const struct list *l, int64_t place_id, int64_t audience, struct list_view *out)
{
    const char *find = find_asked(c);
    *out = (struct list_view){.list = l, .find = find};
    out->ask = (struct list_ask){
        .place_id = place_id,
        .filter = filter_asked(l, asked(c, "filter")),
        .order = order_asked(l, asked(c, "order")),
        .audience = audience,
        .limit = limit_of(c->req),
        .find = text_fold(c->arena, find),
        .day = day_asked(c),
    };
    after_asked(c, asked(c, "after"), &out->ask);
    return list_load(c, l, &out->ask, &out->rows);
}

/* Addresses ------------------------------------------------------------------------------------ */
static const char *url_text(struct ctx *c, const char *s)
{
    static const char digits[] = "0123456789ABCDEF";
    char *out = arena_alloc(c->arena, strlen(s) * 3 + 1);
    char *p = out;
    for (; *s; s++) {
        unsigned char ch = (unsigned char)*s;
        bool plain = (ch >= '0' && ch <= '9') || (ch >= 'a' && ch <= 'z') ||
                     (ch >= 'A' && ch <= 'Z') || strchr("-._~", ch);
        if (plain) {
            *p++ = (char)ch;
        } else {
            *p++ = '%';
            *p++ = digits[ch >> 4];
            *p++ = digits[ch & 15];
        }
    }
    return out;
}

/* The page's path, without the suffix of the export that was asked for. */
static const char *page_path(struct ctx *c)
{
    const char *path = c->req->path, *suffix = str_or(c->req->suffix, "");
    size_t n = strlen(path), cut = strlen(suffix) + 1;
    bool ends = *suffix && n > cut && path[n - cut] == '.' && str_same(path + n - cut + 1, suffix);
    return ends ? arena_strndup(c->arena, path, n - cut) : path;
}

/* Whose list it is, of which place, with what, when the address said so. */
static const char *about(struct ctx *c)
{
    static const char *const words[] = {"for", "place", "groups"};
    const char *q = "";
    for (size_t i = 0; i < COUNT(words); i++) {
        int64_t id;
        if (parse_int(asked(c, words[i]), &id)) {
            q = arena_printf(c->arena, "%s&%s=%" PRId64, q, words[i], id);
        }
    }
    return q;
}

const char *list_path(struct ctx *c, const struct list_view *v, const struct list_link *to)
{
    const struct list_filter *filter = to->filter ? to->filter : v->ask.filter;
    const struct list_order *order = to->order ? to->order : v->ask.order;
    const char *path = page_path(c), *suffix = str_or(to->suffix, "");
    const char *q = arena_printf(c->arena, "%s%s", str_or(v->query, ""), about(c));
    if (filter != v->list->filters) {
        q = arena_printf(c->arena, "%s&filter=%s", q, filter->name);
    }
    if (order != v->list->orders) {
        q = arena_printf(c->arena, "%s&order=%s", q, order->name);
    }
    if (!str_empty(v->find)) {
        q = arena_printf(c->arena, "%s&q=%s", q, url_text(c, v->find));
    }
    if (!str_empty(v->ask.day)) {
        q = arena_printf(c->arena, "%s&day=%s", q, v->ask.day);
    }
    if (to->after) {
        q = arena_printf(
            c->arena, "%s&after=%" PRId64 ".%" PRId64, q, to->after->key, to->after->id);
    }
    if (to->print) {
        q = arena_printf(c->arena, "%s&print=1", q);
    }
    return arena_printf(
        c->arena, "%s%s%s%s%s", path, *suffix ? "." : "", suffix, *q ? "?" : "", *q ? q + 1 : "");
}

const char *list_row_path(struct ctx *c, const struct list *l, const struct list_row *row)
{
    const char *slot = l->row_path ? strstr(l->row_path, "{id}") : NULL;
    if (row->path) {
        return area_path(c, "%s", row->path);
    }
    if (!slot) {
        return NULL;
    }
    const char *rest = slot + strlen("{id}"), *day = day_asked(c);
    if (str_same(rest, "{day}")) {
        rest = day ? arena_printf(c->arena, "?day=%s", day) : "";
    }
    return area_path(c, "%.*s%" PRId64 "%s", (int)(slot - l->row_path), l->row_path, row->id, rest);
}

const char *list_title(struct ctx *c, const struct list_view *v)
{
    return str_empty(v->title) ? T(c, v->list->title) : v->title;
}

const char *list_counted(struct ctx *c, const struct list_view *v)
{
    const char *msgid = v->list->counted ? v->list->counted : N_("共 {0} 件");
    return say(c, WORDS(msgid, INT(v->rows.count)));
}

static const char *joined(struct ctx *c, const char *a, const char *b)
{
    return str_empty(a) ? b : str_empty(b) ? a : arena_printf(c->arena, "%s · %s", a, b);
}

const char *list_about(struct ctx *c, const struct list_view *v)
{
    const struct list_ask *ask = &v->ask;
    bool narrowed = ask->filter && v->list->filters[1].name;
    const char *line = joined(c, str_or(page_frame(c)->area, ""), str_or(v->period, ""));
    line = joined(c, line, narrowed ? T(c, ask->filter->label) : "");
    if (!str_empty(v->find)) {
        line = joined(c, line, say(c, WORDS(N_("找“{0}”"), TEXT(v->find))));
    }
    if (!str_empty(ask->day)) {
        line = joined(c, line, say(c, WORDS(N_("{0}的样子"), TEXT(ask->day))));
    }
    return joined(c, line, say(c, WORDS(N_("打印日期 {0}"), TEXT(day_text(c->arena, c->now)))));
}

const char *list_cut(struct ctx *c, const struct list_view *v)
{
    return v->rows.more
               ? say(c, WORDS(N_("这里是前 {0} 条，全部的请导出 XLSX"), INT((int64_t)v->rows.n)))
               : "";
}

/* Cells ---------------------------------------------------------------------------------------- */
bool column_shown(const struct list_view *v, const struct column *col)
{
    return !col->personal || v->personal;
}

bool column_is_number(const struct column *col)
{
    return col->type == COL_INT || col->type == COL_AREA || col->type == COL_MONEY;
}

int list_title_column(const struct list *l)
{
    for (int i = 0; l->columns[i].name; i++) {
        if (l->columns[i].title) {
            return i;
        }
    }
    return 0;
}

const char *iso_instant(struct ctx *c, int64_t ms)
{
    struct civil d = civil_of(ms);
    return arena_printf(c->arena, "%04d-%02d-%02dT%02d:%02d:%02d+08:00", d.year, d.month, d.day,
        d.hour, d.minute, d.second);
}

const char *cell_day(struct ctx *c, struct value v)
{
    return v.type == VALUE_INT ? day_text(c->arena, v.i) : str_or(v.s, "");
}

static const char *day_said(struct ctx *c, struct value v)
{
    int64_t ms = v.i;
    bool known = v.type == VALUE_INT || parse_day(str_or(v.s, ""), &ms);
    return known ? say_day(c, ms) : str_or(v.s, "");
}

static const char *hundredths_plain(struct ctx *c, int64_t n)
{
    uint64_t m = n < 0 ? UINT64_C(0) - (uint64_t)n : (uint64_t)n;
    return arena_printf(
        c->arena, "%s%" PRIu64 ".%02u", n < 0 ? "-" : "", m / 100, (unsigned)(m % 100));
}

static const char *choice_said(struct ctx *c, const struct column *col, int64_t value)
{
    const struct choice *o = choice_of(col->choices, value);
    return o ? T(c, o->label) : arena_printf(c->arena, "%" PRId64, value);
}

const char *cell_plain(struct ctx *c, const struct column *col, struct value v)
{
    if (v.type == VALUE_NULL) {
        return "";
    }
    switch (col->type) {
    case COL_TEXT:
        return str_or(v.s, "");
    case COL_INT:
    case COL_ID:
        return arena_printf(c->arena, "%" PRId64, v.i);
    case COL_TIME: {
        struct civil d = civil_of(v.i);
        return arena_printf(c->arena, "%s %02d:%02d", day_text(c->arena, v.i), d.hour, d.minute);
    }
    case COL_DAY:
    case COL_LAST:
        return cell_day(c, v);
    case COL_CHOICE:
        return v.i ? choice_said(c, col, v.i) : ""; /* 0: none yet */
    case COL_WORDS:
        return say(c, words_from_json(c->arena, str_or(v.s, "")));
    case COL_AREA:
    case COL_MONEY:
        return hundredths_plain(c, v.i);
    }
    return "";
}

const char *cell_said(struct ctx *c, const struct column *col, struct value v)
{
    if (v.type == VALUE_NULL) {
        return "";
    }
    if (col->type == COL_TIME) {
        return col->end ? say_until(c, v.i) : say_time(c, v.i);
    }
    if (col->type == COL_DAY || col->type == COL_LAST) {
        return day_said(c, v);
    }
    if (col->type == COL_AREA) {
        return say_area(c, v.i);
    }
    return col->type == COL_MONEY ? say_money(c, v.i) : cell_plain(c, col, v);
}
