/* checks_paper_store.c - the sheet of a shift: printed with frozen rows, typed back by row code. */
#include <string.h>

#include "lib/base/app.h"
#include "lib/log/log.h"
#include "lib/paper/paper.h"
#include "src/bodies/duties.h"
#include "src/checks/checks_room.h"
#include "src/places/places.h"

bool checks_print(struct ctx *c, struct check_shift *s, int *no)
{
    struct check_items all = {0};
    if (!checks_on(c, s, &all)) {
        return false;
    }
    if (!all.n) {
        return refuse(&c->err, NULL, SAY(N_("还没有检查表，请先写要查哪里。")));
    }
    struct paper_sheet p = {
        .kind = CHECKS_SHEET_KIND, .place_id = s->slot.place_id, .rows = (int)all.n};
    if (!paper_print(c, &p)) {
        return false;
    }
    *no = p.no;
    db_exec(c, "INSERT INTO check_sheet (area_id, no, slot_id, day) VALUES (?1, ?2, ?3, ?4)",
        V(c->area_id), V(p.no), V(s->slot.id), V(s->day));
    for (size_t i = 0; i < all.n; i++) {
        db_exec(c,
            "INSERT INTO check_sheet_row (area_id, no, line, item_id) VALUES (?1, ?2, ?3, ?4)",
            V(c->area_id), V(p.no), V((int)i + 1), V(all.v[i].id));
    }
    return record(c, &(struct fact){.kind = "checks.printed",
                         .subject_id = s->slot.id,
                         .place_id = s->slot.place_id,
                         .audience = AUDIENCE_STAFF,
                         .words = WORDS(N_("印了检查单，第 {0} 张"), INT(p.no))});
}

bool checks_sheet(struct ctx *c, int no, struct check_sheet *out)
{
    int64_t slot_id = 0;
    const char *day = "";
    *out = (struct check_sheet){.no = no};
    struct rows r = db_query(c,
        "SELECT s.slot_id, s.day, p.made_at FROM check_sheet s JOIN sheet p"
        " ON p.area_id = s.area_id AND p.no = s.no WHERE s.area_id = ?1 AND s.no = ?2",
        V(c->area_id), V(no));
    if (rows_next(&r)) {
        slot_id = row_int(&r, 0);
        day = row_text(&r, 1);
        out->made_at = row_int(&r, 2);
    }
    if (!rows_end(&r)) {
        return false;
    }
    if (!slot_id) {
        return fail(&c->err, ERR_ABSENT, SAY(N_("本居民区没有印过这张检查单。")));
    }
    r = db_query(c,
        "SELECT i.id, i.place_id, i.spot, i.words, p.name FROM check_sheet_row w"
        " JOIN check_item i ON i.area_id = w.area_id AND i.id = w.item_id"
        " JOIN place p ON p.area_id = i.area_id AND p.id = i.place_id"
        " WHERE w.area_id = ?1 AND w.no = ?2 ORDER BY w.line",
        V(c->area_id), V(no));
    while (rows_next(&r)) {
        list_push(c->arena, &out->items,
            ((struct check_item){.id = row_int(&r, 0),
                .place_id = row_int(&r, 1),
                .spot = row_int(&r, 2),
                .words = row_text(&r, 3),
                .place = row_text(&r, 4),
                .note = ""}));
    }
    return rows_end(&r) && checks_shift(c, slot_id, day, &out->shift);
}

/* Typing back -----------------------------------------------------------------------------------
 */
static struct words already(struct ctx *c, const struct check_line *t)
{
    int64_t at =
        db_int(c, "SELECT typed_at FROM sheet_row WHERE area_id = ?1 AND no = ?2 AND row_no = ?3",
            V(c->area_id), V(t->sheet), V(t->row));
    return at ? WORDS(N_("这一行在 {0} 已经录过，没有再录"), TIME(at)) : (struct words){0};
}

static void look_up(struct ctx *c, struct check_line *t)
{
    struct check_sheet s;
    struct err why = {0};
    if (!checks_line(c->arena, t->text, t, &why)) {
        t->wrong = why.words;
        return;
    }
    if (!checks_sheet(c, t->sheet, &s) || t->row > (int)s.items.n) {
        if (!c->err.kind || c->err.kind == ERR_ABSENT) {
            c->err = (struct err){0};
            t->wrong = SAY(N_("本居民区没有印过这一行。是别的居民区的纸，或者不是检查单？"));
        }
        return;
    }
    const struct check_item *i = &s.items.v[t->row - 1];
    t->ticking.item_id = i->id;
    t->slot_id = s.shift.slot.id;
    t->day = s.shift.day;
    t->name = WORDS(N_("{0} {1}"), TEXT(i->place), checks_word(i));
    if (!c->app->may(c, DUTY_CHECKS, s.shift.slot.place_id)) {
        t->wrong = SAY(N_("这张纸不是您管的地方的，请交给物业或居委会录。"));
    } else if (utf8_length(t->ticking.note) > CHECK_NOTE_MAX) {
        t->wrong = WORDS(N_("说明请写在 {0} 个字以内。"), INT(CHECK_NOTE_MAX));
    } else if (!checks_may_tick(&s.shift, c->now, &why)) {
        t->wrong = why.words;
    } else {
        t->wrong = already(c, t);
    }
}

static void find_repeated(struct check_lines *all)
{
    for (size_t i = 0; i < all->n; i++) {
        for (size_t k = 0; k < i && !all->v[i].wrong.msgid; k++) {
            if (all->v[i].sheet == all->v[k].sheet && all->v[i].row == all->v[k].row) {
                all->v[i].wrong = SAY(N_("上面已经有这一行了，同一行只录一次"));
            }
        }
    }
}

bool checks_typed(struct ctx *c, const char *lines, struct check_lines *out)
{
    for (const char *s = lines; *s; s += strcspn(s, "\r\n"), s += strspn(s, "\r\n")) {
        struct check_line t = {.text = arena_strndup(c->arena, s, strcspn(s, "\r\n")), .day = ""};
        if (*str_tidy(c->arena, t.text, true, false)) {
            look_up(c, &t);
            list_push(c->arena, out, t);
        }
    }
    find_repeated(out);
    return !c->err.kind;
}

int64_t checks_wrong(const struct check_lines *all)
{
    int64_t n = 0;
    for (size_t i = 0; i < all->n; i++) {
        n += all->v[i].wrong.msgid != NULL;
    }
    return n;
}

/* The rows of one sheet are one shift's: one fact. */
static bool put_sheet(struct ctx *c, const struct check_lines *all, size_t first)
{
    const struct check_line *head = &all->v[first];
    struct tickings batch = {0};
    struct check_shift s;
    size_t n;
    for (size_t i = 0; i < first; i++) {
        if (all->v[i].sheet == head->sheet) {
            return true; /* was put with an earlier row */
        }
    }
    for (size_t i = first; i < all->n; i++) {
        if (all->v[i].sheet == head->sheet) {
            list_push(c->arena, &batch, all->v[i].ticking);
            if (!paper_typed(c, head->sheet, all->v[i].row, c->act.id)) {
                return false;
            }
        }
    }
    return checks_shift(c, head->slot_id, head->day, &s) && checks_tick(c, &s, &batch, &n);
}

bool checks_type(struct ctx *c, const char *lines, struct check_lines *out)
{
    if (!checks_typed(c, lines, out)) {
        return false;
    }
    int64_t wrong = checks_wrong(out);
    if (!out->n) {
        return refuse(&c->err, "lines", SAY(N_("请输行号和结果。")));
    }
    if (wrong) {
        return refuse(&c->err, "lines",
            WORDS(N_("有 {0} 行不对，一行也没有录入。请照下面的说明改好。"), INT(wrong)));
    }
    for (size_t i = 0; i < out->n; i++) {
        if (!put_sheet(c, out, i)) {
            return false;
        }
    }
    return true;
}
