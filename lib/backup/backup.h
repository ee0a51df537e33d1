/* backup.h - 备份与恢复: one folder holds a whole neighbourhood, and a new machine grows it again.
 *
 *     DIR/20261127T180433.120Z/        one backup; what lies under .part-* is not one yet
 *         manifest                     written last: without it the folder is no backup
 *         rows/fact  rows/fact.sums    each table as lines (lib/db/dump.h), eight digits for each
 * line files/ab/<sha256>            photos; files/quarantine/ those not yet made
 *
 * It is made while the house is open: all rows are of one moment, and each photo a row names is
 * there. Photos that the backup before has already are shared with it (hard links). Rows of either
 * store go back into either: SQLite grows into PostgreSQL by a backup and a restore. The key file
 * is in no backup: who steals one reads no telephone. Keep the key on paper or on another medium;
 * without it sealed columns stay sealed for ever. The manifest's last line is made with the key, so
 * nobody else can write one.
 */
#ifndef EAVES_BACKUP_H
#define EAVES_BACKUP_H

#include "lib/db/dump.h"

struct backup_area {
    int64_t id, facts;
    const char *code, *head; /* log_head() as hex */
};
struct backup_table {
    const char *name, *columns;
    int64_t rows;
};
struct backup_file {
    const char *path, *sha; /* inside the folder */
    int64_t bytes;
};
struct backup_areas {
    struct backup_area *v;
    size_t n, cap;
};
struct backup_tables {
    struct backup_table *v;
    size_t n, cap;
};
struct backup_files {
    struct backup_file *v;
    size_t n, cap;
};
struct names {
    const char **v;
    size_t n, cap;
};
struct backup { /* a manifest */
    const char *path; /* of the folder */
    int64_t made_at;
    const char *program, *store; /* "0.1.0"; "sqlite", "postgresql" */
    struct applieds applied;
    struct backup_areas areas;
    struct backup_tables tables;
    struct backup_files files; /* rows too */
    struct names missing; /* named by a row, and not to be found when the backup was made */
    int64_t rows, bytes; /* sums */
    bool sealed_by_us; /* our key made it */
};

/* Files that rows name, sorted, each once: "files/ab/<sha256>", "files/quarantine/<name>". */
NODISCARD bool backup_names(struct ctx *c, struct names *out);
/* Is there a house in this store? Else ERR_ABSENT, which says where it looked. */
bool backup_any(struct ctx *c);
/* No house at c->app->store, in words; false. */
bool backup_none(struct ctx *c);
/* Makes one inside `dir`. ERR_BUSY: another is being made there. `quick` does not read again what
 * it shares with the backup before (for one every few minutes). */
NODISCARD bool backup_make(struct ctx *c, const char *dir, bool quick, struct backup *out);
/* Removes all but the newest `keep`, and the last of each day for `keep` days. How many went. */
int backup_thin(struct ctx *c, const char *dir, int keep);
/* Pure: does the i-th of these names, newest first, stay? */
bool backup_stays(const struct names *newest_first, size_t i, int keep);
/* Pure: is it time for another? Each night after three in Shanghai, or `every` minutes after the
 * last one when that is less than a day. newest_at 0: there is none. */
bool backup_is_due(int64_t now, int64_t newest_at, int every);
int64_t backup_newest_at(struct arena *a, const char *dir); /* by its name; 0: none */
/* The newest in dir, or dir itself when it is one; NULL: none. */
const char *backup_newest(struct arena *a, const char *dir);

/* Reads the folder's manifest; ERR_ABSENT: it is no backup; ERR_RULE: the manifest was changed. */
NODISCARD bool backup_read(struct ctx *c, const char *path, struct backup *out);
/* Looks at every byte, then loads the rows into a store of its own in `room`, counts them and
 * recomputes every log. What is wrong stands in *bad, in words; false: it could not be looked at.
 */
NODISCARD bool backup_verify(
    struct ctx *c, const struct backup *b, const char *room, struct sayings *bad);

/* Into an empty or new store and folder, which get their names when all is in and looked at. A
 * backup by an older program is brought up to this one's tables; one by a newer is refused. */
NODISCARD bool backup_restore(struct ctx *c, const struct backup *b, const char *store,
    const char *files_dir, struct sayings *bad);

/* What came of the last ones; all zero when there was none. Times in ms UTC, *_ms how long. */
struct backup_state {
    int64_t made_at, made_ms, rows, bytes;
    const char *path;
    int64_t failed_at; /* later than made_at: the last one failed */
    const char *why;
    int64_t verified_at, bad;
    const char *says; /* the first thing that was wrong */
    int64_t drill_at, drill_ms, drill_rows;
};
bool backup_state(struct ctx *c, struct backup_state *out);
/* "backup.made", "backup.failed", "backup.verified", "backup.drill": numbers, then a text. In a
 * transaction of its own. */
void backup_state_put(struct ctx *c, const char *name, const char *value);

/* The manifest as text, for make.c and its tests. */
const char *backup_manifest(struct ctx *c, const struct backup *b);
#endif
