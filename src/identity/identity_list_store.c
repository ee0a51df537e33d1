/* identity_list_store.c - the registers of the desk: who was said to be whom, who to live nowhere.
 */
#include "lib/db/list.h"
#include "src/identity/identity.h"

/* Entered twice -------------------------------------------------------------------------------- */
#define MERGES \
    " FROM person_merge m JOIN person k ON k.area_id = m.area_id AND k.id = m.keep_id" \
    " JOIN person g ON g.area_id = m.area_id AND g.id = m.gone_id" \
    " LEFT JOIN person a ON a.area_id = m.area_id AND a.id = m.proposed_by" \
    " LEFT JOIN person d ON d.area_id = m.area_id AND d.id = m.decided_by" \
    " WHERE m.area_id = ?1 AND ?2 = ?2 AND m.state BETWEEN ?3 AND ?4" \
    " AND (?10 = '' OR replace(k.name || ' ' || g.name, ?10, '') <> k.name || ' ' || g.name)"

const struct choice identity_merge_states[] = {
    {MERGE_PROPOSED, "proposed", N_("等待复核"), .tag = "wait", .icon = "clock"},
    {MERGE_DONE, "done", N_("算作同一个人"), .tag = "done", .icon = "check"},
    {MERGE_REFUSED, "refused", N_("不是同一个人"), .tag = "no", .icon = "minus"},
    {MERGE_UNDONE, "undone", N_("已经撤销"), .tag = "no", .icon = "minus"},
    {0},
};
static const struct column merge_columns[] = {
    {.name = "gone", .label = N_("并进去的登记"), .type = COL_TEXT, .title = true},
    {.name = "keep", .label = N_("留下的登记"), .type = COL_TEXT},
    {.name = "state", .label = N_("结果"), .type = COL_CHOICE, .choices = identity_merge_states},
    {.name = "why", .label = N_("为什么"), .type = COL_TEXT},
    {.name = "proposed_by", .label = N_("谁提出的"), .type = COL_TEXT, .brief = true},
    {.name = "proposed", .label = N_("什么时候"), .type = COL_TIME, .brief = true},
    {.name = "decided_by", .label = N_("谁定的"), .type = COL_TEXT, .brief = true},
    {.name = "decided", .label = N_("什么时候定的"), .type = COL_TIME, .brief = true},
    {.name = "reason", .label = N_("结果的说明"), .type = COL_TEXT, .brief = true},
    {0},
};
static const struct list_filter merge_filters[] = {
    {.name = "open", .label = N_("等待复核"), .lo = MERGE_PROPOSED, .hi = MERGE_PROPOSED},
    {.name = "done", .label = N_("算作同一个人"), .lo = MERGE_DONE, .hi = MERGE_DONE},
    {.name = "not", .label = N_("不是同一个人"), .lo = MERGE_REFUSED, .hi = MERGE_UNDONE},
    {.name = "all", .label = N_("全部"), .lo = MERGE_PROPOSED, .hi = MERGE_UNDONE},
    {0},
};
const struct list identity_merges_list = {
    .name = "same",
    .title = N_("居民合并登记"),
    .columns = merge_columns,
    .filters = merge_filters,
    .orders = {{
        .name = "newest",
        .label = N_("最近的在前"),
        .sql = "SELECT m.id, m.id, g.name, k.name, m.state, m.why, COALESCE(a.name, ''),"
               " m.proposed_at, COALESCE(d.name, ''), m.decided_at, m.reason" MERGES
               " AND m.id < ?6 ORDER BY 1 DESC, 2 DESC LIMIT ?8",
        .descending = true,
    }},
    .count_sql = "SELECT count(*)" MERGES,
    .row_path = "same/{id}",
    .empty = N_("没有这样的合并。"),
    .counted = N_("共 {0} 条"),
};

/* What looks alike is found, not kept: the page fills it in. */
const struct choice identity_alike_whys[] = {
    {ALIKE_PHONE, "phone", N_("姓名和手机号都一样")},
    {ALIKE_HOUSEHOLD, "household", N_("同一户里有两个同名的人")},
    {ALIKE_STAIR, "no_home", N_("同名，其中一条没有登记住处")},
    {0},
};
static const struct column alike_columns[] = {
    {.name = "person", .label = N_("姓名"), .type = COL_TEXT, .title = true},
    {.name = "other", .label = N_("和哪一条像"), .type = COL_TEXT},
    {.name = "why", .label = N_("哪里像"), .type = COL_CHOICE, .choices = identity_alike_whys},
    {0},
};
static const struct list_filter alike_filters[] = {{.name = "all", .label = N_("全部")}, {0}};
const struct list identity_alike_list = {
    .name = "alike",
    .title = N_("看起来登记了两次的居民"),
    .columns = alike_columns,
    .filters = alike_filters,
    .orders = {{.name = "why", .label = N_("哪里像"), .sql = ""}},
    .row_path = "people/{id}/same",
    .empty = N_("没有看起来登记了两次的人。"),
    .counted = N_("共 {0} 对"),
};

/* No such person ------------------------------------------------------------------------------- */
#define WRONGS \
    " FROM wrong_person w JOIN person p ON p.area_id = w.area_id AND p.id = w.person_id" \
    " LEFT JOIN person y ON y.area_id = w.area_id AND y.id = w.by_id" \
    " LEFT JOIN person d ON d.area_id = w.area_id AND d.id = w.decided_by" \
    " WHERE w.area_id = ?1 AND ?2 = ?2 AND w.state BETWEEN ?3 AND ?4" \
    " AND (?10 = '' OR replace(p.name, ?10, '') <> p.name)"
#define HOME \
    " COALESCE((SELECT min(b.name || ' ' || u.name) FROM household_unit h" \
    " JOIN unit u ON u.area_id = h.area_id AND u.id = h.unit_id" \
    " JOIN place b ON b.area_id = u.area_id AND b.id = u.building_id" \
    " WHERE h.area_id = w.area_id AND h.household_id = w.household_id" \
    " AND h.valid_to IS NULL), '')"

const struct choice identity_wrong_states[] = {
    {WRONG_OPEN, "open", N_("等着核对"), .tag = "wait", .icon = "clock"},
    {WRONG_UPHELD, "upheld", N_("不住这里，已移走"), .tag = "done", .icon = "check"},
    {WRONG_LIVES, "lives", N_("住在这里"), .tag = "no", .icon = "minus"},
    {0},
};
static const struct column wrong_columns[] = {
    {.name = "person", .label = N_("姓名"), .type = COL_TEXT, .title = true},
    {.name = "home", .label = N_("哪一户"), .type = COL_TEXT},
    {.name = "state", .label = N_("结果"), .type = COL_CHOICE, .choices = identity_wrong_states},
    {.name = "why", .label = N_("怎么说"), .type = COL_TEXT},
    {.name = "by", .label = N_("谁报告的"), .type = COL_TEXT, .brief = true},
    {.name = "made", .label = N_("什么时候"), .type = COL_TIME, .brief = true},
    {.name = "decided_by", .label = N_("谁定的"), .type = COL_TEXT, .brief = true},
    {.name = "decided", .label = N_("什么时候定的"), .type = COL_TIME, .brief = true},
    {.name = "reason", .label = N_("核对的结果"), .type = COL_TEXT, .brief = true},
    {0},
};
static const struct list_filter wrong_filters[] = {
    {.name = "open", .label = N_("等着核对"), .lo = WRONG_OPEN, .hi = WRONG_OPEN},
    {.name = "upheld", .label = N_("不住这里，已移走"), .lo = WRONG_UPHELD, .hi = WRONG_UPHELD},
    {.name = "lives", .label = N_("住在这里"), .lo = WRONG_LIVES, .hi = WRONG_LIVES},
    {.name = "all", .label = N_("全部"), .lo = WRONG_OPEN, .hi = WRONG_LIVES},
    {0},
};
const struct list identity_wrongs_list = {
    .name = "wrong",
    .title = N_("查无此人的报告"),
    .columns = wrong_columns,
    .filters = wrong_filters,
    .orders = {{
        .name = "newest",
        .label = N_("最近的在前"),
        .sql = "SELECT w.id, w.id, p.name," HOME ", w.state, w.why, COALESCE(y.name, ''),"
               " w.made_at, COALESCE(d.name, ''), w.decided_at, w.reason" WRONGS
               " AND w.id < ?6 ORDER BY 1 DESC, 2 DESC LIMIT ?8",
        .descending = true,
    }},
    .count_sql = "SELECT count(*)" WRONGS,
    .row_path = "wrong/{id}",
    .empty = N_("没有这样的报告。"),
    .counted = N_("共 {0} 条"),
};
