/* matters_desk_store.c - the audit trail as a list: exported and printed as its page shows it, and
 * no more: what was typed with a fact stays on its own page. */
#include "src/matters/matters_pages.h"

/* Audit ---------------------------------------------------------------------------------------- */
#define FROM \
    " FROM fact f JOIN act a ON a.area_id = f.area_id AND a.id = f.act_id" \
    " LEFT JOIN person x ON x.area_id = a.area_id AND x.id = a.person_id" \
    " LEFT JOIN person p ON p.area_id = x.area_id AND p.id = COALESCE(x.merged_into, x.id)" \
    " WHERE f.area_id = ?1 AND ?2 = ?2 AND a.hand BETWEEN ?3 AND ?4"

static const struct column audit_columns[] = {
    {.name = "seq", .label = N_("序号"), .type = COL_INT},
    {.name = "at", .label = N_("时间"), .type = COL_TIME},
    {.name = "what", .label = N_("做了什么"), .type = COL_TEXT, .title = true},
    {.name = "who", .label = N_("谁的意思"), .type = COL_TEXT},
    {.name = "hand", .label = N_("谁的手"), .type = COL_CHOICE, .choices = matters_hands},
    {.name = "channel", .label = N_("来路"), .type = COL_CHOICE, .choices = matters_channels},
    {.name = "evidence", .label = N_("凭据"), .type = COL_TEXT, .brief = true},
    {.name = "leaf", .label = N_("指纹"), .type = COL_TEXT, .brief = true}, /* from SQL: its kind */
    {0},
};
static const struct list_filter audit_filters[] = {
    {.name = "all", .label = N_("全部"), .lo = HAND_SELF, .hi = HAND_SYSTEM},
    {.name = "self", .label = N_("本人"), .lo = HAND_SELF, .hi = HAND_SELF},
    {.name = "others", .label = N_("别人代办的"), .lo = HAND_STAFF, .hi = HAND_HELPER},
    {.name = "system", .label = N_("系统自动"), .lo = HAND_SYSTEM, .hi = HAND_SYSTEM},
    {0},
};
_Static_assert(HAND_SELF < HAND_STAFF && HAND_HELPER < HAND_SYSTEM, "filters are ranges");

const struct list matters_audit_list = {
    .name = "audit",
    .title = N_("审计记录"),
    .columns = audit_columns,
    .filters = audit_filters,
    .orders = {{
        .name = "newest",
        .label = N_("最近的在前"),
        .sql = "SELECT f.seq, f.seq, f.seq, f.at, f.words, COALESCE(p.name, ''), a.hand,"
               " a.channel, a.evidence, f.kind" FROM " AND f.seq < ?6 ORDER BY 1 DESC LIMIT ?8",
        .descending = true,
    }},
    .count_sql = "SELECT count(*)" FROM,
    .empty = N_("还没有记录。"),
    .counted = N_("共 {0} 条"),
};

enum { WHAT = 2, LEAF = 7 };

/* The words said, and the fingerprint. */
bool matters_audit_fill(struct ctx *c, struct list_view *v)
{
    struct list_rows *r = &v->rows;
    if (!r->n) {
        return true;
    }
    int64_t newest = r->v[0].id, oldest = r->v[r->n - 1].id;
    const char **leaves = arena_alloc(c->arena, (size_t)(newest - oldest + 1) * sizeof(*leaves));
    if (!matters_leaves(c, oldest, newest, leaves)) {
        return false;
    }
    for (size_t i = 0; i < r->n; i++) {
        struct value *cell = r->v[i].v;
        const char *said = say(c, words_from_json(c->arena, cell[WHAT].s));
        cell[WHAT] = value_text(str_or(said, cell[LEAF].s));
        cell[LEAF] = value_text(leaves[r->v[i].id - oldest]);
    }
    return true;
}
