/* bodies_power_store.c - what the reader may do where, today: by posts, by living there, by help.
 */
#include "lib/db/db.h"
#include "src/bodies/bodies_room.h"
#include "src/bodies/duties.h"
#include "src/people/people.h"
#include "src/places/places.h"

static void add_power(struct ctx *c, struct powers *out, int64_t kind, int64_t place_id)
{
    struct power p = {(enum post_kind)kind, place_id};
    if (kind && (c->who.staff || !duties_need_staff(p.kind))) {
        list_push(c->arena, out, p);
    }
}

/* Whoever works for the town looks into each of its areas, where nobody knows them as a person. */
static bool town_powers(struct ctx *c, const char *today, struct powers *out)
{
    bool may = c->who.staff && c->who.account_id;
    int64_t town =
        may ? db_int(c, "SELECT town_id FROM area WHERE id = ?1", V(c->area_id)) : c->area_id;
    if (town && town != c->area_id &&
        db_int(c,
            "SELECT count(*) FROM claim k JOIN post t ON t.area_id = k.area_id"
            " AND t.person_id = k.person_id WHERE k.area_id = ?1 AND k.account_id = ?2"
            " AND k.state = 2 AND t.kind = 12 AND t.place_id = ?1 AND t.valid_from <= ?3"
            " AND (t.valid_to IS NULL OR t.valid_to > ?3)",
            V(town), V(c->who.account_id), V(today))) {
        add_power(c, out, POST_TOWN_STAFF, c->area_id);
    }
    return !c->err.kind;
}

bool bodies_powers(struct ctx *c, struct powers *out)
{
    const char *today = day_text(c->arena, c->now);
    if (!town_powers(c, today, out) || !c->who.person_id) {
        return !c->err.kind;
    }
    struct rows r = db_query(c,
        "SELECT t.kind, t.place_id, d.kind, d.place_id FROM post t"
        " JOIN body b ON b.area_id = t.area_id AND b.id = t.body_id"
        " LEFT JOIN stand_in s ON s.area_id = t.area_id AND s.post_id = t.id"
        " AND s.valid_from <= ?2 AND (s.valid_to IS NULL OR s.valid_to > ?2)"
        " LEFT JOIN post d ON d.area_id = s.area_id AND d.id = s.for_post_id"
        " AND d.valid_from <= ?2 AND (d.valid_to IS NULL OR d.valid_to > ?2)"
        " LEFT JOIN body e ON e.area_id = d.area_id AND e.id = d.body_id"
        " WHERE" CURRENT " AND t.person_id = ?3"
        " AND (e.valid_to IS NULL OR e.valid_to > ?2 OR d.id IS NULL)",
        V(c->area_id), V(today), V(c->who.person_id));
    while (rows_next(&r)) {
        add_power(c, out, row_int(&r, 0), row_int(&r, 1));
        add_power(c, out, row_int(&r, 2), row_int(&r, 3));
    }
    return rows_end(&r);
}

/* May a post with that duty be found over the place? *kind: whose hand it would be. */
static bool by_post(struct ctx *c, int duty, int64_t place_id, enum post_kind *kind)
{
    struct powers mine = {0};
    if (!bodies_powers(c, &mine)) {
        return false;
    }
    for (size_t i = 0; i < mine.n; i++) {
        *kind = mine.v[i].kind;
        if (duties_of_post(*kind, duty) &&
            (!place_id || places_within(c, place_id, mine.v[i].place_id))) {
            return !c->err.kind;
        }
    }
    return false;
}

bool bodies_may(struct ctx *c, int duty, int64_t place_id)
{
    enum post_kind kind;
    switch (duty) {
    case DUTY_PUBLIC:
    case DUTY_VISITOR:
        return true;
    case DUTY_ACCOUNT:
        return c->who.account_id != 0;
    case DUTY_PERSON:
        return c->who.person_id != 0;
    case DUTY_RESIDENT:
        return people_lives_in(c, c->who.person_id, place_id);
    default:
        return by_post(c, duty, place_id, &kind);
    }
}

static bool is_leader(enum post_kind kind)
{
    return kind == POST_BUILDING_LEADER || kind == POST_DEPUTY_LEADER;
}

bool bodies_hand_at(struct ctx *c, int64_t place_id, enum hand *hand)
{
    enum post_kind kind;
    if (!by_post(c, DUTY_ACT_FOR, place_id, &kind)) {
        return false;
    }
    *hand = is_leader(kind) ? HAND_LEADER : HAND_STAFF;
    return true;
}

bool bodies_may_act_for(struct ctx *c, int64_t person_id, enum hand *hand)
{
    struct person p;
    if (!person_id || !c->who.person_id || !people_find(c, person_id, &p)) {
        return false;
    }
    return bodies_hand_at(c, p.building_id ? p.building_id : c->area_id, hand) ||
           people_may_act_for(c, person_id, hand);
}

bool bodies_from_town(struct ctx *c)
{
    struct powers mine = {0};
    bool found = false;
    if (c->who.account_id && bodies_powers(c, &mine)) {
        for (size_t i = 0; i < mine.n; i++) {
            found |= mine.v[i].kind == POST_TOWN_STAFF;
        }
    }
    return found && !c->err.kind;
}

/* A desk sees what is meant for staff; a leader what her neighbours see, no more. */
static enum audience audience_of_post(enum post_kind kind)
{
    return duties_of_post(kind, DUTY_INBOX)      ? AUDIENCE_STAFF
           : duties_of_post(kind, DUTY_SEE_ROLL) ? AUDIENCE_PLACE
                                                 : AUDIENCE_PUBLIC;
}

enum audience bodies_audience(struct ctx *c, int64_t place_id)
{
    struct powers mine = {0};
    int64_t place = place_id ? place_id : c->area_id;
    enum audience most = AUDIENCE_PUBLIC;
    bool visitor = !c->who.account_id && !c->who.person_id;
    if (visitor || !bodies_powers(c, &mine)) {
        return most;
    }
    if (people_lives_in(c, c->who.person_id, place)) {
        most = AUDIENCE_PLACE;
    } else if (people_lives_in(c, c->who.person_id, 0)) {
        most = AUDIENCE_AREA;
    }
    for (size_t i = 0; i < mine.n; i++) {
        enum audience gives = audience_of_post(mine.v[i].kind);
        if (gives > most && places_within(c, place, mine.v[i].place_id)) {
            most = gives;
        }
    }
    return c->err.kind ? AUDIENCE_PUBLIC : most;
}

/* Who serves a place -------------------------------------------------------------------------- */
/* What lies over the place ?3 at the instant ?4, and how far. */
#define ABOVE(place) \
    " JOIN (SELECT p.id AS over_id, 0 AS far FROM place p WHERE p.area_id = ?1 AND p.id = ?3" \
    " UNION ALL SELECT v.covering_id, CASE v.kind WHEN 5 THEN 1 WHEN 4 THEN 2 WHEN 6 THEN 3" \
    " WHEN 7 THEN 4 ELSE 5 END FROM cover v WHERE v.area_id = ?1 AND v.building_id = ?3" \
    " AND v.from_at <= ?4 AND v.to_at > ?4" \
    " UNION ALL SELECT p.parent_id, 5 FROM place p WHERE p.area_id = ?1 AND p.id = ?3" \
    " AND p.kind <> 3 AND p.parent_id <> ?1" \
    " UNION ALL SELECT p.area_id, 6 FROM place p WHERE p.area_id = ?1 AND p.id = ?3" \
    " AND p.id <> ?1) a ON a.over_id = " place

bool bodies_over(struct ctx *c, int64_t place_id, enum body_kind kind, struct bodies *out)
{
    struct rows r = db_query(c,
        BODY ABOVE("b.place_id") " WHERE b.area_id = ?1 AND b.valid_from <= ?2"
                                 " AND (b.valid_to IS NULL OR b.valid_to > ?2)"
                                 " AND (?5 = 0 OR b.kind = ?5) ORDER BY a.far, b.kind, b.id",
        V(c->area_id), V(day_text(c->arena, c->now)), V(place_id), V(c->now), V((int)kind));
    return bodies_read(&r, out);
}

/* Without volunteers and plain members: whom to call, not who belongs. */
bool bodies_contacts(struct ctx *c, int64_t place_id, struct posts *out)
{
    struct rows r = db_query(c,
        POST ABOVE("t.place_id") " WHERE" CURRENT
                                 " AND t.kind NOT IN (11, 15, 20) ORDER BY a.far, t.kind, t.id",
        V(c->area_id), V(day_text(c->arena, c->now)), V(place_id), V(c->now));
    return bodies_read_posts(&r, out);
}

bool bodies_current_posts(struct ctx *c, struct posts *out)
{
    struct rows r =
        db_query(c, POST " WHERE" CURRENT " AND t.kind NOT IN (11, 15, 20) ORDER BY t.kind, t.id",
            V(c->area_id), V(day_text(c->arena, c->now)));
    return bodies_read_posts(&r, out);
}

bool bodies_serving(struct ctx *c, struct posts *posts, struct overs *out)
{
    if (!bodies_current_posts(c, posts)) {
        return false;
    }
    struct rows r = db_query(c,
        "SELECT v.building_id, v.covering_id, CASE v.kind WHEN 5 THEN 1 WHEN 4 THEN 2"
        " WHEN 6 THEN 3 WHEN 7 THEN 4 ELSE 5 END AS far FROM cover v WHERE v.area_id = ?1"
        " AND v.from_at <= ?2 AND v.to_at > ?2 ORDER BY 1, 3, 2",
        V(c->area_id), V(c->now));
    while (rows_next(&r)) {
        list_push(c->arena, out, ((struct over){row_int(&r, 0), row_int(&r, 1), row_int(&r, 2)}));
    }
    return rows_end(&r);
}

bool bodies_is_in(struct ctx *c, int64_t body_id)
{
    bool in = false;
    struct rows r = db_query(c,
        "SELECT t.kind FROM post t JOIN body b ON b.area_id = t.area_id"
        " AND b.id = t.body_id WHERE" CURRENT " AND t.person_id = ?3 AND t.body_id = ?4",
        V(c->area_id), V(day_text(c->arena, c->now)), V(c->who.person_id), V(body_id));
    while (rows_next(&r)) {
        in = in || c->who.staff || !duties_need_staff((enum post_kind)row_int(&r, 0));
    }
    return rows_end(&r) && in && c->who.person_id;
}
