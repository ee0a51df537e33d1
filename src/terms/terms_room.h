/* terms_room.h - what the files of this room share; no other room includes it. */
#ifndef EAVES_TERMS_ROOM_H
#define EAVES_TERMS_ROOM_H

#include "src/terms/terms.h"

extern const struct list terms_list;

#endif
