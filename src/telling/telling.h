/* telling.h - 当面告诉: 机器告诉不了的，人去说。
 *
 * Who has no telephone, wants no machine, or whom all sending did not reach stands on a list: staff
 * telephone, the leader of the stair knocks. Each line has a sentence to read aloud. Ticked "told"
 * it is told like a letter that was read; "nobody" leaves it there. A stair's list may be frozen
 * as a roll, printed and typed back. For groups there is a text with nothing personal in it.
 */
#ifndef EAVES_TELLING_H
#define EAVES_TELLING_H

#include "src/messages/messages.h"
#include "src/rolls/rolls.h"

enum telling_result { TELLING_TOLD = 1, TELLING_NOBODY, TELLING_KNOCK };

struct line_to_tell {
    struct message m;
    const char *home, *phone, *sentence; /* "3号楼 301"; phone masked */
    int64_t building_id, unit_id;
};
struct lines_to_tell {
    struct line_to_tell *v;
    size_t n, cap;
};
struct stair_to_tell {
    int64_t building_id, n;
    const char *name;
};
struct stairs_to_tell {
    struct stair_to_tell *v;
    size_t n, cap;
};

/* Store. building 0: the whole area; by doors, then by age. */
NODISCARD bool telling_lines(
    struct ctx *c, enum message_channel by, int64_t building_id, struct lines_to_tell *out);
NODISCARD bool telling_stairs(struct ctx *c, struct stairs_to_tell *out);
const char *telling_answer(struct ctx *c, int64_t seq); /* what was typed with the fact; "" */
/* By the hand that told: a fact, and the message is what it says. */
bool telling_done(struct ctx *c, const struct message *m, enum telling_result what);
/* Freezes who is to be told in that stair as a roll; ERR_RULE when nobody is. */
bool telling_open_roll(struct ctx *c, int64_t building_id, struct roll *out);
void telling_ticked(struct ctx *c, const struct fact *f); /* reaction */
struct week { /* for the group: numbers only */
    int64_t opened, answered, closed;
};
NODISCARD bool telling_week(struct ctx *c, struct week *out);

extern const struct register_part telling_registers[];
extern const struct module telling_module;
#endif
