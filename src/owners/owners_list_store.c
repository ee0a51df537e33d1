/* owners_list_store.c - the ownership register as a list: by stair, by owner; what has ended too.
 * And who was said to be the same owner twice. */
#include "src/owners/owners_room.h"
#include "src/places/places.h"

#define NAME "(CASE WHEN o.kind = 2 THEN o.name ELSE q.name END)"
/* On the day asked for: a sale of a later day has neither ended nor begun anything yet. */
#define STATE \
    "(CASE WHEN s.valid_to <= ?12 THEN 9 WHEN s.valid_from > ?12 THEN CASE WHEN " LIST_PAST \
    " THEN 99 ELSE 8 END WHEN s.unsold = 1 THEN 3" \
    " ELSE o.kind END)"
#define FROM \
    " FROM owner_share s JOIN unit u ON u.area_id = s.area_id AND u.id = s.unit_id" \
    " JOIN building g ON g.area_id = u.area_id AND g.id = u.building_id" \
    " JOIN place b ON b.area_id = g.area_id AND b.id = g.id" \
    " JOIN place h ON h.area_id = g.area_id AND h.id = " PLACES_PARENT("b", \
        "?12") " JOIN owner o ON o.area_id = s.area_id AND o.id = s.owner_id" \
               " LEFT JOIN person p ON p.area_id = o.area_id AND p.id = o.person_id" \
               " LEFT JOIN person q ON q.area_id = o.area_id AND q.id = COALESCE(p.merged_into, p.id)" OWNERS_AREA( \
                   "?12") " WHERE s.area_id = ?1 AND (?2 = 0 OR ?2 = g.id OR ?2 = g.compound_id)" \
                          " AND " STATE " BETWEEN ?3 AND ?4" \
                          " AND (?10 = '' OR replace(" NAME " || b.name || u.name, ?10, '')" \
                          " <> " NAME " || b.name || u.name)"
#define ROW \
    ", s.id, " PLACES_CALLED( \
        "b", "?12") ", u.name, " NAME ", " STATE ", s.num, s.den," \
                    " COALESCE(a.area_dm2, " PLACES_SIZE( \
                        "u", "?12") "), COALESCE(a.source, 0), s.valid_from," \
                                    " " LIST_LAST("s.valid_to") ", " PLACES_CALLED("h", "?12")
/* Stairs as in the list of stairs, homes by floor and column within. */
#define KEY "((h.sort * 1000000 + g.number) * 100000 + u.floor * 100 + u.col)"

static const struct choice states[] = {
    {1, "person", N_("个人")},
    {2, "organisation", N_("单位")},
    {3, "unsold", N_("未售出"), .tag = "wait", .icon = "clock"},
    {8, "coming", N_("还没开始"), .tag = "wait", .icon = "clock"},
    {9, "ended", N_("已结束"), .tag = "no", .icon = "minus"},
    {0},
};
static const struct choice sources[] = {
    {AREA_REGISTER, "register", N_("不动产登记")},
    {AREA_SURVEY, "survey", N_("实测报告")},
    {AREA_CONTRACT, "contract", N_("买卖合同")},
    {0},
};

static const struct column columns[] = {
    {.name = "building", .label = N_("楼组"), .type = COL_TEXT, .weight = 8},
    {.name = "unit", .label = N_("室号"), .type = COL_TEXT, .weight = 6},
    {.name = "owner",
        .label = N_("业主"),
        .type = COL_TEXT,
        .title = true,
        .personal = true,
        .weight = 14},
    {.name = "kind",
        .label = N_("哪一类"),
        .type = COL_CHOICE,
        .choices = states,
        .brief = true,
        .weight = 9},
    {.name = "num", .label = N_("份额"), .type = COL_INT, .weight = 5},
    {.name = "den", .label = N_("分之"), .type = COL_INT, .weight = 5},
    {.name = "area", .label = N_("建筑面积"), .type = COL_AREA, .weight = 9},
    {.name = "source",
        .label = N_("面积来源"),
        .type = COL_CHOICE,
        .choices = sources,
        .brief = true,
        .weight = 9},
    {.name = "from", .label = N_("从"), .type = COL_DAY, .brief = true, .weight = 14},
    {.name = "to", .label = N_("到"), .type = COL_LAST, .brief = true, .weight = 11},
    {.name = "compound", .label = N_("小区"), .type = COL_TEXT, .brief = true, .weight = 10},
    {0},
};

static const struct list_filter filters[] = {
    {.name = "now", .label = N_("现在的"), .lo = 1, .hi = 7},
    {.name = "people", .label = N_("个人"), .lo = 1, .hi = 1},
    {.name = "organisations", .label = N_("单位"), .lo = 2, .hi = 2},
    {.name = "unsold", .label = N_("未售出"), .lo = 3, .hi = 3},
    {.name = "coming", .label = N_("还没开始"), .lo = 8, .hi = 8},
    {.name = "ended", .label = N_("已结束"), .lo = 9, .hi = 9},
    {0},
};

const struct list owners_list = {
    .name = "owners",
    .title = N_("业主登记册"),
    .columns = columns,
    .filters = filters,
    .orders = {{
                   .name = "stair",
                   .label = N_("按楼组"),
                   .sql = "SELECT " KEY ROW FROM " AND (" KEY " > ?6 OR (" KEY
                          " = ?6 AND s.id > ?7)) ORDER BY 1, 2 LIMIT ?8",
               },
        {
            .name = "owner",
            .label = N_("按业主"),
            .sql = "SELECT s.owner_id" ROW FROM " AND (s.owner_id > ?6 OR (s.owner_id = ?6"
                   " AND s.id > ?7)) ORDER BY 1, 2 LIMIT ?8",
        },
        {
            .name = "newest",
            .label = N_("最近登记"),
            .sql = "SELECT s.id" ROW FROM " AND s.id < ?6 ORDER BY 1 DESC, 2 DESC LIMIT ?8",
            .descending = true,
        }},
    .count_sql = "SELECT count(*)" FROM,
    .row_path = "owners/shares/{id}",
    .empty = N_("还没有登记业主。请导入名册，或者从一间房屋的页面登记。"),
    .counted = N_("共 {0} 份"),
};

/* Entered twice -------------------------------------------------------------------------------- */
#define MERGED "COALESCE(gp.name, g.name)"
#define KEPT "COALESCE(kp.name, k.name)"
#define MERGES \
    " FROM owner_merge m JOIN owner k ON k.area_id = m.area_id AND k.id = m.keep_id" \
    " LEFT JOIN person kp ON kp.area_id = k.area_id AND kp.id = k.person_id" \
    " JOIN owner g ON g.area_id = m.area_id AND g.id = m.gone_id" \
    " LEFT JOIN person gp ON gp.area_id = g.area_id AND gp.id = g.person_id" \
    " LEFT JOIN person a ON a.area_id = m.area_id AND a.id = m.proposed_by" \
    " LEFT JOIN person d ON d.area_id = m.area_id AND d.id = m.decided_by" \
    " WHERE m.area_id = ?1 AND ?2 = ?2 AND m.state BETWEEN ?3 AND ?4" \
    " AND (?10 = '' OR replace(" KEPT " || ' ' || " MERGED ", ?10, '') <> " KEPT \
    " || ' ' || " MERGED ")"

const struct choice owners_merge_states[] = {
    {SAME_PROPOSED, "proposed", N_("等待复核"), .tag = "wait", .icon = "clock"},
    {SAME_DONE, "done", N_("算作同一位"), .tag = "done", .icon = "check"},
    {SAME_REFUSED, "refused", N_("不是同一位"), .tag = "no", .icon = "minus"},
    {SAME_UNDONE, "undone", N_("已经撤销"), .tag = "no", .icon = "minus"},
    {0},
};
static const struct column merge_columns[] = {
    {.name = "gone", .label = N_("并进去的登记"), .type = COL_TEXT, .title = true},
    {.name = "keep", .label = N_("留下的登记"), .type = COL_TEXT},
    {.name = "state", .label = N_("结果"), .type = COL_CHOICE, .choices = owners_merge_states},
    {.name = "why", .label = N_("为什么"), .type = COL_TEXT},
    {.name = "proposed_by", .label = N_("谁提出的"), .type = COL_TEXT, .brief = true},
    {.name = "proposed", .label = N_("什么时候"), .type = COL_TIME, .brief = true},
    {.name = "decided_by", .label = N_("谁定的"), .type = COL_TEXT, .brief = true},
    {.name = "decided", .label = N_("什么时候定的"), .type = COL_TIME, .brief = true},
    {.name = "reason", .label = N_("结果的说明"), .type = COL_TEXT, .brief = true},
    {0},
};
static const struct list_filter merge_filters[] = {
    {.name = "open", .label = N_("等待复核"), .lo = SAME_PROPOSED, .hi = SAME_PROPOSED},
    {.name = "done", .label = N_("算作同一位"), .lo = SAME_DONE, .hi = SAME_DONE},
    {.name = "not", .label = N_("不是同一位"), .lo = SAME_REFUSED, .hi = SAME_UNDONE},
    {.name = "all", .label = N_("全部"), .lo = SAME_PROPOSED, .hi = SAME_UNDONE},
    {0},
};
const struct list owners_merges_list = {
    .name = "owners-same",
    .title = N_("业主合并登记"),
    .columns = merge_columns,
    .filters = merge_filters,
    .orders = {{
        .name = "newest",
        .label = N_("最近的在前"),
        .sql = "SELECT m.id, m.id, " MERGED ", " KEPT ", m.state, m.why, COALESCE(a.name, ''),"
               " m.proposed_at, COALESCE(d.name, ''), m.decided_at, m.reason" MERGES
               " AND m.id < ?6 ORDER BY 1 DESC, 2 DESC LIMIT ?8",
        .descending = true,
    }},
    .count_sql = "SELECT count(*)" MERGES,
    .row_path = "owners/same/{id}",
    .empty = N_("没有这样的合并。"),
    .counted = N_("共 {0} 条"),
};
