/* mktpl_check.c - what a template may not say. */
#include "mktpl.h"

#include <ctype.h>
#include <stdbool.h>
#include <string.h>

static const char *const known_tags[] = {
    "a",
    "abbr",
    "address",
    "article",
    "aside",
    "audio",
    "b",
    "bdi",
    "blockquote",
    "body",
    "br",
    "button",
    "caption",
    "circle",
    "cite",
    "code",
    "col",
    "colgroup",
    "data",
    "datalist",
    "dd",
    "defs",
    "del",
    "desc",
    "details",
    "dfn",
    "dialog",
    "div",
    "dl",
    "dt",
    "ellipse",
    "em",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "g",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "head",
    "header",
    "hr",
    "html",
    "i",
    "img",
    "input",
    "ins",
    "kbd",
    "label",
    "legend",
    "li",
    "line",
    "lineargradient",
    "link",
    "main",
    "mark",
    "meta",
    "meter",
    "nav",
    "noscript",
    "ol",
    "optgroup",
    "option",
    "output",
    "p",
    "path",
    "pattern",
    "picture",
    "polygon",
    "polyline",
    "pre",
    "progress",
    "q",
    "rect",
    "rp",
    "rt",
    "ruby",
    "s",
    "samp",
    "script",
    "search",
    "section",
    "select",
    "small",
    "source",
    "span",
    "stop",
    "strong",
    "sub",
    "summary",
    "sup",
    "svg",
    "symbol",
    "table",
    "tbody",
    "td",
    "template",
    "text",
    "textarea",
    "tfoot",
    "th",
    "thead",
    "time",
    "title",
    "tr",
    "tspan",
    "u",
    "ul",
    "use",
    "var",
    "video",
    "wbr",
};

enum state { IN_TEXT, IN_NAME, IN_TAG, IN_ATTR, AT_VALUE, IN_VALUE, IN_QUOTES, IN_DECL };
struct checker {
    enum state state;
    char name[32], attr[32], value[16]; /* the first bytes of each */
    size_t n_name, n_attr, n_value;
    char quote;
    bool closing, has_src;
    int line, opened; /* now; where the tag began */
};

static void take(char *to, size_t size, size_t *n, char ch)
{
    if (*n + 1 < size) {
        to[(*n)++] = (char)tolower((unsigned char)ch);
        to[*n] = '\0';
    }
}

static void check_name(const struct checker *k)
{
    if (strchr(k->name, '-')) {
        return; /* a custom element: one of ours, or nothing */
    }
    for (size_t i = 0; i < sizeof(known_tags) / sizeof(*known_tags); i++) {
        if (strcmp(known_tags[i], k->name) == 0) {
            return;
        }
    }
    refuse(k->opened, "unknown tag <%s>", k->name);
}

static void check_attr(struct checker *k)
{
    if (strncmp(k->attr, "on", 2) == 0) {
        refuse(
            k->line, "%s=: handlers live in assets/, the page's policy forbids them here", k->attr);
    }
    if (strcmp(k->attr, "style") == 0) {
        refuse(k->line, "style=: use a class, the page's policy forbids inline style");
    }
    if (strcmp(k->attr, "srcdoc") == 0) {
        refuse(k->line, "srcdoc= is refused");
    }
    k->has_src = k->has_src || strcmp(k->attr, "src") == 0;
}

static void end_attr(struct checker *k)
{
    if (k->n_attr) {
        check_attr(k);
    }
    if (strncmp(k->value, "javascript:", 11) == 0) {
        refuse(k->line, "javascript: is refused");
    }
    k->n_attr = k->n_value = 0;
    k->attr[0] = k->value[0] = '\0';
}

static void end_tag(struct checker *k)
{
    end_attr(k);
    if (strcmp(k->name, "script") == 0 && !k->closing && !k->has_src) {
        refuse(k->opened, "<script> without src");
    }
    k->state = IN_TEXT;
}

static void in_text(struct checker *k, char ch, char next)
{
    if (ch != '<') {
        return;
    }
    if (next == '!') {
        k->state = IN_DECL;
        return;
    }
    if (next != '/' && !isalpha((unsigned char)next)) {
        refuse(k->line, "a bare <: write &lt;");
    }
    *k = (struct checker){
        .state = IN_NAME, .closing = next == '/', .line = k->line, .opened = k->line};
}

static void in_name(struct checker *k, char ch)
{
    if (isalnum((unsigned char)ch) || ch == '-') {
        take(k->name, sizeof(k->name), &k->n_name, ch);
    } else if (ch != '/' || k->n_name) {
        check_name(k);
        k->state = IN_TAG;
        if (ch == '>') {
            end_tag(k);
        }
    }
}

static void in_tag(struct checker *k, char ch)
{
    bool ends = isspace((unsigned char)ch) || ch == '/' || ch == '>';
    if (k->state == AT_VALUE && (ch == '"' || ch == '\'')) {
        k->quote = ch;
        k->state = IN_QUOTES;
    } else if (ch == '>') {
        end_tag(k);
    } else if (k->state == AT_VALUE || k->state == IN_VALUE) {
        k->state = ends && ch != '/' ? IN_TAG : IN_VALUE;
        if (k->state == IN_VALUE) {
            take(k->value, sizeof(k->value), &k->n_value, ch);
        }
    } else if (ends) {
        k->state = IN_TAG;
    } else if (ch == '=') {
        k->state = AT_VALUE;
    } else {
        if (k->state == IN_TAG) {
            end_attr(k);
        }
        k->state = IN_ATTR;
        take(k->attr, sizeof(k->attr), &k->n_attr, ch);
    }
}

static void step(struct checker *k, char ch, char next)
{
    /* E4..E9 lead the 汉字 from U+4000 on; punctuation and full-width forms are led by others. */
    if ((unsigned char)ch >= 0xE4 && (unsigned char)ch <= 0xE9) {
        refuse(k->line, "汉字 outside {{_ \"\" }}: it could not be said in another language");
    }
    if (k->state == IN_TEXT) {
        in_text(k, ch, next);
    } else if (k->state == IN_DECL) {
        k->state = ch == '>' ? IN_TEXT : IN_DECL;
    } else if (k->state == IN_NAME) {
        in_name(k, ch);
    } else if (k->state == IN_QUOTES && ch != k->quote) {
        take(k->value, sizeof(k->value), &k->n_value, ch);
    } else if (k->state == IN_QUOTES) {
        end_attr(k);
        k->state = IN_TAG;
    } else {
        in_tag(k, ch);
    }
}

/* Between attributes only ready HTML may stand: put_raw takes nothing but a struct html. */
static void check_value(struct checker *k, struct piece *t)
{
    if (k->state == IN_TEXT || k->state == IN_QUOTES) {
        return;
    }
    if (k->state == IN_NAME && k->n_name) {
        check_name(k);
        k->state = IN_TAG;
    }
    if (k->state != IN_TAG || t->kind == TEXT) {
        refuse(k->line, "{{ }} in a tag, outside quotes: escaping cannot make it safe there");
    }
    t->kind = MARKUP;
}

static void check_text(const struct piece *t)
{
    if (t->s[0] != '"') {
        return;
    }
    const char *end = t->s + t->n;
    int wants = 0;
    int has = 0;
    int depth = 0;
    for (const char *p = t->s; p < end;) {
        if (*p == '"' || *p == '\'') {
            const char *past = past_quote(p, t->line);
            for (const char *q = p; !has && q + 2 < past; q++) {
                if (*q == '{' && isdigit((unsigned char)q[1]) && q[2] == '}') {
                    wants = q[1] - '0' + 1 > wants ? q[1] - '0' + 1 : wants;
                }
            }
            p = past;
            continue;
        }
        depth += strchr("([{", *p) ? 1 : strchr(")]}", *p) ? -1 : 0;
        has += *p++ == ',' && depth == 0;
    }
    if (wants != has) {
        refuse(t->line, "a text with %d place(s) is given %d argument(s)", wants, has);
    }
}

static void check_end(const struct checker *k)
{
    if (k->state != IN_TEXT) {
        refuse(k->opened, "<%s is not closed in its function", k->name);
    }
}

void check(struct piece *pieces, size_t n)
{
    struct checker k = {0};
    for (size_t i = 0; i < n; i++) {
        struct piece *t = &pieces[i];
        k.line = t->line;
        if (t->kind == HEAD) {
            check_end(&k);
        } else if (t->kind == VALUE || t->kind == TEXT) {
            check_value(&k, t);
        }
        if (t->kind == TEXT) {
            check_text(t);
        }
        for (size_t j = 0; t->kind == HTML && j < t->n; j++) {
            step(&k, t->s[j], j + 1 < t->n ? t->s[j + 1] : '\0');
        }
    }
    check_end(&k);
}
