#include "lib/web/helper.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <unistd.h>

enum { WORKERS_MAX = 128 };

bool helper_control(int control[2])
{
    return socketpair(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0, control) == 0;
}

/* Room for one file descriptor beside a message. */
union beside {
    struct cmsghdr head;
    char room[CMSG_SPACE(sizeof(int))];
};

bool helper_tell(int to, const void *v, size_t n, int fd)
{
    struct iovec io = {(void *)(uintptr_t)v, n};
    union beside u = {0};
    struct msghdr m = {.msg_iov = &io, .msg_iovlen = 1};
    if (fd >= 0) {
        m.msg_control = u.room;
        m.msg_controllen = sizeof u.room;
        struct cmsghdr *h = CMSG_FIRSTHDR(&m);
        h->cmsg_level = SOL_SOCKET;
        h->cmsg_type = SCM_RIGHTS;
        h->cmsg_len = CMSG_LEN(sizeof(int));
        memcpy(CMSG_DATA(h), &fd, sizeof fd);
    }
    return sendmsg(to, &m, MSG_NOSIGNAL | MSG_DONTWAIT) == (ssize_t)n;
}

ssize_t helper_hear(int from, void *v, size_t size, int *fd)
{
    struct iovec io = {v, size};
    union beside u = {0};
    struct msghdr m = {
        .msg_iov = &io, .msg_iovlen = 1, .msg_control = u.room, .msg_controllen = sizeof u.room};
    *fd = -1;
    ssize_t n = recvmsg(from, &m, MSG_DONTWAIT | MSG_CMSG_CLOEXEC);
    if (n < 0) {
        return errno == EAGAIN || errno == EINTR ? -1 : 0;
    }
    struct cmsghdr *h = n > 0 ? CMSG_FIRSTHDR(&m) : NULL;
    if (h && h->cmsg_level == SOL_SOCKET && h->cmsg_type == SCM_RIGHTS) {
        memcpy(fd, CMSG_DATA(h), sizeof *fd);
    }
    return n;
}

/* The helper's process ----------------------------------------------------------------------- */
struct desk {
    struct pollfd v[WORKERS_MAX + 2]; /* control, stop, then workers */
    nfds_t n;
};

static void greet(struct desk *d)
{
    char byte;
    int fd;
    (void)helper_hear(d->v[0].fd, &byte, 1, &fd);
    if (fd >= 0 && d->n == COUNT(d->v)) {
        close(fd);
    } else if (fd >= 0) {
        d->v[d->n++] = (struct pollfd){.fd = fd, .events = POLLIN};
    }
}

static void serve_workers(struct desk *d, const struct helper_work *work)
{
    for (nfds_t i = 2; i < d->n; i++) {
        if (d->v[i].revents && !work->answer(work->self, d->v[i].fd)) {
            close(d->v[i].fd);
            d->v[i--] = d->v[--d->n];
        }
    }
}

/* Asked to end: the parent does it last, when no worker is left to ask. */
static bool told_to_end(const struct helper_work *work, int stop_fd)
{
    struct signalfd_siginfo s = {0};
    bool heard = read(stop_fd, &s, sizeof s) == (ssize_t)sizeof s;
    if (heard && s.ssi_signo == SIGHUP) {
        work->renew(work->self);
    }
    return heard && s.ssi_signo != SIGHUP;
}

int helper_main(const struct helper_work *work, int control, int stop_fd)
{
    struct desk d = {.n = 2};
    d.v[0] = (struct pollfd){.fd = control, .events = POLLIN};
    d.v[1] = (struct pollfd){.fd = stop_fd, .events = POLLIN};
    for (;;) {
        if (poll(d.v, d.n, -1) < 0 && errno != EINTR) {
            return 1;
        }
        if (d.v[1].revents && told_to_end(work, stop_fd)) {
            return 0;
        }
        serve_workers(&d, work);
        if (d.v[0].revents) {
            greet(&d);
        }
    }
}

/* A worker's side ---------------------------------------------------------------------------- */
static void greet_helper(struct helper *h)
{
    int pair[2];
    if (h->control < 0 || socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair) != 0) {
        return;
    }
    bool sent = helper_tell(h->control, "w", 1, pair[1]);
    close(pair[1]);
    if (sent) {
        h->fd = pair[0];
    } else {
        close(pair[0]);
    }
}

void helper_init(struct helper *h, int control)
{
    *h = (struct helper){.control = control, .fd = -1};
    greet_helper(h);
}

void helper_finish(struct helper *h)
{
    if (h->fd >= 0) {
        close(h->fd);
    }
    h->fd = -1;
}

uint64_t helper_ask(struct helper *h, int most, void *question, size_t n)
{
    uint64_t id = h->last_id + 1;
    if (h->fd < 0) {
        greet_helper(h);
    }
    memcpy(question, &id, sizeof id);
    if (h->fd < 0 || h->waiting >= most || !helper_tell(h->fd, question, n, -1)) {
        return 0;
    }
    h->waiting++;
    return h->last_id = id;
}

enum helper_news helper_next(struct helper *h, void *v, size_t size, size_t *n, int *fd)
{
    *fd = -1;
    if (h->fd < 0) {
        return HELPER_NOTHING;
    }
    ssize_t got = helper_hear(h->fd, v, size, fd);
    if (got < 0) {
        return HELPER_NOTHING;
    }
    if (got > 0) {
        *n = (size_t)got;
        h->waiting--;
        return HELPER_ANSWER;
    }
    helper_finish(h);
    h->waiting = 0;
    greet_helper(h);
    return HELPER_LOST;
}
