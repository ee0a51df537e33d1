/* households_store.c - who lives in which household, from day to day. */
#include <string.h>

#include "lib/base/seal.h"
#include "lib/db/db.h"
#include "lib/log/log.h"
#include "src/households/households_room.h"
#include "src/places/places.h"

static const char *day_or_today(struct ctx *c, const char *day)
{
    return str_empty(day) ? people_today(c) : day;
}

#define MEMBER \
    "SELECT r.id, p.id, r.family, p.name, p.phone, r.valid_from, r.valid_to," \
    " (SELECT count(*) FROM relation g WHERE g.area_id = r.area_id AND g.kind = 3" \
    " AND g.other_id = p.id AND g.valid_from <= ?3 AND (g.valid_to IS NULL OR g.valid_to > ?3))" \
    " FROM relation r JOIN person x ON x.area_id = r.area_id AND x.id = r.person_id" \
    " JOIN person p ON p.area_id = x.area_id AND p.id = COALESCE(x.merged_into, x.id)" \
    " WHERE r.area_id = ?1 AND r.kind = 1 AND r.household_id = ?2"

static bool read_members(struct rows *r, struct housemates *out)
{
    while (rows_next(r)) {
        struct housemate m = {.relation_id = row_int(r, 0),
            .person_id = row_int(r, 1),
            .family = (enum family)row_int(r, 2),
            .name = row_text(r, 3),
            .since = row_text(r, 5),
            .until = row_text(r, 6),
            .ward = row_int(r, 7) > 0};
        m.phone = unseal(r->c, "person", "phone", m.person_id, row_bytes(r, 4));
        bool again = out->n && out->v[out->n - 1].person_id == m.person_id;
        if (!again) { /* two rows judged to be one person */
            list_push(r->c->arena, out, m);
        }
    }
    return rows_end(r);
}

bool households_people(struct ctx *c, int64_t household_id, const char *day, struct housemates *out)
{
    struct rows r = db_query(c,
        MEMBER " AND r.valid_from <= ?3 AND (r.valid_to IS NULL OR r.valid_to > ?3)"
               " AND p.gone_at IS NULL"
               " ORDER BY CASE WHEN r.family = 0 THEN 99 ELSE r.family END, p.id",
        V(c->area_id), V(household_id), V(day_or_today(c, day)));
    return read_members(&r, out);
}

bool households_past(struct ctx *c, int64_t household_id, struct housemates *out)
{
    struct rows r = db_query(c,
        MEMBER " AND r.valid_to IS NOT NULL AND r.valid_to <= ?3 ORDER BY r.valid_to DESC, p.id",
        V(c->area_id), V(household_id), V(people_today(c)));
    return read_members(&r, out);
}

static bool tell(struct ctx *c, const char *kind, int64_t person_id, int64_t household_id,
    const char *day, struct words words)
{
    struct unit u = {0};
    int64_t unit = places_unit_of_household(c, household_id, day);
    if (unit && !places_unit(c, unit, &u)) {
        return false;
    }
    return record(c, &(struct fact){.kind = kind,
                         .subject_id = person_id,
                         .place_id = u.building_id ? u.building_id : c->area_id,
                         .audience = AUDIENCE_STAFF,
                         .words = words,
                         .text = ""});
}

static bool household_there(struct ctx *c, int64_t household_id)
{
    int64_t there = db_int(c, "SELECT id FROM household WHERE area_id = ?1 AND id = ?2",
        V(c->area_id), V(household_id));
    return there || (!c->err.kind && fail(&c->err, ERR_ABSENT, SAY(N_("没有找到这一户"))));
}

/* A stay that begins later would overlap this one. */
static bool not_there_later(
    struct ctx *c, int64_t person_id, int64_t household_id, const char *from)
{
    int64_t day;
    const char *later = db_text(c,
        /* clang-format off */
        "SELECT min(valid_from) FROM relation WHERE area_id = ?1 AND kind = 1 AND household_id = ?3"
        " AND valid_from > ?4 AND (valid_to IS NULL OR valid_to > valid_from)"
        " AND person_id" PEOPLE_SELVES("?2"),
        /* clang-format on */
        V(c->area_id), V(person_id), V(household_id), V(from));
    if (!parse_day(str_or(later, ""), &day)) {
        return !c->err.kind;
    }
    return refuse(&c->err, "day",
        WORDS(
            N_("这位居民从 {0} 起已经登记住在这一户，日子重叠了。请核对是从哪一天起。"), DAY(day)));
}

bool households_move_in(
    struct ctx *c, int64_t person_id, int64_t household_id, enum family family, const char *day)
{
    struct person p;
    struct housemates there = {0};
    const char *from = day_or_today(c, day);
    if (!people_by_id(c, person_id, &p) || !household_there(c, household_id) ||
        !households_people(c, household_id, from, &there) ||
        !households_may_move_in(&there, p.id, family, &c->err) ||
        !not_there_later(c, p.id, household_id, from)) {
        return false;
    }
    db_exec(c,
        "INSERT INTO relation (area_id, id, kind, person_id, household_id, family, valid_from)"
        " VALUES (?1, ?2, 1, ?3, ?4, ?5, ?6)",
        V(c->area_id), V(new_id(c)), V(p.id), V(household_id), V((int)family), V(from));
    return tell(c, "people.moved_in", p.id, household_id, from, SAY(N_("一位居民住进了这一户")));
}

bool households_move_out(struct ctx *c, int64_t person_id, int64_t household_id, const char *day)
{
    const char *to = day_or_today(c, day);
    const char *early = db_text(c,
        "SELECT max(valid_from) FROM relation WHERE area_id = ?1 AND kind = 1 AND household_id = ?2"
        " AND valid_to IS NULL AND person_id" PEOPLE_SELVES("?3"),
        V(c->area_id), V(household_id), V(person_id));
    if (!early && !c->err.kind) {
        return fail(&c->err, ERR_CONFLICT, SAY(N_("这位居民已经不住在这一户了。")));
    }
    if (!c->err.kind && strcmp(to, early) < 0) {
        return refuse(&c->err, "day", SAY(N_("搬走的日子不能比住进来的日子早。")));
    }
    db_exec(c,
        "UPDATE relation SET valid_to = ?4 WHERE area_id = ?1 AND kind = 1 AND household_id = ?2"
        " AND valid_to IS NULL AND person_id" PEOPLE_SELVES("?3"),
        V(c->area_id), V(household_id), V(person_id), V(to));
    return tell(c, "people.moved_out", person_id, household_id, to, SAY(N_("一位居民搬走了")));
}

bool households_set_family(
    struct ctx *c, int64_t person_id, int64_t household_id, enum family family)
{
    struct housemates there = {0};
    if (!households_people(c, household_id, "", &there)) {
        return false;
    }
    bool found = false;
    for (size_t i = 0; i < there.n; i++) {
        found |= there.v[i].person_id == person_id;
        there.v[i].person_id = there.v[i].person_id == person_id ? 0 : there.v[i].person_id;
        there.v[i].family = there.v[i].person_id ? there.v[i].family : FAMILY_UNSAID;
    }
    if (!found) {
        return fail(&c->err, ERR_ABSENT, SAY(N_("没有找到这位居民")));
    }
    if (!households_may_move_in(&there, person_id, family, &c->err)) {
        return false;
    }
    db_exec(c,
        "UPDATE relation SET family = ?4 WHERE area_id = ?1 AND kind = 1 AND household_id = ?2"
        " AND valid_to IS NULL AND person_id" PEOPLE_SELVES("?3"),
        V(c->area_id), V(household_id), V(person_id), V((int)family));
    return tell(
        c, "people.family_set", person_id, household_id, people_today(c), SAY(N_("家庭关系改了")));
}

int64_t households_split(struct ctx *c, int64_t person_id, int64_t household_id, const char *day)
{
    const char *from = day_or_today(c, day);
    int64_t unit = places_unit_of_household(c, household_id, from);
    if (!unit) {
        (void)(c->err.kind || refuse(&c->err, "day", SAY(N_("这一户那天没有住处，不能分户。"))));
        return 0;
    }
    if (!households_move_out(c, person_id, household_id, from)) {
        return 0;
    }
    int64_t fresh = places_make_household(c, unit, from);
    return fresh && households_move_in(c, person_id, fresh, FAMILY_HEAD, from) ? fresh : 0;
}

/* Whoever may see one of them may see the other: they share a home that day. */
static bool may_join(struct ctx *c, int64_t from, int64_t into, const char *on)
{
    if (from == into) {
        return refuse(&c->err, "into", SAY(N_("这是同一户，不用合并。")));
    }
    if (!household_there(c, from) || !household_there(c, into)) {
        return false;
    }
    int64_t home = places_unit_of_household(c, from, on);
    bool same = home && home == places_unit_of_household(c, into, on);
    return !c->err.kind &&
           (same || refuse(&c->err, "into", SAY(N_("只能和同一套房里的另一户合并。"))));
}

bool households_join(struct ctx *c, int64_t from, int64_t into, const char *day)
{
    struct housemates there = {0};
    const char *on = day_or_today(c, day);
    if (!may_join(c, from, into, on) || !households_people(c, from, on, &there)) {
        return false;
    }
    for (size_t i = 0; i < there.n; i++) {
        const struct housemate *m = &there.v[i];
        enum family f = m->family == FAMILY_HEAD ? FAMILY_UNSAID : m->family;
        if (!households_move_out(c, m->person_id, from, on) ||
            !households_move_in(c, m->person_id, into, f, on)) {
            return false;
        }
    }
    return places_end_household(c, from, on);
}

/* Once a year --------------------------------------------------------------------------------- */
bool households_check(struct ctx *c, int64_t household_id)
{
    if (!household_there(c, household_id)) {
        return false;
    }
    db_exec(c,
        "INSERT INTO household_check (area_id, id, household_id, person_id, at)"
        " VALUES (?1, ?2, ?3, ?4, ?5)",
        V(c->area_id), V(new_id(c)), V(household_id), V(c->act.person_id), V(c->now));
    return tell(c, "people.household_checked", c->act.person_id, household_id, people_today(c),
        SAY(N_("一户确认了家里住着谁")));
}

int64_t households_checked_at(struct ctx *c, int64_t household_id)
{
    return db_int(c, "SELECT max(at) FROM household_check WHERE area_id = ?1 AND household_id = ?2",
        V(c->area_id), V(household_id));
}

/* What this room holds about a person -----------------------------------------------------------
 */
const struct personal households_personal[] = {
    {"checks", N_("核对过一户住了谁"),
        "SELECT id, at FROM household_check WHERE area_id = ?1 AND person_id = ?2 ORDER BY id",
        .columns = {{N_("什么时候"), PERSONAL_TIME}}},
    {0},
};
