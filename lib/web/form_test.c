/* form_test.c - what people type, and what it is taken for. */
#include "lib/web/form.h"

#include <string.h>

#include "lib/web/form_scan.h"
#include "tests/check.h"

static const struct choice kinds[] = {
    {1, "cat", N_("猫")}, {2, "dog", N_("狗")}, {3, NULL, N_("别的")}, {0}};

struct pet {
    const char *name, *story, *phone, *code, *secret;
    int64_t kind, legs, home, born, seen, cage, price;
    bool chipped;
};
/* One field of each type; the tests below say which and with what limits. */
static bool parse_one(
    struct ctx *c, struct field f, const char *typed, struct pet *out, const char **said)
{
    struct field fields[] = {f, {0}};
    struct form form = {"test.one", sizeof(struct pet), fields};
    struct pair pair = {f.name, typed};
    struct pairs in = {&pair, typed ? 1 : 0, 1};
    struct wrongs wrong = {0};
    bool ok = form_parse(c->arena, &form, &in, out, &wrong);
    *said = wrong.n ? say(c, wrong.v[0].words) : "";
    CHECK(typed ? typed : "(absent)", ok == (wrong.n == 0) && wrong.n <= 1);
    return ok;
}

struct text_case {
    struct field field;
    const char *typed, *want, *said; /* said: a part of the reason; NULL: accepted */
};
#define NAME(...) FIELD(struct pet, FIELD_TEXT, name, .label = "名字", __VA_ARGS__)
#define STORY(...) FIELD(struct pet, FIELD_LINES, story, .label = "经过", __VA_ARGS__)
#define PHONE(...) FIELD(struct pet, FIELD_PHONE, phone, .label = "电话", __VA_ARGS__)
#define CODE(...) FIELD(struct pet, FIELD_CODE, code, .label = "验证码", __VA_ARGS__)
#define SECRET(...) FIELD(struct pet, FIELD_SECRET, secret, .label = "密码", __VA_ARGS__)

static const char *text_at(const struct pet *p, const struct field *f)
{
    const char *s;
    memcpy(&s, (const char *)p + f->offset, sizeof(s));
    return s;
}

static void texts(struct ctx *c)
{
    static const struct text_case cases[] = {
        {NAME(.required = true), "  咪咪　 ", "咪咪", NULL},
        {NAME(.required = true), "", "", "请填写「名字」"},
        {NAME(.required = true), NULL, "", "请填写「名字」"},
        {NAME(.required = true), "\xe2\x80\x8b", "", "请填写「名字」"},
        {NAME(.min = 0), "", "", NULL},
        {NAME(.max = 3), "一二三", "一二三", NULL},
        {NAME(.max = 3), "一二三四", "一二三四", "最多写 3 个字，现在是 4 个字"},
        {NAME(.min = 2), "一", "一", "至少写 2 个字，现在是 1 个字"},
        {NAME(.min = 2), "", "", NULL},
        {NAME(.max = 9), "a\nb", "a b", NULL},
        {STORY(.max = 9), "a\r\nb ", "a\nb", NULL},
        {STORY(.min = 5, .required = true), "灯坏了", "灯坏了", "至少写 5 个字"},
        {PHONE(.required = true), "139 0000 0001", "13900000001", NULL},
        {PHONE(.required = true), "１３９００００００００１", "139000000001",
            "应是 11 位，现在是 12 位"},
        {PHONE(.required = true), "１３９００００００１", "1390000001",
            "手机号应是 11 位，现在是 10 位"},
        {PHONE(.required = true), "+86 139-0000-0001", "13900000001", NULL},
        {PHONE(.required = true), "8613900000001", "13900000001", NULL},
        {PHONE(.required = true), "008613900000001", "13900000001", NULL},
        {PHONE(.required = true), "021-5550 0139", "02155500139", NULL},
        {PHONE(.required = true), "(0512)55500139", "051255500139", NULL},
        {PHONE(.required = true), "55500139", "55500139", NULL},
        {PHONE(.required = true), "400-820-8820", "4008208820", NULL},
        {PHONE(.required = true), "12000000001", "12000000001", "13 到 19"},
        {PHONE(.required = true), "5550", "5550", "现在是 4 位"},
        {PHONE(.required = true), "问小张", "", "只能有数字"},
        {PHONE(.required = true), "", "", "请填写「电话」"},
        {PHONE(.min = 0), "", "", NULL},
        {CODE(.min = 6, .max = 6), "１２３ ４５６", "123456", NULL},
        {CODE(.min = 6, .max = 6), "12345", "12345", "应是 6 位数字，现在是 5 位"},
        {CODE(.min = 6, .max = 8), "12345", "12345", "应是 6 到 8 位数字"},
        {CODE(.min = 6, .max = 6), "12345a", "", "只有数字"},
        {SECRET(.min = 3), " a b ", " a b ", NULL},
        {SECRET(.min = 8, .required = true), "short", "short", "至少写 8 个字"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct pet p;
        const char *said;
        bool ok = parse_one(c, cases[i].field, cases[i].typed, &p, &said);
        const char *what = cases[i].typed ? cases[i].typed : "(absent)";
        CHECK(
            what, ok == !cases[i].said && strcmp(text_at(&p, &cases[i].field), cases[i].want) == 0);
        CHECK(cases[i].said ? cases[i].said : what, strstr(said, str_or(cases[i].said, "")));
    }
}

#define LEGS(...) FIELD(struct pet, FIELD_INT, legs, .label = "几条腿", __VA_ARGS__)
#define HOME(...) FIELD(struct pet, FIELD_ID, home, .label = "住哪里", __VA_ARGS__)
#define KIND(...) \
    FIELD(struct pet, FIELD_CHOICE, kind, .label = "种类", .choices = kinds, __VA_ARGS__)
#define BORN(...) FIELD(struct pet, FIELD_DAY, born, .label = "生日", __VA_ARGS__)
#define SEEN(...) FIELD(struct pet, FIELD_TIME, seen, .label = "看见的时候", __VA_ARGS__)
#define CAGE(...) FIELD(struct pet, FIELD_AREA, cage, .label = "笼子", __VA_ARGS__)
#define PRICE(...) FIELD(struct pet, FIELD_MONEY, price, .label = "价钱", __VA_ARGS__)

struct number_case {
    struct field field;
    const char *typed;
    int64_t want;
    const char *said;
};
#define DAY_1123 INT64_C(1795363200000) /* 2026-11-23 00:00 in Shanghai */
#define HOURS(n) (INT64_C(3600000) * (n))

static void try_numbers(struct ctx *c, const struct number_case *cases, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        struct pet p;
        int64_t got;
        const char *said;
        bool ok = parse_one(c, cases[i].field, cases[i].typed, &p, &said);
        memcpy(&got, (char *)&p + cases[i].field.offset, sizeof(got));
        CHECK(cases[i].typed, ok == !cases[i].said && (!ok || got == cases[i].want));
        CHECK(cases[i].typed, strstr(said, str_or(cases[i].said, "")));
    }
}

static void numbers(struct ctx *c)
{
    static const struct number_case cases[] = {
        {LEGS(.max = 8), "４", 4, NULL},
        {LEGS(.max = 8), "", 0, NULL},
        {LEGS(.max = 8, .required = true), "", 0, "请填写「几条腿」"},
        {LEGS(.max = 8), "0", 0, NULL},
        {LEGS(.max = 8), "9", 0, "应在 0 到 8 之间"},
        {LEGS(.max = 8), "-1", 0, "应在 0 到 8 之间"},
        {LEGS(.min = 2), "1", 0, "不能少于 2"},
        {LEGS(.min = -5, .max = 5), "-5", -5, NULL},
        {LEGS(.min = 0), "-5", -5, NULL},
        {LEGS(.min = 0), "1,840", 1840, NULL},
        {LEGS(.min = 0), "1，840", 1840, NULL},
        {LEGS(.min = 0), "18,40", 0, "请填整数"},
        {LEGS(.min = 0), "4.0", 0, "请填整数"},
        {LEGS(.min = 0), "四", 0, "请填整数"},
        {LEGS(.min = 0), "9223372036854775807", INT64_MAX, NULL},
        {LEGS(.min = 0), "9223372036854775808", 0, "请填整数"},
        {LEGS(.min = 0), "0x10", 0, "请填整数"},
        {CAGE(.max = 100000), "98.5", 9850, NULL},
        {CAGE(.max = 100000), "９８．５０ ㎡", 9850, NULL},
        {CAGE(.max = 100000), "98平方米", 9800, NULL},
        {CAGE(.max = 100000), "98 m²", 9800, NULL},
        {CAGE(.max = 100000), "1000.01", 0, "应在 0.00 到 1,000.00 之间"},
        {CAGE(.max = 100000), "98.555", 0, "98.50 这样的数字"},
        {CAGE(.max = 100000), "-1", 0, "98.50 这样的数字"},
        {PRICE(.min = 1), "￥168", 16800, NULL},
        {PRICE(.min = 1), "1,234,567.89元", 123456789, NULL},
        {PRICE(.min = 1), ".5", 50, NULL},
        {PRICE(.min = 1), "5.", 500, NULL},
        {PRICE(.min = 1), "12.500", 1250, NULL},
        {PRICE(.min = 1), "0", 0, "不能少于 0.01"},
        {PRICE(.min = 1), "1e3", 0, "168.00 这样的数字"},
        {PRICE(.min = 1), ".", 0, "168.00 这样的数字"},
        {PRICE(.min = 1), "1,2", 0, "168.00 这样的数字"},
        {PRICE(.min = 1), "92233720368547758.08", 0, "168.00 这样的数字"},
        {PRICE(.min = -100), "-0.99", -99, NULL},
        {HOME(.required = true), "77", 77, NULL},
        {HOME(.required = true), "", 0, "请在「住哪里」里选一项"},
        {HOME(.required = true), "0", 0, "请在「住哪里」里选一项"},
        {HOME(.min = 0), "-3", 0, "请在「住哪里」里选一项"},
        {HOME(.min = 0), "", 0, NULL},
        {HOME(.hidden = true), "x", 0, "请刷新后再试一次"},
        {KIND(.required = true), "cat", 1, NULL},
        {KIND(.required = true), "2", 2, NULL},
        {KIND(.required = true), "3", 3, NULL},
        {KIND(.required = true), "4", 0, "请在「种类」里选一项"},
        {KIND(.required = true), "", 0, "请在「种类」里选一项"},
        {KIND(.min = 0), "", 0, NULL},
    };
    try_numbers(c, cases, COUNT(cases));
}

static void days_and_times(struct ctx *c)
{
    static const struct number_case cases[] = {
        {BORN(.required = true), "2026-11-23", DAY_1123, NULL},
        {BORN(.required = true), "2026/11/23", DAY_1123, NULL},
        {BORN(.required = true), "2026.11.23", DAY_1123, NULL},
        {BORN(.required = true), "２０２６年１１月２３日", DAY_1123, NULL},
        {BORN(.required = true), "2026 年 11 月 23 日", DAY_1123, NULL},
        {BORN(.required = true), "20261123", DAY_1123, NULL},
        {BORN(.required = true), "2026-1-2", DAY_1123 - 325 * HOURS(24), NULL},
        {BORN(.required = true), "2026-02-29", 0, "2026-11-23 这样的日期"},
        {BORN(.required = true), "2028-02-29", DAY_1123 + 463 * HOURS(24), NULL},
        {BORN(.required = true), "26-11-23", 0, "2026-11-23 这样的日期"},
        {BORN(.required = true), "2026-11-23x", 0, "2026-11-23 这样的日期"},
        {BORN(.required = true), "", 0, "请填写「生日」"},
        {BORN(.max = DAY_1123), "1950-01-01", -7305 * HOURS(24) - HOURS(8), NULL},
        {BORN(.max = DAY_1123), "2026-11-24", 0, "不能晚于 11月23日"},
        {BORN(.min = DAY_1123), "2026-11-22", 0, "不能早于 11月23日"},
        {SEEN(.min = 0), "2026-11-23T20:00", DAY_1123 + HOURS(20), NULL},
        {SEEN(.min = 0), "2026-11-23 20：00", DAY_1123 + HOURS(20), NULL},
        {SEEN(.min = 0), "2026-11-23T20:00:59", DAY_1123 + HOURS(20), NULL},
        {SEEN(.min = 0), "2026-11-23T12:00:00Z", DAY_1123 + HOURS(20), NULL},
        {SEEN(.min = 0), "2026-11-23T20:00:00+08:00", DAY_1123 + HOURS(20), NULL},
        {SEEN(.min = 0), "2026-11-23T07:00:00-05:00", DAY_1123 + HOURS(20), NULL},
        {SEEN(.min = 0), "2026年11月23日晚上8点", DAY_1123 + HOURS(20), NULL},
        {SEEN(.min = 0), "2026-11-23 晚上8点半", DAY_1123 + HOURS(20) + 30 * 60000, NULL},
        {SEEN(.min = 0), "2026-11-23 上午9点15分", DAY_1123 + HOURS(9) + 15 * 60000, NULL},
        {SEEN(.min = 0), "2026-11-23 8:00 PM", DAY_1123 + HOURS(20), NULL},
        {SEEN(.min = 0), "2026-11-23 12:00 AM", DAY_1123, NULL},
        {SEEN(.min = 0), "2026-11-23 24:00", 0, "2026-11-23 20:00 这样"},
        {SEEN(.min = 0), "2026-11-23 20:60", 0, "2026-11-23 20:00 这样"},
        {SEEN(.min = 0), "2026-11-23", 0, "2026-11-23 20:00 这样"},
        {SEEN(.min = 0), "", 0, NULL},
    };
    try_numbers(c, cases, COUNT(cases));
}

static void ticks(struct ctx *c)
{
    const struct field f = FIELD(struct pet, FIELD_FLAG, chipped, .label = "已植芯片");
    struct field must_tick = f;
    must_tick.required = true;
    struct pet p;
    const char *said;
    CHECK("ticked", parse_one(c, f, "1", &p, &said) && p.chipped);
    CHECK("in JSON", parse_one(c, f, "true", &p, &said) && p.chipped);
    CHECK("not ticked", parse_one(c, f, NULL, &p, &said) && !p.chipped);
    CHECK("false", parse_one(c, f, "false", &p, &said) && !p.chipped);
    CHECK("must be ticked",
        !parse_one(c, must_tick, NULL, &p, &said) && str_same(said, "请先勾选「已植芯片」"));
}

static const struct field pet_fields[] = {
    FIELD(struct pet, FIELD_TEXT, name, .label = "名字", .required = true),
    FIELD_UPLOAD("photo", .label = "照片", .required = true, .max = 10 << 20),
    FIELD(struct pet, FIELD_CHOICE, kind, .label = "种类", .choices = kinds, .required = true),
    FIELD(struct pet, FIELD_PHONE, phone, .label = "电话"),
    {0},
};
static const struct form pet_form = {"test.pet", sizeof(struct pet), pet_fields};

static void all_errors_at_once(struct ctx *c)
{
    struct pair v[] = {{"phone", "1"}, {"kind", "9"}, {"stranger", "x"}, {"phone", "13900000001"}};
    struct pairs in = {v, COUNT(v), COUNT(v)};
    struct wrongs wrong = {0};
    struct pet p;
    CHECK("refused", !form_parse(c->arena, &pet_form, &in, &p, &wrong));
    CHECK("the first of two counts, in the order of the page",
        wrong.n == 3 && str_same(wrong.v[0].field, "name") && str_same(wrong.v[1].field, "kind") &&
            str_same(wrong.v[2].field, "phone"));
    CHECK("a photo is missing", !form_check_files(c->arena, &pet_form, NULL, 0, &wrong));
    CHECK("in its place", wrong.n == 4 && str_same(wrong.v[1].field, "photo"));
}

static void files(struct ctx *c)
{
    struct upload u[] = {{.field = "photo", .size = 5}, {.field = "other", .size = 11 << 20}};
    struct wrongs wrong = {0};
    CHECK("one is enough", form_check_files(c->arena, &pet_form, u, 2, &wrong));
    u[0].size = (10 << 20) + 1;
    CHECK("too big", !form_check_files(c->arena, &pet_form, u, 1, &wrong) &&
                         str_same(say(c, wrong.v[0].words), "「照片」每个不能超过 10 MB"));
    u[0].size = 0;
    CHECK("an empty part is none", !form_check_files(c->arena, &pet_form, u, 1, &wrong));
    CHECK("has files", form_has_files(&pet_form) && !form_has_files(&act_form));
}

static void acts_for_another(struct ctx *c)
{
    struct pair v[] = {{"act_person", "77"}, {"act_channel", "phone"}};
    struct pairs in = {v, 2, 2};
    struct wrongs wrong = {0};
    struct act_typed t;
    CHECK("by telephone", act_parse(c->arena, &in, &t, &wrong) && t.act_person == 77 &&
                              t.act_channel == CHANNEL_PHONE && str_same(t.act_evidence, ""));
    in.n = 1;
    CHECK("by which way?",
        !act_parse(c->arena, &in, &t, &wrong) && str_same(wrong.v[0].field, "act_channel"));
    v[1].value = "web";
    in.n = 2;
    CHECK("never by the web", !act_parse(c->arena, &in, &t, &wrong));
    in.n = 0;
    CHECK("for oneself", act_parse(c->arena, &in, &t, &wrong) && !t.act_person && !t.act_channel);
}

static void json_bodies(struct ctx *c)
{
    static const char good[] =
        "{\"name\": \"咪咪\", \"kind\": 2, \"price\": 168.5, \"chipped\": true,"
        " \"phone\": null}";
    static const char *const bad[] = {"", "[]", "{\"a\": [1]}", "{\"a\": {}}",
        "{\"a\": 1, \"a\": 2}", "{\"a\": 1", "{\"a\": \"\\u0000\"}", "nul"};
    struct pairs in = {0};
    CHECK("an object", pairs_of_json(c->arena, good, strlen(good), &in) && in.n == 5);
    CHECK("exactly", in.n == 5 && str_same(in.v[0].value, "咪咪") && str_same(in.v[1].value, "2") &&
                         str_same(in.v[2].value, "168.5") && str_same(in.v[3].value, "true") &&
                         str_same(in.v[4].value, ""));
    for (size_t i = 0; i < COUNT(bad); i++) {
        struct pairs none = {0};
        CHECK(bad[i], !pairs_of_json(c->arena, bad[i], strlen(bad[i]), &none));
    }
}

/* Whatever is typed, a value that is accepted is inside its limits, and nothing crashes. */
static void anything_typed(struct ctx *c)
{
    static const char *const pieces[] = {"1", "9", "0", "２", ",", ".", "-", ":", " ", "年", "月",
        "日", "T", "Z", "+08:00", "点", "半", "晚上", "元", "㎡", "\xff", "\n", "a", "2026", "11",
        "139"};
    const struct field fields[] = {LEGS(.min = 1, .max = 99), CAGE(.max = 99999), BORN(.min = 1),
        SEEN(.min = 1), PHONE(.max = 0), CODE(.min = 4, .max = 6), NAME(.min = 2, .max = 5)};
    uint8_t dice[8];
    size_t accepted = 0;
    for (int run = 0; run < 4000; run++) {
        const char *typed = "";
        new_random(c, dice, sizeof(dice));
        for (int i = 0; i < dice[0] % 7; i++) {
            typed = arena_printf(c->arena, "%s%s", typed, pieces[dice[i + 1] % COUNT(pieces)]);
        }
        struct field f[] = {fields[run % (int)COUNT(fields)], {0}};
        struct form form = {"test.any", sizeof(struct pet), f};
        struct pair pair = {f[0].name, typed};
        struct pairs in = {&pair, 1, 1};
        struct wrongs wrong = {0};
        struct pet p;
        bool ok = form_parse(c->arena, &form, &in, &p, &wrong);
        accepted += ok && *typed;
        bool legs = !ok || (p.legs >= 0 && p.legs <= 99),
             cage = !ok || (p.cage >= 0 && p.cage <= 99999);
        bool name = !ok || !p.name || utf8_length(p.name) <= 5;
        if (!legs || !cage || !name || (!ok && !*say(c, wrong.v[0].words))) {
            CHECK(typed, false);
        }
    }
    CHECK("some of it was meant", accepted > 100);
}

/* Every amount of money survives being shown and typed again. */
static void hundredths_round_trip(struct ctx *c)
{
    for (int run = 0; run < 2000; run++) {
        int64_t n;
        int64_t back;
        new_random(c, &n, sizeof(n));
        n = run & 1 ? n % 100000 : n >> 8;
        if (!scan_number(say_money(c, n), 2, &back) || back != n) {
            CHECK(say_money(c, n), false);
        }
    }
    CHECK("2000 amounts", true);
}

const struct test form_tests[] = {
    {"texts", texts, .pure = true},
    {"numbers", numbers, .pure = true},
    {"days and times", days_and_times, .pure = true},
    {"ticks", ticks, .pure = true},
    {"all errors at once", all_errors_at_once, .pure = true},
    {"files", files, .pure = true},
    {"acts for another", acts_for_another, .pure = true},
    {"JSON bodies", json_bodies, .pure = true},
    {"anything typed", anything_typed, .pure = true},
    {"hundredths round trip", hundredths_round_trip, .pure = true},
    {0},
};
