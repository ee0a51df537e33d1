/* ctx.h - all that one request, one job or one test may touch. There is no other state. */
#ifndef EAVES_CTX_H
#define EAVES_CTX_H

#include "lib/base/base.h"

struct db;
struct req;
struct app;

enum lang { LANG_HANS, LANG_HANT, LANG_EN, LANG_COUNT };

/* Whose hand typed it. Stored: never renumber. */
enum hand { HAND_SELF = 1, HAND_STAFF, HAND_LEADER, HAND_HELPER, HAND_SYSTEM };
/* By which way the wish came in. Stored: never renumber. */
enum channel {
    CHANNEL_WEB = 1,
    CHANNEL_PHONE,
    CHANNEL_PAPER,
    CHANNEL_VISIT,
    CHANNEL_GROUP,
    CHANNEL_SYSTEM,
};

/* Who sits at the keyboard. All zero: a visitor. */
struct who {
    int64_t session_id; /* 0 until a session row exists */
    int64_t account_id; /* 0: not signed in */
    int64_t person_id; /* the account's person in the request's area; 0: none there */
    const char *browser; /* hash of the browser's token, "" or NULL: none; binds codes and drafts */
    const char *address; /* the peer's, as the server saw it; "" or NULL: none */
    bool staff; /* signed in with password and second factor (or a demo login) */
};

/* One wish: every POST carries one. Domain code takes the asker from `person_id`, never from
 * `who`: that is what makes phone, paper and helper give the same rows (product rule 1). */
struct act {
    int64_t id;
    char key[33]; /* client-made idempotency key, hex; "" in jobs */
    int64_t person_id; /* whose wish; equals who.person_id when hand is HAND_SELF */
    enum hand hand;
    enum channel channel;
    int64_t happened_at; /* when it was said, phoned or written; windows use received_at */
    int64_t received_at; /* when this house first had it in hand (paper: the day it came in) */
    int64_t typed_at; /* now */
    const char *evidence; /* paper row code, call note, scan; "" if none */
};

/* What note_after() keeps for notes_write(): inside the context, because the arena may be reset
 * before the request is run again. The same note twice is kept once. */
enum { NOTES_MAX = 4 };
struct note {
    const char *kind; /* a literal */
    char detail[120];
};

struct ctx {
    struct arena *arena;
    struct err err; /* sticky: the first failure wins, later store calls do nothing */
    int64_t now; /* UTC milliseconds; the only clock */
    int64_t area_id; /* the tenant of this request; 0 outside any */
    enum lang lang;
    struct who who;
    struct act act;
    struct note notes[NOTES_MAX]; /* kind NULL ends them */
    struct db *db; /* floor 1 */
    struct req *req; /* floor 2; NULL in jobs and commands */
    struct app *app; /* configuration, modules, keys, id maker; never NULL */
};

int64_t new_id(struct ctx *c); /* from the app's maker; monotonic in this process */
void new_random(struct ctx *c, void *out, size_t n); /* injected: libsodium, or a test's seed */
#endif
