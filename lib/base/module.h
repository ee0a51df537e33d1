/* module.h - a room: what it declares, for everybody else to use. */
#ifndef EAVES_MODULE_H
#define EAVES_MODULE_H

#include "lib/base/ctx.h"

struct route;
struct list;
struct figure;
struct fact;
struct job;
struct matter; /* src/matters/matters.h */
struct matter_kind; /* src/matters/matters.h: an engine's, carried here for the rooms above it */
struct register_part; /* lib/db/register.h */
struct roll_kind; /* src/rolls/rolls.h: the same */

enum { /* duties every house has; src/bodies/duties.h goes on from DUTY_FIRST */
    DUTY_NONE, /* a route without a duty refuses to start */
    DUTY_PUBLIC, /* anyone: reading without logging in */
    DUTY_VISITOR, /* anyone may act, with a light proof inside (report, sign in) */
    DUTY_ACCOUNT, /* signed in by phone code or as staff */
    DUTY_PERSON, /* has a person in this area, confirmed or not */
    DUTY_RESIDENT, /* confirmed resident of place_of() */
    DUTY_FIRST = 16,
};

/* What a room does when a lower room has recorded a fact; same transaction. */
struct reaction {
    const char *fact; /* "requests.answered"; "*": every fact */
    void (*run)(struct ctx *c, const struct fact *f); /* failures go to c->err */
};

struct job_kind {
    const char *kind; /* "web.reencode" */
    void (*run)(struct ctx *c, const struct job *j); /* at least once: effects idempotent */
    /* Takes long (images, PDFs, the network): run() is called without a transaction and opens its
     * own, short ones; else it runs inside the area's. */
    bool slow;
};

/* What a room holds about one person: for a copy of one's own data. Kept beside the SQL. */
enum personal_type { PERSONAL_TEXT, PERSONAL_INT, PERSONAL_TIME, PERSONAL_CHOICE, PERSONAL_SEALED };
enum { PERSONAL_COLUMNS = 8 };
struct personal_column {
    const char *label; /* msgid; NULL ends */
    enum personal_type type;
    const struct choice *choices; /* PERSONAL_CHOICE */
    const char *table, *column; /* PERSONAL_SEALED: how it was sealed */
    struct words (*words)(struct ctx *c, const char *text); /* PERSONAL_TEXT: kept in parts */
};
struct personal { /* ends with {0} */
    const char *name, *label; /* "relations"; msgid */
    const char *sql; /* ?1 area ?2 person -> the row's id, then the columns */
    bool of_account; /* ?2 is an account of the person instead */
    struct personal_column columns[PERSONAL_COLUMNS];
};

struct module {
    const char *name;
    int tier; /* -1 lib, 0 places people bodies, 1 engines, 2 requests ..., 3, 4 */
    const struct route *routes; /* ends with {0} */
    const struct list *const *lists; /* NULL-terminated */
    const struct figure *figures; /* ends with {0} */
    const struct reaction *on; /* ends with {0} */
    const struct job_kind *jobs; /* ends with {0} */
    const struct matter_kind *matters; /* one kind a room, or NULL */
    const struct personal *personal; /* ends with {0}; NULL: holds nothing about persons */
    /* Erases name, telephone and words of that person; what was counted stays counted. Called from
     * the last room to the first; failures go to c->err. Entries merged into one are called apart.
     */
    void (*forget)(struct ctx *c, int64_t person_id);
    const struct roll_kind *rolls; /* its kinds of lists; ends with {0} */
    const struct register_part *registers; /* what it adds to 台账; ends with {0} */
    /* What the room adds to the page of a matter that stands below it: a question to the reader (or
     * to the one they act for), else what else can be done. Draws nothing for whom it is none of.
     */
    void (*beside)(struct ctx *c, const struct matter *m, int64_t for_person, bool asks);
    void (*mine)(
        struct ctx *c); /* the same on 我的 and on the home page: its questions to the reader */
};
#endif
