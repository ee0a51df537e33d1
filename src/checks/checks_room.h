/* checks_room.h - what the files of this room share; no other room includes it. */
#ifndef EAVES_CHECKS_ROOM_H
#define EAVES_CHECKS_ROOM_H

#include "lib/base/module.h"
#include "lib/db/list.h"
#include "src/checks/checks.h"

#define CHECKS_SHEET_KIND "checks.shift"
enum { CHECK_NOTE_MAX = 100, CHECK_WORDS_MAX = 40 };

bool checks_checked(enum rota_what what); /* do its shifts have lists? */
/* "单元门" or, without words of its own, what the spot is called. */
struct word checks_word(const struct check_item *i);

/* Pages. */
const char *checks_name(struct ctx *c, const struct check_item *i); /* the same, said */
struct words checks_title(const struct check_shift *s); /* 11月28日 06:00 门卫 */
const char *checks_path(struct ctx *c, const struct check_shift *s, const char *tail);
int64_t checks_place_of_slot(struct ctx *c); /* place_of of routes: :id is a line of the rota */
#endif
