/* docx_write.c - a document of one table, for Word and WPS: WordprocessingML in a zip. The body
 * goes row by row into a file without a name; only what is packed is held in memory. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zip.h>

#include "lib/sheet/sheet.h"
#include "lib/text/line.h"

#define W "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\""
#define R "xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\""
#define XML "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
#define REL "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
#define WORD "application/vnd.openxmlformats-officedocument.wordprocessingml."

enum { LONG_SIDE = 16838, SHORT_SIDE = 11906, MARGIN = 850 }; /* A4, 15 mm, in 1/1440 inch */

struct docx {
    FILE *body;
    struct buf footer, core;
    int columns, width; /* of the text */
    bool across, open; /* open: in the table */
    bool failed;
};

/* Parts that are always the same ----------------------------------------------------------------
 */
static const char types[] =
    XML "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
        "<Default Extension=\"rels\""
        " ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
        "<Default Extension=\"xml\" ContentType=\"application/xml\"/>"
        "<Override PartName=\"/word/document.xml\" ContentType=\"" WORD "document.main+xml\"/>"
        "<Override PartName=\"/word/styles.xml\" ContentType=\"" WORD "styles+xml\"/>"
        "<Override PartName=\"/word/fontTable.xml\" ContentType=\"" WORD "fontTable+xml\"/>"
        "<Override PartName=\"/word/footer1.xml\" ContentType=\"" WORD "footer+xml\"/>"
        "<Override PartName=\"/docProps/core.xml\""
        " ContentType=\"application/vnd.openxmlformats-package.core-properties+xml\"/>"
        "</Types>";
#define RELATIONSHIPS \
    "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
static const char package[] = XML RELATIONSHIPS
    "<Relationship Id=\"rId1\" Type=\"" REL "officeDocument\" Target=\"word/document.xml\"/>"
    "<Relationship Id=\"rId2\" Type=\"http://schemas.openxmlformats.org/package/2006/"
    "relationships/metadata/core-properties\" Target=\"docProps/core.xml\"/></Relationships>";
static const char relations[] = XML RELATIONSHIPS
    "<Relationship Id=\"rId1\" Type=\"" REL "styles\" Target=\"styles.xml\"/>"
    "<Relationship Id=\"rId2\" Type=\"" REL "fontTable\" Target=\"fontTable.xml\"/>"
    "<Relationship Id=\"rId3\" Type=\"" REL "footer\" Target=\"footer1.xml\"/></Relationships>";
/* What stands in for a font that a computer does not have. */
static const char fonts[] = XML
    "<w:fonts " W ">"
    "<w:font w:name=\"宋体\"><w:altName w:val=\"SimSun;Songti SC;Noto Serif CJK SC\"/>"
    "<w:charset w:val=\"86\"/><w:family w:val=\"auto\"/></w:font>"
    "<w:font w:name=\"仿宋\"><w:altName w:val=\"FangSong;仿宋_GB2312;STFangsong;Noto Serif CJK SC\"/>"
    "<w:charset w:val=\"86\"/><w:family w:val=\"auto\"/></w:font></w:fonts>";
#define SONG \
    "<w:rFonts w:ascii=\"Times New Roman\" w:hAnsi=\"Times New Roman\" w:cs=\"Times New Roman\"" \
    " w:eastAsia=\"宋体\"/>"
#define FANG \
    "<w:rFonts w:ascii=\"Times New Roman\" w:hAnsi=\"Times New Roman\" w:cs=\"Times New Roman\"" \
    " w:eastAsia=\"仿宋\"/>"
#define STYLE(id, name, p, r) \
    "<w:style w:type=\"paragraph\" w:styleId=\"" id "\"><w:name w:val=\"" name "\"/>" \
    "<w:basedOn w:val=\"Normal\"/><w:pPr>" p "</w:pPr><w:rPr>" r "</w:rPr></w:style>"
#define SIZE(half) "<w:sz w:val=\"" half "\"/><w:szCs w:val=\"" half "\"/>"
static const char styles[] = XML "<w:styles " W "><w:docDefaults><w:rPrDefault><w:rPr>" SONG SIZE(
    "18") "<w:lang w:val=\"en-US\" w:eastAsia=\"zh-CN\"/></w:rPr></w:rPrDefault></w:docDefaults>"
          "<w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\">"
          "<w:name w:val=\"Normal\"/></w:style>" STYLE("Title", "Title",
              "<w:spacing w:after=\"120\"/><w:jc w:val=\"center\"/>", SONG "<w:b/>" SIZE("36"))
              STYLE("Line", "Line", "<w:spacing w:before=\"60\" w:after=\"60\"/>", FANG SIZE("21"))
                  STYLE("Head", "Head", "<w:jc w:val=\"center\"/>", "<w:b/>")
                      STYLE("Number", "Number", "<w:jc w:val=\"right\"/>", "")
                          STYLE("Footer", "footer", "<w:jc w:val=\"center\"/>", "") "</w:styles>";

/* Text ------------------------------------------------------------------------------------------
 */
/* What XML 1.0 can hold; a line break is one. */
static void put_text(struct buf *b, const char *text)
{
    char bytes[4];
    int points = 0;
    buf_puts(b, "<w:r><w:t xml:space=\"preserve\">");
    while (*text && points++ < SHEET_CELL_MAX) {
        uint32_t c = utf8_next(&text);
        if (c == '\n') {
            buf_puts(b, "</w:t><w:br/><w:t xml:space=\"preserve\">");
        } else if (c == '&') {
            buf_puts(b, "&amp;");
        } else if (c == '<' || c == '>') {
            buf_puts(b, c == '<' ? "&lt;" : "&gt;");
        } else if (c == '\t') {
            buf_puts(b, " ");
        } else if (c >= ' ' && c != 0xfffe && c != 0xffff) {
            buf_put(b, bytes, utf8_put(c, bytes));
        }
    }
    buf_puts(b, "</w:t></w:r>");
}

static void write_out(struct docx *d, struct buf *b)
{
    d->failed |= !d->body || (b->n && fwrite(b->v, 1, b->n, d->body) != b->n);
    b->n = 0;
}

static void put_paragraph(struct buf *b, const char *style, const char *text)
{
    buf_printf(b, "<w:p><w:pPr><w:pStyle w:val=\"%s\"/></w:pPr>", style);
    if (!str_empty(text)) {
        put_text(b, text);
    }
    buf_puts(b, "</w:p>");
}

/* The document ----------------------------------------------------------------------------------
 */
static void put_field(struct buf *b, const char *name)
{
    buf_printf(b, "<w:fldSimple w:instr=\" %s \"><w:r><w:t>1</w:t></w:r></w:fldSimple>", name);
}

/* "第 {0} 页，共 {1} 页" */
static void put_footer(struct docx *d, const char *pages)
{
    struct buf *b = &d->footer;
    char piece[200];
    buf_puts(b, XML "<w:ftr " W "><w:p><w:pPr><w:pStyle w:val=\"Footer\"/></w:pPr>");
    while (*pages) {
        const char *slot = strchr(pages, '{');
        size_t n = slot ? (size_t)(slot - pages) : strlen(pages);
        snprintf(piece, sizeof(piece), "%.*s", (int)n, pages);
        put_text(b, piece);
        bool whole = slot && slot[1] && slot[2] == '}';
        if (whole) {
            put_field(b, slot[1] == '0' ? "PAGE" : "NUMPAGES");
        }
        pages += n + (whole ? 3 : slot ? 1 : 0);
    }
    buf_puts(b, "</w:p></w:ftr>");
}

struct docx *docx_create(const char *title, const char *pages, bool across)
{
    struct buf b = {0};
    struct docx *d = calloc(1, sizeof(*d));
    must(d);
    d->body = tmpfile();
    d->across = across;
    d->width = (across ? LONG_SIDE : SHORT_SIDE) - 2 * MARGIN;
    put_footer(d, pages);
    buf_puts(&d->core, XML "<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/"
                           "package/2006/metadata/core-properties\""
                           " xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:title>");
    for (const char *s = title; *s; s++) {
        if ((unsigned char)*s >= ' ' && !strchr("&<>", *s)) {
            buf_put(&d->core, s, 1);
        }
    }
    buf_puts(&d->core, "</dc:title></cp:coreProperties>");
    buf_puts(&b, XML "<w:document " W " " R "><w:body>");
    put_paragraph(&b, "Title", title);
    write_out(d, &b);
    buf_release(&b);
    return d;
}

int docx_width(const struct docx *d)
{
    return d->width;
}

void docx_line(struct docx *d, const char *text)
{
    struct buf b = {0};
    if (d->open) {
        buf_puts(&b, "</w:tbl>");
        d->open = false;
    }
    put_paragraph(&b, "Line", text);
    write_out(d, &b);
    buf_release(&b);
}

static void put_borders(struct buf *b)
{
    static const char *const sides[] = {"top", "left", "bottom", "right", "insideH", "insideV"};
    buf_puts(b, "<w:tblBorders>");
    for (size_t i = 0; i < COUNT(sides); i++) {
        buf_printf(
            b, "<w:%s w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"666666\"/>", sides[i]);
    }
    buf_puts(b, "</w:tblBorders>");
}

void docx_table(struct docx *d, const char *const *labels, const int *weights, int n)
{
    struct buf b = {0};
    int sum = 0;
    must(n > 0);
    for (int i = 0; i < n; i++) {
        sum += weights[i];
    }
    buf_printf(&b, "<w:tbl><w:tblPr><w:tblW w:w=\"%d\" w:type=\"dxa\"/>", d->width);
    put_borders(&b);
    buf_puts(&b, "<w:tblLayout w:type=\"fixed\"/><w:tblCellMar>"
                 "<w:left w:w=\"60\" w:type=\"dxa\"/><w:right w:w=\"60\" w:type=\"dxa\"/>"
                 "</w:tblCellMar></w:tblPr><w:tblGrid>");
    for (int i = 0; i < n; i++) {
        buf_printf(&b, "<w:gridCol w:w=\"%d\"/>", d->width * weights[i] / sum);
    }
    buf_puts(&b, "</w:tblGrid><w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>");
    for (int i = 0; i < n; i++) {
        buf_puts(&b, "<w:tc><w:tcPr><w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"EEEEEE\"/>"
                     "<w:vAlign w:val=\"center\"/></w:tcPr>");
        put_paragraph(&b, "Head", labels[i]);
        buf_puts(&b, "</w:tc>");
    }
    buf_puts(&b, "</w:tr>");
    d->columns = n;
    d->open = true;
    write_out(d, &b);
    buf_release(&b);
}

void docx_row(struct docx *d, const char *const *cells, const bool *numbers)
{
    struct buf b = {0};
    must(d->open);
    buf_puts(&b, "<w:tr><w:trPr><w:cantSplit/></w:trPr>");
    for (int i = 0; i < d->columns; i++) {
        buf_puts(&b, "<w:tc>");
        put_paragraph(&b, numbers[i] ? "Number" : "Normal", cells[i]);
        buf_puts(&b, "</w:tc>");
    }
    buf_puts(&b, "</w:tr>");
    write_out(d, &b);
    buf_release(&b);
}

/* Packing ---------------------------------------------------------------------------------------
 */
static bool add(zip_t *zip, const char *name, zip_source_t *source)
{
    if (source && zip_file_add(zip, name, source, ZIP_FL_ENC_UTF_8) >= 0) {
        return true;
    }
    zip_source_free(source);
    return false;
}

static bool add_text(zip_t *zip, const char *name, const char *text)
{
    return add(zip, name, zip_source_buffer(zip, text, strlen(text), 0));
}

/* The zip takes the body, which it reads from where that stands, and closes. */
static bool add_parts(struct docx *d, zip_t *zip)
{
    FILE *body = d->body;
    zip_source_t *source = zip_source_filep(zip, body, 0, -1);
    d->body = source ? NULL : body;
    return add_text(zip, "[Content_Types].xml", types) && add_text(zip, "_rels/.rels", package) &&
           add(zip, "word/document.xml", source) && add_text(zip, "word/styles.xml", styles) &&
           add_text(zip, "word/fontTable.xml", fonts) &&
           add_text(zip, "word/footer1.xml", d->footer.v) &&
           add_text(zip, "word/_rels/document.xml.rels", relations) &&
           add_text(zip, "docProps/core.xml", d->core.v);
}

static bool append(zip_source_t *packed, struct buf *out)
{
    char bytes[16 * 1024];
    zip_int64_t n = -1;
    if (zip_source_open(packed) != 0) {
        return false;
    }
    while ((n = zip_source_read(packed, bytes, sizeof(bytes))) > 0) {
        buf_put(out, bytes, (size_t)n);
    }
    zip_source_close(packed);
    return n == 0;
}

static bool pack(struct docx *d, struct buf *out)
{
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t *packed = zip_source_buffer_create(NULL, 0, 0, &error);
    zip_t *zip = packed ? zip_open_from_source(packed, ZIP_TRUNCATE, &error) : NULL;
    if (!zip) {
        zip_source_free(packed);
        return false;
    }
    zip_source_keep(packed);
    bool fine = add_parts(d, zip) && zip_close(zip) == 0;
    if (!fine) {
        zip_discard(zip);
    }
    fine = fine && append(packed, out);
    zip_source_free(packed);
    return fine;
}

bool docx_finish(struct docx *d, struct buf *out)
{
    struct buf b = {0};
    buf_printf(&b,
        "%s<w:sectPr><w:footerReference w:type=\"default\" r:id=\"rId3\"/>"
        "<w:pgSz w:w=\"%d\" w:h=\"%d\"%s/><w:pgMar w:top=\"%d\" w:right=\"%d\" w:bottom=\"%d\""
        " w:left=\"%d\" w:header=\"500\" w:footer=\"500\" w:gutter=\"0\"/></w:sectPr></w:body>"
        "</w:document>",
        d->open ? "</w:tbl><w:p/>" : "", d->across ? LONG_SIDE : SHORT_SIDE,
        d->across ? SHORT_SIDE : LONG_SIDE, d->across ? " w:orient=\"landscape\"" : "", MARGIN,
        MARGIN, MARGIN, MARGIN);
    write_out(d, &b);
    buf_release(&b);
    bool fine = !d->failed && fseek(d->body, 0, SEEK_SET) == 0 && pack(d, out);
    if (d->body) {
        fclose(d->body);
    }
    buf_release(&d->footer);
    buf_release(&d->core);
    free(d);
    return fine;
}
