/* terms.h - 届期和成员: the life of a body, and who sits in it.
 *
 * A term is prepared, elected, filed (备案) where the law asks for it, and runs from a day to a
 * day; the next one is prepared while this one still runs. Each step is a dated fact with its
 * proof: a number or a scan. Before a term ends those responsible are told in time. Seats are dated
 * too; a body like a self-management team has seats by class, and a meeting is lawful only when
 * enough of each class are there. What the law says stands in tables with its articles
 * (terms_rules.c): it warns, it does not forbid. This is not legal advice.
 */
#ifndef EAVES_TERMS_H
#define EAVES_TERMS_H

#include "lib/db/list.h"
#include "src/bodies/bodies.h"

struct job;

enum term_state { /* stored */
    TERM_NONE = 0, /* not stored: no term was ever noted */
    TERM_PREPARING = 10, /* 筹备 */
    TERM_ELECTED = 20, /* 已选出 */
    TERM_FILED = 30, /* 已备案 */
    TERM_RUNNING = 40, /* 任期内 */
};
enum term_step { STEP_PREPARE = 1, STEP_ELECT, STEP_FILE, STEP_BEGIN }; /* stored */
enum seat_class { /* stored */
    SEAT_HEAD = 1, /* 主任、组长 */
    SEAT_VICE, /* 副主任 */
    SEAT_MEMBER, /* 委员 */
    SEAT_PARTY, /* 党员代表 */
    SEAT_SELF, /* 自管委成员 */
    SEAT_LEADER, /* 楼栋长 */
    SEAT_OWNER, /* 业主代表 */
    SEAT_PARTY_MEMBER, /* 党员: of a branch or a group */
    SEAT_REPRESENTATIVE, /* 居民代表: of a residents' group; not of the committee itself */
    SEAT_CLASSES, /* not stored */
};

struct term {
    int64_t id, body_id, number; /* 第几届 */
    enum term_state state;
    const char *prepared_on, *elected_on, *filed_on, *filed_no, *valid_from, *valid_to;
};
struct terms {
    struct term *v;
    size_t n, cap;
};
struct taking { /* a step as it is noted */
    int64_t body_id;
    enum term_step step;
    const char *day,
        *proof; /* proof: a number, where the paper lies; "" when a scan came with it */
    const char *to; /* STEP_BEGIN: the first day no longer */
    bool scan;
};
struct turnover { /* what the beginning of a term does to who sits; come: without representatives */
    int64_t leave, come, least; /* least 0: no rule */
    const char *few; /* why it begins with fewer than that, "" unsaid */
    bool sure;
};
struct step {
    int64_t id, term_id, at;
    enum term_step step;
    const char *day, *proof;
};
struct steps {
    struct step *v;
    size_t n, cap;
};
struct seat {
    int64_t id, body_id, person_id, place_id,
        household_id; /* household_id: where they live today */
    enum seat_class class;
    bool woman;
    const char *person, *valid_from, *valid_to, *place;
};
struct seating { /* a seat to be given */
    int64_t body_id, person_id, place_id;
    enum seat_class class;
    const char *from;
    bool woman;
};
struct seats {
    struct seat *v;
    size_t n, cap;
};
struct seat_counts { /* by class */
    int64_t of[SEAT_CLASSES];
};
struct finding { /* a warning, with its article */
    struct words words;
    const char *article;
};
struct findings {
    struct finding *v;
    size_t n, cap;
};
struct term_alert {
    int64_t body_id, days_before;
    const char *body, *valid_to, *article;
};
struct term_alerts {
    struct term_alert *v;
    size_t n, cap;
};

/* Rules (pure) --------------------------------------------------------------------------------- */
extern const struct choice terms_states[], terms_classes[];
const char *terms_step_label(enum term_step step);
bool terms_needs_filing(enum body_kind kind); /* else a term begins when it is elected */
/* The steps that may follow; ends with 0. */
const enum term_step *terms_next(enum term_state state, enum body_kind kind);
/* Is the step due now, its day in order, its proof there? before: the day of the step before. */
bool terms_may_step(const struct taking *t, enum term_state state, enum body_kind kind,
    const char *before, struct err *why);
enum term_law { LAW_SHANGHAI = 1, LAW_SICHUAN, LAW_NATION, LAWS }; /* stored; LAWS not */
extern const struct choice terms_laws[];
struct lawful { /* what the sizes of a body hang on */
    enum body_kind kind;
    enum term_law law;
    int64_t dm2; /* of an owners' committee's compound; 0: not known */
};
/* At how few members the law begins; 0: no rule. */
int64_t terms_least(const struct lawful *of);
/* Does somebody leave, or do too few come? Then it is asked first. */
bool terms_turns(const struct turnover *t);
bool terms_may_turn(const struct turnover *t, struct err *why);
bool terms_step_of_today(struct arena *a, const struct step *s, int64_t now);
/* Does whoever holds such a post have to sit in the body, and as its head? */
bool terms_post_sits(enum post_kind kind, enum seat_class seat); /* seat 0: sits not at all */
/* Which classes of seats such a body has; ends with 0. */
const enum seat_class *terms_classes_of(enum body_kind kind);
/* How many, odd, how long: what the law would say. */
/* How many residents' representatives an area of so many households has: one for 20 to 50. */
struct representatives {
    int64_t least, most;
};
struct representatives terms_representatives(int64_t households);
/* Of so many representatives: how many are needed for what (RC26). */
struct representing {
    int64_t meet, pass, call, recall, elect; /* meet: there; pass: of those; elect: must vote */
};
struct representing terms_representing(int64_t representatives);
/* Are they as many as the households ask for, and four fifths of the meeting? */
void terms_check_representatives(struct arena *a, int64_t households, int64_t representatives,
    int64_t committee, struct findings *out);
void terms_check_size(
    struct arena *a, const struct lawful *of, const struct seat_counts *n, struct findings *out);
void terms_check_length(struct arena *a, const struct lawful *of, const char *from, const char *to,
    struct findings *out);
/* A woman in the committee; near relatives, as far as a shared household tells. */
void terms_check_people(
    struct arena *a, enum body_kind kind, const struct seats *all, struct findings *out);
/* A lawful meeting? What is missing, class by class, in *out; votes: how many must agree, 0: no
 * rule. */
bool terms_lawful(struct arena *a, enum body_kind kind, const struct seat_counts *seats,
    const struct seat_counts *present, struct findings *out, int64_t *votes);
/* The days on which those responsible are told, before the last day; n of them. */
size_t terms_alert_days(
    enum body_kind kind, const char *valid_to, int64_t day_ms[3], const char *article[3]);

/* Store ---------------------------------------------------------------------------------------- */
NODISCARD bool terms_of_body(struct ctx *c, int64_t body_id, struct terms *out); /* newest first */
NODISCARD bool terms_steps(struct ctx *c, int64_t body_id, struct steps *out); /* oldest first */
/* Takes the step on the body's newest term (STEP_PREPARE opens another); *step_id is its row's, for
 * the scan. */
bool terms_take(struct ctx *c, const struct taking *t, int64_t *step_id);
/* Who leaves and who comes when the body's newest term begins on that day. */
NODISCARD bool terms_turnover(
    struct ctx *c, int64_t body_id, const char *day, struct turnover *out);
/* The newest step, on the day it was noted: as if it had not been, what it ended stands again. */
bool terms_take_back(struct ctx *c, int64_t body_id, int64_t step_id, const char *why);
/* In the seats of the coming term when one has been elected, else from `from` ("" today) on, to the
 * end of the term that runs that day; in one that is over, until the next begins. */
int64_t terms_seat(
    struct ctx *c, int64_t body_id, int64_t person_id, enum seat_class class, const char *from);
int64_t terms_seat_as(struct ctx *c, const struct seating *s);
enum term_law terms_law(struct ctx *c); /* Shanghai's until somebody says another */
bool terms_choose_law(struct ctx *c, enum term_law law);
int64_t terms_built_dm2(struct ctx *c, int64_t compound_id); /* all its homes together */
bool terms_leave_seat(struct ctx *c, int64_t body_id, int64_t seat_id, const char *day);
/* On that day ("" today), or those of a term still to come. A human judged to be one sits once
 * (SHW article 26 counts members), under the name kept; whoever has died sits no more. */
NODISCARD bool terms_seats(
    struct ctx *c, int64_t body_id, const char *day, bool coming, struct seats *out);
/* Ended terms not renewed and those that end soon: what jobs have raised and nobody has settled. */
NODISCARD bool terms_alerts(struct ctx *c, struct term_alerts *out);
void terms_alert_run(struct ctx *c, const struct job *j);

extern const struct module terms_module;
#endif
