/* bodies.h - 居委会、物业、业委会、楼组长: who serves whom.
 *
 * A body stands over a place; a post is held in a body by a person over a place, from day to day.
 * Powers come only from a current post (duties.c) or from being a confirmed resident. A post over a
 * place covers everything below it. A deputy has the duties of the post it stands in for.
 */
#ifndef EAVES_BODIES_H
#define EAVES_BODIES_H

#include "lib/base/ctx.h"
#include "lib/log/log.h" /* enum audience */

enum body_kind { /* stored */
    BODY_COMMITTEE = 1, /* 居委会 */
    BODY_PROPERTY, /* 物业公司 */
    BODY_OWNERS_COMMITTEE, /* 业委会 */
    BODY_SELF_MANAGEMENT, /* 自管委 */
    BODY_PARTY_BRANCH, /* 党支部 */
    BODY_TOWN, /* 街镇 */
    BODY_VOLUNTEERS, /* 志愿者队 */
    BODY_STAIR, /* 楼组: leader and deputy */
};
enum post_kind { /* stored */
    POST_SECRETARY = 1, /* 书记 */
    POST_COMMITTEE_HEAD, /* 居委会主任 */
    POST_COMMITTEE_STAFF, /* 居委工作人员 */
    POST_OPERATOR, /* 热线接线员 */
    POST_BUILDING_LEADER, /* 楼组长 */
    POST_DEPUTY_LEADER, /* 第二楼组长 */
    POST_PROPERTY_MANAGER, /* 物业经理 */
    POST_PROPERTY_STAFF, /* 物业维修 */
    POST_OWNERS_HEAD, /* 业委会主任 */
    POST_OWNERS_MEMBER,
    POST_VOLUNTEER,
    POST_TOWN_STAFF,
};

struct body {
    int64_t id, place_id;
    enum body_kind kind;
    const char *name, *phone;
};
struct bodies {
    struct body *v;
    size_t n, cap;
};
struct post {
    int64_t id, body_id, person_id, place_id;
    enum post_kind kind;
    const char *person, *body, *place, *phone; /* the post's public phone, or the body's */
};
struct posts {
    struct post *v;
    size_t n, cap;
};

const char *bodies_post_label(enum post_kind kind); /* msgid: 楼组长 */
const char *bodies_body_label(enum body_kind kind);
/* Pure: the duties table. */
bool duties_of_post(enum post_kind kind, int duty);
/* Committee, operators and town: their powers count only when signed in with password and second
 * factor (who.staff). Leaders, property and owners' committee may come by phone code. */
bool duties_need_staff(enum post_kind kind);
const char *duty_name(int duty); /* "TRIAGE": for `eaves roles` */

/* Store. */
int64_t bodies_make(
    struct ctx *c, enum body_kind kind, int64_t place_id, const char *name, const char *phone);
int64_t bodies_give_post(struct ctx *c, int64_t body_id, enum post_kind kind, int64_t person_id,
    int64_t place_id, const char *phone);
/* The last day it counts is the one before `day`. */
bool bodies_end_post(struct ctx *c, int64_t post_id, const char *day);
/* From now on that post has the duties and the place of another one as well, while both last. */
bool bodies_stand_in(struct ctx *c, int64_t post_id, int64_t for_post_id);
NODISCARD bool bodies_by_id(struct ctx *c, int64_t id, struct body *out);
/* Bodies of that kind whose place covers place_id, nearest first. kind 0: any. */
NODISCARD bool bodies_over(
    struct ctx *c, int64_t place_id, enum body_kind kind, struct bodies *out);
/* Who serves this place: posts over it or above it, nearest first (the contact card). */
NODISCARD bool bodies_contacts(struct ctx *c, int64_t place_id, struct posts *out);
NODISCARD bool bodies_posts_of(struct ctx *c, int64_t person_id, struct posts *out); /* current */
NODISCARD bool bodies_all(struct ctx *c, struct bodies *out);
/* app->may for every duty: reserved ones too. place_id 0: anywhere in the area. */
bool bodies_may(struct ctx *c, int duty, int64_t place_id);
/* app->may_act_for: staff with ACT_FOR over the person's place, the leader of their stair, a
 * helper. */
bool bodies_may_act_for(struct ctx *c, int64_t person_id, enum hand *hand);
/* May the reader type for whoever speaks of that place, and as whose hand? */
bool bodies_hand_at(struct ctx *c, int64_t place_id, enum hand *hand);
bool bodies_is_in(struct ctx *c, int64_t body_id); /* who.person_id has a current post in it */
/* The greatest audience the reader has for a place: public, area, place or staff. */
enum audience bodies_audience(struct ctx *c, int64_t place_id);

extern const struct module bodies_module;
#endif
