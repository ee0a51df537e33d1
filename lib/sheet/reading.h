/* reading.h - what the CSV and the XLSX reader share; for lib/sheet only. */
#ifndef EAVES_SHEET_READING_H
#define EAVES_SHEET_READING_H

#include "lib/sheet/sheet.h"

/* One sheet being read. Cells arrive in the order of rows; blank ones and blank rows leave no
 * trace but the row numbers of what follows. */
struct reading {
    struct arena *arena;
    struct sheet *out;
    struct err *why;
    bool failed; /* why is filled */
    int row; /* number of the row in hand, from 1 */
    bool hidden; /* it is not shown */
    int n; /* cells of it up to the last that is not blank */
    const char *cells[SHEET_COLUMNS_MAX];
    int64_t kept; /* cells in all rows, of former sheets too */
};

void reading_begin_row(struct reading *r, int number);
/* col from 0; text is tidied already. False once the sheet is refused. */
bool reading_cell(struct reading *r, int col, const char *text);
bool reading_end_row(struct reading *r);
/* Tidied, without the ' that guards a formula when `guarded`; "" costs nothing. */
const char *reading_tidy(struct arena *a, const char *text, bool guarded);

bool csv_read(struct arena *a, const char *text, struct sheet *out, struct err *why);
/* The first visible sheet that has rows, or all that have. */
bool xlsx_read(
    struct arena *a, const void *bytes, size_t n, bool all, struct sheets *out, struct err *why);
#endif
