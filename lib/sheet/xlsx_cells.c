/* xlsx_cells.c - the cells of one sheet. */
#include <stdlib.h>
#include <string.h>

#include "lib/sheet/xlsx_reading.h"

enum { MERGED_CELLS_MAX = 8 * 1000 * 1000, ROW_NUMBER_MAX = 1048576 };

struct cells {
    struct reading r;
    int next_row, next_col; /* for rows and cells that do not say where they are */
    int col;
    char type; /* by its t: s shared, i inline, b boolean, d ISO date, n number, t text */
    size_t style;
    bool has_value; /* an <is> or <v> was seen */
    int phonetic;
    const char *value;
};

static bool is(const char *name, const char *wanted)
{
    return strcmp(name, wanted) == 0;
}

static bool is_true(const char *s)
{
    return s && (is(s, "1") || is(s, "true"));
}

/* "AB12" -> 27 and 12; false when it is no address. Ends at ':' or the end. */
static bool parse_address(const char *s, int *col, int *row, const char **end)
{
    int c = 0, r = 0, letters = 0;
    for (; *s == '$'; s++) {
    }
    for (; *s >= 'A' && *s <= 'Z' && letters < 3; s++, letters++) {
        c = c * 26 + *s - 'A' + 1;
    }
    for (; *s == '$'; s++) {
    }
    for (; *s >= '0' && *s <= '9' && r <= ROW_NUMBER_MAX; s++) {
        r = r * 10 + *s - '0';
    }
    *col = c - 1;
    *row = r;
    *end = s;
    return letters && r >= 1 && r <= ROW_NUMBER_MAX;
}

static char type_of(const char *t)
{
    static const struct {
        const char *name;
        char type;
    } types[] = {{"s", 's'}, {"inlineStr", 'i'}, {"b", 'b'}, {"d", 'd'}, {"n", 'n'}};
    if (!t) {
        return 'n';
    }
    for (size_t i = 0; i < COUNT(types); i++) {
        if (is(t, types[i].name)) {
            return types[i].type;
        }
    }
    return 't'; /* str: a formula's text; e: an error as shown */
}

static void row_start(struct part *p, const char **attributes)
{
    struct cells *s = p->state;
    const char *r = attribute(attributes, "r");
    long number = r ? strtol(r, NULL, 10) : s->next_row;
    if (number < s->next_row || number > ROW_NUMBER_MAX) {
        book_broken(p->book);
        return;
    }
    reading_begin_row(&s->r, (int)number);
    s->r.hidden = is_true(attribute(attributes, "hidden"));
    s->next_row = (int)number + 1;
    s->next_col = 0;
}

static void cell_start(struct part *p, const char **attributes)
{
    struct cells *s = p->state;
    const char *r = attribute(attributes, "r"), *style = attribute(attributes, "s"), *end;
    int row;
    s->col = s->next_col;
    if (r && (!parse_address(r, &s->col, &row, &end) || *end)) {
        book_broken(p->book);
        return;
    }
    s->next_col = s->col + 1;
    s->type = type_of(attribute(attributes, "t"));
    s->style = style ? strtoul(style, NULL, 10) : 0;
    s->value = "";
    s->phonetic = 0;
    part_listen(p);
    p->listening = false;
}

static void merge_start(struct part *p, const char **attributes)
{
    struct cells *s = p->state;
    const char *ref = attribute(attributes, "ref"), *end;
    struct sheet_area m;
    if (ref && parse_address(ref, &m.left, &m.top, &end) && *end == ':' &&
        parse_address(end + 1, &m.right, &m.bottom, &end)) {
        list_push(p->book->arena, &s->r.out->merged, m);
    }
}

static void cells_start(struct part *p, const char *name, const char **attributes)
{
    struct cells *s = p->state;
    if (is(name, "row")) {
        row_start(p, attributes);
    } else if (is(name, "c")) {
        cell_start(p, attributes);
    } else if (is(name, "rPh")) {
        s->phonetic++;
    } else if (is(name, "v") || (is(name, "t") && s->type == 'i' && !s->phonetic)) {
        p->listening = true;
    } else if (is(name, "mergeCell")) {
        merge_start(p, attributes);
    }
}

static const char *shared_string(const struct book *b, const char *index)
{
    char *end;
    unsigned long i = strtoul(index, &end, 10);
    return *index && !*end && i < b->strings.n ? b->strings.v[i] : "";
}

/* "2026-11-23T08:30:00" without its T and a midnight. */
static const char *iso_shown(struct arena *a, const char *text)
{
    char *out = arena_strdup(a, text);
    char *t = strchr(out, 'T');
    if (t && strncmp(t, "T00:00:00", 9) == 0) {
        *t = '\0';
    } else if (t) {
        *t = ' ';
    }
    return out;
}

static const char *cell_value(const struct book *b, const struct cells *s, const char *raw)
{
    static const struct number_format plain = {NUMBER_PLAIN, 0};
    switch (s->type) {
    case 's':
        return shared_string(b, raw);
    case 'b':
        return *raw ? is(raw, "1") ? "TRUE" : "FALSE" : "";
    case 'd':
        return reading_tidy(b->arena, iso_shown(b->arena, raw), false);
    case 'n': {
        const struct number_format *f = s->style < b->formats.n ? &b->formats.v[s->style] : &plain;
        return reading_tidy(b->arena, number_shown(b->arena, raw, *f, b->from_1904), false);
    }
    default:
        return reading_tidy(b->arena, unescape_cell(b->arena, raw), false);
    }
}

static void cells_end(struct part *p, const char *name)
{
    struct cells *s = p->state;
    if (is(name, "v") || is(name, "t")) {
        p->listening = false;
    } else if (is(name, "rPh") && s->phonetic) {
        s->phonetic--;
    } else if (is(name, "c")) {
        reading_cell(&s->r, s->col, cell_value(p->book, s, part_text(p)));
    } else if (is(name, "row")) {
        reading_end_row(&s->r);
    }
    p->book->failed |= s->r.failed;
}

/* Merged areas -------------------------------------------------------------------------------- */

/* The first row numbered at least `number`. */
static size_t row_from(const struct sheet *sheet, int number)
{
    size_t lo = 0, hi = sheet->n;
    while (lo < hi) {
        size_t mid = lo + (hi - lo) / 2;
        if (sheet->v[mid].number < number) {
            lo = mid + 1;
        } else {
            hi = mid;
        }
    }
    return lo;
}

/* Some programs keep what stood below a merged area; nobody sees it, so nobody means it. Returns
 * the cells looked at. */
static int64_t clear_area(struct sheet *sheet, const struct sheet_area *m)
{
    int64_t seen = 1;
    for (size_t i = row_from(sheet, m->top); i < sheet->n && sheet->v[i].number <= m->bottom; i++) {
        struct sheet_row *row = &sheet->v[i];
        seen++;
        for (int col = m->left; col <= m->right && col < row->n; col++, seen++) {
            if (row->number != m->top || col != m->left) {
                row->v[col] = "";
            }
        }
    }
    return seen;
}

static void drop_blank_rows(struct sheet *sheet)
{
    size_t kept = 0;
    for (size_t i = 0; i < sheet->n; i++) {
        struct sheet_row row = sheet->v[i];
        while (row.n && !*row.v[row.n - 1]) {
            row.n--;
        }
        if (row.n) {
            sheet->v[kept++] = row;
        }
    }
    sheet->n = kept;
}

static bool clear_merged(struct book *b, struct sheet *sheet)
{
    int64_t seen = 0;
    for (size_t i = 0; i < sheet->merged.n; i++) {
        seen += clear_area(sheet, &sheet->merged.v[i]);
        if (seen > MERGED_CELLS_MAX) {
            return book_refuse(b, ERR_TOO_BIG, SAY(N_("合并的单元格太多，请取消合并后再上传")));
        }
    }
    if (sheet->merged.n) {
        drop_blank_rows(sheet);
    }
    return true;
}

bool book_read_tab(struct book *b, const char *entry, struct sheet *out)
{
    struct cells *s = arena_alloc(b->arena, sizeof(*s));
    s->r = (struct reading){.arena = b->arena, .out = out, .why = b->why, .kept = b->cells};
    s->next_row = 1;
    struct part p = {.book = b, .start = cells_start, .end = cells_end, .state = s};
    bool fine = part_parse(&p, entry, false) && clear_merged(b, out);
    b->cells = s->r.kept;
    return fine;
}
