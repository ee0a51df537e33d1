/* xlsx_write.c - a workbook of one sheet, by libxlsxwriter in its row-by-row mode. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include "lib/sheet/sheet.h"
#include "lib/text/line.h"

enum { TITLE_MAX = 31 };

struct xlsx {
    struct arena *arena; /* of the cell in hand; the path lives beside it */
    char path[64];
    lxw_workbook *book;
    lxw_worksheet *sheet;
    lxw_format *head, *red, *faint;
    bool failed;
};

/* Excel's rule for the name of a sheet. */
static const char *sheet_name(struct arena *a, const char *title)
{
    struct line out = {0};
    int points = 0;
    for (const char *at = title, *from = at; *at && points < TITLE_MAX; from = at) {
        uint32_t c = utf8_next(&at);
        bool allowed = c >= ' ' && c != 0xfffd && !(c < 0x80 && strchr("[]:*?/\\'", (int)c));
        points += c >= 0x10000 ? 2 : 1; /* counted in UTF-16 */
        if (allowed && points <= TITLE_MAX) {
            line_add(a, &out, from, (size_t)(at - from));
        }
    }
    return out.n ? out.v : "Sheet1";
}

static bool temporary(char path[64])
{
    snprintf(path, 64, "/tmp/eaves-XXXXXX");
    int fd = mkstemp(path);
    if (fd >= 0) {
        close(fd);
    }
    return fd >= 0;
}

static void add_formats(struct xlsx *x)
{
    x->head = workbook_add_format(x->book);
    x->red = workbook_add_format(x->book);
    x->faint = workbook_add_format(x->book);
    x->failed |= !x->head || !x->red || !x->faint;
    if (x->failed) {
        return;
    }
    format_set_bold(x->head);
    format_set_bottom(x->head, LXW_BORDER_THIN);
    format_set_text_wrap(x->head);
    format_set_font_color(x->red, 0xC00000);
    format_set_bold(x->red);
    format_set_font_color(x->faint, 0x7F7F7F);
    format_set_italic(x->faint);
}

/* On paper: A4 across, all columns on one page, as many pages down as it takes. */
static void lay_out(lxw_worksheet *sheet)
{
    enum { A4 = 9 };
    worksheet_set_landscape(sheet);
    worksheet_set_paper(sheet, A4);
    worksheet_fit_to_pages(sheet, 1, 0);
    worksheet_set_margins(sheet, 0.4, 0.4, 0.5, 0.6);
    worksheet_set_footer(sheet, "&C&P / &N");
}

struct xlsx *xlsx_create(const char *title)
{
    struct arena *arena = arena_create();
    struct xlsx *x = calloc(1, sizeof(*x));
    must(x);
    x->arena = arena;
    if (!temporary(x->path)) {
        x->failed = true;
        return x;
    }
    lxw_workbook_options options = {.constant_memory = LXW_TRUE};
    x->book = workbook_new_opt(x->path, &options);
    must(x->book);
    x->sheet = workbook_add_worksheet(x->book, sheet_name(arena, str_or(title, "")));
    x->failed = x->sheet == NULL;
    add_formats(x);
    return x;
}

/* What XML 1.0 can hold, cut at Excel's limit of a cell. */
static const char *cell_text(struct arena *a, const char *text)
{
    struct line out = {0};
    char bytes[4];
    line_add(a, &out, "", 0);
    for (int points = 0; *text && points < SHEET_CELL_MAX; points++) {
        uint32_t c = utf8_next(&text);
        if ((c >= ' ' || c == '\n' || c == '\t') && c != 0xfffe && c != 0xffff) {
            line_add(a, &out, bytes, utf8_put(c, bytes));
        }
        points += c >= 0x10000;
    }
    return out.v;
}

static void put_text(struct xlsx *x, int row, int col, const char *text, lxw_format *format)
{
    if (x->failed || str_empty(text)) {
        return;
    }
    lxw_error error = worksheet_write_string(
        x->sheet, (lxw_row_t)row, (lxw_col_t)col, cell_text(x->arena, text), format);
    x->failed = error != LXW_NO_ERROR;
    arena_reset(x->arena);
}

void xlsx_header(struct xlsx *x, const char *const *labels, const int *widths, int n)
{
    for (int i = 0; i < n && !x->failed; i++) {
        lxw_col_t col = (lxw_col_t)i;
        worksheet_set_column(x->sheet, col, col, widths ? widths[i] : 16, NULL);
        put_text(x, 0, i, labels[i], x->head);
    }
    if (!x->failed) {
        worksheet_freeze_panes(x->sheet, 1, 0);
        worksheet_repeat_rows(x->sheet, 0, 0);
        lay_out(x->sheet);
    }
}

void xlsx_text(struct xlsx *x, int row, int col, const char *text)
{
    put_text(x, row, col, text, NULL);
}

void xlsx_warn(struct xlsx *x, int row, int col, const char *text)
{
    put_text(x, row, col, text, x->red);
}

void xlsx_example(struct xlsx *x, int row, int col, const char *text)
{
    put_text(x, row, col, text, x->faint);
}

void xlsx_width(struct xlsx *x, int col, int width)
{
    if (!x->failed) {
        worksheet_set_column(x->sheet, (lxw_col_t)col, (lxw_col_t)col, width, NULL);
    }
}

static void drop_down(struct xlsx *x, int col, lxw_data_validation rule)
{
    enum { LAST = 5000 };
    rule.error_type = LXW_VALIDATION_ERROR_TYPE_WARNING;
    if (!x->failed) {
        lxw_error error = worksheet_data_validation_range(
            x->sheet, 1, (lxw_col_t)col, LAST, (lxw_col_t)col, &rule);
        x->failed = error != LXW_NO_ERROR;
    }
}

void xlsx_choices(struct xlsx *x, int col, const char *const *choices)
{
    drop_down(x, col,
        (lxw_data_validation){.validate = LXW_VALIDATION_TYPE_LIST, .value_list = (void *)choices});
}

void xlsx_choices_at(struct xlsx *x, int col, const char *title, int n)
{
    char *formula = arena_printf(x->arena, "='%s'!$A$1:$A$%d", title, n);
    drop_down(x, col,
        (lxw_data_validation){
            .validate = LXW_VALIDATION_TYPE_LIST_FORMULA, .value_formula = formula});
}

void xlsx_sheet(struct xlsx *x, const char *title)
{
    if (!x->failed) {
        x->sheet = workbook_add_worksheet(x->book, sheet_name(x->arena, title));
        x->failed = x->sheet == NULL;
    }
}

void xlsx_number(struct xlsx *x, int row, int col, double n)
{
    if (!x->failed) {
        lxw_error error = worksheet_write_number(x->sheet, (lxw_row_t)row, (lxw_col_t)col, n, NULL);
        x->failed = error != LXW_NO_ERROR;
    }
}

static bool append_file(const char *path, struct buf *out)
{
    char bytes[16 * 1024];
    size_t n;
    FILE *file = fopen(path, "rbe");
    if (!file) {
        return false;
    }
    while ((n = fread(bytes, 1, sizeof(bytes), file)) > 0) {
        buf_put(out, bytes, n);
    }
    bool fine = !ferror(file);
    fclose(file);
    return fine;
}

bool xlsx_finish(struct xlsx *x, struct buf *out)
{
    bool closed = x->book && workbook_close(x->book) == LXW_NO_ERROR;
    bool fine = closed && !x->failed && append_file(x->path, out);
    if (x->book) {
        unlink(x->path);
    }
    arena_destroy(x->arena);
    free(x);
    return fine;
}
