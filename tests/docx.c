/* docx.c - reads what lib/sheet/docx_write.c writes. */
#include "tests/docx.h"

#include <expat.h>
#include <string.h>
#include <zip.h>

#include "lib/text/line.h"

struct reading_back {
    struct arena *a;
    struct sheet *table;
    struct docx_lines *lines;
    struct line text;
    struct {
        const char **v;
        size_t n, cap;
    } cells;
    bool in_row, in_text;
};

static void XMLCALL starts(void *self, const char *name, const char **attributes)
{
    struct reading_back *r = self;
    (void)attributes;
    r->in_text = strcmp(name, "w:t") == 0;
    if (strcmp(name, "w:tr") == 0) {
        r->in_row = true;
        r->cells.n = 0;
    } else if (strcmp(name, "w:tc") == 0 || (strcmp(name, "w:p") == 0 && !r->in_row)) {
        r->text = (struct line){0};
        line_add(r->a, &r->text, "", 0);
    } else if (strcmp(name, "w:br") == 0) {
        line_add(r->a, &r->text, "\n", 1);
    }
}

static void XMLCALL ends(void *self, const char *name)
{
    struct reading_back *r = self;
    r->in_text = false;
    if (strcmp(name, "w:tc") == 0) {
        list_push(r->a, &r->cells, r->text.v);
    } else if (strcmp(name, "w:tr") == 0) {
        const char **v = arena_alloc(r->a, (r->cells.n + 1) * sizeof(*v));
        memcpy(v, r->cells.v, r->cells.n * sizeof(*v));
        struct sheet_row row = {.v = v, .n = (int)r->cells.n, .number = (int)r->table->n + 1};
        list_push(r->a, r->table, row);
        r->in_row = false;
    } else if (strcmp(name, "w:p") == 0 && !r->in_row) {
        list_push(r->a, r->lines, r->text.v);
    }
}

static void XMLCALL texts(void *self, const char *s, int n)
{
    struct reading_back *r = self;
    if (r->in_text) {
        line_add(r->a, &r->text, s, (size_t)n);
    }
}

const char *docx_part(struct arena *a, const void *bytes, size_t n, const char *name)
{
    zip_error_t error;
    zip_stat_t st;
    zip_source_t *source = zip_source_buffer_create(bytes, n, 0, &error);
    zip_t *zip = source ? zip_open_from_source(source, ZIP_RDONLY, &error) : NULL;
    char *out = NULL;
    if (!zip) {
        zip_source_free(source);
        return NULL;
    }
    zip_file_t *file = zip_stat(zip, name, 0, &st) == 0 ? zip_fopen(zip, name, 0) : NULL;
    if (file) {
        out = arena_alloc(a, st.size + 1);
        out = zip_fread(file, out, st.size) == (zip_int64_t)st.size ? out : NULL;
        zip_fclose(file);
    }
    zip_discard(zip);
    return out;
}

static bool parses(struct reading_back *r, const char *xml)
{
    XML_Parser parser = XML_ParserCreate("UTF-8");
    must(parser);
    XML_SetUserData(parser, r);
    if (r) {
        XML_SetElementHandler(parser, starts, ends);
        XML_SetCharacterDataHandler(parser, texts);
    }
    bool fine = xml && XML_Parse(parser, xml, (int)strlen(xml), 1) == XML_STATUS_OK;
    XML_ParserFree(parser);
    return fine;
}

bool docx_read(
    struct arena *a, const void *bytes, size_t n, struct sheet *table, struct docx_lines *lines)
{
    static const char *const parts[] = {"[Content_Types].xml", "_rels/.rels", "word/styles.xml",
        "word/fontTable.xml", "word/footer1.xml", "word/_rels/document.xml.rels",
        "docProps/core.xml"};
    struct reading_back r = {.a = a, .table = table, .lines = lines};
    *table = (struct sheet){.name = ""};
    *lines = (struct docx_lines){0};
    for (size_t i = 0; i < COUNT(parts); i++) {
        if (!parses(NULL, docx_part(a, bytes, n, parts[i]))) {
            return false;
        }
    }
    return parses(&r, docx_part(a, bytes, n, "word/document.xml"));
}
