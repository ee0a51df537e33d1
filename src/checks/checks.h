/* checks.h - 检查: what a guard or a cleaner looks at on a shift, and what was found.
 *
 * Property manager or committee say what is to be looked at: the gate, the fire door of 3号楼, the
 * bin station; dated, for guards or for cleaners. Each line of the rota gives a shift a day. On it
 * every place gets a tick: good, bad, not done. Ticks are only added: the last one counts, the ones
 * before it stay. Who does not tick on a phone tells somebody who does, or fills a sheet that is
 * typed back by its row codes; the rows are the same. What is bad becomes a request by one press,
 * and its state stands beside the place until it is mended. The committee sees by month which
 * shifts nobody looked at, and what is bad most often.
 */
#ifndef EAVES_CHECKS_H
#define EAVES_CHECKS_H

#include "src/requests/requests.h"
#include "src/rota/rota.h"

enum check_result { CHECK_NONE, CHECK_GOOD, CHECK_BAD, CHECK_NOT_DONE }; /* stored; typed */
enum check_spot { /* stored */
    SPOT_LOBBY = 1, /* 楼道门厅 */
    SPOT_GATE, /* 大门 */
    SPOT_BINS, /* 垃圾厢房 */
    SPOT_FIRE_DOOR, /* 消防门、消防通道 */
    SPOT_LIFT, /* 电梯 */
    SPOT_LIGHT, /* 公共照明 */
    SPOT_OTHER,
};
enum {
    CHECK_EARLY_MS = 30 * 60 * 1000, /* before a shift begins */
    CHECK_LATE_DAYS = 31, /* after it has ended */
    CHECK_ITEMS_MAX = 99, /* of one shift: one sheet */
};

struct check_item {
    int64_t id, place_id, spot;
    enum rota_what what;
    const char *words, *place, *valid_from, *valid_to; /* words "": the spot says it */
    /* on one shift: the tick that counts */
    enum check_result result;
    const char *note;
    int64_t nth, ticked_at; /* nth: how many ticks it has; 0 none */
    /* the newest request that was made of it; 0 none */
    int64_t matter_id, ticket;
    int state;
    bool open;
};
struct check_items {
    struct check_item *v;
    size_t n, cap;
};
struct check_shift {
    struct slot slot;
    const char *day; /* the one it begins on */
    int64_t begins, ends;
    int64_t items, done, bad; /* done: ticked good or bad */
};
struct check_shifts {
    struct check_shift *v;
    size_t n, cap;
};
enum shift_state { SHIFT_UNCHECKED = 1, SHIFT_PARTLY, SHIFT_CHECKED, SHIFT_RUNNING, SHIFT_TO_COME };
struct ticking { /* what is wished for one item */
    int64_t item_id;
    enum check_result result;
    const char *note;
};
struct tickings {
    struct ticking *v;
    size_t n, cap;
};

/* Rules (pure). */
extern const struct choice check_results[], check_spots[], check_whats[], check_states[];
/* Does that line of the rota give a shift that begins on that day? Fills begins and ends. */
bool checks_shift_on(const struct slot *s, const char *day, struct check_shift *out);
bool checks_may_tick(const struct check_shift *s, int64_t now, struct err *why);
enum shift_state checks_state(const struct check_shift *s, int64_t now);
enum request_kind checks_kind(int64_t spot); /* of the request that is made of it */
const char *checks_body(struct arena *a, const struct check_item *i, const char *what);
bool checks_month(const char *typed, int64_t *from, int64_t *to); /* "2026-11" */

/* Store: what is to be looked at. ERR_ABSENT for what is not of this area. */
bool checks_add(struct ctx *c, struct check_item *i); /* from today; fills id */
bool checks_end(struct ctx *c, int64_t item_id); /* from today on no longer */
int64_t checks_item_place(struct ctx *c, int64_t item_id); /* 0 with ERR_ABSENT */
/* That stand on that day in the place or below it; what 0: any. */
NODISCARD bool checks_items(
    struct ctx *c, int64_t place_id, int64_t what, const char *day, struct check_items *out);

/* Shifts. */
NODISCARD bool checks_shift(
    struct ctx *c, int64_t slot_id, const char *day, struct check_shift *out);
/* With what was ticked; counts items, done and bad of the shift. */
NODISCARD bool checks_on(struct ctx *c, struct check_shift *s, struct check_items *out);
/* Every tick an item got on a shift, oldest first. */
NODISCARD bool checks_of_item(
    struct ctx *c, const struct check_shift *s, int64_t item_id, struct check_items *out);
/* Those that say something new; one fact. *n: how many those were. */
bool checks_tick(struct ctx *c, struct check_shift *s, const struct tickings *wished, size_t *n);
/* Every shift that begins on a day of from..to, with its counts; those without a list left out. */
NODISCARD bool checks_shifts(
    struct ctx *c, const char *from, const char *to, struct check_shifts *out);
/* A request of what was bad: the open one there is, or a new one of whose act it is. */
bool checks_report(struct ctx *c, struct check_shift *s, int64_t item_id, int64_t *matter_id);
/* From which shift a request came; false: from none. */
NODISCARD bool checks_source(struct ctx *c, int64_t matter_id, int64_t *slot_id, const char **day);

/* How often an item was looked at and was bad in a month, most often bad first. */
struct check_tally {
    struct check_item item;
    int64_t looked, bad;
};
struct check_tallies {
    struct check_tally *v;
    size_t n, cap;
};
NODISCARD bool checks_tallies(
    struct ctx *c, const char *from, const char *to, struct check_tallies *out);

/* Paper: a sheet of one shift, typed back "123456 07 42 2 灯不亮", a row a line. */
struct check_sheet {
    int no;
    int64_t made_at;
    struct check_shift shift;
    struct check_items items; /* row 1 is v[0] */
};
struct check_line {
    const char *text; /* as typed */
    struct words name; /* what it stands for, once it was found */
    int sheet, row;
    struct ticking ticking;
    int64_t slot_id;
    const char *day;
    struct words wrong; /* {0}: fits */
};
struct check_lines {
    struct check_line *v;
    size_t n, cap;
};
bool checks_line(struct arena *a, const char *text, struct check_line *out, struct err *why);
bool checks_print(struct ctx *c, struct check_shift *s, int *no);
NODISCARD bool checks_sheet(struct ctx *c, int no, struct check_sheet *out); /* ERR_ABSENT */
NODISCARD bool checks_typed(struct ctx *c, const char *lines, struct check_lines *out); /* looks */
int64_t checks_wrong(const struct check_lines *all);
/* All of them or none. The act has to say that it came on paper. */
bool checks_type(struct ctx *c, const char *lines, struct check_lines *out);

extern const struct personal checks_personal[];
void checks_forget(struct ctx *c, int64_t person_id);
extern const struct list checks_items_list, checks_shifts_list, checks_bad_list;
extern const struct module checks_module, checks_month_module;
#endif
