#include "lib/backup/disk.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

enum { CHUNK = 128 * 1024 };

bool disk_fail(struct ctx *c, const char *path)
{
    bool full = errno == ENOSPC || errno == EDQUOT;
    if (!c->err.kind) {
        int why = errno;
        fail(&c->err, full ? ERR_FULL : ERR_STORE,
            full ? SAY(N_("备份的磁盘满了，请腾出地方再试"))
                 : WORDS(N_("文件 {0} 写不了或读不了"), TEXT(arena_strdup(c->arena, path))));
        snprintf(c->err.detail, sizeof c->err.detail, "%.60s: %.120s", strerror(why), path);
    }
    return false;
}

static bool write_all(int fd, const char *v, size_t n)
{
    while (n) {
        ssize_t wrote = write(fd, v, n);
        if (wrote < 0 && errno != EINTR) {
            return false;
        }
        v += wrote > 0 ? wrote : 0;
        n -= wrote > 0 ? (size_t)wrote : 0;
    }
    return true;
}

static bool flush(struct ctx *c, struct disk_out *out)
{
    bool ok = write_all(out->fd, out->b.v, out->b.n) || disk_fail(c, out->path);
    out->b.n = 0;
    return ok;
}

bool disk_open(struct ctx *c, const char *path, struct disk_out *out)
{
    *out = (struct disk_out){.path = path};
    crypto_hash_sha256_init(&out->hash);
    out->fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    return out->fd >= 0 || disk_fail(c, path);
}

bool disk_put(struct ctx *c, struct disk_out *out, const void *v, size_t n)
{
    crypto_hash_sha256_update(&out->hash, v, n);
    out->bytes += (int64_t)n;
    buf_put(&out->b, v, n);
    return out->b.n < CHUNK || flush(c, out);
}

bool disk_close(struct ctx *c, struct disk_out *out, struct print *is)
{
    uint8_t hash[crypto_hash_sha256_BYTES];
    if (out->fd >= 0) {
        flush(c, out);
        close(out->fd);
    }
    buf_release(&out->b);
    crypto_hash_sha256_final(&out->hash, hash);
    sodium_bin2hex(is->sha, sizeof is->sha, hash, sizeof hash);
    is->bytes = out->bytes;
    return !c->err.kind;
}

bool disk_hash(const char *path, struct print *is)
{
    static uint8_t chunk[CHUNK];
    uint8_t hash[crypto_hash_sha256_BYTES];
    crypto_hash_sha256_state h;
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    ssize_t n = fd >= 0 ? 1 : -1;
    crypto_hash_sha256_init(&h);
    for (is->bytes = 0; n > 0; is->bytes += n > 0 ? n : 0) {
        n = read(fd, chunk, sizeof chunk);
        crypto_hash_sha256_update(&h, chunk, n > 0 ? (size_t)n : 0);
    }
    if (fd >= 0) {
        close(fd);
    }
    crypto_hash_sha256_final(&h, hash);
    sodium_bin2hex(is->sha, sizeof is->sha, hash, sizeof hash);
    return n == 0;
}

char *disk_read(struct arena *a, const char *path, size_t most, size_t *n)
{
    struct stat s;
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    char *v = NULL;
    if (fd >= 0 && fstat(fd, &s) == 0 && S_ISREG(s.st_mode) && (size_t)s.st_size <= most) {
        v = arena_alloc(a, (size_t)s.st_size + 1);
        *n = 0;
        for (ssize_t got = 1; got > 0 && *n<(size_t)s.st_size; *n += got> 0 ? (size_t)got : 0) {
            got = read(fd, v + *n, (size_t)s.st_size - *n);
        }
    }
    if (fd >= 0) {
        close(fd);
    }
    return v;
}

bool disk_copy(struct ctx *c, const char *from, const char *to, struct print *is)
{
    static uint8_t chunk[CHUNK];
    struct disk_out out;
    int fd = open(from, O_RDONLY | O_CLOEXEC);
    if (fd < 0) {
        return disk_fail(c, from);
    }
    bool ok = disk_open(c, to, &out);
    ssize_t n = 1;
    while (ok && (n = read(fd, chunk, sizeof chunk)) > 0) {
        ok = disk_put(c, &out, chunk, (size_t)n);
    }
    if (n < 0) {
        disk_fail(c, from);
    }
    close(fd);
    return disk_close(c, &out, is);
}

bool disk_make(struct ctx *c, const char *path)
{
    return mkdir(path, 0700) == 0 || errno == EEXIST || disk_fail(c, path);
}

bool disk_settle(struct ctx *c, const char *dir)
{
    int fd = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    bool ok = (fd >= 0 && syncfs(fd) == 0) || disk_fail(c, dir);
    if (fd >= 0) {
        close(fd);
    }
    return ok;
}

bool disk_is_empty(const char *dir)
{
    DIR *d = opendir(dir);
    int n = 0;
    for (struct dirent *e = d ? readdir(d) : NULL; e; e = readdir(d)) {
        n += !str_same(e->d_name, ".") && !str_same(e->d_name, "..");
    }
    if (d) {
        closedir(d);
    }
    return n == 0;
}

static int remove_one(const char *path, const struct stat *s, int type, struct FTW *f)
{
    (void)s;
    (void)type;
    (void)f;
    return remove(path);
}

void disk_remove(const char *path)
{
    nftw(path, remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

int64_t disk_free(const char *path)
{
    struct statvfs s;
    return statvfs(path, &s) == 0 ? (int64_t)s.f_bavail * (int64_t)s.f_frsize : -1;
}
