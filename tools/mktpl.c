/* mktpl.c - turns an HTML template into C functions: mktpl X.html >X.html.h
 *
 *   %% static void pets_html(struct ctx *c, const struct pets_page *p)
 *                          a function begins (and the former ends); a head may go on in further
 *                          %% lines until its last ')'
 *   % code                 a line of C, indented as you like
 *   {{ expr }}             a value, escaped, by its type (PUT in lib/web/web.h); between the
 *                          attributes of a tag only a struct html
 *   {{_ "源文" }}          a sentence of the interface in the reader's language
 *   {{_ "还差 {0} 户", INT(n) }}   one with arguments
 *   {{_ choice->label }}   a msgid that is not known here
 *   <!-- note -->          for the reader of the template only
 *   all else               HTML, less its indentation and empty lines
 *
 * Refused with file and line: a tag it does not know, <script> without src, style= and on*=, an
 * expression outside quotes in a tag, braces or quotes that do not meet, 汉字 outside {{_ }},
 * HTML before the first %%. Templates are held to the page's Content-Security-Policy here, where
 * the author sees it, and not in the reader's browser.
 */
#include "mktpl.h"

#include <ctype.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

static const char *path;
static struct piece *pieces;
static size_t n_pieces;

void refuse(int line, const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    fprintf(stderr, "%s:%d: ", path, line);
    vfprintf(stderr, fmt, args);
    fputc('\n', stderr);
    va_end(args);
    exit(1);
}

/* Cutting ------------------------------------------------------------------------------------ */
struct cutter {
    const char *p;
    int line;
    bool keep; /* inside <pre> or <textarea>: spaces are the page's */
    bool begun; /* a %% was seen */
};

static void add(struct cutter *t, enum kind kind, const char *s, size_t n, int line)
{
    if (!t->begun && kind != HEAD && kind != CODE) {
        refuse(line, "HTML before the first %%%% line: which function is it in?");
    }
    pieces = realloc(pieces, (n_pieces + 1) * sizeof(*pieces));
    if (!pieces) {
        abort();
    }
    pieces[n_pieces++] = (struct piece){kind, s, n, line};
}

static void watch_space(struct cutter *t, const char *s, size_t n)
{
    for (size_t i = 0; i + 5 <= n; i++) {
        if (strncasecmp(s + i, "<pre", 4) == 0 || strncasecmp(s + i, "<text", 5) == 0) {
            t->keep = strncasecmp(s + i, "<text>", 6) != 0 && strncasecmp(s + i, "<text ", 6) != 0;
        } else if (strncasecmp(s + i, "</pre", 5) == 0 ||
                   strncasecmp(s + i, "</textarea", 10) == 0) {
            t->keep = false;
        }
    }
}

const char *past_quote(const char *s, int line)
{
    for (const char *p = s + 1; *p && *p != '\n'; p++) {
        if (*p == '\\' && p[1]) {
            p++;
        } else if (*p == *s) {
            return p + 1;
        }
    }
    refuse(line, "a %c that is not closed on its line", *s);
}

static const char *close_of(struct cutter *t)
{
    int depth = 0;
    int line = t->line;
    for (const char *p = t->p + 2; *p;) {
        if (*p == '"' || *p == '\'') {
            p = past_quote(p, line);
            continue;
        }
        if (*p == '}' && p[1] == '}' && depth == 0) {
            return p;
        }
        depth += *p == '{' ? 1 : *p == '}' ? -1 : 0;
        line += *p == '\n';
        if (depth < 0) {
            break;
        }
        p++;
    }
    refuse(t->line, "{{ without its }}");
}

static void cut_value(struct cutter *t)
{
    const char *end = close_of(t);
    const char *s = t->p + 2;
    enum kind kind = *s == '_' && isspace((unsigned char)s[1]) ? TEXT : VALUE;
    s += kind == TEXT;
    size_t n = (size_t)(end - s);
    while (n && isspace((unsigned char)*s)) {
        s++, n--;
    }
    while (n && isspace((unsigned char)s[n - 1])) {
        n--;
    }
    if (!n) {
        refuse(t->line, "{{ }} with nothing in it");
    }
    add(t, kind, s, n, t->line);
    for (; t->p < end + 2; t->p++) {
        t->line += *t->p == '\n';
    }
}

static void cut_comment(struct cutter *t)
{
    const char *end = strstr(t->p, "-->");
    if (!end) {
        refuse(t->line, "<!-- without -->");
    }
    for (; t->p < end + 3; t->p++) {
        t->line += *t->p == '\n';
    }
}

/* From the cursor to the end of its line, through comments and values. */
static void cut_html(struct cutter *t)
{
    while (*t->p) {
        const char *s = t->p;
        while (*t->p && *t->p != '\n' && strncmp(t->p, "{{", 2) != 0 &&
               strncmp(t->p, "<!--", 4) != 0) {
            if (strncmp(t->p, "}}", 2) == 0) {
                refuse(t->line, "}} without its {{");
            }
            t->p++;
        }
        bool ends = *t->p == '\n';
        t->p += ends;
        if (t->p > s) {
            add(t, HTML, s, (size_t)(t->p - s), t->line);
            watch_space(t, s, (size_t)(t->p - s));
        }
        t->line += ends;
        if (ends || !*t->p) {
            return;
        }
        if (*t->p == '{') {
            cut_value(t);
        } else {
            cut_comment(t);
            if (*t->p == '\n') { /* a comment at the end of its line leaves no line behind */
                t->p++;
                t->line++;
                return;
            }
        }
    }
}

static void cut_percent(struct cutter *t, const char *s)
{
    size_t n = strcspn(s, "\n");
    bool head = s[1] == '%';
    add(t, head ? HEAD : CODE, s + 1 + head, n - 1 - head, t->line);
    t->begun = t->begun || head;
    t->p = s + n + (s[n] == '\n');
    t->line++;
}

static void cut(const char *text)
{
    struct cutter t = {.p = text, .line = 1};
    while (*t.p) {
        const char *s = t.p + strspn(t.p, " \t\r");
        if (*s == '%') {
            cut_percent(&t, s);
        } else if (t.keep) {
            cut_html(&t);
        } else if (*s == '\n') {
            t.p = s + 1;
            t.line++;
        } else {
            t.p = s;
            cut_html(&t);
        }
    }
}

/* Writing ------------------------------------------------------------------------------------- */
static void at(int line)
{
    printf("#line %d \"%s\"\n", line, path);
}

static void write_literal(const char *s, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        unsigned char ch = (unsigned char)s[i];
        if (ch == '"' || ch == '\\' || ch == '?') {
            printf("\\%c", ch); /* \? because ??= would be a trigraph in C17 */
        } else if (ch == '\n') {
            fputs("\\n", stdout);
        } else if (ch < 0x20 || ch == 0x7f) {
            printf("\\%03o", ch);
        } else {
            putchar(ch);
        }
    }
}

/* All literals up to the next value or line of code go out in one call. */
static size_t write_html(size_t i)
{
    size_t bytes = 0;
    at(pieces[i].line);
    printf("    put_html(c,");
    for (; i < n_pieces && pieces[i].kind == HTML; i++) {
        printf("\n        \"");
        write_literal(pieces[i].s, pieces[i].n);
        putchar('"');
        bytes += pieces[i].n;
    }
    printf(",\n        %zu);\n", bytes);
    return i;
}

static void write_text(const struct piece *t)
{
    const char *p = t->s;
    while (p < t->s + t->n && (*p == '"' || isspace((unsigned char)*p))) {
        p = *p == '"' ? past_quote(p, t->line) : p + 1;
    }
    bool args = p > t->s && p < t->s + t->n;
    at(t->line);
    printf("    put_text(c, %s%.*s%s);\n", args ? "say(c, WORDS(" : "T(c, ", (int)t->n, t->s,
        args ? "))" : ")");
}

static void write_end(void)
{
    printf("}\n#pragma GCC diagnostic pop\n");
}

static bool head_ends(const struct piece *t)
{
    size_t n = t->n;
    while (n && isspace((unsigned char)t->s[n - 1])) {
        n--;
    }
    return n && t->s[n - 1] == ')';
}

static size_t write_head(size_t i, bool *open)
{
    if (*open) {
        write_end();
    }
    printf("#pragma GCC diagnostic push\n#pragma GCC diagnostic ignored \"-Wunused-parameter\"\n");
    at(pieces[i].line);
    printf("__attribute__((unused))");
    for (bool ended = false; !ended; i++) {
        if (i == n_pieces || pieces[i].kind != HEAD) {
            refuse(pieces[i - 1].line, "a %%%% head that does not end in )");
        }
        printf("%.*s\n", (int)pieces[i].n, pieces[i].s);
        ended = head_ends(&pieces[i]);
    }
    printf("{\n");
    *open = true;
    return i;
}

static void write_line(const struct piece *t)
{
    if (t->kind == TEXT) {
        write_text(t);
        return;
    }
    at(t->line);
    if (t->kind == CODE) {
        printf("%.*s\n", (int)t->n, t->s);
    } else {
        printf("    %s(c, (%.*s));\n", t->kind == VALUE ? "PUT" : "put_raw", (int)t->n, t->s);
    }
}

static void write_all(void)
{
    bool open = false;
    for (size_t i = 0; i < n_pieces;) {
        const struct piece *t = &pieces[i];
        if (t->kind == HEAD) {
            i = write_head(i, &open);
            continue;
        }
        if (t->kind == HTML) {
            i = write_html(i);
            continue;
        }
        write_line(t);
        i++;
    }
    if (!open) {
        refuse(1, "no %%%% line: which function is it?");
    }
    write_end();
}

static char *read_all(FILE *in)
{
    char *text = NULL;
    size_t n = 0;
    size_t got = 0;
    do {
        n += got;
        text = realloc(text, n + 65536);
        if (!text) {
            abort();
        }
        got = fread(text + n, 1, 65535, in);
    } while (got);
    text[n] = '\0';
    return text;
}

int main(int argc, char **argv)
{
    FILE *in = argc == 2 ? fopen(argv[1], "r") : NULL;
    if (!in) {
        fprintf(stderr, "usage: mktpl X.html >X.html.h\n");
        return 2;
    }
    path = argv[1];
    char *text = read_all(in);
    fclose(in);
    cut(text);
    check(pieces, n_pieces);
    write_all();
    free(pieces);
    free(text);
    return fflush(stdout) || ferror(stdout);
}
