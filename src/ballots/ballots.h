/* ballots.h - 表决: 大家的事大家定，票数和面积一起算，差多少说得清。
 *
 * One decision asks one or more questions of one electorate, frozen before it begins
 * (src/electorate). How a question is decided is a rule with its version (src/rulesets). The roll
 * hangs for objections; the announcement is proved by a photo of the sheet on the wall; votes are
 * handed in while it is open (src/votes). The result (src/results) is sealed, shown, may be
 * challenged, counted again or annulled by new records; a poll that has closed never opens again.
 * Its pages are src/polling.
 */
#ifndef EAVES_BALLOTS_H
#define EAVES_BALLOTS_H

#include "src/electorate/electorate.h"
#include "src/matters/matters.h"

enum ballot_state { /* of the matter; stored */
    BALLOT_DRAFT = 10,
    BALLOT_ROLL = 20, /* the roll hangs for objections */
    BALLOT_NOTICE = 30, /* announced, not open yet */
    BALLOT_OPEN = 40,
    BALLOT_COUNTING = 50, /* closed; listed returns may still be typed */
    BALLOT_SHOWN = 60, /* the result hangs and may be challenged */
    BALLOT_DONE = 70,
};
enum ballot_outcome { BALLOT_DECIDED = 1, BALLOT_ANNULLED, BALLOT_CALLED_OFF }; /* stored */
enum force { /* what the decision is in law; stored, and said on every page of it */
    FORCE_ADVISORY = 1, /* 意向征询: binds nobody */
    FORCE_RECORDED, /* decided in the official system, recorded here */
    FORCE_STATUTORY, /* decided here */
};
enum { BALLOT_ITEMS_MAX = 8, BALLOT_STAIRS_MAX = 60 };

struct ballot_item {
    int64_t no, ruleset_id, seats; /* seats 0: yes, no or abstain; else at most so many options */
    enum decides decides;
    const char *title, *text;
    const char
        *options[TALLY_OPTIONS_MAX]; /* seats > 0; ends with NULL when fewer; no = index + 1 */
    size_t n;
    struct ruleset rule; /* as it was on the ballot's day */
};
struct ballot {
    struct matter m; /* title, place, state, version */
    int64_t id, year, no, place_id, body_id;
    enum electorate electorate;
    enum force force;
    bool named, parking, running; /* running: yes and no are shown while it is open */
    enum audience
        audience; /* whose it is to see once its roll hangs; the matter's till then: staff */
    const char *text, *body, *day; /* day: whose rules hold */
    const char
        *follow_clause; /* of the owners' rules, that silence follows the majority; "" none */
    /* the strictest of its questions' rules */
    int64_t notice_days, objection_days, publish_days, shown_days, proxies;
    enum precedence precedence;
    enum silence silence;
    int64_t frozen_at, objections_until, posted_at, opens_at, closes_at, opened_at, closed_at,
        sealed_at;
    const char *roll_hash; /* hex SHA-256 of the frozen roll, docs/ballot-file.md */
    struct ids stairs; /* those concerned; none: the whole place */
    struct ballot_items {
        struct ballot_item *v;
        size_t n, cap;
    } items;
};
struct ballots {
    struct ballot *v;
    size_t n, cap;
};
/* Rules (pure). */
/* What it is in law, in one sentence (a msgid): advisory, recorded, by law, or agreed among
 * neighbours. */
const char *ballots_force_words(const struct ballot *b);
bool ballots_may_decide(enum electorate e, enum decides what); /* is it theirs to decide? */
/* Beside objections (a msgid): may a court be asked to revoke it (Civil Code 280)? */
const char *ballots_remedy_words(const struct ballot *b);
/* May it become a roll: questions there, their options, a rule for each, an electorate that fits.
 */
bool ballots_check(const struct ballot *b, struct err *why);
/* The first instant it may open when posted then: notice days are counted in full. */
int64_t ballots_opens_after(const struct ballot *b, int64_t posted_at);
/* When it opens that is announced now: 0 asked is the first instant; without notice days a time of
 * the hour just gone means at once, whoever typed it was on the way to the wall. */
int64_t ballots_opens_at(const struct ballot *b, int64_t asked, int64_t now);
bool ballots_may_announce(
    const struct ballot *b, int64_t opens_at, int64_t closes_at, int64_t now, struct err *why);
/* Store ------------------------------------------------------------------------------------------
 * ERR_ABSENT for what is not of this area or may not be seen. */
bool ballots_open(struct ctx *c, struct ballot *b); /* a draft; fills id, year, no */
bool ballots_write(struct ctx *c, const struct ballot *b, int64_t seen_version); /* while a draft */
bool ballots_may_see(struct ctx *c, const struct matter *m); /* a draft: only who organises */
NODISCARD bool ballots_see(struct ctx *c, int64_t id, struct ballot *out);
/* As much of it as votes_cast() needs: without rules, options' names and stairs. */
NODISCARD bool ballots_see_to_vote(struct ctx *c, int64_t id, struct ballot *out);
NODISCARD bool ballots_by_id(struct ctx *c, int64_t id, struct ballot *out); /* asks nobody: jobs */
/* The roll is taken from the registers, again while it hangs: by the runner (job ballots.roll)
 * where it is many stairs. Moves DRAFT to ROLL; b->frozen_at 0 until it is done. */
bool ballots_take_roll(struct ctx *c, const struct ballot *b, int64_t seen_version);
bool ballots_freeze(struct ctx *c, int64_t ballot_id); /* the job's */
/* The roll is taken down, all of it can be written again: ROLL to DRAFT. */
bool ballots_take_back(struct ctx *c, const struct ballot *b, int64_t seen_version);
/* The sheet was posted, its photo kept (purpose "posted"): ROLL to NOTICE. */
bool ballots_announce(struct ctx *c, const struct ballot *b, int64_t opens_at, int64_t closes_at,
    int evidence, int64_t seen_version);
void ballots_clock(struct ctx *c, int64_t ballot_id); /* opens and closes what is due: the job's */
/* Running, over a stair or what it lies in: those to vote on first, then the newest; at most 20. */
NODISCARD bool ballots_of_place(struct ctx *c, int64_t place_id, struct ballots *out);
/* Under way, where the reader organises; those that close soonest first. */
NODISCARD bool ballots_organised(struct ctx *c, struct ballots *out);
/* Is one under way that the reader may find in the list? */
bool ballots_any_running(struct ctx *c);
/* Open ones in which that person still has a vote to cast, the soonest to close first. */
NODISCARD bool ballots_waiting_for(struct ctx *c, int64_t person_id, struct ballots *out);

/* They are told once more, by the runner; at most once a day. */
bool ballots_remind(struct ctx *c, const struct ballot *b);

/* Objections. */
struct objection {
    int64_t id, ballot_id, person_id, made_at, answer_by, answered_at;
    int against; /* 1 the roll, 2 the result */
    bool upheld;
    const char *text, *answer;
};
struct objections {
    struct objection *v;
    size_t n, cap;
};
bool ballots_object(struct ctx *c, const struct ballot *b, const char *text);
bool ballots_answer(
    struct ctx *c, const struct ballot *b, int64_t objection_id, bool upheld, const char *answer);
NODISCARD bool ballots_objections(struct ctx *c, int64_t ballot_id, struct objections *out);
bool ballots_objected(struct ctx *c, int64_t ballot_id); /* does one wait for its answer? */

extern const struct choice ballots_states[], ballots_outcomes[], ballots_forces[];
extern const struct matter_kind ballots_matter;
extern const struct list ballots_list;
/* Rows of ballot_sum that are no choice: of item 0. */
enum { SUM_TOOK = 0, SUM_ROLL = -1, SUM_WAY = 100 };
extern const struct module ballots_module;
#endif
