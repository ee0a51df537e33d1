/* handover_room.h - what the files of this room share; no other room includes it. */
#ifndef EAVES_HANDOVER_ROOM_H
#define EAVES_HANDOVER_ROOM_H

#include <string.h>

#include "lib/base/module.h"
#include "lib/db/list.h"
#include "src/handover/handover.h"

bool handover_claimed(struct ctx *c, int64_t person_id); /* has a confirmed account here */
extern const struct personal handover_personal[];
void handover_forget(struct ctx *c, int64_t person_id);
extern const struct list handover_workload, handover_list;

#endif
