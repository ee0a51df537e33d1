/* places.h - 街镇、居民区、小区、楼组、房屋、户: where everything happens.
 *
 * The tree is 街镇 town > 居民区 area (the tenant) > 小区 compound > 楼组 building (one stair) >
 * 房屋 unit; a 户 household lives in units. The area is its own root place (id = area_id).
 * Over the stairs lie coverings, places too: 网格 grids, 微网格 micro grids within them, 居民小组
 * residents' groups, 片区 zones. A stair is in at most one grid, micro grid and group at a time.
 * Everything is dated: valid_from the first day, valid_to the first day no longer; NULL while it
 * stands. What was true on an earlier day stays so: rows are closed and others opened. A stair is
 * reached by the code on its poster: HTTPS://HOST/Q/ABC123.
 */
#ifndef EAVES_PLACES_H
#define EAVES_PLACES_H

#include "lib/base/base.h"

struct ctx;

enum place_kind { /* stored */
    PLACE_AREA = 1,
    PLACE_COMPOUND,
    PLACE_BUILDING,
    PLACE_GRID,
    PLACE_MICRO_GRID, /* its parent is its grid */
    PLACE_GROUP, /* 居民小组 */
    PLACE_ZONE, /* 片区: any set of stairs; zones may overlap */
    PLACE_KINDS,
};
enum area_kind { AREA_TOWN = 1, AREA_RESIDENTS }; /* stored */

struct area {
    int64_t id, town_id;
    enum area_kind kind;
    const char *code, *name, *phone;
};
struct areas {
    struct area *v;
    size_t n, cap;
};

struct place {
    int64_t id, parent_id;
    enum place_kind kind;
    const char *name, *valid_from, *valid_to; /* valid_to "" while it stands */
};

struct places {
    struct place *v;
    size_t n, cap;
};

struct place_counts {
    int64_t stairs, units, households, people;
};
struct levels { /* an area on one day, every level of it */
    struct place_counts all;
    int64_t of[PLACE_KINDS]; /* how many compounds, stairs, grids ... stand */
    struct level { /* each compound and covering, by kind and order */
        struct place p;
        struct place_counts n;
    } * v;
    size_t n, cap;
};

struct building {
    int64_t id, compound_id, number, floors, per_floor, plan_x, plan_y;
    int64_t units, households; /* counted today */
    const char *name, *compound; /* "3号楼", "柳荫里小区" */
    bool closed;
};
struct buildings {
    struct building *v;
    size_t n, cap;
};

struct unit {
    int64_t id, building_id, household_id; /* household of today, 0: none */
    int64_t floor, col, area_dm2;
    const char *name; /* "301" */
};
struct units {
    struct unit *v;
    size_t n, cap;
};

/* Rules (pure). */
/* Floor and column out of a unit's name: "301" -> 3, 1; "1203" -> 12, 3; 0, 0 when it says nothing.
 */
void places_floor_of(const char *unit_name, int64_t *floor, int64_t *col);
/* A place of a schematic plan for the i-th of n stairs: rows of eight. */
void places_plan_of(int64_t i, int64_t n, int64_t *x, int64_t *y);
/* Six characters of ABCDEFGHJKMNPQRSTUVWXYZ23456789 (no I L O 0 1), from 4 random bytes. */
void places_code_text(const uint8_t random[4], char out[7]);
void places_code_tidy(const char *typed, char out[7]); /* upper case; "" when it cannot be one */
bool places_area_code_ok(const char *code, struct err *why); /* 2-12 of a-z 0-9 - */
/* For the order of stairs: "3号楼" -> 3, "12弄3号" -> 120003, 0 without a digit. */
int64_t places_number_of(const char *building_name);
/* As stored: "3", "3号", "3#" -> "3号楼"; "301室" -> "301"; full width made half. */
const char *places_kind_label(enum place_kind kind); /* msgid; "" for none */
const char *places_building_name(struct arena *a, const char *typed);
const char *places_unit_name(struct arena *a, const char *typed);
/* A typed address: the numbers a stair of it may have, 0 for none: "12弄3号" -> 12, 3, 120003. */
void places_asked(const char *typed, int64_t out[3]);
bool places_named(struct arena *a, const char *typed, const char *name); /* 居民区, 小区 left out */
bool places_only_number(const char *typed); /* "3号楼", and no name of a place with it */

/* Store. ERR_ABSENT when it is not in c->area_id. Days are Asia/Shanghai's of c->now. */
int64_t places_area_by_code(struct ctx *c, const char *code); /* 0: none or closed */
NODISCARD bool places_area(struct ctx *c, int64_t id, struct area *out);
NODISCARD bool places_areas(struct ctx *c, struct areas *out);
/* Makes the tenant: area row, head row, root place. c->area_id becomes it. */
bool places_make_area(struct ctx *c, struct area *a);
NODISCARD bool places_by_id(struct ctx *c, int64_t id, struct place *out);
/* Its name where it stands alone: a micro grid says its grid, for many are called alike. */
const char *places_said(struct ctx *c, const struct place *p);
/* Today; itself counts, and what covers a stair. */
bool places_within(struct ctx *c, int64_t place_id, int64_t ancestor_id);
/* Coverings (places_cover_store.c). A day of "" is today; names are those of the day. A household
 * with two homes is counted where its first one is, a person with two where the first stair is, so
 * levels add up.
 * Over a place, nearest first: itself, micro grid, grid, group, zones, compound, area. */
NODISCARD bool places_above(struct ctx *c, int64_t place_id, const char *day, struct places *out);
/* The stairs of a place, standing that day: of a stair itself. In the order of the plan. */
NODISCARD bool places_under(struct ctx *c, int64_t place_id, const char *day, struct ids *out);
NODISCARD bool places_counts(
    struct ctx *c, int64_t place_id, const char *day, struct place_counts *out);
/* Compounds and coverings that stand that day, by kind and order; not counted, so at once. */
NODISCARD bool places_coverings(struct ctx *c, const char *day, struct places *out);
NODISCARD bool places_levels(struct ctx *c, const char *day, struct levels *out); /* in one go */
/* Each stair that stood that day, by id, with its homes and households; people are not counted. */
struct stair_count {
    int64_t id;
    struct place_counts n;
};
struct stair_counts {
    struct stair_count *v;
    size_t n, cap;
};
NODISCARD bool places_stair_counts(struct ctx *c, const char *day, struct stair_counts *out);
const struct place_counts *places_count_of(const struct stair_counts *all, int64_t id); /* NULL */
/* A covering or a compound, standing from that day; asks nothing: the territory room has the rules.
 * And a row of cover from that day on. */
int64_t places_make(
    struct ctx *c, enum place_kind kind, int64_t parent_id, const char *name, const char *day);
void places_hold(
    struct ctx *c, enum place_kind kind, int64_t covering_id, int64_t building_id, const char *day);
int64_t places_make_building(struct ctx *c, int64_t compound_id, const char *name, const char *day);
int64_t places_make_unit(
    struct ctx *c, int64_t building_id, const char *name, int64_t area_dm2, const char *day);
/* For SQL of other rooms: the stair `building` (a column) lay in ?place at the instant `at`. */
#define PLACES_HELD(area, building, place, at) \
    "EXISTS (SELECT 1 FROM cover hv WHERE hv.area_id = " area " AND hv.building_id = " building \
    " AND hv.covering_id = " place " AND hv.from_at <= " at " AND hv.to_at > " at ")"
/* The dated row `t` is so on a day (ISO text); the place `p` as it was called then. */
#define PLACES_ON(t, day) \
    " " t ".valid_from <= " day " AND (" t ".valid_to IS NULL OR " t ".valid_to > " day ")"
/* How large the roster said the unit `u` was on that day. */
#define PLACES_SIZE(u, day) \
    "COALESCE((SELECT uw.area_dm2 FROM unit_was uw WHERE uw.area_id = " u ".area_id" \
    " AND uw.unit_id = " u ".id AND uw.valid_to > " day " ORDER BY uw.valid_to LIMIT 1), " u \
    ".area_dm2)"
#define PLACES_CALLED(p, day) \
    "COALESCE((SELECT w.name FROM place_was w WHERE w.area_id = " p ".area_id" \
    " AND w.place_id = " p ".id AND w.valid_from <= " day " AND w.valid_to > " day "), " p \
    ".name)"
/* What the place `p` belonged to that day: a stair to its compound, a micro grid to its grid. */
#define PLACES_PARENT(p, day) \
    "COALESCE((SELECT hc.covering_id FROM cover hc WHERE hc.area_id = " p ".area_id" \
    " AND hc.building_id = " p ".id AND hc.kind = 2 AND" PLACES_ON( \
        "hc", day) "), (SELECT" \
                   " hw.parent_id FROM place_was hw WHERE hw.area_id = " p \
                   ".area_id AND hw.place_id = " p ".id" \
                   " AND hw.valid_from <= " day " AND hw.valid_to > " day "), " p ".parent_id)"
/* The place `p` with its compound: "柳荫里 3号楼"; and is the place `p`, or the stair `building` of
 * it at the instant `at`, within ?place (0: anywhere)? */
#define PLACES_WHOLE(p) \
    "COALESCE((SELECT pq.name || ' ' FROM place pq WHERE pq.area_id = " p \
    ".area_id AND pq.id = " p ".parent_id AND pq.kind = 2), '') || " p ".name"
#define PLACES_IN(p, place, at) \
    "(" place " = 0 OR " p ".id = " place " OR " p ".parent_id = " place \
    " OR " PLACES_HELD(p ".area_id", p ".id", place, at) ")"
#define PLACES_HELD_ON(area, building, place, day) \
    "EXISTS (SELECT 1 FROM cover hv WHERE hv.area_id = " area " AND hv.building_id = " building \
    " AND hv.covering_id = " place " AND" PLACES_ON("hv", day) ")"
NODISCARD bool places_building(struct ctx *c, int64_t id, struct building *out);
/* Standing ones of the area (0), a compound or just one, in the order of compounds and numbers. */
NODISCARD bool places_buildings(struct ctx *c, int64_t within, struct buildings *out);
/* Stairs of that area which a typed address may mean; names and numbers only, not counted. */
NODISCARD bool places_find(
    struct ctx *c, const struct area *where, const char *typed, struct buildings *out);
NODISCARD bool places_compounds(struct ctx *c, struct places *out);
NODISCARD bool places_units(struct ctx *c, int64_t building_id, struct units *out);
NODISCARD bool places_unit(struct ctx *c, int64_t id, struct unit *out);
int64_t places_unit_by_name(struct ctx *c, int64_t building_id, const char *name); /* 0: none */
/* Finding or making, for the import: the id, and *made. */
int64_t places_put_compound(struct ctx *c, const char *name, bool *made);
int64_t places_put_building(struct ctx *c, int64_t compound_id, const char *name, bool *made);
int64_t places_put_unit(struct ctx *c, int64_t building_id, const char *name, int64_t area_dm2,
    bool *made, bool *changed);
int64_t places_put_household(struct ctx *c, int64_t unit_id, bool *made);
/* For an import that has read what is there: made without looking, sent without waiting
 * (places_put_store.c). */
int64_t places_new_unit(struct ctx *c, int64_t building_id, const char *name, int64_t area_dm2);
int64_t places_new_household(struct ctx *c, int64_t unit_id);
void places_join_unit(struct ctx *c, int64_t household_id, int64_t unit_id); /* lives there too */
/* From today on; how large it was before stays known: PLACES_SIZE. */
void places_resize_unit(struct ctx *c, int64_t unit_id, int64_t area_dm2);
/* Every standing home of the area: unit, household, names of stair and compound. */
struct dwelling {
    struct unit unit;
    const char *building, *compound;
};
struct dwellings {
    struct dwelling *v;
    size_t n, cap;
};
NODISCARD bool places_dwellings(struct ctx *c, struct dwellings *out);
/* An import taken back: from today on it stands no longer. No fact: the import records its own. */
void places_undo_unit(struct ctx *c, int64_t unit_id);
void places_undo_household(struct ctx *c, int64_t household_id);
void places_undo_join(struct ctx *c, int64_t household_id, int64_t unit_id);
void places_undo_place(struct ctx *c, int64_t place_id); /* a compound or a stair, and its code */
/* One more household in that home from that day on; and one that is no more. */
int64_t places_make_household(struct ctx *c, int64_t unit_id, const char *day);
bool places_end_household(struct ctx *c, int64_t household_id, const char *day);
int64_t places_unit_of_household(
    struct ctx *c, int64_t household_id, const char *day); /* 0: none */
NODISCARD bool places_households_of(
    struct ctx *c, int64_t unit_id, const char *day, struct ids *out);
bool places_plan(struct ctx *c); /* lays out plan and floors after an import */
/* The stair's code; made when it has none (inside a write: a new building has one at once). */
const char *places_code_of(struct ctx *c, int64_t place_id);
/* Of every stair that has one, for printing many posters at once. */
struct code {
    int64_t place_id;
    const char *text;
};
struct codes {
    struct code *v;
    size_t n, cap;
};
NODISCARD bool places_codes(struct ctx *c, struct codes *out); /* by place_id */
bool places_revoke_code(struct ctx *c, int64_t place_id); /* the next code_of makes another */
bool places_renew_code(struct ctx *c, int64_t place_id); /* both, and a fact */
struct html;
struct html places_town_html(
    struct ctx *c); /* on a town's own pages: where its areas' matters are */
bool places_poster_printed(struct ctx *c, int64_t place_id); /* now, by the reader */
/* By the code on a poster, any case. *revoked: it was taken down. False: unknown. */
bool places_by_code(
    struct ctx *c, const char *code, int64_t *area_id, int64_t *place_id, bool *revoked);
/* From that day on it stands no longer: its homes and who lives in them end with it. */
bool places_close_building(struct ctx *c, int64_t building_id, const char *day);

struct list;
struct finder; /* lib/web/form.h: for FIELD_FOUND; places_pick_pages.c */
extern const struct finder places_stairs_finder, places_finder;
extern const struct list places_list; /* 楼组 */
extern const struct module places_module;
#endif
