/* import_room.h - what the files of this room share. */
#ifndef EAVES_IMPORT_ROOM_H
#define EAVES_IMPORT_ROOM_H

enum change_kind { /* stored: never renumber */
    CHANGE_COMPOUND = 1,
    CHANGE_BUILDING,
    CHANGE_UNIT,
    CHANGE_HOUSEHOLD, /* other: its first home */
    CHANGE_PERSON,
    CHANGE_LIVES, /* a relation; other: the person */
    CHANGE_JOINED, /* a household; other: its further home */
    CHANGE_SIZE,
    CHANGE_PHONE,
    CHANGE_NAME,
    CHANGE_OWNER, /* a unit; other: who owns a share of it now */
    CHANGE_SHARE, /* the same, whose share was another: old "1/2" and the name in fresh */
};

struct ctx;
void import_template(struct ctx *c); /* import_template_pages.c: answers a GET */

/* import_personal_store.c */
void import_forget(struct ctx *c, int64_t person_id);
#endif
