/* requests_rules_test.c - the rules of requests by tables and random walks. */
#include "src/requests/requests.h"

#include <string.h>

#include "tests/check.h"

static struct keywords defaults(struct ctx *c)
{
    struct keywords all = {0};
    for (const struct keyword *w = requests_default_words; w->word; w++) {
        list_push(c->arena, &all, *w);
    }
    return all;
}

static void the_guess(struct ctx *c)
{
    static const struct {
        const char *text;
        enum request_kind kind;
    } cases[] = {
        {"门厅的灯坏了，晚上看不清", KIND_LIGHT},
        {"电梯停在五楼不动，里面有人", KIND_LIFT},
        {"电梯里的灯不亮", KIND_LIGHT}, /* the longer word tells */
        {"厨房水管漏水", KIND_WATER},
        {"下水道堵塞，污水冒出来", KIND_DRAIN},
        {"楼道堆物，纸箱占了过道", KIND_CLUTTER},
        {"楼上装修，半夜敲打", KIND_NOISE},
        {"遛狗不牵绳", KIND_PETS},
        {"电瓶车进楼充电", KIND_SAFETY},
        {"外墙墙皮脱落", KIND_WALL},
        {"独居老人摔倒了", KIND_CARE},
        {"和邻居吵架", KIND_NEIGHBOURS},
        {"僵尸车占车位", KIND_PARKING},
        {"什么都说不清楚的一句话", KIND_OTHER},
        {"", KIND_OTHER},
    };
    struct keywords words = defaults(c);
    for (size_t i = 0; i < COUNT(cases); i++) {
        CHECK(cases[i].text, requests_guess(&words, cases[i].text) == cases[i].kind);
    }
    int64_t likely[3];
    requests_likely(&words, "电梯里的灯不亮", 3, likely);
    CHECK("the second guess", likely[0] == KIND_LIGHT && likely[1] == KIND_LIFT);
    CHECK("none twice", likely[2] != likely[0] && likely[2] != likely[1]);
}

static void the_words(struct ctx *c)
{
    struct keywords all = defaults(c);
    CHECK("enough of them", all.n >= 120);
    for (size_t i = 0; i < all.n; i++) {
        CHECK("a known kind", requests_kind_info(all.v[i].kind)->kind == all.v[i].kind);
        for (size_t k = 0; k < i; k++) {
            CHECK(all.v[i].word, !str_same(all.v[i].word, all.v[k].word));
        }
    }
}

static void titles(struct ctx *c)
{
    static const char *const cases[][2] = {
        {"门厅的灯坏了，晚上看不清台阶。前天有人绊了一下。", "门厅的灯坏了，晚上看不清台阶"},
        {"灯坏了\n在三楼", "灯坏了"},
        {"一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十",
            "一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十"},
        {"一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一",
            "一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五六七八九…"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        CHECK(cases[i][0], str_same(requests_title(c->arena, cases[i][0]), cases[i][1]));
    }
}

static void who_may_open(struct ctx *c)
{
    struct request_draft d = {.body = "灯", .audience = AUDIENCE_PLACE};
    struct err why = {0};
    (void)c;
    CHECK("one character is too few", !requests_may_open(&d, &why));
    CHECK("points at the field", str_same(why.field, "what"));
    d.body = "灯坏了"; /* what the home page says one may write */
    CHECK("three will do", requests_may_open(&d, &(struct err){0}));
    d.audience = AUDIENCE_PUBLIC;
    CHECK("never open to the whole world", !requests_may_open(&d, &(struct err){0}));
}

/* Every pair of state and verb, against a table written by hand. */
static void every_pair(struct ctx *c)
{
    static const int states[] = {REQUEST_NEW, REQUEST_ACCEPTED, REQUEST_DOING, REQUEST_WAITING,
        REQUEST_ANSWERED, REQUEST_CLOSED};
    static const struct {
        const char *verb;
        bool from[6]; /* in the order of states */
        int to, outcome;
    } cases[] = {
        {"accept", {1, 0, 0, 0, 0, 0}, REQUEST_ACCEPTED, 0},
        {"assign", {1, 1, 1, 1, 0, 0}, REQUEST_DOING, 0},
        {"transfer", {0, 0, 1, 0, 0, 0}, REQUEST_DOING, 0},
        {"return", {0, 0, 1, 0, 0, 0}, REQUEST_ACCEPTED, 0},
        {"wait", {0, 0, 1, 0, 0, 0}, REQUEST_WAITING, 0},
        {"resume", {0, 0, 0, 1, 0, 0}, REQUEST_DOING, 0},
        {"awake", {0, 0, 0, 1, 0, 0}, REQUEST_DOING, 0},
        {"answer", {0, 0, 1, 1, 0, 0}, REQUEST_ANSWERED, 0},
        {"confirm", {0, 0, 0, 0, 1, 0}, REQUEST_CLOSED, OUTCOME_CONFIRMED},
        {"reopen", {0, 0, 0, 0, 1, 1}, REQUEST_DOING, 0},
        {"refuse", {1, 1, 1, 1, 0, 0}, REQUEST_CLOSED, OUTCOME_REFUSED},
        {"merge", {1, 1, 1, 1, 0, 0}, REQUEST_CLOSED, OUTCOME_MERGED},
        {"withdraw", {1, 1, 1, 1, 1, 0}, REQUEST_CLOSED, OUTCOME_WITHDRAWN},
        {"lapse", {0, 0, 0, 0, 1, 0}, REQUEST_CLOSED, OUTCOME_UNCONFIRMED},
        {"urge", {1, 1, 1, 1, 0, 0}, 0, 0},
        {"supervise", {1, 1, 1, 1, 0, 0}, 0, 0},
    };
    const struct moving all = {
        .text = "理由", .body_id = 1, .evidence = 1, .until = 1, .into_id = 1};
    size_t declared = 0;
    (void)c;
    while (requests_matter.moves[declared].verb) {
        declared++;
    }
    CHECK("no verb is left out", declared == COUNT(cases));
    for (size_t i = 0; i < COUNT(cases); i++) {
        const struct move *m = matters_move_of(&requests_matter, cases[i].verb);
        CHECK(cases[i].verb, m && m->to == cases[i].to && m->outcome == cases[i].outcome);
        for (size_t s = 0; m && s < COUNT(states); s++) {
            CHECK(cases[i].verb,
                matters_may_move(m, states[s], &all, &(struct err){0}) == cases[i].from[s]);
        }
    }
    CHECK("an unknown verb", !matters_move_of(&requests_matter, "delete"));
}

/* Random walks: whatever is pressed in whatever order, nothing is confirmed without the asker's
 * yes, and nothing is closed without an outcome. The oracle keeps only what it was told. */
static void random_walks(struct ctx *c)
{
    static const char *const verbs[] = {"accept", "assign", "transfer", "return", "wait", "resume",
        "awake", "answer", "confirm", "reopen", "refuse", "merge", "withdraw", "lapse", "urge",
        "supervise"};
    const struct moving all = {
        .text = "理由", .body_id = 1, .evidence = 1, .until = 1, .into_id = 1};
    uint32_t dice = 20261123;
    (void)c;
    for (int walk = 0; walk < 2000; walk++) {
        int state = REQUEST_NEW, outcome = 0;
        bool said_yes = false, was_answered = false;
        for (int step = 0; step < 30; step++) {
            dice = dice * 1664525 + 1013904223;
            const char *verb = verbs[(dice >> 16) % COUNT(verbs)];
            const struct move *m = matters_move_of(&requests_matter, verb);
            if (!matters_may_move(m, state, &all, &(struct err){0})) {
                continue;
            }
            said_yes = str_same(verb, "confirm") && m->mover == MOVER_ASKER;
            was_answered = str_same(verb, "answer") || (was_answered && said_yes);
            state = m->to ? m->to : state;
            outcome = m->outcome;
            if ((outcome == OUTCOME_CONFIRMED) != said_yes ||
                (state == REQUEST_CLOSED) != (outcome != 0) ||
                (outcome == OUTCOME_CONFIRMED && !was_answered)) {
                CHECK(verb, false);
                return;
            }
        }
    }
    CHECK("2,000 walks", true);
}

static void the_sentence(struct ctx *c)
{
    struct matter m = {.state = REQUEST_DOING, .due_at = 2000, .owner = "安居物业"};
    (void)c;
    CHECK("in time", requests_says(&m, 2000).n == 2);
    CHECK("late is said", !str_same(requests_says(&m, 2000).msgid, requests_says(&m, 2001).msgid));
    m.state = REQUEST_CLOSED;
    m.outcome = OUTCOME_UNCONFIRMED;
    CHECK("never satisfied by silence", !strstr(requests_says(&m, 1).msgid, "满意"));
}

const struct test requests_rules_tests[] = {
    {"the guess", the_guess, .pure = true},
    {"the words", the_words, .pure = true},
    {"titles", titles, .pure = true},
    {"who may open", who_may_open, .pure = true},
    {"every state and verb", every_pair, .pure = true},
    {"random walks", random_walks, .pure = true},
    {"the sentence", the_sentence, .pure = true},
    {0},
};
