/* contacts_room.h - what the files of this room share; no other room includes it. */
#ifndef EAVES_CONTACTS_ROOM_H
#define EAVES_CONTACTS_ROOM_H

#include "src/contacts/contacts.h"

struct job;
struct fact;

/* contacts_card_store.c */
extern const struct list contacts_cards_list; /* stairs and their cards */
int64_t contacts_last_run(struct ctx *c); /* when something was last printed or compared; 0 never */
NODISCARD bool contacts_stale(struct ctx *c, int64_t *stale, int64_t *never);

void contacts_forget(struct ctx *c, int64_t person_id);

/* contacts_job.c */
void contacts_print_job(struct ctx *c, const struct job *j);
void contacts_compare_job(struct ctx *c, const struct job *j);
void contacts_someone_changed(struct ctx *c, const struct fact *f);

bool contacts_print_some(struct ctx *c, const struct card_run *r, int64_t after, int most);
#endif
