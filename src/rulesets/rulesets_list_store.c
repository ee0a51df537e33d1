/* rulesets_list_store.c - the rules as a list: every version that this area's law or town has. What
 * only words can say, pages fill in. */
#include "src/rulesets/rulesets_room.h"

/* 1 over, 2 holds, 3 still to come; ?12 the day. */
#define STANDS "CASE WHEN r.valid_to <= ?12 THEN 1 WHEN r.valid_from > ?12 THEN 3 ELSE 2 END"
#define FROM \
    " FROM ruleset r WHERE (r.town_id = 0 OR r.town_id = (SELECT a.town_id FROM area a" \
    " WHERE a.id = ?1)) AND ?2 = ?2 AND ?5 = ?5 AND ?13 = ?13 AND " STANDS " BETWEEN ?3 AND ?4"
#define ROW \
    " r.id, r.decides, CASE WHEN r.town_id > 0 THEN 4 ELSE r.law END AS whose, '' AS part," \
    " '' AS agree, '' AS source, r.valid_from, r.valid_to, r.notice_days"

static const struct column columns[] = {
    {.name = "decides",
        .label = N_("定什么"),
        .type = COL_CHOICE,
        .choices = rulesets_decides,
        .weight = 7,
        .title = true},
    {.name = "law",
        .label = N_("按哪里"),
        .type = COL_CHOICE,
        .choices = rulesets_whose,
        .weight = 4},
    {.name = "took_part", .label = N_("多少人参与"), .type = COL_TEXT, .weight = 9},
    {.name = "agree", .label = N_("多少同意"), .type = COL_TEXT, .weight = 9},
    {.name = "source", .label = N_("出处"), .type = COL_TEXT, .weight = 10},
    {.name = "from", .label = N_("从哪天起"), .type = COL_DAY, .weight = 5},
    {.name = "to", .label = N_("到哪天"), .type = COL_LAST, .weight = 5},
    {.name = "notice_days",
        .label = N_("提前公告几天"),
        .type = COL_INT,
        .weight = 3,
        .brief = true},
    {0},
};
static const struct list_filter filters[] = {
    {.name = "now", .label = N_("现行的"), .lo = 2, .hi = 2},
    {.name = "coming", .label = N_("还没有开始的"), .lo = 3, .hi = 3},
    {.name = "over", .label = N_("失效的"), .lo = 1, .hi = 1},
    {.name = "all", .label = N_("全部"), .lo = 1, .hi = 3},
    {0},
};

const struct list rulesets_list = {
    .name = "rulesets",
    .title = N_("怎样才算定下来"),
    .columns = columns,
    .filters = filters,
    .orders = {{
        .name = "kind",
        .label = N_("按定什么"),
        .sql = "SELECT r.decides * 10 + r.law," ROW FROM
               " AND (r.decides * 10 + r.law, r.id) > (?6, ?7) ORDER BY 1, 2 LIMIT ?8",
    }},
    .count_sql = "SELECT count(*)" FROM,
    .row_path = "rulesets/{id}",
    .empty = N_("没有这样的规则。"),
    .counted = N_("共 {0} 条"),
};
