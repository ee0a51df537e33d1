/* contacts_soon_store.c - what stands on cards and is known to change within days: whoever prints
 * today should know. */
#include "src/contacts/contacts_room.h"

enum { SOON_DAYS = 14 };

static bool read_soon(struct ctx *c, struct soons *out)
{
    const char *today = day_text(c->arena, c->now);
    const char *last = day_text(c->arena, c->now + SOON_DAYS * MS_PER_DAY);
    struct rows r = db_query(c,
        "SELECT t.place_id, p.name, t.kind, t.valid_to, 1 FROM post t"
        " JOIN place p ON p.area_id = t.area_id AND p.id = t.place_id"
        " WHERE t.area_id = ?1 AND t.valid_to > ?2 AND t.valid_to <= ?3"
        " UNION SELECT t.place_id, p.name, t.kind, t.valid_from, 1 FROM post t"
        " JOIN place p ON p.area_id = t.area_id AND p.id = t.place_id"
        " WHERE t.area_id = ?1 AND t.valid_from > ?2 AND t.valid_from <= ?3"
        " UNION SELECT t.place_id, p.name, t.kind, s.valid_from, 0 FROM post_shown s"
        " JOIN post t ON t.area_id = s.area_id AND t.id = s.post_id"
        " JOIN place p ON p.area_id = t.area_id AND p.id = t.place_id"
        " WHERE s.area_id = ?1 AND s.valid_from > ?2 AND s.valid_from <= ?3"
        " ORDER BY 4, 1, 3, 5",
        V(c->area_id), V(today), V(last));
    while (rows_next(&r)) {
        int kind = (int)row_int(&r, 2);
        if (contacts_on_card(kind)) {
            struct soon s = {.place_id = row_int(&r, 0),
                .place = row_text(&r, 1),
                .role = bodies_post_label((enum post_kind)kind),
                .day = row_text(&r, 3),
                .somebody = row_int(&r, 4) != 0};
            list_push(c->arena, out, s);
        }
    }
    return rows_end(&r);
}

bool contacts_soon(struct ctx *c, struct soons *out)
{
    if (!read_soon(c, out)) {
        return false;
    }
    for (size_t i = 0; i < out->n; i++) {
        if (!places_under(c, out->v[i].place_id, "", &out->v[i].stairs)) {
            return false;
        }
    }
    return true;
}

const struct soon *contacts_soon_of(const struct soons *all, int64_t stair)
{
    for (size_t i = 0; i < all->n; i++) {
        const struct ids *under = &all->v[i].stairs;
        for (size_t k = 0; k < under->n; k++) {
            if (under->v[k] == stair) {
                return &all->v[i];
            }
        }
    }
    return NULL;
}
