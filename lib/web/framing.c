#include "lib/web/framing.h"

#include <string.h>
#include <strings.h>

static bool is_token_char(unsigned char ch)
{
    return (ch >= '0' && ch <= '9') || (ch >= 'a' && ch <= 'z') || (ch >= 'A' && ch <= 'Z') ||
           (ch != 0 && strchr("!#$%&'*+-.^_`|~", ch));
}

static bool is_token(const char *s, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (!is_token_char((unsigned char)s[i])) {
            return false;
        }
    }
    return n > 0;
}

static bool is_field_value(const char *s, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        unsigned char ch = (unsigned char)s[i];
        if ((ch < 0x20 && ch != '\t') || ch == 0x7f) {
            return false;
        }
    }
    return true;
}

static int hex_digit(unsigned char ch)
{
    if (ch >= '0' && ch <= '9') {
        return ch - '0';
    }
    ch |= 0x20;
    return ch >= 'a' && ch <= 'f' ? ch - 'a' + 10 : -1;
}

bool percent_decode(
    struct arena *a, const char *s, size_t len, bool plus, const char **out, size_t *n)
{
    char *to = arena_alloc(a, len + 1);
    size_t k = 0;
    for (size_t i = 0; i < len; i++) {
        int ch = (unsigned char)s[i];
        if (ch == '%') {
            int hi = len - i > 2 ? hex_digit((unsigned char)s[i + 1]) : -1;
            int lo = len - i > 2 ? hex_digit((unsigned char)s[i + 2]) : -1;
            if (hi < 0 || lo < 0) {
                return false;
            }
            ch = hi * 16 + lo;
            i += 2;
        } else if (plus && ch == '+') {
            ch = ' ';
        }
        if (ch == 0) {
            return false;
        }
        to[k++] = (char)ch;
    }
    *out = to;
    if (n) {
        *n = k;
    }
    return true;
}

bool path_decode(struct arena *a, const char *url, const char **out)
{
    size_t n = 0;
    if (url[0] != '/' || !percent_decode(a, url, strlen(url), false, out, &n)) {
        return false;
    }
    return is_field_value(*out, n) && !memchr(*out, '\t', n) && utf8_valid(*out, n);
}

static bool url_is_clean(const char *url)
{
    for (const char *p = url; *p; p++) {
        if ((unsigned char)*p <= 0x20 || *p == 0x7f || *p == '#' || *p == '\\') {
            return false;
        }
    }
    return url[0] == '/';
}

static bool header_is(const struct framing_header *h, const char *name)
{
    return h->name_n == strlen(name) && strncasecmp(h->name, name, h->name_n) == 0;
}

static bool is_host(const char *s, size_t n)
{
    if (n == 0 || n > 255) {
        return false;
    }
    for (size_t i = 0; i < n; i++) {
        unsigned char ch = (unsigned char)s[i];
        if (!((ch | 0x20) >= 'a' && (ch | 0x20) <= 'z') && !(ch >= '0' && ch <= '9') &&
            !strchr(".-_:[]", ch)) {
            return false;
        }
    }
    return true;
}

static bool parse_length(const struct framing_header *h, int64_t *out)
{
    int64_t v = 0;
    if (h->value_n == 0 || h->value_n > 15) {
        return false;
    }
    for (size_t i = 0; i < h->value_n; i++) {
        unsigned char ch = (unsigned char)h->value[i];
        if (ch < '0' || ch > '9') {
            return false;
        }
        v = v * 10 + (ch - '0');
    }
    *out = v;
    return true;
}

struct seen {
    int hosts, lengths, types;
    size_t total;
};

static int check_header(
    struct framing *f, const struct framing_header *h, struct seen *seen, const char **why)
{
    seen->total += h->name_n + h->value_n + 4;
    if (!is_token(h->name, h->name_n) || !is_field_value(h->value, h->value_n)) {
        *why = N_("请求头不合规范。");
        return 400;
    }
    if (header_is(h, "transfer-encoding")) {
        *why = N_("请把内容连同长度一次发来。");
        return 501;
    }
    if (header_is(h, "content-length")) {
        *why = N_("内容长度只能写一次，且只能是数字。");
        return ++seen->lengths > 1 || !parse_length(h, &f->length) ? 400 : 0;
    }
    if (header_is(h, "host")) {
        *why = N_("请求必须写明一个、且只能写一个主机名。");
        f->host = h->value;
        return ++seen->hosts > 1 || !is_host(h->value, h->value_n) ? 400 : 0;
    }
    if (header_is(h, "content-type")) {
        *why = N_("内容类型只能写一次。");
        f->type = h->value;
        return ++seen->types > 1 ? 400 : 0;
    }
    if (header_is(h, "expect") && strcasecmp(h->value, "100-continue") != 0) {
        *why = N_("请求头不合规范。");
        return 417;
    }
    return 0;
}

static int check_headers(struct framing *f, struct seen *seen, const char **why)
{
    for (size_t i = 0; i < f->n; i++) {
        int status = check_header(f, &f->headers[i], seen, why);
        if (status) {
            return status;
        }
        if (seen->total > FRAMING_HEAD_MAX || i >= FRAMING_HEADERS_MAX) {
            *why = N_("请求头太长。");
            return 431;
        }
    }
    return 0;
}

int framing_check(struct framing *f, const char **why)
{
    struct seen seen = {0};
    f->host = f->type = NULL;
    f->length = 0;
    if (strlen(f->url) > FRAMING_URL_MAX) {
        *why = N_("网址太长。");
        return 414;
    }
    int status = check_headers(f, &seen, why);
    if (status) {
        return status;
    }
    if (seen.hosts != 1) {
        *why = N_("请求必须写明一个、且只能写一个主机名。");
        return 400;
    }
    bool post = strcmp(f->method, "POST") == 0;
    if (!post && strcmp(f->method, "GET") != 0 && strcmp(f->method, "HEAD") != 0) {
        *why = N_("这里只能读取（GET）和提交（POST）。");
        return 405;
    }
    if (!url_is_clean(f->url)) {
        *why = N_("网址写法不对。");
        return 400;
    }
    if (post && !seen.lengths) {
        *why = N_("请把内容连同长度一次发来。");
        return 411;
    }
    if (!post && f->length > 0) {
        *why = N_("读取页面的请求不能带内容。");
        return 400;
    }
    return 0;
}

static size_t host_length(const char *host)
{
    if (host[0] == '[') {
        const char *end = strchr(host, ']');
        return end ? (size_t)(end - host) + 1 : strlen(host);
    }
    return strcspn(host, ":/");
}

bool framing_host_is(const char *host, const char *const *names)
{
    size_t n = host_length(host);
    if (host[n] != 0 && host[n] != ':') {
        return false;
    }
    if (n > 1 && host[n - 1] == '.') {
        n--;
    }
    for (; *names; names++) {
        if (strlen(*names) == n && n > 0 && strncasecmp(host, *names, n) == 0) {
            return true;
        }
    }
    return false;
}

const char *framing_url_host(struct arena *a, const char *url)
{
    const char *host = url ? strstr(url, "://") : NULL;
    if (!host) {
        return "";
    }
    host += 3;
    return arena_strndup(a, host, host_length(host));
}
