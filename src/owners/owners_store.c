/* owners_store.c - reading: who owns what on a day, of a home, a stair, an area, a person. */
#include <string.h>

#include "lib/base/seal.h"
#include "src/owners/owners_room.h"
#include "src/people/people.h"
#include "src/places/places.h"

const char *owners_day(struct ctx *c, const char *day)
{
    return str_empty(day) ? people_today(c) : day;
}

/* k: the owner this one was judged to be; q: the person shown, r: the person counted. */
#define OWNER_FROM \
    " JOIN owner k ON k.area_id = o.area_id AND k.id = COALESCE(o.same_as, o.id)" \
    " LEFT JOIN person p ON p.area_id = o.area_id AND p.id = o.person_id" \
    " LEFT JOIN person q ON q.area_id = o.area_id AND q.id = COALESCE(p.merged_into, p.id)" \
    " LEFT JOIN person r ON r.area_id = k.area_id AND r.id = k.person_id"
#define OWNER_COLUMNS \
    "o.id, q.id, COALESCE(r.merged_into, r.id, k.id), o.kind, o.developer," \
    " CASE WHEN o.kind = 2 THEN o.name ELSE q.name END, q.phone, o.credit"

static struct owner owner_row(const struct rows *r, int at)
{
    struct owner o = {
        .id = row_int(r, at),
        .person_id = row_int(r, at + 1),
        .one = row_int(r, at + 2),
        .kind = (enum owner_kind)row_int(r, at + 3),
        .developer = row_int(r, at + 4) != 0,
        .name = row_text(r, at + 5),
    };
    o.phone = unseal(r->c, "person", "phone", o.person_id, row_bytes(r, at + 6));
    o.credit = unseal(r->c, "owner", "credit", o.id, row_bytes(r, at + 7));
    return o;
}

bool owners_by_id(struct ctx *c, int64_t id, struct owner *out)
{
    struct rows r = db_query(c,
        "SELECT " OWNER_COLUMNS " FROM owner o" OWNER_FROM " WHERE o.area_id = ?1 AND o.id = ?2",
        V(c->area_id), V(id));
    bool found = rows_next(&r);
    if (found) {
        *out = owner_row(&r, 0);
    }
    return rows_end(&r) && (found || fail(&c->err, ERR_ABSENT, SAY(N_("没有找到这位业主"))));
}

bool owners_alike(struct ctx *c, const struct owner *o, struct owner_rows *out)
{
    struct rows r = db_query(c,
        "SELECT " OWNER_COLUMNS " FROM owner o" OWNER_FROM
        " WHERE o.area_id = ?1 AND o.id <> ?2 AND o.kind = ?3"
        " AND COALESCE(r.merged_into, r.id, k.id) <> ?4"
        " AND CASE WHEN o.kind = 2 THEN o.name ELSE q.name END = ?5 ORDER BY o.id LIMIT 20",
        V(c->area_id), V(o->id), V((int)o->kind), V(o->one), V(o->name));
    while (rows_next(&r)) {
        list_push(c->arena, out, owner_row(&r, 0));
    }
    return rows_end(&r);
}

/* Shares -------------------------------------------------------------------------------------- */
#define SHARE \
    "SELECT " OWNER_COLUMNS \
    ", s.id, s.unit_id, u.building_id, s.num, s.den, COALESCE(a.area_dm2, " PLACES_SIZE("u", \
        "?2") ")," \
              " s.unsold, v.id, u.name, b.name, s.basis, s.valid_from, s.valid_to FROM owner_share s" \
              " JOIN unit u ON u.area_id = s.area_id AND u.id = s.unit_id" OWNERS_AREA( \
                  "?2") " JOIN place b ON b.area_id = u.area_id AND b.id = u.building_id" \
                        " JOIN owner o ON o.area_id = s.area_id AND o.id = s.owner_id" OWNER_FROM \
                        " LEFT JOIN owner_voter v ON v.area_id = s.area_id AND v.unit_id = s.unit_id" \
                        " AND v.owner_id = s.owner_id AND v.valid_from <= ?2" \
                        " AND (v.valid_to IS NULL OR v.valid_to > ?2)"
#define LASTS " AND s.valid_from <= ?2 AND (s.valid_to IS NULL OR s.valid_to > ?2)"
#define IN_ORDER " ORDER BY u.building_id, u.floor, u.col, u.name, u.id, s.valid_from, s.id"

static struct owner_share share_row(const struct rows *r)
{
    return (struct owner_share){
        .owner = owner_row(r, 0),
        .id = row_int(r, 8),
        .unit_id = row_int(r, 9),
        .building_id = row_int(r, 10),
        .num = row_int(r, 11),
        .den = row_int(r, 12),
        .area_dm2 = row_int(r, 13),
        .unsold = row_int(r, 14) != 0,
        .votes = !row_null(r, 15),
        .unit = row_text(r, 16),
        .building = row_text(r, 17),
        .basis = row_text(r, 18),
        .valid_from = row_text(r, 19),
        .valid_to = row_text(r, 20),
    };
}

static bool read_shares(struct rows *r, struct owner_shares *out)
{
    while (rows_next(r)) {
        list_push(r->c->arena, out, share_row(r));
    }
    return rows_end(r);
}

/* Who owns alone votes without being named. */
static bool mark_sole(struct owner_shares *all)
{
    for (size_t i = 0; i < all->n;) {
        size_t next = i + 1;
        while (next < all->n && all->v[next].unit_id == all->v[i].unit_id) {
            next++;
        }
        all->v[i].votes = all->v[i].votes || next == i + 1;
        i = next;
    }
    return true;
}

bool owners_of_unit(struct ctx *c, int64_t unit_id, const char *day, struct owner_shares *out)
{
    struct rows r = db_query(c, SHARE " WHERE s.area_id = ?1 AND s.unit_id = ?3" LASTS IN_ORDER,
        V(c->area_id), V(owners_day(c, day)), V(unit_id));
    return read_shares(&r, out) && mark_sole(out);
}

bool owners_history(struct ctx *c, int64_t unit_id, struct owner_shares *out)
{
    struct rows r = db_query(c, SHARE " WHERE s.area_id = ?1 AND s.unit_id = ?3" IN_ORDER,
        V(c->area_id), V(people_today(c)), V(unit_id));
    return read_shares(&r, out);
}

bool owners_under(struct ctx *c, int64_t place_id, const char *day, struct owner_shares *out)
{
    struct rows r = db_query(c,
        SHARE " JOIN building g ON g.area_id = u.area_id AND g.id = u.building_id"
              " WHERE s.area_id = ?1"
              " AND (?3 = 0 OR ?3 = s.area_id OR ?3 = g.id OR ?3 = g.compound_id)"
              " AND u.valid_from <= ?2 AND (u.valid_to IS NULL OR u.valid_to > ?2)" LASTS IN_ORDER,
        V(c->area_id), V(owners_day(c, day)), V(place_id));
    return read_shares(&r, out) && mark_sole(out);
}

bool owners_shares_of(struct ctx *c, int64_t owner_id, struct owner_shares *out)
{
    struct rows r = db_query(c, SHARE " WHERE s.area_id = ?1 AND s.owner_id = ?3" IN_ORDER,
        V(c->area_id), V(people_today(c)), V(owner_id));
    return read_shares(&r, out);
}

bool owners_share(struct ctx *c, int64_t share_id, struct owner_share *out)
{
    struct owner_shares found = {0};
    struct rows r = db_query(c, SHARE " WHERE s.area_id = ?1 AND s.id = ?3", V(c->area_id),
        V(people_today(c)), V(share_id));
    if (!read_shares(&r, &found)) {
        return false;
    }
    if (!found.n) {
        return fail(&c->err, ERR_ABSENT, SAY(N_("没有找到这份产权登记")));
    }
    *out = found.v[0];
    return true;
}

/* Area ---------------------------------------------------------------------------------------- */
bool owners_area(struct ctx *c, int64_t unit_id, const char *day, struct unit_area *out)
{
    *out = (struct unit_area){.basis = "", .valid_from = ""};
    struct rows r = db_query(c,
        "SELECT COALESCE(a.area_dm2, " PLACES_SIZE(
            "u", "?3") "), COALESCE(a.source, 0), a.basis,"
                       " a.valid_from FROM unit u" OWNERS_AREA(
                           "?3") " WHERE u.area_id = ?1 AND u.id = ?2",
        V(c->area_id), V(unit_id), V(owners_day(c, day)));
    if (rows_next(&r)) {
        *out = (struct unit_area){.area_dm2 = row_int(&r, 0),
            .source = (enum area_source)row_int(&r, 1),
            .basis = row_text(&r, 2),
            .valid_from = row_text(&r, 3)};
    }
    return rows_end(&r);
}

/* Agents -------------------------------------------------------------------------------------- */
bool owners_agents(struct ctx *c, int64_t owner_id, struct owner_agents *out)
{
    struct rows r = db_query(c,
        "SELECT id, name, phone, valid_from, valid_to FROM owner_agent WHERE area_id = ?1"
        " AND owner_id = ?2 ORDER BY valid_from DESC, id DESC",
        V(c->area_id), V(owner_id));
    while (rows_next(&r)) {
        struct owner_agent a = {.id = row_int(&r, 0),
            .name = row_text(&r, 1),
            .valid_from = row_text(&r, 3),
            .valid_to = row_text(&r, 4)};
        a.phone = unseal(c, "owner_agent", "phone", a.id, row_bytes(&r, 2));
        list_push(c->arena, out, a);
    }
    return rows_end(&r);
}

bool owners_agent_on(
    struct ctx *c, int64_t owner_id, const char *day, const char **name, const char **phone)
{
    struct owner_agents all = {0};
    *name = *phone = "";
    if (!owners_agents(c, owner_id, &all)) {
        return false;
    }
    for (size_t i = 0; i < all.n && !**name; i++) {
        if (strcmp(all.v[i].valid_from, day) <= 0 &&
            (!*all.v[i].valid_to || strcmp(all.v[i].valid_to, day) > 0)) {
            *name = all.v[i].name;
            *phone = all.v[i].phone;
        }
    }
    return true;
}

bool owners_tell(
    struct ctx *c, const char *kind, int64_t unit_id, struct words words, const char *text)
{
    struct unit u = {0};
    if (unit_id && !places_unit(c, unit_id, &u)) {
        return false;
    }
    return record(c, &(struct fact){.kind = kind,
                         .subject_id = unit_id,
                         .place_id = u.building_id ? u.building_id : c->area_id,
                         .audience = AUDIENCE_STAFF,
                         .words = words,
                         .text = str_or(text, "")});
}
