/* rolls_list_store.c - lists of lists, and the figures about them. */
#include "lib/base/module.h"
#include "src/rolls/rolls_room.h"

#include "src/bodies/bodies.h"

/* All lists of the area -------------------------------------------------------------------------
 */
#define ROLLS \
    " FROM roll r JOIN place p ON p.area_id = r.area_id AND p.id = r.place_id" \
    " WHERE r.area_id = ?1 AND (?2 = 0 OR ?2 = r.area_id OR r.place_id = ?2)" \
    " AND CASE WHEN r.closed_at IS NULL THEN 1 ELSE 2 END BETWEEN ?3 AND ?4" \
    " AND (?10 = '' OR replace(r.title || p.name, ?10, '') <> r.title || p.name)"
#define ROWS_IN(state) \
    "(SELECT count(*) FROM roll_row w WHERE w.area_id = r.area_id AND w.roll_id = r.id" \
    " AND w.gone_at IS NULL AND w.state = " state ")"

static const struct column rolls_columns[] = {
    {.name = "title", .label = N_("名册"), .type = COL_TEXT, .title = true},
    {.name = "place", .label = N_("哪里"), .type = COL_TEXT},
    {.name = "rows", .label = N_("共"), .type = COL_INT},
    {.name = "done", .label = N_("已办"), .type = COL_INT},
    {.name = "refused", .label = N_("不要"), .type = COL_INT},
    {.name = "away", .label = N_("没遇到"), .type = COL_INT},
    {.name = "opened", .label = N_("开始"), .type = COL_DAY, .brief = true},
    {0},
};
static const struct list_filter rolls_filters[] = {
    {.name = "open", .label = N_("在办"), .lo = 1, .hi = 1},
    {.name = "closed", .label = N_("已结束"), .lo = 2, .hi = 2},
    {0},
};
const struct list rolls_list = {
    .name = "rolls",
    .title = N_("名册"),
    .columns = rolls_columns,
    .filters = rolls_filters,
    .orders = {{
        .name = "newest",
        .label = N_("最近的在前"),
        .sql =
            /* clang-format off */
            "SELECT r.opened_at, r.id, r.title, p.name, r.row_count, " ROWS_IN("1") ", "
            ROWS_IN("2") ", " ROWS_IN("3") ", r.opened_at" ROLLS
            " AND (r.opened_at < ?6 OR (r.opened_at = ?6 AND r.id < ?7))"
            " ORDER BY 1 DESC, 2 DESC LIMIT ?8",
        /* clang-format on */
        .descending = true,
    }},
    .count_sql = "SELECT count(*)" ROLLS,
    .row_path = "rolls/{id}",
    .empty = N_("还没有名册。楼组长可以在门户表里开，居委会可以在这里开。"),
    .counted = N_("共 {0} 份"),
};

/* The rows of one: ?2 is the roll ----------------------------------------------------------------
 */
#define LEADER \
    "(SELECT max(n.name) FROM post t JOIN person n ON n.area_id = t.area_id AND n.id = t.person_id" \
    " WHERE t.area_id = w.area_id AND t.place_id = w.building_id AND t.kind = 5" \
    " AND t.valid_from <= ?12 AND (t.valid_to IS NULL OR t.valid_to > ?12))"
_Static_assert(POST_BUILDING_LEADER == 5, "LEADER says 5");
/* 还差 first, of these 没遇到 and 三次未遇: so that the filters are ranges. */
#define RANK \
    "CASE WHEN w.state = 3 AND w.visits >= 3 THEN 2 WHEN w.state = 3 THEN 1 WHEN w.state = 1 THEN 3" \
    " WHEN w.state = 2 THEN 4 ELSE 0 END"
#define ROWS \
    " FROM roll_row w JOIN building b ON b.area_id = w.area_id AND b.id = w.building_id" \
    " JOIN place p ON p.area_id = b.area_id AND p.id = b.id" \
    " JOIN place q ON q.area_id = b.area_id AND q.id = b.compound_id" \
    " WHERE w.area_id = ?1 AND w.roll_id = ?2 AND w.gone_at IS NULL" \
    " AND " RANK " BETWEEN ?3 AND ?4" \
    " AND (?10 = '' OR replace(p.name || w.name, ?10, '') <> p.name || w.name)"

const struct choice rolls_row_states[] = {
    {TICK_NONE, "todo", N_("还没有"), .tag = "new", .icon = "clock"},
    {TICK_DONE, "done", N_("已办"), .tag = "done", .icon = "check"},
    {TICK_REFUSED, "refused", N_("不要"), .tag = "no", .icon = "cross"},
    {TICK_AWAY, "away", N_("没遇到"), .tag = "wait", .icon = "visit"},
    {ROLL_ROW_UNMET, "unmet", N_("三次未遇"), .tag = "soon", .icon = "alert"},
    {0},
};
const struct choice *rolls_states(void)
{
    return rolls_row_states;
}

const struct choice rolls_ways[] = {
    {CHANNEL_WEB, "web", N_("网上")},
    {CHANNEL_PHONE, "phone", N_("电话")},
    {CHANNEL_PAPER, "paper", N_("纸条")},
    {CHANNEL_VISIT, "visit", N_("上门")},
    {CHANNEL_GROUP, "group", N_("群接龙")},
    {0},
};
const struct choice rolls_hands[] = {
    {HAND_SELF, "self", N_("本人")},
    {HAND_STAFF, "staff", N_("居委会")},
    {HAND_LEADER, "leader", N_("楼组长")},
    {HAND_HELPER, "helper", N_("家人或邻居")},
    {0},
};

static const struct column row_columns[] = {
    {.name = "door", .label = N_("门牌"), .type = COL_TEXT, .title = true},
    {.name = "building", .label = N_("楼组"), .type = COL_TEXT},
    {.name = "leader", .label = N_("楼组长"), .type = COL_TEXT},
    {.name = "state", .label = N_("结果"), .type = COL_CHOICE, .choices = rolls_row_states},
    {.name = "visits", .label = N_("上门"), .type = COL_INT},
    {.name = "when", .label = N_("什么时候"), .type = COL_TIME, .brief = true},
    {0},
};
static const struct list_filter row_filters[] = {
    {.name = "open", .label = N_("还差"), .lo = 0, .hi = 2},
    {.name = "away", .label = N_("没遇到"), .lo = 1, .hi = 2},
    {.name = "unmet", .label = N_("三次未遇"), .lo = 2, .hi = 2},
    {.name = "refused", .label = N_("不要"), .lo = 4, .hi = 4},
    {.name = "done", .label = N_("已办"), .lo = 3, .hi = 3},
    {.name = "all", .label = N_("全部"), .lo = 0, .hi = 4},
    {0},
};
const struct list rolls_rows_list = {
    .name = "rolls/rows",
    .title = N_("名册各户"),
    .columns = row_columns,
    .filters = row_filters,
    .orders = {{
        .name = "stair",
        .label = N_("按楼组"),
        .sql = "SELECT w.row_no, w.row_no, w.name, q.name || ' ' || p.name, " LEADER
               ", CASE WHEN w.state = 3 AND w.visits >= 3 THEN 4 ELSE w.state END, w.visits,"
               " CASE WHEN w.ticked_at = 0 THEN NULL ELSE w.ticked_at END" ROWS
               " AND w.row_no > ?6 AND ?7 = ?7 ORDER BY 1, 2 LIMIT ?8",
    }},
    .count_sql = "SELECT count(*)" ROWS,
    .empty = N_("这里没有。换一个筛选看看。"),
    .counted = N_("共 {0} 行"),
};
_Static_assert(ROLL_VISITS == 3, "the literals above say 3");

/* Figures ----------------------------------------------------------------------------------------
 */
#define TICKED(state) \
    "FROM roll_row w JOIN roll r ON r.area_id = w.area_id AND r.id = w.roll_id" \
    " WHERE w.area_id = ?1 AND r.area_id = ?1 AND w.gone_at IS NULL" \
    " AND (?2 = 0 OR ?2 = w.building_id OR ?2 = r.place_id) AND " state \
    " AND w.ticked_at >= ?3 AND w.ticked_at < ?4"

const struct figure rolls_figures[] = {
    FIGURE("rolls.done", N_("名册上办好的"), N_("户"), "count(*)", "w.roll_id", "w.ticked_at",
        TICKED("w.state = 1"), "rolls/{id}"),
    FIGURE("rolls.refused", N_("名册上不要的"), N_("户"), "count(*)", "w.roll_id", "w.ticked_at",
        TICKED("w.state = 2"), "rolls/{id}"),
    FIGURE("rolls.unmet", N_("三次未遇的"), N_("户"), "count(*)", "w.roll_id", "w.ticked_at",
        TICKED("w.state = 3 AND w.visits >= 3"), "rolls/{id}"),
    {0},
};

/* What this room holds about a person -----------------------------------------------------------
 */
const struct personal rolls_personal[] = {
    {"rolls", N_("名册上的打勾"),
        "SELECT w.row_no, r.title, w.state, w.visits, w.ticked_at FROM roll_row w"
        " JOIN roll r ON r.area_id = w.area_id AND r.id = w.roll_id"
        " WHERE w.area_id = ?1 AND w.subject_id = ?2 ORDER BY w.roll_id",
        .columns = {{N_("名册"), PERSONAL_TEXT},
            {N_("结果"), PERSONAL_CHOICE, .choices = rolls_row_states}, {N_("上门"), PERSONAL_INT},
            {N_("什么时候"), PERSONAL_TIME}}},
    {0},
};
