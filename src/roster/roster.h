/* roster.h - 名册: how committees write down who lives where, and what it says.
 *
 * Titles above, one header row or two, columns called anything, "12号301/302", a household over two
 * rows, a stair written once above its homes or a sheet for each, a subtotal below, a footnote. A
 * map says which column means what; it is guessed from the headers and from the values, looked at
 * by a person, and kept for the next file of that shape. Each row is understood, or named as bad
 * with its number and the reason, or left out and counted: none is dropped in silence. Then it is
 * compared with what is known, so that a dry run writes nothing and the same file again brings
 * nothing new. All of it is pure: no store, no clock.
 */
#ifndef EAVES_ROSTER_H
#define EAVES_ROSTER_H

#include "lib/base/base.h"
#include "lib/sheet/sheet.h"

/* What a column may mean. Stored in maps: never renumber. */
enum roster_column {
    COLUMN_COMPOUND,
    COLUMN_BUILDING,
    COLUMN_ENTRANCE, /* 单元 */
    COLUMN_UNIT,
    COLUMN_ADDRESS, /* 3-2-501, 12号楼301、302室: stair and home in one */
    COLUMN_SIZE,
    COLUMN_NAME,
    COLUMN_PHONE,
    COLUMN_PHONE2,
    COLUMN_RELATION,
    COLUMN_TENANT,
    COLUMN_SINCE,
    COLUMN_OWNER,
    COLUMN_OWNER_PHONE,
    COLUMN_SHARE,
    COLUMN_HOME_ID, /* our own export's */
    COLUMN_PERSON_ID,
    COLUMN_BORN,
    COLUMN_SHARE_OF, /* the register's own list: 份额 1, 分之 2 */
    COLUMNS,
};
struct column_word {
    const char *label, *help; /* msgids */
};
extern const struct column_word column_words[COLUMNS];

struct roster_map {
    int header, header_rows; /* row number in the file of the last header row; 1 or 2 rows */
    int at[COLUMNS]; /* column in the file from 0, or -1 */
    bool hidden_too; /* rows that Excel does not show are read as well */
    bool stairs_above; /* a title, or a row above its homes, says which stair */
    bool all_tabs; /* the other sheets with the same header are read as well */
};

enum { ROSTER_UNITS = 4 };
enum roster_news { ROSTER_NEW = 1, ROSTER_CHANGED, ROSTER_SAME, ROSTER_ASK };
/* What only a person can know; and what they said. Stored. */
enum roster_doubt {
    DOUBT_NONE,
    DOUBT_PHONE, /* the same name in the same home, with another phone */
    DOUBT_NAME, /* the same phone in the same home, under another name */
    DOUBT_HOME, /* the same name and phone in another home */
};
enum roster_answer { ANSWER_NONE, ANSWER_SAME, ANSWER_OTHER, ANSWER_SKIP };

struct roster_row {
    int number; /* in the file, from 1 */
    const char *compound, *building; /* names as stored */
    const char *unit[ROSTER_UNITS]; /* the home; further ones of the same household */
    int units;
    int64_t area_dm2; /* 0: not said */
    const char *name, *phone, *phone2; /* "" for an empty home */
    const char *relation; /* to the head, as written: "配偶"; "" */
    bool tenant;
    const char *since, *born; /* the day they moved in; were born; "" */
    const char *owner, *owner_phone;
    int64_t num, den; /* the owner's share; 0/0: not said */
    bool assumed; /* not said: the one the register has, all of it when it has none */
    int64_t home_id, person_id; /* of our export; 0 */
    bool carried; /* the home was written in a row above */
    bool vague; /* of the birth day only the month is written: nothing is kept of it */
    const char *const *said; /* [COLUMNS]: its cells, with what was carried down; NULL: as typed */
    /* after roster_compare() */
    enum roster_news news;
    enum roster_doubt doubt;
    int64_t unit_id, household_id, who_id; /* known already; who_id: the person, or who may be */
    int64_t old_dm2;
    const char *old_name, *old_phone, *old_born,
        *old_home; /* of who_id; old_home: when it is another */
    const char *what, *old_what; /* "租户 妻": what it is to be; "" when it stays as it is */
    int64_t relation_id;
    bool owns, less; /* the owner's share is new or another; less than the register has */
    const char *old_share; /* "1/2"; "" */
};
struct roster_bad {
    int number;
    struct words why;
    const char *const *said; /* as of a row */
};
struct roster {
    struct roster_row *v;
    size_t n, cap;
    struct {
        struct roster_bad *v;
        size_t n, cap;
    } bad;
    int64_t hidden, notes, carried; /* rows left out; homes taken from the row above */
    struct {
        int *v;
        size_t n, cap;
    } noted; /* which rows: subtotals, footnotes, headers again */
    const char *const *tabs; /* of a joined workbook: its sheets' names; NULL */
    const char *today; /* nobody is born later; NULL: not looked at */
};
struct roster_counts {
    int64_t fresh, changed, same, bad, asked; /* rows */
    int64_t compounds, buildings, units, people; /* of the fresh rows: what is made */
    int64_t hidden, notes, carried;
    /* Of the compounds and stairs that are made: "幸福小区、和平小区"; "" or NULL. */
    const char *names, *stairs;
};

/* The map ------------------------------------------------------------------------------------- */
/* The best guess for a sheet, or for the header row that a person chose (0: none chosen). Answers
 * how many columns it understood. */
int roster_guess(
    struct arena *a, const struct sheet *s, int header, int rows, struct roster_map *out);
/* Two tables side by side under one header: the second begins so many columns on. 0: there is one.
 */
int roster_step(struct arena *a, const struct sheet *s, const struct roster_map *m);
/* What is missing in a map: words, or {0}. compound: named for a file without that column. */
struct words roster_map_lacks(const struct roster_map *m, const char *compound);
/* The header row's texts, folded into one: files of the same shape have the same. */
const char *roster_shape(struct arena *a, const struct sheet *s, const struct roster_map *m);
/* The header of a column as people call it: "住户信息 手机"; "" when there is none. */
const char *roster_heading(
    struct arena *a, const struct sheet *s, const struct roster_map *m, int col);
const char *roster_map_text(struct arena *a, const struct roster_map *m); /* to keep it */
bool roster_map_parse(const char *text, struct roster_map *out);

/* What stands above (roster_above.c) ---------------------------------------------------------- */
/* Of a workbook with a sheet for each stair one sheet is made (import_tabs.c): the rows of the n-th
 * are numbered from n * ROSTER_TAB_ROWS on, and that row itself names compound and stair. */
enum { ROSTER_TAB_ROWS = 2000000 };
struct roster_above { /* "": not said */
    const char *compound, *stair;
};
/* "和平苑3号楼住户情况" says both; "5号楼2单元", "和平苑" one. */
struct roster_above roster_above(struct arena *a, const char *text);
const char *roster_one_more(struct arena *a, const char *list, const char *one); /* a、b; a、b、… */
bool roster_starts_note(const char *cell); /* 合计, 注：, 填表人 */
/* A row's number as people find it: "12", of a joined workbook "3号楼 12". */
const char *roster_row_said(struct arena *a, const char *const *tabs, int number);
/* A row that says no more than where the rows below it are. */
bool roster_section(struct arena *a, const struct roster_map *m, const struct sheet_row *row,
    struct roster_above *out);
/* Named above the header or by the sheet, "柳荫里小区住户名册" -> "柳荫里小区",
 * "柳荫居民区登记表（幸福小区）" -> "幸福小区"; "" */
const char *roster_title_compound(struct arena *a, const struct sheet *s, int header);
const char *roster_title_stair(struct arena *a, const struct sheet *s, int header);

/* The rows ------------------------------------------------------------------------------------ */
/* False, with what is missing, when the map lacks a column. */
bool roster_rows(struct arena *a, const struct sheet *s, const struct roster_map *m,
    const char *compound, struct roster *out, struct err *why);
void roster_refuse(/* a row that was read is bad after all */
    struct arena *a, struct roster *r, const struct roster_row *row, struct words why);
/* Both at once: the first sheet with a header that says enough. */
bool roster_read(struct arena *a, const struct sheet *s, const char *compound, struct roster *out,
    struct err *why);

/* Cells (roster_cells.c); false: `why` says what is wrong with it. */
bool roster_address(struct arena *a, const char *cell, struct roster_row *r, struct words *why);
bool roster_units(struct arena *a, const char *cell, struct roster_row *r, struct words *why);
const char *roster_building(struct arena *a, const char *building, const char *entrance);
bool roster_size(struct arena *a, const char *cell, int64_t *dm2, struct words *why);
bool roster_phones(
    struct arena *a, const char *cell, const char **first, const char **second, struct words *why);
bool roster_day(struct arena *a, const char *cell, const char **day, struct words *why);
/* As roster_day(); a year alone, as our own export masks it, says nothing, nor does a month. */
bool roster_born(
    struct arena *a, const char *cell, const char **day, bool *vague, struct words *why);
bool roster_share(struct arena *a, const char *cell, int64_t *num, int64_t *den, struct words *why);
bool roster_is_organisation(const char *name);
bool roster_tenant(const char *cell);
bool roster_is_address(struct arena *a, const char *cell); /* stair and home in one */
bool roster_is_mobile(struct arena *a, const char *cell);

/* Names (roster_names.c) */
bool roster_ditto(struct arena *a, const char *cell); /* 〃, 同上 */
/* "王　芳" -> "王芳"; of two parts of two characters both are kept. */
const char *roster_plain_name(struct arena *a, const char *cell);
bool roster_same_name(const char *x, const char *y); /* but for spaces */
/* "" where nobody is named: 空关, 待核实. Bad: somebody dead, two people. *tenant: "李四（租）" */
bool roster_name(
    struct arena *a, const char *cell, const char **name, bool *tenant, struct words *why);

/* Comparing ----------------------------------------------------------------------------------- */
/* A table from texts to what is known of them. */
struct known_entry {
    const char *key;
    const char *name, *phone, *born, *home, *what; /* of a person; home: where, in words */
    int64_t id, household_id, relation_id, number; /* number: a unit's area, an owner's num */
    int64_t den;
};
struct known {
    struct known_entry *v;
    size_t n, cap; /* cap: a power of two, or 0 */
};
/* The entry of that key; a new, empty one if there was none. Valid until the next known_put(). */
struct known_entry *known_put(struct arena *a, struct known *k, const char *key);
const struct known_entry *known_get(const struct known *k, const char *key); /* NULL: none */
/* Parts from the right may be NULL. */
const char *roster_key(struct arena *a, const char *compound, const char *building,
    const char *unit, const char *name);
void known_compound(struct arena *a, struct known *k, const char *name, int64_t id);
void known_building(
    struct arena *a, struct known *k, const char *compound, const char *name, int64_t id);
void known_unit(struct arena *a, struct known *k, const char *compound, const char *building,
    const char *name, struct known_entry what);
void known_person(struct arena *a, struct known *k, const char *unit_key, struct known_entry what);
void known_owner(struct arena *a, struct known *k, const char *unit_key, const char *name,
    int64_t num, int64_t den);
/* roster_shares.c. An owner is one however many rows name them; of several each needs a share; a
 * home is owned at most once (Civil Code 298: shares of one whole). Rows that break this are bad.
 */
void roster_check_shares(struct arena *a, struct roster *out); /* the file by itself */
void roster_compare_share(
    struct arena *a, struct roster_row *r, const struct known *there, const char *unit_key);
void roster_weigh_shares(/* with the register's other owners, once every row has its news */
    struct arena *a, struct roster *r, const struct known *there);
/* `answer` says what a person decided about a row in doubt (NULL: nobody was asked); rows without
 * an answer are ROSTER_ASK. */
void roster_compare(struct arena *a, struct roster *r, const struct known *there,
    enum roster_answer (*answer)(void *state, int row), void *state, struct roster_counts *out);
#endif
