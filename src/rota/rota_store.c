/* rota_store.c - every SQL statement about rotas. */
#include "lib/base/module.h"
#include "lib/db/register.h"
#include "lib/log/log.h"
#include "src/places/places.h"
#include "src/rota/rota.h"

const struct choice rota_whats[] = {
    {ROTA_GUARD, "guard", N_("门卫")},
    {ROTA_CLEANING, "cleaning", N_("保洁")},
    {ROTA_ON_CALL, "on_call", N_("值班电话")},
    {0},
};
const struct choice rota_days[] = {
    {EVERY_DAY, "every_day", N_("每天")},
    {1, "monday", N_("周一")},
    {2, "tuesday", N_("周二")},
    {3, "wednesday", N_("周三")},
    {4, "thursday", N_("周四")},
    {5, "friday", N_("周五")},
    {6, "saturday", N_("周六")},
    {0, "sunday", N_("周日")},
    {0},
};

/* Which place, the page's address says: it fills the rows in. */
static const struct column columns[] = {
    {.name = "what", .label = N_("值什么班"), .type = COL_CHOICE, .choices = rota_whats},
    {.name = "person", .label = N_("姓名"), .type = COL_TEXT, .title = true},
    {.name = "weekday", .label = N_("星期几"), .type = COL_TEXT},
    {.name = "hours", .label = N_("时间"), .type = COL_TEXT},
    {.name = "phone", .label = N_("值班电话"), .type = COL_TEXT},
    {.name = "place", .label = N_("哪里"), .type = COL_TEXT},
    {0},
};
static const struct list_filter filters[] = {{.name = "all", .label = N_("全部")}, {0}};
const struct list rota_list = {
    .name = "rota",
    .title = N_("值班表"),
    .columns = columns,
    .filters = filters,
    .orders = {{.name = "what", .label = N_("值什么班"), .sql = ""}},
    .empty = N_("还没有值班表。"),
    .counted = N_("共 {0} 条"),
};

static const char *today(struct ctx *c)
{
    return day_text(c->arena, c->now);
}

#define SLOTS \
    "SELECT s.id, s.place_id, s.person_id, s.what, s.weekday, s.from_min, s.to_min, n.name," \
    " s.phone, l.name, s.valid_from, s.valid_to FROM rota_slot s" \
    " JOIN person n ON n.area_id = s.area_id AND n.id = s.person_id" \
    " JOIN place l ON l.area_id = s.area_id AND l.id = s.place_id WHERE s.area_id = ?1"

static bool read_slots(struct ctx *c, struct rows *r, struct slots *out)
{
    struct civil now = civil_of(c->now);
    while (rows_next(r)) {
        struct slot s = {.id = row_int(r, 0),
            .place_id = row_int(r, 1),
            .person_id = row_int(r, 2),
            .what = (enum rota_what)row_int(r, 3),
            .weekday = (int)row_int(r, 4),
            .from = (int)row_int(r, 5),
            .to = (int)row_int(r, 6),
            .person = row_text(r, 7),
            .phone = row_text(r, 8),
            .place = row_text(r, 9),
            .valid_from = row_text(r, 10),
            .valid_to = row_text(r, 11)};
        s.now = rota_on_duty(&s, now.weekday, now.hour * 60 + now.minute);
        list_push(c->arena, out, s);
    }
    return rows_end(r);
}

bool rota_of(struct ctx *c, int64_t place_id, struct slots *out)
{
    struct rows r = db_query(c,
        SLOTS " AND s.place_id IN (?1, ?2)"
              " AND s.valid_from <= ?3 AND (s.valid_to IS NULL OR s.valid_to > ?3)"
              " ORDER BY s.what, s.weekday, s.from_min, s.id",
        V(c->area_id), V(place_id), V(today(c)));
    return read_slots(c, &r, out);
}

bool rota_between(struct ctx *c, const char *from, const char *to, struct slots *out)
{
    struct rows r = db_query(c,
        SLOTS " AND s.valid_from <= ?3 AND (s.valid_to IS NULL OR s.valid_to > ?2)"
              " ORDER BY s.what, s.from_min, s.id LIMIT 2000",
        V(c->area_id), V(from), V(to));
    return read_slots(c, &r, out);
}

bool rota_slot(struct ctx *c, int64_t id, struct slot *out)
{
    struct slots one = {0};
    struct rows r = db_query(c, SLOTS " AND s.id = ?2", V(c->area_id), V(id));
    if (!read_slots(c, &r, &one)) {
        return false;
    }
    *out = one.n ? one.v[0] : (struct slot){0};
    return one.n || fail(&c->err, ERR_ABSENT, SAY(N_("值班表上没有这一行。")));
}

bool rota_mates(struct ctx *c, int64_t place_id, struct rota_mates *out)
{
    struct rows r = db_query(c,
        "SELECT n.id, n.name, s.phone, s.id FROM rota_slot s JOIN person x ON x.area_id = s.area_id"
        " AND x.id = s.person_id JOIN person n ON n.area_id = x.area_id"
        " AND n.id = COALESCE(x.merged_into, x.id) WHERE s.area_id = ?1 AND s.place_id = ?2"
        " AND n.gone_at IS NULL"
        " UNION ALL SELECT n.id, n.name, '', 0 FROM post t JOIN person n ON n.area_id = t.area_id"
        " AND n.id = t.person_id LEFT JOIN place l ON l.area_id = t.area_id AND l.id = ?2"
        " WHERE t.area_id = ?1 AND t.kind IN (21, 22)"
        " AND (t.place_id IN (?1, ?2) OR t.place_id = l.parent_id) AND t.valid_from <= ?3"
        " AND (t.valid_to IS NULL OR t.valid_to > ?3) AND n.gone_at IS NULL ORDER BY 2, 1, 4",
        V(c->area_id), V(place_id), V(today(c)));
    while (rows_next(&r)) {
        struct rota_mate m = {row_int(&r, 0), row_text(&r, 1), row_text(&r, 2)};
        if (out->n && out->v[out->n - 1].id == m.id) {
            out->v[out->n - 1] = m;
        } else {
            list_push(c->arena, out, m);
        }
    }
    return rows_end(&r);
}

static bool tell(struct ctx *c, const char *kind, int64_t id, int64_t place_id, const char *msgid)
{
    return record(c, &(struct fact){.kind = kind,
                         .subject_id = id,
                         .place_id = place_id,
                         .audience = AUDIENCE_PUBLIC,
                         .words = SAY(msgid)});
}

static bool has_it_already(struct ctx *c, const struct slot *s)
{
    struct slots all = {0};
    if (!rota_of(c, s->place_id, &all)) {
        return true;
    }
    for (const struct slot *o = all.v; o < all.v + all.n; o++) {
        if (o->place_id == s->place_id && o->person_id == s->person_id && o->what == s->what &&
            rota_overlaps(o, s)) {
            return !refuse(&c->err, "from",
                WORDS(N_("{0}在这里已经有一班和这段时间重叠，请改时间，或先去掉那一行。"),
                    TEXT(o->person)));
        }
    }
    return false;
}

int64_t rota_add(struct ctx *c, const struct slot *s)
{
    struct place p;
    if (!places_by_id(c, s->place_id, &p) || has_it_already(c, s)) {
        return 0;
    }
    int64_t id = new_id(c);
    db_exec(c,
        "INSERT INTO rota_slot (area_id, id, place_id, what, person_id, phone, weekday, from_min,"
        " to_min, valid_from) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
        V(c->area_id), V(id), V(s->place_id), V((int)s->what), V(s->person_id),
        V(str_or(s->phone, "")), V(s->weekday), V(s->from), V(s->to), V(today(c)));
    return tell(c, "rota.added", id, s->place_id, N_("值班表加了一行")) ? id : 0;
}

bool rota_end(struct ctx *c, int64_t id)
{
    int64_t place_id = db_int(c,
        "UPDATE rota_slot SET valid_to = ?3 WHERE area_id = ?1 AND id = ?2"
        " AND (valid_to IS NULL OR valid_to > ?3) RETURNING place_id",
        V(c->area_id), V(id), V(today(c)));
    if (!place_id) {
        return c->err.kind ? false : fail(&c->err, ERR_ABSENT, SAY(N_("值班表上没有这一行。")));
    }
    return tell(c, "rota.ended", id, place_id, N_("值班表去掉了一行"));
}

/* What this room holds about a person -----------------------------------------------------------
 */
const struct personal rota_personal[] = {
    {"rota", N_("值班"),
        "SELECT s.id, p.name, s.what, s.weekday, s.phone, s.valid_from, s.valid_to FROM rota_slot s"
        " JOIN place p ON p.area_id = s.area_id AND p.id = s.place_id"
        " WHERE s.area_id = ?1 AND s.person_id = ?2 ORDER BY s.id",
        .columns = {{N_("哪里"), PERSONAL_TEXT},
            {N_("做什么"), PERSONAL_CHOICE, .choices = rota_whats},
            {N_("哪天"), PERSONAL_CHOICE, .choices = rota_days}, {N_("电话"), PERSONAL_TEXT},
            {N_("从"), PERSONAL_TEXT}, {N_("到"), PERSONAL_TEXT}}},
    {0},
};

/* Who no longer wants to be known is no longer on duty. */
void rota_forget(struct ctx *c, int64_t person_id)
{
    db_exec(c,
        "UPDATE rota_slot SET phone = '', valid_to = COALESCE(valid_to,"
        " CASE WHEN valid_from > ?3 THEN valid_from ELSE ?3 END)"
        " WHERE area_id = ?1 AND person_id = ?2",
        V(c->area_id), V(person_id), V(day_text(c->arena, c->now)));
}

/* Register: neighbours who answer the duty telephone. Guards and cleaners are paid for it. --------
 */
#define ROWS \
    "SELECT " REGISTER_MS("s.valid_from") " AS at, s.id AS id, '' AS ref, " PLACES_WHOLE( \
        "p") " AS place, '' AS person, '' AS what, s.what AS kind, n.name AS handler, 0 AS state," \
             " CASE WHEN s.valid_to IS NULL THEN 0 ELSE 1 END AS ended, '' AS note, 0 AS due, 0 AS late," \
             " 0 AS happy, s.place_id AS link FROM rota_slot s" \
             " JOIN place p ON p.area_id = s.area_id AND p.id = s.place_id" \
             " JOIN person n ON n.area_id = s.area_id AND n.id = s.person_id" \
             " WHERE s.area_id = ?1 AND s.what = 3 AND s.valid_from < ?14" \
             " AND (s.valid_to IS NULL OR s.valid_to > ?13) AND (?2 = 0 OR s.place_id = ?2)"
_Static_assert(ROTA_ON_CALL == 3, "ROWS says so");

static const char *says(struct ctx *c, const char *what)
{
    (void)c, (void)what;
    return N_("值班电话");
}

const struct register_part rota_registers[] = {
    {.of = "volunteers",
        .name = "rota",
        .label = N_("值班电话"),
        REGISTER_SQL(ROWS),
        .row_path = "places/{id}/rota",
        .says = says},
    {0},
};
