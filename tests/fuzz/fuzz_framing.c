/* A request's head as lines; whatever it holds, framing_check() must agree with itself: what it
 * lets pass has one Host, one length at most, and a path that decodes to text. */
#include <string.h>

#include "lib/web/framing.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static char *next_line(char **at)
{
    char *line = *at;
    char *end = strchr(line, '\n');
    *at = end ? end + 1 : line + strlen(line);
    if (end) {
        *end = 0;
    }
    return line;
}

static size_t read_headers(char *at, struct framing_header *v, size_t most)
{
    size_t n = 0;
    while (*at && n < most) {
        char *line = next_line(&at);
        char *colon = strchr(line, ':');
        size_t name = colon ? (size_t)(colon - line) : strlen(line);
        const char *value = colon ? colon + 1 : "";
        v[n++] = (struct framing_header){line, value, name, strlen(value)};
    }
    return n;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const methods[] = {"GET", "POST", "HEAD", "PUT"};
    static const char *const names[] = {"localhost", NULL};
    struct framing_header headers[80];
    struct arena *a = arena_create();
    const char *why = NULL;
    const char *path = NULL;
    if (size > 0) {
        char *text = arena_strndup(a, (const char *)data + 1, size - 1);
        struct framing f = {
            .method = methods[data[0] % 4], .url = next_line(&text), .headers = headers};
        f.n = read_headers(text, headers, COUNT(headers));
        int status = framing_check(&f, &why);
        must(status == 0 || (status >= 400 && status <= 501 && why));
        must(status != 0 || (f.host && f.length >= 0));
        if (status == 0 && path_decode(a, f.url, &path)) {
            must(utf8_valid(path, strlen(path)) && !strpbrk(path, "\r\n"));
        }
        if (f.host) {
            (void)framing_host_is(f.host, names);
        }
        (void)framing_url_host(a, f.url);
    }
    arena_destroy(a);
    return 0;
}
