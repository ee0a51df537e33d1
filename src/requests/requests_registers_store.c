/* requests_registers_store.c - requests as rows of the committee's registers. */
#include "lib/db/register.h"
#include "src/matters/matters_store.h"
#include "src/requests/requests.h"

#define TICKET \
    "CASE WHEN m.ticket < 10 THEN '000' WHEN m.ticket < 100 THEN '00'" \
    " WHEN m.ticket < 1000 THEN '0' ELSE '' END || CAST(m.ticket AS TEXT)"
/* The last word on it: an answer, or why not. */
#define ANSWER \
    "COALESCE((SELECT f.body FROM fact f WHERE f.area_id = m.area_id AND f.subject_id = m.id" \
    " AND f.kind IN ('requests.answer', 'requests.refuse')" NOT_UNDONE( \
        "f") " ORDER BY f.seq DESC LIMIT 1), '')"
#define HAPPY_SAID \
    "COALESCE((SELECT CASE f.kind WHEN 'requests.happy' THEN 1 WHEN 'requests.so_so' THEN 2" \
    " ELSE 3 END FROM fact f WHERE f.area_id = m.area_id AND f.subject_id = m.id" \
    " AND f.kind IN ('requests.happy', 'requests.so_so', 'requests.not_happy')" NOT_UNDONE( \
        "f") " ORDER BY f.seq DESC LIMIT 1), 0)"
/* While it runs by its clock, after that by what was told when it ran out. */
#define LATE \
    "CASE WHEN (m.state < 40 AND m.due_at > 0 AND m.due_at < ?12) OR EXISTS (SELECT 1 FROM fact o" \
    " WHERE o.area_id = m.area_id AND o.subject_id = m.id AND o.kind = 'requests.overdue')" \
    " THEN 1 ELSE 0 END"
_Static_assert(REQUEST_WAITING == 40 && HAPPY == 1 && HAPPY_SO_SO == 2, "the literals above");

#define ROWS(more) \
    "SELECT m.opened_at AS at, m.id AS id, " TICKET " AS ref, " PLACES_WHOLE( \
        "p") " AS place, COALESCE(o.name, a.name) AS person, m.title AS what, r.kind AS kind," \
             " COALESCE(b.name, '') AS handler," \
             " CASE WHEN m.outcome > 0 THEN 100 + m.outcome ELSE m.state END AS state," \
             " CASE WHEN m.closed_at IS NULL THEN 0 ELSE 1 END AS ended, " ANSWER " AS note," \
             " CASE WHEN m.state < 40 THEN m.due_at ELSE 0 END AS due, " LATE \
             " AS late, " HAPPY_SAID " AS happy, m.id AS link FROM matter m" \
             " JOIN request r ON r.area_id = m.area_id AND r.id = m.id" \
             " JOIN place p ON p.area_id = m.area_id AND p.id = m.place_id" \
             " JOIN person a ON a.area_id = m.area_id AND a.id = m.asker_id" \
             " LEFT JOIN person o ON o.area_id = a.area_id AND o.id = a.merged_into" \
             " LEFT JOIN body b ON b.area_id = m.area_id AND b.id = m.owner_id" \
             " WHERE m.area_id = ?1 AND m.kind = 'request' AND m.opened_at >= ?3 AND m.opened_at < ?4" \
             " AND (m.audience <= ?5 OR m.asker_id = ?11) AND " PLACES_IN( \
                 "p", "?2", "m.opened_at") more
/* What somebody who looks round for danger writes down: fire, things on the stairs, lifts, walls.
 */
#define DANGER " AND r.kind IN (2, 6, 12, 13)"
_Static_assert(KIND_LIFT == 2 && KIND_CLUTTER == 6 && KIND_SAFETY == 12 && KIND_WALL == 13, "");
/* It came by somebody who stood at the door. */
#define AT_THE_DOOR \
    " AND EXISTS (SELECT 1 FROM follower w JOIN act c ON c.area_id = w.area_id AND c.id = w.act_id" \
    " WHERE w.area_id = m.area_id AND w.matter_id = m.id AND w.person_id = m.asker_id" \
    " AND c.channel = 4)"
_Static_assert(CHANNEL_VISIT == 4, "AT_THE_DOOR says 4");

static int64_t audience(struct ctx *c, int64_t place_id)
{
    return (int64_t)matters_audience(c, &requests_matter, place_id);
}

#define PART(register, nam, lab, more) \
    { \
        .of = register, .name = nam, .label = lab, REGISTER_SQL(ROWS(more)), \
        .kinds = requests_kinds, .states = requests_ends, .row_path = "requests/{id}", \
        .audience = audience, .has_clock = true \
    }
const struct register_part requests_registers[] = {
    PART("requests", "requests", N_("诉求"), ""),
    PART("safety", "danger", N_("报上来的隐患"), DANGER),
    PART("visits", "told", N_("上门时说的诉求"), AT_THE_DOOR),
    {0},
};
