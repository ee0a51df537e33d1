/* rates.h - 三率: 响应率、解决率、满意率, each with its numerator, its denominator and the requests
 * behind both.
 *
 * 响应: those whose first step by staff came within the triage limit, over all whose limit has
 * passed or that had that step; each counts once, at the instant this was settled. 解决: closed by
 * the asker's yes, over those closed by a yes, by silence or by a refusal. 满意: said 满意, over
 * all who said anything: silence is in neither. What was withdrawn or joined to another has no
 * limit to keep; a step that was taken back counts nowhere. Nothing here ranks anybody (product
 * rule 8).
 */
#ifndef EAVES_RATES_H
#define EAVES_RATES_H

#include "src/requests/requests.h"

enum rate { RATE_RESPONSE, RATE_SOLVED, RATE_HAPPY, RATES };
/* Figures stand in pairs: rates_figures[2 * rate] is the denominator, the next one the numerator.
 */
enum { RATE_FIGURES = 2 * RATES };
extern const struct figure rates_figures[];

enum rate_what { /* stored */
    WHAT_CONFIRMED = 1,
    WHAT_UNCONFIRMED,
    WHAT_REFUSED,
    WHAT_HAPPY = 11,
    WHAT_SO_SO,
    WHAT_NOT_HAPPY,
};

struct rates {
    int64_t n[RATES], of[RATES];
};
struct rate_row { /* one of those that a figure counts */
    int64_t id, at, kind, place_id; /* the compound it is in, or the place itself */
};
struct rate_rows {
    struct rate_row *v;
    size_t n, cap;
};

/* Rules (pure). */
const char *rates_percent(struct arena *a, int64_t n, int64_t of); /* "86%"; "" of nothing */
/* "2026-11" as its first instant and that of the next month. */
bool rates_month(const char *text, int64_t *from, int64_t *to);

/* Store. `to` is never later than now: a limit that has not passed is not missed. */
NODISCARD bool rates_of(
    struct ctx *c, int64_t place_id, int64_t from, int64_t to, struct rates *out);
NODISCARD bool rates_rows(struct ctx *c, int figure, int64_t place_id, int64_t from, int64_t to,
    struct rate_rows *out); /* newest first */
/* Reactions: keeps the triage limit of what was opened, and what is counted of closings. */
void rates_opened(struct ctx *c, const struct fact *f);
void rates_said(struct ctx *c, const struct fact *f);

extern const struct module rates_module;
#endif
