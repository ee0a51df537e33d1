#include "lib/web/compress.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <zlib.h>

enum { SLOTS = 64, SLOT_MAX = 128 * 1024, KEY = 16, LEVEL = 4, BLUR = 32 };

struct slot {
    uint8_t key[KEY];
    struct buf v;
};

struct compressor {
    z_stream z;
    struct slot slots[SLOTS];
};

struct compressor *compressor_create(void)
{
    struct compressor *z = calloc(1, sizeof *z);
    must(z != NULL);
    must(deflateInit2(&z->z, LEVEL, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) == Z_OK);
    return z;
}

void compressor_destroy(struct compressor *z)
{
    if (!z) {
        return;
    }
    deflateEnd(&z->z);
    for (size_t i = 0; i < SLOTS; i++) {
        buf_release(&z->slots[i].v);
    }
    free(z);
}

static void blur_length(struct compressor *z, gz_header *head, uint8_t name[BLUR + 1])
{
    size_t n = randombytes_uniform(BLUR);
    memset(name, 'x', n);
    name[n] = 0;
    *head = (gz_header){.name = name, .os = 255};
    deflateSetHeader(&z->z, head);
}

static bool deflate_all(struct compressor *z, bool blur, const void *v, size_t n, struct buf *out)
{
    uint8_t piece[16 * 1024];
    uint8_t name[BLUR + 1];
    gz_header head;
    deflateReset(&z->z);
    if (blur) {
        blur_length(z, &head, name);
    }
    z->z.next_in = (Bytef *)(uintptr_t)v;
    z->z.avail_in = (uInt)n;
    int state = Z_OK;
    while (state == Z_OK) {
        z->z.next_out = piece;
        z->z.avail_out = sizeof piece;
        state = deflate(&z->z, Z_FINISH);
        buf_put(out, piece, sizeof piece - z->z.avail_out);
    }
    return state == Z_STREAM_END && out->n < n;
}

bool compress_gzip(
    struct compressor *z, const uint8_t *key, const void *v, size_t n, struct buf *out)
{
    out->n = 0;
    if (n < COMPRESS_LEAST || n > UINT32_MAX / 2) {
        return false;
    }
    if (!key) {
        return deflate_all(z, true, v, n, out);
    }
    struct slot *s = &z->slots[key[0] % SLOTS];
    if (s->v.n && memcmp(s->key, key, KEY) == 0) {
        buf_put(out, s->v.v, s->v.n);
        return true;
    }
    bool pays = deflate_all(z, false, v, n, out);
    if (pays && out->n <= SLOT_MAX) {
        memcpy(s->key, key, KEY);
        s->v.n = 0;
        buf_put(&s->v, out->v, out->n);
    }
    return pays;
}

bool accepts_gzip(const char *accept)
{
    if (!accept) {
        return false;
    }
    const char *at = strcasestr(accept, "gzip");
    if (!at || (at > accept && !strchr(" ,\t", at[-1]))) {
        return false;
    }
    at += 4;
    size_t n = strcspn(at, ",");
    const char *q = memmem(at, n, "q=", 2);
    return !q || strtod(q + 2, NULL) > 0;
}

bool is_compressible(const char *type)
{
    return str_starts(type, "text/") || strstr(type, "json") || strstr(type, "xml") ||
           strstr(type, "javascript") || strstr(type, "manifest");
}
