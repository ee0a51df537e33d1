/* docx_test.c - a document written and read back; what no XML may hold is not in it. */
#include "tests/docx.h"

#include <stdio.h>
#include <string.h>

#include "tests/check.h"

static const char *const labels[] = {"序号", "事情", "金额"};
static const int weights[] = {1, 6, 2};
static const bool numbers[] = {true, false, true};

static struct buf small(const char *title, const char *cell)
{
    struct buf b = {0};
    struct docx *d = docx_create(title, "第 {0} 页，共 {1} 页", true);
    docx_line(d, "柳荫里居民区 · 打印日期 2026-11-27");
    docx_table(d, labels, weights, 3);
    docx_row(d, (const char *const[]){"1", cell, "45.50"}, numbers);
    docx_line(d, "经办人：");
    must(docx_finish(d, &b));
    return b;
}

static void written_and_read_back(struct ctx *c)
{
    struct sheet t;
    struct docx_lines lines;
    struct buf b = small("诉求台账 <2026> & \"三季度\"", "a\x01<b>&\xff\"c\nd\t\xef\xbf\xbe]]>");
    CHECK("parses", docx_read(c->arena, b.v, b.n, &t, &lines));
    CHECK("a header and a row", t.n == 2 && t.v[0].n == 3 && t.v[1].n == 3);
    CHECK("the header", str_same(t.v[0].v[1], "事情"));
    CHECK("as it was", str_same(t.v[1].v[1], "a<b>&\xef\xbf\xbd\"c\nd ]]>"));
    CHECK("numbers", str_same(t.v[1].v[2], "45.50"));
    CHECK("lines in order", lines.n == 3 && str_starts(lines.v[0], "诉求台账 <2026>") &&
                                str_starts(lines.v[1], "柳荫里") &&
                                str_same(lines.v[2], "经办人："));
    const char *body = docx_part(c->arena, b.v, b.n, "word/document.xml");
    CHECK("the header on every page", strstr(body, "<w:tblHeader/>") && strstr(body, "cantSplit"));
    CHECK("across", strstr(body, "w:orient=\"landscape\""));
    const char *foot = docx_part(c->arena, b.v, b.n, "word/footer1.xml");
    CHECK("pages counted", strstr(foot, " PAGE ") && strstr(foot, " NUMPAGES "));
    CHECK("in this language", strstr(foot, "页，共 "));
    const char *fonts = docx_part(c->arena, b.v, b.n, "word/fontTable.xml");
    CHECK("fonts, and what stands in for them",
        strstr(fonts, "宋体") && strstr(fonts, "仿宋") && strstr(fonts, "SimSun"));
    CHECK("cut is seen", !docx_read(c->arena, b.v, b.n / 2, &t, &lines));
    buf_release(&b);
}

/* Every code point below 0x300 and some above, alone in a cell. */
static void every_character(struct ctx *c)
{
    for (int point = 1; point < 0x300; point++) {
        char cell[8] = "", back[8] = "";
        struct sheet t;
        struct docx_lines lines;
        size_t n = point < 0x80 ? 1 : 2;
        cell[0] = (char)(n == 1 ? point : 0xc0 | (point >> 6));
        cell[1] = (char)(n == 1 ? 0 : 0x80 | (point & 0x3f));
        struct buf b = small(cell, cell);
        bool kept = point >= ' ' || point == '\n';
        snprintf(back, sizeof(back), "%s", point == '\t' ? " " : kept ? cell : "");
        CHECK(arena_printf(c->arena, "U+%04X", (unsigned)point),
            docx_read(c->arena, b.v, b.n, &t, &lines) && str_same(t.v[1].v[1], back));
        buf_release(&b);
    }
}

static void nothing_in_it(struct ctx *c)
{
    struct sheet t;
    struct docx_lines lines;
    struct buf b = {0};
    struct docx *d = docx_create("", "{", false);
    docx_table(d, labels, weights, 3);
    CHECK("finished", docx_finish(d, &b) && docx_read(c->arena, b.v, b.n, &t, &lines));
    CHECK("a header only", t.n == 1);
    CHECK("a paragraph after the table, or Word calls it damaged",
        strstr(docx_part(c->arena, b.v, b.n, "word/document.xml"), "</w:tbl><w:p/><w:sectPr>"));
    buf_release(&b);
}

static void many_rows(struct ctx *c)
{
    struct sheet t;
    struct docx_lines lines;
    struct buf b = {0};
    struct docx *d = docx_create("户", "", false);
    docx_table(d, labels, weights, 3);
    for (int i = 0; i < 5000; i++) {
        const char *no = arena_printf(c->arena, "%d", i);
        docx_row(d, (const char *const[]){no, "柳荫里 3号楼 301", no}, numbers);
    }
    CHECK("all back", docx_finish(d, &b) && docx_read(c->arena, b.v, b.n, &t, &lines) &&
                          t.n == 5001 && str_same(t.v[5000].v[2], "4999"));
    buf_release(&b);
}

const struct test docx_tests[] = {
    {"written and read back", written_and_read_back, true},
    {"every character", every_character, true},
    {"nothing in it", nothing_in_it, true},
    {"many rows", many_rows, true},
    {0},
};
