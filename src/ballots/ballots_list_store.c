/* ballots_list_store.c - decisions as a list, what is kept about a person. */
#include "src/ballots/ballots_room.h"

/* Decisions -------------------------------------------------------------------------------------
 */
/* As its page says it: a small matter is no vote by law. */
enum { FORCE_AGREED = FORCE_STATUTORY + 1 };
static const struct choice list_forces[] = {
    {FORCE_ADVISORY, "advisory", N_("意向征询"), .tag = "no", .icon = "talk"},
    {FORCE_RECORDED, "recorded", N_("登记官方结果"), .tag = "doing", .icon = "list"},
    {FORCE_STATUTORY, "statutory", N_("依法表决"), .tag = "done", .icon = "check"},
    {FORCE_AGREED, "agreed", N_("邻里约定"), .tag = "doing", .icon = "group"}, {0}};
static const struct column columns[] = {
    {.name = "no", .label = N_("编号"), .type = COL_TEXT, .brief = true, .weight = 8},
    {.name = "title", .label = N_("表决"), .type = COL_TEXT, .title = true, .weight = 30},
    {.name = "place", .label = N_("哪里"), .type = COL_TEXT, .weight = 14},
    {.name = "body", .label = N_("谁组织"), .type = COL_TEXT, .weight = 16},
    {.name = "force",
        .label = N_("效力"),
        .type = COL_CHOICE,
        .choices = list_forces,
        .weight = 14},
    {.name = "state",
        .label = N_("现在"),
        .type = COL_CHOICE,
        .choices = ballots_states,
        .weight = 14},
    {.name = "opens", .label = N_("开始"), .type = COL_TIME, .brief = true, .weight = 13},
    {.name = "closes", .label = N_("截止"), .type = COL_TIME, .end = true, .weight = 13},
    {0},
};
static const struct list_filter filters[] = {
    {.name = "now", .label = N_("在进行的"), .lo = BALLOT_ROLL, .hi = BALLOT_COUNTING},
    {.name = "results", .label = N_("有结果的"), .lo = BALLOT_SHOWN, .hi = BALLOT_DONE},
    {.name = "drafts", .label = N_("起草中"), .lo = BALLOT_DRAFT, .hi = BALLOT_DRAFT},
    {.name = "all", .label = N_("全部"), .lo = BALLOT_DRAFT, .hi = BALLOT_DONE},
    {0},
};
#define FROM_WHERE \
    " FROM ballot t JOIN matter m ON m.area_id = t.area_id AND m.id = t.id" \
    " JOIN place p ON p.area_id = t.area_id AND p.id = t.place_id" \
    " JOIN body y ON y.area_id = t.area_id AND y.id = t.body_id" \
    " WHERE t.area_id = ?1 AND (?2 = 0 OR t.place_id = ?2) AND m.state BETWEEN ?3 AND ?4" \
    " AND m.audience <= ?5 AND (m.state > 10 OR ?5 >= 3)" \
    " AND (?10 = '' OR replace(m.find, ?10, '') <> m.find)"
const struct list ballots_list = {
    .name = "ballots",
    .title = N_("表决"),
    .columns = columns,
    .filters = filters,
    .orders = {{.name = "newest",
        .label = N_("新的在前"),
        .sql =
            "SELECT m.opened_at, t.id, CAST(t.year AS TEXT) || '-' || CAST(t.no AS TEXT),"
            " m.title, p.name, y.name, CASE WHEN t.force = 3 AND EXISTS (SELECT 1 FROM ballot_item i"
            " WHERE i.area_id = t.area_id AND i.ballot_id = t.id AND i.decides = 14) THEN 4"
            " ELSE t.force END, CASE WHEN m.state = 60 AND EXISTS (SELECT 1 FROM ballot_objection x"
            " WHERE x.area_id = t.area_id AND x.ballot_id = t.id AND x.answered_at = 0) THEN 61"
            " WHEN m.state = 70 AND m.outcome = 2 THEN 71 WHEN m.state = 70 AND m.outcome = 3 THEN 72"
            " ELSE m.state END, t.opens_at, t.closes_at" FROM_WHERE
            " AND (m.opened_at, t.id) < (?6, ?7) ORDER BY 1 DESC, 2 DESC LIMIT ?8",
        .descending = true}},
    .count_sql = "SELECT count(*)" FROM_WHERE,
    .row_path = "ballots/{id}",
    .empty = N_("现在没有表决。"),
    .counted = N_("共 {0} 次表决"),
};

/* Personal --------------------------------------------------------------------------------------
 */
const struct personal ballots_personal[] = {
    {"ballot_objections", N_("提过的异议"),
        "SELECT id, text, made_at, answer FROM ballot_objection WHERE area_id = ?1 AND person_id = ?2"
        " ORDER BY id",
        .columns = {{N_("内容"), PERSONAL_TEXT}, {N_("什么时候"), PERSONAL_TIME},
            {N_("答复"), PERSONAL_TEXT}}},
    {0},
};

void ballots_forget(struct ctx *c, int64_t person_id)
{
    db_exec(c,
        "UPDATE ballot_objection SET person_id = NULL, text = '' WHERE area_id = ?1"
        " AND person_id = ?2",
        V(c->area_id), V(person_id));
}
_Static_assert(DECIDES_SMALL == 14 && FORCE_AGREED == 4 && LIST_DISPUTED == 61 && LIST_OFF == 72 &&
                   BALLOT_ANNULLED == 2 && BALLOT_CALLED_OFF == 3,
    "the literals above say so");
