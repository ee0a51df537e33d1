/* init.h - the first run: an empty store becomes a town with one area, and its secretary can sign
 * in.
 *
 * `eaves init` asks in the terminal; the page /init asks in a browser on the same machine, or with
 * the address that `eaves serve` prints while the store is empty. After that the list 开张 stands
 * on the staff's home page: roster, colleagues, leaders, posters; each step can be left and taken
 * up again.
 */
#ifndef EAVES_INIT_H
#define EAVES_INIT_H

#include "lib/web/form.h"
#include "src/bodies/bodies.h"

struct founding {
    const char *town, *town_code; /* 柳河镇, "lh" */
    const char *area, *area_code, *phone; /* 柳荫里居民区, "ly", of the committee */
    const char *name, *login, *password; /* of the secretary */
};
enum opening { /* what has to be there before an area opens, in this order */
    OPENING_ROSTER,
    OPENING_STAFF,
    OPENING_PROPERTY,
    OPENING_LEADERS,
    OPENING_POSTERS,
    OPENINGS
};
struct opened {
    bool done[OPENINGS];
    int64_t stairs, leaderless, left; /* left: steps still to be done */
};
/* A line of a pasted list: 楼, 姓名, 电话. */
struct led {
    const char *place, *name, *phone; /* phone "" when none was given */
};

/* Rules (pure): "柳荫里小区 3号楼 周玉兰 199 0000 0142"; spaces, tabs or commas. *why names the
 * cell that is not understood. */
bool init_read_led(struct arena *a, const char *line, struct led *out, struct words *why);

/* Store. */
bool init_is_empty(struct ctx *c); /* no town and no area yet */
/* Every field that cannot be so goes to *out; then false. */
bool init_may_stand(struct ctx *c, const struct founding *f, struct wrongs *out);
/* Inside db_begin_area(c, 0): all of it, and c->area_id is the area. ERR_GONE when it was done
 * before, be it a moment ago by somebody else. *secret: for the authenticator. */
bool init_found(struct ctx *c, const struct founding *f, const char **secret);
/* Somebody with a post over the whole area, in the body of that kind (made when there is none), and
 * a login when one is given. */
bool init_hire(struct ctx *c, enum post_kind post, const char *name, const char *phone,
    const char *login, const char *password, const char **secret);
bool init_opened(struct ctx *c, struct opened *out);
bool init_tick(struct ctx *c, enum opening step); /* said to be done, or not needed */
const char *init_token(struct ctx *c); /* lets another machine found this house */
const char *init_otpauth(struct ctx *c, const char *login, const char *secret);

extern const struct module init_module, opening_module;
#endif
