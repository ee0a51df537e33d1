/* powercut.c - LD_PRELOAD: writes down what a store's files were told and when they were synced.
 *
 * kill -9 proves little, because the page cache survives it. This journal lets powercut.py make the
 * files as they would lie on the disk after the power went at any moment: only what was written
 * before a finished fdatasync() began. A record is one append, so its order is the true one.
 *
 *   $EAVES_JOURNAL  the journal's path      $EAVES_JOURNAL_OF  prefix of the files it is about
 *
 * Record: kind, file ('d' store, 'w' its log), 6 bytes of nothing, offset or sync number, length;
 * then the bytes. Kinds: W written, T cut to a length, B a sync begins, S that sync is done. */
#include <dlfcn.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

struct record {
    char kind, file, nothing[6];
    uint64_t at, length;
};

static int journal = -1;

static int journal_fd(void)
{
    const char *path = getenv("EAVES_JOURNAL");
    if (journal < 0 && path) {
        journal = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    }
    return journal;
}

/* 'd', 'w', or 0 when it is no file of ours. */
static char file_of(int fd)
{
    char link[64];
    char path[512];
    const char *prefix = getenv("EAVES_JOURNAL_OF");
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t n = readlink(link, path, sizeof path - 1);
    if (n < 0 || !prefix) {
        return 0;
    }
    path[n] = 0;
    if (strncmp(path, prefix, strlen(prefix)) != 0) {
        return 0;
    }
    const char *rest = path + strlen(prefix);
    return *rest == 0 ? 'd' : strcmp(rest, "-wal") == 0 ? 'w' : 0;
}

static void note(char kind, char file, uint64_t at, const void *v, size_t n)
{
    struct record r = {.kind = kind, .file = file, .at = at, .length = n};
    struct iovec parts[] = {{&r, sizeof r}, {(void *)(uintptr_t)v, v ? n : 0}};
    if (writev(journal_fd(), parts, 2) < 0) {
        abort();
    }
}

static ssize_t written(int fd, const void *v, off_t at, ssize_t n)
{
    char file = n > 0 ? file_of(fd) : 0;
    if (file) {
        note('W', file, (uint64_t)at, v, (size_t)n);
    }
    return n;
}

static int synced(int fd, int (*sync)(int))
{
    static uint32_t count;
    char file = file_of(fd);
    uint64_t number = (uint64_t)getpid() << 32 | ++count;
    if (file) {
        note('B', file, number, NULL, 0);
    }
    int result = sync(fd);
    if (file && result == 0) {
        note('S', file, number, NULL, 0);
    }
    return result;
}

static void *next(const char *name)
{
    return dlsym(RTLD_NEXT, name);
}

ssize_t pwrite64(int fd, const void *v, size_t n, off64_t at)
{
    static ssize_t (*real)(int, const void *, size_t, off64_t);
    real = real ? real : (ssize_t(*)(int, const void *, size_t, off64_t))next("pwrite64");
    return written(fd, v, at, real(fd, v, n, at));
}

int ftruncate64(int fd, off64_t length)
{
    static int (*real)(int, off64_t);
    real = real ? real : (int (*)(int, off64_t))next("ftruncate64");
    int result = real(fd, length);
    char file = result == 0 ? file_of(fd) : 0;
    if (file) {
        note('T', file, (uint64_t)length, NULL, 0);
    }
    return result;
}

int fdatasync(int fd)
{
    static int (*real)(int);
    real = real ? real : (int (*)(int))next("fdatasync");
    return synced(fd, real);
}

int fsync(int fd)
{
    static int (*real)(int);
    real = real ? real : (int (*)(int))next("fsync");
    return synced(fd, real);
}
