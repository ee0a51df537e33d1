/* bodies.h - 居委会、物业、业委会、楼组长: who serves whom.
 *
 * A body stands over a place; a post is held in a body by a person over a place, from day to day.
 * Powers come only from a current post (duties.c) or from being a confirmed resident. A post over a
 * place covers everything below it; the place may be a covering (a grid, a zone of stairs). Who
 * stands in for a post has its duties too, from day to day. A party body gives no powers over
 * anybody. A post without a person is a vacancy, said as one.
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
    BODY_PARTY_GENERAL, /* 党总支 */
    BODY_PARTY_GROUP, /* 党小组 */
    BODY_WORKING_GROUP, /* 工作小组: the owners' committee's north and south */
    BODY_GRID, /* 网格 */
    BODY_KINDS, /* not stored: one more than the last */
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
    POST_GENERAL_SECRETARY, /* 党总支书记 */
    POST_BRANCH_SECRETARY, /* 支部书记 */
    POST_BRANCH_MEMBER, /* 支部委员 */
    POST_GROUP_HEAD, /* 党小组长 */
    POST_GRID_HEAD, /* 网格长 */
    POST_MICRO_GRID, /* 微网格员 */
    POST_WORK_HEAD, /* 工作小组组长 */
    POST_WORK_MEMBER,
    POST_GUARD, /* 门卫 */
    POST_CLEANER, /* 保洁 */
    POST_SELF_HEAD, /* 自管委主任 */
    POST_SELF_MEMBER,
    POST_KINDS, /* not stored */
};

struct body {
    int64_t id, place_id, parent_id; /* parent_id 0: none that day */
    enum body_kind kind;
    const char *name, *phone, *place, *valid_from, *valid_to; /* valid_to "" while it stands */
};
struct bodies {
    struct body *v;
    size_t n, cap;
};
struct post {
    int64_t id, body_id, person_id, place_id;
    enum post_kind kind;
    const char *person, *body, *place, *phone; /* the post's public phone, or the body's */
    const char *shown, *duty_phone, *hours; /* shown: as neighbours call the person */
    const char *valid_from, *valid_to; /* valid_to "" while no end is planned */
};
struct posts {
    struct post *v;
    size_t n, cap;
};

struct posting { /* a post to be given; days ISO, from "" today, to "" open */
    int64_t body_id, person_id, place_id;
    enum post_kind kind;
    const char *phone, *from, *to, *duty_phone, *hours;
};
struct shown { /* how a post is reached, from day to day; the first from "" */
    const char *name, *phone, *duty_phone, *hours, *valid_from, *valid_to;
};
struct showns {
    struct shown *v;
    size_t n, cap;
};
struct standing { /* a deputy's time */
    int64_t id, post_id, for_post_id;
    const char *who, *whom, *valid_from, *valid_to;
};
struct standings {
    struct standing *v;
    size_t n, cap;
};
struct vacancy {
    int64_t id, body_id, place_id;
    enum post_kind kind;
    const char *place, *why, *valid_from;
};
struct vacancies {
    struct vacancy *v;
    size_t n, cap;
};

const char *bodies_post_label(enum post_kind kind); /* msgid: 楼组长 */
const char *bodies_body_label(enum body_kind kind);
/* Pure. A day range: from <= day < to, "" or NULL to: open. */
bool bodies_in_days(const char *from, const char *to, const char *day);
/* May a body of that kind stand under one of the other? */
bool bodies_may_be_under(enum body_kind child, enum body_kind parent);
/* Is there such a post in a body of that kind? */
bool bodies_post_fits(int64_t post, enum body_kind body, struct err *why);
/* Pure. A mobile is somebody's own: it stands in public only when that person was asked. */
bool bodies_is_mobile(const char *phone);
bool bodies_asked_ok(const char *phone, const char *duty_phone, bool asked, struct err *why);
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
/* The same with days, and refusing what may not be: a post the body has not, a place it does not
 * cover, a term that ends before it begins, a second secretary. Ends a vacancy of that post. */
int64_t bodies_appoint(struct ctx *c, const struct posting *p);
/* Another public name, telephones or hours from that day on ("" today; never before today: what was
 * true then stays said). wrong: they were never true, what is said today is put right. */
bool bodies_show(
    struct ctx *c, int64_t post_id, const struct shown *new, const char *day, bool wrong);
NODISCARD bool bodies_shown_of(
    struct ctx *c, int64_t post_id, struct showns *out); /* newest first */
/* The last day it counts is the one before `day`. */
bool bodies_end_post(struct ctx *c, int64_t post_id, const char *day);
/* bodies_end_post, refusing to leave an area without anybody who gives posts. */
bool bodies_resign(struct ctx *c, int64_t post_id, const char *day);
/* The post ends on that day and the same one begins for another person (0: for nobody, as
 * bodies_resign); *next is the new post, 0: none. */
bool bodies_succeed(struct ctx *c, int64_t post_id, const char *day, int64_t person_id,
    const char *phone, int64_t *next);
/* As if it had never been given, or made (an import taken back); the vacancy it filled is one
 * again. */
bool bodies_undo_post(struct ctx *c, int64_t post_id);
void bodies_undo_body(struct ctx *c, int64_t body_id);
/* Is it the last post over the whole area, on that day, that gives posts? */
bool bodies_is_last(struct ctx *c, const struct post *t, const char *day);
/* From that day ("" today) to that one ("" none) a post has the duties and the place of another one
 * as well, while both last. */
bool bodies_stand_in(
    struct ctx *c, int64_t post_id, int64_t for_post_id, const char *from, const char *to);
NODISCARD bool bodies_standings(struct ctx *c, int64_t body_id, struct standings *out);
/* From that day on; "": today. */
int64_t bodies_leave_vacant(struct ctx *c, int64_t body_id, enum post_kind kind, int64_t place_id,
    const char *why, const char *day);
/* Today's, of one body or (0) of all. */
NODISCARD bool bodies_vacancies(struct ctx *c, int64_t body_id, struct vacancies *out);
/* Under another body from that day on; parent 0: under none. Refuses a circle. */
bool bodies_put_under(struct ctx *c, int64_t body_id, int64_t parent_id, const char *day);
/* Ends the body and, with it, its posts, deputies and vacancies. Whoever calls it sees to the open
 * work (src/handover). */
bool bodies_end(struct ctx *c, int64_t body_id, const char *day, const char *why);
/* Standing that day, with their parents of that day; kind 0: any. Ordered by kind, name. */
NODISCARD bool bodies_on(struct ctx *c, const char *day, enum body_kind kind, struct bodies *out);
NODISCARD bool bodies_post_by_id(struct ctx *c, int64_t id, struct post *out); /* ERR_ABSENT */
/* Everybody's of that body on that day, ended or not; volunteers and the closest to the end last.
 */
NODISCARD bool bodies_posts_in(struct ctx *c, int64_t body_id, const char *day, struct posts *out);
NODISCARD bool bodies_by_id(struct ctx *c, int64_t id, struct body *out);
/* Bodies of that kind whose place covers place_id, nearest first. kind 0: any. */
NODISCARD bool bodies_over(
    struct ctx *c, int64_t place_id, enum body_kind kind, struct bodies *out);
/* Who serves this place: posts over it or above it, nearest first (the contact card). */
NODISCARD bool bodies_contacts(struct ctx *c, int64_t place_id, struct posts *out);
/* The same posts of the whole area, and which places lie over each stair today, nearest first (by
 * stair): for whoever asks about many stairs at once. */
struct over {
    int64_t building_id, place_id, far; /* far: 0 itself ... 5 its compound */
};
struct overs {
    struct over *v;
    size_t n, cap;
};
NODISCARD bool bodies_current_posts(struct ctx *c, struct posts *out); /* the same, without that */
NODISCARD bool bodies_serving(struct ctx *c, struct posts *posts, struct overs *out);
NODISCARD bool bodies_posts_of(struct ctx *c, int64_t person_id, struct posts *out); /* current */
/* Ids of all that have not ended on that day, those that begin later too. */
NODISCARD bool bodies_posts_after(
    struct ctx *c, int64_t person_id, const char *day, struct ids *out);
NODISCARD bool bodies_all(struct ctx *c, struct bodies *out);
/* app->may for every duty: reserved ones too. place_id 0: anywhere in the area. */
bool bodies_may(struct ctx *c, int duty, int64_t place_id);
bool bodies_from_town(
    struct ctx *c); /* the reader works for the town: sees this area, does nothing */
/* app->may_act_for: staff with ACT_FOR over the person's place, the leader of their stair, a
 * helper. */
bool bodies_may_act_for(struct ctx *c, int64_t person_id, enum hand *hand);
/* May the reader type for whoever speaks of that place, and as whose hand? */
bool bodies_hand_at(struct ctx *c, int64_t place_id, enum hand *hand);
bool bodies_is_in(struct ctx *c, int64_t body_id); /* who.person_id has a current post in it */
/* The greatest audience the reader has for a place: public, area, place or staff. */
enum audience bodies_audience(struct ctx *c, int64_t place_id);

/* For SQL of other rooms: whether the place `place` lies where the person `me` lives or holds a
 * post, on whatever day: wide enough for a first sieve. Who may really see is asked afterwards. */
#define BODIES_SELVES(me) \
    "(SELECT sp.id FROM person sp WHERE sp.area_id = ?1 AND (sp.id = " me \
    " OR sp.merged_into = " me "))"
#define BODIES_POSTS(me) \
    "(SELECT tp.place_id FROM post tp WHERE tp.area_id = ?1 AND tp.person_id = " me \
    " UNION SELECT td.place_id FROM post tp JOIN stand_in ts ON ts.area_id = tp.area_id" \
    " AND ts.post_id = tp.id JOIN post td ON td.area_id = ts.area_id AND td.id = ts.for_post_id" \
    " WHERE tp.area_id = ?1 AND tp.person_id = " me ")"
#define BODIES_HOMES(me) \
    "(SELECT hu.building_id FROM relation hr JOIN household_unit hh ON hh.area_id = hr.area_id" \
    " AND hh.household_id = hr.household_id JOIN unit hu ON hu.area_id = hh.area_id" \
    " AND hu.id = hh.unit_id WHERE hr.area_id = ?1 AND hr.kind = 1" \
    " AND hr.person_id IN " BODIES_SELVES(me) ")"
#define BODIES_NEAR(place, me) \
    "(" place \
    " IN " BODIES_HOMES(me) " OR " place " IN " BODIES_POSTS(me) " OR ?1 IN " BODIES_POSTS( \
        me) " OR EXISTS (SELECT 1 FROM cover nc WHERE nc.area_id = ?1" \
            " AND nc.covering_id = " place " AND nc.building_id IN " BODIES_HOMES( \
                me) ")" \
                    " OR EXISTS (SELECT 1 FROM cover nc WHERE nc.area_id = ?1 AND nc.building_id = " place \
                    " AND nc.covering_id IN " BODIES_POSTS(me) "))"

extern const struct module bodies_module;
extern const struct module bodies_lead_module; /* a leader for a stair, its body with it */
extern const struct module bodies_post_module; /* one post: its days, deputies */
#endif
