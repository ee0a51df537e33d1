/* places_list_store.c - the stairs as a list, as of a day (?12). */
#include "src/places/places.h"

#include "lib/db/list.h"

/* clang-format off */
#define UNITS_OF(what) \
    "(SELECT " what " FROM unit u WHERE u.area_id = b.area_id AND u.building_id = b.id" \
    " AND" PLACES_ON("u", "?12") ")"
#define HOUSEHOLDS \
    "(SELECT count(DISTINCT h.household_id) FROM unit u JOIN household_unit h" \
    " ON h.area_id = u.area_id AND h.unit_id = u.id AND" PLACES_ON("h", "?12") \
    " WHERE u.area_id = b.area_id AND u.building_id = b.id AND" PLACES_ON("u", "?12") ")"
#define FROM \
    " FROM building b JOIN place p ON p.area_id = b.area_id AND p.id = b.id" \
    " JOIN cover qv ON qv.area_id = b.area_id AND qv.building_id = b.id AND qv.kind = 2" \
    " AND" PLACES_ON("qv", "?12") \
    " JOIN place q ON q.area_id = qv.area_id AND q.id = qv.covering_id" \
    " WHERE b.area_id = ?1 AND p.valid_from <= ?12 AND (?2 = 0 OR ?2 = b.area_id OR ?2 = b.id OR " \
    PLACES_HELD_ON("b.area_id", "b.id", "?2", "?12") ")" \
    " AND CASE WHEN p.valid_to IS NULL OR p.valid_to > ?12 THEN 1 ELSE 2 END BETWEEN ?3 AND ?4" \
    " AND (?10 = '' OR replace(q.name || p.name, ?10, '') <> q.name || p.name)"
/* clang-format on */
/* Compounds as they came, stairs by number within. */
#define KEY "(q.sort * 1000000000 + b.number)"

static const struct column columns[] = {
    {.name = "building", .label = N_("楼组"), .type = COL_TEXT, .title = true},
    {.name = "compound", .label = N_("小区"), .type = COL_TEXT},
    {.name = "floors", .label = N_("层数"), .type = COL_INT, .brief = true},
    {.name = "units", .label = N_("房屋"), .type = COL_INT},
    {.name = "households", .label = N_("户"), .type = COL_INT},
    {.name = "area", .label = N_("建筑面积"), .type = COL_AREA, .brief = true},
    {0},
};

static const struct list_filter filters[] = {
    {.name = "open", .label = N_("在用"), .lo = 1, .hi = 1},
    {.name = "closed", .label = N_("已停用"), .lo = 2, .hi = 2},
    {0},
};

const struct list places_list = {
    .name = "buildings",
    .title = N_("楼组"),
    .columns = columns,
    .filters = filters,
    .orders = {{
        .name = "number",
        .label = N_("按楼号"),
        .sql =
            /* clang-format off */
            "SELECT " KEY ", b.id, " PLACES_CALLED("p", "?12") ", "
            PLACES_CALLED("q", "?12") ", " UNITS_OF("COALESCE(max(u.floor), 0)") ", " UNITS_OF("count(*)") ", " HOUSEHOLDS
            ", " UNITS_OF("COALESCE(sum(" PLACES_SIZE("u", "?12") "), 0)") FROM " AND (" KEY " > ?6 OR (" KEY
            " = ?6 AND b.id > ?7)) ORDER BY 1, 2 LIMIT ?8",
        /* clang-format on */
    }},
    .count_sql = "SELECT count(*)" FROM,
    .row_path = "b/{id}",
    .empty = N_("还没有楼组。请居委会导入名册。"),
    .counted = N_("共 {0} 个楼组"),
};
