/* import.h - 导入名册: an upload looked at, mapped, tried, put as one batch, and taken back.
 *
 * A file is opened by a job and its columns guessed; a person says which mean what (once for files
 * of one shape); a second job tries it and writes nothing: new, changed, same, bad, and what only a
 * person can know. Yes puts all of it in one transaction, or nothing. What was made and changed is
 * kept, so that the whole batch can be taken back as long as nothing later stands on it.
 */
#ifndef EAVES_IMPORT_H
#define EAVES_IMPORT_H

#include "lib/base/ctx.h"
#include "lib/db/list.h"
#include "src/roster/roster.h"

enum import_state { /* stored */
    IMPORT_LOOKING = 1, /* a job opens the file */
    IMPORT_MAPPING, /* waits for which column means what */
    IMPORT_READING, /* a job tries it */
    IMPORT_READ, /* tried: waits for yes or no */
    IMPORT_PUTTING,
    IMPORT_DONE,
    IMPORT_FAILED, /* says why */
    IMPORT_DROPPED,
    IMPORT_UNDOING,
    IMPORT_UNDONE,
};
enum { IMPORT_SHOWN_MAX = 200, IMPORT_ROWS_MAX = 50 };

struct import_change { /* a row that would change something, told in words; phones masked */
    int row;
    enum roster_doubt doubt; /* DOUBT_NONE: no question */
    const char *home, *name, *old, *fresh; /* old -> fresh */
};
struct import_line { /* a row as it was read; its phone masked */
    int row;
    enum roster_news news;
    const char *stair, *home, *name, *phone;
};
struct import_names {
    const char **v;
    size_t n, cap;
};
struct import_block { /* what keeps a batch from being taken back */
    struct words words;
    const char *path; /* below /a/CODE/; "" */
};
enum import_kind { IMPORT_ROSTER = 1, IMPORT_POSTS }; /* stored; 0: a roster */
struct import_run {
    enum import_kind kind;
    int64_t id, account_id, made_at, tab;
    enum import_state state;
    bool skip_bad;
    const char *path, *filename, *compound; /* compound: for a file without that column */
    struct roster_map map; /* header 0: none yet */
    const char *answers;
    struct roster_counts counts;
    /* "" or NULL: columns that were not read; rows of which one of two telephones is not kept, rows
     * with a birth month only, rows that are none */
    const char *unread, *lost, *vague, *noted;
    struct import_names tabs, unread_tabs; /* sheets, read and not; of several roster_row_said() */
    struct {
        struct roster_bad *v;
        size_t n, cap;
    } bad; /* the first IMPORT_SHOWN_MAX, as the next two */
    struct {
        struct import_change *v;
        size_t n, cap;
    } changes, asked;
    struct {
        struct import_line *v;
        size_t n, cap;
    } lines; /* the first IMPORT_ROWS_MAX, kept until it is written */
    struct sheets preview; /* the first rows of each sheet */
    struct {
        struct import_block *v;
        size_t n, cap;
    } blocks;
    struct words failed;
};
struct import_runs {
    struct import_run *v; /* without what their pages show */
    size_t n, cap;
};

/* Store (import_run_store.c) ------------------------------------------------------------------- */
bool import_make(struct ctx *c, struct import_run *run); /* fills id; its state as given */
bool import_start(struct ctx *c, struct import_run *run); /* fills id; asks for the job */
NODISCARD bool import_by_id(struct ctx *c, int64_t id, struct import_run *out);
NODISCARD bool import_recent(struct ctx *c, struct import_runs *out); /* newest first */
int64_t import_open(struct ctx *c); /* the one that is not done yet; 0: none */
bool import_save(struct ctx *c, const struct import_run *run);
bool import_keep_preview(struct ctx *c, int64_t id, const struct sheets *all);
bool import_map_run(struct ctx *c, const struct import_run *run); /* tab, map, compound: read it */
bool import_remap(struct ctx *c, int64_t id); /* from tried back to mapping */
bool import_confirm(struct ctx *c, int64_t id, bool skip_bad);
bool import_drop(struct ctx *c, int64_t id);
bool import_answer(struct ctx *c, int64_t id, const char *answers); /* tries it again */
bool import_ask_undo(struct ctx *c, int64_t id); /* leaves the fact of who asked */
/* How a file of that shape was mapped; and, for one without a column of compounds, which compound a
 * title like its title was said to mean, which is else guessed. False: never seen before. */
bool import_remember(struct ctx *c, const struct sheet *s, const struct import_run *run);
bool import_recall(struct ctx *c, const struct sheet *s, struct import_run *run);
/* JSON of what pages show (import_shown.c) */
const char *import_shown(struct arena *a, const struct import_run *run);
void import_shown_parse(struct arena *a, const char *text, struct import_run *run);
const char *import_preview(struct arena *a, const struct sheets *all);
void import_preview_parse(struct arena *a, const char *text, struct sheets *out);
const char *import_blocked(struct arena *a, const struct import_run *run);
void import_blocked_parse(struct arena *a, const char *text, struct import_run *run);

/* Putting (import_put_store.c) ----------------------------------------------------------------- */
NODISCARD bool roster_known(struct ctx *c, struct known *out); /* all that this area has */
/* Inside a write transaction: rows that are new or changed; then the plan; one fact. run_id: under
 * which the changes are kept. */
bool roster_put(struct ctx *c, int64_t run_id, const struct roster *r, const struct known *there,
    const struct roster_counts *counts);
struct import_cost { /* of taking it back: who goes from the roster, letters printed for its homes
                      */
    int64_t people, letters;
};
NODISCARD bool import_undo_cost(struct ctx *c, int64_t run_id, struct import_cost *out);
/* False with run->blocks filled when something later stands on it; else all of it is taken back. */
bool import_undo(struct ctx *c, struct import_run *run);

/* Reading (import_read.c): pure but for the file. */
bool import_open_file(struct ctx *c, const struct import_run *run, struct sheets *out);
enum roster_answer import_answer_of(void *answers, int row); /* answers: "12 1 40 2" */
/* The rows to read: of the chosen sheet, or of all that have its header (import_tabs.c). Fills
 * run->tabs. */
const struct sheet *import_sheet(struct ctx *c, const struct sheets *all, struct import_run *run);
/* Each of the sheets with that header says itself which compound or stair it is of. */
bool import_tabs_apart(struct ctx *c, const struct sheets *all, const struct import_run *run);
/* Which sheet, and what its columns mean. */
void import_guess(struct ctx *c, const struct sheets *all, struct import_run *run);
void import_tell(
    struct ctx *c, const struct sheet *s, const struct roster *r, struct import_run *run);
const char *import_letter(struct ctx *c, int col); /* of a column, as Excel calls it */
const char *import_row_said(struct ctx *c, const struct import_run *run, int row);
void import_tell_bad(struct ctx *c, const struct roster *r, struct import_run *run); /* by row */
/* A workbook of the bad rows as they were, with a red column that says why. */
bool import_bad_book(struct ctx *c, const struct sheet *s, const struct import_run *run,
    const struct roster *r, struct buf *out);
const char *import_bad_path(struct ctx *c, int64_t run_id);

/* Tried at once and put when `put` and nothing is bad or in doubt, or run->skip_bad: for commands
 * and the demo, inside a write transaction. A map of 0 is guessed, or the one of that shape. */
bool import_now(
    struct ctx *c, struct import_run *run, const struct sheets *all, bool put, struct roster *out);

/* Jobs: the run is j->subject_id. */
struct job;
void import_look_job(struct ctx *c, const struct job *j);
void import_read_job(struct ctx *c, const struct job *j);
void import_put_job(struct ctx *c, const struct job *j);
void import_undo_job(struct ctx *c, const struct job *j);

/* import_list_store.c */
extern const struct list import_runs_list;
extern const struct choice import_states[];

extern const struct module import_module;
extern const struct module roster_module; /* the roster as it stands, as a table */
#endif
