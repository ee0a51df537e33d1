#include "lib/web/image.h"

#include <string.h>

static uint32_t be16(const uint8_t *p)
{
    return (uint32_t)p[0] << 8 | p[1];
}

static uint32_t be32(const uint8_t *p)
{
    return be16(p) << 16 | be16(p + 2);
}

static uint32_t le16(const uint8_t *p)
{
    return (uint32_t)p[1] << 8 | p[0];
}

static uint32_t le24(const uint8_t *p)
{
    return (uint32_t)p[2] << 16 | le16(p);
}

/* What an iPhone keeps: a file of the MP4 family, its brand in the first box. */
static bool is_heic(const char *v, size_t n)
{
    static const char *const brands[] = {
        "heic", "heix", "heim", "heis", "hevc", "hevx", "mif1", "msf1"};
    for (size_t i = 0; n >= 12 && i < COUNT(brands); i++) {
        if (memcmp(v + 4, "ftyp", 4) == 0 && memcmp(v + 8, brands[i], 4) == 0) {
            return true;
        }
    }
    return false;
}

enum image_kind image_kind(const void *v, size_t n)
{
    if (n >= 3 && memcmp(v, "\xff\xd8\xff", 3) == 0) {
        return IMAGE_JPEG;
    }
    if (n >= 8 && memcmp(v, "\x89PNG\r\n\x1a\n", 8) == 0) {
        return IMAGE_PNG;
    }
    if (n >= 12 && memcmp(v, "RIFF", 4) == 0 && memcmp((const char *)v + 8, "WEBP", 4) == 0) {
        return IMAGE_WEBP;
    }
    return is_heic(v, n) ? IMAGE_HEIC : IMAGE_NONE;
}

bool image_can_be_opened(enum image_kind kind)
{
    return kind == IMAGE_JPEG || kind == IMAGE_PNG || kind == IMAGE_WEBP;
}

static bool is_frame_start(uint8_t marker)
{
    return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
}

static bool jpeg_size(const uint8_t *v, size_t n, int64_t *width, int64_t *height)
{
    size_t at = 2;
    while (n - at >= 9 && v[at] == 0xff) {
        uint8_t marker = v[at + 1];
        if (marker == 0xff) {
            at++;
            continue;
        }
        if (is_frame_start(marker)) {
            *height = be16(v + at + 5);
            *width = be16(v + at + 7);
            return true;
        }
        size_t length = be16(v + at + 2);
        if (length < 2 || marker == 0xda || marker == 0xd9 || length + 2 > n - at) {
            return false;
        }
        at += 2 + length;
    }
    return false;
}

static bool png_size(const uint8_t *v, size_t n, int64_t *width, int64_t *height)
{
    if (n < 24 || memcmp(v + 12, "IHDR", 4) != 0) {
        return false;
    }
    *width = be32(v + 16);
    *height = be32(v + 20);
    return true;
}

static bool webp_size(const uint8_t *v, size_t n, int64_t *width, int64_t *height)
{
    if (n < 30) {
        return false;
    }
    if (memcmp(v + 12, "VP8X", 4) == 0) {
        *width = le24(v + 24) + 1;
        *height = le24(v + 27) + 1;
        return true;
    }
    if (memcmp(v + 12, "VP8L", 4) == 0) {
        uint32_t bits = le16(v + 21) | le16(v + 23) << 16;
        *width = (bits & 0x3fff) + 1;
        *height = (bits >> 14 & 0x3fff) + 1;
        return true;
    }
    if (memcmp(v + 12, "VP8 ", 4) == 0) {
        *width = le16(v + 26) & 0x3fff;
        *height = le16(v + 28) & 0x3fff;
        return true;
    }
    return false;
}

bool image_size(const void *v, size_t n, int64_t *width, int64_t *height)
{
    switch (image_kind(v, n)) {
    case IMAGE_JPEG:
        return jpeg_size(v, n, width, height);
    case IMAGE_PNG:
        return png_size(v, n, width, height);
    case IMAGE_WEBP:
        return webp_size(v, n, width, height);
    case IMAGE_HEIC:
    case IMAGE_NONE:
        break;
    }
    return false;
}

static void put_le32(uint8_t *p, size_t x)
{
    for (int i = 0; i < 4; i++) {
        p[i] = (uint8_t)(x >> 8 * i);
    }
}

static bool is_metadata(const uint8_t *chunk)
{
    return memcmp(chunk, "EXIF", 4) == 0 || memcmp(chunk, "XMP ", 4) == 0 ||
           memcmp(chunk, "ICCP", 4) == 0;
}

size_t webp_without_metadata(void *v, size_t n)
{
    enum { HEAD = 12, CHUNK_HEAD = 8, ONLY_ALPHA_AND_ANIMATION = 0x12 };
    uint8_t *p = v;
    size_t to = HEAD;
    if (image_kind(v, n) != IMAGE_WEBP) {
        return n;
    }
    for (size_t at = HEAD, size = 0; n - at >= CHUNK_HEAD; at += size) {
        size = CHUNK_HEAD + le16(p + at + 4) + ((size_t)le16(p + at + 6) << 16);
        size += size & 1;
        size = size < n - at ? size : n - at;
        if (!is_metadata(p + at)) {
            if (memcmp(p + at, "VP8X", 4) == 0 && size > CHUNK_HEAD) {
                p[at + CHUNK_HEAD] &= ONLY_ALPHA_AND_ANIMATION;
            }
            memmove(p + to, p + at, size);
            to += size;
        }
    }
    put_le32(p + 4, to - 8);
    return to;
}
