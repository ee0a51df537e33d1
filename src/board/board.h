/* board.h - 公示栏: 该贴的贴出去没有，到期的揭下没有，该公开的到日子没有。
 *
 * Of every place there is a board: what should hang there today (src/notices), which of it is
 * proved by a photo, what has ended and is to be taken down. Stair by stair it is a roll that
 * leaders tick, on the screen or from a sheet with row codes; a photo ticks it too. Sheets are
 * printed in large type with a code to scan. What committee, owners' committee and property have to
 * publish is on one page, with the day it was last shown and the day it is due.
 */
#ifndef EAVES_BOARD_H
#define EAVES_BOARD_H

#include "src/notices/notices.h"

struct posted { /* a sheet on a wall */
    int64_t id, notice_id, place_id, posted_at, file_id, down_at;
    const char *place, *spot, *down_why;
};
struct posteds {
    struct posted *v;
    size_t n, cap;
};
enum hang { HANG_MISSING = 1, HANG_UP, HANG_REMOVE };
struct hung { /* on a board today */
    struct bulletin notice;
    enum hang hang;
    int64_t posted_id, posted_at, file_id;
    const char *spot;
};
struct hungs {
    struct hung *v;
    size_t n, cap;
};
enum due_state { DUE_LATE = 1, DUE_SOON, DUE_FINE };
enum { DUE_SOON_DAYS = 15 };
struct duty_due { /* one duty of one place */
    const struct notice_duty *duty;
    int64_t place_id, notice_id, shown_at, due_at; /* 0: never shown */
    enum due_state state;
    const char *place, *shown_on;
};
struct duty_dues {
    struct duty_due *v;
    size_t n, cap;
};

/* Rules (pure). */
enum hang board_hang(enum notice_state state, bool photo);
int64_t board_due_at(const struct notice_duty *d, const char *shown_on); /* 0: never shown */
enum due_state board_due_state(int64_t due_at, int64_t now);

/* Store. ERR_ABSENT for what is not of this area. */
bool board_post(struct ctx *c, const struct bulletin *n, struct posted *p);
/* Before its day only with a reason: "why". */
bool board_down(struct ctx *c, int64_t posted_id, const char *why);
NODISCARD bool board_posted(struct ctx *c, int64_t notice_id, struct posteds *out);
NODISCARD bool board_posted_one(struct ctx *c, int64_t id, struct posted *out);
NODISCARD bool board_of(struct ctx *c, int64_t place_id, enum audience most, struct hungs *out);
int64_t board_roll(struct ctx *c, int64_t notice_id); /* of its stairs; 0: none */
bool board_open_roll(struct ctx *c, const struct bulletin *n);
/* Duties of the area and of each compound that has such a body, late ones first. */
NODISCARD bool board_dues(struct ctx *c, struct duty_dues *out);

extern const struct choice board_hangs[], board_due_states[];
extern const struct list board_list, board_dues_list;
extern const struct module board_module, board_dues_module;
#endif
