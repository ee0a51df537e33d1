/* requests_personal_store.c - what a person has reported, and how it is forgotten: the matter stays
 * counted, its words go. */
#include "lib/base/module.h"
#include "lib/db/db.h"
#include "src/requests/requests_room.h"

const struct personal requests_personal[] = {
    {"requests", N_("反映过的事"),
        "SELECT m.id, m.ticket, m.title, r.body, r.spot, m.opened_at, m.closed_at FROM matter m"
        " JOIN request r ON r.area_id = m.area_id AND r.id = m.id"
        " WHERE m.area_id = ?1 AND m.asker_id = ?2 ORDER BY m.id",
        .columns = {{N_("编号"), PERSONAL_INT}, {N_("标题"), PERSONAL_TEXT},
            {N_("说了什么"), PERSONAL_TEXT}, {N_("在哪里"), PERSONAL_TEXT},
            {N_("什么时候"), PERSONAL_TIME}, {N_("什么时候办完"), PERSONAL_TIME}}},
    {"photos", N_("反映里的照片"),
        "SELECT f.id, m.ticket, f.made_at FROM matter m JOIN file f ON f.area_id = m.area_id"
        " AND f.subject_id = m.id AND f.state < 4 WHERE m.area_id = ?1 AND m.asker_id = ?2"
        " ORDER BY f.id",
        .columns = {{N_("编号"), PERSONAL_INT}, {N_("什么时候"), PERSONAL_TIME}}},
    {0},
};

bool requests_of_person(struct ctx *c, int64_t person_id, struct ids *out)
{
    struct rows r = db_query(c,
        "SELECT m.id FROM matter m WHERE m.area_id = ?1 AND m.asker_id = ?2"
        " UNION SELECT d.id FROM request_draft d WHERE d.area_id = ?1 AND (d.person_id = ?2"
        " OR d.request_id IN (SELECT m.id FROM matter m WHERE m.area_id = ?1 AND m.asker_id = ?2))",
        V(c->area_id), V(person_id));
    return rows_ids(&r, out);
}

void requests_forget_words(struct ctx *c, int64_t person_id)
{
    db_exec(c,
        "UPDATE request SET body = '', spot = '', unit_id = NULL WHERE area_id = ?1 AND id IN"
        " (SELECT m.id FROM matter m WHERE m.area_id = ?1 AND m.asker_id = ?2)",
        V(c->area_id), V(person_id));
    db_exec(c,
        "DELETE FROM request_draft WHERE area_id = ?1 AND (person_id = ?2 OR request_id IN"
        " (SELECT m.id FROM matter m WHERE m.area_id = ?1 AND m.asker_id = ?2)"
        " OR asker_name = (SELECT p.name FROM person p WHERE p.area_id = ?1 AND p.id = ?2"
        " AND p.name <> ''))",
        V(c->area_id), V(person_id));
    db_exec(c,
        "UPDATE matter SET title = '***', find = '', changed_at = ?3 WHERE area_id = ?1"
        " AND asker_id = ?2",
        V(c->area_id), V(person_id), V(c->now));
    struct ids theirs = {0};
    struct rows r =
        db_query(c, "SELECT m.id FROM matter m WHERE m.area_id = ?1 AND m.asker_id = ?2",
            V(c->area_id), V(person_id));
    bool read = rows_ids(&r, &theirs);
    for (size_t i = 0; read && i < theirs.n; i++) {
        matters_reindex(c, theirs.v[i]);
    }
}
