/* requests.h - 诉求: a trouble is told, somebody owns it, it ends in evidence or in a reason.
 *
 * A resident (or a helper, an operator, a typist) says what and where; the kind is guessed from the
 * committee's keyword table; neighbours who said the same may be joined (+1). Staff accept and
 * assign; the owner answers with evidence; the asker confirms or reopens. Silence is never
 * "satisfied" (product rule 3). The rows are the same whichever hand and channel (product rule 1).
 */
#ifndef EAVES_REQUESTS_H
#define EAVES_REQUESTS_H

#include "lib/calendar/calendar.h"
#include "lib/db/register.h"
#include "src/bodies/bodies.h"
#include "src/matters/matters.h"

struct job;

enum request_state { /* stored */
    REQUEST_NEW = 10, /* 待受理 */
    REQUEST_ACCEPTED = 20, /* 已受理 */
    REQUEST_DOING = 30, /* 办理中: assigned to a body */
    REQUEST_WAITING = 40, /* 等待: for a reason, until a day; the clock stands still */
    REQUEST_ANSWERED = 50, /* 待确认 */
    REQUEST_CLOSED = 60, /* 已办结 */
};
enum request_outcome { /* stored */
    OUTCOME_CONFIRMED = 1, /* 本人确认解决 */
    OUTCOME_UNCONFIRMED, /* 已办结，未获确认 */
    OUTCOME_REFUSED, /* 不予办理，有理由 */
    OUTCOME_WITHDRAWN, /* 本人撤回 */
    OUTCOME_MERGED, /* 并入另一件: that one goes on for both askers */
};
enum request_happy { /* stored in the kind of a fact, never asked for twice, never from silence */
    HAPPY = 1, /* 满意 */
    HAPPY_SO_SO, /* 一般 */
    HAPPY_NOT, /* 不满意 */
};
enum request_kind { /* stored */
    KIND_LIGHT = 1, /* 公共照明 */
    KIND_LIFT, /* 电梯 */
    KIND_WATER, /* 供水漏水 */
    KIND_DRAIN, /* 下水堵塞 */
    KIND_DOOR, /* 门禁门窗 */
    KIND_CLUTTER, /* 楼道堆物 */
    KIND_RUBBISH, /* 垃圾清运 */
    KIND_PARKING, /* 停车 */
    KIND_NOISE, /* 噪声扰民 */
    KIND_PETS, /* 宠物 */
    KIND_GREEN, /* 绿化 */
    KIND_SAFETY, /* 消防安全 */
    KIND_WALL, /* 墙面屋面 */
    KIND_CARE, /* 老人照料 */
    KIND_NEIGHBOURS, /* 邻里纠纷 */
    KIND_IDEA, /* 建议 */
    KIND_OTHER, /* 其他 */
};
/* What goes with a kind: who owns it first, and how long until an answer is due. */
struct request_kind_info {
    enum request_kind kind;
    const char *key, *label, *help, *icon; /* "light", msgids, sprite name */
    enum body_kind owner;
    struct span triage, answer; /* until it has an owner, until that one should have answered;
                                   an area may set its own: requests_clock() */
    bool repair; /* something is mended: the answer shows a photo, or says why there is none */
    bool quarrel; /* of one neighbour with another: at first for those who handle it only */
};
enum {
    REQUEST_CONFIRM_DAYS = 7, /* for the asker's yes or no */
    REQUEST_CALL_DAYS = 3, /* before the end of those: someone should call */
    REQUEST_BODY_MIN = 2, /* characters */
    REQUEST_PHOTOS_MAX = 3,
    REQUEST_TITLE_MAX = 40,
    REQUEST_WAITS_MAX = 2, /* a round */
    REQUEST_WAIT_DAYS = 60, /* each at most */
};
enum { LEVEL_COMMITTEE = 1, LEVEL_HEADS, LEVEL_TOWN }; /* stored: how far up a late one has gone */
const struct request_kind_info *requests_kind_info(int64_t kind); /* never NULL: 其他 */
extern const struct choice requests_kinds[], requests_states[], requests_outcomes[],
    requests_levels[], requests_happies[],
    requests_ends[]; /* end with {0}; ends: states, a closed one says how it ended */
extern const struct matter_kind requests_matter;

struct request {
    struct matter m;
    int64_t kind, unit_id, reopened, waits;
    enum span_unit clock_unit; /* of the clock that runs */
    int64_t left; /* when it was stopped: working days or ms */
    int64_t into_ticket; /* of what it was joined to; 0 */
    const char *body, *spot, *unit; /* spot: 门厅, 三楼转角 */
};
struct keyword {
    const char *word;
    int64_t kind;
};
struct keywords {
    struct keyword *v;
    size_t n, cap;
};
struct request_clock {
    struct span triage, answer;
    const char *source; /* by which paper; "" the house's own */
    int64_t since; /* 0: the house's own */
};
struct request_draft {
    int64_t id, place_id, unit_id, kind, join_id, person_id, happened_at, made_at, request_id;
    enum audience audience;
    enum channel channel;
    const char *session, *body, *spot, *asker_name, *asker_phone, *evidence;
};

/* Rules (pure). */
/* The kind whose words stand most often in the folded text, longest words first; KIND_OTHER if
 * none. */
enum request_kind requests_guess(const struct keywords *words, const char *folded);
/* The n likeliest, the guess first; filled up with common ones, none twice. */
void requests_likely(const struct keywords *words, const char *folded, int n, int64_t *out);
extern const struct keyword requests_default_words[]; /* ends with {0} */
bool requests_may_open(const struct request_draft *d, struct err *why); /* 5 characters at least */
const char *requests_title(
    struct arena *a, const char *body); /* first sentence, at most 40 characters */

/* How far up one should have gone whose clock ran out at due_at, with the words that say so; and
 * when it will go further, 0 never. */
int requests_level(const struct calendar *k, int64_t due_at, int64_t now, struct words *says);
int64_t requests_next_rung(const struct calendar *k, int64_t due_at, int64_t now);
struct words requests_span_says(struct span s); /* "2 个工作日" */
bool requests_may_wait(const struct request *r, int64_t until, int64_t now, struct err *why);
/* What is left of its clock, in .clock_unit; and when that ends if the clock goes on now. */
int64_t requests_left(const struct calendar *k, const struct request *r, int64_t now);
int64_t requests_due_again(const struct calendar *k, const struct request *r, int64_t now);
/* others: somebody else's trouble was joined to r before. */
bool requests_may_merge(
    const struct request *r, const struct matter *into, bool others, struct err *why);
/* May bodies of that kind be given a request to answer? */
bool requests_may_own(enum body_kind kind);
/* The one sentence that says how it stands. */
struct words requests_says(const struct matter *m, int64_t now);

/* Store. */
NODISCARD bool requests_keywords(struct ctx *c, struct keywords *out);
bool requests_put_keyword(struct ctx *c, const char *word, int64_t kind);
bool requests_drop_keyword(struct ctx *c, const char *word);
bool requests_keywords_default(struct ctx *c); /* a new area starts with these */
bool requests_draft_put(struct ctx *c, struct request_draft *d);
bool requests_draft_save(struct ctx *c, const struct request_draft *d);
/* Only of the browser that out->session names; ERR_ABSENT. */
NODISCARD bool requests_draft(struct ctx *c, int64_t id, struct request_draft *out);
/* The one way a request comes to be, whatever hand and channel: asker from c->act.person_id. A
 * draft with join_id becomes a +1 on that matter instead. *id is the matter. */
bool requests_open(struct ctx *c, const struct request_draft *d, int64_t *id);
NODISCARD bool requests_see(struct ctx *c, int64_t id, struct request *out);
/* matters_move() with what a request adds: the kind's clock, the photo's need, the count of
 * reopenings, the jobs that watch over its clocks. */
bool requests_move(struct ctx *c, const char *verb, struct moving *what);
/* Does that body stand over the place, and may it be held to a date? Refuses with "body". */
bool requests_may_assign(struct ctx *c, int64_t place_id, int64_t body_id);
/* How satisfied the one it is for says to be, a fact of its own; 0: said nothing, no fact. */
bool requests_happy(struct ctx *c, int64_t id, int64_t happy);
/* The limits of that kind that hold for what is opened or assigned now. */
NODISCARD bool requests_clock(struct ctx *c, int64_t kind, struct request_clock *out);
/* Other limits from now on; what runs keeps the ones it was given. */
bool requests_set_clock(struct ctx *c, int64_t kind, const struct request_clock *new);
/* By its number, as residents say it: "0431"; ERR_ABSENT. */
NODISCARD bool requests_by_ticket(struct ctx *c, int64_t ticket, int64_t *id);
/* The engine's hook: what requests_move() did besides, taken back. */
void requests_undone(struct ctx *c, int64_t id, const char *verb, int64_t act_id);
/* Jobs: nobody answered in time; the asker said nothing for REQUEST_CONFIRM_DAYS. */
void requests_overdue(struct ctx *c, const struct job *j);
void requests_unconfirmed(struct ctx *c, const struct job *j);
/* At a server's start, in a transaction of no area: other days are worked than when it was last
 * started (a year's notice came in). What runs is counted anew by a job in each area. */
bool requests_days_changed(struct ctx *c);
void requests_recount(struct ctx *c, const struct job *j);
extern const struct list requests_list, requests_words_list, requests_clocks_list;
extern const struct figure requests_figures[];
extern const struct register_part requests_registers[];

extern const struct module requests_module;
#endif
