/* owners_personal_store.c - what this room holds about a person; shares stay, for the whole is one.
 */
#include "lib/base/module.h"
#include "src/owners/owners_room.h"

const struct personal owners_personal[] = {
    {"owned", N_("产权"),
        "SELECT s.id, b.name || ' ' || u.name, s.num, s.den, s.basis, s.valid_from, s.valid_to"
        " FROM owner o JOIN owner_share s ON s.area_id = o.area_id AND s.owner_id = o.id"
        " JOIN unit u ON u.area_id = s.area_id AND u.id = s.unit_id"
        " JOIN place b ON b.area_id = u.area_id AND b.id = u.building_id"
        " WHERE o.area_id = ?1 AND o.person_id = ?2 ORDER BY s.id",
        .columns = {{N_("房屋"), PERSONAL_TEXT}, {N_("份额"), PERSONAL_INT},
            {N_("分之"), PERSONAL_INT}, {N_("依据"), PERSONAL_TEXT}, {N_("从"), PERSONAL_TEXT},
            {N_("到"), PERSONAL_TEXT}}},
    {0},
};

void owners_forget(struct ctx *c, int64_t person_id)
{
    db_exec(c,
        "UPDATE owner_share SET basis = '' WHERE area_id = ?1 AND owner_id IN"
        " (SELECT o.id FROM owner o WHERE o.area_id = ?1 AND o.person_id = ?2)",
        V(c->area_id), V(person_id));
    db_exec(c,
        "UPDATE owner_merge SET why = '', reason = '' WHERE area_id = ?1 AND (keep_id IN"
        " (SELECT o.id FROM owner o WHERE o.area_id = ?1 AND o.person_id = ?2) OR gone_id IN"
        " (SELECT o.id FROM owner o WHERE o.area_id = ?1 AND o.person_id = ?2))",
        V(c->area_id), V(person_id));
}
