/* privacy_list_store.c - the wishes to be erased, and what came of them. */
#include "lib/db/list.h"
#include "src/privacy/privacy_room.h"

#define FROM \
    " FROM erasure e JOIN person p ON p.area_id = e.area_id AND p.id = e.person_id" \
    " LEFT JOIN person a ON a.area_id = e.area_id AND a.id = e.asked_by" \
    " LEFT JOIN person d ON d.area_id = e.area_id AND d.id = e.decided_by" \
    " WHERE e.area_id = ?1 AND ?2 = ?2 AND e.state BETWEEN ?3 AND ?4" \
    " AND (?10 = '' OR replace(p.name, ?10, '') <> p.name)"

static const struct choice states[] = {
    {ERASE_PROPOSED, "proposed", N_("居委会提出，等另一位确认"), .tag = "wait", .icon = "clock"},
    {ERASE_WAITS, "waits", N_("本人请求，到日子办"), .tag = "wait", .icon = "clock"},
    {ERASE_DONE, "done", N_("已经删除"), .tag = "done", .icon = "check"},
    {ERASE_DROPPED, "dropped", N_("不删了"), .tag = "no", .icon = "minus"},
    {0},
};
static const struct column columns[] = {
    {.name = "person", .label = N_("谁的"), .type = COL_TEXT, .title = true},
    {.name = "state", .label = N_("结果"), .type = COL_CHOICE, .choices = states},
    {.name = "why", .label = N_("说明"), .type = COL_TEXT},
    {.name = "asked_by", .label = N_("谁提出的"), .type = COL_TEXT, .brief = true},
    {.name = "asked", .label = N_("什么时候"), .type = COL_TIME, .brief = true},
    {.name = "due", .label = N_("哪天办"), .type = COL_TIME},
    {.name = "decided_by", .label = N_("谁定的"), .type = COL_TEXT, .brief = true},
    {.name = "decided", .label = N_("什么时候定的"), .type = COL_TIME, .brief = true},
    {0},
};
static const struct list_filter filters[] = {
    {.name = "open", .label = N_("等着办的"), .lo = ERASE_PROPOSED, .hi = ERASE_WAITS},
    {.name = "done", .label = N_("已经删除"), .lo = ERASE_DONE, .hi = ERASE_DONE},
    {.name = "dropped", .label = N_("不删了"), .lo = ERASE_DROPPED, .hi = ERASE_DROPPED},
    {.name = "all", .label = N_("全部"), .lo = ERASE_PROPOSED, .hi = ERASE_DROPPED},
    {0},
};
const struct list erasures_list = {
    .name = "erasures",
    .title = N_("删除个人信息的请求"),
    .columns = columns,
    .filters = filters,
    .orders = {{
        .name = "newest",
        .label = N_("最近的在前"),
        .sql = "SELECT e.id, e.person_id, p.name, e.state, e.why, COALESCE(a.name, ''), e.asked_at,"
               " e.due_at, COALESCE(d.name, ''), e.decided_at" FROM
               " AND e.id < ?6 ORDER BY 1 DESC, 2 DESC LIMIT ?8",
        .descending = true,
    }},
    .count_sql = "SELECT count(*)" FROM,
    .row_path = "privacy/{id}",
    .empty = N_("没有这样的请求。"),
    .counted = N_("共 {0} 条"),
};
