/* paper.h - sheets whose rows can be typed back: frozen rows, check-coded; QR as SVG.
 *
 * A row code is 10 digits: 6 of the sheet, 2 of the row, 2 check digits by ISO 7064 MOD 97-10.
 * Every single wrong digit and every swap of neighbours is refused. Printed as "123456 07 42".
 */
#ifndef EAVES_PAPER_H
#define EAVES_PAPER_H

#include "lib/db/db.h"

enum { ROW_CODE_TEXT = 13, PAPER_ROWS_MAX = 99 };
void row_code(int sheet_no, int row, char out[ROW_CODE_TEXT]); /* "123456 07 42" */
/* Accepts spaces, hyphens and full-width digits. False with words: only digits, how many digits, or
 * "查一遍". */
bool row_code_parse(const char *s, int *sheet_no, int *row, struct err *why);

/* sheet(area_id, no, kind, place_id, made_at, made_by): the number is free in its area. */
struct paper_sheet {
    int no, rows;
    const char *kind; /* "requests.slip" */
    int64_t place_id, made_at;
};
bool paper_print(
    struct ctx *c, struct paper_sheet *s); /* stores it, fills no and made_at; rows <= 99 */
bool paper_find(struct ctx *c, int no, struct paper_sheet *out); /* of this area; ERR_ABSENT */
/* Each row is typed once. Second time: ERR_CONFLICT, words say what it became. */
bool paper_typed(struct ctx *c, int no, int row, int64_t subject_id);
int64_t paper_subject(struct ctx *c, int no, int row); /* 0: not typed yet */

/* An <svg class="qr"> of one path, level Q, quiet zone 4, read aloud as label. "" when the text is
 * empty or longer than a code holds (1,663 bytes). */
const char *qr_svg(struct arena *a, const char *text, const char *label);
const char *qr_lines(struct arena *a, const char *text); /* for a terminal */
extern const struct module paper_module;
#endif
