/* demo.h - the demo area: an invented neighbourhood of 5,309 homes, with people to sign in as; or a
 * whole invented town around it: 36 areas, 3,342 stairs, 50,000 homes, 150,000 people. */
#ifndef EAVES_DEMO_H
#define EAVES_DEMO_H

#include "lib/base/ctx.h"
#include "src/bodies/bodies.h"

/* A roster as a committee would keep it: 337 stairs of three compounds, 5,309 homes, invented
 * householders, phones 1990000xxxx (some have none), and so many neighbours who live with them. The
 * same bytes every time. */
enum { DEMO_HOMES = 5309, DEMO_PEOPLE = 15000 };
void demo_roster(struct buf *csv, int64_t neighbours);
void demo_cut_roster(struct buf *csv, struct buf *later); /* the last four stairs come later */
/* The parts it is made of, for other rosters: names follow from the seeds. */
struct estate {
    const char *name;
    int stairs, homes, per_floor; /* homes of all its stairs */
    int64_t area_dm2; /* of the first flat on a floor; the others are a little different */
    int sway; /* of two stairs side by side one has so many homes more, the other less */
};
struct inventing {
    uint32_t seed, others;
    int phone; /* the last one given */
    bool few_phones;
    int64_t homes, more, done; /* `more` live with the householders of so many homes */
};
void demo_head(struct buf *csv);
void demo_estate(struct buf *csv, const struct estate *e, struct inventing *i);
int64_t demo_part(
    int64_t all, int64_t n, int64_t of); /* of the n-th of so many, adding up to all */

enum { DEMO_PERSONAS_MAX = 12 };
struct persona { /* who one may be in a demo */
    const char *key; /* "resident" */
    const char *label, *does; /* msgids */
    int64_t account_id;
    bool staff;
    const char *path; /* where to begin, below /a/CODE */
    const char *area; /* CODE; NULL: the demo's own */
};
struct personas {
    struct persona *v;
    size_t n, cap;
};

/* Store: kept in the settings. */
bool demo_exists(struct ctx *c);
bool demo_mark(struct ctx *c, const char *area_code);
bool demo_put_persona(struct ctx *c, const char *key, int64_t account_id);
NODISCARD bool demo_personas(struct ctx *c, struct personas *out);
const char *demo_area_code(struct ctx *c);

/* Making it ------------------------------------------------------------------------------------ */
/* What the rooms tell begins 60 days ago; the owners elected 560 days ago. */
enum { DEMO_LIVED_DAYS = 60, DEMO_OWNERS_DAYS = 560 };
enum demo_size { DEMO_AREA = 1, DEMO_TOWN }; /* `eaves demo --size area|town` */
struct ballot;
struct cast { /* who is who in the demo's first area; a room may add what a later one needs */
    enum demo_size size;
    int64_t today; /* when it is made; c->now goes back and forth */
    int64_t stair; /* 柳荫里小区 3号楼 */
    int64_t resident, elder, helper, leader, secretary, staff, operator_, manager;
    int64_t cleaner;
    int64_t owner, former_owner; /* heads of the owners' committee, one after the other */
    int64_t property_body, committee_body, owners_body;
};
enum { DEMO_STORIES = 17 };
struct telling { /* n of the stories from `first` on; unfinished ones happened `older` days before
                  */
    int first, n, older;
};
bool demo_hotline(struct ctx *c, const struct cast *k);
bool demo_stories(struct ctx *c, const struct cast *k, const struct telling *t);
/* A roster into c->area_id, as the import does it; releases csv. */
bool demo_import(struct ctx *c, struct buf *csv);
/* A person with that post over the whole area; 0: c->err says why. */
int64_t demo_post(
    struct ctx *c, int64_t body, enum post_kind kind, const char *name, const char *phone);
bool demo_hire(struct ctx *c, const char *key, int64_t person_id); /* signs in as that persona */
bool demo_rulesets(struct ctx *c); /* in the town, inside its transaction */
bool demo_town(struct ctx *c, int64_t town_id); /* the other 35 areas */
/* The morning of a calendar day so many years before today's, "03-01", and at least so many days
 * ago. A demo's area was founded almost four years ago, so that last year's report says something.
 */
int64_t demo_morning(int64_t today, int years, const char *month_day, int days_ago);
int64_t demo_founding(int64_t today);
/* One act by one person at c->now: what stands between is committed by demo_end, or nothing. */
bool demo_begin(struct ctx *c, int64_t person_id, enum hand hand, enum channel channel);
bool demo_end(struct ctx *c);
/* Everything: town, area, roster, bodies, people, and requests lived through. Commits as it goes.
 */
bool demo_make(struct ctx *c, enum demo_size size);

/* Each room's part, in this order, once the roster, the first bodies and the persons of the cast
 * exist; c->now lies 60 days back. Called outside a transaction: they demo_begin() and demo_end().
 * demo_places comes before them, at the founding, and for the other areas of a town too, with a
 * cast of nobody; `later` are homes that were built this year. */
bool demo_places(struct ctx *c, struct cast *k, struct buf *later); /* grids, groups; their years */
bool demo_people(struct ctx *c, struct cast *k); /* owners, guardians, households */
bool demo_bodies(struct ctx *c, struct cast *k); /* the party tree, owners' committees, terms */
bool demo_messages(struct ctx *c, struct cast *k); /* who wants to be called, who visited */
bool demo_messages_sent(struct ctx *c); /* after the stories: what became of it */
bool demo_notices(struct ctx *c, struct cast *k); /* two years of what was published */
bool demo_desks(struct ctx *c, struct cast *k); /* after the stories: what a day at a desk leaves */
bool demo_checks(struct ctx *c, struct cast *k); /* what guard and cleaner looked at */
bool demo_followup(struct ctx *c, const struct cast *k);
bool demo_rolls(struct ctx *c, struct cast *k); /* cards delivered, a leader's ticks */

bool demo_ballots(struct ctx *c, struct cast *k); /* a lift, what troubles most, the gate */
/* A photo of some paper, as if it had been sent with the act: its runner makes the picture. */
bool demo_scan(struct ctx *c, const char *purpose, int64_t subject_id, enum audience audience);
bool demo_slips(struct ctx *c, struct cast *k, const struct ballot *b); /* paper for the lift */
bool demo_cases(struct ctx *c, struct cast *k); /* a mediation, a persuasion, help */

extern const struct module demo_module;
#endif
