/* import_personal_store.c - what past imports still say about a person is forgotten with them. */
#include "lib/db/db.h"
#include "src/import/import_room.h"

void import_forget(struct ctx *c, int64_t person_id)
{
    const char *name = db_text(
        c, "SELECT name FROM person WHERE area_id = ?1 AND id = ?2", V(c->area_id), V(person_id));
    db_exec(c,
        "UPDATE import_change SET old = '', sealed = NULL, fresh = '' WHERE area_id = ?1"
        " AND subject_id = ?2",
        V(c->area_id), V(person_id));
    if (!str_empty(name)) {
        db_exec(c,
            "UPDATE import_run SET preview = '[]', shown = '{}', blocked = '[]' WHERE area_id = ?1"
            " AND replace(preview || shown || blocked, ?2, '') <> preview || shown || blocked",
            V(c->area_id), V(name));
    }
}
