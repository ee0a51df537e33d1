/* board_store.c - every SQL statement about sheets on walls and the rolls of stairs. */
#include "src/board/board_room.h"
#include "src/notices/notices_store.h"
#include "src/rolls/rolls.h"

const struct choice board_hangs[] = {
    {HANG_MISSING, "missing", N_("要贴，还没有照片"), .tag = "late", .icon = "alert"},
    {HANG_UP, "up", N_("贴好了"), .tag = "done", .icon = "check"},
    {HANG_REMOVE, "remove", N_("到期了，要揭下"), .tag = "wait", .icon = "minus"},
    {0},
};
static bool tell(struct ctx *c, const char *kind, const struct bulletin *n, int64_t place_id,
    const char *msgid, const char *text)
{
    return record(c, &(struct fact){.kind = kind,
                         .subject_id = n->id,
                         .place_id = place_id,
                         .audience = n->audience,
                         .words = WORDS(msgid, INT(n->no)),
                         .text = text});
}

/* A photo at the stair is a tick on the roll of stairs, if there is one. */
static bool tick(struct ctx *c, const struct bulletin *n, int64_t place_id)
{
    struct roll r;
    struct roll_rows rows = {0};
    int64_t roll = board_roll(c, n->id);
    if (!roll || !rolls_by_id(c, roll, &r) || r.closed_at ||
        !rolls_rows(c, r.id, place_id, &rows) || rows.n != 1 || rows.v[0].state == TICK_DONE) {
        return !c->err.kind;
    }
    struct marking m = {.row_no = rows.v[0].row_no, .key = 1};
    return rolls_tick(c, &r, place_id, &m, 1, NULL);
}

bool board_post(struct ctx *c, const struct bulletin *n, struct posted *p)
{
    p->id = new_id(c);
    db_exec(c,
        "INSERT INTO notice_posted (area_id, id, notice_id, place_id, spot, posted_at, file_id,"
        " made_by) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        V(c->area_id), V(p->id), V(n->id), V(p->place_id), V(str_or(p->spot, "")),
        V(p->posted_at ? p->posted_at : c->now), V0(p->file_id), V0(c->act.person_id));
    return tick(c, n, p->place_id) &&
           tell(c, "board.posted", n, p->place_id, N_("公告 {0} 贴出来了"), str_or(p->spot, ""));
}

#define POSTED \
    "SELECT w.id, w.notice_id, w.place_id, w.posted_at, w.file_id, w.down_at, p.name, w.spot," \
    " w.down_why FROM notice_posted w JOIN place p ON p.area_id = w.area_id AND p.id = w.place_id"

static struct posted posted_row(const struct rows *r)
{
    return (struct posted){row_int(r, 0), row_int(r, 1), row_int(r, 2), row_int(r, 3),
        row_int(r, 4), row_int(r, 5), row_text(r, 6), row_text(r, 7), row_text(r, 8)};
}

bool board_posted(struct ctx *c, int64_t notice_id, struct posteds *out)
{
    struct rows r =
        db_query(c, POSTED " WHERE w.area_id = ?1 AND w.notice_id = ?2 ORDER BY w.posted_at, w.id",
            V(c->area_id), V(notice_id));
    while (rows_next(&r)) {
        list_push(c->arena, out, posted_row(&r));
    }
    return rows_end(&r);
}

bool board_posted_one(struct ctx *c, int64_t id, struct posted *out)
{
    struct rows r = db_query(c, POSTED " WHERE w.area_id = ?1 AND w.id = ?2", V(c->area_id), V(id));
    bool found = rows_next(&r);
    if (found) {
        *out = posted_row(&r);
    }
    return rows_end(&r) && (found || fail(&c->err, ERR_ABSENT, SAY(N_("没有记过贴在那里。"))));
}

bool board_down(struct ctx *c, int64_t posted_id, const char *why)
{
    struct posted p;
    struct bulletin n;
    if (!board_posted_one(c, posted_id, &p) || !notices_by_id(c, p.notice_id, &n)) {
        return false;
    }
    bool early = notices_state(&n, day_text(c->arena, c->now)) <= NOTICE_NOW;
    if (early && str_empty(why)) {
        return refuse(&c->err, "why", SAY(N_("还没到期，请写为什么揭下。")));
    }
    if (!db_exec(c,
            "UPDATE notice_posted SET down_at = ?3, down_why = ?4 WHERE area_id = ?1 AND id = ?2"
            " AND down_at IS NULL",
            V(c->area_id), V(posted_id), V(c->now), V(str_or(why, "")))) {
        return !c->err.kind; /* it was down already */
    }
    return tell(c, "board.down", &n, p.place_id,
        early ? N_("公告 {0} 没到期就揭下了") : N_("公告 {0} 到期揭下了"), str_or(why, ""));
}

/* What should hang there today, with the newest sheet there; and what hangs there and should not.
 */
bool board_of(struct ctx *c, int64_t place_id, enum audience most, struct hungs *out)
{
    const char *today = day_text(c->arena, c->now);
    struct rows r = db_query(c,
        "SELECT " NOTICE_COLUMNS ", w.id, w.posted_at, w.file_id, w.spot" NOTICE_TABLES
        " LEFT JOIN notice_posted w ON w.area_id = n.area_id AND w.id = (SELECT max(x.id)"
        " FROM notice_posted x WHERE x.area_id = n.area_id AND x.notice_id = n.id"
        " AND x.place_id = ?2 AND x.down_at IS NULL)"
        " WHERE n.area_id = ?1 AND n.audience <= ?4 AND (w.id IS NOT NULL OR"
        " (n.taken_at IS NULL AND (n.kind = 2 OR n.valid_from <= ?3) AND (n.valid_to IS NULL OR n.valid_to > ?3)"
        " AND" NOTICE_OVER("?5") ")) ORDER BY n.kind, n.valid_from DESC, n.id DESC LIMIT 200",
        V(c->area_id), V(place_id), V(today), V((int)most), V(c->now));
    while (rows_next(&r)) {
        struct hung h = {.notice = notices_row(&r),
            .posted_id = row_int(&r, NOTICE_COLUMNS_N),
            .posted_at = row_int(&r, NOTICE_COLUMNS_N + 1),
            .file_id = row_int(&r, NOTICE_COLUMNS_N + 2),
            .spot = str_or(row_text(&r, NOTICE_COLUMNS_N + 3), "")};
        h.hang = board_hang(notices_state(&h.notice, today), h.file_id != 0);
        list_push(c->arena, out, h);
    }
    return rows_end(&r);
}

int64_t board_roll(struct ctx *c, int64_t notice_id)
{
    return db_int(c, "SELECT roll_id FROM notice_roll WHERE area_id = ?1 AND notice_id = ?2",
        V(c->area_id), V(notice_id));
}

bool board_open_roll(struct ctx *c, const struct bulletin *n)
{
    struct roll r = {.kind = rolls_kind(c, "board.posted"), .place_id = n->place_id};
    r.title = arena_printf(
        c->arena, "%s %lld %s", "贴公告", (long long)n->no, notices_brief(c->arena, n->title, 16));
    if (board_roll(c, n->id)) {
        return true;
    }
    if (c->err.kind || !rolls_open(c, &r)) {
        return false;
    }
    db_exec(c, "INSERT INTO notice_roll (area_id, notice_id, roll_id) VALUES (?1, ?2, ?3)",
        V(c->area_id), V(n->id), V(r.id));
    return !c->err.kind;
}

/* Nobody need post what was taken down. */
void board_when_taken(struct ctx *c, const struct fact *f)
{
    struct roll r;
    int64_t roll = board_roll(c, f->subject_id);
    if (roll && rolls_by_id(c, roll, &r) && !r.closed_at) {
        (void)rolls_close(c, &r);
    }
}
