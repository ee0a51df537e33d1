#include "lib/web/framing.h"

#include <string.h>

#include "lib/web/multipart.h"
#include "tests/check.h"

static struct framing_header header(const char *line)
{
    const char *colon = strchr(line, ':');
    return (struct framing_header){line, colon + 1, (size_t)(colon - line), strlen(colon + 1)};
}

static int status_of(const char *method, const char *url, const char *const *lines)
{
    struct framing_header v[8];
    struct framing f = {.method = method, .url = url, .headers = v};
    const char *why = NULL;
    for (; *lines; lines++) {
        v[f.n++] = header(*lines);
    }
    return framing_check(&f, &why);
}

static void refuses_what_can_be_read_twice(struct ctx *c)
{
    static const struct {
        const char *method, *url, *lines[5];
        int status;
    } table[] = {
        {"GET", "/a", {"Host:x"}, 0},
        {"HEAD", "/a", {"host:x:80"}, 0},
        {"POST", "/a", {"Host:x", "Content-Length:3"}, 0},
        {"POST", "/a", {"Host:x"}, 411},
        {"GET", "/a", {NULL}, 400},
        {"GET", "/a", {"Host:x", "Host:x"}, 400},
        {"GET", "/a", {"Host:x y"}, 400},
        {"POST", "/a", {"Host:x", "Content-Length:3", "Content-Length:3"}, 400},
        {"POST", "/a", {"Host:x", "Content-Length:+3"}, 400},
        {"POST", "/a", {"Host:x", "Content-Length:"}, 400},
        {"POST", "/a", {"Host:x", "Transfer-Encoding:chunked"}, 501},
        {"GET", "/a", {"Host:x", "Content-Length:3"}, 400},
        {"PUT", "/a", {"Host:x", "Content-Length:3"}, 405},
        {"GET", "a", {"Host:x"}, 400},
        {"GET", "/a b", {"Host:x"}, 400},
        {"GET", "/a", {"Host:x", "a b:c"}, 400},
        {"GET", "/a", {"Host:x", "a:b\rc"}, 400},
    };
    (void)c;
    for (size_t i = 0; i < COUNT(table); i++) {
        CHECK(table[i].url,
            status_of(table[i].method, table[i].url, table[i].lines) == table[i].status);
    }
}

static void decodes_paths_once(struct ctx *c)
{
    const char *out = NULL;
    CHECK("plain", path_decode(c->arena, "/a/%E6%9F%B3", &out) && str_same(out, "/a/柳"));
    CHECK("plus stays", path_decode(c->arena, "/a+b", &out) && str_same(out, "/a+b"));
    CHECK("once", path_decode(c->arena, "/%2525", &out) && str_same(out, "/%25"));
    CHECK("NUL", !path_decode(c->arena, "/a%00", &out));
    CHECK("line end", !path_decode(c->arena, "/a%0a", &out));
    CHECK("cut", !path_decode(c->arena, "/a%4", &out));
    CHECK("overlong", !path_decode(c->arena, "/%c0%af", &out));
}

static void knows_its_names(struct ctx *c)
{
    static const char *const names[] = {"", "eaves.example", "127.0.0.1", "[::1]", NULL};
    CHECK("with port", framing_host_is("Eaves.example:8080", names));
    CHECK("final dot", framing_host_is("eaves.example.", names));
    CHECK("v6", framing_host_is("[::1]:80", names));
    CHECK("other", !framing_host_is("eaves.example.evil", names));
    CHECK("prefix", !framing_host_is("eaves.exampl", names));
    CHECK("empty", !framing_host_is("", names) && !framing_host_is(":80", names));
    CHECK("of a url", str_same(framing_url_host(c->arena, "https://a.b:8443/x"), "a.b"));
}

/* What a sink was told, as one line of text. */
struct told {
    struct buf b;
};

static bool on_begin(void *self, const struct part *p)
{
    buf_printf(
        &((struct told *)self)->b, "<%s|%s|%s|%d>", p->name, p->filename, p->type, p->is_file);
    return true;
}

static bool on_data(void *self, const void *v, size_t n)
{
    buf_put(&((struct told *)self)->b, v, n);
    return true;
}

static bool on_end(void *self)
{
    buf_puts(&((struct told *)self)->b, ";");
    return true;
}

static bool reads(const char *body, size_t step, const char *expected)
{
    struct told t = {0};
    struct multipart m;
    struct part_sink sink = {&t, on_begin, on_data, on_end};
    bool ok = multipart_init(&m, "multipart/form-data; boundary=\"b+1\"", sink);
    for (size_t n = strlen(body); n > 0 && ok;) {
        size_t k = n < step ? n : step;
        ok = multipart_feed(&m, body, k);
        body += k;
        n -= k;
    }
    ok = ok && multipart_finish(&m);
    bool same = expected ? ok && str_same(t.b.v, expected) : !ok;
    buf_release(&t.b);
    return same;
}

static void takes_parts_apart(struct ctx *c)
{
    static const struct {
        const char *body, *expected;
    } table[] = {
        {"--b+1\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n--b+1--\r\n",
            "<a|||0>1;"},
        {"--b+1\r\nContent-Disposition: form-data; name=a\r\n\r\n\r\n--b+1--", "<a|||0>;"},
        {"pre\r\n--b+1\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n--b+\r\n--b+1--\r\nepi",
            "<a|||0>1\r\n--b+;"},
        {"--b+1\r\ncontent-disposition: form-data; name=\"p\"; filename=\"C:\\x\\\\\\\"y.jpg\"\r\n"
         "Content-Type: image/jpeg\r\n\r\n\r\n\r\n\r\n--b+1--",
            "<p|\"y.jpg|image/jpeg|1>\r\n\r\n;"},
        {"--b+1\r\nContent-Disposition: form-data; name=\"a\"; filename=\"\"\r\n\r\n\r\n--b+1--",
            "<a|||1>;"},
        {"--b+1\r\nContent-Disposition: form-data\r\n\r\n1\r\n--b+1--\r\n", NULL},
        {"--b+1\r\nContent-Disposition: form-data; name=\"a\r\n\r\n1\r\n--b+1--\r\n", NULL},
        {"--b+1\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n--b+1", NULL},
        {"--b+1x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n--b+1--", NULL},
        {"--b+1\r\nContent-Disposition: form-data; name=\"a\"\r\nContent-Transfer-Encoding: base64\r\n\r\n1\r\n--b+1--",
            NULL},
        {"no boundary at all", NULL},
    };
    (void)c;
    for (size_t i = 0; i < COUNT(table); i++) {
        for (size_t step = 1; step < 40; step += 3) {
            CHECK(table[i].body, reads(table[i].body, step, table[i].expected));
        }
    }
}

/* As long as allowed or one byte more: the same answer, however the stream is cut. */
static void long_heads(struct ctx *c)
{
    static const char start[] = "Content-Disposition: form-data; name=a\r\nX: ";
    for (int more = -1; more <= 4; more++) {
        size_t n = (size_t)(PART_HEAD_MAX + more);
        char *head = arena_alloc(c->arena, n + 1);
        memset(head, 'x', n);
        memcpy(head, start, sizeof(start) - 1);
        const char *body = arena_printf(c->arena, "--b+1\r\n%s\r\n\r\n1\r\n--b+1--", head);
        const char *expected = more <= 0 ? "<a|||0>1;" : NULL;
        for (size_t step = 1; step < 9000; step = step * 2 + 1) {
            CHECK("a long head", reads(body, step, expected));
        }
    }
}

static void reads_pairs(struct ctx *c)
{
    struct pairs p = {0};
    const char *s = "a=1&b=%E4%BD%A0+%e5%a5%bd&&c&d==";
    CHECK("read", pairs_urlencoded(c->arena, s, strlen(s), &p) == PAIRS_FINE && p.n == 4);
    CHECK("text", p.n == 4 && str_same(p.v[1].value, "你 好") && str_same(p.v[2].value, "") &&
                      str_same(p.v[3].value, "="));
    p = (struct pairs){0};
    s = "a=%C4%E3%BA%C3";
    CHECK("GB18030", pairs_urlencoded(c->arena, s, strlen(s), &p) == PAIRS_FINE &&
                         str_same(p.v[0].value, "你好"));
    CHECK("NUL", pairs_urlencoded(c->arena, "a=%00", 5, &p) == PAIRS_MALFORMED);
    CHECK("no text", pairs_urlencoded(c->arena, "a=%ff%ff", 8, &p) == PAIRS_NOT_TEXT);
    p = (struct pairs){0};
    enum pairs_problem problem = PAIRS_FINE;
    for (int i = 0; i <= REQ_PAIRS_MAX && problem == PAIRS_FINE; i++) {
        problem = pairs_urlencoded(c->arena, "a=1", 3, &p);
    }
    CHECK("too many", problem == PAIRS_TOO_MANY && p.n == REQ_PAIRS_MAX);
}

const struct test framing_tests[] = {
    {"refuses_what_can_be_read_twice", refuses_what_can_be_read_twice, true},
    {"decodes_paths_once", decodes_paths_once, true},
    {"knows_its_names", knows_its_names, true},
    {"takes_parts_apart", takes_parts_apart, true},
    {"long_heads", long_heads, true},
    {"reads_pairs", reads_pairs, true},
    {0},
};
