/* print_store.c - the register of posters: which stair has one, since when, who printed it. */
#include "app/home.h"

#define FROM \
    " FROM building b JOIN place p ON p.area_id = b.area_id AND p.id = b.id AND p.valid_to IS NULL" \
    " JOIN place q ON q.area_id = b.area_id AND q.id = b.compound_id" \
    " LEFT JOIN poster k ON k.area_id = b.area_id AND k.place_id = b.id" \
    " LEFT JOIN person m ON m.area_id = k.area_id AND m.id = k.printed_by" \
    " WHERE b.area_id = ?1 AND ?2 = ?2 AND " STATE " BETWEEN ?3 AND ?4" \
    " AND (?10 = '' OR replace(q.name || p.name, ?10, '') <> q.name || p.name)"
#define STATE "CASE WHEN k.place_id IS NULL THEN 2 WHEN k.stale = 1 THEN 1 ELSE 3 END"
#define KEY "(q.sort * 1000000000 + b.number)"

static const struct choice states[] = {
    {1, "reprint", N_("换了码，要重印"), .tag = "soon", .icon = "again"},
    {2, "never", N_("没印过"), .tag = "no", .icon = "minus"},
    {3, "printed", N_("印过"), .tag = "done", .icon = "check"},
    {0},
};
static const struct column columns[] = {
    {.name = "building", .label = N_("楼组"), .type = COL_TEXT, .title = true},
    {.name = "compound", .label = N_("小区"), .type = COL_TEXT},
    {.name = "state", .label = N_("海报"), .type = COL_CHOICE, .choices = states},
    {.name = "printed", .label = N_("印的日子"), .type = COL_DAY},
    {.name = "by", .label = N_("谁印的"), .type = COL_TEXT, .brief = true},
    {.name = "code", .label = N_("编号"), .type = COL_TEXT, .brief = true},
    {0},
};
static const struct list_filter filters[] = {
    {.name = "to_print", .label = N_("要印的"), .lo = 1, .hi = 2},
    {.name = "reprint", .label = N_("换了码，要重印"), .lo = 1, .hi = 1},
    {.name = "printed", .label = N_("印过"), .lo = 3, .hi = 3},
    {.name = "all", .label = N_("全部"), .lo = 1, .hi = 3},
    {0},
};
const struct list print_posters_list = {
    .name = "posters",
    .title = N_("楼道海报登记"),
    .columns = columns,
    .filters = filters,
    .orders = {{
        .name = "number",
        .label = N_("按楼号"),
        .sql = "SELECT " KEY ", b.id, p.name, q.name, " STATE ", k.printed_at,"
               " COALESCE(m.name, ''), COALESCE(k.code, '')" FROM " AND (" KEY " > ?6 OR (" KEY
               " = ?6 AND b.id > ?7)) ORDER BY 1, 2 LIMIT ?8",
    }},
    .count_sql = "SELECT count(*)" FROM,
    .row_path = "b/{id}/poster",
    .empty = N_("没有这样的楼组。"),
    .counted = N_("共 {0} 个楼组"),
};
