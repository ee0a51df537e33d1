/* people_born_store.c - birth days: sealed, one to a person, whichever entry of theirs has it. */
#include "lib/db/db.h"
#include "lib/log/log.h"
#include "src/people/people_room.h"

const char *people_born(struct ctx *c, int64_t id)
{
    struct rows r = db_query(c,
        /* clang-format off */
        "SELECT p.id, p.born FROM person p WHERE p.area_id = ?1 AND p.id" PEOPLE_SELVES("?2")
        " AND p.born IS NOT NULL ORDER BY CASE WHEN p.id = ?2 THEN 0 ELSE 1 END, p.id LIMIT 1",
        /* clang-format on */
        V(c->area_id), V(people_one(c, id)));
    const char *day = "";
    if (rows_next(&r)) {
        day = unseal(c, "person", "born", row_int(&r, 0), row_bytes(&r, 1));
    }
    return rows_end(&r) ? day : "";
}

void people_reborn(struct ctx *c, int64_t id, const char *day)
{
    struct bytes sealed = str_empty(day) ? (struct bytes){0} : seal(c, "person", "born", id, day);
    db_send(c, "UPDATE person SET born = ?3 WHERE area_id = ?1 AND id = ?2", V(c->area_id), V(id),
        V(sealed));
}

static bool tell(
    struct ctx *c, const struct person *p, const char *kind, struct words words, const char *reason)
{
    return record(c, &(struct fact){
                         .kind = kind,
                         .subject_id = p->id,
                         .place_id = p->building_id ? p->building_id : c->area_id,
                         .audience = AUDIENCE_STAFF,
                         .words = words,
                         .text = reason,
                     });
}

bool people_set_born(struct ctx *c, const struct person *p, const char *day)
{
    if (!people_may_be_born(day, people_today(c), &c->err)) {
        return false;
    }
    people_reborn(c, p->id, day);
    return !c->err.kind && tell(c, p, "people.born_set", SAY(N_("登记了一位居民的出生日期")), "");
}

bool people_tell_born_seen(struct ctx *c, const struct person *p, const char *reason)
{
    return tell(c, p, "people.born_seen", SAY(N_("看了一位居民的出生日期")), reason);
}

bool people_wants_guardian(struct ctx *c, int64_t id)
{
    struct guards now = {0};
    return people_is_minor(people_born(c, id), people_today(c)) &&
           people_guardians_of(c, id, &now) && !now.n;
}
