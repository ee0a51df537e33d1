/* rolls_registers_store.c - what was ticked at the doors, as rows of the register of visits. */
#include "lib/db/register.h"
#include "src/places/places.h"
#include "src/rolls/rolls_room.h"

/* Who ticked: the person of that account here. */
#define BY \
    "COALESCE((SELECT min(n.name) FROM claim k JOIN person n ON n.area_id = k.area_id" \
    " AND n.id = k.person_id WHERE k.area_id = t.area_id AND k.account_id = a.account_id" \
    " AND k.state <> 5), '')"
/* By somebody who stood there, or wrote it on a sheet there; not what was taken back. */
/* clang-format off */
#define ROWS \
    "SELECT t.happened_at AS at, t.id AS id, a.evidence AS ref, " PLACES_WHOLE("p") \
    " || ' ' || w.name AS place, '' AS person," \
    " CASE WHEN r.title = '' THEN '#' || r.kind ELSE r.title END AS what, a.channel AS kind, " BY \
    " AS handler, t.state AS state, 1 AS ended, '' AS note, 0 AS due, 0 AS late, 0 AS happy," \
    " r.id AS link FROM tick t" \
    " JOIN roll_row w ON w.area_id = t.area_id AND w.roll_id = t.roll_id AND w.row_no = t.row_no" \
    " JOIN roll r ON r.area_id = t.area_id AND r.id = t.roll_id" \
    " JOIN act a ON a.area_id = t.area_id AND a.id = t.act_id" \
    " JOIN place p ON p.area_id = w.area_id AND p.id = w.building_id" \
    " WHERE t.area_id = ?1 AND t.state IN (1, 2, 3) AND a.channel IN (3, 4)" \
    " AND t.happened_at >= ?3 AND t.happened_at < ?4 AND " PLACES_IN("p", "?2", "t.happened_at") \
    " AND NOT EXISTS (SELECT 1 FROM tick u WHERE u.area_id = t.area_id AND u.roll_id = t.roll_id" \
    " AND u.row_no = t.row_no AND u.undoes = t.id)"
/* clang-format on */
_Static_assert(CHANNEL_PAPER == 3 && CHANNEL_VISIT == 4 && TICK_AWAY == 3, "ROWS says so");

static const char *says(struct ctx *c, const char *what)
{
    const struct roll_kind *k = what[0] == '#' ? rolls_kind(c, what + 1) : NULL;
    return k ? k->title : NULL;
}

const struct register_part rolls_registers[] = {
    {.of = "visits",
        .name = "rolls",
        .label = N_("名册上打勾的"),
        REGISTER_SQL(ROWS),
        .kinds = rolls_ways,
        .states = rolls_row_states,
        .row_path = "rolls/{id}",
        .says = says},
    {0},
};
