/* base_test.c - memory, errors, text, days, ids. */
#include "lib/base/base.h"

#include <string.h>

#include "lib/base/module.h"
#include "tests/check.h"

static void arenas(struct ctx *c)
{
    struct arena *a = arena_create();
    struct ids list = {0};
    for (int64_t i = 0; i < 5000; i++) {
        list_push(a, &list, i);
    }
    CHECK("a list keeps what was pushed", list.n == 5000 && list.v[4999] == 4999);
    char *big = arena_alloc(a, 1000000);
    CHECK("memory is zeroed", big[0] == 0 && big[999999] == 0);
    memset(big, 7, 1000000);
    arena_reset(a);
    char *small = arena_alloc(a, 30000);
    CHECK("and zeroed again after a reset", small[0] == 0 && small[29999] == 0);
    CHECK("printf", str_same(arena_printf(a, "%d-%s", 12, "号"), "12-号"));
    CHECK("strndup ends", str_same(arena_strndup(a, "abcdef", 3), "abc"));
    arena_destroy(a);
    arena_destroy(NULL);
    (void)c;
}

static void errors(struct ctx *c)
{
    struct err e = {0};
    CHECK("refuse is false", !refuse(&e, "name", SAY(N_("请写姓名"))));
    CHECK("the second is not kept", !fail(&e, ERR_STORE, SAY(N_("系统出了错"))));
    CHECK("the first is", e.kind == ERR_RULE && str_same(e.field, "name") && e.line > 0);
    struct err taken = err_take(&e);
    CHECK("taken and clear", taken.kind == ERR_RULE && e.kind == ERR_NONE);
    struct words w = WORDS(N_("还差 {0} 户、{1}"), INT(23), AREA(184000));
    CHECK("words", w.n == 2 && w.v[1].type == WORD_AREA && w.v[1].i == 184000);
    CHECK("words without arguments", WORDS(N_("好"), ).n == 0);
    (void)c;
}

static void utf8(struct ctx *c)
{
    static const struct {
        const char *text;
        size_t n;
        bool valid;
    } cases[] = {
        {"", 0, true},
        {"plain", 5, true},
        {"居民", 6, true},
        {"\xf0\x9f\x8f\xa0", 4, true},
        {"\xf0\x9f\x8f", 3, false},
        {"\xc0\xaf", 2, false}, /* overlong */
        {"\xe0\x80\xaf", 3, false},
        {"\xed\xa0\x80", 3, false}, /* surrogate */
        {"\xf4\x90\x80\x80", 4, false}, /* beyond U+10FFFF */
        {"\xff", 1, false},
        {"a\0b", 3, false},
        {"\x80", 1, false},
    };
    (void)c;
    for (size_t i = 0; i < COUNT(cases); i++) {
        CHECK(cases[i].text, utf8_valid(cases[i].text, cases[i].n) == cases[i].valid);
    }
    CHECK("code points", utf8_length("3号楼\xff") == 4);
}

static void tidying(struct ctx *c)
{
    static const struct {
        const char *in, *out;
        bool narrow, lines;
    } cases[] = {
        {"  王\t 阿姨 ", "王 阿姨", false, false},
        {"３０１　室", "３０１ 室", false, false},
        {"３０１　室", "301 室", true, false},
        {"a\r\nb", "a b", false, false},
        {"a \r\n b\n\n", "a\nb", false, true},
        {"\n\na", "a", false, true},
        {"1\xe2\x80\xae"
         "23\xe2\x80\x8b\x01\xef\xbb\xbf",
            "123", false, false},
        {"bad\xff\xc0 bytes", "bad bytes", false, false},
        {"", "", true, true},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        CHECK(
            cases[i].in, str_same(str_tidy(c->arena, cases[i].in, cases[i].narrow, cases[i].lines),
                             cases[i].out));
    }
}

static void numbers(struct ctx *c)
{
    static const char *const bad[] = {"", "-", "+1", " 1", "1 ", "1.0", "0x1",
        "9223372036854775808", "-9223372036854775809", "１"};
    int64_t n = 7;
    CHECK("greatest", parse_int("9223372036854775807", &n) && n == INT64_MAX);
    CHECK("least", parse_int("-9223372036854775808", &n) && n == INT64_MIN);
    CHECK("zero", parse_int("-0", &n) && n == 0);
    for (size_t i = 0; i < COUNT(bad); i++) {
        CHECK(bad[i], !parse_int(bad[i], &n) && n == 0);
    }
    CHECK("NULL", !parse_int(NULL, &n));
    uint8_t bytes[3] = {0};
    CHECK("hex", str_same(hex(c->arena, "\x00\xabZ", 3), "00ab5a"));
    CHECK("unhex", unhex("00AB5a", bytes, 3) && bytes[1] == 0xab && bytes[2] == 'Z');
    CHECK("unhex is exact", !unhex("00ab5", bytes, 3) && !unhex("00ab5g", bytes, 3));
}

static void strings(struct ctx *c)
{
    (void)c;
    CHECK("empty", str_empty(NULL) && str_empty("") && !str_empty("x"));
    CHECK("same", str_same(NULL, NULL) && !str_same(NULL, "") && str_same("a", "a"));
    CHECK("starts", str_starts("/a/ly", "/a/") && !str_starts("/a", "/a/"));
    CHECK("or", str_same(str_or("", "x"), "x") && str_same(str_or("y", "x"), "y"));
    struct buf b = {0};
    buf_puts(&b, "共");
    buf_printf(&b, " %d 件", 37);
    buf_put(&b, "", 0);
    CHECK("a buffer grows", str_same(b.v, "共 37 件") && b.n == strlen(b.v));
    buf_release(&b);
}

static void days(struct ctx *c)
{
    static const struct {
        int64_t ms;
        const char *day;
        int weekday, hour;
    } cases[] = {
        {INT64_C(1795399200000), "2026-11-23", 1, 10}, {INT64_C(0), "1970-01-01", 4, 8},
        {INT64_C(-28800001), "1969-12-31", 3, 23}, {INT64_C(951753599000), "2000-02-28", 1, 23},
        {INT64_C(951753600000), "2000-02-29", 2, 0},
        {INT64_C(4107513600000), "2100-03-01", 1, 0}, /* 2100 has no 29 February */
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct civil d = civil_of(cases[i].ms);
        CHECK(cases[i].day, str_same(day_text(c->arena, cases[i].ms), cases[i].day));
        CHECK(cases[i].day, d.weekday == cases[i].weekday && d.hour == cases[i].hour);
    }
    bool there_and_back = true;
    for (int64_t ms = INT64_C(-3000000000000); ms < INT64_C(5000000000000); ms += MS_PER_DAY * 17) {
        struct civil d = civil_of(ms);
        int64_t minute = ms_of_civil(d.year, d.month, d.day, d.hour, d.minute);
        there_and_back &= minute == ms - ms % 60000;
    }
    CHECK("civil there and back", there_and_back);
}

static void typed_days(struct ctx *c)
{
    static const char *const bad[] = {"", "2026-11-31", "2026-02-29", "2026-13-01", "2026-00-10",
        "2026-1-01", "2026/01/01", "0000-01-01", "2026-01-0a", "2026-01-011"};
    int64_t ms = 0;
    (void)c;
    CHECK("midnight in Shanghai",
        parse_day("2026-11-23", &ms) && ms == INT64_C(1795399200000) - 10 * 3600000);
    CHECK("a leap day", parse_day("2028-02-29", &ms));
    for (size_t i = 0; i < COUNT(bad); i++) {
        CHECK(bad[i], !parse_day(bad[i], &ms));
    }
}

static void ids(struct ctx *c)
{
    struct id_maker m = {.worker = 5};
    int64_t first = id_next(&m, 1000), second = id_next(&m, 1000), back = id_next(&m, 900);
    (void)c;
    CHECK("made of time and worker", first == (INT64_C(1000) << 22 | 5 << 16));
    CHECK("grow within a millisecond", second == first + 1);
    CHECK("and when the clock steps back", back == second + 1);
    bool growing = true;
    for (int64_t i = 0, last = back; i < 200000; i++) {
        int64_t id = id_next(&m, 1000);
        growing &= id > last && (id >> 16 & 63) == 5;
        last = id;
    }
    CHECK("more than a millisecond's worth", growing);
}

static int64_t fixed_clock(struct app *app)
{
    return app->latest + 5;
}

static void apps(struct ctx *c)
{
    static const struct module pets = {.name = "pets"};
    static const struct module *const modules[] = {&pets, NULL};
    struct app app = {.modules = modules};
    int64_t now = app_now(&app);
    CHECK("the system's clock", now > INT64_C(1600000000000));
    app.latest = now + 3600000;
    CHECK("never goes back", app_now(&app) == now + 3600000);
    app.clock = fixed_clock;
    CHECK("an injected clock", app_now(&app) == now + 3600005);
    CHECK("modules by name", app_module(&app, "pets") == &pets && !app_module(&app, "cats"));
    struct ctx own = {.app = &app, .now = now};
    uint8_t dice[2][16] = {0};
    new_random(&own, dice[0], 16);
    new_random(&own, dice[1], 16);
    CHECK("random bytes differ", memcmp(dice[0], dice[1], 16) != 0);
    CHECK("ids", new_id(&own) != new_id(&own));
    (void)c;
}

const struct test base_tests[] = {
    {"arenas", arenas, .pure = true},
    {"errors", errors, .pure = true},
    {"utf8", utf8, .pure = true},
    {"tidying", tidying, .pure = true},
    {"numbers", numbers, .pure = true},
    {"strings", strings, .pure = true},
    {"days", days, .pure = true},
    {"typed days", typed_days, .pure = true},
    {"ids", ids, .pure = true},
    {"apps", apps, .pure = true},
    {0},
};
