/* fuzz_roster.c - any bytes as a roster: every sheet read, its columns guessed, its rows
 * understood, named as bad, or counted as left out, and compared with nothing. */
#include <string.h>

#include "src/roster/roster.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

static void read_tab(struct arena *a, const struct sheet *s)
{
    struct roster_map m, again;
    struct roster r = {0};
    struct roster_counts counts;
    struct known none = {0};
    struct err why = {0};
    roster_guess(a, s, 0, 0, &m);
    must(roster_map_parse(roster_map_text(a, &m), &again));
    must(memcmp(m.at, again.at, sizeof(m.at)) == 0);
    must(*roster_shape(a, s, &m));
    if (!roster_rows(a, s, &m, "小区", &r, &why)) {
        must(why.words.msgid);
        return;
    }
    for (size_t i = 0; i < r.n; i++) {
        const struct roster_row *row = &r.v[i];
        must(row->units >= 1 && *row->unit[0] && *row->building && *row->compound);
        must(row->num <= row->den && row->number > m.header);
    }
    size_t rows = r.n + r.bad.n;
    must(rows + (size_t)(r.hidden + r.notes + r.carried) >= rows && rows <= s->n);
    roster_compare(a, &r, &none, NULL, NULL, &counts);
    must(counts.fresh == (int64_t)r.n && counts.changed + counts.same + counts.asked == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    struct arena *a = arena_create();
    struct sheets all;
    struct err why = {0};
    if (sheets_read(a, bytes, n, &all, &why)) {
        for (size_t i = 0; i < all.n; i++) {
            read_tab(a, &all.v[i]);
        }
    } else {
        must(why.words.msgid);
    }
    arena_destroy(a);
    return 0;
}
