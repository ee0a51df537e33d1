/* A photo's first bytes, and a WebP whose metadata is taken out: never longer, still a WebP, and
 * taking it out twice changes nothing. */
#include <string.h>

#include "lib/web/image.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    int64_t width = -1;
    int64_t height = -1;
    if (image_size(data, size, &width, &height)) {
        must(image_kind(data, size) != IMAGE_NONE && width >= 0 && height >= 0);
        must(width <= UINT32_MAX && height <= UINT32_MAX);
    }
    struct arena *a = arena_create();
    char *copy = arena_strndup(a, (const char *)data, size);
    size_t n = webp_without_metadata(copy, size);
    must(n <= size && image_kind(copy, n) == image_kind(data, size));
    must(webp_without_metadata(copy, n) == n);
    arena_destroy(a);
    return 0;
}
