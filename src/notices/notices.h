/* notices.h - 公告栏: 该让大家知道的事，什么时候起、到哪天止、谁落款、贴出去没有。
 *
 * A notice is for an area, a compound, a grid or a stair, from a day to a day, and signed by a
 * body. The days of an outage are the outage's own: it is shown from the moment it is published.
 * It ends by itself on its day. Put right, it gets a new version and the old one stays to be
 * read; taken down early, it keeps its reason. What differs between kinds is a row of
 * notices_kinds; what a committee, owners' committee or property has to publish, and how often, one
 * of notices_duties. Readers are counted when they say 我看过了, each person once; who they are is
 * shown to nobody, and no fact is recorded of it. The sheet on the wall is proved by a photo with
 * place and day; which stair has none yet is a roll (src/rolls).
 */
#ifndef EAVES_NOTICES_H
#define EAVES_NOTICES_H

#include "lib/calendar/calendar.h"
#include "lib/db/list.h"
#include "lib/find/find.h"
#include "lib/log/log.h"

enum notice_kind { /* stored */
    NOTICE_PLAIN = 1, /* 通知 */
    NOTICE_OUTAGE, /* 停水停电 */
    NOTICE_DUTY, /* 居务公开 */
    NOTICE_OPEN, /* 公示 */
    NOTICE_DECISION, /* 决定 */
    NOTICE_EVENT, /* 活动 */
    NOTICE_OTHER,
};
struct notice_rule { /* what a kind asks for; by kind */
    bool hours, duty, period, decided;
    bool official; /* not by a stair alone */
    int days; /* at least so long; 0: any */
};
struct notice_duty { /* what has to be published; ends with {0} */
    int64_t id; /* stored */
    const char *key, *label; /* msgid */
    int body; /* enum body_kind: whose duty; the committee may stand in */
    int months; /* at least once in so many */
};
enum notice_state { NOTICE_COMING = 1, NOTICE_NOW, NOTICE_ENDED, NOTICE_TAKEN };

struct bulletin {
    int64_t id, no, place_id, body_id, version, made_at, made_by, taken_at, duty;
    enum notice_kind kind;
    enum audience audience;
    const char *title, *text, *hours, *valid_from, *valid_to; /* valid_to "": until taken down */
    const char *decided_on, *decided_by, *taken_why, *place, *body;
};
struct bulletins {
    struct bulletin *v;
    size_t n, cap;
};
struct notice_was { /* an earlier version, and why it was changed */
    int64_t version, replaced_at;
    const char *title, *text, *hours, *valid_from, *valid_to, *why;
};
struct notice_wases {
    struct notice_was *v;
    size_t n, cap;
};
struct notice_step { /* how a decision is carried out */
    int64_t id, file_id;
    const char *day, *text;
};
struct notice_steps {
    struct notice_step *v;
    size_t n, cap;
};
/* Rules (pure). */
const struct notice_rule *notices_rule(enum notice_kind kind); /* NULL: no such kind */
const struct notice_duty *notices_duty(int64_t id); /* NULL: none */
enum notice_state notices_state(const struct bulletin *n, const char *today);
/* The last day of a period: the day it is put up is not counted. */
int64_t notices_last_day(const struct calendar *k, int64_t from, int64_t days, bool working);
/* Is it whole, and may a body of that kind sign it? */
bool notices_check(const struct bulletin *n, int body_kind, struct err *why);
/* May it become that? What is open to objections is not shortened. */
bool notices_may_change(const struct bulletin *was, const struct bulletin *now, struct err *why);
const char *notices_brief(struct arena *a, const char *text, size_t letters); /* one line of it */

/* Store. ERR_ABSENT for what is not of this area. */
bool notices_publish(struct ctx *c, struct bulletin *n); /* fills id, no, version */
bool notices_change(struct ctx *c, struct bulletin *n, int64_t seen_version, const char *why);
bool notices_take(struct ctx *c, const struct bulletin *n, const char *why);
NODISCARD bool notices_by_id(struct ctx *c, int64_t id, struct bulletin *out);
int64_t notices_by_no(struct ctx *c, int64_t no); /* 0: none */
NODISCARD bool notices_was(struct ctx *c, int64_t id, struct notice_wases *out); /* newest first */
/* Today's over that place, urgent ones first, then the nearest; place 0: anywhere. */
NODISCARD bool notices_today(
    struct ctx *c, int64_t place_id, enum audience most, int limit, struct bulletins *out);
bool notices_read(struct ctx *c, int64_t id); /* by the one the act is for */
int64_t notices_readers(struct ctx *c, int64_t id);
bool notices_has_read(struct ctx *c, int64_t id);
/* Decisions. */
bool notices_carry_out(struct ctx *c, const struct bulletin *n, const struct notice_step *s);
NODISCARD bool notices_steps(struct ctx *c, int64_t notice_id, struct notice_steps *out);

#define NOTICES_FIND 3 /* lib/find; stored */
/* What is for one stair is shown at that stair; a list of all (0) shows what is for all. */
enum audience notices_audience(struct ctx *c, int64_t place_id);
bool notices_visible(struct ctx *c, const struct bulletin *n); /* may the reader read it? */
/* The newest first: those that hold what was asked and may be read, at most limit. */
NODISCARD bool notices_find(
    struct ctx *c, const struct find_words *f, size_t limit, struct bulletins *out);
bool notices_reindex(struct ctx *c); /* every one of the area into lib/find */

extern const struct choice notices_kinds[], notices_states[], notices_audiences[];
extern const struct notice_duty notices_duties[];
extern const struct list notices_list;
extern const struct personal notices_personal[];
extern const struct module notices_module, notices_write_module;
#endif
