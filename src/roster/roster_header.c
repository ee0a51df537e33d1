/* roster_header.c - which column means what: by what it is called, then by what stands in it. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "src/roster/roster.h"

enum { HEADER_WITHIN = 15, SAMPLES = 40, COLUMNS_SEEN = 100 };

const struct column_word column_words[COLUMNS] = {
    [COLUMN_COMPOUND] = {N_("小区"), N_("表里没有这一列时，在上面写小区名")},
    [COLUMN_BUILDING] = {N_("楼号"), N_("3号楼、3#、3")},
    [COLUMN_ENTRANCE] = {N_("单元"), N_("一幢楼有几个门时")},
    [COLUMN_UNIT] = {N_("室号"), N_("301、301室、301/302")},
    [COLUMN_ADDRESS] = {N_("地址"), N_("楼号和室号写在一格里：12号301、3-2-501")},
    [COLUMN_SIZE] = {N_("建筑面积"), N_("平方米")},
    [COLUMN_NAME] = {N_("户主"), N_("户主或家里人的姓名")},
    [COLUMN_PHONE] = {N_("手机"), NULL},
    [COLUMN_PHONE2] = {N_("第二个电话"), NULL},
    [COLUMN_RELATION] = {N_("与户主关系"), N_("户主、配偶、子、女")},
    [COLUMN_TENANT] = {N_("是否租户"), N_("租户、自住")},
    [COLUMN_SINCE] = {N_("入住日期"), NULL},
    [COLUMN_OWNER] = {N_("产权人"), NULL},
    [COLUMN_OWNER_PHONE] = {N_("产权人电话"), NULL},
    [COLUMN_SHARE] = {N_("产权份额"), N_("1/2、50%")},
    [COLUMN_HOME_ID] = {N_("房屋编号"), N_("从屋檐导出的表才有")},
    [COLUMN_PERSON_ID] = {N_("人员编号"), N_("从屋檐导出的表才有")},
    [COLUMN_BORN] = {N_("出生日期"), NULL},
    [COLUMN_SHARE_OF] = {N_("分之"), N_("份额分成两列写时的分母")},
};

enum { NAMES_MAX = 26 };
/* Bare: no brackets, spaces, signs; lower case. */
static const char *const called[COLUMNS][NAMES_MAX] = {
    [COLUMN_COMPOUND] = {"小区", "小区名称", "小区名", "所属小区", "所在小区", "大院", "compound",
        "estate"},
    [COLUMN_BUILDING] = {"楼号", "楼栋", "楼栋号", "楼组", "楼道", "楼", "楼幢", "门牌", "门牌号",
        "门号", "栋号", "栋", "幢号", "幢", "号", "楼门", "楼座", "building", "stair"},
    [COLUMN_ENTRANCE] = {"单元", "单元号", "门洞", "entrance"},
    [COLUMN_UNIT] = {"室号", "房号", "单元室", "房间号", "房间", "房屋号", "房屋室号", "室", "户号",
        "unit", "room", "flat"},
    [COLUMN_ADDRESS] = {"地址", "住址", "家庭住址", "房屋地址", "房屋坐落", "坐落", "详细地址",
        "住房地址", "现住址", "居住地址", "address"},
    [COLUMN_SIZE] = {"建筑面积", "面积", "房屋面积", "建面", "产权面积", "住房面积", "aream2",
        "area", "size"},
    [COLUMN_NAME] = {"户主", "姓名", "业主", "户主姓名", "业主姓名", "住户", "住户姓名", "居民姓名",
        "家庭成员", "成员姓名", "名字", "联系人", "household", "householder", "name", "owner"},
    [COLUMN_PHONE] = {"手机", "电话", "联系电话", "手机号", "手机号码", "联系方式", "电话号码",
        "联系手机", "移动电话", "本人电话", "电话1", "手机1", "联系电话1", "phone", "mobile",
        "telephone"},
    [COLUMN_PHONE2] = {"电话2", "手机2", "联系电话2", "备用电话", "其他电话", "固定电话", "座机",
        "家庭电话", "第二个电话", "第二联系电话", "phone2"},
    [COLUMN_RELATION] = {"与户主关系", "关系", "与户主的关系", "户主关系", "家庭关系", "称谓",
        "relation"},
    [COLUMN_TENANT] = {"是否租户", "租户", "是否出租", "居住性质", "居住情况", "居住类型",
        "房屋性质", "房屋用途", "自住出租", "tenant"},
    [COLUMN_SINCE] = {"入住日期", "入住时间", "迁入日期", "迁入时间", "搬入日期", "since",
        "movedin"},
    [COLUMN_OWNER] = {"产权人", "产权人姓名", "房主", "房主姓名", "房东", "房东姓名", "房屋所有人",
        "所有权人", "权利人"},
    [COLUMN_OWNER_PHONE] = {"产权人电话", "产权人手机", "房主电话", "房东电话", "业主电话",
        "产权人联系电话"},
    [COLUMN_SHARE] = {"产权份额", "份额", "产权比例", "占有份额", "所占份额", "share"},
    [COLUMN_HOME_ID] = {"房屋编号"},
    [COLUMN_PERSON_ID] = {"人员编号"},
    [COLUMN_SHARE_OF] = {"分之", "分母"},
    [COLUMN_BORN] = {"出生日期", "出生年月", "出生年月日", "出生时间", "生日", "born", "birthday",
        "dateofbirth"},
};

/* "建筑面积（㎡）*" -> "建筑面积"; "Area m2" -> "aream2" */
static const char *bare_label(struct arena *a, const char *cell)
{
    char *s = str_tidy(a, cell, true, false), *out = s;
    for (const char *p = s; *p && *p != '(' && *p != '['; p++) {
        if (!strchr(" _*:#./-", *p)) {
            *out++ = (char)tolower((unsigned char)*p);
        }
    }
    *out = '\0';
    return s;
}

static bool has(const char *s, const char *part)
{
    return strstr(s, part) != NULL;
}

static enum roster_column exactly(const char *bare)
{
    for (int i = 0; i < COLUMNS; i++) {
        for (size_t n = 0; n < NAMES_MAX && called[i][n]; n++) {
            if (str_same(called[i][n], bare)) {
                return (enum roster_column)i;
            }
        }
    }
    return COLUMNS;
}

/* Longer names, by the word in them: "紧急联系电话", "户主(或承租人)姓名". */
static enum roster_column by_word(const char *bare)
{
    static const struct {
        const char *word;
        enum roster_column means;
    } words[] = {{"电话", COLUMN_PHONE}, {"手机", COLUMN_PHONE}, {"联系方式", COLUMN_PHONE},
        {"建筑面积", COLUMN_SIZE}, {"关系", COLUMN_RELATION}, {"姓名", COLUMN_NAME},
        {"室号", COLUMN_UNIT}, {"房号", COLUMN_UNIT}, {"楼号", COLUMN_BUILDING},
        {"小区", COLUMN_COMPOUND}, {"地址", COLUMN_ADDRESS}, {"份额", COLUMN_SHARE}};
    for (size_t i = 0; utf8_length(bare) <= 10 && i < COUNT(words); i++) {
        if (has(bare, words[i].word)) {
            return words[i].means;
        }
    }
    return COLUMNS;
}

/* 姓名 under 产权人信息 is the owner's, and so is its 电话. */
static enum roster_column means(struct arena *a, const char *group, const char *label)
{
    const char *bare = bare_label(a, label), *above = bare_label(a, group);
    enum roster_column c = exactly(bare);
    c = c == COLUMNS ? by_word(bare) : c;
    if (has(above, "产权") || has(above, "房主") || has(above, "所有权") || has(above, "房东")) {
        c = c == COLUMN_NAME ? COLUMN_OWNER : c == COLUMN_PHONE ? COLUMN_OWNER_PHONE : c;
    }
    return c;
}

/* One or two header rows ---------------------------------------------------------------------- */
static const char *cell_of(const struct sheet_row *row, int col)
{
    return row && col >= 0 && col < row->n ? str_or(row->v[col], "") : "";
}

struct head { /* the rows of a header; upper NULL when there is one */
    const struct sheet_row *upper, *lower;
};

static int width_of(const struct head *h)
{
    int n = h->lower ? h->lower->n : 0;
    n = h->upper && h->upper->n > n ? h->upper->n : n;
    return n < COLUMNS_SEEN ? n : COLUMNS_SEEN;
}

/* A group's heading stands over its first column only, and means those beside it. */
static void labels_of(const struct head *h, int col, const char **group, const char **label)
{
    const char *lower = cell_of(h->lower, col), *upper = cell_of(h->upper, col);
    *group = "";
    *label = *lower ? lower : upper;
    if (h->upper && *lower) {
        int at = col;
        while (at > 0 && !*cell_of(h->upper, at) && *cell_of(h->lower, at)) {
            at--;
        }
        *group = *cell_of(h->lower, at) ? cell_of(h->upper, at) : "";
    }
}

static bool is_grouped(const struct head *h)
{
    int groups = 0;
    for (int i = 0; h->upper && i < width_of(h); i++) {
        bool spans = *cell_of(h->upper, i) && !*cell_of(h->upper, i + 1) && *cell_of(h->lower, i) &&
                     *cell_of(h->lower, i + 1);
        groups += spans;
    }
    return groups > 0;
}

/* With shares beside it 业主 is an owner, and no word for whoever lives there. */
static void name_owners(struct arena *a, const struct head *h, int at[COLUMNS])
{
    const char *group, *label = "";
    if (at[COLUMN_NAME] >= 0) {
        labels_of(h, at[COLUMN_NAME], &group, &label);
    }
    if (at[COLUMN_SHARE] >= 0 && at[COLUMN_OWNER] < 0 && str_starts(bare_label(a, label), "业主")) {
        at[COLUMN_OWNER] = at[COLUMN_NAME];
        at[COLUMN_OWNER_PHONE] =
            at[COLUMN_OWNER_PHONE] < 0 ? at[COLUMN_PHONE] : at[COLUMN_OWNER_PHONE];
        at[COLUMN_NAME] = at[COLUMN_PHONE] = -1;
    }
}

/* "室号 姓名 电话 室号 姓名 电话": after how many columns the header begins again; 0: never. */
static int step_of(struct arena *a, const struct head *h)
{
    int width = width_of(h);
    for (int step = 2; step < width; step++) {
        int same = 0, i = 0;
        for (; i + step < width; i++) {
            const char *group, *here, *there;
            labels_of(h, i, &group, &here);
            labels_of(h, i + step, &group, &there);
            here = bare_label(a, here);
            if (!str_same(here, bare_label(a, there))) {
                break;
            }
            same += exactly(here) < COLUMNS;
        }
        if (i + step == width && same >= 2) {
            return step;
        }
    }
    return 0;
}

/* The first of two that mean the same counts, but a second telephone is a second telephone. */
static int find_columns(struct arena *a, const struct head *h, int at[COLUMNS])
{
    int found = 0;
    for (int i = 0; i < COLUMNS; i++) {
        at[i] = -1;
    }
    int step = step_of(a, h), width = step ? step : width_of(h);
    for (int i = 0; i < width; i++) {
        const char *group, *label;
        labels_of(h, i, &group, &label);
        enum roster_column c = *label ? means(a, group, label) : COLUMNS;
        if (c == COLUMN_PHONE && at[c] >= 0) {
            c = COLUMN_PHONE2;
        }
        if (c < COLUMNS && at[c] < 0) {
            at[c] = i;
            found++;
        }
    }
    name_owners(a, h, at);
    return found;
}

static const struct sheet_row *row_numbered(const struct sheet *s, int number)
{
    for (size_t i = 0; i < s->n && s->v[i].number <= number; i++) {
        if (s->v[i].number == number) {
            return &s->v[i];
        }
    }
    return NULL;
}

static struct head head_of(const struct sheet *s, const struct roster_map *m)
{
    struct head h = {.lower = row_numbered(s, m->header)};
    h.upper = m->header_rows == 2 ? row_numbered(s, m->header - 1) : NULL;
    return h;
}

/* By the values -------------------------------------------------------------------------------- */
struct sample {
    int seen, mobiles, addresses, sizes, relations, heads;
};

static bool is_relation(const char *cell)
{
    static const char *const words[] = {
        "户主", "本人", "配偶", "妻", "夫", "子", "女", "儿子", "女儿", "父", "母", "父亲", "母亲"};
    for (size_t i = 0; i < COUNT(words); i++) {
        if (str_same(cell, words[i])) {
            return true;
        }
    }
    return false;
}

static bool is_size(const char *cell)
{
    char *end;
    double n = strtod(cell, &end);
    return !*end && strchr(cell, '.') && n > 10 && n < 500;
}

static struct sample sample_of(struct arena *a, const struct sheet *s, int header, int col)
{
    struct sample out = {0};
    for (size_t i = 0; i < s->n && out.seen < SAMPLES; i++) {
        const char *cell = s->v[i].number > header ? cell_of(&s->v[i], col) : "";
        if (*cell) {
            out.seen++;
            out.mobiles += roster_is_mobile(a, cell);
            out.addresses += roster_is_address(a, cell);
            out.relations += is_relation(cell);
            out.heads += str_same(cell, "户主") || str_same(cell, "本人");
            out.sizes += is_size(cell);
        }
    }
    return out;
}

static bool mostly(int n, const struct sample *s)
{
    return s->seen && n * 10 >= s->seen * 6;
}

static bool is_mapped(const int at[COLUMNS], int col)
{
    for (int i = 0; i < COLUMNS; i++) {
        if (at[i] == col) {
            return true;
        }
    }
    return false;
}

/* "房号" or "门牌" with 12号301 in it says the whole address. */
static void whole_addresses(struct arena *a, const struct sheet *s, struct roster_map *m)
{
    static const enum roster_column may_be[] = {COLUMN_UNIT, COLUMN_BUILDING};
    bool split = m->at[COLUMN_BUILDING] >= 0 && m->at[COLUMN_UNIT] >= 0;
    for (size_t i = 0; !split && m->at[COLUMN_ADDRESS] < 0 && i < COUNT(may_be); i++) {
        int col = m->at[may_be[i]];
        struct sample found = sample_of(a, s, m->header, col);
        if (col >= 0 && mostly(found.addresses, &found)) {
            m->at[COLUMN_ADDRESS] = col;
            m->at[may_be[i]] = -1;
        }
    }
}

static void by_values(struct arena *a, const struct sheet *s, int width, struct roster_map *m)
{
    for (int col = 0; col < width; col++) {
        struct sample found =
            is_mapped(m->at, col) ? (struct sample){0} : sample_of(a, s, m->header, col);
        enum roster_column c = mostly(found.mobiles, &found)                    ? COLUMN_PHONE
                               : mostly(found.addresses, &found)                ? COLUMN_ADDRESS
                               : found.heads && mostly(found.relations, &found) ? COLUMN_RELATION
                               : mostly(found.sizes, &found)                    ? COLUMN_SIZE
                                                                                : COLUMNS;
        bool housed = m->at[COLUMN_UNIT] >= 0 && m->at[COLUMN_BUILDING] >= 0;
        if (c < COLUMNS && m->at[c] < 0 && !(c == COLUMN_ADDRESS && housed)) {
            m->at[c] = col;
        }
    }
}

/* The whole guess ------------------------------------------------------------------------------ */
static int try_header(
    struct arena *a, const struct sheet *s, int header, int rows, struct roster_map *out)
{
    *out = (struct roster_map){.header = header, .header_rows = rows};
    struct head h = head_of(s, out);
    return h.lower || h.upper ? find_columns(a, &h, out->at) : 0;
}

static bool is_heading(const char *bare)
{
    static const char *const others[] = {"备注", "序号", "性别", "年龄", "身份证", "民族", "说明",
        "固话", "工作单位", "政治面貌", "人口", "户籍", "楼层", "层"};
    enum roster_column word = by_word(bare);
    bool known = exactly(bare) != COLUMNS ||
                 (word != COLUMNS && word != COLUMN_COMPOUND && word != COLUMN_ADDRESS);
    for (size_t i = 0; !known && i < COUNT(others); i++) {
        known = str_starts(bare, others[i]);
    }
    return known;
}

/* The row below a header has nothing but headings in it: it is the header's second. A word of the
 * same meaning as the one above it is a value: 租户 under 居住情况. */
static bool is_second(struct arena *a, const struct head *h)
{
    int seen = 0;
    for (int i = 0; h->lower && i < h->lower->n; i++) {
        const char *bare = bare_label(a, cell_of(h->lower, i));
        enum roster_column above = exactly(bare_label(a, cell_of(h->upper, i)));
        bool value = above != COLUMNS && above != COLUMN_PHONE && above == exactly(bare);
        if (*bare &&
            (value || !is_heading(bare) || (above == COLUMN_RELATION && is_relation(bare)))) {
            return false;
        }
        seen += *bare != '\0';
    }
    return seen > 0;
}

static void second_row(struct arena *a, const struct sheet *s, int found, struct roster_map *m)
{
    struct roster_map two;
    int also = try_header(a, s, m->header + 1, 2, &two);
    struct head h = head_of(s, &two);
    if (m->header_rows == 1 && also >= found && is_second(a, &h)) {
        *m = two;
    }
}

static int best_header(struct arena *a, const struct sheet *s, struct roster_map *out)
{
    int best = 0;
    *out = (struct roster_map){.header = s->n ? s->v[0].number : 1, .header_rows = 1};
    for (size_t i = 0; i < s->n && i < HEADER_WITHIN; i++) {
        for (int rows = 1; rows <= 2; rows++) {
            struct roster_map m;
            int found = try_header(a, s, s->v[i].number, rows, &m);
            struct head h = head_of(s, &m);
            if (found > best && (rows == 1 || is_grouped(&h))) {
                best = found;
                *out = m;
            }
        }
    }
    if (best) {
        second_row(a, s, best, out);
    }
    return best;
}

/* No column says which stair, but a title does, or rows over the homes. */
static bool stairs_stand_above(struct arena *a, const struct sheet *s, const struct roster_map *m)
{
    struct roster_map above = *m;
    struct roster_above says;
    above.stairs_above = true;
    if (m->at[COLUMN_BUILDING] >= 0 || m->at[COLUMN_ADDRESS] >= 0 || m->at[COLUMN_UNIT] < 0) {
        return false;
    }
    for (size_t i = 0; i < s->n; i++) {
        if (s->v[i].number > m->header && roster_section(a, &above, &s->v[i], &says)) {
            return true;
        }
    }
    return *roster_title_stair(a, s, m->header) != '\0';
}

int roster_guess(
    struct arena *a, const struct sheet *s, int header, int rows, struct roster_map *out)
{
    int found = header ? try_header(a, s, header, rows == 2 ? 2 : 1, out) : best_header(a, s, out);
    if (!found) {
        int kept = out->header, n = out->header_rows;
        *out = (struct roster_map){.header = kept, .header_rows = n};
        for (int i = 0; i < COLUMNS; i++) {
            out->at[i] = -1;
        }
    }
    struct head h = head_of(s, out);
    whole_addresses(a, s, out);
    int step = step_of(a, &h);
    by_values(a, s, step ? step : width_of(&h), out);
    out->stairs_above = found && stairs_stand_above(a, s, out);
    return found;
}

int roster_step(struct arena *a, const struct sheet *s, const struct roster_map *m)
{
    struct head h = head_of(s, m);
    int step = step_of(a, &h);
    for (int i = 0; i < COLUMNS; i++) {
        step = m->at[i] < step ? step : 0;
    }
    return step;
}

const char *roster_heading(
    struct arena *a, const struct sheet *s, const struct roster_map *m, int col)
{
    struct head h = head_of(s, m);
    const char *group, *label;
    labels_of(&h, col, &group, &label);
    return str_tidy(a, *group ? arena_printf(a, "%s %s", group, label) : label, false, false);
}

const char *roster_shape(struct arena *a, const struct sheet *s, const struct roster_map *m)
{
    struct head h = head_of(s, m);
    const char *out = arena_printf(a, "%d", m->header_rows);
    for (int i = 0; i < width_of(&h); i++) {
        const char *group, *label;
        labels_of(&h, i, &group, &label);
        const char *bare = bare_label(a, label);
        if (!str_same(bare, "说明")) { /* ours, on a sheet of bad rows */
            out = arena_printf(a, "%s|%s", out, bare);
        }
    }
    return out;
}
