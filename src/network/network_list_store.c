/* network_list_store.c - two reports as lists: stairs without a body or a post of a kind, and which
 * branch looks after which grid. */
#include "lib/db/list.h"
#include "src/network/network_room.h"
#include "src/places/places.h"

/* ?3 = ?4 names what is looked for: a body's kind, or 100 and a post's kind. Which stairs have one
 * is gathered once and the others are left over: asking each stair took PostgreSQL ten times as
 * long. */
/* clang-format off */
#define POSTS \
    " FROM post t JOIN body y ON y.area_id = t.area_id AND y.id = t.body_id" \
    " AND (y.valid_to IS NULL OR y.valid_to > ?12)"
#define OF_KIND " t.area_id = ?1 AND t.kind = CAST(?3 AS BIGINT) - 100 AND" ON("t", "?12")
#define FROM \
    " FROM place s JOIN building b ON b.area_id = s.area_id AND b.id = s.id" \
    " JOIN place q ON q.area_id = b.area_id AND q.id = " PLACES_PARENT("s", "?12") \
    " WHERE s.area_id = ?1 AND s.kind = 3 AND" ON("s", "?12") \
    " AND (?2 = 0 OR s.id = ?2 OR EXISTS (SELECT 1 FROM cover w WHERE w.area_id = s.area_id" \
    " AND w.building_id = s.id AND w.covering_id = ?2 AND" ON("w", "?12") "))" \
    " AND CAST(?4 AS BIGINT) >= CAST(?3 AS BIGINT) AND s.id NOT IN (SELECT r.building_id FROM (" \
    REACH("?12") ") r WHERE r.kind = CAST(?3 AS BIGINT)" \
    " UNION ALL SELECT t.place_id" POSTS " WHERE" OF_KIND \
    " UNION ALL SELECT v.building_id" POSTS " JOIN cover v ON v.area_id = t.area_id" \
    " AND v.covering_id = t.place_id AND" ON("v", "?12") " WHERE" OF_KIND ")" \
    " AND NOT EXISTS (SELECT 1" POSTS " WHERE t.place_id = ?1 AND" OF_KIND ")"
/* clang-format on */
#define KEY "(q.sort * 1000000000 + b.number)"
#define GRID \
    "COALESCE((SELECT " PLACES_CALLED("g", \
        "?12") " FROM cover k JOIN place g ON g.area_id = k.area_id" \
               " AND g.id = k.covering_id WHERE k.area_id = s.area_id AND k.building_id = s.id AND k.kind = 4" \
               " AND" ON("k", "?12") "), '')"
#define LEADER \
    "COALESCE((SELECT max(n.name) FROM post l JOIN person n ON n.area_id = l.area_id" \
    " AND n.id = l.person_id WHERE l.area_id = s.area_id AND l.place_id = s.id AND l.kind = 5" \
    " AND" ON("l", "?12") "), '')"

static const struct column columns[] = {
    {.name = "building", .label = N_("楼组"), .type = COL_TEXT, .title = true},
    {.name = "compound", .label = N_("小区"), .type = COL_TEXT},
    {.name = "grid", .label = N_("网格"), .type = COL_TEXT},
    {.name = "leader", .label = N_("楼组长"), .type = COL_TEXT},
    {0},
};
static const struct list_filter filters[] = {
    {.name = "party_group",
        .label = N_("没有党小组"),
        .lo = BODY_PARTY_GROUP,
        .hi = BODY_PARTY_GROUP},
    {.name = "party_branch",
        .label = N_("没有党支部"),
        .lo = BODY_PARTY_BRANCH,
        .hi = BODY_PARTY_BRANCH},
    {.name = "leader",
        .label = N_("没有楼组长"),
        .lo = 100 + POST_BUILDING_LEADER,
        .hi = 100 + POST_BUILDING_LEADER},
    {.name = "deputy",
        .label = N_("没有第二楼组长"),
        .lo = 100 + POST_DEPUTY_LEADER,
        .hi = 100 + POST_DEPUTY_LEADER},
    {.name = "grid_head",
        .label = N_("没有网格长"),
        .lo = 100 + POST_GRID_HEAD,
        .hi = 100 + POST_GRID_HEAD},
    {.name = "owners",
        .label = N_("没有业委会"),
        .lo = BODY_OWNERS_COMMITTEE,
        .hi = BODY_OWNERS_COMMITTEE},
    {.name = "self",
        .label = N_("没有自管委"),
        .lo = BODY_SELF_MANAGEMENT,
        .hi = BODY_SELF_MANAGEMENT},
    {.name = "property", .label = N_("没有物业"), .lo = BODY_PROPERTY, .hi = BODY_PROPERTY},
    {0},
};
const struct list network_uncovered = {
    .name = "uncovered",
    .title = N_("哪栋楼还没有人"),
    .columns = columns,
    .filters = filters,
    .orders = {{
        .name = "place",
        .label = N_("按楼"),
        .sql = "SELECT " KEY ", s.id, " PLACES_CALLED("s", "?12") ", " PLACES_CALLED(
            "q", "?12") ", " GRID ", " LEADER FROM " AND (" KEY " > ?6 OR (" KEY
                        " = ?6 AND s.id > ?7)) ORDER BY 1, 2 LIMIT ?8",
    }},
    .count_sql = "SELECT count(*)" FROM,
    .row_path = "b/{id}",
    .empty = N_("每栋楼都有了。"),
    .counted = N_("{0} 栋楼"),
};

/* Branches and grids -------------------------------------------------------------------------- */
/* clang-format off */
#define PAIRS \
    "(WITH r AS MATERIALIZED (SELECT DISTINCT z.building_id, z.body_id FROM (" REACH("?12") ") z" \
    " WHERE z.kind = 5) SELECT g.id AS grid_id, " PLACES_CALLED("g", "?12") " AS grid, COALESCE(r.body_id, 0) AS branch_id," \
    " COALESCE(max(n.name), '') AS branch, count(DISTINCT v.building_id) AS stairs FROM place g" \
    " JOIN cover v ON v.area_id = g.area_id AND v.covering_id = g.id AND" ON("v", "?12") \
    " LEFT JOIN r ON r.building_id = v.building_id" \
    " LEFT JOIN body n ON n.area_id = g.area_id AND n.id = r.body_id" \
    " WHERE g.area_id = ?1 AND g.kind = 4 AND" ON("g", "?12") \
    " GROUP BY g.area_id, g.id, g.name, COALESCE(r.body_id, 0)) p" \
    " WHERE CASE p.branch_id WHEN 0 THEN 1 ELSE 2 END BETWEEN ?3 AND ?4" \
    " AND (?2 = 0 OR p.grid_id = ?2)"
/* clang-format on */

static const struct column pair_columns[] = {
    {.name = "grid", .label = N_("网格"), .type = COL_TEXT, .title = true},
    {.name = "branch", .label = N_("党支部"), .type = COL_TEXT},
    {.name = "stairs", .label = N_("几栋楼"), .type = COL_INT},
    {0},
};
static const struct list_filter pair_filters[] = {
    {.name = "all", .label = N_("全部"), .lo = 1, .hi = 2},
    {.name = "none", .label = N_("没有支部的楼"), .lo = 1, .hi = 1},
    {0},
};
const struct list network_branches = {
    .name = "branches",
    .title = N_("支部和网格"),
    .columns = pair_columns,
    .filters = pair_filters,
    .orders = {{
        .name = "grid",
        .label = N_("按网格"),
        .sql = "SELECT p.grid_id, p.branch_id, p.grid, p.branch, p.stairs FROM " PAIRS
               " AND (p.grid_id > ?6 OR (p.grid_id = ?6 AND p.branch_id > ?7)) ORDER BY 1, 2"
               " LIMIT ?8",
    }},
    .count_sql = "SELECT count(*) FROM " PAIRS,
    .empty = N_("还没有网格。请先划网格。"),
    .counted = N_("共 {0} 行"),
};

/* The tree: what each body reaches is counted together, so the page fills it in. -----------------
 */
static const struct column tree_columns[] = {
    {.name = "level", .label = N_("第几级"), .type = COL_INT, .brief = true},
    {.name = "body", .label = N_("组织"), .type = COL_TEXT, .title = true},
    {.name = "kind", .label = N_("哪一类"), .type = COL_TEXT},
    {.name = "head", .label = N_("负责人"), .type = COL_TEXT},
    {.name = "place", .label = N_("管哪里"), .type = COL_TEXT},
    {.name = "below", .label = N_("下设"), .type = COL_INT},
    {.name = "stairs", .label = N_("楼"), .type = COL_INT},
    {.name = "households", .label = N_("户"), .type = COL_INT},
    {.name = "members", .label = N_("党员"), .type = COL_INT, .personal = true},
    {.name = "volunteers", .label = N_("志愿者"), .type = COL_INT, .personal = true},
    {0},
};
static const struct list_filter tree_filters[] = {{.name = "all", .label = N_("全部")}, {0}};
const struct list network_tree_list = {
    .name = "tree",
    .title = N_("党组织在身边"),
    .columns = tree_columns,
    .filters = tree_filters,
    .orders = {{.name = "tree", .label = N_("上下级"), .sql = ""}},
    .row_path = "bodies/{id}",
    .empty = N_("这一天还没有登记党组织。"),
    .counted = N_("共 {0} 个"),
};
