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

const struct choice contacts_line_kinds[] = {
    {LINE_HOTLINE, "hotline", N_("24 小时热线"), .icon = "phone"},
    {LINE_DUTY, "duty", N_("值班电话"), .icon = "phone"},
    {LINE_OFFICIAL, "official", N_("公众号"), .icon = "web"},
    {LINE_GROUP, "group", N_("楼组微信群"), .icon = "group"},
    {LINE_COMMITTEE_HOURS, "committee_hours", N_("居委会办公时间"), .icon = "clock"},
    {LINE_PROPERTY_HOURS, "property_hours", N_("物业服务时间"), .icon = "clock"},
    {0},
};
static const struct column line_columns[] = {
    {.name = "kind", .label = N_("哪一种"), .type = COL_CHOICE, .choices = contacts_line_kinds},
    {.name = "place", .label = N_("管哪里"), .type = COL_TEXT},
    {.name = "value", .label = N_("号码、名称或时间"), .type = COL_TEXT, .title = true},
    {.name = "hours", .label = N_("什么时候有人"), .type = COL_TEXT},
    {.name = "from", .label = N_("从"), .type = COL_DAY, .brief = true},
    {.name = "to", .label = N_("到"), .type = COL_LAST, .brief = true},
    {0},
};
static const struct list_filter line_filters[] = {
    {.name = "now", .label = N_("现在的"), .lo = 0, .hi = 0},
    {.name = "ended", .label = N_("停用了的"), .lo = 1, .hi = 1},
    {.name = "all", .label = N_("全部"), .lo = 0, .hi = 1},
    {0},
};
#define LINES \
    " FROM contact_line l JOIN place p ON p.area_id = l.area_id AND p.id = l.place_id" \
    " WHERE l.area_id = ?1 AND (?2 = 0 OR l.place_id = ?2)" \
    " AND CASE WHEN l.valid_to IS NULL THEN 0 ELSE 1 END BETWEEN ?3 AND ?4"
const struct list contacts_lines_list = {
    .name = "lines",
    .title = N_("热线和群"),
    .columns = line_columns,
    .filters = line_filters,
    .orders = {{
        .name = "kind",
        .label = N_("哪一种"),
        .sql = "SELECT l.kind, l.id, l.kind, p.name, l.value, l.hours, l.valid_from,"
               " COALESCE(l.valid_to, '')" LINES
               " AND (l.kind > ?6 OR (l.kind = ?6 AND l.id > ?7)) ORDER BY 1, 2 LIMIT ?8",
    }},
    .count_sql = "SELECT count(*)" LINES,
    .empty = N_("还没有登记。"),
    .counted = N_("共 {0} 个"),
};

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
    if (!places_by_id(c, l->place_id, &p) || !contacts_line_ok(l->kind, l->value, &c->err)) {
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

/* Whoever a place expects to find, the body they would belong to, and whose post stands in. */
static const struct expected {
    enum post_kind post;
    enum body_kind body;
    bool of_stair; /* asked of a stair only */
    enum post_kind instead[2];
} expected[] = {
    {POST_BUILDING_LEADER, BODY_STAIR, true, {POST_DEPUTY_LEADER}},
    {POST_GROUP_HEAD, BODY_PARTY_GROUP, true, {POST_BRANCH_SECRETARY, POST_GENERAL_SECRETARY}},
    {POST_PROPERTY_MANAGER, BODY_PROPERTY, false, {POST_SELF_HEAD}},
    {POST_OWNERS_HEAD, BODY_OWNERS_COMMITTEE, false, {0}},
};

static const struct post *post_of(const struct posts *posts, enum post_kind kind)
{
    for (size_t i = 0; kind && i < posts->n; i++) {
        if (posts->v[i].kind == kind) {
            return &posts->v[i];
        }
    }
    return NULL;
}

static const struct body *body_over(const struct around *w, enum body_kind kind)
{
    for (size_t i = 0; i < w->over.n; i++) {
        if (w->over.v[i].kind == kind) {
            return &w->over.v[i];
        }
    }
    return NULL;
}

/* The area's own number, else one of its committee's. */
static const char *desk_phone(const struct around *w)
{
    const struct body *desk = body_over(w, BODY_COMMITTEE);
    const char *phone = str_or(w->area.phone, desk ? desk->phone : "");
    for (size_t i = 0; i < w->posts.n && desk && str_empty(phone); i++) {
        phone = w->posts.v[i].body_id == desk->id ? w->posts.v[i].phone : "";
    }
    return phone;
}

/* Where the party has nobody at all, nobody expects its group. */
static bool is_expected(const struct around *w, const struct expected *e)
{
    return (!e->of_stair || w->kind == PLACE_BUILDING) && !post_of(&w->posts, e->post) &&
           (e->body != BODY_PARTY_GROUP || body_over(w, BODY_PARTY_GENERAL) ||
               body_over(w, BODY_PARTY_BRANCH));
}

/* What was noted: another body over the place answers for the one there is not. */
static bool noted(const struct around *w, enum body_kind kind, struct contact *o)
{
    for (const struct absence *a = w->absent.v; a < w->absent.v + w->absent.n; a++) {
        if (a->kind != kind || !a->body_id) {
            continue;
        }
        o->instead = a->body;
        for (size_t i = 0; i < w->over.n; i++) {
            o->instead_phone =
                w->over.v[i].id == a->body_id ? w->over.v[i].phone : o->instead_phone;
        }
        for (size_t i = w->posts.n; i-- > 0;) {
            const struct post *p = &w->posts.v[i];
            o->instead_phone =
                p->body_id == a->body_id && !str_empty(p->phone) ? p->phone : o->instead_phone;
        }
        return true;
    }
    return false;
}

/* Whoever can be called: as noted, else the post next to it, else the residents' committee. */
static void who_stands_in(const struct around *w, const struct expected *e, struct contact *o)
{
    o->instead = "";
    o->instead_phone = desk_phone(w);
    if (o->why == CONTACT_NO_BODY && noted(w, e->body, o)) {
        return;
    }
    for (size_t i = 0; i < COUNT(e->instead); i++) {
        const struct post *p = post_of(&w->posts, e->instead[i]);
        if (p && !str_empty(p->phone)) {
            o->instead = e->post == POST_PROPERTY_MANAGER ? p->body : p->shown;
            o->instead_phone = p->phone;
            return;
        }
    }
}

static void add_missing(
    struct ctx *c, const struct around *w, const struct expected *e, struct contacts *out)
{
    bool there = e->body == BODY_STAIR || body_over(w, e->body);
    struct contact o = {.why = there ? CONTACT_VACANT : CONTACT_NO_BODY,
        .role = bodies_post_label(e->post),
        .name = "",
        .phone = "",
        .place = "",
        .hours = "",
        .duty_phone = "",
        .carded = contacts_on_card(e->post)};
    if (is_expected(w, e)) {
        who_stands_in(w, e, &o);
        list_push(c->arena, out, o);
    }
}

/* Before those who serve the whole area. */
static void add_all_missing(struct ctx *c, const struct around *w, struct contacts *out)
{
    for (size_t i = 1; i < COUNT(expected) && w->kind != PLACE_AREA; i++) {
        add_missing(c, w, &expected[i], out);
    }
}

void contacts_of_around(struct ctx *c, const struct around *w, struct contacts *out)
{
    bool said = false;
    add_missing(c, w, &expected[0], out); /* nobody is nearer than the stair's own leader */
    for (const struct post *o = w->posts.v; o < w->posts.v + w->posts.n; o++) {
        struct contact one = {.role = bodies_post_label(o->kind),
            .name = o->shown,
            .phone = o->phone,
            .duty_phone = o->duty_phone,
            .place = str_or(o->place, o->body),
            .hours = str_or(o->hours, hours_of(&w->lines, o->kind)),
            .instead_phone = str_empty(o->phone) && str_empty(o->duty_phone) ? desk_phone(w) : "",
            .carded = contacts_on_card(o->kind)};
        if (!said && o->place_id == w->area.id) {
            add_all_missing(c, w, out);
            said = true;
        }
        list_push(c->arena, out, one);
    }
    if (!said) {
        add_all_missing(c, w, out);
    }
}

static bool absent_over(struct ctx *c, int64_t place_id, struct absences *out)
{
    struct places above = {0};
    struct absences all = {0};
    if (!places_above(c, place_id, "", &above) || !network_absences(c, "", &all)) {
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

bool contacts_around(struct ctx *c, int64_t place_id, struct around *out)
{
    struct place p;
    if (!places_by_id(c, place_id, &p) || !bodies_contacts(c, place_id, &out->posts) ||
        !bodies_over(c, place_id, (enum body_kind)0, &out->over) ||
        !contacts_lines(c, place_id, &out->lines) || !places_area(c, c->area_id, &out->area)) {
        return false;
    }
    out->kind = p.kind;
    return absent_over(c, place_id, &out->absent);
}

bool contacts_of(struct ctx *c, int64_t place_id, struct contacts *out)
{
    struct around w = {0};
    if (!contacts_around(c, place_id, &w)) {
        return false;
    }
    contacts_of_around(c, &w, out);
    return true;
}

int64_t contacts_stair_of_phone(struct ctx *c, const char *phone)
{
    struct person p = {0};
    int64_t person = people_by_phone(c, phone);
    return people_find(c, person, &p) ? p.building_id : 0;
}
