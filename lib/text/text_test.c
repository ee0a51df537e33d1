/* text_test.c */
#include "lib/text/text.h"

#include <string.h>

#include "lib/text/catalogue.h"
#include "tests/check.h"

static bool says(struct ctx *c, enum lang lang, struct words w, const char *expected)
{
    return str_same(text_say(c->arena, lang, w), expected);
}

static void arguments_take_their_places(struct ctx *c)
{
    const int64_t day = ms_of_civil(2026, 11, 28, 20, 0);
    CHECK("none", says(c, LANG_HANS, SAY("试一试"), "试一试"));
    CHECK("no words at all", says(c, LANG_HANS, (struct words){0}, ""));
    CHECK("two", says(c, LANG_HANS, WORDS("还差 {0} 户、{1}", INT(23), AREA(184000)),
                     "还差 23 户、1,840.00"));
    CHECK("in any order, twice", says(c, LANG_HANS, WORDS("{1}{0}{1}", INT(1), INT(2)), "212"));
    CHECK("years stay whole", says(c, LANG_HANS, WORDS("{0}", INT(2026)), "2026"));
    CHECK("greater numbers are cut", says(c, LANG_HANS, WORDS("{0}", INT(1234567)), "1,234,567"));
    CHECK("the least number",
        says(c, LANG_HANS, WORDS("{0}", INT(INT64_MIN)), "-9,223,372,036,854,775,808"));
    CHECK("money", says(c, LANG_HANS, WORDS("{0}", MONEY(-231650)), "-2,316.50"));
    CHECK("day", says(c, LANG_HANS, WORDS("{0}", DAY(day)), "11月28日（周六）"));
    CHECK("day, traditional", says(c, LANG_HANT, WORDS("{0}", DAY(day)), "11月28日（週六）"));
    CHECK("day, English", says(c, LANG_EN, WORDS("{0}", DAY(day)), "Sat 28 Nov 2026"));
    CHECK("time", says(c, LANG_HANS, WORDS("{0}", TIME(day)), "11月28日 20:00"));
    int64_t midnight = ms_of_civil(2026, 12, 1, 0, 0);
    CHECK("an end", says(c, LANG_HANS, WORDS("{0}截止", UNTIL(day)), "11月28日 20:00截止"));
    CHECK("at midnight: the day before",
        says(c, LANG_HANS, WORDS("{0}截止", UNTIL(midnight)), "11月30日 24 时截止") &&
            says(c, LANG_EN, WORDS("{0}", UNTIL(midnight)), "30 Nov 2026, end of day"));
    CHECK("time, English", says(c, LANG_EN, WORDS("{0}", TIME(day)), "28 Nov 2026, 20:00"));
    CHECK("typed text stays", says(c, LANG_EN, WORDS("{0}", TEXT("{0}<b>")), "{0}<b>"));
    CHECK("NULL text", says(c, LANG_HANS, WORDS("[{0}]", TEXT(NULL)), "[]"));
    CHECK("not ours", says(c, LANG_HANS, WORDS("{4}{x}{", INT(1)), "{4}{x}{"));
    CHECK("more than given", says(c, LANG_HANS, WORDS("{0}{1}", INT(1)), "1{1}"));
}

static void english_counts(struct ctx *c)
{
    const char *msgid = "{0} {0|household|households}";
    CHECK("one", says(c, LANG_EN, WORDS(msgid, INT(1)), "1 household"));
    CHECK("none", says(c, LANG_EN, WORDS(msgid, INT(0)), "0 households"));
    CHECK("many", says(c, LANG_EN, WORDS(msgid, INT(12000)), "12,000 households"));
    CHECK("broken", says(c, LANG_EN, WORDS("{0|x}", INT(1)), "{0|x}"));
    CHECK("empty form", says(c, LANG_EN, WORDS("{0} need{0|s|}", INT(1)), "1 needs"));
}

static void unknown_sentences_stay_chinese(struct ctx *c)
{
    (void)c;
    const char *odd = "从来没有人说过的一句话";
    CHECK("English", text_of(LANG_EN, odd) == odd);
    CHECK("traditional", text_of(LANG_HANT, odd) == odd);
    CHECK("NULL", text_of(LANG_EN, NULL) == NULL);
    CHECK("never the header", str_same(text_of(LANG_EN, ""), ""));
}

/* What the conversion is known to get wrong: inside, after, face, platform, signing in. */
static void traditional_is_proof_read(struct ctx *c)
{
    static const char *const wrong[] = {"里", "后", "麵", "臺", "登錄"};
    (void)c;
    for (size_t k = 0; k < COUNT(wrong); k++) {
        const char *found = NULL;
        for (uint32_t i = 0; i <= catalogue_mask; i++) {
            const char *hant = catalogue[i].msgid ? catalogue[i].hant : "";
            bool place = k == 0 && (strstr(hant, "柳蔭里") || strstr(hant, "鄰里"));
            found = strstr(hant, wrong[k]) && !place ? hant : found;
        }
        CHECK(found ? found : wrong[k], !found);
    }
    CHECK("no queen", str_same(text_of(LANG_HANT, "天后截止"), "天後截止"));
}

static void known_sentences_speak(struct ctx *c)
{
    (void)c;
    const char *known = "这不是一张 XLSX 或 CSV 表格";
    CHECK("English", str_same(text_of(LANG_EN, known), "This is not an XLSX or CSV spreadsheet"));
    CHECK("traditional", str_same(text_of(LANG_HANT, known), "這不是一張 XLSX 或 CSV 表格"));
}

static void browsers_languages(struct ctx *c)
{
    static const struct {
        const char *header;
        enum lang lang;
    } cases[] = {
        {NULL, LANG_HANS},
        {"", LANG_HANS},
        {"zh-CN,zh;q=0.9,en;q=0.8", LANG_HANS},
        {"zh-TW,zh;q=0.9,en-US;q=0.8", LANG_HANT},
        {"zh-Hant-CN", LANG_HANT},
        {"zh-Hans-HK", LANG_HANS},
        {"ZH-hk", LANG_HANT},
        {"en", LANG_EN},
        {"en-GB;q=0.7, zh;q=0.8", LANG_HANS},
        {"zh;q=0.1,en;q=0.2", LANG_EN},
        {"zh;q=0, en;q=0.1", LANG_EN},
        {"fr-FR, de;q=0.9", LANG_HANS},
        {"fr, en;q=0.5, *;q=0.1", LANG_EN},
        {"english, zhuang", LANG_HANS},
        {",,;q=, ;;", LANG_HANS},
    };
    (void)c;
    for (size_t i = 0; i < COUNT(cases); i++) {
        CHECK(str_or(cases[i].header, "none"), text_lang_of(cases[i].header) == cases[i].lang);
    }
}

static bool folds(struct ctx *c, const char *s, const char *expected)
{
    return str_same(text_fold(c->arena, s), expected);
}

static void folding(struct ctx *c)
{
    CHECK("traditional", folds(c, "樓組長與業委會", "楼组长与业委会"));
    CHECK("simplified stays", folds(c, "楼组长与业委会", "楼组长与业委会"));
    CHECK("by the word", folds(c, "乾淨的後臺", "干净的后台"));
    CHECK("full-width, case", folds(c, "ＬＥＤ　Lamp１２", "led lamp12"));
    CHECK("spaces", folds(c, " \t楼  道\n灯 ", "楼 道 灯"));
    CHECK("nothing", folds(c, NULL, "") && folds(c, "  ", ""));
    CHECK("broken UTF-8 does no harm", text_fold(c->arena, "\xff楼\xe6\xa5") != NULL);
}

static void bigrams(struct ctx *c)
{
    CHECK("both scripts", str_same(text_bigrams(c->arena, "楼道灯 led"), "楼道 道灯 led"));
    CHECK("one alone", str_same(text_bigrams(c->arena, "灯"), "灯"));
    CHECK("marks part", str_same(text_bigrams(c->arena, "灯，坏了3天"), "灯 坏了 3 天"));
    CHECK("beyond the plane", str_same(text_bigrams(c->arena, "𠮷野家"), "𠮷野 野家"));
    CHECK("nothing", str_same(text_bigrams(c->arena, "……"), ""));
    CHECK("index", str_same(text_index(c->arena, "楼道灯 led"), "楼道 道灯 灯 led"));
    CHECK("query", str_same(text_query(c->arena, "道灯led灯坏"), "道灯 灯 led 灯坏"));
}

/* Does the phrase stand in the indexed text as FTS5 sees it: tokens in a row, last one a prefix? */
static bool phrase_found(struct ctx *c, const char *text, const char *query, bool prefix)
{
    const char *index = arena_printf(c->arena, " %s ", text);
    const char *phrase = arena_printf(c->arena, " %s%s", query, prefix ? "" : " ");
    return strstr(index, phrase) != NULL;
}

static const char *const paragraphs[] = {
    "宝欣苑第一居民区有九十八个楼组，楼组长每周四走访。",
    "楼道灯坏了三天，没有人来修。物业说要等到周五，居委会已经受理。",
    "業主大會由業主委員會召集，表決結果應當公示，專有部分面積占比過半數。",
    "樓道堆物影響消防通道，樓組長上門勸導後，居民自行清理乾淨。",
    "小区停车位不够，业委会提议在后门加划二十个临时车位，夜间停放。",
    "垃圾分类投放点改造后，志愿者轮班值守，臭味和噪音少了许多。",
};

/* Every piece of every paragraph is found in exactly those that hold it. */
static bool found_iff_held(struct ctx *c, const char *piece)
{
    const char *bigrams_of = text_bigrams(c->arena, piece), *query = text_query(c->arena, piece);
    for (size_t i = 0; i < COUNT(paragraphs); i++) {
        const char *folded = text_fold(c->arena, paragraphs[i]);
        bool held = strstr(folded, piece) != NULL;
        bool single = utf8_length(piece) == 1;
        bool by_bigrams = phrase_found(c, text_bigrams(c->arena, folded), bigrams_of, false);
        bool by_query = phrase_found(c, text_index(c->arena, folded), query, true);
        if (by_query != held || (!single && by_bigrams != held)) {
            return false;
        }
    }
    return true;
}

static const char *skip(const char *s, int points)
{
    while (points-- > 0 && *s) {
        s++;
        while ((*s & 0xc0) == 0x80) {
            s++;
        }
    }
    return s;
}

static void recall_is_whole(struct ctx *c)
{
    int asked = 0, right = 0;
    for (size_t i = 0; i < COUNT(paragraphs); i++) {
        for (const char *s = text_fold(c->arena, paragraphs[i]); *s; s = skip(s, 1)) {
            for (int n = 1; n <= 5; n++) {
                const char *piece = arena_strndup(c->arena, s, (size_t)(skip(s, n) - s));
                if (strpbrk(piece, ",") || strstr(piece, "。")) {
                    break;
                }
                asked++;
                right += found_iff_held(c, piece);
            }
        }
    }
    CHECK("some were asked", asked > 500);
    CHECK("found iff it stands there", asked == right);
}

static void either_script_finds_the_other(struct ctx *c)
{
    static const char *const pairs[][2] = {
        {"樓道燈壞了三天", "楼道灯"},
        {"楼道灯坏了三天", "樓道燈"},
        {"表決結果應當公示", "表决结果"},
        {"业主大会", "業主大會"},
        {"清理乾淨", "干净"},
        {"里弄在裡面", "里面"},
    };
    for (size_t i = 0; i < COUNT(pairs); i++) {
        const char *text = text_index(c->arena, text_fold(c->arena, pairs[i][0]));
        const char *query = text_query(c->arena, text_fold(c->arena, pairs[i][1]));
        CHECK(pairs[i][1], phrase_found(c, text, query, true));
    }
}

static void likeness(struct ctx *c)
{
    CHECK("the same", text_likeness(c->arena, "楼道灯坏了", "楼道灯坏了") == 1000);
    CHECK("nothing in common", text_likeness(c->arena, "楼道灯", "宠物登记") == 0);
    CHECK("half", text_likeness(c->arena, "楼道灯", "楼道门") == 500);
    CHECK("alike", text_likeness(c->arena, "三号楼楼道灯坏了", "3号楼楼道灯坏了三天") > 600);
    CHECK("repeats count once each", text_likeness(c->arena, "哈哈哈哈", "哈哈") == 500);
    CHECK("nothing at all", text_likeness(c->arena, "", "") == 1000);
    CHECK("only marks", text_likeness(c->arena, "!", "?") == 0);
}

static void old_office_files(struct ctx *c)
{
    const char *out = NULL;
    CHECK("two bytes", text_from_gb18030(c->arena, "\xc2\xa5\xd7\xe9\xb3\xa4", 6, &out) &&
                           str_same(out, "楼组长"));
    CHECK("four bytes",
        text_from_gb18030(c->arena, "\x95\x32\x82\x36", 4, &out) && str_same(out, "𠀀"));
    CHECK("cut", !text_from_gb18030(c->arena, "\xc2\xa5\xd7", 3, &out));
    CHECK("not text", !text_from_gb18030(c->arena, "\xff\xff", 2, &out));
    CHECK("a NUL", !text_from_gb18030(c->arena, "a\0b", 3, &out));
    CHECK("nothing", text_from_gb18030(c->arena, "", 0, &out) && str_same(out, ""));
}

const struct test text_tests[] = {
    {"arguments take their places", arguments_take_their_places, true},
    {"English counts", english_counts, true},
    {"unknown sentences stay Chinese", unknown_sentences_stay_chinese, true},
    {"known sentences speak", known_sentences_speak, true},
    {"traditional is proof-read", traditional_is_proof_read, true},
    {"browsers' languages", browsers_languages, true},
    {"folding", folding, true},
    {"bigrams", bigrams, true},
    {"recall is whole", recall_is_whole, true},
    {"either script finds the other", either_script_finds_the_other, true},
    {"likeness", likeness, true},
    {"old office files", old_office_files, true},
    {0},
};
