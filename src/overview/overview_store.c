/* overview_store.c - counting an area, keeping what was counted, reading a town of it. */
#include "lib/db/db.h"
#include "lib/db/list.h"
#include "src/overview/overview_room.h"
#include "src/requests/requests.h"

#define STANDS(t) " " t ".valid_from <= ?2 AND (" t ".valid_to IS NULL OR " t ".valid_to > ?2)"
#define LED(t) \
    " EXISTS (SELECT 1 FROM post o WHERE o.area_id = " t ".area_id AND o.place_id = " t ".id" \
    " AND o.kind = 5 AND" STANDS("o") ")"

const char *overview_day(struct ctx *c, const char *day)
{
    return str_empty(day) ? day_text(c->arena, c->now) : day;
}

static bool is_today(struct ctx *c, const char *day)
{
    return str_same(day, day_text(c->arena, c->now));
}

/* Counting ------------------------------------------------------------------------------------ */
static void count_places(struct ctx *c, const char *day, const struct levels *l, struct cells *out)
{
    out->n[CELL_COMPOUNDS] = l->of[PLACE_COMPOUND];
    out->n[CELL_GRIDS] = l->of[PLACE_GRID];
    out->n[CELL_STAIRS] = l->all.stairs;
    out->n[CELL_UNITS] = l->all.units;
    out->n[CELL_HOUSEHOLDS] = l->all.households;
    out->n[CELL_PEOPLE] = l->all.people;
    out->n[CELL_LEADERLESS] = db_int(c,
        /* clang-format off */
        "SELECT count(*) FROM place p WHERE p.area_id = ?1 AND p.kind = 3 AND" STANDS("p")
        " AND NOT" LED("p"),
        /* clang-format on */
        V(c->area_id), V(day));
}

static int64_t requests_figure(struct ctx *c, const char *name, int64_t to)
{
    const struct figure *f = requests_figures;
    while (f->name && !str_same(f->name, name)) {
        f++;
    }
    must(f->name);
    return figure_value(c, f, 0, 0, to);
}

bool overview_count(struct ctx *c, const char *day, const struct levels *levels, struct cells *out)
{
    int64_t midnight;
    const char *on = overview_day(c, day);
    bool today = is_today(c, on);
    *out = (struct cells){.counted_at = c->now};
    must(parse_day(on, &midnight));
    int64_t to = today ? c->now : midnight + MS_PER_DAY;
    out->seq = overview_seq(c);
    out->n[CELL_OPEN] = requests_figure(c, "requests.open", to);
    out->n[CELL_LATE] = requests_figure(c, "requests.late", to);
    out->n[CELL_UP] = today ? requests_figure(c, "requests.up", to) : -1;
    count_places(c, on, levels, out);
    return !c->err.kind;
}

bool overview_recount(struct ctx *c, const char *day, struct cells *out)
{
    struct levels levels;
    return places_levels(c, day, &levels) && overview_count(c, day, &levels, out);
}

/* Keeping ------------------------------------------------------------------------------------- */
bool overview_keep(struct ctx *c, const char *day, const struct cells *k)
{
    const char *on = overview_day(c, day);
    for (int i = 0; i < CELLS; i++) {
        if (k->n[i] >= 0) {
            db_exec(c,
                "INSERT INTO overview_cell (area_id, on_day, figure, n) VALUES (?1, ?2, ?3, ?4)"
                " ON CONFLICT (area_id, on_day, figure) DO UPDATE SET n = excluded.n",
                V(c->area_id), V(on), V(cell_kinds[i].name), V(k->n[i]));
        }
    }
    db_exec(c,
        "INSERT INTO overview_count (area_id, on_day, seq, counted_at) VALUES (?1, ?2, ?3, ?4)"
        " ON CONFLICT (area_id, on_day) DO UPDATE SET seq = excluded.seq,"
        " counted_at = excluded.counted_at",
        V(c->area_id), V(on), V(k->seq), V(k->counted_at));
    return !c->err.kind;
}

static struct cells nothing(void)
{
    struct cells k = {0};
    for (int i = 0; i < CELLS; i++) {
        k.n[i] = -1;
    }
    return k;
}

static void take_cell(struct cells *k, const char *figure, int64_t n)
{
    for (int i = 0; i < CELLS; i++) {
        if (str_same(cell_kinds[i].name, figure)) {
            k->n[i] = n;
        }
    }
}

bool overview_cells(struct ctx *c, const char *day, struct cells *out)
{
    *out = nothing();
    struct rows r = db_query(c,
        "SELECT v.figure, v.n, n.seq, n.counted_at FROM overview_count n JOIN overview_cell v"
        " ON v.area_id = n.area_id AND v.on_day = n.on_day WHERE n.area_id = ?1 AND n.on_day = ?2",
        V(c->area_id), V(overview_day(c, day)));
    while (rows_next(&r)) {
        take_cell(out, row_text(&r, 0), row_int(&r, 1));
        out->seq = row_int(&r, 2);
        out->counted_at = row_int(&r, 3);
    }
    return rows_end(&r);
}

/* A town -------------------------------------------------------------------------------------- */
static bool load_areas(struct ctx *c, struct town_areas *out)
{
    struct rows r = db_query(c,
        "SELECT id, code, name, phone FROM area"
        " WHERE town_id = ?1 AND kind = 2 AND closed_at IS NULL ORDER BY code",
        V(c->area_id));
    while (rows_next(&r)) {
        struct town_area t = {.now = nothing(),
            .a = {.id = row_int(&r, 0),
                .town_id = c->area_id,
                .kind = AREA_RESIDENTS,
                .code = row_text(&r, 1),
                .name = row_text(&r, 2),
                .phone = row_text(&r, 3)}};
        list_push(c->arena, out, t);
    }
    return rows_end(&r);
}

static struct town_area *area_of(const struct town_areas *all, int64_t id)
{
    for (struct town_area *t = all->v; t < all->v + all->n; t++) {
        if (t->a.id == id) {
            return t;
        }
    }
    return NULL;
}

bool overview_town(struct ctx *c, const char *day, struct town_areas *out)
{
    if (!load_areas(c, out)) {
        return false;
    }
    struct town_area *t = NULL;
    struct rows r = db_query(c,
        "SELECT a.id, v.figure, v.n, n.seq, n.counted_at FROM area a"
        " JOIN overview_count n ON n.area_id = a.id JOIN overview_cell v"
        " ON v.area_id = n.area_id AND v.on_day = n.on_day"
        " WHERE a.town_id = ?1 AND n.on_day = ?2 /* town */",
        V(c->area_id), V(overview_day(c, day)));
    while (rows_next(&r)) {
        t = t && t->a.id == row_int(&r, 0) ? t : area_of(out, row_int(&r, 0));
        if (t) {
            take_cell(&t->now, row_text(&r, 1), row_int(&r, 2));
            t->now.seq = row_int(&r, 3);
            t->now.counted_at = row_int(&r, 4);
        }
    }
    return rows_end(&r);
}

/* Checking ------------------------------------------------------------------------------------ */
bool overview_pending(struct ctx *c, int64_t until)
{
    return db_int(c,
               "SELECT count(*) FROM job WHERE area_id = ?1 AND kind = 'overview.count'"
               " AND done_at IS NULL AND tries < 5 AND due_at <= ?2",
               V(c->area_id), V(until)) > 0;
}

void overview_forget_jobs(struct ctx *c)
{
    db_exec(c,
        "DELETE FROM job WHERE area_id = ?1 AND kind = 'overview.count' AND done_at IS NOT NULL",
        V(c->area_id));
}

bool overview_check(struct ctx *c, const char **says)
{
    struct cells kept, now;
    int64_t clock = c->now;
    if (overview_pending(c, clock + COUNT_EVERY)) {
        *says = "will be counted within a minute";
        return !c->err.kind;
    }
    if (!overview_cells(c, "", &kept)) {
        return false;
    }
    c->now = kept.counted_at ? kept.counted_at : clock; /* what was late then */
    bool ok = overview_recount(c, "", &now);
    c->now = clock;
    *says = kept.counted_at ? "add up" : "not counted today";
    for (int i = 0; i < CELLS && ok && kept.counted_at; i++) {
        if (kept.n[i] != now.n[i]) {
            *says = arena_printf(c->arena, "%s is kept as %lld, recounted %lld", cell_kinds[i].name,
                (long long)kept.n[i], (long long)now.n[i]);
            return false;
        }
    }
    return ok && kept.counted_at;
}

bool overview_past_waits(struct ctx *c, const char *day)
{
    return db_int(c,
               "SELECT count(*) FROM job WHERE area_id = ?1 AND kind = 'overview.past'"
               " AND subject_id = ?2 AND done_at IS NULL AND tries < 5",
               V(c->area_id), V(overview_day_number(day))) > 0;
}

int64_t overview_seq(struct ctx *c)
{
    return db_int(c, "SELECT next_seq - 1 FROM area_head WHERE area_id = ?1", V(c->area_id));
}

/* The stairs behind a red cell ------------------------------------------------------------------
 */
static const struct column gap_columns[] = {
    {.name = "building", .label = N_("楼组"), .type = COL_TEXT, .title = true},
    {.name = "compound", .label = N_("小区"), .type = COL_TEXT},
    {.name = "units", .label = N_("房屋"), .type = COL_INT},
    {0},
};
static const struct list_filter gap_filters[] = {
    {.name = "leader", .label = N_("没有楼组长"), .lo = 0, .hi = 0},
    {.name = "led", .label = N_("有楼组长"), .lo = 1, .hi = 1},
    {0},
};
/* clang-format off */
#define GAPS \
    " FROM building b JOIN place p ON p.area_id = b.area_id AND p.id = b.id" \
    " JOIN cover qv ON qv.area_id = b.area_id AND qv.building_id = b.id AND qv.kind = 2" \
    " AND" PLACES_ON("qv", "?12") \
    " JOIN place q ON q.area_id = qv.area_id AND q.id = qv.covering_id" \
    " WHERE b.area_id = ?1 AND" PLACES_ON("p", "?12") \
    " AND (?2 = 0 OR ?2 = b.area_id OR " PLACES_HELD_ON("b.area_id", "b.id", "?2", "?12") ")" \
    " AND CASE WHEN EXISTS (SELECT 1 FROM post o WHERE o.area_id = b.area_id" \
    " AND o.place_id = b.id AND o.kind = 5 AND" PLACES_ON("o", "?12") ")" \
    " THEN 1 ELSE 0 END BETWEEN ?3 AND ?4" \
    " AND (?10 = '' OR replace(q.name || p.name, ?10, '') <> q.name || p.name)"
#define GAP_UNITS \
    "(SELECT count(*) FROM unit u WHERE u.area_id = b.area_id AND u.building_id = b.id" \
    " AND" PLACES_ON("u", "?12") ")"
/* clang-format on */
#define GAP_KEY "(q.sort * 1000000000 + b.number)"

const struct list overview_gaps_list = {
    .name = "gaps",
    .title = N_("没有楼组长的楼"),
    .columns = gap_columns,
    .filters = gap_filters,
    .orders = {{
        .name = "number",
        .label = N_("按楼号"),
        .sql =
            /* clang-format off */
            "SELECT " GAP_KEY ", b.id, " PLACES_CALLED("p", "?12") ", " PLACES_CALLED("q", "?12")
            ", " GAP_UNITS GAPS " AND (" GAP_KEY " > ?6 OR (" GAP_KEY
            " = ?6 AND b.id > ?7)) ORDER BY 1, 2 LIMIT ?8",
        /* clang-format on */
    }},
    .count_sql = "SELECT count(*)" GAPS,
    .row_path = "b/{id}",
    .empty = N_("每个楼组都有楼组长。"),
    .counted = N_("{0} 个楼组"),
};

/* The town's table as a file: its rows are read by overview_town(). -------------------------------
 */
static const struct column columns[] = {
    {.name = "area", .label = N_("居民区"), .type = COL_TEXT, .title = true},
    {.name = "code", .label = N_("代号"), .type = COL_TEXT},
    {.name = "compounds", .label = N_("小区"), .type = COL_INT},
    {.name = "stairs", .label = N_("楼组"), .type = COL_INT},
    {.name = "units", .label = N_("房屋"), .type = COL_INT},
    {.name = "households", .label = N_("户"), .type = COL_INT},
    {.name = "people", .label = N_("人"), .type = COL_INT},
    {.name = "grids", .label = N_("网格"), .type = COL_INT},
    {.name = "leaderless", .label = N_("没有楼组长"), .type = COL_INT},
    {.name = "open", .label = N_("在办"), .type = COL_INT},
    {.name = "late", .label = N_("超时"), .type = COL_INT},
    {.name = "up", .label = N_("报街镇"), .type = COL_INT},
    {.name = "counted", .label = N_("数于"), .type = COL_TIME},
    {0},
};
static const struct list_filter filters[] = {{.name = "all", .label = N_("全部")}, {0}};

const struct list overview_list = {
    .name = "overview",
    .title = N_("全镇一页"),
    .columns = columns,
    .filters = filters,
    .orders = {{.name = "code", .label = N_("按代号"), .sql = ""},
        {.name = "leaderless", .label = N_("没有楼组长的多的在前"), .sql = ""},
        {.name = "late", .label = N_("超时的多的在前"), .sql = ""}},
    .count_sql = "",
    .row_path = NULL,
    .empty = N_("这个镇还没有居民区。"),
    .counted = N_("{0} 个居民区"),
};
