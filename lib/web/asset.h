/* asset.h - stylesheets, scripts and pictures, compiled in by tools/mkassets.py.
 *
 * Served at /s/NAME.HASH.EXT (sha's first hex digits as HASH) and kept for ever by browsers:
 * another content has another address. */
#ifndef EAVES_ASSET_H
#define EAVES_ASSET_H

#include <stdbool.h>
#include <stddef.h>

struct asset {
    const char *name, *type; /* "app.css", "text/css; charset=utf-8" */
    const unsigned char *v;
    size_t n;
    const unsigned char *gz; /* NULL when compressing does not pay */
    size_t gz_n;
    const char *sha; /* of the content, hex: part of the address, and the ETag */
};
extern const struct asset assets[]; /* generated; by name */
extern const int assets_count;

const struct asset *asset_by_name(const char *name); /* NULL: none */
/* For "app.css": "/s/app.1a2b3c4d5e6f.css". The name must exist; kept for the process's life. */
const char *asset_path(const char *name);
/* The asset whose asset_path() this is; NULL when the name or the hash is another. */
const struct asset *asset_by_path(const char *path);
/* Answers a GET of such a path (needs no store); false: not one of ours, c->req is untouched. */
struct ctx;
bool asset_serve(struct ctx *c);
#endif
