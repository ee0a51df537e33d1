/* contacts_store.c - who serves a place: posts, lines that are nobody's own, and what is missing.
 */
#include "src/contacts/contacts_room.h"

#include "lib/log/log.h"
#include "src/bodies/bodies.h"
#include "src/people/people.h"
#include "src/places/places.h"

/* Lines ------------------------------------------------------------------------------------------
 */
#define LINE \
    "SELECT l.id, l.place_id, l.kind, l.value, l.hours, p.name FROM contact_line l" \
    " JOIN place p ON p.area_id = l.area_id AND p.id = l.place_id" \
    " WHERE l.area_id = ?1 AND l.valid_to IS NULL"

static bool read_lines(struct rows *r, struct lines *out)
{
    while (rows_next(r)) {
        struct line l = {.id = row_int(r, 0),
            .place_id = row_int(r, 1),
            .kind = (enum line_kind)row_int(r, 2),
            .value = row_text(r, 3),
            .hours = row_text(r, 4),
            .place = row_text(r, 5)};
        list_push(r->c->arena, out, l);
    }
    return rows_end(r);
}

bool contacts_all_lines(struct ctx *c, struct lines *out)
{
    struct rows r = db_query(c, LINE " ORDER BY l.kind, p.kind, l.id", V(c->area_id));
    return read_lines(&r, out);
}

bool contacts_lines(struct ctx *c, int64_t place_id, struct lines *out)
{
    struct places above = {0};
    struct lines all = {0};
    /* One statement, not one for each place above: PostgreSQL is a round trip away. */
    if (!places_above(c, place_id, "", &above) || !contacts_all_lines(c, &all)) {
        return false;
    }
    for (size_t i = 0; i < above.n; i++) {
        for (size_t k = 0; k < all.n; k++) {
            if (all.v[k].place_id == above.v[i].id) {
                list_push(c->arena, out, all.v[k]);
            }
        }
    }
    return true;
}

static bool tell(struct ctx *c, const char *kind, int64_t id, int64_t place_id, const char *says)
{
    struct fact f = {.kind = kind,
        .subject_id = id,
        .place_id = place_id,
        .audience = AUDIENCE_PUBLIC,
        .words = SAY(says)};
    return record(c, &f);
}

bool contacts_add_line(struct ctx *c, struct line *l)
{
    struct place p;
    if (!places_by_id(c, l->place_id, &p)) {
        return false;
    }
    l->id = new_id(c);
    db_exec(c,
        "INSERT INTO contact_line (area_id, id, place_id, kind, value, hours, valid_from)"
        " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        V(c->area_id), V(l->id), V(l->place_id), V((int)l->kind), V(l->value),
        V(str_or(l->hours, "")), V(day_text(c->arena, c->now)));
    return tell(c, "contacts.line", l->id, l->place_id, N_("登记了一个联系方式"));
}

bool contacts_end_line(struct ctx *c, int64_t id)
{
    int64_t place = db_int(c,
        "SELECT place_id FROM contact_line WHERE area_id = ?1 AND id = ?2 AND valid_to IS NULL",
        V(c->area_id), V(id));
    if (!c->err.kind && !place) {
        return fail(&c->err, ERR_ABSENT, SAY(N_("没有这个联系方式，或者已经停用")));
    }
    db_exec(c, "UPDATE contact_line SET valid_to = ?3 WHERE area_id = ?1 AND id = ?2",
        V(c->area_id), V(id), V(day_text(c->arena, c->now)));
    return tell(c, "contacts.line_ended", id, place, N_("停用了一个联系方式"));
}

/* Posts, and what is missing
 * ----------------------------------------------------------------------- */
static const char *hours_of(const struct lines *lines, int post_kind)
{
    bool property = post_kind == POST_PROPERTY_MANAGER || post_kind == POST_PROPERTY_STAFF;
    bool committee = post_kind >= POST_SECRETARY && post_kind <= POST_OPERATOR;
    for (size_t i = 0; i < lines->n; i++) {
        if ((property && lines->v[i].kind == LINE_PROPERTY_HOURS) ||
            (committee && lines->v[i].kind == LINE_COMMITTEE_HOURS)) {
            return lines->v[i].value;
        }
    }
    return "";
}

/* Whoever a stair expects to find, and the body they would belong to. */
static const struct expected {
    enum post_kind post;
    enum body_kind body;
} expected[] = {
    {POST_BUILDING_LEADER, BODY_STAIR},
    {POST_PROPERTY_MANAGER, BODY_PROPERTY},
    {POST_OWNERS_HEAD, BODY_OWNERS_COMMITTEE},
};

static bool has_post(const struct posts *posts, enum post_kind kind)
{
    for (size_t i = 0; i < posts->n; i++) {
        if (posts->v[i].kind == kind) {
            return true;
        }
    }
    return false;
}

/* Without a property company the neighbours' own committee looks after the compound; else, and for
 * all others, the residents' committee stands in. */
static bool who_stands_in(
    struct ctx *c, const struct posts *posts, struct contact *o, enum post_kind of)
{
    struct area a;
    if (of == POST_PROPERTY_MANAGER) {
        for (size_t i = 0; i < posts->n; i++) {
            if (posts->v[i].kind == POST_SELF_HEAD) {
                o->instead = posts->v[i].body;
                o->instead_phone = posts->v[i].phone;
                return true;
            }
        }
    }
    o->instead = "";
    o->instead_phone = "";
    if (places_area(c, c->area_id, &a)) {
        o->instead_phone = a.phone;
    }
    return !c->err.kind;
}

static bool add_missing(
    struct ctx *c, int64_t place_id, const struct posts *posts, bool leader, struct contacts *out)
{
    for (size_t i = 0; i < COUNT(expected); i++) {
        const struct expected *e = &expected[i];
        struct bodies there = {0};
        if (has_post(posts, e->post) || (e->post == POST_BUILDING_LEADER) != leader) {
            continue;
        }
        if (!bodies_over(c, place_id, e->body, &there)) {
            return false;
        }
        struct contact o = {
            .why = there.n || e->body == BODY_STAIR ? CONTACT_VACANT : CONTACT_NO_BODY,
            .role = bodies_post_label(e->post),
            .name = "",
            .phone = there.n ? there.v[0].phone : "",
            .place = there.n ? there.v[0].name : "",
            .hours = "",
            .duty_phone = "",
            .carded = true};
        if (!who_stands_in(c, posts, &o, e->post)) {
            return false;
        }
        list_push(c->arena, out, o);
    }
    return true;
}

bool contacts_of(struct ctx *c, int64_t place_id, struct contacts *out)
{
    struct posts posts = {0};
    struct lines lines = {0};
    struct place p;
    if (!places_by_id(c, place_id, &p) || !bodies_contacts(c, place_id, &posts) ||
        !contacts_lines(c, place_id, &lines)) {
        return false;
    }
    if (p.kind == PLACE_BUILDING && !add_missing(c, place_id, &posts, true, out)) {
        return false;
    }
    for (const struct post *o = posts.v; o < posts.v + posts.n; o++) {
        struct contact one = {.role = bodies_post_label(o->kind),
            .name = o->shown,
            .phone = o->phone,
            .duty_phone = o->duty_phone,
            .place = str_or(o->place, o->body),
            .hours = str_or(o->hours, hours_of(&lines, o->kind)),
            .carded = contacts_on_card(o->kind)};
        list_push(c->arena, out, one);
    }
    return p.kind == PLACE_AREA || add_missing(c, place_id, &posts, false, out);
}

int64_t contacts_stair_of_phone(struct ctx *c, const char *phone)
{
    struct person p = {0};
    int64_t person = people_by_phone(c, phone);
    return people_find(c, person, &p) ? p.building_id : 0;
}
