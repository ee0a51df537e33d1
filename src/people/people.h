/* people.h - 人: who is who, where they live today, and who may act for whom.
 *
 * A person is a human being as one area knows them; relations say from day to day in which
 * household they live (src/households), whom they guard, for whom they help. Phones are sealed,
 * found by keyed hash, shown masked; a full view leaves its reason in the audit. Which account is
 * which person: src/claims. Who owns a home: src/owners.
 */
#ifndef EAVES_PEOPLE_H
#define EAVES_PEOPLE_H

#include "lib/base/ctx.h"

#define PEOPLE_FIND 1 /* lib/find: a person by name; stored */

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
bool people_gone(struct ctx *c, int64_t id); /* died, or asked to be forgotten */
int64_t people_one(struct ctx *c, int64_t id); /* the person this one was judged to be; itself */
NODISCARD bool people_of_building(struct ctx *c, int64_t building_id, struct people *out);
bool people_of_phone(struct ctx *c, const char *phone, struct people *out); /* residents first */
int64_t people_by_phone(struct ctx *c, const char *phone); /* 0: none; the first on the roster */
/* Whose number ends in these four digits, at most twenty: for whoever answers the telephone. */
NODISCARD bool people_of_tail(struct ctx *c, const char *four, struct people *out);
const char *people_tail(struct ctx *c, const char *phone); /* NULL: too short */
int64_t people_make(struct ctx *c, const char *name, const char *phone);
bool people_lives(struct ctx *c, int64_t person_id, int64_t household_id); /* opens the relation */
const char *people_shown_name(struct ctx *c, const char *name); /* 陈**: for other residents */
/* Of that telephone and that name: a family may share one telephone. 0: none. */
int64_t people_meant(struct ctx *c, const char *name, const char *phone);
/* Of that name, wherever they live, at most eight: whoever is typed may be entered already. */
NODISCARD bool people_named(struct ctx *c, const char *name, struct people *out);
const char *people_called(struct ctx *c, const char *name); /* pages: of the forgotten, in words */
struct list_view;
bool people_fill_called(struct ctx *c, struct list_view *v, int column); /* the same in a list */
const char *people_described(struct ctx *c, const struct person *p); /* pages: name, masked, home */
/* The same as people_meant, else a new one. Refused at "phone": the telephone is somebody's of
 * another name. */
int64_t people_find_or_make(struct ctx *c, const char *name, const char *phone);
/* Birth days, "" when nobody has said. Sealed; the desk sees the year, the day for a reason. */
const char *people_born(struct ctx *c, int64_t person_id);
const char *people_born_year(struct ctx *c, const char *born);
bool people_is_minor(const char *born, const char *day); /* under eighteen on that day; pure */
/* Pages: asks for a guardian of a minor who has none; silent of others, and of nobody (0). */
void people_ward_hint(struct ctx *c, int64_t person_id, const char *name, bool may_add);
void people_reborn(struct ctx *c, int64_t id, const char *day); /* the import's; "": forget it */
/* Written down by hand, with its fact. Refused at "born". */
bool people_set_born(struct ctx *c, const struct person *p, const char *day);
/* Of a person all rows that were judged to be that person (src/identity). */
#define PEOPLE_SELVES(id) \
    " IN (SELECT m.id FROM person m WHERE m.area_id = ?1 AND (m.id = " id \
    " OR m.merged_into = " id "))"
bool people_tell_phone_seen(struct ctx *c, const struct person *p, const char *reason);
/* The import's: person of a household by name; *made, *changed (phone). */
int64_t people_put(struct ctx *c, int64_t household_id, const char *name, const char *phone,
    bool *made, bool *changed);
/* For an import that has read who is there (people_put_store.c): moves in without looking; `what`:
 * what they are to the head of the household, as written; since "": today. Answers the relation. */
int64_t people_move_in(
    struct ctx *c, int64_t person_id, int64_t household_id, const char *what, const char *since);
struct member { /* one row a home somebody lives in */
    int64_t person_id, household_id, unit_id, relation_id;
    const char *name, *phone, *born, *what; /* what: to the head, as people_what() says it */
};
struct members {
    struct member *v;
    size_t n, cap;
};
NODISCARD bool people_members(struct ctx *c, struct members *out); /* of the whole area */
void people_rename(struct ctx *c, int64_t id, const char *name);
/* As written when they were brought in, "租户 妻", or as it was set since; and written anew. */
const char *people_what(struct ctx *c, int64_t relation_id);
void people_relate(struct ctx *c, int64_t relation_id, const char *what);
void people_rephone(struct ctx *c, int64_t id, const char *phone);
/* An import taken back: gone from today on; moved out again. */
void people_undo(struct ctx *c, int64_t id);
void people_undo_move_in(struct ctx *c, int64_t relation_id);
bool people_lives_in(struct ctx *c, int64_t person_id, int64_t place_id); /* confirmed, today */
/* Of that name in the household today; 0: none. */
int64_t people_of_household_named(struct ctx *c, int64_t household_id, const char *name);
bool people_give_phone(struct ctx *c, int64_t person_id, const char *phone);
bool people_reindex(struct ctx *c); /* every name of the area into lib/find */
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
NODISCARD bool people_helpers_of(struct ctx *c, int64_t person_id, struct helps *out);
NODISCARD bool people_helped_by(struct ctx *c, int64_t person_id, struct helps *out);
bool people_add_helper(struct ctx *c, int64_t helper_id, int64_t person_id, const char *what,
    const char *until, const char *consent);

/* Families ------------------------------------------------------------------------------------ */
enum family { /* what somebody is to the head of the household; stored: never renumber */
    FAMILY_UNSAID,
    FAMILY_HEAD, /* 户主 */
    FAMILY_SPOUSE,
    FAMILY_CHILD,
    FAMILY_PARENT,
    FAMILY_GRANDCHILD,
    FAMILY_GRANDPARENT,
    FAMILY_SIBLING,
    FAMILY_RELATIVE,
    FAMILY_TENANT,
    FAMILY_CARER,
    FAMILY_OTHER,
};
/* "配偶", "长女", "租户 妻": as people write it; other words are FAMILY_OTHER, none FAMILY_UNSAID.
 */
enum family people_family_called(const char *words);
const char *people_family_label(enum family family); /* msgid; "" when nobody has said */
/* Guardians ----------------------------------------------------------------------------------- */
enum ward_why { WARD_MINOR = 1, WARD_INCAPABLE }; /* stored */
struct guard {
    int64_t id, guardian_id, ward_id;
    enum ward_why why;
    const char *guardian, *ward, *basis, *since, *until;
};
struct guards {
    struct guard *v;
    size_t n, cap;
};
NODISCARD bool people_guardians_of(struct ctx *c, int64_t ward_id, struct guards *out); /* today */
NODISCARD bool people_wards_of(struct ctx *c, int64_t guardian_id, struct guards *out);
/* basis: the paper that says so. Refused: oneself, a cycle, an end before the beginning. */
bool people_add_guardian(struct ctx *c, const struct guard *g);
/* ERR_ABSENT: nobody is that ward's guardian by that relation; day "": today */
bool people_end_guardian(struct ctx *c, int64_t ward_id, int64_t relation_id, const char *day);

/* Are two entries one? people_judge_pages.c */
enum { JUDGED_ONE = 1, JUDGED_TWO };
struct judge_form {
    int64_t decision;
    const char *reason;
};
struct undo_form {
    const char *reason;
};
struct form;
extern const struct form people_judge_form, people_undo_form;

extern const struct module people_person_module;
extern const struct module people_born_module; /* a birth day, the same */
extern const struct module people_module; /* a full phone, with its reason */
extern const struct module people_helper_module;
#endif
