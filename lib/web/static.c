#include <stdlib.h>
#include <string.h>

#include "lib/web/asset.h"
#include "lib/web/compress.h"
#include "lib/web/web.h"

enum { HASH = 12 };
static const char prefix[] = "/s/";

static int by_name(const void *key, const void *item)
{
    return strcmp(key, ((const struct asset *)item)->name);
}

const struct asset *asset_by_name(const char *name)
{
    return bsearch(name, assets, (size_t)assets_count, sizeof assets[0], by_name);
}

const char *asset_path(const char *name)
{
    /* Made once each and kept: pages name the same three or four every time. */
    static char *paths[256];
    const struct asset *asset = asset_by_name(name);
    must(asset != NULL);
    size_t i = (size_t)(asset - assets);
    must(i < COUNT(paths));
    if (!paths[i]) {
        const char *dot = strrchr(asset->name, '.');
        struct buf b = {0};
        buf_printf(&b, "%s%.*s.%.*s%s", prefix, (int)(dot - asset->name), asset->name, HASH,
            asset->sha, dot);
        paths[i] = b.v;
    }
    return paths[i];
}

const struct asset *asset_by_path(const char *path)
{
    char name[128];
    const char *dot = strrchr(path, '.');
    if (!str_starts(path, prefix) || !dot || strlen(path) >= sizeof name) {
        return NULL;
    }
    const char *file = path + strlen(prefix);
    ptrdiff_t stem = dot - file - HASH - 1;
    if (stem < 1 || file[stem] != '.') {
        return NULL;
    }
    memcpy(name, file, (size_t)stem);
    memcpy(name + stem, dot, strlen(dot) + 1);
    const struct asset *asset = asset_by_name(name);
    return asset && strncmp(asset->sha, file + stem + 1, HASH) == 0 ? asset : NULL;
}

bool asset_serve(struct ctx *c)
{
    struct req *r = c->req;
    const struct asset *asset = asset_by_path(r->path);
    if (!asset || !str_same(r->method, "GET")) {
        return false;
    }
    bool packed = asset->gz && accepts_gzip(req_header(c, "accept-encoding"));
    r->status = 200;
    r->type = asset->type;
    r->etag = arena_printf(c->arena, "%.32s%s", asset->sha, packed ? "-z" : "");
    list_push(
        c->arena, &r->out, ((struct pair){"Cache-Control", "public, max-age=31536000, immutable"}));
    if (packed) {
        list_push(c->arena, &r->out, ((struct pair){"Content-Encoding", "gzip"}));
    }
    buf_put(&r->body, packed ? asset->gz : asset->v, packed ? asset->gz_n : asset->n);
    return true;
}
