/* messages_room.h - what the files of this room share; src/telling includes messages.h only. */
#ifndef EAVES_MESSAGES_ROOM_H
#define EAVES_MESSAGES_ROOM_H

#include "lib/base/module.h"
#include "src/matters/matters.h"
#include "src/messages/messages.h"

enum {
    MESSAGE_TRIES = 5, /* of what the gateway refuses */
    ROBOT_APART_MS = 3000, /* it takes 20 a minute */
    MESSAGES_AT_ONCE = 20,
    MESSAGES_SHOWN = 50,
};
#define MESSAGE_GIVE_UP_MS (12 * INT64_C(3600000)) /* a gateway that is down */
#define MESSAGE_HOLD_MS (10 * INT64_C(60000)) /* a step may be taken back so long */
#define MESSAGE_SILENT_MS (48 * INT64_C(3600000))

struct pref {
    int64_t way; /* 0: nothing said */
    const char *mail;
    enum lang lang;
};
struct way { /* how a channel leaves this area */
    enum message_channel channel;
    bool on;
    const char *address, *header, *password, *login, *sender, *body, *good, *report, *report_good,
        *report_bad, *trouble;
    struct spent most;
    int64_t fails, down_since, down_until;
};

/* Rules (pure). */
int64_t messages_errcode(const char *body);

/* messages_store.c */
bool messages_seen(struct ctx *c, int64_t person_id, int64_t subject_id, int64_t seq);
bool messages_seen_all(struct ctx *c);
NODISCARD bool messages_due(
    struct ctx *c, enum message_channel by, int64_t until, int limit, struct messages *out);
int64_t messages_next_due(struct ctx *c, enum message_channel by); /* 0: nothing waits */
/* state and why as they are in m; tries, due, sent and what the gateway said with them. */
bool messages_keep(struct ctx *c, const struct message *m);
NODISCARD bool messages_sent_since(
    struct ctx *c, enum message_channel by, int64_t from, int64_t until, struct messages *out);
/* A digest or a test: seq below 0. */
bool messages_put_own(struct ctx *c, struct message *m);
void messages_drop_older(struct ctx *c, const struct message *m);
/* The machine could not: a person shall, if it must be known. */
bool messages_hand_over(struct ctx *c, const struct message *m, enum message_why why);
bool messages_matter(struct ctx *c, const struct message *m, struct matter *out);

bool messages_resend(struct ctx *c, const struct message *m); /* now, by hand */
int64_t messages_failed(struct ctx *c); /* in trouble, ever */
bool messages_has_group(struct ctx *c, int64_t seq);
void messages_open_now(struct ctx *c, int64_t *n, int64_t *late); /* of the whole area */

/* messages_reach_store.c */
NODISCARD bool messages_reach(struct ctx *c, int64_t person_id, struct reach *out);
NODISCARD bool messages_pref(struct ctx *c, int64_t person_id, struct pref *out);
bool messages_prefer(struct ctx *c, int64_t person_id, const struct pref *p);
const char *messages_phone(struct ctx *c, int64_t person_id); /* "" */
NODISCARD bool messages_way(struct ctx *c, enum message_channel channel, struct way *out);
bool messages_set_way(struct ctx *c, const struct way *w);
bool messages_way_went(struct ctx *c, struct way *w, bool down, const char *trouble);
bool messages_leaves(struct ctx *c, enum message_channel by); /* is there any way out? */
NODISCARD bool messages_spent(struct ctx *c, int64_t person_id, struct spent *out);

/* messages_job.c */
void messages_send_job(struct ctx *c, const struct job *j);
void messages_report_job(struct ctx *c, const struct job *j);
void messages_morning_job(struct ctx *c, const struct job *j);
int64_t messages_next_morning(int64_t now);

extern const struct personal messages_personal[];
void messages_forget(struct ctx *c, int64_t person_id);
extern const struct list messages_list;
struct words messages_list_says(struct ctx *c, const char *what); /* of its first column */
#endif
