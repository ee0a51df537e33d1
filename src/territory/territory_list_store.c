/* territory_list_store.c - coverings and their stairs as lists, as of a day (?12). */
#include "lib/db/list.h"
#include "src/territory/territory.h"

static const struct choice kinds[] = {
    {PLACE_COMPOUND, "compound", N_("小区")},
    {PLACE_GRID, "grid", N_("网格")},
    {PLACE_MICRO_GRID, "micro_grid", N_("微网格")},
    {PLACE_GROUP, "group", N_("居民小组")},
    {PLACE_ZONE, "zone", N_("片区")},
    {0},
};

static const struct column columns[] = {
    {.name = "name", .label = N_("名称"), .type = COL_TEXT, .title = true},
    {.name = "kind", .label = N_("层级"), .type = COL_CHOICE, .choices = kinds},
    {.name = "parent", .label = N_("上级"), .type = COL_TEXT},
    {.name = "stairs", .label = N_("楼组"), .type = COL_INT},
    {.name = "units", .label = N_("房屋"), .type = COL_INT},
    {.name = "households", .label = N_("户"), .type = COL_INT},
    {.name = "since", .label = N_("从哪天起"), .type = COL_DAY, .brief = true},
    {.name = "until", .label = N_("到哪天止"), .type = COL_DAY, .brief = true},
    {0},
};

/* Closed ones are numbered 100 and up. */
static const struct list_filter filters[] = {
    {.name = "grids", .label = N_("网格"), .lo = PLACE_GRID, .hi = PLACE_GRID},
    {.name = "micro_grids", .label = N_("微网格"), .lo = PLACE_MICRO_GRID, .hi = PLACE_MICRO_GRID},
    {.name = "groups", .label = N_("居民小组"), .lo = PLACE_GROUP, .hi = PLACE_GROUP},
    {.name = "zones", .label = N_("片区"), .lo = PLACE_ZONE, .hi = PLACE_ZONE},
    {.name = "all", .label = N_("全部在用"), .lo = PLACE_COMPOUND, .hi = PLACE_ZONE},
    {.name = "closed", .label = N_("已停用"), .lo = 100, .hi = 200},
    {0},
};

/* clang-format off */
#define HELD \
    " FROM cover v JOIN place s ON s.area_id = v.area_id AND s.id = v.building_id" \
    " AND" PLACES_ON("s", "?12") " WHERE v.area_id = p.area_id AND v.covering_id = p.id" \
    " AND" PLACES_ON("v", "?12")
#define HELD_HOMES(what) \
    "(SELECT count(DISTINCT " what ") FROM cover v" \
    " JOIN unit u ON u.area_id = v.area_id AND u.building_id = v.building_id" \
    " AND" PLACES_ON("u", "?12") " LEFT JOIN household_unit h ON h.area_id = u.area_id" \
    " AND h.unit_id = u.id AND" PLACES_ON("h", "?12") \
    " WHERE v.area_id = p.area_id AND v.covering_id = p.id AND" PLACES_ON("v", "?12") ")"
#define FROM \
    " FROM place p LEFT JOIN place q ON q.area_id = p.area_id AND q.id = " PLACES_PARENT("p", "?12") \
    " AND p.kind = 5 WHERE p.area_id = ?1 AND p.kind > 1 AND p.kind <> 3 AND p.valid_from <= ?12" \
    " AND (?2 = 0 OR p.parent_id = ?2) AND p.kind + CASE WHEN p.valid_to IS NULL" \
    " OR p.valid_to > ?12 THEN 0 ELSE 100 END BETWEEN ?3 AND ?4" \
    " AND (?10 = '' OR replace(p.name, ?10, '') <> p.name)"
/* clang-format on */
#define KEY "(p.kind * 1000000 + COALESCE(q.sort, 0) * 1000 + p.sort)"

const struct list territory_list = {
    .name = "coverings",
    .title = N_("网格和小组"),
    .columns = columns,
    .filters = filters,
    .orders = {{
        .name = "order",
        .label = N_("按次序"),
        .sql =
            /* clang-format off */
            "SELECT " KEY ", p.id, " PLACES_CALLED("p", "?12") ", p.kind, "
            "CASE WHEN q.id IS NULL THEN NULL ELSE " PLACES_CALLED("q", "?12") " END, "
            "(SELECT count(*)" HELD "), "
            HELD_HOMES("u.id") ", " HELD_HOMES("h.household_id") ", p.valid_from, CASE WHEN p.valid_to <= ?12 THEN p.valid_to ELSE NULL END" FROM
            " AND (" KEY " > ?6 OR (" KEY " = ?6 AND p.id > ?7)) ORDER BY 1, 2 LIMIT ?8",
        /* clang-format on */
    }},
    .count_sql = "SELECT count(*)" FROM,
    .row_path = "territory/{id}{day}",
    .empty = N_("还没有。请在「网格划分」里新建。"),
    .counted = N_("共 {0} 个"),
};

/* Stairs, with what holds them. --------------------------------------------------------------- */
static const struct column stair_columns[] = {
    {.name = "building", .label = N_("楼组"), .type = COL_TEXT, .title = true},
    {.name = "compound", .label = N_("小区"), .type = COL_TEXT},
    {.name = "grid", .label = N_("网格"), .type = COL_TEXT},
    {.name = "micro_grid", .label = N_("微网格"), .type = COL_TEXT},
    {.name = "group", .label = N_("居民小组"), .type = COL_TEXT},
    {.name = "units", .label = N_("房屋"), .type = COL_INT},
    {.name = "households", .label = N_("户"), .type = COL_INT},
    {0},
};
static const struct list_filter stair_filters[] = {
    {.name = "all", .label = N_("全部楼组"), .lo = 0, .hi = 1},
    {.name = "outside", .label = N_("不在网格里"), .lo = 0, .hi = 0},
    {0},
};
/* clang-format off */
#define HOLDER(kind) \
    "(SELECT " PLACES_CALLED("k", "?12") " FROM cover v JOIN place k ON k.area_id = v.area_id" \
    " AND k.id = v.covering_id WHERE v.area_id = b.area_id AND v.building_id = b.id" \
    " AND v.kind = " kind " AND" PLACES_ON("v", "?12") ")"
#define STAIRS_FROM \
    " FROM building b JOIN place p ON p.area_id = b.area_id AND p.id = b.id" \
    " JOIN cover qv ON qv.area_id = b.area_id AND qv.building_id = b.id AND qv.kind = 2" \
    " AND" PLACES_ON("qv", "?12") \
    " JOIN place q ON q.area_id = qv.area_id AND q.id = qv.covering_id" \
    " WHERE b.area_id = ?1 AND" PLACES_ON("p", "?12") \
    " AND (?2 = 0 OR ?2 = ?1 OR b.id = ?2 OR " PLACES_HELD_ON("b.area_id", "b.id", "?2", "?12") ")" \
    " AND CASE WHEN " HOLDER("4") " IS NULL THEN 0 ELSE 1 END BETWEEN ?3 AND ?4" \
    " AND (?10 = '' OR replace(q.name || p.name, ?10, '') <> q.name || p.name)"
/* clang-format on */
#define STAIR_KEY "(q.sort * 1000000000 + b.number)"
/* clang-format off */
#define STAIR_HOMES(what) \
    "(SELECT count(DISTINCT " what ") FROM unit u LEFT JOIN household_unit h" \
    " ON h.area_id = u.area_id AND h.unit_id = u.id AND" PLACES_ON("h", "?12") \
    " WHERE u.area_id = b.area_id AND u.building_id = b.id AND" PLACES_ON("u", "?12") ")"
/* clang-format on */

const struct list territory_stairs_list = {
    .name = "stairs",
    .title = N_("楼组归属"),
    .columns = stair_columns,
    .filters = stair_filters,
    .orders = {{
        .name = "number",
        .label = N_("按楼号"),
        .sql =
            /* clang-format off */
            "SELECT " STAIR_KEY ", b.id, " PLACES_CALLED("p", "?12") ", "
            PLACES_CALLED("q", "?12") ", " HOLDER("4") ", " HOLDER("5") ", "
            HOLDER("6") ", " STAIR_HOMES("u.id") ", " STAIR_HOMES("h.household_id") STAIRS_FROM
            " AND (" STAIR_KEY " > ?6 OR (" STAIR_KEY
            " = ?6 AND b.id > ?7)) ORDER BY 1, 2 LIMIT ?8",
        /* clang-format on */
    }},
    .count_sql = "SELECT count(*)" STAIRS_FROM,
    .row_path = "territory/{id}{day}",
    .empty = N_("这里没有楼组。"),
    .counted = N_("共 {0} 个楼组"),
};
