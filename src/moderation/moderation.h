/* moderation.h - 举报与隐藏: what neighbours can read stays fit to be read.
 *
 * Whoever is known here may report a matter that is open to neighbours, for a reason from a short
 * list and in their own words; who reported is shown to nobody on these pages. Staff find nothing
 * wrong, or hide it: from then on only those who handle it read it, nothing is deleted, and the
 * asker is told why. She may object once; then a head of the committee decides who did not hide it.
 * What is open to neighbours always has somebody behind it whom the house knows by a proved
 * telephone, a confirmed home or a post (网络安全法 24): names are not shown, but they are known.
 * An asker may close her own open matter to those who handle it, or open it, at any time.
 */
#ifndef EAVES_MODERATION_H
#define EAVES_MODERATION_H

#include "src/requests/requests.h"

enum abuse_reason { /* stored */
    ABUSE_NAMES = 1, /* 写了别人的名字、电话、住处 */
    ABUSE_INSULT, /* 骂人、人身攻击 */
    ABUSE_FALSE, /* 不是真的 */
    ABUSE_ADS, /* 广告 */
    ABUSE_OTHER,
};
extern const struct choice abuse_reasons[]; /* ends with {0} */
enum abuse_verdict { ABUSE_WAITS, ABUSE_HIDDEN, ABUSE_FINE }; /* stored */
enum hidden_verdict { HIDDEN_UNDECIDED, HIDDEN_STAYS, HIDDEN_SHOWN }; /* stored */

struct abuse {
    int64_t id, matter_id, reason, made_at, ticket;
    const char *words, *title, *place;
};
struct abuses {
    struct abuse *v;
    size_t n, cap;
};
struct hidden { /* hidden_at 0: it is not */
    int64_t hidden_at, hidden_by, objected_at, verdict; /* hidden_by: an account */
    enum audience before;
    const char *why, *objection;
};

/* Rules (pure). asks: are they the words of the reader? */
bool moderation_may_report(const struct matter *m, bool asks, struct err *why);
bool moderation_may_hide(const struct matter *m, struct err *why);
bool moderation_may_object(const struct hidden *h, struct err *why);
bool moderation_may_decide(const struct hidden *h, int64_t account_id, struct err *why);
bool moderation_may_show(
    const struct matter *m, const struct hidden *h, enum audience to, struct err *why);

/* Store. */
bool moderation_report(struct ctx *c, int64_t matter_id, int64_t reason, const char *words);
bool moderation_reported(struct ctx *c, int64_t matter_id); /* by the reader */
NODISCARD bool moderation_waiting(struct ctx *c, struct abuses *out); /* oldest first */
bool moderation_fine(struct ctx *c, int64_t abuse_id);
NODISCARD bool moderation_hidden(struct ctx *c, int64_t matter_id, struct hidden *out);
bool moderation_hide(struct ctx *c, int64_t matter_id, const char *why);
bool moderation_object(struct ctx *c, int64_t matter_id, const char *words);
bool moderation_decide(struct ctx *c, int64_t matter_id, bool show, const char *why);
/* The asker's own wish: AUDIENCE_PLACE or AUDIENCE_CASE. */
bool moderation_show(struct ctx *c, int64_t matter_id, enum audience to);
extern const struct list abuse_list;
extern const struct personal moderation_personal[];
void moderation_forget(struct ctx *c, int64_t person_id);

extern const struct module moderation_module;
#endif
