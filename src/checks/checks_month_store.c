/* checks_month_store.c - many shifts at once: which were not looked at, and what is bad most often.
 */
#include <stdlib.h>
#include <string.h>

#include "src/checks/checks_room.h"
#include "src/places/places.h"

enum { DAYS_MAX = 62 };

/* What each shift of the days was ticked, by slot and day. */
struct shift_count {
    int64_t slot_id, done, bad;
    const char *day;
};
struct shift_counts {
    struct shift_count *v;
    size_t n, cap;
};

static bool counts(struct ctx *c, const char *from, const char *to, struct shift_counts *out)
{
    struct rows r = db_query(c,
        "SELECT t.slot_id, t.day, sum(CASE WHEN t.result IN (1, 2) THEN 1 ELSE 0 END),"
        " sum(CASE WHEN t.result = 2 THEN 1 ELSE 0 END) FROM check_tick t"
        " WHERE t.area_id = ?1 AND t.day >= ?2 AND t.day <= ?3"
        " AND NOT EXISTS (SELECT 1 FROM check_tick n WHERE n.area_id = t.area_id"
        " AND n.slot_id = t.slot_id AND n.day = t.day AND n.item_id = t.item_id AND n.nth > t.nth)"
        " GROUP BY t.slot_id, t.day ORDER BY t.slot_id, t.day",
        V(c->area_id), V(from), V(to));
    while (rows_next(&r)) {
        list_push(c->arena, out,
            ((struct shift_count){
                row_int(&r, 0), row_int(&r, 2), row_int(&r, 3), row_text(&r, 1)}));
    }
    return rows_end(&r);
}

/* Everything that stood on some of the days where that line of the rota looks. */
static bool items_of(
    struct ctx *c, const struct slot *s, const char *from, const char *to, struct check_items *out)
{
    struct rows r = db_query(c,
        "SELECT i.id, i.valid_from, i.valid_to FROM check_item i"
        " JOIN place p ON p.area_id = i.area_id AND p.id = i.place_id WHERE i.area_id = ?1"
        " AND i.what = ?3 AND i.valid_from <= ?5 AND (i.valid_to IS NULL OR i.valid_to > ?4)"
        " AND (?2 = ?1 OR i.place_id = ?2 OR p.parent_id = ?2"
        " OR " PLACES_HELD_ON("i.area_id", "i.place_id", "?2", "?5") ") LIMIT 500",
        V(c->area_id), V(s->place_id), V((int)s->what), V(from), V(to));
    while (rows_next(&r)) {
        list_push(c->arena, out,
            ((struct check_item){
                .id = row_int(&r, 0), .valid_from = row_text(&r, 1), .valid_to = row_text(&r, 2)}));
    }
    return rows_end(&r);
}

static int64_t standing(const struct check_items *all, const char *day)
{
    int64_t n = 0;
    for (size_t i = 0; i < all->n; i++) {
        n += bodies_in_days(all->v[i].valid_from, all->v[i].valid_to, day);
    }
    return n;
}

static void take_count(struct check_shift *s, const struct shift_counts *all)
{
    for (size_t i = 0; i < all->n; i++) {
        if (all->v[i].slot_id == s->slot.id && str_same(all->v[i].day, s->day)) {
            s->done = all->v[i].done;
            s->bad = all->v[i].bad;
            return;
        }
    }
}

static int later_first(const void *a, const void *b)
{
    const struct check_shift *x = a, *y = b;
    return x->begins != y->begins ? (x->begins < y->begins) - (x->begins > y->begins)
                                  : (x->slot.id > y->slot.id) - (x->slot.id < y->slot.id);
}

bool checks_shifts(struct ctx *c, const char *from, const char *to, struct check_shifts *out)
{
    struct slots slots = {0};
    struct shift_counts done = {0};
    const char *days[DAYS_MAX];
    size_t n = 0;
    int64_t at, end;
    must(parse_day(from, &at) && parse_day(to, &end));
    for (; at <= end && n < DAYS_MAX; at += MS_PER_DAY) {
        days[n++] = day_text(c->arena, at);
    }
    if (!rota_between(c, from, to, &slots) || !counts(c, from, to, &done)) {
        return false;
    }
    for (size_t i = 0; i < slots.n; i++) {
        struct check_items items = {0};
        if (!checks_checked(slots.v[i].what)) {
            continue;
        }
        if (!items_of(c, &slots.v[i], from, to, &items)) {
            return false;
        }
        for (size_t k = 0; items.n && k < n; k++) {
            struct check_shift s;
            if (checks_shift_on(&slots.v[i], days[k], &s) && standing(&items, days[k])) {
                s.items = standing(&items, days[k]);
                take_count(&s, &done);
                list_push(c->arena, out, s);
            }
        }
    }
    if (out->n) {
        qsort(out->v, out->n, sizeof(out->v[0]), later_first);
    }
    return !c->err.kind;
}

bool checks_tallies(struct ctx *c, const char *from, const char *to, struct check_tallies *out)
{
    struct rows r = db_query(c,
        "SELECT i.id, i.place_id, i.what, i.spot, i.words, p.name, x.looked, x.bad, m.id, m.ticket,"
        " m.state, m.closed_at FROM (SELECT t.item_id AS item_id, count(*) AS looked,"
        " sum(CASE WHEN t.result = 2 THEN 1 ELSE 0 END) AS bad FROM check_tick t"
        " WHERE t.area_id = ?1 AND t.day >= ?2 AND t.day <= ?3 AND t.result IN (1, 2)"
        " AND NOT EXISTS (SELECT 1 FROM check_tick n WHERE n.area_id = t.area_id"
        " AND n.slot_id = t.slot_id AND n.day = t.day AND n.item_id = t.item_id AND n.nth > t.nth)"
        " GROUP BY t.item_id) x JOIN check_item i ON i.area_id = ?1 AND i.id = x.item_id"
        " JOIN place p ON p.area_id = i.area_id AND p.id = i.place_id"
        " LEFT JOIN matter m ON m.area_id = i.area_id AND m.id = (SELECT max(q.matter_id)"
        " FROM check_report q WHERE q.area_id = i.area_id AND q.item_id = i.id)"
        " WHERE i.area_id = ?1 AND x.bad > 0 ORDER BY x.bad DESC, x.looked, i.id LIMIT 200",
        V(c->area_id), V(from), V(to));
    while (rows_next(&r)) {
        struct check_tally t = {.item = {.id = row_int(&r, 0),
                                    .place_id = row_int(&r, 1),
                                    .what = (enum rota_what)row_int(&r, 2),
                                    .spot = row_int(&r, 3),
                                    .words = row_text(&r, 4),
                                    .place = row_text(&r, 5),
                                    .matter_id = row_int(&r, 8),
                                    .ticket = row_int(&r, 9),
                                    .state = (int)row_int(&r, 10),
                                    .open = row_int(&r, 8) && row_null(&r, 11)},
            .looked = row_int(&r, 6),
            .bad = row_int(&r, 7)};
        list_push(c->arena, out, t);
    }
    return rows_end(&r);
}

/* Lists: their pages fill the rows in ------------------------------------------------------------
 */
static const struct column item_columns[] = {
    {.name = "what", .label = N_("谁来查"), .type = COL_CHOICE, .choices = check_whats},
    {.name = "place", .label = N_("哪里"), .type = COL_TEXT},
    {.name = "spot", .label = N_("查什么"), .type = COL_CHOICE, .choices = check_spots},
    {.name = "words", .label = N_("具体位置"), .type = COL_TEXT, .title = true},
    {.name = "valid_from", .label = N_("从"), .type = COL_DAY},
    {0},
};
static const struct list_filter item_filters[] = {{.name = "all", .label = N_("全部")}, {0}};
const struct list checks_items_list = {
    .name = "check_items",
    .title = N_("检查表"),
    .columns = item_columns,
    .filters = item_filters,
    .orders = {{.name = "place", .label = N_("按地方"), .sql = ""}},
    .empty = N_("还没有检查表。"),
    .counted = N_("共 {0} 处"),
};

static const struct column shift_columns[] = {
    {.name = "begins", .label = N_("哪一班"), .type = COL_TIME, .title = true},
    {.name = "what", .label = N_("谁来查"), .type = COL_CHOICE, .choices = check_whats},
    {.name = "person", .label = N_("值班的人"), .type = COL_TEXT},
    {.name = "place", .label = N_("哪里"), .type = COL_TEXT},
    {.name = "items", .label = N_("要查"), .type = COL_INT},
    {.name = "done", .label = N_("查了"), .type = COL_INT},
    {.name = "bad", .label = N_("不好"), .type = COL_INT},
    {.name = "state", .label = N_("结果"), .type = COL_CHOICE, .choices = check_states},
    {0},
};
static const struct list_filter shift_filters[] = {
    {.name = "missed", .label = N_("没有查、没查完的"), .lo = SHIFT_UNCHECKED, .hi = SHIFT_PARTLY},
    {.name = "all", .label = N_("全部"), .lo = SHIFT_UNCHECKED, .hi = SHIFT_TO_COME}, {0}};
const struct list checks_shifts_list = {
    .name = "check_shifts",
    .title = N_("门卫、保洁检查"),
    .columns = shift_columns,
    .filters = shift_filters,
    .orders = {{.name = "begins", .label = N_("按时间"), .sql = ""}},
    .empty = N_("这个月每一班都查了。"),
    .counted = N_("共 {0} 班"),
};

static const struct column bad_columns[] = {
    {.name = "place", .label = N_("哪里"), .type = COL_TEXT},
    {.name = "spot", .label = N_("查什么"), .type = COL_CHOICE, .choices = check_spots},
    {.name = "words", .label = N_("具体位置"), .type = COL_TEXT, .title = true},
    {.name = "bad", .label = N_("不好（次）"), .type = COL_INT},
    {.name = "looked", .label = N_("查了（次）"), .type = COL_INT},
    {.name = "ticket", .label = N_("诉求编号"), .type = COL_TEXT},
    {.name = "state", .label = N_("状态"), .type = COL_CHOICE, .choices = requests_states},
    {0},
};
const struct list checks_bad_list = {
    .name = "check_bad",
    .title = N_("常常不好的地方"),
    .columns = bad_columns,
    .filters = item_filters,
    .orders = {{.name = "bad", .label = N_("按次数"), .sql = ""}},
    .empty = N_("这个月没有查出不好的地方。"),
    .counted = N_("共 {0} 处"),
};
