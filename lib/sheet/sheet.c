/* sheet.c - which kind of spreadsheet is this, and its rows as both readers keep them. */
#include "lib/sheet/sheet.h"

#include <fcntl.h>
#include <iconv.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/sheet/reading.h"
#include "lib/text/text.h"

void reading_begin_row(struct reading *r, int number)
{
    r->row = number;
    r->hidden = false;
    r->n = 0;
}

bool reading_cell(struct reading *r, int col, const char *text)
{
    if (r->failed || str_empty(text)) {
        return !r->failed;
    }
    if (col >= SHEET_COLUMNS_MAX) {
        r->failed = true;
        return fail(r->why, ERR_TOO_BIG,
            WORDS(N_("第 {0} 行超过了 {1} 列"), INT(r->row), INT(SHEET_COLUMNS_MAX)));
    }
    if (strlen(text) > SHEET_CELL_MAX && utf8_length(text) > SHEET_CELL_MAX) {
        r->failed = true;
        return fail(r->why, ERR_TOO_BIG, WORDS(N_("第 {0} 行有一格的文字太长"), INT(r->row)));
    }
    while (r->n <= col) {
        r->cells[r->n++] = "";
    }
    r->cells[col] = text;
    return true;
}

bool reading_end_row(struct reading *r)
{
    if (r->failed || r->n == 0) {
        return !r->failed;
    }
    r->kept += r->n;
    if (r->out->n == SHEET_ROWS_MAX || r->kept > SHEET_CELLS_MAX) {
        r->failed = true;
        return fail(r->why, ERR_TOO_BIG,
            WORDS(N_("表格太大：最多 {0} 行，请分成几份"), INT(SHEET_ROWS_MAX)));
    }
    size_t size = (size_t)r->n * sizeof(*r->cells);
    const char **v = arena_alloc(r->arena, size);
    memcpy(v, r->cells, size);
    list_push(r->arena, r->out,
        (struct sheet_row){.v = v, .n = r->n, .number = r->row, .hidden = r->hidden});
    r->n = 0;
    return true;
}

static const char *without_guard(const char *text)
{
    return text[0] == '\'' && text[1] && strchr("=+-@\t\r", text[1]) ? text + 1 : text;
}

const char *reading_tidy(struct arena *a, const char *text, bool guarded)
{
    text = guarded ? without_guard(text) : text;
    if (!*text) {
        return "";
    }
    /* Again, since unseen characters may have stood between the two. */
    const char *tidy = str_tidy(a, text, false, true);
    return guarded ? without_guard(tidy) : tidy;
}

/* Encodings ----------------------------------------------------------------------------------- */

static bool from_utf16(
    struct arena *a, const char *encoding, const char *s, size_t n, const char **out)
{
    iconv_t conv = iconv_open("UTF-8", encoding);
    must(conv != (iconv_t)-1);
    size_t room = n / 2 * 3 + 4, left = room;
    char *v = arena_alloc(a, room), *to = v, *from = arena_alloc(a, n + 1);
    memcpy(from, s, n);
    size_t done = iconv(conv, &from, &n, &to, &left);
    iconv_close(conv);
    *out = v;
    return done != (size_t)-1 && !memchr(v, '\0', room - left);
}

static bool starts(const void *bytes, size_t n, const char *magic, size_t len)
{
    return n >= len && memcmp(bytes, magic, len) == 0;
}

static bool to_utf8(struct arena *a, const char *s, size_t n, const char **out)
{
    if (starts(s, n, "\xff\xfe", 2)) {
        return from_utf16(a, "UTF-16LE", s + 2, n - 2, out);
    }
    if (starts(s, n, "\xfe\xff", 2)) {
        return from_utf16(a, "UTF-16BE", s + 2, n - 2, out);
    }
    if (starts(s, n, "\xef\xbb\xbf", 3)) {
        s += 3;
        n -= 3;
    }
    if (utf8_valid(s, n)) {
        *out = arena_strndup(a, s, n);
        return true;
    }
    return text_from_gb18030(a, s, n, out);
}

/* What it is ---------------------------------------------------------------------------------- */

/* Office's own locked files and the old .xls share one container; the lock's stream has a name. */
static bool refuse_old_office(const char *s, size_t n, struct err *why)
{
    static const char locked[] = "E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e";
    if (memmem(s, n, locked, sizeof(locked) - 1)) {
        return fail(why, ERR_KIND, SAY(N_("这个文件有密码，请去掉密码另存后再上传")));
    }
    return fail(
        why, ERR_KIND, SAY(N_("这是旧的 .xls 文件，请用 Excel 或 WPS 另存为 .xlsx 后再上传")));
}

static bool is_markup(const char *text)
{
    text += strspn(text, " \t\r\n");
    return strncasecmp(text, "<html", 5) == 0 || strncasecmp(text, "<!doctype", 9) == 0 ||
           strncasecmp(text, "<?xml", 5) == 0 || strncasecmp(text, "<table", 6) == 0;
}

static bool refuse_other(struct err *why)
{
    return fail(why, ERR_KIND, SAY(N_("这不是一张 XLSX 或 CSV 表格")));
}

static bool read_text(struct arena *a, const char *s, size_t n, struct sheet *out, struct err *why)
{
    const char *text;
    if (starts(s, n, "%PDF", 4) || starts(s, n, "{\\rtf", 5) || !to_utf8(a, s, n, &text)) {
        return refuse_other(why);
    }
    if (is_markup(text)) {
        return fail(
            why, ERR_KIND, SAY(N_("这是网页格式的表格，请用 Excel 或 WPS 另存为 .xlsx 后再上传")));
    }
    return csv_read(a, text, out, why);
}

static bool read_any(
    struct arena *a, const void *bytes, size_t n, bool all, struct sheets *out, struct err *why)
{
    static const char old_office[] = "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";
    if (n > SHEET_BYTES_MAX) {
        return fail(why, ERR_TOO_BIG, SAY(N_("文件太大，请分成几份")));
    }
    if (starts(bytes, n, "PK\3\4", 4)) {
        return xlsx_read(a, bytes, n, all, out, why);
    }
    if (starts(bytes, n, old_office, 8)) {
        return refuse_old_office(bytes, n, why);
    }
    struct sheet text = {.name = ""};
    if (!read_text(a, bytes, n, &text, why)) {
        return false;
    }
    if (text.n) {
        list_push(a, out, text);
    }
    return true;
}

static bool read_sheets(
    struct arena *a, const void *bytes, size_t n, bool all, struct sheets *out, struct err *why)
{
    *out = (struct sheets){0};
    return read_any(a, bytes, n, all, out, why) &&
           (out->n || fail(why, ERR_KIND, SAY(N_("这张表格是空的"))));
}

bool sheets_read(struct arena *a, const void *bytes, size_t n, struct sheets *out, struct err *why)
{
    return read_sheets(a, bytes, n, true, out, why);
}

bool sheet_read(struct arena *a, const void *bytes, size_t n, struct sheet *out, struct err *why)
{
    struct sheets first;
    bool fine = read_sheets(a, bytes, n, false, &first, why);
    *out = fine ? first.v[0] : (struct sheet){.name = ""};
    return fine;
}

static bool read_whole(struct arena *a, int fd, char **bytes, size_t *n)
{
    struct stat st;
    if (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode) || st.st_size > SHEET_BYTES_MAX) {
        return false;
    }
    *bytes = arena_alloc(a, (size_t)st.st_size + 1);
    while (*n < (size_t)st.st_size) {
        ssize_t got = read(fd, *bytes + *n, (size_t)st.st_size - *n);
        if (got <= 0) {
            break;
        }
        *n += (size_t)got;
    }
    return *n == (size_t)st.st_size;
}

static bool load(struct arena *a, const char *path, bool all, struct sheets *out, struct err *why)
{
    char *bytes = NULL;
    size_t n = 0;
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    bool fine = fd >= 0 && read_whole(a, fd, &bytes, &n);
    if (fd >= 0) {
        close(fd);
    }
    if (!fine) {
        return fail(why, ERR_KIND, SAY(N_("文件读不出来，或者太大")));
    }
    return read_sheets(a, bytes, n, all, out, why);
}

bool sheets_read_file(struct arena *a, const char *path, struct sheets *out, struct err *why)
{
    return load(a, path, true, out, why);
}

bool sheet_read_file(struct arena *a, const char *path, struct sheet *out, struct err *why)
{
    struct sheets first;
    bool fine = load(a, path, false, &first, why);
    *out = fine ? first.v[0] : (struct sheet){.name = ""};
    return fine;
}
