/* claims_personal_store.c - what this room holds about a person, and how it forgets: accounts too,
 * for it alone knows which are whose. */
#include "lib/base/module.h"
#include "lib/db/list.h"
#include "src/claims/claims_room.h"

static const struct choice states[] = {
    {CLAIM_WAITS, "waits", N_("等待确认")},
    {CLAIM_CONFIRMED, "confirmed", N_("已确认")},
    {CLAIM_REFUSED, "refused", N_("没有确认")},
    {CLAIM_LAPSED, "lapsed", N_("过期没人确认")},
    {CLAIM_ENDED, "ended", N_("已经结束")},
    {0},
};

const struct personal claims_personal[] = {
    {"claims", N_("认领住处"),
        "SELECT k.id, k.state, COALESCE(b.name || ' ' || u.name, ''), k.made_at, k.reason"
        " FROM claim k LEFT JOIN unit u ON u.area_id = k.area_id AND u.id = k.unit_id"
        " LEFT JOIN place b ON b.area_id = u.area_id AND b.id = u.building_id"
        " WHERE k.area_id = ?1 AND k.person_id = ?2 ORDER BY k.id",
        .columns = {{N_("结果"), PERSONAL_CHOICE, .choices = states}, {N_("住处"), PERSONAL_TEXT},
            {N_("什么时候"), PERSONAL_TIME}, {N_("原因"), PERSONAL_TEXT}}},
    {0},
};

/* privacy_erase() has closed the accounts; those nobody else needs lose their telephone. */
void claims_forget(struct ctx *c, int64_t person_id)
{
    struct ids accounts = {0};
    struct rows r = db_query(c,
        "SELECT DISTINCT account_id FROM claim WHERE area_id = ?1 AND person_id = ?2"
        " AND account_id <> 0",
        V(c->area_id), V(person_id));
    if (!rows_ids(&r, &accounts)) {
        return;
    }
    for (size_t i = 0; i < accounts.n; i++) {
        accounts_forget(c, accounts.v[i]);
    }
    db_exec(c, "UPDATE claim SET reason = '' WHERE area_id = ?1 AND person_id = ?2", V(c->area_id),
        V(person_id));
}
