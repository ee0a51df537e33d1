/* matters.h - 事项: the engine under requests, topics, ballots, projects, appeals.
 *
 * A kind declares its states and its moves: from where, by which verb, to where, under which duty,
 * needing what, with which clock. The engine checks them, keeps the version, writes the fact, and
 * gives timeline, files, followers, inbox, my page and place page once. A room's own facts stand in
 * its own table with the same id.
 */
#ifndef EAVES_MATTERS_H
#define EAVES_MATTERS_H

#include "lib/db/list.h"
#include "lib/find/find.h"
#include "lib/log/log.h"

enum { MOVES_FROM_MAX = 6 };
enum mover { /* who may make a move, besides the duty */
    MOVER_DUTY = 1, /* has .duty over the matter's place */
    MOVER_OWNER, /* has .duty and a post in the body that owns it */
    MOVER_ASKER, /* whose wish it is, by whatever hand; whoever was joined to it too */
    MOVER_OPENER, /* of those only the one whose own words it is */
    MOVER_SYSTEM, /* the clock: jobs only */
    MOVER_CASE, /* whom the kind's .works lets */
};
enum { NEEDS_REASON = 1, NEEDS_EVIDENCE = 2, NEEDS_BODY = 4, NEEDS_DAY = 8, NEEDS_MATTER = 16 };

struct move {
    const char *verb; /* "answer": the fact is "requests.answer" */
    const char *label; /* msgid on the button: 答复 */
    int from[MOVES_FROM_MAX]; /* ends with 0 */
    int to, to_unowned; /* to 0: stays where it is; to_unowned: instead of .to while nobody owns it,
                           0: .to */
    int outcome; /* 0: keeps none; else the matter is closed */
    enum mover mover;
    int duty;
    unsigned needs;
    int64_t clock_ms; /* due_at = now + clock; 0: no clock from here; -1: keeps the clock */
    const char *says; /* msgid of the fact: "{0} 答复了" with {0} the body, if any; {1} the day */
};

/* Whom a state waits for: whoever may make this move finds the matter in the inbox. */
struct waits {
    int state;
    const char *verb;
    bool late; /* only from lead_ms before due_at on: what else would be overlooked */
    int64_t lead_ms;
    int level; /* only once it has gone up that far */
    bool (*only)(struct ctx *c, int64_t matter_id); /* NULL: always; else the room's word on it */
};

struct matter_kind {
    const char *name; /* "request" */
    const char *room; /* "requests": facts are "requests.VERB", pages below /requests/ */
    const char *label; /* msgid: 诉求 */
    const struct choice *states, *outcomes;
    const struct move *moves; /* ends with {0} */
    const struct waits *waits; /* ends with {0}; NULL: nobody is waited for */
    const char *opens, *joins; /* msgids of the first fact and of a +1 */
    /* What a room has to take back of its own when a step was undone; NULL: nothing. */
    void (*undone)(struct ctx *c, int64_t matter_id, const char *verb, int64_t act_id);
    /* The last word on who may see one; NULL: audience alone decides. */
    bool (*may_see)(struct ctx *c, const struct matter *m);
    /* Who is on one, where asker, owner and whoever decides are not: the asker then follows
     * nothing. NULL: they are. */
    bool (*on_case)(struct ctx *c, int64_t matter_id);
    bool (*works)(struct ctx *c, int64_t matter_id, const char *verb); /* for MOVER_CASE */
    bool lasting; /* its steps are not taken back: what follows from them is not either */
};

struct matter {
    int64_t id, ticket, place_id, asker_id, owner_id, opened_at, due_at, closed_at, version,
        changed_at, clock_at, received_at; /* clock_at: since when the clock runs that ends at
                                              due_at; received_at: when the house first had it */
    const char *kind, *title, *place, *owner; /* names of today; owner "" while nobody has it */
    enum audience audience;
    int state, outcome;
    int level; /* how far up it has gone for being late: 0 not at all */
    int64_t into_id; /* joined to that matter, which goes on for both; 0 */
    int64_t followers;
    enum channel channel; /* by which way it first came in */
    const char *find; /* folded text, for likeness and search */
};
struct matters {
    struct matter *v;
    size_t n, cap;
};

/* What a mover brings. */
struct moving {
    int64_t matter_id, seen_version; /* 0: did not look (jobs only) */
    const char *text; /* reason or answer */
    int64_t body_id; /* NEEDS_BODY: the new owner */
    int evidence; /* how many files came with it */
    bool waived; /* no file is needed, or it was said why there is none */
    int64_t due_at; /* above 0: instead of the move's clock */
    int64_t until; /* NEEDS_DAY: the instant that day ends */
    int64_t into_id; /* NEEDS_MATTER: the one that goes on for both */
};

enum { ACT_VOID_DAYS = 7, UNDO_MINUTES = 10, BACKDATED_MS = 3600000 };
/* One act as the receipt shows it, with the first fact it made. */
struct made {
    int64_t id, account_id, person_id, happened_at, received_at, typed_at, voided_at;
    enum hand hand;
    enum channel channel;
    const char *evidence, *fact; /* fact: "requests.open"; "" when it made none */
    int64_t subject_id;
};

#define MATTERS_FIND 2 /* lib/find; stored. Kinds that say who is on one are never in it. */

/* Rules (pure). */
const struct move *matters_move_of(const struct matter_kind *k, const char *verb);
bool matters_may_move(const struct move *m, int state, const struct moving *what, struct err *why);
/* How much of its clock is left: soon is less than a quarter. */
enum clock_look { CLOCK_NONE, CLOCK_RUNS, CLOCK_SOON, CLOCK_LATE };
enum clock_look matters_clock(const struct matter *m, int64_t now);
bool matters_backdated(const struct matter *m); /* 补录: typed long after it came in */
/* Does it wait for this move now? */
bool matters_waits(const struct waits *w, const struct matter *m, int64_t now);
/* May the one it was done for still void it? closed_at 0: the matter is open. */
bool matters_may_void(const struct made *a, int64_t closed_at, int64_t now, struct err *why);
/* Words for provenance: ends with {0}; 电话, 纸条 ...; 本人, 家人或邻居 ... */
extern const struct choice matters_channels[], matters_hands[];
const char *matters_ticket(struct arena *a, int64_t ticket); /* "0431" */

/* Store. */
const struct matter_kind *matters_kind(struct ctx *c, const char *name);
bool matters_open(
    struct ctx *c, struct matter *m, const char *text); /* id, ticket; asker follows */
/* Its title, place, owner and words are other ones from now on; the room has made the move. */
bool matters_rewrite(struct ctx *c, const struct matter *m);
/* The place a route asks its duty for; 0 with ERR_ABSENT when the reader may not know of it. */
int64_t matters_place_of(struct ctx *c, int64_t id);
/* ERR_ABSENT when it is not there or may not be seen by the reader (noted as a foreign id). */
NODISCARD bool matters_see(struct ctx *c, int64_t id, struct matter *out);
/* May the reader (or the one the act is for) make this move now? For buttons and for the check. */
bool matters_movable(struct ctx *c, const struct matter *m, const struct move *mv);
/* 409 with words that say what changed and when, if it is not the version that was seen. */
bool matters_move(struct ctx *c, const char *verb, const struct moving *what);
/* Goes up to that level, unless it is there already: a fact, and whoever waits there finds it. */
bool matters_raise(struct ctx *c, int64_t id, int level, struct words words);
/* To whom it is open from now on; a fact of that verb. */
bool matters_show_to(struct ctx *c, int64_t id, enum audience to, const char *verb,
    struct words words, const char *text);
/* The last step, if the reader made it less than UNDO_MINUTES ago and nobody has moved it since;
 * *verb is "" when there is none. Steps of residents are not undone: they have steps of their own.
 */
NODISCARD bool matters_undoable(struct ctx *c, const struct matter *m, const char **verb);
/* As if that step had not been made; both stay in the log, figures leave the undone one out. */
bool matters_undo(struct ctx *c, int64_t id, int64_t seen_version);
bool matters_follow(struct ctx *c, int64_t matter_id, int64_t person_id, bool *already);
/* Is the reader one of those who handle it, or the asker (or a helper of hers)? */
bool matters_on_case(struct ctx *c, const struct matter *m);
int64_t matters_open_of(struct ctx *c, int64_t body_id); /* how many it owns that are open */
/* All of them go to another body that stands, covers them and has somebody who answers; a fact on
 * each. Refuses with "to_body". */
bool matters_pass(struct ctx *c, int64_t from_body, int64_t to_body);
bool matters_follows(struct ctx *c, int64_t matter_id, int64_t person_id);
/* Everybody whose own trouble it is: the asker, and the askers of what was joined to it. */
bool matters_asks(struct ctx *c, int64_t matter_id, int64_t person_id);
/* Is it that person's own: not only joined to it? */
bool matters_opened_by(struct ctx *c, const struct matter *m, int64_t person_id);
/* One goes on in another: said on both pages, to whom may see the other. */
bool matters_link(struct ctx *c, int64_t from_id, int64_t to_id);
NODISCARD bool matters_linked(struct ctx *c, int64_t id, struct matters *out); /* either way */
/* The followers of one become followers of the other, askers stay askers. */
bool matters_take_over(struct ctx *c, int64_t from_id, int64_t into_id);
/* The reader follows it and may not see it: a +1 from a stair she is not known to live in. */
bool matters_counted_only(struct ctx *c, int64_t id);
NODISCARD bool matters_of_place(
    struct ctx *c, int64_t place_id, enum audience most, int limit, struct matters *out);
NODISCARD bool matters_of_person(
    struct ctx *c, int64_t person_id, struct matters *out); /* asked or followed */
NODISCARD bool matters_waiting(
    struct ctx *c, struct matters *out); /* for the reader's posts: by due_at */
/* Open ones of that place whose text is like this (text_likeness >= 300), likest first. */
NODISCARD bool matters_open_like(
    struct ctx *c, int64_t place_id, const char *folded, struct matters *out);

/* Of that kind, the newest first: those that hold what was asked and may be seen by the reader, at
 * most limit. */
NODISCARD bool matters_find(struct ctx *c, const struct matter_kind *k, const struct find_words *f,
    size_t limit, struct matters *out);
bool matters_reindex(struct ctx *c, int64_t id); /* into lib/find as it stands now; 0: every one */

/* The greatest audience a list of that place (0: the whole area) may show this reader: who may
 * decide about every matter there is on every case. */
enum audience matters_audience(struct ctx *c, const struct matter_kind *k, int64_t place_id);
/* An act of this area; ERR_ABSENT. Whose it is to see, the page decides. */
NODISCARD bool matters_act(struct ctx *c, int64_t act_id, struct made *out);
/* The wish was not mine: withdraws what the act opened, or ends the +1 it made; a fact. */
bool matters_void(struct ctx *c, const struct made *a);
/* The first 8 hex digits of the leaves numbered from..to, in order of seq; "" where there is none.
 */
NODISCARD bool matters_leaves(struct ctx *c, int64_t from, int64_t to, const char **out);

extern const struct module matters_module;
#endif
