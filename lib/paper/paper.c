/* paper.c - printed sheets and the rows that were typed back. */
#include "lib/paper/paper.h"

#include "lib/base/module.h"
#include "lib/log/log.h"

bool paper_print(struct ctx *c, struct paper_sheet *s)
{
    must(s->rows >= 1 && s->rows <= PAPER_ROWS_MAX);
    s->no = (int)log_next_sheet(c);
    s->made_at = c->now;
    db_exec(c,
        "INSERT INTO sheet (area_id, no, kind, place_id, row_count, made_at, made_by)"
        " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        V(c->area_id), V(s->no), V(s->kind), V(s->place_id), V(s->rows), V(s->made_at),
        V(c->who.account_id));
    return !c->err.kind;
}

bool paper_find(struct ctx *c, int no, struct paper_sheet *out)
{
    *out = (struct paper_sheet){0};
    struct rows r = db_query(c,
        "SELECT kind, place_id, row_count, made_at FROM sheet WHERE area_id = ?1 AND no = ?2",
        V(c->area_id), V(no));
    if (rows_next(&r)) {
        *out = (struct paper_sheet){.no = no,
            .kind = row_text(&r, 0),
            .place_id = row_int(&r, 1),
            .rows = (int)row_int(&r, 2),
            .made_at = row_int(&r, 3)};
    }
    if (!rows_end(&r)) {
        return false;
    }
    return out->no || fail(&c->err, ERR_ABSENT, SAY(N_("本居民区没有这张纸")));
}

int64_t paper_subject(struct ctx *c, int no, int row)
{
    return db_int(c,
        "SELECT subject_id FROM sheet_row WHERE area_id = ?1 AND no = ?2 AND row_no = ?3",
        V(c->area_id), V(no), V(row));
}

static bool refuse_second(struct ctx *c, int no, int row)
{
    int64_t typed_at =
        db_int(c, "SELECT typed_at FROM sheet_row WHERE area_id = ?1 AND no = ?2 AND row_no = ?3",
            V(c->area_id), V(no), V(row));
    const char *subject = arena_printf(c->arena, "%lld", (long long)paper_subject(c, no, row));
    return !c->err.kind &&
           fail(&c->err, ERR_CONFLICT,
               WORDS(N_("这一行在 {0} 已经录入，编号 {1}"), TIME(typed_at), TEXT(subject)));
}

bool paper_typed(struct ctx *c, int no, int row, int64_t subject_id)
{
    struct paper_sheet sheet;
    if (!paper_find(c, no, &sheet)) {
        return false;
    }
    if (row < 1 || row > sheet.rows) {
        return fail(&c->err, ERR_ABSENT, SAY(N_("这张纸没有这一行")));
    }
    int64_t added = db_exec(c,
        "INSERT INTO sheet_row (area_id, no, row_no, subject_id, typed_at, typed_by)"
        " VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT DO NOTHING",
        V(c->area_id), V(no), V(row), V(subject_id), V(c->now), V(c->who.account_id));
    if (!c->err.kind && added == 0) {
        return refuse_second(c, no, row);
    }
    return !c->err.kind;
}

const struct module paper_module = {.name = "paper", .tier = -1};
