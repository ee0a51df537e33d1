/* bodies_personal_store.c - which posts a person holds and held. They are public: nothing to forget
 * but the telephone that was theirs. */
#include "lib/base/module.h"
#include "src/bodies/bodies_room.h"

const struct personal bodies_personal[] = {
    {"posts", N_("任职"),
        "SELECT t.id, b.name, p.name, w.phone, w.duty_phone, w.name, t.valid_from, t.valid_to"
        " FROM post t JOIN post_shown w ON w.area_id = t.area_id AND w.post_id = t.id"
        " JOIN body b ON b.area_id = t.area_id AND b.id = t.body_id"
        " JOIN place p ON p.area_id = t.area_id AND p.id = t.place_id"
        " WHERE t.area_id = ?1 AND t.person_id = ?2 ORDER BY t.id, w.valid_from",
        .columns = {{N_("单位"), PERSONAL_TEXT}, {N_("管哪里"), PERSONAL_TEXT},
            {N_("公开电话"), PERSONAL_TEXT}, {N_("值班电话"), PERSONAL_TEXT},
            {N_("公开的称呼"), PERSONAL_TEXT}, {N_("从"), PERSONAL_TEXT},
            {N_("到"), PERSONAL_TEXT}}},
    {0},
};

void bodies_forget(struct ctx *c, int64_t person_id)
{
    db_exec(c,
        "UPDATE post_shown SET phone = '', duty_phone = '', name = '' WHERE area_id = ?1"
        " AND post_id IN (SELECT id FROM post WHERE area_id = ?1 AND person_id = ?2)",
        V(c->area_id), V(person_id));
}
