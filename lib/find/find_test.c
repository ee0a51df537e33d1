/* find_test.c */
#include "lib/find/find.h"

#include <string.h>

#include "lib/text/text.h"
#include "tests/check.h"

static bool matches(struct ctx *c, const char *text, const char *typed)
{
    struct find_words f;
    find_read(c->arena, typed, &f);
    return find_matches(text_fold(c->arena, text), &f);
}

static void what_matches(struct ctx *c)
{
    static const struct {
        const char *text, *typed;
        bool yes;
    } cases[] = {
        {"楼道的灯坏了", "樓道 壞", true},
        {"樓道的燈壞了", "灯坏", true},
        {"樓道的燈壞了", "灯 电梯", false},
        {"3号楼 | 0431 431", "04 31", true},
        {"3号楼 | 0431 431", "０４３１", true},
        {"3号楼 | 0431 431", "431", true},
        {"3号楼 | 0431 431", "31", false}, /* not in the middle of a number */
        {"13号楼的门", "3号楼", false},
        {"13号楼的门", "13号", true},
        {"LED 灯", "led", true},
        {"换 led灯", "ｌｅｄ灯", true},
        {"a ledger", "LED", true},
        {"pled", "led", false},
        {"什么都有", "", false},
        {"什么都有", "，。", false},
        {"周玉兰", "玉蘭", true},
        {"灯", "灯", true},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        CHECK(arena_printf(c->arena, "%s in %s", cases[i].typed, cases[i].text),
            matches(c, cases[i].text, cases[i].typed) == cases[i].yes);
    }
}

enum { KIND = 99, TEXTS = 300, ASKED = 400 };

static uint32_t dice(uint32_t *state, uint32_t below)
{
    *state = *state * 1664525U + 1013904223U;
    return (*state >> 8) % below;
}

/* A few signs of every script, so that pairs meet. */
static const char *random_text(struct arena *a, uint32_t *state, uint32_t most)
{
    static const char *const signs[] = {
        "灯", "燈", "楼", "道", "坏", "壞", "3", "31", "led", "L", " ", "，", "号", "０", "é"};
    const char *out = "";
    for (uint32_t n = 1 + dice(state, most); n; n--) {
        out = arena_printf(a, "%s%s", out, signs[dice(state, COUNT(signs))]);
    }
    return out;
}

static int64_t found(struct ctx *c, const struct find_words *f, int64_t *of)
{
    struct find_span s;
    int64_t n = 0;
    if (!find_span(c, KIND, f, &s)) {
        return 0;
    }
    struct rows r = db_query(c, "SELECT ft.id, ft.text" FIND_IN("99") " ORDER BY 1 DESC",
        V(c->area_id), FIND_VALUES(f, &s, INT64_MAX, (int64_t)0));
    for (; rows_next(&r); ++*of) {
        n += find_matches(row_text(&r, 1), f);
    }
    CHECK("read", rows_end(&r));
    return n;
}

/* What the index finds is what reading every text finds. */
static void as_if_all_were_read(struct ctx *c)
{
    const char *code, *texts[TEXTS];
    uint32_t state = 7;
    int64_t looked_at = 0, all = 0;
    test_area(c, &code);
    test_begin(c);
    for (int i = 0; i < TEXTS; i++) {
        texts[i] = random_text(c->arena, &state, 9);
        find_put_new(c, KIND, i + 1, random_text(c->arena, &state, 5));
        find_put(c, KIND, i + 1, texts[i]); /* what it was before is forgotten */
    }
    CHECK("put in", test_end(c));
    for (int i = 0; i < ASKED; i++) {
        struct find_words f;
        int64_t slow = 0;
        const char *typed = random_text(c->arena, &state, 4);
        find_read(c->arena, typed, &f);
        for (int k = 0; k < TEXTS; k++) {
            slow += find_matches(text_fold(c->arena, texts[k]), &f);
        }
        int64_t quick = found(c, &f, &looked_at);
        CHECK(arena_printf(c->arena, "\"%s\": %lld, every text read: %lld", typed, (long long)quick,
                  (long long)slow),
            quick == slow);
        all += slow;
    }
    CHECK("something was found", all > ASKED);
    test_begin(c);
    for (int i = 0; i < TEXTS; i++) {
        find_drop(c, KIND, i + 1);
    }
    int64_t left = db_int(c, "SELECT count(*) FROM find_word WHERE area_id = ?1", V(c->area_id));
    CHECK("nothing is left of what was taken out", test_end(c) && left == 0);
}

const struct test find_tests[] = {
    {"what matches", what_matches, true},
    {"as if all were read", as_if_all_were_read},
    {0},
};
