/* csv.c - comma-separated values, RFC 4180 and the ways offices bend it. */
#include <string.h>

#include "lib/sheet/reading.h"
#include "lib/text/line.h"

/* The mark that stands most often in the first record that has any, outside quotes. */
static char guess_separator(const char *s)
{
    int commas = 0, semicolons = 0, tabs = 0;
    bool quoted = false;
    for (; *s; s++) {
        quoted ^= *s == '"';
        if (!quoted) {
            commas += *s == ',';
            semicolons += *s == ';';
            tabs += *s == '\t';
        }
        if (!quoted && (*s == '\n' || *s == '\r') && commas + semicolons + tabs) {
            break;
        }
    }
    if (tabs > commas && tabs >= semicolons) {
        return '\t';
    }
    return semicolons > commas ? ';' : ',';
}

struct scanner {
    struct reading r;
    const char *at;
    char separator;
    struct line cell;
};

/* Behind the opening quote; leaves `at` behind the closing one. False at the end of the file. */
static bool scan_quoted(struct scanner *s)
{
    for (;;) {
        const char *quote = strchr(s->at, '"');
        if (!quote) {
            return false;
        }
        line_add(s->r.arena, &s->cell, s->at, (size_t)(quote - s->at));
        s->at = quote + 1;
        if (*s->at != '"') {
            return true;
        }
        line_add(s->r.arena, &s->cell, "\"", 1);
        s->at++;
    }
}

static bool scan_cell(struct scanner *s, int col)
{
    const char ends[] = {s->separator, '\r', '\n', '\0'};
    s->cell.n = 0;
    line_add(s->r.arena, &s->cell, "", 0);
    if (*s->at == '"') {
        s->at++;
        if (!scan_quoted(s)) {
            s->r.failed = true;
            return fail(s->r.why, ERR_KIND,
                WORDS(N_("第 {0} 行的引号没有成对，请检查这一行"), INT(s->r.row)));
        }
    }
    size_t n = strcspn(s->at, ends);
    line_add(s->r.arena, &s->cell, s->at, n);
    s->at += n;
    return reading_cell(&s->r, col, reading_tidy(s->r.arena, s->cell.v, true));
}

static void skip_line_end(struct scanner *s)
{
    s->at += *s->at == '\r' && s->at[1] == '\n';
    s->at += *s->at == '\r' || *s->at == '\n';
}

static bool scan_row(struct scanner *s, int number)
{
    reading_begin_row(&s->r, number);
    for (int col = 0; scan_cell(s, col); col += col < SHEET_COLUMNS_MAX) {
        if (*s->at != s->separator) {
            break;
        }
        s->at++;
    }
    skip_line_end(s);
    return reading_end_row(&s->r);
}

bool csv_read(struct arena *a, const char *text, struct sheet *out, struct err *why)
{
    struct scanner s = {.r = {.arena = a, .out = out, .why = why}, .at = text};
    int row = 1;
    if (str_starts(text, "sep=") && text[4] && strchr("\r\n", text[5])) {
        s.separator = text[4]; /* Excel's own hint; it is row 1 there too */
        s.at += 5;
        skip_line_end(&s);
        row++;
    } else {
        s.separator = guess_separator(text);
    }
    while (*s.at && scan_row(&s, row)) {
        row++;
    }
    return !s.r.failed;
}

/* Out ----------------------------------------------------------------------------------------- */

void csv_begin(struct buf *out)
{
    buf_puts(out, "\xef\xbb\xbf");
}

void csv_cell(struct buf *out, const char *text, bool first_in_row, bool is_number)
{
    text = str_or(text, "");
    if (!first_in_row) {
        buf_puts(out, ",");
    }
    bool formula = !is_number && *text && strchr("=+-@\t\r", *text);
    bool quoted = strpbrk(text, ",;\"\r\n\t") || *text == ' ';
    if (quoted) {
        buf_puts(out, "\"");
    }
    if (formula) {
        buf_puts(out, "'");
    }
    for (const char *quote; (quote = strchr(text, '"')) != NULL; text = quote + 1) {
        buf_put(out, text, (size_t)(quote - text));
        buf_puts(out, "\"\"");
    }
    buf_puts(out, text);
    if (quoted) {
        buf_puts(out, "\"");
    }
}

void csv_end_row(struct buf *out)
{
    buf_puts(out, "\r\n");
}
