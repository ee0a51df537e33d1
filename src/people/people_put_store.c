/* people_put_store.c - for an import: who is there, many moving in, and an import taken back. */
#include "lib/db/db.h"
#include "lib/find/find.h"
#include "src/accounts/accounts.h"
#include "src/people/people_room.h"

int64_t people_move_in(
    struct ctx *c, int64_t person_id, int64_t household_id, const char *what, const char *since)
{
    int64_t id = new_id(c);
    db_send(c, /* one head only */
        "INSERT INTO relation (area_id, id, kind, person_id, household_id, what, valid_from, family)"
        " SELECT ?1, ?2, 1, ?3, ?4, ?5, ?6, CASE WHEN ?7 = 1 AND EXISTS (SELECT 1 FROM relation r"
        " WHERE r.area_id = ?1 AND r.household_id = ?4 AND r.kind = 1 AND r.family = 1"
        " AND r.valid_to IS NULL) THEN 0 ELSE ?7 END",
        V(c->area_id), V(id), V(person_id), V(household_id), V(str_or(what, "")),
        V(str_or(since, people_today(c))), V((int)people_family_called(what)));
    return id;
}

/* Whoever set the family on a page did not write its words. */
static const char *what_said(struct ctx *c, const char *what, enum family family)
{
    if (family == FAMILY_UNSAID || family == people_family_called(what)) {
        return what;
    }
    const char *label = choice_of(people_families, family)->label;
    return str_starts(what, "租户") && family != FAMILY_TENANT
               ? arena_printf(c->arena, "租户 %s", label)
               : label;
}

const char *people_what(struct ctx *c, int64_t relation_id)
{
    struct rows r = db_query(c, "SELECT what, family FROM relation WHERE area_id = ?1 AND id = ?2",
        V(c->area_id), V(relation_id));
    const char *what =
        rows_next(&r) ? what_said(c, row_text(&r, 0), (enum family)row_int(&r, 1)) : "";
    return rows_end(&r) ? what : "";
}

void people_relate(struct ctx *c, int64_t relation_id, const char *what)
{
    db_send(c, /* one head only */
        "UPDATE relation SET what = ?3, family = CASE WHEN ?4 = 1 AND EXISTS (SELECT 1"
        " FROM relation r WHERE r.area_id = ?1 AND r.household_id = relation.household_id"
        " AND r.kind = 1 AND r.family = 1 AND r.valid_to IS NULL AND r.id <> ?2) THEN 0"
        " ELSE ?4 END WHERE area_id = ?1 AND id = ?2",
        V(c->area_id), V(relation_id), V(what), V((int)people_family_called(what)));
}

bool people_members(struct ctx *c, struct members *out)
{
    struct rows r = db_query(c,
        "SELECT p.id, r.household_id, h.unit_id, p.name, p.phone, r.what, p.born, r.id, r.family"
        " FROM relation r"
        " JOIN person x ON x.area_id = r.area_id AND x.id = r.person_id"
        " JOIN person p ON p.area_id = x.area_id AND p.id = COALESCE(x.merged_into, x.id)"
        " AND p.gone_at IS NULL"
        " JOIN household_unit h ON h.area_id = r.area_id AND h.household_id = r.household_id"
        " AND h.valid_from <= ?2 AND (h.valid_to IS NULL OR h.valid_to > ?2)"
        " WHERE r.area_id = ?1 AND r.kind = 1 AND r.valid_from <= ?2"
        " AND (r.valid_to IS NULL OR r.valid_to > ?2) ORDER BY h.unit_id, p.id, r.id",
        V(c->area_id), V(people_today(c)));
    while (rows_next(&r)) {
        int64_t id = row_int(&r, 0);
        struct member m = {.person_id = id,
            .household_id = row_int(&r, 1),
            .unit_id = row_int(&r, 2),
            .name = row_text(&r, 3),
            .phone = unseal(c, "person", "phone", id, row_bytes(&r, 4)),
            .born = unseal(c, "person", "born", id, row_bytes(&r, 6)),
            .relation_id = row_int(&r, 7),
            .what = what_said(c, row_text(&r, 5), (enum family)row_int(&r, 8))};
        const struct member *last = out->n ? &out->v[out->n - 1] : NULL;
        if (!last || last->person_id != id || last->unit_id != m.unit_id) {
            list_push(c->arena, out, m); /* two entries judged to be one are one */
        }
    }
    return rows_end(&r);
}

void people_rename(struct ctx *c, int64_t id, const char *name)
{
    db_send(c, "UPDATE person SET name = ?3 WHERE area_id = ?1 AND id = ?2", V(c->area_id), V(id),
        V(name));
    find_put(c, PEOPLE_FIND, id, name);
}

bool people_reindex(struct ctx *c)
{
    struct {
        struct named {
            int64_t id;
            const char *name;
        } * v;
        size_t n, cap;
    } all = {0};
    struct rows r =
        db_query(c, "SELECT id, name FROM person WHERE area_id = ?1 ORDER BY id", V(c->area_id));
    while (rows_next(&r)) {
        list_push(c->arena, &all, ((struct named){row_int(&r, 0), row_text(&r, 1)}));
    }
    bool ok = rows_end(&r);
    for (size_t i = 0; ok && i < all.n; i++) {
        find_put_new(c, PEOPLE_FIND, all.v[i].id, all.v[i].name);
    }
    return !c->err.kind;
}

void people_rephone(struct ctx *c, int64_t id, const char *phone)
{
    struct bytes sealed =
        str_empty(phone) ? (struct bytes){0} : seal(c, "person", "phone", id, phone);
    db_send(c,
        "UPDATE person SET phone = ?3, phone_hash = ?4, phone_tail = ?5"
        " WHERE area_id = ?1 AND id = ?2",
        V(c->area_id), V(id), V(sealed), V(accounts_phone_hash(c, phone)),
        V(people_tail(c, phone)));
}

void people_undo(struct ctx *c, int64_t id)
{
    db_send(c, "UPDATE person SET gone_at = ?3 WHERE area_id = ?1 AND id = ?2 AND gone_at IS NULL",
        V(c->area_id), V(id), V(c->now));
}

void people_undo_move_in(struct ctx *c, int64_t relation_id)
{
    db_send(c,
        "UPDATE relation SET valid_to = ?3 WHERE area_id = ?1 AND id = ?2 AND valid_to IS NULL",
        V(c->area_id), V(relation_id), V(people_today(c)));
}
