/* people.h - 人、住户: who is who, who lives where, and who may act for whom.
 *
 * A person is a human being as one area knows them; relations say from day to day in which
 * household they live, whom they guard, for whom they help. Phones are sealed, found by keyed hash,
 * shown masked; a full view leaves its reason in the audit. Which account is which person:
 * src/claims. Who owns a home: src/owners.
 */
#ifndef EAVES_PEOPLE_H
#define EAVES_PEOPLE_H

#include "lib/base/ctx.h"

enum relation_kind { REL_LIVES = 1, REL_OWNS, REL_GUARDS, REL_HELPS }; /* stored */

struct person {
    int64_t id, household_id, unit_id, building_id; /* of today; 0: none */
    const char *name, *phone; /* phone in full: mask before showing */
};
struct people {
    struct person *v;
    size_t n, cap;
};

/* Persons of this area. */
NODISCARD bool people_by_id(struct ctx *c, int64_t id, struct person *out); /* ERR_ABSENT */
bool people_find(struct ctx *c, int64_t id, struct person *out); /* the same; no c->err when none */
NODISCARD bool people_of_building(struct ctx *c, int64_t building_id, struct people *out);
bool people_of_phone(struct ctx *c, const char *phone, struct people *out); /* residents first */
int64_t people_by_phone(struct ctx *c, const char *phone); /* 0: none; the first on the roster */
int64_t people_make(struct ctx *c, const char *name, const char *phone);
bool people_lives(struct ctx *c, int64_t person_id, int64_t household_id); /* opens the relation */
const char *people_shown_name(struct ctx *c, const char *name); /* 陈**: for other residents */
/* Whoever phones, writes or reports: the roster's person of that phone, else a new one. */
int64_t people_find_or_make(struct ctx *c, const char *name, const char *phone);
/* The import's: person of a household by name; *made, *changed (phone). */
int64_t people_put(struct ctx *c, int64_t household_id, const char *name, const char *phone,
    bool *made, bool *changed);
/* For an import that has read who is there (people_put_store.c): moves in without looking; `what`:
 * what they are to the head of the household, as written; since "": today. Answers the relation. */
int64_t people_move_in(
    struct ctx *c, int64_t person_id, int64_t household_id, const char *what, const char *since);
struct member { /* one row a home somebody lives in */
    int64_t person_id, household_id, unit_id;
    const char *name, *phone, *what;
};
struct members {
    struct member *v;
    size_t n, cap;
};
NODISCARD bool people_members(struct ctx *c, struct members *out); /* of the whole area */
void people_rename(struct ctx *c, int64_t id, const char *name);
void people_rephone(struct ctx *c, int64_t id, const char *phone);
/* An import taken back: gone from today on; moved out again. */
void people_undo(struct ctx *c, int64_t id);
void people_undo_move_in(struct ctx *c, int64_t relation_id);
bool people_lives_in(struct ctx *c, int64_t person_id, int64_t place_id); /* confirmed, today */
/* Of that name in the household today; 0: none. */
int64_t people_of_household_named(struct ctx *c, int64_t household_id, const char *name);
bool people_give_phone(struct ctx *c, int64_t person_id, const char *phone);
const char *people_name_of_reader(struct ctx *c); /* app->who_name */
const char *people_today(struct ctx *c);

bool people_may_act_for(struct ctx *c, int64_t person_id, enum hand *hand); /* the helper's half */
struct help { /* one acts for another; until: the first day no longer, "" without end */
    int64_t id, helper_id, person_id;
    const char *what, *until, *helper, *person, *phone; /* phone: the helper's, in full */
};
struct helps {
    struct help *v;
    size_t n, cap;
};
NODISCARD bool people_helped_by(struct ctx *c, int64_t person_id, struct helps *out);
bool people_add_helper(struct ctx *c, int64_t helper_id, int64_t person_id, const char *what,
    const char *until, const char *consent);

extern const struct module people_module; /* a full phone, with its reason */
extern const struct module people_helper_module;
#endif
