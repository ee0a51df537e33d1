/* followup.h - 回访: is it still good, seven and thirty days after it was closed?
 *
 * After a request was closed by the asker's yes or by silence, each asker is asked once after 7 and
 * once after 30 days: 仍然好, or 又坏了 in her own words, which reopens it. What was refused,
 * withdrawn or joined to another is not asked about, and a reopening ends all that was still to
 * come. Who says nothing within three days stands on the staff's list to be called; who says
 * nothing at all has said nothing: silence is never satisfaction (product rule 3).
 */
#ifndef EAVES_FOLLOWUP_H
#define EAVES_FOLLOWUP_H

#include "src/requests/requests.h"

enum followup_said { /* stored */
    FOLLOWUP_WAITS = 0,
    FOLLOWUP_GOOD = 1, /* 仍然好 */
    FOLLOWUP_BROKEN, /* 又坏了: reopened by her */
    FOLLOWUP_CALLED_OFF, /* reopened by somebody else */
    FOLLOWUP_SILENT, /* the later question came first */
};
enum { FOLLOWUP_FIRST_DAYS = 7, FOLLOWUP_LAST_DAYS = 30, FOLLOWUP_CALL_DAYS = 3 };

struct followup { /* one question to one asker */
    int64_t id, matter_id, person_id, days, asked_at, closed_at, ticket;
    const char *title, *place, *name, *phone; /* phone in full: mask before showing */
};
struct followups {
    struct followup *v;
    size_t n, cap;
};

/* Rules (pure). */
bool followup_asks(const struct matter *m); /* was it closed so that one asks later? */
/* At what instant the question of so many days is put. */
int64_t followup_at(const struct matter *m, int64_t days);

/* Store. */
/* What that person is asked about this matter now; out->id 0: nothing. */
NODISCARD bool followup_waiting(
    struct ctx *c, int64_t matter_id, int64_t person_id, struct followup *out);
NODISCARD bool followup_of_person(struct ctx *c, int64_t person_id, struct followups *out);
/* Asked three days ago or earlier, and nothing said: oldest first. */
NODISCARD bool followup_silent(struct ctx *c, struct followups *out);
/* 仍然好, said by the one the act is for; happy 0: not said. Refused when nothing was asked. */
bool followup_good(struct ctx *c, int64_t matter_id, int64_t happy);
/* Jobs, and reactions to requests.confirm, requests.lapse and requests.reopen. */
void followup_ask_first(struct ctx *c, const struct job *j);
void followup_ask_last(struct ctx *c, const struct job *j);
void followup_closed(struct ctx *c, const struct fact *f);
void followup_reopened(struct ctx *c, const struct fact *f);
extern const struct list followup_list;
extern const struct personal followup_personal[];

extern const struct module followup_module;
#endif
