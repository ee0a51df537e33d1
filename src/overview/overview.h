/* overview.h - 全镇一页: every area of a town in figures with their denominators, as of a day.
 *
 * A town's page adds up some dozens of areas, so it reads cells: one number of one area on one day.
 * They are counted again within a minute after something changed in the area, and each night for
 * the new day; the cells of earlier days stay as they were. `eaves doctor` recounts today's. A cell
 * that asks for attention opens the records behind it and says at most three next steps. Areas
 * stand in the order of their codes: nothing here ranks them.
 */
#ifndef EAVES_OVERVIEW_H
#define EAVES_OVERVIEW_H

#include "lib/base/ctx.h"
#include "src/places/places.h"

enum cell {
    CELL_COMPOUNDS,
    CELL_STAIRS,
    CELL_UNITS,
    CELL_HOUSEHOLDS,
    CELL_PEOPLE,
    CELL_GRIDS,
    CELL_LEADERLESS,
    CELL_OPEN,
    CELL_LATE,
    CELL_UP, /* gone up to the town */
    CELLS
};
struct cell_kind {
    const char *name; /* stored */
    const char *label; /* msgid */
    int over; /* the denominator's enum cell, or -1 */
    const char *path; /* its records, below /a/CODE/ */
    bool links; /* is a link even when it asks for nothing */
    bool brief; /* left out on phones */
    bool dated; /* its records can be listed as of an earlier day */
};
extern const struct cell_kind cell_kinds[CELLS];

struct cells { /* of one area on one day */
    int64_t n[CELLS]; /* -1: not counted */
    int64_t counted_at, seq; /* after so many facts of its log; counted_at 0: never counted */
};
struct town_area {
    struct area a;
    struct cells now;
};
struct town_areas {
    struct town_area *v;
    size_t n, cap;
};

/* Rules (pure). */
struct next_steps { /* what could be done next about an area, most pressing first */
    struct next_step {
        enum cell cell;
        struct words words;
    } v[3];
    int n;
};
bool overview_red(const struct cells *k, enum cell cell);
struct next_steps overview_steps(const struct cells *k);
void overview_add(struct cells *sum, const struct cells *k);
int overview_shade(const struct cells *k, enum cell cell); /* 1 dark .. 5 bright, as on plans */

/* Store. A day of "" is today. */
/* Counts c->area_id as of a day, slowly, from its records. */
NODISCARD bool overview_recount(struct ctx *c, const char *day, struct cells *out);
NODISCARD bool overview_count(/* the same, when its levels have been read */
    struct ctx *c, const char *day, const struct levels *levels, struct cells *out);
bool overview_keep(struct ctx *c, const char *day, const struct cells *k); /* inside a write */
NODISCARD bool overview_cells(struct ctx *c, const char *day, struct cells *out); /* as kept */
/* Every area of the town c->area_id, by code, with the cells of that day. */
NODISCARD bool overview_town(struct ctx *c, const char *day, struct town_areas *out);
/* For doctor: is what is kept of c->area_id today what a recount gives? *says: why not, or how it
 * stands. True while a recount is still to come. */
bool overview_check(struct ctx *c, const char **says);

struct list;
extern const struct list overview_gaps_list, overview_list;
extern const struct module overview_module;
#endif
