#include "lib/web/image_child.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <seccomp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>
#include <vips/vips.h>

#include "lib/web/image.h"

/* The child's files, and nothing but them. */
enum { FD_ORIGINAL, FD_ANSWER, FD_LOG, FD_LARGE, FD_THUMB, FD_FIRST_CLOSED };
enum { WALL_MS = 20000, ORIGINAL_MAX = 24 * 1024 * 1024, QUALITY = 80 };

/* Confinement -------------------------------------------------------------------------------- */
#ifdef __SANITIZE_ADDRESS__ /* its shadow takes terabytes of addresses, of which it uses few */
#define ADDRESS_SPACE RLIM_INFINITY
#else
#define ADDRESS_SPACE ((rlim_t)1 << 30)
#endif

static bool limit(int what, rlim_t most)
{
    struct rlimit r = {most, most};
    return setrlimit(what, &r) == 0;
}

static const int allowed[] = {SCMP_SYS(read), SCMP_SYS(write), SCMP_SYS(close), SCMP_SYS(lseek),
    SCMP_SYS(mmap), SCMP_SYS(munmap), SCMP_SYS(mremap), SCMP_SYS(mprotect), SCMP_SYS(brk),
    SCMP_SYS(madvise), SCMP_SYS(futex), SCMP_SYS(clone), SCMP_SYS(set_robust_list), SCMP_SYS(rseq),
    SCMP_SYS(rt_sigaction), SCMP_SYS(rt_sigprocmask), SCMP_SYS(rt_sigreturn), SCMP_SYS(sigaltstack),
    SCMP_SYS(exit), SCMP_SYS(exit_group), SCMP_SYS(getpid), SCMP_SYS(gettid), SCMP_SYS(sched_yield),
    SCMP_SYS(sched_getaffinity), SCMP_SYS(clock_gettime), SCMP_SYS(clock_nanosleep),
    SCMP_SYS(nanosleep), SCMP_SYS(gettimeofday), SCMP_SYS(getrandom), SCMP_SYS(sysinfo),
    SCMP_SYS(uname), SCMP_SYS(prctl), SCMP_SYS(restart_syscall), SCMP_SYS(fstat), SCMP_SYS(tgkill)};
/* Libraries look around; they are told no. Anything else ends the process. clone3 must say ENOSYS,
 * or the C library does not fall back to clone. */
static const struct {
    int call, says;
} refused[] = {{SCMP_SYS(clone3), ENOSYS}, {SCMP_SYS(openat), EACCES}, {SCMP_SYS(open), EACCES},
    {SCMP_SYS(newfstatat), EACCES}, {SCMP_SYS(stat), EACCES}, {SCMP_SYS(access), EACCES},
    {SCMP_SYS(readlink), EACCES}, {SCMP_SYS(ioctl), ENOTTY}, {SCMP_SYS(getcwd), EACCES},
    {SCMP_SYS(unlink), EACCES}, {SCMP_SYS(socket), EACCES}, {SCMP_SYS(prlimit64), EPERM},
    {SCMP_SYS(sched_setscheduler), EPERM}, {SCMP_SYS(statx), EACCES},
    {SCMP_SYS(getpeername), ENOTSOCK}};

static bool confine(void)
{
    scmp_filter_ctx f = seccomp_init(SCMP_ACT_KILL_PROCESS);
    bool ok = f != NULL;
    for (size_t i = 0; i < COUNT(allowed) && ok; i++) {
        ok = seccomp_rule_add(f, SCMP_ACT_ALLOW, allowed[i], 0) == 0;
    }
    for (size_t i = 0; i < COUNT(refused) && ok; i++) {
        ok =
            seccomp_rule_add(f, SCMP_ACT_ERRNO((uint16_t)refused[i].says), refused[i].call, 0) == 0;
    }
    ok = ok && seccomp_load(f) == 0;
    seccomp_release(f);
    return ok;
}

static GLogWriterOutput say_nothing(
    GLogLevelFlags level, const GLogField *fields, gsize n, gpointer self)
{
    (void)level;
    (void)fields;
    (void)n;
    (void)self;
    return G_LOG_WRITER_HANDLED;
}

/* Only three loaders, and those only from memory; they are set up before the door is shut. */
static bool prepare(void)
{
    if (!limit(RLIMIT_CPU, 5) || !limit(RLIMIT_AS, ADDRESS_SPACE) ||
        !limit(RLIMIT_FSIZE, 32 << 20) || !limit(RLIMIT_CORE, 0) ||
        prctl(PR_SET_DUMPABLE, 0) != 0 || vips_init("eaves") != 0) {
        return false;
    }
    g_log_set_writer_func(say_nothing, NULL, NULL);
    vips_block_untrusted_set(TRUE);
    vips_operation_block_set("VipsForeignLoad", TRUE);
    vips_operation_block_set("VipsForeignLoadJpeg", FALSE);
    vips_operation_block_set("VipsForeignLoadPng", FALSE);
    vips_operation_block_set("VipsForeignLoadWebp", FALSE);
    vips_concurrency_set(1);
    vips_cache_set_max(0);
    return limit(RLIMIT_NOFILE, FD_FIRST_CLOSED) && confine();
}

/* Work --------------------------------------------------------------------------------------- */
static size_t read_original(void *v)
{
    size_t n = 0;
    ssize_t k = 1;
    while (n < ORIGINAL_MAX && k > 0) {
        k = read(FD_ORIGINAL, (char *)v + n, ORIGINAL_MAX - n);
        n += k > 0 ? (size_t)k : 0;
    }
    return n;
}

static bool write_all(int fd, const char *v, size_t n)
{
    while (n > 0) {
        ssize_t k = write(fd, v, n);
        if (k <= 0) {
            return false;
        }
        v += k;
        n -= (size_t)k;
    }
    return true;
}

/* By now the colours are sRGB and the picture stands upright: nothing in its metadata is needed. */
static void forget_metadata(VipsImage *image)
{
    char **fields = vips_image_get_fields(image);
    for (char **f = fields; f && *f; f++) {
        vips_image_remove(image, *f);
    }
    g_strfreev(fields);
}

static enum image_state save(VipsImage *image, int fd)
{
    void *v = NULL;
    size_t n = 0;
    if (vips_webpsave_buffer(image, &v, &n, "Q", QUALITY, "strip", TRUE, "effort", 3, NULL) != 0) {
        return IMAGE_BAD;
    }
    n = webp_without_metadata(v, n); /* the library puts a small EXIF in all the same */
    enum image_state state = write_all(fd, v, n) ? IMAGE_MADE : IMAGE_TROUBLE;
    g_free(v);
    return state;
}

static enum image_state save_thumb(VipsImage *large)
{
    VipsImage *thumb = NULL;
    if (vips_thumbnail_image(large, &thumb, IMAGE_THUMB_SIDE, "height", IMAGE_THUMB_SIDE, "size",
            VIPS_SIZE_DOWN, NULL) != 0) {
        return IMAGE_BAD;
    }
    enum image_state state = save(thumb, FD_THUMB);
    g_object_unref(thumb);
    return state;
}

/* Not vips_thumbnail_buffer(), which is quicker but takes half a file for a whole one. */
static VipsImage *upright(void *v, size_t n)
{
    VipsImage *small = NULL;
    VipsImage *whole = NULL;
    VipsImage *image = vips_image_new_from_buffer(
        v, n, "", "access", VIPS_ACCESS_SEQUENTIAL, "fail_on", VIPS_FAIL_ON_TRUNCATED, NULL);
    if (image && vips_thumbnail_image(image, &small, IMAGE_SIDE, "height", IMAGE_SIDE, "size",
                     VIPS_SIZE_DOWN, "export_profile", "srgb", NULL) == 0) {
        whole = vips_image_copy_memory(small);
    }
    g_clear_object(&small);
    g_clear_object(&image);
    return whole;
}

static enum image_state make(void *v, size_t n, struct image_made *out)
{
    VipsImage *large = upright(v, n);
    if (!large) {
        return IMAGE_BAD;
    }
    forget_metadata(large);
    out->width = vips_image_get_width(large);
    out->height = vips_image_get_height(large);
    enum image_state state = save(large, FD_LARGE);
    state = state == IMAGE_MADE ? save_thumb(large) : state;
    g_object_unref(large);
    return state;
}

static enum image_state check_and_make(void *v, size_t n, struct image_made *out)
{
    int64_t width = 0;
    int64_t height = 0;
    if (!image_can_be_opened(image_kind(v, n))) {
        return IMAGE_UNKNOWN;
    }
    if (!image_size(v, n, &width, &height) || width == 0 || height == 0) {
        return IMAGE_BAD;
    }
    return width > IMAGE_PIXELS_MAX / height ? IMAGE_TOO_LARGE : make(v, n, out);
}

int image_child_main(void)
{
    struct image_made made = {.state = IMAGE_TROUBLE};
    void *v = malloc(ORIGINAL_MAX);
    if (!v || !prepare()) {
        fprintf(stderr, "event=image_child_not_confined errno=%d\n", errno);
        return 1;
    }
    made.state = check_and_make(v, read_original(v), &made);
    if (made.state == IMAGE_BAD) {
        fprintf(stderr, "event=image_refused why=\"%.120s\"\n", vips_error_buffer());
    }
    bool told = write_all(FD_ANSWER, (const char *)&made, sizeof made);
    _exit(told ? 0 : 1);
}

/* The runner's side -------------------------------------------------------------------------- */
/* Up and out of the way first, so that no fd is overwritten before it was moved. */
static bool take_places(const int fds[FD_FIRST_CLOSED])
{
    int high[FD_FIRST_CLOSED];
    for (int i = 0; i < FD_FIRST_CLOSED; i++) {
        high[i] = fcntl(fds[i], F_DUPFD, 64);
        if (high[i] < 0) {
            return false;
        }
    }
    for (int i = 0; i < FD_FIRST_CLOSED; i++) {
        if (dup2(high[i], i) < 0) {
            return false;
        }
    }
    return close_range(FD_FIRST_CLOSED, ~0U, 0) == 0;
}

static _Noreturn void become_child(const int fds[FD_FIRST_CLOSED])
{
    static const char *const argv[] = {"eaves", "image-child", NULL};
    /* NOVECTOR: no machine code written at run time. */
    static const char *const env[] = {
        "MALLOC_ARENA_MAX=1", "VIPS_CONCURRENCY=1", "VIPS_NOVECTOR=1", "LC_ALL=C", NULL};
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (take_places(fds)) {
        execve("/proc/self/exe", (char *const *)(uintptr_t)argv, (char *const *)(uintptr_t)env);
    }
    _exit(127);
}

static bool read_answer(int fd, struct image_made *made)
{
    struct pollfd p = {.fd = fd, .events = POLLIN};
    int n = 0;
    do {
        n = poll(&p, 1, WALL_MS);
    } while (n < 0 && errno == EINTR);
    return n == 1 && read(fd, made, sizeof *made) == (ssize_t)sizeof *made;
}

struct image_made image_make(int original, int large, int thumb)
{
    struct image_made made = {.state = IMAGE_TROUBLE};
    int answer[2];
    if (pipe2(answer, O_CLOEXEC) != 0) {
        return made;
    }
    pid_t pid = fork();
    if (pid == 0) {
        become_child((const int[]){original, answer[1], STDERR_FILENO, large, thumb});
    }
    close(answer[1]);
    bool told = pid > 0 && read_answer(answer[0], &made);
    close(answer[0]);
    int status = 0;
    if (pid > 0) {
        kill(pid, SIGKILL);
        waitpid(pid, &status, 0);
    }
    if (told) {
        return made;
    }
    /* Killed by a limit or by the filter: the picture's doing. Ended by itself: ours. */
    bool killed = pid > 0 && WIFSIGNALED(status);
    fprintf(stderr, "event=image_child_ended signal=%d status=%d\n", killed ? WTERMSIG(status) : 0,
        pid > 0 && WIFEXITED(status) ? WEXITSTATUS(status) : -1);
    return (struct image_made){.state = killed ? IMAGE_BAD : IMAGE_TROUBLE};
}
