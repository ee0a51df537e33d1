/* xlsx_part.c - the zip and the XML of a workbook, behind guards. */
#include <string.h>

#include "lib/sheet/xlsx_reading.h"

bool book_refuse(struct book *b, enum err_kind kind, struct words words)
{
    if (!b->failed) {
        b->failed = true;
        fail(b->why, kind, words);
    }
    return false;
}

bool book_broken(struct book *b)
{
    return book_refuse(b, ERR_KIND, SAY(N_("表格文件已损坏，请用 Excel 或 WPS 打开后另存一次")));
}

static bool refuse_bomb(struct book *b)
{
    return book_refuse(b, ERR_TOO_BIG, SAY(N_("表格解压后太大，请分成几份")));
}

/* XML ----------------------------------------------------------------------------------------- */

static const char *local_name(const char *name)
{
    const char *colon = strrchr(name, ':');
    return colon ? colon + 1 : name;
}

const char *attribute(const char **attributes, const char *name)
{
    for (; *attributes; attributes += 2) {
        if (strcmp(local_name(attributes[0]), name) == 0) {
            return attributes[1];
        }
    }
    return NULL;
}

void part_listen(struct part *p)
{
    p->text.n = 0;
    line_add(p->book->arena, &p->text, "", 0);
    p->listening = true;
}

const char *part_text(struct part *p)
{
    p->listening = false;
    return p->text.v ? p->text.v : "";
}

static void XMLCALL on_start(void *user, const char *name, const char **attributes)
{
    struct part *p = user;
    if (++p->depth > XLSX_DEPTH_MAX) {
        book_broken(p->book);
    }
    if (!p->book->failed && p->start) {
        p->start(p, local_name(name), attributes);
    }
    if (p->book->failed) {
        XML_StopParser(p->parser, XML_FALSE);
    }
}

static void XMLCALL on_end(void *user, const char *name)
{
    struct part *p = user;
    p->depth--;
    if (!p->book->failed && p->end) {
        p->end(p, local_name(name));
    }
    if (p->book->failed) {
        XML_StopParser(p->parser, XML_FALSE);
    }
}

static void XMLCALL on_text(void *user, const char *s, int n)
{
    struct part *p = user;
    if (p->listening && p->text.n + (size_t)n > 4 * SHEET_CELL_MAX) {
        book_refuse(p->book, ERR_TOO_BIG, SAY(N_("有一格的文字太长")));
        XML_StopParser(p->parser, XML_FALSE);
    } else if (p->listening) {
        line_add(p->book->arena, &p->text, s, (size_t)n);
    }
}

/* No spreadsheet needs a DOCTYPE; without one there are no entities to expand or to fetch. */
static void XMLCALL on_doctype(
    void *user, const char *name, const char *system, const char *public, int internal)
{
    struct part *p = user;
    (void)name, (void)system, (void)public, (void)internal;
    book_refuse(p->book, ERR_KIND, SAY(N_("表格里有不允许的声明（DOCTYPE），不能读取")));
    XML_StopParser(p->parser, XML_FALSE);
}

/* Zip ----------------------------------------------------------------------------------------- */

static bool feed(struct part *p, zip_file_t *file)
{
    char bytes[32 * 1024];
    zip_int64_t got;
    while ((got = zip_fread(file, bytes, sizeof(bytes))) > 0) {
        p->book->bytes_left -= got;
        if (p->book->bytes_left < 0) {
            return refuse_bomb(p->book);
        }
        if (XML_Parse(p->parser, bytes, (int)got, 0) != XML_STATUS_OK) {
            return book_broken(p->book);
        }
    }
    if (got < 0 || XML_Parse(p->parser, "", 0, 1) != XML_STATUS_OK) {
        return book_broken(p->book);
    }
    return !p->book->failed;
}

static bool parse_file(struct part *p, zip_file_t *file)
{
    p->parser = XML_ParserCreate(NULL);
    must(p->parser);
    XML_SetUserData(p->parser, p);
    XML_SetElementHandler(p->parser, on_start, on_end);
    XML_SetCharacterDataHandler(p->parser, on_text);
    XML_SetStartDoctypeDeclHandler(p->parser, on_doctype);
    bool fine = feed(p, file);
    XML_ParserFree(p->parser);
    return fine;
}

bool part_parse(struct part *p, const char *entry, bool optional)
{
    struct book *b = p->book;
    if (b->failed) {
        return false;
    }
    zip_int64_t index = entry ? zip_name_locate(b->zip, entry, ZIP_FL_NOCASE) : -1;
    if (index < 0) {
        return optional || book_broken(b);
    }
    zip_file_t *file = zip_fopen_index(b->zip, (zip_uint64_t)index, 0);
    if (!file) {
        return book_broken(b);
    }
    bool fine = parse_file(p, file);
    zip_fclose(file);
    return fine;
}

/* What the directory claims. The claims may lie: feed() counts again. */
static bool check_entries(struct book *b)
{
    zip_int64_t n = zip_get_num_entries(b->zip, 0);
    uint64_t unzipped = 0, zipped = 0;
    if (n > XLSX_ENTRIES_MAX) {
        return refuse_bomb(b);
    }
    for (zip_int64_t i = 0; i < n; i++) {
        zip_stat_t st;
        if (zip_stat_index(b->zip, (zip_uint64_t)i, 0, &st) != 0) {
            return book_broken(b);
        }
        if (st.encryption_method != ZIP_EM_NONE) {
            return book_refuse(b, ERR_KIND, SAY(N_("这个文件有密码，请去掉密码另存后再上传")));
        }
        if (st.size > SHEET_BYTES_MAX || (unzipped += st.size) > SHEET_BYTES_MAX) {
            return refuse_bomb(b);
        }
        zipped += st.comp_size;
    }
    bool squeezed = unzipped > XLSX_RATIO_FROM && unzipped / XLSX_RATIO_MAX > zipped;
    return squeezed ? refuse_bomb(b) : true;
}

/* Some workbooks carry hundreds of forgotten tabs. */
enum { TABS_READ_MAX = 60 };

static bool read_tabs(struct book *b, bool all, struct sheets *out)
{
    for (size_t i = 0; i < b->tabs.n && out->n < TABS_READ_MAX && (all || !out->n); i++) {
        const struct tab *tab = &b->tabs.v[i];
        const char *entry = tab->hidden && !all ? NULL : relation_target(b, tab->relation);
        struct sheet sheet = {.name = tab->name, .hidden = tab->hidden};
        if (entry && !book_read_tab(b, entry, &sheet)) {
            break;
        }
        if (sheet.n) {
            list_push(b->arena, out, sheet);
        }
    }
    return !b->failed;
}

bool xlsx_read(
    struct arena *a, const void *bytes, size_t n, bool all, struct sheets *out, struct err *why)
{
    struct book b = {.arena = a, .why = why, .bytes_left = SHEET_BYTES_MAX};
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t *source = zip_source_buffer_create(bytes, n, 0, &error);
    must(source);
    b.zip = zip_open_from_source(source, ZIP_RDONLY | ZIP_CHECKCONS, &error);
    zip_error_fini(&error);
    if (!b.zip) {
        zip_source_free(source);
        return book_broken(&b);
    }
    bool fine = check_entries(&b) && book_open(&b) && read_tabs(&b, all, out);
    zip_discard(b.zip);
    return fine;
}
