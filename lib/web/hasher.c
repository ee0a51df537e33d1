#include "lib/web/hasher.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sodium.h>
#include <string.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include "lib/base/seal.h"
#include "lib/web/listen.h"

enum { WORKERS_MAX = 128 };

struct question {
    uint64_t id;
    char hash[HASHER_TEXT], password[HASHER_TEXT];
};
struct verdict {
    uint64_t id;
    uint64_t matches;
};

bool hasher_control(int control[2])
{
    return socketpair(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0, control) == 0;
}

static bool send_fd(int control, int fd)
{
    char byte = 'w';
    struct iovec io = {&byte, 1};
    union {
        struct cmsghdr head;
        char room[CMSG_SPACE(sizeof(int))];
    } u = {0};
    struct msghdr m = {
        .msg_iov = &io, .msg_iovlen = 1, .msg_control = u.room, .msg_controllen = sizeof u.room};
    struct cmsghdr *h = CMSG_FIRSTHDR(&m);
    h->cmsg_level = SOL_SOCKET;
    h->cmsg_type = SCM_RIGHTS;
    h->cmsg_len = CMSG_LEN(sizeof(int));
    memcpy(CMSG_DATA(h), &fd, sizeof fd);
    return sendmsg(control, &m, MSG_NOSIGNAL | MSG_DONTWAIT) == 1;
}

static int receive_fd(int control)
{
    char byte;
    struct iovec io = {&byte, 1};
    union {
        struct cmsghdr head;
        char room[CMSG_SPACE(sizeof(int))];
    } u = {0};
    struct msghdr m = {
        .msg_iov = &io, .msg_iovlen = 1, .msg_control = u.room, .msg_controllen = sizeof u.room};
    int fd = -1;
    if (recvmsg(control, &m, MSG_DONTWAIT | MSG_CMSG_CLOEXEC) == 1) {
        struct cmsghdr *h = CMSG_FIRSTHDR(&m);
        if (h && h->cmsg_type == SCM_RIGHTS) {
            memcpy(&fd, CMSG_DATA(h), sizeof fd);
        }
    }
    return fd;
}

/* The hasher's process ---------------------------------------------------------------------- */
struct desk {
    struct pollfd v[WORKERS_MAX + 2]; /* control, stop, then workers */
    nfds_t n;
};

static void greet(struct desk *d)
{
    int fd = receive_fd(d->v[0].fd);
    if (fd >= 0 && d->n == COUNT(d->v)) {
        close(fd);
    } else if (fd >= 0) {
        d->v[d->n++] = (struct pollfd){.fd = fd, .events = POLLIN};
    }
}

/* False: this worker is gone. */
static bool answer_one(int fd)
{
    struct question q;
    ssize_t n = recv(fd, &q, sizeof q, MSG_DONTWAIT);
    if (n < 0) {
        return errno == EAGAIN || errno == EINTR;
    }
    if (n != (ssize_t)sizeof q) {
        return false;
    }
    q.hash[HASHER_TEXT - 1] = q.password[HASHER_TEXT - 1] = 0;
    struct verdict v = {.id = q.id, .matches = password_matches(q.hash, q.password)};
    sodium_memzero(&q, sizeof q);
    return send(fd, &v, sizeof v, MSG_NOSIGNAL) == (ssize_t)sizeof v;
}

static void serve_workers(struct desk *d)
{
    for (nfds_t i = 2; i < d->n; i++) {
        if (d->v[i].revents && !answer_one(d->v[i].fd)) {
            close(d->v[i].fd);
            d->v[i--] = d->v[--d->n];
        }
    }
}

/* Asked to end: the parent does it last, when no worker is left to ask. */
static bool told_to_end(const struct app *app, int stop_fd)
{
    struct signalfd_siginfo s = {0};
    bool ends = read(stop_fd, &s, sizeof s) == (ssize_t)sizeof s && s.ssi_signo != SIGHUP;
    if (!ends) {
        (void)log_file_open(app);
    }
    return ends;
}

int hasher_main(const struct app *app, int control, int stop_fd)
{
    struct desk d = {.n = 2};
    d.v[0] = (struct pollfd){.fd = control, .events = POLLIN};
    d.v[1] = (struct pollfd){.fd = stop_fd, .events = POLLIN};
    for (;;) {
        if (poll(d.v, d.n, -1) < 0 && errno != EINTR) {
            return 1;
        }
        if (d.v[1].revents && told_to_end(app, stop_fd)) {
            return 0;
        }
        serve_workers(&d);
        if (d.v[0].revents) {
            greet(&d);
        }
    }
}

/* A worker's side --------------------------------------------------------------------------- */
static void greet_hasher(struct hasher *h)
{
    int pair[2];
    if (h->control < 0 || socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair) != 0) {
        return;
    }
    bool sent = send_fd(h->control, pair[1]);
    close(pair[1]);
    if (sent) {
        h->fd = pair[0];
    } else {
        close(pair[0]);
    }
}

void hasher_init(struct hasher *h, int control)
{
    *h = (struct hasher){.control = control, .fd = -1};
    greet_hasher(h);
}

void hasher_finish(struct hasher *h)
{
    if (h->fd >= 0) {
        close(h->fd);
    }
    h->fd = -1;
}

uint64_t hasher_ask(struct hasher *h, const char *hash, const char *password)
{
    struct question q = {.id = h->last_id + 1};
    if (h->fd < 0) {
        greet_hasher(h);
    }
    if (h->fd < 0 || h->waiting >= HASHER_QUEUE || strlen(hash) >= HASHER_TEXT) {
        return 0;
    }
    /* A password too long to be one gets the same work and the same answer as a wrong one. */
    bool fits = strlen(password) < HASHER_TEXT;
    memcpy(q.hash, hash, strlen(hash));
    memcpy(q.password, fits ? password : "", fits ? strlen(password) : 0);
    bool sent = send(h->fd, &q, sizeof q, MSG_NOSIGNAL | MSG_DONTWAIT) == (ssize_t)sizeof q;
    sodium_memzero(&q, sizeof q);
    if (!sent) {
        return 0;
    }
    h->waiting++;
    return ++h->last_id;
}

enum hasher_news hasher_next(struct hasher *h, uint64_t *id, bool *matches)
{
    struct verdict v;
    if (h->fd < 0) {
        return HASHER_NOTHING;
    }
    ssize_t n = recv(h->fd, &v, sizeof v, MSG_DONTWAIT);
    if (n == (ssize_t)sizeof v) {
        *id = v.id;
        *matches = v.matches == 1;
        h->waiting--;
        return HASHER_ANSWER;
    }
    if (n < 0 && (errno == EAGAIN || errno == EINTR)) {
        return HASHER_NOTHING;
    }
    hasher_finish(h);
    h->waiting = 0;
    greet_hasher(h);
    return HASHER_LOST;
}
