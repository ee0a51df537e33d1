/* fuzz_csv.c - any bytes that are no zip: the CSV reader with its encodings, and the writer behind
 * it. What was read must come back from what is written. */
#include <string.h>

#include "lib/sheet/sheet.h"
#include "lib/text/text.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

static bool same_rows(const struct sheet *x, const struct sheet *y)
{
    if (x->n != y->n) {
        return false;
    }
    for (size_t i = 0; i < x->n; i++) {
        if (x->v[i].n != y->v[i].n) {
            return false;
        }
        for (int col = 0; col < x->v[i].n; col++) {
            if (strcmp(x->v[i].v[col], y->v[i].v[col]) != 0) {
                return false;
            }
        }
    }
    return true;
}

static void write_rows(struct buf *out, const struct sheet *s)
{
    csv_begin(out);
    for (size_t i = 0; i < s->n; i++) {
        for (int col = 0; col < s->v[i].n; col++) {
            csv_cell(out, s->v[i].v[col], col == 0, false);
        }
        csv_end_row(out);
    }
}

/* A first row that reads as a hint or as a page would be taken for one when it comes back. */
static bool is_taken_for_itself(const char *cell)
{
    return strncmp(cell, "sep=", 4) != 0 && *cell != '<' && strncmp(cell, "PK", 2) != 0;
}

static bool has_other_separators(const struct buf *b)
{
    return strpbrk(b->v, ";\t") != NULL;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    struct arena *a = arena_create();
    struct sheet s, back;
    struct err why = {0};
    struct buf b = {0};
    if (n >= 2 && memcmp(bytes, "PK", 2) == 0) {
        arena_destroy(a);
        return 0;
    }
    if (sheet_read(a, bytes, n, &s, &why)) {
        write_rows(&b, &s);
        if (!has_other_separators(&b) && is_taken_for_itself(s.v[0].v[0])) {
            must(sheet_read(a, b.v, b.n, &back, &why) && same_rows(&s, &back));
        }
        text_bigrams(a, text_fold(a, s.v[0].v[0]));
    } else {
        must(why.words.msgid);
    }
    buf_release(&b);
    arena_destroy(a);
    return 0;
}
