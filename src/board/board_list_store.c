/* board_list_store.c - a board and the duties as lists: their pages fill them in. */
#include "src/board/board.h"

/* What a board should show today. */
static const struct column board_columns[] = {
    {.name = "no", .label = N_("编号"), .type = COL_INT, .brief = true},
    {.name = "title", .label = N_("公告"), .type = COL_TEXT, .title = true},
    {.name = "kind", .label = N_("类别"), .type = COL_CHOICE, .choices = notices_kinds},
    {.name = "from", .label = N_("从"), .type = COL_DAY},
    {.name = "to", .label = N_("到"), .type = COL_LAST},
    {.name = "hang", .label = N_("公示栏上"), .type = COL_CHOICE, .choices = board_hangs},
    {.name = "spot", .label = N_("位置"), .type = COL_TEXT},
    {.name = "posted", .label = N_("贴出"), .type = COL_TIME},
    {0},
};
static const struct list_filter all[] = {{.name = "all", .label = N_("全部")}, {0}};
const struct list board_list = {
    .name = "board",
    .title = N_("公示栏"),
    .columns = board_columns,
    .filters = all,
    .orders = {{.name = "kind", .label = N_("类别"), .sql = ""}},
    .row_path = "notices/{id}",
    .empty = N_("今天没有要贴的。"),
    .counted = N_("共 {0} 条"),
};

static const struct column due_columns[] = {
    {.name = "duty", .label = N_("公开什么"), .type = COL_TEXT, .title = true},
    {.name = "place", .label = N_("哪里"), .type = COL_TEXT},
    {.name = "body", .label = N_("谁来公开"), .type = COL_TEXT},
    {.name = "every", .label = N_("几个月一次"), .type = COL_INT},
    {.name = "shown", .label = N_("上次公开"), .type = COL_DAY},
    {.name = "due", .label = N_("下次不晚于"), .type = COL_DAY},
    {.name = "state", .label = N_("现在"), .type = COL_CHOICE, .choices = board_due_states},
    {0},
};
const struct list board_dues_list = {
    .name = "duties",
    .title = N_("应当公开的事"),
    .columns = due_columns,
    .filters = all,
    .orders = {{.name = "state", .label = N_("现在"), .sql = ""}},
    .empty = N_("还没有登记。"),
    .counted = N_("共 {0} 项"),
};
