/* places_rules.c - what a name says about a place. Pure. */
#include "src/places/places.h"

#include <ctype.h>
#include <string.h>

enum { DIGITS_OF_A_DOOR = 4, PLAN_ROW = 8, DIGITS_MAX = 9 };

const char *places_kind_label(enum place_kind kind)
{
    static const char *const labels[PLACE_KINDS] = {
        [PLACE_AREA] = N_("居民区"),
        [PLACE_COMPOUND] = N_("小区"),
        [PLACE_BUILDING] = N_("楼组"),
        [PLACE_GRID] = N_("网格"),
        [PLACE_MICRO_GRID] = N_("微网格"),
        [PLACE_GROUP] = N_("居民小组"),
        [PLACE_ZONE] = N_("片区"),
    };
    return kind > 0 && kind < PLACE_KINDS ? labels[kind] : "";
}

/* The last run of digits, its leading zeros left out; *n is how many are left. */
static const char *last_digits(const char *s, size_t *n)
{
    const char *begin = NULL, *end = NULL;
    for (const char *p = s; *p; p++) {
        if (isdigit((unsigned char)*p)) {
            begin = p == s || !isdigit((unsigned char)p[-1]) ? p : begin;
            end = p + 1;
        }
    }
    while (begin && begin < end && *begin == '0') {
        begin++;
    }
    *n = begin ? (size_t)(end - begin) : 0;
    return begin;
}

static int64_t number_of(const char *digits, size_t n)
{
    int64_t value = 0;
    for (size_t i = 0; i < n && i < DIGITS_MAX; i++) {
        value = value * 10 + (digits[i] - '0');
    }
    return value;
}

void places_floor_of(const char *unit_name, int64_t *floor, int64_t *col)
{
    size_t n;
    const char *digits = last_digits(unit_name, &n);
    int64_t door = number_of(digits, n);
    bool says = (n == DIGITS_OF_A_DOOR - 1 || n == DIGITS_OF_A_DOOR) && door % 100 > 0;
    *floor = says ? door / 100 : 0;
    *col = says ? door % 100 : 0;
}

int64_t places_number_of(const char *building_name)
{
    int64_t key = 0;
    for (const char *p = building_name; *p;) {
        size_t n = strspn(p, "0123456789");
        if (n) {
            key = (key % 10000) * 10000 + number_of(p, n) % 10000;
        }
        p += n ? n : 1;
    }
    return key;
}

void places_plan_of(int64_t i, int64_t n, int64_t *x, int64_t *y)
{
    int64_t across = n > 0 && n < PLAN_ROW ? n : PLAN_ROW;
    *x = i % across;
    *y = i / across;
}

void places_code_text(const uint8_t random[4], char out[7])
{
    static const char letters[] = "ABCDEFGHJKMNPQRSTUVWXYZ23456789";
    uint32_t bits = 0;
    for (int i = 0; i < 4; i++) {
        bits = bits << 8 | random[i];
    }
    for (int i = 0; i < 6; i++) {
        out[i] = letters[bits % (sizeof(letters) - 1)];
        bits /= sizeof(letters) - 1;
    }
    out[6] = '\0';
}

void places_code_tidy(const char *typed, char out[7])
{
    size_t n = 0;
    for (const char *p = typed; *p; p++) {
        if (*p == ' ' || *p == '-') {
            continue;
        }
        if (n == 6) {
            n = 0;
            break;
        }
        out[n++] = (char)toupper((unsigned char)*p);
    }
    out[n == 6 ? 6 : 0] = '\0';
}

bool places_area_code_ok(const char *code, struct err *why)
{
    size_t n = strspn(code, "abcdefghijklmnopqrstuvwxyz0123456789-");
    if (code[n] || n < 2 || n > 12) {
        return refuse(why, "code", SAY(N_("代号是 2 到 12 个小写字母、数字或连字符")));
    }
    return true;
}

/* Names as they are stored: what a spreadsheet leaves out is put back, what it adds is dropped. */
static char *without(struct arena *a, const char *s, const char *ending)
{
    size_t n = strlen(s), tail = strlen(ending);
    bool ends = n > tail && str_same(s + n - tail, ending);
    return arena_strndup(a, s, ends ? n - tail : n);
}

static int numeral_at(const char *s) /* 十: 0; none: -1 */
{
    static const char *const all[] = {"十", "一", "二", "三", "四", "五", "六", "七", "八", "九"};
    for (size_t i = 0; i < COUNT(all); i++) {
        if (str_starts(s, all[i])) {
            return (int)i;
        }
    }
    return -1;
}

/* "十二号楼", "三幢" -> "12号楼", "3幢"; a word such as 一号大院 stays. */
static const char *with_digits(struct arena *a, const char *s)
{
    static const char *const marks[] = {"号楼", "号", "栋", "幢", "座", "#"};
    int tens = 0, last = 0;
    const char *at = s;
    for (int digit; (digit = numeral_at(at)) >= 0; at += strlen("十")) {
        tens = digit ? tens : last ? last : 1;
        last = digit;
    }
    for (size_t i = 0; at > s && tens * 10 + last && i < COUNT(marks); i++) {
        if (str_same(at, marks[i])) {
            return arena_printf(a, "%d%s", tens * 10 + last, at);
        }
    }
    return s;
}

const char *places_building_name(struct arena *a, const char *typed)
{
    const char *s = with_digits(a, str_tidy(a, typed, true, false));
    size_t digits = strspn(s, "0123456789");
    bool bare = digits && (!s[digits] || str_same(s + digits, "号") || str_same(s + digits, "#"));
    return bare ? arena_printf(a, "%.*s号楼", (int)digits, s) : s;
}

const char *places_unit_name(struct arena *a, const char *typed)
{
    return without(a, str_tidy(a, typed, true, false), "室");
}

/* "柳荫里居民区" -> "柳荫里": what people say of it. */
static const char *spoken(struct arena *a, const char *name)
{
    static const char *const endings[] = {"居民区", "小区", "大院"};
    for (size_t i = 0; i < COUNT(endings); i++) {
        const char *s = without(a, name, endings[i]);
        if (strlen(s) < strlen(name)) {
            return s;
        }
    }
    return name;
}

void places_asked(const char *typed, int64_t out[3])
{
    int64_t first = 0, second = 0, *next = &first;
    for (const char *p = typed; *p;) {
        size_t n = strspn(p, "0123456789");
        if (n && next) {
            *next = number_of(p, n);
            next = next == &first ? &second : NULL;
        }
        p += n ? n : 1;
    }
    out[0] = first;
    out[1] = second;
    out[2] = second ? first * 10000 + second : 0;
}

bool places_named(struct arena *a, const char *typed, const char *name)
{
    return strstr(typed, spoken(a, name)) != NULL;
}

/* "", or a home behind the stair: "301", "-301室". */
static bool no_more_than_a_room(const char *rest)
{
    const char *digits = *rest == '-' ? rest + 1 : rest;
    size_t n = strspn(digits, "0123456789");
    return !*rest || (n && n <= 4 && (!digits[n] || str_same(digits + n, "室")));
}

bool places_only_number(const char *typed)
{
    size_t n = strspn(typed, "0123456789");
    static const char *const endings[] = {"", "号", "号楼", "#", "栋", "幢", "楼"};
    for (size_t i = 0; n && i < COUNT(endings); i++) {
        size_t k = strlen(endings[i]);
        if (str_starts(typed + n, endings[i]) && no_more_than_a_room(typed + n + k)) {
            return true;
        }
    }
    return false;
}
