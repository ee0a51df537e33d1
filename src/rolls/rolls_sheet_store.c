/* rolls_sheet_store.c - visit sheets: printed with frozen rows, typed back by row code. */
#include <string.h>

#include "lib/base/app.h"
#include "lib/log/log.h"
#include "lib/paper/paper.h"
#include "src/rolls/rolls_room.h"

static bool print_part(struct ctx *c, const struct roll *r, int64_t building_id,
    const struct roll_row *v, int n, int *no)
{
    struct paper_sheet s = {.kind = ROLLS_SHEET_KIND, .place_id = building_id, .rows = n};
    if (!paper_print(c, &s)) {
        return false;
    }
    db_exec(c, "INSERT INTO roll_sheet (area_id, no, roll_id, building_id) VALUES (?1, ?2, ?3, ?4)",
        V(c->area_id), V(s.no), V(r->id), V(building_id));
    for (int i = 0; i < n; i++) {
        db_exec(c, "INSERT INTO roll_sheet_row (area_id, no, line, row_no) VALUES (?1, ?2, ?3, ?4)",
            V(c->area_id), V(s.no), V(i + 1), V(v[i].row_no));
    }
    *no = s.no;
    return !c->err.kind;
}

bool rolls_print(struct ctx *c, const struct roll *r, int64_t building_id, int *first_no)
{
    struct roll_rows all = {0};
    if (r->closed_at) {
        return fail(&c->err, ERR_CONFLICT, SAY(N_("这份名册已经结束，不用再印了。")));
    }
    if (!rolls_refresh(c, r) || !rolls_rows(c, r->id, building_id, &all)) {
        return false;
    }
    while (all.n && all.v[all.n - 1].gone) {
        all.n--;
    }
    if (!all.n) {
        return fail(&c->err, ERR_ABSENT, SAY(N_("这栋楼不在这份名册上")));
    }
    for (size_t from = 0; from < all.n; from += PAPER_ROWS_MAX) {
        size_t n = all.n - from < PAPER_ROWS_MAX ? all.n - from : PAPER_ROWS_MAX;
        int no = 0;
        if (!print_part(c, r, building_id, all.v + from, (int)n, &no)) {
            return false;
        }
        *first_no = from ? *first_no : no;
    }
    struct fact f = {.kind = "rolls.printed",
        .subject_id = r->id,
        .place_id = building_id,
        .audience = AUDIENCE_STAFF,
        .words = WORDS(N_("印了走访表，第 {0} 张"), INT(*first_no))};
    return record(c, &f);
}

bool rolls_sheet(struct ctx *c, int no, struct roll_sheet *out)
{
    *out = (struct roll_sheet){0};
    struct rows r = db_query(c,
        "SELECT s.roll_id, s.building_id, p.made_at FROM roll_sheet s"
        " JOIN sheet p ON p.area_id = s.area_id AND p.no = s.no"
        " WHERE s.area_id = ?1 AND s.no = ?2",
        V(c->area_id), V(no));
    if (rows_next(&r)) {
        *out = (struct roll_sheet){.no = no,
            .roll_id = row_int(&r, 0),
            .building_id = row_int(&r, 1),
            .made_at = row_int(&r, 2)};
    }
    if (!rows_end(&r)) {
        return false;
    }
    if (!out->no) {
        return fail(&c->err, ERR_ABSENT, SAY(N_("本居民区没有这张走访表")));
    }
    r = db_query(c,
        "SELECT w.row_no, w.name, w.state, w.visits, w.unit_id FROM roll_sheet_row s JOIN roll_row w"
        " ON w.area_id = s.area_id AND w.roll_id = ?3 AND w.row_no = s.row_no"
        " WHERE s.area_id = ?1 AND s.no = ?2 ORDER BY s.line",
        V(c->area_id), V(no), V(out->roll_id));
    while (rows_next(&r)) {
        struct roll_row row = {.roll_id = out->roll_id,
            .row_no = row_int(&r, 0),
            .name = row_text(&r, 1),
            .state = (enum tick_state)row_int(&r, 2),
            .visits = (int)row_int(&r, 3),
            .unit_id = row_int(&r, 4),
            .building_id = out->building_id};
        list_push(c->arena, &out->rows, row);
    }
    return rows_end(&r);
}

/* Typing back -----------------------------------------------------------------------------------
 */
static struct words already(struct ctx *c, const struct typed_row *t)
{
    int64_t at =
        db_int(c, "SELECT typed_at FROM sheet_row WHERE area_id = ?1 AND no = ?2 AND row_no = ?3",
            V(c->area_id), V(t->line.sheet), V(t->line.row));
    return at ? WORDS(N_("{0} 这一行在 {1} 已经录过，没有再录"), TEXT(t->name), TIME(at))
              : (struct words){0};
}

static bool marks_fit(
    const struct roll *r, const struct roll_row *row, const int *keys, struct err *why)
{
    for (const int *k = keys; *k; k++) {
        if (!rolls_may_tick(r, row, CHANNEL_PAPER, rolls_mark(r->kind, *k), why)) {
            return false;
        }
    }
    return true;
}

/* Fills the row's list, stair and name; what is wrong goes to t->wrong. */
static void look_up(struct ctx *c, struct typed_row *t)
{
    struct roll_sheet s;
    struct roll r;
    struct err why = {0};
    if (!rolls_line(c->arena, t->text, &t->line, &why)) {
        t->wrong = why.words;
        return;
    }
    if (!rolls_sheet(c, t->line.sheet, &s) || t->line.row > (int)s.rows.n) {
        if (!c->err.kind || c->err.kind == ERR_ABSENT) {
            c->err = (struct err){0};
            t->wrong = SAY(N_("本居民区没有印过这一行。是别的居民区的纸，或者不是走访表？"));
        }
        return;
    }
    const struct roll_row *row = &s.rows.v[t->line.row - 1];
    t->roll_id = s.roll_id;
    t->building_id = s.building_id;
    t->row_no = row->row_no;
    t->name = row->name;
    if (!rolls_by_id(c, s.roll_id, &r)) {
        return;
    }
    if (!c->app->may(c, r.kind->ticks, s.building_id)) {
        t->wrong = SAY(N_("这张纸不是您管的楼的，请交给那栋楼的楼组长或居委会录。"));
    } else if (!marks_fit(&r, row, t->line.keys, &why)) {
        t->wrong = why.words;
    } else {
        t->wrong = already(c, t);
    }
}

static void find_repeated(struct typed_rows *all)
{
    for (size_t i = 0; i < all->n; i++) {
        for (size_t k = 0; k < i && !all->v[i].wrong.msgid; k++) {
            if (all->v[i].line.sheet == all->v[k].line.sheet &&
                all->v[i].line.row == all->v[k].line.row) {
                all->v[i].wrong = SAY(N_("上面已经有这一行了，同一行只录一次"));
            }
        }
    }
}

bool rolls_typed(struct ctx *c, const char *lines, struct typed_rows *out)
{
    for (const char *s = lines; *s; s += strcspn(s, "\r\n"), s += strspn(s, "\r\n")) {
        struct typed_row t = {.text = arena_strndup(c->arena, s, strcspn(s, "\r\n")), .name = ""};
        if (*str_tidy(c->arena, t.text, true, false)) {
            look_up(c, &t);
            list_push(c->arena, out, t);
        }
    }
    find_repeated(out);
    return !c->err.kind;
}

int64_t rolls_wrong(const struct typed_rows *all)
{
    int64_t n = 0;
    for (size_t i = 0; i < all->n; i++) {
        n += all->v[i].wrong.msgid != NULL;
    }
    return n;
}

/* The rows of one sheet as one batch: it belongs to one list and one stair. */
static bool put_sheet(struct ctx *c, const struct typed_rows *all, size_t first)
{
    const struct typed_row *head = &all->v[first];
    struct {
        struct marking *v;
        size_t n, cap;
    } batch = {0};
    struct roll r;
    for (size_t i = 0; i < first; i++) {
        if (!all->v[i].wrong.msgid && all->v[i].line.sheet == head->line.sheet) {
            return true; /* was put with an earlier row */
        }
    }
    for (size_t i = first; i < all->n; i++) {
        const struct typed_row *t = &all->v[i];
        if (t->wrong.msgid) {
            continue;
        }
        for (const int *k = t->line.keys; t->line.sheet == head->line.sheet && *k; k++) {
            list_push(c->arena, &batch, ((struct marking){.row_no = t->row_no, .key = *k}));
        }
        if (t->line.sheet == head->line.sheet &&
            !paper_typed(c, t->line.sheet, t->line.row, c->act.id)) {
            return false;
        }
    }
    return rolls_by_id(c, head->roll_id, &r) &&
           rolls_tick(c, &r, head->building_id, batch.v, batch.n, NULL);
}

bool rolls_type(struct ctx *c, const char *lines, bool part, struct typed_rows *out)
{
    if (!rolls_typed(c, lines, out)) {
        return false;
    }
    int64_t n = (int64_t)out->n, wrong = rolls_wrong(out);
    if (!n) {
        return refuse(&c->err, "lines", SAY(N_("请输行号和结果。")));
    }
    if (wrong == n || (wrong && !part)) {
        return refuse(&c->err, "lines",
            WORDS(wrong == n ? N_("{0} 行都不对，一行也没有录入。请照下面的说明改好。")
                             : N_("有 {0} 行不对，还没有录入。请改好，或先写入对的。"),
                INT(wrong)));
    }
    for (size_t i = 0; i < out->n; i++) {
        if (!out->v[i].wrong.msgid && !put_sheet(c, out, i)) {
            return false;
        }
    }
    return true;
}
