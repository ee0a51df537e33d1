/* postbook_rules.c - columns by their names, cells by what they say. */
#include <string.h>

#include "lib/text/text.h"
#include "src/postbook/postbook.h"
#include "src/roster/roster.h"

enum { HEADER_ROWS = 20 };

const char *const postbook_heads[POSTBOOK_COLUMNS] = {"单位", "职务", "姓名", "手机", "管哪里",
    "公开电话", "值班电话", "什么时候在", "公开的称呼", "从", "到", "小区"};

static const char *const also[POSTBOOK_COLUMNS] = {
    [POSTBOOK_BODY] = "所在单位 单位名称 组织 组织名称",
    [POSTBOOK_POST] = "岗位 担任职务 职位 post",
    [POSTBOOK_NAME] = "名字 人员姓名 name person",
    [POSTBOOK_MOBILE] = "手机号 本人手机 本人手机号 手机号码 联系电话 电话",
    [POSTBOOK_PLACE] = "楼号 楼组 楼栋 楼道 楼 门牌 门牌号 门号 负责楼栋 负责楼号 负责楼组 "
                       "负责范围 管辖 管辖范围 范围 place",
    [POSTBOOK_PHONE] = "对外电话 单位电话",
    [POSTBOOK_DUTY_PHONE] = "值班",
    [POSTBOOK_HOURS] = "办公时间 服务时间 值班时间",
    [POSTBOOK_SHOWN] = "称呼",
    [POSTBOOK_FROM] = "任职日期 开始日期 上任日期 起 从哪一天起",
    [POSTBOOK_COMPOUND] = "小区名称 所属小区 compound",
    [POSTBOOK_TO] = "到（含） 结束日期 任期至 止 到哪一天",
};

/* Is it one of those, parted by spaces? */
static bool among(const char *list, const char *word)
{
    size_t n = strlen(word);
    for (const char *at = list; *at; at += strspn(at, " ")) {
        size_t len = strcspn(at, " ");
        if (len == n && strncmp(at, word, n) == 0) {
            return true;
        }
        at += len;
    }
    return false;
}

static int column_called(const char *text)
{
    for (int k = 0; k < POSTBOOK_COLUMNS && *text; k++) {
        if (str_same(postbook_heads[k], text) || among(also[k], text)) {
            return k;
        }
    }
    return -1;
}

/* "管 哪里*" -> "管哪里" */
static const char *heading(struct arena *a, const char *cell)
{
    char *s = str_tidy(a, cell, true, false), *to = s;
    for (const char *from = s; *from; from++) {
        if (*from != ' ' && *from != '*') {
            *to++ = *from;
        }
    }
    *to = '\0';
    return s;
}

/* Cells ---------------------------------------------------------------------------------------- */
enum post_kind postbook_post(struct arena *a, const char *cell)
{
    static const struct {
        const char *words;
        enum post_kind kind;
    } called[] = {
        {"楼长 楼栋长 楼道长 组长", POST_BUILDING_LEADER},
        {"副楼组长 副楼长 第二楼长", POST_DEPUTY_LEADER},
        {"社区书记 党组织书记 居委书记", POST_SECRETARY},
        {"居委主任 主任", POST_COMMITTEE_HEAD},
        {"居委干部 社工 社区工作者", POST_COMMITTEE_STAFF},
        {"项目经理 经理", POST_PROPERTY_MANAGER},
        {"保安", POST_GUARD},
        {"保洁员", POST_CLEANER},
        {"微网格长", POST_MICRO_GRID},
        {"总支书记", POST_GENERAL_SECRETARY},
        {"党支部书记", POST_BRANCH_SECRETARY},
    };
    const char *s = heading(a, cell);
    for (int kind = 1; kind < POST_KINDS; kind++) {
        if (str_same(bodies_post_label((enum post_kind)kind), s)) {
            return (enum post_kind)kind;
        }
    }
    for (size_t i = 0; i < COUNT(called); i++) {
        if (*s && among(called[i].words, s)) {
            return called[i].kind;
        }
    }
    return (enum post_kind)0;
}

/* Columns ---------------------------------------------------------------------------------------
 */
/* A column of names may be called by the post itself: all its rows are of that post. */
static int columns_in(struct arena *a, const struct sheet_row *row, struct postbook *out)
{
    int found = 0, *at = out->at;
    out->kind = (enum post_kind)0;
    for (int k = 0; k < POSTBOOK_COLUMNS; k++) {
        at[k] = -1;
    }
    for (int i = 0; i < row->n; i++) {
        int k = column_called(heading(a, row->v[i]));
        enum post_kind kind = k < 0 ? postbook_post(a, row->v[i]) : (enum post_kind)0;
        k = kind && !out->kind ? POSTBOOK_NAME : k;
        if (k >= 0 && at[k] < 0) {
            at[k] = i;
            out->kind = kind ? kind : out->kind;
            found++;
        }
    }
    return found;
}

/* The headings that mean nothing to us: "备注、籍贯". */
static const char *unread_in(
    struct arena *a, const struct sheet_row *row, const int at[POSTBOOK_COLUMNS])
{
    const char *out = "";
    for (int i = 0; i < row->n; i++) {
        const char *text = heading(a, row->v[i]);
        if (*text && column_called(text) < 0 && i != at[POSTBOOK_NAME]) {
            out = arena_printf(a, "%s%s%s", out, *out ? "、" : "", text);
        }
    }
    return out;
}

/* "2026年楼组长名单": the longest post that a title or the sheet's name has in it. */
static enum post_kind post_of_title(const struct sheet *s, int header)
{
    enum post_kind found = (enum post_kind)0;
    size_t longest = 0;
    for (size_t i = 0; i <= s->n; i++) {
        bool above = i == s->n || (s->v[i].number < header && s->v[i].n);
        const char *text = i == s->n ? str_or(s->name, "") : above ? s->v[i].v[0] : "";
        for (int kind = 1; kind < POST_KINDS; kind++) {
            const char *label = bodies_post_label((enum post_kind)kind);
            if (strlen(label) > longest && strstr(text, label)) {
                found = (enum post_kind)kind;
                longest = strlen(label);
            }
        }
    }
    return found;
}

int postbook_guess(struct arena *a, const struct sheet *s, struct postbook *out)
{
    int best = 0;
    for (size_t i = 0; i < s->n && i < HEADER_ROWS; i++) {
        struct postbook b = {0};
        int found = columns_in(a, &s->v[i], &b);
        if (found > best) {
            best = found;
            out->header = s->v[i].number;
            out->unread = unread_in(a, &s->v[i], b.at);
            out->kind = b.kind;
            memcpy(out->at, b.at, sizeof(b.at));
        }
    }
    if (best && out->at[POSTBOOK_POST] >= 0) {
        out->kind = (enum post_kind)0;
    } else if (best && !out->kind) {
        out->kind = post_of_title(s, out->header);
    }
    return best;
}

struct words postbook_lacks(const struct postbook *b)
{
    static const enum postbook_column needed[] = {POSTBOOK_POST, POSTBOOK_NAME};
    for (size_t i = 0; i < COUNT(needed); i++) {
        bool said = b->at[needed[i]] >= 0 || (needed[i] == POSTBOOK_POST && b->kind);
        if (!b->header || !said) {
            struct word lacks = TEXT(postbook_heads[needed[i]]);
            return str_empty(b->unread)
                       ? WORDS(N_("表里没有「{0}」这一列。请用任职表的模板，或把列名改成这样。"),
                             lacks)
                       : WORDS(N_("表里没有「{0}」这一列。没看懂的列：{1}。把其中一列的列名改成这"
                                  "样，或用任职表的模板。"),
                             lacks, TEXT(b->unread));
        }
    }
    return (struct words){0};
}

static const char *cell_of(
    struct arena *a, const struct postbook *b, const struct sheet_row *row, enum postbook_column k)
{
    int at = b->at[k];
    return at >= 0 && at < row->n ? str_tidy(a, row->v[at], false, false) : "";
}

static bool phone_cell(struct arena *a, const char *cell, const char **out, struct words *why)
{
    const char *second;
    if (!roster_phones(a, cell, out, &second, why)) {
        return false;
    }
    if (*second) {
        *why = WORDS(N_("「{0}」里有两个电话：第二个写在「值班电话」一列。"), TEXT(cell));
    }
    return !*second;
}

/* The last day as the first no longer. */
static bool last_cell(struct arena *a, const char *cell, const char **out, struct words *why)
{
    int64_t ms;
    bool ok = roster_day(a, cell, out, why);
    if (ok && parse_day(*out, &ms)) {
        *out = day_text(a, ms + MS_PER_DAY);
    }
    return ok;
}

static bool read_row(struct arena *a, const struct postbook *b, const struct sheet_row *row,
    struct postbook_row *out)
{
    const char *post = cell_of(a, b, row, POSTBOOK_POST);
    out->kind = b->kind ? b->kind : postbook_post(a, post);
    out->body = cell_of(a, b, row, POSTBOOK_BODY);
    out->name = roster_plain_name(a, cell_of(a, b, row, POSTBOOK_NAME));
    out->place = cell_of(a, b, row, POSTBOOK_PLACE);
    const char *compound = cell_of(a, b, row, POSTBOOK_COMPOUND);
    if (*compound && *out->place && !str_starts(out->place, compound)) {
        out->place = arena_printf(a, "%s %s", compound, out->place);
    }
    out->hours = cell_of(a, b, row, POSTBOOK_HOURS);
    out->shown = cell_of(a, b, row, POSTBOOK_SHOWN);
    if (!out->kind) {
        out->why = *post ? WORDS(N_("没有「{0}」这个职务：从下拉的里面选"), TEXT(post))
                         : SAY(N_("没有写职务"));
        return false;
    }
    if (!*out->name) {
        out->why = SAY(N_("没有写姓名；暂时没有人的，在单位的页面上记为空缺"));
        return false;
    }
    return phone_cell(a, cell_of(a, b, row, POSTBOOK_MOBILE), &out->mobile, &out->why) &&
           phone_cell(a, cell_of(a, b, row, POSTBOOK_PHONE), &out->phone, &out->why) &&
           phone_cell(a, cell_of(a, b, row, POSTBOOK_DUTY_PHONE), &out->duty_phone, &out->why) &&
           roster_day(a, cell_of(a, b, row, POSTBOOK_FROM), &out->from, &out->why) &&
           last_cell(a, cell_of(a, b, row, POSTBOOK_TO), &out->to, &out->why);
}

/* An example of the template, a footnote, or nothing in any column we know. */
static bool says_nothing(struct arena *a, const struct postbook *b, const struct sheet_row *row)
{
    bool empty = true;
    int first = 0;
    while (first < row->n && !*row->v[first]) {
        first++;
    }
    if (first < row->n && roster_starts_note(row->v[first])) {
        return true;
    }
    for (int k = 0; k < POSTBOOK_COLUMNS; k++) {
        const char *s = cell_of(a, b, row, (enum postbook_column)k);
        empty = empty && !*s;
        if (str_starts(s, "例：") || str_starts(s, "例:")) {
            return true;
        }
    }
    return empty;
}

/* A cell merged down speaks for all its rows: body, post, place. */
static const char *merged_cell(const struct sheet *s, size_t row, int col)
{
    for (size_t k = 0; k < s->merged.n; k++) {
        const struct sheet_area *m = &s->merged.v[k];
        bool over = m->top < s->v[row].number && s->v[row].number <= m->bottom && m->left == col;
        for (size_t i = row; over && i-- > 0;) {
            if (s->v[i].number == m->top) {
                return col < s->v[i].n ? s->v[i].v[col] : "";
            }
        }
    }
    return "";
}

static struct sheet_row filled_down(
    struct arena *a, const struct sheet *s, size_t row, const struct postbook *b)
{
    static const enum postbook_column shared[] = {
        POSTBOOK_BODY, POSTBOOK_POST, POSTBOOK_PLACE, POSTBOOK_COMPOUND};
    struct sheet_row out = s->v[row];
    for (size_t k = 0; s->merged.n && k < COUNT(shared); k++) {
        int col = b->at[shared[k]];
        if (col >= 0 && col < out.n && !*out.v[col]) {
            const char **v = arena_alloc(a, (size_t)out.n * sizeof(*v));
            memcpy(v, out.v, (size_t)out.n * sizeof(*v));
            v[col] = merged_cell(s, row, col);
            out.v = v;
        }
    }
    return out;
}

void postbook_rows(struct arena *a, const struct sheet *s, struct postbook *out)
{
    for (size_t i = 0; i < s->n; i++) {
        const struct sheet_row filled = filled_down(a, s, i, out), *row = &filled;
        if (row->number > out->header && !row->hidden && !says_nothing(a, out, row)) {
            struct postbook_row r = {.number = row->number,
                .mobile = "",
                .phone = "",
                .duty_phone = "",
                .from = "",
                .to = "",
                .old = "",
                .fresh = ""};
            r.news = read_row(a, out, row, &r) ? POSTBOOK_NEW : POSTBOOK_BAD;
            list_push(a, out, r);
        }
    }
}
