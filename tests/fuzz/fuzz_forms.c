/* Form bodies: the first byte says how the rest is cut into pieces; however it is cut, the parts
 * come out the same, and every pair is text. */
#include <string.h>

#include "lib/web/multipart.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct told {
    struct buf b;
    bool open;
};

static bool on_begin(void *self, const struct part *p)
{
    struct told *t = self;
    must(!t->open && p->name[0] && strlen(p->name) <= PART_NAME_MAX);
    must(!strchr(p->filename, '/') && !strchr(p->filename, '\\'));
    t->open = true;
    buf_printf(&t->b, "<%s|%s|%s|%d>", p->name, p->filename, p->type, p->is_file);
    return t->b.n < 1 << 20;
}

static bool on_data(void *self, const void *v, size_t n)
{
    must(((struct told *)self)->open && n > 0);
    buf_put(&((struct told *)self)->b, v, n);
    return true;
}

static bool on_end(void *self)
{
    struct told *t = self;
    must(t->open);
    t->open = false;
    buf_puts(&t->b, ";");
    return true;
}

static bool read_parts(const uint8_t *v, size_t n, size_t step, struct told *t)
{
    struct multipart m;
    struct part_sink sink = {t, on_begin, on_data, on_end};
    bool ok = multipart_init(&m, "multipart/form-data; boundary=x", sink);
    for (size_t at = 0; at < n && ok; at += step) {
        ok = multipart_feed(&m, v + at, n - at < step ? n - at : step);
    }
    ok = ok && multipart_finish(&m);
    must(!ok || !t->open);
    return ok;
}

static void same_however_cut(const uint8_t *v, size_t n, size_t step)
{
    struct told whole = {0};
    struct told cut = {0};
    bool ok = read_parts(v, n, n ? n : 1, &whole);
    must(read_parts(v, n, step, &cut) == ok);
    must(!ok || (whole.b.n == cut.b.n && (!whole.b.n || memcmp(whole.b.v, cut.b.v, cut.b.n) == 0)));
    buf_release(&whole.b);
    buf_release(&cut.b);
}

static void pairs_are_text(const uint8_t *v, size_t n)
{
    struct arena *a = arena_create();
    struct pairs p = {0};
    if (pairs_urlencoded(a, (const char *)v, n, &p) == PAIRS_FINE) {
        for (size_t i = 0; i < p.n; i++) {
            must(utf8_valid(p.v[i].name, strlen(p.v[i].name)));
            must(utf8_valid(p.v[i].value, strlen(p.v[i].value)));
        }
    }
    must(p.n <= REQ_PAIRS_MAX);
    arena_destroy(a);
}

static void boundary_of(const uint8_t *v, size_t n)
{
    struct arena *a = arena_create();
    struct multipart m;
    (void)multipart_init(&m, arena_printf(a, "multipart/form-data%.*s", (int)n, (const char *)v),
        (struct part_sink){0});
    arena_destroy(a);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0) {
        return 0;
    }
    same_however_cut(data + 1, size - 1, (size_t)data[0] + 1);
    pairs_are_text(data + 1, size - 1);
    boundary_of(data + 1, size - 1);
    return 0;
}
