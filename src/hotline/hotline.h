/* hotline.h - 24 小时热线: every call is written down while it is spoken, and none is lost.
 *
 * Whoever answers the telephone takes the shift over (接班), sees what was left open and who is on
 * duty by the rota, finds the caller by the last four digits, writes what was said and how it
 * ended: a request (read back to the caller first), answered at once, sent on to 110, 119, 120 or
 * 12345, a wrong number, or still open. What is open stands on the screen of every later shift
 * until it is settled: neither midnight nor a change of shift loses it. A call that became a draft
 * is settled by the request that comes of it, or by another end that is written down; one left open
 * becomes a request later, from what was written of it.
 */
#ifndef EAVES_HOTLINE_H
#define EAVES_HOTLINE_H

#include "lib/base/module.h"
#include "lib/db/register.h"
#include "src/rota/rota.h"

enum call_end { /* stored */
    CALL_OPEN = 1, /* 还没处理完 */
    CALL_REQUEST, /* 登记成诉求 */
    CALL_TOLD, /* 当场答复 */
    CALL_SENT_ON, /* 转 110、119、120、12345 */
    CALL_NOTHING, /* 打错、没有声音 */
};
struct call {
    int64_t id, no, at, person_id, by_id, matter_id, ticket; /* person, matter 0: not known, none */
    int64_t building_id; /* 0: not said */
    enum call_end end;
    const char *name, *phone, *words, *how, *by; /* phone in full: mask before showing */
    const char *unit, *spot; /* as said */
};
struct calls {
    struct call *v;
    size_t n, cap;
};
struct shift {
    int64_t id, person_id, began_at, ended_at, calls, left_open; /* ended_at 0: it runs */
    const char *person, *note;
};
struct shifts {
    struct shift *v;
    size_t n, cap;
};
struct gap { /* minutes of the week from Monday 00:00 on */
    int from, to;
};
struct gaps {
    struct gap *v;
    size_t n, cap;
};

/* Rules (pure). */
/* When in the week nobody answers the telephone, by these lines of a rota; one that runs over the
 * end of Sunday is one. */
void hotline_gaps(struct arena *a, const struct slots *rota, struct gaps *out);
bool hotline_may_end(const struct call *k, enum call_end how, const char *words, struct err *why);
/* Evidence of a request that came of a call: "来电 17"; and back, 0 when it is none. */
const char *hotline_evidence(struct arena *a, int64_t no);
int64_t hotline_no(const char *evidence);

/* Store. */
bool hotline_write(
    struct ctx *c, struct call *k); /* id, no; by whoever acts, in the shift that runs */
NODISCARD bool hotline_call(struct ctx *c, int64_t id, struct call *out); /* ERR_ABSENT */
/* The calls that came to this matter, the oldest first. */
NODISCARD bool hotline_calls_of(struct ctx *c, int64_t matter_id, struct calls *out);
bool hotline_end(struct ctx *c, int64_t id, enum call_end how, const char *words);
NODISCARD bool hotline_open_calls(struct ctx *c, struct calls *out); /* the oldest first */
/* The shift that runs; id 0: nobody has taken it. */
NODISCARD bool hotline_shift(struct ctx *c, struct shift *out);
/* The reader has the telephone from now on; the shift before ends with that note. */
bool hotline_take(struct ctx *c, const char *note);
NODISCARD bool hotline_shifts(struct ctx *c, int limit, struct shifts *out); /* newest first */
extern const struct choice hotline_ends[];
extern const struct list hotline_list;
extern const struct register_part hotline_registers[];
extern const struct personal hotline_personal[];
void hotline_forget(struct ctx *c, int64_t person_id);
void hotline_became(struct ctx *c, const struct fact *f); /* a request came of a call */

extern const struct module hotline_module;
#endif
