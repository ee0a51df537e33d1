/* people_store.c - persons of an area, their phones, where they live today. */
#include <string.h>

#include "lib/base/seal.h"
#include "lib/db/db.h"
#include "lib/find/find.h"
#include "lib/log/log.h"
#include "src/accounts/accounts.h"
#include "src/people/people_room.h"
#include "src/places/places.h"

const char *people_today(struct ctx *c)
{
    return day_text(c->arena, c->now);
}

bool people_absent(struct ctx *c)
{
    return fail(&c->err, ERR_ABSENT, SAY(N_("没有找到这位居民")));
}

static struct bytes seal_phone(struct ctx *c, int64_t id, const char *phone)
{
    return str_empty(phone) ? (struct bytes){0} : seal(c, "person", "phone", id, phone);
}

/* Reading ------------------------------------------------------------------------------------- */
static struct person person_row(const struct rows *r)
{
    int64_t id = row_int(r, 0);
    return (struct person){
        .id = id,
        .name = row_text(r, 1),
        .phone = unseal(r->c, "person", "phone", id, row_bytes(r, 2)),
        .household_id = row_int(r, 3),
        .unit_id = row_int(r, 4),
        .building_id = row_int(r, 5),
    };
}

#define PERSON "SELECT p.id, p.name, p.phone, r.household_id, u.id, u.building_id FROM person p"
/* Where they live on day ?2: all that were judged to be them, then what those live in. Two joins,
 * for PostgreSQL reads every relation of the area for a subquery within a join's condition. */
#define LIVES \
    " JOIN person m ON m.area_id = p.area_id AND (m.id = p.id OR m.merged_into = p.id)" \
    " LEFT JOIN relation r ON r.area_id = m.area_id AND r.kind = 1 AND r.person_id = m.id" \
    " AND r.valid_from <= ?2 AND (r.valid_to IS NULL OR r.valid_to > ?2)"
#define HOME \
    " JOIN household_unit h ON h.area_id = p.area_id AND h.household_id = r.household_id" \
    " AND h.valid_from <= ?2 AND (h.valid_to IS NULL OR h.valid_to > ?2)"
#define UNIT " JOIN unit u ON u.area_id = p.area_id AND u.id = h.unit_id"
#define PERSON_ANYWHERE PERSON LIVES " LEFT" HOME " LEFT" UNIT

bool people_find(struct ctx *c, int64_t id, struct person *out)
{
    struct rows r = db_query(c,
        PERSON_ANYWHERE " WHERE p.area_id = ?1 AND p.id = (SELECT COALESCE(x.merged_into, x.id)"
                        " FROM person x WHERE x.area_id = ?1 AND x.id = ?3)"
                        " ORDER BY CASE WHEN u.id IS NULL THEN 1 ELSE 0 END, r.id, u.id LIMIT 1",
        V(c->area_id), V(people_today(c)), V(id));
    bool found = rows_next(&r);
    if (found) {
        *out = person_row(&r);
    }
    return rows_end(&r) && found;
}

bool people_by_id(struct ctx *c, int64_t id, struct person *out)
{
    return people_find(c, id, out) || people_absent(c);
}

bool people_gone(struct ctx *c, int64_t id)
{
    return db_int(c, "SELECT gone_at FROM person WHERE area_id = ?1 AND id = ?2", V(c->area_id),
               V(id)) != 0;
}

int64_t people_one(struct ctx *c, int64_t id)
{
    int64_t into = db_int(
        c, "SELECT merged_into FROM person WHERE area_id = ?1 AND id = ?2", V(c->area_id), V(id));
    return into ? into : id;
}

/* Rows of one and the same stand together. */
static bool read_people(struct rows *r, struct people *out)
{
    while (rows_next(r)) {
        struct person p = person_row(r);
        const struct person *last = out->n ? &out->v[out->n - 1] : NULL;
        if (!last || last->id != p.id || last->unit_id != p.unit_id) {
            list_push(r->c->arena, out, p);
        }
    }
    return rows_end(r);
}

bool people_of_building(struct ctx *c, int64_t building_id, struct people *out)
{
    struct rows r = db_query(c,
        "SELECT p.id, p.name, p.phone, r.household_id, u.id, u.building_id FROM unit u"
        " JOIN household_unit h ON h.area_id = u.area_id AND h.unit_id = u.id"
        " AND h.valid_from <= ?2 AND (h.valid_to IS NULL OR h.valid_to > ?2)"
        " JOIN relation r ON r.area_id = h.area_id AND r.household_id = h.household_id"
        " AND r.kind = 1 AND r.valid_from <= ?2 AND (r.valid_to IS NULL OR r.valid_to > ?2)"
        " JOIN person x ON x.area_id = r.area_id AND x.id = r.person_id"
        " JOIN person p ON p.area_id = x.area_id AND p.id = COALESCE(x.merged_into, x.id)"
        " WHERE u.area_id = ?1 AND u.building_id = ?3 AND p.gone_at IS NULL"
        " ORDER BY u.floor, u.col, u.name, p.id",
        V(c->area_id), V(people_today(c)), V(building_id));
    return read_people(&r, out);
}

static bool is_among(const struct people *all, int64_t id)
{
    bool found = false;
    for (size_t i = 0; i < all->n && !found; i++) {
        found = all->v[i].id == id;
    }
    return found;
}

bool people_of_phone(struct ctx *c, const char *phone, struct people *out)
{
    const char *hash = accounts_phone_hash(c, phone);
    if (!hash) {
        return !c->err.kind;
    }
    struct rows r = db_query(c,
        PERSON_ANYWHERE " WHERE p.area_id = ?1 AND p.id IN (SELECT COALESCE(x.merged_into, x.id)"
                        " FROM person x WHERE x.area_id = ?1 AND x.phone_hash = ?3"
                        " AND x.gone_at IS NULL) AND p.gone_at IS NULL"
                        " ORDER BY CASE WHEN r.id IS NULL THEN 1 ELSE 0 END, p.id,"
                        " CASE WHEN u.id IS NULL THEN 1 ELSE 0 END, u.id",
        V(c->area_id), V(people_today(c)), V(hash));
    while (rows_next(&r)) {
        struct person p = person_row(&r);
        if (!is_among(out, p.id)) { /* a second home, or one judged to be them */
            list_push(c->arena, out, p);
        }
    }
    return rows_end(&r);
}

bool people_named(struct ctx *c, const char *name, struct people *out)
{
    enum { MOST = 8 };
    struct rows r = db_query(c,
        PERSON_ANYWHERE " WHERE p.area_id = ?1 AND p.name = ?3 AND p.gone_at IS NULL"
                        " AND p.merged_into IS NULL ORDER BY p.id,"
                        " CASE WHEN u.id IS NULL THEN 1 ELSE 0 END, u.id LIMIT 60",
        V(c->area_id), V(people_today(c)), V(name));
    while (rows_next(&r)) {
        struct person p = person_row(&r);
        if (out->n < MOST && !is_among(out, p.id)) {
            list_push(c->arena, out, p);
        }
    }
    return rows_end(&r);
}

int64_t people_by_phone(struct ctx *c, const char *phone)
{
    struct people found = {0};
    return people_of_phone(c, phone, &found) && found.n ? found.v[0].id : 0;
}

/* Where they live ------------------------------------------------------------------------------ */
static bool is_whole_area(const struct ctx *c, int64_t place_id)
{
    return !place_id || place_id == c->area_id;
}

bool people_lives_in(struct ctx *c, int64_t person_id, int64_t place_id)
{
    if (!person_id) {
        return false;
    }
    /* A household without a home still lives in the area. */
    struct rows r = db_query(c,
        "SELECT u.building_id FROM person p" LIVES " LEFT" HOME " LEFT" UNIT
        " WHERE p.area_id = ?1 AND p.id = ?3 AND p.gone_at IS NULL AND r.id IS NOT NULL"
        " ORDER BY r.id, u.id",
        V(c->area_id), V(people_today(c)), V(people_one(c, person_id)));
    struct ids homes = {0};
    bool lives = rows_ids(&r, &homes) && homes.n && is_whole_area(c, place_id);
    for (size_t i = 0; i < homes.n && !lives && !c->err.kind; i++) {
        lives = homes.v[i] && places_within(c, homes.v[i], place_id);
    }
    return lives && !c->err.kind;
}

bool people_lives(struct ctx *c, int64_t person_id, int64_t household_id)
{
    int64_t already = db_int(c,
        /* clang-format off */
        "SELECT r.id FROM relation r WHERE r.area_id = ?1 AND r.kind = 1 AND r.person_id"
        PEOPLE_SELVES("?2") " AND r.household_id = ?3 AND (r.valid_to IS NULL OR r.valid_to > ?4) LIMIT 1",
        /* clang-format on */
        V(c->area_id), V(person_id), V(household_id), V(people_today(c)));
    if (!already) {
        db_exec(c,
            "INSERT INTO relation (area_id, id, kind, person_id, household_id, valid_from)"
            " VALUES (?1, ?2, 1, ?3, ?4, ?5)",
            V(c->area_id), V(new_id(c)), V(person_id), V(household_id), V(people_today(c)));
    }
    return !c->err.kind;
}

/* Making --------------------------------------------------------------------------------------- */
int64_t people_make(struct ctx *c, const char *name, const char *phone)
{
    int64_t id = new_id(c);
    db_send(c,
        "INSERT INTO person (area_id, id, name, phone, phone_hash, made_at, phone_tail)"
        " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        V(c->area_id), V(id), V(str_or(name, "")), V(seal_phone(c, id, phone)),
        V(accounts_phone_hash(c, phone)), V(c->now), V(people_tail(c, phone)));
    find_put_new(c, PEOPLE_FIND, id, name);
    return c->err.kind ? 0 : id;
}

/* *other: it is on the roster under another name. */
static int64_t named(struct ctx *c, const char *name, const char *phone, bool *other)
{
    struct people found = {0};
    *other = false;
    if (str_empty(phone) || !people_of_phone(c, phone, &found)) {
        return 0;
    }
    for (size_t i = 0; i < found.n; i++) {
        if (str_same(found.v[i].name, name)) {
            return found.v[i].id;
        }
        *other |= !str_empty(found.v[i].name);
    }
    return 0;
}

int64_t people_meant(struct ctx *c, const char *name, const char *phone)
{
    bool other;
    return named(c, name, phone, &other);
}

int64_t people_find_or_make(struct ctx *c, const char *name, const char *phone)
{
    bool other;
    int64_t id = named(c, name, phone, &other);
    if (!id && other) {
        refuse(&c->err, "phone",
            SAY(N_("这个手机号在名册上是另一个姓名。请核对姓名和号码；一家人共用号码的，先把这一位"
                   "登记到那一户，再回来填。")));
        return 0;
    }
    return id || c->err.kind ? id : people_make(c, name, phone);
}

bool people_give_phone(struct ctx *c, int64_t id, const char *phone)
{
    db_exec(c,
        "UPDATE person SET phone = ?3, phone_hash = ?4, phone_tail = ?5"
        " WHERE area_id = ?1 AND id = ?2",
        V(c->area_id), V(id), V(seal_phone(c, id, phone)), V(accounts_phone_hash(c, phone)),
        V(people_tail(c, phone)));
    return !c->err.kind;
}

const char *people_tail(struct ctx *c, const char *phone)
{
    size_t n = strlen(str_or(phone, ""));
    return n < 4 ? NULL : keyed_hash(c, "phone tail", phone + n - 4);
}

bool people_of_tail(struct ctx *c, const char *four, struct people *out)
{
    struct ids found = {0};
    struct rows r = db_query(c,
        "SELECT id FROM person WHERE area_id = ?1 AND phone_tail = ?2 AND gone_at IS NULL"
        " AND merged_into IS NULL ORDER BY name, id LIMIT 20",
        V(c->area_id), V(people_tail(c, four)));
    bool ok = rows_ids(&r, &found);
    for (size_t i = 0; ok && i < found.n; i++) {
        struct person p = {0};
        ok = people_by_id(c, found.v[i], &p);
        list_push(c->arena, out, p);
    }
    return ok;
}

/* By name; a row without a name is known by its phone. */
static int64_t member_of(struct ctx *c, int64_t household_id, const char *name, const char *phone)
{
    return db_int(c,
        "SELECT COALESCE(p.merged_into, p.id) FROM person p"
        " JOIN relation r ON r.area_id = p.area_id AND r.person_id = p.id"
        " WHERE p.area_id = ?1 AND r.kind = 1 AND r.household_id = ?2 AND p.gone_at IS NULL"
        " AND (r.valid_to IS NULL OR r.valid_to > ?5)"
        " AND CASE WHEN ?3 <> '' OR ?4 = '' THEN p.name = ?3 ELSE p.phone_hash = ?4 END"
        " ORDER BY p.id LIMIT 1",
        V(c->area_id), V(household_id), V(str_or(name, "")),
        V(str_or(accounts_phone_hash(c, phone), "")), V(people_today(c)));
}

int64_t people_of_household_named(struct ctx *c, int64_t household_id, const char *name)
{
    return str_empty(name) ? 0 : member_of(c, household_id, name, "");
}

int64_t people_put(struct ctx *c, int64_t household_id, const char *name, const char *phone,
    bool *made, bool *changed)
{
    struct person p;
    int64_t id = member_of(c, household_id, name, phone);
    *made = !id && !c->err.kind;
    *changed = false;
    if (*made) {
        id = people_make(c, name, phone);
        return people_lives(c, id, household_id) ? id : 0;
    }
    if (people_find(c, id, &p) && !str_empty(phone) && !str_same(p.phone, phone)) {
        *changed = people_give_phone(c, id, phone);
    }
    return c->err.kind ? 0 : id;
}

const char *people_name_of_reader(struct ctx *c)
{
    return c->who.person_id
               ? str_or(db_text(c, "SELECT name FROM person WHERE area_id = ?1 AND id = ?2",
                            V(c->area_id), V(c->who.person_id)),
                     "")
               : "";
}

bool people_is_reported(struct ctx *c, int64_t person_id)
{
    return db_int(c,
               "SELECT count(*) FROM fact f WHERE f.area_id = ?1 AND f.subject_id = ?2"
               " AND f.kind = 'identity.wrong_reported' AND NOT EXISTS (SELECT 1 FROM fact d"
               " WHERE d.area_id = ?1 AND d.subject_id = ?2 AND d.kind = 'identity.wrong_decided'"
               " AND d.seq > f.seq)",
               V(c->area_id), V(person_id)) > 0;
}

bool people_tell_phone_seen(struct ctx *c, const struct person *p, const char *reason)
{
    return record(c, &(struct fact){
                         .kind = "people.phone_seen",
                         .subject_id = p->id,
                         .place_id = p->building_id ? p->building_id : c->area_id,
                         .audience = AUDIENCE_STAFF,
                         .words = SAY(N_("看了一位居民的完整手机号")),
                         .text = reason,
                     });
}
