/* notices_store.h - how a notice is read, for the SQL of this room and of src/board. */
#ifndef EAVES_NOTICES_STORE_H
#define EAVES_NOTICES_STORE_H

#include "src/notices/notices.h"

#define NOTICE_COLUMNS \
    "n.id, n.no, n.kind, n.duty, n.place_id, n.body_id, n.audience, n.title, n.text, n.hours," \
    " n.valid_from, n.valid_to, n.decided_on, n.decided_by, n.version, n.made_at, n.made_by," \
    " n.taken_at, n.taken_why, p.name, b.name"
enum { NOTICE_COLUMNS_N = 21 };
#define NOTICE_TABLES \
    " FROM notice n JOIN place p ON p.area_id = n.area_id AND p.id = n.place_id" \
    " JOIN body b ON b.area_id = n.area_id AND b.id = n.body_id"
/* It is for the place ?2, or for one that lies over it at the instant `at`. */
#define NOTICE_OVER(at) \
    " (n.place_id IN (?1, ?2) OR EXISTS (SELECT 1 FROM cover hv WHERE hv.area_id = n.area_id" \
    " AND hv.building_id = ?2 AND hv.covering_id = n.place_id AND hv.from_at <= " at \
    " AND hv.to_at > " at "))"
struct bulletin notices_row(const struct rows *r);
void notices_put_words(struct ctx *c, const struct bulletin *n); /* into lib/find */
#endif
