/* roster_cells.c - what is written in one cell. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "lib/web/form_scan.h"
#include "src/places/places.h"
#include "src/roster/roster.h"

static const char *tight(struct arena *a, const char *cell) /* narrow, no spaces at all */
{
    char *s = str_tidy(a, cell, true, false), *out = s;
    for (const char *p = s; *p; p++) {
        if (*p != ' ') {
            *out++ = *p;
        }
    }
    *out = '\0';
    return s;
}

static bool ends_with(const char *s, const char *tail)
{
    size_t n = strlen(s), t = strlen(tail);
    return n > t && str_same(s + n - t, tail);
}

static size_t digits_of(const char *s)
{
    return strspn(s, "0123456789");
}

/* Stairs and homes ---------------------------------------------------------------------------- */
const char *roster_building(struct arena *a, const char *building, const char *entrance)
{
    const char *stair = places_building_name(a, building), *e = tight(a, entrance);
    if (!*e || strstr(stair, "单元")) {
        return stair;
    }
    return arena_printf(a, e[digits_of(e)] ? "%s%s" : "%s%s单元", stair, e);
}

/* The separator of a list, and how many bytes it has; 0: none here. */
static size_t separator_at(const char *s)
{
    static const char *const marks[] = {"/", "、", ",", ";", "+", "&", "和", "及", "|", "\n"};
    for (size_t i = 0; i < COUNT(marks); i++) {
        if (str_starts(s, marks[i])) {
            return strlen(marks[i]);
        }
    }
    return 0;
}

static const char *next_part(struct arena *a, const char **at)
{
    const char *from = *at;
    while (**at && !separator_at(*at)) {
        (*at)++;
    }
    const char *part = arena_strndup(a, from, (size_t)(*at - from));
    *at += separator_at(*at);
    return part;
}

static bool keep_unit(struct arena *a, const char *part, struct roster_row *r, struct words *why)
{
    const char *unit = places_unit_name(a, part);
    for (int i = 0; i < r->units; i++) {
        if (str_same(r->unit[i], unit)) {
            return true;
        }
    }
    if (r->units == ROSTER_UNITS) {
        *why = WORDS(N_("一格里的室号超过 {0} 个，请一套房写一行"), INT(ROSTER_UNITS));
        return false;
    }
    r->unit[r->units++] = unit;
    return true;
}

/* "2单元501", "2-501": the door is written with the home. */
static const char *without_entrance(struct arena *a, const char *s, struct roster_row *r)
{
    size_t n = digits_of(s);
    const char *rest = s + n;
    size_t mark = str_starts(rest, "单元") ? strlen("单元") : n && n <= 2 && *rest == '-' ? 1 : 0;
    if (!n || !mark || !digits_of(rest + mark)) {
        return s;
    }
    r->building = roster_building(a, r->building, arena_strndup(a, s, n));
    return rest + mark;
}

bool roster_units(struct arena *a, const char *cell, struct roster_row *r, struct words *why)
{
    const char *s = without_entrance(a, tight(a, cell), r);
    while (*s) {
        const char *part = next_part(a, &s);
        if (*part && !keep_unit(a, part, r, why)) {
            return false;
        }
    }
    return true;
}

/* Where the stair ends in "柳荫里3号楼2单元501室": behind the last of its words that a number
 * follows. */
static const char *behind_stair(const char *s)
{
    static const char *const marks[] = {"号楼", "号", "#", "栋", "幢", "座"};
    const char *end = NULL;
    for (const char *p = s + 1; *s && *p; p++) {
        for (size_t i = 0; i < COUNT(marks); i++) {
            size_t n = strlen(marks[i]);
            if (isalnum((unsigned char)p[-1]) && str_starts(p, marks[i]) &&
                isalnum((unsigned char)p[n])) {
                end = p + n;
                break;
            }
        }
    }
    return end;
}

/* "3-501", "3-2-501": the numbers between the dashes. */
static int dashed(struct arena *a, const char *s, const char *part[3])
{
    int n = 0;
    for (;;) {
        size_t digits = strspn(s, "0123456789ABCDabcd");
        if (!digits || n == 3) {
            return 0;
        }
        part[n++] = arena_strndup(a, s, digits);
        s += digits;
        if (*s == '-') {
            s++;
        } else {
            bool list = separator_at(s) || !*s || str_same(s, "室");
            part[n - 1] = arena_printf(a, "%s%s", part[n - 1], s);
            return list && n >= 2 ? n : 0;
        }
    }
}

/* What stands before the stair's own number: a lane stays with it, a compound is one. */
static const char *split_prefix(struct arena *a, const char *stair, struct roster_row *r)
{
    const char *lane = strstr(stair, "弄"), *from = lane;
    if (!lane) {
        from = stair + strcspn(stair, "0123456789ABCDEFGHabcdefgh");
    }
    while (lane && from > stair && isdigit((unsigned char)from[-1])) {
        from--;
    }
    if (from > stair && str_empty(r->compound)) {
        r->compound = arena_strndup(a, stair, (size_t)(from - stair));
    }
    return from;
}

bool roster_address(struct arena *a, const char *cell, struct roster_row *r, struct words *why)
{
    const char *s = tight(a, cell), *part[3] = {0};
    const char *behind = behind_stair(s);
    int n = behind ? 0 : dashed(a, s, part);
    if (behind) {
        const char *stair = arena_strndup(a, s, (size_t)(behind - s));
        r->building = roster_building(a, split_prefix(a, stair, r), "");
        return roster_units(a, behind, r, why);
    }
    if (n) {
        r->building = roster_building(a, part[0], n == 3 ? part[1] : "");
        return roster_units(a, part[n - 1], r, why);
    }
    *why = WORDS(N_("地址「{0}」看不出楼号和室号：写成 3号楼301 或 3-2-501"), TEXT(cell));
    return false;
}

bool roster_is_address(struct arena *a, const char *cell)
{
    const char *s = tight(a, cell), *part[3];
    return behind_stair(s) || dashed(a, s, part) > 0;
}

/* "52.75平方": scan_bare() knows the written-out units. */
static const char *without_unit(struct arena *a, const char *s)
{
    static const char *const units[] = {"平方", "平米", "平", "方"};
    for (size_t i = 0; i < COUNT(units); i++) {
        if (ends_with(s, units[i])) {
            return arena_strndup(a, s, strlen(s) - strlen(units[i]));
        }
    }
    return s;
}

bool roster_size(struct arena *a, const char *cell, int64_t *dm2, struct words *why)
{
    const char *bare = without_unit(a, scan_bare(a, str_tidy(a, cell, true, false)));
    if (!*bare || (scan_number(bare, 2, dm2) && *dm2 >= 0 && *dm2 <= INT64_C(100000000))) {
        return true;
    }
    *why = WORDS(N_("面积「{0}」看不懂：写平方米数，最多两位小数"), TEXT(cell));
    return false;
}

/* Telephones ----------------------------------------------------------------------------------- */
static bool phone_ok(const char *digits)
{
    size_t n = strlen(digits);
    return *digits == '1' ? n == 11 || n == 5 : n >= 7 && n <= 12;
}

/* "儿子19900000001", "(女儿)199-0000-0001": the words around it say whose it is. */
static const char *number_in(struct arena *a, const char *part)
{
    const char *from = part + strcspn(part, "0123456789+");
    size_t n = strspn(from, "0123456789+-() .");
    const char *digits = scan_digits(a, arena_strndup(a, from, n), true);
    return digits && phone_ok(digits) && !strpbrk(from + n, "0123456789") ? digits : NULL;
}

bool roster_is_mobile(struct arena *a, const char *cell)
{
    const char *digits = number_in(a, str_tidy(a, cell, true, false));
    if (*cell == '1' && strstr(cell, "****")) {
        return true; /* masked, as kept for the page of columns */
    }
    return digits && *digits == '1' && strlen(digits) == 11;
}

struct numbers {
    const char **first, **second;
    int n;
};

static void keep_number(struct numbers *to, const char *digits)
{
    if (to->n == 0) {
        *to->first = digits;
    } else if (to->n == 1 && !str_same(*to->first, digits)) {
        *to->second = digits;
    }
    to->n++;
}

/* A part of the cell: one number, or several with only spaces between them. */
static bool keep_numbers(struct arena *a, const char *part, struct numbers *to)
{
    const char *digits = number_in(a, part);
    if (digits) {
        keep_number(to, digits);
        return true;
    }
    int before = to->n;
    while (*part) {
        size_t n = strcspn(part, " ");
        digits = n ? number_in(a, arena_strndup(a, part, n)) : NULL;
        if (n && !digits) {
            return false;
        }
        if (digits) {
            keep_number(to, digits);
        }
        part += n;
        part += *part == ' ';
    }
    return to->n > before;
}

static bool is_scientific(const char *s)
{
    size_t n = strspn(s, "0123456789.");
    return n && (s[n] == 'e' || s[n] == 'E') && s[n + 1] == '+';
}

/* Excel's way of saying nothing, and people's. */
static bool says_none(const char *s)
{
    static const char *const words[] = {"无", "没有", "不详", "-", "--", "/", "0", "空号"};
    for (size_t i = 0; i < COUNT(words); i++) {
        if (str_same(s, words[i])) {
            return true;
        }
    }
    return !*s || strstr(s, "**"); /* masked: of our own export */
}

bool roster_phones(
    struct arena *a, const char *cell, const char **first, const char **second, struct words *why)
{
    const char *s = str_tidy(a, cell, true, true);
    struct numbers to = {first, second, 0};
    *first = *second = "";
    if (says_none(s)) {
        return true;
    }
    if (is_scientific(s)) {
        *why =
            WORDS(N_("号码「{0}」被表格写成了科学计数，后几位已经丢了：把这一列设为文本，重新填"),
                TEXT(cell));
        return false;
    }
    while (*s) {
        const char *part = str_tidy(a, next_part(a, &s), true, false);
        if (*part && !keep_numbers(a, part, &to)) {
            *why = WORDS(N_("手机「{0}」不是 11 位手机号，也不是座机号"), TEXT(part));
            return false;
        }
    }
    if (to.n > 2) {
        *why = WORDS(N_("一格里有 {0} 个电话，最多留两个"), INT(to.n));
    }
    return to.n <= 2;
}

/* Days, shares, tenants ------------------------------------------------------------------------ */
enum { SERIAL_1970 = 25569, SERIAL_FROM = 10000, SERIAL_TO = 80000 };

static bool serial_day(const char *s, int64_t *ms)
{
    int64_t n;
    if (!parse_int(s, &n) || n < SERIAL_FROM || n > SERIAL_TO) {
        return false;
    }
    *ms = (n - SERIAL_1970) * MS_PER_DAY - 8 * MS_PER_DAY / 24;
    return true;
}

/* "2019年9月", "2019.9": from the first on. */
static bool month_day(struct arena *a, const char *s, int64_t *ms)
{
    if (ends_with(s, "月")) {
        return scan_day(arena_printf(a, "%s1日", s), ms);
    }
    const char *mark = strpbrk(s, "./-");
    return mark && scan_day(arena_printf(a, "%s%c1", s, *mark), ms);
}

/* "1988-02-30", "19880230": written like a day. */
static bool like_a_day(const char *s)
{
    size_t year = digits_of(s);
    if (year == 8 && !s[8]) {
        return true;
    }
    size_t mark = str_starts(s + year, "年") ? strlen("年") : s[year] && strchr("./-", s[year]);
    const char *rest = s + year + mark;
    size_t month = digits_of(rest);
    mark = mark && month && str_starts(rest + month, "月")
               ? strlen("月")
               : mark && month && rest[month] && strchr("./-", rest[month]);
    rest += month + mark;
    size_t day = digits_of(rest);
    return year == 4 && mark && day && day <= 2 && (!rest[day] || str_same(rest + day, "日"));
}

bool roster_day(struct arena *a, const char *cell, const char **day, struct words *why)
{
    char *s = str_tidy(a, cell, true, false);
    int64_t ms;
    *day = "";
    s[strcspn(s, " ")] = '\0'; /* the time of day */
    if (says_none(s)) {
        return true;
    }
    if (scan_day(s, &ms) || serial_day(s, &ms) || month_day(a, s, &ms)) {
        *day = day_text(a, ms);
        return true;
    }
    if (like_a_day(s)) {
        *why = WORDS(N_("没有「{0}」这一天"), TEXT(cell));
        return false;
    }
    *why = WORDS(N_("日期「{0}」看不懂：写成 2019-9-1、2019.9.1 或 2019年9月1日"), TEXT(cell));
    return false;
}

bool roster_born(
    struct arena *a, const char *cell, const char **day, bool *vague, struct words *why)
{
    const char *s = tight(a, cell);
    size_t n = strspn(s, "0123456789");
    int64_t ms;
    *day = "";
    *vague = !scan_day(s, &ms) && !serial_day(s, &ms) && month_day(a, s, &ms);
    return *vague || (n == 4 && (!s[n] || str_same(s + n, "年") || str_same(s + n, "年生"))) ||
           roster_day(a, cell, day, why);
}

static int64_t common_divisor(int64_t x, int64_t y)
{
    while (y) {
        int64_t rest = x % y;
        x = y;
        y = rest;
    }
    return x;
}

static bool fraction(struct arena *a, const char *s, int64_t *num, int64_t *den)
{
    const char *bar = strchr(s, '/');
    if (bar) {
        return parse_int(arena_strndup(a, s, (size_t)(bar - s)), num) && parse_int(bar + 1, den);
    }
    const char *percent = strchr(s, '%');
    *den = percent ? 10000 : 100;
    return scan_number(percent ? arena_strndup(a, s, (size_t)(percent - s)) : s, 2, num) &&
           (!percent || !percent[1]);
}

bool roster_share(struct arena *a, const char *cell, int64_t *num, int64_t *den, struct words *why)
{
    const char *s = tight(a, cell);
    *num = *den = 0;
    if (says_none(s) || strstr(s, "共有")) {
        return true;
    }
    if (str_same(s, "全部") || str_same(s, "单独所有")) {
        *num = *den = 1;
        return true;
    }
    bool ok = fraction(a, s, num, den) && *num > 0 && *den > 0 && *den <= 10000 && *num <= *den;
    if (!ok) {
        *why = WORDS(N_("份额「{0}」看不懂：写成 1/2 或 50%，不超过 1"), TEXT(cell));
        return false;
    }
    int64_t d = common_divisor(*num, *den);
    *num /= d;
    *den /= d;
    return true;
}

bool roster_tenant(const char *cell)
{
    if (strstr(cell, "租")) {
        return !strstr(cell, "未") && !strstr(cell, "不") && !strstr(cell, "非");
    }
    return str_same(cell, "是") || str_same(cell, "√") || str_same(cell, "1") ||
           str_same(cell, "TRUE");
}

bool roster_is_organisation(const char *name)
{
    static const char *const words[] = {"公司", "集团", "银行", "委员会", "局", "中心", "学校",
        "医院", "厂", "合作社", "村委", "居委", "街道", "事务所", "协会"};
    for (size_t i = 0; utf8_length(name) > 3 && i < COUNT(words); i++) {
        if (strstr(name, words[i])) {
            return true;
        }
    }
    return false;
}
