#include "lib/web/multipart.h"

#include <string.h>
#include <strings.h>

#include "lib/text/text.h"
#include "lib/web/framing.h"

static bool is_boundary_char(unsigned char ch)
{
    return (ch >= '0' && ch <= '9') || (ch >= 'a' && ch <= 'z') || (ch >= 'A' && ch <= 'Z') ||
           (ch != 0 && strchr("'()+_,-./:=? ", ch));
}

/* Next "; name=value" of a header's parameters; value unquoted into out. */
struct param {
    char name[32];
    char value[PART_NAME_MAX + 1];
};

static const char *skip_blank(const char *s)
{
    while (*s == ' ' || *s == '\t') {
        s++;
    }
    return s;
}

static const char *param_quoted(const char *s, struct param *p)
{
    size_t n = 0;
    for (; *s && *s != '"'; s++) {
        if (*s == '\\' && (s[1] == '"' || s[1] == '\\')) {
            s++;
        }
        if (n == PART_NAME_MAX) {
            return NULL;
        }
        p->value[n++] = *s;
    }
    p->value[n] = 0;
    return *s == '"' ? s + 1 : NULL;
}

static const char *param_token(const char *s, struct param *p)
{
    size_t n = strcspn(s, "; \t\"");
    if (n == 0 || n > PART_NAME_MAX) {
        return NULL;
    }
    memcpy(p->value, s, n);
    p->value[n] = 0;
    return s + n;
}

/* The place after it; NULL when malformed. s stands on ';'. */
static const char *param_next(const char *s, struct param *p)
{
    s = skip_blank(s + 1);
    size_t n = strcspn(s, "= \t;\"");
    if (n == 0 || n >= sizeof p->name || s[n] != '=') {
        return NULL;
    }
    memcpy(p->name, s, n);
    p->name[n] = 0;
    s += n + 1;
    s = *s == '"' ? param_quoted(s + 1, p) : param_token(s, p);
    s = s ? skip_blank(s) : NULL;
    return s && (*s == 0 || *s == ';') ? s : NULL;
}

bool multipart_init(struct multipart *m, const char *content_type, struct part_sink sink)
{
    static const char kind[] = "multipart/form-data";
    memset(m, 0, sizeof *m);
    m->sink = sink;
    m->state = PART_BROKEN;
    if (strncasecmp(content_type, kind, sizeof kind - 1) != 0) {
        return false;
    }
    const char *s = skip_blank(content_type + sizeof kind - 1);
    struct param p = {0};
    while (s && *s == ';' && strcasecmp(p.name, "boundary") != 0) {
        s = param_next(s, &p);
    }
    size_t n = strlen(p.value);
    if (!s || strcasecmp(p.name, "boundary") != 0 || n == 0 || n > BOUNDARY_MAX) {
        return false;
    }
    for (size_t i = 0; i < n; i++) {
        if (!is_boundary_char((unsigned char)p.value[i])) {
            return false;
        }
    }
    memcpy(m->delimiter, "\r\n--", 4);
    memcpy(m->delimiter + 4, p.value, n);
    m->delimiter_n = n + 4;
    /* So that a boundary on the very first line is found like any other. */
    memcpy(m->v, "\r\n", 2);
    m->n = 2;
    m->state = PART_PREAMBLE;
    return true;
}

static void keep_filename(struct part *part, const char *value)
{
    const char *base = value;
    for (const char *p = value; *p; p++) {
        if (*p == '/' || *p == '\\') {
            base = p + 1;
        }
    }
    memcpy(part->filename, base, strlen(base) + 1);
    part->is_file = true;
}

static bool read_disposition(struct part *part, const char *s)
{
    static const char kind[] = "form-data";
    if (strncasecmp(s, kind, sizeof kind - 1) != 0) {
        return false;
    }
    bool named = false;
    s = skip_blank(s + sizeof kind - 1);
    while (s && *s == ';') {
        struct param p = {0};
        s = param_next(s, &p);
        if (s && strcasecmp(p.name, "name") == 0) {
            memcpy(part->name, p.value, sizeof part->name);
            named = true;
        } else if (s && strcasecmp(p.name, "filename") == 0) {
            keep_filename(part, p.value);
        }
    }
    return s && *s == 0 && named && part->name[0];
}

static bool read_head_line(struct part *part, char *line)
{
    char *colon = strchr(line, ':');
    if (!colon) {
        return false;
    }
    *colon = 0;
    const char *value = skip_blank(colon + 1);
    if (strcasecmp(line, "content-disposition") == 0) {
        return !part->name[0] && read_disposition(part, value);
    }
    if (strcasecmp(line, "content-type") == 0) {
        size_t n = strlen(value);
        memcpy(part->type, value, n < PART_NAME_MAX ? n : PART_NAME_MAX);
    }
    if (strcasecmp(line, "content-transfer-encoding") == 0) {
        return strcasecmp(value, "7bit") == 0 || strcasecmp(value, "8bit") == 0 ||
               strcasecmp(value, "binary") == 0;
    }
    return true;
}

/* head: "A: b\r\nC: d" without the empty line; it is taken apart in place. */
static bool read_head(struct part *part, char *head, size_t n)
{
    memset(part, 0, sizeof *part);
    if (memchr(head, 0, n)) {
        return false;
    }
    head[n] = 0;
    char *line = head;
    while (line && *line) {
        char *end = strstr(line, "\r\n");
        if (end) {
            *end = 0;
        }
        if (!read_head_line(part, line)) {
            return false;
        }
        line = end ? end + 2 : NULL;
    }
    return part->name[0] != 0;
}

/* Each step below eats from the front of m->v and answers how much; 0: needs more bytes. */
static size_t broken(struct multipart *m)
{
    m->state = PART_BROKEN;
    return 0;
}

static size_t step_data(struct multipart *m)
{
    bool told = m->state == PART_DATA;
    const char *at = memmem(m->v, m->n, m->delimiter, m->delimiter_n);
    size_t sure = at ? (size_t)(at - m->v) : m->n >= m->delimiter_n ? m->n - m->delimiter_n + 1 : 0;
    if (told && sure && !m->sink.data(m->sink.self, m->v, sure)) {
        return broken(m);
    }
    if (!at) {
        return sure;
    }
    if (told && !m->sink.end(m->sink.self)) {
        return broken(m);
    }
    m->state = PART_AFTER;
    return sure + m->delimiter_n;
}

static size_t step_after(struct multipart *m)
{
    if (m->n < 2) {
        return 0;
    }
    if (m->v[0] == '-' && m->v[1] == '-') {
        m->state = PART_EPILOGUE;
        return 2;
    }
    if (m->v[0] == '\r' && m->v[1] == '\n') {
        m->state = PART_HEAD;
        return 2;
    }
    return broken(m);
}

static size_t step_head(struct multipart *m)
{
    char *end = memmem(m->v, m->n, "\r\n\r\n", 4);
    if (!end) { /* but for its last byte, the end may be here already */
        return m->n > PART_HEAD_MAX + 3 ? broken(m) : 0;
    }
    size_t n = (size_t)(end - m->v);
    if (n > PART_HEAD_MAX || !read_head(&m->part, m->v, n) ||
        !m->sink.begin(m->sink.self, &m->part)) {
        return broken(m);
    }
    m->state = PART_DATA;
    return n + 4;
}

static size_t step(struct multipart *m)
{
    switch (m->state) {
    case PART_PREAMBLE:
    case PART_DATA:
        return step_data(m);
    case PART_AFTER:
        return step_after(m);
    case PART_HEAD:
        return step_head(m);
    case PART_EPILOGUE:
        return m->n;
    case PART_BROKEN:
        break;
    }
    return 0;
}

bool multipart_feed(struct multipart *m, const void *v, size_t n)
{
    const char *from = v;
    while (n > 0 && m->state != PART_BROKEN) {
        size_t room = sizeof m->v - m->n;
        size_t take = n < room ? n : room;
        memcpy(m->v + m->n, from, take);
        m->n += take;
        from += take;
        n -= take;
        size_t eaten = 0;
        do {
            eaten = step(m);
            m->n -= eaten;
            memmove(m->v, m->v + eaten, m->n);
        } while (eaten > 0 && m->state != PART_BROKEN);
    }
    return m->state != PART_BROKEN;
}

bool multipart_finish(struct multipart *m)
{
    return m->state == PART_EPILOGUE;
}

bool pairs_text(struct arena *a, const char *v, size_t n, const char **out)
{
    if (utf8_valid(v, n)) {
        *out = arena_strndup(a, v, n);
        return true;
    }
    return !memchr(v, 0, n) && text_from_gb18030(a, v, n, out);
}

enum pairs_problem pairs_add(struct arena *a, struct pairs *out, const char *name, size_t name_n,
    const char *value, size_t value_n)
{
    struct pair p = {0};
    if (out->n >= REQ_PAIRS_MAX) {
        return PAIRS_TOO_MANY;
    }
    if (!pairs_text(a, name, name_n, &p.name) || !pairs_text(a, value, value_n, &p.value)) {
        return PAIRS_NOT_TEXT;
    }
    list_push(a, out, p);
    return PAIRS_FINE;
}

static enum pairs_problem add_encoded(struct arena *a, const char *v, size_t n, struct pairs *out)
{
    const char *eq = memchr(v, '=', n);
    size_t name_len = eq ? (size_t)(eq - v) : n;
    size_t value_len = eq ? n - name_len - 1 : 0;
    const char *name = NULL;
    const char *value = NULL;
    size_t name_n = 0;
    size_t value_n = 0;
    if (!percent_decode(a, v, name_len, true, &name, &name_n) ||
        !percent_decode(a, eq ? eq + 1 : "", value_len, true, &value, &value_n)) {
        return PAIRS_MALFORMED;
    }
    return pairs_add(a, out, name, name_n, value, value_n);
}

enum pairs_problem pairs_urlencoded(struct arena *a, const char *v, size_t n, struct pairs *out)
{
    while (n > 0) {
        const char *end = memchr(v, '&', n);
        size_t len = end ? (size_t)(end - v) : n;
        enum pairs_problem problem = len ? add_encoded(a, v, len, out) : PAIRS_FINE;
        if (problem != PAIRS_FINE) {
            return problem;
        }
        v += end ? len + 1 : len;
        n -= end ? len + 1 : len;
    }
    return PAIRS_FINE;
}
