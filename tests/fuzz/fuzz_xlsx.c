/* fuzz_xlsx.c - any bytes as a workbook. A fuzzer seldom keeps a zip whole, so an input that starts
 * with '<' is taken for the XML of a sheet and put into one. */
#include <string.h>
#include <zip.h>

#include "lib/sheet/sheet.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

static const char relations[] =
    "<Relationships><Relationship Id=\"r1\" Type=\"/worksheet\" Target=\"s.xml\"/>"
    "<Relationship Id=\"r2\" Type=\"/sharedStrings\" Target=\"t.xml\"/>"
    "<Relationship Id=\"r3\" Type=\"/styles\" Target=\"s.xml\"/></Relationships>";
static const char workbook[] =
    "<workbook><sheets><sheet name=\"s\" id=\"r1\"/></sheets></workbook>";
static const char strings[] = "<sst><si><t>a</t></si><si><t>b</t></si></sst>";

static void add(zip_t *zip, const char *name, const void *bytes, size_t n)
{
    zip_source_t *source = zip_source_buffer(zip, bytes, n, 0);
    must(zip_file_add(zip, name, source, 0) >= 0);
}

/* The same bytes stand for the cells and for the styles. */
static void *packed(struct arena *a, const uint8_t *bytes, size_t n, size_t *size)
{
    zip_error_t error;
    zip_stat_t st;
    zip_source_t *source = zip_source_buffer_create(NULL, 0, 0, &error);
    zip_t *zip = zip_open_from_source(source, ZIP_TRUNCATE, &error);
    must(zip);
    zip_source_keep(source);
    add(zip, "xl/workbook.xml", workbook, sizeof(workbook) - 1);
    add(zip, "xl/_rels/workbook.xml.rels", relations, sizeof(relations) - 1);
    add(zip, "xl/t.xml", strings, sizeof(strings) - 1);
    add(zip, "xl/s.xml", bytes, n);
    must(zip_close(zip) == 0 && zip_source_open(source) == 0);
    must(zip_source_stat(source, &st) == 0);
    void *out = arena_alloc(a, st.size);
    must(zip_source_read(source, out, st.size) == (zip_int64_t)st.size);
    zip_source_close(source);
    zip_source_free(source);
    *size = st.size;
    return out;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    struct arena *a = arena_create();
    struct sheet s;
    struct err why = {0};
    const void *book = bytes;
    size_t size = n;
    if (n && bytes[0] == '<') {
        book = packed(a, bytes, n, &size);
    }
    bool fine = sheet_read(a, book, size, &s, &why);
    must(fine ? s.n > 0 : why.words.msgid != NULL);
    struct sheets all;
    struct err other = {0};
    bool each = sheets_read(a, book, size, &all, &other);
    must(each ? all.n > 0 : other.words.msgid != NULL);
    arena_destroy(a);
    return 0;
}
