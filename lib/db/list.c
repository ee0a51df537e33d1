#include "lib/db/list.h"

#include <string.h>

#include "lib/base/app.h"
#include "lib/base/module.h"
#include "lib/db/driver.h"

const struct choice *choice_of(const struct choice *list, int64_t value)
{
    for (; list && list->label; list++) {
        if (list->value == value) {
            return list;
        }
    }
    return NULL;
}

/* A day is ISO text, or an instant to be said as a day. */
static struct value day_cell(const struct rows *r, int col)
{
    int64_t ms;
    const char *text = row_text(r, col);
    return parse_int(text, &ms) ? value_int(ms) : value_text(text);
}

static struct value last_cell(const struct rows *r, int col)
{
    int64_t ms;
    const char *text = row_text(r, col);
    return value_text(parse_day(text, &ms) ? day_text(r->c->arena, ms - MS_PER_DAY) : text);
}

static struct value cell(const struct rows *r, int col, enum column_type type)
{
    if (row_null(r, col)) {
        return NONE;
    }
    if (type == COL_DAY) {
        return day_cell(r, col);
    }
    if (type == COL_LAST) {
        return last_cell(r, col);
    }
    bool text = type == COL_TEXT || type == COL_WORDS;
    return text ? value_text(row_text(r, col)) : value_int(row_int(r, col));
}

static struct list_row read_row(const struct rows *r, const struct list *l)
{
    struct list_row row = {.key = row_int(r, 0), .id = row_int(r, 1)};
    for (int i = 0; l->columns[i].name; i++) {
        must(i < LIST_COLUMNS_MAX);
        row.v[i] = cell(r, i + 2, l->columns[i].type);
    }
    return row;
}

enum { PARAMETERS = 14 };

/* Today's midnight. */
static int64_t day_start(int64_t now)
{
    char day[DAY_TEXT];
    int64_t at;
    day_of(now, day);
    must(parse_day(day, &at));
    return at;
}

static void parameters(struct ctx *c, const struct list_ask *ask, const struct list_order *order,
    struct value v[PARAMETERS])
{
    bool first = !ask->after_key && !ask->after_id;
    int64_t start = order->descending ? INT64_MAX : INT64_MIN;
    v[0] = value_int(c->area_id);
    v[1] = value_int(ask->place_id);
    v[2] = value_int(ask->filter->lo);
    v[3] = value_int(ask->filter->hi);
    v[4] = value_int(ask->audience);
    v[5] = value_int(first ? start : ask->after_key);
    v[6] = value_int(first ? start : ask->after_id);
    v[7] = value_int((int64_t)ask->limit + 1);
    v[8] = value_int(ask->filter->overdue ? c->now : 0);
    v[9] = value_text(str_or(ask->find, ""));
    v[10] = value_int(day_start(c->now));
    v[11] = value_text(str_empty(ask->day) ? day_text(c->arena, c->now) : ask->day);
    v[12] = value_int(c->who.person_id);
    int64_t day;
    v[13] = value_int((parse_day(v[11].s, &day) ? day : day_start(c->now)) + MS_PER_DAY);
}

/* Counting reads every row of the filter, the page only twenty: so a count is kept until something
 * is written. Not what depends on the clock (?9) or on a day (?12), nor long phrases. */
static int64_t count_rows(struct ctx *c, const char *sql, const struct value v[PARAMETERS])
{
    struct db *d = c->db;
    bool kept = !v[8].i && !strstr(sql, "?12") && strlen(v[9].s) < COUNTED_FIND && !c->err.kind;
    struct counted now = {.sql = sql, .snapshot = kept ? db_snapshot(d) : 0};
    if (!now.snapshot) {
        return db_int_(c, sql, PARAMETERS, v);
    }
    for (int i = 0; i < COUNTED_BY - 2; i++) {
        now.by[i] = v[i].i;
    }
    now.by[COUNTED_BY - 2] = v[10].i;
    now.by[COUNTED_BY - 1] = strstr(sql, "?13") ? v[12].i : 0;
    memcpy(now.find, v[9].s, strlen(v[9].s) + 1); /* kept only when it is short */
    for (size_t i = 0; i < COUNTED; i++) {
        const struct counted *k = &d->counted[i];
        if (k->sql == sql && k->snapshot == now.snapshot &&
            !memcmp(k->by, now.by, sizeof(now.by)) && !strcmp(k->find, now.find)) {
            return k->count;
        }
    }
    now.count = db_int_(c, sql, PARAMETERS, v);
    if (!c->err.kind) {
        d->counted[d->counted_next++ % COUNTED] = now;
    }
    return now.count;
}

bool list_load(
    struct ctx *c, const struct list *l, const struct list_ask *ask, struct list_rows *out)
{
    struct value v[PARAMETERS];
    const struct list_order *order = ask->order ? ask->order : &l->orders[0];
    parameters(c, ask, order, v);
    *out = (struct list_rows){0};
    if (str_empty(order->sql)) {
        return !c->err.kind;
    }
    struct rows r = db_stream_(c, order->sql, PARAMETERS, v);
    while (!out->more && rows_next(&r)) {
        if (out->n == (size_t)ask->limit) {
            out->more = true;
        } else {
            list_push(c->arena, out, read_row(&r, l));
        }
    }
    rows_end(&r);
    out->count = l->count_sql ? count_rows(c, l->count_sql, v) : (int64_t)out->n;
    return !c->err.kind;
}

const struct figure *figure_by_name(struct ctx *c, const char *name)
{
    for (const struct module *const *m = c->app->modules; m && *m; m++) {
        for (const struct figure *f = (*m)->figures; f && f->name; f++) {
            if (str_same(f->name, name)) {
                return f;
            }
        }
    }
    return NULL;
}

int64_t figure_value(
    struct ctx *c, const struct figure *f, int64_t place_id, int64_t from, int64_t to)
{
    struct value v[] = {value_int(c->area_id), value_int(place_id), value_int(from), value_int(to)};
    return db_int_(c, f->value_sql, (int)COUNT(v), v);
}
