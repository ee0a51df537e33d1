/* bodies_list_store.c - the posts of an area as a list. */
#include "lib/db/list.h"
#include "src/bodies/bodies_room.h"

/* Days are kept as text; today is that of ?9 only for overdue filters, so a post that ends on a day
 * to come stands as ended-on that day and is current while valid_to is open. */
#define FROM \
    " FROM post t JOIN body b ON b.area_id = t.area_id AND b.id = t.body_id" \
    " JOIN person n ON n.area_id = t.area_id AND n.id = t.person_id" \
    " JOIN place l ON l.area_id = t.area_id AND l.id = t.place_id" \
    " WHERE t.area_id = ?1 AND (?2 = 0 OR t.place_id = ?2)" \
    " AND CASE WHEN t.valid_to IS NULL THEN t.kind ELSE 100 END BETWEEN ?3 AND ?4" \
    " AND (?10 = '' OR replace(n.name || b.name || l.name, ?10, '')" \
    " <> n.name || b.name || l.name)"
#define ROW \
    ", t.id, n.name, t.kind, b.name, l.name," \
    " CASE WHEN t.phone <> '' THEN t.phone ELSE b.phone END, t.valid_from," \
    " COALESCE(t.valid_to, '')"

static const struct choice kinds[] = {
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
    {0},
};

const struct choice *bodies_kinds_for(struct ctx *c, enum body_kind body)
{
    struct choice *out = arena_alloc(c->arena, sizeof(kinds));
    size_t n = 0;
    for (const struct choice *k = kinds; k->key; k++) {
        if (bodies_post_fits(k->value, body, &(struct err){0})) {
            out[n] = *k;
            out[n++].key = NULL; /* an id field: its number is what is sent */
        }
    }
    return out;
}

static const struct column columns[] = {
    {.name = "person", .label = N_("姓名"), .type = COL_TEXT, .title = true},
    {.name = "post", .label = N_("职务"), .type = COL_CHOICE, .choices = kinds},
    {.name = "body", .label = N_("单位"), .type = COL_TEXT},
    {.name = "place", .label = N_("管哪里"), .type = COL_TEXT},
    {.name = "phone", .label = N_("公开电话"), .type = COL_TEXT},
    {.name = "from", .label = N_("从"), .type = COL_TEXT, .brief = true},
    {.name = "to", .label = N_("到"), .type = COL_TEXT, .brief = true},
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
    {.name = "ended", .label = N_("卸任的"), .lo = 100, .hi = 100},
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
