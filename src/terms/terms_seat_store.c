/* terms_seat_store.c - who sits in a body, from day to day; and bodies by their terms, as a list.
 */
#include <string.h>

#include "lib/base/module.h"
#include "lib/db/db.h"
#include "src/places/places.h"
#include "src/terms/terms_room.h"

static const char *today(struct ctx *c)
{
    return day_text(c->arena, c->now);
}

static bool has_class(enum body_kind kind, enum seat_class class)
{
    for (const enum seat_class *k = terms_classes_of(kind); *k; k++) {
        if (*k == class) {
            return true;
        }
    }
    return false;
}

static bool sits_already(struct ctx *c, int64_t body_id, int64_t person_id, int64_t term_id)
{
    return db_int(c,
               "SELECT count(*) FROM seat s"
               " JOIN person m ON m.area_id = s.area_id AND m.id = s.person_id"
               " JOIN person n ON n.area_id = s.area_id AND n.id = ?3"
               " WHERE s.area_id = ?1 AND s.body_id = ?2"
               " AND COALESCE(m.merged_into, m.id) = COALESCE(n.merged_into, n.id)"
               " AND (s.valid_to IS NULL OR s.valid_to > ?4)"
               " AND (?5 = 0 OR s.term_id = ?5)",
               V(c->area_id), V(body_id), V(person_id), V(today(c)), V(term_id)) > 0;
}

/* The term a new seat is of: one elected and not begun (NULL days: to come), else the one that runs
 * on its day; until that ends, or when it is over already, until the next begins. */
static void place_in_term(const struct terms *all, enum seat_class class, const char *day,
    int64_t *term_id, const char **from, const char **to)
{
    if (class == SEAT_PARTY_MEMBER || !all->n) {
        return;
    }
    if ((all->v[0].state == TERM_ELECTED || all->v[0].state == TERM_FILED) && str_empty(*from)) {
        *term_id = all->v[0].id;
        *from = NULL;
        return;
    }
    for (size_t i = 0; i < all->n; i++) { /* newest first */
        const struct term *t = &all->v[i];
        if (t->state != TERM_RUNNING) {
            continue;
        }
        if (strcmp(t->valid_from, day) <= 0) {
            *term_id = t->id;
            *to = strcmp(t->valid_to, day) > 0 ? t->valid_to : *to;
            return;
        }
        *to = t->valid_from;
    }
}

static bool tell(
    struct ctx *c, const char *kind, const struct body *b, const char *msgid, enum seat_class class)
{
    return record(
        c, &(struct fact){
               .kind = kind,
               .subject_id = b->id,
               .place_id = b->place_id,
               .audience = AUDIENCE_STAFF,
               .words = WORDS(msgid, TEXT(b->name), MSG(choice_of(terms_classes, class)->label)),
           });
}

int64_t terms_seat(
    struct ctx *c, int64_t body_id, int64_t person_id, enum seat_class class, const char *from)
{
    return terms_seat_as(
        c, &(struct seating){
               .body_id = body_id, .person_id = person_id, .class = class, .from = from});
}

static bool speaks_for_a_group(struct ctx *c, const struct seating *s)
{
    struct place p;
    if (!s->place_id) {
        return true;
    }
    return places_by_id(c, s->place_id, &p) &&
           ((p.kind == PLACE_GROUP && s->class == SEAT_REPRESENTATIVE) ||
               refuse(&c->err, "place", SAY(N_("只有居民代表写代表哪个居民小组。"))));
}

int64_t terms_seat_as(struct ctx *c, const struct seating *s)
{
    int64_t body_id = s->body_id, person_id = s->person_id;
    enum seat_class class = s->class;
    struct body b;
    struct terms all = {0};
    int64_t term_id = 0;
    const char *begins = str_or(s->from, ""), *to = NULL;
    if (!bodies_by_id(c, body_id, &b) || !terms_of_body(c, body_id, &all)) {
        return 0;
    }
    if (!has_class(b.kind, class)) {
        refuse(&c->err, "class", SAY(N_("这个单位没有这种席位。")));
        return 0;
    }
    if (!speaks_for_a_group(c, s)) {
        return 0;
    }
    place_in_term(&all, class, str_empty(begins) ? today(c) : begins, &term_id, &begins, &to);
    if (sits_already(c, body_id, person_id, begins ? 0 : term_id)) {
        refuse(&c->err, "name", SAY(N_("这个人已经在里面了。")));
        return 0;
    }
    int64_t id = new_id(c);
    db_exec(c,
        "INSERT INTO seat (area_id, id, body_id, term_id, person_id, class, valid_from, valid_to,"
        " place_id, woman) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
        V(c->area_id), V(id), V(body_id), V0(term_id), V(person_id), V((int)class),
        begins ? V(str_or(begins, today(c))) : NONE, V(to), V0(s->place_id), V(s->woman));
    return tell(c, "terms.seated", &b, N_("{0}增加了一位{1}"), class) ? id : 0;
}

bool terms_leave_seat(struct ctx *c, int64_t body_id, int64_t seat_id, const char *day)
{
    struct body b;
    if (!bodies_by_id(c, body_id, &b)) {
        return false;
    }
    struct rows r = db_query(c,
        "UPDATE seat SET valid_to = ?4 WHERE area_id = ?1 AND id = ?2 AND body_id = ?3"
        " AND (valid_from IS NULL OR valid_from <= ?4) AND (valid_to IS NULL OR valid_to > ?4)"
        " RETURNING class",
        V(c->area_id), V(seat_id), V(body_id), V(day));
    bool found = rows_next(&r);
    enum seat_class class = found ? (enum seat_class)row_int(&r, 0) : SEAT_MEMBER;
    return rows_end(&r) &&
           (found ? tell(c, "terms.left", &b, N_("{0}少了一位{1}"), class)
                  : fail(&c->err, ERR_ABSENT, SAY(N_("没有这个席位，或者它已经结束。"))));
}

static bool seated(const struct seats *s, int64_t person_id)
{
    for (size_t i = 0; i < s->n; i++) {
        if (s->v[i].person_id == person_id) {
            return true;
        }
    }
    return false;
}

bool terms_seats(struct ctx *c, int64_t body_id, const char *day, bool coming, struct seats *out)
{
    struct rows r = db_query(c,
        "SELECT s.id, s.body_id, n.id, s.class, n.name, COALESCE(s.valid_from, ''),"
        " COALESCE(s.valid_to, ''), s.place_id, s.woman, COALESCE(g.name, ''),"
        " (SELECT min(r.household_id) FROM relation r WHERE r.area_id = s.area_id"
        " AND r.person_id IN (m.id, n.id) AND r.kind = 1 AND r.valid_to IS NULL) FROM seat s"
        " LEFT JOIN place g ON g.area_id = s.area_id AND g.id = s.place_id"
        " JOIN person m ON m.area_id = s.area_id AND m.id = s.person_id"
        " JOIN person n ON n.area_id = s.area_id AND n.id = COALESCE(m.merged_into, m.id)"
        " AND (n.died_on IS NULL OR n.died_on > ?3)"
        " WHERE s.area_id = ?1 AND s.body_id = ?2"
        " AND ((s.valid_from <= ?3 AND (s.valid_to IS NULL OR s.valid_to > ?3) AND ?4 = 0)"
        " OR (s.valid_from IS NULL AND s.valid_to IS NULL AND ?4 = 1)) ORDER BY s.class, s.id",
        V(c->area_id), V(body_id), V(str_empty(day) ? today(c) : day), V(coming));
    while (rows_next(&r)) {
        struct seat s = {.id = row_int(&r, 0),
            .body_id = row_int(&r, 1),
            .person_id = row_int(&r, 2),
            .class = (enum seat_class)row_int(&r, 3),
            .person = row_text(&r, 4),
            .valid_from = row_text(&r, 5),
            .valid_to = row_text(&r, 6),
            .place_id = row_int(&r, 7),
            .woman = row_int(&r, 8) != 0,
            .place = row_text(&r, 9),
            .household_id = row_int(&r, 10)};
        if (!seated(out, s.person_id)) {
            list_push(c->arena, out, s);
        }
    }
    return rows_end(&r);
}

bool terms_turnover(struct ctx *c, int64_t body_id, const char *day, struct turnover *out)
{
    struct body b;
    struct seats sit = {0}, come = {0};
    if (!bodies_by_id(c, body_id, &b) || !terms_seats(c, body_id, day, false, &sit) ||
        !terms_seats(c, body_id, day, true, &come)) {
        return false;
    }
    struct lawful of = {
        b.kind, terms_law(c), b.kind == BODY_OWNERS_COMMITTEE ? terms_built_dm2(c, b.place_id) : 0};
    out->least = terms_least(&of);
    for (size_t i = 0; i < sit.n; i++) { /* as terms_store.c ends them: party members stay */
        out->leave += sit.v[i].class != SEAT_PARTY_MEMBER && !seated(&come, sit.v[i].person_id);
    }
    for (size_t i = 0; i < come.n; i++) {
        out->come += come.v[i].class != SEAT_REPRESENTATIVE;
    }
    return !c->err.kind;
}

/* Whose rules ---------------------------------------------------------------------------------- */
enum term_law terms_law(struct ctx *c)
{
    int64_t law = db_int(c, "SELECT law FROM term_law WHERE area_id = ?1", V(c->area_id));
    return law > 0 && law < LAWS ? (enum term_law)law : LAW_SHANGHAI;
}

bool terms_choose_law(struct ctx *c, enum term_law law)
{
    db_exec(c,
        "INSERT INTO term_law (area_id, law) VALUES (?1, ?2)"
        " ON CONFLICT (area_id) DO UPDATE SET law = ?2",
        V(c->area_id), V((int)law));
    return record(
        c, &(struct fact){
               .kind = "terms.law",
               .subject_id = c->area_id,
               .audience = AUDIENCE_STAFF,
               .words = WORDS(N_("人数和任期按{0}提醒"), MSG(choice_of(terms_laws, law)->label)),
           });
}

int64_t terms_built_dm2(struct ctx *c, int64_t compound_id)
{
    return db_int(c,
        "SELECT COALESCE(sum(u.area_dm2), 0) FROM building b JOIN unit u ON u.area_id = b.area_id"
        " AND u.building_id = b.id AND u.valid_to IS NULL"
        " WHERE b.area_id = ?1 AND b.compound_id = ?2",
        V(c->area_id), V(compound_id));
}

/* The list ------------------------------------------------------------------------------------ */
/* Bodies that have terms, each with its newest term and with the one that runs. */
#define STANDS \
    " CASE WHEN u.valid_to <= ?12 THEN 45 WHEN u.id IS NOT NULL AND EXISTS (SELECT 1" \
    " FROM term_alert a WHERE a.area_id = u.area_id AND a.term_id = u.id" \
    " AND a.raised_at < CAST(?14 AS BIGINT)) THEN 42 WHEN t.id IS NULL THEN 0" \
    " WHEN t.valid_from <= ?12 THEN 40 WHEN t.filed_on <= ?12 THEN 30" \
    " WHEN t.elected_on <= ?12 THEN 20 ELSE 10 END"
#define FROM \
    " FROM body b LEFT JOIN term t ON t.area_id = b.area_id AND t.body_id = b.id" \
    " AND t.number = (SELECT max(x.number) FROM term x WHERE x.area_id = b.area_id" \
    " AND x.body_id = b.id AND x.prepared_on <= ?12)" \
    " LEFT JOIN term u ON u.area_id = b.area_id AND u.body_id = b.id AND u.state = 40" \
    " AND u.number = (SELECT max(y.number) FROM term y WHERE y.area_id = b.area_id" \
    " AND y.body_id = b.id AND y.state = 40 AND y.valid_from <= ?12)" \
    " WHERE b.area_id = ?1 AND b.kind IN (1, 3, 4, 5, 9, 11) AND b.valid_from <= ?12" \
    " AND (b.valid_to IS NULL OR b.valid_to > ?12) AND (?2 = 0 OR b.place_id = ?2)" \
    " AND " STANDS " BETWEEN ?3 AND ?4"
#define ROW \
    ", b.id, b.name, b.kind," STANDS ", t.number, COALESCE(u.filed_no, '')," \
    " u.valid_from, u.valid_to"

static const struct choice states[] = {
    {0, "none", N_("没有登记"), .tag = "no", .icon = "minus"},
    {TERM_PREPARING, "preparing", N_("筹备"), .tag = "doing", .icon = "clock"},
    {TERM_ELECTED, "elected", N_("已选出"), .tag = "doing", .icon = "check"},
    {TERM_FILED, "filed", N_("已备案"), .tag = "doing", .icon = "check"},
    {TERM_RUNNING, "running", N_("任期内"), .tag = "done", .icon = "check"},
    {42, "ending", N_("快到期"), .tag = "soon", .icon = "clock"},
    {45, "over", N_("已到期"), .tag = "late", .icon = "alert"},
    {0},
};
static const struct choice kinds[] = {
    {BODY_COMMITTEE, "committee", N_("居委会")},
    {BODY_OWNERS_COMMITTEE, "owners_committee", N_("业委会")},
    {BODY_SELF_MANAGEMENT, "self_management", N_("自管委")},
    {BODY_PARTY_BRANCH, "party_branch", N_("党支部")},
    {BODY_PARTY_GENERAL, "party_general_branch", N_("党总支")},
    {BODY_WORKING_GROUP, "working_group", N_("工作小组")},
    {0},
};
static const struct column columns[] = {
    {.name = "body", .label = N_("单位"), .type = COL_TEXT, .title = true},
    {.name = "kind", .label = N_("哪一类"), .type = COL_CHOICE, .choices = kinds},
    {.name = "state", .label = N_("届期"), .type = COL_CHOICE, .choices = states},
    {.name = "number", .label = N_("第几届"), .type = COL_INT},
    {.name = "filed", .label = N_("备案编号"), .type = COL_TEXT, .brief = true},
    {.name = "from", .label = N_("从"), .type = COL_DAY},
    {.name = "to", .label = N_("到"), .type = COL_LAST},
    {0},
};
static const struct list_filter filters[] = {
    {.name = "all", .label = N_("全部"), .lo = 0, .hi = 99},
    {.name = "ending", .label = N_("快到期、已到期"), .lo = 42, .hi = 45},
    {.name = "moving", .label = N_("正在换届"), .lo = 10, .hi = 39},
    {.name = "running", .label = N_("任期内"), .lo = 40, .hi = 41},
    {.name = "none", .label = N_("没有登记届期"), .lo = 0, .hi = 0},
    {0},
};
const struct list terms_list = {
    .name = "terms",
    .title = N_("届期"),
    .columns = columns,
    .filters = filters,
    .orders = {{
        .name = "kind",
        .label = N_("按类别"),
        .sql = "SELECT b.kind" ROW FROM
               " AND (b.kind > ?6 OR (b.kind = ?6 AND b.id > ?7)) ORDER BY 1, 2 LIMIT ?8",
    }},
    .count_sql = "SELECT count(*)" FROM,
    .row_path = "bodies/{id}/term",
    .empty = N_("还没有会换届的单位。请先登记居委会、业委会、党支部。"),
    .counted = N_("共 {0} 个单位"),
};

/* Who sits in one body now, representatives too: the page fills them in. */
static const struct column seat_columns[] = {
    {.name = "person", .label = N_("姓名"), .type = COL_TEXT, .title = true},
    {.name = "class", .label = N_("席位"), .type = COL_CHOICE, .choices = terms_classes},
    {.name = "group", .label = N_("居民小组"), .type = COL_TEXT},
    {.name = "from", .label = N_("从"), .type = COL_DAY},
    {.name = "to", .label = N_("到"), .type = COL_LAST},
    {0},
};
static const struct list_filter seat_filters[] = {{.name = "all", .label = N_("全部")}, {0}};
const struct list terms_seats_list = {
    .name = "seats",
    .title = N_("现在的成员"),
    .columns = seat_columns,
    .filters = seat_filters,
    .orders = {{.name = "class", .label = N_("席位"), .sql = ""}},
    .empty = N_("还没有登记成员。"),
    .counted = N_("共 {0} 人"),
};

/* What this room holds about a person -----------------------------------------------------------
 */
const struct personal terms_personal[] = {
    {"seats", N_("席位"),
        "SELECT s.id, b.name, s.class, s.valid_from, s.valid_to FROM seat s"
        " JOIN body b ON b.area_id = s.area_id AND b.id = s.body_id"
        " WHERE s.area_id = ?1 AND s.person_id = ?2 ORDER BY s.id",
        .columns = {{N_("单位"), PERSONAL_TEXT},
            {N_("席位"), PERSONAL_CHOICE, .choices = terms_classes}, {N_("从"), PERSONAL_TEXT},
            {N_("到"), PERSONAL_TEXT}}},
    {0},
};
