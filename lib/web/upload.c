#include "lib/web/upload.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static bool make_dir(const char *path)
{
    return mkdir(path, 0750) == 0 || errno == EEXIST;
}

bool spool_dirs(const char *files_dir)
{
    char path[512];
    int n = snprintf(path, sizeof path, "%s/quarantine", files_dir);
    return n > 0 && (size_t)n < sizeof path && make_dir(files_dir) && make_dir(path);
}

bool spool_begin(struct spool *s, const char *files_dir, int64_t max)
{
    uint8_t dice[16];
    char name[2 * sizeof dice + 1];
    randombytes_buf(dice, sizeof dice);
    sodium_bin2hex(name, sizeof name, dice, sizeof dice);
    *s = (struct spool){.files_dir = files_dir, .max = max};
    int n = snprintf(s->path, sizeof s->path, "%s/quarantine/%s", files_dir, name);
    if (n < 0 || (size_t)n >= sizeof s->path) {
        return false;
    }
    int fd = open(s->path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0640);
    s->full = fd < 0 && (errno == ENOSPC || errno == EDQUOT);
    s->fd = fd > 0 ? fd : 0;
    return fd > 0;
}

static bool write_all(int fd, const char *v, size_t n)
{
    while (n > 0) {
        ssize_t k = write(fd, v, n);
        if (k < 0 && errno == EINTR) {
            continue;
        }
        if (k <= 0) {
            return false;
        }
        v += k;
        n -= (size_t)k;
    }
    return true;
}

bool spool_data(struct spool *s, const void *v, size_t n)
{
    size_t head = sizeof s->head - s->head_n;
    memcpy(s->head + s->head_n, v, n < head ? n : head);
    s->head_n += n < head ? n : head;
    s->size += (int64_t)n;
    if (s->size > s->max) {
        return true;
    }
    if (!write_all(s->fd, v, n)) {
        s->full = errno == ENOSPC || errno == EDQUOT;
        return false;
    }
    return true;
}

bool spool_end(struct spool *s)
{
    bool ok = fsync(s->fd) == 0;
    s->full = !ok && (errno == ENOSPC || errno == EDQUOT);
    ok = close(s->fd) == 0 && ok;
    s->fd = 0;
    return ok;
}

void spool_drop(struct spool *s)
{
    if (s->fd) {
        close(s->fd);
        s->fd = 0;
    }
    if (s->path[0]) {
        unlink(s->path);
        s->path[0] = 0;
    }
}

static int quarantine_open(const char *files_dir)
{
    char path[512];
    int n = snprintf(path, sizeof path, "%s/quarantine", files_dir);
    if (n < 0 || (size_t)n >= sizeof path) {
        return -1;
    }
    return open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
}

bool spool_settle(const char *files_dir)
{
    int fd = quarantine_open(files_dir);
    bool ok = fd >= 0 && fsync(fd) == 0;
    if (fd >= 0) {
        close(fd);
    }
    return ok;
}

void uploads_drop(struct req *r)
{
    for (size_t i = 0; i < r->n_files; i++) {
        if (r->files[i].path) {
            unlink(r->files[i].path);
        }
    }
    r->n_files = 0;
}

bool file_is_older(int dir, const char *name, int64_t before)
{
    struct stat st;
    return fstatat(dir, name, &st, AT_SYMLINK_NOFOLLOW) == 0 && S_ISREG(st.st_mode) &&
           (int64_t)st.st_mtime * 1000 < before;
}

struct swept quarantine_sweep(const char *files_dir, int64_t before)
{
    struct swept swept = {0};
    int fd = quarantine_open(files_dir);
    DIR *dir = fd >= 0 ? fdopendir(fd) : NULL;
    if (!dir) {
        if (fd >= 0) {
            close(fd);
        }
        return swept;
    }
    for (struct dirent *e = readdir(dir); e; e = readdir(dir)) {
        if (e->d_name[0] == '.') {
            continue;
        }
        bool gone =
            file_is_older(dirfd(dir), e->d_name, before) && unlinkat(dirfd(dir), e->d_name, 0) == 0;
        swept.gone += gone;
        swept.left += !gone;
    }
    closedir(dir);
    return swept;
}
