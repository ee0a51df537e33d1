/* slips_room.h - what the store and page files of this room share. */
#ifndef EAVES_SLIPS_ROOM_H
#define EAVES_SLIPS_ROOM_H

#include "lib/base/app.h"
#include "lib/base/module.h"
#include "lib/db/db.h"
#include "lib/log/log.h"
#include "lib/paper/paper.h"
#include "src/bodies/duties.h"
#include "src/slips/slips.h"

enum { SLIPS_LINES_MAX = 6000 };
/* Where the duty over a voter is asked: the stair, else the ballot's place. */
int64_t slips_place(const struct ballot *b, int64_t building_id);
/* What is true of everything typed: not sealed, something there, nothing wrong but for `part`. */
bool slips_take(struct ctx *c, const struct ballot *b, const struct slip_lines *all, bool part);
bool slips_read(struct rows *r, struct slips *out);
#define SLIP_ROW \
    "s.sheet_no, s.line, s.ballot_id, s.voter_no, s.building_id, s.issued_at, s.issue, s.void_at," \
    " s.void_why, o.door, o.area_dm2, COALESCE(k.state, 0), COALESCE(k.return_id, 0)," \
    " COALESCE(t.received_at, 0), CASE WHEN o.who_kind = 1 THEN p.name WHEN o.who_kind = 2" \
    " THEN w.name ELSE '' END"
#define SLIP_JOINS \
    " LEFT JOIN slip_back k ON k.area_id = s.area_id AND k.sheet_no = s.sheet_no" \
    " AND k.line = s.line LEFT JOIN slip_return t ON t.area_id = k.area_id AND t.id = k.return_id" \
    " LEFT JOIN person p ON p.area_id = o.area_id AND p.id = o.who_id AND o.who_kind = 1" \
    " LEFT JOIN owner w ON w.area_id = o.area_id AND w.id = o.who_id AND o.who_kind = 2"
#define SLIP \
    "SELECT " SLIP_ROW " FROM slip s JOIN voter o ON o.area_id = s.area_id" \
    " AND o.ballot_id = s.ballot_id AND o.no = s.voter_no" SLIP_JOINS " WHERE s.area_id = ?1"
#endif
