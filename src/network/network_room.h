/* network_room.h - what the files of this room share; no other room includes it. */
#ifndef EAVES_NETWORK_ROOM_H
#define EAVES_NETWORK_ROOM_H

#include "src/network/network.h"

extern const struct list network_uncovered, network_branches, network_tree_list;

/* SQL: standing on the day. */
#define ON(t, day) \
    " " t ".valid_from <= " day " AND (" t ".valid_to IS NULL OR " t ".valid_to > " day ")"
/* SQL: (body_id, kind, building_id) of the stairs that bodies reach on the day: their own, those of
 * their covering or compound, those of the whole area. */
/* clang-format off */
#define REACH(day) \
    "SELECT b.id AS body_id, b.kind AS kind, s.id AS building_id FROM body b" \
    " JOIN place s ON s.area_id = b.area_id AND s.id = b.place_id AND s.kind = 3" \
    " WHERE b.area_id = ?1 AND" ON("b", day) " AND" ON("s", day) \
    " UNION ALL SELECT b.id, b.kind, v.building_id FROM body b" \
    " JOIN cover v ON v.area_id = b.area_id AND v.covering_id = b.place_id" \
    " JOIN place s ON s.area_id = v.area_id AND s.id = v.building_id" \
    " WHERE b.area_id = ?1 AND" ON("b", day) " AND" ON("v", day) " AND" ON("s", day) \
    " UNION ALL SELECT b.id, b.kind, s.id FROM body b" \
    " JOIN place s ON s.area_id = b.area_id AND s.kind = 3" \
    " WHERE b.area_id = ?1 AND b.place_id = ?1 AND" ON("b", day) " AND" ON("s", day)
/* clang-format on */
#endif
