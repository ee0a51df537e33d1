/* doors.h - 门户表: one stair as its leader knows it, lift by floor, home by home.
 *
 * Who is registered, what is open, the ticks of any list that is on, and what she knows of a home:
 * 外出 away for long, 出租 let, 空置 empty. Full telephones stay with those who may see them; a
 * home that agreed may be called by its leader with one tap. The grid is the only page that names
 * doors.
 */
#ifndef EAVES_DOORS_H
#define EAVES_DOORS_H

#include "lib/base/ctx.h"
#include "lib/log/log.h" /* enum audience */

enum door_kind { DOOR_AWAY = 1, DOOR_LET, DOOR_EMPTY, DOOR_CALL }; /* stored */
enum { DOOR_KINDS = 4 };

struct door_flag {
    int64_t unit_id;
    enum door_kind kind;
    const char *since; /* day */
};
struct door_flags {
    struct door_flag *v;
    size_t n, cap;
};
struct door_open { /* open matters of a home */
    int64_t unit_id, n;
};
struct door_opens {
    struct door_open *v;
    size_t n, cap;
};

/* Rules (pure). */
const char *doors_flag_label(enum door_kind kind); /* msgid: 出租 */
bool doors_has(const struct door_flags *all, int64_t unit_id, enum door_kind kind);
/* An empty home is neither let nor away. Which others end when this one begins. */
bool doors_ends(enum door_kind begins, enum door_kind other);

/* Store. Flags are dated: ending one keeps it for its days. */
NODISCARD bool doors_flags(struct ctx *c, int64_t building_id, struct door_flags *out);
bool doors_set(struct ctx *c, int64_t building_id, int64_t unit_id, enum door_kind kind, bool on);
NODISCARD bool doors_opens(
    struct ctx *c, int64_t building_id, enum audience most, struct door_opens *out);
int64_t doors_open_of(const struct door_opens *all, int64_t unit_id); /* pure */
/* 诉求 as the stair's own page and list count them: what its neighbours may see. */
int64_t doors_open_here(struct ctx *c, int64_t building_id);

extern const struct module doors_module;
#endif
