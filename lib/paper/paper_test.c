/* paper_test.c */
#include "lib/paper/paper.h"

#include <ctype.h>
#include <string.h>

#include "tests/check.h"

static bool parses(const char *s, int sheet, int row)
{
    int no = 0, line = 0;
    struct err why = {0};
    return row_code_parse(s, &no, &line, &why) && no == sheet && line == row;
}

static const char *refusal(const char *s)
{
    int no, row;
    struct err why = {0};
    return row_code_parse(s, &no, &row, &why) ? "" : why.words.msgid;
}

static void codes(struct ctx *c)
{
    char code[ROW_CODE_TEXT];
    (void)c;
    row_code(123456, 7, code);
    CHECK("as printed", strncmp(code, "123456 07 ", 10) == 0 && strlen(code) == 12);
    CHECK("by the standard",
        (INT64_C(12345607) * 100 + (code[10] - '0') * 10 + code[11] - '0') % 97 == 1);
    CHECK("read", parses(code, 123456, 7));
    row_code(1, 1, code);
    CHECK("the first", parses(code, 1, 1));
    row_code(999999, 99, code);
    CHECK("the last", parses(code, 999999, 99));
    CHECK("short", str_same(refusal("12345"), "行号是 10 位数字，这里有 {0} 位"));
    CHECK("long", str_same(refusal("12345678901234567890123"), "行号是 10 位数字，这里有 {0} 位"));
    CHECK("nothing", *refusal("") && *refusal(NULL));
    CHECK("letters", str_same(refusal("123456 O7 42"), "行号只有数字"));
    CHECK("sheet nought", *refusal("0000000198") && *refusal("0000000095"));
}

static void typed_in_every_manner(struct ctx *c)
{
    char code[ROW_CODE_TEXT];
    row_code(123456, 7, code);
    char *a = arena_strdup(c->arena, code), *b = arena_strdup(c->arena, code);
    size_t n = 0;
    for (size_t i = 0; code[i]; i++) {
        if (code[i] != ' ') {
            a[n++] = code[i];
        }
        b[i] = code[i] == ' ' ? '-' : code[i];
    }
    a[n] = '\0';
    CHECK("without spaces", parses(a, 123456, 7));
    CHECK("with hyphens", parses(b, 123456, 7));
    const char *wide = "";
    for (size_t i = 0; code[i]; i++) {
        static const char *const digits[] = {
            "０", "１", "２", "３", "４", "５", "６", "７", "８", "９"};
        bool space = code[i] == ' ';
        wide = arena_printf(c->arena, "%s%s", wide, space ? "　" : digits[code[i] - '0']);
    }
    CHECK("full width", parses(wide, 123456, 7));
}

/* A generator of its own: the same codes in every run. */
static uint32_t next_dice(uint32_t *state)
{
    *state = *state * UINT32_C(1664525) + UINT32_C(1013904223);
    return *state >> 8;
}

static void slips_of_the_hand(struct ctx *c)
{
    uint32_t dice = 7;
    int wrong = 0, swaps = 0, passed = 0;
    (void)c;
    for (int i = 0; i < 2000; i++) {
        char code[ROW_CODE_TEXT], digits[11];
        size_t n = 0;
        row_code((int)(next_dice(&dice) % 999999) + 1, (int)(next_dice(&dice) % 99) + 1, code);
        for (const char *s = code; *s; s++) {
            if (isdigit((unsigned char)*s)) {
                digits[n++] = *s;
            }
        }
        digits[10] = '\0';
        for (size_t at = 0; at < 10; at++) {
            char kept = digits[at];
            for (char d = '0'; d <= '9'; d++) {
                digits[at] = d;
                wrong += d != kept;
                passed += d != kept && !*refusal(digits);
            }
            digits[at] = kept;
        }
        for (size_t at = 0; at + 1 < 10; at++) {
            char x = digits[at], y = digits[at + 1];
            digits[at] = y;
            digits[at + 1] = x;
            swaps += x != y;
            passed += x != y && !*refusal(digits);
            digits[at] = x;
            digits[at + 1] = y;
        }
        passed += *refusal(digits) != '\0';
    }
    CHECK("some were tried", wrong == 180000 && swaps > 15000);
    CHECK("every slip is refused", passed == 0);
}

static void a_sheet_and_its_rows(struct ctx *c)
{
    struct paper_sheet s = {.kind = "requests.slip", .place_id = 5, .rows = 12}, t = s, found;
    test_area(c, NULL);
    test_begin(c);
    CHECK("printed", paper_print(c, &s) && s.no >= 1 && s.made_at == c->now);
    CHECK("numbers go on", paper_print(c, &t) && t.no == s.no + 1);
    CHECK("found", paper_find(c, s.no, &found) && str_same(found.kind, s.kind) &&
                       found.rows == 12 && found.place_id == 5 && found.made_at == c->now);
    CHECK("not typed yet", paper_subject(c, s.no, 3) == 0);
    CHECK("typed", paper_typed(c, s.no, 3, 77));
    CHECK("became", paper_subject(c, s.no, 3) == 77);
    CHECK("another row", paper_typed(c, s.no, 12, 78) && paper_subject(c, s.no, 3) == 77);
    CHECK("kept", test_end(c));
    test_begin(c);
    CHECK("a second time", !paper_typed(c, s.no, 3, 79) && c->err.kind == ERR_CONFLICT);
    CHECK("says what it became", str_same(c->err.words.v[1].s, "77"));
    test_end(c);
    c->err = (struct err){0};
}

static void what_is_not_there(struct ctx *c)
{
    struct paper_sheet s = {.kind = "k", .rows = 1}, found;
    test_area(c, NULL);
    test_begin(c);
    CHECK("printed", paper_print(c, &s));
    CHECK("a row beyond", !paper_typed(c, s.no, 2, 1) && err_take(&c->err).kind == ERR_ABSENT);
    CHECK(
        "no such sheet", !paper_find(c, s.no + 9, &found) && err_take(&c->err).kind == ERR_ABSENT);
    CHECK("kept", test_end(c));
    int no = s.no;
    test_area(c, NULL);
    test_begin(c);
    CHECK("another area's", !paper_find(c, no, &found) && err_take(&c->err).kind == ERR_ABSENT);
    CHECK("nor typed into", !paper_typed(c, no, 1, 1) && err_take(&c->err).kind == ERR_ABSENT);
    test_end(c);
}

static size_t times(const char *s, const char *piece)
{
    size_t n = 0;
    for (; (s = strstr(s, piece)) != NULL; s += strlen(piece)) {
        n++;
    }
    return n;
}

static void qr_codes(struct ctx *c)
{
    const char *svg = qr_svg(c->arena, "http://127.0.0.1:8080/b/LYL03C", "3号楼<\"首页\">&");
    CHECK("one picture", str_starts(svg, "<svg class=\"qr\" viewBox=\"0 0 "));
    CHECK("one path", times(svg, "<path") == 1 && times(svg, "</svg>") == 1);
    CHECK("read aloud",
        strstr(svg, "role=\"img\" aria-label=\"3号楼&lt;&quot;首页&quot;&gt;&amp;\""));
    CHECK("no style", !strstr(svg, "style") && !strstr(svg, "fill"));
    CHECK("starts in its corner", strstr(svg, " d=\"M4 4h7v1h-7z"));
    CHECK("nothing", str_same(qr_svg(c->arena, "", "x"), ""));
    char *big = arena_alloc(c->arena, 1665);
    memset(big, 'a', 1663);
    CHECK("the longest", *qr_svg(c->arena, big, ""));
    big[1663] = 'a';
    CHECK("too long", !*qr_svg(c->arena, big, ""));
}

const struct test paper_tests[] = {
    {"codes", codes, true},
    {"typed in every manner", typed_in_every_manner, true},
    {"slips of the hand", slips_of_the_hand, true},
    {"a sheet and its rows", a_sheet_and_its_rows},
    {"what is not there", what_is_not_there},
    {"QR codes", qr_codes, true},
    {0},
};
