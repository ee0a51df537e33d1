/* roster_names.c - what stands in the cell of a name: somebody, nobody, two people, somebody dead.
 */
#include <ctype.h>
#include <string.h>

#include "src/roster/roster.h"

static bool among(const char *const *words, size_t n, const char *s)
{
    for (size_t i = 0; i < n; i++) {
        if (str_same(words[i], s)) {
            return true;
        }
    }
    return false;
}

bool roster_ditto(struct arena *a, const char *cell)
{
    static const char *const marks[] = {"〃", "″", "\"", "''", "同上", "同前", "(同上)"};
    return *cell && among(marks, COUNT(marks), str_tidy(a, cell, true, false));
}

static bool is_nobody(const char *s)
{
    static const char *const words[] = {"空", "空关", "空关户", "空置", "空置房", "空房", "空户",
        "无", "无人", "无人住", "无人居住", "没有", "没人", "不详", "未知", "待核实", "未登记",
        "出租", "租户", "出租房", "待租", "待售", "未售", "-", "--", "/", "?"};
    return among(words, COUNT(words), s);
}

/* The first part before a space: as many characters as it has; 0: no space, or not all Chinese. */
static size_t before_space(const char *s)
{
    const char *space = strchr(s, ' ');
    for (const char *p = s; *p; p++) {
        if (!((unsigned char)*p & 0x80) && *p != ' ') {
            return 0;
        }
    }
    size_t n = 0;
    for (const char *p = s; space && p < space; p++) {
        n += ((unsigned char)*p & 0xc0) != 0x80;
    }
    return n;
}

static bool double_surname(const char *s)
{
    static const char *const names[] = {"欧阳", "上官", "司马", "诸葛", "司徒", "夏侯", "皇甫",
        "尉迟", "公孙", "慕容", "令狐", "长孙", "宇文", "东方", "端木", "南宫"};
    for (size_t i = 0; i < COUNT(names); i++) {
        if (str_starts(s, names[i])) {
            return true;
        }
    }
    return false;
}

/* "王　芳", as people write two characters as wide as three. */
static bool is_spaced_out(const char *s)
{
    size_t n = before_space(s);
    return n == 1 || (n == 2 && double_surname(s));
}

const char *roster_plain_name(struct arena *a, const char *cell)
{
    char *s = str_tidy(a, cell, false, false), *out = s;
    if (is_spaced_out(s)) {
        for (const char *p = s; *p; p++) {
            if (*p != ' ') {
                *out++ = *p;
            }
        }
        *out = '\0';
    }
    return s;
}

bool roster_same_name(const char *x, const char *y)
{
    for (;; x++, y++) {
        x += strspn(x, " ");
        y += strspn(y, " ");
        if (*x != *y || !*x) {
            return *x == *y;
        }
    }
}

static bool says_dead(const char *s)
{
    static const char *const words[] = {"已故", "亡故", "病故", "去世", "过世", "已亡", "死亡"};
    for (size_t i = 0; i < COUNT(words); i++) {
        if (strstr(s, words[i])) {
            return true;
        }
    }
    return false;
}

/* Two parts of two characters or more: two people, or one that was spaced out. */
static bool two_people(const char *s)
{
    size_t n = strcspn(s, "/,;&");
    const char *comma = strstr(s, "、");
    n = comma && (size_t)(comma - s) < n ? (size_t)(comma - s) : n;
    return n > 3 && s[n] ? utf8_length(s + n) > 2 : before_space(s) >= 2 && !is_spaced_out(s);
}

/* "李四（租）": the bracket says how they live there. */
static const char *without_tenancy(struct arena *a, const char *s, bool *tenant)
{
    char *narrow = str_tidy(a, s, true, false);
    char *open = strchr(narrow, '(');
    if (!open || open == narrow || !roster_tenant(open)) {
        return s;
    }
    *tenant = true;
    *open = '\0';
    return roster_plain_name(a, narrow);
}

bool roster_name(
    struct arena *a, const char *cell, const char **name, bool *tenant, struct words *why)
{
    const char *s = roster_plain_name(a, cell), *narrow = str_tidy(a, s, true, false);
    *name = "";
    if (is_nobody(narrow)) {
        return true;
    }
    if (roster_ditto(a, cell)) {
        *why = WORDS(N_("姓名写着「{0}」：把名字写出来"), TEXT(s));
    } else if (says_dead(narrow)) {
        *why = WORDS(N_("「{0}」：不在了的人不登记，写现在住的人；没有人住就空着"), TEXT(s));
    } else if (two_people(narrow)) {
        *why = WORDS(N_("「{0}」像是两个人：一个人写一行；是一个人的，中间不要空格"), TEXT(s));
    } else {
        *name = without_tenancy(a, s, tenant);
        return true;
    }
    return false;
}
