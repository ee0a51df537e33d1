/* rolls_chain_rules.c - 接龙, read as neighbours write it: "3、 303室 张家 已交", "502老李✅",
 * "12号301", "501、502都要". A number that stands for a door is one of the stair's doors; numbers
 * of the list, of stairs, telephones, dates and "+1" are told apart by what stands around them. */
#include <ctype.h>
#include <stddef.h>
#include <string.h>

#include "src/rolls/rolls.h"

enum {
    TOKENS_MAX = 16,
    PHONE_DIGITS = 7,
    DOOR_DIGITS_MIN = 3,
    DOOR_NO_MIN = 100,
    STAIRS_OF_LANE = 10000
};

struct reading { /* what one line is read against */
    struct arena *a;
    const char *const *doors;
    size_t n;
    int64_t number;
    const struct roll_mark *marks;
    int64_t last_no; /* of the list's own numbers */
    bool numbered; /* the text has any */
};
struct token {
    const char *at; /* its first digit, in the line */
    char text[12];
    size_t digits, length;
    int door; /* -1: none is called so */
};

/* Doors and numbers --------------------------------------------------------------------------- */
static int door_called(const struct reading *r, const char *text)
{
    for (size_t i = 0; i < r->n; i++) {
        if (strcasecmp(r->doors[i], text) == 0) {
            return (int)i;
        }
    }
    return -1;
}

static struct token token_at(const struct reading *r, const char *s)
{
    struct token t = {.at = s, .digits = strspn(s, "0123456789"), .door = -1};
    bool letter = isalpha((unsigned char)s[t.digits]) && !isalnum((unsigned char)s[t.digits + 1]);
    t.length = t.digits + letter;
    if (t.length < sizeof(t.text)) {
        memcpy(t.text, s, t.length);
        t.door = door_called(r, t.text);
        if (t.door < 0 && letter) {
            t.text[t.digits] = '\0';
            t.length = t.digits;
            t.door = door_called(r, t.text);
        }
    }
    return t;
}

static size_t tokens_of(const struct reading *r, const char *line, struct token *out)
{
    size_t n = 0;
    for (const char *s = line; *s && n < TOKENS_MAX;) {
        if (*s >= '0' && *s <= '9') {
            out[n] = token_at(r, s);
            s += out[n++].length;
        } else {
            s++;
        }
    }
    return n;
}

static bool followed_by(const struct token *t, const char *words)
{
    const char *s = t->at + t->length;
    while (*s == ' ') {
        s++;
    }
    for (const char *w = words; *w; w += strcspn(w, " "), w += strspn(w, " ")) {
        if (strncmp(s, w, strcspn(w, " ")) == 0) {
            return true;
        }
    }
    return false;
}

static bool part_of_stair(const struct token *t)
{
    const char *s = t->at + t->length;
    bool hyphen = (*s == '-' || *s == '#' || *s == '/') && s[1] >= '0' && s[1] <= '9';
    return followed_by(t, "号楼 栋 幢 弄 # 号 单元 楼") || (hyphen && t->door < 0);
}

/* 13800000000, 5月, 2户, +1: no door whatever it looks like. */
static bool never_a_door(const char *line, const struct token *t)
{
    bool plus = t->at > line && t->at[-1] == '+';
    bool former = t->at - line >= (ptrdiff_t)strlen("原") && str_starts(t->at - strlen("原"), "原");
    bool home = t->door >= 0 && t->digits >= DOOR_DIGITS_MIN && followed_by(t, "户 人");
    return t->digits >= PHONE_DIGITS || plus || former ||
           (!home && followed_by(t, "月 日 点 元 户 人 口 份 个 岁 年 周 次 % 袋 箱"));
}

/* The list's own number, "12." or "3、": where the rest begins; NULL: the line has none. */
static const char *after_number(const char *line, int64_t *no)
{
    size_t n = strspn(line, "0123456789");
    const char *s = line + n;
    while (*s == ' ') {
        s++;
    }
    size_t dot = strncmp(s, "、", strlen("、")) == 0   ? strlen("、")
                 : strncmp(s, "。", strlen("。")) == 0 ? strlen("。")
                 : *s && strchr(".):,", *s)            ? 1
                                                       : 0;
    *no = 0;
    for (size_t i = 0; i < n && n <= 3; i++) {
        *no = *no * 10 + (line[i] - '0');
    }
    return n && n <= 3 && dot ? s + dot : NULL;
}

/* Marks --------------------------------------------------------------------------------------- */
enum { NOTHING_SAID = -1, NOT_YET = 0, UNSURE = -2, FINE = -3, ASKS = -4, MILD = -5, IDLE = -6 };
/* Said of any roll, beside its own words: the first mark; not yet; a question whatever else stands
 * there; thanks and the like, which are no answer by themselves; and what only looks like one. */
static const struct {
    int said;
    const char *words;
} common[] = {
    {FINE, "不反对 没有意见 没意见 无意见 没什么意见 没有问题 没问题 没有异议 没异议 无异议"},
    {NOT_YET, "没 未 待定 稍后 晚点 明天 后天 取消 退出 算了 考虑 再说 等等 等一下"},
    {ASKS,
        "吗 了么 有没有 是不是 要不要 能不能 可不可以 好不好 怎么 什么 哪里 谁 几点 请问 问一下"},
    {MILD, "呢 谢 辛苦 麻烦 你好 您好 🙏 🌹"},
    {IDLE, "没关系 没事 没错 差不多 不要紧 不要急 不要忘 不用谢 不用客气 不客气"},
};
static const char all_words[] = "都 均 全 一起";

static size_t longest(const char *s, const char *words)
{
    size_t best = 0;
    for (const char *w = words; *w; w += strcspn(w, " "), w += strspn(w, " ")) {
        size_t n = strcspn(w, " ");
        best = n > best && strncmp(s, w, n) == 0 ? n : best;
    }
    return best;
}

/* The longest word that begins at s: its length, 0 none, and what it says. */
static size_t word_at(const struct reading *r, const char *s, int *said)
{
    size_t best = 0;
    for (size_t i = 0; i < COUNT(common); i++) {
        size_t n = longest(s, common[i].words);
        *said = n > best ? common[i].said : *said;
        best = n > best ? n : best;
    }
    *said = *said == FINE ? r->marks[0].key : *said;
    for (const struct roll_mark *m = r->marks; m->key; m++) {
        size_t words = longest(s, str_or(m->words, "")), label = longest(s, m->label);
        size_t n = words > label ? words : label;
        *said = n > best ? m->key : *said;
        best = n > best ? n : best;
    }
    return best;
}

/* "没拿到", "还没去领到": what the word at s says after a 没 or 不 close before it. */
static int after_no(const char *from, const char *s, int said)
{
    enum { NEAR = 3 };
    for (int i = 0; i < NEAR && s > from; i++) {
        do {
            s--;
        } while (s > from && ((unsigned char)*s & 0xC0) == 0x80);
        if (longest(s, "没 未")) {
            return NOT_YET;
        }
        if (str_starts(s, "不")) {
            return UNSURE;
        }
    }
    return said;
}

static bool is_done(const struct reading *r, int key)
{
    const struct roll_mark *m = r->marks;
    while (m->key && m->key != key) {
        m++;
    }
    return m->key && m->state == TICK_DONE;
}

/* The last words of a clause that mean something decide. */
static int clause_said(const struct reading *r, const char *from, const char *to, bool asks)
{
    int key = NOTHING_SAID;
    bool mild = false;
    const char *clear = from; /* what was said before it denies nothing */
    for (const char *s = from; s < to;) {
        int said = NOTHING_SAID;
        size_t n = word_at(r, s, &said);
        asks |= said == ASKS;
        mild |= said == MILD;
        said = is_done(r, said) ? after_no(clear, s, said) : said;
        key = said == UNSURE || said >= NOT_YET ? said : key;
        s += n ? n : 1;
        clear = n && said != NOT_YET && said != UNSURE ? s : clear;
    }
    return asks || (mild && key == NOTHING_SAID) ? UNSURE : key;
}

/* The last sure clause; UNSURE: there is none, and somebody has to look at it. */
static int said_in(const struct reading *r, const char *from, const char *to)
{
    static const char stops[] = "， 。 ！ ； , ! ;", asks[] = "？ ?";
    int key = NOTHING_SAID;
    for (const char *s = from; s < to;) {
        const char *end = s;
        while (end < to && !longest(end, stops) && !longest(end, asks)) {
            end++;
        }
        int said = clause_said(r, s, end, end < to && longest(end, asks));
        key = said >= NOT_YET || (said == UNSURE && key == NOTHING_SAID) ? said : key;
        s = end < to ? end + longest(end, longest(end, asks) ? asks : stops) : to;
    }
    return key;
}

static int mark_said(const struct reading *r, const char *line)
{
    int key = said_in(r, line, line + strlen(line));
    return key == NOTHING_SAID ? r->marks[0].key : key;
}

static bool has_any(const char *s, const char *words)
{
    while (*s && !longest(s, words)) {
        s++;
    }
    return *s != '\0';
}

/* Nothing but signs between two doors: they are said of together. */
static bool is_bare(const char *from, const char *to)
{
    static const char signs[] = "、 ， 。 室 和 与 及 （ ） ／ ； ：";
    while (from < to) {
        size_t n = longest(from, signs);
        if (!n && ((unsigned char)*from >= 0x80 || isalnum((unsigned char)*from))) {
            return false;
        }
        from += n ? n : 1;
    }
    return true;
}

/* "301王、302李、303没人": each door has its own words; "301、302 不交", "301王、302李都不交",
 * "不交：301、302": one word for all. */
static int mark_of_door(
    const struct reading *r, const char *line, const struct token *v, size_t n, size_t i)
{
    size_t first = 0, doors = 0;
    for (size_t k = n; k-- > 0;) {
        doors += v[k].door >= 0;
        first = v[k].door >= 0 ? k : first;
    }
    if (doors < 2 || has_any(line, all_words) || said_in(r, line, v[first].at) != NOTHING_SAID) {
        return mark_said(r, line);
    }
    for (size_t k = i; k < n; k++) {
        const char *from = v[k].at + v[k].length;
        const char *to = k + 1 < n ? v[k + 1].at : line + strlen(line);
        int key = said_in(r, from, to);
        if (key != NOTHING_SAID || !is_bare(from, to)) {
            return key == NOTHING_SAID ? r->marks[0].key : key;
        }
    }
    return mark_said(r, line);
}

/* Lines --------------------------------------------------------------------------------------- */
static void push(const struct reading *r, struct chain *out, const char *text, const char *typed,
    int door, int key, enum chain_verdict v)
{
    list_push(r->a, out, ((struct chain_line){text, typed, door, key, v}));
}

static void push_door(const struct reading *r, struct chain *out, const char *text,
    const char *typed, int door, int key)
{
    enum chain_verdict v = key == NOT_YET ? CHAIN_LATER : key == UNSURE ? CHAIN_UNSURE : CHAIN_FITS;
    push(r, out, text, typed, door, key == UNSURE ? r->marks[0].key : key, v);
}

static int64_t stair_in(const struct token *v, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        int64_t no;
        if (part_of_stair(&v[i]) && !followed_by(&v[i], "弄 单元") && parse_int(v[i].text, &no) &&
            (v[i].door < 0 || i + 1 < n)) {
            return no;
        }
    }
    return 0;
}

static bool elsewhere(const struct reading *r, int64_t stair)
{
    return stair && r->number && stair != r->number && stair != r->number % STAIRS_OF_LANE;
}

/* "301-303" of one floor names what lies between, too. */
static size_t push_between(
    const struct reading *r, const char *text, const struct token *v, int key, struct chain *out)
{
    static const char to_words[] = "- ~ — 到 至";
    const char *after = v[0].at + v[0].length;
    size_t len = v[0].digits, n = longest(after, to_words), found = 0;
    bool floor = len >= DOOR_DIGITS_MIN && v[1].digits == len && v[0].length == len &&
                 v[1].length == len && strncmp(v[0].text, v[1].text, len - 2) == 0;
    if (!n || after + n != v[1].at || !floor) {
        return 0;
    }
    for (size_t d = 0; d < r->n; d++) {
        bool within = strlen(r->doors[d]) == len && strcmp(r->doors[d], v[0].text) > 0 &&
                      strcmp(r->doors[d], v[1].text) < 0;
        if (within) {
            push_door(r, out, text, r->doors[d], (int)d, key);
            found++;
        }
    }
    return found;
}

/* How many doors it named; the first number that could have been one goes to *unknown. */
static size_t push_doors(const struct reading *r, const char *text, const char *line,
    struct chain *out, const char **unknown)
{
    struct token v[TOKENS_MAX];
    size_t n = tokens_of(r, line, v), found = 0;
    bool other = elsewhere(r, stair_in(v, n));
    *unknown = "";
    for (size_t i = 0; i < n; i++) {
        bool stair = part_of_stair(&v[i]) && (v[i].door < 0 || i + 1 < n);
        if (never_a_door(line, &v[i]) || stair) {
            continue;
        }
        const char *typed = arena_strdup(r->a, v[i].text);
        int key = mark_of_door(r, line, v, n, i);
        if (other && v[i].digits >= DOOR_DIGITS_MIN) {
            push(r, out, text, typed, -1, key, CHAIN_ELSEWHERE);
            return 1;
        }
        if (v[i].door >= 0) {
            push_door(r, out, text, typed, v[i].door, key);
            found +=
                1 + (i + 1 < n && v[i + 1].door >= 0 ? push_between(r, text, v + i, key, out) : 0);
        } else if (v[i].digits >= DOOR_DIGITS_MIN && !**unknown) {
            *unknown = typed;
        }
    }
    return found;
}

/* What counts in a line written 繁體, in 简体. */
static const char *plain(struct arena *a, const char *line)
{
    static const char *const pairs[][2] = {{"參", "参"}, {"繳", "缴"}, {"沒", "没"}, {"還", "还"},
        {"簽", "签"}, {"願", "愿"}, {"點", "点"}, {"領", "领"}, {"號", "号"}, {"樓", "楼"},
        {"棟", "栋"}, {"單", "单"}, {"戶", "户"}, {"個", "个"}, {"歲", "岁"}, {"絕", "绝"},
        {"對", "对"}, {"無", "无"}, {"異", "异"}, {"議", "议"}, {"問", "问"}, {"題", "题"},
        {"見", "见"}, {"嗎", "吗"}, {"謝", "谢"}, {"麼", "么"}, {"誰", "谁"}, {"過", "过"},
        {"後", "后"}, {"鎖", "锁"}, {"訂", "订"}, {"買", "买"}, {"報", "报"}};
    char *out = arena_strdup(a, line);
    for (char *s = out; *s; s++) {
        for (size_t i = 0; i < COUNT(pairs); i++) {
            if (str_starts(s, pairs[i][0])) {
                memcpy(s, pairs[i][1], strlen(pairs[i][1]));
            }
        }
    }
    return out;
}

/* 三零四 is 304: three or more digits written as characters, each by itself. */
static const char *in_digits(struct arena *a, const char *line)
{
    static const char *const written[] = {
        "零", "一", "二", "三", "四", "五", "六", "七", "八", "九", "〇"};
    enum { BYTES = 3, FEWEST = 3 };
    char *out = arena_strdup(a, line), *to = out;
    for (const char *s = line; *s;) {
        char digits[PHONE_DIGITS] = "";
        size_t n = 0, k = 0;
        while (n < sizeof(digits) && k < COUNT(written)) {
            for (k = 0; k < COUNT(written) && !str_starts(s + n * BYTES, written[k]); k++) {
            }
            if (k < COUNT(written)) {
                digits[n++] = (char)('0' + (int)(k % 10));
            }
        }
        if (n >= FEWEST) {
            memcpy(to, digits, n);
            to += n;
            s += n * BYTES;
        } else {
            *to++ = *s++;
        }
    }
    *to = '\0';
    return out;
}

static void read_line(struct reading *r, const char *shown, struct chain *out)
{
    int64_t no;
    const char *text = plain(r->a, in_digits(r->a, shown));
    const char *unknown, *rest = after_number(text, &no);
    bool own = rest && no == r->last_no + 1;
    if (rest && !own && no >= DOOR_NO_MIN && token_at(r, text).door >= 0) {
        rest = NULL; /* "301、王阿姨": no number of the list, but a door */
    }
    const char *line = rest ? rest : text;
    int key = mark_said(r, line);
    size_t before = out->n;
    if (push_doors(r, shown, line, out, &unknown)) {
        r->last_no = rest ? no : r->last_no;
        return;
    }
    r->last_no = rest ? no : r->last_no;
    if (rest || before || *unknown) {
        push(r, out, shown, unknown, -1, key, CHAIN_NO_DOOR);
    } else if (!*out->title) {
        out->title = shown;
    }
}

static void compare(struct chain *all)
{
    for (size_t i = 0; i < all->n; i++) {
        for (size_t k = 0; k < i; k++) {
            struct chain_line *l = &all->v[i], *e = &all->v[k];
            bool unsure = l->verdict == CHAIN_UNSURE || e->verdict == CHAIN_UNSURE;
            if (l->door < 0 || l->door != e->door || unsure) {
                continue;
            }
            if (l->key == e->key) {
                l->verdict = l->verdict == CHAIN_FITS ? CHAIN_SAME : l->verdict;
            } else {
                l->verdict = e->verdict = CHAIN_OTHER;
            }
        }
    }
}

static bool is_head(const char *line)
{
    return *line == '#' || str_starts(line, "例") || str_starts(line, "接龙");
}

void rolls_chain(struct arena *a, const char *text, const char *const *doors, size_t n,
    int64_t number, const struct roll_mark *marks, struct chain *out)
{
    struct reading r = {.a = a, .doors = doors, .n = n, .number = number, .marks = marks};
    int64_t no;
    *out = (struct chain){.title = ""};
    for (int round = 0; round < 2; round++) {
        bool began = false;
        for (const char *s = text; *s; s += strcspn(s, "\r\n"), s += strspn(s, "\r\n")) {
            const char *line = str_tidy(a, arena_strndup(a, s, strcspn(s, "\r\n")), true, false);
            bool numbered = after_number(line, &no) != NULL;
            began = began || numbered;
            if (round == 0) {
                r.numbered = r.numbered || numbered;
            } else if (*line && !is_head(line) && (began || !r.numbered)) {
                read_line(&r, line, out);
            } else if (*line && !is_head(line) && !*out->title) {
                out->title = line;
            }
        }
    }
    compare(out);
}
