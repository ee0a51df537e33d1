/* bodies_room.h - what the files of this room share; no other room includes it. */
#ifndef EAVES_BODIES_ROOM_H
#define EAVES_BODIES_ROOM_H

#include "lib/base/module.h"
#include "lib/db/list.h"
#include "src/bodies/bodies.h"
#include "src/places/places.h"

struct power { /* one post's reach today: its own, or that of the post it stands in for */
    enum post_kind kind;
    int64_t place_id;
};
struct powers {
    struct power *v;
    size_t n, cap;
};
struct under { /* one line of the tree on some day */
    int64_t body_id, parent_id;
};

/* Rules (pure) --------------------------------------------------------------------------------- */
/* One only: 1 in its body, 2 over its place; 0: as many as you like. */
int bodies_only_one(enum post_kind kind);
/* May it be shown so from that day on? From "" is the first row's. */
bool bodies_shown_ok(const struct post *t, const char *day, const char *today, struct err *why);
/* to "" or NULL: open. Says which field is wrong. */
bool bodies_days_ok(const char *from, const char *to, struct err *why);
bool bodies_days_meet(const char *from, const char *to, const char *from2, const char *to2);
/* Would body stand above itself? */
bool bodies_circle(const struct under *v, size_t n, int64_t body_id, int64_t parent_id);

/* Store ---------------------------------------------------------------------------------------- */
/* The reader's; those that need a second factor are left out when who.staff is not set. */
NODISCARD bool bodies_powers(struct ctx *c, struct powers *out);
NODISCARD bool bodies_read_posts(struct rows *r, struct posts *out);
NODISCARD bool bodies_read(struct rows *r, struct bodies *out);
bool bodies_tell_post(struct ctx *c, const char *kind, int64_t post_id, int64_t place_id,
    enum post_kind post, const char *msgid);
/* Refuses a standing body of that kind, place and name. */
bool bodies_is_new(struct ctx *c, enum body_kind kind, const struct place *at, const char *name);
void bodies_put_shown(struct ctx *c, int64_t post_id, const struct shown *w);
/* Current posts over the area and its compounds, or all of one body; volunteers are left out. */
NODISCARD bool bodies_posts_public(struct ctx *c, int64_t body_id, struct posts *out);
extern const struct list bodies_posts_list, bodies_serving_list;
extern const struct choice bodies_kinds[], bodies_post_kinds[];
const struct choice *bodies_kinds_for(struct ctx *c, enum body_kind body); /* for a select */

/* SQL that the store files share. ?1 area, ?2 the day. */
#define BODY \
    "SELECT b.id, b.place_id, b.kind, b.name, b.phone, " PLACES_CALLED( \
        "k", "?2") ", b.valid_from," \
                   " COALESCE(b.valid_to, ''), COALESCE(u.parent_id, 0) FROM body b" \
                   " JOIN place k ON k.area_id = b.area_id AND k.id = b.place_id" \
                   " LEFT JOIN body_under u ON u.area_id = b.area_id AND u.body_id = b.id" \
                   " AND u.valid_from <= ?2 AND (u.valid_to IS NULL OR u.valid_to > ?2)"
/* How the post t is reached on that day: one row. */
#define SHOWN(day) \
    " JOIN post_shown w ON w.area_id = t.area_id AND w.post_id = t.id" \
    " AND w.valid_from <= " day " AND (w.valid_to IS NULL OR w.valid_to > " day ")"
#define POST POST_OVER(PLACES_CALLED("l", "?2"))
#define POST_OVER(place) \
    "SELECT t.id, t.body_id, t.person_id, t.place_id, t.kind, n.name, b.name, " place "," \
    " CASE WHEN w.phone <> '' THEN w.phone ELSE b.phone END, t.valid_from," \
    " COALESCE(t.valid_to, ''), w.name, w.duty_phone, w.hours FROM post t" SHOWN( \
        "?2") " JOIN body b ON b.area_id = t.area_id AND b.id = t.body_id" \
              " JOIN person n ON n.area_id = t.area_id AND n.id = t.person_id" \
              " JOIN place l ON l.area_id = t.area_id AND l.id = t.place_id"
/* On day ?2, and the body too. */
#define CURRENT \
    " t.area_id = ?1 AND t.valid_from <= ?2 AND (t.valid_to IS NULL OR t.valid_to > ?2)" \
    " AND (b.valid_to IS NULL OR b.valid_to > ?2)"

/* bodies_personal_store.c */
extern const struct personal bodies_personal[];
void bodies_forget(struct ctx *c, int64_t person_id);
#endif
