/* image_child.h - a stranger's photo is decoded in a process that can do nothing else.
 *
 * `eaves image-child`: its own program started anew, so that no key and no store is in its memory;
 * five open files, no others to be had, no network, 5 s of processor, 1 GiB. It reads the
 * original, turns it upright, and writes two WebP pictures without any metadata. */
#ifndef EAVES_IMAGE_CHILD_H
#define EAVES_IMAGE_CHILD_H

#include "lib/base/base.h"

enum { IMAGE_SIDE = 1600, IMAGE_THUMB_SIDE = 480 };

enum image_state { /* what became of it */
    IMAGE_MADE = 1,
    IMAGE_UNKNOWN, /* no JPEG, PNG or WebP */
    IMAGE_TOO_LARGE, /* more than 50 megapixels */
    IMAGE_BAD, /* cut off, broken, or it broke the decoder */
    IMAGE_TROUBLE, /* ours: no process, no disk; try again later */
};
struct image_made {
    enum image_state state;
    int width, height; /* of the large one */
};
/* Runs the child on an open original; fds of empty files for both results. At most 20 s. */
struct image_made image_make(int original, int large, int thumb);
/* The child's main(); `image-child` is its only argument. */
int image_child_main(void);
#endif
