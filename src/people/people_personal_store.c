/* people_personal_store.c - what this room holds about a person, and how it forgets. */
#include "lib/base/module.h"
#include "lib/db/db.h"
#include "lib/find/find.h"
#include "src/people/people_room.h"

static const struct choice relations[] = {
    {REL_LIVES, "lives", N_("住在一户")},
    {REL_OWNS, "owns", N_("业主")},
    {REL_GUARDS, "guards", N_("监护")},
    {REL_HELPS, "helps", N_("代办")},
    {0},
};

const struct personal people_personal[] = {
    {"person", N_("姓名和电话"),
        "SELECT id, name, phone, born, made_at, died_on FROM person WHERE area_id = ?1 AND id = ?2",
        .columns = {{N_("姓名"), PERSONAL_TEXT},
            {N_("手机号"), PERSONAL_SEALED, .table = "person", .column = "phone"},
            {N_("出生日期"), PERSONAL_SEALED, .table = "person", .column = "born"},
            {N_("什么时候登记"), PERSONAL_TIME}, {N_("哪天去世"), PERSONAL_TEXT}}},
    {"relations", N_("住处、监护、代办"),
        "SELECT r.id, r.kind, CASE WHEN r.kind = 1 THEN r.family ELSE -1 END, COALESCE(b.name || ' ' || u.name, ''), r.what,"
        " r.consent, r.valid_from, r.valid_to FROM relation r"
        " LEFT JOIN household_unit h ON h.area_id = r.area_id AND h.household_id = r.household_id"
        " AND h.valid_to IS NULL"
        " LEFT JOIN unit u ON u.area_id = h.area_id AND u.id = h.unit_id"
        " LEFT JOIN place b ON b.area_id = u.area_id AND b.id = u.building_id"
        " WHERE r.area_id = ?1 AND r.person_id = ?2 ORDER BY r.id",
        .columns = {{N_("哪一种"), PERSONAL_CHOICE, .choices = relations},
            {N_("家庭关系"), PERSONAL_CHOICE, .choices = people_families},
            {N_("住处"), PERSONAL_TEXT}, {N_("说明"), PERSONAL_TEXT}, {N_("凭据"), PERSONAL_TEXT},
            {N_("从"), PERSONAL_TEXT}, {N_("到"), PERSONAL_TEXT}}},
    {"cared_for", N_("谁监护我、替我办事"),
        "SELECT r.id, r.kind, p.name, r.what, r.consent, r.valid_from, r.valid_to FROM relation r"
        " JOIN person p ON p.area_id = r.area_id AND p.id = r.person_id"
        " WHERE r.area_id = ?1 AND r.other_id = ?2 ORDER BY r.id",
        .columns = {{N_("哪一种"), PERSONAL_CHOICE, .choices = relations},
            {N_("谁"), PERSONAL_TEXT}, {N_("说明"), PERSONAL_TEXT}, {N_("凭据"), PERSONAL_TEXT},
            {N_("从"), PERSONAL_TEXT}, {N_("到"), PERSONAL_TEXT}}},
    {0},
};

/* The row stays, for what was voted and paid; it no longer says who. */
void people_forget(struct ctx *c, int64_t person_id)
{
    const char *day = people_today(c);
    db_exec(c,
        "UPDATE relation SET what = '', consent = '', valid_to = CASE WHEN valid_to IS NOT NULL"
        " THEN valid_to WHEN valid_from > ?3 THEN valid_from ELSE ?3 END"
        " WHERE area_id = ?1 AND person_id = ?2",
        V(c->area_id), V(person_id), V(day));
    db_exec(c,
        "UPDATE relation SET what = '', consent = '', valid_to = CASE WHEN valid_to IS NOT NULL"
        " THEN valid_to WHEN valid_from > ?3 THEN valid_from ELSE ?3 END"
        " WHERE area_id = ?1 AND other_id = ?2",
        V(c->area_id), V(person_id), V(day));
    db_exec(c,
        "UPDATE person SET name = '', phone = NULL, phone_hash = NULL, phone_tail = NULL, born = NULL,"
        " gone_at = COALESCE(gone_at, ?3) WHERE area_id = ?1 AND id = ?2",
        V(c->area_id), V(person_id), V(c->now));
    find_drop(c, PEOPLE_FIND, person_id);
}
