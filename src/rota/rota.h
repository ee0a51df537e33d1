/* rota.h - 值班表: guard, cleaning, telephone of a compound, week by week; who is on duty now.
 *
 * A line says who does what on which weekday (or every day) from when to when. A night that goes
 * past midnight is one line and loses no minute. Lines are dated: what has ended stays to be read.
 */
#ifndef EAVES_ROTA_H
#define EAVES_ROTA_H

#include "lib/base/module.h"
#include "lib/db/register.h"

enum rota_what { ROTA_GUARD = 1, ROTA_CLEANING, ROTA_ON_CALL }; /* stored */
enum { EVERY_DAY = 7 };
struct slot {
    int64_t id, place_id, person_id;
    enum rota_what what;
    int weekday; /* 0 Sunday .. 6, EVERY_DAY */
    int from, to; /* minutes of the day; the same: round the clock; to before from: past midnight */
    const char *person, *phone, *place;
    const char *valid_from, *valid_to; /* valid_to "" while it stands */
    bool now; /* on duty at c->now */
};
struct slots {
    struct slot *v;
    size_t n, cap;
};

/* Pure. */
bool rota_on_duty(const struct slot *s, int weekday, int minute);
bool rota_overlaps(
    const struct slot *a, const struct slot *b); /* some minute of the week is both's */
bool rota_minutes(const char *typed, int *minutes); /* "22:00", "7：30", "22" */

/* Store: today's lines of a place and of the whole area, by what, day and hour. */
NODISCARD bool rota_of(struct ctx *c, int64_t place_id, struct slots *out);
/* Lines of the area that stood on some day of from..to (ISO), and one of them; ERR_ABSENT. */
NODISCARD bool rota_between(struct ctx *c, const char *from, const char *to, struct slots *out);
NODISCARD bool rota_slot(struct ctx *c, int64_t id, struct slot *out);
struct rota_mate {
    int64_t id;
    const char *name, *phone; /* the duty telephone of their last line */
};
struct rota_mates {
    struct rota_mate *v;
    size_t n, cap;
};
/* Whoever stands on a line of the place, today or before, or has the post of a guard or cleaner
 * there today. */
NODISCARD bool rota_mates(struct ctx *c, int64_t place_id, struct rota_mates *out);
/* Refuses a shift that somebody has there already. */
int64_t rota_add(struct ctx *c, const struct slot *s);
bool rota_end(struct ctx *c, int64_t id); /* from today on; ERR_ABSENT */

extern const struct personal rota_personal[];
void rota_forget(struct ctx *c, int64_t person_id);
extern const struct choice rota_whats[], rota_days[];
extern const struct list rota_list;
extern const struct register_part rota_registers[];
extern const struct module rota_module;
#endif
