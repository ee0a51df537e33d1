/* import_read.c - from the file to what a page can show: guesses, questions, bad rows. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lib/base/app.h"
#include "lib/base/seal.h"
#include "lib/text/text.h"
#include "src/import/import.h"
#include "src/import/import_room.h"
#include "src/people/people.h"

bool import_open_file(struct ctx *c, const struct import_run *run, struct sheets *out)
{
    if (access(run->path, R_OK) != 0) {
        return refuse(&c->err, "file", SAY(N_("传上来的文件已经过期，请再传一次")));
    }
    return sheets_read_file(c->arena, run->path, out, &c->err);
}

/* The sheet whose header says most; of two the earlier, and visible before hidden. */
void import_guess(struct ctx *c, const struct sheets *all, struct import_run *run)
{
    int best = -1;
    for (size_t i = 0; i < all->n; i++) {
        struct roster_map m;
        int found = roster_guess(c->arena, &all->v[i], 0, 0, &m) * 2 - all->v[i].hidden;
        if (found > best) {
            best = found;
            run->tab = (int64_t)i;
            run->map = m;
        }
    }
    run->map.all_tabs = import_tabs_apart(c, all, run);
}

enum roster_answer import_answer_of(void *answers, int row)
{
    const char *at = answers;
    char *end;
    for (;;) {
        long number = strtol(at, &end, 10);
        if (end == at) {
            return ANSWER_NONE;
        }
        long said = strtol(end, &end, 10);
        if (number == row) {
            bool known = said >= ANSWER_SAME && said <= ANSWER_SKIP;
            return known ? (enum roster_answer)said : ANSWER_NONE;
        }
        at = end;
    }
}

/* In words, telephones masked -------------------------------------------------------------------
 */
static const char *home_of(struct ctx *c, const struct roster_row *r)
{
    return arena_printf(c->arena, "%s %s", r->building, r->unit[0]);
}

static const char *masked(struct ctx *c, const char *phone)
{
    return str_empty(phone) ? "—" : mask_phone(c, phone);
}

static const char *born_year(struct ctx *c, const char *born)
{
    return str_empty(born) ? "—"
                           : text_say(c->arena, c->lang,
                                 WORDS(N_("{0} 年生"), TEXT(people_born_year(c, born))));
}

static void tell(struct ctx *c, struct import_run *run, const struct roster_row *r, const char *old,
    const char *fresh)
{
    if (run->changes.n < IMPORT_SHOWN_MAX) {
        list_push(c->arena, &run->changes,
            (struct import_change){.row = r->number,
                .home = home_of(c, r),
                .name = r->name,
                .old = old,
                .fresh = fresh});
    }
}

static const char *size_text(struct ctx *c, int64_t dm2)
{
    return dm2 ? arena_printf(
                     c->arena, "%lld.%02lld ㎡", (long long)(dm2 / 100), (long long)(dm2 % 100))
               : "—";
}

static void tell_changes(struct ctx *c, struct import_run *run, const struct roster_row *r)
{
    if (r->unit_id && r->area_dm2 && r->area_dm2 != r->old_dm2) {
        tell(c, run, r, size_text(c, r->old_dm2), size_text(c, r->area_dm2));
    }
    if (r->owns && r->unit_id) {
        const char *fresh =
            arena_printf(c->arena, "%s %lld/%lld", r->owner, (long long)r->num, (long long)r->den);
        tell(c, run, r, str_or(r->old_share, "—"), fresh);
    }
    if (!r->who_id) {
        return;
    }
    if (*r->phone && !str_same(r->phone, r->old_phone)) {
        tell(c, run, r, masked(c, r->old_phone), masked(c, r->phone));
    }
    if (*r->what) {
        tell(c, run, r, str_or(r->old_what, "—"), r->what);
    }
    if (*r->born && !str_same(r->born, r->old_born)) {
        tell(c, run, r, born_year(c, r->old_born), born_year(c, r->born));
    }
    if (!roster_same_name(r->name, r->old_name)) {
        tell(c, run, r, r->old_name, r->name);
    }
    if (r->doubt == DOUBT_HOME) {
        tell(c, run, r, r->old_home, home_of(c, r));
    }
}

static void tell_question(struct ctx *c, struct import_run *run, const struct roster_row *r)
{
    if (run->asked.n == IMPORT_SHOWN_MAX) {
        return;
    }
    struct import_change q = {.row = r->number,
        .doubt = r->doubt,
        .home = home_of(c, r),
        .name = r->name,
        .old = r->old_name,
        .fresh = r->name};
    if (r->doubt == DOUBT_PHONE) {
        q.old = masked(c, r->old_phone);
        q.fresh = masked(c, r->phone);
    } else if (r->doubt == DOUBT_HOME) {
        q.old = r->old_home;
        q.fresh = q.home;
    }
    list_push(c->arena, &run->asked, q);
}

static int by_row(const void *x, const void *y)
{
    const struct roster_bad *a = x, *b = y;
    return (a->number > b->number) - (a->number < b->number);
}

void import_tell_bad(struct ctx *c, const struct roster *r, struct import_run *run)
{
    run->bad.n = 0;
    if (r->bad.n) {
        qsort(r->bad.v, r->bad.n, sizeof(*r->bad.v), by_row);
    }
    for (size_t i = 0; i < r->bad.n && i < IMPORT_SHOWN_MAX; i++) {
        list_push(c->arena, &run->bad, r->bad.v[i]);
    }
}

const char *import_row_said(struct ctx *c, const struct import_run *run, int row)
{
    return roster_row_said(c->arena, run->tabs.n > 1 ? run->tabs.v : NULL, row);
}

/* "3、8、12": one more row; of very many the first. */
static const char *one_more(
    struct ctx *c, const struct import_run *run, const char *numbers, int row)
{
    return roster_one_more(c->arena, numbers, import_row_said(c, run, row));
}

/* Of a column that means nothing to us: what stands in it, in a row that was read; "". */
static const char *unread_in(struct ctx *c, const struct sheet *s, const struct roster *r,
    const struct roster_map *m, int col)
{
    struct roster_above says;
    size_t noted = 0;
    for (int i = 0; i < COLUMNS; i++) {
        if (m->at[i] == col) {
            return "";
        }
    }
    for (const struct sheet_row *row = s->v; row < s->v + s->n; row++) {
        while (noted < r->noted.n && r->noted.v[noted] < row->number) {
            noted++;
        }
        bool note = noted < r->noted.n && r->noted.v[noted] == row->number;
        if (row->number > m->header && col < row->n && *row->v[col] && !note &&
            !roster_section(c->arena, m, row, &says)) {
            return row->v[col];
        }
    }
    return "";
}

const char *import_letter(struct ctx *c, int col)
{
    return col < 26 ? arena_printf(c->arena, "%c", 'A' + col)
                    : arena_printf(c->arena, "%c%c", 'A' + col / 26 - 1, 'A' + col % 26);
}

static int width_of(const struct sheet *s)
{
    int n = 0;
    for (size_t i = 0; i < s->n; i++) {
        n = s->v[i].n > n ? s->v[i].n : n;
    }
    return n;
}

/* "G 备注", "H（没有列名，如「党员」）" */
static void tell_unread(
    struct ctx *c, const struct sheet *s, const struct roster *r, struct import_run *run)
{
    int step = roster_step(c->arena, s, &run->map), width = step ? step : width_of(s);
    run->unread = "";
    for (int col = 0; col < width; col++) {
        const char *head = roster_heading(c->arena, s, &run->map, col);
        const char *label =
            strrchr(head, ' ') ? strrchr(head, ' ') + 1 : head; /* not its group's */
        bool ours = str_same(label, "序号") || str_same(label, "说明");
        const char *text = ours ? "" : unread_in(c, s, r, &run->map, col);
        if (*text) {
            struct words nameless = WORDS(N_("{0}（没有列名，如「{1}」）"),
                TEXT(import_letter(c, col)), TEXT(import_excerpt(c->arena, text)));
            run->unread = roster_one_more(c->arena, run->unread,
                *head ? arena_printf(c->arena, "%s %s", import_letter(c, col), head)
                      : text_say(c->arena, c->lang, nameless));
        }
    }
}

static void tell_line(struct ctx *c, struct import_run *run, const struct roster_row *r)
{
    const char *home = r->unit[0];
    for (int i = 1; i < r->units; i++) {
        home = arena_printf(c->arena, "%s/%s", home, r->unit[i]);
    }
    list_push(c->arena, &run->lines,
        (struct import_line){.row = r->number,
            .news = r->news,
            .stair = arena_printf(c->arena, "%s %s", r->compound, r->building),
            .home = home,
            .name = str_or(r->name, r->owner),
            .phone = masked(c, r->phone)});
}

void import_tell(
    struct ctx *c, const struct sheet *s, const struct roster *r, struct import_run *run)
{
    run->changes.n = run->asked.n = run->lines.n = 0;
    run->lost = run->vague = run->noted = "";
    tell_unread(c, s, r, run);
    import_tell_bad(c, r, run);
    for (size_t i = 0; i < r->noted.n; i++) {
        run->noted = one_more(c, run, run->noted, r->noted.v[i]);
    }
    for (const struct roster_row *row = r->v; row < r->v + r->n; row++) {
        run->lost = *row->phone2 ? one_more(c, run, run->lost, row->number) : run->lost;
        run->vague = row->vague ? one_more(c, run, run->vague, row->number) : run->vague;
        if (run->lines.n < IMPORT_ROWS_MAX) {
            tell_line(c, run, row);
        }
        if (row->news == ROSTER_ASK) {
            tell_question(c, run, row);
        } else {
            tell_changes(c, run, row);
        }
    }
}

/* The bad rows as a workbook --------------------------------------------------------------------
 */
const char *import_bad_path(struct ctx *c, int64_t run_id)
{
    return arena_printf(
        c->arena, "%s/quarantine/bad-%lld.xlsx", c->app->files_dir, (long long)run_id);
}

/* The row alone must still say which home it is: what the reader took from above is written out,
 * and nothing else (said NULL: the row as it was typed). */
static void put_row(struct xlsx *x, int at, const struct sheet_row *row, const struct roster_map *m,
    const char *const *said)
{
    for (int col = 0; col < row->n; col++) {
        xlsx_text(x, at, col, str_or(row->v[col], ""));
    }
    for (int i = 0; said && i < COLUMNS; i++) {
        if (m->at[i] >= 0) {
            xlsx_text(x, at, m->at[i], said[i]);
        }
    }
}

/* The header as it was, one row or two; answers the next free row. */
static int put_header(struct xlsx *x, const struct sheet *s, const struct roster_map *m, int width)
{
    int at = 0;
    for (size_t i = 0; i < s->n && s->v[i].number <= m->header; i++) {
        if (s->v[i].number > m->header - m->header_rows) {
            put_row(x, at++, &s->v[i], m, NULL);
        }
    }
    xlsx_warn(x, at ? at - 1 : 0, width, "说明");
    return at;
}

/* Where no column says which stair, a row above them does, as in the file. */
struct standing {
    const struct roster_map *m;
    struct roster_above says;
    bool said;
};

static void put_section(struct ctx *c, struct xlsx *x, int *at, struct standing *where)
{
    const char *compound =
        where->m->at[COLUMN_COMPOUND] < 0 ? str_or(where->says.compound, "") : "";
    const char *text = arena_printf(c->arena, "%s%s", compound, str_or(where->says.stair, ""));
    if (!where->said && *text) {
        xlsx_text(x, (*at)++, 0, text);
    }
    where->said = true;
}

/* From that row on the homes stand elsewhere, and nothing above it counts. */
static bool steps(struct ctx *c, const struct sheet_row *row, struct standing *where)
{
    struct roster_above says;
    if (row->number <= where->m->header || !roster_section(c->arena, where->m, row, &says)) {
        return false;
    }
    where->says.stair = says.stair;
    where->says.compound = str_or(says.compound, where->says.compound);
    where->said = false;
    return true;
}

bool import_bad_book(struct ctx *c, const struct sheet *s, const struct import_run *run,
    const struct roster *r, struct buf *out)
{
    struct standing where = {.m = &run->map};
    struct xlsx *x = xlsx_create("看不懂的行");
    int width = width_of(s), at;
    size_t bad = 0;
    if (run->map.stairs_above) {
        where.says.stair = roster_title_stair(c->arena, s, run->map.header);
    }
    for (int col = 0; col <= width; col++) {
        xlsx_width(x, col, col == width ? 50 : 14);
    }
    at = put_header(x, s, &run->map, width);
    for (size_t i = 0; i < s->n && bad < r->bad.n; i++) {
        const struct sheet_row *row = &s->v[i];
        bool below = row->number > run->map.header && !steps(c, row, &where);
        while (bad < r->bad.n && r->bad.v[bad].number < row->number) {
            bad++;
        }
        if (below && bad < r->bad.n && r->bad.v[bad].number == row->number) {
            put_section(c, x, &at, &where);
            put_row(x, at, row, &run->map, r->bad.v[bad].said);
            xlsx_warn(x, at++, width, text_say(c->arena, c->lang, r->bad.v[bad].why));
        }
    }
    return xlsx_finish(x, out) || fail(&c->err, ERR_STORE, SAY(N_("表格没有做成，请再试一次")));
}
