/* messages.h - 消息: 一件事有了进展，该告诉谁，走哪条路。
 *
 * One table (messages_table_rules.c) says of each kind of fact whom it is told to and in which
 * words. In the fact's own transaction rows are written to the outbox, with ids only; the runner
 * sends them later and says the words in that moment. Everybody finds them on a page; some go by
 * SMS or e-mail as well. What no machine can deliver stands on a list to telephone or to knock at
 * doors (src/telling). Groups are told nothing personal. Adding a kind of fact is adding a line.
 */
#ifndef EAVES_MESSAGES_H
#define EAVES_MESSAGES_H

#include "lib/db/list.h"
#include "lib/log/log.h"

enum message_channel { /* stored */
    MESSAGE_PAGE = 1,
    MESSAGE_SMS,
    MESSAGE_MAIL,
    MESSAGE_ROBOT, /* 企业微信 group of those who work here */
    MESSAGE_CALL, /* somebody telephones */
    MESSAGE_DOOR, /* somebody knocks */
};
enum message_state { /* stored */
    MESSAGE_WAITS = 1, /* of a page: unread */
    MESSAGE_SENT, /* the gateway took it: not yet proof of anything */
    MESSAGE_TOLD, /* read, reported delivered, or said in person */
    MESSAGE_FAILED,
    MESSAGE_DROPPED, /* needed no longer */
};
enum message_why { /* stored: why it went so */
    WHY_NONE,
    WHY_NO_PHONE,
    WHY_ASKED, /* wants to be told so */
    WHY_DOWN, /* the gateway could not be reached until it was too late */
    WHY_REFUSED, /* the gateway said no */
    WHY_UNREACHED, /* its report says that it did not arrive */
    WHY_SILENT, /* sent, and nobody has looked for two days */
    WHY_PERSON_DAY, /* budgets */
    WHY_AREA_DAY,
    WHY_AREA_MONTH,
    WHY_GONE, /* died, or asked to be forgotten */
    WHY_NOT_THEIRS, /* may no longer see it */
    WHY_READ, /* read before it left */
    WHY_NO_WAY, /* no gateway is set up */
    WHY_LATER, /* a newer one says it */
};
enum message_whom { /* stored: one line of the table is a fact and one of these */
    WHOM_ASKER = 1,
    WHOM_FOLLOWERS, /* without the asker */
    WHOM_OWNER, /* who answers in the body that has it */
    WHOM_DUTY, /* whose post over the place has .duty */
    WHOM_SUBJECT, /* the fact's subject is the person */
    WHOM_HOLDER, /* its subject is a post: who holds it */
    WHOM_SUCCESSOR, /* its subject is a sheet of handing over: who takes over */
    WHOM_GROUP, /* the area's robot: nothing personal, nothing that is not for the place */
    WHOM_SELF, /* a digest, a test: who it is about is who reads it */
    WHOM_UNVOTED, /* its subject is a decision: who has handed in no vote yet */
    WHOM_ROLL, /* its subject is a decision: everybody who was on its roll */
};
enum message_how {
    HOW_PAGE = 0, /* found on the page */
    HOW_PUSH = 1, /* and sent */
    HOW_MUST = 3, /* and told in person if sending does not help */
    HOW_URGENT = 4, /* at night as well */
    HOW_DESK = 8, /* somebody's work: in the morning's digest anyway, sent only if they wish */
};

struct message_line { /* of the table */
    const char *fact;
    enum message_whom whom;
    int duty;
    unsigned how;
    const char *says; /* msgid: {0} ticket or what, {1} place, {2} the body that has it */
    const char *path; /* of what is no matter: below /a/CODE/; NULL: nothing to open */
};

struct message {
    int64_t id, seq, subject_id, place_id, person_id, told_for, made_at, due_at, sent_at,
        changed_at, tries, roll_id, n, late;
    enum message_whom whom;
    enum message_channel channel;
    enum message_state state;
    enum message_why why;
    const char *fact, *answer, *person; /* person: name, of today */
};
struct messages {
    struct message *v;
    size_t n, cap;
};

/* Rules (pure). */
extern const struct message_line messages_table[]; /* ends with {0} */
const struct message_line *messages_line(const char *fact, enum message_whom whom); /* NULL */
struct reach { /* what is known of a person */
    bool page, phone, mail, stair; /* can sign in; lives in a stair */
    int64_t way; /* asked for; 0: nothing said */
};
/* By which way beside the page; 0: the page is enough. */
enum message_channel messages_channel(const struct reach *r, unsigned how, enum message_why *why);
/* The way when that one failed; 0: none. */
enum message_channel messages_instead(const struct reach *r, unsigned how);
/* The first minute at or after `at` when machines may ring: 8:00 to 21:00. */
int64_t messages_daytime(int64_t at);
int64_t messages_pause(int64_t tries); /* before the next try, ms */
struct spent {
    int64_t person_day, area_day, area_month; /* sent so far; or, as limits, at most */
};
enum message_why messages_over(const struct spent *spent, const struct spent *most);
extern const struct choice message_channels[], message_states[], message_whys[];

/* Store. */
void messages_on_fact(struct ctx *c, const struct fact *f); /* the reaction to every fact */
NODISCARD bool messages_by_id(struct ctx *c, int64_t id, struct message *out); /* ERR_ABSENT */
/* By which way that person wants to be told. */
bool messages_wish(struct ctx *c, int64_t person_id, enum message_channel way);
/* Newest first, of the reader's page. */
NODISCARD bool messages_of_reader(struct ctx *c, struct messages *out);
int64_t messages_unread(struct ctx *c); /* of the reader, here; 0 for who is nobody here */
/* Waiting to be said in person by that channel; building 0: everywhere. Oldest first. */
NODISCARD bool messages_to_tell(
    struct ctx *c, enum message_channel by, int64_t building_id, struct messages *out);
/* What became of it; a page message of the same fact is read with it. */
bool messages_mark(
    struct ctx *c, const struct message *m, enum message_state state, enum message_why why);
/* The same fact to the same person by another channel, once. */
bool messages_put_other(struct ctx *c, const struct message *m, enum message_channel channel,
    enum message_why why, int64_t due_at);
/* Nobody answered, nobody home: one try more. */
bool messages_tried(struct ctx *c, const struct message *m);
/* The words of today; {0}: its reader may not see what it is about. */
struct words messages_says(struct ctx *c, const struct message *m);
/* May that person see the matter it is about (or is it about none)? */
bool messages_theirs(struct ctx *c, const struct message *m);

extern const struct module messages_module; /* one's own page */
extern const struct module messages_desk_module; /* the outbox */
extern const struct module messages_ways_module; /* gateway, letters, robot */
#endif
