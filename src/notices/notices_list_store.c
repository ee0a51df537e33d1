/* notices_list_store.c - notices as a list. */
#include "src/notices/notices_store.h"

static const struct column columns[] = {
    {.name = "no", .label = N_("编号"), .type = COL_INT, .brief = true},
    {.name = "title", .label = N_("公告"), .type = COL_TEXT, .title = true},
    {.name = "kind", .label = N_("类别"), .type = COL_CHOICE, .choices = notices_kinds},
    {.name = "place", .label = N_("贴在哪里"), .type = COL_TEXT},
    {.name = "from", .label = N_("从"), .type = COL_DAY},
    {.name = "to", .label = N_("到"), .type = COL_LAST},
    {.name = "body", .label = N_("落款"), .type = COL_TEXT},
    {.name = "state", .label = N_("现在"), .type = COL_CHOICE, .choices = notices_states},
    {.name = "readers", .label = N_("几人看过"), .type = COL_INT, .brief = true},
    {.name = "published", .label = N_("发布"), .type = COL_TIME, .brief = true},
    {0},
};
static const struct list_filter filters[] = {
    {.name = "now", .label = N_("正在公布"), .lo = NOTICE_NOW, .hi = NOTICE_NOW},
    {.name = "coming", .label = N_("还没到日子"), .lo = NOTICE_COMING, .hi = NOTICE_COMING},
    {.name = "old", .label = N_("以前的"), .lo = NOTICE_ENDED, .hi = NOTICE_TAKEN},
    {.name = "all", .label = N_("全部"), .lo = NOTICE_COMING, .hi = NOTICE_TAKEN},
    {0},
};
#define STATE \
    "CASE WHEN n.taken_at IS NOT NULL THEN 4 WHEN n.kind <> 2 AND n.valid_from > ?12 THEN 1" \
    " WHEN n.valid_to IS NULL OR n.valid_to > ?12 THEN 2 ELSE 3 END"
#define WHERE \
    NOTICE_TABLES " WHERE n.area_id = ?1 AND (?2 = 0 OR n.place_id = ?2) AND " STATE \
                  " BETWEEN ?3 AND ?4 AND (n.audience <= ?5 OR n.made_by = ?13)" \
                  " AND (?10 = '' OR replace(lower(n.title), ?10, '') <> lower(n.title))"
const struct list notices_list = {
    .name = "notices",
    .title = N_("公告"),
    .columns = columns,
    .filters = filters,
    .orders = {{.name = "newest",
        .label = N_("新的在前"),
        .sql = "SELECT n.made_at, n.id, n.no, n.title, n.kind, p.name, n.valid_from, n.valid_to,"
               " b.name, " STATE ", (SELECT count(*) FROM notice_read r WHERE r.area_id = n.area_id"
               " AND r.notice_id = n.id), n.made_at" WHERE
               " AND (n.made_at, n.id) < (?6, ?7) ORDER BY 1 DESC, 2 DESC LIMIT ?8",
        .descending = true}},
    .count_sql = "SELECT count(*)" WHERE,
    .row_path = "notices/{id}",
    .empty = N_("现在没有公告。"),
    .counted = N_("共 {0} 条"),
};
