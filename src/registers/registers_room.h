/* registers_room.h - what the page files of this room share. */
#ifndef EAVES_REGISTERS_ROOM_H
#define EAVES_REGISTERS_ROOM_H

#include "lib/web/list_view.h"
#include "src/registers/registers.h"

/* no: its number in the register; whole: names are shown as they are. */
struct value registers_cell(
    struct ctx *c, enum register_cell cell, const struct register_row *r, int64_t no, bool whole);
const char *registers_path(struct ctx *c, const struct register_row *r); /* "requests/77"; NULL */
#endif
