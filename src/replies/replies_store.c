/* replies_store.c - every SQL statement about templates. */
#include "src/replies/replies.h"

#include "lib/log/log.h"
#include "src/requests/requests.h"

/* The reader's bodies' and everybody's; ?2 the reader, ?3 today. */
#define MINE(person, day) \
    " AND (r.body_id IS NULL OR EXISTS (SELECT 1 FROM post t WHERE t.area_id = r.area_id" \
    " AND t.body_id = r.body_id AND t.person_id = " person " AND t.valid_from <= " day \
    " AND (t.valid_to IS NULL OR t.valid_to > " day ")))"

static struct reply read_one(const struct rows *r)
{
    return (struct reply){.id = row_int(r, 0),
        .body_id = row_int(r, 1),
        .kind = row_int(r, 2),
        .text = row_text(r, 3),
        .body = row_text(r, 4)};
}

bool replies_for(struct ctx *c, int64_t kind, struct replies *out)
{
    struct rows r = db_query(c,
        "SELECT r.id, r.body_id, r.kind, r.text, b.name FROM reply r"
        " LEFT JOIN body b ON b.area_id = r.area_id AND b.id = r.body_id"
        " WHERE r.area_id = ?1 AND r.ended_at = 0 AND (?4 = 0 OR r.kind = 0 OR r.kind = ?4)" MINE(
            "?2", "?3") " ORDER BY CASE WHEN r.kind = 0 THEN 1 ELSE 0 END,"
                        " CASE WHEN r.body_id IS NULL THEN 1 ELSE 0 END, r.id",
        V(c->area_id), V(c->who.person_id), V(day_text(c->arena, c->now)), V(kind));
    while (rows_next(&r)) {
        list_push(c->arena, out, read_one(&r));
    }
    return rows_end(&r);
}

bool replies_by_id(struct ctx *c, int64_t id, struct reply *out)
{
    struct replies all = {0};
    if (!replies_for(c, 0, &all)) {
        return false;
    }
    for (size_t i = 0; i < all.n; i++) {
        if (all.v[i].id == id) {
            *out = all.v[i];
            return true;
        }
    }
    note_after(c, "foreign_id", arena_printf(c->arena, "reply %lld", (long long)id));
    return fail(&c->err, ERR_ABSENT, SAY(N_("没有这句常用答复，也许刚被去掉了。")));
}

static bool tell(struct ctx *c, const char *kind, int64_t id, struct words words)
{
    struct fact f = {
        .kind = kind, .subject_id = id, .audience = AUDIENCE_STAFF, .words = words, .text = ""};
    return !c->err.kind && record(c, &f);
}

bool replies_put(struct ctx *c, struct reply *r)
{
    if (!replies_may_be(r->text, &c->err)) {
        return false;
    }
    int64_t had = db_int(c,
        "SELECT count(*) FROM reply WHERE area_id = ?1 AND ended_at = 0"
        " AND COALESCE(body_id, 0) = ?2",
        V(c->area_id), V(r->body_id));
    if (had >= REPLIES_MAX) {
        return refuse(
            &c->err, "text", WORDS(N_("已经有 {0} 句了，请先去掉不用的"), INT(REPLIES_MAX)));
    }
    r->id = new_id(c);
    db_exec(c,
        "INSERT INTO reply (area_id, id, body_id, kind, text, made_at)"
        " VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        V(c->area_id), V(r->id), V0(r->body_id), V(r->kind), V(r->text), V(c->now));
    return tell(c, "replies.put", r->id, SAY(N_("加了一句常用答复")));
}

bool replies_end(struct ctx *c, int64_t id)
{
    db_exec(c, "UPDATE reply SET ended_at = ?3 WHERE area_id = ?1 AND id = ?2 AND ended_at = 0",
        V(c->area_id), V(id), V(c->now));
    return tell(c, "replies.end", id, SAY(N_("去掉了一句常用答复")));
}

/* The list ------------------------------------------------------------------------------------- */
#define FROM \
    " FROM reply r LEFT JOIN body b ON b.area_id = r.area_id AND b.id = r.body_id" \
    " WHERE r.area_id = ?1 AND r.ended_at = 0 AND ?2 = ?2 AND ?3 = ?3 AND ?4 = ?4" MINE( \
        "?13", "?12")

static const struct column columns[] = {
    {.name = "text", .label = N_("常用答复"), .type = COL_TEXT, .title = true},
    {.name = "kind", .label = N_("哪一类"), .type = COL_CHOICE, .choices = requests_kinds},
    {.name = "body", .label = N_("谁的"), .type = COL_TEXT},
    {0},
};
static const struct list_filter filters[] = {{.name = "all", .label = N_("全部")}, {0}};

const struct list replies_list = {
    .name = "replies",
    .title = N_("常用答复"),
    .columns = columns,
    .filters = filters,
    .orders = {{
        .name = "kind",
        .label = N_("按类别"),
        .sql = "SELECT r.kind, r.id, r.text, CASE WHEN r.kind > 0 THEN r.kind END, b.name" FROM
               " AND (r.kind, r.id) > (?6, ?7) ORDER BY 1, 2 LIMIT ?8",
    }},
    .count_sql = "SELECT count(*)" FROM,
    .empty = N_("还没有常用答复。"),
    .counted = N_("共 {0} 句"),
};
