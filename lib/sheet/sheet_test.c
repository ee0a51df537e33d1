/* sheet_test.c - CSV in and out, and files that are no spreadsheets. */
#include "lib/sheet/sheet.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "tests/check.h"

/* "1:a|b / 3:c": row numbers and cells; "!" and the sentence when it was refused. */
static const char *shown(struct ctx *c, const void *bytes, size_t n)
{
    struct sheet s;
    struct err why = {0};
    if (!sheet_read(c->arena, bytes, n, &s, &why)) {
        CHECK("a refusal has words and a kind", why.words.msgid && why.kind);
        return arena_printf(c->arena, "!%s", str_or(why.words.msgid, ""));
    }
    const char *out = "";
    for (size_t i = 0; i < s.n; i++) {
        out = arena_printf(c->arena, "%s%s%d:", out, i ? " / " : "", s.v[i].number);
        for (int j = 0; j < s.v[i].n; j++) {
            out = arena_printf(c->arena, "%s%s%s", out, j ? "|" : "", s.v[i].v[j]);
        }
    }
    return out;
}

struct csv_case {
    const char *what, *in, *out;
};

static void check_all(struct ctx *c, const struct csv_case *cases, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        const char *got = shown(c, cases[i].in, strlen(cases[i].in));
        CHECK(cases[i].what, str_same(got, cases[i].out));
        if (!str_same(got, cases[i].out)) {
            printf("    got %s\n", got);
        }
    }
}

static void plain_files(struct ctx *c)
{
    static const struct csv_case cases[] = {
        {"two rows", "姓名,手机\n张三,138\n", "1:姓名|手机 / 2:张三|138"},
        {"no last line end", "a,b\nc,d", "1:a|b / 2:c|d"},
        {"CRLF", "a,b\r\nc,d\r\n", "1:a|b / 2:c|d"},
        {"CR", "a,b\rc,d\r", "1:a|b / 2:c|d"},
        {"a mark at the front", "\xef\xbb\xbf姓名,b\n", "1:姓名|b"},
        {"blank rows keep their numbers", "a\n\n,,\nb\n", "1:a / 4:b"},
        {"uneven rows", "a\nb,c,d\ne,,\n", "1:a / 2:b|c|d / 3:e"},
        {"inner blanks stay", "a,,c\n", "1:a||c"},
        {"spaces go", "  a  b , c\n", "1:a b|c"},
        {"semicolons", "a;b,5;c\n1;2;3\n", "1:a|b,5|c / 2:1|2|3"},
        {"tabs", "a\tb\n1\t2,5\n", "1:a|b / 2:1|2,5"},
        {"Excel's hint", "sep=;\r\na;b\r\n", "2:a|b"},
        {"one column", "姓名\n张三\n", "1:姓名 / 2:张三"},
        {"a title above the table", "宝欣苑名册\n姓名;手机\n", "1:宝欣苑名册 / 2:姓名|手机"},
        {"our own guard goes", "'=1+1,'+86,'a\n", "1:=1+1|+86|'a"},
    };
    check_all(c, cases, COUNT(cases));
}

static void quotes(struct ctx *c)
{
    static const struct csv_case cases[] = {
        {"quoted mark", "\"a,b\",c\n", "1:a,b|c"},
        {"doubled", "\"a\"\"b\",c\n", "1:a\"b|c"},
        {"line in a cell", "\"a\nb\",c\nd\n", "1:a\nb|c / 2:d"},
        {"in the middle it is a mark", "5\" pipe,c\n", "1:5\" pipe|c"},
        {"something behind", "\"a\"b,c\n", "1:ab|c"},
        {"empty", "\"\",c\n", "1:|c"},
        {"semicolon inside", "\"a;b;c\",d\n", "1:a;b;c|d"},
        {"unbalanced", "a\nb,\"c\nd\n", "!第 {0} 行的引号没有成对，请检查这一行"},
    };
    check_all(c, cases, COUNT(cases));
    struct sheet s;
    struct err why = {0};
    CHECK("with its row",
        !sheet_read(c->arena, "a\nb,\"c\nd\n", 9, &s, &why) && why.words.v[0].i == 2);
}

static void encodings(struct ctx *c)
{
    static const char gb[] = "\xd0\xd5\xc3\xfb,\xca\xd6\xbb\xfa\r\n\xd5\xc5\xc8\xfd,138\r\n";
    static const char utf16[] = "\xff\xfe\x59\x00,\0\xd3\x59\r\0\n\0";
    static const char utf16be[] = "\xfe\xff\0a\0\t\0b";
    CHECK("GB18030", str_same(shown(c, gb, sizeof(gb) - 1), "1:姓名|手机 / 2:张三|138"));
    CHECK("UTF-16LE", str_same(shown(c, utf16, sizeof(utf16) - 1), "1:Y|姓"));
    CHECK("UTF-16BE", str_same(shown(c, utf16be, sizeof(utf16be) - 1), "1:a|b"));
    CHECK("half a unit", *shown(c, "\xff\xfe\x41", 3) == '!');
    CHECK("no text at all", *shown(c, "\x89PNG\r\n\x1a\n\0\0\0\xff", 12) == '!');
    CHECK("a NUL", *shown(c, "a,b\0c", 5) == '!');
}

static void other_files(struct ctx *c)
{
    static const char old[] = "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 and the rest of it";
    static const char locked[] =
        "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1....E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0..";
    static const struct csv_case cases[] = {
        {"nothing", "", "!这张表格是空的"},
        {"only blanks", " ,\n,,\n", "!这张表格是空的"},
        {"PDF", "%PDF-1.7 ...", "!这不是一张 XLSX 或 CSV 表格"},
        {"a web page", "\n<html><table>",
            "!这是网页格式的表格，请用 Excel 或 WPS 另存为 .xlsx 后再上传"},
        {"a broken zip", "PK\3\4 and no more", "!表格文件已损坏，请用 Excel 或 WPS 打开后另存一次"},
    };
    check_all(c, cases, COUNT(cases));
    CHECK("old .xls", strstr(shown(c, old, sizeof(old) - 1), ".xls "));
    CHECK("locked", strstr(shown(c, locked, sizeof(locked) - 1), "密码"));
}

static void limits(struct ctx *c)
{
    struct sheet s;
    struct err why = {0};
    struct buf b = {0};
    for (int i = 0; i <= SHEET_ROWS_MAX; i++) {
        buf_puts(&b, "x\n");
    }
    CHECK("as many rows as allowed", sheet_read(c->arena, b.v, b.n - 2, &s, &why) &&
                                         s.n == SHEET_ROWS_MAX &&
                                         s.v[s.n - 1].number == SHEET_ROWS_MAX);
    CHECK("one more", !sheet_read(c->arena, b.v, b.n, &s, &why) && why.kind == ERR_TOO_BIG);
    b.n = 0;
    for (int i = 0; i < SHEET_COLUMNS_MAX; i++) {
        buf_puts(&b, i ? ",x" : "x");
    }
    why = (struct err){0};
    CHECK("as many columns", sheet_read(c->arena, b.v, b.n, &s, &why));
    buf_puts(&b, ",,,");
    CHECK("blank ones beyond", sheet_read(c->arena, b.v, b.n, &s, &why));
    buf_puts(&b, "x");
    CHECK("one beyond", !sheet_read(c->arena, b.v, b.n, &s, &why) && why.kind == ERR_TOO_BIG);
    b.n = 0;
    for (int i = 0; i <= SHEET_CELL_MAX; i++) {
        buf_puts(&b, "字");
    }
    why = (struct err){0};
    CHECK("a long cell", sheet_read(c->arena, b.v, b.n - 3, &s, &why));
    CHECK("too long", !sheet_read(c->arena, b.v, b.n, &s, &why) && why.kind == ERR_TOO_BIG);
    buf_release(&b);
}

static void written(struct ctx *c)
{
    static const char *const cells[] = {"张三", "a,b", "say \"x\"", "=1+1", "+86", "-5", "@me",
        "\tx", "line\nline", "", "3;4", "ok"};
    struct buf b = {0};
    csv_begin(&b);
    for (size_t i = 0; i < COUNT(cells); i++) {
        csv_cell(&b, cells[i], i == 0, false);
    }
    csv_end_row(&b);
    csv_cell(&b, "-5", true, true);
    csv_cell(&b, NULL, false, false);
    csv_end_row(&b);
    CHECK("as it should be",
        str_same(b.v, "\xef\xbb\xbf张三,\"a,b\",\"say \"\"x\"\"\",'=1+1,'+86,"
                      "'-5,'@me,\"'\tx\",\"line\nline\",,\"3;4\",ok\r\n-5,\r\n"));
    CHECK("and reads back", str_same(shown(c, b.v, b.n), "1:张三|a,b|say \"x\"|=1+1|+86|-5|@me|x|"
                                                         "line\nline||3;4|ok / 2:-5"));
    buf_release(&b);
}

static void from_a_file(struct ctx *c)
{
    char path[] = "/tmp/eaves-sheet-XXXXXX";
    int fd = mkstemp(path);
    struct sheet s;
    struct err why = {0};
    CHECK("made", fd >= 0 && write(fd, "a,b\n", 4) == 4 && close(fd) == 0);
    CHECK("read", sheet_read_file(c->arena, path, &s, &why) && s.n == 1 && s.v[0].n == 2);
    unlink(path);
    CHECK("absent", !sheet_read_file(c->arena, path, &s, &why) && why.words.msgid);
    why = (struct err){0};
    CHECK("a folder", !sheet_read_file(c->arena, "/tmp", &s, &why) && why.words.msgid);
}

const struct test sheet_tests[] = {
    {"plain files", plain_files, true},
    {"quotes", quotes, true},
    {"encodings", encodings, true},
    {"other files", other_files, true},
    {"limits", limits, true},
    {"written", written, true},
    {"from a file", from_a_file, true},
    {0},
};
