/* rolls.h - 名册: 一份名单，一户一户打勾。
 *
 * A roll holds buildings, units, households or persons of a place; each row gets ticks: done,
 * refused, nobody home. Ticks are only ever added. The latest by the time it happened counts, an
 * undoing takes one back. Two "nobody home" within two hours are one visit, unless they
 * stand in two boxes of one sheet; after three visits the
 * row is 三次未遇. Whether it was tapped, written on a sheet and typed back, telephoned or pasted
 * from a group's 接龙 makes no difference to the rows; the act says by which way it came.
 *
 * A room declares its kinds; the engine gives door grid, coverage, visit sheet, type-back, paste.
 */
#ifndef EAVES_ROLLS_H
#define EAVES_ROLLS_H

#include "lib/db/register.h"

enum roll_subject { ROLL_BUILDINGS = 1, ROLL_UNITS, ROLL_HOUSEHOLDS, ROLL_PERSONS }; /* stored */
enum tick_state { TICK_NONE, TICK_DONE, TICK_REFUSED, TICK_AWAY, TICK_UNDO }; /* stored */
enum { ROLL_VISITS = 3, ROLL_VISIT_GAP_MS = 2 * 3600 * 1000, ROLL_UNDO_DAYS = 7 };

/* One way to tick a row: a button, a column on the sheet, words of a 接龙. */
struct roll_mark {
    int key; /* 1-9: what is typed from a sheet */
    enum tick_state state;
    int64_t choice; /* for the room's own answers; 0: none */
    const char *label; /* msgid: 送到 */
    const char *words; /* as neighbours write it, separated by spaces; "" none */
};
struct roll_kind {
    const char *name; /* "contacts.cards" */
    const char *title; /* msgid: 送连心卡 */
    enum roll_subject subject;
    bool living; /* newcomers are added when it is next written to; else frozen at its opening */
    int opens, ticks; /* duties over the roll's place, over the row's stair */
    bool paper_only; /* statutory: typed from signed sheets, never tapped or pasted */
    const struct roll_mark
        *marks; /* ends with {0}; the first is what a 接龙 line means by itself */
};

struct roll {
    int64_t id, place_id, opened_at, closed_at, opened_by, rows; /* closed_at 0: open */
    bool filled; /* false: the runner is still writing its rows */
    const struct roll_kind *kind;
    const char *title, *place; /* as typed, or the kind's; say it with rolls_title() */
};
struct rolls {
    struct roll *v;
    size_t n, cap;
};
struct roll_row {
    int64_t roll_id, row_no, building_id, unit_id, subject_id, choice, ticked_at;
    enum tick_state state;
    int visits;
    bool gone; /* no longer there: kept, not counted */
    const char *name; /* "301" */
};
struct roll_rows {
    struct roll_row *v;
    size_t n, cap;
};
struct tick {
    int64_t id, row_no, choice, happened_at, act_id, undoes, account_id, made_at;
    enum tick_state state;
    enum hand hand;
    enum channel channel;
    const char *evidence;
};
struct ticks {
    struct tick *v;
    size_t n, cap;
};
struct roll_cover { /* of one stair, or summed */
    int64_t building_id, total, done, refused, away, unmet; /* unmet: of away, thrice not met */
    const char *name; /* "柳荫里小区 3号楼" */
};
struct roll_covers {
    struct roll_cover *v;
    size_t n, cap;
};
struct marking { /* what is wished for one row */
    int64_t row_no;
    int key; /* of a mark; 0 takes the latest tick back */
    int64_t happened_at; /* 0: the act's */
};

/* Rules (pure). */
const struct roll_mark *rolls_mark(const struct roll_kind *k, int key); /* NULL: none */
/* The mark that says a result in the roll's own word; NULL: none yet. */
const struct roll_mark *rolls_mark_of(
    const struct roll_kind *k, enum tick_state state, int64_t choice);
/* State, choice, visits and ticked_at of a row out of all its ticks, in any order. */
void rolls_sum(const struct tick *v, size_t n, struct roll_row *row);
/* From when on the next visit in vain counts as one more; 0: nobody needs to come again. */
int64_t rolls_next_visit(const struct tick *v, size_t n);
bool rolls_unmet(const struct roll_row *row); /* 三次未遇 */
bool rolls_may_tick(const struct roll *r, const struct roll_row *row, enum channel by,
    const struct roll_mark *m, struct err *why);
bool rolls_may_undo(const struct roll *r, const struct tick *latest, int64_t now, struct err *why);

/* 接龙 (pure): what people paste from a WeChat group. --------------------------------------------
 */
enum chain_verdict {
    CHAIN_FITS = 1, /* a door and a mark */
    CHAIN_SAME, /* the same door said the same before */
    CHAIN_OTHER, /* the same door said something else before: neither is taken by itself */
    CHAIN_NO_DOOR, /* no door, or none of this stair: typed says which */
    CHAIN_ELSEWHERE, /* a door of another stair */
    CHAIN_LATER, /* says itself that it is not done yet */
    CHAIN_UNSURE, /* asks or only thanks: not ticked unless somebody looked; key: the first mark */
};
struct chain_line {
    const char *text, *typed; /* the line as pasted; the door as it stands there, "" none */
    int door; /* index among the doors, -1 none */
    int key; /* mark */
    enum chain_verdict verdict;
};
struct chain {
    struct chain_line *v;
    size_t n, cap;
    const char *title; /* what stands above the first line */
};
/* doors: unit names of one stair; number: of the stair ("3号楼" -> 3), 0 unknown. */
void rolls_chain(struct arena *a, const char *text, const char *const *doors, size_t n,
    int64_t number, const struct roll_mark *marks, struct chain *out);

/* Store. ERR_ABSENT for what is not of this area. */
const struct roll_kind *rolls_kind(struct ctx *c, const char *name);
/* Rows are written at once, or by the runner when there are many stairs (r->filled false). */
bool rolls_open(struct ctx *c, struct roll *r);
/* The same with these persons on it and nobody else; frozen. */
bool rolls_open_for(struct ctx *c, struct roll *r, const struct ids *persons);
NODISCARD bool rolls_by_id(struct ctx *c, int64_t id, struct roll *out);
/* Those with rows in that stair; open ones first, newest first. */
NODISCARD bool rolls_of_building(struct ctx *c, int64_t building_id, struct rolls *out);
/* Rows of one stair (0: all), in the order of floors; gone ones last. */
NODISCARD bool rolls_rows(
    struct ctx *c, int64_t roll_id, int64_t building_id, struct roll_rows *out);
NODISCARD bool rolls_row(struct ctx *c, int64_t roll_id, int64_t row_no, struct roll_row *out);
NODISCARD bool rolls_ticks(struct ctx *c, int64_t roll_id, int64_t row_no, struct ticks *out);
/* All of one stair's, or nothing: the first that is wrong is said. One fact. */
bool rolls_tick(struct ctx *c, const struct roll *r, int64_t building_id, const struct marking *v,
    size_t n, int64_t *first_tick);
NODISCARD bool rolls_coverage(struct ctx *c, int64_t roll_id, struct roll_covers *out);
struct roll_cover rolls_total(const struct roll_covers *all); /* pure */
bool rolls_close(struct ctx *c, const struct roll *r);
bool rolls_refresh(struct ctx *c, const struct roll *r); /* a living one: who came, who left */

/* Visit sheets. */
struct roll_sheet {
    int no;
    int64_t roll_id, building_id, made_at;
    struct roll_rows rows; /* row 1 is v[0] */
};
bool rolls_print(struct ctx *c, const struct roll *r, int64_t building_id, int *first_no);
NODISCARD bool rolls_sheet(struct ctx *c, int no, struct roll_sheet *out); /* ERR_ABSENT */
/* What was typed from sheets, a row a line: "123456 07 42 1"; 33 is twice nobody home. */
struct typed_line {
    int sheet, row;
    int keys[9]; /* marks in the order typed; ends with 0 */
};
struct typed_row {
    const char *text, *name; /* as typed; "301" once it was found */
    struct typed_line line;
    int64_t roll_id, building_id, row_no;
    struct words wrong; /* {0}: fits */
};
struct typed_rows {
    struct typed_row *v;
    size_t n, cap;
};
NODISCARD bool rolls_typed(struct ctx *c, const char *lines, struct typed_rows *out); /* looks */
int64_t rolls_wrong(const struct typed_rows *all); /* how many of them */
/* All of them or none; with part those that are right, when there are any. Each row of a sheet
 * once. The act has to say that it came on paper. */
bool rolls_type(struct ctx *c, const char *lines, bool part, struct typed_rows *out);

/* For pages of any room. */
const char *rolls_title(struct ctx *c, const struct roll *r); /* in the reader's language */
/* The result of a row in its roll's own word: 送到, 办了, 2次没人, 还没. */
const char *rolls_row_said(struct ctx *c, const struct roll_kind *k, const struct roll_row *row);
/* For the group chat: how many of how many, no name and no door. */
const char *rolls_group_text(
    struct ctx *c, const struct roll *r, const struct roll_cover *sum, const char *link);
enum hand rolls_hand(struct ctx *c); /* staff or leader */
/* :id of a route as a stair, :roll as a list it is on and the reader may tick; else false, 404. */
int64_t rolls_place_of(struct ctx *c);
bool rolls_at_door(struct ctx *c, struct roll *out);

extern const struct roll_kind rolls_kinds[]; /* the first: a leader's own list */
extern const struct list rolls_list;
extern const struct choice rolls_row_states[], rolls_ways[]; /* a row's result; by which way */
extern const struct figure rolls_figures[];
extern const struct register_part rolls_registers[];
extern const struct module rolls_module, rolls_tick_module, rolls_sheet_module, rolls_chain_module;
#endif
