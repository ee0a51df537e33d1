/* slips_lists.c - the lists of this room: their pages fill the rows in. */
#include "src/slips/slips_room.h"

static const struct column stair_columns[] = {
    {.name = "stair", .label = N_("楼组"), .type = COL_TEXT, .title = true},
    {.name = "voters", .label = N_("名册"), .type = COL_INT},
    {.name = "silent", .label = N_("现在没人能投"), .type = COL_INT},
    {.name = "printed", .label = N_("印了"), .type = COL_INT},
    {.name = "handed", .label = N_("发出"), .type = COL_INT},
    {.name = "refused", .label = N_("拒收"), .type = COL_INT},
    {.name = "away", .label = N_("未送到"), .type = COL_INT},
    {.name = "waiting", .label = N_("还没送"), .type = COL_INT},
    {.name = "returned", .label = N_("收回"), .type = COL_INT},
    {.name = "typed", .label = N_("录好"), .type = COL_INT},
    {.name = "unreturned", .label = N_("没收回"), .type = COL_INT},
    {.name = "void", .label = N_("作废"), .type = COL_INT},
    {0},
};
static const struct list_filter all[] = {{.name = "all", .label = N_("全部")}, {0}};
const struct list slips_stairs_list = {
    .name = "slips",
    .title = N_("纸质票：发出和收回"),
    .columns = stair_columns,
    .filters = all,
    .orders = {{.name = "stair", .label = N_("按楼组"), .sql = ""}},
    .empty = N_("名册上还没有人。"),
    .counted = N_("共 {0} 个楼组"),
};

static const struct column return_columns[] = {
    {.name = "no", .label = N_("回收单"), .type = COL_INT, .title = true},
    {.name = "received", .label = N_("收到"), .type = COL_TIME},
    {.name = "slips", .label = N_("几张"), .type = COL_INT},
    {.name = "typed", .label = N_("录好"), .type = COL_INT},
    {.name = "one", .label = N_("清点人"), .type = COL_TEXT, .personal = true},
    {.name = "two", .label = N_("另一个清点人"), .type = COL_TEXT, .personal = true},
    {.name = "kept", .label = N_("纸放在哪里"), .type = COL_TEXT},
    {.name = "made", .label = N_("录于"), .type = COL_TIME, .brief = true},
    {0},
};
const struct list slips_returns_list = {
    .name = "slip_returns",
    .title = N_("选票回收单"),
    .columns = return_columns,
    .filters = all,
    .orders = {{.name = "no", .label = N_("按编号"), .sql = ""}},
    .empty = N_("还没有收回选票。"),
    .counted = N_("共 {0} 张回收单"),
};
