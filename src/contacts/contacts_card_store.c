/* contacts_card_store.c - cards: what stands on them, what was printed, what has changed since. */
#include "src/contacts/contacts_room.h"

#include "lib/base/seal.h"
#include "lib/db/job.h"
#include "lib/log/log.h"
#include "src/places/places.h"

enum { STAIRS_AT_ONCE = 4 };

static const char *hash_of(struct ctx *c, const char *text)
{
    return arena_strndup(c->arena, keyed_hash(c, "card", text), 8);
}

static const char *hotline_of(const struct lines *lines)
{
    for (size_t i = 0; i < lines->n; i++) {
        if (lines->v[i].kind == LINE_HOTLINE) {
            return lines->v[i].value;
        }
    }
    return "";
}

static bool card_of(
    struct ctx *c, const struct around *w, int64_t building_id, struct card_content *out)
{
    struct building b;
    *out = (struct card_content){0};
    if (!places_building(c, building_id, &b)) {
        return false;
    }
    contacts_of_around(c, w, &out->rows);
    out->compound = b.compound;
    out->building = b.name;
    out->phone = w->area.phone;
    out->hotline = hotline_of(&w->lines);
    out->code = str_or(places_code_of(c, building_id), "");
    out->text = contacts_card_text(c->arena, out);
    out->hash = hash_of(c, out->text);
    return !c->err.kind;
}

bool contacts_card(struct ctx *c, int64_t building_id, struct card_content *out)
{
    struct around w = {0};
    return contacts_around(c, building_id, &w) && card_of(c, &w, building_id, out);
}

bool contacts_card_in(
    struct ctx *c, const struct serving *s, int64_t building_id, struct card_content *out)
{
    struct around w = {0};
    contacts_around_stair(c, s, building_id, &w);
    return card_of(c, &w, building_id, out);
}

/* Printing ---------------------------------------------------------------------------------------
 */
static bool put_card(
    struct ctx *c, const struct serving *s, const struct card_run *r, int64_t building_id)
{
    struct card_content k;
    struct building b;
    if (!contacts_card_in(c, s, building_id, &k) || !places_building(c, building_id, &b)) {
        return false;
    }
    int64_t copies = r->per_home && b.households ? b.households : 1;
    db_exec(c,
        "INSERT INTO card (area_id, run_id, place_id, hash, content, copies, printed_at)"
        " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT DO NOTHING",
        V(c->area_id), V(r->id), V(building_id), V(k.hash), V(k.text), V(copies), V(c->now));
    db_exec(c,
        "INSERT INTO card_now (area_id, place_id, run_id, hash, content, printed_at, compared_at)"
        " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?6) ON CONFLICT (area_id, place_id) DO UPDATE SET"
        " run_id = ?3, hash = ?4, content = ?5, printed_at = ?6, compared_at = ?6, differs = 0,"
        " changes = ''",
        V(c->area_id), V(building_id), V(r->id), V(k.hash), V(k.text), V(c->now));
    return !c->err.kind;
}

bool contacts_print_some(struct ctx *c, const struct card_run *r, int64_t done, int most)
{
    struct ids stairs = {0};
    struct serving s = {0};
    struct rows q = db_query(c,
        "SELECT place_id FROM card_run_stair WHERE area_id = ?1 AND run_id = ?2 AND seq >= ?3"
        " AND seq < ?4 ORDER BY seq",
        V(c->area_id), V(r->id), V(done), V(done + most));
    while (rows_next(&q)) {
        list_push(c->arena, &stairs, row_int(&q, 0));
    }
    if (!rows_end(&q) || !contacts_serving(c, &s)) {
        return false;
    }
    for (size_t i = 0; i < stairs.n; i++) {
        if (!put_card(c, &s, r, stairs.v[i])) {
            return false;
        }
    }
    int64_t to = done + (int64_t)stairs.n;
    db_exec(c, "UPDATE card_run SET done = ?3, finished_at = ?4 WHERE area_id = ?1 AND id = ?2",
        V(c->area_id), V(r->id), V(to), V0(to >= r->stairs ? c->now : 0));
    return !c->err.kind;
}

static void put_run(struct ctx *c, const struct card_run *r, const struct ids *stairs)
{
    db_exec(c,
        "INSERT INTO card_run (area_id, id, place_id, per_home, stairs, made_at, made_by)"
        " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        V(c->area_id), V(r->id), V(r->place_id), V(r->per_home), V(r->stairs), V(c->now),
        V(c->act.person_id));
    for (size_t i = 0; i < stairs->n; i++) {
        db_exec(c,
            "INSERT INTO card_run_stair (area_id, run_id, seq, place_id) VALUES (?1, ?2, ?3, ?4)",
            V(c->area_id), V(r->id), V((int64_t)i), V(stairs->v[i]));
    }
}

static bool start(
    struct ctx *c, int64_t place_id, bool per_home, const struct ids *stairs, struct card_run *out)
{
    *out = (struct card_run){.id = new_id(c),
        .place_id = place_id,
        .per_home = per_home,
        .stairs = (int64_t)stairs->n,
        .made_at = c->now};
    put_run(c, out, stairs);
    struct fact f = {.kind = "contacts.printed",
        .subject_id = out->id,
        .place_id = place_id,
        .audience = AUDIENCE_STAFF,
        .words = WORDS(N_("印了 {0} 个楼组的连心卡"), INT(out->stairs))};
    return job_put(c, "contacts.compare", c->area_id, contacts_tomorrow(c->now)) &&
           (stairs->n <= STAIRS_AT_ONCE ? contacts_print_some(c, out, 0, STAIRS_AT_ONCE)
                                        : job_put(c, "contacts.print", out->id, c->now)) &&
           record(c, &f);
}

bool contacts_print(struct ctx *c, int64_t place_id, bool per_home, struct card_run *out)
{
    struct ids stairs = {0};
    struct place p;
    if (!places_by_id(c, place_id, &p) || !places_under(c, place_id, "", &stairs)) {
        return false;
    }
    if (!stairs.n) {
        return refuse(&c->err, "place", SAY(N_("这里还没有楼组，请先导入名册。")));
    }
    return start(c, place_id, per_home, &stairs, out);
}

bool contacts_reprint(struct ctx *c, struct card_run *out)
{
    struct ids stairs = {0};
    struct rows r = db_query(c,
        "SELECT b.id FROM card_now n JOIN building b ON b.area_id = n.area_id AND b.id = n.place_id"
        " JOIN place p ON p.area_id = b.area_id AND p.id = b.id AND p.valid_to IS NULL"
        " JOIN place q ON q.area_id = b.area_id AND q.id = b.compound_id"
        " WHERE n.area_id = ?1 AND n.differs = 1 ORDER BY q.sort, b.number, b.id",
        V(c->area_id));
    while (rows_next(&r)) {
        list_push(c->arena, &stairs, row_int(&r, 0));
    }
    if (!rows_end(&r)) {
        return false;
    }
    return stairs.n ? start(c, c->area_id, true, &stairs, out)
                    : refuse(&c->err, NULL, SAY(N_("现在没有要重印的卡。")));
}

bool contacts_run(struct ctx *c, int64_t id, struct card_run *out)
{
    *out = (struct card_run){0};
    struct rows r = db_query(c,
        "SELECT r.id, r.place_id, r.per_home, r.stairs, r.done, r.finished_at, r.made_at, p.name,"
        " COALESCE(n.name, '') FROM card_run r"
        " JOIN place p ON p.area_id = r.area_id AND p.id = r.place_id"
        " LEFT JOIN person n ON n.area_id = r.area_id AND n.id = r.made_by"
        " WHERE r.area_id = ?1 AND r.id = ?2",
        V(c->area_id), V(id));
    if (rows_next(&r)) {
        *out = (struct card_run){.id = row_int(&r, 0),
            .place_id = row_int(&r, 1),
            .per_home = row_int(&r, 2) != 0,
            .stairs = row_int(&r, 3),
            .done = row_int(&r, 4),
            .finished_at = row_int(&r, 5),
            .made_at = row_int(&r, 6),
            .place = row_text(&r, 7),
            .by = row_text(&r, 8)};
    }
    return rows_end(&r) && (out->id || fail(&c->err, ERR_ABSENT, SAY(N_("没有这一次印卡"))));
}

bool contacts_run_cards(struct ctx *c, int64_t run_id, struct cards *out)
{
    struct rows r = db_query(c,
        "SELECT k.place_id, k.copies, k.content FROM card k"
        " JOIN building b ON b.area_id = k.area_id AND b.id = k.place_id"
        " JOIN place q ON q.area_id = b.area_id AND q.id = b.compound_id"
        " WHERE k.area_id = ?1 AND k.run_id = ?2 ORDER BY q.sort, b.number, k.place_id",
        V(c->area_id), V(run_id));
    while (rows_next(&r)) {
        struct printed_card k = {.place_id = row_int(&r, 0), .copies = row_int(&r, 1)};
        contacts_card_read(c->arena, row_text(&r, 2), &k.content);
        list_push(c->arena, out, k);
    }
    return rows_end(&r);
}

/* Comparing --------------------------------------------------------------------------------------
 */
struct printed {
    int64_t place_id;
    const char *content, *changes;
};
struct printeds {
    struct printed *v;
    size_t n, cap;
};

static bool compare_one(struct ctx *c, const struct serving *s, const struct printed *p)
{
    struct card_content now;
    struct place at;
    if (!places_by_id(c, p->place_id, &at) || *at.valid_to) {
        return !c->err.kind;
    }
    if (!contacts_card_in(c, s, p->place_id, &now)) {
        return false;
    }
    const char *changes = contacts_changes(c->arena, p->content, now.text);
    if (!str_same(changes, p->changes)) {
        db_exec(c,
            "UPDATE card_now SET differs = ?3, changes = ?4 WHERE area_id = ?1 AND place_id = ?2",
            V(c->area_id), V(p->place_id), V(*changes != '\0'), V(changes));
    }
    return !c->err.kind;
}

bool contacts_compare(struct ctx *c)
{
    struct printeds all = {0};
    struct rows r = db_query(c,
        "SELECT place_id, content, changes FROM card_now WHERE area_id = ?1 ORDER BY place_id",
        V(c->area_id));
    while (rows_next(&r)) {
        list_push(
            c->arena, &all, ((struct printed){row_int(&r, 0), row_text(&r, 1), row_text(&r, 2)}));
    }
    struct serving s = {0};
    if (!rows_end(&r) || !contacts_serving(c, &s)) {
        return false;
    }
    for (size_t i = 0; i < all.n; i++) {
        if (!compare_one(c, &s, &all.v[i])) {
            return false;
        }
    }
    db_exec(c, "UPDATE card_now SET compared_at = ?2 WHERE area_id = ?1", V(c->area_id), V(c->now));
    return !c->err.kind;
}

int64_t contacts_last_run(struct ctx *c)
{
    return db_int(c, "SELECT max(compared_at) FROM card_now WHERE area_id = ?1", V(c->area_id));
}

bool contacts_stale(struct ctx *c, int64_t *stale, int64_t *never)
{
    *stale = db_int(c,
        "SELECT count(*) FROM card_now n JOIN place p ON p.area_id = n.area_id"
        " AND p.id = n.place_id AND p.valid_to IS NULL"
        " WHERE n.area_id = ?1 AND n.differs = 1",
        V(c->area_id));
    *never = db_int(c,
        "SELECT count(*) FROM building b JOIN place p ON p.area_id = b.area_id AND p.id = b.id"
        " AND p.valid_to IS NULL LEFT JOIN card_now n ON n.area_id = b.area_id"
        " AND n.place_id = b.id WHERE b.area_id = ?1 AND n.place_id IS NULL",
        V(c->area_id));
    return !c->err.kind;
}

/* The register -----------------------------------------------------------------------------------
 */
#define FROM \
    " FROM building b JOIN place p ON p.area_id = b.area_id AND p.id = b.id AND p.valid_to IS NULL" \
    " JOIN place q ON q.area_id = b.area_id AND q.id = b.compound_id" \
    " LEFT JOIN card_now n ON n.area_id = b.area_id AND n.place_id = b.id" \
    " LEFT JOIN card_run r ON r.area_id = n.area_id AND r.id = n.run_id" \
    " LEFT JOIN person m ON m.area_id = r.area_id AND m.id = r.made_by" \
    " WHERE b.area_id = ?1 AND (?2 = 0 OR ?2 = b.area_id OR ?2 = b.compound_id OR ?2 = b.id)" \
    " AND CASE WHEN n.place_id IS NULL THEN 2 WHEN n.differs = 1 THEN 1 ELSE 3 END" \
    " BETWEEN ?3 AND ?4" \
    " AND (?10 = '' OR replace(q.name || p.name, ?10, '') <> q.name || p.name)"
#define KEY "(q.sort * 1000000000 + b.number)"

static const struct choice states[] = {
    {1, "reprint", N_("要重印"), .tag = "soon", .icon = "again"},
    {2, "never", N_("没印过"), .tag = "no", .icon = "minus"},
    {3, "current", N_("没变"), .tag = "done", .icon = "check"},
    {0},
};
static const struct column columns[] = {
    {.name = "building", .label = N_("楼组"), .type = COL_TEXT, .title = true},
    {.name = "compound", .label = N_("小区"), .type = COL_TEXT},
    {.name = "state", .label = N_("卡"), .type = COL_CHOICE, .choices = states},
    {.name = "changes", .label = N_("变了什么"), .type = COL_TEXT},
    {.name = "soon", .label = N_("马上要变的"), .type = COL_TEXT}, /* filled by the page */
    {.name = "printed", .label = N_("印的日子"), .type = COL_DAY},
    {.name = "by", .label = N_("谁印的"), .type = COL_TEXT, .brief = true},
    {.name = "content", .label = N_("内容指纹"), .type = COL_TEXT, .brief = true},
    {0},
};
static const struct list_filter filters[] = {
    {.name = "reprint", .label = N_("要重印"), .lo = 1, .hi = 1},
    {.name = "never", .label = N_("没印过"), .lo = 2, .hi = 2},
    {.name = "current", .label = N_("没变"), .lo = 3, .hi = 3},
    {.name = "all", .label = N_("全部"), .lo = 1, .hi = 3},
    {0},
};
const struct list contacts_cards_list = {
    .name = "cards",
    .title = N_("连心卡登记"),
    .columns = columns,
    .filters = filters,
    .orders = {{
        .name = "number",
        .label = N_("按楼号"),
        .sql = "SELECT " KEY ", b.id, p.name, q.name,"
               " CASE WHEN n.place_id IS NULL THEN 2 WHEN n.differs = 1 THEN 1 ELSE 3 END,"
               " n.changes, '', n.printed_at, m.name, n.hash" FROM " AND (" KEY " > ?6 OR (" KEY
               " = ?6 AND b.id > ?7)) ORDER BY 1, 2 LIMIT ?8",
    }},
    .count_sql = "SELECT count(*)" FROM,
    .row_path = "b/{id}/card",
    .empty = N_("没有要重印的卡。任职、姓名或电话一变，这里就会列出来。"),
    .counted = N_("共 {0} 个楼组"),
};

/* What this room holds about a person -----------------------------------------------------------
 */
/* Old cards are kept word for word: of one who held a post and asks to be forgotten the name goes
 * out of them. What hangs on a wall has to be taken down by hand. */
void contacts_forget(struct ctx *c, int64_t person_id)
{
    const char *name = db_text(c,
        "SELECT p.name FROM person p WHERE p.area_id = ?1 AND p.id = ?2 AND EXISTS (SELECT 1"
        " FROM post t WHERE t.area_id = ?1 AND t.person_id = ?2)",
        V(c->area_id), V(person_id));
    if (!str_empty(name)) {
        db_exec(c,
            "UPDATE card SET content = replace(content, ?2, '***') WHERE area_id = ?1"
            " AND replace(content, ?2, '') <> content",
            V(c->area_id), V(name));
        db_exec(c,
            "UPDATE card_now SET content = replace(content, ?2, '***'),"
            " changes = replace(changes, ?2, '***') WHERE area_id = ?1"
            " AND replace(content || changes, ?2, '') <> content || changes",
            V(c->area_id), V(name));
    }
}
