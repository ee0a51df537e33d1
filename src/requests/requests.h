/* requests.h - 诉求: a trouble is told, somebody owns it, it ends in evidence or in a reason.
 *
 * A resident (or a helper, an operator, a typist) says what and where; the kind is guessed from the
 * committee's keyword table; neighbours who said the same may be joined (+1). Staff accept and
 * assign; the owner answers with evidence; the asker confirms or reopens. Silence is never
 * "satisfied" (product rule 3). The rows are the same whichever hand and channel (product rule 1).
 */
#ifndef EAVES_REQUESTS_H
#define EAVES_REQUESTS_H

#include "src/bodies/bodies.h"
#include "src/matters/matters.h"

struct job;

enum request_state { /* stored; gaps are for later states */
    REQUEST_NEW = 10, /* 待受理 */
    REQUEST_ACCEPTED = 20, /* 已受理 */
    REQUEST_DOING = 30, /* 办理中: assigned to a body */
    REQUEST_ANSWERED = 50, /* 待确认 */
    REQUEST_CLOSED = 60, /* 已办结 */
};
enum request_outcome { /* stored */
    OUTCOME_CONFIRMED = 1, /* 本人确认解决 */
    OUTCOME_UNCONFIRMED, /* 已办结，未获确认 */
    OUTCOME_REFUSED, /* 不予办理，有理由 */
    OUTCOME_WITHDRAWN, /* 本人撤回 */
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
    int answer_hours;
    bool repair; /* something is mended: the answer shows a photo, or says why there is none */
};
enum {
    REQUEST_TRIAGE_HOURS = 24, /* at most, until a new one is assigned */
    REQUEST_CONFIRM_DAYS = 7, /* for the asker's yes or no */
    REQUEST_CALL_DAYS = 3, /* before the end of those: someone should call */
    REQUEST_BODY_MIN = 5, /* characters */
    REQUEST_PHOTOS_MAX = 3,
    REQUEST_TITLE_MAX = 40,
};
const struct request_kind_info *requests_kind_info(int64_t kind); /* never NULL: 其他 */
extern const struct choice requests_kinds[], requests_states[],
    requests_outcomes[]; /* end with {0} */
extern const struct matter_kind requests_matter;

struct request {
    struct matter m;
    int64_t kind, unit_id, reopened;
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

/* Until a new one of that kind should have an owner, and until the owner should have answered. */
int64_t requests_triage_ms(int64_t kind);
int64_t requests_answer_ms(int64_t kind);
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
/* Jobs: nobody answered in time; the asker said nothing for REQUEST_CONFIRM_DAYS. */
void requests_overdue(struct ctx *c, const struct job *j);
void requests_unconfirmed(struct ctx *c, const struct job *j);
extern const struct list requests_list, requests_words_list;
extern const struct figure requests_figures[];

extern const struct module requests_module;
#endif
