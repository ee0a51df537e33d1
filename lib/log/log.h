/* log.h - facts: what happened, once, in the order of the area's own numbers.
 *
 * record() is called once per fact, inside the request's transaction. Timeline, messages, audit
 * and the public log all come from it. The number comes from the area's head row, which
 * db_begin_area has locked: no gaps. The leaf is specified in docs/log.md.
 */
#ifndef EAVES_LOG_H
#define EAVES_LOG_H

#include "lib/base/module.h"
#include "lib/db/db.h"

/* Who may see a matter, fact, file, list or search row. Stored: never renumber. */
enum audience {
    AUDIENCE_PUBLIC = 0,
    AUDIENCE_AREA = 1, /* residents of the area */
    AUDIENCE_PLACE = 2, /* residents of the place */
    AUDIENCE_STAFF = 3, /* staff of the place */
    AUDIENCE_CASE = 4, /* those on the case; never indexed */
};

struct fact {
    const char *kind; /* "requests.answered" */
    int64_t subject_id; /* the matter, person, sheet ... */
    int64_t place_id; /* 0: the whole area */
    enum audience audience;
    struct words words; /* what the timeline says; no name, phone or address in it */
    const char *text; /* what was typed with it (answer, reason), "" if nothing */
    /* filled by record() */
    int64_t id, seq, at;
};
/* Needs an act: act_begin() of a POST, or act_system(), which it calls itself in a job. */
bool record(struct ctx *c, struct fact *f); /* runs the reactions too */

/* The head of an area, once, in the transaction that makes the area. */
bool area_head_make(struct ctx *c, int64_t area_id);
/* The area's next number of a printed sheet, of a ticket a resident can say on the phone: from 1,
 * without gaps; 0 with c->err set. */
int64_t log_next_sheet(struct ctx *c);
int64_t log_next_ticket(struct ctx *c);

/* The act of this request: the first statement of a POST's transaction. ----------------------- */
enum act_state { ACT_NEW, ACT_REPLAYED, ACT_FAILED };
/* ACT_REPLAYED: this key was answered before; *status and *location are that answer. The same key
 * with another route or another account is refused (ERR_CONFLICT). */
enum act_state act_begin(struct ctx *c, const char *route, int *status, const char **location);
bool act_end(struct ctx *c, int status, const char *location);
bool act_refused(struct ctx *c); /* kept, but the same form may be sent again */
/* An act of the house itself (jobs, commands): stored with a key of its own; c->act.id is set. */
bool act_system(struct ctx *c);

/* A row of the timeline or the audit trail, joined with its act. */
struct entry {
    int64_t id, seq, at, subject_id, place_id;
    const char *kind;
    enum audience audience;
    struct words words; /* in the arena */
    const char *text;
    int64_t act_id, typed_by; /* account */
    int64_t person_id; /* whose wish */
    enum hand hand;
    enum channel channel;
    int64_t happened_at, typed_at;
    const char *evidence;
};
struct entries {
    struct entry *v;
    size_t n, cap;
};
NODISCARD bool log_of_subject(
    struct ctx *c, int64_t subject_id, enum audience most, struct entries *out); /* oldest first */
NODISCARD bool log_of_area(struct ctx *c, int64_t before_seq, int limit, struct entries *out);
/* Recomputes every leaf of the area; names the first bad number. */
NODISCARD bool log_check(struct ctx *c, int64_t area_id, int64_t *bad_seq, int64_t *checked);
/* The head of the tree over the area's leaves (RFC 6962, docs/log.md) and how many they are: equal
 * for equal logs, another for any change. All zero when there is none yet. */
NODISCARD bool log_head(struct ctx *c, int64_t area_id, int64_t *facts, uint8_t head[32]);
/* Takes words, text and salt out of a fact for good (a person's right to be forgotten); number and
 * leaf stay, so the log still adds up. Recorded as "log.erased". */
bool log_erase(struct ctx *c, int64_t seq);

/* What must survive a refusal (wrong codes, foreign ids, denials): written by the router in a
 * transaction of its own after the rollback. Kinds: "denied", "foreign_id", "wrong_code", ... */
void note_after(struct ctx *c, const char *kind, const char *detail);
bool notes_write(struct ctx *c); /* the router's */

const char *words_to_json(struct arena *a, struct words w);
struct words words_from_json(struct arena *a, const char *json); /* {0} when it is not ours */
extern const struct personal log_personal[]; /* log_personal.c */
extern const struct module log_module;
#endif
