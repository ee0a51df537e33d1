/* results_list_store.c - what came of every question, as a list. */
#include "src/results/results_room.h"

static const struct column columns[] = {
    {.name = "no", .label = N_("编号"), .type = COL_TEXT, .brief = true, .weight = 8},
    {.name = "said", .label = N_("结果"), .type = COL_WORDS, .title = true, .weight = 34},
    {.name = "standing",
        .label = N_("现在"),
        .type = COL_CHOICE,
        .choices = results_standings,
        .weight = 16},
    {.name = "place", .label = N_("哪里"), .type = COL_TEXT, .weight = 12},
    {.name = "took", .label = N_("参与"), .type = COL_INT, .weight = 7},
    {.name = "roll", .label = N_("名册共"), .type = COL_INT, .brief = true, .weight = 7},
    {.name = "took_area",
        .label = N_("参与面积 ㎡"),
        .type = COL_AREA,
        .brief = true,
        .weight = 10},
    {.name = "roll_area",
        .label = N_("名册面积 ㎡"),
        .type = COL_AREA,
        .brief = true,
        .weight = 10},
    {.name = "closes",
        .label = N_("截止"),
        .type = COL_TIME,
        .end = true,
        .brief = true,
        .weight = 12},
    {.name = "counted", .label = N_("计票"), .type = COL_TIME, .brief = true, .weight = 12},
    {0},
};
static const struct list_filter filters[] = {
    {.name = "all", .label = N_("全部"), .lo = BALLOT_SHOWN, .hi = BALLOT_DONE},
    {.name = "shown", .label = N_("公示中的"), .lo = BALLOT_SHOWN, .hi = BALLOT_SHOWN},
    {.name = "done", .label = N_("公示完的"), .lo = BALLOT_DONE, .hi = BALLOT_DONE},
    {0},
};
/* The newest count of each. What was added up: choice 0 of the question, -1 the roll. */
#define FROM_WHERE \
    " FROM result_said d JOIN result r ON r.area_id = d.area_id AND r.ballot_id = d.ballot_id" \
    " AND r.no = d.no JOIN ballot t ON t.area_id = d.area_id AND t.id = d.ballot_id" \
    " JOIN matter m ON m.area_id = d.area_id AND m.id = d.ballot_id" \
    " JOIN place p ON p.area_id = t.area_id AND p.id = t.place_id" \
    " LEFT JOIN result_sum s ON s.area_id = d.area_id" \
    " AND s.ballot_id = d.ballot_id AND s.no = d.no AND s.item_no = d.item_no AND s.choice = 0" \
    " LEFT JOIN result_sum o ON o.area_id = d.area_id AND o.ballot_id = d.ballot_id" \
    " AND o.no = d.no AND o.item_no = 0 AND o.choice = -1" \
    " WHERE d.area_id = ?1 AND (?2 = 0 OR t.place_id = ?2) AND m.state BETWEEN ?3 AND ?4" \
    " AND m.audience <= ?5 AND (?10 = '' OR replace(m.find, ?10, '') <> m.find)" \
    " AND d.no = (SELECT max(n.no) FROM result n WHERE n.area_id = ?1 AND" \
    " n.ballot_id = d.ballot_id AND n.counted_at > 0)"
const struct list results_list = {
    .name = "results",
    .title = N_("表决的结果"),
    .columns = columns,
    .filters = filters,
    .orders = {{.name = "newest",
        .label = N_("新的在前"),
        .sql = "SELECT r.counted_at * 10 + 9 - d.item_no, t.id, CAST(t.year AS TEXT) || '-' ||"
               " CAST(t.no AS TEXT), d.said, CASE WHEN m.outcome = 2 THEN 4 WHEN EXISTS"
               " (SELECT 1 FROM ballot_objection x WHERE x.area_id = t.area_id AND"
               " x.ballot_id = t.id AND x.against = 2 AND x.answered_at = 0) THEN 2"
               " WHEN m.state = 70 THEN 3 ELSE 1 END, p.name,"
               " s.homes + CASE t.parking WHEN 1 THEN s.stalls ELSE 0 END,"
               " o.homes + CASE t.parking WHEN 1 THEN o.stalls ELSE 0 END,"
               " s.area_dm2 + CASE t.parking WHEN 1 THEN s.stalls_dm2 ELSE 0 END,"
               " o.area_dm2 + CASE t.parking WHEN 1 THEN o.stalls_dm2 ELSE 0 END,"
               " t.closes_at, r.counted_at" FROM_WHERE
               " AND (r.counted_at * 10 + 9 - d.item_no, t.id) < (?6, ?7)"
               " ORDER BY 1 DESC, 2 DESC LIMIT ?8",
        .descending = true}},
    .count_sql = "SELECT count(*)" FROM_WHERE,
    .row_path = "ballots/{id}/result",
    .empty = N_("还没有表决的结果。"),
};
_Static_assert(BALLOT_ANNULLED == 2 && BALLOT_DONE == 70 && STANDS_ANNULLED == 4 &&
                   STANDS_DISPUTED == 2 && RESULT_ROLL == -1,
    "the literals above say so");
