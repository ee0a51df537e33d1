/* contacts_room.h - what the files of this room share; no other room includes it. */
#ifndef EAVES_CONTACTS_ROOM_H
#define EAVES_CONTACTS_ROOM_H

#include "src/bodies/bodies.h"
#include "src/contacts/contacts.h"
#include "src/network/network.h"
#include "src/places/places.h"

struct job;
struct fact;

struct around { /* all that is asked to say who serves a place */
    enum place_kind kind;
    struct posts posts; /* nearest first, as the next two */
    struct bodies over;
    struct lines lines;
    struct absences absent;
    struct area area;
};
struct serving { /* the same of a whole area, read once for many stairs */
    struct posts posts;
    struct bodies bodies;
    struct overs overs;
    struct lines lines;
    struct absences absent;
    struct area area;
};
NODISCARD bool contacts_around(struct ctx *c, int64_t place_id, struct around *out);
void contacts_of_around(struct ctx *c, const struct around *w, struct contacts *out);
/* contacts_area_store.c */
NODISCARD bool contacts_serving(struct ctx *c, struct serving *out);
void contacts_around_stair(
    struct ctx *c, const struct serving *s, int64_t building_id, struct around *out);

/* contacts_card_store.c */
NODISCARD bool contacts_card_in(
    struct ctx *c, const struct serving *s, int64_t building_id, struct card_content *out);
/* contacts_soon_store.c: what of the cards is known to change within two weeks, the next first. */
struct soon {
    int64_t place_id;
    const char *place, *role, *day; /* role: a msgid; day: the first one */
    bool somebody; /* another person, or nobody; else another number or name */
    struct ids stairs; /* under that place */
};
struct soons {
    struct soon *v;
    size_t n, cap;
};
NODISCARD bool contacts_soon(struct ctx *c, struct soons *out);
const struct soon *contacts_soon_of(const struct soons *all, int64_t stair); /* NULL: nothing */
extern const struct list contacts_cards_list; /* stairs and their cards */
extern const struct list contacts_lines_list; /* contacts_store.c: hotlines, groups, hours */
extern const struct choice contacts_line_kinds[];
int64_t contacts_last_run(struct ctx *c); /* when something was last printed or compared; 0 never */
NODISCARD bool contacts_stale(struct ctx *c, int64_t *stale, int64_t *never);

void contacts_forget(struct ctx *c, int64_t person_id);

/* contacts_job.c */
void contacts_print_job(struct ctx *c, const struct job *j);
void contacts_compare_job(struct ctx *c, const struct job *j);
void contacts_someone_changed(struct ctx *c, const struct fact *f);

bool contacts_print_some(struct ctx *c, const struct card_run *r, int64_t after, int most);
#endif
