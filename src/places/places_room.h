/* places_room.h - what the files of this room share and nobody else needs. */
#ifndef EAVES_PLACES_ROOM_H
#define EAVES_PLACES_ROOM_H

#include "src/places/places.h"

const char *places_day(struct ctx *c, const char *day); /* "" is today */
int64_t places_day_at(const char *day); /* its first instant; a day that exists */
bool places_absent(struct ctx *c);
struct rows;
struct place places_row(const struct rows *r); /* id, parent, kind, name, valid_from, valid_to */
void places_answer_stairs(struct ctx *c); /* places_pick_pages.c */
void places_answer_places(struct ctx *c);
#endif
