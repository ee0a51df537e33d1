/* rolls_room.h - what the files of this room share; no other room includes it. */
#ifndef EAVES_ROLLS_ROOM_H
#define EAVES_ROLLS_ROOM_H

#include "lib/base/module.h"
#include "src/rolls/rolls.h"

#define ROLLS_SHEET_KIND "rolls.visit"

enum { ROLL_ROW_UNMET = 4 }; /* shown beside enum tick_state */

struct job;

/* rolls_list_store.c */
const struct choice *rolls_states(void);
extern const struct choice rolls_ways[], rolls_hands[]; /* channel, hand */
extern const struct list rolls_rows_list; /* its place is the roll's id */

extern const struct personal rolls_personal[];

/* rolls_store.c */
bool rolls_stairs(struct ctx *c, int64_t place_id, struct ids *out);
bool rolls_fill(struct ctx *c, const struct roll *r);

/* rolls_job.c */
void rolls_fill_job(struct ctx *c, const struct job *j);

/* rolls_line_rules.c (pure): one typed line, "123456 07 42 1". */
bool rolls_line(struct arena *a, const char *text, struct typed_line *out, struct err *why);

#endif
