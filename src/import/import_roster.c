/* import_roster.c - rows as committees write them. Pure. */
#include <ctype.h>
#include <string.h>

#include "lib/web/form_scan.h"
#include "src/import/import.h"
#include "src/places/places.h"

enum { HEADER_WITHIN = 10, NAME_MAX_CHARS = 40 };
enum column { COMPOUND, BUILDING, UNIT, SIZE, NAME, PHONE, COLUMNS };

static const struct {
    const char *label;
    bool needed;
    const char *names[14]; /* bare: no brackets, spaces, signs; lower case */
} columns[COLUMNS] = {
    [COMPOUND] = {N_("小区"), true,
        {"小区", "小区名称", "小区名", "所属小区", "大院", "compound", "estate"}},
    [BUILDING] = {N_("楼号"), true,
        {"楼号", "楼栋", "楼栋号", "楼组", "楼道", "门牌", "门牌号", "门号", "栋号", "幢号",
            "building", "stair"}},
    [UNIT] = {N_("室号"), true,
        {"室号", "房号", "房屋", "单元室", "房间号", "房屋号", "室", "unit", "room", "flat"}},
    [SIZE] = {N_("建筑面积"), false,
        {"建筑面积", "面积", "房屋面积", "建面", "aream2", "area", "size"}},
    [NAME] = {N_("户主"), false,
        {"户主", "姓名", "业主", "户主姓名", "业主姓名", "household", "householder", "name",
            "owner"}},
    [PHONE] = {N_("手机"), false,
        {"手机", "电话", "联系电话", "手机号", "手机号码", "联系方式", "电话号码", "phone",
            "mobile", "telephone"}},
};

/* What is known ------------------------------------------------------------------------------ */
static uint64_t hash_of(const char *s)
{
    uint64_t h = UINT64_C(14695981039346656037);
    for (; *s; s++) {
        h = (h ^ (unsigned char)*s) * UINT64_C(1099511628211);
    }
    return h;
}

static struct known_entry *slot_of(const struct known *k, const char *key)
{
    size_t i = hash_of(key) & (k->cap - 1);
    while (k->v[i].key && strcmp(k->v[i].key, key) != 0) {
        i = (i + 1) & (k->cap - 1);
    }
    return &k->v[i];
}

static void known_grow(struct arena *a, struct known *k)
{
    struct known bigger = {.n = k->n, .cap = k->cap ? k->cap * 2 : 1024};
    bigger.v = arena_alloc(a, bigger.cap * sizeof(*bigger.v));
    for (size_t i = 0; i < k->cap; i++) {
        if (k->v[i].key) {
            *slot_of(&bigger, k->v[i].key) = k->v[i];
        }
    }
    *k = bigger;
}

struct known_entry *known_put(struct arena *a, struct known *k, const char *key)
{
    if (k->n * 2 >= k->cap) {
        known_grow(a, k);
    }
    struct known_entry *e = slot_of(k, key);
    if (!e->key) {
        e->key = key;
        k->n++;
    }
    return e;
}

const struct known_entry *known_get(const struct known *k, const char *key)
{
    const struct known_entry *e = k->cap ? slot_of(k, key) : NULL;
    return e && e->key ? e : NULL;
}

const char *roster_key(
    struct arena *a, const char *compound, const char *building, const char *unit, const char *name)
{
    const char *key = compound;
    key = building ? arena_printf(a, "%s\x1f%s", key, building) : key;
    key = unit ? arena_printf(a, "%s\x1f%s", key, unit) : key;
    return name ? arena_printf(a, "%s\x1f%s", key, name) : key;
}

/* The header ---------------------------------------------------------------------------------- */
/* "建筑面积（㎡）*" -> "建筑面积"; "Area m2" -> "aream2" */
static const char *bare_label(struct arena *a, const char *cell)
{
    char *s = str_tidy(a, cell, true, false), *out = s;
    for (const char *p = s; *p && *p != '(' && *p != '['; p++) {
        if (!strchr(" _*:#.", *p)) {
            *out++ = (char)tolower((unsigned char)*p);
        }
    }
    *out = '\0';
    return s;
}

static int column_called(const char *bare)
{
    for (int i = 0; i < COLUMNS; i++) {
        for (size_t n = 0; n < COUNT(columns[i].names) && columns[i].names[n]; n++) {
            if (str_same(columns[i].names[n], bare)) {
                return i;
            }
        }
    }
    return COLUMNS;
}

/* at[column]: where it stands in the row, or -1. The first of two that mean the same counts. */
static void find_columns(struct arena *a, const struct sheet_row *row, int at[COLUMNS])
{
    for (int i = 0; i < COLUMNS; i++) {
        at[i] = -1;
    }
    for (int i = 0; i < row->n; i++) {
        int column = column_called(bare_label(a, row->v[i]));
        if (column < COLUMNS && at[column] < 0) {
            at[column] = i;
        }
    }
}

static int missing(const int at[COLUMNS], const char *compound)
{
    for (int i = 0; i < COLUMNS; i++) {
        if (columns[i].needed && at[i] < 0 && !(i == COMPOUND && *compound)) {
            return i;
        }
    }
    return COLUMNS;
}

/* The index of the header row, or -1 with the reason; of several tries the nearest one speaks. */
static int find_header(
    struct arena *a, const struct sheet *s, const char *compound, int at[COLUMNS], struct err *why)
{
    int lacks = COLUMNS, best = 0;
    for (size_t i = 0; i < s->n && i < HEADER_WITHIN; i++) {
        find_columns(a, &s->v[i], at);
        int lack = missing(at, compound), found = 0;
        if (lack == COLUMNS) {
            return (int)i;
        }
        for (int k = 0; k < COLUMNS; k++) {
            found += at[k] >= 0;
        }
        if (found > best) {
            best = found;
            lacks = lack;
        }
    }
    if (lacks == COLUMNS) {
        refuse(why, "file", SAY(N_("前 10 行里没有找到表头：要有小区、楼号、室号这些列名")));
    } else {
        refuse(why, "file", WORDS(N_("表头里没有「{0}」这一列"), MSG(columns[lacks].label)));
    }
    return -1;
}

/* A row --------------------------------------------------------------------------------------- */
static bool read_size(struct arena *a, const char *cell, struct roster_row *r, struct words *why)
{
    const char *bare = scan_bare(a, cell);
    if (!*bare || (scan_number(bare, 2, &r->area_dm2) && r->area_dm2 >= 0 &&
                      r->area_dm2 <= INT64_C(100000000))) {
        return true;
    }
    *why = WORDS(N_("面积「{0}」看不懂：写平方米数，最多两位小数"), TEXT(cell));
    return false;
}

static bool phone_ok(const char *digits)
{
    size_t n = strlen(digits);
    return *digits == '1' ? n == 11 || n == 5 : n >= 7 && n <= 12;
}

static bool read_phone(struct arena *a, const char *cell, struct roster_row *r, struct words *why)
{
    const char *digits = scan_digits(a, cell, true);
    r->phone = digits ? digits : "";
    if (!*cell || (digits && phone_ok(digits))) {
        return true;
    }
    *why = strpbrk(cell, "/,;") || strstr(cell, "、")
               ? WORDS(N_("手机一格里「{0}」不止一个号码，请留一个"), TEXT(cell))
               : WORDS(N_("手机「{0}」不是 11 位手机号，也不是座机号"), TEXT(cell));
    return false;
}

static bool read_who(
    struct arena *a, const char *const cell[COLUMNS], struct roster_row *r, struct words *why)
{
    r->name = str_tidy(a, cell[NAME], false, false);
    if (utf8_length(r->name) > NAME_MAX_CHARS) {
        *why = WORDS(N_("户主姓名超过 {0} 个字"), INT(NAME_MAX_CHARS));
        return false;
    }
    if (!read_phone(a, cell[PHONE], r, why)) {
        return false;
    }
    if (!*r->name && *r->phone) {
        *why = SAY(N_("有手机，没有户主姓名"));
        return false;
    }
    return true;
}

static bool read_row(
    struct arena *a, const char *const cell[COLUMNS], struct roster_row *r, struct words *why)
{
    r->compound = cell[COMPOUND];
    r->building = places_building_name(a, cell[BUILDING]);
    r->unit = places_unit_name(a, cell[UNIT]);
    const char *const place[] = {r->compound, r->building, r->unit};
    for (int i = COMPOUND; i <= UNIT; i++) {
        if (!*place[i]) {
            *why = WORDS(N_("没有写{0}（合并的单元格要先拆开）"), MSG(columns[i].label));
            return false;
        }
        if (utf8_length(place[i]) > NAME_MAX_CHARS) {
            *why = WORDS(N_("{0}超过 {1} 个字"), MSG(columns[i].label), INT(NAME_MAX_CHARS));
            return false;
        }
    }
    return read_size(a, cell[SIZE], r, why) && read_who(a, cell, r, why);
}

static bool row_empty(const struct sheet_row *row)
{
    for (int i = 0; i < row->n; i++) {
        if (!str_empty(row->v[i])) {
            return false;
        }
    }
    return true;
}

/* The same home and person twice is a slip of the hand; two people of one home are not. */
static bool seen_before(
    struct arena *a, struct known *seen, const struct roster_row *r, struct words *why)
{
    struct known_entry *e =
        known_put(a, seen, roster_key(a, r->compound, r->building, r->unit, r->name));
    if (e->number) {
        *why = WORDS(N_("和第 {0} 行重复"), INT(e->number));
        return true;
    }
    e->number = r->number;
    return false;
}

bool roster_read(struct arena *a, const struct sheet *s, const char *compound, struct roster *out,
    struct err *why)
{
    int at[COLUMNS];
    struct known seen = {0};
    int header = find_header(a, s, compound, at, why);
    for (size_t i = (size_t)header + 1; header >= 0 && i < s->n; i++) {
        const struct sheet_row *row = &s->v[i];
        const char *cell[COLUMNS];
        for (int k = 0; k < COLUMNS; k++) {
            cell[k] = at[k] >= 0 && at[k] < row->n ? str_or(row->v[at[k]], "") : "";
        }
        cell[COMPOUND] = at[COMPOUND] < 0 ? compound : cell[COMPOUND];
        struct roster_row r = {.number = row->number};
        struct words reason;
        if (row_empty(row)) {
            continue;
        }
        if (read_row(a, cell, &r, &reason) && !seen_before(a, &seen, &r, &reason)) {
            list_push(a, out, r);
        } else {
            list_push(a, &out->bad, (struct roster_bad){row->number, reason});
        }
    }
    return header >= 0;
}

/* Comparing ----------------------------------------------------------------------------------- */
/* Is it neither there nor already counted in this file? */
static int64_t is_first(
    struct arena *a, const struct known *there, struct known *counted, const char *key)
{
    if (known_get(there, key)) {
        return 0;
    }
    struct known_entry *e = known_put(a, counted, key);
    return e->number++ == 0;
}

static enum roster_news news_of(
    const struct roster_row *r, const struct known_entry *unit, const struct known_entry *person)
{
    if (!unit || (*r->name && !person)) {
        return ROSTER_NEW;
    }
    bool size = r->area_dm2 && r->area_dm2 != unit->number;
    bool phone = *r->name && *r->phone && !str_same(r->phone, person->text);
    return size || phone ? ROSTER_CHANGED : ROSTER_SAME;
}

void roster_compare(
    struct arena *a, struct roster *r, const struct known *there, struct roster_counts *out)
{
    struct known counted = {0};
    *out = (struct roster_counts){.bad = (int64_t)r->bad.n};
    for (struct roster_row *row = r->v; row < r->v + r->n; row++) {
        const char *building = roster_key(a, row->compound, row->building, NULL, NULL);
        const char *unit = roster_key(a, row->compound, row->building, row->unit, NULL);
        const char *who = roster_key(a, row->compound, row->building, row->unit, row->name);
        row->news = news_of(row, known_get(there, unit), known_get(there, who));
        out->fresh += row->news == ROSTER_NEW;
        out->changed += row->news == ROSTER_CHANGED;
        out->same += row->news == ROSTER_SAME;
        out->compounds += is_first(a, there, &counted, row->compound);
        out->buildings += is_first(a, there, &counted, building);
        out->units += is_first(a, there, &counted, unit);
        out->people += *row->name ? is_first(a, there, &counted, who) : 0;
    }
}
