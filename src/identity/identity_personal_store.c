/* identity_personal_store.c - what this room holds about a person, and how it forgets. */
#include "lib/base/module.h"
#include "lib/db/db.h"
#include "src/identity/identity.h"

const struct personal identity_personal[] = {
    {"reports", N_("报告过查无此人"),
        "SELECT id, why, made_at, reason FROM wrong_person WHERE area_id = ?1 AND by_id = ?2"
        " ORDER BY id",
        .columns = {{N_("怎么说"), PERSONAL_TEXT}, {N_("什么时候"), PERSONAL_TIME},
            {N_("核对的结果"), PERSONAL_TEXT}}},
    {"reported", N_("有人说我不住这里"),
        "SELECT id, why, made_at, reason FROM wrong_person WHERE area_id = ?1 AND person_id = ?2"
        " ORDER BY id",
        .columns = {{N_("怎么说"), PERSONAL_TEXT}, {N_("什么时候"), PERSONAL_TIME},
            {N_("核对的结果"), PERSONAL_TEXT}}},
    {"kin", N_("家属联系人"),
        "SELECT id, name, phone, basis FROM person_kin WHERE area_id = ?1 AND person_id = ?2"
        " ORDER BY id",
        .columns = {{N_("姓名"), PERSONAL_TEXT},
            {N_("手机号"), PERSONAL_SEALED, .table = "person_kin", .column = "phone"},
            {N_("依据"), PERSONAL_TEXT}}},
    {0},
};

void identity_forget(struct ctx *c, int64_t person_id)
{
    db_exec(c, "DELETE FROM person_kin WHERE area_id = ?1 AND person_id = ?2", V(c->area_id),
        V(person_id));
    db_exec(c, "DELETE FROM person_tie_ended WHERE area_id = ?1 AND person_id = ?2", V(c->area_id),
        V(person_id));
    db_exec(c, /* nobody is entered there any more: nothing is left to look into */
        "UPDATE wrong_person SET state = 2, decided_at = ?3 WHERE area_id = ?1 AND person_id = ?2"
        " AND state = 1",
        V(c->area_id), V(person_id), V(c->now));
    db_exec(c,
        "UPDATE wrong_person SET why = '', reason = '' WHERE area_id = ?1"
        " AND (person_id = ?2 OR by_id = ?2)",
        V(c->area_id), V(person_id));
    db_exec(c,
        "UPDATE person_merge SET why = '', reason = '' WHERE area_id = ?1"
        " AND (keep_id = ?2 OR gone_id = ?2)",
        V(c->area_id), V(person_id));
}
