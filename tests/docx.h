/* docx.h - a document of ours read back, for tests: its table as a sheet, its other lines. */
#ifndef EAVES_TESTS_DOCX_H
#define EAVES_TESTS_DOCX_H

#include "lib/sheet/sheet.h"

struct docx_lines {
    const char **v; /* paragraphs outside the table, in order */
    size_t n, cap;
};
/* False: it is no zip, a part is missing, or XML that does not parse. Rows count from the header.
 */
NODISCARD bool docx_read(
    struct arena *a, const void *bytes, size_t n, struct sheet *table, struct docx_lines *lines);
/* One of its parts as text; NULL: not there. */
const char *docx_part(struct arena *a, const void *bytes, size_t n, const char *name);
#endif
