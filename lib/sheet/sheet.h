/* sheet.h - tables in and out: CSV (UTF-8 with BOM, CRLF out; UTF-8 or GB18030 in) and XLSX; out
 * also as DOCX. */
#ifndef EAVES_SHEET_H
#define EAVES_SHEET_H

#include "lib/base/base.h"

struct sheet_row {
    const char **v; /* cells as text, tidied; "" when empty; numbers as shown, dates ISO */
    int n; /* up to the last cell that is not empty */
    int number; /* row number in the file, from 1: what a person sees in Excel */
    bool hidden; /* Excel does not show it: filtered away, or folded */
};
struct sheet_area { /* merged; rows as numbered in the file, columns from 0 */
    int top, bottom, left, right;
};
struct sheet {
    const char *name; /* "" for CSV */
    bool hidden;
    struct sheet_row *v; /* blank rows are left out */
    size_t n, cap;
    struct {
        struct sheet_area *v;
        size_t n, cap;
    } merged; /* as the file lists them */
};
struct sheets {
    struct sheet *v;
    size_t n, cap;
};
enum {
    SHEET_ROWS_MAX = 200000,
    SHEET_COLUMNS_MAX = 200,
    SHEET_BYTES_MAX = 100 * 1024 * 1024, /* unzipped */
    SHEET_CELL_MAX = 32767, /* characters */
    SHEET_CELLS_MAX = 4000000,
};
/* By its first bytes: XLSX (zip) or CSV (separator guessed; UTF-8, UTF-16 with its mark, else
 * GB18030). The first visible sheet that has rows. A merged area has its value in the first cell
 * only. Refuses, in words: not a spreadsheet, nothing in it, .xls, encrypted, DOCTYPE, a zip bomb
 * (size or ratio), too many rows, unbalanced quotes (with the row). Everything is in the arena. */
NODISCARD bool sheet_read(
    struct arena *a, const void *bytes, size_t n, struct sheet *out, struct err *why);
NODISCARD bool sheet_read_file(
    struct arena *a, const char *path, struct sheet *out, struct err *why);
/* Every sheet that has rows, hidden ones too, in their order; the limits are for all together. A
 * CSV is one sheet. */
NODISCARD bool sheets_read(
    struct arena *a, const void *bytes, size_t n, struct sheets *out, struct err *why);
NODISCARD bool sheets_read_file(
    struct arena *a, const char *path, struct sheets *out, struct err *why);

/* Out. Text that starts with = + - @ TAB CR gets a leading ' in CSV, which the reader takes away
 * again; in XLSX text is always text. */
void csv_begin(struct buf *out);
void csv_cell(struct buf *out, const char *text, bool first_in_row, bool is_number);
void csv_end_row(struct buf *out);

struct xlsx;
struct xlsx *xlsx_create(const char *title); /* in a temporary file */
/* Rows and columns count from 0; rows are written from the top down, the header first (row 0). */
void xlsx_header(struct xlsx *x, const char *const *labels, const int *widths, int n);
void xlsx_text(struct xlsx *x, int row, int col, const char *text);
void xlsx_warn(struct xlsx *x, int row, int col, const char *text); /* red */
void xlsx_example(struct xlsx *x, int row, int col, const char *text); /* faint, in italics */
void xlsx_width(struct xlsx *x, int col, int width);
/* A drop-down below the header; ends with NULL; together at most 255 bytes. */
void xlsx_choices(struct xlsx *x, int col, const char *const *choices);
/* More of them: the first n cells of the first column of another sheet. */
void xlsx_choices_at(struct xlsx *x, int col, const char *title, int n);
void xlsx_sheet(struct xlsx *x, const char *title); /* another one, from here on */
void xlsx_number(struct xlsx *x, int row, int col, double n); /* a cell's number: only here */
bool xlsx_finish(struct xlsx *x, struct buf *out); /* closes, reads back, removes the file */

/* A document for Word and WPS: A4, a title, lines of text, one table whose header stands on every
 * page, the page's number at the foot. Row by row, in a file without a name. */
struct docx;
/* pages: "第 {0} 页，共 {1} 页"; across: the sheet lies. */
struct docx *docx_create(const char *title, const char *pages, bool across);
int docx_width(const struct docx *d); /* of its text, in twips */
void docx_line(struct docx *d, const char *text); /* a paragraph, above or below the table */
void docx_table(struct docx *d, const char *const *labels, const int *weights, int n);
void docx_row(struct docx *d, const char *const *cells, const bool *numbers); /* to the right */
bool docx_finish(struct docx *d, struct buf *out); /* closes; false: not written whole */
#endif
