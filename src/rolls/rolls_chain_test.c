/* rolls_chain_test.c - 接龙 as people write them, put together from parts, and of noise. */
#include <stdio.h>
#include <string.h>

#include "src/rolls/rolls.h"
#include "tests/check.h"

/* A generator of its own: the same in every run. */
static uint32_t dice(uint32_t *state, uint32_t n)
{
    *state = *state * UINT32_C(1664525) + UINT32_C(1013904223);
    return (*state >> 8) % n;
}

/* 接龙 --------------------------------------------------------------------------------------------
 */
static const char *const doors[] = {
    "101", "102", "301", "302", "303", "501", "502", "1203", "201A"};

/* "301=1 502=2 ?404 <401 !302=1": fits, no door, elsewhere, said two things; "~" later, "=" same,
 * "*" has to be looked at. */
static const char *read_for(struct ctx *c, const struct roll_kind *kind, const char *text)
{
    struct chain out;
    const char *said = "";
    static const char signs[] = " ..!?<~*";
    rolls_chain(c->arena, text, doors, COUNT(doors), 3, kind->marks, &out);
    for (size_t i = 0; i < out.n; i++) {
        const struct chain_line *l = &out.v[i];
        bool keyed = l->door >= 0 && l->key && l->verdict != CHAIN_UNSURE;
        const char *door = l->door >= 0 ? doors[l->door] : l->typed;
        const char *sign = l->verdict == CHAIN_FITS ? ""
                           : l->verdict == CHAIN_SAME
                               ? "="
                               : arena_strndup(c->arena, signs + l->verdict, 1);
        said = arena_printf(c->arena, "%s%s%s%s", said, *said ? " " : "", sign, door);
        said = keyed ? arena_printf(c->arena, "%s=%d", said, l->key) : said;
    }
    return said;
}

static const char *read_chain(struct ctx *c, const char *text)
{
    return read_for(c, &rolls_kinds[0], text);
}

static const struct {
    const char *text, *reads;
} chains[] = {
    {"#接龙\n收承诺书啦\n\n1. 301 王阿姨\n2. 502老李 ✅\n3. 101 不交", "301=1 502=1 101=2"},
    {"接龙\n例 101 某某\n1、303室 张家 已交\n2、302", "303=1 302=1"},
    {"１．３０１　王阿姨\n２．５０２", "301=1 502=1"},
    {"1. 3号楼301\n2. 3号302室\n3. 3-303\n4. 3#501", "301=1 302=1 303=1 501=1"},
    {"1. 12号301 小张", "<301"},
    {"1. 4-301", "<301"},
    {"1. 404 老赵\n2. 老王", "?404 ?"},
    {"301王阿姨\n302 好的\n303不参加", "301=1 302=1 303=2"},
    {"301、王阿姨\n302、李叔", "301=1 302=1"},
    {"301,302 都交了", "301=1 302=1"},
    {"1. 501、502都要", "501=1 502=1"},
    {"1. 301\n2. 301 王阿姨", "301=1 =301=1"},
    {"1. 301\n2. 301 不交", "!301=1 !301=2"},
    {"1. 301 不在家", "301=3"},
    {"1. 301 还没交", "~301"},
    {"1. 13900000301 302 王", "302=1"},
    {"1. 301 +1\n2. 302 2人", "301=1 302=1"},
    {"1. 5月3日 301交了", "301=1"},
    {"1.301王阿姨\n2.1203 小刘\n3)201a 老周", "301=1 1203=1 201A=1"},
    {"11月签名，请写室号\n1. 301", "301=1"},
    {"1. 13900000302 王", "?"},
    {"1. 三零四 王\n2. 三〇一，好的\n三零二不参加", "?304 301=1 302=2"},
    {"", ""},
    {"大家好", ""},
    {"1. 张三602", "?602"},
    {"1. 301 ❌\n2. 302 👌", "301=2 302=1"},
    {"1. 301户 已签", "301=1"},
    {"①301 王阿姨 ✔\n②302 好", "301=1 302=1"},
    {"1. 301 已繳\n2. 302 不參加\n3. 303 沒交", "301=1 302=2 ~303"},
    {"1. 301 没有意见\n2. 302 没问题\n3. 303 不反对", "301=1 302=1 303=1"},
    {"1. 301王阿姨、302李叔、303没人", "301=1 302=1 303=3"},
    {"1. 301王阿姨、302李叔都不交", "301=2 302=2"},
    {"1. 不交：301、302", "301=2 302=2"},
    {"1. 301 302 不交，303 交了", "301=2 302=2 303=1"},
    {"1. 301-303 都交了", "301=1 302=1 303=1"},
    {"1. 302-501", "302=1 501=1"},
    {"1.3-301；2.3-302；3.3-303", "301=1 302=1 303=1"},
    {"1. 301 王（原1203搬走）", "301=1"},
    {"1. 0301 王", "?0301"},
    {"1. 三楼都交了", "?"},
};

static void chains_as_people_write_them(struct ctx *c)
{
    for (size_t i = 0; i < COUNT(chains); i++) {
        const char *said = read_chain(c, chains[i].text);
        CHECK(arena_printf(c->arena, "%s -> %s", chains[i].text, said),
            str_same(said, chains[i].reads));
    }
    struct chain out;
    rolls_chain(
        c->arena, "#接龙\n收承诺书\n1. 301", doors, COUNT(doors), 3, rolls_kinds[0].marks, &out);
    CHECK("its title", str_same(out.title, "收承诺书"));
}

/* What neighbours say below a roll: a no is a no, a question and mere thanks are nobody's yes. */
static const struct {
    const char *says, *cards,
        *own; /* after "301 "; how it reads for 送连心卡, for a leader's own */
} talk[] = {
    {"小沈 不要，谢谢", "=2", "=2"},
    {"谢谢，不要", "=2", "=2"},
    {"不用了，谢谢楼组长", "=2", NULL},
    {"不需要", "=2", "=2"},
    {"不要❌", "=2", "=2"},
    {"要不要交？", "*", "*"},
    {"我家还没拿到呢", "~", "~"},
    {"没拿到", "~", "~"},
    {"没有收到", "~", "~"},
    {"还没有收到卡", "~", "~"},
    {"没有送到", "~", NULL},
    {"沒收到", "~", "~"},
    {"未收到", "~", "~"},
    {"收到没", "~", "~"},
    {"还没呢", "~", "~"},
    {"还没去领到", "~", NULL},
    {"没收到，谢谢", "~", "~"},
    {"已经领过了吗？", "*", "*"},
    {"收到了吗", "*", "*"},
    {"我家的收到了？", "*", "*"},
    {"有没有收到", "*", "*"},
    {"呢？", "*", "*"},
    {"我们家什么时候有", "*", "*"},
    {"請問領過了嗎", "*", "*"},
    {"请问在哪里交", "*", "*"},
    {"谢谢楼组长", "*", "*"},
    {"老李 谢谢🙏", "*", "*"},
    {"辛苦了", "*", "*"},
    {"收到，谢谢", "=1", "=1"},
    {"谢谢楼组长，收到了", "=1", "=1"},
    {"收到了，谁家还没有？", "=1", "=1"},
    {"没事，收到了", "=1", "=1"},
    {"已交，对吗？", NULL, "=1"},
    {"交了吗？没交", "~", "~"},
    {"昨天没交今天交了", NULL, "=1"},
    {"没问题，收到", "=1", "=1"},
    {"没问题收到", NULL, "=1"},
    {"送到了", "=1", NULL},
    {"领了，谢谢", "=1", NULL},
    {"不愿意", NULL, "=2"},
    {"不能参加", NULL, "*"},
    {"不可以", NULL, "*"},
    {"没法参加", NULL, "~"},
    {"不在家呢", "=3", "=3"},
    {"没人，谢谢", "=3", "=3"},
    {"再说吧", "~", "~"},
    {"不要紧，收到了", "=1", "=1"},
    {"王阿姨", "=1", "=1"},
    {"", "=1", "=1"},
};

static void talk_of_neighbours(struct ctx *c)
{
    const struct roll_kind *cards = rolls_kind(c, "contacts.cards");
    for (size_t i = 0; i < COUNT(talk); i++) {
        const char *line = arena_printf(c->arena, "1. 301 %s", talk[i].says);
        for (int own = 0; own < 2; own++) {
            const char *want = own ? talk[i].own : talk[i].cards;
            const char *said = read_for(c, own ? &rolls_kinds[0] : cards, line);
            bool keyed = want && *want == '=';
            want = want ? arena_printf(c->arena, keyed ? "301%s" : "%s301", want) : said;
            CHECK(arena_printf(c->arena, "%s: %s, not %s", line, said, want), str_same(said, want));
        }
    }
    CHECK("each door its own", str_same(read_chain(c, "1. 301 已交，302呢？"), "301=1 *302"));
    CHECK("an answer after a question",
        str_same(read_chain(c, "1. 301 收到了吗？\n2. 301 收到了"), "*301 301=1"));
}

/* Each roll says its results in its own words. */
static void own_words(struct ctx *c)
{
    const struct roll_kind *cards = rolls_kind(c, "contacts.cards");
    struct roll_row row = {.state = TICK_DONE};
    CHECK("handed over", str_same(rolls_row_said(c, cards, &row), "送到"));
    CHECK("done", str_same(rolls_row_said(c, &rolls_kinds[0], &row), "办了"));
    row = (struct roll_row){.state = TICK_REFUSED};
    CHECK("refused", str_same(rolls_row_said(c, &rolls_kinds[0], &row), "不愿意"));
    row.choice = 1;
    CHECK(
        "torn down", str_same(rolls_row_said(c, rolls_kind(c, "board.posted"), &row), "被揭掉了"));
    row = (struct roll_row){.state = TICK_AWAY, .visits = 2};
    CHECK("visits", str_same(rolls_row_said(c, cards, &row), "2次没人"));
    CHECK("nothing yet", str_same(rolls_row_said(c, cards, &(struct roll_row){0}), "还没"));
}

/* Random chains put together from parts whose meaning is known. */
static void chains_against_an_oracle(struct ctx *c)
{
    static const char *const lead[] = {"", "3号楼", "3-", "3号", "3#", "家住"};
    static const char *const name[] = {
        " 王阿姨", "老李", "（张家）", "室 小周", "", " 13900000302"};
    static const struct {
        const char *text;
        int key;
    } word[] = {
        {"", 1}, {" 已交", 1}, {"✅", 1}, {" 不交", 2}, {" 不同意", 2}, {" 没人", 3}, {" 还没", 0}};
    static const char *const number[] = {"%d. ", "%d、", "%d.", "%d) ", "%d．"};
    uint32_t state = 5;
    int differ = 0;
    for (int round = 0; round < 3000; round++) {
        const char *text = "#接龙\n请写室号\n", *want = "";
        int first[COUNT(doors)] = {0}, n = 1 + (int)dice(&state, 8);
        bool twice = false;
        uint32_t style = dice(&state, COUNT(number));
        for (int i = 1; i <= n; i++) {
            size_t d = dice(&state, COUNT(doors)), w = dice(&state, COUNT(word));
            char no[12];
            snprintf(no, sizeof(no), "%d", i);
            twice |= first[d] != 0;
            first[d] = 1;
            const char *sep = strchr(number[style], 'd') + 1;
            text = arena_printf(c->arena, "%s%s%s%s%s%s%s\n", text, no, sep, lead[dice(&state, 6)],
                doors[d], name[dice(&state, 6)], word[w].text);
            want = arena_printf(
                c->arena, "%s%s%s%s", want, *want ? " " : "", word[w].key ? "" : "~", doors[d]);
            want = word[w].key ? arena_printf(c->arena, "%s=%d", want, word[w].key) : want;
        }
        const char *said = twice ? want : read_chain(c, text);
        if (!str_same(said, want) && differ++ < 3) {
            fprintf(stderr, "%s-> %s, not %s\n", text, said, want);
        }
    }
    CHECK("three thousand chains", differ == 0);
}

/* Bytes of no meaning: nothing is invented, every line that names a door is one of ours. */
static void chains_of_noise(struct ctx *c)
{
    static const char *const bits[] = {"3", "0", "1", "30", "301", "号", "楼", "室", "、", ".", "-",
        "#", "\n", " ", "✅", "不", "交", "王", "+", "月", "１", "：", "\r\n", "，", "A", "弄"};
    uint32_t state = 3;
    for (int round = 0; round < 4000; round++) {
        struct chain out;
        const char *text = "";
        size_t n = dice(&state, 40), lines = 1;
        for (size_t i = 0; i < n; i++) {
            const char *bit = bits[dice(&state, COUNT(bits))];
            lines += strchr(bit, '\n') != NULL;
            text = arena_printf(c->arena, "%s%s", text, bit);
        }
        rolls_chain(c->arena, text, doors, COUNT(doors), 3, rolls_kinds[0].marks, &out);
        bool sane = out.n <= lines * 16;
        for (size_t i = 0; i < out.n; i++) {
            const struct chain_line *l = &out.v[i];
            sane &= l->door < (int)COUNT(doors);
            sane &= (l->verdict == CHAIN_FITS) <= (l->door >= 0 && l->key > 0);
            sane &= l->door < 0 || strcasecmp(l->typed, doors[l->door]) == 0;
        }
        if (!sane) {
            CHECK(text, sane);
        }
        if (round % 100 == 0) {
            arena_reset(c->arena);
        }
    }
    CHECK("four thousand texts", true);
}

const struct test rolls_chain_tests[] = {
    {"chains as people write them", chains_as_people_write_them, true},
    {"own words", own_words, true},
    {"talk of neighbours", talk_of_neighbours, true},
    {"chains against an oracle", chains_against_an_oracle, true},
    {"chains of noise", chains_of_noise, true},
    {0},
};
