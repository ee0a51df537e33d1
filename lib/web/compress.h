/* compress.h - gzip of answers, with a small memory of what was compressed lately. */
#ifndef EAVES_COMPRESS_H
#define EAVES_COMPRESS_H

#include "lib/base/base.h"

enum { COMPRESS_LEAST = 1024 };

struct compressor;
struct compressor *compressor_create(void);
void compressor_destroy(struct compressor *z);
/* v gzipped into out (emptied first). key: 16 bytes that stand for the content, remembered; NULL
 * for a page of one reader, whose length is then blurred by up to 32 bytes (so that it tells
 * nobody which typed letter matched a secret on it). False: it does not pay. */
bool compress_gzip(
    struct compressor *z, const uint8_t *key, const void *v, size_t n, struct buf *out);
/* Does an Accept-Encoding header take gzip? NULL: no. */
bool accepts_gzip(const char *accept);
bool is_compressible(const char *type);
#endif
