/* import_room.h - what the files of this room share. */
#ifndef EAVES_IMPORT_ROOM_H
#define EAVES_IMPORT_ROOM_H

enum change_kind { /* stored: never renumber */
    CHANGE_COMPOUND = 1,
    CHANGE_BUILDING,
    CHANGE_UNIT, /* old: its area */
    CHANGE_HOUSEHOLD, /* other: its first home */
    CHANGE_PERSON, /* old: the name, fresh: the phone's hash */
    CHANGE_LIVES, /* a relation; other: the person */
    CHANGE_JOINED, /* a household; other: its further home */
    CHANGE_SIZE,
    CHANGE_PHONE,
    CHANGE_NAME,
    CHANGE_OWNER, /* a unit; other: who owns a share of it now */
    CHANGE_SHARE, /* the same, whose share was another: "1/2" in old and fresh */
    CHANGE_POST, /* given */
    CHANGE_SHOWN, /* a post; old, fresh: how it is reached */
    CHANGE_BODY, /* made */
    CHANGE_BORN,
    CHANGE_WHAT, /* a relation: what they are to the head; other: the person */
};

struct ctx;
struct import_run;
/* Pages: the run in hand, for whoever may (import_pages.c); its map (import_map_pages.c). */
bool import_run_of(struct ctx *c, struct import_run *run);
extern const struct form import_map_form;
void import_show_mapping(struct ctx *c, const struct import_run *run);
void import_do_map(struct ctx *c);
void import_template(struct ctx *c); /* import_template_pages.c: answers a GET */

/* import_posts_store.c: a table of posts goes the same way as a roster. */
struct sheet;
struct sheets;
struct roster;
bool import_posts_guess(struct ctx *c, const struct sheets *all, struct import_run *run);
/* Inside a write transaction, which the caller takes back when it is only to try. Fills run's
 * counts and what is shown, out->bad; gives the posts of the rows that are not in `bad` before. */
bool import_posts_try(
    struct ctx *c, struct import_run *run, const struct sheet *s, struct roster *out);
/* Tried and taken back, then put, all of it or (skip_bad) the good rows; ends in a transaction. */
bool import_posts_put(
    struct ctx *c, struct import_run *run, const struct sheet *s, struct roster *out);
/* What stands on a batch of posts; and one of its changes taken back. */
bool import_posts_blocked(struct ctx *c, struct import_run *run);
void import_posts_take_back(
    struct ctx *c, enum change_kind kind, int64_t subject_id, const char *old);

/* import_shown.c: of a cell as much as is shown, its telephone masked. */
struct arena;
const char *import_excerpt(struct arena *a, const char *text);
const char *import_born_hash(struct ctx *c, const char *born); /* import_put_store.c */

/* import_personal_store.c */
void import_forget(struct ctx *c, int64_t person_id);
#endif
