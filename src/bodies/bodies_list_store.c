/* bodies_list_store.c - the posts of an area as a list; its bodies with whoever serves in them. */
#include "lib/db/list.h"
#include "src/bodies/bodies_room.h"

/* A stair is written with its compound, a micro grid with its grid: so the import reads it back.
 * On day ?12: whoever holds the post then; ended before it: 100. Those to come are 101. */
#define FROM \
    " FROM post t" SHOWN( \
        "?12") " JOIN body b ON b.area_id = t.area_id AND b.id = t.body_id" \
               " JOIN person n ON n.area_id = t.area_id AND n.id = t.person_id" \
               " JOIN place l ON l.area_id = t.area_id AND l.id = t.place_id" \
               " LEFT JOIN place u ON u.area_id = l.area_id AND u.id = " PLACES_PARENT( \
                   "l", "?12") " AND u.id <> t.area_id" \
                               " WHERE t.area_id = ?1 AND (?2 = 0 OR t.place_id = ?2)" \
                               " AND CASE WHEN t.valid_from > ?12 THEN CASE WHEN " LIST_PAST \
                               " THEN 199 ELSE 101 END WHEN t.valid_to <= ?12 THEN 100" \
                               " ELSE t.kind END BETWEEN ?3 AND ?4" \
                               " AND (?10 = '' OR replace(n.name || b.name || l.name, ?10, '')" \
                               " <> n.name || b.name || l.name)"
#define ROW \
    ", t.id, n.name, t.kind, b.name, CASE WHEN u.id IS NULL THEN '' ELSE " PLACES_CALLED( \
        "u", "?12") " || ' ' END || " PLACES_CALLED("l", \
        "?12") "," \
               " CASE WHEN w.phone <> '' THEN w.phone ELSE b.phone END, w.duty_phone, w.hours, w.name, t.valid_from," \
               " " LIST_LAST("t.valid_to")

const struct choice bodies_post_kinds[] = {
    {POST_SECRETARY, "secretary", N_("书记")},
    {POST_COMMITTEE_HEAD, "committee_head", N_("居委会主任")},
    {POST_COMMITTEE_STAFF, "committee_staff", N_("居委工作人员")},
    {POST_OPERATOR, "operator", N_("热线接线员")},
    {POST_BUILDING_LEADER, "building_leader", N_("楼组长")},
    {POST_DEPUTY_LEADER, "deputy_leader", N_("第二楼组长")},
    {POST_PROPERTY_MANAGER, "property_manager", N_("物业经理")},
    {POST_PROPERTY_STAFF, "property_staff", N_("物业维修")},
    {POST_OWNERS_HEAD, "owners_head", N_("业委会主任")},
    {POST_OWNERS_MEMBER, "owners_member", N_("业委会委员")},
    {POST_VOLUNTEER, "volunteer", N_("志愿者")},
    {POST_TOWN_STAFF, "town_staff", N_("街镇工作人员")},
    {POST_GENERAL_SECRETARY, "general_secretary", N_("党总支书记")},
    {POST_BRANCH_SECRETARY, "branch_secretary", N_("支部书记")},
    {POST_BRANCH_MEMBER, "branch_member", N_("支部委员")},
    {POST_GROUP_HEAD, "group_head", N_("党小组长")},
    {POST_GRID_HEAD, "grid_head", N_("网格长")},
    {POST_MICRO_GRID, "micro_grid", N_("微网格员")},
    {POST_WORK_HEAD, "work_head", N_("工作小组组长")},
    {POST_WORK_MEMBER, "work_member", N_("工作小组成员")},
    {POST_GUARD, "guard", N_("门卫")},
    {POST_CLEANER, "cleaner", N_("保洁")},
    {POST_SELF_HEAD, "self_head", N_("自管委主任")},
    {POST_SELF_MEMBER, "self_member", N_("自管委委员")},
    {0},
};
_Static_assert(COUNT(bodies_post_kinds) == POST_KINDS, "every post is among them");

const struct choice bodies_kinds[] = {
    {BODY_COMMITTEE, "committee", N_("居委会")},
    {BODY_PROPERTY, "property", N_("物业公司")},
    {BODY_OWNERS_COMMITTEE, "owners_committee", N_("业委会")},
    {BODY_SELF_MANAGEMENT, "self_management", N_("自管委")},
    {BODY_PARTY_GENERAL, "party_general_branch", N_("党总支")},
    {BODY_PARTY_BRANCH, "party_branch", N_("党支部")},
    {BODY_PARTY_GROUP, "party_group", N_("党小组")},
    {BODY_WORKING_GROUP, "working_group", N_("工作小组")},
    {BODY_GRID, "grid", N_("网格")},
    {BODY_TOWN, "town", N_("街镇")},
    {BODY_VOLUNTEERS, "volunteers", N_("志愿者队")},
    {BODY_STAIR, "stair", N_("楼组")},
    {0},
};

const struct choice *bodies_kinds_for(struct ctx *c, enum body_kind body)
{
    struct choice *out = arena_alloc(c->arena, sizeof(bodies_post_kinds));
    size_t n = 0;
    for (const struct choice *k = bodies_post_kinds; k->key; k++) {
        if (bodies_post_fits(k->value, body, &(struct err){0})) {
            out[n] = *k;
            out[n++].key = NULL; /* an id field: its number is what is sent */
        }
    }
    return out;
}

static const struct column columns[] = {
    {.name = "person", .label = N_("姓名"), .type = COL_TEXT, .title = true},
    {.name = "post", .label = N_("职务"), .type = COL_CHOICE, .choices = bodies_post_kinds},
    {.name = "body", .label = N_("单位"), .type = COL_TEXT},
    {.name = "place", .label = N_("管哪里"), .type = COL_TEXT},
    {.name = "phone", .label = N_("公开电话"), .type = COL_TEXT},
    {.name = "duty_phone", .label = N_("值班电话"), .type = COL_TEXT, .brief = true},
    {.name = "hours", .label = N_("什么时候在"), .type = COL_TEXT, .brief = true},
    {.name = "shown", .label = N_("公开的称呼"), .type = COL_TEXT, .brief = true},
    {.name = "from", .label = N_("从"), .type = COL_DAY, .brief = true},
    {.name = "to", .label = N_("到"), .type = COL_LAST, .brief = true},
    {0},
};

static const struct list_filter filters[] = {
    {.name = "all", .label = N_("在任"), .lo = 1, .hi = 99},
    {.name = "committee", .label = N_("居委会"), .lo = POST_SECRETARY, .hi = POST_OPERATOR},
    {.name = "leaders",
        .label = N_("楼组长"),
        .lo = POST_BUILDING_LEADER,
        .hi = POST_DEPUTY_LEADER},
    {.name = "property",
        .label = N_("物业"),
        .lo = POST_PROPERTY_MANAGER,
        .hi = POST_PROPERTY_STAFF},
    {.name = "owners", .label = N_("业委会"), .lo = POST_OWNERS_HEAD, .hi = POST_OWNERS_MEMBER},
    {.name = "party", .label = N_("党组织"), .lo = POST_GENERAL_SECRETARY, .hi = POST_GROUP_HEAD},
    {.name = "grid", .label = N_("网格"), .lo = POST_GRID_HEAD, .hi = POST_MICRO_GRID},
    {.name = "ended", .label = N_("卸任的"), .lo = 100, .hi = 100},
    {.name = "coming", .label = N_("还没上任的"), .lo = 101, .hi = 101},
    {0},
};

const struct list bodies_posts_list = {
    .name = "posts",
    .title = N_("任职"),
    .columns = columns,
    .filters = filters,
    .orders = {{
                   .name = "kind",
                   .label = N_("按职务"),
                   .sql =
                       "SELECT t.kind" ROW FROM
                       " AND (t.kind > ?6 OR (t.kind = ?6 AND t.id > ?7)) ORDER BY 1, 2 LIMIT ?8",
               },
        {
            .name = "newest",
            .label = N_("最近任职"),
            .sql = "SELECT t.id" ROW FROM " AND t.id < ?6 ORDER BY 1 DESC, 2 DESC LIMIT ?8",
            .descending = true,
        }},
    .count_sql = "SELECT count(*)" FROM,
    .row_path = "posts/{id}",
    .empty = N_("还没有任职。请先登记单位，再请人任职。"),
    .counted = N_("共 {0} 个职务"),
};

/* Who serves us -------------------------------------------------------------------------------- */
/* As the page: everybody reads who has the whole area or a compound; stairs, grids and groups stand
 * on their own pages. The desk (?5) has every body. */
_Static_assert(POST_VOLUNTEER == 11 && BODY_PARTY_BRANCH == 5 && BODY_STAIR == 8 &&
                   BODY_PARTY_GROUP == 10 && BODY_GRID == 12,
    "stand in the SQL as numbers");
#define SERVING \
    " FROM body b JOIN place k ON k.area_id = b.area_id AND k.id = b.place_id" \
    " LEFT JOIN body_under o ON o.area_id = b.area_id AND o.body_id = b.id" \
    " AND o.valid_from <= ?12 AND (o.valid_to IS NULL OR o.valid_to > ?12)" \
    " LEFT JOIN body a ON a.area_id = o.area_id AND a.id = o.parent_id" \
    " LEFT JOIN post t ON t.area_id = b.area_id AND t.body_id = b.id AND t.kind <> 11" \
    " AND t.valid_from <= ?12 AND (t.valid_to IS NULL OR t.valid_to > ?12)" \
    " AND t.place_id IN (SELECT l.id FROM place l WHERE l.area_id = ?1 AND l.kind < 3)" \
    " LEFT JOIN post_shown w ON w.area_id = t.area_id AND w.post_id = t.id" \
    " AND w.valid_from <= ?12 AND (w.valid_to IS NULL OR w.valid_to > ?12)" \
    " LEFT JOIN person n ON n.area_id = t.area_id AND n.id = t.person_id" \
    " WHERE b.area_id = ?1 AND ?2 = ?2 AND b.kind BETWEEN ?3 AND ?4" \
    " AND b.valid_from <= ?12 AND (b.valid_to IS NULL OR b.valid_to > ?12)" \
    " AND (?5 >= 3 OR (b.kind NOT IN (8, 10, 12) AND (b.kind <> 5 OR t.id IS NOT NULL)))"

static const struct column serving_columns[] = {
    {.name = "body", .label = N_("单位"), .type = COL_TEXT, .title = true},
    {.name = "kind", .label = N_("哪一类"), .type = COL_CHOICE, .choices = bodies_kinds},
    {.name = "place", .label = N_("管哪里"), .type = COL_TEXT},
    {.name = "under", .label = N_("上级单位"), .type = COL_TEXT, .brief = true},
    {.name = "post", .label = N_("职务"), .type = COL_CHOICE, .choices = bodies_post_kinds},
    {.name = "shown", .label = N_("公开的称呼"), .type = COL_TEXT},
    {.name = "phone", .label = N_("公开电话"), .type = COL_TEXT},
    {.name = "duty_phone", .label = N_("值班电话"), .type = COL_TEXT, .brief = true},
    {.name = "hours", .label = N_("什么时候在"), .type = COL_TEXT, .brief = true},
    {0},
};
static const struct list_filter serving_filters[] = {
    {.name = "all", .label = N_("全部"), .lo = 1, .hi = BODY_KINDS - 1}, {0}};

const struct list bodies_serving_list = {
    .name = "bodies",
    .title = N_("谁在为我们服务"),
    .columns = serving_columns,
    .filters = serving_filters,
    .orders = {{
        .name = "body",
        .label = N_("按单位"),
        .sql = "SELECT b.id, COALESCE(t.id, b.id), b.name, b.kind, " PLACES_CALLED(
            "k", "?12") ", COALESCE(a.name, ''),"
                        " COALESCE(t.kind, 0), CASE WHEN w.name <> '' THEN w.name"
                        " ELSE COALESCE(n.name, '') END,"
                        " CASE WHEN w.phone <> '' THEN w.phone ELSE b.phone END,"
                        " COALESCE(w.duty_phone, ''), COALESCE(w.hours, '')" SERVING
                        " AND (b.id > ?6 OR (b.id = ?6 AND COALESCE(t.id, b.id) > ?7))"
                        " ORDER BY 1, 2 LIMIT ?8",
    }},
    .count_sql = "SELECT count(*)" SERVING,
    .empty = N_("还没有登记。请先打居委会的电话。"),
    .counted = N_("共 {0} 条"),
};
