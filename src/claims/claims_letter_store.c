/* claims_letter_store.c - letters with a PIN: who holds the letter of a home lives there. */
#include <stdlib.h>

#include "lib/base/seal.h"
#include "lib/db/db.h"
#include "lib/log/log.h"
#include "src/claims/claims_room.h"
#include "src/places/places.h"

static const char *hash_of(struct ctx *c, int64_t letter_id, const char *pin)
{
    return keyed_hash(c, "pin", arena_printf(c->arena, "%lld|%s", (long long)letter_id, pin));
}

static const char *new_pin(struct ctx *c)
{
    uint64_t n;
    new_random(c, &n, sizeof(n));
    return arena_printf(c->arena, "%0*llu", PIN_DIGITS, (unsigned long long)(n % 100000000));
}

/* A newer letter makes the older one waste paper. */
static void end_letters(struct ctx *c, int64_t unit_id)
{
    db_exec(c,
        "UPDATE pin_letter SET ends_at = ?3 WHERE area_id = ?1 AND unit_id = ?2 AND ends_at > ?3",
        V(c->area_id), V(unit_id), V(c->now));
}

const char *claims_pin_letter(struct ctx *c, int64_t unit_id)
{
    struct unit u;
    if (!places_unit(c, unit_id, &u)) {
        return "";
    }
    int64_t id = new_id(c);
    const char *pin = new_pin(c);
    end_letters(c, unit_id);
    db_exec(c,
        "INSERT INTO pin_letter (area_id, id, unit_id, pin_hash, made_at, ends_at)"
        " VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        V(c->area_id), V(id), V(unit_id), V(hash_of(c, id, pin)), V(c->now),
        V(c->now + PIN_DAYS * MS_PER_DAY));
    return record(c,
               &(struct fact){
                   .kind = "claims.letter_printed",
                   .subject_id = unit_id,
                   .place_id = u.building_id,
                   .audience = AUDIENCE_STAFF,
                   .words = SAY(N_("印了一封住户密码信")),
               })
               ? pin
               : "";
}

bool claims_letters(struct ctx *c, int64_t building_id, struct letters *out)
{
    struct rows r = db_query(c,
        "SELECT u.id, u.name, MAX(CASE WHEN l.used_at IS NULL AND l.ends_at > ?3 AND l.tries < ?5"
        " THEN l.ends_at ELSE 0 END) FROM unit u"
        " LEFT JOIN pin_letter l ON l.area_id = u.area_id AND l.unit_id = u.id"
        " WHERE u.area_id = ?1 AND u.building_id = ?2"
        " AND (u.valid_to IS NULL OR u.valid_to > ?4)"
        " GROUP BY u.id, u.name, u.floor, u.col ORDER BY u.floor, u.col, u.name",
        V(c->area_id), V(building_id), V(c->now), V(people_today(c)), V(PIN_TRIES));
    while (rows_next(&r)) {
        struct letter l = {
            .unit_id = row_int(&r, 0), .unit = row_text(&r, 1), .letter_ends_at = row_int(&r, 2)};
        list_push(c->arena, out, l);
    }
    return rows_end(&r);
}

/* A household with two homes gets its letter in the first. */
#define UNLETTERED \
    " FROM unit u WHERE u.area_id = ?1 AND (u.valid_to IS NULL OR u.valid_to > ?3)" \
    " AND NOT EXISTS (SELECT 1 FROM pin_letter l WHERE l.area_id = u.area_id AND l.unit_id = u.id" \
    " AND l.used_at IS NULL AND l.ends_at > ?2 AND l.tries < ?4)" \
    " AND NOT EXISTS (SELECT 1 FROM claim k WHERE k.area_id = u.area_id AND k.unit_id = u.id" \
    " AND k.state = 2)" \
    " AND NOT EXISTS (SELECT 1 FROM household_unit h JOIN household_unit g" \
    " ON g.area_id = h.area_id AND g.household_id = h.household_id AND g.valid_to IS NULL" \
    " AND g.unit_id < h.unit_id WHERE h.area_id = u.area_id AND h.unit_id = u.id" \
    " AND h.valid_to IS NULL)"

struct stair_homes {
    int64_t building_id, homes;
};
struct stairs_homes {
    struct stair_homes *v;
    size_t n, cap;
};

static int by_building(const void *a, const void *b)
{
    int64_t x = ((const struct stair_homes *)a)->building_id,
            y = ((const struct stair_homes *)b)->building_id;
    return (x > y) - (x < y);
}

bool claims_unlettered(struct ctx *c, int64_t compound_id, struct unlettered *out)
{
    struct buildings all = {0};
    struct stairs_homes counts = {0};
    struct rows r =
        db_query(c, "SELECT u.building_id, count(*)" UNLETTERED " GROUP BY 1 ORDER BY 1",
            V(c->area_id), V(c->now), V(people_today(c)), V(PIN_TRIES));
    while (rows_next(&r)) {
        struct stair_homes one = {row_int(&r, 0), row_int(&r, 1)};
        list_push(c->arena, &counts, one);
    }
    if (!rows_end(&r) || !places_buildings(c, compound_id, &all)) {
        return false;
    }
    for (size_t i = 0; i < all.n && counts.n; i++) {
        struct stair_homes key = {.building_id = all.v[i].id};
        const struct stair_homes *one = bsearch(&key, counts.v, counts.n, sizeof(key), by_building);
        if (one) {
            struct unlettered_stair stair = {all.v[i], one->homes};
            list_push(c->arena, out, stair);
            out->homes += one->homes;
        }
    }
    return true;
}

bool claims_unlettered_homes(struct ctx *c, int64_t building_id, struct letters *out)
{
    struct rows r = db_query(c,
        "SELECT u.id, u.name" UNLETTERED " AND u.building_id = ?5 ORDER BY u.floor, u.col, u.name",
        V(c->area_id), V(c->now), V(people_today(c)), V(PIN_TRIES), V(building_id));
    while (rows_next(&r)) {
        struct letter l = {.unit_id = row_int(&r, 0), .unit = row_text(&r, 1)};
        list_push(c->arena, out, l);
    }
    return rows_end(&r);
}

bool claims_last_letter(struct ctx *c, int64_t unit_id, struct pin_letter *out)
{
    *out = (struct pin_letter){0};
    struct rows r = db_query(c,
        "SELECT id, unit_id, made_at, ends_at, tries, used_at, pin_hash FROM pin_letter"
        " WHERE area_id = ?1 AND unit_id = ?2 ORDER BY made_at DESC, id DESC LIMIT 1",
        V(c->area_id), V(unit_id));
    if (rows_next(&r)) {
        *out = (struct pin_letter){
            .id = row_int(&r, 0),
            .unit_id = row_int(&r, 1),
            .made_at = row_int(&r, 2),
            .ends_at = row_int(&r, 3),
            .tries = row_int(&r, 4),
            .used_at = row_int(&r, 5),
            .hash = row_text(&r, 6),
        };
    }
    return rows_end(&r);
}

/* The try is taken before the PIN is looked at, like a phone code's. */
static bool check_pin(struct ctx *c, int64_t unit_id, const char *pin)
{
    struct pin_letter l;
    if (!claims_last_letter(c, unit_id, &l)) {
        return false;
    }
    int64_t nth = db_int(c,
        "UPDATE pin_letter SET tries = tries + 1 WHERE area_id = ?1 AND id = ?2 AND tries < ?3"
        " RETURNING tries",
        V(c->area_id), V(l.id), V(PIN_TRIES));
    l.tries = nth ? nth - 1 : PIN_TRIES;
    bool same = nth && same_secret(hash_of(c, l.id, pin), l.hash);
    if (c->err.kind || !claims_pin_ok(c->now, &l, same, &c->err)) {
        return false;
    }
    return db_exec(c,
               "UPDATE pin_letter SET used_at = ?3 WHERE area_id = ?1 AND id = ?2"
               " AND used_at IS NULL",
               V(c->area_id), V(l.id), V(c->now)) == 1;
}

static int64_t waiting_claim(struct ctx *c, int64_t unit_id)
{
    return db_int(c,
        "SELECT id FROM claim WHERE area_id = ?1 AND person_id = ?2 AND unit_id = ?3"
        " AND state = 1 AND ends_at > ?4 LIMIT 1",
        V(c->area_id), V(c->who.person_id), V(unit_id), V(c->now));
}

static bool move_in(struct ctx *c, int64_t person_id, const struct unit *u)
{
    struct person p = {.id = person_id,
        .household_id = u->household_id,
        .unit_id = u->id,
        .building_id = u->building_id};
    int64_t claim = waiting_claim(c, u->id);
    if (claim) {
        return claims_settle(c, claim, CLAIM_CONFIRMED, VIA_PIN, "");
    }
    return people_lives(c, person_id, u->household_id) &&
           claims_at_once(c, c->who.account_id, &p, VIA_PIN, N_("凭密码信，住户身份已确认"));
}

bool claims_enter_by_pin(
    struct ctx *c, int64_t unit_id, const char *pin, const char *phone, const char *name)
{
    struct unit u;
    bool made;
    if (!places_unit(c, unit_id, &u) || !check_pin(c, unit_id, pin)) {
        return false;
    }
    if (!u.household_id) {
        u.household_id = places_put_household(c, unit_id, &made);
    }
    if (!c->who.person_id) { /* the letter was theirs: so is the name on the roster */
        int64_t known = claims_unclaimed_namesake(c, u.household_id, name);
        c->who.person_id = known ? known : people_make(c, name, phone);
    }
    return !c->err.kind && move_in(c, c->who.person_id, &u);
}
