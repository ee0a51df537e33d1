/* claims_list_store.c - who said where they live, and what came of it: the register, for the
 * office. */
#include "lib/db/list.h"
#include "src/claims/claims_room.h"

/* One who has not said which home waits for nobody; what nobody decided in time has lapsed. */
enum { NO_HOME_SAID = 6 };
#define STATE \
    "CASE WHEN k.state <> 1 THEN k.state WHEN k.unit_id IS NULL THEN 6 WHEN k.ends_at <= ?11" \
    " THEN 4 ELSE 1 END"
#define FROM \
    " FROM claim k JOIN person p ON p.area_id = k.area_id AND p.id = k.person_id" \
    " LEFT JOIN unit u ON u.area_id = k.area_id AND u.id = k.unit_id" \
    " LEFT JOIN place b ON b.area_id = u.area_id AND b.id = u.building_id" \
    " LEFT JOIN person d ON d.area_id = k.area_id AND d.id = k.decided_by" \
    " WHERE k.area_id = ?1 AND (?2 = 0 OR u.building_id = ?2) AND " STATE " BETWEEN ?3 AND ?4" \
    " AND (?10 = '' OR replace(p.name || COALESCE(b.name || u.name, ''), ?10, '')" \
    " <> p.name || COALESCE(b.name || u.name, ''))"

static const struct choice states[] = {
    {CLAIM_WAITS, "waits", N_("等待确认"), .tag = "wait", .icon = "clock"},
    {CLAIM_CONFIRMED, "confirmed", N_("已确认"), .tag = "done", .icon = "check"},
    {CLAIM_REFUSED, "refused", N_("没有确认"), .tag = "no", .icon = "minus"},
    {CLAIM_LAPSED, "lapsed", N_("过期没人确认"), .tag = "no", .icon = "minus"},
    {CLAIM_ENDED, "ended", N_("已经结束"), .tag = "no", .icon = "minus"},
    {NO_HOME_SAID, "no_home", N_("还没说住哪一间")},
    {0},
};
static const struct choice vias[] = {
    {VIA_ROSTER, "roster", N_("名册上的手机号")},
    {VIA_LEADER, "leader", N_("楼组长或居委会")},
    {VIA_PIN, "pin", N_("密码信")},
    {VIA_HOUSEHOLD, "household", N_("家里人作证")},
    {VIA_STAFF, "staff", N_("工作人员")},
    {0},
};
static const struct column columns[] = {
    {.name = "person", .label = N_("姓名"), .type = COL_TEXT, .title = true},
    {.name = "building", .label = N_("楼组"), .type = COL_TEXT},
    {.name = "unit", .label = N_("室号"), .type = COL_TEXT},
    {.name = "state", .label = N_("结果"), .type = COL_CHOICE, .choices = states},
    {.name = "via", .label = N_("怎么确认"), .type = COL_CHOICE, .choices = vias, .brief = true},
    {.name = "made", .label = N_("什么时候"), .type = COL_TIME, .brief = true},
    {.name = "ends", .label = N_("有效到"), .type = COL_TIME, .brief = true},
    {.name = "by", .label = N_("谁定的"), .type = COL_TEXT, .brief = true},
    {.name = "reason", .label = N_("原因"), .type = COL_TEXT, .brief = true},
    {0},
};
static const struct list_filter filters[] = {
    {.name = "waits", .label = N_("等待确认"), .lo = CLAIM_WAITS, .hi = CLAIM_WAITS},
    {.name = "confirmed", .label = N_("已确认"), .lo = CLAIM_CONFIRMED, .hi = CLAIM_CONFIRMED},
    {.name = "not", .label = N_("没有确认"), .lo = CLAIM_REFUSED, .hi = CLAIM_LAPSED},
    {.name = "all", .label = N_("全部"), .lo = CLAIM_WAITS, .hi = NO_HOME_SAID},
    {0},
};
const struct list claims_list = {
    .name = "claims",
    .title = N_("住户认领登记"),
    .columns = columns,
    .filters = filters,
    .orders = {{
        .name = "newest",
        .label = N_("最近的在前"),
        .sql =
            "SELECT k.id, k.id, p.name, COALESCE(b.name, ''), COALESCE(u.name, ''), " STATE ","
            " CASE WHEN k.state = 1 THEN NULL ELSE k.via END, k.made_at,"
            " CASE WHEN k.state = 1 THEN k.ends_at ELSE NULL END, COALESCE(d.name, ''), k.reason" FROM
            " AND k.id < ?6 ORDER BY 1 DESC, 2 DESC LIMIT ?8",
        .descending = true,
    }},
    .count_sql = "SELECT count(*)" FROM,
    .row_path = "claims/{id}",
    .empty = N_("没有这样的认领。"),
    .counted = N_("共 {0} 条"),
};
