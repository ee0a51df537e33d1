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
};
const struct request_kind_info *requests_kind_info(int64_t kind); /* never NULL: 其他 */
extern const struct choice requests_kinds[]; /* ends with {0} */
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
/* The kind whose words stand most often in the folded text, longest words first; KIND_OTHER if none. */
enum request_kind requests_guess(const struct keywords *words, const char *folded);
bool requests_may_open(const struct request_draft *d, struct err *why); /* 5 characters at least */
const char *requests_title(struct arena *a, const char *body); /* first sentence, at most 40 characters */

/* Store. */
NODISCARD bool requests_keywords(struct ctx *c, struct keywords *out);
bool requests_put_keyword(struct ctx *c, const char *word, int64_t kind);
bool requests_drop_keyword(struct ctx *c, const char *word);
bool requests_keywords_default(struct ctx *c); /* a new area starts with these */
bool requests_draft_put(struct ctx *c, struct request_draft *d);
bool requests_draft_save(struct ctx *c, const struct request_draft *d);
NODISCARD bool requests_draft(struct ctx *c, int64_t id, struct request_draft *out); /* only its owner's */
/* The one way a request comes to be, whatever hand and channel: asker from c->act.person_id. A draft
 * with join_id becomes a +1 on that matter instead. *id is the matter. */
bool requests_open(struct ctx *c, const struct request_draft *d, int64_t *id);
NODISCARD bool requests_see(struct ctx *c, int64_t id, struct request *out);
extern const struct list requests_list;
extern const struct figure requests_figures[];

extern const struct module requests_module;
#endif
