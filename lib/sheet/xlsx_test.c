/* xlsx_test.c - workbooks made by hand, as the programs of committees make them, and hostile ones.
 */
#include <stdio.h>
#include <string.h>
#include <zip.h>

#include "lib/sheet/sheet.h"
#include "tests/check.h"
#include "tests/docx.h"

struct entry {
    const char *name, *text; /* text NULL ends */
};

static struct bytes zip_of(struct ctx *c, const struct entry *entries)
{
    zip_error_t error;
    zip_stat_t st;
    zip_source_t *source = zip_source_buffer_create(NULL, 0, 0, &error);
    zip_t *zip = zip_open_from_source(source, ZIP_TRUNCATE, &error);
    must(zip);
    zip_source_keep(source);
    for (; entries->name; entries++) {
        zip_source_t *text = zip_source_buffer(zip, entries->text, strlen(entries->text), 0);
        must(zip_file_add(zip, entries->name, text, ZIP_FL_ENC_UTF_8) >= 0);
    }
    must(zip_close(zip) == 0);
    must(zip_source_open(source) == 0 && zip_source_stat(source, &st) == 0);
    struct bytes out = {arena_alloc(c->arena, st.size), st.size};
    must(zip_source_read(source, (void *)out.v, out.n) == (zip_int64_t)out.n);
    zip_source_close(source);
    zip_source_free(source);
    return out;
}

#define HEAD "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
#define MAIN "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\""
#define RELS "xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\""
#define TYPES "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define RELATION(id, type, target) \
    "<Relationship Id=\"" id "\" Type=\"" TYPES type "\" Target=\"" target "\"/>"

static const char root_rels[] = HEAD "<Relationships " RELS ">" RELATION(
    "rId1", "/officeDocument", "xl/workbook.xml") "</Relationships>";
static const char book_rels[] =
    HEAD "<Relationships " RELS ">" RELATION("rId1", "/worksheet", "worksheets/sheet1.xml")
        RELATION("rId2", "/worksheet", "/xl/worksheets/sheet2.xml")
            RELATION("rId3", "/sharedStrings", "sharedStrings.xml")
                RELATION("rId4", "/styles", "../xl/styles.xml") "</Relationships>";
static const char one_tab[] =
    HEAD "<workbook " MAIN " xmlns:r=\"" TYPES "\"><sheets>"
         "<sheet name=\"名册\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>";

struct book_parts {
    const char *cells, *strings, *styles, *workbook, *second;
};

static struct bytes book_of(struct ctx *c, struct book_parts p)
{
    const struct entry entries[] = {
        {"[Content_Types].xml", "<Types/>"},
        {"_rels/.rels", root_rels},
        {"xl/workbook.xml", str_or(p.workbook, one_tab)},
        {"xl/_rels/workbook.xml.rels", book_rels},
        {"xl/worksheets/sheet1.xml", str_or(p.cells, "<worksheet/>")},
        {"xl/worksheets/sheet2.xml", str_or(p.second, "<worksheet/>")},
        {"xl/sharedStrings.xml", str_or(p.strings, "<sst/>")},
        {"xl/styles.xml", str_or(p.styles, "<styleSheet/>")},
        {0},
    };
    return zip_of(c, entries);
}

static const char *shown_bytes(struct ctx *c, struct bytes b)
{
    struct sheet s;
    struct err why = {0};
    if (!sheet_read(c->arena, b.v, b.n, &s, &why)) {
        CHECK("a refusal has words and a kind", why.words.msgid && why.kind);
        return arena_printf(c->arena, "!%s", str_or(why.words.msgid, ""));
    }
    const char *out = s.name;
    for (size_t i = 0; i < s.n; i++) {
        out = arena_printf(c->arena, "%s %d:", out, s.v[i].number);
        for (int j = 0; j < s.v[i].n; j++) {
            out = arena_printf(c->arena, "%s%s%s", out, j ? "|" : "", s.v[i].v[j]);
        }
    }
    return out;
}

static void expect(struct ctx *c, const char *what, struct book_parts parts, const char *expected)
{
    const char *got = shown_bytes(c, book_of(c, parts));
    CHECK(what, str_same(got, expected));
    if (!str_same(got, expected)) {
        printf("    got %s\n", got);
    }
}

#define SHEET(rows) HEAD "<worksheet " MAIN "><sheetData>" rows "</sheetData></worksheet>"

static void a_committees_roll(struct ctx *c)
{
    expect(c, "strings of all sorts",
        (struct book_parts){
            .strings = HEAD
            "<sst " MAIN " count=\"9\" uniqueCount=\"4\"><si><t>姓名</t></si>"
            "<si><r><rPr><b/></rPr><t>张</t></r><r><t xml:space=\"preserve\">三 </t></r></si>"
            "<si><t>東京</t><rPh sb=\"0\" eb=\"2\"><t>トウキョウ</t></rPh></si>"
            "<si><t>a_x000D_b&amp;_x005F_x000D_</t></si><si/></sst>",
            .cells = SHEET(
                "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c>"
                "<c r=\"C1\" t=\"inlineStr\"><is><r><t>手</t></r><r><t>机</t></r>"
                "<rPh sb=\"0\" eb=\"1\"><t>x</t></rPh></is></c></row>"
                "<row r=\"2\"/><row r=\"4\" spans=\"1:3\"><c r=\"A4\" s=\"7\" t=\"s\"><v>1</v></c>"
                "<c r=\"B4\" t=\"s\"><v>2</v></c><c r=\"C4\" t=\"s\"><v>3</v></c>"
                "<c r=\"D4\" t=\"s\"><v>4</v></c><c r=\"E4\" t=\"s\"><v>99</v></c></row>"),
        },
        "名册 1:姓名||手机 4:张三|東京|a b&_x000D_");
    expect(c, "formulas, booleans, errors",
        (struct book_parts){
            .cells = SHEET(
                "<row><c><f>SUM(A1)</f><v>3</v></c>"
                "<c t=\"str\"><f>A1</f><v>三</v></c><c t=\"b\"><v>1</v></c>"
                "<c t=\"e\"><v>#N/A</v></c><c t=\"d\"><v>2026-11-23T00:00:00</v></c>"
                "<c t=\"d\"><v>2026-11-23T08:30</v></c><c t=\"b\"/></row><row><c><v>5</v></c></row>"),
        },
        "名册 1:3|三|TRUE|#N/A|2026-11-23|2026-11-23 08:30 2:5");
    expect(c, "another prefix",
        (struct book_parts){
            .workbook = "<x:workbook xmlns:x=\"m\" xmlns:r=\"o\"><x:sheets>"
                        "<x:sheet name=\"a\" r:id=\"rId1\"/></x:sheets></x:workbook>",
            .cells = "<x:worksheet xmlns:x=\"m\"><x:sheetData><x:row r=\"2\"><x:c r=\"B2\">"
                     "<x:v>7</x:v></x:c></x:row></x:sheetData></x:worksheet>",
        },
        "a 2:|7");
}

static void numbers(struct ctx *c)
{
    static const struct {
        const char *raw, *shown;
    } cases[] = {
        {"23", "23"},
        {"23.0", "23"},
        {"89.5", "89.5"},
        {"0.1", "0.1"},
        {"-0.05", "-0.05"},
        {"1.3812345678E+10", "13812345678"},
        {"13812345678", "13812345678"},
        {"0.30000000000000004", "0.3"},
        {"1E-3", "0.001"},
        {"0", "0"},
        {"-7", "-7"},
        {"1.1010119900101001E+17", "110101199001010000"},
        {"1e20", "100000000000000000000"},
        {"123456.789", "123456.789"},
        {"99.999999999999999", "100"},
        {"1e999", "1e999"},
        {"nan", "nan"},
        {"0x10", "0x10"},
        {"1e-300", "0"},
        {"-", "-"},
        {"1.2.3", "1.2.3"},
        {"89.700000000000003", "89.7"},
        {"1e29", "100000000000000000000000000000"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        const char *cells = arena_printf(c->arena,
            "<worksheet><sheetData><row><c><v>%s</v></c></row></sheetData></worksheet>",
            cases[i].raw);
        expect(c, cases[i].raw, (struct book_parts){.cells = cells},
            arena_printf(c->arena, "名册 1:%s", cases[i].shown));
    }
}

static const char date_styles[] =
    "<styleSheet><numFmts count=\"9\">"
    "<numFmt numFmtId=\"176\" formatCode=\"yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;;@\"/>"
    "<numFmt numFmtId=\"177\" formatCode=\"0.00&quot;元/day&quot;\"/>"
    "<numFmt numFmtId=\"178\" formatCode=\"[$-804]yyyy/m/d h:mm AM/PM\"/>"
    "<numFmt numFmtId=\"179\" formatCode=\"0000\"/>"
    "<numFmt numFmtId=\"180\" formatCode=\"[h]:mm\"/>"
    "<numFmt numFmtId=\"181\" formatCode=\"#,##0.00_);[Red]\\(#,##0.00\\)\"/>"
    "<numFmt numFmtId=\"182\" formatCode=\"[DBNum1]m&quot;月&quot;d&quot;日&quot;\"/>"
    "<numFmt numFmtId=\"183\" formatCode=\"mm:ss\"/></numFmts>"
    "<cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs>"
    "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf numFmtId=\"176\"/><xf numFmtId=\"177\"/>"
    "<xf numFmtId=\"178\"/><xf numFmtId=\"179\"/><xf numFmtId=\"180\"/><xf numFmtId=\"181\"/>"
    "<xf numFmtId=\"182\"/><xf numFmtId=\"183\"/><xf numFmtId=\"9\"/><xf numFmtId=\"31\"/>"
    "<xf numFmtId=\"22\"/><xf numFmtId=\"20\"/></cellXfs></styleSheet>";

static void days_and_formats(struct ctx *c)
{
    static const struct {
        int style;
        const char *raw, *shown;
    } cases[] = {
        {0, "46349", "46349"},
        {1, "46349", "2026-11-23"},
        {2, "46349.75", "2026-11-23"},
        {3, "46349", "46349"},
        {4, "46349.75", "2026-11-23 18:00"},
        {5, "301", "0301"},
        {5, "12345", "12345"},
        {6, "1.5", "36:00"},
        {7, "1234.5", "1234.5"},
        {8, "46349", "2026-11-23"},
        {9, "0.5", "12:00"},
        {10, "0.07", "7%"},
        {10, "0.505", "50.5%"},
        {11, "46349", "2026-11-23"},
        {12, "46349", "2026-11-23 00:00"},
        {13, "0.35434027777777777", "08:30:15"},
        {1, "1", "1900-01-01"},
        {1, "59", "1900-02-28"},
        {1, "61", "1900-03-01"},
        {1, "2958465", "9999-12-31"},
        {1, "2958466", "2958466"},
        {1, "-3", "-3"},
        {1, "25569", "1970-01-01"},
        {99, "5", "5"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        const char *cells = arena_printf(c->arena,
            "<worksheet><sheetData><row><c s=\"%d\"><v>%s</v></c></row></sheetData></worksheet>",
            cases[i].style, cases[i].raw);
        expect(c, arena_printf(c->arena, "style %d", cases[i].style),
            (struct book_parts){.cells = cells, .styles = date_styles},
            arena_printf(c->arena, "名册 1:%s", cases[i].shown));
    }
    expect(c, "the other calendar",
        (struct book_parts){.styles = date_styles,
            .workbook = "<workbook><workbookPr date1904=\"1\"/><sheets>"
                        "<sheet name=\"m\" id=\"rId1\"/></sheets></workbook>",
            .cells = SHEET("<row><c s=\"1\"><v>44887</v></c><c s=\"1\"><v>0</v></c></row>")},
        "m 1:2026-11-23|1904-01-01");
}

static void tabs(struct ctx *c)
{
#define TWO_TABS(first, second) \
    "<workbook><sheets><sheet name=\"一\" id=\"rId1\"" first \
    "/><sheet name=\"二\" id=\"rId2\"" second "/></sheets></workbook>"
    const char *full = SHEET("<row r=\"1\"><c><v>1</v></c></row>");
    const char *other = SHEET("<row r=\"1\"><c><v>2</v></c></row>");
    expect(c, "the first", (struct book_parts){full, .second = other, .workbook = TWO_TABS("", "")},
        "一 1:1");
    expect(c, "a hidden one is passed over",
        (struct book_parts){full, .second = other, .workbook = TWO_TABS(" state=\"hidden\"", "")},
        "二 1:2");
    expect(c, "an empty one too",
        (struct book_parts){.second = other, .workbook = TWO_TABS("", " state=\"visible\"")},
        "二 1:2");
    expect(c, "none", (struct book_parts){.workbook = TWO_TABS("", "")}, "!这张表格是空的");
    expect(c, "a relation to nowhere",
        (struct book_parts){
            full, .workbook = "<workbook><sheets><sheet id=\"rId9\"/></sheets></workbook>"},
        "!这张表格是空的");
}

static void merged_areas(struct ctx *c)
{
    expect(c, "value only in the first",
        (struct book_parts){
            .cells = HEAD
            "<worksheet><sheetData><row r=\"1\"><c r=\"A1\"><v>1</v></c>"
            "<c r=\"B1\"><v>2</v></c><c r=\"C1\"><v>3</v></c></row><row r=\"2\"><c r=\"A2\">"
            "<v>4</v></c></row><row r=\"3\"><c r=\"A3\"><v>5</v></c><c r=\"B3\"><v>6</v></c>"
            "</row></sheetData><mergeCells><mergeCell ref=\"A1:B1\"/>"
            "<mergeCell ref=\"A2:A3\"/><mergeCell ref=\"A2:A2\"/><mergeCell ref=\"x\"/>"
            "</mergeCells></worksheet>",
        },
        "名册 1:1||3 2:4 3:|6");
    struct buf b = {0};
    buf_puts(&b, "<worksheet><sheetData>");
    for (int i = 0; i < 2000; i++) {
        buf_puts(&b, "<row><c r=\"ZZ1\"/><c r=\"GA1\"><v>1</v></c></row>");
    }
    buf_puts(&b, "</sheetData><mergeCells>");
    for (int i = 0; i < 5000; i++) {
        buf_puts(&b, "<mergeCell ref=\"A1:GR200000\"/>");
    }
    buf_puts(&b, "</mergeCells></worksheet>");
    expect(
        c, "too many", (struct book_parts){.cells = b.v}, "!合并的单元格太多，请取消合并后再上传");
    buf_release(&b);
}

static void hostile_xml(struct ctx *c)
{
    const char *doctype = "!表格里有不允许的声明（DOCTYPE），不能读取";
    const char *broken = "!表格文件已损坏，请用 Excel 或 WPS 打开后另存一次";
    expect(c, "external entity",
        (struct book_parts){.cells = "<!DOCTYPE w [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>"
                                     "<worksheet><sheetData><row><c><v>&x;</v></c></row>"
                                     "</sheetData></worksheet>"},
        doctype);
    expect(c, "billion laughs",
        (struct book_parts){.strings =
                                "<!DOCTYPE s [<!ENTITY a \"haha\"><!ENTITY b \"&a;&a;&a;\">]>"
                                "<sst><si><t>&b;</t></si></sst>"},
        doctype);
    expect(
        c, "an unknown entity", (struct book_parts){.strings = "<sst><si>&x;</si></sst>"}, broken);
    expect(c, "not closed", (struct book_parts){.cells = "<worksheet><sheetData>"}, broken);
    expect(c, "no XML", (struct book_parts){.workbook = "hello"}, broken);
    expect(c, "rows going back",
        (struct book_parts){.cells = SHEET("<row r=\"5\"/><row r=\"4\"/>")}, broken);
    expect(
        c, "a row beyond", (struct book_parts){.cells = SHEET("<row r=\"99999999999\"/>")}, broken);
    expect(c, "an odd address", (struct book_parts){.cells = SHEET("<row><c r=\"a1\"/></row>")},
        broken);
    expect(c, "a column beyond",
        (struct book_parts){.cells = SHEET("<row><c r=\"XFD1\"><v>1</v></c></row>")},
        "!第 {0} 行超过了 {1} 列");
    struct buf b = {0};
    for (int i = 0; i < 1000; i++) {
        buf_puts(&b, "<a>");
    }
    expect(c, "deep", (struct book_parts){.cells = b.v}, broken);
    buf_release(&b);
}

static char *long_text(struct ctx *c, size_t n, const char *head, const char *tail)
{
    size_t h = strlen(head), t = strlen(tail);
    char *s = arena_alloc(c->arena, h + n + t + 1);
    memcpy(s, head, h);
    memset(s + h, ' ', n);
    memcpy(s + h + n, tail, t + 1);
    return s;
}

static void bombs(struct ctx *c)
{
    const char *big = "!表格解压后太大，请分成几份";
    expect(c, "a ratio no sheet has",
        (struct book_parts){.cells = long_text(c, 30 << 20, "<worksheet>", "</worksheet>")}, big);
    expect(c, "a size no sheet has",
        (struct book_parts){.cells = long_text(c, SHEET_BYTES_MAX, "<worksheet>", "</worksheet>")},
        big);
    expect(c, "a cell without end",
        (struct book_parts){.strings = long_text(c, 1 << 20, "<sst><si><t>", "</t></si></sst>")},
        "!有一格的文字太长");
    struct entry *many = arena_alloc(c->arena, 5002 * sizeof(*many));
    for (int i = 0; i < 5001; i++) {
        many[i] = (struct entry){arena_printf(c->arena, "%d", i), ""};
    }
    CHECK("entries without end", str_same(shown_bytes(c, zip_of(c, many)), big));
}

/* The directory says 10 bytes where 8 MB come out. */
static void a_directory_that_lies(struct ctx *c)
{
    struct bytes b = book_of(
        c, (struct book_parts){.cells = long_text(c, 8 << 20, "<worksheet>", "</worksheet>")});
    unsigned char *v = (unsigned char *)b.v;
    int changed = 0;
    for (size_t i = 0; i + 30 < b.n; i++) {
        bool local = memcmp(v + i, "PK\3\4", 4) == 0, central = memcmp(v + i, "PK\1\2", 4) == 0;
        size_t at = i + (local ? 22 : 24);
        if ((local || central) && v[at + 2] == 0x80) {
            memcpy(v + at, "\x0a\0\0\0", 4);
            changed++;
        }
    }
    CHECK("both places", changed == 2);
    CHECK("refused", *shown_bytes(c, b) == '!');
}

static void odd_zips(struct ctx *c)
{
    static const struct entry document[] = {{"word/document.xml", "<w/>"}, {0}};
    static const struct entry outside[] = {{"../../etc/passwd", "x"}, {"/abs", "y"},
        {"_rels/.rels", root_rels}, {"xl/workbook.xml", one_tab},
        {"xl/_rels/workbook.xml.rels", book_rels},
        {"xl/worksheets/sheet1.xml", SHEET("<row><c><v>1</v></c></row>")}, {0}};
    static const struct entry no_relations[] = {{"xl/workbook.xml", one_tab}, {0}};
    CHECK("another office's document",
        str_same(shown_bytes(c, zip_of(c, document)), "!这不是一张 XLSX 或 CSV 表格"));
    CHECK("paths that lead outside lead nowhere",
        str_same(shown_bytes(c, zip_of(c, outside)), "名册 1:1"));
    CHECK("no relations", *shown_bytes(c, zip_of(c, no_relations)) == '!');
    struct bytes b = zip_of(c, outside);
    for (size_t n = 0; n < b.n; n += 7) {
        CHECK("cut anywhere", *shown_bytes(c, (struct bytes){b.v, n}) == '!');
    }
}

static void a_million_strings(struct ctx *c)
{
    struct buf b = {0};
    buf_puts(&b, "<sst>");
    for (int i = 0; i < 1000000; i++) {
        buf_printf(&b, "<si><t>户主%d</t></si>", i);
    }
    buf_puts(&b, "</sst>");
    expect(c, "the last of them",
        (struct book_parts){.strings = b.v,
            .cells = SHEET("<row><c t=\"s\"><v>999999</v></c><c t=\"s\"><v>1000000</v></c></row>")},
        "名册 1:户主999999");
    buf_release(&b);
}

static void written_and_read_back(struct ctx *c)
{
    static const char *const labels[] = {"姓名", "面积", "说明"};
    static const int widths[] = {12, 10, 40};
    struct buf b = {0};
    struct xlsx *x =
        xlsx_create("名册: 3号楼/2026 [草稿] 的一个很长很长很长很长很长很长很长的名字");
    xlsx_header(x, labels, widths, 3);
    xlsx_text(x, 1, 0, "张三");
    xlsx_number(x, 1, 1, 89.5);
    xlsx_text(x, 1, 2, "=HYPERLINK(\"x\")");
    xlsx_text(x, 3, 0, "013800");
    xlsx_text(x, 3, 1, "");
    xlsx_text(x, 3, 2, "a\x01<b>&\xff\"c\nd");
    CHECK("finished", xlsx_finish(x, &b));
    const char *got = shown_bytes(c, (struct bytes){b.v, b.n});
    CHECK("as it was",
        strstr(got, " 1:姓名|面积|说明 2:张三|89.5|=HYPERLINK(\"x\") 4:013800||a<b>&"));
    CHECK("a formula is text", !strstr(got, "<f>"));
    const char *sheet = docx_part(c->arena, b.v, b.n, "xl/worksheets/sheet1.xml");
    CHECK("on paper: A4 across, as wide as a page, the header on each",
        strstr(sheet, "orientation=\"landscape\"") && strstr(sheet, "paperSize=\"9\"") &&
            strstr(sheet, "fitToHeight=\"0\"") && strstr(sheet, "<pageSetUpPr fitToPage=\"1\"") &&
            strstr(docx_part(c->arena, b.v, b.n, "xl/workbook.xml"), "Print_Titles"));
    buf_release(&b);
}

static void many_rows(struct ctx *c)
{
    struct buf b = {0};
    struct sheet s;
    struct err why = {0};
    struct xlsx *x = xlsx_create(NULL);
    for (int row = 0; row < 20000; row++) {
        xlsx_text(x, row, 0, arena_printf(c->arena, "户主%d", row));
        xlsx_number(x, row, 1, row);
    }
    CHECK("finished", xlsx_finish(x, &b));
    CHECK("all back", sheet_read(c->arena, b.v, b.n, &s, &why) && s.n == 20000 &&
                          str_same(s.v[19999].v[0], "户主19999") &&
                          str_same(s.v[19999].v[1], "19999"));
    buf_release(&b);
}

const struct test xlsx_tests[] = {
    {"a committee's roll", a_committees_roll, true},
    {"numbers", numbers, true},
    {"days and formats", days_and_formats, true},
    {"tabs", tabs, true},
    {"merged areas", merged_areas, true},
    {"hostile XML", hostile_xml, true},
    {"bombs", bombs, true},
    {"a directory that lies", a_directory_that_lies, true},
    {"odd zips", odd_zips, true},
    {"a million strings", a_million_strings, true},
    {"written and read back", written_and_read_back, true},
    {"many rows", many_rows, true},
    {0},
};
