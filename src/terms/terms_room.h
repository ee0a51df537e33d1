/* terms_room.h - what the files of this room share; no other room includes it. */
#ifndef EAVES_TERMS_ROOM_H
#define EAVES_TERMS_ROOM_H

#include "lib/base/module.h"
#include "src/terms/terms.h"

extern const struct list terms_list, terms_seats_list;
extern const struct personal terms_personal[];

#endif
