/* disk.h - inside lib/backup: files that are hashed as they pass. False with c->err set: ERR_FULL
 * when there is no room, ERR_STORE otherwise. */
#ifndef EAVES_DISK_H
#define EAVES_DISK_H

#include <sodium.h>

#include "lib/base/ctx.h"

enum { SHA_TEXT = 2 * crypto_hash_sha256_BYTES + 1 };
struct print { /* of a file's bytes */
    char sha[SHA_TEXT];
    int64_t bytes;
};

struct disk_out { /* a new file on its way */
    int fd;
    struct buf b;
    crypto_hash_sha256_state hash;
    int64_t bytes;
    const char *path;
};
NODISCARD bool disk_open(struct ctx *c, const char *path, struct disk_out *out);
NODISCARD bool disk_put(struct ctx *c, struct disk_out *out, const void *v, size_t n);
bool disk_close(struct ctx *c, struct disk_out *out, struct print *is); /* always call it */

bool disk_hash(const char *path, struct print *is); /* false: it cannot be read */
/* NULL when it cannot be read or is longer than that; a NUL follows. */
char *disk_read(struct arena *a, const char *path, size_t most, size_t *n);
NODISCARD bool disk_copy(struct ctx *c, const char *from, const char *to, struct print *is);
NODISCARD bool disk_make(
    struct ctx *c, const char *path); /* a directory, 0700; there already: fine */
NODISCARD bool disk_settle(
    struct ctx *c, const char *dir); /* all of that file system, on the disk */
bool disk_is_empty(const char *dir); /* or not there */
void disk_remove(const char *path); /* with all that is in it */
bool disk_fail(struct ctx *c, const char *path); /* from errno; false */
int64_t disk_free(const char *path); /* bytes for us; -1 unknown */
#endif
