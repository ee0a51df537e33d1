/* roster_map.c - a map of columns: what it lacks, and how it is kept. */
#include <stdlib.h>

#include "src/roster/roster.h"

struct words roster_map_lacks(const struct roster_map *m, const char *compound)
{
    static const enum roster_column needed[] = {COLUMN_COMPOUND, COLUMN_BUILDING, COLUMN_UNIT};
    for (size_t i = 0; i < COUNT(needed); i++) {
        enum roster_column c = needed[i];
        bool there = m->at[c] >= 0 || (c == COLUMN_COMPOUND && *compound) ||
                     (c != COLUMN_COMPOUND && m->at[COLUMN_ADDRESS] >= 0) ||
                     (c == COLUMN_BUILDING && (m->at[COLUMN_ENTRANCE] >= 0 || m->stairs_above));
        if (!there) {
            return WORDS(N_("表头里没有「{0}」这一列"), MSG(column_words[c].label));
        }
    }
    return (struct words){0};
}

/* Kept as "4 2 0 -1 -1 3 ..." ------------------------------------------------------------------ */
enum { MAP_HIDDEN = 1, MAP_STAIRS = 2, MAP_ALL_TABS = 4 }; /* stored: never renumber */

const char *roster_map_text(struct arena *a, const struct roster_map *m)
{
    int flags =
        m->hidden_too * MAP_HIDDEN + m->stairs_above * MAP_STAIRS + m->all_tabs * MAP_ALL_TABS;
    const char *out = arena_printf(a, "%d %d %d", m->header, m->header_rows, flags);
    for (int i = 0; i < COLUMNS; i++) {
        out = arena_printf(a, "%s %d", out, m->at[i]);
    }
    return out;
}

bool roster_map_parse(const char *text, struct roster_map *out)
{
    int v[3 + COLUMNS];
    char *end;
    *out = (struct roster_map){0};
    for (size_t i = 0; i < COUNT(v); i++) {
        v[i] = (int)strtol(text, &end, 10);
        if (end == text) {
            return false;
        }
        text = end;
    }
    *out = (struct roster_map){.header = v[0],
        .header_rows = v[1],
        .hidden_too = v[2] & MAP_HIDDEN,
        .stairs_above = v[2] & MAP_STAIRS,
        .all_tabs = v[2] & MAP_ALL_TABS};
    for (int i = 0; i < COLUMNS; i++) {
        out->at[i] = v[3 + i] < SHEET_COLUMNS_MAX ? v[3 + i] : -1;
    }
    return true;
}
