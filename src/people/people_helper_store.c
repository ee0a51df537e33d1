/* people_helper_store.c - who may act for whom because that one asked for it. */
#include "lib/base/app.h"
#include "lib/base/seal.h"
#include "lib/db/register.h"
#include "lib/log/log.h"
#include "src/bodies/duties.h"
#include "src/people/people_room.h"
#include "src/places/places.h"

bool people_may_act_for(struct ctx *c, int64_t person_id, enum hand *hand)
{
    int64_t found = db_int(c,
        /* clang-format off */
        "SELECT count(*) FROM relation WHERE area_id = ?1 AND person_id" PEOPLE_SELVES("?2")
        " AND other_id" PEOPLE_SELVES("?3")
        " AND kind IN (3, 4) AND valid_from <= ?4 AND (valid_to IS NULL OR valid_to > ?4)",
        /* clang-format on */
        V(c->area_id), V(c->who.person_id), V(person_id), V(people_today(c)));
    if (found && !c->err.kind) {
        *hand = HAND_HELPER;
    }
    return found && !c->err.kind;
}

/* Both see it in their own timeline; neighbours and staff at large do not. */
static bool tell(struct ctx *c, const char *kind, int64_t person_id, const char *msgid)
{
    return record(c, &(struct fact){
                         .kind = kind,
                         .subject_id = person_id,
                         .audience = AUDIENCE_CASE,
                         .words = SAY(msgid),
                     });
}

bool people_add_helper(struct ctx *c, int64_t helper_id, int64_t person_id, const char *what,
    const char *until, const char *consent)
{
    if (!people_may_help(helper_id, person_id, consent, &c->err)) {
        return false;
    }
    db_exec(c,
        "INSERT INTO relation (area_id, id, kind, person_id, other_id, what, consent, valid_from,"
        " valid_to) VALUES (?1, ?2, 4, ?3, ?4, ?5, ?6, ?7, ?8)",
        V(c->area_id), V(new_id(c)), V(helper_id), V(person_id), V(str_or(what, "")), V(consent),
        V(people_today(c)), V(str_empty(until) ? NULL : until));
    return tell(c, "people.helper_named", person_id, N_("请了一位代办人"));
}

bool people_end_helper(struct ctx *c, int64_t relation_id)
{
    int64_t person_id = db_int(c,
        /* clang-format off */
        "UPDATE relation SET valid_to = ?4 WHERE area_id = ?1 AND id = ?2 AND kind = 4"
        " AND (person_id" PEOPLE_SELVES("?3") " OR other_id" PEOPLE_SELVES("?3")
        ") AND (valid_to IS NULL OR valid_to > ?4)"
        " RETURNING other_id",
        /* clang-format on */
        V(c->area_id), V(relation_id), V(c->act.person_id), V(people_today(c)));
    if (!person_id && !c->err.kind) {
        return fail(&c->err, ERR_ABSENT, SAY(N_("没有找到这位代办人，或者已经结束了。")));
    }
    return tell(c, "people.helper_ended", person_id, N_("代办已经结束"));
}

static bool read_helps(struct rows *r, struct helps *out)
{
    while (rows_next(r)) {
        struct help h = {.id = row_int(r, 0),
            .helper_id = row_int(r, 1),
            .person_id = row_int(r, 2),
            .what = row_text(r, 3),
            .until = row_text(r, 4),
            .helper = row_text(r, 5),
            .person = row_text(r, 6)};
        h.phone = unseal(r->c, "person", "phone", h.helper_id, row_bytes(r, 7));
        list_push(r->c->arena, out, h);
    }
    return rows_end(r);
}

#define HELP \
    "SELECT r.id, h.id, o.id, r.what, r.valid_to, h.name, o.name, h.phone" \
    " FROM relation r JOIN person hx ON hx.area_id = r.area_id AND hx.id = r.person_id" \
    " JOIN person h ON h.area_id = hx.area_id AND h.id = COALESCE(hx.merged_into, hx.id)" \
    " JOIN person ox ON ox.area_id = r.area_id AND ox.id = r.other_id" \
    " JOIN person o ON o.area_id = ox.area_id AND o.id = COALESCE(ox.merged_into, ox.id)" \
    " WHERE r.area_id = ?1 AND r.valid_from <= ?3 AND (r.valid_to IS NULL OR r.valid_to > ?3)"

bool people_helpers_of(struct ctx *c, int64_t person_id, struct helps *out)
{
    struct rows r =
        db_query(c, HELP " AND r.kind = 4 AND r.other_id" PEOPLE_SELVES("?2") " ORDER BY r.id",
            V(c->area_id), V(person_id), V(people_today(c)));
    return read_helps(&r, out);
}

bool people_helped_by(struct ctx *c, int64_t person_id, struct helps *out)
{
    struct rows r = db_query(c,
        HELP " AND r.kind IN (3, 4) AND r.person_id" PEOPLE_SELVES("?2") " ORDER BY r.id",
        V(c->area_id), V(person_id), V(people_today(c)));
    return read_helps(&r, out);
}

/* Whose helpers, the page knows; and it masks their telephones: it fills the rows in. */
static const struct choice sides[] = {
    {HELPS_ME, "helps_me", N_("替我办的")}, {HELPED_BY_ME, "helped", N_("我替谁办")}, {0}};
static const struct column columns[] = {
    {.name = "side", .label = N_("哪一边"), .type = COL_CHOICE, .choices = sides},
    {.name = "who", .label = N_("谁"), .type = COL_TEXT, .title = true},
    {.name = "what", .label = N_("办什么"), .type = COL_TEXT},
    {.name = "until", .label = N_("办到哪一天"), .type = COL_LAST},
    {0},
};
static const struct list_filter filters[] = {{.name = "all", .label = N_("全部")}, {0}};
const struct list people_helpers_list = {
    .name = "helpers",
    .title = N_("请人代办"),
    .columns = columns,
    .filters = filters,
    .orders = {{.name = "side", .label = N_("哪一边"), .sql = ""}},
    .empty = N_("没有代办人。"),
    .counted = N_("共 {0} 位"),
};

/* Register: who is under guardianship, or has asked somebody to act for them, in that time. -------
 */
static const struct choice cares[] = {
    {REL_GUARDS, "guard", N_("有监护人")}, {REL_HELPS, "helper", N_("请人代办")}, {0}};
/* clang-format off */
#define HOME \
    "(SELECT min(u.building_id) FROM relation l" \
    " JOIN household_unit h ON h.area_id = l.area_id AND h.household_id = l.household_id" \
    " AND h.valid_to IS NULL JOIN unit u ON u.area_id = h.area_id AND u.id = h.unit_id" \
    " WHERE l.area_id = r.area_id AND l.person_id = o.id AND l.kind = 1 AND l.valid_to IS NULL)"
#define CARES \
    "SELECT " REGISTER_MS("r.valid_from") " AS at, r.id AS id, '' AS ref, COALESCE(" \
    PLACES_WHOLE("p") ", '') AS place, o.name AS person, r.what AS what, r.kind AS kind," \
    " n.name AS handler, 0 AS state," \
    " CASE WHEN r.valid_to IS NULL OR r.valid_to > ?14 THEN 0 ELSE 1 END AS ended, '' AS note," \
    " 0 AS due, 0 AS late, 0 AS happy, o.id AS link FROM relation r" \
    " JOIN person x ON x.area_id = r.area_id AND x.id = r.other_id" \
    " JOIN person o ON o.area_id = x.area_id AND o.id = COALESCE(x.merged_into, x.id)" \
    " JOIN person n ON n.area_id = r.area_id AND n.id = r.person_id" \
    " LEFT JOIN place p ON p.area_id = r.area_id AND p.id = " HOME \
    " WHERE r.area_id = ?1 AND r.kind IN (3, 4) AND r.valid_from < ?14" \
    " AND (r.valid_to IS NULL OR r.valid_to > ?13) AND ?5 >= 4" \
    " AND (?2 = 0 OR (p.id IS NOT NULL AND " PLACES_IN("p", "?2", "?12") "))"
/* clang-format on */

static int64_t audience(struct ctx *c, int64_t place_id)
{
    bool all = c->app->may(c, DUTY_SEE_PHONE, place_id ? place_id : c->area_id);
    return all ? AUDIENCE_CASE : AUDIENCE_PUBLIC;
}

const struct register_part people_registers[] = {
    {.of = "care",
        .name = "people",
        .label = N_("监护和代办"),
        REGISTER_SQL(CARES),
        .kinds = cares,
        .row_path = "people/{id}",
        .audience = audience,
        .counts_hidden = true},
    {0},
};
