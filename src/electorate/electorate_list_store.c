/* electorate_list_store.c - the roll as a list, what is kept about a person. */
#include "src/electorate/electorate_room.h"

/* why_not + 1: a choice of 0 would end the list. */
static const struct choice may_vote[] = {{1 + MAY_VOTE, "may", N_("可以投")},
    {1 + NOT_KNOWN, "not_known", N_("还没有登记业主")},
    {1 + NOT_NAMED, "not_named", N_("共有人还没有推选由谁来投")},
    {1 + NOT_HEIR, "not_heir", N_("业主已去世，继承人还没有登记")},
    {1 + NOT_WHOLE, "not_whole", N_("登记的产权份额加起来不是一整套")}, {0}};
static const struct column roll_columns[] = {
    {.name = "no", .label = N_("序号"), .type = COL_INT},
    {.name = "door", .label = N_("哪一户"), .type = COL_TEXT, .title = true},
    {.name = "name", .label = N_("业主、户主或成员"), .type = COL_TEXT, .personal = true},
    {.name = "units", .label = N_("几套"), .type = COL_INT, .brief = true},
    {.name = "area", .label = N_("面积 ㎡"), .type = COL_AREA},
    {.name = "stalls", .label = N_("车位 ㎡"), .type = COL_AREA, .brief = true},
    {.name = "may", .label = N_("能投吗"), .type = COL_CHOICE, .choices = may_vote},
    {0},
};
static const struct list_filter roll_filters[] = {
    {.name = "all", .label = N_("全部"), .lo = MAY_VOTE, .hi = NOT_WHOLE},
    {.name = "cannot", .label = N_("现在没有人能投"), .lo = NOT_KNOWN, .hi = NOT_WHOLE},
    {0},
};
#define ROLL_FROM \
    " FROM voter o LEFT JOIN person p ON p.area_id = o.area_id AND p.id = o.who_id" \
    " AND o.who_kind = 1 LEFT JOIN owner w ON w.area_id = o.area_id AND w.id = o.who_id" \
    " AND o.who_kind = 2 WHERE o.area_id = ?1 AND o.ballot_id = ?2" \
    " AND o.why_not BETWEEN ?3 AND ?4 AND ?5 = ?5" \
    " AND (?10 = '' OR replace(lower(o.door), ?10, '') <> lower(o.door))"
const struct list electorate_list = {
    .name = "ballots/roll",
    .title = N_("表决名册"),
    .columns = roll_columns,
    .filters = roll_filters,
    .orders = {{.name = "no",
        .label = N_("按序号"),
        .sql = "SELECT o.no, o.no, o.no, o.door, COALESCE(p.name, w.name, ''), o.units, o.area_dm2,"
               " o.stalls_dm2, o.why_not + 1" ROLL_FROM
               " AND (o.no, o.no) > (?6, ?7) ORDER BY 1, 2 LIMIT ?8"}},
    .count_sql = "SELECT count(*)" ROLL_FROM,
    .empty = N_("名册上没有人。"),
    .counted = N_("名册上共 {0} 票"),
};

/* Personal --------------------------------------------------------------------------------------
 */
static const struct personal personal[] = {
    {"voters", N_("在哪些表决的名册上"),
        "SELECT o.no, m.title, o.door FROM voter o JOIN matter m ON m.area_id = o.area_id"
        " AND m.id = o.ballot_id WHERE o.area_id = ?1 AND o.who_kind = 1 AND o.who_id = ?2"
        " ORDER BY m.id",
        .columns = {{N_("表决"), PERSONAL_TEXT}, {N_("哪一户"), PERSONAL_TEXT}}},
    {"speakers", N_("能替谁投票"),
        "SELECT o.no, m.title, o.door FROM voter_speaker s JOIN voter o ON o.area_id = s.area_id"
        " AND o.ballot_id = s.ballot_id AND o.no = s.voter_no JOIN matter m"
        " ON m.area_id = o.area_id AND m.id = o.ballot_id"
        " WHERE s.area_id = ?1 AND s.person_id = ?2 ORDER BY m.id, o.no",
        .columns = {{N_("表决"), PERSONAL_TEXT}, {N_("哪一户"), PERSONAL_TEXT}}},
    {0},
};

/* The head stays: what goes is whose it was and who spoke for it. */
static void forget(struct ctx *c, int64_t person_id)
{
    db_exec(c, "DELETE FROM voter_speaker WHERE area_id = ?1 AND person_id = ?2", V(c->area_id),
        V(person_id));
    db_exec(c,
        "UPDATE voter SET who_id = NULL, who_kind = 0 WHERE area_id = ?1 AND who_kind = 1"
        " AND who_id = ?2",
        V(c->area_id), V(person_id));
}

const struct module electorate_module = {
    .name = "electorate", .tier = 8, .personal = personal, .forget = forget};
