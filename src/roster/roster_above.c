/* roster_above.c - what stands above the rows: titles, the sheet's name, a stair over its homes. */
#include <ctype.h>
#include <string.h>

#include "src/roster/roster.h"

enum { SECTION_CHARS = 20, NAME_BYTES = 60 };

static const char *cell_of(const struct sheet_row *row, int col)
{
    return col >= 0 && col < row->n ? str_or(row->v[col], "") : "";
}

/* The compound --------------------------------------------------------------------------------- */
/* Where the name begins that ends at `end`: behind a bracket, a colon, a space, the area's name. */
static const char *name_from(const char *text, const char *end)
{
    static const char *const before[] = {
        "（", "(", "：", ":", " ", "　", "居民区", "社区", "居委会", "街道"};
    const char *from = text;
    for (size_t i = 0; i < COUNT(before); i++) {
        for (const char *at = strstr(text, before[i]); at && at < end;
             at = strstr(at + 1, before[i])) {
            const char *behind = at + strlen(before[i]);
            from = behind <= end && behind > from ? behind : from;
        }
    }
    return from;
}

/* "柳荫居民区登记表（幸福小区）" -> "幸福小区"; NULL: no name ends like that. */
static const char *name_ending(struct arena *a, const char *text, const char *ending)
{
    for (const char *end = strstr(text, ending); end; end = strstr(end + 1, ending)) {
        const char *from = name_from(text, end);
        if (from < end && end - from < NAME_BYTES) {
            return arena_strndup(a, from, (size_t)(end - from) + strlen(ending));
        }
    }
    return NULL;
}

static const char *compound_in(struct arena *a, const char *text)
{
    static const char *const ends[] = {"小区", "新村", "大院", "花园", "公寓", "苑"};
    for (size_t i = 0; i < COUNT(ends); i++) {
        const char *name = name_ending(a, text, ends[i]);
        if (name) {
            return name;
        }
    }
    return "";
}

/* The stair ------------------------------------------------------------------------------------ */
static size_t mark_at(const char *s)
{
    static const char *const marks[] = {"号楼", "号", "#楼", "#", "栋", "幢", "座"};
    for (size_t i = 0; i < COUNT(marks); i++) {
        if (str_starts(s, marks[i])) {
            return strlen(marks[i]);
        }
    }
    return 0;
}

/* How long the number of a stair is that begins here: digits, one capital letter, 十二. */
static size_t number_at(const char *s)
{
    static const char numerals[] = "一二三四五六七八九十";
    size_t n = strspn(s, "0123456789");
    if (!n && isupper((unsigned char)*s)) {
        return 1;
    }
    for (bool on = !n; on;) {
        on = false;
        for (const char *p = numerals; *p && !on; p += 3) {
            on = strncmp(s + n, p, 3) == 0;
        }
        n += on ? 3 : 0;
    }
    return n;
}

/* "5号楼2单元(共12户)" -> "5号楼2单元"; "" */
static const char *stair_in(struct arena *a, const char *text)
{
    char *s = str_tidy(a, text, true, false);
    for (const char *at = s; *at;) {
        size_t n = number_at(at), mark = n ? mark_at(at + n) : 0;
        if (mark) {
            const char *door = at + n + mark + strspn(at + n + mark, " ");
            size_t more = number_at(door);
            bool entrance = more && str_starts(door + more, "单元");
            return roster_building(
                a, arena_strndup(a, at, n + mark), entrance ? arena_strndup(a, door, more) : "");
        }
        at += n ? n : 1;
    }
    return "";
}

struct roster_above roster_above(struct arena *a, const char *text)
{
    return (struct roster_above){compound_in(a, text), stair_in(a, text)};
}

/* Notes, numbers -------------------------------------------------------------------------------
 */
bool roster_starts_note(const char *cell)
{
    static const char *const words[] = {"合计", "小计", "总计", "共计", "累计", "本页",
        "备注:", "备注：", "注:", "注：", "说明:", "说明：", "填表", "制表", "审核", "统计", "打印",
        "以上", "以下空白", "例:", "例：", "联系人:", "联系人："};
    for (size_t i = 0; i < COUNT(words); i++) {
        if (str_starts(cell, words[i])) {
            return true;
        }
    }
    return false;
}

enum { LIST_BYTES = 300 };

const char *roster_one_more(struct arena *a, const char *list, const char *one)
{
    return str_empty(list)             ? one
           : strlen(list) < LIST_BYTES ? arena_printf(a, "%s、%s", list, one)
           : str_same(list + strlen(list) - strlen("…"), "…") ? list
                                                              : arena_printf(a, "%s…", list);
}

const char *roster_row_said(struct arena *a, const char *const *tabs, int number)
{
    int tab = number / ROSTER_TAB_ROWS, row = number % ROSTER_TAB_ROWS;
    return tabs && tab ? arena_printf(a, "%s %d", tabs[tab - 1], row)
                       : arena_printf(a, "%d", number);
}

/* Titles and sections -------------------------------------------------------------------------- */
/* The first of the titles and the sheet's name that says it. */
static const char *title_says(struct arena *a, const struct sheet *s, int header,
    const char *(*says)(struct arena *a, const char *text))
{
    for (size_t i = 0; i <= s->n; i++) {
        bool above = i == s->n || s->v[i].number < header;
        const char *said = !above ? "" : says(a, i == s->n ? s->name : cell_of(&s->v[i], 0));
        if (*said) {
            return said;
        }
    }
    return "";
}

const char *roster_title_compound(struct arena *a, const struct sheet *s, int header)
{
    return title_says(a, s, header, compound_in);
}

const char *roster_title_stair(struct arena *a, const struct sheet *s, int header)
{
    return title_says(a, s, header, stair_in);
}

/* What a lone cell may not be in: a name, a telephone; a door, unless stairs stand above. */
static bool is_ones_own(const struct roster_map *m, int col)
{
    static const enum roster_column own[] = {COLUMN_NAME, COLUMN_PHONE, COLUMN_PHONE2,
        COLUMN_RELATION, COLUMN_OWNER, COLUMN_OWNER_PHONE};
    for (size_t i = 0; i < COUNT(own); i++) {
        if (m->at[own[i]] == col) {
            return true;
        }
    }
    return !m->stairs_above && (col == m->at[COLUMN_UNIT] || col == m->at[COLUMN_ADDRESS]);
}

bool roster_section(struct arena *a, const struct roster_map *m, const struct sheet_row *row,
    struct roster_above *out)
{
    if (row->number >= ROSTER_TAB_ROWS && row->number % ROSTER_TAB_ROWS == 0) {
        *out = (struct roster_above){cell_of(row, 0), cell_of(row, 1)};
        return true;
    }
    int col = 0;
    while (col < row->n && !*cell_of(row, col)) {
        col++;
    }
    const char *text = cell_of(row, col);
    if (col != row->n - 1 || is_ones_own(m, col) || roster_starts_note(text) ||
        utf8_length(text) > SECTION_CHARS || strchr(text, ':') || strstr(text, "：")) {
        return false;
    }
    *out = roster_above(a, text);
    return *out->stair || (*out->compound && str_same(out->compound, text));
}
