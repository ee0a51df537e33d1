/* work_room.h - what the page files of this room share. */
#ifndef EAVES_WORK_ROOM_H
#define EAVES_WORK_ROOM_H

#include "src/requests/requests_room.h"
#include "src/work/work.h"

/* Orders typed back, and what one matter has of them and of quotes (work_case_pages.c). */
extern const struct form work_back_form, work_quote_form;
void work_show_back(struct ctx *c);
void work_do_back(struct ctx *c);
void work_show_case(struct ctx *c);
void work_do_quote(struct ctx *c);
void work_show_photo(struct ctx *c);
#endif
