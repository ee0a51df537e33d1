/* doors_store.c - flags of homes, and how much is open behind each door. */
#include "src/doors/doors.h"

#include "lib/db/db.h"
#include "src/places/places.h"

bool doors_flags(struct ctx *c, int64_t building_id, struct door_flags *out)
{
    struct rows r = db_query(c,
        "SELECT f.unit_id, f.kind, f.valid_from FROM unit u JOIN door_flag f"
        " ON f.area_id = u.area_id AND f.unit_id = u.id AND f.valid_to IS NULL"
        " WHERE u.area_id = ?1 AND u.building_id = ?2 ORDER BY f.unit_id, f.kind",
        V(c->area_id), V(building_id));
    while (rows_next(&r)) {
        struct door_flag f = {row_int(&r, 0), (enum door_kind)row_int(&r, 1), row_text(&r, 2)};
        list_push(c->arena, out, f);
    }
    return rows_end(&r);
}

static int64_t end_flag(struct ctx *c, int64_t unit_id, enum door_kind kind, const char *day)
{
    return db_exec(c,
        "UPDATE door_flag SET valid_to = ?4"
        " WHERE area_id = ?1 AND unit_id = ?2 AND kind = ?3 AND valid_to IS NULL",
        V(c->area_id), V(unit_id), V((int)kind), V(day));
}

static int64_t begin_flag(struct ctx *c, int64_t unit_id, enum door_kind kind, const char *day)
{
    for (int other = DOOR_AWAY; other <= DOOR_CALL; other++) {
        if (doors_ends(kind, (enum door_kind)other)) {
            end_flag(c, unit_id, (enum door_kind)other, day);
        }
    }
    return db_exec(c,
        "INSERT INTO door_flag (area_id, id, unit_id, kind, valid_from) VALUES (?1, ?2, ?3, ?4, ?5)"
        " ON CONFLICT DO NOTHING",
        V(c->area_id), V(new_id(c)), V(unit_id), V((int)kind), V(day));
}

bool doors_set(struct ctx *c, int64_t building_id, int64_t unit_id, enum door_kind kind, bool on)
{
    struct unit u;
    const char *day = day_text(c->arena, c->now);
    if (!places_unit(c, unit_id, &u) || u.building_id != building_id) {
        return c->err.kind || fail(&c->err, ERR_ABSENT, SAY(N_("这栋楼没有这一户")));
    }
    int64_t n = on ? begin_flag(c, unit_id, kind, day) : end_flag(c, unit_id, kind, day);
    if (c->err.kind || !n) {
        return !c->err.kind; /* it was so already */
    }
    struct fact f = {.kind = on ? "doors.flagged" : "doors.unflagged",
        .subject_id = unit_id,
        .place_id = building_id,
        .audience = AUDIENCE_STAFF,
        .words = on ? WORDS(N_("记下一户：{0}"), MSG(doors_flag_label(kind)))
                    : WORDS(N_("一户不再是：{0}"), MSG(doors_flag_label(kind)))};
    return record(c, &f);
}

bool doors_opens(struct ctx *c, int64_t building_id, enum audience most, struct door_opens *out)
{
    struct rows r = db_query(c,
        "SELECT r.unit_id, count(*) FROM request r JOIN matter m"
        " ON m.area_id = r.area_id AND m.id = r.id"
        " WHERE r.area_id = ?1 AND m.place_id = ?2 AND m.closed_at IS NULL"
        " AND m.audience <= ?3 AND r.unit_id IS NOT NULL GROUP BY r.unit_id ORDER BY r.unit_id",
        V(c->area_id), V(building_id), V((int)most));
    while (rows_next(&r)) {
        list_push(c->arena, out, ((struct door_open){row_int(&r, 0), row_int(&r, 1)}));
    }
    return rows_end(&r);
}

int64_t doors_open_here(struct ctx *c, int64_t building_id)
{
    return db_int(c,
        "SELECT count(*) FROM matter WHERE area_id = ?1 AND place_id = ?2 AND closed_at IS NULL"
        " AND kind = 'request' AND audience <= ?3",
        V(c->area_id), V(building_id), V((int)AUDIENCE_PLACE));
}
