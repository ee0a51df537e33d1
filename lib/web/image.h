/* image.h - what a photo says of itself in its first bytes. Pure, and fuzzed: it reads what a
 * stranger sent before any decoder does. */
#ifndef EAVES_IMAGE_H
#define EAVES_IMAGE_H

#include "lib/base/base.h"

/* HEIC is known only to say what to do instead: nothing here opens it. */
enum image_kind { IMAGE_NONE, IMAGE_JPEG, IMAGE_PNG, IMAGE_WEBP, IMAGE_HEIC };
bool image_can_be_opened(enum image_kind kind);
#define IMAGE_PIXELS_MAX INT64_C(50000000)

enum image_kind image_kind(const void *v, size_t n); /* by its magic */
/* Width and height as its header claims. False: not in these bytes (a JPEG's may come late). */
bool image_size(const void *v, size_t n, int64_t *width, int64_t *height);
/* Takes what is not picture (EXIF, XMP, colour profile) out of a WebP, in place; the new length. */
size_t webp_without_metadata(void *v, size_t n);
#endif
