/* home.h - the pages where everything of a place comes together: home, stair, plan, prints. */
#ifndef EAVES_HOME_H
#define EAVES_HOME_H

#include "lib/web/parts.h"
#include "src/accounts/accounts.h"
#include "src/bodies/bodies.h"
#include "src/claims/claims.h"
#include "src/matters/matters.h"
#include "src/people/people.h"
#include "src/places/places.h"

/* How many open matters a place, or a home, has. */
struct open_count {
    int64_t id, n; /* id of the building, or of the unit */
};
struct open_counts {
    struct open_count *v;
    size_t n, cap;
};
/* Store. By place_id; matters the reader may not see are not counted. */
NODISCARD bool home_open_by_place(struct ctx *c, enum audience most, struct open_counts *out);
int64_t home_open_of(const struct open_counts *counts, int64_t id); /* 0: none */

/* Rows that several of these pages have. */
struct items {
    struct item *v;
    size_t n, cap;
};
/* A leader's stair: her households with the ticks of the list that is on (home_lead.c). */
struct lead {
    struct building b;
    struct door *doors;
    size_t n;
    int64_t n_need; /* so many need another visit, or have something open */
    struct items need; /* the first few */
    const char *path, *news, *group_text; /* group_text NULL: no list is on */
};
struct leads {
    struct lead *v;
    size_t n, cap;
};
NODISCARD bool home_lead(struct ctx *c, int64_t building_id, struct lead *l);
/* Posts of the reader that end within a month, with what is still open. */
NODISCARD bool home_endings(struct ctx *c, struct items *out);

struct folks {
    struct folk *v;
    size_t n, cap;
};
struct tasks {
    struct task *v;
    size_t n, cap;
};
struct desk { /* what a desk opens, in groups */
    struct desk_group {
        const char *title;
        struct tasks tasks;
    } * v;
    size_t n, cap;
};
void home_desk(struct ctx *c, struct desk *out); /* what the reader's posts open: home_desk.c */
/* A matter as a row: its state, its title, who has it until when. */
struct item home_matter_item(struct ctx *c, const struct matter *m);
/* Who serves this place; of a stair those on its card, and the others in *more. */
bool home_contacts(struct ctx *c, int64_t place_id, struct folks *out, struct folks *more);
/* Running and seen by the reader: all that are open, and others up to four. */
bool home_ballots(struct ctx *c, int64_t place_id, struct items *out);
/* Today's notices over this place, urgent ones first, then the nearest; place 0: of the area. */
bool home_notices(struct ctx *c, int64_t place_id, struct items *out);
const char *home_name(struct ctx *c, const struct building *b); /* "柳荫里小区 3号楼" */
int64_t building_place_of(struct ctx *c); /* :id of a stair, or 0 with ERR_ABSENT */

extern const struct list print_posters_list; /* print_store.c */
extern const struct module plan_module, home_module, building_module, print_module;
#endif
