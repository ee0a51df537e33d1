/* registers_store.c - rows of a register out of all its parts, and the saved ones. */
#include "src/registers/registers.h"

#include <stdlib.h>

#include "lib/base/app.h"
#include "lib/log/log.h"

/* Parts ---------------------------------------------------------------------------------------- */
enum { PARAMETERS = 14 };

/* Whether this part is asked for; its next one in this round of rooms. */
static bool wanted(const struct register_part *p, const struct register_ask *ask)
{
    return str_same(p->of, registers_info(ask->which)->key) &&
           (str_empty(ask->part) || str_same(ask->part, p->name));
}

static int64_t instant(const char *day)
{
    int64_t at = 0;
    must(parse_day(day, &at));
    return at;
}

struct asked {
    const struct register_ask *ask;
    int64_t after_key, after_id;
    int limit;
    bool hidden; /* whatever the reader may see */
};

/* Which audience the reader has of that part; below 0: nothing of it. */
static int64_t audience(struct ctx *c, const struct register_part *p, const struct asked *a)
{
    return a->hidden     ? AUDIENCE_CASE
           : p->audience ? p->audience(c, a->ask->place_id)
                         : AUDIENCE_STAFF;
}

static void parameters(
    struct ctx *c, const struct register_part *p, const struct asked *a, struct value v[PARAMETERS])
{
    const struct register_ask *ask = a->ask;
    int64_t to = instant(ask->to) + MS_PER_DAY;
    bool first = !a->after_key && !a->after_id;
    v[0] = value_int(c->area_id);
    v[1] = value_int(ask->place_id == c->area_id ? 0 : ask->place_id);
    v[2] = value_int(instant(ask->from));
    v[3] = value_int(to);
    v[4] = value_int(audience(c, p, a));
    v[5] = value_int(first ? INT64_MIN : a->after_key);
    v[6] = value_int(first ? INT64_MIN : a->after_id);
    v[7] = value_int((int64_t)a->limit + 1);
    v[8] = value_int(ask->kind);
    v[9] = value_int(ask->state);
    v[10] = value_int(c->who.person_id);
    v[11] = value_int(c->now);
    v[12] = value_text(ask->from);
    v[13] = value_text(day_text(c->arena, to));
}

static struct register_row read_row(const struct rows *r, const struct register_part *p)
{
    return (struct register_row){.part = p,
        .at = row_int(r, 0),
        .id = row_int(r, 1),
        .ref = row_text(r, 2),
        .place = row_text(r, 3),
        .person = row_text(r, 4),
        .what = row_text(r, 5),
        .kind = row_int(r, 6),
        .handler = row_text(r, 7),
        .state = row_int(r, 8),
        .ended = row_int(r, 9) != 0,
        .note = row_text(r, 10),
        .due = row_int(r, 11),
        .late = row_int(r, 12) != 0,
        .happy = row_int(r, 13),
        .link = row_int(r, 14)};
}

static bool add_part(
    struct ctx *c, const struct register_part *p, const struct asked *a, struct register_rows *out)
{
    struct value v[PARAMETERS];
    parameters(c, p, a, v);
    struct rows r = db_stream_(c, p->page_sql, PARAMETERS, v);
    while (rows_next(&r)) {
        list_push(c->arena, out, read_row(&r, p));
    }
    return rows_end(&r);
}

static int by_date(const void *a, const void *b)
{
    const struct register_row *x = a, *y = b;
    int by_at = (x->at > y->at) - (x->at < y->at);
    return by_at ? by_at : (x->id > y->id) - (x->id < y->id);
}

bool registers_rows(struct ctx *c, const struct register_ask *ask, int64_t after_key,
    int64_t after_id, int limit, struct register_rows *out)
{
    struct asked a = {ask, after_key, after_id, limit, false};
    *out = (struct register_rows){0};
    for (const struct module *const *m = c->app->modules; *m; m++) {
        for (const struct register_part *p = (*m)->registers; p && p->of; p++) {
            if (wanted(p, ask) && !add_part(c, p, &a, out)) {
                return false;
            }
        }
    }
    if (out->n) {
        qsort(out->v, out->n, sizeof(*out->v), by_date);
    }
    out->more = out->n > (size_t)limit;
    out->n = out->more ? (size_t)limit : out->n;
    return !c->err.kind;
}

static bool add_sums(
    struct ctx *c, const struct register_part *p, const struct asked *a, struct register_sums *out)
{
    struct value v[PARAMETERS];
    parameters(c, p, a, v);
    struct rows r = db_query_(c, p->sums_sql, PARAMETERS, v);
    if (rows_next(&r)) {
        out->n += row_int(&r, 0);
        out->ended += row_int(&r, 1);
        out->late += row_int(&r, 2);
        out->happy[0] += row_int(&r, 3);
        out->happy[1] += row_int(&r, 4);
        out->happy[2] += row_int(&r, 5);
        out->before += row_int(&r, 6);
    }
    return rows_end(&r);
}

/* What is not to be seen is counted of the whole area only: of one stair it would point at a door.
 */
static bool may_count(struct ctx *c, const struct register_part *p, const struct asked *a)
{
    const struct register_ask *ask = a->ask;
    bool whole = !ask->place_id || ask->place_id == c->area_id;
    return p->counts_hidden && whole && !ask->kind && !ask->state &&
           audience(c, p, a) < AUDIENCE_CASE;
}

bool registers_sums(struct ctx *c, const struct register_ask *ask, int64_t after_key,
    int64_t after_id, struct register_sums *out)
{
    struct asked a = {ask, after_key, after_id, 0, false};
    *out = (struct register_sums){0};
    for (const struct module *const *m = c->app->modules; *m; m++) {
        for (const struct register_part *p = (*m)->registers; p && p->of; p++) {
            struct register_sums seen = {0}, all = {0};
            struct asked every = a;
            every.hidden = true;
            if (!wanted(p, ask)) {
                continue;
            }
            if (!add_sums(c, p, &a, out) ||
                (may_count(c, p, &a) &&
                    (!add_sums(c, p, &a, &seen) || !add_sums(c, p, &every, &all)))) {
                return false;
            }
            out->hidden += all.n - seen.n;
        }
    }
    return !c->err.kind;
}

/* Saved ---------------------------------------------------------------------------------------- */
#define VIEWS \
    "SELECT v.id, v.which, v.name, v.from_on, v.to_on, v.place_id, v.part, v.kind, v.state," \
    " v.shared, v.person_id, v.made_at, n.name FROM register_view v" \
    " JOIN person n ON n.area_id = v.area_id AND n.id = v.person_id" \
    " WHERE v.area_id = ?1 AND v.ended_at = 0 AND (v.shared = 1 OR v.person_id = ?2)"

static struct register_view read_view(const struct rows *r)
{
    return (struct register_view){.id = row_int(r, 0),
        .ask = {.which = row_int(r, 1),
            .from = row_text(r, 3),
            .to = row_text(r, 4),
            .place_id = row_int(r, 5),
            .part = row_text(r, 6),
            .kind = row_int(r, 7),
            .state = row_int(r, 8)},
        .name = row_text(r, 2),
        .shared = row_int(r, 9) != 0,
        .person_id = row_int(r, 10),
        .made_at = row_int(r, 11),
        .by = row_text(r, 12)};
}

bool registers_views(struct ctx *c, struct register_views *out)
{
    struct rows r =
        db_query(c, VIEWS " ORDER BY v.id DESC LIMIT 100", V(c->area_id), V(c->who.person_id));
    while (rows_next(&r)) {
        list_push(c->arena, out, read_view(&r));
    }
    return rows_end(&r);
}

bool registers_view(struct ctx *c, int64_t id, struct register_view *out)
{
    struct rows r = db_query(c, VIEWS " AND v.id = ?3", V(c->area_id), V(c->who.person_id), V(id));
    bool found = rows_next(&r);
    if (found) {
        *out = read_view(&r);
    }
    if (rows_end(&r) && !found) {
        note_after(c, "foreign_id", arena_printf(c->arena, "register_view %lld", (long long)id));
        fail(&c->err, ERR_ABSENT, SAY(N_("没有这份台账，也许刚被删掉了。")));
    }
    return !c->err.kind;
}

static bool tell(struct ctx *c, const char *kind, const struct register_view *v, const char *msgid)
{
    return record(c, &(struct fact){.kind = kind,
                         .subject_id = v->id,
                         .audience = AUDIENCE_STAFF,
                         .words = WORDS(msgid, TEXT(v->name))});
}

bool registers_save(struct ctx *c, struct register_view *v)
{
    const struct register_ask *ask = &v->ask;
    if (!registers_info(ask->which)) {
        return refuse(&c->err, "which", SAY(N_("请选哪一本台账")));
    }
    if (!c->who.person_id) {
        return refuse(&c->err, "name", SAY(N_("本居民区的工作人员才能存；您可以打印或者导出。")));
    }
    v->id = new_id(c);
    db_exec(c,
        "INSERT INTO register_view (area_id, id, which, name, from_on, to_on, place_id, part, kind,"
        " state, shared, person_id, made_at)"
        " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)",
        V(c->area_id), V(v->id), V(ask->which), V(v->name), V(ask->from), V(ask->to),
        V(ask->place_id), V(ask->part), V(ask->kind), V(ask->state), V(v->shared ? 1 : 0),
        V(c->who.person_id), V(c->now));
    return tell(c, "registers.saved", v, N_("存了一份台账：{0}"));
}

bool registers_drop(struct ctx *c, int64_t id)
{
    struct register_view v;
    if (!registers_view(c, id, &v)) {
        return false;
    }
    db_exec(c, "UPDATE register_view SET ended_at = ?3 WHERE area_id = ?1 AND id = ?2",
        V(c->area_id), V(id), V(c->now));
    return tell(c, "registers.dropped", &v, N_("删了一份存好的台账：{0}"));
}

#define FROM \
    " FROM register_view v JOIN person n ON n.area_id = v.area_id AND n.id = v.person_id" \
    " WHERE v.area_id = ?1 AND v.ended_at = 0 AND (v.shared = 1 OR v.person_id = ?13)"
static const struct column columns[] = {
    {.name = "name", .label = N_("名字"), .type = COL_TEXT, .title = true},
    {.name = "which", .label = N_("哪一本"), .type = COL_CHOICE, .choices = registers_kinds},
    {.name = "from", .label = N_("从"), .type = COL_DAY},
    {.name = "to", .label = N_("到"), .type = COL_DAY},
    {.name = "by", .label = N_("谁存的"), .type = COL_TEXT},
    {.name = "made", .label = N_("哪天存的"), .type = COL_DAY},
    {0},
};
static const struct list_filter filters[] = {{.name = "all", .label = N_("全部")}, {0}};
const struct list registers_views_list = {
    .name = "registers",
    .title = N_("存好的台账"),
    .columns = columns,
    .filters = filters,
    .orders = {{.name = "newest",
        .label = N_("最近的在前"),
        .sql = "SELECT v.id, v.id, v.name, v.which, v.from_on, v.to_on, n.name, v.made_at" FROM
               " AND v.id < ?6 AND ?7 = ?7 ORDER BY 1 DESC LIMIT ?8",
        .descending = true}},
    .count_sql = "SELECT count(*)" FROM,
    .row_path = "registers/views/{id}",
    .empty = N_("还没有存好的台账。"),
    .counted = N_("共 {0} 份"),
};

const struct personal registers_personal[] = {
    {"registers", N_("存好的台账"),
        "SELECT id, name, which, from_on, to_on, part, made_at FROM register_view"
        " WHERE area_id = ?1 AND person_id = ?2 ORDER BY id",
        .columns = {{N_("名字"), PERSONAL_TEXT},
            {N_("哪一本"), PERSONAL_CHOICE, .choices = registers_kinds}, {N_("从"), PERSONAL_TEXT},
            {N_("到"), PERSONAL_TEXT}, {N_("出自"), PERSONAL_TEXT},
            {N_("什么时候"), PERSONAL_TIME}}},
    {0},
};

void registers_forget(struct ctx *c, int64_t person_id)
{
    db_exec(c,
        "UPDATE register_view SET name = '', part = '', from_on = '', to_on = '', ended_at = ?3"
        " WHERE area_id = ?1 AND person_id = ?2",
        V(c->area_id), V(person_id), V(c->now));
}
