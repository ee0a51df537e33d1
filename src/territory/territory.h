/* territory.h - 划网格: how the territory is cut, and how it is cut anew.
 *
 * 网格 grids, 微网格 micro grids of about twenty stairs within them, 居民小组 residents' groups and
 * 片区 zones are made, named, filled, split, merged and closed here, each from a day on. So are
 * compounds, the names of stairs, and homes: 合户 two flats become one, 分户 one becomes two.
 * What was true on an earlier day stays true of that day: rows are closed and others opened, and
 * what became of what is kept. A change from a day that is past corrects what was told: it needs a
 * reason, which is recorded. Requests, posts and people stay with their stair, wherever it lies.
 */
#ifndef EAVES_TERRITORY_H
#define EAVES_TERRITORY_H

#include "src/places/places.h"

struct html;

/* One wish to change something; which members count is said at each function. */
struct change {
    int64_t place_id, other_id;
    enum place_kind kind;
    const char *name, *day, *reason; /* day: the first of the new state; reason "" unless past */
    struct ids stairs;
    bool release; /* closing: let its stairs go */
};

/* Rules (pure). */
/* Not before the day, nor a day that is past without a reason; a future one only where it may. */
bool territory_day_ok(
    const char *day, const char *today, bool future, const char *reason, struct err *why);
/* A micro grid hangs under a grid, everything else under the area. */
bool territory_parent_ok(enum place_kind kind, enum place_kind parent, struct err *why);
bool territory_split_ok(int64_t chosen, int64_t held, struct err *why); /* neither half empty */
/* n stairs in parts of about `size`: how many in the i-th; the number of parts. */
int64_t territory_parts(int64_t n, int64_t size);
int64_t territory_part_of(int64_t n, int64_t parts, int64_t i); /* the part of the i-th stair */

/* What is another on the later of two days: compounds, grids, micro grids and groups that came,
 * went, are called otherwise or hold another number of stairs; in the order of the later day. */
struct difference {
    const struct level *then, *now; /* NULL: it was not there */
};
struct differences {
    struct difference *v;
    size_t n, cap;
};
void territory_compare(
    struct arena *a, const struct levels *then, const struct levels *now, struct differences *out);

/* Store: each one recorded fact; false with the reason in c->err. */
int64_t territory_make(struct ctx *c, const struct change *ch); /* kind, other_id: its parent */
bool territory_rename(struct ctx *c, const struct change *ch); /* place_id, name; stairs too */
bool territory_rehang(
    struct ctx *c, const struct change *ch); /* a micro grid to the grid other_id */
/* The stairs into place_id, or, place_id 0, out of any of `kind` (of the zone other_id). Into a
 * micro grid means into its grid; out of a grid means out of its micro grid. */
bool territory_move(struct ctx *c, const struct change *ch);
/* The stairs leave place_id, a compound too, for a new one called name: its id. A micro grid of
 * which all stairs go, goes along. */
int64_t territory_split(struct ctx *c, const struct change *ch);
bool territory_merge(struct ctx *c, const struct change *ch); /* place_id ends in other_id */
/* place_id ends; its stairs go to other_id or, with release, nowhere. */
bool territory_close(struct ctx *c, const struct change *ch);
/* A grid's stairs that are in no micro grid, in compact parts of about `size`: makes them. */
struct proposal {
    struct buildings stairs; /* in the order in which they are cut */
    int64_t size, parts;
};
NODISCARD bool territory_propose(
    struct ctx *c, int64_t grid_id, int64_t size, struct proposal *out);
bool territory_accept(struct ctx *c, int64_t grid_id, int64_t size, const struct change *ch);

/* Homes: from a day that has come. */
int64_t territory_new_stair(struct ctx *c, const struct change *ch); /* place_id: the compound */
int64_t territory_new_home(
    struct ctx *c, const struct change *ch, int64_t area_dm2); /* of a stair */
/* 合户: the homes a and b of one stair are one home called name; everybody lives there. */
int64_t territory_join(struct ctx *c, int64_t a, int64_t b, const struct change *ch);
/* 分户: one home is two; who lives there is in the first (stays 1) or the second (2). */
bool territory_part(
    struct ctx *c, int64_t unit_id, const char *second, int64_t stays, const struct change *ch);

/* What was: of one place, oldest first. */
struct past {
    struct past_row {
        const char *from, *to; /* to "" while it is so */
        struct words words;
        const char *text;
        int64_t place_id; /* to be linked to; 0: none */
    } * v;
    size_t n, cap;
};
NODISCARD bool territory_past(struct ctx *c, const struct place *p, struct past *out);

/* A stair on a day, and what holds it. */
struct stair {
    int64_t id, grid_id, micro_id, group_id;
    const char *name, *compound, *grid, *micro, *group;
};
struct stairs {
    struct stair *v;
    size_t n, cap;
};
/* Of a place (the area's: all) on a day, in the order of the plan. */
NODISCARD bool territory_stairs(
    struct ctx *c, int64_t place_id, const char *day, struct stairs *out);

/* Each grid's stairs of a compound together, else as they stood; where the group of the i-th ends.
 */
void territory_by_grid(struct arena *arena, struct stairs *all);
size_t territory_group_end(const struct stairs *all, size_t i);
/* A few stairs are all shown; of many the groups that hold a tick. */
bool territory_group_open(const struct stairs *all, size_t i, const struct ids *ticked);

/* On pages: a day's numbers beside today's. */
struct then_now {
    const char *label; /* said */
    int64_t then, now; /* -1: not counted */
};
struct html territory_then_now_html(
    struct ctx *c, const char *day, const struct then_now *v, size_t n);
/* The same of an area's levels, and what was cut anew since. */
struct html territory_since_html(
    struct ctx *c, const char *day, const struct levels *then, const struct levels *now);

struct list;
extern const struct list territory_list, territory_stairs_list;
extern const struct module territory_module, territory_acts_module, territory_homes_module;
#endif
