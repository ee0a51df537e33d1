/* import_list_store.c - every upload of the area: when, how many rows, what came of it. */
#include "src/import/import.h"

const struct choice import_states[] = {
    {IMPORT_LOOKING, "looking", N_("正在打开")},
    {IMPORT_MAPPING, "mapping", N_("等您看列名")},
    {IMPORT_READING, "reading", N_("正在试")},
    {IMPORT_READ, "read", N_("试过了，还没有写入")},
    {IMPORT_PUTTING, "putting", N_("正在写入")},
    {IMPORT_DONE, "done", N_("写好了")},
    {IMPORT_FAILED, "failed", N_("读不了")},
    {IMPORT_DROPPED, "dropped", N_("没有导入")},
    {IMPORT_UNDOING, "undoing", N_("正在撤销")},
    {IMPORT_UNDONE, "undone", N_("撤销了")},
    {0},
};
static const struct choice kinds[] = {
    {IMPORT_ROSTER, "roster", N_("名册")}, {IMPORT_POSTS, "posts", N_("任职表")}, {0}};
static const struct column columns[] = {
    {.name = "file", .label = N_("文件"), .type = COL_TEXT, .title = true},
    {.name = "kind", .label = N_("哪一种"), .type = COL_CHOICE, .choices = kinds, .brief = true},
    {.name = "made", .label = N_("时间"), .type = COL_TIME},
    {.name = "new", .label = N_("新增行"), .type = COL_INT},
    {.name = "changed", .label = N_("改动行"), .type = COL_INT},
    {.name = "same", .label = N_("相同行"), .type = COL_INT, .brief = true},
    {.name = "bad", .label = N_("看不懂的行"), .type = COL_INT},
    {.name = "state", .label = N_("状态"), .type = COL_CHOICE, .choices = import_states},
    {0},
};
static const struct list_filter filters[] = {
    {.name = "all", .label = N_("全部"), .lo = IMPORT_LOOKING, .hi = IMPORT_UNDONE}, {0}};

#define RUNS " FROM import_run WHERE area_id = ?1 AND ?2 = ?2 AND state BETWEEN ?3 AND ?4"
const struct list import_runs_list = {
    .name = "imports",
    .title = N_("以前的导入"),
    .columns = columns,
    .filters = filters,
    .orders = {{
        .name = "newest",
        .label = N_("最近的在前"),
        .sql = "SELECT id, id, CASE WHEN filename = '' THEN '—' ELSE filename END, kind, made_at,"
               " fresh_rows, changed_rows, same_rows, bad_rows, state" RUNS
               " AND id < ?6 ORDER BY 1 DESC, 2 DESC LIMIT ?8",
        .descending = true,
    }},
    .count_sql = "SELECT count(*)" RUNS,
    .row_path = "import/{id}",
    .empty = N_("还没有导入过。"),
    .counted = N_("共 {0} 次"),
};
