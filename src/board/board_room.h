/* board_room.h - what the files of this room share. */
#ifndef EAVES_BOARD_ROOM_H
#define EAVES_BOARD_ROOM_H

#include "src/board/board.h"

void board_when_taken(struct ctx *c, const struct fact *f);
#endif
