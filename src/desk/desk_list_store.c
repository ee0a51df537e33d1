/* desk_list_store.c - the slips that were printed, and how many of their rows came back. */
#include "lib/db/list.h"
#include "src/desk/desk.h"

#define SLIPS \
    " FROM sheet s JOIN place p ON p.area_id = s.area_id AND p.id = s.place_id" \
    " JOIN building b ON b.area_id = p.area_id AND b.id = p.id" \
    " JOIN place h ON h.area_id = b.area_id AND h.id = b.compound_id" \
    " WHERE s.area_id = ?1 AND (?2 = 0 OR s.place_id = ?2) AND s.kind = '" DESK_SLIP "'" \
    " AND ?3 = ?3 AND ?4 = ?4"
#define TYPED "(SELECT count(*) FROM sheet_row r WHERE r.area_id = s.area_id AND r.no = s.no)"

static const struct column columns[] = {
    {.name = "no", .label = N_("编号"), .type = COL_TEXT, .title = true},
    {.name = "compound", .label = N_("小区"), .type = COL_TEXT, .brief = true},
    {.name = "building", .label = N_("哪栋楼"), .type = COL_TEXT},
    {.name = "rows", .label = N_("印了几行"), .type = COL_INT},
    {.name = "typed", .label = N_("录了几行"), .type = COL_INT},
    {.name = "printed", .label = N_("什么时候印的"), .type = COL_TIME},
    {0},
};
static const struct list_filter filters[] = {{.name = "all", .label = N_("全部")}, {0}};
const struct list desk_slips_list = {
    .name = "slips",
    .title = N_("印过的诉求纸条"),
    .columns = columns,
    .filters = filters,
    .orders = {{
        .name = "newest",
        .label = N_("最近的在前"),
        .sql = "SELECT s.made_at, s.no, CAST(s.no AS TEXT), h.name, p.name, s.row_count, " TYPED
               ", s.made_at" SLIPS " AND (s.made_at < ?6 OR (s.made_at = ?6 AND s.no < ?7))"
               " ORDER BY 1 DESC, 2 DESC LIMIT ?8",
        .descending = true,
    }},
    .count_sql = "SELECT count(*)" SLIPS,
    .row_path = "slips/{id}",
    .empty = N_("还没有印过纸条。"),
    .counted = N_("共 {0} 张"),
};
