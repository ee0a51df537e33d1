/* doors_rules.c - flags of a home. */
#include "src/doors/doors.h"

const char *doors_flag_label(enum door_kind kind)
{
    static const char *const labels[] = {
        [DOOR_AWAY] = N_("外出"),
        [DOOR_LET] = N_("出租"),
        [DOOR_EMPTY] = N_("空置"),
        [DOOR_CALL] = N_("可打电话"),
    };
    return kind >= DOOR_AWAY && kind <= DOOR_CALL ? labels[kind] : "";
}

bool doors_has(const struct door_flags *all, int64_t unit_id, enum door_kind kind)
{
    for (size_t i = 0; i < all->n; i++) {
        if (all->v[i].unit_id == unit_id && all->v[i].kind == kind) {
            return true;
        }
    }
    return false;
}

bool doors_ends(enum door_kind begins, enum door_kind other)
{
    return (begins == DOOR_EMPTY && other != DOOR_EMPTY) ||
           (other == DOOR_EMPTY && begins != DOOR_EMPTY);
}

int64_t doors_open_of(const struct door_opens *all, int64_t unit_id)
{
    for (size_t i = 0; i < all->n; i++) {
        if (all->v[i].unit_id == unit_id) {
            return all->v[i].n;
        }
    }
    return 0;
}
