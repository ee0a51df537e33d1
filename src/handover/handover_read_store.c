/* handover_read_store.c - sheets and what stands on them; workload as a list. */
#include "lib/base/module.h"
#include "lib/db/list.h"
#include "src/handover/handover_room.h"
#include "src/matters/matters_store.h"
#include "src/places/places.h"

bool handover_claimed(struct ctx *c, int64_t person_id)
{
    return db_int(c,
               "SELECT count(*) FROM claim WHERE area_id = ?1 AND person_id = ?2 AND state = 2",
               V(c->area_id), V(person_id)) > 0;
}

static bool read_matters(struct rows *r, struct matters *out)
{
    while (rows_next(r)) {
        list_push(r->c->arena, out, matters_read(r));
    }
    return rows_end(r);
}

/* Of a post over the whole area: what its body owns; the rest belongs to others as well. */
bool handover_open(struct ctx *c, const struct post *t, struct matters *out)
{
    struct rows r = db_query(c,
        /* clang-format off */
        MATTERS_SELECT
        " WHERE m.area_id = ?1 AND m.closed_at IS NULL AND (m.owner_id = ?2"
        " OR (?3 <> ?1 AND (m.place_id = ?3 OR " PLACES_HELD("?1", "m.place_id", "?3", "?4")
        "))) ORDER BY m.due_at, m.id",
        /* clang-format on */
        V(c->area_id), V(t->body_id), V(t->place_id), V(c->now));
    return read_matters(&r, out);
}

bool handover_matters(struct ctx *c, int64_t id, struct matters *out)
{
    struct rows r = db_query(c,
        MATTERS_SELECT " JOIN handover_matter h ON h.area_id = m.area_id AND h.matter_id = m.id"
                       " WHERE m.area_id = ?1 AND h.handover_id = ?2 ORDER BY m.due_at, m.id",
        V(c->area_id), V(id));
    return read_matters(&r, out);
}

#define SHEET \
    "SELECT h.id, h.post_id, t.body_id, t.place_id, t.person_id, COALESCE(h.successor_id, 0)," \
    " h.made_at, COALESCE(h.accepted_at, 0), t.kind, n.name, COALESCE(s.name, ''), b.name, " PLACES_WHOLE( \
        "l") "," \
             " h.day, h.keys, h.papers, h.notes, h.paper, (SELECT count(*) FROM claim k" \
             " WHERE k.area_id = h.area_id AND k.person_id = h.successor_id AND k.state = 2)" \
             " FROM handover h JOIN post t ON t.area_id = h.area_id AND t.id = h.post_id" \
             " JOIN person n ON n.area_id = t.area_id AND n.id = t.person_id" \
             " LEFT JOIN person s ON s.area_id = h.area_id AND s.id = h.successor_id" \
             " JOIN body b ON b.area_id = t.area_id AND b.id = t.body_id" \
             " JOIN place l ON l.area_id = t.area_id AND l.id = t.place_id WHERE h.area_id = ?1"

static bool read_sheets(struct rows *r, struct handovers *out)
{
    while (rows_next(r)) {
        struct handover h = {.id = row_int(r, 0),
            .post_id = row_int(r, 1),
            .body_id = row_int(r, 2),
            .place_id = row_int(r, 3),
            .leaver_id = row_int(r, 4),
            .successor_id = row_int(r, 5),
            .made_at = row_int(r, 6),
            .accepted_at = row_int(r, 7),
            .kind = (enum post_kind)row_int(r, 8),
            .leaver = row_text(r, 9),
            .successor = row_text(r, 10),
            .body = row_text(r, 11),
            .place = row_text(r, 12),
            .day = row_text(r, 13),
            .keys = row_text(r, 14),
            .papers = row_text(r, 15),
            .notes = row_text(r, 16),
            .paper = row_text(r, 17),
            .can_sign_in = row_int(r, 18) > 0};
        list_push(r->c->arena, out, h);
    }
    return rows_end(r);
}

bool handover_by_id(struct ctx *c, int64_t id, struct handover *out)
{
    struct handovers found = {0};
    struct rows r = db_query(c, SHEET " AND h.id = ?2", V(c->area_id), V(id));
    if (!read_sheets(&r, &found)) {
        return false;
    }
    if (!found.n) {
        return fail(&c->err, ERR_ABSENT, SAY(N_("没有找到这张交接单")));
    }
    *out = found.v[0];
    return true;
}

bool handover_waiting(struct ctx *c, struct handovers *out)
{
    if (!c->who.person_id) {
        return !c->err.kind;
    }
    struct rows r =
        db_query(c, SHEET " AND h.successor_id = ?2 AND h.accepted_at IS NULL ORDER BY h.id",
            V(c->area_id), V(c->who.person_id));
    return read_sheets(&r, out);
}

/* Sheets as a list ---------------------------------------------------------------------------- */
#define FROM_SHEETS \
    " FROM handover h JOIN post t ON t.area_id = h.area_id AND t.id = h.post_id" \
    " JOIN person n ON n.area_id = t.area_id AND n.id = t.person_id" \
    " LEFT JOIN person s ON s.area_id = h.area_id AND s.id = h.successor_id" \
    " JOIN body b ON b.area_id = t.area_id AND b.id = t.body_id" \
    " JOIN place l ON l.area_id = t.area_id AND l.id = t.place_id WHERE h.area_id = ?1" \
    " AND (?2 = 0 OR t.place_id = ?2)" \
    " AND CASE WHEN h.accepted_at IS NULL THEN 1 ELSE 2 END BETWEEN ?3 AND ?4"

static const struct column sheet_columns[] = {
    {.name = "leaver", .label = N_("卸任"), .type = COL_TEXT, .title = true},
    {.name = "body", .label = N_("单位"), .type = COL_TEXT},
    {.name = "place", .label = N_("管哪里"), .type = COL_TEXT},
    {.name = "successor", .label = N_("接任"), .type = COL_TEXT},
    {.name = "made", .label = N_("开始交接"), .type = COL_TIME, .brief = true},
    {.name = "accepted", .label = N_("接收"), .type = COL_TIME},
    {0},
};
static const struct list_filter sheet_filters[] = {
    {.name = "all", .label = N_("全部"), .lo = 1, .hi = 2},
    {.name = "open", .label = N_("还没接收"), .lo = 1, .hi = 1},
    {.name = "accepted", .label = N_("已接收"), .lo = 2, .hi = 2},
    {0},
};
const struct list handover_list = {
    .name = "handovers",
    .title = N_("交接"),
    .columns = sheet_columns,
    .filters = sheet_filters,
    .orders = {{
        .name = "newest",
        .label = N_("最近的"),
        .sql = "SELECT h.id, h.id, n.name, b.name, " PLACES_WHOLE(
            "l") ", COALESCE(s.name, ''), h.made_at,"
                 " h.accepted_at" FROM_SHEETS " AND h.id < ?6 ORDER BY 1 DESC, 2 DESC LIMIT ?8",
        .descending = true,
    }},
    .count_sql = "SELECT count(*)" FROM_SHEETS,
    .row_path = "handovers/{id}",
    .empty = N_("还没有交接。卸任时在职务的页面上开始。"),
    .counted = N_("共 {0} 张交接单"),
};

/* 负担 ---------------------------------------------------------------------------------------- */
/* The stairs of a post's place today: itself, those of its compound or covering, or all. Asked by
 * the place's kind, for most posts are over one stair. */
#define HELD \
    " v.area_id = t.area_id AND v.covering_id = t.place_id AND v.valid_from <= ?12" \
    " AND (v.valid_to IS NULL OR v.valid_to > ?12)"
#define BY_KIND(stair, all, covered) \
    " CASE l.kind WHEN 3 THEN " stair " WHEN 1 THEN (SELECT count(*) FROM place s" all \
    " WHERE s.area_id = ?1 AND s.kind = 3 AND" PLACES_ON("s", \
        "?12") ")" \
               " ELSE (SELECT count(*) FROM cover v JOIN place s ON s.area_id = v.area_id" \
               " AND s.id = v.building_id AND" PLACES_ON("s", "?12") covered " WHERE" HELD ") END"
#define UNITS_OF_S \
    " JOIN unit u ON u.area_id = s.area_id AND u.building_id = s.id AND" PLACES_ON("u", "?12")
#define STAIRS BY_KIND("CASE WHEN l.valid_to IS NULL OR l.valid_to > ?12 THEN 1 ELSE 0 END", "", "")
#define HOMES \
    BY_KIND( \
        "(SELECT count(*) FROM unit u WHERE u.area_id = t.area_id AND u.building_id = t.place_id" \
        " AND" PLACES_ON("u", "?12") " AND" PLACES_ON("l", "?12") ")", \
        UNITS_OF_S, UNITS_OF_S)
#define OPEN_HERE \
    "CASE WHEN " LIST_PAST " THEN NULL ELSE (SELECT count(*) FROM matter m" \
    " WHERE m.area_id = t.area_id AND m.closed_at IS NULL" \
    " AND (m.owner_id = t.body_id OR (t.place_id <> t.area_id AND (m.place_id = t.place_id" \
    " OR EXISTS (SELECT 1 FROM cover v WHERE v.building_id = m.place_id AND" HELD "))))) END"
#define FROM_POSTS \
    " FROM post t JOIN body b ON b.area_id = t.area_id AND b.id = t.body_id" \
    " JOIN person n ON n.area_id = t.area_id AND n.id = t.person_id" \
    " JOIN place l ON l.area_id = t.area_id AND l.id = t.place_id" \
    " LEFT JOIN building g ON g.area_id = l.area_id AND g.id = l.id" \
    " LEFT JOIN place q ON q.area_id = g.area_id AND q.id = g.compound_id" \
    " WHERE t.area_id = ?1 AND t.valid_from <= ?12 AND (t.valid_to IS NULL OR t.valid_to > ?12)" \
    " AND (b.valid_to IS NULL OR b.valid_to > ?12) AND t.kind <> 11" \
    " AND t.kind BETWEEN ?3 AND ?4 AND (?2 = 0 OR t.place_id = ?2)"
/* "柳荫里 3号楼": numbers come again in every compound. */
#define WITH_COMPOUND \
    "COALESCE(" PLACES_CALLED("q", "?12") " || ' ', '') || " PLACES_CALLED("l", "?12")
/* The area first, then compounds and coverings, then stairs in their order: by place, never by how
 * much somebody has. */
#define BY_PLACE \
    "CASE WHEN g.id IS NOT NULL THEN (q.sort + 10) * 1000000000 + g.number" \
    " WHEN l.kind = 1 THEN 0 ELSE l.kind END"

static const struct column load_columns[] = {
    {.name = "person", .label = N_("姓名"), .type = COL_TEXT, .title = true},
    {.name = "body", .label = N_("单位"), .type = COL_TEXT},
    {.name = "place", .label = N_("管哪里"), .type = COL_TEXT},
    {.name = "stairs", .label = N_("几栋楼"), .type = COL_INT},
    {.name = "homes", .label = N_("几套房"), .type = COL_INT},
    {.name = "open", .label = N_("没办完的事"), .type = COL_INT},
    {0},
};
static const struct list_filter load_filters[] = {
    {.name = "all", .label = N_("全部"), .lo = 1, .hi = 99},
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
    {.name = "grid", .label = N_("网格"), .lo = POST_GRID_HEAD, .hi = POST_MICRO_GRID},
    {0},
};
const struct list handover_workload = {
    .name = "workload",
    .title = N_("各人负担"),
    .columns = load_columns,
    .filters = load_filters,
    .orders = {{
        .name = "place",
        .label = N_("按地方"),
        .sql =
            /* clang-format off */
            "SELECT " BY_PLACE ", t.id, n.name, b.name, " WITH_COMPOUND ", " STAIRS ", " HOMES
            ", " OPEN_HERE FROM_POSTS " AND (" BY_PLACE " > ?6 OR (" BY_PLACE
            " = ?6 AND t.id > ?7)) ORDER BY 1, 2 LIMIT ?8",
        /* clang-format on */
    }},
    .count_sql = "SELECT count(*)" FROM_POSTS,
    .row_path = "posts/{id}",
    .empty = N_("还没有人任职。"),
    .counted = N_("共 {0} 个职务"),
};

/* What this room holds about a person -----------------------------------------------------------
 */
#define HANDS "(h.successor_id = ?2 OR t.person_id = ?2)"

const struct personal handover_personal[] = {
    {"handovers", N_("交接单"),
        "SELECT h.id, h.day, h.keys, h.papers, h.notes, h.accepted_at, h.paper FROM handover h"
        " JOIN post t ON t.area_id = h.area_id AND t.id = h.post_id"
        " WHERE h.area_id = ?1 AND " HANDS " ORDER BY h.id",
        .columns = {{N_("哪天"), PERSONAL_TEXT}, {N_("钥匙"), PERSONAL_TEXT},
            {N_("材料"), PERSONAL_TEXT}, {N_("要记住的事"), PERSONAL_TEXT},
            {N_("什么时候接的"), PERSONAL_TIME}, {N_("纸上的编号"), PERSONAL_TEXT}}},
    {0},
};

/* Keys and papers are the office's and stay; what was said in one's own words goes. */
void handover_forget(struct ctx *c, int64_t person_id)
{
    db_exec(c,
        "UPDATE handover SET notes = '' WHERE area_id = ?1 AND id IN (SELECT h.id FROM handover h"
        " JOIN post t ON t.area_id = h.area_id AND t.id = h.post_id"
        " WHERE h.area_id = ?1 AND " HANDS ")",
        V(c->area_id), V(person_id));
}
