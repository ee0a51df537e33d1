/* people_list_store.c - the persons of an area as a list, to find one by name. */
#include "lib/db/list.h"
#include "src/people/people_room.h"
#include "src/places/places.h"

const struct choice people_families[] = {
    {FAMILY_UNSAID, "unsaid", N_("没有说")},
    {FAMILY_HEAD, "head", N_("户主")},
    {FAMILY_SPOUSE, "spouse", N_("配偶")},
    {FAMILY_CHILD, "child", N_("子女")},
    {FAMILY_PARENT, "parent", N_("父母")},
    {FAMILY_GRANDCHILD, "grandchild", N_("孙辈")},
    {FAMILY_GRANDPARENT, "grandparent", N_("祖辈")},
    {FAMILY_SIBLING, "sibling", N_("兄弟姐妹")},
    {FAMILY_RELATIVE, "relative", N_("其他亲属")},
    {FAMILY_TENANT, "tenant", N_("租客")},
    {FAMILY_CARER, "carer", N_("保姆、护工")},
    {FAMILY_OTHER, "other", N_("其他人")},
    {0},
};

const char *people_family_label(enum family family)
{
    return family ? choice_of(people_families, family)->label : "";
}

/* clang-format off */
#define ON(t) " " t ".valid_from <= ?12 AND (" t ".valid_to IS NULL OR " t ".valid_to > ?12)"
/* A person once, at the first home of the first household. */
#define FROM \
    " FROM person p LEFT JOIN relation r ON r.area_id = p.area_id AND r.id = (SELECT min(e.id)" \
    " FROM person m JOIN relation e ON e.area_id = m.area_id AND e.person_id = m.id" \
    " AND e.kind = 1 AND" ON("e") \
    " WHERE m.area_id = ?1 AND (m.id = p.id OR m.merged_into = p.id))" \
    " LEFT JOIN unit u ON u.area_id = p.area_id AND u.id = (SELECT min(h.unit_id)" \
    " FROM household_unit h WHERE h.area_id = ?1 AND h.household_id = r.household_id" \
    " AND" ON("h") ")" \
    " LEFT JOIN place b ON b.area_id = u.area_id AND b.id = u.building_id" \
    " LEFT JOIN building d ON d.area_id = u.area_id AND d.id = u.building_id" \
    " LEFT JOIN place g ON g.area_id = d.area_id AND g.id = " PLACES_PARENT("b", "?12") \
    " WHERE p.area_id = ?1 AND p.merged_into IS NULL AND (?2 = 0 OR ?2 = u.building_id)" \
    " AND CASE WHEN p.gone_at IS NOT NULL THEN 3 WHEN r.id IS NULL THEN 2 ELSE 1 END" \
    " BETWEEN ?3 AND ?4" \
    " AND (?10 = '' OR replace(p.name || COALESCE(b.name, '') || COALESCE(u.name, ''), ?10, '')" \
    " <> p.name || COALESCE(b.name, '') || COALESCE(u.name, ''))"
/* How many: who lives here is gathered once; the home of each is only looked for when it is asked
 * for. Each by itself, 15,000 persons took 0.3 s. */
#define LIVES " e.kind = 1 AND" ON("e")
#define COUNTED_STATE \
    "CASE WHEN n.gone_at IS NOT NULL THEN 3 WHEN n.id IN (SELECT e.person_id FROM relation e" \
    " WHERE e.area_id = ?1 AND" LIVES " UNION ALL SELECT m.merged_into FROM person m" \
    " JOIN relation e ON e.area_id = m.area_id AND e.person_id = m.id AND" LIVES \
    " WHERE m.area_id = ?1 AND m.merged_into IS NOT NULL) THEN 1 ELSE 2 END"
#define COUNT_ALL \
    "SELECT count(*) FROM person n WHERE n.area_id = ?1 AND n.merged_into IS NULL" \
    " AND " COUNTED_STATE " BETWEEN ?3 AND ?4" \
    " AND CASE WHEN ?2 = 0 AND ?10 = '' THEN 1 ELSE (SELECT count(*)" FROM " AND p.id = n.id) END > 0"
/* clang-format on */

static const struct column columns[] = {
    {.name = "name", .label = N_("姓名"), .type = COL_TEXT, .title = true},
    {.name = "compound", .label = N_("小区"), .type = COL_TEXT, .brief = true},
    {.name = "building", .label = N_("楼组"), .type = COL_TEXT},
    {.name = "unit", .label = N_("室号"), .type = COL_TEXT},
    {.name = "family",
        .label = N_("家庭关系"),
        .type = COL_CHOICE,
        .choices = people_families,
        .brief = true},
    {.name = "since", .label = N_("从"), .type = COL_DAY, .brief = true},
    {0},
};

static const struct list_filter filters[] = {
    {.name = "here", .label = N_("住在这里的"), .lo = 1, .hi = 1},
    {.name = "elsewhere", .label = N_("不住这里的"), .lo = 2, .hi = 2},
    {.name = "gone", .label = N_("不在了的"), .lo = 3, .hi = 3},
    {0},
};

const struct list people_list = {
    .name = "people",
    .title = N_("居民"),
    .columns = columns,
    .filters = filters,
    .orders = {{
        .name = "roster",
        .label = N_("按名册"),
        .sql = "SELECT p.id, p.id, p.name, " PLACES_CALLED("g", "?12") ", " PLACES_CALLED(
            "b", "?12") ", u.name, COALESCE(r.family, 0), r.valid_from" FROM
                        " AND p.id > ?6 ORDER BY 1, 2 LIMIT ?8",
    }},
    .count_sql = COUNT_ALL,
    .row_path = "people/{id}",
    .empty = N_("没有找到这样的居民。可以只写姓，或者楼号、室号。"),
    .counted = N_("共 {0} 人"),
};
