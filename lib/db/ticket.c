#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/file.h>
#include <time.h>
#include <unistd.h>

#include "lib/db/driver.h"

/* Waiting is left to the kernel, which wakes the next writer at once and in turn; polling or
 * SQLite's busy handler let some wait for half a second. flock has no deadline of its own, so a
 * timer interrupts it now and then; repeatedly, because one tick may come just before the call. */
enum { NUDGE_MS = 50 };

int ticket_open(const char *file)
{
    return open(file, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
}

static int64_t monotonic_ms(void)
{
    struct timespec t;
    must(clock_gettime(CLOCK_MONOTONIC, &t) == 0);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static void nudged(int signal)
{
    (void)signal;
}

static timer_t nudge_start(int signal)
{
    timer_t timer;
    struct sigevent event = {.sigev_notify = SIGEV_THREAD_ID, .sigev_signo = signal};
    struct timespec step = {.tv_nsec = NUDGE_MS * 1000000L};
    struct itimerspec every = {.it_interval = step, .it_value = step};
    event._sigev_un._tid = gettid();
    must(timer_create(CLOCK_MONOTONIC, &event, &timer) == 0);
    must(timer_settime(timer, 0, &every, NULL) == 0);
    return timer;
}

static bool lock_before(int fd, int64_t deadline)
{
    while (flock(fd, LOCK_EX) != 0) {
        if (errno != EINTR || monotonic_ms() >= deadline) {
            return false;
        }
    }
    return true;
}

static bool wait_for(int fd, int wait_ms)
{
    int signal = SIGRTMAX - 1;
    struct sigaction mine = {.sa_handler = nudged}, before; /* no SA_RESTART: that is the point */
    sigset_t open, blocked;
    sigemptyset(&open);
    sigaddset(&open, signal);
    must(sigaction(signal, &mine, &before) == 0);
    must(sigprocmask(SIG_UNBLOCK, &open, &blocked) == 0);
    timer_t timer = nudge_start(signal);
    bool ok = lock_before(fd, monotonic_ms() + wait_ms);
    timer_delete(timer);
    must(sigprocmask(SIG_SETMASK, &blocked, NULL) == 0);
    must(sigaction(signal, &before, NULL) == 0);
    return ok;
}

bool ticket_take(int fd, int wait_ms)
{
    return flock(fd, LOCK_EX | LOCK_NB) == 0 || (wait_ms > 0 && wait_for(fd, wait_ms));
}

void ticket_give(int fd)
{
    must(flock(fd, LOCK_UN) == 0);
}
