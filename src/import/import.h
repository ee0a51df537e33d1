/* import.h - 导入名册: a roster out of Excel becomes stairs, homes, households and people.
 *
 * A header row is found by the names people give their columns; each row is read as it is written
 * and either understood or named as bad with its number and the reason, never dropped in silence.
 * What is known already is compared first, so that a dry run writes nothing, and the same file
 * again brings 0 new and 0 changed. All of it is put in one transaction, or nothing.
 */
#ifndef EAVES_IMPORT_H
#define EAVES_IMPORT_H

#include "lib/base/ctx.h"
#include "lib/sheet/sheet.h"

enum roster_news { ROSTER_NEW = 1, ROSTER_CHANGED, ROSTER_SAME };

struct roster_row {
    int number; /* in the file, from 1 */
    const char *compound, *building, *unit; /* names as stored */
    const char *name, *phone; /* "" for an empty home */
    int64_t area_dm2; /* 0: not said */
    enum roster_news news; /* after roster_compare() */
};
struct roster_bad {
    int number;
    struct words why;
};
struct roster {
    struct roster_row *v;
    size_t n, cap;
    struct {
        struct roster_bad *v;
        size_t n, cap;
    } bad;
};
struct roster_counts {
    int64_t fresh, changed, same, bad; /* rows */
    int64_t compounds, buildings, units, people; /* of the fresh rows: what is made */
};

/* A table from texts to what is known of them. */
struct known_entry {
    const char *key, *text;
    int64_t number;
};
struct known {
    struct known_entry *v;
    size_t n, cap; /* cap: a power of two, or 0 */
};
/* The entry of that key; a new one, with number 0, if there was none. */
struct known_entry *known_put(struct arena *a, struct known *k, const char *key);
const struct known_entry *known_get(const struct known *k, const char *key); /* NULL: none */
/* "柳荫里小区\x1f3号楼\x1f301\x1f王秀兰"; parts from the right may be NULL. */
const char *roster_key(struct arena *a, const char *compound, const char *building,
    const char *unit, const char *name);

/* Pure. */
/* False when no header row stands within the first ten rows: words say which column is missing.
 * `compound` names the compound of a file that has no such column, "" if there must be one. */
bool roster_read(struct arena *a, const struct sheet *s, const char *compound, struct roster *out,
    struct err *why);
/* `there` holds a key per compound, building, unit (number: its area) and person (text: phone). */
void roster_compare(
    struct arena *a, struct roster *r, const struct known *there, struct roster_counts *out);

/* Store. */
NODISCARD bool roster_known(struct ctx *c, struct known *out); /* all that this area has */
/* Inside a write transaction: rows that are new or changed; then the plan; one fact. */
bool roster_put(struct ctx *c, const struct roster *r, const struct roster_counts *counts);

/* A roster that was uploaded: read by a job, looked at, put by another. */
enum import_state { /* stored */
    IMPORT_READING = 1,
    IMPORT_READ, /* dry run done: waits for yes or no */
    IMPORT_PUTTING,
    IMPORT_DONE,
    IMPORT_FAILED, /* says why */
    IMPORT_DROPPED,
};
enum { IMPORT_BAD_KEPT = 200 };
struct import_run {
    int64_t id, account_id, made_at;
    enum import_state state;
    bool skip_bad;
    const char *path, *filename, *compound; /* compound: for a file without that column */
    struct roster_counts counts;
    struct roster_bad *bad; /* the first IMPORT_BAD_KEPT */
    size_t n_bad;
    struct words failed;
};
bool import_start(struct ctx *c, struct import_run *run); /* fills id; asks for the job */
NODISCARD bool import_by_id(struct ctx *c, int64_t id, struct import_run *out);
int64_t import_open(struct ctx *c); /* the one that is not done yet; 0: none */
bool import_confirm(struct ctx *c, int64_t id, bool skip_bad);
bool import_drop(struct ctx *c, int64_t id);
bool import_save(struct ctx *c, const struct import_run *run); /* state, counts, bad rows, reason */

/* Jobs: the run is j->subject_id. */
struct job;
void import_read_job(struct ctx *c, const struct job *j);
void import_put_job(struct ctx *c, const struct job *j);

extern const struct module import_module;
#endif
